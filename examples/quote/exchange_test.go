package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A unit of 70 CNY sold for 25 at 15 %: spot, plan and the lower end of the band,
// and the rate at which nothing is left: 70 / (25 - 3.75) = 3.294118.
func TestExchangeOutcomes(t *testing.T) {
	request := func(fx string) string {
		return `{"sku":"x","date":"2026-04-13","channel":"amazon-us","fulfillment":"fbm","category":"home_kitchen","price":"25",
			"cost":[{"code":"purchase","amount":"70","currency":"CNY"}],"fx":` + fx + `}`
	}
	margin := func(s string) *string { return &s }
	for _, tt := range []struct {
		name, fx   string
		want       []outcome
		buffer     string
		breakEven  string
		wantInText string
	}{
		{
			"buffer and band", `{"pair":"USD/CNY","rate":"7","buffer":"0.02","band":"0.05"}`,
			[]outcome{{"spot", "7", "11.25", margin("0.4500")}, {"plan", "6.86", "11.05", margin("0.4418")}, {"worst", "6.65", "10.72", margin("0.4289")}},
			"0.20", "3.294118", "when the price is set anew, 5% below spot",
		},
		{
			"neither", `{"pair":"USD/CNY","rate":"7"}`,
			[]outcome{{"spot", "7", "11.25", margin("0.4500")}}, "0.00", "3.294118", "70.00 CNY per sold unit are paid at the exchange rate\n",
		},
		{
			"the other way round", `{"pair":"CNY/USD","rate":"0.14","buffer":"0.02"}`,
			[]outcome{{"spot", "0.14", "11.45", margin("0.4580")}, {"plan", "0.142857", "11.25", margin("0.4500")}},
			"0.20", "0.303571", "USD per CNY",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := one(t, request(tt.fx))
			if diff := cmp.Diff(tt.want, r.FX.Outcomes); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if r.FX.Exposed != "70.00 CNY" || r.FX.BufferCost != tt.buffer || textOr(r.FX.BreakEven, "none") != tt.breakEven {
				t.Errorf("exposed %s, buffer %s, break-even %s", r.FX.Exposed, r.FX.BufferCost, textOr(r.FX.BreakEven, "none"))
			}
			for form, text := range map[string]string{"table": r.table(), "markdown": r.markdown()} {
				if form == "markdown" {
					text = strings.ReplaceAll(text, `\`, "")
				}
				if !strings.Contains(text, tt.wantInText) {
					t.Errorf("the %s does not say %q:\n%s", form, tt.wantInText, text)
				}
			}
		})
	}
}
