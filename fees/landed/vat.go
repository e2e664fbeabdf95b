package landed

import (
	"math/bits"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// PriceVAT says how a purchase price stands to Chinese VAT.
type PriceVAT string

// What a purchase price says.
const (
	// NoVAT is a price without any VAT that could come back. It is the cost.
	NoVAT PriceVAT = ""
	// VATIncluded is a price that contains the VAT of the invoice (含税价).
	VATIncluded PriceVAT = "included"
	// VATExcluded is a price to which the supplier adds the VAT when he writes a
	// special invoice (不含税价).
	VATExcluded PriceVAT = "excluded"
)

// VATClass is a class of goods with a VAT rate of its own.
type VATClass string

// The classes of the shipped tables: 13 % and 9 % since 2019-04-01. Before that day
// only the rate of StandardVAT is on record.
const (
	StandardVAT VATClass = "standard" // most goods, and what the zero VATClass means
	ReducedVAT  VATClass = "reduced"  // farm products and some others
)

// RefundClass is a class of goods with a refund rate of its own.
type RefundClass string

// The classes of the shipped tables. The rate of one product is that of its Chinese
// tariff code, of 8 to 10 digits; where it is not known to be one of these, supply
// it.
const (
	RefundGeneral      RefundClass = "general"          // most finished consumer goods
	RefundMetals       RefundClass = "aluminium_copper" // products of aluminium and of copper
	RefundPhotovoltaic RefundClass = "photovoltaic"
	RefundBatteries    RefundClass = "batteries"
	RefundMinerals     RefundClass = "other_minerals" // some products of non-metal minerals
)

// VAT says how a purchase price stands to Chinese VAT and what of it is refunded on
// export to a trading company (免退税). The zero VAT is a price without VAT, of which
// nothing comes back.
type VAT struct {
	Price PriceVAT
	// VATRate and RefundRate are rates that the caller knows, such as 0.13; they win
	// over the tables.
	VATRate, RefundRate decimal.NullDecimal
	// VATClass and RefundClass choose the row of the tables. The zero VATClass is
	// StandardVAT; a RefundClass has no default.
	VATClass    VATClass
	RefundClass RefundClass
	// InvoicedOn is the day of the supplier's invoice, which decides the VAT rate; the
	// zero time means the day of export. ExportedOn is the export date on the customs
	// declaration, which decides the refund rate.
	InvoicedOn, ExportedOn time.Time
	// NoSpecialInvoice says that there is no special VAT invoice, so that nothing is
	// refunded. No VAT is added to a price without VAT then.
	NoSpecialInvoice bool
	// DelayDays is the number of calendar days from the export to the money. Not Valid
	// is unknown.
	DelayDays decimal.NullDecimal
	// Tables are the rates; nil are the shipped ones.
	Tables *fees.Tables
}

// A Purchase is the price of an invoice line with its VAT and refund. All amounts are
// in whole minor units. The zero Purchase is none.
type Purchase struct {
	// Gross is what the supplier gets: Excluding + VAT.
	Gross, Excluding, VAT fx.Money
	// Refund is Excluding times the refund rate, rounded half away from zero, and Net
	// is Gross - Refund: the cost.
	Refund, Net fx.Money
	// VATRate and RefundRate are the rates that were used; zero when Reason says that
	// there is none.
	VATRate, RefundRate decimal.Decimal
	// Reason says why nothing is refunded, "" when something is.
	Reason string
	// VATSource and RefundSource say where the rates come from.
	VATSource, RefundSource fees.Source
	// Receivable is the refund as money to come, the zero Receivable without one.
	Receivable Receivable
}

// Purchase returns the price of one invoice line, for all of its units, with its VAT
// and refund. With P the price including VAT, v the VAT rate and r the refund rate,
//
//	excluding = P / (1 + v)   rounded once, half away from zero
//	VAT       = P - excluding
//	refund    = excluding * r  rounded half away from zero
//	net       = P - refund     = excluding * (1 + v - r) before rounding
//
// A price excluding VAT is the base itself, and the VAT on it is rounded. The base of
// the refund is the purchase and not the export price (Caishui 2012 no. 39).
//
// Every fault is reported at once, each an *[fx.InputError]: a price below 0, one
// with VAT in another currency than CNY, rates that are not fractions from 0 to 1, a
// refund rate above the VAT rate, a date or class that is needed and missing. A day
// that no table covers is a *[fees.NoTableError] and a class without a row a
// *[fees.UnknownKeyError]; supply the rate then.
func (v VAT) Purchase(price fx.Money) (Purchase, error) {
	var faults fees.Faults
	gross, err := price.Round()
	if outside := fx.CheckDecimal(price.Amount); outside != nil {
		err = outside
	}
	faults.Join(fx.InField("price", err))
	if price.Sign() < 0 {
		faults.Add("price", price.String(), "must not be below 0")
	}
	terms, err := v.terms(price.Currency)
	faults.Join(err)
	if len(faults) > 0 {
		return Purchase{}, faults.Err()
	}
	p := Purchase{Gross: gross, Excluding: gross, Net: gross, VAT: nothing(gross), Refund: nothing(gross), Reason: terms.reason}
	if p.Reason != "" {
		return p, nil
	}
	p.VATRate, p.RefundRate, p.VATSource, p.RefundSource = terms.rate, terms.refundRate, terms.source, terms.refundSource
	p.takeVAT(price, v.Price == VATIncluded)
	if p.RefundRate.IsZero() {
		p.Reason = "the refund rate is 0%"
	} else {
		p.Receivable = v.receivable(p.Refund, p.RefundSource)
	}
	return p, nil
}

// receivable is a refund as money to come.
func (v *VAT) receivable(refund fx.Money, source fees.Source) Receivable {
	return Receivable{Code: "vat_refund", Amount: refund, From: v.ExportedOn, DelayDays: v.DelayDays, Source: source}
}

// vatTerms are what a VAT comes to for every price in one currency.
type vatTerms struct {
	rate, refundRate     decimal.Decimal
	source, refundSource fees.Source
	reason               string // why there is no refund whatever the rates are, or ""
}

// terms checks a VAT and finds its rates.
func (v *VAT) terms(c fx.Currency) (vatTerms, error) {
	var faults fees.Faults
	faults.OneOf("price_vat", string(v.Price), string(NoVAT), string(VATIncluded), string(VATExcluded))
	if v.Price != NoVAT && c != fx.CNY {
		faults.Add("price.currency", string(c), "must be CNY, or the price has no Chinese VAT")
	}
	faults.Join(checkDelay(v.DelayDays))
	t := vatTerms{reason: v.noRefund()}
	if t.reason == "" {
		var err error
		t.rate, t.refundRate, t.source, t.refundSource, err = ratesFor(v.rate(), v.refundRate(), v.Tables)
		faults.Join(err)
	}
	return t, faults.Err()
}

// same reports whether two VATs come to the same terms for sure.
func (v *VAT) same(other *VAT) bool {
	return v.Price == other.Price && v.VATClass == other.VATClass && v.RefundClass == other.RefundClass &&
		v.InvoicedOn == other.InvoicedOn && v.ExportedOn == other.ExportedOn && v.NoSpecialInvoice == other.NoSpecialInvoice && v.Tables == other.Tables &&
		sameRate(v.VATRate, other.VATRate) && sameRate(v.RefundRate, other.RefundRate) && sameRate(v.DelayDays, other.DelayDays)
}

func sameRate(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}

// takeVAT works out the amounts of a purchase at its rates.
func (p *Purchase) takeVAT(price fx.Money, included bool) {
	if p.takeMinor(price, included) {
		return
	}
	gross, places := p.Gross, placesOf(p.Gross.Currency)
	factor := decimal.New(1, 0).Add(p.VATRate)
	if included {
		p.Excluding.Amount = price.Amount.DivRound(factor, places)
		p.VAT.Amount = gross.Amount.Sub(p.Excluding.Amount)
	} else {
		p.VAT.Amount = gross.Amount.Mul(p.VATRate).Round(places)
		p.Gross.Amount = gross.Amount.Add(p.VAT.Amount)
	}
	p.Refund.Amount = p.Excluding.Amount.Mul(p.RefundRate).Round(places)
	p.Net.Amount = p.Gross.Amount.Sub(p.Refund.Amount)
}

// takeMinor is takeVAT in minor units, for a price in whole ones. It is false when
// the numbers do not fit, and leaves the purchase as it was.
func (p *Purchase) takeMinor(price fx.Money, included bool) bool {
	units, whole := minorUnits(price)
	if !whole {
		return false
	}
	net, vat, refund, fits := takeCents(units, p.VATRate, p.RefundRate, included)
	if !fits {
		return false
	}
	places := placesOf(price.Currency)
	if !included {
		p.Gross.Amount = decimal.New(net+vat, -places)
	}
	p.Excluding.Amount, p.VAT.Amount = decimal.New(net, -places), decimal.New(vat, -places)
	p.Refund, p.Net = p.VAT, p.Excluding // as often: what was paid comes back
	if refund != vat {
		p.Refund.Amount, p.Net.Amount = decimal.New(refund, -places), decimal.New(net+vat-refund, -places)
	}
	return true
}

// takeCents returns the parts of a price in minor units, if the numbers fit.
func takeCents(price int64, rate, refundRate decimal.Decimal, included bool) (net, vat, refund int64, fits bool) {
	num, den, rateFits := smallFraction(rate)
	back, backDen, backFits := smallFraction(refundRate)
	if !rateFits || !backFits || price < 0 || price > highestMinor {
		return 0, 0, 0, false
	}
	n := uint64(price)
	if included {
		n = mulDiv(n, den, den+num)
		vat = price - int64(n)
	} else {
		vat = int64(mulDiv(n, num, den))
	}
	return int64(n), vat, int64(mulDiv(n, back, backDen)), true
}

// smallFraction returns a rate from 0 to 1 as a fraction, if it has few digits.
func smallFraction(rate decimal.Decimal) (num, den uint64, fits bool) {
	places := -rate.Exponent()
	if places < 0 || places > 9 || rate.Sign() < 0 || rate.NumDigits() > 10 {
		return 0, 0, false
	}
	num, den = uint64(rate.CoefficientInt64()), powersOfTen[places]
	return num, den, num <= den
}

// mulDiv returns n × num / den, rounded half up, where num is at most den.
func mulDiv(n, num, den uint64) uint64 {
	hi, lo := bits.Mul64(n, num)
	q, rest := bits.Div64(hi, lo, den)
	if rest >= den-rest {
		q++
	}
	return q
}

func nothing(m fx.Money) fx.Money { return fx.Money{Currency: m.Currency} }

// noRefund says why there is no refund whatever the rates are, or "".
func (v *VAT) noRefund() string {
	switch {
	case v.Price == NoVAT:
		return "the price contains no Chinese VAT"
	case v.NoSpecialInvoice:
		return "there is no special VAT invoice"
	}
	return ""
}

func (v *VAT) rate() datedRate {
	return vatRate(v.VATRate, v.VATClass, v.InvoicedOn, v.ExportedOn)
}

func (v *VAT) refundRate() datedRate { return refundRate(v.RefundRate, v.RefundClass, v.ExportedOn) }

// vatRate is the VAT rate of the day of the invoice, or of the export without one.
func vatRate(given decimal.NullDecimal, class VATClass, invoiced, exported time.Time) datedRate {
	if class == "" {
		class = StandardVAT
	}
	if invoiced.IsZero() {
		invoiced = exported
	}
	return datedRate{vatRateKind, given, string(class), invoiced, "vat_rate", "vat_class", "invoiced_on"}
}

func refundRate(given decimal.NullDecimal, class RefundClass, exported time.Time) datedRate {
	return datedRate{refundRateKind, given, string(class), exported, "refund_rate", "refund_class", "exported_on"}
}
