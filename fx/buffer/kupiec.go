package buffer

import (
	"errors"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/fx"
)

// rejectAt is where a chi-square number of one degree of freedom is beyond 95% of
// its distribution.
const rejectAt = 3.841459

// A KupiecTest asks whether the share of breaches fits the confidence. It
// rejects too few of them, a buffer that is too thick, as well as too many.
//
// The zero KupiecTest is no test.
type KupiecTest struct {
	// Windows is the number of independent windows, Breaches how many of them
	// were breached.
	Windows, Breaches int
	// LR is the likelihood ratio, 0 without windows.
	LR float64
	// P is the probability of an LR at least as large when the buffer is as
	// good as it claims. Without windows it is 1, and means nothing.
	P float64
	// Rejected is true when LR is above 3.841459, P below 5%.
	Rejected bool
}

// Kupiec tests the share of breaches (Kupiec 1995, proportion of failures). With
// n windows, x breaches and p = 1 - confidence,
//
//	LR = 2 * ((n-x)*ln((1-x/n)/(1-p)) + x*ln((x/n)/p))
//
// where a term with the factor 0 counts as 0, and P = erfc(sqrt(LR/2)), from the
// chi-square distribution with one degree of freedom. The windows must not
// overlap. Without windows there is no test, which is not a test that was passed.
//
// Faults are an [*fx.InputError] each: "windows" below 0, "breaches" below 0 or
// above windows, "confidence" that is not above 0 and below 1.
func Kupiec(windows, breaches int, confidence float64) (KupiecTest, error) {
	var faults []error
	if windows < 0 {
		faults = append(faults, fx.NewInputError("windows", strconv.Itoa(windows), "must not be negative"))
	}
	if breaches < 0 || breaches > max(windows, 0) {
		faults = append(faults, fx.NewInputError("breaches", strconv.Itoa(breaches), "must be from 0 to the number of windows"))
	}
	if !(confidence > 0 && confidence < 1) {
		faults = append(faults, fx.NewInputError("confidence", number(confidence), "must be above 0 and below 1"))
	}
	if faults != nil {
		return KupiecTest{}, errors.Join(faults...)
	}
	return kupiec(windows, breaches, confidence), nil
}

func kupiec(windows, breaches int, confidence float64) KupiecTest {
	lr := 0.0
	if windows > 0 {
		n, x := float64(windows), float64(breaches)
		if breaches < windows {
			lr += (n - x) * math.Log((1-x/n)/confidence)
		}
		if breaches > 0 {
			lr += x * math.Log(x/n/(1-confidence))
		}
		lr = max(2*lr, 0)
	}
	return KupiecTest{
		Windows: windows, Breaches: breaches,
		LR: lr, P: math.Erfc(math.Sqrt(lr / 2)), Rejected: lr > rejectAt,
	}
}

// tooFew reports whether so many windows can say nothing: not even a record
// without a breach would be rejected as too good.
func tooFew(windows int, confidence float64) bool {
	return -2*float64(windows)*math.Log(confidence) <= rejectAt
}
