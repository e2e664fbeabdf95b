package strategy

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/small"
)

// An Exclusion is why an offer was filtered. The texts are stable.
type Exclusion string

// The reasons of [Filter.Apply], in the order in which they are looked at.
const (
	ExcludedOwn             Exclusion = "own_offer"
	ExcludedSellerUnknown   Exclusion = "seller_unknown"
	ExcludedPrice           Exclusion = "no_price"
	ExcludedStock           Exclusion = "out_of_stock"
	ExcludedCondition       Exclusion = "condition"
	ExcludedStale           Exclusion = "stale"
	ExcludedShippingUnknown Exclusion = "shipping_unknown"
	ExcludedFulfillment     Exclusion = "fulfillment"
	ExcludedShipTime        Exclusion = "ship_time"
	ExcludedFeedback        Exclusion = "feedback"
	// ExcludedQuality is of an [Anchor] that weighs something which is not known of
	// the offer.
	ExcludedQuality Exclusion = "quality_unknown"
)

// String says the reason for people.
func (e Exclusion) String() string {
	switch e {
	case ExcludedOwn:
		return "it is an own offer"
	case ExcludedSellerUnknown:
		return "its seller is not known, so that it may be an own offer"
	case ExcludedPrice:
		return "it has no price that could be one"
	case ExcludedStock:
		return "it is out of stock"
	case ExcludedCondition:
		return "its condition is not compared"
	case ExcludedStale:
		return "it was not read in time"
	case ExcludedShippingUnknown:
		return "its shipping is not known"
	case ExcludedFulfillment:
		return "it is fulfilled in another way"
	case ExcludedShipTime:
		return "it is shipped too late, or nobody knows when"
	case ExcludedFeedback:
		return "the feedback of its seller is too low, too little, or not known"
	case ExcludedQuality:
		return "something that is weighed is not known of it"
	}
	return string(e)
}

// A Filter says which offers are rivals. The zero Filter keeps new offers in stock
// with a price and a known shipping, of whatever seller and age.
//
// Sellers and conditions are compared without regard to letter case and to spaces
// around and between words: an own second account that is written in another way
// must not become a rival, or the two run each other down. A rival whose name is that
// of an own account is left out too; identifiers tell the two apart, names do not.
type Filter struct {
	// Own are the sellers that belong to the caller, every account of them; all
	// their offers are filtered, second SKUs too. Blank entries are not looked at.
	// With any entry, an offer of an unknown seller is filtered, since it may be own.
	Own []string
	// Conditions are those that are compared; none is new only, and "" is new.
	Conditions []string
	// ByChannelOnly and BySellerOnly keep one kind of fulfilment; both keep none and
	// are a fault.
	ByChannelOnly, BySellerOnly bool
	// MaxShipDays is the longest ship time; 0 is any. An offer with an unknown one
	// is then filtered, and so on below.
	MaxShipDays int
	// MinFeedback is the least share of positive feedback, and MinFeedbackCount the
	// least number of ratings.
	MinFeedback      decimal.Decimal
	MinFeedbackCount int
	// MaxAge is how old an offer may be; 0 is any.
	MaxAge time.Duration
}

// Check reports every fault, joined, each an [*fx.InputError]: a limit below 0
// ("max_ship_days", "min_feedback_count", "max_age"), a share that is not from 0 to 1
// ("min_feedback"), and both kinds of fulfilment at once ("by_seller_only").
func (f Filter) Check() error {
	var faults []error
	fault := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	if f.ByChannelOnly && f.BySellerOnly {
		fault("by_seller_only", "true", "must not be set with by_channel_only")
	}
	if f.MaxShipDays < 0 {
		fault("max_ship_days", strconv.Itoa(f.MaxShipDays), "must not be below 0")
	}
	if err := checkShare(f.MinFeedback); err != nil {
		faults = append(faults, fx.InField("min_feedback", err))
	}
	if f.MinFeedbackCount < 0 {
		fault("min_feedback_count", strconv.Itoa(f.MinFeedbackCount), "must not be below 0")
	}
	if f.MaxAge < 0 {
		fault("max_age", f.MaxAge.String(), "must not be below 0")
	}
	return errors.Join(faults...)
}

// checkShare reports a decimal that is not a fraction from 0 to 1.
func checkShare(d decimal.Decimal) error {
	if err := fx.CheckDecimal(d); err != nil {
		return err
	}
	if d.Sign() < 0 || d.GreaterThan(one) {
		return fx.NewInputError("", fx.Plain(d), "must be a fraction from 0 to 1")
	}
	return nil
}

var one = decimal.New(1, 0)

// An Excluded is an offer that was filtered, by its place in the list, and why.
type Excluded struct {
	Index  int
	Reason Exclusion
}

// Apply returns the offers that are rivals, in their order, and the others with the
// first reason that holds for each. With a MaxAge, an offer that was seen after now is
// stale as well: its clock is wrong. A filter with faults lets pass what it can judge;
// [Filter.Check] finds them.
func (f Filter) Apply(offers []Offer, now time.Time) (rivals []Offer, excluded []Excluded) {
	kept, excluded := f.apply(offers, now)
	if len(kept) == 0 {
		return nil, excluded
	}
	rivals = make([]Offer, len(kept))
	for k, i := range kept {
		rivals[k] = offers[i]
	}
	return rivals, excluded
}

// apply returns the indices of the rivals.
func (f *Filter) apply(offers []Offer, now time.Time) (kept []int, excluded []Excluded) {
	own := make([]string, 0, len(f.Own))
	for _, seller := range f.Own {
		if seller = folded(seller); seller != "" {
			own = append(own, seller)
		}
	}
	for i := range offers {
		if reason := f.excludes(&offers[i], own, now); reason != "" {
			excluded = append(excluded, Excluded{i, reason})
		} else {
			if kept == nil {
				kept = make([]int, 0, len(offers)-i)
			}
			kept = append(kept, i)
		}
	}
	return kept, excluded
}

func (f *Filter) excludes(o *Offer, own []string, now time.Time) Exclusion {
	seller := ""
	if len(own) > 0 {
		seller = folded(o.Seller)
	}
	switch {
	case len(own) > 0 && slices.Contains(own, seller):
		return ExcludedOwn
	case len(own) > 0 && seller == "":
		return ExcludedSellerUnknown
	case !isPrice(o.Price) || o.Price.IsZero() || o.Shipping.Valid && !isPrice(o.Shipping.Decimal):
		return ExcludedPrice
	case o.OutOfStock:
		return ExcludedStock
	case !f.compares(o.Condition):
		return ExcludedCondition
	case f.isStale(o.Seen, now):
		return ExcludedStale
	case !o.Shipping.Valid:
		return ExcludedShippingUnknown
	case f.ByChannelOnly && !o.ByChannel, f.BySellerOnly && o.ByChannel:
		return ExcludedFulfillment
	case f.MaxShipDays > 0 && (!isKnown(o.ShipDays) || o.ShipDays.Decimal.GreaterThan(decimal.New(int64(f.MaxShipDays), 0))):
		return ExcludedShipTime
	case f.MinFeedback.Sign() > 0 && (!isKnown(o.Feedback) || fx.CheckDecimal(f.MinFeedback) != nil || o.Feedback.Decimal.LessThan(f.MinFeedback)),
		o.FeedbackCount < f.MinFeedbackCount:
		return ExcludedFeedback
	}
	return ""
}

// isPrice reports whether an amount can be a price or a shipping.
func isPrice(d decimal.Decimal) bool {
	return isAmount(d) && small.Cmp(d, highestPrice) <= 0
}

// isKnown reports whether a figure about an offer is there and makes sense.
func isKnown(d decimal.NullDecimal) bool {
	return d.Valid && fx.CheckDecimal(d.Decimal) == nil && d.Decimal.Sign() >= 0
}

// isStale reports whether something was read too long ago, or after now.
func (f *Filter) isStale(seen, now time.Time) bool {
	return f.MaxAge > 0 && (seen.After(now) || seen.Before(now.Add(-f.MaxAge)))
}

// compares reports whether offers of a condition are compared.
func (f *Filter) compares(condition string) bool {
	condition = folded(condition)
	if len(f.Conditions) == 0 {
		return condition == "" || condition == "new"
	}
	for _, c := range f.Conditions {
		if c = folded(c); c == condition || isNew(c) && isNew(condition) {
			return true
		}
	}
	return false
}

func isNew(condition string) bool { return condition == "" || condition == "new" }

// folded returns a text without what does not count in a comparison: letter case, and
// spaces around and between words beyond one.
func folded(s string) string {
	if isFolded(s) {
		return s
	}
	return strings.ToLower(strings.Join(strings.Fields(s), " "))
}

// isFolded reports of a text of small ASCII letters, digits and hyphens or the like,
// as most names of sellers are, that folding leaves it as it is.
func isFolded(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}
