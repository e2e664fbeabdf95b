package reports

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// ReconcileOptions tune a [Reconciliation]. The zero ReconcileOptions are usable.
type ReconcileOptions struct {
	// Mappings are added to those of this package and take their place where both name
	// the same amounts.
	Mappings []Mapping
	// Listed is how many findings of one code are listed for each settlement; what is
	// beyond is only counted. 0 means 1,000.
	Listed int
	// Window is how many rows, and how many order items, are remembered. A row that
	// repeats one further back is not found, and an item whose rows are further apart
	// is counted twice; the check then says so. 0 means 500,000, which takes up to
	// 80 MB in a file that large and little in a small one. At least 16.
	Window int
}

const (
	defaultListed = 1000
	defaultWindow = 500_000
	mostPending   = 1 << 16 // rows that wait for the period of their settlement
	mostUnmapped  = 1000    // different amounts that no mapping knows, for each settlement
)

// A Reconciliation adds up the rows of settlements and compares them with the totals
// that the files state. It takes rows of any number of files in any order, in memory
// that grows with the SKUs and with what is listed, not with the rows. It is made by
// [NewReconciliation] and belongs to one goroutine. The zero Reconciliation has no
// checks, and drops what is added.
type Reconciliation struct {
	opt    ReconcileOptions
	lines  *mapper
	groups map[groupKey]*group
	last   *group // of the row before
	files  []string
	items  window[itemEntry]
	seen   window[rowEntry]
	unread int
	item   struct { // of the row before
		key   fingerprint
		units int64
	}
}

type groupKey struct {
	settlement string
	currency   fx.Currency
}

// An itemEntry is an item of an order that was counted.
type itemEntry struct {
	units  int64
	group  *group
	sku    *skuSum
	refund bool
}

// A rowEntry is a row that was read.
type rowEntry struct {
	units int64 // its amount
	group *group
	row   int32
	file  int32
}

// NewReconciliation returns a Reconciliation of nothing yet. The errors are joined
// [*fx.InputError] at "mappings[0].line", "listed" and "window".
func NewReconciliation(opt ReconcileOptions) (*Reconciliation, error) {
	var faults []error
	if opt.Listed < 0 {
		faults = append(faults, fx.NewInputError("listed", strconv.Itoa(opt.Listed), "must be 0 or above"))
	}
	if opt.Window != 0 && opt.Window < 16 {
		faults = append(faults, fx.NewInputError("window", strconv.Itoa(opt.Window), "must be 0, or 16 or above"))
	}
	if _, err := newMapper(opt.Mappings); err != nil {
		for _, fault := range fx.Faults(err) {
			if in := (*fx.InputError)(nil); errors.As(fault, &in) {
				fault = fx.NewInputError("mappings"+in.Field, in.Value, in.Reason)
			}
			faults = append(faults, fault)
		}
	}
	shipped, err := shippedMappings()
	if err != nil {
		faults = append(faults, err)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	r := &Reconciliation{opt: opt, groups: map[groupKey]*group{}}
	if r.lines, err = newMapper(shipped, opt.Mappings); err != nil {
		return nil, err
	}
	if r.opt.Mappings = nil; r.opt.Listed == 0 {
		r.opt.Listed = defaultListed
	}
	if r.opt.Window == 0 {
		r.opt.Window = defaultWindow
	}
	r.items.half, r.seen.half = r.opt.Window/2, r.opt.Window/2
	return r, nil
}

// Read adds all rows of a file of the kind [SettlementV2] or [SettlementV1]. Rows that
// cannot be read are counted in every check, since nobody knows which settlement they
// are of, and their faults are returned joined, at most 100. A record over several lines
// that cannot be read counts as so many rows.
func (r *Reconciliation) Read(f *File) error {
	const most = 100
	var faults []error
	for row, err := range f.Settlement() {
		if err == nil {
			r.Add(row)
			continue
		}
		r.unread += f.lines()
		if len(faults) < most {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// Add adds a row. It keeps no part of the row but texts that it lists.
func (r *Reconciliation) Add(row SettlementRow) {
	if r.lines == nil {
		return
	}
	g := r.group(row.Settlement, row.Currency)
	at := rowPlace{r.file(row.File), int32(min(max(row.Row, 0), 1<<31-1))}
	g.state(&row, at)
	if row.Summary {
		return
	}
	g.rows++
	g.market(row.Marketplace)
	if !row.Amount.Valid {
		g.found(r, findingKey{code: NoAmount}, at, decimal.Decimal{}, small{0, true})
		return
	}
	amount, n := row.Amount.Decimal, smallOf(row.Amount.Decimal)
	line := r.lines.place(row.Type, row.AmountType, row.Description)
	sku := g.sku(row.SKU)
	g.sum.add(amount, n)
	g.lines.add(line, amount, n)
	sku.add(line, amount, n)
	if lineTable[line].line == LineUnmapped {
		g.unmap(&row, r, at, amount, n)
	}
	g.post(r, &row, at, amount, n)
	r.count(g, sku, &row, at)
	r.repeat(g, &row, at, n)
}

// group returns the state of a settlement in a currency.
func (r *Reconciliation) group(id string, c fx.Currency) *group {
	if g := r.last; g != nil && g.key.settlement == id && g.key.currency == c {
		return g
	}
	g := r.groups[groupKey{id, c}]
	if g == nil {
		key := groupKey{strings.Clone(id), fx.Currency(strings.Clone(string(c)))}
		g = newGroup(key)
		r.groups[key] = g
	}
	r.last = g
	return g
}

// file returns the number of a file name.
func (r *Reconciliation) file(name string) int32 {
	for i := len(r.files) - 1; i >= 0; i-- {
		if r.files[i] == name {
			return int32(i)
		}
	}
	if len(r.files) >= 1<<12 {
		return int32(len(r.files) - 1) // nobody reads that many; the row numbers stay right
	}
	r.files = append(r.files, strings.Clone(name))
	return int32(len(r.files) - 1)
}

// count counts the units of an item once, however many amounts it has. An item is
// known by order, item code, SKU and the shipment or adjustment: one that is shipped in
// two parcels has the quantity of each.
func (r *Reconciliation) count(g *group, sku *skuSum, row *SettlementRow, at rowPlace) {
	refund := isRefund(row.Type)
	if row.Order == "" || !row.Quantity.Valid || !refund && !strings.EqualFold(row.Type, "Order") {
		return
	}
	q := row.Quantity.Decimal.Abs()
	if !q.IsInteger() || q.NumDigits() > 9 {
		g.found(r, findingKey{code: QuantityDiffers, order: row.Order, sku: row.SKU}, at, decimal.Decimal{}, small{0, true})
		return
	}
	p := fingerprint(1).text(row.Settlement).text(row.Order).text(row.Item).text(row.SKU).text(row.Shipment)
	if refund {
		p = p.number(2).text(row.Adjustment)
	}
	units := q.IntPart()
	if r.item.key == p && r.item.units == units {
		return
	}
	e, known := r.items.find(uint64(p))
	if !known {
		e = itemEntry{0, g, sku, refund}
	}
	if units != e.units {
		if known {
			g.found(r, findingKey{code: QuantityDiffers, order: row.Order, sku: row.SKU}, at, decimal.Decimal{}, small{0, true})
		}
		if units > e.units { // the larger one, so that the order of the rows does not matter
			e.sku.units(e.refund, units-e.units)
			e.units = units
			r.items.put(uint64(p), e)
		}
	}
	r.item.key, r.item.units = p, e.units
}

// repeat notes a row that was there before, in all its cells.
func (r *Reconciliation) repeat(g *group, row *SettlementRow, at rowPlace, n small) {
	if !n.ok {
		return
	}
	p := fingerprint(3).text(row.Settlement).text(string(row.Currency)).text(row.Type).text(row.AmountType).text(row.Description).
		text(row.Order).text(row.Item).text(row.SKU).text(row.Shipment).text(row.Adjustment).text(row.Promotion).text(row.Marketplace).
		text(row.Fulfilment).text(row.MerchantOrder).text(row.MerchantItem).text(row.MerchantAdjustment).
		number(uint64(row.Posted.Unix())).number(uint64(n.units))
	if row.Quantity.Valid {
		p = p.number(uint64(smallOf(row.Quantity.Decimal).units))
	}
	first, known := r.seen.find(uint64(p))
	if !known {
		r.seen.put(uint64(p), rowEntry{n.units, g, at.row, at.file})
		return
	}
	first.group.repeated(r, p, rowPlace{first.file, first.row}, at, n)
}

// Merge adds what another Reconciliation has added up, as if its rows had been added
// here. The options are those of r.
func (r *Reconciliation) Merge(other *Reconciliation) {
	if r.lines == nil || other == nil || other.lines == nil || r == other {
		return
	}
	r.item.key = 0
	files := make([]int32, len(other.files))
	for i, name := range other.files {
		files[i] = r.file(name)
	}
	groups := map[*group]*group{}
	skus := map[*skuSum]*skuSum{}
	for _, g := range other.groups {
		mine := r.group(g.key.settlement, g.key.currency)
		groups[g] = mine
		mine.merge(r, g, files, skus)
	}
	r.unread += other.unread
	r.items.forgot = r.items.forgot || other.items.forgot
	r.seen.forgot = r.seen.forgot || other.seen.forgot
	other.items.each(func(p uint64, e itemEntry) {
		mine, known := r.items.find(p)
		if !known {
			r.items.put(p, itemEntry{e.units, groups[e.group], skus[e.sku], e.refund})
			return
		}
		// It was counted on both sides; the larger quantity stays.
		mine.sku.units(mine.refund, -min(mine.units, e.units))
		if e.units != mine.units {
			groups[e.group].found(r, findingKey{code: QuantityDiffers}, rowPlace{-1, 0}, decimal.Decimal{}, small{0, true})
		}
		if e.units > mine.units {
			mine.units = e.units
			r.items.put(p, mine)
		}
	})
	other.seen.each(func(p uint64, e rowEntry) {
		at := rowPlace{files[e.file], e.row}
		if first, known := r.seen.find(p); known {
			first.group.repeated(r, fingerprint(p), rowPlace{first.file, first.row}, at, small{e.units, true})
			return
		}
		r.seen.put(p, rowEntry{e.units, groups[e.group], e.row, at.file})
	})
}

// A Place is a row of a file.
type Place struct {
	File string
	Row  int
}

// String returns "settlement.txt:17", or "row 17" where the file has no name.
func (p Place) String() string {
	if p.File == "" {
		return "row " + strconv.Itoa(p.Row)
	}
	return p.File + ":" + strconv.Itoa(p.Row)
}

type rowPlace struct{ file, row int32 }

// dayTime is the time of a posting and whether only its day is known.
type dayTime struct {
	time time.Time
	day  bool
}
