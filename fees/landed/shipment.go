package landed

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Shipment is goods that travel together, what they cost on the way and how they
// enter the US. The zero Shipment is not usable: it has no currency and no lines.
type Shipment struct {
	// Currency is that of the books, in which the unit costs are stated.
	Currency fx.Currency
	// Rates convert other currencies to that of the books: spot rates, either way
	// round, one per currency.
	Rates []fx.Rate
	// Terms are the terms of sale. They say what has to be added to the price or
	// taken off it to find the customs value, and are needed when an Entry has
	// lines without a CustomsValue. The zero Incoterm is not known.
	Terms freight.Incoterm
	Lines []Line
	Costs []Cost
	// Remainder says who gets the minor units that are left over when costs are
	// split. The zero Remainder is the largest remainder, ties by SKU; the others
	// go by the order of the lines.
	Remainder Remainder
	// Chargeable is the rule for costs that are split by chargeable weight.
	Chargeable freight.Rule
	// Entry is the entry into the US; nil means that nothing is known of it, and
	// that the duty is unknown.
	Entry *Entry
}

// An Entry is how a shipment enters the US. The zero Entry has no date and no mode.
type Entry struct {
	// Date is the day of entry, which decides the rates; LoadedOn the day on which
	// the goods were loaded, zero when unknown.
	Date, LoadedOn time.Time
	// Mode, Kind, Rounding, Manual, Bills and MPF are those of [customs.Entry].
	Mode     customs.Mode
	Kind     customs.Kind
	Rounding customs.Rounding
	Manual   bool
	Bills    int
	MPF      decimal.NullDecimal
	// Rates convert the purchase and dutiable costs to US dollars: the certified
	// rates of the date of exportation, one per currency, without a buffer. A
	// currency without one is converted with the rate of the shipment, and a
	// warning says so.
	Rates []fx.Rate
	// Tables are the tables of package customs; nil means the shipped ones.
	Tables *fees.Tables
}

// Bounds of the lists.
const (
	maxLines = 10_000
	maxCosts = 1_000
	maxParts = 1_000_000 // lines × costs
	maxRates = 200
)

// usd is the currency of US customs.
const usd fx.Currency = "USD"

// EnteredOn returns the shipment with another day of entry, for the same goods and
// costs under the rates of that day. The original is not changed. A shipment
// without an Entry comes back as it is.
func (s Shipment) EnteredOn(day time.Time) Shipment {
	if s.Entry != nil {
		entry := *s.Entry
		entry.Date = day
		s.Entry = &entry
	}
	return s
}

// check notes every fault of the shipment that can be found without computing, and
// returns where each SKU is.
func (s *Shipment) check(f *fees.Faults) map[string]int {
	checkCurrency(f, "currency", s.Currency)
	s.checkRates(f)
	if s.Terms != "" {
		f.Join(fx.InField("terms", s.Terms.Check()))
	}
	if err := s.Remainder.check(); err != nil {
		f.Join(err)
	}
	if len(s.Lines) == 0 || len(s.Lines) > maxLines {
		f.Add("lines", strconv.Itoa(len(s.Lines)), "must be from 1 to "+strconv.Itoa(maxLines)+" lines")
		return nil
	}
	if len(s.Costs) > maxCosts || len(s.Costs)*len(s.Lines) > maxParts {
		f.Add("costs", strconv.Itoa(len(s.Costs)), "must be at most "+strconv.Itoa(min(maxCosts, maxParts/len(s.Lines)))+" for so many lines")
		return nil
	}
	at := s.checkLines(f)
	s.checkCosts(f, at)
	s.checkEntry(f)
	return at
}

// checkLines notes the faults of the lines and returns where each SKU is.
func (s *Shipment) checkLines(f *fees.Faults) map[string]int {
	at := make(map[string]int, len(s.Lines))
	var fine fx.Currency // of a line before, which has a rate
	for i := range s.Lines {
		line := &s.Lines[i]
		var own fees.Faults
		line.check(&own)
		if first, twice := at[line.SKU]; twice && line.SKU != "" {
			own.Add("sku", line.SKU, "must not be that of lines["+strconv.Itoa(first)+"] as well")
		} else {
			at[line.SKU] = i
		}
		if line.Price.Valid && line.Currency != fine && len(own) == 0 {
			if s.checkRate(&own, "currency", line.Currency, fx.Rate{}); len(own) == 0 {
				fine = line.Currency
			}
		}
		joinIn(f, "lines", i, own)
	}
	return at
}

// checkCosts notes the faults of the costs.
func (s *Shipment) checkCosts(f *fees.Faults, at map[string]int) {
	for i := range s.Costs {
		cost := &s.Costs[i]
		var own fees.Faults
		cost.check(&own, s.Remainder)
		if _, stage := cost.Amount(); stage != "" {
			if _, known := cost.Currency.MinorUnits(); known {
				s.checkRate(&own, "rate", cost.Currency, cost.Rate)
			}
		}
		if cost.Code == codeDuty && s.Entry != nil {
			own.Add("code", cost.Code, "must not be given with an entry, which has the duty already")
		}
		s.checkLeg(&own, cost)
		checkTo(&own, cost, at)
		if cost.By == ByChargeableWeight && s.Chargeable.IsZero() {
			own.Add("by", string(cost.By), "must go with a rule for the chargeable weight")
		}
		joinIn(f, "costs", i, own)
	}
}

// checkLeg notes a leg that nobody knows, or of which the price cannot have the cost
// in it.
func (s *Shipment) checkLeg(f *fees.Faults, cost *Cost) {
	if cost.Leg == "" {
		return
	}
	if err := cost.Leg.Check(); err != nil {
		f.Join(fx.InField("leg", err))
		return
	}
	if !cost.InPrice || s.Terms.Check() != nil {
		return
	}
	// The contract of carriage of CIF goods may have the destination terminal in it,
	// and any price may have an insurance in it.
	buyer, _ := s.Terms.Pays(cost.Leg)
	choice := cost.Leg == freight.CargoInsurance || s.Terms == freight.CIF && cost.Leg == freight.DestinationTerminal
	if buyer == freight.Buyer && !choice {
		f.Add("in_price", "true", "must not be given for a leg that the buyer pays under "+string(s.Terms))
	}
}

// checkTo notes SKUs that are not in the shipment or there twice.
func checkTo(f *fees.Faults, cost *Cost, at map[string]int) {
	const unknown = "must be the SKU of a line"
	for j, sku := range cost.To {
		if _, ok := at[sku]; !ok {
			f.Add(indexed("to", j), sku, unknown)
		} else if first := slices.Index(cost.To, sku); first < j {
			f.Add(indexed("to", j), sku, "must not be that of to["+strconv.Itoa(first)+"] as well")
		}
	}
	for _, sku := range slices.Sorted(maps.Keys(cost.Typed)) {
		if _, ok := at[sku]; !ok {
			f.Add("typed["+strconv.Quote(sku)+"]", sku, unknown)
		}
	}
}

// checkRates notes rates that cannot be used or that contradict each other.
func (s *Shipment) checkRates(f *fees.Faults) {
	checkRateList(f, "rates", s.Rates, s.Currency)
}

// checkRateList notes rates that have a buffer, are not to a currency, or are there
// twice.
func checkRateList(f *fees.Faults, field string, rates []fx.Rate, to fx.Currency) {
	if len(rates) > maxRates {
		f.Add(field, strconv.Itoa(len(rates)), "must be at most "+strconv.Itoa(maxRates))
		return
	}
	seen := make(map[fx.Currency]int, len(rates))
	for i, r := range rates {
		other := otherThan(r, to)
		switch first, twice := seen[other]; {
		case other == "":
			f.Add(indexed(field, i), r.String(), "must be a rate between "+string(to)+" and another currency")
		case !r.Buffer().IsZero():
			f.Add(indexed(field, i), r.String(), "must be a spot rate: a buffer belongs to the price, not to the books")
		case twice:
			f.Add(indexed(field, i), r.String(), "must not be for the currencies of "+indexed(field, first)+" as well")
		default:
			seen[other] = i
		}
	}
}

// otherThan returns the other currency of a rate that has the given one, "" if the
// rate has it not or on both sides.
func otherThan(r fx.Rate, c fx.Currency) fx.Currency {
	switch {
	case r.IsZero() || r.Base() == r.Quote():
		return ""
	case r.Base() == c:
		return r.Quote()
	case r.Quote() == c:
		return r.Base()
	}
	return ""
}

// checkRate notes an amount that cannot be converted to the currency of the books.
func (s *Shipment) checkRate(f *fees.Faults, field string, c fx.Currency, own fx.Rate) {
	switch {
	case own.IsZero():
		if c != s.Currency && rateOf(s.Rates, s.Currency, c).IsZero() {
			f.Add(field, string(c), "must have a rate to "+string(s.Currency)+": add one to rates")
		}
	case c == s.Currency:
		f.Add(field, own.String(), "must not be given for an amount in the currency of the books")
	case otherThan(own, s.Currency) != c:
		f.Add(field, own.String(), "must be a rate between "+string(c)+" and "+string(s.Currency))
	case !own.Buffer().IsZero():
		f.Add(field, own.String(), "must be a spot rate: a buffer belongs to the price, not to the books")
	}
}

// rateOf returns the rate between two currencies, the zero Rate if there is none.
func rateOf(rates []fx.Rate, to, from fx.Currency) fx.Rate {
	for _, r := range rates {
		if otherThan(r, to) == from {
			return r
		}
	}
	return fx.Rate{}
}

// checkEntry notes what keeps the customs value from being found.
func (s *Shipment) checkEntry(f *fees.Faults) {
	if s.Entry == nil {
		return
	}
	var own fees.Faults
	checkRateList(&own, "rates", s.Entry.Rates, usd)
	joinAt(f, "entry", own)
	if s.Currency != usd && rateOf(s.Rates, s.Currency, usd).IsZero() {
		f.Add("rates", "", "must have a rate between USD and "+string(s.Currency)+" for the duty")
	}
	derived, given := false, -1 // the first line that has it given
	for i := range s.Lines {
		if !s.Lines[i].CustomsValue.Valid {
			derived = true
		} else if given < 0 {
			given = i
		}
	}
	if derived && given >= 0 && s.Terms == freight.DDP {
		f.Add(indexed("lines", given)+".customs_value", "", "must be given for every line or for none under DDP")
	}
	if derived && s.Terms == "" {
		f.Add("terms", "", "must be given when the customs value follows from the price: one of EXW, FOB, CIF, DDP")
	}
	if !derived {
		return
	}
	var fine fx.Currency // of a line before, which has a rate
	for i := range s.Lines {
		switch l := &s.Lines[i]; {
		case !l.Price.Valid || l.CustomsValue.Valid || l.Currency == fine:
		case s.hasDollars(l.Currency, fx.Rate{}):
			fine = l.Currency
		default:
			f.Add(indexed("lines", i)+".currency", string(l.Currency), noDollars)
		}
	}
	for i := range s.Costs {
		c := &s.Costs[i]
		if _, stage := c.Amount(); stage != "" && (c.Dutiable || c.InPrice) && !s.hasDollars(c.Currency, c.Rate) {
			f.Add(indexed("costs", i)+".currency", string(c.Currency), noDollars)
		}
	}
}

const noDollars = "must have a rate to USD for the customs value: add one to entry.rates"

// hasDollars reports whether a currency can be converted to US dollars for customs, or
// whether it has been noted already that it cannot be booked. An own rate of a cost
// that is to US dollars will do.
func (s *Shipment) hasDollars(c fx.Currency, own fx.Rate) bool {
	if _, known := c.MinorUnits(); !known || c == usd || otherThan(own, usd) == c {
		return true
	}
	inRates := !rateOf(s.Rates, usd, c).IsZero()
	noted := s.Currency == usd && own.IsZero() && !inRates
	return noted || inRates || !rateOf(s.Entry.Rates, usd, c).IsZero()
}

// indexed is the path of an element.
func indexed(field string, i int) string { return field + "[" + strconv.Itoa(i) + "]" }

// joinAt notes faults below a path, joinIn those of an element.
func joinAt(f *fees.Faults, path string, own fees.Faults) {
	if len(own) > 0 {
		f.Join(fx.InField(path, own.Err()))
	}
}

func joinIn(f *fees.Faults, list string, i int, own fees.Faults) {
	if len(own) > 0 { // the path is made only when it is needed
		joinAt(f, indexed(list, i), own)
	}
}
