package main

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

// Bounds of what a settlement lists.
const (
	settlementItems    = 20
	settlementFindings = 20
	shownPlaces        = 3
)

// settlements compares each settlement with what its file states.
func (a *analysis) settlements() reconciliations {
	var out reconciliations
	if !a.settled {
		out.Why = "no settlement is in the folder: export the flat file V2 under Payments, Reports repository"
		return out
	}
	checks := a.reconciliation.Checks()
	for _, c := range checks {
		s := a.settlement(&c)
		if s.Balanced {
			out.Balanced++
		}
		out.Checks = append(out.Checks, s)
	}
	for _, l := range reports.ChainSettlements(checks) {
		if !l.Fits() {
			out.Chain = append(out.Chain, chainText(l))
		}
	}
	return out
}

func (a *analysis) settlement(c *reports.SettlementCheck) settlement {
	s := settlement{
		ID: c.Settlement, Currency: string(c.Currency), DepositDay: dayText(c.Deposit), Rows: c.Rows, Sum: money(c.Sum, c.Currency),
		Total: moneyOrNone(c.Total, c.Currency), Difference: moneyOrNone(c.Difference, c.Currency), Balanced: c.Balanced(),
		Reserve: money(c.Reserve(), c.Currency), NoItem: money(c.NoSKU.Amount, c.Currency),
	}
	if !c.Start.IsZero() && !c.End.IsZero() {
		zone := a.plan.zone
		if c.DaysOnly {
			zone = nil
		}
		if p := (kpi.Period{First: reports.DayIn(c.Start, zone), Last: reports.DayIn(c.End, zone)}); p.Check() == nil {
			r := rangeOf(p)
			s.Period = &r
		}
	}
	for _, l := range c.Lines {
		s.Lines = append(s.Lines, settlementLine{Line: string(l.Line), Name: lineName(l.Line), Level: string(l.Line.Level()), Rows: l.Rows, Amount: money(l.Amount, c.Currency)})
	}
	items := slices.Clone(c.SKUs)
	slices.SortStableFunc(items, func(x, y reports.SKUSum) int { return -x.Amount.Abs().Cmp(y.Amount.Abs()) })
	for i, it := range items {
		if i >= settlementItems {
			s.ItemsOthers = len(items) - settlementItems
			break
		}
		s.Items = append(s.Items, settlementItem{it.SKU, it.UnitsSold, it.UnitsRefunded, money(it.Amount, c.Currency)})
	}
	for _, u := range c.Unmapped {
		s.Unmapped = append(s.Unmapped, unmapped{u.Type, u.AmountType, u.Description, u.Rows, money(u.Amount, c.Currency), places(u.Places)})
	}
	for i, f := range c.Findings {
		if i >= settlementFindings {
			s.Unlisted += len(c.Findings) - i
			break
		}
		s.Findings = append(s.Findings, reconcileFinding{string(f.Code), f.Text, f.Order, f.SKU, dayText(f.Day), f.Count, money(f.Amount, c.Currency), places(f.Places)})
	}
	for _, n := range c.Unlisted {
		s.Unlisted += n
	}
	return s
}

func places(all []reports.Place) []string {
	var out []string
	for i, p := range all {
		if i == shownPlaces {
			break
		}
		out = append(out, p.String())
	}
	return out
}

// chainText says what does not fit between two settlements.
func chainText(l reports.ChainLink) string {
	from := "From settlement " + l.From + " to " + l.To + ": "
	switch {
	case l.Twice:
		return from + "the same settlement was read twice."
	case !l.Difference.IsZero():
		return from + "held back " + money(l.Held, l.Currency).Text + ", paid out " + money(l.Released, l.Currency).Text + "."
	case l.KnownGap && l.Gap < 0:
		return from + "the periods overlap by " + durationText(-l.Gap) + "."
	case l.KnownGap && l.Gap > 0:
		return from + "nothing covers the " + durationText(l.Gap) + " between: a settlement may be missing."
	}
	return from + "the period of one of them is not printed."
}

func durationText(d time.Duration) string {
	const day = 24 * time.Hour
	if d >= day {
		return counted(int(d/day), "day")
	}
	return d.Round(time.Minute).String()
}

// shopifyPart compares what Shopify paid out with the transactions.
func (a *analysis) shopifyPart() *shopifyPart {
	if a.shopifyRows == [3]int{} {
		return nil
	}
	out := &shopifyPart{Orders: a.shopifyRows[2]}
	for _, m := range a.shopify.Matches() {
		p := payout{
			Day: dayText(m.Day), Currency: string(m.Currency), Status: string(m.Status), StatusText: payoutTexts[m.Status], Transactions: m.Transactions,
			Total: money(m.Total, m.Currency), Net: money(m.Net, m.Currency), Difference: money(m.Difference, m.Currency),
		}
		if m.Payouts == 0 {
			p.Total, p.Difference = none(kpi.Amount), none(kpi.Amount)
		}
		if m.Transactions == 0 {
			p.Net, p.Difference = none(kpi.Amount), none(kpi.Amount)
		}
		out.Payouts = append(out.Payouts, p)
	}
	for _, m := range a.shopify.Pending() {
		out.Pending = append(out.Pending, money(m.Amount, m.Currency))
	}
	if a.shopifyRows[2] > 0 {
		out.Notes = append(out.Notes, counted(a.shopifyRows[2], "order")+" of the orders export were counted and are in no figure of the period, which is that of "+a.plan.channel+".")
	}
	return out
}

var payoutTexts = map[reports.PayoutStatus]string{
	reports.PayoutMatched: "adds up", reports.PayoutDiffers: "differs from its transactions", reports.PayoutAmbiguous: "several payouts on the day",
	reports.PayoutNoTransactions: "its transactions are not in the folder", reports.PayoutMissing: "the payout is not in the folder", reports.PayoutUnknown: "an amount is not known",
}

// walmartPart adds up the reconciliation reports of Walmart.
func (a *analysis) walmartPart() *walmartPart {
	w := &a.walmart
	if w.Rows == 0 && a.walmartItems == 0 && a.walmartOther == 0 {
		return nil
	}
	c := w.Currency
	if c == "" {
		c = a.plan.currency
	}
	out := &walmartPart{Rows: w.Rows, Currency: string(c), Sum: money(w.Sum, c), Payable: moneyOrNone(w.Payable, c), Difference: moneyOrNone(w.Difference(), c)}
	for k, amount := range w.Amounts {
		name := k.Type + ", " + k.Description
		if k.AmountType != "" {
			name += ": " + k.AmountType
		}
		out.Amounts = append(out.Amounts, namedAmount{Name: name, Amount: money(amount, c)})
	}
	for sku, amount := range w.Items {
		if sku == "" {
			sku = "no item"
		}
		out.Items = append(out.Items, namedAmount{Name: sku, Amount: money(amount, c)})
	}
	byMoney(out.Amounts)
	byMoney(out.Items)
	if most := 50; len(out.Items) > most {
		out.Notes = append(out.Notes, counted(len(out.Items)-most, "more item")+" with less money")
		out.Items = out.Items[:most]
	}
	if !w.Payable.Valid {
		out.Notes = append(out.Notes, "The file has no row that states the payment, so there is nothing to compare the sum with.")
	}
	if a.walmartItems > 0 {
		out.Notes = append(out.Notes, counted(a.walmartItems, "listing")+" in the item report, "+strconv.Itoa(a.walmartDown)+" of them taken down because of the price.")
	}
	if a.walmartOther > 0 {
		out.Notes = append(out.Notes, counted(a.walmartOther, "row")+" in another currency are left out.")
	}
	return out
}

// byMoney sorts amounts, the largest first.
func byMoney(all []namedAmount) {
	slices.SortFunc(all, func(x, y namedAmount) int {
		return cmp.Or(-decimalOf(x.Amount).Abs().Cmp(decimalOf(y.Amount).Abs()), cmp.Compare(x.Name, y.Name))
	})
}

func decimalOf(f figure) decimal.Decimal {
	d, err := decimal.NewFromString(f.Number)
	if err != nil {
		return decimal.Decimal{}
	}
	return d
}

// dateRangePart adds up the date range reports.
func (a *analysis) dateRangePart() *dateRangePart {
	all, without := a.dateRange.Rows()
	if all == 0 {
		return nil
	}
	c, one := a.dateRange.Currency()
	if c == "" {
		c = a.plan.currency
	}
	out := &dateRangePart{Rows: all, Currency: string(c), Total: money(a.dateRange.Total(), c), Transfers: money(a.dateRange.Transfers(), c)}
	if !one {
		out.Notes = append(out.Notes, "The rows are in several currencies, so the sums mean nothing.")
	}
	for _, k := range a.dateRange.Kinds() {
		out.Kinds = append(out.Kinds, namedAmount{Name: kindText(k.Kind), Rows: k.Rows, Amount: money(k.Amount, c)})
	}
	differences, unlisted := a.dateRange.Differences()
	for _, d := range differences {
		out.Unbalanced = append(out.Unbalanced, d.Place.String()+": "+money(d.Difference, fx.Currency(c)).Text)
	}
	if unlisted > 0 {
		out.Notes = append(out.Notes, counted(unlisted, "more row")+" that do not add up")
	}
	if without > 0 {
		out.Notes = append(out.Notes, counted(without, "row")+" without a total")
	}
	return out
}

func kindText(k reports.TransactionKind) string {
	if k == reports.InventoryFeeTransaction {
		return "FBA inventory fee"
	}
	text := []rune(k)
	for i, r := range text {
		if r == '_' {
			text[i] = ' '
		}
	}
	return sentence(string(text))
}
