package main

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
)

// Bounds of what a bridge lists.
const (
	bridgeCauses  = 12
	bridgeDrivers = 3
	bridgeItems   = 20
)

// bridge says why the profit moved from the base to the period.
func (a *analysis) bridge() (*bridge, string, error) {
	if a.before == nil {
		return nil, sentence(a.baseWhy), nil
	}
	if !a.now.read[salesFamily] || !a.before.read[salesFamily] {
		return nil, "A bridge needs settlements of both periods.", nil
	}
	if a.costs == nil {
		return nil, "A bridge needs what the items cost: give a costs file (-costs).", nil
	}
	opt := kpi.BridgeOptions{Currency: a.plan.currency, Measure: kpi.BridgeOperating}
	name := "operating profit"
	if !a.plan.overhead.Valid {
		opt.Measure, name = kpi.BridgeCM3, "profit after advertising"
	}
	base, actual := a.bridgePeriod(a.before), a.bridgePeriod(a.now)
	b, err := kpi.NewBridge(base, actual, opt)
	if err != nil {
		return nil, "", err
	}
	c := a.plan.currency
	out := &bridge{
		Measure: name, From: figureOf(b.From), To: figureOf(b.To), Change: figureOf(b.Difference), Start: money(b.Start, c), End: money(b.End, c), Notes: b.Notes,
	}
	if !b.From.IsDefined() || !b.To.IsDefined() {
		out.From, out.To, out.Change = out.Start, out.End, money(b.End.Sub(b.Start), c)
		for _, f := range []*figure{&out.From, &out.To} {
			f.Bound, f.Missing = atMost, []string{"what is named below"}
		}
		out.Notes = append(out.Notes, "Both profits and the change are without the amounts that are not known.")
	}
	if most := 20; len(b.Missing) > most {
		out.Missing = append(b.Missing[:most:most], counted(len(b.Missing)-most, "other"))
	} else {
		out.Missing = b.Missing
	}
	for _, bar := range b.Bars {
		x := bridgeBar{Effect: string(bar.Effect), Name: effectNames[bar.Effect], Amount: money(bar.Amount, c), Share: shareFigure(bar.Share), Complete: bar.State == kpi.Defined}
		if !bar.Share.Valid { // of what is known
			x.Share = figureOf(kpi.Ratio(bar.Amount, b.End.Sub(b.Start), kpi.Fraction, ""))
		}
		if !x.Complete && bar.Amount.IsZero() {
			x.Amount.Text, x.Share = notKnown, none(kpi.Fraction)
		}
		out.Bars = append(out.Bars, x)
	}
	for _, cause := range b.Causes(kpi.BridgeCauseOptions{Most: bridgeCauses, Drivers: bridgeDrivers}) {
		bc := bridgeCause{Effect: string(cause.Effect), Name: effectNames[cause.Effect], Amount: money(cause.Amount, c), Sentence: cause.Sentence}
		for _, d := range cause.Drivers {
			bc.Drivers = append(bc.Drivers, bridgeDriver{d.SKU, money(d.Amount, c)})
		}
		out.Causes = append(out.Causes, bc)
	}
	out.items(b, a)
	return out, "", nil
}

func shareFigure(n decimal.NullDecimal) figure {
	if !n.Valid {
		return none(kpi.Fraction)
	}
	return figureOf(kpi.Exact(n.Decimal, kpi.Fraction, ""))
}

// effectNames are the bars for people.
var effectNames = map[kpi.BridgeEffect]string{
	kpi.BridgeVolume: "Volume", kpi.BridgeMix: "Mix", kpi.BridgePrice: "Price", kpi.BridgePromotion: "Promotions", kpi.BridgeProduct: "Product cost",
	kpi.BridgeFreight: "Freight", kpi.BridgeDuty: "Duty", kpi.BridgeFees: "Referral and other fees", kpi.BridgeFulfilment: "Fulfilment fees", kpi.BridgeStorage: "Storage and inbound",
	kpi.BridgeAds: "Advertising", kpi.BridgeReturns: "Refunds and returns", kpi.BridgeOther: "Other", kpi.BridgeFX: "Exchange rates", kpi.BridgeNew: "New items",
	kpi.BridgeDiscontinued: "Items no longer sold", kpi.BridgeOverhead: "Overhead", kpi.BridgeJoint: "Joint", kpi.BridgeUnexplained: "Not explained",
}

func (out *bridge) items(b kpi.Bridge, a *analysis) {
	c := a.plan.currency
	rows := slices.Collect(b.Rows())
	slices.SortStableFunc(rows, func(x, y kpi.BridgeRowBars) int { return -x.Change.Abs().Cmp(y.Change.Abs()) })
	var rest decimal.Decimal
	for i, r := range rows {
		if i >= bridgeItems {
			out.Others++
			rest = rest.Add(r.Change)
			continue
		}
		item := bridgeItem{SKU: r.SKU, Family: r.Family, Kind: string(r.Kind), From: figureOf(r.From), To: figureOf(r.To), Change: money(r.Change, c), CauseAmount: none(kpi.Amount)}
		if len(r.Bars) > 0 {
			most := slices.MaxFunc(r.Bars, func(x, y kpi.BridgeBar) int {
				return cmp.Or(x.Amount.Abs().Cmp(y.Amount.Abs()), cmp.Compare(y.Effect, x.Effect))
			})
			item.Cause, item.CauseAmount = effectNames[most.Effect], money(most.Amount, c)
		}
		out.Items = append(out.Items, item)
	}
	out.OthersChange = money(rest, c)
}

// bridgePeriod are the rows of a period. Units and sales are those before refunds, so
// that a price and a cost per unit are what they are for a seller; what refunds take is
// with the cost of returns, less the goods that can be sold again.
func (a *analysis) bridgePeriod(c *collected) kpi.BridgePeriod {
	out := kpi.BridgePeriod{Days: c.days}
	for _, f := range c.items {
		sku := a.plan.skuOf(f.Scope)
		sum := func(codes ...kpi.InputCode) kpi.BridgeAmount {
			var total decimal.Decimal
			for _, code := range codes {
				fact, has := f.Known[code]
				if !has {
					return kpi.BridgeAmount{}
				}
				total = total.Add(fact.Amount)
			}
			return kpi.BridgeOf(total, "")
		}
		units := f.Known["units_sold"]
		row := kpi.BridgeRow{
			SKU: sku, Units: decimal.NewNullDecimal(units.Amount),
			Revenue: sum("item_sales", "shipping_credits", "gift_wrap_credits"), Promotions: sum("promotions"), ReferralFees: sum("referral_fees"),
			OtherFees: sum("other_channel_fees"), Fulfilment: sum("fulfilment_fees"), Storage: sum("storage_fees", "inbound_placement_fees"), Other: kpi.BridgeOf(decimal.Decimal{}, ""),
			ReturnedGoods: sum("refunds", "return_costs"),
		}
		ads, has := f.Known["ad_spend"]
		if !has && a.has[adsFamily] {
			row.Advertising = kpi.BridgeAmount{}
		} else {
			row.Advertising = kpi.BridgeOf(ads.Amount.Add(f.Known["promotion_fees"].Amount), "")
		}
		bridgeGoods(&row, c.goods[sku])
		if it := a.item(sku); it != nil {
			row.Family = it.family
		}
		out.Rows = append(out.Rows, row)
	}
	if a.plan.overhead.Valid {
		if v, err := c.sum.Value("overhead"); err == nil {
			out.Overhead = v.Round(12) // a weekly overhead of days is a fraction
		}
	}
	return out
}

func (a *analysis) item(sku string) *costItem {
	if a.costs == nil {
		return nil
	}
	return a.costs.items[sku]
}

// bridgeGoods fills in what the goods of a row cost. Preparation goes with the product.
func bridgeGoods(row *kpi.BridgeRow, g *itemGoods) {
	if g == nil { // nothing was sold
		zero := kpi.BridgeOf(decimal.Decimal{}, "")
		row.Product, row.Freight, row.Duty = zero, zero, zero
		return
	}
	part := func(i int) kpi.BridgeAmount {
		if g.lacks[i] {
			return kpi.BridgeAmount{}
		}
		return kpi.BridgeOf(g.sold[i], "")
	}
	row.Product, row.Freight, row.Duty = part(productPart), part(freightPart), part(dutyPart)
	row.Other = kpi.BridgeOf(g.sold[preparationPart], "")
	back := g.referral
	row.ReferralFees.Amount.Decimal = row.ReferralFees.Amount.Decimal.Add(back)
	for i := range costParts {
		back = back.Add(g.back[i])
	}
	row.ReturnedGoods.Amount.Decimal = row.ReturnedGoods.Amount.Decimal.Sub(back)
}
