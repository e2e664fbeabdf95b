package reports

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
)

// A FeeCause is why a fee may differ from what the tables give. It is stable, in
// snake_case and never translated.
type FeeCause string

// The causes.
const (
	CauseRounding   FeeCause = "rounding"    // the same fee, rounded in another place
	CauseTier       FeeCause = "size_tier"   // another size tier
	CauseWeightBand FeeCause = "weight_band" // another weight in the same size tier
	CausePriceBand  FeeCause = "price_band"  // the fee of another range of prices
	CauseOpenRule   FeeCause = "open_rule"   // the other reading of a rule that is not settled
	CauseSIPP       FeeCause = "sipp"        // with or without the discount for own packaging
	CausePart       FeeCause = "part"        // one line of the fee is billed apart, or one more is inside
	CauseDate       FeeCause = "date"        // the tables of other days
	CauseClass      FeeCause = "class"       // another rate card: apparel, dangerous goods
	CauseCategory   FeeCause = "category"    // another referral category
	CauseLimit      FeeCause = "limit"       // the minimum or the cap of the fee
	CauseBase       FeeCause = "fee_base"    // shipping, promotion or tax counts otherwise
	CauseQuantity   FeeCause = "quantity"    // the fee of another number of units
	CauseTable      FeeCause = "table"       // the table: several items of one row differ alike, or the row is uncertain
	CauseUnknown    FeeCause = "unexplained" // nothing that was tried gives the charge
	CauseUnexamined FeeCause = "unexamined"  // there are too many differences to examine them all
)

// A FeeExplanation is one change that gives the charge to the cent.
type FeeExplanation struct {
	Cause FeeCause
	// Text says the change for people, as the end of "this is the fee ...". Do says
	// what to do about it.
	Text, Do string
	// Table is the id of the table behind it, "" for none.
	Table string
	// Sure says that Amazon's own measurement or size tier in the fee preview leads to
	// it.
	Sure bool
}

// mostExplanations is how many are listed of one difference.
const mostExplanations = 5

// A feeTrial is an explanation that is tried.
type feeTrial struct {
	FeeExplanation
	rank   int // the plainest first
	amount decimal.Decimal
}

// The ranks of the trials. A change that many fees differ by comes after one that few
// differ by, since it fits a charge by chance more easily.
const (
	rankRounding = iota
	rankMeasured
	rankOpenRule
	rankSIPP
	rankBase
	rankPriceBand
	rankLimit
	rankNextDate
	rankPart
	rankPreviewedTier
	rankNextWeight
	rankNextTier
	rankClass
	rankQuantity
	rankCategory
	rankOtherDate
	rankFarBand
	rankFarWeight
	rankFarTier
	rankTwo // changes
)

// A feeExam looks for what explains one difference.
type feeExam struct {
	audit  *FeeAudit
	item   *feeItem
	fee    ChargedFee
	run    int
	card   *feeCard
	units  decimal.Decimal
	sales  decimal.Decimal // the price less the promotion
	due    decimal.Decimal
	trials []feeTrial
	// measuredTier is the size tier of Amazon's measurement where that gives the charge.
	measuredTier amazon.Tier
	two          string // the change that all trials share, "" for none
	twoDo        string
}

// explain returns what gives the charge to the cent, the plainest first; none where
// nothing does.
func (a *FeeAudit) explain(g *feeGroup) []FeeExplanation {
	item := a.items[g.fee.SKU]
	x := &feeExam{audit: a, item: item, fee: g.fee, run: g.run, units: decimal.NewFromInt(g.fee.Units), sales: g.fee.sales()}
	x.card = a.cards.of(item, g.run)
	var err error
	if x.due, err = x.card.compute(&x.fee); err != nil {
		return nil
	}
	x.all()
	if len(x.trials) == 0 {
		x.inOtherRuns()
	}
	slices.SortStableFunc(x.trials, func(a, b feeTrial) int { return cmp.Compare(a.rank, b.rank) })
	var list []FeeExplanation
	for _, t := range x.trials {
		if len(list) < mostExplanations && !slices.Contains(list, t.FeeExplanation) {
			list = append(list, t.FeeExplanation)
		}
	}
	return list
}

// all tries every change alone.
func (x *feeExam) all() {
	if x.fee.Fee == AuditFulfilment {
		x.shippingRoundings()
		x.measured()
		x.listingChanges()
		x.parts()
		x.bands()
		x.weights()
	} else {
		x.sellingRoundings()
		x.bases()
		x.brackets()
		x.limits()
		x.categories()
	}
	x.dates()
	x.quantities()
}

// try keeps a trial when it gives the charge and the tables as they are do not.
func (x *feeExam) try(rank int, amount decimal.Decimal, e FeeExplanation) {
	if !amount.Equal(x.fee.Amount) {
		return
	}
	if x.two != "" {
		rank, e.Text, e.Do = rankTwo+rank, x.two+", and "+e.Text, x.twoDo+" "+e.Do
	}
	x.trials = append(x.trials, feeTrial{e, rank, amount})
}

// tryCard tries what another card gives.
func (x *feeExam) tryCard(rank int, card *feeCard, e FeeExplanation) {
	amount, err := card.compute(&x.fee)
	if err != nil {
		return
	}
	if l := card.line(x.fee.Fee); e.Table == "" && l != nil {
		e.Table = l.source.Table
	}
	x.try(rank, amount, e)
}

// dates tries the tables of other days, the nearest first.
func (x *feeExam) dates() {
	for run := range x.audit.cards.starts {
		away := max(run-x.run, x.run-run)
		if away == 0 {
			continue
		}
		rank := rankOtherDate
		if away == 1 && (x.fee.Origin == FromPreview || x.audit.cards.near(x.fee.Day, run)) {
			rank = rankNextDate // the day of a preview is less sure
		}
		x.tryCard(rank, x.audit.cards.of(x.item, run), FeeExplanation{
			Cause: CauseDate, Text: "by the tables of " + x.audit.cards.days(run),
			Do: "Check on which day the unit left the warehouse: the tables of that day apply.",
		})
	}
	if p, known := x.audit.previews[x.fee.SKU]; known && x.fee.Fee == AuditFulfilment && p.future.Valid {
		x.try(rankNextDate, p.future.Decimal.Mul(x.units), FeeExplanation{
			Cause: CauseDate, Text: "that the fee preview expects in the future",
			Do: "Check on which day the unit left the warehouse, and from when the future fee applies.",
		})
	}
}

// quantities tries the fee of another number of units at the price of one.
func (x *feeExam) quantities() {
	const most = 12
	n := x.fee.Units
	for k := int64(1); k <= most; k++ {
		if k == n || n > mostUnits/most {
			continue
		}
		// The sale of k units is k times that of one: scale both by n to divide last.
		c := x.fee
		c.Units = k
		amount, exact := x.scaled(&c, k, n)
		if !exact {
			continue
		}
		units := " units"
		if k == 1 {
			units = " unit"
		}
		x.try(rankQuantity, amount, FeeExplanation{
			Cause: CauseQuantity, Text: "of " + decimal.NewFromInt(k).String() + units + " at this price",
			Do: "Compare the quantity of the order with what was shipped, and open a case when the fee was taken for other units.",
		})
	}
}

// scaled computes the fee of k units where the amounts of c are those of n.
func (x *feeExam) scaled(c *ChargedFee, k, n int64) (decimal.Decimal, bool) {
	times, over := decimal.NewFromInt(k), decimal.NewFromInt(n)
	exact := true
	scale := func(d decimal.Decimal) decimal.Decimal {
		scaled := d.Mul(times).DivRound(over, 4)
		exact = exact && scaled.Mul(over).Equal(d.Mul(times))
		return scaled
	}
	c.Price.Decimal, c.Promotion, c.Shipping = scale(c.Price.Decimal), scale(c.Promotion), scale(c.Shipping)
	c.ShippingPromotion, c.Chargeback = scale(c.ShippingPromotion), scale(c.Chargeback)
	amount, err := x.card.compute(c)
	return amount, err == nil && exact
}

// inOtherRuns tries a change together with the tables of other days: the caller may
// not know the day of a file.
func (x *feeExam) inOtherRuns() {
	if x.fee.Fee != AuditFulfilment {
		return
	}
	card, run := x.card, x.run
	for other := range x.audit.cards.starts {
		if other == run {
			continue
		}
		x.run, x.card = other, x.audit.cards.of(x.item, other)
		if x.card.shippingErr != nil {
			continue
		}
		x.two = "by the tables of " + x.audit.cards.days(other)
		x.twoDo = "Check the day."
		x.shippingRoundings()
		x.measured()
		x.listingChanges()
		x.parts()
	}
	x.card, x.run, x.two, x.twoDo = card, run, "", ""
	for i := range x.trials {
		x.trials[i].Cause = CauseDate
	}
}

// doubtful reports whether a source is too weak to hold against a charge.
func doubtful(s fees.Source) bool { return s.Confidence == fees.Low || s.Confidence == fees.Supplied }
