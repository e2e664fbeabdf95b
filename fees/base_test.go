package fees_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// onTimes is the oracle of OnTimes for one set of bands: the payer rounds the base
// to find the band, and charges the exact base. Portions join without a gap where
// the exact base is on the other side of the edge, so they are evaluated by hand.
func onTimes(bands []fees.Band, portions bool, k decimal.Decimal, places int32) plain {
	return func(p decimal.Decimal) decimal.Decimal {
		base := p.Mul(k)
		if k.Equal(dec("1")) {
			places = 4 // the grid of the price itself
		}
		rounded := base.Round(places)
		sum, start := decimal.Zero, decimal.Zero
		for _, b := range bands {
			end := b.UpTo.Decimal
			if b.Below.Valid {
				end = b.Below.Decimal
			}
			if portions {
				sum = sum.Add(b.Fee)
			} else {
				sum, start = b.Fee, decimal.Zero
			}
			if inBand(b, rounded) {
				return sum.Add(b.Rate.Mul(base.Sub(start)))
			}
			sum, start = sum.Add(b.Rate.Mul(end.Sub(start))), end
		}
		panic("the last band is open")
	}
}

// genFactor draws a number of units, a tax, both, or any fraction.
func genFactor(t *rapid.T) decimal.Decimal {
	units := decimal.NewFromInt(rapid.Int64Range(1, fees.MaxOrderUnits).Draw(t, "units"))
	tax := decimal.New(10_000+rapid.Int64Range(0, 2000).Draw(t, "tax"), -4)
	switch rapid.IntRange(0, 4).Draw(t, "factor") {
	case 0:
		return decimal.NewFromInt(rapid.Int64Range(1, 6).Draw(t, "few units"))
	case 1:
		return units
	case 2:
		return tax
	case 3:
		return units.Mul(tax)
	}
	return decimal.New(rapid.Int64Range(1, 5_000_000).Draw(t, "k"), -6)
}

// checkAround compares a curve with its oracle at its breakpoints, one unit of
// the grid and one cent to either side, and at prices in between.
func checkAround(t *rapid.T, c fees.Curve, oracle plain) {
	t.Helper()
	if err := c.Err(); err != nil {
		t.Fatalf("curve: %v", err)
	}
	check := func(price decimal.Decimal) {
		t.Helper()
		if price.Sign() < 0 || price.GreaterThan(fees.MaxPrice()) {
			return
		}
		got, err := c.At(price)
		if err != nil {
			t.Fatalf("at %s: %v", price, err)
		}
		if want := oracle(price); !got.Equal(want) {
			t.Fatalf("at %s: kernel %s, decimal %s", price, got, want)
		}
	}
	for s := range c.Segments() {
		for _, near := range []string{"0", "0.0001", "-0.0001", "0.01", "-0.01"} {
			check(s.From.Add(dec(near)))
			check(s.To.Add(dec(near)))
		}
	}
	for range 20 {
		check(genCents(60000).Draw(t, "price"))
	}
	check(decimal.New(rapid.Int64Range(0, 1e13).Draw(t, "fine price"), -4))
}

// The fee on k times the price is what decimals say, on either side of where the
// rounded base reaches the next band; and so it is on price and shipping.
func propOnTimesEqualsDecimal(t *rapid.T) {
	bands, k := genBands(t), genFactor(t)
	places := rapid.IntRange(0, 4).Draw(t, "places")
	portions := rapid.Bool().Draw(t, "portions")
	c := fees.Brackets(bands...)
	if portions {
		c = fees.Portions(bands...)
	}
	oracle := onTimes(bands, portions, k, int32(places))
	checkAround(t, c.OnTimes(k, places), oracle)
	add := genSigned(3000).Draw(t, "add")
	checkAround(t, c.OnTimes(k, places).On(add), func(p decimal.Decimal) decimal.Decimal {
		return oracle(decimal.Max(p.Add(add), decimal.Zero))
	})
	// The price whose base is the end of a band, and its neighbours on the grid.
	for _, b := range bands {
		end := b.UpTo.Decimal
		if b.Below.Valid {
			end = b.Below.Decimal
		}
		price := end.DivRound(k, 4)
		for _, near := range []string{"0", "0.0001", "-0.0001"} {
			at := price.Add(dec(near))
			if at.Sign() < 0 {
				continue
			}
			if got, want := must(c.OnTimes(k, places).At(at)), oracle(at); !got.Equal(want) {
				t.Fatalf("at %s: kernel %s, decimal %s", at, got, want)
			}
		}
	}
}

func TestOnTimesEqualsDecimal(t *testing.T) { rapid.Check(t, propOnTimesEqualsDecimal) }
func FuzzOnTimesEqualsDecimal(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propOnTimesEqualsDecimal)) }

// The payer rounds the base to find the band: published thresholds with a tax and
// with several units.
func TestOnTimesBands(t *testing.T) {
	perOrder := fees.Brackets(fees.Band{UpTo: upTo("10"), Fee: dec("0.30")}, fees.Band{Fee: dec("0.40")})
	below := fees.Brackets(fees.Band{Below: upTo("10"), Fee: dec("0.30")}, fees.Band{Fee: dec("0.40")})
	thin := fees.Brackets(fees.Band{UpTo: upTo("10"), Fee: dec("1")}, fees.Band{UpTo: upTo("10.004"), Fee: dec("2")}, fees.Band{UpTo: upTo("10.02"), Fee: dec("3")}, fees.Band{Fee: dec("4")})
	again := fees.Brackets(fees.Band{UpTo: upTo("10"), Fee: dec("1")}, fees.Band{UpTo: upTo("10.004"), Fee: dec("2")}, fees.Band{Fee: dec("1")})
	for _, row := range []struct {
		name   string
		curve  fees.Curve
		k      string
		places int
		price  string
		want   string
	}{
		{"10.0023 is 10.00", perOrder, "1.0825", 2, "9.24", "0.3"},
		{"10.0131 is 10.01", perOrder, "1.0825", 2, "9.25", "0.4"},
		{"10.0050 is 10.01", perOrder, "1.0825", 2, "9.2425", "0.4"},
		{"10.0049 is 10.00", perOrder, "1.0825", 2, "9.2424", "0.3"},
		{"9.9948 is 9.99", below, "1.0825", 2, "9.2331", "0.3"},
		{"9.9950 is 10.00", below, "1.0825", 2, "9.2333", "0.4"},
		{"exact half rounds up", below, "1.25", 2, "7.996", "0.4"},
		{"whole units", perOrder, "3", 2, "3.33", "0.3"},
		{"whole units above", perOrder, "3", 2, "3.34", "0.4"},
		{"whole dollars", perOrder, "3", 0, "3.4999", "0.3"},
		{"whole dollars above", perOrder, "3", 0, "3.5", "0.4"},
		{"not rounded", perOrder, "3", 4, "3.3333", "0.3"},
		{"not rounded above", perOrder, "3", 4, "3.3334", "0.4"},
		{"a fraction", perOrder, "0.5", 2, "20", "0.3"},
		{"a fraction above", perOrder, "0.5", 2, "20.01", "0.4"}, // 10.005 is 10.01
		{"a band that no cent falls into", thin, "2", 2, "5.0024", "1"},
		{"the band after it", thin, "2", 2, "5.0025", "3"},
		{"the last", thin, "2", 2, "5.0125", "4"},
		{"around a band that no cent falls into", again, "2", 2, "5.002", "1"},
		{"a factor of ten thousand", perOrder, "10000", 2, "0.001", "0.3"},
		{"a factor of ten thousand above", perOrder, "10000", 2, "0.0011", "0.4"},
		{"a base above the highest price", perOrder, "10000", 2, "1000000000", "0.4"},
		{"beyond the highest price", perOrder, "0.000000000001", 2, "1000000000", "0.3"},
	} {
		if got, err := row.curve.OnTimes(dec(row.k), row.places).At(dec(row.price)); err != nil || !got.Equal(dec(row.want)) {
			t.Errorf("%s: got %s, %v, want %s", row.name, got, err, row.want)
		}
	}
	for _, one := range []fees.Curve{again.OnTimes(dec("2"), 2), perOrder.OnTimes(dec("0.000000000001"), 2)} {
		if got := segments(one); len(got) != 1 {
			t.Errorf("pieces %q, want one", got)
		}
	}
}

// With 1 nothing changes, not even for prices finer than what the payer rounds to.
func TestOnTimesOne(t *testing.T) {
	c := fees.Brackets(fees.Band{UpTo: upTo("10"), Fee: dec("0.30")}, fees.Band{Fee: dec("0.40")})
	for _, one := range []string{"1", "1.000", "1.000000000000000000000000"} {
		if diff := cmp.Diff(segments(c), segments(c.OnTimes(dec(one), 2))); diff != "" {
			t.Errorf("times %s (-want +got):\n%s", one, diff)
		}
		if diff := cmp.Diff(segments(c), segments(c.Over(dec(one)))); diff != "" {
			t.Errorf("over %s (-want +got):\n%s", one, diff)
		}
	}
}

// segments is a curve as text.
func segments(c fees.Curve) []string {
	var out []string
	for s := range c.Segments() {
		out = append(out, fx.Plain(s.From)+" to "+fx.Plain(s.To)+": "+fx.Plain(s.Base)+" + "+fx.Plain(s.Rate)+" p")
	}
	return out
}

func TestOnTimesAndOverErrors(t *testing.T) {
	steep, high := fees.Percent(dec("99999999")), fees.Flat(dec("99999999999999999"))
	huge, tiny := decimal.New(1, 999_999_999), decimal.New(1, -999_999_999)
	broken := fees.Flat(huge)
	for _, row := range []struct {
		name, want string
		curve      fees.Curve
	}{
		{"times 0", `k must be above 0, got "0"`, steep.OnTimes(dec("0"), 2)},
		{"times less than 0", `k must be above 0, got "-1.5"`, steep.OnTimes(dec("-1.5"), 2)},
		{"times 0 of nothing", `k must be above 0, got "0"`, fees.Curve{}.OnTimes(dec("0"), 2)},
		{"five places", `places must be 0 to 4, got "5"`, steep.OnTimes(dec("2"), 5)},
		{"less than no places", `places must be 0 to 4, got "-1"`, steep.OnTimes(dec("1"), -1)},
		{"times too much", `fees: OnTimes overflows 128 bits`, steep.OnTimes(dec("2"), 2)},
		{"times far too much", `fees: OnTimes overflows 128 bits`, steep.OnTimes(dec("999999999999999999"), 2)},
		{"huge factor", `k must have at most 18 digits before and 12 digits after the decimal point, got "a decimal with exponent 999999999"`, steep.OnTimes(huge, 2)},
		{"tiny factor", `k must have at most 18 digits before and 12 digits after the decimal point, got "a decimal with exponent -999999999"`, steep.OnTimes(tiny, 2)},
		{"over 0", `n must be above 0, got "0"`, high.Over(dec("0"))},
		{"over less than 0", `n must be above 0, got "-3"`, high.Over(dec("-3"))},
		{"over 0 of nothing", `n must be above 0, got "0"`, fees.Curve{}.Over(dec("0"))},
		{"over too little", `fees: Over overflows 128 bits`, high.Over(dec("0.5"))},
		{"over far too little", `fees: Over overflows 128 bits`, high.Over(dec("0.000000000001"))},
		{"a rate over too little", `fees: Over overflows 128 bits`, steep.Over(dec("0.5"))},
		{"over huge", `n must have at most 18 digits before and 12 digits after the decimal point, got "a decimal with exponent 999999999"`, high.Over(huge)},
		{"an error that was there before", broken.Err().Error(), broken.OnTimes(dec("0"), 9)},
		{"an error that was there before, over", broken.Err().Error(), broken.Over(dec("0"))},
	} {
		err := row.curve.Err()
		if err == nil || err.Error() != row.want {
			t.Errorf("%s: error is %v, want %s", row.name, err, row.want)
			continue
		}
		var in *fx.InputError
		var over *fees.OverflowError
		if !errors.As(err, &in) && !errors.As(err, &over) {
			t.Errorf("%s: error is a %T", row.name, err)
		}
	}
	for _, zero := range []fees.Curve{(fees.Curve{}).OnTimes(dec("3"), 2), fees.Curve{}.Over(dec("3"))} {
		if zero.Err() != nil || !zero.IsZero() {
			t.Errorf("nothing on or over 3 is %v, %v", segments(zero), zero.Err())
		}
	}
}
