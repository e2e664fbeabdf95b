package fees_test

import (
	"errors"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// Charges keep their order; one without a code does not apply.
func TestBill(t *testing.T) {
	for _, bill := range []fees.Bill{{}, fees.NewBill(0), fees.NewBill(-1), fees.NewBill(1)} {
		bill.Add(fees.Charge{Code: "referral"}, nil)
		bill.Add(fees.Charge{Amount: fees.Flat(dec("1"))}, nil)
		bill.Fail(nil)
		bill.Add(fees.Charge{Code: "fulfillment"}, nil)
		charges, err := bill.Charges()
		if err != nil || len(charges) != 2 || charges[0].Code != "referral" || charges[1].Code != "fulfillment" {
			t.Errorf("%+v, %v", charges, err)
		}
	}
	if charges, err := new(fees.Bill).Charges(); err != nil || len(charges) > 0 {
		t.Errorf("the zero Bill has %+v, %v", charges, err)
	}
}

// Every error is reported, that of an amount too, and then there are no charges.
func TestBillFails(t *testing.T) {
	lost, late := errors.New("lost"), errors.New("late")
	bill := fees.NewBill(4)
	bill.Add(fees.Charge{Code: "referral"}, nil)
	bill.Add(fees.Charge{Code: "fulfillment"}, lost)
	bill.Fail(late)
	broken := fees.Flat(decimal.New(1, 99))
	bill.Add(fees.Charge{Code: "storage", Amount: broken}, nil)
	bill.Add(fees.Charge{Amount: broken}, nil) // without a code
	charges, err := bill.Charges()
	if charges != nil || !errors.Is(err, lost) || !errors.Is(err, late) || !errors.Is(err, broken.Err()) {
		t.Errorf("%+v, %v", charges, err)
	}
}

// A supplied amount replaces amount, basis and source, and nothing else.
func TestChargeSupplied(t *testing.T) {
	share := dec("0.5")
	before := fees.Charge{
		Code: "fulfillment", Event: fees.PerUnitSold, Units: 2, RefundShare: share, FreeShare: share,
		Basis: "a table", Source: fees.Source{Table: "t"}, Warnings: []fees.Warning{{Code: "w"}},
	}
	c := before.Supplied("fulfillment_fee", dec("3.40"), "as supplied")
	if amount, err := c.Amount.At(dec("20")); err != nil || !amount.Equal(dec("3.40")) {
		t.Errorf("%s, %v", amount, err)
	}
	if c.Basis != "as supplied" || c.Source != fees.SuppliedBy("fulfillment_fee") {
		t.Errorf("%+v", c)
	}
	if c.Code != before.Code || c.Event != before.Event || c.Units != 2 || !c.RefundShare.Equal(share) || !c.FreeShare.Equal(share) || len(c.Warnings) != 1 {
		t.Errorf("%+v", c)
	}
	if before.Basis != "a table" {
		t.Error("the charge itself was changed")
	}
	if c := before.Supplied("x", decimal.New(1, 99), ""); c.Amount.Err() == nil {
		t.Error("an amount out of bounds carries no error")
	}
}
