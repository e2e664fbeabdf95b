package fx_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

func fraction(t testing.TB, base, quote fx.Currency, num, den string) fx.Rate {
	t.Helper()
	r, err := fx.NewRateFraction(base, quote, dec(num), dec(den))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func cross(t testing.TB, a, b fx.Rate) fx.Rate {
	t.Helper()
	r, err := a.Cross(b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fx-cross-07: ECB reference rates of 2025-06-30.
func TestCrossKeepsThePair(t *testing.T) {
	r := fraction(t, fx.USD, fx.CNY, "8.397", "1.172")
	got := []string{
		r.Value(12).StringFixed(12), r.Value(4).StringFixed(4), r.Inverse().Value(12).StringFixed(12), r.String(),
	}
	want := []string{"7.164675767918", "7.1647", "0.139573657259", "7.164675767918 CNY per USD"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if product := cross(t, r, r.Inverse()); !product.Equal(rate(t, fx.USD, fx.USD, "1")) {
		t.Errorf("the rate times its inverse is %s, want 1", product)
	}
}

// fx-cross-05: QuantLib test-suite exchangerate.cpp, testDerived (BSD).
func TestCrossOfTwoRates(t *testing.T) {
	eurUSD, eurGBP := rate(t, fx.EUR, fx.USD, "1.2042"), rate(t, fx.EUR, fx.GBP, "0.6612")
	gbpUSD := cross(t, eurGBP.Inverse(), eurUSD)
	for in, want := range map[string]string{"50000 GBP": "91061.71 USD", "100000 USD": "54907.82 GBP"} {
		got, err := gbpUSD.ConvertRounded(money(t, in))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(money(t, want), got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", in, diff)
		}
	}
}

func TestConvert(t *testing.T) {
	for _, test := range []struct {
		name          string // with the id of the published example and its source
		rate          fx.Rate
		in            string
		want, rounded string
	}{
		{"fx-conv-01: NodaMoney ConvertMoney tests (Apache-2.0)", rate(t, fx.EUR, fx.USD, "1.2591"), "100.99 EUR", "127.156509 USD", "127.16 USD"},
		{"fx-conv-01, back", rate(t, fx.EUR, fx.USD, "1.2591"), "127.156509 USD", "100.99 EUR", "100.99 EUR"},
		{"fx-conv-03: moneyphp/money issue 189", rate(t, fx.USD, "ARS", "14.834670"), "42.50 ARS", "2.864910375492 USD", "2.86 USD"},
		{"fx-conv-03, back", rate(t, fx.USD, "ARS", "14.834670"), "2.864910375492 USD", "42.5 ARS", "42.50 ARS"},
		{"fx-conv-03, back from cents", rate(t, fx.USD, "ARS", "14.834670"), "2.86 USD", "42.4271562 ARS", "42.43 ARS"},
		{"fx-conv-05: RubyMoney/money issue 111", rate(t, fx.EUR, fx.USD, "1.5"), "150.00 USD", "100 EUR", "100.00 EUR"},
		{"fx-conv-05, as 2/3", fraction(t, fx.USD, fx.EUR, "2", "3"), "150.00 USD", "100 EUR", "100.00 EUR"},
		{"fx-conv-07: moneyphp/money ConverterTest (MIT)", rate(t, fx.JPY, fx.USD, "0.0099"), "1000 JPY", "9.9 USD", "9.90 USD"},
		{"to yen", rate(t, fx.JPY, fx.USD, "0.0099"), "9.90 USD", "1000 JPY", "1000 JPY"},
		{"fx-alloc-08, the total", rate(t, fx.USD, fx.CNY, "6.8322"), "1000.00 USD", "6832.2 CNY", "6832.20 CNY"},
		{"a refund mirrors", rate(t, fx.USD, fx.CNY, "6.8325"), "-0.02 USD", "-0.13665 CNY", "-0.14 CNY"},
		{"half away from zero, once", rate(t, fx.USD, fx.CNY, "0.5"), "0.01 USD", "0.005 CNY", "0.01 CNY"},
		// 0.00499999999999 must not become 0.005 first and 0.01 then.
		{"not rounded twice", fraction(t, fx.USD, fx.CNY, "0.499999999999", "1000000000"), "10000000 USD", "0.005 CNY", "0.00 CNY"},
		{"same currency", rate(t, fx.USD, fx.USD, "1"), "1.2345 USD", "1.2345 USD", "1.23 USD"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.rate.Convert(money(t, test.in))
			if err != nil {
				t.Fatal(err)
			}
			rounded, err := test.rate.ConvertRounded(money(t, test.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]fx.Money{money(t, test.want), money(t, test.rounded)}, []fx.Money{got, rounded}); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestConvertRefuses(t *testing.T) {
	var mixed *fx.CurrencyMismatchError
	// fx-conv-01: an amount in a third currency.
	_, err := rate(t, fx.EUR, fx.USD, "1.2591").Convert(money(t, "1 JPY"))
	if !errors.As(err, &mixed) || mixed.Left != "EUR/USD" || mixed.Right != fx.JPY {
		t.Errorf("got %v, want a *CurrencyMismatchError", err)
	}
	_, err = rate(t, fx.EUR, fx.USD, "1.2591").ConvertRounded(fx.Money{Amount: dec("1")})
	if !errors.As(err, &mixed) {
		t.Errorf("no currency: got %v, want a *CurrencyMismatchError", err)
	}
	var in *fx.InputError
	if _, err := rate(t, "XAU", fx.USD, "4000").ConvertRounded(money(t, "1 USD")); !errors.As(err, &in) {
		t.Errorf("to gold: got %v, want an *InputError", err)
	}
}

func TestZeroRate(t *testing.T) {
	var zero fx.Rate
	usd := money(t, "1 USD")
	_, convertErr := zero.Convert(usd)
	_, emptyErr := zero.Convert(fx.Money{})
	_, roundedErr := zero.ConvertRounded(usd)
	_, crossErr := zero.Cross(rate(t, fx.USD, fx.CNY, "7"))
	_, crossedErr := rate(t, fx.USD, fx.CNY, "7").Cross(zero)
	_, bufferErr := zero.WithBuffer(dec("0.02"))
	for i, err := range []error{convertErr, emptyErr, roundedErr, crossErr, crossedErr, bufferErr} {
		var in *fx.InputError
		if !errors.As(err, &in) || in.Field != "rate" {
			t.Errorf("call %d: got %v, want an *InputError for the rate", i, err)
		}
	}
	num, den := zero.Fraction()
	_, aged := zero.AgeDays(day("2026-04-13"))
	if !zero.IsZero() || zero.String() != "no rate" || !zero.Value(4).IsZero() || !zero.Buffer().IsZero() || aged ||
		!num.IsZero() || !den.IsZero() || !zero.Inverse().Equal(zero) || !zero.Spot().Equal(zero) {
		t.Errorf("the zero Rate is not empty: %v", zero)
	}
}

func TestNewRateRefuses(t *testing.T) {
	for _, test := range []struct {
		name        string
		base, quote fx.Currency
		num, den    string
		faults      int
	}{
		{"zero", fx.USD, fx.CNY, "0", "1", 1},
		{"negative", fx.USD, fx.CNY, "-6.8", "1", 1},
		{"same currency", fx.USD, fx.USD, "1.01", "1", 1},
		{"unknown", "QQQ", "", "1", "1", 2},
		{"everything", "QQQ", fx.CNY, "0", "1", 2},
		{"out of bounds", fx.USD, fx.CNY, "1e-13", "1", 1},
	} {
		_, rateErr := fx.NewRate(test.base, test.quote, dec(test.num))
		_, fractionErr := fx.NewRateFraction(test.base, test.quote, dec(test.num), dec(test.den))
		if len(fx.Faults(rateErr)) != test.faults || len(fx.Faults(fractionErr)) != test.faults {
			t.Errorf("%s: got %v and %v, want %d faults", test.name, rateErr, fractionErr, test.faults)
		}
	}
	if _, err := fx.NewRateFraction(fx.USD, fx.CNY, dec("1"), dec("0")); err == nil {
		t.Error("a denominator of 0 is accepted")
	}
	if r := rate(t, fx.USD, "RMB", "6.8"); r.Quote() != fx.CNY {
		t.Errorf("the quote is %s, want CNY", r.Quote())
	}
}

func TestWithBuffer(t *testing.T) {
	spot := rate(t, fx.USD, fx.CNY, "6.8322").WithSource(day("2026-04-13"), "bank")
	plan, err := spot.WithBuffer(dec("0.02"))
	if err != nil {
		t.Fatal(err)
	}
	twice, err := plan.WithBuffer(dec("0.02"))
	if err != nil {
		t.Fatal(err)
	}
	none, err := plan.WithBuffer(dec("0"))
	if err != nil {
		t.Fatal(err)
	}
	if !twice.Equal(plan) || !none.Equal(spot) || !plan.Spot().Equal(spot) || plan.Equal(spot) {
		t.Errorf("twice %s, none %s, spot %s", twice, none, plan.Spot())
	}
	got := []string{plan.String(), plan.Buffer().StringFixed(12), plan.Inverse().Buffer().StringFixed(12), plan.Source(), spot.String()}
	want := []string{"6.695556 CNY per USD (spot 6.8322, buffer 0.02)", "0.020000000000", "-0.020408163265", "bank", "6.8322 CNY per USD"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	// One dollar is planned to bring less, and yuan to cost more dollars.
	for in, want := range map[string]string{"100 USD": "669.56 CNY", "669.5556 CNY": "100.00 USD"} {
		for _, r := range []fx.Rate{plan, plan.Inverse()} {
			if got, err := r.ConvertRounded(money(t, in)); err != nil || got.String() != want {
				t.Errorf("%s: got %s, %v; want %s", in, got, err, want)
			}
		}
	}
	if unbuffered, err := plan.Inverse().WithBuffer(dec("0")); err != nil || !unbuffered.Equal(spot.Inverse()) {
		t.Errorf("the inverse without its buffer is %s, %v; want %s", unbuffered, err, spot.Inverse())
	}
	same, err := rate(t, fx.CNY, fx.CNY, "1").WithBuffer(dec("0.05"))
	if err != nil || !same.Buffer().IsZero() {
		t.Errorf("same currency: got a buffer of %s, %v", same.Buffer().StringFixed(2), err)
	}
	for _, b := range []string{"-0.01", "1", "1.5", "0.0000000000001"} {
		if got, err := spot.WithBuffer(dec(b)); err == nil {
			t.Errorf("a buffer of %s is accepted: %s", b, got)
		}
	}
}

func TestCross(t *testing.T) {
	a := rate(t, fx.USD, fx.EUR, "0.9").WithSource(day("2026-04-10"), "A")
	b := rate(t, fx.EUR, fx.CNY, "8").WithSource(day("2026-04-13"), "B")
	buffered := func(r fx.Rate, b string) fx.Rate {
		out, err := r.WithBuffer(dec(b))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	ab := cross(t, buffered(a, "0.02"), buffered(b, "0.03"))
	got := []any{ab.String(), ab.Date(), ab.Source(), cross(t, b.Inverse(), a.Inverse()).Date()}
	want := []any{"6.84432 CNY per USD (spot 7.2, buffer 0.0494)", day("2026-04-10"), "A; B", day("2026-04-10")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	undated := cross(t, a, rate(t, fx.EUR, fx.CNY, "8"))
	if !undated.Date().IsZero() || undated.Source() != "A" {
		t.Errorf("got %s of %q; an unknown day makes the cross's unknown", undated.Date(), undated.Source())
	}
}

func TestCrossRefuses(t *testing.T) {
	usdEUR := rate(t, fx.USD, fx.EUR, "0.9")
	var mixed *fx.CurrencyMismatchError
	if _, err := usdEUR.Cross(rate(t, fx.USD, fx.CNY, "7")); !errors.As(err, &mixed) {
		t.Errorf("got %v, want a *CurrencyMismatchError", err)
	}
	var in *fx.InputError
	if _, err := usdEUR.Cross(rate(t, fx.EUR, fx.USD, "1.2")); !errors.As(err, &in) {
		t.Errorf("USD/EUR/USD at 1.08: got %v, want an *InputError", err)
	}
	long := rate(t, fx.USD, fx.EUR, "0.900000000001")
	back := rate(t, fx.EUR, fx.GBP, "0.800000000001")
	again := rate(t, fx.GBP, fx.USD, "1.300000000001")
	r, err := long.Cross(back)
	for range 40 {
		if err != nil {
			break
		}
		if r, err = r.Cross(again); err == nil {
			r, err = r.Cross(long)
		}
		if err == nil {
			r, err = r.Cross(back)
		}
	}
	if !errors.As(err, &in) {
		t.Errorf("an endless chain: got %v, want an *InputError", err)
	}
}

func TestWithSource(t *testing.T) {
	east := time.FixedZone("UTC+8", 8*60*60)
	for _, test := range []struct {
		name string
		in   time.Time
		want time.Time
	}{
		{"midnight UTC", day("2026-04-13"), day("2026-04-13")},
		{"one in the morning in China is the day in China", time.Date(2026, 4, 13, 1, 0, 0, 0, east), day("2026-04-13")},
		{"zero", time.Time{}, time.Time{}},
		{"before 1970", day("1969-12-31"), day("1969-12-31")},
		{"the last", day("9999-12-31"), day("9999-12-31")},
		{"no such year", time.Date(123456, 1, 1, 0, 0, 0, 0, time.UTC), time.Time{}},
	} {
		r := rate(t, fx.USD, fx.CNY, "7").WithSource(test.in, "bank")
		if diff := cmp.Diff(test.want, r.Date()); diff != "" || r.Source() != "bank" {
			t.Errorf("%s (-want +got)\n%s", test.name, diff)
		}
	}
	r := rate(t, fx.USD, fx.CNY, "7").WithSource(day("2026-04-13"), "bank")
	for on, want := range map[string]int{"2026-04-13": 0, "2026-05-01": 18, "2026-04-10": -3} {
		if got, ok := r.AgeDays(day(on)); !ok || got != want {
			t.Errorf("%s: got %d, %t; want %d", on, got, ok, want)
		}
	}
	if _, ok := r.AgeDays(time.Time{}); ok {
		t.Error("the age on no day is known")
	}
}

func TestValueIsBounded(t *testing.T) {
	r := fraction(t, fx.USD, fx.EUR, "2", "3")
	for places, want := range map[int32]int32{-2147483648: 0, -1: 0, 2: -2, 64: -64, 2147483647: -64} {
		if got := r.Value(places).Exponent(); got != want {
			t.Errorf("%d places: got exponent %d, want %d", places, got, want)
		}
	}
}

func TestRateEqual(t *testing.T) {
	r := fraction(t, fx.USD, fx.EUR, "2", "3")
	dated := r.WithSource(day("2026-04-13"), "")
	if !r.Equal(fraction(t, fx.USD, fx.EUR, "4", "6")) {
		t.Error("2/3 does not equal 4/6")
	}
	for i, other := range []fx.Rate{dated, r.WithSource(time.Time{}, "bank"), r.Inverse(), fraction(t, fx.USD, fx.EUR, "2", "3.01"), fraction(t, fx.USD, fx.GBP, "2", "3"), {}} {
		if r.Equal(other) || other.Equal(r) {
			t.Errorf("case %d: %s equals %s", i, r, other)
		}
	}
}

// There and back, unrounded, an amount comes back within the decimals kept: the
// first division is off by half of the last decimal at most, which the way back
// multiplies by the rate, and the second adds another half.
func propConvertThereAndBack(t *rapid.T) {
	r, err := fx.NewRateFraction(fx.USD, fx.CNY, genRateValue().Draw(t, "num"), genRateValue().Draw(t, "den"))
	if err != nil {
		t.Fatal(err)
	}
	if rapid.Bool().Draw(t, "buffered") {
		if r, err = r.WithBuffer(decimal.New(rapid.Int64Range(0, 99).Draw(t, "percent"), -2)); err != nil {
			t.Fatal(err)
		}
	}
	m := fx.Money{Amount: genAmount().Draw(t, "amount"), Currency: fx.USD}
	there, err := r.Convert(m)
	if err != nil {
		t.Fatal(err)
	}
	back, err := r.Convert(there)
	if err != nil {
		t.Fatal(err)
	}
	half := decimal.New(5, -fx.ConvertPlaces-1)
	num, den := r.Fraction()
	// |back - m| <= half*den/num + half
	off := back.Amount.Sub(m.Amount).Abs()
	if off.Mul(num).GreaterThan(half.Mul(den.Add(num))) || there.Currency != fx.CNY || back.Currency != fx.USD {
		t.Fatalf("%s becomes %s and then %s", m, there, back)
	}
	if inverse, err := r.Inverse().Convert(m); err != nil || !inverse.Equal(there) {
		t.Fatalf("%s becomes %s, with the inverse %s, %v", m, there, inverse, err)
	}
}

func TestConvertThereAndBack(t *testing.T) { rapid.Check(t, propConvertThereAndBack) }
func FuzzConvertThereAndBack(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propConvertThereAndBack)) }

// A rounded conversion is within half a unit of the exact fraction.
func propConvertRoundsOnce(t *rapid.T) {
	r, err := fx.NewRateFraction(fx.USD, fx.JPY, genRateValue().Draw(t, "num"), genRateValue().Draw(t, "den"))
	if err != nil {
		t.Fatal(err)
	}
	m := fx.Money{Amount: genAmount().Draw(t, "amount"), Currency: fx.USD}
	got, err := r.ConvertRounded(m)
	if err != nil {
		t.Fatal(err)
	}
	num, den := r.Fraction()
	// 2*|got*den - m*num| <= den, and a tie goes away from zero
	exact := m.Amount.Mul(num)
	twice := got.Amount.Mul(den).Sub(exact).Abs().Mul(decimal.New(2, 0))
	tieInwards := twice.Equal(den) && got.Amount.Mul(den).Abs().LessThan(exact.Abs())
	if twice.GreaterThan(den) || tieInwards || !got.Amount.IsInteger() {
		t.Fatalf("%s at %s becomes %s", m, r, got)
	}
}

func TestConvertRoundsOnce(t *testing.T) { rapid.Check(t, propConvertRoundsOnce) }
func FuzzConvertRoundsOnce(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propConvertRoundsOnce)) }
