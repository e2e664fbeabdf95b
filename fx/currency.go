package fx

import (
	_ "embed" // the currency lists
	"encoding/csv"
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A Currency is an alphabetic code of ISO 4217 in capitals, such as "USD". The
// zero Currency "" is no currency: it is never compatible with any other, nor
// with itself.
//
// The list is that of early 2026 (amendment 180): 178 active codes, and HRK and
// BGN, which ended; see data/README.md. A Currency that is written as a
// constant is not checked; [ParseCurrency] checks.
type Currency string

// The currencies in which the module's examples buy and sell.
const (
	USD Currency = "USD" // US dollar
	CNY Currency = "CNY" // yuan renminbi
	EUR Currency = "EUR" // euro
	GBP Currency = "GBP" // pound sterling
	JPY Currency = "JPY" // yen, without a minor unit in use
	CAD Currency = "CAD" // Canadian dollar
	MXN Currency = "MXN" // Mexican peso
)

// An UnknownCurrencyError says that a code is not in the list of ISO 4217.
type UnknownCurrencyError struct {
	// Code is the code that was asked for, shortened when it is long.
	Code string
	// Nearest is the currency that was probably meant: the code in capitals,
	// its successor, or the code with two letters swapped. "" means no idea.
	Nearest Currency
	// Reason says why a code that people do use is refused. It may be "".
	Reason string
}

// Error says the code, why it is refused and which one was probably meant.
func (e *UnknownCurrencyError) Error() string {
	text := "fx: unknown currency " + strconv.Quote(e.Code)
	if e.Reason != "" {
		text += ": " + e.Reason
	}
	if e.Nearest != "" {
		text += ", did you mean " + string(e.Nearest) + "?"
	}
	return text
}

// ParseCurrency returns the currency of a code of ISO 4217, which must be in
// capitals and without blanks. "RMB" is read as CNY, because sellers write it
// so. "CNH", the offshore yuan, is refused: it is no ISO code and its price
// differs. Ended currencies are accepted; see [Currency.Until].
//
// The error is an [*UnknownCurrencyError].
func ParseCurrency(code string) (Currency, error) {
	if code == "RMB" {
		return CNY, nil
	}
	c := Currency(code)
	if c.known() {
		return c, nil
	}
	return "", unknownCurrency(c)
}

// Currencies yields every currency of the list in alphabetical order, the ended
// ones included.
func Currencies() iter.Seq[Currency] {
	return slices.Values(shippedCurrencies().codes)
}

// MinorUnits returns the number of decimals of the currency's smallest unit: 2
// for USD, 0 for JPY, 3 for KWD. It is false for codes without a minor unit, such
// as XAU, and for unknown codes. These are the digits of the accounts: a price
// tag in HUF or IDR may show fewer.
func (c Currency) MinorUnits() (int, bool) {
	row, ok := shippedCurrencies().rows[c]
	if !ok || row.minorUnits < 0 {
		return 0, false
	}
	return row.minorUnits, true
}

// Numeric returns the numeric code of ISO 4217 as three characters, "036" for
// AUD, or "" for an unknown code. It is not unique over time: XCG took over the
// number of ANG.
func (c Currency) Numeric() string {
	return shippedCurrencies().rows[c].numeric
}

// Name returns the English name in the ISO list, or "" for an unknown code.
func (c Currency) Name() string {
	return shippedCurrencies().rows[c].name
}

// Until returns the last day on which an ended currency was valid, as midnight
// UTC. It is false for active and for unknown codes.
func (c Currency) Until() (time.Time, bool) {
	until := shippedCurrencies().rows[c].until
	return until, !until.IsZero()
}

// known reports whether the code is in the list, ended or not.
func (c Currency) known() bool {
	_, ok := shippedCurrencies().rows[c]
	return ok
}

// wellFormed reports whether the code has the form of ISO 4217: three capitals.
func (c Currency) wellFormed() bool {
	if len(c) != 3 {
		return false
	}
	for i := range len(c) {
		if c[i] < 'A' || c[i] > 'Z' {
			return false
		}
	}
	return true
}

// unknownCurrency is called for codes that are not in the list.
func unknownCurrency(c Currency) *UnknownCurrencyError {
	e := &UnknownCurrencyError{Code: shorten(string(c))}
	const longest = 8 // a longer text is no misspelt code
	if len(c) > longest {
		return e
	}
	upper := Currency(strings.ToUpper(strings.TrimSpace(string(c))))
	if next, reason := successor(upper); next != "" {
		e.Nearest, e.Reason = next, reason
		return e
	}
	if upper.known() {
		e.Nearest, e.Reason = upper, "must be in capitals and without blanks"
		return e
	}
	if len(upper) == 3 {
		for _, swapped := range []Currency{
			upper[1:2] + upper[:1] + upper[2:],
			upper[:1] + upper[2:] + upper[1:2],
		} {
			if swapped.known() {
				e.Nearest = swapped
				return e
			}
		}
	}
	return e
}

// successor returns what to use instead of codes that are still met in files.
// The replacements are those of the ISO 4217 amendments of 2016 to 2025.
func successor(c Currency) (Currency, string) {
	const replaced = "was replaced in ISO 4217"
	switch c {
	case "RMB":
		return CNY, "must be in capitals and without blanks"
	case "CNH":
		return CNY, "the offshore yuan is no ISO 4217 code and has a price of its own"
	case "ANG":
		return "XCG", replaced
	case "BYR":
		return "BYN", replaced
	case "MRO":
		return "MRU", replaced
	case "SLL":
		return "SLE", replaced
	case "STD":
		return "STN", replaced
	case "VEF":
		return "VES", replaced
	case "ZWL":
		return "ZWG", replaced
	}
	return "", ""
}

//go:embed data/iso4217.csv
var activeCSV string

//go:embed data/iso4217-ended.csv
var endedCSV string

type currencyRow struct {
	numeric, name string
	minorUnits    int // -1 is none
	until         time.Time
}

type currencyList struct {
	rows  map[Currency]currencyRow
	codes []Currency // sorted
}

// shippedCurrencies is read once; that both files parse is a test.
var shippedCurrencies = sync.OnceValue(func() currencyList {
	list, _ := readCurrencies(activeCSV, endedCSV)
	return list
})

// readCurrencies reads lists with the columns code, numeric, minor_units, name
// and, in lists of ended codes, until.
func readCurrencies(texts ...string) (currencyList, error) {
	list := currencyList{rows: map[Currency]currencyRow{}}
	var faults []error
	for _, text := range texts {
		records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(records) == 0 {
			faults = append(faults, NewInputError("list", text, "must be CSV with a header"))
			continue
		}
		for _, record := range records[1:] {
			if err := list.add(record); err != nil {
				faults = append(faults, err)
			}
		}
	}
	slices.Sort(list.codes)
	return list, errors.Join(faults...)
}

func (l *currencyList) add(record []string) error {
	code := Currency(record[0])
	if len(record) < 4 || !code.wellFormed() {
		return NewInputError("code", record[0], "must be three capitals in a row of four or five fields")
	}
	if l.rows[code].numeric != "" {
		return NewInputError("code", record[0], "must be listed once")
	}
	row := currencyRow{numeric: record[1], minorUnits: -1, name: record[3]}
	if len(row.numeric) != 3 || !allDigits(row.numeric) {
		return NewInputError(record[0]+".numeric", record[1], "must be three digits")
	}
	if record[2] != "N.A." {
		units, err := strconv.Atoi(record[2])
		if err != nil || units < 0 || units > MaxFractionDigits {
			return NewInputError(record[0]+".minor_units", record[2], "must be a number of decimals or N.A.")
		}
		row.minorUnits = units
	}
	if len(record) > 4 {
		until, err := time.Parse(time.DateOnly, record[4])
		if err != nil {
			return NewInputError(record[0]+".until", record[4], "must be a date such as 2025-12-31")
		}
		row.until = until
	}
	l.rows[code] = row
	l.codes = append(l.codes, code)
	return nil
}
