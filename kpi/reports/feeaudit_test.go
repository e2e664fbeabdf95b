package reports_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi/reports"
)

func feeDec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func feeSome(text string) decimal.NullDecimal { return decimal.NewNullDecimal(feeDec(text)) }

func feeDay(text string) time.Time {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return day
}

func feeParcel(t testing.TB, sides ...string) fees.Parcel {
	t.Helper()
	p, err := fees.ParseParcel(sides[0], sides[1], sides[2], sides[3])
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func newAudit(t testing.TB, opt reports.FeeAuditOptions, items ...reports.FeeItem) *reports.FeeAudit {
	t.Helper()
	a, err := reports.NewFeeAudit(items, opt)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// testA is the item of the fee preview that is shared.
func testA(t testing.TB) amazon.Listing {
	return amazon.Listing{Parcel: feeParcel(t, "7.64 in", "7.4 in", "7.4 in", "3.81 lb"), Category: "sports_outdoors"}
}

// likelyCauses lists the findings: SKU, fee, likely cause, difference of a unit, money.
func likelyCauses(side reports.FeeSide) string {
	var lines []string
	for _, f := range side.Findings {
		lines = append(lines, strings.Join([]string{f.SKU, string(f.Fee), string(f.Likely), f.DifferenceEach.String(), f.Money.String()}, " "))
	}
	return strings.Join(lines, "\n")
}

// feeGaps lists the gaps: reason, SKU, fee, amount.
func feeGaps(side reports.FeeSide) string {
	var lines []string
	for _, g := range side.Gaps {
		lines = append(lines, strings.Join([]string{string(g.Reason), g.SKU, g.Fee, g.Amount.String()}, " "))
	}
	return strings.Join(lines, "\n")
}

// S39: 4.49 is 15 % of 29.95, and 7.32 is what the tables give between the start of the
// surcharge and the peak for an item that is certified for SIPP: 7.29 + 0.26 - 0.23.
func TestFeeAuditPreviewSample(t *testing.T) {
	sipp := testA(t)
	sipp.SIPP = true
	for _, row := range []struct {
		name, day string
		listing   amazon.Listing
		want      string
	}{
		{"certified", "2026-06-01", sipp, ""},
		{"first day of the surcharge", "2026-04-17", sipp, ""},
		{"last day before the peak", "2026-10-14", sipp, ""},
		{"not certified", "2026-06-01", testA(t), "TEST-A fulfilment sipp -0.23 -0.23"},
		{"before the surcharge", "2026-04-16", sipp, "TEST-A fulfilment date 0.26 0.26"},
		{"peak", "2026-10-15", sipp, "TEST-A fulfilment date -0.55 -0.55"},
		{"peak, not certified", "2026-11-24", testA(t), "TEST-A fulfilment date -0.78 -0.78"},
	} {
		t.Run(row.name, func(t *testing.T) {
			a := newAudit(t, reports.FeeAuditOptions{}, reports.FeeItem{SKU: "TEST-A", Listing: row.listing})
			f := sample(t, "amazon_fba_fee_preview_us_2026.csv", reports.Options{})
			if err := a.ReadPreview(f, feeDay(row.day)); err != nil {
				t.Fatal(err)
			}
			got := a.Result().Preview
			for _, f := range got.Findings {
				t.Log(f)
			}
			if likelyCauses(got) != row.want {
				t.Errorf("got\n%s\nwant\n%s", likelyCauses(got), row.want)
			}
			if want := "unknown_item TEST-B referral 3\nno_amount TEST-B fulfilment 0"; feeGaps(got) != want {
				t.Errorf("gaps\n%s\nwant\n%s", feeGaps(got), want)
			}
		})
	}
}

// The sample settlement, against items that it could be of. Its refund administration
// fee is the cap of 5.00, although 20 % of the referral fee of 19.50 is 3.90.
func TestFeeAuditSettlementSample(t *testing.T) {
	a := newAudit(t, reports.FeeAuditOptions{},
		reports.FeeItem{SKU: "NX-HD-1200", Listing: amazon.Listing{Parcel: feeParcel(t, "9 in", "6 in", "2 in", "0.9 lb"), Category: "home_kitchen"}},
		reports.FeeItem{SKU: "NX-CB-0450", Listing: amazon.Listing{Fulfillment: amazon.FBM, Category: "home_kitchen"}},
	)
	f := sample(t, "amazon_settlement_v2_us_2026.txt", reports.Options{Zone: reports.Pacific()})
	if err := a.ReadSettlement(f); err != nil {
		t.Fatal(err)
	}
	got := a.Result().Settlement
	want := "NX-HD-1200 refund_admin limit 1.1 1.1\nNX-HD-1200 fulfilment unexplained -0.28 -0.28"
	if likelyCauses(got) != want {
		t.Errorf("got\n%s\nwant\n%s", likelyCauses(got), want)
	}
	want = "not_checked  other-transaction Storage Fee 64.28\n" +
		"not_checked  other-transaction Subscription Fee 39.99\n" +
		"unmapped  other-transaction LowInventoryLevelFee 12.6\n" +
		"unknown_item NX-AC-0071 referral 6.83\n" +
		"not_charged NX-HD-1200 fulfilment 5.03\n" +
		"not_checked  Shipment-Fees FBAPerOrderFulfillmentFee 2.5"
	if feeGaps(got) != want {
		t.Errorf("gaps\n%s\nwant\n%s", feeGaps(got), want)
	}
	// 19.50, 13.35 for two units with the shipping that Amazon keeps, 31.50, the refund
	// of 19.50, 5.00 and 4.75.
	if got.Checked != 6 || got.Agreed != 4 || got.Charged.String() != "54.6" || got.Difference.String() != "0.82" || !got.Money.Equal(got.Difference) {
		t.Errorf("checked %d, agreed %d, charged %s, difference %s, money %s", got.Checked, got.Agreed, got.Charged, got.Difference, got.Money)
	}
	if f := got.Findings[0]; len(f.Places) != 1 || f.Places[0].String() != "amazon_settlement_v2_us_2026.txt:15" {
		t.Errorf("places %v", f.Places)
	}
}

const feeHead = "settlement-id\ttotal-amount\tcurrency\ttransaction-type\torder-id\tadjustment-id\tshipment-id\tamount-type\tamount-description\tamount\tposted-date-time\torder-item-code\tsku\tquantity-purchased\n"

// feeRows makes rows of a settlement: type, order, sku, quantity, and pairs of a
// description and an amount.
func feeRows(kind, order, sku, quantity, stamp string, amounts ...string) string {
	var b strings.Builder
	for i := 0; i < len(amounts); i += 2 {
		amountType, description, _ := strings.Cut(amounts[i], " ")
		b.WriteString(strings.Join([]string{"1", "", "USD", kind, order, "", "P1", amountType, description, amounts[i+1], stamp, order + "-i", sku, quantity}, "\t") + "\n")
	}
	return b.String()
}

// What an order item is charged is compared as a whole, whatever rows it comes in.
func TestFeeAuditSettlement(t *testing.T) {
	item := amazon.Listing{Parcel: feeParcel(t, "9 in", "6 in", "2 in", "2 lb"), Category: "home_kitchen"}
	book := amazon.Listing{Parcel: feeParcel(t, "9 in", "6 in", "2 in", "2 lb"), Category: "media"}
	own := amazon.Listing{Fulfillment: amazon.FBM, Category: "home_kitchen"}
	const june, night = "2026-06-01 12:00:00 UTC", "2026-10-15 03:00:00 UTC"
	for _, row := range []struct {
		name, rows, findings, gaps string
		checked                    int
	}{
		{"in order", feeRows("Order", "1", "S", "2", june, "ItemPrice Principal", "50.00", "ItemFees Commission", "-7.50", "ItemFees FBAPerUnitFulfillmentFee", "-12.04"), "", "", 2},
		{"in two parts", feeRows("Order", "1", "S", "1", june, "ItemPrice Principal", "25.00", "ItemFees Commission", "-3.75", "ItemFees FBAPerUnitFulfillmentFee", "-4.00", "ItemFees FBAWeightBasedFee", "-2.02"), "", "", 2},
		{"promotion and shipping", feeRows("Order", "1", "F", "2", june, "ItemPrice Principal", "76.00", "ItemPrice Shipping", "5.00", "Promotion Principal", "-4.00", "ItemFees Commission", "-11.55"), "", "", 1},
		{"shipping that Amazon keeps", feeRows("Order", "1", "S", "1", june, "ItemPrice Principal", "25.00", "ItemPrice Shipping", "5.00", "ItemFees ShippingChargeback", "-5.00", "ItemFees Commission", "-3.75", "ItemFees FBAPerUnitFulfillmentFee", "-6.02"), "", "", 2},
		{"the day is Pacific", feeRows("Order", "1", "S", "1", night, "ItemPrice Principal", "25.00", "ItemFees Commission", "-3.75", "ItemFees FBAPerUnitFulfillmentFee", "-6.02"), "", "", 2},
		{"27 cents too much", feeRows("Order", "1", "S", "2", june, "ItemPrice Principal", "50.00", "ItemFees Commission", "-7.77", "ItemFees FBAPerUnitFulfillmentFee", "-12.04"), "S referral unexplained 0.135 0.27", "", 2},
		{"media", feeRows("Order", "1", "B", "3", june, "ItemPrice Principal", "60.00", "ItemFees Commission", "-9.00", "ItemFees VariableClosingFee", "-5.40", "ItemFees FBAPerUnitFulfillmentFee", "-18.06"), "", "", 3},
		{"media without closing fee", feeRows("Order", "1", "B", "1", june, "ItemPrice Principal", "20.00", "ItemFees Commission", "-3.00", "ItemFees FBAPerUnitFulfillmentFee", "-6.02"), "", "not_charged B closing 1.8", 2},
		{"refund", feeRows("Refund", "1", "S", "1", june, "ItemPrice Principal", "-25.00", "ItemFees Commission", "3.75", "ItemFees RefundCommission", "-0.75"), "", "", 2},
		{"refund with too little back", feeRows("Refund", "1", "S", "1", june, "ItemPrice Principal", "-25.00", "ItemFees Commission", "3.00", "ItemFees RefundCommission", "-0.75"), "S refunded_referral part 0.75 0.75", "", 2},
		{"refund of fulfilment", feeRows("Refund", "1", "S", "1", june, "ItemPrice Principal", "-25.00", "ItemFees FBAPerUnitFulfillmentFee", "6.02"), "", "not_checked S refunded fees -6.02", 0},
		{"fee without its price", feeRows("Order", "1", "S", "1", june, "ItemFees Commission", "-3.75"), "", "unknown_price S referral 3.75", 0},
		{"no quantity", feeRows("Order", "1", "S", "", june, "ItemPrice Principal", "25.00", "ItemFees Commission", "-3.75"), "", "unknown_price S referral 3.75", 0},
		{"no day", feeRows("Order", "1", "S", "1", "", "ItemPrice Principal", "25.00", "ItemFees Commission", "-3.75"), "", "unknown_day S referral 3.75", 0},
		{"not fulfilled by Amazon", feeRows("Order", "1", "F", "1", june, "ItemPrice Principal", "25.00", "ItemFees Commission", "-3.75", "ItemFees FBAPerUnitFulfillmentFee", "-6.02"), "", "unknown_input F fulfilment 6.02", 1},
		{"another currency", strings.ReplaceAll(feeRows("Order", "1", "S", "1", june, "ItemPrice Principal", "25.00", "ItemFees Commission", "-3.75"), "USD", "CAD"), "", "other_currency S referral 3.75", 0},
		{"an unknown item", feeRows("Order", "1", "X", "1", june, "ItemPrice Principal", "25.00", "ItemFees Commission", "-3.75"), "", "unknown_item X referral 3.75", 0},
		{"an unknown fee of an item", feeRows("Order", "1", "F", "1", june, "ItemPrice Principal", "25.00", "ItemFees Commission", "-3.75", "ItemFees MysteryFee", "-0.50"), "", "unmapped F ItemFees MysteryFee 0.5", 1},
		{"after the last table", feeRows("Order", "1", "S", "1", "2027-03-01 12:00:00 UTC", "ItemPrice Principal", "25.00", "ItemFees FBAPerUnitFulfillmentFee", "-6.02"), "", "no_table S fulfilment 6.02", 0},
		{"an unmeasured item", feeRows("Order", "1", "U", "1", june, "ItemPrice Principal", "25.00", "ItemFees Commission", "-3.75", "ItemFees FBAPerUnitFulfillmentFee", "-6.02"), "", "unknown_input U fulfilment 6.02", 1},
		{"no category", feeRows("Order", "1", "N", "1", june, "ItemPrice Principal", "25.00", "ItemFees Commission", "-3.75", "ItemFees FBAPerUnitFulfillmentFee", "-6.02"), "", "unknown_input N referral 3.75", 1},
		{"a category that is not public", feeRows("Order", "1", "P", "1", june, "ItemPrice Principal", "25.00", "ItemFees Commission", "-3.75", "ItemFees FBAPerUnitFulfillmentFee", "-6.02"), "", "not_public P referral 3.75", 1},
	} {
		t.Run(row.name, func(t *testing.T) {
			a := newAudit(t, reports.FeeAuditOptions{},
				reports.FeeItem{SKU: "S", Listing: item}, reports.FeeItem{SKU: "B", Listing: book}, reports.FeeItem{SKU: "F", Listing: own},
				reports.FeeItem{SKU: "U", Listing: amazon.Listing{Category: "home_kitchen"}}, reports.FeeItem{SKU: "N", Listing: amazon.Listing{Parcel: item.Parcel}},
				reports.FeeItem{SKU: "P", Listing: amazon.Listing{Parcel: item.Parcel, Category: "handmade"}})
			f := open(t, feeHead+row.rows, reports.Options{Name: "s.txt", Zone: reports.Pacific()})
			if err := a.ReadSettlement(f); err != nil {
				t.Fatal(err)
			}
			got := a.Result().Settlement
			if row.name == "no day" || row.name == "fee without its price" {
				got.Gaps = got.Gaps[:1]
			}
			if likelyCauses(got) != row.findings || feeGaps(got) != row.gaps || got.Checked != row.checked {
				t.Errorf("checked %d\nfindings\n%s\nwant\n%s\ngaps\n%s\nwant\n%s", got.Checked, likelyCauses(got), row.findings, feeGaps(got), row.gaps)
			}
		})
	}
}

// Rows of an item that are further apart than the window are gaps, never differences.
func TestFeeAuditWindow(t *testing.T) {
	item := amazon.Listing{Fulfillment: amazon.FBM, Category: "home_kitchen"}
	const day = "2026-06-01 12:00:00 UTC"
	rows := feeRows("Order", "1", "S", "1", day, "ItemPrice Principal", "25.00") + feeRows("Order", "2", "S", "1", day, "ItemPrice Principal", "25.00") +
		feeRows("Order", "3", "S", "1", day, "ItemPrice Principal", "25.00") + feeRows("Order", "1", "S", "1", day, "ItemFees Commission", "-3.75")
	for _, row := range []struct {
		window  int
		checked int
		gaps    string
	}{
		{3, 1, "not_charged S referral 7.5"},
		{2, 0, "not_charged S referral 11.25\nunknown_price S referral 3.75"},
	} {
		a := newAudit(t, reports.FeeAuditOptions{Window: row.window}, reports.FeeItem{SKU: "S", Listing: item})
		if err := a.ReadSettlement(open(t, feeHead+rows, reports.Options{})); err != nil {
			t.Fatal(err)
		}
		if got := a.Result().Settlement; got.Checked != row.checked || feeGaps(got) != row.gaps || len(got.Findings) > 0 {
			t.Errorf("window %d: checked %d, gaps\n%s", row.window, got.Checked, feeGaps(got))
		}
	}
}

// Differences that are the same on several days are one finding over their days.
func TestFeeAuditDays(t *testing.T) {
	a := newAudit(t, reports.FeeAuditOptions{}, reports.FeeItem{SKU: "S", Listing: testA(t)})
	for _, c := range []struct{ day, price, amount string }{
		{"2026-06-09", "29.95", "8.10"}, {"2026-06-02", "29.95", "8.10"}, {"2026-06-05", "24.95", "8.10"}, {"2026-06-05", "29.95", "7.55"}, {"2026-06-06", "29.95", "7.32"},
	} {
		if err := a.Add(reports.ChargedFee{
			SKU: "S", Fee: reports.AuditFulfilment, Origin: reports.FromSettlement, Amount: feeDec(c.amount), Units: 1, Price: feeSome(c.price),
			Day: feeDay(c.day), Place: reports.Place{File: "s.txt", Row: 7},
		}); err != nil {
			t.Fatal(err)
		}
	}
	got := a.Result().Settlement
	want := "S fulfilment date 0.55 1.65\nS fulfilment sipp -0.23 -0.23"
	if likelyCauses(got) != want {
		t.Errorf("got\n%s\nwant\n%s", likelyCauses(got), want)
	}
	f := got.Findings[0]
	if f.First != feeDay("2026-06-02") || f.Last != feeDay("2026-06-09") || f.Lines != 3 || f.Units != 3 || len(f.Places) != 1 {
		t.Errorf("%+v", f)
	}
	if got.Checked != 5 || got.Agreed != 1 || got.First != feeDay("2026-06-02") || got.Last != feeDay("2026-06-09") {
		t.Errorf("%+v", got)
	}
	if len(got.Causes) != 2 || got.Causes[0].Key != "date" || got.Causes[0].Over.String() != "1.65" || got.Causes[1].Under.String() != "-0.23" || got.SKUs[0].Money.String() != "1.42" {
		t.Errorf("causes %+v, SKUs %+v", got.Causes, got.SKUs)
	}
}

// Only so many are listed, and the totals are of all.
func TestFeeAuditListed(t *testing.T) {
	a := newAudit(t, reports.FeeAuditOptions{Listed: 1}, reports.FeeItem{SKU: "S", Listing: testA(t)})
	for _, amount := range []string{"8.10", "7.32", "9.99"} {
		for _, sku := range []string{"S", "X", "Y"} {
			if err := a.Add(reports.ChargedFee{SKU: sku, Fee: reports.AuditFulfilment, Origin: reports.FromSettlement, Amount: feeDec(amount), Units: 1, Price: feeSome("29.95"), Day: feeDay("2026-06-01")}); err != nil {
				t.Fatal(err)
			}
		}
	}
	got := a.Result().Settlement
	if len(got.Findings) != 1 || got.Unlisted != 2 || len(got.Gaps) != 1 || got.UnlistedGaps != 1 || got.Money.String() != "2.76" || got.SKUs[0].Findings != 3 {
		t.Errorf("%+v", got)
	}
}

func TestNewFeeAuditRefuses(t *testing.T) {
	_, err := reports.NewFeeAudit([]reports.FeeItem{{}, {SKU: "A"}, {SKU: "A", Units: -1}}, reports.FeeAuditOptions{
		Listed: -1, Window: -1, Mappings: []reports.Mapping{{AmountType: "A", Description: "B"}},
	})
	var got []string
	for _, fault := range fx.Faults(err) {
		var in *fx.InputError
		if !errors.As(fault, &in) {
			t.Fatalf("%v", fault)
		}
		got = append(got, in.Field)
	}
	want := "listed window items[0].sku items[2].sku items[2].units mappings[0].line"
	if strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestChargedFeeRefuses(t *testing.T) {
	huge := decimal.New(1, 1_000_000_000)
	c := reports.ChargedFee{
		Amount: huge, Units: -1, Price: feeSome("-1"), Other: decimal.NewNullDecimal(huge), Promotion: huge, Shipping: huge,
		ShippingPromotion: huge, Chargeback: huge, Tax: huge,
	}
	var got []string
	for _, fault := range fx.Faults(c.Check()) {
		var in *fx.InputError
		if !errors.As(fault, &in) {
			t.Fatalf("%v", fault)
		}
		got = append(got, in.Field)
	}
	want := "amount price other promotion shipping shipping_promotion chargeback tax units fee origin"
	if strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var zero reports.FeeAudit
	if err := zero.Add(reports.ChargedFee{Fee: reports.AuditReferral, Origin: reports.FromPreview}); err != nil {
		t.Error(err)
	}
	zero.AddPreview("", reports.FeePreviewRow{}, time.Time{})
	zero.AddSettlement(reports.SettlementRow{})
	zero.Merge(&zero)
	if got := zero.Result(); len(got.Preview.Gaps) > 0 || got.Settlement.Checked > 0 {
		t.Errorf("%+v", got)
	}
}

// The price of a preview is the one of the sale, and its money that of the units that
// the settlements have.
func TestFeeAuditPreviewPriceAndUnits(t *testing.T) {
	const head = "sku,currency,your-price,sales-price,estimated-fee-total,estimated-referral-fee-per-unit,expected-fulfillment-fee-per-unit\n"
	for _, row := range []struct{ name, cells, want, gaps string }{
		{"sale", "29.95,19.99,10.55,3.00,7.55", "", ""},
		{"no sale", "29.95,0.0,12.04,4.49,7.55", "", ""},
		{"the price before the sale", "29.95,19.99,12.04,4.49,7.55", "S referral fee_base 1.49 4.47", ""},
		{"no price", "--,--,12.04,4.49,7.55", "", "unknown_price S fulfilment 7.55\nunknown_price S referral 4.49"},
		{"a total that is off", "29.95,0,12.05,4.49,7.55", "", "total_differs S total 0.01"},
		{"below 0", "29.95,0,-4.49,-4.49,--", "S referral unexplained -8.98 -26.94", "no_amount S fulfilment 0"},
	} {
		t.Run(row.name, func(t *testing.T) {
			a := newAudit(t, reports.FeeAuditOptions{}, reports.FeeItem{SKU: "S", Listing: testA(t)})
			sold := feeRows("Order", "1", "S", "1", "2026-06-01 20:00:00 UTC", "ItemPrice Principal", "29.95") +
				feeRows("Order", "2", "S", "2", "2026-06-01 20:00:00 UTC", "ItemPrice Principal", "59.90") +
				feeRows("Refund", "2", "S", "2", "2026-06-01 20:00:00 UTC", "ItemPrice Principal", "-59.90")
			if err := a.ReadSettlement(open(t, feeHead+sold, reports.Options{})); err != nil {
				t.Fatal(err)
			}
			if err := a.ReadPreview(open(t, head+"S,USD,"+row.cells+"\n", reports.Options{}), feeDay("2026-06-01")); err != nil {
				t.Fatal(err)
			}
			got := a.Result().Preview
			if likelyCauses(got) != row.want || feeGaps(got) != row.gaps {
				t.Errorf("got\n%s\nwant\n%s\ngaps\n%s\nwant\n%s", likelyCauses(got), row.want, feeGaps(got), row.gaps)
			}
		})
	}
}

// Rows that cannot be read are a gap, and the rest is compared.
func TestFeeAuditUnread(t *testing.T) {
	a := newAudit(t, reports.FeeAuditOptions{}, reports.FeeItem{SKU: "F", Listing: amazon.Listing{Fulfillment: amazon.FBM, Category: "home_kitchen"}})
	rows := feeRows("Order", "1", "F", "1", "2026-06-01 20:00:00 UTC", "ItemPrice Principal", "25.00", "ItemFees Commission", "-3.75", "ItemFees Commission", "3,7,5x")
	err := a.ReadSettlement(open(t, feeHead+rows, reports.Options{Name: "s.txt"}))
	if in := (*reports.ReadError)(nil); !errors.As(err, &in) || in.Row != 4 {
		t.Errorf("error %v", err)
	}
	got := a.Result().Settlement
	if feeGaps(got) != "unread   0" || got.Agreed != 1 || got.Gaps[0].Place.String() != "s.txt:4" {
		t.Errorf("%+v", got)
	}
	if err := a.ReadPreview(open(t, feeHead, reports.Options{}), feeDay("2026-06-01")); err == nil {
		t.Error("a settlement was read as a preview")
	}
	if got := a.Result().Preview; len(got.Gaps) > 0 {
		t.Errorf("%+v", got.Gaps)
	}
}
