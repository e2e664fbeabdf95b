package strategy

import (
	"errors"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// NameLadder is the name of [Ladder] in proposals.
const NameLadder = "ladder"

// StepLadder is the code of a step that keeps variants in order.
const StepLadder = "ladder"

const (
	mostVariants = 100
	mostSize     = 100_000
)

// A Variant is one child of a listing.
type Variant struct {
	// Name names it, such as its SKU; no two variants have the same.
	Name string
	// Size is how many items are in the pack, or the size in any one unit, such as
	// millilitres: whole, above 0, at most 100,000, and different for each variant.
	Size int
	// Regular is the price that a cut is taken off.
	Regular decimal.NullDecimal
	// Wanted, when Valid, is asked for in place of what the ladder works out.
	Wanted decimal.NullDecimal
	// Limits are its own, with the floor of its own model. Places comes from the
	// currency of the ladder.
	Limits Limits
}

// A Ladder prices the variants of a listing together, so that a larger one never
// costs less and, of packs, no unit costs more than in the smallest.
//
// What is wanted of each is worked out in one of three ways, and then brought within
// the limits of the variant alone ([Limits.Fit], upwards):
//
//   - with Cut, each regular price less the same share;
//   - with Step, the base price and a constant step more for each variant in order of
//     size;
//   - with neither, the base price in proportion to size.
//
// Where those prices do not meet the rules together, the nearest do that meet them:
// the smallest variant comes as near to its price as any ladder allows, then the next
// larger one as near as is left, and so on; of two prices equally near the higher is
// taken. The result is exact on the grid of the minor unit. A variant that is moved
// this way may lose its price ending.
type Ladder struct {
	Currency fx.Currency
	// Base is the wanted price of the smallest variant; a cut does not need it.
	Base decimal.NullDecimal
	// Step and Cut, at most one of them Valid, are described above; a cut is from 0
	// to below 1.
	Step, Cut decimal.NullDecimal
	// Packs says that the variants are packs of one item: the price per unit of none
	// is above that of the smallest. Amazon's Marketplace Fair Pricing Policy asks
	// for it.
	Packs bool
	// LeastStep is how much more each variant costs at least than the next smaller
	// one, in the currency, rounded up to the minor unit; 0 lets them cost the same.
	LeastStep decimal.Decimal
	Variants  []Variant
}

// Check reports every fault, joined, each an [*fx.InputError] with its path, such as
// "variants[1].size".
func (l Ladder) Check() error {
	var faults []error
	fault := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	price := func(field string, d decimal.NullDecimal) {
		if d.Valid && (!isPrice(d.Decimal) || d.Decimal.IsZero()) {
			fault(field, plainOr(d.Decimal), "must be a price above 0")
		}
	}
	if _, known := l.Currency.MinorUnits(); !known {
		fault("currency", string(l.Currency), "must be a currency with a minor unit")
	}
	price("base", l.Base)
	if l.Step.Valid && !isPrice(l.Step.Decimal) {
		fault("step", plainOr(l.Step.Decimal), "must be an amount from 0")
	}
	if l.Cut.Valid {
		if err := checkMargin(l.Cut.Decimal); err != nil {
			faults = append(faults, fx.InField("cut", err))
		}
		if l.Step.Valid {
			fault("cut", plainOr(l.Cut.Decimal), "must not be given with step")
		}
	}
	if !isPrice(l.LeastStep) {
		fault("least_step", plainOr(l.LeastStep), "must be an amount from 0")
	}
	if len(l.Variants) == 0 || len(l.Variants) > mostVariants {
		fault("variants", strconv.Itoa(len(l.Variants)), "must be from 1 to "+strconv.Itoa(mostVariants))
		return errors.Join(faults...)
	}
	names, sizes := map[string]bool{}, map[int]bool{}
	for i := range l.Variants {
		v, field := &l.Variants[i], "variants["+strconv.Itoa(i)+"]."
		if v.Name == "" || names[v.Name] {
			fault(field+"name", v.Name, "must be there and different for each variant")
		}
		if v.Size < 1 || v.Size > mostSize {
			fault(field+"size", strconv.Itoa(v.Size), "must be from 1 to "+strconv.Itoa(mostSize))
		} else if sizes[v.Size] {
			fault(field+"size", strconv.Itoa(v.Size), "must be different for each variant")
		}
		names[v.Name], sizes[v.Size] = true, true
		price(field+"regular", v.Regular)
		price(field+"wanted", v.Wanted)
		switch {
		case v.Wanted.Valid:
		case l.Cut.Valid && !v.Regular.Valid:
			fault(field+"regular", "", "must be known for a cut")
		case !l.Cut.Valid && !l.Base.Valid:
			fault(field+"wanted", "", "must be known without a base price")
		}
		if err := v.Limits.Check(); err != nil {
			faults = append(faults, fx.InField(field+"limits", err))
		}
	}
	return errors.Join(faults...)
}

// Propose returns a proposal for each variant, in the order given.
//
// The error joins the faults of [Ladder.Check] and of wanted prices that are no prices
// ("variants[2].wanted"), or is a [*NoPriceError] of one variant alone, with its name
// in the text, or a [*ConflictError] with the rules and limits that cannot be met
// together.
func (l Ladder) Propose() ([]Proposal, error) {
	if err := l.Check(); err != nil {
		return nil, err
	}
	places, _ := l.Currency.MinorUnits()
	order := make([]int, len(l.Variants)) // by size
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return l.Variants[a].Size - l.Variants[b].Size })
	out := make([]Proposal, len(l.Variants))
	rungs := make([]rung, len(order))
	var faults []error
	for at, i := range order {
		v := &l.Variants[i]
		limits := v.Limits
		limits.Places = places
		wanted, reason := l.wanted(v, at, l.Variants[order[0]].Size, places)
		p, err := Fit(NameLadder, l.Currency, wanted, Up, limits, reason)
		if none := (*NoPriceError)(nil); errors.As(err, &none) {
			err = &NoPriceError{NameLadder, none.Code, cut(v.Name) + ": " + none.Text}
		} else if err != nil {
			err = fx.InField("variants["+strconv.Itoa(i)+"]", err)
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		out[i] = p
		runs, _ := limits.runs() // Fit has found it to be without an error
		rungs[at] = rung{size: int64(v.Size), name: v.Name, runs: runs, wanted: minorOf(p.Price, places)}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	rules := ladderRules{least: minorOn(l.LeastStep, places, Up), packs: l.Packs}
	prices, err := rules.solve(rungs)
	if err != nil {
		return nil, err
	}
	for at, i := range order {
		p, to := &out[i], ofMinor(prices[at], places)
		if !p.Price.Equal(to) {
			p.Steps = append(p.Steps, Step{StepLadder, p.Price, to, rules.text()})
			p.Price = to
		}
	}
	return out, nil
}

// wanted returns what is asked for a variant, the at-th by size.
func (l *Ladder) wanted(v *Variant, at, smallest, places int) (decimal.Decimal, Reason) {
	switch {
	case v.Wanted.Valid:
		return v.Wanted.Decimal, Reason{"wanted", "the wanted price of the variant"}
	case l.Cut.Valid:
		return v.Regular.Decimal.Mul(one.Sub(l.Cut.Decimal)), Reason{"cut", fx.Percent(l.Cut.Decimal) + " off the regular price of " + fx.Plain(v.Regular.Decimal)}
	case l.Step.Valid:
		return l.Base.Decimal.Add(l.Step.Decimal.Mul(decimal.NewFromInt(int64(at)))),
			Reason{"step", "the base price and " + strconv.Itoa(at) + " steps of " + fx.Plain(l.Step.Decimal)}
	}
	share := l.Base.Decimal.Mul(decimal.NewFromInt(int64(v.Size)))
	// Rounded down, so that a pack in proportion keeps the rule of packs.
	price, _ := share.QuoRem(decimal.NewFromInt(int64(smallest)), int32(places))
	if price.IsZero() {
		price = ofMinor(1, places)
	}
	return price, Reason{"size", "the base price in proportion to size, " + strconv.Itoa(v.Size) + " to " + strconv.Itoa(smallest)}
}
