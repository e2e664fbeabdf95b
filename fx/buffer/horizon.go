package buffer

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A Horizon is how many calendar days money is exposed to the rate, step by step.
// Each field is a number of days from 0 to 36525. The zero Horizon is no exposure
// at all.
type Horizon struct {
	// RepriceDays is how long the price cannot be changed from now on.
	RepriceDays int
	// DeliveryDays is the time from the sale to the delivery.
	DeliveryDays int
	// ReserveDays is the time from the delivery until the channel counts the money
	// as available: [DeliveryReserve](7), which is 8, for a reserve of DD+7. 0
	// means on the day of the delivery.
	ReserveDays int
	// SettlementEveryDays is the number of days from one settlement run to the
	// next. Money that becomes available waits for the next one: half of it on
	// average, all of it at worst. 0 means no wait.
	SettlementEveryDays int
	// TransitDays is the time on the way to the bank.
	TransitDays int
	// ConversionDays is how long the money waits there before it is converted.
	ConversionDays int

	// The rest is of the goods. It matters to Stock only.

	// ProductionDays is the time from the order to the supplier until the goods
	// leave the factory.
	ProductionDays int
	// FreightDays is the time from the factory to the warehouse.
	FreightDays int
	// CheckInDays is the time from the arrival there until the goods can be sold.
	CheckInDays int
	// StockDays is how long a unit waits in stock until it is sold: the days of
	// cover.
	StockDays int
	// SupplierDays is the time from the order until the supplier is paid. It
	// shortens the exposure, because the home currency is spent at the payment.
	SupplierDays int
}

// A HorizonLine is one step of an exposure. The lines sum to the total.
type HorizonLine struct {
	// Code is the step: "reprice", "delivery", "reserve", "settlement", "transit",
	// "conversion", "production", "freight", "check_in", "stock" or
	// "supplier_terms". The codes are stable.
	Code string
	// Mean and Worst are calendar days, exact. They differ where one has to wait
	// for a run.
	Mean, Worst decimal.Decimal
	// Basis says in words how they come about.
	Basis string
}

// HorizonDays is an exposure in calendar days, exact: what [Plan] takes as its
// days, after rounding up. The zero HorizonDays is no exposure.
type HorizonDays struct {
	// Mean is with the average wait, Worst with the longest.
	Mean, Worst decimal.Decimal
	// Lines are the steps that take time, in their order.
	Lines []HorizonLine
}

// DeliveryReserve returns the days from the delivery until money under a reserve
// of "DD+n" is available: n + 1, because the n days are full days after that of
// the delivery.
func DeliveryReserve(n int) int { return n + 1 }

// AvailableFrom returns the day on which the money of a sale is available under a
// reserve of "DD+n": delivered on 6 January with DD+7, from 14 January on. The
// day of the delivery is that of delivered in its own location; the result is at
// midnight UTC.
//
// The error is an [*fx.InputError] at "n" below 0 or above 36525, and at
// "delivered" for the zero time and where the years 1 to 9999 end.
func AvailableFrom(delivered time.Time, n int) (time.Time, error) {
	var err error
	if n < 0 || n > maxDays {
		err = fx.NewInputError("n", strconv.Itoa(n), daysRange)
	}
	day, ok := calendarDay(delivered)
	if !ok || delivered.IsZero() {
		err = errors.Join(err, fx.NewInputError("delivered", "", "must be a day in the years 1 to 9999"))
	}
	if err != nil {
		return time.Time{}, err
	}
	day = day.AddDate(0, 0, DeliveryReserve(n))
	if day.Year() > 9999 {
		return time.Time{}, fx.NewInputError("delivered", delivered.Format(time.DateOnly), "must leave the money available by the year 9999")
	}
	return day, nil
}

// Check returns every fault, joined, or nil: an [*fx.InputError] with the field,
// such as "transit_days", for each number of days outside 0 to 36525.
func (h Horizon) Check() error {
	var faults []error
	for _, f := range append(h.priceSteps(), h.stockSteps()...) {
		if f.days < 0 || f.days > maxDays {
			faults = append(faults, fx.NewInputError(f.field, strconv.Itoa(f.days), daysRange))
		}
	}
	if h.SupplierDays < 0 || h.SupplierDays > maxDays {
		faults = append(faults, fx.NewInputError("supplier_days", strconv.Itoa(h.SupplierDays), daysRange))
	}
	return errors.Join(faults...)
}

// Price returns the exposure of a price that is set today: until it can be set
// again, and then until the money of the last sale at it is converted.
//
//	re-price + delivery + reserve + settlement run + transit + conversion
//
// The errors are those of [Horizon.Check].
func (h Horizon) Price() (HorizonDays, error) {
	if err := h.Check(); err != nil {
		return HorizonDays{}, err
	}
	return total(h.priceSteps()), nil
}

// Stock returns the exposure of goods that are ordered today: the days of
// [Horizon.Price] and before them production, freight, check-in and stock, less
// the time that the supplier waits for his money. Terms longer than all of it
// leave 0: the money is there before it is needed.
//
// The errors are those of [Horizon.Check].
func (h Horizon) Stock() (HorizonDays, error) {
	if err := h.Check(); err != nil {
		return HorizonDays{}, err
	}
	d := total(append(h.stockSteps(), h.priceSteps()...))
	if h.SupplierDays == 0 {
		return d, nil
	}
	terms := whole(h.SupplierDays)
	line := HorizonLine{
		Code: "supplier_terms", Mean: decimal.Min(terms, d.Mean).Neg(), Worst: decimal.Min(terms, d.Worst).Neg(),
		Basis: "the supplier is paid " + count(h.SupplierDays, "day") + " after the order",
	}
	d.Mean, d.Worst = d.Mean.Add(line.Mean), d.Worst.Add(line.Worst)
	d.Lines = append(d.Lines, line)
	return d, nil
}

// A horizonStep is a field of a Horizon.
type horizonStep struct {
	field, code, basis string
	days               int
	run                bool // a wait for a run, half of it on average
}

func (h Horizon) priceSteps() []horizonStep {
	return []horizonStep{
		{"reprice_days", "reprice", "until the price can be changed", h.RepriceDays, false},
		{"delivery_days", "delivery", "from the sale to the delivery", h.DeliveryDays, false},
		{"reserve_days", "reserve", "from the delivery until the money is available", h.ReserveDays, false},
		{"settlement_every_days", "settlement", "wait for a settlement run", h.SettlementEveryDays, true},
		{"transit_days", "transit", "on the way to the bank", h.TransitDays, false},
		{"conversion_days", "conversion", "wait before the conversion", h.ConversionDays, false},
	}
}

func (h Horizon) stockSteps() []horizonStep {
	return []horizonStep{
		{"production_days", "production", "from the order to the end of production", h.ProductionDays, false},
		{"freight_days", "freight", "from the factory to the warehouse", h.FreightDays, false},
		{"check_in_days", "check_in", "from the arrival until the goods can be sold", h.CheckInDays, false},
		{"stock_days", "stock", "in stock until the sale", h.StockDays, false},
	}
}

// total adds the steps that take time.
func total(steps []horizonStep) HorizonDays {
	var out HorizonDays
	for _, s := range steps {
		if s.days == 0 {
			continue
		}
		line := HorizonLine{Code: s.code, Mean: whole(s.days), Worst: whole(s.days), Basis: count(s.days, "day") + " " + s.basis}
		if s.run {
			line.Mean = decimal.New(int64(s.days)*5, -1)
			line.Basis = s.basis + " every " + count(s.days, "day") + ", half of it on average"
		}
		out.Mean, out.Worst = out.Mean.Add(line.Mean), out.Worst.Add(line.Worst)
		out.Lines = append(out.Lines, line)
	}
	return out
}

func whole(n int) decimal.Decimal { return decimal.New(int64(n), 0) }

// A WeightedDay is an amount of money that comes in after some days.
type WeightedDay struct {
	// Days is the calendar days until then, from 0 to 36525. It may have decimals.
	Days decimal.Decimal
	// Weight is the size in any unit, such as the amount itself. Not below 0.
	Weight decimal.Decimal
}

// EffectiveDays returns the one horizon that is as uncertain as several payouts
// together. With weights w that are scaled to sum to 1 and days t it is
//
//	sum over i and j of w_i × w_j × min(t_i, t_j)
//
// which is the variance of a weighted sum of a random walk without drift. It is
// at most the weighted mean, and it is what belongs into a buffer that grows with
// the square root of time; the mean makes that too large. The result is in
// calendar days, rounded once, half away from zero, to [fx.ConvertPlaces]
// decimals.
//
// The errors, joined, are an [*fx.InputError] for days and weights out of range,
// "payouts[2].weight", and at "payouts" when there are none or all weigh 0.
func EffectiveDays(payouts []WeightedDay) (decimal.Decimal, error) {
	var faults []error
	weights := decimal.Decimal{}
	for i, p := range payouts {
		path := "payouts[" + strconv.Itoa(i) + "]"
		faults = append(faults, checkDays(path+".days", p.Days))
		if err := fx.CheckDecimal(p.Weight); err != nil {
			faults = append(faults, fx.InField(path+".weight", err))
			continue
		}
		if p.Weight.IsNegative() {
			faults = append(faults, fx.NewInputError(path+".weight", fx.Plain(p.Weight), "must not be below 0"))
			continue
		}
		weights = weights.Add(p.Weight)
	}
	if err := errors.Join(faults...); err != nil {
		return decimal.Decimal{}, err
	}
	if !weights.IsPositive() {
		return decimal.Decimal{}, fx.NewInputError("payouts", "", "must have a weight above 0")
	}
	sorted := slices.Clone(payouts)
	slices.SortStableFunc(sorted, func(a, b WeightedDay) int { return a.Days.Cmp(b.Days) })
	// A payout meets itself once and every later one twice, each time at its own
	// days, so one pass over the sorted payouts does for all pairs.
	after, sum := weights, decimal.Decimal{}
	for _, p := range sorted {
		after = after.Sub(p.Weight)
		sum = sum.Add(p.Weight.Mul(p.Weight.Add(after).Add(after)).Mul(p.Days))
	}
	return sum.DivRound(weights.Mul(weights), fx.ConvertPlaces), nil
}

// EvenSales returns the effective horizon, as [EffectiveDays] does, of money that
// comes in evenly over a time, the first of it after some days:
//
//	first + over/3
//
// in calendar days, rounded half away from zero to [fx.ConvertPlaces] decimals.
// The error joins an [*fx.InputError] at "first" and "over" outside 0 to 36525.
func EvenSales(first, over decimal.Decimal) (decimal.Decimal, error) {
	if err := errors.Join(checkDays("first", first), checkDays("over", over)); err != nil {
		return decimal.Decimal{}, err
	}
	three := whole(3)
	return first.Mul(three).Add(over).DivRound(three, fx.ConvertPlaces), nil
}

func checkDays(field string, d decimal.Decimal) error {
	if err := fx.CheckDecimal(d); err != nil {
		return fx.InField(field, err)
	}
	if d.IsNegative() || d.GreaterThan(whole(maxDays)) {
		return fx.NewInputError(field, fx.Plain(d), daysRange)
	}
	return nil
}
