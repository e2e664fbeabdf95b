package kpi_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func varianceRow(product, contribution, budget, actual string) kpi.VarianceRow {
	r := kpi.VarianceRow{Product: product, Budget: bridgeDec(budget), Actual: bridgeDec(actual)}
	if contribution != "?" {
		r.Contribution = bridgeSet(contribution)
	}
	return r
}

func TestMixAndQuantity(t *testing.T) {
	for _, test := range []struct {
		name string
		rows []kpi.VarianceRow
		want string
	}{
		{
			"S22 (OpenTuition)", []kpi.VarianceRow{varianceRow("X", "9", "7000", "8000"), varianceRow("Y", "12", "3000", "7000")},
			"7500.00 USD, 49500.00 USD, 57000.00 USD; X -22500.00 USD, 31500.00 USD, 9000.00 USD; Y 30000.00 USD, 18000.00 USD, 48000.00 USD",
		},
		{
			"a product without budget is all mix", []kpi.VarianceRow{varianceRow("X", "9", "10", "5"), varianceRow("Y", "12", "0", "5")},
			"15.00 USD, 0.00 USD, 15.00 USD; X -45.00 USD, 0.00 USD, -45.00 USD; Y 60.00 USD, 0.00 USD, 60.00 USD",
		},
		{
			"no budget at all", []kpi.VarianceRow{varianceRow("X", "9", "0", "5")},
			"undefined, undefined, 45.00 USD; X undefined, undefined, 45.00 USD",
		},
		{
			"nothing sold", []kpi.VarianceRow{varianceRow("X", "9", "5", "0")},
			"0.00 USD, -45.00 USD, -45.00 USD; X 0.00 USD, -45.00 USD, -45.00 USD",
		},
		{
			"a contribution not known", []kpi.VarianceRow{varianceRow("X", "?", "1", "1"), varianceRow("Y", "2", "1", "3")},
			"incomplete: contribution of X, incomplete: contribution of X, incomplete: contribution of X; " +
				"X incomplete: contribution of X, incomplete: contribution of X, incomplete: contribution of X; Y 2.00 USD, 2.00 USD, 4.00 USD",
		},
	} {
		v, err := kpi.MixAndQuantity(test.rows, fx.USD)
		if err != nil {
			t.Fatal(err)
		}
		all := []string{v.Mix.String() + ", " + v.Quantity.String() + ", " + v.Total.String()}
		for _, p := range v.Products {
			all = append(all, p.Product+" "+p.Mix.String()+", "+p.Quantity.String()+", "+p.Total.String())
		}
		if diff := cmp.Diff(test.want, strings.Join(all, "; ")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, diff)
		}
	}
}

func TestMixAndQuantityRefuses(t *testing.T) {
	huge := decimal.New(1, 1e9)
	_, err := kpi.MixAndQuantity([]kpi.VarianceRow{
		varianceRow("X", "-9", "0", "0"), varianceRow("Y", "1", "-0.01", "-1"), {Contribution: decimal.NewNullDecimal(huge), Budget: huge, Actual: huge},
	}, "XAU")
	want := []string{"currency", "rows[1].budget", "rows[1].actual", "rows[2].contribution", "rows[2].budget", "rows[2].actual"}
	if diff := cmp.Diff(want, bridgeFields(err)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	_, err = kpi.MixAndQuantity(nil, fx.USD)
	if diff := cmp.Diff([]string{"rows"}, bridgeFields(err)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Mix and quantity are what volume and mix of the exact bridge are at the standard
// contribution: both sum to the total.
func propVarianceIsTheBridge(t *rapid.T) {
	count := rapid.IntRange(1, 5).Draw(t, "products")
	var rows []kpi.VarianceRow
	var base, actual []kpi.BridgeRow
	for i := range count {
		r := kpi.VarianceRow{
			Product:      string(rune('A' + i)),
			Contribution: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(-500, 5000).Draw(t, "contribution"), -2)),
			Budget:       decimal.New(rapid.Int64Range(1, 900).Draw(t, "budget"), 0), Actual: decimal.New(rapid.Int64Range(1, 900).Draw(t, "actual"), 0),
		}
		rows = append(rows, r)
		s := r.Contribution.Decimal
		base = append(base, bridgeRow(r.Product, r.Budget.String(), s.Mul(r.Budget).String(), nil))
		actual = append(actual, bridgeRow(r.Product, r.Actual.String(), s.Mul(r.Actual).String(), nil))
	}
	v, err := kpi.MixAndQuantity(rows, fx.USD)
	if err != nil {
		t.Fatal(err)
	}
	b, err := kpi.NewBridge(bridgeBooks("", base...), bridgeBooks("", actual...), kpi.BridgeOptions{Currency: fx.USD})
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2]kpi.Value{{v.Mix, b.Total(kpi.BridgeMix)}, {v.Quantity, b.Total(kpi.BridgeVolume)}, {v.Total, b.Difference}} {
		if order, ok := pair[0].Cmp(pair[1]); !ok || order != 0 {
			t.Fatalf("%s, the bridge says %s", pair[0], pair[1])
		}
	}
}

func TestVarianceIsTheBridge(t *testing.T) { rapid.Check(t, propVarianceIsTheBridge) }
