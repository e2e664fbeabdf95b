package forecast

import "math"

// etsAdmissible reports whether a model with an additive trend and a season forgets its
// start: no root of the characteristic polynomial of its discount matrix,
//
//	z^(m+1) + (a+pb-p) z^m + (a+pb-ap)(z^(m-1) + .. + z^2) + (a+pb-ap+g-1) z + p(1-a-g)
//
// with a, b, g and p for alpha, beta, gamma and phi, lies beyond the unit circle
// (Hyndman, Akram and Archibald 2008, Annals of the Institute of Statistical Mathematics
// 60:407). Without a trend, or without a season, the bounds of the
// parameters see to it. The roots are judged by the recursion of Schur and Cohn; space
// has 2(m+2) values.
func etsAdmissible(a etsParams, m int, space []float64) bool {
	n := m + 1
	p, q := space[:n+1], space[n+1:2*n+2]
	// p[i] is the coefficient of z^i.
	slope := a.phi * a.beta
	middle := a.alpha + slope - a.alpha*a.phi
	p[0] = a.phi * (1 - a.alpha - a.gamma)
	p[1] = middle + a.gamma - 1
	for i := 2; i < m; i++ {
		p[i] = middle
	}
	p[m] = a.alpha + slope - a.phi
	p[n] = 1
	// Circles a little wider than one let the root on it pass that a lasting slope has.
	radius := 1 + 1e-6
	power := 1.0
	for i := range p {
		p[i] *= power
		power *= radius
	}
	for n > 0 {
		k := p[0] / p[n]
		if !(math.Abs(k) < 1) {
			return false
		}
		for i := 1; i <= n; i++ {
			q[i-1] = p[i] - k*p[n-i]
		}
		p, q = q, p
		n--
	}
	return true
}

// tame searches once more with a smaller beta where that of free is not admissible.
func (d *etsData) tame(free []float64, value, tol float64, most int) ([]float64, float64, etsFixed) {
	k, keep := d.kind, d.fixed
	if k.trend != 'A' || k.season == 'N' || keep.beta > 0 || math.IsInf(value, 1) {
		return free, value, keep
	}
	space := make([]float64, 2*(d.m+2))
	var slopes [4]float64
	a, _, _, _ := d.unpack(free, &slopes)
	if etsAdmissible(a, d.m, space) {
		return free, value, keep
	}
	fixed := keep
	at := 1
	if keep.alpha > 0 {
		at = 0
	}
	v := append([]float64(nil), free[:at]...)
	v = append(v, free[at+1:]...)
	for range 8 {
		lo, hi := 0.0, a.beta
		for range 20 {
			if a.beta = (lo + hi) / 2; etsAdmissible(a, d.m, space) {
				lo = a.beta
			} else {
				hi = a.beta
			}
		}
		fixed.beta = math.Max(lo*0.95, 1e-8)
		d.use(k, fixed)
		value = d.climb(v, tol, most)
		a, _, _, _ = d.unpack(v, &slopes)
		if etsAdmissible(a, d.m, space) {
			break
		}
	}
	return v, value, fixed
}
