package reports

import (
	"errors"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
)

// A feeTier is a size tier with a small parcel that is in it.
type feeTier struct {
	tier    amazon.Tier
	parcel  [3]string
	longest [3]string // the longest sides that are in it; "" for no limit
	over    int       // no lighter than this, in pounds
	upTo    int       // no heavier than this
}

// feeTiers are the size tiers, smallest first. Only sizes that the tables of the day
// put into the tier are used.
var feeTiers = []feeTier{
	{amazon.SmallStandard, [3]string{"4 in", "3 in", "0.5 in"}, [3]string{"15 in", "12 in", "0.75 in"}, 0, 1},
	{amazon.LargeStandard, [3]string{"3 in", "1 in", "1 in"}, [3]string{"18 in", "14 in", "8 in"}, 0, 20},
	{amazon.SmallBulky, [3]string{"18.01 in", "1 in", "1 in"}, [3]string{"37 in", "28 in", "20 in"}, 0, 50},
	{amazon.LargeBulky, [3]string{"37.01 in", "1 in", "1 in"}, [3]string{"59 in", "33 in", "33 in"}, 0, 50},
	{amazon.ExtraLarge0To50, [3]string{"59.01 in", "1 in", "1 in"}, [3]string{}, 0, 50},
	{amazon.ExtraLarge50To70, [3]string{"59.01 in", "1 in", "1 in"}, [3]string{}, 50, 70},
	{amazon.ExtraLarge70To150, [3]string{"59.01 in", "1 in", "1 in"}, [3]string{}, 70, 150},
	{amazon.ExtraLarge150AndUp, [3]string{"59.01 in", "1 in", "1 in"}, [3]string{}, 150, 250},
}

// A feeRung is the fee of one weight band of a size tier, with the lines that go by
// tier and weight alone.
type feeRung struct {
	tier     amazon.Tier
	from, to fees.Weight
	fee      *feeLine
}

type ladderKey struct {
	class     amazon.Class
	sipp      bool
	tables    *fees.Tables
	fuelEnd   time.Time
	discount  string
	run       int
	bandShift string
}

// ladder returns the rungs of all tiers on a day.
func (x *feeExam) ladder() []feeRung {
	l := shippingListing(&x.item.Listing)
	key := ladderKey{l.Class, l.SIPP, l.Tables, l.FuelSurchargeEnd, "", x.run, fx.Plain(l.BandAdjustment)}
	if l.SIPPDiscount.Valid {
		key.discount = fx.Plain(l.SIPPDiscount.Decimal)
	}
	if rungs, known := x.audit.cards.ladders[key]; known {
		return rungs
	}
	var rungs []feeRung
	l.Lithium, l.FulfillmentFee, l.FulfillmentFeeAllIn = false, decimal.NullDecimal{}, false
	for _, tier := range feeTiers {
		rungs = append(rungs, tierRungs(l, tier, x.card.day)...)
	}
	x.audit.cards.ladders[key] = rungs
	return rungs
}

// tierRungs returns the rungs of one tier. Weights go in the steps of the rate cards:
// 2 oz to a pound, 4 oz to 20 lb and whole pounds beyond.
func tierRungs(l amazon.Listing, tier feeTier, day time.Time) []feeRung {
	var rungs []feeRung
	var last fees.Weight
	for oz := tier.over*16 + 2; oz <= tier.upTo*16; oz += stepAfter(oz) {
		weight, err := fees.ParseWeight(fx.Plain(decimal.New(int64(oz), 0)) + " oz")
		if err != nil {
			continue
		}
		if l.Parcel, err = parcelOf(tier.parcel, weight); err != nil {
			continue
		}
		size, err := l.Size(day)
		if err != nil || size.Tier != tier.tier || size.Billable.Cmp(weight) != 0 {
			continue
		}
		lines, err := shippingLines(&l, day)
		if err != nil {
			continue
		}
		lines = slices.DeleteFunc(lines, func(l *feeLine) bool {
			return l.code != "fulfillment" && l.code != "fuel_surcharge" && l.code != "sipp_discount"
		})
		rung := feeRung{tier: tier.tier, from: last, to: weight, fee: levelSum(lines)}
		last = weight
		if n := len(rungs); n > 0 && sameFees(rungs[n-1].fee, rung.fee) {
			rungs[n-1].to = weight
			continue
		}
		rungs = append(rungs, rung)
	}
	return rungs
}

func stepAfter(oz int) int {
	switch {
	case oz < 16:
		return 2
	case oz < 20*16:
		return 4
	}
	return 16 - oz%16
}

// levelSum adds up fees that do not go by the price but in steps, as they are billed.
func levelSum(lines []*feeLine) *feeLine {
	var starts []decimal.Decimal
	for _, l := range lines {
		for _, p := range l.pieces {
			starts = append(starts, p.from)
		}
	}
	slices.SortFunc(starts, decimal.Decimal.Cmp)
	starts = slices.CompactFunc(starts, decimal.Decimal.Equal)
	sum := &feeLine{source: lines[0].source}
	one := decimal.NewFromInt(1)
	for _, from := range starts {
		piece := feePiece{from: from}
		for _, l := range lines {
			piece.cents = piece.cents.Add(l.each(from, one))
		}
		piece.base = piece.cents
		sum.pieces = append(sum.pieces, piece)
	}
	return sum
}

// sameFees reports whether two fees are the same at every price.
func sameFees(a, b *feeLine) bool {
	return slices.EqualFunc(a.pieces, b.pieces, func(p, q feePiece) bool {
		return p.from.Equal(q.from) && p.base.Equal(q.base) && p.rate.Equal(q.rate)
	})
}

func parcelOf(sides [3]string, weight fees.Weight) (fees.Parcel, error) {
	var p fees.Parcel
	var errs [3]error
	p.Length, errs[0] = fees.ParseLength(sides[0])
	p.Width, errs[1] = fees.ParseLength(sides[1])
	p.Height, errs[2] = fees.ParseLength(sides[2])
	p.Weight = weight
	return p, errors.Join(errs[:]...)
}

// weights tries the other weight bands of the size tier, and those of the other tiers.
func (x *feeExam) weights() {
	if x.card.sizeErr != nil || x.item.Listing.FulfillmentFee.Valid {
		return
	}
	own := x.card.size
	rungs := x.ladder()
	at := -1 // the rung of the item
	for i := range rungs {
		if rungs[i].tier == own.Tier && rungs[i].from.Cmp(own.Billable) < 0 && rungs[i].to.Cmp(own.Billable) >= 0 {
			at = i
		}
	}
	previewed := x.audit.previews[x.fee.SKU].tier
	ownRest, _ := restOf(x.card.shipping, nil)
	var tier amazon.Tier // of the rung before
	var rest []*feeLine
	var wanted decimal.Decimal // of what goes by tier and weight
	var nearest fees.Weight    // billed for the nearest size in the tier; 0 for none
	found := false             // in this tier: one weight of it is enough
	for i := range rungs {
		r := &rungs[i]
		if i == 0 || r.tier != tier {
			tier, found, nearest, rest = r.tier, false, fees.Weight{}, ownRest
			if l, ok := x.moved(tier); ok && tier != own.Tier {
				shipping := shippingListing(&l)
				if lines, err := restOf(shippingLines(&shipping, x.card.day)); err == nil {
					rest = lines
				}
				if size, err := shipping.Size(x.card.day); err == nil {
					nearest = size.Billable
				}
			}
			wanted = x.fee.Amount.Sub(shippingTotal(rest, x.sales, x.units))
		}
		if i == at || found || r.tier == x.measuredTier {
			continue
		}
		if found = r.fee.each(x.sales, x.units).Mul(x.units).Equal(wanted); !found {
			continue
		}
		e := FeeExplanation{
			Cause: CauseWeightBand, Text: "of " + string(r.tier) + ", " + rungText(r), Table: r.fee.source.Table,
			Do: "Weigh and measure the packed unit, and ask for a remeasurement where Amazon is wrong.",
		}
		rank := rankFarWeight
		switch {
		case r.tier == own.Tier:
			if at >= 0 && (i == at-1 || i == at+1) {
				rank = rankNextWeight
			}
		case r.tier == previewed:
			e.Cause, rank, e.Sure = CauseTier, rankPreviewedTier, true
			e.Text += ", the size tier that the fee preview names"
		default:
			if e.Cause, rank = CauseTier, rankFarTier; r.from.Cmp(nearest) < 0 && r.to.Cmp(nearest) >= 0 {
				rank = rankNextTier
			}
		}
		x.try(rank, x.fee.Amount, e)
	}
}

// restOf returns the lines that do not go by tier and billable weight.
func restOf(lines []*feeLine, err error) ([]*feeLine, error) {
	var rest []*feeLine
	for _, line := range lines {
		if line.code == "overmax" || line.code == "packaging" || line.code == "lithium_battery" {
			rest = append(rest, line)
		}
	}
	return rest, err
}

// moved returns the listing with the sides changed as little as a tier needs.
func (x *feeExam) moved(to amazon.Tier) (amazon.Listing, bool) {
	l := shippingListing(&x.item.Listing)
	a, b, c := l.Parcel.Sides()
	for _, tier := range feeTiers {
		if tier.tier != to {
			continue
		}
		sides := [3]fees.Length{a, b, c}
		if tier.longest[0] != "" {
			for i := range sides {
				if most, err := fees.ParseLength(tier.longest[i]); err == nil && sides[i].Cmp(most) > 0 {
					sides[i] = most
				}
			}
		}
		l.Parcel = fees.Parcel{Length: sides[0], Width: sides[1], Height: sides[2], Weight: l.Parcel.Weight}
		if size, err := l.Size(x.card.day); err == nil && size.Tier == tier.tier {
			return l, true
		}
		// Larger: the longest side reaches into the tier, or the shortest does.
		for i := range sides {
			grown := sides
			if least, err := fees.ParseLength(tier.parcel[i]); err == nil && grown[i].Cmp(least) < 0 {
				grown[i] = least
			}
			l.Parcel = fees.Parcel{Length: grown[0], Width: grown[1], Height: grown[2], Weight: l.Parcel.Weight}
			if size, err := l.Size(x.card.day); err == nil && size.Tier == tier.tier {
				return l, true
			}
		}
	}
	return l, false
}

// rungText says the weights of a rung.
func rungText(r *feeRung) string {
	if r.from.IsZero() {
		return "up to " + fx.Plain(r.to.Lb(3)) + " lb"
	}
	return "over " + fx.Plain(r.from.Lb(3)) + " up to " + fx.Plain(r.to.Lb(3)) + " lb"
}
