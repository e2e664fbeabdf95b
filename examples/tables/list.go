package main

import (
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianxing/crossborder/examples/internal/term"
	"github.com/lianxing/crossborder/fees"
)

// filters are the flags of list.
type filters struct {
	channel, kind, on, format string
	brief, verbose            bool      // without the sources; with the notes
	day                       time.Time // of on
}

// list prints the shipped tables that the flags leave over.
func (c *command) list(args []string) (int, error) {
	var f filters
	set := flag.NewFlagSet("list", flag.ContinueOnError)
	set.StringVar(&f.channel, "channel", "", "")
	set.StringVar(&f.kind, "kind", "", "")
	set.StringVar(&f.on, "on", "", "")
	set.StringVar(&f.format, "format", "table", "")
	set.BoolVar(&f.brief, "brief", false, "")
	set.BoolVar(&f.verbose, "v", false, "")
	rest, err := c.parse(set, args)
	if err != nil {
		return unusable, err
	}
	if len(rest) > 0 {
		return unusable, c.wrong("list takes no " + quoted(rest[0]))
	}
	all, err := c.shipped()
	if err != nil {
		return unusable, err
	}
	if text := c.faulty(&f, all); text != "" {
		return unusable, c.wrong(text)
	}
	all = slices.DeleteFunc(all, func(t fees.TableInfo) bool { return !f.keeps(t) })
	switch f.format {
	case "json":
		return fine, c.listJSON(all)
	case "csv":
		return fine, c.listCSV(all)
	}
	_, err = c.stdout.WriteString(listTable(all, &f))
	return fine, err
}

// faulty says what is wrong with the flags, "" when nothing is.
func (c *command) faulty(f *filters, all []fees.TableInfo) string {
	var err error
	if f.on != "" {
		f.day, err = time.Parse(time.DateOnly, f.on)
	}
	var kinds []string
	for _, t := range all {
		if f.channel == "" || t.Channel == f.channel {
			kinds = append(kinds, t.Kind)
		}
	}
	slices.Sort(kinds)
	switch {
	case f.format != "table" && f.format != "json" && f.format != "csv":
		return "unknown format " + quoted(f.format) + ", must be table, json or csv"
	case f.channel != "" && c.channel(f.channel) == nil:
		return "unknown channel " + quoted(f.channel) + ", must be one of " + c.channelNames()
	case f.kind != "" && !slices.Contains(kinds, f.kind):
		return "unknown kind " + quoted(f.kind) + ", must be one of " + strings.Join(slices.Compact(kinds), ", ")
	case err != nil:
		return "-on must be a day such as 2026-11-23, got " + quoted(f.on)
	}
	return ""
}

// keeps reports whether a table is one of those asked for.
func (f *filters) keeps(t fees.TableInfo) bool {
	s := t.Source
	return (f.channel == "" || t.Channel == f.channel) && (f.kind == "" || t.Kind == f.kind) &&
		(f.on == "" || !f.day.Before(s.EffectiveFrom) && (s.EffectiveTo.IsZero() || !f.day.After(s.EffectiveTo)))
}

// longID is the longest id that has its figures beside it; those of a longer one
// stand below it, so that lines keep to lineWidth.
const longID = 52

// listTable lists tables for people: below each channel its kinds, below each
// kind its tables.
func listTable(all []fees.TableInfo, f *filters) string {
	day, number := column{}, column{right: true}
	cols := []column{{}, day, day, day, day, number}
	rows := [][]string{{"channel, kind, table id", "first day", "last day", "verified", "confidence", "rows"}}
	var channel, kind string
	for _, t := range all {
		if t.Channel != channel {
			channel, kind = t.Channel, ""
			rows = append(rows, nil, []string{channel})
		}
		if k := kindOf(t); k != kind {
			kind = k
			rows = append(rows, []string{indent + kind})
		}
		s := t.Source
		id := indent + indent + s.Table
		if len(s.Table) > longID {
			rows, id = append(rows, []string{id}), ""
		}
		rows = append(rows, []string{
			id, date(s.EffectiveFrom), lastDay(s.EffectiveTo), date(s.VerifiedOn), string(s.Confidence),
			strconv.Itoa(countRows(t)),
		})
		if !f.brief {
			rows = append(rows, details(s.Citation))
		}
		if f.verbose {
			rows = append(rows, details(t.Note))
		}
	}
	rows = slices.DeleteFunc(rows, func(r []string) bool { return len(r) == 1 && r[0] == "" })
	return columns("", cols, rows) + "\n" + summary(all) + "\n"
}

// details is a text below a table, wrapped, as a row of its own.
func details(text string) []string {
	if text == "" {
		return []string{""}
	}
	const in = indent + indent + indent
	return []string{in + strings.Join(term.Wrap(text, lineWidth-len(in)), "\n"+in)}
}

// kindOf is kind and variant: "fulfillment/apparel".
func kindOf(t fees.TableInfo) string {
	if t.Variant == "" {
		return t.Kind
	}
	return t.Kind + "/" + t.Variant
}

// summary counts the tables by confidence.
func summary(all []fees.TableInfo) string {
	count := map[fees.Confidence]int{}
	for _, t := range all {
		count[t.Source.Confidence]++
	}
	return fmt.Sprintf("%s; confidence: %d high, %d medium, %d low",
		plural(len(all), "table"), count[fees.High], count[fees.Medium], count[fees.Low])
}

func date(t time.Time) string { return t.Format(time.DateOnly) }

func lastDay(t time.Time) string {
	if t.IsZero() {
		return "open"
	}
	return date(t)
}

// countRows is the number of rows of a shipped table.
func countRows(t fees.TableInfo) int {
	var file struct{ Rows []json.RawMessage }
	if json.Unmarshal(t.JSON, &file) != nil {
		return 0
	}
	return len(file.Rows)
}

// An entry is a table in the formats json and csv, with the names of a table file.
type entry struct {
	ID            string  `json:"id"`
	Channel       string  `json:"channel"`
	Kind          string  `json:"kind"`
	Variant       string  `json:"variant"`
	EffectiveFrom string  `json:"effective_from"`
	EffectiveTo   *string `json:"effective_to"` // null until further notice
	VerifiedOn    string  `json:"verified_on"`
	Confidence    string  `json:"confidence"`
	Rows          int     `json:"rows"`
	Source        string  `json:"source"`
	Note          string  `json:"note"`
}

func entryOf(t fees.TableInfo) entry {
	s := t.Source
	e := entry{
		ID: s.Table, Channel: t.Channel, Kind: t.Kind, Variant: t.Variant,
		EffectiveFrom: date(s.EffectiveFrom), VerifiedOn: date(s.VerifiedOn),
		Confidence: string(s.Confidence), Rows: countRows(t), Source: s.Citation, Note: t.Note,
	}
	if !s.EffectiveTo.IsZero() {
		last := date(s.EffectiveTo)
		e.EffectiveTo = &last
	}
	return e
}

func (c *command) listJSON(all []fees.TableInfo) error {
	entries := make([]entry, len(all))
	for i, t := range all {
		entries[i] = entryOf(t)
	}
	return c.printJSON(entries)
}

// printJSON prints a value as indented JSON.
func (c *command) printJSON(v any) error {
	enc := json.NewEncoder(c.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func (c *command) listCSV(all []fees.TableInfo) error {
	w := csv.NewWriter(c.stdout)
	records := [][]string{{
		"id", "channel", "kind", "variant", "effective_from", "effective_to", "verified_on", "confidence", "rows", "source", "note",
	}}
	for _, t := range all {
		e := entryOf(t)
		last := ""
		if e.EffectiveTo != nil {
			last = *e.EffectiveTo
		}
		records = append(records, []string{
			e.ID, e.Channel, e.Kind, e.Variant, e.EffectiveFrom, last, e.VerifiedOn, e.Confidence, strconv.Itoa(e.Rows), e.Source, e.Note,
		})
	}
	return w.WriteAll(records)
}
