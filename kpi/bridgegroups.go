package kpi

import (
	"cmp"
	"iter"
	"slices"

	"github.com/shopspring/decimal"
)

// A BridgeRowBars is the bridge of one row.
type BridgeRowBars struct {
	SKU     string     `json:"sku"`
	Channel string     `json:"channel"`
	Family  string     `json:"family"`
	Kind    BridgeKind `json:"kind"`
	// From and To are the row's profits, exact; incomplete where an amount is not known.
	From Value `json:"-"`
	To   Value `json:"-"`
	// Change is the printed difference: the sum of the bars.
	Change decimal.Decimal `json:"change"`
	// Bars are those that are not 0 or not complete. Their shares are of the difference of
	// the whole bridge.
	Bars []BridgeBar `json:"bars"`
}

// Rows yields the rows of both periods in the order of SKU and channel. Their changes
// and the overhead sum to the printed difference, and their bars to the bars in total.
func (b Bridge) Rows() iter.Seq[BridgeRowBars] {
	return func(yield func(BridgeRowBars) bool) {
		if b.data == nil {
			return
		}
		for i := range b.data.rows {
			if !yield(b.data.rowBars(i)) {
				return
			}
		}
	}
}

func (d *bridgeData) rowBars(i int) BridgeRowBars {
	r := &d.rows[i]
	var profit [2]Value
	gaps := d.gapsOf(i)
	for p := range profit {
		var wanted []bridgeGap
		for _, g := range gaps {
			if g.period == p && g.ofProfit() {
				wanted = append(wanted, g)
			}
		}
		if len(wanted) > 0 {
			profit[p] = NotKnown(Amount, d.opt.Currency, d.names(wanted)...)
		} else {
			profit[p] = d.value(bridgeFraction{&r.margin[p], bridgeOne})
		}
	}
	return BridgeRowBars{
		SKU: r.sku, Channel: r.channel, Family: r.family, Kind: r.kind, From: profit[inBase], To: profit[inActual],
		Change: d.minor(r.printedChange), Bars: d.barsOf(&r.printed, func(e int) []string { return d.missingOf(i, e) }, len(gaps) > 0 || d.spread != 0),
	}
}

// A BridgeGrouping says by what rows are added up.
type BridgeGrouping string

// The groupings of [Bridge.By].
const (
	BridgeBySKU     BridgeGrouping = "sku"
	BridgeByFamily  BridgeGrouping = "family"
	BridgeByChannel BridgeGrouping = "channel"
)

// A BridgeGroup is the bridge of the rows of a group: their sum. Its mix is that of its
// rows, not what a bridge between groups would call mix.
type BridgeGroup struct {
	Name   string          `json:"name"` // "" for rows without one
	Rows   int             `json:"rows"`
	Change decimal.Decimal `json:"change"` // the printed difference: the sum of the bars
	Bars   []BridgeBar     `json:"bars"`
}

// By adds the rows up by SKU, family or channel, in the order of the names. The groups
// tie to the total as the rows do. An unknown grouping is one group of all rows.
func (b Bridge) By(g BridgeGrouping) []BridgeGroup {
	d := b.data
	if d == nil {
		return nil
	}
	members := make(map[string][]int)
	for i := range d.rows {
		r := &d.rows[i]
		name := ""
		switch g {
		case BridgeBySKU:
			name = r.sku
		case BridgeByFamily:
			name = r.family
		case BridgeByChannel:
			name = r.channel
		}
		members[name] = append(members[name], i)
	}
	var groups []BridgeGroup
	for name, rows := range members {
		var change int64
		for _, i := range rows {
			change += d.rows[i].printedChange
		}
		groups = append(groups, BridgeGroup{Name: name, Rows: len(rows), Change: d.minor(change), Bars: d.bars(rows)})
	}
	slices.SortFunc(groups, func(a, b BridgeGroup) int { return cmp.Compare(a.Name, b.Name) })
	return groups
}

// allBars returns the bars of all rows and the overhead.
func (d *bridgeData) allBars() []BridgeBar {
	return d.barsOf(&d.printed, func(e int) []string { return d.missing(1 << e) }, len(d.gaps) > 0)
}

// bars returns the bars of some rows.
func (d *bridgeData) bars(rows []int) []BridgeBar {
	var printed [effCount]int64
	var gaps []bridgeGap
	spread := false
	for _, i := range rows {
		for e, n := range d.rows[i].printed {
			printed[e] += n
		}
		gaps = append(gaps, d.gapsOf(i)...)
		spread = spread || d.inSpread(i, effVolume)
	}
	return d.barsOf(&printed, func(e int) []string {
		if spread && e <= effMix {
			return d.spreadMissing[e]
		}
		return bridgeNamesOf(d, gaps, 1<<e)
	}, len(gaps) > 0 || spread)
}

// barsOf returns printed bars that are not 0 or lack something.
func (d *bridgeData) barsOf(printed *[effCount]int64, missing func(effect int) []string, gaps bool) []BridgeBar {
	var bars []BridgeBar
	for e, n := range printed {
		bar := BridgeBar{Effect: bridgeEffects[e], Amount: d.minor(n), State: Defined, Share: d.share(n)}
		if gaps {
			bar.Missing = missing(e)
		}
		if len(bar.Missing) > 0 && !d.isKnown(e) {
			bar.State = Incomplete
		}
		if n != 0 || len(bar.Missing) > 0 {
			bars = append(bars, bar)
		}
	}
	return bars
}

// share returns a bar as a part of the printed difference.
func (d *bridgeData) share(minor int64) decimal.NullDecimal {
	if d == nil || d.amountMissing || d.printedChange == 0 {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(decimal.New(minor, 0).DivRound(decimal.New(d.printedChange, 0), 4))
}
