package reports_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

// Two reports of the same thing count once, whichever is read first.
func TestCollectOnce(t *testing.T) {
	product := reports.AdRow{Kind: reports.AdvertisedProducts, SKU: "S1", Spend: one("10"), Clicks: one("4")}
	term := reports.AdRow{Kind: reports.SearchTerms, SearchTerm: "net", Spend: one("10"), Clicks: one("4")}
	child, date, parent := business1("S1", 100), business1("", 100), business1("", 100)
	date.ChildASIN, date.Date = "", time.Date(2026, 7, 3, 0, 0, 0, 0, time.UTC)
	parent.ChildASIN, parent.ParentASIN = "", "P1"
	paid := settled("", "other-transaction", "Cost of Advertising", "-7.00", 3)
	paid.Type, paid.AmountType, paid.Description = "ServiceFee", "Cost of Advertising", "TransactionTotalAmount"
	for name, order := range map[string][]int{"best first": {0, 1, 2, 3, 4, 5}, "best last": {5, 4, 3, 2, 1, 0}} {
		t.Run(name, func(t *testing.T) {
			c := newCollector(t, reports.CollectOptions{Channel: "us", Period: july, Currency: "USD"})
			add := []func(){
				func() { c.AddAd("p.csv", product) },
				func() { c.AddAd("t.csv", term) },
				func() { c.AddBusiness("c.csv", child) },
				func() { c.AddBusiness("d.csv", date) },
				func() { c.AddBusiness("q.csv", parent) },
				func() { c.AddSettlement("s.txt", paid) },
			}
			for _, i := range order {
				add[i]()
			}
			sum, err := kpi.Sum(c.Facts()...)
			if err != nil {
				t.Fatal(err)
			}
			if got := fmt.Sprint(sum.Known["ad_spend"].Amount, sum.Known["clicks"].Amount, sum.Known["sessions"].Amount); got != "10 4 100" {
				t.Errorf("spend, clicks and sessions are %s\n%s\n%s", got, shown(c.Facts()), notes(c))
			}
			for _, want := range []string{
				"left out: 1 row of the search term report, 10 USD, since there is the advertised product report",
				"left out: 1 row of the business report by date, 0 USD, since there is the business report by child",
				"left out: 1 row of the business report by parent, 0 USD, since there is the business report by child",
			} {
				if !strings.Contains(notes(c), want) {
					t.Errorf("no note %q in\n%s", want, notes(c))
				}
			}
		})
	}
}

// Of several snapshots the one nearest to the end of the period counts.
func TestCollectSnapshots(t *testing.T) {
	june := kpi.Period{First: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), Last: time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC)}
	row := func(month time.Month, day int, units, condition string) reports.InventoryRow {
		return reports.InventoryRow{SKU: "S1", Condition: condition, Day: time.Date(2026, month, day, 0, 0, 0, 0, time.UTC), Available: one(units)}
	}
	all := []reports.InventoryRow{
		row(7, 1, "90", "New"), row(6, 30, "100", "New"), row(6, 30, "3", "Used"), row(7, 3, "80", "New"), row(7, 7, "70", "New"),
		row(7, 8, "60", "New"), row(6, 29, "101", "New"),
	}
	for shift := range all {
		c := newCollector(t, reports.CollectOptions{Period: june, Currency: "USD"})
		for i := range all {
			c.AddInventory("stock.csv", all[(i+shift)%len(all)])
		}
		if got := whole(decimal.NewNullDecimal(c.Facts()[0].Known["ending_units"].Amount)); got != "103" {
			t.Errorf("from row %d on: %s units, want 103", shift, got)
		}
		if got, want := notes(c), "other_snapshot: left out: 3 rows of stock of other days\nout_of_period: left out: 2 rows of days outside 2026-06-01..2026-06-30, 0 USD"; got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

// The quantity stands on each amount of an item: it counts once.
func TestCollectUnits(t *testing.T) {
	price := func(item, quantity, amount string) reports.SettlementRow {
		r := settled("S1", "ItemPrice", "Principal", amount, 3)
		r.Order, r.Item, r.Quantity = "O1", item, one(quantity)
		return r
	}
	c := newCollector(t, reports.CollectOptions{Period: july, Currency: "USD"})
	for _, r := range []reports.SettlementRow{price("1", "2", "60"), price("1", "2", "30"), price("2", "1", "10"), price("3", "1", "5"), price("3", "4", "5")} {
		c.AddSettlement("s.txt", r)
	}
	back := price("1", "-1", "-30")
	back.Type = "Refund"
	c.AddSettlement("s.txt", back)
	known := c.Facts()[0].Known
	if got := fmt.Sprint(known["units_sold"].Amount, known["units_refunded"].Amount, known["item_sales"].Amount); got != "7 1 110" {
		t.Errorf("sold, refunded and sales are %s", got)
	}
}

// Nothing is left out without a note.
func TestCollectNotes(t *testing.T) {
	c := newCollector(t, reports.CollectOptions{Period: july, Currency: "USD", SKUs: map[string]string{"A3": "S3"}})
	c.AddSettlement("s.txt", settled("", "other-transaction", "BalanceAdjustment", "10.00", 3))
	empty := settled("S1", "ItemFees", "Commission", "0", 3)
	empty.Amount.Valid = false
	c.AddSettlement("s.txt", empty)
	c.AddSettlement("s.txt", settled("", "other-transaction", "Current Reserve Amount", "-50.00", 3)) // cash, no profit
	for _, sku := range []string{"S1", "S2"} {
		c.AddBusiness("b.csv", reports.BusinessRow{SKU: sku, ChildASIN: "A1"})
	}
	c.AddAd("ads.csv", reports.AdRow{ASIN: "A1", Spend: one("1")})
	c.AddAd("ads.csv", reports.AdRow{ASIN: "A3", Spend: one("2")})
	want := `no_amount: no amount is given for ItemFees / Commission: 1 row
no_sku: A1 is of several SKUs: S1, S2
unplaced: other-transaction / BalanceAdjustment belongs to no step of the profit: 1 row, 10 USD`
	if got := notes(c); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, f := range c.Facts() {
		switch f.Scope {
		case "S1":
			if _, known := f.Known["referral_fees"]; known {
				t.Error("a commission without an amount is known")
			}
		case "A1", "S3":
			if !f.Known["ad_spend"].Amount.IsPositive() {
				t.Errorf("facts %s", shown([]kpi.Facts{f}))
			}
		}
	}
}

// A file that cannot be read to its end is an error, and what it says is not known.
func TestCollectBroken(t *testing.T) {
	c := newCollector(t, reports.CollectOptions{Period: july, Currency: "USD"})
	text := "SKU,Sessions,Units Ordered,Ordered Product Sales\nS1,12,2,$40.00\nS2,\"" + strings.Repeat("open,1,2,3\n", reports.MaxRecord/8)
	if err := c.Read(open(t, text, reports.Options{Name: "july.csv", Currency: "USD"})); err == nil {
		t.Error("the file was read without an error")
	}
	if got := shown(c.Facts()); strings.Contains(got, "sessions") {
		t.Errorf("facts %s", got)
	}
	if !strings.Contains(notes(c), "ended_early: a business report by child ended early") {
		t.Errorf("notes %s", notes(c))
	}
	// A fault in the last row does not end a file early.
	c = newCollector(t, reports.CollectOptions{Period: july, Currency: "USD"})
	if err := c.Read(open(t, "SKU,Sessions,Units Ordered,Ordered Product Sales\nS1,12,2,$40.00\nS2,x,2,$1.00\n", reports.Options{Name: "july.csv", Currency: "USD"})); err != nil {
		t.Error(err)
	}
	if err := c.Read(open(t, "SKU,Sessions,Units Ordered,Ordered Product Sales\nS3,1,0,$0.00\n", reports.Options{Name: "july.csv", Currency: "USD"})); err != nil || !strings.Contains(notes(c), "same_file") {
		t.Errorf("%v, notes %s", err, notes(c))
	}
}

// The zero Collector takes nothing and says so; numbers out of bounds are not known.
func TestCollectZero(t *testing.T) {
	var c reports.Collector
	c.AddBusiness("b.csv", business1("S1", 1))
	c.AddAd("a.csv", reports.AdRow{SKU: "S1"})
	c.AddInventory("i.csv", reports.InventoryRow{SKU: "S1"})
	c.AddReturn("r.txt", reports.Return{SKU: "S1"})
	c.AddSettlement("s.txt", settled("S1", "ItemPrice", "Principal", "1", 3))
	c.AddCost(reports.ItemCost{SKU: "S1"})
	if len(c.Facts()) != 0 || !strings.Contains(notes(&c), "out_of_period") {
		t.Errorf("facts %s\nnotes %s", shown(c.Facts()), notes(&c))
	}
	huge := newCollector(t, reports.CollectOptions{Period: july, Currency: "USD"})
	huge.AddInput("", "overhead", decimal.New(1, 1<<30))
	huge.AddAd("a.csv", reports.AdRow{SKU: "S1", Spend: decimal.NewNullDecimal(decimal.New(1, -1<<30)), Clicks: one("1")})
	if got := shown(huge.Facts()); strings.Contains(got, "overhead") || strings.Contains(got, "ad_spend") {
		t.Errorf("facts %s", got)
	}
}
