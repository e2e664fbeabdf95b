package tiktok_test

import (
	"errors"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/tiktok"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

var _ fees.Keeper = tiktok.Listing{}

// The charges come in their documented order, each with its event and its share
// of a refund.
func TestChargeOrder(t *testing.T) {
	l := tiktok.Listing{
		Parcel: weighing(t, "1 lb"), CreatorRate: dec("0.1"), OwnContainerDiscount: dec("0.5"), HubFee: dec("0.2"),
		ReturnHandling: []tiktok.ReturnService{tiktok.Restocking, tiktok.Inspection},
	}
	charges, err := l.Charges(fees.Day(2026, 8, 1))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range charges {
		got = append(got, c.Code+" "+string(c.Event)+" "+c.RefundShare.String()+" "+strconv.Itoa(c.Units))
		if c.Basis == "" || c.Source.Table == "" || c.Source.Citation == "" {
			t.Errorf("%s does not explain itself", c.Code)
		}
	}
	want := []string{
		"referral per_unit_sold 1 0", "refund_admin per_unit_returned 0 0", "creator_commission per_unit_sold 1 0", "fulfillment per_unit_sold 0 0",
		"own_container_discount per_unit_sold 0 0", "return_restocking per_unit_returned 0 0", "return_inspection per_unit_returned 0 0", "hub per_unit_received 0 0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	old := seller()
	old.Order.Units = 3
	if c := chargeOf(t, old, "2024-01-01", "transaction"); c.Event != fees.PerOrder || c.Units != 3 {
		t.Errorf("transaction: %+v", c)
	}
	if diff := cmp.Diff([]string{"referral"}, codes(t, seller(), "2025-01-01")); diff != "" {
		t.Error(diff)
	}
}

// All faults at once, each at its JSON field.
func TestCheck(t *testing.T) {
	fbt := tiktok.Listing{Parcel: weighing(t, "1 lb")}
	change := func(l tiktok.Listing, f func(*tiktok.Listing)) tiktok.Listing { f(&l); return l }
	for _, row := range []struct {
		name    string
		listing tiktok.Listing
		want    []string
	}{
		{"FBT", fbt, nil},
		{"seller", seller(), nil},
		{"FBT without a parcel", tiktok.Listing{}, []string{"length", "width", "height", "weight"}},
		{"names", tiktok.Listing{Fulfillment: "fbm", Schedule: "8"}, []string{"fulfillment", "schedule"}},
		{"order", change(fbt, func(l *tiktok.Listing) {
			l.Order = fees.Order{Units: -1, ShippingCharged: dec("0.001"), SalesTax: dec("8")}
		}), []string{"units_per_order", "shipping_charged", "sales_tax"}},
		{"rates", change(fbt, func(l *tiktok.Listing) { l.CreatorRate, l.ReferralRate = dec("15"), set("-0.01") }), []string{"creator_rate", "referral_rate"}},
		{"amounts", change(fbt, func(l *tiktok.Listing) {
			l.FulfillmentFee, l.HubFee, l.OwnContainerDiscount = set("-1"), decimal.New(1, 999_999_999), dec("-0.1")
		}), []string{"fulfillment_fee", "hub_fee", "own_container_discount"}},
		{"unset inputs are not looked at", change(fbt, func(l *tiktok.Listing) { l.FulfillmentFee.Decimal, l.ReferralRate.Decimal = dec("-1"), dec("-1") }), nil},
		{"own container, several units", change(fbt, func(l *tiktok.Listing) { l.OwnContainerDiscount, l.Order.Units = dec("0.5"), 2 }), []string{"own_container_discount"}},
		{"services", change(fbt, func(l *tiktok.Listing) {
			l.ReturnHandling = []tiktok.ReturnService{"inspection", "restock", "inspection", "no_inspection"}
		}), []string{"return_handling[1]", "return_handling[2]", "return_handling[3]"}},
		{"inspected and not, the other way round", change(fbt, func(l *tiktok.Listing) { l.ReturnHandling = []tiktok.ReturnService{"no_inspection", "inspection"} }), []string{"return_handling[1]"}},
		{"FBT figures of a seller", change(seller(), func(l *tiktok.Listing) {
			l.FulfillmentFee, l.HubFee, l.OwnContainerDiscount, l.ReturnHandling = set("1"), dec("1"), dec("0.5"), []tiktok.ReturnService{"disposal"}
		}), []string{"fulfillment_fee", "own_container_discount", "return_handling", "hub_fee"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			var got []string
			for _, fault := range fx.Faults(row.listing.Check()) {
				var in *fx.InputError
				if !errors.As(fault, &in) {
					t.Fatalf("fault is %v, want an InputError", fault)
				}
				got = append(got, in.Field)
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if len(row.want) > 0 {
				if _, err := row.listing.Charges(fees.Day(2026, 8, 1)); err == nil {
					t.Error("charges of a faulty listing")
				}
				if _, err := row.listing.Storage(fees.Stay{Received: fees.Day(2026, 1, 1), Until: fees.Day(2026, 1, 2)}); err == nil {
					t.Error("storage of a faulty listing")
				}
				if _, err := row.listing.Size(fees.Day(2026, 8, 1)); err == nil {
					t.Error("size of a faulty listing")
				}
			}
		})
	}
}

// Faults that show only with the tables of a day.
func TestChargesErrors(t *testing.T) {
	_, err := tiktok.Listing{Category: "fine_jewellery", CreatorRate: dec("2"), Fulfillment: tiktok.Seller}.Charges(fees.Day(2026, 8, 1))
	var unknown *fees.UnknownKeyError
	var in *fx.InputError
	if !errors.As(err, &unknown) || !errors.As(err, &in) || len(unknown.Nearest) == 0 || unknown.Nearest[0] != "fine_jewelry" {
		t.Errorf("error is %v, want both faults", err)
	}
	l := tiktok.Listing{Parcel: weighing(t, "1 lb"), OwnContainerDiscount: dec("0.81")}
	if _, err = l.Charges(fees.Day(2026, 8, 1)); !errors.As(err, &in) || in.Field != "own_container_discount" {
		t.Errorf("error is %v, want an InputError", err)
	}
	l.OwnContainerDiscount = dec("0.8")
	var none *fees.NoTableError
	if _, err = l.Charges(fees.Day(2026, 5, 14)); !errors.As(err, &none) || none.Kind != "own_container_discount" {
		t.Errorf("error is %v, want a NoTableError", err)
	}
	if _, err = l.Charges(fees.Day(2026, 5, 15)); err != nil {
		t.Error(err)
	}
	// What is wrong with the sale and with the shipment is said at once.
	_, err = tiktok.Listing{Parcel: weighing(t, "17 lb"), Category: "food"}.Charges(fees.Day(2026, 8, 1))
	var secret *fees.NotPublicError
	if !errors.As(err, &unknown) || !errors.As(err, &secret) {
		t.Errorf("error is %v, want both", err)
	}
	for _, stay := range []fees.Stay{
		{Received: fees.Day(2025, 12, 14), Until: fees.Day(2025, 12, 16)},
		{Received: fees.Day(2027, 11, 20), Until: fees.Day(2027, 11, 24)},
	} {
		if _, err := l.Storage(stay); !errors.As(err, &none) || none.Kind != "storage" {
			t.Errorf("storage: error is %v, want a NoTableError", err)
		}
	}
	// A unit received earlier pays by its age from the first day of the table on.
	charges, err := l.Storage(fees.Stay{Received: fees.Day(2025, 10, 1), From: fees.Day(2025, 12, 15), Until: fees.Day(2025, 12, 16)})
	if err != nil || len(charges) != 1 || !charges[0].Rate.Equal(dec("0.03")) {
		t.Errorf("storage: %+v, %v", charges, err)
	}
	if charges, err := seller().Storage(fees.Stay{Received: fees.Day(2020, 1, 1), Until: fees.Day(2020, 1, 3)}); err != nil || charges != nil {
		t.Errorf("storage of the seller: %v, %v", charges, err)
	}
	if _, err := seller().Size(fees.Day(2026, 8, 1)); err == nil {
		t.Error("size of nothing")
	}
	for _, row := range []struct {
		w     fees.Weight
		units int
	}{{fees.Weight{}, 1}, {weight(t, "1 lb"), 0}, {weight(t, "1 lb"), -1}} {
		if _, _, err := tiktok.FulfillmentFee(nil, row.w, row.units, fees.Day(2026, 8, 1)); !errors.As(err, &in) {
			t.Errorf("error is %v, want an InputError", err)
		}
	}
}
