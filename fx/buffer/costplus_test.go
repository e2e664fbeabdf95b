package buffer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

func costPlus(home, fixed, fees, margin string) buffer.CostPlus {
	return buffer.CostPlus{HomeCost: cash(home), Cost: cash(fixed), Fees: number(fees), Margin: number(margin)}
}

func TestCostPlus(t *testing.T) {
	spot := usdcny("6.8322", "2026-04-13")
	for _, test := range []struct {
		name      string
		cost      buffer.CostPlus
		rate      fx.Rate
		want      string // to 6 decimals
		wantCents string
	}{
		{"fx-price-03", costPlus("70 CNY", "9.50 USD", "0.25", "0.15"), must(spot.WithBuffer(number("0.02"))), "33.257826", "33.26 USD"},
		{"the rate the other way round", costPlus("70 CNY", "9.50 USD", "0.25", "0.15"), must(spot.WithBuffer(number("0.02"))).Inverse(), "33.257826", "33.26 USD"},
		{"at spot", costPlus("70 CNY", "9.50 USD", "0.25", "0.15"), spot, "32.909336", "32.91 USD"},
		{"a price that is whole stays", costPlus("70 CNY", "1 USD", "0.25", "0.25"), usdcny("7", ""), "22.000000", "22.00 USD"},
		{"a hair more is a cent more", costPlus("70.000000000001 CNY", "1 USD", "0.25", "0.25"), usdcny("7", ""), "22.000000", "22.01 USD"},
		{"no fees", costPlus("70 CNY", "0 USD", "0", "0"), usdcny("7", ""), "10.000000", "10.00 USD"},
		{"nothing", costPlus("0 CNY", "0 USD", "0", "0"), usdcny("7", ""), "0.000000", "0.00 USD"},
		{"yen have no cents", costPlus("70 CNY", "0 JPY", "0.3", "0"), must(fx.NewRate(fx.JPY, fx.CNY, number("0.043"))), "2325.581395", "2326 JPY"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := must(test.cost.Price(test.rate)); got.Amount.StringFixed(6) != test.want || got.Currency != test.cost.Cost.Currency {
				t.Errorf("got %s, want %s", got, test.want)
			}
			if got := must(test.cost.PriceUp(test.rate)); got.String() != test.wantCents {
				t.Errorf("got %s, want %s", got, test.wantCents)
			}
		})
	}
}

// fx-price-05.
func TestPassThrough(t *testing.T) {
	c := costPlus("70 CNY", "9.50 USD", "0.25", "0.15")
	spot := usdcny("6.8322", "2026-04-13")
	if got := must(c.HomeShare(spot)); got.StringFixed(4) != "0.5189" {
		t.Errorf("share %s", got)
	}
	for _, test := range []struct{ fall, part, want string }{
		{"0.01", "1", "0.5241"}, {"0.01", "0.5", "0.2621"}, {"0.01", "0", "0.0000"}, {"0", "1", "0.0000"},
		{"-0.01", "1", "-0.5137"}, {"0.5", "1", "51.8880"},
	} {
		got := must(c.PassThrough(spot, number(test.fall), number(test.part)))
		if got.Shift(2).StringFixed(4) != test.want {
			t.Errorf("fall %s, part %s: %s, want %s%%", test.fall, test.part, got, test.want)
		}
	}
	if got := must(costPlus("70 CNY", "0 USD", "0", "0").HomeShare(spot)); !got.Equal(number("1")) {
		t.Errorf("all at home: %s", got)
	}
}

func TestCostPlusRefuses(t *testing.T) {
	huge := decimal.New(1, 2147483647)
	good := costPlus("70 CNY", "9.50 USD", "0.25", "0.15")
	spot := usdcny("6.8322", "2026-04-13")
	gold := good
	gold.Cost.Currency = "XAU"
	ask := func(_ any, err error) error { return err }
	for _, test := range []struct {
		name string
		err  error
		want []string
	}{
		{"zero", buffer.CostPlus{}.Check(), []string{"*fx.UnknownCurrencyError", "*fx.UnknownCurrencyError"}},
		{"below 0", costPlus("-1 CNY", "-1 USD", "-0.1", "-0.1").Check(), []string{"home_cost.amount", "cost.amount", "fees", "margin"}},
		{"above 1", costPlus("1 CNY", "1 USD", "1.1", "1.1").Check(), []string{"fees", "margin"}},
		{"nothing left", costPlus("1 CNY", "1 USD", "0.6", "0.4").Check(), []string{"fees"}},
		{"hardly anything left", costPlus("1 CNY", "1 USD", "0.6", "0.399999999999").Check(), nil},
		{"huge", buffer.CostPlus{HomeCost: cash("1 CNY"), Cost: cash("1 USD"), Fees: huge, Margin: huge}.Check(), []string{"fees", "margin"}},
		{"zero rate", ask(good.Price(fx.Rate{})), []string{"rate"}},
		{"other pair", ask(good.PriceUp(must(fx.NewRate(fx.EUR, fx.CNY, number("8"))))), []string{"*fx.CurrencyMismatchError"}},
		{"no minor unit", ask(gold.PriceUp(must(fx.NewRate("XAU", fx.CNY, number("8"))))), []string{"cost.currency"}},
		{"share of nothing", ask(costPlus("0 CNY", "0 USD", "0", "0").HomeShare(spot)), []string{"home_cost.amount"}},
		{"share without a rate", ask(good.HomeShare(fx.Rate{})), []string{"rate"}},
		{"pass-through", ask(buffer.CostPlus{}.PassThrough(spot, number("1"), number("1.1"))), []string{"*fx.UnknownCurrencyError", "*fx.UnknownCurrencyError", "fall", "part"}},
		{"huge pass-through", ask(good.PassThrough(spot, huge, huge)), []string{"fall", "part"}},
	} {
		if diff := cmp.Diff(test.want, refused(test.err)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// Building the price again at the lower rate is the full pass-through, and it keeps
// the margin.
func propPassThrough(t *rapid.T) {
	amount := rapid.Int64Range(1, 100_000)
	c := buffer.CostPlus{
		HomeCost: fx.Money{Amount: decimal.New(amount.Draw(t, "home"), -2), Currency: fx.CNY},
		Cost:     fx.Money{Amount: decimal.New(amount.Draw(t, "fixed"), -2), Currency: fx.USD},
		Fees:     decimal.New(rapid.Int64Range(0, 50).Draw(t, "fees"), -2), Margin: decimal.New(rapid.Int64Range(0, 49).Draw(t, "margin"), -2),
	}
	rate := must(fx.NewRate(fx.USD, fx.CNY, decimal.New(rapid.Int64Range(1, 100_000).Draw(t, "rate"), -3)))
	fall := decimal.New(rapid.Int64Range(0, 90).Draw(t, "fall"), -2)
	lower := must(rate.WithBuffer(fall))
	before, after := must(c.Price(rate)).Amount, must(c.Price(lower)).Amount
	rise := must(c.PassThrough(rate, fall, number("1")))
	if want := before.Mul(number("1").Add(rise)); after.Sub(want).Abs().GreaterThan(after.Mul(number("0.000000001"))) {
		t.Fatalf("%s, the pass-through says %s", after, want)
	}
	up := must(c.PriceUp(lower)).Amount
	if up.LessThan(after.Truncate(2)) || up.Sub(after).GreaterThan(number("0.010000000001")) {
		t.Fatalf("%s was rounded up to %s", after, up)
	}
	e := buffer.Exposure{
		Revenue:   fx.Money{Amount: up, Currency: fx.USD},
		Costs:     fx.Money{Amount: up.Mul(c.Fees).Add(c.Cost.Amount), Currency: fx.USD},
		HomeCosts: c.HomeCost,
	}
	if margin := must(e.Margin(lower)); margin.LessThan(c.Margin) {
		t.Fatalf("at %s the margin is %s, want at least %s", up, margin, c.Margin)
	}
}

func TestPassThroughIsANewPrice(t *testing.T) { rapid.Check(t, propPassThrough) }
