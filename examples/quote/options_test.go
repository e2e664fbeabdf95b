package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/examples/internal/strict"
)

// What options are tried on: a unit that is sold, kept, returned, disputed and
// removed, so that every charge shows. Under a slash: one more way to ship it.
var optionBases = map[string]string{
	"": `{"sku":"x","date":"2026-11-23","size":{"length":"12 in","width":"8 in","height":"3 in"},"weight":"3 lb","price":"25",
		"cost":[{"code":"landed","amount":"6","currency":"USD"}],"returns":{"rate":"0.2","resellable":"0.5","processing":"1"},
		"life":{"days_in_stock":"200","removed":"0.1","disputed":"0.1","units_per_month":"10"}}`,
	"amazon-us":          `{"channel":"amazon-us","category":"home_kitchen"}`,
	"walmart-us":         `{"channel":"walmart-us","category":"home_kitchen_decor_garden"}`,
	"walmart-us/seller":  `{"channel":"walmart-us","category":"home_kitchen_decor_garden","fulfillment":"seller"}`,
	"shopify-us":         `{"channel":"shopify-us"}`,
	"shopify-us/mcs":     `{"channel":"shopify-us","fulfillment":"mcs","weight":"1 lb"}`,
	"tiktok-us":          `{"channel":"tiktok-us"}`,
	"ebay-us":            `{"channel":"ebay-us","category":"most"}`,
	"amazon-us/16x9x0.5": `{"channel":"amazon-us","category":"home_kitchen","size":{"length":"16 in","width":"9 in","height":"0.5 in"},"weight":"0.1 lb"}`,
	"amazon-us/large":    `{"channel":"amazon-us","category":"home_kitchen","size":{"length":"60 in","width":"40 in","height":"40 in"},"weight":"120 lb"}`,
}

// An optionCase is a value of an option, on a base, and what it changes.
type optionCase struct {
	base, option, value string
	beside              string // other options, "" for none
	line                string // code of the line that changes, "" for what is left out or missing
}

// Every option of every channel.
var optionCases = []optionCase{
	{"amazon-us", "sipp", `true`, ``, "sipp_discount"},
	{"amazon-us", "sipp_discount", `"0.33"`, `{"sipp":true}`, "sipp_discount"},
	{"amazon-us", "lithium", `true`, ``, "lithium_battery"},
	{"amazon-us", "plan", `"individual"`, ``, "individual_plan"},
	{"amazon-us", "high_volume_asins", `1000`, ``, "high_volume_listing"},
	{"amazon-us", "placement", `"minimal"`, ``, "inbound_placement"},
	{"amazon-us", "placement_fee", `"0.41"`, `{"placement":"minimal"}`, "inbound_placement"},
	{"amazon-us", "inbound_defect_fee", `"0.02"`, ``, "inbound_defect"},
	{"amazon-us", "supply", `{"days_30":"10","days_90":"12"}`, ``, "low_inventory"},
	{"amazon-us", "supply.days_30", `"26"`, `{"supply":{"days_30":"10","days_90":"12"}}`, "low_inventory"},
	{"amazon-us", "supply.days_90", `"26"`, `{"supply":{"days_30":"10","days_90":"12"}}`, "low_inventory"},
	{"amazon-us", "supply.units_7_days", `"5"`, `{"supply":{"days_30":"10","days_90":"12"}}`, "low_inventory"},
	{"amazon-us", "supply.new_professional", `true`, `{"supply":{"days_30":"10","days_90":"12"}}`, "low_inventory"},
	{"amazon-us", "supply.new_selection", `true`, `{"supply":{"days_30":"10","days_90":"12"}}`, "low_inventory"},
	{"amazon-us", "supply.auto_replenished", `true`, `{"supply":{"days_30":"10","days_90":"12"}}`, "low_inventory"},
	{"amazon-us", "utilization", `{"weeks":"40","average_cubic_feet":"100"}`, ``, "storage_utilization"},
	{"amazon-us", "utilization.weeks", `"60"`, `{"utilization":{"weeks":"30","average_cubic_feet":"100"}}`, "storage_utilization"},
	{"amazon-us", "utilization.average_cubic_feet", `"20"`, `{"utilization":{"weeks":"30","average_cubic_feet":"100"}}`, "storage_utilization"},
	{"amazon-us", "utilization.surcharge", `"9"`, `{"utilization":{"weeks":"30","average_cubic_feet":"100"}}`, "storage_utilization"},
	{"amazon-us", "utilization.first_year", `true`, `{"utilization":{"weeks":"30","average_cubic_feet":"100"}}`, "storage_utilization"},
	{"amazon-us", "utilization.auto_replenished", `true`, `{"utilization":{"weeks":"30","average_cubic_feet":"100"}}`, "storage_utilization"},
	{"amazon-us", "returns_processing_fee", `"2.50"`, ``, "returns_processing"},
	{"amazon-us", "return_threshold", `"0.01"`, `{"returns_processing_fee":"2.50"}`, "returns_processing"},
	{"amazon-us", "returns_exempt", `true`, `{"returns_processing_fee":"2.50"}`, "returns_processing"},
	{"amazon-us", "removal", `"disposal"`, ``, "disposal"},
	{"amazon-us", "special_handling", `true`, ``, "removal"},
	{"amazon-us", "liquidation_recovery", `"3"`, `{"removal":"liquidation"}`, "liquidation_referral"},
	{"amazon-us", "liquidation_processing_fee", `"0.5"`, `{"removal":"liquidation"}`, "liquidation_processing"},
	{"amazon-us", "promotion", `{"kind":"coupon","units":100}`, ``, "coupon"},
	{"amazon-us", "promotion.kind", `"best_deal"`, `{"promotion":{"kind":"coupon","units":100}}`, "deal"},
	{"amazon-us", "promotion.units", `200`, `{"promotion":{"kind":"best_deal","units":100}}`, "deal"},
	{"amazon-us", "promotion.days", `7`, `{"promotion":{"kind":"best_deal","units":100}}`, "deal"},
	{"amazon-us", "promotion.event_day", `true`, `{"promotion":{"kind":"best_deal","units":100}}`, "deal"},
	{"amazon-us", "promotion.created_on", `"2025-05-01"`, `{"promotion":{"kind":"coupon","units":100}}`, "coupon"},
	{"amazon-us", "promotion.fee", `"77"`, `{"promotion":{"kind":"coupon","units":100}}`, "coupon"},
	{"amazon-us/16x9x0.5", "large_standard_floor", `"none"`, ``, "fulfillment"},
	{"amazon-us/large", "extra_large_150", `"unit"`, ``, "fulfillment"},
	{"amazon-us", "band_adjustment", `"-20"`, ``, "fulfillment"},
	{"amazon-us", "fuel_surcharge_end", `"2026-11-22"`, ``, "fuel_surcharge"},
	{"amazon-us", "referral_rate", `"0.1"`, ``, "referral"},
	{"amazon-us", "referral_minimum", `"9"`, `{"referral_rate":"0.1"}`, "referral"},
	{"amazon-us", "fulfillment_fee", `"5"`, ``, "fulfillment"},
	{"amazon-us", "fulfillment_fee_all_in", `true`, `{"fulfillment_fee":"5"}`, "fuel_surcharge"},

	{"walmart-us", "pack_units", `2`, `{"fulfillment_fee":"5"}`, "disposal"},
	{"walmart-us", "pro_listing_savings", `"pro"`, ``, "pro_listing_savings"},
	{"walmart-us", "prep", `["poly_bag","label"]`, ``, "prep_label"},
	{"walmart-us", "unplanned_prep", `["label"]`, ``, "unplanned_prep_label"},
	{"walmart-us", "inbound_transfer", `true`, ``, "inbound_transfer"},
	{"walmart-us", "removal", `"removal"`, ``, "removal"},
	{"walmart-us", "walmart_fault", `true`, ``, "returns_processing"},
	{"walmart-us", "referral_rate", `"0.05"`, ``, "referral"},
	{"walmart-us", "fulfillment_fee", `"5"`, ``, "fulfillment"},
	{"walmart-us", "fulfillment_fee_all_in", `true`, `{"fulfillment_fee":"5"}`, "low_price"},
	{"walmart-us", "return_fee", `"5"`, ``, "returns_processing"},
	{"walmart-us/seller", "return_fee", `"5"`, ``, "returns_processing"},
	{"walmart-us", "peak_storage_waived", `true`, ``, "storage"},

	{"shopify-us", "plan", `"advanced"`, ``, "payment_processing"},
	{"shopify-us", "annual_billing", `true`, ``, "subscription"},
	{"shopify-us", "gateway", `"manual"`, ``, "payment_processing"},
	{"shopify-us", "payments_primary", `true`, `{"plan":"plus","third_party_rate":"0.002","processor":{"name":"stripe"}}`, "third_party_fee"},
	{"shopify-us", "in_person", `true`, ``, "payment_processing"},
	{"shopify-us", "foreign_card", `true`, ``, "payment_processing"},
	{"shopify-us", "conversion", `true`, ``, "currency_conversion"},
	{"shopify-us", "store_credit_share", `"0.3"`, ``, "third_party_fee"},
	{"shopify-us", "store_created_on", `"2025-01-01"`, `{"store_credit_share":"0.3"}`, "third_party_fee"},
	{"shopify-us", "card_rate", `"0.02"`, ``, "payment_processing"},
	{"shopify-us", "card_fixed", `"0.10"`, `{"card_rate":"0.02"}`, "payment_processing"},
	{"shopify-us", "third_party_rate", `"0.005"`, `{"processor":{"name":"stripe"}}`, "third_party_fee"},
	{"shopify-us", "subscription", `"100"`, ``, "subscription"},
	{"shopify-us", "chargeback_fee", `"15"`, ``, "dispute"},
	{"shopify-us", "processor", `{"name":"stripe"}`, ``, "dispute"},
	{"shopify-us", "processor.name", `"paypal"`, `{"processor":{"name":"stripe"}}`, "payment_processing"},
	{"shopify-us", "processor.method", `"klarna"`, `{"processor":{"name":"stripe"}}`, "payment_processing"},
	{"shopify-us", "processor.international_card", `true`, `{"processor":{"name":"stripe"}}`, "payment_processing"},
	{"shopify-us", "processor.manually_entered", `true`, `{"processor":{"name":"stripe"}}`, "payment_processing"},
	{"shopify-us", "processor.conversion", `true`, `{"processor":{"name":"stripe"}}`, "payment_processing"},
	{"shopify-us", "processor.managed_payments", `true`, `{"processor":{"name":"stripe"}}`, "payment_processing"},
	{"shopify-us", "processor.smart_disputes_won", `"0.5"`, `{"processor":{"name":"stripe"}}`, "smart_disputes"},
	{"shopify-us", "processor.rate", `"0.02"`, `{"processor":{"name":"stripe"}}`, "payment_processing"},
	{"shopify-us", "processor.fixed", `"0.10"`, `{"processor":{"name":"stripe","rate":"0.02"}}`, "payment_processing"},
	{"shopify-us", "processor.product", `"pay_later"`, `{"processor":{"name":"paypal"}}`, "payment_processing"},
	{"shopify-us", "processor.international_buyer", `true`, `{"processor":{"name":"paypal"}}`, "payment_processing"},
	{"shopify-us", "processor.conversion", `true`, `{"processor":{"name":"paypal"}}`, "payment_processing"},
	{"shopify-us", "processor.dispute", `"high_volume"`, `{"processor":{"name":"paypal"}}`, "dispute"},
	{"shopify-us", "processor.rate", `"0.02"`, `{"processor":{"name":"paypal"}}`, "payment_processing"},
	{"shopify-us", "processor.fixed", `"0.10"`, `{"processor":{"name":"paypal","rate":"0.02"}}`, "payment_processing"},
	{"shopify-us", "processor.rate", `"0.04"`, `{"processor":{"name":"contract"}}`, "payment_processing"},
	{"shopify-us", "processor.fixed", `"0.30"`, `{"processor":{"name":"contract"}}`, "payment_processing"},
	{"shopify-us", "processor.maximum", `"0.50"`, `{"processor":{"name":"contract","rate":"0.04"}}`, "payment_processing"},
	{"shopify-us", "processor.dispute_fee", `"20"`, `{"processor":{"name":"contract"}}`, "dispute"},
	{"shopify-us", "processor.with", `"Afterpay"`, `{"processor":{"name":"contract","rate":"0.04"}}`, "payment_processing"},
	{"shopify-us/mcs", "speed", `"expedited"`, ``, "multichannel_fulfillment"},
	{"shopify-us/mcs", "prep", `["poly_bag"]`, ``, "prep_poly_bag"},
	{"shopify-us/mcs", "unplanned_prep", `["poly_bag"]`, ``, "unplanned_prep_poly_bag"},
	{"shopify-us/mcs", "inbound_transfer", `true`, ``, "inbound_transfer"},
	{"shopify-us/mcs", "removal", `"removal"`, ``, "removal"},
	{"shopify-us/mcs", "peak_storage_waived", `true`, ``, "storage"},

	{"tiktok-us", "schedule", `"disputed_8_percent"`, ``, "referral"},
	{"tiktok-us", "creator_rate", `"0.12"`, ``, "creator_commission"},
	{"tiktok-us", "own_container_discount", `"0.50"`, ``, "own_container_discount"},
	{"tiktok-us", "hub_fee", `"0.43"`, ``, "hub"},
	{"tiktok-us", "return_handling", `["inspection","restocking"]`, ``, "return_inspection"},
	{"tiktok-us", "return_handling", `["no_inspection","repackaging","disposal","to_merchant"]`, ``, "return_no_inspection"},
	{"tiktok-us", "referral_rate", `"0.05"`, ``, "referral"},
	{"tiktok-us", "fulfillment_fee", `"5"`, ``, "fulfillment"},

	{"ebay-us", "store", `"basic"`, ``, "store_subscription"},
	{"ebay-us", "annual_subscription", `true`, `{"store":"basic"}`, "store_subscription"},
	{"ebay-us", "ships_abroad", `true`, ``, "international"},
	{"ebay-us", "seller_country", `"cn_hk"`, ``, ""},
	{"ebay-us", "international_rate", `"0.01"`, `{"seller_country":"cn_hk"}`, "international"},
	{"ebay-us", "very_high_not_as_described", `true`, ``, "not_as_described"},
	{"ebay-us", "below_standard", `true`, ``, ""},
	{"ebay-us", "below_standard_rate", `"0.04"`, ``, "below_standard"},
	{"ebay-us", "promoted_rate", `"0.03"`, ``, "promoted_listings"},
	{"ebay-us", "paid_insertion", `true`, ``, "insertion"},
	{"ebay-us", "insertion_fee", `"0.30"`, `{"paid_insertion":true}`, "insertion"},
	{"ebay-us", "final_value_rate", `"0.1"`, ``, "final_value"},
	{"ebay-us", "dispute_fee", `"25"`, ``, "dispute"},
}

// withOptions is a base with options as JSON, the objects merged.
func withOptions(t testing.TB, base string, options ...string) string {
	t.Helper()
	all := jsonObject(t, optionBases[""])
	maps.Copy(all, jsonObject(t, optionBases[base]))
	merged := map[string]any{}
	for _, o := range options {
		if o != "" {
			merge(merged, jsonObject(t, o))
		}
	}
	all["options"] = merged
	return jsonText(t, all)
}

// withAllOptions is a base with the options that go with those before them.
func withAllOptions(t testing.TB, base string) string {
	t.Helper()
	var options []string
	for _, tt := range optionCases {
		if tt.base != base {
			continue
		}
		more := append(slices.Clip(options), tt.beside, setting(tt.option, tt.value))
		if status, _, _ := quote(t, withOptions(t, base, more...), "-"); status == answered {
			options = more
		}
	}
	return withOptions(t, base, options...)
}

func jsonText(t testing.TB, value any) string {
	t.Helper()
	out, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func jsonObject(t testing.TB, text string) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return out
}

func merge(into, from map[string]any) {
	for name, value := range from {
		deeper, ok := into[name].(map[string]any)
		if more, isObject := value.(map[string]any); ok && isObject {
			merge(deeper, more)
			continue
		}
		into[name] = value
	}
}

// setting is an option with a value as JSON.
func setting(option, value string) string {
	if outer, inner, nested := strings.Cut(option, "."); nested {
		return `{"` + outer + `":` + setting(inner, value) + `}`
	}
	return `{"` + option + `":` + value + `}`
}

// Every option changes the line that it is about.
func TestOptionsHaveAnEffect(t *testing.T) {
	for _, tt := range optionCases {
		t.Run(tt.base+" "+tt.option+" "+tt.value, func(t *testing.T) {
			without := one(t, withOptions(t, tt.base, tt.beside))
			with := one(t, withOptions(t, tt.base, tt.beside, setting(tt.option, tt.value)))
			if tt.line == "" {
				if cmp.Equal(without.LeftOut, with.LeftOut) && cmp.Equal(without.Missing, with.Missing) {
					t.Errorf("what is left out stays %v, what is missing %v", with.LeftOut, with.Missing)
				}
				return
			}
			of := func(r result) []line {
				return slices.DeleteFunc(r.Lines, func(l line) bool { return l.Code != tt.line })
			}
			if a, b := of(without), of(with); cmp.Equal(a, b) {
				t.Errorf("the line %s stays %+v", tt.line, a)
			}
		})
	}
}

// No option of any channel is missing above.
func TestOptionCasesAreComplete(t *testing.T) {
	for _, channel := range channelNames() {
		for _, option := range optionNames()[channel] {
			if !slices.ContainsFunc(optionCases, func(x optionCase) bool {
				return strict.FirstName(x.option) == option && strings.HasPrefix(x.base, channel)
			}) {
				t.Errorf("%s: no case for %s", channel, option)
			}
		}
	}
}

// What an option cannot be is a fault at its path. The kind of its value says
// what it cannot be.
func TestOptionsAreChecked(t *testing.T) {
	for _, tt := range optionCases {
		bad, path := "", "options."+tt.option
		switch first := tt.value[0]; {
		case tt.option == "band_adjustment":
			bad = `"0.001"`
		case tt.option == "processor.with":
			bad = `"\u0007"`
		case first == 't':
			bad = `"yes"`
		case first == '[':
			bad, path = `["zzz"]`, path+"[0]"
		case first == '{':
			bad = `5`
		case first != '"':
			bad = `0`
		case strings.Count(tt.value, "-") == 2:
			bad = `"soon"`
		case strings.Trim(tt.value, `"-.0123456789`) == "":
			bad = `"-1"`
		default:
			bad = `"zzz"`
		}
		t.Run(tt.base+" "+tt.option+" "+bad, func(t *testing.T) {
			f := errorsOf(t, withOptions(t, tt.base, tt.beside, setting(tt.option, bad)))
			if len(f.Errors) != 1 || f.Errors[0].Field != path {
				t.Errorf("errors are %+v, want one of %s", f.Errors, path)
			}
		})
	}
}

// A field that an object inside the options does not have.
func TestOptionsInside(t *testing.T) {
	for base, option := range map[string]string{"amazon-us": "supply utilization promotion", "shopify-us": "processor"} {
		for _, name := range strings.Fields(option) {
			beside := ""
			if name == "processor" {
				beside = `{"processor":{"name":"stripe"}}`
			}
			f := errorsOf(t, withOptions(t, base, beside, setting(name+".colour", `"red"`)))
			if !slices.ContainsFunc(f.Errors, func(e strict.Fault) bool { return e.Field == "options."+name+".colour" }) {
				t.Errorf("errors are %+v", f.Errors)
			}
		}
	}
}
