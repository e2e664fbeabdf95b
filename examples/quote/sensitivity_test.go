package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// varied answers a request with each input changed by a share.
func variedBy(t *testing.T, share, request string) *sensitivity {
	t.Helper()
	status, out, stderr := quote(t, request, "-format", "json", "-sensitivity", share, "-")
	if status != answered {
		t.Fatalf("status %d: %s%s", status, out, stderr)
	}
	var r result
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	return r.Sensitivity
}

// A unit whose figures can be checked by hand: it earns price − 15 % − cost.
func TestSensitivityByHand(t *testing.T) {
	s := variedBy(t, "0.1", `{"sku":"x","date":"2026-06-01","channel":"amazon-us","fulfillment":"fbm","category":"home_kitchen","price":"20",
		"cost":[{"code":"purchase","amount":"70","currency":"CNY"},{"code":"postage","amount":"2","currency":"USD","per_sale":true}],
		"fx":{"pair":"CNY/USD","rate":"0.1"},"target":{"profit":"5"}}`)
	some := func(text string) *string { return &text }
	want := &sensitivity{
		Share: "0.1", Target: "profit of 5", Price: some("16.48"), NotVaried: []notVaried{},
		Inputs: []swing{
			{Input: "fx.rate", Low: varied{"9", "7.22", some("17.39")}, High: varied{"11", "8.64", some("15.73")}, Swing: "1.41"},
			{Input: "cost.purchase", Low: varied{"63", "8.70", some("15.65")}, High: varied{"77", "7.30", some("17.30")}, Swing: "1.40"},
			{Input: "cost.postage", Low: varied{"1.8", "8.20", some("16.24")}, High: varied{"2.2", "7.80", some("16.71")}, Swing: "0.40"},
		},
	}
	if diff := cmp.Diff(shownJSON(want), shownJSON(s)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func shownJSON(v any) string {
	out, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic(err)
	}
	return string(out)
}

// A value that no table covers costs its own bar alone, and is named.
func TestSensitivityNotVaried(t *testing.T) {
	request := replaced(t, "amazon-us", `"life":{"days_in_stock":"400"}`)
	s := variedBy(t, "0.9", request)
	if len(s.NotVaried) != 1 || s.NotVaried[0].Input != "life.days_in_stock" || !strings.Contains(s.NotVaried[0].Reason, "not covered") || len(s.Inputs) == 0 {
		t.Errorf("%+v", s)
	}
	_, out, _ := quote(t, request, "-sensitivity", "0.9", "-")
	if !strings.Contains(out, "life.days_in_stock was not changed: ") {
		t.Error(out)
	}
	several := `{"sku":"x","date":"2026-11-23","price":"30","size":{"length":"12 in","width":"8 in","height":"3 in"},"weight":"3 lb","category":"home_kitchen",
		"cost":[{"code":"purchase","amount":"6","currency":"USD"}],"life":{"days_in_stock":"400"},"channels":["amazon-us"]}`
	if _, out, _ := quote(t, several, "-sensitivity", "0.9", "-"); !strings.Contains(out, "life.days_in_stock was not changed (amazon-us): ") {
		t.Error(out)
	}
}

// Without a target the prices are those of break-even.
func TestSensitivityWithoutTarget(t *testing.T) {
	s := variedBy(t, "1", replaced(t, "amazon-us", `"life":null`))
	if s.Target != "break-even" || s.Price == nil {
		t.Errorf("%+v", s)
	}
}

func TestSensitivityFlag(t *testing.T) {
	for _, share := range []string{"0", "-0.1", "1.1", "10%", "x", "NaN", "1e999999999", strings.Repeat("9", 1000), "\x1b[31m"} {
		status, out, stderr := quote(t, goodFBA, "-sensitivity", share, "-")
		if status != unusable || out != "" || !strings.Contains(stderr, "-sensitivity must be a share above 0 and at most 1") || len(stderr) > 2000 || strings.Contains(stderr, "\x1b") {
			t.Errorf("%.20q: status %d, %.300q", share, status, stderr)
		}
	}
	if status, _, stderr := quote(t, goodFBA, "-sensitivity", "1", "-"); status != answered || stderr != "" {
		t.Error(status, stderr)
	}
}
