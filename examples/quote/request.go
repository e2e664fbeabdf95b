package main

import (
	"strings"
	"time"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// maxCosts is the most cost items of a list.
const maxCosts = 100

// A request is what somebody wants to know about one unit, as far as it could be
// read.
type request struct {
	sku     string
	day     time.Time // zero when it could not be read
	channel string
	offer   offer
	price   decimal.NullDecimal
	origin  string
	costs   []pricing.CostItem
	// firstMore is the index in costs of the first item of more_cost.
	firstMore int
	rate      rateRequest
	returns   pricing.Returns
	ads       pricing.Ads
	life      pricing.Life
	promotion pricing.Promotion
	payout    pricing.Payout
	capital   pricing.Capital
	overhead  pricing.Overhead
	// conversion is how many orders a click brings, for the most that one may cost.
	conversion decimal.NullDecimal
	target     *target
	margin     decimal.NullDecimal // of a target that is one
	basis      pricing.ROIBasis    // of the ROI that is shown
}

// A target is what the price has to bring, and the field that said so.
type target struct {
	pricing.Target
	field, value string
}

// String says the target for people: "ROI of 60% on cost and ads".
func (t *target) String() string { return spaced(t.Target.String()) }

// A rateRequest says how costs are converted. Its zero value looks the rate up as
// of the ship date.
type rateRequest struct {
	base, quote fx.Currency // "" when no pair was given
	rate        decimal.NullDecimal
	date        time.Time
	buffer      decimal.Decimal
	band        decimal.Decimal // how far the rate may fall before the price is set anew
}

// readRequest reads a request and notes every fault of its form. What the
// library checks by itself is left to it.
func readRequest(n strict.Node, f *strict.Faults) request {
	if n.Kind == strict.IsObject && len(n.Fields) == 0 {
		f.Add("", "{}", "must not be empty: a request needs at least sku, date, channel or channels, and price or target")
		return request{}
	}
	o := strict.Open(n, "", f)
	if n.Kind != strict.IsObject {
		return request{}
	}
	var r request
	r.sku = o.Name("sku")
	r.day = o.Day("date")
	if _, given := o.Field("date"); !given {
		f.Add("date", "", "must be given: the day the unit is shipped, such as 2026-11-23")
	}
	r.channel = o.Name("channel")
	if r.channel != "" && channels[r.channel] == nil {
		f.Add("channel", r.channel, "must be one of "+strings.Join(channelNames(), ", "))
	}
	o.Field("channels") // known, and null when it stands beside a channel
	r.offer = readOffer(&o, r.channel)
	r.price = o.Decimal("price")
	r.origin = o.Word("origin")
	r.costs = readCosts(&o, "cost")
	r.firstMore = len(r.costs)
	r.costs = append(r.costs, readCosts(&o, "more_cost")...)
	r.rate = readRate(&o)
	r.returns = readReturns(&o)
	r.ads, r.conversion = readAds(&o)
	r.life = readLife(&o)
	r.promotion = readSale(&o)
	r.payout = readPayout(&o)
	r.capital, r.overhead = readCapital(&o), readOverhead(&o)
	r.target, r.margin, r.basis = readTarget(&o)
	if _, given := o.Field("price"); !given && r.target == nil && !f.Covers("target") {
		f.Add("price", "", "must be given when there is no target")
	}
	o.Close()
	return r
}

// readCosts reads the list of cost items. An amount that is not there is unknown.
func readCosts(o *strict.Object, name string) []pricing.CostItem {
	items := o.Objects(name, maxCosts)
	if items == nil {
		return nil
	}
	costs := make([]pricing.CostItem, len(items))
	for i := range items {
		c := &items[i]
		if !c.IsObject() {
			continue
		}
		costs[i] = pricing.CostItem{
			Code: c.Name("code"), Label: c.Label("label"),
			Amount: c.Decimal("amount"), Currency: c.Currency("currency"), PerSale: c.Flag("per_sale"),
		}
		_, amount := c.Field("amount")
		if _, currency := c.Field("currency"); amount && !currency {
			c.Faults.Add(c.At("currency"), "", "must be given with an amount")
		}
		c.Close()
	}
	return costs
}

// readRate reads how costs are converted.
func readRate(o *strict.Object) rateRequest {
	var r rateRequest
	f, ok := o.Object("fx")
	if !ok {
		return r
	}
	r.rate, r.date, r.buffer = f.Decimal("rate"), f.Day("date"), f.Decimal("buffer").Decimal
	r.band = f.Decimal("band").Decimal
	r.base, r.quote = readPair(&f)
	_, rate := f.Field("rate")
	_, date := f.Field("date")
	if rate && date {
		f.Faults.Add("fx", "", "must have rate or date, not both")
	}
	if _, pair := f.Field("pair"); rate && !pair {
		f.Faults.Add("fx.pair", "", "must be given with a rate, such as USD/CNY for CNY per USD")
	}
	f.Close()
	return r
}

// readPair reads "USD/CNY", in either order.
func readPair(f *strict.Object) (base, quote fx.Currency) {
	const pair = "pair"
	base, quote = f.Pair(pair)
	if base != "" && base != listingCurrency && quote != listingCurrency {
		f.Faults.Add(f.At(pair), f.Word(pair), "must have "+string(listingCurrency)+", the currency of the channel, on one side")
		return "", ""
	}
	return base, quote
}

// readTarget reads the target, the margin of one that is a margin, and the basis of the
// ROI.
func readTarget(o *strict.Object) (wanted *target, margin decimal.NullDecimal, basis pricing.ROIBasis) {
	basis = pricing.OnCost
	t, ok := o.Object("target")
	if !ok {
		return nil, margin, basis
	}
	if b := t.Choice("roi_basis", string(pricing.OnCost), string(pricing.OnPurchase), string(pricing.OnCostAndAds)); b != "" {
		basis = pricing.ROIBasis(b)
	}
	var found []target
	for _, form := range []struct {
		name string
		make func(decimal.Decimal) pricing.Target
	}{
		{"margin", pricing.Margin},
		{"markup", pricing.Markup},
		{"roi", func(d decimal.Decimal) pricing.Target { return pricing.ROI(d, basis) }},
		{"profit", pricing.Profit},
	} {
		n, given := t.Field(form.name)
		if d := t.Decimal(form.name); given {
			found = append(found, target{form.make(d.Decimal), t.At(form.name), n.Brief()})
		}
	}
	t.Close()
	if len(found) != 1 {
		t.Faults.Add("target", "", "must have exactly one of margin, markup, roi, profit")
		return nil, margin, basis
	}
	return &found[0], t.Decimal("margin"), basis
}
