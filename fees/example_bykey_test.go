package fees_test

import (
	"fmt"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// A closing fee by category, whatever the categories are.
func ExampleReadByKey() {
	closing := must(readTable(`"rows": [{"category": "books", "fee": "1.80"}, {"category": "music", "fee": "1.80"}]`,
		func(f *fees.TableFile) map[string]fees.Curve {
			return fees.ReadByKey[string](f, "category", func(row *fees.Row) fees.Curve { return row.Fee("fee") })
		}))
	_, pays := closing["toys"]
	fmt.Println(len(closing), pays)
	// Output: 2 false
}

// A plan that is missing is found when the table is read, not when somebody has it.
func ExampleReadEveryKey() {
	_, err := readTable(`"rows": [{"plan": "basic", "fee": "39"}]`, func(f *fees.TableFile) map[string]fees.Curve {
		return fees.ReadEveryKey(f, "plan", func(row *fees.Row) fees.Curve { return row.Fee("fee") }, "basic", "grow")
	})
	fmt.Println(err)
	// Output: fees-2026.rows must have the plan grow, got "a list"
}

// A seller with a rate of their own needs no public one, and no category either.
func ExampleFindFee() {
	rules := must(readTable(`"rows": [{"category": "handmade", "mode": "unknown"}]`, func(f *fees.TableFile) fees.Categories[struct{}] {
		return fees.ReadCategories[struct{}](f, "referral fee", "sales price", nil)
	}))
	table := fees.Table[fees.Categories[struct{}]]{Rules: rules} // a channel asks its kind: see fees.Kind.On
	_, _, err := fees.FindFee(&table, "handmade", decimal.NullDecimal{}, "referral_rate")
	fmt.Println(err)
	category, source, err := fees.FindFee(&table, "handmade", decimal.NewNullDecimal(dec("0.12")), "referral_rate")
	fmt.Println(category.Basis, "-", source.Table, err)
	// Output:
	// fees: the referral fee of handmade is not public: supply it as referral_rate
	// 12% of the sales price - supplied <nil>
}

// What rests on a sure rate and a doubtful surcharge is doubtful.
func ExampleSource_LessSure() {
	card := fees.Source{Table: "card", Confidence: fees.High}
	surcharge := fees.Source{Table: "surcharge", Confidence: fees.Low}
	fmt.Println(card.LessSure(surcharge).Table)
	// Output: surcharge
}

// A row of a sure table that stands in one transcription only.
func ExampleSource_Graded() {
	table := fees.Source{Table: "examplemart-referral", Confidence: fees.High}
	fmt.Println(table.Graded(fees.Medium).Confidence, table.Graded("").Confidence)
	// Output: medium high
}

func ExampleSource_Covers() {
	peak := fees.Source{EffectiveFrom: fees.Day(2026, time.October, 15), EffectiveTo: fees.Day(2027, time.January, 14)}
	fmt.Println(peak.Covers(fees.Day(2026, time.October, 14)), peak.Covers(fees.Day(2027, time.January, 14)))
	// Output: false true
}
