package pricing

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/small"
	"github.com/shopspring/decimal"
)

// A Model is the profit of one unit on one channel on one day as a function of
// the price. It is immutable and safe for concurrent use.
type Model struct {
	channel  string
	currency fx.Currency
	places   int // decimals of the minor unit
	day      time.Time

	lines []modelLine
	// The profit is settled plus the sloped lines. Settled is the sum of the lines
	// that the price does not make round anew: exact ones, and billed ones that are
	// level between their jumps. Sloped are the indices of the others, which are
	// rounded at each price.
	settled fees.Curve
	sloped  []int
	exact   fees.Curve // the profit before the sloped lines are rounded
	sales   fees.Curve // the item price less what promotions take off it
	revenue fees.Curve // what the buyer pays: sales plus extras
	ads     fees.Curve // launch included
	// What turning the payout costs of units that are sold, and of units that are
	// sold and stay with the buyer.
	conversion, keptConversion fees.Curve

	promotion *Promotion      // with a discount, else nil
	returned  decimal.Decimal // share of sold units that is refunded
	cost      decimal.Decimal // known cost per unit in the currency of the listing
	purchase  decimal.NullDecimal
	rate      fx.Rate // the planned rate of the costs, zero when nothing was converted
	abroad    abroad  // what is paid in the other currency of the rate
	band      decimal.Decimal
	buffered  bool // the planned rate is below spot
	promoted  bool // some units are sold in a promotion

	costUnknown, purchaseUnknown bool // some cost item, some purchase item is unknown
	missing                      []string
	leftOut                      []Exclusion
	warnings                     []fees.Warning
}

// A modelLine is one line of every statement of the model.
type modelLine struct {
	code     string
	label    string
	event    fees.Event
	income   bool            // comes in; otherwise it goes out
	each     fees.Curve      // the amount of one event
	quantity decimal.Decimal // expected events per sold unit
	amount   fees.Curve      // each × quantity
	billed   bool            // rounded to the minor unit: one event per sold unit
	landed   bool            // a part of the landed cost
	whole    bool            // whole minor units at every price, so that rounding changes nothing
	paid     bool            // settled by the channel, so that it is part of the payout
	rung     rung            // of the profit ladder
	basis    string
	describe func() string // says what basis would, where the text has to be built
	source   *fees.Source
}

// NewModel compiles a unit for the calendar day of a time in its own location.
// It reports every fault of the unit at once: *fx.InputError with paths such as
// "cost[1].amount", and the errors of the listing.
func NewModel(u Unit, on time.Time) (*Model, error) {
	if err := u.check(); err != nil {
		if u.Listing == nil {
			return nil, err
		}
		_, chargeErr := u.Listing.Charges(on)
		return nil, errors.Join(err, chargeErr)
	}
	charges, err := u.Listing.Charges(on)
	if err != nil {
		return nil, err
	}
	currency := u.Listing.Currency()
	places, known := currency.MinorUnits()
	if !known {
		return nil, fx.NewInputError("listing.currency", string(currency), "must be a currency with a minor unit")
	}
	m := &Model{channel: u.Listing.Channel(), currency: currency, places: places, day: fees.Day(on.Date()), band: u.Band, buffered: !u.Buffer.IsZero()}
	m.returned, m.promoted = u.Returns.Rate, u.Promotion.given()
	m.lines = make([]modelLine, 0, u.lines(charges))
	m.addRevenue(&u.Promotion, u.Listing.Extras())
	m.addCharges(charges, &u)
	if err := m.addStorage(&u, on); err != nil {
		return nil, err
	}
	m.addAds(&u.Ads)
	if err := m.addCosts(&u); err != nil {
		return nil, err
	}
	m.addBuffer()
	m.addReturns(&u.Returns, charges)
	m.addRemoved(&u.Life)
	m.addCapital(&u)
	m.addOverhead(&u.Overhead)
	m.addPayout(&u.Payout)
	m.abroad.settle(&u)
	if err := m.checkCodes(&u); err != nil {
		return nil, err
	}
	m.settle()
	if err := m.exact.Err(); err != nil {
		return nil, err
	}
	return m, nil
}

// lines is how many lines the unit is expected to have, for the room that they need:
// what is rare and not counted here makes the list grow.
func (u *Unit) lines(charges []fees.Charge) int {
	n := 3 + len(u.Cost) + len(u.Landed.Parts) // price, advertising, buffer
	comesBack := !u.Returns.Rate.IsZero()
	if comesBack {
		n += 3 // refund, processing, recovery
	}
	for i := range charges {
		c := &charges[i]
		if c.Unknown || c.Undecided || c.Event == fees.PerMonth || c.Event == fees.PerUnitRemoved || c.Event == fees.PerDispute {
			continue
		}
		if n++; comesBack && !c.RefundShare.IsZero() {
			n++
		}
	}
	return n
}

// settle sums up the lines: what comes in less what goes out. What is billed is
// rounded where it does not depend on the price.
func (m *Model) settle() {
	var room [32]fees.Curve
	parts := room[:] // what comes in fills the front, what goes out the back
	if len(m.lines) > len(room) {
		parts = make([]fees.Curve, len(m.lines))
	}
	in, out := 0, len(parts)
	var sloped fees.Curve
	for i := range m.lines {
		line := &m.lines[i]
		part := line.amount
		if line.billed {
			if part = part.RoundFlat(m.places); !part.IsLevel() && !line.whole {
				m.sloped = append(m.sloped, i)
				if line.income {
					sloped = sloped.Plus(part)
				} else {
					sloped = sloped.Minus(part)
				}
				continue
			}
		}
		if line.income {
			parts[in] = part
			in++
		} else {
			out--
			parts[out] = part
		}
	}
	m.settled = fees.Net(parts[:in], parts[out:])
	m.exact = m.settled.Plus(sloped)
}

// checkCodes reports costs that carry the code of a line of another kind.
func (m *Model) checkCodes(u *Unit) error {
	var faults []error
	for i, item := range u.Cost {
		for j := range m.lines {
			if line := &m.lines[j]; line.code == item.Code && line.source != &suppliedCost {
				faults = append(faults, fx.NewInputError("cost["+strconv.Itoa(i)+"].code", item.Code, "must not be the code of another line of the statement"))
				break
			}
		}
	}
	for i := range u.Landed.Parts {
		code := u.Landed.Parts[i].Code
		if slices.ContainsFunc(m.lines, func(line modelLine) bool { return line.code == code && !line.landed && line.source != &suppliedCost }) {
			faults = append(faults, fx.NewInputError("landed.parts["+strconv.Itoa(i)+"].code", code, "must not be the code of another line of the statement"))
		}
	}
	return errors.Join(faults...)
}

// add appends a line that happens once per sold unit.
func (m *Model) add(line modelLine) {
	line.event, line.quantity, line.amount = fees.PerUnitSold, one, line.each
	m.lines = append(m.lines, line)
}

// quantityPlaces are the decimals of a quantity that is a share of an event.
const quantityPlaces = 12

// addShare appends a line of an event that happens times/of times per sold unit.
// Unless the line says otherwise, such an amount is not billed per unit and stays
// exact.
func (m *Model) addShare(line modelLine, times, of decimal.Decimal) {
	line.quantity, line.amount = times, line.each
	if !times.Equal(one) {
		line.amount = line.amount.Times(times)
	}
	if !of.Equal(one) {
		line.amount, line.quantity = line.amount.Over(of), times.DivRound(of, quantityPlaces)
	}
	m.lines = append(m.lines, line)
}

var (
	priceLine = fees.Percent(one)
	minusOne  = one.Neg()

	suppliedPrice    = fees.SuppliedBy("price")
	suppliedShipping = fees.SuppliedBy("shipping_charged")
	suppliedAds      = fees.SuppliedBy("ads")
	suppliedCost     = fees.SuppliedBy("cost")
	suppliedReturns  = fees.SuppliedBy("returns")
)

func (m *Model) addRevenue(p *Promotion, extras decimal.Decimal) {
	m.sales = priceLine
	m.add(modelLine{
		code: "price", income: true, each: priceLine, billed: true, whole: true, paid: true, rung: inRevenue,
		basis: "item price", source: &suppliedPrice,
	})
	if !p.Discount.IsZero() {
		m.addDiscount(p)
	}
	m.revenue = m.sales
	if !extras.IsZero() {
		flat := fees.Flat(extras)
		m.revenue = m.revenue.Plus(flat)
		m.add(modelLine{
			code: "shipping_charged", income: true, each: flat, billed: true, paid: true, rung: inRevenue,
			basis: "paid by the buyer on top of the item price", source: &suppliedShipping,
		})
	}
}

// addCharges appends what the channel takes, returns excepted.
func (m *Model) addCharges(charges []fees.Charge, u *Unit) {
	for i := range charges {
		m.warnings = append(m.warnings, charges[i].Warnings...)
		m.addCharge(&charges[i], u)
	}
}

// addCosts appends the landed cost and the cost items, converted at the spot rate;
// what the planned rate adds to them is a line of its own.
func (m *Model) addCosts(u *Unit) error {
	rate, err := u.plannedRate()
	if err != nil {
		return err
	}
	if u.hasLanded() {
		if err := m.addLanded(u, &rate); err != nil {
			return err
		}
	} else if !slices.ContainsFunc(u.Cost, func(item CostItem) bool { return !item.PerSale }) {
		m.missing = append(m.missing, "cost")
		m.costUnknown = true
	}
	if u.lacksDuty() {
		m.missing = append(m.missing, "cost.duty")
		m.costUnknown = true
	}
	for i, item := range u.Cost {
		field := func() string { return "cost[" + strconv.Itoa(i) + "]" }
		if !item.Amount.Valid {
			m.missing = append(m.missing, "cost."+item.Code)
			m.costUnknown = m.costUnknown || !item.PerSale
			m.purchaseUnknown = m.purchaseUnknown || item.Code == "purchase" && !item.PerSale
			continue
		}
		amount := item.Amount.Decimal // at the planned rate
		at := amount                  // at the spot rate
		line := modelLine{code: item.Code, label: item.Label, rung: inCM1, basis: "per unit", source: &suppliedCost}
		if item.Currency != m.currency {
			entered := fx.Money{Amount: amount, Currency: item.Currency}
			spot, planned, err := m.convert(entered, &rate)
			if err != nil {
				return fx.InField(field(), err)
			}
			if reason := worth(entered, planned); reason != "" {
				return fx.NewInputError(field()+".amount", fx.Plain(amount), reason)
			}
			m.abroad.add(amount, spot.Amount, planned.Amount, item.PerSale)
			at, amount = spot.Amount, planned.Amount
			line.describe = func() string { return convertedBasis(entered, &m.rate) }
		}
		switch {
		case item.PerSale:
			line.basis, line.rung = "per sold unit", inCM2
		case item.Code == "purchase":
			m.purchase = decimal.NewNullDecimal(small.Add(m.purchase.Decimal, amount))
			fallthrough
		default:
			m.cost = small.Add(m.cost, amount)
		}
		if line.each = fees.Flat(at); line.each.Err() != nil {
			return fx.InField(field(), line.each.Err())
		}
		m.add(line)
	}
	return nil
}

// worth says why a converted cost cannot be right, "" if it can: the rate makes
// nothing of it, or more than any unit costs.
func worth(entered, converted fx.Money) string {
	switch {
	case !entered.IsZero() && converted.IsZero():
		return "is worth nothing at the exchange rate"
	case checkFrom("", converted.Amount, nil) != nil:
		return "is worth more than " + fx.Plain(highestAmount) + " " + string(converted.Currency) + " at the exchange rate"
	}
	return ""
}

// plannedRate returns the rate with the currency of the listing as its base,
// less the buffer.
func (u *Unit) plannedRate() (fx.Rate, error) {
	if u.Rate.IsZero() {
		return u.Rate, nil
	}
	rate := u.Rate
	if rate.Base() != u.Listing.Currency() {
		rate = rate.Inverse()
	}
	if u.Buffer.IsZero() {
		return rate, nil
	}
	return rate.WithBuffer(u.Buffer)
}

// text says for people how the amount of the line is found.
func (line *modelLine) text() string {
	if line.describe != nil {
		return line.describe()
	}
	return line.basis
}

// at returns what the line adds to the profit at a price in minor units.
func (line *modelLine) at(minor int64, places int) (fees.Amount, bool) {
	var amount fees.Amount
	var ok bool
	if line.billed {
		amount, ok = line.amount.AtMinorRounded(minor, places)
	} else {
		amount, ok = line.amount.AtMinor(minor, places)
	}
	if !ok || line.income {
		return amount, ok
	}
	return fees.Amount{}.Minus(amount)
}
