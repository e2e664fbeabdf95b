package kpi

import (
	"cmp"
	"errors"
	"math/big"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A LaunchRule says which units carry launch spend.
type LaunchRule string

// The rules.
const (
	// OverPlannedUnits lets each unit carry amount / PlannedUnits until the planned units
	// are sold; later ones carry nothing, and what no unit has carried yet is open.
	// Within a month or week the units of all channels carry alike.
	OverPlannedUnits LaunchRule = "planned_units"
	// OverUnitsToDate shares the whole amount among the units sold to date. The share of
	// a cohort falls while more is sold.
	OverUnitsToDate LaunchRule = "units_to_date"
)

// A LaunchSpend is what was spent once to launch a SKU: samples, reviews, advertising
// of the first weeks. It must not be in the advertising of the sales as well. The zero
// LaunchSpend is an error.
type LaunchSpend struct {
	SKU string `json:"sku"`
	// Channel is where; "" is every channel.
	Channel string `json:"channel"`
	// Amount is not below 0; not Valid means that it is not known.
	Amount decimal.NullDecimal `json:"amount"`
	Rule   LaunchRule          `json:"rule"`
	// PlannedUnits is the planned life in units sold, 1 to 1,000,000,000, with
	// OverPlannedUnits.
	PlannedUnits int `json:"planned_units"`
}

// A LaunchShare says what became of a launch spend: Carried and Open sum to Amount.
type LaunchShare struct {
	SKU     string     `json:"sku"`
	Channel string     `json:"channel"`
	Rule    LaunchRule `json:"rule"`
	// Units are the units that carry it so far.
	Units   int64 `json:"units"`
	Amount  Value `json:"amount"`
	Carried Value `json:"carried"`
	Open    Value `json:"open"`
}

func (l *LaunchSpend) check() error {
	faults := []error{lcCheckAmount("amount", l.Amount, false)}
	switch l.Rule {
	case OverPlannedUnits:
		if l.PlannedUnits < 1 || l.PlannedUnits > maxCohortUnits {
			faults = append(faults, fx.NewInputError("planned_units", strconv.Itoa(l.PlannedUnits), "must be from 1 to 1000000000"))
		}
	case OverUnitsToDate:
		if l.PlannedUnits != 0 {
			faults = append(faults, fx.NewInputError("planned_units", strconv.Itoa(l.PlannedUnits), "must not be given with units_to_date"))
		}
	default:
		faults = append(faults, fx.NewInputError("rule", string(l.Rule), "must be planned_units or units_to_date"))
	}
	return errors.Join(faults...)
}

// shareLaunch spreads each launch spend over its cohorts, which are sorted.
func (b *cohortBuilder) shareLaunch() {
	for i := range b.opt.Launch {
		l := &b.opt.Launch[i]
		var own []*cohortSums
		total := int64(0)
		for _, c := range b.cohorts {
			if c.sku == l.SKU && (l.Channel == "" || l.Channel == c.channel) {
				own = append(own, c)
				total += c.units
			}
		}
		slices.SortStableFunc(own, func(a, c *cohortSums) int {
			return cmp.Or(a.period.First.Compare(c.period.First), cmp.Compare(a.channel, c.channel))
		})
		over, carrying := total, total
		if l.Rule == OverPlannedUnits {
			over, carrying = int64(l.PlannedUnits), min(total, int64(l.PlannedUnits))
		}
		share := LaunchShare{SKU: l.SKU, Channel: l.Channel, Rule: l.Rule, Units: carrying, Amount: Exact(l.Amount.Decimal, Amount, b.opt.Currency)}
		if !l.Amount.Valid {
			share.Amount = NotKnown(Amount, b.opt.Currency, "launch")
		}
		share.Carried, share.Open = Exact(decimal.Decimal{}, Amount, b.opt.Currency), share.Amount
		if over > 0 {
			share.Carried = lcMul(share.Amount, Ratio(lcCount(carrying), lcCount(over), Fraction, ""))
			share.Open = lcSub(share.Amount, share.Carried)
			b.carry(own, share.Amount, over)
		}
		b.table.Launch = append(b.table.Launch, share)
	}
}

// carry gives each cohort its part: amount × the units of it that carry / over. Of the
// month or week in which the planned units end, each cohort carries in proportion.
func (b *cohortBuilder) carry(own []*cohortSums, amount Value, over int64) {
	left := over
	for from := 0; from < len(own); {
		to, units := from, int64(0)
		for to < len(own) && own[to].period.First.Equal(own[from].period.First) {
			units += own[to].units
			to++
		}
		carrying := min(left, units)
		left -= carrying
		for _, c := range own[from:to] {
			if c.units == 0 || carrying == 0 {
				continue
			}
			part := new(big.Rat).Mul(big.NewRat(c.units, units), big.NewRat(carrying, over))
			c.launched = lcAdd(c.launched, lcMul(amount, lcValue(part, Fraction, "")))
		}
		from = to
	}
}
