package reports

import (
	"iter"

	"github.com/shopspring/decimal"
)

// settlementV1 yields the rows of the older flat file V1, in the words of V2. A line
// has a column for each kind of amount and becomes one row for each amount that it
// has; one without any becomes one row without an amount.
func settlementV1(f *File) iter.Seq2[SettlementRow, error] {
	return func(yield func(SettlementRow, error) bool) {
		for line, err := range rows(f, SettlementV1, settlementV1Columns()) {
			if err != nil {
				if !yield(SettlementRow{}, err) {
					return
				}
				continue
			}
			some := false
			for i, a := range line.amounts {
				if !a.value.Valid {
					continue
				}
				some = true
				r := line.SettlementRow
				r.AmountType, r.Description, r.Amount = wideAmounts[i].amountType, a.name, a.value
				if i == otherAmount {
					// The transaction says what it is: "Storage Fee".
					r.Description = r.Type
					if reason := line.amounts[otherFee]; reason.name != "" && !reason.value.Valid {
						r.Description = reason.name
					}
				}
				if !yield(r, nil) {
					return
				}
			}
			if !some && !yield(line.SettlementRow, nil) {
				return
			}
		}
	}
}

// A wideRow is a line of the flat file V1.
type wideRow struct {
	SettlementRow
	amounts [len(wideAmounts)]struct {
		name  string
		value decimal.NullDecimal
	}
}

// wideAmounts are the columns of the flat file V1 that count towards the total, and the
// amount type of V2 that each becomes.
var wideAmounts = [...]struct{ name, amount, amountType string }{
	{"shipment-fee-type", "shipment-fee-amount", "Shipment-Fees"},
	{"order-fee-type", "order-fee-amount", "Order-Fees"},
	{"price-type", "price-amount", "ItemPrice"},
	{"item-related-fee-type", "item-related-fee-amount", "ItemFees"},
	{"promotion-type", "promotion-amount", "Promotion"},
	{"direct-payment-type", "direct-payment-amount", "direct-payment"},
	{"", "misc-fee-amount", "misc-fee"},
	{"other-fee-reason-description", "other-fee-amount", "other-fee"},
	{"", "other-amount", "other-transaction"},
}

// The places of two of them.
const (
	otherFee    = len(wideAmounts) - 2
	otherAmount = len(wideAmounts) - 1
)

// settlementV1Columns are the 33 to 36 columns of the flat file V1.
func settlementV1Columns() []column[wideRow] {
	var columns []column[wideRow]
	for _, head := range headColumns {
		columns = append(columns, column[wideRow]{head.title, func(c *cell, r *wideRow) { head.read(c, &r.SettlementRow) }})
	}
	for i, a := range wideAmounts {
		need := a.amount == "price-amount" || a.amount == "item-related-fee-amount"
		columns = append(columns, column[wideRow]{dashed(a.amount, need), func(c *cell, r *wideRow) {
			r.amounts[i].value, r.Currency = c.money(r.Currency)
		}})
		if a.name != "" {
			columns = append(columns, column[wideRow]{dashed(a.name, a.name == "price-type"), func(c *cell, r *wideRow) {
				r.amounts[i].name = c.plain()
			}})
		}
	}
	return columns
}
