package main

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
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

	got := readme(t)
	want := got
	for _, x := range []struct{ name, kind, text string }{{"request", "json", string(request)}, {"channels", "text", out}} {
		begin, end := "<!-- "+x.name+" -->\n", "<!-- end "+x.name+" -->\n"
		head, rest, ok1 := strings.Cut(want, begin)
		_, tail, ok2 := strings.Cut(rest, end)
		if !ok1 || !ok2 {
			t.Fatalf("no block %s", x.name)
		}
		want = head + begin + "```" + x.kind + "\n" + x.text + "```\n" + end + tail
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

// named are the names in the first column of the first table with a title.
func named(t *testing.T, text, title string) []string {
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

// The README has every field of a request, every option and every field of a
// result, and no other.
func TestReadmeHasEveryField(t *testing.T) {
	text := readme(t)
	for _, channel := range channelNames() {
		_, section, ok := strings.Cut(text, "\n### "+channel+"\n")
		if !ok {
			t.Fatalf("no section for %s", channel)
		}
		want := slices.Clone(optionNames()[channel])
		slices.Sort(want)
		if diff := cmp.Diff(want, named(t, section, "option")); diff != "" {
			t.Errorf("%s: -read +shown:\n%s", channel, diff)
		}
	}

	_, section, _ := strings.Cut(text, "\n## Request\n")
	f := errorsOf(t, spoiled(t, `"sku":"x"`, `"sku":"x","xyzzy":1`))
	known := strings.Split(f.Errors[0].Reason[strings.Index(f.Errors[0].Reason, "known are ")+len("known are "):], ", ")
	slices.Sort(known)
	if diff := cmp.Diff(known, named(t, section, "field")); diff != "" {
		t.Errorf("request: -read +shown:\n%s", diff)
	}

	_, section, _ = strings.Cut(text, "\n## Result\n")
	single, several, _ := strings.Cut(section, "A request with `channels`")
	for _, tt := range []struct {
		of    any
		shown string
	}{{result{}, single}, {comparison{}, several}} {
		var want []string
		for i := range reflect.TypeOf(tt.of).NumField() {
			if tag := reflect.TypeOf(tt.of).Field(i).Tag.Get("json"); tag != "" {
				want = append(want, tag)
			}
		}
		slices.Sort(want)
		if diff := cmp.Diff(want, named(t, tt.shown, "field")); diff != "" {
			t.Errorf("%T: -written +shown:\n%s", tt.of, diff)
		}
	}
}
