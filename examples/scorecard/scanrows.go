package main

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

func (a *analysis) scanAds(s *source, file *reports.File) error {
	twice := 0
	var weekly kpi.Period          // of the rows that are in weekly figures
	longer := map[time.Time]bool{} // days of the others
	err := each(s, file.Ads(), func(r *reports.AdRow) {
		s.saw(r.Period.First, r.Period.Last)
		if a.adTwice(s, r) {
			twice++
			return
		}
		if r.Currency != "" && r.Currency != a.plan.currency || r.Period.Check() != nil {
			return // the collector of the period says so
		}
		w := a.calendar.one(r.Period)
		if w == nil {
			if r.Period.Days() <= 7*calendarWeeks {
				for day := range r.Period.All() {
					longer[day] = true
				}
			}
			a.left("not_weekly", s.part.Name, "", "advertising over days of more than one week: it is in the period and in no weekly figure", 1)
			return
		}
		if weekly.First.IsZero() || r.Period.First.Before(weekly.First) {
			weekly.First = r.Period.First
		}
		if r.Period.Last.After(weekly.Last) {
			weekly.Last = r.Period.Last
		}
		row := oneKind(*r)
		row.SKU, row.ASIN = "", ""
		w.collector.AddAd(s.part.Name, row)
		s.summed = true
	})
	if span, ok := s.span(); ok && span.Days() <= 7*calendarWeeks {
		for day := range span.All() {
			if _, taken := a.adDays[day]; !taken {
				a.adDays[day] = s.kind
			}
		}
	}
	if weekly.Check() == nil && weekly.Days() <= 7*calendarWeeks {
		for day := range weekly.All() {
			if !longer[day] {
				a.calendar.covered[adsFamily][day] = true
			}
		}
	}
	if twice > 0 {
		a.left("counted_twice", s.part.Name, "", "advertising of days that another advertising report has already", twice)
	}
	return err
}

// oneKind is a row of advertising that a collector takes beside rows of other kinds of
// reports: here one of them is picked for each day, there for the whole period.
func oneKind(r reports.AdRow) reports.AdRow {
	r.Kind = reports.AdvertisedProducts
	return r
}

// adTwice reports whether another kind of report has the spend of the days of a row.
func (a *analysis) adTwice(s *source, r *reports.AdRow) bool {
	kind, taken := a.adDays[r.Period.First]
	return taken && kind != s.kind
}

func (a *analysis) scanSettlement(s *source, file *reports.File) error {
	a.settled = true
	return each(s, file.Settlement(), func(r *reports.SettlementRow) {
		if r.Summary && a.repeated(s, r) || s.repeats[r.Settlement] {
			a.left("counted_twice", s.part.Name, r.Settlement, "settlement "+r.Settlement+", which "+a.settledIn[r.Settlement+string(r.Currency)]+" has already", 1)
			return
		}
		a.reconciliation.Add(*r)
		a.audit.AddSettlement(*r)
		if r.Summary {
			if !r.Start.IsZero() && !r.End.IsZero() {
				first, last := a.settledDays(r)
				if period := (kpi.Period{First: first, Last: last}); period.Check() == nil {
					a.calendar.cover(salesFamily, period)
				}
			}
			return
		}
		if r.Day.IsZero() {
			return
		}
		s.saw(r.Day, r.Day)
		if r.Currency != "" && r.Currency != a.plan.currency {
			return
		}
		w := a.calendar.at(r.Day)
		if w == nil {
			return
		}
		s.summed = true
		if r.Quantity.Valid && r.SKU != "" && a.lines.of(r) == reports.LineItemPrice {
			w.goods.add(r.SKU, r.Quantity.Decimal, r.Day, false)
			if !a.hasTraffic() {
				n := a.book.id(r.SKU)
				a.units[n] = a.units[n].Add(r.Quantity.Decimal)
			}
		}
		row := *r
		row.SKU = ""
		w.collector.AddSettlement(s.part.Name, row)
	})
}

// repeated reports whether another file has the total of the settlement already. The rows
// of this one then count nothing; parts of a settlement in several files have one total.
func (a *analysis) repeated(s *source, r *reports.SettlementRow) bool {
	key := r.Settlement + string(r.Currency)
	if by, seen := a.settledIn[key]; !seen {
		a.settledIn[key] = s.part.Name
	} else if by != s.part.Name {
		if s.repeats == nil {
			s.repeats = map[string]bool{}
		}
		s.repeats[strings.Clone(r.Settlement)] = true
		return true
	}
	return false
}

// settledDays are the whole days that a settlement covers: a settlement that ends in the
// afternoon covers the day with the next one.
func (a *analysis) settledDays(r *reports.SettlementRow) (first, last time.Time) {
	if r.DaysOnly {
		return reports.DayIn(r.Start, nil), reports.DayIn(r.End, nil)
	}
	return reports.DayIn(r.Start, a.plan.zone), reports.DayIn(r.End, a.plan.zone)
}

func (a *analysis) hasTraffic() bool { return len(a.traffic) > 0 }

func (a *analysis) scanStock(s *source, file *reports.File) error {
	return each(s, file.Inventory(), func(r *reports.InventoryRow) {
		s.saw(r.Day, r.Day)
		if r.Available.Valid && r.Available.Decimal.IsZero() && r.SKU != "" {
			id := a.book.id(r.SKU)
			d := a.noStock[id]
			if d == nil {
				d = &stockDays{first: r.Day, last: r.Day}
				a.noStock[id] = d
			}
			d.days++
			if r.Day.Before(d.first) {
				d.first = r.Day
			}
			if r.Day.After(d.last) {
				d.last = r.Day
			}
			if w := a.calendar.at(r.Day); w != nil {
				w.out.set(id)
			}
		}
		w := a.calendar.at(r.Day)
		if w != nil && !r.Day.Equal(w.days.Last) {
			w = a.calendar.at(w.days.First.AddDate(0, 0, -1)) // the stock at the end of the week before
		}
		if w == nil || !w.snapshot.IsZero() && !w.snapshot.Equal(r.Day) {
			return
		}
		w.snapshot = r.Day
		row := *r
		row.SKU, row.ASIN = "", ""
		row.SellThrough = decimal.NullDecimal{}
		w.collector.AddInventory(s.part.Name, row)
		s.summed = true
	})
}

func (a *analysis) scanReturns(s *source, file *reports.File) error {
	err := each(s, file.Returns(), func(r *reports.Return) {
		s.saw(r.Day, r.Day)
		w := a.calendar.at(r.Day)
		if w == nil {
			return
		}
		s.summed = true
		if r.Units.Valid && r.Sellable() && r.SKU != "" {
			w.goods.add(r.SKU, r.Units.Decimal, r.Day, true)
		}
		row := *r
		row.SKU, row.ASIN = "", ""
		w.collector.AddReturn(s.part.Name, row)
	})
	if span, ok := s.span(); ok {
		a.calendar.cover(returnsFamily, span)
	}
	return err
}
