package main

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// note notes what the library found, at the paths of the request. A field that has a
// fault already is left out, since what the library saw in its place is only its zero
// value, and so is what follows from a currency or a rate that could not be read.
func (r *request) note(f *strict.Faults, err error) {
	before := slices.Clone(*f)
	for _, e := range fx.Faults(err) {
		fault := r.explain(e)
		if !before.Covers(fault.Field) && !followsUp(before, e, fault) && !f.Has(fault) {
			f.Add(fault.Field, fault.Value, fault.Reason)
		}
	}
}

// followsUp reports whether a fault is only that of a currency or a rate that is noted
// already.
func followsUp(before strict.Faults, err error, fault *fx.InputError) bool {
	if unknown := new(fx.UnknownCurrencyError); errors.As(err, &unknown) && unknown.Code == "" {
		return len(before) > 0
	}
	if !before.Covers("currency") && !before.Covers("rates") {
		return false
	}
	return strict.FirstName(fault.Field) == "rates" || strings.HasPrefix(fault.Reason, "must have a rate ")
}

// noteRest notes what the library would find only after the other faults are mended:
// those of the purchase and of the entry.
func (r *request) noteRest(f *strict.Faults) {
	s := &r.shipment
	entry := customs.Entry{}
	for i := range s.Lines {
		l := &s.Lines[i]
		if units := decimal.NewFromInt(l.Units); l.Price.Valid && l.VAT.Price != landed.NoVAT {
			_, err := l.VAT.Purchase(fx.Money{Amount: l.Price.Decimal.Mul(units), Currency: l.Currency})
			r.note(f, fx.InField("lines["+strconv.Itoa(i)+"].vat", err))
		}
		entry.Lines = append(entry.Lines, customs.Line{
			HTS: l.HTS, Origin: l.Origin, Value: mostValue, Quantities: l.Quantities, Facts: l.Facts, Cases: l.Cases, NoCases: l.NoCases,
			Chapter98: l.Chapter98, DutiableValue: l.DutiableValue,
		})
	}
	if e := s.Entry; e != nil {
		entry.Date, entry.LoadedOn, entry.Mode, entry.Kind = e.Date, e.LoadedOn, e.Mode, e.Kind
		entry.Rounding, entry.Bills, entry.MPF = e.Rounding, e.Bills, e.MPF
		for _, fault := range fx.Faults(entry.Check()) {
			if in := new(fx.InputError); errors.As(fault, &in) && !strings.HasPrefix(in.Field, "lines") {
				fault = fx.NewInputError("entry."+in.Field, in.Value, in.Reason)
			}
			r.note(f, fault)
		}
	}
}

// mostValue is a customs value that no content exceeds.
var mostValue = decimal.New(1, 11)

// explain turns an error of the library into a fault of a field of the request.
func (r *request) explain(err error) *fx.InputError {
	var (
		input     *fx.InputError
		unknown   *fees.UnknownKeyError
		ambiguous *customs.AmbiguousHTSError
		noTable   *fees.NoTableError
		tooMany   *customs.TooManyOpenError
		small     *customs.DeMinimisError
		zero      *landed.ZeroBasisError
	)
	switch {
	case errors.As(err, &input):
		return fx.NewInputError(r.path(input.Field), input.Value, input.Reason)
	case errors.As(err, &zero):
		return fx.NewInputError(r.path(zero.Field+".by"), string(zero.Basis), "cannot be what the cost is split by: it is 0 for every line")
	case errors.As(err, &small):
		return fx.NewInputError("entry.kind", string(customs.DeMinimis), "must be another kind: "+withoutPackage(small))
	case errors.As(err, &ambiguous):
		return fx.NewInputError(r.lineOf(err, ambiguous.HTS), ambiguous.HTS, "is too short: the tariff has rows that differ below it, "+strings.Join(ambiguous.Rows, ", "))
	case errors.As(err, &tooMany):
		return fx.NewInputError(r.lineOf(err, tooMany.HTS), tooMany.HTS, "has too many facts missing; answer some of "+strings.Join(texts(tooMany.Questions...), ", "))
	case errors.As(err, &unknown) && unknown.Field == "hts":
		reason := "is not in the tariff"
		if len(unknown.Nearest) > 0 {
			reason += "; the nearest codes are " + strings.Join(unknown.Nearest, ", ")
		}
		return fx.NewInputError(r.lineOf(err, unknown.Key), unknown.Key, reason+"; add the code with -tariff")
	case errors.As(err, &noTable):
		return r.noTable(noTable)
	}
	return fx.NewInputError("", "", withoutPackage(err))
}

// withoutPackage is an error without the name of the package that begins it.
func withoutPackage(err error) string {
	text := err.Error()
	if name, rest, ok := strings.Cut(text, ": "); ok && slices.Contains([]string{"customs", "landed", "freight", "fees", "fx"}, name) {
		return rest
	}
	return text
}

// noTable says which days are covered.
func (r *request) noTable(e *fees.NoTableError) *fx.InputError {
	field := "entry.date"
	if e.Channel != "us-customs" {
		field = r.vatDay(e.Day)
	}
	reason := "is not covered by any " + e.Channel + " table of the kind " + e.Kind
	switch {
	case e.First.IsZero():
		reason += ": none is known"
	case e.Last.IsZero():
		reason += ": known from " + day(e.First) + " until further notice"
	default:
		reason += ": known from " + day(e.First) + " to " + day(e.Last)
	}
	return fx.NewInputError(field, day(e.Day), reason)
}

// vatDay is the field of the first VAT that has a day.
func (r *request) vatDay(on time.Time) string {
	for i := range r.shipment.Lines {
		v, path := &r.shipment.Lines[i].VAT, "lines["+strconv.Itoa(i)+"].vat."
		if v.Price == landed.NoVAT {
			continue
		}
		switch {
		case v.ExportedOn.Equal(on):
			return r.path(path + "exported_on")
		case v.InvoicedOn.Equal(on):
			return r.path(path + "invoiced_on")
		}
	}
	return "vat"
}

// pathIn is the path that a typed error was wrapped with: "lines[3]: fees: …".
func pathIn(err error) string {
	for _, word := range strings.Fields(err.Error()) {
		word = strings.TrimSuffix(word, ":")
		if strings.HasPrefix(word, "lines[") {
			return word
		}
	}
	return ""
}

// lineOf is the path of the code of a line, which the error names or which is the
// first with that code.
func (r *request) lineOf(err error, hts string) string {
	if path := pathIn(err); path != "" {
		line, _, _ := strings.Cut(path, "]")
		return line + "].hts"
	}
	for i := range r.shipment.Lines {
		if r.shipment.Lines[i].HTS == hts {
			return "lines[" + strconv.Itoa(i) + "].hts"
		}
	}
	return "lines"
}

// path is where a field that the library names stands in the request.
func (r *request) path(field string) string {
	if at, rest, ok := element(field, "costs"); ok && at < len(r.costs) {
		if where := r.costs[at]; !strings.HasPrefix(where, "costs[") {
			return where + quoteField(rest)
		}
		return field
	}
	at, rest, ok := element(field, "lines")
	if !ok {
		return field
	}
	line := "lines[" + strconv.Itoa(at) + "]"
	rest = strings.Replace(rest, ".facts.", ".", 1)
	if in, isVAT := strings.CutPrefix(rest, ".vat."); isVAT {
		switch in {
		case "price":
			return line + ".price"
		case "price.currency":
			return line + ".currency"
		case "price_vat":
			in = "price"
		}
		if at < len(r.sharedVAT) && r.sharedVAT[at] {
			return "vat." + in
		}
		return line + ".vat." + in
	}
	return line + rest
}

// quoteField is the field of a quote that a field of the cost made from it is.
func quoteField(rest string) string {
	switch rest {
	case ".by":
		return ""
	case ".estimate":
		return ".amount"
	case ".rate":
		return ".currency"
	}
	return rest
}

// element splits the path of an element: "costs[3].by" is 3 and ".by".
func element(path, list string) (at int, rest string, ok bool) {
	in, ok := strings.CutPrefix(path, list+"[")
	number, rest, closed := strings.Cut(in, "]")
	at, err := strconv.Atoi(number)
	return at, rest, ok && closed && err == nil && at >= 0
}

// noteQuote notes the faults of a quote at its path.
func noteQuote(f *strict.Faults, path string, err error) {
	for _, e := range fx.Faults(err) {
		var (
			input  *fx.InputError
			notNow *freight.NotValidError
		)
		switch {
		case errors.As(e, &input):
			field := input.Field
			if field == "containers" && strings.Contains(input.Reason, "bills by the container") {
				field = "booked"
			}
			if rest, ok := strings.CutPrefix(field, "cargo"); ok { // of all lines together
				f.Add(path, input.Value, "cannot be priced: the cargo "+strings.TrimPrefix(rest, ".")+" "+input.Reason)
				continue
			}
			f.Add(path+"."+field, input.Value, input.Reason)
		case errors.As(e, &notNow):
			f.Add(path+".on", day(notNow.Day), "is outside of the days of the quote: it is valid"+validDays(notNow))
		default:
			f.Add(path, "", withoutPackage(e))
		}
	}
}

// validDays are the days of a quote that does not hold: " from 2026-11-01 to 2026-11-30".
func validDays(e *freight.NotValidError) string {
	text := ""
	if !e.First.IsZero() {
		text += " from " + day(e.First)
	}
	if !e.Last.IsZero() {
		text += " to " + day(e.Last)
	}
	return text
}

// noteRule notes a rule for the chargeable weight that is not known.
func noteRule(o *strict.Object, name string, err error) {
	for _, e := range fx.Faults(err) {
		written := o.Word(name)
		if unknown := new(fees.UnknownKeyError); errors.As(e, &unknown) {
			reason := "is not a shipped rule"
			if len(unknown.Nearest) > 0 {
				reason += ", did you mean " + strings.Join(unknown.Nearest, ", ") + "?"
			}
			o.Faults.Add(o.At(name), written, reason)
			continue
		}
		o.Faults.Add(o.At(name), written, withoutPackage(e))
	}
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
