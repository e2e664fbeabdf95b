package main

import (
	"slices"
	"strings"
	"testing"
)

// Every line that a channel can have has a name for people, and no name is there
// for a line that none has.
func TestLineNames(t *testing.T) {
	seen := map[string]bool{}
	look := func(r result) {
		for _, l := range r.Lines {
			seen[l.Code] = seen[l.Code] || l.Source.Citation != "cost"
		}
		for _, x := range r.LeftOut {
			seen[x.Code] = true
		}
		for _, x := range r.Missing {
			if !strings.Contains(x, ".") && x != "cost" {
				seen[x] = true
			}
		}
	}
	for _, tt := range optionCases {
		look(one(t, withOptions(t, tt.base, tt.beside, setting(tt.option, tt.value))))
	}
	for _, tt := range []struct{ base, fields string }{
		{"amazon-us", `"shipping_charged":"2","ads":{"tacos":"0.1"},"life":{"days_in_stock":400}`},
		{"amazon-us", `"options":{"promotion":{"kind":"price_discount","units":5,"event_day":true}}`},
		{"amazon-us", `"category":"media","fulfillment":"fbm"`},
		{"amazon-us", `"size":{"length":"98 in","width":"6 in","height":"5 in"},"weight":"30 lb"`},
		{"amazon-us", `"size":{"length":"24 in","width":"20 in","height":"12 in"},"weight":"30 lb"`},
		{"walmart-us", `"class":"apparel","size":{"length":"50 in","width":"6 in","height":"5 in"}`},
		{"walmart-us", `"class":"dangerous_goods","price":"9","size":{"length":"100 in","width":"6 in","height":"5 in"}`},
		{"shopify-us/mcs", `"units_per_order":4`},
		{"tiktok-us", `"fulfillment":"seller","date":"2023-06-01"`},
		{"amazon-us", `"cost":[{"code":"purchase","amount":"7","currency":"CNY"}],"fx":{"pair":"USD/CNY","rate":"7","buffer":"0.02"}`},
		{"amazon-us", `"promotion":{"share":"0.2","discount":"0.1"},"ads":{"launch":"100","launch_units":"50"},"overhead":{"per_unit":"1"}`},
		{"amazon-us", `"payout":{"provider":"x","rate":"0.01"},"capital":{"annual_rate":"0.1"},"returns":{"rate":"0.1","resellable":"0.5","recovery":"1","processing":"1"}`},
	} {
		look(one(t, replaced(t, tt.base, tt.fields)))
	}
	named := func(code string) bool {
		return slices.ContainsFunc(lineNames, func(n lineName) bool { return n.code == code })
	}
	for code, channels := range seen {
		if of, _ := strings.CutSuffix(code, refundLines); channels && !named(code) && !named(of) {
			t.Errorf("the line %s has no name", code)
		}
	}
	for _, n := range lineNames {
		if !seen[n.code] && n.name != "" {
			t.Errorf("no line is called %s", n.code)
		}
		if strings.Contains(n.name, "_") || n.name != capital(n.name) {
			t.Errorf("%s is no name", n.name)
		}
	}
}
