package kpi_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/kpi"
)

func TestLimitsAreSound(t *testing.T) {
	for l := range kpi.Limits() {
		m := findMetric(t, l.Metric)
		if l.Channel == "" || l.Source == "" || l.VerifiedOn.IsZero() || !l.To.After(l.VerifiedOn) || !l.Covers(l.VerifiedOn) {
			t.Errorf("%s on %s lacks a source or days", l.Metric, l.Channel)
		}
		if !slices.Contains([]fees.Confidence{fees.High, fees.Medium}, l.Confidence) {
			t.Errorf("%s on %s is of confidence %q", l.Metric, l.Channel, l.Confidence)
		}
		if lower := l.Rule == kpi.LimitBelow || l.Rule == kpi.LimitAtMost; lower != (m.Good == kpi.LowerIsBetter) {
			t.Errorf("%s must be %s but %s is better", l.Metric, l.Rule, m.Good)
		}
	}
}

// Each limit on, below and above its value.
func TestLimits(t *testing.T) {
	tests := []struct {
		channel, metric  string
		value            string
		below, on, above bool
	}{
		{"amazon-us", "order_defect_rate", "0.01", true, false, false},
		{"amazon-us", "cancellation_rate", "0.025", true, false, false},
		{"amazon-us", "late_shipment_rate_10", "0.04", true, false, false},
		{"amazon-us", "late_shipment_rate_30", "0.04", true, false, false},
		{"amazon-us", "valid_tracking_rate", "0.95", false, false, true},
		{"amazon-us", "on_time_delivery_rate", "0.9", false, false, true},
		{"amazon-us", "invoice_defect_rate", "0.05", true, false, false},
		{"amazon-us", "ipi", "400", false, true, true},
		{"walmart-us", "walmart_cancellation_rate", "0.02", true, true, false},
		{"walmart-us", "walmart_on_time_delivery_rate", "0.9", false, true, true},
		{"walmart-us", "walmart_valid_tracking_rate", "0.99", false, true, true},
		{"walmart-us", "walmart_refund_rate", "0.06", true, false, false},
	}
	n := 0
	for range kpi.Limits() {
		n++
	}
	if n != len(tests) {
		t.Errorf("%d limits, %d tested", n, len(tests))
	}
	for _, tc := range tests {
		l, err := kpi.LimitOn(tc.channel, tc.metric, factDay("2026-11-24"))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, c := range []struct {
			off  string
			want bool
		}{{"-0.000001", tc.below}, {"0", tc.on}, {"0.000001", tc.above}} {
			v := kpi.Ratio(factDec(tc.value).Add(factDec(c.off)).Mul(factDec("7")), factDec("7"), kpi.Fraction, "")
			if met, ok := l.Met(v); !ok || met != c.want {
				t.Errorf("%s of %s%+s is met: %v, want %v", tc.metric, tc.value, c.off, met, c.want)
			}
		}
	}
}

// S09: 27,896 of 870,669 orders late is 3.203973 %, which keeps the limit of 4 %.
func TestLateShipment(t *testing.T) {
	r := evaluate(t, "late_shipment_rate_30", known("orders_late 27896, seller_fulfilled_orders 870669"))
	l, err := kpi.LimitOn("amazon-us", "late_shipment_rate_30", factDay("2026-11-24"))
	if err != nil {
		t.Fatal(err)
	}
	if met, ok := l.Met(r.Value); !met || !ok {
		t.Errorf("%s is met: %v, %v", r.Value, met, ok)
	}
	for _, v := range []kpi.Value{{}, kpi.Ratio(factDec("1"), factDec("0"), kpi.Fraction, "")} {
		if met, ok := l.Met(v); met || ok {
			t.Errorf("%s is judged", v)
		}
	}
	if _, ok := (kpi.Limit{}).Met(r.Value); ok {
		t.Error("a limit without a rule judges")
	}
}

func TestLimitDays(t *testing.T) {
	for day, known := range map[string]bool{"2020-01-01": true, "2027-11-23": true, "2027-11-24": false} {
		_, err := kpi.LimitOn("amazon-us", "order_defect_rate", factDay(day))
		var none *kpi.NoLimitError
		if (err == nil) != known || err != nil && !errors.As(err, &none) {
			t.Errorf("%s: %v", day, err)
		}
	}
	for day, known := range map[string]bool{"2021-12-31": false, "2022-01-01": true} {
		if _, err := kpi.LimitOn("amazon-us", "ipi", factDay(day)); (err == nil) != known {
			t.Errorf("IPI on %s: %v", day, err)
		}
	}
	if _, err := kpi.LimitOn("walmart-us", "walmart_response_rate", factDay("2026-11-24")); err == nil {
		t.Error("a limit that only weak sources give is known")
	}
}

func TestBands(t *testing.T) {
	for share, want := range map[string]string{"-0.1": "", "0": "poor", "0.699999": "poor", "0.7": "fair", "0.80": "fair", "0.899999": "fair", "0.9": "good", "0.999999": "good", "1": "excellent", "1.2": "excellent"} {
		if got, _ := bandOf(kpi.Ratio(factDec(share).Mul(factDec("3")), factDec("3"), kpi.Fraction, "")); got != want {
			t.Errorf("%s is %q, want %q", share, got, want)
		}
	}
	if _, ok := bandOf(kpi.Value{}); ok {
		t.Error("an incomplete value is in a band")
	}
	if _, ok := kpi.BandOf(kpi.Exact(factDec("1"), kpi.Fraction, ""), nil); ok {
		t.Error("a value is in no bands")
	}
}
