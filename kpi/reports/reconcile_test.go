package reports_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi/reports"
)

// reconcile reads files into one reconciliation and returns its checks.
func reconcile(t testing.TB, opt reports.ReconcileOptions, files ...*reports.File) []reports.SettlementCheck {
	t.Helper()
	r, err := reports.NewReconciliation(opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if err := r.Read(f); err != nil {
			t.Fatal(err)
		}
	}
	return r.Checks()
}

const settlementHeader = "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\tmerchant-order-id\tadjustment-id\tshipment-id\tmarketplace-name\tamount-type\tamount-description\tamount\tfulfillment-id\tposted-date\tposted-date-time\torder-item-code\tmerchant-order-item-id\tmerchant-adjustment-item-id\tsku\tquantity-purchased\tpromotion-id\n"

// v2Line is a row of the flat file V2 with the columns that are given.
func v2Line(cells map[string]string) string {
	names := strings.Split(strings.TrimSpace(settlementHeader), "\t")
	out := make([]string, len(names))
	for name, text := range cells {
		i := slices.Index(names, name)
		if i < 0 {
			panic("no column " + name)
		}
		out[i] = text
	}
	return strings.Join(out, "\t") + "\n"
}

// v2Summary is the first row of a settlement from the 1st to the 14th of July 2026.
func v2Summary(id, total, currency string) string {
	return v2Line(map[string]string{
		"settlement-id": id, "settlement-start-date": "2026-07-01 00:00:00 UTC", "settlement-end-date": "2026-07-14 23:59:59 UTC",
		"deposit-date": "2026-07-16 00:00:00 UTC", "total-amount": total, "currency": currency,
	})
}

// v2Amount is a row of an order with one amount.
func v2Amount(id, transaction, order, item, sku, amountType, description, amount string) string {
	return v2Line(map[string]string{
		"settlement-id": id, "transaction-type": transaction, "order-id": order, "order-item-code": item, "sku": sku, "quantity-purchased": "1",
		"amount-type": amountType, "amount-description": description, "amount": amount,
		"posted-date": "2026-07-03", "posted-date-time": "2026-07-03 04:05:06 UTC",
	})
}

func skuAmounts(sums []reports.SKUSum) map[string]string {
	out := map[string]string{}
	for _, s := range sums {
		out[s.SKU] = fx.Plain(s.Amount)
	}
	return out
}

// S36: the public sample, whose figures its publisher states.
func TestReconcileSample(t *testing.T) {
	checks := reconcile(t, reports.ReconcileOptions{}, sample(t, "amazon_settlement_v2_us_2026.txt", reports.Options{Zone: reports.Pacific()}))
	if len(checks) != 1 {
		t.Fatalf("%d checks, want 1", len(checks))
	}
	c := checks[0]
	if got := fx.Plain(c.Sum) + " " + fx.Plain(c.Total.Decimal) + " " + fx.Plain(c.Difference.Decimal); got != "582.89 582.89 0" || !c.Balanced() {
		t.Errorf("sum, total and difference %s", got)
	}
	want := map[string]string{"NX-HD-1200": "168.75", "NX-CB-0450": "75.65", "NX-AC-0071": "38.67"}
	if diff := cmp.Diff(want, skuAmounts(c.SKUs)); diff != "" {
		t.Errorf("SKUs: -want +got\n%s", diff)
	}
	if got := fx.Plain(c.NoSKU.Amount); got != "299.82" {
		t.Errorf("no SKU %s", got)
	}
	if got := fx.Plain(c.Reserve()) + " " + fx.Plain(c.ReserveReleased) + " " + fx.Plain(c.ReserveHeld); got != "400.44 820.44 -420" {
		t.Errorf("reserve %s", got)
	}
	if !c.Tax.IsZero() {
		t.Errorf("tax %s", c.Tax)
	}
	if len(c.Unmapped) != 1 || c.Unmapped[0].Description != "LowInventoryLevelFee" || fx.Plain(c.Unmapped[0].Amount) != "-12.6" || c.Unmapped[0].Rows != 1 || c.Unmapped[0].Places[0].Row != 21 {
		t.Errorf("unmapped %+v", c.Unmapped)
	}
	if len(c.Findings) != 1 {
		t.Fatalf("findings %+v", c.Findings)
	}
	f := c.Findings[0]
	rows := []int{f.Places[0].Row, f.Places[1].Row}
	if f.Code != reports.PostedBefore || f.Order != "114-9930211-5567819" || f.Day.Format(time.DateOnly) != "2026-06-14" || f.Count != 2 || fx.Plain(f.Amount) != "178.5" || !slices.Equal(rows, []int{17, 18}) {
		t.Errorf("finding %+v", f)
	}
	units := map[string][2]int64{}
	for _, s := range c.SKUs {
		units[s.SKU] = [2]int64{s.UnitsSold, s.UnitsRefunded}
	}
	if diff := cmp.Diff(map[string][2]int64{"NX-HD-1200": {2, 1}, "NX-CB-0450": {2, 0}, "NX-AC-0071": {1, 0}}, units); diff != "" {
		t.Errorf("units: -want +got\n%s", diff)
	}
	lines := map[reports.Line]string{}
	for _, l := range c.Lines {
		lines[l.Line] = fx.Plain(l.Amount)
	}
	// The sums by line, added up by hand.
	if diff := cmp.Diff(map[reports.Line]string{
		reports.LineItemPrice: "474.49", reports.LineShippingCredit: "7.99", reports.LineTaxCollected: "10.4", reports.LineTaxWithheld: "-10.4",
		reports.LineReferral: "-71.18", reports.LineFulfilment: "-7.25", reports.LineShippingChargeback: "-7.99",
		reports.LineRefundedItemPrice: "-129.99", reports.LineRefundAdministration: "-5", reports.LineRefundedReferral: "19.5",
		reports.LineStorage: "-64.28", reports.LineSubscription: "-39.99", reports.LineReimbursement: "18.75",
		reports.LineReserveReleased: "820.44", reports.LineReserveHeld: "-420", reports.LineUnmapped: "-12.6",
	}, lines); diff != "" {
		t.Errorf("lines: -want +got\n%s", diff)
	}
}

// A mapping of the caller names what this package does not know.
func TestReconcileOwnMapping(t *testing.T) {
	own := reports.Mapping{AmountType: "other", Description: "Low inventory-level fee", Line: reports.LineStorage}
	c := reconcile(t, reports.ReconcileOptions{Mappings: []reports.Mapping{own}}, sample(t, "amazon_settlement_v2_us_2026.txt", reports.Options{}))[0]
	if len(c.Unmapped) != 0 {
		t.Errorf("unmapped %+v", c.Unmapped)
	}
	for _, l := range c.Lines {
		if l.Line == reports.LineStorage && fx.Plain(l.Amount) != "-76.88" {
			t.Errorf("storage %s, want -64.28 - 12.60", l.Amount)
		}
	}
}

// What does not fit is listed with its rows, and the sums stay whole.
func TestReconcileFindings(t *testing.T) {
	order := func(amount string) string {
		return v2Amount("1", "Order", "A-1", "i1", "SKU-1", "ItemPrice", "Principal", amount)
	}
	fee := v2Amount("1", "Order", "A-1", "i1", "SKU-1", "ItemFees", "Commission", "-3.00")
	with := func(text, column, cell string) string {
		names := strings.Split(strings.TrimSpace(settlementHeader), "\t")
		cells := strings.Split(strings.TrimSuffix(text, "\n"), "\t")
		cells[slices.Index(names, column)] = cell
		return strings.Join(cells, "\t") + "\n"
	}
	for _, test := range []struct {
		name string
		text string
		want []string // code, count, amount, rows
	}{
		{"nothing", v2Summary("1", "17.00", "USD") + order("20.00") + fee, nil},
		{"no row at all", v2Summary("1", "0.00", "USD"), nil},
		{"one cent", v2Summary("1", "17.01", "USD") + order("20.00") + fee, []string{"total_differs 2 -0.01 [2]"}},
		{"no summary", order("20.00"), []string{"no_total 1 20 []"}},
		{"another settlement", v2Summary("1", "17.00", "USD") + order("20.00") + fee + with(order("5.00"), "settlement-id", "2"), []string{"other_settlement 1 5 []"}},
		{"another currency", v2Summary("1", "17.00", "USD") + order("20.00") + fee + with(order("5.00"), "currency", "CAD"), []string{"other_currency 1 5 []"}},
		{"two totals", v2Summary("1", "17.00", "USD") + order("20.00") + fee + v2Summary("1", "18.00", "USD"), []string{"total_twice 2 0 [2 5]"}},
		{"the same total twice", v2Summary("1", "17.00", "USD") + order("20.00") + fee + v2Summary("1", "17.00", "USD"), nil},
		{"a repeated row", v2Summary("1", "37.00", "USD") + order("20.00") + fee + order("20.00"), []string{"repeated_row 1 20 [3 5]"}},
		{"a row three times", v2Summary("1", "17.00", "USD") + order("20.00") + fee + fee + fee, []string{"repeated_row 2 -6 [4 5 6]", "total_differs 4 -6 [2]"}},
		{"no amount", v2Summary("1", "17.00", "USD") + order("20.00") + fee + order(""), []string{"no_amount 1 0 [5]"}},
		{"the last second", v2Summary("1", "17.00", "USD") + order("20.00") + with(fee, "posted-date-time", "2026-07-14 23:59:59 UTC"), nil},
		{"a second after it", v2Summary("1", "17.00", "USD") + order("20.00") + with(fee, "posted-date-time", "2026-07-15 00:00:00 UTC"), []string{"posted_after 1 -3 [4]"}},
		{"the first second", v2Summary("1", "17.00", "USD") + order("20.00") + with(fee, "posted-date-time", "2026-07-01 00:00:00 UTC"), nil},
		{"a second before it", v2Summary("1", "17.00", "USD") + order("20.00") + with(fee, "posted-date-time", "2026-06-30 23:59:59 UTC"), []string{"posted_before 1 -3 [4]"}},
		{"the summary last", order("20.00") + with(fee, "posted-date-time", "2026-06-30 23:59:59 UTC") + v2Summary("1", "17.00", "USD"), []string{"posted_before 1 -3 [3]"}},
		{"no day of posting", v2Summary("1", "17.00", "USD") + order("20.00") + with(with(fee, "posted-date-time", ""), "posted-date", ""), []string{"no_posting_date 1 -3 [4]"}},
		{"only the day of the posting", v2Summary("1", "17.00", "USD") + order("20.00") + with(with(fee, "posted-date-time", ""), "posted-date", "2026-07-14"), nil},
		{"another quantity, first", v2Summary("1", "17.00", "USD") + with(fee, "quantity-purchased", "2") + order("20.00"), []string{"quantity_differs 1 0 [4]"}},
		{"another quantity", v2Summary("1", "17.00", "USD") + order("20.00") + with(fee, "quantity-purchased", "2"), []string{"quantity_differs 1 0 [4]"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			checks := reconcile(t, reports.ReconcileOptions{}, open(t, settlementHeader+test.text, reports.Options{Currency: "USD"}))
			var got []string
			for _, c := range checks {
				for _, f := range c.Findings {
					var rows []int
					for _, p := range f.Places {
						rows = append(rows, p.Row)
					}
					got = append(got, string(f.Code)+" "+strconv.Itoa(f.Count)+" "+fx.Plain(f.Amount)+" "+rowList(rows))
					if f.Text == "" {
						t.Errorf("%s has no text", f.Code)
					}
				}
				if len(c.Unlisted) > 0 {
					t.Errorf("unlisted %v", c.Unlisted)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func rowList(rows []int) string {
	var out []string
	for _, r := range rows {
		out = append(out, strconv.Itoa(r))
	}
	return "[" + strings.Join(out, " ") + "]"
}

// Findings beyond the limit are counted, and memory for repeats is a window.
func TestReconcileLimits(t *testing.T) {
	var text strings.Builder
	text.WriteString(settlementHeader + v2Summary("1", "100", "USD"))
	for i := range 100 {
		text.WriteString(strings.ReplaceAll(v2Amount("1", "Order", "A-"+strconv.Itoa(i), "i", "SKU", "ItemPrice", "Principal", "1"), "2026-07-03", "2026-06-03"))
	}
	c := reconcile(t, reports.ReconcileOptions{Listed: 7, Window: 16}, open(t, text.String(), reports.Options{}))[0]
	if len(c.Findings) != 7 || c.Unlisted[reports.PostedBefore] != 93 || !c.WindowPassed || !c.Balanced() {
		t.Errorf("%d listed, unlisted %v, window passed %v", len(c.Findings), c.Unlisted, c.WindowPassed)
	}
	if c.SKUs[0].UnitsSold != 100 {
		t.Errorf("%d units", c.SKUs[0].UnitsSold)
	}
	// A row that repeats one within half the window is found, one far back is not.
	row := func(i int) string {
		return v2Amount("1", "Order", "A-"+strconv.Itoa(i), "i", "SKU", "ItemPrice", "Principal", "1")
	}
	for _, test := range []struct{ back, want int }{{1, 1}, {8, 1}, {40, 0}} {
		var text strings.Builder
		text.WriteString(settlementHeader)
		for i := range 50 {
			text.WriteString(row(i))
		}
		text.WriteString(row(50 - test.back))
		c := reconcile(t, reports.ReconcileOptions{Window: 16}, open(t, text.String(), reports.Options{Currency: "USD"}))[0]
		n := 0
		for _, f := range c.Findings {
			if f.Code == reports.RepeatedRow {
				n++
			}
		}
		if n != test.want {
			t.Errorf("%d back: %d repeats, want %d", test.back, n, test.want)
		}
	}
}

// Units of an item are counted once for its rows, again in another parcel, and refunds
// by themselves.
func TestReconcileUnits(t *testing.T) {
	row := func(kind, order, item, shipment, description, quantity string) string {
		return v2Line(map[string]string{
			"settlement-id": "1", "transaction-type": kind, "order-id": order, "order-item-code": item, "shipment-id": shipment, "sku": "S",
			"quantity-purchased": quantity, "amount-type": "ItemPrice", "amount-description": description, "amount": "1", "currency": "USD",
		})
	}
	for _, test := range []struct {
		name           string
		rows           []string
		sold, refunded int64
	}{
		{"two amounts", []string{row("Order", "A", "i", "p", "Principal", "3"), row("Order", "A", "i", "p", "Tax", "3")}, 3, 0},
		{"apart", []string{row("Order", "A", "i", "p", "Principal", "3"), row("Order", "B", "i", "p", "Principal", "1"), row("Order", "A", "i", "p", "Tax", "3")}, 4, 0},
		{"two items of an order", []string{row("Order", "A", "i", "p", "Principal", "1"), row("Order", "A", "j", "p", "Principal", "1")}, 2, 0},
		{"two parcels", []string{row("Order", "A", "i", "p", "Principal", "1"), row("Order", "A", "i", "q", "Principal", "1")}, 2, 0},
		{"a refund", []string{row("Order", "A", "i", "p", "Principal", "2"), row("Refund", "A", "i", "p", "Principal", "1")}, 2, 1},
		{"an empty quantity", []string{row("Order", "A", "i", "p", "Principal", "2"), row("Order", "A", "i", "p", "Tax", "")}, 2, 0},
		{"no order", []string{row("Order", "", "i", "p", "Principal", "2")}, 0, 0},
		{"a service", []string{row("ServiceFee", "A", "i", "p", "Principal", "2")}, 0, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := reconcile(t, reports.ReconcileOptions{}, open(t, settlementHeader+strings.Join(test.rows, ""), reports.Options{}))[0].SKUs[0]
			if s.UnitsSold != test.sold || s.UnitsRefunded != test.refunded {
				t.Errorf("%d sold, %d refunded, want %d and %d", s.UnitsSold, s.UnitsRefunded, test.sold, test.refunded)
			}
		})
	}
}

// Options that cannot be used are refused, all at once.
func TestReconcileRefuses(t *testing.T) {
	_, err := reports.NewReconciliation(reports.ReconcileOptions{Listed: -1, Window: 15, Mappings: []reports.Mapping{{}, {AmountType: "a", Description: "b", Line: "c", Refund: "d"}}})
	var got []string
	for _, fault := range fx.Faults(err) {
		got = append(got, strings.TrimPrefix(fault.Error(), "fx: "))
	}
	var paths []string
	for _, text := range got {
		paths = append(paths, strings.Fields(text)[0])
	}
	if diff := cmp.Diff([]string{"listed", "window", "mappings[0].amount_type", "mappings[0].description", "mappings[0].line", "mappings[1].line", "mappings[1].refund"}, paths); diff != "" {
		t.Errorf("-want +got\n%s\n%v", diff, err)
	}
	var zero reports.Reconciliation
	zero.Add(reports.SettlementRow{Amount: decimal.NewNullDecimal(decimal.New(1, 0))})
	zero.Merge(&zero)
	if len(zero.Checks()) != 0 {
		t.Error("the zero reconciliation has checks")
	}
	if err := zero.Read(nil); err == nil {
		t.Error("no file is read")
	}
}

// wholeCheck fails where the parts of a check do not add up to its sum.
func wholeCheck(t interface {
	Helper()
	Fatalf(string, ...any)
}, c reports.SettlementCheck) {
	t.Helper()
	lines := func(sums []reports.LineSum) (sum decimal.Decimal) {
		for _, l := range sums {
			sum = sum.Add(l.Amount)
		}
		return sum
	}
	if got := lines(c.Lines); !got.Equal(c.Sum) {
		t.Fatalf("lines add up to %s, the rows to %s", fx.Plain(got), fx.Plain(c.Sum))
	}
	whole := c.NoSKU.Amount
	for _, s := range append(c.SKUs, c.NoSKU) {
		if got := lines(s.Lines); !got.Equal(s.Amount) {
			t.Fatalf("lines of %q add up to %s, not %s", s.SKU, fx.Plain(got), fx.Plain(s.Amount))
		}
	}
	for _, s := range c.SKUs {
		whole = whole.Add(s.Amount)
	}
	if !whole.Equal(c.Sum) {
		t.Fatalf("SKUs add up to %s, the rows to %s", fx.Plain(whole), fx.Plain(c.Sum))
	}
	var unmapped decimal.Decimal
	for _, u := range c.Unmapped {
		unmapped = unmapped.Add(u.Amount)
	}
	for _, l := range c.Lines {
		if l.Line == reports.LineUnmapped && !l.Amount.Equal(unmapped) {
			t.Fatalf("unmapped amounts add up to %s, not %s", fx.Plain(unmapped), fx.Plain(l.Amount))
		}
	}
}
