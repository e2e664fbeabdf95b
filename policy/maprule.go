package policy

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A MinimumAdvertisedPrice warns of a price under the minimum that a brand asks for,
// as [Case.MAP] says it: rule MAP-1. The lower of price and deal price counts, less
// coupon and gift unless the policy exempts them, and of a pack, or with a second one
// free, the price for all of it against as many times the minimum. A deal is held against the highest minimum of
// its days. The rule warns and never blocks: what the brand does is in its tiers.
//
// A nil Case.MAP is unknown; an empty list says that no brand asks for anything. The
// zero rule knows of no violations before.
type MinimumAdvertisedPrice struct {
	// Past are the violations so far, in any order.
	Past []MAPViolation
}

// A MAPViolation is one that a brand has found.
type MAPViolation struct {
	// Brand and SKU say of what; a policy for the whole brand counts all of them.
	Brand, SKU string
	At         time.Time
}

// Info says what the rule is.
func (MinimumAdvertisedPrice) Info() Info {
	return Info{
		ID: "MAP-1", Title: "Minimum advertised price of a brand",
		Citation: "the brand's own policy, announced unilaterally (United States v. Colgate & Co., 250 U.S. 300, 1919)",
		From:     calendarDay(1919, time.June, 2), Verified: lawVerified(), Confidence: "medium",
	}
}

// Check judges the price and the deal of a case.
func (r MinimumAdvertisedPrice) Check(c *Case, day time.Time) Outcome {
	if len(c.MAP) == 0 {
		if c.MAP == nil {
			return Unjudged("map")
		}
		return Skipped("no brand asks for a minimum advertised price")
	}
	var missing []string
	reason, judged := "no policy is about this offer", false
	var findings []Finding
	specific := slices.ContainsFunc(c.MAP, func(p MAPPolicy) bool {
		ok, _ := p.Names(c)
		return ok && p.SKU != "" && (len(p.Channels) == 0 || slices.Contains(p.Channels, c.Channel)) && holdsOn(day, p.From, p.To)
	})
	for i := range c.MAP {
		p, path := &c.MAP[i], "map["+strconv.Itoa(i)+"]"
		named, lacks := p.Names(c)
		if lacks == "" && named && !c.Surface.known() {
			lacks = "surface"
		}
		if lacks == "" && named && p.Currency != "" && p.Currency != c.Currency {
			lacks = path + ".currency"
		}
		if lacks != "" {
			if !slices.Contains(missing, lacks) {
				missing = append(missing, lacks)
			}
			continue
		}
		if !named || specific && p.SKU == "" {
			continue
		}
		if why := p.exempts(c); why != "" {
			reason = why
			continue
		}
		if c.Pack != nil && p.Bundles == MAPExempt {
			reason = "the policy exempts bundles"
			continue
		}
		covered := false
		for _, offer := range advertised(c, day) {
			minimum := p.highest(offer.from, offer.to)
			if !minimum.Valid {
				reason = "the policy asks for no minimum on the day"
				continue
			}
			covered = true
			net, lacks := p.net(c, offer.price)
			if lacks != "" {
				missing = append(missing, lacks)
				continue
			}
			if size := p.items(c); compareProduct(net, minimum.Decimal, size) < 0 {
				findings = append(findings, r.finding(c, p, day, offer.what, net, minimum.Decimal, size))
				break // the other price of the same offer says nothing more
			}
		}
		judged = judged || covered
	}
	switch {
	case len(findings) > 0:
		return Outcome{Status: StatusFound, Findings: findings, Missing: missing}
	case len(missing) > 0:
		return Unjudged(missing...)
	case judged:
		return Passed()
	}
	return Skipped(reason)
}

// finding says by how much a price is under the minimum and what the brand does.
func (r MinimumAdvertisedPrice) finding(c *Case, p *MAPPolicy, day time.Time, what string, net, minimum, size decimal.Decimal) Finding {
	asked := money(minimum, c.Currency)
	if !size.Equal(decimalOne) {
		asked = fx.Plain(size) + " x " + asked + " = " + money(minimum.Mul(size), c.Currency)
	}
	f := Finding{
		Severity: Warn,
		Message:  what + " of " + money(net, c.Currency) + " advertised on " + c.Channel + " is under the minimum of " + asked + " that " + p.Brand + " asks for",
		Evidence: []Evidence{{"advertised price, net", money(net, c.Currency)}, {"minimum advertised price", asked}},
	}
	add := func(name, value string) {
		if value != "" {
			f.Evidence = append(f.Evidence, Evidence{name, value})
		}
	}
	// The violation that the price would be counts from the end of the day, so that
	// those found on the same day come before it.
	at := day.AddDate(0, 0, 1).Add(-time.Nanosecond)
	var past []time.Time
	for _, v := range r.Past {
		if strings.EqualFold(v.Brand, p.Brand) && (p.SKU == "" || v.SKU == p.SKU) && !v.At.IsZero() && v.At.Before(at) {
			past = append(past, v.At)
		}
	}
	before := p.standing(past, at)
	if !before.GraceUntil.IsZero() {
		f.Until = dayOf(before.GraceUntil.UTC().Add(-time.Nanosecond))
		add("grace runs until", before.GraceUntil.UTC().Format(time.RFC3339))
	} else if p.GraceHours > 0 {
		add("grace after a notice", strconv.Itoa(p.GraceHours)+" hours")
	}
	if after := p.standing(append(past, at), at); after.Reached {
		within := ""
		if after.Tier.WindowDays > 0 {
			within = " in " + strconv.Itoa(after.Tier.WindowDays) + " days"
		}
		tier := "violation " + strconv.Itoa(after.Count) + within + ": " + string(after.Tier.Action)
		f.Message += " (" + tier + ")"
		add("tier", tier)
	}
	add("notice address", p.NoticeAddress)
	add("version of the policy", p.Version)
	add("source of the policy", p.SourceHash)
	return f
}

// net is what the policy counts as the advertised price of all that is offered, not
// below 0, or the input that it would need.
func (p *MAPPolicy) net(c *Case, price decimal.Decimal) (net decimal.Decimal, missing string) {
	if p.Coupons != MAPExempt {
		price = c.Coupon.off(price)
	}
	if p.Gifts != MAPExempt {
		for i, claim := range c.Claims {
			if claim.Kind != ClaimGift {
				continue
			}
			if !claim.Base.Valid {
				return price, "claims[" + strconv.Itoa(i) + "].base"
			}
			price = price.Sub(claim.Base.Decimal)
		}
	}
	return notNegative(price), ""
}

// off takes a coupon off a price; the result may be below 0.
func (c *Coupon) off(price decimal.Decimal) decimal.Decimal {
	if c == nil {
		return price
	}
	return price.Sub(price.Mul(c.Share)).Sub(c.Amount)
}

// items is how many items a buyer gets for the price, one that is free included.
func (p *MAPPolicy) items(c *Case) decimal.Decimal {
	size := decimalOne
	if c.Pack != nil {
		size = c.Pack.Size
	}
	free := slices.ContainsFunc(c.Claims, func(claim Claim) bool { return claim.Kind == ClaimFree })
	if free && p.Gifts != MAPExempt {
		size = size.Add(size)
	}
	return size
}

// An advertisedPrice is a price of a case and the days on which it is asked.
type advertisedPrice struct {
	what     string
	price    decimal.Decimal
	from, to time.Time
}

// advertised lists the price of a case and that of its deal; a deal whose days are
// unknown is judged on the day.
func advertised(c *Case, day time.Time) []advertisedPrice {
	out := []advertisedPrice{{"the price", c.Price, day, day}}
	if d := c.Deal; d != nil {
		deal := advertisedPrice{"the deal price", d.Price, day, day}
		if !d.From.IsZero() {
			deal.from, deal.to = d.From, d.From
		}
		if !d.To.IsZero() {
			deal.to = d.To
			if d.From.IsZero() && day.After(d.To) {
				deal.from = d.To
			}
		}
		out = append(out, deal)
	}
	return out
}

// lowestPaid is the lowest that a buyer of the case pays for the item: the price or
// the deal price, less the coupon, not below 0.
func lowestPaid(c *Case) decimal.Decimal {
	price := c.Price
	if c.Deal != nil && compare(c.Deal.Price, price) < 0 {
		price = c.Deal.Price
	}
	return notNegative(c.Coupon.off(price))
}

// notNegative returns an amount, 0 for one below 0.
func notNegative(d decimal.Decimal) decimal.Decimal {
	if d.Sign() < 0 {
		return decimal.Zero
	}
	return d
}

// An AmazonMAP tells that a minimum advertised price is a minimum sale price on
// Amazon: rule MAP-2. The zero rule is ready.
type AmazonMAP struct{}

// Info says what the rule is.
func (AmazonMAP) Info() Info {
	return Info{
		ID: "MAP-2", Title: "Amazon neither sets nor enforces a minimum advertised price", Channels: []string{channelAmazon},
		Citation: "no Amazon policy on minimum advertised prices exists; Amazon Marketplace Fair Pricing Policy and detail page rules",
		From:     undated(), Verified: lawVerified(), Confidence: "high",
	}
}

// Check tells it of every policy that names the offer on the day.
func (AmazonMAP) Check(c *Case, day time.Time) Outcome {
	if c.MAP == nil {
		return Unjudged("map")
	}
	var findings []Finding
	var missing []string
	for i := range c.MAP {
		p := &c.MAP[i]
		path := "map[" + strconv.Itoa(i) + "]"
		named, lacks := p.Names(c)
		minimum := p.on(day)
		if named && minimum.Valid && p.Currency != "" && p.Currency != c.Currency {
			lacks = path + ".currency"
		}
		switch {
		case lacks != "":
			if !slices.Contains(missing, lacks) {
				missing = append(missing, lacks)
			}
		case named && minimum.Valid:
			asked := money(minimum.Decimal, c.Currency)
			findings = append(findings, Finding{
				Severity: Notice,
				Message:  "Amazon shows the price that is paid, so the minimum of " + asked + " that " + p.Brand + " asks for is the lowest sale price there; Amazon neither sets nor enforces it",
				Evidence: []Evidence{{"minimum advertised price", asked}},
			})
		}
	}
	switch {
	case len(findings) > 0:
		return Outcome{Status: StatusFound, Findings: findings, Missing: missing}
	case len(missing) > 0:
		return Unjudged(missing...)
	}
	return Skipped("no brand asks for a minimum advertised price for this offer")
}
