package customs

import "github.com/shopspring/decimal"

// A sharer puts duties and fees on the input lines of an entry.
type sharer struct {
	e     *Entry
	rules *entryRules
	w     *Worksheet
	cents []uint64 // the values of the lines in cents, nil when one does not fit
	// Memory that one entry line after the other uses.
	by      splitter
	weights []uint64
	values  []decimal.Decimal
	sums    []tallyRange
}

func newSharer(e *Entry, r *entryRules, w *Worksheet) *sharer {
	s := &sharer{e: e, rules: r, w: w, cents: make([]uint64, len(e.Lines))}
	for i := range e.Lines {
		n, fits := scaled(e.Lines[i].Value, -2)
		if !fits {
			s.cents = nil
			break
		}
		s.cents[i] = n
	}
	return s
}

// byValue returns the splitter of some lines by their values, which the next call uses
// again.
func (s *sharer) byValue(of []int) *splitter {
	if s.cents == nil {
		s.by = newSplitter(s.e.Lines, of, s.valuesOf(of))
		return &s.by
	}
	s.weights = s.weights[:0]
	for _, i := range of {
		s.weights = append(s.weights, s.cents[i])
	}
	s.by.again(s.e.Lines, of, s.weights)
	return &s.by
}

// valuesOf returns the values of some lines, in memory that the next call uses again.
func (s *sharer) valuesOf(of []int) []decimal.Decimal {
	s.values = s.values[:0]
	for _, i := range of {
		s.values = append(s.values, s.e.Lines[i].Value)
	}
	return s.values
}

// duties puts the duties of an entry line on its input lines: by value, and a layer
// that depends on quantities by what each line would pay of it alone.
func (s *sharer) duties(k int, g *group) {
	w, line := s.w, &s.w.Lines[k]
	n := 0 // the layers that cost anything, or may do so
	for i := range line.Layers {
		if line.Layers[i].Amount.High.Sign() > 0 {
			n++
		}
	}
	duties := make([]ShareLine, 0, n*len(line.Of)) // of all shares
	for _, i := range line.Of {
		w.Shares[i].Ref, w.Shares[i].Line, w.Shares[i].Value = s.e.Lines[i].Ref, k, s.e.Lines[i].Value
		if n > 0 {
			end := len(duties) + n
			w.Shares[i].Duties, duties = duties[len(duties):len(duties):end], duties[:end]
		}
	}
	if len(line.Of) == 1 {
		share := &w.Shares[line.Of[0]]
		for i := range line.Layers {
			if line.Layers[i].Amount.High.Sign() > 0 {
				share.add(&line.Layers[i], line.Layers[i].Amount)
			}
		}
		share.Duty = line.Duty
		return
	}
	byValue, alone := s.byValue(line.Of), s.alone(g)
	s.sums = append(s.sums[:0], make([]tallyRange, len(line.Of))...)
	var sum tallyRange
	for i := range line.Layers {
		layer := &line.Layers[i]
		if layer.Amount.High.Sign() <= 0 {
			continue
		}
		sum.add(layer.Amount)
		split := byValue
		if alone != nil {
			if weights := quantityWeights(layer, alone, s.valuesOf(line.Of)); weights != nil {
				own := newSplitter(s.e.Lines, line.Of, weights)
				split = &own
			}
		}
		if cents, fits := split.cents(layer.Amount.Low); fits && layer.Amount.Known() {
			for p, n := range cents {
				w.Shares[line.Of[p]].add(layer, Exactly(fromCents(uint64(n))))
				s.sums[p].addCents(uint64(n))
			}
			continue
		}
		for p, part := range split.splitRange(layer.Amount) {
			w.Shares[line.Of[p]].add(layer, part)
			s.sums[p].add(part)
		}
	}
	for p, i := range line.Of {
		if n == 1 {
			w.Shares[i].Duty = w.Shares[i].Duties[0].Amount
		} else {
			w.Shares[i].Duty = s.sums[p].sum()
		}
	}
	line.closeDuty(w, byValue, sum.sum())
}

// add puts a part of a layer on the share.
func (s *Share) add(l *Layer, part Range) {
	s.Duties = append(s.Duties, ShareLine{Code: l.Code, Label: l.Label, Heading: l.Heading, Amount: part, Source: l.Source})
}

// closeDuty makes the shares sum to the duty of the entry line where its layers do
// not, since some exclude each other.
func (l *EntryLine) closeDuty(w *Worksheet, split *splitter, sum Range) {
	low, high := sum.Low.Equal(l.Duty.Low), sum.High.Equal(l.Duty.High)
	if low && high {
		return
	}
	if !low {
		for p, part := range split.split(l.Duty.Low) {
			w.Shares[l.Of[p]].Duty.Low = part
		}
	}
	for p, more := range split.split(l.Duty.High.Sub(l.Duty.Low)) {
		d := &w.Shares[l.Of[p]].Duty
		d.High = d.Low.Add(more)
	}
}

// alone returns the layers of each line of a group by itself, nil when no duty can
// depend on a quantity.
func (s *sharer) alone(g *group) [][]Layer {
	if len(g.line.Quantities) == 0 || s.rules.book == nil {
		return nil
	}
	layers := make([][]Layer, len(g.of))
	for p, i := range g.of {
		a, err := s.rules.book.assess(&s.e.Lines[i], s.e.loadedOn(), s.e.Mode)
		if err != nil { // not when there was none of the lines together
			return nil
		}
		layers[p] = a.layers
	}
	return layers
}

// quantityWeights returns what the lines alone would pay of a layer, nil when that is
// in proportion to the values to the cent.
func quantityWeights(layer *Layer, alone [][]Layer, values []decimal.Decimal) []decimal.Decimal {
	weights := make([]decimal.Decimal, len(alone))
	var total, value decimal.Decimal
	for p, layers := range alone {
		for i := range layers {
			if layers[i].Code == layer.Code {
				weights[p] = weights[p].Add(layers[i].Amount.High)
			}
		}
		total, value = total.Add(weights[p]), value.Add(values[p])
	}
	for p, w := range weights {
		// The amounts were rounded: a cent is no difference.
		if w.Mul(value).Sub(total.Mul(values[p])).Abs().GreaterThan(oneCent.Mul(value)) {
			return weights
		}
	}
	return nil
}

var oneCent = decimal.New(1, -2)
