package landed

import (
	"slices"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A ZeroBasisError says that a cost cannot be split, since all lines that it is for
// have 0 of what it is split by.
type ZeroBasisError struct {
	Field string // the cost: "costs[2]"
	Code  string // its code: "main_freight"
	Basis Basis
}

// Error says the cost and the basis.
func (e *ZeroBasisError) Error() string {
	return "landed: " + e.Field + " (" + e.Code + ") cannot be split by " + string(e.Basis) + ": it is 0 for every line"
}

// A basis is what costs are split by: weights of some lines, prepared.
type basis struct {
	over    []int // the lines, in their order
	split   splitter
	unknown string // why the weights are not known
	without string // the first SKU of which they are not
}

// lacks notes that something of a line is not known.
func (b *basis) lacks(l *landing, i int, what string) {
	if sku := l.s.Lines[i].SKU; b.unknown == "" || sku < b.without {
		b.unknown, b.without = "the "+what+" of "+sku+" is not given", sku
	}
}

// spread splits every cost over its lines.
func (l *landing) spread() {
	for i := range l.s.Costs {
		l.spreadCost(i)
	}
}

// spreadCost splits one cost, in its own currency and in that of the books, and adds
// it to the customs value where it belongs there.
func (l *landing) spreadCost(at int) {
	cost := &l.s.Costs[at]
	amount, stage := cost.Amount()
	booked := BookedCost{Code: cost.Code, Label: cost.Label, Stage: stage, By: cost.By, InPrice: cost.InPrice}
	b, err := l.basisOf(at)
	switch {
	case err != nil:
		l.faults.Join(err)
	case stage == "":
		l.unknownCost(cost, b.over, "no estimate, invoice or actual amount is given")
	case b.unknown != "":
		l.unknownCost(cost, b.over, "cannot be split by "+string(cost.By)+": "+b.unknown)
	default:
		l.splitCost(at, b, amount, stage, &booked)
	}
	l.out.Costs = append(l.out.Costs, booked)
}

// unknownCost notes a cost of which the lines get no share.
func (l *landing) unknownCost(cost *Cost, over []int, reason string) {
	for _, i := range over {
		if !cost.InPrice {
			l.miss(i, cost.Code, reason)
		}
		if cost.Dutiable || cost.InPrice && l.deducts(cost.Leg) {
			l.lines[i].doubt = "the customs value is not known: " + cost.name() + ": " + reason
		}
	}
}

// splitCost adds the shares of a known cost.
func (l *landing) splitCost(at int, b *basis, amount decimal.Decimal, stage Stage, booked *BookedCost) {
	cost, path := &l.s.Costs[at], indexed("costs", at)+"."+string(stage)
	own, fits := minorUnits(fx.Money{Amount: amount, Currency: cost.Currency})
	convert := newConverter(l.s.rateFor(cost.Currency, cost.Rate), cost.Currency, l.s.Currency)
	total, ok := convert.minor(own)
	if !fits || !ok {
		l.failAmount(path, amount)
		return
	}
	booked.Known, booked.Entered, booked.Booked = true, fx.Money{Amount: amount, Currency: cost.Currency}, l.ledger.money(total)
	if cost.Dutiable || cost.InPrice && l.deducts(cost.Leg) {
		l.addToValue(at, b, own)
	}
	if cost.InPrice {
		return
	}
	c := column{
		part:   Part{Code: cost.Code, Label: cost.name(), Kind: CostPart, Basis: booked.Entered.String() + " (" + string(stage) + "), " + cost.By.text()},
		booked: b.shares(total, l.s.Remainder), currency: cost.Currency, places: placesOf(cost.Currency),
	}
	source := fees.SuppliedBy(path)
	if c.part.Source = &source; cost.Code == codeDuty {
		c.part.Kind = DutyPart
	}
	if len(b.over) < len(l.all) {
		c.over = b.over
	}
	if cost.Currency != l.s.Currency {
		c.entered = b.shares(own, l.s.Remainder)
		c.part.Basis += ", at " + convert.rate.String()
	}
	for k, i := range b.over {
		l.count(c.booked[k], c.booked[k])
		l.lines[i].duty = l.lines[i].duty || cost.Code == codeDuty
	}
	if total < 0 {
		l.doubtCredit(cost, b.over, c.booked)
	}
	l.ledger.columns = append(l.ledger.columns, c)
}

// doubtCredit warns of a credit that is more than the goods of a line cost; of several
// lines it names the one whose SKU sorts first.
func (l *landing) doubtCredit(cost *Cost, over []int, booked []int64) {
	first := -1
	for k, i := range over {
		above := l.lines[i].known && -booked[k] > l.lines[i].value
		if above && (first < 0 || l.s.Lines[i].SKU < l.s.Lines[over[first]].SKU) {
			first = k
		}
	}
	if first < 0 {
		return
	}
	line := over[first]
	l.warn("credit_above_goods", cost.name()+": the credit of "+l.s.Lines[line].SKU+", "+l.ledger.money(-booked[first]).String()+
		", is more than its goods cost, "+l.ledger.money(l.lines[line].value).String())
}

// shares splits minor units.
func (b *basis) shares(total int64, r Remainder) []int64 {
	out := make([]int64, len(b.over))
	if total != 0 {
		_ = b.split.split(total, r, out) // weights that are all zero were refused
	}
	return out
}

// addToValue adds a dutiable cost to the customs values of the lines, or takes one
// off that the price has in it.
func (l *landing) addToValue(at int, b *basis, own int64) {
	if l.s.Entry == nil {
		return
	}
	cost := &l.s.Costs[at]
	convert := l.dollars(cost.Currency, cost.Rate)
	cents, ok := convert.minor(own)
	if !ok {
		l.faults.Add(indexed("costs", at), fromMinor(own, cost.Currency).String(), tooMuch)
		return
	}
	for k, share := range b.shares(cents, l.s.Remainder) {
		line := &l.lines[b.over[k]]
		if cost.InPrice {
			line.taken += share
			continue
		}
		line.added += share
		if l.s.Lines[b.over[k]].CustomsValue.Valid && share != 0 {
			l.warn("customs_value_given", cost.name()+": is not added to the customs value of lines that have it given")
		}
	}
}

// basisOf returns what a cost is split by; the error is a *ZeroBasisError, or a
// fault of a rule for the chargeable weight.
func (l *landing) basisOf(at int) (*basis, error) {
	cost := &l.s.Costs[at]
	b, cached := l.bases[cost.By]
	if !cached || len(cost.To) > 0 || cost.By == Typed {
		b = &basis{over: l.over(cost)}
		if err := l.weigh(b, cost); err != nil {
			return b, err
		}
		if len(cost.To) == 0 && cost.By != Typed {
			l.bases[cost.By] = b
		}
	}
	if amount, stage := cost.Amount(); stage != "" && !amount.IsZero() && b.unknown == "" && b.split.by.Zero() && !l.s.Remainder.splitsZeroEqually() {
		return b, &ZeroBasisError{indexed("costs", at), cost.Code, cost.By}
	}
	return b, nil
}

// over returns the lines of a cost, in their order.
func (l *landing) over(cost *Cost) []int {
	if len(cost.To) == 0 && cost.By != Typed {
		return l.all
	}
	var over []int
	for _, sku := range cost.To {
		over = append(over, l.ledger.at[sku])
	}
	for sku := range cost.Typed {
		over = append(over, l.ledger.at[sku])
	}
	slices.Sort(over)
	return over
}

// weigh fills in the weights of a basis.
func (l *landing) weigh(b *basis, cost *Cost) error {
	ranks := make([]int32, len(b.over))
	for k, i := range b.over {
		ranks[k] = l.ranks[i]
	}
	whole := make([]uint64, len(b.over))
	switch cost.By {
	case ByWeight, ByVolume, ByChargeableWeight:
		return l.weighCargo(b, cost.By, ranks)
	case Typed:
		return l.weighTyped(b, cost, ranks)
	}
	for k, i := range b.over {
		switch cost.By {
		case ByValue:
			if !l.lines[i].known {
				b.lacks(l, i, "price")
			}
			whole[k] = uint64(l.lines[i].value)
		case ByUnits:
			whole[k] = uint64(l.s.Lines[i].Units)
		default: // Equally and Direct
			whole[k] = 1
		}
	}
	b.split = wholeSplitter(whole, ranks)
	return nil
}

// weighCargo takes the weights from the packages or the totals of the lines.
func (l *landing) weighCargo(b *basis, by Basis, ranks []int32) (err error) {
	weights := make([]decimal.Decimal, len(b.over))
	if by == ByChargeableWeight {
		for k, i := range b.over {
			charged, err := l.s.Chargeable.Charge(l.s.Lines[i].cargo())
			if err != nil {
				return fx.InField(indexed("lines", i), err)
			}
			weights[k] = charged.Billed
		}
	} else {
		measured := l.measures.of(by, l.s.Lines)
		for k, i := range b.over {
			if !measured[i].Valid {
				b.lacks(l, i, string(by))
			}
			weights[k] = measured[i].Decimal
		}
	}
	b.split, err = newSplitter(weights, ranks)
	return err
}

// weighTyped takes the typed amounts, in minor units, as weights: split by them, the
// amount is typed again.
func (l *landing) weighTyped(b *basis, cost *Cost, ranks []int32) error {
	amount, stage := cost.Amount()
	whole := make([]uint64, len(b.over))
	if stage != "" {
		// The order of the lines decides where the rules of other systems put a
		// difference of one unit.
		typed := make([]TypedAmount, len(b.over))
		for k, i := range b.over {
			sku := l.s.Lines[i].SKU
			typed[k] = TypedAmount{Key: sku, Amount: cost.Typed[sku]}
		}
		shares, err := AllocateTyped(fx.Money{Amount: amount, Currency: cost.Currency}, typed, l.s.Remainder)
		if err != nil {
			return fx.InField("costs", err)
		}
		for k, share := range shares {
			units, _ := minorUnits(share)
			whole[k] = uint64(max(units, -units))
		}
	}
	b.split = wholeSplitter(whole, ranks)
	return nil
}

// text says for people what a cost is split by.
func (b Basis) text() string {
	switch b {
	case Equally:
		return "the same for every line"
	case Direct:
		return "for this line alone"
	case Typed:
		return "as typed"
	case ByChargeableWeight:
		return "by chargeable weight"
	}
	return "by " + string(b)
}
