package freight

import (
	"iter"
	"maps"
	"slices"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Leg is a part of the way from the factory to the warehouse that somebody pays for.
type Leg string

// The legs in the order of the way.
const (
	ExportPacking       Leg = "export_packing"
	InlandOrigin        Leg = "inland_origin"        // loading at the factory and transport to the port
	ExportClearance     Leg = "export_clearance"     //
	OriginTerminal      Leg = "origin_terminal"      // until the goods are on board
	MainFreight         Leg = "main_freight"         // by sea, air or rail
	CargoInsurance      Leg = "insurance"            //
	DestinationTerminal Leg = "destination_terminal" //
	ImportClearance     Leg = "import_clearance"     // with duty, merchandise processing and harbor maintenance fee
	Delivery            Leg = "delivery"             // from the port to the warehouse
)

var legs = []Leg{
	ExportPacking, InlandOrigin, ExportClearance, OriginTerminal, MainFreight,
	CargoInsurance, DestinationTerminal, ImportClearance, Delivery,
}

// Legs yields all legs in the order of the way.
func Legs() iter.Seq[Leg] { return slices.Values(legs) }

// Check returns an *fx.InputError with an empty field for a text that is no leg.
func (l Leg) Check() error {
	if slices.Contains(legs, l) {
		return nil
	}
	var f fees.Faults
	f.OneOf("", string(l), texts(legs)...)
	return f.Err()
}

// A Party is one of the two sides of a sale.
type Party string

// The parties.
const (
	Seller Party = "seller"
	Buyer  Party = "buyer"
)

// A RiskPoint is where the risk of loss passes from the seller to the buyer.
type RiskPoint string

// The points. Under CIF the risk passes on board although the seller pays the freight.
const (
	AtFactory     RiskPoint = "at_factory"
	OnBoard       RiskPoint = "on_board"
	AtDestination RiskPoint = "at_destination"
)

// An Incoterm is a trade term of Incoterms 2020. The zero Incoterm is none.
type Incoterm string

// The terms that a seller meets in China.
const (
	EXW Incoterm = "EXW" // ex works
	FOB Incoterm = "FOB" // free on board
	CIF Incoterm = "CIF" // cost, insurance and freight
	DDP Incoterm = "DDP" // delivered duty paid
)

// A ValueStep is a leg that stands between the price under a term and the US customs
// value, which is close to FOB.
type ValueStep struct {
	Leg Leg
	// Deduct says that the amount is taken from the price; otherwise it is added.
	Deduct bool
	// Condition says when the step is taken. "" is always.
	Condition string
}

// A term is what Incoterms 2020 say of one term.
type term struct {
	// Seller are the legs that the seller pays; the buyer pays all others.
	Seller []Leg
	// Choice are the legs that the payer need not buy at all.
	Choice []Leg
	Risk   RiskPoint
	Value  []ValueStep
}

// The terms, from the texts of ICC wall charts; the steps to the customs value are 19
// USC 1401a(b)(4) and CBP's informed compliance publication on the proper deductions
// of freight. Confidence medium.
var terms = map[Incoterm]term{
	EXW: {
		Seller: []Leg{ExportPacking},
		Choice: []Leg{CargoInsurance},
		Risk:   AtFactory,
		Value: []ValueStep{
			{Leg: InlandOrigin, Condition: "when it is part of the sale and not on a through bill of lading"},
		},
	},
	FOB: {
		Seller: []Leg{ExportPacking, InlandOrigin, ExportClearance, OriginTerminal},
		Choice: []Leg{CargoInsurance},
		Risk:   OnBoard,
	},
	CIF: { // at destination the buyer pays, unless the contract of carriage says otherwise
		Seller: []Leg{ExportPacking, InlandOrigin, ExportClearance, OriginTerminal, MainFreight, CargoInsurance},
		Risk:   OnBoard,
		Value: []ValueStep{
			{Leg: MainFreight, Deduct: true, Condition: ifIdentified},
			{Leg: CargoInsurance, Deduct: true, Condition: ifIdentified},
		},
	},
	DDP: {
		Seller: legs,
		Choice: []Leg{CargoInsurance},
		Risk:   AtDestination,
		Value: []ValueStep{
			{Leg: MainFreight, Deduct: true, Condition: ifIdentified},
			{Leg: CargoInsurance, Deduct: true, Condition: ifIdentified},
			{Leg: DestinationTerminal, Deduct: true, Condition: ifIdentified},
			{Leg: ImportClearance, Deduct: true, Condition: ifIdentified},
			{Leg: Delivery, Deduct: true, Condition: ifIdentified},
		},
	},
}

const ifIdentified = "when it is identified separately from the price"

// incoterms are the terms in the order of what the seller pays.
var incoterms = []Incoterm{EXW, FOB, CIF, DDP}

// Incoterms yields the terms in the order of what the seller pays, the least first.
func Incoterms() iter.Seq[Incoterm] { return slices.Values(incoterms) }

// Check returns an *fx.InputError with an empty field for a text that is no term.
func (t Incoterm) Check() error {
	var f fees.Faults
	f.OneOf("", string(t), texts(incoterms)...)
	return f.Err()
}

// Pays returns who pays a leg under the term. That the buyer pays the insurance under
// EXW and FOB, and the seller under DDP, means that it is theirs to buy or not: see
// [Incoterm.Optional]. Unknown terms and legs are *fx.InputError at "terms" and "leg".
func (t Incoterm) Pays(l Leg) (Party, error) {
	rule, err := t.rule(l)
	if err != nil {
		return "", err
	}
	if slices.Contains(rule.Seller, l) {
		return Seller, nil
	}
	return Buyer, nil
}

// Optional reports whether the payer of a leg may leave it out: cargo insurance,
// except under CIF, where the seller has to insure 110 % of the value at least under
// Institute Cargo Clauses C. Errors are those of [Incoterm.Pays].
func (t Incoterm) Optional(l Leg) (bool, error) {
	rule, err := t.rule(l)
	return slices.Contains(rule.Choice, l), err
}

// RiskPasses returns where the risk passes to the buyer. An unknown term is an
// *fx.InputError at "terms".
func (t Incoterm) RiskPasses() (RiskPoint, error) {
	return terms[t].Risk, fx.InField("terms", t.Check())
}

// ValueSteps returns the legs between the price and the US customs value, in the order
// of the way; none under FOB. An unknown term is an *fx.InputError at "terms".
func (t Incoterm) ValueSteps() ([]ValueStep, error) {
	return slices.Clone(terms[t].Value), fx.InField("terms", t.Check())
}

func (t Incoterm) rule(l Leg) (term, error) {
	var f fees.Faults
	f.Join(fx.InField("terms", t.Check()))
	f.Join(fx.InField("leg", l.Check()))
	return terms[t], f.Err()
}

// A CustomsValue is the step from a price to the US customs value. The zero
// CustomsValue is nothing.
type CustomsValue struct {
	// Value is the price with all known steps, exact. Without the Missing ones it is
	// too high when they are deducted, and too low when they are added.
	Value fx.Money
	// Steps are the steps that were taken.
	Steps []ValueStep
	// Missing are the legs whose amount is unknown.
	Missing []Leg
}

// Complete reports whether no amount is missing.
func (v CustomsValue) Complete() bool { return len(v.Missing) == 0 }

// CustomsValue returns the US customs value behind a price under the term. Amounts are
// what each leg cost, in the currency of the price: one that the term needs and that
// is not Valid, or not there, is missing; one of 0 is known and changes nothing. Others
// are not used. Whoever does not meet the condition of a step gives 0.
//
// The duty of a DDP price depends on the value itself: give what was paid, or solve it
// from the tariff with the package customs.
//
// Errors are *fx.InputError, joined: an unknown term, a price or amount below 0 or out
// of bounds, deductions above the price; and *fx.UnknownCurrencyError.
func (t Incoterm) CustomsValue(price fx.Money, amounts map[Leg]decimal.NullDecimal) (CustomsValue, error) {
	var f fees.Faults
	f.Join(fx.InField("terms", t.Check()))
	checkMoney(&f, "price", price)
	for _, l := range slices.Sorted(maps.Keys(amounts)) {
		f.Join(fx.InField("amounts", l.Check()))
		if a := amounts[l]; a.Valid {
			checkAmount(&f, "amounts."+string(l), a.Decimal)
		}
	}
	if len(f) > 0 {
		return CustomsValue{}, f.Err()
	}
	out := CustomsValue{Value: price}
	for _, step := range terms[t].Value {
		a := amounts[step.Leg]
		if !a.Valid {
			out.Missing = append(out.Missing, step.Leg)
			continue
		}
		out.Steps = append(out.Steps, step)
		if step.Deduct {
			out.Value.Amount = out.Value.Amount.Sub(a.Decimal)
		} else {
			out.Value.Amount = out.Value.Amount.Add(a.Decimal)
		}
	}
	if out.Value.Sign() < 0 {
		f.Add("amounts", fx.Plain(out.Value.Amount.Neg()), "must not exceed the price when they are deducted from it")
		return CustomsValue{}, f.Err()
	}
	return out, nil
}
