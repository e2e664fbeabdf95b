package forecast

import (
	"math"
	"math/rand/v2"
)

// panelForecast is the level of one item of a panel, of what effects leave, and the one
// that its group shares:
//
//	y[t] = level[t-1] + common[t-1] + e[t] + g[t]
//	level[t] = level[t-1] + alpha e[t], common[t] = common[t-1] + gamma g[t]
//
// e has the standard deviation sigma, g, the shock to the whole group, the standard
// deviation shock.
type panelForecast struct {
	level, alpha, sigma  float64
	common, gamma, shock float64
}

func (l *panelForecast) point(h int) []float64 {
	out := make([]float64, h)
	for j := range out {
		out[j] = l.level + l.common
	}
	return out
}

func (l *panelForecast) spread(h int) []float64 {
	out := make([]float64, h)
	for j := range out {
		k := float64(j)
		out[j] = math.Sqrt(l.sigma*l.sigma*(1+k*l.alpha*l.alpha) + l.shock*l.shock*(1+k*l.gamma*l.gamma))
	}
	return out
}

func (l *panelForecast) path(r *rand.Rand, out []float64) {
	level, common := l.level, l.common
	for j := range out {
		e, g := l.sigma*r.NormFloat64(), 0.0
		if l.shock > 0 {
			g = l.shock * r.NormFloat64()
		}
		out[j] = level + common + e + g
		level += l.alpha * e
		common += l.gamma * g
	}
}
