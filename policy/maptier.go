package policy

import (
	"slices"
	"strconv"
	"time"
)

// A MAPAction is what a brand does about violations. The texts are stable.
type MAPAction string

// The actions, the mildest first.
const (
	// MAPNotice: the reseller is told.
	MAPNotice MAPAction = "notice"
	// MAPHold: orders of the reseller are held.
	MAPHold MAPAction = "hold"
	// MAPCutOff: the reseller is no longer supplied.
	MAPCutOff MAPAction = "cut_off"
)

// rank orders the actions, 0 for an unknown one.
func (a MAPAction) rank() int {
	return slices.Index([]MAPAction{MAPNotice, MAPHold, MAPCutOff}, a) + 1
}

// A MAPTier is a step of a brand's answer: the action after so many violations in so
// many days.
type MAPTier struct {
	// Count is the number of violations from which it holds, at least 1.
	Count int
	// WindowDays is the length of the rolling window in days of 24 hours: a violation
	// counts until exactly so long after it. 0 counts all of them for ever.
	WindowDays int
	Action     MAPAction
}

// Bounds of what a policy says about violations.
const (
	maxMAPTiers      = 20
	maxMAPCount      = 10_000
	maxMAPWindowDays = 36_500
	maxMAPGraceHours = 8_760
)

func (p *MAPPolicy) checkTiers() error {
	var f faults
	if p.GraceHours < 0 || p.GraceHours > maxMAPGraceHours {
		f.add("grace_hours", strconv.Itoa(p.GraceHours), "must be from 0 to "+strconv.Itoa(maxMAPGraceHours))
	}
	if len(p.Tiers) > maxMAPTiers {
		f.add("tiers", strconv.Itoa(len(p.Tiers)), "must be at most "+strconv.Itoa(maxMAPTiers))
		return f.err()
	}
	for i, t := range p.Tiers {
		path := "tiers[" + strconv.Itoa(i) + "]"
		switch {
		case t.Count < 1 || t.Count > maxMAPCount:
			f.add(path+".count", strconv.Itoa(t.Count), "must be from 1 to "+strconv.Itoa(maxMAPCount))
		case i > 0 && t.Count <= p.Tiers[i-1].Count:
			f.add(path+".count", strconv.Itoa(t.Count), "must be above that of the tier before")
		}
		if t.WindowDays < 0 || t.WindowDays > maxMAPWindowDays {
			f.add(path+".window_days", strconv.Itoa(t.WindowDays), "must be from 0 to "+strconv.Itoa(maxMAPWindowDays))
		}
		switch {
		case t.Action.rank() == 0:
			f.add(path+".action", string(t.Action), `must be "notice", "hold" or "cut_off"`)
		case i > 0 && t.Action.rank() < p.Tiers[i-1].Action.rank():
			f.add(path+".action", string(t.Action), "must not be milder than that of the tier before")
		}
	}
	return f.err()
}

// A MAPStanding is where a reseller stands under a policy at one time. The zero
// MAPStanding is that of one without violations.
type MAPStanding struct {
	// Reached says that a tier is reached, Tier is the last of those that are.
	Reached bool
	Tier    MAPTier
	// Count is the number of violations that count in the window of the tier, or in
	// that of the first tier when none is reached.
	Count int
	// GraceUntil is the time at which the grace period of the last violation ends,
	// zero when none runs. At that time it is over.
	GraceUntil time.Time
	// ResetAt is the time from which the tier is no longer reached if nothing else
	// happens, zero when it never falls back or none is reached.
	ResetAt time.Time
}

// Standing says which tier of the policy is reached at a time after violations in any
// order, and until when grace lasts. Violations after the time do not count yet. One
// that is found while the grace period of another still runs is the same one: the
// reseller had time left to correct it. A violation leaves a window exactly
// WindowDays after it, so tiers fall back one violation after the other.
//
// The error joins the faults of the tiers and grace of the policy, and an
// [*fx.InputError] at "violations[2]" for a zero time.
func (p MAPPolicy) Standing(violations []time.Time, at time.Time) (MAPStanding, error) {
	var f faults
	f.merge(p.checkTiers())
	if at.IsZero() {
		f.add("at", "", "must be a time")
	}
	for i, v := range violations {
		if v.IsZero() {
			f.add("violations["+strconv.Itoa(i)+"]", "", "must be a time")
		}
	}
	if err := f.err(); err != nil {
		return MAPStanding{}, err
	}
	return p.standing(violations, at), nil
}

func (p *MAPPolicy) standing(violations []time.Time, at time.Time) MAPStanding {
	counted := p.counted(violations, at)
	var out MAPStanding
	if n := len(counted); n > 0 {
		if end := counted[n-1].Add(p.grace()); end.After(at) {
			out.GraceUntil = end
		}
	}
	for i, t := range p.Tiers {
		from := 0
		if t.WindowDays > 0 {
			from, _ = slices.BinarySearchFunc(counted, at, func(v, at time.Time) int {
				if v.Add(t.window()).After(at) {
					return 1
				}
				return -1
			})
		}
		n := len(counted) - from
		if n >= t.Count {
			out.Reached, out.Tier, out.Count, out.ResetAt = true, t, n, time.Time{}
			if t.WindowDays > 0 {
				out.ResetAt = counted[len(counted)-t.Count].Add(t.window())
			}
		} else if i == 0 {
			out.Count = n
		}
	}
	return out
}

// counted returns the violations up to a time, in their order, without those that
// fall into the grace period of one before.
func (p *MAPPolicy) counted(violations []time.Time, at time.Time) []time.Time {
	sorted := slices.Clone(violations)
	slices.SortFunc(sorted, time.Time.Compare)
	out := sorted[:0]
	for _, v := range sorted {
		if v.After(at) {
			break
		}
		if n := len(out); n == 0 || !v.Before(out[n-1].Add(p.grace())) {
			out = append(out, v)
		}
	}
	return out
}

func (p *MAPPolicy) grace() time.Duration { return time.Duration(p.GraceHours) * time.Hour }
func (t *MAPTier) window() time.Duration  { return time.Duration(t.WindowDays) * 24 * time.Hour }
