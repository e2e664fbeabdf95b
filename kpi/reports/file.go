package reports

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// Options say what a file does not say itself. The zero Options read every sample of
// a US seller.
type Options struct {
	// Name is the name of the file, for errors.
	Name string
	// Kind is what the file is; "" lets [Open] find out.
	Kind Kind
	// Currency is that of amounts in files that name none. "" leaves amounts without
	// a currency, unless a mark beside them stands for one only.
	Currency fx.Currency
	// Decimal is the decimal mark; "" lets the file show it, and is a point where it
	// does not.
	Decimal Mark
	// DayFirst says that 4/9/2026 is the 4th of September. Otherwise it is the 9th of
	// April.
	DayFirst bool
	// Zone is the zone whose days are meant. nil leaves each day as the file prints it.
	Zone *time.Location
	// Titles say what the title of a column means, where this package does not know
	// it: "Einheiten" is "Units Ordered".
	Titles map[string]string
}

// A Layout says how a file was understood.
type Layout struct {
	Kind     Kind
	Encoding Encoding
	// Separator is what separates the cells: ',', ';' or a tab.
	Separator rune
	// Decimal is the decimal mark, "" while the file has not shown it.
	Decimal Mark
	// HeaderRow is the line of the titles. Notes are the lines before it, at most 20.
	HeaderRow int
	Notes     []string
	// Columns are the titles that are understood, by their usual names. Unknown are
	// those that are not, as the file has them, and are not read.
	Columns, Unknown []string
}

// A File is an export whose beginning was read by [Open]. Its rows can be read once,
// by one goroutine. The zero File has none.
type File struct {
	opt     Options
	layout  Layout
	match   match
	width   int      // titles in the header
	titles  []string // of the columns, as the file has them
	records recordReader
	begun   bool
	faults  int
	stream  *lineReader // what the records are read from
	lost    int         // lines of the record that could not be read last
	failed  bool        // reading ended because of an error

	// marked is the first row that was read with a decimal point although it could
	// have been a comma; 0 for none.
	marked int
}

// mostBefore is how many records before the header are looked at.
const mostBefore = 20

// Open reads the beginning of a file and says what it is. The reader belongs to the
// file from then on.
//
// The errors are an [*UnknownFileError], a [*KindError] where the options name another
// kind, a [*ReadError] for text that cannot be read and for a column that is there
// twice, joined [*fx.InputError] for options that cannot be used and for a reader that
// is nil, and those of the reader.
func Open(r io.Reader, opt Options) (*File, error) {
	var missing error
	if r == nil {
		missing = fx.NewInputError("reader", "", "must not be nil")
	}
	if err := errors.Join(missing, opt.check()); err != nil {
		return nil, err
	}
	plain, encoding, err := decoded(r)
	if err != nil {
		return nil, inFile(opt.Name, err)
	}
	stream := &lineReader{r: plain}
	text := bufio.NewReaderSize(stream, sniffed)
	start, err := text.Peek(sniffed)
	if err != nil && err != io.EOF && len(start) == 0 {
		return nil, inFile(opt.Name, err)
	}
	if reason := notText(start); reason != "" {
		return nil, &ReadError{File: opt.Name, Reason: reason}
	}
	found := findHeader(start, opt)
	if found.match.layout == nil && found.separated {
		return nil, &ReadError{File: opt.Name, Reason: "must have lines that end with LF, CR LF or CR, has another mark for the end of a line among its titles"}
	}
	if found.match.layout == nil || len(found.match.missing) > 0 {
		return nil, found.unknown(opt.Name)
	}
	f := &File{opt: opt, match: found.match, width: len(found.shown), stream: stream}
	f.layout = Layout{
		Kind: found.match.layout.kind, Encoding: encoding, Separator: found.separator, Decimal: opt.Decimal,
		Unknown: found.match.unknown,
	}
	for i, at := range found.match.at {
		title := ""
		if at >= 0 {
			f.layout.Columns = append(f.layout.Columns, found.match.layout.columns[i].name)
			title = shorten(found.shown[at])
		}
		f.titles = append(f.titles, title)
	}
	if f.layout.Decimal == "" {
		f.layout.Decimal = shownMark(start, found)
	}
	f.records = newRecordReader(text, found.separator)
	for range found.record {
		cells, _, err := f.records.next()
		if err != nil && f.records.over() {
			return nil, inFile(opt.Name, err)
		}
		note, _ := textOf(strings.TrimSpace(strings.Join(cells, " ")))
		f.layout.Notes = append(f.layout.Notes, strings.TrimSpace(plainCell(note)))
	}
	if _, f.layout.HeaderRow, err = f.records.next(); err != nil {
		return nil, inFile(opt.Name, err)
	}
	if found.match.twice != "" {
		return nil, &ReadError{File: opt.Name, Row: f.layout.HeaderRow, Column: found.match.twice, Reason: "must not be there twice"}
	}
	return f, nil
}

func (o *Options) check() error {
	var faults []error
	if o.Decimal != "" && o.Decimal != Point && o.Decimal != Comma {
		faults = append(faults, fx.NewInputError("decimal", string(o.Decimal), `must be "." or ","`))
	}
	if o.Currency != "" {
		if _, err := fx.ParseCurrency(string(o.Currency)); err != nil {
			faults = append(faults, fx.InField("currency", err))
		}
	}
	if o.Kind != "" && kindLayout(o.Kind) == nil {
		faults = append(faults, fx.NewInputError("kind", string(o.Kind), "must be a kind that Open knows"))
	}
	return errors.Join(faults...)
}

func kindLayout(k Kind) *layout {
	for i, l := range layouts() {
		if l.kind == k {
			return &layouts()[i]
		}
	}
	return nil
}

// Kind returns what the file is, "" for a nil File.
func (f *File) Kind() Kind {
	if f == nil {
		return ""
	}
	return f.layout.Kind
}

// Name returns the name of the file that the options gave, "" for a nil File.
func (f *File) Name() string {
	if f == nil {
		return ""
	}
	return f.opt.Name
}

// ended reports whether the rows ended because of an error, so that there may be more
// of them: after the end of the file it is false.
func (f *File) ended() bool { return f == nil || f.records == nil || f.failed }

// lines returns how many lines the record has that could not be read last.
func (f *File) lines() int {
	if f == nil {
		return 1
	}
	return max(f.lost, 1)
}

// Layout returns how the file was understood. The decimal mark is known better after
// the rows were read. That of a nil File is the zero Layout.
func (f *File) Layout() Layout {
	if f == nil {
		return Layout{}
	}
	l := f.layout
	l.Notes, l.Columns, l.Unknown = append([]string(nil), l.Notes...), append([]string(nil), l.Columns...), append([]string(nil), l.Unknown...)
	return l
}

// notText says why a file is no text, "" where it may be.
func notText(start []byte) string {
	switch {
	case len(start) == 0:
		return "must be a report, is empty"
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		return "must be text, is a workbook or an archive; export it as CSV"
	case bytes.HasPrefix(start, []byte("\x1f\x8b")):
		return "must be text, is compressed"
	case bytes.IndexByte(start, 0) >= 0:
		return "must be text, has bytes of 0"
	}
	return ""
}

// A header is where the titles of a file stand.
type header struct {
	separator rune
	record    int // records before it
	shown     []string
	match     match
	separated bool // a record was passed over because of a mark of other line ends
}

// findHeader tries every separator on the first records and takes the record that
// holds most columns of one kind. Those that have all they need come first.
func findHeader(start []byte, opt Options) header {
	titles := make(map[string]string, len(opt.Titles))
	for foreign, meant := range opt.Titles {
		titles[normal(foreign)] = normal(meant)
	}
	var best header
	for _, separator := range [...]rune{'\t', ',', ';'} {
		records := newRecordReader(bufio.NewReader(bytes.NewReader(start)), separator)
		for i := range mostBefore + 1 {
			cells, _, err := records.next()
			if err != nil {
				if !records.over() {
					continue
				}
				break
			}
			if slices.ContainsFunc(cells, holdsLineEnd) {
				best.separated = true
				continue
			}
			names, shown := normalHeader(cells, titles)
			for k := range layouts() {
				l := &layouts()[k]
				if opt.Kind != "" && l.kind != opt.Kind {
					continue
				}
				m := matchHeader(l, names, shown)
				whole, wholeBest := len(m.missing) == 0, best.match.layout != nil && len(best.match.missing) == 0
				if m.found > 0 && (best.match.layout == nil || whole && !wholeBest || whole == wholeBest && m.found > best.match.found) {
					best = header{separator, i, shown, m, best.separated}
				}
			}
		}
	}
	return best
}

// unknown explains a file without the titles of a kind.
func (h *header) unknown(name string) error {
	e := &UnknownFileError{File: name, Missing: h.match.missing}
	for _, text := range h.shown[:min(len(h.shown), 20)] {
		e.Titles = append(e.Titles, shorten(text))
	}
	if h.match.layout != nil {
		e.Nearest = h.match.layout.kind
	}
	return e
}

// shownMark looks for cells that can only have been written with one decimal mark.
func shownMark(start []byte, h header) Mark {
	records := newRecordReader(bufio.NewReader(bytes.NewReader(start)), h.separator)
	var seen Mark
	for i := 0; ; i++ {
		cells, _, err := records.next()
		if err != nil {
			if !records.over() {
				continue
			}
			return seen
		}
		if i <= h.record {
			continue
		}
		for _, at := range h.match.at {
			if at < 0 || at >= len(cells) {
				continue
			}
			text, _ := textOf(cells[at])
			n, reason := parseNumber(plainCell(text), "")
			if reason != "" || n.shows == "" {
				continue
			}
			if seen != "" && seen != n.shows {
				return "" // reading finds the row
			}
			seen = n.shows
		}
	}
}

// inFile puts the name of a file into the error of a reader.
func inFile(name string, err error) error {
	if read := (*ReadError)(nil); errors.As(err, &read) {
		named := *read
		named.File = name
		return &named
	}
	return err
}

// rows yields the rows of a file of a kind. A row with a fault is yielded as the zero
// row with all its faults joined, and the next one follows. What ends the reading is
// the last error.
func rows[R any](f *File, kind Kind, columns []column[R]) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		var zero R
		switch {
		case f == nil || f.records == nil:
			yield(zero, &ReadError{Reason: "must be a file that Open returned"})
			return
		case f.layout.Kind != kind:
			f.failed = true
			yield(zero, &KindError{File: f.opt.Name, Want: kind, Got: f.layout.Kind})
			return
		case f.begun:
			f.failed = true
			yield(zero, &ReadError{File: f.opt.Name, Reason: "must be read once, open it again"})
			return
		}
		f.begun = true
		c := cell{file: f}
		r := new(R) // one for all rows
		for {
			cells, row, err := f.records.next()
			if err == io.EOF {
				return
			}
			if err != nil {
				f.faults++
				f.lost, f.failed = f.records.lines(), f.records.over()
				if !yield(zero, inFile(f.opt.Name, err)) || f.failed {
					return
				}
				continue
			}
			if blank(cells) || f.isHeader(cells) {
				continue
			}
			*r = zero
			if err := readRow(f, &c, columns, cells, row, r); err != nil {
				f.faults++
				f.lost = 1
				if !yield(zero, err) {
					return
				}
				continue
			}
			if !yield(*r, nil) {
				return
			}
		}
	}
}

// readRow puts the cells of a record into r.
func readRow[R any](f *File, c *cell, columns []column[R], cells []string, row int, r *R) error {
	c.row, c.fault = row, nil
	for i := f.width; i < len(cells); i++ {
		if strings.TrimSpace(cells[i]) != "" {
			return &ReadError{File: f.opt.Name, Row: row, Value: shorten(cells[i]), Reason: "must have " + strconv.Itoa(f.width) + " cells, has " + strconv.Itoa(len(cells))}
		}
	}
	for i := range columns {
		at := f.match.at[i]
		if at < 0 || columns[i].read == nil {
			continue
		}
		c.column, c.text, c.decoded, c.broken = i, "", false, false
		if at < len(cells) {
			c.text = cells[at]
		}
		columns[i].read(c, r)
	}
	if c.fault != nil {
		return errors.Join(c.fault...)
	}
	return nil
}

// isHeader reports whether a record is the header again, as in files that were joined.
func (f *File) isHeader(cells []string) bool {
	for i, at := range f.match.at {
		if at < 0 {
			continue
		}
		if at >= len(cells) {
			return false
		}
		if text, _ := textOf(cells[at]); plainCell(text) != f.titles[i] {
			return false
		}
	}
	return true
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
