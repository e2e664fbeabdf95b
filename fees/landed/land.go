package landed

import (
	"slices"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Landed is what a shipment costs. The unit costs are asked for with
// [Landed.Units] and [Landed.BySKU]. It is not changed once it is made, and safe for
// concurrent use. The zero Landed has no lines.
type Landed struct {
	// Currency is that of the books.
	Currency fx.Currency
	// Costs is what was split over the lines, in the order of the costs.
	Costs []BookedCost
	// Worksheet is the entry; zero when there is none, or nothing to enter of which
	// the value is known. Its lines are counted without those whose customs value is
	// not known.
	Worksheet customs.Worksheet
	// Receivables is the money that comes back later, in the order of the lines.
	Receivables []LineReceivable
	// Total and High are the sums over the SKUs.
	Total, High fx.Money
	// Complete says that every unit cost is.
	Complete bool
	Warnings []fees.Warning

	ledger *ledger
}

// A BookedCost is a cost of the shipment as it was booked. The zero BookedCost is of
// nothing.
type BookedCost struct {
	Code, Label string
	// Stage is that of the amount, "" when it is unknown.
	Stage Stage
	By    Basis
	// Entered is the amount in its own currency and Booked in that of the books, each
	// the sum of the shares of the lines; zero when unknown.
	Entered, Booked fx.Money
	// Known says that the amount is known and could be split.
	Known bool
	// InPrice says that the price has it in and that it has no shares.
	InPrice bool
}

// A LineReceivable is money that comes back for the units of one SKU.
type LineReceivable struct {
	SKU string
	Receivable
	// Booked is the amount in the currency of the books.
	Booked fx.Money
}

// Land computes what every SKU of the shipment costs.
//
//	purchase   units × price, rounded once to the minor unit of its currency;
//	           its VAT and refund as [VAT.Purchase] says
//	costs      the latest known amount of each, converted once to the books,
//	           rounded, and split; split in its own currency as well
//	duties     the entry of all lines as [customs.Entry.Assess] says, layer by
//	           layer, converted like a cost
//
// Goods that are bought DDP have the duty in their price: the entry is solved
// backwards and stands in the Worksheet, and no duty is among the parts.
//
// Errors, all at once: an *[fx.InputError] for each fault of the shipment, such as
// "lines[2].units" or "costs[0].to[1]"; when the shipment itself is sound,
// a *[ZeroBasisError] for a cost that has nothing to be split by, and those of
// [VAT.Purchase] and [customs.Entry.Assess].
func (s Shipment) Land() (Landed, error) {
	var f fees.Faults
	at := s.check(&f)
	if err := f.Err(); err != nil {
		return Landed{}, err
	}
	l := newLanding(&s, at)
	l.doubtTerms()
	l.buy()
	if err := l.faults.Err(); err != nil { // the value is what the rest goes by
		return Landed{}, err
	}
	l.spread()
	l.enter()
	l.finish()
	if err := l.faults.Err(); err != nil {
		return Landed{}, err
	}
	return l.out, nil
}

// A landing is a shipment in the making. Lines are in the order of the shipment.
type landing struct {
	s         *Shipment
	ledger    *ledger
	lines     []valued
	ranks     []int32 // who gets what is left over
	all       []int   // the index of every line
	bases     map[Basis]*basis
	measures  measures
	toDollars map[fx.Currency]*converter
	sources   []*fees.Source
	vats      []vatParts // of the lines that have some
	vat       knownTerms
	// low and high are the sums of all parts in minor units, booked is that of their
	// magnitudes, up to the highest.
	low, high, booked int64
	overflow          bool
	faults            fees.Faults
	out               Landed
}

// knownTerms are the terms of the VAT of the last line that has one.
type knownTerms struct {
	of     *VAT // nil before the first
	in     fx.Currency
	terms  vatTerms
	booked *bookedTerms
}

// A valued is what customs makes of the price of a line.
type valued struct {
	known   bool
	own     int64  // the purchase without VAT, in minor units of the currency of the line
	value   int64  // the same in minor units of the books
	dollars int64  // the same in US cents
	added   int64  // US cents of dutiable costs
	taken   int64  // US cents that the price has in it and customs takes off
	doubt   string // why the customs value is not known
	duty    bool   // a cost "duty" covers the line
}

func newLanding(s *Shipment, at map[string]int) *landing {
	n := len(s.Lines)
	l := &landing{
		s: s, ledger: newLedger(s, at), lines: make([]valued, n), all: make([]int, n),
		bases: make(map[Basis]*basis), toDollars: make(map[fx.Currency]*converter),
	}
	skus := make([]string, n)
	for i := range s.Lines {
		skus[i], l.all[i] = s.Lines[i].SKU, i
	}
	l.ranks = rankKeys(skus)
	l.out = Landed{Currency: s.Currency, Costs: make([]BookedCost, 0, len(s.Costs)), Complete: true, ledger: l.ledger}
	return l
}

// fail notes a fault; an input error is put at the path.
func (l *landing) fail(path string, err error) { l.faults.Join(fx.InField(path, err)) }

const tooMuch = "is worth more than can be computed with"

// failAmount notes an amount that is beyond what a shipment may cost.
func (l *landing) failAmount(path string, amount decimal.Decimal) {
	l.faults.Add(path, fx.Plain(amount), tooMuch)
}

// miss notes that a part of a line is not known.
func (l *landing) miss(i int, code, reason string) {
	line := &l.ledger.lines[i]
	line.missing = append(line.missing, Unknown{code, reason})
}

// warn notes a doubt, once.
func (l *landing) warn(code, text string) {
	w := fees.Warning{Code: code, Text: text}
	if !slices.Contains(l.out.Warnings, w) {
		l.out.Warnings = append(l.out.Warnings, w)
	}
}

// count adds an amount in minor units of the books to the sums.
func (l *landing) count(low, high int64) {
	if l.booked += max(high, -high, -low); l.booked > highestMinor { // below that no sum overflows
		l.booked, l.overflow = highestMinor, true
		return
	}
	l.low, l.high = l.low+low, l.high+high
}

// finish sums up and says what is complete.
func (l *landing) finish() {
	for i := range l.ledger.lines {
		l.out.Complete = l.out.Complete && len(l.ledger.lines[i].missing) == 0
	}
	l.out.Total, l.out.High = l.ledger.money(l.low), l.ledger.money(l.high)
	if l.overflow {
		l.faults.Add("lines", "", "are worth more together than can be computed with")
	}
}
