package amazon

import (
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// professionalPlanKind is the monthly subscription of the professional plan.
var professionalPlanKind = fees.NewKind("professional_plan", readAmount)

// highVolumeKind is the monthly fee of an ASIN above the number that is free.
var highVolumeKind = fees.NewKind("high_volume_listing", readAmount)

// maxASINs is far above what any seller lists.
const maxASINs = 1_000_000_000

// subscription is what the professional plan costs per month, for all that the
// account sells, by FBA or not.
func (l *Listing) subscription(t *fees.Tables, on time.Time) (fees.Charge, error) {
	if l.IndividualPlan {
		return fees.Charge{}, nil
	}
	return amountOf(professionalPlanKind, t, on, fees.Charge{Code: "subscription", Event: fees.PerMonth, Basis: "professional plan, per month"})
}

// highVolume is the high-volume listing fee of the ASINs that are billed.
func (l *Listing) highVolume(t *fees.Tables, on time.Time) (fees.Charge, error) {
	n := l.HighVolumeASINs
	if n == 0 {
		return fees.Charge{}, nil
	}
	charge, err := amountOf(highVolumeKind, t, on, fees.Charge{
		Code: "high_volume_listing", Event: fees.PerMonth, Basis: "per month and billed ASIN × " + strconv.Itoa(n),
	})
	charge.Amount = charge.Amount.Times(decimal.NewFromInt(int64(n)))
	return charge, err
}

// readAmount reads a table of one amount.
func readAmount(f *fees.TableFile) fees.Curve { return f.Only().Fee("fee") }

// amountOf fills in the amount of such a table and its source.
func amountOf(kind *fees.Kind[fees.Curve], t *fees.Tables, on time.Time, c fees.Charge) (fees.Charge, error) {
	table, err := kind.On(t, on)
	c.Amount, c.Source = table.Rules, table.Source
	return c, err
}
