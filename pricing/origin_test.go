package pricing_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
)

// Goods from abroad with a freight and no word of a duty are not a better margin but
// an incomplete statement.
func TestFreightWithoutDuty(t *testing.T) {
	unknown := pricing.CostItem{Code: "freight"}
	for _, row := range []struct {
		name, origin string
		more         []pricing.CostItem
		want         []string
	}{
		{"freight and no duty", "CN", []pricing.CostItem{usd("freight", "1")}, []string{"cost.duty"}},
		{"a freight of another name", "VN", []pricing.CostItem{usd("sea_freight", "1")}, []string{"cost.duty"}},
		{"an unknown freight", "CN", []pricing.CostItem{unknown}, []string{"cost.duty", "cost.freight"}},
		{"duty given", "CN", []pricing.CostItem{usd("freight", "1"), usd("duty_301_list_3", "0.50")}, nil},
		{"duty known to be 0", "CN", []pricing.CostItem{usd("freight", "1"), usd("duty", "0")}, nil},
		{"duty unknown is said once", "CN", []pricing.CostItem{usd("freight", "1"), {Code: "duty"}}, []string{"cost.duty"}},
		{"no freight: a price that may include it all", "CN", nil, nil},
		{"made in the US", "US", []pricing.CostItem{usd("freight", "1")}, nil},
		{"origin not said", "", []pricing.CostItem{usd("freight", "1")}, nil},
	} {
		s := must(model(t, pricing.Unit{
			Listing: amazon.Listing{Category: "home_kitchen", Fulfillment: amazon.FBM},
			Cost:    append([]pricing.CostItem{usd("purchase", "5")}, row.more...), Origin: row.origin,
		}, fees.Day(2026, 6, 1)).At(dec("20")))
		if !slices.Equal(s.Missing, row.want) || s.Complete != (row.want == nil) {
			t.Errorf("%s: missing %v, complete %t, want missing %v", row.name, s.Missing, s.Complete, row.want)
		}
		if roi := s.ROI(pricing.OnCost, 4); roi.Valid != s.Complete {
			t.Errorf("%s: an ROI on an unknown cost", row.name)
		}
	}
	for _, origin := range []string{"China", "cn", "C1", "CHN"} {
		_, err := pricing.NewModel(pricing.Unit{Listing: amazon.Listing{Category: "toys_games", Fulfillment: amazon.FBM}, Origin: origin}, fees.Day(2026, 6, 1))
		if in := new(fx.InputError); !errors.As(err, &in) || in.Field != "origin" {
			t.Errorf("origin %q: %v", origin, err)
		}
	}
}
