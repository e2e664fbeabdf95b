package main

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/examples/internal/readme"
)

// What the README shows of the comparison is what runs; of the tables behind it
// only the first.
func TestReadmeShowsTheComparison(t *testing.T) {
	request, err := os.ReadFile("data/channels.json")
	if err != nil {
		t.Fatal(err)
	}
	_, out, _ := quote(t, "", "data/channels.json")
	first, tables, _ := strings.Cut(out, "\nSources\n")
	const shown = 4 // lines, the title among them
	lines := strings.SplitAfter(tables, "\n")
	lines = lines[:len(lines)-1]
	out = first + "\nSources\n" + strings.Join(lines[:shown], "") + "  … and " + strconv.Itoa(len(lines)-shown) + " more tables\n"

	readme.CheckBlocks(t, *update, readme.Block{Name: "request", Kind: "json", Text: string(request)}, readme.Block{Name: "channels", Kind: "text", Text: out})
}

// What the README shows of the economics is what runs: the sections about them, the
// others left out.
func TestReadmeShowsTheEconomics(t *testing.T) {
	request, err := os.ReadFile(economicsFile)
	if err != nil {
		t.Fatal(err)
	}
	_, out, _ := quote(t, "", economicsFile, "-sensitivity", "0.1")
	var shown []string
	for _, section := range strings.Split(out, "\n\n") {
		title, _, _ := strings.Cut(section, "\n")
		if title == stepsTitle || title == advertisingTitle || strings.HasPrefix(title, "One input at a time") {
			shown = append(shown, section)
		}
	}
	if len(shown) != 3 {
		t.Fatalf("%d sections in\n%s", len(shown), out)
	}
	readme.CheckBlocks(t, *update, readme.Block{Name: "economics request", Kind: "json", Text: string(request)},
		readme.Block{Name: "economics", Kind: "text", Text: strings.Join(shown, "\n\n")})
}

// The README has every field of a request, every option and every field of a
// result, and no other.
func TestReadmeHasEveryField(t *testing.T) {
	text := readme.Text(t)
	for _, channel := range channelNames() {
		_, section, ok := strings.Cut(text, "\n### "+channel+"\n")
		if !ok {
			t.Fatalf("no section for %s", channel)
		}
		want := slices.Clone(optionNames()[channel])
		slices.Sort(want)
		if diff := cmp.Diff(want, readme.Names(t, section, "option")); diff != "" {
			t.Errorf("%s: -read +shown:\n%s", channel, diff)
		}
	}

	_, section, _ := strings.Cut(text, "\n## Request\n")
	f := errorsOf(t, spoiled(t, `"sku":"x"`, `"sku":"x","xyzzy":1`))
	if diff := cmp.Diff(readme.Known(t, f.Errors[0].Reason), readme.Names(t, section, "field")); diff != "" {
		t.Errorf("request: -read +shown:\n%s", diff)
	}

	_, section, _ = strings.Cut(text, "\n## Result\n")
	single, several, _ := strings.Cut(section, "A request with `channels`")
	for _, tt := range []struct {
		of    any
		shown string
	}{{result{}, single}, {comparison{}, several}} {
		if diff := cmp.Diff(readme.Fields(tt.of), readme.Names(t, tt.shown, "field")); diff != "" {
			t.Errorf("%T: -written +shown:\n%s", tt.of, diff)
		}
	}
}
