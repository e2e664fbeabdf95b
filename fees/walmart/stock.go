package walmart

import (
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Prep is something that WFS does to a unit before it goes into stock.
type Prep string

// What WFS does.
const (
	PolyBag Prep = "poly_bag"
	Label   Prep = "label"
)

var preps = []Prep{PolyBag, Label}

// A Removal says what becomes of units that leave WFS unsold.
type Removal string

// The ways out. The zero Removal is Disposal, which is cheaper and needs no address
// in the United States.
const (
	Disposal Removal = "disposal" // WFS throws the units away
	ToSeller Removal = "removal"  // WFS sends them to the seller
)

// A stock is the units of one item at WFS, for a listing and for Multichannel.
type stock struct {
	parcel          fees.Parcel // one unit
	apparel, hazmat bool
	units           int // units that one sale takes out
	prep, unplanned []Prep
	transfer        bool
	removal         Removal
	peakWaived      bool
}

// check notes every fault of what WFS is told.
func (s *stock) check(f *fees.Faults) {
	f.Join(s.parcel.Check())
	checkPreps(f, "prep", s.prep, nil)
	checkPreps(f, "unplanned_prep", s.unplanned, s.prep)
	if s.removal != "" {
		f.OneOf("removal", string(s.removal), string(Disposal), string(ToSeller))
	}
}

func checkPreps(f *fees.Faults, field string, list, planned []Prep) {
	for i, prep := range list {
		reason := ""
		switch {
		case !slices.Contains(preps, prep):
			reason = `must be "poly_bag" or "label"`
		case slices.Index(list, prep) < i:
			reason = "must not occur twice"
		case slices.Contains(planned, prep):
			reason = "must not be planned as well"
		default:
			continue
		}
		f.Add(field+"["+strconv.Itoa(i)+"]", string(prep), reason)
	}
}

// transferKind is the fee of the Inventory Transfer Service, by its own weight.
var transferKind = fees.NewKind("inbound_transfer", readByWeight)

func readByWeight(f *fees.TableFile) fees.WeightFees { return fees.ReadWeightFees(f, nil, nil) }

// A prepFee is what one service costs, asked for and not.
type prepFee struct{ planned, unplanned fees.Curve }

// prepKind is the table of the services.
var prepKind = fees.NewKind("prep", func(f *fees.TableFile) map[Prep]prepFee {
	return fees.ReadEveryKey(f, "service", func(row *fees.Row) prepFee {
		return prepFee{row.Fee("planned"), row.Fee("unplanned")}
	}, preps...)
})

// A removalRule is what it costs to take a unit out of stock, by unit weight.
type removalRule struct {
	card   fees.WeightFees
	hazmat decimal.Decimal
}

// disposalKind and removalKind are the tables of the two ways out.
var (
	disposalKind = fees.NewKind("disposal", readRemoval)
	removalKind  = fees.NewKind("removal", readRemoval)
)

func readRemoval(f *fees.TableFile) removalRule {
	rule := removalRule{readByWeight(f), f.Head.Amount("hazmat")}
	f.Head.Keep("hazmat", fees.Flat(rule.hazmat).Err())
	return rule
}

// moveCharges adds what is billed for units that come into stock and that leave it
// unsold.
func (s *stock) moveCharges(b *fees.Bill, t *fees.Tables, on time.Time) {
	b.Add(s.transferCharge(t, on))
	s.prepCharges(b, t, on)
	b.Add(s.removalCharge(t, on))
}

// transferCharge is the fee of the Inventory Transfer Service: by the greater of
// unit and dimensional weight, without packaging.
func (s *stock) transferCharge(t *fees.Tables, on time.Time) (fees.Charge, error) {
	if !s.transfer {
		return fees.Charge{}, nil
	}
	sizes, err := sizeBandKind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	table, err := transferKind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	weight := sizes.Rules.greater(s.parcel, s.parcel.Weight).RoundUp(sizes.Rules.roundTo)
	charge := fees.Charge{Code: "inbound_transfer", Event: fees.PerUnitReceived, Source: table.Source}
	_, err = s.byWeight(&charge, table.Rules, weight)
	return charge, err
}

// prepCharges adds the services, the planned ones first.
func (s *stock) prepCharges(b *fees.Bill, t *fees.Tables, on time.Time) {
	if len(s.prep)+len(s.unplanned) == 0 {
		return
	}
	table, err := prepKind.On(t, on)
	if err != nil {
		b.Fail(err)
		return
	}
	add := func(code string, amount fees.Curve, basis string) {
		charge := fees.Charge{Code: code, Event: fees.PerUnitReceived, Amount: amount, Basis: basis, Source: table.Source}
		s.forEach(&charge)
		b.Add(charge, nil)
	}
	for _, prep := range preps {
		if slices.Contains(s.prep, prep) {
			add("prep_"+string(prep), table.Rules[prep].planned, "planned")
		}
	}
	for _, prep := range preps {
		if slices.Contains(s.unplanned, prep) {
			add("unplanned_prep_"+string(prep), table.Rules[prep].unplanned, "charged back")
		}
	}
}

// removalCharge is what it costs to throw away a unit or to send it back.
func (s *stock) removalCharge(t *fees.Tables, on time.Time) (fees.Charge, error) {
	kind, code := disposalKind, string(Disposal)
	if s.removal == ToSeller {
		kind, code = removalKind, string(ToSeller)
	}
	table, err := kind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	charge := fees.Charge{Code: code, Event: fees.PerUnitRemoved, Source: table.Source}
	weight := s.parcel.Weight
	row, err := s.byWeight(&charge, table.Rules.card, weight)
	if err != nil {
		return fees.Charge{}, err
	}
	if up := weight.RoundUp(row.Rule.StepEach); up.Cmp(weight) != 0 {
		charge.Warnings = []fees.Warning{{
			Code: code + "_weight",
			Text: "how a weight between whole pounds is rounded is not stated: " + weight.String() + " was taken as " + up.String(),
		}}
	}
	if s.hazmat {
		charge.Amount = charge.Amount.Plus(fees.Flat(table.Rules.hazmat.Mul(decimal.NewFromInt(int64(s.units)))))
		charge.Basis += " + " + table.Rules.hazmat.StringFixed(2) + " hazmat"
		if s.units > 1 {
			charge.Basis += " each"
		}
	}
	return charge, nil
}

// byWeight fills in the fee of a weight, for the units of one sale, and returns its
// row.
func (s *stock) byWeight(c *fees.Charge, card fees.WeightFees, weight fees.Weight) (*fees.WeightRow[fees.WeightFee], error) {
	row := card.Find("", weight)
	if row == nil {
		return nil, fx.NewInputError("weight", weight.String(), "has no row in "+c.Source.Table)
	}
	c.Amount, c.Basis = row.Rule.At(weight)
	s.forEach(c)
	return row, nil
}

// forEach multiplies a charge that is billed for every unit of a pack.
func (s *stock) forEach(c *fees.Charge) {
	if s.units > 1 {
		c.Amount = c.Amount.Times(decimal.NewFromInt(int64(s.units)))
		c.Basis += ", for each of " + strconv.Itoa(s.units) + " units"
	}
}
