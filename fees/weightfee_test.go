package fees_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func shippingTable(rows string) string {
	return table("shipping", "w", `"variant": "apparel", "rows": [`+rows+`]`)
}

const shippingRows = `{"tier": "small", "to": "4 oz", "fee": "2.50"}, {"tier": "small", "over": "4 oz", "to": "1 lb", "fee": "3"},
  {"tier": "large", "to": "2 lb", "fee": "5"}, {"tier": "large", "over": "2 lb", "fee": "6", "step": {"fee": "0.085", "each": "4 oz", "above": "2 lb"}},
  {"tier": "bulky", "over": "50 lb", "to": "70 lb", "fee": "20.5", "step": {"fee": "0.5", "each": "1 lb"}}`

func shippingFees(t testing.TB) fees.WeightFees {
	t.Helper()
	table, err := shippingKind.OnVariant(read(t, everyFormat, shippingTable(shippingRows)), "apparel", fees.Day(2026, 6, 1))
	if err != nil {
		t.Fatal(err)
	}
	return table.Rules
}

// Every edge of every band, on, just below and just above, with the started steps.
func TestWeightFeesAt(t *testing.T) {
	card := shippingFees(t)
	for _, row := range []struct{ tier, weight, fee, basis string }{ // no basis: no band holds the weight
		{"small", "0 lb", "", ""},
		{"small", "0.000001 oz", "2.5", "small, up to 4 oz"},
		{"small", "4 oz", "2.5", "small, up to 4 oz"},
		{"small", "0.25 lb", "2.5", "small, up to 4 oz"},
		{"small", "113.398092 g", "2.5", "small, up to 4 oz"},
		{"small", "113.398093 g", "3", "small, over 4 oz up to 1 lb"},
		{"small", "4.000001 oz", "3", "small, over 4 oz up to 1 lb"},
		{"small", "1 lb", "3", "small, over 4 oz up to 1 lb"},
		{"small", "453.592371 g", "", ""},
		{"large", "2 lb", "5", "large, up to 2 lb"},
		{"large", "2.000001 lb", "6.085", "large, over 2 lb + 1 × 0.085"},
		{"large", "2.25 lb", "6.085", "large, over 2 lb + 1 × 0.085"},
		{"large", "36.000001 oz", "6.17", "large, over 2 lb + 2 × 0.085"},
		{"large", "10000 lb", "3405.32", "large, over 2 lb + 39992 × 0.085"},
		{"bulky", "50 lb", "", ""},
		{"bulky", "50.5 lb", "46", "bulky, over 50 lb up to 70 lb + 51 × 0.50"}, // every pound, not those above 50
		{"bulky", "70 lb", "55.5", "bulky, over 50 lb up to 70 lb + 70 × 0.50"},
		{"bulky", "70.000001 lb", "", ""},
		{"none", "1 lb", "", ""},
	} {
		found := card.Find(row.tier, weight(t, row.weight))
		if (found == nil) != (row.basis == "") {
			t.Errorf("%s %s: found %v", row.tier, row.weight, found)
		}
		if found == nil {
			continue
		}
		curve, basis := found.Rule.At(weight(t, row.weight))
		if fee, err := curve.At(dec("20")); err != nil || !fee.Equal(dec(row.fee)) || basis != row.basis {
			t.Errorf("%s %s: got %s as %q, %v, want %s as %q", row.tier, row.weight, fee, basis, err, row.fee, row.basis)
		}
	}
}

// A weight beyond the bands takes the nearest of them; a group that is not there
// has none.
func TestWeightFeesNearest(t *testing.T) {
	card := shippingFees(t)
	for _, row := range []struct{ tier, weight, basis string }{
		{"small", "0 lb", "small, up to 4 oz"}, {"small", "4 oz", "small, up to 4 oz"}, {"small", "9 lb", "small, over 4 oz up to 1 lb"},
		{"bulky", "3 lb", "bulky, over 50 lb up to 70 lb"}, {"bulky", "50 lb", "bulky, over 50 lb up to 70 lb"}, {"bulky", "90 lb", "bulky, over 50 lb up to 70 lb"}, {"none", "1 lb", ""},
	} {
		found := card.Nearest(row.tier, weight(t, row.weight))
		if (found == nil) != (row.basis == "") || found != nil && found.Basis != row.basis {
			t.Errorf("%s %s: found %v, want %q", row.tier, row.weight, found, row.basis)
		}
	}
	var none fees.WeightFees
	if none.Find("", weight(t, "1 lb")) != nil || none.Nearest("", weight(t, "1 lb")) != nil || len(none.Groups()) > 0 || len(none.Rows("")) > 0 {
		t.Error("the zero WeightFees has fees")
	}
	if curve, basis := new(fees.WeightFee).At(weight(t, "1 lb")); !curve.IsZero() || basis != "" {
		t.Errorf("the zero WeightFee charges %v as %q", curve, basis)
	}
}

// Groups are in the order of the file, bands in that of the weight, and both are
// copies.
func TestWeightFeesGroups(t *testing.T) {
	card := shippingFees(t)
	for range 2 {
		groups, bands := card.Groups(), card.Rows("large")
		if !slices.Equal(groups, []string{"small", "large", "bulky"}) || len(bands) != 2 || bands[0].Band.To != weight(t, "2 lb") || bands[1].Band.Bounded {
			t.Fatalf("groups %q, bands %v", groups, bands)
		}
		clear(groups)
		clear(bands)
	}
}

// The row above a band ends the search after the last one and without an end.
func TestWeightRowsAbove(t *testing.T) {
	card := shippingFees(t)
	for _, row := range []struct{ tier, weight, want string }{
		{"small", "1 oz", "small, over 4 oz up to 1 lb"}, {"small", "1 lb", ""}, {"large", "1 lb", "large, over 2 lb"}, {"large", "3 lb", ""},
		{"bulky", "51 lb", ""},
	} {
		got := ""
		if next := card.Above(row.tier, card.Find(row.tier, weight(t, row.weight)).Band); next != nil {
			got = next.Basis
		}
		if got != row.want {
			t.Errorf("above %s of %s: %q, want %q", row.weight, row.tier, got, row.want)
		}
	}
	if card.Above("none", fees.WeightBand{}) != nil {
		t.Error("a group that is not there has a row")
	}
}

// A row carries its own grade, and others none.
func TestWeightRowsConfidence(t *testing.T) {
	rows := strings.Replace(shippingRows, `"fee": "5"}`, `"fee": "5", "confidence": "medium"}`, 1)
	table, err := shippingKind.OnVariant(read(t, everyFormat, shippingTable(rows)), "apparel", fees.Day(2026, 6, 1))
	if err != nil {
		t.Fatal(err)
	}
	if sure, doubtful := table.Rules.Find("small", weight(t, "1 oz")), table.Rules.Find("large", weight(t, "1 lb")); sure.Confidence != "" || doubtful.Confidence != fees.Medium {
		t.Errorf("%q and %q", sure.Confidence, doubtful.Confidence)
	}
}

func TestWeightBand(t *testing.T) {
	four, eight := weight(t, "4 oz"), weight(t, "8 oz")
	for _, row := range []struct {
		band   fees.WeightBand
		text   string
		inside []string
		beyond []string
	}{
		{fees.WeightBand{}, "any weight", []string{"0.000001 g", "5000 kg"}, []string{"0 g"}},
		{fees.WeightBand{Over: four}, "over 4 oz", []string{"0.250001 lb", "5000 kg"}, []string{"0.25 lb", "0 oz"}},
		{fees.WeightBand{To: eight, Bounded: true}, "up to 8 oz", []string{"0.000001 g", "0.5 lb"}, []string{"0 g", "8.000001 oz"}},
		{fees.WeightBand{Over: four, To: eight, Bounded: true}, "over 4 oz up to 8 oz", []string{"4.000001 oz", "226.796185 g"}, []string{"4 oz", "226.796186 g"}},
	} {
		if row.band.String() != row.text {
			t.Errorf("%q, want %q", row.band, row.text)
		}
		for _, w := range row.inside {
			if !row.band.Contains(weight(t, w)) {
				t.Errorf("%s is not %s", w, row.text)
			}
		}
		for _, w := range row.beyond {
			if row.band.Contains(weight(t, w)) {
				t.Errorf("%s is %s", w, row.text)
			}
		}
	}
}

func TestReadWeightFeesRefuses(t *testing.T) {
	for _, test := range []struct{ from, to, want string }{
		{`"over": "4 oz", "to": "1 lb"`, `"over": "5 oz", "to": "1 lb"`, `w.rows[1].over must continue the weight band before it, without a gap or an overlap, got "5 oz"`},
		{`"over": "4 oz", "to": "1 lb"`, `"over": "3 oz", "to": "1 lb"`, `w.rows[1].over must continue the weight band before it, without a gap or an overlap, got "3 oz"`},
		{`"over": "4 oz", "to": "1 lb"`, `"over": "0.25 lb", "to": "1 lb"`, ``},
		{`"over": "4 oz", "to": "1 lb"`, `"to": "1 lb"`, `w.rows[1].over must continue the weight band before it, without a gap or an overlap`},
		{`"to": "4 oz", "fee"`, `"fee"`, `w.rows[1].over must continue the weight band before it, without a gap or an overlap, got "4 oz"`},
		{`"to": "4 oz", "fee"`, `"over": "0 oz", "to": "4 oz", "fee"`, ``},
		{`"to": "4 oz", "fee"`, `"over": "1 oz", "to": "4 oz", "fee"`, `w.rows[0].over must be absent in the first weight band, which starts at 0, got "1 oz"`},
		{`"tier": "large", "over": "2 lb"`, `"tier": "huge", "over": "2 lb"`, `w.rows[3].over must be absent in the first weight band, which starts at 0, got "2 lb"`},
		{`"to": "1 lb"`, `"to": "4 oz"`, `w.rows[1].to must be above the start of the band, got "4 oz"`},
		{`"to": "1 lb"`, `"to": "113.398092 g"`, `w.rows[1].to must be above the start of the band, got "113.398092 g"`}, // a hair less than 4 oz
		{`"over": "2 lb"`, `"over": "2 stone"`, `w.rows[3].over must have one of the units lb, oz, g, kg, got "2 stone"; w.rows[3].over must continue the weight band before it, without a gap or an overlap, got "2 stone"`},
		{`"fee": "2.50"`, `"fee": "2.50", "confidence": "sure"`, `w.rows[0].confidence must be "high", "medium" or "low", got "sure"`},
		{`"fee": "2.50"`, `"fee": "2.5O"`, `w.rows[0].fee must be a decimal number such as 12.34, got "2.5O"`},
		{`"step": {"fee": "0.085", `, `"step": {`, `w.rows[3].step.fee must not be empty`},
		{`"each": "4 oz", `, ``, `w.rows[3].step.each must not be empty`},
		{`"each": "4 oz"`, `"each": "0 oz"`, `w.rows[3].step.each must be above 0, got "0 oz"`},
		{`"above": "2 lb"`, `"above": "2"`, `w.rows[3].step.above must have one of the units lb, oz, g, kg, got "2"`},
		{`"above": "2 lb"`, `"over": "2 lb"`, `w.rows[3].step.over is not a column of the kind "shipping", got "2 lb"`},
		{`"step": {"fee": "0.5", "each": "1 lb"}`, `"step": "0.5"`, `w.rows[4].step must be an object, got "0.5"`},
	} {
		if !strings.Contains(shippingRows, test.from) {
			t.Fatalf("no %s in the rows", test.from)
		}
		got := strings.Join(faults(t, everyFormat, shippingTable(strings.Replace(shippingRows, test.from, test.to, 1))), "; ")
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.to, diff)
		}
	}
}

// At any weight the fee is that of the only band that holds it, plus one step fee
// for every started step, as counted one by one.
func propWeightFee(t *rapid.T) {
	grams := rapid.SliceOfNDistinct(rapid.Int64Range(1, 3000), 1, 5, rapid.ID[int64]).Draw(t, "ends")
	slices.Sort(grams)
	step := rapid.Int64Range(1, 400).Draw(t, "step")
	g := func(n int64) string { return decimal.NewFromInt(n).String() + " g" }
	rows := make([]string, len(grams))
	for i, end := range grams {
		rows[i] = `{"to": "` + g(end) + `", "fee": "` + decimal.NewFromInt(int64(i)).String() + `"`
		if i > 0 {
			rows[i] += `, "over": "` + g(grams[i-1]) + `", "step": {"fee": "0.01", "each": "` + g(step) + `", "above": "` + g(grams[i-1]) + `"}`
		}
		rows[i] += "}"
	}
	tables, err := everyFormat.Read(strings.NewReader(shippingTable(strings.Join(rows, ", "))))
	if err != nil {
		t.Fatal(err)
	}
	card, err := shippingKind.OnVariant(tables, "apparel", fees.Day(2026, 6, 1))
	if err != nil {
		t.Fatal(err)
	}
	n := rapid.Int64Range(1, grams[len(grams)-1]).Draw(t, "weight")
	want, from := int64(0), int64(0)
	for i, end := range grams {
		if n <= end {
			want = int64(i) * 100
			for at := from; i > 0 && at < n; at += step {
				want++
			}
			break
		}
		from = end
	}
	w := must(fees.ParseWeight(g(n)))
	fee, basis := card.Rules.Find("", w).Rule.At(w)
	if got := must(fee.At(dec("1"))); !got.Equal(decimal.New(want, -2)) {
		t.Fatalf("%s: got %s as %q, want %d cents", w, got, basis, want)
	}
}

func TestWeightFee(t *testing.T) { rapid.Check(t, propWeightFee) }
