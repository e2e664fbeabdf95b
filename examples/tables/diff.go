package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/lianxing/crossborder/fees"
)

// diff prints what changed from one table to another.
func (c *command) diff(args []string) (int, error) {
	set := flag.NewFlagSet("diff", flag.ContinueOnError)
	format := set.String("format", "table", "")
	names, err := c.parse(set, args)
	switch {
	case err != nil:
		return unusable, err
	case *format != "table" && *format != "json":
		return unusable, c.wrong("unknown format " + quoted(*format) + ", must be table or json")
	case len(names) != 2:
		return unusable, c.wrong("diff takes two tables")
	}
	all, err := c.shipped()
	if err != nil {
		return unusable, err
	}
	old, errOld := c.side(names[0], all)
	new, errNew := c.side(names[1], all)
	if err := errors.Join(errOld, errNew); err != nil {
		return unusable, err
	}
	d := compare(old.node, new.node)
	if *format == "json" {
		err = c.printJSON(d.json())
	} else {
		_, err = fmt.Fprintf(c.stdout, "old: %s\nnew: %s\n\n%s", old.title(), new.title(), d.table(c.currency(new)))
	}
	if d.equal() {
		return fine, err
	}
	return differs, err
}

// A side is one of the two tables and where it is from.
type side struct {
	table
	from string
}

func (s side) title() string {
	if id := s.id(); id != "" {
		return printable(id) + " (" + s.from + ")"
	}
	return "a table without id (" + s.from + ")"
}

// currency is that of the channel of a table, "" when that is not known.
func (c *command) currency(s side) string {
	if ch := c.channel(s.fieldText("channel")); ch != nil {
		return string(ch.currency)
	}
	return ""
}

// side finds a table by what the command line calls it.
func (c *command) side(name string, all []fees.TableInfo) (side, error) {
	i := slices.IndexFunc(all, func(t fees.TableInfo) bool { return t.Source.Table == name })
	if i >= 0 {
		left := maxValues
		t, bad := openTable(all[i].JSON, 1, &left)
		if bad != nil {
			return side{}, errors.New(name + " " + bad.text)
		}
		return side{t, "shipped"}, nil
	}
	file, id := name, ""
	if _, err := os.Stat(name); err != nil && name != "-" {
		k := strings.LastIndexByte(name, '#')
		if k < 0 {
			return side{}, errors.New(quoted(name) + " is neither a shipped table nor a file" + nearest(name, all))
		}
		file, id = name[:k], name[k+1:]
	}
	t, err := c.tableOf(file, id)
	return side{t, label(file)}, err
}

// tableOf returns the table of a file that has an id, or the only one for "".
func (c *command) tableOf(file, id string) (table, error) {
	data, err := c.readInput(file)
	if err != nil {
		return table{}, err
	}
	tables, faults := splitFile(data)
	if len(faults) > 0 {
		return table{}, errors.New(faults[0].at(file))
	}
	ids := make([]string, len(tables))
	for i, t := range tables {
		ids[i] = printable(t.id())
	}
	if id != "" {
		tables = slices.DeleteFunc(tables, func(t table) bool { return t.id() != id })
	}
	switch {
	case len(tables) == 1:
		return tables[0], nil
	case len(tables) > 1 && id != "":
		return table{}, errors.New(label(file) + " has " + plural(len(tables), "table") + " with the id " + quoted(id))
	case id != "":
		return table{}, errors.New(label(file) + " has no table " + quoted(id) + "; it has " + some(ids))
	}
	return table{}, errors.New(label(file) + " has " + plural(len(tables), "table") + "; add #ID, one of " + some(ids))
}

// some lists the first of many ids.
func some(ids []string) string {
	const most = 10
	if len(ids) > most {
		return strings.Join(ids[:most], ", ") + " and more"
	}
	return strings.Join(ids, ", ")
}

// The JSON of a diff. A value that is not there is null.
type (
	diffJSON struct {
		Old       string       `json:"old"` // id
		New       string       `json:"new"`
		Equal     bool         `json:"equal"`
		Header    []changeJSON `json:"header"`
		Key       []string     `json:"key"` // columns by which rows were matched; none is by position
		Added     []*node      `json:"added"`
		Removed   []*node      `json:"removed"`
		Changed   []rowJSON    `json:"changed"`
		Same      int          `json:"same"`
		Reordered bool         `json:"reordered"`
	}
	changeJSON struct {
		Path       []string `json:"path"`
		Old        *node    `json:"old"`
		New        *node    `json:"new"`
		Difference *string  `json:"difference"` // of numbers, with the unit, otherwise null
	}
	rowJSON struct {
		Key   []*node      `json:"key"` // in the order of the key columns
		Cells []changeJSON `json:"cells"`
	}
)

func (d *diff) json() diffJSON {
	out := diffJSON{
		Old: d.old.fieldText("id"), New: d.new.fieldText("id"), Equal: d.equal(),
		Header: changesJSON(d.header), Key: append([]string{}, d.key...),
		Added: append([]*node{}, d.added...), Removed: append([]*node{}, d.removed...), Changed: []rowJSON{},
		Same: d.same, Reordered: d.moved,
	}
	for _, r := range d.changed {
		row := rowJSON{Key: []*node{}, Cells: changesJSON(r.cells)}
		for _, name := range d.key {
			row.Key = append(row.Key, r.row.field(name))
		}
		out.Changed = append(out.Changed, row)
	}
	return out
}

func changesJSON(changes []change) []changeJSON {
	out := []changeJSON{}
	for _, c := range changes {
		j := changeJSON{Path: c.path, Old: c.old, New: c.new}
		if _, _, diff := c.texts(); diff != "" {
			j.Difference = &diff
		}
		out = append(out, j)
	}
	return out
}
