package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/lianxing/crossborder/kpi"
)

var update = flag.Bool("update", false, "update the golden files and the README")

// samples are the reports of sellers that the facts state the totals of.
const samples = "../../../shared/samples"

// command runs the command and returns what it wrote.
func command(t testing.TB, ctx context.Context, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, told bytes.Buffer
	status = run(ctx, args, world{stdout: &out, stderr: &told})
	return status, out.String(), told.String()
}

// readDocument runs the command and reads its JSON.
func readDocument(t testing.TB, args ...string) document {
	t.Helper()
	status, stdout, stderr := command(t, context.Background(), append([]string{"-format", "json"}, args...)...)
	if status != written {
		t.Fatalf("status %d: %s", status, stderr)
	}
	var d document
	dec := json.NewDecoder(strings.NewReader(stdout))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil {
		t.Fatal(err)
	}
	return d
}

// sampleFolder is the folder of samples; without it the test is skipped.
func sampleFolder(t testing.TB) string {
	t.Helper()
	if _, err := os.Stat(samples); err != nil {
		t.Skip("the sample reports are not here: ", err)
	}
	return samples
}

// generatedFolder makes the reports of a small seller.
func generatedFolder(t testing.TB, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "seller")
	if status, _, stderr := command(t, context.Background(), append([]string{"-generate", dir}, args...)...); status != written {
		t.Fatal(stderr)
	}
	return dir
}

func full(dir string) []string {
	return []string{"-costs", dir + "/costs.csv", "-plan", dir + "/plan.json", dir + "/reports"}
}

// The sample files as they are: the totals that the facts state of each.
func TestSamples(t *testing.T) {
	d := readDocument(t, sampleFolder(t))
	kinds := map[string]int{}
	for _, f := range d.Files {
		kinds[f.Kind]++
		if n := len(f.Faults) + f.More; n > 0 {
			t.Errorf("%s: %d faults: %q", f.Name, n, f.Faults)
		}
	}
	if kinds[""] != 3 || len(d.Files) != 18 {
		t.Errorf("%d files, %d of them not known", len(d.Files), kinds[""])
	}
	t.Run("S36 settlement", func(t *testing.T) {
		if len(d.Settlements.Checks) != 1 {
			t.Fatalf("%d settlements", len(d.Settlements.Checks))
		}
		s := d.Settlements.Checks[0]
		items := map[string]string{"": s.NoItem.Number}
		for _, it := range s.Items {
			items[it.SKU] = it.Amount.Number
		}
		want := map[string]string{"NX-HD-1200": "168.75", "NX-CB-0450": "75.65", "NX-AC-0071": "38.67", "": "299.82"}
		if diff := cmp.Diff(want, items); diff != "" {
			t.Error(diff)
		}
		if s.Sum.Number != "582.89" || s.Total.Number != "582.89" || s.Difference.Number != "0.00" || !s.Balanced || s.Reserve.Number != "400.44" {
			t.Errorf("sum %v, total %v, difference %v, reserve %v", s.Sum, s.Total, s.Difference, s.Reserve)
		}
		if len(s.Unmapped) != 1 || s.Unmapped[0].Description != "LowInventoryLevelFee" {
			t.Errorf("unmapped %v", s.Unmapped)
		}
		if len(s.Findings) != 1 || s.Findings[0].Code != "posted_before" || s.Findings[0].Day != "2026-06-14" {
			t.Errorf("findings %v", s.Findings)
		}
	})
	t.Run("S37 date range", func(t *testing.T) {
		got := map[string]string{"total": d.DateRange.Total.Number, "transfers": d.DateRange.Transfers.Number}
		for _, k := range d.DateRange.Kinds {
			got[k.Name] = k.Amount.Number
		}
		want := map[string]string{"total": "0.00", "transfers": "-22.07", "Order": "65.45", "Refund": "-31.38", "Service fee": "-12.00", "Transfer": "-22.07"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("S38 Walmart", func(t *testing.T) {
		got := map[string]string{}
		for _, it := range d.Walmart.Items {
			got[it.Name] = it.Amount.Number
		}
		if diff := cmp.Diff(map[string]string{"0000000001": "8.95", "0000000002": "23.35"}, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("S40 Shopify", func(t *testing.T) {
		i := slices.IndexFunc(d.Shopify.Payouts, func(p payout) bool { return p.Day == "2026-09-03" })
		if i < 0 || d.Shopify.Payouts[i].Total.Number != "416.65" {
			t.Errorf("payouts %v", d.Shopify.Payouts)
		}
	})
	// The business report states 683 units at 12,905.25 in 12,131 sessions.
	// The unified report has 115.84 in July, the search terms 34.12 in September.
	for code, want := range map[string]string{"ad_spend": "149.96", "units_ordered": "683", "ordered_product_sales": "12905.25", "sessions": "12131", "average_selling_price": "18.89", "net_revenue": "352.49"} {
		if got := headlineOf(t, d, code).Now; got.Number != want {
			t.Errorf("%s is %q, want %s", code, got.Number, want)
		}
	}
	// Without costs no profit is known, and nothing says that it is 0.
	if got := headlineOf(t, d, "operating_profit").Now; got.State != string(kpi.Incomplete) || got.Number != "" {
		t.Errorf("operating profit %v", got)
	}
	if d.Bridge != nil || d.BridgeWhy == "" {
		t.Errorf("bridge %v, %q", d.Bridge, d.BridgeWhy)
	}
}

// S39: with the sides of the item the fee preview agrees: 4.49 is 15% of 29.95.
func TestSampleFeePreview(t *testing.T) {
	folder, costs := sampleFolder(t), filepath.Join(t.TempDir(), "costs.csv")
	write(t, costs, "sku,category,longest,median,shortest,weight\nTEST-A,sports_outdoors,7.64 in,7.4 in,7.4 in,3.81 lb\n")
	d := readDocument(t, "-costs", costs, folder)
	if d.Fees.Preview == nil || d.Fees.Preview.Checked == 0 {
		t.Fatalf("fees %+v", d.Fees)
	}
	for _, f := range d.Fees.Preview.Findings {
		if f.Fee == "referral" {
			t.Errorf("the referral fee differs: %s", f.Sentence)
		}
	}
}

func headlineOf(t testing.TB, d document, code string) headline {
	t.Helper()
	i := slices.IndexFunc(d.Headline, func(h headline) bool { return h.Code == code })
	if i < 0 {
		t.Fatalf("no headline %s", code)
	}
	return d.Headline[i]
}

// The command finds everything that the generator hides.
func TestFindsWhatIsPlanted(t *testing.T) {
	dir := generatedFolder(t, "-skus", "60", "-weeks", "52", "-units", "6", "-seed", "3")
	d := readDocument(t, full(dir)...)
	var all []planted
	data, err := os.ReadFile(dir + "/planted.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	cause := func(effect string) bridgeCause {
		i := slices.IndexFunc(d.Bridge.Causes, func(c bridgeCause) bool { return c.Effect == effect })
		if i < 0 {
			t.Fatalf("no cause %s in %v", effect, d.Bridge.Causes)
		}
		return d.Bridge.Causes[i]
	}
	charged := map[string]decimal.Decimal{}
	for _, f := range d.Fees.Charged.Findings {
		charged[f.SKU] = charged[f.SKU].Add(decimalOf(f.Money))
	}
	find := map[string]func(p planted) bool{
		"freight": func(p planted) bool { return cause("freight").Amount.Sign() < 0 },
		"price": func(p planted) bool {
			c := cause("price")
			return c.Amount.Sign() < 0 && c.Drivers[0].SKU == p.Items[0]
		},
		"no_duty": func(p planted) bool {
			var got []string
			for _, c := range d.Gaps.Checks {
				for _, f := range c.Faults {
					if f.Kind == string(kpi.DutyMissing) {
						got = append(got, f.Item)
					}
				}
			}
			slices.Sort(got)
			want := slices.Sorted(slices.Values(p.Items))
			return slices.Equal(got, want) && !d.Ladder.Complete && headlineOf(t, d, "operating_profit").Now.Bound == atMost
		},
		"stock_out": func(p planted) bool {
			return slices.ContainsFunc(d.Gaps.StockOuts, func(s stockOut) bool { return s.SKU == p.Items[0] && s.Days == 2 })
		},
		"black_friday": func(p planted) bool {
			for _, r := range d.Scorecard.Rows {
				for _, x := range r.Points {
					if x.Week.First <= p.About && p.About <= x.Week.Last && x.Excluded != string(kpi.ExcludedEvent) {
						return false
					}
				}
			}
			return len(d.Scorecard.Rows) > 0
		},
		"unbalanced": func(p planted) bool {
			n := 0
			for _, s := range d.Settlements.Checks {
				if s.Balanced != (s.ID != p.About) || s.ID == p.About && s.Difference.Number != p.Amount {
					return false
				}
				n++
			}
			return n == 26
		},
		"unmapped": func(p planted) bool {
			var got []unmapped
			for _, s := range d.Settlements.Checks {
				got = append(got, s.Unmapped...)
			}
			return len(got) == 1 && got[0].Description == p.About && got[0].Amount.Number == p.Amount
		},
		"fee_fulfilment": func(p planted) bool { return charged[p.Items[0]].StringFixed(2) == p.Amount },
		"fee_referral":   func(p planted) bool { return charged[p.Items[0]].StringFixed(2) == p.Amount },
		"copy": func(p planted) bool {
			return slices.ContainsFunc(d.Files, func(f filePart) bool { return f.Name == p.About && strings.HasPrefix(f.Used, "not read") })
		},
		"no_report": func(p planted) bool {
			return slices.ContainsFunc(d.Files, func(f filePart) bool { return f.Name == p.About && f.Kind == "" })
		},
	}
	for _, p := range all {
		if found := find[p.Code]; found == nil {
			t.Errorf("nothing looks for %s", p.Code)
		} else if !found(p) {
			t.Errorf("%s is not found: %s %v %s %s", p.Code, p.Text, p.Items, p.About, p.Amount)
		}
		delete(find, p.Code)
	}
	for code := range find {
		t.Errorf("%s is not planted", code)
	}
	// And nothing else: the fees of all other items agree with the tables.
	if len(charged) != 2 {
		t.Errorf("fees differ for %v", charged)
	}
}

// The weeks add up to the year: what the scorecard shows by week is what the ladder
// shows for all days.
func TestWeeksSumToTheYear(t *testing.T) {
	dir := generatedFolder(t, "-skus", "30", "-weeks", "16", "-seed", "2")
	planFile := filepath.Join(dir, "all.json")
	last := generatedLast
	write(t, planFile, `{"overhead_per_week": 70, "period": {"first": "`+last.AddDate(0, 0, 1-7*16).Format("2006-01-02")+`", "last": "2026-10-31"},
		"targets": [{"metric": "item_sales"}, {"metric": "fulfilment_fees"}, {"metric": "refunds"}, {"metric": "units_sold"}, {"metric": "product_cost"}, {"metric": "inbound_freight"}, {"metric": "units_returned"}]}`)
	d := readDocument(t, "-costs", dir+"/costs.csv", "-plan", planFile, dir+"/reports")
	if len(d.Scorecard.Weeks) != 16 {
		t.Fatalf("%d weeks, %s", len(d.Scorecard.Weeks), d.Scorecard.Why)
	}
	whole := map[string]decimal.Decimal{}
	for _, s := range d.Ladder.Steps {
		whole[s.Code] = decimalOf(s.Now)
		if s.Kind == "minus" {
			whole[s.Code] = whole[s.Code].Neg()
		}
	}
	for _, code := range []string{"ordered_product_sales", "units_ordered", "ad_spend", "sessions"} {
		whole[code] = decimalOf(headlineOf(t, d, code).Now)
	}
	compared := 0
	for _, r := range d.Scorecard.Rows {
		want, ok := whole[r.Code]
		if !ok {
			continue
		}
		compared++
		var sum decimal.Decimal
		for _, p := range r.Points {
			if p.Value.State != string(kpi.Defined) {
				t.Errorf("%s is not known in %s", r.Code, p.Week.Text())
			}
			sum = sum.Add(decimalOf(p.Value))
		}
		if !sum.Equal(want) {
			t.Errorf("%s: weeks add up to %s, the year is %s", r.Code, sum, want)
		}
	}
	if compared < 8 {
		t.Errorf("only %d figures were compared", compared)
	}
}

// Every figure of the JSON stands in the Markdown and in the workbook.
func TestFormatsAgree(t *testing.T) {
	dir := generatedFolder(t, "-skus", "24", "-weeks", "14")
	d := readDocument(t, full(dir)...)
	book := filepath.Join(t.TempDir(), "book.xlsx")
	status, page, stderr := command(t, context.Background(), append([]string{"-format", "markdown", "-xlsx", book}, full(dir)...)...)
	if status != written {
		t.Fatal(stderr)
	}
	for _, h := range d.Headline {
		if !strings.Contains(page, "| "+h.Name+" | "+h.Now.Full()+" | "+h.Before.Full()+" | "+h.Change.Text+" |") {
			t.Errorf("Markdown has no %s of %s", h.Name, h.Now.Text)
		}
	}
	for _, b := range d.Bridge.Bars {
		if !strings.Contains(page, "| "+b.Amount.Short()+" |") {
			t.Errorf("Markdown has no bar of %s", b.Amount.Text)
		}
	}
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Profit", excelize.Options{RawCellValue: true})
	if err != nil || len(rows) != len(d.Ladder.Steps)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, s := range d.Ladder.Steps {
		got, err := decimal.NewFromString(rows[i+1][1])
		if err != nil || !got.Equal(decimalOf(s.Now)) || rows[i+1][0] != s.Name {
			t.Errorf("workbook has %q, want %s %s", rows[i+1], s.Name, s.Now.Number)
		}
	}
	for _, name := range []string{"Summary", "Figures", "Scorecard", "Weeks", "Bridge", "Bridge items", "Settlements", "Fees", "Data gaps", "Data checks", "Files", "Left out"} {
		if rows, err := f.GetRows(name); err != nil || len(rows) < 2 {
			t.Errorf("sheet %s has %d rows, %v", name, len(rows), err)
		}
	}
	if formulas, err := f.GetCellFormula("Files", "A2"); err != nil || formulas != "" {
		t.Errorf("a text became the formula %q, %v", formulas, err)
	}
}

// The waterfall ends where it has to.
func TestBridgeTies(t *testing.T) {
	dir := generatedFolder(t, "-skus", "40", "-weeks", "12", "-seed", "7")
	b := readDocument(t, full(dir)...).Bridge
	sum := decimalOf(b.Start)
	for _, bar := range b.Bars {
		sum = sum.Add(decimalOf(bar.Amount))
	}
	if !sum.Equal(decimalOf(b.End)) {
		t.Errorf("start and bars are %s, the end is %s", sum, b.End.Number)
	}
	items := decimalOf(b.OthersChange)
	for _, it := range b.Items {
		items = items.Add(decimalOf(it.Change))
	}
	for _, bar := range b.Bars {
		if bar.Effect == string(kpi.BridgeOverhead) {
			items = items.Add(decimalOf(bar.Amount))
		}
	}
	if !items.Equal(decimalOf(b.End).Sub(decimalOf(b.Start))) {
		t.Errorf("the items come to %s, the change is %s", items, decimalOf(b.End).Sub(decimalOf(b.Start)))
	}
}

// The ladder and the bridge are computed in two ways and have the same profit.
func TestBridgeIsTheLadder(t *testing.T) {
	dir := generatedFolder(t, "-skus", "24", "-weeks", "12")
	d := readDocument(t, full(dir)...)
	i := slices.IndexFunc(d.Ladder.Steps, func(s ladderStep) bool { return s.Code == "operating_profit" })
	if s := d.Ladder.Steps[i]; s.Now.Number != d.Bridge.End.Number || s.Before.Number != d.Bridge.Start.Number {
		t.Errorf("ladder %s and %s, bridge %s and %s", s.Before.Number, s.Now.Number, d.Bridge.Start.Number, d.Bridge.End.Number)
	}
}

// A seed is a seller: the same one makes the same files.
func TestGenerateIsRepeatable(t *testing.T) {
	digest := func(dir string) map[string]string {
		out := map[string]string{}
		for _, folder := range []string{dir, dir + "/reports"} {
			entries, err := os.ReadDir(folder)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				if !e.IsDir() {
					data, err := os.ReadFile(filepath.Join(folder, e.Name()))
					if err != nil {
						t.Fatal(err)
					}
					out[e.Name()] = string(data)
				}
			}
		}
		return out
	}
	args := []string{"-skus", "12", "-weeks", "12", "-units", "1"}
	one, two, other := digest(generatedFolder(t, args...)), digest(generatedFolder(t, args...)), digest(generatedFolder(t, append(args, "-seed", "9")...))
	if diff := cmp.Diff(one, two); diff != "" {
		t.Error(diff[:min(len(diff), 2000)])
	}
	if cmp.Equal(one, other) {
		t.Error("another seed makes the same seller")
	}
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
