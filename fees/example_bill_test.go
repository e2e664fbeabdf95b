package fees_test

import (
	"errors"
	"fmt"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// The charges of an offer on ExampleMart: what does not apply has no code and is
// left out.
func ExampleBill() {
	batteryFee := func(battery bool) (fees.Charge, error) {
		if !battery {
			return fees.Charge{}, nil
		}
		return fees.Charge{Code: "battery", Event: fees.PerUnitSold, Amount: fees.Flat(dec("0.11"))}, nil
	}
	var bill fees.Bill
	bill.Add(fees.Charge{Code: "referral", Event: fees.PerUnitSold, Amount: fees.Percent(dec("0.15"))}, nil)
	bill.Add(batteryFee(false))
	charges, err := bill.Charges()
	fmt.Println(len(charges), err)
	// Output: 1 <nil>
}

func ExampleNewBill() {
	bill := fees.NewBill(8) // as many as an offer usually has
	charges, err := bill.Charges()
	fmt.Println(len(charges), cap(charges), err)
	// Output: 0 8 <nil>
}

// An amount that could not be computed is found when it is added.
func ExampleBill_Add() {
	var bill fees.Bill
	bill.Add(fees.Charge{Code: "referral", Amount: fees.Percent(decimal.New(1, 9))}, nil)
	_, err := bill.Charges()
	fmt.Println(err)
	// Output: rate is too large, got "1000000000.00"
}

func ExampleBill_Fail() {
	var bill fees.Bill
	bill.Fail(errors.New("no size"))
	_, err := bill.Charges()
	fmt.Println(err)
	// Output: no size
}

// With one error there are no charges, and all errors are reported.
func ExampleBill_Charges() {
	var bill fees.Bill
	bill.Add(fees.Charge{Code: "referral"}, nil)
	bill.Fail(errors.New("no size"))
	bill.Fail(errors.New("no rate card"))
	charges, err := bill.Charges()
	fmt.Println(len(charges), err)
	// Output:
	// 0 no size
	// no rate card
}

// A fee that was agreed stands in place of the one in the table.
func ExampleCharge_Supplied() {
	charge := fees.Charge{Code: "fulfillment", Event: fees.PerUnitSold}
	charge = charge.Supplied("fulfillment_fee", dec("3.10"), "by contract")
	fmt.Println(charge.Code, must(charge.Amount.At(dec("25"))), charge.Basis, "-", charge.Source.Table, charge.Source.Citation)
	// Output: fulfillment 3.1 by contract - supplied fulfillment_fee
}
