package reports_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

var july = kpi.Period{First: time.Date(2026, 6, 14, 0, 0, 0, 0, time.UTC), Last: time.Date(2026, 7, 31, 0, 0, 0, 0, time.UTC)}

func newCollector(t interface{ Fatal(...any) }, opt reports.CollectOptions) *reports.Collector {
	c, err := reports.NewCollector(opt)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// shown lists the inputs of facts: "amazon-us/S1 ad_spend=2.5 sessions=12".
func shown(facts []kpi.Facts) string {
	var out []string
	for _, f := range facts {
		line := f.Scope
		for _, code := range slices.Sorted(func(yield func(kpi.InputCode) bool) {
			for code := range f.Known {
				if !yield(code) {
					return
				}
			}
		}) {
			line += fmt.Sprintf(" %s=%s", code, fx.Plain(f.Known[code].Amount))
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func notes(c *reports.Collector) string {
	var out []string
	for _, n := range c.Notes() {
		out = append(out, string(n.Code)+": "+n.Text)
	}
	return strings.Join(out, "\n")
}

// The samples of one seller in one collector: what each says of its items.
func TestCollectSamples(t *testing.T) {
	c := newCollector(t, reports.CollectOptions{Channel: "amazon-us", Period: july, Currency: "USD"})
	for _, name := range []string{
		"amazon_settlement_v2_us_2026.txt", "amazon_business_report_child_us_2026.csv", "amazon_ads_advertised_product_unified_us_2026.csv",
		"amazon_fba_inventory_health_us_2026.csv", "shopify_payouts_export_us_2026.csv",
	} {
		if err := c.Read(sample(t, name, reports.Options{Currency: "USD", Zone: reports.Pacific()})); err != nil {
			t.Fatal(err)
		}
	}
	c.AddInput("", "overhead", decimal.Decimal{})
	got := shown(c.Facts())
	for _, want := range []string{
		"amazon-us/SKU-NET-3FT featured_offer_page_views=16969.992 featured_offer_sessions=12106.738 order_items=668 ordered_product_sales=12905.25 overhead=0 page_views=17004 sessions=12131 units_ordered=683",
		"amazon-us/SKU-PLIER-ORANGE ad_orders=12 ad_sales=196.8 ad_spend=115.84 ad_units=12 clicks=111 impressions=11177 overhead=0",
		"amazon-us/SKU-LANDNET-24 ending_units=165 excess_units=0 overhead=0 printed_sell_through=1.68 supply_units=665",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no line %q in\n%s", want, got)
		}
	}
	// S36: what is left over of the settlement is the reserve and what is unmapped.
	sum := decimal.Decimal{}
	for _, f := range c.Facts() {
		for code, fact := range f.Known {
			switch code {
			case "item_sales", "shipping_credits", "gift_wrap_credits", "sales_tax":
				sum = sum.Add(fact.Amount)
			case "promotions", "refunds", "referral_fees", "fulfilment_fees", "return_costs", "storage_fees", "inbound_placement_fees", "other_channel_fees", "promotion_fees", "overhead":
				sum = sum.Sub(fact.Amount)
			}
		}
	}
	left := decimal.RequireFromString("582.89").Sub(decimal.RequireFromString("400.44"))
	for _, n := range c.Notes() {
		switch n.Code {
		case reports.NoteUnmapped:
			left = left.Sub(n.Sum)
		case reports.NoteAdsTwice:
			left = left.Add(n.Sum)
		}
	}
	if !sum.Equal(left) {
		t.Errorf("the inputs come to %s, want %s\n%s\n%s", sum, left, got, notes(c))
	}
}

func business1(sku string, sessions int64) reports.BusinessRow {
	r := reports.BusinessRow{Row: 2, SKU: sku, ChildASIN: "A-" + sku}
	r.Total.Sessions = decimal.NewNullDecimal(decimal.New(sessions, 0))
	return r
}

func settled(sku, amountType, description, amount string, day int) reports.SettlementRow {
	return reports.SettlementRow{
		Row: 2, SKU: sku, Type: "Order", AmountType: amountType, Description: description, Currency: "USD", Day: time.Date(2026, 7, day, 0, 0, 0, 0, time.UTC),
		Amount: decimal.NewNullDecimal(decimal.RequireFromString(amount)), Quantity: decimal.NewNullDecimal(decimal.New(2, 0)),
	}
}

func TestCollect(t *testing.T) {
	c := newCollector(t, reports.CollectOptions{Channel: "us", Period: july, Currency: "USD", Whole: []reports.Kind{reports.AdvertisedProducts}})
	asin := business1("", 1)
	asin.ChildASIN = "A-S1" // learned from the rows that follow
	c.AddBusiness("b.csv", asin)
	c.AddBusiness("b.csv", business1("S1", 5))
	c.AddBusiness("b.csv", business1("S1", 7)) // under another parent
	c.AddBusiness("b.csv", reports.BusinessRow{Row: 4, SKU: "S2"})
	c.AddBusiness("b.csv", reports.BusinessRow{Row: 5, ChildASIN: "A-S9"})
	spend := reports.AdRow{Row: 2, SKU: "S1", Period: kpi.Day(2026, time.July, 3), Spend: decimal.NewNullDecimal(decimal.RequireFromString("2.50"))}
	c.AddAd("ads.csv", spend)
	spend.Period = kpi.Day(2026, time.August, 1)
	c.AddAd("ads.csv", spend)
	spend.Period, spend.Currency = kpi.Day(2026, time.July, 3), "CAD"
	c.AddAd("ads.csv", spend)
	c.AddSettlement("s.txt", settled("S1", "ItemPrice", "Principal", "20.00", 3))
	c.AddSettlement("s.txt", settled("S1", "ItemFees", "Commission", "-3.00", 3))
	c.AddSettlement("s.txt", settled("", "other-transaction", "Storage Fee", "-1.25", 4))
	c.AddSettlement("s.txt", settled("S1", "ItemFees", "SomethingNew", "-0.10", 4))
	c.AddReturn("r.txt", reports.Return{SKU: "S1", Day: time.Date(2026, 7, 9, 0, 0, 0, 0, time.UTC), Units: decimal.NewNullDecimal(decimal.New(1, 0)), Disposition: "SELLABLE"})
	c.AddCost(reports.ItemCost{SKU: "S1", Product: decimal.NewNullDecimal(decimal.RequireFromString("4")), Freight: decimal.NewNullDecimal(decimal.RequireFromString("1.5"))})

	want := `us ad_orders=0 ad_sales=0 ad_spend=0 ad_units=0 clicks=0 impressions=0 payment_fees=0 storage_fees=1.25
us/A-S9 ad_orders=0 ad_sales=0 ad_spend=0 ad_units=0 clicks=0 impressions=0
us/S1 ad_spend=2.5 inbound_freight=1.5 item_sales=20 payment_fees=0 product_cost=4 referral_fees=3 sessions=13 units_returned=1 units_sold=2
us/S2 ad_orders=0 ad_sales=0 ad_spend=0 ad_units=0 clicks=0 impressions=0`
	if got := shown(c.Facts()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	wantNotes := `no_sku: the SKU of A-S9 is not known
other_currency: left out: 1 row in another currency, 2.5 CAD
out_of_period: left out: 1 row of days outside 2026-06-14..2026-07-31, 2.5 USD
unmapped: no line is known for ItemFees / SomethingNew: 1 row, -0.1 USD`
	if got := notes(c); got != wantNotes {
		t.Errorf("got\n%s\nwant\n%s", got, wantNotes)
	}
	// The duty is not known, so neither is the landed cost.
	for _, f := range c.Facts() {
		if f.Scope != "us/S1" {
			continue
		}
		if v, err := f.Value("landed_cogs"); err != nil || v.State != kpi.Incomplete {
			t.Errorf("landed cost %v, %v", v, err)
		}
	}
}

// A report that is split in two parts is the whole, in any order of rows and files.
func TestCollectParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) reports.SettlementRow {
			pair := rapid.SampledFrom([][2]string{{"ItemPrice", "Principal"}, {"ItemFees", "Commission"}, {"ItemFees", "New"}, {"other-transaction", "Storage Fee"}, {"Promotion", "Principal"}}).Draw(t, "pair")
			r := settled(rapid.SampledFrom([]string{"", "S1", "S2"}).Draw(t, "sku"), pair[0], pair[1], "1", rapid.IntRange(1, 31).Draw(t, "day"))
			r.Amount.Decimal = decimal.New(rapid.Int64Range(-5000, 5000).Draw(t, "amount"), -2)
			r.Quantity.Valid = rapid.IntRange(0, 9).Draw(t, "known") > 0
			return r
		}), 0, 25).Draw(t, "rows")
		opt := reports.CollectOptions{Period: july, Currency: "USD"}
		whole, parts := newCollector(t, opt), newCollector(t, opt)
		for _, r := range rows {
			whole.AddSettlement("s.txt", r)
		}
		for _, i := range rapid.Permutation(indexes(len(rows))).Draw(t, "order") {
			parts.AddSettlement("s.txt", rows[i])
		}
		if a, b := shown(whole.Facts())+notes(whole), shown(parts.Facts())+notes(parts); a != b {
			t.Fatalf("whole\n%s\nparts\n%s", a, b)
		}
	})
}

func indexes(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// With whole files, costs and the rest of the account the profit of a period is known,
// and that of the items and of what belongs to none add up to it.
func TestCollectProfit(t *testing.T) {
	n := func(s string) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.RequireFromString(s)) }
	collect := func(overhead bool) kpi.Facts {
		c := newCollector(t, reports.CollectOptions{Period: july, Currency: "USD", Whole: []reports.Kind{reports.SettlementV2, reports.AdvertisedProducts}})
		c.AddSettlement("s.txt", settled("S1", "ItemPrice", "Principal", "40.00", 3))
		c.AddSettlement("s.txt", settled("S1", "ItemFees", "Commission", "-6.00", 3))
		c.AddSettlement("s.txt", settled("S2", "ItemPrice", "Principal", "10.00", 3))
		c.AddSettlement("s.txt", settled("", "other-transaction", "Subscription Fee", "-39.99", 4))
		c.AddAd("ads.csv", reports.AdRow{SKU: "S1", Spend: n("2.50"), Clicks: n("3"), Impressions: n("90"), Attributed: reports.Purchases{Orders: n("1"), Units: n("1"), Sales: n("20")}})
		c.AddCost(reports.ItemCost{SKU: "S1", Product: n("4"), Freight: n("1"), Duty: n("0.5"), Preparation: n("0")})
		c.AddCost(reports.ItemCost{SKU: "S2", Product: n("1"), Freight: n("1"), Duty: n("0"), Preparation: n("0")})
		c.AddCost(reports.ItemCost{SKU: "S3", Product: n("1")}) // not sold
		if overhead {
			c.AddInput("", "overhead", decimal.New(100, 0))
			c.AddInput("", "fx_result", decimal.New(-5, 0))
		}
		sum, err := kpi.Sum(c.Facts()...)
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	for _, row := range []struct {
		overhead bool
		want     string
	}{
		{true, "-118.49 USD"}, // 50 - 6 - 11 - 4 - 2.50 - 39.99 - 100 - 5
		{false, "incomplete: overhead, fx_result"},
	} {
		m, err := kpi.Find("operating_profit")
		if err != nil {
			t.Fatal(err)
		}
		r, err := kpi.Evaluate(m, collect(row.overhead))
		if err != nil || r.Value.String() != row.want {
			t.Errorf("operating profit %s, %v, want %s", r.Value, err, row.want)
		}
	}
}

// A number that one row does not have is not known for the item, and not 0.
func TestCollectUnknown(t *testing.T) {
	c := newCollector(t, reports.CollectOptions{Period: july, Currency: "USD", Whole: []reports.Kind{reports.BusinessReport}})
	c.AddBusiness("b.csv", business1("S1", 5))
	c.AddBusiness("b.csv", reports.BusinessRow{SKU: "S1"})
	for _, f := range c.Facts() {
		if _, known := f.Known["sessions"]; known {
			t.Errorf("facts %s", shown([]kpi.Facts{f}))
		}
	}
}

func TestCollectRefuses(t *testing.T) {
	_, err := reports.NewCollector(reports.CollectOptions{Currency: "EURO", Whole: []reports.Kind{"diary"}, Mappings: []reports.Mapping{{Line: "item_price"}}})
	var fields []string
	for _, fault := range fx.Faults(err) {
		if in, ok := fault.(*fx.InputError); ok {
			fields = append(fields, in.Field)
		}
	}
	if got, want := strings.Join(fields, " "), "period.first period.last currency whole[0] mappings[0].amount_type mappings[0].description"; got != want {
		t.Errorf("faults at %s, want %s", got, want)
	}
}
