package reports

import "iter"

// A Line is where an amount of a settlement belongs in the statement of a seller. It is
// stable, in snake_case and never translated.
type Line string

// The lines, in the order of the statement.
const (
	LineItemPrice                 Line = "item_price"                  // the price of the item, without tax
	LineShippingCredit            Line = "shipping_credit"             // shipping that the buyer paid
	LineGiftWrapCredit            Line = "gift_wrap_credit"            // gift wrap that the buyer paid
	LinePromotion                 Line = "promotion"                   // a discount on the item that the seller funds
	LineShippingPromotion         Line = "shipping_promotion"          // a discount on shipping that the seller funds
	LineRefundedItemPrice         Line = "refunded_item_price"         // the item price given back
	LineRefundedShipping          Line = "refunded_shipping"           // shipping given back
	LineRefundedGiftWrap          Line = "refunded_gift_wrap"          // gift wrap given back
	LineRefundedPromotion         Line = "refunded_promotion"          // the discount on an item that was given back
	LineRefundedShippingPromotion Line = "refunded_shipping_promotion" // the discount on shipping that was given back
	LineGoodwill                  Line = "goodwill"                    // a gesture to a buyer beyond what was paid
	LineRestockingFee             Line = "restocking_fee"              // what the seller keeps of a refund
	LineTaxCollected              Line = "tax_collected"               // tax that the buyer paid
	LineTaxWithheld               Line = "tax_withheld"                // tax that the channel takes to pay it to the state
	LineRefundedTaxCollected      Line = "refunded_tax_collected"      // tax given back to the buyer
	LineRefundedTaxWithheld       Line = "refunded_tax_withheld"       // tax that the channel gives back after a refund
	LineReferral                  Line = "referral"                    // the referral fee, which Amazon calls commission
	LineRefundedReferral          Line = "refunded_referral"           // the referral fee given back after a refund
	LineShippingHoldback          Line = "shipping_holdback"           // the share of the shipping credit that the channel keeps
	LineClosing                   Line = "closing"                     // closing fees
	LineDigitalServices           Line = "digital_services"            // the surcharge for digital services taxes
	LineTaxService                Line = "tax_service"                 // the fee for calculating sales tax
	LineRefundAdministration      Line = "refund_administration"       // what the channel keeps of the referral fee after a refund
	LineReturnsProcessing         Line = "returns_processing"          // the fee for a unit that a customer returns
	LineFulfilment                Line = "fulfilment"                  // fulfilment by the channel: pick, pack and ship
	LineRefundedFulfilment        Line = "refunded_fulfilment"         // fulfilment given back after a refund
	LineShippingChargeback        Line = "shipping_chargeback"         // a shipping or gift wrap credit that the channel keeps because it ships
	LineShippingLabel             Line = "shipping_label"              // a label for own shipping that was bought from the channel
	LineStorage                   Line = "storage"                     // monthly storage
	LineAgedStorage               Line = "aged_storage"                // long-term storage and surcharges for age
	LineRemoval                   Line = "removal"                     // removal and disposal of stock
	LineLiquidation               Line = "liquidation"                 // proceeds and fees of stock that the channel sells off
	LineInboundTransport          Line = "inbound_transport"           // transport to the warehouse by a carrier of the channel
	LineInboundPlacement          Line = "inbound_placement"           // placement of incoming stock, and its faults
	LineReimbursement             Line = "reimbursement"               // compensation for stock and refunds, and what is taken back of it
	LineOtherFee                  Line = "other_fee"                   // a fee that the file does not name
	LineAdvertising               Line = "advertising"                 // advertising paid out of the balance
	LineDeal                      Line = "deal"                        // fees of deals
	LineCoupon                    Line = "coupon"                      // fees of coupons
	LineReviewProgramme           Line = "review_programme"            // enrolment in a programme of reviews
	LineSubscription              Line = "subscription"                // the monthly fee of the account
	LineReserveReleased           Line = "reserve_released"            // what the settlement before held back
	LineReserveHeld               Line = "reserve_held"                // what this settlement holds back
	LineLoan                      Line = "loan"                        // lending: paid out, or paid back
	LineDirectPayment             Line = "direct_payment"              // what a buyer paid to the seller directly
	LineTransfer                  Line = "transfer"                    // money to or from the bank or the card of the seller
	LineBalanceAdjustment         Line = "balance_adjustment"          // a correction that the channel does not explain
	LineUnmapped                  Line = "unmapped"                    // an amount that no mapping knows
)

// A Level is the step of the profit ladder at which a line counts.
type Level string

// The levels.
const (
	GrossSales  Level = "gross_sales"  // what buyers pay, without tax
	NetRevenue  Level = "net_revenue"  // promotions and refunds, which net revenue is less of
	PassedOnTax Level = "tax"          // tax that comes in and goes out, never revenue
	ChannelFees Level = "channel_fees" // what the second contribution margin takes off
	Marketing   Level = "marketing"    // what the third contribution margin takes off
	Overheads   Level = "overheads"    // what the operating profit takes off
	CashTiming  Level = "cash_timing"  // no profit and no loss: when money moves
	NoLevel     Level = ""             // not known
)

// lineTable says of each line at which level it counts, and in which input of package
// kpi; "" for none.
var lineTable = [...]struct {
	line  Line
	level Level
	input string
}{
	{LineItemPrice, GrossSales, "item_sales"},
	{LineShippingCredit, GrossSales, "shipping_credits"},
	{LineGiftWrapCredit, GrossSales, "gift_wrap_credits"},
	{LinePromotion, NetRevenue, "promotions"},
	{LineShippingPromotion, NetRevenue, "promotions"},
	{LineRefundedItemPrice, NetRevenue, "refunds"},
	{LineRefundedShipping, NetRevenue, "refunds"},
	{LineRefundedGiftWrap, NetRevenue, "refunds"},
	{LineRefundedPromotion, NetRevenue, "promotions"},
	{LineRefundedShippingPromotion, NetRevenue, "promotions"},
	{LineGoodwill, NetRevenue, "refunds"},
	{LineRestockingFee, NetRevenue, "refunds"},
	{LineTaxCollected, PassedOnTax, "sales_tax"},
	{LineTaxWithheld, PassedOnTax, "sales_tax"},
	{LineRefundedTaxCollected, PassedOnTax, "sales_tax"},
	{LineRefundedTaxWithheld, PassedOnTax, "sales_tax"},
	{LineReferral, ChannelFees, "referral_fees"},
	{LineRefundedReferral, ChannelFees, "referral_fees"},
	{LineShippingHoldback, ChannelFees, "referral_fees"},
	{LineClosing, ChannelFees, "referral_fees"},
	{LineDigitalServices, ChannelFees, "other_channel_fees"},
	{LineTaxService, ChannelFees, "other_channel_fees"},
	{LineRefundAdministration, ChannelFees, "return_costs"},
	{LineReturnsProcessing, ChannelFees, "return_costs"},
	{LineFulfilment, ChannelFees, "fulfilment_fees"},
	{LineRefundedFulfilment, ChannelFees, "fulfilment_fees"},
	{LineShippingChargeback, ChannelFees, "fulfilment_fees"},
	{LineShippingLabel, ChannelFees, "fulfilment_fees"},
	{LineStorage, ChannelFees, "storage_fees"},
	{LineAgedStorage, ChannelFees, "storage_fees"},
	{LineRemoval, ChannelFees, "other_channel_fees"},
	{LineLiquidation, ChannelFees, "other_channel_fees"},
	{LineInboundTransport, ChannelFees, "inbound_placement_fees"},
	{LineInboundPlacement, ChannelFees, "inbound_placement_fees"},
	{LineReimbursement, ChannelFees, "other_channel_fees"},
	{LineOtherFee, ChannelFees, "other_channel_fees"},
	{LineAdvertising, Marketing, "ad_spend"},
	{LineDeal, Marketing, "promotion_fees"},
	{LineCoupon, Marketing, "promotion_fees"},
	{LineReviewProgramme, Marketing, "promotion_fees"},
	{LineSubscription, Overheads, "overhead"},
	{LineReserveReleased, CashTiming, ""},
	{LineReserveHeld, CashTiming, ""},
	{LineLoan, CashTiming, ""},
	{LineDirectPayment, CashTiming, ""},
	{LineTransfer, CashTiming, ""},
	{LineBalanceAdjustment, NoLevel, ""},
	{LineUnmapped, NoLevel, ""},
}

// Lines yields every line in the order of the statement; [LineUnmapped] is the last.
func Lines() iter.Seq[Line] {
	return func(yield func(Line) bool) {
		for _, l := range lineTable {
			if !yield(l.line) {
				return
			}
		}
	}
}

// place returns the place of a line in the table, and that of [LineUnmapped] for one
// that is not there.
func (l Line) place() int {
	for i := range lineTable {
		if lineTable[i].line == l {
			return i
		}
	}
	return len(lineTable) - 1
}

// Level returns the step of the profit ladder at which the line counts, [NoLevel] for
// one that is not known.
func (l Line) Level() Level { return lineTable[l.place()].level }

// Input returns the code of the input of package kpi that the line belongs to:
// "referral_fees". It is "" for cash that is no profit and for what is not known.
// Inputs of cost are above 0 where something is paid, so the amount changes its sign.
func (l Line) Input() string { return lineTable[l.place()].input }
