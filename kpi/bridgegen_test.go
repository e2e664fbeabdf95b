package kpi_test

import (
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func bridgeDec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func bridgeSet(s string) decimal.NullDecimal { return decimal.NewNullDecimal(bridgeDec(s)) }

// bridgeAmount is an amount, not known for "?", with its currency after a blank.
func bridgeAmount(s string) kpi.BridgeAmount {
	if s == "?" {
		return kpi.BridgeAmount{}
	}
	for i := range len(s) {
		if s[i] == ' ' {
			return kpi.BridgeOf(bridgeDec(s[:i]), fx.Currency(s[i+1:]))
		}
	}
	return kpi.BridgeOf(bridgeDec(s), "")
}

// bridgeRate is a rate whose figures are written in the test.
func bridgeRate(base, quote fx.Currency, quotePerBase string) fx.Rate {
	r, err := fx.NewRate(base, quote, bridgeDec(quotePerBase))
	if err != nil {
		panic(err)
	}
	return r
}

// bridgeRow is a row that sold units and cost nothing but what set adds.
func bridgeRow(sku, units, revenue string, set func(r *kpi.BridgeRow)) kpi.BridgeRow {
	nothing := bridgeAmount("0")
	r := kpi.BridgeRow{
		SKU: sku, Revenue: bridgeAmount(revenue), Promotions: nothing, Product: nothing, Freight: nothing, Duty: nothing, ReferralFees: nothing,
		OtherFees: nothing, Fulfilment: nothing, Storage: nothing, Advertising: nothing, ReturnedGoods: nothing, Other: nothing,
	}
	if units != "?" {
		r.Units = bridgeSet(units)
	}
	if set != nil {
		set(&r)
	}
	return r
}

// bridgeBooks are rows without overhead, with the yuan at 7 and at 8 for a dollar.
func bridgeBooks(yuan string, rows ...kpi.BridgeRow) kpi.BridgePeriod {
	p := kpi.BridgePeriod{Rows: rows, Overhead: bridgeSet("0")}
	if yuan != "" {
		p.Rates = []fx.Rate{bridgeRate(fx.USD, fx.CNY, yuan)}
	}
	return p
}
