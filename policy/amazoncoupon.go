package policy

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// couponInfo is the Info of the rules on coupons.
func couponInfo(id, title, citation, confidence string) Info {
	return Info{
		ID: id, Title: title, Channels: []string{channelAmazon},
		Citation: "Amazon, new coupon pricing requirements (Seller Central news, from 2024-03-12)" + citation,
		From:     calendarDay(2024, time.March, 12), Verified: verifiedOn, Confidence: confidence,
	}
}

// The standard thresholds of coupons.
var (
	couponMin    = decimal.New(5, -2)
	couponMax    = decimal.New(50, -2)
	couponWasMax = decimal.New(95, -2)
)

// Net returns what a buyer pays with the coupon at a price, rounded once to the minor
// unit of the currency, half away from zero. It is not below 0. Where the discount
// ends on half a minor unit the higher net price counts, which is the harder one for
// the seller. The price of an unknown currency is rounded to 2 decimals. A price or
// discount that is no amount leaves the price as it is.
func (c Coupon) Net(price decimal.Decimal, currency fx.Currency) decimal.Decimal {
	places, known := currency.MinorUnits()
	if !known {
		places = 2
	}
	if !isAmount(price) || !isAmount(c.Amount) || !isAmount(c.Share) {
		return price
	}
	net := price.Sub(c.Amount).Sub(price.Mul(c.Share)).Round(int32(places))
	if net.Sign() < 0 {
		return decimal.Zero
	}
	return net
}

// text writes the discount: "5%" or "2.00 USD".
func (c *Coupon) text(currency fx.Currency) string {
	if c.Share.Sign() > 0 {
		return fx.Percent(c.Share)
	}
	return money(c.Amount, currency)
}

// AmazonCouponShare is AMZ-CPN-1: a coupon takes at least 5% and at most 50% off the
// price. Exactly at either is allowed. A coupon of an amount is compared with those
// shares of the price, exactly.
//
// The zero AmazonCouponShare has the thresholds of the source.
type AmazonCouponShare struct {
	// Min and Max are the least and the largest discount as fractions of the price. 0
	// means 0.05 and 0.50.
	Min, Max decimal.Decimal
}

// Info implements [Rule].
func (AmazonCouponShare) Info() Info {
	return couponInfo("AMZ-CPN-1", "a coupon takes 5% to 50% off", "", "high")
}

// Check implements [Rule].
func (r AmazonCouponShare) Check(c *Case, _ time.Time) Outcome {
	if c.Coupon == nil {
		return Skipped("no coupon")
	}
	least, most := standardTo(r.Min, couponMin), standardTo(r.Max, couponMax)
	against := func(share decimal.Decimal) int {
		if c.Coupon.Share.Sign() > 0 {
			return compare(c.Coupon.Share, share)
		}
		return compareProduct(c.Coupon.Amount, c.Price, share)
	}
	message := ""
	switch {
	case against(least) < 0:
		message = " is less than " + fx.Percent(least) + " off "
	case against(most) > 0:
		message = " is more than " + fx.Percent(most) + " off "
	default:
		return Passed()
	}
	text := c.Coupon.text(c.Currency)
	return Found(Finding{
		Severity: Block, Message: "the coupon of " + text + message + money(c.Price, c.Currency),
		Evidence: []Evidence{{Name: "coupon", Value: text}, amountEvidence("price", c.Price, c.Currency)},
	})
}

// AmazonCouponNet is AMZ-CPN-2: an item with a coupon needs a sales history, and its
// net price has to be below the Was price or the recent lowest price.
//
// Sellers report that below the Was price means at most 95% of it: at a Was price of
// 98.00 the net price has to be 93.10, and 93.67 was refused although it was below all
// recent prices. So the Was price decides where there is one; without one, the net
// price has to be below the lowest of the last 30 days. The net price is rounded as
// [Coupon.Net] says, the 95% are not.
//
// It needs the Was price, or a history with units. A Was price that is shown proves
// sales. The zero AmazonCouponNet has the thresholds above.
type AmazonCouponNet struct {
	// ShareOfWas is the largest net price as a fraction of the Was price. 0 means
	// 0.95. LowDays is how far the recent lowest price looks back. 0 means 30, which is
	// ours: the source says "recent".
	ShareOfWas decimal.Decimal
	LowDays    int
}

// Info implements [Rule].
func (r AmazonCouponNet) Info() Info {
	info := couponInfo("AMZ-CPN-2", "a coupon has to beat the Was price or the recent low", "; seller report of a required net price", "medium")
	info.House = []string{"recent lowest price: that of " + daysText(daysTo(r.LowDays, lowDays))}
	return info
}

// Check implements [Rule].
func (r AmazonCouponNet) Check(c *Case, day time.Time) Outcome {
	if c.Coupon == nil {
		return Skipped("no coupon")
	}
	was := c.wasPrice(day, historyDays)
	if was.missing != "" {
		return Unjudged(was.missing)
	}
	if !was.price.Valid {
		switch sold, known := c.History.window(day, mostDays).unitsSold(); {
		case !known:
			return Unjudged("history.units")
		case sold.Sign() <= 0:
			return Found(Finding{
				Severity: Block, Message: "the item has no sales history, so it cannot have a coupon",
				Evidence: []Evidence{{Name: "units sold", Value: "0"}},
			})
		}
	}
	net := c.Coupon.Net(c.Price, c.Currency)
	share := standardTo(r.ShareOfWas, couponWasMax)
	if was.price.Valid && compareProduct(net, was.price.Decimal, share) <= 0 {
		return Passed()
	}
	low := c.History.window(day, daysTo(r.LowDays, lowDays)).runs.Lowest()
	if !was.price.Valid && low.Valid && compare(net, low.Decimal) < 0 {
		return Passed()
	}
	f := Finding{Severity: Block, Evidence: []Evidence{
		amountEvidence("price", c.Price, c.Currency), {Name: "coupon", Value: c.Coupon.text(c.Currency)},
		amountEvidence("net price", net, c.Currency),
	}}
	const start = "the net price of "
	f.Message = start + money(net, c.Currency) + " is not below the recent low"
	if was.price.Valid {
		required := was.price.Decimal.Mul(share)
		f.Message = start + money(net, c.Currency) + " is above the required " + money(required, c.Currency) + ", " +
			fx.Percent(share) + " of the Was price of " + money(was.price.Decimal, c.Currency)
		f.Evidence = append(f.Evidence, amountEvidence("was price", was.price.Decimal, c.Currency), amountEvidence("required net price", required, c.Currency))
	}
	if low.Valid {
		f.Evidence = append(f.Evidence, amountEvidence("recent lowest price", low.Decimal, c.Currency))
	}
	return Found(f)
}
