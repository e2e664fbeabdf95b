package policy

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// guidesFrom is the day on which the Guides Against Deceptive Pricing were published,
// 32 FR 15534.
func guidesFrom() time.Time { return calendarDay(1967, time.November, 8) }

// A RegularPrice says when a price counts as one that was really asked: on at least
// Days of the last Window calendar days, outside promotions. The numbers are ours,
// since no law gives any; they are those of Walmart's comparison price. The zero
// RegularPrice is 28 of 90 days.
type RegularPrice struct {
	// Days is the least number of days; 0 is 28.
	Days int
	// Window is the number of days looked at; 0 is 90.
	Window int
}

func (r RegularPrice) orDefault() RegularPrice {
	return RegularPrice{Days: daysTo(r.Days, 28), Window: daysTo(r.Window, historyDays)}
}

// String returns "28 of the last 90 days".
func (r RegularPrice) String() string {
	r = r.orDefault()
	return strconv.Itoa(r.Days) + " of the last " + strconv.Itoa(r.Window) + " days"
}

// daysAt returns on how many days of the window before a day the history has a price
// or more, and whether they are enough.
func (r RegularPrice) daysAt(h History, price decimal.Decimal, day time.Time) (int, bool) {
	r = r.orDefault()
	n := h.window(day, r.Window).daysAt(price)
	return n, n >= r.Days
}

// An FTCFormerPrice blocks a former price that was not the regular one: rule
// FTC-233-1, the Guides Against Deceptive Pricing. The former price must have been
// openly asked on enough days of late; whether anything was sold at it does not
// matter, unless the advertisement says so ([ClaimFormerlySold]). A former price that
// is not above what the buyer pays promises nothing and is not judged.
type FTCFormerPrice struct {
	// Regular is the house threshold; the zero value is 28 of the last 90 days.
	Regular RegularPrice
	// SoldShare is the least share of the units of the window that were sold at the
	// former price or more where the advertisement says that it was sold at it. 0 is
	// a quarter.
	SoldShare decimal.Decimal
}

// soldShare is the share of units with its default.
func (r FTCFormerPrice) soldShare() decimal.Decimal {
	return threshold(r.SoldShare, decimal.New(25, -2))
}

// Info says what the rule is.
func (r FTCFormerPrice) Info() Info {
	return Info{
		ID: "FTC-233-1", Title: "Former price that was not regular", Jurisdiction: "US", Citation: "16 CFR 233.1",
		From: guidesFrom(), Verified: lawVerified(), Confidence: "high",
		House: []string{
			"reasonably substantial period: " + r.Regular.String(),
			"substantial sales: " + fx.Plain(r.soldShare()) + " of the units",
		},
	}
}

// Check judges the former price of a case.
func (r FTCFormerPrice) Check(c *Case, day time.Time) Outcome {
	if why := formerSaving(c); why != "" {
		return Skipped(why)
	}
	if len(c.History) == 0 {
		return Unjudged("history")
	}
	regular := r.Regular.orDefault()
	former := money(c.Reference.Price, c.Currency)
	days, enough := regular.daysAt(c.History, c.Reference.Price, day)
	evidence := []Evidence{{"former price", former}, {"days asked at it or more", strconv.Itoa(days)}, {"days that are enough", regular.String()}}
	if !enough {
		return Found(Finding{
			Severity: Block, House: true, Evidence: evidence,
			Message: "the former price of " + former + " was asked on " + strconv.Itoa(days) + " of the last " + strconv.Itoa(regular.Window) + " days outside promotions, at least " + strconv.Itoa(regular.Days) + " are needed",
		})
	}
	for _, claim := range c.Claims {
		if claim.Kind == ClaimFormerlySold {
			return r.sold(c, day)
		}
	}
	return Passed()
}

// sold judges the claim that units were sold at the former price.
func (r FTCFormerPrice) sold(c *Case, day time.Time) Outcome {
	all, at := decimal.Zero, decimal.Zero
	for _, run := range c.History.Last(day, r.Regular.orDefault().Window) {
		if !run.Units.Valid {
			return Unjudged("history.units")
		}
		all = all.Add(run.Units.Decimal)
		if run.Price.GreaterThanOrEqual(c.Reference.Price) {
			at = at.Add(run.Units.Decimal)
		}
	}
	if at.Sign() > 0 && compareProduct(at, all, r.soldShare()) >= 0 {
		return Passed()
	}
	former := money(c.Reference.Price, c.Currency)
	return Found(Finding{
		Severity: Block, House: true,
		Message:  "\"formerly sold at " + former + "\" says that it was sold at it, but only " + units(at) + " of " + units(all) + " units were",
		Evidence: []Evidence{{"former price", former}, {"units sold at it or more", units(at)}, {"units sold", units(all)}},
	})
}

// units writes a number of units with at most two decimals, rounded half away from
// zero.
func units(d decimal.Decimal) string { return fx.Plain(d.Round(2)) }

// formerSaving says why a case shows no former price that promises a saving, "" when
// it does.
func formerSaving(c *Case) string {
	switch {
	case c.Reference == nil:
		return "no comparison price is shown"
	case c.Reference.Kind != ReferenceFormer:
		return "the comparison price is not a former price"
	case !c.Reference.Price.GreaterThan(lowestPaid(c)):
		return "the former price is not above the price"
	}
	return ""
}

// An FTCElsewherePrice blocks a price "sold elsewhere at" that most others do not
// ask: rule FTC-233-2. The places of others that are major retailers count, or all
// places of others when none of them is.
type FTCElsewherePrice struct {
	// Share is the least share of the places that ask the comparison price or more.
	// 0 is a half.
	Share decimal.Decimal
}

func (r FTCElsewherePrice) share() decimal.Decimal {
	return threshold(r.Share, half)
}

// Info says what the rule is.
func (r FTCElsewherePrice) Info() Info {
	return Info{
		ID: "FTC-233-2", Title: "Price elsewhere above that of most others", Jurisdiction: "US", Citation: "16 CFR 233.2",
		From: guidesFrom(), Verified: lawVerified(), Confidence: "high",
		House: []string{"substantial sales in the area: " + fx.Plain(r.share()) + " of the places of others ask the price or more"},
	}
}

// Check judges the comparison with other sellers of a case.
func (r FTCElsewherePrice) Check(c *Case, _ time.Time) Outcome {
	switch {
	case c.Reference == nil:
		return Skipped("no comparison price is shown")
	case c.Reference.Kind != ReferenceElsewhere:
		return Skipped("the comparison price is not one of other sellers")
	}
	at, all := othersAt(c, c.Reference.Price)
	if all == 0 {
		return Unjudged("elsewhere")
	}
	if !shareReached(at, all, r.share()) {
		price := money(c.Reference.Price, c.Currency)
		return Found(Finding{
			Severity: Block, House: true,
			Message:  "\"elsewhere " + price + "\" is asked in " + strconv.Itoa(at) + " of " + strconv.Itoa(all) + " places of others, so it is not what most of them ask",
			Evidence: []Evidence{{"price elsewhere", price}, {"places that ask it or more", strconv.Itoa(at)}, {"places", strconv.Itoa(all)}},
		})
	}
	return Passed()
}

// othersAt counts the places of others, and those of them that ask a price or more.
func othersAt(c *Case, price decimal.Decimal) (at, all int) {
	major := false
	for i := range c.Elsewhere {
		major = major || !c.Elsewhere[i].Own && c.Elsewhere[i].Outside
	}
	for i := range c.Elsewhere {
		e := &c.Elsewhere[i]
		if e.Own || major && !e.Outside {
			continue
		}
		all++
		if e.Price.GreaterThanOrEqual(price) {
			at++
		}
	}
	return at, all
}

// shareReached reports whether at of all is a share or more.
func shareReached(at, all int, share decimal.Decimal) bool {
	return compareProduct(decimal.New(int64(at), 0), decimal.New(int64(all), 0), share) >= 0
}
