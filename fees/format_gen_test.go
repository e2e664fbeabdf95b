package fees_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// An everyRule is what the kind "every" reads: one field per way to read a column.
type everyRule struct {
	text, optionalText, oneOf string
	flag, has                 bool
	day, optionalDay          time.Time
	count                     int
	weight, optionalWeight    fees.Weight
	length, optionalLength    fees.Length
	amount                    decimal.Decimal
	optionalAmount            decimal.NullDecimal
	rate                      decimal.Decimal
	fee                       fees.Curve
	bands                     []fees.Band
	texts                     []string
	amounts                   []decimal.Decimal
	confidence                fees.Confidence
	inner                     string
	parts                     int
}

// everyKind reads a row with every method of a Row.
var everyKind = fees.NewKind("every", func(f *fees.TableFile) everyRule {
	row := f.Only()
	rule := everyRule{
		text: row.Text("text"), optionalText: row.OptionalText("optional_text"), oneOf: row.OneOf("one_of", "standard", "apparel", "hazmat"),
		flag: row.Flag("flag"), has: row.Has("has"), day: row.Day("day"), optionalDay: row.OptionalDay("optional_day"),
		count: row.Int("count", 1, 12), weight: row.Weight("weight"), optionalWeight: row.OptionalWeight("optional_weight"),
		length: row.Length("length"), optionalLength: row.OptionalLength("optional_length"),
		amount: row.Amount("amount"), optionalAmount: row.OptionalAmount("optional_amount"), rate: row.Rate("rate"), fee: row.Fee("fee"),
		bands: row.Bands("bands"), texts: row.Texts("texts"), amounts: row.Amounts("amounts"), confidence: row.Confidence(),
	}
	rule.inner = row.Object("object").OptionalText("name") // a nil Row when there is none
	for _, part := range row.Rows("parts") {
		rule.parts++
		if part.Text("name") == "none" {
			part.Fault("name", "must not be none")
		}
		part.Keep("name", nil)
		if size := part.Object("size"); size != nil && size.Int("cm", 0, 9) == 5 {
			part.Keep("size", fx.NewInputError("cm", "5", "must not be 5"))
		}
	}
	return rule
})

// everyFormat is a market whose tables are one of each shape that the library
// reads.
var everyFormat = fees.NewFormat("examplemart", nil, everyKind, categoryKind, shippingKind, storageKind, agedKind, levyKind)

var (
	categoryKind = fees.NewKind("referral", func(f *fees.TableFile) fees.Categories[string] {
		return fees.ReadCategories(f, "referral fee", "sales price", func(row *fees.Row) string { return row.OptionalText("note") })
	})
	shippingKind = fees.NewKind("shipping", func(f *fees.TableFile) fees.WeightFees {
		group := func(row *fees.Row) string { return row.OptionalText("tier") }
		return fees.ReadWeightFees(f, group, nil, "bulky")
	}, "standard", "apparel")
	storageKind = fees.NewKind("storage", func(f *fees.TableFile) fees.StorageRates {
		return fees.ReadStorageRates(f, false)
	})
	agedKind = fees.NewKind("aged", func(f *fees.TableFile) fees.StorageRates {
		return fees.ReadStorageRates(f, true, "small", "large")
	})
	levyKind = fees.NewKind("levy", func(f *fees.TableFile) decimal.Decimal { return f.Only().Rate("rate") }, fees.AnyVariant)
)

// A header of a table of examplemart; the rest is added to it.
func table(kind, id, rest string) string {
	return `{"id": "` + id + `", "channel": "examplemart", "kind": "` + kind + `", "effective_from": "2026-01-01", "effective_to": "2026-12-31",
 "verified_on": "2026-02-01", "confidence": "high", "source": "a page", ` + rest + `}`
}

// faults are the faults of a text as "field: reason, value".
func faults(t testing.TB, f *fees.Format, text string) []string {
	t.Helper()
	tables, err := f.Read(strings.NewReader(text))
	if (tables == nil) == (err == nil) {
		t.Fatalf("tables %v and error %v", tables, err)
	}
	return faultTexts(t, err)
}

func faultTexts(t testing.TB, err error) []string {
	t.Helper()
	var out []string
	for _, fault := range fx.Faults(err) {
		var in *fx.InputError
		if !errors.As(fault, &in) {
			t.Fatalf("error is %v, want an InputError", fault)
		}
		if in.Field == "" || len(fault.Error()) > 600 {
			t.Fatalf("a fault without a place, or of %d bytes: %.100s", len(fault.Error()), fault)
		}
		out = append(out, fault.Error())
	}
	return out
}

// read returns the tables of a text that has no faults.
func read(t testing.TB, f *fees.Format, text string) *fees.Tables {
	t.Helper()
	tables, err := f.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return tables
}
