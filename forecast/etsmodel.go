package forecast

import "strings"

// An etsKind is one of the thirty exponential smoothing models of Hyndman, Koehler,
// Ord and Snyder (2008), table 2.1: additive or multiplicative errors; no, additive or
// multiplicative trend, perhaps damped; no, additive or multiplicative season.
type etsKind struct {
	times  bool // multiplicative errors
	trend  byte // 'N', 'A' or 'M'
	damped bool
	season byte // 'N', 'A' or 'M'
}

// String returns the short form: "MAdM".
func (k etsKind) String() string {
	b := []byte{'A', k.trend}
	if k.times {
		b[0] = 'M'
	}
	if k.damped {
		b = append(b, 'd')
	}
	return string(append(b, k.season))
}

// name returns the usual name: "ETS(M,Ad,M)".
func (k etsKind) name() string {
	s := k.String()
	return "ETS(" + s[:1] + "," + s[1:len(s)-1] + "," + s[len(s)-1:] + ")"
}

// linear reports whether the forecasts are linear in the values, so that a shift of
// the series shifts them.
func (k etsKind) linear() bool { return !k.times && k.trend != 'M' && k.season != 'M' }

// positive reports whether the model needs values above zero.
func (k etsKind) positive() bool { return k.times || k.trend == 'M' || k.season == 'M' }

// count returns the number of free parameters with the starting states and the
// variance, as R counts them: one season follows from the others.
func (k etsKind) count(m int) int {
	c := 3 // alpha, l, variance
	if k.trend != 'N' {
		c += 2
	}
	if k.damped {
		c++
	}
	if k.season != 'N' {
		c += m
	}
	return c
}

// An etsPattern says which models an automatic choice looks at.
type etsPattern struct {
	errors, trends, seasons string // letters that are allowed
	undamped, damped        bool
	// any allows additive errors with a multiplicative trend or season, and
	// multiplicative trend and errors with an additive season, whose variances are
	// not finite.
	any bool
}

// parseETS reads a model: "" and "ZZZ" are free, "AAdN" is one, "MZM" leaves the trend
// open. A d after the trend asks for damping, a trend without it says that there is none.
func parseETS(text string) (p etsPattern, ok bool) {
	if text == "" {
		text = "ZZZ"
	}
	damped := len(text) == 4 && text[2] == 'd'
	if damped {
		text = text[:2] + text[3:]
	}
	if len(text) != 3 || !strings.Contains("AMZ", text[:1]) || !strings.Contains("NAMZ", text[1:2]) || !strings.Contains("NAMZ", text[2:]) {
		return p, false
	}
	if damped && text[1] == 'N' {
		return p, false
	}
	p.errors, p.trends, p.seasons = text[:1], text[1:2], text[2:]
	p.undamped, p.damped = !damped, damped
	if p.trends == "Z" {
		p.trends = "NA"
		p.damped = true
		if damped {
			p.trends = "A"
		}
	}
	p.any = text[0] != 'Z' && text[1] != 'Z' && text[2] != 'Z'
	if p.errors == "Z" {
		p.errors = "AM"
	}
	if p.seasons == "Z" {
		p.seasons = "NAM"
	}
	return p, true
}

// kinds lists the models of p for n values with the season m; positive says that all
// values are above zero. Models with too many parameters are left out.
func (p etsPattern) kinds(n, m int, positive bool) []etsKind {
	out := make([]etsKind, 0, 16)
	for i := range p.errors {
		for j := range p.trends {
			for l := range p.seasons {
				k := etsKind{times: p.errors[i] == 'M', trend: p.trends[j], season: p.seasons[l]}
				if k.season != 'N' && (m < 2 || n < 2*m) || k.positive() && !positive {
					continue
				}
				if !p.any && (!k.times && (k.trend == 'M' || k.season == 'M') || k.times && k.trend == 'M' && k.season == 'A') {
					continue
				}
				for _, d := range []bool{false, true} {
					if d && (k.trend == 'N' || !p.damped) || !d && k.trend != 'N' && !p.undamped {
						continue
					}
					if k.damped = d; k.count(m) < n-1 {
						out = append(out, k)
					}
				}
			}
		}
	}
	return out
}
