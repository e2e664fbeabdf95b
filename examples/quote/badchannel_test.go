package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/examples/internal/strict"
)

// What is wrong on each channel, by field and a part of the reason. The fields
// are those of the base of the channel, replaced by these.
func TestBadChannelRequests(t *testing.T) {
	for _, tt := range []struct {
		base, fields  string // fields in place of those of the base
		field, reason string
	}{
		{"amazon-us", `"fulfillment":"wfs"`, "fulfillment", `must be "fba" or "fbm"`},
		{"walmart-us", `"fulfillment":"fba"`, "fulfillment", `must be "wfs" or "seller"`},
		{"shopify-us", `"fulfillment":"wfs"`, "fulfillment", `must be "seller" or "mcs"`},
		{"tiktok-us", `"fulfillment":"fbm"`, "fulfillment", `must be "fbt" or "seller"`},
		{"ebay-us", `"fulfillment":"fba"`, "fulfillment", `must be "seller"`},

		{"amazon-us", `"size":null`, "size", `for the fulfillment "fba"`},
		{"walmart-us", `"size":null`, "size", `for the fulfillment "wfs"`},
		{"shopify-us/mcs", `"size":null`, "size", `for the fulfillment "mcs"`},
		{"tiktok-us", `"size":null`, "size", `for the fulfillment "fbt"`},
		{"walmart-us", `"weight":null`, "weight", `for the fulfillment "wfs"`},
		{"shopify-us/mcs", `"size":{"length":"9 in","width":"6 in"}`, "size.height", `for the fulfillment "mcs"`},
		{"tiktok-us", `"size":"9 x 6 x 2 in"`, "size", "must be an object"},
		{"ebay-us", `"size":{"length":"0 in"}`, "size.length", "must be above 0"},
		{"shopify-us/mcs", `"size":{"length":"120 in","width":"28 in","height":"14 in"}`, "size", "Multichannel Solutions does not ship it"},
		{"shopify-us/mcs", `"weight":"40 lb","options":{"speed":"expedited"}`, "options.speed", "must be standard"},
		{"walmart-us", `"weight":"600 lb"`, "weight", ""},

		{"tiktok-us", `"class":"toxic"`, "class", "dangerous_goods"},
		{"ebay-us", `"class":"toxic"`, "class", "dangerous_goods"},
		{"shopify-us", `"class":"toxic"`, "class", "dangerous_goods"},
		{"amazon-us", `"sales_tax":"1.5"`, "sales_tax", "fraction of at most 1"},
		{"walmart-us", `"sales_tax":"-0.1"`, "sales_tax", "must not be below 0"},
		{"ebay-us", `"sales_tax":"7%"`, "sales_tax", "must be a decimal number"},
		{"amazon-us", `"units_per_order":0`, "units_per_order", "from 1 to 10000"},
		{"walmart-us", `"units_per_order":10001`, "units_per_order", "from 1 to 10000"},
		{"shopify-us", `"units_per_order":"two"`, "units_per_order", "from 1 to 10000"},
		{"tiktok-us", `"units_per_order":-1`, "units_per_order", "from 1 to 10000"},
		{"ebay-us", `"units_per_order":1.5`, "units_per_order", "from 1 to 10000"},
		{"shopify-us", `"shipping_charged":"1.005"`, "shipping_charged", "whole cents"},

		{"walmart-us", `"category":"most"`, "category", "is not a category of walmart-us"},
		{"walmart-us", `"category":"home_kitchen"`, "category", "did you mean home_kitchen_decor_garden"},
		{"tiktok-us", `"category":"home_kitchen"`, "category", "is not a category of tiktok-us"},
		{"ebay-us", `"category":"watch"`, "category", "did you mean watches?"},
		{"ebay-us", `"category":null`, "category", "must not be empty"},
		{"walmart-us", `"date":"2025-01-01"`, "date", "walmart-us table of the kind referral: known from 2025-03-25"},
		{"shopify-us", `"date":"2026-01-01"`, "date", "options.card_rate supplies the figure"},
		{"tiktok-us", `"date":"2024-06-01"`, "date", "known from 2025-01-16"},
		{"ebay-us", `"date":"2022-01-01"`, "date", "known from 2023-02-15"},
		{"shopify-us", `"date":null,"options":{"plan":"small"}`, "options.plan", `"basic"`},
		{"shopify-us/mcs", `"date":null,"options":{"speed":"slow"}`, "options.speed", `"standard"`},
		{"shopify-us/mcs", `"date":null,"options":{"plan":"small"}`, "options.plan", `"basic"`},
		{"tiktok-us", `"date":null,"options":{"schedule":"best"}`, "options.schedule", `"new_seller"`},

		{"amazon-us", `"options":5`, "options", "must be an object"},
		{"amazon-us", `"options":{"sip":true}`, "options.sip", "is not an option of amazon-us, did you mean sipp"},
		{"walmart-us", `"options":{"refferal_rate":"0.1"}`, "options.refferal_rate", "did you mean referral_rate?"},
		{"shopify-us", `"options":{"card_rat":"0.1"}`, "options.card_rat", "did you mean card_rate"},
		{"tiktok-us", `"options":{"creator":"0.1"}`, "options.creator", "did you mean creator_rate?"},
		{"ebay-us", `"options":{"promoted":"0.1"}`, "options.promoted", "did you mean promoted_rate?"},
		{"tiktok-us", `"options":{"xyzzy":1}`, "options.xyzzy", "is not an option of tiktok-us; known are schedule,"},
		{"amazon-us", `"options":{"gateway":"manual"}`, "options.gateway", "is not an option of amazon-us but of shopify-us"},
		{"walmart-us", `"options":{"sipp":true}`, "options.sipp", "is not an option of walmart-us but of amazon-us"},
		{"shopify-us", `"options":{"referral_rate":"0.1"}`, "options.referral_rate", "but of amazon-us, tiktok-us, walmart-us"},
		{"tiktok-us", `"options":{"prep":["label"]}`, "options.prep", "but of shopify-us, walmart-us"},
		{"ebay-us", `"options":{"creator_rate":"0.1"}`, "options.creator_rate", "but of tiktok-us"},
		{"amazon-us", `"options":{"sipp":true,"sipp":true}`, "options.sipp", "twice"},

		{"shopify-us", `"options":{"speed":"expedited"}`, "options.speed", `must go with the fulfillment "mcs"`},
		{"shopify-us", `"options":{"peak_storage_waived":true}`, "options.peak_storage_waived", `must go with the fulfillment "mcs"`},
		{"shopify-us", `"options":{"processor":"stripe"}`, "options.processor", "must be an object"},
		{"shopify-us", `"options":{"processor":{}}`, "options.processor.name", `must be given: "stripe", "paypal" or "contract"`},
		{"shopify-us", `"options":{"processor":{"name":"square","rate":"x"}}`, "options.processor.name", `"stripe", "paypal" or "contract"`},
		{"shopify-us", `"options":{"processor":{"name":"stripe","rate":"1.1"}}`, "options.processor.rate", "fraction of at most 1"},
		{"shopify-us", `"options":{"processor":{"name":"stripe","fixed":"0.1"}}`, "options.processor.fixed", "rate"},
		{"shopify-us", `"options":{"processor":{"name":"stripe","method":"cards"}}`, "options.processor.method", "did you mean card?"},
		{"shopify-us", `"options":{"processor":{"name":"paypal","product":"check_out"}}`, "options.processor.product", "did you mean checkout?"},
		{"shopify-us", `"options":{"processor":{"name":"paypal","method":"card"}}`, "options.processor.method", "is not a known field"},
		{"shopify-us", `"options":{"processor":{"name":"contract","maximum":"-1"}}`, "options.processor.maximum", "must not be below 0"},
		{"shopify-us", `"options":{"processor":{"name":"stripe"},"gateway":"manual"}`, "options.processor", "must not be given for the gateway manual"},
		{"shopify-us", `"options":{"gateway":"third_party"}`, "options.processor", "must be given for the gateway third_party"},
		{"shopify-us", `"options":{"plan":"starter"}`, "options.card_rate", "must be given: the online card rate of starter is not public"},

		{"amazon-us", `"options":{"supply":{"days_30":"10"}}`, "options.supply.days_90", "must go with supply.days_30"},
		{"amazon-us", `"options":{"supply":{"days_30":"-1","days_90":"1"}}`, "options.supply.days_30", "must not be below 0"},
		{"amazon-us", `"options":{"promotion":{"units":5}}`, "options.promotion.kind", `"lightning_deal"`},
		{"amazon-us", `"options":{"promotion":{"kind":"voucher","units":5}}`, "options.promotion.kind", `"lightning_deal"`},
		{"amazon-us", `"options":{"promotion":{"kind":"coupon"}}`, "options.promotion.units", "from 1"},
		{"amazon-us", `"options":{"utilization":{"weeks":"30"}}`, "options.utilization.average_cubic_feet", "must go with utilization.weeks"},
		{"amazon-us", `"category":"handmade"`, "options.referral_rate", "referral fee of handmade is not public"},
		{"amazon-us", `"fulfillment":"fbm","options":{"fulfillment_fee":"5"}`, "options.fulfillment_fee", "must not be given for fbm"},
		{"walmart-us", `"options":{"prep":["label","label"]}`, "options.prep[1]", "must not occur twice"},
		{"walmart-us", `"options":{"prep":"label"}`, "options.prep", "must be a list of strings"},
		{"walmart-us", `"options":{"pack_units":3}`, "options.fulfillment_fee", "virtual pack of 3 units is not public"},
		{"walmart-us", `"options":{"fulfillment_fee_all_in":true}`, "options.fulfillment_fee_all_in", "must go with fulfillment_fee"},
		{"tiktok-us", `"weight":"40 lb"`, "options.fulfillment_fee", "is not public"},
		{"tiktok-us", `"options":{"return_handling":["inspection","burn"]}`, "options.return_handling[1]", `"repackaging"`},
		{"tiktok-us", `"options":{"own_container_discount":"0.81"}`, "options.own_container_discount", "must be at most 0.80"},
		{"tiktok-us", `"fulfillment":"seller","options":{"hub_fee":"0.13"}`, "options.hub_fee", "must not be given for seller"},
		{"ebay-us", `"options":{"insertion_fee":"0.3"}`, "options.insertion_fee", "must go with paid_insertion"},
		{"ebay-us", `"options":{"annual_subscription":true}`, "options.annual_subscription", "must go with store"},

		{"walmart-us", `"life":{"days_in_stock":"-1"}`, "life.days_in_stock", "must not be below 0"},
		{"walmart-us", `"life":{"days_in_stock":"1.5"}`, "life.days_in_stock", "whole number of days"},
		{"walmart-us", `"life":{"days_in_stock":"99999"}`, "life.days_in_stock", "at most"},
		{"amazon-us", `"life":{"days_in_stock":"3000"}`, "life.days_in_stock", "which is not covered by any amazon-us table of the kind"},
		{"amazon-us", `"options":{"promotion":{"kind":"coupon","units":9,"created_on":"2020-01-01"}}`, "options.promotion.created_on", "is not covered by any amazon-us table"},
		{"amazon-us", `"life":{"removed":"-0.1"}`, "life.removed", "must not be below 0"},
		{"ebay-us", `"life":{"disputed":"1.1"}`, "life.disputed", "at most 1"},
		{"shopify-us", `"life":{"units_per_month":0}`, "life.units_per_month", "must be above 0"},
		{"shopify-us", `"life":{"sold":5}`, "life.sold", "is not a known field"},
		{"shopify-us", `"life":[]`, "life", "must be an object"},

		{"ebay-us", `"more_cost":[{"code":"postage","amount":"-4","currency":"USD"}]`, "more_cost[0].amount", "must not be below 0"},
		{"ebay-us", `"more_cost":[{"code":"postage","amount":"4","currency":"VND"}],"fx":{"pair":"USD/CNY","rate":"7"}`, "more_cost[0].currency", "USD/CNY"},
		{"ebay-us", `"more_cost":[{"code":"postage","amount":"4","currency":"VND"}]`, "more_cost[0].currency", "is not in the table of exchange rates"},
		{"ebay-us", `"more_cost":[{"code":"postage","amount":"4","currency":"CNY"}],"fx":{"date":"1990-01-01"}`, "fx.date", "first"},
		{"ebay-us", `"more_cost":[{"code":"final_value","amount":"4","currency":"USD"}]`, "more_cost[0].code", "code of another line"},
		{"ebay-us", `"more_cost":[{"code":"a","per_sale":"yes"}]`, "more_cost[0].per_sale", "true or false"},
		{"ebay-us", `"more_cost":{}`, "more_cost", "must be a list"},

		{"ebay-us", `"chanels":["amazon-us"]`, "chanels", "did you mean channels"},
		{"ebay-us", `"fulfilment":"seller"`, "fulfilment", "did you mean fulfillment?"},
		{"ebay-us", `"channel":"ebay"`, "channel", "amazon-us, ebay-us, shopify-us, tiktok-us, walmart-us"},
	} {
		t.Run(tt.base+" "+tt.fields, func(t *testing.T) {
			f := errorsOf(t, replaced(t, tt.base, tt.fields))
			if !slices.ContainsFunc(f.Errors, func(e strict.Fault) bool { return e.Field == tt.field && strings.Contains(e.Reason, tt.reason) }) {
				t.Errorf("no error of %s with %q in %+v", tt.field, tt.reason, f.Errors)
			}
			for i, e := range f.Errors {
				if slices.Index(f.Errors, e) < i {
					t.Errorf("%+v is said twice", e)
				}
			}
		})
	}
}

// replaced is a base with fields in place of its own. A field may be there twice.
func replaced(t testing.TB, base, fields string) string {
	t.Helper()
	all := jsonObject(t, withOptions(t, base))
	delete(all, "options")
	for name := range jsonObject(t, "{"+fields+"}") {
		delete(all, name)
	}
	text := jsonText(t, all)
	return strings.TrimSuffix(text, "}") + "," + fields + "}"
}

// A day without a table says which option stands in for it, and it does.
func TestOptionsStandInForTables(t *testing.T) {
	for _, tt := range []struct{ base, fields, kind, option, value string }{
		{"amazon-us", `"date":"2025-06-01","class":"dangerous_goods"`, "fulfillment/", "fulfillment_fee", `"5"`},
		{"amazon-us", `"date":"2025-06-01","options":{"sipp":true}`, "sipp_discount", "sipp_discount", `"0.3"`},
		{"tiktok-us", `"date":"2025-01-10"`, "billable_weight", "fulfillment_fee", `"5"`},
		{"shopify-us", `"date":"2026-06-01"`, "online_card", "card_rate", `"0.029"`},
		{"shopify-us", `"date":"2026-06-01","options":{"in_person":true}`, "in_person_card/", "card_rate", `"0.026"`},
		{"shopify-us", `"date":"2026-06-01"`, "subscription/", "subscription", `"39"`},
		{"shopify-us", `"date":"2026-06-01","options":{"store_credit_share":"0.1"}`, "third_party", "third_party_rate", `"0.02"`},
		{"ebay-us", `"date":"2026-06-01","options":{"paid_insertion":true}`, "insertion", "insertion_fee", `"0.35"`},
		{"ebay-us", `"date":"2024-01-01","options":{"ships_abroad":true}`, "international", "international_rate", `"0.0165"`},
	} {
		t.Run(tt.base+" "+tt.kind, func(t *testing.T) {
			about := func(e strict.Fault) bool {
				return e.Field == "date" && strings.Contains(e.Reason, "of the kind "+tt.kind)
			}
			f := errorsOf(t, replaced(t, tt.base, tt.fields))
			i := slices.IndexFunc(f.Errors, about)
			if i < 0 || !strings.Contains(f.Errors[i].Reason, "options."+tt.option+" supplies the figure") {
				t.Fatalf("errors are %+v", f.Errors)
			}
			request := jsonObject(t, replaced(t, tt.base, tt.fields))
			merge(request, jsonObject(t, setting("options."+tt.option, tt.value)))
			_, out, _ := quote(t, jsonText(t, request), "-format", "json", "-")
			f = failure{}
			if err := json.Unmarshal([]byte(out), &f); err != nil {
				t.Fatal(err)
			}
			if slices.ContainsFunc(f.Errors, about) {
				t.Errorf("errors are still %+v", f.Errors)
			}
		})
	}
}

// A fault of an option spoils no other, and what cannot be judged is not.
func TestProcessorFaultsStandAlone(t *testing.T) {
	f := errorsOf(t, replaced(t, "shopify-us", `"options":{"gateway":"third_party","processor":{"name":"square","rate":"x","colour":1}}`))
	if len(f.Errors) != 1 || f.Errors[0].Field != "options.processor.name" {
		t.Errorf("errors are %+v", f.Errors)
	}
}

// A cost is not judged by a rate that could not be had.
func TestMoreCostWithoutARate(t *testing.T) {
	f := errorsOf(t, replaced(t, "ebay-us", `"more_cost":[{"code":"a","amount":"4","currency":"CNY"}],"fx":{"date":"1990-01-01"}`))
	if len(f.Errors) != 1 || f.Errors[0].Field != "fx.date" {
		t.Errorf("errors are %+v", f.Errors)
	}
}

// What the item is decides the add-ons of Walmart, also for returns by MCS.
func TestClasses(t *testing.T) {
	for _, tt := range []struct{ base, class, with, without string }{
		{"walmart-us", "standard", "", "apparel hazmat"},
		{"walmart-us", "apparel", "apparel", "hazmat"},
		{"walmart-us", "dangerous_goods", "hazmat", "apparel"},
	} {
		got := amounts(one(t, replaced(t, tt.base, `"class":"`+tt.class+`"`)))
		for _, code := range strings.Fields(tt.without) {
			if got[code] != "" || tt.with != "" && got[tt.with] != "-0.50" {
				t.Errorf("%s: lines are %v", tt.class, got)
			}
		}
	}
	for class, add := range map[string]string{"apparel": "0.50 apparel", "dangerous_goods": "0.50 hazmat"} {
		r := one(t, replaced(t, "shopify-us/mcs", `"class":"`+class+`"`))
		i := slices.IndexFunc(r.Lines, func(l line) bool { return l.Code == "returns_processing" })
		if !strings.Contains(r.Lines[i].Basis, add) {
			t.Errorf("%s: basis is %s", class, r.Lines[i].Basis)
		}
	}
}

// Null is absent, everywhere.
func TestNullIsAbsent(t *testing.T) {
	for _, base := range []string{"amazon-us", "walmart-us", "shopify-us/mcs", "tiktok-us", "ebay-us"} {
		plain := replaced(t, base, `"returns":null,"life":null`)
		nulls := `"returns":null,"life":null,"channels":null,"class":null,"shipping_charged":null,"sales_tax":null,
			"units_per_order":null,"more_cost":null,"fx":null,"ads":null,"target":null,"options":{"fulfillment_fee":null}`
		if base == "shopify-us/mcs" || base == "ebay-us" {
			nulls = strings.Replace(nulls, `{"fulfillment_fee":null}`, "null", 1)
		}
		if got, want := shown(one(t, replaced(t, base, nulls))), shown(one(t, plain)); got != want {
			t.Errorf("%s: with nulls it is\n%s\nwithout\n%s", base, got, want)
		}
	}
}
