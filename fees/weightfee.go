package fees

import (
	"strconv"

	"github.com/shopspring/decimal"
)

// A WeightFee is the fee of one weight band: an amount, and a further amount for
// every started step above a weight. The zero WeightFee charges nothing.
type WeightFee struct {
	// Fee is charged in the whole band.
	Fee Curve
	// StepFee is charged for every started StepEach above StepAbove; a zero
	// StepEach has no steps.
	StepFee             Curve
	StepEach, StepAbove Weight

	basis    string // of the band
	stepText string // " × 0.08"
}

// WeightFees are the fees of consecutive weight bands, in groups such as size
// tiers. The zero WeightFees has none.
type WeightFees = WeightRows[WeightFee]

// At returns the fee at a weight, and how it was found for people.
func (f *WeightFee) At(w Weight) (Curve, string) {
	n := w.Steps(f.StepAbove, f.StepEach)
	if n == 0 {
		return f.Fee, f.basis
	}
	return f.Fee.Plus(f.StepFee.Times(decimal.NewFromInt(n))), f.basis + " + " + strconv.FormatInt(n, 10) + f.stepText
}

// ReadWeightFees reads the rows of [ReadWeightRows] with a fee and, where it grows
// within the band, "step": {"fee", "each", "above"}, whose above is absent for 0. Fee
// reads the fee of a row; nil is the column "fee".
func ReadWeightFees(f *TableFile, group func(*Row) string, fee func(*Row) Curve, later ...string) WeightFees {
	if fee == nil {
		fee = func(row *Row) Curve { return row.Fee("fee") }
	}
	rows := ReadWeightRows(f, group, func(row *Row) WeightFee {
		w := WeightFee{Fee: fee(row)}
		w.readStep(row.Object("step"))
		return w
	}, later...)
	for _, bands := range rows.groups {
		for i := range bands {
			bands[i].Rule.basis = bands[i].Basis
		}
	}
	return rows
}

// readStep reads the steps, if there are any.
func (f *WeightFee) readStep(step *Row) {
	if step == nil {
		return
	}
	amount := step.Amount("fee")
	f.StepFee, f.stepText = Flat(amount), " × "+moneyText(amount)
	step.Keep("fee", f.StepFee.Err())
	f.StepEach, f.StepAbove = step.Weight("each"), step.OptionalWeight("above")
	if f.StepEach.IsZero() && step.Has("each") {
		step.Fault("each", "must be above 0")
	}
}
