package kpi

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A RatioMethod says how the ratios of cells move when the whole is to reach a goal.
// The zero RatioMethod is [RatioScale].
type RatioMethod string

// The methods.
const (
	// RatioScale multiplies the ratios of all cells by one factor: a conversion of 8 %
	// and one of 12 % become 8.8 % and 13.2 %. It needs ratios that are not negative.
	RatioScale RatioMethod = "scale"
	// RatioShift adds the same points to the ratios of all cells: 8 % and 12 % become
	// 9 % and 13 %. Ratios may be negative, such as a margin of a loss.
	RatioShift RatioMethod = "shift"
)

// A RatioCell is one part of a ratio target: a week, a channel, a family.
type RatioCell struct {
	Name string `json:"name"`
	// Den is the target of the denominator, which is planned already: sessions, ad
	// sales, revenue. Not negative.
	Den decimal.Decimal `json:"den"`
	// BaseNum and BaseDen are numerator and denominator of the past, whose ratio is
	// the cell's own. Where one is unknown or BaseDen is 0 the cell has the ratio of
	// all others together, or that of the goal if none has one.
	BaseNum decimal.NullDecimal `json:"base_num"`
	BaseDen decimal.NullDecimal `json:"base_den"`
}

// A RatioGoal is a ratio that several cells are to reach together: a conversion, an
// ACoS, a margin. The zero RatioGoal is refused for its missing cells.
type RatioGoal struct {
	// Goal is the ratio as a fraction: 0.1 is 10 %. It is negative only with
	// RatioShift.
	Goal decimal.Decimal `json:"goal"`
	// Unit is that of the numerator: [Count] for orders, as "" means too, or [Amount]
	// with a currency for ad spend and profit.
	Unit     Unit        `json:"unit"`
	Currency fx.Currency `json:"currency,omitempty"`
	Method   RatioMethod `json:"method,omitempty"`
	// Most is the highest ratio that a cell may have, such as 1 for orders per
	// session. What a cell may not take goes to the others. Not Valid is none. Only
	// with RatioScale.
	Most  decimal.NullDecimal `json:"most"`
	Cells []RatioCell         `json:"cells"`
}

// A RatioPlan is a ratio target by cell. The zero RatioPlan is that of nothing.
type RatioPlan struct {
	// Num is the sum of the numerators and Den that of the denominators.
	Num decimal.Decimal `json:"num"`
	Den decimal.Decimal `json:"den"`
	// Ratio is Num over Den, exact. It is the goal to the last digit when goal × Den
	// is a whole number of units or minor units, and otherwise the nearest that such
	// numerators can give; Off is Num less goal × Den, at most half a unit.
	Ratio Value           `json:"ratio"`
	Off   decimal.Decimal `json:"off"`
	Cells []RatioPart     `json:"cells"`
}

// A RatioPart is one cell of a [RatioPlan].
type RatioPart struct {
	Name string          `json:"name"`
	Num  decimal.Decimal `json:"num"`
	Den  decimal.Decimal `json:"den"`
	// Ratio is Num over Den: the target of the cell, undefined where Den is 0.
	Ratio Value `json:"ratio"`
	// Base is the ratio that it comes from, and Assumed says that it is not the cell's
	// own.
	Base    Value `json:"base"`
	Assumed bool  `json:"assumed,omitempty"`
	// Capped says that the cell has the highest ratio that it may have.
	Capped bool `json:"capped,omitempty"`
}

// PlanRatio splits a ratio target into numerators and denominators, since ratios do
// not add up. The numerators sum to
//
//	goal × sum of the denominators
//
// rounded half away from zero to whole units or minor units, and are split over the
// cells by the largest remainder in the proportion of denominator × own ratio, or with
// RatioShift as denominator × (own ratio + points). Equal remainders go to the name
// that sorts first.
//
// All faults are reported at once, each an *fx.InputError: at "cells[2].den" and the
// like, a name that is there twice; "goal" for one above Most, or above 0 when no cell
// can have a numerator; "most" with RatioShift.
func PlanRatio(g RatioGoal) (RatioPlan, error) {
	if err := g.check(); err != nil {
		return RatioPlan{}, err
	}
	places, _ := targetPlaces(g.Unit, g.Currency)
	plan := RatioPlan{Cells: make([]RatioPart, len(g.Cells))}
	for _, c := range g.Cells {
		plan.Den = plan.Den.Add(c.Den)
	}
	exact := g.Goal.Mul(plan.Den)
	plan.Num = exact.Round(places)
	plan.Off = plan.Num.Sub(exact)
	plan.Ratio = Ratio(plan.Num, plan.Den, Fraction, "")

	bases, assumed := g.bases()
	total := unitsOf(plan.Num, places)
	var parts []*big.Int
	var capped []bool
	var err error
	if g.Method == RatioShift {
		parts = g.shifted(total, bases, places)
	} else {
		parts, capped, err = g.scaled(total, bases, places)
	}
	if err != nil {
		return RatioPlan{}, err
	}
	for i, c := range g.Cells {
		num := decimal.NewFromBigInt(parts[i], -places)
		plan.Cells[i] = RatioPart{
			Name: c.Name, Num: num, Den: c.Den, Ratio: Ratio(num, c.Den, Fraction, ""),
			Base: ratValue(bases[i], Fraction, ""), Assumed: assumed[i], Capped: capped != nil && capped[i],
		}
	}
	return plan, nil
}

// bases are the ratios of the cells; what has none has that of the others.
func (g *RatioGoal) bases() (bases []*big.Rat, assumed []bool) {
	bases, assumed = make([]*big.Rat, len(g.Cells)), make([]bool, len(g.Cells))
	var num, den decimal.Decimal
	for _, c := range g.Cells {
		if c.hasBase() {
			num, den = num.Add(c.BaseNum.Decimal), den.Add(c.BaseDen.Decimal)
		}
	}
	others := ratOf(g.Goal)
	if den.Sign() > 0 {
		others = new(big.Rat).Quo(ratOf(num), ratOf(den))
	}
	for i, c := range g.Cells {
		if assumed[i] = !c.hasBase(); assumed[i] {
			bases[i] = others
		} else {
			bases[i] = new(big.Rat).Quo(ratOf(c.BaseNum.Decimal), ratOf(c.BaseDen.Decimal))
		}
	}
	return bases, assumed
}

func (c *RatioCell) hasBase() bool {
	return c.BaseNum.Valid && c.BaseDen.Valid && c.BaseDen.Decimal.Sign() > 0
}

// scaled splits the numerator by denominator × ratio. A cell that would get more than
// it may have gets that, and the rest is split again over the others.
func (g *RatioGoal) scaled(total *big.Int, bases []*big.Rat, places int32) ([]*big.Int, []bool, error) {
	parts, capped := make([]*big.Int, len(g.Cells)), make([]bool, len(g.Cells))
	rest := new(big.Int).Set(total)
	for {
		var free []int
		var weights []*big.Rat
		var names []string
		for i, c := range g.Cells {
			if parts[i] == nil {
				free, names = append(free, i), append(names, c.Name)
				weights = append(weights, new(big.Rat).Mul(ratOf(c.Den), bases[i]))
			}
		}
		got, ok := splitWhole(rest, weights, names)
		if !ok {
			if rest.Sign() != 0 {
				return nil, nil, fx.NewInputError("goal", fx.Plain(g.Goal), "must be what cells with a denominator and a ratio above 0 can reach")
			}
			for _, i := range free {
				parts[i] = new(big.Int)
			}
			return parts, capped, nil
		}
		over := false
		for k, i := range free {
			if !g.Most.Valid {
				continue
			}
			if most := unitsOf(g.Most.Decimal.Mul(g.Cells[i].Den).Truncate(places), places); got[k].Cmp(most) > 0 {
				parts[i], capped[i], over = most, true, true
				rest.Sub(rest, most)
			}
		}
		if !over {
			for k, i := range free {
				parts[i] = got[k]
			}
			return parts, capped, nil
		}
	}
}

// shifted adds the same points to all ratios: the exact numerators sum to the total,
// so that they are rounded down and the largest fractions get what is left.
func (g *RatioGoal) shifted(total *big.Int, bases []*big.Rat, places int32) []*big.Int {
	unit := ratOf(decimal.New(1, places))
	sum, dens := new(big.Rat).SetInt(total), new(big.Rat)
	exact := make([]*big.Rat, len(bases))
	for i, c := range g.Cells {
		den := ratOf(c.Den)
		dens.Add(dens, den)
		exact[i] = new(big.Rat).Mul(den, bases[i])
		exact[i].Mul(exact[i], unit)
		sum.Sub(sum, exact[i])
	}
	parts, fractions := make([]*big.Int, len(bases)), make([]*big.Rat, len(bases))
	left := new(big.Int).Set(total)
	names := make([]string, len(bases))
	for i, c := range g.Cells {
		if dens.Sign() > 0 {
			share := new(big.Rat).Quo(ratOf(c.Den), dens)
			exact[i].Add(exact[i], share.Mul(share, sum))
		}
		parts[i] = new(big.Int).Div(exact[i].Num(), exact[i].Denom()) // the floor, of negative ones too
		fractions[i] = new(big.Rat).Sub(exact[i], new(big.Rat).SetInt(parts[i]))
		left.Sub(left, parts[i])
		names[i] = c.Name
	}
	// The fractions sum to what is left, so that each gets its floor, 0, or 1.
	if extra, ok := splitWhole(left, fractions, names); ok {
		for i := range parts {
			parts[i].Add(parts[i], extra[i])
		}
	}
	return parts
}

func (g *RatioGoal) check() error {
	var faults []error
	shift := g.Method == RatioShift
	if g.Method != "" && g.Method != RatioScale && !shift {
		faults = append(faults, fx.NewInputError("method", string(g.Method), "must be scale or shift"))
	}
	if err := fx.CheckDecimal(g.Goal); err != nil {
		faults = append(faults, fx.InField("goal", err))
	} else if g.Goal.IsNegative() && !shift {
		faults = append(faults, fx.NewInputError("goal", fx.Plain(g.Goal), "must not be negative, or the method must be shift"))
	}
	if _, err := targetPlaces(g.Unit, g.Currency); err != nil {
		faults = append(faults, err)
	}
	if g.Most.Valid {
		if err := checkPlain("most", g.Most.Decimal); err != nil {
			faults = append(faults, err)
		} else if shift {
			faults = append(faults, fx.NewInputError("most", fx.Plain(g.Most.Decimal), "must not be given with shift"))
		} else if fx.CheckDecimal(g.Goal) == nil && g.Goal.GreaterThan(g.Most.Decimal) {
			faults = append(faults, fx.NewInputError("goal", fx.Plain(g.Goal), "must not be above the highest ratio of a cell, "+fx.Plain(g.Most.Decimal)))
		}
	}
	if len(g.Cells) == 0 || len(g.Cells) > maxTargetParts {
		return errors.Join(append(faults, fx.NewInputError("cells", strconv.Itoa(len(g.Cells)), "must be from 1 to "+strconv.Itoa(maxTargetParts)))...)
	}
	seen := make(map[string]bool, len(g.Cells))
	for i, c := range g.Cells {
		field := fmt.Sprintf("cells[%d]", i)
		if c.Name == "" || seen[c.Name] {
			faults = append(faults, fx.NewInputError(field+".name", c.Name, "must be there once and not empty"))
		}
		seen[c.Name] = true
		faults = append(faults, checkPlain(field+".den", c.Den))
		if c.BaseDen.Valid {
			faults = append(faults, checkPlain(field+".base_den", c.BaseDen.Decimal))
		}
		if !c.BaseNum.Valid {
			continue
		}
		if err := fx.CheckDecimal(c.BaseNum.Decimal); err != nil {
			faults = append(faults, fx.InField(field+".base_num", err))
		} else if c.BaseNum.Decimal.IsNegative() && !shift {
			faults = append(faults, fx.NewInputError(field+".base_num", fx.Plain(c.BaseNum.Decimal), "must not be negative, or the method must be shift"))
		}
	}
	return errors.Join(faults...)
}
