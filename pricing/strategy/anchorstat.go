package strategy

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

var (
	half          = decimal.New(5, -1)
	highestWanted = fees.MaxPrice()
)

// A rival is an offer that counts, with what it counts for.
type rival struct {
	index int // in the offers of the market
	total decimal.Decimal
}

// anchorOf returns what the price is anchored on; it is not Valid when there is
// nothing and a stand-alone price instead.
func (a Anchor) anchorOf(m *Market) (decimal.NullDecimal, []Reason, error) {
	filter := a.Filter
	if folded(m.Own.Seller) != "" {
		filter.Own = append(slices.Clone(filter.Own), m.Own.Seller)
	}
	kept, excluded := filter.apply(m.Offers, m.Now)
	rivals := make([]rival, 0, len(kept))
	var reasons []Reason
	for _, i := range kept {
		r := rival{i, m.Offers[i].Total()}
		if a.Statistic == QualityAdjusted {
			adjusted, ok := a.Quality.adjust(&m.Own, &m.Offers[i])
			if !ok {
				excluded = append(excluded, Excluded{i, ExcludedQuality})
				continue
			}
			if !adjusted.Equal(r.total) {
				reasons = append(reasons, Reason{"quality", label(i, &m.Offers[i]) + " at " + fx.Plain(r.total) + " counts as " + fx.Plain(adjusted)})
			}
			r.total = adjusted
		}
		rivals = append(rivals, r)
	}
	slices.SortFunc(excluded, func(x, y Excluded) int { return x.Index - y.Index })
	ownFeatured := false
	for _, e := range excluded {
		o := &m.Offers[e.Index]
		ownFeatured = ownFeatured || e.Reason == ExcludedOwn && o.Featured
		reasons = append(reasons, Reason{"excluded_" + string(e.Reason), label(e.Index, o) + " is left out: " + e.Reason.String()})
	}
	competitive := m.Competitive
	if competitive.Valid && a.usesCompetitive() {
		switch {
		case !isPrice(competitive.Decimal) || competitive.Decimal.IsZero():
			competitive.Valid = false
			reasons = append(reasons, Reason{"excluded_" + string(ExcludedPrice), "the competitive price is left out: it cannot be one"})
		case filter.isStale(m.CompetitiveSeen, m.Now):
			competitive.Valid = false
			reasons = append(reasons, Reason{"excluded_" + string(ExcludedStale), "the competitive price is left out: it was not read in time"})
		}
	}
	anchor, text := a.pick(rivals, competitive, m.Offers)
	if !anchor.Valid {
		if ownFeatured && (a.Statistic == Featured || a.Statistic == FeaturedOrCompetitive) {
			return anchor, nil, &NoPriceError{NameAnchor, "own_featured", "the Featured Offer is the own one"}
		}
		if !a.StandAlone.Valid {
			return anchor, nil, &NoPriceError{NameAnchor, "no_rival", "of " + strconv.Itoa(len(m.Offers)) + " offers none is a rival to go by, and there is no stand-alone price"}
		}
		return anchor, reasons, nil
	}
	return anchor, append(reasons, Reason{"anchor", text}), nil
}

func (a *Anchor) usesCompetitive() bool {
	return a.Statistic == Competitive || a.Statistic == FeaturedOrCompetitive
}

// pick returns the statistic of the rivals and says it.
func (a *Anchor) pick(rivals []rival, competitive decimal.NullDecimal, offers []Offer) (decimal.NullDecimal, string) {
	// Equal totals keep the order of the offers.
	slices.SortStableFunc(rivals, func(x, y rival) int { return x.total.Cmp(y.total) })
	featured := rivals
	if a.usesCompetitive() || a.Statistic == Featured {
		featured = slices.DeleteFunc(slices.Clone(rivals), func(r rival) bool { return !offers[r.index].Featured })
	}
	first := func(of []rival, what string) (decimal.NullDecimal, string) {
		if len(of) == 0 {
			return decimal.NullDecimal{}, ""
		}
		return decimal.NewNullDecimal(of[0].total), what + " is " + fx.Plain(of[0].total) + ", " + label(of[0].index, &offers[of[0].index])
	}
	switch a.Statistic {
	case Featured:
		return first(featured, "the Featured Offer")
	case Competitive, FeaturedOrCompetitive:
		lowest, text := first(featured, "the Featured Offer")
		if a.Statistic == Competitive || !lowest.Valid || competitive.Valid && competitive.Decimal.LessThan(lowest.Decimal) {
			if !competitive.Valid {
				return competitive, ""
			}
			return competitive, "the competitive price elsewhere is " + fx.Plain(competitive.Decimal)
		}
		return lowest, text
	case Median, AtQuantile:
		if len(rivals) == 0 {
			return decimal.NullDecimal{}, ""
		}
		share, what := half, "the median"
		if a.Statistic == AtQuantile {
			share, what = a.Quantile, "the quantile "+fx.Plain(a.Quantile)
		}
		value := quantileOf(rivals, share)
		return decimal.NewNullDecimal(value), what + " of " + strconv.Itoa(len(rivals)) + " rivals is " + fx.Plain(value)
	case QualityAdjusted:
		return first(rivals, "the lowest total after quality")
	}
	return first(rivals, "the lowest total of "+strconv.Itoa(len(rivals))+" rivals")
}

// quantileOf returns a quantile of rivals in rising order, exactly: at (n-1)q,
// counted from 0, in proportion between two (type 7 of Hyndman and Fan, Sample
// Quantiles in Statistical Packages, 1996).
func quantileOf(rivals []rival, q decimal.Decimal) decimal.Decimal {
	at := q.Mul(decimal.NewFromInt(int64(len(rivals) - 1)))
	i := int(at.IntPart())
	value := rivals[i].total
	if rest := at.Sub(decimal.NewFromInt(int64(i))); rest.Sign() > 0 {
		value = value.Add(rivals[i+1].total.Sub(value).Mul(rest))
	}
	return value
}
