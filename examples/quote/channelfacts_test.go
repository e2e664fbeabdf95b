package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// A channelFact is a worked example of the facts about the channels besides
// Amazon: what a request with these fields must say.
type channelFact struct {
	id, request string
	want        map[string]string // amounts by code
	each        map[string]string // of one event, by code
}

// inches is a parcel as fields of a request.
func inches(size, weight string) string {
	side := strings.Split(size, "x")
	return `"size":{"length":"` + side[0] + ` in","width":"` + side[1] + ` in","height":"` + side[2] + ` in"},"weight":"` + weight + `",`
}

const (
	wfs          = `"channel":"walmart-us","category":"home_kitchen_decor_garden","date":"2026-03-15",`
	mcs          = `"channel":"shopify-us","fulfillment":"mcs","date":"2026-11-23","units_per_order":2,"options":{"speed":"expedited"},`
	bySeller     = `"fulfillment":"seller",`
	ebayMost     = `"channel":"ebay-us","category":"most","date":"2026-09-23",`
	tikTokSeller = `"channel":"tiktok-us","fulfillment":"seller","date":"2026-06-15",`
	shopifyStore = `"channel":"shopify-us","date":"2026-11-23",`
	returned     = `"returns":{"rate":"1","resellable":"1","processing":"0"},`
)

// The published and derived examples of the other channels: their numbers are
// per unit.
var channelFacts = []channelFact{
	{id: "wm-s01", request: strings.Replace(wfs, "03-15", "03-31", 1) + inches("12x10x10", "6 lb") + `"price":"25","life":{"days_in_stock":30}`,
		want: map[string]string{"fulfillment": "-7.75", "storage": "-0.52"}},
	{id: "wm-s02", request: strings.Replace(wfs, "03-15", "03-31", 1) + inches("120x28x14", "36 lb") + `"price":"900","life":{"days_in_stock":30}`,
		want: map[string]string{"fulfillment": "-155.00", "storage": "-20.42"}},
	{id: "wm-s03", request: mcs + inches("4x4x4", "8 oz") + `"price":"25"`,
		want: map[string]string{"multichannel_fulfillment": "-9.75", "multichannel_discount": "2.50"}},
	{id: "wm-s03", request: mcs + inches("5x5x5", "1.75 lb") + `"price":"25"`,
		want: map[string]string{"multichannel_fulfillment": "-11.35", "multichannel_discount": "2.50"}},
	{id: "wm-s04", request: strings.Replace(wfs, "home_kitchen_decor_garden", "books", 1) + bySeller + `"price":"10"`,
		want: map[string]string{"referral": "-1.50"}},
	{id: "wm-s06", request: strings.Replace(wfs, "home_kitchen_decor_garden", "jewelry_precious_metals", 1) + bySeller + `"price":"300"`,
		want: map[string]string{"referral": "-52.50"}},
	{id: "wm-s07", request: strings.Replace(wfs, "home_kitchen_decor_garden", "apparel_accessories", 1) + bySeller + `"price":"15"`,
		want: map[string]string{"referral": "-0.75"}},
	{id: "wm-s07", request: strings.Replace(wfs, "home_kitchen_decor_garden", "apparel_accessories", 1) + bySeller + `"price":"15.01"`,
		want: map[string]string{"referral": "-1.50"}},
	{id: "wm-s08", request: strings.Replace(wfs, "home_kitchen_decor_garden", "electronics_accessories", 1) + bySeller + `"price":"150"`,
		want: map[string]string{"referral": "-19.00"}},
	{id: "wm-s09", request: wfs + inches("5x5x5", "0.9 lb") + `"price":"25"`, want: map[string]string{"fulfillment": "-4.95"}},
	{id: "wm-s10", request: wfs + returned + inches("12x10x10", "6 lb") + `"price":"25"`, each: map[string]string{"returns_processing": "-9.00"}},
	{id: "wm-s11", request: wfs + inches("5x5x5", "4.5 lb") + `"price":"25","options":{"inbound_transfer":true}`,
		want: map[string]string{"inbound_transfer": "-0.65"}},

	{id: "eb-s01", request: ebayMost + `"price":"50","shipping_charged":"5"`, want: map[string]string{"final_value": "-7.48", "per_order": "-0.40"}},
	{id: "eb-s02", request: ebayMost + `"price":"8000"`, want: map[string]string{"final_value": "-1031.75", "per_order": "-0.40"}},
	{id: "eb-s03", request: strings.Replace(ebayMost, "most", "womens_bags", 1) + `"price":"2000"`,
		want: map[string]string{"final_value": "-300.00", "per_order": "-0.40"}},
	{id: "eb-s03", request: strings.Replace(ebayMost, "most", "womens_bags", 1) + `"price":"2000.01"`,
		want: map[string]string{"final_value": "-180.00", "per_order": "-0.40"}},
	{id: "eb-s04", request: ebayMost + `"price":"40","shipping_charged":"5","sales_tax":"0.08"`,
		want: map[string]string{"final_value": "-6.61", "per_order": "-0.40"}},
	{id: "eb-s05", request: strings.Replace(ebayMost, "most", "books_movies_music", 1) + `"price":"20"`,
		want: map[string]string{"final_value": "-3.06", "per_order": "-0.40"}},
	{id: "eb-s06", request: ebayMost + `"price":"3000","options":{"store":"basic"}`, want: map[string]string{"final_value": "-329.25", "per_order": "-0.40"}},

	{id: "tt-s01", request: tikTokSeller + returned + `"price":"40"`, want: map[string]string{"referral": "-2.40", "referral_refund": "2.40", "refund_admin": "-0.48"}},
	{id: "tt-s02", request: tikTokSeller + `"price":"12"`, want: map[string]string{"referral": "-0.72"}},
	{id: "tt-s03", request: tikTokSeller + `"price":"100","shipping_charged":"10"`, want: map[string]string{"referral": "-6.60"}},
	{id: "tt-s04", request: tikTokSeller + `"price":"100"`, want: map[string]string{"referral": "-6.00"}},
	{id: "tt-s05", request: `"channel":"tiktok-us","date":"2026-08-21",` + inches("5x5x2", "8 oz") + `"price":"29.99"`,
		want: map[string]string{"referral": "-1.80", "fulfillment": "-4.52"}},
	{id: "tt-s06", request: tikTokSeller + `"price":"29.99","options":{"creator_rate":"0.1"}`, want: map[string]string{"creator_commission": "-3.00"}},
	{id: "tt-s07", request: `"channel":"tiktok-us","date":"2026-03-01",` + inches("12x12x24", "8 lb") +
		`"price":"90","options":{"fulfillment_fee":"18"},"life":{"days_in_stock":75}`, want: map[string]string{"storage": "-0.90"}},

	{id: "sp-s01", request: shopifyStore + returned + `"price":"100","options":{"processor":{"name":"stripe"}}`,
		want: map[string]string{"payment_processing": "-3.20", "payment_processing_refund": "", "refund": "-100.00"}},
	{id: "sp-s03", request: shopifyStore + `"price":"50","options":{"processor":{"name":"stripe"}}`, want: map[string]string{"payment_processing": "-1.75"}},
	{id: "sp-s04", request: shopifyStore + `"price":"100","options":{"processor":{"name":"paypal"},"gateway":"paypal_express"}`,
		want: map[string]string{"payment_processing": "-3.98", "third_party_fee": ""}},
	{id: "sp-s05", request: shopifyStore + `"price":"20000","options":{"processor":{"name":"stripe"}}`, want: map[string]string{"third_party_fee": "-400.00"}},
	{id: "sp-s06", request: shopifyStore + `"price":"100"`, want: map[string]string{"payment_processing": "-3.20"}},
	{id: "sp-s06", request: shopifyStore + `"price":"100","options":{"plan":"grow"}`, want: map[string]string{"payment_processing": "-3.00"}},
	{id: "sp-s06", request: shopifyStore + `"price":"100","options":{"plan":"advanced"}`, want: map[string]string{"payment_processing": "-2.80"}},
	{id: "sp-s06", request: shopifyStore + `"price":"100","options":{"plan":"plus"}`, want: map[string]string{"payment_processing": "-2.55"}},
	{id: "sp-s07", request: shopifyStore + `"price":"500","options":{"processor":{"name":"stripe","method":"ach_direct_debit"}}`,
		want: map[string]string{"payment_processing": "-4.00"}},
	{id: "sp-s07", request: shopifyStore + `"price":"1000","options":{"processor":{"name":"stripe","method":"ach_direct_debit"}}`,
		want: map[string]string{"payment_processing": "-5.00"}},
	{id: "sp-s08", request: shopifyStore + `"price":"100","options":{"processor":{"name":"stripe","method":"klarna"}}`,
		want: map[string]string{"payment_processing": "-6.29"}},
	{id: "sp-s09", request: shopifyStore + `"price":"100","options":{"processor":{"name":"paypal","international_buyer":true}}`,
		want: map[string]string{"payment_processing": "-5.48"}},
}

// notQuoted are the examples that are about no sold unit, and why.
var notQuoted = map[string]string{
	"wm-s05": "a difference of two quotes, see TestPeakStorage",
	"wm-s12": "30 days of a unit's second year, where a quote has the whole stay",
	"sp-s02": "a partial refund, where a quote refunds in full",
	"po-s01": "a payout", "po-s02": "a payout", "po-s03": "a payout", "po-s04": "a payout",
}

func TestChannelFacts(t *testing.T) {
	for _, tt := range channelFacts {
		t.Run(tt.id, func(t *testing.T) {
			r := one(t, `{"sku":"x",`+tt.request+`}`)
			checkAmounts(t, r, tt.want)
			for code, want := range tt.each {
				for _, l := range r.Lines {
					if l.Code == code && l.Each != want {
						t.Errorf("%s is %s each, want %s", code, l.Each, want)
					}
				}
			}
		})
	}
}

// wm-s05: 1.50 per cubic foot and 30 days for two months, which was waived in
// 2025.
func TestPeakStorage(t *testing.T) {
	for day, want := range map[string]string{"2026-11-30": "3.00", "2025-11-30": "0.00"} {
		quote := func(options string) result {
			return one(t, `{"sku":"x","channel":"walmart-us","category":"toys_games","date":"`+day+`",`+inches("12x12x12", "6 lb")+
				`"price":"60","life":{"days_in_stock":100},"options":`+options+`}`)
		}
		charged, waived := dec(t, amounts(quote(`{}`))["storage"]), dec(t, amounts(quote(`{"peak_storage_waived":true}`))["storage"])
		if got := waived.Sub(charged).StringFixed(2); got != want {
			t.Errorf("on %s the add-on is %s, want %s", day, got, want)
		}
	}
}

// Every example of the facts is above, or is not about a sold unit.
func TestChannelFactsAreComplete(t *testing.T) {
	text, err := os.ReadFile("../../../shared/facts/other-channels.md")
	if err != nil {
		t.Skip("the facts are not here: ", err)
	}
	tried := map[string]bool{}
	for _, tt := range channelFacts {
		tried[tt.id] = true
	}
	found := regexp.MustCompile(`(?m)^\| ((?:wm|eb|tt|sp|po)-s\d+) \|`).FindAllStringSubmatch(string(text), -1)
	if len(found) == 0 {
		t.Error("no example in the facts")
	}
	for _, id := range found {
		if !tried[id[1]] && notQuoted[id[1]] == "" {
			t.Errorf("no quote for %s", id[1])
		}
	}
}
