package fees_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// The 128-bit kernel gives, at every price of the grid, what plain decimals give.
func propKernelEqualsDecimal(t *rapid.T) {
	c, oracle := genCurve(t, 3)
	if err := c.Err(); err != nil {
		t.Fatalf("curve: %v", err)
	}
	check := func(price decimal.Decimal) {
		got, err := c.At(price)
		if err != nil {
			t.Fatalf("at %s: %v", price, err)
		}
		if want := oracle(price); !got.Equal(want) {
			t.Fatalf("at %s: kernel %s, decimal %s", price, got, want)
		}
		rounded, err := c.AtRounded(price, 2)
		if err != nil {
			t.Fatal(err)
		}
		if want := oracle(price).Round(2); !rounded.Equal(want) {
			t.Fatalf("rounded at %s: kernel %s, decimal %s", price, rounded, want)
		}
	}
	// Both sides of every breakpoint, and prices in between and far out.
	for s := range c.Segments() {
		for _, near := range []decimal.Decimal{s.From, s.From.Add(dec("0.01")), s.To} {
			check(near)
		}
	}
	for range 20 {
		check(genCents(60000).Draw(t, "price"))
	}
	check(decimal.New(rapid.Int64Range(0, 1e13).Draw(t, "fine price"), -4))
}

func TestKernelEqualsDecimal(t *testing.T) { rapid.Check(t, propKernelEqualsDecimal) }
func FuzzKernelEqualsDecimal(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propKernelEqualsDecimal)) }

// Every cent from 0 to 500 of a fixed, awkward curve: the property samples
// prices, this leaves none out.
func TestKernelEqualsDecimalAtEveryCent(t *testing.T) {
	bands := []fees.Band{{UpTo: upTo("15"), Rate: dec("0.05")}, {Below: upTo("20"), Rate: dec("0.1"), Fee: dec("0.03")}, {Rate: dec("0.1735")}}
	c := fees.Brackets(bands...).AtLeast(dec("0.30")).On(dec("4.99")).Times(dec("1.035")).
		Plus(fees.Portions(bands...)).AtMost(dec("61.17"))
	oracle := func(p decimal.Decimal) decimal.Decimal {
		v := decimal.Max(plainBrackets(bands)(p.Add(dec("4.99"))), dec("0.30")).Mul(dec("1.035"))
		return decimal.Min(v.Add(plainPortions(bands)(p)), dec("61.17"))
	}
	for cents := int64(0); cents <= 50000; cents++ {
		price := decimal.New(cents, -2)
		got, err := c.At(price)
		if err != nil {
			t.Fatal(err)
		}
		if want := oracle(price); !got.Equal(want) {
			t.Fatalf("at %s: kernel %s, decimal %s", price, got, want)
		}
		minor, ok := c.AtMinorRounded(cents, 2)
		if want := oracle(price).Round(2); !ok || !minor.Decimal().Equal(want) {
			t.Fatalf("rounded at %s: kernel %s, decimal %s", price, minor.Decimal(), want)
		}
	}
}

// Netting many curves at once is adding and subtracting one after the other.
func propNetEqualsPlusMinus(t *rapid.T) {
	var in, out []fees.Curve
	var plain fees.Curve
	for range rapid.IntRange(0, 6).Draw(t, "curves") {
		c, _ := genCurve(t, 2)
		if rapid.Bool().Draw(t, "in") {
			in, plain = append(in, c), plain.Plus(c)
		} else {
			out, plain = append(out, c), plain.Minus(c)
		}
	}
	sum := fees.Net(in, out)
	if sum.Err() != nil {
		t.Fatal(sum.Err())
	}
	for s := range sum.Minus(plain).Segments() {
		if !s.Base.IsZero() || !s.Rate.IsZero() {
			t.Fatalf("from %s the sum is off by %s + %s p", s.From, s.Base, s.Rate)
		}
	}
}

func TestNetEqualsPlusMinus(t *testing.T) { rapid.Check(t, propNetEqualsPlusMinus) }

func TestBandEdges(t *testing.T) {
	whole := fees.Brackets(fees.Band{UpTo: upTo("10"), Rate: dec("0.08")}, fees.Band{Rate: dec("0.15")})
	below := fees.Brackets(fees.Band{Below: upTo("10"), Fee: dec("2.43")}, fees.Band{UpTo: upTo("50"), Fee: dec("3.32")}, fees.Band{Fee: dec("3.58")})
	portion := fees.Portions(fees.Band{UpTo: upTo("100"), Rate: dec("0.15")}, fees.Band{Rate: dec("0.08")})
	for _, row := range []struct {
		name        string
		curve       fees.Curve
		price, want string
	}{
		{"bracket below", whole, "9.99", "0.7992"},
		{"bracket on", whole, "10", "0.8"},
		{"bracket a hair above", whole, "10.0001", "1.500015"},
		{"bracket above", whole, "10.01", "1.5015"},
		{"exclusive below", below, "9.99", "2.43"},
		{"exclusive on", below, "10", "3.32"},
		{"inclusive on", below, "50", "3.32"},
		{"inclusive above", below, "50.01", "3.58"},
		{"portion on", portion, "100", "15"},
		{"portion above", portion, "100.01", "15.0008"},
		{"zero price", whole, "0", "0"},
		{"zero curve", fees.Curve{}, "12.34", "0"},
		{"highest price", fees.Percent(dec("0.15")), "1000000000", "150000000"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := row.curve.At(dec(row.price))
			if err != nil {
				t.Fatal(err)
			}
			if !got.Equal(dec(row.want)) {
				t.Errorf("at %s: got %s, want %s", row.price, got, row.want)
			}
		})
	}
}

// Rounding is half away from zero at every number of decimals, also where the
// unit is larger than 64 bits hold.
func TestAtRounded(t *testing.T) {
	for _, row := range []struct {
		amount string
		places int
		want   string
	}{
		{"2.345", 2, "2.35"}, {"-2.345", 2, "-2.35"}, {"2.344999", 2, "2.34"}, {"-2.3449", 2, "-2.34"},
		{"0.5", 0, "1"}, {"-0.5", 0, "-1"}, {"0.499999999999", 0, "0"}, {"123456789.5", 0, "123456790"},
		{"0.25", 1, "0.3"}, {"-0.25", 1, "-0.3"}, {"0.0005", 3, "0.001"}, {"1.00005", 4, "1.0001"},
	} {
		got, err := fees.Flat(dec(row.amount)).AtRounded(dec("1"), row.places)
		if err != nil {
			t.Fatal(err)
		}
		if !got.Equal(dec(row.want)) {
			t.Errorf("%s to %d places: got %s, want %s", row.amount, row.places, got, row.want)
		}
		if want := dec(row.amount).Round(int32(row.places)); !got.Equal(want) {
			t.Errorf("%s to %d places: got %s, decimal says %s", row.amount, row.places, got, want)
		}
	}
}

func TestRoundFlat(t *testing.T) {
	c := fees.Brackets(fees.Band{UpTo: upTo("10"), Fee: dec("0.2037")}, fees.Band{Rate: dec("0.0333"), Fee: dec("0.005")}).RoundFlat(2)
	for _, row := range []struct{ price, want string }{{"10", "0.20"}, {"11", "0.3713"}} {
		got, err := c.At(dec(row.price))
		if err != nil || !got.Equal(dec(row.want)) {
			t.Errorf("at %s: got %s, %v, want %s", row.price, got, err, row.want)
		}
	}
}

func TestIsLevel(t *testing.T) {
	broken := fees.Percent(decimal.New(1, 999999999))
	for _, row := range []struct {
		name string
		c    fees.Curve
		want bool
	}{
		{"zero", fees.Curve{}, true}, {"flat", fees.Flat(dec("1")), true}, {"slope", fees.Percent(dec("0.1")), false},
		{"level, then a slope", fees.Percent(dec("0.1")).AtLeast(dec("0.3")), false}, {"broken", broken, false},
	} {
		if got := row.c.IsLevel(); got != row.want {
			t.Errorf("%s: %t", row.name, got)
		}
	}
}

// Times rounds what goes beyond the kernel, half away from zero, and nothing else.
func TestTimesRounding(t *testing.T) {
	c := fees.Flat(dec("0.000000000001")).Times(dec("0.000000005")) // 5e-21
	got, err := c.At(dec("1"))
	if err != nil || !got.Equal(decimal.New(1, -20)) {
		t.Errorf("got %s, %v, want 1e-20", got, err)
	}
	big := fees.Flat(dec("99999999999.99")).Times(dec("123456.789012345678"))
	want := dec("99999999999.99").Mul(dec("123456.789012345678"))
	if got, err := big.At(dec("1")); err != nil || !got.Equal(want) {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

func TestCurveErrors(t *testing.T) {
	huge := decimal.New(1, 999999999)
	long := dec("0." + strings.Repeat("1", 40))
	open := fees.Band{Rate: dec("0.1")}
	bounded := fees.Band{UpTo: upTo("10"), Rate: dec("0.1")}
	both := fees.Band{UpTo: upTo("10"), Below: upTo("10")}
	for _, row := range []struct {
		name, field string
		curve       fees.Curve
	}{
		{"huge exponent", "amount", fees.Flat(huge)},
		{"forty decimals", "rate", fees.Percent(long)},
		{"no bands", "bands", fees.Brackets()},
		{"last band bounded", "bands[0]", fees.Portions(bounded)},
		{"open band inside", "bands[0]", fees.Brackets(open, open)},
		{"two ends", "bands[0]", fees.Brackets(both, open)},
		{"falling ends", "bands[1]", fees.Brackets(bounded, bounded, open)},
		{"too fine an end", "bands[0]", fees.Brackets(fees.Band{UpTo: upTo("0.00001")}, open)},
		{"end below 0", "bands[0]", fees.Brackets(fees.Band{UpTo: upTo("-1")}, open)},
		{"end at 0", "bands[0]", fees.Brackets(fees.Band{Below: upTo("0")}, open)},
		{"rate in a band", "bands[1].rate", fees.Portions(bounded, fees.Band{Rate: huge})},
		{"factor", "k", fees.Flat(dec("1")).Times(huge)},
		{"shift", "add", fees.Percent(dec("1")).On(dec("0.00001"))},
	} {
		t.Run(row.name, func(t *testing.T) {
			var in *fx.InputError
			if !errors.As(row.curve.Err(), &in) || in.Field != row.field {
				t.Fatalf("error is %v, want an InputError at %s", row.curve.Err(), row.field)
			}
			// The error stays, whatever follows.
			derived := fees.Flat(dec("1")).Plus(row.curve).Times(dec("2")).On(dec("1")).AtMost(dec("3")).RoundFlat(2)
			if _, err := derived.At(dec("1")); !errors.As(err, &in) {
				t.Errorf("a derived curve evaluates: %v", err)
			}
			if _, err := derived.NonNegative(2); err == nil {
				t.Error("a derived curve can be inverted")
			}
			if _, ok := derived.AtMinor(1, 2); ok {
				t.Error("a derived curve evaluates in minor units")
			}
			for s := range derived.Segments() {
				t.Errorf("a derived curve has a segment %v", s)
			}
		})
	}
}

func TestCurvePriceErrors(t *testing.T) {
	c := fees.Percent(dec("0.15"))
	for _, price := range []decimal.Decimal{
		dec("-0.01"), dec("0.00001"), dec("1000000000.01"), decimal.New(1, 999999999), decimal.New(1, -999999999),
	} {
		var in *fx.InputError
		if _, err := c.At(price); !errors.As(err, &in) || in.Field != "price" {
			t.Errorf("error is %v, want an InputError at price", err)
		}
	}
	if _, err := c.AtRounded(dec("1"), 5); err == nil {
		t.Error("five places are accepted")
	}
	for _, row := range []struct {
		price  int64
		places int
	}{{-1, 2}, {1e11 + 1, 2}, {1, 5}, {1, -1}} {
		if _, ok := c.AtMinor(row.price, row.places); ok {
			t.Errorf("AtMinor accepts %v", row)
		}
	}
}

// Sums and products that leave 128 bits are errors, never a wrap.
func TestOverflow(t *testing.T) {
	c := fees.Flat(dec("99999999999999999"))
	for range 200 {
		c = c.Plus(c)
	}
	var over *fees.OverflowError
	if !errors.As(c.Err(), &over) || over.Op != "Plus" {
		t.Errorf("error is %v, want an OverflowError of Plus", c.Err())
	}
	top := fees.Flat(dec("99999999999999999"))
	if !errors.As(fees.Sum(top, top).Err(), &over) || over.Op != "Sum" {
		t.Errorf("error is %v, want an OverflowError of Sum", fees.Sum(top, top).Err())
	}
	d := fees.Percent(dec("10000000")).Times(dec("999999999999"))
	if !errors.As(d.Err(), &over) || over.Op != "Times" {
		t.Errorf("error is %v, want an OverflowError of Times", d.Err())
	}
	if fees.Flat(dec("999999999999999999")).Err() == nil || fees.Percent(dec("100000001")).Err() == nil {
		t.Error("a figure beyond the kernel is accepted")
	}
}

func TestSegments(t *testing.T) {
	c := fees.Brackets(fees.Band{UpTo: upTo("15"), Rate: dec("0.05")}, fees.Band{Rate: dec("0.17")}).AtLeast(dec("0.30"))
	var got []string
	for s := range c.Segments() {
		got = append(got, s.From.StringFixed(4)+" to "+s.To.StringFixed(4)+": "+fx.Plain(s.Base)+" + "+fx.Plain(s.Rate)+" p")
	}
	want := []string{
		"0.0000 to 5.9999: 0.3 + 0 p",
		"6.0000 to 15.0000: 0 + 0.05 p",
		"15.0001 to 1000000000.0000: 0 + 0.17 p",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("segments (-want +got):\n%s", diff)
	}
}
