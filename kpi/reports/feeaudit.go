package reports

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
)

// A FeeItem is an item as the seller knows it.
type FeeItem struct {
	SKU string
	// Listing is what the fees are computed from: sides, weight, category, class. Its
	// shipping, supply and promotion are not looked at: those of each sale are used.
	// A Listing whose parcel or category is missing is listed as a gap for the fees
	// that need it.
	Listing amazon.Listing
	// Units is how many units are sold in the period, to say what a difference in the
	// fee preview comes to. 0 takes those of the settlements that are read, and one
	// unit where none is.
	Units int64
}

// FeeAuditOptions tune a [FeeAudit]. The zero FeeAuditOptions are usable.
type FeeAuditOptions struct {
	// Mappings are added to those of this package; see [ReconcileOptions].
	Mappings []Mapping
	// Listed is how many findings, and how many gaps, are listed for each origin, the
	// largest first; the totals are of all. 0 means 10,000.
	Listed int
	// Window is how many order items wait for further rows. An item whose rows are
	// further apart is a gap, since its fees have no price. 0 means 50,000, which
	// takes about 50 MB.
	Window int
}

const (
	defaultFeesListed = 10_000
	defaultFeeWindow  = 50_000
	mostFeeGroups     = 1 << 16 // different differences that are examined
	mostFeeGaps       = 1 << 16 // different gaps
	mostAuditItems    = 10_000_000
)

// A FeeAudit compares fees that Amazon charged or previewed with those that the tables
// give for the same item and day. It takes files in any order, in memory that grows
// with the items and with the different findings, not with the rows. It is made by
// [NewFeeAudit] and belongs to one goroutine. The zero FeeAudit drops what is added.
type FeeAudit struct {
	opt      FeeAuditOptions
	items    map[string]*feeItem
	lines    *mapper
	orders   orderItems
	cards    *feeCards
	sides    map[FeeOrigin]*feeSide
	previews map[string]feePreviewed
	units    map[string]int64 // sold, by settlements
}

// A feeItem is an item with what is computed of it.
type feeItem struct {
	FeeItem
	cards map[int]*feeCard // by run of days
}

// A feeSide is what is known of one origin.
type feeSide struct {
	first, last       time.Time
	checked, agreed   int
	charged, computed decimal.Decimal
	groups            map[string]*feeGroup
	gaps              map[feeGapKey]*FeeGap
}

// A feeGroup is equal fees with an equal difference.
type feeGroup struct {
	fee          ChargedFee // one of them
	run          int        // of days with the same tables
	first, last  time.Time
	lines        int
	units        int64
	charged, due decimal.Decimal // in all; due is what the tables give
	places       []Place         // the first ones
	folded       bool            // different fees are in it
}

// NewFeeAudit returns a FeeAudit of these items that has read nothing yet. The errors
// are joined [*fx.InputError] at "items[0].sku" for one that is missing or there twice,
// "items[0].units", "listed", "window" and "mappings[0].line". Faults of a listing are
// no errors: its fees are gaps of the result.
func NewFeeAudit(items []FeeItem, opt FeeAuditOptions) (*FeeAudit, error) {
	var faults []error
	fault := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	if opt.Listed < 0 {
		fault("listed", strconv.Itoa(opt.Listed), "must be 0 or above")
	}
	if opt.Window < 0 {
		fault("window", strconv.Itoa(opt.Window), "must be 0 or above")
	}
	if len(items) > mostAuditItems {
		fault("items", strconv.Itoa(len(items)), "must be at most "+strconv.Itoa(mostAuditItems))
		return nil, errors.Join(faults...)
	}
	a := &FeeAudit{opt: opt, items: make(map[string]*feeItem, len(items)), sides: map[FeeOrigin]*feeSide{}, previews: map[string]feePreviewed{}, units: map[string]int64{}}
	for i, item := range items {
		field := "items[" + strconv.Itoa(i) + "]"
		if item.SKU == "" {
			fault(field+".sku", "", "must not be empty")
		} else if a.items[item.SKU] != nil {
			fault(field+".sku", item.SKU, "must not be there twice")
		}
		if item.Units < 0 || item.Units > mostUnits {
			fault(field+".units", strconv.FormatInt(item.Units, 10), "must be from 0 to "+strconv.Itoa(mostUnits))
		}
		a.items[item.SKU] = &feeItem{FeeItem: item, cards: map[int]*feeCard{}}
	}
	if a.opt.Listed == 0 {
		a.opt.Listed = defaultFeesListed
	}
	if a.opt.Window == 0 {
		a.opt.Window = defaultFeeWindow
	}
	shipped, err := shippedMappings()
	if err == nil {
		a.cards, err = newFeeCards(items)
	}
	if err != nil {
		faults = append(faults, err)
	}
	if a.lines, err = newMapper(shipped, opt.Mappings); err != nil {
		for _, fault := range fx.Faults(err) {
			if in := (*fx.InputError)(nil); errors.As(fault, &in) {
				fault = fx.NewInputError("mappings"+in.Field, in.Value, in.Reason)
			}
			faults = append(faults, fault)
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return a, nil
}

// Add compares a fee. The errors are those of [ChargedFee.Check]; nothing is added
// then. A fee that cannot be computed is a gap of the result.
func (a *FeeAudit) Add(c ChargedFee) error {
	if err := c.Check(); err != nil || a.lines == nil {
		return err
	}
	c.SKU = strings.Clone(c.SKU)
	a.compare(c)
	return nil
}

// compare computes a fee and keeps the difference.
func (a *FeeAudit) compare(c ChargedFee) {
	side := a.side(c.Origin)
	if !c.Day.IsZero() {
		c.Day = DayIn(c.Day, nil)
		side.seen(c.Day)
	}
	item, reason, text := a.ready(&c)
	if reason != "" {
		side.gap(feeGapKey{reason, c.SKU, string(c.Fee), text}, &c, c.Amount)
		return
	}
	run := a.cards.run(c.Day)
	card := a.cards.of(item, run)
	computed, err := card.compute(&c)
	if err != nil {
		reason, text := gapOf(err)
		side.gap(feeGapKey{reason, c.SKU, string(c.Fee), text}, &c, c.Amount)
		return
	}
	side.checked++
	side.charged, side.computed = side.charged.Add(c.Amount), side.computed.Add(computed)
	if computed.Equal(c.Amount) {
		side.agreed++
		return
	}
	side.differ(c, run, computed)
}

// ready says what is missing to compute a fee.
func (a *FeeAudit) ready(c *ChargedFee) (*feeItem, GapReason, string) {
	item := a.items[c.SKU]
	switch {
	case c.SKU == "" || item == nil:
		return nil, GapUnknownItem, "the item is not among those that were given"
	case c.Currency != fx.USD && c.Currency != "":
		return nil, GapOtherCurrency, "the fee is in " + string(c.Currency) + " and the tables are in USD"
	case c.Day.IsZero():
		return nil, GapUnknownDay, "the day of the fee is not known"
	case !c.Price.Valid:
		return nil, GapUnknownPrice, "the price that the fee was taken from is not known"
	case c.Units == 0:
		return nil, GapUnknownPrice, "the number of units is not known"
	case c.sales().Sign() < 0 || c.Base().Decimal.GreaterThan(mostPrice):
		return nil, GapUnknownPrice, "the price less the promotion is no price"
	}
	return item, "", ""
}

var mostPrice = decimal.New(1, 9) // that fees are defined for

func (a *FeeAudit) side(o FeeOrigin) *feeSide {
	s := a.sides[o]
	if s == nil {
		s = &feeSide{groups: map[string]*feeGroup{}, gaps: map[feeGapKey]*FeeGap{}}
		a.sides[o] = s
	}
	return s
}

// seen stretches the period of the side.
func (s *feeSide) seen(day time.Time) {
	if s.first.IsZero() || day.Before(s.first) {
		s.first = day
	}
	if day.After(s.last) {
		s.last = day
	}
}

// differ adds a fee to those of the same difference.
func (s *feeSide) differ(c ChargedFee, run int, computed decimal.Decimal) {
	s.addGroup(c.key(run), feeGroup{
		fee: c, run: run, first: c.Day, last: c.Day, lines: 1, units: c.Units,
		charged: c.Amount, due: computed, places: []Place{c.Place},
	})
}

func (s *feeSide) addGroup(key string, g feeGroup) {
	mine := s.groups[key]
	if mine == nil && len(s.groups) >= mostFeeGroups {
		// More than anybody examines: the money is kept for each item and fee.
		key, g.folded = g.fee.SKU+"\x00"+string(g.fee.Fee), true
		mine = s.groups[key]
	}
	if mine == nil {
		s.groups[key] = &g
		return
	}
	if g.first.Before(mine.first) {
		mine.first = g.first
	}
	if g.last.After(mine.last) {
		mine.last = g.last
	}
	mine.lines, mine.units = mine.lines+g.lines, mine.units+g.units
	mine.charged, mine.due = mine.charged.Add(g.charged), mine.due.Add(g.due)
	mine.places = firstPlaces(append(mine.places, g.places...))
}

// Merge adds what another FeeAudit of the same items has read, as if it had been read
// here. The items and the options are those of a. The other is used up.
func (a *FeeAudit) Merge(other *FeeAudit) {
	if a.lines == nil || other == nil || other.lines == nil || a == other {
		return
	}
	for sku, units := range other.units {
		a.units[sku] += units
	}
	for sku, p := range other.previews {
		a.remember(sku, p)
	}
	for origin, from := range other.sides {
		s := a.side(origin)
		s.checked, s.agreed = s.checked+from.checked, s.agreed+from.agreed
		s.charged, s.computed = s.charged.Add(from.charged), s.computed.Add(from.computed)
		if !from.first.IsZero() {
			s.seen(from.first)
			s.seen(from.last)
		}
		for key, g := range from.groups {
			s.addGroup(key, *g)
		}
		for key, g := range from.gaps {
			s.addGap(key, *g)
		}
	}
	for _, o := range other.orders.all() {
		a.merge(o)
	}
	*other = FeeAudit{}
}
