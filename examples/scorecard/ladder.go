package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
)

// The figures at the top.
var headlines = []string{
	"net_revenue", "cm3", "operating_profit", "operating_margin", "unit_profit", "ordered_product_sales", "units_ordered", "average_selling_price",
	"sessions", "unit_session_percentage", "ad_spend", "acos", "tacos", "return_rate",
}

// profits are the metrics from which costs are taken off, so that a missing cost makes
// them too high and never too low.
var profits = []string{"cm1", "cm2", "cm3", "contribution_before_ads", "operating_profit", "unit_contribution", "unit_profit"}

// costSums are inputs that grow with what is missing.
var costSums = []string{"product_cost", "inbound_freight", "duty", "preparation_cost", "landed_cogs", "overhead"}

func isProfit(code string) bool {
	return slices.Contains(profits, code) || strings.HasSuffix(code, "_margin") || code == "gross_margin"
}

// An evaluated metric, with the bound of a value from which something is missing.
type evaluated struct {
	kpi.Result
	bound   string
	missing []string
}

func (e evaluated) figure() figure {
	f := figureOf(e.Value)
	if e.bound != "" {
		f.Bound, f.Missing = e.bound, e.missing
	}
	return f
}

// evaluate computes a metric. Where costs of some items are missing, a profit is at most
// what it is without them, and a cost at least.
func evaluate(code string, f kpi.Facts) (evaluated, error) {
	m, err := findMetric(code)
	if err != nil {
		return evaluated{}, err
	}
	r, err := kpi.Evaluate(m, f)
	e := evaluated{Result: r}
	if err != nil || r.Value.State != kpi.Incomplete {
		return e, err
	}
	bound := ""
	switch {
	case isProfit(code):
		bound = atMost
	case slices.Contains(costSums, code):
		bound = atLeast
	default:
		return e, nil
	}
	part, missing := known(f)
	if _, has := part.Known["overhead"]; !has {
		if _, settled := part.Known["item_sales"]; settled {
			part.Known["overhead"] = kpi.Fact{Amount: f.Known["subscription"].Amount, Basis: kpi.SettledBasis, Origins: f.Known["subscription"].Origins}
			if code != "overhead" && slices.ContainsFunc(e.Value.Missing, func(m string) bool { return strings.HasPrefix(m, "overhead") }) {
				missing = append(missing, "overhead: say it in a plan (overhead_per_week)")
			}
		}
	}
	if r, err = kpi.Evaluate(m, part); err == nil && r.Value.IsDefined() {
		return evaluated{r, bound, missing}, nil
	}
	return e, err
}

// headlines returns the figures of the period with what they rest on.
func (a *analysis) headlines() ([]headline, error) {
	var out []headline
	for _, code := range headlines {
		now, err := evaluate(code, a.now.sum)
		if err != nil {
			return nil, err
		}
		m, err := findMetric(code)
		if err != nil {
			return nil, err
		}
		h := headline{Code: code, Name: metricName(m), Now: now.figure(), Before: none(m.Unit), Change: none(kpi.Fraction), Formula: m.Formula.String(), Notes: now.Value.Notes}
		for _, in := range now.Used {
			files := in.Origins
			used := headlineInput{Code: string(in.Input), Name: inputName(in.Input), Value: figureOf(a.usedValue(in)), Files: files, Rows: in.Rows}
			if len(files) > 3 {
				used.Files, used.More = files[:3], len(files)-3
			}
			h.Inputs = append(h.Inputs, used)
		}
		if a.before != nil {
			before, err := evaluate(code, a.before.sum)
			if err != nil {
				return nil, err
			}
			h.Before = before.figure()
			if before.bound == now.bound {
				h.Change, h.Better = change(now.Value, before.Value, goodOf(m))
			}
		}
		out = append(out, h)
	}
	return out, nil
}

func (a *analysis) usedValue(in kpi.UsedInput) kpi.Value {
	known, err := kpi.FindInput(in.Input)
	if err != nil {
		known.Unit = kpi.Multiple
	}
	v := kpi.Ratio(in.Amount, decimal.NewFromInt(max(in.Over, 1)), known.Unit, "")
	if v.Unit == kpi.Amount {
		v.Currency = a.plan.currency
	}
	return v
}

// goodOf is the way in which a metric gets better. Inputs do not say it.
func goodOf(m kpi.Metric) kpi.Direction {
	switch m.Code {
	case "ordered_product_sales", "units_ordered", "units_sold", "item_sales", "sessions", "page_views":
		return kpi.HigherIsBetter
	}
	return m.Good
}

// change is how much a value is above an earlier one: a share of it, or percentage
// points of fractions.
func change(now, before kpi.Value, good kpi.Direction) (f figure, better string) {
	f = none(kpi.Fraction)
	order, ok := now.Cmp(before)
	if !ok {
		return f, ""
	}
	if (good == kpi.HigherIsBetter) == (order > 0) {
		better = "better"
	} else {
		better = "worse"
	}
	if order == 0 || good != kpi.HigherIsBetter && good != kpi.LowerIsBetter {
		better = ""
	}
	if now.Unit == kpi.Fraction {
		points := kpi.Ratio(now.Num.Mul(before.Den).Sub(before.Num.Mul(now.Den)), now.Den.Mul(before.Den), kpi.Fraction, "")
		f = figureOf(points)
		f.Unit, f.Text = "points", withSign(points.Round(4).Decimal.Shift(2).StringFixed(2))+" pp"
		return f, better
	}
	if before.Num.Sign() <= 0 {
		return f, better // a share of a loss says nothing
	}
	share := kpi.Ratio(now.Num.Mul(before.Den).Sub(before.Num.Mul(now.Den)), now.Den.Mul(before.Num), kpi.Fraction, "")
	f = figureOf(share)
	f.Text = withSign(share.Round(3).Decimal.Shift(2).StringFixed(1)) + "%"
	return f, better
}

func withSign(number string) string {
	if strings.HasPrefix(number, "-") {
		return number
	}
	return "+" + number
}

// lessFigure is now less before, not known where one of them is not.
func lessFigure(now, before figure, unit kpi.Value) figure {
	if now.State != string(kpi.Defined) || before.State != string(kpi.Defined) || now.Bound != before.Bound {
		return none(kpi.Amount)
	}
	x, err1 := decimal.NewFromString(now.Number)
	y, err2 := decimal.NewFromString(before.Number)
	if errors.Join(err1, err2) != nil {
		return none(kpi.Amount)
	}
	return money(x.Sub(y), unit.Currency)
}

// rungs are the steps of the ladder: totals, and what is added or taken off before them.
var rungs = []struct{ kind, code, name string }{
	{"plus", "item_sales", "Sales of items"},
	{"plus", "shipping_credits", "Shipping paid by buyers"},
	{"plus", "gift_wrap_credits", "Gift wrap paid by buyers"},
	{"total", "gross_sales", "Gross sales"},
	{"minus", "promotions", "Promotions"},
	{"minus", "refunds", "Refunds"},
	{"total", "net_revenue", "Net revenue"},
	{"minus", "product_cost", "Product cost"},
	{"minus", "inbound_freight", "Freight to the warehouse"},
	{"minus", "duty", "Duty"},
	{"minus", "preparation_cost", "Preparation"},
	{"total", "cm1", "Gross profit"},
	{"minus", "referral_fees", "Referral fees"},
	{"minus", "fulfilment_fees", "Fulfilment fees"},
	{"minus", "return_costs", "Handling of returns"},
	{"minus", "storage_fees", "Storage"},
	{"minus", "inbound_placement_fees", "Inbound placement and transport"},
	{"minus", "other_channel_fees", "Other fees less reimbursements"},
	{"total", "cm2", "After channel fees"},
	{"minus", "promotion_fees", "Fees of coupons and deals"},
	{"minus", "ad_spend", "Advertising"},
	{"total", "cm3", "After advertising"},
	{"minus", "overhead", "Overhead"},
	{"total", "operating_profit", "Operating profit"},
}

// ladder returns the way from gross sales to the operating profit.
func (a *analysis) ladder() (ladder, error) {
	l := ladder{Complete: true}
	net, err := evaluate("net_revenue", a.now.sum)
	if err != nil {
		return l, err
	}
	lacking := []string{}
	for _, rung := range rungs {
		step := ladderStep{Code: rung.code, Name: rung.name, Kind: rung.kind, Before: none(kpi.Amount), Change: none(kpi.Amount), Share: none(kpi.Fraction)}
		now, err := evaluate(rung.code, a.now.sum)
		if err != nil {
			return l, err
		}
		if rung.kind == "minus" {
			now = now.negated()
		}
		step.Now = now.figure()
		if now.Value.IsDefined() && net.Value.IsDefined() && net.Value.Num.Sign() > 0 {
			step.Share = figureOf(kpi.Ratio(now.Value.Num.Mul(net.Value.Den), now.Value.Den.Mul(net.Value.Num), kpi.Fraction, ""))
			step.Share.Bound = step.Now.Bound
		}
		if a.before != nil {
			before, err := evaluate(rung.code, a.before.sum)
			if err != nil {
				return l, err
			}
			if rung.kind == "minus" {
				before = before.negated()
			}
			step.Before = before.figure()
			step.Change = lessFigure(step.Now, step.Before, now.Value)
		}
		if step.Now.State != string(kpi.Defined) || step.Now.Bound != "" {
			l.Complete = false
			for _, m := range step.Now.Missing {
				if m = inputWords(m); rung.kind == "total" && !slices.Contains(lacking, m) {
					lacking = append(lacking, m)
				}
			}
		}
		l.Steps = append(l.Steps, step)
	}
	if len(lacking) > 0 {
		l.Notes = append(l.Notes, "Missing: "+strings.Join(lacking, "; ")+". Profits below are without it, so they are at most what is shown (≤), or not known.")
	}
	l.Notes = append(l.Notes, a.coverage()...)
	return l, nil
}

// negated is a cost as it counts; a cost of at least so much is an effect of at most.
func (e evaluated) negated() evaluated {
	e.Value.Num = e.Value.Num.Neg()
	if e.bound != "" {
		e.bound = map[string]string{atMost: atLeast, atLeast: atMost}[e.bound]
	}
	return e
}

// coverage says which reports cover only a part of the period.
func (a *analysis) coverage() []string {
	var out []string
	for f := range families {
		if f == stockFamily || f == returnsFamily {
			continue
		}
		covered := a.calendar.covers(f, a.period)
		if days := a.period.Days(); covered > 0 && covered < days {
			out = append(out, sentence(familyNames[f])+" cover "+counted(covered, "day")+" of the "+counted(days, "day")+" of the period: figures beside each other are not of the same days.")
		}
	}
	return out
}

// metricName is the name of a metric for people.
func metricName(m kpi.Metric) string {
	if name, ok := inputNames[kpi.InputCode(m.Code)]; ok {
		return name
	}
	switch m.Code {
	case "cm1":
		return "Gross profit"
	case "cm2":
		return "Profit after channel fees"
	case "cm3":
		return "Profit after advertising"
	case "cm3_margin":
		return "Margin after advertising"
	case "unit_session_percentage":
		return "Conversion: units per session"
	case "featured_offer_percentage":
		return "Featured Offer share"
	case "unit_profit":
		return "Operating profit per unit"
	case "operating_margin":
		return "Operating margin"
	}
	name := m.Name
	if m.Variant != "" && m.Family != "" && m.Code != m.Family {
		name += ", " + m.Variant
	}
	return name
}

var inputNames = map[kpi.InputCode]string{
	"ordered_product_sales": "Ordered sales", "units_ordered": "Units ordered", "units_sold": "Units sold", "sessions": "Sessions", "page_views": "Page views",
	"ad_spend": "Ad spend", "ad_sales": "Ad sales", "item_sales": "Sales of items", "shipping_credits": "Shipping paid by buyers", "gift_wrap_credits": "Gift wrap paid by buyers",
	"promotions": "Promotions", "refunds": "Refunds", "product_cost": "Product cost", "inbound_freight": "Freight to the warehouse", "duty": "Duty",
	"preparation_cost": "Preparation", "referral_fees": "Referral fees", "fulfilment_fees": "Fulfilment fees", "payment_fees": "Payment fees",
	"return_costs": "Handling of returns", "storage_fees": "Storage", "inbound_placement_fees": "Inbound placement and transport",
	"other_channel_fees": "Other fees less reimbursements", "promotion_fees": "Fees of coupons and deals", "overhead": "Overhead", "fx_result": "Result of exchange rates",
	"landed_cogs": "Landed cost of the goods", "units_returned": "Units returned", "ending_units": "Units in stock", "clicks": "Clicks", "impressions": "Impressions", "order_items": "Order items",
}

func inputName(code kpi.InputCode) string {
	if name, ok := inputNames[code]; ok {
		return name
	}
	if in, err := kpi.FindInput(code); err == nil {
		return sentence(in.Text)
	}
	return sentence(strings.ReplaceAll(string(code), "_", " "))
}

// inputWords says what is missing in words: "duty (known in 8 of 9)".
func inputWords(missing string) string {
	code, rest, _ := strings.Cut(missing, " ")
	if _, err := kpi.FindInput(kpi.InputCode(code)); err != nil {
		return missing
	}
	if rest != "" {
		rest = " " + rest
	}
	return strings.ToLower(inputName(kpi.InputCode(code))) + rest
}
