package customs

import (
	"slices"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// chooseColumn1 finds the rate of the line itself: column 1, the special rate of a
// preference, column 2, or that of a heading of chapter 98.
func (a *assessor) chooseColumn1() error {
	s := slot{active: true, status: Applied, duty: &a.row.column1, reason: "column 1, general"}
	switch {
	case a.line.Preference != "":
		i := slices.IndexFunc(a.row.special, func(r specialRate) bool { return r.programme == a.line.Preference })
		if i < 0 && a.row.column1.kind == freeDuty {
			break // the tariff names no special rate where the general one is free
		}
		if i < 0 {
			var known []string
			for _, r := range a.row.special {
				known = append(known, r.programme)
			}
			return &fees.UnknownKeyError{Table: a.row.source.Table, Field: "preference of " + a.row.code, Key: a.line.Preference, Nearest: known}
		}
		s.duty, s.reason = &a.row.special[i].duty, "column 1, special rate of "+a.line.Preference
	case a.book.column2.Rules.has(a.origin):
		s.duty, s.reason = &a.row.column2, "column 2, for goods of "+a.line.Origin
	}
	s.heading = a.row.code
	if a.special != nil {
		s.heading = a.claimed + ", " + a.row.code
		s.reason += ", on the value that is dutiable under " + a.claimed
		if a.special.column1.kind != noDuty {
			s.duty, s.reason = &a.special.column1, "the rate of "+a.claimed
			if row := a.book.exact(a.claimedDigits); row != nil {
				s.duty = &row.column1
			}
		}
	}
	a.column1 = s
	return nil
}

// takeColumn1 works out column 1 in this scenario.
func (a *assessor) takeColumn1() {
	s := &a.column1
	s.base = a.base
	a.exact, a.short = a.take(s.duty, a.base)
	s.amount = s.duty.rounded(a.base, a.exact)
	switch {
	case s.duty.unknown():
		a.miss("the column 1 rate of " + s.heading)
		if s.duty.kind == noDuty {
			s.reason = "the tariff file has no rate of " + s.reason
		}
	case a.short != "":
		a.miss("the quantity in " + a.short + " for the column 1 rate of " + s.heading)
	}
}

// topUpOf returns what a layer adds on a base, up to a total with column 1. A
// specific rate counts with the share of the value that it comes to.
func (a *assessor) topUpOf(d *duty, base decimal.Decimal) decimal.Decimal {
	column1 := a.exact
	missing := Question("")
	switch {
	case a.short != "":
		missing = Question(askQuantity + a.short)
	case a.column1.duty.unknown():
		missing = askColumn1
	}
	// Then column 1 is somewhere from what is known of it to above the total.
	if missing != "" && a.choose(missing, 2, func() string { return "what does column 1 come to?" }) == 1 {
		return decimal.Decimal{}
	}
	if !base.Equal(a.base) && !a.base.IsZero() {
		column1 = column1.Mul(base).DivRound(a.base, 20)
	}
	return decimal.Max(decimal.Decimal{}, d.rate.Mul(base).Sub(column1))
}
