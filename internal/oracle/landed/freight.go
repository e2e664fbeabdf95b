package landedoracle

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// A Box is one carton or piece. Sides and weight are in the units that the rule
// asks for.
type Box struct {
	Sides  [3]*big.Rat
	Weight *big.Rat
}

// A WeightRule says how a carrier finds what it charges for.
type WeightRule struct {
	Divisor    *big.Rat // of the volume: 6000 cm3 a kg by air, 139 in3 a pound by courier
	WholeSides bool     // each side to a whole unit first, a half going up
	Half       bool     // half-volumetric: the mean of actual and volumetric weight
	Gap        *big.Rat // volume is waived where volumetric less actual is below it; nil is never
	Step       *big.Rat // rounded up to a multiple; nil is not rounded
	PerBox     bool     // each box by itself; else all boxes together
	Least      *big.Rat // nil is none
}

// Rules that the sources name.
var (
	AirRule         = WeightRule{Divisor: big.NewRat(6000, 1)}
	CourierRule     = WeightRule{Divisor: big.NewRat(5000, 1), Step: big.NewRat(1, 2)}
	CourierInchRule = WeightRule{Divisor: big.NewRat(139, 1), WholeSides: true, Step: big.NewRat(1, 1), PerBox: true}
	AirInchKgRule   = WeightRule{Divisor: big.NewRat(366, 1)}
	AirInchLbRule   = WeightRule{Divisor: big.NewRat(166, 1)}
)

// Volume returns what the sides of a box hold. A side that is rounded is at least
// one unit.
func (b Box) Volume(wholeSides bool) *big.Rat {
	volume := big.NewRat(1, 1)
	for _, side := range b.Sides {
		if wholeSides {
			side = maxRat(big.NewRat(1, 1), new(big.Rat).SetInt(halfUp(side)))
		}
		volume.Mul(volume, side)
	}
	return volume
}

// Volumetric returns the volume as a weight.
func (r WeightRule) Volumetric(b Box) *big.Rat {
	return new(big.Rat).Quo(b.Volume(r.WholeSides), r.Divisor)
}

// Charged returns what is charged for.
func (r WeightRule) Charged(boxes []Box) *big.Rat {
	total, actual, volumetric := new(big.Rat), new(big.Rat), new(big.Rat)
	for _, b := range boxes {
		total.Add(total, r.charged(b.Weight, r.Volumetric(b)))
		actual.Add(actual, b.Weight)
		volumetric.Add(volumetric, r.Volumetric(b))
	}
	if !r.PerBox {
		total = r.charged(actual, volumetric)
	}
	return total
}

func (r WeightRule) charged(actual, volumetric *big.Rat) *big.Rat {
	weight := maxRat(actual, volumetric)
	switch gap := new(big.Rat).Sub(volumetric, actual); {
	case r.Gap != nil && gap.Cmp(r.Gap) < 0:
		weight = actual
	case r.Half && gap.Sign() > 0:
		weight = new(big.Rat).Add(actual, volumetric)
		weight.Quo(weight, big.NewRat(2, 1))
	}
	weight = stepUp(weight, r.Step)
	if r.Least != nil {
		weight = maxRat(weight, r.Least)
	}
	return weight
}

// stepUp rounds up to a multiple of a step.
func stepUp(weight, step *big.Rat) *big.Rat {
	if step == nil {
		return weight
	}
	steps := new(big.Rat).SetInt(ceil(new(big.Rat).Quo(weight, step)))
	return steps.Mul(steps, step)
}

// maxRat and minRat return a copy of the greater and of the lesser of two.
func maxRat(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		a = b
	}
	return new(big.Rat).Set(a)
}

func minRat(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) > 0 {
		a = b
	}
	return new(big.Rat).Set(a)
}

// RevenueTons returns the W/M of a sea shipment: the greater of its cubic metres
// and its weight, where so many kg count as a cubic metre (1000, with some
// consolidators 500), and at least the minimum.
func RevenueTons(cbm, kg, kgPerCBM, least *big.Rat) *big.Rat {
	return maxRat(maxRat(cbm, new(big.Rat).Quo(kg, kgPerCBM)), least)
}

// A Break is a rate per unit from a weight on.
type Break struct{ From, Rate *big.Rat }

// Breaks returns the price of a weight: its own rate, or a later break where
// paying for the weight at which that starts is cheaper; at least the minimum.
func Breaks(breaks []Break, weight, least *big.Rat) *big.Rat {
	var price *big.Rat
	for i, b := range breaks {
		if i+1 < len(breaks) && weight.Cmp(breaks[i+1].From) >= 0 {
			continue // a break below that of the weight
		}
		here := new(big.Rat).Mul(b.Rate, maxRat(weight, b.From))
		if price == nil {
			price = here
		}
		price = minRat(price, here)
	}
	return maxRat(price, least)
}

// Insurance returns the insured amount and the premium, exact: 110% of CIF, where
// CIF is the goods, the freight and the premium itself.
func Insurance(goods, freight, rate *big.Rat) (insured, premium *big.Rat) {
	tenth := big.NewRat(11, 10)
	below := new(big.Rat).Sub(big.NewRat(1, 1), new(big.Rat).Mul(tenth, rate))
	insured = new(big.Rat).Add(goods, freight)
	insured.Mul(insured, tenth).Quo(insured, below)
	return insured, new(big.Rat).Mul(insured, rate)
}

// A container is what one type holds.
type container struct{ cbm, least, typical, most string }

var containers = map[string]container{
	"20GP": {"33.1", "26", "28", "30"},
	"40GP": {"67.5", "56", "", "58"},
	"40HQ": {"76.2", "64", "66", "68"},
}

// ContainerCBM returns the theoretical volume of a container.
func ContainerCBM(name string) decimal.Decimal { return num(containers[name].cbm) }

// RoadLimitKg returns the gross cargo that US roads advise.
func RoadLimitKg(name string) decimal.Decimal {
	if name == "20GP" {
		return num("17000")
	}
	return num("19000")
}

// whoPays has a row for each cost, S for the seller and B for the buyer, under EXW,
// FOB, CIF and DDP.
var whoPays = map[string]string{
	"export packing":       "SSSS",
	"inland":               "BSSS",
	"export clearance":     "BSSS",
	"origin terminal":      "BSSS",
	"main freight":         "BBSS",
	"insurance":            "BBSS",
	"destination terminal": "BBBS",
	"import clearance":     "BBBS",
	"duty":                 "BBBS",
	"delivery":             "BBBS",
}

// SellerPays reports whether the seller pays a cost under an incoterm.
func SellerPays(cost, incoterm string) (seller, ok bool) {
	row, ok := whoPays[cost]
	if !ok {
		return false, false
	}
	for i, name := range []string{"EXW", "FOB", "CIF", "DDP"} {
		if name == incoterm {
			return row[i] == 'S', true
		}
	}
	return false, false
}
