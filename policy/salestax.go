package policy

import (
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A NexusThreshold is the amount of sales into a state above which a seller without a
// place there has to register for its sales tax.
type NexusThreshold struct {
	// State is as in "US-CA".
	State string
	// From and To are the first and the last day in force, midnight UTC; a zero To is
	// no announced end.
	From, To time.Time
	// Sales is the amount in US dollars; only more than that is above it. A row with
	// an amount below 0, or out of the bounds of fx.CheckDecimal, is not used.
	Sales decimal.Decimal
	// Marketplace says whether sales over marketplaces count too.
	Marketplace Answer
	// Citation is the public source.
	Citation string
}

// NexusThresholds returns the thresholds that come with this release: those of
// Alabama and California alone. A state without a row is unknown, so that a caller
// brings rows for the other states.
func NexusThresholds() []NexusThreshold {
	return []NexusThreshold{
		{
			State: "US-AL", From: calendarDay(2018, time.October, 1), Sales: decimal.New(250_000, 0), Marketplace: No,
			Citation: "Alabama: 250,000 USD of retail sales in the previous calendar year, without marketplace sales; public state tables",
		},
		{
			State: "US-CA", From: calendarDay(2019, time.April, 1), Sales: decimal.New(500_000, 0), Marketplace: Yes,
			Citation: "California: 500,000 USD of sales of tangible goods in the previous or current calendar year; public state tables",
		},
	}
}

// A SalesTax tells who collects the sales tax: rule TAX-1. A marketplace collects it on
// its own sales; an own store needs a test per state, and sales above the threshold of
// a state mean to register there. The states are those of the case, or those of
// [Account.States] when the case names none. A state without sales or threshold cannot
// be judged. The rule never blocks. The zero rule has [NexusThresholds].
type SalesTax struct {
	// Thresholds are the rows to use; nil is NexusThresholds().
	Thresholds []NexusThreshold
	// Marketplaces are the channels that collect; nil is Amazon, Walmart, eBay and
	// TikTok.
	Marketplaces []string
}

// Info says what the rule is.
func (SalesTax) Info() Info {
	return Info{
		ID: "TAX-1", Title: "Who collects the sales tax", Jurisdiction: "US",
		Citation: "South Dakota v. Wayfair, 138 S. Ct. 2080 (2018); marketplace facilitator laws and thresholds of the states",
		From:     calendarDay(2018, time.June, 21), Verified: lawVerified(), Confidence: "medium",
	}
}

// Check tells it for the channel of a case, or judges the states of an own store.
func (r SalesTax) Check(c *Case, day time.Time) Outcome {
	collects := r.Marketplaces
	if collects == nil {
		collects = marketplaces()
	}
	if slices.Contains(collects, c.Channel) {
		return Found(Finding{
			Severity: Notice, Message: c.Channel + " collects the sales tax on its sales; they may still count towards the threshold of a state for an own store",
			Evidence: []Evidence{{"collected by", c.Channel}},
		})
	}
	switch {
	case c.Account == nil:
		return Unjudged("account")
	case len(c.Account.States) == 0:
		return Unjudged("account.states")
	case c.Currency != fx.USD:
		return Unjudged("currency")
	}
	states := c.States
	if len(states) == 0 {
		for _, s := range c.Account.States {
			states = append(states, s.State)
		}
	}
	var findings []Finding
	var missing []string
	for _, state := range states {
		found, lacks := r.judge(c, state, day)
		if found != nil {
			findings = append(findings, *found)
		}
		if lacks != "" && !slices.Contains(missing, lacks) {
			missing = append(missing, lacks)
		}
	}
	switch {
	case len(findings) > 0:
		return Outcome{Status: StatusFound, Findings: findings, Missing: missing}
	case len(missing) > 0:
		return Unjudged(missing...)
	}
	return Passed()
}

// judge holds the sales into a state against its threshold.
func (r SalesTax) judge(c *Case, state string, day time.Time) (*Finding, string) {
	i := slices.IndexFunc(c.Account.States, func(s StateSales) bool { return s.State == state })
	if i < 0 {
		return nil, "account.states[" + state + "]"
	}
	rows := r.Thresholds
	if rows == nil {
		rows = NexusThresholds()
	}
	k := slices.IndexFunc(rows, func(t NexusThreshold) bool {
		return t.State == state && holdsOn(day, t.From, t.To) && isAmount(t.Sales)
	})
	if k < 0 {
		return nil, "thresholds[" + state + "]"
	}
	sold, row, path := &c.Account.States[i], &rows[k], "account.states["+strconv.Itoa(i)+"]"
	if !sold.Own.Valid {
		return nil, path + ".own"
	}
	sales, with := sold.Own.Decimal, ""
	if !sales.GreaterThan(row.Sales) && row.Marketplace != No {
		switch {
		case !sold.Marketplace.Valid:
			return nil, path + ".marketplace"
		case sold.Marketplace.Decimal.Sign() == 0:
		case row.Marketplace == Unknown:
			if sales.Add(sold.Marketplace.Decimal).GreaterThan(row.Sales) {
				return nil, "thresholds[" + state + "].marketplace"
			}
		default:
			sales, with = sales.Add(sold.Marketplace.Decimal), ", marketplaces included,"
		}
	}
	if !sales.GreaterThan(row.Sales) {
		return nil, ""
	}
	amount, limit := money(sales, c.Currency), money(row.Sales, c.Currency)
	return &Finding{
		Severity: Notice,
		Message:  "sales into " + state + " of " + amount + with + " are above the threshold of " + limit + ", from which the state asks an own store to register and to collect its sales tax",
		Evidence: []Evidence{{"sales into " + state, amount}, {"threshold", limit}, {"source of the threshold", row.Citation}},
	}, ""
}
