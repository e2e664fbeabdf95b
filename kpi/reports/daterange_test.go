package reports_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi/reports"
)

// S37: the rows of the sample, which add up to nothing because all was paid out.
func TestDateRangeSample(t *testing.T) {
	f := sample(t, "amazon_date_range_transactions_us_2026.csv", reports.Options{Zone: reports.Pacific()})
	if l := f.Layout(); f.Kind() != reports.DateRange || l.HeaderRow != 4 || len(l.Notes) != 3 || len(l.Unknown) != 0 || len(l.Columns) != 30 {
		t.Fatalf("%s, layout %+v", f.Kind(), l)
	}
	var sum reports.DateRangeSummary
	var got []string
	for r, err := range f.DateRange() {
		if err != nil {
			t.Fatal(err)
		}
		sum.Add(r)
		got = append(got, r.Day.Format(time.DateOnly)+" "+string(r.Kind())+" "+fx.Plain(r.Total.Decimal)+" "+fx.Plain(r.Difference().Decimal)+" "+string(r.Currency))
	}
	want := []string{"2026-09-04 order 65.45 0 USD", "2026-09-09 refund -31.38 0 USD", "2026-09-15 service_fee -12 0 USD", "2026-09-16 transfer -22.07 0 USD"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if listed, unlisted := sum.Differences(); len(listed)+unlisted > 0 || !sum.Total().IsZero() || fx.Plain(sum.Transfers()) != "-22.07" {
		t.Errorf("total %s, transfers %s, differences %v", sum.Total(), sum.Transfers(), listed)
	}
	for name, want := range map[string]string{"product sales": "38", "marketplace withheld tax": "-3.04", "selling fees": "-6.93", "promotional rebates": "-2", "other": "-34.07", "points fees": "0"} {
		if got, ok := sum.Column(name); !ok || fx.Plain(got) != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if skus := sum.SKUs(); len(skus) != 2 || skus[0].SKU != "" || fx.Plain(skus[0].Amount) != "-34.07" || fx.Plain(skus[1].Amount) != "34.07" {
		t.Errorf("SKUs %+v", skus)
	}
}

// Files of other years, languages and tools.
func TestDateRangeVariants(t *testing.T) {
	for _, test := range []struct {
		name, text string
		opt        reports.Options
		want       string // day, kind, total, difference, currency
	}{
		{"old, without fees of regulators", "date/time,settlement id,type,order id,sku,description,quantity,marketplace,fulfillment,order city,order state,order postal,tax collection model,product sales,product sales tax,shipping credits,shipping credits tax,gift wrap credits,giftwrap credits tax,promotional rebates,promotional rebates tax,marketplace withheld tax,selling fees,fba fees,other transaction fees,other,total\n" +
			`"Jan 4, 2021 11:05:07 PM PST",1,Order,A,S,d,1,amazon.com,Amazon,C,S,P,m,"1,020.00",0,0,0,0,0,0,0,0,-3.00,-3.50,0,0,"1,013.50"` + "\n", reports.Options{Zone: reports.Pacific()}, "2021-01-04 order 1013.5 0 "},
		{"Germany", "\ufeff\"Alle Beträge in EUR, sofern nicht anders gekennzeichnet\"\n" + `"Datum/Uhrzeit","Abrechnungsnummer","Typ","Bestellnummer","SKU","Beschreibung","Menge","Marketplace","Versand","Ort der Bestellung","Bundesland","Postleitzahl","Steuererhebungsmodell","Umsätze","Produktumsatzsteuer","Gutschrift für Versandkosten","Steuer auf Versandgutschrift","Gutschrift für Geschenkverpackung","Steuer auf Geschenkverpackungsgutschriften","Rabatte aus Werbeaktionen","Steuer auf Aktionsrabatte","Einbehaltene Steuer auf Marketplace","Verkaufsgebühren","Gebühren zu Versand durch Amazon","Andere Transaktionsgebühren","Andere","Gesamt"` + "\n" +
			`"04.09.2026 01:05:07 UTC","1","Bestellung","A","S","d","1","amazon.de","Amazon","C","S","P","m","1.020,00","10,20","0","0","0","0","0","0","0","-3,00","-3,50","0","0","1.023,70"` + "\n", reports.Options{}, "2026-09-04 order 1023.7 0 EUR"},
		{"France", `"date/heure","numéro de versement","type","numéro de la commande","sku","description","quantité","Marketplace","traitement","ville d'où provient la commande","Région d'où provient la commande","code postal de la commande","ventes de produits","crédits d'expédition","frais de vente","Frais Expédié par Amazon","autre","total"` + "\n" +
			`"4 sept. 2026 01:05:07 UTC","1","Remboursement","A","S","d","1","amazon.fr","Amazon","C","R","P","-20,00","0","3,00","0","0","-17,00"` + "\n", reports.Options{Currency: "EUR"}, "2026-09-04 refund -17 0 EUR"},
		{"Japan", "日付/時間,決済番号,トランザクションの種類,注文番号,SKU,説明,数量,商品売上,Amazonポイントの費用,手数料,その他,合計\n" +
			"2026/09/04 1:05:07JST,1,注文,A,S,d,1,\"1,980\",-20,-297,0,\"1,663\"\n", reports.Options{Currency: "JPY"}, "2026-09-04 order 1663 0 JPY"},
		{"a total that does not add up", "date/time,type,product sales,selling fees,total\n" + `"Sep 4, 2026 1:05:07 AM PDT",Order,10.00,-1.50,8.49` + "\n", reports.Options{}, "2026-09-04 order 8.49 0.01 "},
		{"a type that is new", "date/time,type,product sales,selling fees,total\n" + `"Sep 4, 2026 1:05:07 AM PDT",Novelty,,-1.50,-1.50` + "\n", reports.Options{}, "2026-09-04 other -1.5 0 "},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := open(t, test.text, test.opt)
			if f.Kind() != reports.DateRange || len(f.Layout().Unknown) > 0 {
				t.Fatalf("%s, unknown %q", f.Kind(), f.Layout().Unknown)
			}
			var sum reports.DateRangeSummary
			for r, err := range f.DateRange() {
				if err != nil {
					t.Fatal(err)
				}
				sum.Add(r)
				if got := r.Day.Format(time.DateOnly) + " " + string(r.Kind()) + " " + fx.Plain(r.Total.Decimal) + " " + fx.Plain(r.Difference().Decimal) + " " + string(r.Currency); got != test.want {
					t.Errorf("%s, want %s", got, test.want)
				}
			}
			if listed, _ := sum.Differences(); len(listed) > 0 != strings.HasSuffix(test.want, " 0.01 ") {
				t.Errorf("differences %v", listed)
			}
		})
	}
}

// Rows that are added in two parts and merged are the whole.
func propDateRangeSplit(t *rapid.T) {
	cell := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
	var lines []string
	for range rapid.IntRange(0, 12).Draw(t, "rows") {
		lines = append(lines, `"Sep 4, 2026 1:05:07 AM PDT",`+cell("type", "Order", "Transfer", "new")+","+cell("sku", "S", "T", "")+","+cell("sales", "10.00", "-3.33", "")+","+cell("fees", "-1.50", "0")+","+cell("total", "8.50", "0.00", "")+"\n")
	}
	read := func(lines []string, before int) (sum reports.DateRangeSummary) {
		f, err := reports.Open(strings.NewReader("date/time,type,sku,product sales,selling fees,total\n"+strings.Join(lines, "")), reports.Options{Currency: "USD"})
		if err != nil {
			t.Fatal(err)
		}
		for r, err := range f.DateRange() {
			if err != nil {
				t.Fatal(err)
			}
			r.Row += before
			sum.Add(r)
		}
		return sum
	}
	text := func(s *reports.DateRangeSummary) string {
		var b strings.Builder
		for _, k := range append(s.Kinds(), s.SKUs()...) {
			b.WriteString(string(k.Kind) + k.SKU + " " + fx.Plain(k.Amount) + "\n")
		}
		for _, name := range reports.DateRangeColumns() {
			c, _ := s.Column(name)
			b.WriteString(fx.Plain(c) + " ")
		}
		all, none := s.Rows()
		b.WriteString(strconv.Itoa(all) + " " + strconv.Itoa(none))
		listed, _ := s.Differences()
		for _, d := range listed {
			b.WriteString("\n" + d.Place.String() + " " + fx.Plain(d.Difference))
		}
		return b.String() + "\n" + fx.Plain(s.Total())
	}
	cut := rapid.IntRange(0, len(lines)).Draw(t, "cut")
	whole, merged, second := read(lines, 0), read(lines[:cut], 0), read(lines[cut:], cut)
	merged.Merge(&second)
	if diff := cmp.Diff(text(&whole), text(&merged)); diff != "" {
		t.Fatalf("-whole +merged\n%s", diff)
	}
}

func TestDateRangeSplit(t *testing.T) { rapid.Check(t, propDateRangeSplit) }
