package fx

import (
	_ "embed" // the fixed conversion rates
	"encoding/csv"
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/shopspring/decimal"
)

// EuroConversion returns the rate at which a currency was irrevocably converted
// into the euro. The base is EUR and the quote is c: 7.53450 HRK per EUR. Since is the first day on which the country had the
// euro, as midnight UTC; from then on the rate holds for ever, and before it there
// was a market price, for which see [Rates]. The rate has that day and the
// regulation of the Council as its source. It is exact: by Council Regulation (EC)
// No 1103/97 it is neither rounded nor inverted before it is used, which
// [Rate.Convert] does not do either.
//
// It is false for every currency that did not become the euro. The rates are those
// of data/euro-fixed.csv, 1999 to 2026. Most of the codes are no longer in the list
// of ISO 4217, so [ParseCurrency] refuses them; here, and in a table, they are
// understood.
func EuroConversion(c Currency) (rate Rate, since time.Time, ok bool) {
	rate, ok = shippedEuroRates()[c]
	return rate, rate.date, ok
}

//go:embed data/euro-fixed.csv
var euroCSV string

// shippedEuroRates is read once; that the file parses is a test.
var shippedEuroRates = sync.OnceValue(func() map[Currency]Rate {
	rates, _ := readEuroRates(euroCSV)
	return rates
})

// readEuroRates reads a list with the columns currency, per_euro, since and source.
func readEuroRates(text string) (map[Currency]Rate, error) {
	lines := csv.NewReader(strings.NewReader(text))
	lines.FieldsPerRecord = 4
	records, err := lines.ReadAll()
	if err != nil || len(records) == 0 {
		return nil, NewInputError("list", text, "must be CSV with a header and four columns")
	}
	rates := map[Currency]Rate{}
	var faults []error
	for _, record := range records[1:] {
		c := Currency(record[0])
		perEuro, err := ParseDecimal(record[1])
		if err == nil {
			err = checkPositive("per_euro", perEuro)
		}
		since, dateErr := time.Parse(time.DateOnly, record[2])
		if err != nil || dateErr != nil || record[3] == "" || !c.wellFormed() || c == EUR {
			faults = append(faults, NewInputError("list", strings.Join(record, ","), "must have a code, a rate above 0, a day and a source"))
			continue
		}
		if _, twice := rates[c]; twice {
			faults = append(faults, NewInputError("list", record[0], "must be listed once"))
		}
		rates[c] = makeRate(EUR, c, perEuro, decimal.New(1, 0)).WithSource(since, record[3])
	}
	return rates, errors.Join(faults...)
}
