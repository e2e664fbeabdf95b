package reports_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi/reports"
)

func cents(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.New(n, -2)) }

func matches(s *reports.ShopifyReconciliation) string {
	var out []string
	for _, m := range s.Matches() {
		out = append(out, fmt.Sprintf("%s %s %s %s-%s=%s %v", m.Day.Format("01-02"), m.Currency, m.Status, m.Total, m.Net, m.Difference, m.IDs))
	}
	for _, p := range s.Pending() {
		out = append(out, fmt.Sprintf("pending %s %s", p.Amount, p.Currency))
	}
	return strings.Join(out, "\n")
}

func TestShopifyReconciliation(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 9, d, 0, 0, 0, 0, time.UTC) }
	var s reports.ShopifyReconciliation
	s.AddPayout(reports.ShopifyPayout{Day: day(3), Currency: "USD", Total: cents(41665)})
	s.AddPayout(reports.ShopifyPayout{Day: day(4), Currency: "USD", Total: cents(1000)})
	s.AddPayout(reports.ShopifyPayout{Day: day(4), Currency: "CAD", Total: cents(1000)})
	s.AddPayout(reports.ShopifyPayout{Day: day(5), Currency: "USD", Total: cents(500)})
	s.AddPayout(reports.ShopifyPayout{Day: day(5), Currency: "USD", Total: cents(500)})
	s.AddPayout(reports.ShopifyPayout{Day: day(7), Currency: "USD"})
	for _, x := range []reports.ShopifyTransaction{
		{Type: "charge", PayoutDay: day(3), PayoutID: "1", Currency: "USD", Net: cents(43665)},
		{Type: "refund", PayoutDay: day(3), PayoutID: "1", Currency: "USD", Net: cents(-2000)},
		{Type: "payout", PayoutDay: day(3), PayoutID: "1", Currency: "USD", Net: cents(-41665)},
		{Type: "charge", PayoutDay: day(4), Currency: "USD", Net: cents(999)},
		{Type: "charge", PayoutDay: day(5), PayoutID: "3", Currency: "USD", Net: cents(500)},
		{Type: "charge", PayoutDay: day(5), PayoutID: "2", Currency: "USD", Net: cents(500)},
		{Type: "charge", PayoutDay: day(6), Currency: "USD", Net: cents(700)},
		{Type: "charge", Currency: "USD", Net: cents(300)},
	} {
		s.AddTransaction(x)
	}
	want := `09-03 USD matched 416.65-416.65=0 [1]
09-04 CAD no_transactions 10-0=10 []
09-04 USD differs 10-9.99=0.01 []
09-05 USD ambiguous 10-10=0 [2 3]
09-06 USD no_payout 0-7=-7 []
09-07 USD unknown 0-0=0 []
pending 3 USD`
	if got := matches(&s); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A pending transaction whose net is not known is not one of 0.
func TestShopifyPendingUnknown(t *testing.T) {
	var s reports.ShopifyReconciliation
	if got := s.PendingUnknown(); len(got) != 0 {
		t.Errorf("%v of nothing", got)
	}
	for _, x := range []reports.ShopifyTransaction{
		{Row: 7, Type: "charge", Currency: "USD"}, {Row: 3, Type: "charge", Currency: "CAD"}, {Row: 4, Type: "charge", Currency: "USD", Net: cents(300)},
		{Row: 5, Type: "payout", Currency: "USD"}, {Row: 6, Type: "charge", Currency: "USD", PayoutDay: time.Date(2026, 9, 3, 0, 0, 0, 0, time.UTC)},
	} {
		s.AddTransaction(x)
	}
	if got := fmt.Sprint(s.PendingUnknown()); got != "[3 7]" {
		t.Errorf("%s, want [3 7]", got)
	}
}

// Whatever the order of rows and files, every transaction is in one day or pending.
func TestShopifyReconciliationConserves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) reports.ShopifyTransaction {
			x := reports.ShopifyTransaction{Type: "charge", Currency: rapid.SampledFrom([]fx.Currency{"USD", "CAD"}).Draw(t, "currency"), Net: cents(rapid.Int64Range(-999, 999).Draw(t, "net"))}
			if d := rapid.IntRange(0, 4).Draw(t, "day"); d > 0 {
				x.PayoutDay = time.Date(2026, 9, d, 0, 0, 0, 0, time.UTC)
			}
			return x
		}), 0, 30).Draw(t, "rows")
		var s, reversed reports.ShopifyReconciliation
		total := decimal.Decimal{}
		for i, x := range rows {
			s.AddTransaction(x)
			reversed.AddTransaction(rows[len(rows)-1-i])
			total = total.Add(x.Net.Decimal)
		}
		sum := decimal.Decimal{}
		for _, m := range s.Matches() {
			sum = sum.Add(m.Net)
		}
		for _, p := range s.Pending() {
			sum = sum.Add(p.Amount)
		}
		if !sum.Equal(total) || matches(&s) != matches(&reversed) {
			t.Fatalf("%s of %s\n%s\n%s", sum, total, matches(&s), matches(&reversed))
		}
	})
}
