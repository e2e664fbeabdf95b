package fees

import (
	"slices"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A Source says where a figure comes from and how far it can be trusted. The
// zero Source names nothing and heads no table.
type Source struct {
	// Table is the id of the fee table: "amazon-us-referral-2025-01-15", or
	// "supplied" for a figure that the caller gave.
	Table string
	// EffectiveFrom and EffectiveTo are the first and last day of the table,
	// both inclusive; a zero EffectiveTo means until further notice.
	EffectiveFrom, EffectiveTo time.Time
	// VerifiedOn is the day the figures were last checked.
	VerifiedOn time.Time
	// Citation is the public source, Confidence how sure it is.
	Citation   string
	Confidence Confidence
}

// Confidence grades a source.
type Confidence string

// The grades. High: two independent sources agree and a published example or an
// identity confirms. Medium: one good source. Low: a single weak one. Supplied:
// the caller gave the figure.
const (
	High     Confidence = "high"
	Medium   Confidence = "medium"
	Low      Confidence = "low"
	Supplied Confidence = "supplied"
)

// suppliedTable stands for a table in the Source of a figure that the caller gave.
const suppliedTable = "supplied"

// SuppliedBy returns the Source of a figure that the caller gave; what says
// which input it was.
func SuppliedBy(what string) Source {
	return Source{Table: suppliedTable, Citation: what, Confidence: Supplied}
}

// Covers reports whether a calendar day, midnight UTC as [Day] returns it, is one of
// the days of the table. The zero Source covers none.
func (s *Source) Covers(day time.Time) bool {
	return !s.EffectiveFrom.IsZero() && !day.Before(s.EffectiveFrom) && (s.EffectiveTo.IsZero() || !day.After(s.EffectiveTo))
}

// Graded returns the source with the grade of a row that has one of its own; "" is
// the grade of the table.
func (s Source) Graded(row Confidence) Source {
	if row != "" {
		s.Confidence = row
	}
	return s
}

// LessSure returns the source of a figure that rests on two: the less sure one, s of
// two equals. A supplied figure counts as less sure than any table, so that it is
// named.
func (s Source) LessSure(other Source) Source {
	if other.Confidence.doubt() > s.Confidence.doubt() {
		return other
	}
	return s
}

// doubt orders the grades, High first.
func (c Confidence) doubt() int {
	return slices.Index([]Confidence{High, Medium, Low, Supplied}, c)
}

// Check reports every fault of a Source that is to head a table, each an
// *[fx.InputError]: a missing id, date, citation or grade, or dates out of order.
func (s Source) Check() []error {
	var faults []error
	fault := func(field, value, reason string) {
		faults = append(faults, fx.NewInputError(field, value, reason))
	}
	if s.Table == "" {
		fault("id", "", "must not be empty")
	}
	if s.EffectiveFrom.IsZero() {
		fault("effective_from", "", "must be a date such as 2026-01-15")
	}
	if !s.EffectiveTo.IsZero() && s.EffectiveTo.Before(s.EffectiveFrom) {
		fault("effective_to", formatDay(s.EffectiveTo), "must not be before effective_from")
	}
	if s.VerifiedOn.IsZero() {
		fault("verified_on", "", "must be a date such as 2026-01-15")
	}
	if s.Citation == "" {
		fault("source", "", "must not be empty")
	}
	if s.Confidence != High && s.Confidence != Medium && s.Confidence != Low {
		fault("confidence", string(s.Confidence), `must be "high", "medium" or "low"`)
	}
	return faults
}
