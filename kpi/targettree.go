package kpi

import (
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A Straddle says to which quarter a week belongs that has days in two of them; the
// same for any two levels of time. The zero Straddle is [StraddleCut].
type Straddle string

// The rules for a part of time that crosses the border of a part above it.
const (
	// StraddleCut cuts the week at the border. Each quarter has the days of its
	// calendar and a piece of the week, which weighs by its days; the target of the
	// week is the sum of its pieces. See [TargetTree.Sum].
	StraddleCut Straddle = "cut"
	// StraddleFirstDay gives the whole week to the quarter of its first day. As with
	// the rules below, the quarter then has the days of its weeks, not those of the
	// calendar.
	StraddleFirstDay Straddle = "first_day"
	// StraddleMiddleDay gives it to the quarter of its middle day, which is the one
	// that has most of it; of halves, to the earlier one. Weeks of ISO 8601 belong to
	// years by this rule.
	StraddleMiddleDay Straddle = "middle_day"
	// StraddleLastDay gives it to the quarter of its last day.
	StraddleLastDay Straddle = "last_day"
)

// A TargetCell names cells of a plan by the names of their parts, by level:
// {"week": "W47", "channel": "amazon"}. It means the cells of its lowest level that
// have all these names. The empty TargetCell is the whole plan.
type TargetCell map[string]string

// String returns the cell as "channel=amazon week=W47", levels in alphabetical order.
func (c TargetCell) String() string {
	texts := make([]string, 0, len(c))
	for _, level := range slices.Sorted(maps.Keys(c)) {
		texts = append(texts, level+"="+c[level])
	}
	return strings.Join(texts, " ")
}

// A TargetPlan is a number for a year and how it is to be split: levels from the top
// down, such as quarter, week, channel, family. Any number of levels in any order will
// do. The zero TargetPlan is refused for its missing period.
type TargetPlan struct {
	// Period are the days of the plan, at most 3660.
	Period Period `json:"period"`
	// Total is what is to be split, not negative: a whole number of units, or an
	// amount without fractions of the minor unit.
	Total decimal.Decimal `json:"total"`
	// Unit is [Count], as "" means too, or [Amount] with a currency.
	Unit     Unit        `json:"unit"`
	Currency fx.Currency `json:"currency,omitempty"`
	// Levels are those below the total, at most 8. Without one the plan is its total.
	Levels []TargetLevel `json:"levels"`
	// Straddle is the rule for weeks in two quarters.
	Straddle Straddle `json:"straddle,omitempty"`
	// Pins are amounts that are settled already. Their order does not matter.
	Pins []TargetPin `json:"pins,omitempty"`
	// Carry keeps what rounding took from or gave to a channel or family in one period
	// and counts it in the next, below the same names. Without it each cell is rounded
	// by itself, and a family with a tenth of 3 units a week has 0 in every week; with it
	// the family has 3 units in ten weeks, and over the year what its share is.
	// Cells with pins in their parts neither take nor leave a remainder.
	Carry bool `json:"carry,omitempty"`
}

// A TargetLevel is one dimension of a plan. It is a level of time when its parts have
// periods.
type TargetLevel struct {
	// Name is the key of the level: "week". Unique in the plan.
	Name string `json:"name"`
	// Parts are its members, each with another name. Parts of time follow upon each
	// other without a gap and cover the period of the plan.
	Parts []TargetPart `json:"parts"`
	// Under are other parts, or parts with other weights, below some cells: other
	// shares of the channels in the fourth quarter. The first that fits is used.
	Under []TargetUnder `json:"under,omitempty"`
}

// A TargetUnder replaces the parts of a level below the cells that At names by levels
// above it.
type TargetUnder struct {
	At    TargetCell   `json:"at"`
	Parts []TargetPart `json:"parts"`
}

// A TargetPin settles the amount of a cell, which may be 0. One that names several
// cells, such as both pieces of a week or a channel in all weeks, is split over them
// by what they would have without any pin, by the largest remainder.
type TargetPin struct {
	At     TargetCell      `json:"at"`
	Amount decimal.Decimal `json:"amount"`
}

// A TargetHold says why a cell has an amount that its weight does not explain.
type TargetHold string

// The reasons.
const (
	// ByWeight is the amount that the weights give.
	ByWeight TargetHold = ""
	// Pinned is an amount of a [TargetPin].
	Pinned TargetHold = "pinned"
	// ByParts is the sum of parts that are all settled.
	ByParts TargetHold = "by_parts"
	// Raised is the sum of the settled cells below, which is more than the weights
	// would give.
	Raised TargetHold = "raised"
)

// A TargetTree is a plan that is split. Cells are in depth-first order, the whole plan
// first, each before its parts. The parts of each cell sum to it, exactly. The zero
// TargetTree has no cells.
type TargetTree struct {
	Unit     Unit        `json:"unit"`
	Currency fx.Currency `json:"currency,omitempty"`
	// Levels are the names of the levels, and TimeLevels those of time.
	Levels     []string     `json:"levels"`
	TimeLevels []string     `json:"time_levels"`
	Cells      []TargetNode `json:"cells"`
}

// A TargetNode is one cell of a [TargetTree].
type TargetNode struct {
	// Path are the names of the parts from the first level to that of the cell; none
	// for the whole plan.
	Path []string `json:"path"`
	// Parent is the place of the cell above among the cells, -1 for the whole plan.
	Parent int `json:"parent"`
	// Period are the days of the cell: those of the part of time that it is or is in.
	Period Period `json:"period"`
	// Share is its weight over those of all parts of the cell above, exact: what it
	// would have of it without pins. It is undefined where all weigh 0.
	Share Value `json:"share"`
	// Amount is the target.
	Amount decimal.Decimal `json:"amount"`
	Hold   TargetHold      `json:"hold,omitempty"`
}

// SplitTarget splits a plan level by level: the total over the parts of the first
// level in the proportion of their weights, each of these over its parts and so on,
//
//	target = amount of the cell above × weight / sum of the weights beside it
//
// in whole units or minor units by the largest remainder, so that the parts of each
// cell sum to it. Equal remainders go to the earlier part of time and to the part
// whose name sorts first, so that the order of channels and families does not matter.
//
// What is pinned is kept, what pins below a cell add up to is the least that it gets,
// and the rest goes to the other parts by their weights.
//
// All faults of the input are reported at once, each an *fx.InputError at a path such
// as "levels[1].parts[3].weight" or "pins[0].at". Pins that cannot hold are a
// [*TargetPinError], and a cell whose parts all weigh 0 an *fx.InputError at the list
// of the parts. A plan of more than a million cells is refused.
func SplitTarget(p TargetPlan) (TargetTree, error) {
	if err := p.check(); err != nil {
		return TargetTree{}, err
	}
	b := newTargetBuild(&p)
	if err := b.build(); err != nil {
		return TargetTree{}, err
	}
	if err := b.settle(); err != nil {
		return TargetTree{}, err
	}
	if err := b.share(); err != nil {
		return TargetTree{}, err
	}
	return b.tree, nil
}
