package customs

import "github.com/shopspring/decimal"

// A tally is a sum of amounts that are not negative. Those in whole cents, which are
// nearly all, are added without building a decimal. The zero tally is 0.
type tally struct {
	cents uint64
	rest  decimal.Decimal
}

// maxTally is how many cents a tally holds as a number.
const maxTally = 1 << 62

// add adds an amount.
func (t *tally) add(d decimal.Decimal) {
	if n, fits := scaled(d, -2); fits {
		t.addCents(n)
		return
	}
	t.rest = t.rest.Add(d)
}

// addCents adds an amount of at most 18 digits in whole cents.
func (t *tally) addCents(n uint64) {
	if t.cents+n < maxTally {
		t.cents += n
		return
	}
	t.rest = t.rest.Add(fromCents(n))
}

// sum is what was added up.
func (t *tally) sum() decimal.Decimal {
	d := fromCents(t.cents)
	if t.rest.IsZero() {
		return d
	}
	return d.Add(t.rest)
}

// A tallyRange is a tally of each end of ranges.
type tallyRange struct{ low, high tally }

func (t *tallyRange) add(r Range) {
	t.low.add(r.Low)
	t.high.add(r.High)
}

// addCents adds a known amount of at most 18 digits in whole cents.
func (t *tallyRange) addCents(n uint64) {
	t.low.addCents(n)
	t.high.addCents(n)
}

// sum is what was added up.
func (t *tallyRange) sum() Range {
	low := t.low.sum()
	if t.low.cents == t.high.cents && t.low.rest.Equal(t.high.rest) {
		return Exactly(low)
	}
	return Range{low, t.high.sum()}
}
