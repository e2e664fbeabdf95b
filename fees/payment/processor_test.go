package payment_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Every fault of the inputs is reported, all at once, with its path.
func TestFaults(t *testing.T) {
	huge := decimal.New(1, 1_000_000_000)
	for _, row := range []struct {
		name      string
		processor payment.Processor
		order     fees.Order
		want      []string
	}{
		{"good", payment.Stripe{Rate: set("0.02"), Fixed: set("0.2"), SmartDisputesWon: dec("0.5")}, fees.Order{Units: 2}, nil},
		{"nil", nil, fees.Order{}, []string{"processor"}},
		{"order", payment.PayPal{}, fees.Order{Units: -1, ShippingCharged: dec("-1"), SalesTax: dec("1.01")}, []string{"units_per_order", "shipping_charged", "sales_tax"}},
		{"order and processor", payment.Stripe{Fixed: set("1")}, fees.Order{Units: -1}, []string{"units_per_order", "fixed"}},
		{
			"not a card", payment.Stripe{Method: payment.Klarna, InternationalCard: true, ManuallyEntered: true}, fees.Order{},
			[]string{"international_card", "manually_entered"},
		},
		{
			"Stripe", payment.Stripe{SmartDisputesWon: dec("1.1"), Rate: set("2.9"), Fixed: set("-0.3")}, fees.Order{},
			[]string{"smart_disputes_won", "rate", "fixed"},
		},
		{"huge", payment.Stripe{SmartDisputesWon: huge, Rate: decimal.NewNullDecimal(huge), Fixed: decimal.NewNullDecimal(huge)}, fees.Order{}, []string{"smart_disputes_won", "rate", "fixed"}},
		{"fixed alone", payment.PayPal{Fixed: set("0.3")}, fees.Order{}, []string{"fixed"}},
		{"PayPal", payment.PayPal{Product: payment.ChinaCrossBorder, InternationalBuyer: true, Dispute: "many"}, fees.Order{}, []string{"international_buyer", "dispute"}},
		{
			"contract", payment.Contract{Rate: dec("1.01"), Fixed: dec("-1"), Maximum: set("-1"), DisputeFee: set("-1")}, fees.Order{},
			[]string{"rate", "fixed", "maximum", "dispute_fee"},
		},
		{"event", perUnit{}, fees.Order{}, []string{"gift_wrap.event"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := payment.For(row.processor, row.order).Charges(inForce)
			var got []string
			for _, fault := range fx.Faults(err) {
				var in *fx.InputError
				if !errors.As(fault, &in) {
					t.Fatalf("fault is %v", fault)
				}
				got = append(got, in.Field)
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	// A fault of the processor and an unknown name come together, and tables of
	// another channel are refused.
	err := second(payment.Stripe{Method: "cheque", ManuallyEntered: true}.Fees(inForce))
	var in *fx.InputError
	var unknown *fees.UnknownKeyError
	if !errors.As(err, &in) || !errors.As(err, &unknown) {
		t.Errorf("error is %v, want both faults", err)
	}
}

// perUnit is a processor that bills what no processor may.
type perUnit struct{}

func (perUnit) Fees(time.Time) ([]fees.Charge, error) {
	return []fees.Charge{{Code: "gift_wrap", Event: fees.PerUnitSold}}, nil
}

// gateway is a caller's own processor with a monthly fee.
type gateway struct{ fees []fees.Charge }

func (g gateway) Fees(time.Time) ([]fees.Charge, error) { return g.fees, nil }

// What is billed per order and per dispute goes by the total of the order; what
// is billed per month does not, and the processor's own list stays as it is.
func TestForRebases(t *testing.T) {
	percent := fees.Percent(dec("0.01"))
	own := gateway{[]fees.Charge{
		{Code: "order", Event: fees.PerOrder, Amount: percent},
		{Code: "dispute", Event: fees.PerDispute, Amount: percent},
		{Code: "month", Event: fees.PerMonth, Amount: fees.Flat(dec("25"))},
	}}
	o := fees.Order{Units: 3, ShippingCharged: dec("5"), SalesTax: dec("0.1")}
	list, err := payment.For(own, o).Charges(inForce)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"1.65 for 3", "1.65 for 3", "25.00 for 0"} // 3 × (45 + 5) × 1.1 = 165
	var got []string
	for _, c := range list {
		amount, err := c.Amount.At(dec("45"))
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, amount.StringFixed(2)+" for "+decimal.NewFromInt(int64(c.Units)).String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if own.fees[0].Units != 0 || !own.fees[0].Amount.Minus(percent).IsZero() {
		t.Error("the processor's own list was changed")
	}
	own.fees[0].Amount = fees.Flat(dec("1e18"))
	if _, err := payment.For(own, o).Charges(inForce); err == nil {
		t.Error("a curve that carries an error is accepted")
	}
}
