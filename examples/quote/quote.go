package main

import (
	"iter"
	"slices"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// A quoter answers requests.
type quoter struct {
	rates rateTable
	// vary is the share by which each input changes by itself; 0 asks for no
	// sensitivity.
	vary decimal.Decimal
}

// answers yields the answer to every request of an input, in order, and says
// whether the input is an array. An input that is no request at all has one
// answer without a SKU.
func (q quoter) answers(data []byte) (answers iter.Seq[answer], isList bool) {
	requests, isList, fault := split(data)
	if fault != nil {
		return slices.Values([]answer{{errors: strict.Faults{fault}}}), false
	}
	return func(yield func(answer) bool) {
		count := 0
		for raw := range requests {
			if count++; count > maxRequests {
				yield(answer{errors: strict.Faults{fx.NewInputError("", "", "must have fewer requests: the rest is not answered")}})
				return
			}
			if !yield(q.answer(raw, isList)) {
				return
			}
		}
	}, isList
}

// answer answers one request. The answer to an empty object outside a list has
// no SKU.
func (q quoter) answer(raw []byte, inList bool) answer {
	var f strict.Faults
	n, err := strict.Parse(raw, maxValues)
	if err != nil {
		noteLibrary(&f, request{}, err)
		return answer{named: true, errors: f}
	}
	if list, given := n.Field("channels"); given {
		return q.compare(n, list)
	}
	r := readRequest(n, &f)
	if len(n.Fields) == 0 {
		return answer{named: inList, errors: f}
	}
	a := answer{sku: r.sku, named: true}
	a.result, a.errors = q.quote(r, f)
	return a
}

// quote computes the result of a request, or returns everything that is wrong
// with it.
func (q quoter) quote(r request, f strict.Faults) (*result, strict.Faults) {
	unit := pricing.Unit{
		Listing: r.offer.Listing, Cost: r.costs, Origin: r.origin, Rate: q.rateFor(r, &f), Buffer: r.rate.buffer, Band: r.rate.band,
		Returns: r.returns, Ads: r.ads, Life: r.life, Promotion: r.promotion, Payout: r.payout, Capital: r.capital, Overhead: r.overhead,
	}
	day := r.day
	switch {
	case r.offer.Listing == nil:
		unit.Listing = nowhere{}
	case day.IsZero():
		// The tables cannot be asked, so that only what does not depend on the
		// day is checked.
		unit.Listing = undated{r.offer}
	}
	model, err := pricing.NewModel(unit, day)
	noteLibrary(&f, r, err)
	if r.price.Valid {
		noteLibrary(&f, r, checkPrice(r.price.Decimal))
	}
	if len(f) > 0 {
		return nil, f
	}
	res := &result{request: r, rate: unit.Rate, model: model}
	noteLibrary(&f, r, res.compute())
	if len(f) == 0 && !q.vary.IsZero() {
		noteLibrary(&f, r, res.findSensitivity(unit, q.vary))
	}
	if len(f) > 0 {
		return nil, f
	}
	return res, nil
}

// checkPrice reports a price that is not on the grid of cents, as the statement
// would, so that it is said together with the other faults.
func checkPrice(price decimal.Decimal) error {
	places, _ := listingCurrency.MinorUnits()
	switch {
	case price.Sign() <= 0:
		return fx.NewInputError("price", fx.Plain(price), "must be above 0")
	case price.GreaterThan(fees.MaxPrice()):
		return fx.NewInputError("price", fx.Plain(price), "must be at most "+fx.Plain(fees.MaxPrice()))
	case !price.Shift(int32(places)).IsInteger():
		return fx.NewInputError("price", fx.Plain(price), "must be a whole number of cents")
	}
	return nil
}
