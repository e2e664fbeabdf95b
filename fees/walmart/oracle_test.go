package walmart_test

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/oracle"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// plainLines are the charges of a listing as the oracle computes them, exact; false
// when WFS does not take the unit.
func plainLines(l walmart.Listing, u oracle.WalmartUnit, price decimal.Decimal) (map[string]string, bool) {
	u.Apparel, u.Hazmat = l.Apparel, l.Hazmat
	out := map[string]string{}
	ok := true
	put := func(code string, amount decimal.Decimal, known bool) {
		out[code] = amount.StringFixed(20)
		ok = ok && known
	}
	referral, known := oracle.WalmartReferral(contracts[l.Category], price.Add(l.ShippingCharged))
	put("referral", referral, known)
	switch l.ProListingSavings {
	case walmart.AdvancedSeller:
		put("pro_listing_savings", referral.Mul(dec("-0.05")), true)
	case walmart.ProSeller:
		put("pro_listing_savings", referral.Mul(dec("-0.1")), true)
	}
	if l.Fulfillment == walmart.Seller {
		return out, ok
	}
	size, known := oracle.WalmartSize(u)
	if !known {
		return nil, false
	}
	fee, known := oracle.WalmartFulfillment(u, price)
	bare := u
	bare.Apparel, bare.Hazmat = false, false
	base, _ := oracle.WalmartFulfillment(bare, price)
	if size != oracle.WalmartBigAndBulky {
		pounds, _ := oracle.WalmartShippingWeight(u)
		base, _ = oracle.WalmartFulfillmentByWeight(pounds)
		rest := fee.Sub(base)
		add := func(code, amount string) {
			put(code, dec(amount), true)
			rest = rest.Sub(dec(amount))
		}
		if u.Apparel {
			add("apparel", "0.5")
		}
		if u.Hazmat {
			add("hazmat", "0.5")
		}
		switch size {
		case oracle.WalmartOversize1:
			add("oversize_1", "3")
		case oracle.WalmartOversize2:
			add("oversize_2", "20")
		}
		put("low_price", rest, true)
	}
	put("fulfillment", base, known)
	returned, known := oracle.WalmartReturn(u)
	put("returns_processing", returned, known)
	if l.InboundTransfer {
		pounds, _ := oracle.WalmartTransferWeight(u)
		transfer, known := oracle.WalmartTransfer(pounds)
		put("inbound_transfer", transfer, known)
	}
	for _, prep := range l.Prep {
		amount, known := oracle.WalmartPrep(string(prep), true)
		put("prep_"+string(prep), amount, known)
	}
	for _, prep := range l.UnplannedPrep {
		amount, known := oracle.WalmartPrep(string(prep), false)
		put("unplanned_prep_"+string(prep), amount, known)
	}
	if l.Removal == walmart.ToSeller {
		amount, known := oracle.WalmartRemoval(u.Weight, u.Hazmat)
		put("removal", amount, known)
	} else {
		amount, known := oracle.WalmartDisposal(u.Weight, u.Hazmat)
		put("disposal", amount, known)
	}
	return out, ok
}

// compare returns how the package and the oracle differ on a listing, "" if not.
func compare(l walmart.Listing, u oracle.WalmartUnit, price decimal.Decimal) string {
	want, ok := plainLines(l, u, price)
	charges, err := l.Charges(spring)
	if !ok {
		if in := new(fx.InputError); !errors.As(err, &in) {
			return fmt.Sprintf("error is %v, want an InputError", err)
		}
		return ""
	}
	if err != nil {
		return err.Error()
	}
	got := map[string]string{}
	for _, c := range charges {
		amount, err := c.Amount.At(price)
		if err != nil {
			return err.Error()
		}
		got[c.Code] = amount.StringFixed(20)
		if problem := unexplained(c, amount); problem != "" {
			return problem
		}
	}
	return cmp.Diff(want, got)
}

// unexplained says what is wrong with a charge, whatever its amount.
func unexplained(c fees.Charge, amount decimal.Decimal) string {
	switch {
	case c.Basis == "" || c.Source.Table == "" || c.Source.Citation == "" || c.Unknown || c.Units != 0 || !c.FreeShare.IsZero():
		return fmt.Sprintf("charge %+v does not explain itself", c)
	case amount.Sign() < 0 && c.Code != "pro_listing_savings" && c.Code != "multichannel_discount":
		return c.Code + " is negative"
	case events[c.Code] != c.Event:
		return c.Code + " is billed " + string(c.Event)
	case !c.RefundShare.IsZero() != (c.Code == "referral" || c.Code == "pro_listing_savings"):
		return c.Code + " has the refund share " + c.RefundShare.String()
	}
	return ""
}

var events = map[string]fees.Event{
	"referral": fees.PerUnitSold, "pro_listing_savings": fees.PerUnitSold, "fulfillment": fees.PerUnitSold, "apparel": fees.PerUnitSold,
	"hazmat": fees.PerUnitSold, "low_price": fees.PerUnitSold, "oversize_1": fees.PerUnitSold, "oversize_2": fees.PerUnitSold,
	"multichannel_fulfillment": fees.PerUnitSold, "multichannel_discount": fees.PerUnitSold,
	"returns_processing": fees.PerUnitReturned,
	"inbound_transfer":   fees.PerUnitReceived, "prep_poly_bag": fees.PerUnitReceived, "prep_label": fees.PerUnitReceived,
	"unplanned_prep_poly_bag": fees.PerUnitReceived, "unplanned_prep_label": fees.PerUnitReceived,
	"disposal": fees.PerUnitRemoved, "removal": fees.PerUnitRemoved,
}

// Every charge of a random listing at any price is what the independent decimal
// implementation computes.
func propChargesEqualOracle(t *rapid.T) {
	u := genUnit(t)
	l := walmart.Listing{
		Parcel:            u.parcel,
		Category:          rapid.SampledFrom(categoryKeys).Draw(t, "category"),
		Fulfillment:       rapid.SampledFrom([]walmart.Fulfillment{"", walmart.WFS, walmart.Seller}).Draw(t, "fulfillment"),
		Apparel:           rapid.Bool().Draw(t, "apparel"),
		Hazmat:            rapid.Bool().Draw(t, "hazmat"),
		ProListingSavings: rapid.SampledFrom([]walmart.SellerLevel{"", walmart.AdvancedSeller, walmart.ProSeller}).Draw(t, "savings"),
		InboundTransfer:   rapid.Bool().Draw(t, "transfer"),
		Removal:           rapid.SampledFrom([]walmart.Removal{"", walmart.Disposal, walmart.ToSeller}).Draw(t, "removal"),
	}
	for _, prep := range []walmart.Prep{walmart.PolyBag, walmart.Label} {
		switch rapid.IntRange(0, 2).Draw(t, string(prep)) {
		case 1:
			l.Prep = append(l.Prep, prep)
		case 2:
			l.UnplannedPrep = append(l.UnplannedPrep, prep)
		}
	}
	if rapid.Bool().Draw(t, "shipping") {
		l.ShippingCharged = decimal.New(rapid.Int64Range(0, 2000).Draw(t, "charged"), -2)
	}
	price := genPrice(t)
	if diff := compare(l, u.plain, price); diff != "" {
		t.Fatalf("%+v at %s (-oracle +package):\n%s", l, price, diff)
	}
}

func TestChargesEqualOracle(t *testing.T) { rapid.Check(t, propChargesEqualOracle) }

var categoryKeys = func() []string {
	var keys []string
	for key := range contracts {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}()

// The oracle and the table have the same categories.
func TestCategoriesAreTheOracles(t *testing.T) {
	if diff := cmp.Diff(categoryKeys, categories(t)); diff != "" {
		t.Errorf("(-oracle +package):\n%s", diff)
	}
	var names []string
	for _, key := range categoryKeys {
		names = append(names, contracts[key])
	}
	want := oracle.WalmartCategories()
	slices.Sort(names)
	slices.Sort(want)
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("(-oracle +test):\n%s", diff)
	}
}

// Size band and weights are the oracle's.
func TestSizeEqualsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := genUnit(t)
		got, err := walmart.Listing{Parcel: u.parcel, Category: "books"}.Size(spring)
		want, ok := oracle.WalmartSize(u.plain)
		if (err == nil) != ok {
			t.Fatalf("error is %v, the oracle says %t", err, ok)
		}
		if err != nil {
			return
		}
		pounds, _ := oracle.WalmartShippingWeight(u.plain)
		if string(got.Band) != want || !got.Billable.Lb(12).Equal(decimal.NewFromInt(pounds)) {
			t.Fatalf("%s of %s, want %s of %d lb", got.Band, got.Billable, want, pounds)
		}
	})
}

// A Multichannel unit of any size, speed and order costs what the oracle says, and
// does not ship where it says so.
func TestMultichannelEqualsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := genUnit(t)
		m := walmart.Multichannel{
			Parcel: u.parcel, Hazmat: rapid.Bool().Draw(t, "hazmat"), Apparel: rapid.Bool().Draw(t, "apparel"),
			Speed:        rapid.SampledFrom([]walmart.Speed{walmart.StandardSpeed, walmart.Expedited}).Draw(t, "speed"),
			UnitsInOrder: rapid.IntRange(0, 6).Draw(t, "units"),
		}
		if diff := compareMultichannel(m, u.plain); diff != "" {
			t.Fatal(diff)
		}
	})
}

func compareMultichannel(m walmart.Multichannel, u oracle.WalmartUnit) string {
	charges, err := m.Charges(spring)
	want, ok := oracle.WalmartMCSUnit(u, string(m.Speed))
	if !ok {
		if in := new(fx.InputError); !errors.As(err, &in) {
			return fmt.Sprintf("error is %v, want an InputError", err)
		}
		return ""
	}
	if err != nil {
		return err.Error()
	}
	weight, _ := oracle.WalmartMCSWeight(u)
	want = want.Sub(oracle.WalmartMCSDiscount(weight, m.UnitsInOrder))
	u.Apparel, u.Hazmat = m.Apparel, m.Hazmat
	returned, _ := oracle.WalmartReturn(u)
	disposal, _ := oracle.WalmartDisposal(u.Weight, u.Hazmat)
	totals := map[fees.Event]decimal.Decimal{}
	for _, c := range charges {
		amount, err := c.Amount.At(decimal.Zero)
		if err != nil {
			return err.Error()
		}
		if problem := unexplained(c, amount); problem != "" {
			return problem
		}
		totals[c.Event] = totals[c.Event].Add(amount)
	}
	texts := func(sold, returned, removed decimal.Decimal) [3]string {
		return [3]string{sold.StringFixed(2), returned.StringFixed(2), removed.StringFixed(2)}
	}
	return cmp.Diff(texts(want, returned, disposal), texts(totals[fees.PerUnitSold], totals[fees.PerUnitReturned], totals[fees.PerUnitRemoved]))
}

// Any stay costs what the oracle says, whatever the volume.
func TestStorageEqualsOracle(t *testing.T) {
	first, last := fees.Day(2025, 4, 1), fees.Day(2027, 11, 22)
	span := int(last.Sub(first)/(24*time.Hour)) + 1
	rapid.Check(t, func(t *rapid.T) {
		u := genUnit(t)
		l := walmart.Listing{Parcel: u.parcel, Category: "books"}
		if _, ok := oracle.WalmartSize(u.plain); !ok {
			return
		}
		received := first.AddDate(0, 0, rapid.IntRange(0, span-1).Draw(t, "received"))
		until := received.AddDate(0, 0, rapid.IntRange(0, span-int(received.Sub(first)/(24*time.Hour))).Draw(t, "days"))
		if rapid.Bool().Draw(t, "longest") { // old stock is rare otherwise
			received, until = first, last.AddDate(0, 0, 1)
		}
		charges, err := l.Storage(fees.Stay{Received: received, Until: until})
		if err != nil {
			t.Fatal(err)
		}
		volume := new(big.Rat).Mul(new(big.Rat).Mul(u.plain.Sides[0], u.plain.Sides[1]), u.plain.Sides[2])
		want, ok := oracle.WalmartStorage(volume.Quo(volume, big.NewRat(1728, 1)), received, until)
		if !ok {
			t.Fatalf("the oracle knows no stay from %s to %s", received, until)
		}
		got, days := new(big.Rat), 0
		for _, c := range charges {
			got.Add(got, c.Amount.Rat())
			days += c.Days
			if c.Code != "storage" || c.Basis == "" || c.Amount.Sign() < 0 || c.Source.Table == "" {
				t.Fatalf("charge %+v", c)
			}
		}
		if diff := new(big.Rat).Sub(got, want); diff.Abs(diff).Cmp(big.NewRat(1, 1e9)) > 0 {
			t.Fatalf("%s to %s: got %s, want %s", received, until, got.FloatString(12), want.FloatString(12))
		}
		if want := int(until.Sub(received) / (24 * time.Hour)); days != want {
			t.Fatalf("%d days are charged, want %d", days, want)
		}
	})
}

// The referral fee of a virtual pack is that of its units, each at the average
// price, added up.
func TestPackReferralEqualsUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		category := rapid.SampledFrom(categoryKeys).Draw(t, "category")
		units := rapid.IntRange(1, 50).Draw(t, "units")
		n := decimal.NewFromInt(int64(units))
		// At a price that divides the average is exact; a cent more is above an edge.
		each := genPrice(t)
		price := each.Mul(n).Add(decimal.New(rapid.Int64Range(-1, 1).Draw(t, "off"), -2))
		l := walmart.Listing{Category: category, Fulfillment: walmart.Seller, PackUnits: units}
		got, err := charge(t, l, spring, "referral").Amount.At(price)
		if err != nil {
			t.Fatal(err)
		}
		average := price.DivRound(n, 30)
		want, _ := oracle.WalmartReferral(contracts[category], average)
		if diff := got.Sub(want.Mul(n)).Abs(); diff.GreaterThan(dec("0.000000001")) {
			t.Fatalf("%s: %d units for %s: got %s, want %s", category, units, price, got, want.Mul(n))
		}
	})
}

// Metric and imperial input of the same parcel give the same charges.
func TestMetricEqualsImperial(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := func(name string, most int64) decimal.Decimal {
			return decimal.New(rapid.Int64Range(1, most*1000).Draw(t, name), -3)
		}
		a, b, c, lb := n("length", 110), n("width", 60), n("height", 40), n("weight", 160)
		imperial := pair(t, [3]string{a.String() + " in", b.String() + " in", c.String() + " in"}, lb.String()+" lb")
		cm := func(d decimal.Decimal) string { return d.Mul(dec("2.54")).String() + " cm" }
		metric := pair(t, [3]string{cm(c), cm(a), cm(b)}, lb.Mul(dec("16")).String()+" oz")
		price := genPrice(t)
		l := walmart.Listing{Parcel: imperial.parcel, Category: "books", Hazmat: true, InboundTransfer: true}
		k := l
		k.Parcel = metric.parcel
		one, errOne := l.Charges(spring)
		two, errTwo := k.Charges(spring)
		if (errOne == nil) != (errTwo == nil) {
			t.Fatalf("%v, %v", errOne, errTwo)
		}
		if diff := cmp.Diff(lines(t, one, price), lines(t, two, price)); diff != "" {
			t.Fatalf("(-imperial +metric):\n%s", diff)
		}
	})
}

// A heavier unit of the same size never pays less, but for the two steps down of
// the rate card.
func TestFeesRiseWithWeight(t *testing.T) {
	for _, step := range [][2]int64{{1, 30}, {31, 50}, {51, 150}, {151, 500}} {
		var before map[string]string
		for pounds := step[0]; pounds <= step[1]; pounds++ {
			weight := decimal.NewFromInt(pounds).Sub(dec("0.25")) // the billable weight, packaging included
			if pounds > 150 {
				weight = decimal.NewFromInt(pounds)
			}
			l := walmart.Listing{Parcel: inches(t, "4", "4", "4", weight.String()), Category: "books", InboundTransfer: true}
			now := billed(t, l, spring, "25")
			for code, amount := range before {
				if dec(now[code]).LessThan(dec(amount)) {
					t.Errorf("%s costs %s at %d lb and %s before", code, now[code], pounds, amount)
				}
			}
			before = now
		}
	}
	drop := func(lb string) decimal.Decimal {
		l := walmart.Listing{Parcel: inches(t, "4", "4", "4", lb), Category: "books"}
		return dec(billed(t, l, spring, "25")["fulfillment"])
	}
	if !drop("30").LessThan(drop("29.75")) || !drop("50").LessThan(drop("49.75")) {
		t.Error("the rate card has no step down at 31 and 51 lb")
	}
}
