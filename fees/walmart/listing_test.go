package walmart_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// All faults of a listing are reported at once, each at its field.
func TestListingFaults(t *testing.T) {
	box := inches(t, "5", "5", "5", "1")
	huge := decimal.New(1, 12)
	for _, row := range []struct {
		name    string
		listing walmart.Listing
		want    []string
	}{
		{"nothing", walmart.Listing{}, []string{"category", "length", "width", "height", "weight"}},
		{"seller needs no parcel", walmart.Listing{Category: "books", Fulfillment: walmart.Seller}, nil},
		{"a rate in place of a category", walmart.Listing{Parcel: box, ReferralRate: set("0.1")}, nil},
		{"words", walmart.Listing{
			Parcel: box, Category: "books", Fulfillment: "fba", ProListingSavings: "gold",
		}, []string{"fulfillment", "pro_listing_savings"}},
		{"preparation", walmart.Listing{
			Parcel: box, Category: "books", Removal: "donate",
			Prep: []walmart.Prep{"wrap", walmart.Label, walmart.Label}, UnplannedPrep: []walmart.Prep{walmart.PolyBag, walmart.Label},
		}, []string{"prep[0]", "prep[2]", "unplanned_prep[1]", "removal"}},
		{"numbers", walmart.Listing{
			Parcel: box, Category: "books", PackUnits: -1, ShippingCharged: dec("0.001"), ReferralRate: set("15"),
			FulfillmentFee: set("-1"), ReturnFee: decimal.NewNullDecimal(huge),
		}, []string{"pack_units", "shipping_charged", "referral_rate", "fulfillment_fee", "return_fee"}},
		{"too many units", walmart.Listing{Parcel: box, Category: "books", PackUnits: 10_001}, []string{"pack_units"}},
		{"a fee of WFS for a seller", walmart.Listing{Category: "books", Fulfillment: walmart.Seller, FulfillmentFee: set("3")}, []string{"fulfillment_fee"}},
		{"all in without a fee", walmart.Listing{Parcel: box, Category: "books", FulfillmentFeeAllIn: true}, []string{"fulfillment_fee_all_in"}},
	} {
		if diff := cmp.Diff(row.want, feetest.Fields(t, row.listing.Check())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
		if _, err := row.listing.Charges(spring); (err == nil) != (row.want == nil) {
			t.Errorf("%s: charges give %v", row.name, err)
		}
	}
	// A category that is not known is reported with the other faults.
	_, err := walmart.Listing{Parcel: box, Category: "bookz", PackUnits: -1}.Charges(spring)
	var unknown *fees.UnknownKeyError
	if !errors.As(err, &unknown) || unknown.Nearest[0] != "books" || !strings.Contains(err.Error(), "pack_units") {
		t.Errorf("error is %v", err)
	}
}

// What WFS does not take is named with its limit.
func TestTooLarge(t *testing.T) {
	for _, row := range []struct {
		l, w, h, lb string
		want        []string
	}{
		{"10", "10", "10", "500.000001", []string{"weight"}},
		{"14", "120.000001", "28", "36", []string{"width"}},
		{"110", "1", "105", "36", []string{"height"}},
		{"110", "104", "93", "36", []string{"height"}},
		{"130", "110", "100", "600", []string{"length", "width", "height", "weight"}},
	} {
		l := walmart.Listing{Parcel: inches(t, row.l, row.w, row.h, row.lb), Category: "books"}
		_, err := l.Charges(spring)
		if diff := cmp.Diff(row.want, feetest.Fields(t, err)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", row, diff)
		}
		if _, err := l.Size(spring); err == nil {
			t.Errorf("%+v has a size", row)
		}
		if _, err := l.Storage(fees.Stay{Received: spring, Until: spring.AddDate(0, 0, 1)}); err == nil {
			t.Errorf("%+v is stored", row)
		}
		l.Fulfillment = walmart.Seller
		if _, err := l.Charges(spring); err != nil {
			t.Errorf("the seller ships what she likes: %v", err)
		}
	}
}

// Multichannel refuses what it does not ship, at the field that is wrong.
func TestMultichannelFaults(t *testing.T) {
	for _, row := range []struct {
		name string
		m    walmart.Multichannel
		want []string
	}{
		{"nothing", walmart.Multichannel{}, []string{"length", "width", "height", "weight"}},
		{"words", walmart.Multichannel{Parcel: inches(t, "5", "5", "5", "1"), Speed: "overnight", UnitsInOrder: -1, Removal: "x", Prep: []walmart.Prep{"y"}},
			[]string{"prep[0]", "removal", "speed", "units_in_order"}},
		{"big and bulky", walmart.Multichannel{Parcel: inches(t, "110", "5", "5", "1")}, []string{"size"}},
		{"too heavy for expedited", walmart.Multichannel{Parcel: inches(t, "5", "5", "5", "29.76"), Speed: walmart.Expedited}, []string{"speed"}},
		{"too heavy", walmart.Multichannel{Parcel: inches(t, "5", "5", "5", "149.76")}, []string{"weight"}},
		{"too heavy whatever the speed", walmart.Multichannel{Parcel: inches(t, "5", "5", "5", "149.76"), Speed: walmart.Expedited}, []string{"weight"}},
	} {
		_, err := row.m.Charges(spring)
		if diff := cmp.Diff(row.want, feetest.Fields(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
}

// Days that no table covers are errors of the kind that is missing.
func TestDaysWithoutTables(t *testing.T) {
	box := inches(t, "5", "5", "5", "1")
	for _, row := range []struct {
		on   string
		l    fees.Biller
		kind string
	}{
		{"2025-03-24", walmart.Listing{Category: "books", Fulfillment: walmart.Seller}, "referral"},
		{"2025-03-25", walmart.Listing{Category: "books", Fulfillment: walmart.Seller}, ""},
		{"2025-03-31", walmart.Listing{Category: "books", Parcel: box}, "size_bands"},
		{"2025-04-01", walmart.Listing{Category: "books", Parcel: box}, ""},
		{"2026-01-21", walmart.Listing{Category: "books", Parcel: box, InboundTransfer: true}, "inbound_transfer"},
		{"2026-01-22", walmart.Listing{Category: "books", Parcel: box, InboundTransfer: true}, ""},
		{"2026-01-12", walmart.Listing{Category: "books", Parcel: box, Prep: []walmart.Prep{walmart.Label}}, "prep"},
		{"2026-01-13", walmart.Listing{Category: "books", Parcel: box, Prep: []walmart.Prep{walmart.Label}}, ""},
		{"2026-01-31", walmart.Listing{Category: "books", Parcel: box, ProListingSavings: walmart.ProSeller}, "pro_listing_savings"},
		{"2026-02-01", walmart.Listing{Category: "books", Parcel: box, ProListingSavings: walmart.ProSeller}, ""},
		{"2026-03-11", walmart.Multichannel{Parcel: box}, "multichannel/standard"},
		{"2026-03-12", walmart.Multichannel{Parcel: box}, ""},
		{"2027-11-22", walmart.Listing{Category: "books", Parcel: box}, ""},
		{"2027-11-23", walmart.Listing{Category: "books", Parcel: box}, "referral"},
	} {
		_, err := row.l.Charges(day(t, row.on))
		var none *fees.NoTableError
		if errors.As(err, &none); row.kind == "" && err != nil || row.kind != "" && (none == nil || none.Kind != row.kind) {
			t.Errorf("%s: error is %v, want one about %q", row.on, err, row.kind)
		}
	}
}

// A virtual pack: the bracket goes by the average price, the fees of WFS that are
// not public are asked for, and what is billed per unit counts each of them.
func TestVirtualPack(t *testing.T) {
	l := walmart.Listing{
		Parcel: inches(t, "12", "12", "12", "5"), Category: "grocery", PackUnits: 3, Hazmat: true, Apparel: true,
		InboundTransfer: true, Prep: []walmart.Prep{walmart.Label},
	}
	_, err := l.Charges(spring)
	var closed *fees.NotPublicError
	if !errors.As(err, &closed) || closed.Supply != "fulfillment_fee" || closed.Table != "walmart-us-fulfillment-2025-04-01" {
		t.Errorf("error is %v", err)
	}
	l.FulfillmentFee = set("9.00")
	for price, want := range map[string][2]string{"45.00": {"3.60", "0.00"}, "45.01": {"6.75", "0.00"}, "9.99": {"0.80", "1.00"}, "10.00": {"0.80", "0.00"}} {
		lines := billed(t, l, spring, price)
		if lines["referral"] != want[0] || lines["low_price"] != want[1] {
			t.Errorf("at %s: %v, want %v", price, lines, want)
		}
	}
	want := map[string]string{
		"referral": "2.40", "fulfillment": "9.00", "low_price": "0.00", "returns_processing": "0.00",
		"inbound_transfer": "4.35", "prep_label": "1.35", "disposal": "4.35", // 3 × 1.45 (13 lb), 3 × 0.45, 3 × (0.95 + 0.50)
	}
	if diff := cmp.Diff(want, billed(t, l, spring, "30.00")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	returned := charge(t, l, spring, "returns_processing")
	if !returned.Unknown || !returned.Amount.IsZero() || !strings.Contains(returned.Basis, "return_fee") {
		t.Errorf("%+v", returned)
	}
	l.ReturnFee = set("11.20")
	if got := charge(t, l, spring, "returns_processing"); got.Unknown || got.Source.Confidence != fees.Supplied {
		t.Errorf("%+v", got)
	}
	// Storage is that of three units.
	one := l
	one.PackUnits = 1
	if pack, unit := stored(t, l, "2026-03-01", "", "2026-03-31"), stored(t, one, "2026-03-01", "", "2026-03-31"); pack != "2.25" || unit != "0.75" {
		t.Errorf("storage %s and %s", pack, unit)
	}
	// A price that falls into another portion by the average is said to be assumed.
	watch := walmart.Listing{Category: "watches", Fulfillment: walmart.Seller, PackUnits: 2}
	if got := billed(t, watch, spring, "3000.00")["referral"]; got != "450.00" {
		t.Errorf("two watches cost %s", got)
	}
	if got := warnings(t, watch, spring); !slices.Equal(got, []string{"referral: virtual_pack_portions"}) {
		t.Errorf("warnings %v", got)
	}
	if basis := charge(t, l, spring, "referral").Basis; !strings.HasSuffix(basis, "by the average price of 3 units") {
		t.Errorf("basis %q", basis)
	}
}

// Figures in place of a table are taken as they are and say so.
func TestSuppliedFigures(t *testing.T) {
	l := walmart.Listing{
		Parcel: inches(t, "50", "5", "5", "20"), Category: "toys_games", Apparel: true,
		ReferralRate: set("0.075"), FulfillmentFee: set("12.34"), ReturnFee: set("5"), ProListingSavings: walmart.AdvancedSeller,
	}
	want := map[string]string{
		"referral": "1.50", "pro_listing_savings": "-0.08", "fulfillment": "12.34", "apparel": "0.50", "oversize_1": "3.00", "low_price": "0.00",
		"returns_processing": "5.00", "disposal": "3.95",
	}
	if diff := cmp.Diff(want, billed(t, l, spring, "20.00")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := warnings(t, l, spring); !slices.Equal(got, []string{"pro_listing_savings: referral_discounts", "fulfillment: fulfillment_fee_basis"}) {
		t.Errorf("warnings %v", got)
	}
	for _, code := range []string{"referral", "fulfillment", "returns_processing"} {
		if c := charge(t, l, spring, code); c.Source.Confidence != fees.Supplied {
			t.Errorf("%s is from %+v", code, c.Source)
		}
	}
	l.FulfillmentFeeAllIn, l.ProListingSavings = true, ""
	want = map[string]string{"referral": "1.50", "fulfillment": "12.34", "returns_processing": "5.00", "disposal": "3.95"}
	if diff := cmp.Diff(want, billed(t, l, spring, "20.00")); diff != "" {
		t.Errorf("all in (-want +got):\n%s", diff)
	}
	seller := walmart.Listing{Category: "toys_games", Fulfillment: walmart.Seller, ReturnFee: set("7.80")}
	if got := billed(t, seller, spring, "20.00"); got["returns_processing"] != "7.80" {
		t.Errorf("the label of a seller's return: %v", got)
	}
}

// Who is at fault decides what comes back on a return.
func TestReturnFault(t *testing.T) {
	l := walmart.Listing{Parcel: inches(t, "50", "5", "5", "20"), Category: "toys_games", Hazmat: true, ProListingSavings: walmart.ProSeller}
	shares := func() map[string]string {
		charges, err := l.Charges(spring)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, c := range charges {
			out[c.Code] = c.RefundShare.String()
		}
		return out
	}
	want := map[string]string{
		"referral": "1", "pro_listing_savings": "1", "fulfillment": "0", "hazmat": "0", "oversize_1": "0", "low_price": "0",
		"returns_processing": "0", "disposal": "0",
	}
	if diff := cmp.Diff(want, shares()); diff != "" {
		t.Errorf("the buyer's or the seller's (-want +got):\n%s", diff)
	}
	l.WalmartFault = true
	want = map[string]string{
		"referral": "1", "pro_listing_savings": "1", "fulfillment": "1", "hazmat": "1", "oversize_1": "1", "low_price": "1",
		"returns_processing": "0", "disposal": "0",
	}
	if diff := cmp.Diff(want, shares()); diff != "" {
		t.Errorf("Walmart's (-want +got):\n%s", diff)
	}
	if back := charge(t, l, spring, "returns_processing"); !back.Amount.IsZero() || back.Unknown || back.Warnings != nil || !strings.Contains(back.Basis, "paid by Walmart") {
		t.Errorf("%+v", back)
	}
}

// Open rules are named where they change a fee, and only there.
func TestWarnings(t *testing.T) {
	listing := func(l, w, h, lb string) walmart.Listing {
		return walmart.Listing{Parcel: inches(t, l, w, h, lb), Category: "toys_games"}
	}
	apparel := listing("5", "5", "5", "2")
	apparel.Apparel = true
	clothing := listing("5", "5", "5", "2")
	clothing.Category = "apparel_accessories"
	bulkyClothing := listing("110", "5", "5", "2")
	bulkyClothing.Category = "apparel_accessories"
	worn := apparel
	worn.Category = "apparel_accessories"
	bulky := listing("110", "5", "5", "2")
	bulky.Apparel = true
	back := listing("5", "5", "5", "1.5")
	back.Removal = walmart.ToSeller
	for _, row := range []struct {
		name string
		l    fees.Biller
		want []string
	}{
		{"plain", listing("5", "5", "5", "2"), nil},
		{"oversize 1", listing("50", "5", "5", "2"), []string{"returns_processing: return_add_ons"}},
		{"oversize 2, light", listing("100", "5", "5", "2"), []string{
			"fulfillment: oversize_2_weight", "returns_processing: oversize_2_weight", "returns_processing: return_add_ons",
		}},
		{"oversize 2 of 89.75 lb", listing("100", "5", "5", "89.75"), []string{
			"fulfillment: oversize_2_weight", "returns_processing: oversize_2_weight", "returns_processing: return_add_ons", "disposal: disposal_weight",
		}},
		{"oversize 2 of 90 lb", listing("100", "5", "5", "90"), []string{"returns_processing: return_add_ons"}},
		{"apparel", apparel, []string{"returns_processing: return_add_ons"}},
		{"the category of clothing", clothing, []string{"fulfillment: apparel_scope"}},
		{"the same, too large for the add-on", bulkyClothing, nil},
		{"clothing", worn, []string{"returns_processing: return_add_ons"}},
		{"big and bulky apparel", bulky, nil},
		{"disposal of 1.5 lb", listing("5", "5", "5", "1.5"), nil},
		{"disposal of 2.5 lb", listing("5", "5", "5", "2.5"), []string{"disposal: disposal_weight"}},
		{"removal of 1.5 lb", back, []string{"removal: removal_weight"}},
		{"Multichannel, light oversize 2", walmart.Multichannel{Parcel: inches(t, "100", "5", "5", "2")}, []string{
			"multichannel_fulfillment: oversize_2_weight", "multichannel_fulfillment: multichannel_oversize_2_weight",
			"returns_processing: oversize_2_weight", "returns_processing: return_add_ons",
		}},
		{"an order of a unit just below 30 lb", walmart.Multichannel{Parcel: inches(t, "5", "5", "5", "29"), UnitsInOrder: 2}, []string{
			"multichannel_fulfillment: multichannel_discount_weight",
		}},
		{"the same alone", walmart.Multichannel{Parcel: inches(t, "5", "5", "5", "29")}, nil},
		{"an order of a unit of 30 lb", walmart.Multichannel{Parcel: inches(t, "5", "5", "5", "30"), UnitsInOrder: 2}, nil},
	} {
		if diff := cmp.Diff(row.want, warnings(t, row.l, spring)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
	cards := walmart.Listing{Category: "collectibles_approved_sellers", Fulfillment: walmart.Seller}
	for on, want := range map[string][]string{"2026-03-07": {"referral: referral_rate"}, "2026-03-08": nil} {
		if diff := cmp.Diff(want, warnings(t, cards, day(t, on))); diff != "" {
			t.Errorf("collectibles on %s (-want +got):\n%s", on, diff)
		}
	}
	cards.ReferralRate = set("0.06")
	if diff := cmp.Diff([]string(nil), warnings(t, cards, day(t, "2026-03-07"))); diff != "" {
		t.Errorf("a supplied rate has the doubts of the table (-want +got):\n%s", diff)
	}
	cards.ReferralRate = decimal.NullDecimal{}
	if got := billed(t, cards, day(t, "2026-03-07"), "3500")["referral"]; got != "280.00" {
		t.Errorf("collectibles before the change: %s", got)
	}
}

// Two charges never share their warnings.
func TestWarningsAreNotShared(t *testing.T) {
	l := walmart.Listing{Parcel: inches(t, "100", "5", "5", "2"), Category: "toys_games"}
	charges, err := l.Charges(spring)
	if err != nil {
		t.Fatal(err)
	}
	for i := range charges {
		for j := range charges[i].Warnings {
			charges[i].Warnings[j].Text = charges[i].Code
		}
	}
	for _, c := range charges {
		for _, w := range c.Warnings {
			if w.Text != c.Code {
				t.Errorf("%s has a warning of %s", c.Code, w.Text)
			}
		}
	}
}

// Multichannel with a store of another channel: its charges follow, and so does its
// storage.
func TestMultichannelWithAnotherListing(t *testing.T) {
	m := walmart.Multichannel{Parcel: inches(t, "12", "12", "12", "2")}
	both := fees.With(walmart.Listing{Category: "books", Fulfillment: walmart.Seller}, m)
	lines := billed(t, both, spring, "20")
	if lines["referral"] != "3.00" || lines["multichannel_fulfillment"] != "15.25" { // 12.43 lb and packaging are 13 lb
		t.Errorf("%v", lines)
	}
	keeper, ok := both.(fees.Keeper)
	if !ok {
		t.Fatal("the stock is not kept")
	}
	if got := stored(t, keeper, "2026-03-01", "", "2026-03-31"); got != "0.75" {
		t.Errorf("storage %s", got)
	}
}
