package fees_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Everything that is wrong with an offer, at once.
func ExampleFaults() {
	var f fees.Faults
	f.OneOf("fulfillment", "drone", "fba", "fbm")
	f.Cents("shipping_charged", dec("4.995"))
	f.Rate("referral_rate", dec("15"))
	fmt.Println(f.Err())
	// Output:
	// fulfillment must be "fba" or "fbm", got "drone"
	// shipping_charged must be in whole cents, got "4.995"
	// referral_rate must be a fraction of at most 1, such as 0.15, got "15"
}

func ExampleFaults_Add() {
	var f fees.Faults
	f.Add("card_fixed", "0.30", "must go with card_rate")
	fmt.Println(f.Err())
	// Output: card_fixed must go with card_rate, got "0.30"
}

func ExampleFaults_Join() {
	var f fees.Faults
	f.Join(fees.Parcel{}.Check())
	fmt.Println(len(f), "faults")
	// Output: 4 faults
}

func ExampleFaults_Amount() {
	var f fees.Faults
	f.Amount("subscription", dec("-39.99"))
	fmt.Println(f.Err())
	// Output: subscription must not be below 0, got "-39.99"
}

// A figure that nobody gave is no fault.
func ExampleFaults_OptionalAmount() {
	var f fees.Faults
	f.OptionalAmount("fulfillment_fee", decimal.NullDecimal{})
	f.OptionalAmount("return_fee", decimal.NewNullDecimal(dec("-1")))
	fmt.Println(f.Err())
	// Output: return_fee must not be below 0, got "-1"
}

func ExampleFaults_Cents() {
	var f fees.Faults
	f.Cents("label_cost", dec("3.455"))
	fmt.Println(f.Err())
	// Output: label_cost must be in whole cents, got "3.455"
}

func ExampleFaults_Rate() {
	var f fees.Faults
	f.Rate("return_rate", dec("8"))
	fmt.Println(f.Err())
	// Output: return_rate must be a fraction of at most 1, such as 0.15, got "8"
}

func ExampleFaults_OptionalRate() {
	var f fees.Faults
	f.OptionalRate("referral_rate", decimal.NewNullDecimal(dec("-0.15")))
	fmt.Println(f.Err())
	// Output: referral_rate must not be below 0, got "-0.15"
}

func ExampleFaults_Count() {
	var f fees.Faults
	f.Count("pack_units", 20_000, 1, fees.MaxOrderUnits)
	fmt.Println(f.Err())
	// Output: pack_units must be a whole number from 1 to 10000, got "20000"
}

func ExampleFaults_OneOf() {
	var f fees.Faults
	f.OneOf("speed", "overnight", "standard", "expedited")
	fmt.Println(f.Err())
	// Output: speed must be "standard" or "expedited", got "overnight"
}

// No faults are no error; each of several can be listed.
func ExampleFaults_Err() {
	var f fees.Faults
	fmt.Println(f.Err())
	f.Rate("sales_tax", dec("8.25"))
	f.Cents("shipping_charged", dec("-5"))
	fmt.Println(len(fx.Faults(f.Err())), "faults")
	// Output:
	// <nil>
	// 2 faults
}
