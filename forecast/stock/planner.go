package stock

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/forecast/internal/num"
	"github.com/shopspring/decimal"
)

// planner makes the plan of one item, week by week.
type planner struct {
	Item
	weeks, review, n, known int // known: the weeks of the paths
	start                   time.Time
	rand                    *rand.Rand
	base                    int   // index of the mode that carries the orders
	faster                  []int // the faster modes, cheapest first
	mean                    []float64
	total                   [][]float64 // sums of the paths from the start to each week
	stock                   []fifo      // of each path, at the beginning of the week
	pending                 []delivery
	coming                  int64 // units in stock at start, inbound and ordered
	spent                   decimal.Decimal
	firstBase               int // the week in which the first order of base comes
	plan                    Plan
	said                    map[string]bool
	buffer                  []float64
}

// delivery is an order or inbound, with the week of each path in which it comes.
type delivery struct {
	units float64
	week  []int32
}

func newPlanner(it Item) *planner {
	p := &planner{Item: it, weeks: it.Weeks, review: max(1, it.Review), n: len(it.Demand), known: len(it.Demand[0]), start: day(it.Start), rand: num.Rand(it.Seed), said: map[string]bool{}}
	if p.weeks == 0 {
		p.weeks = min(defaultWeeks, p.known)
	}
	p.plan.Item = it.Name
	if p.Limits.UnitCost.IsZero() {
		p.Limits.UnitCost = it.Costs.UnitCost
	}
	p.buffer = make([]float64, p.n)
	p.sums()
	p.chooseMode()
	p.chooseService()
	p.open()
	return p
}

// sums prepares the mean of each week and the running sum of each path.
func (p *planner) sums() {
	p.mean = make([]float64, p.known)
	p.total = make([][]float64, p.n)
	all := make([]float64, p.n*(p.known+1))
	for i, path := range p.Demand {
		p.total[i] = all[i*(p.known+1) : (i+1)*(p.known+1)]
		for t, v := range path {
			p.mean[t] += v / float64(p.n)
			p.total[i][t+1] = p.total[i][t] + v
		}
	}
}

func (p *planner) say(code, format string, a ...any) {
	p.plan.Reasons = append(p.plan.Reasons, forecast.Reason{Code: code, Text: fmt.Sprintf(format, a...)})
}

// once says a reason the first time only.
func (p *planner) once(code, format string, a ...any) {
	if !p.said[code] {
		p.said[code] = true
		p.say(code, format, a...)
	}
}

func (p *planner) chooseMode() {
	order := p.Costs.cheapest(p.Modes)
	p.base = order[0]
	switch {
	case p.Mode != "":
		p.base = p.mode()
		p.say("mode", "%s is given as the mode that carries the orders", p.Mode)
	case len(order) > 1:
		p.say("mode", "%s carries the orders: with the capital on the way a unit costs %s, by %s %s", p.Modes[p.base].Name,
			p.Costs.landed(p.Modes[p.base]).Round(2), p.Modes[order[1]].Name, p.Costs.landed(p.Modes[order[1]]).Round(2))
	}
	p.plan.Base = p.Modes[p.base].Name
	slow, _ := p.Modes[p.base].Lead.Moments()
	for _, i := range order {
		if mean, _ := p.Modes[i].Lead.Moments(); mean < slow && i != p.base {
			p.faster = append(p.faster, i)
		}
	}
	switch {
	case len(p.faster) == 0:
	case p.NoTopUp:
		p.faster = nil
		p.say("top_up", "faster modes are left out as asked")
	case !p.Costs.Margin.IsPositive():
		p.faster = nil
		p.say("top_up", "faster modes are left out: without a margin nothing says whether they pay")
	}
}

func (p *planner) chooseService() {
	if p.Service > 0 {
		p.plan.Service = p.Service
		p.say("service", "the service level of %s is given", percent(p.Service))
		return
	}
	hold := p.Costs.Hold(float64(7 * p.review))
	p.plan.Service = 0.999
	if hold.IsPositive() {
		p.plan.Service = min(0.999, max(0.5, ratio(p.Costs.Margin, p.Costs.Margin.Add(hold))))
	}
	p.say("service", "a lost sale costs %s and holding a unit for a review %s, so orders aim at a service level of %s (between 50 %% and 99.9 %%)", p.Costs.Margin.Round(2), hold.Round(4), percent(p.plan.Service))
}

// open puts the stock and what is inbound into place.
func (p *planner) open() {
	p.stock = make([]fifo, p.n)
	lots := slices.Clone(p.Stock)
	for i := range lots {
		if lots[i].Received.IsZero() {
			lots[i].Received = p.start
		}
	}
	slices.SortStableFunc(lots, func(a, b Lot) int { return day(a.Received).Compare(day(b.Received)) })
	for _, l := range lots {
		p.coming += l.Units
		for i := range p.stock {
			p.stock[i].add(float64(l.Units), daysBetween(p.start, day(l.Received)))
		}
	}
	for _, b := range p.Inbound {
		p.coming += b.Units
		days := float64(daysBetween(p.start, day(b.Due)))
		if days < 0 {
			p.say("overdue", "%s was due on %s and is taken to be there on the first day", orText(b.Name, "a delivery"), date(b.Due))
			days = 0
		}
		d := delivery{units: float64(b.Units), week: make([]int32, p.n)}
		for i := range d.week {
			late := 0.0
			if b.SD > 0 {
				late = p.rand.NormFloat64() * b.SD
			}
			d.week[i] = int32(week(min(1e6, max(0, days+late))))
		}
		p.pending = append(p.pending, d)
	}
	p.firstBase = math.MaxInt32
}

// at returns the first day of a week.
func (p *planner) at(w int) time.Time { return p.start.AddDate(0, 0, 7*w) }

// draw returns for each path the week in which an order of week w comes by a mode.
func (p *planner) draw(w, mode int) []int32 {
	ready := float64(daysBetween(p.start, p.Supplier.Ready(p.at(w))))
	out := make([]int32, p.n)
	for i := range out {
		out[i] = int32(max(w, week(ready+p.Modes[mode].Lead.draw(p.rand))))
	}
	return out
}

// after returns arrivals that are not before others.
func after(arrivals, others []int32) []int32 {
	for i := range arrivals {
		arrivals[i] = max(arrivals[i], others[i])
	}
	return arrivals
}

// order decides what to order on the first day of week w.
func (p *planner) order(w int) {
	come := p.draw(w, p.base)
	next := after(p.draw(w+p.review, p.base), come)
	if p.firstBase == math.MaxInt32 {
		p.firstBase = w + int(math.Ceil(meanWeek(come)))
	}
	sent := int64(0)
	if w < p.firstBase && len(p.faster) > 0 {
		sent = p.topUps(w, come)
	}
	need := p.need(w, come, next)
	q := quantile(need, p.plan.Service)
	reasons := p.why(w, q, come, next)
	mode := p.Modes[p.base]
	if q > 0 && mode.PerOrder.IsPositive() {
		if eoq := p.economic(w, mode.PerOrder); eoq > q {
			reasons = append(reasons, forecast.Reason{Code: "eoq", Text: fmt.Sprintf("an order costs %s, so it is worth %s units at a time", mode.PerOrder.Round(2), show(eoq))})
			q = eoq
		}
	}
	limits := p.limits(mode)
	if limits.MOQ > 0 && sent > 0 {
		if limits.MOQ = max(0, limits.MOQ-sent); q <= 0 && limits.MOQ > 0 {
			q = float64(limits.MOQ)
			reasons = append(reasons, forecast.Reason{Code: "moq", Text: fmt.Sprintf("with the faster shipment the supplier's minimum needs %d units more", limits.MOQ)})
		}
	}
	p.place(w, p.base, q, limits, come, reasons)
}

// limits returns the limits of an order of a mode, with the budget that is left.
func (p *planner) limits(m Mode) Limits {
	l := p.Limits
	l.Container = m.Container
	if l.Budget.Valid {
		l.Budget.Decimal = decimal.Max(decimal.Zero, l.Budget.Decimal.Sub(p.spent))
	}
	return l
}

// place orders a need by a mode and returns the units.
func (p *planner) place(w, mode int, need float64, limits Limits, come []int32, reasons []forecast.Reason) int64 {
	if need <= 0 {
		return 0
	}
	need = min(need, float64(MaxUnits-p.coming))
	have := p.coming - int64(p.plan.Sales)
	q := limits.quantity(need, max(0, have))
	if q.Units == 0 || q.Units > MaxUnits-p.coming {
		for _, r := range q.Reasons[max(0, len(q.Reasons)-1):] {
			p.once("cut_"+r.Code, "nothing is ordered on %s although %s units are needed: %s", date(p.at(w)), show(need), r.Text)
		}
		return 0
	}
	q.Reasons = append(reasons, q.Reasons...)
	m := p.Modes[mode]
	ready := p.Supplier.Ready(p.at(w))
	mean, _ := m.Lead.Moments()
	o := Order{Place: p.at(w), Ready: ready, Mode: m.Name, Quantity: q,
		Due: ready.AddDate(0, 0, int(math.Ceil(mean-1e-9))), Late: ready.AddDate(0, 0, int(math.Ceil(m.Lead.Quantile(0.95)-1e-9))),
		Freight: m.PerUnit.Mul(decimal.NewFromInt(q.Units)).Add(m.PerOrder)}
	p.plan.Orders = append(p.plan.Orders, o)
	p.plan.Cost.Goods = p.plan.Cost.Goods.Add(q.Cost)
	p.plan.Cost.Freight = p.plan.Cost.Freight.Add(o.Freight)
	p.spent = p.spent.Add(q.Cost)
	p.coming += q.Units
	p.pending = append(p.pending, delivery{units: float64(q.Units), week: come})
	return q.Units
}

// why returns the reasons of an order of the base mode.
func (p *planner) why(w int, q float64, come, next []int32) []forecast.Reason {
	from, to := meanWeek(come), meanWeek(next)
	out := []forecast.Reason{{Code: "cover", Text: fmt.Sprintf("ordered on %s it comes after %.1f weeks and must last until the next one after %.1f weeks: %s units are missing with a service of %s",
		date(p.at(w)), from-float64(w), to-float64(w), show(q), percent(p.plan.Service))}}
	if names, days := p.Supplier.delays(p.at(w + p.review)); days > 0 {
		out = append(out, forecast.Reason{Code: "closure", Text: fmt.Sprintf("an order a review later would be %d days late (%s), so this one covers that time", days, strings.Join(names, ", "))})
	} else if names, days := p.Supplier.delays(p.at(w)); days > 0 {
		out = append(out, forecast.Reason{Code: "closure", Text: fmt.Sprintf("production takes %d days longer (%s)", days, strings.Join(names, ", "))})
	}
	return out
}

// economic returns the economic order quantity at the expected demand of the year
// from week w on, 0 where holding costs nothing.
func (p *planner) economic(w int, perOrder decimal.Decimal) float64 {
	hold := p.Costs.Hold(365)
	if !hold.IsPositive() {
		return 0
	}
	sum, weeks := 0.0, 0
	for t := w; t < p.known && t < w+52; t++ {
		sum += p.mean[t]
		weeks++
	}
	if weeks == 0 {
		return 0
	}
	return math.Sqrt(2 * sum / float64(weeks) * 365 / 7 * ratio(perOrder, hold))
}

// topUps weighs the faster modes in week w and returns what is sent by them. Each
// covers the time from its arrival until that of the next review, or of a cheaper mode
// ordered now.
func (p *planner) topUps(w int, base []int32) int64 {
	sent := int64(0)
	limit := base
	for _, mode := range p.faster {
		come := p.draw(w, mode)
		until := after(p.draw(w+p.review, mode), come)
		for i := range until {
			until[i] = min(until[i], limit[i])
		}
		c := topUp(p.Modes[mode], p.Modes[p.base], p.Costs, newEmpirical(p.lost(w, come, until)))
		limit = come
		if c.Units < 1 && c.Saved <= 0 {
			continue
		}
		limits := p.limits(p.Modes[mode])
		limits.MOQ = 0 // the base order makes up for it
		if !p.cartonPays(c, limits, mode) {
			p.once("top_up_"+p.Modes[mode].Name, "nothing goes by %s: %s; a carton or the cost of an order is more than that saves", p.Modes[mode].Name, c.Reason)
			continue
		}
		sent += p.place(w, mode, c.Units, limits, come, []forecast.Reason{{Code: "top_up", Text: c.Reason}})
	}
	return sent
}

// cartonPays reports whether a top-up, rounded to its cartons, gains more than it
// costs.
func (p *planner) cartonPays(c Choice, l Limits, mode int) bool {
	q := l.quantity(c.Units, 0)
	gain := Worth(min(c.Saved, float64(q.Units)), p.Costs.Margin).Sub(c.Extra.Mul(decimal.NewFromInt(q.Units)))
	return gain.GreaterThan(p.Modes[mode].PerOrder)
}

// quantile returns the smallest value that at least the share p does not exceed. It
// sorts x.
func quantile(x []float64, p float64) float64 {
	slices.Sort(x)
	return x[rank(p, len(x))]
}

func meanWeek(w []int32) float64 {
	sum := 0.0
	for _, v := range w {
		sum += float64(v)
	}
	return sum / float64(len(w))
}
