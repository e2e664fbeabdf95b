package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/examples/internal/readme"
)

// What the README shows is what runs.
func TestReadmeShowsWhatRuns(t *testing.T) {
	golden, err := os.ReadFile("testdata/all.txt") // of the command that the README names
	if err != nil {
		t.Fatal(err)
	}
	out := string(golden)
	plan, rest, _ := strings.Cut(out, "\nBands: ")
	bands, tests, ok := strings.Cut("Bands: "+rest, "\nBack-test of")
	if !ok {
		t.Fatalf("no sections in %s", out)
	}
	_, _, refusal := command(t, "date,base,quote,rate\n2026-04-13,USD,CNY,6,83\n", "-rates", "-")
	_, refused, _ := command(t, "", "-pair", "USD/RUB", "-json")
	readme.CheckBlocks(t, *update,
		readme.Block{Name: "plan", Kind: "text", Text: plan},
		readme.Block{Name: "bands", Kind: "text", Text: bands},
		readme.Block{Name: "backtest", Kind: "text", Text: "Back-test of" + tests},
		readme.Block{Name: "unreadable", Kind: "text", Text: refusal},
		readme.Block{Name: "refused", Kind: "json", Text: refused},
	)
}

// The README has every flag, and every field of the JSON.
func TestReadmeHasEveryField(t *testing.T) {
	text := readme.Text(t)
	for title, of := range map[string]any{"field": result{}, "buffer": planJSON{}, "test": testJSON{}, "band": bandJSON{}} {
		if diff := cmp.Diff(readme.Fields(of), readme.Names(t, text, title)); diff != "" {
			t.Errorf("%s: -written +shown:\n%s", title, diff)
		}
	}
	_, _, usage := command(t, "", "-h")
	var flags []string
	for _, line := range strings.Split(usage, "\n") {
		if name, ok := strings.CutPrefix(line, "  -"); ok {
			flags = append(flags, strings.Fields(name)[0])
		}
	}
	slices.Sort(flags)
	for _, name := range flags {
		if !strings.Contains(text, "| `-"+name) {
			t.Errorf("no row for -%s", name)
		}
	}
}
