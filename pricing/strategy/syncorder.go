package strategy

import (
	"math"
	"slices"

	"github.com/shopspring/decimal"
)

// A Publication is one price change to be published.
type Publication struct {
	// Outlet is the place of the outlet in the list, and Name its name.
	Outlet int
	Name   string
	// From is the item price before, not Valid when the item was not on sale there;
	// To is the one after.
	From decimal.NullDecimal
	To   decimal.Decimal
	// Reason says why it stands where it does, "" when it could stand anywhere.
	Reason string
	// Above are the outlets that must not be above another and are after this
	// change, until the next: it cannot be helped when two such outlets change, or
	// when it was so before.
	Above []string
}

// publish returns the changes of the shops in an order in which no shop that must not
// be above another ever is, where there is one. From and To are totals.
//
// Shop a goes before b when b changing first would put one of the two above the other
// against its rule: what falls below such a shop waits for it, and such a shop waits
// to rise for what it would rise above. Among those that may go next, one that mends
// a broken rule goes, and else the first in the list.
func publish(shops []shop) []Publication {
	now := make([]decimal.NullDecimal, len(shops)) // totals in force
	var waiting []int
	for i := range shops {
		if shops[i].onSale {
			now[i] = decimal.NewNullDecimal(shops[i].current)
		}
		if !shops[i].onSale || !shops[i].current.Equal(shops[i].next) {
			waiting = append(waiting, i)
		}
	}
	var out []Publication
	for len(waiting) > 0 {
		best, least := 0, math.MaxInt
		for at, i := range waiting {
			if bad := harm(shops, now, i); bad < least {
				best, least = at, bad
			}
		}
		i := waiting[best]
		p := Publication{Outlet: i, Name: shops[i].name, From: now[i], To: shops[i].next}
		p.Reason = whyNow(shops, now, waiting, i)
		now[i] = decimal.NewNullDecimal(shops[i].next)
		for j := range shops {
			if isAbove(shops, now, j) {
				p.Above = append(p.Above, shops[j].name)
			}
		}
		out = append(out, p)
		waiting = append(waiting[:best], waiting[best+1:]...)
	}
	return out
}

// harm says what it would do if shop i changed next, less being better: how many pairs
// would break the rule of one of them that keep it now, and, where that is equal, how
// many would keep it again.
func harm(shops []shop, now []decimal.NullDecimal, i int) int {
	bad := 0
	next := decimal.NewNullDecimal(shops[i].next)
	pair := func(keeps bool, above, above2, below, below2 decimal.NullDecimal) {
		if !keeps {
			return
		}
		before, after := tops(above, below), tops(above2, below2)
		switch {
		case after && !before:
			bad += mostOutlets * mostOutlets
		case before && !after:
			bad--
		}
	}
	for j := range shops {
		if j != i {
			pair(shops[i].notAbove, now[i], next, now[j], now[j])
			pair(shops[j].notAbove, now[j], now[j], now[i], next)
		}
	}
	return bad
}

// tops reports whether one total is above another, both in force.
func tops(a, b decimal.NullDecimal) bool {
	return a.Valid && b.Valid && a.Decimal.GreaterThan(b.Decimal)
}

// isAbove reports whether shop j is above another against its rule.
func isAbove(shops []shop, now []decimal.NullDecimal, j int) bool {
	return shops[j].notAbove && slices.ContainsFunc(now, func(other decimal.NullDecimal) bool { return tops(now[j], other) })
}

// whyNow says why shop i goes before those that wait.
func whyNow(shops []shop, now []decimal.NullDecimal, waiting []int, i int) string {
	for _, j := range waiting {
		next := shops[j].next
		switch {
		case j == i || !now[i].Valid:
		case shops[j].notAbove && next.GreaterThan(now[i].Decimal):
			return "before " + cut(shops[j].name) + " is raised, which must not be above it"
		case shops[i].notAbove && now[i].Decimal.GreaterThan(next):
			return "before " + cut(shops[j].name) + " is lowered, since it must not be above that"
		}
	}
	return ""
}
