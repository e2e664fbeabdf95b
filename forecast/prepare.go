package forecast

import "strconv"

// prepare checks s and returns its values with every gap filled, for models that
// need a value in each step. The reasons say what was filled. It is a [*ShortError]
// when fewer than need values are known.
//
// Sales of a step that was in stock for a part are divided by that part; below half a
// step that figure is uncertain and is mixed with the expected one.
func prepare(s Series, model string, need int) (x []float64, reasons []Reason, err error) {
	if err := s.Check(); err != nil {
		return nil, nil, err
	}
	known := s.known()
	count := 0
	for _, k := range known {
		if k {
			count++
		}
	}
	if count < need {
		return nil, nil, &ShortError{Model: model, Have: count, Need: need}
	}
	n := len(s.Values)
	x = make([]float64, n)
	partial, sure := 0, 0
	for i, v := range s.Values {
		if !known[i] {
			continue
		}
		x[i] = v
		if s.InStock != nil && s.InStock[i] < 1 {
			x[i] = v / s.InStock[i]
			partial++
		}
		if s.sure(i) {
			sure++
		}
	}
	if partial > 0 {
		reasons = append(reasons, Reason{"partial_stock", partialText(partial)})
	}
	if count < n {
		reasons = append(reasons, Reason{"filled", "without a record or without stock and filled with what the steps around let expect: " + strconv.Itoa(n-count) + " of " + strconv.Itoa(n) + " steps"})
	}
	if sure == 0 || sure == count {
		fill(x, known, s.Period(), s.Signed)
		bound(x)
		return x, reasons, nil
	}
	share := known
	sales := append([]float64(nil), x...)
	known = make([]bool, n)
	for i := range known {
		known[i] = share[i] && s.sure(i)
	}
	fill(x, known, s.Period(), s.Signed)
	for i := range x {
		if share[i] && !known[i] {
			w := s.InStock[i] / stockoutFull
			x[i] = w*sales[i] + (1-w)*x[i]
		}
	}
	bound(x)
	return x, reasons, nil
}

// bound cuts what was computed from values to the magnitude that a value may have, so
// that models take it.
func bound(x []float64) {
	for i, v := range x {
		x[i] = min(max(v, -MaxValue), MaxValue)
	}
}

// partialText says what is done with n steps that were in stock for a part.
func partialText(n int) string {
	return "in stock for a part only, so that sales are divided by that part: " + strconv.Itoa(n) + " of the steps"
}

// known reports for each step whether its value says something about demand: it is
// recorded, and the item could be bought for a part of the step.
func (s Series) known() []bool {
	out := make([]bool, len(s.Values))
	for i := range out {
		out[i] = (s.Missing == nil || !s.Missing[i]) && (s.InStock == nil || s.InStock[i] > stockoutKnown)
	}
	return out
}

// sure reports whether step i was in stock for so much of it that its sales, divided
// by that part, count like those of a whole step.
func (s Series) sure(i int) bool { return s.InStock == nil || s.InStock[i] >= stockoutFull }
