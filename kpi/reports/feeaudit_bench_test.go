package reports_test

import (
	"strconv"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/kpi/reports"
)

// A year of fulfilment fees of many items, one in fifty of them of the wrong weight
// band, beside what a loop over the tables takes for the comparison alone.
func BenchmarkFeeAudit(b *testing.B) {
	const skus, charges = 500, 50_000
	var items []reports.FeeItem
	for i := range skus {
		p, err := fees.ParseParcel("9 in", "6 in", strconv.Itoa(2+i%5)+" in", strconv.Itoa(20+i%60)+" oz")
		if err != nil {
			b.Fatal(err)
		}
		items = append(items, reports.FeeItem{SKU: "S" + strconv.Itoa(i), Listing: amazon.Listing{Parcel: p, Category: "home_kitchen"}})
	}
	first := feeDay("2026-01-15")
	var list []reports.ChargedFee
	for i := range charges {
		item := &items[i%skus]
		day := first.AddDate(0, 0, i%300)
		price := decimal.New(1999+int64(i%7)*100, -2)
		charged := item.Listing
		if i%50 == 0 {
			charged.Parcel.Weight = charged.Parcel.Weight.Plus(charged.Parcel.Weight)
		}
		amount := feeBilled(b, charged, day.Format("2006-01-02"), price.String(), inFulfilment...)
		list = append(list, reports.ChargedFee{
			SKU: item.SKU, Fee: reports.AuditFulfilment, Origin: reports.FromSettlement, Amount: amount, Units: 1, Price: decimal.NewNullDecimal(price), Day: day,
		})
	}
	b.Run("impl=audit", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			a, err := reports.NewFeeAudit(items, reports.FeeAuditOptions{})
			if err != nil {
				b.Fatal(err)
			}
			for _, c := range list {
				if err := a.Add(c); err != nil {
					b.Fatal(err)
				}
			}
			if len(a.Result().Settlement.Findings) == 0 {
				b.Fatal("no findings")
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/charges, "ns/fee")
	})
	b.Run("impl=loop", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			off := 0
			for i, c := range list {
				if !feeBilled(b, items[i%skus].Listing, c.Day.Format("2006-01-02"), c.Price.Decimal.String(), inFulfilment...).Equal(c.Amount) {
					off++
				}
			}
			if off == 0 {
				b.Fatal("no differences")
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/charges, "ns/fee")
	})
}
