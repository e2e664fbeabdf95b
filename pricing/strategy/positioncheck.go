package strategy

import (
	"errors"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// check reports every fault, joined, each an [*fx.InputError].
func (p *Positioning) check() error {
	var f positionFaults
	if _, known := p.Currency.MinorUnits(); !known {
		f.add("currency", beginning(string(p.Currency)), "must be a currency of ISO 4217 such as USD")
	}
	if len(p.Sellers) > maxSellers {
		return errors.Join(append(f, fx.NewInputError("sellers", strconv.Itoa(len(p.Sellers)), "must be at most "+strconv.Itoa(maxSellers)))...)
	}
	for i := range p.Sellers {
		f.seller("sellers["+strconv.Itoa(i)+"]", &p.Sellers[i])
	}
	f.product(&p.Product)
	if err := p.Limits.Check(); err != nil {
		f = append(f, fx.Faults(fx.InField("limits", err))...)
	}
	if p.NaturalBreaks != 0 && (p.NaturalBreaks < 2 || p.NaturalBreaks > maxBreaks) {
		f.add("natural_breaks", strconv.Itoa(p.NaturalBreaks), "must be from 2 to "+strconv.Itoa(maxBreaks)+", or 0 for quantiles")
	}
	if len(p.Quantiles) > maxQuantiles {
		f.add("quantiles", strconv.Itoa(len(p.Quantiles)), "must be at most "+strconv.Itoa(maxQuantiles))
	}
	for i, q := range p.Quantiles[:min(len(p.Quantiles), maxQuantiles)] {
		field := "quantiles[" + strconv.Itoa(i) + "]"
		switch {
		case !f.bounded(field, q):
		case q.Sign() <= 0 || q.GreaterThanOrEqual(decimal.New(1, 0)):
			f.add(field, fx.Plain(q), "must be a fraction above 0 and below 1")
		case i > 0 && fx.CheckDecimal(p.Quantiles[i-1]) == nil && q.LessThanOrEqual(p.Quantiles[i-1]):
			f.add(field, fx.Plain(q), "must rise")
		}
	}
	if f.bounded("most_barrier", p.MostBarrier) && !p.MostBarrier.IsZero() && p.MostBarrier.LessThan(decimal.New(1, 0)) {
		f.add("most_barrier", fx.Plain(p.MostBarrier), "must be at least 1, or 0 for 10")
	}
	if p.LeastOffers < 0 {
		f.add("least_offers", strconv.Itoa(p.LeastOffers), "must not be below 0")
	}
	return errors.Join(f...)
}

// positionFaults gathers the faults of a positioning.
type positionFaults []error

func (f *positionFaults) add(field, value, reason string) {
	*f = append(*f, fx.NewInputError(field, value, reason))
}

func (f *positionFaults) bounded(field string, d decimal.Decimal) bool {
	err := fx.CheckDecimal(d)
	if err != nil {
		*f = append(*f, fx.InField(field, err))
	}
	return err == nil
}

// from adds a fault for a decimal below 0 or, unless it is nil, above most.
func (f *positionFaults) from(field string, d decimal.Decimal, most *decimal.Decimal) bool {
	switch {
	case !f.bounded(field, d):
	case d.Sign() < 0:
		f.add(field, fx.Plain(d), "must not be below 0")
	case most != nil && d.GreaterThan(*most):
		f.add(field, fx.Plain(d), "must be at most "+fx.Plain(*most))
	default:
		return true
	}
	return false
}

// mostCount is far above any number of reviews or of units of a month.
var mostCount = decimal.New(1, 12)

func (f *positionFaults) seller(path string, b *BestSeller) {
	highest, stars := fees.MaxPrice(), decimal.New(5, 0)
	if f.from(path+".price", b.Price, &highest) && b.Price.IsZero() {
		f.add(path+".price", "0", "must be above 0")
	}
	for _, known := range []struct {
		field string
		value decimal.NullDecimal
		most  *decimal.Decimal
	}{
		{".shipping", b.Shipping, &highest}, {".units_per_month", b.UnitsPerMonth, &mostCount},
		{".reviews", b.Reviews, &mostCount}, {".rating", b.Rating, &stars},
	} {
		if known.value.Valid {
			f.from(path+known.field, known.value.Decimal, known.most)
		}
	}
	if b.Rank < 0 {
		f.add(path+".rank", strconv.Itoa(b.Rank), "must not be below 0")
	}
}

func (f *positionFaults) product(p *NewProduct) {
	highest, all := fees.MaxPrice(), decimal.New(1, 0)
	f.from("product.shipping", p.Shipping, &highest)
	f.from("product.reviews", p.Reviews, &mostCount)
	f.from("product.review_discount", p.ReviewDiscount, &all)
	f.from("product.delivery_worth", p.DeliveryWorth, &all)
	if len(p.Offsets) > maxOffsets {
		f.add("product.offsets", strconv.Itoa(len(p.Offsets)), "must be at most "+strconv.Itoa(maxOffsets))
		return
	}
	for i := range p.Offsets {
		path, o := "product.offsets["+strconv.Itoa(i)+"]", &p.Offsets[i]
		if o.Code == "" {
			f.add(path+".code", "", "must not be empty")
		}
		if f.bounded(path+".share", o.Share) && o.Share.Abs().GreaterThan(all) {
			f.add(path+".share", fx.Plain(o.Share), "must be a fraction from -1 to 1")
		}
		if f.bounded(path+".amount", o.Amount) && o.Amount.Abs().GreaterThan(highest) {
			f.add(path+".amount", fx.Plain(o.Amount), "must be at most "+fx.Plain(highest))
		}
	}
}
