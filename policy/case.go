package policy

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A Case is one offer on one channel at the price that is to be judged, with what is
// known around it. Channel, Currency and Price are required; everything else is
// unknown when it is nil, empty or not Valid, and a rule that needs it says so.
type Case struct {
	// Channel is where the offer stands, named as by its listing: "amazon",
	// "walmart", "shopify", "tiktok", "ebay".
	Channel string
	// States are the US states to whose buyers the offer is made: "US-CA". None is
	// all of them.
	States []string
	// SKU, Brand and Title are those of the offer. A title is judged the same at every
	// price: to judge many prices of one offer, leave it out and ask [TitleFaults]
	// once.
	// UPC is its bar code.
	SKU, UPC, Brand, Title string

	// Price is the item price to judge, Shipping what the buyer pays for delivery on
	// top of it.
	Currency fx.Currency
	Price    decimal.Decimal
	Shipping decimal.NullDecimal
	// SellerFulfilled says that the seller ships, and CarrierRate what the public
	// rate of the carrier for the delivery is.
	SellerFulfilled bool
	CarrierRate     decimal.NullDecimal

	// Current is the price in force before this one. FirstPrice says that the offer
	// never had one; without both the current price is unknown.
	Current    decimal.NullDecimal
	FirstPrice bool
	// Floor is the lowest price at which the seller's own target is met.
	Floor decimal.NullDecimal
	// Min and Max are the limits of the platform's own repricing, as they are set
	// there.
	Min, Max decimal.NullDecimal
	// PriceWar says that the offer is in a price war, as package reprice finds it.
	PriceWar bool

	// History is what the offer was offered and sold at.
	History History
	// Was is the platform's reference price where it shows one; not Valid, and it is
	// worked out from the history.
	Was decimal.NullDecimal
	// CompetitivePrice is the lowest price of major retailers elsewhere, with
	// shipping, as the platform reports it.
	CompetitivePrice decimal.NullDecimal
	// Seasonal says that the platform counts the item among the seasonal ones, such as
	// ski jackets, for which it looks further back.
	Seasonal bool
	// Elsewhere are prices of the same item in other places.
	Elsewhere []Elsewhere
	// Reference is the comparison price that is shown beside the price, if one is.
	Reference *Reference
	// Deal and Coupon are the promotions to judge.
	Deal   *Deal
	Coupon *Coupon
	// Pack says that the offer is a pack of an item that is also sold alone, or
	// larger.
	Pack *Pack
	// Reviews are those of the item and its seller.
	Reviews *Reviews

	// MAP are the minimum advertised prices that brands ask for, and Surface is
	// where the price is shown.
	MAP     []MAPPolicy
	Surface Surface
	// Resale is the own brand's policy towards its resellers, where it is judged.
	Resale *Resale
	// Emergencies are the declared states of emergency.
	Emergencies []Emergency
	// MandatoryFees are fees that every buyer has to pay and that the price does
	// not contain; nil is unknown, an empty list is none.
	MandatoryFees []MandatoryFee
	// Algorithm says how the price was set.
	Algorithm *Algorithm
	// Account is the account of the seller on the channel.
	Account *Account
	// Claims are what the advertisement says about the price: "free", "wholesale".
	Claims []Claim
}

// An Elsewhere is a price of the same item in another place.
type Elsewhere struct {
	// Where names the place: "walmart", "own store", "example.com".
	Where string
	// Own says that it is an offer of the same seller.
	Own bool
	// Price is the item price, Shipping what the buyer pays for delivery.
	Price    decimal.Decimal
	Shipping decimal.NullDecimal
	// Outside says that the place is a major retailer and not a marketplace offer.
	Outside bool
}

// Total returns item price and shipping, an unknown shipping as 0.
func (e Elsewhere) Total() decimal.Decimal { return e.Price.Add(e.Shipping.Decimal) }

// Total returns price and shipping of the case, an unknown shipping as 0.
func (c *Case) Total() decimal.Decimal { return c.Price.Add(c.Shipping.Decimal) }

// soldIn reports whether the offer is made to buyers of a jurisdiction.
func (c *Case) soldIn(jurisdiction string) bool {
	return jurisdiction == "US" || len(c.States) == 0 || slices.Contains(c.States, jurisdiction)
}

// Check reports every fault of a case, joined, each an [*fx.InputError] with the path
// of the field: "price", "history[3].from", "deal.price". Amounts are bounded as
// [fx.CheckDecimal] says and not below 0.
func (c *Case) Check() error {
	if c == nil {
		return fx.NewInputError("case", "", "must not be nil")
	}
	var f faults
	if c.Channel == "" {
		f.add("channel", "", "must not be empty")
	}
	if _, known := c.Currency.MinorUnits(); !known {
		f.add("currency", string(c.Currency), "must be a currency of ISO 4217 such as USD")
	}
	f.amount("price", c.Price)
	if c.Price.Sign() == 0 {
		f.add("price", "0", "must be above 0")
	}
	for i, state := range c.States {
		if !isState(state) {
			f.add("states["+strconv.Itoa(i)+"]", state, `must be a state such as "US-CA"`)
		}
	}
	f.known("shipping", c.Shipping)
	f.known("carrier_rate", c.CarrierRate)
	f.known("current", c.Current)
	f.known("floor", c.Floor)
	f.known("min", c.Min)
	f.known("max", c.Max)
	f.known("was", c.Was)
	f.known("competitive_price", c.CompetitivePrice)
	if c.FirstPrice && c.Current.Valid {
		f.add("first_price", "true", "must not be set with a current price")
	}
	f.join("history", c.History.Check())
	for i := range c.Elsewhere {
		if e := &c.Elsewhere[i]; !isAmount(e.Price) || e.Shipping.Valid && !isAmount(e.Shipping.Decimal) {
			path := "elsewhere[" + strconv.Itoa(i) + "]"
			f.amount(path+".price", e.Price)
			f.known(path+".shipping", e.Shipping)
		}
	}
	f.join("reference", c.Reference.check())
	f.join("deal", c.Deal.check())
	f.join("coupon", c.Coupon.check())
	f.join("pack", c.Pack.check())
	f.join("reviews", c.Reviews.check())
	f.join("resale", c.Resale.check())
	f.join("algorithm", c.Algorithm.check())
	f.join("account", c.Account.check())
	f.join("map", checkEach(c.MAP, MAPPolicy.Check))
	f.join("emergencies", checkEach(c.Emergencies, Emergency.check))
	f.join("mandatory_fees", checkEach(c.MandatoryFees, MandatoryFee.check))
	f.join("claims", checkEach(c.Claims, Claim.check))
	return f.err()
}

// isState reports whether a text has the form of a state of the US in ISO 3166-2.
func isState(s string) bool {
	rest, ok := strings.CutPrefix(s, "US-")
	return ok && len(rest) == 2 && 'A' <= rest[0] && rest[0] <= 'Z' && 'A' <= rest[1] && rest[1] <= 'Z'
}

// checkEach joins the faults of each entry of a list, at "[2]".
func checkEach[T any](list []T, check func(T) error) error {
	var f faults
	for i, entry := range list {
		if err := check(entry); err != nil {
			f.join("["+strconv.Itoa(i)+"]", err)
		}
	}
	return f.err()
}

// faults gathers the faults of an input.
type faults []error

func (f *faults) add(field, value, reason string) {
	*f = append(*f, fx.NewInputError(field, value, reason))
}

// join adds the faults of a part at its field.
func (f *faults) join(field string, err error) {
	if err != nil {
		*f = append(*f, fx.Faults(fx.InField(field, err))...)
	}
}

// amount adds a fault for a decimal that is out of bounds or below 0. It reports
// whether there is none, so that the amount can be compared.
func (f *faults) amount(field string, d decimal.Decimal) bool {
	if err := fx.CheckDecimal(d); err != nil {
		f.join(field, err)
		return false
	}
	if d.Sign() < 0 {
		f.add(field, fx.Plain(d), "must not be below 0")
		return false
	}
	return true
}

// known is amount for one that may be unknown.
func (f *faults) known(field string, d decimal.NullDecimal) {
	if d.Valid {
		f.amount(field, d.Decimal)
	}
}

// share adds a fault for a decimal that is not a fraction from 0 to 1.
func (f *faults) share(field string, d decimal.Decimal) {
	if err := fx.CheckDecimal(d); err != nil {
		f.join(field, err)
	} else if d.Sign() < 0 || d.GreaterThan(decimal.New(1, 0)) {
		f.add(field, fx.Plain(d), "must be a fraction from 0 to 1")
	}
}

func (f faults) err() error {
	if len(f) == 0 {
		return nil
	}
	return errors.Join(f...)
}
