package strategy

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/small"
	"github.com/lianxing/crossborder/pricing"
)

// The codes of the steps that [Limits.Fit] takes.
const (
	StepGrid   = "minor_unit" // to the grid of the minor unit
	StepLeast  = "least"      // up to the least price
	StepMost   = "most"       // down to the most
	StepTarget = "target"     // to a price that meets the seller's target
	StepEnding = "ending"     // to a price ending
)

// Limits are what a price may not leave. The zero Limits only keep it on the grid of
// the minor unit, above 0 and at most [fees.MaxPrice].
type Limits struct {
	// Places are the decimals of the minor unit of the currency: 2 for US dollars.
	Places int
	// Admissible are the prices that meet the seller's target, in rising order, as
	// in [pricing.Solution]; nil sets no target, an empty list admits no price.
	Admissible []pricing.Interval
	// Least and Most bound the price, both inclusive; not Valid is no bound.
	Least, Most decimal.NullDecimal
	// Ending is the price ending that is wished for.
	Ending Ending
	// Missing names what is not known of the cost behind the limits. With it a price
	// is only a lower bound of what is needed, and a proposal says so.
	Missing []string
}

// A Side says on which side of a price to look for another.
type Side string

// The sides. The zero Side is Up.
const (
	Up   Side = "up"
	Down Side = "down"
)

// Check reports every fault, joined, each an [*fx.InputError] with its path: places
// out of 0 to 4, bounds below 0 or out of the bounds of decimals, admissible runs that
// do not rise, faults of the ending ("ending.on[0]").
func (l Limits) Check() error {
	var faults []error
	fault := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	if l.Places < 0 || l.Places > mostPlaces {
		fault("places", strconv.Itoa(l.Places), "must be from 0 to "+strconv.Itoa(mostPlaces))
	}
	amount := func(field string, d decimal.Decimal) bool {
		err := fx.CheckDecimal(d)
		if err != nil {
			faults = append(faults, fx.InField(field, err))
		} else if d.Sign() < 0 {
			fault(field, fx.Plain(d), "must not be below 0")
		}
		return err == nil
	}
	if l.Least.Valid {
		amount("least", l.Least.Decimal)
	}
	if l.Most.Valid {
		amount("most", l.Most.Decimal)
	}
	last := minusOne // the end of the run before
	for i := range l.Admissible {
		r := &l.Admissible[i]
		field := func(end string) string { return "admissible[" + strconv.Itoa(i) + "]." + end }
		bounded := isAmount(r.From) || amount(field("from"), r.From)
		bounded = (r.Open || isAmount(r.To) || amount(field("to"), r.To)) && bounded
		switch {
		case !bounded:
			continue
		case small.Cmp(r.From, last) <= 0:
			fault(field("from"), fx.Plain(r.From), "must be above the run before")
		case !r.Open && small.Cmp(r.To, r.From) < 0:
			fault(field("to"), fx.Plain(r.To), "must not be below from")
		}
		if last = r.To; r.Open {
			last = highestPrice
			if small.Cmp(r.From, last) > 0 {
				last = r.From
			}
		}
	}
	if err := l.Ending.Check(); err != nil {
		faults = append(faults, fx.InField("ending", err))
	}
	return errors.Join(faults...)
}

var (
	minusOne     = decimal.New(-1, 0)
	highestPrice = fees.MaxPrice()
)

// isAmount reports whether a decimal is within the bounds and not below 0.
func isAmount(d decimal.Decimal) bool { return fx.CheckDecimal(d) == nil && d.Sign() >= 0 }

// mostPlaces are the most decimals that the minor unit of any currency has.
const mostPlaces = 4

// Meeting returns the limits that admit in addition only the prices of a solution,
// with what the solution misses. The bounds, the ending and the places stay. It
// expects limits and a solution without faults; those of limits stay to be found by
// [Limits.Check].
func (l Limits) Meeting(s pricing.Solution) Limits {
	if l.Admissible == nil {
		l.Admissible = append([]pricing.Interval{}, s.Admissible...)
	} else {
		l.Admissible = both(l.Admissible, s.Admissible)
	}
	missing := slices.Clone(l.Missing)
	for _, m := range s.Missing {
		if !slices.Contains(missing, m) {
			missing = append(missing, m)
		}
	}
	l.Missing = missing
	return l
}

// both returns the prices that lie in a run of either list.
func both(a, b []pricing.Interval) []pricing.Interval {
	out := []pricing.Interval{}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		from, open := decimal.Max(a[i].From, b[j].From), a[i].Open && b[j].Open
		to := a[i].To // the nearer end
		first := b[j].Open || !a[i].Open && a[i].To.LessThan(b[j].To)
		if !first {
			to = b[j].To
		}
		if open || from.LessThanOrEqual(to) {
			out = append(out, pricing.Interval{From: from, To: to, Open: open})
		}
		if first {
			i++
		} else {
			j++
		}
	}
	return out
}

// Fit returns the price within the limits that is next to a wanted one, and the
// steps to it, in this order:
//
//  1. The wanted price is rounded to the minor unit, towards the side.
//  2. Below the least price it becomes the least, above the most the most.
//  3. Where it is not admissible, the next admissible price on the side is taken, and
//     the next on the other side when that side has none.
//  4. It is moved to a price ending ([Ending]), only as far as the limits and the
//     tolerance allow; where none is near enough, it stays.
//
// The error is a [*NoPriceError] when no price is within the limits: its code is
// "least_above_most" or "no_admissible_price". Otherwise it joins the faults of
// [Limits.Check], of a wanted price that is not above 0 and at most [fees.MaxPrice]
// ("wanted") and of a side that is none ("side").
func (l Limits) Fit(wanted decimal.Decimal, side Side) (decimal.Decimal, []Step, error) {
	if err := errors.Join(l.Check(), checkWanted(wanted), side.check()); err != nil {
		return decimal.Decimal{}, nil, err
	}
	runs, err := l.runs()
	if err != nil {
		return decimal.Decimal{}, nil, err
	}
	var steps []Step
	price := wanted
	step := func(code string, minor int64, text string) {
		to := ofMinor(minor, l.Places)
		steps = append(steps, Step{code, price, to, text})
		price = to
	}
	minor, exact := unitsOf(wanted, l.Places, side)
	if minor = max(minor, 1); !exact {
		step(StepGrid, minor, "to the minor unit of the currency")
	}
	least, most := l.bounds()
	switch {
	case minor < least:
		minor = least
		step(StepLeast, minor, "not below "+fx.Plain(l.Least.Decimal))
	case minor > most:
		minor = most
		step(StepMost, minor, "not above "+fx.Plain(decimal.Min(l.mostOr(highestPrice), highestPrice)))
	}
	if next := nextOn(runs, minor, side); next != minor {
		minor = next
		step(StepTarget, minor, "to the next price that meets the target")
	}
	if ended, ok := l.Ending.near(minor, l.Places, runs); ok && ended != minor {
		step(StepEnding, ended, "to a price ending on "+l.Ending.String())
	}
	return price, steps, nil
}

func (l *Limits) mostOr(d decimal.Decimal) decimal.Decimal {
	if l.Most.Valid {
		return l.Most.Decimal
	}
	return d
}

func (s Side) check() error {
	switch s {
	case "", Up, Down:
		return nil
	}
	return fx.NewInputError("side", string(s), `must be "up" or "down"`)
}

// Contains reports whether a price is within the limits. A price off the grid is not,
// and no price is within limits that [Limits.Check] refuses. A price ending is a wish
// and no limit.
func (l Limits) Contains(price decimal.Decimal) bool {
	if l.Check() != nil || checkWanted(price) != nil || !price.Shift(int32(l.Places)).IsInteger() {
		return false
	}
	runs, err := l.runs()
	return err == nil && contains(runs, minorOf(price, l.Places))
}

// A price that was computed may have more decimals than one that was read, but not
// so many that arithmetic takes long.
const (
	mostDecimals = 128
	mostDigits   = 256
)

func checkWanted(wanted decimal.Decimal) error {
	switch exp := wanted.Exponent(); {
	case exp > fx.MaxIntegerDigits || exp < -mostDecimals || wanted.NumDigits() > mostDigits:
		return fx.NewInputError("wanted", "a decimal with exponent "+strconv.Itoa(int(exp)), "must be a price")
	case wanted.Sign() <= 0:
		return fx.NewInputError("wanted", fx.Plain(wanted), "must be above 0")
	case small.Cmp(wanted, highestPrice) > 0:
		return fx.NewInputError("wanted", fx.Plain(wanted), "must be at most "+fx.Plain(fees.MaxPrice()))
	}
	return nil
}

// bounds returns the least and the most price in minor units.
func (l *Limits) bounds() (least, most int64) {
	least, most = 1, minorOf(highestPrice, l.Places)
	if l.Least.Valid {
		least = max(least, minorOn(l.Least.Decimal, l.Places, Up))
	}
	if l.Most.Valid {
		most = min(most, minorOn(l.Most.Decimal, l.Places, Down))
	}
	return least, most
}

// runs returns the prices within the limits in minor units, at least one run.
func (l *Limits) runs() ([]run, error) {
	least, most := l.bounds()
	if least > most {
		return nil, &NoPriceError{Code: "least_above_most", Text: "the least price, " + fx.Plain(ofMinor(least, l.Places)) +
			", is above the most, " + fx.Plain(ofMinor(most, l.Places))}
	}
	if l.Admissible == nil {
		return []run{{least, most}}, nil
	}
	out := make([]run, 0, len(l.Admissible))
	for _, i := range l.Admissible {
		r := run{max(least, minorOn(i.From, l.Places, Up)), most}
		if !i.Open {
			r.to = min(most, minorOn(i.To, l.Places, Down))
		}
		if r.from <= r.to {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return nil, &NoPriceError{Code: "no_admissible_price", Text: "no price from " + fx.Plain(ofMinor(least, l.Places)) + " to " +
			fx.Plain(ofMinor(most, l.Places)) + " meets the target"}
	}
	return out, nil
}

// mostMinor is above every price in minor units.
const mostMinor = int64(1) << 60

// unitsOf rounds a price to the grid of the minor unit, on a side, and returns it in
// minor units, mostMinor for one that is higher. Exact says that nothing was rounded.
func unitsOf(d decimal.Decimal, places int, side Side) (minor int64, exact bool) {
	if units, exact, ok := small.Units(d, places); ok {
		if !exact && side != Down {
			units++
		}
		return units, exact
	}
	grid := d.RoundCeil(int32(places))
	if side == Down {
		grid = d.RoundFloor(int32(places))
	}
	shifted := grid.Shift(int32(places))
	if shifted.GreaterThan(decimal.New(mostMinor, 0)) {
		return mostMinor, false
	}
	return shifted.IntPart(), grid.Equal(d)
}

// minorOn returns a price in minor units, rounded to them on a side.
func minorOn(d decimal.Decimal, places int, side Side) int64 {
	minor, _ := unitsOf(d, places, side)
	return minor
}

// minorOf returns a price on the grid in minor units.
func minorOf(d decimal.Decimal, places int) int64 { return minorOn(d, places, Down) }

func ofMinor(minor int64, places int) decimal.Decimal { return decimal.New(minor, -int32(places)) }

// Fit puts a wanted price into limits and makes a proposal of it: what a strategy of
// one's own ends with. The grid is that of the currency, where it has one, whatever
// the limits say. Where the limits miss something, the proposal says that its
// price is a lower bound, and what is missing. The errors are those of [Limits.Fit],
// a [*NoPriceError] with the name of the strategy.
func Fit(strategy string, currency fx.Currency, wanted decimal.Decimal, side Side, l Limits, reasons ...Reason) (Proposal, error) {
	if places, known := currency.MinorUnits(); known {
		l.Places = places
	}
	price, steps, err := l.Fit(wanted, side)
	if err != nil {
		return Proposal{}, named(strategy, err)
	}
	p := Proposal{
		Strategy: strategy, Currency: currency, Wanted: wanted, Price: price, Steps: steps, Reasons: slices.Clone(reasons),
		Missing: slices.Clone(l.Missing),
	}
	if len(l.Missing) > 0 {
		p.Reasons = append(p.Reasons, Reason{"lower_bound", "the price is a lower bound: " + strings.Join(l.Missing, ", ") + " is not known"})
	}
	return p, nil
}

// named puts the name of a strategy into a NoPriceError.
func named(strategy string, err error) error {
	if none := (*NoPriceError)(nil); errors.As(err, &none) {
		return &NoPriceError{Strategy: strategy, Code: none.Code, Text: none.Text}
	}
	return err
}
