package kpi

import (
	"errors"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A VarianceRow is one product of a budget and what was sold of it.
type VarianceRow struct {
	Product string `json:"product"`
	// Contribution is the standard contribution of a unit, as the budget has it; not
	// Valid is unknown.
	Contribution decimal.NullDecimal `json:"contribution"`
	// Budget and Actual are units, 0 or more.
	Budget decimal.Decimal `json:"budget"`
	Actual decimal.Decimal `json:"actual"`
}

// A Variance says what the sold units brought more than the budget at the standard
// contribution: above 0 is favourable.
type Variance struct {
	// Mix is because other products than planned made up the units, Quantity because
	// there were more or fewer units in all, and Total is both, exact.
	Mix      Value
	Quantity Value
	Total    Value
	Products []ProductVariance // in the order of the rows
}

// A ProductVariance is the part of one product.
type ProductVariance struct {
	Product  string
	Mix      Value
	Quantity Value
	Total    Value
}

// MixAndQuantity splits a sales volume variance. With b and a the budgeted and the sold
// units of a product, B and A those of all, and s its standard contribution per unit:
//
//	mix       (a − b/B·A) · s
//	quantity  (b/B·A − b) · s
//	total     (a − b) · s
//
// The budget mix is the share of the budgeted units. Mix and quantity are undefined when
// the budget has no units; total is not. A contribution that is not known makes the
// product and the sums incomplete, which name it; the other products stay known.
//
// Each fault is an [*fx.InputError]: a currency without minor unit at "currency", no rows
// at "rows", and units below 0 or numbers outside the bounds of [fx.CheckDecimal] at
// paths such as "rows[2].budget".
func MixAndQuantity(rows []VarianceRow, c fx.Currency) (Variance, error) {
	if err := checkVariance(rows, c); err != nil {
		return Variance{}, err
	}
	var budget, actual decimal.Decimal
	for _, r := range rows {
		budget, actual = budget.Add(r.Budget), actual.Add(r.Actual)
	}
	var v Variance
	var mix, quantity, total decimal.Decimal // mix and quantity × budget
	var missing []string
	for _, r := range rows {
		p := ProductVariance{Product: r.Product}
		if !r.Contribution.Valid {
			name := "contribution of " + r.Product
			missing = append(missing, name)
			p.Mix, p.Quantity, p.Total = NotKnown(Amount, c, name), NotKnown(Amount, c, name), NotKnown(Amount, c, name)
			v.Products = append(v.Products, p)
			continue
		}
		s := r.Contribution.Decimal
		planned := r.Budget.Mul(actual) // b·A, the units at the budget mix × B
		m := r.Actual.Mul(budget).Sub(planned).Mul(s)
		q := planned.Sub(r.Budget.Mul(budget)).Mul(s)
		t := r.Actual.Sub(r.Budget).Mul(s)
		mix, quantity, total = mix.Add(m), quantity.Add(q), total.Add(t)
		p.Mix, p.Quantity, p.Total = Ratio(m, budget, Amount, c), Ratio(q, budget, Amount, c), Exact(t, Amount, c)
		v.Products = append(v.Products, p)
	}
	v.Mix, v.Quantity, v.Total = Ratio(mix, budget, Amount, c), Ratio(quantity, budget, Amount, c), Exact(total, Amount, c)
	if len(missing) > 0 {
		v.Mix, v.Quantity, v.Total = NotKnown(Amount, c, missing...), NotKnown(Amount, c, missing...), NotKnown(Amount, c, slices.Clone(missing)...)
	}
	return v, nil
}

func checkVariance(rows []VarianceRow, c fx.Currency) error {
	var faults []error
	if _, ok := c.MinorUnits(); !ok {
		faults = append(faults, fx.NewInputError("currency", string(c), "must be a currency of ISO 4217 with a minor unit"))
	}
	if len(rows) == 0 {
		faults = append(faults, fx.NewInputError("rows", "", "must have at least one row"))
	}
	for i, r := range rows {
		path := "rows[" + strconv.Itoa(i) + "]"
		for _, f := range []struct {
			field string
			value decimal.Decimal
			units bool
		}{{"contribution", r.Contribution.Decimal, false}, {"budget", r.Budget, true}, {"actual", r.Actual, true}} {
			err := fx.CheckDecimal(f.value)
			if err == nil && f.units && f.value.IsNegative() {
				err = fx.NewInputError("", fx.Plain(f.value), "must be 0 or more")
			}
			if err != nil {
				faults = append(faults, fx.InField(path+"."+f.field, err))
			}
		}
	}
	return errors.Join(faults...)
}
