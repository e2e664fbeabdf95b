package kpi

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A CohortSale is what was sold of one SKU on one channel on one day, with what it
// cost. Amounts are not below 0 and those of all units; one that is not Valid is not
// known, and what needs it is incomplete. The zero CohortSale has no day and is an
// error.
type CohortSale struct {
	Day     time.Time `json:"day"`
	SKU     string    `json:"sku"`
	Channel string    `json:"channel"`
	Units   int       `json:"units"`
	// Gross is what the buyers were charged, shipping included and tax not. Promotions
	// are what the seller gave of it.
	Gross      decimal.NullDecimal `json:"gross"`
	Promotions decimal.NullDecimal `json:"promotions"`
	// LandedCost is purchase, first leg, duty and preparation.
	LandedCost decimal.NullDecimal `json:"landed_cost"`
	// Fees are referral, fulfilment, payment, and the storage and placement attributed.
	Fees decimal.NullDecimal `json:"fees"`
	// Advertising includes coupon redemptions and deal fees, but no launch spend.
	Advertising decimal.NullDecimal `json:"advertising"`
}

// A CohortReturn is what was refunded on one day of what was sold on another. Amounts
// are not below 0; one that is not Valid is not known. The zero CohortReturn has no day
// and is an error.
type CohortReturn struct {
	Refunded time.Time `json:"refunded"`
	// Sold is the day of the sale. The zero time is not known: the return then belongs to
	// no cohort, and is in CohortTable.Unmatched.
	Sold    time.Time `json:"sold"`
	SKU     string    `json:"sku"`
	Channel string    `json:"channel"`
	// Units are the units refunded, whether they came back or not.
	Units int `json:"units"`
	// Refund is what the buyer got back.
	Refund decimal.NullDecimal `json:"refund"`
	// CostBack is the landed cost of the units that went back into sellable stock.
	CostBack decimal.NullDecimal `json:"cost_back"`
	// FeesBack is what the channel gave back, less what it charges for the refund.
	FeesBack decimal.NullDecimal `json:"fees_back"`
	// Handling is the processing of what came back.
	Handling decimal.NullDecimal `json:"handling"`
}

// An Attribution says to which period a return belongs. The zero Attribution is
// [BySaleDate].
type Attribution string

// The attributions.
const (
	// BySaleDate attributes a return to the period of its sale: the rate of a cohort, which
	// grows until the cohort is mature.
	BySaleDate Attribution = "sale_date"
	// ByRefundDate posts a return in the period of its refund, as a settlement does. Its
	// rate divides the returns of earlier sales by the sales of the period.
	ByRefundDate Attribution = "refund_date"
)

// CohortOptions say how sales are grouped and completed. The zero CohortOptions have
// neither a currency nor a day and are an error.
type CohortOptions struct {
	// Currency is that of every amount.
	Currency fx.Currency `json:"currency"`
	// Step is the length of a cohort; WeekBegin is the first day of a week.
	Step      CalendarStep `json:"step"`
	WeekBegin time.Weekday `json:"week_begin"`
	// AsOf is the day through which everything is known: the last day of a month or
	// week, so that no cohort is cut. Later sales and returns are counted in
	// CohortTable.Later and nowhere else.
	AsOf        time.Time   `json:"as_of"`
	Attribution Attribution `json:"attribution"`
	// LagSteps is how many months or weeks after its own a cohort takes to be mature, 1
	// to 120. It is needed with BySaleDate.
	LagSteps int `json:"lag_steps"`
	// Completion is how the returns of a cohort that is not mature are completed.
	Completion CohortCompletion `json:"completion"`
	// Launch is the spend to launch a SKU, which its cohorts share.
	Launch []LaunchSpend `json:"launch"`
}

// A CohortTable is the unit economics by cohort. The zero CohortTable says nothing.
type CohortTable struct {
	Currency    fx.Currency `json:"currency"`
	AsOf        time.Time   `json:"as_of"`
	Attribution Attribution `json:"attribution"`
	// Cohorts are in the order of SKU, channel and day.
	Cohorts []Cohort `json:"cohorts"`
	// Development is, for each SKU and channel, how returns came in. It is empty with
	// ByRefundDate and without a completion.
	Development []CohortDevelopment `json:"development"`
	// Launch says what became of each launch spend, in the order of the options.
	Launch []LaunchShare `json:"launch"`
	// Unmatched are the returns that belong to no cohort.
	Unmatched []UnmatchedReturn `json:"unmatched"`
	// Later are the numbers of sales and returns after AsOf.
	LaterSales   int `json:"later_sales"`
	LaterReturns int `json:"later_returns"`
}

// An UnmatchedReturn is a return that belongs to no cohort, and why.
type UnmatchedReturn struct {
	// Index is its place in the returns that were given.
	Index  int    `json:"index"`
	Units  int    `json:"units"`
	Reason string `json:"reason"`
}

// A Cohort is what was sold of one SKU on one channel in one period.
type Cohort struct {
	SKU     string `json:"sku"`
	Channel string `json:"channel"`
	Sold    Period `json:"sold"`
	// Age is the number of whole months or weeks since the period.
	Age int `json:"age"`
	// Mature says that LagSteps have passed. With ByRefundDate nothing is to come, and
	// every cohort is mature.
	Mature bool  `json:"mature"`
	Units  int64 `json:"units"`
	// Lags are the units refunded by the months or weeks since the sale, [0] in its own,
	// through LagSteps or Age, whichever is less; LateReturns came after them. Lags is
	// nil with ByRefundDate.
	Lags        []int64 `json:"lags"`
	LateReturns int64   `json:"late_returns"`
	// Returned are the units refunded to date, ReturnRate is Returned over Units.
	Returned   int64 `json:"returned"`
	ReturnRate Value `json:"return_rate"`
	// Completed is what the returns come to when the cohort is mature.
	Completed CohortReturns `json:"completed"`
	// ToDate is the profit with the returns to date: more than what is left in the end
	// while the cohort is not mature. Expected is with those of Completed.
	ToDate   CohortProfit `json:"to_date"`
	Expected CohortProfit `json:"expected"`
}

// Cohorts groups sales into cohorts and attributes returns to them. Its results are
// exact.
//
// The errors, joined, are an [*fx.InputError] for each fault, such as
// "sales[3].units", "returns[0].sold" or "options.as_of".
func Cohorts(sales []CohortSale, returns []CohortReturn, opt CohortOptions) (CohortTable, error) {
	faults := []error{fx.InField("options", opt.check())}
	for i := range sales {
		faults = append(faults, sales[i].check(lcIndex("sales", i)))
	}
	for i := range returns {
		faults = append(faults, returns[i].check(lcIndex("returns", i)))
	}
	if err := errors.Join(faults...); err != nil {
		return CohortTable{}, err
	}
	b := cohortBuilder{opt: &opt, calendar: lcCalendar{opt.Step, opt.WeekBegin}, at: map[cohortKey]int{}}
	b.table = CohortTable{Currency: opt.Currency, AsOf: dayOf(opt.AsOf), Attribution: opt.Attribution}
	if b.table.Attribution == "" {
		b.table.Attribution = BySaleDate
	}
	b.lastPeriod = b.calendar.of(opt.AsOf)
	for i := range sales {
		b.sale(&sales[i])
	}
	for i := range returns {
		b.giveBack(i, &returns[i])
	}
	slices.SortFunc(b.cohorts, func(a, c *cohortSums) int {
		return cmp.Or(cmp.Compare(a.sku, c.sku), cmp.Compare(a.channel, c.channel), a.period.First.Compare(c.period.First))
	})
	b.shareLaunch()
	for from := 0; from < len(b.cohorts); {
		to := from
		for to < len(b.cohorts) && b.cohorts[to].sku == b.cohorts[from].sku && b.cohorts[to].channel == b.cohorts[from].channel {
			to++
		}
		b.finish(b.cohorts[from:to])
		from = to
	}
	return b.table, nil
}

// A cohortKey is one cohort.
type cohortKey struct {
	sku, channel string
	first        time.Time
}

// cohortSums are the sums of one cohort.
type cohortSums struct {
	sku, channel string
	period       Period
	units        int64
	returned     int64
	late         int64
	lags         []int64

	gross, promotions, cost, fees, ads   lcSum
	launched                             Value
	refund, costBack, feesBack, handling lcSum
}

type cohortBuilder struct {
	opt        *CohortOptions
	calendar   lcCalendar
	lastPeriod Period
	at         map[cohortKey]int
	cohorts    []*cohortSums
	table      CohortTable
}

// of returns the sums of a cohort, making it when it is not there and may be.
func (b *cohortBuilder) of(sku, channel string, day time.Time, add bool) *cohortSums {
	period := b.calendar.of(day)
	key := cohortKey{sku, channel, period.First}
	i, known := b.at[key]
	if !known {
		if !add {
			return nil
		}
		i = len(b.cohorts)
		b.at[key] = i
		c := &cohortSums{sku: sku, channel: channel, period: period, launched: Exact(decimal.Decimal{}, Amount, b.opt.Currency)}
		if b.table.Attribution == BySaleDate {
			c.lags = make([]int64, min(b.opt.LagSteps, b.calendar.between(period, b.lastPeriod))+1)
		}
		b.cohorts = append(b.cohorts, c)
	}
	return b.cohorts[i]
}

func (b *cohortBuilder) sale(s *CohortSale) {
	if dayOf(s.Day).After(b.table.AsOf) {
		b.table.LaterSales++
		return
	}
	c := b.of(s.SKU, s.Channel, s.Day, true)
	c.units += int64(s.Units)
	c.gross.add(s.Gross, "gross")
	c.promotions.add(s.Promotions, "promotions")
	c.cost.add(s.LandedCost, "landed_cost")
	c.fees.add(s.Fees, "fees")
	c.ads.add(s.Advertising, "advertising")
}

// giveBack attributes a return.
func (b *cohortBuilder) giveBack(i int, r *CohortReturn) {
	if dayOf(r.Refunded).After(b.table.AsOf) {
		b.table.LaterReturns++
		return
	}
	var c *cohortSums
	reason := ""
	switch {
	case b.table.Attribution == ByRefundDate:
		c = b.of(r.SKU, r.Channel, r.Refunded, true)
	case r.Sold.IsZero():
		reason = "the day of the sale is not known"
	default:
		if c = b.of(r.SKU, r.Channel, r.Sold, false); c == nil {
			reason = "nothing was sold in the " + b.calendar.name() + " of " + dayText(b.calendar.of(r.Sold).First)
		}
	}
	if c == nil {
		b.table.Unmatched = append(b.table.Unmatched, UnmatchedReturn{i, r.Units, reason})
		return
	}
	c.returned += int64(r.Units)
	c.refund.add(r.Refund, "refund")
	c.costBack.add(r.CostBack, "cost_back")
	c.feesBack.add(r.FeesBack, "fees_back")
	c.handling.add(r.Handling, "handling")
	if b.table.Attribution == ByRefundDate {
		return
	}
	if lag := b.calendar.between(c.period, b.calendar.of(r.Refunded)); lag < len(c.lags) {
		c.lags[lag] += int64(r.Units)
	} else {
		c.late += int64(r.Units)
	}
}

func (o *CohortOptions) check() error {
	faults := []error{lcCheckCurrency("currency", o.Currency), lcCheckDay("as_of", o.AsOf)}
	calendar := lcCalendar{o.Step, o.WeekBegin}
	bad := calendar.check()
	if faults[1] == nil && len(bad) == 0 {
		if p := calendar.of(o.AsOf); !p.Last.Equal(dayOf(o.AsOf)) {
			faults[1] = fx.NewInputError("as_of", dayText(o.AsOf), "must be the last day of a "+calendar.name()+", such as "+dayText(p.First.AddDate(0, 0, -1)))
		}
	}
	faults = append(faults, bad...)
	switch o.Attribution {
	case "", BySaleDate:
		if o.LagSteps < 1 || o.LagSteps > maxLagSteps {
			faults = append(faults, fx.NewInputError("lag_steps", strconv.Itoa(o.LagSteps), "must be from 1 to "+strconv.Itoa(maxLagSteps)))
		}
	case ByRefundDate:
		if o.Completion != "" && o.Completion != CompleteBounds {
			faults = append(faults, fx.NewInputError("completion", string(o.Completion), "must not be given with refund_date"))
		}
	default:
		faults = append(faults, fx.NewInputError("attribution", string(o.Attribution), "must be sale_date or refund_date"))
	}
	switch o.Completion {
	case "", CompleteBounds, CompleteChainLadder, CompleteByUnits:
	default:
		faults = append(faults, fx.NewInputError("completion", string(o.Completion), "must be bounds, chain_ladder or by_units"))
	}
	for i := range o.Launch {
		faults = append(faults, fx.InField(lcIndex("launch", i), o.Launch[i].check()))
	}
	return errors.Join(faults...)
}

func (s *CohortSale) check(path string) error {
	if s.Units < 0 || s.Units > maxCohortUnits {
		return errors.Join(fx.NewInputError(path+".units", strconv.Itoa(s.Units), cohortUnits), s.checkRest(path))
	}
	return s.checkRest(path)
}

func (s *CohortSale) checkRest(path string) error {
	return errors.Join(
		lcCheckDay(path+".day", s.Day),
		lcCheckAmount(path+".gross", s.Gross, false),
		lcCheckAmount(path+".promotions", s.Promotions, false),
		lcCheckAmount(path+".landed_cost", s.LandedCost, false),
		lcCheckAmount(path+".fees", s.Fees, false),
		lcCheckAmount(path+".advertising", s.Advertising, false),
	)
}

func (r *CohortReturn) check(path string) error {
	faults := []error{lcCheckDay(path+".refunded", r.Refunded)}
	switch {
	case r.Sold.IsZero():
	case lcCheckDay("", r.Sold) != nil:
		faults = append(faults, lcCheckDay(path+".sold", r.Sold))
	case faults[0] == nil && dayOf(r.Sold).After(dayOf(r.Refunded)):
		faults = append(faults, fx.NewInputError(path+".sold", dayText(r.Sold), "must not be after the refund, "+dayText(r.Refunded)))
	}
	if r.Units < 0 || r.Units > maxCohortUnits {
		faults = append(faults, fx.NewInputError(path+".units", strconv.Itoa(r.Units), cohortUnits))
	}
	return errors.Join(append(faults,
		lcCheckAmount(path+".refund", r.Refund, false),
		lcCheckAmount(path+".cost_back", r.CostBack, false),
		lcCheckAmount(path+".fees_back", r.FeesBack, true),
		lcCheckAmount(path+".handling", r.Handling, false),
	)...)
}

const (
	maxLagSteps    = 120
	maxCohortUnits = 1_000_000_000
	cohortUnits    = "must be from 0 to 1000000000"
)
