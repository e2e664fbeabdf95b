package reprice

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/small"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/strategy"
)

const day = 24 * time.Hour

// settle leads from the wanted price to a decision.
func (r *run) settle(wanted decimal.Decimal) error {
	guards, current := &r.rules.Guards, r.item.Current
	price, steps, err := r.fit(wanted, r.limits.limits)
	if err != nil {
		if none := (*strategy.NoPriceError)(nil); errors.As(err, &none) {
			return r.refuse(none.Code, none.Text, Critical)
		}
		return err
	}
	if !current.Valid {
		r.d.Steps = append(r.d.Steps, steps...)
		if guards.FirstPrice {
			r.ask(ReasonFirstPrice, "it is the first price of the item", Routine, decimal.NewNullDecimal(price))
		}
		return r.publish(price)
	}
	from := current.Decimal
	if price.Equal(from) {
		r.d.Steps = append(r.d.Steps, steps...)
		return r.stay(ReasonNoChange, "the price in force is the one that is wanted")
	}
	up := price.GreaterThan(from)
	outside := r.hard.breaks(from)
	if up && guards.NeedMaximum && !r.d.Bounds.Most.Valid && outside == "" {
		return r.stay(ReasonNoMaximum, "the item has no maximum, so its price is not raised")
	}
	if code, text := r.tooSoon(); code != "" {
		return r.stay(code, text)
	}
	r.war(price, up)
	r.oscillation(up)
	if outside != "" {
		r.note(outside, "the price in force, "+r.money(from)+", is out of the bounds ("+outside+")")
	}
	if guards.Breaker.Sign() > 0 && movesMore(from, price, guards.Breaker) {
		r.d.Steps = append(r.d.Steps, steps...)
		r.ask(ReasonBreaker, "from "+r.money(from)+" to "+r.money(price)+" is more than "+fx.Percent(guards.Breaker), Caution, decimal.NewNullDecimal(price))
		return r.publish(price)
	}
	return r.walk(wanted, price, steps)
}

// walk goes as far as the step and the day allow.
func (r *run) walk(wanted, price decimal.Decimal, steps []strategy.Step) error {
	from := r.item.Current.Decimal
	low, high, by := r.window()
	inside := func(p decimal.Decimal) bool {
		return (!low.Valid || !p.LessThan(low.Decimal)) && (!high.Valid || !p.GreaterThan(high.Decimal))
	}
	if inside(price) {
		r.d.Steps = append(r.d.Steps, steps...)
		return r.publish(price)
	}
	up := price.GreaterThan(from)
	edge, text := low.Decimal, "not below "
	if up {
		edge, text = high.Decimal, "not above "
	}
	narrow := r.limits.limits
	if !narrow.Least.Valid || narrow.Least.Decimal.LessThan(low.Decimal) {
		narrow.Least = low
	}
	if !narrow.Most.Valid || narrow.Most.Decimal.GreaterThan(high.Decimal) {
		narrow.Most = high
	}
	ahead := func(p decimal.Decimal, err error) bool { // on the way from the price in force to the price
		return err == nil && p.GreaterThan(from) == up && !p.Equal(from) && (p.LessThan(price) || !up) && (p.GreaterThan(price) || up)
	}
	next, more, err := r.fit(edge, narrow)
	if !ahead(next, err) && len(narrow.Ending.On) > 0 { // the ending is further than the step
		narrow.Ending = strategy.Ending{}
		next, more, err = r.fit(edge, narrow)
	}
	switch {
	case err != nil && !isNoPrice(err):
		return err
	case err == nil && next.Equal(from) && r.d.Bounds.breaks(from) == "":
		return r.stay(by, "the step is less than the smallest change of the price")
	case !ahead(next, err):
		r.d.Steps = append(r.d.Steps, steps...)
		r.ask(ReasonBeyondStep, "no price within the bounds is within "+r.money(low.Decimal)+" to "+r.money(high.Decimal)+", as far as one decision may go",
			Serious, decimal.NewNullDecimal(price))
		return r.publish(price)
	}
	r.step(by, wanted, edge, text+r.money(edge)+" in this decision")
	r.note(by, text+r.money(edge)+" in this decision; "+r.money(price)+" is left for later ones")
	r.d.Steps = append(r.d.Steps, more...)
	return r.publish(next)
}

// isNoPrice reports whether an error says that no price is within limits.
func isNoPrice(err error) bool {
	none := (*strategy.NoPriceError)(nil)
	return errors.As(err, &none)
}

// window is how far one decision may go, and the code of what narrows it most.
func (r *run) window() (low, high decimal.NullDecimal, by string) {
	guards, places := &r.rules.Guards, int32(r.limits.limits.Places)
	narrow := func(base, part decimal.Decimal, code string) {
		least, most := around(base, part, places)
		if !low.Valid || least.GreaterThan(low.Decimal) {
			low, by = decimal.NewNullDecimal(least), code
		}
		if !high.Valid || most.LessThan(high.Decimal) {
			high, by = decimal.NewNullDecimal(most), code
		}
	}
	from := r.item.Current.Decimal
	if guards.StepShare.Sign() > 0 {
		narrow(from, small.Mul(from, guards.StepShare), ReasonStep)
	}
	if guards.StepAmount.Sign() > 0 {
		narrow(from, guards.StepAmount, ReasonStep)
	}
	if guards.DayShare.Sign() > 0 {
		base := from
		for _, c := range r.item.State.Changes {
			if c.At.After(r.d.At.Add(-day)) {
				if base = c.To; c.From.Valid {
					base = c.From.Decimal
				}
				break
			}
		}
		narrow(base, small.Mul(base, guards.DayShare), ReasonDay)
	}
	return low, high, by
}

// around returns the lowest and the highest price on the grid that differ from a price
// by no more than a part. The lowest is above 0.
func around(price, part decimal.Decimal, places int32) (least, most decimal.Decimal) {
	at, exact, ok := small.Units(price, int(places))
	if reach, _, fits := small.Units(part, int(places)); ok && exact && fits {
		return decimal.New(max(at-reach, 1), -places), decimal.New(at+reach, -places)
	}
	least, most = small.RoundCeil(small.Sub(price, part), places), small.RoundFloor(small.Add(price, part), places)
	if least.Sign() <= 0 {
		least = decimal.New(1, -places)
	}
	return least, most
}

// tooSoon says which guard of the clock forbids another change, "" for none.
func (r *run) tooSoon() (code, text string) {
	guards, changes := &r.rules.Guards, r.item.State.Changes
	if len(changes) == 0 {
		return "", ""
	}
	if since := r.d.At.Sub(changes[len(changes)-1].At); guards.CoolDown > 0 && since < guards.CoolDown {
		return ReasonCoolDown, "the last change was " + since.Round(time.Second).String() + " ago, less than " + guards.CoolDown.String()
	}
	if guards.ChangesPerDay > 0 {
		n := 0
		for _, c := range changes {
			if c.At.After(r.d.At.Add(-day)) {
				n++
			}
		}
		if n >= guards.ChangesPerDay {
			return ReasonChanges, strconv.Itoa(n) + " changes in 24 hours, at most " + strconv.Itoa(guards.ChangesPerDay)
		}
	}
	return "", ""
}

// fit puts a price into limits, with the codes of the bounds in the steps. Between two
// runs of admissible prices it takes the lower one.
func (r *run) fit(price decimal.Decimal, l strategy.Limits) (decimal.Decimal, []strategy.Step, error) {
	fitted, steps, err := l.Fit(price, strategy.Down)
	for i := range steps {
		steps[i].Code = r.d.Bounds.code(steps[i].Code)
	}
	return fitted, steps, err
}

// publish asks the policy rules about a price and decides on it.
func (r *run) publish(price decimal.Decimal) error {
	r.d.After = r.earning(decimal.NewNullDecimal(price))
	if err := r.askPolicy(price); err != nil {
		return err
	}
	to := decimal.NewNullDecimal(price)
	if r.rules.Guards.NeedCosts && !r.d.Complete {
		what := "there are no costs"
		if len(r.d.Missing) > 0 {
			what = r.d.Missing[0] + " is unknown"
		}
		r.ask(ReasonIncomplete, what+", so the floor may be too low", Caution, to)
	}
	if missing := unclearMAP(r.c, r.now); missing != "" {
		r.ask(ReasonMAPUnclear, missing+" is not given, so nobody knows whether a minimum advertised price holds for it", Caution, to)
	}
	if r.d.Report.Blocked() {
		return r.refuse(ReasonBlocked, r.d.Report.Findings[0].String(), Critical)
	}
	if r.rules.Guards.Warnings && r.d.Report.Worst() == policy.Warn {
		r.ask(ReasonWarned, r.d.Report.Findings[0].String(), Caution, to)
	}
	if r.d.Review != nil {
		r.d.Review.Price, r.d.Action = to, ActionReview
		return errSettled
	}
	r.d.Action, r.d.To = ActionChange, to
	r.d.Next = r.next.changed(Change{r.d.At, r.item.Current, price})
	return errSettled
}

// stay keeps the price, and asks the policy rules about it.
func (r *run) stay(code, text string) error {
	r.note(code, text)
	r.d.Action, r.d.After, r.d.Review = ActionHold, r.d.Before, nil
	if !r.item.Current.Valid {
		return errSettled
	}
	if err := r.askPolicy(r.item.Current.Decimal); err != nil {
		return err
	}
	if r.d.Report.Blocked() {
		r.d.Action = ActionReview
		r.ask(ReasonCurrentBlocked, r.d.Report.Findings[0].String(), Critical, decimal.NullDecimal{})
	}
	return errSettled
}

func (r *run) askPolicy(price decimal.Decimal) error {
	if r.rules.Policy == nil {
		return nil
	}
	r.c.Price = price
	report, err := r.rules.Policy.Check(r.c, r.now)
	if err != nil {
		return fx.InField("case", err)
	}
	r.d.Report = report
	return nil
}

// hold keeps the price before any policy rule is asked.
func (r *run) hold(code, text string) error {
	r.note(code, text)
	r.d.Action, r.d.After = ActionHold, r.d.Before
	return errSettled
}

// refuse says that no price can be set.
func (r *run) refuse(code, text string, weight Gravity) error {
	r.d.Review = nil
	r.d.Action = ActionRefuse
	r.ask(code, text, weight, decimal.NullDecimal{})
	return errSettled
}

// ask puts a question to a person; the gravest one, and of those the first, is that
// of the review.
func (r *run) ask(code, text string, weight Gravity, price decimal.NullDecimal) {
	if n := len(r.d.Reasons); n == 0 || r.d.Reasons[n-1].Code != code {
		r.note(code, text)
	}
	if r.d.Review == nil {
		r.d.Review = &Review{}
	}
	review := r.d.Review
	if weight > review.Gravity {
		review.Code, review.Text, review.Gravity, review.Price = code, text, weight, price
	}
	if code != ReasonWarned {
		review.Codes = append(review.Codes, code)
		return
	}
	for i := range r.d.Report.Findings {
		if f := &r.d.Report.Findings[i]; f.Severity == policy.Warn && !slices.Contains(review.Codes, f.Rule) {
			review.Codes = append(review.Codes, f.Rule)
		}
	}
}

func (r *run) note(code, text string) {
	r.d.Reasons = append(r.d.Reasons, strategy.Reason{Code: code, Text: text})
}

func (r *run) step(code string, from, to decimal.Decimal, text string) {
	if !from.Equal(to) {
		r.d.Steps = append(r.d.Steps, strategy.Step{Code: code, From: from, To: to, Text: text})
	}
}

func (r *run) money(d decimal.Decimal) string { return money(d, r.d.Currency) }

// earning is what a unit earns at a price.
func (r *run) earning(price decimal.NullDecimal) (out Earning) {
	if r.model == nil || !price.Valid {
		return out
	}
	minor := price.Decimal.Shift(int32(r.limits.limits.Places)).IntPart()
	profit, ok := r.model.Curve().AtMinor(minor, r.limits.limits.Places)
	if !ok {
		return out
	}
	out.Profit = decimal.NewNullDecimal(profit.Decimal())
	if revenue := small.Add(price.Decimal, r.shipping); revenue.Sign() > 0 {
		const places = 4
		out.Margin = decimal.NewNullDecimal(small.DivRound(out.Profit.Decimal, revenue, places))
	}
	return out
}
