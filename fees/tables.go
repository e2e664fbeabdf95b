package fees

import (
	"iter"
	"slices"

	"github.com/lianxing/crossborder/fx"
)

// Tables are the dated fee tables of one channel. The zero Tables and a nil one
// have none, so that every look-up fails with a *[NoTableError]. Tables are
// immutable and safe for concurrent use.
type Tables struct {
	format    *Format
	all       []entry // in the order they were read
	schedules map[scheduleKey]any
}

// A scheduleKey names the tables that follow each other in time. It holds the kind
// and not its name, so that a kind finds nothing in the tables of another channel.
type scheduleKey struct {
	kind    TableKind
	variant string
}

// String is the kind as it stands in errors: "fulfillment/apparel".
func (k scheduleKey) String() string {
	if k.variant == "" {
		return k.kind.kindName()
	}
	return k.kind.kindName() + "/" + k.variant
}

// Channel is the channel whose tables these are, "" for the zero Tables.
func (t *Tables) Channel() string {
	if t == nil || t.format == nil {
		return ""
	}
	return t.format.channel
}

// With returns these tables with newer ones added; a table with the same id is
// replaced, where it stands. A nil newer adds nothing, and a nil t is none: see
// [Format.Shipped] for the shipped ones. Tables of another channel and tables
// that overlap in time are an *[fx.InputError].
func (t *Tables) With(newer *Tables) (*Tables, error) {
	if newer == nil || newer.format == nil {
		return t, nil
	}
	if t == nil || t.format == nil {
		return newer, nil
	}
	if newer.format != t.format {
		return nil, fx.NewInputError("tables", newer.Channel(), "must be tables of "+t.Channel())
	}
	all := slices.Clone(t.all)
	places := make(map[string]int, len(all))
	for i := range all {
		places[all[i].info.Source.Table] = i
	}
	for _, e := range newer.all {
		if i, known := places[e.info.Source.Table]; known {
			all[i] = e
		} else {
			all = append(all, e)
		}
	}
	with, err := t.format.build(all)
	if err != nil {
		return nil, err
	}
	return with, nil
}

// A TableInfo is what the header of a table says. The zero TableInfo is no table.
type TableInfo struct {
	Source                       Source
	Channel, Kind, Variant, Note string
	// JSON is the table as it was read, a copy, to compare or to start a newer
	// one from.
	JSON []byte
}

// All yields every table in the order they were read: those that [Tables.With]
// added come last.
func (t *Tables) All() iter.Seq[TableInfo] {
	return func(yield func(TableInfo) bool) {
		if t == nil {
			return
		}
		for i := range t.all {
			info := t.all[i].info
			info.JSON = slices.Clone(info.JSON)
			if !yield(info) {
				return
			}
		}
	}
}
