package customs

import (
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Delivered is the delivered price of one line of an entry, duty paid. The zero
// Delivered is goods for nothing.
type Delivered struct {
	// Price is what the whole line costs at the door, in whole cents.
	Price decimal.Decimal
	// Costs is what it contains besides the goods, duty and fees, in whole cents:
	// freight, insurance, clearance, delivery.
	Costs decimal.Decimal
}

// A DDPSolution is the customs values that delivered prices contain.
type DDPSolution struct {
	// Values are the customs values of the lines in whole cents.
	Values []decimal.Decimal
	// Remainders are what is left of each price, never negative: 0 when
	//
	//	value + duty + MPF + HMF + costs = price
	//
	// holds to the cent.
	Remainders []decimal.Decimal
	// Worksheet is the entry with these values.
	Worksheet Worksheet
}

// Exact reports whether nothing is left of any price.
func (s DDPSolution) Exact() bool {
	for _, r := range s.Remainders {
		if r.Sign() != 0 {
			return false
		}
	}
	return true
}

// An OpenFactsError says that the duty is not known, so that nothing can be solved
// for it.
type OpenFactsError struct {
	Questions []Question // of which the answers decide about a duty
	Missing   []string   // see [Worksheet.Missing]
}

// Error says what is open.
func (e *OpenFactsError) Error() string {
	var open []string
	for _, q := range e.Questions {
		open = append(open, string(q))
	}
	return "customs: the duty is not known: " + strings.Join(append(open, e.Missing...), "; ")
}

// SolveDDP returns the customs values that delivered prices contain: those with
// which value, duty, MPF, HMF and the other costs of each line come to its price to
// the cent. It is the inverse of [Entry.Assess]. Where cents do not allow it, as
// beside the jump of the fee where an entry becomes formal, the values are the
// greatest found that exceed no price, and the rest is stated; of a single line it
// is the greatest there is.
//
// The lines of the entry are given without values; delivered has one element for
// each. Errors, all at once: those of [Entry.Assess] at the same paths, an
// *fx.InputError such as "delivered[2].price" for a price that does not even pay
// for costs and fees, and an *[OpenFactsError] when the duty is a range or
// incomplete.
func SolveDDP(e Entry, delivered []Delivered) (DDPSolution, error) {
	if err := checkDelivered(&e, delivered); err != nil {
		return DDPSolution{}, err
	}
	rules, err := e.rules()
	if err != nil {
		return DDPSolution{}, err
	}
	s := newSolver(e, rules, delivered)
	if err := s.solve(); err != nil {
		return DDPSolution{}, err
	}
	return s.solution()
}

// checkDelivered returns every fault of the prices and of the entry.
func checkDelivered(e *Entry, delivered []Delivered) error {
	var f fees.Faults
	if len(delivered) != len(e.Lines) {
		f.Add("delivered", "", "must have one element for each line of the entry")
		return f.Err()
	}
	trial := *e // with values that content and dutiable values cannot exceed
	trial.Lines = append([]Line(nil), e.Lines...)
	for i, d := range delivered {
		price, costs := at("delivered", i, "price"), at("delivered", i, "costs")
		f.Cents(price, d.Price)
		f.Cents(costs, d.Costs)
		switch {
		case amountFault(d.Price, maxAmount) != "" || amountFault(d.Costs, maxAmount) != "": // noted
		case d.Costs.GreaterThan(d.Price):
			f.Add(price, fx.Plain(d.Price), "must be at least the costs")
		default:
			trial.Lines[i].Value = d.Price
		}
		if e.Lines[i].Value.Sign() != 0 {
			f.Add(at("lines", i, "value"), shown(e.Lines[i].Value), "must be 0: it is what is solved for")
		}
	}
	f.Join(trial.Check())
	return f.Err()
}

// openFacts returns why a duty is not known.
func openFacts(w *Worksheet) error {
	if w.Complete && w.Duty.Known() {
		return nil
	}
	e := &OpenFactsError{Missing: w.Missing}
	for i := range w.Lines {
		for _, open := range w.Lines[i].Open {
			e.Questions = append(e.Questions, open.Question)
		}
	}
	return e
}

// solution checks what was found and returns it.
func (s *solver) solution() (DDPSolution, error) {
	if err := s.entry.Check(); err != nil {
		return DDPSolution{}, err
	}
	var f fees.Faults
	s.entry.kind(&f, s.rules)
	if err := f.Err(); err != nil {
		return DDPSolution{}, err
	}
	out := DDPSolution{Worksheet: s.worksheet}
	for i := range s.values {
		out.Values = append(out.Values, decimal.New(s.values[i], -2))
		out.Remainders = append(out.Remainders, decimal.New(s.left[i], -2))
	}
	return out, nil
}
