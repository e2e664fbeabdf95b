package fees_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

type plan string

// The keys of a table: any, some known ones, or every known one.
func TestReadByKey(t *testing.T) {
	price := func(row *fees.Row) decimal.Decimal { return row.Amount("fee") }
	free := func(f *fees.TableFile) map[plan]decimal.Decimal { return fees.ReadByKey[plan](f, "plan", price) }
	known := func(f *fees.TableFile) map[plan]decimal.Decimal {
		return fees.ReadByKey[plan](f, "plan", price, "basic", "grow")
	}
	every := func(f *fees.TableFile) map[plan]decimal.Decimal {
		return fees.ReadEveryKey[plan](f, "plan", price, "basic", "grow")
	}
	for _, row := range []struct {
		name, rows string
		read       func(*fees.TableFile) map[plan]decimal.Decimal
		want       string // the faults, or the number of keys
	}{
		{"any key", `{"plan": "x", "fee": "1"}, {"plan": "y", "fee": "2"}`, free, "xy"},
		{"no key", `{"fee": "1"}`, free, "fees-2026.rows[0].plan must not be empty"},
		{"twice", `{"plan": "x", "fee": "1"}, {"plan": "x", "fee": "1"}`, free, `fees-2026.rows[1].plan must not occur twice, got "x"`},
		{"known", `{"plan": "grow", "fee": "1"}`, known, "grow"},
		{"unknown", `{"plan": "x", "fee": "1"}`, known, `fees-2026.rows[0].plan must be "basic" or "grow", got "x"`},
		{"every", `{"plan": "grow", "fee": "1"}, {"plan": "basic", "fee": "2"}`, every, "basicgrow"},
		{"not every", `{"plan": "grow", "fee": "1"}`, every, `fees-2026.rows must have the plan basic, got "a list"`},
		{"a fault in a row", `{"plan": "grow", "fee": "-1"}, {"plan": "basic", "fee": "2"}`, every, `fees-2026.rows[0].fee must not be below 0, got "-1"`},
	} {
		rules, err := readTable(`"rows": [`+row.rows+`]`, row.read)
		got := strings.Join(faultTexts(t, err), "; ")
		if err == nil {
			for _, key := range []plan{"basic", "grow", "x", "y"} {
				if fee, has := rules[key]; has && fee.IsPositive() {
					got += string(key)
				}
			}
		}
		if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
}

const ratedRows = `{"category": "toys", "mode": "flat", "bands": [{"rate": "0.15"}], "minimum": "0.30"},
  {"category": "art", "mode": "flat", "bands": [{"rate": "0.20"}], "confidence": "medium"},
  {"category": "handmade", "mode": "unknown"}`

// The fee of a category, or the rate that stands in its place, and the source.
func TestFindFee(t *testing.T) {
	tables := read(t, everyFormat, categoryTable(ratedRows))
	table, err := categoryKind.On(tables, fees.Day(2026, 6, 1))
	if err != nil {
		t.Fatal(err)
	}
	var none decimal.NullDecimal
	agreed := decimal.NewNullDecimal(dec("0.12"))
	for _, row := range []struct {
		name, key  string
		rate       decimal.NullDecimal
		at20       string
		basis      string
		table      string
		confidence fees.Confidence
		public     string // the input that an error names
	}{
		{"from the table", "toys", none, "3", "15% of the sales price, at least 0.30", "r", fees.High, ""},
		{"a row that is less sure", "art", none, "4", "20% of the sales price", "r", fees.Medium, ""},
		{"not public", "handmade", none, "", "", "", "", "my_rate"},
		{"supplied", "toys", agreed, "2.4", "12% of the sales price", "supplied", fees.Supplied, ""},
		{"supplied for one that is not public", "handmade", agreed, "2.4", "12% of the sales price", "supplied", fees.Supplied, ""},
		{"supplied without a category", "", agreed, "2.4", "12% of the sales price", "supplied", fees.Supplied, ""},
		{"supplied as nothing", "", decimal.NewNullDecimal(decimal.Decimal{}), "0", "0% of the sales price", "supplied", fees.Supplied, ""},
	} {
		category, source, err := fees.FindFee(&table, row.key, row.rate, "my_rate")
		if row.public != "" {
			var hidden *fees.NotPublicError
			if !errors.As(err, &hidden) || hidden.Supply != row.public {
				t.Errorf("%s: error is %v", row.name, err)
			}
			continue
		}
		if err != nil || category.Key != row.key || !category.Public || category.Basis != row.basis || source.Table != row.table || source.Confidence != row.confidence {
			t.Errorf("%s: got %+v by %+v, %v", row.name, category, source, err)
		}
		if row.table == "supplied" && source.Citation != "my_rate" {
			t.Errorf("%s: supplied by %q", row.name, source.Citation)
		}
		if fee, err := category.Amount.At(dec("20")); err != nil || !fee.Equal(dec(row.at20)) {
			t.Errorf("%s: %s at 20, %v", row.name, fee, err)
		}
	}
	for _, rate := range []decimal.NullDecimal{none, agreed} {
		var unknown *fees.UnknownKeyError
		if _, _, err := fees.FindFee(&table, "toy", rate, "my_rate"); !errors.As(err, &unknown) || unknown.Key != "toy" {
			t.Errorf("a category that is not in the table, with rate %v: %v", rate, err)
		}
	}
	if _, _, err := fees.FindFee(&table, "", none, "my_rate"); err == nil {
		t.Error("no category and no rate is no error")
	}
}

// A source that rests on two is the less sure of them, and names what was supplied.
func TestSourceLessSure(t *testing.T) {
	grades := []fees.Confidence{fees.High, fees.Medium, fees.Low, fees.Supplied} // surest first
	for i, a := range grades {
		for j, b := range grades {
			first, second := fees.Source{Table: "first", Confidence: a}, fees.Source{Table: "second", Confidence: b}
			want := first
			if j > i {
				want = second
			}
			if got := first.LessSure(second); got != want {
				t.Errorf("%s and %s: %s", a, b, got.Table)
			}
		}
	}
}

// The days of a table, both ends included.
func TestSourceCovers(t *testing.T) {
	day := func(d int) fees.Source {
		return fees.Source{EffectiveFrom: fees.Day(2026, 6, 2), EffectiveTo: fees.Day(2026, 6, d)}
	}
	closed, open := day(4), fees.Source{EffectiveFrom: fees.Day(2026, 6, 2)}
	for d, want := range []bool{2: true, 3: true, 4: true, 6: false} {
		if d > 0 && closed.Covers(fees.Day(2026, 6, d)) != want {
			t.Errorf("June %d: covered is not %t", d, want)
		}
	}
	if open.Covers(fees.Day(2026, 6, 1)) || !open.Covers(fees.Day(2026, 6, 2)) || !open.Covers(fees.Day(9999, 1, 1)) {
		t.Error("without an end")
	}
	if (&fees.Source{}).Covers(fees.Day(2026, 6, 2)) || (&fees.Source{EffectiveTo: fees.Day(2027, 1, 1)}).Covers(fees.Day(2026, 6, 2)) {
		t.Error("a source without a first day covers a day")
	}
}
