package payment

import (
	"cmp"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// A Contract is a processor at terms that the caller supplies: a gateway in Hong
// Kong, Klarna, Afterpay or Affirm without Stripe, a bank. The zero Contract takes
// nothing from a payment, and what a dispute costs is unknown.
type Contract struct {
	// Name is who it is with, for people: "Afterpay". It may be empty.
	Name string
	// Rate is the share of the amount paid, 0 to 1; Fixed is taken per payment on
	// top of it.
	Rate, Fixed decimal.Decimal
	// Maximum is the most that the share comes to. Not Valid means no limit.
	Maximum decimal.NullDecimal
	// DisputeFee is taken for each payment that the buyer's bank takes back. Not
	// Valid means unknown.
	DisputeFee decimal.NullDecimal
}

// Check returns every fault, each an *fx.InputError with the name of the field in
// JSON form, joined, or nil.
func (c Contract) Check() error {
	var f fees.Faults
	f.Rate("rate", c.Rate)
	f.Amount("fixed", c.Fixed)
	f.OptionalAmount("maximum", c.Maximum)
	f.OptionalAmount("dispute_fee", c.DisputeFee)
	return f.Err()
}

// Fees returns payment_processing per order and dispute per dispute, both as
// functions of the amount paid, on any day. The errors are those of
// [Contract.Check].
func (c Contract) Fees(time.Time) ([]fees.Charge, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	p := newPrice(c.Rate, c.Fixed, c.Maximum)
	dispute := fees.Charge{Code: "dispute", Event: fees.PerDispute}
	if fee := c.DisputeFee; fee.Valid {
		dispute = dispute.Supplied("dispute_fee", fee.Decimal, "as supplied")
	} else {
		dispute.Unknown, dispute.Basis = true, "what a dispute costs is not given: supply it as dispute_fee"
	}
	return []fees.Charge{processing(cmp.Or(c.Name, "as supplied"), p, fees.SuppliedBy("rate")), dispute}, nil
}

var _ = []Processor{Stripe{}, PayPal{}, Contract{}}
