package reports

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// A group is what is known of one settlement in one currency.
type group struct {
	key     groupKey
	totals  []statedTotal
	start   time.Time
	end     time.Time
	deposit time.Time
	days    bool // the period is printed in days
	rows    int
	sum     exactSum
	lines   lineSums
	skus    map[string]*skuSum
	lastSKU *skuSum
	markets map[string]int
	unknown map[mapKey]*unmappedSum
	more    unmappedSum // of those that are not listed
	flaws   map[findingKey]*finding
	listed  map[FindingCode]int
	beyond  map[FindingCode]*finding // of those that are not listed
	pending []pendingRow             // until the period is known
	waived  int                      // rows that could not wait
}

// A statedTotal is what a file says that the rows add up to.
type statedTotal struct {
	total decimal.Decimal
	at    rowPlace
}

// A pendingRow waits until its settlement says its period.
type pendingRow struct {
	order  string
	posted dayTime
	amount decimal.Decimal
	at     rowPlace
}

func newGroup(key groupKey) *group {
	return &group{
		key: key, skus: map[string]*skuSum{}, markets: map[string]int{}, unknown: map[mapKey]*unmappedSum{},
		flaws: map[findingKey]*finding{}, listed: map[FindingCode]int{}, beyond: map[FindingCode]*finding{},
	}
}

// A lineSum is the sum of one line of the statement; line is its place.
type lineSum struct {
	line int
	rows int
	sum  exactSum
}

// lineSums are those of the lines that occur, of which there are few.
type lineSums []lineSum

func (l *lineSums) add(line int, d decimal.Decimal, n small) {
	s := l.of(line)
	s.rows++
	s.sum.add(d, n)
}

func (l *lineSums) of(line int) *lineSum {
	for i := range *l {
		if (*l)[i].line == line {
			return &(*l)[i]
		}
	}
	*l = append(*l, lineSum{line: line})
	return &(*l)[len(*l)-1]
}

func (l *lineSums) merge(m lineSums) {
	for _, s := range m {
		mine := l.of(s.line)
		mine.rows += s.rows
		mine.sum.merge(s.sum)
	}
}

// A skuSum is what one SKU adds up to; that of "" is for no SKU.
type skuSum struct {
	sku            string
	rows           int
	sum            exactSum
	sold, refunded int64
	lines          lineSums
}

func (s *skuSum) add(line int, d decimal.Decimal, n small) {
	s.rows++
	s.sum.add(d, n)
	s.lines.add(line, d, n)
}

func (s *skuSum) units(refund bool, units int64) {
	if refund {
		s.refunded += units
	} else {
		s.sold += units
	}
}

func (g *group) sku(name string) *skuSum {
	if g.lastSKU != nil && g.lastSKU.sku == name {
		return g.lastSKU
	}
	s := g.skus[name]
	if s == nil {
		s = &skuSum{sku: strings.Clone(name)}
		g.skus[s.sku] = s
	}
	g.lastSKU = s
	return s
}

// state takes what a row says of the settlement as a whole. The first period counts.
func (g *group) state(row *SettlementRow, at rowPlace) {
	if row.Total.Valid {
		g.stateTotal(statedTotal{row.Total.Decimal, at})
	}
	if !row.Start.IsZero() || !row.End.IsZero() || !row.Deposit.IsZero() {
		g.statePeriod(row.Start, row.End, row.Deposit, row.DaysOnly)
	}
}

// stateTotal keeps a total that was not stated before. Two are enough to show that
// there are several.
func (g *group) stateTotal(t statedTotal) {
	const most = 10
	for i := range g.totals {
		if g.totals[i].total.Equal(t.total) {
			return
		}
	}
	if len(g.totals) < most {
		g.totals = append(g.totals, t)
	}
}

func (g *group) statePeriod(start, end, deposit time.Time, days bool) {
	if g.start.IsZero() && g.end.IsZero() {
		g.start, g.end, g.days = start, end, days
	}
	if g.deposit.IsZero() {
		g.deposit = deposit
	}
}

func (g *group) market(name string) {
	const most = 100
	if name == "" {
		return
	}
	if n, ok := g.markets[name]; ok {
		g.markets[name] = n + 1
	} else if len(g.markets) < most {
		g.markets[strings.Clone(name)] = 1
	}
}

// An unmappedSum is an amount that no mapping knows.
type unmappedSum struct {
	rows   int
	sum    exactSum
	places []rowPlace
}

func (u *unmappedSum) add(at rowPlace, d decimal.Decimal, n small) {
	u.rows++
	u.sum.add(d, n)
	if len(u.places) < mostPlaces {
		u.places = append(u.places, at)
	}
}

func (g *group) unmap(row *SettlementRow, r *Reconciliation, at rowPlace, d decimal.Decimal, n small) {
	key := mapKey{row.Type, row.AmountType, row.Description}
	u := g.unknown[key]
	if u == nil {
		if u = &g.more; len(g.unknown) < mostUnmapped {
			u = &unmappedSum{}
			g.unknown[mapKey{strings.Clone(key.transaction), strings.Clone(key.amountType), strings.Clone(key.description)}] = u
		}
	}
	u.add(at, d, n)
}

// post compares the time of a posting with the period.
func (g *group) post(r *Reconciliation, row *SettlementRow, at rowPlace, d decimal.Decimal, n small) {
	if row.Posted.IsZero() {
		g.found(r, findingKey{code: NoPostingDate}, at, d, n)
		return
	}
	posted := dayTime{row.Posted, row.PostedDay}
	if g.start.IsZero() && g.end.IsZero() {
		if len(g.pending) >= mostPending {
			g.waived++
			return
		}
		g.pending = append(g.pending, pendingRow{strings.Clone(row.Order), posted, d, at})
		return
	}
	g.compare(r, row.Order, posted, at, d, n)
}

// compare notes a row that was posted before the period or after it. Days are compared
// where one of the two is known by its day only.
func (g *group) compare(r *Reconciliation, order string, posted dayTime, at rowPlace, d decimal.Decimal, n small) {
	of := func(t time.Time) time.Time {
		if g.days || posted.day {
			return DayIn(t, nil)
		}
		return t
	}
	t := of(posted.time)
	code := PostedBefore
	switch {
	case !g.start.IsZero() && t.Before(of(g.start)):
	case !g.end.IsZero() && t.After(of(g.end)):
		code = PostedAfter
	default:
		return
	}
	g.found(r, findingKey{code: code, order: order, day: DayIn(posted.time, nil)}, at, d, n)
}

// settle compares the rows that waited for the period.
func (g *group) settle(r *Reconciliation) {
	if g.start.IsZero() && g.end.IsZero() {
		return
	}
	for _, p := range g.pending {
		g.compare(r, p.order, p.posted, p.at, p.amount, smallOf(p.amount))
	}
	g.pending = nil
}

// mostPlaces is how many rows are listed of one finding.
const mostPlaces = 20

// A findingKey tells findings apart.
type findingKey struct {
	code       FindingCode
	order, sku string
	day        time.Time
	repeat     fingerprint
}

// A finding is what is known of one.
type finding struct {
	count  int
	sum    exactSum
	places []rowPlace
}

func (f *finding) add(at rowPlace, d decimal.Decimal, n small) {
	f.count++
	f.sum.add(d, n)
	f.place(at)
}

// place lists a row once.
func (f *finding) place(at rowPlace) {
	if len(f.places) < mostPlaces && at.file >= 0 && !slices.Contains(f.places, at) {
		f.places = append(f.places, at)
	}
}

// found adds a row to a finding.
func (g *group) found(r *Reconciliation, key findingKey, at rowPlace, d decimal.Decimal, n small) {
	g.finding(r, key).add(at, d, n)
}

func (g *group) finding(r *Reconciliation, key findingKey) *finding {
	f := g.flaws[key]
	if f != nil {
		return f
	}
	if g.listed[key.code] >= r.opt.Listed {
		if f = g.beyond[key.code]; f == nil {
			f = &finding{}
			g.beyond[key.code] = f
		}
		return f
	}
	f = &finding{}
	g.listed[key.code]++
	key.order, key.sku = strings.Clone(key.order), strings.Clone(key.sku)
	g.flaws[key] = f
	return f
}

// repeated notes a row that is the same as an earlier one.
func (g *group) repeated(r *Reconciliation, p fingerprint, first, at rowPlace, n small) {
	f := g.finding(r, findingKey{code: RepeatedRow, repeat: p})
	f.place(first)
	f.add(at, centsOf(n.units), n)
}

// merge adds another group of the same settlement; files says what its file numbers
// are here. What its SKUs became is put into skus.
func (g *group) merge(r *Reconciliation, o *group, files []int32, skus map[*skuSum]*skuSum) {
	move := func(at rowPlace) rowPlace {
		if files != nil && at.file >= 0 {
			at.file = files[at.file]
		}
		return at
	}
	for _, t := range o.totals {
		g.stateTotal(statedTotal{t.total, move(t.at)})
	}
	g.statePeriod(o.start, o.end, o.deposit, o.days)
	g.rows += o.rows
	g.waived += o.waived
	g.sum.merge(o.sum)
	g.lines.merge(o.lines)
	for name, s := range o.skus {
		mine := g.sku(name)
		mine.rows += s.rows
		mine.sum.merge(s.sum)
		mine.sold += s.sold
		mine.refunded += s.refunded
		mine.lines.merge(s.lines)
		if skus != nil {
			skus[s] = mine
		}
	}
	for name, n := range o.markets {
		g.market(name)
		if _, ok := g.markets[name]; ok {
			g.markets[name] += n - 1
		}
	}
	mergeUnmapped := func(mine, u *unmappedSum) {
		mine.rows += u.rows
		mine.sum.merge(u.sum)
		for _, at := range u.places {
			if len(mine.places) < mostPlaces {
				mine.places = append(mine.places, move(at))
			}
		}
	}
	for key, u := range o.unknown {
		mine := g.unknown[key]
		if mine == nil {
			if mine = &g.more; len(g.unknown) < mostUnmapped {
				mine = &unmappedSum{}
				g.unknown[key] = mine
			}
		}
		mergeUnmapped(mine, u)
	}
	mergeUnmapped(&g.more, &o.more)
	mergeFinding := func(mine, f *finding) {
		mine.count += f.count
		mine.sum.merge(f.sum)
		for _, at := range f.places {
			mine.place(move(at))
		}
	}
	for key, f := range o.flaws {
		mergeFinding(g.finding(r, key), f)
	}
	for code, f := range o.beyond {
		mine := g.beyond[code]
		if mine == nil {
			mine = &finding{}
			g.beyond[code] = mine
		}
		mergeFinding(mine, f)
	}
	for _, p := range o.pending {
		if p.at = move(p.at); len(g.pending) < mostPending {
			g.pending = append(g.pending, p)
		} else {
			g.waived++
		}
	}
	g.settle(r)
}
