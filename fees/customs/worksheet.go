package customs

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// A Worksheet is an entry worked out, as the broker's entry summary has it. Amounts
// are US dollars; every booked amount is in whole cents. The duties of the layers
// sum to that of their entry line when it is known, the entry lines to the
// worksheet, and the shares to the entry lines.
type Worksheet struct {
	Date     time.Time
	Mode     Mode
	Kind     Kind // as it was decided when the entry did not say
	Rounding Rounding
	// Lines are the lines of the entry, in the order in which the input names them
	// first; Shares is what falls on each input line, in the order of the input.
	Lines  []EntryLine
	Shares []Share
	// Value is the entered value: the sum of that of the entry lines, which a
	// replay rounds to whole dollars.
	Value decimal.Decimal
	// Duty is the sum of all duties.
	Duty Range
	// MPF and HMF are the merchandise processing fee and the harbor maintenance fee
	// of the entry; the basis says how each is found. They are 0 when unknown, and
	// Missing names them then.
	MPF, HMF             decimal.Decimal
	MPFBasis, HMFBasis   string
	MPFSource, HMFSource fees.Source
	// Total is Duty, MPF and HMF.
	Total Range
	// Complete says that nothing is missing. A duty may still depend on an open
	// fact: see [Range.Known].
	Complete bool
	// Missing are the amounts that nobody can bound, so that Total is too low.
	Missing []string
	// NotIncluded is what was left out knowingly, such as antidumping duties of
	// which the input says nothing.
	NotIncluded []string
	Warnings    []fees.Warning
}

// An EntryLine is one line of an entry: all input lines of the same code, origin,
// facts, cases and claims.
type EntryLine struct {
	HTS, Goods, Origin string
	// Value is the entered value, as the duty is taken on it.
	Value decimal.Decimal
	// Of are the input lines, counted from 0.
	Of []int
	// Layers are all duties that were considered, applied or not.
	Layers []Layer
	// Duty is the sum of the layers. When it is open, an end of the layers need not
	// sum to that of Duty: layers can exclude each other.
	Duty     Range
	MPF, HMF decimal.Decimal
	// Open are the missing facts that decide about a duty of the line.
	Open []Open
	// Missing and NotIncluded are those of the line.
	Missing, NotIncluded []string
}

// A Share is what falls on one input line: by value, in whole cents.
type Share struct {
	Ref string
	// Line is the place of the line in the worksheet, counted from 0.
	Line int
	// Value is the customs value as it was given.
	Value decimal.Decimal
	// Duties are the layers that cost anything or may do so.
	Duties []ShareLine
	// Duty is the sum of Duties when it is known; see [EntryLine.Duty].
	Duty     Range
	MPF, HMF decimal.Decimal
	// Total is Duty, MPF and HMF.
	Total Range
}

// A ShareLine is the share of an input line in one layer.
type ShareLine struct {
	Code, Label, Heading string
	Amount               Range
	Source               *fees.Source // that of the layer
}

// ByRef returns the share of the first input line of that Ref, and whether there is
// one.
func (w Worksheet) ByRef(ref string) (Share, bool) {
	for _, s := range w.Shares {
		if s.Ref == ref {
			return s, true
		}
	}
	return Share{}, false
}

// EffectiveRate returns Total as a fraction of Value, rounded half away from zero
// to the number of decimals, which is at least 0 and at most 12. Without a value
// there is none.
func (w Worksheet) EffectiveRate(places int32) (rate Range, has bool) {
	return w.Total.over(w.Value, places)
}

// DutyRate is [Worksheet.EffectiveRate] of the duties alone.
func (w Worksheet) DutyRate(places int32) (rate Range, has bool) { return w.Duty.over(w.Value, places) }

// DutyRate returns Duty as a fraction of Value, rounded half away from zero to the
// number of decimals, which is at least 0 and at most 12. Without a value there is
// none.
func (l EntryLine) DutyRate(places int32) (rate Range, has bool) { return l.Duty.over(l.Value, places) }

// Layer returns the layer of a code and whether it was considered.
func (l EntryLine) Layer(code string) (Layer, bool) {
	for _, layer := range l.Layers {
		if layer.Code == code {
			return layer, true
		}
	}
	return Layer{}, false
}

// over returns the range divided by a value.
func (r Range) over(value decimal.Decimal, places int32) (Range, bool) {
	if value.Sign() <= 0 {
		return Range{}, false
	}
	places = min(max(places, 0), 12)
	return Range{r.Low.DivRound(value, places), r.High.DivRound(value, places)}, true
}
