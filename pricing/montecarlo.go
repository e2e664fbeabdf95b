package pricing

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Draws of a [Run].
const (
	// DefaultDraws is how many there are when nobody says it.
	DefaultDraws = 10_000
	// MaxDraws is the most there can be.
	MaxDraws = 1_000_000
)

// A Run draws the uncertain inputs of a unit many times and collects what the unit
// earns. The zero Run draws nothing: the profit is the same DefaultDraws times.
//
// A buffer of the unit stays in every draw. Where the rate itself is drawn, the unit is
// simulated without one, or a fall of the rate counts twice.
type Run struct {
	// Draws is how many, at most MaxDraws. 0 means DefaultDraws. Each compiles the unit
	// anew and takes as long as a [NewModel].
	Draws int
	// Seed decides about all that is drawn: the same seed with the same risks gives
	// the same result on every machine, another seed another one. Any two numbers
	// are a seed, 0 and 0 too.
	Seed [2]uint64
	// Risks are what is uncertain. They are drawn independently of each other and
	// applied in their order, so that two relative ones on one input multiply.
	Risks []Risk
}

// A Risk is a spread and the inputs that move with it. The zero Risk is not usable.
type Risk struct {
	// Inputs all get the same change: two freights that follow one market. Costs in
	// the other currency need no such thing for the exchange rate: they follow from
	// the input "rate".
	Inputs []Input
	// Spread is what is drawn, rounded half away from zero to 9 decimals and kept
	// within ±1e9.
	Spread Spread
	// Absolute says that the spread draws the value of the inputs: a return rate
	// from 0.03 to 0.08. Otherwise it draws a change relative to the value of the
	// unit, 0.05 for 5 % more, and the value is rounded half away from zero to
	// fx.ConvertPlaces decimals. A number that is unknown or 0 has no relative
	// change; it can have values.
	Absolute bool
}

// A Clamp says how many draws of an input were moved to a bound: a return rate
// below 0. Many of them say that the spread does not suit the input.
type Clamp struct {
	// Risk is the index of the risk, and Input the name of the input.
	Risk  int
	Input string
	// Low and High are how many draws were moved up to the least and down to the most
	// that the input can be.
	Low, High int
}

// Simulate draws the profit at a price. The profit of each draw is exact, that of a
// unit compiled with the drawn values, before lines that depend on the price are
// rounded, like Statement.Exact. The unit is left as it is.
//
// The numbers come from the generator PCG of math/rand/v2, one for each risk of each
// draw, so that two runs with the same seed and as many risks use the same ones: what
// differs between them is what was changed.
//
// Every fault of the run is an [*fx.InputError]: at "draws", "risks[0].inputs",
// "risks[0].inputs[1]" for an input that is not usable or whose value is not known,
// "risks[0].spread" and below it. The price and the unit give the errors of
// [Model.At] and [NewModel]. A drawn value that the unit refuses ends the run with an
// error below "draws[17]".
func (r Run) Simulate(u Unit, on time.Time, price decimal.Decimal) (Distribution, error) {
	m, err := NewModel(u, on)
	faults := append(fx.Faults(err), r.check(u)...)
	var minor int64
	if m != nil {
		if minor, err = m.minor(price); err != nil {
			faults = append(faults, err)
		}
	}
	if len(faults) > 0 {
		return Distribution{}, errors.Join(faults...)
	}
	n := r.Draws
	if n == 0 {
		n = DefaultDraws
	}
	base, _ := m.exact.AtMinor(minor, m.places) // it fits: the price is within the bounds of the curve
	d := Distribution{
		Price: price, Currency: m.currency, Draws: n, Base: base.Decimal(),
		Missing: slices.Clone(m.missing), sorted: make([]fees.Amount, n),
	}
	state := drawing{source: rand.NewPCG(r.Seed[0], r.Seed[1]), clamps: make([][]Clamp, len(r.Risks))}
	for i := range r.Risks {
		state.clamps[i] = make([]Clamp, len(r.Risks[i].Inputs))
	}
	var sums moments
	for i := range n {
		m, err := state.draw(r.Risks, u, on)
		if err != nil {
			return Distribution{}, fx.InField("draws["+strconv.Itoa(i)+"]", err)
		}
		d.sorted[i], _ = m.exact.AtMinor(minor, m.places)
		sums.add(d.sorted[i].Decimal())
		d.Missing = addNames(d.Missing, m.missing)
	}
	for i := range state.clamps {
		for j, c := range state.clamps[i] {
			if c.Low > 0 || c.High > 0 {
				c.Risk, c.Input = i, r.Risks[i].Inputs[j].Name
				d.Clamped = append(d.Clamped, c)
			}
		}
	}
	d.summarize(sums)
	return d, nil
}

// check returns every fault of the run with a unit.
func (r Run) check(u Unit) []error {
	var faults []error
	if r.Draws < 0 || r.Draws > MaxDraws {
		faults = append(faults, fx.NewInputError("draws", strconv.Itoa(r.Draws), "must be from 1 to "+strconv.Itoa(MaxDraws)+", or 0 for "+strconv.Itoa(DefaultDraws)))
	}
	for i := range r.Risks {
		risk := &r.Risks[i]
		add := func(field string, err error) {
			faults = append(faults, fx.Faults(fx.InField("risks["+strconv.Itoa(i)+"]."+field, err))...)
		}
		if len(risk.Inputs) == 0 {
			add("inputs", fx.NewInputError("", "", "must not be empty"))
		}
		for j, in := range risk.Inputs {
			err := in.check()
			if err == nil && !risk.Absolute {
				_, err = in.known(u)
			}
			add("inputs["+strconv.Itoa(j)+"]", err)
		}
		if risk.Spread == nil {
			add("spread", fx.NewInputError("", "", "must not be nil"))
			continue
		}
		add("spread", risk.Spread.Check())
		if l, ok := risk.Spread.(Lognormal); ok && (l.Mean == 0) == risk.Absolute {
			add("spread.mean", fx.NewInputError("", floatText(l.Mean), "must be above 0 for values and 0 for relative changes"))
		}
	}
	return faults
}

// A drawing is the state of a run.
type drawing struct {
	source *rand.PCG
	clamps [][]Clamp // by risk and input
}

// level returns the next number above 0 and below 1, each of 2^52 as likely.
func (s *drawing) level() float64 {
	const bits = 52
	return (float64(s.source.Uint64()>>(64-bits)) + 0.5) / (1 << bits)
}

// draw compiles the unit with the next values of all risks.
func (s *drawing) draw(risks []Risk, u Unit, on time.Time) (*Model, error) {
	for i := range risks {
		risk := &risks[i]
		number, out, ok := drawnDecimal(risk.Spread.At(s.level()))
		field := func() string { return "risks[" + strconv.Itoa(i) + "]" }
		if !ok {
			return nil, fx.NewInputError(field()+".spread", "NaN", "must give a number")
		}
		for j := range risk.Inputs {
			in, clamp := &risk.Inputs[j], &s.clamps[i][j]
			value, moved := number, 0
			switch {
			case risk.Absolute:
				value, moved = in.within(number)
			case number.IsZero() && out == 0:
				continue // the unit as it is, even where its value is not a decimal
			default:
				was := in.Value(u)
				if !was.Valid {
					return nil, fx.NewInputError(field()+".inputs["+strconv.Itoa(j)+"]", in.Name, "must stay known where it changes by a share")
				}
				value, moved = in.scaled(was.Decimal, one.Add(number))
			}
			if moved == 0 {
				moved = out
			}
			switch {
			case moved < 0:
				clamp.Low++
			case moved > 0:
				clamp.High++
			}
			var err error
			if u, err = in.Set(u, value); err != nil {
				return nil, fx.InField(field(), err)
			}
		}
	}
	return NewModel(u, on)
}
