package customs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestAssistShare(t *testing.T) {
	mould := customs.Assist{Label: "mould", Cost: of("10000.00", fx.USD)}
	spread := func(cost fx.Money, units int64) customs.Assist {
		return customs.Assist{Cost: cost, Spread: customs.PerUnit, Units: units}
	}
	for _, row := range []struct {
		name          string
		assist        customs.Assist
		units, before int64
		amount, left  string
	}{
		{"first entry", mould, 500, 0, "10000.00 USD", "0.00 USD"},
		{"second entry", mould, 500, 500, "0.00 USD", "0.00 USD"},
		{"per unit", spread(of("10000", fx.USD), 20000), 5000, 0, "2500.00 USD", "7500.00 USD"},
		{"the second of three thirds", spread(of("100", fx.USD), 3), 1, 1, "33.34 USD", "33.33 USD"},
		{"the last of three thirds", spread(of("100", fx.USD), 3), 1, 2, "33.33 USD", "0.00 USD"},
		{"more units than planned", spread(of("100", fx.USD), 10), 20, 5, "50.00 USD", "0.00 USD"},
		{"after the last unit", spread(of("100", fx.USD), 10), 20, 10, "0.00 USD", "0.00 USD"},
		{"yen", spread(of("100", fx.JPY), 3), 1, 0, "33 JPY", "67 JPY"},
		{"three decimals", spread(of("100", "KWD"), 3), 1, 0, "33.333 KWD", "66.667 KWD"},
		{"nothing", spread(of("0", fx.USD), 3), 1, 0, "0.00 USD", "0.00 USD"},
		{"fewer cents than units", spread(of("0.01", fx.USD), 1000), 499, 0, "0.00 USD", "0.01 USD"},
		{"half a cent", spread(of("0.01", fx.USD), 1000), 500, 0, "0.01 USD", "0.00 USD"},
	} {
		got, err := row.assist.Share(row.units, row.before)
		if err != nil || got.Amount.String() != row.amount || got.Left.String() != row.left || got.Reason == "" {
			t.Errorf("%s: %s, %s left, %v", row.name, got.Amount, got.Left, err)
		}
	}
}

func TestAssistRefuses(t *testing.T) {
	for _, row := range []struct {
		name          string
		assist        customs.Assist
		units, before int64
		want          []string
	}{
		{"no cost", customs.Assist{}, 1, 0, []string{"cost"}},
		{"a negative cost", customs.Assist{Cost: of("-1", fx.USD)}, 1, 0, []string{"cost"}},
		{"less than a cent", customs.Assist{Cost: of("0.001", fx.USD)}, 1, 0, []string{"cost"}},
		{"no units", customs.Assist{Cost: of("1", fx.USD), Spread: customs.PerUnit}, 1, 0, []string{"units"}},
		{"units of the first entry", customs.Assist{Cost: of("1", fx.USD), Units: 1}, 1, 0, []string{"units"}},
		{"an unknown spread", customs.Assist{Cost: of("1", fx.USD), Spread: "thin"}, 1, 0, []string{"spread"}},
		{"no units enter", customs.Assist{Cost: of("1", fx.USD)}, 0, -1, []string{"units", "before"}},
		{"gold has no minor unit", customs.Assist{Cost: of("1", "XAU")}, 1, 0, []string{"cost"}},
	} {
		_, err := row.assist.Share(row.units, row.before)
		if diff := cmp.Diff(row.want, feetest.Fields(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
}

// The parts of all entries sum to the cost, and what is left is what the next ones
// carry.
func TestAssistConserves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := customs.Assist{Cost: fx.Money{Amount: decimal.New(rapid.Int64Range(0, 1e9).Draw(t, "cents"), -2), Currency: fx.USD}}
		if rapid.Bool().Draw(t, "per unit") {
			a.Spread, a.Units = customs.PerUnit, rapid.Int64Range(1, 5000).Draw(t, "spread over")
		}
		var before int64
		sum := decimal.Decimal{}
		for before < max(a.Units, 1) {
			units := rapid.Int64Range(1, 2000).Draw(t, "units")
			share, err := a.Share(units, before)
			if err != nil {
				t.Fatal(err)
			}
			before += units
			sum = sum.Add(share.Amount.Amount)
			if !sum.Add(share.Left.Amount).Equal(a.Cost.Amount) || share.Amount.Sign() < 0 {
				t.Fatalf("after %d: %s and %s of %s", before, sum, share.Left, a.Cost)
			}
		}
		if !sum.Equal(a.Cost.Amount) {
			t.Fatalf("%s of %s", sum, a.Cost)
		}
	})
}
