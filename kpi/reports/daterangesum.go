package reports

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A DateRangeSummary adds up the rows of date range reports of one currency, exactly
// and in any order. The zero DateRangeSummary is that of no row.
type DateRangeSummary struct {
	currency fx.Currency
	mixed    bool
	rows     int
	total    exactSum
	noTotal  int
	kinds    map[TransactionKind]*kindSum
	columns  [dateRangeAmounts]exactSum
	skus     map[string]*kindSum
	flaws    []DateRangeDifference
	beyond   int
}

type kindSum struct {
	rows int
	sum  exactSum
}

// A DateRangeTotal is what the rows of one kind, or of one SKU, add up to.
type DateRangeTotal struct {
	Kind   TransactionKind // "" in a total of a SKU
	SKU    string          // "" in a total of a kind, and for rows without a SKU
	Rows   int
	Amount decimal.Decimal // of the total column
}

// A DateRangeDifference is a row whose amounts do not add up to its total.
type DateRangeDifference struct {
	Place Place
	// Difference is the sum of the amounts less the total.
	Difference decimal.Decimal
}

// mostDifferences is how many rows that do not add up are listed.
const mostDifferences = 1000

// Add adds a row.
func (s *DateRangeSummary) Add(r DateRangeRow) {
	if s.kinds == nil {
		s.kinds, s.skus = map[TransactionKind]*kindSum{}, map[string]*kindSum{}
	}
	s.agree(s.rows > 0, r.Currency)
	s.rows++
	for i, a := range r.Amounts {
		if a.Valid {
			s.columns[i].add(a.Decimal, smallOf(a.Decimal))
		}
	}
	kind, sku := sumOf(s.kinds, r.Kind()), sumOf(s.skus, r.SKU)
	kind.rows++
	sku.rows++
	if !r.Total.Valid {
		s.noTotal++
		return
	}
	n := smallOf(r.Total.Decimal)
	s.total.add(r.Total.Decimal, n)
	kind.sum.add(r.Total.Decimal, n)
	sku.sum.add(r.Total.Decimal, n)
	if d := r.Difference().Decimal; !d.IsZero() {
		s.flaw(DateRangeDifference{Place{strings.Clone(r.File), r.Row}, d})
	}
}

// agree notes the currency of rows beside that of the rows before.
func (s *DateRangeSummary) agree(some bool, c fx.Currency) {
	if some && s.currency != c {
		s.mixed = true
	}
	s.currency = c
}

func (s *DateRangeSummary) flaw(d DateRangeDifference) {
	if len(s.flaws) < mostDifferences {
		s.flaws = append(s.flaws, d)
	} else {
		s.beyond++
	}
}

func sumOf[K ~string](sums map[K]*kindSum, key K) *kindSum {
	s := sums[key]
	if s == nil {
		s = &kindSum{}
		sums[K(strings.Clone(string(key)))] = s
	}
	return s
}

// Merge adds what another summary has added up.
func (s *DateRangeSummary) Merge(t *DateRangeSummary) {
	if t == nil || t.rows == 0 {
		return
	}
	if t == s {
		copied := *t
		copied.flaws = slices.Clone(t.flaws)
		t = &copied
	}
	if s.kinds == nil {
		s.kinds, s.skus = map[TransactionKind]*kindSum{}, map[string]*kindSum{}
	}
	s.agree(s.rows > 0, t.currency)
	s.mixed = s.mixed || t.mixed
	s.rows += t.rows
	s.noTotal += t.noTotal
	s.total.merge(t.total)
	for i := range s.columns {
		s.columns[i].merge(t.columns[i])
	}
	mergeKinds(s.kinds, t.kinds)
	mergeKinds(s.skus, t.skus)
	for _, d := range t.flaws {
		s.flaw(d)
	}
	s.beyond += t.beyond
}

func mergeKinds[K ~string](mine, other map[K]*kindSum) {
	for key, k := range other {
		m, rows, sum := sumOf(mine, key), k.rows, k.sum
		m.rows += rows
		m.sum.merge(sum)
	}
}

// Currency returns the currency of the rows; "" where none is known. ok is false when
// rows of several currencies were added, so that no sum means anything.
func (s *DateRangeSummary) Currency() (c fx.Currency, ok bool) {
	if s.mixed {
		return "", false
	}
	return s.currency, true
}

// Rows returns the number of rows, and how many of them print no total.
func (s *DateRangeSummary) Rows() (all, withoutTotal int) { return s.rows, s.noTotal }

// Total returns the sum of the total column, transfers included: what is left in the
// account of a period that begins with an empty one.
func (s *DateRangeSummary) Total() decimal.Decimal { return s.total.value() }

// Transfers returns the sum of the rows that move money to the bank, below 0.
func (s *DateRangeSummary) Transfers() decimal.Decimal {
	if k := s.kinds[TransferTransaction]; k != nil {
		return k.sum.value()
	}
	return decimal.Decimal{}
}

// Kinds returns the totals by kind, sorted by kind. They add up to Total.
func (s *DateRangeSummary) Kinds() []DateRangeTotal {
	var out []DateRangeTotal
	for kind, k := range s.kinds {
		out = append(out, DateRangeTotal{Kind: kind, Rows: k.rows, Amount: k.sum.value()})
	}
	slices.SortFunc(out, func(a, b DateRangeTotal) int { return cmp.Compare(a.Kind, b.Kind) })
	return out
}

// SKUs returns the totals by SKU, sorted by SKU; that of "" is for rows without one.
// They add up to Total.
func (s *DateRangeSummary) SKUs() []DateRangeTotal {
	var out []DateRangeTotal
	for sku, k := range s.skus {
		out = append(out, DateRangeTotal{SKU: sku, Rows: k.rows, Amount: k.sum.value()})
	}
	slices.SortFunc(out, func(a, b DateRangeTotal) int { return cmp.Compare(a.SKU, b.SKU) })
	return out
}

// Column returns the sum of a column of [DateRangeColumns]; ok is false for a column
// that is none of them.
func (s *DateRangeSummary) Column(name string) (sum decimal.Decimal, ok bool) {
	for i, t := range dateRangeTitles {
		if t[0] == name {
			return s.columns[i].value(), true
		}
	}
	return decimal.Decimal{}, false
}

// Differences returns the rows whose amounts do not add up to their total, in the order
// in which they were added, and how many more there are beyond 1,000.
func (s *DateRangeSummary) Differences() (listed []DateRangeDifference, unlisted int) {
	return slices.Clone(s.flaws), s.beyond
}
