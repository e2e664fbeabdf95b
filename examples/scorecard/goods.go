package main

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// A costBook says what a unit cost that is sold on a day, in the currency of the plan.
type costBook struct {
	plan  *plan
	costs *costTable // nil without a costs file
	ids   map[string]int
	names []string
	cache map[costKey][costParts]decimal.NullDecimal
}

type costKey struct {
	sku string
	row int
	// rate is the first day of the exchange rate that converts it.
	rate time.Time
}

func newCostBook(p *plan, c *costTable) *costBook {
	return &costBook{plan: p, costs: c, ids: map[string]int{}, cache: map[costKey][costParts]decimal.NullDecimal{}}
}

// id is the number of an item.
func (b *costBook) id(sku string) int {
	id, ok := b.ids[sku]
	if !ok {
		id = len(b.names)
		own := strings.Clone(sku)
		b.ids[own] = id
		b.names = append(b.names, own)
	}
	return id
}

// unit returns the costs of one unit that is sold on a day. What is not known, or cannot
// be converted, is not Valid.
func (b *costBook) unit(sku string, day time.Time) [costParts]decimal.NullDecimal {
	if b.costs == nil {
		return [costParts]decimal.NullDecimal{}
	}
	it := b.costs.items[sku]
	if it == nil {
		return [costParts]decimal.NullDecimal{}
	}
	v := it.at(day)
	if v == nil {
		return [costParts]decimal.NullDecimal{}
	}
	parts := v.parts
	if it.dutyPaid && !parts[dutyPart].Valid {
		parts[dutyPart] = decimal.NewNullDecimal(decimal.Decimal{})
	}
	if !parts[preparationPart].Valid { // nothing is prepared unless somebody says so
		parts[preparationPart] = decimal.NewNullDecimal(decimal.Decimal{})
	}
	if it.currency == b.plan.currency {
		return parts
	}
	rate := b.plan.rateOn(it.currency, day)
	key := costKey{it.sku, v.row, rate.Date()}
	for _, r := range b.plan.rates {
		if !r.from.After(day) {
			key.rate = r.from
		}
	}
	if known, ok := b.cache[key]; ok {
		return known
	}
	for i, part := range parts {
		if !part.Valid || part.Decimal.IsZero() {
			continue
		}
		m, err := rate.Convert(fx.Money{Amount: part.Decimal, Currency: it.currency})
		if err != nil {
			parts[i] = decimal.NullDecimal{} // no rate
			continue
		}
		parts[i].Decimal = m.Amount
	}
	b.cache[key] = parts
	return parts
}

// A goods is what the sold units of a scope and period cost.
type goods struct {
	book  *costBook
	items bitset // those that were sold
	parts [costParts]goodsPart
}

type goodsPart struct {
	sold, back decimal.Decimal // back is what came back and can be sold again
	lacks      bitset          // items whose cost is not known
}

func newGoods(b *costBook) *goods { return &goods{book: b} }

// add counts units of an item that were sold on a day, or came back to be sold again.
func (g *goods) add(sku string, units decimal.Decimal, day time.Time, back bool) {
	id := g.book.id(sku)
	g.items.set(id)
	for i, each := range g.book.unit(sku, day) {
		part := &g.parts[i]
		switch {
		case !each.Valid:
			part.lacks.set(id)
		case back:
			part.back = part.back.Add(each.Decimal.Mul(units))
		default:
			part.sold = part.sold.Add(each.Decimal.Mul(units))
		}
	}
}

// into writes the costs into facts, less what came back. Facts of items of which some
// have no cost count their items as parts.
func (g *goods) into(f *kpi.Facts, origin string) {
	all := g.items.count()
	f.Parts = max(all, 1)
	for i, code := range costInputs {
		lacks := g.parts[i].lacks.count()
		if all > 0 && lacks == all {
			continue // nothing is known
		}
		fact := kpi.Fact{Amount: g.parts[i].sold.Sub(g.parts[i].back), Basis: kpi.SettledBasis, Origins: []string{origin}}
		if lacks > 0 {
			fact.KnownIn = all - lacks
		}
		f.Known[code] = fact
	}
}

// A bitset is a set of small numbers.
type bitset []uint64

func (b *bitset) set(i int) {
	for len(*b) <= i/64 {
		*b = append(*b, 0)
	}
	(*b)[i/64] |= 1 << (i % 64)
}

func (b bitset) has(i int) bool { return i/64 < len(b) && b[i/64]&(1<<(i%64)) != 0 }

func (b bitset) count() int {
	n := 0
	for _, w := range b {
		for ; w != 0; w &= w - 1 {
			n++
		}
	}
	return n
}

// known returns facts in which what is known in some parts counts as known, and the
// names of what is missing then: costs of a few items would otherwise hide the whole
// profit. A profit from such facts is at most what it says.
func known(f kpi.Facts) (out kpi.Facts, missing []string) {
	out = f
	out.Known = map[kpi.InputCode]kpi.Fact{}
	for code, fact := range f.Known {
		if fact.KnownIn > 0 && fact.KnownIn < max(f.Parts, 1) {
			if i := slices.Index(costInputs[:], code); i >= 0 {
				lacks := max(f.Parts, 1) - fact.KnownIn
				missing = append(missing, costNames[i]+" of "+counted(lacks, "item"))
				fact.KnownIn = 0
			}
		}
		out.Known[code] = fact
	}
	slices.Sort(missing)
	return out, missing
}
