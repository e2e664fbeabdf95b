package landed_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// said writes a variance as "code estimate invoice actual toInvoice toActual latest".
func saidVariance(v landed.Variance) string {
	text := []string{v.Code}
	for _, d := range []decimal.NullDecimal{v.Estimate, v.Invoice, v.Actual, v.ToInvoice, v.ToActual} {
		if d.Valid {
			text = append(text, d.Decimal.StringFixed(2))
		} else {
			text = append(text, "?")
		}
	}
	return strings.Join(append(text, v.Latest.StringFixed(2)), " ")
}

// Expected, billed and paid, by kind.
func TestVariance(t *testing.T) {
	unknown := decimal.NullDecimal{}
	cost := func(code string, c fx.Currency, estimate, invoice, actual decimal.NullDecimal) landed.Cost {
		return landed.Cost{Code: code, Currency: c, By: landed.ByUnits, Estimate: estimate, Invoice: invoice, Actual: actual}
	}
	s := landed.Shipment{
		Currency: fx.USD, Rates: []fx.Rate{rate(fx.USD, fx.CNY, "7.2")},
		Lines: []landed.Line{{SKU: "a", Units: 10, Price: num("1"), Currency: fx.USD, Origin: "US"}},
		Costs: []landed.Cost{
			cost("main_freight", fx.USD, num("850"), num("910.50"), num("900")),
			cost("origin_terminal", fx.CNY, num("1360"), num("1440"), unknown),
			cost("main_freight", fx.USD, num("0"), num("75"), num("75")), // a second bill
			cost("drayage", fx.USD, num("320"), unknown, num("355")),
			cost("storm", fx.USD, unknown, unknown, unknown),
			cost("refund", fx.USD, num("0"), num("-20"), num("-20")),
			{Code: "insurance", Leg: freight.CargoInsurance, Currency: fx.USD, By: landed.ByUnits, InPrice: true, Estimate: num("40")},
		},
	}
	report, err := s.Variance()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range append(report.Kinds, report.Total) {
		got = append(got, saidVariance(v)+" "+strings.Join(v.Unknown, ","))
	}
	want := []string{
		"main_freight 850.00 985.50 975.00 135.50 -10.50 975.00 ",
		"origin_terminal 188.89 200.00 ? 11.11 ? 200.00 costs[1].actual",
		"drayage 320.00 ? 355.00 ? 35.00 355.00 costs[3].invoice",
		"storm ? ? ? ? ? 0.00 costs[4]",
		"refund 0.00 -20.00 -20.00 -20.00 0.00 -20.00 ",
		"total ? ? ? ? ? 1510.00 costs[1].actual,costs[3].invoice,costs[4]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if report.Currency != fx.USD {
		t.Errorf("the report is in %s", report.Currency)
	}
	s.Costs[1].Actual, s.Costs[3].Invoice, s.Costs[4] = num("1440"), num("350"), cost("storm", fx.USD, num("0"), num("0"), num("0"))
	if report, err = s.Variance(); err != nil || saidVariance(report.Total) != "total 1358.89 1515.50 1510.00 156.61 -5.50 1510.00" {
		t.Errorf("the total is %s, %v", saidVariance(report.Total), err)
	}
	s.Costs[0].By = ""
	if _, err := s.Variance(); err == nil || cmp.Diff([]string{"costs[0].by"}, feetest.Fields(t, err)) != "" {
		t.Errorf("error is %v", err)
	}
}

// The latest known amount counts.
func TestLatestAmount(t *testing.T) {
	c := landed.Cost{Estimate: num("1")}
	for _, want := range []struct {
		amount string
		stage  landed.Stage
	}{{"1", landed.Estimated}, {"2", landed.Invoiced}, {"3", landed.Paid}} {
		switch want.stage {
		case landed.Invoiced:
			c.Invoice = num("2")
		case landed.Paid:
			c.Actual = num("3")
		}
		if amount, stage := c.Amount(); !amount.Equal(dec(want.amount)) || stage != want.stage {
			t.Errorf("the amount is %s (%s), want %v", amount, stage, want)
		}
	}
}

// A forwarder's bill becomes costs, each at its stage and with its own currency.
func TestCostsOf(t *testing.T) {
	bill := freight.Bill{Lines: []freight.Line{
		{Code: "main_freight", Label: "Ocean freight", Leg: freight.MainFreight, Known: true, Amount: fx.Money{Amount: dec("850"), Currency: fx.USD}},
		{Code: "congestion", Leg: freight.MainFreight, Amount: fx.Money{Currency: fx.USD}},
		{Code: "cfs", Leg: freight.OriginTerminal, Known: true, Amount: fx.Money{Amount: dec("1360"), Currency: fx.CNY}},
	}}
	by := func(line freight.Line) landed.Basis {
		if line.Leg == freight.MainFreight {
			return landed.ByVolume
		}
		return landed.ByWeight
	}
	want := []landed.Cost{
		{Code: "main_freight", Label: "Ocean freight", Leg: freight.MainFreight, Invoice: num("850"), Currency: fx.USD, By: landed.ByVolume},
		{Code: "congestion", Leg: freight.MainFreight, Currency: fx.USD, By: landed.ByVolume},
		{Code: "cfs", Leg: freight.OriginTerminal, Invoice: num("1360"), Currency: fx.CNY, By: landed.ByWeight},
	}
	if diff := cmp.Diff(want, landed.CostsOf(bill, landed.Invoiced, by), cmp.Comparer(fx.Rate.Equal), cmp.Comparer(decimal.Decimal.Equal)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for stage, at := range map[landed.Stage]func(landed.Cost) bool{
		landed.Estimated: func(c landed.Cost) bool { return c.Estimate.Valid },
		landed.Paid:      func(c landed.Cost) bool { return c.Actual.Valid },
		"":               func(c landed.Cost) bool { _, s := c.Amount(); return s == "" },
	} {
		if costs := landed.CostsOf(bill, stage, by); !at(costs[0]) {
			t.Errorf("at %q the cost is %+v", stage, costs[0])
		}
	}
}
