package freight

import (
	"strconv"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// A Package is a kind of carton, pallet or crate, and how many there are of it. The
// zero Package was neither measured nor counted.
type Package struct {
	// Length, Width and Height are the outer sides of one package, in any order. All
	// three 0 means that it was not measured: [Cargo.CubicMetres] then has to say
	// the volume of all packages.
	Length, Width, Height fees.Length
	// Kg is the gross weight of one package. 0 means that it was not weighed:
	// [Cargo.Kg] then has to say what all of them weigh together.
	Kg decimal.Decimal
	// Count is the number of packages, 1 to [MaxPieces].
	Count int
}

// A Cargo is what is to be shipped: packages, totals, or both. The zero Cargo is
// nothing that anybody measured.
type Cargo struct {
	// Packages are the packages by kind. They may be left out when the totals are
	// known and nothing is billed by the package.
	Packages []Package
	// Kg and CubicMetres are the gross weight and the volume of everything, as the
	// forwarder measured them. They take precedence over the packages. Not Valid
	// means that the packages say it.
	Kg, CubicMetres decimal.NullDecimal
	// Pieces is the number of packages when Packages does not list them. 0 means
	// that Packages says it.
	Pieces int
}

// Bounds of a cargo: generous, so that only a slip of the unit is refused.
const (
	// MaxPieces is the most packages, of one kind and together.
	MaxPieces = 10_000_000
	// MaxKinds is the most kinds of packages.
	MaxKinds = 100_000
	// MaxKg is the heaviest cargo, in kilograms.
	MaxKg = 1_000_000_000
	// MaxCubicMetres is the largest volume of a cargo.
	MaxCubicMetres = 1_000_000_000
)

// PackageOf returns count packages of a measured parcel. What the parcel lacks is
// refused where the package is used: see [Cargo.Check].
func PackageOf(p fees.Parcel, count int) Package {
	return Package{Length: p.Length, Width: p.Width, Height: p.Height, Kg: p.Weight.Kg(), Count: count}
}

// CubicMetres returns the volume of one package, exact; 0 when it was not measured.
func (p Package) CubicMetres() decimal.Decimal {
	return fees.Parcel{Length: p.Length, Width: p.Width, Height: p.Height}.Volume().CubicMetres()
}

// measured reports whether the sides are known.
func (p Package) measured() bool {
	return !p.Length.IsZero() && !p.Width.IsZero() && !p.Height.IsZero()
}

// Check returns every fault of the cargo, each an *fx.InputError such as
// packages[2].count, joined, or nil. A side may be missing only when all three are.
// An amount may have 30 decimals, which an exact weight or volume can need.
func (c Cargo) Check() error {
	var f fees.Faults
	if len(c.Packages) > MaxKinds {
		f.Add("packages", strconv.Itoa(len(c.Packages)), "must be at most "+strconv.Itoa(MaxKinds)+" kinds")
		return f.Err()
	}
	pieces := 0
	for i := range c.Packages {
		p := &c.Packages[i]
		if ok := p.Count >= 1 && p.Count <= MaxPieces; ok && (p.measured() || p.unmeasured()) && decent(p.Kg, maxKg) {
			pieces += p.Count
			continue // nothing to say, as nearly always
		}
		p.check(&f, "packages["+strconv.Itoa(i)+"]")
	}
	if pieces > MaxPieces {
		f.Add("packages", strconv.Itoa(pieces), "must be at most "+strconv.Itoa(MaxPieces)+" packages")
	}
	checkOptional(&f, "kg", c.Kg, maxKg)
	checkOptional(&f, "cubic_metres", c.CubicMetres, maxCubicMetres)
	f.Count("pieces", c.Pieces, 0, MaxPieces)
	return f.Err()
}

func (p Package) unmeasured() bool {
	return p.Length.IsZero() && p.Width.IsZero() && p.Height.IsZero()
}

func (p Package) check(f *fees.Faults, field string) {
	if !p.unmeasured() {
		for _, side := range []struct {
			name string
			of   fees.Length
		}{{"length", p.Length}, {"width", p.Width}, {"height", p.Height}} {
			if side.of.IsZero() {
				f.Add(field+"."+side.name, side.of.String(), "must be above 0 when another side is given")
			}
		}
	}
	checkQuantity(f, field+".kg", p.Kg, maxKg)
	f.Count(field+".count", p.Count, 1, MaxPieces)
}

// Totals are the sums of a cargo, exact. What nobody gave is not Valid. The zero
// Totals knows nothing.
type Totals struct {
	Kg, CubicMetres decimal.NullDecimal
	// Pieces is the number of packages.
	Pieces decimal.NullDecimal
}

// Totals returns the weight, the volume and the number of packages. A total that is
// given takes precedence over the packages; without it, one package that was not
// weighed or measured makes the total unknown. Errors are those of [Cargo.Check].
func (c Cargo) Totals() (Totals, error) {
	if err := c.Check(); err != nil {
		return Totals{}, err
	}
	return c.totals(), nil
}

// totals is Totals of a checked cargo.
func (c Cargo) totals() Totals {
	t := Totals{Kg: c.Kg, CubicMetres: c.CubicMetres}
	var kg, volume, pieces decimal.Decimal
	weighed, measured := len(c.Packages) > 0, len(c.Packages) > 0
	for i := range c.Packages {
		p := &c.Packages[i]
		n := decimal.NewFromInt(int64(p.Count))
		pieces = pieces.Add(n)
		weighed = weighed && !p.Kg.IsZero()
		measured = measured && p.measured()
		if weighed && !t.Kg.Valid {
			kg = kg.Add(p.Kg.Mul(n))
		}
		if measured && !t.CubicMetres.Valid {
			volume = volume.Add(p.CubicMetres().Mul(n))
		}
	}
	if !t.Kg.Valid && weighed {
		t.Kg = decimal.NewNullDecimal(kg)
	}
	if !t.CubicMetres.Valid && measured {
		t.CubicMetres = decimal.NewNullDecimal(volume)
	}
	switch {
	case c.Pieces > 0:
		t.Pieces = decimal.NewNullDecimal(decimal.NewFromInt(int64(c.Pieces)))
	case len(c.Packages) > 0:
		t.Pieces = decimal.NewNullDecimal(pieces)
	}
	return t
}

// require notes each total that is needed and not known, with what it is needed for.
func (t Totals) require(f *fees.Faults, kg, volume, pieces bool, why string) {
	if kg && !t.Kg.Valid {
		f.Add("kg", "", "must be given, or the weight of every package: "+why)
	}
	if volume && !t.CubicMetres.Valid {
		f.Add("cubic_metres", "", "must be given, or the sides of every package: "+why)
	}
	if pieces && !t.Pieces.Valid {
		f.Add("pieces", "", "must be given, or the packages: "+why)
	}
}
