package reports

import (
	"errors"
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
	// have both teach it as well, wherever they stand.
	SKUs map[string]string
	// Mappings come before those of this package.
	Mappings []Mapping
}

// A Collector adds up the rows of reports into the facts of each item: a business
// report says what was ordered, an ad report what was spent, a settlement what was
// paid. Rows may come in any order and from any number of files. Its memory grows with
// the items and not with the rows.
//
// What two reports say of the same thing counts once: a business report by child comes
// before one by parent and one by date, an advertised product report before the unified
// one and one of search terms, the stock of the day nearest to the end of the period
// before that of others. What is left out for it is noted. A file that is read twice
// counts twice, which is noted where both have a name.
//
// The zero Collector collects no period, and notes every row.
type Collector struct {
	opt    CollectOptions
	lines  *mapper
	skus   map[string][]string // the SKUs of an ASIN
	items  map[itemKey]*collected
	read   map[source]*readSource
	costs  map[string]ItemCost
	sold   window[int64] // units of the items of orders that were counted
	notes  map[noteKey]*Note
	origin map[string]int // how often a file was read
}

// An itemKey is a SKU, an ASIN where there is no SKU, or none.
type itemKey struct{ sku, asin string }

// A source is a report that says something of its own.
type source string

// The sources. Of the first three, and of the three after them, one counts.
const (
	byChild      source = "business report by child"
	byParent     source = "business report by parent"
	byDate       source = "business report by date"
	adsByProduct source = "advertised product report"
	adsUnified   source = "unified advertising report"
	adsByTerm    source = "search term report"
	inventories  source = "inventory report"
	returned     source = "customer returns"
	settlements  source = "settlement"
	callers      source = "caller"
)

// A readSource is what is known of a source as a whole.
type readSource struct {
	rows   int
	sum    decimal.Decimal // of its sales or its spend
	broken bool            // a file of it ended early
}

// collected is what is known of an item, by source.
type collected struct {
	known map[source]map[kpi.InputCode]*collectedInput
	stock time.Time // the day of its inventory
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
	c := &Collector{opt: opt, lines: lines}
	c.ready()
	return c, nil
}

// mostItems is how many items of orders are remembered at least, so that the units of
// one with several amounts count once.
const mostItems = 1 << 18

// ready makes the maps of a zero Collector.
func (c *Collector) ready() {
	if c.items != nil {
		return
	}
	if c.lines == nil {
		if shipped, err := shippedMappings(); err == nil { // a test reads the embedded table
			c.lines, _ = newMapper(shipped)
		} else {
			c.lines, _ = newMapper()
		}
	}
	c.skus, c.items, c.read = map[string][]string{}, map[itemKey]*collected{}, map[source]*readSource{}
	c.costs, c.notes, c.origin = map[string]ItemCost{}, map[noteKey]*Note{}, map[string]int{}
	c.sold.half = mostItems / 2
	for asin, sku := range c.opt.SKUs {
		c.skus[asin] = []string{sku}
	}
}

// Read reads a file to its end and adds its rows. Files of kinds that say nothing about
// the items of a period, such as payouts, are not read; [Collects] tells them apart. A
// row that cannot be read is noted. When the file ends early the error is that of its
// reader, and nothing of its kind is known any more.
func (c *Collector) Read(f *File) error {
	c.ready()
	switch f.Kind() {
	case BusinessReport:
		return collect(c, f, f.Business(), c.AddBusiness, byChild, byParent, byDate)
	case SearchTerms, AdvertisedProducts, UnifiedAds:
		return collect(c, f, f.Ads(), c.AddAd, adSource(f.Kind()))
	case InventoryHealth:
		return collect(c, f, f.Inventory(), c.AddInventory, inventories)
	case CustomerReturns:
		return collect(c, f, f.Returns(), c.AddReturn, returned)
	case SettlementV1, SettlementV2:
		return collect(c, f, f.Settlement(), c.AddSettlement, settlements)
	}
	return nil
}

// Collects reports whether a [Collector] uses files of a kind.
func Collects(k Kind) bool { return len(inputsOf(k)) > 0 }

func collect[R any](c *Collector, f *File, rows func(func(R, error) bool), add func(string, R), sources ...source) error {
	name := f.Name()
	if c.origin[name]++; c.origin[name] == 2 && name != "" {
		c.note(NoteSameFile, name, "", 0, decimal.Decimal{})
	}
	var last error
	for r, err := range rows {
		if last = err; err == nil {
			add(name, r)
			continue
		}
		var read *ReadError
		if !errors.As(err, &read) {
			break
		}
		n := c.note(NoteFault, name, "", read.Row, decimal.Decimal{})
		if n.Rows == 1 {
			n.Text = err.Error()
		}
	}
	if last == nil || !f.ended() && errors.As(last, new(*ReadError)) {
		return nil
	}
	for _, s := range sources {
		c.of(s).broken = true
	}
	return last
}

// of returns what is known of a source.
func (c *Collector) of(s source) *readSource {
	r := c.read[s]
	if r == nil {
		r = &readSource{}
		c.read[s] = r
	}
	return r
}

// item returns the place of a SKU, or of an ASIN where there is no SKU. It learns which
// SKU an ASIN is.
func (c *Collector) item(sku, asin string) *collected {
	key := itemKey{sku: sku}
	if sku == "" {
		key.asin = asin
	}
	if sku != "" && asin != "" && c.opt.SKUs[asin] == "" && !slices.Contains(c.skus[asin], sku) {
		asin = strings.Clone(asin)
		c.skus[asin] = append(c.skus[asin], strings.Clone(sku))
	}
	it := c.items[key]
	if it == nil {
		it = &collected{known: map[source]map[kpi.InputCode]*collectedInput{}}
		c.items[itemKey{strings.Clone(key.sku), strings.Clone(key.asin)}] = it
	}
	return it
}

// add adds a number of a row. One out of bounds is not known.
func (it *collected) add(s source, code kpi.InputCode, n decimal.NullDecimal, file string, basis kpi.Basis) {
	inputs := it.known[s]
	if inputs == nil {
		inputs = map[kpi.InputCode]*collectedInput{}
		it.known[s] = inputs
	}
	in := inputs[code]
	if in == nil {
		in = &collectedInput{basis: basis}
		inputs[code] = in
	}
	in.rows++
	if n.Valid && fx.CheckDecimal(n.Decimal) == nil {
		in.sum = in.sum.Add(n.Decimal)
	} else {
		in.unknown = true
	}
	if !slices.Contains(in.origins, file) {
		in.origins = append(in.origins, file)
	}
}

// takes reports whether a row of a day and a currency belongs to the facts, and notes
// it where it does not.
func (c *Collector) takes(file string, row int, first, last time.Time, in fx.Currency, sum decimal.Decimal) bool {
	c.ready()
	switch {
	case in != "" && in != c.opt.Currency:
		c.note(NoteCurrency, file, string(in), row, sum)
		return false
	case !first.IsZero() && !c.opt.Period.Contains(first) || !last.IsZero() && !c.opt.Period.Contains(last) || c.opt.Period.Days() == 0:
		c.note(NoteOutOfPeriod, file, "", row, sum)
		return false
	}
	return true
}
