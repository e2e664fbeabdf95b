package kpi

import (
	"errors"
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// limitPlaces is the number of decimals of the limits of a p-chart, which are square
// roots, rounded half away from zero. No signal depends on them.
const limitPlaces = 12

// Rules about counts.
const (
	// smallCount is the mean count of hits, or of misses where they are fewer, below
	// which the noise of counting is taken as the main noise of a proportion. It is a
	// rule of the house: at 50 hits a week that noise alone is 14 %.
	smallCount = 50
	// roughCount is the expected count below which three standard deviations are a
	// rough guide only: the usual n·p >= 5 and n·(1-p) >= 5 of textbooks.
	roughCount = 5
)

// PChartSettings tunes [NewPChart]. The zero PChartSettings rests on all points.
type PChartSettings struct {
	// Baseline is the number of points, from the first and with the excluded ones, on
	// which the centre rests. 0 is all of them.
	Baseline int
	// SmallCount is the mean count per period, of hits or of misses where they are
	// fewer, below which the p-chart is preferred to the XmR chart. 0 is 50, a rule of
	// the house.
	SmallCount int
}

// A PPoint is a point of a [PChart] with the limits of its own size.
type PPoint struct {
	ChartPoint
	// Counted says that the point has counts and is not excluded.
	Counted bool
	// Baseline says that the centre rests on it.
	Baseline bool
	// Lower and Upper are p ± 3 √(p(1-p)/n), clamped to 0 and 1 and rounded half away
	// from zero to 12 decimals; incomplete without counts or with too little data.
	Lower, Upper Value
}

// A PChart is a control chart of a proportion, k hits out of n. The fewer there are
// in a period, the wider are its limits.
type PChart struct {
	Points []PPoint
	// Centre is p, all hits of the baseline / all of its n.
	Centre Value
	// Standing goes by Counted, the points of the baseline, as that of an [XmR] does.
	// A baseline without a hit, or without a miss, is too little data.
	Standing ChartStanding
	Counted  int
	// Signals are exact: squares are compared, no root is taken.
	Signals []Signal
	// Preferred says that counts are so small that this chart says more than an [XmR],
	// whose limits have one width for all periods. House says that the threshold is a
	// rule of the house, Why says the comparison in words.
	Preferred bool
	House     bool
	Why       string
	// Notes are warnings: that a period expects fewer than 5 hits or misses.
	Notes []string
}

// NewPChart computes a p-chart of a series of proportions in the order of time. The
// numerator of each value is the number of hits and the denominator is n, as [Ratio]
// builds them. The order matters to the signals, not to centre and limits.
//
// Large counts make the limits narrower than a business is steady; then use [NewXmR].
//
// Faults are [*fx.InputError]: "points[3].value" for what is no fraction, for counts
// that are not whole, below 0 or above 18 digits and for more hits than n, "points"
// for more than 100,000, "baseline" and "small_count".
func NewPChart(points []ChartPoint, s PChartSettings) (PChart, error) {
	like, err := checkChart(points, s.Baseline)
	faults := []error{err}
	if s.SmallCount < 0 {
		faults = append(faults, fx.NewInputError("small_count", strconv.Itoa(s.SmallCount), "must not be below 0"))
	}
	if len(points) <= maxChartPoints {
		for i, p := range points {
			faults = append(faults, fx.InField("points["+strconv.Itoa(i)+"].value", checkCounts(p.Value)))
		}
	}
	if err := errors.Join(faults...); err != nil {
		return PChart{}, err
	}
	if like.Unit == "" {
		like.Unit = Fraction
	}
	chart := PChart{Points: make([]PPoint, len(points)), Centre: NotKnown(Fraction, "", "points")}
	var hits, n decimal.Decimal
	for i, p := range points {
		q := PPoint{ChartPoint: p, Lower: NotKnown(Fraction, "", "points"), Upper: NotKnown(Fraction, "", "points")}
		q.Counted = p.Value.IsDefined() && p.Excluded == ""
		q.Baseline = q.Counted && (s.Baseline == 0 || i < s.Baseline)
		chart.Points[i] = q
		if q.Baseline {
			chart.Counted++
			hits, n = hits.Add(p.Value.Num), n.Add(p.Value.Den)
		}
	}
	if chart.Counted > 0 {
		chart.Centre = Ratio(hits, n, Fraction, "")
	}
	chart.prefer(hits, n, s.SmallCount)
	chart.Standing = standingOf(chart.Counted)
	if hits.IsZero() || hits.Equal(n) {
		chart.Standing = TooLittleData
	}
	if chart.Standing != TooLittleData {
		chart.limits(hits.BigInt(), n.BigInt())
	}
	return chart, nil
}

// checkCounts refuses what is no count out of a count.
func checkCounts(v Value) error {
	if v.Unit != "" && v.Unit != Fraction || v.Currency != "" {
		return fx.NewInputError("", measureText(v), "must be a fraction of counts")
	}
	if !v.IsDefined() {
		return checkChartValue(v)
	}
	for _, d := range []decimal.Decimal{v.Num, v.Den} {
		if fx.CheckDecimal(d) != nil || !d.IsInteger() || d.IsNegative() {
			return fx.NewInputError("", fx.Plain(v.Num)+"/"+fx.Plain(v.Den), "must be whole numbers from 0 on, of at most 18 digits")
		}
	}
	if v.Num.GreaterThan(v.Den) {
		return fx.NewInputError("", fx.Plain(v.Num)+"/"+fx.Plain(v.Den), "must not have more hits than n; use an XmR chart for what can exceed 100%")
	}
	return nil
}

// prefer says whether counts are small.
func (c *PChart) prefer(hits, n decimal.Decimal, small int) {
	c.House = small == 0
	if small == 0 {
		small = smallCount
	}
	fewer, what := hits, "hits"
	if n.Sub(hits).LessThan(hits) {
		fewer, what = n.Sub(hits), "misses"
	}
	if c.Counted == 0 {
		c.Why = "no counts"
		return
	}
	periods := decimal.New(int64(c.Counted), 0)
	mean := fx.Plain(fewer.DivRound(periods, 1)) + " " + what + " a period"
	if c.Preferred = fewer.LessThan(periods.Mul(decimal.New(int64(small), 0))); c.Preferred {
		c.Why = mean + ", fewer than " + strconv.Itoa(small) + ": mostly the noise of counting"
	} else {
		c.Why = mean + ", not fewer than " + strconv.Itoa(small)
	}
}

// limits sets the limits and finds the signals, with p = hits/total. A point of k out
// of n is outside when
//
//	|k/n - p| > 3 √(p(1-p)/n)   which is   (k·total - n·hits)² > 9 n hits (total-hits)
//
// and nearer to a limit than to the centre when four times the left side is more.
func (c *PChart) limits(hits, total *big.Int) {
	spread := new(big.Int).Mul(hits, new(big.Int).Sub(total, hits))
	var marks []chartMark
	rough := false
	for i := range c.Points {
		p := &c.Points[i]
		if !p.Value.IsDefined() {
			continue
		}
		k, n := p.Value.Num.BigInt(), p.Value.Den.BigInt()
		p.Lower, p.Upper = limitsOfP(hits, total, n)
		if !p.Counted {
			continue
		}
		from := new(big.Int).Sub(new(big.Int).Mul(k, total), new(big.Int).Mul(n, hits))
		square := new(big.Int).Mul(from, from)
		reach := new(big.Int).Mul(n, spread)
		reach.Mul(reach, big.NewInt(9))
		marks = append(marks, chartMark{
			index: i, label: p.Label, side: from.Sign(), outside: square.Cmp(reach) > 0,
			near: square.Mul(square, big.NewInt(4)).Cmp(reach) > 0,
		})
		least := new(big.Int).Mul(total, big.NewInt(roughCount))
		for _, part := range []*big.Int{hits, new(big.Int).Sub(total, hits)} {
			rough = rough || new(big.Int).Mul(part, n).Cmp(least) < 0
		}
	}
	c.Signals = signalsOf(marks)
	if rough {
		c.Notes = append(c.Notes, "a period expects fewer than 5 hits or misses: its limits are a rough guide")
	}
}

// limitsOfP returns the clamped limits of a period of n, p ± 3 √(p(1-p)/n) with
// p = hits/total. The sum is rounded once, from the exact one: in units of
// 10^-limitPlaces the half-up rounding of it is the floor of
//
//	(2·hits·units + total ± √(36 · hits · (total-hits) · units² / n)) / (2·total)
//
// and all but the root is whole, so that the root is taken to the whole number on the
// side to which the floor goes.
func limitsOfP(hits, total, n *big.Int) (lower, upper Value) {
	units := new(big.Int).Exp(big.NewInt(10), big.NewInt(limitPlaces), nil)
	square := new(big.Int).Mul(hits, new(big.Int).Sub(total, hits))
	square.Mul(square, big.NewInt(36)).Mul(square, units).Mul(square, units)
	square, rest := square.QuoRem(square, n, new(big.Int))
	down := new(big.Int).Sqrt(square)
	up := new(big.Int).Set(down)
	if rest.Sign() != 0 || square.Cmp(new(big.Int).Mul(down, down)) != 0 {
		up.Add(up, big.NewInt(1))
	}
	middle := new(big.Int).Mul(hits, units)
	middle.Lsh(middle, 1).Add(middle, total)
	twice := new(big.Int).Lsh(total, 1)
	at := func(sum *big.Int) decimal.Decimal { return decimal.NewFromBigInt(sum.Div(sum, twice), -limitPlaces) }
	low := decimal.Max(at(new(big.Int).Sub(middle, up)), decimal.Decimal{})
	high := decimal.Min(at(new(big.Int).Add(middle, down)), decimal.New(1, 0))
	return Exact(low, Fraction, ""), Exact(high, Fraction, "")
}
