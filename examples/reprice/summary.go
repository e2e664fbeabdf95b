package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/examples/internal/term"
	"github.com/lianxing/crossborder/pricing/reprice"
)

// A summary is what a run came to.
type summary struct {
	rows, faulty int
	actions      map[reprice.Action]int
	reasons      map[outcome]int
	queue        reprice.Queue
	reviews      []reprice.Decision // that are written, the gravest first
	gravities    map[reprice.Gravity]int
	largest      []reprice.Decision // reviews that move a price, those with the most at stake first
	audited      int
	faults       []string // the first ones, for people
	took         time.Duration
}

// An outcome is an action and the reason that settled it.
type outcome struct {
	action reprice.Action
	code   string
}

func newSummary(reviews int) *summary {
	return &summary{actions: map[reprice.Action]int{}, reasons: map[outcome]int{}, gravities: map[reprice.Gravity]int{}, queue: reprice.Queue{Most: reviews}}
}

func (s *summary) add(d *reprice.Decision) {
	s.rows++
	s.actions[d.Action]++
	s.reasons[outcome{d.Action, settled(d).Code}]++
}

// actions in the order of the summary.
var actions = []reprice.Action{reprice.ActionChange, reprice.ActionHold, reprice.ActionReview, reprice.ActionFreeze, reprice.ActionRefuse}

// maxShown is how many reviews the summary shows.
const maxShown = 10

// text is the summary for people. It is the same for any number of workers.
func (s *summary) text(set *settings) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s: %s, %s decided, %s with faults\n", set.in, counted(s.rows, "row"), grouped(s.rows-s.faulty), grouped(s.faulty))
	out.WriteString("\nDecisions\n")
	rows := [][]string{}
	for _, a := range actions {
		if n := s.actions[a]; n > 0 {
			rows = append(rows, []string{string(a), grouped(n), s.share(n)})
		}
	}
	out.WriteString(term.Columns("  ", []term.Column{{}, {Right: true}, {Right: true}}, rows))
	out.WriteString("\nBy the reason that settled them\n")
	out.WriteString(term.Columns("  ", []term.Column{{}, {}, {Right: true}, {Right: true}}, s.byReason()))
	if s.queue.Added() > 0 {
		out.WriteString("\nTo look at\n")
		out.WriteString(term.Columns("  ", []term.Column{{}, {Right: true}}, s.byGravity()))
	}
	if len(s.largest) > 0 {
		out.WriteString("\nWhere the most is at stake: the profit of a unit at the price in force and at the price that is asked about\n")
		out.WriteString(s.shownReviews())
	}
	out.WriteString("\nWritten\n")
	written := [][]string{{set.out, counted(s.rows-s.faulty, "decision")}}
	reviews := counted(len(s.reviews), "review")
	if left := s.queue.Added() - len(s.reviews); left > 0 {
		reviews += ", the gravest; " + grouped(left) + " more are in the decisions (-review-most)"
	}
	written = append(written, []string{set.review, reviews})
	if set.errors != "" {
		written = append(written, []string{set.errors, "the faults of " + counted(s.faulty, "row")})
	}
	if set.audit != "" {
		written = append(written, []string{set.audit, "price files of " + counted(s.audited, "review")})
	}
	out.WriteString(term.Columns("  ", []term.Column{{}, {}}, written))
	return out.String()
}

func (s *summary) share(n int) string {
	return fmt.Sprintf("%.1f%%", 100*float64(n)/float64(max(s.rows-s.faulty, 1)))
}

func (s *summary) byReason() [][]string {
	var all []outcome
	for o := range s.reasons {
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b outcome) int {
		return cmp.Or(cmp.Compare(slices.Index(actions, a.action), slices.Index(actions, b.action)), cmp.Compare(s.reasons[b], s.reasons[a]), cmp.Compare(a.code, b.code))
	})
	var rows [][]string
	for _, o := range all {
		rows = append(rows, []string{string(o.action), o.code, grouped(s.reasons[o]), s.share(s.reasons[o])})
	}
	return rows
}

// ask counts a review and keeps it where it belongs.
func (s *summary) ask(d reprice.Decision) {
	s.queue.Add(d)
	s.gravities[d.Review.Gravity]++
	if !d.Review.Price.Valid || !d.From.Valid { // nothing to approve, or no price to compare with
		return
	}
	at, _ := slices.BinarySearchFunc(s.largest, d, func(a, b reprice.Decision) int {
		return cmp.Or(b.Review.AtStake.Cmp(a.Review.AtStake), cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Channel, b.Channel))
	})
	if at < maxShown {
		s.largest = slices.Insert(s.largest, at, d)
		s.largest = s.largest[:min(len(s.largest), maxShown)]
	}
}

func (s *summary) byGravity() [][]string {
	var rows [][]string
	for g := reprice.Critical; g >= reprice.Routine; g-- {
		if n := s.gravities[g]; n > 0 {
			rows = append(rows, []string{gravityText(g), grouped(n)})
		}
	}
	return rows
}

// shownReviews are those with the most at stake. The profits are of one unit, what is
// at stake is of a day where the units of a day are known.
func (s *summary) shownReviews() string {
	rows := [][]string{{"sku", "channel", "code", "from", "asked", "profit", "then", "at stake"}}
	for i := range s.largest {
		d := &s.largest[i]
		rows = append(rows, []string{
			legible(d.SKU), d.Channel, d.Review.Code, dash(price(d.From)), price(d.Review.Price),
			profit(d, d.Before), profit(d, d.After), price(decimal.NewNullDecimal(d.Review.AtStake)),
		})
	}
	right := term.Column{Right: true}
	return term.Columns("  ", []term.Column{{}, {}, {}, right, right, right, right, right}, rows)
}

// profit is that of one unit, with a sign where costs are missing, as it is then the
// most that it may be.
func profit(d *reprice.Decision, e reprice.Earning) string {
	if e.Profit.Valid && len(d.Missing) > 0 {
		return "≤" + price(e.Profit)
	}
	return dash(price(e.Profit))
}

func dash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// counted is a number with its noun.
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return grouped(n) + " " + noun
}

// grouped is a number with commas between the thousands.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
