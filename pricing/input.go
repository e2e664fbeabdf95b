package pricing

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// An Input is one number of a [Unit] and how to set it, for [Sensitivity] and
// [Run.Simulate]. [NewInput] returns those of the unit by name, [Inputs] all that a
// unit has. An Input belongs to no unit: the same one serves a whole catalogue.
//
// A number of the listing, such as the weight of its parcel, becomes an input by
// filling in the fields. The zero Input is not usable.
type Input struct {
	// Name says which number it is: "returns.rate". It is how the results name it.
	Name string
	// Value returns the number; not Valid when the unit does not have it or does not
	// know it.
	Value func(u Unit) decimal.NullDecimal
	// Set returns the unit with another value of the number. It must not change
	// anything that the unit given shares, such as the slice of its costs. What the
	// value has to be is for [NewModel] to check; the error is for a unit that does
	// not have the number at all.
	Set func(u Unit, value decimal.Decimal) (Unit, error)
	// Least and Most are the bounds of the number; not Valid means none.
	Least, Most decimal.NullDecimal
	// Whole says that the number is rounded to a whole one, half away from zero.
	Whole bool
}

// An UnknownInputError says that no input has a name. The zero UnknownInputError
// says nothing.
type UnknownInputError struct {
	// Name is what was asked for.
	Name string
	// Nearest are the names that look most like it, best first, at most three.
	Nearest []string
}

// Error says the name and those that look like it.
func (e *UnknownInputError) Error() string {
	text := "pricing: no input is called " + strconv.Quote(fx.NewInputError("", e.Name, "").Value)
	if len(e.Nearest) > 0 {
		text += ", did you mean " + strings.Join(e.Nearest, " or ") + "?"
	}
	return text
}

// NewInput returns the input of a name. The names are the paths of the unit:
//
//	rate                what one unit of the currency of the listing is worth in the
//	                    other one, whichever way round Unit.Rate is given
//	buffer              Unit.Buffer
//	cost.freight        the amount of the cost item with the code, when only one has it
//	cost[1]             the amount of a cost item by its place
//	landed.duty         the amount of the part of the landed cost with the code, for all
//	                    units, in the currency in which it is paid
//	landed.parts[2]     the same by its place
//	returns.rate, ads.tacos, life.days_in_stock and every other number of Returns, Ads,
//	Life, Promotion, Payout, Capital and Overhead, under the names that errors give
//	them; Life.Stays and the price list of Payout are no single numbers
//
// A part of a landed cost changes by itself: a duty on it is not worked out anew.
// Whoever wants that lands the shipment again and compares two units.
//
// The error is an *[UnknownInputError].
func NewInput(name string) (Input, error) {
	if name == "rate" {
		return rateInput(), nil
	}
	for i := range numbers {
		if numbers[i].name == name {
			return numbers[i].input(), nil
		}
	}
	if i, ok := indexIn(name, "cost["); ok {
		return costInput(name, func(Unit) int { return i }), nil
	}
	if i, ok := indexIn(name, "landed.parts["); ok {
		return landedInput(name, func(Unit) int { return i }), nil
	}
	if code, ok := strings.CutPrefix(name, "cost."); ok && code != "" {
		return costInput(name, func(u Unit) int { return costWith(&u, code) }), nil
	}
	if code, ok := strings.CutPrefix(name, "landed."); ok && code != "" {
		return landedInput(name, func(u Unit) int { return partWith(&u, code) }), nil
	}
	return Input{}, &UnknownInputError{Name: name, Nearest: fees.Nearest(name, inputNames)}
}

// Inputs returns the inputs that a unit has, what is given and known: the rate, the
// costs, the parts of the landed cost, then the others in the order of the fields. A
// number that is 0 because nobody set it, such as an advertising
// that there is not, is not among them; a change of it can still be asked for.
func Inputs(u Unit) []Input {
	var found []Input
	add := func(in Input) {
		if in.Value(u).Valid {
			found = append(found, in)
		}
	}
	add(rateInput())
	for _, in := range costInputs(u) {
		add(in)
	}
	for i := range numbers {
		if n := &numbers[i]; n.amount == nil || !n.amount(&u).IsZero() {
			add(n.input())
		}
	}
	return found
}

// costInputs returns an input for each cost item and each part of the landed cost: by
// its code where it is the only one, else by its place.
func costInputs(u Unit) []Input {
	var found []Input
	for i, item := range u.Cost {
		name := "cost." + item.Code
		if costWith(&u, item.Code) != i {
			name = "cost[" + strconv.Itoa(i) + "]"
		}
		found = append(found, costInput(name, func(Unit) int { return i }))
	}
	for i := range u.Landed.Parts {
		name := "landed." + u.Landed.Parts[i].Code
		if partWith(&u, u.Landed.Parts[i].Code) != i {
			name = "landed.parts[" + strconv.Itoa(i) + "]"
		}
		found = append(found, landedInput(name, func(Unit) int { return i }))
	}
	return found
}

// check reports what an input lacks.
func (in Input) check() error {
	switch {
	case in.Name == "":
		return fx.NewInputError("name", "", "must not be empty")
	case in.Value == nil:
		return fx.NewInputError("value", in.Name, "must not be nil")
	case in.Set == nil:
		return fx.NewInputError("set", in.Name, "must not be nil")
	}
	for _, bound := range []decimal.NullDecimal{in.Least, in.Most} {
		if err := fx.CheckDecimal(bound.Decimal); err != nil {
			return fx.InField("bounds", err)
		}
	}
	if in.Least.Valid && in.Most.Valid && in.Least.Decimal.GreaterThan(in.Most.Decimal) {
		return fx.NewInputError("bounds", fx.Plain(in.Least.Decimal), "must not have the least above the most")
	}
	return nil
}

// within returns the value rounded to fx.ConvertPlaces decimals, or to a whole
// number, and brought into the bounds: moved is -1 when it was below them, 1 when
// above.
func (in Input) within(value decimal.Decimal) (kept decimal.Decimal, moved int) {
	places := int32(fx.ConvertPlaces)
	if in.Whole {
		places = 0
	}
	if -value.Exponent() > places {
		value = value.Round(places)
	}
	switch {
	case in.Least.Valid && value.LessThan(in.Least.Decimal):
		return in.Least.Decimal, -1
	case in.Most.Valid && value.GreaterThan(in.Most.Decimal):
		return in.Most.Decimal, 1
	}
	return value, 0
}

// scaled returns a value times a factor, within the bounds. A factor below 0 counts
// as 0: a relative change never turns a cost into an income.
func (in Input) scaled(value, factor decimal.Decimal) (kept decimal.Decimal, moved int) {
	negative := factor.IsNegative()
	if negative {
		factor = decimal.Decimal{}
	}
	kept, moved = in.within(value.Mul(factor))
	if negative {
		moved = -1
	}
	return kept, moved
}

// indexIn reads the index of a name such as "cost[3]".
func indexIn(name, prefix string) (int, bool) {
	text, ok := strings.CutPrefix(name, prefix)
	if !ok || !strings.HasSuffix(text, "]") {
		return 0, false
	}
	text = text[:len(text)-1]
	i, err := strconv.Atoi(text)
	return i, err == nil && strconv.Itoa(i) == text && i >= 0
}

// costWith returns the place of the only cost item with a code, -1 for none and
// for several.
func costWith(u *Unit, code string) int {
	return only(len(u.Cost), func(i int) bool { return u.Cost[i].Code == code })
}

// partWith is costWith for the parts of the landed cost.
func partWith(u *Unit, code string) int {
	return only(len(u.Landed.Parts), func(i int) bool { return u.Landed.Parts[i].Code == code })
}

// only returns the one index below n that is meant, -1 for none and for several.
func only(n int, meant func(i int) bool) int {
	found := -1
	for i := range n {
		if meant(i) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

func costInput(name string, at func(Unit) int) Input {
	return Input{
		Name: name, Least: decimal.NewNullDecimal(decimal.Decimal{}), Most: decimal.NewNullDecimal(highestAmount),
		Value: func(u Unit) decimal.NullDecimal {
			if i := at(u); i >= 0 && i < len(u.Cost) {
				return u.Cost[i].Amount
			}
			return decimal.NullDecimal{}
		},
		Set: func(u Unit, value decimal.Decimal) (Unit, error) {
			i := at(u)
			if i < 0 || i >= len(u.Cost) {
				return u, fx.NewInputError(name, "", "must be the one cost item of the unit that is called so")
			}
			u.Cost = slices.Clone(u.Cost)
			u.Cost[i].Amount = decimal.NewNullDecimal(value)
			return u, nil
		},
	}
}

func landedInput(name string, at func(Unit) int) Input {
	return Input{
		Name: name, Least: decimal.NewNullDecimal(highestAmount.Neg()), Most: decimal.NewNullDecimal(highestAmount),
		Value: func(u Unit) decimal.NullDecimal {
			if i := at(u); i >= 0 && i < len(u.Landed.Parts) {
				return decimal.NewNullDecimal(u.Landed.Parts[i].Entered.Amount)
			}
			return decimal.NullDecimal{}
		},
		Set: func(u Unit, value decimal.Decimal) (Unit, error) {
			i := at(u)
			if i < 0 || i >= len(u.Landed.Parts) {
				return u, fx.NewInputError(name, "", "must be the one part of the landed cost that is called so")
			}
			u.Landed.Parts = slices.Clone(u.Landed.Parts)
			part := &u.Landed.Parts[i]
			was := part.Entered.Amount
			other := part.Entered.Currency != part.Total.Currency
			if was.IsZero() && other {
				return u, fx.NewInputError(name, fx.Plain(value), "must not be set: its amount of 0 does not say at which rate it was booked")
			}
			// What is booked follows what is paid, at the rate at which it was booked. A
			// duty that was a range is known from here on.
			follow := func(booked decimal.Decimal) decimal.Decimal {
				return booked.Mul(value).DivRound(was, fx.ConvertPlaces)
			}
			if !other {
				part.Total.Amount, part.High.Amount, part.EnteredHigh.Amount = value, value, value
			} else {
				part.Total.Amount = follow(part.Total.Amount)
				part.High.Amount, part.EnteredHigh.Amount = part.Total.Amount, value
			}
			part.Entered.Amount = value
			return u, nil
		},
	}
}
