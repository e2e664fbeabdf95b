package main

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// A quoter answers requests.
type quoter struct{ rates rateTable }

// answers yields the answer to every request of an input, in order, and says
// whether the input is an array. An input that is no request at all has one
// answer without a SKU.
func (q quoter) answers(data []byte) (answers iter.Seq[answer], isList bool) {
	requests, isList, fault := split(data)
	if fault != nil {
		return slices.Values([]answer{{errors: faults{fault}}}), false
	}
	return func(yield func(answer) bool) {
		count := 0
		for raw := range requests {
			if count++; count > maxRequests {
				yield(answer{errors: faults{fx.NewInputError("", "", "must have fewer requests: the rest is not answered")}})
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
	var f faults
	n, err := parseNode(raw)
	if err != nil {
		f.library(request{}, err)
		return answer{named: true, errors: f}
	}
	r := readRequest(n, &f)
	if len(n.fields) == 0 {
		return answer{named: inList, errors: f}
	}
	a := answer{sku: r.sku, named: true}
	a.result, a.errors = q.quote(r, f)
	return a
}

// quote computes the result of a request, or returns everything that is wrong
// with it.
func (q quoter) quote(r request, f faults) (*result, faults) {
	unit := pricing.Unit{
		Listing: r.listing, Cost: r.costs, Rate: q.rateFor(r, &f), Buffer: r.rate.buffer,
		Returns: r.returns, Ads: r.ads,
	}
	day := r.day
	if day.IsZero() || r.channel != amazon.Channel {
		// The tables cannot be asked, so that only what does not depend on the
		// day is checked.
		unit.Listing = undated{r.listing}
	}
	model, err := pricing.NewModel(unit, day)
	f.library(r, err)
	if r.price.Valid {
		f.library(r, checkPrice(r.price.Decimal))
	}
	if len(f) > 0 {
		return nil, f
	}
	res := &result{request: r, rate: unit.Rate, model: model}
	f.library(r, res.compute())
	if len(f) > 0 {
		return nil, f
	}
	return res, nil
}

// undated is a listing whose charges are not known because the day is not: it
// is only checked.
type undated struct{ amazon.Listing }

func (l undated) Charges(time.Time) ([]fees.Charge, error) { return nil, l.Check() }

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

// library notes the faults that the library found, with the paths of the
// request. A field that has a fault already is left out, since what the library
// saw in its place is only its zero value.
func (f *faults) library(r request, err error) {
	before := slices.Clone(*f)
	for _, e := range fx.Faults(err) {
		fault := explain(r, e)
		if fault.Field != "" && before.covers(fault.Field) || rateFailed(before, fault.Field) {
			continue
		}
		if slices.ContainsFunc(*f, func(known *fx.InputError) bool { return *known == *fault }) {
			continue
		}
		f.add(fault.Field, fault.Value, fault.Reason)
	}
}

// rateFailed reports whether a currency cannot be judged because the rate is at
// fault.
func rateFailed(f faults, field string) bool {
	if !strings.HasPrefix(field, "cost[") || !strings.HasSuffix(field, "].currency") {
		return false
	}
	return slices.ContainsFunc(f, func(e *fx.InputError) bool {
		return e.Field == "date" || e.Field == "fx" || strings.HasPrefix(e.Field, "fx.")
	})
}

// requestFields are the paths in a request of the fields that the library names
// in its own way.
var requestFields = map[string]string{
	"length": "size.length", "width": "size.width", "height": "size.height",
	"large_standard_floor": "options.large_standard_floor",
	"extra_large_150":      "options.extra_large_150",
	"band_adjustment":      "options.band_adjustment",
	"fuel_surcharge_end":   "options.fuel_surcharge_end",
	"referral_rate":        "options.referral_rate",
	"referral_minimum":     "options.referral_minimum",
	"fulfillment_fee":      "options.fulfillment_fee",
	"sipp":                 "options.sipp",

	"fulfillment_fee_all_in": "options.fulfillment_fee_all_in",

	"sipp_discount":    "options.sipp_discount",
	"buffer":           "fx.buffer",
	"listing.currency": "channel",
	// Numbers inside of the computation: no single field is at fault.
	"amount": "", "rate": "", "num": "", "den": "",
}

const tooLarge = "the numbers are too large to compute with"

// explain turns an error of the library into a fault of a field of the request.
func explain(r request, err error) *fx.InputError {
	var (
		input     *fx.InputError
		noTable   *fees.NoTableError
		unknown   *fees.UnknownKeyError
		notPublic *fees.NotPublicError
		overflow  *fees.OverflowError
		none      *pricing.NoSolutionError
	)
	switch {
	case errors.As(err, &input):
		path, renamed := requestFields[input.Field]
		if !renamed {
			return input
		}
		if path == "" {
			return fx.NewInputError("", "", tooLarge)
		}
		return fx.NewInputError(path, input.Value, input.Reason)
	case errors.As(err, &noTable):
		return fx.NewInputError("date", noTable.Day.Format(time.DateOnly), noTableReason(noTable))
	case errors.As(err, &unknown) && unknown.Field == "category":
		reason := "is not a category of " + r.channel
		if len(unknown.Nearest) > 0 {
			reason += ", did you mean " + strings.Join(unknown.Nearest, ", ") + "?"
		}
		return fx.NewInputError("category", unknown.Key, reason)
	case errors.As(err, &notPublic):
		return fx.NewInputError("category", r.listing.Category, "has a fee that is not public, the "+notPublic.What+": give options."+notPublic.Supply)
	case errors.As(err, &overflow):
		return fx.NewInputError("", "", tooLarge)
	case errors.As(err, &none) && r.target != nil:
		return fx.NewInputError(r.target.field, r.target.value, noSolutionReason(none)+"; give a price to see what it earns")
	}
	return fx.NewInputError("", "", err.Error())
}

func noTableReason(e *fees.NoTableError) string {
	s := "is not covered by any " + e.Channel + " table of the kind " + e.Kind
	switch {
	case e.First.IsZero():
		s += ": none is known"
	case e.Last.IsZero():
		s += ": known from " + e.First.Format(time.DateOnly) + " until further notice"
	default:
		s += ": known from " + e.First.Format(time.DateOnly) + " to " + e.Last.Format(time.DateOnly)
	}
	switch {
	case strings.HasPrefix(e.Kind, "fulfillment/"):
		s += "; options.fulfillment_fee supplies the fee"
	case e.Kind == "sipp_discount":
		s += "; options.sipp_discount supplies the discount"
	}
	return s
}

func noSolutionReason(e *pricing.NoSolutionError) string {
	return "no price reaches " + article(e.Target.String())
}
