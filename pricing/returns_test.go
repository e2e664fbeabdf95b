package pricing_test

import (
	"slices"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// returnable is a channel with a referral fee that comes back, a fulfilment fee that
// does not, a fee for the refund, one for handling of which the first 8 of 100 are
// free, and a label that is paid for every return.
func returnable(charges ...fees.Charge) channel {
	referral := charge("referral", fees.PerUnitSold, fees.Percent(dec("0.15")), 0)
	referral.RefundShare = dec("1")
	handling := charge("returns_processing", fees.PerUnitReturned, fees.Flat(dec("3")), 0)
	handling.FreeShare = dec("0.08")
	return append(channel{
		referral,
		charge("fulfillment", fees.PerUnitSold, fees.Flat(dec("4")), 0),
		charge("refund_admin", fees.PerUnitReturned, fees.Percent(dec("0.03")).AtMost(dec("5")), 0),
		handling,
		charge("label", fees.PerUnitReturned, fees.Flat(dec("0.50")), 0),
	}, charges...)
}

// What a return costs, by what becomes of the goods. The sale and its refund cancel;
// the fulfilment fee is kept; the referral fee comes back less the administration.
func TestReturnLines(t *testing.T) {
	for _, row := range []struct {
		name    string
		returns pricing.Returns
		want    map[string]string // of all returned units, at 20.00
	}{
		{"all come back", pricing.Returns{Rate: dec("0.2"), Resellable: set("0.75"), Recovery: dec("1.60")}, map[string]string{
			"refund": "-4", "referral_refund": "0.6", "refund_admin": "-0.12", "returns_processing": "-0.36", "label": "-0.1",
			"return_recovery": "0.75", "return_salvage": "0.08",
		}},
		{"half are kept", pricing.Returns{Rate: dec("0.2"), Kept: dec("0.5"), Resellable: set("0.75"), Recovery: dec("1.60")}, map[string]string{
			"refund": "-4", "referral_refund": "0.6", "refund_admin": "-0.12", "returns_processing": "-0.06", "label": "-0.05",
			"return_recovery": "0.375", "return_salvage": "0.04",
		}},
		{"free returns", pricing.Returns{Rate: dec("0.16"), Kept: dec("0.5"), Resellable: set("1"), Recovery: dec("1.60")}, map[string]string{
			"refund": "-3.2", "referral_refund": "0.48", "refund_admin": "-0.096", "returns_processing": "0", "label": "-0.04",
			"return_recovery": "0.4", "return_salvage": "0",
		}},
		{"all are kept", pricing.Returns{Rate: dec("0.2"), Kept: dec("1"), Recovery: dec("1.60")}, map[string]string{
			"refund": "-4", "referral_refund": "0.6", "refund_admin": "-0.12", "returns_processing": "0", "label": "0",
		}},
		{"no recovery", pricing.Returns{Rate: dec("0.2"), Resellable: set("0")}, map[string]string{
			"refund": "-4", "referral_refund": "0.6", "refund_admin": "-0.12", "returns_processing": "-0.36", "label": "-0.1",
			"return_recovery": "0",
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := at(t, plain(func(u *pricing.Unit) { u.Listing, u.Returns = returnable(), row.returns }), "20")
			got := amounts(s)
			for _, code := range []string{"price", "referral", "fulfillment", "purchase"} {
				delete(got, code)
			}
			for code, want := range row.want {
				if amount, has := got[code]; !has || !amount.Equal(dec(want)) {
					t.Errorf("%s is %s, want %s", code, amount, want)
				}
				delete(got, code)
			}
			if len(got) > 0 || !s.Complete {
				t.Errorf("also %v, missing %v", got, s.Missing)
			}
		})
	}
}

// What comes back and what is missing of it: nothing has to be known of goods that
// stay with the buyer, and unknown shares keep the profit an upper bound.
func TestReturnsMissing(t *testing.T) {
	returns := func(r pricing.Returns) pricing.Statement {
		return at(t, plain(func(u *pricing.Unit) { u.Returns = r }), "20")
	}
	if s := returns(pricing.Returns{Rate: dec("0.1"), Kept: dec("1")}); !s.Complete {
		t.Errorf("all kept: missing %v", s.Missing)
	}
	if s := returns(pricing.Returns{Rate: dec("0.1"), Kept: dec("0.999999999999")}); !slices.Equal(s.Missing, []string{"returns.processing", "returns.resellable"}) {
		t.Errorf("nearly all kept: missing %v", s.Missing)
	}
	for _, recovery := range []string{"0", "3", "5", "7"} {
		unknown := pricing.Returns{Rate: dec("0.2"), Kept: dec("0.25"), Recovery: dec(recovery), Processing: set("1")}
		bound := returns(unknown)
		if bound.Complete {
			t.Error("complete without a resellable share")
		}
		reached := false
		for _, share := range []string{"0", "0.5", "1"} {
			unknown.Resellable = set(share)
			exact := returns(unknown).Exact
			if exact.GreaterThan(bound.Exact) {
				t.Errorf("recovery %s, %s resellable: %s, but the bound is %s", recovery, share, exact, bound.Exact)
			}
			reached = reached || exact.Equal(bound.Exact)
		}
		if !reached {
			t.Errorf("recovery %s: the bound %s is not reached", recovery, bound.Exact)
		}
	}
	secret := func(code string) fees.Charge {
		return fees.Charge{Code: code, Event: fees.PerUnitReturned, Unknown: true}
	}
	u := plain(func(u *pricing.Unit) {
		u.Listing, u.Returns = channel{secret("refund_x"), secret("label"), secret("return_check")}, pricing.Returns{Rate: dec("0.1"), Kept: dec("1")}
	})
	if s := at(t, u, "20"); !slices.Equal(s.Missing, []string{"refund_x"}) {
		t.Errorf("all kept, fees unknown: missing %v", s.Missing)
	}
}

// The net loss of a return as the facts add it up, the price and its refund left out
// since they cancel: 4 of fulfilment, 1.50 of processing, a quarter of the cost of 5
// less what it brings, administration of 0.60; the referral fee of 3 comes back.
func TestReturnLoss(t *testing.T) {
	referral := charge("referral", fees.PerUnitSold, fees.Percent(dec("0.15")), 0)
	referral.RefundShare = dec("1")
	u := plain(func(u *pricing.Unit) {
		u.Listing = channel{
			referral, charge("fulfillment", fees.PerUnitSold, fees.Flat(dec("4")), 0),
			charge("refund_admin", fees.PerUnitReturned, fees.Percent(dec("0.03")), 0),
		}
		u.Returns = pricing.Returns{Rate: dec("0.1"), Resellable: set("0.75"), Recovery: dec("1.60"), Processing: set("1.50")}
	})
	s := at(t, u, "20")
	split := s.ReturnAdjusted()
	if loss := s.ReturnLoss(); !loss.Valid || !loss.Decimal.Equal(dec("6.95")) || !split.Loss.Decimal.Equal(loss.Decimal) {
		t.Errorf("the loss is %v, want 4 + 1.50 + 1.25 - 0.40 + 0.60", loss)
	}
	if !split.Kept.Equal(dec("8")) || !s.Exact.Equal(dec("6.505")) { // 0.9 × 8 - 0.1 × 6.95
		t.Errorf("kept %s, expected %s", split.Kept, s.Exact)
	}
	printed := s.Rounded()
	if !printed.ReturnLoss().Decimal.Equal(dec("6.95")) {
		t.Errorf("of the printed statement the loss is %v", printed.ReturnLoss())
	}
	u.Returns = pricing.Returns{}
	if split := at(t, u, "20").ReturnAdjusted(); split.Loss.Valid || !split.Kept.Equal(dec("8")) || !split.Rate.IsZero() {
		t.Errorf("without returns %+v", split)
	}
}

// Amazon keeps the fulfilment fee of a returned unit and the lesser of 5.00 and 20 %
// of the referral fee that it gives back.
func TestAmazonReturn(t *testing.T) {
	s := at(t, pricing.Unit{
		Listing: amazon.Listing{Parcel: parcel("10 in", "8 in", "4 in", "2 lb"), Category: "home_kitchen", FulfillmentFee: set("6.74"), FulfillmentFeeAllIn: true},
		Cost:    []pricing.CostItem{usd("purchase", "0")},
		Returns: pricing.Returns{Rate: dec("0.04"), Kept: dec("1")},
	}, "22.80")
	if got := s.ReturnLoss(); !got.Decimal.Equal(dec("7.424")) { // S36
		t.Errorf("the loss is %s, want 6.74 + 0.684", got.Decimal)
	}
	if !slices.ContainsFunc(s.Lines, func(l pricing.Line) bool { return l.Code == "fulfillment" && l.Amount.Equal(decimal.New(-674, -2)) }) {
		t.Error("the fulfilment fee does not stay")
	}
}
