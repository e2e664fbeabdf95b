package strategy

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

func noCandidate(field, id string) error {
	return fx.NewInputError(field, id, "must be the ID of a candidate")
}

func overlap(field, id, other string) error {
	return fx.NewInputError(field, id, "must begin after the end of "+strconv.Quote(other))
}

// planner checks a calendar and works out its candidates.
func (c *PromotionCalendar) planner() (*promotionPlanner, error) {
	p := &promotionPlanner{PromotionCalendar: c, rules: c.Rules, places: int32(c.Limits.Places)}
	if err := c.check(); err != nil {
		return nil, err
	}
	if p.rules == nil {
		p.rules = policy.Standard()
	}
	p.turning = p.turns()
	var faults []error
	p.cards = make([]promotionCard, len(c.Candidates))
	for i := range c.Candidates {
		card, err := p.card(&c.Candidates[i])
		if err != nil {
			faults = append(faults, fx.InField("candidates["+strconv.Itoa(i)+"]", err))
		}
		p.cards[i] = card
		p.order = append(p.order, i)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	slices.SortStableFunc(p.order, func(a, b int) int {
		if d := c.Candidates[a].From.Compare(c.Candidates[b].From); d != 0 {
			return d
		}
		return c.Candidates[a].To.Compare(c.Candidates[b].To)
	})
	for _, run := range c.History {
		if run.Promotion {
			p.past = append(p.past, run)
		}
	}
	return p, nil
}

// promotionFaults gathers the faults of a calendar.
type promotionFaults struct{ positionFaults }

func (f *promotionFaults) day(field string, day time.Time) bool {
	year, month, date := day.Date()
	ok := !day.IsZero() && year >= 1 && year <= 9990 && day.Location() == time.UTC && day.Equal(fees.Day(year, month, date))
	if !ok {
		f.add(field, day.Format(time.RFC3339), "must be a calendar day as midnight UTC")
	}
	return ok
}

// days checks the two ends of a run of days.
func (f *promotionFaults) days(path string, from, to time.Time, most int) bool {
	if !f.day(path+"from", from) || !f.day(path+"to", to) {
		return false
	}
	switch {
	case to.Before(from):
		f.add(path+"to", to.Format(time.DateOnly), "must not be before from")
	case to.Sub(from) >= time.Duration(most)*dayLength:
		f.add(path+"to", to.Format(time.DateOnly), "must be within "+strconv.Itoa(most)+" days")
	default:
		return true
	}
	return false
}

// check reports every fault, joined, each an [*fx.InputError].
func (c *PromotionCalendar) check() error {
	var f promotionFaults
	if c.Model == nil {
		f.add("model", "", "must not be nil")
	}
	if err := c.Limits.Check(); err != nil {
		f.positionFaults = append(f.positionFaults, fx.Faults(fx.InField("limits", err))...)
	} else if places, known := c.Case.Currency.MinorUnits(); known && places != c.Limits.Places {
		f.add("limits.places", strconv.Itoa(c.Limits.Places), "must be "+strconv.Itoa(places)+", the minor unit of "+string(c.Case.Currency))
	}
	dated := f.days("", c.From, c.To, maxPlanDays)
	if dated {
		c.checkHistory(&f)
	}
	c.checkRegular(&f, dated)
	if e := c.Elasticity; e.Valid && f.bounded("elasticity", e.Decimal) && (e.Decimal.Sign() >= 0 || e.Decimal.LessThan(decimal.New(-100, 0))) {
		f.add("elasticity", fx.Plain(e.Decimal), "must be below 0 and at least -100")
	}
	if c.LeastGap < 0 || c.LeastGap > maxPlanDays {
		f.add("least_gap", strconv.Itoa(c.LeastGap), "must be from 0 to "+strconv.Itoa(maxPlanDays))
	}
	if c.Window < 0 || c.Window > maxPlanDays {
		f.add("window", strconv.Itoa(c.Window), "must be from 0 to "+strconv.Itoa(maxPlanDays))
	}
	if c.MostDays < 0 || c.MostDays > 0 && c.Window == 0 {
		f.add("most_days", strconv.Itoa(c.MostDays), "must not be below 0, and 0 without a window")
	}
	if len(c.Candidates) > maxCandidates {
		f.add("candidates", strconv.Itoa(len(c.Candidates)), "must be at most "+strconv.Itoa(maxCandidates))
		return errors.Join(f.positionFaults...)
	}
	ids := map[string]bool{}
	for i := range c.Candidates {
		path := "candidates[" + strconv.Itoa(i) + "]."
		candidate := &c.Candidates[i]
		if candidate.ID == "" || ids[candidate.ID] {
			f.add(path+"id", candidate.ID, "must be an ID that no other candidate has")
		}
		ids[candidate.ID] = true
		c.checkCandidate(&f, path, candidate, dated)
	}
	if len(f.positionFaults) > 0 {
		return errors.Join(f.positionFaults...)
	}
	about := c.Case
	about.Price, about.Current, about.FirstPrice = c.Regular[0].Price, decimal.NullDecimal{}, false
	about.Was, about.History, about.Deal, about.Coupon = decimal.NullDecimal{}, nil, nil, nil
	return fx.InField("case", about.Check())
}

func (c *PromotionCalendar) checkHistory(f *promotionFaults) {
	if len(c.History) > maxHistoryRuns {
		f.add("history", strconv.Itoa(len(c.History)), "must be at most "+strconv.Itoa(maxHistoryRuns)+" runs")
		return
	}
	if err := c.History.Check(); err != nil {
		f.positionFaults = append(f.positionFaults, fx.Faults(fx.InField("history", err))...)
		return
	}
	if n := len(c.History); n > 0 && !c.History[n-1].To.Before(c.From) {
		f.add("history["+strconv.Itoa(n-1)+"].to", c.History[n-1].To.Format(time.DateOnly), "must be before the first day of the plan")
	}
}

func (c *PromotionCalendar) checkRegular(f *promotionFaults, dated bool) {
	if len(c.Regular) == 0 || len(c.Regular) > maxRegulars {
		f.add("regular", strconv.Itoa(len(c.Regular)), "must have from 1 to "+strconv.Itoa(maxRegulars)+" prices")
		return
	}
	for i := range c.Regular {
		path, r := "regular["+strconv.Itoa(i)+"].", &c.Regular[i]
		if f.day(path+"from", r.From) && dated {
			switch {
			case i == 0 && r.From.After(c.From):
				f.add(path+"from", r.From.Format(time.DateOnly), "must not be after the first day of the plan")
			case i > 0 && !r.From.After(c.Regular[i-1].From):
				f.add(path+"from", r.From.Format(time.DateOnly), "must be after the one before")
			}
		}
		f.gridPrice(path+"price", r.Price, c.Limits.Places)
		f.from(path+"units_per_day", r.UnitsPerDay, &mostCount)
	}
}

// gridPrice checks a price that is asked of a buyer.
func (f *promotionFaults) gridPrice(field string, price decimal.Decimal, places int) {
	highest := fees.MaxPrice()
	switch {
	case !f.from(field, price, &highest):
	case price.IsZero():
		f.add(field, "0", "must be above 0")
	case places >= 0 && places <= 4 && !price.Shift(int32(places)).IsInteger():
		f.add(field, fx.Plain(price), "must be a whole number of minor units")
	}
}

func (c *PromotionCalendar) checkCandidate(f *promotionFaults, path string, p *PromotionCandidate, dated bool) {
	if p.Kind == "" {
		f.add(path+"kind", "", "must not be empty")
	}
	depths := 0
	for _, depth := range []struct {
		field string
		value decimal.Decimal
	}{{"share", p.Share}, {"amount", p.Amount}, {"price", p.Price}} {
		if depth.value.IsZero() {
			continue
		}
		depths++
		switch depth.field {
		case "share":
			if f.from(path+"share", p.Share, nil) && p.Share.GreaterThanOrEqual(decimal.New(1, 0)) {
				f.add(path+"share", fx.Plain(p.Share), "must be a fraction below 1")
			}
		case "price":
			f.gridPrice(path+"price", p.Price, c.Limits.Places)
		default:
			f.gridPrice(path+"amount", p.Amount, c.Limits.Places)
		}
	}
	if depths != 1 {
		f.add(path+"share", "", "must be above 0, or amount or price, and only one of them")
	}
	if p.Kind == PromotionCoupon && !p.Price.IsZero() {
		f.add(path+"price", fx.Plain(p.Price), "must be 0 for a coupon: it has a share or an amount")
	}
	if f.days(path, p.From, p.To, maxPlanDays) && dated && (p.From.Before(c.From) || p.To.After(c.To)) {
		f.add(path+"from", p.From.Format(time.DateOnly), "must lie within the plan with its last day")
	}
	most := decimal.New(mostUplift, 0)
	switch u := p.Uplift; {
	case !u.Valid && !c.Elasticity.Valid:
		f.add(path+"uplift", "", "must be given when the calendar has no elasticity")
	case u.Valid && f.bounded(path+"uplift", u.Decimal) && (u.Decimal.LessThan(decimal.New(-1, 0)) || u.Decimal.GreaterThan(most)):
		f.add(path+"uplift", fx.Plain(u.Decimal), "must be a fraction from -1 to "+fx.Plain(most))
	}
	f.from(path+"fee", p.Fee, &mostCount)
	if p.OthersLowest.Valid {
		f.gridPrice(path+"others_lowest", p.OthersLowest.Decimal, c.Limits.Places)
	}
}
