package main

import (
	"errors"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fees/shopify"
	"github.com/lianxing/crossborder/fees/walmart"
)

// readShopify reads a listing in a Shopify store. The fulfilment "mcs" lets
// Walmart's Multichannel Solutions ship it.
func readShopify(s shared, options *object) offer {
	l := shopify.Listing{
		Plan: shopify.Plan(options.word("plan")), AnnualBilling: options.flag("annual_billing"), Order: s.order,

		Gateway:          shopify.Gateway(options.word("gateway")),
		Processor:        readProcessor(options),
		PaymentsPrimary:  options.flag("payments_primary"),
		InPerson:         options.flag("in_person"),
		ForeignCard:      options.flag("foreign_card"),
		Conversion:       options.flag("conversion"),
		StoreCreditShare: options.decimal("store_credit_share").Decimal,
		StoreCreatedOn:   options.day("store_created_on"),
		CardRate:         options.decimal("card_rate"),
		CardFixed:        options.decimal("card_fixed"),
		ThirdPartyRate:   options.decimal("third_party_rate"),
		Subscription:     options.decimal("subscription"),
		ChargebackFee:    options.decimal("chargeback_fee"),
	}
	out := offer{Listing: l, ships: "by the seller"}
	mcs := readMultichannel(s, options)
	if s.shipsBy("seller", "mcs") != "mcs" {
		for _, name := range multichannelOptions {
			if n, given := options.get(name); given {
				options.faults.add(options.at(name), n.brief(), `must go with the fulfillment "mcs"`)
			}
		}
		return out
	}
	s.needParcel("mcs")
	out.Listing, out.ships, out.detail = fees.With(l, mcs), "by Walmart Multichannel Solutions (MCS)", s.class
	out.check = func() error { return errors.Join(l.Check(), mcs.Check()) }
	out.size = func(on time.Time) (sizing, error) {
		size, err := mcs.Size(on)
		return sizing{string(size.Band), size.Billable, size.Source}, err
	}
	return out
}

// multichannelOptions are the options that only the fulfilment "mcs" has.
var multichannelOptions = []string{"speed", "prep", "unplanned_prep", "inbound_transfer", "removal", "peak_storage_waived"}

// readMultichannel reads what Walmart is told that ships the orders.
func readMultichannel(s shared, options *object) walmart.Multichannel {
	return walmart.Multichannel{
		Parcel: s.parcel, UnitsInOrder: s.order.Units,
		Apparel: s.class == "apparel", Hazmat: s.class == "dangerous_goods",

		Speed:             walmart.Speed(options.word("speed")),
		Prep:              preps(options.words("prep")),
		UnplannedPrep:     preps(options.words("unplanned_prep")),
		InboundTransfer:   options.flag("inbound_transfer"),
		Removal:           walmart.Removal(options.word("removal")),
		PeakStorageWaived: options.flag("peak_storage_waived"),
	}
}

// readProcessor reads who takes the money in place of Shopify Payments, nil for
// nobody.
func readProcessor(options *object) payment.Processor {
	p, ok := options.object("processor")
	if !ok {
		return nil
	}
	var out payment.Processor
	switch p.choice("name", "stripe", "paypal", "contract") {
	case "stripe":
		out = payment.Stripe{
			Method: payment.Method(p.word("method")), InternationalCard: p.flag("international_card"),
			ManuallyEntered: p.flag("manually_entered"), Conversion: p.flag("conversion"), ManagedPayments: p.flag("managed_payments"),
			SmartDisputesWon: p.decimal("smart_disputes_won").Decimal,
			Rate:             p.decimal("rate"), Fixed: p.decimal("fixed"),
		}
	case "paypal":
		out = payment.PayPal{
			Product: payment.Product(p.word("product")), InternationalBuyer: p.flag("international_buyer"),
			Conversion: p.flag("conversion"), Dispute: payment.Dispute(p.word("dispute")),
			Rate: p.decimal("rate"), Fixed: p.decimal("fixed"),
		}
	case "contract":
		out = payment.Contract{
			Name: p.label("with"), Rate: p.decimal("rate").Decimal, Fixed: p.decimal("fixed").Decimal,
			Maximum: p.decimal("maximum"), DisputeFee: p.decimal("dispute_fee"),
		}
	default: // the other fields cannot be judged
		if !p.faults.covers(p.at("name")) {
			p.faults.add(p.at("name"), "", `must be given: "stripe", "paypal" or "contract"`)
		}
		return nil
	}
	p.close()
	return out
}
