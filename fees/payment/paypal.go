package payment

import (
	"cmp"
	"errors"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// A Product is the way a buyer pays through PayPal.
type Product string

// The products. The zero Product is Checkout. A table may have further ones.
const (
	Checkout     Product = "checkout"      // PayPal Checkout, guest checkout and Venmo
	StandardCard Product = "card"          // standard credit and debit card payments
	AdvancedCard Product = "advanced_card" // advanced credit and debit card payments
	PayLater     Product = "pay_later"
	QRCode       Product = "qr_code"
	// ChinaCrossBorder is what a merchant registered in China pays to receive
	// money across a border. It rests on one undated guide.
	ChinaCrossBorder Product = "china_cross_border"
)

// A Dispute says which of PayPal's fees a payment that is taken back costs. The
// zero Dispute goes by the product: a Chargeback for AdvancedCard, which PayPal
// calls unbranded, a StandardDispute for every other.
type Dispute string

// The fees.
const (
	StandardDispute   Dispute = "standard"
	HighVolumeDispute Dispute = "high_volume" // for sellers with many disputes: 1.5 % of payments and over 100 payments in three months
	Chargeback        Dispute = "chargeback"  // for payments outside of PayPal accounts and guest checkout
)

// The prices of PayPal are graded one by one, so each has a table of its own.
var (
	payPalKind = fees.NewKind("paypal", func(f *fees.TableFile) price { return readPrice(f.Only()) }, fees.AnyVariant)

	payPalSurchargeKind = fees.NewKind("paypal_surcharge", func(f *fees.TableFile) decimal.Decimal {
		return f.Only().Rate("rate")
	}, internationalBuyer, conversion)

	payPalDisputeKind = fees.NewKind("paypal_dispute", func(f *fees.TableFile) map[Dispute]fees.Curve {
		return fees.ReadEveryKey(f, "dispute", func(row *fees.Row) fees.Curve { return row.Fee("fee") },
			StandardDispute, HighVolumeDispute, Chargeback)
	})
)

// The variants of the kind paypal_surcharge.
const (
	internationalBuyer = "international_buyer"
	conversion         = "conversion"
)

// PayPal is a payment through PayPal to a merchant in the US. The zero PayPal is
// PayPal Checkout by a buyer in the US.
type PayPal struct {
	// Product is how the buyer pays.
	Product Product
	// InternationalBuyer says that the buyer is outside of the US. It does not go
	// with ChinaCrossBorder, where every buyer is abroad.
	InternationalBuyer bool
	// Conversion says that PayPal exchanges the money, at a rate worse than the
	// market's: its spread is taken for a share of the amount paid.
	Conversion bool
	// Dispute picks the fee of a payment that is taken back.
	Dispute Dispute

	// Rate and Fixed are an agreed share of the amount and an amount per payment
	// in place of those of the product; the percentages of the fields above still
	// come on top. Fixed goes with Rate; not Valid, it is none.
	Rate, Fixed decimal.NullDecimal

	// Tables are the fee tables; nil means the shipped ones.
	Tables *fees.Tables
}

// Check returns every fault that does not depend on a date, each an
// *fx.InputError with the name of the field in JSON form, joined, or nil.
func (p PayPal) Check() error {
	var f fees.Faults
	if p.InternationalBuyer && p.Product == ChinaCrossBorder {
		f.Add("international_buyer", "true", "must not be given for "+string(ChinaCrossBorder)+": its buyers are abroad")
	}
	if p.Dispute != "" {
		f.OneOf("dispute", string(p.Dispute), string(StandardDispute), string(HighVolumeDispute), string(Chargeback))
	}
	checkAgreed(&f, p.Rate, p.Fixed)
	return f.Err()
}

func (p PayPal) product() Product { return cmp.Or(p.Product, Checkout) }

func (p PayPal) dispute() Dispute {
	switch {
	case p.Dispute != "":
		return p.Dispute
	case p.Product == AdvancedCard:
		return Chargeback
	}
	return StandardDispute
}

// Fees returns payment_processing per order and dispute per dispute, both as
// functions of the amount paid.
//
// Errors are those of [PayPal.Check], *fees.NoTableError for a day without a
// table, and *fees.UnknownKeyError for a product without one.
func (p PayPal) Fees(on time.Time) ([]fees.Charge, error) {
	t, err := format.Or(p.Tables)
	if err != nil {
		return nil, errors.Join(p.Check(), err)
	}
	listed, err := find(payPalKind, t, "paypal", "product", string(p.product()), on)
	if err := errors.Join(p.Check(), err); err != nil {
		return nil, err
	}
	rates, source := agreed(p.Rate, p.Fixed, listed.Rules, listed.Source)
	payment := processing(string(p.product()), rates, source)
	for _, extra := range []struct {
		applies       bool
		variant, what string
	}{
		{p.InternationalBuyer, internationalBuyer, "international buyer"},
		{p.Conversion, conversion, "conversion"},
	} {
		if !extra.applies {
			continue
		}
		table, err := payPalSurchargeKind.OnVariant(t, extra.variant, on)
		if err != nil {
			return nil, err
		}
		add(&payment, extra.what, table.Rules, table.Source)
	}
	disputes, err := payPalDisputeKind.On(t, on)
	if err != nil {
		return nil, err
	}
	return []fees.Charge{payment, {
		Code: "dispute", Event: fees.PerDispute, Amount: disputes.Rules[p.dispute()],
		Basis: "per payment taken back (" + string(p.dispute()) + ")", Source: disputes.Source,
	}}, nil
}
