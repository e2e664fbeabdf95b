package policy

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A Surface is where a price is shown. The texts are stable.
type Surface string

// The surfaces. "" is the listing.
const (
	SurfaceListing Surface = "listing"
	SurfaceFeed    Surface = "feed"
	SurfaceAd      Surface = "ad"
	SurfaceEmail   Surface = "email"
	SurfaceCart    Surface = "in_cart"
	SurfaceLogin   Surface = "login"
	SurfaceChat    Surface = "chat"
)

// known reports whether a surface is one of those above.
func (s Surface) known() bool {
	switch s {
	case "", SurfaceListing, SurfaceFeed, SurfaceAd, SurfaceEmail, SurfaceCart, SurfaceLogin, SurfaceChat:
		return true
	}
	return false
}

// A MAPTreatment says what a brand makes of a coupon, a bundle or a gift. The texts
// are stable.
type MAPTreatment string

// The treatments. "" is MAPCounts.
const (
	// MAPCounts: it lowers the advertised price by what it is worth.
	MAPCounts MAPTreatment = "counts"
	// MAPExempt: the policy does not look at it.
	MAPExempt MAPTreatment = "exempt"
)

// A MAPPolicy is the minimum advertised price that a brand asks of its resellers. It
// is the brand's own: no platform and no law sets it. The zero MAPPolicy is not
// valid; brand, price and first day are required.
type MAPPolicy struct {
	// Brand, SKU and UPC say what it is about; without SKU and UPC it is the whole
	// brand. A policy for the SKU goes before one for the whole brand.
	Brand, SKU, UPC string
	// Price is the minimum for one item.
	Price decimal.Decimal
	// Currency is that of the prices; "" is the currency of the case.
	Currency fx.Currency
	// From and To are the first and last day, midnight UTC; a zero To is no end.
	From, To time.Time
	// Channels are those covered; none is all.
	Channels []string
	// Surfaces are those covered besides cart and login; none is all. A price in the
	// cart or behind a login is covered too, unless InCartExempt or LoginExempt say
	// that the policy leaves it out.
	Surfaces                  []Surface
	InCartExempt, LoginExempt bool
	// Events are days with a minimum of their own, in the order of their days.
	Events []MAPEvent
	// Coupons, Bundles and Gifts say what is made of each.
	Coupons, Bundles, Gifts MAPTreatment
	// Discontinued are the SKUs on the brand's list of discontinued ones: they are
	// exempt.
	Discontinued []string
	// GraceHours is how long a reseller has to correct a price after a violation.
	GraceHours int
	// Tiers are the steps of the brand's answer, the mildest first; none is unknown.
	Tiers []MAPTier
	// NoticeAddress is where the brand is written to, Version that of the policy,
	// SourceHash the SHA-256 of the document it was taken from.
	NoticeAddress, Version, SourceHash string
}

// A MAPEvent is a run of days, both included, on which another minimum holds.
type MAPEvent struct {
	Name     string
	From, To time.Time
	// Price is the minimum on these days; not Valid, and there is none.
	Price decimal.NullDecimal
}

// mapEvents is how many events a policy has at most.
const mapEvents = 366

// Check reports every fault of the policy, joined, each an [*fx.InputError] with the
// path of the field as [ReadMAP] names it: "tiers[1].count".
func (p MAPPolicy) Check() error {
	var f faults
	if strings.TrimSpace(p.Brand) == "" {
		f.add("brand", "", "must not be empty")
	}
	f.amount("price", p.Price)
	if p.Price.Sign() == 0 {
		f.add("price", "0", "must be above 0")
	}
	if _, known := p.Currency.MinorUnits(); p.Currency != "" && !known {
		f.add("currency", string(p.Currency), "must be a currency of ISO 4217 such as USD")
	}
	f.checkDays(p.From, p.To)
	for i, surface := range p.Surfaces {
		path := "surfaces[" + strconv.Itoa(i) + "]"
		switch {
		case surface == "" || !surface.known():
			f.add(path, string(surface), `must be "listing", "feed", "ad", "email", "in_cart", "login" or "chat"`)
		case surface == SurfaceCart && p.InCartExempt, surface == SurfaceLogin && p.LoginExempt:
			f.add(path, string(surface), "must not be covered and exempt")
		}
	}
	for _, t := range []struct {
		field string
		value MAPTreatment
	}{{"coupons", p.Coupons}, {"bundles", p.Bundles}, {"gifts", p.Gifts}} {
		if t.value != "" && t.value != MAPCounts && t.value != MAPExempt {
			f.add(t.field, string(t.value), `must be "counts" or "exempt"`)
		}
	}
	f.join("events", p.checkEvents())
	f.merge(p.checkTiers())
	return f.err()
}

func (p *MAPPolicy) checkEvents() error {
	var f faults
	if len(p.Events) > mapEvents {
		f.add("", strconv.Itoa(len(p.Events)), "must be at most "+strconv.Itoa(mapEvents))
		return f.err()
	}
	for i, e := range p.Events {
		path := "[" + strconv.Itoa(i) + "]"
		var one faults
		one.checkDays(e.From, e.To)
		if e.To.IsZero() {
			one.add("to", "", "must be the last day of the event")
		}
		one.known("price", e.Price)
		if i > 0 && !e.From.After(p.Events[i-1].To) {
			one.add("from", dateText(e.From), "must be after the last day of the event before")
		}
		f.join(path, one.err())
	}
	return f.err()
}

// Names reports whether the policy is about the offer of a case, by its brand and then
// by its UPC or, where one of the two has none, its SKU; and the input of the case that
// is missing to say so: "brand", "upc" or "sku".
func (p MAPPolicy) Names(c *Case) (ok bool, missing string) {
	switch {
	case c.Brand == "":
		return false, "brand"
	case !strings.EqualFold(strings.TrimSpace(p.Brand), strings.TrimSpace(c.Brand)):
		return false, ""
	case p.SKU == "" && p.UPC == "":
		return true, ""
	case p.UPC != "" && c.UPC != "":
		return p.UPC == c.UPC, ""
	case p.SKU == "":
		return false, "upc"
	case c.SKU == "":
		return false, "sku"
	}
	return p.SKU == c.SKU, ""
}

// exempts says why the policy leaves out the offer of a case that it names, "" when
// it does not.
func (p *MAPPolicy) exempts(c *Case) string {
	surface := c.Surface
	if surface == "" {
		surface = SurfaceListing
	}
	switch {
	case len(p.Channels) > 0 && !slices.Contains(p.Channels, c.Channel):
		return "the policy does not cover " + c.Channel
	case slices.Contains(p.Discontinued, c.SKU) && c.SKU != "":
		return "the brand lists the item as discontinued"
	case surface == SurfaceCart && p.InCartExempt:
		return "the policy exempts prices in the cart"
	case surface == SurfaceLogin && p.LoginExempt:
		return "the policy exempts prices behind a login"
	case surface == SurfaceCart, surface == SurfaceLogin:
		return ""
	case len(p.Surfaces) > 0 && !slices.Contains(p.Surfaces, surface):
		return "the policy does not cover " + string(surface)
	}
	return ""
}

// On returns the minimum that the policy asks for on the calendar day of a time. It
// is not Valid outside its days and on the days of an event without one.
func (p MAPPolicy) On(day time.Time) decimal.NullDecimal { return p.on(dayOf(day)) }

func (p *MAPPolicy) on(day time.Time) decimal.NullDecimal {
	if !holdsOn(day, p.From, p.To) {
		return decimal.NullDecimal{}
	}
	for i := range p.Events {
		if holdsOn(day, p.Events[i].From, p.Events[i].To) {
			return p.Events[i].Price
		}
	}
	return decimal.NewNullDecimal(p.Price)
}

// highest returns the highest minimum on the days from one to another.
func (p *MAPPolicy) highest(from, to time.Time) decimal.NullDecimal {
	out := p.on(from)
	try := func(day time.Time) {
		if day.Before(from) || day.After(to) {
			return
		}
		if m := p.on(day); m.Valid && (!out.Valid || m.Decimal.GreaterThan(out.Decimal)) {
			out = m
		}
	}
	try(p.From)
	for _, e := range p.Events {
		try(e.From)
		try(e.To.AddDate(0, 0, 1))
	}
	return out
}
