package freight

import (
	"embed"
	"errors"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
)

//go:embed data/*.json
var files embed.FS

// channel is the name of the tables of this package.
const channel = "freight"

// format is what the tables of this package look like. Each kind is declared in the
// file of its subject.
var format = fees.NewFormat(channel, files, chargeableKind, containerKind)

// ShippedTables returns the tables that come with this release. The error is nil
// unless the release itself is broken.
func ShippedTables() (*fees.Tables, error) { return format.Shipped() }

// ReadTables reads one or more tables, JSON objects one after the other, in the
// format of the folder data; see [fees.Format.Read] for the faults that it reports.
// The variant of a table names who publishes it, such as a carrier: tables of several
// variants hold side by side. To add tables to the shipped ones see
// [fees.Tables.With].
func ReadTables(r io.Reader) (*fees.Tables, error) { return format.Read(r) }

// A catalogue is a kind of table whose rows have names, in any number of variants.
type catalogue[T any] struct {
	kind  *fees.Kind[[]T]
	field string // what a name is: "rule"
	name  func(*T) string
	// from returns the row with the source of its table.
	from func(T, fees.Source) T
}

// find returns the row of a name that holds on a day. A name in several variants is
// that of the variant that was read last. An unknown name is an
// *fees.UnknownKeyError, to which a *fees.NoTableError is joined for every variant
// that does not cover the day.
func (c catalogue[T]) find(t *fees.Tables, name string, on time.Time) (T, error) {
	var row T
	tables, missed, err := c.on(t, on)
	if err != nil {
		return row, err
	}
	known := map[string]string{} // by the name in small letters
	for _, table := range slices.Backward(tables) {
		for i := range table.Rules {
			if row := table.Rules[i]; c.name(&row) == name {
				return c.from(row, table.Source), nil
			}
			known[strings.ToLower(c.name(&table.Rules[i]))] = c.name(&table.Rules[i])
		}
	}
	unknown := &fees.UnknownKeyError{Table: tables[len(tables)-1].Source.Table, Field: c.field, Key: name}
	for _, near := range fees.Nearest(name, slices.Values(slices.Sorted(maps.Keys(known)))) {
		unknown.Nearest = append(unknown.Nearest, known[near])
	}
	if len(missed) == 0 {
		return row, unknown
	}
	return row, errors.Join(append([]error{unknown}, missed...)...)
}

// all yields every row that holds on a day, in the order of the files; a name that is
// in several variants is yielded once, at its first place.
func (c catalogue[T]) all(t *fees.Tables, on time.Time) (iter.Seq[T], error) {
	tables, _, err := c.on(t, on)
	if err != nil {
		return nil, err
	}
	var rows []T
	places := map[string]int{}
	for _, table := range tables {
		for _, row := range table.Rules {
			row = c.from(row, table.Source)
			if i, twice := places[c.name(&row)]; twice {
				rows[i] = row
				continue
			}
			places[c.name(&row)] = len(rows)
			rows = append(rows, row)
		}
	}
	return slices.Values(rows), nil
}

// on returns the tables of all variants that cover a day, at least one, and the
// errors of those that do not.
func (c catalogue[T]) on(t *fees.Tables, on time.Time) (tables []fees.Table[[]T], missed []error, err error) {
	t, err = format.Or(t)
	if err != nil {
		return nil, nil, err
	}
	for _, variant := range c.kind.Variants(t) {
		table, err := c.kind.OnVariant(t, variant, on)
		if err != nil {
			missed = append(missed, err)
			continue
		}
		tables = append(tables, table)
	}
	switch {
	case len(tables) > 0:
		return tables, missed, nil
	case len(missed) > 0:
		return nil, nil, errors.Join(missed...)
	}
	_, err = c.kind.On(t, on) // says that there is none
	return nil, nil, err
}

// readNamed reads rows that each have a name of their own in a column.
func readNamed[T any](f *fees.TableFile, column string, read func(name string, row *fees.Row) T) []T {
	var out []T
	seen := map[string]bool{}
	for _, row := range f.Rows() {
		name := row.Text(column)
		if seen[name] {
			row.Fault(column, "must not occur twice")
		}
		seen[name] = true
		out = append(out, read(name, row))
	}
	return out
}
