package reports_test

import (
	"strings"
	"testing"

	"github.com/lianxing/crossborder/kpi/reports"
)

func orders(t *testing.T, f *reports.File) []string {
	t.Helper()
	var out []string
	for o, err := range f.ShopifyOrders() {
		if err != nil {
			out = append(out, err.Error())
			continue
		}
		lines := make([]string, len(o.Lines))
		for i, l := range o.Lines {
			lines[i] = l.SKU + " " + whole(l.Units) + "x" + whole(l.Price)
		}
		out = append(out, strings.Join([]string{o.Name, whole(o.Subtotal), whole(o.Shipping), whole(o.Total), whole(o.LinesTotal()), string(o.Currency), o.Day.Format("2006-01-02"), strings.Join(lines, ", ")}, " "))
	}
	return out
}

func TestShopifyOrdersSample(t *testing.T) {
	f := sample(t, "shopify_orders_export.csv", reports.Options{})
	if f.Kind() != reports.ShopifyOrders || len(f.Layout().Unknown) > 0 {
		t.Errorf("layout %+v", f.Layout())
	}
	got := orders(t, f)
	if want := "#1001 29.98 5 34.98 29.98 USD 2024-05-01 TEE-BLK-S 2x9.99, MUG 1x10"; len(got) != 1 || got[0] != want {
		t.Errorf("got  %q\nwant %s", got, want)
	}
}

// Fields of the order are on the first row, or on each, and count once; rows that
// contradict each other are a fault.
func TestShopifyOrderRows(t *testing.T) {
	const head = "Name,Currency,Subtotal,Shipping,Total,Created at,Lineitem quantity,Lineitem price,Lineitem sku,Lineitem discount\n"
	for _, row := range []struct{ name, rows, want string }{
		{"on each row", "#1,USD,20.00,5.00,25.00,2024-05-01 09:58:12 +0000,1,12.00,A,2.00\n#1,USD,20.00,5.00,25.00,,1,10.00,B,0.00\n",
			"#1 20 5 25 20 USD 2024-05-01 A 1x12, B 1x10"},
		{"two orders", "#1,USD,10,0,10,2024-05-01,1,10,A,\n#2,USD,20,0,20,2024-05-02,2,10,A,\n",
			"#1 10 0 10 10 USD 2024-05-01 A 1x10\n#2 20 0 20 20 USD 2024-05-02 A 2x10"},
		{"contradicting", "#1,USD,10,0,10,2024-05-01,1,10,A,\n#1,USD,11,,,,1,10,B,\n",
			`o.csv: row 3: "Subtotal" must be as on row 2 of the same order` + "\n#1 10 0 10 10 USD 2024-05-01 A 1x10"},
		{"no price", "#1,USD,10,0,10,2024-05-01,1,,A,\n", "#1 10 0 10 ? USD 2024-05-01 A 1x?"},
		{"a row with a fault", "#1,USD,10,0,10,2024-05-01,1,10,A,\n#1,,,,,,x,10,B,\n#2,USD,20,0,20,2024-05-02,2,10,A,\n",
			`o.csv: row 3: "Lineitem quantity" must be a number, got "x"` + "\n#1 10 0 10 10 USD 2024-05-01 A 1x10\n#2 20 0 20 20 USD 2024-05-02 A 2x10"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := strings.Join(orders(t, open(t, head+row.rows, reports.Options{Name: "o.csv"})), "\n"); got != row.want {
				t.Errorf("got\n%s\nwant\n%s", got, row.want)
			}
		})
	}
}

// The two exports of transactions: with other columns, and with dollar signs on some
// rows. A pending one has no payout yet.
func TestShopifyTransactionsSamples(t *testing.T) {
	for _, row := range []struct {
		file string
		want []string
	}{
		{"shopify_payment_transactions_export_us_2026.csv", []string{"charge #1001 56.29 1.93 54.36 0 90001 2026-09-05", "charge #1002 25 1.03 23.97 0 90002 2026-09-12"}},
		{"shopify_payment_transactions_export_dollar_sign_2026.csv", []string{
			"charge #25665 21.83 1.52 20.31 0  2026-06-12", "charge #25664 41.58 3.78 37.8 0 pout_1 2026-06-12",
			"charge #25663 36.76 2.13 34.63 0 pout_2 2026-06-12", "refund #25662 -8 0 -8 0 pout_3 2026-06-12",
		}},
	} {
		t.Run(row.file, func(t *testing.T) {
			f := sample(t, row.file, reports.Options{})
			if f.Kind() != reports.ShopifyTransactions || len(f.Layout().Unknown) > 0 {
				t.Errorf("layout %+v", f.Layout())
			}
			var got []string
			for r, err := range f.ShopifyTransactions() {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, strings.Join([]string{r.Type, r.Order, whole(r.Amount), whole(r.Fee), whole(r.Net), whole(r.NetDifference()), r.PayoutID, r.PayoutDay.Format("2006-01-02")}, " "))
			}
			if strings.Join(got, "\n") != strings.Join(row.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(row.want, "\n"))
			}
		})
	}
}

// S40, and the layout of 13 columns.
func TestShopifyPayoutsSamples(t *testing.T) {
	for _, row := range []struct{ file, want string }{
		{"shopify_payouts_export_us_2026.csv", "2026-09-03 450 -20 -13.35 416.65 0 USD "},
		{"shopify_payouts_export_13col_us_2026.csv", "2026-05-01 100 0 -3 97 0 USD REF-1"},
	} {
		t.Run(row.file, func(t *testing.T) {
			f := sample(t, row.file, reports.Options{})
			if f.Kind() != reports.ShopifyPayouts || len(f.Layout().Unknown) > 0 {
				t.Errorf("layout %+v", f.Layout())
			}
			for p, err := range f.ShopifyPayouts() {
				if err != nil {
					t.Fatal(err)
				}
				got := strings.Join([]string{p.Day.Format("2006-01-02"), whole(p.Charges), whole(p.Refunds), whole(p.Fees), whole(p.Total), whole(p.Difference()), string(p.Currency), p.BankReference}, " ")
				if got != row.want {
					t.Errorf("got  %s\nwant %s", got, row.want)
				}
			}
		})
	}
	f := open(t, "Payout Date,Status,Charges,Refunds,Fees,Total,Currency\n2026-09-03,paid,100.00,0,-3.00,96.00,USD\n", reports.Options{})
	for p := range f.ShopifyPayouts() {
		if whole(p.Difference()) != "-1" {
			t.Errorf("difference %s, want -1", whole(p.Difference()))
		}
	}
}

func FuzzShopify(f *testing.F) {
	f.Add("Name,Lineitem quantity,Lineitem price\n#1,1,2.00\n#1,1,3.00\n")
	f.Add("Transaction Date,Type,Payout Date,Amount,Fee,Net\n2026-06-06,charge,2026/6/12,$1,$0.5,$0.5\n")
	f.Add("Payout Date,Status,Charges,Refunds,Fees,Total,Currency\n2026-09-03,paid,1,2,3,4,USD\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range []reports.Kind{reports.ShopifyOrders, reports.ShopifyTransactions, reports.ShopifyPayouts} {
			file, err := reports.Open(strings.NewReader(text), reports.Options{Kind: kind})
			if err != nil {
				continue
			}
			switch kind {
			case reports.ShopifyOrders:
				for o, err := range file.ShopifyOrders() {
					if err == nil && o.Name == "" {
						t.Error("an order without a name")
					}
				}
			case reports.ShopifyTransactions:
				for r, err := range file.ShopifyTransactions() {
					if err == nil && r.Time.IsZero() {
						t.Error("a transaction without a time")
					}
				}
			default:
				for p, err := range file.ShopifyPayouts() {
					if err == nil && p.Day.IsZero() {
						t.Error("a payout without a day")
					}
				}
			}
		}
	})
}
