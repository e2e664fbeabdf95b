package freight

import (
	"strconv"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Basis is what an amount of a quote is multiplied by.
type Basis string

// The bases. Those by chargeable quantity need a [Rule] in their unit; a percentage is
// a fraction: 0.15 is 15 %.
const (
	PerShipment   Basis = "per_shipment"
	PerBill       Basis = "per_bill"            // of lading, or air waybill
	PerContainer  Basis = "per_container"       //
	PerPackage    Basis = "per_package"         //
	PerKg         Basis = "per_kg"              // chargeable kilogram
	PerPound      Basis = "per_lb"              // chargeable pound
	PerWM         Basis = "per_wm"              // revenue ton
	PerActualKg   Basis = "per_actual_kg"       // gross kilogram
	PerCubicMetre Basis = "per_cbm"             // measured volume, without a minimum
	PercentOfBase Basis = "percent_of_base"     // of the base freight
	PercentOf     Basis = "percent_of_selected" // of what [Surcharge.Of] names
)

var (
	baseBases      = []Basis{PerShipment, PerBill, PerContainer, PerPackage, PerKg, PerPound, PerWM, PerActualKg, PerCubicMetre}
	surchargeBases = append(append([]Basis{}, baseBases...), PercentOfBase, PercentOf)
)

// unit is the unit of the rule that a basis needs, "" when it needs none.
func (b Basis) unit() Unit {
	switch b {
	case PerKg:
		return Kilogram
	case PerPound:
		return Pound
	case PerWM:
		return RevenueTon
	}
	return ""
}

// percent reports whether amounts on the basis are fractions.
func (b Basis) percent() bool { return b == PercentOfBase || b == PercentOf }

// per is what follows an amount: "per W/M".
func (b Basis) per() string {
	switch b {
	case PerKg:
		return "per chargeable kg"
	case PerPound:
		return "per chargeable lb"
	case PerWM:
		return "per W/M"
	case PerActualKg:
		return "per kg"
	case PerCubicMetre:
		return "per m³"
	case PerBill:
		return "per bill"
	case PerContainer:
		return "per container"
	case PerPackage:
		return "per package"
	}
	return "per shipment"
}

// BaseCode is the code of the base freight, in [Line] and in [Surcharge.Of].
const BaseCode = "freight"

// A Surcharge is one more amount of a quote. The zero Surcharge is not usable: it has
// no code and no basis.
type Surcharge struct {
	// Code names it: stable, snake_case, once in a quote, and not "freight". The usual
	// ones are constants such as [THC].
	Code string
	// Label is what it is called. "" is the English name of [FindName], or the code.
	Label string
	// Leg is what it pays for. "" is the leg of [FindName], or the main freight.
	Leg Leg
	// Basis is what Amount is multiplied by.
	Basis Basis
	// Of names what PercentOf is a percentage of: "freight" and codes of surcharges
	// that stand before this one.
	Of []string
	// Amount is the amount per unit of the basis, below 0 for a discount, or the
	// fraction of a percentage. Not Valid means that it is unknown.
	Amount decimal.NullDecimal
	// Containers are amounts per container that differ from Amount, by type.
	Containers []ContainerRate
	// Currency is that of the amounts. "" is the currency of the quote, which is also
	// that of a percentage of base freight.
	Currency fx.Currency
	// Minimum and Maximum bound what is charged. Not Valid means no bound.
	Minimum, Maximum decimal.NullDecimal
}

// A ContainerRate is an amount for one container of a type.
type ContainerRate struct {
	Type string
	// Amount is not Valid when it is unknown.
	Amount decimal.NullDecimal
}

// label is how the surcharge is called.
func (s Surcharge) label() string {
	if s.Label != "" {
		return s.Label
	}
	if n, usual := FindName(s.Code); usual {
		return n.English
	}
	return s.Code
}

// leg is what the surcharge pays for.
func (s Surcharge) leg() Leg {
	if s.Leg != "" {
		return s.Leg
	}
	if n, usual := FindName(s.Code); usual && n.Leg != "" {
		return n.Leg
	}
	return MainFreight
}

// check notes what is wrong with a surcharge. Currencies are those of the codes before
// it, which a percentage may name.
func (s Surcharge) check(f *fees.Faults, field string, quote fx.Currency, currencies map[string]fx.Currency) {
	if _, twice := currencies[s.Code]; s.Code == "" || s.Code == BaseCode || twice {
		f.Add(field+".code", s.Code, "must be given, must not occur twice and must not be "+strconv.Quote(BaseCode))
	}
	if s.Leg != "" {
		f.Join(fx.InField(field+".leg", s.Leg.Check()))
	}
	f.OneOf(field+".basis", string(s.Basis), texts(surchargeBases)...)
	if s.Currency != "" {
		checkCurrency(f, field+".currency", s.Currency)
	}
	if s.Amount.Valid {
		most := maxAmount
		if s.Basis.percent() {
			most = maxFraction
		}
		if err := fx.CheckDecimal(s.Amount.Decimal); err != nil {
			f.Join(fx.InField(field+".amount", err))
		} else {
			checkQuantity(f, field+".amount", s.Amount.Decimal.Abs(), most)
		}
	}
	checkBounds(f, field+".", s.Minimum, s.Maximum)
	if len(s.Containers) > 0 && s.Basis != PerContainer {
		f.Add(field+".containers", "", "must not be given unless the basis is "+strconv.Quote(string(PerContainer)))
	}
	checkContainerRates(f, field+".containers", s.Containers)
	if (s.Basis == PercentOf) != (len(s.Of) > 0) {
		f.Add(field+".of", "", "must be given for the basis "+strconv.Quote(string(PercentOf))+" and for no other")
	}
	seen := map[string]bool{}
	for i, code := range s.of() {
		at := field + ".of[" + strconv.Itoa(i) + "]"
		if s.Basis == PercentOfBase {
			at = field + ".basis"
		}
		of, known := currencies[code]
		switch {
		case !known:
			f.Add(at, code, "must be "+strconv.Quote(BaseCode)+" with a base rate, or the code of a surcharge before this one")
		case seen[code]:
			f.Add(at, code, "must not occur twice")
		case of != s.currency(quote):
			f.Add(at, code, "must be in the currency of the percentage, "+string(s.currency(quote)))
		}
		seen[code] = true
	}
}

// maxFraction is the largest percentage: ten times the base.
var maxFraction = decimal.NewFromInt(10)

// checkBounds notes what is wrong with a minimum and a maximum; prefix is put before
// their names.
func checkBounds(f *fees.Faults, prefix string, least, most decimal.NullDecimal) {
	n := len(*f)
	if least.Valid {
		checkAmount(f, prefix+"minimum", least.Decimal)
	}
	if most.Valid {
		checkAmount(f, prefix+"maximum", most.Decimal)
	}
	if len(*f) == n && least.Valid && most.Valid && most.Decimal.LessThan(least.Decimal) {
		f.Add(prefix+"maximum", fx.Plain(most.Decimal), "must not be below minimum")
	}
}

func checkContainerRates(f *fees.Faults, field string, rates []ContainerRate) {
	seen := map[string]bool{}
	for i, rate := range rates {
		at := field + "[" + strconv.Itoa(i) + "]"
		if rate.Type == "" || seen[rate.Type] {
			f.Add(at+".type", rate.Type, "must be given and must not occur twice")
		}
		seen[rate.Type] = true
		if rate.Amount.Valid {
			checkAmount(f, at+".amount", rate.Amount.Decimal)
		}
	}
}

// of returns what a percentage is a percentage of.
func (s Surcharge) of() []string {
	if s.Basis == PercentOfBase {
		return []string{BaseCode}
	}
	return s.Of
}

func (s Surcharge) currency(quote fx.Currency) fx.Currency {
	if s.Currency == "" {
		return quote
	}
	return s.Currency
}

// bound raises an amount to the minimum and lowers it to the maximum.
func (s Surcharge) bound(amount ratio) (ratio, string) {
	if s.Minimum.Valid && amount.cmp(exactly(s.Minimum.Decimal)) < 0 {
		return exactly(s.Minimum.Decimal), ", at least " + fx.Plain(s.Minimum.Decimal)
	}
	if s.Maximum.Valid && amount.cmp(exactly(s.Maximum.Decimal)) > 0 {
		return exactly(s.Maximum.Decimal), ", at most " + fx.Plain(s.Maximum.Decimal)
	}
	return amount, ""
}
