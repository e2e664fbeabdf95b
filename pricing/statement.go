package pricing

import (
	"slices"
	"sort"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Line is one amount in a statement and why it is there.
type Line struct {
	// Code names the line: stable, snake_case, never translated: "referral".
	Code string
	// Label is the label of a cost item, empty for every other line.
	Label string
	// Event is what the amount arises on.
	Event fees.Event
	// Rung is the step of the profit ladder to which the line belongs.
	Rung Rung
	// Amount is per sold unit: positive for what comes in, negative for what goes
	// out; rounded to the minor unit when it is billed, else exact.
	Amount decimal.Decimal
	// Each is the amount of one event, rounded half away from zero to the minor
	// unit, and Quantity how many events are expected per sold unit: 1, or the
	// return rate. Amount = Each × Quantity before Each is rounded.
	Each     decimal.Decimal
	Quantity decimal.Decimal
	// Basis says for people how the amount is found.
	Basis string
	// Source is the table behind it, or which input it comes from.
	Source fees.Source
}

// A Statement is the profit and loss of one unit at one price. The zero
// Statement has no lines and no currency.
type Statement struct {
	// Channel, Day and Currency are those of the listing and of the tables; Day is
	// midnight UTC of the calendar day.
	Channel  string
	Day      time.Time
	Currency fx.Currency
	// Price is the item price.
	Price decimal.Decimal
	// Lines sum to Profit, the first being the price itself.
	Lines []Line
	// Profit is the sum of the lines.
	Profit decimal.Decimal
	// Exact is the profit before lines that depend on the price are rounded to
	// the minor unit. Ratios and decisions go by it.
	Exact decimal.Decimal
	// Revenue is what the buyer pays: price plus shipping, without tax, before
	// refunds; with a promotion what buyers pay on average.
	Revenue decimal.Decimal
	// Cost is what the unit costs until it can be shipped, as far as it is known: the
	// landed cost and the cost items, in the currency of the listing at the planned
	// rate. Not in it are cost items that arise with the sale, everything the channel
	// charges, advertising, returns and removed units, capital cost, overhead and the
	// conversion of the payout.
	Cost decimal.Decimal
	// Rate is the planned rate that converted costs, from the currency of the
	// listing, with its buffer; the zero Rate when nothing was converted.
	Rate fx.Rate
	// Complete says that nothing is missing; otherwise Profit is an upper bound
	// and Missing names the unknown inputs.
	Complete bool
	Missing  []string
	// LeftOut are charges of the channel that are not in the lines, since nobody
	// says whether or how often they happen. They do not make the statement
	// incomplete; whoever relies on it reads them.
	LeftOut []Exclusion
	// Warnings are the doubts that the channel's charges carry.
	Warnings []fees.Warning

	sales    decimal.Decimal // the item price less what promotions take off it
	ads      decimal.Decimal
	purchase decimal.NullDecimal // of the items with that code; not Valid when unknown
	known    bool                // Cost is all of the cost
	abroad   abroad              // paid in the other currency of the rate
	band     decimal.Decimal

	returnRate decimal.Decimal
	returned   fees.Amount // what returns add to Exact, mostly below 0
}

// At returns the statement at a price, which must be a whole number of minor
// units above 0 and at most fees.MaxPrice: anything else is an *fx.InputError.
func (m *Model) At(price decimal.Decimal) (Statement, error) {
	minor, err := m.minor(price)
	if err != nil {
		return Statement{}, err
	}
	s := Statement{
		Channel: m.channel, Day: m.day, Currency: m.currency, Price: price,
		Lines: make([]Line, len(m.lines)), Cost: m.cost, Rate: m.rate, purchase: m.purchase, known: !m.costUnknown,
		Missing: slices.Clone(m.missing), Complete: len(m.missing) == 0,
		Warnings: slices.Clone(m.warnings), LeftOut: slices.Clone(m.leftOut),
		abroad: m.abroad, band: m.band, sales: price, returnRate: m.returned,
	}
	for i := range m.lines {
		line := &m.lines[i]
		each, _ := line.each.AtMinorRounded(minor, m.places)
		if !line.income {
			each, _ = fees.Amount{}.Minus(each)
		}
		amount, _ := line.at(minor, m.places)
		if line.event == fees.PerUnitReturned {
			s.returned, _ = s.returned.Plus(amount)
		}
		s.Lines[i] = Line{
			Code: line.code, Label: line.label, Event: line.event, Rung: rungNames[line.rung], Amount: amount.Decimal(),
			Each: each.Decimal(), Quantity: line.quantity,
			Basis: line.text(), Source: *line.source,
		}
		s.Profit = s.Profit.Add(s.Lines[i].Amount)
	}
	s.purchase.Valid = s.purchase.Valid && !m.purchaseUnknown
	exact, _ := m.exact.AtMinor(minor, m.places)
	revenue, _ := m.revenue.AtMinor(minor, m.places)
	ads, _ := m.ads.AtMinor(minor, m.places)
	s.Exact, s.Revenue, s.ads = exact.Decimal(), revenue.Decimal(), ads.Decimal()
	if m.promotion != nil {
		sales, _ := m.sales.AtMinor(minor, m.places)
		s.sales = sales.Decimal()
	}
	if !s.returnRate.IsZero() { // a smaller payout costs less to turn
		all, _ := m.conversion.AtMinor(minor, m.places)
		kept, _ := m.keptConversion.AtMinor(minor, m.places)
		saved, _ := kept.Minus(all)
		s.returned, _ = s.returned.Plus(saved)
	}
	return s, nil
}

// Profit returns the profit at a price given in minor units (cents of a
// dollar): the same as the Profit of [Model.At], without building lines. It
// allocates nothing. A price below 1 or above fees.MaxPrice gives false.
func (m *Model) Profit(minor int64) (fees.Amount, bool) {
	if minor < 1 {
		return fees.Amount{}, false
	}
	sum, ok := m.settled.AtMinor(minor, m.places)
	for _, i := range m.sloped {
		amount, fits := m.lines[i].at(minor, m.places)
		if !ok || !fits {
			return fees.Amount{}, false
		}
		sum, ok = sum.Plus(amount)
	}
	return sum, ok
}

// minor turns a price into minor units.
func (m *Model) minor(price decimal.Decimal) (int64, error) {
	if err := fx.CheckDecimal(price); err != nil {
		return 0, fx.InField("price", err)
	}
	if price.Sign() <= 0 {
		return 0, fx.NewInputError("price", fx.Plain(price), "must be above 0")
	}
	if price.GreaterThan(fees.MaxPrice()) {
		return 0, fx.NewInputError("price", fx.Plain(price), "must be at most "+fx.Plain(fees.MaxPrice()))
	}
	minor := price.Shift(int32(m.places))
	if !minor.IsInteger() {
		return 0, fx.NewInputError("price", fx.Plain(price), "must be a whole number of minor units of "+string(m.currency))
	}
	return minor.IntPart(), nil
}

// Margin returns the margin on price: profit over what the buyer pays, rounded
// half away from zero to the given decimals, 0 to 16 (as for the ratios below). It
// is not Valid when the buyer pays nothing.
func (s Statement) Margin(places int32) decimal.NullDecimal {
	return ratio(s.Exact, s.Revenue, places)
}

// Markup returns profit over everything the unit costs, fees included, which is
// what the buyer pays less the profit: margin / (1 - margin). It is not Valid
// when the unit costs nothing.
func (s Statement) Markup(places int32) decimal.NullDecimal {
	return ratio(s.Exact, s.Revenue.Sub(s.Exact), places)
}

// ROI returns profit over the money put in, in the named variant. It is not
// Valid when that is 0, or when a part of it is unknown.
func (s Statement) ROI(basis ROIBasis, places int32) decimal.NullDecimal {
	base := decimal.NullDecimal{Decimal: s.Cost, Valid: s.known}
	switch basis {
	case OnPurchase:
		base = s.purchase
	case OnCostAndAds:
		base.Decimal = s.Cost.Add(s.ads)
	case OnCost:
	default:
		base.Valid = false
	}
	if !base.Valid {
		return base
	}
	return ratio(s.Exact, base.Decimal, places)
}

// maxRatioPlaces are the most decimals a ratio is given with.
const maxRatioPlaces = 16

// ratio divides, rounded half away from zero to 0 to 16 decimals; by 0 it is
// undefined.
func ratio(n, d decimal.Decimal, places int32) decimal.NullDecimal {
	if d.Sign() <= 0 {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(n.DivRound(d, min(max(places, 0), maxRatioPlaces)))
}

// Rounded returns the statement as it is to be printed: every line in whole
// minor units, so that the lines still sum to Profit, itself rounded half away
// from zero. Billed lines do not change; the minor units that are over go to the
// exact lines with the largest remainders, ties by line order.
func (s Statement) Rounded() Statement {
	units, known := s.Currency.MinorUnits()
	if !known {
		return s
	}
	places := int32(units)
	step := decimal.New(1, -places)
	s.Lines = slices.Clone(s.Lines)
	s.Profit = s.Profit.Round(places)
	left := s.Profit
	type remainder struct {
		line int
		rest decimal.Decimal
	}
	var rests []remainder
	for i := range s.Lines {
		floor := s.Lines[i].Amount.RoundFloor(places)
		rest := s.Lines[i].Amount.Sub(floor)
		if !rest.IsZero() {
			rests = append(rests, remainder{i, rest})
		}
		s.Lines[i].Amount = floor
		left = left.Sub(floor)
	}
	sort.SliceStable(rests, func(i, j int) bool { return rests[i].rest.GreaterThan(rests[j].rest) })
	for _, r := range rests {
		if left.Sign() <= 0 {
			break
		}
		s.Lines[r.line].Amount = s.Lines[r.line].Amount.Add(step)
		left = left.Sub(step)
	}
	return s
}
