package main

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/examples/internal/ecb"
	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// A rateTable returns a table of fixings.
type rateTable func() (*fx.Rates, error)

// openRates returns the table of an ECB file, or the embedded one when the name
// is empty.
func openRates(name string) (rateTable, error) {
	if name == "" {
		return ecb.Rates, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rates, err := fx.ReadECB(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return func() (*fx.Rates, error) { return rates, nil }, nil
}

// maxRateAgeDays is the age, in days before the ship date, from which a fixing is
// worth a warning.
const maxRateAgeDays = fx.DefaultMaxAgeDays

// rateFor returns the rate that the costs of a request are converted with, the
// zero Rate when all are in the currency of the listing or the rate cannot be
// had, which is a fault.
func (q quoter) rateFor(r request, f *strict.Faults) fx.Rate {
	if f.Covers("fx") {
		return fx.Rate{}
	}
	base, quote := r.rate.base, r.rate.quote
	foreign, where := r.foreignCurrency()
	if r.rate.rate.Valid { // checked even where nothing has to be converted
		rate, err := fx.NewRate(base, quote, r.rate.rate.Decimal)
		noteLibrary(f, r, fx.InField("fx", err))
		if foreign == "" {
			return fx.Rate{}
		}
		return rate.WithSource(time.Time{}, "supplied")
	}
	if foreign == "" {
		return fx.Rate{}
	}
	if base == "" {
		base, quote = listingCurrency, foreign
	}
	day, field := r.rate.date, "fx.date"
	if day.IsZero() {
		day, field = r.day, "date"
	}
	if day.IsZero() {
		return fx.Rate{} // the fault of the date is noted
	}
	rates, err := q.rates()
	if err != nil {
		f.Add("", "", "the table of exchange rates cannot be read: "+err.Error())
		return fx.Rate{}
	}
	rate, err := rates.At(base, quote, day, fx.LookUp{})
	if none, ok := err.(*fx.NoRateError); ok {
		if none.Reason == fx.NoRateUnknownCurrency {
			if field = "fx.pair"; r.rate.base == "" {
				field = where
			}
			f.Add(field, string(none.Currency), "is not in the table of exchange rates; give fx.rate")
			return fx.Rate{}
		}
		f.Add(field, day.Format(time.DateOnly), noRate(none, rates))
		return fx.Rate{}
	}
	noteLibrary(f, r, err)
	return rate
}

// foreignCurrency returns the currency of the first known cost that has to be
// converted, and its field.
func (r *request) foreignCurrency() (c fx.Currency, field string) {
	for i, item := range r.costs {
		if item.Amount.Valid && item.Currency != "" && item.Currency != listingCurrency {
			return item.Currency, r.path("cost[" + strconv.Itoa(i) + "].currency")
		}
	}
	return "", ""
}

// noRate says why there is no rate and what to do about it.
func noRate(e *fx.NoRateError, rates *fx.Rates) string {
	pair := string(e.Base) + "/" + string(e.Quote)
	const remedy = "; give fx.rate, or fx.date"
	switch {
	case e.Reason == fx.NoRateEmpty || e.Last.IsZero():
		return "has no " + pair + " rate: the table is empty; give fx.rate"
	case e.Reason == fx.NoRateBeforeFirst:
		return "is before the first " + pair + " fixing of the table, " + e.First.Format(time.DateOnly) + remedy + " from that day on"
	}
	return "has no " + pair + " fixing within " + strconv.Itoa(maxRateAgeDays) + " days: the last one in the table is of " +
		e.Last.Format(time.DateOnly) + ", " + strconv.Itoa(e.AgeDays) + " days before" + remedy + " " + e.Last.Format(time.DateOnly)
}

// rateWarnings tells when the fixing is old on the ship date, or of a later day.
func rateWarnings(rate fx.Rate, ship time.Time) []fees.Warning {
	age, known := rate.AgeDays(ship)
	fixed := "the exchange rate was fixed on " + rate.Date().Format(time.DateOnly) + ", "
	switch {
	case known && age > maxRateAgeDays:
		return []fees.Warning{{Code: "rate_age", Text: fixed + strconv.Itoa(age) + " days before the ship date: check it against a current one"}}
	case known && age < 0:
		return []fees.Warning{{Code: "rate_ahead", Text: fixed + strconv.Itoa(-age) + " days after the ship date: nobody knew it then"}}
	}
	return nil
}
