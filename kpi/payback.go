package kpi

import (
	"errors"
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// Discounting says what the time of money costs. The zero Discounting is no cost.
type Discounting struct {
	// AnnualRate is the interest per year of 365 days as a fraction, at most 10: 0.12 is
	// 12 %.
	AnnualRate decimal.Decimal `json:"annual_rate"`
	Rule       DiscountRule    `json:"rule"`
}

// A DiscountRule is a way to count interest. The zero DiscountRule is
// [SimpleInterest].
type DiscountRule string

// The rules.
const (
	// SimpleInterest charges a running total, on each evening, with the interest on what
	// was outstanding until then, without interest on interest:
	//
	//	sum of amount × (1 + AnnualRate × days since / 365)
	//
	// It is exact. Money that came back early saves the same interest.
	SimpleInterest DiscountRule = "simple"
	// EffectiveRate discounts each amount to the first day:
	//
	//	amount / (1 + AnnualRate)^(days since the first / 365)
	//
	// Each factor is rounded half away from zero to 30 decimals and each running total to
	// 12, so that the last digit of a factor decides about nothing.
	EffectiveRate DiscountRule = "effective"
)

// Check returns every fault, joined, or nil: an [*fx.InputError] at "annual_rate" or
// "rule".
func (d Discounting) Check() error {
	err := lcCheckInterest("annual_rate", d.AnnualRate)
	switch d.Rule {
	case "", SimpleInterest, EffectiveRate:
		return err
	}
	return errors.Join(err, fx.NewInputError("rule", string(d.Rule), "must be simple or effective"))
}

// A PaybackStatus says whether an investment came back.
type PaybackStatus string

// The states.
const (
	PaidBack     PaybackStatus = "paid_back"     // the running total is 0 or above at the end
	NotPaidBack  PaybackStatus = "not_paid_back" // it is below 0 at the end
	NoInvestment PaybackStatus = "no_investment" // it never was below 0
	PaybackOpen  PaybackStatus = "not_known"     // an amount is not known
)

// A LifecycleAmount is one amount of the life of a product: income is above 0.
type LifecycleAmount struct {
	Day time.Time `json:"day"`
	// Code says what it is: "tooling", "samples", "sales", "clearance", "disposal". Amounts
	// of one code make one line.
	Code string `json:"code"`
	// Amount is not Valid where it is not known.
	Amount decimal.NullDecimal `json:"amount"`
}

// A Payback is what became of an investment. All is counted on the evening of each
// day: amounts of one day are netted. The zero Payback says nothing.
type Payback struct {
	Status PaybackStatus `json:"status"`
	// Out is the first evening on which the running total is below 0, BreakEven the
	// first after it on which it is 0 or above again, and Lasting the one since which
	// it stays so. A second investment can come between the two. The zero time is none.
	Out       time.Time `json:"out"`
	BreakEven time.Time `json:"break_even"`
	Lasting   time.Time `json:"lasting"`
	// Days is the time from Out to BreakEven; incomplete while there is none.
	Days Value `json:"days"`
	// Total is the sum of all amounts, and Adjusted the same after what time costs; they
	// are equal without a rate.
	Total    Value `json:"total"`
	Adjusted Value `json:"adjusted"`
	// Peak is the most that was invested: how far the running total, adjusted, went
	// below 0, not below 0 itself. PeakDay is the first such evening.
	Peak    Value     `json:"peak"`
	PeakDay time.Time `json:"peak_day"`
	// ROI is Adjusted over Peak; undefined without an investment.
	ROI Value `json:"roi"`
}

// PaybackOf returns when amounts have come back, counted through the evening of asOf;
// later ones are left out. Amounts may be in any order. Where one is not known, what
// follows it is not known either.
//
// The errors, joined, are an [*fx.InputError] for each amount and day, such as
// "amounts[2].day", at "amounts" for none by that day, at "as_of", "currency",
// "discounting.annual_rate" and "discounting.rule". From the first day to asOf are at
// most 100 years.
func PaybackOf(amounts []LifecycleAmount, c fx.Currency, asOf time.Time, d Discounting) (Payback, error) {
	err := errors.Join(checkLifecycleAmounts("amounts", amounts), lcCheckDay("as_of", asOf), lcCheckCurrency("currency", c), fx.InField("discounting", d.Check()))
	if err != nil {
		return Payback{}, err
	}
	days, first := lifecycleDays(amounts, asOf)
	if len(days) == 0 {
		return Payback{}, fx.NewInputError("amounts", "", "must have an amount by "+dayText(asOf))
	}
	if err := checkLife(first, asOf); err != nil {
		return Payback{}, err
	}
	out, _ := payback(days, first, dayOf(asOf), c, d)
	return out, nil
}

// A lifecycleDay is the sum of one day.
type lifecycleDay struct {
	day time.Time
	sum lcSum
}

// lifecycleDays nets the amounts of each day through asOf, in order.
func lifecycleDays(amounts []LifecycleAmount, asOf time.Time) (days []lifecycleDay, first time.Time) {
	at := map[time.Time]int{}
	for _, a := range amounts {
		day := dayOf(a.Day)
		if day.After(dayOf(asOf)) {
			continue
		}
		i, known := at[day]
		if !known {
			i = len(days)
			at[day] = i
			days = append(days, lifecycleDay{day: day})
		}
		days[i].sum.add(a.Amount, lifecycleName(a.Code))
	}
	slices.SortFunc(days, func(a, b lifecycleDay) int { return a.day.Compare(b.day) })
	if len(days) > 0 {
		first = days[0].day
	}
	return days, first
}

func lifecycleName(code string) string {
	if code == "" {
		return "amount"
	}
	return code
}

// payback runs the total through every day from first to last, and returns it for each
// of them.
func payback(days []lifecycleDay, first, last time.Time, c fx.Currency, d Discounting) (Payback, []Value) {
	run := lifecycleRun{discount: d, currency: c}
	out := Payback{Days: NotKnown(DaysUnit, "", "break_even"), Peak: Exact(decimal.Decimal{}, Amount, c), PeakDay: first}
	n := daysFrom(first, last) + 1
	totals := make([]Value, 0, n)
	below, next := false, 0
	for i := range n {
		day := first.AddDate(0, 0, i)
		var today lcSum
		if next < len(days) && days[next].day.Equal(day) {
			today = days[next].sum
			next++
		}
		total := run.step(today, i)
		totals = append(totals, total)
		if !total.IsDefined() {
			continue
		}
		switch sign := total.Num.Sign(); {
		case sign < 0:
			if out.Out.IsZero() {
				out.Out = day
			}
			below, out.Lasting = true, time.Time{}
			if depth := lcNeg(total); isAbove(depth, out.Peak) {
				out.Peak, out.PeakDay = depth, day
			}
		case below:
			below, out.Lasting = false, day
			if out.BreakEven.IsZero() {
				out.BreakEven = day
				out.Days = Exact(lcWhole(daysFrom(out.Out, day)), DaysUnit, "")
			}
		}
	}
	out.Total, out.Adjusted = run.sum.value(Amount, c), totals[len(totals)-1]
	switch {
	case !out.Adjusted.IsDefined():
		out.Status, out.Lasting = PaybackOpen, time.Time{}
		out.Peak = NotKnown(Amount, c, out.Adjusted.Missing...)
		if out.BreakEven.IsZero() {
			out.Days = NotKnown(DaysUnit, "", out.Adjusted.Missing...)
		}
	case out.Out.IsZero():
		out.Status, out.PeakDay = NoInvestment, time.Time{}
	case below:
		out.Status = NotPaidBack
	default:
		out.Status = PaidBack
	}
	out.ROI = lcDiv(out.Adjusted, out.Peak, Fraction, "")
	return out, totals
}

func isAbove(a, b Value) bool {
	order, ok := a.Cmp(b)
	return ok && order > 0
}

// A lifecycleRun is a running total.
type lifecycleRun struct {
	discount Discounting
	currency fx.Currency
	sum      lcSum           // of all amounts
	interest decimal.Decimal // the sum of each evening's total, for simple interest
	present  decimal.Decimal // of all amounts, discounted
	daily    *big.Int        // (1 + rate)^(1/365), scaled
}

// step adds the amounts of a day, so many days after the first.
func (r *lifecycleRun) step(today lcSum, after int) Value {
	rate := r.discount.AnnualRate
	simple := !rate.IsZero() && r.discount.Rule != EffectiveRate
	if simple { // the night before
		r.interest = r.interest.Add(r.sum.sum)
	}
	r.sum.miss(today.missing...)
	r.sum.sum = r.sum.sum.Add(today.sum)
	if len(r.sum.missing) > 0 || rate.IsZero() {
		return r.sum.value(Amount, r.currency)
	}
	if simple {
		year := lcWhole(365)
		return lcValue(new(big.Rat).Quo(r.sum.sum.Mul(year).Add(r.interest.Mul(rate)).Rat(), year.Rat()), Amount, r.currency)
	}
	if !today.sum.IsZero() {
		if r.daily == nil {
			r.daily = dailyGrowth(rate)
		}
		r.present = r.present.Add(today.sum.Mul(discountFactor(rate, r.daily, after)))
	}
	return Exact(r.present.Round(12), Amount, r.currency)
}

// growthScale are the decimals of a growth factor on its way to 30.
const growthScale = 60

func growthOne() *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(growthScale), nil)
}

// dailyGrowth returns the 365th root of 1 + rate, scaled: the largest number whose
// power, with each product cut off, is not above it.
func dailyGrowth(rate decimal.Decimal) *big.Int {
	one := growthOne()
	year := rate.Add(lcWhole(1)).Shift(growthScale).BigInt()
	low, high := new(big.Int).Set(one), new(big.Int).Add(year, big.NewInt(1))
	for new(big.Int).Sub(high, low).Cmp(big.NewInt(1)) > 0 {
		middle := new(big.Int).Add(low, high)
		middle.Rsh(middle, 1)
		if growthPower(middle, 365).Cmp(year) > 0 {
			high = middle
		} else {
			low = middle
		}
	}
	return low
}

// growthPower multiplies a scaled number by itself.
func growthPower(base *big.Int, n int) *big.Int {
	one := growthOne()
	out, square := new(big.Int).Set(one), new(big.Int).Set(base)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			out.Mul(out, square).Quo(out, one)
		}
		square.Mul(square, square).Quo(square, one)
	}
	return out
}

// discountFactor returns what 1 after some days is worth on the first, rounded half
// away from zero to 30 decimals. Whole years are divided exactly.
func discountFactor(rate decimal.Decimal, daily *big.Int, days int) decimal.Decimal {
	year := rate.Add(lcWhole(1))
	growth := decimal.NewFromBigInt(growthPower(daily, days%365), -growthScale)
	for range days / 365 {
		growth = growth.Mul(year)
		if growth.Exponent() < -2*growthScale {
			growth = growth.Round(2 * growthScale)
		}
	}
	return lcWhole(1).DivRound(growth, 30)
}

func checkLifecycleAmounts(field string, amounts []LifecycleAmount) error {
	var faults []error
	for i, a := range amounts {
		path := lcIndex(field, i)
		faults = append(faults, lcCheckDay(path+".day", a.Day), lcCheckAmount(path+".amount", a.Amount, true))
	}
	return errors.Join(faults...)
}

// maxLifeDays is the longest life that is followed day by day.
const maxLifeDays = 36525

func checkLife(first, asOf time.Time) error {
	if daysFrom(first, asOf) > maxLifeDays {
		return fx.NewInputError("as_of", dayText(asOf), "must be within 100 years of the first amount, "+dayText(first))
	}
	return nil
}
