package reprice

import (
	"errors"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/small"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// A Basis is a price to compare with, as what a buyer pays with shipping. The texts
// are stable.
type Basis string

// The bases.
const (
	// Featured is the offer of a rival that is the Featured Offer (Buy Box).
	Featured Basis = "featured"
	// Lowest is the cheapest rival; as the cheapest offer oneself it is the second
	// lowest price.
	Lowest Basis = "lowest"
	// LowestByChannel is the cheapest rival that the channel fulfils.
	LowestByChannel Basis = "lowest_by_channel"
	// SecondLowest is the second cheapest rival.
	SecondLowest Basis = "second_lowest"
	// Competitive is the lowest price of major retailers elsewhere, Case.CompetitivePrice.
	Competitive Basis = "competitive"
)

// A Move says where the price stands to what it is compared with. The texts are stable.
type Move string

// The moves. The zero Move is Match.
const (
	Match Move = "match"
	Beat  Move = "beat"  // below it
	Above Move = "above" // above it
)

// A Fallback is the price where there is nothing to compare with. The texts are stable.
type Fallback string

// The fallbacks. A price that the item does not give leaves the price as it is.
const (
	FallbackHold       Fallback = ""            // the price stays
	FallbackStandAlone Fallback = "stand_alone" // Item.StandAlone
	FallbackSubmitted  Fallback = "submitted"   // Item.Submitted
	FallbackMost       Fallback = "most"        // the highest price of the bounds
)

// An AtLeast is the price where the rule wants the lowest price of the bounds or less.
// The texts are stable.
type AtLeast string

// What is done there. A jump without a highest price rests.
const (
	AtLeastRest AtLeast = ""             // the lowest price
	AtLeastJump AtLeast = "jump_to_most" // the highest price
	AtLeastHold AtLeast = "hold"         // the price stays
)

// A WhenFeatured is what is done while the own offer is the Featured Offer. The texts
// are stable.
type WhenFeatured string

// What is done then. The zero value holds where Basis Featured is compared with first,
// as Amazon does, and goes on elsewhere.
const (
	FeaturedDefault WhenFeatured = ""
	FeaturedHold    WhenFeatured = "hold"
	FeaturedGoOn    WhenFeatured = "go_on"
	FeaturedRaise   WhenFeatured = "raise" // by RaiseBy or RaiseShare, until it is lost
)

// A WhenSuppressed is what is done while the channel shows no Featured Offer. The
// texts are stable.
type WhenSuppressed string

// What is done then. Without a known price to revert to the rule goes on.
const (
	SuppressedGoOn   WhenSuppressed = ""
	SuppressedRevert WhenSuppressed = "revert" // to the last price at which it was shown
	SuppressedHold   WhenSuppressed = "hold"
)

// Compare is the rule of a repricer: it follows the price of rivals. All comparisons
// are of what a buyer pays, so the own shipping is taken off to give the item price.
// The zero Compare has no basis, which is an error.
type Compare struct {
	// To are the bases in their order: the first one that has a price is compared
	// with, or with LowestOf the lowest of all that have one.
	To       []Basis
	LowestOf bool
	// Move says where the price stands, By or Share by how much: an amount in the
	// currency, or a fraction of the price compared with. Beat and Above need one of
	// them, Match neither.
	Move      Move
	By, Share decimal.Decimal

	NoRival    Fallback
	AtLeast    AtLeast
	Suppressed WhenSuppressed

	Featured            WhenFeatured
	RaiseBy, RaiseShare decimal.Decimal
}

// Check reports every fault, joined, each an [*fx.InputError] by its path.
func (c Compare) Check() error {
	var faults []error
	bad := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	if len(c.To) == 0 {
		bad("to", "", "must not be empty")
	}
	for i, basis := range c.To {
		switch basis {
		case Featured, Lowest, LowestByChannel, SecondLowest, Competitive:
		default:
			bad("to["+strconv.Itoa(i)+"]", string(basis), `must be "featured", "lowest", "lowest_by_channel", "second_lowest" or "competitive"`)
		}
	}
	add := func(err error) {
		if err != nil {
			faults = append(faults, err)
		}
	}
	add(checkShare("by", c.By, highestPrice))
	add(checkShare("share", c.Share, one))
	add(checkShare("raise_by", c.RaiseBy, highestPrice))
	add(checkShare("raise_share", c.RaiseShare, one))
	if len(faults) > 0 {
		return errors.Join(faults...)
	}
	one := c.By.Sign() > 0 != (c.Share.Sign() > 0)
	switch c.Move {
	case "", Match:
		if !c.By.IsZero() || !c.Share.IsZero() {
			bad("by", "", "must not be given with a match")
		}
	case Beat, Above:
		if !one {
			bad("by", "", "must be above 0, or share, but not both")
		}
	default:
		bad("move", string(c.Move), `must be "match", "beat" or "above"`)
	}
	switch c.NoRival {
	case FallbackHold, FallbackStandAlone, FallbackSubmitted, FallbackMost:
	default:
		bad("no_rival", string(c.NoRival), `must be "", "stand_alone", "submitted" or "most"`)
	}
	switch c.AtLeast {
	case AtLeastRest, AtLeastJump, AtLeastHold:
	default:
		bad("at_least", string(c.AtLeast), `must be "", "jump_to_most" or "hold"`)
	}
	switch c.Suppressed {
	case SuppressedGoOn, SuppressedRevert, SuppressedHold:
	default:
		bad("suppressed", string(c.Suppressed), `must be "", "revert" or "hold"`)
	}
	switch raise := c.RaiseBy.Sign() > 0 != (c.RaiseShare.Sign() > 0); c.Featured {
	case FeaturedDefault, FeaturedHold, FeaturedGoOn:
	case FeaturedRaise:
		if !raise {
			bad("raise_by", "", "must be above 0, or raise_share, but not both")
		}
	default:
		bad("featured", string(c.Featured), `must be "", "hold", "go_on" or "raise"`)
	}
	return errors.Join(faults...)
}

// Propose returns the price that the rule wants. The error is a
// [*strategy.NoPriceError] where it wants none: "featured", "no_rival", "suppressed",
// "at_least", "no_current_price".
func (c Compare) Propose(v *View) (strategy.Proposal, error) {
	if v.Item == nil {
		return strategy.Proposal{}, c.none(ReasonNoCurrent, "there is no item")
	}
	if v.Item.Suppressed {
		switch shown := v.Item.State.Shown; {
		case c.Suppressed == SuppressedHold:
			return strategy.Proposal{}, c.none(ReasonSuppressed, "the channel shows no Featured Offer")
		case c.Suppressed == SuppressedRevert && shown.Valid:
			return v.proposal("compare", shown.Decimal, strategy.Reason{
				Code: ReasonSuppressed, Text: "the channel shows no Featured Offer; it last did at " + money(shown.Decimal, v.Currency),
			}), nil
		}
	}
	if v.Featured {
		switch {
		case c.Featured == FeaturedHold, c.Featured == FeaturedDefault && len(c.To) > 0 && c.To[0] == Featured:
			return strategy.Proposal{}, c.none(ReasonFeatured, "the offer is the Featured Offer")
		case c.Featured == FeaturedRaise:
			if !v.Item.Current.Valid {
				return strategy.Proposal{}, c.none(ReasonNoCurrent, "there is no price in force to raise")
			}
			raised := v.Item.Current.Decimal.Add(c.RaiseBy)
			if c.RaiseShare.Sign() > 0 {
				raised = raised.Mul(one.Add(c.RaiseShare)).RoundFloor(int32(v.Limits.Places))
			}
			return v.proposal("compare", raised, strategy.Reason{Code: ReasonFeatured, Text: "the Featured Offer is raised until it is lost"}), nil
		}
	}
	against, basis, found := c.against(v)
	if !found {
		return c.fallback(v)
	}
	apart := c.By
	if c.Share.Sign() > 0 {
		apart = against.Mul(c.Share)
	}
	total, how := against, "match "
	switch c.Move {
	case Beat:
		total, how = small.Sub(against, apart), "beat "
	case Above:
		total, how = small.Add(against, apart), "stay above "
	}
	wanted := small.Sub(total, v.Shipping)
	places := int32(v.Limits.Places)
	if c.Move == Above {
		wanted = small.RoundCeil(wanted, places)
	} else {
		wanted = small.RoundFloor(wanted, places)
	}
	reason := strategy.Reason{Code: string(basis), Text: how + string(basis) + " at " + money(against, v.Currency)}
	if least := v.Limits.Least; least.Valid && wanted.LessThanOrEqual(least.Decimal) {
		switch {
		case c.AtLeast == AtLeastHold:
			return strategy.Proposal{}, c.none(ReasonAtLeast, how+string(basis)+" would need "+money(wanted, v.Currency)+", which is not above the lowest price")
		case c.AtLeast == AtLeastJump && v.Limits.Most.Valid:
			return v.proposal("compare", v.Limits.Most.Decimal, reason,
				strategy.Reason{Code: ReasonAtLeast, Text: money(wanted, v.Currency) + " is not above the lowest price: jump to the highest"}), nil
		}
	}
	return v.proposal("compare", wanted, reason), nil
}

func (c Compare) none(code, text string) error {
	return &strategy.NoPriceError{Strategy: "compare", Code: code, Text: text}
}

// against finds the price to compare with.
func (c *Compare) against(v *View) (price decimal.Decimal, basis Basis, found bool) {
	for _, b := range c.To {
		p := v.basis(b)
		if !p.Valid || found && small.Cmp(p.Decimal, price) >= 0 {
			continue
		}
		price, basis, found = p.Decimal, b, true
		if !c.LowestOf {
			break
		}
	}
	return price, basis, found
}

// basis returns the price with shipping of a basis.
func (v *View) basis(b Basis) (price decimal.NullDecimal) {
	switch b {
	case Lowest:
		return v.Lowest()
	case SecondLowest:
		if len(v.Rivals) > 1 {
			return decimal.NewNullDecimal(v.Rivals[1].Total())
		}
	case Competitive:
		return v.Item.Case.CompetitivePrice
	case Featured, LowestByChannel:
		for i := range v.Rivals {
			if o := &v.Rivals[i]; b == Featured && o.Featured || b == LowestByChannel && o.ByChannel {
				return decimal.NewNullDecimal(o.Total())
			}
		}
	}
	return price
}

// fallback is the price where there is nothing to compare with.
func (c *Compare) fallback(v *View) (strategy.Proposal, error) {
	var price decimal.NullDecimal
	switch c.NoRival {
	case FallbackStandAlone:
		price = v.Item.StandAlone
	case FallbackSubmitted:
		price = v.Item.Submitted
	case FallbackMost:
		price = v.Limits.Most
	}
	if !price.Valid {
		return strategy.Proposal{}, c.none(ReasonNoRival, "there is nothing to compare with")
	}
	return v.proposal("compare", price.Decimal, strategy.Reason{Code: ReasonNoRival, Text: "there is nothing to compare with: " + string(c.NoRival)}), nil
}
