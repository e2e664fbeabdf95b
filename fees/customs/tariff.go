package customs

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// A tariffRow is one line of the tariff: its rates, and the lists of the programmes
// that it is on.
type tariffRow struct {
	digits, code, goods string
	column1, column2    duty
	special             []specialRate
	lists               []string // it is on these
	unsure              []string // nobody knows whether it is on these
	alone               bool     // other codes beside it are known to differ
	terms               string   // rates and lists, to compare rows
	source              fees.Source
}

// A specialRate is what stands in place of column 1 under a preference.
type specialRate struct {
	programme string
	duty      duty
}

// A tariff is one tariff file.
type tariff struct {
	byCode map[string]*tariffRow // by digits
	codes  []string              // the digits in order
	lists  map[string]string     // every list that a row names, with the row
}

// kindTariff is a tariff file. Every file names its variant, so that a caller's
// files stand beside the shipped one.
var kindTariff = fees.NewKind("tariff", readTariff, fees.AnyVariant)

func readTariff(f *fees.TableFile) *tariff {
	rows := f.Rows()
	t := &tariff{byCode: make(map[string]*tariffRow, len(rows)), lists: map[string]string{}}
	for _, row := range rows {
		r := readTariffRow(f, row)
		if r.digits == "" {
			continue
		}
		if _, twice := t.byCode[r.digits]; twice {
			row.Fault("hts", "must not occur twice")
		}
		t.byCode[r.digits] = r
		for _, name := range slices.Concat(r.lists, r.unsure) {
			if _, known := t.lists[name]; !known {
				t.lists[name] = r.code
			}
		}
	}
	t.codes = slices.Sorted(maps.Keys(t.byCode))
	return t
}

func readTariffRow(f *fees.TableFile, row *fees.Row) *tariffRow {
	r := &tariffRow{
		goods: row.Text("goods"), lists: row.Texts("lists"), unsure: row.Texts("unsure"),
		alone: row.Flag("alone"), source: rowSource(f.Source, row),
	}
	if text := row.Text("hts"); text != "" {
		digits, err := parseHTS(text)
		row.Keep("hts", err)
		r.digits, r.code = digits, formatHTS(digits)
	}
	row.OptionalText("note")
	if column1 := row.Object("column_1"); column1 != nil {
		r.column1 = readDuty(column1, false)
	} else if !row.Has("column_1") {
		row.Fault("column_1", "must be given: a rate, or unknown")
	}
	r.column2 = readDuty(row.Object("column_2"), false)
	for _, special := range row.Rows("special") {
		s := specialRate{special.Text("programme"), readDuty(special, false)}
		if slices.ContainsFunc(r.special, func(other specialRate) bool { return other.programme == s.programme }) {
			special.Fault("programme", "must not occur twice")
		}
		r.special = append(r.special, s)
	}
	checkNames(row, "lists", r.lists)
	checkNames(row, "unsure", r.unsure)
	for _, name := range r.unsure {
		if slices.Contains(r.lists, name) {
			row.Fault("unsure", "must not be on the lists as well: "+name)
		}
	}
	r.terms = r.describe()
	return r
}

// checkNames notes a name that is empty or there twice.
func checkNames(row *fees.Row, column string, names []string) {
	for i, name := range names {
		if name == "" || slices.Contains(names[:i], name) {
			row.Fault(column, "must be different texts that are not empty")
			return
		}
	}
}

// rowSource is the source of a row, which may have a grade and a citation of its
// own.
func rowSource(table fees.Source, row *fees.Row) fees.Source {
	s := table.Graded(row.Confidence())
	if citation := row.OptionalText("source"); citation != "" {
		s.Citation = citation
	}
	return s
}

// describe is the same for two rows with the same rates and lists.
func (r *tariffRow) describe() string {
	parts := []string{"1:" + r.column1.text, "2:" + r.column2.text}
	for _, s := range r.special {
		parts = append(parts, "special:"+s.programme+"="+s.duty.text)
	}
	for _, name := range r.lists {
		parts = append(parts, "on:"+name)
	}
	for _, name := range r.unsure {
		parts = append(parts, "unsure:"+name)
	}
	slices.Sort(parts)
	return strings.Join(parts, "|")
}

// on says whether the row is on a list, and whether that is known.
func (r *tariffRow) on(list string) (on, known bool) {
	if slices.Contains(r.lists, list) {
		return true, true
	}
	return false, !slices.Contains(r.unsure, list)
}

// below returns the rows whose code begins with some digits and goes on.
func (t *tariff) below(digits string) []*tariffRow {
	from, _ := slices.BinarySearch(t.codes, digits)
	var rows []*tariffRow
	for _, code := range t.codes[from:] {
		if !strings.HasPrefix(code, digits) {
			break
		}
		if code != digits {
			rows = append(rows, t.byCode[code])
		}
	}
	return rows
}

// find returns the row of a code: the one with the longest code that the digits
// begin with, of two such rows the one read last; else what the rows below the code
// agree on.
func (b *book) find(asked, digits string) (row *tariffRow, doubt *fees.Warning, err error) {
	if row = b.exact(digits); row == nil {
		return b.fromBelow(asked, digits)
	}
	if len(digits) < 10 {
		if rows := b.rowsBelow(digits); slices.ContainsFunc(rows, func(r *tariffRow) bool { return r.terms != row.terms }) {
			doubt = &fees.Warning{
				Code: "hts_short",
				Text: "the rates of " + formatHTS(digits) + " are those of the row " + row.code + ", and the tariff has rows below it that differ: " + strings.Join(codesOf(rows), ", "),
			}
		}
	}
	return row, doubt, nil
}

// exact returns the row with the longest code that the digits begin with, or nil.
func (b *book) exact(digits string) *tariffRow {
	for n := len(digits); n >= 4; n -= 2 {
		for i := len(b.tariffs) - 1; i >= 0; i-- {
			if row := b.tariffs[i].byCode[digits[:n]]; row != nil {
				return row
			}
		}
	}
	return nil
}

// rowsBelow returns the rows below a code in the order of their codes, each code
// once.
func (b *book) rowsBelow(digits string) []*tariffRow {
	var rows []*tariffRow
	for i := len(b.tariffs) - 1; i >= 0; i-- {
		for _, row := range b.tariffs[i].below(digits) {
			if !slices.ContainsFunc(rows, func(r *tariffRow) bool { return r.digits == row.digits }) {
				rows = append(rows, row)
			}
		}
	}
	slices.SortFunc(rows, func(x, y *tariffRow) int { return cmp.Compare(x.digits, y.digits) })
	return rows
}

func codesOf(rows []*tariffRow) []string {
	codes := make([]string, len(rows))
	for i, row := range rows {
		codes[i] = row.code
	}
	return codes
}

// fromBelow returns a row for a code that has none: any of those below it when all
// of them agree. A heading of 4 digits is never one rate, and a row that stands alone
// says nothing of the codes beside it.
func (b *book) fromBelow(asked, digits string) (*tariffRow, *fees.Warning, error) {
	rows := b.rowsBelow(digits)
	if len(rows) == 0 {
		return nil, nil, b.unknownHTS(asked, digits)
	}
	const heading = 4
	if len(digits) == heading || slices.ContainsFunc(rows, func(r *tariffRow) bool { return r.alone || r.terms != rows[0].terms }) {
		return nil, nil, &AmbiguousHTSError{HTS: asked, Rows: codesOf(rows)}
	}
	return rows[0], &fees.Warning{
		Code: "hts_from_below",
		Text: "the tariff file has no row " + formatHTS(digits) + ": the rates are those of the only rows below it, " + strings.Join(codesOf(rows), ", ") + "; codes below it that the file lacks may pay another duty",
	}, nil
}

// unknownHTS says that no tariff file has a code. When only a file has it that does
// not cover the day, that is the error.
func (b *book) unknownHTS(asked, digits string) error {
	if b.noTariff != nil && len(b.tariffs) == 0 {
		return b.noTariff
	}
	e := &fees.UnknownKeyError{Field: "hts", Key: fx.NewInputError("", asked, "").Value}
	var near []string
	for n := len(digits) - 2; n >= 2 && len(near) == 0; n -= 2 {
		for _, row := range b.rowsBelow(digits[:n]) {
			near = append(near, row.code)
		}
	}
	e.Nearest = near[:min(len(near), 3)]
	for _, table := range b.tariffTables {
		e.Table = table // the one read last
	}
	return e
}
