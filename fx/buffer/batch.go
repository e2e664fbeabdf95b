package buffer

import (
	"errors"
	"math"
	"slices"
)

// A batch computes the buffers of many days at once and keeps what models and
// tests have in common: sums of squares up to each day, one pass per lambda, one
// sorted window per number of losses. Its slices of buffers and volatilities start
// at the fixing with the number first; NaN stands for a history that is too short.
type batch struct {
	h      History
	first  int
	levels []float64

	squares sums // of the returns, squared
	falls   sums // of the falls, by the rule of Sigma.Downside
	volas   map[Model][]float64

	days        int
	losses      []float64           // from each fixing whose loss is complete in h
	complete    []int32             // how many of them were complete on each day from first
	moveSquares sums                // of the moves that belong to them
	moves       map[int][]float64   // mean square of the last moves, by window
	tails       map[int][][]float64 // quantiles of the last losses, by window and level
	spare       [][]float64
}

func newBatch(h History, first int, levels []float64) *batch {
	b := &batch{h: h, first: first, levels: levels, volas: map[Model][]float64{}}
	b.squares.clear(h.n)
	b.falls.clear(h.n)
	for _, r := range h.series.returns[1:h.n] {
		b.squares.add(Sigma{}.square(r))
		b.falls.add(Sigma{Downside: true}.square(r))
	}
	return b
}

// A sums keeps the sum of the first i numbers for every i, with what rounding took
// from it: a large number long ago must not blur the small ones since.
type sums struct{ sum, rest []float64 }

func (s *sums) clear(capacity int) {
	s.sum = append(slices.Grow(s.sum[:0], capacity), 0)
	s.rest = append(slices.Grow(s.rest[:0], capacity), 0)
}

// add appends a number at or above 0.
func (s *sums) add(x float64) {
	last := len(s.sum) - 1
	before := s.sum[last]
	sum := before + x
	large, small := max(before, x), min(before, x)
	s.sum = append(s.sum, sum)
	s.rest = append(s.rest, s.rest[last]+(large-sum+small))
}

// mean returns the mean of the last window of the first n numbers.
func (s *sums) mean(n, window int) float64 {
	return (s.sum[n] - s.sum[n-window] + (s.rest[n] - s.rest[n-window])) / float64(window)
}

// setDays turns to another horizon.
func (b *batch) setDays(days int) {
	if days == b.days {
		return
	}
	b.days = days
	b.moves, b.tails = map[int][]float64{}, map[int][][]float64{}
	b.losses = b.losses[:0]
	b.moveSquares.clear(b.h.n)
	first, last := b.h.complete(days, 0)
	b.h.moves(days, first, last, func(from, to float64) {
		move := math.Log(to / from)
		b.losses = append(b.losses, 1-to/from)
		b.moveSquares.add(move * move)
	})
	known, done := b.h.series.days[:b.h.n], 0
	b.complete = b.complete[:0]
	for i := b.first; i < b.h.n; i++ {
		for done < i && known[done]+int32(days) <= known[i] {
			done++
		}
		b.complete = append(b.complete, int32(done))
	}
}

// A sweeper is a model that goes through a history once and gives its buffers on
// all days: out[i] on the fixing with the number first+i, NaN where the history up
// to it is too short. They equal those of Buffer.
type sweeper interface {
	Model
	sweep(h History, first, days int, confidence float64, out []float64)
}

// fill writes the buffers of a model for the fixings from the number from on.
func (b *batch) fill(m Model, confidence float64, from int, out []float64) error {
	offset := from - b.first
	switch m := m.(type) {
	case Fixed:
		for i := range out {
			out[i] = m.Fraction
		}
	case Sigma:
		factor := m.quantile(confidence)
		b.scale(b.sigma(m.window(), m.Downside), factor, offset, out)
	case EWMA:
		b.scale(b.ewma(m), normalQuantile(confidence), offset, out)
	case HDaySigma:
		z := normalQuantile(confidence)
		for i, square := range b.meanMoves(moveWindow(m.Window))[offset : offset+len(out)] {
			out[i] = orNaN(square, fromMove(z*math.Sqrt(square)))
		}
	case HistSim:
		level := slices.Index(b.levels, confidence)
		copy(out, b.quantiles(m)[level][offset:])
	case Trend:
		if err := b.fill(m.of(), confidence, from, out); err != nil {
			return err
		}
		window := moveWindow(m.Window)
		moves, sigmas := b.meanMoves(window)[offset:], b.sigma(window, false)[offset:]
		for i, buffer := range out {
			out[i] = orNaN(buffer+moves[i], widened(buffer, moves[i], sigmas[i]*sigmas[i], b.days))
		}
	case Larger:
		return b.fillLarger(m, confidence, from, out)
	case sweeper:
		m.sweep(b.h, from, b.days, confidence, out)
	default:
		return b.fillPlain(m, confidence, from, out)
	}
	return nil
}

// scale writes buffers from daily volatilities.
func (b *batch) scale(volas []float64, factor float64, offset int, out []float64) {
	root := math.Sqrt(steps(b.days))
	for i, vola := range volas[offset : offset+len(out)] {
		out[i] = orNaN(vola, fromMove(factor*vola*root))
	}
}

// fillLarger writes the largest buffer of several models.
func (b *batch) fillLarger(models Larger, confidence float64, from int, out []float64) error {
	if err := b.fill(models[0], confidence, from, out); err != nil {
		return err
	}
	var other []float64
	if n := len(b.spare); n > 0 {
		other, b.spare = b.spare[n-1], b.spare[:n-1]
	} else {
		other = make([]float64, b.h.n-b.first)
	}
	defer func() { b.spare = append(b.spare, other) }()
	for _, m := range models[1:] {
		other := other[:len(out)]
		if err := b.fill(m, confidence, from, other); err != nil {
			return err
		}
		for i, buffer := range other {
			// The largest of NaN and a number is NaN.
			out[i] = max(out[i], buffer)
		}
	}
	return nil
}

// fillPlain asks a model day by day.
func (b *batch) fillPlain(m Model, confidence float64, from int, out []float64) error {
	for i := range out {
		buffer, err := ask(m, History{series: b.h.series, n: from + i + 1}, b.days, confidence)
		var short *ShortHistoryError
		switch {
		case errors.As(err, &short):
			buffer = math.NaN()
		case err != nil:
			return err
		}
		out[i] = buffer
	}
	return nil
}

// sigma returns the root mean square of the last returns.
func (b *batch) sigma(window int, downside bool) []float64 {
	key := Sigma{Window: window, Downside: downside}
	if volas, ok := b.volas[key]; ok {
		return volas
	}
	squares := &b.squares
	if downside {
		squares = &b.falls
	}
	volas := make([]float64, b.h.n-b.first)
	for i := range volas {
		volas[i] = math.NaN()
		if last := b.first + i; last >= window {
			volas[i] = math.Sqrt(max(squares.mean(last, window), 0))
		}
	}
	b.volas[key] = volas
	return volas
}

// ewma returns the volatility of an exponential average.
func (b *batch) ewma(m EWMA) []float64 {
	key := EWMA{Lambda: m.lambda()}
	if volas, ok := b.volas[key]; ok {
		return volas
	}
	volas := make([]float64, b.h.n-b.first)
	for i := range min(len(volas), max(ewmaSeed-b.first, 0)) {
		volas[i] = math.NaN()
	}
	if b.h.n > ewmaSeed {
		variance := seedVariance(b.h.series.returns)
		for i := ewmaSeed; i < b.h.n; i++ {
			if i > ewmaSeed {
				variance = key.next(variance, b.h.series.returns[i])
			}
			if i >= b.first {
				volas[i-b.first] = math.Sqrt(variance)
			}
		}
	}
	b.volas[key] = volas
	return volas
}

// meanMoves returns the mean square of the last complete moves.
func (b *batch) meanMoves(window int) []float64 {
	if means, ok := b.moves[window]; ok {
		return means
	}
	means := make([]float64, len(b.complete))
	for i, n := range b.complete {
		means[i] = math.NaN()
		if int(n) >= window {
			means[i] = max(b.moveSquares.mean(int(n), window), 0)
		}
	}
	b.moves[window] = means
	return means
}

// quantiles returns the buffers of a historical simulation for each level, from
// one window that is kept sorted while it moves.
func (b *batch) quantiles(m HistSim) [][]float64 {
	if tails, ok := b.tails[m.Window]; ok {
		return tails
	}
	tails := make([][]float64, len(b.levels))
	for level := range tails {
		tails[level] = make([]float64, len(b.complete))
	}
	var sorted []float64
	from, to := 0, 0
	for i, n := range b.complete {
		if int(n) < m.need() {
			for level := range tails {
				tails[level][i] = math.NaN()
			}
			continue
		}
		start := 0
		if m.Window > 0 {
			start = int(n) - m.Window
		}
		if sorted == nil {
			sorted = make([]float64, 0, len(b.losses)+1)
			sorted = append(sorted, b.losses[start:n]...)
			slices.Sort(sorted)
			from, to = start, int(n)
		}
		for ; to < int(n); to++ {
			at, _ := slices.BinarySearch(sorted, b.losses[to])
			sorted = slices.Insert(sorted, at, b.losses[to])
		}
		for ; from < start; from++ {
			at, _ := slices.BinarySearch(sorted, b.losses[from])
			sorted = slices.Delete(sorted, at, at+1)
		}
		for level, p := range b.levels {
			tails[level][i] = bounded(sortedQuantile(sorted, p))
		}
	}
	b.tails[m.Window] = tails
	return tails
}

// orNaN returns value, or NaN when known is NaN.
func orNaN(known, value float64) float64 {
	if math.IsNaN(known) {
		return known
	}
	return value
}
