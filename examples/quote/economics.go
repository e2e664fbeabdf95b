package main

import (
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// The most items of the lists in here.
const (
	maxStays = 12
	maxTiers = 100
)

// readReturns reads what comes back.
func readReturns(o *strict.Object) pricing.Returns {
	var r pricing.Returns
	if returns, ok := o.Object("returns"); ok {
		r.Rate = returns.Decimal("rate").Decimal
		needs(&returns, "rate", "the share of sold units that comes back, such as 0.05")
		r.Resellable, r.Processing = returns.Decimal("resellable"), returns.Decimal("processing")
		r.Kept, r.Recovery = returns.Decimal("kept").Decimal, returns.Decimal("recovery").Decimal
		returns.Close()
	}
	return r
}

// readAds reads what advertising takes. A conversion rate changes no line.
func readAds(o *strict.Object) (a pricing.Ads, conversion decimal.NullDecimal) {
	if ads, ok := o.Object("ads"); ok {
		a.TACoS = ads.Decimal("tacos").Decimal
		a.ACoS, a.AdShare = ads.Decimal("acos").Decimal, ads.Decimal("ad_share").Decimal
		a.PerUnit = ads.Decimal("per_unit").Decimal
		a.Launch, a.LaunchUnits = ads.Decimal("launch").Decimal, ads.Decimal("launch_units").Decimal
		if _, given := ads.Field("launch"); !given {
			if n, alone := ads.Field("launch_units"); alone {
				ads.Faults.Add(ads.At("launch_units"), n.Brief(), "must go with launch, the spend that these units carry")
			}
		}
		conversion = ads.Decimal("conversion_rate")
		if d := conversion.Decimal; conversion.Valid && (d.Sign() <= 0 || d.GreaterThan(decimal.New(1, 0))) {
			ads.Faults.Add(ads.At("conversion_rate"), fx.Plain(d), "must be a fraction above 0 and at most 1: the orders that a click brings, such as 0.1")
			conversion.Valid = false
		}
		ads.Close()
	}
	return a, conversion
}

// readLife reads how often the other events happen.
func readLife(o *strict.Object) pricing.Life {
	var l pricing.Life
	if life, ok := o.Object("life"); ok {
		l.DaysInStock, l.Removed = life.Decimal("days_in_stock"), life.Decimal("removed")
		l.Disputed, l.UnitsPerMonth = life.Decimal("disputed"), life.Decimal("units_per_month")
		l.Stays = readStays(&life)
		life.Close()
	}
	return l
}

// readStays reads which share of the units is sold after how many days.
func readStays(life *strict.Object) []pricing.StayShare {
	items := life.Objects("stays", maxStays)
	stays := make([]pricing.StayShare, len(items))
	for i := range items {
		s := &items[i]
		if !s.IsObject() {
			continue
		}
		if days := s.Decimal("days"); days.Valid {
			if d := days.Decimal; !d.IsInteger() || d.Sign() < 0 || d.GreaterThan(decimal.NewFromInt(fees.MaxStayDays)) {
				s.Faults.Add(s.At("days"), fx.Plain(d), "must be a whole number of days from 0 to "+strconv.Itoa(fees.MaxStayDays))
			} else {
				stays[i].Days = int(d.IntPart())
			}
		}
		stays[i].Share = s.Decimal("share").Decimal
		needs(s, "days", "how long a unit is in stock before it is sold, such as 30")
		needs(s, "share", "the share of all units, such as 0.5")
		s.Close()
	}
	if n, given := life.Field("stays"); given && n.Kind == strict.IsList && len(items) == 0 && !life.Faults.Covers(life.At("stays")) {
		life.Faults.Add(life.At("stays"), "[]", "must not be empty")
	}
	return stays
}

// readSale reads which part of the units is sold at a lower price.
func readSale(o *strict.Object) pricing.Promotion {
	var p pricing.Promotion
	if promotion, ok := o.Object("promotion"); ok {
		p.Share, p.Discount = promotion.Decimal("share").Decimal, promotion.Decimal("discount").Decimal
		needs(&promotion, "share", "the share of sold units that is sold in it, such as 0.25")
		needs(&promotion, "discount", "what they are cheaper by, as a share of the price, such as 0.15")
		promotion.Close()
	}
	return p
}

// readPayout reads the price list of who pays out or converts.
func readPayout(o *strict.Object) pricing.Payout {
	payout, ok := o.Object("payout")
	if !ok {
		return pricing.Payout{}
	}
	p := pricing.Payout{
		Terms: fx.Payout{
			Provider: payout.Name("provider"), Currency: payout.Currency("currency"),
			Fixed: payout.Decimal("fixed").Decimal, Minimum: payout.Decimal("minimum").Decimal, Maximum: payout.Decimal("maximum"),
		},
		Trailing: payout.Decimal("trailing").Decimal, Units: payout.Decimal("units"),
	}
	if p.Terms.Currency == "" || payout.Faults.Covers(payout.At("currency")) {
		p.Terms.Currency = listingCurrency
	}
	rate := payout.Decimal("rate")
	tiers := payout.Objects("tiers", maxTiers)
	_, flat := payout.Field("rate")
	if n, both := payout.Field("tiers"); flat && both {
		payout.Faults.Add(payout.At("tiers"), n.Brief(), "must not be given with rate")
	}
	if flat {
		p.Terms.Tiers = []fx.PayoutTier{{Rate: rate.Decimal}}
	} else {
		for i := range tiers {
			t := &tiers[i]
			if !t.IsObject() {
				continue
			}
			p.Terms.Tiers = append(p.Terms.Tiers, fx.PayoutTier{From: t.Decimal("from").Decimal, Rate: t.Decimal("rate").Decimal})
			needs(t, "rate", "the share that is taken, such as 0.009")
			t.Close()
		}
	}
	_, fixed := payout.Field("fixed")
	_, minimum := payout.Field("minimum")
	if _, tiered := payout.Field("tiers"); !flat && !tiered && !fixed && !minimum {
		payout.Faults.Add(payout.At("rate"), "", "must be given, or tiers, or a fixed or minimum fee")
	}
	payout.Close()
	return p
}

// payoutPath is where a fault of a payout stands in the request, which has no terms
// and may have one rate in place of tiers.
func payoutPath(p *pricing.Payout, field string) string {
	rest, ok := strings.CutPrefix(field, "payout.terms.")
	if !ok {
		return field
	}
	if inside, first := strings.CutPrefix(rest, "tiers[0]."); first && len(p.Terms.Tiers) == 1 && inside == "rate" {
		return "payout.rate"
	}
	return "payout." + rest
}

// readCapital reads what the money costs that lies in the goods.
func readCapital(o *strict.Object) pricing.Capital {
	var c pricing.Capital
	if capital, ok := o.Object("capital"); ok {
		c.AnnualRate, c.Days = capital.Decimal("annual_rate").Decimal, capital.Decimal("days")
		needs(&capital, "annual_rate", "the interest of a year, such as 0.12")
		capital.Close()
	}
	return c
}

// readOverhead reads what every unit has to carry of the costs of the firm.
func readOverhead(o *strict.Object) pricing.Overhead {
	var h pricing.Overhead
	if overhead, ok := o.Object("overhead"); ok {
		h.PerUnit, h.ShareOfRevenue = overhead.Decimal("per_unit").Decimal, overhead.Decimal("share_of_revenue").Decimal
		if _, share := overhead.Field("share_of_revenue"); !share {
			needs(&overhead, "per_unit", "an amount per sold unit, or share_of_revenue")
		}
		overhead.Close()
	}
	return h
}

// needs notes a field that must be there.
func needs(o *strict.Object, name, what string) {
	if _, given := o.Field(name); !given {
		o.Faults.Add(o.At(name), "", "must be given: "+what)
	}
}

// economics reports whether the request says what the profit in steps and the figures
// of advertising are for.
func (r *request) economics() bool {
	return r.promoted() || r.payout.Terms.Currency != "" || !r.capital.AnnualRate.IsZero() ||
		!r.overhead.PerUnit.IsZero() || !r.overhead.ShareOfRevenue.IsZero() || !r.ads.Launch.IsZero() || r.conversion.Valid
}

// promoted reports whether the request says that a part of the units is sold in a
// promotion.
func (r *request) promoted() bool {
	return !r.promotion.Share.IsZero() || !r.promotion.Discount.IsZero()
}
