package kpi_test

import (
	"slices"
	"testing"

	"github.com/lianxing/crossborder/kpi"
)

func TestReady(t *testing.T) {
	// Everything for a profit, but for the duty.
	f := known("sessions 100, units_ordered 5, ordered_product_sales 100, item_sales 100, shipping_credits 0, gift_wrap_credits 0, promotions 0, refunds 0, " +
		"product_cost 20, inbound_freight 5, preparation_cost 0, referral_fees 15, fulfilment_fees 20, payment_fees 0, return_costs 0, storage_fees 1, inbound_placement_fees 0, other_channel_fees 0")
	r, err := kpi.Ready(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"unit_session_percentage", "net_revenue", "gross_margin_product_cost"} {
		if !slices.Contains(r.Allowed, code) {
			t.Errorf("%s is not allowed", code)
		}
	}
	if slices.Contains(r.Allowed, "cm1") {
		t.Error("a profit without duty is allowed")
	}
	top := r.Missing[0]
	want := []string{"cm1", "cm2", "cm1_margin", "cm2_margin", "gross_margin", "gross_margin_after_fees"}
	if top.Input != "duty" || !slices.Equal(top.Unlocks, want) || top.WaitedFor <= len(want) {
		t.Errorf("first of the missing is %+v, want duty, which unlocks %v", top, want)
	}
	// What it says is so: with the duty these metrics are there, and no others.
	f.Known["duty"] = kpi.Fact{Amount: factDec("3")}
	more, err := kpi.Ready(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range want {
		if !slices.Contains(more.Allowed, code) {
			t.Errorf("%s is not allowed with the duty", code)
		}
	}
	if len(more.Allowed) != len(r.Allowed)+len(want) {
		t.Errorf("the duty allows %d more, want %d", len(more.Allowed)-len(r.Allowed), len(want))
	}
}

// For each missing input: adding it allows exactly what is said.
func TestReadyUnlocks(t *testing.T) {
	f := known("clicks 10, ad_spend 5, units_sold 4, item_sales 40, velocity 3")
	r, err := kpi.Ready(f)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for m := range kpi.Metrics() {
		total++
		if slices.Contains(r.Allowed, m.Code) == slices.ContainsFunc(r.Blocked, func(b kpi.BlockedMetric) bool { return b.Metric == m.Code }) {
			t.Errorf("%s is not either allowed or blocked", m.Code)
		}
	}
	if len(r.Allowed)+len(r.Blocked) != total {
		t.Errorf("%d and %d of %d metrics", len(r.Allowed), len(r.Blocked), total)
	}
	for i, missing := range r.Missing {
		if i > 0 && len(missing.Unlocks) > len(r.Missing[i-1].Unlocks) {
			t.Errorf("%s is ranked below %s", missing.Input, r.Missing[i-1].Input)
		}
		with := known("clicks 10, ad_spend 5, units_sold 4, item_sales 40, velocity 3")
		with.Known[missing.Input] = kpi.Fact{Amount: factDec("2")}
		got, err := kpi.Ready(with)
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range missing.Unlocks {
			if !slices.Contains(got.Allowed, code) {
				t.Errorf("%s does not unlock %s", missing.Input, code)
			}
		}
	}
}

func TestReadyParts(t *testing.T) {
	r, err := kpi.Ready(sumOf(t, "clicks 1, impressions 5", "impressions 5"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(r.Known, []kpi.InputCode{"impressions"}) || !slices.Equal(r.Partly, []kpi.InputCode{"clicks"}) {
		t.Errorf("known %v, partly %v", r.Known, r.Partly)
	}
	mixed := known("units_refunded 1, units_ordered 4")
	mixed.Basis = kpi.SettledBasis
	r, err = kpi.Ready(mixed)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(r.Blocked, func(b kpi.BlockedMetric) bool { return b.Metric == "refund_rate" })
	if i < 0 || len(r.Blocked[i].Missing) != 0 || len(r.Blocked[i].Text) != 1 {
		t.Errorf("the refund rate of two bases is not blocked for its bases: %+v", r.Blocked)
	}
	own := kpi.Metric{Code: "own", Unit: kpi.Multiple}
	if _, err := kpi.Ready(known("clicks 1"), own); err == nil {
		t.Error("a metric without a formula is accepted")
	}
	own.Formula, _ = kpi.ParseFormula("clicks / reviews")
	r, err = kpi.Ready(known("clicks 1"), own)
	if err != nil || r.Blocked[0].Metric != "own" || !slices.ContainsFunc(r.Missing, func(m kpi.MissingInput) bool { return m.Input == "reviews" && slices.Equal(m.Unlocks, []string{"own"}) }) {
		t.Errorf("own metric: %+v, %v", r.Blocked[0], err)
	}
}
