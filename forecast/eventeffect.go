package forecast

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"
)

// An effectKind says what moves demand in a column of a design.
type effectKind int

const (
	effectLog   effectKind = iota // logarithm of a regressor
	effectMark                    // a regressor as it is
	effectEvent                   // one offset of an event
	effectWave                    // a sine or cosine of the season
)

// An effectColumn is one column of a design.
type effectColumn struct {
	name string
	kind effectKind
	// regressor is its number in the series; event and offset are those of an event.
	regressor, event, offset int
	// turns are the turns of a wave in a step, cosine whether it is one.
	turns  float64
	cosine bool
}

// An effectCell is a value of an event in a step.
type effectCell struct {
	column int
	value  float64
}

// An effectDesign gives the value of every driver in every step, of the history and
// of the future.
type effectDesign struct {
	columns []effectColumn
	values  [][]float64 // of each regressor, logarithms taken
	cells   map[int][]effectCell
	n       int // steps of the history
	known   int // steps ahead that the regressors cover, -1 where there are none
}

// newEffectDesign builds the design of s with harmonics waves of its shortest season.
func newEffectDesign(s Series, harmonics int) *effectDesign {
	d := &effectDesign{n: len(s.Values), known: -1, cells: map[int][]effectCell{}}
	for i, r := range s.Regressors {
		name := r.Name
		if name == "" {
			name = "regressor" + strconv.Itoa(i)
		}
		kind := effectMark
		x := slices.Clone(r.Values)
		if r.Log {
			kind = effectLog
			for j := range x {
				x[j] = math.Log(x[j])
			}
		}
		d.values = append(d.values, x)
		d.columns = append(d.columns, effectColumn{name: name, kind: kind, regressor: i})
		if ahead := len(x) - d.n; d.known < 0 || ahead < d.known {
			d.known = ahead
		}
	}
	if s.Calendar.Dated() {
		for i, e := range s.Events {
			d.addEvent(s.Calendar, e, i)
		}
	}
	if m := s.Period(); m > 1 && d.n >= 2*m {
		for k := 1; k <= min(harmonics, m/2); k++ {
			turns := float64(k) / float64(m)
			if 2*k < m { // the sine of half a turn is 0 in every step
				d.columns = append(d.columns, effectColumn{name: fmt.Sprintf("sin%d", k), kind: effectWave, turns: turns})
			}
			d.columns = append(d.columns, effectColumn{name: fmt.Sprintf("cos%d", k), kind: effectWave, turns: turns, cosine: true})
		}
	}
	return d
}

// addEvent adds a column for each offset from the lead-in to the hangover. In daily
// and hourly steps a step has the offset of the nearest day of the event, the value 1
// and no other offset. In longer steps each day of the event counts as its share of
// the days that follow one another: a Prime Day from Sunday to Monday is half in each
// of two weeks.
func (d *effectDesign) addEvent(c Calendar, e Event, number int) {
	name := e.Name
	if name == "" {
		name = "event" + strconv.Itoa(number)
	}
	first := len(d.columns)
	for o := -e.LeadIn; o <= e.Hangover; o++ {
		label := name
		if o != 0 {
			label = fmt.Sprintf("%s%+d", name, o)
		}
		d.columns = append(d.columns, effectColumn{name: label, kind: effectEvent, event: number, offset: o})
	}
	days := make([]time.Time, len(e.Days))
	for i, day := range e.Days {
		days[i] = eventDate(day)
	}
	slices.SortFunc(days, time.Time.Compare)
	days = slices.CompactFunc(days, time.Time.Equal)
	shares := map[int]map[int]float64{} // offset by step
	put := func(step, offset int, value float64) {
		if offset < -e.LeadIn || offset > e.Hangover {
			return
		}
		if shares[step] == nil {
			shares[step] = map[int]float64{}
		}
		shares[step][offset] += value
	}
	if c.Step == Daily || c.Step == Hourly {
		nearest := map[int]int{}
		per := 1
		if c.Step == Hourly {
			per = 24
		}
		for _, day := range days {
			at := c.index(day)
			for step := at - e.LeadIn; step <= at+per-1+e.Hangover; step++ {
				offset := min(step-at, 0) + max(step-at-per+1, 0)
				if old, ok := nearest[step]; !ok || effectAbs(offset) < effectAbs(old) {
					nearest[step] = offset
				}
			}
		}
		for step, offset := range nearest {
			put(step, offset, 1)
		}
	} else {
		for i := 0; i < len(days); {
			j := i + 1
			for j < len(days) && days[j].Sub(days[j-1]) <= 24*time.Hour {
				j++
			}
			for _, day := range days[i:j] {
				at := c.index(day)
				for o := -e.LeadIn; o <= e.Hangover; o++ {
					put(at+o, o, 1/float64(j-i))
				}
			}
			i = j
		}
	}
	for step, at := range shares {
		for o := -e.LeadIn; o <= e.Hangover; o++ { // in order, so that sums are the same
			if v := at[o]; v != 0 {
				d.cells[step] = append(d.cells[step], effectCell{first + o + e.LeadIn, v})
			}
		}
	}
}

// row sets out to the values of step i, counted from the first of the history.
func (d *effectDesign) row(i int, out []float64) {
	for j, c := range d.columns {
		switch c.kind {
		case effectLog, effectMark:
			out[j] = d.values[c.regressor][i]
		case effectWave:
			turn := math.Mod(float64(i)*c.turns, 1)
			out[j] = math.Sin(2 * math.Pi * turn)
			if c.cosine {
				out[j] = math.Cos(2 * math.Pi * turn)
			}
		default:
			out[j] = 0
		}
	}
	for _, cell := range d.cells[i] {
		out[cell.column] = cell.value
	}
}

// index returns the step that holds a day; it may be below 0. c is dated.
func (c Calendar) index(day time.Time) int {
	first := c.At(0)
	i := 0
	switch c.Step {
	case Hourly:
		return floorDiv(day.Unix()-first.Unix(), 3600)
	case Daily:
		return floorDiv(day.Unix()-first.Unix(), 24*3600)
	case Weekly:
		return floorDiv(day.Unix()-first.Unix(), 7*24*3600)
	case Monthly, Quarterly:
		i = 12*(day.Year()-first.Year()) + int(day.Month()) - int(first.Month())
		if c.Step == Quarterly {
			i = floorDiv(int64(i), 3)
		}
	default:
		i = day.Year() - first.Year()
	}
	for c.At(i).After(day) {
		i--
	}
	for !c.At(i + 1).After(day) {
		i++
	}
	return i
}

// floorDiv returns a/b rounded down, b above 0.
func floorDiv(a, b int64) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return int(q)
}

func effectAbs(n int) int { return max(n, -n) }
