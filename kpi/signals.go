package kpi

import (
	"slices"
	"strconv"
)

// A SignalRule is a rule by which a control chart says that something changed.
type SignalRule string

// The rules, in the order in which a chart lists what they found.
const (
	// OutsideLimits: a point is above the upper limit or below the lower one. A point
	// on a limit is inside.
	OutsideLimits SignalRule = "outside_limits"
	// ThreeOfFour: of four consecutive points at least three are nearer to the same
	// limit than to the centre. Halfway is not nearer. The limit is the computed one,
	// also where the chart shows it clamped.
	ThreeOfFour SignalRule = "three_of_four"
	// EightInARow: eight or more consecutive points on one side of the centre. A point
	// on the centre is on neither side and ends the run.
	EightInARow SignalRule = "eight_in_a_row"
	// MovingRangeAbove: the difference between two neighbours is above the limit of
	// the moving range.
	MovingRangeAbove SignalRule = "moving_range"
)

// A ChartSide is a side of the centre of a chart.
type ChartSide string

// The sides. That of a moving range is the way it went: above when the value rose.
const (
	SideAbove ChartSide = "above"
	SideBelow ChartSide = "below"
)

// A Signal is what a rule found in a chart. The zero Signal says nothing.
//
// Points that are excluded or have no value are passed over: points are consecutive
// when no counted point is between them.
type Signal struct {
	Rule SignalRule `json:"rule"`
	Side ChartSide  `json:"side"`
	// Points are the positions in the series of the points that make the signal,
	// rising; Labels are theirs. A longer run is one signal, and so are windows of
	// four that share points.
	Points []int    `json:"points"`
	Labels []string `json:"labels"`
}

// Has reports whether the point at a position is one of the signal.
func (s Signal) Has(position int) bool { return slices.Contains(s.Points, position) }

// String says the signal in words: "8 in a row below the centre (2026-W20 to 2026-W27)".
func (s Signal) String() string {
	n := len(s.Points)
	if n == 0 {
		return ""
	}
	where := " (" + s.Labels[0]
	if n > 1 {
		where += " to " + s.Labels[len(s.Labels)-1]
	}
	where += ")"
	switch s.Rule {
	case OutsideLimits:
		return string(s.Side) + " the limits" + where
	case ThreeOfFour:
		limit := "upper"
		if s.Side == SideBelow {
			limit = "lower"
		}
		return "3 of 4 nearer to the " + limit + " limit than to the centre" + where
	case EightInARow:
		return strconv.Itoa(n) + " in a row " + string(s.Side) + " the centre" + where
	case MovingRangeAbove:
		way := "rise"
		if s.Side == SideBelow {
			way = "fall"
		}
		return way + " beyond the limit of the moving range" + where
	}
	return ""
}

// A chartMark is where a counted point lies.
type chartMark struct {
	index   int // in the series
	label   string
	side    int // of the centre: -1, 0, 1
	near    bool
	outside bool
}

// signalsOf applies the rules for points to the counted points of a chart.
func signalsOf(marks []chartMark) []Signal {
	var out []Signal
	for _, m := range marks {
		if m.outside {
			out = append(out, signalFrom(OutsideLimits, []chartMark{m}))
		}
	}
	var near []Signal
	for _, side := range []int{1, -1} {
		near = append(near, nearSignals(marks, side)...)
	}
	slices.SortStableFunc(near, func(a, b Signal) int { return a.Points[0] - b.Points[0] })
	return append(append(out, near...), runSignals(marks)...)
}

// nearSignals finds the windows of four with three points near one limit; windows
// that share such points are one signal.
func nearSignals(marks []chartMark, side int) []Signal {
	var out []Signal
	var open []chartMark
	for end := 4; end <= len(marks); end++ {
		var near []chartMark
		for _, m := range marks[end-4 : end] {
			if m.near && m.side == side {
				near = append(near, m)
			}
		}
		if len(near) < 3 {
			continue
		}
		if len(open) > 0 && near[0].index > open[len(open)-1].index {
			out = append(out, signalFrom(ThreeOfFour, open))
			open = nil
		}
		for _, m := range near {
			if len(open) == 0 || m.index > open[len(open)-1].index {
				open = append(open, m)
			}
		}
	}
	if len(open) > 0 {
		out = append(out, signalFrom(ThreeOfFour, open))
	}
	return out
}

// runSignals finds the runs of eight or more on one side.
func runSignals(marks []chartMark) []Signal {
	const long = 8
	var out []Signal
	for from := 0; from < len(marks); {
		to := from + 1
		for to < len(marks) && marks[to].side == marks[from].side {
			to++
		}
		if marks[from].side != 0 && to-from >= long {
			out = append(out, signalFrom(EightInARow, marks[from:to]))
		}
		from = to
	}
	return out
}

func signalFrom(rule SignalRule, marks []chartMark) Signal {
	s := Signal{Rule: rule, Side: sideOf(marks[0].side)}
	for _, m := range marks {
		s.Points = append(s.Points, m.index)
		s.Labels = append(s.Labels, m.label)
	}
	return s
}

func sideOf(sign int) ChartSide {
	if sign < 0 {
		return SideBelow
	}
	return SideAbove
}
