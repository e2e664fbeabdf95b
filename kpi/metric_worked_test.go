package kpi_test

import (
	"testing"

	"github.com/lianxing/crossborder/kpi"
)

// workedMetrics are figures worked out by hand, one or more for each metric that no
// published figure covers. Each input is another number, so that a sign or a name that
// is wrong shows.
func workedMetrics() []metricRow {
	const (
		// Gross 1055, net 1000, CM1 700, CM2 421, before ads 410, CM3 310, operating 270.
		ladder = "item_sales 1000, shipping_credits 50, gift_wrap_credits 5, promotions 25, refunds 30, " +
			"product_cost 200, inbound_freight 40, duty 50, preparation_cost 10, " +
			"referral_fees 150, fulfilment_fees 100, payment_fees 3, return_costs 7, storage_fees 11, inbound_placement_fees 6, other_channel_fees 2, " +
			"promotion_fees 11, ad_spend 100, overhead 45, fx_result 5, sales_tax 60, units_sold 20, fixed_cost 155, "
		ads   = ladder + "ad_sales 400, ordered_product_sales 1250, added_ad_sales 300, added_ad_spend 100, wanted_margin 0.11, break_even_part 0.5, clicks 200, ad_orders 25, price 50, order_value 64, acos_target 0.3, conversion_rate 0.1, "
		cycle = ladder + "average_inventory_cost 600, receivables 250, payables 100, "
		test  = "exposed_users 2000, exposed_conversions 90, holdout_users 500, holdout_conversions 15, order_value 40, ad_spend 600, contribution_margin 0.5"
	)
	const hand = "by hand"
	return []metricRow{
		{"W", hand, "page_views_share", 30, "page_views 30, account_page_views 240", "12.5%"},
		{"W", hand, "session_share", 30, "browser_sessions 20, mobile_app_sessions 5, account_sessions 200", "12.5%"},
		{"W", hand, "featured_offer_percentage", 30, "featured_offer_share 0.9, page_views 50, sessions 40", "90%"},
		{"W", hand, "featured_offer_percentage", 30, "featured_offer_page_views 30, page_views 40, sessions 40", "75%"},
		{"W", hand, "featured_offer_percentage_sessions", 30, "featured_offer_share 0.9, page_views 50, sessions 40", "90%"},
		{"W", hand, "average_order_value", 30, "ordered_product_sales 960, orders 15", "64.00"},

		{"W", hand, "gross_sales", 30, ladder, "1055"},
		{"W", hand, "net_revenue", 30, ladder, "1000"},
		{"W", hand, "cm1", 30, ladder, "700"},
		{"W", hand, "cm2", 30, ladder, "421"},
		{"W", hand, "contribution_before_ads", 30, ladder, "410"},
		{"W", hand, "cm3", 30, ladder, "310"},
		{"W", hand, "operating_profit", 30, ladder, "270"},
		{"W", hand, "cm1_margin", 30, ladder, "70%"},
		{"W", hand, "cm2_margin", 30, ladder, "42.1%"},
		{"W", hand, "cm3_margin", 30, ladder, "31%"},
		{"W", hand, "operating_margin", 30, ladder, "27%"},
		{"W", hand, "operating_margin_gross_sales", 30, ladder, "25.59%"},
		{"W", hand, "gross_margin", 30, ladder, "70%"},
		{"W", hand, "gross_margin_product_cost", 30, ladder, "80%"},
		{"W", hand, "gross_margin_after_fees", 30, ladder, "45%"},
		{"W", hand, "roi_product_cost", 30, ladder, "135%"},
		{"W", hand, "roi_product_and_inbound", 30, ladder, "112.5%"},
		{"W", hand, "roi_landed_cost", 30, ladder, "90%"},
		{"W", hand, "roi_all_costs", 30, ladder, "67.5%"},
		{"W", hand, "contribution_roi", 30, ladder, "103.33%"},
		{"W", hand, "unit_contribution", 30, ladder, "15.50"},
		{"W", hand, "unit_profit", 30, ladder, "13.50"},
		{"W", hand, "break_even_units", 30, ladder, "10"},

		{"W", hand, "return_rate", 30, "units_returned 3, units_sold 40", "7.5%"},
		{"W", hand, "return_rate_cohort", 30, "cohort_units_returned 7, cohort_units_sold 50", "14%"},
		// 120 + 15 + 4 + 60 - 20 + 3.60 - 18 = 164.60 for 4 units.
		{"W", hand, "net_loss_per_return", 30, "refunds 120, outbound_fees_kept 15, return_processing_fees 4, returned_goods_cost 60, resellable_goods_cost 20, refund_administration_fees 3.60, referral_fees_returned 18, units_returned 4", "41.15"},
		{"W", hand, "return_adjusted_unit_profit", 30, "planned_return_rate 0.1, profit_if_kept 8, loss_if_returned 12", "6.00"},
		{"W", hand, "break_even_acos_return_adjusted", 30, "planned_return_rate 0.1, profit_if_kept 8, loss_if_returned 12, price 30", "20%"},

		{"W", hand, "tacos", 30, ads, "8%"},
		{"W", hand, "tacos_gross_sales", 30, ads, "9.48%"},
		{"W", hand, "tacos_net_revenue", 30, ads, "10%"},
		{"W", hand, "ad_sales_share", 30, ads, "32%"},
		{"W", hand, "organic_sales", 30, ads, "850.00"},
		{"W", hand, "organic_share", 30, ads, "68%"},
		{"W", hand, "break_even_acos", 30, ads, "41%"},
		{"W", hand, "target_acos", 30, ads, "30%"},
		{"W", hand, "target_acos_planned", 30, "profit_before_ads 12, price 30, wanted_margin 0.15", "25%"},
		{"W", hand, "target_acos_part", 30, ads, "20.5%"},
		{"W", hand, "max_cpc", 30, ads, "1.875"}, // 50 x 30 % x 25/200
		{"W", hand, "max_cpc_planned", 30, ads, "1.50"},
		{"W", hand, "max_cpc_order_value", 30, ads, "2.40"},
		{"W", hand, "contribution_per_ad_dollar", 30, ads, "0.64"},
		{"W", hand, "marginal_roas", 30, ads, "3"},
		{"W", hand, "marginal_contribution_per_ad_dollar", 30, ads, "0.23"},

		{"W", hand, "expected_conversions", 30, test, "60"},
		{"W", hand, "incremental_conversions", 30, test, "30"},
		{"W", hand, "incremental_revenue", 30, test, "1200"},
		{"W", hand, "iroas", 30, test, "2"},
		{"W", hand, "incremental_profit", 30, test, "0"},

		{"W", hand, "sell_through_retail", 30, "units_sold 30, ending_units 90", "25%"},
		{"W", hand, "sell_through_received", 30, "units_sold 30, units_received 40", "75%"},
		{"W", hand, "inventory_turnover", 73, cycle, "2.5"}, // 300/600 in a fifth of a year
		{"W", hand, "days_of_inventory", 73, cycle, "146"},
		{"W", hand, "days_of_supply", 30, "supply_units 120, expected_daily_units 2.5", "48"},
		{"W", hand, "historical_days_of_supply_short", 30, "average_units_on_hand 60, units_shipped 45", "40"},
		{"W", hand, "historical_days_of_supply_long", 90, "average_units_on_hand 60, units_shipped 45", "120"},
		{"W", hand, "excess_percentage", 30, "supply_units 150, forecast_units_90 130, ending_units 160", "12.5%"},
		{"W", hand, "excess_percentage", 30, "supply_units 100, forecast_units_90 130, ending_units 160", "0%"},
		{"W", hand, "stranded_percentage", 30, "stranded_units 3, ending_units 40", "7.5%"},
		{"W", hand, "in_stock_rate", 30, "velocity 4, in_stock_share 0.75", "75%"},
		{"W", hand, "ipi", 30, "ipi_score 523", "523"},
		{"W", hand, "stockout_loss", 30, "days_out_of_stock 6, expected_daily_units 2.5, contribution_per_unit 4", "60.00"},

		{"W", hand, "order_defect_rate", 60, "orders_with_defect 3, orders 400", "0.75%"},
		{"W", hand, "cancellation_rate", 7, "orders_cancelled 1, seller_fulfilled_orders 50", "2%"},
		{"W", hand, "late_shipment_rate_10", 10, "orders_late 1, seller_fulfilled_orders 50", "2%"},
		{"W", hand, "valid_tracking_rate", 30, "shipments_tracked 97, shipments 100", "97%"},
		{"W", hand, "on_time_delivery_rate", 30, "shipments_on_time 45, shipments_tracked 50", "90%"},
		{"W", hand, "invoice_defect_rate", 7, "orders_without_invoice 1, business_orders 25", "4%"},
		{"W", hand, "walmart_cancellation_rate", 30, "orders_cancelled 1, seller_fulfilled_orders 50", "2%"},
		{"W", hand, "walmart_on_time_delivery_rate", 30, "shipments_on_time 45, shipments_tracked 50", "90%"},
		{"W", hand, "walmart_valid_tracking_rate", 30, "shipments_tracked 97, shipments 100", "97%"},
		{"W", hand, "walmart_response_rate", 30, "messages_answered 19, messages 20", "95%"},
		{"W", hand, "walmart_refund_rate", 30, "orders_refunded 5, orders 100", "5%"},
		{"W", hand, "walmart_negative_feedback_rate", 30, "orders_with_negative_feedback 2, orders 100", "2%"},
		{"W", hand, "walmart_return_rate", 30, "orders_returned 6, orders 100", "6%"},
		{"W", hand, "walmart_not_received_rate", 30, "orders_not_received 1, orders 100", "1%"},

		{"W", hand, "cac", 30, "acquisition_spend 1000, new_customers 40", "25.00"},
		{"W", hand, "ltv_to_cac", 30, "order_value 50, purchases_per_year 3, customer_years 2, contribution_margin 0.25, acquisition_spend 1000, new_customers 40", "3"},
		{"W", hand, "payback_months", 30, "acquisition_spend 1000, new_customers 40, monthly_contribution 10", "2.5"},
		{"W", hand, "payback_first_order", 30, "acquisition_spend 1000, new_customers 40, first_order_contribution 20", "1.25"},
		{"W", hand, "days_sales_outstanding", 40, cycle, "10"},
		{"W", hand, "days_payable_outstanding", 30, cycle, "10"},
		{"W", hand, "cash_conversion_cycle", 30, cycle, "57.5"}, // 60 + 7.5 - 10
		{"W", hand, "cash_locked", 30, cycle, "1916.67"},        // 1000 / 30 x 57.5
	}
}

func TestWorkedMetrics(t *testing.T) {
	covered := map[string]bool{}
	for _, row := range publishedMetrics() {
		covered[row.metric] = true
	}
	for _, row := range workedMetrics() {
		row.check(t)
		covered[row.metric] = true
	}
	for m := range kpi.Metrics() {
		if !covered[m.Code] {
			t.Errorf("no figure shows that %s is right", m.Code)
		}
	}
}

// Items whose Featured Offer percentages differ are weighed by their own page views and
// sessions.
func TestFeaturedOfferOfSeveral(t *testing.T) {
	sum := sumOf(t, "featured_offer_share 1, page_views 10, sessions 8", "featured_offer_share 0.5, page_views 30, sessions 8")
	for code, want := range map[string]string{"featured_offer_percentage": "62.50%", "featured_offer_percentage_sessions": "75.00%"} {
		if got := evaluate(t, code, sum).Value.String(); got != want {
			t.Errorf("%s is %s, want %s", code, got, want)
		}
	}
}
