package landed_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestManufacturer(t *testing.T) {
	for _, test := range []struct {
		name                                     string
		exports, bonded, output, input, carried  string
		vat, refund                              string
		nonCreditable, creditable, due, excess   string
		limit, refunded, offset, carriedForwards string
	}{
		{"S34: public repository file (found by content)", "1000000", "0", "0", "80000", "0", "0.13", "0.13",
			"0", "80000", "0", "80000", "130000", "80000", "50000", "0"},
		{"the excess is more than the cap", "1000000", "0", "0", "200000", "0", "0.13", "0.13",
			"0", "200000", "0", "200000", "130000", "130000", "0", "70000"},
		{"exactly the cap", "1000000", "0", "0", "130000", "0", "0.13", "0.13",
			"0", "130000", "0", "130000", "130000", "130000", "0", "0"},
		{"a refund rate below the VAT", "1000000", "0", "0", "80000", "0", "0.13", "0.09",
			"40000", "40000", "0", "40000", "90000", "40000", "50000", "0"},
		{"carried credit", "1000000", "0", "0", "80000", "20000", "0.13", "0.13",
			"0", "80000", "0", "100000", "130000", "100000", "30000", "0"},
		{"bonded materials", "1000000", "400000", "0", "80000", "0", "0.13", "0.09",
			"24000", "56000", "0", "56000", "54000", "54000", "0", "2000"},
		{"domestic sales leave less", "1000000", "0", "65000", "80000", "0", "0.13", "0.13",
			"0", "80000", "0", "15000", "130000", "15000", "115000", "0"},
		{"tax is due", "1000000", "0", "130000", "80000", "10000", "0.13", "0.13",
			"0", "80000", "40000", "0", "130000", "0", "130000", "0"},
		{"neither due nor left", "1000000", "0", "80000", "80000", "0", "0.13", "0.13",
			"0", "80000", "0", "0", "130000", "0", "130000", "0"},
		{"more is not creditable than there is", "1000000", "0", "0", "30000", "0", "0.13", "0.09",
			"40000", "-10000", "10000", "0", "90000", "0", "90000", "0"},
		{"no refund rate", "1000000", "0", "0", "150000", "0", "0.13", "0",
			"130000", "20000", "0", "20000", "0", "0", "0", "20000"},
		{"no exports", "0", "0", "10", "30", "5", "0.13", "0.13",
			"0", "30", "0", "25", "0", "0", "0", "25"},
		{"rounded to the fen", "100.05", "0", "0", "5.55", "0", "0.13", "0.10",
			"3", "2.55", "0", "2.55", "10.01", "2.55", "7.46", "0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := landed.Manufacturer{
				Exports: feetest.Dec(test.exports), Bonded: feetest.Dec(test.bonded), OutputVAT: feetest.Dec(test.output),
				InputVAT: feetest.Dec(test.input), Carried: feetest.Dec(test.carried),
				VATRate: feetest.Set(test.vat), RefundRate: feetest.Set(test.refund),
			}
			got, err := m.Assess()
			if err != nil {
				t.Fatal(err)
			}
			want := landed.ManufacturerRefund{
				Base:          fx.Money{Amount: m.Exports.Sub(m.Bonded), Currency: fx.CNY},
				NonCreditable: yuan(test.nonCreditable), Creditable: yuan(test.creditable), TaxDue: yuan(test.due), Excess: yuan(test.excess),
				Cap: yuan(test.limit), Refund: yuan(test.refunded), Offset: yuan(test.offset), CarriedForward: yuan(test.carriedForwards),
				VATRate: feetest.Dec(test.vat), RefundRate: feetest.Dec(test.refund), VATSource: got.VATSource, RefundSource: got.RefundSource,
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// The rates of the tables, by the export date.
func TestManufacturerByDate(t *testing.T) {
	m := landed.Manufacturer{Exports: feetest.Dec("1000"), InputVAT: feetest.Dec("200"), RefundClass: landed.RefundBatteries}
	for day, want := range map[string]string{"2024-11-30": "130.00", "2024-12-01": "90.00", "2026-04-01": "60.00", "2027-01-01": "0.00"} {
		m.ExportedOn = feetest.Day(t, day)
		got, err := m.Assess()
		if err != nil || amountsOf([]fx.Money{got.Refund}) != want {
			t.Errorf("%s: refund %s, want %s (%v)", day, got.Refund, want, err)
		}
	}
}

func TestManufacturerRefuses(t *testing.T) {
	for _, test := range []struct {
		name   string
		m      landed.Manufacturer
		fields []string
	}{
		{"nothing is given", landed.Manufacturer{}, []string{"invoiced_on", "refund_class", "exported_on"}},
		{"refund above the VAT", landed.Manufacturer{VATRate: feetest.Set("0.09"), RefundRate: feetest.Set("0.13")}, []string{"refund_rate"}},
		{"more bonded than exported", landed.Manufacturer{Bonded: feetest.Dec("0.01"), VATRate: feetest.Set("0.13"), RefundRate: feetest.Set("0.13")}, []string{"bonded"}},
		{"everything at once", landed.Manufacturer{
			Exports: feetest.Dec("-1"), Bonded: feetest.Dec("0.001"), OutputVAT: decimal.New(1, 1e9), InputVAT: feetest.Dec("1000000000000.01"),
			Carried: feetest.Dec("-0.01"), VATRate: feetest.Set("13"), RefundRate: feetest.Set("13"),
		}, []string{"exports", "bonded", "output_vat", "input_vat", "carried", "vat_rate", "refund_rate"}},
	} {
		got, err := test.m.Assess()
		if diff := cmp.Diff(test.fields, fieldsOf(err)); diff != "" || got.Refund.Currency != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, diff)
		}
	}
}

// What was paid for input VAT is credited, refunded, carried on or a cost: nothing is
// lost.
func propManufacturer(t *rapid.T) {
	amount := func(name string) decimal.Decimal { return decimal.New(rapid.Int64Range(0, 1e10).Draw(t, name), -2) }
	percent := rapid.Int64Range(0, 17).Draw(t, "VAT")
	m := landed.Manufacturer{
		Exports: amount("exports"), OutputVAT: amount("output"), InputVAT: amount("input"), Carried: amount("carried"),
		VATRate:    decimal.NewNullDecimal(decimal.New(percent, -2)),
		RefundRate: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, percent).Draw(t, "refund"), -2)),
	}
	m.Bonded = decimal.Min(m.Exports, amount("bonded"))
	r, err := m.Assess()
	if err != nil {
		t.Fatal(err)
	}
	in := m.InputVAT.Add(m.Carried).Add(r.TaxDue.Amount)
	out := r.NonCreditable.Amount.Add(m.OutputVAT).Add(r.Refund.Amount).Add(r.CarriedForward.Amount)
	if !in.Equal(out) {
		t.Fatalf("%s came in and %s went out: %+v", in, out, r)
	}
	if !r.Refund.Amount.Add(r.Offset.Amount).Equal(r.Cap.Amount) || r.Offset.Sign() < 0 || r.CarriedForward.Sign() < 0 || r.Refund.Sign() < 0 {
		t.Fatalf("%+v", r)
	}
}

func TestManufacturerConserves(t *testing.T) { rapid.Check(t, propManufacturer) }
