package ebay

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// Channel is the name of this channel in results and tables.
const Channel = "ebay-us"

// A Store is the level of an eBay Store subscription.
type Store string

// The levels. Final value fees are lower from Basic up. An Enterprise Store is
// only sold for a year.
const (
	NoStore    Store = ""
	Starter    Store = "starter"
	Basic      Store = "basic"
	Premium    Store = "premium"
	Anchor     Store = "anchor"
	Enterprise Store = "enterprise"
)

// noStore is the level of [NoStore] in tables and texts.
const noStore = "none"

// name is the level as it stands in tables.
func (s Store) name() Store { return cmp.Or(s, noStore) }

// stores are the levels of a subscription.
var stores = []Store{Starter, Basic, Premium, Anchor, Enterprise}

// variant is the final value table of the level.
func (s Store) variant() string {
	if s == NoStore || s == Starter {
		return withoutStore
	}
	return withStore
}

// A SellerCountry is where the seller's account is registered.
type SellerCountry string

// The countries. The zero SellerCountry is SellerUS.
const (
	SellerUS    SellerCountry = "us"
	SellerChina SellerCountry = "cn_hk" // mainland China and Hong Kong
)

// A Listing is one item offered on ebay.com.
//
// The zero value of every field but Category is a sensible default: no Store, one
// unit with free shipping and without sales tax, an American seller and buyer.
type Listing struct {
	// Category is the key of the final value table: "most". With a Store, cameras,
	// phones, computers and consoles pay less than most categories: see
	// FinalValueRate.
	Category string
	// Store is the seller's Store subscription, and AnnualSubscription says that
	// it was taken for a year, which is cheaper per month.
	Store              Store
	AnnualSubscription bool
	// Order is what the buyer pays besides the price, and how many units at once.
	// Every fee is also taken from shipping and sales tax.
	Order fees.Order

	// ShipsAbroad says that the delivery address or the buyer's registered address
	// is outside the US. It stays false for eBay International Shipping, which has
	// no international fee.
	ShipsAbroad bool
	// SellerCountry is where the seller is registered. A seller abroad is taken to
	// pay the international fee on every sale, whatever ShipsAbroad says; on a sale
	// within the US the charge warns that this is not certain of China.
	SellerCountry SellerCountry

	// VeryHighNotAsDescribed says that eBay rates the seller's returns "not as
	// described" as very high in this category. eBay adds nothing for it when the
	// seller is below standard as well.
	VeryHighNotAsDescribed bool
	// BelowStandard says that eBay grades the seller below standard. How much that
	// adds is an input: see BelowStandardRate, which implies BelowStandard.
	BelowStandard bool

	// PromotedRate is the ad rate of Promoted Listings with the general strategy:
	// 0.05 is 5 %. eBay charges it on a sale that follows a click; as a cost of the
	// average unit, multiply it by the share of such sales.
	PromotedRate decimal.Decimal
	// PaidInsertion says that the listing is beyond the free ones of a month. The
	// fee is due for each month and category that it is listed in.
	PaidInsertion bool

	// Figures in place of a table, for what is not public or was agreed; each is
	// unset when not Valid. The result says that they were supplied.

	// FinalValueRate is a flat final value rate from 0 to 1: 0.0935 is 9.35 %.
	FinalValueRate decimal.NullDecimal
	// InternationalRate is the rate of the international fee. That of sellers in
	// China and Hong Kong is not public: without it, the charge is unknown.
	InternationalRate decimal.NullDecimal
	// BelowStandardRate is what eBay adds to the final value rate of a seller who
	// is below standard: 0.06 is 6 points.
	BelowStandardRate decimal.NullDecimal
	// InsertionFee is the insertion fee per listing and month.
	InsertionFee decimal.NullDecimal
	// DisputeFee is the fee of a payment dispute that the seller lost.
	DisputeFee decimal.NullDecimal

	// Tables are the fee tables; nil means the shipped ones.
	Tables *fees.Tables
}

// Channel returns "ebay-us".
func (l Listing) Channel() string { return Channel }

// Currency returns US dollars.
func (l Listing) Currency() fx.Currency { return fx.USD }

// Extras returns what the buyer pays on top of the item price: shipping, not tax.
func (l Listing) Extras() decimal.Decimal { return l.Order.ShippingCharged }

// Check returns every fault of the Listing that does not depend on a date, each
// an *fx.InputError with the path of the field in JSON form, joined, or nil.
func (l Listing) Check() error {
	var f fees.Faults
	if l.Category == "" && !l.FinalValueRate.Valid {
		f.Add("category", "", "must not be empty")
	}
	if l.Store != NoStore && !slices.Contains(stores, l.Store) {
		f.Add("store", string(l.Store), `must be "starter", "basic", "premium", "anchor", "enterprise" or empty`)
	}
	if l.AnnualSubscription && l.Store == NoStore {
		f.Add("annual_subscription", "true", "must go with store")
	}
	f.OneOf("seller_country", string(l.sellerCountry()), string(SellerUS), string(SellerChina))
	f.Join(l.Order.Check())
	f.Rate("promoted_rate", l.PromotedRate)
	f.OptionalRate("final_value_rate", l.FinalValueRate)
	f.OptionalRate("international_rate", l.InternationalRate)
	f.OptionalRate("below_standard_rate", l.BelowStandardRate)
	f.OptionalAmount("insertion_fee", l.InsertionFee)
	f.OptionalAmount("dispute_fee", l.DisputeFee)
	if l.InsertionFee.Valid && !l.PaidInsertion {
		f.Add("insertion_fee", fx.Plain(l.InsertionFee.Decimal), "must go with paid_insertion")
	}
	if l.InternationalRate.Valid && !l.ShipsAbroad && l.sellerCountry() == SellerUS {
		f.Add("international_rate", fx.Plain(l.InternationalRate.Decimal), "must go with ships_abroad or a seller_country abroad")
	}
	return f.Err()
}

// Charges returns what eBay takes, by the tables of the calendar day of a time in
// its own location: per unit sold final_value, not_as_described or
// below_standard, international and promoted_listings, those that apply; then
// per_order, dispute, and per month insertion and store_subscription.
//
// A charge whose figure is not public is unknown and names the input that takes
// it. Errors are those of [Listing.Check], *fees.NoTableError for a day without a
// table, *fees.UnknownKeyError for a category that is not in it, and
// *fees.NotPublicError for a final value fee that must be supplied.
func (l Listing) Charges(on time.Time) ([]fees.Charge, error) {
	on = fees.Day(on.Date())
	t, err := format.Or(l.Tables)
	if err != nil {
		return nil, err
	}
	if err := l.Check(); err != nil {
		return nil, errors.Join(err, l.checkCategory(t, on))
	}
	category, source, err := l.category(t, on)
	credits, creditErr := creditsOn(t, on)
	b := fees.NewBill(4)
	b.Fail(creditErr)
	add := func(charge fees.Charge, err error) {
		charge.RefundShare = credits[charge.Code]
		b.Add(charge, err)
	}
	add(l.finalValue(&category, source), err)
	add(l.performance(t, on))
	add(l.international(t, on))
	add(l.promoted(), nil)
	add(l.perOrder(t, on, &category))
	add(l.dispute(t, on))
	add(l.insertion(t, on))
	add(l.subscription(t, on))
	return b.Charges()
}

// checkCategory looks up the category of a listing that has other faults, so
// that all are reported at once.
func (l *Listing) checkCategory(t *fees.Tables, on time.Time) error {
	if l.Category == "" {
		return nil
	}
	_, _, err := l.category(t, on)
	return err
}

func (l *Listing) sellerCountry() SellerCountry { return cmp.Or(l.SellerCountry, SellerUS) }
