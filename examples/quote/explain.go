package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// requestFields are the paths in a request of the fields that the library names
// in its own way, beside those that [offer.path] knows.
var requestFields = map[string]string{
	"band":             "fx.band",
	"buffer":           "fx.buffer",
	"listing.currency": "channel",
	// The same object as the option of Amazon has other fields.
	"promotion.share":    "promotion.share",
	"promotion.discount": "promotion.discount",
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
			return fx.NewInputError(r.path(input.Field), input.Value, input.Reason)
		}
		if path == "" {
			return fx.NewInputError("", "", tooLarge)
		}
		return fx.NewInputError(path, input.Value, input.Reason)
	case errors.As(err, &noTable):
		return r.noTable(noTable)
	case errors.As(err, &unknown):
		return fx.NewInputError(r.path(unknown.Field), unknown.Key, r.unknownKeyReason(unknown))
	case errors.As(err, &notPublic):
		return fx.NewInputError(r.path(notPublic.Supply), "", "must be given: the "+notPublic.What+" is not public")
	case errors.As(err, &overflow):
		return fx.NewInputError("", "", tooLarge)
	case errors.As(err, &none) && r.target != nil:
		return fx.NewInputError(r.target.field, r.target.value, r.noSolutionReason()+"; give a price to see what it earns")
	}
	return fx.NewInputError("", "", err.Error())
}

// path is where a field that the library names stands in the request.
func (r *request) path(field string) string {
	if index, rest, ok := strings.Cut(strings.TrimPrefix(field, "cost["), "]"); ok && strict.FirstName(field) == "cost" {
		if i, err := strconv.Atoi(index); err == nil && i >= r.firstMore {
			return "more_cost[" + strconv.Itoa(i-r.firstMore) + "]" + rest
		}
	}
	if strict.FirstName(field) == "payout" {
		return payoutPath(&r.payout, field)
	}
	return r.offer.path(field)
}

// suppliedTables are the options that stand in for tables, by the kind of table
// without its variant, where a channel has such an option.
var suppliedTables = map[string]string{
	"billable_weight": "fulfillment_fee", // of TikTok, which needs no weight then
	"fulfillment":     "fulfillment_fee",
	"in_person_card":  "card_rate",
	"insertion":       "insertion_fee",
	"international":   "international_rate",
	"online_card":     "card_rate",
	"sipp_discount":   "sipp_discount",
	"subscription":    "subscription",
	"third_party":     "third_party_rate",
}

// noTable says which days are covered, and what to give for others. The day is
// that of the request, or another one that the request leads to.
func (r *request) noTable(e *fees.NoTableError) *fx.InputError {
	kind, _, _ := strings.Cut(e.Kind, "/")
	field, day, s := "date", e.Day.Format(time.DateOnly), "is"
	switch {
	case kind == "promotion" && !e.Day.Equal(r.day):
		field = "options.promotion.created_on"
	case e.Day.Before(r.day):
		s = "reaches back to " + day + ", which is"
		if field, day = "life.days_in_stock", fx.Plain(r.life.DaysInStock.Decimal); len(r.life.Stays) > 0 {
			field, day = "life.stays", e.Day.Format(time.DateOnly)
		}
	}
	s += " not covered by any " + e.Channel + " table of the kind " + e.Kind
	switch {
	case e.First.IsZero():
		s += ": none is known"
	case e.Last.IsZero():
		s += ": known from " + e.First.Format(time.DateOnly) + " until further notice"
	default:
		s += ": known from " + e.First.Format(time.DateOnly) + " to " + e.Last.Format(time.DateOnly)
	}
	if option := suppliedTables[kind]; slices.Contains(r.offer.options, option) {
		s += "; options." + option + " supplies the figure"
	}
	return fx.NewInputError(field, day, s)
}

// unknownKeyReason says what a table has no row for.
func (r *request) unknownKeyReason(e *fees.UnknownKeyError) string {
	of := r.channel
	if e.Field != "category" { // of a table that another party has
		of = e.Table
	}
	reason := "is not a " + e.Field + " of " + of
	if len(e.Nearest) == 0 {
		return reason + "; the table " + e.Table + " has those that are"
	}
	return reason + ", did you mean " + strings.Join(e.Nearest, ", ") + "?"
}

// noSolutionReason says that nothing meets the target.
func (r *request) noSolutionReason() string { return "no price reaches " + article(r.target.String()) }

// notGiven names the field that says how often an event happens, when the
// request does not have it: " (life.removed)".
func (r *request) notGiven(event fees.Event) string {
	field, given := "", decimal.NullDecimal{}
	switch event {
	case fees.PerUnitMonth:
		field, given = "days_in_stock", r.life.DaysInStock
		given.Valid = given.Valid || len(r.life.Stays) > 0
	case fees.PerUnitRemoved:
		field, given = "removed", r.life.Removed
	case fees.PerDispute:
		field, given = "disputed", r.life.Disputed
	case fees.PerMonth:
		field, given = "units_per_month", r.life.UnitsPerMonth
	}
	if field == "" || given.Valid {
		return ""
	}
	return " (life." + field + ")"
}
