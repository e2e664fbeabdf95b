package kpi

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

const (
	maxSupplyItems   = 100_000
	maxSupplyRows    = 10_000
	maxSupplyPeriods = 1000
)

func (p *SupplyPlan) check() error {
	var faults []error
	if p.Today.IsZero() || !ofFourDigits(p.Today) || p.Today.Year() > 9000 {
		faults = append(faults, fx.NewInputError("today", "", "must be a day of the years 1 to 9000"))
	}
	places, currencyErr := targetPlaces(Amount, p.Currency)
	faults = append(faults, currencyErr)
	if p.CoverDays < 0 || p.CoverDays > maxTargetDays {
		faults = append(faults, fx.NewInputError("cover_days", strconv.Itoa(p.CoverDays), "must be from 0 to 3660"))
	}
	money := func(field string, d decimal.Decimal) {
		if currencyErr == nil {
			faults = append(faults, checkGrid(field, d, places))
		}
	}
	if p.Cash.Valid {
		if err := fx.CheckDecimal(p.Cash.Decimal); err != nil {
			faults = append(faults, fx.InField("cash", err))
		} else {
			money("cash", p.Cash.Decimal.Abs())
		}
	}
	money("reserve", p.Reserve)
	if len(p.Flows) > maxSupplyRows {
		faults = append(faults, fx.NewInputError("flows", strconv.Itoa(len(p.Flows)), "must be at most "+strconv.Itoa(maxSupplyRows)))
	} else {
		for i, f := range p.Flows {
			field := fmt.Sprintf("flows[%d]", i)
			faults = append(faults, fx.InField(field+".period", f.Period.Check()))
			money(field+".in", f.In)
			money(field+".out", f.Out)
		}
	}
	if len(p.Items) == 0 || len(p.Items) > maxSupplyItems {
		return errors.Join(append(faults, fx.NewInputError("items", strconv.Itoa(len(p.Items)), "must be from 1 to "+strconv.Itoa(maxSupplyItems)))...)
	}
	seen := make(map[string]bool, len(p.Items))
	for i := range p.Items {
		item, field := &p.Items[i], fmt.Sprintf("items[%d]", i)
		if item.Item == "" || seen[item.Item] {
			faults = append(faults, fx.NewInputError(field+".item", item.Item, "must be there once and not empty"))
		}
		seen[item.Item] = true
		faults = append(faults, fx.InField(field, item.check()))
	}
	return errors.Join(faults...)
}

func (s *SupplyItem) check() error {
	var faults []error
	if len(s.Targets) > maxSupplyPeriods {
		faults = append(faults, fx.NewInputError("targets", strconv.Itoa(len(s.Targets)), "must be at most "+strconv.Itoa(maxSupplyPeriods)))
	} else {
		faults = append(faults, checkSpread("targets", s.Targets))
		for i, t := range s.Targets {
			faults = append(faults, checkGrid(fmt.Sprintf("targets[%d].amount", i), t.Amount, 0))
			if t.Period.Days() > maxSeasonSlots {
				faults = append(faults, fx.NewInputError(fmt.Sprintf("targets[%d].period", i), t.Period.String(), "must have at most 366 days"))
			}
		}
	}
	if s.OnHand.Valid {
		faults = append(faults, checkGrid("on_hand", s.OnHand.Decimal, 0))
	}
	faults = append(faults, checkGrid("safety", s.Safety, 0), checkGrid("min_order", s.MinOrder, 0), checkGrid("order_multiple", s.OrderMultiple, 0))
	if len(s.Inbound) > maxSupplyRows {
		faults = append(faults, fx.NewInputError("inbound", strconv.Itoa(len(s.Inbound)), "must be at most "+strconv.Itoa(maxSupplyRows)))
	} else {
		for i, a := range s.Inbound {
			if a.On.IsZero() || !ofFourDigits(a.On) {
				faults = append(faults, fx.NewInputError(fmt.Sprintf("inbound[%d].on", i), "", "must be a day of the years 1 to 9999"))
			}
			faults = append(faults, checkGrid(fmt.Sprintf("inbound[%d].units", i), a.Units, 0))
		}
	}
	if s.LeadDays.Valid {
		if err := checkGrid("lead_days", s.LeadDays.Decimal, 0); err != nil {
			faults = append(faults, err)
		} else if s.LeadDays.Decimal.GreaterThan(decimal.New(maxTargetDays, 0)) {
			faults = append(faults, fx.NewInputError("lead_days", fx.Plain(s.LeadDays.Decimal), "must be at most 3660"))
		}
	}
	if s.UnitCost.Valid {
		faults = append(faults, checkPlain("unit_cost", s.UnitCost.Decimal))
	}
	return errors.Join(append(faults, checkSupplyTerms(s.Terms))...)
}

func checkSupplyTerms(terms []SupplyTerm) error {
	if len(terms) > 100 {
		return fx.NewInputError("terms", strconv.Itoa(len(terms)), "must be at most 100")
	}
	var faults []error
	var sum decimal.Decimal
	for i, t := range terms {
		field := fmt.Sprintf("terms[%d]", i)
		if err := checkPlain(field+".share", t.Share); err != nil {
			faults = append(faults, err)
		} else if t.Share.IsZero() {
			faults = append(faults, fx.NewInputError(field+".share", "0", "must be above 0"))
		} else {
			sum = sum.Add(t.Share)
		}
		if t.Days < -maxTargetDays || t.Days > maxTargetDays {
			faults = append(faults, fx.NewInputError(field+".days", strconv.Itoa(t.Days), "must be from -3660 to 3660"))
		}
		if t.Of != "" && t.Of != "order" && t.Of != "arrival" {
			faults = append(faults, fx.NewInputError(field+".of", t.Of, `must be "order" or "arrival"`))
		}
	}
	if len(terms) > 0 && len(faults) == 0 && !sum.Equal(decimal.New(1, 0)) {
		faults = append(faults, fx.NewInputError("terms", fx.Plain(sum), "must have shares that sum to 1"))
	}
	return errors.Join(faults...)
}
