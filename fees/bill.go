package fees

import (
	"errors"

	"github.com/shopspring/decimal"
)

// A Bill collects the charges of a listing in their order, and what is wrong with
// them. The zero Bill is empty.
type Bill struct {
	charges []Charge
	faults  []error
}

// NewBill returns an empty bill with room for some charges.
func NewBill(room int) Bill { return Bill{charges: make([]Charge, 0, max(room, 0))} }

// Add keeps a charge, unless it has no code because it does not apply. In place of
// a charge that could not be found, or whose amount carries an error, it keeps the
// error.
func (b *Bill) Add(c Charge, err error) {
	if err == nil {
		err = c.Amount.err
	}
	switch {
	case err != nil:
		b.faults = append(b.faults, err)
	case c.Code != "":
		b.charges = append(b.charges, c)
	}
}

// Fail keeps an error; nil is none.
func (b *Bill) Fail(err error) {
	if err != nil {
		b.faults = append(b.faults, err)
	}
}

// Charges returns the charges, or every error, joined.
func (b *Bill) Charges() ([]Charge, error) {
	if len(b.faults) > 0 {
		return nil, errors.Join(b.faults...)
	}
	return b.charges, nil
}

// Supplied returns the charge with an amount that the caller gave as the input
// field, whatever the price.
func (c Charge) Supplied(field string, amount decimal.Decimal, basis string) Charge {
	c.Amount, c.Basis, c.Source = Flat(amount), basis, SuppliedBy(field)
	return c
}
