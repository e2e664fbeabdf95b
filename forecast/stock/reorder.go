package stock

import (
	"fmt"
	"math"

	"github.com/lianxing/crossborder/forecast"
)

// A Rate is demand per unit of time, independent from one to the next: a day, or any
// other unit that the lead time is counted in as well. Where the level of demand
// drifts its sums spread wider than this says, and [OverLead] is right.
type Rate struct {
	// Mean and SD are those of the demand of one unit of time.
	Mean, SD float64
}

// Over returns the mean and the standard deviation of the demand over a random lead
// time L and a review R:
//
//	mean = d (L+R)    sd = sqrt((L+R) sd^2 + d^2 sdL^2)
//
// with d and sd the demand of a unit of time, and L and sdL the lead time in it. Put
// them into a [Normal], a [Gamma] or a [NegativeBinomial]. The errors are those of
// the lead time, and of numbers below 0 or not finite.
func (r Rate) Over(lead LeadTime, review float64) (mean, sd float64, err error) {
	var f faults
	f.number("mean", r.Mean, 0, forecast.MaxValue)
	f.number("sd", r.SD, 0, forecast.MaxValue)
	f.in("lead", lead.Check())
	f.number("review", review, 0, MaxDays)
	if err := f.err(); err != nil {
		return 0, 0, err
	}
	l, sl := lead.Moments()
	return r.Mean * (l + review), math.Hypot(math.Sqrt(l+review)*r.SD, r.Mean*sl), nil
}

// Undershoot returns by how far stock is expected to lie below the reorder point when
// an order is placed, since demand comes in lumps or is looked at once a unit of time:
// (sd^2 + mean^2) / (2 mean), the mean residual life of renewal theory. An (s, S)
// policy adds it to the demand over the lead time. It is 0 without demand.
func (r Rate) Undershoot() float64 {
	if !(r.Mean > 0) {
		return 0
	}
	return r.SD*(r.SD/r.Mean)/2 + r.Mean/2
}

// A Point is a level of stock: a reorder point or an order-up-to level.
type Point struct {
	// Level is the stock on hand and on order, and Safety the part of it above the
	// expected demand, which is below 0 for a low service.
	Level, Safety float64
	// Mean is the expected demand over the time that Level covers.
	Mean float64
	// Service is the probability of no shortage in a cycle, and Short the units
	// that are expected to be short in one.
	Service, Short float64
	// Reason says how it was found.
	Reason forecast.Reason
}

// ReorderPoint returns the stock at which to order so that the demand until the goods
// come is covered with the probability service, above 0 and below 1. demand is that
// over the lead time, and over lead time and review for the order-up-to level of a
// periodic review.
//
//	level = the quantile service of demand, which is d L + z sd for a normal one
//
// It rises with service. A negative level, as a normal distribution has for a low
// service, is cut at 0.
func ReorderPoint(demand Distribution, service float64) (Point, error) {
	var f faults
	f.distribution("demand", demand)
	f.inside("service", service, 0, 1)
	if err := f.err(); err != nil {
		return Point{}, err
	}
	level := max(0, demand.Quantile(service))
	return point(demand, level, forecast.Reason{Code: "service", Text: fmt.Sprintf("%s units cover the demand of %s until the goods come with a probability of %s", show(level), show(demand.Mean()), percent(service))}), nil
}

func point(d Distribution, level float64, why forecast.Reason) Point {
	return Point{Level: level, Safety: level - d.Mean(), Mean: d.Mean(), Service: d.CDF(level), Short: d.Short(level), Reason: why}
}

// FillPoint returns the stock at which to order so that the share fill of the demand
// is served from stock (type 2 service) where an order is of q units:
//
//	E[(D - level)+] = (1 - fill) q
//
// which is L(z) = (1-fill) q / sd for a normal demand. fill is above 0 and below 1.
// The level is not below 0: a large order alone may serve more than fill.
func FillPoint(demand Distribution, fill, q float64) (Point, error) {
	var f faults
	f.distribution("demand", demand)
	f.inside("fill", fill, 0, 1)
	f.inside("q", q, 0, float64(MaxUnits))
	if err := f.err(); err != nil {
		return Point{}, err
	}
	allowed := (1 - fill) * q
	lo, hi := 0.0, max(demand.Mean(), demand.SD(), 1e-300)
	for range 1100 {
		if demand.Short(hi) <= allowed {
			break
		}
		hi *= 2
	}
	if demand.Short(0) <= allowed {
		hi = 0
	}
	for range 200 {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			break
		}
		if demand.Short(mid) > allowed {
			lo = mid
		} else {
			hi = mid
		}
	}
	return point(demand, hi, forecast.Reason{Code: "fill", Text: fmt.Sprintf("of an order of %s units %s may be short, which is %s of them", show(q), show(allowed), percent(1-fill))}), nil
}
