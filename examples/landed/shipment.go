package main

import (
	"strconv"
	"time"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
)

// Bounds of what is read from outside, above any real shipment.
const (
	maxValues = 1_000_000 // JSON values
	maxLines  = 10_000
	maxUnits  = 1_000_000_000 // of a line
	maxListed = 1_000         // of costs, quotes, packages, rates and the like
)

// A request is a shipment as far as it could be read.
type request struct {
	name     string
	shipment landed.Shipment
	// costs are where the costs of the shipment stand in the request: those of a
	// quote come after the others.
	costs []string
	bills []pricedQuote
	// sharedVAT says of each line that it takes the VAT of the shipment.
	sharedVAT []bool
}

// readShipment reads a shipment and notes every fault of its form. What the library
// checks by itself is left to it. Rows are the lines of a CSV file, which stand in
// place of those of the shipment when there is a file.
func readShipment(n strict.Node, rows []strict.Node, fromCSV bool, f *strict.Faults) request {
	o := strict.Open(n, "", f)
	if !o.IsObject() {
		return request{}
	}
	var r request
	s := &r.shipment
	r.name = o.Label("name")
	s.Currency = o.Currency("currency")
	if _, given := o.Field("currency"); !given {
		f.Add("currency", "", "must be given: the currency of your books, such as USD")
	}
	s.Rates = readRates(&o, "rates")
	s.Terms = freight.Incoterm(o.Choice("terms", texts(freight.EXW, freight.FOB, freight.CIF, freight.DDP)...))
	s.Remainder = landed.Remainder(o.Choice("remainder", remainders...))
	s.Entry = readEntry(&o)
	vat, vatGiven := readVAT(&o)

	var lines []strict.Object
	_, given := o.Field("lines")
	switch {
	case fromCSV && given:
		f.Add("lines", "", "must not be given beside a CSV file of lines")
	case fromCSV:
		for i, row := range rows {
			lines = append(lines, strict.Open(row, "lines["+strconv.Itoa(i)+"]", f))
		}
	case !given:
		f.Add("lines", "", "must be given: the SKUs of the shipment")
	default:
		lines = o.Objects("lines", maxLines)
	}
	for i := range lines {
		line, own := readLine(&lines[i])
		if !own && vatGiven && line.Price.Valid {
			line.VAT = vat
		}
		s.Lines = append(s.Lines, line)
		r.sharedVAT = append(r.sharedVAT, !own)
	}
	s.Chargeable = readRule(&o, "chargeable", r.day())
	s.Costs = readCosts(&o)
	for i := range s.Costs {
		r.costs = append(r.costs, "costs["+strconv.Itoa(i)+"]")
	}
	r.readQuotes(&o)
	o.Close()
	return r
}

// day is the day that picks the rules of carriers: that of the entry.
func (r *request) day() time.Time {
	if e := r.shipment.Entry; e != nil {
		return e.Date
	}
	return time.Time{}
}

// remainders are the rules of [landed.Remainder] but the default one.
var remainders = texts(landed.OdooUp, landed.OdooHalfUp, landed.ERPNextLast, landed.ERPNextLargest)

// readRates reads rates such as {"pair": "USD/CNY", "rate": "6.83"}.
func readRates(o *strict.Object, name string) []fx.Rate {
	var rates []fx.Rate
	for _, item := range o.Objects(name, maxListed) {
		rates = append(rates, readRate(&item))
	}
	return rates
}

// readRate reads one rate; what is faulty is the zero Rate.
func readRate(o *strict.Object) fx.Rate {
	if !o.IsObject() {
		return fx.Rate{}
	}
	base, quote := o.Pair("pair")
	written := o.Decimal("rate")
	day, source := o.Day("date"), o.Label("source")
	for _, name := range []string{"pair", "rate"} {
		if _, given := o.Field(name); !given {
			o.Faults.Add(o.At(name), "", `must be given, as in {"pair": "USD/CNY", "rate": "6.83"} for 6.83 CNY per USD`)
		}
	}
	o.Close()
	if base == "" || !written.Valid {
		return fx.Rate{}
	}
	rate, err := fx.NewRate(base, quote, written.Decimal)
	if o.Failed("rate", err) {
		return fx.Rate{}
	}
	return rate.WithSource(day, source)
}

// readEntry reads how the shipment enters the US; without an entry the duty is not
// known.
func readEntry(o *strict.Object) *landed.Entry {
	e, ok := o.Object("entry")
	if !ok {
		return nil
	}
	entry := &landed.Entry{
		Date: e.Day("date"), LoadedOn: e.Day("loaded_on"),
		Mode:     customs.Mode(e.Choice("mode", texts(customs.Vessel, customs.Air, customs.Truck, customs.Rail, customs.Express, customs.Mail)...)),
		Kind:     customs.Kind(e.Choice("kind", texts(customs.Formal, customs.Informal, customs.DeMinimis)...)),
		Rounding: customs.Rounding(e.Choice("rounding", texts(customs.EntryReplay, customs.EntryReplayWholeFees)...)),
		Manual:   e.Flag("manual"), Bills: e.Count("bills", maxListed), MPF: e.Decimal("mpf"),
		Rates: readRates(&e, "rates"),
	}
	e.Close()
	return entry
}

// texts are the texts of named strings.
func texts[T ~string](values ...T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
