package reprice

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/small"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// Decide returns what is to be done with the price of an item at a time. It is a pure
// function: the same item, rules and time give the same decision, and nothing that
// was given is changed. Calendar days are those of the location of now.
//
// A decision to change has a price within its Bounds, among the admissible ones and
// within the step, and no policy rule blocks it. A price that cannot be set is a
// decision to hold, to ask, to freeze or to refuse, not an error.
//
// The error joins every fault of the rules ("rules.pricer"), the item ("current",
// "state.changes[3].at"), its unit ("unit.cost[1].amount") and its case
// ("case.history[2].price"), each an [*fx.InputError]; or it is that of the listing,
// or of the pricer.
func Decide(item Item, rules Rules, now time.Time) (Decision, error) {
	if err := rules.Check(); err != nil {
		return Decision{}, fx.InField("rules", err)
	}
	var out outcome
	err := new(run).decide(&item, &rules, now, &out)
	return out.decision, err
}

// An outcome is a decision and what it would be if its change were withheld.
type outcome struct {
	decision Decision
	idle     State
	stake    decimal.Decimal
}

// errSettled ends a run whose decision is complete.
var errSettled = errors.New("settled")

// A run is one decision in the making.
type run struct {
	rules *Rules
	item  *Item        // a copy, which may be written to
	c     *policy.Case // that of the item
	now   time.Time
	model *pricing.Model
	limits
	view View

	d          *Decision
	hard       Bounds // without those that only hold the rule back
	hasMinimum bool
	next       State // when the price stays

	sorted []strategy.Offer // room that is used again, as nobody keeps a view
	ranks  []int
}

// limits are what prices are measured with.
type limits struct {
	limits   strategy.Limits
	shipping decimal.Decimal
}

// decide fills in an outcome that is empty. The rules have been checked; the item is a
// copy, whose case is filled in. A run can be used again.
func (r *run) decide(item *Item, rules *Rules, now time.Time, out *outcome) error {
	now = now.Round(0)
	*r = run{rules: rules, item: item, c: &item.Case, now: now, d: &out.decision, next: item.State, sorted: r.sorted[:0], ranks: r.ranks[:0]}
	r.d.SKU, r.d.At, r.d.From, r.d.To = item.SKU, now.UTC(), item.Current, item.Current
	r.d.Rules, r.d.Version, r.d.Reasons = rules.Name, rules.Version, make([]strategy.Reason, 0, 6)
	err := r.prepare()
	if err == nil {
		err = r.guards()
	}
	if err != nil && !errors.Is(err, errSettled) {
		*out = outcome{decision: Decision{SKU: item.SKU, Channel: r.d.Channel, At: r.d.At, From: item.Current, To: item.Current, Next: item.State}}
		return err
	}
	out.idle = r.next
	switch review := r.d.Review; {
	case r.d.Action == ActionChange:
		out.stake = r.stake(r.d.To)
	case review != nil && review.Price.Valid:
		review.AtStake = r.stake(review.Price)
		fallthrough
	default:
		r.d.Next = r.next
	}
	return nil
}

// prepare checks the item and fills in its case, the model and the currency.
func (r *run) prepare() error {
	item, c := r.item, r.c
	err := item.check()
	if !timeFine(r.now) || r.now.IsZero() {
		err = errors.Join(err, fx.NewInputError("now", strconv.Itoa(r.now.Year()), "must be a time in the years 1 to 9999"))
	} else if last := item.State.latest(); last.After(r.now) {
		err = errors.Join(err, fx.NewInputError("now", r.d.At.Format(time.RFC3339), "must not be before the last decision, "+last.UTC().Format(time.RFC3339)))
	}
	channel, currency := "", fx.Currency("")
	extras := decimal.NullDecimal{}
	switch {
	case item.Model != nil:
		r.model = item.Model
		at, bad := r.model.At(one)
		if bad != nil {
			return bad
		}
		channel, currency, extras = at.Channel, at.Currency, decimal.NewNullDecimal(at.Revenue.Sub(at.Price))
	case item.Unit.Listing != nil:
		channel, currency, extras = item.Unit.Listing.Channel(), item.Unit.Listing.Currency(), decimal.NewNullDecimal(item.Unit.Listing.Extras())
	}
	platform, _, _ := strings.Cut(channel, "-") // "amazon-us" is "amazon" to the policy rules
	if c.Channel == "" {
		c.Channel = platform
	} else if channel != "" && c.Channel != channel && c.Channel != platform {
		err = errors.Join(err, fx.NewInputError("case.channel", c.Channel, "must be "+platform+", as the listing says, or empty"))
	}
	if c.Currency == "" {
		c.Currency = currency
	} else if currency != "" && c.Currency != currency {
		err = errors.Join(err, fx.NewInputError("case.currency", string(c.Currency), "must be "+string(currency)+", as the listing says, or empty"))
	}
	if !c.Shipping.Valid {
		c.Shipping = extras
	}
	if c.SKU == "" {
		c.SKU = item.SKU
	} else if c.SKU != item.SKU {
		err = errors.Join(err, fx.NewInputError("case.sku", c.SKU, "must be that of the item, "+item.SKU+", or empty"))
	}
	c.Price, c.Current, c.FirstPrice, c.Floor, c.PriceWar = one, decimal.NullDecimal{}, !item.Current.Valid, decimal.NullDecimal{}, false
	if item.Current.Valid && priceFine(item.Current.Decimal) {
		c.Price, c.Current = item.Current.Decimal, item.Current
	}
	if bad := c.Check(); bad != nil {
		err = errors.Join(err, fx.InField("case", bad))
	}
	if err != nil {
		return errors.Join(fx.Faults(err)...)
	}
	if extras.Valid && !c.Shipping.Decimal.Equal(extras.Decimal) {
		return fx.NewInputError("case.shipping", fx.Plain(c.Shipping.Decimal), "must be "+fx.Plain(extras.Decimal)+", as the listing charges, or unknown")
	}
	places, _ := c.Currency.MinorUnits() // checked with the case
	r.limits.limits.Places, r.shipping = places, c.Shipping.Decimal
	r.d.Channel, r.d.Currency = c.Channel, c.Currency
	if item.Current.Valid && !onGrid(item.Current.Decimal, places) {
		return fx.NewInputError("current", fx.Plain(item.Current.Decimal), "must be a whole number of minor units of "+string(c.Currency))
	}
	if r.model == nil && item.Unit.Listing != nil && !r.rules.Guards.Stop {
		model, err := pricing.NewModel(item.Unit, r.now)
		if err != nil {
			return fx.InField("unit", err)
		}
		r.model = model
	}
	return nil
}

// onGrid reports whether a price is a whole number of minor units.
func onGrid(price decimal.Decimal, places int) bool {
	if _, exact, ok := small.Units(price, places); ok {
		return exact
	}
	return price.Shift(int32(places)).IsInteger()
}

// guards goes through the guards in their order.
func (r *run) guards() error {
	guards := &r.rules.Guards
	if guards.Stop {
		return r.hold(ReasonStopped, "the kill switch is on")
	}
	r.look()
	r.d.Before = r.earning(r.item.Current)
	code, text := r.anomaly() // before anything may refuse, so that it stays in the state
	var err error
	if r.hard, err = r.bounds(); err != nil {
		return err
	}
	b := &r.d.Bounds
	if !r.hasMinimum && !guards.NoMinimum {
		return r.refuse(ReasonNoMinimum, "the item has no minimum: neither costs nor a minimum of its own", Critical)
	}
	if b.Least.Valid && b.Most.Valid && b.Least.Decimal.GreaterThan(b.Most.Decimal) {
		return r.refuse(ReasonLeastAboveMost, "the lowest price, "+r.money(b.Least.Decimal)+" ("+b.LeastBy+"), is above the highest, "+
			r.money(b.Most.Decimal)+" ("+b.MostBy+")", Critical)
	}
	if code != "" {
		r.note(code, text)
		r.d.Action = ActionFreeze
		r.ask(code, text, Critical, decimal.NullDecimal{})
		return errSettled
	}
	if r.item.Pending {
		return r.hold(ReasonPending, "a price that was sent to the channel is not confirmed")
	}
	if err := r.stale(); err != nil {
		return err
	}
	wanted, err := r.wanted()
	if err != nil {
		return err
	}
	return r.settle(wanted)
}

// look filters and sorts the offers, and takes note of what is seen.
func (r *run) look() {
	item := r.item
	filter := r.rules.Filter
	if most := r.rules.Guards.OffersMaxAge; most > 0 && item.Read.IsZero() && (filter.MaxAge <= 0 || filter.MaxAge > most) {
		filter.MaxAge = most // one old offer among fresh ones is no rival either
	}
	rivals, excluded := filter.Apply(item.Offers, r.now)
	rivals = r.byTotal(rivals)
	featured := item.Featured
	for _, e := range excluded {
		featured = featured || e.Reason == strategy.ExcludedOwn && item.Offers[e.Index].Featured
	}
	if len(excluded) > 0 {
		r.note(ReasonExcluded, strconv.Itoa(len(excluded))+" of "+strconv.Itoa(len(item.Offers))+" offers are no rivals, the first one: "+string(excluded[0].Reason))
	}
	r.view = View{
		Item: item, Now: r.now, Currency: r.d.Currency, Shipping: r.shipping, Rivals: rivals, Excluded: excluded,
		Model: r.model, Featured: featured,
	}
	low := r.view.Lowest()
	if low.Valid && !priceFine(low.Decimal) { // with shipping it may be beyond every price
		low = decimal.NullDecimal{}
	}
	r.next = r.next.saw(r.d.At, low)
	r.next.Decided = r.d.At
	if item.Current.Valid { // what was seen last stays, for the anomalies
		r.next.Price = item.Current
	}
	if !item.Suppressed && item.Current.Valid {
		r.next.Shown = item.Current
	}
	if was := item.State.Price; was.Valid && item.Current.Valid && !was.Decimal.Equal(item.Current.Decimal) {
		r.note(ReasonExternal, "the price in force is "+r.money(item.Current.Decimal)+", not "+r.money(was.Decimal)+" as after the last decision")
	}
	r.endWar()
}

// byTotal returns offers in the order of their totals, equal ones in their order.
func (r *run) byTotal(offers []strategy.Offer) []strategy.Offer {
	if len(offers) < 2 {
		return offers
	}
	r.ranks, r.sorted = slices.Grow(r.ranks, len(offers)), slices.Grow(r.sorted, len(offers))
	for i := range offers {
		r.ranks = append(r.ranks, i)
	}
	slices.SortStableFunc(r.ranks, func(i, j int) int { // rivals have a known shipping
		a, b := &offers[i], &offers[j]
		return small.CmpSum(a.Price, a.Shipping.Decimal, b.Price, b.Shipping.Decimal)
	})
	for _, i := range r.ranks {
		r.sorted = append(r.sorted, offers[i])
	}
	return r.sorted
}

// anomaly freezes the item after a jump that nobody decided.
func (r *run) anomaly() (code, text string) {
	was := &r.item.State
	if f := was.Freeze; f != nil {
		return f.Code, f.Text
	}
	share := r.rules.Guards.Anomaly
	if share.Sign() <= 0 {
		return "", ""
	}
	for _, jump := range []struct {
		code, what string
		from, to   decimal.NullDecimal
	}{
		{ReasonOwnAnomaly, "the price in force", was.Price, r.item.Current},
		{ReasonRivalAnomaly, "the lowest price of the rivals", was.Low, r.next.Low},
	} {
		if jump.from.Valid && jump.to.Valid && movesMore(jump.from.Decimal, jump.to.Decimal, share) {
			text := jump.what + " went from " + r.money(jump.from.Decimal) + " to " + r.money(jump.to.Decimal) + ", by more than " + fx.Percent(share)
			r.next.Freeze = &Freeze{r.d.At, jump.code, text}
			return jump.code, text
		}
	}
	return "", ""
}

// movesMore reports whether a price moves by more than a share of where it stood.
func movesMore(from, to, share decimal.Decimal) bool {
	return small.CmpProduct(small.Sub(to, from).Abs(), from, share) > 0
}

// stale holds when the offers were not read lately.
func (r *run) stale() error {
	most := r.rules.Guards.OffersMaxAge
	if most <= 0 {
		return nil
	}
	read := r.item.Read
	if read.IsZero() {
		for i := range r.item.Offers {
			if seen := r.item.Offers[i].Seen; seen.After(read) {
				read = seen
			}
		}
	}
	switch age := r.now.Sub(read); {
	case read.IsZero():
		return r.hold(ReasonStale, "nobody says when the offers were read")
	case age < 0:
		return r.hold(ReasonStale, "the offers were read after now: a clock is wrong")
	case age > most:
		return r.hold(ReasonStale, "the offers were read "+age.Round(time.Minute).String()+" ago, more than "+most.String())
	}
	return nil
}

// wanted asks the pricer. A price in force that is out of the bounds is put right
// even where the pricer wants none.
func (r *run) wanted() (decimal.Decimal, error) {
	r.view.Limits = r.limits.limits
	proposal, err := r.rules.Pricer.Propose(&r.view)
	r.d.Strategy = proposal.Strategy
	current := r.item.Current
	out := ""
	if current.Valid {
		out = r.hard.breaks(current.Decimal)
	}
	if err != nil {
		none := (*strategy.NoPriceError)(nil)
		if !errors.As(err, &none) {
			return decimal.Decimal{}, err
		}
		if r.d.Strategy = none.Strategy; out == "" {
			return decimal.Decimal{}, r.stay(none.Code, none.Text)
		}
		r.note(none.Code, none.Text)
		return current.Decimal, nil
	}
	r.d.Reasons = append(r.d.Reasons, proposal.Reasons...)
	wanted := proposal.Price
	if wanted.IsZero() {
		wanted = proposal.Wanted
	} else if !proposal.Price.Equal(proposal.Wanted) {
		r.d.Steps = append(r.d.Steps, proposal.Steps...)
	}
	if err := fx.CheckDecimal(wanted); err != nil {
		return wanted, fx.InField("proposal.wanted", err)
	}
	r.d.Wanted = decimal.NewNullDecimal(proposal.Wanted)
	if fx.CheckDecimal(proposal.Wanted) != nil || proposal.Wanted.IsZero() {
		r.d.Wanted.Decimal = wanted
	}
	least := decimal.New(1, -int32(r.limits.limits.Places))
	if small.Cmp(wanted, least) < 0 { // undercutting can lead below 0
		r.step(ReasonMinorUnit, wanted, least, "not below the smallest price")
		wanted = least
	}
	if small.Cmp(wanted, highestPrice) > 0 {
		r.step(ReasonMinorUnit, wanted, highestPrice, "not above the highest price there is")
		wanted = highestPrice
	}
	if rival := r.view.Lowest(); r.rules.Guards.Tie && out == "" && rival.Valid && current.Valid &&
		wanted.LessThan(current.Decimal) && r.view.Total().Decimal.Equal(rival.Decimal) {
		return wanted, r.stay(ReasonTie, "the offer costs as much as the cheapest rival, "+r.money(rival.Decimal))
	}
	return wanted, nil
}
