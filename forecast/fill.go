package forecast

import "math"

// fillHalfLives are the half-lives among which fill chooses, in known steps.
var fillHalfLives = [...]float64{0.1, 1, 2, 4, 8, 16}

// fillSparse is the share of zeros among the known values from which a series is
// filled with values of its own instead of expected ones.
const fillSparse = 0.3

// fill replaces what is not known in x, so that neither level, season nor the share
// of zeros is moved.
//
// A step gets the local level on its season: the line between the means of the known
// values before and after it, each without its season, with weights that halve over
// as many steps as explains the known values best from their neighbours. The run-out
// step before a stock-out, which is high because it ran out, thus counts as one of
// many. Where three values in ten are zero, an expected value would make sales of
// what were none: the step then gets a value of the same season from the stretch
// before or after the gap, in turn.
func fill(x []float64, known []bool, period int, signed bool) {
	zeros, count := 0, 0
	for i, k := range known {
		if k {
			count++
			if x[i] == 0 {
				zeros++
			}
		}
	}
	switch {
	case count == len(x):
		return
	case count == 0:
		clear(x)
		return
	case !signed && float64(zeros) >= fillSparse*float64(count):
		fillDonors(x, known, period)
		return
	}
	n := len(x)
	buf := make([]float64, 4*n)
	flat, level := buf[:n], buf[n:2*n]
	f := fillPass{known: known, mean: buf[2*n : 3*n], weight: buf[3*n:]}
	neutral := 1.0
	if signed {
		neutral = 0
	}
	season := []float64{neutral}
	copy(flat, x)
	if period > 1 && count >= 2*period {
		season = make([]float64, period)
		for k := range season {
			season[k] = neutral
		}
		// The season is read against a level that is slower than it; the level is then
		// read without the season, and the season once more.
		for range 2 {
			f.levels(flat, level, float64(period))
			if !fillSeason(x, level, season, known, signed) {
				break
			}
			for i := range x {
				if signed {
					flat[i] = x[i] - season[i%period]
				} else {
					flat[i] = x[i] / season[i%period]
				}
			}
		}
	}
	best, half := math.Inf(1), fillHalfLives[0]
	for _, h := range fillHalfLives {
		if e := f.levels(flat, level, h); e < best {
			best, half = e, h
		}
	}
	f.levels(flat, level, half)
	for i := range x {
		if known[i] {
			continue
		}
		if s := season[i%len(season)]; signed {
			x[i] = level[i] + s
		} else {
			x[i] = level[i] * s
		}
	}
}

// fillPass smooths known values from both sides.
type fillPass struct {
	known        []bool
	mean, weight []float64 // mean of what comes after each step, and its weight
}

// levels sets level[i] to the level at i as the known x around it show it, without
// i itself. It returns the mean squared error of that at the known steps.
func (f fillPass) levels(x, level []float64, half float64) float64 {
	keep := math.Exp2(-1 / half)
	mean, mass, far := 0.0, 0.0, 0.0
	for i := len(x) - 1; i >= 0; i-- {
		far++
		f.mean[i], f.weight[i] = mean, mass/far
		if f.known[i] {
			mass = mass*keep + 1
			mean += (x[i] - mean) / mass
			far = 0
		}
	}
	mean, mass, far = 0, 0, 0
	squares, count := 0.0, 0.0
	for i := range x {
		far++
		w := mass / far
		if w+f.weight[i] > 0 {
			share := w / (w + f.weight[i])
			level[i] = share*mean + (1-share)*f.mean[i]
		} else {
			level[i] = x[i] // the only known value
		}
		if f.known[i] {
			e := x[i] - level[i]
			squares += e * e
			count++
			mass = mass*keep + 1
			mean += (x[i] - mean) / mass
			far = 0
		}
	}
	return squares / max(count, 1)
}

// fillSeason sets the season of each step modulo its length from the known x and
// their level, shrunk by the noise of its means as in stockoutSeason. It reports
// whether every season could be read.
func fillSeason(x, level, season []float64, known []bool, signed bool) bool {
	p := len(season)
	buf := make([]float64, 3*p)
	sums, bases, counts := buf[:p], buf[p:2*p], buf[2*p:]
	total := 0.0
	for i, k := range known {
		if !k {
			continue
		}
		counts[i%p]++
		total++
		if signed {
			sums[i%p] += x[i] - level[i]
			bases[i%p]++
		} else {
			sums[i%p] += x[i]
			bases[i%p] += level[i]
		}
	}
	for k := range season {
		if counts[k] < 2 || !(bases[k] > 0) {
			return false
		}
	}
	mean := 0.0
	for k := range season {
		sums[k] /= bases[k]
		mean += sums[k] / float64(p)
	}
	if !signed && !(mean > 0) {
		return false
	}
	// The noise of a season is that of its mean around the level.
	noise, scale := 0.0, 0.0
	for i, k := range known {
		if !k {
			continue
		}
		e := x[i] - level[i] - sums[i%p]
		if !signed {
			e = x[i] - level[i]*sums[i%p]
			scale += level[i] / total
		}
		noise += e * e
	}
	noise /= max(total-float64(p), 1)
	centre := mean
	if !signed {
		noise /= scale * scale * mean * mean
	}
	squares, variance := 0.0, 0.0
	for k := range season {
		if signed {
			sums[k] -= centre
		} else {
			sums[k] = sums[k]/centre - 1
		}
		squares += sums[k] * sums[k]
		variance += noise / counts[k] / float64(p)
	}
	kept := 0.0
	if squares > 0 {
		kept = max(0, 1-float64(max(p-3, 1))*variance/squares)
	}
	for k := range season {
		season[k] = kept * sums[k]
		if !signed {
			season[k] = max(1+season[k], 1e-3)
		}
	}
	return true
}

// fillTries bounds how many cycles fillDonors looks at on each side of a gap.
const fillTries = 64

// fillDonors replaces what is not known in x by known values of the same season: of
// the stretch before and after the gap in turn, so that no value fills two steps of
// one gap where there are enough, and else by the nearest known value.
func fillDonors(x []float64, known []bool, period int) {
	n := len(x)
	before := -1 // the last known step
	for i := 0; i < n; {
		if known[i] {
			before = i
			i++
			continue
		}
		end := i + 1
		for end < n && !known[end] {
			end++
		}
		shift := (end - i + period - 1) / period * period
		for t := i; t < end; t++ {
			a, b := fillDonor(known, t, -shift, -period), fillDonor(known, t, shift, period)
			switch {
			case a < 0 && b < 0 && before >= 0:
				a = before
			case a < 0 && b < 0:
				a = end
			case a < 0 || b >= 0 && t%2 == 1:
				a = b
			}
			x[t] = x[a]
		}
		i = end
	}
}

// fillDonor returns the first known step of at+shift, at+shift+step and so on, and -1
// where there is none within reach.
func fillDonor(known []bool, at, shift, step int) int {
	i := at + shift
	for range fillTries {
		if i < 0 || i >= len(known) {
			return -1
		}
		if known[i] {
			return i
		}
		i += step
	}
	return -1
}
