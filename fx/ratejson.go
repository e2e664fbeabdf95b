package fx

import (
	"encoding/json"
	"errors"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// Bounds of a rate as JSON, above everything that MarshalJSON writes.
const (
	maxRateJSON   = 1 << 17 // bytes
	maxRateNumber = 512     // bytes of one number
)

// rateJSON is a rate as it is written. Numbers are texts, so that no reader turns
// them into floats.
type rateJSON struct {
	Base    string    `json:"base"`
	Quote   string    `json:"quote"`
	Num     string    `json:"num"`
	Den     string    `json:"den"`
	Date    string    `json:"date,omitempty"`
	Source  string    `json:"source,omitempty"`
	Buffer  string    `json:"buffer,omitempty"`
	PlanNum string    `json:"plan_num,omitempty"`
	PlanDen string    `json:"plan_den,omitempty"`
	Legs    []legJSON `json:"legs,omitempty"`
}

type legJSON struct {
	Base     string `json:"base"`
	Quote    string `json:"quote"`
	Num      string `json:"num"`
	Den      string `json:"den"`
	Date     string `json:"date,omitempty"`
	Source   string `json:"source,omitempty"`
	Inverted bool   `json:"inverted,omitempty"`
}

// MarshalJSON writes the rate with everything that [Rate.Equal] compares, and its
// legs:
//
//	{"base":"USD","quote":"CNY","num":"8.397","den":"1.172",
//	 "date":"2025-06-30","source":"ECB","buffer":"0.02","legs":[…]}
//
// The spot rate is num/den, as texts. Day, source and buffer are there when the
// rate has them. A buffer that is no plain fraction of the spot rate, which an
// inverse or a chain of buffers can have, is followed by the plan rate itself as
// "plan_num" and "plan_den"; it is then rounded to [ConvertPlaces] decimals. A leg
// has the fields base, quote, num, den, date, source and, when true, inverted; a
// rate that is its one published leg has none. The zero Rate has empty currencies
// and num and den "0".
//
// The error is an [*InputError] at "source" for a text that is not UTF-8.
func (r Rate) MarshalJSON() ([]byte, error) {
	if r.IsZero() {
		return json.Marshal(rateJSON{Num: "0", Den: "0"})
	}
	out := rateJSON{
		Base: string(r.base), Quote: string(r.quote), Num: Plain(r.spotNum), Den: Plain(r.spotDen),
		Date: dateText(r.date), Source: r.source,
	}
	if !r.unbuffered() {
		buffer := r.Buffer()
		out.Buffer = Plain(buffer)
		if again, err := r.WithBuffer(buffer); err != nil || !again.Equal(r) {
			out.PlanNum, out.PlanDen = Plain(r.num), Plain(r.den)
		}
	}
	valid := utf8.ValidString(r.source)
	legs := r.Legs()
	if len(legs) == 1 && !legs[0].Inverted && legs[0].Date.Equal(r.date) && legs[0].Source == r.source {
		legs = nil
	}
	for _, l := range legs {
		valid = valid && utf8.ValidString(l.Source)
		out.Legs = append(out.Legs, legJSON{
			Base: string(l.Base), Quote: string(l.Quote), Num: Plain(l.Num), Den: Plain(l.Den),
			Date: dateText(l.Date), Source: l.Source, Inverted: l.Inverted,
		})
	}
	if !valid {
		return nil, NewInputError("source", r.source, "must be UTF-8")
	}
	return json.Marshal(out)
}

// unbuffered reports whether the plan rate is the spot rate.
func (r Rate) unbuffered() bool {
	return r.num.Mul(r.spotDen).Equal(r.spotNum.Mul(r.den))
}

func dateText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// UnmarshalJSON reads the object that [Rate.MarshalJSON] writes; numbers may also
// be JSON numbers, which are read digit by digit and never as floats. Each field
// stands once, under exactly its name; base, quote, num and den must be there, and
// any other field, and null, is an error. A currency has the form of ISO 4217 but
// need not be in its list, because tables hold currencies that ended long ago.
//
// Every fault that can be told apart is an [*InputError] with its path, such as
// "legs[1].num": a number at or below 0 or of hundreds of digits, a malformed day,
// a buffer that is not what the plan rate says, and legs that do not lead from
// base to quote or whose product is not the spot rate. After an error r is
// unchanged.
func (r *Rate) UnmarshalJSON(data []byte) error {
	in, err := readRateJSON(data)
	if err != nil {
		return err
	}
	if in.Base == "" && in.Quote == "" && in.Num == "0" && in.Den == "0" && in.bare() {
		*r = Rate{}
		return nil
	}
	read, err := in.rate()
	if err != nil {
		return err
	}
	*r = read
	return nil
}

// bare reports whether there is nothing beside the pair and the fraction.
func (in rateJSON) bare() bool {
	return in.Date == "" && in.Source == "" && in.Buffer == "" && in.PlanNum == "" && in.PlanDen == "" && in.Legs == nil
}

// rate checks what was read.
func (in rateJSON) rate() (Rate, error) {
	whole, err := legJSON{Base: in.Base, Quote: in.Quote, Num: in.Num, Den: in.Den, Date: in.Date, Source: in.Source}.leg()
	faults := []error{err}
	legs := make([]Leg, 0, len(in.Legs))
	for i, text := range in.Legs {
		l, err := text.leg()
		faults = append(faults, InField("legs["+strconv.Itoa(i)+"]", err))
		legs = append(legs, l)
	}
	if err := errors.Join(faults...); err != nil {
		return Rate{}, err
	}
	if whole.Base == whole.Quote && !whole.Num.Equal(whole.Den) {
		return Rate{}, NewInputError("num", in.Num, "must equal den between the same currency")
	}
	if len(legs) > 0 {
		if err := whole.madeOf(legs); err != nil {
			return Rate{}, err
		}
	}
	out := makeRate(whole.Base, whole.Quote, whole.Num, whole.Den)
	out.date, out.source = whole.Date, whole.Source
	return in.buffered(out.withLegs(legs))
}

// buffered returns the rate with the buffer that was read.
func (in rateJSON) buffered(r Rate) (Rate, error) {
	if in.Buffer == "" {
		if in.PlanNum != "" || in.PlanDen != "" {
			return Rate{}, NewInputError("buffer", "", "must be given with a plan rate")
		}
		return r, nil
	}
	buffer, err := parseComputed("buffer", in.Buffer)
	if err != nil {
		return Rate{}, err
	}
	if in.PlanNum == "" && in.PlanDen == "" {
		return r.WithBuffer(buffer)
	}
	num, numErr := parsePositive("plan_num", in.PlanNum)
	den, denErr := parsePositive("plan_den", in.PlanDen)
	if err := errors.Join(numErr, denErr); err != nil {
		return Rate{}, err
	}
	r.num, r.den = num, den
	if r.base == r.quote && !num.Equal(den) || !r.Buffer().Equal(buffer) {
		return Rate{}, NewInputError("buffer", in.Buffer, "must be the distance between the plan rate and the spot rate")
	}
	return r, nil
}

// leg checks the fields that a leg and a rate have in common.
func (in legJSON) leg() (Leg, error) {
	l := Leg{Base: Currency(in.Base), Quote: Currency(in.Quote), Source: in.Source, Inverted: in.Inverted}
	var faults []error
	const code = "must be a currency code of three capitals"
	if !l.Base.wellFormed() {
		faults = append(faults, NewInputError("base", in.Base, code))
	}
	if !l.Quote.wellFormed() {
		faults = append(faults, NewInputError("quote", in.Quote, code))
	}
	var err error
	l.Num, err = parsePositive("num", in.Num)
	faults = append(faults, err)
	l.Den, err = parsePositive("den", in.Den)
	faults = append(faults, err)
	if in.Date != "" {
		if l.Date, err = time.Parse(time.DateOnly, in.Date); err != nil || l.Date.Year() < 1 {
			faults = append(faults, NewInputError("date", in.Date, "must be a day such as 2026-04-13"))
		}
	}
	return l, errors.Join(faults...)
}

// madeOf checks that legs lead from the base to the quote and multiply to the rate.
func (l Leg) madeOf(legs []Leg) error {
	if len(legs) > maxLegs {
		return NewInputError("legs", strconv.Itoa(len(legs)), "must be at most 64")
	}
	num, den, at := decimal.New(1, 0), decimal.New(1, 0), l.Base
	for i, leg := range legs {
		if leg.Base != at {
			return NewInputError("legs["+strconv.Itoa(i)+"].base", string(leg.Base), "must be "+string(at)+", where the leg before it ends")
		}
		at = leg.Quote
		num, den = num.Mul(leg.Num), den.Mul(leg.Den)
		if err := InField("legs", checkFraction(num, den)); err != nil {
			return err
		}
	}
	if at != l.Quote {
		return NewInputError("legs["+strconv.Itoa(len(legs)-1)+"].quote", string(at), "must be "+string(l.Quote)+", the quote of the rate")
	}
	if !num.Mul(l.Den).Equal(l.Num.Mul(den)) {
		return NewInputError("legs", "", "must multiply to num/den")
	}
	return nil
}

// parsePositive is parseComputed for a number above 0.
func parsePositive(field, text string) (decimal.Decimal, error) {
	d, err := parseComputed(field, text)
	if err == nil && !d.IsPositive() {
		err = NewInputError(field, text, "must be above 0")
	}
	return d, err
}

// parseComputed reads a plain number within the bounds of checkComputed.
func parseComputed(field, text string) (decimal.Decimal, error) {
	if len(text) > maxRateNumber || !plainNumber(text) {
		return decimal.Decimal{}, NewInputError(field, text, "must be a decimal number such as 12.34")
	}
	d, ok := newFromPlain(text)
	if !ok {
		return decimal.Decimal{}, NewInputError(field, text, "must be a decimal number such as 12.34")
	}
	return d, checkComputed(field, d)
}
