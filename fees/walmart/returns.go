package walmart

import (
	"slices"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// returnRules is the rate card of returns and the add-ons that go with it.
type returnRules struct {
	card   fees.WeightFees
	addOns []string
}

// returnsKind is the processing fee of a returned unit, by shipping weight.
var returnsKind = fees.NewKind("returns_processing", func(f *fees.TableFile) returnRules {
	rules := returnRules{readRateCard(f), f.Head.Texts("add_ons")}
	for _, name := range rules.addOns {
		if name == addLowPrice || !slices.Contains(addOnNames, name) {
			f.Head.Fault("add_ons", "must be apparel, hazmat, oversize_1 or oversize_2")
		}
	}
	return rules
})

// returnOf returns what WFS bills for a returned unit or pack: 0 when the return is
// Walmart's fault.
func (l *Listing) returnOf(t *fees.Tables, size *Size, on time.Time) (fees.Charge, error) {
	if l.ReturnFee.Valid && !l.WalmartFault {
		return l.suppliedReturn(), nil
	}
	s := l.stock()
	charge, err := s.returnCharge(t, size, on)
	switch {
	case err != nil:
		return fees.Charge{}, err
	case l.WalmartFault:
		charge.Amount, charge.Warnings = fees.Curve{}, nil
		charge.Basis = "paid by Walmart, whose fault the return is"
	case l.packUnits() > 1:
		charge.Amount, charge.Unknown, charge.Warnings = fees.Curve{}, true, nil
		charge.Basis = "the fee of a virtual pack is not public: supply it as return_fee"
	}
	return charge, nil
}

// suppliedReturn is the fee of a return as supplied.
func (l *Listing) suppliedReturn() fees.Charge {
	charge := fees.Charge{Code: "returns_processing", Event: fees.PerUnitReturned}
	return charge.Supplied("return_fee", l.ReturnFee.Decimal, "as supplied")
}

// returnCharge returns what WFS bills for a unit that comes back for a reason of the
// buyer or the seller.
func (s *stock) returnCharge(t *fees.Tables, size *Size, on time.Time) (fees.Charge, error) {
	charge := fees.Charge{Code: "returns_processing", Event: fees.PerUnitReturned, Warnings: slices.Clone(size.Warnings)}
	table, err := returnsKind.On(t, on)
	if err != nil {
		return charge, err
	}
	addOns, err := addOnKind.On(t, on)
	if err != nil {
		return charge, err
	}
	charge.Source = table.Source
	if charge.Amount, charge.Basis, err = size.fee(table.Rules.card, &table.Source); err != nil {
		return charge, err
	}
	var added []string
	for _, name := range s.addOnsOf(size) {
		if !slices.Contains(table.Rules.addOns, name) {
			continue
		}
		fee := addOns.Rules[name].fee
		charge.Amount = charge.Amount.Plus(fee)
		amount, err := fee.At(decimal.Zero)
		if err != nil {
			return charge, err
		}
		added = append(added, amount.StringFixed(2)+" "+name)
	}
	if len(added) > 0 {
		charge.Basis += " + " + strings.Join(added, " + ")
		charge.Warnings = append(charge.Warnings, fees.Warning{
			Code: "return_add_ons",
			Text: "Walmart says that the add-ons apply to returns and gives no amounts: those of fulfilment were used (" + strings.Join(added, ", ") + ")",
		})
	}
	return charge, nil
}
