package stock

import (
	"math"
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// demand returns the demand of path i in week t as it is seen in week from: beyond
// the first week a forecast made in that week has the relative spread that today's
// has now, unless the plan is committed.
func (p *planner) demand(i, t, from int, factor float64) float64 {
	if t >= p.known {
		return 0
	}
	if from == 0 || p.Committed {
		return p.Demand[i][t]
	}
	return p.mean[t] * factor
}

// factor returns how far path i lies above the mean over the first steps weeks.
func (p *planner) factor(i, steps int) float64 {
	steps = min(max(1, steps), p.known)
	mean := 0.0
	for _, m := range p.mean[:steps] {
		mean += m
	}
	if mean <= 0 {
		return 1
	}
	return p.total[i][steps] / mean
}

// onHand returns the stock of path i at the beginning of week w.
func (p *planner) onHand(i, w int, mean float64) float64 {
	if w == 0 || p.Committed {
		return p.stock[i].total()
	}
	return mean
}

// meanStock returns the mean over the paths of the stock on hand.
func (p *planner) meanStock() float64 {
	sum := 0.0
	for i := range p.stock {
		sum += p.stock[i].total() / float64(p.n)
	}
	return sum
}

// arrivals fills out with what comes in path i from week w on, out[0] in week w.
func (p *planner) arrivals(i, w int, out []float64) {
	clear(out)
	for _, d := range p.pending {
		if t := int(d.week[i]) - w; t >= 0 && t < len(out) {
			out[t] += d.units
		}
	}
}

// need returns for each path what is missing between the arrival of an order of week
// w and that of the next one.
func (p *planner) need(w int, come, next []int32) []float64 {
	out := p.buffer
	mean := p.meanStock()
	end := int(slices.Max(next))
	if end > p.known {
		p.once("paths", "the paths have %d weeks: orders of %s and later cover only the demand until then", p.known, date(p.at(w)))
		end = p.known
	}
	steps := int(math.Ceil(meanWeek(next))) - w
	in := make([]float64, max(0, end-w))
	for i := range out {
		out[i] = 0
		s, factor := p.onHand(i, w, mean), p.factor(i, steps)
		p.arrivals(i, w, in)
		for t := w; t < min(int(next[i]), p.known); t++ {
			s += in[t-w] - p.demand(i, t, w, factor)
			if t < int(come[i]) {
				s = max(0, s) // what is lost before the arrival is not ordered for
			} else {
				out[i] = max(out[i], -s)
			}
		}
	}
	return out
}

// lost returns for each path, sorted, what is lost between two arrivals if nothing
// more is ordered.
func (p *planner) lost(w int, from, until []int32) []float64 {
	out := make([]float64, p.n)
	end := min(p.known, int(slices.Max(until)))
	in := make([]float64, max(0, end-w))
	mean := p.meanStock()
	for i := range out {
		s, factor := p.onHand(i, w, mean), p.factor(i, int(until[i])-w)
		p.arrivals(i, w, in)
		for t := w; t < min(int(until[i]), p.known); t++ {
			s += in[t-w] - p.demand(i, t, w, factor)
			if s < 0 {
				if t >= int(from[i]) {
					out[i] -= s
				}
				s = 0
			}
		}
	}
	slices.Sort(out)
	return out
}

// advance lets week w pass in every path and writes its row.
func (p *planner) advance(w int) {
	row := Week{Start: p.at(w)}
	for i := len(p.plan.Orders) - 1; i >= 0 && p.plan.Orders[i].Place.Equal(row.Start); i-- {
		row.Ordered += p.plan.Orders[i].Units
	}
	n := float64(p.n)
	arrived, sold, kept := 0.0, 0.0, 0.0
	outs := 0
	aged := make([]float64, len(p.Costs.Storage.Aged))
	for i := range p.stock {
		q := &p.stock[i]
		for _, d := range p.pending {
			if int(d.week[i]) == w {
				q.add(d.units, 7*w)
				arrived += d.units / n
			}
		}
		before := q.total()
		d := p.Demand[i][w]
		sale := min(before, d)
		if d > before {
			outs++
		}
		q.take(sale)
		sold += sale / n
		kept += (before - sale/2) / n
		for l := q.head; l < len(q.units); l++ {
			if b := p.Costs.Storage.bucket(7*w + 3 - q.day[l]); b >= 0 {
				aged[b] += q.units[l] / n
			}
		}
		p.buffer[i] = d
	}
	p.pending = slices.DeleteFunc(p.pending, func(d delivery) bool { return int(slices.Max(d.week)) <= w })
	p.balance(&row, w, arrived, sold)
	row.High = quantile(p.buffer, p.plan.Service)
	row.StockOut = float64(outs) / n
	store, surcharge := p.Costs.Storage.week(row.Start)
	row.Storage = Worth(kept, store)
	for b, units := range aged {
		row.Aged = row.Aged.Add(Worth(units, surcharge[b]))
	}
	c := &p.plan.Cost
	c.Storage, c.Aged = c.Storage.Add(row.Storage), c.Aged.Add(row.Aged)
	c.Capital = c.Capital.Add(Worth(kept, p.Costs.capital(7)))
	p.plan.Demand += row.Demand
	p.plan.Sales += row.Sales
	p.plan.Lost += row.Lost
	p.plan.Weeks = append(p.plan.Weeks, row)
}

// balance fills in the units of a row, as multiples of 1/1024 so that they add up
// exactly.
func (p *planner) balance(row *Week, w int, arrived, sold float64) {
	if w > 0 {
		row.Opening = p.plan.Weeks[w-1].Closing
	} else {
		for _, l := range p.Stock {
			row.Opening += float64(l.Units)
		}
	}
	row.Arrivals = grid(arrived)
	row.Demand = grid(p.mean[w])
	row.Sales = min(grid(sold), row.Demand, row.Opening+row.Arrivals)
	row.Lost = row.Demand - row.Sales
	row.Closing = row.Opening + row.Arrivals - row.Sales
}

// grid rounds to a multiple of 1/1024.
func grid(v float64) float64 {
	if v > 1<<42 {
		return math.Round(v)
	}
	return math.Round(v*1024) / 1024
}

// finish fills in what concerns the whole plan.
func (p *planner) finish() Plan {
	out := p.plan
	out.FillRate = 1
	if out.Demand > 0 {
		out.FillRate = out.Sales / out.Demand
	}
	out.Cost.LostMargin = Worth(out.Lost, p.Costs.Margin)
	for w := range out.Weeks {
		out.Weeks[w].Cover = p.cover(w+1, out.Weeks[w].Closing)
	}
	return out
}

// cover returns the days that units last from week w on at the expected demand; beyond
// the paths that of their last 13 weeks goes on.
func (p *planner) cover(w int, units float64) float64 {
	days := 0.0
	last := p.mean[max(0, p.known-13):]
	rest := 0.0
	for _, m := range last {
		rest += m / float64(len(last))
	}
	for units > 0 {
		d := rest
		if w < p.known {
			d = p.mean[w]
		} else if rest <= 0 {
			return MaxDays
		} else {
			return min(MaxDays, days+7*units/rest)
		}
		if d >= units {
			return min(MaxDays, days+7*units/d)
		}
		units -= d
		days += 7
		w++
	}
	return days
}

// Next returns the orders of a plan that are to be placed within a number of days from
// its start: those to act on now.
func (p Plan) Next(days int) []Order {
	if len(p.Weeks) == 0 {
		return nil
	}
	last := p.Weeks[0].Start.AddDate(0, 0, days)
	var out []Order
	for _, o := range p.Orders {
		if o.Place.Before(last) {
			out = append(out, o)
		}
	}
	return out
}

// Spent returns what the orders of a plan cost by the month in which they are placed,
// as the first days of the months in order and the goods and freight of each.
func (p Plan) Spent() (months []time.Time, amounts []decimal.Decimal) {
	for _, o := range p.Orders {
		m := time.Date(o.Place.Year(), o.Place.Month(), 1, 0, 0, 0, 0, time.UTC)
		if len(months) == 0 || !months[len(months)-1].Equal(m) {
			months, amounts = append(months, m), append(amounts, decimal.Zero)
		}
		amounts[len(amounts)-1] = amounts[len(amounts)-1].Add(o.Cost).Add(o.Freight)
	}
	return months, amounts
}
