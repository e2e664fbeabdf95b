package kpi

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A Comparison is a figure that a report prints beside the one that its own counts give.
type Comparison struct {
	// Printed is the figure as a fraction or amount, Places its decimals: "2.54 %" is
	// 0.0254 with 4.
	Printed decimal.Decimal
	Places  int
	// Recomputed is the metric from the counts.
	Recomputed Result
	// Agrees reports that the two differ by at most half a unit of the last printed place.
	// It is false where there is no recomputed number.
	Agrees bool
	// AgreesWith are the codes of other variants of the metric that do agree, so what the
	// report means.
	AgreesWith []string
	// Text says it in a sentence: "" where it agrees.
	Text string
}

// Compare recomputes a printed metric. A printed percentage is given as a fraction with
// two more places. Reports mean different things by one title: Amazon's sample of 2021
// divides units by browser sessions, its exports of 2026 by all sessions. So a figure
// that does not agree is compared with the other variants of the family, too.
//
// The error is that of [Evaluate]; a printed figure out of the bounds of fx.CheckDecimal
// or places not from 0 to 12 are an [*fx.InputError] at "printed" or "places".
func Compare(printed decimal.Decimal, places int, m Metric, f Facts) (Comparison, error) {
	if err := fx.CheckDecimal(printed); err != nil {
		return Comparison{}, fx.InField("printed", err)
	}
	if places < 0 || places > fx.MaxFractionDigits {
		return Comparison{}, fx.NewInputError("places", strconv.Itoa(places), "must be from 0 to 12")
	}
	c := Comparison{Printed: printed, Places: places}
	var err error
	if c.Recomputed, err = Evaluate(m, f); err != nil {
		return Comparison{}, err
	}
	if c.Agrees = agrees(printed, places, c.Recomputed.Value); c.Agrees {
		return c, nil
	}
	for _, v := range Variants(m.Family) {
		if v.Code == m.Code {
			continue
		}
		r, err := Evaluate(v, f)
		if err != nil {
			return Comparison{}, err
		}
		if agrees(printed, places, r.Value) {
			c.AgreesWith = append(c.AgreesWith, v.Code)
		}
	}
	shown := c.Recomputed.Value.Round(places)
	c.Text = "printed " + fx.Plain(printed) + ", recomputed "
	if shown.Valid {
		c.Text += fx.Plain(shown.Decimal)
	} else {
		c.Text += c.Recomputed.Value.String()
	}
	if len(c.AgreesWith) > 0 {
		c.Text += "; it agrees with " + strings.Join(c.AgreesWith, ", ")
	}
	return c, nil
}

// agrees reports whether |printed − v| ≤ ½·10^−places, exactly.
func agrees(printed decimal.Decimal, places int, v Value) bool {
	if !v.IsDefined() {
		return false
	}
	off := printed.Mul(v.Den).Sub(v.Num).Abs()
	return off.LessThanOrEqual(decimal.New(5, int32(-places-1)).Mul(v.Den))
}
