package reports

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// CollectOptions say what a [Collector] collects.
type CollectOptions struct {
	// Channel begins the scope of the facts: "amazon-us".
	Channel string
	// Period is the period that is collected. Reports without days are taken to be of
	// it; rows of other days are left out and noted.
	Period kpi.Period
	// Currency is that of the facts. Rows of another one are left out and noted; rows
	// without one are taken to be in it.
	Currency fx.Currency
	// Whole are the kinds whose files hold all items of the account. An item without a
	// row in them has 0 there, and not an unknown number.
	Whole []Kind
	// SKUs say which SKU an ASIN is, for reports that have only the ASIN. Rows that
	// have both teach it as well, to those that follow.
	SKUs map[string]string
	// Mappings come before those of this package.
	Mappings []Mapping
}

// A Collector adds up the rows of reports into the facts of each item: a business
// report says what was ordered, an ad report what was spent, a settlement what was
// paid. Rows may come in any order and from any number of files. Its memory grows with
// the items and not with the rows.
type Collector struct {
	opt    CollectOptions
	lines  *mapper
	skus   map[string]string
	items  map[string]*collected
	read   map[Kind]bool
	costs  map[string]ItemCost
	notes  map[noteKey]*Note
	origin map[string]string // one copy of each file name
}

// collected is what is known of an item.
type collected struct {
	known map[kpi.InputCode]*collectedInput
}

type collectedInput struct {
	sum     decimal.Decimal
	rows    int
	origins []string
	unknown bool // a row did not have it
	basis   kpi.Basis
}

// An ItemCost is what one unit of an item cost to bring to the warehouse, in the
// currency of the facts. A part that is not Valid is unknown.
type ItemCost struct {
	SKU                                 string
	Product, Freight, Duty, Preparation decimal.NullDecimal
}

// A NoteCode says what a [Note] is about.
type NoteCode string

// The codes of notes.
const (
	NoteFault       NoteCode = "fault"          // rows that could not be read
	NoteOutOfPeriod NoteCode = "out_of_period"  // rows of other days
	NoteCurrency    NoteCode = "other_currency" // rows in another currency
	NoteUnmapped    NoteCode = "unmapped"       // amounts that no mapping knows
	NoteAdsTwice    NoteCode = "ads_twice"      // advertising in a settlement beside an ad report
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

// NewCollector checks options. Faults are [*fx.InputError]s, joined: at "period",
// "currency", "whole[0]" and "mappings[0]".
func NewCollector(opt CollectOptions) (*Collector, error) {
	var faults []error
	faults = append(faults, fx.InField("period", opt.Period.Check()))
	if _, err := fx.ParseCurrency(string(opt.Currency)); err != nil {
		faults = append(faults, fx.NewInputError("currency", string(opt.Currency), "must be a currency of ISO 4217"))
	}
	for i, k := range opt.Whole {
		if kindLayout(k) == nil {
			faults = append(faults, fx.NewInputError("whole["+itoa(i)+"]", string(k), "must be a kind that Open knows"))
		}
	}
	shipped, err := shippedMappings()
	faults = append(faults, err)
	lines, err := newMapper(shipped, opt.Mappings)
	faults = append(faults, fx.InField("mappings", err))
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	c := &Collector{
		opt: opt, lines: lines, skus: map[string]string{}, items: map[string]*collected{}, read: map[Kind]bool{},
		costs: map[string]ItemCost{}, notes: map[noteKey]*Note{}, origin: map[string]string{},
	}
	maps.Copy(c.skus, opt.SKUs)
	return c, nil
}

// Read reads a file to its end and adds its rows. Files of kinds that say nothing about
// the items of a period, such as payouts, are not read; [Collects] tells them apart. A
// row that cannot be read is noted. The error is that of the reader, when the file ends
// early.
func (c *Collector) Read(f *File) error {
	switch f.Kind() {
	case BusinessReport:
		return collect(c, f, f.Business(), func(r *BusinessRow) int { return r.Row }, c.AddBusiness)
	case SearchTerms, AdvertisedProducts, UnifiedAds:
		return collect(c, f, f.Ads(), func(r *AdRow) int { return r.Row }, c.AddAd)
	case InventoryHealth:
		return collect(c, f, f.Inventory(), func(r *InventoryRow) int { return r.Row }, c.AddInventory)
	case CustomerReturns:
		return collect(c, f, f.Returns(), func(r *Return) int { return 0 }, c.AddReturn)
	case SettlementV1, SettlementV2:
		return collect(c, f, f.Settlement(), func(r *SettlementRow) int { return r.Row }, c.AddSettlement)
	}
	return nil
}

// Collects reports whether a [Collector] uses files of a kind.
func Collects(k Kind) bool { return len(inputsOf(k)) > 0 }

func collect[R any](c *Collector, f *File, rows func(func(R, error) bool), row func(*R) int, add func(string, R)) error {
	name := c.name(f.Name())
	for r, err := range rows {
		if err == nil {
			add(name, r)
			continue
		}
		var read *ReadError
		if !errors.As(err, &read) {
			return err
		}
		n := c.note(NoteFault, name, "", read.Row, decimal.Decimal{})
		if n.Rows == 1 {
			n.Text = err.Error()
		}
	}
	return nil
}

// name keeps one copy of the name of a file.
func (c *Collector) name(file string) string {
	if have, ok := c.origin[file]; ok {
		return have
	}
	own := strings.Clone(file)
	c.origin[own] = own
	return own
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
	n.Sum = n.Sum.Add(sum)
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
	out = append(out, c.adsTwice()...)
	out = append(out, c.withoutCost()...)
	slices.SortFunc(out, func(a, b Note) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.File, b.File), cmp.Compare(a.About, b.About))
	})
	return out
}

func (n *Note) text(opt CollectOptions) string {
	rows := itoa(n.Rows) + " rows"
	if n.Rows == 1 {
		rows = "1 row"
	}
	money := fx.Plain(n.Sum) + " " + string(opt.Currency)
	switch n.Code {
	case NoteOutOfPeriod:
		return "left out: " + rows + " of days outside " + opt.Period.String() + ", " + money
	case NoteCurrency:
		return "left out: " + rows + " in another currency, " + fx.Plain(n.Sum) + " " + n.About
	case NoteUnmapped:
		return "no line is known for " + n.About + ": " + rows + ", " + money
	case NoteNoSKU:
		return "the SKU of " + n.About + " is not known: " + rows
	}
	return rows
}

// item returns what is known of a SKU, or of an ASIN where there is no SKU. It learns
// which SKU an ASIN is.
func (c *Collector) item(file, sku, asin string, row int) *collected {
	switch {
	case sku != "" && asin != "":
		if _, known := c.skus[asin]; !known {
			c.skus[strings.Clone(asin)] = strings.Clone(sku)
		}
	case sku == "" && asin != "":
		if known, ok := c.skus[asin]; ok {
			sku = known
		} else {
			c.note(NoteNoSKU, file, asin, row, decimal.Decimal{})
			sku = asin
		}
	}
	it := c.items[sku]
	if it == nil {
		it = &collected{map[kpi.InputCode]*collectedInput{}}
		c.items[strings.Clone(sku)] = it
	}
	return it
}

func (it *collected) add(code kpi.InputCode, n decimal.NullDecimal, file string, basis kpi.Basis) {
	in := it.known[code]
	if in == nil {
		in = &collectedInput{basis: basis}
		it.known[code] = in
	}
	in.rows++
	if in.unknown = in.unknown || !n.Valid; n.Valid {
		in.sum = in.sum.Add(n.Decimal)
	}
	if !slices.Contains(in.origins, file) {
		in.origins = append(in.origins, file)
	}
}

// takes reports whether a row of a day and a currency belongs to the facts, and notes
// it where it does not.
func (c *Collector) takes(file string, row int, first, last time.Time, in fx.Currency, sum decimal.Decimal) bool {
	switch {
	case in != "" && in != c.opt.Currency:
		c.note(NoteCurrency, file, string(in), row, sum)
		return false
	case !first.IsZero() && !c.opt.Period.Contains(first) || !last.IsZero() && !c.opt.Period.Contains(last):
		c.note(NoteOutOfPeriod, file, "", row, sum)
		return false
	}
	return true
}
