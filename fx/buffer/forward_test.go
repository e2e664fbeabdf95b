package buffer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

func interest(annual string, yearDays int) buffer.Interest {
	return buffer.Interest{Annual: number(annual), YearDays: yearDays}
}

// fx-fwd-01: the CFA curriculum's example.
func TestCoveredForward(t *testing.T) {
	spot := must(fx.NewRate("AUD", fx.CAD, number("1.0145"))).WithSource(date("2026-04-13"), "bank")
	forward := must(buffer.CoveredForward(spot, interest("0.0487", 360), interest("0.0141", 360), 270))
	if got := forward.Value(6).StringFixed(6); got != "0.989101" {
		t.Errorf("forward %s", got)
	}
	if got := must(buffer.SwapPoints(spot, forward, number("0.0001"))); got.StringFixed(2) != "-253.99" {
		t.Errorf("%s points", got)
	}
	if forward.Source() != "forward of 270 days by covered parity, spot from bank" || !forward.Date().Equal(date("2026-04-13")) {
		t.Errorf("%s of %s", forward.Source(), forward.Date())
	}
	for _, test := range []struct {
		name        string
		spot        fx.Rate
		base, quote buffer.Interest
		days        int
		want        string
	}{
		{"today", usdcny("7", ""), interest("0.04", 0), interest("0.01", 0), 0, "7"},
		{"the days of the currencies", usdcny("7", ""), interest("0.05", 0), interest("0.02", 0), 360, "6.8"},
		{"sterling counts 365", must(fx.NewRate(fx.GBP, fx.USD, number("1.3"))), interest("0.073", 0), interest("0.036", 0), 100, "1.287254901961"},
		{"the same days given", must(fx.NewRate(fx.GBP, fx.USD, number("1.3"))), interest("0.073", 365), interest("0.036", 360), 100, "1.287254901961"},
		{"interest below 0", usdcny("7", ""), interest("-0.005", 360), interest("0", 360), 360, "7.035175879397"},
		{"a buffer is left out", must(usdcny("7", "").WithBuffer(number("0.1"))), interest("0.05", 360), interest("0.02", 360), 360, "6.8"},
		{"a rate below 1", usdcny("7", "").Inverse(), interest("0.02", 360), interest("0.05", 360), 360, "0.147058823529"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := must(buffer.CoveredForward(test.spot, test.base, test.quote, test.days))
			if !got.Value(12).Equal(number(test.want)) {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// fx-fwd-06: the set-up of QuantLib's test suite.
func TestContinuousForward(t *testing.T) {
	spot := must(fx.NewRate(fx.USD, "SGD", number("1.35")))
	forward := must(buffer.ContinuousForward(spot, interest("0.05", 365), interest("0.035", 365), 184))
	if got := forward.Value(8).StringFixed(8); got != "1.33983028" {
		t.Errorf("forward %s", got)
	}
	if got := must(buffer.ContinuousForward(spot, interest("0.05", 365), interest("0.05", 365), 184)); !got.Value(12).Equal(number("1.35")) {
		t.Errorf("without a difference: %s", got)
	}
	// Each leg counts its own days.
	if got := must(buffer.ContinuousForward(usdcny("7", ""), interest("0.036", 360), interest("0.0365", 365), 100)); !got.Value(12).Equal(number("7")) {
		t.Errorf("the same a day: %s", got)
	}
}

// A fraction that is too long is rounded where little is lost: of a small rate the
// inverse, so that both ways round agree to the last digit.
func TestForwardOfASmallRate(t *testing.T) {
	spot := must(fx.NewRate("IDR", fx.USD, number("0.000061234567")))
	rupiah, dollars := interest("0.05123457", 365), interest("0.03765432", 360)
	forward := must(buffer.CoveredForward(spot, rupiah, dollars, 91))
	back := must(buffer.CoveredForward(spot.Inverse(), dollars, rupiah, 91)).Inverse()
	if !forward.Equal(back.WithSource(forward.Date(), forward.Source())) {
		t.Errorf("%s, through the inverse %s", forward, back)
	}
	// F/S by hand, to 17 digits.
	num, den := forward.Fraction()
	got := num.DivRound(den.Mul(number("0.000061234567")), 17)
	want := number("365").Mul(number("360").Add(number("0.03765432").Mul(number("91")))).
		DivRound(number("360").Mul(number("365").Add(number("0.05123457").Mul(number("91")))), 17)
	if got.Sub(want).Abs().GreaterThan(number("0.0000000000000001")) {
		t.Errorf("%s, want %s", got, want)
	}
}

// Fx-fwd-10, the premium of a real curve, is in swapcurve_test.go.
func TestForwardPremium(t *testing.T) {
	spot := usdcny("7", "")
	for _, test := range []struct {
		forward        string
		days, yearDays int
		want           string
	}{
		{"6.93", 365, 365, "-0.01"}, {"7.07", 73, 365, "0.05"}, {"6.93", 180, 360, "-0.02"}, {"7", 1, 360, "0"},
	} {
		if got := must(buffer.ForwardPremium(spot, usdcny(test.forward, ""), test.days, test.yearDays)); !got.Equal(number(test.want)) {
			t.Errorf("%s: %s", test.forward, got)
		}
	}
}

// fx-hedge-01.
func TestHedge(t *testing.T) {
	open := must(usdcny("7.0082", "2025-12-26").WithBuffer(number("0.02")))
	forward := usdcny("6.9812", "2025-12-26")
	for _, test := range []struct{ share, want, source string }{
		{"0.6", "6.9359344", "60% sold forward, 40% open"},
		{"0", "6.868036", "0% sold forward, 100% open"},
		{"1", "6.9812", "100% sold forward, 0% open"},
	} {
		got := must(buffer.Hedge(forward, open, number(test.share)))
		if !got.Value(12).Equal(number(test.want)) || got.Source() != test.source || !got.Date().Equal(open.Date()) || !got.Buffer().IsZero() {
			t.Errorf("share %s: %s, %q", test.share, got, got.Source())
		}
	}
	// A buffer on the forward is a mistake that does no harm.
	if got := must(buffer.Hedge(must(forward.WithBuffer(number("0.5"))), open, number("1"))); !got.Value(4).Equal(number("6.9812")) {
		t.Errorf("got %s", got)
	}
}

func TestForwardRefuses(t *testing.T) {
	huge := decimal.New(1, 2147483647)
	spot := usdcny("7", "2026-04-13")
	other := must(fx.NewRate(fx.EUR, fx.CNY, number("8")))
	yen := must(fx.NewRate(fx.USD, fx.JPY, number("150")))
	tiny := must(fx.NewRate(fx.USD, fx.CNY, number("999999999999999999")))
	none := buffer.Interest{}
	ask := func(_ any, err error) error { return err }
	for _, test := range []struct {
		name string
		err  error
		want []string
	}{
		{"everything", ask(buffer.CoveredForward(fx.Rate{}, interest("11", 366), buffer.Interest{Annual: huge, YearDays: -1}, -1)),
			[]string{"spot", "days", "base.annual", "base.year_days", "quote.annual", "quote.year_days"}},
		{"the yen's days are not known", ask(buffer.CoveredForward(yen, none, none, 36526)), []string{"days", "quote.year_days"}},
		{"nothing left", ask(buffer.CoveredForward(spot, interest("-1", 360), interest("-2", 360), 360)), []string{"base", "quote"}},
		{"too large", ask(buffer.CoveredForward(tiny, none, interest("10", 0), 36525)), []string{"rate"}},
		{"continuous", ask(buffer.ContinuousForward(fx.Rate{}, interest("-10.1", 360), interest("10.1", 360), 36526)), []string{"spot", "days", "base.annual", "quote.annual"}},
		{"continuous growth", ask(buffer.ContinuousForward(spot, none, interest("10", 0), 36525)), []string{"days"}},
		{"continuous decay", ask(buffer.ContinuousForward(spot, interest("10", 0), none, 36525)), []string{"days"}},
		{"premium", ask(buffer.ForwardPremium(fx.Rate{}, fx.Rate{}, 0, 366)), []string{"spot", "forward", "days", "year_days"}},
		{"premium of two pairs", ask(buffer.ForwardPremium(spot, other, 30, 360)), []string{"*fx.CurrencyMismatchError"}},
		{"hedge", ask(buffer.Hedge(fx.Rate{}, fx.Rate{}, number("1.1"))), []string{"forward", "open", "share"}},
		{"hedge of two pairs", ask(buffer.Hedge(other, spot, number("-0.1"))), []string{"*fx.CurrencyMismatchError", "share"}},
		{"huge share", ask(buffer.Hedge(spot, spot, huge)), []string{"share"}},
	} {
		if diff := cmp.Diff(test.want, refused(test.err)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestDayCount(t *testing.T) {
	for c, want := range map[fx.Currency]int{fx.USD: 360, fx.EUR: 360, fx.CNY: 360, fx.GBP: 365, fx.JPY: 0, "": 0} {
		got, ok := buffer.DayCount(c)
		if got.Days != want || ok != (want > 0) || ok && (got.Currency != c || got.Source == "" || got.Confidence != "medium") {
			t.Errorf("%s: %+v %t", c, got, ok)
		}
	}
}

// The forward of the inverse is the inverse of the forward; points and premium lead
// back to it; and what is lent in one currency and borrowed in the other is worth the
// same at the end.
func propForward(t *rapid.T) {
	rate := decimal.New(rapid.Int64Range(1, 100_000).Draw(t, "spot"), -3)
	spot := must(fx.NewRate(fx.USD, fx.CNY, rate))
	annual := rapid.Int64Range(-300, 2000)
	base := buffer.Interest{Annual: decimal.New(annual.Draw(t, "base"), -4), YearDays: rapid.SampledFrom([]int{0, 360, 365}).Draw(t, "base days")}
	quote := buffer.Interest{Annual: decimal.New(annual.Draw(t, "quote"), -4), YearDays: rapid.SampledFrom([]int{0, 360, 365}).Draw(t, "quote days")}
	days := rapid.IntRange(0, 1000).Draw(t, "days")
	forward := must(buffer.CoveredForward(spot, base, quote, days))
	back := must(buffer.CoveredForward(spot.Inverse(), quote, base, days)).Inverse()
	n, d := forward.Fraction()
	bn, bd := back.Fraction()
	if !n.Mul(bd).Equal(bn.Mul(d)) {
		t.Fatalf("%s, through the inverse %s", forward, back)
	}
	continuous := must(buffer.ContinuousForward(spot, base, quote, days))
	back = must(buffer.ContinuousForward(spot.Inverse(), quote, base, days)).Inverse()
	if continuous.Value(9).Sub(back.Value(9)).Abs().GreaterThan(number("0.000000001")) {
		t.Fatalf("continuous %s, through the inverse %s", continuous, back)
	}
	points := must(buffer.SwapPoints(spot, forward, decimal.Decimal{}))
	if got := rate.Add(points.Shift(-4)); got.Sub(forward.Value(12)).Abs().GreaterThan(number("0.00000000001")) {
		t.Fatalf("%s and %s points are %s, want %s", rate, points, got, forward)
	}
	if days > 0 {
		premium := must(buffer.ForwardPremium(spot, forward, days, 365))
		got := rate.Mul(number("1").Add(premium.Mul(decimal.New(int64(days), 0)).DivRound(number("365"), 16)))
		if got.Sub(forward.Value(12)).Abs().GreaterThan(number("0.000001")) {
			t.Fatalf("a premium of %s is %s, want %s", premium, got, forward)
		}
	}
	if higher := quote.Annual.Cmp(base.Annual); quote.YearDays == base.YearDays && forward.Value(12).Cmp(rate.Truncate(12)) != higher && days > 0 {
		t.Fatalf("interest %s and %s, spot %s, forward %s", base.Annual, quote.Annual, spot, forward)
	}
}

func TestForwardHoldsTogether(t *testing.T) { rapid.Check(t, propForward) }
