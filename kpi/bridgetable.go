package kpi

// Columns of the table: the effects, and one for what a row's change lacks to the next
// whole number.
const (
	tableSlack   = effCount
	tableColumns = effCount + 1
)

// A bridgeTable is being rounded: each cell is its whole part, or one more where up.
// With the slack every row sums to a whole number, so only the columns can be off.
type bridgeTable struct {
	frac []uint64 // of the cells, by row
	up   []bool
	more [tableColumns]int64 // cells of a column that are up and should not be; below 0: too few
}

// printTable rounds the cells so that rows and columns tie, see print.
func (d *bridgeData) printTable(cells []bridgeFix) {
	n := len(d.rows)
	t := bridgeTable{frac: make([]uint64, n*tableColumns), up: make([]bool, n*tableColumns)}
	slackNeeded := -(d.printedChange - d.printed[effOverhead])
	var carry [tableColumns]int64 // what the rows so far were rounded up too little, × 2³²
	for i := range d.rows {
		r := &d.rows[i]
		var sum bridgeFix
		frac := t.frac[i*tableColumns : (i+1)*tableColumns]
		for e := range effCount {
			c := cells[i*effCount+e]
			sum = sum.plus(c)
			r.printed[e], frac[e] = c.whole, c.frac
			t.more[e] += c.whole
		}
		sum = sum.snapped()
		r.printedChange = sum.whole
		if sum.frac > 0 {
			r.printedChange++
			frac[tableSlack] = -sum.frac // 2⁶⁴ less it
		}
		slackNeeded += r.printedChange
		ups := r.printedChange
		for e := range effCount {
			ups -= r.printed[e]
		}
		t.roundRow(i, ups, &carry)
	}
	for e := range effCount {
		t.more[e] -= d.printed[e]
	}
	t.more[effOverhead] = 0 // in no row
	t.more[tableSlack] -= slackNeeded
	for t.shift() {
	}
	for i := range d.rows {
		r := &d.rows[i]
		for e := range effCount {
			if t.up[i*tableColumns+e] {
				r.printed[e]++
			}
		}
		if t.up[i*tableColumns+tableSlack] {
			r.printedChange--
		}
	}
	t.force(d)
}

// roundRow takes so many cells of a row up: those with the largest remainders and what
// their columns lack so far.
func (t *bridgeTable) roundRow(row int, ups int64, carry *[tableColumns]int64) {
	at := row * tableColumns
	var order [tableColumns]int
	var key [tableColumns]int64
	count := 0
	for c := range tableColumns {
		f := t.frac[at+c]
		if f == 0 {
			continue
		}
		carry[c] += int64(f >> 32)
		key[c] = carry[c]
		i := count
		for ; i > 0 && key[order[i-1]] < key[c]; i-- {
			order[i] = order[i-1]
		}
		order[i] = c
		count++
	}
	for _, c := range order[:max(0, min(int(ups), count))] {
		t.up[at+c] = true
		t.more[c]++
		carry[c] -= 1 << 32
	}
}

// shift moves one minor unit from a column with too many to one with too few, over
// columns in between where no row has both; it is false when there is no way.
func (t *bridgeTable) shift() bool {
	balanced := true
	for _, m := range t.more {
		balanced = balanced && m == 0
	}
	if balanced {
		return false
	}
	// The row in which a unit goes from one column to another with the least harm.
	var best [tableColumns][tableColumns]int // row + 1
	var cost [tableColumns][tableColumns]uint64
	for at := 0; at < len(t.up); at += tableColumns {
		for from := range tableColumns {
			if !t.up[at+from] {
				continue
			}
			for to := range tableColumns {
				if t.up[at+to] || t.frac[at+to] == 0 {
					continue
				}
				harm := t.frac[at+from]>>1 - t.frac[at+to]>>1 + 1<<63
				if best[from][to] == 0 || harm < cost[from][to] {
					best[from][to], cost[from][to] = at/tableColumns+1, harm
				}
			}
		}
	}
	var before [tableColumns]int // the column before on the way, + 1; itself for a start
	var queue []int
	for c, m := range t.more {
		if m > 0 {
			before[c] = c + 1
			queue = append(queue, c)
		}
	}
	for len(queue) > 0 {
		from := queue[0]
		queue = queue[1:]
		for to := range tableColumns {
			if before[to] != 0 || best[from][to] == 0 {
				continue
			}
			before[to] = from + 1
			if t.more[to] >= 0 {
				queue = append(queue, to)
				continue
			}
			for c := to; before[c] != c+1; c = before[c] - 1 {
				b := before[c] - 1
				at := (best[b][c] - 1) * tableColumns
				t.up[at+b], t.up[at+c] = false, true
				t.more[b]--
				t.more[c]++
			}
			return true
		}
	}
	return false
}

// force balances what no rounding can: in the row where both cells are largest, one
// minor unit goes from one cell to the other.
func (t *bridgeTable) force(d *bridgeData) {
	for {
		from, to := -1, -1
		for c, m := range t.more {
			if m > 0 && from < 0 {
				from = c
			}
			if m < 0 && to < 0 {
				to = c
			}
		}
		if from < 0 || to < 0 || len(d.rows) == 0 {
			return
		}
		best, most := 0, int64(-1)
		for i := range d.rows {
			a, b := size(&d.rows[i], from), size(&d.rows[i], to)
			weight := a + b
			if a != 0 && b != 0 {
				weight += 4 * mostBridgeMinor
			}
			if weight > most {
				best, most = i, weight
			}
		}
		moveMinor(&d.rows[best], from, -1)
		moveMinor(&d.rows[best], to, 1)
		t.more[from]--
		t.more[to]++
	}
}

// size is how large a cell is; for the slack, which a row's change takes, the change.
func size(r *bridgeRow, column int) int64 {
	n := r.printedChange
	if column < effCount {
		n = r.printed[column]
		if r.cells[column].num == nil {
			return 0
		}
	}
	if n < 0 {
		return -n
	}
	return n
}

func moveMinor(r *bridgeRow, column int, by int64) {
	if column < effCount {
		r.printed[column] += by
	} else {
		r.printedChange -= by
	}
}
