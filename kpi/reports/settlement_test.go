package reports_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi/reports"
)

// The columns of the sample and what they say.
func TestSettlementSample(t *testing.T) {
	f := sample(t, "amazon_settlement_v2_us_2026.txt", reports.Options{Zone: reports.Pacific()})
	if l := f.Layout(); f.Kind() != reports.SettlementV2 || len(l.Columns) != 24 || len(l.Unknown) != 0 {
		t.Fatalf("%s, layout %+v", f.Kind(), l)
	}
	n := 0
	for r, err := range f.Settlement() {
		if err != nil {
			t.Fatal(err)
		}
		n++
		if r.Row != n+1 || r.Currency != "USD" || r.Settlement != "28471003921" {
			t.Errorf("row %+v", r)
		}
		switch n {
		case 1:
			if !r.Summary || fx.Plain(r.Total.Decimal) != "582.89" || r.Amount.Valid || r.Deposit.Format(time.DateOnly) != "2026-07-02" || r.DaysOnly {
				t.Errorf("summary %+v", r)
			}
		case 2:
			if r.Summary || r.Order != "114-8829371-4410258" || r.Item != "55182930114" || r.SKU != "NX-HD-1200" || r.Shipment != "DS7K9LM2P" ||
				r.Type != "Order" || r.AmountType != "ItemPrice" || r.Description != "Principal" || fx.Plain(r.Amount.Decimal) != "129.99" ||
				r.Fulfilment != "AFN" || r.Marketplace != "amazon.com" || r.Posted.Format(time.RFC3339) != "2026-06-17T08:14:22Z" || r.PostedDay {
				t.Errorf("row %+v", r)
			}
		case 16: // 09:31 UTC of the 14th is the 14th in California as well
			if r.Day.Format(time.DateOnly) != "2026-06-14" {
				t.Errorf("day %v", r.Day)
			}
		case 17: // 04:12 UTC of the 30th is the evening of the 29th there
			if r.Day.Format(time.DateOnly) != "2026-06-14" {
				t.Errorf("day %v", r.Day)
			}
		case 18:
			if r.Day.Format(time.DateOnly) != "2026-06-29" || r.Posted.Day() != 30 {
				t.Errorf("day %v", r.Day)
			}
		}
	}
	if n != 24 {
		t.Errorf("%d rows, want 24", n)
	}
}

// What Amazon and tools make of the same settlement.
func TestSettlementVariants(t *testing.T) {
	us := settlementHeader + v2Summary("1", "1,234.50", "EUR") +
		v2Amount("1", "Order", "A", "i", "S", "ItemPrice", "Principal", "1,300.00") + v2Amount("1", "Order", "A", "i", "S", "ItemFees", "Commission", "-65.50")
	eu := strings.NewReplacer("1,234.50", "1234,50", "1,300.00", "1.300,00", "-65.50", "-65,50",
		"2026-07-01 00:00:00 UTC", "01.07.2026 00:00:00 UTC", "2026-07-14 23:59:59 UTC", "14.07.2026 23:59:59 UTC", "2026-07-16 00:00:00 UTC", "16.07.2026 00:00:00 UTC",
		"2026-07-03 04:05:06 UTC", "03.07.2026 04:05:06 UTC", "\t2026-07-03\t", "\t03.07.2026\t")
	columns := func(text string, keep ...string) string {
		var out strings.Builder
		names := strings.Split(strings.TrimSpace(settlementHeader), "\t")
		for _, l := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
			cells := strings.Split(l, "\t")
			var kept []string
			for i, name := range names {
				for _, k := range keep {
					if k == name {
						kept = append(kept, cells[i])
					}
				}
			}
			out.WriteString(strings.Join(kept, "\t") + "\n")
		}
		return out.String()
	}
	for _, test := range []struct {
		name, text string
		opt        reports.Options
		total      string
	}{
		{"US", us, reports.Options{}, "1234.5"},
		{"decimal comma and days with points", eu.Replace(us), reports.Options{}, "1234.5"},
		{"commas", strings.NewReplacer("1,234.50", "1234.50", "1,300.00", "1300.00", "\t", ",").Replace(us), reports.Options{}, "1234.5"},
		{"semicolons", strings.ReplaceAll(eu.Replace(us), "\t", ";"), reports.Options{}, "1234.5"},
		{"low lines", strings.ReplaceAll(us, settlementHeader, strings.ReplaceAll(settlementHeader, "-", "_")), reports.Options{}, "1234.5"},
		{"spaces", strings.ReplaceAll(us, settlementHeader, strings.ReplaceAll(settlementHeader, "-", " ")), reports.Options{}, "1234.5"},
		{"quoted", strings.NewReplacer("settlement-id", `"settlement-id"`, "Principal", `"Principal"`).Replace(us), reports.Options{}, "1234.5"},
		{"seven columns", columns(us, "settlement-id", "total-amount", "currency", "transaction-type", "amount-type", "amount-description", "amount"), reports.Options{}, "1234.5"},
		{"no currency column", columns(us, "settlement-id", "total-amount", "transaction-type", "amount-type", "amount-description", "amount"), reports.Options{Currency: "EUR"}, "1234.5"},
		{"marks", strings.NewReplacer("1,300.00", "€1,300.00", "-65.50", "-€65.50").Replace(us), reports.Options{}, "1234.5"},
		{"brackets", strings.ReplaceAll(us, "-65.50", "(65.50)"), reports.Options{}, "1234.5"},
		{"joined files", us + settlementHeader + v2Amount("1", "Order", "B", "i", "S", "ItemPrice", "Principal", "0.00"), reports.Options{}, "1234.5"},
	} {
		t.Run(test.name, func(t *testing.T) {
			checks := reconcile(t, reports.ReconcileOptions{}, open(t, test.text, test.opt))
			if len(checks) != 1 || !checks[0].Balanced() || checks[0].Currency != "EUR" || fx.Plain(checks[0].Sum) != test.total {
				t.Errorf("%+v", checks)
			}
		})
	}
	// A file that repeats the summary on every row has no row of its own for it.
	repeated := settlementHeader + v2Line(map[string]string{
		"settlement-id": "1", "total-amount": "20.00", "currency": "USD", "settlement-start-date": "2026-07-01", "settlement-end-date": "2026-07-14",
		"transaction-type": "Order", "amount-type": "ItemPrice", "amount-description": "Principal", "amount": "20.00", "posted-date": "2026-07-14",
	})
	if c := reconcile(t, reports.ReconcileOptions{}, open(t, repeated, reports.Options{}))[0]; !c.Balanced() || c.Rows != 1 || !c.DaysOnly || len(c.Findings) != 0 {
		t.Errorf("%+v", c)
	}
}

const v1Header = "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\tmerchant-order-id\tadjustment-id\tshipment-id\tmarketplace-name\tshipment-fee-type\tshipment-fee-amount\torder-fee-type\torder-fee-amount\tfulfillment-id\tposted-date\torder-item-code\tmerchant-order-item-id\tmerchant-adjustment-item-id\tsku\tquantity-purchased\tprice-type\tprice-amount\titem-related-fee-type\titem-related-fee-amount\tmisc-fee-amount\tother-fee-amount\tother-fee-reason-description\tpromotion-id\tpromotion-type\tpromotion-amount\tdirect-payment-type\tdirect-payment-amount\tother-amount\n"

func v1Line(cells map[string]string) string {
	names := strings.Split(strings.TrimSuffix(v1Header, "\n"), "\t")
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = cells[name]
	}
	return strings.Join(out, "\t") + "\n"
}

// Every amount of the older flat file counts, in the words of the newer one.
func TestSettlementV1(t *testing.T) {
	order := func(cells map[string]string) string {
		all := map[string]string{"settlement-id": "7", "transaction-type": "Order", "order-id": "A", "order-item-code": "i", "sku": "S", "quantity-purchased": "2", "posted-date": "2019-05-07T17:34:37+00:00"}
		for k, v := range cells {
			all[k] = v
		}
		return v1Line(all)
	}
	text := v1Header +
		v1Line(map[string]string{"settlement-id": "7", "settlement-start-date": "2019-05-01T00:00:00+00:00", "settlement-end-date": "2019-05-14T00:00:00+00:00", "deposit-date": "2019-05-16T00:00:00+00:00", "total-amount": "37.33", "currency": "USD"}) +
		order(map[string]string{"price-type": "Principal", "price-amount": "50.00"}) +
		order(map[string]string{"price-type": "Tax", "price-amount": "4.00", "item-related-fee-type": "Commission", "item-related-fee-amount": "-7.50"}) +
		order(map[string]string{"promotion-id": "p", "promotion-type": "Shipping", "promotion-amount": "-1.00"}) +
		order(map[string]string{"shipment-fee-type": "FBAPerOrderFulfillmentFee", "shipment-fee-amount": "-2.00"}) +
		order(map[string]string{"order-fee-type": "SomeFee", "order-fee-amount": "-0.50"}) +
		order(map[string]string{"misc-fee-amount": "-0.25"}) +
		order(map[string]string{"other-fee-amount": "-0.30", "other-fee-reason-description": "ShippingChargeback"}) +
		order(map[string]string{"direct-payment-type": "Cash", "direct-payment-amount": "-3.00"}) +
		v1Line(map[string]string{"settlement-id": "7", "transaction-type": "Storage Fee", "other-amount": "-2.12", "posted-date": "2019-05-07"})
	for _, variant := range []struct {
		name, text string
		total      string
	}{
		{"36 columns", text, "37.33"},
		{"33 columns", without(text, "direct-payment-type", "direct-payment-amount", "promotion-id"), "40.33"},
	} {
		t.Run(variant.name, func(t *testing.T) {
			f := open(t, variant.text, reports.Options{})
			if f.Kind() != reports.SettlementV1 || len(f.Layout().Unknown) > 0 {
				t.Fatalf("%s, %+v", f.Kind(), f.Layout())
			}
			c := reconcile(t, reports.ReconcileOptions{}, f)[0]
			if fx.Plain(c.Sum) != variant.total || c.Total.Decimal.String() != "37.33" || c.SKUs[0].UnitsSold != 2 || len(c.Findings) > 2 {
				t.Errorf("%+v", c)
			}
			got := map[reports.Line]string{}
			for _, l := range c.Lines {
				got[l.Line] = fx.Plain(l.Amount)
			}
			want := map[reports.Line]string{
				reports.LineItemPrice: "50", reports.LineTaxCollected: "4", reports.LineReferral: "-7.5", reports.LineShippingPromotion: "-1",
				reports.LineFulfilment: "-2", reports.LineUnmapped: "-0.5", reports.LineOtherFee: "-0.55", reports.LineStorage: "-2.12",
			}
			if variant.name == "36 columns" {
				want[reports.LineDirectPayment] = "-3"
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if len(c.Unmapped) != 1 || c.Unmapped[0].AmountType != "Order-Fees" || c.Unmapped[0].Description != "SomeFee" || c.Unmapped[0].Places[0].Row != 7 {
				t.Errorf("unmapped %+v", c.Unmapped)
			}
		})
	}
}

// without leaves out columns of a text with tabs.
func without(text string, names ...string) string {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	titles := strings.Split(lines[0], "\t")
	var out strings.Builder
	for _, l := range lines {
		var kept []string
		for i, cell := range strings.Split(l, "\t") {
			drop := false
			for _, name := range names {
				drop = drop || titles[i] == name
			}
			if !drop {
				kept = append(kept, cell)
			}
		}
		out.WriteString(strings.Join(kept, "\t") + "\n")
	}
	return out.String()
}

// drawRows draws the rows of a settlement, with repeats, several SKUs and all that is
// found.
func drawRows(t *rapid.T) []string {
	cell := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
	rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		currency := cell("currency", "USD", "USD", "", "CAD")
		return v2Line(map[string]string{
			"settlement-id": cell("id", "1", "1", "1", "2"), "currency": currency,
			"transaction-type": cell("type", "Order", "Refund", "ServiceFee"), "order-id": cell("order", "A", "B", "") + strings.TrimPrefix(currency, "USD"), "order-item-code": cell("item", "i", "j"),
			"sku": cell("sku", "S", "T", ""), "quantity-purchased": cell("quantity", "1", "2", ""), "marketplace-name": cell("marketplace", "a", "b", ""),
			"amount-type": cell("kind", "ItemPrice", "ItemFees", "new"), "amount-description": cell("what", "Principal", "Commission", "Thing"),
			"amount":           cell("amount", "1.00", "-2.37", "0.005", "12345678901234.56", ""),
			"posted-date-time": cell("posted", "2026-07-03 04:05:06 UTC", "2026-06-30 00:00:00 UTC", "2026-07-20 00:00:00 UTC", ""),
		})
	}), 0, 12).Draw(t, "rows")
	if at := rapid.IntRange(-1, len(rows)).Draw(t, "summary"); at >= 0 {
		rows = append(rows[:at:at], append([]string{v2Summary("1", "10.00", "USD")}, rows[at:]...)...)
	}
	return rows
}

// A settlement that is split in two files, each with the header, and merged is the same
// as the whole; and its parts add up.
func propSplit(t *rapid.T) {
	rows := drawRows(t)
	cut := rapid.IntRange(0, len(rows)).Draw(t, "cut")
	read := func(rows []string, before int) *reports.Reconciliation {
		r, err := reports.NewReconciliation(reports.ReconcileOptions{})
		if err != nil {
			t.Fatal(err)
		}
		f, err := reports.Open(strings.NewReader(settlementHeader+strings.Join(rows, "")), reports.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for row, err := range f.Settlement() {
			if err != nil {
				t.Fatal(err)
			}
			row.Row += before // as in the whole
			if row.Currency == "USD" && row.Type != "" && cut%2 == 0 {
				row.Currency = ""
			}
			r.Add(row)
		}
		return r
	}
	// The currency of a row without one comes from the summary before it, which the
	// second file does not have: all rows name theirs, or none does.
	for i := range rows {
		cells := strings.Split(rows[i], "\t")
		if cells[6] != "" && cells[5] == "" {
			cells[5] = "USD"
			rows[i] = strings.Join(cells, "\t")
		}
	}
	whole, merged, second := read(rows, 0), read(rows[:cut], 0), read(rows[cut:], cut)
	merged.Merge(second)
	want, got := whole.Checks(), merged.Checks()
	decimals := cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })
	quantities := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Findings" }, cmp.Transformer("", func(all []reports.Finding) (kept []reports.Finding) {
		for _, f := range all {
			if f.Code != reports.QuantityDiffers { // which row differs depends on the order
				kept = append(kept, f)
			}
		}
		return kept
	}))
	if diff := cmp.Diff(want, got, decimals, quantities); diff != "" {
		t.Fatalf("-whole +merged\n%s", diff)
	}
	for _, c := range got {
		wholeCheck(t, c)
	}
}

func TestSettlementSplit(t *testing.T) { rapid.Check(t, propSplit) }

// The second half of a file names neither the currency nor the period: both come from
// the first half.
func TestSettlementSecondHalf(t *testing.T) {
	first := settlementHeader + v2Summary("1", "25.00", "USD") + v2Amount("1", "Order", "A", "i", "S", "ItemPrice", "Principal", "20.00")
	second := settlementHeader + strings.ReplaceAll(v2Amount("1", "Order", "B", "i", "S", "ItemPrice", "Principal", "5.00"), "2026-07-03", "2026-06-03")
	checks := reconcile(t, reports.ReconcileOptions{}, open(t, first, reports.Options{}), open(t, second, reports.Options{}))
	if len(checks) != 1 || !checks[0].Balanced() || checks[0].SKUs[0].UnitsSold != 2 || checks[0].Unchecked != 0 {
		t.Fatalf("%+v", checks)
	}
	if f := checks[0].Findings; len(f) != 1 || f[0].Code != reports.PostedBefore || f[0].Order != "B" {
		t.Errorf("%+v", f)
	}
}

// The last day of a period that is printed in days belongs to it whole, and a day of
// posting that is printed as midnight UTC is that day in every zone.
func TestSettlementDays(t *testing.T) {
	row := func(at, day string) string {
		return v2Line(map[string]string{"settlement-id": "1", "transaction-type": "Order", "amount-type": "ItemPrice", "amount-description": "Principal", "amount": "5.00", "posted-date-time": at, "posted-date": day})
	}
	head := settlementHeader + v2Line(map[string]string{"settlement-id": "1", "settlement-start-date": "01.07.2026", "settlement-end-date": "14.07.2026", "total-amount": "5.00", "currency": "EUR"})
	for _, test := range []struct {
		at, day string
		want    int
	}{{"14.07.2026 23:59:59 UTC", "", 0}, {"15.07.2026 00:00:00 UTC", "", 1}, {"01.07.2026 00:00:00 UTC", "", 0}, {"30.06.2026 23:59:59 UTC", "", 1}} {
		if c := reconcile(t, reports.ReconcileOptions{}, open(t, head+row(test.at, test.day), reports.Options{}))[0]; !c.DaysOnly || len(c.Findings) != test.want {
			t.Errorf("%s: %+v", test.at, c.Findings)
		}
	}
	for r, err := range open(t, settlementHeader+row("", "2026-06-17 00:00:00 UTC"), reports.Options{Zone: reports.Pacific()}).Settlement() {
		if err != nil || !r.PostedDay || r.Day.Format(time.DateOnly) != "2026-06-17" {
			t.Errorf("%v %+v", err, r)
		}
	}
}

// The reason of another amount of the flat file V1 says what it is, where nothing else
// has it.
func TestSettlementV1Reason(t *testing.T) {
	text := v1Header + v1Line(map[string]string{"settlement-id": "7", "currency": "USD", "transaction-type": "Order", "order-id": "A", "other-fee-reason-description": "Storage Fee", "other-amount": "-1.00"}) +
		v1Line(map[string]string{"settlement-id": "7", "currency": "USD", "transaction-type": "Subscription Fee", "other-amount": "-2.00"})
	var got []string
	for r, err := range open(t, text, reports.Options{}).Settlement() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, r.AmountType+" "+r.Description+" "+fx.Plain(r.Amount.Decimal))
	}
	if diff := cmp.Diff([]string{"other-transaction Storage Fee -1", "other-transaction Subscription Fee -2"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
