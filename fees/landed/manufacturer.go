package landed

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Manufacturer is the VAT return of one period of a manufacturer that exports its
// own goods (免抵退税): its exports are exempt, the input VAT in them is credited
// against the VAT on domestic sales, and what cannot be credited is refunded up to a
// cap. Amounts are in CNY. The zero Manufacturer sold nothing; it needs rates.
type Manufacturer struct {
	// Exports are the export sales of the period at FOB value, and Bonded the value of
	// the bonded materials in them, on which no VAT was paid.
	Exports, Bonded decimal.Decimal
	// OutputVAT is the VAT on domestic sales, InputVAT the VAT on the special invoices
	// of the period, and Carried the credit that the period before left.
	OutputVAT, InputVAT, Carried decimal.Decimal
	// VATRate and RefundRate are rates that the caller knows; they win over the
	// tables.
	VATRate, RefundRate decimal.NullDecimal
	// VATClass and RefundClass choose the row of the tables. The zero VATClass is
	// StandardVAT; a RefundClass has no default.
	VATClass    VATClass
	RefundClass RefundClass
	// ExportedOn is the export date, which decides both rates.
	ExportedOn time.Time
	// Tables are the rates; nil are the shipped ones.
	Tables *fees.Tables
}

// A ManufacturerRefund is every step of a manufacturer's return, in CNY and whole
// fen. The zero ManufacturerRefund is none.
type ManufacturerRefund struct {
	// Base is Exports - Bonded.
	Base fx.Money
	// NonCreditable is Base times what the VAT rate is above the refund rate, rounded:
	// input VAT that is a cost of the exports. Creditable is the rest of InputVAT,
	// below 0 when NonCreditable is more.
	NonCreditable, Creditable fx.Money
	// TaxDue is what is to be paid, Excess the credit that is left instead. One of
	// them is 0.
	TaxDue, Excess fx.Money
	// Cap is Base times the refund rate, rounded. Refund is the smaller of Excess and
	// Cap, and Offset (免抵税额) the rest of Cap, which was credited instead of being
	// refunded.
	Cap, Refund, Offset fx.Money
	// CarriedForward is the part of Excess above Cap, the credit of the next period.
	CarriedForward fx.Money
	// VATRate and RefundRate are the rates that were used.
	VATRate, RefundRate decimal.Decimal
	// VATSource and RefundSource say where they come from.
	VATSource, RefundSource fees.Source
}

// Assess computes the return, with v the VAT rate and r the refund rate:
//
//	non-creditable = (exports - bonded) * (v - r)   rounded half away from zero
//	tax            = output - (input - non-creditable) - carried
//	cap            = (exports - bonded) * r         rounded half away from zero
//	refund         = min(-tax, cap) when the tax is below 0, otherwise 0
//
// Every fault is reported at once, each an *[fx.InputError]: amounts below 0 or
// above a million million, off the grid of the fen, bonded materials above the exports, and those of
// [VAT.Purchase] for the rates.
func (m Manufacturer) Assess() (ManufacturerRefund, error) {
	var faults fees.Faults
	fen(&faults, "exports", m.Exports)
	fen(&faults, "bonded", m.Bonded)
	fen(&faults, "output_vat", m.OutputVAT)
	fen(&faults, "input_vat", m.InputVAT)
	fen(&faults, "carried", m.Carried)
	if len(faults) == 0 && m.Bonded.GreaterThan(m.Exports) {
		faults.Add("bonded", fx.Plain(m.Bonded), "must not be above the exports")
	}
	v, r, vatSource, refundSource, err := ratesFor(
		vatRate(m.VATRate, m.VATClass, time.Time{}, m.ExportedOn), refundRate(m.RefundRate, m.RefundClass, m.ExportedOn), m.Tables)
	faults.Join(err)
	if len(faults) > 0 {
		return ManufacturerRefund{}, faults.Err()
	}
	base := m.Exports.Sub(m.Bonded)
	nonCreditable := base.Mul(v.Sub(r)).Round(2)
	creditable := m.InputVAT.Sub(nonCreditable)
	tax := m.OutputVAT.Sub(creditable).Sub(m.Carried)
	due, excess := decimal.Max(tax, decimal.Zero), decimal.Max(tax.Neg(), decimal.Zero)
	limit := base.Mul(r).Round(2)
	refund := decimal.Min(excess, limit)
	return ManufacturerRefund{
		Base: yuan(base), NonCreditable: yuan(nonCreditable), Creditable: yuan(creditable),
		TaxDue: yuan(due), Excess: yuan(excess),
		Cap: yuan(limit), Refund: yuan(refund), Offset: yuan(limit.Sub(refund)),
		CarriedForward: yuan(excess.Sub(refund)),
		VATRate:        v, RefundRate: r, VATSource: vatSource, RefundSource: refundSource,
	}, nil
}

var maxYuan = decimal.New(1, 12)

// fen notes an amount that is not in whole fen from 0 to a million million.
func fen(faults *fees.Faults, field string, d decimal.Decimal) {
	switch err := fx.CheckDecimal(d); {
	case err != nil:
		faults.Join(fx.InField(field, err))
	case d.Sign() < 0:
		faults.Add(field, fx.Plain(d), "must not be below 0")
	case d.GreaterThan(maxYuan):
		faults.Add(field, fx.Plain(d), "must be at most "+fx.Plain(maxYuan))
	case !d.Shift(2).IsInteger():
		faults.Add(field, fx.Plain(d), "must be in whole fen")
	}
}

func yuan(amount decimal.Decimal) fx.Money { return fx.Money{Amount: amount, Currency: fx.CNY} }
