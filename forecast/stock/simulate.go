package stock

import (
	"fmt"
	"math"
	"strconv"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/forecast/internal/num"
	"github.com/shopspring/decimal"
)

// A Policy says what to order.
type Policy interface {
	// Order returns the units to order in a state; what is below 0 orders nothing.
	Order(State) (float64, error)
}

// A PolicyFunc is a function that is a [Policy].
type PolicyFunc func(State) (float64, error)

// Order calls f.
func (f PolicyFunc) Order(s State) (float64, error) { return f(s) }

// A State is what a policy knows in the morning of a day of a review.
type State struct {
	// Day is the number of days that have passed.
	Day int
	// OnHand and OnOrder are the units in stock and on the way.
	OnHand, OnOrder float64
	// Sales and InStock are what was sold in each day and the share of it in which
	// stock was there. They must not be changed.
	Sales, InStock []float64
	// Lead is the lead time and Review the days between reviews.
	Lead   LeadTime
	Review int
}

// A Trial tries a policy on demand that is known. Sales that stock cannot serve are
// lost.
type Trial struct {
	// Demand is the true demand of each day.
	Demand []float64
	// From is the number of days that the policy knows before it begins, in which
	// everything was sold.
	From int
	// Stock is the stock in the morning of day From.
	Stock float64
	// Review is the number of days between reviews. 0 means 7.
	Review int
	// Lead is the lead time; an order comes in the morning, its days rounded up.
	Lead LeadTime
	// Warm is the number of days from From on that are not counted. 0 means the mean
	// lead time and one review, before which the policy can do nothing; -1 means none.
	Warm int
	// Policy is what is tried.
	Policy Policy
	// Costs price the outcome, PerOrder each order.
	Costs    Costs
	PerOrder decimal.Decimal
	// Seed is that of the lead times.
	Seed uint64
}

// An Outcome is what a policy reached, in the days that count.
type Outcome struct {
	// Days are counted.
	Days int
	// Demand, Sales and Lost are their sums, FillRate the share of demand sold.
	Demand, Sales, Lost, FillRate float64
	// Cycles is the number of times between what could arrive from one review and
	// from the next, Covered those without a lost sale, and Service their share.
	Cycles, Covered int
	Service         float64
	// Opening is the stock when counting begins, Arrived what came, and Closing
	// what is left: Opening + Arrived = Sales + Closing.
	Opening, Arrived, Closing float64
	// MeanStock is the mean of the stock at the end of a day.
	MeanStock float64
	// Orders is the number of orders and Ordered their units, from day From on.
	Orders  int
	Ordered float64
	// Holding, LostMargin and Ordering are what that costs, Total their sum.
	Holding, LostMargin, Ordering, Total decimal.Decimal
}

// Check reports everything in t that cannot be used.
func (t Trial) Check() error {
	var f faults
	if len(t.Demand) > forecast.MaxSteps {
		f.add("demand", strconv.Itoa(len(t.Demand)), "must be at most "+strconv.Itoa(forecast.MaxSteps))
	}
	for i, v := range t.Demand {
		f.number(fmt.Sprintf("demand[%d]", i), v, 0, forecast.MaxValue)
	}
	f.count("from", t.From, 0, max(0, len(t.Demand)-1))
	f.number("stock", t.Stock, 0, forecast.MaxValue)
	f.count("review", t.Review, 0, MaxDays)
	f.count("warm", t.Warm, -1, MaxDays)
	f.in("lead", t.Lead.Check())
	f.in("costs", t.Costs.Check())
	f.amount("per_order", t.PerOrder)
	if t.Policy == nil {
		f.add("policy", "nil", "must be stated")
	}
	return f.err()
}

// Run tries the policy. The errors are those of [Trial.Check] and of the policy, and
// an [*fx.InputError] at "policy" for an order that is not a finite number.
func (t Trial) Run() (Outcome, error) {
	if err := t.Check(); err != nil {
		return Outcome{}, err
	}
	review := t.Review
	if review == 0 {
		review = 7
	}
	mean, _ := t.Lead.Moments()
	count := t.From + max(0, t.Warm)
	if t.Warm == 0 {
		count = t.From + int(math.Ceil(mean)) + review
	}
	r := num.Rand(t.Seed)
	n := len(t.Demand)
	sales, inStock := make([]float64, n), make([]float64, n)
	copy(sales, t.Demand[:t.From])
	for i := range t.From {
		inStock[i] = 1
	}
	due := make(map[int]float64)
	lost := make([]bool, n)
	var starts []int // the days on which an order of each review comes
	onHand, onOrder := t.Stock, 0.0
	var o Outcome
	o.Opening = onHand
	for d := t.From; d < n; d++ {
		if d == count {
			o.Opening = onHand
		}
		arrive := func() {
			if u, ok := due[d]; ok {
				onHand += u
				onOrder -= u
				if d >= count {
					o.Arrived += u
				}
				delete(due, d)
			}
		}
		arrive()
		if (d-t.From)%review == 0 {
			u, err := t.Policy.Order(State{Day: d, OnHand: onHand, OnOrder: max(0, onOrder), Sales: sales[:d:d], InStock: inStock[:d:d], Lead: t.Lead, Review: review})
			if err != nil {
				return Outcome{}, err
			}
			if math.IsNaN(u) || u > forecast.MaxValue {
				var f faults
				f.add("policy", text(u), "must order a finite number of at most 1e15")
				return Outcome{}, f.err()
			}
			at := d + int(math.Ceil(t.Lead.draw(r)-1e-9))
			starts = append(starts, at)
			if u > 0 {
				due[at] += u
				onOrder += u
				o.Orders++
				o.Ordered += u
				arrive()
			}
		}
		want := t.Demand[d]
		sold := min(want, onHand)
		sales[d] = sold
		switch {
		case want > onHand:
			lost[d] = true
			inStock[d] = sold / want
		case onHand > 0:
			inStock[d] = 1
		}
		onHand -= sold
		if d >= count {
			o.Days++
			o.Demand += want
			o.Sales += sold
			o.MeanStock += onHand
		}
	}
	if o.Closing = onHand; o.Days == 0 {
		o.Opening = onHand
	}
	o.Lost = max(0, o.Demand-o.Sales)
	o.FillRate = 1
	if o.Demand > 0 {
		o.FillRate = o.Sales / o.Demand
	}
	held := o.MeanStock
	if o.Days > 0 {
		o.MeanStock /= float64(o.Days)
	}
	o.cycles(starts, lost, count)
	o.Holding = Worth(held, t.Costs.Hold(1))
	o.LostMargin = Worth(o.Lost, t.Costs.Margin)
	o.Ordering = t.PerOrder.Mul(decimal.NewFromInt(int64(o.Orders)))
	o.Total = decimal.Sum(o.Holding, o.LostMargin, o.Ordering)
	return o, nil
}

// cycles counts the cycles that lie within the days that count, and those in which
// nothing was lost.
func (o *Outcome) cycles(starts []int, lost []bool, count int) {
	for i := 0; i+1 < len(starts); i++ {
		from, to := starts[i], starts[i+1]
		if from < count || to > len(lost) || to <= from {
			continue
		}
		o.Cycles++
		covered := true
		for _, l := range lost[from:to] {
			covered = covered && !l
		}
		if covered {
			o.Covered++
		}
	}
	o.Service = 1
	if o.Cycles > 0 {
		o.Service = float64(o.Covered) / float64(o.Cycles)
	}
}

// A SigmaRule orders up to the mean plus z standard deviations of the daily sales
// over lead time and review, as most spreadsheets do: it takes the days as
// independent around a level that does not move.
type SigmaRule struct {
	// Service is the probability that z stands for, above 0 and below 1.
	Service float64
	// Days is the number of last days that it looks at. 0 means all.
	Days int
	// InStock leaves out the days that were not in stock throughout.
	InStock bool
}

// Order returns the units up to the level of the rule.
func (p SigmaRule) Order(s State) (float64, error) {
	var f faults
	f.inside("service", p.Service, 0, 1)
	f.count("days", p.Days, 0, forecast.MaxSteps)
	if err := f.err(); err != nil {
		return 0, err
	}
	from := 0
	if p.Days > 0 {
		from = max(0, s.Day-p.Days)
	}
	var x []float64
	for i := from; i < len(s.Sales); i++ {
		if !p.InStock || s.InStock[i] == 1 {
			x = append(x, s.Sales[i])
		}
	}
	mean, sd := moments(x)
	m, v, err := Rate{mean, sd}.Over(s.Lead, float64(s.Review))
	if err != nil {
		return 0, err
	}
	return math.Ceil(Normal{m, v}.Quantile(p.Service)-1e-9) - s.OnHand - s.OnOrder, nil
}

// A PathRule orders up to the quantile of the demand over a random lead time and the
// review, from the sample paths of a model that is fitted anew at every review.
type PathRule struct {
	// Model forecasts the daily demand from the sales and the marks of stock.
	Model forecast.Model
	// Service is the probability to cover, above 0 and below 1.
	Service float64
	// Paths is the number of sample paths. 0 means [DefaultPaths].
	Paths int
	// Seed is that of the paths.
	Seed uint64
}

// Order returns the units up to the quantile of the rule.
func (p PathRule) Order(s State) (float64, error) {
	var f faults
	f.inside("service", p.Service, 0, 1)
	if p.Model == nil {
		f.add("model", "nil", "must be stated")
	}
	n := p.Paths
	if n == 0 {
		n = DefaultPaths
	}
	f.count("paths", n, 1, maxPaths)
	if err := f.err(); err != nil {
		return 0, err
	}
	fit, err := p.Model.Fit(forecast.Series{Values: s.Sales, InStock: s.InStock, Calendar: forecast.Calendar{Step: forecast.Daily}})
	if err != nil {
		return 0, err
	}
	longest := s.Lead.Quantile(0.999) + float64(s.Review)
	paths, err := fit.Paths(max(1, int(math.Ceil(longest))), n, p.Seed)
	if err != nil {
		return 0, err
	}
	total, err := OverLead(paths, 1, s.Lead, float64(s.Review), p.Seed+1)
	if err != nil {
		return 0, err
	}
	return math.Ceil(total.Quantile(p.Service)-1e-9) - s.OnHand - s.OnOrder, nil
}
