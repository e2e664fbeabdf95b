package forecast

import "math"

// A panelLevel is the mean of the first values and, once one more of them would count
// for less than the share of an error, exponential smoothing.
type panelLevel struct {
	at    float64
	count int
	limit float64 // of an error; the rest of a larger one is an outlier
}

func (l *panelLevel) add(v, share float64) {
	l.count++
	e := min(max(v-l.at, -l.limit), l.limit)
	l.at += max(share, 1/float64(l.count)) * e
}

// panelHuber is the error, in standard deviations, beyond which an error moves a level
// no further (Gelper, Fried and Croux 2010: robust exponential smoothing).
const panelHuber = 1.5

// panelShares are the smoothing constants among which the errors choose.
var panelShares = [...]float64{0, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5}

// smooth chooses the smoothing constants, runs them, and measures the errors.
func (c *catalogue) smooth(p Panel) {
	c.alpha, c.keep = c.choose(p.Alpha, func(a float64) (out levelProducts) {
		for _, it := range c.items {
			offset := len(it.group.common) - len(it.y)
			out.add(len(it.y), a, it.group.ownLimit, p.Horizon, func(i int) (float64, bool) {
				return it.left[i] - it.group.common[offset+i], it.known[i]
			})
		}
		return out
	})
	c.gamma, c.commonKeep = c.choose(p.Common, func(a float64) (out levelProducts) {
		for _, g := range c.groups {
			out.add(len(g.common), a, g.limit, p.Horizon, func(i int) (float64, bool) { return g.common[i], g.seen[i] > 0 })
		}
		return out
	})
	sum, rows := 0.0, 0.0
	own := make([]float64, len(c.items))
	for n, it := range c.items {
		offset := len(it.group.common) - len(it.y)
		level := panelLevel{limit: it.group.ownLimit}
		for i, v := range it.left {
			if !it.known[i] {
				continue
			}
			v -= it.group.common[offset+i]
			e := v - level.at
			level.add(v, c.alpha)
			if it.used[i] {
				own[n] += e * e
				sum += e * e
				rows++
			}
		}
		it.own = c.keep * level.at
	}
	pooled := sum / math.Max(1, rows)
	for n, it := range c.items { // as if 20 more errors were those of the catalogue
		it.sigma = math.Sqrt((own[n] + 20*pooled) / (float64(it.rows) + 20))
	}
	for _, g := range c.groups {
		g.level = c.commonKeep * g.before(len(g.common), c.gamma)
	}
}

// choose returns the share that is asked for, or the one with the least errors, and
// how much of the last level is kept.
func (c *catalogue) choose(asked float64, products func(share float64) levelProducts) (share, keep float64) {
	if asked != 0 {
		return max(asked, 0), 1
	}
	least := math.Inf(1)
	for _, a := range panelShares {
		p := products(a)
		k := p.keep()
		if e := p.errors(k); e < least*(1-1e-9) {
			share, keep, least = a, k, e
		}
	}
	return share, keep
}

// levelProducts are sums over pairs of a step and one of the steps before it, of the
// value v of the step and the level l after the earlier one, both from the mean of what
// was known then.
type levelProducts struct{ vv, vl, ll float64 }

// keep is the slope of v on l, between 0 and 1.
func (p levelProducts) keep() float64 {
	if !(p.ll > 0) {
		return 0
	}
	return min(max(p.vl/p.ll, 0), 1)
}

// errors is the sum of the squares of v - keep*l.
func (p levelProducts) errors(keep float64) float64 {
	return p.vv - 2*keep*p.vl + keep*keep*p.ll
}

// add adds the products of a series: of each step of its last three quarters with
// each of the horizon steps before it.
func (p *levelProducts) add(n int, share, limit float64, horizon int, at func(i int) (float64, bool)) {
	levels, means := make([]float64, n+1), make([]float64, n+1)
	level, mean := panelLevel{limit: limit}, panelLevel{limit: limit}
	for i := range n {
		if v, ok := at(i); ok {
			level.add(v, share)
			mean.add(v, 0)
		}
		levels[i+1], means[i+1] = level.at-mean.at, mean.at
	}
	for i := n / 4; i < n; i++ {
		v, ok := at(i)
		if !ok {
			continue
		}
		for j := max(i-horizon+1, n/4); j <= i; j++ {
			d := v - means[j]
			p.vv += d * d
			p.vl += d * levels[j]
			p.ll += levels[j] * levels[j]
		}
	}
}
