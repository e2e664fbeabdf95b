package reports

import (
	"errors"
	"strings"

	"github.com/shopspring/decimal"
)

// ReadSettlement compares the fees of a file of the kind [SettlementV2] or
// [SettlementV1]. Rows that cannot be read are a gap of the result, and their faults
// are returned joined, at most 100.
//
// The day of a fee is the one on which it was posted: read the file with the zone
// [Pacific] in its [Options], since the tables change with the day of the warehouse.
func (a *FeeAudit) ReadSettlement(f *File) error {
	return readFees(a, FromSettlement, f.Settlement(), a.AddSettlement)
}

// AddSettlement adds a row of a settlement. The fees of an order item are compared
// once its rows are together: when [FeeAudit.Result] asks for them.
//
// The referral fee is taken to be a share of the price and of the shipping that the
// seller keeps, less promotions; what is held back of the shipping is part of it. A fee that was posted without its price is a gap, and
// so are fees that belong to no item and those that this audit does not compute.
func (a *FeeAudit) AddSettlement(row SettlementRow) {
	if a.lines == nil || row.Summary || !row.Amount.Valid {
		return
	}
	line := lineTable[a.lines.place(row.Type, row.AmountType, row.Description)]
	if row.Order == "" || row.SKU == "" || !ofItem(line.line) {
		a.elsewhere(&row, line.line, line.level)
		return
	}
	o := orderItem{
		key: orderItemKey{
			Order: strings.Clone(row.Order), Item: strings.Clone(row.Item), SKU: strings.Clone(row.SKU),
			Shipment: strings.Clone(row.Shipment), Refund: isRefund(row.Type),
		},
		fee: ChargedFee{Origin: FromSettlement, Day: row.Day, Currency: row.Currency, Place: Place{strings.Clone(row.File), row.Row}},
	}
	o.fee.SKU = o.key.SKU
	if o.key.Refund {
		o.key.Adjustment = strings.Clone(row.Adjustment)
	}
	if q := row.Quantity.Decimal.Abs(); row.Quantity.Valid && q.IsInteger() && !q.GreaterThan(decimal.NewFromInt(mostUnits)) {
		o.fee.Units = q.IntPart()
	}
	amount := row.Amount.Decimal
	if o.key.Refund {
		amount = amount.Neg()
	}
	o.put(line.line, amount)
	a.merge(&o)
}

// ofItem reports whether a line belongs to what an audited fee is computed from.
func ofItem(l Line) bool {
	switch l {
	case LineItemPrice, LineRefundedItemPrice, LineShippingCredit, LineRefundedShipping, LineGiftWrapCredit, LineRefundedGiftWrap,
		LinePromotion, LineRefundedPromotion, LineShippingPromotion, LineRefundedShippingPromotion,
		LineTaxCollected, LineRefundedTaxCollected, LineShippingChargeback,
		LineReferral, LineRefundedReferral, LineShippingHoldback, LineFulfilment, LineRefundedFulfilment, LineClosing, LineRefundAdministration:
		return true
	}
	return false
}

// elsewhere notes an amount that no audited fee is computed from. What is no fee is
// not noted.
func (a *FeeAudit) elsewhere(row *SettlementRow, line Line, level Level) {
	reason, text := GapNotChecked, "the fee is not one that this audit computes"
	switch {
	case line == LineUnmapped:
		reason, text = GapUnmapped, "no mapping knows the amount"
	case level != ChannelFees && level != Marketing && level != Overheads || line == LineReimbursement:
		return
	case ofItem(line):
		text = "the fee belongs to no order item"
	}
	c := ChargedFee{Day: row.Day, Currency: row.Currency, Place: Place{strings.Clone(row.File), row.Row}}
	a.side(FromSettlement).gap(feeGapKey{reason, row.SKU, row.AmountType + " " + row.Description, text}, &c, row.Amount.Decimal.Neg())
}

// An orderItemKey is what an item of an order is known by.
type orderItemKey struct {
	Order, Item, SKU, Shipment, Adjustment string
	Refund                                 bool
}

// An orderItem is the amounts of one item of one order.
type orderItem struct {
	key orderItemKey
	fee ChargedFee // with the sale, and no fee
	// The fees that are there; above 0 where they were taken.
	referral, fulfilment, closing, refundAdmin orderFee
}

// An orderFee is one fee of an order item and its first row.
type orderFee struct {
	decimal.NullDecimal
	place Place
}

func (f *orderFee) add(other orderFee) {
	switch {
	case !other.Valid:
	case f.Valid:
		f.Decimal, f.place = f.Decimal.Add(other.Decimal), firstPlaces([]Place{f.place, other.place})[0]
	default:
		*f = other
	}
}

// put adds an amount, which for a refund was turned round.
func (o *orderItem) put(line Line, amount decimal.Decimal) {
	c := &o.fee
	cost := amount.Neg()
	fee := func(amount decimal.Decimal) orderFee { return orderFee{decimal.NewNullDecimal(amount), c.Place} }
	switch line {
	case LineItemPrice, LineRefundedItemPrice:
		c.Price = decimal.NewNullDecimal(amount)
	case LineShippingCredit, LineRefundedShipping, LineGiftWrapCredit, LineRefundedGiftWrap:
		c.Shipping = amount
	case LinePromotion, LineRefundedPromotion:
		c.Promotion = cost
	case LineShippingPromotion, LineRefundedShippingPromotion:
		c.ShippingPromotion = cost
	case LineShippingChargeback:
		c.Chargeback = cost
	case LineTaxCollected, LineRefundedTaxCollected:
		c.Tax = amount
	case LineReferral, LineRefundedReferral, LineShippingHoldback:
		o.referral = fee(cost)
	case LineFulfilment, LineRefundedFulfilment:
		o.fulfilment = fee(cost)
	case LineClosing:
		o.closing = fee(cost)
	case LineRefundAdministration:
		if o.key.Refund { // it is taken, not given back
			cost = amount
		}
		o.refundAdmin = fee(cost)
	}
}

// merge adds the amounts of an order item to those that wait.
func (a *FeeAudit) merge(o *orderItem) {
	mine := a.orders.find(o.key)
	if mine == nil {
		if oldest := a.orders.put(o, a.opt.Window); oldest != nil {
			a.settle(oldest)
		}
		return
	}
	c, n := &mine.fee, &o.fee
	if n.Price.Valid {
		c.Price = decimal.NewNullDecimal(c.Price.Decimal.Add(n.Price.Decimal))
	}
	c.Shipping, c.Promotion = c.Shipping.Add(n.Shipping), c.Promotion.Add(n.Promotion)
	c.ShippingPromotion, c.Chargeback, c.Tax = c.ShippingPromotion.Add(n.ShippingPromotion), c.Chargeback.Add(n.Chargeback), c.Tax.Add(n.Tax)
	mine.referral.add(o.referral)
	mine.fulfilment.add(o.fulfilment)
	mine.closing.add(o.closing)
	mine.refundAdmin.add(o.refundAdmin)
	c.Units = max(c.Units, n.Units)
	if c.Day.IsZero() || !n.Day.IsZero() && n.Day.Before(c.Day) {
		c.Day = n.Day
	}
	if c.Currency == "" {
		c.Currency = n.Currency
	}
	c.Place = firstPlaces([]Place{c.Place, n.Place})[0]
}

// settle compares the fees of an order item.
func (a *FeeAudit) settle(o *orderItem) {
	compare := func(fee AuditedFee, amount orderFee) {
		if !amount.Valid {
			return
		}
		c := o.fee
		c.Fee, c.Amount, c.Place = fee, amount.Decimal, amount.place
		if err := c.Check(); err != nil {
			a.side(FromSettlement).gap(feeGapKey{GapUnknownPrice, c.SKU, string(fee), err.Error()}, &c, c.Amount)
			return
		}
		a.compare(c)
	}
	if o.key.Refund {
		if o.referral.Valid {
			o.referral.Decimal = o.referral.Decimal.Neg()
		}
		compare(AuditRefundedReferral, o.referral)
		compare(AuditRefundAdmin, o.refundAdmin)
		if o.fulfilment.Valid || o.closing.Valid {
			c := o.fee
			back := o.fulfilment.Decimal.Add(o.closing.Decimal).Neg()
			a.side(FromSettlement).gap(feeGapKey{GapNotChecked, c.SKU, "refunded fees", "what is given back of fulfilment and closing fee is not computed"}, &c, back)
		}
		return
	}
	if o.fee.Price.Valid {
		a.units[o.fee.SKU] += o.fee.Units
	}
	compare(AuditReferral, o.referral)
	compare(AuditFulfilment, o.fulfilment)
	compare(AuditClosing, o.closing)
	a.uncharged(o)
}

// uncharged notes fees that the tables give and the rows do not have.
func (a *FeeAudit) uncharged(o *orderItem) {
	missing := func(fee AuditedFee, there bool) {
		c := o.fee
		c.Fee = fee
		if there || c.Check() != nil {
			return
		}
		c.Day = DayIn(c.Day, nil)
		item, reason, _ := a.ready(&c)
		if reason != "" {
			return // what is charged of the item says so
		}
		due, err := a.cards.of(item, a.cards.run(c.Day)).compute(&c)
		if err == nil && due.Sign() > 0 {
			a.side(FromSettlement).gap(feeGapKey{GapNotCharged, c.SKU, string(fee), "the tables give this fee and the rows of the order item do not have it"}, &c, due)
		}
	}
	if o.fee.Price.Decimal.Sign() > 0 {
		missing(AuditReferral, o.referral.Valid)
		missing(AuditFulfilment, o.fulfilment.Valid)
		missing(AuditClosing, o.closing.Valid)
	}
}

// orderItems are the order items that wait for further rows, in the order of their
// first row.
type orderItems struct {
	waiting map[orderItemKey]*orderItem
	queue   []*orderItem
	last    *orderItem
}

func (q *orderItems) find(key orderItemKey) *orderItem {
	if q.last != nil && q.last.key == key {
		return q.last
	}
	q.last = q.waiting[key]
	return q.last
}

// put lets an item wait and returns the one that has waited longest where there are
// more than most.
func (q *orderItems) put(o *orderItem, most int) (oldest *orderItem) {
	if q.waiting == nil {
		q.waiting = map[orderItemKey]*orderItem{}
	}
	q.waiting[o.key], q.last = o, o
	q.queue = append(q.queue, o)
	if len(q.queue) > most {
		oldest, q.queue = q.queue[0], q.queue[1:]
		delete(q.waiting, oldest.key)
		if q.last == oldest {
			q.last = nil
		}
	}
	return oldest
}

// all returns the items that wait.
func (q *orderItems) all() []*orderItem { return q.queue }

// readFees adds all rows of a file.
func readFees[R any](a *FeeAudit, origin FeeOrigin, rows func(func(R, error) bool), add func(R)) error {
	const most = 100
	var faults []error
	for row, err := range rows {
		if err == nil {
			add(row)
			continue
		}
		if len(faults) < most {
			faults = append(faults, err)
		}
		if kind := (*KindError)(nil); a.lines != nil && !errors.As(err, &kind) {
			var c ChargedFee
			if at := (*ReadError)(nil); errors.As(err, &at) {
				c.Place = Place{at.File, at.Row}
			}
			a.side(origin).gap(feeGapKey{reason: GapUnread, text: "rows cannot be read"}, &c, decimal.Decimal{})
		}
	}
	return errors.Join(faults...)
}
