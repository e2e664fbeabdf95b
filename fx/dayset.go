package fx

import "math/bits"

// A daySet holds days with one bit for each day of the calendar between a first
// and a last one.
type daySet struct {
	first day
	words []uint64
}

func newDaySet(first, last day) daySet {
	return daySet{first: first, words: make([]uint64, (last-first)/64+1)}
}

// add puts the days of cells in.
func (s daySet) add(cells []cell) {
	for _, x := range cells {
		i := uint(x.day - s.first)
		s.words[i/64] |= 1 << (i % 64)
	}
}

// days returns the days, sorted.
func (s daySet) days() []day {
	n := 0
	for _, word := range s.words {
		n += bits.OnesCount64(word)
	}
	days := make([]day, 0, n)
	for i, word := range s.words {
		for ; word != 0; word &= word - 1 {
			days = append(days, s.first+day(i*64+bits.TrailingZeros64(word)))
		}
	}
	return days
}
