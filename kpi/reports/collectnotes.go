package reports

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A NoteCode says what a [Note] is about.
type NoteCode string

// The codes of notes.
const (
	NoteFault       NoteCode = "fault"          // rows that could not be read
	NoteOutOfPeriod NoteCode = "out_of_period"  // rows of other days
	NoteCurrency    NoteCode = "other_currency" // rows in another currency
	NoteUnmapped    NoteCode = "unmapped"       // amounts that no mapping knows
	NoteNoAmount    NoteCode = "no_amount"      // rows of a settlement without an amount
	NoteUnplaced    NoteCode = "unplaced"       // amounts that are explained by nobody, such as balance adjustments
	NoteAdsTwice    NoteCode = "ads_twice"      // advertising that another report has already
	NoteSalesTwice  NoteCode = "sales_twice"    // sales and visits that another report has already
	NoteSnapshot    NoteCode = "other_snapshot" // stock of a day that is farther from the end of the period
	NoteSameFile    NoteCode = "same_file"      // a file that was read before
	NoteBroken      NoteCode = "ended_early"    // files that could not be read to their end
	NoteNoSKU       NoteCode = "no_sku"         // items known by their ASIN alone
	NoteNoCost      NoteCode = "no_cost"        // items sold whose cost was not given
)

// A Note says what was left out of the facts, and why. Nothing is left out without one.
type Note struct {
	Code NoteCode
	File string
	// About is what the note is about: the pair of an unmapped amount, the ASIN.
	About string
	// Rows is how many rows, First the line of the first of them, and Sum what their
	// amounts come to.
	Rows, First int
	Sum         decimal.Decimal
	// Text says it for people; a fault has the error of its first row.
	Text string
}

type noteKey struct {
	code        NoteCode
	file, about string
}

// mostNotes bounds the notes of a kind about different things.
const mostNotes = 1000

func (c *Collector) note(code NoteCode, file, about string, row int, sum decimal.Decimal) *Note {
	key := noteKey{code, file, about}
	n := c.notes[key]
	if n == nil {
		if len(c.notes) >= mostNotes {
			key.about = "others"
			about = key.about
			n = c.notes[key]
		}
		if n == nil {
			n = &Note{Code: code, File: file, About: strings.Clone(about), First: row}
			key.about = n.About
			c.notes[key] = n
		}
	}
	n.Rows++
	if fx.CheckDecimal(sum) == nil {
		n.Sum = n.Sum.Add(sum)
	}
	if row > 0 && (row < n.First || n.First == 0) {
		n.First = row
	}
	return n
}

// Notes returns what was left out, by code, file and what it is about.
func (c *Collector) Notes() []Note {
	out := make([]Note, 0, len(c.notes))
	for _, n := range c.notes {
		note := *n
		if note.Text == "" {
			note.Text = note.text(c.opt)
		}
		out = append(out, note)
	}
	items, unknown := c.bySKU()
	out = append(out, unknown...)
	out = append(out, c.twice(items)...)
	out = append(out, c.withoutCost(items)...)
	slices.SortFunc(out, func(a, b Note) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.File, b.File), cmp.Compare(a.About, b.About))
	})
	return out
}

func (n *Note) text(opt CollectOptions) string {
	rows := rowsOf(n.Rows)
	money := fx.Plain(n.Sum) + " " + string(opt.Currency)
	switch n.Code {
	case NoteOutOfPeriod:
		return "left out: " + rows + " of days outside " + opt.Period.String() + ", " + money
	case NoteCurrency:
		return "left out: " + rows + " in another currency, " + fx.Plain(n.Sum) + " " + n.About
	case NoteUnmapped:
		return "no line is known for " + n.About + ": " + rows + ", " + money
	case NoteNoAmount:
		return "no amount is given for " + n.About + ": " + rows
	case NoteUnplaced:
		return n.About + " belongs to no step of the profit: " + rows + ", " + money
	case NoteSnapshot:
		return "left out: " + rows + " of stock of other days"
	case NoteSameFile:
		return "the file is read twice, and what it says is counted twice"
	}
	return rows
}

func rowsOf(n int) string {
	if n == 1 {
		return "1 row"
	}
	return itoa(n) + " rows"
}
