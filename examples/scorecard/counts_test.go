package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What two reports say of the same days counts once.
func TestCountsOnce(t *testing.T) {
	dir := generatedFolder(t, "-skus", "12", "-weeks", "12", "-units", "2")
	figures := func() string {
		d := readDocument(t, full(dir)...)
		out := ""
		for _, h := range d.Headline {
			out += h.Code + "=" + h.Now.Number + "/" + h.Before.Number + " "
		}
		for _, r := range d.Scorecard.Rows {
			for _, p := range r.Points {
				out += p.Value.Number + " "
			}
		}
		return out
	}
	want := figures()
	last := generatedLast
	days := last.AddDate(0, 0, -6).Format(time.DateOnly) + "_" + last.Format(time.DateOnly)
	byDay := "Date,Ordered Product Sales,Units Ordered,Sessions - Total\n"
	for i := range 7 {
		byDay += fmt.Sprintf("%s,$100.00,5,50\n", last.AddDate(0, 0, i-6).Format("1/2/2006"))
	}
	day := last.Format("Jan 02, 2006")
	for name, text := range map[string]string{
		"a by day.csv":               byDay,
		"a_parents_" + days + ".csv": "(Parent) ASIN,Title,Sessions - Total,Units Ordered,Ordered Product Sales\nB0PARENT01,Box,500,50,$900.00\n",
		"same days " + days + ".csv": "(Child) ASIN,SKU,Sessions - Total,Units Ordered,Ordered Product Sales\nB000000001,LB-00001,7,1,$9.00\n",
		"search terms.csv":           "Date,Portfolio name,Currency,Campaign Name,Ad Group Name,Targeting,Match Type,Customer Search Term,Impressions,Clicks,Spend,7 Day Total Sales ,7 Day Total Orders (#),7 Day Total Units (#)\n\"" + day + "\",x,USD,c,a,t,-,box,100,10,$5.00,$50.00,2,2\n",
		"settlement again.txt":       strings.ReplaceAll(read(t, dir+"/reports/settlement_30000000005.txt"), "Amazon.com", "amazon.com"),
		"Copy of settlement.txt":     read(t, dir+"/reports/settlement_30000000005.txt"),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, "reports", name)
			write(t, path, text)
			defer os.Remove(path)
			if got := figures(); got != want {
				t.Errorf("figures changed:\n got %s\nwant %s", got, want)
			}
			d := readDocument(t, full(dir)...)
			told := ""
			for _, l := range d.LeftOut {
				told += l.File + " "
			}
			for _, f := range d.Files {
				if strings.HasPrefix(f.Used, "not") {
					told += f.Name + " "
				}
			}
			if !strings.Contains(told, name) {
				t.Errorf("nothing says that %s does not count: %s", name, told)
			}
		})
	}
}

// Reports of more than one week are in the period and in no week: a week of them is not
// known, and not 0.
func TestLongReports(t *testing.T) {
	dir := generatedFolder(t, "-skus", "12", "-weeks", "12", "-units", "2")
	want := readDocument(t, full(dir)...)
	merge := func(prefix string) {
		names, err := filepath.Glob(dir + "/reports/" + prefix + "_2026-1[01]-*.csv")
		if err != nil || len(names) != 4 {
			t.Fatalf("%v, %v", names, err)
		}
		all := ""
		for i, name := range names {
			text := read(t, name)
			if i > 0 {
				_, text, _ = strings.Cut(text, "\n")
			}
			all += text
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
		}
		write(t, dir+"/reports/"+prefix+"_2026-10-04_2026-10-31.csv", all)
	}
	merge("business")
	if err := os.Remove(dir + "/reports/copy of business_2026-10-18_2026-10-24.csv"); err != nil {
		t.Fatal(err)
	}
	write(t, dir+"/period.json", `{"overhead_per_week": 12, "period": {"first": "2026-10-04", "last": "2026-10-31"}}`)
	got := readDocument(t, "-costs", dir+"/costs.csv", "-plan", dir+"/period.json", dir+"/reports")
	for _, code := range []string{"sessions", "units_ordered", "ordered_product_sales", "net_revenue"} {
		if g, w := headlineOf(t, got, code).Now.Number, headlineOf(t, want, code).Now.Number; g != w {
			t.Errorf("%s is %s, want %s", code, g, w)
		}
	}
	for _, r := range got.Scorecard.Rows {
		for _, p := range r.Points {
			if r.Code == "sessions" && p.Week.First >= "2026-10-04" && p.Value.Number != "" {
				t.Errorf("sessions of %s are %s", p.Week.Text(), p.Value.Number)
			}
		}
	}
}

// A report by day beside one by item of a month: the days make the weeks, the items the
// period.
func TestDaysBesideMonth(t *testing.T) {
	dir := generatedFolder(t, "-skus", "12", "-weeks", "12", "-units", "2")
	names, err := filepath.Glob(dir + "/reports/*business_*.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	text := "Date,Ordered Product Sales,Units Ordered,Sessions - Total\n"
	for day := generatedLast.AddDate(0, 0, 1-7*12); !day.After(generatedLast); day = day.AddDate(0, 0, 1) {
		text += fmt.Sprintf("%s,$100.00,5,50\n", day.Format("1/2/2006"))
	}
	write(t, dir+"/reports/days.csv", text)
	write(t, dir+"/reports/business_2026-10-04_2026-10-31.csv", "(Child) ASIN,SKU,Sessions - Total,Units Ordered,Ordered Product Sales\nB000000001,LB-00001,700,70,$900.00\n")
	d := readDocument(t, full(dir)...)
	if got := headlineOf(t, d, "sessions"); got.Now.Number != "700" || got.Before.Number != "1400" {
		t.Errorf("sessions %s and %s", got.Now.Number, got.Before.Number)
	}
	for _, r := range d.Scorecard.Rows {
		if r.Code == "sessions" && r.Now.Number != "350" {
			t.Errorf("sessions of the week are %s", r.Now.Number)
		}
	}
}

// A settlement in another currency is reconciled, and its amounts are in no figure.
func TestOtherCurrency(t *testing.T) {
	dir := generatedFolder(t, "-skus", "12", "-weeks", "12", "-units", "2")
	want := headlineOf(t, readDocument(t, full(dir)...), "net_revenue").Now
	text := read(t, dir+"/reports/settlement_30000000005.txt")
	write(t, dir+"/reports/canada.txt", strings.NewReplacer("30000000005", "40000000005", "\tUSD", "\tCAD", "Amazon.com", "Amazon.ca").Replace(text))
	d := readDocument(t, full(dir)...)
	if got := headlineOf(t, d, "net_revenue").Now; got.Number != want.Number {
		t.Errorf("net revenue %s, want %s", got.Number, want.Number)
	}
	found := false
	for _, s := range d.Settlements.Checks {
		found = found || s.ID == "40000000005" && s.Currency == "CAD" && s.Balanced
	}
	if !found {
		t.Error("the settlement in CAD is not reconciled")
	}
	for _, l := range d.LeftOut {
		if l.Code == "other_currency" && l.File == "canada.txt" {
			return
		}
	}
	t.Errorf("nothing says that CAD is left out: %v", d.LeftOut)
}

// A report by day makes weeks where there is none by item.
func TestReportByDay(t *testing.T) {
	dir := generatedFolder(t, "-skus", "12", "-weeks", "12", "-units", "2")
	names, err := filepath.Glob(dir + "/reports/*business_*.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	text := "Date,Ordered Product Sales,Units Ordered,Sessions - Total\n"
	for day := generatedLast.AddDate(0, 0, 1-7*12); !day.After(generatedLast); day = day.AddDate(0, 0, 1) {
		text += fmt.Sprintf("%s,$100.00,5,50\n", day.Format("1/2/2006"))
	}
	write(t, dir+"/reports/days.csv", text)
	d := readDocument(t, full(dir)...)
	if got := headlineOf(t, d, "sessions"); got.Now.Number != "1400" || got.Before.Number != "1400" {
		t.Errorf("sessions %s and %s", got.Now.Number, got.Before.Number)
	}
	for _, r := range d.Scorecard.Rows {
		if r.Code == "sessions" && (len(r.Points) != 12 || r.Points[5].Value.Number != "350") {
			t.Errorf("weeks %v", r.Points)
		}
	}
}

func read(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
