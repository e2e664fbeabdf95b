package main

import (
	"strings"
	"testing"
)

// The published and derived examples of the Amazon US fees: what the fees must
// be for one item at one price.
func TestAmazonExamples(t *testing.T) {
	for _, tt := range []struct {
		id, class, size, weight, price, date string
		tier, billable                       string
		want                                 map[string]string // amounts by code
		options                              string
	}{
		// Amazon, "Product size examples" of the 2026 US FBA fulfilment fees.
		{id: "us-off-26-01", size: "13.8 x 9 x 0.7", weight: "0.18", price: "5.00", date: "2026-06-01",
			tier: "small_standard", billable: "0.18 lb", want: map[string]string{"fulfillment": "-2.49"}},
		{id: "us-off-26-03", class: "apparel", size: "13 x 9 x 0.85", weight: "0.3375", price: "25.00", date: "2026-06-01",
			tier: "large_standard", billable: "1.6835 lb", want: map[string]string{"fulfillment": "-6.14"}},
		{id: "us-off-26-05", size: "12.6 x 6.6 x 5.5", weight: "3.35", price: "25.00", date: "2026-06-01",
			tier: "large_standard", billable: "3.35 lb", want: map[string]string{"fulfillment": "-7.13"}},
		{id: "us-off-26-08", size: "24 x 7.5 x 6", weight: "7.9", price: "60.00", date: "2026-11-23",
			tier: "small_bulky", billable: "7.9 lb", want: map[string]string{"fulfillment": "-11.25"}},
		{id: "us-off-26-09", size: "54 x 35 x 3.5", weight: "41", price: "25.00", date: "2026-06-01",
			tier: "extra_large_0_50", billable: "47.5899 lb", want: map[string]string{"fulfillment": "-44.19"}},
		{id: "us-off-26-12", size: "65 x 20 x 7", weight: "62", price: "60.00", date: "2026-11-23",
			tier: "extra_large_50_70", billable: "65.4676 lb", want: map[string]string{"fulfillment": "-51.38"}},
		// The same items under the rates of 2025, as supplychaindive.com printed them.
		{id: "us-off-25-01", size: "13.8 x 9 x 0.7", weight: "0.18", price: "25.00", date: "2025-06-01",
			tier: "small_standard", billable: "0.18 lb", want: map[string]string{"fulfillment": "-3.15"}},
		{id: "us-off-25-04", class: "apparel", size: "13 x 9 x 0.85", weight: "0.3375", price: "25.00", date: "2025-11-23",
			tier: "large_standard", billable: "0.7155 lb", want: map[string]string{"fulfillment": "-5.00"}},
		{id: "us-off-25-05", size: "24 x 7.5 x 6", weight: "7.9", price: "60.00", date: "2025-06-01",
			tier: "large_bulky", billable: "7.9 lb", want: map[string]string{"fulfillment": "-12.27"}},
		// Public test suites of other calculators.
		{id: "us-tp-02", size: "13.8 x 9 x 0.7", weight: "0.18", price: "8.99", date: "2026-06-01",
			tier: "small_standard", billable: "0.18 lb", want: map[string]string{"fulfillment": "-2.49", "fuel_surcharge": "-0.09"}},
		{id: "us-tp-03 with the floor", size: "16 x 9 x 0.5", weight: "1", price: "19.99", date: "2026-06-01",
			tier: "large_standard", billable: "2.0719 lb"},
		{id: "us-tp-03 without the floor", size: "16 x 9 x 0.5", weight: "0.1", price: "19.99", date: "2026-06-01",
			tier: "large_standard", billable: "0.518 lb", options: `{"large_standard_floor": false}`},
		{id: "us-tp-05", size: "40 x 25 x 1", weight: "4.5", price: "30.00", date: "2025-06-01",
			tier: "large_bulky", billable: "14.3885 lb", want: map[string]string{"fulfillment": "-14.93"}},
		{id: "us-tier-01", size: "14 x 9 x 0.5", weight: "0.75", price: "20.00", date: "2026-06-01",
			tier: "small_standard", billable: "0.75 lb"},
		{id: "us-tier-04", size: "20 x 15 x 10", weight: "5", price: "20.00", date: "2026-06-01",
			tier: "small_bulky", billable: "21.5827 lb"},
		{id: "us-tier-06", size: "18 x 14 x 8", weight: "2", price: "20.00", date: "2026-06-01",
			tier: "large_standard", billable: "14.5036 lb"},
		// Derived from the rate cards, on their boundaries.
		{id: "us-d-01", size: "9 x 6 x 2", weight: "0.9", price: "10.00", date: "2026-06-01",
			tier: "large_standard", billable: "0.9 lb", want: map[string]string{"fulfillment": "-4.60"}},
		{id: "us-d-04", size: "9 x 6 x 2", weight: "0.9", price: "50.01", date: "2026-06-01",
			tier: "large_standard", billable: "0.9 lb", want: map[string]string{"fulfillment": "-4.86"}},
		{id: "us-d-05", size: "9 x 6 x 2", weight: "2", price: "25.00", date: "2026-10-14",
			tier: "large_standard", billable: "2 lb", want: map[string]string{"fulfillment": "-5.82"}},
		{id: "us-d-07", size: "12 x 8 x 3", weight: "3", price: "25.00", date: "2026-06-01",
			tier: "large_standard", billable: "3 lb", want: map[string]string{"fulfillment": "-6.67"}},
		{id: "us-d-09", class: "apparel", size: "12 x 8 x 3", weight: "3.2", price: "25.00", date: "2026-06-01",
			tier: "large_standard", billable: "3.2 lb", want: map[string]string{"fulfillment": "-7.13"}},
		{id: "us-d-11", class: "dangerous_goods", size: "9 x 6 x 2", weight: "1", price: "20.00", date: "2026-06-01",
			tier: "large_standard", billable: "1 lb", want: map[string]string{"fulfillment": "-5.19"}},
		{id: "us-d-13", size: "60 x 40 x 40", weight: "200", price: "300.00", date: "2026-06-01",
			tier: "extra_large_150_plus", billable: "200 lb", want: map[string]string{"fulfillment": "-204.26"}},
		{id: "us-d-16", size: "98 x 6 x 5", weight: "30", price: "80.00", date: "2026-06-01",
			tier: "extra_large_0_50", billable: "30 lb", want: map[string]string{"fulfillment": "-37.35", "overmax": "-17.00"}},
		{id: "us-d-23", size: "9 x 6 x 2", weight: "2", price: "25.00", date: "2026-11-23",
			tier: "large_standard", billable: "2 lb", want: map[string]string{"fulfillment": "-6.15", "fuel_surcharge": "-0.22"}},
	} {
		t.Run(tt.id, func(t *testing.T) {
			side := strings.Split(tt.size, " x ")
			options := tt.options
			if options == "" {
				options = "{}"
			}
			r := one(t, `{"sku":"x","date":"`+tt.date+`","channel":"amazon-us","category":"home_kitchen","class":"`+tt.class+`",
				"size":{"length":"`+side[0]+` in","width":"`+side[1]+` in","height":"`+side[2]+` in"},"weight":"`+tt.weight+` lb",
				"price":"`+tt.price+`","options":`+options+`}`)
			if got := textOr(r.SizeTier, ""); got != tt.tier {
				t.Errorf("size tier is %s, want %s", got, tt.tier)
			}
			if got := textOr(r.BillableWeight, ""); got != tt.billable {
				t.Errorf("billable weight is %s, want %s", got, tt.billable)
			}
			checkAmounts(t, r, tt.want)
		})
	}
}

func checkAmounts(t *testing.T, r result, want map[string]string) {
	t.Helper()
	got := amounts(r)
	for code, amount := range want {
		if got[code] != amount {
			t.Errorf("%s is %s, want %s", code, got[code], amount)
		}
	}
}

// Referral fees at the thresholds of their categories, without FBA.
func TestReferralExamples(t *testing.T) {
	for _, tt := range []struct{ id, category, price, want string }{
		{"us-dr-01", "clothing_accessories", "15.00", "-0.75"},
		{"us-dr-04", "clothing_accessories", "20.01", "-3.40"},
		{"us-dr-05", "jewelry", "300.00", "-52.50"},
		{"us-dr-07", "watches", "2000.00", "-255.00"},
		{"us-dr-09", "grocery_gourmet", "15.00", "-1.20"},
		{"us-dr-12", "baby_products", "10.01", "-1.50"},
		{"us-dr-13", "appliances_compact", "400.00", "-53.00"},
		{"us-dr-15", "lawn_mowers_snow_throwers", "500.00", "-75.00"},
		{"us-ref-03", "consumer_electronics", "2.00", "-0.30"}, // the minimum
	} {
		t.Run(tt.id, func(t *testing.T) {
			r := one(t, `{"sku":"x","date":"2026-06-01","channel":"amazon-us","fulfillment":"fbm","category":"`+tt.category+`","price":"`+tt.price+`"}`)
			if r.SizeTier != nil || r.BillableWeight != nil {
				t.Error("a merchant-fulfilled unit has no size tier")
			}
			checkAmounts(t, r, map[string]string{"referral": tt.want})
		})
	}
}

// us-ref-01, Amazon's example of the refund administration fee: item 300,
// shipping 40 and gift wrap 5, everything returned.
func TestRefundExample(t *testing.T) {
	r := one(t, `{"sku":"x","date":"2026-06-01","channel":"amazon-us","fulfillment":"fbm","category":"home_kitchen",
		"price":"300","shipping_charged":"45","returns":{"rate":"1","resellable":"1","processing":"0"},
		"cost":[{"code":"purchase","amount":"80","currency":"USD"}]}`)
	checkAmounts(t, r, map[string]string{
		"price": "300.00", "shipping_charged": "45.00", "referral": "-51.75",
		"refund": "-345.00", "referral_refund": "51.75", "refund_admin": "-5.00",
		"purchase": "-80.00", "return_recovery": "80.00",
	})
	if r.Profit != "-5.00" || !r.Complete {
		t.Errorf("profit is %s, missing %v", r.Profit, r.Missing)
	}
}

// S43 and S44 of the pricing facts: the price that brings a margin.
func TestMarginExamples(t *testing.T) {
	for _, tt := range []struct{ id, category, cost, margin, want string }{
		{"S43", "home_kitchen", "13", "0.20", "20.00"},
		{"S44 first rate", "clothing_accessories", "12.00", "0.10", "14.12"},
		{"S44 second rate", "clothing_accessories", "13.20", "0.10", "16.50"},
		{"S44 third rate", "clothing_accessories", "16.10", "0.10", "22.06"},
	} {
		t.Run(tt.id, func(t *testing.T) {
			r := one(t, `{"sku":"x","date":"2026-06-01","channel":"amazon-us","fulfillment":"fbm","category":"`+tt.category+`",
				"cost":[{"code":"purchase","amount":"`+tt.cost+`","currency":"USD"}],"target":{"margin":"`+tt.margin+`"}}`)
			if r.Price != tt.want || r.Solution == nil || textOr(r.Solution.Price, "") != tt.want {
				t.Errorf("price is %s, solution %+v, want %s", r.Price, r.Solution, tt.want)
			}
		})
	}
}
