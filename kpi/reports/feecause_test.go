package reports_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/kpi/reports"
)

// inFulfilment are the lines that Amazon shows as one fulfilment fee.
var inFulfilment = []string{"fulfillment", "fuel_surcharge", "overmax", "sipp_discount", "packaging", "lithium_battery"}

// feeBilled is what a unit pays by the tables: each line rounded, then added up.
func feeBilled(t testing.TB, l amazon.Listing, day, price string, codes ...string) decimal.Decimal {
	t.Helper()
	charges, err := l.Charges(feeDay(day))
	if err != nil {
		t.Fatal(err)
	}
	var sum decimal.Decimal
	for _, c := range charges {
		if slices.Contains(codes, c.Code) {
			amount, err := c.Amount.AtRounded(feeDec(price), 2)
			if err != nil {
				t.Fatal(err)
			}
			sum = sum.Add(amount)
		}
	}
	return sum
}

// feeFound is what an audit says of one fee.
func feeFound(t testing.TB, a *reports.FeeAudit, c reports.ChargedFee) reports.FeeFinding {
	t.Helper()
	if err := a.Add(c); err != nil {
		t.Fatal(err)
	}
	r := a.Result()
	side := r.Settlement
	if c.Origin == reports.FromPreview {
		side = r.Preview
	}
	if len(side.Findings) != 1 {
		t.Fatalf("%d findings, gaps %s", len(side.Findings), feeGaps(side))
	}
	return side.Findings[0]
}

// Each charge is computed with one thing changed; the audit knows the item without it.
func TestFeeCauseFulfilment(t *testing.T) {
	small := amazon.Listing{Parcel: feeParcel(t, "9 in", "6 in", "2 in", "0.9 lb"), Category: "home_kitchen"}
	box := amazon.Listing{Parcel: feeParcel(t, "17 in", "10 in", "6 in", "6.9 lb"), Category: "home_kitchen"}
	bulky := amazon.Listing{Parcel: feeParcel(t, "24 in", "7.5 in", "6 in", "7.9 lb"), Category: "baby_products"}
	flat := amazon.Listing{Parcel: feeParcel(t, "16 in", "9 in", "0.9 in", "1 lb"), Category: "home_kitchen"}
	edge, over := small, small
	edge.Parcel, over.Parcel = feeParcel(t, "9 in", "6 in", "2 in", "1 lb"), feeParcel(t, "9 in", "6 in", "2 in", "1.01 lb")
	type listing = amazon.Listing
	for _, row := range []struct {
		name       string
		item       listing
		day, price string
		change     func(*listing)
		asOn, at   string // the day and the price that the charge is computed with, "" for the same
		cause      reports.FeeCause
		text       string
	}{
		{"weight band above", small, "2026-06-01", "19.99", func(l *listing) { l.Parcel = feeParcel(t, "9 in", "6 in", "2 in", "1.2 lb") }, "", "", reports.CauseWeightBand, "over 1 up to 1.25 lb"},
		{"weight band below", small, "2026-06-01", "19.99", func(l *listing) { l.Parcel = feeParcel(t, "8 in", "5 in", "1 in", "0.7 lb") }, "", "", reports.CauseWeightBand, "over 0.5 up to 0.75 lb"},
		{"over the edge of a band", edge, "2026-06-01", "19.99", func(l *listing) { l.Parcel = feeParcel(t, "9 in", "6 in", "2 in", "1.01 lb") }, "", "", reports.CauseWeightBand, "over 1 up to 1.25 lb"},
		{"under the edge of a band", over, "2026-06-01", "19.99", func(l *listing) { l.Parcel = feeParcel(t, "9 in", "6 in", "2 in", "1 lb") }, "", "", reports.CauseWeightBand, "over 0.75 up to 1 lb"},
		{"three bands above", small, "2026-06-01", "19.99", func(l *listing) { l.Parcel = feeParcel(t, "9 in", "6 in", "2 in", "1.6 lb") }, "", "", reports.CauseWeightBand, "over 1.5 up to 1.75 lb"},
		{"tier above", box, "2026-06-01", "39.99", func(l *listing) { l.Parcel = feeParcel(t, "18.5 in", "10 in", "6 in", "6.9 lb") }, "", "", reports.CauseTier, "of small_bulky"},
		{"tier below", flat, "2026-06-01", "39.99", func(l *listing) { l.Parcel = feeParcel(t, "15 in", "9 in", "0.7 in", "1 lb") }, "", "", reports.CauseTier, "of small_standard"},
		{"large bulky", bulky, "2026-06-01", "60.00", func(l *listing) { l.Parcel = feeParcel(t, "38 in", "7.5 in", "6 in", "7.9 lb") }, "", "", reports.CauseTier, "of large_bulky"},
		{"price band below 10", small, "2026-06-01", "10.20", nil, "", "9.99", reports.CausePriceBand, "below 10.00"},
		{"price band above 50", small, "2026-06-01", "49.99", nil, "", "50.01", reports.CausePriceBand, "above 50.00"},
		{"peak a day early", small, "2026-10-14", "19.99", nil, "2026-10-15", "", reports.CauseDate, "2026-10-15 to 2027-01-14"},
		{"without peak", small, "2026-10-15", "19.99", nil, "2026-10-14", "", reports.CauseDate, "2026-04-17 to 2026-10-14"},
		{"card of the year before", small, "2026-01-15", "19.99", nil, "2026-01-14", "", reports.CauseDate, "2025-10-15 to 2026-01-14"},
		{"before the surcharge", small, "2026-04-17", "19.99", nil, "2026-04-16", "", reports.CauseDate, "to 2026-04-16"},
		{"apparel", box, "2026-11-01", "39.99", func(l *listing) { l.Class = amazon.Apparel }, "", "", reports.CauseClass, "apparel"},
		{"dangerous goods", small, "2026-06-01", "19.99", func(l *listing) { l.Class = amazon.DangerousGoods }, "", "", reports.CauseClass, "dangerous_goods"},
		{"SIPP", small, "2026-06-01", "19.99", func(l *listing) { l.SIPP = true }, "", "", reports.CauseSIPP, "with the certificate"},
		{"SIPP of a bulky item", bulky, "2026-06-01", "60.00", func(l *listing) { l.SIPP = true }, "", "", reports.CauseSIPP, "with the certificate"},
		{"lithium", small, "2026-06-01", "19.99", func(l *listing) { l.Lithium = true }, "", "", reports.CausePart, "lithium"},
		{"no floor", flat, "2026-06-01", "19.99", func(l *listing) { l.LargeStandardFloor = amazon.FloorNone }, "", "", reports.CauseOpenRule, "without the 2-inch floor"},
		{"SIPP and another day", small, "2026-02-01", "19.99", func(l *listing) { l.SIPP = true }, "2026-11-01", "", reports.CauseDate, "and with the certificate"},
	} {
		t.Run(row.name, func(t *testing.T) {
			changed, day, price := row.item, row.day, row.price
			if row.change != nil {
				row.change(&changed)
			}
			if row.asOn != "" {
				day = row.asOn
			}
			if row.at != "" {
				price = row.at
			}
			amount := feeBilled(t, changed, day, price, inFulfilment...)
			for _, units := range []int64{1, 3} {
				n := decimal.NewFromInt(units)
				f := feeFound(t, newAudit(t, reports.FeeAuditOptions{}, reports.FeeItem{SKU: "S", Listing: row.item}), reports.ChargedFee{
					SKU: "S", Fee: reports.AuditFulfilment, Origin: reports.FromSettlement, Amount: amount.Mul(n), Units: units,
					Price: decimal.NewNullDecimal(feeDec(row.price).Mul(n)), Day: feeDay(row.day),
				})
				want := amount.Sub(feeBilled(t, row.item, row.day, row.price, inFulfilment...))
				if !f.DifferenceEach.Equal(want) || !f.Money.Equal(want.Mul(n)) {
					t.Errorf("difference %s and %s for %d units, want %s each", f.DifferenceEach, f.Money, units, want)
				}
				if f.Likely != row.cause || !strings.Contains(f.Explanations[0].Text, row.text) {
					t.Errorf("%d units: likely %q, want %q\n%s", units, f.Likely, row.cause, f)
				}
				for _, e := range f.Explanations {
					t.Log(e)
				}
			}
		})
	}
}

// Parts that Amazon may bill apart, and cents.
func TestFeeCauseParts(t *testing.T) {
	small := amazon.Listing{Parcel: feeParcel(t, "9 in", "6 in", "2 in", "2 lb"), Category: "home_kitchen"}
	bulky := amazon.Listing{Parcel: feeParcel(t, "24 in", "7.5 in", "6 in", "7.9 lb"), Category: "baby_products"}
	for _, row := range []struct {
		name   string
		item   amazon.Listing
		units  int64
		amount string // of all units
		cause  reports.FeeCause
		text   string
	}{
		// 5.82 + 0.20 = 6.02; 3.5 % of 5.82 is 0.2037.
		{"rounded once for all", small, 5, "30.12", reports.CauseRounding, "rounded once for all units"},
		{"rounded up", small, 1, "6.03", reports.CauseRounding, "rounded up"},
		{"without surcharge", bulky, 1, "11.89", reports.CausePart, "without its fuel_surcharge of 0.36"}, // 10.21 + 0.36 + 1.68
		{"without packaging", bulky, 1, "10.57", reports.CauseSIPP, "with the certificate"},               // which is the same
		{"two units as one", small, 2, "6.02", reports.CauseQuantity, "of 1 unit at this price"},
		{"one unit as four", small, 1, "24.08", reports.CauseQuantity, "of 4 units at this price"},
		{"nothing fits", small, 1, "7777.77", reports.CauseUnknown, ""},
		{"given back", small, 1, "-6.02", reports.CauseUnknown, ""},
		{"not charged", small, 1, "0", reports.CauseUnknown, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			f := feeFound(t, newAudit(t, reports.FeeAuditOptions{}, reports.FeeItem{SKU: "S", Listing: row.item}), reports.ChargedFee{
				SKU: "S", Fee: reports.AuditFulfilment, Origin: reports.FromSettlement, Amount: feeDec(row.amount), Units: row.units,
				Price: decimal.NewNullDecimal(feeDec("24.99").Mul(decimal.NewFromInt(row.units))), Day: feeDay("2026-06-01"),
			})
			if f.Likely != row.cause || row.text != "" && !strings.Contains(f.Explanations[0].Text, row.text) {
				t.Errorf("likely %q, want %q\n%s", f.Likely, row.cause, f)
			}
		})
	}
}

// A low-inventory-level fee inside of the fulfilment fee.
func TestFeeCauseLowInventory(t *testing.T) {
	l := amazon.Listing{Parcel: feeParcel(t, "12 in", "9 in", "4 in", "4.1 lb"), Category: "home_kitchen"}
	low := l
	low.Supply.Days30, low.Supply.Days90 = feeSome("15.2"), feeSome("16")
	amount := feeBilled(t, low, "2026-09-08", "39.99", append(slices.Clone(inFulfilment), "low_inventory")...)
	f := feeFound(t, newAudit(t, reports.FeeAuditOptions{}, reports.FeeItem{SKU: "S", Listing: l}), reports.ChargedFee{
		SKU: "S", Fee: reports.AuditFulfilment, Origin: reports.FromSettlement, Amount: amount, Units: 1, Price: feeSome("39.99"), Day: feeDay("2026-09-08"),
	})
	if f.Likely != reports.CausePart || !strings.Contains(f.Explanations[0].Text, "low-inventory-level fee of 0.87 each") {
		t.Error(f)
	}
}

// Referral fees and what follows from them.
func TestFeeCauseSelling(t *testing.T) {
	fee := func(price string) reports.ChargedFee {
		return reports.ChargedFee{SKU: "S", Fee: reports.AuditReferral, Origin: reports.FromSettlement, Units: 1, Price: feeSome(price), Day: feeDay("2026-06-01")}
	}
	for _, row := range []struct {
		name, category, price string
		amount                string
		change                func(*reports.ChargedFee)
		cause                 reports.FeeCause
		text                  string
	}{
		{"rounded down", "home_kitchen", "29.97", "4.49", nil, reports.CauseRounding, "rounded down"}, // 4.4955
		{"on the price before the promotion", "home_kitchen", "40", "6.00", func(c *reports.ChargedFee) { c.Promotion = feeDec("4") }, reports.CauseBase, "before the promotion of 4.00"},
		{"without shipping", "home_kitchen", "40", "6.00", func(c *reports.ChargedFee) { c.Shipping = feeDec("5") }, reports.CauseBase, "without shipping"},
		{"with shipping that the channel keeps", "home_kitchen", "40", "6.75", func(c *reports.ChargedFee) { c.Shipping, c.Chargeback = feeDec("5"), feeDec("5") }, reports.CauseBase, "all of the shipping of 5.00"},
		{"with tax", "home_kitchen", "40", "6.50", func(c *reports.ChargedFee) { c.Tax = feeDec("3.30") }, reports.CauseBase, "sales tax of 3.30"}, // 6.495
		{"price of the listing", "home_kitchen", "20", "4.50", func(c *reports.ChargedFee) { c.Other = feeSome("30") }, reports.CauseBase, "price of the listing, 30.00"},
		{"another category", "home_kitchen", "100", "8.00", nil, reports.CauseCategory, "appliances_full_size"},
		{"bracket above", "clothing_accessories", "15", "1.50", nil, reports.CausePriceBand, "10%"},
		{"bracket below", "clothing_accessories", "20.01", "2.00", nil, reports.CausePriceBand, "10%"},
		{"minimum", "home_kitchen", "29.99", "0.30", nil, reports.CauseLimit, "minimum of 0.30"},
		{"two units as one", "home_kitchen", "59.98", "4.50", func(c *reports.ChargedFee) { c.Units = 2 }, reports.CauseQuantity, "of 1 unit"},
		{"unexplained", "home_kitchen", "29.99", "7.01", nil, reports.CauseUnknown, ""},
		{"cap of the refund fee", "home_kitchen", "129.99", "5.00", func(c *reports.ChargedFee) { c.Fee = reports.AuditRefundAdmin }, reports.CauseLimit, "cap of 5.00"},
		{"refund with the fee taken off", "home_kitchen", "100", "-12.00", func(c *reports.ChargedFee) { c.Fee = reports.AuditRefundedReferral }, reports.CausePart, "less the refund administration fee of 3.00"},
		{"closing fee of media", "home_kitchen", "20", "1.80", func(c *reports.ChargedFee) { c.Fee = reports.AuditClosing }, reports.CauseCategory, "media"},
	} {
		t.Run(row.name, func(t *testing.T) {
			c := fee(row.price)
			c.Amount = feeDec(row.amount)
			if row.change != nil {
				row.change(&c)
			}
			f := feeFound(t, newAudit(t, reports.FeeAuditOptions{}, reports.FeeItem{SKU: "S", Listing: amazon.Listing{Category: row.category}}), c)
			if f.Likely != row.cause || row.text != "" && !strings.Contains(f.Explanations[0].Text, row.text) {
				t.Errorf("likely %q, want %q\n%s", f.Likely, row.cause, f)
			}
		})
	}
}

// What Amazon measured explains more than a guess of tier and weight.
func TestFeeCauseMeasured(t *testing.T) {
	const head = "sku,currency,your-price,sales-price,longest-side,median-side,shortest-side,unit-of-dimension,item-package-weight,unit-of-weight,product-size-tier,estimated-fee-total,estimated-referral-fee-per-unit,expected-fulfillment-fee-per-unit,expected-future-fulfillment-fee-per-unit\n"
	item := amazon.Listing{Parcel: feeParcel(t, "17.9 in", "10 in", "6 in", "6.9 lb"), Category: "home_kitchen"}
	moved := item
	moved.Parcel = feeParcel(t, "18.2 in", "10 in", "6 in", "7.1 lb")
	for _, row := range []struct {
		name, sides, tier, day string
		charge                 amazon.Listing
		asOn                   string
		cause                  reports.FeeCause
		text                   string
		sure                   bool
	}{
		{"another tier", "18.2,10,6,inches,7.1,pounds", "SmallBulky", "2026-06-01", moved, "2026-06-01", reports.CauseTier, "measured: 18.2 in × 10 in × 6 in, 7.1 lb, small_bulky", true},
		{"heavier", "17.9,10,6,inches,9.3,pounds", "UsLargeStandardSize", "2026-06-01", func() amazon.Listing {
			l := item
			l.Parcel = feeParcel(t, "17.9 in", "10 in", "6 in", "9.3 lb")
			return l
		}(), "2026-06-01", reports.CauseWeightBand, "measured: 17.9 in × 10 in × 6 in, 9.3 lb", true},
		{"only the tier is named", "--,--,--,inches,--,pounds", "SmallBulky", "2026-06-01", moved, "2026-06-01", reports.CauseTier, "the size tier that the fee preview names", true},
		{"measured alike", "17.9,10,6,inches,6.9,pounds", "UsLargeStandardSize", "2026-06-01", item, "2026-11-01", reports.CauseDate, "2026-10-15", false},
	} {
		t.Run(row.name, func(t *testing.T) {
			amount := feeBilled(t, row.charge, row.asOn, "39.99", inFulfilment...)
			a := newAudit(t, reports.FeeAuditOptions{}, reports.FeeItem{SKU: "S", Listing: item, Units: 40})
			text := head + "S,USD,39.99,39.99," + row.sides + "," + row.tier + ",--,6.00," + amount.String() + ",--\n"
			if err := a.ReadPreview(open(t, text, reports.Options{Name: "preview.csv"}), feeDay(row.day)); err != nil {
				t.Fatal(err)
			}
			if err := a.Add(reports.ChargedFee{
				SKU: "S", Fee: reports.AuditFulfilment, Origin: reports.FromSettlement, Amount: amount, Units: 1, Price: feeSome("39.99"), Day: feeDay(row.day),
			}); err != nil {
				t.Fatal(err)
			}
			r := a.Result()
			for _, side := range []reports.FeeSide{r.Preview, r.Settlement} {
				if len(side.Findings) != 1 {
					t.Fatalf("%d findings, gaps %s", len(side.Findings), feeGaps(side))
				}
				f := side.Findings[0]
				if f.Likely != row.cause || !strings.Contains(f.Explanations[0].Text, row.text) || f.Explanations[0].Sure != row.sure {
					t.Errorf("%s", f)
				}
			}
			// 40 units are sold in the period.
			if f := r.Preview.Findings[0]; !f.Money.Equal(f.DifferenceEach.Mul(feeDec("40"))) || !f.UnitsKnown {
				t.Errorf("money %s of %s each", f.Money, f.DifferenceEach)
			}
		})
	}
}

// The future fee that the preview expects is named where it is charged today.
func TestFeeCauseFutureFee(t *testing.T) {
	a := newAudit(t, reports.FeeAuditOptions{}, reports.FeeItem{SKU: "S", Listing: testA(t)})
	text := "sku,currency,your-price,estimated-fee-total,estimated-referral-fee-per-unit,expected-fulfillment-fee-per-unit,expected-future-fulfillment-fee-per-unit\nS,USD,29.95,--,4.49,7.55,9.99\n"
	if err := a.ReadPreview(open(t, text, reports.Options{Name: "preview.csv"}), feeDay("2026-06-01")); err != nil {
		t.Fatal(err)
	}
	f := feeFound(t, a, reports.ChargedFee{
		SKU: "S", Fee: reports.AuditFulfilment, Origin: reports.FromSettlement, Amount: feeDec("19.98"), Units: 2, Price: feeSome("59.90"), Day: feeDay("2026-07-01"),
	})
	if f.Likely != reports.CauseDate || !strings.Contains(f.Explanations[0].Text, "that the fee preview expects") {
		t.Error(f)
	}
}

// Items of one row of a table that differ alike point at the table.
func TestFeeCauseTable(t *testing.T) {
	l := amazon.Listing{Parcel: feeParcel(t, "9 in", "6 in", "2 in", "0.9 lb"), Category: "home_kitchen"}
	fee := func(sku string, amount string) reports.ChargedFee {
		return reports.ChargedFee{SKU: sku, Fee: reports.AuditFulfilment, Origin: reports.FromSettlement, Amount: feeDec(amount), Units: 1, Price: feeSome("19.99"), Day: feeDay("2026-06-01")}
	}
	a := newAudit(t, reports.FeeAuditOptions{}, reports.FeeItem{SKU: "A", Listing: l}, reports.FeeItem{SKU: "B", Listing: l}, reports.FeeItem{SKU: "C", Listing: l})
	for _, c := range []reports.ChargedFee{fee("A", "777.01"), fee("B", "777.01"), fee("C", "888.01")} {
		if err := a.Add(c); err != nil {
			t.Fatal(err)
		}
	}
	want := "C fulfilment unexplained 883.25 883.25\nA fulfilment table 772.25 772.25\nB fulfilment table 772.25 772.25"
	if got := likelyCauses(a.Result().Settlement); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
