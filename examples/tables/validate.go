package main

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// validate checks table files, each by itself and together with the shipped
// tables and the files before it.
func (c *command) validate(args []string) (int, error) {
	names, err := c.parse(flag.NewFlagSet("validate", flag.ContinueOnError), args)
	if err != nil {
		return unusable, err
	}
	if len(names) == 0 {
		return unusable, c.wrong("validate takes at least one file")
	}
	v := validation{command: c, with: map[string]*fees.Tables{}, from: map[string]string{}}
	status := fine
	for _, name := range names {
		data, err := c.readInput(name)
		if err != nil {
			fmt.Fprintln(c.stderr, "tables:", err)
			status = unusable
			continue
		}
		ok, err := v.file(name, data)
		if err != nil {
			return unusable, err
		}
		if !ok {
			status = max(status, differs)
		}
	}
	return status, nil
}

// A validation is what is known after some files.
type validation struct {
	*command
	with map[string]*fees.Tables // channel → shipped tables and those of files without a fault
	from map[string]string       // table id → file
}

// file reports on one file and whether it is without a fault. The error is one
// of the shipped tables.
func (v *validation) file(name string, data []byte) (bool, error) {
	tables, faults := splitFile(data)
	faults = append(faults, v.twice(tables)...)
	groups, bad := v.groups(tables)
	faults = append(faults, bad...)
	var read []*fees.Tables
	for _, g := range groups {
		t, bad := g.read()
		faults = append(faults, bad...)
		read = append(read, t)
	}
	if len(faults) > 0 {
		v.complain(name, faults)
		fmt.Fprintf(v.stdout, "%s: %s\n", label(name), plural(len(faults), "fault"))
		return false, nil
	}
	return v.fit(name, tables, groups[0], read[0])
}

// complain prints faults in the order of the lines, those without a line last.
func (v *validation) complain(name string, faults []fault) {
	place := func(f fault) int {
		if f.line == 0 {
			return math.MaxInt
		}
		return f.line
	}
	slices.SortStableFunc(faults, func(a, b fault) int { return cmp.Compare(place(a), place(b)) })
	for _, f := range faults {
		fmt.Fprintln(v.stdout, f.at(name))
	}
}

// twice finds ids that a file before has used.
func (v *validation) twice(tables []table) []fault {
	var faults []fault
	for _, t := range tables {
		if before, known := v.from[t.id()]; known {
			faults = append(faults, fault{t.field("id").line, t.id() + " must not occur twice, is in " + label(before) + " too"})
		}
	}
	return faults
}

// A group is the tables of a file that are of one channel.
type group struct {
	channel *channel
	tables  []table
}

// groups puts tables together by channel. A table without a known channel goes
// to the only one that the file knows, so that its other faults are found as
// well. No tables and tables of several channels are faults.
func (v *validation) groups(tables []table) ([]*group, []fault) {
	var groups []*group
	var lost []table
	for _, t := range tables {
		ch := v.channel(t.fieldText("channel"))
		if ch == nil {
			lost = append(lost, t)
			continue
		}
		i := slices.IndexFunc(groups, func(g *group) bool { return g.channel == ch })
		if i < 0 {
			i, groups = len(groups), append(groups, &group{channel: ch})
		}
		groups[i].tables = append(groups[i].tables, t)
	}
	if len(groups) == 1 {
		groups[0].tables = tables
		return groups, nil
	}
	var faults []fault
	for _, t := range lost {
		text, line := "must be one of "+v.channelNames(), t.line
		if n := t.field("channel"); n != nil {
			text, line = text+", got "+quoted(n.String()), n.line
		}
		faults = append(faults, fault{line, strings.TrimSpace(t.id() + ".channel " + text)})
	}
	for _, g := range groups[min(1, len(groups)):] {
		faults = append(faults, fault{g.tables[0].line, "must hold tables of one channel, has " + g.channel.name + " after " + groups[0].channel.name})
	}
	return groups, faults
}

// read reads the tables of a group with the strict reader of its channel.
func (g *group) read() (*fees.Tables, []fault) {
	var text bytes.Buffer
	for _, t := range g.tables {
		text.Write(t.raw)
		text.WriteByte('\n')
	}
	tables, err := g.channel.read(&text)
	var faults []fault
	for _, e := range fx.Faults(err) {
		faults = append(faults, fault{g.line(e), e.Error()})
	}
	return tables, faults
}

// line is the line of the file that a fault of a reader is about, or of the part
// around it; 0 when it is about another table.
func (g *group) line(err error) int {
	var in *fx.InputError
	if !errors.As(err, &in) {
		return 0
	}
	const overlap = "effective_from of " // what tables that overlap are told
	id, path := in.Field, ""
	if rest, ok := strings.CutPrefix(id, overlap); ok {
		id, path = rest, ".effective_from"
	}
	best, bestID := (*node)(nil), ""
	for i, t := range g.tables {
		for _, name := range []string{t.id(), "table[" + strconv.Itoa(i) + "]"} {
			// Of the same id twice the last one is meant.
			if rest, ok := strings.CutPrefix(id, name); ok && name != "" && len(name) >= len(bestID) && (rest == "" || rest[0] == '.') {
				best, bestID = t.node, name
			}
		}
	}
	if best == nil {
		return 0
	}
	return best.follow(strings.TrimPrefix(id, bestID) + path).line
}

// follow goes down a path such as ".rows[3].fee" as far as it is there.
func (n *node) follow(path string) *node {
	for path != "" {
		var next *node
		if path[0] == '[' {
			number, rest, _ := strings.Cut(path[1:], "]")
			if i, err := strconv.Atoi(number); err == nil && n.kind == isList && i >= 0 && i < len(n.items) {
				next = n.items[i]
			}
			path = rest
		} else {
			path = strings.TrimPrefix(path, ".")
			end := strings.IndexAny(path, ".[")
			if end < 0 {
				end = len(path)
			}
			if i := slices.Index(n.names, path[:end]); i >= 0 {
				next = n.items[i]
			}
			path = path[end:]
		}
		if next == nil {
			return n
		}
		n = next
	}
	return n
}

// fit adds the tables of a file to the shipped ones, and says what that does or
// why it cannot be done.
func (v *validation) fit(name string, tables []table, g *group, read *fees.Tables) (bool, error) {
	ch := g.channel
	shipped, err := ch.shipped()
	if err != nil {
		return false, err
	}
	before, others := v.with[ch.name], "the shipped tables of "+ch.name+" and the files before it"
	if before == nil {
		before, others = shipped, "the shipped tables of "+ch.name
	}
	with, err := before.With(read)
	if err != nil {
		var faults []fault
		for _, e := range fx.Faults(err) {
			faults = append(faults, fault{g.line(e), e.Error()})
		}
		v.complain(name, faults)
		fmt.Fprintf(v.stdout, "%s: does not fit together with %s\n", label(name), others)
		fmt.Fprintf(v.stdout, "%s: to end a table earlier, give it here too, with its id and another effective_to\n", label(name))
		return false, nil
	}
	v.with[ch.name] = with
	fmt.Fprintf(v.stdout, "%s: ok: %s\n", label(name), plural(len(tables), "table"))
	var old []string
	for t := range shipped.All() {
		old = append(old, t.Source.Table)
	}
	for _, t := range tables {
		v.from[t.id()] = name
		what := "adds "
		if slices.Contains(old, t.id()) {
			what = "replaces the shipped "
		}
		fmt.Fprintf(v.stdout, "%s: %s%s\n", label(name), what, printable(t.id()))
	}
	fmt.Fprintf(v.stdout, "%s: fits together with %s\n", label(name), others)
	return true, nil
}
