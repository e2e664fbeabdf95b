package kpi

import (
	"errors"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// forecastWeeks is how long a forecast is unless the plan says so.
const forecastWeeks = 13

// A CashPlan is what is expected to be paid and received, for [CashPlan.Forecast].
// Every entry may be in its own currency. The zero plan has neither a currency nor a
// first day and is an error.
type CashPlan struct {
	// Currency is that of the table.
	Currency fx.Currency `json:"currency"`
	// First is the first day of the first week.
	First time.Time `json:"first"`
	// Weeks is how many, at most 260. 0 means 13.
	Weeks int `json:"weeks"`
	// Opening is what is in the accounts on the evening before First. None is a balance
	// that is not known.
	Opening []CashBalance `json:"opening"`
	// Minimum is the balance, in Currency, that has to remain. 0 means that no account
	// is overdrawn.
	Minimum decimal.Decimal `json:"minimum"`
	// Rates are the planned rates against Currency, whichever way round, at most one for
	// each other currency. What has none is shown in its own currency, and the totals
	// that need it are incomplete.
	Rates []fx.Rate `json:"rates"`
	// Channels are the sales and what belongs to them, Orders what is bought, Flows
	// everything else: payroll, overhead, storage, tax, loans.
	Channels []CashChannel `json:"channels"`
	Orders   []CashOrder   `json:"orders"`
	Flows    []CashItem    `json:"flows"`
}

// A CashScenario changes a plan. The zero scenario is the plan as it stands.
type CashScenario struct {
	// SalesFactor multiplies the sales from First on, and with them their fees and
	// refunds. What is spent, advertising included, stays. At most 1000; not Valid means
	// 1.
	SalesFactor decimal.NullDecimal `json:"sales_factor"`
	// LagDays lets every sale become available so many days later, 0 to 3660, unless its
	// money is in the bank before First. It waits for the next close as ever.
	LagDays int `json:"lag_days"`
}

// A CashBalance is the money in one account.
type CashBalance struct {
	Name string `json:"name"`
	// Amount may be below 0; not Valid means that it is not known.
	Amount   decimal.NullDecimal `json:"amount"`
	Currency fx.Currency         `json:"currency"`
}

// A CashChannel is what one sales channel brings and takes. The zero channel has no
// currency and is an error.
type CashChannel struct {
	// Name is the channel: "amazon_us".
	Name     string      `json:"name"`
	Currency fx.Currency `json:"currency"`
	// Sales are expected sales, and those already made whose money is not in the bank.
	Sales []ExpectedSales `json:"sales"`
	// FeeRate is the share of sales that the channel deducts from the payout of the
	// sale: referral, fulfilment. 0 is none; not Valid means that it is not known.
	FeeRate decimal.NullDecimal `json:"fee_rate"`
	// RefundRate is the share of sales that is paid back, and RefundDays the time from
	// the sale until then, 0 to 3660. A refund is deducted with the first close on or
	// after its day. It is what the refund costs: less the fees that come back with it. 0
	// is none; not Valid means that it is not known.
	RefundRate decimal.NullDecimal `json:"refund_rate"`
	RefundDays int                 `json:"refund_days"`
	// Charges are amounts that the channel bills: advertising, storage, a subscription.
	Charges []ChannelCharge `json:"charges"`
	// Payout says when the money comes.
	Payout PayoutTerms `json:"payout"`
}

// ExpectedSales are the sales of some days: what the buyers pay and the channel does
// not keep for a tax office.
type ExpectedSales struct {
	// Days is at most 3660 days. The amount is spread evenly over them in whole minor
	// units of the currency; what cannot be spread is in the first days.
	Days Period `json:"days"`
	// Amount is not below 0; not Valid means that it is not known.
	Amount decimal.NullDecimal `json:"amount"`
}

// A ChannelCharge is an amount that a channel bills on a day.
type ChannelCharge struct {
	// Kind is what for: FlowAdvertising, FlowStorage, FlowFee.
	Kind FlowKind  `json:"kind"`
	Day  time.Time `json:"day"`
	// Amount is not below 0; not Valid means that it is not known.
	Amount decimal.NullDecimal `json:"amount"`
	// Deducted says that it is taken from the payout, with the first close on or after
	// Day. Else a card or account is charged CardDays after Day, 0 to 3660.
	Deducted bool `json:"deducted"`
	CardDays int  `json:"card_days"`
}

// A CashOrder is an order of goods and what is paid for it: the supplier, the freight,
// the duty, each by its own terms. The zero order is an error.
type CashOrder struct {
	Name   string      `json:"name"`
	Supply SupplySteps `json:"supply"`
	Costs  []CycleCost `json:"costs"`
}

// A CashItem is any other payment or receipt, once or again and again. The zero item
// is an error.
type CashItem struct {
	Kind FlowKind `json:"kind"`
	Name string   `json:"name"`
	// In says that it comes in, as a loan does when it is taken up.
	In bool `json:"in"`
	// Amount is not below 0; not Valid means that it is not known.
	Amount   decimal.NullDecimal `json:"amount"`
	Currency fx.Currency         `json:"currency"`
	Day      time.Time           `json:"day"`
	// Every repeats it: EveryMonth on the same day of the month, or its last one where
	// the month has none. EveryWeek, EveryTwoWeeks. "" is once.
	Every Repeat `json:"every"`
	// Until is the last day on which it may be repeated, at most ten years after Day; the
	// zero time repeats it to the end of the forecast.
	Until time.Time `json:"until"`
}

// A Repeat says how often something is paid. The zero Repeat is once.
type Repeat string

// The intervals.
const (
	EveryWeek     Repeat = "week"
	EveryTwoWeeks Repeat = "two_weeks"
	EveryMonth    Repeat = "month"
)

// A FlowKind says what money is paid or received for.
type FlowKind string

// The kinds, in the order in which a table shows them.
const (
	FlowSales       FlowKind = "sales"       // what the buyers paid, as the channel pays it out
	FlowRefund      FlowKind = "refund"      // paid back to buyers
	FlowFee         FlowKind = "channel_fee" // what a channel takes
	FlowAdvertising FlowKind = "advertising"
	FlowSupplier    FlowKind = "supplier"
	FlowFreight     FlowKind = "freight"
	FlowDuty        FlowKind = "duty"
	FlowStorage     FlowKind = "storage"
	FlowPayroll     FlowKind = "payroll"
	FlowOverhead    FlowKind = "overhead"
	FlowTax         FlowKind = "tax"
	FlowLoan        FlowKind = "loan"
	FlowOther       FlowKind = "other"
)

var flowKinds = [...]FlowKind{
	FlowSales, FlowRefund, FlowFee, FlowAdvertising, FlowSupplier, FlowFreight, FlowDuty,
	FlowStorage, FlowPayroll, FlowOverhead, FlowTax, FlowLoan, FlowOther,
}

func checkKind(field string, k FlowKind) error {
	for _, known := range flowKinds {
		if k == known {
			return nil
		}
	}
	return fx.NewInputError(field, string(k), "must be a kind of flow, such as supplier, freight or other")
}

// days is the horizon. The plan is checked.
func (p *CashPlan) days() Period {
	weeks := p.Weeks
	if weeks == 0 {
		weeks = forecastWeeks
	}
	first := dayOf(p.First)
	return Period{first, first.AddDate(0, 0, weeks*7-1)}
}

// Check returns every fault of the plan, joined, or nil: each an [*fx.InputError] such
// as "channels[0].sales[2].amount". Every day is within twenty years of First.
func (p CashPlan) Check() error {
	faults := []error{
		lcCheckCurrency("currency", p.Currency),
		lcCheckDay("first", p.First),
		lcCheckAmount("minimum", decimal.NewNullDecimal(p.Minimum), true),
	}
	add := func(errs ...error) { faults = append(faults, errs...) }
	if p.Weeks < 0 || p.Weeks > 260 {
		add(fx.NewInputError("weeks", strconv.Itoa(p.Weeks), "must be from 0 to 260"))
	}
	if faults[1] == nil && (p.First.Year() < 100 || p.First.Year() > 9900) {
		faults[1] = fx.NewInputError("first", dayText(p.First), "must be a day of the years 100 to 9900")
	}
	near := func(field string, day time.Time) {
		err := lcCheckDay(field, day)
		if err == nil && faults[1] == nil {
			if n := daysFrom(p.First, day); n > 2*maxLagDays || n < -2*maxLagDays {
				err = fx.NewInputError(field, dayText(day), "must be within twenty years of the first day")
			}
		}
		add(err)
	}
	_, err := planRates(p.Currency, p.Rates)
	add(err)
	for i, o := range p.Opening {
		path := lcIndex("opening", i)
		add(lcCheckAmount(path+".amount", o.Amount, true), lcCheckCurrency(path+".currency", o.Currency))
	}
	for i := range p.Channels {
		p.Channels[i].check(lcIndex("channels", i), add, near)
	}
	for i, o := range p.Orders {
		path := lcIndex("orders", i)
		add(fx.InField(path+".supply", o.Supply.Check()))
		if !o.Supply.Ordered.IsZero() {
			near(path+".supply.ordered", o.Supply.Ordered)
		}
		if len(o.Costs) == 0 {
			add(fx.NewInputError(path+".costs", "", "must have a payment"))
		}
		for j := range o.Costs {
			add(fx.InField(lcIndex(path+".costs", j), o.Costs[j].Check()))
		}
	}
	for i := range p.Flows {
		p.Flows[i].check(lcIndex("flows", i), add, near)
	}
	return errors.Join(faults...)
}

func (c *CashChannel) check(path string, add func(...error), near func(string, time.Time)) {
	add(
		lcCheckCurrency(path+".currency", c.Currency),
		lcCheckShare(path+".fee_rate", c.FeeRate),
		lcCheckShare(path+".refund_rate", c.RefundRate),
		lcCheckDays(path+".refund_days", c.RefundDays, 0, maxLagDays),
		fx.InField(path+".payout", c.Payout.Check()),
	)
	if c.Name == "" {
		add(fx.NewInputError(path+".name", "", "is missing"))
	}
	for i, s := range c.Sales {
		sales := lcIndex(path+".sales", i)
		add(fx.InField(sales+".days", s.Days.Check()), lcCheckAmount(sales+".amount", s.Amount, false))
		if n := s.Days.Days(); n > 0 {
			near(sales+".days.first", s.Days.First)
			if n > maxLagDays {
				add(fx.NewInputError(sales+".days", s.Days.String(), "must be at most "+strconv.Itoa(maxLagDays)+" days"))
			}
		}
	}
	for i, charge := range c.Charges {
		at := lcIndex(path+".charges", i)
		add(checkKind(at+".kind", charge.Kind), lcCheckAmount(at+".amount", charge.Amount, false),
			lcCheckDays(at+".card_days", charge.CardDays, 0, maxLagDays))
		if charge.Deducted && charge.CardDays != 0 {
			add(fx.NewInputError(at+".card_days", strconv.Itoa(charge.CardDays), "must not be given with deducted"))
		}
		near(at+".day", charge.Day)
	}
}

func (i *CashItem) check(path string, add func(...error), near func(string, time.Time)) {
	add(checkKind(path+".kind", i.Kind), lcCheckAmount(path+".amount", i.Amount, false), lcCheckCurrency(path+".currency", i.Currency))
	near(path+".day", i.Day)
	switch i.Every {
	case "", EveryWeek, EveryTwoWeeks, EveryMonth:
	default:
		add(fx.NewInputError(path+".every", string(i.Every), "must be week, two_weeks or month"))
	}
	switch {
	case i.Until.IsZero():
	case i.Every == "":
		add(fx.NewInputError(path+".until", dayText(i.Until), "must not be given for what is paid once"))
	case !ofFourDigits(i.Until) || !i.Day.IsZero() && (dayOf(i.Until).Before(dayOf(i.Day)) || daysFrom(i.Day, i.Until) > maxLagDays):
		add(fx.NewInputError(path+".until", "", "must be from the first day to ten years after it"))
	}
}

func (s CashScenario) check() error {
	err := lcCheckAmount("sales_factor", s.SalesFactor, false)
	if err == nil && s.SalesFactor.Valid && s.SalesFactor.Decimal.GreaterThan(lcWhole(1000)) {
		err = fx.NewInputError("sales_factor", fx.Plain(s.SalesFactor.Decimal), "must be at most 1000, such as 0.8")
	}
	return errors.Join(err, lcCheckDays("lag_days", s.LagDays, 0, maxLagDays))
}
