package kpi

import (
	"math/big"

	"github.com/lianxing/crossborder/fx"
)

// bridgeLine is a line of a row in units of the scale, costs below 0: own at the rates
// of the periods, flat at the same rate in both. An amount that is not known is nil.
type bridgeLine struct {
	own, flat [2]*big.Int
	// noRate is a currency that has no rate in a period in which the line is 0, and
	// lacking that period: the line is known, but not what the rate did. "" is none.
	noRate  string
	lacking int
}

func (l *bridgeLine) known() bool { return l.own[inBase] != nil && l.own[inActual] != nil }

// foreign reports whether the line has an effect of the rates.
func (l *bridgeLine) foreign() bool { return l.own != l.flat }

// compute fills the cells of all rows, the printed bars and the printed table.
func (d *bridgeData) compute() error {
	d.findKinds()
	for i := range d.rows {
		d.rowCells(i)
	}
	for i := range d.rows {
		if d.rows[i].kind == BridgeContinuing {
			d.contribution.Add(&d.contribution, &d.rows[i].contribution)
		}
	}
	for i := range d.rows {
		if r := &d.rows[i]; r.kind == BridgeContinuing && d.opt.Convention == BridgeExact {
			d.volumeAndMix(r)
		}
	}
	d.overheadCell()
	for e := range d.spreadMissing {
		d.spreadMissing[e] = d.missing(1 << e)
	}
	return d.print()
}

// findKinds reads the units and adds those of continuing rows.
func (d *bridgeData) findKinds() {
	for i := range d.rows {
		r := &d.rows[i]
		sold := [2]bool{}
		known := true
		for p := range sold {
			switch in := d.row(r, p); {
			case in == nil:
				r.units[p] = bridgeZero
			case !in.Units.Valid:
				known = false
			default:
				r.units[p] = bridgeWhole(in.Units.Decimal, d.unitPlaces)
				sold[p] = r.units[p].Sign() > 0
			}
		}
		switch {
		case !known:
			r.kind = BridgeUnknownUnits
		case sold[inBase] && sold[inActual]:
			r.kind = BridgeContinuing
			for p := range sold {
				d.units[p].Add(&d.units[p], r.units[p])
			}
		case sold[inActual]:
			r.kind = BridgeOnlyActual
		case sold[inBase]:
			r.kind = BridgeOnlyBase
		default:
			r.kind = BridgeUnsold
		}
	}
}

// readLine reads a line of a row in both periods. Missing names what is not known in
// each: the line, or the rate of its currency.
func (d *bridgeData) readLine(r *bridgeRow, line int) (l bridgeLine, missing [2]string) {
	var amount [2]*big.Int
	var currency [2]fx.Currency
	for p := range amount {
		in := d.row(r, p)
		if in == nil {
			amount[p] = bridgeZero
			continue
		}
		a := in.line(line)
		if !a.Amount.Valid {
			missing[p] = bridgeLineNames[line]
			continue
		}
		if a.Amount.Decimal.IsZero() {
			amount[p] = bridgeZero
			continue
		}
		amount[p] = bridgeWhole(a.Amount.Decimal, d.amountPlaces)
		if line != bridgeLineRevenue {
			amount[p].Neg(amount[p])
		}
		currency[p] = d.currency(in, line)
	}
	// An amount of 0 has the currency of the other period.
	var flat *big.Int
	if currency[inBase] == currency[inActual] || currency[inBase] == "" || currency[inActual] == "" {
		both := firstBridgeCurrency(currency[:]...)
		flat = d.flat[both]
		if both != "" && both != d.opt.Currency && flat == nil {
			l.noRate = string(both)
			if d.step[inBase][both] != nil {
				l.lacking = inActual
			}
		}
	}
	for p, a := range amount {
		if a == nil {
			continue
		}
		if a.Sign() == 0 {
			l.own[p], l.flat[p] = bridgeZero, bridgeZero
			continue
		}
		step := d.step[p][currency[p]]
		if step == nil {
			missing[p] = "rate of " + string(currency[p])
			continue
		}
		l.own[p] = a
		if flat != nil {
			l.flat[p] = d.ints.next().Mul(a, flat)
		} else {
			l.flat[p] = a
		}
		if step.Cmp(bridgeOne) != 0 {
			a.Mul(a, step)
		}
	}
	return l, missing
}

// rowCells fills the cells of a row, but for volume and mix of the exact convention.
func (d *bridgeData) rowCells(i int) {
	r := &d.rows[i]
	var lines [bridgeLineCount]bridgeLine
	for line := range bridgeLineCount {
		if !d.used[line] {
			continue
		}
		l, missing := d.readLine(r, line)
		lines[line] = l
		for p, a := range l.own {
			if missing[p] != "" {
				d.gap(i, p, missing[p], d.needs(r, line, p))
				continue
			}
			r.margin[p].Add(&r.margin[p], a)
			d.margin[p].Add(&d.margin[p], a)
		}
	}
	for line := range lines {
		if l := &lines[line]; l.known() && l.noRate != "" && d.splits(r, line) {
			d.gaps = append(d.gaps, bridgeGap{row: i, period: l.lacking, what: "rate of " + l.noRate, split: true, effects: d.splitNeeds(r, line)})
		}
	}
	if r.kind == BridgeUnknownUnits {
		for p := range r.at {
			if in := d.row(r, p); in != nil && !in.Units.Valid {
				d.gap(i, p, "units", d.unitsNeeded(r))
			}
		}
		d.spread |= d.ofUnits()
	}
	for line := range lines {
		if l := &lines[line]; d.used[line] && d.fixed[line] && l.known() && r.kind != BridgeUnknownUnits {
			r.addAmount(bridgeAmountEffect(line), l)
		}
	}
	switch r.kind {
	case BridgeContinuing:
		d.continuing(r, &lines)
	case BridgeUnsold:
		for line := range lines {
			if l := &lines[line]; d.used[line] && !d.fixed[line] && l.known() {
				r.addAmount(bridgeAmountEffect(line), l)
			}
		}
	case BridgeUnknownUnits:
		for line := range lines {
			if l := &lines[line]; d.used[line] && l.known() {
				r.add(effUnexplained, new(big.Int).Sub(l.own[inActual], l.own[inBase]), bridgeOne)
			}
		}
	default:
		d.coming(r, &lines)
	}
}

// coming fills the cells of a row that is new or discontinued: the margin of the period
// in which it sold, and the amounts of the other one.
func (d *bridgeData) coming(r *bridgeRow, lines *[bridgeLineCount]bridgeLine) {
	sold, effect := inActual, effNew
	if r.kind == BridgeOnlyBase {
		sold, effect = inBase, effDiscontinued
	}
	for line := range lines {
		if !d.used[line] || d.fixed[line] {
			continue
		}
		for p, a := range lines[line].own {
			if a == nil {
				continue
			}
			signed := d.ints.next().Set(a)
			if p == inBase {
				signed.Neg(signed)
			}
			if p == sold {
				r.add(effect, signed, bridgeOne)
			} else {
				r.add(bridgeAmountEffect(line), signed, bridgeOne)
			}
		}
	}
}

// addAmount adds the difference of an amount that has no unit value.
func (r *bridgeRow) addAmount(effect int, l *bridgeLine) {
	if l.noRate != "" {
		r.add(effUnexplained, new(big.Int).Sub(l.own[inActual], l.own[inBase]), bridgeOne)
		return
	}
	change := new(big.Int).Sub(l.flat[inActual], l.flat[inBase])
	r.add(effect, change, bridgeOne)
	if l.foreign() {
		all := new(big.Int).Sub(l.own[inActual], l.own[inBase])
		r.add(effFX, all.Sub(all, change), bridgeOne)
	}
}

// continuing fills the cells of a row with units in both periods. With the weight w/den
// of the convention, the effect of a line is (a1·q0 − a0·q1)·w/den:
//
//	exact      1/q0            (a1/q1 − a0/q0)·q1
//	laspeyres  1/q1            (a1/q1 − a0/q0)·q0
//	bennet     (q0+q1)/2q0q1   (a1/q1 − a0/q0)·(q0+q1)/2
func (d *bridgeData) continuing(r *bridgeRow, lines *[bridgeLineCount]bridgeLine) {
	q0, q1 := r.units[inBase], r.units[inActual]
	w, den := bridgeOne, q0
	switch d.opt.Convention {
	case BridgeLaspeyres:
		den = q1
	case BridgeBennet:
		w = new(big.Int).Add(q0, q1)
		den = new(big.Int).Mul(q0, q1)
		den.Mul(den, bridgeTwo)
	}
	var t big.Int
	change := func(a [2]*big.Int) *big.Int {
		x := d.ints.next().Mul(a[inActual], q0)
		x.Sub(x, t.Mul(a[inBase], q1))
		if w != bridgeOne {
			x.Mul(x, w)
		}
		return x
	}
	var both [2]big.Int // margins of the lines that are known in both periods
	var flat [bridgeLineCount]*big.Int
	for line := range lines {
		l := &lines[line]
		if !d.used[line] || d.fixed[line] {
			continue
		}
		if a := l.own[inBase]; a != nil {
			r.contribution.Add(&r.contribution, a)
		}
		if !l.known() {
			continue
		}
		for p, a := range l.own {
			both[p].Add(&both[p], a)
		}
		if l.own[inBase].Sign() == 0 && l.own[inActual].Sign() == 0 {
			flat[line] = bridgeZero
			continue
		}
		if l.noRate != "" {
			r.add(effUnexplained, change(l.own), den)
			continue
		}
		flat[line] = change(l.flat)
		if l.foreign() {
			own := change(l.own)
			r.add(effFX, own.Sub(own, flat[line]), den)
		}
	}
	d.sales(r, lines, &flat, den)
	for line := bridgeLineProduct; line < bridgeLineCount; line++ {
		if x := flat[line]; x != nil && line != bridgeLineReferral {
			r.add(bridgeLineEffects[line], x, den)
		}
	}
	switch d.opt.Convention {
	case BridgeLaspeyres:
		units := new(big.Int).Sub(q1, q0)
		r.add(effVolume, new(big.Int).Mul(&r.contribution, units), q0)
		joint := change(bridgePair(&both))
		r.add(effJoint, joint.Mul(joint, units), new(big.Int).Mul(q0, q1))
	case BridgeBennet:
		sum := new(big.Int).Mul(&both[inBase], q1)
		sum.Add(sum, t.Mul(&both[inActual], q0))
		r.add(effVolume, sum.Mul(sum, t.Sub(q1, q0)), den)
	}
}

func bridgePair(a *[2]big.Int) [2]*big.Int { return [2]*big.Int{&a[inBase], &a[inActual]} }

// add adds num/den to a cell and keeps both numbers.
func (r *bridgeRow) add(effect int, num, den *big.Int) { r.cells[effect].add(num, den) }

func (c *bridgeCell) add(num, den *big.Int) {
	switch {
	case num.Sign() == 0:
	case c.num == nil:
		c.num, c.den = num, den
	case c.den == den || c.den.Cmp(den) == 0:
		c.num = new(big.Int).Add(c.num, num)
	default:
		x := new(big.Int).Mul(c.num, den)
		c.num = x.Add(x, new(big.Int).Mul(num, c.den))
		c.den = new(big.Int).Mul(c.den, den)
	}
	if c.num != nil && c.num.Sign() == 0 {
		*c = bridgeCell{}
	}
}

// overheadCell adds what no row has caused.
func (d *bridgeData) overheadCell() {
	if d.opt.Measure != BridgeOperating {
		return
	}
	step := d.step[inBase][d.opt.Currency]
	known := true
	var cost [2]*big.Int
	for p := range cost {
		if n := d.in[p].Overhead; n.Valid {
			cost[p] = bridgeWhole(n.Decimal, d.amountPlaces)
			cost[p].Mul(cost[p], step)
			d.margin[p].Sub(&d.margin[p], cost[p])
		} else {
			known = false
			d.gap(-1, p, "overhead", 1<<effOverhead)
		}
	}
	if known {
		d.overhead.add(cost[inBase].Sub(cost[inBase], cost[inActual]), bridgeOne)
	}
}
