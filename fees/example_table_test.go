package fees_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fees"
)

// commission is what an imaginary market takes: 12 % in 2025, and 13 % from
// February 2026, after a month that nobody has a table for.
func commission() fees.Schedule[fees.Curve] {
	return must(fees.NewSchedule("examplemart", "commission", []fees.Table[fees.Curve]{
		{
			Source: fees.Source{Table: "examplemart-commission-2026-02-01", EffectiveFrom: fees.Day(2026, time.February, 1)},
			Rules:  fees.Percent(dec("0.13")),
		},
		{
			Source: fees.Source{
				Table:         "examplemart-commission-2025-01-01",
				EffectiveFrom: fees.Day(2025, time.January, 1), EffectiveTo: fees.Day(2025, time.December, 31),
			},
			Rules: fees.Percent(dec("0.12")),
		},
	}))
}

// A sale in the first hours of the year in London belongs to the last day of the
// old one on the Pacific coast, and so to the table of that day.
func ExampleDay() {
	pacific := time.FixedZone("PST", -8*60*60)
	sold := time.Date(2026, time.January, 1, 3, 0, 0, 0, time.UTC).In(pacific)
	for _, on := range []time.Time{sold, fees.Day(2025, time.December, 31)} {
		table, err := commission().On(on)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(on.Format(time.DateTime), "by", table.Source.Table)
	}
	// Output:
	// 2025-12-31 19:00:00 by examplemart-commission-2025-01-01
	// 2025-12-31 00:00:00 by examplemart-commission-2025-01-01
}

// Two tables must not claim the same day: the older one needs its last day.
func ExampleNewSchedule() {
	older := fees.Table[string]{Source: fees.Source{Table: "2025", EffectiveFrom: fees.Day(2025, time.January, 1)}, Rules: "12%"}
	newer := fees.Table[string]{Source: fees.Source{Table: "2026", EffectiveFrom: fees.Day(2026, time.January, 1)}, Rules: "13%"}
	_, err := fees.NewSchedule("examplemart", "commission", []fees.Table[string]{newer, older})
	fmt.Println(err)
	older.Source.EffectiveTo = fees.Day(2025, time.December, 31)
	schedule, err := fees.NewSchedule("examplemart", "commission", []fees.Table[string]{newer, older})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(must(schedule.On(fees.Day(2025, time.July, 1))).Rules, "in July 2025")
	// Output:
	// effective_from of 2026 must be after the last day of 2025, got "2026-01-01"
	// 12% in July 2025
}

// The fee of the same sale before and after a change of the table.
func ExampleSchedule() {
	for _, sold := range []time.Time{fees.Day(2025, time.December, 31), fees.Day(2026, time.February, 1)} {
		table, err := commission().On(sold)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(sold.Format(time.DateOnly), must(table.Rules.AtRounded(dec("39.90"), 2)).StringFixed(2))
	}
	// Output:
	// 2025-12-31 4.79
	// 2026-02-01 5.19
}

// What is known, oldest first, in whatever order it was given.
func ExampleSchedule_Tables() {
	for table := range commission().Tables() {
		fmt.Println("from", table.Source.EffectiveFrom.Format(time.DateOnly), table.Source.Table)
	}
	// Output:
	// from 2025-01-01 examplemart-commission-2025-01-01
	// from 2026-02-01 examplemart-commission-2026-02-01
}

// The footnote of a figure, from the table behind it.
func ExampleSource() {
	s := fees.Source{
		Table:         "examplemart-commission-2026-02-01",
		EffectiveFrom: fees.Day(2026, time.February, 1),
		VerifiedOn:    fees.Day(2026, time.March, 9),
		Citation:      `ExampleMart seller help, page "Selling fees"`,
		Confidence:    fees.Medium,
	}
	until := "until further notice"
	if !s.EffectiveTo.IsZero() {
		until = "until " + s.EffectiveTo.Format(time.DateOnly)
	}
	fmt.Println("From", s.EffectiveFrom.Format(time.DateOnly), until+".", s.Citation+",", "seen", s.VerifiedOn.Format(time.DateOnly)+".")
	fmt.Println("Confidence:", s.Confidence)
	// Output:
	// From 2026-02-01 until further notice. ExampleMart seller help, page "Selling fees", seen 2026-03-09.
	// Confidence: medium
}

// A gap between two tables is an answer, too: ask again for a day that is
// covered, or find the table that is missing.
func ExampleNoTableError() {
	_, err := commission().On(fees.Day(2026, time.January, 15))
	var none *fees.NoTableError
	if errors.As(err, &none) {
		fmt.Println(none.Channel, none.Kind, "is missing on", none.Day.Format(time.DateOnly))
		fmt.Println("first table from", none.First.Format(time.DateOnly))
	}
	// Output:
	// examplemart commission is missing on 2026-01-15
	// first table from 2025-01-01
}
