package customs

import (
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// An Entry is goods that enter the US on one day under one entry. The zero Entry is
// not valid: it has no date, no mode and no lines.
type Entry struct {
	// Date is the day of entry, which decides the rates; LoadedOn the day on which
	// the goods were loaded on the vessel that brings them, zero when unknown. Each
	// is the calendar day of its time in the time's own location.
	Date, LoadedOn time.Time
	Mode           Mode
	// Kind is the kind of entry; the zero Kind follows from the value.
	Kind Kind
	// Rounding is how the values are rounded; the zero Rounding leaves them.
	Rounding Rounding
	// Manual says that the entry is filed on paper, which costs more.
	Manual bool
	// Bills is how many house waybills of an express carrier, or dutiable mail
	// articles, an informal entry has; 0 counts as 1.
	Bills int
	// MPF is the merchandise processing fee of the whole entry in US dollars, in
	// place of the table; not Valid means the table.
	MPF decimal.NullDecimal
	// Lines are the goods. Those of the same code, origin, facts, cases and claims
	// are one line of the entry.
	Lines []Line
	// Tables are the tables of this package; nil means the shipped ones.
	Tables *fees.Tables
}

// Limits of what an entry takes: generous, so that only a slip exceeds them.
const (
	maxLines = 100_000
	maxBills = 1_000_000
)

// Check returns every fault of the Entry that does not depend on a table, each an
// *fx.InputError with a path such as "lines[3].value", joined, or nil.
func (e Entry) Check() error {
	var f fees.Faults
	if e.Date.IsZero() {
		f.Add("date", "", "must be the day of entry")
	}
	if !e.Date.IsZero() && !e.LoadedOn.IsZero() && fees.Day(e.LoadedOn.Date()).After(fees.Day(e.Date.Date())) {
		f.Add("loaded_on", e.LoadedOn.Format(time.DateOnly), "must not be after date")
	}
	f.OneOf("mode", string(e.Mode), modeNames...)
	if e.Kind != "" {
		f.OneOf("kind", string(e.Kind), string(Formal), string(Informal), string(DeMinimis))
	}
	if e.Rounding != Estimate {
		f.OneOf("rounding", string(e.Rounding), string(EntryReplay), string(EntryReplayWholeFees))
	}
	f.Count("bills", e.Bills, 0, maxBills)
	if e.Bills > 1 && e.Mode != Express && e.Mode != Mail {
		f.Add("bills", strconv.Itoa(e.Bills), "must go with the mode express or mail")
	}
	if e.MPF.Valid {
		f.Cents("mpf", e.MPF.Decimal)
	}
	switch n := len(e.Lines); {
	case n == 0:
		f.Add("lines", "", "must not be empty")
	case n > maxLines:
		f.Add("lines", strconv.Itoa(n), "must be at most 100000")
		return f.Err()
	}
	for i := range e.Lines {
		var line fees.Faults
		if e.Lines[i].check(&line); len(line) > 0 {
			f.Join(fx.InField(at("lines", i, ""), line.Err()))
		}
	}
	return f.Err()
}
