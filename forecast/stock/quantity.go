package stock

import (
	"fmt"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/forecast"
	"github.com/shopspring/decimal"
)

// Limits say which quantities can be ordered. The zero Limits allow every whole number.
type Limits struct {
	// Carton is the number of units of a case pack: only whole ones are ordered. 0
	// means 1.
	Carton int64
	// MOQ is the fewest units that the supplier accepts. 0 means no minimum.
	MOQ int64
	// Most is the largest order. 0 means no maximum.
	Most int64
	// Storage is the most units that may be in stock and on the way together. 0
	// means no limit.
	Storage int64
	// CartonVolume in cubic metres and CartonWeight in kilograms are those of one
	// carton, and Container what they are packed in; without one, or with both 0,
	// there is no such limit.
	CartonVolume, CartonWeight float64
	Container                  *Container
	// UnitCost is the price of a unit, and Budget the most that an order may cost.
	// A Budget that is not valid means no limit.
	UnitCost decimal.Decimal
	Budget   decimal.NullDecimal
}

// A Container is what goods are shipped in.
type Container struct {
	// Name identifies it in reasons: "40 ft high cube".
	Name string
	// Volume in cubic metres and Weight in kilograms are what it takes. 0 means no
	// limit.
	Volume, Weight float64
	// FillFrom is the share of the last container from which it is filled up, as
	// that ships the further goods for nothing: 0.85. 0 means never.
	FillFrom float64
	// Most is the largest number of containers of one order. 0 means no maximum.
	Most int64
}

// A Quantity is what can be ordered, and why it is not what was needed.
type Quantity struct {
	// Need is what was asked for, Units and Cartons what can be ordered. Units is a
	// whole number of cartons.
	Need           float64
	Units, Cartons int64
	// Cost is Units at the price of a unit.
	Cost decimal.Decimal
	// Volume and Weight are those of all cartons, Containers the number that they
	// need, and Fill the share of the fullest measure of them that is used.
	Volume, Weight float64
	Containers     int64
	Fill           float64
	// Reasons say each rounding, in the order in which they were taken.
	Reasons []forecast.Reason
}

// Check reports what is wrong with l.
func (l Limits) Check() error {
	var f faults
	f.units("carton", l.Carton, 0)
	f.units("moq", l.MOQ, 0)
	f.units("most", l.Most, 0)
	f.units("storage", l.Storage, 0)
	f.number("carton_volume", l.CartonVolume, 0, 1e6)
	f.number("carton_weight", l.CartonWeight, 0, 1e9)
	f.amount("unit_cost", l.UnitCost)
	if l.Budget.Valid {
		f.amount("budget", l.Budget.Decimal)
	}
	if c := l.Container; c != nil {
		f.in("container", c.check())
	}
	return f.err()
}

func (c Container) check() error {
	var f faults
	f.number("volume", c.Volume, 0, 1e6)
	f.number("weight", c.Weight, 0, 1e9)
	f.number("fill_from", c.FillFrom, 0, 1)
	f.units("most", c.Most, 0)
	return f.err()
}

// Quantity returns what to order where need units are needed and have units are in
// stock or on the way. The steps, each of which gives its reason:
//
//  1. up to the minimum order, and up to whole cartons, since less would not do;
//  2. up to a full container where the last one is filled from its FillFrom on;
//  3. down to whole cartons within the largest order, the containers, the storage and
//     the budget, since more is not possible;
//  4. nothing at all where that is below the minimum order.
//
// A need of 0 or less orders nothing. The errors are those of [Limits.Check] and for
// a need that is not finite or above [MaxUnits].
func (l Limits) Quantity(need float64, have int64) (Quantity, error) {
	var f faults
	f.in("limits", l.Check())
	if math.IsNaN(need) || need > float64(MaxUnits) {
		f.add("need", text(need), "must be at most "+strconv.FormatInt(MaxUnits, 10))
	}
	f.units("have", have, 0)
	if err := f.err(); err != nil {
		return Quantity{}, err
	}
	return l.quantity(need, have), nil
}

func (l Limits) quantity(need float64, have int64) Quantity {
	q := Quantity{Need: need}
	if need <= 0 {
		return q
	}
	say := func(code, format string, a ...any) {
		q.Reasons = append(q.Reasons, forecast.Reason{Code: code, Text: fmt.Sprintf(format, a...)})
	}
	carton := max(1, l.Carton)
	units := int64(math.Ceil(need - 1e-9))
	units = max(units, 1)
	if units < l.MOQ {
		say("moq", "the supplier accepts no less than %d units, %s are needed", l.MOQ, show(need))
		units = l.MOQ
	}
	cartons := (units + carton - 1) / carton
	if cartons*carton != units {
		say("carton", "%d units are up to %d cartons of %d", units, cartons, carton)
	}
	if per := l.perContainer(); per > 0 && l.Container.FillFrom > 0 {
		if rest := cartons % per; rest > 0 && float64(rest) >= l.Container.FillFrom*float64(per) {
			say("container", "the last %s is %s full, so %d cartons more ship for nothing", orText(l.Container.Name, "container"), percent(float64(rest)/float64(per)), per-rest)
			cartons += per - rest
		}
	}
	down := func(code string, most int64, format string, a ...any) {
		if most = max(0, most); cartons > most {
			cartons = most
			say(code, format+", so it is cut to %d cartons", append(a, cartons)...)
		}
	}
	if l.Most > 0 {
		down("most", l.Most/carton, "an order is at most %d units", l.Most)
	}
	if per := l.perContainer(); per > 0 && l.Container.Most > 0 && l.Container.Most < MaxUnits/per {
		down("containers", per*l.Container.Most, "%d containers take %d cartons", l.Container.Most, per*l.Container.Most)
	}
	if l.Container != nil && l.perContainer() == 0 {
		down("container", 0, "a carton does not fit the %s", orText(l.Container.Name, "container"))
	}
	if l.Storage > 0 {
		down("storage", max(0, l.Storage-have)/carton, "there is room for %d units more", max(0, l.Storage-have))
	}
	if l.Budget.Valid && l.UnitCost.IsPositive() {
		per := l.UnitCost.Mul(decimal.NewFromInt(carton))
		if per.Mul(decimal.NewFromInt(cartons)).GreaterThan(l.Budget.Decimal) {
			fits, _ := l.Budget.Decimal.QuoRem(per, 0)
			down("budget", fits.IntPart(), "the budget is %s at %s a unit", l.Budget.Decimal, l.UnitCost)
		}
	}
	if u := cartons * carton; u > 0 && u < l.MOQ {
		say("moq", "%d units are below the minimum of %d, so nothing is ordered", u, l.MOQ)
		cartons = 0
	}
	q.Cartons, q.Units = cartons, cartons*carton
	q.Cost = l.UnitCost.Mul(decimal.NewFromInt(q.Units))
	q.Volume, q.Weight = float64(cartons)*l.CartonVolume, float64(cartons)*l.CartonWeight
	if per := l.perContainer(); per > 0 && cartons > 0 && per < MaxUnits {
		q.Containers = (cartons + per - 1) / per
		q.Fill = max(share(q.Volume, float64(q.Containers)*l.Container.Volume), share(q.Weight, float64(q.Containers)*l.Container.Weight))
	}
	return q
}

// share returns a/b, and 0 where b is 0.
func share(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// perContainer returns the cartons that one container takes: [MaxUnits] where it has
// no limit, 0 where not one fits or there is no container.
func (l Limits) perContainer() int64 {
	if l.Container == nil {
		return 0
	}
	n := float64(MaxUnits)
	if l.CartonVolume > 0 && l.Container.Volume > 0 {
		n = min(n, l.Container.Volume/l.CartonVolume)
	}
	if l.CartonWeight > 0 && l.Container.Weight > 0 {
		n = min(n, l.Container.Weight/l.CartonWeight)
	}
	return int64(n + 1e-9)
}
