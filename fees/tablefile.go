package fees

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fx"
)

// A TableFile is one fee table as it stands in a file: a header and rows. A
// function that reads a kind of table (see [NewKind]) asks it for its columns
// and turns them into rules; every fault is noted with its place and none stops
// the reading, so that all of them are reported at once.
//
// The header has these fields; what else it has belongs to the kind:
//
//	id              unique name: "amazon-us-referral-2025-01-15", at most 100 bytes
//	channel, kind   whose table it is and of which kind
//	variant         which of several tables of the kind that hold side by side
//	effective_from  first day; effective_to, the last, is null until further notice
//	verified_on     day of the last check
//	confidence      "high", "medium" or "low"
//	source          public citation
//	note            anything a reader should know
//	rows            list of objects
//
// Numbers are texts, "0.15", so that nothing is lost in between. A null is the
// same as an absent column.
type TableFile struct {
	// Source is the checked header.
	Source Source
	// Channel, Kind, Variant and Note are the other fields of the header.
	Channel, Kind, Variant, Note string
	// Head holds the fields of the header that belong to the kind.
	Head *Row

	id     string // names the table in faults
	rows   []*Row
	opened []*Row // everything that was handed out, to find what nobody asked for
	faults []error
}

// maxIDBytes is how long an id is at most: it stands in every fault.
const maxIDBytes = 100

// openTable reads the header of one table; place names it in faults until its
// id is known.
func openTable(n node, place string) *TableFile {
	f := &TableFile{id: place}
	if n.kind != isObject {
		f.note(fx.NewInputError(place, n.brief(), "must be a fee table, a JSON object"))
		f.Head = f.open("", node{kind: isObject})
		return f
	}
	f.Head = f.open("", n)
	switch id := f.Head.OptionalText("id"); {
	case len(id) > maxIDBytes:
		f.Head.Fault("id", "must have at most "+strconv.Itoa(maxIDBytes)+" bytes")
	case id == suppliedTable || strings.ContainsFunc(id, notInID):
		f.Head.Fault("id", "must be letters, digits and the signs - _ . and not "+strconv.Quote(suppliedTable))
	case id != "":
		f.id = id
		f.Source.Table = id
	}
	f.Channel, f.Kind = f.Head.Text("channel"), f.Head.Text("kind")
	f.Variant, f.Note = f.Head.OptionalText("variant"), f.Head.OptionalText("note")
	f.Source.EffectiveFrom = f.Head.Day("effective_from")
	f.Source.EffectiveTo = f.Head.OptionalDay("effective_to")
	f.Source.VerifiedOn = f.Head.Day("verified_on")
	f.Source.Confidence = Confidence(f.Head.OptionalText("confidence"))
	f.Source.Citation = f.Head.OptionalText("source")
	for _, err := range f.Source.Check() {
		if in := new(fx.InputError); errors.As(err, &in) && !f.faulty(in.Field) {
			f.note(fx.InField(f.id, err))
		}
	}
	f.rows = f.Head.Rows("rows")
	if len(f.rows) == 0 && !f.hasRows() {
		f.Head.Fault("rows", "must not be empty")
	}
	return f
}

// faulty reports whether a fault of a field of the header is noted.
func (f *TableFile) faulty(field string) bool {
	path := f.Head.at(field)
	return slices.ContainsFunc(f.faults, func(err error) bool {
		in := new(fx.InputError)
		return errors.As(err, &in) && in.Field == path
	})
}

// hasDays reports whether the days of the table are known.
func (f *TableFile) hasDays() bool { return !f.faulty("effective_from") && !f.faulty("effective_to") }

// hasRows reports whether there is anything in the place of the rows: what is
// wrong with it is noted already.
func (f *TableFile) hasRows() bool {
	n, has := f.Head.get("rows")
	return has && (n.kind != isList || len(n.items) > 0)
}

// note keeps a fault; one that was just noted is not noted again, and one after
// very many others is not either.
func (f *TableFile) note(err error) {
	n := len(f.faults)
	if n <= maxFaults && (n == 0 || f.faults[n-1].Error() != err.Error()) {
		f.faults = append(f.faults, err)
	}
}

// notInID reports whether a character must not stand in the id of a table.
func notInID(c rune) bool {
	return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.ContainsRune("-_.", c))
}

// open hands out an object of the file.
func (f *TableFile) open(path string, n node) *Row {
	r := &Row{file: f, path: path, node: n, asked: make([]bool, len(n.names))}
	f.opened = append(f.opened, r)
	return r
}

// close notes every field that nobody asked for.
func (f *TableFile) close() {
	for _, r := range f.opened {
		for i, asked := range r.asked {
			if !asked {
				column := fx.NewInputError("", r.node.names[i], "").Value // shortened
				f.note(fx.NewInputError(r.at(column), r.node.items[i].brief(), "is not a column of the kind "+quoteShort(f.Kind)))
			}
		}
	}
}

// Rows returns the rows in the order of the file.
func (f *TableFile) Rows() []*Row { return slices.Clone(f.rows) }

// Only returns the one row of a kind that has exactly one. Another number of
// rows is a fault, and the first row or an empty one is returned.
func (f *TableFile) Only() *Row {
	if len(f.rows) > 0 {
		if len(f.rows) > 1 {
			f.Head.Fault("rows", "must be exactly one")
		}
		return f.rows[0]
	}
	nowhere := &TableFile{id: f.id} // that there is no row is noted already
	return nowhere.open("rows[0]", node{kind: isObject})
}

// failed returns every fault of the file, joined.
func (f *TableFile) failed() error { return errors.Join(f.faults...) }
