package reports

import (
	"cmp"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
)

// A feePreviewed is what Amazon's fee preview says of an item: what it measured, and
// the fees that it expects.
type feePreviewed struct {
	day                time.Time
	place              Place
	parcel             fees.Parcel
	measured           bool // the parcel is complete
	tier               amazon.Tier
	fulfilment, future decimal.NullDecimal
}

// ReadPreview compares the fees of a file of the kind [FeePreview]. The file does not
// say of which day it is: the day is when it was exported. Rows that cannot be read
// are a gap of the result, and their faults are returned joined, at most 100.
func (a *FeeAudit) ReadPreview(f *File, day time.Time) error {
	name := ""
	if f != nil {
		name = f.opt.Name
	}
	return readFees(a, FromPreview, f.FeePreview(), func(r FeePreviewRow) { a.AddPreview(name, r, day) })
}

// AddPreview compares the fees of one item of a fee preview. What Amazon measured is
// remembered, to explain differences of this file and of settlements. The price is the
// sales price, else that of the listing.
func (a *FeeAudit) AddPreview(file string, r FeePreviewRow, day time.Time) {
	if a.lines == nil {
		return
	}
	c := ChargedFee{
		SKU: strings.Clone(r.SKU), Origin: FromPreview, Units: 1, Price: r.Price, Day: day, Currency: r.Currency,
		Place: Place{strings.Clone(file), r.Row},
	}
	if r.SalePrice.Valid && r.SalePrice.Decimal.Sign() > 0 {
		c.Price, c.Other = r.SalePrice, r.Price
	}
	if c.Price.Decimal.Sign() <= 0 {
		c.Price = decimal.NullDecimal{}
	}
	side := a.side(FromPreview)
	compare := func(fee AuditedFee, amount decimal.NullDecimal) {
		c.Fee, c.Amount = fee, amount.Decimal
		if !amount.Valid {
			side.gap(feeGapKey{GapNoAmount, c.SKU, string(fee), "the file does not have the fee"}, &c, decimal.Decimal{})
			return
		}
		if err := c.Check(); err != nil {
			side.gap(feeGapKey{GapUnknownPrice, c.SKU, string(fee), err.Error()}, &c, c.Amount)
			return
		}
		a.compare(c)
	}
	compare(AuditReferral, r.Referral)
	compare(AuditFulfilment, r.Fulfilment)
	if r.Closing.Valid {
		compare(AuditClosing, r.Closing)
	}
	if off := r.TotalDifference(); off.Valid && !off.Decimal.IsZero() {
		c.Amount = off.Decimal
		side.gap(feeGapKey{GapTotalDiffers, c.SKU, "total", "the total is not the sum of referral, closing and fulfilment fee"}, &c, c.Amount)
	}
	p := feePreviewed{place: c.Place, tier: tierOf(r.SizeTier), fulfilment: r.Fulfilment, future: r.FutureFulfilment}
	if !day.IsZero() {
		p.day = DayIn(day, nil)
	}
	if r.Longest != nil && r.Median != nil && r.Shortest != nil && r.Weight != nil {
		p.parcel, p.measured = fees.Parcel{Length: *r.Longest, Width: *r.Median, Height: *r.Shortest, Weight: *r.Weight}, true
	}
	a.remember(c.SKU, p)
}

// remember keeps the newest preview of an item that was given.
func (a *FeeAudit) remember(sku string, p feePreviewed) {
	if a.items[sku] == nil {
		return
	}
	mine, known := a.previews[sku]
	order := cmp.Or(compareTimes(mine.day, p.day), cmp.Compare(p.place.File, mine.place.File), cmp.Compare(p.place.Row, mine.place.Row))
	if !known || order < 0 {
		a.previews[sku] = p
	}
}

// tierOf returns the size tier that a preview names: "UsLargeStandardSize". It is ""
// for one of older years.
func tierOf(text string) amazon.Tier {
	t := folded(text)
	t = strings.TrimSuffix(strings.TrimPrefix(t, "us"), "size")
	for _, tier := range feeTiers {
		if t == folded(string(tier.tier)) {
			return tier.tier
		}
	}
	return ""
}
