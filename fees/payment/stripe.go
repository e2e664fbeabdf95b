package payment

import (
	"cmp"
	"errors"
	"maps"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Method is the way a buyer pays through Stripe.
type Method string

// The methods. The zero Method is Card.
const (
	Card           Method = "card"
	ACHDirectDebit Method = "ach_direct_debit" // from a bank account in the US
	Klarna         Method = "klarna"           // buy now, pay later
	LinkBank       Method = "link_bank"        // Link, instant bank payment
	Stablecoin     Method = "stablecoin"
)

// stripeRules are the prices of Stripe: those of the methods, what is added to
// them, and what a dispute costs.
type stripeRules struct {
	methods                                                                map[string]price
	internationalCard, manuallyEntered, conversion, managed, smartDisputes decimal.Decimal
	dispute                                                                fees.Curve
}

var stripeKind = fees.NewKind("stripe", func(f *fees.TableFile) stripeRules {
	return stripeRules{
		methods:           fees.ReadByKey[string](f, "method", readPrice),
		internationalCard: f.Head.Rate("international_card"),
		manuallyEntered:   f.Head.Rate("manually_entered"),
		conversion:        f.Head.Rate("conversion"),
		managed:           f.Head.Rate("managed_payments"),
		smartDisputes:     f.Head.Rate("smart_disputes"),
		dispute:           f.Head.Fee("dispute"),
	}
})

// Stripe is a payment through Stripe by a merchant in the US. The zero Stripe is
// a card that was issued in the US and is charged online.
type Stripe struct {
	// Method is how the buyer pays.
	Method Method
	// InternationalCard says that the card was issued outside of the US, and
	// ManuallyEntered that the seller typed it in. Both go with cards only.
	InternationalCard, ManuallyEntered bool
	// Conversion says that the money is exchanged into the currency of the payout.
	Conversion bool
	// ManagedPayments says that Stripe sells to the buyer as merchant of record.
	ManagedPayments bool
	// SmartDisputesWon is the share of disputes that Stripe's Smart Disputes wins
	// for the seller, 0 to 1: it takes a share of the amounts won. 0 means that it
	// is not used or wins nothing.
	SmartDisputesWon decimal.Decimal

	// Rate and Fixed are an agreed share of the amount and an amount per payment
	// in place of those of the method, its maximum included; the percentages of the
	// fields above still come on top. Fixed goes with Rate; not Valid, it is none.
	Rate, Fixed decimal.NullDecimal

	// Tables are the fee tables; nil means the shipped ones.
	Tables *fees.Tables
}

// Check returns every fault that does not depend on a date, each an
// *fx.InputError with the name of the field in JSON form, joined, or nil.
func (s Stripe) Check() error {
	var f fees.Faults
	if s.method() != Card {
		if s.InternationalCard {
			f.Add("international_card", "true", "must go with the method card")
		}
		if s.ManuallyEntered {
			f.Add("manually_entered", "true", "must go with the method card")
		}
	}
	f.Rate("smart_disputes_won", s.SmartDisputesWon)
	checkAgreed(&f, s.Rate, s.Fixed)
	return f.Err()
}

func (s Stripe) method() Method { return cmp.Or(s.Method, Card) }

// Fees returns payment_processing per order, and per dispute dispute and, with
// SmartDisputesWon, smart_disputes, all as functions of the amount paid.
//
// Errors are those of [Stripe.Check], *fees.NoTableError for a day without a
// table, and *fees.UnknownKeyError for a method that is not in it.
func (s Stripe) Fees(on time.Time) ([]fees.Charge, error) {
	t, err := format.Or(s.Tables)
	if err != nil {
		return nil, errors.Join(s.Check(), err)
	}
	table, err := stripeKind.On(t, on)
	if err != nil {
		return nil, errors.Join(s.Check(), err)
	}
	rules, method := &table.Rules, string(s.method())
	listed, known := rules.methods[method]
	if !known {
		err = &fees.UnknownKeyError{Table: table.Source.Table, Field: "method", Key: method, Nearest: fees.Nearest(method, maps.Keys(rules.methods))}
	}
	if err := errors.Join(s.Check(), err); err != nil {
		return nil, err
	}
	p, source := agreed(s.Rate, s.Fixed, listed, table.Source)
	payment := processing(method, p, source)
	for _, extra := range []struct {
		applies bool
		what    string
		rate    decimal.Decimal
	}{
		{s.InternationalCard, "international card", rules.internationalCard},
		{s.ManuallyEntered, "manually entered", rules.manuallyEntered},
		{s.Conversion, "conversion", rules.conversion},
		{s.ManagedPayments, "managed payments", rules.managed},
	} {
		if extra.applies {
			add(&payment, extra.what, extra.rate, table.Source)
		}
	}
	charges := []fees.Charge{payment, {
		Code: "dispute", Event: fees.PerDispute, Amount: rules.dispute, Basis: "per dispute received", Source: table.Source,
	}}
	if won := s.SmartDisputesWon; !won.IsZero() {
		charges = append(charges, fees.Charge{
			Code: "smart_disputes", Event: fees.PerDispute, Source: table.Source,
			Amount: fees.Percent(rules.smartDisputes).Times(won),
			Basis:  fx.Percent(rules.smartDisputes) + " of the amount of the " + fx.Percent(won) + " of disputes that are won",
		})
	}
	return charges, nil
}
