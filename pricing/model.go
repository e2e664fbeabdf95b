package pricing

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
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
	settled  fees.Curve
	sloped   []int
	exact    fees.Curve // the profit before the sloped lines are rounded
	revenue  fees.Curve // what the buyer pays: price plus extras
	ads      fees.Curve
	cost     decimal.Decimal // known cost per unit in the currency of the listing
	purchase decimal.NullDecimal
	rate     fx.Rate // the planned rate of the costs, zero when nothing was converted
	abroad   abroad  // what is paid in the other currency of the rate
	band     decimal.Decimal
	buffered bool // the planned rate is below spot

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
	more := 4 // price, shipping, advertising, buffer
	if !u.Returns.Rate.IsZero() {
		more += 6 // refunds, what is given back, recovery
	}
	m.lines = make([]modelLine, 0, len(charges)+len(u.Cost)+len(u.Landed.Parts)+more)
	m.addRevenue(u.Listing.Extras())
	m.addCharges(charges, &u.Life)
	if err := m.addStorage(u, on); err != nil {
		return nil, err
	}
	m.addAds(u.Ads)
	if err := m.addCosts(u); err != nil {
		return nil, err
	}
	m.addBuffer()
	m.addReturns(u, charges)
	m.addRemoved(u.Life)
	m.abroad.settle(&u)
	if err := m.checkCodes(u); err != nil {
		return nil, err
	}
	m.settle()
	if err := m.exact.Err(); err != nil {
		return nil, err
	}
	return m, nil
}

// settle sums up the lines: what comes in less what goes out. What is billed is
// rounded where it does not depend on the price.
func (m *Model) settle() {
	parts := make([]fees.Curve, len(m.lines))
	in, out := 0, len(parts) // what comes in fills the front, what goes out the back
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
func (m *Model) checkCodes(u Unit) error {
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

func (m *Model) addRevenue(extras decimal.Decimal) {
	m.revenue = priceLine
	m.add(modelLine{code: "price", income: true, each: priceLine, billed: true, whole: true, basis: "item price", source: &suppliedPrice})
	if !extras.IsZero() {
		flat := fees.Flat(extras)
		m.revenue = m.revenue.Plus(flat)
		m.add(modelLine{
			code: "shipping_charged", income: true, each: flat, billed: true,
			basis: "paid by the buyer on top of the item price", source: &suppliedShipping,
		})
	}
}

// addCharges appends what the channel takes, returns excepted.
func (m *Model) addCharges(charges []fees.Charge, life *Life) {
	for i := range charges {
		m.warnings = append(m.warnings, charges[i].Warnings...)
		m.addCharge(&charges[i], life)
	}
}

func (m *Model) addAds(a Ads) {
	line := modelLine{code: "advertising", source: &suppliedAds}
	switch {
	case !a.TACoS.IsZero():
		m.ads = fees.Percent(a.TACoS)
		line.describe = func() string { return fx.Percent(a.TACoS) + " of the price (TACoS)" }
	case !a.ACoS.IsZero():
		m.ads = fees.Percent(a.ACoS).Times(a.AdShare)
		line.describe = func() string { return fx.Percent(a.ACoS) + " ACoS on " + fx.Percent(a.AdShare) + " of sales" }
	case !a.PerUnit.IsZero():
		m.ads = fees.Flat(a.PerUnit)
		line.basis = "per sold unit"
	default:
		return
	}
	line.each = m.ads
	m.add(line)
}

// addCosts appends the landed cost and the cost items, converted at the spot rate;
// what the planned rate adds to them is a line of its own.
func (m *Model) addCosts(u Unit) error {
	rate, err := u.plannedRate()
	if err != nil {
		return err
	}
	if u.hasLanded() {
		if err := m.addLanded(&u, rate); err != nil {
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
		line := modelLine{code: item.Code, label: item.Label, basis: "per unit", source: &suppliedCost}
		if item.Currency != m.currency {
			entered := fx.Money{Amount: amount, Currency: item.Currency}
			spot, planned, err := m.convert(entered, rate)
			if err != nil {
				return fx.InField(field(), err)
			}
			if reason := worth(entered, planned); reason != "" {
				return fx.NewInputError(field()+".amount", fx.Plain(amount), reason)
			}
			m.abroad.add(amount, spot.Amount, planned.Amount, item.PerSale)
			at, amount = spot.Amount, planned.Amount
			line.describe = func() string { return convertedBasis(entered, rate) }
		}
		switch {
		case item.PerSale:
			line.basis = "per sold unit"
		case item.Code == "purchase":
			m.purchase = decimal.NewNullDecimal(m.purchase.Decimal.Add(amount))
			fallthrough
		default:
			m.cost = m.cost.Add(amount)
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
func (u Unit) plannedRate() (fx.Rate, error) {
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

// addReturns appends what returned units cost. What the channel bills per
// return is there even when nothing comes back, with a quantity of 0.
func (m *Model) addReturns(u Unit, charges []fees.Charge) {
	r := u.Returns
	expected := func(code string, income bool, each fees.Curve, quantity decimal.Decimal, basis string, source *fees.Source) {
		m.addShare(modelLine{
			code: code, event: fees.PerUnitReturned, income: income, each: each, basis: basis, source: source,
		}, quantity, one)
	}
	if !r.Rate.IsZero() {
		expected("refund", false, m.revenue, r.Rate, "price and shipping paid back to the buyer", &suppliedReturns)
	}
	billed := false // the channel bills the processing
	for i := range charges {
		switch c := &charges[i]; {
		case c.Unknown:
			// Processing that the channel does not publish is Returns.Processing.
			if c.Event == fees.PerUnitReturned && !isProcessing(c.Code) && !r.Rate.IsZero() {
				m.missing = append(m.missing, c.Code)
			}
		case c.Event == fees.PerUnitReturned:
			billed = billed || isProcessing(c.Code)
			expected(c.Code, false, c.Amount, billedReturns(r.Rate, c.FreeShare), c.Basis, &c.Source)
		case (c.Event == fees.PerUnitSold || c.Event == fees.PerOrder) && !c.RefundShare.IsZero() && !r.Rate.IsZero():
			each := c.Amount
			if fx.CheckDecimal(c.RefundShare) != nil || !c.RefundShare.Equal(one) { // Times reports what is out of bounds
				each = each.Times(c.RefundShare)
			}
			m.addShare(modelLine{
				code: c.Code + "_refund", event: fees.PerUnitReturned, income: true, each: each,
				basis: "given back by the channel", source: &c.Source,
			}, r.Rate, units(c))
		}
	}
	if r.Rate.IsZero() {
		return
	}
	switch {
	case billed && r.Processing.Valid: // not twice
		m.leftOut = append(m.leftOut, Exclusion{"return_processing", fees.PerUnitReturned, "the channel bills it itself: its charge stands in place of returns.processing"})
	case r.Processing.Valid:
		expected("return_processing", false, fees.Flat(r.Processing.Decimal), r.Rate, "per returned unit", &suppliedReturns)
	case !billed:
		m.missing = append(m.missing, "returns.processing")
	}
	line := modelLine{code: "return_recovery", event: fees.PerUnitReturned, income: true, each: fees.Flat(m.cost), source: &suppliedReturns}
	resellable := r.Resellable.Decimal
	if r.Resellable.Valid {
		line.describe = func() string { return fx.Percent(resellable) + " of returned units can be sold again" }
	} else {
		// An unknown share counts as all of it, which keeps the profit an upper bound.
		m.missing = append(m.missing, "returns.resellable")
		resellable, line.basis = one, "all returned units, as an upper bound: the resellable share is unknown"
	}
	// Scaled twice, since the product of two shares can be finer than a factor may be.
	line.quantity, line.amount = r.Rate.Mul(resellable), line.each.Times(r.Rate).Times(resellable)
	m.lines = append(m.lines, line)
}

// isProcessing reports whether a charge is what a channel bills for handling a
// returned unit: as a whole, or one of its services such as "return_inspection".
func isProcessing(code string) bool {
	return code == "returns_processing" || strings.HasPrefix(code, "return_")
}

// billedReturns is the share of sold units whose return is billed: the first
// free of them are not.
func billedReturns(rate, free decimal.Decimal) decimal.Decimal {
	return decimal.Max(rate.Sub(free), decimal.Decimal{})
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
