package policy

import (
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// An Emergency is a declared state of emergency and what it means for the offer of
// the case. Declarations are the caller's data: no list of them ages in this package.
type Emergency struct {
	// Name says which: "Palisades fire". State is where: "US-CA"; Counties are those
	// concerned, none is the whole state. An offer to the state reaches every county.
	Name, State string
	Counties    []string
	// Declared is the day of the declaration, Until the last day of the limits, both
	// midnight UTC; a zero Until is 30 days after Declared, a later one an extension.
	Declared, Until time.Time
	// PriceDay is the last day of the prices that count as those before; zero is the
	// day before Declared. A declaration may set it.
	PriceDay time.Time
	// PriceBefore is the price on PriceDay; not Valid, and it is taken from the
	// history.
	PriceBefore decimal.NullDecimal
	// NewItem says that the offer was first made afterwards.
	NewItem bool
	// Cost is what the item costs the seller now.
	Cost decimal.NullDecimal
	// CostDriven says that a higher price comes directly from higher costs of goods,
	// labour or materials, Markup what was customarily added to the cost before, as a
	// fraction of it: 0.5 is half of the cost.
	CostDriven bool
	Markup     decimal.NullDecimal
}

func (e Emergency) check() error {
	var f faults
	if !isState(e.State) {
		f.add("state", e.State, `must be a state such as "US-CA"`)
	}
	if !isDay(e.Declared) {
		f.add("declared", dateText(e.Declared), "must be a calendar day as midnight UTC")
	}
	if !e.Until.IsZero() && (!isDay(e.Until) || e.Until.Before(e.Declared)) {
		f.add("until", dateText(e.Until), "must be a calendar day as midnight UTC, not before declared")
	}
	if !e.PriceDay.IsZero() && !isDay(e.PriceDay) {
		f.add("price_day", dateText(e.PriceDay), "must be a calendar day as midnight UTC")
	}
	f.known("price_before", e.PriceBefore)
	f.known("cost", e.Cost)
	f.known("markup", e.Markup)
	if e.NewItem && e.PriceBefore.Valid {
		f.add("new_item", "true", "must not be set with a price before")
	}
	return f.err()
}

// emergencyDays is how long the limits last after a declaration.
const emergencyDays = 30

// LastDay returns the last day of the limits: Until, or 30 days after Declared.
func (e Emergency) LastDay() time.Time {
	if !e.Until.IsZero() {
		return e.Until
	}
	return e.Declared.AddDate(0, 0, emergencyDays)
}

// priceBefore returns the price before the emergency. What was on sale on that day
// counts with its usual price: the median of the days of the 90 days before, outside
// promotions, where that is higher.
func (e *Emergency) priceBefore(h History) decimal.NullDecimal {
	if e.PriceBefore.Valid {
		return e.PriceBefore
	}
	day := e.PriceDay
	if day.IsZero() {
		day = e.Declared.AddDate(0, 0, -1)
	}
	on := h.window(day.AddDate(0, 0, 1), 1).runs
	if len(on) == 0 {
		return decimal.NullDecimal{}
	}
	price := decimal.NewNullDecimal(on[0].Price)
	if on[0].Promotion {
		usual := h.window(day.AddDate(0, 0, 1), historyDays).median(byDays)
		if usual.Valid && usual.Decimal.GreaterThan(price.Decimal) {
			price = usual
		}
	}
	return price
}

// A CaliforniaEmergency blocks a price that is raised too far in a declared emergency:
// rule CA-396. An item that was sold before may cost 10% more than then, or, where
// the rise comes from higher costs, 10% more than cost and customary markup; one that
// is new may cost 50% more than it costs the seller. Exactly the limit is allowed.
// The item price is judged, without deal, coupon and shipping.
//
// Nil emergencies are unknown, an empty list says that there is none. The zero rule
// has the limits of the statute.
type CaliforniaEmergency struct {
	// Rise is how far a price may rise as a fraction; 0 is 0.10.
	Rise decimal.Decimal
	// NewRise is how far the price of a new item may be above its cost; 0 is 0.50.
	NewRise decimal.Decimal
}

// Info says what the rule is. It is dated by the text that knows new items and online
// sales.
func (CaliforniaEmergency) Info() Info {
	return Info{
		ID: "CA-396", Title: "Prices in a declared emergency", Jurisdiction: "US-CA",
		Citation: "Cal. Penal Code 396 as amended by SB 1196, signed 2020-09-30",
		From:     calendarDay(2020, time.September, 30), Verified: lawVerified(), Confidence: "high",
		House: []string{"usual price of what was on sale: median of the 90 days before"},
	}
}

// Check judges the price of a case against every emergency in California.
func (r CaliforniaEmergency) Check(c *Case, day time.Time) Outcome {
	if c.Emergencies == nil {
		return Unjudged("emergencies")
	}
	var findings []Finding
	var missing []string
	concerned := false
	for i := range c.Emergencies {
		e := &c.Emergencies[i]
		if e.State != "US-CA" || !holdsOn(day, e.Declared, e.LastDay()) {
			continue
		}
		concerned = true
		found, lacks := r.judge(c, e)
		if found != nil {
			findings = append(findings, *found)
		}
		for _, field := range lacks {
			missing = append(missing, "emergencies["+strconv.Itoa(i)+"]."+field)
		}
	}
	switch {
	case len(findings) > 0:
		return Outcome{Status: StatusFound, Findings: findings, Missing: missing}
	case len(missing) > 0:
		return Unjudged(missing...)
	case concerned:
		return Passed()
	}
	return Skipped("no declared emergency in California on the day")
}

// judge holds the price against one emergency.
func (r CaliforniaEmergency) judge(c *Case, e *Emergency) (*Finding, []string) {
	rise := threshold(r.Rise, decimal.New(10, -2))
	if e.NewItem {
		if !e.Cost.Valid {
			return nil, []string{"cost"}
		}
		newRise := threshold(r.NewRise, decimal.New(50, -2))
		limit := above(e.Cost.Decimal, newRise)
		if !c.Price.GreaterThan(limit) {
			return nil, nil
		}
		return e.finding(c, limit, "the cost of "+money(e.Cost.Decimal, c.Currency)+" and "+fx.Percent(newRise),
			Evidence{"cost", money(e.Cost.Decimal, c.Currency)}), nil
	}
	before := e.priceBefore(c.History)
	if !before.Valid {
		return nil, []string{"price_before"}
	}
	limit := above(before.Decimal, rise)
	if !c.Price.GreaterThan(limit) {
		return nil, nil
	}
	what := "the price before of " + money(before.Decimal, c.Currency) + " and " + fx.Percent(rise)
	evidence := []Evidence{{"price before the emergency", money(before.Decimal, c.Currency)}}
	if e.CostDriven {
		var missing []string
		if !e.Cost.Valid {
			missing = append(missing, "cost")
		}
		if !e.Markup.Valid {
			missing = append(missing, "markup")
		}
		if len(missing) > 0 {
			return nil, missing
		}
		marked := above(e.Cost.Decimal, e.Markup.Decimal)
		evidence = append(evidence, Evidence{"cost and customary markup", money(marked, c.Currency)})
		if other := above(marked, rise); other.GreaterThanOrEqual(limit) {
			limit, what = other, "cost and customary markup of "+money(marked, c.Currency)+" and "+fx.Percent(rise)
			if !c.Price.GreaterThan(limit) {
				return nil, nil
			}
		}
	}
	return e.finding(c, limit, what, evidence...), nil
}

// finding says by how much the price is above a limit.
func (e *Emergency) finding(c *Case, limit decimal.Decimal, what string, evidence ...Evidence) *Finding {
	where := "California"
	if len(e.Counties) > 0 {
		where = strings.Join(e.Counties, ", ") + ", California"
	}
	last := e.LastDay().Format(time.DateOnly)
	return &Finding{
		Severity: Block,
		Message:  "the price of " + money(c.Price, c.Currency) + " is above the limit of " + money(limit, c.Currency) + ", " + what + ", in the emergency declared for " + where + " on " + e.Declared.Format(time.DateOnly),
		Evidence: append(evidence, Evidence{"price", money(c.Price, c.Currency)}, Evidence{"limit", money(limit, c.Currency)}, Evidence{"last day of the limits", last}),
	}
}

// above returns an amount and a share of it, exact.
func above(amount, share decimal.Decimal) decimal.Decimal {
	return amount.Mul(share.Add(decimalOne))
}
