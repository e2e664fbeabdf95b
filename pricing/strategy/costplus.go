package strategy

import (
	"errors"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
)

// NameCostPlus is the name of [CostPlus] in proposals.
const NameCostPlus = "cost_plus"

// A CostPlus asks for the lowest price that meets a target, or for the cost of the
// unit and a share more. The zero CostPlus asks for the lowest price that does not
// lose money.
//
// The price never leaves what the target admits, which may have holes: where a fee
// jumps, a price just above can miss a target that a lower one meets.
type CostPlus struct {
	// Target is what the price has to bring.
	Target pricing.Target
	// Markup, when Valid, asks for the landed cost of the unit (Cost of the
	// [pricing.Statement]) and this share of it: C(1+u). Margin asks for the price
	// of which the cost leaves this share: C/(1-m). Neither looks at fees; the
	// target does. At most one of them is given. To ask for a margin after all fees,
	// leave both and set the target.
	Markup, Margin decimal.NullDecimal
	// Limits bound the price further. Places comes from the model.
	Limits Limits
}

// Check reports every fault, joined, each an [*fx.InputError]: a markup below 0 or
// above 1,000 ("markup"), a margin that is not from 0 to below 1, or beside a markup
// ("margin"), faults of the limits ("limits.least").
func (c CostPlus) Check() error {
	var faults []error
	if c.Markup.Valid {
		if err := checkMarkup(c.Markup.Decimal); err != nil {
			faults = append(faults, fx.InField("markup", err))
		}
	}
	if c.Margin.Valid {
		if err := checkMargin(c.Margin.Decimal); err != nil {
			faults = append(faults, fx.InField("margin", err))
		}
		if c.Markup.Valid {
			faults = append(faults, fx.NewInputError("margin", fx.Plain(c.Margin.Decimal), "must not be given with markup"))
		}
	}
	if err := c.Limits.Check(); err != nil {
		faults = append(faults, fx.InField("limits", err))
	}
	return errors.Join(faults...)
}

// Propose returns the price for a unit. Where the model misses something, the price
// is a lower bound: Missing of the proposal names it.
//
// The error joins the faults of [CostPlus.Check], of the target and of a model that is
// nil or zero ("model"), or is a [*NoPriceError]: with "no_admissible_price" when no
// price meets the target or none does within the limits, with "least_above_most", and
// with "no_cost" when a markup or a margin has no cost above 0 to go by.
func (c CostPlus) Propose(m *pricing.Model) (Proposal, error) {
	currency, places, err := unitOf(m)
	if err := errors.Join(c.Check(), err); err != nil {
		return Proposal{}, err
	}
	solution, err := solve(NameCostPlus, m, c.Target)
	if err != nil {
		return Proposal{}, err
	}
	limits := c.Limits
	limits.Places = places
	limits = limits.Meeting(solution)
	wanted := solution.Price
	reasons := []Reason{{"target", "the lowest price for a " + c.Target.String() + " is " + fx.Plain(solution.Price)}}
	if c.Markup.Valid || c.Margin.Valid {
		var reason Reason
		if wanted, reason, err = c.onCost(m, solution.Price, places); err != nil {
			return Proposal{}, err
		}
		reasons = append(reasons, reason)
	}
	return Fit(NameCostPlus, currency, wanted, Up, limits, reasons...)
}

// onCost returns the price by the landed cost alone.
func (c CostPlus) onCost(m *pricing.Model, at decimal.Decimal, places int) (decimal.Decimal, Reason, error) {
	s, err := m.At(at)
	if err != nil {
		return decimal.Decimal{}, Reason{}, err
	}
	if s.Cost.Sign() <= 0 {
		return decimal.Decimal{}, Reason{}, &NoPriceError{NameCostPlus, "no_cost", "there is no known cost above 0 to go by"}
	}
	if c.Markup.Valid {
		price, err := MarkupPrice(s.Cost, c.Markup.Decimal, places)
		return price, Reason{"markup", fx.Percent(c.Markup.Decimal) + " on the cost of " + fx.Plain(s.Cost)}, err
	}
	price, err := MarginPrice(s.Cost, c.Margin.Decimal, places)
	return price, Reason{"margin", fx.Percent(c.Margin.Decimal) + " of the price over the cost of " + fx.Plain(s.Cost)}, err
}

// MarkupPrice returns C(1+u), the price of a cost and a markup on it, rounded up to
// the decimals of the minor unit. The error joins [*fx.InputError]s: a cost that is
// not above 0 ("cost"), a markup below 0 or above 1,000 ("markup"), places that are
// not from 0 to 4 ("places").
func MarkupPrice(cost, markup decimal.Decimal, places int) (decimal.Decimal, error) {
	err := checkCost(cost, places)
	if bad := checkMarkup(markup); bad != nil {
		err = errors.Join(err, fx.InField("markup", bad))
	}
	if err != nil {
		return decimal.Decimal{}, err
	}
	return cost.Mul(one.Add(markup)).RoundCeil(int32(places)), nil
}

// MarginPrice returns C/(1-m), the price of which a cost leaves the share m, rounded
// up to the decimals of the minor unit. The error joins [*fx.InputError]s: a cost that
// is not above 0 ("cost"), a margin that is not from 0 to below 1 ("margin"), places
// that are not from 0 to 4 ("places").
func MarginPrice(cost, margin decimal.Decimal, places int) (decimal.Decimal, error) {
	err := checkCost(cost, places)
	if bad := checkMargin(margin); bad != nil {
		err = errors.Join(err, fx.InField("margin", bad))
	}
	if err != nil {
		return decimal.Decimal{}, err
	}
	return quotientUp(cost, one.Sub(margin), places), nil
}

// MarkupOf returns m/(1-m), the markup on cost that is a margin m on price, rounded
// half away from zero to a number of decimals from 0 to 12. A margin that is not from
// 0 to below 1 is an [*fx.InputError] ("margin"), and so are the places.
func MarkupOf(margin decimal.Decimal, places int) (decimal.Decimal, error) {
	err := checkDecimals(places)
	if bad := checkMargin(margin); bad != nil {
		err = errors.Join(err, fx.InField("margin", bad))
	}
	if err != nil {
		return decimal.Decimal{}, err
	}
	return margin.DivRound(one.Sub(margin), int32(places)), nil
}

// MarginOf returns u/(1+u), the margin on price that is a markup u on cost, rounded
// half away from zero to a number of decimals from 0 to 12. A markup below 0 or above
// 1,000 is an [*fx.InputError] ("markup"), and so are the places.
func MarginOf(markup decimal.Decimal, places int) (decimal.Decimal, error) {
	err := checkDecimals(places)
	if bad := checkMarkup(markup); bad != nil {
		err = errors.Join(err, fx.InField("markup", bad))
	}
	if err != nil {
		return decimal.Decimal{}, err
	}
	return markup.DivRound(one.Add(markup), int32(places)), nil
}

// quotientUp returns a/b, rounded up.
func quotientUp(a, b decimal.Decimal, places int) decimal.Decimal {
	q, rest := a.QuoRem(b, int32(places))
	if rest.Sign() > 0 {
		q = q.Add(decimal.New(1, -int32(places)))
	}
	return q
}

// highestMarkup is far above any markup that is asked for: more is a percentage that
// was meant as a fraction, or an error.
var highestMarkup = decimal.New(1000, 0)

func checkMarkup(markup decimal.Decimal) error {
	if err := fx.CheckDecimal(markup); err != nil {
		return err
	}
	if markup.Sign() < 0 || markup.GreaterThan(highestMarkup) {
		return fx.NewInputError("", fx.Plain(markup), "must be a fraction from 0 to "+fx.Plain(highestMarkup))
	}
	return nil
}

func checkMargin(margin decimal.Decimal) error {
	if err := fx.CheckDecimal(margin); err != nil {
		return err
	}
	if margin.Sign() < 0 || margin.GreaterThanOrEqual(one) {
		return fx.NewInputError("", fx.Plain(margin), "must be a fraction from 0 to below 1")
	}
	return nil
}

func checkCost(cost decimal.Decimal, places int) error {
	var faults []error
	if err := fx.CheckDecimal(cost); err != nil {
		faults = append(faults, fx.InField("cost", err))
	} else if cost.Sign() <= 0 {
		faults = append(faults, fx.NewInputError("cost", fx.Plain(cost), "must be above 0"))
	}
	if places < 0 || places > mostPlaces {
		faults = append(faults, fx.NewInputError("places", strconv.Itoa(places), "must be from 0 to "+strconv.Itoa(mostPlaces)))
	}
	return errors.Join(faults...)
}

func checkDecimals(places int) error {
	if places < 0 || places > fx.MaxFractionDigits {
		return fx.NewInputError("places", strconv.Itoa(places), "must be from 0 to "+strconv.Itoa(fx.MaxFractionDigits))
	}
	return nil
}

// unitOf returns the currency of a model and the decimals of its minor unit.
func unitOf(m *pricing.Model) (fx.Currency, int, error) {
	if m == nil {
		return "", 0, fx.NewInputError("model", "", "must not be nil")
	}
	s, err := m.At(one)
	if err != nil {
		return "", 0, fx.InField("model", err)
	}
	places, ok := s.Currency.MinorUnits()
	if !ok {
		return "", 0, fx.NewInputError("model", string(s.Currency), "must be made by pricing.NewModel")
	}
	return s.Currency, places, nil
}

// solve returns the prices that meet a target; none is a [*NoPriceError].
func solve(strategy string, m *pricing.Model, target pricing.Target) (pricing.Solution, error) {
	s, err := m.Solve(target)
	if none := (*pricing.NoSolutionError)(nil); errors.As(err, &none) {
		return s, &NoPriceError{strategy, "no_admissible_price", "no price meets the target (" + none.Target.String() + "): at " +
			fx.Plain(none.Closest) + ", which comes closest, " + fx.Plain(none.Short) + " " + string(none.Currency) + " of profit is missing"}
	}
	return s, err
}
