package buffer_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

func exposure(revenue, costs, home string) buffer.Exposure {
	return buffer.Exposure{Revenue: cash(revenue), Costs: cash(costs), HomeCosts: cash(home)}
}

// fx-price-01.
func TestExposure(t *testing.T) {
	e := exposure("29.99 USD", "16.20 USD", "70 CNY")
	spot := usdcny("6.8322", "2026-04-13")
	breakEven := must(e.BreakEven())
	num, den := breakEven.Fraction()
	got := map[string]string{
		"net":        must(e.Net()).String(),
		"profit":     must(e.Profit(spot)).Amount.StringFixed(4),
		"break-even": breakEven.Value(6).StringFixed(6),
		"leverage":   must(e.Leverage(spot)).StringFixed(4),
		"hedge":      must(e.HedgeShare()).StringFixed(4),
		"margin":     must(e.Margin(spot)).StringFixed(6),
		"inverse":    must(e.Margin(spot.Inverse())).StringFixed(6),
		"at plan":    must(e.Profit(must(spot.WithBuffer(number("0.02"))))).Amount.StringFixed(6),
		"fraction":   fx.Plain(num) + "/" + fx.Plain(den),
		"pair":       string(breakEven.Base() + "/" + breakEven.Quote()),
	}
	want := map[string]string{
		"net": "13.79 USD", "profit": "24.2160", "break-even": "5.076142", "leverage": "3.8906", "hedge": "0.5402",
		"margin": "0.118186", "inverse": "0.118186", "at plan": "22.331717", "fraction": "1000/197", "pair": "USD/CNY",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRateFor(t *testing.T) {
	e := exposure("29.99 USD", "16.20 USD", "70 CNY")
	for _, test := range []struct{ margin, want string }{
		{"0", "5.07614213"}, {"0.118186", "6.832200"}, {"-0.5", "2.43182"}, {"0.45", "237.691002"},
	} {
		got := must(e.RateFor(number(test.margin)))
		if want := number(test.want); !got.Value(-want.Exponent()).Equal(want) {
			t.Errorf("margin %s: %s, want %s", test.margin, got, test.want)
		}
	}
}

// Where nothing is earned there is an error that says so, never a division by 0.
func TestExposureLoss(t *testing.T) {
	spot := usdcny("7", "2026-04-13")
	nothing, losing := exposure("10 USD", "10 USD", "5 CNY"), exposure("10 USD", "13.2 USD", "5 CNY")
	poor, even := exposure("10 USD", "9 USD", "8 CNY"), exposure("10 USD", "9 USD", "7 CNY")
	idle, free := exposure("0 USD", "0 USD", "5 CNY"), exposure("10 USD", "9 USD", "0 CNY")
	ask := func(_ any, err error) error { return err }
	for _, test := range []struct {
		name string
		err  error
		want string
	}{
		{"break-even of nothing", ask(nothing.BreakEven()), "buffer: there is no break-even rate: net income must be above 0, is 0.00 USD"},
		{"break-even of a loss", ask(losing.BreakEven()), "buffer: there is no break-even rate: net income must be above 0, is -3.20 USD"},
		{"break-even of no costs", ask(free.BreakEven()), "buffer: there is no break-even rate: home costs must be above 0, is 0.00 CNY"},
		{"margin out of reach", ask(poor.RateFor(number("0.1"))), "buffer: there is no rate for the margin: net income less the margin must be above 0, is 0.00 USD"},
		{"leverage of nothing", ask(nothing.Leverage(spot)), "buffer: there is no leverage: net income must be above 0, is 0.00 USD"},
		{"leverage of a loss", ask(poor.Leverage(spot)), "buffer: there is no leverage: profit must be above 0, is -1.00 CNY"},
		{"leverage at break-even", ask(even.Leverage(spot)), "buffer: there is no leverage: profit must be above 0, is 0.00 CNY"},
		{"share of no revenue", ask(idle.HedgeShare()), "buffer: there is no hedge share: revenue must be above 0, is 0.00 USD"},
		{"margin of no revenue", ask(idle.Margin(spot)), "buffer: there is no margin: revenue must be above 0, is 0.00 USD"},
	} {
		var loss *buffer.LossError
		if !errors.As(test.err, &loss) || loss.Error() != test.want {
			t.Errorf("%s: got %v, want %s", test.name, test.err, test.want)
		}
	}
	if got := must(losing.Net()); got.String() != "-3.20 USD" {
		t.Errorf("net %s", got)
	}
	if got := must(poor.Margin(spot)); got.StringFixed(6) != "-0.014286" {
		t.Errorf("margin %s", got)
	}
	if got := must(free.Leverage(spot)); !got.Equal(number("1")) {
		t.Errorf("leverage %s", got)
	}
}

func TestExposureRefuses(t *testing.T) {
	huge := decimal.New(1, 2147483647)
	good := exposure("29.99 USD", "16.20 USD", "70 CNY")
	ask := func(_ any, err error) error { return err }
	for _, test := range []struct {
		name string
		err  error
		want []string
	}{
		{"zero", buffer.Exposure{}.Check(), []string{"*fx.UnknownCurrencyError", "*fx.UnknownCurrencyError", "*fx.UnknownCurrencyError"}},
		{"below 0 and in two currencies", exposure("-1 USD", "-1 EUR", "-1 CNY").Check(),
			[]string{"revenue.amount", "costs.amount", "home_costs.amount", "*fx.CurrencyMismatchError"}},
		{"huge", ask(buffer.Exposure{Revenue: fx.Money{Amount: huge, Currency: "USD"}, Costs: cash("1 USD"), HomeCosts: fx.Money{Amount: huge, Currency: "CNY"}}.Net()),
			[]string{"revenue.amount", "home_costs.amount"}},
		{"zero rate", ask(good.Profit(fx.Rate{})), []string{"rate"}},
		{"other pair", ask(good.Margin(must(fx.NewRate(fx.EUR, fx.CNY, number("8"))))), []string{"*fx.CurrencyMismatchError"}},
		{"leverage without a rate", ask(good.Leverage(fx.Rate{})), []string{"rate"}},
		{"bad share", ask(exposure("-1 USD", "0 USD", "1 CNY").HedgeShare()), []string{"revenue.amount"}},
		{"margin of all", ask(good.RateFor(number("1"))), []string{"margin"}},
		{"huge margin", ask(good.RateFor(huge)), []string{"margin"}},
		{"one currency", ask(exposure("2 USD", "1 USD", "1 USD").BreakEven()), []string{"home_costs.currency"}},
		{"a rate of 30 digits", ask(exposure("0.000000000001 USD", "0 USD", "999999999999999999 CNY").BreakEven()), []string{"rate"}},
	} {
		if diff := cmp.Diff(test.want, refused(test.err)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
	if got := must(exposure("2 USD", "1 USD", "1 USD").Profit(must(fx.NewRate(fx.USD, fx.USD, number("1"))))); !got.IsZero() {
		t.Errorf("one currency: %s", got)
	}
}

// At the rate for a margin the margin is met, at the break-even rate the profit is 0,
// and a percent off the rate takes the leverage in percent off the profit.
func propExposure(t *rapid.T) {
	amount := func(name string, least int64) decimal.Decimal {
		return decimal.New(rapid.Int64Range(least, 10_000_000).Draw(t, name), -2)
	}
	costs := amount("costs", 0)
	e := buffer.Exposure{
		Revenue: fx.Money{Amount: costs.Add(amount("net", 1)), Currency: fx.USD},
		Costs:   fx.Money{Amount: costs, Currency: fx.USD}, HomeCosts: fx.Money{Amount: amount("home", 1), Currency: fx.CNY},
	}
	margin := decimal.New(rapid.Int64Range(-100, 99).Draw(t, "margin"), -2)
	rate, err := e.RateFor(margin)
	var loss *buffer.LossError
	switch {
	case errors.As(err, &loss):
		if most := must(e.Net()).Amount; most.GreaterThan(margin.Mul(e.Revenue.Amount)) {
			t.Fatalf("%v, although %s is left", err, most)
		}
	case err != nil:
		t.Fatal(err)
	default:
		if got := must(e.Margin(rate)); !got.Equal(margin) {
			t.Fatalf("the margin is %s, want %s", got, margin)
		}
	}
	even := must(e.BreakEven())
	if got := must(e.Profit(even)); !got.IsZero() {
		t.Fatalf("the profit is %s", got)
	}
	above := must(fx.NewRate(fx.USD, fx.CNY, even.Value(6).Mul(number("1.2")).Add(number("0.01")).Round(6)))
	leverage, profit := must(e.Leverage(above)), must(e.Profit(above)).Amount
	after := must(e.Profit(must(above.WithBuffer(number("0.01"))))).Amount
	if want := profit.Mul(number("1").Sub(leverage.Mul(number("0.01")))); after.Sub(want).Abs().GreaterThan(number("0.000001")) {
		t.Fatalf("after a fall of 1%%: %s, the leverage says %s", after, want)
	}
}

func TestExposureHoldsTogether(t *testing.T) { rapid.Check(t, propExposure) }
