package reports_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi/reports"
)

type adTotals struct {
	rows                                       int
	impressions, clicks, spend, sales, o, u, p decimal.Decimal
	period                                     []string
}

func addAds(t *testing.T, f *reports.File) adTotals {
	t.Helper()
	var a adTotals
	for r, err := range f.Ads() {
		if err != nil {
			t.Fatal(err)
		}
		a.rows++
		a.impressions, a.clicks = a.impressions.Add(r.Impressions.Decimal), a.clicks.Add(r.Clicks.Decimal)
		a.spend, a.sales = a.spend.Add(r.Spend.Decimal), a.sales.Add(r.Attributed.Sales.Decimal)
		a.o, a.u = a.o.Add(r.Attributed.Orders.Decimal), a.u.Add(r.Attributed.Units.Decimal)
		a.p = a.p.Add(r.Promoted.Sales.Decimal)
		a.period = append(a.period, r.Period.String())
	}
	return a
}

// S07: the four rows of the sample. The same term on the same day is there twice.
func TestSearchTermSample(t *testing.T) {
	f := sample(t, "amazon_sp_search_term_console_us_2026.csv", reports.Options{})
	if f.Kind() != reports.SearchTerms || len(f.Layout().Unknown) > 0 || len(f.Layout().Notes) != 1 {
		t.Errorf("layout %+v", f.Layout())
	}
	a := addAds(t, f)
	got := []string{a.impressions.String(), a.clicks.String(), a.spend.String(), a.sales.String(), a.o.String()}
	if want := "2604 51 34.12 1324.5 44"; strings.Join(got, " ") != want || a.rows != 4 {
		t.Errorf("got %v of %d rows, want %s", got, a.rows, want)
	}
	first := true
	for r, err := range sample(t, "amazon_sp_search_term_console_us_2026.csv", reports.Options{}).Ads() {
		if err != nil {
			t.Fatal(err)
		}
		p := r.Printed
		if first && (whole(p.CTR) != "0.0257" || whole(p.CPC) != "0.52" || whole(p.ACoS) != "0.0131" || whole(p.ROAS) != "76.58" || whole(p.ConversionRate) != "1.3226" || r.WindowDays != 7) {
			t.Errorf("printed %+v, window %d", p, r.WindowDays)
		}
		if r.SearchTerm == "blue widget" && p.ACoS.Valid {
			t.Errorf("an empty ACoS is %s", p.ACoS.Decimal)
		}
		first = false
	}
}

// S06: the two rows of the unified report.
func TestUnifiedSample(t *testing.T) {
	f := sample(t, "amazon_ads_advertised_product_unified_us_2026.csv", reports.Options{})
	if f.Kind() != reports.UnifiedAds || len(f.Layout().Unknown) > 0 || len(f.Layout().Columns) != 47 {
		t.Errorf("layout %+v", f.Layout())
	}
	a := addAds(t, f)
	got := strings.Join([]string{a.impressions.String(), a.clicks.String(), a.spend.String(), a.sales.String(), a.u.String(), a.period[0], a.period[1]}, " ")
	if want := "11177 111 115.84 196.8 12 2026-07-06..2026-07-29 2026-07-01..2026-07-30"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for r := range sample(t, "amazon_ads_advertised_product_unified_us_2026.csv", reports.Options{}).Ads() {
		if sum := r.Promoted.Sales.Decimal.Add(r.Halo.Sales.Decimal); r.Halo.Sales.Valid && !sum.Equal(r.Attributed.Sales.Decimal) {
			t.Errorf("promoted and halo are %s of %s", sum, r.Attributed.Sales.Decimal)
		}
		if strings.Contains(r.CampaignID, `"`) || r.Period.Days() < 24 {
			t.Errorf("campaign %s, period %s", r.CampaignID, r.Period)
		}
	}
}

func TestAdVariants(t *testing.T) {
	for _, row := range []struct {
		name, text string
		kind       reports.Kind
		want       string
		window     int
	}{
		{"advertised product", "Date,Currency,Advertised SKU,Advertised ASIN,Impressions,Clicks,Spend,7 Day Total Sales \n\"Sep 01, 2026\",USD,S1,A1,100,5,$2.50,$20.00\n",
			reports.AdvertisedProducts, "S1 2026-09-01 100 5 2.5 20", 7},
		{"14 days, a summary", "Start Date,End Date,Currency,Customer Search Term,Impressions,Clicks,Spend,14 Day Total Sales \n\"Sep 01, 2026\",\"Sep 07, 2026\",USD,net,100,5,$2.50,$20.00\n",
			reports.SearchTerms, " 2026-09-01..2026-09-07 100 5 2.5 20", 14},
		{"Chinese console", "开始日期,结束日期,货币,客户搜索词,展示量,点击量,花费,7天总销售额,7天总销售量(#),7天内广告SKU销售额\n2026-09-01,2026-09-07,USD,net,100,5,$2.50,$20.00,2,$20.00\n",
			reports.SearchTerms, " 2026-09-01..2026-09-07 100 5 2.5 20", 7},
		{"names of the interface", "date,campaignName,searchTerm,impressions,clicks,cost,sales7d,purchases7d,unitsSoldClicks7d\n2026-09-01,C,net,100,5,2.50,20.00,2,2\n",
			reports.SearchTerms, " 2026-09-01 100 5 2.5 20", 7},
	} {
		t.Run(row.name, func(t *testing.T) {
			f := open(t, row.text, reports.Options{})
			if f.Kind() != row.kind || len(f.Layout().Unknown) > 0 {
				t.Fatalf("layout %+v", f.Layout())
			}
			for r, err := range f.Ads() {
				if err != nil {
					t.Fatal(err)
				}
				got := strings.Join([]string{r.SKU, r.Period.String(), whole(r.Impressions), whole(r.Clicks), whole(r.Spend), whole(r.Attributed.Sales)}, " ")
				if got != row.want || r.WindowDays != row.window {
					t.Errorf("got %s within %d, want %s within %d", got, r.WindowDays, row.want, row.window)
				}
			}
		})
	}
}

func FuzzAds(f *testing.F) {
	f.Add("Date,Currency,Advertised SKU,Impressions,Clicks,Spend\n2026-09-01,USD,S1,1,2,3\n")
	f.Add("Budget currency,Date range,Impressions,Clicks,Total cost,Purchases\nUSD,\"Jul 06, 2026 - Jul 29, 2026\",1,2,3,4\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range []reports.Kind{reports.SearchTerms, reports.AdvertisedProducts, reports.UnifiedAds} {
			file, err := reports.Open(strings.NewReader(text), reports.Options{Kind: kind})
			if err != nil {
				continue
			}
			for r, err := range file.Ads() {
				if err == nil && r.Clicks.Valid && r.Clicks.Decimal.Sign() < 0 {
					t.Errorf("clicks %s", r.Clicks.Decimal)
				}
			}
		}
	})
}
