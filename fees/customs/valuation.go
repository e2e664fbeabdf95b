package customs

import (
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A ValueKind is a part of what was paid, and whether it belongs to the customs
// value (19 USC 1401a(b)).
type ValueKind string

// The parts that are added when the price does not contain them.
const (
	Packing           ValueKind = "packing"            // containers and packing that the buyer pays
	SellingCommission ValueKind = "selling_commission" // to an agent of the seller
	AssistCost        ValueKind = "assist"             // see [Assist]
	Royalty           ValueKind = "royalty"            // royalty or licence fee that is a condition of the sale
	Proceeds          ValueKind = "proceeds"           // of a later resale, that return to the seller
)

// The parts that are taken off when the price contains them and they are separately
// identified.
const (
	InternationalFreight   ValueKind = "international_freight"
	InternationalInsurance ValueKind = "international_insurance"
	ForeignInlandFreight   ValueKind = "foreign_inland_freight" // only on a through bill of lading to the US
	USInlandFreight        ValueKind = "us_inland_freight"
	USDutyAndFees          ValueKind = "us_duty_and_fees" // duty, MPF and HMF in a delivered price
	BuyingCommission       ValueKind = "buying_commission"
	PostImportWork         ValueKind = "post_import_work" // assembly or service after the import
)

// The lines of a customs value that are not parts.
const (
	InvoicePrice   ValueKind = "price"
	FirstSalePrice ValueKind = "first_sale"
)

var (
	additions  = []string{string(Packing), string(SellingCommission), string(AssistCost), string(Royalty), string(Proceeds)}
	deductions = []string{
		string(InternationalFreight), string(InternationalInsurance), string(ForeignInlandFreight), string(USInlandFreight),
		string(USDutyAndFees), string(BuyingCommission), string(PostImportWork),
	}
)

// A ValuePart is one addition or deduction. The zero ValuePart is not valid: it has
// no kind.
type ValuePart struct {
	Kind  ValueKind
	Label string
	// Amount is what it is, never negative; the kind says whether it is added.
	Amount fx.Money
	// NotIdentified says that the papers do not show a deduction separately: it
	// stays in the customs value then.
	NotIdentified bool
}

// A FirstSale is the sale of the maker to a middleman, whose price may be the
// customs value when three conditions can be shown (Nissho Iwai; T.D. 96-87). The
// zero FirstSale claims none.
type FirstSale struct {
	Price fx.Money
	// BonaFide says that the middleman bought and owned the goods, ArmsLength that
	// price and terms were those of strangers, DestinedToUS that the goods were
	// clearly meant for the US when they were sold.
	BonaFide, ArmsLength, DestinedToUS bool
}

// A Valuation is how the customs value of goods follows from what is paid: the
// price paid or payable when they are sold for export to the US, with additions and
// deductions. It is in practice close to FOB: freight and insurance to the US are
// not part of it. The zero Valuation is not valid: it has no price.
type Valuation struct {
	// Price is the price paid or payable for all of the goods, whatever its terms.
	Price fx.Money
	// FirstSale is the price of an earlier sale in place of Price.
	FirstSale FirstSale
	// Parts are the additions that the price does not contain, and the deductions
	// that it does contain.
	Parts []ValuePart
	// ExportedOn is the day of exportation, of which the rates must be; zero when
	// unknown.
	ExportedOn time.Time
	// Rates convert every other currency to US dollars; a buffer is left out.
	Rates []fx.Rate
}

// A ValueLine is one line of a customs value.
type ValueLine struct {
	Kind    ValueKind
	Label   string
	Entered fx.Money
	// Amount is what it adds in US dollars, negative for a deduction, rounded half
	// away from zero to the cent.
	Amount decimal.Decimal
	Reason string
	Rate   fx.Rate // the zero Rate for US dollars
}

// A CustomsValue is the value of goods for customs, with the lines that it is the
// sum of.
type CustomsValue struct {
	Lines []ValueLine
	Value decimal.Decimal // US dollars
	// Conditions are what must be shown for a first sale, and whether it is.
	Conditions []Condition
	Warnings   []fees.Warning
}

// A Condition is something that must be shown to customs.
type Condition struct {
	Code, Text string
	Met        bool
}

// Check returns every fault of the Valuation, each an *fx.InputError, joined, or
// nil.
func (v Valuation) Check() error {
	var f fees.Faults
	v.checkMoney(&f, "price", v.Price)
	if v.Price.Currency != "" && v.Price.Sign() == 0 {
		f.Add("price", "0", "must be above 0: goods without a price have no transaction value")
	}
	if v.FirstSale.claimed() {
		v.checkMoney(&f, "first_sale.price", v.FirstSale.Price)
		if v.FirstSale.Price.Currency != "" && v.FirstSale.Price.Sign() == 0 {
			f.Add("first_sale.price", "0", "must be above 0")
		}
	}
	for i, p := range v.Parts {
		f.OneOf(at("parts", i, "kind"), string(p.Kind), slices.Concat(additions, deductions)...)
		v.checkMoney(&f, at("parts", i, "amount"), p.Amount)
		if p.NotIdentified && slices.Contains(additions, string(p.Kind)) {
			f.Add(at("parts", i, "not_identified"), "true", "must go with a deduction")
		}
	}
	return f.Err()
}

// checkMoney notes an amount that is unusable or has no rate.
func (v *Valuation) checkMoney(f *fees.Faults, field string, m fx.Money) {
	if err := checkMoney(field, m); err != nil {
		f.Join(err)
		return
	}
	if _, has := v.rate(m.Currency); !has {
		f.Add(field, m.String(), "must have a rate to USD in rates")
	}
}

// rate returns the rate between a currency and the dollar; none is needed for the
// dollar itself.
func (v *Valuation) rate(c fx.Currency) (fx.Rate, bool) {
	if c == fx.USD {
		return fx.Rate{}, true
	}
	for _, r := range v.Rates {
		if r.Base() == c && r.Quote() == fx.USD || r.Base() == fx.USD && r.Quote() == c {
			return r.Spot(), true
		}
	}
	return fx.Rate{}, false
}

func (s FirstSale) claimed() bool { return s.Price.Currency != "" || s.Price.Sign() != 0 }

// conditions are what must be shown for a first sale.
func (s FirstSale) conditions() []Condition {
	return []Condition{
		{"bona_fide", "the middleman bought and owned the goods: a bona fide sale", s.BonaFide},
		{"arms_length", "the first sale was at arm's length", s.ArmsLength},
		{"destined_to_us", "the goods were clearly destined to the US when they were first sold", s.DestinedToUS},
	}
}

// Value returns the customs value. Every line is converted at the rate of its
// currency and rounded once, half away from zero, to the cent. A first sale counts
// only when all of its conditions are met; else the price does, and the lines say
// why. A deduction that is not separately identified takes nothing off.
//
// The errors are those of [Valuation.Check], and an *fx.InputError for parts that
// take off the whole price or more.
func (v Valuation) Value() (CustomsValue, error) {
	if err := v.Check(); err != nil {
		return CustomsValue{}, err
	}
	var out CustomsValue
	first := v.FirstSale.claimed()
	if first {
		out.Conditions = v.FirstSale.conditions()
	}
	unmet := slices.IndexFunc(out.Conditions, func(c Condition) bool { return !c.Met })
	switch {
	case !first:
		v.add(&out, InvoicePrice, "", v.Price, 1, "price paid or payable, 19 USC 1401a(b)")
	case unmet < 0:
		v.add(&out, FirstSalePrice, "", v.FirstSale.Price, 1, "first sale for export to the US: its three conditions are said to be met, and have to be shown")
		v.add(&out, InvoicePrice, "", v.Price, 0, "not the base: the first sale is")
	default:
		v.add(&out, InvoicePrice, "", v.Price, 1, "price paid or payable, 19 USC 1401a(b)")
		v.add(&out, FirstSalePrice, "", v.FirstSale.Price, 0, "not the base: not shown that "+out.Conditions[unmet].Text)
	}
	for _, p := range v.Parts {
		sign, reason := p.effect()
		v.add(&out, p.Kind, p.Label, p.Amount, sign, reason)
	}
	if out.Value.Sign() <= 0 {
		return CustomsValue{}, fx.NewInputError("parts", fx.Plain(out.Value), "must leave a customs value above 0")
	}
	return out, nil
}

// effect says whether a part is added, 1, taken off, -1, or neither, and why.
func (p *ValuePart) effect() (sign int64, reason string) {
	switch {
	case slices.Contains(additions, string(p.Kind)):
		return 1, "added: " + valueReasons[p.Kind]
	case p.NotIdentified:
		return 0, "not taken off: it is not separately identified"
	default:
		return -1, "taken off: " + valueReasons[p.Kind]
	}
}

var valueReasons = map[ValueKind]string{
	Packing:                "packing that the buyer pays is part of the value",
	SellingCommission:      "a commission to the seller's agent is part of the value",
	AssistCost:             "what the buyer gave the maker is part of the value",
	Royalty:                "a royalty that is a condition of the sale is part of the value",
	Proceeds:               "proceeds that return to the seller are part of the value",
	InternationalFreight:   "freight to the US is not part of the value",
	InternationalInsurance: "insurance to the US is not part of the value",
	ForeignInlandFreight:   "inland freight is not part of the value on a through bill of lading to the US",
	USInlandFreight:        "freight within the US is not part of the value",
	USDutyAndFees:          "US duty and fees are not part of the value",
	BuyingCommission:       "a commission to the buyer's own agent is not part of the value",
	PostImportWork:         "work after the import is not part of the value",
}

// add books a line: the amount with a sign, or 0 for one that only is mentioned.
func (v *Valuation) add(out *CustomsValue, kind ValueKind, label string, m fx.Money, sign int64, reason string) {
	rate, _ := v.rate(m.Currency)
	line := ValueLine{Kind: kind, Label: label, Entered: m, Reason: reason, Rate: rate}
	if sign != 0 {
		usd := fx.Money{Amount: m.Amount.Round(2), Currency: fx.USD}
		if !rate.IsZero() {
			usd, _ = rate.ConvertRounded(m) // checked
		}
		line.Amount = usd.Amount.Mul(decimal.NewFromInt(sign))
		out.Value = out.Value.Add(line.Amount)
		v.warnOfRate(out, rate)
	}
	out.Lines = append(out.Lines, line)
}

// warnOfRate warns of a rate that is not of the day of exportation.
func (v *Valuation) warnOfRate(out *CustomsValue, rate fx.Rate) {
	if age, known := rate.AgeDays(v.ExportedOn); !known || age == 0 {
		return
	}
	w := fees.Warning{
		Code: "rate_day",
		Text: "customs converts at the rate of the day of exportation, " + v.ExportedOn.Format(time.DateOnly) +
			": the rate of " + string(rate.Base()) + "/" + string(rate.Quote()) + " is of " + rate.Date().Format(time.DateOnly),
	}
	if !slices.Contains(out.Warnings, w) {
		out.Warnings = append(out.Warnings, w)
	}
}
