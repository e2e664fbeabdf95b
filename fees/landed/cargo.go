package landed

import (
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/shopspring/decimal"
)

// measures are the weight and the volume of the lines, found once when a cost asks
// for them.
type measures struct {
	kg, volume []decimal.NullDecimal
}

// of returns the weights or the volumes of the lines.
func (m *measures) of(by Basis, lines []Line) []decimal.NullDecimal {
	if by == ByVolume {
		if m.volume == nil {
			m.volume = make([]decimal.NullDecimal, len(lines))
			for i := range lines {
				m.volume[i] = lines[i].cubicMetres()
			}
		}
		return m.volume
	}
	if m.kg == nil {
		m.kg = make([]decimal.NullDecimal, len(lines))
		for i := range lines {
			m.kg[i] = lines[i].kg()
		}
	}
	return m.kg
}

// cargo is what the line is to a forwarder.
func (l *Line) cargo() freight.Cargo {
	return freight.Cargo{Packages: l.Packages, Kg: l.Kg, CubicMetres: l.CubicMetres}
}

// kg returns the gross weight of a checked line, as [freight.Cargo.Totals] does.
func (l *Line) kg() decimal.NullDecimal {
	if l.Kg.Valid || len(l.Packages) == 0 {
		return l.Kg
	}
	var sum decimal.Decimal
	for i := range l.Packages {
		p := &l.Packages[i]
		if p.Kg.IsZero() {
			return decimal.NullDecimal{}
		}
		sum = plusTimes(sum, p.Kg, p.Count, i == 0)
	}
	return decimal.NewNullDecimal(sum)
}

// cubicMetres returns the volume of a checked line, as [freight.Cargo.Totals] does.
func (l *Line) cubicMetres() decimal.NullDecimal {
	if l.CubicMetres.Valid || len(l.Packages) == 0 {
		return l.CubicMetres
	}
	var sum decimal.Decimal
	for i := range l.Packages {
		p := &l.Packages[i]
		volume := p.CubicMetres()
		if volume.IsZero() {
			return decimal.NullDecimal{}
		}
		sum = plusTimes(sum, volume, p.Count, i == 0)
	}
	return decimal.NewNullDecimal(sum)
}

// plusTimes returns sum + each × count, where sum is 0 at first.
func plusTimes(sum, each decimal.Decimal, count int, first bool) decimal.Decimal {
	if count > 1 {
		each = each.Mul(decimal.NewFromInt(int64(count)))
	}
	if first {
		return each
	}
	return sum.Add(each)
}
