package main

import (
	"strconv"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// Bounds of names and lists from outside.
const (
	maxName  = 100 // characters
	maxCosts = 100
)

// A request is what somebody wants to know about one unit, as far as it could be
// read.
type request struct {
	sku     string
	day     time.Time // zero when it could not be read
	channel string
	offer   offer
	price   decimal.NullDecimal
	costs   []pricing.CostItem
	// firstMore is the index in costs of the first item of more_cost.
	firstMore int
	rate      rateRequest
	returns   pricing.Returns
	ads       pricing.Ads
	life      pricing.Life
	target    *target
	basis     pricing.ROIBasis // of the ROI that is shown
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
}

// readRequest reads a request and notes every fault of its form. What the
// library checks by itself is left to it.
func readRequest(n node, f *faults) request {
	if n.kind == isObject && len(n.fields) == 0 {
		f.add("", "{}", "must not be empty: a request needs at least sku, date, channel or channels, and price or target")
		return request{}
	}
	o := open(n, "", f)
	if n.kind != isObject {
		return request{}
	}
	var r request
	r.sku = o.name("sku")
	r.day = o.day("date")
	if _, given := o.get("date"); !given {
		f.add("date", "", "must be given: the day the unit is shipped, such as 2026-11-23")
	}
	r.channel = o.name("channel")
	if r.channel != "" && channels[r.channel] == nil {
		f.add("channel", r.channel, "must be one of "+strings.Join(channelNames(), ", "))
	}
	o.get("channels") // known, and null when it stands beside a channel
	r.offer = readOffer(&o, r.channel)
	r.price = o.decimal("price")
	r.costs = readCosts(&o, "cost")
	r.firstMore = len(r.costs)
	r.costs = append(r.costs, readCosts(&o, "more_cost")...)
	r.rate = readRate(&o)
	r.returns = readReturns(&o)
	r.ads = readAds(&o)
	r.life = readLife(&o)
	r.target, r.basis = readTarget(&o)
	if _, given := o.get("price"); !given && r.target == nil && !f.covers("target") {
		f.add("price", "", "must be given when there is no target")
	}
	o.close()
	return r
}

// readCosts reads the list of cost items. An amount that is not there is unknown.
func readCosts(o *object, name string) []pricing.CostItem {
	n, given := o.get(name)
	if !given {
		return nil
	}
	if n.kind != isList {
		o.faults.add(name, n.brief(), "must be a list of objects")
		return nil
	}
	if len(n.items) > maxCosts {
		o.faults.add(name, "", "must have at most "+strconv.Itoa(maxCosts)+" items")
		return nil
	}
	costs := make([]pricing.CostItem, len(n.items))
	for i, item := range n.items {
		c := open(item, name+"["+strconv.Itoa(i)+"]", o.faults)
		if item.kind != isObject {
			continue
		}
		costs[i] = pricing.CostItem{
			Code: c.name("code"), Label: c.label("label"),
			Amount: c.decimal("amount"), Currency: c.currency("currency"), PerSale: c.flag("per_sale"),
		}
		_, amount := c.get("amount")
		if _, currency := c.get("currency"); amount && !currency {
			c.faults.add(c.at("currency"), "", "must be given with an amount")
		}
		c.close()
	}
	return costs
}

// readRate reads how costs are converted.
func readRate(o *object) rateRequest {
	var r rateRequest
	f, ok := o.object("fx")
	if !ok {
		return r
	}
	r.rate, r.date, r.buffer = f.decimal("rate"), f.day("date"), f.decimal("buffer").Decimal
	r.base, r.quote = readPair(&f)
	_, rate := f.get("rate")
	_, date := f.get("date")
	if rate && date {
		f.faults.add("fx", "", "must have rate or date, not both")
	}
	if _, pair := f.get("pair"); rate && !pair {
		f.faults.add("fx.pair", "", "must be given with a rate, such as USD/CNY for CNY per USD")
	}
	f.close()
	return r
}

// readPair reads "USD/CNY", in either order.
func readPair(f *object) (base, quote fx.Currency) {
	const pair = "pair"
	written := f.word(pair)
	if written == "" {
		return "", ""
	}
	fault := func(reason string) { f.faults.add(f.at(pair), written, reason) }
	left, right, _ := strings.Cut(written, "/")
	base, baseErr := fx.ParseCurrency(left)
	quote, quoteErr := fx.ParseCurrency(right)
	switch {
	case baseErr != nil || quoteErr != nil:
		fault("must be two currency codes of ISO 4217, such as USD/CNY")
	case base == quote:
		fault("must be two different currencies")
	case base != listingCurrency && quote != listingCurrency:
		fault("must have " + string(listingCurrency) + ", the currency of the channel, on one side")
	default:
		return base, quote
	}
	return "", ""
}

func readReturns(o *object) pricing.Returns {
	var r pricing.Returns
	if returns, ok := o.object("returns"); ok {
		r.Rate = returns.decimal("rate").Decimal
		if _, given := returns.get("rate"); !given {
			returns.faults.add("returns.rate", "", "must be given: the share of sold units that comes back, such as 0.05")
		}
		r.Resellable, r.Processing = returns.decimal("resellable"), returns.decimal("processing")
		returns.close()
	}
	return r
}

func readAds(o *object) pricing.Ads {
	var a pricing.Ads
	if ads, ok := o.object("ads"); ok {
		a.TACoS = ads.decimal("tacos").Decimal
		a.ACoS, a.AdShare = ads.decimal("acos").Decimal, ads.decimal("ad_share").Decimal
		a.PerUnit = ads.decimal("per_unit").Decimal
		ads.close()
	}
	return a
}

func readLife(o *object) pricing.Life {
	var l pricing.Life
	if life, ok := o.object("life"); ok {
		l.DaysInStock, l.Removed = life.decimal("days_in_stock"), life.decimal("removed")
		l.Disputed, l.UnitsPerMonth = life.decimal("disputed"), life.decimal("units_per_month")
		life.close()
	}
	return l
}

// readTarget reads the target and the basis of the ROI.
func readTarget(o *object) (*target, pricing.ROIBasis) {
	basis := pricing.OnCost
	t, ok := o.object("target")
	if !ok {
		return nil, basis
	}
	if b := t.choice("roi_basis", string(pricing.OnCost), string(pricing.OnPurchase), string(pricing.OnCostAndAds)); b != "" {
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
		n, given := t.get(form.name)
		if d := t.decimal(form.name); given {
			found = append(found, target{form.make(d.Decimal), t.at(form.name), n.brief()})
		}
	}
	t.close()
	if len(found) != 1 {
		t.faults.add("target", "", "must have exactly one of margin, markup, roi, profit")
		return nil, basis
	}
	return &found[0], basis
}
