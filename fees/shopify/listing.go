package shopify

import (
	"cmp"
	"errors"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Channel is the name of this channel in results and tables.
const Channel = "shopify-us"

// A Plan is what the store subscribes to.
type Plan string

// The plans. The zero Plan is Basic.
const (
	Basic    Plan = "basic"
	Grow     Plan = "grow" // called Shopify before
	Advanced Plan = "advanced"
	Plus     Plan = "plus"
	Starter  Plan = "starter"
)

// plans are all plans, from the smallest.
var plans = []Plan{Starter, Basic, Grow, Advanced, Plus}

// A Gateway says through whom the buyer pays. The zero Gateway is ShopifyPayments
// without a Processor, and ThirdParty with one.
type Gateway string

// The gateways. Shopify takes a fee of its own for an order paid through
// ThirdParty, and none for the others.
const (
	ShopifyPayments Gateway = "shopify_payments" // Shop Pay included
	ThirdParty      Gateway = "third_party"
	PayPalExpress   Gateway = "paypal_express" // the wallet; set payment.PayPal as Processor
	Manual          Gateway = "manual"         // cash on delivery, bank transfer, cheque: nobody processes it
)

// A Listing is one item offered in a Shopify store in the US.
//
// The zero Listing is a store on Basic that pays by the month and sells one unit
// per order, with free shipping and without tax, for a US card through Shopify
// Payments.
type Listing struct {
	// Plan is the plan of the store, AnnualBilling says that it is paid for a year
	// at once. Plus has a contract, whatever AnnualBilling says; Starter is paid by
	// the month.
	Plan          Plan
	AnnualBilling bool
	// Order is how a unit is bought.
	Order fees.Order

	// Gateway says through whom the buyer pays. Processor is who bills that when
	// it is not Shopify Payments; nil is Shopify Payments.
	Gateway   Gateway
	Processor payment.Processor
	// PaymentsPrimary says that Shopify Payments is the primary gateway of a Plus
	// store: orders through other gateways then carry no fee of Shopify.
	PaymentsPrimary bool

	// InPerson says that the card is read in a shop and not typed in online,
	// ForeignCard that it was issued outside of the US, and Conversion that the
	// currency of the payout is another one. They are about Shopify Payments; a
	// Processor has its own.
	InPerson, ForeignCard, Conversion bool

	// StoreCreditShare is the share of the order that is paid by store credit or
	// gift card, 0 to 1. No card is charged for it; in a store created on or after
	// 2025-05-12 it carries the third-party fee, with Shopify Payments too.
	StoreCreditShare decimal.Decimal
	// StoreCreatedOn is the day the store was created. The zero time is taken for a
	// later day than that; the result then says so.
	StoreCreatedOn time.Time

	// Figures in place of a table, for what is not public or was agreed; each is
	// unset when not Valid. The result says that they were supplied.

	// CardRate is the share of a card payment through Shopify Payments, 0 to 1, and
	// CardFixed the amount per payment that goes with it, none when not Valid. The
	// points of a foreign card still come on top.
	CardRate, CardFixed decimal.NullDecimal
	// ThirdPartyRate is the share of an order through a third-party gateway, 0 to 1.
	ThirdPartyRate decimal.NullDecimal
	// Subscription is the price of the plan per month.
	Subscription decimal.NullDecimal
	// ChargebackFee is the fee of Shopify Payments for a payment that the buyer's
	// bank takes back.
	ChargebackFee decimal.NullDecimal

	// Tables are the fee tables of Shopify; nil means the shipped ones. A Processor
	// has its own.
	Tables *fees.Tables
}

// Channel returns "shopify-us".
func (l Listing) Channel() string { return Channel }

// Currency returns US dollars.
func (l Listing) Currency() fx.Currency { return fx.USD }

// Extras returns what the buyer pays for shipping on top of the item price, per
// unit and without tax.
func (l Listing) Extras() decimal.Decimal { return l.Order.ShippingCharged }

// Check returns every fault of the Listing that does not depend on a date, each
// an *fx.InputError with the path of the field in JSON form, joined, or nil. A
// Processor with such a method is checked as well.
func (l Listing) Check() error {
	var f fees.Faults
	f.OneOf("plan", string(l.plan()), string(Basic), string(Grow), string(Advanced), string(Plus), string(Starter))
	if l.AnnualBilling && l.plan() == Starter {
		f.Add("annual_billing", "true", "must not be given for the plan starter, which is paid by the month")
	}
	if l.PaymentsPrimary && l.plan() != Plus {
		f.Add("payments_primary", "true", "must go with the plan plus")
	}
	f.Join(l.Order.Check())
	l.checkGateway(&f)
	f.Rate("store_credit_share", l.StoreCreditShare)
	f.OptionalRate("card_rate", l.CardRate)
	f.OptionalAmount("card_fixed", l.CardFixed)
	if l.CardFixed.Valid && !l.CardRate.Valid {
		f.Add("card_fixed", fx.Plain(l.CardFixed.Decimal), "must go with card_rate")
	}
	f.OptionalRate("third_party_rate", l.ThirdPartyRate)
	f.OptionalAmount("subscription", l.Subscription)
	f.OptionalAmount("chargeback_fee", l.ChargebackFee)
	return f.Err()
}

// checkGateway notes the faults of what goes with the gateway.
func (l *Listing) checkGateway(f *fees.Faults) {
	switch g := l.gateway(); g {
	case ShopifyPayments, Manual:
		if l.Processor != nil {
			f.Add("processor", "", "must not be given for the gateway "+string(g))
		}
	case ThirdParty, PayPalExpress:
		if l.Processor == nil {
			f.Add("processor", "", "must be given for the gateway "+string(g))
		}
		if p, ok := l.Processor.(interface{ Check() error }); ok {
			f.Join(fx.InField("processor", p.Check()))
		}
	default:
		f.Add("gateway", string(g), `must be "shopify_payments", "third_party", "paypal_express" or "manual"`)
	}
	if l.gateway() == ShopifyPayments {
		return
	}
	const own = "must go with the gateway shopify_payments"
	if l.InPerson {
		f.Add("in_person", "true", own)
	}
	if l.ForeignCard {
		f.Add("foreign_card", "true", own)
	}
	if l.Conversion {
		f.Add("conversion", "true", own)
	}
	if l.CardRate.Valid {
		f.Add("card_rate", fx.Plain(l.CardRate.Decimal), own)
	}
	if l.ChargebackFee.Valid {
		f.Add("chargeback_fee", fx.Plain(l.ChargebackFee.Decimal), own)
	}
}

func (l *Listing) plan() Plan { return cmp.Or(l.Plan, Basic) }

func (l *Listing) gateway() Gateway {
	switch {
	case l.Gateway != "":
		return l.Gateway
	case l.Processor != nil:
		return ThirdParty
	}
	return ShopifyPayments
}

// Charges returns what an order costs, by the tables of the calendar day of a
// time in its own location. First what the payment costs: with Shopify Payments
// payment_processing and currency_conversion per order and dispute per dispute,
// those that apply; otherwise all that the Processor bills. Then third_party_fee
// per order, if it applies, and subscription per month.
//
// A dispute without ChargebackFee, and a subscription to Plus without
// Subscription, are unknown. Errors are those of [Listing.Check] and of the
// Processor, *fees.NoTableError for a day without a table, and
// *fees.NotPublicError for a rate that must be supplied.
func (l Listing) Charges(on time.Time) ([]fees.Charge, error) {
	on = fees.Day(on.Date())
	t, err := format.Or(l.Tables)
	if err := errors.Join(l.Check(), err); err != nil {
		return nil, err
	}
	b := fees.NewBill(4)
	l.paymentCharges(&b, t, on)
	b.Add(l.thirdParty(t, on))
	b.Add(l.subscription(t, on))
	return b.Charges()
}
