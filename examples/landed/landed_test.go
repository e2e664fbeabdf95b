package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/examples/internal/term"
	"github.com/shopspring/decimal"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// landCommand runs the command and returns its exit status and output.
func landCommand(t testing.TB, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(args, strings.NewReader(stdin), &out, &errs)
	return status, out.String(), errs.String()
}

// resultOf answers a shipment that must not fail.
func resultOf(t testing.TB, shipment string, args ...string) result {
	t.Helper()
	status, out, stderr := landCommand(t, shipment, append([]string{"-format", "json", "-"}, args...)...)
	if status != answered {
		t.Fatalf("status %d: %s%s", status, out, stderr)
	}
	var r result
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatalf("%v in %.300s", err, out)
	}
	return r
}

// checkGolden compares an output with a golden file, or rewrites the file.
func checkGolden(t *testing.T, file, got string) {
	t.Helper()
	golden := filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// The days of the replay in the README: IEEPA in force, section 122, 301 forced labor.
const replayDays = "2026-02-20,2026-03-01,2026-08-01"

func TestExample(t *testing.T) {
	for _, tt := range []struct {
		file string
		args []string
	}{
		{"example.txt", nil},
		{"example.json", []string{"-format", "json"}},
		{"example.md", []string{"-format", "markdown"}},
		{"example.html", []string{"-format", "html"}},
		{"replay.txt", []string{"-entry", replayDays}},
		{"replay.md", []string{"-entry", replayDays, "-format", "markdown"}},
		{"lcl.txt", []string{"-lines", "data/lcl.csv", "data/lcl.json"}},
	} {
		t.Run(tt.file, func(t *testing.T) {
			status, got, stderr := landCommand(t, "", tt.args...)
			if status != answered || stderr != "" {
				t.Fatalf("status %d, %s%.300s", status, stderr, got)
			}
			checkGolden(t, tt.file, got)
		})
	}
}

// A shipment of which nobody knows the duty, the price of one SKU and one cost: none of
// them is shown as zero.
const unknownShipment = `{"currency": "USD", "lines": [
	{"sku": "KNOWN", "units": 30, "price": "4.10", "currency": "USD", "origin": "CN"},
	{"sku": "NO-PRICE", "units": 10, "origin": "CN"}],
	"costs": [{"code": "freight", "estimate": "80", "currency": "USD", "by": "units"}, {"code": "drayage", "by": "units"}]}`

func TestUnknownIsNotZero(t *testing.T) {
	_, out, _ := landCommand(t, unknownShipment, "-")
	checkGolden(t, "unknown.txt", out)
	r := resultOf(t, unknownShipment)
	if r.Complete || r.Worksheet != nil || r.Units[0].Duty != "unknown" || len(r.Units[1].Missing) != 3 || r.Costs[1].Booked != nil {
		t.Errorf("complete %t, worksheet %v, %+v", r.Complete, r.Worksheet, r.Units)
	}
}

// The JSON of the replay, without what the example has already.
func TestReplayJSON(t *testing.T) {
	r := resultOf(t, string(exampleShipment), "-entry", replayDays)
	out, err := json.MarshalIndent(r.Replay, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	checkGolden(t, "replay.json", string(out)+"\n")
}

// The story that the built-in shipment is there to tell.
func TestExampleStory(t *testing.T) {
	r := resultOf(t, string(exampleShipment), "-entry", replayDays)
	if len(r.Units) != 4 || r.Complete || r.Total == r.TotalHigh || len(r.Receivables) != 4 || r.Variance == nil {
		t.Errorf("%d SKUs, complete %t, total %s to %s, %d receivables", len(r.Units), r.Complete, r.Total, r.TotalHigh, len(r.Receivables))
	}
	for _, u := range r.Units {
		// Only the cabinet has an open fact, on purpose.
		open := u.SKU == "CABINET-60"
		if open != (u.Each != u.EachHigh) || open == u.Complete || open != (u.Post == nil) || len(u.NotIncluded) > 0 {
			t.Errorf("%s costs %s to %s, missing %v, not included %v", u.SKU, u.Each, u.EachHigh, u.Missing, u.NotIncluded)
		}
	}
	if len(r.Warnings) > 0 {
		t.Errorf("warnings are %v", r.Warnings)
	}
	// The rates of 2026-10 for these codes, from the tariff by hand.
	for i, want := range [][2]string{{"0.5510", "0.5510"}, {"0.2700", "0.2700"}, {"0.3930", "0.3930"}, {"0.3750", "0.5000"}} {
		if l := r.Worksheet.Lines[i]; *l.DutyRate != want[0] || *l.RateHigh != want[1] {
			t.Errorf("%s pays %s to %s, want %v", l.HTS, *l.DutyRate, *l.RateHigh, want)
		}
	}
	status := map[string][]string{}
	for _, l := range r.Worksheet.Lines {
		for _, y := range l.Layers {
			status[y.Status] = append(status[y.Status], y.Programme)
		}
	}
	for _, s := range []string{"applied", "suppressed", "open", "not_listed", "other_origin", "not_in_force"} {
		if len(status[s]) == 0 {
			t.Errorf("no layer is %s", s)
		}
	}
	amount := func(day int, code string) string {
		for _, y := range r.Replay.Days[day].Layers {
			if y.Code == code {
				return y.AmountHigh
			}
		}
		return ""
	}
	for i, code := range []string{"ieepa_fentanyl", "section_122", "301_forced_labor"} {
		for day := range r.Replay.Days {
			if got := amount(day, code); (got != "0.00") != (day == i) || got == "" {
				t.Errorf("%s on %s is %s", code, r.Replay.Days[day].Date, got)
			}
		}
	}
	if d := *r.Replay.Days[0].LoadedOn; d != "2026-01-28" { // 23 days before, as 2026-09-12 is before 2026-10-05
		t.Errorf("loaded on %s", d)
	}
}

func dec(t testing.TB, text string) decimal.Decimal {
	t.Helper()
	d, err := decimal.NewFromString(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What the JSON says adds up: parts to SKUs, SKUs to the shipment, shares to the
// entry, layers to lines, costs to their shares.
func TestSums(t *testing.T) {
	for _, args := range [][]string{{"data/shipment.json"}, {"-lines", "data/lcl.csv", "data/lcl.json"}} {
		_, out, _ := landCommand(t, "", append(args, "-format", "json")...)
		var r result
		if err := json.Unmarshal([]byte(out), &r); err != nil {
			t.Fatal(err)
		}
		equal := func(what string, sum decimal.Decimal, want string) {
			t.Helper()
			if !sum.Equal(dec(t, want)) {
				t.Errorf("%s: %s sums to %s, want %s", args, what, sum, want)
			}
		}
		var all, high decimal.Decimal
		byCode := map[string]decimal.Decimal{}
		for _, u := range r.Units {
			var sum, sumHigh decimal.Decimal
			for _, p := range u.Parts {
				sum, sumHigh = sum.Add(dec(t, p.Total)), sumHigh.Add(dec(t, p.TotalHigh))
				byCode[p.Code] = byCode[p.Code].Add(dec(t, p.Total))
			}
			equal(u.SKU, sum, u.Total)
			equal(u.SKU+" high", sumHigh, u.TotalHigh)
			all, high = all.Add(sum), high.Add(sumHigh)
		}
		equal("all", all, r.Total)
		equal("all, high", high, r.TotalHigh)
		for _, c := range r.Costs {
			if c.Booked != nil {
				equal(c.Code, byCode[c.Code], *c.Booked)
			}
		}
		var duty, mpf, hmf, value decimal.Decimal
		for _, s := range r.Worksheet.Shares {
			duty, mpf, hmf, value = duty.Add(dec(t, s.Duty)), mpf.Add(dec(t, s.MPF)), hmf.Add(dec(t, s.HMF)), value.Add(dec(t, s.Value))
		}
		equal("duty", duty, r.Worksheet.Duty)
		equal("mpf", mpf, r.Worksheet.MPF)
		equal("hmf", hmf, r.Worksheet.HMF)
		equal("value", value, r.Worksheet.Value)
	}
}

// The lines of a CSV file are those of the JSON; a byte order mark and CRLF change
// nothing.
func TestCSVIsJSON(t *testing.T) {
	rest := spoiled(t, `"lines": [`+goodLines+`]`, `"kind": "formal"`)
	rest = strings.Replace(rest, `"kind": "formal",`, "", 1)
	csv := "sku,units,price,currency,hts,origin,cartons,carton_length,carton_width,carton_height,carton_weight,kg,cubic_metres,vat,refund_class,exported_on,delay_days,quantities,answers,content_value,metal_weight,no_cases\n" +
		`A,100,70.5,CNY,8215.99.3500,CN,10,40 cm,30 cm,25 cm,12 kg,,,,,,,"No.=1200; kg=110",,steel=600,0.9,yes` + "\n" +
		",,,,,,,,,,,,,,,,,,,,,\n" +
		`B,40,148,CNY,9403.60.8093,CN,,,,,,400,1.75,included,general,2026-09-08,60,,completed_cabinet=no,,,true` + "\n"
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	want := resultOf(t, goodShipment)
	for name, text := range map[string]string{
		"plain": csv, "bom": "\xEF\xBB\xBF" + csv, "crlf": strings.ReplaceAll(csv, "\n", "\r\n"), "no last line break": strings.TrimSuffix(csv, "\n"),
	} {
		got := resultOf(t, rest, "-lines", write("lines.csv", text))
		if diff := cmp.Diff(jsonOf(t, want), jsonOf(t, got)); diff != "" {
			t.Errorf("%s: -JSON +CSV:\n%s", name, diff)
		}
	}
}

func jsonOf(t testing.TB, value any) string {
	t.Helper()
	out, err := json.MarshalIndent(value, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// Lines, costs and quotes in another order change no figure of a SKU.
func TestOrderChangesNothing(t *testing.T) {
	var s map[string]any
	if err := json.Unmarshal(exampleShipment, &s); err != nil {
		t.Fatal(err)
	}
	lines := s["lines"].([]any)
	slices.Reverse(lines)
	got, want := resultOf(t, jsonOf(t, s)), resultOf(t, string(exampleShipment))
	for _, u := range want.Units {
		at := slices.IndexFunc(got.Units, func(x unit) bool { return x.SKU == u.SKU })
		if diff := cmp.Diff(u, got.Units[at]); diff != "" {
			t.Errorf("%s: -want +got:\n%s", u.SKU, diff)
		}
	}
}

func TestPrintedExampleIsTheBuiltInShipment(t *testing.T) {
	status, shipment, _ := landCommand(t, "", "-example")
	if status != answered {
		t.Fatalf("status %d", status)
	}
	_, want, _ := landCommand(t, "", "-format", "json")
	_, got, _ := landCommand(t, shipment, "-", "-format", "json")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// No line is wider than a terminal, but for a single word.
func TestLineWidth(t *testing.T) {
	for _, args := range [][]string{nil, {"-entry", replayDays}, {"-lines", "data/lcl.csv", "data/lcl.json"}, {"-entry", "2025-02-10,2025-03-10,2025-04-06,2025-04-09,2025-04-12,2025-06-10,2025-12-01," + replayDays}} {
		_, out, _ := landCommand(t, "", args...)
		for _, line := range strings.Split(out, "\n") {
			if n := term.Width(line); n > lineWidth {
				t.Errorf("line of %d columns: %s", n, line)
			}
		}
	}
}

// Many SKUs with long names are laid out in several tables, and every SKU is in each
// of them once.
func TestManySKUs(t *testing.T) {
	var s map[string]any
	if err := json.Unmarshal([]byte(goodShipment), &s); err != nil {
		t.Fatal(err)
	}
	first := s["lines"].([]any)[0].(map[string]any)
	var lines []any
	for _, letter := range strings.Split("abcdefghijklmnopqrstuvwxyz", "") {
		line := map[string]any{}
		for k, v := range first {
			line[k] = v
		}
		line["sku"] = strings.Repeat(letter, 20) + "-" + strings.Repeat(letter, 10)
		lines = append(lines, line)
	}
	s["lines"], s["costs"] = lines, []any{}
	status, out, _ := landCommand(t, jsonOf(t, s), "-")
	if status != answered {
		t.Fatalf("status %d %.300s", status, out)
	}
	_, parts, _ := strings.Cut(out, "\nWhat it is made of")
	parts, _, _ = strings.Cut(parts, "\nHow each")
	for _, line := range strings.Split(out, "\n") {
		if n := term.Width(line); n > lineWidth {
			t.Errorf("line of %d columns: %s", n, line)
		}
	}
	for _, l := range lines {
		if sku := l.(map[string]any)["sku"].(string); strings.Count(parts, sku) != 1 {
			t.Errorf("%s is there %d times", sku, strings.Count(parts, sku))
		}
	}
}

func TestFlagsAndFiles(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "shipment.json")
	if err := os.WriteFile(file, exampleShipment, 0o644); err != nil {
		t.Fatal(err)
	}
	tariff := filepath.Join(dir, "tariff.json")
	ownTariff := `{"id":"us-customs-tariff-mine-2026-01-01","channel":"us-customs","kind":"tariff","variant":"mine","effective_from":"2026-01-01",
		"effective_to":"2027-12-31","verified_on":"2026-11-23","confidence":"high","source":"my broker",
		"rows":[{"hts":"9999.99.9999","goods":"my goods","column_1":{"ad_valorem":"0.031"},"lists":["301_list_3"]}]}`
	if err := os.WriteFile(tariff, []byte(ownTariff), 0o644); err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(dir, "bad.json")
	if err := os.WriteFile(bad, []byte(strings.Replace(ownTariff, `"hts"`, `"code"`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out.txt")
	_, want, _ := landCommand(t, "")
	for _, tt := range []struct {
		name           string
		args           []string
		status         int
		stdout, stderr string // parts of them
	}{
		{"file", []string{file}, answered, "Unit cost", ""},
		{"flags after the file", []string{file, "-format", "json"}, answered, `"units": [`, ""},
		{"output", []string{"-o", out}, answered, "", ""},
		{"no file", []string{filepath.Join(dir, "none.json")}, unusable, "", "none.json"},
		{"no lines file", []string{"-lines", filepath.Join(dir, "none.csv"), file}, unusable, "", "none.csv"},
		{"no tariff file", []string{"-tariff", filepath.Join(dir, "none.json"), file}, unusable, "", "none.json"},
		{"tariff file", []string{"-tariff", tariff}, answered, "Unit cost", ""},
		{"tariff file with a fault", []string{"-tariff", bad}, unusable, "", "bad.json: "},
		{"output that cannot be", []string{"-o", dir}, unusable, "", dir},
		{"unknown format", []string{"-format", "pdf"}, unusable, "", `unknown format "pdf"`},
		{"unknown flag", []string{"-colour"}, unusable, "", "colour"},
		{"two files", []string{file, file}, unusable, "", "more than one file"},
		{"empty name", []string{""}, unusable, "", "is empty"},
		{"example and a file", []string{"-example", file}, unusable, "", "takes no file"},
		{"lines without a file", []string{"-lines", "data/lcl.csv"}, unusable, "", "needs a file"},
		{"two from standard input", []string{"-lines", "-", "-"}, unusable, "", "only one file"},
		{"shipment and tariff from standard input", []string{"-tariff", "-", "-"}, unusable, "", "only one file"},
		{"tariff from standard input", []string{"-tariff", "-"}, unusable, "", "-: "},
		{"day that is none", []string{"-entry", "2026-02-30"}, unusable, "", "must be dates"},
		{"no day", []string{"-entry", ""}, unusable, "", "must be dates"},
		{"a day twice", []string{"-entry", "2026-02-20, 2026-02-20"}, unusable, "", "twice"},
		{"too many days", []string{"-entry", manyDays()}, unusable, "", "at most 20 days"},
		{"one day", []string{"-entry", "2026-08-01"}, answered, "2026-08-01", ""},
		{"help", []string{"-h"}, answered, "", "usage: landed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status, stdout, stderr := landCommand(t, "", tt.args...)
			if status != tt.status || !strings.Contains(stdout, tt.stdout) || !strings.Contains(stderr, tt.stderr) || tt.stderr == "" && stderr != "" {
				t.Errorf("status %d, %.200s, %s", status, stdout, stderr)
			}
		})
	}
	if got, err := os.ReadFile(out); err != nil || string(got) != want {
		t.Errorf("the file has %.100q, %v", got, err)
	}
	if _, missing, _ := landCommand(t, spoiled(t, "8215.99.3500", "9999.99.9999"), "-", "-format", "json"); !strings.Contains(missing, "-tariff") {
		t.Errorf("without the tariff file: %s", missing)
	}
	if r := resultOf(t, spoiled(t, "8215.99.3500", "9999.99.9999"), "-tariff", tariff); r.Worksheet.Lines[0].Goods != "my goods" {
		t.Errorf("line is %+v", r.Worksheet.Lines[0])
	}
}

func manyDays() string {
	var days []string
	for d := 10; d <= 30; d++ {
		days = append(days, "2026-08-"+string(rune('0'+d/10))+string(rune('0'+d%10)))
	}
	return strings.Join(days, ",")
}
