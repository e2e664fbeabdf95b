package fees

import (
	"slices"
	"strings"
	"time"
)

// AnyVariant as the only variant of a kind lets every file name its own.
const AnyVariant = "*"

// A TableKind is a [Kind] of any rules.
type TableKind interface {
	kindName() string
	wrongVariant(variant string) string
	parse(f *TableFile) any
	schedule(channel string, key scheduleKey, group []entry) (any, error)
}

// A Kind is one kind of fee table of a channel and the way to look one up. Make
// it with [NewKind], once: it finds the tables of the [Format] that it was given
// to, and none in those of another channel, whatever their names.
type Kind[T any] struct {
	name     string
	variants []string
	read     func(*TableFile) T
}

// NewKind returns a kind of table by its name in the files. Read turns the rows
// of a file into rules and notes what is wrong with them; rules of a file with
// faults are thrown away. With variants, a channel has several tables of the kind
// on the same day, such as one per class, and each file names one of them;
// [AnyVariant] leaves the names open.
func NewKind[T any](name string, read func(*TableFile) T, variants ...string) *Kind[T] {
	return &Kind[T]{name, slices.Clone(variants), read}
}

// On returns the table that covers the calendar day of a time in its own
// location. A day that no table covers is a *[NoTableError]. The rules are shared
// and must not be changed.
func (k *Kind[T]) On(t *Tables, on time.Time) (Table[T], error) { return k.OnVariant(t, "", on) }

// OnVariant is [Kind.On] for a kind with variants.
func (k *Kind[T]) OnVariant(t *Tables, variant string, on time.Time) (Table[T], error) {
	if s := k.find(t, variant); s != nil {
		return s.On(on)
	}
	return Table[T]{}, &NoTableError{Channel: t.Channel(), Kind: scheduleKey{k, variant}.String(), Day: dayOf(on)}
}

// Since is [Kind.On] for a fee that did not exist before its first table: an
// earlier day finds nothing. A later day without a table is an error, and so is
// every day when no table of the kind is known.
func (k *Kind[T]) Since(t *Tables, on time.Time) (table Table[T], found bool, err error) {
	if s := k.find(t, ""); s != nil && s.startsAfter(on) {
		return table, false, nil
	}
	table, err = k.On(t, on)
	return table, err == nil, err
}

// Variants returns the variants of a kind for which there is a table, in the order
// they were read.
func (k *Kind[T]) Variants(t *Tables) []string {
	if t == nil {
		return nil
	}
	var out []string
	seen := map[string]bool{}
	for i := range t.all {
		if variant := t.all[i].info.Variant; t.all[i].kind == TableKind(k) && !seen[variant] {
			seen[variant] = true
			out = append(out, variant)
		}
	}
	return out
}

// find returns the tables of a variant, nil if there are none.
func (k *Kind[T]) find(t *Tables, variant string) *Schedule[T] {
	if t == nil {
		return nil
	}
	s, _ := t.schedules[scheduleKey{k, variant}].(*Schedule[T])
	return s
}

func (k *Kind[T]) kindName() string { return k.name }

// wrongVariant says why a variant is not one of this kind, "" when it is.
func (k *Kind[T]) wrongVariant(variant string) string {
	switch {
	case len(k.variants) == 0 && variant != "":
		return "must not be given: the kind " + k.name + " has none"
	case len(k.variants) == 1 && k.variants[0] == AnyVariant:
		if variant == "" {
			return "must not be empty"
		}
	case len(k.variants) > 0 && !slices.Contains(k.variants, variant):
		return "must be one of " + strings.Join(k.variants, ", ")
	}
	return ""
}

func (k *Kind[T]) parse(f *TableFile) any { return k.read(f) }

func (k *Kind[T]) schedule(channel string, key scheduleKey, group []entry) (any, error) {
	tables := make([]Table[T], len(group))
	for i, e := range group {
		rules, _ := e.rules.(T) // a nil interface is the zero T
		tables[i] = Table[T]{e.info.Source, rules}
	}
	s, err := NewSchedule(channel, key.String(), tables)
	return &s, err
}
