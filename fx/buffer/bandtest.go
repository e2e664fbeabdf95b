package buffer

import (
	"errors"
	"iter"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A BandEvidence is what a band would have done on past fixings. Shares and gaps
// are fractions. A gap is the rate against the reference that stands after the
// decision of the day, so on the day of a re-price it is 0. Every quotient is
// rounded half away from zero to [fx.ConvertPlaces] decimals, once; the mean is
// that of gaps so rounded.
//
// It is one history, and a band that was chosen because it looked best on it will
// look worse on the next. The zero BandEvidence says nothing.
type BandEvidence struct {
	// Base and Quote are the pair.
	Base, Quote fx.Currency
	// From and To are the days of the first and the last fixing that was used.
	From, To time.Time
	// Fixings is how many there were, the first among them.
	Fixings int
	// Reprices is how often the price moved; the first fixing does not count.
	Reprices int
	// Alarms is how often a person would have been asked.
	Alarms int
	// Years is the time from the first to the last fixing, at 365.25 days a year.
	Years decimal.Decimal
	// PerYear is Reprices by Years. It, MeanGap and Under are 0 when there is only
	// one fixing.
	PerYear decimal.Decimal
	// MeanGap is the mean distance of the rate from the reference, up or down, over
	// the fixings after the first, which is no decision.
	MeanGap decimal.Decimal
	// WorstGap is the deepest fall below the reference, at most 0, and WorstDay
	// its first day, zero when the rate was never below.
	WorstGap decimal.Decimal
	WorstDay time.Time
	// Under is the share of the same fixings with the rate below the reference.
	Under decimal.Decimal
}

// BackTestBand runs a band over the fixings of one pair, oldest first, as
// [fx.Rates.Series] yields them, from the first fixing on or after from to the
// last one on or before to. The zero time is no limit. The first fixing is the
// start rate. The fixings are read once, one after the other, and not beyond the
// first one after to.
//
// With [Band.Approval] nobody answers: the reference stays at the start rate, and
// Alarms says how often somebody would have been called.
//
// The error joins an [*fx.InputError] for each fault of the band ("band.down"),
// for nil fixings, for from and to outside the years 1 to 9999 and for a from
// after to. Where no fixing lies between them it is one at "fixings", and a
// fixing that [Band.Step] refuses is the error of Step: an [*fx.InputError] has its
// place in the sequence in its path, "fixings[3].date"; a [*StepError], for a fixing
// that is not after the one before, and a [*fx.CurrencyMismatchError] carry their
// day or pair.
func BackTestBand(fixings iter.Seq[fx.Rate], b Band, from, to time.Time) (BandEvidence, error) {
	err := fx.InField("band", b.Check())
	if fixings == nil {
		err = errors.Join(err, fx.NewInputError("fixings", "", "must be set"))
	}
	first, fromOK := calendarDay(from)
	if !fromOK {
		err = errors.Join(err, fx.NewInputError("from", "", "must be a day in the years 1 to 9999"))
	}
	last, toOK := calendarDay(to)
	switch {
	case !toOK:
		err = errors.Join(err, fx.NewInputError("to", "", "must be a day in the years 1 to 9999"))
	case fromOK && !last.IsZero() && last.Before(first):
		err = errors.Join(err, fx.NewInputError("to", last.Format(time.DateOnly), "must not be before from"))
	}
	if err != nil {
		return BandEvidence{}, err
	}
	var (
		run   bandRun
		index = -1
	)
	for fixing := range fixings {
		index++
		day := fixing.Date()
		if !day.IsZero() && !last.IsZero() && day.After(last) {
			break
		}
		if !day.IsZero() && day.Before(first) {
			continue
		}
		if err := run.take(b, fixing); err != nil {
			return BandEvidence{}, inFixing(index, err)
		}
	}
	if run.evidence.Fixings == 0 {
		return BandEvidence{}, fx.NewInputError("fixings", "", "must have one from the first to the last day")
	}
	return run.finish(), nil
}

// inFixing says which fixing an error is about.
func inFixing(index int, err error) error {
	var faults []error
	for _, fault := range fx.Faults(err) {
		var in *fx.InputError
		if errors.As(fault, &in) {
			path := "fixings[" + strconv.Itoa(index) + "]" + in.Field[min(len("fixing"), len(in.Field)):]
			fault = fx.NewInputError(path, in.Value, in.Reason)
		}
		faults = append(faults, fault)
	}
	return errors.Join(faults...)
}

// A bandRun is a back-test on its way.
type bandRun struct {
	state    BandState
	evidence BandEvidence
	gaps     decimal.Decimal // the sum of the distances
	under    int
}

func (r *bandRun) take(b Band, fixing fx.Rate) error {
	next, o, err := b.step(r.state, fixing)
	if err != nil {
		return err
	}
	r.state = next
	e := &r.evidence
	if o.start {
		e.Base, e.Quote, e.From = fixing.Base(), fixing.Quote(), fixing.Date()
	}
	e.Fixings++
	e.To = fixing.Date()
	if o.start {
		return nil
	}
	switch o.action {
	case ActionReprice:
		e.Reprices++
		return nil
	case ActionAlarm:
		e.Alarms++
	case ActionHold, ActionClear:
	}
	if o.gap.sign() < 0 {
		r.under++
	}
	deviation := o.gap.rounded()
	r.gaps = r.gaps.Add(deviation.Abs())
	if deviation.LessThan(e.WorstGap) {
		e.WorstGap, e.WorstDay = deviation, e.To
	}
	return nil
}

func (r *bandRun) finish() BandEvidence {
	e := r.evidence
	days := decimal.New(int64(daysFrom(e.From, e.To)), 0)
	daysAYear := decimal.New(36525, -2)
	decisions := decimal.New(int64(e.Fixings-1), 0)
	e.Years = days.DivRound(daysAYear, fx.ConvertPlaces)
	if decisions.IsPositive() {
		e.PerYear = decimal.New(int64(e.Reprices), 0).Mul(daysAYear).DivRound(days, fx.ConvertPlaces)
		e.MeanGap = r.gaps.DivRound(decisions, fx.ConvertPlaces)
		e.Under = decimal.New(int64(r.under), 0).DivRound(decisions, fx.ConvertPlaces)
	}
	return e
}
