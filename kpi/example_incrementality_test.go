package kpi_test

import (
	"fmt"

	"github.com/lianxing/crossborder/kpi"
)

// What ads added in a test with a holdout, and how sure that is.
func ExampleHoldout() {
	test := kpi.Holdout{ExposedUsers: 100000, ExposedConversions: 1200, HoldoutUsers: 100000, HoldoutConversions: 900}
	lift, err := test.Lift(0)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(lift.Conversions, "from", lift.Low.Decimal, "to", lift.High.Decimal)
	// Output: 300 from 210.67 to 389.33
}

func ExampleHoldout_Lift() {
	_, err := kpi.Holdout{ExposedUsers: 100, ExposedConversions: 120, HoldoutUsers: 100}.Lift(0.95)
	fmt.Println(err)
	// Output: exposed_conversions must be from 0 to the users, got "120"
}

// Too few cases for an interval: none is made up.
func ExampleLiftInterval() {
	lift, _ := kpi.Holdout{ExposedUsers: 500, ExposedConversions: 4, HoldoutUsers: 500, HoldoutConversions: 1}.Lift(0)
	fmt.Println(lift.Conversions, lift.Low.Valid)
	fmt.Println(lift.Reason)
	// Output:
	// 3 false
	// no interval: a group has fewer than 5 conversions, or fewer than 5 users without one
}
