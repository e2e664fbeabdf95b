package buffer

import (
	"math"
	"slices"
)

// The constants of Adaptive. They were chosen on fixings up to the end of 2019, as
// docs/fx-buffer.md tells; none was looked at again after the years that followed
// had been judged.
const (
	adaptiveFixings = 61    // 60 daily returns; with fewer there is no buffer
	fastDecay       = 0.97  // weight of the day before in the fast volatility
	slowDecay       = 0.999 // weight of the day before in the slow volatility
	ratioMoves      = 2000  // at most so many complete moves enter the variance ratio
	ratioPrior      = 20.0  // belief that the ratio is 1, in windows that do not overlap
	ratioFloor      = 0.5
	ratioCap        = 2.0
	limitConfidence = 0.95  // of the limits whose breaches are counted
	shareDecay      = 0.996 // weight of the complete move before in the share of breaches
	shareGain       = 2.5   // how strongly the share widens or narrows the buffer
)

// ConfigurationsTried is the number of configurations, repeats included, among
// which [Adaptive] was chosen on data up to 2019. [Evidence.ChosenAmong] says so.
const ConfigurationsTried = 816

// adaptiveNodes are the horizons in calendar days at which the volatility is
// estimated; between them the variance is interpolated.
var adaptiveNodes = [...]int{7, 14, 21, 30, 45, 60, 90, 120, 180, 365}

// Adaptive is the default: one rule for every pair and every horizon.
//
//  1. The daily volatility is the mean of a fast and a slow one, exponentially
//     weighted with 0.97 and 0.999 over all returns, the weights normalised.
//  2. At each of ten horizons from 7 to 365 days it is scaled by the square root of
//     time and of the variance ratio: how much wider the last 2000 complete moves
//     were than the daily returns make them. The ratio is drawn to 1 with the
//     weight of 20 independent windows and kept from 0.5 to 2. So a rate that
//     trends, such as USD/CNY, is given more at long horizons, and one that swings
//     back is given less.
//  3. It is widened or narrowed by exp(2.5*(q-5%)), where q is the fading share of
//     past moves at that horizon, as they complete, that went beyond their limit:
//     0.88 when none did for long, 1.28 at a share of 15%. The limit of a move is
//     that at 95% from the volatility of steps 1 and 2 on the day it began, widened
//     as this step stands when it completes.
//  4. The variance never falls from one horizon to the next; between them it is
//     linear in days, beyond 365 days in proportion to them.
//  5. The buffer is 1 - exp(-z*v), with v the volatility over the horizon and z the
//     normal quantile of the confidence.
//
// By its form the buffer never falls when the confidence or the horizon rises.
//
// After a dead calm it is as small as the calm: 0.003% for 30 days on USD/CNY in
// the peg of 2005. Whoever fears that a peg ends takes a [Larger] of it and a
// [Fixed].
//
// How it was chosen, on data up to 2019, and how it did after, with the targets
// that it missed, stands in docs/fx-buffer.md. The zero Adaptive is ready to use.
type Adaptive struct{}

// Default returns the model that [Plan] uses when it is given none: [Adaptive], for
// every pair. No table of pairs and no switch at 30 days did better on the data up
// to 2019: the variance ratio does what "beyond 30 days" asks for.
func Default() Model { return Adaptive{} }

// chosen reports whether a model is the default or made of it.
func chosen(m Model) bool {
	switch m := m.(type) {
	case Adaptive, *Adaptive:
		return true
	case Larger:
		return slices.ContainsFunc(m, chosen)
	case Trend:
		return m.Of != nil && chosen(m.Of)
	}
	return false
}

// Name returns "adaptive".
func (Adaptive) Name() string { return "adaptive" }

// Buffer returns the buffer from all fixings of the history, of which it needs 61.
func (m Adaptive) Buffer(h History, days int, confidence float64) (float64, error) {
	if err := checkQuestion(days, confidence); err != nil {
		return 0, err
	}
	if h.Len() < adaptiveFixings {
		return 0, &ShortHistoryError{Model: m.Name(), Need: adaptiveFixings, Have: h.Len()}
	}
	s := newScan(h, days)
	for range h.n {
		s.next()
	}
	return fromMove(normalQuantile(confidence) * s.volatility(days)), nil
}

// sweep writes the buffers of many days from one pass.
func (Adaptive) sweep(h History, first, days int, confidence float64, out []float64) {
	s, z := newScan(h, days), normalQuantile(confidence)
	for i := range first + len(out) {
		s.next()
		switch {
		case i < first:
		case i+1 < adaptiveFixings:
			out[i-first] = math.NaN()
		default:
			out[i-first] = fromMove(z * s.volatility(days))
		}
	}
}

// A scan goes through a history once, day by day. What it answers depends on the
// fixings so far alone.
type scan struct {
	days    []int32
	logs    []float64
	t       int  // fixings so far
	squares sums // of the returns

	fast, fastWeight float64 // weighted sum of squared returns, sum of the weights
	slow, slowWeight float64

	nodes []scanNode
	limit float64 // normal quantile of the limits
	near  float64 // share of a variance below which no limit is breached, however narrow
}

// A scanNode is one horizon of a scan.
type scanNode struct {
	days        int
	complete    int // moves
	end         int // last fixing on or before the end of the newest of them
	moveSquares sums
	variance    []float64 // of the move from each fixing, as estimated on its day
	share       float64   // fading share of the complete moves that breached their limit
}

// newScan prepares for the fixings of a history and for horizons up to days.
func newScan(h History, days int) *scan {
	z := normalQuantile(limitConfidence)
	s := &scan{
		days: h.series.days[:h.n], logs: make([]float64, h.n),
		limit: z, near: 0.99 * z * z * math.Exp(-2*shareGain*(1-limitConfidence)),
	}
	for i, rate := range h.series.rates[:h.n] {
		s.logs[i] = math.Log(rate)
	}
	s.squares.clear(h.n)
	for i, node := range adaptiveNodes {
		n := scanNode{days: node, variance: make([]float64, 0, h.n), share: 1 - limitConfidence}
		n.moveSquares.clear(h.n)
		s.nodes = append(s.nodes, n)
		if days <= node || i == len(adaptiveNodes)-1 {
			break
		}
	}
	return s
}

// next takes one more fixing.
func (s *scan) next() {
	t := s.t
	s.t++
	if t > 0 {
		r := s.logs[t] - s.logs[t-1]
		s.fast, s.fastWeight = fastDecay*s.fast+r*r, fastDecay*s.fastWeight+1
		s.slow, s.slowWeight = slowDecay*s.slow+r*r, slowDecay*s.slowWeight+1
		s.squares.add(r * r)
	}
	daily := s.daily()
	for i := range s.nodes {
		n := &s.nodes[i]
		for n.complete < t && s.days[n.complete]+int32(n.days) <= s.days[t] {
			s.completeMove(n)
		}
		n.variance = append(n.variance, daily*daily*steps(n.days)*s.ratio(n))
	}
}

// completeMove enters the next complete move of a node.
func (s *scan) completeMove(n *scanNode) {
	from := n.complete
	for n.end+1 < s.t && s.days[n.end+1] <= s.days[from]+int32(n.days) {
		n.end++
	}
	move := s.logs[n.end] - s.logs[from]
	n.moveSquares.add(move * move)
	n.complete++
	if from+1 < adaptiveFixings { // there was no limit
		return
	}
	breach := 0.0
	if v := n.variance[from]; move < 0 && move*move > s.near*v && -move > s.limit*n.widening()*math.Sqrt(v) {
		breach = 1
	}
	n.share = shareDecay*n.share + (1-shareDecay)*breach
}

// widening is the factor on the volatility: 1 while 5% of the limits are breached.
func (n *scanNode) widening() float64 { return math.Exp(shareGain * (n.share - (1 - limitConfidence))) }

// daily is the volatility of a daily return.
func (s *scan) daily() float64 {
	if s.fastWeight == 0 {
		return 0
	}
	return (math.Sqrt(s.fast/s.fastWeight) + math.Sqrt(s.slow/s.slowWeight)) / 2
}

// ratio is the variance ratio of a node: the mean square of its complete moves over
// what the daily returns of the same stretch make of it, drawn to 1.
func (s *scan) ratio(n *scanNode) float64 {
	if n.complete == 0 {
		return 1
	}
	moves := min(n.complete, ratioMoves)
	returns := s.t - 1 - (n.complete - moves)
	daily := s.squares.mean(s.t-1, returns)
	if !(daily > 0) {
		return 1
	}
	k := steps(n.days)
	windows := float64(moves) / k // that do not overlap
	r := (windows*n.moveSquares.mean(n.complete, moves)/(k*daily) + ratioPrior) / (windows + ratioPrior)
	return min(max(r, ratioFloor), ratioCap)
}

// volatility is that of the move over so many days.
func (s *scan) volatility(days int) float64 {
	before, variance := 0, 0.0
	for i := range s.nodes {
		n := &s.nodes[i]
		w := n.widening()
		next := max(variance, w*w*n.variance[s.t-1])
		if days <= n.days {
			// The smaller of the two, since 7/7 of a number may round above it.
			return math.Sqrt(min(next, variance+(next-variance)*float64(days-before)/float64(n.days-before)))
		}
		before, variance = n.days, next
	}
	return math.Sqrt(variance * float64(days) / float64(before))
}
