package landed

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Cost is one amount that a shipment costs beside the goods and the entry:
// freight, insurance, a surcharge, an inspection, a mould. A negative amount is a
// credit and is split like the cost that it takes back. The zero Cost is not
// usable: it has no code and no basis.
type Cost struct {
	// Code names the kind of cost: snake_case, such as "main_freight". Several
	// costs may be of one kind. The codes of the parts that [Shipment.Land] finds
	// itself are taken: "purchase", "purchase_vat", "vat_refund", "mpf", "hmf", and
	// what begins with "duty_", "antidumping" or "countervailing". The code
	// "duty" is for a duty that is known otherwise, such as from the bill of the
	// broker, and only for a shipment without an Entry.
	Code  string
	Label string // for people; the code when empty
	// Leg is the leg of the transport that the cost belongs to; "" is none.
	Leg freight.Leg
	// Estimate, Invoice and Actual are what was expected, what was billed and what
	// was paid, in Currency and whole minor units; not Valid means not known. The
	// latest known one counts. Without any the amount of the cost is unknown.
	Estimate, Invoice, Actual decimal.NullDecimal
	Currency                  fx.Currency
	// Rate converts this cost; the zero Rate stands for the one of the shipment.
	Rate fx.Rate
	// By is what the cost is split by and To the SKUs that it is split over; no
	// SKU at all means every line.
	By Basis
	To []string
	// Typed are the amounts per SKU for the basis Typed, in Currency; they sum to
	// the amount.
	Typed map[string]decimal.Decimal
	// Dutiable says that the cost is part of the customs value: an assist, a
	// royalty, packing, a selling commission, inland freight that is not on a
	// through bill.
	Dutiable bool
	// InPrice says that the price of the goods has the cost in it, such as the
	// freight of goods that are bought CIF. It is then not added to the unit cost
	// again; international freight, insurance and everything after it are taken off the
	// price to find the customs value.
	InPrice bool
}

// A Basis says what a cost is split by.
type Basis string

// The bases. Value is the purchase without VAT in the currency of the books, not
// the customs value. Equally gives every line the same. Direct is for one line,
// whatever it weighs.
const (
	ByValue            Basis = "value"
	ByWeight           Basis = "weight"
	ByVolume           Basis = "volume"
	ByChargeableWeight Basis = "chargeable_weight"
	ByUnits            Basis = "units"
	Equally            Basis = "equal"
	Direct             Basis = "direct"
	Typed              Basis = "typed"
)

var bases = []string{
	string(ByValue), string(ByWeight), string(ByVolume), string(ByChargeableWeight),
	string(ByUnits), string(Equally), string(Direct), string(Typed),
}

// A Stage says how far the amount of a cost is known.
type Stage string

// The stages. The zero Stage is that of an unknown amount.
const (
	Estimated Stage = "estimate"
	Invoiced  Stage = "invoice"
	Paid      Stage = "actual"
)

// Amount returns the latest known amount of the cost and its stage: what was paid,
// else billed, else expected. The stage "" says that the amount is unknown.
func (c Cost) Amount() (decimal.Decimal, Stage) {
	switch {
	case c.Actual.Valid:
		return c.Actual.Decimal, Paid
	case c.Invoice.Valid:
		return c.Invoice.Decimal, Invoiced
	case c.Estimate.Valid:
		return c.Estimate.Decimal, Estimated
	}
	return decimal.Decimal{}, ""
}

// at returns the amount of one stage.
func (c *Cost) at(stage Stage) decimal.NullDecimal {
	switch stage {
	case Estimated:
		return c.Estimate
	case Invoiced:
		return c.Invoice
	case Paid:
		return c.Actual
	}
	return decimal.NullDecimal{}
}

// name is the label, or the code.
func (c *Cost) name() string {
	if c.Label != "" {
		return c.Label
	}
	return c.Code
}

// The codes of the parts that Land finds itself.
const (
	codePurchase       = "purchase"
	codePurchaseVAT    = "purchase_vat"
	codeVATRefund      = "vat_refund"
	codeDuty           = "duty"
	codeMPF            = "mpf"
	codeHMF            = "hmf"
	codeAntidumping    = "antidumping"
	codeCountervailing = "countervailing"
	dutyPrefix         = "duty_"
	codeDutyOpen       = dutyPrefix + "open"
)

// taken reports whether Land has parts of its own with the code.
func taken(code string) bool {
	switch code {
	case codePurchase, codePurchaseVAT, codeVATRefund, codeMPF, codeHMF:
		return true
	}
	return strings.HasPrefix(code, dutyPrefix) || isCase(code)
}

// isCase reports whether a code is that of an antidumping or countervailing duty.
func isCase(code string) bool {
	return strings.HasPrefix(code, codeAntidumping) || strings.HasPrefix(code, codeCountervailing)
}

// isSnakeCase reports whether a code has small letters, digits and _ only.
func isSnakeCase(code string) bool {
	for i := range len(code) {
		if c := code[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return false
		}
	}
	return code != ""
}

// check notes the faults of one cost at its path, as far as they do not depend on
// the shipment.
func (c *Cost) check(f *fees.Faults, r Remainder) {
	checkName(f, "code", c.Code)
	switch {
	case c.Code == "":
	case !isSnakeCase(c.Code):
		f.Add("code", c.Code, `must be of small letters, digits and _, such as "main_freight"`)
	case taken(c.Code):
		f.Add("code", c.Code, "must not be the code of a part that is computed")
	}
	if len(c.Label) > maxName {
		f.Add("label", c.Label, "must be at most "+strconv.Itoa(maxName)+" bytes")
	}
	f.OneOf("by", string(c.By), bases...)
	c.checkAmounts(f)
	if c.Dutiable && c.InPrice {
		f.Add("in_price", "true", "must not be given with dutiable: what the price has in it is in the customs value already")
	}
	if c.By == Direct && len(c.To) != 1 {
		f.Add("to", strconv.Itoa(len(c.To)), "must name one SKU for the basis direct")
	}
	if c.By == Typed {
		c.checkTyped(f, r)
	} else if len(c.Typed) > 0 {
		f.Add("typed", "", "must go with the basis typed")
	}
}

// checkAmounts notes amounts that are not whole minor units of a currency.
func (c *Cost) checkAmounts(f *fees.Faults) {
	if _, stage := c.Amount(); stage == "" {
		return
	}
	places, known := c.Currency.MinorUnits()
	if !known {
		checkCurrency(f, "currency", c.Currency)
	}
	for _, stage := range []Stage{Estimated, Invoiced, Paid} {
		if a := c.at(stage); a.Valid {
			checkAmount(f, string(stage), a.Decimal, places, known)
		}
	}
}

// checkAmount notes an amount that is out of bounds or, where the minor unit is
// known, not whole minor units.
func checkAmount(f *fees.Faults, field string, d decimal.Decimal, places int, known bool) {
	switch err := fx.CheckDecimal(d); {
	case err != nil:
		f.Join(fx.InField(field, err))
	case tooLarge(d):
		f.Add(field, fx.Plain(d), "must be at most "+fx.Plain(highest))
	case known && !d.Shift(int32(places)).IsInteger():
		f.Add(field, fx.Plain(d), "must have at most "+strconv.Itoa(places)+" decimals, as its currency has")
	}
}

// checkTyped notes typed amounts that are out of bounds, of the wrong sign or do
// not sum to the amount.
func (c *Cost) checkTyped(f *fees.Faults, r Remainder) {
	if len(c.To) > 0 {
		f.Add("to", "", "must not be given with the basis typed: typed names the SKUs")
	}
	if len(c.Typed) == 0 {
		f.Add("typed", "", "must have an amount per SKU for the basis typed")
		return
	}
	amount, stage := c.Amount()
	if stage == "" {
		return
	}
	before := len(*f)
	places, known := c.Currency.MinorUnits()
	for _, t := range c.typedAmounts() {
		field := "typed[" + strconv.Quote(t.Key) + "]"
		faults := len(*f)
		checkAmount(f, field, t.Amount, places, known)
		if len(*f) == faults && t.Amount.Sign()*amount.Sign() < 0 {
			f.Add(field, fx.Plain(t.Amount), "must not have another sign than the amount")
		}
	}
	if len(*f) > before || !known || fx.CheckDecimal(amount) != nil {
		return
	}
	if _, err := AllocateTyped(fx.Money{Amount: amount, Currency: c.Currency}, c.typedAmounts(), r); err != nil {
		for _, fault := range fx.Faults(err) {
			if in := new(fx.InputError); errors.As(fault, &in) && in.Field == "typed" {
				f.Add(in.Field, in.Value, in.Reason) // the rest is noted elsewhere
			}
		}
	}
}

// typedAmounts returns the typed amounts in the order of the SKUs.
func (c *Cost) typedAmounts() []TypedAmount {
	out := make([]TypedAmount, 0, len(c.Typed))
	for _, sku := range slices.Sorted(maps.Keys(c.Typed)) {
		out = append(out, TypedAmount{Key: sku, Amount: c.Typed[sku]})
	}
	return out
}
