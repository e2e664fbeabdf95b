package buffer

import (
	"math"

	"github.com/lianxing/crossborder/fx"
)

// A ChristoffersenTest asks whether breaches come in clusters: whether one window
// that is breached makes the next more likely to be.
//
// The zero ChristoffersenTest is no test.
type ChristoffersenTest struct {
	// Kept and Breached count the pairs of neighbouring windows by how the first
	// and the second ended.
	KeptKept, KeptBreached, BreachedKept, BreachedBreached int
	// Defined is false when the windows have no pair that starts with a breach,
	// or none that starts without one. Then there is nothing to compare, and
	// the numbers below are 0.
	Defined bool
	// LR and P are the likelihood ratio and the probability of the test of
	// independence alone, one degree of freedom.
	LR, P float64
	// JointLR and JointP are those of conditional coverage: independence and
	// the right share of breaches together, two degrees of freedom.
	JointLR, JointP float64
}

// Christoffersen tests the order of breaches (Christoffersen 1998). With n01 the
// number of windows that were breached after one that was not, and so on, and
//
//	a = n01/(n00+n01)   b = n11/(n10+n11)   c = (n01+n11)/(n00+n01+n10+n11)
//
// the likelihood ratio is
//
//	LR = 2 * (n00*ln(1-a) + n01*ln(a) + n10*ln(1-b) + n11*ln(b)
//	          - (n00+n10)*ln(1-c) - (n01+n11)*ln(c))
//
// where a term with the factor 0 counts as 0, and P = erfc(sqrt(LR/2)). The joint
// ratio is that plus the one of [Kupiec] over all windows, with P =
// exp(-LR/2). The windows must not overlap and must be in order of time.
//
// The error is an [*fx.InputError] for "confidence" that is not above 0 and below
// 1.
func Christoffersen(breached []bool, confidence float64) (ChristoffersenTest, error) {
	if !(confidence > 0 && confidence < 1) {
		return ChristoffersenTest{}, fx.NewInputError("confidence", number(confidence), "must be above 0 and below 1")
	}
	return christoffersen(breached, confidence), nil
}

func christoffersen(breached []bool, confidence float64) ChristoffersenTest {
	var t ChristoffersenTest
	breaches := 0
	for i, now := range breached {
		if now {
			breaches++
		}
		if i == 0 {
			continue
		}
		switch before := breached[i-1]; {
		case before && now:
			t.BreachedBreached++
		case before:
			t.BreachedKept++
		case now:
			t.KeptBreached++
		default:
			t.KeptKept++
		}
	}
	kept, broke := t.KeptKept+t.KeptBreached, t.BreachedKept+t.BreachedBreached
	if kept == 0 || broke == 0 {
		return t
	}
	t.Defined = true
	lr := logLikelihood(t.KeptKept, t.KeptBreached) + logLikelihood(t.BreachedKept, t.BreachedBreached) -
		logLikelihood(t.KeptKept+t.BreachedKept, t.KeptBreached+t.BreachedBreached)
	t.LR = max(2*lr, 0)
	t.P = math.Erfc(math.Sqrt(t.LR / 2))
	t.JointLR = t.LR + kupiec(len(breached), breaches, confidence).LR
	t.JointP = math.Exp(-t.JointLR / 2)
	return t
}

// logLikelihood returns the logarithm of the likelihood of so many windows of each
// kind at their own share.
func logLikelihood(kept, breached int) float64 {
	n, sum := float64(kept+breached), 0.0
	if kept > 0 {
		sum += float64(kept) * math.Log(float64(kept)/n)
	}
	if breached > 0 {
		sum += float64(breached) * math.Log(float64(breached)/n)
	}
	return sum
}
