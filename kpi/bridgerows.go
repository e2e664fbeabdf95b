package kpi

import (
	"cmp"
	"errors"
	"math/big"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// The two periods, as places.
const (
	inBase = iota
	inActual
)

var bridgePeriodNames = [2]string{"base", "actual"}

// A BridgeKind says in which periods a row sold units.
type BridgeKind string

// The kinds of a row.
const (
	BridgeContinuing   BridgeKind = "continuing"    // units in both periods
	BridgeOnlyActual   BridgeKind = "new"           // units in the actual period only
	BridgeOnlyBase     BridgeKind = "discontinued"  // units in the base period only
	BridgeUnsold       BridgeKind = "unsold"        // units in neither
	BridgeUnknownUnits BridgeKind = "unknown_units" // the units of a period are not known
)

// bridgeData is a bridge in compiled form. All amounts are whole numbers of 1/scale of
// the reporting currency, costs below 0, and all units whole numbers of one step.
type bridgeData struct {
	opt    BridgeOptions
	in     [2]BridgePeriod // rows and rates copied
	rows   []bridgeRow     // by SKU and channel
	used   [bridgeLineCount]bool
	fixed  [bridgeLineCount]bool
	places int // of the minor unit

	// Of an amount whose last decimal is one step: what a step is in units of the scale,
	// at the rates of a period and, for foreign currencies, at those that are the same
	// for both. A currency whose rate is not known has none.
	scale *big.Int
	step  [2]map[fx.Currency]*big.Int
	flat  map[fx.Currency]*big.Int

	amountPlaces, unitPlaces int32
	units                    [2]big.Int // of continuing rows
	contribution             big.Int    // base margin of continuing rows, without fixed lines
	margin                   [2]big.Int // of everything that is known
	overhead                 bridgeCell

	ints          bridgeInts
	gaps          []bridgeGap
	amountMissing bool   // an amount, not only units
	spread        uint32 // effects that a gap makes incomplete in every continuing row
	spreadMissing [effMix + 1][]string

	start, end    int64 // printed, in minor units
	printed       [effCount]int64
	printedChange int64
}

// A bridgeRow is a row of both periods.
type bridgeRow struct {
	sku, channel, family string
	at                   [2]int // in the rows of the period, -1 for none
	kind                 BridgeKind
	units                [2]*big.Int
	margin               [2]big.Int // known lines, fixed ones included
	contribution         big.Int    // base margin, without fixed lines
	cells                [effCount]bridgeCell
	printed              [effCount]int64
	printedChange        int64
}

// A bridgeCell is num/den of 1/scale; no num is 0.
type bridgeCell struct{ num, den *big.Int }

// A bridgeGap is something that is not known and the effects that need it.
type bridgeGap struct {
	row     int // -1 for what belongs to no row
	period  int
	what    string
	split   bool // only the split into effects needs it
	effects uint32
}

const (
	everyBridgeGap = 1<<effCount - 1
)

var (
	bridgeZero = new(big.Int)
	bridgeOne  = big.NewInt(1)
	bridgeTwo  = big.NewInt(2)
)

// newBridgeData checks the input, joins the rows of the periods and finds the scale.
func newBridgeData(base, actual *BridgePeriod, opt BridgeOptions) (*bridgeData, error) {
	d := &bridgeData{opt: opt, in: [2]BridgePeriod{*base, *actual}}
	faults := []error{opt.check()}
	for p := range d.in {
		faults = append(faults, fx.InField(bridgePeriodNames[p], d.in[p].check(opt)))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	d.places, _ = opt.Currency.MinorUnits()
	d.used = opt.Measure.counts()
	for i := range d.fixed {
		d.fixed[i] = slices.Contains(opt.Fixed, bridgeEffects[bridgeLineEffects[i]])
	}
	for p := range d.in {
		d.in[p].Rows = slices.Clone(d.in[p].Rows)
		d.in[p].Rates = slices.Clone(d.in[p].Rates)
	}
	if err := d.join(); err != nil {
		return nil, err
	}
	d.findScale()
	return d, nil
}

// check reports numbers, currencies and rates that cannot be used.
func (p *BridgePeriod) check(opt BridgeOptions) error {
	var faults []error
	if p.Days != (Period{}) {
		faults = append(faults, fx.InField("days", p.Days.Check()))
	}
	for i := range p.Rows {
		if err := p.Rows[i].check(); err != nil {
			faults = append(faults, fx.InField("rows["+strconv.Itoa(i)+"]", err))
		}
	}
	seen := make(map[fx.Currency]bool)
	for i, r := range p.Rates {
		field := "rates[" + strconv.Itoa(i) + "]"
		foreign := foreignOfRate(r, opt.Currency)
		switch bridgePair := string(r.Base()) + "/" + string(r.Quote()); {
		case foreign == "":
			faults = append(faults, fx.NewInputError(field, bridgePair, "must be a rate between "+string(opt.Currency)+" and another currency"))
		case !r.Buffer().IsZero():
			faults = append(faults, fx.NewInputError(field, bridgePair, "must have no buffer"))
		case seen[foreign]:
			faults = append(faults, fx.NewInputError(field, bridgePair, "must be the only rate of "+string(foreign)))
		}
		seen[foreign] = true
	}
	if p.Overhead.Valid {
		faults = append(faults, fx.InField("overhead", fx.CheckDecimal(p.Overhead.Decimal)))
	}
	return errors.Join(faults...)
}

// foreignOfRate returns the other currency of a rate, "" where it has none.
func foreignOfRate(r fx.Rate, reporting fx.Currency) fx.Currency {
	switch {
	case r.IsZero() || r.Base() == r.Quote():
		return ""
	case r.Base() == reporting:
		return r.Quote()
	case r.Quote() == reporting:
		return r.Base()
	}
	return ""
}

func (r *BridgeRow) check() error {
	var faults []error
	currency := func(field string, c fx.Currency) {
		if c == "" {
			return
		}
		if _, ok := c.MinorUnits(); !ok {
			faults = append(faults, fx.NewInputError(field, string(c), "must be a currency of ISO 4217 with a minor unit"))
		}
	}
	currency("currency", r.Currency)
	if r.Units.Valid {
		if err := fx.CheckDecimal(r.Units.Decimal); err != nil {
			faults = append(faults, fx.InField("units", err))
		}
	}
	for i := range bridgeLineCount {
		a := r.line(i)
		if a.Currency != "" {
			currency(bridgeLineNames[i]+".currency", a.Currency)
		}
		if a.Amount.Valid {
			if err := fx.CheckDecimal(a.Amount.Decimal); err != nil {
				faults = append(faults, fx.InField(bridgeLineNames[i]+".amount", err))
			}
		}
	}
	return errors.Join(faults...)
}

// join brings the rows of the periods together, in the order of SKU and channel.
func (d *bridgeData) join() error {
	type key struct{ sku, channel string }
	type joined struct {
		key
		at [2]int
	}
	var faults []error
	places := make(map[key]int, len(d.in[inActual].Rows))
	pairs := make([]joined, 0, len(d.in[inActual].Rows))
	for p := range d.in {
		for i := range d.in[p].Rows {
			k := key{d.in[p].Rows[i].SKU, d.in[p].Rows[i].Channel}
			at, known := places[k]
			if !known {
				at = len(pairs)
				places[k] = at
				pairs = append(pairs, joined{k, [2]int{-1, -1}})
			}
			if first := pairs[at].at[p]; first >= 0 {
				faults = append(faults, fx.NewInputError(bridgePeriodNames[p]+".rows["+strconv.Itoa(i)+"]", bridgeRowName(k.sku, k.channel),
					"must not have the SKU and channel of rows["+strconv.Itoa(first)+"]"))
				continue
			}
			pairs[at].at[p] = i
		}
	}
	slices.SortFunc(pairs, func(a, b joined) int {
		return cmp.Or(strings.Compare(a.sku, b.sku), strings.Compare(a.channel, b.channel))
	})
	d.rows = make([]bridgeRow, len(pairs))
	for i, pair := range pairs {
		r := &d.rows[i]
		r.sku, r.channel, r.at = pair.sku, pair.channel, pair.at
		for p := range r.at {
			if in := d.row(r, p); in != nil && in.Family != "" {
				r.family = in.Family
			}
		}
	}
	return errors.Join(faults...)
}

// find returns the place of a row.
func (d *bridgeData) find(sku, channel string) (int, bool) {
	i := sort.Search(len(d.rows), func(i int) bool {
		r := &d.rows[i]
		return cmp.Or(strings.Compare(r.sku, sku), strings.Compare(r.channel, channel)) >= 0
	})
	return i, i < len(d.rows) && d.rows[i].sku == sku && d.rows[i].channel == channel
}

// row returns the input of a row in a period, nil where it has none.
func (d *bridgeData) row(r *bridgeRow, p int) *BridgeRow {
	if r.at[p] < 0 {
		return nil
	}
	return &d.in[p].Rows[r.at[p]]
}

// currency returns that of an amount of a row.
func (d *bridgeData) currency(r *BridgeRow, line int) fx.Currency {
	return firstBridgeCurrency(r.line(line).Currency, r.Currency, d.opt.Currency)
}

func firstBridgeCurrency(currencies ...fx.Currency) fx.Currency {
	for _, c := range currencies {
		if c != "" {
			return c
		}
	}
	return ""
}

// findScale makes all amounts and all units whole: the scale is a power of ten that
// holds the decimals of all amounts and the minor unit, times the denominators of the
// rates, times 2 where amounts are taken at the mean of two rates.
func (d *bridgeData) findScale() {
	deepest := func(places *int32, n decimal.NullDecimal) {
		if n.Valid {
			*places = max(*places, -n.Decimal.Exponent())
		}
	}
	d.amountPlaces = int32(d.places)
	for p := range d.in {
		deepest(&d.amountPlaces, d.in[p].Overhead)
		for i := range d.in[p].Rows {
			r := &d.in[p].Rows[i]
			deepest(&d.unitPlaces, r.Units)
			for line := range bridgeLineCount {
				deepest(&d.amountPlaces, r.line(line).Amount)
			}
		}
	}
	var worth [2]map[fx.Currency]bridgeFraction // of one unit of a foreign currency
	dens := big.NewInt(1)
	for p := range d.in {
		worth[p] = make(map[fx.Currency]bridgeFraction, len(d.in[p].Rates))
		for _, r := range d.in[p].Rates {
			num, den := r.Fraction()
			f := bridgeFractionOf(num, den) // quote per base
			if r.Base() == d.opt.Currency {
				f.num, f.den = f.den, f.num
			}
			worth[p][foreignOfRate(r, d.opt.Currency)] = f
			g := new(big.Int).GCD(nil, nil, dens, f.den)
			dens.Mul(dens, g.Quo(f.den, g))
		}
	}
	if d.opt.Convention == BridgeBennet {
		dens.Mul(dens, bridgeTwo)
	}
	d.scale = new(big.Int).Mul(dens, bridgeTenTo(d.amountPlaces))
	d.flat = make(map[fx.Currency]*big.Int)
	for p := range d.in {
		d.step[p] = map[fx.Currency]*big.Int{d.opt.Currency: dens}
		for c, f := range worth[p] {
			d.step[p][c] = f.of(dens)
			flat, known := worth[inBase][c]
			if other, too := worth[inActual][c]; known && too {
				if d.opt.Convention == BridgeBennet {
					flat = sumBridgeFractions([]bridgeFraction{flat, other})
					flat.den = new(big.Int).Mul(flat.den, bridgeTwo)
				}
				d.flat[c] = flat.of(dens)
			}
		}
	}
}

// of returns the fraction of a multiple of its denominator.
func (f bridgeFraction) of(n *big.Int) *big.Int {
	x := new(big.Int).Quo(n, f.den)
	return x.Mul(x, f.num)
}

// bridgeFractionOf returns num/den, both above 0, in lowest terms.
func bridgeFractionOf(num, den decimal.Decimal) bridgeFraction {
	places := max(0, -num.Exponent(), -den.Exponent())
	f := bridgeFraction{bridgeWhole(num, places), bridgeWhole(den, places)}
	g := new(big.Int).GCD(nil, nil, f.num, f.den)
	f.num.Quo(f.num, g)
	f.den.Quo(f.den, g)
	return f
}

// bridgeWhole returns a decimal with no more than places decimals as a whole number of them.
func bridgeWhole(n decimal.Decimal, places int32) *big.Int {
	whole := n.Coefficient()
	if up := n.Exponent() + places; up > 0 {
		whole.Mul(whole, bridgeTenTo(up))
	}
	return whole
}

func bridgeTenTo(n int32) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// bridgeRowName is how a row is called: "SKU-7 (amazon_us)".
func bridgeRowName(sku, channel string) string {
	if sku == "" {
		sku = "no SKU"
	}
	if channel == "" {
		return sku
	}
	return sku + " (" + channel + ")"
}
