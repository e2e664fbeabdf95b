package strategy

import (
	"math"
	"slices"
	"sort"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// A PriceBand is a run of prices and what the best sellers in it show. The zero
// PriceBand is empty; [Place] never returns one.
type PriceBand struct {
	// From and To are the lowest and the highest price in it, with shipping, and
	// MedianPrice the median. Between two bands lie prices that nobody asks.
	From, To, MedianPrice decimal.Decimal
	// Sellers are the indices of its items, in the order of their prices.
	Sellers []int
	// Offers is how many there are, OfferShare their share of all that were
	// compared. Shares are rounded to 6 decimals so that they sum to 1 over the bands:
	// down, and what is then over goes to the largest remainders, the cheaper first.
	Offers     int
	OfferShare decimal.Decimal
	// Units are those of a month, or the sum of 1 / rank, and UnitShare their share.
	Units, UnitShare decimal.Decimal
	// MedianReviews and MedianRating are medians of what is known; not Valid when
	// nothing is.
	MedianReviews, MedianRating decimal.NullDecimal
	// ChannelShare is the share of its items that the channel fulfils, rounded half
	// away from zero to 6 decimals.
	ChannelShare decimal.Decimal
	// Barrier is the review barrier, and Opportunity the score, 0 when the band is
	// not feasible; both rounded half away from zero to 4 decimals. Which band is best
	// is decided on the exact figures.
	Barrier, Opportunity decimal.Decimal
	// Feasible says that a price within the limits lies in the band, LeastPrice is the
	// lowest such item price.
	Feasible   bool
	LeastPrice decimal.NullDecimal
	// TooFew says that the band has fewer offers than are asked for.
	TooFew bool

	score fraction // the opportunity, whether feasible or not
}

// eligible reports whether the band may be chosen.
func (b *PriceBand) eligible() bool { return b.Feasible && !b.TooFew }

// A fraction is an exact quotient with a denominator above 0.
type fraction struct{ over, under decimal.Decimal }

func (f fraction) above(g fraction) bool {
	return f.over.Mul(g.under).GreaterThan(g.over.Mul(f.under))
}

// A comparedSeller is a best seller that is compared.
type comparedSeller struct {
	index  int
	total  decimal.Decimal
	weight decimal.Decimal
	seller *BestSeller
}

// compared returns the items that can be compared in the order of their prices, and
// the others.
func (p *Positioning) compared() (items []comparedSeller, left []LeftOutSeller) {
	for i := range p.Sellers {
		b := &p.Sellers[i]
		weight := b.UnitsPerMonth.Decimal
		switch {
		case !b.Shipping.Valid:
			left = append(left, LeftOutSeller{i, "shipping_unknown"})
			continue
		case p.ByRank && b.Rank == 0:
			left = append(left, LeftOutSeller{i, "rank_unknown"})
			continue
		case p.ByRank:
			weight = decimal.New(1, 0).DivRound(decimal.New(int64(b.Rank), 0), weightPlaces)
		case !b.UnitsPerMonth.Valid:
			left = append(left, LeftOutSeller{i, "units_unknown"})
			continue
		}
		items = append(items, comparedSeller{i, b.Total(), weight, b})
	}
	slices.SortStableFunc(items, func(a, b comparedSeller) int { return a.total.Cmp(b.total) })
	return items, left
}

// quantileCuts returns the prices at which bands end, exact: the quantile q of n
// sorted prices lies at the place (n-1)q, between two of them in proportion.
func quantileCuts(items []comparedSeller, quantiles []decimal.Decimal) []decimal.Decimal {
	cuts := make([]decimal.Decimal, len(quantiles))
	for i, q := range quantiles {
		at := q.Mul(decimal.New(int64(len(items)-1), 0))
		low := int(at.IntPart())
		cuts[i] = items[low].total
		if rest := at.Sub(decimal.New(int64(low), 0)); rest.Sign() > 0 {
			cuts[i] = cuts[i].Add(items[low+1].total.Sub(items[low].total).Mul(rest))
		}
	}
	return cuts
}

// naturalCuts returns the prices at which bands end that make the sum of squared
// distances from the mean of each band the smallest (W. D. Fisher, On Grouping for
// Maximum Homogeneity, 1958). Equal prices stay together; with fewer prices than
// bands each price is a band. Of two cuts alike the cheaper one counts.
//
// The squares are statistics, in float64: whole multiples of 0.0001 from the median
// price, each product rounded by itself so that every machine finds the same.
func naturalCuts(items []comparedSeller, bands int) []decimal.Decimal {
	var prices []decimal.Decimal
	var counts []float64
	for _, item := range items {
		if n := len(prices); n > 0 && prices[n-1].Equal(item.total) {
			counts[n-1]++
			continue
		}
		prices, counts = append(prices, item.total), append(counts, 1)
	}
	n := len(prices)
	bands = min(bands, n)
	middle := prices[n/2]
	sums, squares, weights := make([]float64, n+1), make([]float64, n+1), make([]float64, n+1)
	for i, price := range prices {
		x := price.Sub(middle).Shift(4).Round(0).InexactFloat64()
		weights[i+1] = weights[i] + counts[i]
		sums[i+1] = sums[i] + float64(counts[i]*x)
		squares[i+1] = squares[i] + float64(counts[i]*float64(x*x))
	}
	spread := func(from, to int) float64 { // of prices[from:to]
		sum, weight := sums[to]-sums[from], weights[to]-weights[from]
		return max(squares[to]-squares[from]-float64(float64(sum*sum)/weight), 0)
	}
	best := make([][]float64, bands+1)
	split := make([][]int, bands+1)
	for k := range best {
		best[k], split[k] = make([]float64, n+1), make([]int, n+1)
		for to := range best[k] {
			best[k][to] = math.Inf(1)
		}
	}
	best[0][0] = 0
	for k := 1; k <= bands; k++ {
		for to := k; to <= n; to++ {
			for from := k - 1; from < to; from++ {
				if total := best[k-1][from] + spread(from, to); total < best[k][to] {
					best[k][to], split[k][to] = total, from
				}
			}
		}
	}
	cuts := make([]decimal.Decimal, bands-1)
	to := n
	for k := bands; k > 1; k-- {
		to = split[k][to]
		cuts[k-2] = prices[to-1]
	}
	return cuts
}

// bands sorts the items into the bands that end at the cuts, each cut inclusive, and
// leaves out bands without an item.
func (p *Positioning) bands(items []comparedSeller, cuts []decimal.Decimal) []PriceBand {
	var parts [][]comparedSeller
	rest := items
	for _, cut := range cuts {
		n := sort.Search(len(rest), func(i int) bool { return rest[i].total.GreaterThan(cut) })
		if n > 0 {
			parts = append(parts, rest[:n])
		}
		rest = rest[n:]
	}
	if len(rest) > 0 {
		parts = append(parts, rest)
	}
	all := decimal.Zero
	for _, item := range items {
		all = all.Add(item.weight)
	}
	bands := make([]PriceBand, len(parts))
	units, offers := make([]decimal.Decimal, len(parts)), make([]decimal.Decimal, len(parts))
	for i, part := range parts {
		bands[i] = p.band(part, decimal.New(int64(len(items)), 0), all)
		units[i], offers[i] = bands[i].Units, decimal.New(int64(len(part)), 0)
		p.feasible(&bands[i])
	}
	unitShares, offerShares := sharesOf(units, sharePlaces), sharesOf(offers, sharePlaces)
	for i := range bands {
		bands[i].UnitShare, bands[i].OfferShare = unitShares[i], offerShares[i]
	}
	return bands
}

// band is what the items of a band show, of so many offers and units in all.
func (p *Positioning) band(part []comparedSeller, offers, units decimal.Decimal) PriceBand {
	b := PriceBand{From: part[0].total, To: part[len(part)-1].total, Offers: len(part), Sellers: make([]int, len(part))}
	var prices, reviews, ratings []decimal.Decimal
	byChannel := int64(0)
	for i, item := range part {
		b.Sellers[i] = item.index
		b.Units = b.Units.Add(item.weight)
		prices = append(prices, item.total)
		if item.seller.Reviews.Valid {
			reviews = append(reviews, item.seller.Reviews.Decimal)
		}
		if item.seller.Rating.Valid {
			ratings = append(ratings, item.seller.Rating.Decimal)
		}
		if item.seller.ByChannel {
			byChannel++
		}
	}
	b.MedianPrice = medianOf(prices).Decimal
	b.MedianReviews, b.MedianRating = medianOf(reviews), medianOf(ratings)
	own := decimal.New(int64(len(part)), 0)
	b.ChannelShare = decimal.New(byChannel, 0).DivRound(own, sharePlaces)
	b.TooFew = len(part) < p.LeastOffers
	barrier := p.barrier(b.MedianReviews)
	b.Barrier = barrier.over.DivRound(barrier.under, scorePlaces)
	b.score = fraction{b.Units.Mul(offers).Mul(barrier.under), units.Mul(own).Mul(barrier.over)}
	if units.IsZero() {
		b.score = fraction{decimal.Zero, decimal.New(1, 0)}
	}
	return b
}

// barrier is median reviews over the reviews that are planned, from 1 to the highest.
func (p *Positioning) barrier(median decimal.NullDecimal) fraction {
	one, most := decimal.New(1, 0), p.mostBarrier()
	planned := p.Product.Reviews
	switch {
	case !median.Valid, planned.IsZero() && median.Decimal.Sign() > 0,
		median.Decimal.GreaterThan(planned.Mul(most)):
		return fraction{most, one}
	case median.Decimal.LessThanOrEqual(planned):
		return fraction{one, one}
	}
	return fraction{median.Decimal, planned}
}

// feasible looks for the lowest price within the limits that lies in a band; a band
// with one has its opportunity.
func (p *Positioning) feasible(b *PriceBand) {
	l := p.Limits
	l.Ending = Ending{}
	low, high := b.From.Sub(p.Product.Shipping), b.To.Sub(p.Product.Shipping)
	low = decimal.Max(low, decimal.New(1, -int32(l.Places)))
	if low.GreaterThan(high) || low.GreaterThan(fees.MaxPrice()) {
		return
	}
	// The limits were checked: an error says that no price at all is within them.
	if price, _, err := l.Fit(low, Up); err == nil && price.GreaterThanOrEqual(low) && price.LessThanOrEqual(high) {
		b.Feasible, b.LeastPrice = true, decimal.NewNullDecimal(price)
		b.Opportunity = b.score.over.DivRound(b.score.under, scorePlaces)
	}
}

// offsets are the offsets of a product in a band.
func (p *NewProduct) offsets(b *PriceBand) []AppliedOffset {
	var out []AppliedOffset
	one := decimal.New(1, 0)
	if m := b.MedianReviews; m.Valid && p.ReviewDiscount.Sign() > 0 && p.Reviews.LessThan(m.Decimal) {
		deficit := m.Decimal.Sub(p.Reviews).DivRound(m.Decimal, weightPlaces)
		out = append(out, AppliedOffset{reviewOffset, p.ReviewDiscount.Mul(b.MedianPrice).Mul(deficit).Neg(),
			fx.Plain(p.Reviews) + " reviews planned of " + fx.Plain(m.Decimal) + " in the middle of the band"})
	}
	own := decimal.Zero
	if p.ByChannel {
		own = one
	}
	if lead := own.Sub(b.ChannelShare); p.DeliveryWorth.Sign() > 0 && !lead.IsZero() {
		out = append(out, AppliedOffset{promiseOffset, p.DeliveryWorth.Mul(b.MedianPrice).Mul(lead),
			fx.Percent(b.ChannelShare) + " of the band is delivered by the channel"})
	}
	for _, o := range p.Offsets {
		out = append(out, AppliedOffset{o.Code, o.Share.Mul(b.MedianPrice).Add(o.Amount),
			fx.Percent(o.Share) + " of the median price and " + fx.Plain(o.Amount)})
	}
	return out
}

// reason says why a band was chosen.
func (b *PriceBand) reason(c fx.Currency) Reason {
	return Reason{"band", "from " + fx.Plain(b.From) + " to " + fx.Plain(b.To) + " " + string(c) + ": " + fx.Percent(b.UnitShare) +
		" of units in " + fx.Percent(b.OfferShare) + " of offers, review barrier " + fx.Plain(b.Barrier) +
		", opportunity " + fx.Plain(b.Opportunity)}
}

// Table returns the bands as a table: a head and a row for each, the chosen one with
// "yes" in the last column. What is unknown is empty.
func (p Position) Table() [][]string {
	table := [][]string{{"from", "to", "median_price", "offers", "offer_share", "unit_share", "median_reviews", "median_rating",
		"channel_share", "barrier", "opportunity", "feasible", "chosen"}}
	yes := func(b bool) string {
		if b {
			return "yes"
		}
		return "no"
	}
	known := func(d decimal.NullDecimal) string {
		if !d.Valid {
			return ""
		}
		return fx.Plain(d.Decimal)
	}
	for i := range p.Bands {
		b := &p.Bands[i]
		table = append(table, []string{fx.Plain(b.From), fx.Plain(b.To), fx.Plain(b.MedianPrice), strconv.Itoa(b.Offers),
			fx.Plain(b.OfferShare), fx.Plain(b.UnitShare), known(b.MedianReviews), known(b.MedianRating),
			fx.Plain(b.ChannelShare), fx.Plain(b.Barrier), fx.Plain(b.Opportunity), yes(b.Feasible), yes(i == p.Chosen)})
	}
	return table
}
