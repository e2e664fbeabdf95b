package fees_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/shopspring/decimal"
)

// A figure that Amazon keeps to itself is asked for by the name of the input
// that takes it. You find it in your own account.
func ExampleNotPublicError() {
	mug := amazon.Listing{Category: "handmade", Fulfillment: amazon.FBM}
	_, err := mug.Charges(fees.Day(2026, 6, 1))
	var hidden *fees.NotPublicError
	if errors.As(err, &hidden) {
		fmt.Println("please supply", hidden.Supply+", the", hidden.What)
	}
	mug.ReferralRate = decimal.NewNullDecimal(dec("0.15"))
	charges, err := mug.Charges(fees.Day(2026, 6, 1))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(charges[0].Code, must(charges[0].Amount.AtRounded(dec("24"), 2)).StringFixed(2), charges[0].Source.Confidence)
	// Output:
	// please supply referral_rate, the referral fee of handmade
	// referral 3.60 supplied
}

// A misspelt category comes back with those that were probably meant.
func ExampleUnknownKeyError() {
	_, err := amazon.Listing{Category: "toys", Fulfillment: amazon.FBM}.Charges(fees.Day(2026, 6, 1))
	var unknown *fees.UnknownKeyError
	if errors.As(err, &unknown) {
		fmt.Println("no", unknown.Field, unknown.Key+", but", unknown.Nearest)
	}
	// Output: no category toys, but [toys_games]
}

// A table with misplaced decimal points does not wrap round into a small fee.
func ExampleOverflowError() {
	fee := fees.Flat(dec("450000000000")).Times(dec("3500000"))
	var overflow *fees.OverflowError
	if errors.As(fee.Err(), &overflow) {
		fmt.Println("too large in", overflow.Op)
	}
	// Output: too large in Times
}
