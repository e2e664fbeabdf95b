package kpi

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"
)

// BridgeCauseOptions says which causes [Bridge.Causes] ranks. The zero value ranks all
// bars in total, in English.
type BridgeCauseOptions struct {
	// Language is that of the sentences. "" and unknown ones are English.
	Language BridgeLanguage `json:"language"`
	// Most is the number of causes, the largest first. 0 means all.
	Most int `json:"most"`
	// Drivers is the number of rows that a cause names. 0 means 3, below 0 none.
	Drivers int `json:"drivers"`
	// PerRow ranks the bars of single rows, instead of their sums.
	PerRow bool `json:"per_row"`
	// SKU, Channel and Family restrict the rows; "" means any. Overhead has no row.
	SKU     string `json:"sku"`
	Channel string `json:"channel"`
	Family  string `json:"family"`
}

// A BridgeCause is a bar and what drove it.
type BridgeCause struct {
	BridgeBar
	// SKU and Channel name the row where causes are ranked per row.
	SKU     string `json:"sku,omitempty"`
	Channel string `json:"channel,omitempty"`
	// Drivers are the rows with the largest amounts, Others how many more there are, and
	// OthersAmount what these come to. All amounts together are the bar.
	Drivers      []BridgeDriver  `json:"drivers"`
	Others       int             `json:"others"`
	OthersAmount decimal.Decimal `json:"others_amount"`
	// Sentence says it in words: "Freight per unit of SKU-1 rose from 2.10 to 2.85 USD on
	// 1,200 units: -900.00 USD, 45% of the fall." It is for people; nobody parses it.
	Sentence string `json:"sentence"`
}

// A BridgeDriver is a row and its part of a bar, as printed.
type BridgeDriver struct {
	SKU     string          `json:"sku"`
	Channel string          `json:"channel"`
	Amount  decimal.Decimal `json:"amount"`
}

// Causes returns the bars in the order of their printed size, the largest first and ties
// in the order of [BridgeEffects] and of the rows, each with a sentence. Bars of which
// nothing is known come last. Where no row matches it is empty.
//
// A sentence names figures of the books only: unit values as amount over units of the
// row, rounded to the minor unit, or to as many decimals as it takes to tell them apart.
func (b Bridge) Causes(opt BridgeCauseOptions) []BridgeCause {
	d := b.data
	if d == nil {
		return nil
	}
	all := opt.SKU == "" && opt.Channel == "" && opt.Family == ""
	var rows []int
	for i := range d.rows {
		r := &d.rows[i]
		if (opt.SKU == "" || r.sku == opt.SKU) && (opt.Channel == "" || r.channel == opt.Channel) && (opt.Family == "" || r.family == opt.Family) {
			rows = append(rows, i)
		}
	}
	var found []bridgeCauseAt
	switch {
	case opt.PerRow:
		for _, i := range rows {
			for e, n := range d.rows[i].printed {
				if n != 0 || len(d.gaps) > 0 && len(d.missingOf(i, e)) > 0 {
					found = append(found, bridgeCauseAt{e, i, n})
				}
			}
		}
	case all:
		for _, bar := range b.Bars {
			e := bar.Effect.index()
			found = append(found, bridgeCauseAt{e, -1, d.printed[e]})
		}
	default:
		for _, bar := range d.bars(rows) {
			e := bar.Effect.index()
			var n int64
			for _, i := range rows {
				n += d.rows[i].printed[e]
			}
			found = append(found, bridgeCauseAt{e, -1, n})
		}
	}
	slices.SortStableFunc(found, func(a, b bridgeCauseAt) int { return cmp.Compare(b.size(), a.size()) })
	if opt.Most > 0 && len(found) > opt.Most {
		found = found[:opt.Most]
	}
	if len(found) == 0 {
		return nil
	}
	causes := make([]BridgeCause, len(found))
	bars := make(map[int]BridgeBar)
	if !opt.PerRow {
		group := d.bars(rows)
		if all {
			group = b.Bars
		}
		for _, bar := range group {
			bars[bar.Effect.index()] = bar
		}
	}
	for i, at := range found {
		causes[i] = d.cause(at, bars, rows, all, opt)
	}
	return causes
}

// bridgeCauseAt is a bar: its effect, its row or -1, and its minor units.
type bridgeCauseAt struct {
	effect, row int
	minor       int64
}

func (c bridgeCauseAt) size() int64 { return max(c.minor, -c.minor) }

func (d *bridgeData) cause(at bridgeCauseAt, bars map[int]BridgeBar, rows []int, all bool, opt BridgeCauseOptions) BridgeCause {
	c := BridgeCause{BridgeBar: bars[at.effect]}
	drivers := opt.Drivers
	if drivers == 0 {
		drivers = 3
	}
	if at.row >= 0 {
		r := &d.rows[at.row]
		c.SKU, c.Channel = r.sku, r.channel
		c.BridgeBar = BridgeBar{
			Effect: bridgeEffects[at.effect], Amount: d.minor(at.minor), State: Defined,
			Missing: d.missingOf(at.row, at.effect), Share: d.share(at.minor),
		}
		if len(c.Missing) > 0 && !d.isKnown(at.effect) {
			c.State = Incomplete
		}
		rows, drivers = []int{at.row}, 1
	}
	top, others, rest := d.drivers(at.effect, rows, drivers)
	for _, i := range top {
		c.Drivers = append(c.Drivers, BridgeDriver{d.rows[i].sku, d.rows[i].channel, d.minor(d.rows[i].printed[at.effect])})
	}
	c.Others, c.OthersAmount = others, d.minor(rest)
	s := bridgeSentence{d: d, words: opt.Language.words(), effect: at.effect, minor: at.minor, top: top, others: others, rest: rest, all: all && at.row < 0}
	c.Sentence = s.text(c.Share, c.State, c.Missing)
	return c
}

// drivers returns the rows with the largest printed cells of an effect, and the number
// and the sum of the others that are not 0.
func (d *bridgeData) drivers(effect int, rows []int, most int) (top []int, others int, rest int64) {
	size := func(i int) int64 { return bridgeCauseAt{minor: d.rows[i].printed[effect]}.size() }
	for _, i := range rows {
		n := d.rows[i].printed[effect]
		if n == 0 {
			continue
		}
		others++
		rest += n
		at := len(top)
		for at > 0 && size(top[at-1]) < size(i) {
			at--
		}
		if at < most {
			top = slices.Insert(top, at, i)
			top = top[:min(len(top), most)]
		}
	}
	for _, i := range top {
		others--
		rest -= d.rows[i].printed[effect]
	}
	return top, others, rest
}
