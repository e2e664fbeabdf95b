package ebay

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Each of the functions below returns one charge that is a further share of the
// total amount of the sale of an item, or a charge without a code where it does
// not apply.

// share is a charge of a rate on the total amount of the sale.
func (l *Listing) share(code string, rate decimal.Decimal, source fees.Source) fees.Charge {
	return fees.Charge{
		Code: code, Event: fees.PerUnitSold, Amount: l.Order.PerItemTaxed(fees.Percent(rate)), Basis: shareOfTotal(rate), Source: source,
	}
}

// notAsDescribedKind is what a very high rate of returns "not as described" adds
// to the final value rate.
var notAsDescribedKind = fees.NewKind("not_as_described", func(f *fees.TableFile) decimal.Decimal { return f.Only().Rate("rate") })

// performance is the addition to the final value fee of a seller who does not
// perform: one of two, since eBay does not charge both.
func (l *Listing) performance(t *fees.Tables, on time.Time) (fees.Charge, error) {
	if l.BelowStandard || l.BelowStandardRate.Valid {
		return l.belowStandard(), nil
	}
	if !l.VeryHighNotAsDescribed {
		return fees.Charge{}, nil
	}
	table, err := notAsDescribedKind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	return l.share("not_as_described", table.Rules, table.Source), nil
}

func (l *Listing) belowStandard() fees.Charge {
	charge := fees.Charge{
		Code: "below_standard", Event: fees.PerUnitSold, Unknown: true,
		Basis: "how much eBay adds for sellers below standard is not known: supply it as below_standard_rate",
	}
	if rate := l.BelowStandardRate; rate.Valid {
		charge = l.share("below_standard", rate.Decimal, fees.SuppliedBy("below_standard_rate"))
	}
	if l.VeryHighNotAsDescribed {
		charge.Warnings = []fees.Warning{{
			Code: "not_as_described_not_added",
			Text: "eBay adds to the final value fee for sellers below standard or for returns not as described, not for both: " +
				"only the addition for sellers below standard was applied",
		}}
	}
	return charge
}

// An internationalRule is the international fee of the sellers of one country.
type internationalRule struct {
	rate      decimal.NullDecimal // not Valid when nobody published it
	everySale bool                // and not only those to buyers abroad
}

var internationalKind = fees.NewKind("international", func(f *fees.TableFile) map[SellerCountry]internationalRule {
	return fees.ReadByKey(f, "seller_country", func(row *fees.Row) internationalRule {
		rule := internationalRule{everySale: row.Flag("every_sale")}
		if row.Has("rate") {
			rule.rate = decimal.NewNullDecimal(row.Rate("rate"))
		}
		return rule
	}, SellerUS, SellerChina)
})

// international is the fee of a sale across a border. A country that the table
// does not have counts as one whose rate is not public.
func (l *Listing) international(t *fees.Tables, on time.Time) (fees.Charge, error) {
	country := l.sellerCountry()
	if country == SellerUS && !l.ShipsAbroad { // the usual sale needs no table
		return fees.Charge{}, nil
	}
	if rate := l.InternationalRate; rate.Valid {
		return l.doubtInternational(l.share("international", rate.Decimal, fees.SuppliedBy("international_rate"))), nil
	}
	table, err := internationalKind.On(t, on)
	if err != nil {
		return fees.Charge{}, err
	}
	rule, listed := table.Rules[country]
	switch {
	case listed && !rule.everySale && !l.ShipsAbroad:
		return fees.Charge{}, nil
	case rule.rate.Valid:
		return l.doubtInternational(l.share("international", rule.rate.Decimal, table.Source)), nil
	}
	return l.doubtInternational(fees.Charge{
		Code: "international", Event: fees.PerUnitSold, Unknown: true, Source: table.Source,
		Basis: "the international fee of sellers registered in " + string(country) + " is not public: supply it as international_rate",
	}), nil
}

// doubtInternational warns of a fee on a sale to a buyer in the US.
func (l *Listing) doubtInternational(c fees.Charge) fees.Charge {
	if !l.ShipsAbroad && (c.Unknown || !c.Amount.IsZero()) {
		c.Warnings = []fees.Warning{{
			Code: "international_every_sale",
			Text: "that sellers registered in " + string(l.sellerCountry()) + " pay the international fee on sales to buyers in the US is known of sellers of other countries only, and was assumed",
		}}
	}
	return c
}

// promoted is the ad fee of Promoted Listings with the general strategy, at the
// rate that the seller chose.
func (l *Listing) promoted() fees.Charge {
	if l.PromotedRate.IsZero() {
		return fees.Charge{}
	}
	charge := l.share("promoted_listings", l.PromotedRate, fees.SuppliedBy("promoted_rate"))
	charge.Basis = "ad rate of " + fx.Percent(l.PromotedRate) + " on the " + totalAmount
	return charge
}
