package payment

import (
	"iter"
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// payoutKind is the price list of a payout provider, which its variant names.
var payoutKind = fees.NewKind("payout", readPayout, fees.AnyVariant)

func readPayout(f *fees.TableFile) fx.Payout {
	p := fx.Payout{
		Provider: f.Variant, Currency: fx.Currency(f.Head.Text("currency")),
		Fixed: f.Head.OptionalAmount("fixed").Decimal, Minimum: f.Head.OptionalAmount("minimum").Decimal,
		Maximum: f.Head.OptionalAmount("maximum"), AfterConversion: f.Head.Flag("after_conversion"),
	}
	if _, ok := p.Currency.MinorUnits(); !ok && p.Currency != "" {
		f.Head.Fault("currency", "must be the code of a currency in ISO 4217, such as USD")
	}
	if p.Maximum.Valid && p.Maximum.Decimal.LessThan(p.Minimum) {
		f.Head.Fault("maximum", "must not be below the minimum")
	}
	for i, row := range f.Rows() {
		tier := fx.PayoutTier{From: row.Amount("from"), Rate: row.Rate("rate")}
		switch {
		case i == 0 && !tier.From.IsZero():
			row.Fault("from", "must be 0 in the first row")
		case i > 0 && tier.From.LessThanOrEqual(p.Tiers[i-1].From):
			row.Fault("from", "must be above that of the row before it")
		}
		p.Tiers = append(p.Tiers, tier)
	}
	return p
}

// Payout returns the price list of a payout provider on the calendar day of a
// time in its own location, and where it comes from; nil tables are the shipped
// ones. What it takes does not depend on the price of anything and is no charge of
// an order: apply it to a payout, or plan with a rate that is lower by its share.
//
// Errors are *fees.NoTableError for a day without a table and
// *fees.UnknownKeyError, with the nearest names, for a provider that no table
// knows: [ReadTables] reads one.
func Payout(t *fees.Tables, provider string, on time.Time) (fx.Payout, fees.Source, error) {
	t, err := format.Or(t)
	if err != nil {
		return fx.Payout{}, fees.Source{}, err
	}
	table, err := find(payoutKind, t, "payout", "provider", provider, on)
	if err != nil {
		return fx.Payout{}, fees.Source{}, err
	}
	p := table.Rules
	p.Tiers = slices.Clone(p.Tiers)
	return p, table.Source, nil
}

// Providers yields the payout providers of the tables in alphabetical order; nil
// tables are the shipped ones. Tables of another channel are an *fx.InputError.
func Providers(t *fees.Tables) (iter.Seq[string], error) {
	t, err := format.Or(t)
	if err != nil {
		return nil, err
	}
	return slices.Values(slices.Sorted(slices.Values(payoutKind.Variants(t)))), nil
}
