package forecast

import "math"

// etsParams are the parameters of a model. beta is alpha times star, as R states it.
type etsParams struct{ alpha, beta, gamma, phi float64 }

// etsPass runs a model over a series and finds the gradient of its likelihood by going
// back through the same steps (reverse differentiation), which costs as much as one
// more run, whatever the number of starting states.
//
// With q = l + phi b (q = l b^phi for a multiplicative trend) the forecast mu is q,
// q+s or q*s, and with u = y-q, y-s-q or y/s-q and w = y-q-s or y/q-s
//
//	l' = q + alpha u, b' = phi b + beta u, s' = s + gamma w
//
// for both kinds of errors (Hyndman et al. 2008, table 2.2 and 2.3).
type etsPass struct {
	y []float64
	m int
	// States before each step, and the forecast. season has m more: the last cycle.
	level, slope, season, q, mu []float64
	d                           []float64 // derivative of the likelihood by mu
	back                        []float64 // adjoints of the seasons, n+m
	endLevel, endSlope          float64
	sum, logs                   float64 // of squared errors, of log mu
}

// etsGradient is the derivative of the likelihood by parameters and starting states.
type etsGradient struct {
	alpha, beta, gamma, phi float64
	level, slope            float64
	season                  []float64
}

// etsFloor keeps the logarithm of the error of a perfect fit finite, in squares of
// normalised units.
const etsFloor = 1e-22

func newETSPass(n, m int) *etsPass {
	all := make([]float64, 5*n+2*(n+m))
	take := func(k int) []float64 {
		out := all[:k:k]
		all = all[k:]
		return out
	}
	return &etsPass{m: m, level: take(n), slope: take(n), q: take(n), mu: take(n), d: take(n), season: take(n + m), back: take(n + m)}
}

// run runs kind k from the starting level, slope and the seasons that stand in
// p.season, and returns n log(sum of squared errors) + 2 sum log mu (the last for
// multiplicative errors), +Inf where the model cannot be.
func (p *etsPass) run(k etsKind, a etsParams, l, b float64) float64 {
	switch {
	case k.trend == 'M':
		if !p.stepsPower(k, a, l, b) {
			return math.Inf(1)
		}
	case k.season == 'N':
		p.stepsPlain(a, l, b)
	case k.season == 'A':
		p.stepsAdd(a, l, b)
	default:
		if !p.stepsTimes(a, l, b) {
			return math.Inf(1)
		}
	}
	n := float64(len(p.y))
	sum := 0.0
	if !k.times {
		for t, v := range p.y {
			e := v - p.mu[t]
			sum += e * e
		}
		p.sum, p.logs = sum, 0
		return n * math.Log(sum+n*etsFloor)
	}
	logs, product := 0.0, 1.0
	for t, v := range p.y {
		mu := p.mu[t]
		if !(mu > 1e-100) {
			return math.Inf(1)
		}
		e := v/mu - 1
		sum += e * e
		product *= mu
		if product < 1e-100 || product > 1e100 {
			logs += math.Log(product)
			product = 1
		}
	}
	p.sum, p.logs = sum, logs+math.Log(product)
	return n*math.Log(sum+n*etsFloor) + 2*p.logs
}

func (p *etsPass) stepsPlain(a etsParams, l, b float64) {
	y := p.y
	slope, mu := p.slope[:len(y)], p.mu[:len(y)]
	for t, v := range y {
		drop := a.phi * b
		q := l + drop
		slope[t], mu[t] = b, q
		e := v - q
		l = q + a.alpha*e
		b = drop + a.beta*e
	}
	p.endLevel, p.endSlope = l, b
}

func (p *etsPass) stepsAdd(a etsParams, l, b float64) {
	y := p.y
	slope, mu, season, next := p.slope[:len(y)], p.mu[:len(y)], p.season[:len(y)], p.season[p.m:p.m+len(y)]
	for t, v := range y {
		drop := a.phi * b
		q, s := l+drop, season[t]
		slope[t], mu[t] = b, q+s
		e := v - q - s
		l = q + a.alpha*e
		b = drop + a.beta*e
		next[t] = s + a.gamma*e
	}
	p.endLevel, p.endSlope = l, b
}

func (p *etsPass) stepsTimes(a etsParams, l, b float64) bool {
	y := p.y
	slope, mu, season, next, qs := p.slope[:len(y)], p.mu[:len(y)], p.season[:len(y)], p.season[p.m:p.m+len(y)], p.q[:len(y)]
	for t, v := range y {
		drop := a.phi * b
		q, s := l+drop, season[t]
		if !(q > 1e-100 && s > 1e-100) {
			return false
		}
		slope[t], qs[t], mu[t] = b, q, q*s
		u := v/s - q
		l = q + a.alpha*u
		b = drop + a.beta*u
		next[t] = s + a.gamma*(v/q-s)
	}
	p.endLevel, p.endSlope = l, b
	return true
}

// stepsPower runs the models with a multiplicative trend: q = l b^phi and
// b' = b^phi + star (l'/l - b^phi), star = beta/alpha.
func (p *etsPass) stepsPower(k etsKind, a etsParams, l, b float64) bool {
	star := a.beta / a.alpha
	for t, v := range p.y {
		if !(l > 1e-100 && b > 1e-100) {
			return false
		}
		power := etsPower(b, a.phi)
		q, s := l*power, 0.0
		p.level[t], p.slope[t], p.q[t] = l, b, q
		u := v - q
		switch k.season {
		case 'N':
			p.mu[t] = q
		case 'A':
			s = p.season[t]
			p.mu[t] = q + s
			u -= s
			p.season[t+p.m] = s + a.gamma*u
		default:
			if s = p.season[t]; !(s > 1e-100) {
				return false
			}
			p.mu[t] = q * s
			u = v/s - q
			p.season[t+p.m] = s + a.gamma*(v/q-s)
		}
		next := q + a.alpha*u
		b = power + star*(next/l-power)
		l = next
	}
	p.endLevel, p.endSlope = l, b
	return true
}

func etsPower(b, phi float64) float64 {
	if phi == 1 {
		return b
	}
	return math.Exp(phi * math.Log(b))
}

// gradient goes back through the last run.
func (p *etsPass) gradient(k etsKind, a etsParams, g *etsGradient) {
	n := len(p.y)
	w := 2 * float64(n) / (p.sum + float64(n)*etsFloor)
	y, mu, d := p.y, p.mu[:n], p.d[:n]
	if k.times {
		for t, v := range y {
			in := 1 / mu[t]
			d[t] = in * (2 - w*(v*in-1)*v*in)
		}
	} else {
		for t, v := range y {
			d[t] = w * (mu[t] - v)
		}
	}
	season := g.season
	*g = etsGradient{season: season}
	switch {
	case k.trend == 'M':
		p.backPower(k, a, g)
	case k.season == 'N':
		p.backPlain(a, g)
	case k.season == 'A':
		p.backAdd(a, g)
	default:
		p.backTimes(a, g)
	}
	if k.season != 'N' {
		copy(season, p.back[:p.m])
	}
}

func (p *etsPass) backPlain(a etsParams, g *etsGradient) {
	y := p.y
	slope, mu, d := p.slope[:len(y)], p.mu[:len(y)], p.d[:len(y)]
	var l, b, alpha, beta, phi float64
	for t := len(y) - 1; t >= 0; t-- {
		e := y[t] - mu[t]
		alpha += l * e
		beta += b * e
		q := l + d[t] - a.alpha*l - a.beta*b
		phi += (q + b) * slope[t]
		l, b = q, a.phi*(q+b)
	}
	g.alpha, g.beta, g.phi, g.level, g.slope = alpha, beta, phi, l, b
}

func (p *etsPass) backAdd(a etsParams, g *etsGradient) {
	y := p.y
	n := len(y)
	slope, mu, d := p.slope[:n], p.mu[:n], p.d[:n]
	clear(p.back[n : n+p.m])
	back, after := p.back[:n], p.back[p.m:p.m+n]
	var l, b, alpha, beta, gamma, phi float64
	for t := n - 1; t >= 0; t-- {
		e, s := y[t]-mu[t], after[t]
		alpha += l * e
		beta += b * e
		gamma += s * e
		m := d[t] - a.alpha*l - a.beta*b - a.gamma*s
		q := l + m
		back[t] = s + m
		phi += (q + b) * slope[t]
		l, b = q, a.phi*(q+b)
	}
	g.alpha, g.beta, g.gamma, g.phi, g.level, g.slope = alpha, beta, gamma, phi, l, b
}

func (p *etsPass) backTimes(a etsParams, g *etsGradient) {
	y := p.y
	n := len(y)
	slope, qs, d, season := p.slope[:n], p.q[:n], p.d[:n], p.season[:n]
	clear(p.back[n : n+p.m])
	back, after := p.back[:n], p.back[p.m:p.m+n]
	var l, b, alpha, beta, gamma, phi float64
	for t := n - 1; t >= 0; t-- {
		q, s, f := qs[t], season[t], after[t]
		ys, yq := y[t]/s, y[t]/q
		u := ys - q
		alpha += l * u
		beta += b * u
		gamma += f * (yq - s)
		c := a.alpha*l + a.beta*b
		dq := l - c - a.gamma*f*yq/q + d[t]*s
		back[t] = f*(1-a.gamma) - c*ys/s + d[t]*q
		phi += (dq + b) * slope[t]
		l, b = dq, a.phi*(dq+b)
	}
	g.alpha, g.beta, g.gamma, g.phi, g.level, g.slope = alpha, beta, gamma, phi, l, b
}

func (p *etsPass) backPower(k etsKind, a etsParams, g *etsGradient) {
	n := len(p.y)
	star := a.beta / a.alpha
	if k.season != 'N' {
		clear(p.back[n : n+p.m])
	}
	var l, b, starBack float64
	endLevel := p.endLevel
	for t := n - 1; t >= 0; t-- {
		old, slope, q, y := p.level[t], p.slope[t], p.q[t], p.y[t]
		power := q / old
		starBack += b * (endLevel/old - power)
		l += b * star / old
		dOld := -b * star * endLevel / (old * old)
		dPower := b * (1 - star)
		dq := 0.0
		switch k.season {
		case 'N':
			g.alpha += l * (y - q)
			dq = l*(1-a.alpha) + p.d[t]
		case 'A':
			f, u := p.back[t+p.m], y-p.mu[t]
			g.alpha += l * u
			g.gamma += f * u
			m := p.d[t] - a.alpha*l - a.gamma*f
			dq = l + m
			p.back[t] = f + m
		default:
			f, s := p.back[t+p.m], p.season[t]
			g.alpha += l * (y/s - q)
			g.gamma += f * (y/q - s)
			dq = l*(1-a.alpha) - a.gamma*f*y/(q*q) + p.d[t]*s
			p.back[t] = f*(1-a.gamma) - a.alpha*l*y/(s*s) + p.d[t]*q
		}
		dPower += dq * old
		g.phi += dPower * power * math.Log(slope)
		endLevel = old
		l = dq*power + dOld
		b = dPower * a.phi * power / slope
	}
	g.beta = starBack / a.alpha
	g.alpha -= starBack * a.beta / (a.alpha * a.alpha)
	g.level, g.slope = l, b
}
