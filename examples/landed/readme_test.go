package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func readme(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// What the README shows is what runs.
func TestReadmeShowsWhatRuns(t *testing.T) {
	_, lcl, _ := landCommand(t, "", "-lines", "data/lcl.csv", "data/lcl.json")
	lcl, _, _ = strings.Cut(lcl, "\nHow each part")
	_, replay, _ := landCommand(t, "", "-entry", replayDays)
	_, replay, _ = strings.Cut(replay, "\nThe same shipment entered")
	replay, _, _ = strings.Cut("The same shipment entered"+replay, "\nEstimate, invoice")
	_, errors, _ := landCommand(t, strings.NewReplacer(`"units":100`, `"units":0`, `"8215.99.3500"`, `"8215.99.35x"`, `"by":"equal"}`, `"by":"magic"}`).Replace(goodShipment), "-format", "json", "-")

	got := readme(t)
	want := got
	for _, x := range []struct{ name, kind, text string }{{"lcl", "text", lcl}, {"replay", "text", replay}, {"errors", "json", errors}} {
		begin, end := "<!-- "+x.name+" -->\n", "<!-- end "+x.name+" -->\n"
		head, rest, ok1 := strings.Cut(want, begin)
		_, tail, ok2 := strings.Cut(rest, end)
		if !ok1 || !ok2 {
			t.Fatalf("no block %s", x.name)
		}
		want = head + begin + "```" + x.kind + "\n" + strings.TrimRight(x.text, "\n") + "\n```\n" + end + tail
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-runs +shown:\n%s", diff)
	}
}

// The tariff file of the README can be used as it is.
func TestReadmeTariff(t *testing.T) {
	_, section, _ := strings.Cut(readme(t), "\n## Your own tariff\n")
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

// firstColumn are the names in the first column of the first table with a title.
func firstColumn(t *testing.T, text, title string) []string {
	t.Helper()
	_, table, ok := strings.Cut(text, "\n| "+title+" |")
	if !ok {
		t.Fatalf("no table of %s", title)
	}
	table, _, _ = strings.Cut(table, "\n\n")
	var out []string
	for _, row := range strings.Split(table, "\n")[2:] {
		if first := strings.Split(row, "|")[1]; !strings.Contains(first, "–") { // a field inside of the one above
			for _, name := range regexp.MustCompile("`([a-z0-9_]+)`").FindAllStringSubmatch(first, -1) {
				out = append(out, name[1])
			}
		}
	}
	slices.Sort(out)
	return out
}

// The README has every field of a shipment, every column of a CSV file and every field
// of the result, and no other.
func TestReadmeHasEveryField(t *testing.T) {
	text := readme(t)
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
		_, list, ok := strings.Cut(f.Errors[0].Reason, "known are ")
		if !ok {
			t.Fatalf("%s: %+v", title, f.Errors)
		}
		known := strings.Split(list, ", ")
		slices.Sort(known)
		if diff := cmp.Diff(known, firstColumn(t, text, title)); diff != "" {
			t.Errorf("%s: -read +shown:\n%s", title, diff)
		}
	}

	var columns []string
	for _, c := range csvColumns {
		columns = append(columns, c.name)
	}
	slices.Sort(columns)
	if diff := cmp.Diff(columns, firstColumn(t, text, "column")); diff != "" {
		t.Errorf("columns: -read +shown:\n%s", diff)
	}

	_, section, _ := strings.Cut(text, "\n## Result\n")
	var fields []string
	for i := range reflect.TypeOf(result{}).NumField() {
		if tag := reflect.TypeOf(result{}).Field(i).Tag.Get("json"); tag != "" {
			fields = append(fields, tag)
		}
	}
	slices.Sort(fields)
	if diff := cmp.Diff(fields, firstColumn(t, section, "field")); diff != "" {
		t.Errorf("result: -written +shown:\n%s", diff)
	}
}
