package strategy

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A BestSeller is one of the best-selling items that a new product will stand beside.
type BestSeller struct {
	// ID names it in results, such as an ASIN. It may be empty.
	ID string
	// Price is the item price, above 0, Shipping what the buyer pays for delivery. An
	// item with an unknown shipping cannot be compared and is left out.
	Price    decimal.Decimal
	Shipping decimal.NullDecimal
	// UnitsPerMonth is what it sells; not Valid is unknown. Rank is its place among
	// the best sellers of its category, from 1; 0 is unknown. Which of them counts is
	// said by [Positioning.ByRank], and an item without it is left out.
	UnitsPerMonth decimal.NullDecimal
	Rank          int
	// Reviews is the number of reviews and Rating their mean in stars, 0 to 5; not
	// Valid is unknown, and the item does not count in the median.
	Reviews, Rating decimal.NullDecimal
	// ByChannel says that the channel fulfils it (FBA).
	ByChannel bool
}

// Total returns what a buyer pays, price and shipping, an unknown shipping as 0.
func (b BestSeller) Total() decimal.Decimal { return b.Price.Add(b.Shipping.Decimal) }

// A NewProduct is the product that looks for its place.
type NewProduct struct {
	// Shipping is what its buyer will pay for delivery on top of the item price.
	Shipping decimal.Decimal
	// Reviews is how many reviews it will have in the time that is planned for.
	Reviews decimal.Decimal
	// ByChannel says that the channel will fulfil it.
	ByChannel bool
	// ReviewDiscount is by which share of the median price of a band a product
	// without any review has to be cheaper: 0.1 is 10 %. It counts in proportion to
	// the reviews that are missing:
	//
	//	offset = -ReviewDiscount × median price × (1 - Reviews / median reviews)
	//
	// and not at all with as many reviews as the band, or when no reviews of the band are
	// known.
	ReviewDiscount decimal.Decimal
	// DeliveryWorth is the share of the price that delivery by the channel is worth
	// to a buyer. It counts by how many in the band promise it:
	//
	//	offset = DeliveryWorth × median price × (own - share of the band)
	//
	// with own 1 when the channel fulfils the product, else 0.
	DeliveryWorth decimal.Decimal
	// Offsets are further ones.
	Offsets []PriceOffset
}

// A PriceOffset moves a price away from the middle of its band. The zero PriceOffset has no
// code and is an error.
type PriceOffset struct {
	// Code names it: snake_case: "bundle".
	Code string
	// Share is a fraction of the median price of the band and Amount one in the
	// currency of the listing; both are signed and both count.
	Share, Amount decimal.Decimal
}

// Positioning is what [Place] goes by.
type Positioning struct {
	Currency fx.Currency
	// Sellers are the best-selling items, at most 1000.
	Sellers []BestSeller
	Product NewProduct
	// Limits are those of the product's own item price; their admissible prices make
	// a band feasible or not.
	Limits Limits
	// ByRank weighs an item by 1 / rank in place of its units (a law of Zipf with
	// exponent 1, a house rule), rounded to 12 decimals.
	ByRank bool
	// NaturalBreaks cuts the bands where the prices leave the widest gaps (Fisher's
	// exact method, known as Jenks), into so many bands, 2 to 12. 0 cuts at Quantiles.
	NaturalBreaks int
	// Quantiles are fractions from above 0 to below 1, rising; none is 0.10, 0.25,
	// 0.50, 0.75 and 0.90.
	Quantiles []decimal.Decimal
	// MostBarrier caps the review barrier, from 1; 0 is 10, a house rule.
	MostBarrier decimal.Decimal
	// LeastOffers is how many offers a band needs to be chosen; 0 is 1.
	LeastOffers int
}

// The bounds of a [Positioning].
const (
	maxSellers    = 1000
	maxBreaks     = 12
	maxQuantiles  = 20
	maxOffsets    = 20
	sharePlaces   = 6  // decimals of the shares of a band
	scorePlaces   = 4  // decimals of barrier and opportunity
	weightPlaces  = 12 // decimals of 1 / rank and of a review deficit
	houseBarrier  = 10
	newProduct    = "new_product"
	reviewOffset  = "review_deficit"
	promiseOffset = "delivery_promise"
)

// A Position is the place of a new product among the best sellers, with the evidence
// of every band.
type Position struct {
	// Proposal is the price; the zero Proposal when there is none.
	Proposal Proposal
	// Bands hold every item that was compared, in rising order of their prices.
	Bands []PriceBand
	// Chosen is the index of the band in Bands, -1 for none.
	Chosen int
	// Offsets are those from the median price of the chosen band, as they counted.
	Offsets []AppliedOffset
	// LeftOut are the items that were not compared.
	LeftOut []LeftOutSeller
	// House are the rules of the result that are ours.
	House []string
}

// An AppliedOffset is an offset as it counted.
type AppliedOffset struct {
	Code   string
	Amount decimal.Decimal // signed, in the currency of the listing
	Text   string          // for people: how it was found
}

// A LeftOutSeller is an item that was not compared, by its index, and why:
// "shipping_unknown", "units_unknown" or "rank_unknown".
type LeftOutSeller struct {
	Index  int
	Reason string
}

// Place finds the price band in which a new product has the best opportunity, and its
// price there. The opportunity of a band is
//
//	unit share / offer share / barrier
//	barrier = median reviews / reviews planned, from 1 to MostBarrier
//
// and 0 when no price within the limits lies in the band. A band of which no reviews
// are known, or a plan without reviews, has the highest barrier; when the reviews of the
// chosen band are unknown, the reason "reviews_unknown" says what follows from that. The
// best band has the highest opportunity, of two alike the cheaper one. The price that is
// wanted is the median price of the band with the offsets, less the shipping of the
// product.
//
// The errors join the faults of the input. Without a feasible band the error is a
// [*NoPriceError] ("no_best_seller", "no_units", "no_feasible_band", "offset_too_low") and the
// bands are returned all the same.
func Place(p Positioning) (Position, error) {
	if err := p.check(); err != nil {
		return Position{Chosen: -1}, err
	}
	p.Limits.Places, _ = p.Currency.MinorUnits() // checked
	items, left := p.compared()
	out := Position{Chosen: -1, LeftOut: left, House: p.house()}
	if len(items) == 0 {
		return out, &NoPriceError{newProduct, "no_best_seller", "no best seller has a price that can be compared"}
	}
	var cuts []decimal.Decimal
	if p.NaturalBreaks > 0 {
		cuts = naturalCuts(items, p.NaturalBreaks)
	} else {
		cuts = quantileCuts(items, p.quantiles())
	}
	out.Bands = p.bands(items, cuts)
	if !slices.ContainsFunc(out.Bands, func(b PriceBand) bool { return b.UnitShare.Sign() > 0 }) {
		return out, &NoPriceError{newProduct, "no_units", "nothing is sold in any of the bands, so that none is better than another"}
	}
	for i := range out.Bands {
		if b := &out.Bands[i]; b.eligible() && (out.Chosen < 0 || b.score.above(out.Bands[out.Chosen].score)) {
			out.Chosen = i
		}
	}
	if out.Chosen < 0 {
		return out, &NoPriceError{newProduct, "no_feasible_band",
			"no price within the limits lies in any of the " + strconv.Itoa(len(out.Bands)) + " bands that may be chosen"}
	}
	band := &out.Bands[out.Chosen]
	total := band.MedianPrice
	out.Offsets = p.Product.offsets(band)
	reasons := []Reason{band.reason(p.Currency)}
	if !band.MedianReviews.Valid {
		reasons = append(reasons, Reason{"reviews_unknown", p.unknownReviews()})
	}
	for _, offset := range out.Offsets {
		total = total.Add(offset.Amount)
		reasons = append(reasons, Reason{offset.Code, offset.Text + ": " + fx.Plain(offset.Amount.Round(weightPlaces))})
	}
	wanted := total.Sub(p.Product.Shipping)
	if wanted.Sign() <= 0 {
		return out, &NoPriceError{newProduct, "offset_too_low", "offsets and shipping leave nothing of the median price " + fx.Plain(band.MedianPrice)}
	}
	proposal, err := Fit(newProduct, p.Currency, wanted, Up, p.Limits, reasons...)
	if err != nil {
		return out, err
	}
	if paid := proposal.Price.Add(p.Product.Shipping); paid.LessThan(band.From) || paid.GreaterThan(band.To) {
		proposal.Reasons = append(proposal.Reasons, Reason{"outside_band",
			"with shipping, " + fx.Plain(paid) + " is outside the band from " + fx.Plain(band.From) + " to " + fx.Plain(band.To)})
	}
	out.Proposal = proposal
	return out, nil
}

// unknownReviews says what follows from a band of which no reviews are known.
func (p *Positioning) unknownReviews() string {
	text := "the reviews of no item of the band are known: its barrier is the highest, " + fx.Plain(p.mostBarrier())
	if p.Product.ReviewDiscount.Sign() > 0 {
		text += ", and nothing is taken off the price for reviews that are missing"
	}
	return text
}

// house lists the rules of the result that are ours.
func (p *Positioning) house() []string {
	out := []string{"review barrier = median reviews / reviews planned, from 1 to " + fx.Plain(p.mostBarrier())}
	if p.ByRank {
		out = append(out, "units in proportion to 1 / rank")
	}
	return out
}

func (p *Positioning) mostBarrier() decimal.Decimal {
	if p.MostBarrier.IsZero() {
		return decimal.New(houseBarrier, 0)
	}
	return p.MostBarrier
}

func (p *Positioning) quantiles() []decimal.Decimal {
	if len(p.Quantiles) > 0 {
		return p.Quantiles
	}
	return []decimal.Decimal{decimal.New(10, -2), decimal.New(25, -2), decimal.New(50, -2), decimal.New(75, -2), decimal.New(90, -2)}
}
