package fees_test

import (
	"fmt"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// rateCard is what ExampleMart charges for shipping from its warehouse: by size,
// then by weight, and by started half pounds beyond two pounds.
func rateCard() fees.WeightFees {
	return must(readTable(`"rows": [
	  {"tier": "small", "to": "8 oz", "fee": "3.10"},
	  {"tier": "small", "over": "8 oz", "to": "1 lb", "fee": "3.45"},
	  {"tier": "large", "to": "2 lb", "fee": "5.20"},
	  {"tier": "large", "over": "2 lb", "to": "20 lb", "fee": "5.20", "step": {"fee": "0.24", "each": "0.5 lb", "above": "2 lb"}}
	]`, readRateCard))
}

func readRateCard(f *fees.TableFile) fees.WeightFees {
	return fees.ReadWeightFees(f, func(row *fees.Row) string { return row.OneOf("tier", "small", "large") }, nil)
}

// A limit belongs to the band below it, in whatever unit the item was weighed.
func ExampleWeightBand() {
	band := fees.WeightBand{Over: must(fees.ParseWeight("4 oz")), To: must(fees.ParseWeight("8 oz")), Bounded: true}
	fmt.Println(band)
	fmt.Println(fees.WeightBand{Over: must(fees.ParseWeight("20 lb"))})
	// Output:
	// over 4 oz up to 8 oz
	// over 20 lb
}

func ExampleWeightBand_Contains() {
	band := fees.WeightBand{To: must(fees.ParseWeight("0.5 lb")), Bounded: true}
	for _, text := range []string{"226.796 g", "8 oz", "227 g"} {
		fmt.Println(text, band.Contains(must(fees.ParseWeight(text))))
	}
	// Output:
	// 226.796 g true
	// 8 oz true
	// 227 g false
}

func ExampleWeightBand_String() {
	fmt.Println(fees.WeightBand{}.String())
	// Output: any weight
}

// The fee of a parcel and the words that go with it on the statement.
func ExampleWeightFee() {
	weight := must(fees.ParseWeight("1.2 kg"))
	fee, basis := rateCard().Find("large", weight).Rule.At(weight)
	fmt.Println(must(fee.At(dec("20"))), "for", basis)
	// Output: 5.68 for large, over 2 lb up to 20 lb + 2 × 0.24
}

// What is started counts: a step begins with the first grain above the limit.
func ExampleWeightFee_At() {
	card := rateCard()
	for _, text := range []string{"2 lb", "2.01 lb", "2.5 lb", "2.51 lb"} {
		weight := must(fees.ParseWeight(text))
		fee, _ := card.Find("large", weight).Rule.At(weight)
		fmt.Println(text, must(fee.At(dec("20"))))
	}
	// Output:
	// 2 lb 5.2
	// 2.01 lb 5.44
	// 2.5 lb 5.44
	// 2.51 lb 5.68
}

// A printed rate card, from the table.
func ExampleWeightFees() {
	card := rateCard()
	for _, tier := range card.Groups() {
		for _, row := range card.Rows(tier) {
			fmt.Println(row.Basis, must(row.Rule.Fee.At(dec("20"))))
		}
	}
	// Output:
	// small, up to 8 oz 3.1
	// small, over 8 oz up to 1 lb 3.45
	// large, up to 2 lb 5.2
	// large, over 2 lb up to 20 lb 5.2
}

// A weight that no band of the size holds has no fee: the channel does not take it.
func ExampleWeightRows_Find() {
	if rateCard().Find("large", must(fees.ParseWeight("21 lb"))) == nil {
		fmt.Println("ExampleMart ships no large parcel of 21 lb")
	}
	// Output: ExampleMart ships no large parcel of 21 lb
}

// Where the size was found by more than the weight, a weight beyond the bands
// takes the last of them.
func ExampleWeightRows_Nearest() {
	fmt.Println(rateCard().Nearest("small", must(fees.ParseWeight("18 oz"))).Basis)
	// Output: small, over 8 oz up to 1 lb
}

func ExampleWeightRows_Groups() {
	fmt.Println(rateCard().Groups())
	// Output: [small large]
}

func ExampleWeightRows_Rows() {
	for _, row := range rateCard().Rows("small") {
		fmt.Println(row.Band)
	}
	// Output:
	// up to 8 oz
	// over 8 oz up to 1 lb
}

// A card with a hole in it is refused: nobody would ship a parcel for nothing.
func ExampleReadWeightFees() {
	_, err := readTable(`"rows": [
	  {"tier": "small", "to": "8 oz", "fee": "3.10"},
	  {"tier": "small", "over": "9 oz", "to": "1 lb", "fee": "3.45"}
	]`, readRateCard)
	fmt.Println(err)
	// Output: fees-2026.rows[1].over must continue the weight band before it, without a gap or an overlap, got "9 oz"
}

// A band next to another one, where copies of a rate card differ about the edge.
func ExampleWeightRows_Above() {
	card := rateCard()
	eight := must(fees.ParseWeight("8 oz"))
	row := card.Find("small", eight)
	next := card.Above("small", row.Band)
	fmt.Println(must(row.Rule.Fee.At(dec("20"))), "or", must(next.Rule.Fee.At(dec("20"))))
	fmt.Println(card.Above("small", next.Band) == nil)
	// Output:
	// 3.1 or 3.45
	// true
}

// What a table says of each band need not be a fee: a range, from the least to the
// most.
func ExampleReadWeightRows() {
	placement := must(readTable(`"rows": [{"to": "1 lb", "range": ["0.16", "0.30"]}, {"over": "1 lb", "range": ["0.22", "0.41"]}]`,
		func(f *fees.TableFile) fees.WeightRows[[]decimal.Decimal] {
			return fees.ReadWeightRows(f, nil, func(row *fees.Row) []decimal.Decimal { return row.Amounts("range") })
		}))
	row := placement.Find("", must(fees.ParseWeight("700 g")))
	fmt.Println(row.Basis+":", row.Rule[0], "to", row.Rule[1])
	// Output: over 1 lb: 0.22 to 0.41
}

func ExampleWeightRow() {
	row := rateCard().Find("small", must(fees.ParseWeight("200 g")))
	fmt.Println(row.Band, "-", row.Basis)
	// Output: up to 8 oz - small, up to 8 oz
}

// The groups of a table, and how many bands each has.
func ExampleWeightRows() {
	card := rateCard()
	for _, group := range card.Groups() {
		fmt.Println(group, len(card.Rows(group)))
	}
	// Output:
	// small 2
	// large 2
}
