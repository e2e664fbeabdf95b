package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

// feeFindings are listed for settlements and for previews.
const feeFindings = 50

// previews reads the fee previews. They print no day: it is that of the name or the plan,
// or the last day of the period.
func (a *analysis) previews(ctx context.Context) error {
	for _, s := range a.sources {
		if s.kind != reports.FeePreview {
			continue
		}
		day := a.period.Last
		if s.days != (kpi.Period{}) {
			day = s.days.Last
			s.note("fees are compared with the tables of " + dayText(day) + ", as " + s.daysFrom + " says")
		} else {
			s.note("names no day: fees are compared with the tables of " + dayText(day) + ", the last day of the period")
		}
		if err := a.preview(ctx, s, day); err != nil {
			return err
		}
	}
	return nil
}

func (a *analysis) preview(ctx context.Context, s *source, day time.Time) error {
	file, _, done, err := s.open(ctx, a.plan, nil)
	if err != nil {
		if done != nil {
			err = errors.Join(err, done())
		}
		return err
	}
	defer func() { _ = done() }() // it was only read
	s.part.Used = "fee audit"
	err = each(s, file.FeePreview(), func(r *reports.FeePreviewRow) { a.audit.AddPreview(s.part.Name, *r, day) })
	s.layout(file.Layout())
	return err
}

// fees says what the fee audit found.
func (a *analysis) fees() feePart {
	r := a.audit.Result()
	out := feePart{Charged: feeSideOf(r.Settlement), Preview: feeSideOf(r.Preview)}
	out.Gaps = feeGapsOf(append(slices.Clone(r.Settlement.Gaps), r.Preview.Gaps...))
	switch {
	case out.Charged != nil || out.Preview != nil:
	case a.costs == nil:
		out.Why = "fees are compared with what the tables give for the sides, the weight and the category of each item: give them in a costs file (-costs)"
	case !a.settled:
		out.Why = "neither a settlement nor a fee preview is in the folder"
	default:
		out.Why = "no fee could be compared; the reasons are below"
	}
	if n := r.Settlement.UnlistedGaps + r.Preview.UnlistedGaps; n > 0 {
		out.Notes = append(out.Notes, counted(n, "more reason")+" why fees could not be compared, with less money")
	}
	return out
}

func feeSideOf(s reports.FeeSide) *feeSide {
	if s.Checked == 0 {
		return nil
	}
	out := &feeSide{
		First: dayText(s.First), Last: dayText(s.Last), Checked: s.Checked, Agreed: s.Agreed,
		Charged: money(s.Charged, fx.USD), Computed: money(s.Computed, fx.USD), Difference: money(s.Difference, fx.USD), Money: money(s.Money, fx.USD),
		Causes: feeTotals(s.Causes, func(key string) string { return causeNames[reports.FeeCause(key)] }),
		Fees:   feeTotals(s.Fees, func(key string) string { return auditedNames[reports.AuditedFee(key)] }),
		Others: s.Unlisted,
	}
	for i, f := range s.Findings {
		if i >= feeFindings {
			out.Others += len(s.Findings) - i
			break
		}
		ff := feeFinding{
			SKU: f.SKU, Fee: string(f.Fee), FeeName: auditedNames[f.Fee], First: dayText(f.First), Last: dayText(f.Last), Units: f.Units,
			Charged: money(f.ChargedEach, fx.USD), Computed: money(f.ComputedEach, fx.USD), Each: money(f.DifferenceEach, fx.USD), Money: money(f.Money, fx.USD),
			Cause: string(f.Likely), Why: causeNames[f.Likely], Sentence: f.String(), Places: places(f.Places),
		}
		if len(f.Explanations) > 0 {
			ff.Why, ff.Do = f.Explanations[0].Text, f.Explanations[0].Do
		}
		out.Findings = append(out.Findings, ff)
	}
	return out
}

func feeTotals(all []reports.FeeTotal, name func(string) string) []feeTotal {
	var out []feeTotal
	for _, t := range all {
		n := name(t.Key)
		if n == "" {
			n = t.Key
		}
		out = append(out, feeTotal{t.Key, n, t.Findings, money(t.Over, fx.USD), money(t.Under, fx.USD), money(t.Money, fx.USD)})
	}
	return out
}

var auditedNames = map[reports.AuditedFee]string{
	reports.AuditReferral: "Referral fee", reports.AuditFulfilment: "Fulfilment fee", reports.AuditClosing: "Closing fee",
	reports.AuditRefundAdmin: "Refund administration fee", reports.AuditRefundedReferral: "Referral fee given back",
}

var causeNames = map[reports.FeeCause]string{
	reports.CauseRounding: "Rounded in another place", reports.CauseTier: "Another size tier", reports.CauseWeightBand: "Another weight", reports.CausePriceBand: "The fee of another range of prices",
	reports.CauseOpenRule: "A rule that can be read in two ways", reports.CauseSIPP: "Discount for own packaging", reports.CausePart: "A part of the fee is billed apart",
	reports.CauseDate: "The tables of other days", reports.CauseClass: "Another rate card", reports.CauseCategory: "Another referral category", reports.CauseLimit: "Minimum or cap of the fee",
	reports.CauseBase: "Shipping, promotion or tax counts otherwise", reports.CauseQuantity: "Another number of units", reports.CauseTable: "The fee table",
	reports.CauseUnknown: "Not explained", reports.CauseUnexamined: "Not examined",
}

// feeGapsOf adds up the gaps by reason, most money first.
func feeGapsOf(all []reports.FeeGap) []feeGaps {
	type total struct {
		feeGaps
		amount  decimal.Decimal
		skus    map[string]bool
		largest decimal.Decimal
	}
	by := map[reports.GapReason]*total{}
	for _, g := range all {
		t := by[g.Reason]
		if t == nil {
			t = &total{feeGaps: feeGaps{Reason: string(g.Reason), Name: gapNames[g.Reason]}, skus: map[string]bool{}}
			by[g.Reason] = t
		}
		t.Lines += g.Lines
		t.amount = t.amount.Add(g.Amount)
		t.skus[g.SKU] = true
		if t.Example == "" || g.Amount.Abs().GreaterThan(t.largest) {
			t.Example, t.largest = strings.TrimSpace(g.String()), g.Amount.Abs()
		}
	}
	totals := make([]*total, 0, len(by))
	for _, t := range by {
		totals = append(totals, t)
	}
	slices.SortFunc(totals, func(x, y *total) int {
		return cmp.Or(-x.amount.Abs().Cmp(y.amount.Abs()), cmp.Compare(x.Reason, y.Reason))
	})
	var out []feeGaps
	for _, t := range totals {
		t.Items, t.Amount = len(t.skus), money(t.amount, fx.USD)
		out = append(out, t.feeGaps)
	}
	return out
}

var gapNames = map[reports.GapReason]string{
	reports.GapUnknownItem: "The item is not in the costs file", reports.GapUnknownInput: "Sides, weight or category of the item are not known",
	reports.GapUnknownPrice: "The sale of the fee is not known", reports.GapUnknownDay: "The day of the fee is not known", reports.GapNoTable: "No fee table covers the day",
	reports.GapNotPublic: "The fee is not public", reports.GapOtherCurrency: "The fee is not in US dollars", reports.GapNotChecked: "A fee that is not compared",
	reports.GapUnmapped: "An amount that nobody knows", reports.GapNotCharged: "A fee that is due and was not charged", reports.GapNoAmount: "The file does not have the fee",
	reports.GapTotalDiffers: "The total of the file is not the sum of its fees", reports.GapUnread: "A row that cannot be read",
}
