package customs

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// A tariff file of a caller: three lines of China for the generic totals, and one
// for each rule that the starter has no line for. Codes of chapter 10 and others
// stand for nothing.
const callerTariff = `{
  "id": "mine", "channel": "us-customs", "kind": "tariff", "variant": "mine",
  "effective_from": "2018-07-06", "effective_to": null,
  "verified_on": "2026-11-23", "confidence": "low", "source": "my broker",
  "rows": [
    {"hts": "1000.00.25", "goods": "on list 3", "column_1": {"free": true}, "lists": ["301_list_3"]},
    {"hts": "1000.00.75", "goods": "on list 4A", "column_1": {"free": true}, "lists": ["301_list_4a"]},
    {"hts": "1000.00.01", "goods": "on no list", "column_1": {"free": true}},
    {"hts": "1000.00.02", "goods": "on list 1", "column_1": {"free": true}, "lists": ["301_list_1"]},
    {"hts": "1000.00.03", "goods": "on list 2", "column_1": {"free": true}, "lists": ["301_list_2"]},
    {"hts": "7601.10.6090", "goods": "unwrought aluminium", "column_1": {"free": true}, "lists": ["301_list_4a", "301_review_9903.91.01", "232_aluminium", "232_metals_50"]},
    {"hts": "7206.10.00", "goods": "steel ingots", "column_1": {"free": true}, "lists": ["301_list_3", "232_steel", "232_metals_50"]},
    {"hts": "0804.50.80", "goods": "dried mangoes", "column_1": {"specific": "0.015", "unit": "kg"}},
    {"hts": "8211.91.50", "goods": "table knives", "column_1": {"specific": "0.007", "unit": "No.", "ad_valorem": "0.037"}, "lists": ["232_metals_15"],
     "special": [{"programme": "KR", "free": true}], "column_2": {"specific": "0.02", "unit": "No.", "ad_valorem": "0.45"}},
    {"hts": "8432.10.00", "goods": "ploughs", "column_1": {"ad_valorem": "0.04"}, "lists": ["232_metals_15"]},
    {"hts": "8501.10.40", "goods": "of both metals", "column_1": {"ad_valorem": "0.044"}, "lists": ["232_steel_other", "232_aluminium_other"]},
    {"hts": "8703.23.01", "goods": "a car of steel", "column_1": {"ad_valorem": "0.025"}, "lists": ["232_vehicles", "232_metals_25"]},
    {"hts": "8501.20.40", "goods": "exclusion asked", "column_1": {"free": true}, "lists": ["301_list_3", "301_exclusion"]},
    {"hts": "8501.31.40", "goods": "of unknown lists", "column_1": {"free": true}, "unsure": ["301_list_3", "s122_exempt", "301_fl_exempt"]},
    {"hts": "8501.32.20", "goods": "nobody knows column 1", "column_1": {"unknown": true}, "lists": ["232_metals_15"]},
    {"hts": "8501.33.30", "goods": "of 12 % column 1", "column_1": {"ad_valorem": "0.12"}},
    {"hts": "8708.29.50", "goods": "stampings", "column_1": {"ad_valorem": "0.025"}, "lists": ["232_auto_parts", "232_metals_25"]},
    {"hts": "9801.00.10", "goods": "US goods returned", "column_1": {"free": true}}
  ]
}`

func dec(text string) decimal.Decimal { return feetest.Dec(text) }

// on is the book of a day: the shipped tables, that of the caller and others.
func on(t testing.TB, day string, more ...string) *book {
	t.Helper()
	b, err := bookOn(withTables(t, append([]string{callerTariff}, more...)...), feetest.Day(t, day))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// withTables are the shipped tables and others.
func withTables(t testing.TB, texts ...string) *fees.Tables {
	t.Helper()
	tables, err := ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range texts {
		read, err := ReadTables(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if tables, err = tables.With(read); err != nil {
			t.Fatal(err)
		}
	}
	return tables
}

// cn is 10,000 dollars of goods of China, and what change makes of it.
func cn(hts string, change ...func(*Line)) *Line {
	l := &Line{HTS: hts, Origin: "CN", Value: dec("10000"), NoCases: true}
	for _, c := range change {
		c(l)
	}
	return l
}

func from(origin string) func(*Line) { return func(l *Line) { l.Origin = origin } }
func worth(usd string) func(*Line)   { return func(l *Line) { l.Value = dec(usd) } }

func metalWeight(share string) func(*Line) {
	return func(l *Line) { l.Facts.MetalWeight = feetest.Set(share) }
}

func answer(q Question, is bool) func(*Line) {
	return func(l *Line) {
		if l.Facts.Answers == nil {
			l.Facts.Answers = map[Question]bool{}
		}
		l.Facts.Answers[q] = is
	}
}

func content(m Material, usd string) func(*Line) {
	return func(l *Line) {
		if l.Facts.ContentValue == nil {
			l.Facts.ContentValue = map[Material]decimal.Decimal{}
		}
		l.Facts.ContentValue[m] = dec(usd)
	}
}

func quantity(unit, n string) func(*Line) {
	return func(l *Line) { l.Quantities = map[string]decimal.Decimal{unit: dec(n)} }
}

// assessed is an assessment of goods that were loaded on the day of entry, so that
// no exception for goods in transit is open.
func (b *book) assessed(t testing.TB, l *Line) assessment {
	t.Helper()
	a, err := b.assess(l, b.day, Vessel)
	if err != nil {
		t.Fatalf("%s on %s: %v", l.HTS, b.day.Format(time.DateOnly), err)
	}
	return a
}

// duty is the duty of a line in dollars, "2650" or "750 to 1250".
func (b *book) duty(t testing.TB, l *Line) string {
	t.Helper()
	return b.assessed(t, l).duty.String()
}

// find returns a layer by its programme.
func (a *assessment) find(t testing.TB, programme string) Layer {
	t.Helper()
	for _, l := range a.layers {
		if l.Programme == programme {
			return l
		}
	}
	t.Fatalf("no layer of %s", programme)
	return Layer{}
}

// paid are the layers that are not 0: "301_list_3 2500, 301_forced_labor 1250".
func (a *assessment) paid() string {
	var paid []string
	for _, l := range a.layers {
		if !l.Amount.High.IsZero() {
			paid = append(paid, l.Code+" "+l.Amount.String())
		}
	}
	return strings.Join(paid, ", ")
}
func isNoTable(err error) bool {
	var none *fees.NoTableError
	return errors.As(err, &none)
}
