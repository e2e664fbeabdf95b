package walmart_test

import (
	"errors"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/fx"
)

func pounds(text string) fees.Weight { return must(fees.ParseWeight(text)) }

// The bare cards at the shipping weights of the worked examples and on both sides
// of the edges that are not monotone.
func TestRateCards(t *testing.T) {
	type lookUp func(w fees.Weight, on time.Time) (fees.Curve, fees.Source, error)
	fulfillment := func(band walmart.Band) lookUp {
		return func(w fees.Weight, on time.Time) (fees.Curve, fees.Source, error) {
			return walmart.FulfillmentFee(nil, band, w, on)
		}
	}
	returned := func(band walmart.Band) lookUp {
		return func(w fees.Weight, on time.Time) (fees.Curve, fees.Source, error) {
			return walmart.ReturnFee(nil, band, w, on)
		}
	}
	transfer := func(w fees.Weight, on time.Time) (fees.Curve, fees.Source, error) {
		return walmart.TransferFee(nil, w, on)
	}
	multichannel := func(speed walmart.Speed) lookUp {
		return func(w fees.Weight, on time.Time) (fees.Curve, fees.Source, error) {
			return walmart.MultichannelFee(nil, speed, w, on)
		}
	}
	for _, row := range []struct {
		name   string
		card   lookUp
		weight string
		want   string // "" is an error
	}{
		{"wm-s01", fulfillment(walmart.Standard), "9 lb", "7.75"},
		{"wm-s02", fulfillment(walmart.BigAndBulky), "36 lb", "155"},
		{"wm-s09", fulfillment(walmart.Standard), "2 lb", "4.95"},
		{"fulfilment, a started pound", fulfillment(walmart.Standard), "8.01 lb", "7.75"},
		{"fulfilment, 20 lb", fulfillment(walmart.Oversize1), "20 lb", "12.15"},
		{"fulfilment, 30 lb", fulfillment(walmart.Standard), "30 lb", "19.15"},
		{"fulfilment, 31 lb", fulfillment(walmart.Standard), "31 lb", "14.55"},
		{"fulfilment, 50 lb", fulfillment(walmart.Standard), "50 lb", "22.15"},
		{"fulfilment, 51 lb", fulfillment(walmart.Standard), "51 lb", "17.55"},
		{"bulky, 91 lb", fulfillment(walmart.BigAndBulky), "91 lb", "155.80"},
		{"wm-s10", returned(walmart.Standard), "9 lb", "9"},
		{"return, 1 lb", returned(walmart.Standard), "1 lb", "4.70"},
		{"return, bulky", returned(walmart.BigAndBulky), "36 lb", "155"},
		{"wm-s11", transfer, "5 lb", "0.65"},
		{"transfer, 1 lb", transfer, "1 lb", "0.25"},
		{"wm-s03, 12 oz", multichannel(walmart.Expedited), "12 oz", "9.75"},
		{"wm-s03, 2 lb", multichannel(walmart.Expedited), "2 lb", "11.35"},
		{"multichannel, the usual speed", multichannel(""), "31 lb", "28.05"},
		{"expedited beyond 30 lb", multichannel(walmart.Expedited), "31 lb", ""},
		{"no weight", fulfillment(walmart.Standard), "0 lb", ""},
	} {
		fee, source, err := row.card(pounds(row.weight), fees.Day(2026, 3, 15))
		if row.want == "" {
			var in *fx.InputError
			if !errors.As(err, &in) || in.Field != "weight" {
				t.Errorf("%s: error is %v, want one at weight", row.name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
			continue
		}
		if got, err := fee.At(dec("25")); err != nil || !got.Equal(dec(row.want)) || source.Table == "" {
			t.Errorf("%s: %s by %q, %v, want %s", row.name, got, source.Table, err, row.want)
		}
	}
	var none *fees.NoTableError
	if _, _, err := walmart.FulfillmentFee(nil, walmart.Standard, pounds("1 lb"), fees.Day(2020, 1, 1)); !errors.As(err, &none) {
		t.Errorf("error is %v, want a NoTableError", err)
	}
	if _, _, err := walmart.MultichannelFee(nil, "teleport", pounds("1 lb"), fees.Day(2026, 3, 15)); !errors.As(err, &none) {
		t.Errorf("error is %v, want a NoTableError", err)
	}
}
