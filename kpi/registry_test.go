package kpi_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// every input that a formula rests on, each another number that is not 0.
func everyInput(f kpi.Formula) kpi.Facts {
	facts := known("")
	for i, code := range f.Inputs() {
		if code != kpi.PeriodDays {
			facts.Known[code] = kpi.Fact{Amount: decimal.New(int64(1009+97*i), -1)}
		}
	}
	// One basis for what has none of its own, so that nothing is mixed by accident.
	for code := range facts.Known {
		if in, err := kpi.FindInput(code); err == nil && in.Basis != "" && in.Basis != kpi.NoBasis && in.Basis != kpi.AttributedBasis {
			facts.Basis = in.Basis
		}
	}
	return facts
}

func TestMetricsAreSound(t *testing.T) {
	seen := map[string]bool{}
	families := map[string]int{}
	for m := range kpi.Metrics() {
		if err := m.Check(); err != nil {
			t.Errorf("%s: %v", m.Code, err)
		}
		if seen[m.Code] {
			t.Errorf("%s is there twice", m.Code)
		}
		seen[m.Code] = true
		for name, text := range map[string]string{"name": m.Name, "chinese": m.Chinese, "group": m.Group, "window": m.Window, "source": m.Source} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s has no %s", m.Code, name)
			}
		}
		if (m.Family == "") != (m.Variant == "") {
			t.Errorf("%s has family %q and variant %q", m.Code, m.Family, m.Variant)
		}
		families[m.Family]++
		if again, err := kpi.ParseFormula(m.Formula.String()); err != nil || again.String() != m.Formula.String() {
			t.Errorf("%s: %s is read as %s (%v)", m.Code, m.Formula, again, err)
		}
		for _, code := range m.Formula.Inputs() {
			if _, err := kpi.FindInput(code); err != nil {
				t.Errorf("%s: %v", m.Code, err)
			}
		}
		if _, err := kpi.FindInput(kpi.InputCode(m.Code)); err == nil {
			t.Errorf("%s is an input and a metric", m.Code)
		}
	}
	for family, n := range families {
		if family != "" && (n < 2 || len(kpi.Variants(family)) != n) {
			t.Errorf("family %s has %d members", family, n)
		}
	}
	if len(kpi.Variants("")) != 0 {
		t.Error("the empty family has members")
	}
}

// What the catalogue promises by name; a metric that is lost or renamed shows here.
func TestMetricCodes(t *testing.T) {
	var got []string
	for m := range kpi.Metrics() {
		got = append(got, m.Code)
	}
	want := strings.Fields(`
		page_views_share session_share featured_offer_percentage featured_offer_percentage_sessions
		unit_session_percentage unit_session_percentage_browser order_item_session_percentage
		order_item_session_percentage_browser average_selling_price sales_per_order_item
		units_per_order_item average_order_value refund_rate
		gross_sales net_revenue cm1 cm2 contribution_before_ads cm3 operating_profit
		cm1_margin cm2_margin cm3_margin operating_margin operating_margin_gross_sales
		gross_margin gross_margin_product_cost gross_margin_after_fees
		roi_product_cost roi_product_and_inbound roi_landed_cost roi_all_costs contribution_roi
		unit_contribution unit_profit break_even_units
		return_rate return_rate_cohort net_loss_per_return return_adjusted_unit_profit
		ctr cpc acos roas tacos tacos_gross_sales tacos_net_revenue ad_sales_share halo_share
		ad_conversion_rate purchase_rate cost_per_purchase organic_sales organic_share
		break_even_acos break_even_acos_planned break_even_acos_return_adjusted break_even_roas
		target_acos target_acos_planned target_acos_part max_cpc max_cpc_planned max_cpc_order_value
		contribution_per_ad_dollar marginal_roas marginal_contribution_per_ad_dollar
		expected_conversions incremental_conversions incremental_revenue iroas incremental_profit
		sell_through sell_through_retail sell_through_received implied_average_units
		inventory_turnover days_of_inventory days_of_supply weeks_of_cover
		historical_days_of_supply_short historical_days_of_supply_long
		excess_percentage stranded_percentage in_stock_rate ipi gmroi sales_to_stock stockout_loss
		order_defect_rate cancellation_rate late_shipment_rate_10 late_shipment_rate_30
		valid_tracking_rate on_time_delivery_rate invoice_defect_rate walmart_cancellation_rate
		walmart_on_time_delivery_rate walmart_valid_tracking_rate walmart_response_rate
		walmart_refund_rate walmart_negative_feedback_rate walmart_return_rate walmart_not_received_rate
		ltv_profit ltv_revenue cac ltv_to_cac payback_months payback_first_order
		days_sales_outstanding days_payable_outstanding cash_conversion_cycle
		cash_conversion_cycle_given cash_conversion_cycle_timeline cash_locked`)
	if !slices.Equal(got, want) {
		t.Errorf("metrics are\n%s\nwant\n%s", strings.Join(got, " "), strings.Join(want, " "))
	}
}

func TestInputsAreSound(t *testing.T) {
	used := map[kpi.InputCode]bool{}
	for m := range kpi.Metrics() {
		for _, code := range m.Formula.Inputs() {
			used[code] = true
		}
	}
	var derived []kpi.InputCode
	seen := map[kpi.InputCode]bool{}
	for in := range kpi.Inputs() {
		for _, code := range in.From.Inputs() {
			used[code] = true
			if _, err := kpi.FindInput(code); err != nil {
				t.Errorf("%s: %v", in.Code, err)
			}
		}
		if !in.From.IsZero() {
			derived = append(derived, in.Code)
			// The formula has the dimension of the input.
			m := in.Metric()
			m.Code, m.Formula = "x", in.From
			if err := m.Check(); err != nil && len(in.Per) == 0 {
				t.Errorf("%s from %s: %v", in.Code, in.From, err)
			}
		}
	}
	for in := range kpi.Inputs() {
		if seen[in.Code] || in.Text == "" || in.Chinese == "" || in.Unit == "" || in.Adds == "" {
			t.Errorf("%s is there twice or lacks a text, a unit or how it adds up", in.Code)
		}
		seen[in.Code] = true
		own := map[kpi.InputCode]bool{"sales_tax": true, "ad_units": true} // of reports and of one variant
		if !used[in.Code] && !own[in.Code] {
			t.Errorf("no metric uses %s", in.Code)
		}
		if err := in.Metric().Check(); err != nil && len(in.Per) == 0 {
			t.Errorf("%s as a metric: %v", in.Code, err)
		}
	}
	want := []kpi.InputCode{"sessions", "featured_offer_page_views", "featured_offer_sessions", "ad_sales", "landed_cogs", "excess_units", "velocity_in_stock", "lost_contribution"}
	if !slices.Equal(derived, want) {
		t.Errorf("inputs that follow from others are %v, want %v", derived, want)
	}
}

// Each metric is a number when all is known, names each input that is not, and never
// turns an unknown input into 0.
func TestMetricsWithUnknowns(t *testing.T) {
	for m := range kpi.Metrics() {
		facts := everyInput(m.Formula)
		r, err := kpi.Evaluate(m, facts)
		if err != nil || r.Value.State != kpi.Defined {
			t.Errorf("%s with all inputs is %s, %v", m.Code, r.Value, err)
			continue
		}
		if len(r.Used) != len(m.Formula.Inputs()) {
			t.Errorf("%s used %d of %d inputs", m.Code, len(r.Used), len(m.Formula.Inputs()))
		}
		for _, code := range m.Formula.Inputs() {
			less := everyInput(m.Formula)
			delete(less.Known, code)
			if code == kpi.PeriodDays {
				less.Period = kpi.Period{}
			}
			r, err := kpi.Evaluate(m, less)
			want := []string{string(code)}
			if in, _ := kpi.FindInput(code); !in.From.IsZero() && !slices.Equal(r.Value.Missing, want) {
				// Something that it follows from is known: what lacks there is named.
				want = nil
				for _, part := range in.From.Inputs() {
					if _, ok := less.Known[part]; !ok {
						want = append(want, string(part))
					}
				}
			}
			if err != nil || r.Value.State != kpi.Incomplete || !slices.Equal(r.Value.Missing, want) {
				t.Errorf("%s without %s is %s, %v", m.Code, code, r.Value, err)
			}
		}
		r, err = kpi.Evaluate(m, kpi.Facts{})
		if err != nil || r.Value.State != kpi.Incomplete || len(r.Value.Missing) != len(m.Formula.Inputs()) {
			t.Errorf("%s of nothing is %s, %v", m.Code, r.Value, err)
		}
	}
}

// The quotient of the two sides is the value.
func TestSidesMakeTheValue(t *testing.T) {
	for m := range kpi.Metrics() {
		r, err := kpi.Evaluate(m, everyInput(m.Formula))
		if err != nil {
			t.Fatal(err)
		}
		num, den := r.Numerator, r.Denominator
		got := kpi.Ratio(num.Num.Mul(den.Den), num.Den.Mul(den.Num), r.Value.Unit, r.Value.Currency)
		if order, ok := got.Cmp(r.Value); !ok || order != 0 {
			t.Errorf("%s is %s, its sides are %s and %s", m.Code, r.Value, num, den)
		}
		if m.Denominator().IsZero() != (den.Num.Equal(decimal.New(1, 0)) && den.Den.Equal(decimal.New(1, 0))) {
			t.Errorf("%s has denominator %q, and its value is %s", m.Code, m.Denominator(), den)
		}
	}
}

func TestFindMetric(t *testing.T) {
	var unknown *kpi.UnknownMetricError
	if _, err := kpi.Find("tacoss"); !errors.As(err, &unknown) || unknown.Code != "tacoss" || !slices.Contains(unknown.Nearest, "tacos") {
		t.Errorf("got %v", err)
	}
	if _, err := kpi.Find(strings.Repeat("x", 1<<20)); !errors.As(err, &unknown) || len(unknown.Code) > 50 {
		t.Errorf("got %v", err)
	}
	var input *kpi.UnknownInputError
	if _, err := kpi.FindInput("session"); !errors.As(err, &input) || len(input.Nearest) == 0 {
		t.Errorf("got %v", err)
	}
	m := findMetric(t, "organic_sales")
	m.MayMix[0] = "spoiled"
	if again := findMetric(t, "organic_sales"); again.MayMix[0] != kpi.AttributedBasis {
		t.Error("a metric that was handed out changes the registry")
	}
}

func TestMetricCheck(t *testing.T) {
	formula := func(text string) kpi.Formula {
		f, err := kpi.ParseFormula(text)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	tests := []struct {
		name   string
		metric kpi.Metric
		where  []string
	}{
		{"nothing", kpi.Metric{}, []string{"code", "unit", "formula"}},
		{"words", kpi.Metric{Code: "Bad", Unit: "percent", MayMix: []kpi.Basis{"none"}, WindowDays: -1, Good: "up", Formula: formula("1")}, []string{"code", "unit", "may_mix", "window_days", "good", "unit"}},
		{"code of an input", kpi.Metric{Code: "clicks", Unit: kpi.Fraction, Formula: formula("clicks / impressions")}, []string{"code"}},
		{"money plus clicks", kpi.Metric{Code: "x", Unit: kpi.Amount, Formula: formula("ad_spend + clicks")}, []string{"formula"}},
		{"money plus clicks in a quotient", kpi.Metric{Code: "x", Unit: kpi.Amount, Formula: formula("ad_spend / max(clicks, ad_sales)")}, []string{"formula"}},
		{"clicks over money is no fraction", kpi.Metric{Code: "x", Unit: kpi.Fraction, Formula: formula("clicks / ad_spend")}, []string{"unit"}},
		{"spend per day is no amount", kpi.Metric{Code: "x", Unit: kpi.Amount, Formula: formula("ad_spend / period_days")}, []string{"unit"}},
		{"own input", kpi.Metric{Code: "x", Unit: kpi.Fraction, Formula: formula("reviews / clicks")}, nil},
		{"own metric on one of ours", kpi.Metric{Code: "x", Unit: kpi.Amount, Formula: formula("cm3 / orders")}, nil},
		{"a floor of 0 fits everything", kpi.Metric{Code: "x", Unit: kpi.Amount, Formula: formula("max(0, cm3)")}, nil},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) { wantFields(t, tc.metric.Check(), tc.where...) })
	}
}

// Facts that cannot be, each fault at its path.
func TestUnusualFacts(t *testing.T) {
	over := known("clicks 1")
	over.Known["clicks"] = kpi.Fact{Amount: factDec("1"), Over: -1, KnownIn: 2, Basis: kpi.OrderedBasis, Adds: kpi.AddsLevel, Rows: -1}
	huge := known("")
	huge.Known["clicks"] = kpi.Fact{Amount: decimal.New(1, 999999999)}
	noCurrency := known("ad_spend 1")
	noCurrency.Currency = ""
	tests := []struct {
		name  string
		facts kpi.Facts
		where []string
	}{
		{"nothing", kpi.Facts{}, nil},
		{"head", kpi.Facts{Period: kpi.Period{First: factDay("2026-01-01")}, Currency: "usd", Basis: kpi.AttributedBasis, Parts: -1}, []string{"period.last", "currency", "basis", "parts"}},
		{"one fact", over, []string{"known.clicks.over", "known.clicks.known_in", "known.clicks.rows", "known.clicks.basis", "known.clicks.adds"}},
		{"huge", huge, []string{"known.clicks.amount"}},
		{"no currency", noCurrency, []string{"known.ad_spend"}},
		{"days given", known("period_days 3"), []string{"known.period_days"}},
		{"a metric given", known("cm1 3"), []string{"known.cm1"}},
		{"a name", known("Clicks 3"), []string{"known.Clicks"}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) { wantFields(t, tc.facts.Check(), tc.where...) })
	}
	if _, err := kpi.Evaluate(findMetric(t, "ctr"), huge); err != nil {
		wantFields(t, err, "facts.known.clicks.amount")
	} else {
		t.Error("a huge input is accepted")
	}
	if _, err := kpi.Evaluate(kpi.Metric{}, kpi.Facts{Currency: fx.Currency("??")}); err != nil {
		wantFields(t, err, "metric.formula", "facts.currency")
	}
}
