package fees

import "github.com/shopspring/decimal"

// An Order is how a unit is bought: with how many others of its kind, and what
// the buyer pays on top of the item price. The zero Order is one unit with free
// shipping and without sales tax.
type Order struct {
	// Units is how many units of the item are in the order; 0 means 1.
	Units int
	// ShippingCharged is what the buyer pays for shipping, handling and gift wrap
	// per unit, without tax, in whole cents.
	ShippingCharged decimal.Decimal
	// SalesTax is the tax that the buyer pays on price and shipping, as a rate:
	// 0.08 is 8 %. The seller does not keep it, but some fees are a share of it.
	SalesTax decimal.Decimal
}

// MaxOrderUnits is the most units of an item in one order.
const MaxOrderUnits = 10_000

// Check returns every fault of the order, each an *[fx.InputError], joined, or nil.
func (o Order) Check() error {
	var f Faults
	if o.Units != 0 {
		f.Count("units_per_order", o.Units, 1, MaxOrderUnits)
	}
	f.Cents("shipping_charged", o.ShippingCharged)
	f.Rate("sales_tax", o.SalesTax)
	return f.Err()
}

// Count is the number of units, at least 1.
func (o Order) Count() int { return max(o.Units, 1) }

// PerItem returns what c charges on the price and the shipping of one unit, as
// a function of the item price.
func (o Order) PerItem(c Curve) Curve { return c.On(o.ShippingCharged) }

// PerItemTaxed returns what c charges on the price, the shipping and the sales
// tax of one unit, as a function of the item price.
func (o Order) PerItemTaxed(c Curve) Curve { return o.onTaxed(c, 1) }

// PerOrderTaxed returns what c charges on the total of the order, tax included,
// as a function of the item price.
func (o Order) PerOrderTaxed(c Curve) Curve { return o.onTaxed(c, o.Count()) }

func (o Order) onTaxed(c Curve, units int) Curve {
	var f Faults
	if f.Rate("sales_tax", o.SalesTax); len(f) > 0 && c.err == nil {
		return Curve{err: f[0]}
	}
	k := whole
	if !o.SalesTax.IsZero() {
		k = k.Add(o.SalesTax)
	}
	if units > 1 {
		k = k.Mul(decimal.NewFromInt(int64(units)))
	}
	return c.OnTimes(k, 2).On(o.ShippingCharged)
}
