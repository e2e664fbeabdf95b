package reprice

import (
	"cmp"
	"container/heap"
	"slices"

	"github.com/lianxing/crossborder/pricing/strategy"
)

type reason = strategy.Reason

// A Queue gathers the decisions that ask a person, for one reader. The zero Queue is
// empty and has no limit. It is not safe for concurrent use.
type Queue struct {
	// Most is how many decisions are kept: the gravest. 0 keeps all of them.
	Most int

	kept  decisions
	added int
	codes map[string]int
}

// Add keeps a decision that asks a person. It is false for any other.
func (q *Queue) Add(d Decision) bool {
	if d.Review == nil {
		return false
	}
	if q.codes == nil {
		q.codes = map[string]int{}
	}
	q.added++
	q.codes[d.Review.Code]++
	switch {
	case q.Most <= 0:
		q.kept = append(q.kept, d)
	case len(q.kept) < q.Most:
		heap.Push(&q.kept, d)
	case order(&d, &q.kept[0]) < 0: // the least grave one is on top
		q.kept[0] = d
		heap.Fix(&q.kept, 0)
	}
	return true
}

// Decisions returns those that are kept, the gravest first, then those with the most
// at stake, then by SKU, channel and time. The order in which they were added does not
// matter.
func (q *Queue) Decisions() []Decision {
	out := slices.Clone([]Decision(q.kept))
	slices.SortFunc(out, func(a, b Decision) int { return order(&a, &b) })
	return out
}

// Added returns how many decisions asked a person, those that are not kept included.
func (q *Queue) Added() int { return q.added }

// Counts returns how many of them there were for each code of [Review].
func (q *Queue) Counts() map[string]int {
	out := make(map[string]int, len(q.codes))
	for code, n := range q.codes {
		out[code] = n
	}
	return out
}

// order puts the graver decision first.
func order(a, b *Decision) int {
	return cmp.Or(
		cmp.Compare(b.Review.Gravity, a.Review.Gravity),
		b.Review.AtStake.Cmp(a.Review.AtStake),
		cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Channel, b.Channel), a.At.Compare(b.At), cmp.Compare(a.Review.Code, b.Review.Code),
	)
}

// decisions are a heap with the least grave one on top.
type decisions []Decision

func (d decisions) Len() int           { return len(d) }
func (d decisions) Less(i, j int) bool { return order(&d[i], &d[j]) > 0 }
func (d decisions) Swap(i, j int)      { d[i], d[j] = d[j], d[i] }
func (d *decisions) Push(x any)        { *d = append(*d, x.(Decision)) }
func (d *decisions) Pop() any {
	last := len(*d) - 1
	out := (*d)[last]
	*d = (*d)[:last]
	return out
}
