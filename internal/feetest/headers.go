package feetest

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A File is one table file of a channel.
type File struct {
	// Name is the name without its folder.
	Name string
	Text string
}

// Files returns data/*.json in the order of names.
func Files(t testing.TB) []File {
	t.Helper()
	names, err := filepath.Glob("data/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no table files: %v", err)
	}
	files := make([]File, len(names))
	for i, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[i] = File{filepath.Base(name), string(text)}
	}
	return files
}

// Without is the text of all table files but those whose names begin with one of
// the prefixes.
func Without(t testing.TB, prefixes ...string) string {
	t.Helper()
	var text strings.Builder
	for _, file := range Files(t) {
		if !slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(file.Name, prefix) }) {
			text.WriteString(file.Text)
		}
	}
	return text.String()
}

// Decode reads the file with encoding/json, not with the parser of the package
// fees. A field that the struct does not have is a failure.
func (f File) Decode(t testing.TB, into any) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(f.Text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
}

// A Header has the fields that all tables have; a test embeds it in the struct of
// its tables.
type Header struct {
	ID            string `json:"id"`
	Channel       string `json:"channel"`
	Kind          string `json:"kind"`
	Variant       string `json:"variant"`
	EffectiveFrom string `json:"effective_from"`
	EffectiveTo   string `json:"effective_to"`
	VerifiedOn    string `json:"verified_on"`
	Confidence    string `json:"confidence"`
	Source        string `json:"source"`
	Note          string `json:"note"`

	// File is the name of the file.
	File string `json:"-"`
}

func (h *Header) header() *Header { return h }

// A Table is a pointer to a struct that embeds a [Header].
type Table[T any] interface {
	*T
	header() *Header
}

// Read returns the tables of all files in the order of kind, variant and first day.
func Read[T any, P Table[T]](t testing.TB) []T {
	t.Helper()
	var tables []T
	for _, file := range Files(t) {
		var table T
		file.Decode(t, &table)
		P(&table).header().File = file.Name
		tables = append(tables, table)
	}
	slices.SortFunc(tables, func(a, b T) int {
		x, y := P(&a).header(), P(&b).header()
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Variant, y.Variant), cmp.Compare(x.EffectiveFrom, y.EffectiveFrom))
	})
	return tables
}

// On returns the table of a kind and variant that begins on a day.
func On[T any, P Table[T]](t testing.TB, kind, variant, from string) T {
	t.Helper()
	tables := Read[T, P](t)
	i := slices.IndexFunc(tables, func(table T) bool {
		h := P(&table).header()
		return h.Kind == kind && h.Variant == variant && h.EffectiveFrom == from
	})
	if i < 0 {
		t.Fatalf("no %s table %q from %s", kind, variant, from)
	}
	return tables[i]
}

// Check checks a header by itself: the id and the name of the file say the kind,
// the variant and the first day, every day is a day, and nothing is left out.
func (h *Header) Check(t testing.TB, channel string) {
	t.Helper()
	name := strings.ReplaceAll(strings.Trim(h.Kind+"-"+h.Variant, "-")+"-"+h.EffectiveFrom, "_", "-")
	if h.ID != channel+"-"+name || h.File != name+".json" || h.Channel != channel {
		t.Errorf("%s has the id %s and the channel %s, want the name %s", h.File, h.ID, h.Channel, name)
	}
	if h.Source == "" || h.Note == "" || !slices.Contains([]string{"high", "medium", "low"}, h.Confidence) {
		t.Errorf("%s lacks a source, a note or a confidence", h.File)
	}
	for _, day := range []string{h.EffectiveFrom, h.EffectiveTo, h.VerifiedOn} {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			t.Errorf("%s: %v", h.File, err)
		}
	}
}

// CheckPeriods checks that the tables of a kind and variant follow one another day
// by day, and that the last of them ends on a day. Tables of the variants named
// in gaps may leave days out.
func CheckPeriods[T any, P Table[T]](t testing.TB, tables []T, end string, gaps ...string) {
	t.Helper()
	for i := range tables {
		h := P(&tables[i]).header()
		if i+1 < len(tables) {
			next := P(&tables[i+1]).header()
			if next.Kind == h.Kind && next.Variant == h.Variant {
				follows := Day(t, h.EffectiveTo).AddDate(0, 0, 1).Format(time.DateOnly)
				if next.EffectiveFrom != follows && !slices.Contains(gaps, h.Variant) {
					t.Errorf("%s ends on %s, %s begins on %s", h.File, h.EffectiveTo, next.File, next.EffectiveFrom)
				}
				continue
			}
		}
		if h.EffectiveTo != end {
			t.Errorf("%s is the last and ends on %s", h.File, h.EffectiveTo)
		}
	}
}
