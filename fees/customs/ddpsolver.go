package customs

import (
	"slices"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// A solver looks for the values.
type solver struct {
	entry     Entry
	rules     *entryRules
	kind      Kind
	room      []int64 // price less costs, in cents
	values    []int64 // in cents
	left      []int64 // room less value, duty and fees, in cents
	worksheet Worksheet
}

func newSolver(e Entry, rules *entryRules, delivered []Delivered) *solver {
	e.Lines = append([]Line(nil), e.Lines...)
	s := &solver{entry: e, rules: rules, room: make([]int64, len(delivered))}
	for i, d := range delivered {
		s.room[i] = cents(d.Price.Sub(d.Costs))
	}
	s.values, s.left = make([]int64, len(s.room)), make([]int64, len(s.room))
	return s
}

// cents is an amount in whole cents.
func cents(d decimal.Decimal) int64 { return d.Shift(2).IntPart() }

// solve finds the values for the kind of entry, or for the kind that has the
// greater ones when the value decides about it.
func (s *solver) solve() error {
	if s.entry.Kind != "" || s.hasCase() {
		s.kind = s.entry.Kind
		if s.kind == "" {
			s.kind = Formal
		}
		return s.solveKind()
	}
	from := cents(s.rules.limits.Rules.formalFrom)
	s.kind = Formal
	formalErr := s.solveKind()
	if formalErr == nil && sum(s.values) >= from {
		return nil
	}
	s.kind = Informal
	if err := s.solveKind(); err != nil {
		return err
	}
	if over := sum(s.values) - (from - 1); over > 0 { // not enough for a formal entry
		s.lower(over)
		return s.settle()
	}
	return nil
}

func (s *solver) hasCase() bool {
	for i := range s.entry.Lines {
		if len(s.entry.Lines[i].Cases) > 0 {
			return true
		}
	}
	return false
}

// lower takes some cents off the values, from each in proportion.
func (s *solver) lower(over int64) {
	total := sum(s.values)
	for i, v := range s.values {
		cut := min((v*over+total-1)/total, v, over)
		s.values[i] -= cut
	}
}

func sum(cents []int64) int64 {
	var total int64
	for _, c := range cents {
		total += c
	}
	return total
}

// maxRounds bounds every loop of the solver.
const maxRounds = 200

// solveKind finds the values for one kind of entry.
func (s *solver) solveKind() error {
	if err := s.approach(); err != nil {
		return err
	}
	return s.settle()
}

// approach comes close with values that are not rounded to cents yet: duty and fees
// are nearly in proportion to the value.
func (s *solver) approach() error {
	values := make([]decimal.Decimal, len(s.room))
	for i, room := range s.room {
		values[i] = decimal.New(room, -2)
	}
	before := decimal.New(slices.Max(s.room), -2)
	for range maxRounds {
		w, err := s.assess(values)
		if err != nil {
			return err
		}
		var moved decimal.Decimal // the most that any did
		for i, v := range values {
			costs := v.Add(w.Shares[i].Total.Low)
			if costs.Sign() <= 0 {
				continue
			}
			values[i] = v.Mul(decimal.New(s.room[i], -2)).DivRound(costs, 6)
			moved = decimal.Max(moved, values[i].Sub(v).Abs())
		}
		// Shares are in whole cents, which keeps the values moving for ever.
		if moved.LessThan(oneCent) || moved.LessThan(fiveCents) && !moved.LessThan(before) {
			break
		}
		before = moved
	}
	for i, v := range values {
		s.values[i] = cents(v.Round(2))
	}
	return nil
}

var fiveCents = decimal.New(5, -2)

// settle lowers what exceeds its price, and then raises what has room left.
func (s *solver) settle() error {
	if err := s.work(); err != nil {
		return err
	}
	for round := 0; s.exceeds(); round++ {
		if (round >= maxRounds || !s.lowerExceeding()) && !s.lowerAll(round) {
			return s.tooLow()
		}
		if err := s.work(); err != nil {
			return err
		}
	}
	for range maxRounds {
		raised, err := s.raise()
		if err != nil || !raised {
			return err
		}
	}
	return nil
}

// exceeds reports whether a line costs more than its price.
func (s *solver) exceeds() bool {
	for _, left := range s.left {
		if left < 0 {
			return true
		}
	}
	return false
}

// lowerExceeding takes off the values what is too much, and reports whether any of
// them could be lowered.
func (s *solver) lowerExceeding() bool {
	lowered := false
	for i, left := range s.left {
		if left < 0 && s.values[i] > 0 {
			s.values[i] -= min(s.values[i], max(1, s.step(i, -left)))
			lowered = true
		}
	}
	return lowered
}

// lowerAll lowers every value, first by a cent and after many rounds by half, and
// reports whether there was any: what falls on a line of no value moves with the
// values of the others.
func (s *solver) lowerAll(round int) bool {
	lowered := false
	for i, v := range s.values {
		switch {
		case v == 0:
			continue
		case round < maxRounds:
			s.values[i]--
		default:
			s.values[i] /= 2
		}
		lowered = true
	}
	return lowered
}

// step is by how much the value of a line may move for some cents of its price.
func (s *solver) step(i int, cents int64) int64 {
	costs := s.room[i] - s.left[i]
	if costs <= 0 || s.values[i] == 0 {
		return cents
	}
	n := decimal.NewFromInt(cents).Mul(decimal.NewFromInt(s.values[i]))
	return n.DivRound(decimal.NewFromInt(costs), 0).IntPart()
}

// tooLow says which price does not pay for costs and fees.
func (s *solver) tooLow() error {
	var f fees.Faults
	for i, left := range s.left {
		if left < 0 {
			f.Add(at("delivered", i, "price"), "", "must be at least the costs and the fees of the entry, "+dollars(-left)+" more")
		}
	}
	return f.Err()
}

func dollars(cents int64) string { return decimal.New(cents, -2).StringFixed(2) }

// raise raises the lines that have room left, first all together and then one by
// one, and reports whether anything was gained.
func (s *solver) raise() (bool, error) {
	before, kept := sum(s.values), append([]int64(nil), s.values...)
	for i, left := range s.left {
		if left > 0 {
			s.values[i] += max(1, s.step(i, left))
		}
	}
	if ok, err := s.accept(kept); err != nil || ok && sum(s.values) > before {
		return ok, err
	}
	gained := false
	for i := range s.values {
		if s.left[i] < 1 {
			continue
		}
		copy(kept, s.values)
		for more := max(1, s.step(i, s.left[i])); more > 0; more /= 2 {
			s.values[i] += more
			ok, err := s.accept(kept)
			if err != nil {
				return false, err
			}
			if ok {
				gained = true
				break
			}
		}
	}
	return gained, nil
}

// accept works out the values and goes back to the ones that were kept when a line
// exceeds its price or the entry would have to be formal.
func (s *solver) accept(kept []int64) (bool, error) {
	err := s.work()
	if err == nil && !s.exceeds() && s.allowed() {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	copy(s.values, kept)
	return false, s.work()
}

// allowed reports whether an entry of this value may be of the kind.
func (s *solver) allowed() bool {
	return s.kind != Informal || sum(s.values) < cents(s.rules.limits.Rules.formalFrom)
}

// work works the entry out with the values.
func (s *solver) work() error {
	values := make([]decimal.Decimal, len(s.values))
	for i, v := range s.values {
		values[i] = decimal.New(v, -2)
	}
	w, err := s.assess(values)
	if err != nil {
		return err
	}
	s.worksheet = w
	for i := range s.left {
		s.left[i] = s.room[i] - s.values[i] - cents(w.Shares[i].Total.Low)
	}
	return nil
}

// assess returns the worksheet with some values, of which the duty must be known.
func (s *solver) assess(values []decimal.Decimal) (Worksheet, error) {
	for i, v := range values {
		s.entry.Lines[i].Value = v
	}
	w, err := s.entry.work(s.rules, s.kind)
	if err == nil {
		err = openFacts(&w)
	}
	return w, err
}
