package strategy

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
)

// NameSync is the name of [Sync] in proposals.
const NameSync = "sync"

// StepSync is the code of a step that keeps channels together.
const StepSync = "sync"

// mostOutlets are more channels than anybody sells on.
const mostOutlets = 100

// An Outlet is one channel on which the item is sold.
type Outlet struct {
	// Name names the channel; no two outlets have the same.
	Name string
	// Model is what a unit earns there. Without one there is no target on this
	// channel, and its limits must bound it.
	Model *pricing.Model
	// Shipping is what the buyer pays for delivery there, in whole minor units; it
	// must be known, since channels are compared by what a buyer pays.
	Shipping decimal.NullDecimal
	// Current is the item price now; not Valid says that the item is not on sale
	// there yet.
	Current decimal.NullDecimal
	// NotAbove says that the channel punishes a total price above that of another
	// outlet: Walmart unpublishes such an offer (its older price parity rule), on
	// Amazon it loses the Featured Offer when the other counts as a competitive
	// price. Its total is then at most that of every other outlet.
	NotAbove bool
	// Limits bound the price there beside the target. Places comes from the currency.
	Limits Limits
}

// A Sync prices one item on several channels from one target. Each channel has its
// own costs, and so its own price for the target; the spread and the parity rules of
// the channels then bring the prices together.
//
// The outlets are in order of precedence. Where the prices that are wanted are too far
// apart, the first outlet comes as near to its price as the others' limits allow, then
// the second as near as is left, and so on: the last gives way first. Of two prices
// equally near the higher is taken. What is compared are totals, price and shipping.
type Sync struct {
	Currency fx.Currency
	// Target is what the price has to bring on each channel with a model. The zero
	// Target is break-even.
	Target pricing.Target
	// Landed, when Valid, is what a buyer is wanted to pay everywhere; otherwise the
	// lowest price for the target is wanted on each channel.
	Landed decimal.NullDecimal
	// SpreadAmount and SpreadShare, at most one of them Valid, are how far the
	// highest total may be above the lowest, as an amount or as a share of the
	// lowest, from 0. Without one there is no bound.
	SpreadAmount, SpreadShare decimal.NullDecimal
	Outlets                   []Outlet
}

// A SyncPlan is the prices of all outlets, and how to publish them. The zero SyncPlan
// is of no outlet.
type SyncPlan struct {
	// Proposals are those of the outlets, in the order given.
	Proposals []Proposal
	// Order is the price changes in the order in which to publish them, each after
	// the one before is in force.
	Order []Publication
}

// Check reports every fault, joined, each an [*fx.InputError] with its path, such as
// "outlets[1].shipping".
func (s Sync) Check() error {
	var faults []error
	fault := func(field, value, reason string) { faults = append(faults, fx.NewInputError(field, value, reason)) }
	places, known := s.Currency.MinorUnits()
	if !known {
		fault("currency", beginning(string(s.Currency)), "must be a currency with a minor unit")
	}
	if s.Landed.Valid && (!isPrice(s.Landed.Decimal) || s.Landed.Decimal.IsZero()) {
		fault("landed", plainOr(s.Landed.Decimal), "must be a price above 0")
	}
	if s.SpreadAmount.Valid && !isPrice(s.SpreadAmount.Decimal) {
		fault("spread_amount", plainOr(s.SpreadAmount.Decimal), "must be an amount from 0")
	}
	if s.SpreadShare.Valid {
		if err := checkMarkup(s.SpreadShare.Decimal); err != nil {
			faults = append(faults, fx.InField("spread_share", err))
		}
		if s.SpreadAmount.Valid {
			fault("spread_share", plainOr(s.SpreadShare.Decimal), "must not be given with spread_amount")
		}
	}
	if len(s.Outlets) == 0 || len(s.Outlets) > mostOutlets {
		fault("outlets", strconv.Itoa(len(s.Outlets)), "must be from 1 to "+strconv.Itoa(mostOutlets))
		return errors.Join(faults...)
	}
	names := map[string]bool{}
	for i := range s.Outlets {
		o, field := &s.Outlets[i], "outlets["+strconv.Itoa(i)+"]."
		if o.Name == "" || names[o.Name] {
			fault(field+"name", beginning(o.Name), "must be there and different for each outlet")
		}
		names[o.Name] = true
		if !o.Shipping.Valid || !isPrice(o.Shipping.Decimal) || !o.Shipping.Decimal.Shift(int32(places)).IsInteger() {
			fault(field+"shipping", plainOr(o.Shipping.Decimal), "must be known, from 0, in whole minor units")
		}
		if o.Current.Valid && (!isPrice(o.Current.Decimal) || o.Current.Decimal.IsZero()) {
			fault(field+"current", plainOr(o.Current.Decimal), "must be a price above 0")
		}
		if o.Model != nil {
			currency, _, err := unitOf(o.Model)
			switch {
			case err != nil:
				faults = append(faults, fx.InField(strings.TrimSuffix(field, "."), err))
			case currency != s.Currency:
				fault(field+"model", beginning(string(currency)), "must be in "+beginning(string(s.Currency)))
			}
		} else if !s.Landed.Valid {
			fault(field+"model", "", "must be given without a landed price")
		}
		if err := o.Limits.Check(); err != nil {
			faults = append(faults, fx.InField(field+"limits", err))
		}
	}
	return errors.Join(faults...)
}

// beginning is what a fault quotes of a text, at most fx.MaxTextLen bytes.
func beginning(text string) string {
	if len(text) <= fx.MaxTextLen {
		return text
	}
	end := fx.MaxTextLen
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// Plan returns the price of each outlet and the order of publishing.
//
// The error joins the faults of [Sync.Check] and of the target, or is a
// [*NoPriceError] of one outlet alone, with its name in the text, or a
// [*ConflictError] with the limits, the spread and the parity rules that cannot be
// met together.
func (s Sync) Plan() (SyncPlan, error) {
	if err := s.Check(); err != nil {
		return SyncPlan{}, err
	}
	places, _ := s.Currency.MinorUnits()
	plan := SyncPlan{Proposals: make([]Proposal, len(s.Outlets))}
	shops := make([]shop, len(s.Outlets))
	var faults []error
	for i := range s.Outlets {
		o := &s.Outlets[i]
		p, runs, err := s.alone(o, places)
		if none := (*NoPriceError)(nil); errors.As(err, &none) {
			err = &NoPriceError{NameSync, none.Code, cut(o.Name) + ": " + none.Text}
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		plan.Proposals[i] = p
		shipping := minorOf(o.Shipping.Decimal, places)
		shops[i] = shop{name: o.Name, runs: shift(runs, shipping), wanted: minorOf(p.Price, places) + shipping, notAbove: o.NotAbove}
		if o.Current.Valid {
			shops[i].current, shops[i].onSale = o.Current.Decimal.Add(o.Shipping.Decimal), true
		}
	}
	if len(faults) > 0 {
		return SyncPlan{}, errors.Join(faults...)
	}
	spread := s.spread(places)
	totals, err := spread.solve(shops)
	if err != nil {
		return SyncPlan{}, err
	}
	for i := range shops {
		p := &plan.Proposals[i]
		to := ofMinor(totals[i], places).Sub(s.Outlets[i].Shipping.Decimal)
		if !p.Price.Equal(to) {
			p.Steps = append(p.Steps, Step{StepSync, p.Price, to, spread.text(shops, i)})
			p.Price = to
		}
		shops[i].next = ofMinor(totals[i], places)
	}
	plan.Order = publish(shops)
	for i := range plan.Order {
		p := &plan.Order[i]
		shipping := s.Outlets[p.Outlet].Shipping.Decimal
		if p.To = p.To.Sub(shipping); p.From.Valid {
			p.From.Decimal = p.From.Decimal.Sub(shipping)
		}
	}
	return plan, nil
}

// alone returns the price of an outlet without the others, and what its limits admit.
func (s *Sync) alone(o *Outlet, places int) (Proposal, []run, error) {
	limits := o.Limits
	limits.Places = places
	var wanted decimal.Decimal
	var reasons []Reason
	if o.Model != nil {
		solution, err := solve(NameSync, o.Model, s.Target)
		if err != nil {
			return Proposal{}, nil, err
		}
		limits = limits.Meeting(solution)
		wanted = solution.Price
		reasons = append(reasons, Reason{"target", "the lowest price for a " + s.Target.String() + " is " + fx.Plain(solution.Price)})
	}
	if s.Landed.Valid {
		wanted = s.Landed.Decimal.Sub(o.Shipping.Decimal)
		reasons = append(reasons, Reason{"landed", "a buyer is wanted to pay " + fx.Plain(s.Landed.Decimal) + " with shipping"})
		if wanted.Sign() <= 0 {
			return Proposal{}, nil, &NoPriceError{NameSync, "shipping_above_landed", "the shipping of " + fx.Plain(o.Shipping.Decimal) +
				" leaves nothing of the landed price of " + fx.Plain(s.Landed.Decimal)}
		}
	}
	if o.Shipping.Decimal.Sign() > 0 {
		reasons = append(reasons, Reason{"own_shipping", "a buyer pays " + fx.Plain(o.Shipping.Decimal) + " for delivery"})
	}
	p, err := Fit(NameSync, s.Currency, wanted, Up, limits, reasons...)
	if err != nil {
		return p, nil, err
	}
	runs, err := limits.runs()
	return p, runs, err
}
