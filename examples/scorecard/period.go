package main

import (
	"context"
	"errors"
	"maps"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

// compared is how many weeks are compared with as many before them.
const compared = 4

// choose picks the period and the base: those of the plan, or the last whole weeks of
// the data and as many before.
func (a *analysis) choose() error {
	weeks := a.calendar.whole()
	switch {
	case a.plan.period != (kpi.Period{}):
		a.period, a.base = a.plan.period, a.plan.base
		a.periodWhy, a.baseWhy = "as the plan says", "as the plan says"
		if a.base == (kpi.Period{}) {
			a.base = a.period.Shift(-a.period.Days())
			a.baseWhy = "as many days before the period"
		}
		if known := a.calendar.covers(salesFamily, a.base); known < a.base.Days() {
			a.baseWhy = "nothing is compared: settlements cover " + strconv.Itoa(known) + " of the " + counted(a.base.Days(), "day") + " from " + rangeOf(a.base).Text()
			if a.plan.base == (kpi.Period{}) || known == 0 {
				a.base = kpi.Period{}
			} else {
				a.baseWhy = "as the plan says; settlements cover " + strconv.Itoa(known) + " of its " + counted(a.base.Days(), "day")
			}
		}
		return nil
	case adjoining(weeks, 2*compared):
		last := weeks[len(weeks)-1].days.Last
		a.period = kpi.Period{First: last.AddDate(0, 0, 1-7*compared), Last: last}
		a.base = a.period.Shift(-7 * compared)
		a.periodWhy = "the last " + strconv.Itoa(compared) + " whole weeks of the data"
		a.baseWhy = "the " + strconv.Itoa(compared) + " weeks before"
		return nil
	}
	for _, s := range a.sources {
		f, ok := familyOf(s.kind)
		if !ok || f > adsFamily || s.kind == trafficJSON {
			continue
		}
		if days, ok := s.span(); ok && s.first != (time.Time{}) {
			if a.period.First.IsZero() || days.First.Before(a.period.First) {
				a.period.First = days.First
			}
			if days.Last.After(a.period.Last) {
				a.period.Last = days.Last
			}
		}
	}
	a.baseWhy = "nothing is compared: a comparison needs " + strconv.Itoa(2*compared) + " whole weeks in a row, and the files have " + counted(len(weeks), "such week") + ". Two periods in a plan (-plan) compare any days."
	if a.period.Check() != nil {
		return errors.New("no file of the folder has sales, visits or advertising of any day; name the period in a plan (-plan)")
	}
	a.periodWhy = "all days of the settlements, business and advertising reports"
	return nil
}

// adjoining reports whether the last weeks follow each other.
func adjoining(weeks []*week, most int) bool {
	if len(weeks) < most {
		return false
	}
	for i := len(weeks) - most + 1; i < len(weeks); i++ {
		if !weeks[i-1].days.Last.AddDate(0, 0, 1).Equal(weeks[i].days.First) {
			return false
		}
	}
	return true
}

// collected are the facts of the items in a period.
type collected struct {
	days      kpi.Period
	collector *reports.Collector
	goods     map[string]*itemGoods
	snapshot  time.Time
	read      [families]bool
	byItem    bool // a business report by item is in it
	items     []kpi.Facts
	sum       kpi.Facts
}

// itemGoods are the costs of the units of an item that were sold, and of those that came
// back and can be sold again.
type itemGoods struct {
	sold, back [costParts]decimal.Decimal
	units      decimal.Decimal
	referral   decimal.Decimal // given back with refunds
	lacks      [costParts]bool
}

func (a *analysis) newCollected(days kpi.Period) (*collected, error) {
	opt := a.plan.collect(days)
	for f := range families {
		if f == stockFamily || !a.has[f] {
			continue
		}
		opt.Whole = append(opt.Whole, [families]reports.Kind{reports.SettlementV2, reports.BusinessReport, reports.AdvertisedProducts, reports.CustomerReturns, reports.InventoryHealth}[f])
	}
	opt.SKUs = map[string]string{}
	if a.costs != nil {
		for _, it := range a.costs.order {
			if it.asin != "" {
				opt.SKUs[it.asin] = it.sku
			}
		}
	}
	c, err := a.plan.newCollector(opt)
	return &collected{days: days, collector: c, goods: map[string]*itemGoods{}}, err
}

// collect reads the files that meet the period or the base again, item by item.
func (a *analysis) collect(ctx context.Context, w world) error {
	var err error
	if a.now, err = a.newCollected(a.period); err != nil {
		return err
	}
	if a.base != (kpi.Period{}) {
		if a.before, err = a.newCollected(a.base); err != nil {
			return err
		}
	}
	var again []*source
	var total int64
	for _, s := range a.sources {
		if a.meets(s) {
			again = append(again, s)
			total += s.part.Bytes
		}
	}
	read, end := w.progress(total, "items")
	defer end()
	for _, s := range inOrder(again) {
		if err := a.collectFile(ctx, s, read); err != nil {
			return err
		}
	}
	for _, c := range a.collections() {
		if err := a.sumUp(c); err != nil {
			return err
		}
	}
	return nil
}

func (a *analysis) collections() []*collected {
	if a.before == nil {
		return []*collected{a.now}
	}
	return []*collected{a.now, a.before}
}

// meets reports whether a file has rows of the periods.
func (a *analysis) meets(s *source) bool {
	if _, ok := familyOf(s.kind); !ok || s.kind == trafficJSON && !a.within(s.days) {
		return false
	}
	days, known := s.span()
	if !known {
		return s.part.Rows > 0
	}
	for _, p := range []kpi.Period{a.period, a.base} {
		if p == (kpi.Period{}) {
			continue
		}
		p.Last = p.Last.AddDate(0, 0, 7) // a snapshot of the stock may be later
		if _, ok := p.Meet(days); ok {
			return true
		}
	}
	return false
}

func (a *analysis) within(days kpi.Period) bool {
	return days != (kpi.Period{}) && (a.period.Contains(days.First) && a.period.Contains(days.Last) || a.base != (kpi.Period{}) && a.base.Contains(days.First) && a.base.Contains(days.Last))
}

func (a *analysis) collectFile(ctx context.Context, s *source, progress func(int)) error {
	file, in, done, err := s.open(ctx, a.plan, progress)
	if err != nil {
		if done != nil {
			err = errors.Join(err, done())
		}
		return err
	}
	defer func() { _ = done() }() // it was only read
	name := s.part.Name
	again := &source{} // faults of rows were noted before
	switch f, _ := familyOf(s.kind); f {
	case trafficFamily:
		rows := reports.ReadSalesAndTraffic
		if s.kind == trafficJSON {
			return each(again, rows(in, reports.Options{Name: name, Currency: a.plan.currency}), func(r *reports.BusinessRow) { a.collectTraffic(s, r) })
		}
		return each(again, file.Business(), func(r *reports.BusinessRow) { a.collectTraffic(s, r) })
	case adsFamily:
		return each(again, file.Ads(), func(r *reports.AdRow) {
			if !a.adTwice(s, r) {
				a.take(r.Period, adsFamily, func(c *collected) { c.collector.AddAd(name, oneKind(*r)) })
			}
		})
	case salesFamily:
		return each(again, file.Settlement(), func(r *reports.SettlementRow) {
			if r.Summary || r.Day.IsZero() || s.repeats[r.Settlement] {
				return
			}
			a.take(kpi.Period{First: r.Day, Last: r.Day}, salesFamily, func(c *collected) {
				c.collector.AddSettlement(name, *r)
				if r.SKU == "" || r.Currency != "" && r.Currency != a.plan.currency {
					return
				}
				switch line := a.lines.of(r); {
				case line == reports.LineItemPrice && r.Quantity.Valid:
					c.add(a.book, r.SKU, r.Quantity.Decimal, r.Day, false)
				case line == reports.LineRefundedReferral && r.Amount.Valid:
					g := c.item(a.book, r.SKU)
					g.referral = g.referral.Add(r.Amount.Decimal)
				}
			})
		})
	case stockFamily:
		return each(again, file.Inventory(), func(r *reports.InventoryRow) { a.collectStock(s, r) })
	case returnsFamily:
		return each(again, file.Returns(), func(r *reports.Return) {
			a.take(kpi.Period{First: r.Day, Last: r.Day}, returnsFamily, func(c *collected) {
				c.collector.AddReturn(name, *r)
				if r.Units.Valid && r.Sellable() && r.SKU != "" {
					c.add(a.book, r.SKU, r.Units.Decimal, r.Day, true)
				}
			})
		})
	}
	return nil
}

// take hands rows of some days to the period that holds them.
func (a *analysis) take(days kpi.Period, f family, add func(*collected)) {
	for _, c := range a.collections() {
		if c.days.Contains(days.First) && c.days.Contains(days.Last) {
			c.read[f] = true
			add(c)
		}
	}
}

func (a *analysis) collectTraffic(s *source, r *reports.BusinessRow) {
	days := s.days
	switch {
	case !r.Date.IsZero():
		days = kpi.Period{First: r.Date, Last: r.Date}
		if s.kind == trafficJSON || a.itemDays[r.Date] || a.traffic[trafficKey{days, "account"}] != s.part.Name {
			return // its items say the same, or another report does
		}
	case days == (kpi.Period{}):
		days = a.period
		s.note("names no days: it is taken to be of the period, " + rangeOf(days).Text() + ". Put the days in its name (business_2026-07-05_2026-07-11.csv) or in a plan.")
	case a.traffic[trafficKey{days, "items"}] != s.part.Name:
		return
	case !a.within(days):
		a.left("partly_out", s.part.Name, "", "traffic of "+rangeOf(days).Text()+", of which only some days are in the period: it cannot be split", 1)
		return
	}
	a.take(days, trafficFamily, func(c *collected) {
		c.byItem = c.byItem || r.Date.IsZero()
		c.collector.AddBusiness(s.part.Name, *r)
	})
}

// collectStock takes one snapshot for each period, the one that is nearest to its end.
func (a *analysis) collectStock(s *source, r *reports.InventoryRow) {
	for _, c := range a.collections() {
		late := c.days.Last.AddDate(0, 0, 7)
		if r.Day.Before(c.days.Last) || r.Day.After(late) {
			continue
		}
		if c.snapshot.IsZero() {
			c.snapshot = r.Day
		}
		if c.snapshot.Equal(r.Day) {
			c.read[stockFamily] = true
			c.collector.AddInventory(s.part.Name, *r)
		}
	}
}

// item returns the goods of an item.
func (c *collected) item(b *costBook, sku string) *itemGoods {
	g := c.goods[sku]
	if g == nil {
		g = &itemGoods{}
		c.goods[b.names[b.id(sku)]] = g
	}
	return g
}

func (c *collected) add(b *costBook, sku string, units decimal.Decimal, day time.Time, back bool) {
	g := c.item(b, sku)
	if !back {
		g.units = g.units.Add(units)
	}
	for i, each := range b.unit(sku, day) {
		switch {
		case !each.Valid:
			g.lacks[i] = true
		case back:
			g.back[i] = g.back[i].Add(each.Decimal.Mul(units))
		default:
			g.sold[i] = g.sold[i].Add(each.Decimal.Mul(units))
		}
	}
}

// sumUp completes the facts of the items and adds them up.
func (a *analysis) sumUp(c *collected) error {
	c.items = c.collector.Facts()
	origin := []string{a.book.name()}
	zeros := map[kpi.InputCode]kpi.Fact{}
	for f := range families {
		if f == stockFamily || f == adsFamily && !a.has[adsFamily] {
			continue
		}
		if c.read[f] {
			for _, code := range inputsOfFamily[f] {
				zeros[code] = zeroFact(f)
			}
		}
	}
	for i := range c.items {
		f := &c.items[i]
		sku := a.plan.skuOf(f.Scope)
		for _, code := range costInputs {
			delete(f.Known, code) // costs are those of the day of the sale
		}
		if g := c.goods[sku]; a.costs != nil && (g != nil || c.read[salesFamily]) {
			for part, code := range costInputs {
				switch {
				case g == nil: // nothing was sold
					f.Known[code] = kpi.Fact{Basis: kpi.SettledBasis, Origins: origin}
				case !g.lacks[part]:
					f.Known[code] = kpi.Fact{Amount: g.sold[part].Sub(g.back[part]), Basis: kpi.SettledBasis, Origins: origin}
				}
			}
		}
		for code, zero := range zeros {
			if _, has := f.Known[code]; !has {
				f.Known[code] = zero
			}
		}
		delete(f.Known, "printed_sell_through")
	}
	// What only some items have, such as storage that a settlement does not split, is 0 for
	// the others; what only the account has is added to the sum.
	level := map[kpi.InputCode]kpi.Fact{}
	var items []kpi.Facts
	for i := range c.items {
		f := c.items[i]
		f.Known = maps.Clone(f.Known)
		for _, code := range []kpi.InputCode{"overhead", "ad_spend"} {
			if fact, has := f.Known[code]; has && (code == "overhead" || !a.has[adsFamily]) {
				total := level[code]
				fact.Amount = fact.Amount.Add(total.Amount)
				fact.Rows += total.Rows
				level[code] = fact
				delete(f.Known, code)
			}
		}
		if a.plan.skuOf(f.Scope) == "" && c.read[stockFamily] {
			for _, code := range inputsOfFamily[stockFamily] {
				if _, has := f.Known[code]; !has {
					f.Known[code] = zeroFact(stockFamily)
				}
			}
		}
		items = append(items, f)
	}
	if len(items) == 0 {
		items = []kpi.Facts{{Period: c.days, Currency: a.plan.currency, Known: map[kpi.InputCode]kpi.Fact{}}}
	}
	var err error
	if c.sum, err = kpi.Sum(items...); err != nil {
		return err
	}
	c.sum.Scope, c.sum.Period = a.plan.channel, c.days
	if c.sum.Known == nil {
		c.sum.Known = map[kpi.InputCode]kpi.Fact{}
	}
	maps.Copy(c.sum.Known, level)
	if c.read[salesFamily] {
		a.plan.fixed(&c.sum)
		a.countSold(c)
	}
	return nil
}

// countSold makes the costs say in how many of the sold items they are known: those that
// sold nothing have costs of 0 and would hide how much is missing.
func (a *analysis) countSold(c *collected) {
	if len(c.goods) == 0 || a.costs == nil {
		return
	}
	for part, code := range costInputs {
		fact, lacks := c.sum.Known[code], 0
		for _, g := range c.goods {
			if g.lacks[part] {
				lacks++
			}
		}
		if lacks == len(c.goods) { // nothing is known
			delete(c.sum.Known, code)
			delete(c.sum.Known, "landed_cogs")
			continue
		}
		fact.Origins = []string{a.book.name()}
		c.sum.Known[code] = fact
	}
}
