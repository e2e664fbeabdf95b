package reprice

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/internal/small"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// bounds works out what the price has to stay within. The bounds of hard leave out
// those that only hold the rule back: the discount and the rise over the list price,
// and the offers on other channels.
func (r *run) bounds() (hard Bounds, err error) {
	item, places := r.item, int32(r.limits.limits.Places)
	b := &r.d.Bounds
	atLeast := func(price decimal.Decimal, by string) {
		if price = small.RoundCeil(price, places); !b.Least.Valid || price.GreaterThan(b.Least.Decimal) {
			b.Least, b.LeastBy = decimal.NewNullDecimal(price), by
		}
	}
	atMost := func(price decimal.Decimal, by string) {
		if price = small.RoundFloor(price, places); !b.Most.Valid || price.LessThan(b.Most.Decimal) {
			b.Most, b.MostBy = decimal.NewNullDecimal(price), by
		}
	}
	if r.model != nil && !r.rules.Floor.NoTarget {
		solution, err := r.model.Solve(r.rules.Floor.Target)
		if err != nil {
			none := (*pricing.NoSolutionError)(nil)
			if !errors.As(err, &none) {
				return hard, err
			}
			if at, err := r.model.At(one); err == nil {
				r.d.Complete, r.d.Missing = at.Complete, at.Missing
			}
			return hard, r.refuse(ReasonNoAdmissible, none.Error(), Critical)
		}
		b.Admissible, r.d.Complete, r.d.Missing = solution.Admissible, solution.Complete, solution.Missing
		atLeast(beforeCoupon(r.c, solution.Price, r.item.Unit.Promotion.Share.IsZero()), ReasonTarget)
		if last := solution.Admissible[len(solution.Admissible)-1]; !last.Open {
			atMost(last.To, ReasonTarget)
		}
	}
	if r.model != nil && r.rules.Floor.NoTarget {
		at, err := r.model.At(one)
		if err != nil {
			return hard, err
		}
		r.d.Complete, r.d.Missing = at.Complete, at.Missing
	}
	if item.Min.Valid {
		atLeast(item.Min.Decimal, ReasonMin)
	}
	if item.Max.Valid {
		atMost(item.Max.Decimal, ReasonMax)
	}
	if r.c.Min.Valid {
		atLeast(r.c.Min.Decimal, ReasonPlatformMin)
	}
	if r.c.Max.Valid {
		atMost(r.c.Max.Decimal, ReasonPlatformMax)
	}
	ceiling := &r.rules.Ceiling
	if ceiling.Amount.Valid {
		atMost(ceiling.Amount.Decimal, ReasonCeiling)
	}
	if ceiling.RecentTimes.Sign() > 0 && item.Recent.Valid {
		below := decimal.Max(item.Recent.Decimal.Mul(ceiling.RecentTimes), ceiling.RecentLeast)
		atMost(below.RoundCeil(places).Sub(decimal.New(1, -places)), ReasonRecent) // below it, not at it
	}
	floor := r.rules.Floor.MaxDiscount.Valid && item.List.Valid
	r.c.Floor = b.Least
	// A floor that lacks a part of the cost is none, unless a person is asked about it,
	// and neither is a discount of all.
	known := r.rules.Guards.NeedCosts || !slices.ContainsFunc(r.d.Missing, isCost)
	r.hasMinimum = b.Admissible != nil && known || item.Min.Valid || r.c.Min.Valid ||
		floor && r.rules.Floor.MaxDiscount.Decimal.LessThan(one)
	for i := range r.c.MAP {
		if least, ok := advertisedLeast(r.c, &r.c.MAP[i], r.now); ok {
			atLeast(least, ReasonMAP)
		}
	}
	hard = *b
	if floor {
		atLeast(small.Mul(item.List.Decimal, small.Sub(one, r.rules.Floor.MaxDiscount.Decimal)), ReasonMaxDiscount)
	}
	if ceiling.MaxIncrease.Valid && item.List.Valid {
		atMost(small.Mul(item.List.Decimal, small.Add(one, ceiling.MaxIncrease.Decimal)), ReasonMaxIncrease)
	}
	if r.rules.Guards.CrossChannel {
		r.crossChannel(atLeast)
	}
	l := &r.limits.limits
	l.Least, l.Most, l.Admissible, l.Ending = b.Least, b.Most, b.Admissible, r.rules.Ending
	return hard, nil
}

// isCost reports whether what is missing is a part of the cost.
func isCost(missing string) bool { return missing == "cost" || strings.HasPrefix(missing, "cost.") }

// beforeCoupon returns the item price that leaves a price after the coupon of the case.
// Where the unit is given with its promotions, the price has them in it already.
func beforeCoupon(c *policy.Case, price decimal.Decimal, apart bool) decimal.Decimal {
	if c.Coupon == nil || !apart {
		return price
	}
	return grossOf(price, c.Coupon)
}

// grossOf returns the price that leaves a net one after a coupon, rounded up to 6
// decimals. A coupon of all leaves nothing whatever the price: it stays as it is.
func grossOf(net decimal.Decimal, coupon *policy.Coupon) decimal.Decimal {
	const places = 6
	gross, left := net.Add(coupon.Amount), one.Sub(coupon.Share)
	if left.Sign() <= 0 {
		return gross
	}
	quotient, rest := gross.QuoRem(left, places)
	if rest.Sign() > 0 {
		quotient = quotient.Add(decimal.New(1, -places))
	}
	return quotient
}

// crossChannel stops a cut at the own offers on other channels, or at the price in
// force when that is lower already.
func (r *run) crossChannel(atLeast func(decimal.Decimal, string)) {
	for i := range r.c.Elsewhere {
		e := &r.c.Elsewhere[i]
		if !e.Own || e.Price.Sign() <= 0 {
			continue
		}
		least := e.Total().Mul(one.Sub(r.rules.Guards.Spread)).Sub(r.shipping)
		if r.item.Current.Valid && r.item.Current.Decimal.LessThan(least) {
			least = r.item.Current.Decimal
		}
		if least.Sign() > 0 {
			atLeast(least, ReasonCrossChannel)
		}
	}
}

// advertisedLeast returns the lowest item price that a brand's minimum advertised
// price leaves, on the day of a time: with a coupon that counts, the price is higher
// by it; a pack is as many minimums as it holds. Gifts are left to the policy rule.
// It is false where the policy does not cover the offer, or names no brand that the
// case has.
func advertisedLeast(c *policy.Case, p *policy.MAPPolicy, now time.Time) (decimal.Decimal, bool) {
	minimum := p.On(now)
	if !minimum.Valid || !namesOffer(c, p) || exemptsOffer(c, p) {
		return decimal.Decimal{}, false
	}
	if p.SKU == "" && slices.ContainsFunc(c.MAP, func(other policy.MAPPolicy) bool {
		return other.SKU != "" && namesOffer(c, &other) && !exemptsOffer(c, &other) && other.On(now).Valid
	}) {
		return decimal.Decimal{}, false // the one for the SKU goes before
	}
	least := minimum.Decimal
	if c.Pack != nil {
		least = least.Mul(c.Pack.Size)
	}
	if c.Coupon != nil && p.Coupons != policy.MAPExempt {
		least = grossOf(least, c.Coupon)
	}
	return least, least.Sign() > 0
}

// namesOffer reports whether a policy is about the offer of a case.
func namesOffer(c *policy.Case, p *policy.MAPPolicy) bool {
	ok, _ := p.Names(c)
	return ok
}

// unclearMAP names what is missing to say whether a minimum advertised price of the
// day binds the offer, "" when nothing is.
func unclearMAP(c *policy.Case, now time.Time) string {
	for i := range c.MAP {
		p := &c.MAP[i]
		if len(p.Channels) > 0 && !slices.Contains(p.Channels, c.Channel) || !p.On(now).Valid {
			continue
		}
		ok, missing := p.Names(c)
		switch {
		case missing != "":
			return "the " + missing + " of the offer"
		case ok && p.Currency != "" && p.Currency != c.Currency:
			return "the minimum in " + string(c.Currency)
		}
	}
	return ""
}

// exemptsOffer reports whether a policy leaves out an offer that it is about.
func exemptsOffer(c *policy.Case, p *policy.MAPPolicy) bool {
	surface := c.Surface
	if surface == "" {
		surface = policy.SurfaceListing
	}
	switch {
	case p.Currency != "" && p.Currency != c.Currency,
		len(p.Channels) > 0 && !slices.Contains(p.Channels, c.Channel),
		slices.Contains(p.Discontinued, c.SKU),
		surface == policy.SurfaceCart && p.InCartExempt,
		surface == policy.SurfaceLogin && p.LoginExempt,
		c.Pack != nil && p.Bundles == policy.MAPExempt:
		return true
	case surface == policy.SurfaceCart, surface == policy.SurfaceLogin:
		return false
	}
	return len(p.Surfaces) > 0 && !slices.Contains(p.Surfaces, surface)
}

// breaks returns the code of the bound that a price breaks, "" within the bounds.
func (b *Bounds) breaks(price decimal.Decimal) string {
	switch {
	case b.Least.Valid && price.LessThan(b.Least.Decimal):
		return b.LeastBy
	case b.Most.Valid && price.GreaterThan(b.Most.Decimal):
		return b.MostBy
	}
	if b.Admissible == nil {
		return ""
	}
	for _, i := range b.Admissible {
		if !price.LessThan(i.From) && (i.Open || !price.GreaterThan(i.To)) {
			return ""
		}
	}
	return ReasonTarget
}

// code turns the code of a step of the limits into that of the bound that it met.
func (b *Bounds) code(step string) string {
	switch step {
	case strategy.StepLeast:
		return b.LeastBy
	case strategy.StepMost:
		return b.MostBy
	}
	return step
}
