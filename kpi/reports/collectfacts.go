package reports

import (
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// Facts returns what is known of each item, in the order of their SKUs. What belongs to
// no item, such as storage that the settlement does not split, comes first, with the
// channel alone as its scope. An ASIN whose SKU is not known, or that several SKUs
// share, is an item of its own.
//
// An input that a row of the item did not have is not known. What the caller gives for
// no item, such as overhead, is 0 for each item, so that items and rest add up. The
// landed cost of goods is that of the units sold less those that came back and can be
// sold again; without a file of returns it is that of all units sold. The amounts of
// settlements are on the settled basis, those of business reports on the ordered one.
func (c *Collector) Facts() []kpi.Facts {
	c.ready()
	items, _ := c.bySKU()
	if len(c.opt.Whole) > 0 {
		for sku := range c.costs { // an item that was not sold has 0 as well
			if items[sku] == nil {
				items[sku] = map[kpi.InputCode]*collectedInput{}
			}
		}
	}
	var out []kpi.Facts
	for _, sku := range slices.Sorted(maps.Keys(items)) {
		known := items[sku]
		f := kpi.Facts{Scope: c.scope(sku), Period: c.opt.Period, Currency: c.opt.Currency, Known: map[kpi.InputCode]kpi.Fact{}}
		for code, in := range known {
			if in.unknown || code == sellableUnits || code == settledAdSpend || code == settledOverhead {
				continue
			}
			f.Known[code] = in.fact()
		}
		c.ads(known, &f)
		c.wholes(known, &f)
		c.goods(sku, known, &f)
		c.shared(sku, known, items[""], &f)
		out = append(out, f)
	}
	return out
}

func (in *collectedInput) fact() kpi.Fact {
	return kpi.Fact{Amount: in.sum, Basis: in.basis, Origins: slices.Sorted(slices.Values(in.origins)), Rows: in.rows}
}

func (c *Collector) scope(sku string) string {
	switch {
	case sku == "":
		return c.opt.Channel
	case c.opt.Channel == "":
		return sku
	}
	return c.opt.Channel + "/" + sku
}

// bySKU puts the sources that count together, by SKU, and notes the ASINs that have
// none or several.
func (c *Collector) bySKU() (items map[string]map[kpi.InputCode]*collectedInput, unknown []Note) {
	items = map[string]map[kpi.InputCode]*collectedInput{}
	for key, it := range c.items {
		sku := key.sku
		if key.asin != "" {
			switch skus := c.skus[key.asin]; len(skus) {
			case 1:
				sku = skus[0]
			case 0:
				sku = key.asin
				unknown = append(unknown, Note{Code: NoteNoSKU, About: key.asin, Text: "the SKU of " + key.asin + " is not known"})
			default:
				sku = key.asin
				unknown = append(unknown, Note{Code: NoteNoSKU, About: key.asin, Text: key.asin + " is of several SKUs: " + strings.Join(slices.Sorted(slices.Values(skus)), ", ")})
			}
		}
		known := items[sku]
		if known == nil {
			known = map[kpi.InputCode]*collectedInput{}
			items[sku] = known
		}
		for from, inputs := range it.known {
			if !c.counts(from) {
				continue
			}
			for code, in := range inputs {
				join(known, code, in)
			}
		}
	}
	return items, unknown
}

// join adds what is known of an input to what is known of it already.
func join(known map[kpi.InputCode]*collectedInput, code kpi.InputCode, in *collectedInput) {
	have := known[code]
	if have == nil {
		have = &collectedInput{basis: in.basis}
		known[code] = have
	}
	have.sum = have.sum.Add(in.sum)
	have.rows += in.rows
	have.unknown = have.unknown || in.unknown
	for _, origin := range in.origins {
		if !slices.Contains(have.origins, origin) {
			have.origins = append(have.origins, origin)
		}
	}
}

// rivals are the sources of which one counts, the best one first.
var rivals = [...][]source{{byChild, byParent, byDate}, {adsByProduct, adsUnified, adsByTerm}}

// chosen returns the source that counts among rivals; "" where none was read.
func (c *Collector) chosen(of []source) source {
	for _, s := range of {
		if r := c.read[s]; r != nil && r.rows > 0 {
			return s
		}
	}
	return ""
}

// counts reports whether a source is used: it is complete, and no better one was read.
func (c *Collector) counts(s source) bool {
	if r := c.read[s]; r != nil && r.broken {
		return false
	}
	for _, of := range rivals {
		if slices.Contains(of, s) {
			return c.chosen(of) == s
		}
	}
	return true
}

// ads takes the advertising of settlements where there is no ad report.
func (c *Collector) ads(known map[kpi.InputCode]*collectedInput, f *kpi.Facts) {
	settled := known[settledAdSpend]
	if settled == nil || settled.unknown || c.chosen(rivals[1]) != "" {
		return
	}
	fact := settled.fact()
	fact.Basis = ""
	f.Known["ad_spend"] = fact
}

// sourcesOf returns the sources that files of a kind are.
func sourcesOf(k Kind) []source {
	switch k {
	case BusinessReport:
		return rivals[0]
	case SearchTerms, AdvertisedProducts, UnifiedAds:
		return rivals[1]
	case InventoryHealth:
		return []source{inventories}
	case CustomerReturns:
		return []source{returned}
	case SettlementV1, SettlementV2:
		return []source{settlements}
	}
	return nil
}

// wholes fills in the zeros of files that hold all items.
func (c *Collector) wholes(known map[kpi.InputCode]*collectedInput, f *kpi.Facts) {
	for _, k := range c.opt.Whole {
		from := c.chosen(sourcesOf(k))
		if from == "" || !c.counts(from) {
			continue
		}
		for _, code := range inputsOf(k) {
			if known[code] != nil || code == "printed_sell_through" {
				continue
			}
			fact := kpi.Fact{}
			if from == settlements || from == returned {
				fact.Basis = kpi.SettledBasis
			}
			f.Known[code] = fact
		}
	}
}

// goods adds the cost of the units that are gone.
func (c *Collector) goods(sku string, known map[kpi.InputCode]*collectedInput, f *kpi.Facts) {
	sold, ok := f.Known["units_sold"]
	if !ok {
		return
	}
	units := sold.Amount
	if r := c.read[returned]; r != nil && r.broken {
		return
	}
	if back := known[sellableUnits]; back != nil {
		if back.unknown {
			return
		}
		units = units.Sub(back.sum) // below 0 when more came back than was sold
	}
	cost, given := c.costs[sku]
	if units.IsZero() { // nothing is gone, whatever it costs
		zero := decimal.NewNullDecimal(decimal.Decimal{})
		cost = ItemCost{sku, zero, zero, zero, zero}
	} else if !given {
		return
	}
	for _, part := range [...]struct {
		code kpi.InputCode
		each decimal.NullDecimal
	}{{"product_cost", cost.Product}, {"inbound_freight", cost.Freight}, {"duty", cost.Duty}, {"preparation_cost", cost.Preparation}} {
		if part.each.Valid {
			f.Known[part.code] = kpi.Fact{Amount: units.Mul(part.each.Decimal), Basis: kpi.SettledBasis, Origins: []string{caller}}
		}
	}
}

// shared fills in what the account has and an item does not.
func (c *Collector) shared(sku string, known, account map[kpi.InputCode]*collectedInput, f *kpi.Facts) {
	if overhead := known[settledOverhead]; overhead != nil {
		if given, ok := f.Known["overhead"]; ok { // else what the settlement names is not all
			if overhead.unknown {
				delete(f.Known, "overhead")
			} else {
				given.Amount = given.Amount.Add(overhead.sum)
				given.Origins = slices.Sorted(slices.Values(append(given.Origins, overhead.origins...)))
				given.Rows += overhead.rows
				f.Known["overhead"] = given
			}
		}
	}
	if sku == "" {
		return
	}
	for code, in := range account {
		if _, ok := f.Known[code]; !ok && known[code] == nil && !in.unknown && slices.Contains(in.origins, caller) {
			f.Known[code] = kpi.Fact{Basis: in.basis, Origins: []string{caller}}
		}
	}
}

// twice notes the sources that another one takes the place of, and those that are not
// complete.
func (c *Collector) twice(items map[string]map[kpi.InputCode]*collectedInput) []Note {
	var out []Note
	for s, r := range c.read {
		if r.broken {
			out = append(out, Note{Code: NoteBroken, About: string(s), Rows: r.rows, Sum: r.sum, Text: "a " + string(s) + " ended early: nothing that such files say is known"})
		}
	}
	for i, code := range [...]NoteCode{NoteSalesTwice, NoteAdsTwice} {
		best := c.chosen(rivals[i])
		for _, s := range rivals[i] {
			if r := c.read[s]; r != nil && r.rows > 0 && s != best {
				out = append(out, Note{Code: code, About: string(s), Rows: r.rows, Sum: r.sum, Text: "left out: " + rowsOf(r.rows) + " of the " + string(s) + ", " + fx.Plain(r.sum) + " " + string(c.opt.Currency) + ", since there is the " + string(best)})
			}
		}
	}
	if c.chosen(rivals[1]) == "" {
		return out
	}
	n := Note{Code: NoteAdsTwice, About: string(settlements)}
	for _, known := range items {
		if in := known[settledAdSpend]; in != nil {
			n.Rows += in.rows
			n.Sum = n.Sum.Add(in.sum)
		}
	}
	if n.Rows > 0 {
		n.Text = "advertising of " + fx.Plain(n.Sum) + " " + string(c.opt.Currency) + " in settlements is left out: the ad reports say what was spent in the period"
		out = append(out, n)
	}
	return out
}

// withoutCost notes the items that were sold and whose cost was not given.
func (c *Collector) withoutCost(items map[string]map[kpi.InputCode]*collectedInput) []Note {
	var out []Note
	for sku, known := range items {
		sold := known["units_sold"]
		if _, given := c.costs[sku]; given || sku == "" || sold == nil {
			continue
		}
		out = append(out, Note{Code: NoteNoCost, About: sku, Rows: sold.rows, Sum: sold.sum, Text: sku + ": units sold whose cost is not known: " + fx.Plain(sold.sum)})
	}
	return out
}
