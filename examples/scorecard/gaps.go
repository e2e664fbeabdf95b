package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
)

// Bounds of what is listed.
const (
	shownFaults  = 50
	shownMissing = 15
)

// gaps says what is missing in the data and what cannot be right.
func (a *analysis) gaps() (gaps, error) {
	var out gaps
	facts := a.now.sum
	ready, err := kpi.Ready(facts)
	if err != nil {
		return out, err
	}
	out.Allowed, out.Blocked = len(ready.Allowed), len(ready.Blocked)
	for _, m := range ready.Missing {
		if len(out.Missing) == shownMissing {
			break
		}
		in, err := kpi.FindInput(m.Input)
		if err != nil {
			continue
		}
		row := missing{Input: string(m.Input), Name: sentence(in.Text), WaitedFor: m.WaitedFor, From: fromWhere(m.Input)}
		if name, ok := inputNames[m.Input]; ok {
			row.Name = name
		}
		for _, code := range m.Unlocks {
			metric, err := kpi.Find(code)
			if err != nil {
				continue
			}
			row.Unlocks = append(row.Unlocks, metricName(metric))
		}
		out.Missing = append(out.Missing, row)
	}
	for _, check := range []func() (dataCheck, error){a.checkDuty, a.checkOutliers, a.checkDuplicates, a.checkDates} {
		c, err := check()
		if err != nil {
			return out, err
		}
		out.Checks = append(out.Checks, c)
	}
	out.StockOuts = a.stockOuts()
	return out, nil
}

// fromWhere says where an input comes from.
func fromWhere(code kpi.InputCode) string {
	for f := range families {
		if slices.Contains(inputsOfFamily[f], code) {
			return familyNames[f]
		}
	}
	switch code {
	case "product_cost", "inbound_freight", "duty", "preparation_cost", "landed_cogs":
		return "a costs file (-costs)"
	case "overhead":
		return "a plan (overhead_per_week)"
	}
	return "no report that is read here"
}

func (c *dataCheck) take(found []kpi.DataFault) {
	for _, f := range found {
		if len(c.Faults) == shownFaults {
			c.Others++
			continue
		}
		c.Faults = append(c.Faults, dataFault{string(f.Kind), f.Item, f.Origin, f.Text})
	}
}

const needsCosts = "needs a costs file (-costs)"

func (a *analysis) checkDuty() (dataCheck, error) {
	c := dataCheck{Code: "duty", Name: "Duty and freight of imported items"}
	if a.costs == nil {
		c.Why = needsCosts
		return c, nil
	}
	var costs []kpi.ItemCost
	for _, it := range a.costs.order {
		v := it.versions[len(it.versions)-1]
		costs = append(costs, kpi.ItemCost{
			Item: it.sku, Origin: a.costs.name + ":" + strconv.Itoa(v.row), From: it.origin,
			Purchase: v.parts[productPart], Freight: v.parts[freightPart], Duty: v.parts[dutyPart], DutyPaid: it.dutyPaid,
		})
	}
	c.Looked = len(costs)
	found, err := kpi.MissingDuty(costs, kpi.DutyLimits{})
	c.take(found)
	return c, err
}

// checkOutliers looks at costs and weights beside those of the same category, and at the
// weight of freight in the product cost.
func (a *analysis) checkOutliers() (dataCheck, error) {
	c := dataCheck{Code: "outliers", Name: "Costs and weights far from those of the category"}
	if a.costs == nil {
		c.Why = needsCosts
		return c, nil
	}
	fields := []string{"product cost", "freight", "duty", "weight in pounds"}
	readings := make([][]kpi.Reading, len(fields))
	add := func(i int, it *costItem, row int, d decimal.Decimal) {
		group := cmp.Or(it.category, "no category") + " in " + string(it.currency)
		readings[i] = append(readings[i], kpi.Reading{Item: it.sku, Origin: a.costs.name + ":" + strconv.Itoa(row), Group: group, Amount: d})
	}
	for _, it := range a.costs.order {
		v := it.versions[len(it.versions)-1]
		for i, part := range []int{productPart, freightPart, dutyPart} {
			if v.parts[part].Valid {
				add(i, it, v.row, v.parts[part].Decimal)
			}
		}
		if it.parcel != nil {
			add(len(fields)-1, it, v.row, it.parcel.Weight.Lb(6))
		}
	}
	for i, field := range fields {
		c.Looked += len(readings[i])
		// Items of a category are of all sizes; what is wrong is wrong by a factor.
		found, err := kpi.Outliers(field, readings[i], kpi.OutlierLimits{Cut: decimal.NewFromInt(20)})
		if err != nil {
			return c, err
		}
		c.take(found)
	}
	return c, nil
}

// checkDuplicates looks for files of the same days, and for copies.
func (a *analysis) checkDuplicates() (dataCheck, error) {
	c := dataCheck{Code: "duplicates", Name: "Files and settlements that are there twice"}
	found, err := kpi.Duplicates(a.keyed, false)
	c.Looked = len(a.sources)
	c.take(found)
	for _, s := range a.sources {
		if strings.HasPrefix(s.part.Used, "not read: it is a copy") {
			c.take([]kpi.DataFault{{Kind: kpi.Repeated, Item: s.part.Name, Origin: s.part.Name, Text: s.part.Name + ": " + strings.TrimPrefix(s.part.Used, "not read: ") + " and was not counted again"}})
		}
	}
	return c, err
}

// checkDates looks for files of which no row is in the period.
func (a *analysis) checkDates() (dataCheck, error) {
	c := dataCheck{Code: "dates", Name: "Rows that are not of the days of their file"}
	var rows []kpi.DatedRow
	for _, s := range a.sources {
		if s.days == (kpi.Period{}) || s.first.IsZero() || s.kind == "" {
			continue
		}
		c.Looked++
		rows = append(rows[:0], kpi.DatedRow{Item: s.part.Name, Origin: s.part.Name, Day: s.first}, kpi.DatedRow{Item: s.part.Name, Origin: s.part.Name, Day: s.last})
		found, err := kpi.OutsidePeriod(s.days, rows)
		if err != nil {
			return c, err
		}
		c.take(found)
	}
	if c.Looked == 0 {
		c.Why = "no file has days in its name or in the plan beside days in its rows"
	}
	return c, nil
}

// stockOuts are the items of which a report shows no unit, those that sell most first.
func (a *analysis) stockOuts() []stockOut {
	weeks := int64(max(1, len(a.calendar.sorted())))
	var out []stockOut
	for id, d := range a.noStock {
		units := a.units[id]
		if units.Sign() <= 0 {
			continue
		}
		out = append(out, stockOut{
			SKU: a.book.names[id], First: dayText(d.first), Last: dayText(d.last), Days: d.days,
			Weekly: figureOf(kpi.Ratio(units, decimal.NewFromInt(weeks), kpi.Count, "")),
		})
	}
	slices.SortFunc(out, func(x, y stockOut) int {
		return cmp.Or(-decimalOf(x.Weekly).Cmp(decimalOf(y.Weekly)), cmp.Compare(x.SKU, y.SKU))
	})
	return out[:min(len(out), shownFaults)]
}
