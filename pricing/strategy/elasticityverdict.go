package strategy

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fx"
)

// A Verdict says what an estimate is good for. The texts are stable.
type Verdict string

// The verdicts.
const (
	// VerdictUsable: below 0 and different from it.
	VerdictUsable Verdict = "usable"
	// VerdictPositive: sales seem to rise with the price, which says that something
	// else moved both.
	VerdictPositive Verdict = "positive"
	// VerdictNotDifferent: chance alone would give such an estimate too often.
	VerdictNotDifferent Verdict = "not_different_from_0"
)

// Verdict judges the estimate at its Significance: an estimate above 0 is positive
// whatever its P value, and one with a P value of Significance or more is not
// different from 0.
func (e Elasticity) Verdict() Verdict {
	significance := e.Significance
	if significance == 0 {
		significance = defaultSignificance
	}
	return verdict(e.Estimate, e.P, significance)
}

func verdict(estimate, p, significance float64) Verdict {
	switch {
	case estimate > 0:
		return VerdictPositive
	case estimate == 0 || !(p < significance):
		return VerdictNotDifferent
	}
	return VerdictUsable
}

// Text returns the verdict for people: "usable".
func (v Verdict) Text() string {
	switch v {
	case VerdictPositive:
		return "positive: sales seem to rise with the price, so something else moved both; not to be acted on"
	case VerdictNotDifferent:
		return "not different from 0: chance alone would give such an estimate too often; not to be acted on"
	case VerdictUsable:
		return "usable"
	}
	return "unknown"
}

// Interval returns the ends between which the elasticity lies with a confidence,
// above 0 and below 1: 0.95. It is symmetric around the estimate, by Student's t.
// Anything else, and an Elasticity without a degree of freedom, is an
// *fx.InputError.
func (e Elasticity) Interval(confidence float64) (low, high float64, err error) {
	if !(confidence > 0 && confidence < 1) {
		return 0, 0, fx.NewInputError("confidence", strconv.FormatFloat(confidence, 'g', -1, 64), "must be above 0 and below 1")
	}
	if e.DF < 1 {
		return 0, 0, fx.NewInputError("df", strconv.Itoa(e.DF), "must be above 0")
	}
	if e.SE == 0 {
		return e.Estimate, e.Estimate, nil
	}
	reach := studentT(1-confidence, e.DF) * e.SE
	return e.Estimate - reach, e.Estimate + reach, nil
}

// Bounds of the Durbin-Watson statistic outside which Text says that the residuals
// follow one another, and the rows that it takes to say so. They are a rule of
// thumb, not a test.
const (
	leastDurbinWatson = 15
	lowDurbinWatson   = 1.5
	highDurbinWatson  = 2.5
)

// Text says for people what was found, on what, and whether to rely on it. Its
// figures are rounded.
func (e Elasticity) Text() string {
	var b strings.Builder
	form := "log-log"
	if e.Linear {
		form = "linear, at the means"
	}
	fmt.Fprintf(&b, "elasticity %.3f (SE %.3f, %s; %s)", tidy(e.Estimate), e.SE, chance(e.T, e.P, e.Exact), form)
	fmt.Fprintf(&b, " from %s at %s", count(e.N, "row"), count(e.Prices, "price"))
	if e.N > 0 {
		fmt.Fprintf(&b, " between %s and %s", fx.Plain(e.Lowest), fx.Plain(e.Highest))
	}
	fmt.Fprintf(&b, "; R² %.3f", e.R2)
	if !e.Exact {
		fmt.Fprintf(&b, ", Durbin-Watson %.2f", e.DurbinWatson)
		switch {
		case e.N < leastDurbinWatson:
		case e.DurbinWatson < lowDurbinWatson:
			b.WriteString(": the residuals follow one another, the standard error is too small")
		case e.DurbinWatson > highDurbinWatson:
			b.WriteString(": the residuals swing from row to row")
		}
	}
	if n := len(e.Dropped); n > 0 {
		reasons := make([]string, 0, 4)
		for _, reason := range []DropReason{DroppedEvent, DroppedStockOut, DroppedNoRival, DroppedZeroQuantity} {
			times := 0
			for _, d := range e.Dropped {
				if d.Reason == reason {
					times++
				}
			}
			if times > 0 {
				reasons = append(reasons, strconv.Itoa(times)+" "+strings.ReplaceAll(string(reason), "_", " "))
			}
		}
		fmt.Fprintf(&b, "; left out: %s", strings.Join(reasons, ", "))
	}
	fmt.Fprintf(&b, ". %s", upperFirst(e.Verdict().Text()))
	if e.Verdict() == VerdictUsable {
		fmt.Fprintf(&b, ": a price 1%% higher sells about %.2f%% less", -e.Estimate)
	}
	b.WriteString(".")
	return b.String()
}

// chance says how far the estimate is from chance.
func chance(t, p float64, exact bool) string {
	switch {
	case exact:
		return "exact fit"
	case p < 0.0001:
		return fmt.Sprintf("t %.2f, P below 0.0001", t)
	}
	return fmt.Sprintf("t %.2f, P %.4f", t, p)
}

// tidy turns a negative zero of the print into 0.
func tidy(v float64) float64 {
	if math.Abs(v) < 0.0005 {
		return 0
	}
	return v
}

// count says a number of things: "1 row", "2 rows".
func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// upperFirst returns a text of ASCII with a capital first letter.
func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
