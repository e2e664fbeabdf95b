package reports_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi/reports"
)

// S38: what is left of the two orders of the sample.
func TestWalmartSample(t *testing.T) {
	f := sample(t, "walmart_recon_v1_us_2026.tsv", reports.Options{Currency: "USD"})
	if f.Kind() != reports.WalmartReconciliation || len(f.Layout().Unknown) > 0 || f.Layout().Separator != '\t' {
		t.Errorf("layout %+v", f.Layout())
	}
	orders := map[string]decimal.Decimal{}
	var sum reports.WalmartSummary
	for r, err := range f.Walmart() {
		if err != nil {
			t.Fatal(err)
		}
		if err := sum.Add(r); err != nil {
			t.Fatal(err)
		}
		orders[r.Order] = orders[r.Order].Add(r.Amount.Decimal)
		if r.AmountType == "Commission on Product" && r.Order == "200000000000001" && (whole(r.Commission) != "0.12" || whole(r.OriginalCommission) != "-2.34") {
			t.Errorf("commission %s, %s", whole(r.Commission), whole(r.OriginalCommission))
		}
	}
	if got := orders["200000000000001"].String() + " " + orders["200000000000002"].String(); got != "8.95 23.35" {
		t.Errorf("orders %s, want 8.95 23.35", got)
	}
	if got := sum.Sum.String(); got != "32.3" || sum.Difference().Valid {
		t.Errorf("sum %s, difference %v", got, sum.Difference())
	}
}

// The summary row has the period and the total, a line counts the lines, and a
// spreadsheet has been at the order numbers.
func TestWalmartSummary(t *testing.T) {
	const head = "Period Start Date,Period End Date,Total Payable,Currency,Transaction Key,Transaction Posted Timestamp,Transaction Type,Transaction Description,Customer Order #,Purchase Order #,Amount,Amount Type,Partner Item Id\n"
	f := open(t, head+"Number of Lines in file 1 : 3,,,,,,,,,,,,\n4/11/2026,4/24/2026,17.18,USD,,,PaymentSummary,,,,,,\n,,,USD,K1,4/20/2026,Sale,Purchase,2E1,1.19E+14,19.52,Product Price,S1\n,,,USD,K1,4/20/2026,Sale,Purchase,2E1,1.19E+14,-2.34,Commission on Product,S1\n", reports.Options{})
	var sum reports.WalmartSummary
	var summary reports.WalmartRow
	for r, err := range f.Walmart() {
		if err != nil {
			t.Fatal(err)
		}
		if err := sum.Add(r); err != nil {
			t.Fatal(err)
		}
		if r.Summary {
			summary = r
		}
	}
	if got := whole(sum.Payable) + " " + sum.Sum.String() + " " + whole(sum.Difference()); got != "17.18 17.18 0" || sum.Rows != 3 {
		t.Errorf("summary %s of %d rows", got, sum.Rows)
	}
	if summary.First.Format("2006-01-02") != "2026-04-11" || summary.Last.Format("2006-01-02") != "2026-04-24" {
		t.Errorf("period %v to %v", summary.First, summary.Last)
	}
	if diff := cmp.Diff(map[string]string{"Product Price": "19.52", "Commission on Product": "-2.34"}, func() map[string]string {
		out := map[string]string{}
		for k, v := range sum.Amounts {
			out[k.AmountType] = v.String()
		}
		return out
	}()); diff != "" {
		t.Errorf("amounts (-want +got):\n%s", diff)
	}
	var mismatch *fx.CurrencyMismatchError
	if err := sum.Add(reports.WalmartRow{Currency: "CAD"}); !errors.As(err, &mismatch) || sum.Rows != 3 {
		t.Errorf("another currency: %v, %d rows", err, sum.Rows)
	}
}

func TestWalmartNeedsAmount(t *testing.T) {
	f := open(t, "Period Start Date,Period End Date,Total Payable,Transaction Posted Timestamp,Transaction Type,Amount\n,,,4/20/2026,Sale,\n", reports.Options{Name: "recon.csv"})
	for _, err := range f.Walmart() {
		if err == nil || err.Error() != `recon.csv: row 2: "Amount" must not be empty` {
			t.Errorf("error %v", err)
		}
	}
}

// Two parts of a report add up to the whole, whichever comes first.
func TestWalmartParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) reports.WalmartRow {
			return reports.WalmartRow{
				Currency: "USD", SKU: rapid.SampledFrom([]string{"", "S1", "S2"}).Draw(t, "sku"), Type: rapid.SampledFrom([]string{"Sale", "Refund"}).Draw(t, "type"),
				Amount: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(-9999, 9999).Draw(t, "amount"), -2)),
			}
		}), 0, 20).Draw(t, "rows")
		cut := rapid.IntRange(0, len(rows)).Draw(t, "cut")
		var whole, parts reports.WalmartSummary
		for _, r := range rows {
			if err := whole.Add(r); err != nil {
				t.Fatal(err)
			}
		}
		for _, r := range append(append([]reports.WalmartRow{}, rows[cut:]...), rows[:cut]...) {
			if err := parts.Add(r); err != nil {
				t.Fatal(err)
			}
		}
		total := decimal.Decimal{}
		for _, item := range parts.Items {
			total = total.Add(item)
		}
		if !whole.Sum.Equal(parts.Sum) || !total.Equal(whole.Sum) || whole.Rows != parts.Rows {
			t.Fatalf("whole %s, parts %s, items %s", whole.Sum, parts.Sum, total)
		}
	})
}

func TestWalmartItems(t *testing.T) {
	f := open(t, "SKU,Item ID,Product Name,Lifecycle Status,Publish Status,Status Change Reason,Price,Currency,Buy Box Item Price,Shipping Weight,Average Rating,Reviews Count\nS1,1,Filter,ACTIVE,UNPUBLISHED,Reasonable Price Not Satisfied,19.99,USD,,1.5,4.5,\"1,204\"\n", reports.Options{})
	if f.Kind() != reports.WalmartItems || len(f.Layout().Unknown) > 0 {
		t.Errorf("layout %+v", f.Layout())
	}
	for i, err := range f.WalmartItems() {
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join([]string{i.SKU, whole(i.Price), whole(i.BuyBoxPrice), whole(i.Weight), whole(i.Rating), whole(i.Reviews)}, " "); got != "S1 19.99 ? 1.5 4.5 1204" || !i.UnpublishedForPrice() {
			t.Errorf("item %s, %v", got, i.UnpublishedForPrice())
		}
	}
}

func FuzzWalmart(f *testing.F) {
	f.Add("Period Start Date,Period End Date,Total Payable,Transaction Posted Timestamp,Transaction Type,Amount\n,,,4/20/2026,Sale,1.00\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := reports.Open(strings.NewReader(text), reports.Options{Kind: reports.WalmartReconciliation})
		if err != nil {
			return
		}
		var sum reports.WalmartSummary
		for r, err := range file.Walmart() {
			if err == nil {
				if err := sum.Add(r); err != nil && !errors.As(err, new(*fx.CurrencyMismatchError)) {
					t.Error(err)
				}
			}
		}
	})
}

func FuzzWalmartItems(f *testing.F) {
	f.Add("SKU,Publish Status,Price\nS1,PUBLISHED,19.99\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := reports.Open(strings.NewReader(text), reports.Options{Kind: reports.WalmartItems})
		if err != nil {
			return
		}
		for i, err := range file.WalmartItems() {
			if err == nil && i.SKU == "" {
				t.Error("an item without a SKU")
			}
		}
	})
}
