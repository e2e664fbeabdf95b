package policy

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// A Gate decides whether a person has to look at a price before it is published. The
// zero Gate has the house thresholds. It never approves anything by itself.
type Gate struct {
	// LargeMove is the largest move of the price without a person, as a fraction of
	// the price in force; 0 is 0.20.
	LargeMove decimal.Decimal
	// Unjudged asks for a person also where a rule other than a house rule could not
	// judge. A house rule that could not judge always asks for one.
	Unjudged bool
}

// Rules returns the house rules with the thresholds of the gate: HOUSE-MOVE,
// HOUSE-FLOOR, HOUSE-FIRST and HOUSE-WAR. A set that holds them shows them in its
// report.
func (g Gate) Rules() []Rule {
	return []Rule{LargeMove{Share: g.LargeMove}, BelowFloor{}, FirstPrice{}, PriceWar{}}
}

// A Review is what a gate says of a case. The zero Review is that of a case against
// which there is nothing.
type Review struct {
	// Needed says that a person has to approve: at least one reason is not covered.
	Needed bool
	// Blocked says that no approval helps: a finding blocks that cannot be approved.
	Blocked bool
	// Reasons are all of them, covered or not, the gravest first.
	Reasons []Reason
}

// Open reports whether the price may be published: nothing blocks it, and every
// reason is covered by an approval.
func (r Review) Open() bool { return !r.Needed && !r.Blocked }

// A Reason is one thing that a person has to look at.
type Reason struct {
	// Code is the ID of the rule: "HOUSE-MOVE", "AMZ-FAIR-2".
	Code string
	// Text says it for people.
	Text string
	// Severity is that of the finding, Warn for a rule that could not judge.
	Severity Severity
	// Final says that no approval covers it.
	Final bool
	// Approval is the one that covers it, nil without one.
	Approval *Approval
}

// An Approval is a record of a person who allows a price in spite of some reasons. It
// is the caller's data: the gate reads it and makes none.
type Approval struct {
	// By names the person, Reason why.
	By, Reason string
	// Codes are the reasons that it covers: "HOUSE-FLOOR". None covers nothing.
	Codes []string
	// Channel and SKU are those of the offer, Price the price that was approved: it
	// covers no other. Paid is what a buyer pays after deal and coupon; not Valid is
	// the price.
	Channel, SKU string
	Price        decimal.Decimal
	Paid         decimal.NullDecimal
	// At and Until are the first and the last day on which it holds, midnight UTC. Both
	// are required: an approval without a first day would hold from ever, and one
	// without a last day for ever, so that either is refused and covers nothing.
	At, Until time.Time
}

func (a *Approval) check() error {
	var f faults
	if strings.TrimSpace(a.By) == "" {
		f.add("by", "", "must name a person")
	}
	if strings.TrimSpace(a.Reason) == "" {
		f.add("reason", "", "must not be empty")
	}
	if len(a.Codes) == 0 {
		f.add("codes", "", "must name what is approved")
	}
	if a.Channel == "" {
		f.add("channel", "", "must not be empty")
	}
	f.amount("price", a.Price)
	if a.Price.Sign() == 0 {
		f.add("price", "0", "must be above 0")
	}
	f.known("paid", a.Paid)
	if !isDay(a.At) {
		f.add("at", dateText(a.At), "must be a calendar day as midnight UTC")
	}
	if !isDay(a.Until) || a.Until.Before(a.At) {
		f.add("until", dateText(a.Until), "must be a calendar day as midnight UTC, not before at")
	}
	return f.err()
}

// covers reports whether the approval is for a reason of a case on a day.
func (a *Approval) covers(code string, c *Case, day time.Time) bool {
	paid := a.Price
	if a.Paid.Valid {
		paid = a.Paid.Decimal
	}
	return slices.Contains(a.Codes, code) && a.Channel == c.Channel && a.SKU == c.SKU &&
		a.Price.Equal(c.Price) && paid.Equal(lowestPaid(c)) && holdsOn(day, a.At, a.Until)
}

// Review says whether a person has to look at a case. The reasons are the findings of
// the report that block or warn, those of the house rules, which the gate asks itself,
// and house rules that could not judge.
//
// An approval covers the reasons that it names for the same channel, SKU and price on
// its days; what nobody could judge can be approved like a warning. Findings that block cannot be covered, but for HOUSE-FLOOR.
//
// The error joins the faults of [Case.Check], an [*fx.InputError] at "report.day" for
// a report that was not made by a set, and at "approvals[1].by" and so on for an
// approval that is not complete. Then nothing is reviewed and the price stays shut.
func (g Gate) Review(c *Case, r Report, approvals []Approval) (Review, error) {
	var f faults
	f.merge(c.Check())
	if !isDay(r.Day) {
		f.add("report.day", dateText(r.Day), "must be that of a report of a set")
	}
	f.amount("large_move", g.LargeMove)
	for i := range approvals {
		f.join("approvals["+strconv.Itoa(i)+"]", approvals[i].check())
	}
	if err := f.err(); err != nil {
		return Review{Needed: true, Blocked: true}, err
	}
	var out Review
	for _, reason := range g.reasons(c, r) {
		reason.Final = reason.Severity != Warn && reason.Code != HouseFloor
		if !reason.Final {
			if i := slices.IndexFunc(approvals, func(a Approval) bool { return a.covers(reason.Code, c, r.Day) }); i >= 0 {
				approval := approvals[i]
				approval.Codes = slices.Clone(approval.Codes)
				reason.Approval = &approval
			}
		}
		out.Blocked = out.Blocked || reason.Final
		out.Needed = out.Needed || reason.Approval == nil
		out.Reasons = append(out.Reasons, reason)
	}
	return out, nil
}

// reasons lists what a person has to look at, the gravest first.
func (g Gate) reasons(c *Case, r Report) []Reason {
	var out []Reason
	add := func(code, text string, s Severity) {
		out = append(out, Reason{Code: code, Text: text, Severity: s})
	}
	found := map[string]bool{}
	for _, finding := range r.Findings {
		found[finding.Rule] = true
		if finding.Severity != Notice {
			add(finding.Rule, finding.Message, finding.Severity)
		}
	}
	unjudged := func(code string, missing []string) {
		add(code, "could not be judged: "+strings.Join(missing, ", ")+" missing", Warn)
	}
	house := map[string]bool{}
	for _, rule := range g.Rules() {
		id := rule.Info().ID
		house[id] = true
		o := rule.Check(c, r.Day)
		if len(o.Missing) > 0 {
			unjudged(id, o.Missing)
		}
		for _, finding := range o.Findings {
			if !found[id] {
				add(id, finding.Message, finding.Severity)
			}
		}
	}
	for _, result := range r.Results {
		if g.Unjudged && len(result.Missing) > 0 && !house[result.Rule] {
			unjudged(result.Rule, result.Missing)
		}
	}
	slices.SortStableFunc(out, func(a, b Reason) int { return a.Severity.rank() - b.Severity.rank() })
	return out
}
