package amazon

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A tableFile is one fee table as it stands in a file. The fields after Rows
// belong to some kinds only.
type tableFile struct {
	ID            string            `json:"id"`
	Channel       string            `json:"channel"`
	Kind          string            `json:"kind"`
	EffectiveFrom string            `json:"effective_from"`
	EffectiveTo   *string           `json:"effective_to"`
	VerifiedOn    string            `json:"verified_on"`
	Confidence    string            `json:"confidence"`
	Source        string            `json:"source"`
	Note          string            `json:"note"`
	Rows          []json.RawMessage `json:"rows"`

	Class               string      `json:"class"`        // fulfillment
	Season              string      `json:"season"`       // fulfillment
	PriceBands          []priceBand `json:"price_bands"`  // fulfillment
	DimDivisor          string      `json:"dim_divisor"`  // size_tiers
	OverLongest         string      `json:"over_longest"` // overmax
	OverLengthPlusGirth string      `json:"over_length_plus_girth"`
	Tiers               []Tier      `json:"tiers"` // packaging
}

// A priceBand ends just below Below, or at To; the last one is open.
type priceBand struct {
	Below string `json:"below"`
	To    string `json:"to"`
}

// header returns the Source of the table and every fault in it.
func (f *tableFile) header() (fees.Source, []error) {
	p := parser{path: f.ID}
	s := fees.Source{
		Table: f.ID, Citation: f.Source, Confidence: fees.Confidence(f.Confidence),
		EffectiveFrom: p.day("effective_from", f.EffectiveFrom),
		VerifiedOn:    p.day("verified_on", f.VerifiedOn),
	}
	if f.EffectiveTo != nil {
		s.EffectiveTo = p.day("effective_to", *f.EffectiveTo)
	}
	if f.Channel != Channel {
		p.fault("channel", f.Channel, `must be "`+Channel+`"`)
	}
	if len(f.Rows) == 0 {
		p.fault("rows", "", "must not be empty")
	}
	if len(p.faults) == 0 {
		for _, err := range s.Check() {
			p.faults = append(p.faults, fx.InField(f.ID, err))
		}
	}
	return s, p.faults
}

// A parser turns the texts of a table into values and collects every fault with
// its path.
type parser struct {
	path   string // id of the table
	row    int    // 1-based row while rows are read, else 0
	faults []error
}

func (p *parser) fault(column, value, reason string) {
	p.faults = append(p.faults, fx.NewInputError(p.field(column), value, reason))
}

func (p *parser) field(column string) string {
	path := p.path
	if p.row > 0 {
		path += ".rows[" + strconv.Itoa(p.row-1) + "]"
	}
	return path + "." + column
}

func (p *parser) keep(column string, err error) {
	if err != nil {
		p.faults = append(p.faults, fx.InField(p.field(column), err))
	}
}

// amount reads a decimal that must not be negative.
func (p *parser) amount(column, text string) decimal.Decimal {
	d, err := fx.ParseDecimal(text)
	p.keep(column, err)
	if d.Sign() < 0 {
		p.fault(column, text, "must not be below 0")
	}
	return d
}

// rate reads a fraction from 0 to 1.
func (p *parser) rate(column, text string) decimal.Decimal {
	d := p.amount(column, text)
	if d.GreaterThan(whole) {
		p.fault(column, text, "must be a fraction of at most 1")
	}
	return d
}

// optional reads a decimal that may be absent.
func (p *parser) optional(column, text string) decimal.NullDecimal {
	if text == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(p.amount(column, text))
}

func (p *parser) weight(column, text string) fees.Weight {
	w, err := fees.ParseWeight(text)
	p.keep(column, err)
	return w
}

// length reads a length that may be absent.
func (p *parser) length(column, text string) fees.Length {
	if text == "" {
		return fees.Length{}
	}
	l, err := fees.ParseLength(text)
	p.keep(column, err)
	return l
}

func (p *parser) day(column, text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		p.fault(column, text, "must be a date such as 2026-01-15")
	}
	return t
}

// tier checks the name of a size tier.
func (p *parser) tier(column string, tier Tier) Tier {
	switch tier {
	case SmallStandard, LargeStandard, SmallBulky, LargeBulky,
		ExtraLarge0To50, ExtraLarge50To70, ExtraLarge70To150, ExtraLarge150AndUp:
	default:
		p.fault(column, string(tier), "must be a size tier")
	}
	return tier
}

// class checks the name of a class.
func (p *parser) class(column, name string) Class {
	switch class := Class(name); class {
	case Standard, Apparel, DangerousGoods:
		return class
	}
	p.fault(column, name, `must be "standard", "apparel" or "dangerous_goods"`)
	return ""
}

// band reads the bounds of a weight band: over is exclusive, to inclusive.
func (p *parser) band(over, to *string) weightBand {
	var b weightBand
	if over != nil {
		b.over = p.weight("over", *over)
	}
	if to != nil {
		b.to, b.bounded = p.weight("to", *to), true
		if b.to.Cmp(b.over) <= 0 {
			p.fault("to", *to, "must be above over")
		}
	}
	return b
}

// A bandOrder holds the last weight band seen of each group of rows.
type bandOrder map[string]weightBand

// follow checks that a band continues the one before it in its group. The first
// of a group starts at 0 where fromZero says so.
func (p *parser) follow(order bandOrder, group string, b weightBand, fromZero bool) {
	before, some := order[group]
	switch {
	case some && (!before.bounded || before.to.Cmp(b.over) != 0):
		p.fault("over", b.over.String(), "must continue the weight band before it")
	case !some && fromZero && !b.over.IsZero():
		p.fault("over", b.over.String(), "must start at 0")
	}
	order[group] = b
}

// flat is a fixed fee as a curve.
func (p *parser) flat(column, text, basis string) flatFee {
	c := fees.Flat(p.amount(column, text))
	p.keep(column, c.Err())
	return flatFee{c, basis}
}

// rows decodes the rows of a table one by one, so that a fault names its row.
func rows[R any](p *parser, f *tableFile, use func(R)) {
	for i, raw := range f.Rows {
		p.row = i + 1
		var row R
		dec := json.NewDecoder(bytes.NewReader(raw))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&row); err != nil {
			p.faults = append(p.faults, fx.NewInputError(p.path+".rows["+strconv.Itoa(i)+"]", "", "must be a row of kind "+f.Kind+": "+err.Error()))
			continue
		}
		use(row)
	}
	p.row = 0
}
