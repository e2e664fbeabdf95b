package pricing

import (
	"errors"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Returns is what is expected to come back. The zero Returns means that
// nothing comes back.
//
// A returned unit is refunded in full: the buyer gets price and shipping back,
// the channel gives back what it does not keep, and bills what it charges per
// return. A fee that it keeps, such as that of the fulfilment, stays what it is.
type Returns struct {
	// Rate is the share of sold units that is returned, from 0 to 1.
	Rate decimal.Decimal
	// Kept is the share of them that the buyer keeps although they are refunded,
	// from 0 to 1. Nothing comes back of those, so that nothing is processed, sold
	// again or recovered, and the channel bills no handling; what it charges for the
	// refund itself, with a code such as "refund_admin", it charges all the same.
	Kept decimal.Decimal
	// Resellable is the share of the units that come back which can be sold again as
	// new and so keep their cost; not Valid means unknown.
	Resellable decimal.NullDecimal
	// Recovery is what a unit still brings that comes back and cannot be sold again,
	// in the currency of the listing: from a liquidator, or as used. The line is
	// "return_salvage". 0 is nothing.
	Recovery decimal.Decimal
	// Processing is what handling one unit that comes back costs, in the currency of
	// the listing; not Valid means unknown. It is left out where the channel bills the
	// processing itself, at a price that is known. Amazon does not publish its rate
	// card for it.
	Processing decimal.NullDecimal
}

func (r *Returns) check() error {
	return errors.Join(
		checkFrom("returns.rate", r.Rate, &one),
		checkFrom("returns.kept", r.Kept, &one),
		checkFrom("returns.resellable", r.Resellable.Decimal, &one),
		checkFrom("returns.recovery", r.Recovery, nil),
		checkFrom("returns.processing", r.Processing.Decimal, nil),
	)
}

// comeBack returns c for the units that come back, and how many do per sold unit.
// It scales step by step, since the product of two shares can be finer than a factor
// may be.
func (r *Returns) comeBack(c fees.Curve) (fees.Curve, decimal.Decimal) {
	c = c.Times(r.Rate)
	if r.Kept.IsZero() {
		return c, r.Rate
	}
	stay := one.Sub(r.Kept)
	return c.Times(stay), r.Rate.Mul(stay)
}

// addReturns appends what returned units cost. What the channel bills per
// return is there even when nothing comes back, with a quantity of 0.
func (m *Model) addReturns(r *Returns, charges []fees.Charge) {
	if !r.Rate.IsZero() {
		m.addShare(modelLine{
			code: "refund", event: fees.PerUnitReturned, each: m.revenue, paid: true, rung: inRevenue,
			basis: "price and shipping paid back to the buyer", source: &suppliedReturns,
		}, r.Rate, one)
	}
	comesBack := !r.Rate.IsZero() && !r.Kept.Equal(one)
	billed := false // the channel bills the processing
	for i := range charges {
		switch c := &charges[i]; {
		case c.Unknown:
			// Processing that the channel does not publish is Returns.Processing.
			if c.Event == fees.PerUnitReturned && !isProcessing(c.Code) && (comesBack || isRefund(c.Code) && !r.Rate.IsZero()) {
				m.missing = append(m.missing, c.Code)
			}
		case c.Event == fees.PerUnitReturned:
			billed = billed || isProcessing(c.Code)
			m.addReturnCharge(r, c)
		case (c.Event == fees.PerUnitSold || c.Event == fees.PerOrder) && !c.RefundShare.IsZero() && !r.Rate.IsZero():
			each := c.Amount
			if fx.CheckDecimal(c.RefundShare) != nil || !c.RefundShare.Equal(one) { // Times reports what is out of bounds
				each = each.Times(c.RefundShare)
			}
			line := modelLine{
				code: c.Code + "_refund", event: fees.PerUnitReturned, income: true, each: each, paid: true, rung: rungOf(c),
				basis: "given back by the channel", source: &c.Source,
			}
			m.promote(&line)
			m.addShare(line, r.Rate, units(c))
		}
	}
	if !comesBack {
		return
	}
	switch {
	case billed && r.Processing.Valid: // not twice
		m.leftOut = append(m.leftOut, Exclusion{"return_processing", fees.PerUnitReturned, "the channel bills it itself: its charge stands in place of returns.processing"})
	case r.Processing.Valid:
		line := modelLine{
			code: "return_processing", event: fees.PerUnitReturned, each: fees.Flat(r.Processing.Decimal), rung: inCM2,
			basis: "per returned unit", source: &suppliedReturns,
		}
		line.amount, line.quantity = r.comeBack(line.each)
		m.lines = append(m.lines, line)
	case !billed:
		m.missing = append(m.missing, "returns.processing")
	}
	m.addRecovered(r)
}

// addReturnCharge appends what the channel bills per return: for every refund when
// it is about the refund, else for every unit that comes back. The first free of all
// sold units are not billed.
func (m *Model) addReturnCharge(r *Returns, c *fees.Charge) {
	line := modelLine{
		code: c.Code, event: fees.PerUnitReturned, each: c.Amount, paid: true, rung: rungOf(c),
		basis: c.Basis, source: &c.Source,
	}
	m.promote(&line)
	if isRefund(c.Code) {
		line.amount, line.quantity = line.each.Times(r.Rate), r.Rate
	} else {
		line.amount, line.quantity = r.comeBack(line.each)
	}
	if !c.FreeShare.IsZero() {
		line.amount = line.amount.Minus(line.each.Times(c.FreeShare))
		if line.quantity = line.quantity.Sub(c.FreeShare); line.quantity.Sign() <= 0 {
			line.amount, line.quantity = fees.Curve{}, decimal.Decimal{}
		}
	}
	m.lines = append(m.lines, line)
}

// addRecovered appends what is left of the units that come back: the cost of those
// that can be sold again, and what the others bring.
func (m *Model) addRecovered(r *Returns) {
	cost := modelLine{
		code: "return_recovery", event: fees.PerUnitReturned, income: true, each: fees.Flat(m.cost), rung: inCM1,
		source: &suppliedReturns,
	}
	salvage := modelLine{
		code: "return_salvage", event: fees.PerUnitReturned, income: true, each: fees.Flat(r.Recovery), rung: inCM2,
		source: &suppliedReturns,
	}
	resellable := r.Resellable.Decimal
	switch {
	case r.Resellable.Valid:
		cost.describe = func() string { return fx.Percent(resellable) + " of returned units can be sold again" }
		salvage.describe = func() string { return fx.Percent(one.Sub(resellable)) + " of returned units cannot be sold again" }
	case r.Recovery.GreaterThan(m.cost):
		// An unknown share counts as whatever brings more, which keeps the profit an
		// upper bound.
		m.missing = append(m.missing, "returns.resellable")
		cost.basis = "no returned unit, as an upper bound: the resellable share is unknown and the recovery above the cost"
		salvage.basis = "all returned units, as an upper bound: the resellable share is unknown"
	default:
		m.missing = append(m.missing, "returns.resellable")
		resellable, cost.basis = one, "all returned units, as an upper bound: the resellable share is unknown"
		salvage.basis = "no returned unit: the resellable share is unknown, and the cost is not below the recovery"
	}
	share := func(line *modelLine, share decimal.Decimal) {
		line.amount, line.quantity = r.comeBack(line.each)
		line.amount, line.quantity = line.amount.Times(share), line.quantity.Mul(share)
		m.lines = append(m.lines, *line)
	}
	share(&cost, resellable)
	m.abroad.resold = cost.quantity
	if !r.Recovery.IsZero() {
		share(&salvage, one.Sub(resellable))
	}
}

// isProcessing reports whether a charge is what a channel bills for handling a
// returned unit: as a whole, or one of its services such as "return_inspection".
func isProcessing(code string) bool {
	return code == "returns_processing" || strings.HasPrefix(code, "return_")
}

// isRefund reports whether a charge per return is for the refund, such as
// "refund_admin", and not for the goods that come back.
func isRefund(code string) bool { return strings.HasPrefix(code, "refund_") }

// A ReturnSplit is the exact profit of a unit, told apart by what becomes of it:
//
//	(1 - Rate) × Kept - Rate × Loss = Statement.Exact
//
// The zero ReturnSplit says nothing.
type ReturnSplit struct {
	// Rate is the share of sold units that is returned.
	Rate decimal.Decimal
	// Kept is the profit of a unit that stays with the buyer: what the unit would
	// earn with a return rate of 0.
	Kept decimal.Decimal
	// Loss is what a unit loses that is returned, everything counted: the sale and
	// its refund cancel each other, and what is left are the fees that the channel
	// keeps, refund administration, processing, the cost of what cannot be sold again
	// less its recovery, and whatever else the sale has cost, advertising included. It
	// is not Valid when nothing is returned.
	Loss decimal.NullDecimal
}

// ReturnAdjusted returns the profit by what becomes of the unit. Where the channel
// does not bill the first returns, Loss is their mean; a share that has no end in
// decimals is rounded half away from zero to 20 of them, and the equation still
// holds exactly.
func (s Statement) ReturnAdjusted() ReturnSplit {
	split := ReturnSplit{Rate: s.returnRate, Kept: s.Exact}
	if s.returnRate.IsZero() {
		return split
	}
	change := s.returned.Decimal().DivRound(s.returnRate, returnPlaces)
	split.Kept = s.Exact.Sub(change.Mul(s.returnRate))
	split.Loss = decimal.NewNullDecimal(split.Kept.Add(change).Neg())
	return split
}

// ReturnLoss returns the net loss per returned unit, exact: the Loss of
// [Statement.ReturnAdjusted]. It is not Valid when nothing is returned.
func (s Statement) ReturnLoss() decimal.NullDecimal { return s.ReturnAdjusted().Loss }

// returnPlaces are the decimals of what one return changes: those of a Curve.
const returnPlaces = 20
