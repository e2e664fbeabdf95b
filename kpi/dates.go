package kpi

import (
	"time"

	"github.com/lianxing/crossborder/fx"
)

// A DatedRow is a row with its day. The zero DatedRow has no day.
type DatedRow struct {
	// Item and Origin say whose it is and where it stands.
	Item, Origin string
	// Day is the calendar day of the channel; only year, month and day are read.
	Day time.Time
}

// OutsidePeriod returns the rows that are dated outside a period or not at all, in their
// order. A settlement may well have rows posted before it starts: they are reported, not
// refused.
//
// The error is that of [Period.Check], under "period".
func OutsidePeriod(p Period, rows []DatedRow) ([]DataFault, error) {
	if err := p.Check(); err != nil {
		return nil, fx.InField("period", err)
	}
	var out []DataFault
	for _, r := range rows {
		fault := DataFault{Item: r.Item, Origin: r.Origin, Field: "date", Expected: p.String()}
		switch {
		case r.Day.IsZero():
			fault.Kind, fault.Text = NoDate, "has no date"
		case dayOf(r.Day).Before(dayOf(p.First)):
			fault.Kind, fault.Value, fault.Text = BeforePeriod, dayText(r.Day), "is dated before the period"
		case dayOf(r.Day).After(dayOf(p.Last)):
			fault.Kind, fault.Value, fault.Text = AfterPeriod, dayText(r.Day), "is dated after the period"
		default:
			continue
		}
		out = append(out, fault)
	}
	return out, nil
}
