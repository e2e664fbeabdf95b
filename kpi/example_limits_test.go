package kpi_test

import (
	"errors"
	"fmt"

	"github.com/lianxing/crossborder/kpi"
)

// 3.2 % of the orders late keep the limit of 4 %.
func ExampleLimitOn() {
	m, _ := kpi.Find("late_shipment_rate_30")
	r, _ := kpi.Evaluate(m, known("orders_late 27896, seller_fulfilled_orders 870669"))
	l, err := kpi.LimitOn("amazon-us", m.Code, factDay("2026-11-24"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Value, l.Rule, l.Value)
	fmt.Println(l.Met(r.Value))
	// Output:
	// 3.20% below 0.04
	// true true
}

// A limit that an account page shows and no shipped table has.
func ExampleLimit() {
	own := kpi.Limit{Channel: "walmart-us", Metric: "walmart_response_rate", Rule: kpi.LimitAtLeast, Value: factDec("0.95")}
	fmt.Println(own.Met(kpi.Ratio(factDec("19"), factDec("20"), kpi.Fraction, "")))
	// Output: true true
}

func ExampleLimitRule() {
	half := kpi.Exact(factDec("0.5"), kpi.Fraction, "")
	for _, rule := range []kpi.LimitRule{kpi.LimitBelow, kpi.LimitAtMost} {
		met, _ := kpi.Limit{Rule: rule, Value: factDec("0.5")}.Met(half)
		fmt.Println(rule, met)
	}
	// Output:
	// below false
	// at_most true
}

func ExampleLimit_Met() {
	l := kpi.Limit{Rule: kpi.LimitBelow, Value: factDec("0.01")}
	fmt.Println(l.Met(kpi.NotKnown(kpi.Fraction, "", "orders")))
	// Output: false false
}

// Nobody has looked the limits up for 2030 yet.
func ExampleLimit_Covers() {
	l, _ := kpi.LimitOn("amazon-us", "order_defect_rate", factDay("2026-11-24"))
	fmt.Println(l.Covers(factDay("2027-01-01")), l.Covers(factDay("2030-01-01")))
	// Output: true false
}

func ExampleLimits() {
	for l := range kpi.Limits() {
		if l.Channel == "walmart-us" {
			fmt.Println(l.Metric, l.Rule, l.Value)
		}
	}
	// Output:
	// walmart_cancellation_rate at_most 0.02
	// walmart_on_time_delivery_rate at_least 0.9
	// walmart_valid_tracking_rate at_least 0.99
	// walmart_refund_rate below 0.06
}

func ExampleNoLimitError() {
	_, err := kpi.LimitOn("amazon-us", "acos", factDay("2026-11-24"))
	var none *kpi.NoLimitError
	fmt.Println(errors.As(err, &none))
	// Output: true
}

func ExampleNoLimitError_Error() {
	_, err := kpi.LimitOn("amazon-us", "acos", factDay("2026-11-24"))
	fmt.Println(err.Error())
	// Output: kpi: no limit of acos on amazon-us is known for 2026-11-24
}

// Two items, one of which was in stock half of the time.
func ExampleBandOf() {
	both, err := kpi.Sum(known("velocity 2, in_stock_share 0.5"), known("velocity 3, in_stock_share 1"))
	if err != nil {
		fmt.Println(err)
		return
	}
	m, _ := kpi.Find("in_stock_rate")
	r, _ := kpi.Evaluate(m, both)
	band, _ := kpi.BandOf(r.Value, kpi.InStockBands())
	fmt.Println(r.Value, band.Name)
	// Output: 80.00% fair
}

func ExampleInStockBands() {
	for _, b := range kpi.InStockBands() {
		fmt.Println("from", b.From, b.Name)
	}
	// Output:
	// from 0 poor
	// from 0.7 fair
	// from 0.9 good
	// from 1 excellent
}

func ExampleBand() {
	bands := []kpi.Band{{From: factDec("0"), Name: "stop"}, {From: factDec("1"), Name: "scale"}}
	b, _ := kpi.BandOf(kpi.Exact(factDec("1.4"), kpi.Multiple, ""), bands)
	fmt.Println(b.Name)
	// Output: scale
}
