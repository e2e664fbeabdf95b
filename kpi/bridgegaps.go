package kpi

import (
	"slices"
	"strconv"
	"strings"
)

// unitsNeeded are the effects that the units of a row may go into when they are known:
// besides those of its lines the row can turn out to be new, discontinued or unsold.
func (d *bridgeData) unitsNeeded(r *bridgeRow) uint32 {
	effects := d.ofUnits() | 1<<effNew | 1<<effDiscontinued
	for p := range r.at {
		in := d.row(r, p)
		if in == nil {
			continue
		}
		for line := range bridgeLineCount {
			if a := in.line(line).Amount; !d.used[line] || a.Valid && a.Decimal.IsZero() {
				continue
			}
			effects |= 1<<bridgeLineEffects[line] | 1<<bridgeAmountEffect(line)
			if d.currency(in, line) != d.opt.Currency {
				effects |= 1 << effFX
			}
		}
	}
	return effects
}

// ofUnits are the effects that the units of a row go into, besides those of its lines.
func (d *bridgeData) ofUnits() uint32 {
	switch d.opt.Convention {
	case BridgeLaspeyres:
		return 1<<effVolume | 1<<effPrice | 1<<effJoint
	case BridgeBennet:
		return 1<<effVolume | 1<<effPrice
	}
	return 1<<effVolume | 1<<effMix | 1<<effPrice
}

// needs returns the effects that need a line of a row in a period.
func (d *bridgeData) needs(r *bridgeRow, line, p int) uint32 {
	own := uint32(1) << bridgeAmountEffect(line)
	if d.currency(d.row(r, p), line) != d.opt.Currency && (d.fixed[line] || r.kind != BridgeOnlyActual && r.kind != BridgeOnlyBase) {
		own |= 1 << effFX
	}
	if d.fixed[line] {
		return own
	}
	switch {
	case r.kind == BridgeUnsold:
		return own
	case r.kind == BridgeOnlyActual && p == inActual:
		return 1 << effNew
	case r.kind == BridgeOnlyBase && p == inBase:
		return 1 << effDiscontinued
	case r.kind == BridgeOnlyActual, r.kind == BridgeOnlyBase:
		return own
	case r.kind == BridgeUnknownUnits:
		return own | 1<<bridgeLineEffects[line]
	}
	own = own&(1<<effFX) | 1<<bridgeLineEffects[line]
	switch line {
	case bridgeLineRevenue, bridgeLinePromotions: // the referral fee cannot be split
		if d.used[bridgeLineReferral] {
			own |= 1<<effPrice | 1<<effPromotion | 1<<effFees
		}
	case bridgeLineReferral: // price and promotion are less the fee that goes with them
		if p == inBase || d.opt.Convention == BridgeBennet {
			own |= 1<<effPrice | 1<<effPromotion
		}
	}
	switch d.opt.Convention {
	case BridgeLaspeyres:
		own |= 1 << effJoint
		if p == inBase {
			own |= 1 << effVolume
		}
	case BridgeBennet:
		own |= 1 << effVolume
	default:
		if p == inBase {
			own |= 1<<effVolume | 1<<effMix
			if d.opt.Display != BridgeBaseMix { // the mean margin is not known
				d.spread |= 1<<effVolume | 1<<effMix
			}
		}
	}
	return own
}

// splits reports whether a line of a row has effects at the same rate in both periods.
func (d *bridgeData) splits(r *bridgeRow, line int) bool {
	switch r.kind {
	case BridgeContinuing, BridgeUnsold:
		return true
	case BridgeUnknownUnits:
		return false
	}
	return d.fixed[line]
}

// splitNeeds returns the effects that need the rate which such a line lacks.
func (d *bridgeData) splitNeeds(r *bridgeRow, line int) uint32 {
	if r.kind != BridgeContinuing || d.fixed[line] {
		return 1<<bridgeAmountEffect(line) | 1<<effFX | 1<<effUnexplained
	}
	effects := uint32(1)<<bridgeLineEffects[line] | 1<<effFX | 1<<effUnexplained
	if line == bridgeLineReferral || d.used[bridgeLineReferral] && (line == bridgeLineRevenue || line == bridgeLinePromotions) {
		effects |= 1<<effPrice | 1<<effPromotion | 1<<effFees
	}
	return effects
}

// gap notes that something is not known.
func (d *bridgeData) gap(row, p int, what string, effects uint32) {
	if what != "units" {
		d.amountMissing = true
	}
	d.gaps = append(d.gaps, bridgeGap{row: row, period: p, what: what, effects: effects | 1<<effUnexplained})
}

// ofProfit reports whether the profit of the period needs it, not only its split.
func (g *bridgeGap) ofProfit() bool { return g.what != "units" && !g.split }

// gapText says what is not known: "actual duty of SKU-7 (amazon_us)".
func (d *bridgeData) gapText(g *bridgeGap) string {
	text := bridgePeriodNames[g.period] + " " + g.what
	if g.row < 0 || strings.HasPrefix(g.what, "rate of ") {
		return text
	}
	r := &d.rows[g.row]
	return text + " of " + bridgeRowName(r.sku, r.channel)
}

// missingOf names what an effect of a row lacks.
func (d *bridgeData) missingOf(row, effect int) []string {
	if d.inSpread(row, effect) {
		return d.spreadMissing[effect]
	}
	return bridgeNamesOf(d, d.gapsOf(row), 1<<effect)
}

// inSpread reports whether a gap of another row makes an effect of a row incomplete:
// volume and mix need the units, and in two displays the mean margin, of all rows.
func (d *bridgeData) inSpread(row, effect int) bool {
	return d.spread&(1<<effect) != 0 && d.rows[row].kind == BridgeContinuing && d.opt.Convention == BridgeExact &&
		(effect == effVolume || effect == effMix)
}

// gapsOf returns the gaps of a row, which stand together in the order of rows.
func (d *bridgeData) gapsOf(row int) []bridgeGap {
	rank := func(g bridgeGap, row int) int {
		if g.row < 0 { // overhead, the last
			return 1
		}
		return g.row - row
	}
	from, _ := slices.BinarySearchFunc(d.gaps, row, rank)
	to, _ := slices.BinarySearchFunc(d.gaps, row+1, rank)
	return d.gaps[from:to]
}

// missing names what any of the effects lacks, each thing once, in the order of rows.
func (d *bridgeData) missing(effects uint32) []string { return bridgeNamesOf(d, d.gaps, effects) }

func bridgeNamesOf(d *bridgeData, gaps []bridgeGap, effects uint32) []string {
	var wanted []bridgeGap
	for _, g := range gaps {
		if g.effects&effects != 0 {
			wanted = append(wanted, g)
		}
	}
	return d.names(wanted)
}

// missingIn names what the profit of a period lacks.
func (d *bridgeData) missingIn(p int) []string {
	var wanted []bridgeGap
	for _, g := range d.gaps {
		if g.period == p && g.ofProfit() {
			wanted = append(wanted, g)
		}
	}
	return d.names(wanted)
}

func (d *bridgeData) names(gaps []bridgeGap) []string {
	var names []string
	seen := make(map[string]bool)
	for i := range gaps {
		if text := d.gapText(&gaps[i]); !seen[text] {
			seen[text] = true
			names = append(names, text)
		}
	}
	return names
}

// notes warns of what makes the periods hard to compare.
func (d *bridgeData) notes() []string {
	if a, b := d.in[inBase].Days.Days(), d.in[inActual].Days.Days(); a != b && a > 0 && b > 0 {
		return []string{"the base period has " + strconv.Itoa(a) + " days, the actual period " + strconv.Itoa(b)}
	}
	return nil
}
