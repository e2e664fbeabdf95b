package kpi_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// Amazon with DD+7, a cycle of 14 days from a close that is known, two business days to
// the bank: sold on 1 April, the money is there on the 17th.
func ExamplePayoutTerms() {
	amazon := kpi.PayoutTerms{
		DeliveryDays: 3, ReserveDays: kpi.DeliveryReserve(7),
		Close: kpi.Settlement{Known: lcDay("2026-04-15"), EveryDays: 14},
		Bank:  kpi.BankTerms{Days: 2},
	}
	dates, err := amazon.Dates(lcDay("2026-04-01"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(dates.Banked.Format(time.DateOnly))
	// Output:
	// 2026-04-17
}

func ExamplePayoutTerms_Dates() {
	shopify := kpi.PayoutTerms{Close: kpi.Settlement{EveryDays: 1, BusinessDays: true}, Bank: kpi.BankTerms{Days: 2}}
	for _, sold := range []string{"2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"} {
		dates, err := shopify.Dates(lcDay(sold))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(sold, dates.Banked.Format("Mon 2006-01-02"))
	}
	// Output:
	// 2026-11-20 Tue 2026-11-24
	// 2026-11-21 Wed 2026-11-25
	// 2026-11-22 Wed 2026-11-25
	// 2026-11-23 Wed 2026-11-25
}

// A refund has no reserve: the next close deducts it.
func ExamplePayoutTerms_Posted() {
	amazon := kpi.PayoutTerms{ReserveDays: 8, Close: kpi.Settlement{Known: lcDay("2026-04-15"), EveryDays: 14}, Bank: kpi.BankTerms{Days: 2}}
	dates, err := amazon.Posted(lcDay("2026-04-15"))
	fmt.Println(dates.Closed.Format(time.DateOnly), dates.Banked.Format(time.DateOnly), err)
	// Output:
	// 2026-04-15 2026-04-17 <nil>
}

func ExamplePayoutTerms_Check() {
	terms := kpi.PayoutTerms{ReserveDays: -7, Close: kpi.Settlement{EveryDays: 14}}
	for _, fault := range fx.Faults(terms.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// reserve_days must be from 0 to 3660 days, got "-7"
	// close.known is missing
}

func ExamplePayoutDates() {
	dates, err := lcAmazon("2026-04-15", 3, 2).Dates(lcDay("2026-04-01"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, day := range []time.Time{dates.Sold, dates.Delivered, dates.Available, dates.Closed, dates.Banked} {
		fmt.Println(day.Format(time.DateOnly))
	}
	// Output:
	// 2026-04-01
	// 2026-04-04
	// 2026-04-12
	// 2026-04-15
	// 2026-04-17
}

// Amazon's own example: delivered on 6 January with DD+7, available on the 14th.
func ExampleDeliveryReserve() {
	delivered := time.Date(2022, 1, 6, 0, 0, 0, 0, time.UTC)
	fmt.Println(delivered.AddDate(0, 0, kpi.DeliveryReserve(7)).Format(time.DateOnly))
	// Output:
	// 2022-01-14
}

// On the 15th and at the end of each month, moved to a business day.
func ExampleSettlement() {
	twice := kpi.Settlement{MonthDays: []int{15, 31}, BusinessDays: true}
	closes, err := twice.Closes(kpi.Period{First: lcDay("2026-01-01"), Last: lcDay("2026-03-10")})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, day := range closes {
		fmt.Println(day.Format("Mon 2006-01-02"))
	}
	// Output:
	// Thu 2026-01-15
	// Mon 2026-02-02
	// Mon 2026-02-16
	// Mon 2026-03-02
}

func ExampleSettlement_Next() {
	amazon := kpi.Settlement{Known: lcDay("2026-04-15"), EveryDays: 14}
	for _, from := range []string{"2026-04-14", "2026-04-15", "2026-04-16"} {
		next, err := amazon.Next(lcDay(from))
		fmt.Println(next.Format(time.DateOnly), err)
	}
	// Output:
	// 2026-04-15 <nil>
	// 2026-04-15 <nil>
	// 2026-04-29 <nil>
}

func ExampleSettlement_Closes() {
	amazon := kpi.Settlement{Known: lcDay("2026-04-15"), EveryDays: 14}
	closes, err := amazon.Closes(kpi.Period{First: lcDay("2026-11-01"), Last: lcDay("2026-11-30")})
	for _, day := range closes {
		fmt.Println(day.Format(time.DateOnly), err)
	}
	// Output:
	// 2026-11-11 <nil>
	// 2026-11-25 <nil>
}

func ExampleSettlement_Check() {
	for _, fault := range fx.Faults(kpi.Settlement{EveryDays: 14, MonthDays: []int{0}}.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// every_days must not be given with month_days, got "14"
	// month_days[0] must be a day of a month, 1 to 31, got "0"
}

// Thanksgiving is the caller's holiday.
func ExampleBankTerms() {
	bank := kpi.BankTerms{Days: 3, Holidays: []time.Time{lcDay("2026-11-26")}}
	day, err := bank.Arrival(lcDay("2026-11-24"))
	fmt.Println(day.Format("Mon 2006-01-02"), err)
	// Output:
	// Mon 2026-11-30 <nil>
}

func ExampleBankTerms_Arrival() {
	for _, sent := range []string{"2026-11-20", "2026-11-21"} {
		day, err := kpi.BankTerms{Days: 1}.Arrival(lcDay(sent))
		fmt.Println(day.Format("Mon 2006-01-02"), err)
	}
	// Output:
	// Mon 2026-11-23 <nil>
	// Mon 2026-11-23 <nil>
}

func ExampleBankTerms_Check() {
	for _, fault := range fx.Faults(kpi.BankTerms{Days: -1, Count: "working"}.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// days must be from 0 to 366 days, got "-1"
	// count must be business_days, calendar_days or every_day, got "working"
}

func ExampleBankCount() {
	for _, count := range []kpi.BankCount{kpi.CountBusinessDays, kpi.CountCalendarDays, kpi.CountEveryDay} {
		day, err := kpi.BankTerms{Days: 2, Count: count}.Arrival(lcDay("2026-11-20"))
		fmt.Println(count, day.Format("Mon 2006-01-02"), err)
	}
	// Output:
	// business_days Tue 2026-11-24 <nil>
	// calendar_days Mon 2026-11-23 <nil>
	// every_day Sun 2026-11-22 <nil>
}
