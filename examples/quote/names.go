package main

import (
	"slices"
	"strings"
)

// A lineName is what a line of a statement is called for people.
type lineName struct{ code, name string }

// lineNames are the lines in the order in which channels are compared. The costs
// of the caller stand where costLine says.
var lineNames = []lineName{
	{"price", "Item price"},
	{"promotion_discount", "Promotion discount"},
	{"shipping_charged", "Shipping charged"},
	{"referral", "Referral fee"},
	{"pro_listing_savings", "Pro listing savings"},
	{"final_value", "Final value fee"},
	{"not_as_described", "Not-as-described fee"},
	{"below_standard", "Below-standard fee"},
	{"international", "International fee"},
	{"closing", "Closing fee"},
	{"individual_plan", "Individual plan"},
	{"per_order", "Per-order fee"},
	{"transaction", "Per-order fee"},
	{"payment_processing", "Payment processing"},
	{"currency_conversion", "Currency conversion"},
	{"third_party_fee", "Third-party fee"},
	{"dispute", "Disputes"},
	{"smart_disputes", "Smart Disputes"},
	{"creator_commission", "Creator commission"},
	{"promoted_listings", "Promoted Listings"},
	{"coupon", "Coupon fee"},
	{"deal", "Deal fee"},
	{"price_discount", "Price discount fee"},
	{"fulfillment", "Fulfilment fee"},
	{"multichannel_fulfillment", "Fulfilment fee (MCS)"},
	{"multichannel_discount", "Order discount (MCS)"},
	{"own_container_discount", "Own-container discount"},
	{"fuel_surcharge", "Fuel surcharge"},
	{"overmax", "Overmax handling"},
	{"oversize_1", "Oversize 1 add-on"},
	{"oversize_2", "Oversize 2 add-on"},
	{"apparel", "Apparel add-on"},
	{"hazmat", "Hazmat add-on"},
	{"low_price", "Low-price add-on"},
	{"sipp_discount", "SIPP discount"},
	{"packaging", "Packaging fee"},
	{"lithium_battery", "Lithium battery fee"},
	{"low_inventory", "Low-inventory-level fee"},
	{"inbound_placement", "Inbound placement"},
	{"inbound_defect", "Inbound defects"},
	{"inbound_transfer", "Inventory transfer"},
	{"prep_poly_bag", "Prep: poly bag"},
	{"prep_label", "Prep: label"},
	{"unplanned_prep_poly_bag", "Unplanned prep: poly bag"},
	{"unplanned_prep_label", "Unplanned prep: label"},
	{"hub", "Hub fee"},
	{"storage", "Storage"},
	{"storage_utilization", "Storage utilisation"},
	{"aged_inventory", "Aged inventory"},
	{"removal", "Removals"},
	{"disposal", "Disposals"},
	{"liquidation_recovery", "Liquidation proceeds"},
	{"liquidation_referral", "Liquidation referral"},
	{"liquidation_processing", "Liquidation processing"},
	{"stock_written_off", "Stock written off"},
	{"subscription", "Subscription"},
	{"store_subscription", "Store subscription"},
	{"insertion", "Insertion fee"},
	{"high_volume_listing", "High-volume listing fee"},
	{"advertising", "Advertising"},
	{"launch_advertising", "Launch advertising"},
	{costLine, ""},
	{"fx_buffer", "FX buffer"},
	{"refund", "Refunds"},
	{refundLines, ""},
	{"refund_admin", "Refund admin fee"},
	{"returns_processing", "Returns processing fee"},
	{"return_no_inspection", "Return, not inspected"},
	{"return_inspection", "Return inspection"},
	{"return_restocking", "Return restocking"},
	{"return_repackaging", "Return repackaging"},
	{"return_disposal", "Return disposal"},
	{"return_to_merchant", "Return to the seller"},
	{"return_processing", "Return handling"},
	{"return_recovery", "Stock recovered"},
	{"return_salvage", "Salvage of returns"},
	{"capital_cost", "Capital cost"},
	{"overhead", "Overhead"},
	{"payout_conversion", "Payout conversion"},
}

// Places among the lines: of the costs, and of what a channel gives back of a
// fee with a refund.
const (
	costLine    = "cost"
	refundLines = "_refund"
)

// rank is the place of a line of a code in a comparison: that of the code, and
// for what is given back of a fee that of the fee among its kind.
func rank(code string) int {
	place := func(code string) int {
		return slices.IndexFunc(lineNames, func(n lineName) bool { return n.code == code }) * len(lineNames)
	}
	if i := place(code); i >= 0 {
		return i
	}
	if of, back := strings.CutSuffix(code, refundLines); back {
		return place(refundLines) + max(place(of)/len(lineNames), 0)
	}
	return place(costLine)
}

// nameOf returns what a line of a code is called for people.
func nameOf(code string) string {
	for _, n := range lineNames {
		if n.code == code {
			return n.name
		}
	}
	if of, back := strings.CutSuffix(code, refundLines); back {
		return nameOf(of) + " back"
	}
	return capital(spaced(code))
}

// name returns what the line is called for people. A cost is called what the
// request calls it.
func (l line) name() string {
	switch {
	case l.Label != "":
		return l.Label
	case l.Source.Citation == "cost":
		return capital(spaced(l.Code))
	}
	return nameOf(l.Code)
}

// because returns the names of the lines that make a dead zone.
func (z zone) because() string {
	names := make([]string, len(z.Causes))
	for i, code := range z.Causes {
		names[i] = nameOf(code)
	}
	return strings.Join(names, ", ")
}
