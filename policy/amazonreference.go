package policy

import (
	"time"

	"github.com/shopspring/decimal"
)

// strikeThrough is the help page on comparison prices. As Amazon tells sellers of
// other countries, prices in promotions count where an item is often in one; the rules
// here follow the page for the United States, which leaves out limited-time deals.
const strikeThrough = "Amazon, Strike-Through Pricing and Savings (customer help GQ6B6RH72AX8D2TD)"

// strikeThroughFrom is the first day of the month of the earliest dated copy of the
// page with 90 days. An older one of unknown date has 30 days.
func strikeThroughFrom() time.Time { return calendarDay(2022, time.November, 1) }

// Was returns the "Was" price of Amazon on the morning of a day: the median of the
// prices that customers paid in the 90 days before, limited-time promotions left out,
// each unit counted. It is exact. It is not Valid when no unit was sold outside
// promotions or the units of a run are unknown.
func Was(h History, on time.Time) decimal.NullDecimal {
	return h.window(on, historyDays).median(byUnits)
}

// A wasPrice is the Was price of a case, or why there is none.
type wasPrice struct {
	price decimal.NullDecimal
	// missing is the input that would give it, "" when it is known that there is none.
	missing string
	// computed says that it was worked out from the history.
	computed bool
}

// wasPrice is what the platform shows, or else the median of the history.
func (c *Case) wasPrice(day time.Time, days int) wasPrice {
	if c.Was.Valid {
		return wasPrice{price: c.Was}
	}
	if len(c.History) == 0 {
		return wasPrice{missing: "history"}
	}
	w := c.History.window(day, days)
	if was := w.median(byUnits); was.Valid {
		return wasPrice{price: was, computed: true}
	}
	if w.unitsUnknown() {
		return wasPrice{missing: "history.units"}
	}
	return wasPrice{}
}

// AmazonWasPrice is AMZ-REF-1: what the Was price is. It is a notice with the price as
// evidence, never an objection. A Was price that Amazon shows is reported as it is;
// otherwise it is worked out as [Was] says, which needs a history with units.
type AmazonWasPrice struct {
	// Days is how far it looks back. 0 means 90.
	Days int
}

// Info implements [Rule].
func (AmazonWasPrice) Info() Info {
	return Info{
		ID: "AMZ-REF-1", Title: "the Was price is the median paid in 90 days", Channels: []string{channelAmazon},
		Citation: strikeThrough, From: strikeThroughFrom(), Verified: verifiedOn, Confidence: "high",
	}
}

// Check implements [Rule].
func (r AmazonWasPrice) Check(c *Case, day time.Time) Outcome {
	days := daysTo(r.Days, historyDays)
	return reportWas(c, c.wasPrice(day, days), "the median paid in "+daysText(days)+" without promotions")
}

// reportWas is the outcome of a rule that says what the Was price is.
func reportWas(c *Case, was wasPrice, how string) Outcome {
	switch {
	case was.missing != "":
		return Unjudged(was.missing)
	case !was.price.Valid:
		return Skipped("nothing was sold outside promotions: there is no Was price")
	}
	if !was.computed {
		how = "as the platform shows it"
	}
	text := money(was.price.Decimal, c.Currency)
	return Found(Finding{
		Severity: Notice, Message: "the Was price is " + text + ", " + how,
		Evidence: []Evidence{{Name: "was price", Value: text}},
	})
}

// AmazonListPrice is AMZ-REF-2: a list price is shown only when the item was sold or
// offered at it or above in the last days, here or by another retailer. It is a notice
// that it will not be shown.
//
// It concerns list prices and needs the history; prices elsewhere that it does not
// know are named as missing beside the notice. The zero AmazonListPrice looks back 90
// days, and 180 for a seasonal item.
type AmazonListPrice struct {
	// Days and SeasonalDays are how far it looks back. 0 means 90 and 180.
	Days, SeasonalDays int
}

// Info implements [Rule].
func (AmazonListPrice) Info() Info {
	return Info{
		ID: "AMZ-REF-2", Title: "a list price is shown only when it was asked lately", Channels: []string{channelAmazon},
		Citation: strikeThrough, From: strikeThroughFrom(), Verified: verifiedOn, Confidence: "high",
	}
}

// Check implements [Rule].
func (r AmazonListPrice) Check(c *Case, day time.Time) Outcome {
	ref := c.Reference
	switch {
	case ref == nil || ref.Kind != ReferenceList:
		return Skipped("no list price is shown")
	case ref.Price.IsZero():
		return Unjudged("reference.price")
	case c.askedElsewhere(ref.Price):
		return Passed()
	}
	days := daysTo(r.Days, historyDays)
	if c.Seasonal {
		days = daysTo(r.SeasonalDays, 2*historyDays)
	}
	runs := c.History.window(day, days).runs
	for i := range runs {
		if compare(runs[i].Price, ref.Price) >= 0 {
			return Passed()
		}
	}
	if len(c.History) == 0 {
		return Unjudged("history")
	}
	out := Found(Finding{
		Severity: Notice,
		Message:  "the list price of " + money(ref.Price, c.Currency) + " will not be shown: nothing was sold or offered at it in " + daysText(days),
		Evidence: []Evidence{amountEvidence("list price", ref.Price, c.Currency)},
	})
	if len(c.Elsewhere) == 0 {
		out.Missing = []string{"elsewhere"}
	}
	return out
}
