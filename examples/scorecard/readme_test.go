package main

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/examples/internal/readme"
	"github.com/lianxing/crossborder/fx"
)

// The document of the seller in testdata, as Markdown, is the one that was looked at.
func TestGolden(t *testing.T) {
	const golden = "testdata/seller.md"
	_, page, stderr := command(t, context.Background(), append([]string{"-format", "markdown"}, full("testdata/seller")...)...)
	if stderr != "" {
		t.Fatal(stderr)
	}
	if *update {
		write(t, golden, page)
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), page); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What the README shows is what runs.
func TestReadmeShowsWhatRuns(t *testing.T) {
	_, page, _ := command(t, context.Background(), append([]string{"-format", "markdown"}, full("testdata/seller")...)...)
	part := func(from, to string) string {
		_, rest, ok := strings.Cut(page, from)
		if !ok {
			t.Fatalf("no %q", from)
		}
		rest, _, _ = strings.Cut(rest, to)
		return strings.TrimSpace(rest)
	}
	t.Chdir(t.TempDir())
	write(t, "costs.csv", "sku,prodct_cost,duty\n")
	_, _, told := command(t, context.Background(), "-costs", "costs.csv", ".")
	write(t, "costs.csv", "sku,product_cost,duty\nA-1,\"4,20\",0.31\nA-2,3.90,x\n")
	_, _, more := command(t, context.Background(), "-costs", "costs.csv", ".")
	write(t, "plan.json", `{"targets": [{"metric": "acoss", "at_most": 0.3}]}`)
	_, _, plan := command(t, context.Background(), "-plan", "plan.json", ".")
	back(t)
	readme.CheckBlocks(t, *update,
		readme.Block{Name: "short", Kind: "text", Text: part("## In short", "\n## ")},
		readme.Block{Name: "bridge", Kind: "text", Text: part("## Why the profit moved", "\n### Largest")},
		readme.Block{Name: "told", Kind: "text", Text: told + more + plan},
	)
}

var folder, _ = os.Getwd()

// back goes back to the folder of the command.
func back(t *testing.T) { t.Chdir(folder) }

// The README has every flag, every field of a plan and every column of the costs.
func TestReadmeHasEveryName(t *testing.T) {
	text := readme.Text(t)
	_, _, usage := command(t, context.Background(), "-h")
	for _, line := range strings.Split(usage, "\n") {
		if name, ok := strings.CutPrefix(line, "  -"); ok && !strings.Contains(text, "| `-"+strings.Fields(name)[0]) {
			t.Errorf("no row for -%s", strings.Fields(name)[0])
		}
	}
	columns := slices.Clone(costColumns)
	slices.Sort(columns)
	_, costs, _ := strings.Cut(text, "## Costs")
	costs, _, _ = strings.Cut(costs, "\n## ")
	for _, name := range columns {
		if !strings.Contains(costs, "`"+name+"`") {
			t.Errorf("no row for the column %s", name)
		}
	}
	name := t.TempDir() + "/plan.json"
	write(t, name, `{"zzzzzzzzzz": 1}`)
	_, err := readPlan(name)
	known := readme.Known(t, fx.Faults(err)[0].Error()[:strings.LastIndex(fx.Faults(err)[0].Error(), ", got")])
	_, plan, _ := strings.Cut(text, "## Plan")
	plan, _, _ = strings.Cut(plan, "\n## ")
	for _, field := range known {
		if !strings.Contains(plan, "`"+field+"`") {
			t.Errorf("no row for the field %s", field)
		}
	}
}
