package policy

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// An FTCListPrice warns of a list price at which hardly anything is sold: rule
// FTC-233-3. It passes when the seller's own price was regularly at the list price or
// more, or when enough places of others ask it.
type FTCListPrice struct {
	// Regular is the house threshold for the own price; the zero value is 28 of the
	// last 90 days.
	Regular RegularPrice
	// Share is the least share of the places of others that ask the list price or
	// more. 0 is a half.
	Share decimal.Decimal
}

// Info says what the rule is.
func (r FTCListPrice) Info() Info {
	return Info{
		ID: "FTC-233-3", Title: "List price that is no real selling price", Jurisdiction: "US", Citation: "16 CFR 233.3",
		From: guidesFrom(), Verified: lawVerified(), Confidence: "high",
		House: []string{"own sales: " + r.Regular.String(), "others: " + fx.Plain(FTCElsewherePrice{r.Share}.share()) + " of their places"},
	}
}

// Check judges the list price of a case.
func (r FTCListPrice) Check(c *Case, day time.Time) Outcome {
	switch {
	case c.Reference == nil:
		return Skipped("no comparison price is shown")
	case c.Reference.Kind != ReferenceList:
		return Skipped("the comparison price is not a list price")
	}
	days, enough := r.Regular.daysAt(c.History, c.Reference.Price, day)
	at, all := othersAt(c, c.Reference.Price)
	if enough || all > 0 && shareReached(at, all, FTCElsewherePrice{r.Share}.share()) {
		return Passed()
	}
	var missing []string
	if len(c.History) == 0 {
		missing = append(missing, "history")
	}
	if all == 0 {
		missing = append(missing, "elsewhere")
	}
	if len(missing) > 0 {
		return Unjudged(missing...)
	}
	list := money(c.Reference.Price, c.Currency)
	return Found(Finding{
		Severity: Warn, House: true,
		Message:  "the list price of " + list + " was asked here on " + strconv.Itoa(days) + " of the last " + strconv.Itoa(r.Regular.orDefault().Window) + " days and is asked in " + strconv.Itoa(at) + " of " + strconv.Itoa(all) + " places of others: it is hardly a selling price",
		Evidence: []Evidence{{"list price", list}, {"days asked here", strconv.Itoa(days)}, {"places of others at it or more", strconv.Itoa(at)}, {"places of others", strconv.Itoa(all)}},
	})
}

// An FTCFreeOffer warns of a "free" or "buy one, get one" whose base price is above
// the regular one: rule FTC-233-4. The base is [Claim.Base], or the price of the case.
// A nil Case.Claims is unknown.
type FTCFreeOffer struct {
	// Regular is the house threshold; the zero value is 28 of the last 90 days.
	Regular RegularPrice
}

// Info says what the rule is.
func (r FTCFreeOffer) Info() Info {
	return Info{
		ID: "FTC-233-4", Title: "Free offer on an inflated price", Jurisdiction: "US", Citation: "16 CFR 233.4",
		From: guidesFrom(), Verified: lawVerified(), Confidence: "high",
		House: []string{"regular price: " + r.Regular.String()},
	}
}

// Check judges the free offers of a case.
func (r FTCFreeOffer) Check(c *Case, day time.Time) Outcome {
	if c.Claims == nil {
		return Unjudged("claims")
	}
	var findings []Finding
	claimed := false
	for _, claim := range c.Claims {
		if claim.Kind != ClaimFree && claim.Kind != ClaimGift {
			continue
		}
		claimed = true
		if len(c.History) == 0 {
			return Unjudged("history")
		}
		base := c.Price
		if claim.Kind == ClaimFree && claim.Base.Valid {
			base = claim.Base.Decimal
		}
		if days, enough := r.Regular.daysAt(c.History, base, day); !enough {
			text := money(base, c.Currency)
			window := strconv.Itoa(r.Regular.orDefault().Window)
			findings = append(findings, Finding{
				Severity: Warn, House: true,
				Message:  "a \"" + string(claim.Kind) + "\" offer rests on " + text + ", which was asked on " + strconv.Itoa(days) + " of the last " + window + " days outside promotions",
				Evidence: []Evidence{{"price the offer rests on", text}, {"days asked at it or more", strconv.Itoa(days)}, {"days that are enough", r.Regular.String()}},
			})
		}
	}
	if !claimed {
		return Skipped("nothing is claimed to be free")
	}
	return Found(findings...)
}

// An FTCOtherClaims warns of false claims of wholesale and factory prices, of limited
// offers, advance sales and seconds: rule FTC-233-5. Wholesale and factory prices are
// held against [Claim.Base], a limited offer against its last day; where there is no
// figure, [Claim.True] says it. A nil Case.Claims is unknown. The zero rule is ready.
type FTCOtherClaims struct{}

// Info says what the rule is.
func (FTCOtherClaims) Info() Info {
	return Info{
		ID: "FTC-233-5", Title: "False wholesale, factory, limited and similar claims", Jurisdiction: "US", Citation: "16 CFR 233.5",
		From: guidesFrom(), Verified: lawVerified(), Confidence: "high",
	}
}

// Check judges the claims of a case.
func (FTCOtherClaims) Check(c *Case, day time.Time) Outcome {
	if c.Claims == nil {
		return Unjudged("claims")
	}
	var out Outcome
	claimed := false
	warn := func(text string, evidence ...Evidence) {
		out.Findings = append(out.Findings, Finding{Severity: Warn, Message: text, Evidence: evidence})
	}
	for i, claim := range c.Claims {
		path := "claims[" + strconv.Itoa(i) + "]"
		kind := string(claim.Kind)
		figure := path + ".true"
		switch claim.Kind {
		case ClaimWholesale, ClaimFactory:
			claimed = true
			if paid := lowestPaid(c); claim.Base.Valid && claim.True != No {
				if paid.GreaterThan(claim.Base.Decimal) {
					paid, base := money(paid, c.Currency), money(claim.Base.Decimal, c.Currency)
					warn("the price of "+paid+" is called a "+kind+" price, but that is "+base, Evidence{"price", paid}, Evidence{kind + " price", base})
				}
				continue
			}
			figure = path + ".base"
		case ClaimLimited:
			claimed = true
			if !claim.Until.IsZero() && claim.True != No {
				if last := claim.Until.Format(time.DateOnly); day.After(claim.Until) {
					warn("the limited offer ended on "+last+" and is still made", Evidence{"last day of the offer", last})
				}
				continue
			}
			figure = path + ".until"
		case ClaimAdvance, ClaimSeconds:
			claimed = true
		default:
			continue
		}
		switch claim.True {
		case No:
			warn("the claim \""+kind+"\" is not true", Evidence{"claim", kind})
		case Unknown:
			out.Missing = append(out.Missing, figure)
		}
	}
	switch {
	case len(out.Findings) > 0:
		out.Status = StatusFound
		return out
	case len(out.Missing) > 0:
		return Unjudged(out.Missing...)
	case claimed:
		return Passed()
	}
	return Skipped("nothing of the kind is claimed")
}

// An FTCFees is the rule on fees for live-event tickets and short-term lodging,
// FTC-464. It never applies to goods and says so. The zero rule is ready.
type FTCFees struct{}

// Info says what the rule is.
func (FTCFees) Info() Info {
	return Info{
		ID: "FTC-464", Title: "Fees for live-event tickets and short-term lodging", Jurisdiction: "US", Citation: "16 CFR 464",
		From: calendarDay(2025, time.May, 12), Verified: lawVerified(), Confidence: "high",
	}
}

// Check says that the rule does not apply.
func (FTCFees) Check(*Case, time.Time) Outcome {
	return Skipped("covers live-event tickets and short-term lodging, not goods")
}
