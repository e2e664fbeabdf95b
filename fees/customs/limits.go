package customs

import (
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// An entryLimits says from which value on an entry must be formal.
type entryLimits struct{ formalFrom decimal.Decimal }

var kindEntryLimits = fees.NewKind("entry_limits", func(f *fees.TableFile) entryLimits {
	return entryLimits{f.Only().Amount("formal_from")}
})

// A deMinimisRule is the exemption of small shipments: the first row that has the
// origin holds.
type deMinimisRule []deMinimisRow

type deMinimisRow struct {
	origins []string // none means every origin
	limit   decimal.Decimal
	to      time.Time // last day; zero means the last of the table
	ended   string    // what ended it
}

var kindDeMinimis = fees.NewKind("de_minimis", func(f *fees.TableFile) deMinimisRule {
	var rule deMinimisRule
	for _, row := range f.Rows() {
		rule = append(rule, deMinimisRow{
			origins: row.Texts("origins"), limit: row.Amount("limit"),
			to: row.OptionalDay("to"), ended: row.OptionalText("ended"),
		})
	}
	return rule
})

// of returns the row of an origin.
func (r deMinimisRule) of(origin string) (deMinimisRow, bool) {
	for _, row := range r {
		if len(row.origins) == 0 || slices.Contains(row.origins, origin) {
			return row, true
		}
	}
	return deMinimisRow{}, false
}

// A DeMinimisError says that goods are not exempt as a small shipment on a day.
type DeMinimisError struct {
	Field  string // the line: "lines[3].origin"
	Origin string
	Day    time.Time
	// Last is the last day of the exemption for the origin; zero when the table
	// has none for it at all.
	Last time.Time
	// By is what ended it: "EO 14324".
	By string
}

// Error says the origin, the day and since when.
func (e *DeMinimisError) Error() string {
	s := "customs: " + e.Field + ": goods of " + e.Origin + " have no de minimis exemption on " + e.Day.Format(time.DateOnly)
	if !e.Last.IsZero() {
		s += ": the last day was " + e.Last.Format(time.DateOnly)
	}
	if e.By != "" {
		s += " (" + e.By + ")"
	}
	return s
}

// checkDeMinimis notes why the entry cannot be made as a small shipment: lines
// whose origin has no exemption any more, or a value above the limit.
func (e *Entry) checkDeMinimis(f *fees.Faults, rule deMinimisRule, day time.Time, value decimal.Decimal) {
	var limit decimal.NullDecimal
	for i := range e.Lines {
		row, found := rule.of(e.Lines[i].Origin)
		if !found || !row.to.IsZero() && day.After(row.to) {
			*f = append(*f, &DeMinimisError{at("lines", i, "origin"), e.Lines[i].Origin, day, row.to, row.ended})
			continue
		}
		if !limit.Valid || row.limit.LessThan(limit.Decimal) {
			limit = decimal.NewNullDecimal(row.limit)
		}
	}
	if limit.Valid && value.GreaterThan(limit.Decimal) {
		f.Add("kind", string(DeMinimis), "must be another kind: the value is "+fx.Plain(value)+", above "+fx.Plain(limit.Decimal))
	}
}
