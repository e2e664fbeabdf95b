package landed_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
)

// parts lists the parts of a SKU: "purchase 10.00, freight 5.00".
func parts(t testing.TB, l landed.Landed, sku string) string {
	t.Helper()
	u, ok := l.BySKU(sku)
	if !ok {
		t.Fatalf("no SKU %s", sku)
	}
	var out []string
	for _, p := range u.Parts {
		text := p.Code + " " + amountText(p.Total)
		if !p.High.Equal(p.Total) {
			text += " to " + amountText(p.High)
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// amountText is an amount without its currency.
func amountText(m fx.Money) string {
	amount, _, _ := strings.Cut(m.String(), " ")
	return amount
}

// missing lists the codes that a SKU misses.
func missing(t testing.TB, l landed.Landed, sku string) string {
	t.Helper()
	u, _ := l.BySKU(sku)
	var codes []string
	for _, m := range u.Missing {
		if m.Reason == "" {
			t.Errorf("%s: no reason for %s", sku, m.Code)
		}
		codes = append(codes, m.Code)
	}
	if u.Complete != (len(codes) == 0) {
		t.Errorf("%s: complete is %v with %v missing", sku, u.Complete, codes)
	}
	return strings.Join(codes, " ")
}

func land(t testing.TB, s landed.Shipment) landed.Landed {
	t.Helper()
	l, err := s.Land()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// S15, S16 and S23 of the facts.
func TestPublished(t *testing.T) {
	line := func(sku string, units int64, price, volume string) landed.Line {
		return landed.Line{SKU: sku, Units: units, Price: num(price), Currency: fx.USD, CubicMetres: num(volume), Origin: "US"}
	}
	for _, tt := range []struct {
		name string
		s    landed.Shipment
		each string // of the SKU "a", 4 decimals
		want string
	}{
		{"S15 InvenTree issue 3928: 100 at 10 and 1000 extra", landed.Shipment{
			Currency: fx.USD, Lines: []landed.Line{line("a", 100, "10", "1")},
			Costs: []landed.Cost{{Code: "extra", Actual: num("1000"), Currency: fx.USD, By: landed.ByValue}},
		}, "20.0000", "purchase 1000.00, extra 1000.00"},
		{"S16 landedcost.co: 4000 by units", landed.Shipment{
			Currency: fx.USD, Lines: []landed.Line{line("a", 3000, "0", "1.5"), line("b", 2800, "0", "58.5")},
			Costs: []landed.Cost{{Code: "freight", Estimate: num("4000"), Currency: fx.USD, By: landed.ByUnits}},
		}, "0.6897", "purchase 0.00, freight 2068.97"},
		{"S16 landedcost.co: 4000 by volume", landed.Shipment{
			Currency: fx.USD, Lines: []landed.Line{line("a", 3000, "0", "1.5"), line("b", 2800, "0", "58.5")},
			Costs: []landed.Cost{{Code: "freight", Estimate: num("4000"), Currency: fx.USD, By: landed.ByVolume}},
		}, "0.0333", "purchase 0.00, freight 100.00"},
		// The page has a tariff of 25% and no day; China 301 alone is 25% on wooden
		// furniture at the end of 2024.
		{"S23 cvdar.com: wooden furniture, 25%, by vessel", landed.Shipment{
			Currency: fx.USD, Terms: freight.FOB,
			Lines: []landed.Line{{SKU: "a", Units: 100, Price: num("100"), Currency: fx.USD, HTS: "9403.60.8093", Origin: "CN", NoCases: true}},
			Costs: []landed.Cost{
				{Code: "freight", Leg: freight.MainFreight, Estimate: num("2800"), Currency: fx.USD, By: landed.Direct, To: []string{"a"}},
				{Code: "other", Estimate: num("35"), Currency: fx.USD, By: landed.Direct, To: []string{"a"}},
			},
			Entry: &landed.Entry{Date: onDay("2025-01-15"), Mode: customs.Vessel},
		}, "153.8214", "purchase 10000.00, freight 2800.00, other 35.00, duty_301_list_3 2500.00, mpf 34.64, hmf 12.50"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := land(t, tt.s)
			if diff := cmp.Diff(tt.want, parts(t, l, "a")); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if u, _ := l.BySKU("a"); !l.Complete || u.Each(4).StringFixed(4) != tt.each {
				t.Errorf("one costs %s, want %s; complete %v %v", u.Each(4), tt.each, l.Complete, u.Missing)
			}
		})
	}
}

// lclShipment is three SKUs under two codes, bought in China with 13% VAT, by sea in a
// shared container.
func lclShipment() landed.Shipment {
	line := func(sku string, units int64, price, hts, kg, volume string) landed.Line {
		return landed.Line{
			SKU: sku, Units: units, Price: num(price), Currency: fx.CNY, HTS: hts, Origin: "CN", NoCases: true,
			Kg: num(kg), CubicMetres: num(volume),
			VAT: landed.VAT{Price: landed.VATIncluded, VATRate: num("0.13"), RefundRate: num("0.13"), ExportedOn: onDay("2026-01-10"), DelayDays: num("90")},
		}
	}
	return landed.Shipment{
		Currency: fx.USD, Terms: freight.FOB, Rates: []fx.Rate{rate(fx.USD, fx.CNY, "7.2")},
		Lines: []landed.Line{
			line("A-backpack", 1000, "33.90", "4202.92.3120", "600", "4"),
			line("B-umbrella", 500, "22.60", "6601.91.0000", "250", "1.5"),
			line("C-backpack", 300, "45.20", "4202.92.3120", "210", "1.3"),
		},
		Costs: []landed.Cost{
			{Code: "main_freight", Leg: freight.MainFreight, Estimate: num("850"), Currency: fx.USD, By: landed.ByVolume},
			{Code: "origin_terminal", Leg: freight.OriginTerminal, Invoice: num("1360"), Currency: fx.CNY, By: landed.ByVolume},
			{Code: "insurance", Leg: freight.CargoInsurance, Actual: num("45"), Currency: fx.USD, By: landed.ByValue},
			{Code: "drayage", Leg: freight.Delivery, Estimate: num("320"), Currency: fx.USD, By: landed.ByWeight},
		},
		Entry: &landed.Entry{Date: onDay("2026-02-20"), Mode: customs.Vessel, Rates: []fx.Rate{rate(fx.USD, fx.CNY, "7.1")}},
	}
}

// A shipment worked by hand.
//
//	             A          B          C
//	price     33,900.00  11,300.00  13,560.00  CNY with 13% VAT
//	net       30,000.00  10,000.00  12,000.00  ÷ 1.13
//	refund     3,900.00   1,300.00   1,560.00  13% of the net price
//	in USD     4,166.67   1,388.89   1,666.67  net at 7.2
//	             541.67     180.56     216.67  VAT, and the refund
//	freight      500.00     187.50     162.50  850.00 by 4, 1.5 and 1.3 m³
//	terminal     111.11      41.67      36.11  1,360.00 CNY = 188.89
//	             800.00     300.00     260.00  CNY
//	insurance     25.96       8.65      10.39  45.00 by net price
//	drayage      181.13      75.47      63.40  320.00 by 600, 250 and 210 kg
//	customs    4,225.35   1,408.45   1,690.14  net at 7.1, together 7,323.94
//
// A and C are one entry line of 5,915.49: column 1 17.6% = 1,041.13, list 3 25% =
// 1,478.87, a layer of 10% = 591.55 (422.54 and 169.01), one of 12.5% = 739.44
// (528.17 and 211.27). B pays 140.85 for 10% and 176.06 for 12.5%. The MPF is the
// minimum of fiscal year 2026, 33.58 (0.3464% is 25.37), the HMF 9.15.
func TestShipmentByHand(t *testing.T) {
	const (
		a = "purchase 4166.67, purchase_vat 541.67, vat_refund -541.67, main_freight 500.00, origin_terminal 111.11, insurance 25.96, drayage 181.13, " +
			"duty_column_1 743.66, duty_301_list_3 1056.34, "
		b = "purchase 1388.89, purchase_vat 180.56, vat_refund -180.56, main_freight 187.50, origin_terminal 41.67, insurance 8.65, drayage 75.47, "
		c = "purchase 1666.67, purchase_vat 216.67, vat_refund -216.67, main_freight 162.50, origin_terminal 36.11, insurance 10.39, drayage 63.40, " +
			"duty_column_1 297.47, duty_301_list_3 422.53, "
		aFees, bFees, cFees = ", mpf 19.37, hmf 5.28", ", mpf 6.46, hmf 1.76", ", mpf 7.75, hmf 2.11"
	)
	s := lclShipment()
	for _, tt := range []struct {
		day, a, b, c string
		total, each  string
	}{
		{
			"2026-02-20",
			"duty_ieepa_fentanyl 422.54, duty_ieepa_reciprocal 422.54", "duty_ieepa_fentanyl 140.85, duty_ieepa_reciprocal 140.85",
			"duty_ieepa_fentanyl 169.01, duty_ieepa_reciprocal 169.01", "12653.65", "7.6546 3.9842 10.0232",
		},
		{"2026-03-01", "duty_section_122 422.54", "duty_section_122 140.85", "duty_section_122 169.01", "11921.25", "7.2321 3.7025 9.4598"},
		{"2026-08-01", "duty_301_forced_labor 528.17", "duty_301_forced_labor 176.06", "duty_301_forced_labor 211.27", "12104.35", "7.3377 3.7729 9.6007"},
	} {
		t.Run(tt.day, func(t *testing.T) {
			l := land(t, s.EnteredOn(onDay(tt.day)))
			var got, each []string
			for u := range l.Units() {
				got, each = append(got, parts(t, l, u.SKU)), append(each, u.Each(4).StringFixed(4))
				if u.Duty != landed.DutyAssessed || !u.HasDuty() {
					t.Errorf("%s: duty is %q", u.SKU, u.Duty)
				}
			}
			if diff := cmp.Diff([]string{a + tt.a + aFees, b + tt.b + bFees, c + tt.c + cFees}, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if !l.Complete || amountText(l.Total) != tt.total || strings.Join(each, " ") != tt.each {
				t.Errorf("total %s, each %v, complete %v", l.Total, each, l.Complete)
			}
		})
	}
	if !s.Entry.Date.Equal(onDay("2026-02-20")) {
		t.Error("the replay changed the shipment")
	}
}

// What is paid in another currency is known in it, and what comes back is due.
func TestOwnCurrency(t *testing.T) {
	l := land(t, lclShipment())
	u, _ := l.BySKU("A-backpack")
	var got []string
	for _, p := range u.Parts[:5] {
		got = append(got, p.Code+" "+p.Entered.String())
	}
	want := []string{"purchase 30000.00 CNY", "purchase_vat 3900.00 CNY", "vat_refund -3900.00 CNY", "main_freight 500.00 USD", "origin_terminal 800.00 CNY"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if due := u.Parts[2].Due; !due.Equal(onDay("2026-04-10")) || !u.Parts[0].Due.IsZero() {
		t.Errorf("the refund is due %v", due)
	}
	if len(l.Receivables) != 3 || l.Receivables[0].SKU != "A-backpack" || amountText(l.Receivables[0].Booked) != "541.67" || l.Receivables[0].Amount.String() != "3900.00 CNY" {
		t.Errorf("receivables are %+v", l.Receivables)
	}
	if c := l.Costs[1]; c.Stage != landed.Invoiced || c.Entered.String() != "1360.00 CNY" || c.Booked.String() != "188.89 USD" || !c.Known {
		t.Errorf("the cost is %+v", c)
	}
	if !u.Sum(landed.PurchasePart, landed.VATPart, landed.RefundPart).Equal(fx.Money{Amount: dec("4166.67"), Currency: fx.USD}) {
		t.Errorf("the purchase comes to %v", u.Sum(landed.PurchasePart, landed.VATPart, landed.RefundPart))
	}
}

// What is not known is named, and what depends on it as well.
func TestUnknown(t *testing.T) {
	s := lclShipment()
	s.Costs[0].Estimate = s.Costs[3].Invoice // not known
	s.Lines[1].Price = s.Costs[3].Invoice
	l := land(t, s)
	for sku, want := range map[string]string{
		"A-backpack": "main_freight insurance mpf", "B-umbrella": "purchase main_freight insurance duty", "C-backpack": "main_freight insurance mpf",
	} {
		if got := missing(t, l, sku); got != want {
			t.Errorf("%s misses %q, want %q", sku, got, want)
		}
	}
	if c := l.Costs[0]; c.Known || c.Stage != "" {
		t.Errorf("the cost is %+v", c)
	}
	if c := l.Costs[2]; c.Known || c.Stage != landed.Paid {
		t.Errorf("the cost is %+v", c)
	}
	if u, _ := l.BySKU("A-backpack"); !strings.Contains(u.Missing[1].Reason, "B-umbrella") {
		t.Errorf("the reason is %q", u.Missing[1].Reason)
	}
	s = lclShipment()
	s.Costs[0].Dutiable, s.Costs[0].Estimate = true, s.Costs[3].Invoice
	if got := missing(t, land(t, s), "A-backpack"); got != "main_freight duty" {
		t.Errorf("a dutiable cost of unknown amount: %q is missing", got)
	}
}

// Books in a currency without and with three decimals sum in both currencies.
func TestBooksWithOtherDecimals(t *testing.T) {
	for _, tt := range []struct {
		books    fx.Currency
		usd, cny string
		a        string
	}{
		{fx.JPY, "155.5", "21.6", "purchase 648000, purchase_vat 84240, vat_refund -84240, main_freight 77750, origin_terminal 17280, insurance 4037, drayage 28166, " +
			"duty_column_1 115639, duty_301_list_3 164261, duty_section_122 65705, mpf 3012, hmf 821"},
		{"KWD", "0.3075", "0.0427", "purchase 1281.000, purchase_vat 166.530, vat_refund -166.530, main_freight 153.750, origin_terminal 34.160, insurance 7.984, drayage 55.698, " +
			"duty_column_1 228.675, duty_301_list_3 324.825, duty_section_122 129.931, mpf 5.956, hmf 1.624"},
	} {
		s := lclShipment().EnteredOn(onDay("2026-03-01"))
		s.Currency, s.Rates = tt.books, []fx.Rate{rate(fx.USD, tt.books, tt.usd), rate(fx.CNY, tt.books, tt.cny)}
		l := land(t, s)
		if diff := cmp.Diff(tt.a, parts(t, l, "A-backpack")); diff != "" {
			t.Errorf("%s: -want +got:\n%s", tt.books, diff)
		}
		checkSums(t, s, l)
	}
}

// A cost that has nothing to be split by is named.
func TestZeroBasis(t *testing.T) {
	s := landed.Shipment{
		Currency: fx.USD,
		Lines:    []landed.Line{{SKU: "a", Units: 1, Price: num("0"), Currency: fx.USD}, {SKU: "b", Units: 2, Price: num("0"), Currency: fx.USD}},
		Costs: []landed.Cost{
			{Code: "fine", Estimate: num("5"), Currency: fx.USD, By: landed.ByUnits},
			{Code: "insurance", Estimate: num("5"), Currency: fx.USD, By: landed.ByValue},
		},
	}
	_, err := s.Land()
	zero := new(landed.ZeroBasisError)
	if !errors.As(err, &zero) || *zero != (landed.ZeroBasisError{Field: "costs[1]", Code: "insurance", Basis: landed.ByValue}) {
		t.Errorf("error is %v", err)
	}
	s.Remainder = landed.OdooHalfUp // splits equally
	if u, _ := land(t, s).BySKU("a"); !amountOf(u, "insurance").Equal(dec("2.5")) {
		t.Errorf("Odoo: %v", amountOf(u, "insurance"))
	}
	s.Remainder, s.Costs[1].Estimate = "", num("0")
	if u, _ := land(t, s).BySKU("a"); !amountOf(u, "insurance").IsZero() {
		t.Errorf("nothing to split: %v", amountOf(u, "insurance"))
	}
}

// Every basis, over every line and over some.
func TestBases(t *testing.T) {
	rule, err := freight.FindRule(nil, "air_6000", time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	s := landed.Shipment{
		Currency: fx.USD, Chargeable: rule,
		Lines: []landed.Line{
			// 60 × 50 × 40 cm is 0.12 m³ and 20 kg by volume
			{SKU: "light", Units: 30, Price: num("10"), Currency: fx.USD, Origin: "US", Packages: []freight.Package{{Length: cm(60), Width: cm(50), Height: cm(40), Kg: dec("8"), Count: 3}}},
			{SKU: "heavy", Units: 10, Price: num("10"), Currency: fx.USD, Origin: "US", Packages: []freight.Package{{Length: cm(30), Width: cm(20), Height: cm(20), Kg: dec("20"), Count: 3}}},
			{SKU: "paper", Units: 60, Price: num("0"), Currency: fx.USD, Origin: "US", Kg: num("10"), CubicMetres: num("0.104")},
		},
	}
	for _, tt := range []struct {
		by   landed.Basis
		to   string
		want string // of light, heavy, paper
	}{
		{landed.ByValue, "", "75.00 25.00 0.00"},
		{landed.ByWeight, "", "25.53 63.83 10.64"}, // 24, 60, 10 of 94 kg
		{landed.ByVolume, "", "72.00 7.20 20.80"},  // 0.36, 0.036, 0.104 of 0.5 m³
		{landed.ByUnits, "", "30.00 10.00 60.00"},  //
		{landed.Equally, "", "33.33 33.34 33.33"},  // the tie goes to the first SKU, heavy
		{landed.Direct, "heavy", "- 100.00 -"},     //
		{landed.ByUnits, "paper light", "33.33 - 66.67"},
		{landed.Equally, "paper heavy", "- 50.00 50.00"},
		{landed.ByChargeableWeight, "light heavy", "50.00 50.00 -"}, // 60 kg by volume, 60 kg
	} {
		s.Costs = []landed.Cost{{Code: "cost", Estimate: num("100"), Currency: fx.USD, By: tt.by, To: strings.Fields(tt.to)}}
		l := land(t, s)
		var got []string
		for u := range l.Units() {
			text := "-"
			for _, p := range u.Parts {
				if p.Code == "cost" {
					text = amountText(p.Total)
				}
			}
			got = append(got, text)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("by %s over %q: %v, want %s", tt.by, tt.to, got, tt.want)
		}
	}
	s.Costs = []landed.Cost{{Code: "cost", Estimate: num("100"), Currency: fx.USD, By: landed.Typed, Typed: typed("light", "60.50", "paper", "39.50")}}
	if l := land(t, s); parts(t, l, "light") != "purchase 300.00, cost 60.50" || parts(t, l, "heavy") != "purchase 100.00" || parts(t, l, "paper") != "purchase 0.00, cost 39.50" {
		t.Errorf("typed: %s; %s; %s", parts(t, l, "light"), parts(t, l, "heavy"), parts(t, l, "paper"))
	}
	s.Lines[2].Kg = s.Lines[0].Kg // not known
	s.Costs = []landed.Cost{{Code: "cost", Estimate: num("100"), Currency: fx.USD, By: landed.ByWeight}}
	if got := missing(t, land(t, s), "light"); got != "cost" {
		t.Errorf("a weight is not known: %q is missing", got)
	}
}
