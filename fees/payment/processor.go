package payment

import (
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Channel is the name of this package in tables and errors.
const Channel = "payment-us"

// A Processor is a party that takes the buyer's money for the seller.
type Processor interface {
	// Fees returns what it bills, on the calendar day of a time in its own
	// location. Unlike in every other charge, Amount is a function of the AMOUNT
	// PAID, tax included, and not of the item price; [For] makes charges of an
	// order of them. The event is fees.PerOrder for what each payment costs,
	// fees.PerDispute for what each payment costs that the buyer's bank takes back,
	// or fees.PerMonth. Units stays 0.
	Fees(on time.Time) ([]fees.Charge, error)
}

// For returns what a processor bills for an order, as functions of the item price
// of one unit: the amount paid is
//
//	units × (price + shipping charged) × (1 + sales tax)
//
// The errors are those of the processor, an *fx.InputError for each fault of the
// order and for a processor that is nil, and one for a charge of another event
// than [Processor] allows.
func For(p Processor, o fees.Order) fees.Biller { return biller{p, o} }

type biller struct {
	processor Processor
	order     fees.Order
}

// Billed returns the processor and the order that were given to For, for whoever
// writes down from what a price was made.
func (b biller) Billed() (Processor, fees.Order) { return b.processor, b.order }

func (b biller) Charges(on time.Time) ([]fees.Charge, error) {
	var f fees.Faults
	f.Join(b.order.Check())
	var charges []fees.Charge
	if b.processor == nil {
		f.Add("processor", "", "must be set")
	} else {
		billed, err := b.processor.Fees(on)
		charges = slices.Clone(billed)
		f.Join(err)
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	for i := range charges {
		c := &charges[i]
		switch c.Event {
		case fees.PerOrder, fees.PerDispute:
			c.Amount, c.Units = b.order.PerOrderTaxed(c.Amount), b.order.Count()
		case fees.PerMonth:
		default:
			f.Add(c.Code+".event", string(c.Event), `must be "per_order", "per_dispute" or "per_month"`)
		}
		f.Join(c.Amount.Err())
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	return charges, nil
}

// A price is what one payment costs, and how it is said: "2.9% + 0.30".
type price struct {
	amount fees.Curve
	basis  string
}

// newPrice returns the price of a share, at most maximum, and a fixed amount on top.
func newPrice(rate, fixed decimal.Decimal, maximum decimal.NullDecimal) price {
	share, basis := fees.Percent(rate), fx.Percent(rate)
	if maximum.Valid {
		share = share.AtMost(maximum.Decimal)
		basis += " up to " + maximum.Decimal.StringFixed(2)
	}
	if !fixed.IsZero() {
		basis += " + " + fixed.StringFixed(2)
	}
	return price{share.Plus(fees.Flat(fixed)), basis}
}

// readPrice reads the columns "rate", "fixed" and "maximum", of which the first
// must be there.
func readPrice(r *fees.Row) price {
	p := newPrice(r.Rate("rate"), r.OptionalAmount("fixed").Decimal, r.OptionalAmount("maximum"))
	if p.amount.Err() != nil {
		r.Fault("fixed", "must be at most 1e17, as must the maximum")
	}
	return p
}

// processing returns the charge of one payment: the price of its method.
func processing(method string, p price, source fees.Source) fees.Charge {
	return fees.Charge{
		Code: "payment_processing", Event: fees.PerOrder, Amount: p.amount,
		Basis: "of the amount paid " + p.basis + " (" + method + ")", Source: source,
	}
}

// add puts a further percentage on top of a charge, and names it. The charge keeps
// the source that is less sure.
func add(c *fees.Charge, what string, rate decimal.Decimal, source fees.Source) {
	c.Amount = c.Amount.Plus(fees.Percent(rate))
	c.Basis += ", + " + fx.Percent(rate) + " (" + what + ")"
	c.Source = c.Source.LessSure(source)
}

// agreed returns the price that the caller supplied as rate and fixed, or the one
// of a table.
func agreed(rate, fixed decimal.NullDecimal, listed price, source fees.Source) (price, fees.Source) {
	if !rate.Valid {
		return listed, source
	}
	return newPrice(rate.Decimal, fixed.Decimal, decimal.NullDecimal{}), fees.SuppliedBy("rate")
}

// checkAgreed notes the faults of a supplied price.
func checkAgreed(f *fees.Faults, rate, fixed decimal.NullDecimal) {
	f.OptionalRate("rate", rate)
	f.OptionalAmount("fixed", fixed)
	if fixed.Valid && !rate.Valid {
		f.Add("fixed", fx.Plain(fixed.Decimal), "must go with rate")
	}
}
