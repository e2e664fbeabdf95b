package main

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

// A family is what a group of files says: they cover days together.
type family int

const (
	salesFamily family = iota // settlements
	trafficFamily
	adsFamily
	returnsFamily
	stockFamily
	families
)

// familyNames are the families for people.
var familyNames = [families]string{"settlements", "business reports", "advertising reports", "customer returns", "inventory reports"}

// familyOf returns the family of a kind, false for files that say nothing of items.
func familyOf(k reports.Kind) (family, bool) {
	switch k {
	case reports.SettlementV1, reports.SettlementV2:
		return salesFamily, true
	case reports.BusinessReport, trafficJSON:
		return trafficFamily, true
	case reports.UnifiedAds, reports.AdvertisedProducts, reports.SearchTerms:
		return adsFamily, true
	case reports.CustomerReturns:
		return returnsFamily, true
	case reports.InventoryHealth:
		return stockFamily, true
	}
	return 0, false
}

// inputsOfFamily are the inputs that the files of a family say.
var inputsOfFamily = [families][]kpi.InputCode{
	salesFamily: {
		"item_sales", "shipping_credits", "gift_wrap_credits", "promotions", "refunds", "sales_tax", "units_sold", "units_refunded", "referral_fees", "fulfilment_fees",
		"return_costs", "storage_fees", "inbound_placement_fees", "other_channel_fees", "promotion_fees",
	},
	trafficFamily: {"sessions", "page_views", "featured_offer_page_views", "featured_offer_sessions", "units_ordered", "order_items", "ordered_product_sales"},
	adsFamily:     {"impressions", "clicks", "ad_spend", "ad_sales", "ad_orders", "ad_units"},
	returnsFamily: {"units_returned"},
	stockFamily:   {"ending_units", "supply_units", "excess_units"},
}

// A week is the account in one week.
type week struct {
	days      kpi.Period
	collector *reports.Collector
	goods     *goods
	out       bitset    // items without stock
	snapshot  time.Time // the day of the stock that counts
}

// A calendar is the weeks, by their first day, and the days that each family covers.
type calendar struct {
	plan    *plan
	book    *costBook
	weeks   map[time.Time]*week
	covered [families]map[time.Time]bool
	err     error
}

func newCalendar(p *plan, b *costBook) *calendar {
	c := &calendar{plan: p, book: b, weeks: map[time.Time]*week{}}
	for i := range c.covered {
		c.covered[i] = map[time.Time]bool{}
	}
	return c
}

// calendarWeeks bounds the weeks, so that a file of wrong dates costs little.
const calendarWeeks = 1000

// at returns the week of a day, nil where there are too many.
func (c *calendar) at(day time.Time) *week {
	back := (int(day.Weekday()) - int(c.plan.begin) + 7) % 7
	first := day.AddDate(0, 0, -back)
	w := c.weeks[first]
	if w == nil && len(c.weeks) < calendarWeeks {
		w = &week{days: kpi.Period{First: first, Last: first.AddDate(0, 0, 6)}, goods: newGoods(c.book)}
		w.collector, c.err = c.plan.newCollector(c.plan.collect(w.days))
		if c.err != nil {
			return nil
		}
		c.weeks[first] = w
	}
	return w
}

// collect are the options of a collector of a period.
func (p *plan) collect(days kpi.Period) reports.CollectOptions {
	return reports.CollectOptions{Channel: p.channel, Period: days, Currency: p.currency, Mappings: p.mappings}
}

// newCollector returns a collector that says what settlements have of the overhead, which
// it does only beside an overhead of the caller.
func (p *plan) newCollector(opt reports.CollectOptions) (*reports.Collector, error) {
	c, err := reports.NewCollector(opt)
	if err == nil {
		c.AddInput("", "overhead", decimal.Decimal{})
	}
	return c, err
}

// one returns the week that holds all days of a period, nil where none does.
func (c *calendar) one(days kpi.Period) *week {
	if w := c.at(days.First); w != nil && w.days.Contains(days.Last) {
		return w
	}
	return nil
}

// cover says that a family knows all of some days.
func (c *calendar) cover(f family, days kpi.Period) {
	if days.Days() > 7*calendarWeeks {
		return
	}
	for day := range days.All() {
		c.covered[f][day] = true
	}
}

// covers reports how many days of a period a family covers.
func (c *calendar) covers(f family, days kpi.Period) int {
	n := 0
	for day := range days.All() {
		if c.covered[f][day] {
			n++
		}
	}
	return n
}

// whole returns, rising, the weeks that the settlements cover and, where there are any,
// the business and advertising reports as well.
func (c *calendar) whole() []*week {
	var out []*week
	for _, w := range c.weeks {
		some, all := false, true
		for _, f := range []family{salesFamily, trafficFamily, adsFamily} {
			if len(c.covered[f]) > 0 {
				full := c.covers(f, w.days) == w.days.Days()
				some, all = some || full && f != adsFamily, all && full
			}
		}
		if some && all {
			out = append(out, w)
		}
	}
	slices.SortFunc(out, func(a, b *week) int { return a.days.First.Compare(b.days.First) })
	return out
}

// sorted returns all weeks in which settlements or business reports cover every day.
func (c *calendar) sorted() []*week {
	var out []*week
	for _, w := range c.weeks {
		if c.covers(salesFamily, w.days) == w.days.Days() || c.covers(trafficFamily, w.days) == w.days.Days() {
			out = append(out, w)
		}
	}
	slices.SortFunc(out, func(a, b *week) int { return a.days.First.Compare(b.days.First) })
	return out
}

// facts are those of the account in a week. What a family says that does not cover the
// whole week is left out, and what a family that does has no row for is 0.
func (c *calendar) facts(w *week) kpi.Facts {
	out := kpi.Facts{Scope: c.plan.channel, Period: w.days, Currency: c.plan.currency, Known: map[kpi.InputCode]kpi.Fact{}}
	for _, f := range w.collector.Facts() {
		for code, fact := range f.Known {
			out.Known[code] = fact
		}
	}
	for f := range families {
		if f == stockFamily {
			continue
		}
		full := c.covers(f, w.days) == w.days.Days()
		for _, code := range inputsOfFamily[f] {
			_, has := out.Known[code]
			switch {
			case !full:
				if has && !(f == adsFamily && len(c.covered[f]) == 0) { // without ad reports, advertising is that of settlements
					delete(out.Known, code)
				}
			case !has:
				out.Known[code] = zeroFact(f)
			}
		}
	}
	if c.covers(salesFamily, w.days) == w.days.Days() {
		w.goods.into(&out, c.book.name())
		c.plan.fixed(&out)
	} else {
		delete(out.Known, "overhead")
		delete(out.Known, "ad_spend")
	}
	return out
}

func zeroFact(f family) kpi.Fact {
	if f == salesFamily || f == returnsFamily {
		return kpi.Fact{Basis: kpi.SettledBasis, Origins: []string{"no row of " + familyNames[f]}}
	}
	return kpi.Fact{Origins: []string{"no row of " + familyNames[f]}}
}

// fixed adds what does not come from reports: Amazon takes no fee for payments, amounts
// in one currency have no result of exchange rates, and the overhead is that of the
// plan.
func (p *plan) fixed(f *kpi.Facts) {
	caller := []string{"plan"}
	f.Known["payment_fees"] = kpi.Fact{Basis: kpi.SettledBasis, Origins: []string{"part of the referral fee"}}
	f.Known["fx_result"] = kpi.Fact{Basis: kpi.SettledBasis, Origins: []string{"amounts in one currency"}}
	own, has := f.Known["overhead"]
	delete(f.Known, "overhead")
	if !p.overhead.Valid {
		if has {
			f.Known["subscription"] = kpi.Fact{Amount: own.Amount, Basis: kpi.SettledBasis, Origins: own.Origins, Rows: own.Rows, Adds: kpi.AddsFlow}
		}
		return
	}
	// Days of the period / 7 weeks, and what settlements have.
	weekly := p.overhead.Decimal.Mul(decimal.NewFromInt(int64(f.Period.Days())))
	const perWeek = 7
	f.Known["overhead"] = kpi.Fact{
		Amount: weekly.Add(own.Amount.Mul(decimal.NewFromInt(perWeek))), Over: perWeek, Basis: kpi.SettledBasis,
		Origins: append(caller, own.Origins...), Rows: own.Rows,
	}
}

// name is the file of the costs.
func (b *costBook) name() string {
	if b.costs == nil {
		return "no costs file"
	}
	return b.costs.name
}
