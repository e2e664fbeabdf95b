package strategy

import (
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

// A HijackLevel is how much the offers on a listing ask for attention. The texts are
// stable.
type HijackLevel string

// The levels, the lowest first. "" is HijackCalm.
const (
	HijackCalm  HijackLevel = "calm"
	HijackWatch HijackLevel = "watch"
	HijackAct   HijackLevel = "act"
)

// rank orders the levels; an unknown one is -1.
func (l HijackLevel) rank() int {
	switch l {
	case "", HijackCalm:
		return 0
	case HijackWatch:
		return 1
	case HijackAct:
		return 2
	}
	return -1
}

// The codes of the signals of [GuardListing], in their order.
const (
	SignalUnknownSeller = "unknown_seller"       // a seller that is on no list of the caller
	SignalFarBelow      = "price_far_below"      // far below the own floor
	SignalBelowMAP      = "price_below_map"      // below the minimum advertised price
	SignalOfferJump     = "offer_jump"           // suddenly more sellers
	SignalFeaturedLost  = "featured_offer_lost"  // an unknown seller has the Featured Offer, with own stock
	SignalCondition     = "condition_mismatch"   // another condition than the own offer
	SignalFulfillment   = "fulfillment_mismatch" // fulfilled in another way
)

// HijackRules are the weights of the signals and the thresholds. No source gives
// numbers for them: they are the caller's, or those of [HouseHijackRules].
type HijackRules struct {
	// The weights are from 0 to 1000; 0 leaves a signal out.
	UnknownSeller, FarBelow, BelowMAP, OfferJump, FeaturedLost, Condition, Fulfillment int
	// Watch and Act are the sums of weights from which on the level is reached, above
	// 0 and rising.
	Watch, Act int
	// FarBelowShare is how far below the floor a price has to be, a fraction: a price
	// is far below when it is below floor × (1 - FarBelowShare), both with shipping.
	FarBelowShare decimal.Decimal
	// Jump is how many sellers more than at the fewest of the last JumpDays are a
	// jump.
	Jump, JumpDays int
	// CalmDays is how many days of lower levels in a row bring a level down.
	CalmDays int
	// StaleHours is how old an offer may be to count, RegistryDays how old a check of
	// the brand registry.
	StaleHours, RegistryDays int
}

// HouseHijackRules returns the rules of the house: unknown seller 30, far below 30 (by
// 20 %), below MAP 15, three more sellers in 7 days 20, Featured Offer 25, condition
// 15, fulfilment 5; watch from 30, act from 60; down after 3 days; offers of 24 hours
// and a registry check of 90 days.
func HouseHijackRules() HijackRules {
	return HijackRules{
		UnknownSeller: 30, FarBelow: 30, BelowMAP: 15, OfferJump: 20, FeaturedLost: 25, Condition: 15, Fulfillment: 5,
		Watch: 30, Act: 60, FarBelowShare: decimal.New(2, -1), Jump: 3, JumpDays: 7, CalmDays: 3,
		StaleHours: 24, RegistryDays: 90,
	}
}

// A BrandRegistry is what is known of the brand's enrolment with the platform. The
// zero BrandRegistry is unknown, which blocks premium pricing as a no does.
type BrandRegistry struct {
	// Registered counts only with VerifiedOn, the day on which it was looked up.
	Registered bool
	VerifiedOn time.Time
}

// A TestBuy is a purchase that was made to see what a seller ships. What is empty or
// zero is missing in the report to the platform.
type TestBuy struct {
	Seller, OrderID   string
	Ordered, Received time.Time
	// Result says what came: "other packaging, no serial number".
	Result string
	Photos int
}

// A ListingLook is one look at the offers on a listing.
type ListingLook struct {
	Currency fx.Currency
	// At is when the look was taken, not before the last one.
	At time.Time
	// OwnBrand says that the listing is of the caller's own brand. On other listings
	// sellers that nobody knows are competition, and nothing is looked for.
	OwnBrand bool
	// Own are the sellers that belong to the caller, Known those that may sell the
	// item.
	Own, Known []string
	// Offers are those on the listing, at most 1000.
	Offers []Offer
	// Current is the own item price in force and Shipping what the buyer pays for
	// delivery; Condition and ByChannel are those of the own offer.
	Current, Shipping decimal.Decimal
	Condition         string
	ByChannel         bool
	// Stock is the own stock in units, MAP the minimum advertised price of the item;
	// not Valid is unknown, or none.
	Stock, MAP decimal.NullDecimal
	// Limits are those of the own item price. Their lowest price is the floor; without
	// Least and Admissible it is unknown.
	Limits Limits
	// Defend lowers the price to the lowest unknown seller, never below the floor.
	// Otherwise the price is held.
	Defend bool
	// Premium is a higher price that is wished for; not Valid is none.
	Premium  decimal.NullDecimal
	Registry BrandRegistry
	// TestBuys and OrderIDs are the evidence of the caller, at most 1000 each.
	TestBuys []TestBuy
	OrderIDs []string
	// Rules are the weights and thresholds; nil are those of the house.
	Rules *HijackRules
}

// A HijackSignal is one thing that was noticed.
type HijackSignal struct {
	Code   string
	Weight int
	// Offers are the indices of the offers behind it.
	Offers []int
}

// A ListingGuard is what a look comes to.
type ListingGuard struct {
	// Level is that of the look, or the last one while it is held; Score the sum of
	// the weights of the signals, each counted once.
	Level   HijackLevel
	Score   int
	Signals []HijackSignal
	// Findings say each signal, the level and what was decided, with the figures. They
	// say what was seen, and accuse nobody.
	Findings []policy.Finding
	// Unjudged are the inputs that were missing for a signal.
	Unjudged []string
	// Proposal is the price; its reasons say which trigger it goes by.
	Proposal Proposal
	// Evidence is what a report to the platform can show, and Missing what it lacks.
	Evidence []HijackEvidence
	Missing  []string
	// State is to be given to the next look.
	State HijackState
}

const hijackDefence = "hijack_defence"

// GuardListing looks at the offers on a listing of the own brand for signs that
// somebody sells on it who should not, and says what price to ask meanwhile. It
// depends on nothing but the look and the state that the last one returned; the zero
// state is that of the first look.
//
// Only sellers that are neither Own nor Known are looked at, and of them offers that
// are in stock with a price, apart from SignalUnknownSeller and SignalOfferJump. Every
// signal counts once, so that no further signal ever lowers the level; a level falls
// only when CalmDays have passed since it was last reached.
//
// The price is held. With Defend it goes down to the lowest unknown seller, unless
// that is below the floor: no price below it is followed. It goes up to Premium only
// when the brand is registered and this was checked; unknown blocks it.
//
// The errors join the faults of the input, each an [*fx.InputError]. When there is no
// price the error is a [*NoPriceError] ("no_floor" when Defend has no floor, or that
// of the limits), and everything else is returned all the same.
func GuardListing(look ListingLook, state HijackState) (ListingGuard, error) {
	rules := HouseHijackRules()
	if look.Rules != nil {
		rules = *look.Rules
	}
	if err := look.check(&rules, &state); err != nil {
		return ListingGuard{}, err
	}
	h := hijackLook{ListingLook: &look, rules: &rules}
	h.sort()
	h.signals(&state)
	level := HijackCalm
	for _, signal := range h.out.Signals {
		h.out.Score += signal.Weight
	}
	switch {
	case h.out.Score >= rules.Act:
		level = HijackAct
	case h.out.Score >= rules.Watch:
		level = HijackWatch
	}
	h.out.State = state.next(&h, level)
	h.out.Level = h.out.State.Level
	h.conclude(level)
	h.gather()
	var err error
	h.out.Proposal, err = h.price()
	return h.out, err
}

// A hijackLook is a look in work.
type hijackLook struct {
	*ListingLook
	rules   *HijackRules
	unknown []int    // fresh offers of sellers that are neither own nor known
	buyable []int    // those of them in stock and with a price
	sellers []string // who offers at all, sorted
	out     ListingGuard
}

// sort tells the offers apart.
func (h *hijackLook) sort() {
	for i := range h.Offers {
		o := &h.Offers[i]
		if age := h.At.Sub(o.Seen); o.Seen.IsZero() || age < 0 || age > time.Duration(h.rules.StaleHours)*time.Hour {
			h.out.Unjudged = append(h.out.Unjudged, "offers["+strconv.Itoa(i)+"].seen")
			continue
		}
		h.sellers = append(h.sellers, o.Seller)
		if !h.OwnBrand || slices.Contains(h.Own, o.Seller) || slices.Contains(h.Known, o.Seller) {
			continue
		}
		h.unknown = append(h.unknown, i)
		if !o.OutOfStock && o.Price.Sign() > 0 {
			h.buyable = append(h.buyable, i)
		}
	}
	slices.Sort(h.sellers)
	h.sellers = slices.Compact(h.sellers)
}

// floor is the lowest item price that the limits allow. It is not Valid when they say
// nothing of one, or when no price is within them.
func (h *hijackLook) floor() decimal.NullDecimal {
	if !h.Limits.Least.Valid && h.Limits.Admissible == nil {
		return decimal.NullDecimal{}
	}
	runs, err := h.Limits.runs()
	if err != nil {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(ofMinor(runs[0].from, h.Limits.Places))
}

// lowest is the lowest price with shipping of an unknown seller.
func (h *hijackLook) lowest() (total decimal.NullDecimal, index int) {
	for _, i := range h.buyable {
		if o := &h.Offers[i]; o.Shipping.Valid && (!total.Valid || o.Total().LessThan(total.Decimal)) {
			total, index = decimal.NewNullDecimal(o.Total()), i
		}
	}
	return total, index
}

// price is the price to ask.
func (h *hijackLook) price() (Proposal, error) {
	held := h.Limits
	held.Ending = Ending{} // a price that is held keeps its ending
	hold := func(code, text string) (Proposal, error) {
		return Fit(hijackDefence, h.Currency, h.Current, Up, held, Reason{code, text})
	}
	if h.Premium.Valid {
		if why := h.Registry.blocks(h.At, h.rules.RegistryDays); why != "" {
			h.find("premium_blocked", policy.Block, "premium pricing waits for the brand registry: "+why)
			return hold("premium_blocked", "the price is held: "+why)
		}
		return Fit(hijackDefence, h.Currency, h.Premium.Decimal, Up, h.Limits,
			Reason{"premium", "the brand is registered, checked on " + h.Registry.VerifiedOn.Format(time.DateOnly)})
	}
	if !h.Defend || h.out.Level.rank() == 0 {
		return hold("hold", "the price is held")
	}
	total, index := h.lowest()
	if !total.Valid {
		return hold("hold", "the price is held: no unknown seller has a price with shipping")
	}
	floor := h.floor()
	if !floor.Valid {
		if _, err := h.Limits.runs(); err != nil {
			return hold("hold", "the price is held") // which says what is wrong with the limits
		}
		return Proposal{}, &NoPriceError{hijackDefence, "no_floor", "a price is not lowered without a floor: the limits have no least price and no target"}
	}
	rival := total.Decimal.Sub(h.Shipping)
	text := fx.Plain(total.Decimal) + " with shipping by seller " + h.Offers[index].Seller
	switch {
	case rival.LessThan(floor.Decimal):
		h.find("below_floor_not_followed", policy.Notice, "the lowest price of an unknown seller, "+text+", is below the own floor, "+
			fx.Plain(floor.Decimal.Add(h.Shipping))+" with shipping, and is not followed")
		return hold("below_floor_not_followed", "the price is held: "+text+" is below the floor "+fx.Plain(floor.Decimal))
	case !rival.LessThan(h.Current):
		return hold("hold", "the price is held: "+text+" is not below it")
	}
	return Fit(hijackDefence, h.Currency, rival, Up, held, Reason{"match", "down to " + text})
}

// calendarDay is the day of a time in its own location, as midnight UTC.
func calendarDay(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// blocks says why premium pricing has to wait, "" when it need not.
func (r BrandRegistry) blocks(at time.Time, days int) string {
	switch age := calendarDay(at).Sub(calendarDay(r.VerifiedOn)); {
	case r.VerifiedOn.IsZero():
		return "it is unknown whether the brand is registered"
	case r.VerifiedOn.After(at) || age < 0:
		return "the registration was checked after this look"
	case age > time.Duration(days)*dayLength:
		return "the registration was last checked on " + r.VerifiedOn.Format(time.DateOnly) + ", more than " + strconv.Itoa(days) + " days ago"
	case !r.Registered:
		return "the brand is not registered"
	}
	return ""
}
