package landed_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// rates is a VAT with rates that the caller gave.
func rates(price landed.PriceVAT, vat, refund string) landed.VAT {
	return landed.VAT{Price: price, VATRate: feetest.Set(vat), RefundRate: feetest.Set(refund)}
}

func TestPurchase(t *testing.T) {
	for _, test := range []struct {
		name  string // with the id of the published example and its source
		vat   landed.VAT
		price string
		want  string // gross, excluding, VAT, refund, net
	}{
		{"S33: victortruman.com", rates(landed.VATIncluded, "0.17", "0.14"), "11700 CNY", "11700.00 10000.00 1700.00 1400.00 10300.00"},
		{"S33, the price excluding VAT", rates(landed.VATExcluded, "0.17", "0.14"), "10000 CNY", "11700.00 10000.00 1700.00 1400.00 10300.00"},
		{"all of it comes back", rates(landed.VATIncluded, "0.13", "0.13"), "11300 CNY", "11300.00 10000.00 1300.00 1300.00 10000.00"},
		{"rounded once", rates(landed.VATIncluded, "0.13", "0.13"), "100 CNY", "100.00 88.50 11.50 11.51 88.49"},
		{"a fen", rates(landed.VATIncluded, "0.13", "0.13"), "0.01 CNY", "0.01 0.01 0.00 0.00 0.01"},
		{"half a fen of VAT", rates(landed.VATExcluded, "0.09", "0.09"), "0.50 CNY", "0.55 0.50 0.05 0.05 0.50"},
		{"units times a price of four decimals", rates(landed.VATIncluded, "0.13", "0.09"), "1234.5675 CNY", "1234.57 1092.54 142.03 98.33 1136.24"},
		{"the base is of the exact price", rates(landed.VATIncluded, "0.13", "0"), "1.0001 CNY", "1.00 0.89 0.11 0.00 1.00"},
		{"no refund", rates(landed.VATIncluded, "0.13", "0"), "1130 CNY", "1130.00 1000.00 130.00 0.00 1130.00"},
		{"no VAT at all", rates(landed.VATIncluded, "0", "0"), "1130 CNY", "1130.00 1130.00 0.00 0.00 1130.00"},
		{"for nothing", rates(landed.VATIncluded, "0.13", "0.13"), "0 CNY", "0.00 0.00 0.00 0.00 0.00"},
		{"a price without VAT", landed.VAT{}, "500.005 USD", "500.01 500.01 0.00 0.00 500.01"},
		{"no special invoice", landed.VAT{Price: landed.VATIncluded, NoSpecialInvoice: true}, "1130 CNY", "1130.00 1130.00 0.00 0.00 1130.00"},
		{"no special invoice, price excluding VAT", landed.VAT{Price: landed.VATExcluded, NoSpecialInvoice: true}, "1000 CNY", "1000.00 1000.00 0.00 0.00 1000.00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := test.vat.Purchase(moneyOf(t, test.price))
			if err != nil {
				t.Fatal(err)
			}
			if got := amountsOf([]fx.Money{p.Gross, p.Excluding, p.VAT, p.Refund, p.Net}); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// Why nothing comes back, and what the refund says when something does.
func TestPurchaseReasons(t *testing.T) {
	exported := feetest.Day(t, "2026-10-08")
	for _, test := range []struct{ name, want string }{
		{"none", "the price contains no Chinese VAT"},
		{"no invoice", "there is no special VAT invoice"},
		{"zero", "the refund rate is 0%"},
		{"refund", ""},
	} {
		v := landed.VAT{Price: landed.VATIncluded, RefundClass: landed.RefundGeneral, ExportedOn: exported, DelayDays: feetest.Set("60")}
		switch test.name {
		case "none":
			v.Price = landed.NoVAT
		case "no invoice":
			v.NoSpecialInvoice = true
		case "zero":
			v.RefundClass = landed.RefundMetals
		}
		p, err := v.Purchase(moneyOf(t, "1130 CNY"))
		if err != nil {
			t.Fatal(err)
		}
		due, known := p.Receivable.Due()
		if p.Reason != test.want || known != (test.want == "") || p.Refund.IsZero() == known {
			t.Errorf("%s: reason %q, refund %s, due %s", test.name, p.Reason, p.Refund, due)
		}
		if known && (due.Format("2006-01-02") != "2026-12-07" || p.Receivable.Code != "vat_refund" ||
			!p.Receivable.Amount.Equal(p.Refund) || p.Receivable.Source.Table != "china-vat-refund-2026-04-01" ||
			p.VATSource.Table != "china-vat-rate-2019-04-01" || p.RefundSource.Confidence != fees.Medium) {
			t.Errorf("%+v", p)
		}
	}
}

// The rates of every table, on the first and the last day of each.
func TestRatesByDate(t *testing.T) {
	const none = "none"
	refunds := []landed.RefundClass{landed.RefundGeneral, landed.RefundMetals, landed.RefundPhotovoltaic, landed.RefundBatteries, landed.RefundMinerals}
	for _, test := range []struct{ day, standard, reduced, refunds string }{
		{"1993-12-31", none, none, none},
		{"1994-01-01", "17%", none, none},
		{"2018-04-30", "17%", none, none},
		{"2018-05-01", "16%", none, none},
		{"2019-03-31", "16%", none, none},
		{"2019-04-01", "13%", "9%", "13% none 13% 13% 13%"},
		{"2024-11-30", "13%", "9%", "13% none 13% 13% 13%"},
		{"2024-12-01", "13%", "9%", "13% 0% 9% 9% 9%"},
		{"2026-03-31", "13%", "9%", "13% 0% 9% 9% 9%"},
		{"2026-04-01", "13%", "9%", "13% 0% 0% 6% 9%"},
		{"2026-12-31", "13%", "9%", "13% 0% 0% 6% 9%"},
		{"2027-01-01", "13%", "9%", "13% 0% 0% 0% 9%"},
		{"2027-11-22", "13%", "9%", "13% 0% 0% 0% 9%"},
		{"2027-11-23", none, none, none},
	} {
		on := feetest.Day(t, test.day)
		for class, want := range map[landed.VATClass]string{"": test.standard, landed.StandardVAT: test.standard, landed.ReducedVAT: test.reduced} {
			p, err := landed.VAT{Price: landed.VATIncluded, VATClass: class, RefundRate: feetest.Set("0"), InvoicedOn: on}.Purchase(moneyOf(t, "1 CNY"))
			if got := rateOr(none, p.VATRate, err); got != want {
				t.Errorf("%s: VAT of %q is %s, want %s (%v)", test.day, class, got, want, err)
			}
		}
		want := strings.Fields(test.refunds + strings.Repeat(" "+test.refunds, 4))
		for i, class := range refunds {
			p, err := landed.VAT{Price: landed.VATIncluded, VATRate: feetest.Set("0.17"), RefundClass: class, ExportedOn: on}.Purchase(moneyOf(t, "1 CNY"))
			if got := rateOr(none, p.RefundRate, err); got != want[i] {
				t.Errorf("%s: refund of %s is %s, want %s (%v)", test.day, class, got, want[i], err)
			}
		}
	}
}

func rateOr(none string, rate decimal.Decimal, err error) string {
	if err != nil {
		return none
	}
	return fx.Percent(rate)
}

// The invoice decides the VAT, the export the refund.
func TestPurchaseAcrossAChange(t *testing.T) {
	v := landed.VAT{
		Price: landed.VATIncluded, RefundClass: landed.RefundBatteries,
		InvoicedOn: feetest.Day(t, "2019-03-31"), ExportedOn: feetest.Day(t, "2026-04-01"),
	}
	p, err := v.Purchase(moneyOf(t, "1160 CNY"))
	if err != nil {
		t.Fatal(err)
	}
	if got := amountsOf([]fx.Money{p.Excluding, p.VAT, p.Refund}); got != "1000.00 160.00 60.00" {
		t.Errorf("got %s", got)
	}
}

func TestPurchaseRefuses(t *testing.T) {
	good := landed.VAT{Price: landed.VATIncluded, RefundClass: landed.RefundGeneral, ExportedOn: feetest.Day(t, "2026-01-02")}
	foreign, err := fees.NewFormat("elsewhere", nil).Read(strings.NewReader(""))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		change func(*landed.VAT)
		price  fx.Money
		fields []string
	}{
		{"refund above the VAT", func(v *landed.VAT) { v.VATRate, v.RefundRate = feetest.Set("0.09"), feetest.Set("0.0901") }, yuan("1"), []string{"refund_rate"}},
		{"refund of the table above the VAT", func(v *landed.VAT) { v.VATClass = landed.ReducedVAT }, yuan("1"), []string{"refund_rate"}},
		{"rates in percent", func(v *landed.VAT) { v.VATRate, v.RefundRate = feetest.Set("13"), feetest.Set("13") }, yuan("1"), []string{"vat_rate", "refund_rate"}},
		{"negative rates", func(v *landed.VAT) { v.VATRate, v.RefundRate = feetest.Set("-0.13"), feetest.Set("-0.13") }, yuan("1"), []string{"vat_rate", "refund_rate"}},
		{"no date", func(v *landed.VAT) { v.ExportedOn = v.InvoicedOn }, yuan("1"), []string{"invoiced_on", "exported_on"}},
		{"no class", func(v *landed.VAT) { v.RefundClass = "" }, yuan("1"), []string{"refund_class"}},
		{"not yuan", func(*landed.VAT) {}, fx.Money{Currency: fx.USD}, []string{"price.currency"}},
		{"no currency", func(v *landed.VAT) { v.Price = "" }, fx.Money{}, []string{"unknown currency"}},
		{"below zero", func(*landed.VAT) {}, yuan("-1"), []string{"price"}},
		{"huge", func(*landed.VAT) {}, fx.Money{Amount: decimal.New(1, 1e9), Currency: fx.CNY}, []string{"price"}},
		{"price of neither kind", func(v *landed.VAT) { v.Price = "gross" }, yuan("1"), []string{"price_vat"}},
		{"half a day", func(v *landed.VAT) { v.DelayDays = feetest.Set("0.5") }, yuan("1"), []string{"delay_days"}},
		{"too many days", func(v *landed.VAT) { v.DelayDays = feetest.Set("3654") }, yuan("1"), []string{"delay_days"}},
		{"a delay of nothing", func(v *landed.VAT) { v.Price, v.DelayDays = "", feetest.Set("-1") }, yuan("1"), []string{"delay_days"}},
		{"tables of another channel", func(v *landed.VAT) { v.RefundRate, v.Tables = feetest.Set("0"), foreign }, yuan("1"), []string{"tables"}},
		{"everything at once", func(v *landed.VAT) { *v = landed.VAT{Price: landed.VATExcluded, DelayDays: feetest.Set("-1")} }, yuan("-1"),
			[]string{"price", "delay_days", "invoiced_on", "refund_class", "exported_on"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := good
			test.change(&v)
			p, err := v.Purchase(test.price)
			if diff := cmp.Diff(test.fields, fieldsOf(err)); diff != "" || p.Gross.Currency != "" {
				t.Errorf("%+v (-want +got)\n%s", p, diff)
			}
		})
	}
}

func yuan(amount string) fx.Money { return fx.Money{Amount: feetest.Dec(amount), Currency: fx.CNY} }

// A day without a table and a class without a row have their own errors.
func TestUnknownRates(t *testing.T) {
	v := landed.VAT{Price: landed.VATIncluded, VATRate: feetest.Set("0.16"), RefundClass: landed.RefundGeneral, ExportedOn: feetest.Day(t, "2019-03-31")}
	var noTable *fees.NoTableError
	if _, err := v.Purchase(yuan("1")); !errors.As(err, &noTable) || noTable.Kind != "refund" || noTable.Channel != landed.Channel {
		t.Errorf("error is %v", err)
	}
	v.ExportedOn, v.RefundClass = feetest.Day(t, "2026-04-01"), "battery"
	var unknown *fees.UnknownKeyError
	if _, err := v.Purchase(yuan("1")); !errors.As(err, &unknown) || unknown.Field != "refund_class" || !cmp.Equal(unknown.Nearest, []string{"batteries"}) {
		t.Errorf("error is %v", err)
	}
	v.RefundRate = feetest.Set("0.16") // what is given is not looked up
	if _, err := v.Purchase(yuan("1")); err != nil {
		t.Error(err)
	}
}

// With P a price of whole hundred yuan, nothing is rounded and the identity of the
// net cost is exact; otherwise it is off by a fen at most.
func propPurchase(t *rapid.T) {
	percent := rapid.Int64Range(0, 17).Draw(t, "VAT")
	v := landed.VAT{
		Price:      rapid.SampledFrom([]landed.PriceVAT{landed.VATIncluded, landed.VATExcluded}).Draw(t, "price"),
		VATRate:    decimal.NewNullDecimal(decimal.New(percent, -2)),
		RefundRate: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, percent).Draw(t, "refund"), -2)),
	}
	factor := decimal.New(1, 0).Add(v.VATRate.Decimal).Sub(v.RefundRate.Decimal)
	price := decimal.New(rapid.Int64Range(0, 1e11).Draw(t, "fen"), -2)
	p, err := v.Purchase(fx.Money{Amount: price, Currency: fx.CNY})
	if err != nil {
		t.Fatal(err)
	}
	if !p.Excluding.Amount.Add(p.VAT.Amount).Equal(p.Gross.Amount) || !p.Gross.Amount.Sub(p.Refund.Amount).Equal(p.Net.Amount) {
		t.Fatalf("%+v does not add up", p)
	}
	if off := p.Net.Amount.Sub(p.Excluding.Amount.Mul(factor)).Abs(); off.GreaterThan(feetest.Dec("0.0135")) {
		t.Fatalf("the net cost is %s off", off)
	}
	if p.Refund.Amount.GreaterThan(p.VAT.Amount.Add(feetest.Dec("0.01"))) {
		t.Fatalf("refund %s of a VAT of %s", p.Refund, p.VAT)
	}
	v.Price = landed.VATExcluded
	base := decimal.New(rapid.Int64Range(0, 1e7).Draw(t, "hundreds"), 2)
	p, err = v.Purchase(fx.Money{Amount: base, Currency: fx.CNY})
	if err != nil {
		t.Fatal(err)
	}
	if want := base.Mul(factor); !p.Net.Amount.Equal(want) {
		t.Fatalf("net of %s is %s, want %s", base, p.Net, want)
	}
	v.Price = landed.VATIncluded
	again, err := v.Purchase(p.Gross)
	if err != nil || !again.Excluding.Equal(p.Excluding) || !again.Net.Equal(p.Net) {
		t.Fatalf("the price including VAT gives %+v, want %+v (%v)", again, p, err)
	}
}

func TestPurchaseIdentity(t *testing.T) { rapid.Check(t, propPurchase) }
