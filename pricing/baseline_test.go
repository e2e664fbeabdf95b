package pricing_test

import (
	"encoding/json"
	"os"
	"sort"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

// The baseline is a quote with shopspring decimals throughout, for an FBA item of
// the standard class with a flat referral fee: it finds the size tier, picks the
// rows and evaluates the profit at a price. The prices that meet a target and
// the dead zones it finds in two ways: the obvious one, which looks at each cent
// from 0.01 to 500.00, and one that was worked out by hand for this very item,
// with its breakpoints and slopes written into the code. Like the library it
// reads its tables once, before the clock starts.
type baseline struct {
	tiers []plainTier
	card  []plainRow
}

type plainTier struct {
	name                                     string
	longest, median, shortest, girth, weight decimal.NullDecimal
	unit, billUnit                           bool
	floor                                    decimal.Decimal
}

type plainRow struct {
	tier                      string
	over, to                  decimal.NullDecimal
	fees                      [3]decimal.Decimal
	stepFee, stepEach, stepAt decimal.Decimal
}

// loadBaseline reads the 2026 non-peak tables.
func loadBaseline(t testing.TB) *baseline {
	t.Helper()
	var tiers struct {
		Rows []struct {
			Tier, Weigh, Bill, Longest, Median, Shortest string
			WeightTo                                     string `json:"weight_to"`
			Girth                                        string `json:"length_plus_girth"`
			Floor                                        string `json:"dim_floor"`
		}
	}
	var card struct {
		Rows []struct {
			Tier, Over, To string
			Fees           [3]decimal.Decimal
			Step           *struct{ Fee, Each, Above string }
		}
	}
	for name, into := range map[string]any{"size-tiers-2026-01-15": &tiers, "fulfillment-standard-2026-01-15": &card} {
		data, err := os.ReadFile("../fees/amazon/data/" + name + ".json")
		if err == nil {
			err = json.Unmarshal(data, into)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	b := &baseline{}
	for _, r := range tiers.Rows {
		b.tiers = append(b.tiers, plainTier{
			r.Tier, plainMeasure(r.Longest), plainMeasure(r.Median), plainMeasure(r.Shortest), plainMeasure(r.Girth), plainMeasure(r.WeightTo),
			r.Weigh == "unit", r.Bill == "unit", plainMeasure(r.Floor).Decimal,
		})
	}
	for _, r := range card.Rows {
		row := plainRow{tier: r.Tier, over: plainMeasure(r.Over), to: plainMeasure(r.To), fees: r.Fees}
		if r.Step != nil {
			row.stepFee, row.stepEach, row.stepAt = dec(r.Step.Fee), plainMeasure(r.Step.Each).Decimal, plainMeasure(r.Step.Above).Decimal
		}
		b.card = append(b.card, row)
	}
	return b
}

// plainMeasure reads inches or pounds; an ounce is a sixteenth of a pound.
func plainMeasure(text string) decimal.NullDecimal {
	number, unit, ok := strings.Cut(text, " ")
	if !ok {
		return decimal.NullDecimal{}
	}
	d := dec(number)
	if unit == "oz" {
		d = d.Mul(dec("0.0625"))
	}
	return decimal.NewNullDecimal(d)
}

// A plainItem is the input of the baseline.
type plainItem struct {
	sides                            [3]decimal.Decimal // in
	weight                           decimal.Decimal    // lb
	yuan, dollars                    []decimal.Decimal
	rate, buffer, tacos              decimal.Decimal
	returns, resellable, returnsCost decimal.Decimal
}

// A plainQuote is the compiled baseline: what does not depend on the price, for
// each price band, and what does.
type plainQuote struct {
	item        plainItem
	fulfillment [3]decimal.Decimal
	fuel        [3]decimal.Decimal
	cost        decimal.Decimal
}

var (
	plainReferral = dec("0.15")
	plainMinimum  = dec("0.30")
	plainFuel     = dec("0.035")
	plainShare    = dec("0.20")
	plainCap      = dec("5.00")
	plainDivisor  = dec("139")
	cent          = dec("0.01")
)

func (b *baseline) compile(it plainItem) plainQuote {
	q := plainQuote{item: it}
	tier, weight := b.size(it)
	for _, row := range b.card {
		if row.tier != tier || row.over.Valid && weight.LessThanOrEqual(row.over.Decimal) || row.to.Valid && weight.GreaterThan(row.to.Decimal) {
			continue
		}
		for i, fee := range row.fees {
			if !row.stepEach.IsZero() && weight.GreaterThan(row.stepAt) {
				steps := weight.Sub(row.stepAt).DivRound(row.stepEach, 12).Ceil()
				fee = fee.Add(row.stepFee.Mul(steps))
			}
			q.fulfillment[i] = fee
			q.fuel[i] = fee.Mul(plainFuel).Round(2)
		}
	}
	planned := it.rate.Mul(dec("1").Sub(it.buffer))
	for _, c := range it.yuan {
		q.cost = q.cost.Add(c.DivRound(planned, 12))
	}
	for _, c := range it.dollars {
		q.cost = q.cost.Add(c)
	}
	return q
}

func (b *baseline) size(it plainItem) (string, decimal.Decimal) {
	sides := it.sides
	sort.Slice(sides[:], func(i, j int) bool { return sides[i].GreaterThan(sides[j]) })
	girth := sides[0].Add(sides[1].Add(sides[2]).Mul(dec("2")))
	for _, tier := range b.tiers {
		if tier.longest.Valid && (sides[0].GreaterThan(tier.longest.Decimal) || sides[1].GreaterThan(tier.median.Decimal) || sides[2].GreaterThan(tier.shortest.Decimal)) {
			continue
		}
		if tier.girth.Valid && girth.GreaterThan(tier.girth.Decimal) {
			continue
		}
		volume := sides[0].Mul(decimal.Max(sides[1], tier.floor)).Mul(decimal.Max(sides[2], tier.floor))
		greater := decimal.Max(it.weight, volume.DivRound(plainDivisor, 12))
		limited := greater
		if tier.unit {
			limited = it.weight
		}
		if tier.weight.Valid && limited.GreaterThan(tier.weight.Decimal) {
			continue
		}
		if tier.billUnit {
			return tier.name, it.weight
		}
		return tier.name, greater
	}
	return "", it.weight
}

func plainBand(price decimal.Decimal) int {
	switch {
	case price.LessThan(dec("10")):
		return 0
	case price.LessThanOrEqual(dec("50")):
		return 1
	}
	return 2
}

// profit is the sum of the billed and expected lines at a price.
func (q plainQuote) profit(price decimal.Decimal) decimal.Decimal {
	it := q.item
	referral := decimal.Max(price.Mul(plainReferral), plainMinimum)
	band := plainBand(price)
	sum := price.Sub(referral.Round(2)).Sub(q.fulfillment[band]).Sub(q.fuel[band]).Sub(price.Mul(it.tacos)).Sub(q.cost)
	sum = sum.Sub(it.returns.Mul(price)).Add(it.returns.Mul(referral))
	sum = sum.Sub(it.returns.Mul(decimal.Min(plainCap, referral.Mul(plainShare))))
	sum = sum.Sub(it.returns.Mul(it.returnsCost)).Add(it.returns.Mul(it.resellable).Mul(q.cost))
	return sum
}

// exact is the profit before the referral fee is rounded.
func (q plainQuote) exact(price decimal.Decimal) decimal.Decimal {
	referral := decimal.Max(price.Mul(plainReferral), plainMinimum)
	return q.profit(price).Add(referral.Round(2)).Sub(referral)
}

// scan looks at each cent up to most and returns the intervals of prices with at
// least a margin, and of those that earn less than a lower price.
func (q plainQuote) scan(margin, most decimal.Decimal) (admissible, dead [][2]decimal.Decimal) {
	best := q.exact(cent)
	for price := cent; price.LessThanOrEqual(most); price = price.Add(cent) {
		profit := q.exact(price)
		if profit.GreaterThanOrEqual(price.Mul(margin)) {
			admissible = extend(admissible, price)
		}
		if profit.LessThan(best) {
			dead = extend(dead, price)
		}
		best = decimal.Max(best, profit)
	}
	return admissible, dead
}

func extend(spans [][2]decimal.Decimal, price decimal.Decimal) [][2]decimal.Decimal {
	if n := len(spans); n > 0 && spans[n-1][1].Add(cent).Equal(price) {
		spans[n-1][1] = price
		return spans
	}
	return append(spans, [2]decimal.Decimal{price, price})
}

// A plainPiece is a stretch of prices on which profit = base + slope × price.
type plainPiece struct{ from, to, base, slope decimal.Decimal }

// pieces cuts the price axis where the minimum referral fee, the cap of the
// refund fee and the price bands end, and finds the line of each piece.
func (q plainQuote) pieces() []plainPiece {
	it := q.item
	edges := []decimal.Decimal{cent, dec("2.01"), dec("10.00"), dec("50.01"), dec("166.67"), dec("1000000000.01")}
	var out []plainPiece
	for i := 0; i+1 < len(edges); i++ {
		p := plainPiece{from: edges[i], to: edges[i+1].Sub(cent)}
		band := plainBand(p.from)
		p.base = q.fulfillment[band].Add(q.fuel[band]).Add(q.cost).Neg()
		p.base = p.base.Sub(it.returns.Mul(it.returnsCost)).Add(it.returns.Mul(it.resellable).Mul(q.cost))
		p.slope = dec("1").Sub(it.tacos).Sub(it.returns)
		refund := it.returns
		switch {
		case i == 0:
			p.base = p.base.Sub(plainMinimum).Add(refund.Mul(plainMinimum)).Sub(refund.Mul(plainShare).Mul(plainMinimum))
		case i == 4:
			p.base = p.base.Sub(refund.Mul(plainCap))
			p.slope = p.slope.Sub(plainReferral).Add(refund.Mul(plainReferral))
		default:
			p.slope = p.slope.Sub(plainReferral).Add(refund.Mul(plainReferral)).Sub(refund.Mul(plainShare).Mul(plainReferral))
		}
		out = append(out, p)
	}
	return out
}

// solve returns the intervals of prices with at least a margin.
func solvePlain(pieces []plainPiece, margin decimal.Decimal) [][2]decimal.Decimal {
	var out [][2]decimal.Decimal
	for _, p := range pieces {
		slope := p.slope.Sub(margin)
		from, to := p.from, p.to
		switch slope.Sign() {
		case 1:
			zero := p.base.Neg().DivRound(slope, 16).RoundCeil(2)
			from = decimal.Max(from, zero)
		case -1:
			zero := p.base.Neg().DivRound(slope, 16).RoundFloor(2)
			to = decimal.Min(to, zero)
		default:
			if p.base.Sign() < 0 {
				continue
			}
		}
		if from.GreaterThan(to) {
			continue
		}
		if n := len(out); n > 0 && out[n-1][1].Add(cent).Equal(from) {
			out[n-1][1] = to
			continue
		}
		out = append(out, [2]decimal.Decimal{from, to})
	}
	return out
}

// deadPlain returns the intervals of prices that earn less than a lower price.
func deadPlain(pieces []plainPiece) [][2]decimal.Decimal {
	var out [][2]decimal.Decimal
	at := func(p plainPiece, price decimal.Decimal) decimal.Decimal { return p.base.Add(p.slope.Mul(price)) }
	best := at(pieces[0], pieces[0].from)
	for _, p := range pieces {
		if first := at(p, p.from); first.LessThan(best) {
			to := p.to
			if at(p, p.to).GreaterThanOrEqual(best) {
				to = best.Sub(p.base).DivRound(p.slope, 16).RoundCeil(2).Sub(cent)
			}
			out = append(out, [2]decimal.Decimal{p.from, to})
		}
		best = decimal.Max(best, at(p, p.to))
	}
	return out
}
