package audit

import (
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
)

// ratioPlaces are the decimals of margins and other ratios, rounded half away from
// zero.
const ratioPlaces = 4

func (b *builder) fillStatement(s, before *pricing.Statement, standing Standing) {
	rounded := s.Rounded()
	out := &Statement{
		Standing: standing, Price: b.amount(s.Price), Revenue: b.amount(s.Revenue), Cost: b.amount(s.Cost),
		Profit: b.amount(rounded.Profit), ProfitExact: b.amount(s.Exact), Margin: maybePlain(s.Margin(ratioPlaces)),
		Markup: maybePlain(s.Markup(ratioPlaces)), ROI: maybePlain(s.ROI(pricing.OnCost, ratioPlaces)), Complete: s.Complete,
	}
	var was pricing.Statement
	if before != nil {
		was = before.Rounded()
		out.Before = &Before{
			Price: b.amount(was.Price), Profit: b.amount(was.Profit), ProfitExact: b.amount(before.Exact), Margin: maybePlain(before.Margin(ratioPlaces)),
		}
	}
	for i := range s.Lines {
		exact, line := &s.Lines[i], &rounded.Lines[i]
		l := Line{
			Code: line.Code, Label: line.Label, Event: string(line.Event), Rung: string(line.Rung), Amount: b.amount(line.Amount),
			AmountExact: b.amount(exact.Amount), Each: b.amount(line.Each), Quantity: plain(line.Quantity), Basis: line.Basis,
			Source: sourceOf(&line.Source),
		}
		if before != nil { // the same model gives the same lines
			l.Before = b.amount(was.Lines[i].Amount)
		}
		out.Lines = append(out.Lines, l)
	}
	ladder, wasLadder := rounded.Ladder(), was.Ladder()
	for _, step := range []struct {
		rung      pricing.Rung
		left, was decimal.Decimal
	}{
		{pricing.InNetRevenue, ladder.NetRevenue, wasLadder.NetRevenue}, {pricing.InCM1, ladder.CM1, wasLadder.CM1},
		{pricing.InCM2, ladder.CM2, wasLadder.CM2}, {pricing.InCM3, ladder.CM3, wasLadder.CM3},
		{pricing.InOperating, ladder.Operating, wasLadder.Operating},
	} {
		rung := Rung{Rung: string(step.rung), Amount: b.amount(step.left), Margin: maybePlain(s.Ladder().Margin(step.rung, ratioPlaces))}
		if before != nil {
			rung.Before = b.amount(step.was)
		}
		out.Ladder = append(out.Ladder, rung)
	}
	b.f.Statement, b.f.Missing = out, slices.Clone(s.Missing)
	for _, e := range s.LeftOut {
		b.f.LeftOut = append(b.f.LeftOut, LeftOut{e.Code, string(e.Event), e.Reason})
	}
	for _, w := range s.Warnings {
		if warning := (Warning{w.Code, w.Text}); !slices.Contains(b.f.Warnings, warning) {
			b.f.Warnings = append(b.f.Warnings, warning)
		}
	}
}

// sameUnit reports a unit that does not earn what the decision says: then the item has
// other costs than the one that was decided, or its model was of another day. With the
// kill switch the decision did not look at the unit.
func (b *builder) sameUnit(s, before *pricing.Statement, standing Standing) {
	d := b.d
	if b.rules.Guards.Stop {
		return
	}
	same := func(s *pricing.Statement, said decimal.NullDecimal) bool {
		switch {
		case !said.Valid:
			b.bad("item.unit", "", "must be the unit that was decided: the decision knows no profit at "+fx.Plain(s.Price))
		case fx.CheckDecimal(s.Price) != nil || !short(said.Decimal):
			b.bad("item.unit", "", "must be the unit that was decided: the profit of the decision is out of bounds")
		case !said.Decimal.Equal(s.Exact):
			b.bad("item.unit", fx.Plain(s.Exact), "must be the unit that was decided, which earns "+fx.Plain(said.Decimal)+" at "+fx.Plain(s.Price))
		default:
			return true
		}
		return false
	}
	at, was := s, before // at the price of the file, and at the price in force
	if was == nil && d.From.Valid {
		was = s
	}
	if was != nil && !same(was, d.Before.Profit) {
		return
	}
	if standing != inForce && !same(at, d.After.Profit) {
		return
	}
	if s.Complete != d.Complete {
		b.bad("item.unit", strconv.FormatBool(s.Complete), "must be the unit that was decided: all costs are known there is "+strconv.FormatBool(d.Complete))
	}
}

// exchange writes the rate of the costs and what it does to the profit.
func (b *builder) exchange(s *pricing.Statement) {
	at, converted := s.FX()
	if !converted {
		return
	}
	spot := at.Spot.Rate
	num, den := spot.Fraction()
	out := &Exchange{
		Base: string(spot.Base()), Quote: string(spot.Quote()), Spot: rateText(spot), SpotNum: plain(num), SpotDen: plain(den),
		Date: dayText(spot.Date()), Source: spot.Source(), Buffer: plain(at.Plan.Rate.Buffer()), Plan: rateText(at.Plan.Rate),
		Exposed: plain(at.Exposed.Amount), BufferCost: b.amount(at.BufferCost),
		ProfitSpot: b.amount(at.Spot.Profit), ProfitPlan: b.amount(at.Plan.Profit), BreakEven: rateText(at.BreakEven),
	}
	if !at.Worst.Rate.IsZero() {
		out.Band, out.Worst, out.ProfitWorst = plain(b.item.Unit.Band), rateText(at.Worst.Rate), b.amount(at.Worst.Profit)
	}
	for _, leg := range spot.Legs() {
		out.Legs = append(out.Legs, Leg{
			Base: string(leg.Base), Quote: string(leg.Quote), Num: plain(leg.Num), Den: plain(leg.Den),
			Date: dayText(leg.Date), Source: leg.Source, Inverted: leg.Inverted,
		})
	}
	b.f.Exchange = out
}

func (b *builder) costs() {
	u := &b.item.Unit
	out := Costs{Origin: u.Origin}
	for _, c := range u.Cost {
		item := CostItem{Code: c.Code, Label: c.Label, PerSale: c.PerSale}
		if c.Amount.Valid {
			item.Amount, item.Currency = amountIn(c.Amount.Decimal, c.Currency), string(c.Currency)
		}
		out.Items = append(out.Items, item)
	}
	if l := &u.Landed; l.Units != 0 || len(l.Parts) > 0 || len(l.Missing) > 0 || l.SKU != "" {
		out.Landed = landedOf(l)
	}
	b.f.Costs = out
}

func landedOf(l *landed.UnitCost) *Landed {
	out := &Landed{
		SKU: l.SKU, Origin: l.Origin, Units: Number(strconv.FormatInt(l.Units, 10)), Currency: string(l.Currency),
		Duty: string(l.Duty), Complete: l.Complete, NotIncluded: slices.Clone(l.NotIncluded),
	}
	var total decimal.Decimal
	for i := range l.Parts {
		p := &l.Parts[i]
		part := LandedPart{
			Code: p.Code, Label: p.Label, Kind: string(p.Kind), Total: amountIn(p.Total.Amount, p.Total.Currency),
			Entered: amountIn(p.Entered.Amount, p.Entered.Currency), EnteredCurrency: string(p.Entered.Currency), Basis: p.Basis, Due: dayText(p.Due),
		}
		if !p.High.Amount.Equal(p.Total.Amount) {
			part.High = amountIn(p.High.Amount, p.High.Currency)
		}
		if p.Source != nil {
			source := sourceOf(p.Source)
			part.Source = &source
		}
		if short(p.Total.Amount) {
			total = total.Add(p.Total.Amount)
		}
		out.Parts = append(out.Parts, part)
	}
	out.Total = amountIn(total, l.Currency)
	for _, m := range l.Missing {
		out.Missing = append(out.Missing, Reason{m.Code, m.Reason})
	}
	return out
}

func sourceOf(s *fees.Source) Source {
	return Source{
		Table: s.Table, EffectiveFrom: dayText(s.EffectiveFrom), EffectiveTo: dayText(s.EffectiveTo), VerifiedOn: dayText(s.VerifiedOn),
		Citation: s.Citation, Confidence: string(s.Confidence),
	}
}

// amount writes an amount in the currency of the subject.
func (b *builder) amount(d decimal.Decimal) Number { return withPlaces(d, b.places) }

func (b *builder) maybe(d decimal.NullDecimal) Number {
	if !d.Valid {
		return ""
	}
	return b.amount(d.Decimal)
}

func amountIn(d decimal.Decimal, c fx.Currency) Number {
	places, _ := c.MinorUnits()
	return withPlaces(d, int32(places))
}

// withPlaces writes a number exactly, with at least some decimals.
func withPlaces(d decimal.Decimal, places int32) Number {
	if !short(d) {
		return plain(d)
	}
	for digits := places; digits < -d.Exponent(); digits++ {
		if d.Truncate(digits).Equal(d) {
			return Number(d.StringFixed(digits))
		}
	}
	return Number(d.StringFixed(max(places, -d.Exponent())))
}

// short reports whether a number can be written without filling the memory. One that
// is not has an exponent in its text, which no file admits.
func short(d decimal.Decimal) bool {
	const most = 128
	return d.Exponent() <= most && d.Exponent() >= -most
}

func plain(d decimal.Decimal) Number { return Number(fx.Plain(d)) }

func maybePlain(d decimal.NullDecimal) Number {
	if !d.Valid {
		return ""
	}
	return plain(d.Decimal)
}

func rateText(r fx.Rate) Number {
	if r.IsZero() {
		return ""
	}
	return plain(r.Value(fx.ConvertPlaces))
}

func dayText(t time.Time) Day {
	if t.IsZero() {
		return ""
	}
	return Day(t.Format(time.DateOnly))
}

func timeText(t time.Time) Time {
	if t.IsZero() {
		return ""
	}
	return Time(t.UTC().Format(time.RFC3339Nano))
}
