package split

import (
	"math/bits"
	"slices"
)

// A claim is what the exact part of one has below the unit, over the sum of the
// weights.
type claim struct {
	over uint64
	part int32
}

// before reports whether a gets a unit that is left before b.
func (s *Splitter) before(a, b *claim) bool {
	if a.over != b.over {
		return a.over > b.over
	}
	return a.part != b.part && s.compare(int(a.part), int(b.part)) < 0
}

// takeFirst moves the k claims that are before all others to the front, in any order:
// quickselect (Hoare, "Algorithm 65: find", 1961), which sorts what is short and what
// it cannot halve.
func (s *Splitter) takeFirst(claims []claim, k int) {
	const short = 12
	for tries := 2 * bits.Len(uint(len(claims))); k > 0 && k < len(claims); tries-- {
		if len(claims) <= short || tries == 0 {
			s.sort(claims)
			return
		}
		from, to := s.part(claims)
		switch { // claims[:to+1] are before claims[from:], and what is between is in its place
		case k <= to:
			claims = claims[:to+1]
		case k > from:
			claims, k = claims[from:], k-from
		default:
			return
		}
	}
}

func (s *Splitter) sort(claims []claim) {
	slices.SortFunc(claims, func(a, b claim) int {
		switch {
		case s.before(&a, &b):
			return -1
		case s.before(&b, &a):
			return 1
		}
		return 0
	})
}

// part puts claims on either side of the median of three of them.
func (s *Splitter) part(f []claim) (from, to int) {
	middle, last := len(f)/2, len(f)-1
	if s.before(&f[middle], &f[0]) {
		f[middle], f[0] = f[0], f[middle]
	}
	if s.before(&f[last], &f[0]) {
		f[last], f[0] = f[0], f[last]
	}
	if s.before(&f[last], &f[middle]) {
		f[last], f[middle] = f[middle], f[last]
	}
	pivot := f[middle]
	from, to = 0, last
	for from <= to {
		for s.before(&f[from], &pivot) {
			from++
		}
		for s.before(&pivot, &f[to]) {
			to--
		}
		if from <= to {
			f[from], f[to] = f[to], f[from]
			from++
			to--
		}
	}
	return from, to
}
