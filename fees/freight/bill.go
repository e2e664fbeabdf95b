package freight

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Line is one amount of a bill, and why it is there.
type Line struct {
	// Code is "freight" for the base rate and otherwise that of the surcharge.
	Code string
	// Label is what it is called, Leg what it pays for.
	Label string
	Leg   Leg
	// Basis is what the amount was multiplied by, and Quantity how much of it there
	// was, rounded to 12 decimals where it is not finite: for a percentage, the amount
	// that it is a percentage of.
	Basis    Basis
	Quantity decimal.Decimal
	// Known is false for an amount that nobody knows; Amount is then 0.
	Known bool
	// Amount is what is billed, rounded to the minor unit.
	Amount fx.Money
	// Text says for people how it was found.
	Text string
}

// A Bill is what a quote comes to. The zero Bill is none: a bill
// of a quote that offers nothing is Complete.
type Bill struct {
	// Quote is the name of the quote.
	Quote string
	// Lines are the base freight, if the quote has one, and the surcharges in its
	// order, unknown ones included.
	Lines []Line
	// Totals are the sums of the known lines, one per currency, in the order in which
	// the currencies appear.
	Totals []fx.Money
	// Missing are the codes of the lines that are not known.
	Missing []string
	// Complete says that nothing is missing. Otherwise the totals are lower bounds, as
	// long as no missing line is a discount.
	Complete bool
	// Chargeable is the quantity that the rule of the quote found; zero when nothing
	// is billed by it.
	Chargeable Chargeable
}

// pricing prices one booking of a checked quote.
type pricing struct {
	quote      Quote
	booking    Booking
	totals     Totals
	chargeable Chargeable
	billed     ratio // the exact chargeable quantity
	containers decimal.Decimal
	amounts    map[string]exactLine
	out        Bill
}

// An exactLine is a line before it is rounded.
type exactLine struct {
	known  bool
	amount ratio
}

// measure finds the quantities, and notes those that are needed and not known.
func (p *pricing) measure(f *fees.Faults) {
	var charges, kg, volume, pieces, boxes bool
	for _, basis := range p.bases() {
		charges = charges || basis.unit() != ""
		kg = kg || basis == PerActualKg
		volume = volume || basis == PerCubicMetre
		pieces = pieces || basis == PerPackage
		boxes = boxes || basis == PerContainer
	}
	var missing fees.Faults
	p.totals.require(&missing, kg, volume, pieces, "the quote bills by it")
	f.Join(fx.InField("cargo", missing.Err()))
	if boxes && len(p.booking.Containers) == 0 {
		f.Add("containers", "", "must be given: the quote bills by the container")
	}
	for _, b := range p.booking.Containers {
		p.containers = p.containers.Add(decimal.NewFromInt(int64(b.Count)))
	}
	if !charges {
		return
	}
	var err error
	p.chargeable, p.billed, err = p.quote.Rule.charge(p.booking.Cargo, true)
	f.Join(fx.InField("cargo", err))
}

// bases are the bases that the quote bills by.
func (p *pricing) bases() []Basis {
	bases := []Basis{p.quote.Basis}
	for _, s := range p.quote.Surcharges {
		bases = append(bases, s.Basis)
	}
	return bases
}

// quantity returns how much there is of a basis that is no percentage.
func (p *pricing) quantity(b Basis) ratio {
	switch b {
	case PerKg, PerPound, PerWM:
		return p.billed
	case PerActualKg:
		return exactly(p.totals.Kg.Decimal)
	case PerCubicMetre:
		return exactly(p.totals.CubicMetres.Decimal)
	case PerPackage:
		return exactly(p.totals.Pieces.Decimal)
	case PerContainer:
		return exactly(p.containers)
	case PerBill:
		return exactly(decimal.NewFromInt(int64(max(p.booking.Bills, 1))))
	}
	return exactly(one)
}

// bill computes the lines.
func (p *pricing) bill() (Bill, error) {
	p.out = Bill{Quote: p.quote.Name, Chargeable: p.chargeable, Complete: true}
	p.amounts = map[string]exactLine{}
	var f fees.Faults
	if p.quote.Basis != "" {
		p.addBase(&f)
	}
	for _, s := range p.quote.Surcharges {
		p.addSurcharge(s, &f)
	}
	if len(f) > 0 {
		return Bill{}, f.Err()
	}
	return p.out, nil
}

func (p *pricing) addBase(f *fees.Faults) {
	q := p.quote
	line := Line{Code: BaseCode, Label: "base freight", Leg: q.Leg, Basis: q.Basis}
	if line.Leg == "" {
		line.Leg = MainFreight
	}
	quantity := p.quantity(q.Basis)
	line.Quantity = quantity.decimal()
	var amount ratio
	known := len(q.Breaks) > 0
	switch {
	case q.Basis == PerContainer:
		amount, known, line.Text = p.perContainer(q.Containers, decimal.NullDecimal{})
	case known:
		base, priced := q.base(quantity)
		if !priced {
			f.Add("cargo", fx.Plain(quantity.rounded(3)), "must be at least "+fx.Plain(q.Breaks[0].From)+", the first break of the quote")
			return
		}
		amount, line.Text = base.amount, base.text+" "+q.Basis.per()
	default:
		line.Text = "the rate is unknown"
	}
	if known && q.Minimum.Valid && amount.cmp(exactly(q.Minimum.Decimal)) < 0 {
		amount = exactly(q.Minimum.Decimal)
		line.Text += ", at least " + fx.Plain(q.Minimum.Decimal)
	}
	p.add(line, q.Currency, exactLine{known, amount}, f)
}

func (p *pricing) addSurcharge(s Surcharge, f *fees.Faults) {
	line := Line{Code: s.Code, Label: s.label(), Leg: s.leg(), Basis: s.Basis}
	var quantity, amount ratio
	known := s.Amount.Valid
	switch {
	case s.Basis == PerContainer:
		quantity = p.quantity(s.Basis)
		amount, known, line.Text = p.perContainer(s.Containers, s.Amount)
	case s.Basis.percent():
		for _, code := range s.of() {
			of := p.amounts[code]
			known = known && of.known
			quantity = quantity.plus(of.amount)
		}
		amount = quantity.times(s.Amount.Decimal)
		line.Text = fx.Percent(s.Amount.Decimal) + " of " + strings.Join(s.of(), " + ")
	default:
		quantity = p.quantity(s.Basis)
		amount = quantity.times(s.Amount.Decimal)
		line.Text = fx.Plain(quantity.rounded(3)) + " at " + fx.Plain(s.Amount.Decimal) + " " + s.Basis.per()
	}
	line.Quantity = quantity.decimal()
	switch {
	case known:
		var text string
		amount, text = s.bound(amount)
		line.Text += text
	case s.Basis.percent() && s.Amount.Valid:
		line.Text += ", which is unknown"
	case s.Basis != PerContainer:
		line.Text = "the amount is unknown"
	}
	p.add(line, s.currency(p.quote.Currency), exactLine{known, amount}, f)
}

// perContainer adds what each container costs; otherwise is what types without a rate
// of their own cost.
func (p *pricing) perContainer(rates []ContainerRate, otherwise decimal.NullDecimal) (amount ratio, known bool, text string) {
	known = true
	var texts []string
	for _, boxes := range p.booking.Containers {
		rate := rateOf(boxes.Type, rates, otherwise)
		text := strconv.Itoa(boxes.Count) + " × " + boxes.Type + " at "
		if rate.Valid {
			amount = amount.plus(exactly(rate.Decimal.Mul(decimal.NewFromInt(int64(boxes.Count)))))
			text += fx.Plain(rate.Decimal)
		} else {
			known = false
			text += "an unknown rate"
		}
		texts = append(texts, text)
	}
	return amount, known, strings.Join(texts, " + ")
}

// rateOf returns the rate of a type, or otherwise.
func rateOf(name string, rates []ContainerRate, otherwise decimal.NullDecimal) decimal.NullDecimal {
	for _, r := range rates {
		if r.Type == name {
			return r.Amount
		}
	}
	return otherwise
}

// add rounds a line and adds it to the bill.
func (p *pricing) add(line Line, currency fx.Currency, exact exactLine, f *fees.Faults) {
	p.amounts[line.Code] = exact
	line.Known = exact.known
	line.Amount.Currency = currency
	if !exact.known {
		p.out.Lines = append(p.out.Lines, line)
		p.out.Missing = append(p.out.Missing, line.Code)
		p.out.Complete = false
		return
	}
	places, _ := currency.MinorUnits() // checked with the quote
	line.Amount.Amount = exact.amount.rounded(int32(places))
	p.out.Lines = append(p.out.Lines, line)
	i := slices.IndexFunc(p.out.Totals, func(m fx.Money) bool { return m.Currency == currency })
	if i < 0 {
		p.out.Totals = append(p.out.Totals, line.Amount)
		return
	}
	sum, err := p.out.Totals[i].Add(line.Amount)
	f.Join(err)
	p.out.Totals[i] = sum
}

// Total returns all totals in one currency: each is converted exactly at the rate
// between its currency and to, in whichever direction that rate is given and at its
// plan rate, and the sum is rounded once, half away from zero, to the minor unit. When
// the bill is not complete it is a lower bound. A bill without a line is 0.
//
// Errors are *fx.InputError at "rates" for a currency without a rate or with two
// different ones, at "to" for a currency without a minor unit and at "totals[0]" for a
// total that no bill can have, and *fx.UnknownCurrencyError.
func (b Bill) Total(to fx.Currency, rates ...fx.Rate) (fx.Money, error) {
	var f fees.Faults
	checkCurrency(&f, "to", to)
	var sum ratio
	for i, m := range b.Totals {
		if _, err := m.Round(); err != nil { // a bill that was not made by Price
			f.Join(fx.InField("totals["+strconv.Itoa(i)+"]", err))
			continue
		}
		factor, err := conversion(m.Currency, to, rates)
		f.Join(err)
		if err == nil {
			sum = sum.plus(factor.times(m.Amount))
		}
	}
	if len(f) > 0 {
		return fx.Money{}, f.Err()
	}
	places, _ := to.MinorUnits()
	return fx.Money{Amount: sum.rounded(int32(places)), Currency: to}, nil
}

// conversion returns what one unit of a currency is in another, exact.
func conversion(from, to fx.Currency, rates []fx.Rate) (ratio, error) {
	if from == to {
		return exactly(one), nil
	}
	var found ratio
	has := false
	for _, r := range rates {
		num, den := r.Fraction()
		switch {
		case r.Base() == from && r.Quote() == to:
		case r.Base() == to && r.Quote() == from:
			num, den = den, num
		default:
			continue
		}
		if has && found.cmp(ratio{num, den}) != 0 {
			return ratio{}, fx.NewInputError("rates", string(from)+"/"+string(to), "must not have two different rates of a pair")
		}
		found, has = ratio{num, den}, true
	}
	if !has {
		return ratio{}, fx.NewInputError("rates", string(from)+"/"+string(to), "must have a rate between the two")
	}
	return found, nil
}
