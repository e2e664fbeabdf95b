package main

import (
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

// A trafficScan reads a business report. Amazon exports the same traffic by item, by
// parent and by day: of the same days only one counts.
type trafficScan struct {
	a      *analysis
	s      *source
	week   *week
	sales  decimal.Decimal
	double bool
	items  bool // it has rows by item
}

func (a *analysis) trafficOf(s *source) *trafficScan {
	t := &trafficScan{a: a, s: s}
	if s.days != (kpi.Period{}) {
		t.week = a.calendar.one(s.days)
		if t.week == nil {
			s.note("its days are not within one week, so that it is in no weekly figure")
		}
	}
	return t
}

func (t *trafficScan) add(r *reports.BusinessRow) {
	a, s := t.a, t.s
	if !r.Date.IsZero() { // by date
		s.saw(r.Date, r.Date)
		if s.kind == trafficJSON {
			return // its items say the same
		}
		key := trafficKey{kpi.Period{First: r.Date, Last: r.Date}, "account"}
		if by, ok := a.traffic[key]; ok && by != s.part.Name || a.calendar.covered[trafficFamily][r.Date] && !ok {
			a.left("counted_twice", s.part.Name, "days", "days that another business report has already", 1)
			return
		}
		a.traffic[key] = s.part.Name
		a.calendar.cover(trafficFamily, key.days)
		if w := a.calendar.at(r.Date); w != nil {
			w.add(s, *r)
		}
		return
	}
	t.items = true
	t.sales = t.sales.Add(r.Total.Sales.Decimal)
	if id := r.SKU; id != "" && r.Total.Units.Valid {
		n := a.book.id(id)
		a.units[n] = a.units[n].Add(r.Total.Units.Decimal)
	}
	if s.days == (kpi.Period{}) || t.double {
		return
	}
	key := trafficKey{s.days, "items"}
	if by, ok := a.traffic[key]; ok && by != s.part.Name {
		t.double = true
		return
	}
	a.traffic[key] = s.part.Name
	if t.week != nil {
		t.week.add(s, *r)
	}
}

// add adds a row of traffic to the account.
func (w *week) add(s *source, r reports.BusinessRow) {
	r.SKU, r.ChildASIN, r.ParentASIN, r.Title = "", "", "", ""
	w.collector.AddBusiness(s.part.Name, r)
	s.summed = true
}

func (t *trafficScan) end() {
	a, s := t.a, t.s
	if t.double {
		s.part.Used = "not counted: " + a.traffic[trafficKey{s.days, "items"}] + " has the same days"
		a.left("counted_twice", s.part.Name, "", "a business report of days that "+a.traffic[trafficKey{s.days, "items"}]+" has already", s.part.Rows)
	} else if s.days != (kpi.Period{}) && t.items {
		if t.week != nil {
			a.calendar.cover(trafficFamily, s.days)
		}
		if s.days.Days() <= 7*calendarWeeks {
			for day := range s.days.All() {
				a.itemDays[day] = true
			}
		}
	}
	if s.days != (kpi.Period{}) && s.kind == reports.BusinessReport && t.items {
		a.keyed = append(a.keyed, kpi.KeyedRow{File: s.part.Name, Row: 1, Key: []string{"business report", s.days.String()}, Amount: t.sales})
	}
}
