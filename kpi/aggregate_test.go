package kpi_test

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func sumOf(t testing.TB, texts ...string) kpi.Facts {
	t.Helper()
	var items []kpi.Facts
	for _, text := range texts {
		items = append(items, known(text))
	}
	sum, err := kpi.Sum(items...)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// overOf puts periods together that follow one another, each of so many days.
func overOf(t testing.TB, days []int, texts ...string) kpi.Facts {
	t.Helper()
	var parts []kpi.Facts
	first := 0
	for i, text := range texts {
		f := known(text)
		f.Period = factDays(days[i]).Shift(first)
		first += days[i]
		parts = append(parts, f)
	}
	over, err := kpi.Over(parts...)
	if err != nil {
		t.Fatal(err)
	}
	return over
}

func bandOf(v kpi.Value) (string, bool) {
	b, ok := kpi.BandOf(v, kpi.InStockBands())
	return b.Name, ok
}

// valueOf is an input of facts, or why it is not known.
func valueOf(t testing.TB, f kpi.Facts, code kpi.InputCode) string {
	t.Helper()
	v, err := f.Value(code)
	if err != nil {
		t.Fatalf("%s: %v", code, err)
	}
	if !v.IsDefined() {
		return v.String()
	}
	return fx.Plain(v.Round(4).Decimal)
}

// What each way of adding up does, over items and over time.
func TestAdding(t *testing.T) {
	items := sumOf(t,
		"clicks 3, average_units_on_hand 10, ending_units 4, account_sessions 900, price 10",
		"clicks 4, average_units_on_hand 20, ending_units 5, account_sessions 900, price 12",
	)
	periods := overOf(t, []int{10, 20},
		"clicks 3, average_units_on_hand 10, ending_units 4, account_sessions 900, price 10",
		"clicks 4, average_units_on_hand 20, ending_units 5, account_sessions 900, price 10",
	)
	for _, tc := range []struct {
		code          kpi.InputCode
		items, period string
	}{
		{"clicks", "7", "7"},
		{"average_units_on_hand", "30", "16.6667"},
		{"ending_units", "9", "5"},
		{"account_sessions", "900", "1800"},
		{"price", "incomplete: price", "10"},
		{kpi.PeriodDays, "30", "30"},
	} {
		if got := valueOf(t, items, tc.code); got != tc.items {
			t.Errorf("%s over items is %s, want %s", tc.code, got, tc.items)
		}
		if got := valueOf(t, periods, tc.code); got != tc.period {
			t.Errorf("%s over time is %s, want %s", tc.code, got, tc.period)
		}
	}
}

// A part in which an input is unknown makes the whole incomplete in it, however the
// parts are grouped.
func TestUnknownPart(t *testing.T) {
	a, b, c, d := known("clicks 1, impressions 9"), known("clicks 2, impressions 9"), known("impressions 9"), known("clicks 4, impressions 9")
	flat, err := kpi.Sum(a, b, c, d)
	if err != nil {
		t.Fatal(err)
	}
	left, _ := kpi.Sum(a, b)
	right, _ := kpi.Sum(c, d)
	nested, err := kpi.Sum(left, right)
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]kpi.Facts{"flat": flat, "nested": nested} {
		if got := valueOf(t, f, "clicks"); got != "incomplete: clicks (known in 3 of 4)" {
			t.Errorf("%s: clicks are %s", name, got)
		}
		if got := evaluate(t, "ctr", f).Value.String(); got != "incomplete: clicks (known in 3 of 4)" {
			t.Errorf("%s: CTR is %s", name, got)
		}
		if got := valueOf(t, f, "impressions"); got != "36" {
			t.Errorf("%s: impressions are %s", name, got)
		}
	}
}

// The end of the last period is that of all, even where an earlier one is not known.
func TestEndingUnits(t *testing.T) {
	days := []int{10, 20}
	if got := valueOf(t, overOf(t, days, "clicks 1", "ending_units 5"), "ending_units"); got != "5" {
		t.Errorf("known at the end: %s", got)
	}
	if got := valueOf(t, overOf(t, days, "ending_units 5", "clicks 1"), "ending_units"); got != "incomplete: ending_units" {
		t.Errorf("not known at the end: %s", got)
	}
}

// Landed cost is the sum of its parts in one item and given in another.
func TestDerivedInParts(t *testing.T) {
	sum := sumOf(t, "product_cost 5, inbound_freight 1, duty 2, preparation_cost 0", "landed_cogs 12")
	if got := valueOf(t, sum, "landed_cogs"); got != "20" {
		t.Errorf("landed cost is %s, want 20", got)
	}
	sum = sumOf(t, "product_cost 5, inbound_freight 1, preparation_cost 0", "product_cost 5, inbound_freight 1, duty 2, preparation_cost 0")
	if got := valueOf(t, sum, "landed_cogs"); got != "incomplete: landed_cogs (known in 1 of 2)" {
		t.Errorf("landed cost without a duty is %s", got)
	}
	// An item with 5 units too many does not excuse one with 5 too few.
	sum = sumOf(t, "supply_units 15, forecast_units_90 10", "supply_units 5, forecast_units_90 10")
	if got := valueOf(t, sum, "excess_units"); got != "5" {
		t.Errorf("excess units are %s, want 5", got)
	}
}

func TestAggregateFaults(t *testing.T) {
	ok := known("clicks 1, ad_spend 2")
	yuan := known("clicks 1, ad_spend 2")
	yuan.Currency = fx.CNY
	later := known("clicks 1")
	later.Period = later.Period.Shift(30)
	gap := known("clicks 1")
	gap.Period = gap.Period.Shift(31)
	other := known("clicks 1")
	other.Scope, other.Period = "b", later.Period
	undated := known("clicks 1")
	undated.Period = kpi.Period{}
	settled := known("item_sales 1")
	settled.Basis = kpi.SettledBasis
	own := known("reviews 3")
	bad := known("clicks 1")
	bad.Currency = "usd"
	many := known("clicks 1")
	many.Parts = 600_000_000
	deep := known("")
	deep.Known["clicks"] = kpi.Fact{Amount: factDec("1"), Over: 999_999_999_989} // a prime
	tests := []struct {
		name  string
		err   error
		where []string
	}{
		{"sum of nothing", sumErr(), []string{"facts"}},
		{"over nothing", overErr(), []string{"facts"}},
		{"join of nothing", joinErr(), []string{"facts"}},
		{"currencies", sumErr(ok, yuan), []string{"facts[1].currency"}},
		{"other days", sumErr(ok, later), []string{"facts[1].period"}},
		{"no days", sumErr(undated), []string{"facts[0].period"}},
		{"overlap", overErr(ok, later, ok), []string{"facts[2].period"}},
		{"gap", overErr(gap, ok), []string{"facts[0].period"}},
		{"scopes", overErr(ok, other), []string{"facts[1].scope"}},
		{"bases", sumErr(known("item_sales 1"), settled), []string{"facts[1].known.item_sales"}},
		{"own input without a way to add up", sumErr(own), []string{"facts[0].known.reviews"}},
		{"faults of a part", sumErr(ok, bad), []string{"facts[1].currency", "facts[1].currency"}},
		{"too many parts", sumErr(many, many), []string{"facts"}},
		{"no common denominator", sumErr(deep, knownOver("clicks 1", 7)), []string{"known.clicks.over"}},
		{"too large in the sum", sumErr(known("clicks 999999999999999999"), known("clicks 1")), []string{"known.clicks.amount"}},
		{"known twice", joinErr(ok, ok), []string{"facts[1].known.ad_spend", "facts[1].known.clicks"}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) { wantFields(t, tc.err, tc.where...) })
	}
}

// knownOver is known of one input whose amount is divided.
func knownOver(text string, over int64) kpi.Facts {
	f := known(text)
	for code, fact := range f.Known {
		fact.Over = over
		f.Known[code] = fact
	}
	return f
}

func sumErr(f ...kpi.Facts) error  { _, err := kpi.Sum(f...); return err }
func overErr(f ...kpi.Facts) error { _, err := kpi.Over(f...); return err }
func joinErr(f ...kpi.Facts) error { _, err := kpi.Join(f...); return err }

// A table of items and periods, some cells of which are not known.
func genGrid(t *rapid.T) [][]kpi.Facts {
	codes := []kpi.InputCode{
		"clicks", "ad_spend", "average_units_on_hand", "ending_units", "account_sessions", "price",
		"velocity", "in_stock_share", "product_cost", "inbound_freight", "duty", "preparation_cost",
		"supply_units", "forecast_units_90", "item_sales",
	}
	items, periods := rapid.IntRange(1, 4).Draw(t, "items"), rapid.IntRange(1, 4).Draw(t, "periods")
	holes := rapid.IntRange(0, 3).Draw(t, "holes") // of 20
	first := 0
	grid := make([][]kpi.Facts, periods)
	for p := range grid {
		days := rapid.IntRange(1, 31).Draw(t, "days")
		shared := rapid.Int64Range(0, 9).Draw(t, "shared") // one account
		for i := range items {
			f := kpi.Facts{Scope: "item " + strconv.Itoa(i), Period: factDays(days).Shift(first), Currency: fx.USD, Basis: kpi.SettledBasis, Known: map[kpi.InputCode]kpi.Fact{}}
			for _, code := range codes {
				if rapid.IntRange(1, 20).Draw(t, "hole") <= holes {
					continue
				}
				cents := rapid.Int64Range(-20, 500).Draw(t, string(code))
				over := rapid.Int64Range(0, 3).Draw(t, "over")
				switch code {
				case "price":
					cents, over = cents%2, 1 // often the same
				case "account_sessions":
					cents, over = shared, 1
				}
				f.Known[code] = kpi.Fact{Amount: factDec(strconv.FormatInt(cents, 10)).Shift(-2), Over: over, Rows: 1}
			}
			grid[p] = append(grid[p], f)
		}
		first += days
	}
	return grid
}

// The whole is the same whether items or periods are put together first, in whatever
// order and grouping.
func propAggregate(t *rapid.T) {
	grid := genGrid(t)
	must := func(f kpi.Facts, err error) kpi.Facts {
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	var sums []kpi.Facts
	for _, row := range grid {
		shuffled := rapid.Permutation(row).Draw(t, "items")
		cut := rapid.IntRange(0, len(row)-1).Draw(t, "cut")
		if cut > 0 {
			shuffled = append([]kpi.Facts{must(kpi.Sum(shuffled[:cut]...))}, shuffled[cut:]...)
		}
		sums = append(sums, must(kpi.Sum(shuffled...)))
	}
	byItem := must(kpi.Over(rapid.Permutation(sums).Draw(t, "periods")...))
	var overs []kpi.Facts
	for i := range grid[0] {
		var column []kpi.Facts
		for _, row := range grid {
			column = append(column, row[i])
		}
		if cut := rapid.IntRange(0, len(column)-1).Draw(t, "cut"); cut > 0 {
			column = []kpi.Facts{must(kpi.Over(column[:cut]...)), must(kpi.Over(column[cut:]...))}
			slices.Reverse(column)
		}
		overs = append(overs, must(kpi.Over(column...)))
	}
	byPeriod := must(kpi.Sum(overs...))
	if byItem.Parts != byPeriod.Parts || byItem.Period.String() != byPeriod.Period.String() {
		t.Fatalf("parts %d and %d, period %s and %s", byItem.Parts, byPeriod.Parts, byItem.Period, byPeriod.Period)
	}
	for in := range kpi.Inputs() {
		v, err := byItem.Value(in.Code)
		w, err2 := byPeriod.Value(in.Code)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if v.State != w.State {
			t.Fatalf("%s is %s or %s", in.Code, v, w)
		}
		if order, ok := v.Cmp(w); v.IsDefined() && (!ok || order != 0) {
			t.Fatalf("%s is %s or %s", in.Code, v, w)
		}
	}
}

func TestAggregate(t *testing.T) { rapid.Check(t, propAggregate) }
func FuzzAggregate(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propAggregate)) }

// A flow of the whole is the sum of all cells; a level is the mean of the daily sums.
func propWhole(t *rapid.T) {
	grid := genGrid(t)
	flow, level, days, all := factDec("0"), factDec("0"), int64(0), true
	var sums []kpi.Facts
	for _, row := range grid {
		n := int64(row[0].Period.Days())
		days += n
		for _, f := range row {
			spend, stock := f.Known["ad_spend"], f.Known["average_units_on_hand"]
			_, a := f.Known["ad_spend"]
			_, b := f.Known["average_units_on_hand"]
			all = all && a && b
			// A common denominator of 1, 2 and 3 keeps the oracle exact.
			flow = flow.Add(spend.Amount.Mul(factDec(strconv.FormatInt(6/max(1, spend.Over), 10))))
			level = level.Add(stock.Amount.Mul(factDec(strconv.FormatInt(6/max(1, stock.Over)*n, 10))))
		}
		sum, err := kpi.Sum(row...)
		if err != nil {
			t.Fatal(err)
		}
		sums = append(sums, sum)
	}
	whole, err := kpi.Over(sums...)
	if err != nil {
		t.Fatal(err)
	}
	spend, err := whole.Value("ad_spend")
	stock, err2 := whole.Value("average_units_on_hand")
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	if !all {
		if spend.IsDefined() && stock.IsDefined() {
			t.Fatal("both are defined although one is not known everywhere")
		}
		return
	}
	if order, ok := spend.Cmp(kpi.Ratio(flow, factDec("6"), kpi.Amount, fx.USD)); !ok || order != 0 {
		t.Fatalf("spend is %s, the cells have %s / 6", spend, flow)
	}
	want := kpi.Ratio(level, factDec(strconv.FormatInt(6*days, 10)), kpi.Count, "")
	if order, ok := stock.Cmp(want); !ok || order != 0 {
		t.Fatalf("stock is %s, want %s", stock, want)
	}
}

func TestWhole(t *testing.T) { rapid.Check(t, propWhole) }
