package shopify

import (
	"errors"
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A cardPrice is what Shopify Payments takes from one card payment, and how it is
// said: "2.9% + 0.30".
type cardPrice struct {
	amount fees.Curve
	basis  string
}

func newCardPrice(rate, fixed decimal.Decimal) cardPrice {
	return cardPrice{fees.Percent(rate).Plus(fees.Flat(fixed)), fx.Percent(rate) + " + " + fixed.StringFixed(2)}
}

func readCardPrice(r *fees.Row) cardPrice {
	price := newCardPrice(r.Rate("rate"), r.Amount("fixed"))
	r.Keep("fixed", price.amount.Err())
	return price
}

// onlineKind has the card prices of the plans in the online store.
var onlineKind = fees.NewKind("online_card", func(f *fees.TableFile) map[Plan]cardPrice {
	return fees.ReadByKey(f, "plan", readCardPrice, plans...)
})

// inPersonKind has the card price of one plan in a shop: how sure it is differs
// from plan to plan.
var inPersonKind = fees.NewKind("in_person_card", func(f *fees.TableFile) cardPrice {
	return readCardPrice(f.Only())
}, string(Starter), string(Basic), string(Grow), string(Advanced), string(Plus))

// foreignCardKind has the points for a card issued abroad, conversionKind the
// share for a payout in another currency.
var (
	foreignCardKind = fees.NewKind("foreign_card", readRate)
	conversionKind  = fees.NewKind("conversion", readRate)
)

func readRate(f *fees.TableFile) decimal.Decimal { return f.Only().Rate("rate") }

// paymentCharges adds what the payment for an order costs. What is paid by store
// credit goes through no gateway.
func (l *Listing) paymentCharges(b *fees.Bill, t *fees.Tables, on time.Time) {
	paid := whole.Sub(l.StoreCreditShare)
	var p payment.Processor
	switch {
	case l.gateway() == Manual || paid.IsZero():
		return
	case l.Processor != nil:
		p = l.Processor
	default:
		p = shopifyPayments{l, t}
	}
	charges, err := payment.For(partly{p, paid}, l.Order).Charges(on)
	if l.Processor != nil {
		err = fx.InField("processor", err)
	}
	b.Fail(err)
	for _, charge := range charges {
		b.Add(charge, nil)
	}
}

var whole = decimal.NewFromInt(1)

// partly is a processor through which a share of the amount goes, above 0.
type partly struct {
	payment.Processor
	share decimal.Decimal
}

func (p partly) Fees(on time.Time) ([]fees.Charge, error) {
	charges, err := p.Processor.Fees(on)
	if err != nil || p.share.Equal(whole) {
		return charges, err
	}
	charges = slices.Clone(charges)
	for i := range charges {
		c := &charges[i]
		if !c.Amount.IsLevel() {
			c.Basis += ", which is " + fx.Percent(p.share) + " of the order total"
		}
		c.Amount = c.Amount.OnTimes(p.share, 2)
	}
	return charges, nil
}

// shopifyPayments bills the payments of a listing's store.
type shopifyPayments struct {
	listing *Listing
	tables  *fees.Tables
}

func (s shopifyPayments) Fees(on time.Time) ([]fees.Charge, error) {
	b := fees.NewBill(2)
	b.Add(s.card(on))
	b.Add(s.conversion(on))
	b.Add(s.dispute(), nil)
	return b.Charges()
}

// card is the fee of one card payment.
func (s shopifyPayments) card(on time.Time) (fees.Charge, error) {
	price, source, err := s.cardPrice(on)
	if err != nil {
		return fees.Charge{}, err
	}
	charge := fees.Charge{
		Code: "payment_processing", Event: fees.PerOrder, Amount: price.amount, Source: source,
		Basis: "of the amount paid " + price.basis + " (" + s.place() + ", " + string(s.listing.plan()) + ")",
	}
	if !s.listing.ForeignCard {
		return charge, nil
	}
	foreign, err := foreignCardKind.On(s.tables, on)
	if err != nil {
		return fees.Charge{}, err
	}
	charge.Amount = charge.Amount.Plus(fees.Percent(foreign.Rules))
	charge.Basis += ", + " + fx.Percent(foreign.Rules) + " (foreign card)"
	charge.Source = charge.Source.LessSure(foreign.Source)
	return charge, nil
}

// place says where the card is used.
func (s shopifyPayments) place() string {
	if s.listing.InPerson {
		return "in person"
	}
	return "online"
}

// cardPrice returns the price of a card issued in the US: as supplied, or that of
// the plan.
func (s shopifyPayments) cardPrice(on time.Time) (cardPrice, fees.Source, error) {
	l := s.listing
	if l.CardRate.Valid {
		return newCardPrice(l.CardRate.Decimal, l.CardFixed.Decimal), fees.SuppliedBy("card_rate"), nil
	}
	if l.InPerson {
		table, err := inPersonKind.OnVariant(s.tables, string(l.plan()), on)
		var none *fees.NoTableError
		if errors.As(err, &none) && none.First.IsZero() && len(inPersonKind.Variants(s.tables)) > 0 {
			err = &fees.NotPublicError{Table: "in_person_card", What: "in-person card rate of " + string(l.plan()), Supply: "card_rate"}
		}
		return table.Rules, table.Source, err
	}
	table, err := onlineKind.On(s.tables, on)
	if err != nil {
		return cardPrice{}, fees.Source{}, err
	}
	price, known := table.Rules[l.plan()]
	if !known {
		err = &fees.NotPublicError{Table: table.Source.Table, What: "online card rate of " + string(l.plan()), Supply: "card_rate"}
	}
	return price, table.Source, err
}

// conversion is the fee for a payout in another currency.
func (s shopifyPayments) conversion(on time.Time) (fees.Charge, error) {
	if !s.listing.Conversion {
		return fees.Charge{}, nil
	}
	table, err := conversionKind.On(s.tables, on)
	if err != nil {
		return fees.Charge{}, err
	}
	return fees.Charge{
		Code: "currency_conversion", Event: fees.PerOrder, Amount: fees.Percent(table.Rules),
		Basis: fx.Percent(table.Rules) + " of the amount paid", Source: table.Source,
	}, nil
}

// dispute is the fee of a payment that the buyer's bank takes back.
func (s shopifyPayments) dispute() fees.Charge {
	charge := fees.Charge{Code: "dispute", Event: fees.PerDispute}
	if fee := s.listing.ChargebackFee; fee.Valid {
		return charge.Supplied("chargeback_fee", fee.Decimal, "as supplied")
	}
	charge.Unknown, charge.Basis = true, "the chargeback fee of Shopify Payments is not public: supply it as chargeback_fee"
	return charge
}
