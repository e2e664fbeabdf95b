package strategy_test

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// seller is a best seller from "price units reviews".
func bestSeller(price, units, reviews string, byChannel bool) strategy.BestSeller {
	return strategy.BestSeller{
		Price: figure(price), Shipping: given("0"), UnitsPerMonth: given(units), Reviews: given(reviews), Rating: given("4.4"), ByChannel: byChannel,
	}
}

// shelf is a market of eight in two natural bands: 14 to 17 and 28 to 30.
func shelf() strategy.Positioning {
	return strategy.Positioning{
		Currency: fx.USD, NaturalBreaks: 2, Limits: strategy.Limits{Places: 2},
		Sellers: []strategy.BestSeller{
			bestSeller("14.00", "100", "4000", true), bestSeller("15.00", "100", "2000", true),
			bestSeller("28.00", "200", "300", true), bestSeller("16.00", "100", "1000", true),
			bestSeller("17.00", "100", "900", false), bestSeller("29.00", "100", "100", true),
			bestSeller("30.00", "100", "200", false), bestSeller("16.00", "200", "3000", true),
		},
		Product: strategy.NewProduct{Reviews: figure("100")},
	}
}

// The lower band has 600 of 1000 units in 5 of 8 offers, 2000 reviews in the middle;
// the upper one 400 in 3, with 200. With 100 reviews planned the barriers are 10, the
// cap, and 2: opportunity 0.6 / 0.625 / 10 = 0.096 and 0.4 / 0.375 / 2 = 0.5333.
func TestPlaceByHand(t *testing.T) {
	position, err := strategy.Place(shelf())
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"from", "to", "median_price", "offers", "offer_share", "unit_share", "median_reviews", "median_rating", "channel_share", "barrier", "opportunity", "feasible", "chosen"},
		{"14", "17", "16", "5", "0.625", "0.6", "2000", "4.4", "0.8", "10", "0.096", "yes", "no"},
		{"28", "30", "29", "3", "0.375", "0.4", "200", "4.4", "0.666667", "2", "0.5333", "yes", "yes"},
	}
	if diff := cmp.Diff(want, position.Table()); diff != "" {
		t.Error(diff)
	}
	if !position.Proposal.Price.Equal(figure("29")) {
		t.Error(position.Proposal)
	}
}

func TestPlaceOffsets(t *testing.T) {
	for _, test := range []struct {
		name, want string
		change     func(*strategy.Positioning)
	}{
		{"none", "29.00", func(*strategy.Positioning) {}},
		{"10% for the reviews, half of which are missing", "27.55", func(p *strategy.Positioning) { p.Product.ReviewDiscount = figure("0.1") }},
		{"as many reviews as the band", "29.00", func(p *strategy.Positioning) {
			p.Product.ReviewDiscount, p.Product.Reviews = figure("0.1"), figure("200")
		}},
		{"9% for delivery, of a third of the band", "29.87", func(p *strategy.Positioning) {
			p.Product.DeliveryWorth, p.Product.ByChannel = figure("0.09"), true
		}},
		{"9% for delivery, of two thirds against it", "27.26", func(p *strategy.Positioning) { p.Product.DeliveryWorth = figure("0.09") }},
		{"a bundle", "30.45", func(p *strategy.Positioning) {
			p.Product.Offsets = []strategy.PriceOffset{{Code: "bundle", Share: figure("0.05")}}
		}},
		{"less", "28.50", func(p *strategy.Positioning) {
			p.Product.Offsets = []strategy.PriceOffset{{Code: "colour", Amount: figure("-0.50")}}
		}},
		{"shipping on top", "24.01", func(p *strategy.Positioning) { p.Product.Shipping = figure("4.99") }},
		{"the floor in the band", "29.50", func(p *strategy.Positioning) { p.Limits.Least = given("29.50") }},
		{"the most in the band", "28.40", func(p *strategy.Positioning) { p.Limits.Most = given("28.40") }},
		{"the most a cent below it: the lower band", "16.00", func(p *strategy.Positioning) { p.Limits.Most = given("27.99") }},
		{"admissible prices leave the upper band out", "16.00", func(p *strategy.Positioning) {
			p.Limits.Admissible = []pricing.Interval{{From: figure("12"), To: figure("27.99")}, {From: figure("30.01"), Open: true}}
		}},
		{"too few offers", "16.00", func(p *strategy.Positioning) { p.LeastOffers = 4 }},
		{"enough", "29.00", func(p *strategy.Positioning) { p.LeastOffers = 3 }},
		{"no barrier above 1", "29.00", func(p *strategy.Positioning) { p.MostBarrier = figure("1") }},
	} {
		p := shelf()
		test.change(&p)
		position, err := strategy.Place(p)
		if err != nil || position.Proposal.Price.StringFixed(2) != test.want {
			t.Errorf("%s: %s, want %s, %v", test.name, position.Proposal.Price, test.want, err)
		}
	}
}

// The barrier is median reviews over planned ones, from 1 to its cap.
func TestPlaceBarrier(t *testing.T) {
	for _, test := range []struct{ reviews, most, low, high string }{
		{"0", "0", "10", "10"},
		{"20", "0", "10", "10"},
		{"100", "0", "10", "2"},
		{"199", "0", "10", "1.005"},
		{"200", "0", "10", "1"},
		{"201", "25", "9.9502", "1"},
		{"2000", "0", "1", "1"},
	} {
		p := shelf()
		p.Product.Reviews, p.MostBarrier = figure(test.reviews), figure(test.most)
		position, err := strategy.Place(p)
		if err != nil || !position.Bands[0].Barrier.Equal(figure(test.low)) || !position.Bands[1].Barrier.Equal(figure(test.high)) {
			t.Errorf("%s: %s and %s, want %s and %s, %v", test.reviews, position.Bands[0].Barrier, position.Bands[1].Barrier, test.low, test.high, err)
		}
	}
	p := shelf()
	for i := range p.Sellers {
		p.Sellers[i].Reviews = decimal.NullDecimal{}
	}
	position, err := strategy.Place(p)
	if err != nil || position.Bands[0].MedianReviews.Valid || !position.Bands[0].Barrier.Equal(figure("10")) {
		t.Error("unknown reviews are no barrier", position.Bands[0], err)
	}
}

// Quantiles of 1 to 11: the places are 1, 2.5, 5, 7.5 and 9, so the cuts 2, 3.5, 6,
// 8.5 and 10.
func TestPlaceQuantiles(t *testing.T) {
	p := strategy.Positioning{Currency: fx.USD, Limits: strategy.Limits{Places: 2}}
	for i := range 11 {
		p.Sellers = append(p.Sellers, bestSeller(strconv.Itoa(11-i), "10", "5", true))
	}
	position, err := strategy.Place(p)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range position.Bands {
		got = append(got, fx.Plain(b.From)+"-"+fx.Plain(b.To))
	}
	if diff := cmp.Diff([]string{"1-2", "3-3", "4-6", "7-8", "9-10", "11-11"}, got); diff != "" {
		t.Error(diff)
	}
	p.Quantiles = []decimal.Decimal{figure("0.5")}
	if position, err = strategy.Place(p); err != nil || len(position.Bands) != 2 || position.Bands[0].Offers != 6 {
		t.Error(position.Bands, err)
	}
}

// Of two cuts that are alike the cheaper one counts, equal prices stay together, and
// there are no more bands than prices.
func TestPlaceNaturalBreaks(t *testing.T) {
	for _, test := range []struct {
		prices []string
		breaks int
		want   string
	}{
		{[]string{"1", "2", "3"}, 2, "1-1 2-3"},
		{[]string{"5", "5", "5"}, 3, "5-5"},
		{[]string{"5", "9", "5", "5.01"}, 2, "5-5.01 9-9"},
		{[]string{"1", "2", "1"}, 5, "1-1 2-2"},
		{[]string{"4", "5", "9", "10"}, 2, "4-5 9-10"}, // the classic pairs
		{[]string{"999999999.99", "1", "1000000000"}, 2, "1-1 999999999.99-1000000000"},
	} {
		p := strategy.Positioning{Currency: fx.USD, Limits: strategy.Limits{Places: 2}, NaturalBreaks: test.breaks}
		for _, price := range test.prices {
			p.Sellers = append(p.Sellers, bestSeller(price, "1", "1", true))
		}
		position, err := strategy.Place(p)
		var got []string
		for _, b := range position.Bands {
			got = append(got, fx.Plain(b.From)+"-"+fx.Plain(b.To))
		}
		if text := strings.Join(got, " "); text != test.want || err != nil {
			t.Errorf("%v: %s, want %s, %v", test.prices, text, test.want, err)
		}
	}
}

func TestPlaceByRank(t *testing.T) {
	p := shelf()
	p.ByRank = true
	for i := range p.Sellers {
		p.Sellers[i].Rank = i + 1
	}
	p.Sellers[7].Rank = 0
	position, err := strategy.Place(p)
	if err != nil || len(position.LeftOut) != 1 || position.LeftOut[0] != (strategy.LeftOutSeller{Index: 7, Reason: "rank_unknown"}) {
		t.Fatal(position.LeftOut, err)
	}
	// 1/3 + 1/6 + 1/7 of 1 + 1/2 + ... + 1/7
	if got := position.Bands[1].UnitShare; !got.Equal(figure("0.247934")) {
		t.Error(got)
	}
	if len(position.House) != 2 {
		t.Error(position.House)
	}
}

func TestPlaceRefusals(t *testing.T) {
	var none *strategy.NoPriceError
	for code, change := range map[string]func(*strategy.Positioning){
		"no_best_seller": func(p *strategy.Positioning) {
			for i := range p.Sellers {
				p.Sellers[i].Shipping = decimal.NullDecimal{}
			}
		},
		"no_feasible_band": func(p *strategy.Positioning) { p.Limits.Least = given("30.01") },
		"offset_too_low": func(p *strategy.Positioning) {
			p.Product.Offsets = []strategy.PriceOffset{{Code: "x", Share: figure("-1")}}
		},
	} {
		p := shelf()
		change(&p)
		position, err := strategy.Place(p)
		if !errors.As(err, &none) || none.Code != code || none.Strategy != "new_product" {
			t.Errorf("%s: %v", code, err)
		}
		if code != "no_best_seller" && len(position.Bands) != 2 {
			t.Error("the evidence is lost")
		}
	}
	huge := decimal.New(1, math.MaxInt32)
	p := shelf()
	p.Currency, p.NaturalBreaks, p.LeastOffers, p.MostBarrier = "", 13, -1, figure("0.99")
	p.Quantiles = []decimal.Decimal{figure("0.5"), figure("0.5"), figure("1"), huge}
	p.Sellers[1] = strategy.BestSeller{Price: huge, Shipping: given("-1"), Rank: -1, Rating: given("5.1")}
	p.Product = strategy.NewProduct{Shipping: figure("-1"), Reviews: huge, ReviewDiscount: figure("1.1"), Offsets: []strategy.PriceOffset{{Share: figure("-2"), Amount: huge}}}
	_, err := strategy.Place(p)
	want := []string{"currency", "sellers[1].price", "sellers[1].shipping", "sellers[1].rating", "sellers[1].rank", "product.shipping", "product.reviews",
		"product.review_discount", "product.offsets[0].code", "product.offsets[0].share", "product.offsets[0].amount", "natural_breaks",
		"quantiles[1]", "quantiles[2]", "quantiles[3]", "most_barrier", "least_offers"}
	if diff := cmp.Diff(want, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	if _, err = strategy.Place(strategy.Positioning{Currency: fx.USD, Sellers: make([]strategy.BestSeller, 1001)}); faultFields(err)[0] != "sellers" {
		t.Error(err)
	}
}

// spreadOf is the sum of squared distances from the means of a cut, the slow way.
func spreadOf(prices []float64, ends []int) float64 {
	sum, from := 0.0, 0
	for _, to := range append(slices.Clone(ends), len(prices)) {
		mean := 0.0
		for _, p := range prices[from:to] {
			mean += p / float64(to-from)
		}
		for _, p := range prices[from:to] {
			sum += (p - mean) * (p - mean)
		}
		from = to
	}
	return sum
}

// Every item that is compared is in exactly one band, the bands rise, their shares sum
// to 1, the natural breaks are no worse than any other cut, and a price is within the
// limits.
func propPlace(t *rapid.T) {
	p := strategy.Positioning{Currency: fx.USD, Limits: strategy.Limits{Places: 2}}
	n := rapid.IntRange(1, 12).Draw(t, "n")
	for range n {
		b := bestSeller("1", "0", "0", rapid.Bool().Draw(t, "by"))
		b.Price = decimal.New(rapid.Int64Range(1, 5000).Draw(t, "price"), -2)
		b.UnitsPerMonth = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 999).Draw(t, "units"), 0))
		b.Reviews.Decimal = decimal.New(rapid.Int64Range(0, 999).Draw(t, "reviews"), 0)
		if rapid.IntRange(0, 9).Draw(t, "unknown") == 0 {
			b.Shipping.Valid = false
		}
		p.Sellers = append(p.Sellers, b)
	}
	p.Product.Reviews = decimal.New(rapid.Int64Range(0, 999).Draw(t, "planned"), 0)
	p.Limits.Least = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 6000).Draw(t, "least"), -2))
	if rapid.Bool().Draw(t, "natural") {
		p.NaturalBreaks = rapid.IntRange(2, 3).Draw(t, "breaks")
	}
	position, err := strategy.Place(p)
	var none *strategy.NoPriceError
	if err != nil && !errors.As(err, &none) {
		t.Fatal(err)
	}
	if err == nil && !p.Limits.Contains(position.Proposal.Price) {
		t.Fatal("outside the limits")
	}
	seen := map[int]int{}
	for _, left := range position.LeftOut {
		seen[left.Index]++
	}
	units, offers, sold, last := decimal.Zero, decimal.Zero, decimal.Zero, decimal.Zero
	var prices []float64
	var ends []int
	for _, b := range position.Bands {
		if !b.From.GreaterThan(last) || len(b.Sellers) != b.Offers || b.Offers == 0 {
			t.Fatal("bands do not rise or are empty")
		}
		for _, i := range b.Sellers {
			seen[i]++
			price := p.Sellers[i].Total()
			if price.LessThan(b.From) || price.GreaterThan(b.To) {
				t.Fatal("outside its band")
			}
			prices = append(prices, price.InexactFloat64())
		}
		ends = append(ends, len(prices))
		last, sold = b.To, sold.Add(b.Units)
		units, offers = units.Add(b.UnitShare), offers.Add(b.OfferShare)
	}
	for i := range n {
		if seen[i] != 1 {
			t.Fatalf("item %d is in %d places", i, seen[i])
		}
	}
	if len(position.Bands) == 0 {
		return
	}
	if one := figure("1"); !offers.Equal(one) || sold.Sign() > 0 && !units.Equal(one) {
		t.Fatalf("shares sum to %s and %s", offers, units)
	}
	if p.NaturalBreaks == 0 {
		return
	}
	got, best := spreadOf(prices, ends[:len(ends)-1]), math.Inf(1)
	for a := 1; a < len(prices); a++ {
		if p.NaturalBreaks == 2 {
			best = min(best, spreadOf(prices, []int{a}))
		}
		for b := a + 1; p.NaturalBreaks == 3 && b < len(prices); b++ {
			best = min(best, spreadOf(prices, []int{a, b}))
		}
	}
	if got > best+1e-6 {
		t.Fatalf("spread %g, another cut has %g", got, best)
	}
}

func TestPropPlace(t *testing.T) { rapid.Check(t, propPlace) }

// Without a unit sold no band is better than another, and the bands are still told.
func TestPlaceWithoutUnits(t *testing.T) {
	p := shelf()
	for i := range p.Sellers {
		p.Sellers[i].UnitsPerMonth = given("0")
	}
	position, err := strategy.Place(p)
	var none *strategy.NoPriceError
	if !errors.As(err, &none) || none.Code != "no_units" || len(position.Bands) != 2 || position.Chosen != -1 {
		t.Error(position, err)
	}
	p.Sellers[2].UnitsPerMonth = given("1")
	if position, err := strategy.Place(p); err != nil || position.Chosen != 1 {
		t.Error(position, err)
	}
}

// A band of which nobody knows the reviews has the highest barrier and no offset, and
// the proposal says so.
func TestPlaceReviewsUnknown(t *testing.T) {
	reasons := func(p strategy.Positioning) string {
		t.Helper()
		position, err := strategy.Place(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range position.Proposal.Reasons {
			if r.Code == "reviews_unknown" {
				return r.Text
			}
		}
		return ""
	}
	p := shelf()
	p.Product.ReviewDiscount = figure("0.1")
	if got := reasons(p); got != "" {
		t.Errorf("known reviews: %s", got)
	}
	for i := range p.Sellers {
		p.Sellers[i].Reviews = decimal.NullDecimal{}
	}
	const barrier = "the reviews of no item of the band are known: its barrier is the highest, 10"
	if got := reasons(p); got != barrier+", and nothing is taken off the price for reviews that are missing" {
		t.Error(got)
	}
	p.Product.ReviewDiscount, p.MostBarrier = decimal.Decimal{}, figure("4")
	if got := reasons(p); got != strings.Replace(barrier, "10", "4", 1) {
		t.Error(got)
	}
}
