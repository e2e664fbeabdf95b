package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// noteLibrary notes the faults that the library found, with the paths of the
// request. A field that has a fault already is left out, since what the library
// saw in its place is only its zero value; a day that could be read can lack both
// an exchange rate and a table.
func noteLibrary(f *strict.Faults, r request, err error) {
	before := slices.Clone(*f)
	for _, e := range fx.Faults(err) {
		fault := explain(r, e)
		var noTable *fees.NoTableError
		known := before.Covers(fault.Field) && !errors.As(e, &noTable)
		if known || rateFailed(before, fault.Field) || f.Has(fault) {
			continue
		}
		f.Add(fault.Field, fault.Value, fault.Reason)
	}
}

// rateFailed reports whether a currency cannot be judged because the rate is at
// fault.
func rateFailed(f strict.Faults, field string) bool {
	if first := strict.FirstName(field); first != "cost" && first != "more_cost" || !strings.HasSuffix(field, "].currency") {
		return false
	}
	return f.Covers("date") || f.Covers("fx")
}
