package walmart_test

import (
	"testing"

	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/internal/oracle"
	"github.com/shopspring/decimal"
)

var offsets = []string{"-0.000001", "0", "0.000001"}

// Each limit of weight, on, just below and just above, at prices around the low
// price add-on: fulfilment, returns, transfer, disposal, removal, Multichannel.
func TestEveryWeightThreshold(t *testing.T) {
	checked := 0
	for quarter := int64(1); quarter <= 501*4; quarter++ { // quarters: with packaging they are whole pounds
		if quarter > 60*4 && (quarter%4 != 0 && quarter%4 != 3 || quarter > 152*4 && quarter%80 != 0 && quarter%80 != 79 && quarter < 499*4) {
			continue
		}
		for _, off := range offsets {
			text := decimal.New(quarter*25, -2).Add(dec(off)).String() + " lb"
			u := pair(t, [3]string{"4 in", "4 in", "4 in"}, text)
			for _, removal := range []walmart.Removal{walmart.Disposal, walmart.ToSeller} {
				l := walmart.Listing{Parcel: u.parcel, Category: "grocery", InboundTransfer: true, Removal: removal, Hazmat: quarter%2 == 0}
				for _, price := range []string{"9.99", "10.00", "10.01"} {
					if diff := compare(l, u.plain, dec(price)); diff != "" {
						t.Fatalf("%s at %s (-oracle +package):\n%s", text, price, diff)
					}
					checked++
				}
			}
			for _, speed := range []walmart.Speed{walmart.StandardSpeed, walmart.Expedited} {
				for units := range 6 {
					m := walmart.Multichannel{Parcel: u.parcel, Speed: speed, UnitsInOrder: units}
					if diff := compareMultichannel(m, u.plain); diff != "" {
						t.Fatalf("%s, %s, %d units (-oracle +package):\n%s", text, speed, units, diff)
					}
				}
			}
		}
	}
	if checked < 7000 {
		t.Errorf("only %d thresholds were checked", checked)
	}
}

// Each ounce below 1 lb of Multichannel.
func TestEveryOunceThreshold(t *testing.T) {
	for ounce := int64(1); ounce <= 24; ounce++ {
		for _, off := range offsets {
			text := decimal.NewFromInt(ounce).Add(dec(off)).String() + " oz"
			u := pair(t, [3]string{"9 in", "9 in", "9 in"}, text)
			for _, speed := range []walmart.Speed{walmart.StandardSpeed, walmart.Expedited} {
				if diff := compareMultichannel(walmart.Multichannel{Parcel: u.parcel, Speed: speed}, u.plain); diff != "" {
					t.Fatalf("%s, %s (-oracle +package):\n%s", text, speed, diff)
				}
			}
		}
	}
}

// Each limit of dimensional weight, from 1 lb to 60 lb: exactly on a whole pound
// with packaging, just below and just above.
func TestEveryDimensionalThreshold(t *testing.T) {
	for quarter := int64(3); quarter <= 240; quarter++ {
		// 139 × 1 × length cubic inches over 139 are the pounds of the length, and a
		// box of 13.9 × 10 × length is the same.
		length := decimal.New(quarter*25, -2)
		for _, off := range offsets {
			u := pair(t, [3]string{length.Add(dec(off)).String() + " in", "13.9 in", "10 in"}, "1 lb")
			l := walmart.Listing{Parcel: u.parcel, Category: "books", InboundTransfer: true}
			if diff := compare(l, u.plain, dec("25")); diff != "" {
				t.Fatalf("%s %s (-oracle +package):\n%s", length, off, diff)
			}
			if diff := compareMultichannel(walmart.Multichannel{Parcel: u.parcel, Speed: walmart.StandardSpeed, UnitsInOrder: 2}, u.plain); diff != "" {
				t.Fatalf("%s %s (-oracle +package):\n%s", length, off, diff)
			}
		}
	}
}

// Each limit of a side, of length plus girth and of the weight that counts as at
// least 90 lb, on, just below and just above.
func TestEverySizeThreshold(t *testing.T) {
	for _, row := range [][4]string{
		{"48", "14", "14", "5"}, {"48", "14", "14.5", "5"}, {"31", "30", "1", "5"}, {"30", "30", "7.5", "5"},
		{"96", "1", "1", "5"}, {"96", "8.5", "8.5", "5"}, {"48", "20", "21", "5"},
		{"108", "1", "1", "5"}, {"108", "14.25", "14.25", "5"}, {"60", "26", "26.5", "5"},
		{"100", "5", "5", "89.75"}, {"100", "5", "5", "90"}, {"100", "5", "5", "150"}, {"108", "12", "9.65277", "5"},
		{"120", "28", "14", "36"}, {"110", "105", "1", "36"}, {"110", "104", "93", "36"}, {"120", "120", "120", "36"},
		{"10", "10", "10", "150"}, {"10", "10", "10", "500"}, {"120", "1", "1", "500"},
	} {
		for which := range row {
			for _, off := range offsets {
				moved := row
				moved[which] = dec(row[which]).Add(dec(off)).String()
				u := pair(t, [3]string{moved[2] + " in", moved[0] + " in", moved[1] + " in"}, moved[3]+" lb")
				for _, price := range []string{"9.99", "10.00"} {
					l := walmart.Listing{Parcel: u.parcel, Category: "books", Apparel: true, Hazmat: true, InboundTransfer: true}
					if diff := compare(l, u.plain, dec(price)); diff != "" {
						t.Fatalf("%v at %s (-oracle +package):\n%s", moved, price, diff)
					}
				}
				for _, speed := range []walmart.Speed{walmart.StandardSpeed, walmart.Expedited} {
					if diff := compareMultichannel(walmart.Multichannel{Parcel: u.parcel, Speed: speed, UnitsInOrder: 4}, u.plain); diff != "" {
						t.Fatalf("%v, %s (-oracle +package):\n%s", moved, speed, diff)
					}
				}
			}
		}
	}
}

// Each category at each edge of a price, with and without shipping.
func TestEveryReferralThreshold(t *testing.T) {
	for _, category := range categoryKeys {
		for _, price := range edgePrices {
			for _, shipping := range []string{"0", "0.01", "4.99"} {
				l := walmart.Listing{Category: category, Fulfillment: walmart.Seller, ShippingCharged: dec(shipping), ProListingSavings: walmart.ProSeller}
				if diff := compare(l, oracle.WalmartUnit{}, dec(price)); diff != "" {
					t.Fatalf("%s at %s + %s (-oracle +package):\n%s", category, price, shipping, diff)
				}
			}
		}
	}
}
