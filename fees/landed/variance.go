package landed

import (
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A VarianceReport sets what the costs of a shipment were expected to be, billed
// and paid side by side, by kind. The zero VarianceReport has no kinds.
type VarianceReport struct {
	// Currency is that of the books and of every amount.
	Currency fx.Currency
	// Kinds are the kinds of cost in the order in which the shipment has them.
	Kinds []Variance
	// Total is the sum of the kinds; a stage that one kind does not know is
	// unknown. Its code is "total".
	Total Variance
}

// A Variance is one kind of cost at each of its stages, in the currency of the
// books. Each amount is converted with the rate of the cost, so that the
// differences have no exchange result in them, and rounded once. The zero Variance
// knows nothing.
type Variance struct {
	Code, Label string
	// Estimate, Invoice and Actual are the sums of the costs of the kind; not Valid
	// when the stage of one of them is not known.
	Estimate, Invoice, Actual decimal.NullDecimal
	// ToInvoice is invoice less estimate and ToActual actual less invoice, or less
	// estimate when nothing was invoiced; positive means dearer. Not Valid when one
	// side is unknown.
	ToInvoice, ToActual decimal.NullDecimal
	// Latest is the sum of the latest known amounts, and a lower bound when a cost
	// of the kind is unknown at every stage.
	Latest decimal.Decimal
	// Unknown names what is not known at a stage: "costs[2].invoice"; a cost that
	// is not known at all is "costs[2]".
	Unknown []string
}

// Variance compares the costs of the shipment at their three stages by kind, in the
// order of the costs. Costs that the price has in it are left out. The errors are
// those of [Shipment.Land] that concern costs and rates.
func (s Shipment) Variance() (VarianceReport, error) {
	var f fees.Faults
	s.check(&f)
	if err := f.Err(); err != nil {
		return VarianceReport{}, err
	}
	report := VarianceReport{Currency: s.Currency}
	at := make(map[string]int)
	for i := range s.Costs {
		cost := &s.Costs[i]
		if cost.InPrice {
			continue
		}
		k, seen := at[cost.Code]
		if !seen {
			k = len(report.Kinds)
			at[cost.Code] = k
			report.Kinds = append(report.Kinds, newVariance(cost.Code, cost.name()))
		}
		if err := s.addStages(&report.Kinds[k], i); err != nil {
			return VarianceReport{}, err
		}
	}
	report.Total = newVariance("total", "")
	for i := range report.Kinds {
		report.Kinds[i].compare()
		report.Total.add(&report.Kinds[i])
	}
	report.Total.compare()
	return report, nil
}

// newVariance returns the variance of no cost, which is known to be 0.
func newVariance(code, label string) Variance {
	nothing := decimal.NewNullDecimal(decimal.Decimal{})
	return Variance{Code: code, Label: label, Estimate: nothing, Invoice: nothing, Actual: nothing}
}

// stage returns where a variance keeps the sum of a stage.
func (v *Variance) stage(stage Stage) *decimal.NullDecimal {
	switch stage {
	case Estimated:
		return &v.Estimate
	case Invoiced:
		return &v.Invoice
	}
	return &v.Actual
}

var stages = []Stage{Estimated, Invoiced, Paid}

// addStages adds the amounts of a cost.
func (s *Shipment) addStages(v *Variance, i int) error {
	cost, path := &s.Costs[i], indexed("costs", i)
	_, latest := cost.Amount()
	if latest == "" {
		v.Unknown = append(v.Unknown, path)
		v.Estimate, v.Invoice, v.Actual = decimal.NullDecimal{}, decimal.NullDecimal{}, decimal.NullDecimal{}
		return nil
	}
	convert := newConverter(s.rateFor(cost.Currency, cost.Rate), cost.Currency, s.Currency)
	for _, stage := range stages {
		amount, sum := cost.at(stage), v.stage(stage)
		if !amount.Valid {
			v.Unknown = append(v.Unknown, path+"."+string(stage))
			*sum = decimal.NullDecimal{}
			continue
		}
		booked, err := convert.amount(amount.Decimal)
		if err != nil {
			return fx.InField(path+"."+string(stage), err)
		}
		value := decimal.New(booked, -placesOf(s.Currency))
		if sum.Valid {
			sum.Decimal = sum.Decimal.Add(value)
		}
		if stage == latest {
			v.Latest = v.Latest.Add(value)
		}
	}
	return nil
}

// add adds a kind to the total.
func (v *Variance) add(kind *Variance) {
	for _, stage := range stages {
		sum, more := v.stage(stage), kind.stage(stage)
		if sum.Valid && more.Valid {
			sum.Decimal = sum.Decimal.Add(more.Decimal)
		} else {
			*sum = decimal.NullDecimal{}
		}
	}
	v.Latest = v.Latest.Add(kind.Latest)
	v.Unknown = append(v.Unknown, kind.Unknown...)
}

// compare fills in the differences.
func (v *Variance) compare() {
	v.ToInvoice = less(v.Invoice, v.Estimate)
	if v.ToActual = less(v.Actual, v.Invoice); !v.Invoice.Valid {
		v.ToActual = less(v.Actual, v.Estimate)
	}
}

// less returns a − b, unknown when one of them is.
func less(a, b decimal.NullDecimal) decimal.NullDecimal {
	if !a.Valid || !b.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(a.Decimal.Sub(b.Decimal))
}
