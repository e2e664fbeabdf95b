package kpi_test

import (
	"strings"
	"testing"

	"github.com/lianxing/crossborder/kpi"
)

// The ladder of a seller who has nothing but what is named.
const noLadder = "shipping_credits 0, gift_wrap_credits 0, promotions 0, refunds 0, duty 0, preparation_cost 0, payment_fees 0, return_costs 0, inbound_placement_fees 0, other_channel_fees 0, promotion_fees 0, overhead 0, fx_result 0, "

// metricRow is a figure with the inputs that it follows from.
type metricRow struct {
	id, source string
	metric     string
	days       int
	facts      string
	want       string
}

func (row metricRow) check(t *testing.T) {
	t.Helper()
	f := known(row.facts)
	f.Period = factDays(row.days)
	if strings.Contains(row.facts, "shipped") && !strings.Contains(row.facts, "units_ordered") {
		f.Basis = kpi.ShippedBasis
	}
	if got := rounded(evaluate(t, row.metric, f).Value, row.want); got != row.want {
		t.Errorf("%s (%s): %s is %s, want %s", row.id, row.source, row.metric, got, row.want)
	}
}

// publishedMetrics are published figures from their published inputs.
func publishedMetrics() []metricRow {
	const (
		s02  = noLadder + "item_sales 30, product_cost 10, inbound_freight 2, referral_fees 4.50, fulfilment_fees 1.50, storage_fees 0, units_sold 1, price 30, profit_before_ads 12, "
		s03  = "ordered_product_sales 238.44, units_ordered 23, order_items 20, units_refunded 1, browser_sessions 906, mobile_app_sessions 94"
		s04  = "ordered_product_sales 217.70, units_ordered 18, order_items 18, browser_sessions 937"
		s05  = "sessions 12131, units_ordered 683, order_items 668, ordered_product_sales 12905.25"
		s06a = "impressions 9582, clicks 100, ad_spend 108.61, ad_sales 180.90, promoted_sales 127.20, halo_sales 53.70, ad_units 11, ad_orders 11"
		s06  = "impressions 11177, clicks 111, ad_spend 115.84, ad_sales 196.80"
		s07a = "impressions 1204, clicks 31, ad_spend 16.12, ad_sales 1234.50, ad_orders 41"
		s07  = "impressions 2604, clicks 51, ad_spend 34.12, ad_sales 1324.50, ad_orders 44"
		s13  = "item_sales 500000, shipping_credits 0, gift_wrap_credits 0, promotions 0, refunds 0, landed_cogs 260000, average_inventory_cost 100000"
		s17  = "exposed_users 100000, exposed_conversions 1200, holdout_users 100000, holdout_conversions 900, ad_spend 50000, order_value 80, contribution_margin 0.40"
		s21  = noLadder + "item_sales 40, product_cost 10, inbound_freight 2, referral_fees 6, fulfilment_fees 7.50, ad_spend 4, storage_fees 0.50, units_sold 1"
	)
	return []metricRow{
		{"S01", "agency blog", "acos", 30, "ad_spend 100, ad_sales 500", "20%"},
		{"S01", "agency blog", "roas", 30, "ad_spend 100, ad_sales 500", "5"},
		{"S02", "calculator page", "break_even_acos_planned", 30, s02, "40%"},
		{"S02", "calculator page", "contribution_before_ads", 30, s02, "12.00"},
		{"S02", "calculator page", "break_even_acos", 30, s02 + "ad_spend 7.50", "40%"},
		{"S02", "calculator page, 25 % ACoS", "cm3", 30, s02 + "ad_spend 7.50", "4.50"},
		{"S02", "1 / 40 %", "break_even_roas", 30, s02 + "ad_spend 7.50", "2.5"},
		{"S03", "Amazon schema sample", "average_selling_price", 1, s03, "10.37"},
		{"S03", "Amazon schema sample", "sales_per_order_item", 1, s03, "11.92"},
		{"S03", "Amazon schema sample", "units_per_order_item", 1, s03, "1.15"},
		{"S03", "Amazon schema sample", "refund_rate", 1, s03, "4.35%"},
		{"S03", "Amazon schema sample, as printed", "unit_session_percentage_browser", 1, s03, "2.54%"},
		{"S03", "Amazon schema sample, as printed", "order_item_session_percentage_browser", 1, s03, "2.21%"},
		{"S03", "arithmetic", "unit_session_percentage", 1, s03, "2.30%"},
		{"S03", "arithmetic", "order_item_session_percentage", 1, s03, "2.00%"},
		{"S04", "Amazon schema sample", "average_selling_price", 1, s04, "12.09"},
		{"S04", "Amazon schema sample", "unit_session_percentage_browser", 1, s04, "1.92%"},
		{"S05", "report of 2026", "unit_session_percentage", 30, s05, "5.63%"},
		{"S05", "report of 2026", "average_selling_price", 30, s05, "18.89"},
		{"S05", "report of 2026", "order_item_session_percentage", 30, s05, "5.51%"},
		{"S05", "report of 2026", "sales_per_order_item", 30, s05, "19.32"},
		{"S06", "unified report, both rows", "ctr", 30, s06, "0.9931%"},
		{"S06", "unified report, both rows", "acos", 30, s06, "58.86%"},
		{"S06", "unified report, both rows", "roas", 30, s06, "1.69890"},
		{"S06", "unified report, row 1", "ctr", 30, s06a, "1.0436%"},
		{"S06", "unified report, row 1", "cost_per_purchase", 30, s06a, "9.87364"},
		{"S06", "unified report, row 1", "purchase_rate", 30, s06a, "0.1148%"},
		{"S06", "unified report, row 1", "roas", 30, s06a, "1.66559"},
		{"S06", "53.70 of 180.90", "halo_share", 30, s06a, "29.68%"},
		{"S07", "search-term report, row 1", "ctr", 1, s07a, "2.57%"},
		{"S07", "search-term report, row 1", "cpc", 1, s07a, "0.52"},
		{"S07", "search-term report, row 1", "acos", 1, s07a, "1.31%"},
		{"S07", "search-term report, row 1", "roas", 1, s07a, "76.58"},
		{"S07", "search-term report, row 1", "ad_conversion_rate", 1, s07a, "132.26%"},
		{"S07", "search-term report, all rows", "acos", 2, s07, "2.58%"},
		{"S07", "search-term report, all rows", "roas", 2, s07, "38.82"},
		{"S08", "agency blog", "refund_rate", 30, "units_ordered 500, units_refunded 25", "5%"},
		{"S09", "Amazon schema sample", "late_shipment_rate_30", 30, "orders_late 27896, seller_fulfilled_orders 870669", "3.203973%"},
		{"S11", "report row, 373 / 1.68", "implied_average_units", 90, "units_shipped 373, printed_sell_through 1.68", "222.0"},
		{"S11", "report row", "sell_through", 90, "units_shipped 373, average_units_on_hand 222", "1.68"},
		{"S12", "report row 1, printed 23", "weeks_of_cover", 90, "supply_units 665, units_shipped 373", "22.9"},
		{"S12", "report row 2, printed 40", "weeks_of_cover", 90, "supply_units 186, units_shipped 59", "40.5"},
		{"S13", "trade article", "cm1", 365, s13, "240000"},
		{"S13", "trade article", "gross_margin", 365, s13, "48%"},
		{"S13", "trade article", "sales_to_stock", 365, s13, "5"},
		{"S13", "trade article", "gmroi", 365, s13, "240%"},
		{"S14", "calculator page", "ltv_profit", 365, "order_value 70, purchases_per_year 4, customer_years 2.5, contribution_margin 0.45", "315"},
		{"S14", "calculator page, without the margin", "ltv_revenue", 365, "order_value 70, purchases_per_year 4, customer_years 2.5", "700"},
		{"S15", "agency article", "cash_conversion_cycle_given", 30, "dio 35, dso 2, dpo 15", "22"},
		{"S16", "SellerLegend: paid Mar 1, in the bank Apr 17", "cash_conversion_cycle_timeline", 30, "cash_out_day 0, cash_in_day 47", "47"},
		{"S17", "calculator page", "incremental_conversions", 30, s17, "300"},
		{"S17", "calculator page", "iroas", 30, s17, "0.48"},
		{"S17", "calculator page", "incremental_profit", 30, s17, "-40400"},
		{"S21", "calculator site", "operating_profit", 30, s21, "10"},
		{"S21", "calculator site", "operating_margin", 30, s21, "25%"},
		{"S21", "calculator site", "operating_margin_gross_sales", 30, s21, "25%"},
		{"S21", "calculator site", "roi_product_cost", 30, s21, "100%"},
		{"S21", "calculator site", "roi_product_and_inbound", 30, s21, "83.3%"},
	}
}

func TestPublishedMetrics(t *testing.T) {
	for _, row := range publishedMetrics() {
		row.check(t)
	}
}

// S06 and S07: rows are added, and the ratio is that of the sums and not the mean of the
// ratios, which would be 2.59 % and 5.65 %.
func TestRowsAreAdded(t *testing.T) {
	rows := []string{
		"impressions 1204, clicks 31, ad_spend 16.12, ad_sales 1234.50, ad_orders 41",
		"impressions 800, clicks 8, ad_spend 6.00, ad_sales 60.00, ad_orders 2",
		"impressions 500, clicks 10, ad_spend 10.00, ad_sales 0.00, ad_orders 0",
		"impressions 100, clicks 2, ad_spend 2.00, ad_sales 30.00, ad_orders 1",
	}
	sum := sumOf(t, rows...)
	for code, want := range map[string]string{"acos": "2.58%", "roas": "38.82", "ctr": "1.96%", "ad_conversion_rate": "86.27%"} {
		if got := rounded(evaluate(t, code, sum).Value, want); got != want {
			t.Errorf("%s is %s, want %s", code, got, want)
		}
	}
	if got := evaluate(t, "acos", known(rows[2])).Value.String(); got != "undefined" {
		t.Errorf("ACoS of spend without sales is %s", got)
	}
}

// S10: each item weighs its share in stock by its velocity before the two are added.
func TestInStockRate(t *testing.T) {
	sum := sumOf(t, "velocity 2, in_stock_share 0.50", "velocity 3, in_stock_share 1")
	got := evaluate(t, "in_stock_rate", sum)
	if got.Value.String() != "80.00%" {
		t.Errorf("in-stock rate is %s, want 80.00%%", got.Value)
	}
	if b, ok := bandOf(got.Value); !ok || b != "fair" {
		t.Errorf("band is %q, want fair", b)
	}
}
