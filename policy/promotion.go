package policy

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A DealKind is a kind of promotion. The texts are stable.
type DealKind string

// The kinds of promotions besides coupons.
const (
	// BestDeal, LightningDeal and PriceDiscount are those of Amazon; PrimeExclusive
	// is its discount for members.
	BestDeal       DealKind = "best_deal"
	LightningDeal  DealKind = "lightning_deal"
	PriceDiscount  DealKind = "price_discount"
	PrimeExclusive DealKind = "prime_exclusive"
	// ReducedPrice and Clearance are those of Walmart.
	ReducedPrice DealKind = "reduced_price"
	Clearance    DealKind = "clearance"
	// Sale is a sale in the seller's own store.
	Sale DealKind = "sale"
)

// A Deal is a promotion: the price is lower for some days.
type Deal struct {
	Kind DealKind
	// Price is what the buyer pays in the promotion, without shipping. 0 is unknown.
	Price decimal.Decimal
	// From and To are the first and last calendar day, midnight UTC; zero is
	// unknown.
	From, To time.Time
	// Event names the event it belongs to, such as "prime_day"; "" is none.
	Event string
	// Lowest30 is the lowest price of any seller in the last 30 days as the platform
	// shows it; not Valid, and it is taken from the history.
	Lowest30 decimal.NullDecimal
}

func (d *Deal) check() error {
	if d == nil {
		return nil
	}
	var f faults
	if d.Kind == "" {
		f.add("kind", "", "must not be empty")
	}
	f.amount("price", d.Price)
	f.known("lowest_30", d.Lowest30)
	if !d.From.IsZero() && !isDay(d.From) {
		f.add("from", d.From.Format(time.RFC3339), "must be a calendar day as midnight UTC")
	}
	if !d.To.IsZero() && (!isDay(d.To) || d.To.Before(d.From)) {
		f.add("to", d.To.Format(time.RFC3339), "must be a calendar day as midnight UTC, not before from")
	}
	return f.err()
}

// A Coupon is a discount that the buyer clips: a share of the price or an amount.
type Coupon struct {
	// Share is the discount as a fraction of the price: 0.05. Amount is one in the
	// currency of the case. One of them is above 0.
	Share  decimal.Decimal
	Amount decimal.Decimal
}

func (c *Coupon) check() error {
	if c == nil {
		return nil
	}
	var f faults
	f.share("share", c.Share)
	f.amount("amount", c.Amount)
	if (c.Share.Sign() > 0) == (c.Amount.Sign() > 0) {
		f.add("", "", "must have either a share or an amount above 0")
	}
	return f.err()
}

// Reviews are the reviews of an item and its seller.
type Reviews struct {
	// Rating is the mean number of stars, 0 to 5, of Count reviews. Without reviews
	// there is no rating.
	Rating decimal.Decimal
	Count  int
	// SellerRating is the mean number of stars of the seller; not Valid is unknown.
	SellerRating decimal.NullDecimal
	// OftenReturned says that the platform marks the item as frequently returned.
	OftenReturned bool
}

func (r *Reviews) check() error {
	if r == nil {
		return nil
	}
	var f faults
	f.stars("rating", r.Rating)
	if r.SellerRating.Valid {
		f.stars("seller_rating", r.SellerRating.Decimal)
	}
	if r.Count < 0 {
		f.add("count", strconv.Itoa(r.Count), "must not be below 0")
	}
	return f.err()
}

// stars adds a fault for a number that is not from 0 to 5. Only one within the bounds
// is compared: the digits of another may fill the memory.
func (f *faults) stars(field string, d decimal.Decimal) {
	if f.amount(field, d) && d.GreaterThan(decimal.New(5, 0)) {
		f.add(field, fx.Plain(d), "must be at most 5 stars")
	}
}

// A Pack is a pack or a larger size of an item.
type Pack struct {
	// Size is how many of the item the offer holds, at least 1; Single is the price
	// of one, 0 for unknown.
	Size   decimal.Decimal
	Single decimal.Decimal
}

func (p *Pack) check() error {
	if p == nil {
		return nil
	}
	var f faults
	if f.amount("size", p.Size) && p.Size.LessThan(decimal.New(1, 0)) {
		f.add("size", fx.Plain(p.Size), "must be at least 1")
	}
	f.amount("single", p.Single)
	return f.err()
}
