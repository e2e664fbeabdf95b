package walmart_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

const (
	guides     = "https://marketplacelearn.walmart.com/guides/"
	wfsFees    = guides + "Walmart%20Fulfillment%20Services%20(WFS)/WFS%20basics/WFS-fees"
	estimator  = wfsFees + "-calculator"
	referralAt = guides + "Policies%20&%20standards/Product%20listings/Referral-fee-schedule-for-contract-categories"
)

// Worked examples of WFS, published (wm-s01, wm-s02) or derived from its tables
// (wm-s09, wm-s10).
func TestPublishedFulfillment(t *testing.T) {
	for _, row := range []struct {
		id, source      string
		l, w, h, lb     string
		price           string
		band            walmart.Band
		dim             string // lb, 2 decimals, "" when the example gives none
		billable, girth string
		fulfillment     string
		returned        string
		feet, storage   string // cubic feet, and storage of 30 days in March
	}{
		{id: "wm-s01", source: estimator, l: "12", w: "10", h: "10", lb: "6", price: "25", band: walmart.Standard, dim: "8.63", billable: "9 lb", girth: "52", fulfillment: "7.75", returned: "9.00", feet: "0.694", storage: "0.52"},
		{id: "wm-s02", source: estimator, l: "120", w: "28", h: "14", lb: "36", price: "900", band: walmart.BigAndBulky, billable: "36 lb", girth: "204", fulfillment: "155.00", returned: "155.00", feet: "27.222", storage: "20.42"},
		{id: "wm-s09", source: wfsFees, l: "5", w: "5", h: "5", lb: "0.9", price: "25", band: walmart.Standard, billable: "2 lb", girth: "25", fulfillment: "4.95", returned: "6.20", feet: "0.072", storage: "0.05"},
		{id: "wm-s10", source: wfsFees, l: "5", w: "5", h: "5", lb: "8.75", price: "25", band: walmart.Standard, billable: "9 lb", girth: "25", fulfillment: "7.75", returned: "9.00", feet: "0.072", storage: "0.05"},
	} {
		t.Run(row.id, func(t *testing.T) {
			l := walmart.Listing{Parcel: inches(t, row.l, row.w, row.h, row.lb), Category: "home_kitchen_decor_garden"}
			size, err := l.Size(spring)
			if err != nil {
				t.Fatal(err)
			}
			got := row
			got.band, got.billable, got.girth = size.Band, size.Billable.String(), fx.Plain(size.LengthPlusGirth.In(6))
			if row.dim != "" {
				got.dim = size.Dimensional.Lb(2).StringFixed(2)
			}
			lines := billed(t, l, spring, row.price)
			got.fulfillment, got.returned = lines["fulfillment"], lines["returns_processing"]
			got.feet = l.Parcel.Volume().CubicFeet(3).StringFixed(3)
			got.storage = stored(t, l, "2026-03-01", "", "2026-03-31")
			if got != row {
				t.Errorf("%s: got %+v\nwant %+v", row.source, got, row)
			}
		})
	}
}

// stored is what a stay costs, rounded to cents.
func stored(t testing.TB, keeper interface {
	Storage(fees.Stay) ([]fees.StorageCharge, error)
}, received, from, until string) string {
	t.Helper()
	stay := fees.Stay{Received: day(t, received), Until: day(t, until)}
	if from != "" {
		stay.From = day(t, from)
	}
	charges, err := keeper.Storage(stay)
	if err != nil {
		t.Fatal(err)
	}
	var sum decimal.Decimal
	for _, c := range charges {
		sum = sum.Add(c.Amount)
	}
	return sum.Round(2).StringFixed(2)
}

// Referral fees, published (wm-s04, https://cedcommerce.com/blog/walmart-marketplace-fee-breakdown-a-comprehensive-guide-for-sellers/amp)
// or derived from the schedule.
func TestPublishedReferral(t *testing.T) {
	for _, row := range []struct{ id, category, price, want string }{
		{"wm-s04", "books", "10.00", "1.50"},
		{"wm-s06 " + referralAt, "jewelry_precious_metals", "300.00", "52.50"},
		{"wm-s07 on " + referralAt, "apparel_accessories", "15.00", "0.75"},
		{"wm-s07 above " + referralAt, "apparel_accessories", "15.01", "1.50"},
		{"wm-s08 " + referralAt, "electronics_accessories", "150.00", "19.00"},
	} {
		l := walmart.Listing{Category: row.category, Fulfillment: walmart.Seller}
		if diff := cmp.Diff(map[string]string{"referral": row.want}, billed(t, l, spring, row.price)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.id, diff)
		}
	}
}

// wm-s03, https://marketplacelearn.walmart.com/guides/Walmart%20Fulfillment%20Services%20(WFS)/WFS%20programs%20&%20services/walmart-multichannel-solutions:
// an order of two different units.
func TestPublishedMultichannel(t *testing.T) {
	var total decimal.Decimal
	for _, row := range []struct{ lb, billable, fee string }{{"0.5", "12 oz", "9.75"}, {"1.75", "2 lb", "11.35"}} {
		m := walmart.Multichannel{Parcel: inches(t, "4", "4", "4", row.lb), Speed: walmart.Expedited, UnitsInOrder: 2}
		size, err := m.Size(spring)
		if err != nil {
			t.Fatal(err)
		}
		lines := billed(t, m, spring, "0")
		if size.Billable.String() != row.billable || lines["multichannel_fulfillment"] != row.fee || lines["multichannel_discount"] != "-2.50" {
			t.Errorf("%s lb: %s, %v", row.lb, size.Billable, lines)
		}
		total = total.Add(dec(lines["multichannel_fulfillment"])).Add(dec(lines["multichannel_discount"]))
	}
	if !total.Equal(dec("16.10")) {
		t.Errorf("the order costs %s", total)
	}
}

// wm-s05, https://www.kwickmetrics.com/blog/walmart-waives-holiday-storage-fees-wfs-2025:
// what the add-on of the season costs on 1,000 cubic feet for two months, in a usual
// year and in 2025; and the same when a year is waived by input.
func TestPublishedPeakStorage(t *testing.T) {
	l := walmart.Listing{Parcel: inches(t, "48", "24", "15", "100"), Category: "toys_games"} // 10 cubic feet
	for _, row := range []struct {
		name, received, from, until string
		waived                      bool
		want                        string // 15.00 at the standard rate, and 30.00 for the add-on
	}{
		{"a usual year", "2026-06-01", "2026-10-01", "2026-11-30", false, "45.00"},
		{"2025", "2025-06-01", "2025-10-01", "2025-11-30", false, "15.00"},
		{"waived again", "2026-06-01", "2026-10-01", "2026-11-30", true, "15.00"},
	} {
		l.PeakStorageWaived = row.waived
		if got := stored(t, l, row.received, row.from, row.until); got != row.want {
			t.Errorf("%s: got %s, want %s", row.name, got, row.want)
		}
	}
}

// wm-s11, https://marketplacelearn.walmart.com/guides/Getting%20started/Walmart%20Fulfillment%20Services%20(WFS)/WFS-Inventory-Transfer-Services:
// no packaging is added to the weight.
func TestPublishedTransfer(t *testing.T) {
	l := walmart.Listing{Parcel: inches(t, "8", "8", "8", "5"), Category: "toys_games", InboundTransfer: true}
	if got := billed(t, l, spring, "25")["inbound_transfer"]; got != "0.65" {
		t.Errorf("got %s", got)
	}
}

// wm-s12, WFS fees: 30 days of a unit that is 400 days old in the end.
func TestPublishedOldStorage(t *testing.T) {
	l := walmart.Listing{Parcel: inches(t, "12", "10", "10", "6"), Category: "toys_games"}
	until := day(t, "2026-04-30")
	stay := fees.Stay{Received: until.AddDate(0, 0, -400), From: until.AddDate(0, 0, -30), Until: until}
	if got := stored(t, l, stay.Received.Format("2006-01-02"), stay.From.Format("2006-01-02"), "2026-04-30"); got != "1.56" {
		t.Errorf("got %s", got)
	}
}

// Every category at its edges.
func TestEveryReferralRate(t *testing.T) {
	asked := map[string]bool{}
	for _, row := range []struct{ category, price, want string }{
		{"apparel_accessories", "14.99", "0.75"},
		{"apparel_accessories", "20.00", "2.00"},
		{"apparel_accessories", "20.01", "3.00"},
		{"appliances_compact", "300.00", "36.00"},
		{"appliances_compact", "400.00", "44.00"},
		{"appliances_major", "100.00", "8.00"},
		{"automotive_powersports", "100.00", "12.00"},
		{"baby_products", "10.00", "0.80"},
		{"baby_products", "10.01", "1.50"},
		{"base_power_tools", "100.00", "12.00"},
		{"beauty_health_personal_care", "10.00", "0.80"},
		{"beauty_health_personal_care", "10.01", "1.50"},
		{"books", "100.00", "15.00"},
		{"camera_photo", "100.00", "8.00"},
		{"collectibles_approved_sellers", "2500.00", "200.00"},
		{"collectibles_approved_sellers", "3500.00", "223.50"},
		{"collectibles_all_others", "3500.00", "280.00"},
		{"consumer_electronics", "100.00", "8.00"},
		{"electronics_accessories", "100.00", "15.00"},
		{"electronics_accessories", "200.00", "23.00"},
		{"grocery", "15.00", "1.20"},
		{"grocery", "15.01", "2.25"},
		{"home_kitchen_decor_garden", "100.00", "15.00"},
		{"indoor_outdoor_furniture", "200.00", "30.00"},
		{"indoor_outdoor_furniture", "300.00", "40.00"},
		{"industrial_scientific_supplies", "100.00", "12.00"},
		{"jewelry_precious_metals", "250.00", "50.00"},
		{"luggage_travel_accessories", "100.00", "15.00"},
		{"music", "100.00", "15.00"},
		{"musical_instruments", "100.00", "12.00"},
		{"office_products", "100.00", "15.00"},
		{"office_products_printer_cartridges", "100.00", "12.00"},
		{"outdoor_power_tools", "500.00", "75.00"},
		{"outdoor_power_tools", "500.01", "40.00"},
		{"outdoors_products_sports", "100.00", "15.00"},
		{"outdoors_products_sports_optics", "100.00", "8.00"},
		{"personal_computers", "100.00", "6.00"},
		{"pet_supplies", "100.00", "15.00"},
		{"plumbing_heating_cooling_ventilation", "100.00", "10.00"},
		{"shoes_handbags_backpacks_sunglasses", "100.00", "15.00"},
		{"software_computer_video_games", "100.00", "15.00"},
		{"tires_wheels", "100.00", "10.00"},
		{"tools_home_improvement", "100.00", "15.00"},
		{"toys_games", "100.00", "15.00"},
		{"video_dvd", "100.00", "15.00"},
		{"video_game_consoles", "100.00", "8.00"},
		{"watches", "1500.00", "225.00"},
		{"watches", "2500.00", "255.00"},
		{"everything_else", "100.00", "15.00"},
		{"everything_else", "0.01", "0.00"}, // no minimum
	} {
		l := walmart.Listing{Category: row.category, Fulfillment: walmart.Seller}
		if got := billed(t, l, spring, row.price)["referral"]; got != row.want {
			t.Errorf("%s at %s: got %s, want %s", row.category, row.price, got, row.want)
		}
		asked[row.category] = true
	}
	for _, category := range categories(t) {
		if !asked[category] {
			t.Errorf("%s is not tested", category)
		}
	}
}

// Every row of the rate cards of fulfilment, returns, transfer, disposal and
// removal, at its ends.
func TestEveryWeightRow(t *testing.T) {
	for _, row := range []struct {
		lb, billable                  string
		fulfillment, returned         string
		transfer, disposal, removalOf string
	}{
		{"0.75", "1 lb", "3.45", "4.70", "0.25", "0.35", "0.75"},
		{"0.750001", "2 lb", "4.95", "6.20", "0.25", "0.35", "0.75"},
		{"1", "2 lb", "4.95", "6.20", "0.25", "0.35", "0.75"},
		{"1.000001", "2 lb", "4.95", "6.20", "0.35", "0.35", "1.15"},
		{"1.75", "2 lb", "4.95", "6.20", "0.35", "0.35", "1.15"},
		{"1.750001", "3 lb", "5.45", "6.70", "0.35", "0.35", "1.15"},
		{"2", "3 lb", "5.45", "6.70", "0.35", "0.35", "1.15"},
		{"2.000001", "3 lb", "5.45", "6.70", "0.45", "0.55", "1.75"},
		{"2.75", "3 lb", "5.45", "6.70", "0.45", "0.55", "1.75"},
		{"2.750001", "4 lb", "5.75", "7.00", "0.45", "0.55", "1.75"},
		{"3.750001", "5 lb", "6.15", "7.40", "0.55", "0.75", "2.35"},
		{"5", "6 lb", "6.55", "7.80", "0.65", "0.95", "2.95"},
		{"19.75", "20 lb", "12.15", "13.40", "2.15", "3.95", "11.95"},
		{"19.750001", "21 lb", "15.55", "15.55", "2.15", "3.95", "11.95"},
		{"29.75", "30 lb", "19.15", "19.15", "3.15", "5.95", "17.95"},
		{"29.750001", "31 lb", "14.55", "14.55", "3.15", "5.95", "17.95"},
		{"30.75", "31 lb", "14.55", "14.55", "3.25", "6.15", "18.55"},
		{"49.75", "50 lb", "22.15", "22.15", "5.15", "9.95", "29.95"},
		{"49.750001", "51 lb", "17.55", "17.55", "5.15", "9.95", "29.95"},
		{"150", "151 lb", "57.55", "57.55", "15.15", "29.95", "89.95"},
		{"150.000001", "151 lb", "203.80", "203.80", "15.25", "30.15", "90.55"},
		{"500", "500 lb", "483.00", "483.00", "50.15", "99.95", "299.95"},
	} {
		l := walmart.Listing{Parcel: inches(t, "4", "4", "4", row.lb), Category: "toys_games", InboundTransfer: true}
		size, err := l.Size(spring)
		if err != nil {
			t.Fatal(err)
		}
		lines := billed(t, l, spring, "25")
		l.Removal = walmart.ToSeller
		got := row
		got.billable, got.fulfillment, got.returned = size.Billable.String(), lines["fulfillment"], lines["returns_processing"]
		got.transfer, got.disposal, got.removalOf = lines["inbound_transfer"], lines["disposal"], billed(t, l, spring, "25")["removal"]
		if got != row {
			t.Errorf("got %+v\nwant %+v", got, row)
		}
	}
}

// The add-ons of standard items, which add up, on both sides of 10 dollars and of
// each limit of size.
func TestEveryAddOn(t *testing.T) {
	all := walmart.Listing{
		Category: "toys_games", Apparel: true, Hazmat: true, InboundTransfer: true,
		Prep: []walmart.Prep{walmart.Label}, UnplannedPrep: []walmart.Prep{walmart.PolyBag},
	}
	with := func(parcel fees.Parcel) walmart.Listing {
		l := all
		l.Parcel = parcel
		return l
	}
	for _, row := range []struct {
		name    string
		listing walmart.Listing
		price   string
		want    map[string]string
	}{
		{"plain", walmart.Listing{Category: "toys_games", Parcel: inches(t, "5", "5", "5", "0.5")}, "10.00", map[string]string{
			"referral": "1.50", "fulfillment": "3.45", "low_price": "0.00", "returns_processing": "4.70", "disposal": "0.35",
		}},
		{"low price", walmart.Listing{Category: "toys_games", Parcel: inches(t, "5", "5", "5", "0.5")}, "9.99", map[string]string{
			"referral": "1.50", "fulfillment": "3.45", "low_price": "1.00", "returns_processing": "4.70", "disposal": "0.35",
		}},
		{"everything", with(inches(t, "50", "5", "5", "20")), "9.99", map[string]string{
			"referral": "1.50", "fulfillment": "15.55", "apparel": "0.50", "hazmat": "0.50", "oversize_1": "3.00", "low_price": "1.00",
			"returns_processing": "19.55", "inbound_transfer": "2.15", "prep_label": "0.45", "unplanned_prep_poly_bag": "0.80", "disposal": "4.45",
		}},
		{"oversize 2 replaces oversize 1", with(inches(t, "100", "5", "5", "0.5")), "25.00", map[string]string{
			"referral": "3.75", "fulfillment": "33.55", "apparel": "0.50", "hazmat": "0.50", "oversize_2": "20.00", "low_price": "0.00",
			"returns_processing": "54.55", "inbound_transfer": "0.25", "prep_label": "0.45", "unplanned_prep_poly_bag": "0.80", "disposal": "0.85",
		}},
		{"big and bulky has no add-ons", with(inches(t, "110", "5", "5", "90.5")), "9.99", map[string]string{
			"referral": "1.50", "fulfillment": "155.80", "returns_processing": "155.80",
			"inbound_transfer": "9.25", "prep_label": "0.45", "unplanned_prep_poly_bag": "0.80", "disposal": "18.65",
		}},
	} {
		if diff := cmp.Diff(row.want, billed(t, row.listing, spring, row.price)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
	both := walmart.Listing{Category: "toys_games", Parcel: inches(t, "5", "5", "5", "5"), Removal: walmart.ToSeller, Hazmat: true,
		Prep: []walmart.Prep{walmart.Label, walmart.PolyBag}}
	got := billed(t, both, spring, "25")
	if got["removal"] != "3.45" || got["prep_poly_bag"] != "0.60" || got["prep_label"] != "0.45" {
		t.Errorf("got %v", got)
	}
	both.Prep, both.UnplannedPrep = nil, []walmart.Prep{walmart.Label, walmart.PolyBag}
	got = billed(t, both, spring, "25")
	if got["unplanned_prep_poly_bag"] != "0.80" || got["unplanned_prep_label"] != "0.65" {
		t.Errorf("got %v", got)
	}
}

// The rates of Multichannel by weight and speed, and its discounts.
func TestEveryMultichannelRow(t *testing.T) {
	for _, row := range []struct {
		lb, billable        string
		standard, expedited string // "" where it does not ship
		discounted          bool
	}{
		{"0.125", "6 oz", "7.45", "9.45", true},
		{"0.125001", "7 oz", "7.75", "9.75", true},
		{"0.5", "12 oz", "7.75", "9.75", true},
		{"0.500001", "13 oz", "8.05", "10.05", true},
		{"0.749999", "16 oz", "8.05", "10.05", true},
		{"0.75", "1 lb", "8.05", "10.05", true},
		{"0.750001", "2 lb", "8.65", "11.35", true},
		{"1.75", "2 lb", "8.65", "11.35", true},
		{"1.750001", "3 lb", "9.25", "12.10", true},
		{"28.75", "29 lb", "24.85", "31.60", true},
		{"28.750001", "30 lb", "25.45", "32.35", false},
		{"29.75", "30 lb", "25.45", "32.35", false},
		{"29.750001", "31 lb", "28.05", "", false},
		{"149.75", "150 lb", "99.45", "", false},
		{"149.750001", "", "", "", false},
	} {
		got := row
		got.billable, got.standard, got.expedited, got.discounted = "", "", "", true
		for _, speed := range []walmart.Speed{"", walmart.Expedited} {
			for units, discount := range []string{"", "", "-2.50", "-3.00", "-3.50", "-3.50"} {
				m := walmart.Multichannel{Parcel: inches(t, "4", "4", "4", row.lb), Speed: speed, UnitsInOrder: units}
				charges, err := m.Charges(spring)
				if err != nil {
					got.discounted = false
					continue
				}
				lines := lines(t, charges, dec("0"))
				got.discounted = got.discounted && lines["multichannel_discount"] == discount
				size, err := m.Size(spring)
				if err != nil {
					t.Fatal(err)
				}
				got.billable = size.Billable.String()
				if speed == walmart.Expedited {
					got.expedited = lines["multichannel_fulfillment"]
				} else {
					got.standard = lines["multichannel_fulfillment"]
				}
			}
		}
		if got != row {
			t.Errorf("got %+v\nwant %+v", got, row)
		}
	}
}

// A Multichannel unit pays the oversize add-on, and for returns, stock and removal
// what any other pays.
func TestMultichannelLines(t *testing.T) {
	m := walmart.Multichannel{
		Parcel: inches(t, "50", "5", "5", "2"), Hazmat: true, UnitsInOrder: 3, InboundTransfer: true, Prep: []walmart.Prep{walmart.PolyBag},
	}
	want := map[string]string{
		"multichannel_fulfillment": "13.45", "multichannel_discount": "-3.00", "oversize_1": "3.00", // 8.99 lb and packaging
		"returns_processing": "12.90", "inbound_transfer": "1.05", "prep_poly_bag": "0.60", "disposal": "0.85",
	}
	if diff := cmp.Diff(want, billed(t, m, spring, "25")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	m.Parcel = inches(t, "100", "5", "5", "2")
	if got := billed(t, m, spring, "25"); got["oversize_2"] != "20.00" || got["multichannel_fulfillment"] != "64.05" {
		t.Errorf("oversize 2: %v", got)
	}
}
