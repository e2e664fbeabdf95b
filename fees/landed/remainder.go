package landed

import (
	"math/big"

	"github.com/lianxing/crossborder/fx"
)

// A Remainder is the rule by which shares of a cost are rounded and by which the
// difference to the total is placed. The zero Remainder is that of [Allocate]. The
// others follow two open systems, so that books kept there can be compared; with
// them the order of the lines matters, and all but ERPNextLargest can give a line a
// share of the wrong sign. Negative totals are split like the positive ones.
type Remainder string

const (
	// LargestRemainder gives the leftover units to the largest fractions.
	LargestRemainder Remainder = ""

	// OdooUp is Odoo before its pull request 190449: each share is rounded up, away
	// from zero, and the last line takes the whole difference, which is never
	// positive: 0.02 over four equal lines is 0.01, 0.01, 0.01 and -0.01. Weights
	// that are all zero split equally. Releases up to about 14 also cut a share at
	// what was left of the total, which this rule does not.
	OdooUp Remainder = "odoo_up"

	// OdooHalfUp is Odoo since then (odoo/odoo, compute_landed_cost in
	// addons/stock_landed_costs/models/stock_landed_cost.py): each share is rounded
	// half away from zero, and the last line takes the difference. Weights that are
	// all zero split equally.
	OdooHalfUp Remainder = "odoo_half_up"

	// ERPNextLast is the older rule of ERPNext (frappe/erpnext,
	// set_applicable_charges_on_item in landed_cost_voucher.py): each share is
	// rounded to the precision of the field, and the last item takes the difference.
	// Halves go to the even neighbour, which is the default of a Frappe site; one
	// that is set to commercial rounding differs on exact halves. Weights that are
	// all zero are an error.
	ERPNextLast Remainder = "erpnext_last"

	// ERPNextLargest is the newer rule of ERPNext: the shares are those of
	// ERPNextLast before the difference, which the item with the largest share takes,
	// the first of equals. No share gets the wrong sign: what the largest cannot
	// bear, the next largest does.
	ERPNextLargest Remainder = "erpnext_largest"
)

// check returns an *[fx.InputError] at "remainder" for a rule that nobody knows.
func (r Remainder) check() error {
	switch r {
	case LargestRemainder, OdooUp, OdooHalfUp, ERPNextLast, ERPNextLargest:
		return nil
	}
	return fx.NewInputError("remainder", string(r),
		`must be "", "odoo_up", "odoo_half_up", "erpnext_last" or "erpnext_largest"`)
}

// splitsZeroEqually reports whether weights that are all zero count as equal.
func (r Remainder) splitsZeroEqually() bool { return r == OdooUp || r == OdooHalfUp }

// settle rounds the shares of a total that is not negative, which lack the
// fractions overs[i]/sum, and places the difference. Left is the sum of the
// fractions in units.
func (r Remainder) settle(shares, overs []*big.Int, sum, left *big.Int) {
	for i, over := range overs {
		if r.roundsUp(shares[i], over, sum) {
			shares[i].Add(shares[i], one)
			left.Sub(left, one)
		}
	}
	if r == ERPNextLargest {
		addToLargest(shares, left)
		return
	}
	last := shares[len(shares)-1]
	last.Add(last, left)
}

// roundsUp reports whether a share with the fraction over/sum is rounded up.
func (r Remainder) roundsUp(share, over, sum *big.Int) bool {
	if r == OdooUp {
		return over.Sign() != 0
	}
	switch new(big.Int).Lsh(over, 1).Cmp(sum) {
	case 1:
		return true
	case 0:
		return r == OdooHalfUp || share.Bit(0) == 1
	}
	return false
}

// addToLargest adds a difference to the largest share, the first of equals. What
// would bring it below zero goes on to the largest of the others: none is negative
// and they sum to at least what is taken away.
func addToLargest(shares []*big.Int, difference *big.Int) {
	for difference.Sign() != 0 {
		largest := shares[0]
		for _, share := range shares[1:] {
			if share.Cmp(largest) > 0 {
				largest = share
			}
		}
		largest.Add(largest, difference)
		difference.SetInt64(0)
		if largest.Sign() < 0 {
			difference.Set(largest)
			largest.SetInt64(0)
		}
	}
}
