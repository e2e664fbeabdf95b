package reports_test

import (
	"fmt"
	"math/rand"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/kpi/reports"
)

// genFeeListing draws an item of any size.
func genFeeListing() *rapid.Generator[amazon.Listing] {
	return rapid.Custom(func(t *rapid.T) amazon.Listing {
		side := func(name string) string {
			return strconv.Itoa(rapid.IntRange(1, 600).Draw(t, name)/rapid.IntRange(1, 10).Draw(t, "part")+1) + ".5 in"
		}
		weight := strconv.Itoa(rapid.IntRange(1, 900).Draw(t, "weight")) + " oz"
		p, err := fees.ParseParcel(side("length"), side("width"), side("height"), weight)
		if err != nil {
			t.Fatal(err)
		}
		return amazon.Listing{
			Parcel:   p,
			Category: rapid.SampledFrom([]string{"home_kitchen", "clothing_accessories", "jewelry", "media", "grocery_gourmet"}).Draw(t, "category"),
			Class:    rapid.SampledFrom([]amazon.Class{"", amazon.Apparel, amazon.DangerousGoods}).Draw(t, "class"),
			SIPP:     rapid.Bool().Draw(t, "sipp"),
			Lithium:  rapid.Bool().Draw(t, "lithium"),
		}
	})
}

// feeOf is what the tables give, the plain way: for a share of the price once for all
// units, for the rest line by line for each.
func feeOf(t *rapid.T, charges []fees.Charge, code string, price decimal.Decimal, units int64) decimal.Decimal {
	n, sum := decimal.NewFromInt(units), decimal.Decimal{}
	for _, c := range charges {
		part := c.Code == code
		if code == "fulfilment" {
			part = strings.Contains("fulfillment fuel_surcharge overmax sipp_discount packaging lithium_battery", c.Code)
		}
		if !part {
			continue
		}
		if code == "fulfilment" {
			each, err := c.Amount.AtRounded(price, 2)
			if err != nil {
				t.Fatal(err)
			}
			sum = sum.Add(each.Mul(n))
			continue
		}
		exact, err := c.Amount.At(price)
		if err != nil {
			t.Fatal(err)
		}
		sum = sum.Add(exact.Mul(n).Round(2))
	}
	return sum
}

// An audit of what the tables give finds nothing.
func propOwnFeesAgree(t *rapid.T) {
	l := genFeeListing().Draw(t, "listing")
	a, err := reports.NewFeeAudit([]reports.FeeItem{{SKU: "S", Listing: l}}, reports.FeeAuditOptions{})
	if err != nil {
		t.Fatal(err)
	}
	days := rapid.SliceOfN(rapid.IntRange(0, 729), 1, 8).Draw(t, "days")
	checked := 0
	for i, d := range days {
		day := feeDay("2025-01-15").AddDate(0, 0, d)
		cents := rapid.Int64Range(1, 60_000).Draw(t, "cents")
		shipping := rapid.Int64Range(0, 900).Draw(t, "shipping")
		units := rapid.Int64Range(1, 4).Draw(t, "units")
		sale := l
		sale.ShippingCharged = decimal.New(shipping, -2)
		charges, err := sale.Charges(day)
		if err != nil {
			continue // no SIPP discount and no dangerous goods in 2025
		}
		n := decimal.NewFromInt(units)
		text := func(d decimal.Decimal) string { return d.StringFixed(2) }
		price := decimal.New(cents, -2)
		referral := feeOf(t, charges, "referral", price, units)
		rows := feeRows("Order", "o"+strconv.Itoa(i), "S", strconv.FormatInt(units, 10), day.Format("2006-01-02")+" 20:00:00 UTC",
			"ItemPrice Principal", text(price.Mul(n)), "ItemPrice Shipping", text(sale.ShippingCharged.Mul(n)),
			"ItemFees Commission", "-"+text(referral), "ItemFees FBAPerUnitFulfillmentFee", "-"+text(feeOf(t, charges, "fulfilment", price, units)))
		checked += 2
		if closing := feeOf(t, charges, "closing", price, units); closing.Sign() > 0 {
			rows += feeRows("Order", "o"+strconv.Itoa(i), "S", strconv.FormatInt(units, 10), day.Format("2006-01-02")+" 20:00:00 UTC", "ItemFees VariableClosingFee", "-"+text(closing))
			checked++
		}
		f, err := reports.Open(strings.NewReader(feeHead+rows), reports.Options{Zone: reports.Pacific()})
		if err != nil {
			t.Fatal(err)
		}
		if err := a.ReadSettlement(f); err != nil {
			t.Fatal(err)
		}
	}
	got := a.Result().Settlement
	if len(got.Findings) > 0 || len(got.Gaps) > 0 || got.Checked != checked || got.Agreed != checked || !got.Difference.IsZero() {
		t.Fatalf("%+v", got)
	}
}

func TestFeeAuditOwnFeesAgree(t *testing.T) { rapid.Check(t, propOwnFeesAgree) }

// feeText prints all that is in a result.
func feeText(r reports.FeeReport) string {
	text := fmt.Sprintf("%+v\n", r)
	for _, side := range []reports.FeeSide{r.Settlement, r.Preview} {
		for _, f := range side.Findings {
			text += fmt.Sprintln(f.Likely, f.First, f.Last, f.Lines, f.Units, f.Charged, f.Computed, f.Money, f.Places, len(f.Explanations))
		}
	}
	return text
}

// Differences add up, whatever the order of the rows and however they are split.
func propFeeAuditSums(t *rapid.T) {
	items := []reports.FeeItem{
		{SKU: "A", Listing: genFeeListing().Draw(t, "A")}, {SKU: "B", Listing: genFeeListing().Draw(t, "B")}, {SKU: "C", Listing: amazon.Listing{Category: "home_kitchen"}},
	}
	var rows []string
	for i := range rapid.IntRange(1, 6).Draw(t, "orders") {
		order := "o" + strconv.Itoa(i)
		cents := func(name string) string {
			return decimal.New(rapid.Int64Range(1, 9000).Draw(t, name), -2).StringFixed(2)
		}
		sku := rapid.SampledFrom([]string{"A", "B", "C", "D"}).Draw(t, "sku")
		units := strconv.Itoa(rapid.IntRange(1, 3).Draw(t, "units"))
		day := feeDay("2026-04-10").AddDate(0, 0, rapid.IntRange(0, 20).Draw(t, "day")).Format("2006-01-02") + " 20:00:00 UTC"
		kind, sign, other := "Order", "", "-"
		if rapid.Bool().Draw(t, "refund") {
			kind, sign, other = "Refund", "-", ""
		}
		rows = append(rows, strings.SplitAfter(strings.TrimSuffix(feeRows(kind, order, sku, units, day,
			"ItemPrice Principal", sign+cents("price"), "ItemPrice Tax", sign+cents("tax"), "Promotion Principal", other+"0.50",
			"ItemFees Commission", other+cents("referral"), "ItemFees FBAPerUnitFulfillmentFee", other+cents("fulfilment"),
			"ItemFees RefundCommission", "-"+cents("kept"), "ItemFees NewFee", "-1.00"), "\n"), "\n")...)
	}
	for i := range rows {
		rows[i] = strings.TrimSuffix(rows[i], "\n") + "\n"
	}
	read := func(a *reports.FeeAudit, rows []string) {
		f, err := reports.Open(strings.NewReader(feeHead+strings.Join(rows, "")), reports.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := a.ReadSettlement(f); err != nil {
			t.Fatal(err)
		}
	}
	audit := func() *reports.FeeAudit {
		a, err := reports.NewFeeAudit(items, reports.FeeAuditOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	whole := audit()
	read(whole, rows)
	report := whole.Result()

	side := report.Settlement
	var sum decimal.Decimal
	for _, f := range side.Findings {
		sum = sum.Add(f.Money)
		if !f.Charged.Sub(f.Computed).Equal(f.Money) {
			t.Fatalf("%s is not %s less %s", f.Money, f.Charged, f.Computed)
		}
	}
	if !sum.Equal(side.Money) || !sum.Equal(side.Difference) {
		t.Fatalf("findings sum to %s, money %s, difference %s", sum, side.Money, side.Difference)
	}
	for _, totals := range [][]reports.FeeTotal{side.Causes, side.SKUs, side.Fees} {
		var all decimal.Decimal
		n := 0
		for _, total := range totals {
			all, n = all.Add(total.Money), n+total.Findings
			if !total.Over.Add(total.Under).Equal(total.Money) {
				t.Fatalf("%+v", total)
			}
		}
		if !all.Equal(sum) || n != len(side.Findings) {
			t.Fatalf("totals sum to %s of %d findings, want %s of %d", all, n, sum, len(side.Findings))
		}
	}

	cut := rapid.IntRange(0, len(rows)).Draw(t, "cut")
	first, second := audit(), audit()
	if cut > 0 {
		read(first, rows[:cut])
	}
	if cut < len(rows) {
		read(second, rows[cut:])
	}
	first.Merge(second)
	noRows := func(r reports.FeeReport) string { return feeText(withoutRows(r)) } // which each file counts by itself
	if got, want := noRows(first.Result()), noRows(report); got != want {
		t.Fatalf("split\n%s\nwhole\n%s", got, want)
	}
	rand.New(rand.NewSource(rapid.Int64().Draw(t, "seed"))).Shuffle(len(rows), func(i, k int) { rows[i], rows[k] = rows[k], rows[i] })
	shuffled := audit()
	read(shuffled, rows)
	if got, want := noRows(shuffled.Result()), noRows(report); got != want {
		t.Fatalf("shuffled\n%s\nwhole\n%s", got, want)
	}
}

func withoutRows(r reports.FeeReport) reports.FeeReport {
	for _, side := range []*reports.FeeSide{&r.Settlement, &r.Preview} {
		for i := range side.Findings {
			side.Findings[i].Places = nil
		}
		for i := range side.Gaps {
			side.Gaps[i].Place = reports.Place{}
		}
	}
	return r
}

func TestFeeAuditSums(t *testing.T) { rapid.Check(t, propFeeAuditSums) }

// Any numbers are refused, a gap or a finding: nothing panics.
func FuzzFeeAudit(f *testing.F) {
	f.Add("referral", "4.49", int64(1), "29.95", "0", "0", int64(500))
	f.Add("fulfilment", "-7.32", int64(3), "1e9", "5", "1e-12", int64(-9999))
	f.Add("refund_admin", "0", int64(1_000_000_000), "999999999999", "-3", "7", int64(0))
	item := reports.FeeItem{SKU: "S", Listing: amazon.Listing{Category: "jewelry", SIPP: true}}
	var err error
	if item.Listing.Parcel, err = fees.ParseParcel("9 in", "6 in", "2 in", "2 lb"); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, fee, amount string, units int64, price, promotion, shipping string, day int64) {
		number := func(text string) decimal.Decimal {
			d, err := decimal.NewFromString(text)
			if err != nil || len(text) > 40 {
				return decimal.Decimal{}
			}
			return d
		}
		for _, origin := range []reports.FeeOrigin{reports.FromSettlement, reports.FromPreview} {
			a, err := reports.NewFeeAudit([]reports.FeeItem{item}, reports.FeeAuditOptions{})
			if err != nil {
				t.Fatal(err)
			}
			c := reports.ChargedFee{
				SKU: "S", Fee: reports.AuditedFee(fee), Origin: origin, Amount: number(amount), Units: units,
				Price: decimal.NewNullDecimal(number(price)), Promotion: number(promotion), Shipping: number(shipping),
				Day: feeDay("2026-01-01").AddDate(0, 0, int(day%20_000)),
			}
			if a.Add(c) != nil {
				continue
			}
			r := a.Result()
			n := 0
			for _, side := range []reports.FeeSide{r.Settlement, r.Preview} {
				for _, found := range side.Findings {
					if found.Likely == "" || found.String() == "" {
						t.Errorf("%+v", found)
					}
				}
				n += side.Agreed + len(side.Findings) + len(side.Gaps)
			}
			if n != 1 {
				t.Errorf("%d results of one fee: %+v", n, r)
			}
		}
	})
}
