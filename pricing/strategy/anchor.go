package strategy

import (
	"errors"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// NameAnchor is the name of [Anchor] in proposals.
const NameAnchor = "anchor"

// A Statistic says what of the rivals a price is anchored on.
type Statistic string

// The statistics, all of what a buyer pays. The zero Statistic is Lowest.
const (
	// Lowest is the lowest rival. For who is the lowest it is the second lowest
	// offer, since own offers are no rivals.
	Lowest Statistic = "lowest"
	// Featured is the Featured Offer (Buy Box).
	Featured Statistic = "featured"
	// Competitive is the lowest price of major retailers elsewhere.
	Competitive Statistic = "competitive"
	// FeaturedOrCompetitive is the lower of the two, or the one that there is.
	FeaturedOrCompetitive Statistic = "featured_or_competitive"
	// Median is the middle rival, or halfway between the two in the middle.
	Median Statistic = "median"
	// AtQuantile is the quantile [Anchor.Quantile] of the rivals: at (n-1)q of them
	// in rising order, counted from 0, in proportion between two.
	AtQuantile Statistic = "quantile"
	// QualityAdjusted is the lowest rival after each is adjusted by [Quality].
	QualityAdjusted Statistic = "quality_adjusted"
)

// A Direction says on which side of the anchor a price is put.
type Direction string

// The directions. The zero Direction is Match.
const (
	Match Direction = "match"
	Beat  Direction = "beat"  // by the amount or share below
	Above Direction = "above" // by the amount or share above
)

// An Anchor puts a price beside those of rivals. The zero Anchor matches the lowest
// new offer in stock, whatever it is, and its price is above 0 only: give it limits.
//
// What a buyer pays is compared, price and shipping; the own shipping is taken off
// again. Towards the limits a price that matches or beats gives way downwards where
// it can and upwards where it must, so that below the least price it rests at the
// least; one above the rivals gives way upwards first. A price ending may raise a
// price over the anchor again: leave Within of the ending 0 where that matters.
type Anchor struct {
	// Filter says which offers are rivals.
	Filter    Filter
	Statistic Statistic
	// Quantile is that of AtQuantile, from 0 to 1, and Quality what QualityAdjusted
	// weighs.
	Quantile decimal.Decimal
	Quality  Quality
	// Direction says where the price goes, and Amount, in the currency of the
	// listing, or Share of the anchor, how far. One of them is above 0 unless the
	// anchor is matched.
	Direction     Direction
	Amount, Share decimal.Decimal
	// StandAlone, when Valid, is the item price to ask for when there is no anchor.
	StandAlone decimal.NullDecimal
	// Limits bound the price. Places comes from the currency of the market.
	Limits Limits
}

// A Market is what is known of an item on a channel at a time. The zero Market is an
// error: it has no currency.
type Market struct {
	Currency fx.Currency
	// Own is the own offer. Its Shipping must be known; its Seller, when given, is own
	// beside those of the filter; a [Quality] looks at its Feedback, FeedbackCount
	// and ShipDays. Its price is not looked at.
	Own Offer
	// Offers are those for the item, in any order, own ones among them or not.
	Offers []Offer
	// Competitive is the lowest price of major retailers elsewhere, with shipping,
	// as the channel reports it, and CompetitiveSeen when it was read.
	Competitive     decimal.NullDecimal
	CompetitiveSeen time.Time
	// Now is the time of the decision, for the age of what was read.
	Now time.Time
}

// Check reports every fault, joined, each an [*fx.InputError] with its path: an
// unknown statistic or direction, a quantile or a share out of bounds, an amount
// beside a share, none of the two where the direction needs one, a stand-alone price
// that is not above 0, faults of the filter, the quality and the limits.
func (a Anchor) Check() error {
	var faults []error
	fault := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	within := func(field string, err error) {
		if err != nil {
			faults = append(faults, fx.InField(field, err))
		}
	}
	within("filter", a.Filter.Check())
	switch a.Statistic {
	case "", Lowest, Featured, Competitive, FeaturedOrCompetitive, Median, AtQuantile:
	case QualityAdjusted:
		within("quality", a.Quality.Check())
	default:
		fault("statistic", string(a.Statistic), "must be a statistic of this package")
	}
	within("quantile", checkShare(a.Quantile))
	amount, share := isPrice(a.Amount), checkMargin(a.Share)
	if !amount {
		fault("amount", plainOr(a.Amount), "must be an amount from 0")
	}
	within("share", share)
	if amount && share == nil {
		given, two := a.Amount.Sign() > 0 || a.Share.Sign() > 0, a.Amount.Sign() > 0 && a.Share.Sign() > 0
		switch a.Direction {
		case "", Match:
			if given {
				fault("direction", string(a.Direction), "must not be a match with an amount or a share")
			}
		case Beat, Above:
			if !given {
				fault("amount", "0", "must be above 0, or share, to "+string(a.Direction))
			}
		}
		if two {
			fault("share", fx.Plain(a.Share), "must not be given with amount")
		}
	}
	switch a.Direction {
	case "", Match, Beat, Above:
	default:
		fault("direction", string(a.Direction), `must be "match", "beat" or "above"`)
	}
	if a.StandAlone.Valid && (!isPrice(a.StandAlone.Decimal) || a.StandAlone.Decimal.IsZero()) {
		fault("stand_alone", plainOr(a.StandAlone.Decimal), "must be a price above 0")
	}
	within("limits", a.Limits.Check())
	return errors.Join(faults...)
}

// plainOr returns a decimal as text, whatever it is.
func plainOr(d decimal.Decimal) string {
	if err := (*fx.InputError)(nil); errors.As(fx.CheckDecimal(d), &err) {
		return err.Value
	}
	return fx.Plain(d)
}

// Propose returns the price beside the rivals. Its reasons say the anchor, and each
// offer that was left out with the code "excluded_" and the [Exclusion].
//
// The error joins the faults of [Anchor.Check] and of the market ("currency",
// "own.shipping", and what the quality needs of the own offer), or is a
// [*NoPriceError]: "no_rival" when there is no anchor and no stand-alone price,
// "own_featured" when the Featured Offer is the own one, so that nothing is to be
// changed for it, and those of [Limits.Fit].
func (a Anchor) Propose(m Market) (Proposal, error) {
	err := a.Check()
	places, known := m.Currency.MinorUnits()
	if !known {
		err = errors.Join(err, fx.NewInputError("currency", string(m.Currency), "must be a currency with a minor unit"))
	}
	if !m.Own.Shipping.Valid || !isPrice(m.Own.Shipping.Decimal) {
		err = errors.Join(err, fx.NewInputError("own.shipping", plainOr(m.Own.Shipping.Decimal), "must be known, from 0: rivals are compared with shipping"))
	}
	if a.Statistic == QualityAdjusted {
		err = errors.Join(err, fx.InField("own", a.Quality.checkOwn(&m.Own)))
	}
	if err != nil {
		return Proposal{}, err
	}
	limits := a.Limits
	limits.Places = places
	anchor, reasons, err := a.anchorOf(&m)
	if err != nil {
		return Proposal{}, err
	}
	if !anchor.Valid { // there is a stand-alone price
		return Fit(NameAnchor, m.Currency, a.StandAlone.Decimal, Up, limits, append(reasons, Reason{"stand_alone", "there is no rival: the stand-alone price"})...)
	}
	total, side := anchor.Decimal, Down
	switch a.Direction {
	case Beat:
		total = total.Sub(a.Amount).Sub(total.Mul(a.Share))
	case Above:
		total, side = total.Add(a.Amount).Add(total.Mul(a.Share)), Up
	}
	if a.Direction == Beat || a.Direction == Above {
		by := fx.Plain(a.Amount)
		if a.Share.Sign() > 0 {
			by = fx.Percent(a.Share)
		}
		reasons = append(reasons, Reason{string(a.Direction), string(a.Direction) + " by " + by + ": " + fx.Plain(total)})
	}
	if m.Own.Shipping.Decimal.Sign() > 0 {
		reasons = append(reasons, Reason{"own_shipping", "less the own shipping of " + fx.Plain(m.Own.Shipping.Decimal)})
	}
	return fitAny(m.Currency, total.Sub(m.Own.Shipping.Decimal), side, limits, reasons)
}

// fitAny is [Fit] for a wanted price that may be more or less than a price can be.
func fitAny(currency fx.Currency, wanted decimal.Decimal, side Side, l Limits, reasons []Reason) (Proposal, error) {
	asked, text := wanted, ""
	switch {
	case wanted.Sign() <= 0:
		asked, text = ofMinor(1, l.Places), "a price is above 0"
	case wanted.GreaterThan(highestWanted):
		asked, text = highestWanted, "a price is at most "+fx.Plain(highestWanted)
	}
	p, err := Fit(NameAnchor, currency, asked, side, l, reasons...)
	if err == nil && text != "" {
		p.Wanted = wanted
		p.Steps = append([]Step{{StepGrid, wanted, asked, text}}, p.Steps...)
	}
	return p, err
}

// CheckAutomatePricing reports, joined, each an [*fx.InputError], what Amazon's own
// tool would not take: a statistic or a match that it has not, a step of less than
// 0.10 or 1 %, a share above 90 %, and a rule without a least price. These are bounds
// of that tool in US dollars and not of this package.
//
// Source: Amazon Seller Central help, Automate Pricing.
func (a Anchor) CheckAutomatePricing() error {
	var faults []error
	fault := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	if err := a.Check(); err != nil {
		return err
	}
	switch a.Statistic {
	case "", Lowest, Featured, Competitive, FeaturedOrCompetitive:
	default:
		fault("statistic", string(a.Statistic), "must be lowest, featured, competitive or featured_or_competitive in Automate Pricing")
	}
	switch {
	case a.Amount.Sign() > 0 && a.Amount.LessThan(leastAutomateAmount):
		fault("amount", fx.Plain(a.Amount), "must be at least "+fx.Plain(leastAutomateAmount)+" in Automate Pricing")
	case a.Share.Sign() > 0 && (a.Share.LessThan(leastAutomateShare) || a.Share.GreaterThan(mostAutomateShare)):
		fault("share", fx.Plain(a.Share), "must be from "+fx.Plain(leastAutomateShare)+" to "+fx.Plain(mostAutomateShare)+" in Automate Pricing")
	}
	if !a.Limits.Least.Valid {
		fault("limits.least", "", "must be given in Automate Pricing")
	}
	return errors.Join(faults...)
}

var (
	leastAutomateAmount = decimal.New(10, -2)
	leastAutomateShare  = decimal.New(1, -2)
	mostAutomateShare   = decimal.New(90, -2)
)

// label names an offer for people.
func label(index int, o *Offer) string {
	text := "offer " + strconv.Itoa(index+1)
	if o.Seller != "" {
		text += " of " + cut(o.Seller)
	}
	return text
}

// cut shortens the name of a seller, so that a reason stays one.
func cut(name string) string {
	const most = 40
	runes := []rune(name[:min(len(name), 4*most)])
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return string(runes)
}
