package main

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/examples/internal/readme"
)

// What the README shows is what runs.
func TestReadmeShowsWhatRuns(t *testing.T) {
	golden := func(name string) string {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	folder := t.TempDir()
	write(t, folder+"/near.csv", "sku,chanel,category,curent,purchase\nA,amazon,home_kitchen,20,1\n")
	_, _, unknown := command(t, context.Background(), "-in", folder+"/near.csv", "-out", folder+"/a.csv", "-review", folder+"/b.csv")
	readme.CheckBlocks(t, *update,
		readme.Block{Name: "summary", Kind: "text", Text: golden("summary.txt")},
		readme.Block{Name: "review", Kind: "text", Text: golden("review.csv")},
		readme.Block{Name: "told", Kind: "text", Text: golden("told.txt")},
		readme.Block{Name: "errors", Kind: "text", Text: golden("errors.csv")},
		readme.Block{Name: "header", Kind: "text", Text: unknown},
	)
}

// The README has every flag and every column.
func TestReadmeHasEveryName(t *testing.T) {
	text := readme.Text(t)
	_, _, usage := command(t, context.Background(), "-h")
	for _, line := range strings.Split(usage, "\n") {
		if name, ok := strings.CutPrefix(line, "  -"); ok && !strings.Contains(text, "| `-"+strings.Fields(name)[0]) {
			t.Errorf("no row for -%s", strings.Fields(name)[0])
		}
	}
	known := knownColumns()
	slices.Sort(known)
	if diff := cmp.Diff(known, readme.Names(t, text, "column")); diff != "" {
		t.Errorf("columns: -known +shown:\n%s", diff)
	}
	for title, name := range map[string]string{"decision": "decisions.csv", "review": "review.csv", "error": "errors.csv"} {
		want := slices.Clone(tableOf(t, "testdata/"+name)[0])
		slices.Sort(want)
		if diff := cmp.Diff(want, readme.Names(t, text, title)); diff != "" {
			t.Errorf("%s: -written +shown:\n%s", name, diff)
		}
	}
}
