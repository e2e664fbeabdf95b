package kpi

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A CashCyclePlan is one delivery of a SKU from the order to the money in the bank, to
// be timed by [CashCyclePlan.Cycle]. The zero plan has no currency and is an error.
type CashCyclePlan struct {
	SKU string `json:"sku"`
	// Currency is that of the result: what is paid in another one is weighed at its
	// rate.
	Currency fx.Currency `json:"currency"`
	// Supply is the way of the goods.
	Supply SupplySteps `json:"supply"`
	// Costs are what is paid for the goods before they are sold: purchase, freight,
	// duty. What the channel deducts is no part of it.
	Costs []CycleCost `json:"costs"`
	// StockDays is how long a unit lies in stock until it is sold. Sales says it in more
	// detail; they exclude each other.
	StockDays int `json:"stock_days"`
	// Sales are the days of the sales. None means one, StockDays after the goods came
	// in.
	Sales []CycleSale `json:"sales"`
	// Payout says when a sale is in the bank. Its delivery, reserve, settlement and bank
	// follow the sale.
	Payout PayoutTerms `json:"payout"`
	// Rates are the planned rates of the currencies of the costs against Currency,
	// whichever way round. At most one for each.
	Rates []fx.Rate `json:"rates"`
	// AnnualRate is the interest per year of 365 days as a fraction, at most 10: 0.12 is
	// 12 %. Not Valid means that it is not known.
	AnnualRate decimal.NullDecimal `json:"annual_rate"`
}

// A CycleSale is a share of the goods and when it is sold.
type CycleSale struct {
	// Days is how long after the goods came into stock, 0 to 3660.
	Days int `json:"days"`
	// Share is how much is sold that day, above 0 in any unit: units, or money. The
	// shares are scaled to 1.
	Share decimal.Decimal `json:"share"`
}

// A CashCycle is how long the money of a delivery is away. The zero CashCycle says
// nothing.
type CashCycle struct {
	SKU      string      `json:"sku"`
	Currency fx.Currency `json:"currency"`
	// Steps are the days of the goods, in order.
	Steps []CycleStep `json:"steps"`
	// Out are the payments in the order of their days, In the receipts likewise.
	Out []CyclePayment `json:"out"`
	In  []CycleReceipt `json:"in"`
	// First is the day of the first payment, Last that of the last receipt: the longest
	// that any of the money is away.
	First time.Time `json:"first"`
	Last  time.Time `json:"last"`
	// OutDays and InDays are the mean day of the payments, weighed by their amounts, and
	// of the receipts, weighed by their shares, in days after First, exact.
	OutDays Value `json:"out_days"`
	InDays  Value `json:"in_days"`
	// Days is InDays less OutDays: the cash cycle. It is below 0 when the buyers pay
	// before the supplier is paid.
	Days Value `json:"days"`
	// Paid is the sum of the payments: the cash at cost that is away.
	Paid Value `json:"paid"`
	// CapitalCost is what the money costs while it is away, exact:
	// Paid × AnnualRate × Days / 365, which is simple interest on each payment from its
	// day to the mean day of the receipts.
	CapitalCost Value `json:"capital_cost"`
}

// A CycleStep is a day in the life of the goods.
type CycleStep struct {
	Event CashEvent `json:"event"`
	Day   time.Time `json:"day"`
}

// A CyclePayment is one payment for the goods.
type CyclePayment struct {
	Day  time.Time `json:"day"`
	Kind FlowKind  `json:"kind"`
	Name string    `json:"name"`
	// Amount is in the currency in which it is paid, not Valid where it is not known.
	// AtPlan is the amount in the currency of the plan.
	Amount   decimal.NullDecimal `json:"amount"`
	Currency fx.Currency         `json:"currency"`
	AtPlan   Value               `json:"at_plan"`
	// From is the input it comes from: "costs[0].parts[1]".
	From string `json:"from"`
}

// A CycleReceipt is a share of the goods that is sold and paid.
type CycleReceipt struct {
	Share decimal.Decimal `json:"share"`
	PayoutDates
}

// Check returns every fault of the plan, joined, or nil: each an [*fx.InputError] such
// as "costs[1].parts[0].share".
func (p CashCyclePlan) Check() error {
	faults := []error{
		lcCheckCurrency("currency", p.Currency),
		fx.InField("supply", p.Supply.Check()),
		lcCheckDays("stock_days", p.StockDays, 0, maxLagDays),
		fx.InField("payout", p.Payout.Check()),
		lcCheckInterest("annual_rate", p.AnnualRate.Decimal),
	}
	if len(p.Costs) == 0 {
		faults = append(faults, fx.NewInputError("costs", "", "must have a payment"))
	}
	for i := range p.Costs {
		faults = append(faults, fx.InField(lcIndex("costs", i), p.Costs[i].Check()))
	}
	if p.StockDays != 0 && len(p.Sales) > 0 {
		faults = append(faults, fx.NewInputError("stock_days", strconv.Itoa(p.StockDays), "must not be given with sales"))
	}
	for i, s := range p.Sales {
		path := lcIndex("sales", i)
		faults = append(faults, lcCheckDays(path+".days", s.Days, 0, maxLagDays), lcCheckAbove(path+".share", s.Share))
	}
	_, err := planRates(p.Currency, p.Rates)
	return errors.Join(append(faults, err)...)
}

// Cycle returns the timeline of the delivery and how long its money is away. A cost
// that is not known, and one in a currency without a rate, leaves Days incomplete,
// since the weights of the payments are not known; the days of the payments are there.
//
// The errors are those of Check, and an [*fx.InputError] at "supply.ordered" when the
// money does not come in by the year 9999.
func (p CashCyclePlan) Cycle() (CashCycle, error) {
	if err := p.Check(); err != nil {
		return CashCycle{}, err
	}
	rates, _ := planRates(p.Currency, p.Rates)
	days := p.Supply.days()
	out := CashCycle{SKU: p.SKU, Currency: p.Currency, Steps: days.steps()}
	for i := range p.Costs {
		payments, err := p.Costs[i].payments(days, lcIndex("costs", i))
		if err != nil {
			return CashCycle{}, err
		}
		for _, pay := range payments {
			pay.AtPlan = rates.convert(pay.Amount, pay.Currency, pay.From)
			out.Out = append(out.Out, pay)
		}
	}
	sales := p.Sales
	if len(sales) == 0 {
		sales = []CycleSale{{p.StockDays, lcWhole(1)}}
	}
	for _, s := range sales {
		dates, err := p.Payout.dates(days[EventStocked].AddDate(0, 0, s.Days), 0)
		if err != nil {
			return CashCycle{}, fx.NewInputError("supply.ordered", dayText(p.Supply.Ordered), "must be paid by the year 9999")
		}
		out.In = append(out.In, CycleReceipt{s.Share, dates})
	}
	slices.SortStableFunc(out.Out, func(a, b CyclePayment) int { return a.Day.Compare(b.Day) })
	slices.SortStableFunc(out.In, func(a, b CycleReceipt) int { return a.Banked.Compare(b.Banked) })
	out.First, out.Last = out.Out[0].Day, out.In[len(out.In)-1].Banked
	out.weigh(p.AnnualRate)
	return out, nil
}

// weigh computes the mean days and what follows from them.
func (c *CashCycle) weigh(annual decimal.NullDecimal) {
	paid, weighted := Exact(decimal.Decimal{}, Amount, c.Currency), Exact(decimal.Decimal{}, Amount, c.Currency)
	for _, pay := range c.Out {
		after := Exact(lcWhole(daysFrom(c.First, pay.Day)), DaysUnit, "")
		paid, weighted = lcAdd(paid, pay.AtPlan), lcAdd(weighted, lcMul(pay.AtPlan, after))
	}
	var share, received decimal.Decimal
	for _, in := range c.In {
		share = share.Add(in.Share)
		received = received.Add(in.Share.Mul(lcWhole(daysFrom(c.First, in.Banked))))
	}
	c.Paid = paid
	c.OutDays = lcDiv(weighted, paid, DaysUnit, "")
	c.InDays = lcDiv(Exact(received, DaysUnit, ""), Exact(share, DaysUnit, ""), DaysUnit, "")
	c.Days = lcSub(c.InDays, c.OutDays)
	if !annual.Valid {
		c.CapitalCost = NotKnown(Amount, c.Currency, "annual_rate")
		return
	}
	c.CapitalCost = capitalCost(paid, annual.Decimal, c.Days)
}
