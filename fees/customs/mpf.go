package customs

import (
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// An mpfRule is what the merchandise processing fee costs in a fiscal year. A
// figure that is not Valid is unknown.
type mpfRule struct {
	// rate is taken of the value of a formal entry; the fee of the entry, not of a
	// line, is at least minimum and at most maximum.
	rate, minimum, maximum decimal.Decimal
	// manual is added to a formal entry that is filed on paper.
	manual decimal.NullDecimal
	// informal is the fee of an informal entry that is filed electronically, and
	// informalManual that of one on paper that the importer prepared.
	informal, informalManual decimal.NullDecimal
	// express is the fee per house waybill of an express carrier, and mail that of
	// one dutiable mail article. They stand in place of the informal fee.
	express, mail decimal.NullDecimal
}

var kindMPF = fees.NewKind("mpf", func(f *fees.TableFile) mpfRule {
	row := f.Only()
	rule := mpfRule{
		rate:           row.Rate("rate"),
		minimum:        row.Amount("minimum"),
		maximum:        row.Amount("maximum"),
		manual:         row.OptionalAmount("manual_surcharge"),
		informal:       row.OptionalAmount("informal"),
		informalManual: row.OptionalAmount("informal_manual"),
		express:        row.OptionalAmount("express"),
		mail:           row.OptionalAmount("mail"),
	}
	if rule.minimum.GreaterThan(rule.maximum) {
		row.Fault("maximum", "must be at least the minimum")
	}
	return rule
})

// A fee is what is taken from a whole entry.
type fee struct {
	amount decimal.Decimal // rounded to cents
	basis  string
	source fees.Source
	// missing says what nobody knows; amount is 0 then.
	missing string
}

// mpf returns the merchandise processing fee of an entry of a kind, which some of
// its lines pay.
func (e *Entry) mpf(table *fees.Table[mpfRule], kind Kind, payers *mpfPayers) fee {
	f := fee{source: table.Source}
	switch {
	case kind == DeMinimis:
		f.basis = "a de minimis entry pays no merchandise processing fee"
	case !payers.any:
		f.basis = "every line is exempt from the merchandise processing fee"
	case e.MPF.Valid:
		f.amount, f.basis, f.source = e.MPF.Decimal, "as supplied", fees.SuppliedBy("mpf")
		return f
	case kind != Formal:
		f.flat(e.informalFee(&table.Rules))
	case payers.unknown:
		f.missing = "mpf: the dutiable value of a line under chapter 98 is not known"
	default:
		f.amount, f.basis = table.Rules.formal(payers.base)
		if e.Manual {
			f.surcharge(table.Rules.manual)
		}
	}
	f.amount = e.roundFee(f.amount)
	return f
}

// formal returns the fee of a formal entry, rounded to cents.
func (r *mpfRule) formal(base decimal.Decimal) (decimal.Decimal, string) {
	basis := fx.Percent(r.rate) + " of " + fx.Plain(base)
	switch amount := r.rate.Mul(base); {
	case amount.LessThan(r.minimum):
		return r.minimum, basis + ", at least " + r.minimum.StringFixed(2) + " an entry"
	case amount.GreaterThan(r.maximum):
		return r.maximum, basis + ", at most " + r.maximum.StringFixed(2) + " an entry"
	default:
		return amount.Round(2), basis
	}
}

// surcharge adds that of an entry on paper.
func (f *fee) surcharge(manual decimal.NullDecimal) {
	if !manual.Valid {
		f.amount, f.missing = decimal.Decimal{}, "mpf: the surcharge of an entry on paper is not known for this fiscal year; supply the fee as mpf"
		return
	}
	f.amount = f.amount.Add(manual.Decimal)
	f.basis += ", and " + manual.Decimal.StringFixed(2) + " for an entry on paper"
}

// informalFee returns the fee of an informal entry, how often it is due and what
// it is called.
func (e *Entry) informalFee(r *mpfRule) (each decimal.NullDecimal, count int, what string) {
	switch {
	case e.Mode == Express:
		return r.express, max(e.Bills, 1), "the fee of an express waybill"
	case e.Mode == Mail:
		return r.mail, max(e.Bills, 1), "the fee of a dutiable mail article"
	case e.Manual:
		return r.informalManual, 1, "the fee of an informal entry on paper"
	default:
		return r.informal, 1, "the fee of an informal entry"
	}
}

// flat is a fee that does not depend on the value.
func (f *fee) flat(each decimal.NullDecimal, count int, what string) {
	if !each.Valid {
		f.missing = "mpf: " + what + " is not known for this fiscal year; supply it as mpf"
		return
	}
	n := decimal.NewFromInt(int64(count))
	f.amount, f.basis = each.Decimal.Mul(n).Round(2), what
	if count > 1 {
		f.basis += ", " + fx.Plain(n) + " times " + each.Decimal.StringFixed(2)
	}
}

// roundFee rounds a fee to whole dollars where the entry asks for it.
func (e *Entry) roundFee(d decimal.Decimal) decimal.Decimal {
	if e.Rounding == EntryReplayWholeFees {
		return d.Round(0)
	}
	return d.Round(2)
}
