package reports_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/kpi/reports"
)

// A blender that the seller measured at 17.9 inches and Amazon at 18.2, which is the
// next size tier. The fee preview shows what Amazon measured, the settlement what it
// cost.
func ExampleNewFeeAudit() {
	preview := "sku\tcurrency\tyour-price\tsales-price\tlongest-side\tmedian-side\tshortest-side\tunit-of-dimension\titem-package-weight\tunit-of-weight\tproduct-size-tier\testimated-fee-total\testimated-referral-fee-per-unit\texpected-fulfillment-fee-per-unit\n" +
		"BLENDER\tUSD\t39.99\t0.0\t18.2\t10\t6\tinches\t6.9\tpounds\tSmallBulky\t18.25\t6.00\t12.25\n"
	settlement := "settlement-id\tcurrency\ttransaction-type\torder-id\tshipment-id\tamount-type\tamount-description\tamount\tposted-date-time\torder-item-code\tsku\tquantity-purchased\n" +
		"1\tUSD\tOrder\t111-1\tP1\tItemPrice\tPrincipal\t39.99\t2026-06-03 18:00:00 UTC\t1\tBLENDER\t1\n" +
		"1\tUSD\tOrder\t111-1\tP1\tItemFees\tCommission\t-6.00\t2026-06-03 18:00:00 UTC\t1\tBLENDER\t1\n" +
		"1\tUSD\tOrder\t111-1\tP1\tItemFees\tFBAPerUnitFulfillmentFee\t-12.25\t2026-06-03 18:00:00 UTC\t1\tBLENDER\t1\n" +
		"1\tUSD\tOrder\t111-2\tP2\tItemPrice\tPrincipal\t79.98\t2026-06-09 18:00:00 UTC\t1\tBLENDER\t2\n" +
		"1\tUSD\tOrder\t111-2\tP2\tPromotion\tPrincipal\t-8.00\t2026-06-09 18:00:00 UTC\t1\tBLENDER\t2\n" +
		"1\tUSD\tOrder\t111-2\tP2\tItemFees\tCommission\t-12.00\t2026-06-09 18:00:00 UTC\t1\tBLENDER\t2\n" +
		"1\tUSD\tOrder\t111-2\tP2\tItemFees\tFBAPerUnitFulfillmentFee\t-24.50\t2026-06-09 18:00:00 UTC\t1\tBLENDER\t2\n" +
		"1\tUSD\tServiceFee\t\t\tother-transaction\tStorage Fee\t-31.80\t2026-06-10 04:00:00 UTC\t\t\t\n"

	box, err := fees.ParseParcel("17.9 in", "10 in", "6 in", "6.9 lb")
	if err != nil {
		fmt.Println(err)
		return
	}
	audit, err := reports.NewFeeAudit([]reports.FeeItem{
		{SKU: "BLENDER", Listing: amazon.Listing{Parcel: box, Category: "home_kitchen"}},
	}, reports.FeeAuditOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := reports.Open(strings.NewReader(preview), reports.Options{Name: "preview.txt"})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := audit.ReadPreview(f, fees.Day(2026, time.June, 10)); err != nil {
		fmt.Println(err)
		return
	}
	f, err = reports.Open(strings.NewReader(settlement), reports.Options{Name: "settlement.txt", Zone: reports.Pacific()})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := audit.ReadSettlement(f); err != nil {
		fmt.Println(err)
		return
	}

	charged := audit.Result().Settlement
	fmt.Println(charged.Checked, "fees checked,", charged.Agreed, "as computed,", charged.Money.StringFixed(2), "USD too much")
	for _, finding := range charged.Findings {
		fmt.Println()
		fmt.Println(finding)
		fmt.Println(finding.Places)
	}
	fmt.Println()
	for _, cause := range charged.Causes {
		fmt.Println(cause.Key, cause.Money.StringFixed(2))
	}
	for _, gap := range charged.Gaps {
		fmt.Println("not compared:", gap)
	}
	// Output:
	// 4 fees checked, 1 as computed, 11.58 USD too much
	//
	// BLENDER, fulfilment fee, 2026-06-03 to 2026-06-09: 12.25 charged, 8.79 computed for a unit (large_standard, over 3 lb up to 20 lb + 19 × 0.08; 3.5% of the fulfilment fee). That is 3.46 too much each and 10.38 too much for 3 units. It is the fee for what Amazon measured: 18.2 in × 10 in × 6 in, 6.9 lb, small_bulky with 7.86 lb billed. Measure and weigh the packed unit. If Amazon is wrong, ask for a remeasurement and for the difference; if Amazon is right, correct the item. Computed from amazon-us-fulfillment-standard-2026-01-15, amazon-us-fuel-surcharge-2026-04-17.
	// [settlement.txt:4 settlement.txt:8]
	//
	// BLENDER, referral fee, 2026-06-09: 6.00 charged, 5.40 computed for a unit at 35.99 (15% of the sales price, at least 0.30). That is 0.60 too much each and 1.20 too much for 2 units. It is the fee on the price before the promotion of 8.00. Check who funds the promotion: the fee is a share of what the buyer pays. Computed from amazon-us-referral-2025-01-15.
	// [settlement.txt:7]
	//
	// size_tier 10.38
	// fee_base 1.20
	// not compared: other-transaction Storage Fee: the fee is not one that this audit computes (1 row, 31.80 USD)
}

// A fee that was collected in another way is added by itself.
func ExampleFeeAudit_Add() {
	audit, err := reports.NewFeeAudit([]reports.FeeItem{
		{SKU: "SHIRT", Listing: amazon.Listing{Category: "clothing_accessories"}},
	}, reports.FeeAuditOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	// 20.00 is still in the bracket of 10 %.
	if err := audit.Add(reports.ChargedFee{
		SKU: "SHIRT", Fee: reports.AuditReferral, Origin: reports.FromSettlement, Units: 1,
		Price: decimal.NewNullDecimal(decimal.RequireFromString("20.00")), Amount: decimal.RequireFromString("3.40"),
		Day: fees.Day(2026, time.June, 1),
	}); err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range audit.Result().Settlement.Findings {
		fmt.Println(f.Likely, f.Money)
		fmt.Println(f.Explanations[0].Text)
	}
	// Output:
	// price_band 1.4
	// by the rate for prices above 20.00, 17%
}

// A fee that cannot be computed is a gap and in no total.
func ExampleFeeGap_String() {
	audit, err := reports.NewFeeAudit([]reports.FeeItem{{SKU: "LAMP", Listing: amazon.Listing{Category: "home_kitchen"}}}, reports.FeeAuditOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fee := reports.ChargedFee{
		SKU: "LAMP", Fee: reports.AuditFulfilment, Origin: reports.FromSettlement, Units: 1,
		Price: decimal.NewNullDecimal(decimal.RequireFromString("24.99")), Amount: decimal.RequireFromString("6.02"),
		Day: fees.Day(2026, time.June, 1),
	}
	if err := audit.Add(fee); err != nil {
		fmt.Println(err)
		return
	}
	fee.SKU = "OTHER"
	if err := audit.Add(fee); err != nil {
		fmt.Println(err)
		return
	}
	r := audit.Result().Settlement
	for _, g := range r.Gaps {
		fmt.Println(g.Reason, g)
	}
	fmt.Println(r.Checked, "checked")
	// Output:
	// unknown_input LAMP, fulfilment fee: length must be above 0, got "0 in"; width must be above 0, got "0 in"; height must be above 0, got "0 in"; weight must be above 0, got "0 lb" (1 row, 6.02)
	// unknown_item OTHER, fulfilment fee: the item is not among those that were given (1 row, 6.02)
	// 0 checked
}

// An audit of one item and what was charged for it.
func mugAudit() (*reports.FeeAudit, error) {
	box, err := fees.ParseParcel("5 in", "5 in", "4 in", "14 oz")
	if err != nil {
		return nil, err
	}
	return reports.NewFeeAudit([]reports.FeeItem{{SKU: "MUG", Listing: amazon.Listing{Parcel: box, Category: "home_kitchen"}, Units: 200}}, reports.FeeAuditOptions{})
}

func mugRow(description, amount string) reports.SettlementRow {
	amountType := "ItemFees"
	if description == "Principal" {
		amountType = "ItemPrice"
	}
	return reports.SettlementRow{
		Type: "Order", Order: "111-1", SKU: "MUG", AmountType: amountType, Description: description, Currency: "USD",
		Amount: decimal.NewNullDecimal(decimal.RequireFromString(amount)), Quantity: decimal.NewNullDecimal(decimal.NewFromInt(1)),
		Day: fees.Day(2026, time.June, 1),
	}
}

func ExampleFeeAudit_AddSettlement() {
	audit, err := mugAudit()
	if err != nil {
		fmt.Println(err)
		return
	}
	audit.AddSettlement(mugRow("Principal", "19.99"))
	audit.AddSettlement(mugRow("Commission", "-3.00"))
	audit.AddSettlement(mugRow("FBAPerUnitFulfillmentFee", "-5.22"))
	for _, f := range audit.Result().Settlement.Findings {
		fmt.Println(f)
	}
	// Output:
	// MUG, fulfilment fee, 2026-06-01: 5.22 charged, 4.76 computed for a unit at 19.99 (large_standard, over 12 oz up to 16 oz; 3.5% of the fulfilment fee). That is 0.46 too much each and 0.46 too much for 1 unit. It is the fee of large_standard, over 1 up to 1.25 lb. Weigh and measure the packed unit, and ask for a remeasurement where Amazon is wrong. Computed from amazon-us-fulfillment-standard-2026-01-15, amazon-us-fuel-surcharge-2026-04-17.
}

func ExampleFeeAudit_AddPreview() {
	audit, err := mugAudit()
	if err != nil {
		fmt.Println(err)
		return
	}
	audit.AddPreview("preview.txt", reports.FeePreviewRow{
		Row: 2, SKU: "MUG", Currency: "USD",
		Price:      decimal.NewNullDecimal(decimal.RequireFromString("19.99")),
		Referral:   decimal.NewNullDecimal(decimal.RequireFromString("3.00")),
		Fulfilment: decimal.NewNullDecimal(decimal.RequireFromString("5.22")),
	}, fees.Day(2026, time.June, 1))
	preview := audit.Result().Preview
	for _, f := range preview.Findings {
		fmt.Println(f.Likely, f.DifferenceEach, "each,", f.Money, "for", f.Units, "units")
	}
	// Output:
	// weight_band 0.46 each, 92 for 200 units
}

func ExampleFeeAudit_ReadPreview() {
	audit, err := mugAudit()
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := reports.Open(strings.NewReader("sku,currency,your-price,estimated-fee-total,estimated-referral-fee-per-unit,expected-fulfillment-fee-per-unit\nMUG,USD,19.99,7.76,3.00,4.76\n"), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := audit.ReadPreview(f, fees.Day(2026, time.June, 1)); err != nil {
		fmt.Println(err)
		return
	}
	preview := audit.Result().Preview
	fmt.Println(preview.Checked, "checked,", preview.Agreed, "agreed")
	// Output:
	// 2 checked, 2 agreed
}

func ExampleFeeAudit_ReadSettlement() {
	audit, err := mugAudit()
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := reports.Open(strings.NewReader("settlement-id\tcurrency\ttransaction-type\torder-id\tamount-type\tamount-description\tamount\tposted-date-time\tsku\tquantity-purchased\n"+
		"1\tUSD\tOrder\t111-1\tItemPrice\tPrincipal\t19.99\t2026-06-03 18:00:00 UTC\tMUG\t1\n"+
		"1\tUSD\tOrder\t111-1\tItemFees\tCommission\t-3.00\t2026-06-03 18:00:00 UTC\tMUG\t1\n"), reports.Options{Zone: reports.Pacific()})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := audit.ReadSettlement(f); err != nil {
		fmt.Println(err)
		return
	}
	charged := audit.Result().Settlement
	fmt.Println(charged.Checked, "checked,", charged.Agreed, "agreed")
	for _, g := range charged.Gaps {
		fmt.Println(g)
	}
	// Output:
	// 1 checked, 1 agreed
	// MUG, fulfilment fee: the tables give this fee and the rows of the order item do not have it (1 row, 4.76 USD)
}

// Two halves of a file, read apart.
func ExampleFeeAudit_Merge() {
	audit, err := mugAudit()
	if err != nil {
		fmt.Println(err)
		return
	}
	second, err := mugAudit()
	if err != nil {
		fmt.Println(err)
		return
	}
	audit.AddSettlement(mugRow("Principal", "19.99"))
	audit.AddSettlement(mugRow("FBAPerUnitFulfillmentFee", "-4.76"))
	second.AddSettlement(mugRow("Commission", "-3.00"))
	audit.Merge(second)
	charged := audit.Result().Settlement
	fmt.Println(charged.Checked, "checked,", charged.Agreed, "agreed")
	// Output:
	// 2 checked, 2 agreed
}

func ExampleFeeAudit_Result() {
	audit, err := mugAudit()
	if err != nil {
		fmt.Println(err)
		return
	}
	audit.AddSettlement(mugRow("Principal", "19.99"))
	audit.AddSettlement(mugRow("Commission", "-3.00"))
	audit.AddSettlement(mugRow("FBAPerUnitFulfillmentFee", "-4.60"))
	charged := audit.Result().Settlement
	for _, total := range charged.Causes {
		fmt.Println(total.Key, total.Findings, total.Money)
	}
	// Output:
	// part 1 -0.16
}

func ExampleChargedFee_Base() {
	fee := reports.ChargedFee{
		Price: decimal.NewNullDecimal(decimal.NewFromInt(76)), Promotion: decimal.NewFromInt(4), Shipping: decimal.NewFromInt(5),
	}
	fmt.Println(fee.Base().Decimal)
	fee.Chargeback = decimal.NewFromInt(5) // Amazon ships and keeps the shipping
	fmt.Println(fee.Base().Decimal)
	// Output:
	// 77
	// 72
}

func ExampleChargedFee_Check() {
	fee := reports.ChargedFee{Fee: reports.AuditReferral, Origin: reports.FromSettlement, Units: -1}
	fmt.Println(fee.Check())
	// Output:
	// units must be from 0 to 1000000000, got "-1"
}

func ExampleFeeFinding_String() {
	audit, err := mugAudit()
	if err != nil {
		fmt.Println(err)
		return
	}
	audit.AddSettlement(mugRow("Principal", "19.99"))
	audit.AddSettlement(mugRow("Commission", "-1.60"))
	audit.AddSettlement(mugRow("FBAPerUnitFulfillmentFee", "-4.76"))
	fmt.Println(audit.Result().Settlement.Findings[0])
	// Output:
	// MUG, referral fee, 2026-06-01: 1.60 charged, 3.00 computed for a unit at 19.99 (15% of the sales price, at least 0.30). That is 1.40 too little each and 1.40 too little for 1 unit. It is the fee of the category appliances_full_size (8% of the sales price, at least 0.30) or computers (8% of the sales price, at least 0.30) or consumer_electronics (8% of the sales price, at least 0.30) or of another one. Check the product type of the listing: it decides the referral category. Computed from amazon-us-referral-2025-01-15.
}

// Several changes may give the same fee; the plainest comes first.
func ExampleFeeExplanation() {
	audit, err := mugAudit()
	if err != nil {
		fmt.Println(err)
		return
	}
	audit.AddSettlement(mugRow("Principal", "19.99"))
	audit.AddSettlement(mugRow("Commission", "-3.00"))
	audit.AddSettlement(mugRow("FBAPerUnitFulfillmentFee", "-4.60"))
	for _, f := range audit.Result().Settlement.Findings {
		for _, e := range f.Explanations {
			fmt.Println(e.Cause, "-", e.Text)
		}
	}
	// Output:
	// part - without its fuel_surcharge of 0.16 each
	// date - by the tables of 2026-01-15 to 2026-04-16
}

func ExampleFeeSide() {
	audit, err := mugAudit()
	if err != nil {
		fmt.Println(err)
		return
	}
	audit.AddSettlement(mugRow("Principal", "19.99"))
	audit.AddSettlement(mugRow("Commission", "-1.60"))
	audit.AddSettlement(mugRow("FBAPerUnitFulfillmentFee", "-5.22"))
	charged := audit.Result().Settlement
	fmt.Println(charged.Charged, "charged,", charged.Computed, "computed,", charged.Money, "too much")
	for _, fee := range charged.Fees {
		fmt.Println(fee.Key, fee.Money)
	}
	// Output:
	// 6.82 charged, 7.76 computed, -0.94 too much
	// referral -1.4
	// fulfilment 0.46
}
