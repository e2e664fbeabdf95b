package fees_test

import (
	"fmt"
	"log"
	"slices"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// Adding up what was billed for a day of orders, in cents and without a decimal
// until the total is printed. Each order is rounded by itself, as it is billed.
func ExampleAmount() {
	referral := fees.Percent(dec("0.15")).AtLeast(dec("0.30"))
	var total fees.Amount
	for _, cents := range []int64{1599, 1599, 2450, 149} {
		fee, ok := referral.AtMinorRounded(cents, 2)
		if !ok {
			log.Fatal("no fee at ", cents)
		}
		if total, ok = total.Plus(fee); !ok {
			log.Fatal("the total is out of range")
		}
	}
	fmt.Println(total.Decimal().StringFixed(2))
	// Output: 8.78
}

// Of the usual price points, the one that earns most is not always the highest.
func ExampleAmount_Cmp() {
	fee := fees.Brackets(fees.Band{Below: upTo("10"), Fee: dec("2.91")}, fees.Band{Fee: dec("3.73")})
	profit := fees.Percent(dec("0.85")).Minus(fee)
	earned := func(cents int64) fees.Amount {
		amount, ok := profit.AtMinor(cents, 2)
		if !ok {
			log.Fatal("no profit at ", cents)
		}
		return amount
	}
	best := slices.MaxFunc([]int64{949, 999, 1049}, func(a, b int64) int { return earned(a).Cmp(earned(b)) })
	fmt.Println(best, "cents earn", earned(best).Decimal().StringFixed(2))
	// Output: 999 cents earn 5.58
}

// An amount has no text of its own: the decimal has, with every digit that the
// fee has before it is billed.
func ExampleAmount_Decimal() {
	amount, ok := fees.Percent(dec("0.08")).AtMinor(3499, 2)
	if !ok {
		log.Fatal("no fee at 34.99")
	}
	fmt.Println(fx.Plain(amount.Decimal()), "is billed as", amount.Decimal().StringFixed(2))
	// Output: 2.7992 is billed as 2.80
}

// What a coupon of two dollars costs the seller: less than two, because the
// referral fee falls with the price.
func ExampleAmount_Minus() {
	profit := fees.Percent(dec("0.85")).Minus(fees.Flat(dec("9.40")))
	full, ok := profit.AtMinor(1999, 2)
	reduced, okReduced := profit.AtMinor(1799, 2)
	if !ok || !okReduced {
		log.Fatal("a price is out of range")
	}
	cost, ok := full.Minus(reduced)
	fmt.Println(cost.Decimal().StringFixed(2), ok)
	// Output: 1.70 true
}

// The first price point that does not lose money.
func ExampleAmount_Sign() {
	profit := fees.Percent(dec("0.85")).Minus(fees.Flat(dec("10.50")))
	for _, cents := range []int64{1099, 1199, 1299, 1399} {
		if amount, ok := profit.AtMinor(cents, 2); ok && amount.Sign() >= 0 {
			fmt.Println(cents, "cents earn", amount.Decimal().StringFixed(2))
			break
		}
	}
	// Output: 1299 cents earn 0.54
}

// The profit of a shop of your own: the card provider takes 2.9 % and 0.30,
// postage and goods are 11.40. A curve never changes, so the same provider can
// serve every product.
func ExampleCurve() {
	card := fees.Sum(fees.Percent(dec("0.029")), fees.Flat(dec("0.30")))
	profit := fees.Percent(dec("1")).Minus(card).Minus(fees.Flat(dec("11.40")))
	for _, price := range []string{"11.99", "14.99", "19.99"} {
		fmt.Println(price, must(profit.AtRounded(dec(price), 2)).StringFixed(2))
	}
	// Output:
	// 11.99 -0.06
	// 14.99 2.86
	// 19.99 7.71
}

// The exact fee, and a price that is finer than any currency.
func ExampleCurve_At() {
	referral := fees.Percent(dec("0.08"))
	fmt.Println(fx.Plain(must(referral.At(dec("34.95")))))
	_, err := referral.At(dec("34.95001"))
	fmt.Println(err)
	// Output:
	// 2.796
	// price must have at most 4 decimals, got "34.95001"
}

// A half goes away from zero, so that giving a fee back mirrors taking it. Yen
// have no decimals.
func ExampleCurve_AtRounded() {
	fee := fees.Percent(dec("0.15"))
	fmt.Println(must(fee.AtRounded(dec("12.70"), 2)).StringFixed(2))
	fmt.Println(must(fee.Times(dec("-1")).AtRounded(dec("12.70"), 2)).StringFixed(2))
	fmt.Println(must(fee.AtRounded(dec("2490"), 0)).StringFixed(0))
	// Output:
	// 1.91
	// -1.91
	// 374
}

// Where the referral fee of clothing jumps from 5 % to 10 %, a higher price
// brings less.
func ExampleCurve_Dips() {
	referral := fees.Brackets(fees.Band{UpTo: upTo("15"), Rate: dec("0.05")}, fees.Band{Rate: dec("0.10")})
	kept := fees.Percent(dec("1")).Minus(referral)
	for _, d := range must(kept.Dips(2)) {
		fmt.Println("avoid", d.From, "to", d.To)
		fmt.Println(d.Worst, "keeps", d.WorstAmount.Decimal().StringFixed(2), "and", d.Below, "keeps", d.BelowAmount.Decimal().StringFixed(2))
	}
	// Output:
	// avoid 1501 to 1583
	// 1501 keeps 13.51 and 1500 keeps 14.25
}

// A fee that the channel waives need not appear in a statement.
func ExampleCurve_IsZero() {
	storage := fees.Flat(dec("0.24"))
	for _, share := range []string{"1", "0.5", "0"} {
		fee := storage.Times(dec(share))
		if fee.IsZero() {
			fmt.Println("nothing to bill")
			continue
		}
		fmt.Println(must(fee.AtRounded(dec("15.99"), 2)).StringFixed(2))
	}
	// Output:
	// 0.24
	// 0.12
	// nothing to bill
}

// Which prices bear 9.90 of cost and 4.30 of profit? Not all above the first,
// because the fee jumps at 15.
func ExampleCurve_NonNegative() {
	referral := fees.Brackets(fees.Band{UpTo: upTo("15"), Rate: dec("0.05")}, fees.Band{Rate: dec("0.10")})
	left := fees.Percent(dec("1")).Minus(fees.Sum(referral, fees.Flat(dec("9.90")), fees.Flat(dec("4.30"))))
	for _, s := range must(left.NonNegative(2)) {
		if s.Open {
			fmt.Println("from", s.From, "cents")
			continue
		}
		fmt.Println("from", s.From, "to", s.To, "cents")
	}
	// Output:
	// from 1495 to 1500 cents
	// from 1578 cents
}

// A fulfilment fee only jumps at its price bands; a referral fee has a slope.
func ExampleCurve_IsLevel() {
	fulfillment := fees.Brackets(fees.Band{Below: upTo("10"), Fee: dec("3.78")}, fees.Band{Fee: dec("4.60")})
	fmt.Println(fulfillment.IsLevel(), fees.Percent(dec("0.15")).IsLevel())
	// Output: true false
}
