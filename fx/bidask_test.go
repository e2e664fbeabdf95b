package fx_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

func bidAsk(t testing.TB, base, quote fx.Currency, bid, ask string) fx.BidAsk {
	t.Helper()
	p, err := fx.NewBidAsk(base, quote, dec(bid), dec(ask))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func sides(p fx.BidAsk, places int32) []string {
	return []string{p.Bid().Value(places).StringFixed(places), p.Ask().Value(places).StringFixed(places)}
}

// fx-bidask-03: computed from the definitions.
func TestBidAsk(t *testing.T) {
	eurUSD := bidAsk(t, fx.EUR, fx.USD, "1.1432", "1.1435")
	usdCNY := bidAsk(t, fx.USD, fx.CNY, "6.9040", "6.9062")
	eurCNY, err := eurUSD.Cross(usdCNY)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"7.892653", "7.897240"}, sides(eurCNY, 6)); diff != "" {
		t.Errorf("EUR/CNY (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"0.14479743", "0.14484357"}, sides(usdCNY.Inverse(), 8)); diff != "" {
		t.Errorf("CNY/USD (-want +got)\n%s", diff)
	}
	got := []string{
		usdCNY.Mid().Value(5).StringFixed(5), usdCNY.HalfSpreadBP().StringFixed(4), fx.Plain(usdCNY.HalfSpread()),
		usdCNY.Inverse().HalfSpreadBP().StringFixed(4), usdCNY.String(),
	}
	if diff := cmp.Diff([]string{"6.90510", "1.5930", "0.000159302544", "1.5930", "6.904 / 6.9062 CNY per USD"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	// The mean of 1/6.9062 and 1/6.9040.
	num, den := usdCNY.Inverse().Mid().Fraction()
	if !num.Mul(dec("6.9062")).Mul(dec("6.9040")).Mul(dec("2")).Equal(dec("13.8102").Mul(den)) {
		t.Errorf("the mid of the inverse is %s / %s", num, den)
	}
	// A quotient cross: EUR/CNY from EUR/USD and CNY/USD divides bid by ask.
	cnyUSD := bidAsk(t, fx.CNY, fx.USD, "0.1448", "0.1449")
	quotient, err := eurUSD.Cross(cnyUSD.Inverse())
	if err != nil {
		t.Fatal(err)
	}
	bid, ask := fraction(t, fx.EUR, fx.CNY, "1.1432", "0.1449"), fraction(t, fx.EUR, fx.CNY, "1.1435", "0.1448")
	if !quotient.Bid().Equal(bid) || !quotient.Ask().Equal(ask) {
		t.Errorf("got %s, want %s / %s", quotient, bid, ask)
	}
	if diff := cmp.Diff([]string{"EUR/USD 1.1432/1", "USD/CNY 1/0.1449 inverted"}, legs(quotient.Bid())); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Whoever sells gets the worse side, in either direction.
func TestSellAndBuy(t *testing.T) {
	p := bidAsk(t, fx.USD, fx.CNY, "6.90", "7.00")
	for _, test := range []struct{ in, sold, bought string }{
		{"100 USD", "690.00 CNY", "700.00 CNY"},
		{"700 CNY", "100.00 USD", "101.449275362319 USD"},
		{"690 CNY", "98.571428571429 USD", "100.00 USD"},
		{"-100 USD", "-690.00 CNY", "-700.00 CNY"},
	} {
		for _, side := range []fx.BidAsk{p, p.Inverse()} {
			sold, sellErr := side.Sell(money(t, test.in))
			bought, buyErr := side.Buy(money(t, test.in))
			if err := errors.Join(sellErr, buyErr); err != nil || sold.String() != test.sold || bought.String() != test.bought {
				t.Errorf("%s at %s: sold for %s, bought for %s, %v; want %s and %s", test.in, side, sold, bought, err, test.sold, test.bought)
			}
		}
	}
	var mixed *fx.CurrencyMismatchError
	if _, err := p.Sell(money(t, "1 EUR")); !errors.As(err, &mixed) {
		t.Errorf("got %v, want a *CurrencyMismatchError", err)
	}
	if _, err := p.Buy(money(t, "1 EUR")); !errors.As(err, &mixed) {
		t.Errorf("got %v, want a *CurrencyMismatchError", err)
	}
	same := bidAsk(t, fx.USD, fx.USD, "1", "1")
	if got, err := same.Sell(money(t, "1.5 USD")); err != nil || got.String() != "1.50 USD" {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestNewBidAskRefuses(t *testing.T) {
	for _, test := range []struct {
		name        string
		base, quote fx.Currency
		bid, ask    string
		fields      []string
	}{
		{"ask below bid", fx.USD, fx.CNY, "7", "6.999999999999", []string{"ask"}},
		{"zero", fx.USD, fx.CNY, "0", "7", []string{"bid"}},
		{"everything", "QQQ", fx.CNY, "-1", "1e-13", []string{"", "bid", "ask"}},
		{"same currency", fx.USD, fx.USD, "1", "1.1", []string{"bid"}},
	} {
		_, err := fx.NewBidAsk(test.base, test.quote, dec(test.bid), dec(test.ask))
		var fields []string
		for _, fault := range fx.Faults(err) {
			var in *fx.InputError
			if errors.As(fault, &in) {
				fields = append(fields, in.Field)
			} else {
				fields = append(fields, "")
			}
		}
		if diff := cmp.Diff(test.fields, fields); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, diff)
		}
	}
	if p := bidAsk(t, fx.USD, "RMB", "7", "7"); p.Bid().Quote() != fx.CNY || !p.HalfSpread().IsZero() || !p.Mid().Equal(rate(t, fx.USD, fx.CNY, "7")) {
		t.Errorf("got %s", p)
	}
	var in *fx.InputError
	if _, err := bidAsk(t, fx.USD, fx.CNY, "6.9", "7").Cross(bidAsk(t, fx.CNY, fx.USD, "0.14", "0.15")); !errors.As(err, &in) {
		t.Errorf("back to the dollar: got %v, want an *InputError", err)
	}
}

func TestZeroBidAsk(t *testing.T) {
	var zero fx.BidAsk
	_, sellErr := zero.Sell(money(t, "1 USD"))
	_, buyErr := zero.Buy(money(t, "1 USD"))
	_, emptyErr := zero.Sell(fx.Money{})
	_, crossErr := zero.Cross(bidAsk(t, fx.USD, fx.CNY, "6.9", "7"))
	_, spreadErr := fx.Spread(fx.Rate{}, dec("0.01"))
	for i, err := range []error{sellErr, buyErr, emptyErr, crossErr, spreadErr} {
		var in *fx.InputError
		if !errors.As(err, &in) || in.Field != "rate" {
			t.Errorf("call %d: got %v, want an *InputError for the rate", i, err)
		}
	}
	if !zero.IsZero() || !zero.Mid().IsZero() || !zero.Inverse().IsZero() || !zero.HalfSpread().IsZero() || zero.String() != "no rate" || !zero.Equal(fx.BidAsk{}) {
		t.Errorf("the zero BidAsk is not empty: %s", zero)
	}
}

func TestSpread(t *testing.T) {
	mid := rate(t, fx.USD, fx.CNY, "6.95").WithSource(day("2026-04-13"), "bank")
	p, err := fx.Spread(mid, dec("0.005"))
	if err != nil {
		t.Fatal(err)
	}
	// 6.95 * 0.995 and 6.95 / 0.995
	if diff := cmp.Diff([]string{"6.915250", "6.984925"}, sides(p, 6)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"USD/CNY 6.91525/1 2026-04-13 bank, spread of 0.5%"}, legs(p.Bid())); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	// Seen from the other side it is the same spread.
	turned, err := fx.Spread(mid.Inverse(), dec("0.005"))
	if err != nil || !turned.Equal(p.Inverse()) {
		t.Errorf("got %s, %v; want %s", turned, err, p.Inverse())
	}
	sell, sellErr := p.Bid().CostAgainst(mid)
	buy, buyErr := p.Ask().Inverse().CostAgainst(mid.Inverse())
	if err := errors.Join(sellErr, buyErr); err != nil || !sell.Equal(dec("0.005")) || !buy.Equal(dec("0.005")) {
		t.Errorf("got costs of %s and %s, %v", sell, buy, err)
	}
	if better, err := mid.CostAgainst(p.Bid()); err != nil || fx.Plain(better) != "-0.005025125628" {
		t.Errorf("got %s, %v", better, err)
	}
	buffered, err := mid.WithBuffer(dec("0.02"))
	if err != nil {
		t.Fatal(err)
	}
	planned, err := fx.Spread(buffered, dec("0.005"))
	if err != nil || !planned.Bid().Buffer().Equal(dec("0.02")) || !planned.Ask().Spot().Equal(p.Ask()) {
		t.Errorf("got %s, %v", planned, err)
	}
	if none, err := fx.Spread(mid, decimal.Decimal{}); err != nil || !none.Bid().Equal(mid) || !none.Ask().Equal(mid) {
		t.Errorf("no spread: got %s, %v", none, err)
	}
	for _, q := range []string{"-0.001", "1", "1.1", "0.0000000000001"} {
		var in *fx.InputError
		if got, err := fx.Spread(mid, dec(q)); !errors.As(err, &in) || in.Field != "spread" {
			t.Errorf("a spread of %s: got %s, %v", q, got, err)
		}
	}
	var mixed *fx.CurrencyMismatchError
	if _, err := mid.CostAgainst(mid.Inverse()); !errors.As(err, &mixed) {
		t.Errorf("got %v, want a *CurrencyMismatchError", err)
	}
	var in *fx.InputError
	if _, err := mid.CostAgainst(fx.Rate{}); !errors.As(err, &in) {
		t.Errorf("got %v, want an *InputError", err)
	}
}

func TestCombinedCost(t *testing.T) {
	for _, test := range []struct {
		costs []string
		want  string
	}{
		{nil, "0"},
		{[]string{"0.005"}, "0.005"},
		{[]string{"0.005", "0.009"}, "0.013955"},
		{[]string{"0.009", "0.005", "0"}, "0.013955"},
		{[]string{"1", "0.5"}, "1"},
		{[]string{"-0.01", "0.01"}, "0.0001"},
	} {
		if got, err := fx.CombinedCost(decs(test.costs...)...); err != nil || fx.Plain(got) != test.want {
			t.Errorf("%v: got %s, %v; want %s", test.costs, got, err, test.want)
		}
	}
	_, err := fx.CombinedCost(decs("1.1", "0.5", "0.0000000000001")...)
	if err == nil || err.Error() != `costs[0] must be a fraction of at most 1, such as 0.009, got "1.1"
costs[2] must have at most 18 digits before and 12 digits after the decimal point, got "0.0000000000001"` {
		t.Errorf("got %v", err)
	}
	many := make([]decimal.Decimal, 1000)
	for i := range many {
		many[i] = dec("0.123456789012")
	}
	var in *fx.InputError
	if _, err := fx.CombinedCost(many...); !errors.As(err, &in) || in.Field != "costs" {
		t.Errorf("a thousand costs: got %v", err)
	}
}

// Inverse of inverse, the order of the sides, the mid between them, and crossing
// and turning in either order.
func propBidAsk(t *rapid.T) {
	draw := func(base, quote fx.Currency) fx.BidAsk {
		bid := genRateValue().Draw(t, "bid")
		p, err := fx.NewBidAsk(base, quote, bid, bid.Add(decimal.New(rapid.Int64Range(0, 1_000_000).Draw(t, "more"), -6)))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	ordered := func(low, high fx.Rate) bool {
		lowNum, lowDen := low.Fraction()
		highNum, highDen := high.Fraction()
		return lowNum.Mul(highDen).LessThanOrEqual(highNum.Mul(lowDen))
	}
	a, b := draw(fx.EUR, fx.USD), draw(fx.USD, fx.CNY)
	ab, err := a.Cross(b)
	if err != nil {
		t.Fatal(err)
	}
	back, err := b.Inverse().Cross(a.Inverse())
	if err != nil || !back.Equal(ab.Inverse()) {
		t.Fatalf("%s and back %s, %v", ab, back, err)
	}
	for _, p := range []fx.BidAsk{a, ab, ab.Inverse()} {
		if !p.Inverse().Inverse().Equal(p) || !ordered(p.Bid(), p.Mid()) || !ordered(p.Mid(), p.Ask()) || p.HalfSpread().IsNegative() {
			t.Fatalf("%s with the mid %s", p, p.Mid())
		}
	}
	m := fx.Money{Amount: decimal.New(rapid.Int64Range(1, 1_000_000_000).Draw(t, "amount"), -2), Currency: fx.EUR}
	sold, err := ab.Sell(m)
	if err != nil {
		t.Fatal(err)
	}
	bought, err := ab.Buy(m)
	if err != nil || sold.Amount.GreaterThan(bought.Amount) {
		t.Fatalf("%s brings %s and costs %s, %v", m, sold, bought, err)
	}
}

func TestBidAskLaws(t *testing.T) { rapid.Check(t, propBidAsk) }
func FuzzBidAskLaws(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propBidAsk)) }
