package policy

import (
	"github.com/shopspring/decimal"
)

// A ReferenceKind says what a comparison price claims to be. The texts are stable.
type ReferenceKind string

// The kinds of comparison prices.
const (
	// ReferenceFormer is a former price of the same seller: "was", "typical".
	ReferenceFormer ReferenceKind = "former"
	// ReferenceList is a list price of the manufacturer: "list", "MSRP".
	ReferenceList ReferenceKind = "list"
	// ReferenceElsewhere is a price that others ask: "sold elsewhere at".
	ReferenceElsewhere ReferenceKind = "elsewhere"
)

// A Reference is a comparison price that is shown beside the price.
type Reference struct {
	Kind  ReferenceKind
	Price decimal.Decimal
	// Dated says that the advertisement states clearly when the former price stood.
	Dated bool
}

func (r *Reference) check() error {
	if r == nil {
		return nil
	}
	var f faults
	switch r.Kind {
	case ReferenceFormer, ReferenceList, ReferenceElsewhere:
	default:
		f.add("kind", string(r.Kind), `must be "former", "list" or "elsewhere"`)
	}
	f.amount("price", r.Price)
	return f.err()
}
