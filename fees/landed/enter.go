package landed

import (
	"errors"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// enter adds what the entry costs, or says that nobody knows it.
func (l *landing) enter() {
	if l.s.Entry == nil {
		l.withoutEntry()
		return
	}
	if l.s.Terms == freight.DDP {
		for i := range l.ledger.lines {
			l.ledger.lines[i].duty = DutyInPrice
		}
		if unknown := l.unknownValue(); unknown != "" {
			l.warn("ddp_open", noSolution+unknown)
			return
		}
	}
	entry, of := l.entry()
	if len(l.faults) > 0 || len(of) == 0 {
		return
	}
	w, err := l.assess(entry, of)
	if open := new(customs.OpenFactsError); errors.As(err, &open) {
		l.warn("ddp_open", noSolution+strings.TrimPrefix(open.Error(), "customs: "))
		return
	}
	if err != nil {
		l.failEntry(err, of)
		return
	}
	l.out.Worksheet = w
	l.out.Warnings = append(l.out.Warnings, w.Warnings...)
	if l.s.Terms != freight.DDP {
		l.noteEntry(&w, of)
		l.addDuties(&w, of)
	}
}

const noSolution = "the entry is not worked out backwards from the delivered price: "

// unknownValue says why the customs value of a line is not known, "" when it is of all.
func (l *landing) unknownValue() string {
	for i := range l.lines {
		switch line := &l.lines[i]; {
		case l.s.Lines[i].CustomsValue.Valid:
		case !line.known:
			return "a price is not given"
		case line.doubt != "":
			return line.doubt
		}
	}
	return ""
}

// withoutEntry says for each line what is known of its duty.
func (l *landing) withoutEntry() {
	var origin, reason string
	for i := range l.ledger.lines {
		line := &l.ledger.lines[i]
		switch {
		case l.lines[i].duty:
			line.duty = DutySupplied
		case l.s.Terms == freight.DDP:
			line.duty = DutyInPrice
		case line.origin == home:
			line.duty = DutyNone
		case misses(line, codeDuty): // a cost "duty" without an amount has said it
		default:
			if reason == "" || origin != line.origin {
				origin = line.origin
				if reason = "no entry is given, and the goods are of " + origin; origin == "" {
					reason = "no entry is given, and the origin is not known"
				}
			}
			l.miss(i, codeDuty, reason)
		}
	}
}

// misses reports whether a part is noted as missing.
func misses(line *bookedLine, code string) bool {
	for _, m := range line.missing {
		if m.Code == code {
			return true
		}
	}
	return false
}

// entry returns the entry of the lines whose customs value is known, and which they
// are.
func (l *landing) entry() (customs.Entry, []int) {
	e := l.s.Entry
	out := customs.Entry{
		Date: e.Date, LoadedOn: e.LoadedOn, Mode: e.Mode, Kind: e.Kind, Rounding: e.Rounding,
		Manual: e.Manual, Bills: e.Bills, MPF: e.MPF, Tables: e.Tables, Lines: make([]customs.Line, 0, len(l.lines)),
	}
	of := make([]int, 0, len(l.lines))
	for i := range l.s.Lines {
		line := &l.s.Lines[i]
		value, ok := l.customsValue(i)
		if !ok {
			continue
		}
		if value.IsZero() && !line.CustomsValue.Valid {
			l.warn("customs_value_zero", line.SKU+": has a customs value of 0 and so no duty by value: goods without a price have a value for customs all the same; give it as the customs value")
		}
		out.Lines, of = append(out.Lines, customs.Line{
			Ref: line.SKU, HTS: line.HTS, Origin: line.Origin, Value: value, Quantities: line.Quantities, Facts: line.Facts,
			Cases: line.Cases, NoCases: line.NoCases, Preference: line.Preference, Chapter98: line.Chapter98,
			DutiableValue: line.DutiableValue, MPFExempt: line.MPFExempt,
		}), append(of, i)
	}
	return out, of
}

// customsValue returns the value of a line in US dollars. It is false when it is not
// known or cannot be.
func (l *landing) customsValue(i int) (decimal.Decimal, bool) {
	line, bought := &l.s.Lines[i], &l.lines[i]
	if line.CustomsValue.Valid {
		return line.CustomsValue.Decimal, true
	}
	if !bought.known {
		l.miss(i, codeDuty, "the customs value is not known: the price is not given")
		return decimal.Decimal{}, false
	}
	if bought.doubt != "" {
		l.miss(i, codeDuty, bought.doubt)
	}
	convert := l.dollars(line.Currency, fx.Rate{})
	cents, ok := convert.minor(bought.own)
	bought.dollars = cents
	switch cents += bought.added - bought.taken; {
	case !ok:
		l.failAmount(indexed("lines", i)+".price", line.Price.Decimal)
	case cents < 0:
		l.faults.Add(indexed("lines", i)+".customs_value", fx.Plain(decimal.New(cents, -2)), "must not be below 0: more is taken off the price than it has")
	default:
		return decimal.New(cents, -2), true
	}
	return decimal.Decimal{}, false
}

// dollars returns the converter of a currency to US dollars for customs. A cost can
// have a rate of its own.
func (l *landing) dollars(c fx.Currency, own fx.Rate) *converter {
	if found, ok := l.toDollars[c]; ok {
		return found
	}
	rate := rateOf(l.s.Entry.Rates, usd, c)
	if c != usd && rate.IsZero() {
		l.warn("customs_rate", "the customs value is converted from "+string(c)+" with the rate of the books: customs takes the certified rate of the date of exportation")
		if otherThan(own, usd) == c {
			found := newConverter(own, c, usd)
			return &found
		}
		rate = rateOf(l.s.Rates, usd, c)
	}
	found := newConverter(rate, c, usd)
	l.toDollars[c] = &found
	return &found
}

// doubtTerms warns where the costs do not go with the terms of sale.
func (l *landing) doubtTerms() {
	terms := l.s.Terms
	if terms == "" {
		return
	}
	freightInPrice := false
	for i := range l.s.Costs {
		cost := &l.s.Costs[i]
		freightInPrice = freightInPrice || cost.InPrice && cost.Leg == freight.MainFreight
		if cost.Leg == "" || cost.InPrice {
			continue
		}
		if payer, _ := terms.Pays(cost.Leg); payer == freight.Seller {
			l.warn("seller_pays", cost.name()+": under "+string(terms)+" the seller pays "+string(cost.Leg)+"; this cost comes on top of the price")
		}
		if terms == freight.EXW && cost.Leg == freight.InlandOrigin && !cost.Dutiable && l.s.Entry != nil {
			l.warn("inland_freight", cost.name()+": is not in the customs value, which is right only on a through bill of lading")
		}
	}
	if payer, _ := terms.Pays(freight.MainFreight); payer == freight.Seller && !freightInPrice && l.s.Entry != nil {
		l.warn("freight_in_price", "the freight that the price has in it under "+string(terms)+" is not given: the customs value is the whole price")
	}
}

// deducts reports whether customs takes a leg off a price that has it in.
func (l *landing) deducts(leg freight.Leg) bool {
	steps, err := l.s.Terms.ValueSteps()
	if err != nil {
		return false
	}
	for _, step := range steps {
		if step.Leg == leg {
			return step.Deduct
		}
	}
	return false
}

// assess works the entry out, backwards when the price has the duty in it.
func (l *landing) assess(e customs.Entry, of []int) (customs.Worksheet, error) {
	if l.s.Terms != freight.DDP || l.s.Lines[of[0]].CustomsValue.Valid {
		return e.Assess()
	}
	delivered := make([]customs.Delivered, len(of))
	for k, i := range of {
		line := &l.lines[i]
		delivered[k] = customs.Delivered{Price: decimal.New(line.dollars+line.added, -2), Costs: decimal.New(line.taken, -2)}
		e.Lines[k].Value = decimal.Decimal{}
	}
	solved, err := customs.SolveDDP(e, delivered)
	return solved.Worksheet, err
}

// failEntry puts the faults of an entry where the shipment has the figures.
func (l *landing) failEntry(err error, of []int) {
	for _, fault := range fx.Faults(err) {
		in := new(fx.InputError)
		if !errors.As(fault, &in) {
			l.faults.Join(fault)
			continue
		}
		l.faults.Add(shipmentPath(in.Field, of), in.Value, in.Reason)
	}
}

// shipmentPath turns the path of a customs entry into one of the shipment.
func shipmentPath(path string, of []int) string {
	rest, isLine := strings.CutPrefix(path, "lines[")
	if !isLine {
		rest, isLine = strings.CutPrefix(path, "delivered[")
	}
	number, field, closed := strings.Cut(rest, "]")
	at, err := strconv.Atoi(number)
	if !isLine || !closed || err != nil || at >= len(of) {
		return "entry." + path
	}
	switch field {
	case ".value":
		field = ".customs_value"
	case ".costs": // of a delivered price
		field = ".price"
	}
	return indexed("lines", of[at]) + field
}

// noteEntry says for each line how its duty is known and what of it is not.
func (l *landing) noteEntry(w *customs.Worksheet, of []int) {
	for k, i := range of {
		out, line := &l.ledger.lines[i], &w.Lines[w.Shares[k].Line]
		out.duty, out.notIncluded = DutyAssessed, line.NotIncluded
		for _, text := range line.Missing {
			l.miss(i, codeDuty, text)
		}
		for _, open := range line.Open {
			l.miss(i, codeDuty, open.Text+" ("+string(open.Question)+": "+open.Effect.String()+" USD on the entry line)")
		}
		for _, text := range w.Missing {
			for _, code := range []string{codeMPF, codeHMF} {
				if strings.HasPrefix(text, code+":") {
					l.miss(i, code, strings.TrimSpace(text[len(code)+1:]))
				}
			}
		}
		if len(of) < len(l.s.Lines) {
			l.miss(i, codeMPF, "the entry has goods of which the customs value is not known")
		}
	}
}
