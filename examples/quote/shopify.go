package main

import (
	"errors"
	"time"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fees/shopify"
	"github.com/lianxing/crossborder/fees/walmart"
)

// readShopify reads a listing in a Shopify store. The fulfilment "mcs" lets
// Walmart's Multichannel Solutions ship it.
func readShopify(s shared, options *strict.Object) offer {
	l := shopify.Listing{
		Plan: shopify.Plan(options.Word("plan")), AnnualBilling: options.Flag("annual_billing"), Order: s.order,

		Gateway:          shopify.Gateway(options.Word("gateway")),
		Processor:        readProcessor(options),
		PaymentsPrimary:  options.Flag("payments_primary"),
		InPerson:         options.Flag("in_person"),
		ForeignCard:      options.Flag("foreign_card"),
		Conversion:       options.Flag("conversion"),
		StoreCreditShare: options.Decimal("store_credit_share").Decimal,
		StoreCreatedOn:   options.Day("store_created_on"),
		CardRate:         options.Decimal("card_rate"),
		CardFixed:        options.Decimal("card_fixed"),
		ThirdPartyRate:   options.Decimal("third_party_rate"),
		Subscription:     options.Decimal("subscription"),
		ChargebackFee:    options.Decimal("chargeback_fee"),
	}
	out := offer{Listing: l, ships: "by the seller"}
	mcs := readMultichannel(s, options)
	if s.shipsBy("seller", "mcs") != "mcs" {
		for _, name := range multichannelOptions {
			if n, given := options.Field(name); given {
				options.Faults.Add(options.At(name), n.Brief(), `must go with the fulfillment "mcs"`)
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
func readMultichannel(s shared, options *strict.Object) walmart.Multichannel {
	return walmart.Multichannel{
		Parcel: s.parcel, UnitsInOrder: s.order.Units,
		Apparel: s.class == "apparel", Hazmat: s.class == "dangerous_goods",

		Speed:             walmart.Speed(options.Word("speed")),
		Prep:              preps(options.Words("prep")),
		UnplannedPrep:     preps(options.Words("unplanned_prep")),
		InboundTransfer:   options.Flag("inbound_transfer"),
		Removal:           walmart.Removal(options.Word("removal")),
		PeakStorageWaived: options.Flag("peak_storage_waived"),
	}
}

// readProcessor reads who takes the money in place of Shopify Payments, nil for
// nobody.
func readProcessor(options *strict.Object) payment.Processor {
	p, ok := options.Object("processor")
	if !ok {
		return nil
	}
	var out payment.Processor
	switch p.Choice("name", "stripe", "paypal", "contract") {
	case "stripe":
		out = payment.Stripe{
			Method: payment.Method(p.Word("method")), InternationalCard: p.Flag("international_card"),
			ManuallyEntered: p.Flag("manually_entered"), Conversion: p.Flag("conversion"), ManagedPayments: p.Flag("managed_payments"),
			SmartDisputesWon: p.Decimal("smart_disputes_won").Decimal,
			Rate:             p.Decimal("rate"), Fixed: p.Decimal("fixed"),
		}
	case "paypal":
		out = payment.PayPal{
			Product: payment.Product(p.Word("product")), InternationalBuyer: p.Flag("international_buyer"),
			Conversion: p.Flag("conversion"), Dispute: payment.Dispute(p.Word("dispute")),
			Rate: p.Decimal("rate"), Fixed: p.Decimal("fixed"),
		}
	case "contract":
		out = payment.Contract{
			Name: p.Label("with"), Rate: p.Decimal("rate").Decimal, Fixed: p.Decimal("fixed").Decimal,
			Maximum: p.Decimal("maximum"), DisputeFee: p.Decimal("dispute_fee"),
		}
	default: // the other fields cannot be judged
		if !p.Faults.Covers(p.At("name")) {
			p.Faults.Add(p.At("name"), "", `must be given: "stripe", "paypal" or "contract"`)
		}
		return nil
	}
	p.Close()
	return out
}
