package landed

import (
	"math/bits"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Method is the way in which the cost of stock passes to the units that leave it.
// The zero Method is none.
type Method string

const (
	// FIFO values units that leave at the cost of the oldest receipt in stock. A late
	// cost joins the layer of its receipt.
	FIFO Method = "fifo"

	// MovingAverage values units that leave at the value of the stock divided by its
	// units at that moment.
	MovingAverage Method = "moving_average"

	// PeriodAverage values the units that leave in a period at one average: the value
	// at its start and all that came in during it, by the units of both (月末一次加权平均).
	// Periods are calendar months, or what the moves say.
	PeriodAverage Method = "period_average"
)

// A MoveKind is what a [Move] does to the stock. The zero MoveKind is nothing.
type MoveKind string

// The kinds of moves.
const (
	Receipt        MoveKind = "receipt"         // units come in at the cost of Amount for all of them
	Issue          MoveKind = "issue"           // units are sold or used
	LateCost       MoveKind = "late_cost"       // a cost of a receipt that became known later; negative for a credit
	CustomerReturn MoveKind = "customer_return" // sold units come back into stock
	SupplierReturn MoveKind = "supplier_return" // units go back to the supplier
)

// A Move is one event in the stock of one article. The zero Move is none.
type Move struct {
	// Day is when it happens. No move may be before the one above it; moves of one day
	// happen in the order of the list. [PeriodAverage] needs it, or a Period.
	Day time.Time
	// Ref names the move. Receipts and issues that another move refers to need one, and
	// no two receipts and no two issues have the same.
	Ref  string
	Kind MoveKind
	// Units are how many come or go, from 1 to [MaxUnits]; 0 for a late cost.
	Units int64
	// Amount is the cost of a receipt, of all of its units, or the late cost, in whole
	// minor units of the currency; 0 for the others.
	Amount decimal.Decimal
	// Of is the Ref of the receipt that a late cost or a supplier return belongs to, or
	// of the issue that a customer return reverses. Only a late cost needs it: other
	// units go back to the supplier from the oldest receipt on, and come back from the
	// newest issue on.
	Of string
	// Period names the period of the move for [PeriodAverage]; "" is the calendar month
	// of Day.
	Period string
}

// A Valuation is what became of the cost of all receipts. The zero Valuation is that
// of nothing. Received + Late = COGS + Expensed + Returned + Stock, exactly.
type Valuation struct {
	Method   Method
	Currency fx.Currency
	// Moves are the moves in their order, with what they did.
	Moves []MoveValue
	// Layers are the units in stock by receipt, the oldest first; they sum to Stock.
	// Under an average they share its value by units, the leftover minor units by
	// largest remainder.
	Layers []CostLayer
	// Units are the units in stock in the end.
	Units int64
	// Received is the cost of all receipts, Late that of all late costs.
	Received, Late fx.Money
	// COGS is the cost of the units that were sold and did not come back, Expensed the
	// part of the late costs that belongs to units already sold, Returned the value of
	// what went back to the supplier, and Stock that of what is left.
	COGS, Expensed, Returned, Stock fx.Money
}

// A MoveValue is what one move did. The zero MoveValue is none.
type MoveValue struct {
	Day  time.Time
	Ref  string
	Kind MoveKind
	// Units and Value are what is in stock after the move. Within a period of
	// [PeriodAverage] the value is the running balance of the account.
	Units int64
	Value fx.Money
	// ToStock is the part of a receipt or late cost that went into stock, Expensed the
	// rest of a late cost.
	ToStock, Expensed fx.Money
	// COGS is the cost of an issue, below 0 for a customer return. Returned is the
	// value that went back to the supplier.
	COGS, Returned fx.Money
}

// A CostLayer is what is left of one receipt. The zero CostLayer is nothing.
type CostLayer struct {
	Day   time.Time
	Ref   string
	Units int64
	Value fx.Money
}

// A StockError says that a move needs more units than there are: an issue or supplier
// return of more than is in stock, or a customer return of more than was sold.
type StockError struct {
	Field     string // "moves[3].units"
	Ref       string // of the move
	Kind      MoveKind
	Units     int64 // how many the move needs
	Available int64 // how many there are
}

// Error says how many units are missing.
func (e *StockError) Error() string {
	have := " are in stock"
	if e.Kind == CustomerReturn {
		have = " are sold and not yet back"
	}
	return "landed: " + e.Field + " must be at most " + strconv.FormatInt(e.Available, 10) + ": the " + string(e.Kind) +
		" needs " + strconv.FormatInt(e.Units, 10) + " units and only that many" + have
}

// MaxMoves is the largest number of moves of a valuation.
const MaxMoves = 1_000_000

// Value passes the cost of receipts and late costs to the units that leave the stock.
// Every amount is in whole minor units and nothing is lost: the cost of k of the u
// units that are worth v is
//
//	v * k / u   rounded half away from zero
//
// and what is left has the rest, so that the last units take the last cent.
//
// A late cost splits by the units of its receipt that are still in stock, in the
// order first in, first out whatever the method; the part of the others is expensed:
//
//	to stock = amount * units in stock / (units received - units returned to the supplier)
//
// rounded half away from zero. With [PeriodAverage] the units in stock are those at
// the start of the period, and all of them for a receipt of the same period, because
// what is sold in a period is valued at its end.
//
// Units that a customer returns come back at the cost at which they left, and join
// the layer of their receipt again; what of a late cost was expensed for them stays
// so. Units that go back to the supplier leave at their layer's cost, or at the
// average; what the supplier pays for them is not asked.
//
// Every fault is reported at once, each an *[fx.InputError] with a path such as
// "moves[3].of". When there is none, a move that needs more units than there are is a
// *[StockError], and a credit that takes the value of what it belongs to below 0 is an
// *[fx.InputError]; each ends the valuation.
func Value(method Method, currency fx.Currency, moves []Move) (Valuation, error) {
	entries, err := readMoves(method, currency, moves)
	if err != nil {
		return Valuation{}, err
	}
	b := book{entries: entries, moves: moves, results: make([]result, len(moves))}
	switch method {
	case FIFO:
		err = b.fifo()
	case MovingAverage:
		err = b.movingAverage()
	default:
		err = b.periodAverage()
	}
	if err != nil {
		return Valuation{}, err
	}
	return b.valuation(method, currency)
}

// An entry is a move with its amount in minor units and the places of what it refers
// to.
type entry struct {
	kind          MoveKind
	units, amount int64
	of            int    // place among the receipts or issues, -1 for none
	period        string // for PeriodAverage
}

// mostValue bounds the sum of all amounts, so that no sum overflows.
const mostValue = 1 << 62

// A moveReader checks moves.
type moveReader struct {
	fees.Faults
	method           Method
	currency         fx.Currency
	receipts, issues map[string]int // the places by Ref
	nReceipts        int
	nIssues          int
	sum              uint64
	periods          map[string]bool
}

// readMoves checks everything that can be checked without counting units.
func readMoves(method Method, currency fx.Currency, moves []Move) ([]entry, error) {
	r := moveReader{method: method, currency: currency, receipts: map[string]int{}, issues: map[string]int{}, periods: map[string]bool{}}
	r.OneOf("method", string(method), string(FIFO), string(MovingAverage), string(PeriodAverage))
	if _, err := (fx.Money{Currency: currency}).Round(); err != nil {
		r.Join(err)
		return nil, r.Err()
	}
	if len(moves) > MaxMoves {
		r.Add("moves", strconv.Itoa(len(moves)), "must be at most "+strconv.Itoa(MaxMoves))
		return nil, r.Err()
	}
	entries := make([]entry, len(moves))
	for i := range moves {
		entries[i] = r.read("moves["+strconv.Itoa(i)+"].", &moves[i])
		if i > 0 && moves[i].Day.Before(moves[i-1].Day) {
			r.Add("moves["+strconv.Itoa(i)+"].day", moves[i].Day.Format(time.DateOnly), "must not be before the move above")
		}
		if method == PeriodAverage {
			r.period(i, entries, &moves[i])
		}
	}
	if r.sum > mostValue {
		r.Add("moves", "", "must not add up to more than 4e18 units of the last decimal")
	}
	return entries, r.Err()
}

// read checks one move by itself and finds what it refers to.
func (r *moveReader) read(at string, m *Move) entry {
	e := entry{kind: m.Kind, units: m.Units, of: -1}
	r.OneOf(at+"kind", string(m.Kind), string(Receipt), string(Issue), string(LateCost), string(CustomerReturn), string(SupplierReturn))
	if m.Kind == LateCost {
		if m.Units != 0 {
			r.Add(at+"units", strconv.FormatInt(m.Units, 10), "must be 0: a late cost has no units")
		}
	} else if m.Units < 1 || m.Units > MaxUnits {
		r.Add(at+"units", strconv.FormatInt(m.Units, 10), "must be from 1 to "+strconv.FormatInt(MaxUnits, 10))
	}
	e.amount = r.amount(at+"amount", m)
	switch m.Kind {
	case Receipt:
		r.name(at, m, r.receipts, r.nReceipts)
		r.nReceipts++
	case Issue:
		r.name(at, m, r.issues, r.nIssues)
		r.nIssues++
	case LateCost, SupplierReturn:
		e.of = r.find(at, m, r.receipts, "receipt", m.Kind == LateCost)
	case CustomerReturn:
		e.of = r.find(at, m, r.issues, "issue", false)
	}
	return e
}

// amount returns the amount of a move in minor units.
func (r *moveReader) amount(at string, m *Move) int64 {
	if err := fx.CheckDecimal(m.Amount); err != nil {
		r.Join(fx.InField(at, err))
		return 0
	}
	units, fits := minorUnits(fx.Money{Amount: m.Amount, Currency: r.currency})
	text := fx.Plain(m.Amount)
	switch {
	case m.Kind != Receipt && m.Kind != LateCost && units != 0:
		r.Add(at, text, "must be 0: only receipts and late costs have an amount")
	case !fits && m.Amount.Shift(placesOf(r.currency)).IsInteger():
		r.Add(at, text, "must be at most 4e18 units of the last decimal")
	case !fits:
		r.Add(at, text, "must be in whole units of the last decimal")
	case m.Kind == Receipt && units < 0:
		r.Add(at, text, "must not be below 0")
	default:
		r.sum = min(r.sum+magnitude(units), 2*mostValue)
		return units
	}
	return 0
}

// name keeps the Ref of a receipt or an issue, which has a place.
func (r *moveReader) name(at string, m *Move, names map[string]int, place int) {
	if m.Of != "" {
		r.Add(at+"of", m.Of, "must be empty: a "+string(m.Kind)+" belongs to nothing")
	}
	if m.Ref == "" {
		return
	}
	if _, twice := names[m.Ref]; twice {
		r.Add(at+"ref", m.Ref, "must not occur twice")
	}
	names[m.Ref] = place
}

// find returns the place of what a move refers to, -1 for nothing.
func (r *moveReader) find(at string, m *Move, names map[string]int, what string, must bool) int {
	if m.Of == "" && !must {
		return -1
	}
	place, known := names[m.Of]
	if !known || m.Of == "" {
		r.Add(at+"of", m.Of, "must be the ref of an earlier "+what)
		return -1
	}
	return place
}

// period finds the period of a move. Its moves stand together.
func (r *moveReader) period(i int, entries []entry, m *Move) {
	at, period := "moves["+strconv.Itoa(i)+"].", m.Period
	if period == "" {
		if m.Day.IsZero() {
			r.Add(at+"day", "", "must be a date, or give a period")
		}
		period = m.Day.Format("2006-01")
	}
	if i > 0 && period != entries[i-1].period && r.periods[period] {
		r.Add(at+"period", period, "must not come back after another period")
	}
	r.periods[period] = true
	entries[i].period = period
}

// portion is value*part/whole, rounded half away from zero, for 0 <= part <= whole and
// whole above 0.
func portion(value, part, whole int64) int64 {
	hi, lo := bits.Mul64(magnitude(value), uint64(part))
	q, over := bits.Div64(hi, lo, uint64(whole)) // part <= whole, so that q fits
	if over >= uint64(whole)-over {
		q++
	}
	if value < 0 {
		return -int64(q)
	}
	return int64(q)
}

func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}
