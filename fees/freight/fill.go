package freight

import (
	"strconv"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Loading says against which limits of a container cargo is planned. The zero Loading
// plans with the usable volume, typical where known and otherwise low, and with the
// advice for US roads, or the low payload where there is none.
type Loading struct {
	// Volume is one of the limits of volume, Weight one of those of weight. "" is the
	// default above.
	Volume, Weight Limit
}

// A LimitUse is how far cargo uses one limit of a container.
type LimitUse struct {
	Limit Limit
	// Of is the limit: cubic metres or kilograms, for all containers together.
	Of decimal.Decimal
	// Share is the cargo divided by the limit, rounded half away from zero to 4
	// decimals: 0.9842. It is for people; Fits compares exactly.
	Share decimal.Decimal
	// Fits says that the cargo is at most the limit.
	Fits bool
}

// A Filled is how far cargo fills a number of containers of one type. The zero Filled
// is of no container.
type Filled struct {
	Type  string
	Count int
	// Kg and CubicMetres are the cargo.
	Kg, CubicMetres decimal.Decimal
	// Volume and Weight are the limits that are planned with.
	Volume, Weight LimitUse
	// Binds is what is used up first: [ByVolume], [ByWeight], or [ByMixed] when both
	// are used to the same share. It is "" for a cargo of nothing.
	Binds By
	// Fits says that the cargo keeps both limits that are planned with.
	Fits bool
	// Limits are all known limits of the type, those of volume first, from the widest
	// to the narrowest, so that one sees against which the cargo fits.
	Limits []LimitUse
	// Source is the table of the type, or that the caller supplied it.
	Source fees.Source
}

// Exceeds returns the known limits that the cargo exceeds, the widest first.
func (f Filled) Exceeds() []Limit {
	var out []Limit
	for _, use := range f.Limits {
		if !use.Fits {
			out = append(out, use.Limit)
		}
	}
	return out
}

// Fill returns how far a cargo fills count containers of the type. It compares volume
// and weight only: whether each carton finds a place is not looked at.
//
// Errors are *fx.InputError, joined: what [Container.Check] finds, below "container";
// what [Cargo.Check] finds; a count that is not at least 1; a weight or volume of the
// cargo, or a limit of the type, that is unknown.
func (c Container) Fill(cargo Cargo, count int, plan Loading) (Filled, error) {
	var f fees.Faults
	f.Join(fx.InField("container", c.Check()))
	f.Join(cargo.Check())
	f.Count("count", count, 1, maxContainers)
	if len(f) > 0 {
		return Filled{}, f.Err()
	}
	totals := cargo.totals()
	totals.require(&f, true, true, false, "a container is filled by both")
	limits, err := c.planWith(plan)
	f.Join(err)
	if len(f) > 0 {
		return Filled{}, f.Err()
	}
	n := decimal.NewFromInt(int64(count))
	out := Filled{Type: c.Type, Count: count, Kg: totals.Kg.Decimal, CubicMetres: totals.CubicMetres.Decimal, Source: c.source()}
	out.Volume = use(limits.volumeLimit, limits.volume.Mul(n), out.CubicMetres)
	out.Weight = use(limits.weightLimit, limits.weight.Mul(n), out.Kg)
	out.Fits = out.Volume.Fits && out.Weight.Fits
	byVolume := out.CubicMetres.Mul(limits.weight)
	byWeight := out.Kg.Mul(limits.volume)
	switch byVolume.Cmp(byWeight) {
	case 1:
		out.Binds = ByVolume
	case -1:
		out.Binds = ByWeight
	default:
		if byVolume.Sign() > 0 {
			out.Binds = ByMixed
		}
	}
	for _, l := range volumeLimits {
		if of := c.Limit(l); of.Valid {
			out.Limits = append(out.Limits, use(l, of.Decimal.Mul(n), out.CubicMetres))
		}
	}
	for _, l := range weightLimits {
		if of := c.Limit(l); of.Valid {
			out.Limits = append(out.Limits, use(l, of.Decimal.Mul(n), out.Kg))
		}
	}
	return out, nil
}

// use compares a quantity with a limit above 0.
func use(l Limit, of, quantity decimal.Decimal) LimitUse {
	return LimitUse{Limit: l, Of: of, Share: quantity.DivRound(of, 4), Fits: quantity.Cmp(of) <= 0}
}

func (c Container) source() fees.Source {
	if c.Source.Table == "" {
		return fees.SuppliedBy("container")
	}
	return c.Source
}

// loadLimits are the limits of one container that are planned with.
type loadLimits struct {
	volumeLimit, weightLimit Limit
	volume, weight           decimal.Decimal
}

// planWith returns the limits of a checked container for a Loading.
func (c Container) planWith(l Loading) (loadLimits, error) {
	var f fees.Faults
	var p loadLimits
	p.volumeLimit, p.volume = c.choose(&f, "volume", l.Volume, volumeLimits, UsableTypical, UsableLow)
	p.weightLimit, p.weight = c.choose(&f, "weight", l.Weight, weightLimits, RoadUS, PayloadLow)
	return p, f.Err()
}

// choose returns the limit that is asked for, or the first known of the defaults.
func (c Container) choose(f *fees.Faults, field string, asked Limit, known []Limit, defaults ...Limit) (Limit, decimal.Decimal) {
	if asked != "" {
		n := len(*f)
		f.OneOf(field, string(asked), texts(known)...)
		if len(*f) > n {
			return "", decimal.Decimal{}
		}
		defaults = []Limit{asked}
	}
	for _, l := range defaults {
		if of := c.Limit(l); of.Valid {
			return l, of.Decimal
		}
	}
	f.Add(field, string(asked), "must be a limit that the container "+strconv.Quote(c.Type)+" has")
	return "", decimal.Decimal{}
}

// volumeAt returns the cubic metres of cargo of a density in kilograms per cubic metre
// that one container holds, exact.
func (p loadLimits) volumeAt(density decimal.Decimal) ratio {
	if density.Sign() == 0 {
		return exactly(p.volume)
	}
	return exactly(p.volume).min(ratio{p.weight, density})
}
