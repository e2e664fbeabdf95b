package kpi

import "math/big"

// sales fills price, promotion and the rate of the referral fee. A fee of a rate on the
// net price goes with it: d(rate·net) = rate·d(net) + net·d(rate), at the base rate and
// the actual price, or at the mean of both under the Bennet convention. A fee that is not
// from 0 to all of the net revenue is no rate of it and is taken per unit.
func (d *bridgeData) sales(r *bridgeRow, lines *[bridgeLineCount]bridgeLine, flat *[bridgeLineCount]*big.Int, den *big.Int) {
	price, promotion, fee := flat[bridgeLineRevenue], flat[bridgeLinePromotions], flat[bridgeLineReferral]
	alone := func() {
		if price != nil {
			r.add(effPrice, price, den)
		}
		if promotion != nil {
			r.add(effPromotion, promotion, den)
		}
	}
	referral := &lines[bridgeLineReferral]
	f0, f1 := referral.flat[inBase], referral.flat[inActual]
	if !d.used[bridgeLineReferral] || f0 == nil || fee == nil && d.opt.Convention == BridgeBennet || fee == bridgeZero {
		alone() // the fee is not counted, not known or 0
		return
	}
	if price == nil || promotion == nil {
		alone()
		if fee != nil {
			r.add(effUnexplained, fee, den)
		}
		return
	}
	var net [2]big.Int
	for p := range net {
		net[p].Add(lines[bridgeLineRevenue].flat[p], lines[bridgeLinePromotions].flat[p])
	}
	isRate := func(fee, net *big.Int) bool { return fee.Sign() <= 0 && net.Sign() > 0 && net.CmpAbs(fee) >= 0 }
	if !isRate(f0, &net[inBase]) || d.opt.Convention == BridgeBennet && !isRate(f1, &net[inActual]) {
		alone()
		if fee != nil {
			r.add(effFees, fee, den)
		}
		return
	}
	num, of := f0, &net[inBase] // the rate is num/of
	if d.opt.Convention == BridgeBennet {
		num = new(big.Int).Mul(f0, &net[inActual])
		num.Add(num, new(big.Int).Mul(f1, &net[inBase]))
		of = new(big.Int).Mul(&net[inBase], &net[inActual])
		of.Mul(of, bridgeTwo)
	}
	wide := d.ints.next().Mul(den, of)
	kept := d.ints.next().Add(of, num) // the fee is below 0
	r.add(effPrice, d.ints.next().Mul(price, kept), wide)
	r.add(effPromotion, d.ints.next().Mul(promotion, kept), wide)
	if fee != nil {
		x := d.ints.next().Mul(fee, of)
		r.add(effFees, x.Sub(x, kept.Mul(num, kept.Add(price, promotion))), wide)
	}
}

// volumeAndMix fills both for a continuing row of the exact convention.
func (d *bridgeData) volumeAndMix(r *bridgeRow) {
	q0, q1, all0, all1 := r.units[inBase], r.units[inActual], &d.units[inBase], &d.units[inActual]
	wide := d.ints.next().Mul(q0, all0)
	gain := d.ints.next().Mul(q1, all0) // q1·Q0 − q0·Q1: what mix brought, in units × Q0
	gain.Sub(gain, d.ints.next().Mul(q0, all1))
	better := func() *big.Int { // m0 − M, × q0·Q0
		x := new(big.Int).Mul(&r.contribution, all0)
		return x.Sub(x, new(big.Int).Mul(&d.contribution, q0))
	}
	switch d.opt.Display {
	case BridgeBaseMix:
		growth := d.ints.next().Sub(all1, all0)
		r.add(effVolume, growth.Mul(growth, &r.contribution), all0)
		r.add(effMix, gain.Mul(gain, &r.contribution), wide)
	case BridgeAverageMargin:
		more := new(big.Int).Sub(q1, q0)
		r.add(effVolume, new(big.Int).Mul(more, &d.contribution), all0)
		r.add(effMix, more.Mul(more, better()), wide)
	case BridgeShareOfUnits:
		square := new(big.Int).Mul(all0, all0)
		volume := new(big.Int).Sub(all1, all0)
		volume.Mul(volume, all0)
		volume.Mul(volume, &r.contribution)
		volume.Add(volume, new(big.Int).Mul(gain, &d.contribution))
		r.add(effVolume, volume, square)
		r.add(effMix, gain.Mul(gain, better()), new(big.Int).Mul(square, q0))
	}
}
