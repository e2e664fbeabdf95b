package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/examples/internal/readme"
)

// What the README shows is what runs.
func TestReadmeShowsWhatRuns(t *testing.T) {
	_, lcl, _ := landCommand(t, "", "-lines", "data/lcl.csv", "data/lcl.json")
	lcl, _, _ = strings.Cut(lcl, "\nHow each part")
	_, replay, _ := landCommand(t, "", "-entry", replayDays)
	_, replay, _ = strings.Cut(replay, "\nThe same shipment entered")
	replay, _, _ = strings.Cut("The same shipment entered"+replay, "\nEstimate, invoice")
	_, errors, _ := landCommand(t, strings.NewReplacer(`"units":100`, `"units":0`, `"8215.99.3500"`, `"8215.99.35x"`, `"by":"equal"}`, `"by":"magic"}`).Replace(goodShipment), "-format", "json", "-")

	readme.CheckBlocks(t, *update,
		readme.Block{Name: "lcl", Kind: "text", Text: lcl}, readme.Block{Name: "replay", Kind: "text", Text: replay}, readme.Block{Name: "errors", Kind: "json", Text: errors})
}

// The tariff file of the README can be used as it is.
func TestReadmeTariff(t *testing.T) {
	_, section, _ := strings.Cut(readme.Text(t), "\n## Your own tariff\n")
	_, file, ok := strings.Cut(section, "```json\n")
	file, _, _ = strings.Cut(file, "```")
	path := filepath.Join(t.TempDir(), "tariff.json")
	if err := os.WriteFile(path, []byte(file), 0o644); err != nil || !ok {
		t.Fatal(err)
	}
	r := resultOf(t, spoiled(t, "8215.99.3500", "4202.92.9100"), "-tariff", path)
	if l := r.Worksheet.Lines[0]; l.Goods != "other bags" || l.Duty == "0.00" {
		t.Errorf("line is %+v", l)
	}
}

// The README has every field of a shipment, every column of a CSV file and every field
// of the result, and no other.
func TestReadmeHasEveryField(t *testing.T) {
	text := readme.Text(t)
	// Each is a place to put an unknown field, whose fault names the known ones.
	for title, old := range map[string]string{
		"field":           `"name": "test"`,
		"line field":      `"sku":"B"`,
		"vat field":       `"price":"included"`,
		"cost field":      `"code":"broker"`,
		"quote field":     `"name":"sea"`,
		"surcharge field": `"code":"isf"`,
		"entry field":     `"mode":"vessel"`,
	} {
		f := errorsOf(t, spoiled(t, old, old+`,"xyzzyxyzzyxyzzy":1`))
		if diff := cmp.Diff(readme.Known(t, f.Errors[0].Reason), readme.Names(t, text, title)); diff != "" {
			t.Errorf("%s: -read +shown:\n%s", title, diff)
		}
	}

	var columns []string
	for _, c := range csvColumns {
		columns = append(columns, c.name)
	}
	slices.Sort(columns)
	if diff := cmp.Diff(columns, readme.Names(t, text, "column")); diff != "" {
		t.Errorf("columns: -read +shown:\n%s", diff)
	}

	_, section, _ := strings.Cut(text, "\n## Result\n")
	if diff := cmp.Diff(readme.Fields(result{}), readme.Names(t, section, "field")); diff != "" {
		t.Errorf("result: -written +shown:\n%s", diff)
	}
}
