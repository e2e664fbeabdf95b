package walmart

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Speed says how fast a Multichannel order arrives.
type Speed string

// The speeds. The zero Speed is StandardSpeed.
const (
	StandardSpeed Speed = "standard"  // 3 to 5 business days
	Expedited     Speed = "expedited" // 2 business days, up to 30 lb
)

// A Multichannel is what Walmart Multichannel Solutions bills for shipping an order
// of another store, such as a Shopify one, from the stock at WFS. It is a
// fees.Biller that also keeps stock: see fees.With. Units that are big and bulky
// and units in several boxes do not ship this way.
//
// The zero value of every field but Parcel is a sensible default.
type Multichannel struct {
	// Parcel is the packed sellable unit. Walmart bills its own measurement.
	Parcel fees.Parcel
	// Speed is how fast the order arrives.
	Speed Speed
	// UnitsInOrder is how many units the order has, of this item and others at WFS,
	// which gives a discount per unit. 0 means 1.
	UnitsInOrder int
	// Apparel and Hazmat are those of [Listing]; they count for returns and removal.
	Apparel, Hazmat bool

	// Prep, UnplannedPrep, InboundTransfer, Removal and PeakStorageWaived are those of
	// [Listing]: the stock is the same.
	Prep, UnplannedPrep []Prep
	InboundTransfer     bool
	Removal             Removal
	PeakStorageWaived   bool

	// Tables are the fee tables; nil means the shipped ones.
	Tables *fees.Tables
}

// multichannelCard is the rate card of one speed.
type multichannelCard struct {
	fees fees.WeightFees
	// Below lightBelow the weight is rounded up to steps of lightTo.
	lightBelow, lightTo fees.Weight
}

// multichannelKind is the rate card of one speed by shipping weight.
var multichannelKind = fees.NewKind("multichannel", func(f *fees.TableFile) multichannelCard {
	card := multichannelCard{readByWeight(f), f.Head.Weight("light_below"), f.Head.Weight("light_round_to")}
	if card.lightTo.IsZero() {
		f.Head.Fault("light_round_to", "must be above 0")
	}
	return card
}, string(StandardSpeed), string(Expedited))

// orderDiscounts are the discounts per unit of orders of several units.
type orderDiscounts struct {
	below fees.Weight // heavier units have none
	rows  []orderDiscount
}

// An orderDiscount holds from a number of units up to that of the next one.
type orderDiscount struct {
	units    int
	discount fees.Curve
}

// multichannelDiscountKind is the table of the discounts.
var multichannelDiscountKind = fees.NewKind("multichannel_discount", func(f *fees.TableFile) orderDiscounts {
	d := orderDiscounts{below: f.Head.Weight("below")}
	for i, row := range f.Rows() {
		r := orderDiscount{row.Int("units", 2, fees.MaxOrderUnits), row.Fee("discount").Times(decimal.NewFromInt(-1))}
		if i > 0 && r.units <= d.rows[i-1].units {
			row.Fault("units", "must be above the row before it")
		}
		d.rows = append(d.rows, r)
	}
	return d
})

// find returns the discount of an order, nil when there is none.
func (d *orderDiscounts) find(units int) *orderDiscount {
	for i := len(d.rows) - 1; i >= 0; i-- {
		if units >= d.rows[i].units {
			return &d.rows[i]
		}
	}
	return nil
}

// Check returns every fault that does not depend on a date, each an *fx.InputError
// with the path of the field in JSON form, joined, or nil.
func (m Multichannel) Check() error {
	var f fees.Faults
	s := m.stock()
	s.check(&f)
	f.OneOf("speed", string(m.speed()), string(StandardSpeed), string(Expedited))
	if m.UnitsInOrder != 0 {
		f.Count("units_in_order", m.UnitsInOrder, 1, fees.MaxOrderUnits)
	}
	return f.Err()
}

// Charges returns what Walmart bills, by the tables of the calendar day of a time in
// its own location, those that apply: per unit sold multichannel_fulfillment,
// multichannel_discount (negative), oversize_1 or oversize_2; and those of
// [Listing.Charges] per unit returned, received and removed.
//
// Errors are those of [Multichannel.Check], *fx.InputError for a parcel that does
// not ship this way or not at this speed, and *fees.NoTableError.
func (m Multichannel) Charges(on time.Time) ([]fees.Charge, error) {
	on = fees.Day(on.Date())
	size, t, err := m.size(on)
	if err != nil {
		return nil, err
	}
	s := m.stock()
	// A return is billed by whole pounds as from any channel.
	pounds, err := s.size(t, on)
	if err != nil {
		return nil, err
	}
	b := fees.NewBill(6)
	m.shippingCharges(&b, t, &size, on)
	b.Add(s.returnCharge(t, &pounds, on))
	s.moveCharges(&b, t, on)
	return b.Charges()
}

// Keeps returns true: the stock of Multichannel orders is at WFS.
func (m Multichannel) Keeps() bool { return true }

// Storage is [Listing.Storage]: stock for other stores pays the same.
func (m Multichannel) Storage(stay fees.Stay) ([]fees.StorageCharge, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	t, err := format.Or(m.Tables)
	if err != nil {
		return nil, err
	}
	s := m.stock()
	return s.storage(t, stay)
}

// Size returns the size band and the billable weight by the rules of a day, in whole
// ounces below 1 lb. Errors are those of [Multichannel.Charges].
func (m Multichannel) Size(on time.Time) (Size, error) {
	size, _, err := m.size(on)
	return size, err
}

func (m *Multichannel) size(on time.Time) (Size, *fees.Tables, error) {
	if err := m.Check(); err != nil {
		return Size{}, nil, err
	}
	t, err := format.Or(m.Tables)
	if err != nil {
		return Size{}, nil, err
	}
	s := m.stock()
	size, err := s.size(t, on)
	if err != nil {
		return Size{}, t, err
	}
	if size.Band == BigAndBulky {
		return Size{}, t, fx.NewInputError("size", string(size.Band), "must be standard or oversize: Multichannel Solutions does not ship it")
	}
	card, err := multichannelKind.OnVariant(t, string(m.speed()), on)
	if err != nil {
		return Size{}, t, err
	}
	if size.packed.Cmp(card.Rules.lightBelow) < 0 {
		size.Billable = size.packed.RoundUp(card.Rules.lightTo)
	}
	if size.raised {
		size.Warnings = append(size.Warnings, fees.Warning{
			Code: "multichannel_oversize_2_weight",
			Text: "that the least weight of oversize_2 holds for Multichannel orders as well is assumed",
		})
	}
	return size, t, nil
}

// shippingCharges adds what shipping one unit costs.
func (m *Multichannel) shippingCharges(b *fees.Bill, t *fees.Tables, size *Size, on time.Time) {
	fee, err := m.fee(t, size, on)
	if err != nil {
		b.Fail(err)
		return
	}
	discount, doubt, err := m.discount(t, size, on)
	fee.Warnings = append(fee.Warnings, doubt...)
	b.Add(fee, nil)
	b.Add(discount, err)
	if size.Band == Standard {
		return
	}
	addOns, err := addOnKind.On(t, on)
	add := addOns.Rules[string(size.Band)]
	b.Add(fees.Charge{
		Code: string(size.Band), Event: fees.PerUnitSold, Amount: add.fee, Basis: add.basis, Source: addOns.Source,
	}, err)
}

// discount is that of an order of several light units, or a doubt whether there is
// one.
func (m *Multichannel) discount(t *fees.Tables, size *Size, on time.Time) (fees.Charge, []fees.Warning, error) {
	table, err := multichannelDiscountKind.On(t, on)
	if err != nil {
		return fees.Charge{}, nil, err
	}
	rules := &table.Rules
	row := rules.find(max(m.UnitsInOrder, 1))
	switch {
	case row == nil || m.Parcel.Weight.Cmp(rules.below) >= 0:
		return fees.Charge{}, nil, nil
	case size.Billable.Cmp(rules.below) >= 0:
		return fees.Charge{}, []fees.Warning{{
			Code: "multichannel_discount_weight",
			Text: "whether the discount of units below " + rules.below.String() + " goes by the unit weight, " + m.Parcel.Weight.String() +
				", or the billable one, " + size.Billable.String() + ", is not stated: none was applied",
		}}, nil
	}
	return fees.Charge{
		Code: "multichannel_discount", Event: fees.PerUnitSold, Amount: row.discount, Source: table.Source,
		Basis: "per unit of an order of " + strconv.Itoa(m.UnitsInOrder) + " units",
	}, nil, nil
}

// fee is the fee of one unit by speed and weight.
func (m *Multichannel) fee(t *fees.Tables, size *Size, on time.Time) (fees.Charge, error) {
	charge := fees.Charge{Code: "multichannel_fulfillment", Event: fees.PerUnitSold, Warnings: slices.Clone(size.Warnings)}
	table, err := multichannelKind.OnVariant(t, string(m.speed()), on)
	if err != nil {
		return charge, err
	}
	charge.Source = table.Source
	row := table.Rules.fees.Find("", size.Billable)
	if row == nil {
		slow, err := multichannelKind.OnVariant(t, string(StandardSpeed), on)
		if err == nil && m.speed() == Expedited && slow.Rules.fees.Find("", size.Billable) != nil {
			return charge, fx.NewInputError("speed", string(m.Speed), "must be standard for a billable weight of "+size.Billable.String())
		}
		return charge, fx.NewInputError("weight", size.Billable.String(), "is the billable weight, by volume and with packaging where those count, and beyond the rates of Multichannel Solutions")
	}
	charge.Amount, charge.Basis = row.Rule.At(size.Billable)
	charge.Basis = string(m.speed()) + ", " + charge.Basis
	return charge, nil
}

func (m *Multichannel) speed() Speed { return cmp.Or(m.Speed, StandardSpeed) }

// stock is what WFS knows of the units.
func (m *Multichannel) stock() stock {
	return stock{
		parcel: m.Parcel, apparel: m.Apparel, hazmat: m.Hazmat, units: 1,
		prep: m.Prep, unplanned: m.UnplannedPrep, transfer: m.InboundTransfer, removal: m.Removal,
		peakWaived: m.PeakStorageWaived,
	}
}
