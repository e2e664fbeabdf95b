package forecast

import (
	"math"
	"strconv"
)

// A DemandClass says how often and how evenly an item is asked for.
type DemandClass int

// The classes of Syntetos, Boylan and Croston (2005).
const (
	// NoDemand is a history without any demand.
	NoDemand DemandClass = iota
	// SmoothDemand comes often and in like sizes.
	SmoothDemand
	// ErraticDemand comes often, in unlike sizes.
	ErraticDemand
	// IntermittentDemand comes seldom, in like sizes.
	IntermittentDemand
	// LumpyDemand comes seldom and in unlike sizes.
	LumpyDemand
)

var demandClassNames = [...]string{"none", "smooth", "erratic", "intermittent", "lumpy"}

// String returns the name: "lumpy".
func (c DemandClass) String() string {
	if c < 0 || int(c) >= len(demandClassNames) {
		return "DemandClass(" + strconv.Itoa(int(c)) + ")"
	}
	return demandClassNames[c]
}

// The cut-offs of Syntetos, Boylan and Croston (2005), above which demand comes
// seldom and in unlike sizes.
const (
	seldomInterval = 1.32
	unlikeSizes    = 0.49
)

// A DemandProfile is what [Classify] finds.
type DemandProfile struct {
	Class DemandClass
	// Positive is the number of steps with demand.
	Positive int
	// ADI is the average interval between demands in steps: all steps by those with
	// demand. 0 where there is no demand.
	ADI float64
	// CV2 is the squared coefficient of variation of the sizes of the demands, with the
	// divisor n-1. 0 where there is one demand.
	CV2 float64
}

// Classify returns how often and how evenly demand comes: seldom where the average
// interval is above 1.32 steps, in unlike sizes where the squared coefficient of
// variation is above 0.49. All steps count, also those before the first demand; a
// value that is not above zero is no demand.
func Classify(values []float64) DemandProfile {
	var p DemandProfile
	mean, square := 0.0, 0.0
	for _, v := range values {
		if !(v > 0) || math.IsInf(v, 1) {
			continue
		}
		p.Positive++
		k := float64(p.Positive)
		if p.Positive == 1 {
			mean = v
			continue
		}
		// The running variance in units of the running mean, so that no square overflows.
		next := mean + (v-mean)/k
		a, b := (v-mean)/next, (v-next)/next
		square = square*(mean/next)*(mean/next) + a*b
		mean = next
	}
	if p.Positive == 0 {
		return p
	}
	p.ADI = float64(len(values)) / float64(p.Positive)
	if p.Positive > 1 {
		p.CV2 = square / float64(p.Positive-1)
	}
	switch seldom, unlike := p.ADI > seldomInterval, p.CV2 > unlikeSizes; {
	case seldom && unlike:
		p.Class = LumpyDemand
	case seldom:
		p.Class = IntermittentDemand
	case unlike:
		p.Class = ErraticDemand
	default:
		p.Class = SmoothDemand
	}
	return p
}
