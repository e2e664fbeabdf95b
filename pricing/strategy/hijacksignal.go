package strategy

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// signals notices what there is to notice.
func (h *hijackLook) signals(state *HijackState) {
	if !h.OwnBrand {
		h.find("not_own_brand", policy.Notice, "the listing is not of the own brand: other sellers are competition, and nothing was looked for")
		return
	}
	h.signal(SignalUnknownSeller, h.rules.UnknownSeller, h.unknown, "is offered by a seller that is on no list of known sellers")
	h.farBelow()
	h.belowMAP()
	h.jump(state)
	h.featured()
	condition := conditionOf(h.Condition)
	h.signal(SignalCondition, h.rules.Condition, h.among(func(o *Offer) bool { return conditionOf(o.Condition) != condition }),
		"is offered in another condition than the own offer, which is "+condition)
	h.signal(SignalFulfillment, h.rules.Fulfillment, h.among(func(o *Offer) bool { return o.ByChannel != h.ByChannel }),
		"is fulfilled in another way than the own offer")
}

func conditionOf(text string) string {
	if text == "" {
		return "new"
	}
	return text
}

// among returns the buyable offers of unknown sellers for which something holds.
func (h *hijackLook) among(holds func(*Offer) bool) []int {
	var out []int
	for _, i := range h.buyable {
		if holds(&h.Offers[i]) {
			out = append(out, i)
		}
	}
	return out
}

// signal notes a signal for some offers, none without any or without a weight.
func (h *hijackLook) signal(code string, weight int, offers []int, text string) {
	if len(offers) == 0 || weight == 0 {
		return
	}
	h.out.Signals = append(h.out.Signals, HijackSignal{code, weight, offers})
	var sellers []string
	for _, i := range offers {
		sellers = append(sellers, h.Offers[i].Seller)
	}
	h.find(code, policy.Notice, "the item "+text, policy.Evidence{Name: "weight", Value: strconv.Itoa(weight)},
		policy.Evidence{Name: "sellers", Value: strings.Join(sellers, ", ")})
	f := &h.out.Findings[len(h.out.Findings)-1]
	for _, i := range offers {
		o := &h.Offers[i]
		f.Evidence = append(f.Evidence, policy.Evidence{Name: "offer of " + o.Seller, Value: offerText(o, h.Currency)})
	}
}

// find notes a finding of the house.
func (h *hijackLook) find(code string, severity policy.Severity, message string, evidence ...policy.Evidence) {
	h.out.Findings = append(h.out.Findings, policy.Finding{
		Rule: code, Severity: severity, Message: message, Evidence: evidence,
		Citation: "house thresholds of the hijack defence", House: true,
	})
}

// offerText says an offer in one line.
func offerText(o *Offer, c fx.Currency) string {
	text := fx.Plain(o.Price) + " " + string(c)
	if o.Shipping.Valid {
		text += " and " + fx.Plain(o.Shipping.Decimal) + " " + string(c) + " shipping"
	} else {
		text += ", shipping unknown"
	}
	text += ", " + conditionOf(o.Condition)
	if o.ByChannel {
		text += ", fulfilled by the channel"
	}
	if o.Featured {
		text += ", Featured Offer"
	}
	if o.OutOfStock {
		text += ", out of stock"
	}
	return text + ", seen " + o.Seen.UTC().Format(time.RFC3339)
}

func (h *hijackLook) farBelow() {
	if h.rules.FarBelow == 0 || len(h.buyable) == 0 {
		return
	}
	floor := h.floor()
	if !floor.Valid {
		h.out.Unjudged = append(h.out.Unjudged, "limits.least")
		return
	}
	line := floor.Decimal.Add(h.Shipping).Mul(decimal.New(1, 0).Sub(h.rules.FarBelowShare))
	h.signal(SignalFarBelow, h.rules.FarBelow, h.among(func(o *Offer) bool { return o.Total().LessThan(line) && o.Shipping.Valid }),
		"is offered below "+fx.Plain(line)+" with shipping, "+fx.Percent(h.rules.FarBelowShare)+" under the own floor")
	for _, i := range h.buyable {
		if !h.Offers[i].Shipping.Valid {
			h.out.Unjudged = append(h.out.Unjudged, "offers["+strconv.Itoa(i)+"].shipping")
		}
	}
}

func (h *hijackLook) belowMAP() {
	if h.MAP.Valid {
		h.signal(SignalBelowMAP, h.rules.BelowMAP, h.among(func(o *Offer) bool { return o.Price.LessThan(h.MAP.Decimal) }),
			"is offered below the minimum advertised price, "+fx.Plain(h.MAP.Decimal))
	}
}

func (h *hijackLook) jump(state *HijackState) {
	fewest, known := len(h.sellers), false
	for _, c := range state.Counts {
		if h.At.Sub(c.At) <= time.Duration(h.rules.JumpDays)*dayLength {
			fewest, known = min(fewest, c.Sellers), true
		}
	}
	switch {
	case h.rules.OfferJump == 0:
	case !known:
		h.out.Unjudged = append(h.out.Unjudged, "state.counts")
	case len(h.sellers)-fewest >= h.rules.Jump:
		offers := h.unknown
		if len(offers) == 0 {
			h.find(SignalOfferJump, policy.Notice, "there are "+strconv.Itoa(len(h.sellers))+" sellers after "+strconv.Itoa(fewest)+", all of them known")
			return
		}
		h.signal(SignalOfferJump, h.rules.OfferJump, offers, "has "+strconv.Itoa(len(h.sellers))+" sellers, after "+
			strconv.Itoa(fewest)+" at the fewest of the last "+strconv.Itoa(h.rules.JumpDays)+" days")
	}
}

func (h *hijackLook) featured() {
	offers := h.among(func(o *Offer) bool { return o.Featured })
	switch {
	case len(offers) == 0:
	case !h.Stock.Valid:
		h.out.Unjudged = append(h.out.Unjudged, "stock")
	case h.Stock.Decimal.Sign() > 0:
		h.signal(SignalFeaturedLost, h.rules.FeaturedLost, offers,
			"has its Featured Offer with a seller that is on no list, with "+fx.Plain(h.Stock.Decimal)+" units of own stock")
	}
}

// conclude says the level.
func (h *hijackLook) conclude(level HijackLevel) {
	evidence := []policy.Evidence{
		{Name: "score", Value: strconv.Itoa(h.out.Score)},
		{Name: "watch from", Value: strconv.Itoa(h.rules.Watch)}, {Name: "act from", Value: strconv.Itoa(h.rules.Act)},
	}
	switch {
	case h.out.Level.rank() == 0:
		return
	case h.out.Level.rank() > level.rank():
		h.find("level_held", policy.Notice, "the level stays at "+string(h.out.Level)+" since it was last reached on "+
			h.out.State.HighAt.UTC().Format(time.RFC3339), evidence...)
	case level == HijackAct:
		h.find("level_act", policy.Warn, "a person should look at the listing, order a test buy and decide about a report to the platform", evidence...)
	default:
		h.find("level_watch", policy.Notice, "the listing should be watched", evidence...)
	}
}

// check reports every fault, joined, each an [*fx.InputError].
func (h *ListingLook) check(rules *HijackRules, state *HijackState) error {
	var f positionFaults
	highest := fees.MaxPrice()
	places, known := h.Currency.MinorUnits()
	if !known {
		f.add("currency", string(h.Currency), "must be a currency of ISO 4217 such as USD")
	}
	if h.At.IsZero() || h.At.Year() < 1 || h.At.Year() > 9990 {
		f.add("at", h.At.Format(time.RFC3339), "must be the time of the look")
	} else if h.At.Before(state.LastLook) {
		f.add("at", h.At.Format(time.RFC3339), "must not be before the last look")
	}
	if f.from("current", h.Current, &highest) && h.Current.IsZero() {
		f.add("current", "0", "must be above 0")
	}
	f.from("shipping", h.Shipping, &highest)
	for _, part := range []struct {
		field string
		value decimal.NullDecimal
		most  *decimal.Decimal
	}{{"stock", h.Stock, &mostCount}, {"map", h.MAP, &highest}, {"premium", h.Premium, &highest}} {
		if part.value.Valid {
			f.from(part.field, part.value.Decimal, part.most)
		}
	}
	if h.Premium.Valid && h.Premium.Decimal.IsZero() {
		f.add("premium", "0", "must be above 0")
	}
	if err := h.Limits.Check(); err != nil {
		f = append(f, fx.Faults(fx.InField("limits", err))...)
	} else if known && places != h.Limits.Places {
		f.add("limits.places", strconv.Itoa(h.Limits.Places), "must be "+strconv.Itoa(places)+", the minor unit of "+string(h.Currency))
	}
	for _, list := range []struct {
		field string
		n     int
	}{
		{"offers", len(h.Offers)}, {"own", len(h.Own)}, {"known", len(h.Known)}, {"test_buys", len(h.TestBuys)},
		{"order_ids", len(h.OrderIDs)}, {"state.sellers", len(state.Sellers)}, {"state.counts", len(state.Counts)},
	} {
		if list.n > maxSellers {
			f.add(list.field, strconv.Itoa(list.n), "must be at most "+strconv.Itoa(maxSellers))
		}
	}
	for i := range h.Offers[:min(len(h.Offers), maxSellers)] {
		path, o := "offers["+strconv.Itoa(i)+"]", &h.Offers[i]
		f.from(path+".price", o.Price, &highest)
		if o.Shipping.Valid {
			f.from(path+".shipping", o.Shipping.Decimal, &highest)
		}
	}
	for i := range h.TestBuys[:min(len(h.TestBuys), maxSellers)] {
		if n := h.TestBuys[i].Photos; n < 0 {
			f.add("test_buys["+strconv.Itoa(i)+"].photos", strconv.Itoa(n), "must not be below 0")
		}
	}
	rules.check(&f)
	state.check(&f)
	return errors.Join(f...)
}

func (r *HijackRules) check(f *positionFaults) {
	for _, part := range []struct {
		field             string
		value, from, most int
	}{
		{"unknown_seller", r.UnknownSeller, 0, 1000}, {"far_below", r.FarBelow, 0, 1000}, {"below_map", r.BelowMAP, 0, 1000},
		{"offer_jump", r.OfferJump, 0, 1000}, {"featured_lost", r.FeaturedLost, 0, 1000}, {"condition", r.Condition, 0, 1000},
		{"fulfillment", r.Fulfillment, 0, 1000}, {"watch", r.Watch, 1, 10_000}, {"act", r.Act, max(r.Watch, 0) + 1, 10_001},
		{"jump", r.Jump, 1, 1000}, {"jump_days", r.JumpDays, 1, 365}, {"calm_days", r.CalmDays, 0, 365},
		{"stale_hours", r.StaleHours, 1, 8760}, {"registry_days", r.RegistryDays, 1, 3650},
	} {
		if part.value < part.from || part.value > part.most {
			f.add("rules."+part.field, strconv.Itoa(part.value), "must be from "+strconv.Itoa(part.from)+" to "+strconv.Itoa(part.most))
		}
	}
	if f.from("rules.far_below_share", r.FarBelowShare, nil) && r.FarBelowShare.GreaterThanOrEqual(decimal.New(1, 0)) {
		f.add("rules.far_below_share", fx.Plain(r.FarBelowShare), "must be a fraction below 1")
	}
}

// distinct returns each seller of some offers once, in order.
func (h *hijackLook) distinct(offers []int) []string {
	var out []string
	for _, i := range offers {
		out = append(out, h.Offers[i].Seller)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
