package reports

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
)

// A FeeReport is the result of a [FeeAudit]. What was charged and what is previewed
// are apart: the preview is no money yet.
type FeeReport struct {
	Settlement, Preview FeeSide
}

// A FeeSide is the result for one origin. All amounts are US dollars.
type FeeSide struct {
	// First and Last are the days of the fees, zero where none was read.
	First, Last time.Time
	// Checked is how many fees were compared, and Agreed how many of them are what
	// the tables give, to the cent.
	Checked, Agreed int
	// Charged is what was taken for the fees that were compared, Computed what the
	// tables give, and Difference is Charged less Computed: above 0 too much was
	// taken. In the preview they are for one unit of each item.
	Charged, Computed, Difference decimal.Decimal
	// Findings are the differences, those with the most money first. Unlisted is how
	// many more there are; the totals are of all.
	Findings []FeeFinding
	Unlisted int
	// Causes, SKUs and Fees are totals of the findings by likely cause, by SKU and by
	// fee, those with the most money first. Each sums to the money of all findings.
	Causes, SKUs, Fees []FeeTotal
	// Money is the money of all findings over the period: in settlements the
	// Difference, in the preview the difference of each item times its units.
	Money decimal.Decimal
	// Gaps are the fees that could not be compared, those with the most money first.
	Gaps         []FeeGap
	UnlistedGaps int
}

// A FeeTotal is the money of the findings that share a cause, a SKU or a fee.
type FeeTotal struct {
	Key      string
	Findings int
	// Over is what was taken too much, Under what was taken too little, below 0, and
	// Money their sum.
	Over, Under, Money decimal.Decimal
}

// A FeeFinding is a difference of one fee of one item that is the same over some days.
type FeeFinding struct {
	SKU    string
	Fee    AuditedFee
	Origin FeeOrigin
	// First and Last are the first and the last day of the difference, Lines how many
	// charges have it and Units how many units they are of. In the preview Units is
	// [FeeItem.Units], or the units of the settlements that were read, or 1;
	// UnitsKnown is then false.
	First, Last time.Time
	Lines       int
	Units       int64
	UnitsKnown  bool
	// ChargedEach, ComputedEach and DifferenceEach are for one unit, rounded to 4
	// places; Charged, Computed and Money are for all units and exact. Money is
	// Charged less Computed: above 0 too much was taken.
	ChargedEach, ComputedEach, DifferenceEach decimal.Decimal
	Charged, Computed, Money                  decimal.Decimal
	// Price is the price of one unit less the promotion, rounded to 4 places; 0 where
	// the charges have different ones.
	Price decimal.Decimal
	// Likely is the plainest cause. Explanations are the changes that each give the
	// charge to the cent, the plainest first, at most 5.
	Likely       FeeCause
	Explanations []FeeExplanation
	// Basis says how the fee is computed, Tables from which tables, Confidence how
	// sure the least sure of them is, and Warnings what is open in them.
	Basis      string
	Tables     []string
	Confidence fees.Confidence
	Warnings   []fees.Warning
	// Places are the first rows, at most 3.
	Places []Place
}

// Result compares the order items that still wait for rows, and returns what was
// found. Call it once, when everything is read: rows that come later begin new order
// items.
func (a *FeeAudit) Result() FeeReport {
	for _, o := range a.orders.all() {
		a.settle(o)
	}
	a.orders = orderItems{}
	return FeeReport{Settlement: a.result(FromSettlement), Preview: a.result(FromPreview)}
}

func (a *FeeAudit) result(origin FeeOrigin) FeeSide {
	s := a.sides[origin]
	if s == nil {
		return FeeSide{}
	}
	a.cards.variants = nil // a preview may have been read since
	out := FeeSide{
		First: s.first, Last: s.last, Checked: s.checked, Agreed: s.agreed,
		Charged: s.charged, Computed: s.computed, Difference: s.charged.Sub(s.computed),
	}
	findings := a.findings(s)
	causes, skus, kinds := map[string]*FeeTotal{}, map[string]*FeeTotal{}, map[string]*FeeTotal{}
	for i := range findings {
		f := &findings[i]
		out.Money = out.Money.Add(f.Money)
		for _, into := range [...]struct {
			totals map[string]*FeeTotal
			key    string
		}{{causes, string(f.Likely)}, {skus, f.SKU}, {kinds, string(f.Fee)}} {
			t := into.totals[into.key]
			if t == nil {
				t = &FeeTotal{Key: into.key}
				into.totals[into.key] = t
			}
			t.add(f.Money)
		}
	}
	out.Causes, out.SKUs, out.Fees = sortedTotals(causes), sortedTotals(skus), sortedTotals(kinds)
	out.Unlisted = max(len(findings)-a.opt.Listed, 0)
	out.Findings = findings[:len(findings)-out.Unlisted]
	out.Gaps, out.UnlistedGaps = s.listGaps(a.opt.Listed)
	return out
}

func (t *FeeTotal) add(money decimal.Decimal) {
	t.Findings++
	t.Money = t.Money.Add(money)
	if money.Sign() > 0 {
		t.Over = t.Over.Add(money)
	} else {
		t.Under = t.Under.Add(money)
	}
}

func sortedTotals(m map[string]*FeeTotal) (list []FeeTotal) {
	for _, t := range m {
		list = append(list, *t)
	}
	slices.SortFunc(list, func(a, b FeeTotal) int {
		return cmp.Or(b.Over.Sub(b.Under).Cmp(a.Over.Sub(a.Under)), cmp.Compare(a.Key, b.Key))
	})
	return list
}

// findings examines the groups of a side and puts equal ones together.
func (a *FeeAudit) findings(s *feeSide) []FeeFinding {
	keys := make([]string, 0, len(s.groups))
	for key := range s.groups {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var list []FeeFinding
	places := map[string]int{}
	for _, key := range keys {
		f := a.finding(s.groups[key])
		same := strings.Join([]string{f.SKU, string(f.Fee), string(f.Likely), f.ChargedEach.String(), f.ComputedEach.String(), strings.Join(f.Tables, " ")}, "\x00")
		if i, known := places[same]; known && f.Likely != CauseUnexamined {
			list[i].put(f)
			continue
		}
		places[same] = len(list)
		list = append(list, f)
	}
	alike(list)
	slices.SortStableFunc(list, func(a, b FeeFinding) int {
		return cmp.Or(b.Money.Abs().Cmp(a.Money.Abs()), cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Fee, b.Fee), compareTimes(a.First, b.First))
	})
	return list
}

// finding says what is known of a group.
func (a *FeeAudit) finding(g *feeGroup) FeeFinding {
	c := &g.fee
	n := decimal.NewFromInt(max(g.units, 1))
	f := FeeFinding{
		SKU: c.SKU, Fee: c.Fee, Origin: c.Origin, First: g.first, Last: g.last, Lines: g.lines, Units: g.units, UnitsKnown: true,
		Charged: g.charged, Computed: g.due, Places: g.places,
		ChargedEach: g.charged.DivRound(n, 4), ComputedEach: g.due.DivRound(n, 4),
		Price: c.sales().DivRound(decimal.NewFromInt(max(c.Units, 1)), 4),
	}
	if c.Origin == FromPreview {
		// The preview says what one unit is charged.
		f.Units = a.items[c.SKU].Units
		if f.Units == 0 {
			f.Units = a.units[c.SKU]
		}
		if f.UnitsKnown = f.Units > 0; !f.UnitsKnown {
			f.Units = 1
		}
		each, times := decimal.NewFromInt(int64(g.lines)), decimal.NewFromInt(f.Units)
		f.ChargedEach, f.ComputedEach = g.charged.DivRound(each, 4), g.due.DivRound(each, 4)
		f.Charged, f.Computed = f.ChargedEach.Mul(times), f.ComputedEach.Mul(times)
	}
	f.DifferenceEach, f.Money = f.ChargedEach.Sub(f.ComputedEach), f.Charged.Sub(f.Computed)
	if g.folded {
		f.Likely = CauseUnexamined
		return f
	}
	card := a.cards.of(a.items[c.SKU], g.run)
	lines := []*feeLine{card.line(c.Fee)}
	if c.Fee == AuditFulfilment {
		lines = card.shipping
	}
	if len(lines) > 0 && lines[0] != nil {
		var bases []string
		for _, l := range lines {
			if l.basis != "" {
				bases = append(bases, l.basis)
			}
			f.Warnings = append(f.Warnings, l.warnings...)
		}
		f.Basis, f.Tables, f.Confidence = strings.Join(bases, "; "), tableIDs(lines), lessSure(lines).Confidence
	}
	f.Explanations = a.explain(g)
	switch {
	case len(f.Explanations) > 0:
		f.Likely = f.Explanations[0].Cause
	case len(lines) > 0 && lines[0] != nil && doubtful(lines[0].source):
		f.Likely = CauseTable
		f.Explanations = []FeeExplanation{{
			Cause: CauseTable, Text: "if the table is wrong, whose figures are " + string(lines[0].source.Confidence), Table: lines[0].source.Table,
			Do: "Compare the table with the fee page of the channel.",
		}}
	default:
		f.Likely = CauseUnknown
	}
	return f
}

// put adds a finding of the same difference.
func (f *FeeFinding) put(other FeeFinding) {
	if other.First.Before(f.First) {
		f.First = other.First
	}
	if other.Last.After(f.Last) {
		f.Last = other.Last
	}
	if !f.Price.Equal(other.Price) {
		f.Price = decimal.Decimal{}
	}
	f.Lines += other.Lines
	f.Places = firstPlaces(append(slices.Clip(f.Places), other.Places...))
	if f.Origin == FromPreview {
		return // the same item once more
	}
	f.Units += other.Units
	f.Charged, f.Computed, f.Money = f.Charged.Add(other.Charged), f.Computed.Add(other.Computed), f.Money.Add(other.Money)
}

// alike finds differences that nothing explains and that several items have, computed
// from the same row of the same table: then the table is likely to be wrong.
func alike(list []FeeFinding) {
	type row struct{ fee, table, basis, each string }
	rows := map[row]map[string]bool{}
	of := func(f *FeeFinding) row {
		if f.Likely != CauseUnknown || len(f.Tables) == 0 {
			return row{}
		}
		if f.Fee == AuditFulfilment {
			return row{string(f.Fee), f.Tables[0], f.Basis, f.DifferenceEach.String()}
		}
		// A share of the price: the rate is what they have in common.
		if f.Price.IsZero() {
			return row{}
		}
		return row{string(f.Fee), f.Tables[0], f.Basis, f.ChargedEach.DivRound(f.Price, 3).String()}
	}
	for i := range list {
		if r := of(&list[i]); r != (row{}) {
			if rows[r] == nil {
				rows[r] = map[string]bool{}
			}
			rows[r][list[i].SKU] = true
		}
	}
	for i := range list {
		f := &list[i]
		n := len(rows[of(f)])
		if n < 2 {
			continue
		}
		f.Explanations = []FeeExplanation{{
			Cause: CauseTable, Text: "if the table is wrong or out of date: " + strconv.Itoa(n) + " items of the same row differ alike", Table: f.Tables[0],
			Do: "Compare the table with the fee page of the channel, and supply a newer one.",
		}}
	}
	for i := range list {
		if e := list[i].Explanations; len(e) > 0 && e[0].Cause == CauseTable {
			list[i].Likely = CauseTable
		}
	}
}
