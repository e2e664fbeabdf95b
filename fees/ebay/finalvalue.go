package ebay

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// The variants of the final value table.
const (
	withoutStore = "no_store" // none and Starter
	withStore    = "store"    // Basic and above
)

// totalAmount is what eBay calls the base of its fees.
const totalAmount = "total amount of the sale"

// A categoryRule is what else a row of the final value table says.
type categoryRule struct {
	// noPerOrderFrom is the total amount of an item from which the order pays no
	// fee per order, and perOrderCap the most that it pays at each total amount:
	// nothing from there on, and anything below.
	noPerOrderFrom decimal.NullDecimal
	perOrderCap    fees.Curve
}

// A category is a row of the final value table, and a finalValueTable all of them.
type (
	category        = fees.Category[categoryRule]
	finalValueTable = fees.Categories[categoryRule]
)

var finalValueKind = fees.NewKind("final_value", func(f *fees.TableFile) finalValueTable {
	return fees.ReadCategories(f, "final value fee", totalAmount, readCategoryRule)
}, withoutStore, withStore)

// readCategoryRule reads the optional column "no_per_order_from".
func readCategoryRule(row *fees.Row) categoryRule {
	rule := categoryRule{noPerOrderFrom: row.OptionalAmount("no_per_order_from")}
	if from := rule.noPerOrderFrom; from.Valid {
		rule.perOrderCap = fees.Brackets(fees.Band{Below: from, Fee: fees.MaxPrice()}, fees.Band{})
		row.Keep("no_per_order_from", rule.perOrderCap.Err())
	}
	return rule
}

// category looks up the category and its fee. It may be left out with a supplied
// rate, which then needs no table; one that is given also decides about the fee per
// order.
func (l *Listing) category(t *fees.Tables, on time.Time) (category, fees.Source, error) {
	if rate := l.FinalValueRate; rate.Valid && l.Category == "" {
		row := category{Amount: fees.Percent(rate.Decimal), Basis: shareOfTotal(rate.Decimal)}
		return row, fees.SuppliedBy("final_value_rate"), nil
	}
	table, err := finalValueKind.OnVariant(t, l.Store.variant(), on)
	if err != nil {
		return category{}, fees.Source{}, err
	}
	return fees.FindFee(&table, l.Category, l.FinalValueRate, "final_value_rate")
}

// finalValue returns the final value fee of an item.
func (l *Listing) finalValue(row *category, source fees.Source) fees.Charge {
	return fees.Charge{
		Code: "final_value", Event: fees.PerUnitSold, Amount: l.Order.PerItemTaxed(row.Amount), Basis: row.Basis, Source: source,
	}
}

// shareOfTotal says a rate: "1.65% of the total amount of the sale".
func shareOfTotal(rate decimal.Decimal) string {
	return fx.Percent(rate) + " of the " + totalAmount
}
