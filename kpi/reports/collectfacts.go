package reports

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// Facts returns what is known of each item, in the order of their SKUs. What belongs to
// no item, such as storage that the settlement does not split, comes first, with the
// channel alone as its scope.
//
// An input that a row of the item did not have is not known. What the caller gives for
// no item, such as overhead, is 0 for each item, so that items and rest add up. The
// landed cost of goods
// is that of the units sold less those that came back and can be sold again; without a
// file of returns it is that of all units sold. The amounts of settlements are on the
// settled basis, those of business reports on the ordered one.
func (c *Collector) Facts() []kpi.Facts {
	names := maps.Clone(c.items)
	if len(c.opt.Whole) > 0 {
		for sku := range c.costs { // an item that was not sold has 0 as well
			if names[sku] == nil {
				names[sku] = &collected{}
			}
		}
	}
	var out []kpi.Facts
	for _, sku := range slices.Sorted(maps.Keys(names)) {
		f := kpi.Facts{Scope: c.scope(sku), Period: c.opt.Period, Currency: c.opt.Currency, Known: map[kpi.InputCode]kpi.Fact{}}
		for code, in := range names[sku].known {
			if in.unknown || code == sellableUnits || code == settledAdSpend || code == settledOverhead {
				continue
			}
			f.Known[code] = kpi.Fact{Amount: in.sum, Basis: in.basis, Origins: slices.Sorted(slices.Values(in.origins)), Rows: in.rows}
		}
		c.ads(names[sku], &f)
		c.wholes(names[sku], &f)
		c.goods(sku, names[sku], &f)
		c.shared(sku, names[sku], &f)
		out = append(out, f)
	}
	return out
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

// ads takes the advertising of settlements where there is no ad report.
func (c *Collector) ads(it *collected, f *kpi.Facts) {
	settled := it.known[settledAdSpend]
	if settled == nil || settled.unknown || c.read[AdvertisedProducts] {
		return
	}
	f.Known["ad_spend"] = kpi.Fact{Amount: settled.sum, Origins: slices.Sorted(slices.Values(settled.origins)), Rows: settled.rows}
}

// wholes fills in the zeros of files that hold all items.
func (c *Collector) wholes(it *collected, f *kpi.Facts) {
	for _, k := range c.opt.Whole {
		if !c.read[family(k)] {
			continue
		}
		for _, code := range inputsOf(k) {
			if it.known[code] != nil || code == "printed_sell_through" {
				continue
			}
			fact := kpi.Fact{}
			if k == SettlementV1 || k == SettlementV2 || k == CustomerReturns {
				fact.Basis = kpi.SettledBasis
			}
			f.Known[code] = fact
		}
	}
}

// family returns the kind under which files of a kind are noted as read.
func family(k Kind) Kind {
	switch k {
	case SearchTerms, UnifiedAds:
		return AdvertisedProducts
	case SettlementV1:
		return SettlementV2
	}
	return k
}

// goods adds the cost of the units that are gone.
func (c *Collector) goods(sku string, it *collected, f *kpi.Facts) {
	sold, known := f.Known["units_sold"]
	if !known {
		return
	}
	units := sold.Amount
	if back := it.known[sellableUnits]; back != nil {
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
func (c *Collector) shared(sku string, it *collected, f *kpi.Facts) {
	if overhead := it.known[settledOverhead]; overhead != nil {
		if given, ok := f.Known["overhead"]; ok { // else what the settlement names is not all
			given.Amount = given.Amount.Add(overhead.sum)
			given.Origins = slices.Sorted(slices.Values(append(given.Origins, overhead.origins...)))
			given.Rows += overhead.rows
			f.Known["overhead"] = given
		}
	}
	account := c.items[""]
	if sku == "" || account == nil {
		return
	}
	for code, in := range account.known {
		if _, known := f.Known[code]; !known && slices.Contains(in.origins, caller) {
			f.Known[code] = kpi.Fact{Basis: in.basis, Origins: []string{caller}}
		}
	}
}

// adsTwice notes advertising that settlements repeat.
func (c *Collector) adsTwice() []Note {
	if !c.read[AdvertisedProducts] {
		return nil
	}
	n := Note{Code: NoteAdsTwice, About: "ad_spend"}
	for _, it := range c.items {
		if in := it.known[settledAdSpend]; in != nil {
			n.Rows += in.rows
			n.Sum = n.Sum.Add(in.sum)
		}
	}
	if n.Rows == 0 {
		return nil
	}
	n.Text = "advertising of " + fx.Plain(n.Sum) + " " + string(c.opt.Currency) + " in settlements is left out: the ad reports say what was spent in the period"
	return []Note{n}
}

// withoutCost notes the items that were sold and whose cost was not given.
func (c *Collector) withoutCost() []Note {
	var out []Note
	for sku, it := range c.items {
		sold := it.known["units_sold"]
		if _, given := c.costs[sku]; given || sku == "" || sold == nil {
			continue
		}
		out = append(out, Note{Code: NoteNoCost, About: sku, Rows: sold.rows, Sum: sold.sum, Text: sku + ": units sold whose cost is not known: " + fx.Plain(sold.sum)})
	}
	return out
}
