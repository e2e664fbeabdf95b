package buffer_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// cfets is the curve of 2025-12-26 from the value date of the spot rate on, with
// the outright rates as printed beside it.
func cfets(t *testing.T) (buffer.SwapCurve, []string) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(shared(t, "cfets-usdcny-swap-2025-12-26.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	c := buffer.SwapCurve{Spot: usdcny("7.0082", "2025-12-26").WithSource(date("2025-12-26"), "CFETS"), SpotDay: date("2025-12-30")}
	var printed []string
	for _, row := range rows[1:] {
		if day := date(row[3]); day.After(c.SpotDay) {
			c.Points = append(c.Points, buffer.SwapPoint{Tenor: row[0], Day: day, Points: number(row[1])})
			printed = append(printed, row[2])
		}
	}
	return c, printed
}

// fx-fwd-10, and every other line of the file.
func TestSwapCurveCFETS(t *testing.T) {
	curve, printed := cfets(t)
	if len(curve.Points) != 15 {
		t.Fatalf("%d points", len(curve.Points))
	}
	for i, p := range curve.Points {
		got := must(curve.At(p.Day))
		if cents := got.Rate.Value(12).Truncate(4).StringFixed(4); cents != printed[i] {
			t.Errorf("%s: %s, printed %s", p.Tenor, got.Rate, printed[i])
		}
		if got.After.Tenor != p.Tenor || got.Before.Tenor != p.Tenor || !got.Points.Equal(p.Points) {
			t.Errorf("%s: from %s to %s, %s points", p.Tenor, got.After.Tenor, got.Before.Tenor, got.Points)
		}
		if points := must(buffer.SwapPoints(curve.Spot, got.Rate, decimal.Decimal{})); !points.Equal(p.Points) {
			t.Errorf("%s: %s points", p.Tenor, points)
		}
	}
	for _, test := range []struct {
		day, outright, premium string
		days                   int
	}{
		{"2026-06-30", "6.9514", "-1.6254%", 182},
		{"2026-09-30", "6.9232", "-1.6157%", 274},
		{"2026-12-30", "6.8982", "-1.5696%", 365},
	} {
		got := must(curve.At(date(test.day)))
		if !got.Rate.Value(12).Equal(number(test.outright)) || got.Days != test.days || percent(must(got.Premium(365)), 4) != test.premium {
			t.Errorf("%s: %s after %d days, %s a year", test.day, got.Rate, got.Days, must(got.Premium(365)))
		}
	}
}

func someCurve() buffer.SwapCurve {
	return buffer.SwapCurve{
		Spot: usdcny("7", "2026-01-01"), SpotDay: date("2026-01-05"),
		Points: []buffer.SwapPoint{
			{Tenor: "10D", Day: date("2026-01-15"), Points: number("-50")},
			{Tenor: "40D", Day: date("2026-02-14"), Points: number("-200")},
			{Day: date("2026-02-17"), Points: number("-100")},
		},
	}
}

func TestSwapCurveAt(t *testing.T) {
	for _, test := range []struct {
		name, day, points, rate string
		after, before           string
	}{
		{"on the spot day", "2026-01-05", "0", "7", "spot", "spot"},
		{"before the first quote", "2026-01-07", "-10", "6.999", "spot", "10D"},
		{"on a quote", "2026-01-15", "-50", "6.995", "10D", "10D"},
		{"between two", "2026-01-25", "-100", "6.99", "10D", "40D"},
		{"a third of the way", "2026-02-15", "-166.666666666667", "6.983333333333", "40D", ""},
		{"on the last", "2026-02-17", "-100", "6.99", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := must(someCurve().At(date(test.day)))
			if !got.Points.Equal(number(test.points)) || !got.Rate.Value(12).Equal(number(test.rate)) ||
				got.After.Tenor != test.after || got.Before.Tenor != test.before || !got.Day.Equal(date(test.day)) {
				t.Errorf("%s points, %s, from %q to %q", got.Points, got.Rate, got.After.Tenor, got.Before.Tenor)
			}
		})
	}
	// The points between two quotes are exact in the rate.
	num, den := must(someCurve().At(date("2026-02-15"))).Rate.Fraction()
	if !num.Mul(number("60")).Equal(den.Mul(number("419"))) {
		t.Errorf("%s/%s, want 419/60", num, den)
	}
	for _, day := range []string{"2026-01-04", "2026-02-18"} {
		_, err := someCurve().At(date(day))
		var outside *buffer.CurveError
		if !errors.As(err, &outside) || outside.Error() != "buffer: no forward for "+day+": the curve goes from 2026-01-05 to 2026-02-17" {
			t.Errorf("%s: %v", day, err)
		}
	}
}

func TestSwapCurveRefuses(t *testing.T) {
	year10000 := time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name   string
		change func(*buffer.SwapCurve)
		want   []string
	}{
		{"zero", func(c *buffer.SwapCurve) { *c = buffer.SwapCurve{} }, []string{"spot", "spot_day", "points"}},
		{"other pair", func(c *buffer.SwapCurve) { c.Spot = must(fx.NewRate(fx.USD, fx.JPY, number("150"))) }, []string{"pip"}},
		{"pip below 0", func(c *buffer.SwapCurve) { c.Pip = number("-0.0001") }, []string{"pip"}},
		{"pip above 1", func(c *buffer.SwapCurve) { c.Pip = number("1.1") }, []string{"pip"}},
		{"huge", func(c *buffer.SwapCurve) {
			c.Pip, c.Points[0].Points = decimal.New(1, 2147483647), decimal.New(1, 2147483647)
		}, []string{"pip", "points[0].points"}},
		{"days", func(c *buffer.SwapCurve) {
			c.SpotDay, c.Points[0].Day, c.Points[1].Day = year10000, time.Time{}, year10000
		}, []string{"spot_day", "points[0].day", "points[1].day"}},
		{"a day twice", func(c *buffer.SwapCurve) { c.Points[1].Day = c.Points[0].Day }, []string{"points[1].day"}},
		{"not in order", func(c *buffer.SwapCurve) { c.Points[0], c.Points[1] = c.Points[1], c.Points[0] }, []string{"points[1].day"}},
		{"the spot day", func(c *buffer.SwapCurve) { c.Points[0].Day = c.SpotDay }, []string{"points[0].day"}},
		{"too many points", func(c *buffer.SwapCurve) { c.Points[2].Points = number("1000001") }, []string{"points[2].points"}},
		{"nothing left", func(c *buffer.SwapCurve) { c.Points[2].Points = number("-70000") }, []string{"points[2].points"}},
	} {
		c := someCurve()
		test.change(&c)
		_, err := c.At(date("2026-01-15"))
		for _, err := range []error{c.Check(), err} {
			if diff := cmp.Diff(test.want, refused(err)); diff != "" {
				t.Errorf("%s: %s", test.name, diff)
			}
		}
	}
	_, err := someCurve().At(year10000)
	if diff := cmp.Diff([]string{"day"}, refused(err)); diff != "" {
		t.Error(diff)
	}
	_, err = must(someCurve().At(date("2026-01-05"))).Premium(365)
	if diff := cmp.Diff([]string{"days"}, refused(err)); diff != "" {
		t.Error(diff)
	}
	_, err = buffer.SwapPoints(fx.Rate{}, fx.Rate{}, number("2"))
	if diff := cmp.Diff([]string{"spot", "forward", "pip"}, refused(err)); diff != "" {
		t.Error(diff)
	}
}

// fx-fwd-07 and what a dealer may quote otherwise.
func TestOutrightBidAsk(t *testing.T) {
	sterling := func(text string) fx.Rate { return must(fx.NewRate(fx.GBP, fx.USD, number(text))) }
	for _, test := range []struct {
		name                 string
		bidPoints, askPoints string
		pip                  string
		bid, ask             string
	}{
		{"fx-fwd-07", "200", "300", "0", "1.9016", "1.9137"},
		{"falling", "300", "200", "0", "1.8516", "1.8637"},
		{"signed and rising", "-300", "-200", "0", "1.8516", "1.8637"},
		{"around par", "-5", "5", "0", "1.8811", "1.8842"},
		{"no points", "0", "0", "0", "1.8816", "1.8837"},
		{"falling to 0", "5", "0", "0", "1.8811", "1.8837"},
		{"other pip", "2", "3", "0.01", "1.9016", "1.9137"},
	} {
		bid, ask, err := buffer.OutrightBidAsk(sterling("1.8816"), sterling("1.8837"), number(test.bidPoints), number(test.askPoints), number(test.pip))
		if err != nil || !bid.Value(12).Equal(number(test.bid)) || !ask.Value(12).Equal(number(test.ask)) {
			t.Errorf("%s: %s and %s, %v", test.name, bid, ask, err)
		}
	}
	for _, test := range []struct {
		name                 string
		bid, ask             fx.Rate
		bidPoints, askPoints string
		want                 []string
	}{
		{"everything", fx.Rate{}, fx.Rate{}, "1000001", "-1000001", []string{"bid", "ask", "bid_points", "ask_points"}},
		{"two pairs", sterling("1.8"), usdcny("7", ""), "1", "2", []string{"*fx.CurrencyMismatchError"}},
		{"bid above ask", sterling("1.9"), sterling("1.8"), "1", "2", []string{"bid"}},
		{"no direction", sterling("1.8"), sterling("1.9"), "2", "2", []string{"ask_points"}},
		{"falling below 0", sterling("1.8"), sterling("1.9"), "-2", "-3", []string{"ask_points"}},
		{"falling through 0", sterling("1.8"), sterling("1.9"), "2", "-3", []string{"ask_points"}},
		{"nothing left", sterling("1.8"), sterling("1.9"), "19000", "18999.9", []string{"bid_points"}},
		{"pip", must(fx.NewRate(fx.USD, fx.JPY, number("150"))), must(fx.NewRate(fx.USD, fx.JPY, number("151"))), "1", "2", []string{"pip"}},
	} {
		_, _, err := buffer.OutrightBidAsk(test.bid, test.ask, number(test.bidPoints), number(test.askPoints), decimal.Decimal{})
		if diff := cmp.Diff(test.want, refused(err)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// Between two quotes the forward lies between theirs, and a quote that already was on
// the line changes nothing.
func propSwapCurve(t *rapid.T) {
	points := rapid.Int64Range(-30000, 30000)
	first, second := rapid.IntRange(1, 200).Draw(t, "first"), rapid.IntRange(1, 400).Draw(t, "second")
	c := someCurve()
	start := c.SpotDay
	left := buffer.SwapPoint{Day: start.AddDate(0, 0, first), Points: decimal.New(points.Draw(t, "left"), -1)}
	right := buffer.SwapPoint{Day: left.Day.AddDate(0, 0, second), Points: decimal.New(points.Draw(t, "right"), -1)}
	c.Points = []buffer.SwapPoint{left, right}
	day := left.Day.AddDate(0, 0, rapid.IntRange(0, second).Draw(t, "day"))
	got := must(c.At(day))
	low, high := decimal.Min(left.Points, right.Points), decimal.Max(left.Points, right.Points)
	if got.Points.LessThan(low) || got.Points.GreaterThan(high) {
		t.Fatalf("%s points between %s and %s", got.Points, low, high)
	}
	if back := must(buffer.SwapPoints(c.Spot, got.Rate, decimal.Decimal{})); back.Sub(got.Points).Abs().GreaterThan(number("0.00000001")) {
		t.Fatalf("%s points lead back to %s", got.Points, back)
	}
	double := c
	double.Points = []buffer.SwapPoint{left, {Day: left.Day.AddDate(0, 0, second), Points: right.Points}, {Day: right.Day.AddDate(0, 0, second), Points: right.Points.Add(right.Points).Sub(left.Points)}}
	single := double
	single.Points = []buffer.SwapPoint{double.Points[0], double.Points[2]}
	a, b := must(double.At(day)), must(single.At(day))
	if !a.Rate.Equal(b.Rate) {
		t.Fatalf("%s with and %s without a quote on the line", a.Rate, b.Rate)
	}
}

func TestSwapCurveIsLinear(t *testing.T) { rapid.Check(t, propSwapCurve) }
