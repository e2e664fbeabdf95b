package landedoracle_test

import (
	"math/big"
	"testing"

	oracle "github.com/lianxing/crossborder/internal/oracle/landed"
)

func TestAllocationExamples(t *testing.T) {
	for _, row := range []struct {
		id, total string
		weights   []string
		want      []string
	}{
		{"S01 equal", "10", []string{"1", "1"}, []string{"5", "5"}},
		{"S01 by quantity", "150", []string{"5", "10"}, []string{"50", "100"}},
		{"S01 by weight", "250", []string{"50", "200"}, []string{"50", "200"}},
		{"S01 by volume", "20", []string{"5", "15"}, []string{"5", "15"}},
		{"S02", "15", []string{"1"}, []string{"15"}},
		{"S02", "11", []string{"1"}, []string{"11"}},
		{"S10", "80", []string{"120", "200", "0"}, []string{"30", "50", "0"}},
		{"S12", "100", []string{"10"}, []string{"100"}},
		{"S13", "50", []string{"1", "1"}, []string{"25", "25"}},
		{"S14", "10", []string{"1000"}, []string{"10"}},
		{"S16 by units", "4000", []string{"3000", "2800"}, []string{"2068.97", "1931.03"}},
		{"S16 by volume", "4000", []string{"1.5", "58.5"}, []string{"100", "3900"}},
	} {
		t.Run(row.id, func(t *testing.T) {
			shares, ok := oracle.LargestRemainder(dec(row.total), decs(row.weights...), 2)
			if !ok {
				t.Fatal("no shares")
			}
			sameAll(t, "largest remainder", shares, row.want...)
			sameAll(t, "Odoo", oracle.Odoo(dec(row.total), decs(row.weights...), 2), row.want...)
		})
	}
	values := decs("666", "133", "131", "525")
	shares, _ := oracle.LargestRemainder(dec("333"), values, 0)
	sameAll(t, "S03", shares, "152", "31", "30", "120")
	sameAll(t, "S03 with Odoo", oracle.Odoo(dec("333"), values, 0), "152", "30", "30", "121")
	sameAll(t, "S03 with older Odoo", oracle.OdooUp(dec("333"), values, 0), "153", "31", "30", "119")
	thirteen := make([]string, 13)
	for i := range thirteen {
		thirteen[i] = "1"
	}
	want := append([]string(nil), thirteen...)
	for i := range want {
		want[i] = "1.15"
	}
	want[12] = "1.20"
	sameAll(t, "S04", oracle.Odoo(dec("15"), decs(thirteen...), 2), want...)
	shares, ok := oracle.ERPNext(dec("123.22"), decs("1", "1", "1"), 2)
	if !ok {
		t.Fatal("no shares")
	}
	sameAll(t, "S09", shares, "41.07", "41.07", "41.08")
	shares, _ = oracle.ERPNextLargest(dec("123.22"), decs("1", "2", "1"), 2)
	sameAll(t, "to the largest", shares, "30.80", "61.62", "30.80") // 30.805 goes to the even 30.80
	if _, ok := oracle.ERPNext(dec("1"), decs("0", "0"), 2); ok {
		t.Error("ERPNext shares over nothing")
	}
	sameAll(t, "Odoo over nothing", oracle.Odoo(dec("1"), decs("0", "0"), 2), "0.50", "0.50")
	shares, _ = oracle.LargestRemainder(dec("-0.05"), decs("1", "1"), 2)
	sameAll(t, "a credit", shares, "-0.03", "-0.02")
	// S11
	same(t, "S11", dec("100").Add(dec("10").Mul(dec("62.9"))), "729")
}

// twoReceipts is 10 at 10, then 10 at 20.
func twoReceipts(pooled bool) *oracle.Stock {
	stock := &oracle.Stock{Pooled: pooled}
	stock.Receive("first", 10, rat("100"))
	stock.Receive("second", 10, rat("200"))
	return stock
}

func TestLayerExamples(t *testing.T) {
	stock := twoReceipts(false)
	stock.Late("first", rat("100"))
	out, _ := stock.Issue("1", 1)
	sameRat(t, "S05 out", out, 2, "20.00")
	sameRat(t, "S05", stock.Value(), 2, "380.00")
	if stock.Units() != 19 {
		t.Errorf("%d units", stock.Units())
	}
	for pooled, want := range map[bool]string{false: "380.00", true: "375.00"} {
		stock := twoReceipts(pooled)
		stock.Issue("2", 1)
		inStock, sales := stock.Late("first", rat("100"))
		sameRat(t, "S06", stock.Value(), 2, want)
		sameRat(t, "S06 stock", inStock, 2, "90.00")
		sameRat(t, "S06 sales", sales, 2, "10.00")
	}
	stock = &oracle.Stock{}
	stock.Receive("only", 10, rat("100"))
	stock.Issue("3", 10)
	_, sales := stock.Late("only", rat("100"))
	sameRat(t, "S07", stock.Value(), 2, "0.00")
	sameRat(t, "S07 sales", sales, 2, "100.00")

	stock = &oracle.Stock{}
	stock.Receive("only", 3, rat("60"))
	stock.Late("only", rat("40"))
	var outs []*big.Rat
	for range 3 {
		out, _ := stock.Issue("4", 1)
		outs = append(outs, out)
	}
	sameAll(t, "S08", oracle.Booked(outs, 2), "33.33", "33.34", "33.33")
	if _, ok := stock.Issue("5", 1); ok {
		t.Error("issued from an empty stock")
	}

	for id, row := range map[string][3]string{"S12": {"10", "0", "100"}, "S14": {"10", "1000", "10"}, "S15": {"100", "1000", "1000"}} {
		want := map[string]string{"S12": "10.00", "S14": "101.00", "S15": "20.00"}[id]
		stock := &oracle.Stock{}
		units := dec(row[0]).IntPart()
		stock.Receive("only", units, rat(row[1]))
		stock.Late("only", rat(row[2]))
		out, _ := stock.Issue("6", 1)
		sameRat(t, id, out, 2, want)
	}
	average, ok := oracle.PeriodAverage(rat("100"), 10, []*big.Rat{rat("200"), rat("60")}, 10)
	if !ok {
		t.Fatal("no average")
	}
	sameRat(t, "period average", average, 2, "18.00")
}

func TestPeriods(t *testing.T) {
	results := oracle.Periods([]oracle.Period{
		{Receipts: []oracle.Lot{{Name: "a", Units: 10, Cost: rat("100")}, {Name: "b", Units: 10, Cost: rat("180")}},
			Late: []oracle.LateCost{{Of: "a", Amount: rat("20")}}, Issued: 5}, // 300 over 20
		{Receipts: []oracle.Lot{{Name: "c", Units: 5, Cost: rat("65")}},
			Late: []oracle.LateCost{{Of: "a", Amount: rat("40")}}, Issued: 10}, // 225 + 65 + 20 over 20
	})
	for i, want := range [][3]string{{"75.00", "0.00", "225.00"}, {"155.00", "20.00", "155.00"}} {
		sameRat(t, "sales", results[i].Sales, 2, want[0])
		sameRat(t, "expensed", results[i].Expensed, 2, want[1])
		sameRat(t, "value", results[i].Value, 2, want[2])
	}
}

func TestReturns(t *testing.T) {
	for pooled, want := range map[bool][4]string{
		false: {"60.00", "220.00", "35.00", "200.00"}, // 2 at 20 and 2 at 10; then 2 at 17.50
		true:  {"60.00", "180.00", "32.50", "162.50"}, // 4 at 15; then 195 over 12
	} {
		stock := twoReceipts(pooled)
		stock.Issue("sale", 12)
		back, _ := stock.Return("sale", 4)
		sameRat(t, "back", back, 2, want[0])
		sameRat(t, "value", stock.Value(), 2, want[1])
		inStock, _ := stock.Late("first", rat("75"))
		sameRat(t, "late cost in stock", inStock, 2, "15.00") // 2 of 10 are there
		gone, _ := stock.SendBack("first", 2)
		sameRat(t, "back to the supplier", gone, 2, want[2])
		sameRat(t, "left", stock.Value(), 2, want[3])
	}
}

func TestRefunds(t *testing.T) {
	back, net := oracle.TraderRefund(dec("11700"), dec("0.17"), dec("0.14"))
	sameRat(t, "S33", back, 2, "1400.00")
	sameRat(t, "S33 net", net, 2, "10300.00")
	r := oracle.Maker{FOB: dec("1000000"), VAT: dec("0.13"), Refund: dec("0.13"), Input: dec("80000")}.Compute()
	same(t, "S34 cap", r.Cap, "130000")
	same(t, "S34 back", r.Back, "80000")
	same(t, "S34 exempted", r.Exempted, "50000")
	same(t, "S34 payable", r.Payable, "0")
	for _, row := range []struct{ on, want string }{
		{"2018-04-30", "0.17"}, {"2018-05-01", "0.16"}, {"2019-03-31", "0.16"}, {"2019-04-01", "0.13"},
	} {
		same(t, row.on, oracle.ChinaVAT(day(row.on)), row.want)
	}
	for _, row := range []struct{ goods, on, want string }{
		{"battery", "2024-11-30", "0.13"}, {"battery", "2024-12-01", "0.09"}, {"battery", "2026-03-31", "0.09"},
		{"battery", "2026-04-01", "0.06"}, {"battery", "2026-12-31", "0.06"}, {"battery", "2027-01-01", "0"},
		{"photovoltaic", "2026-03-31", "0.09"}, {"photovoltaic", "2026-04-01", "0"}, {"aluminium", "2024-12-01", "0"},
	} {
		rate, ok := oracle.ChinaRefund(row.goods, day(row.on))
		if !ok {
			t.Errorf("no rate for %+v", row)
		}
		same(t, row.goods+" "+row.on, rate, row.want)
	}
}
