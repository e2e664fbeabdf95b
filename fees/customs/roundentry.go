package customs

import (
	"maps"
	"time"

	"github.com/shopspring/decimal"
)

// roundValues rounds the amounts of an entry line to whole dollars, half up, as the
// instructions of CBP Form 7501 say; see [EntryReplay].
func (l *Line) roundValues() {
	l.Value = l.Value.Round(0)
	if l.DutiableValue.Valid {
		l.DutiableValue.Decimal = l.DutiableValue.Decimal.Round(0)
	}
	if len(l.Facts.ContentValue) > 0 {
		rounded := maps.Clone(l.Facts.ContentValue)
		for m, d := range rounded {
			rounded[m] = d.Round(0)
		}
		l.Facts.ContentValue = rounded
	}
}

// roundQuantities rounds the quantities to whole units, half up, of which no rate is
// above a dollar a unit, as 19 CFR 159.3 says.
func (l *Line) roundQuantities(b *book, loadedOn time.Time, mode Mode) {
	if len(l.Quantities) == 0 {
		return
	}
	highest := map[string]decimal.Decimal{} // rate per unit
	note := func(unit string, rate decimal.Decimal) {
		highest[unit] = decimal.Max(highest[unit], rate)
	}
	a, err := b.newAssessor(l, loadedOn, mode)
	if err != nil {
		return // which the assessment reports
	}
	if d := a.column1.duty; d.kind == specificDuty {
		note(d.unit, d.specific)
	}
	for _, c := range l.Cases {
		if c.PerUnit.Valid {
			note(c.Unit, c.PerUnit.Decimal)
		}
	}
	rounded := maps.Clone(l.Quantities)
	for unit, rate := range highest {
		if quantity, given := rounded[unit]; given && rate.LessThanOrEqual(oneDollar) {
			rounded[unit] = quantity.Round(0)
		}
	}
	l.Quantities = rounded
}
