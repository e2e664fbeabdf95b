// Package readme checks that the README of a command shows what runs.
package readme

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const file = "README.md"

// Text returns the README.
func Text(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Check compares the README with what it has to be, or writes that.
func Check(t *testing.T, want string, update bool) {
	t.Helper()
	if update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, Text(t)); diff != "" {
		t.Errorf("%s: -runs +shown:\n%s", file, diff)
	}
}

// A Block is a text that the README shows between <!-- name --> and <!-- end name -->.
type Block struct {
	Name string
	Kind string // of the text, "json"
	Text string
}

// CheckBlocks checks the blocks of the README, or updates them.
func CheckBlocks(t *testing.T, update bool, blocks ...Block) {
	t.Helper()
	want := Text(t)
	for _, b := range blocks {
		begin, end := "<!-- "+b.Name+" -->\n", "<!-- end "+b.Name+" -->\n"
		head, rest, begins := strings.Cut(want, begin)
		_, tail, ends := strings.Cut(rest, end)
		if !begins || !ends {
			t.Fatalf("no block %s", b.Name)
		}
		want = head + begin + "```" + b.Kind + "\n" + strings.TrimRight(b.Text, "\n") + "\n```\n" + end + tail
	}
	Check(t, want, update)
}

// Names returns, sorted, the names in the first column of the first table of a text
// whose first column has a title. A row with a dash in its first cell is of a field
// inside of the one above.
func Names(t *testing.T, text, title string) []string {
	t.Helper()
	_, table, ok := strings.Cut(text, "\n| "+title+" |")
	if !ok {
		t.Fatalf("no table of %s", title)
	}
	table, _, _ = strings.Cut(table, "\n\n")
	var names []string
	for _, row := range strings.Split(table, "\n")[2:] {
		if first := strings.Split(row, "|")[1]; !strings.Contains(first, "–") {
			for _, name := range quoted.FindAllStringSubmatch(first, -1) {
				names = append(names, name[1])
			}
		}
	}
	slices.Sort(names)
	return names
}

var quoted = regexp.MustCompile("`([a-z0-9_]+)`")

// Fields returns, sorted, the names of the fields that a struct has in JSON.
func Fields(of any) []string {
	var names []string
	for i := range reflect.TypeOf(of).NumField() {
		if tag := reflect.TypeOf(of).Field(i).Tag.Get("json"); tag != "" {
			names = append(names, tag)
		}
	}
	slices.Sort(names)
	return names
}

// Known returns, sorted, the names that a refusal of an unknown name lists: "is not a
// known field; known are a, b".
func Known(t *testing.T, reason string) []string {
	t.Helper()
	_, list, ok := strings.Cut(reason, "known are ")
	if !ok {
		t.Fatalf("no names in %q", reason)
	}
	names := strings.Split(list, ", ")
	slices.Sort(names)
	return names
}
