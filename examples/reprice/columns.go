package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fx"
)

// plainColumns are the columns that a catalogue may have besides those of the costs.
var plainColumns = []string{
	"sku", "channel", "category", "fulfillment", "length", "width", "height", "weight", "title", "brand",
	"current", "min", "max", "list", "recent", "stand_alone", "map", "pending", "units_per_day",
	"origin", "return_rate", "resellable", "return_processing", "tacos", "days_in_stock",
	"competitive", "rivals", "rivals_read", "history", "state",
}

// requiredColumns are those without which nothing can be decided.
var requiredColumns = []string{"sku", "channel", "category", "current"}

// costCodes are the parts of the cost of a unit. Each may be given in CNY or in USD:
// "purchase_cny", "duty_usd".
var costCodes = []string{"purchase", "freight", "duty", "packaging", "prep", "other"}

var costCurrencies = []fx.Currency{fx.CNY, fx.USD}

// costColumn is the name of the column of a cost.
func costColumn(code string, c fx.Currency) string { return code + "_" + strings.ToLower(string(c)) }

// knownColumns returns the names of all columns.
func knownColumns() []string {
	out := slices.Clone(plainColumns)
	for _, code := range costCodes {
		for _, c := range costCurrencies {
			out = append(out, costColumn(code, c))
		}
	}
	return out
}

// A header says at which place of a row each column is.
type header struct {
	width int
	at    map[string]int
}

// readHeader reads the first row.
func readHeader(record []string, s *settings) (header, error) {
	h := header{width: len(record), at: map[string]int{}}
	known := knownColumns()
	if most := 4 * len(known); len(record) > most {
		return h, fx.NewInputError("row 1", "", "must have at most "+strconv.Itoa(most)+" columns, has "+strconv.Itoa(len(record)))
	}
	var faults []error
	bad := func(column, reason string) {
		field := "row 1"
		if column != "" {
			field += ", column " + strict.Printable(column)
		}
		faults = append(faults, fx.NewInputError(field, "", reason))
	}
	for i, title := range record {
		name := strings.TrimSpace(title)
		_, twice := h.at[name]
		switch {
		case len(record) == 1 && strings.ContainsAny(name, ";\t"):
			bad("", "must be separated by commas")
		case name == "":
			bad(strconv.Itoa(i+1), "must have a name")
		case !slices.Contains(known, name):
			bad(name, strict.UnknownName("a known column", name, known))
		case twice:
			bad(name, "must not be there twice")
		}
		h.at[name] = i
	}
	if len(faults) == 0 {
		for _, name := range requiredColumns {
			if !h.has(name) {
				bad(name, "must be there: the column is missing")
			}
		}
		for _, code := range costCodes {
			if name := costColumn(code, fx.CNY); h.has(name) && s.rate.IsZero() {
				bad(name, "needs -rate, which says how many CNY one USD is")
			}
		}
	}
	return h, errors.Join(faults...)
}

func (h *header) has(name string) bool { _, ok := h.at[name]; return ok }
