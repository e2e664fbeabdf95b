package main

import (
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// The most entries of one cell.
const (
	maxRivals = 200
	maxRuns   = 400
)

// entries are the parts of a cell such as "a:1;b:2".
func (r *rowItem) entries(name string, most int) []string {
	text := strings.TrimRight(r.text(name), "; ")
	if text == "" {
		return nil
	}
	out := strings.Split(text, ";")
	if len(out) > most {
		r.faults.Add(name, "", "must have at most "+strconv.Itoa(most)+" entries, has "+strconv.Itoa(len(out)))
		return nil
	}
	return out
}

// rivals reads "seller:price:shipping:flags" entries: "A1:23.49:0:channel+featured".
// An empty shipping is unknown, flags may be left out.
func (r *rowItem) rivals(name string) []strategy.Offer {
	var out []strategy.Offer
	for i, entry := range r.entries(name, maxRivals) {
		field := name + "[" + strconv.Itoa(i) + "]"
		parts := strings.Split(entry, ":")
		if len(parts) != 3 && len(parts) != 4 {
			r.faults.Add(field, entry, "must be seller:price:shipping:flags such as A1:23.49:0:featured")
			continue
		}
		offer := strategy.Offer{
			Seller: strings.TrimSpace(parts[0]), Price: r.price(field+".price", parts[1]),
			Shipping: r.notNegative(field+".shipping", parts[2]),
		}
		if len(parts) == 4 {
			r.flags(&offer, field+".flags", parts[3])
		}
		out = append(out, offer)
	}
	return out
}

func (r *rowItem) flags(offer *strategy.Offer, field, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	for _, flag := range strings.Split(text, "+") {
		switch flag = strings.TrimSpace(flag); flag {
		case "channel":
			offer.ByChannel = true
		case "featured":
			offer.Featured = true
		case "out":
			offer.OutOfStock = true
		case "used":
			offer.Condition = "used"
		default:
			r.faults.Add(field, flag, `must be "channel", "featured", "out" or "used", with + between`)
		}
	}
}

// history reads "from/to:price:units" entries, with ":promo" behind for a promotion:
// "2026-08-01/2026-10-31:27.49:118". Empty units are unknown.
func (r *rowItem) history(name string) policy.History {
	var out policy.History
	for i, entry := range r.entries(name, maxRuns) {
		field := name + "[" + strconv.Itoa(i) + "]"
		parts := strings.Split(entry, ":")
		days := strings.Split(parts[0], "/")
		promotion := len(parts) == 4 && strings.TrimSpace(parts[3]) == "promo"
		if len(days) != 2 || len(parts) < 2 || len(parts) > 4 || len(parts) == 4 && !promotion {
			r.faults.Add(field, entry, "must be from/to:price:units such as 2026-08-01/2026-10-31:27.49:118, with :promo behind for a promotion")
			continue
		}
		run := policy.PriceRun{
			From: r.day(field+".from", days[0]), To: r.day(field+".to", days[1]), Price: r.price(field+".price", parts[1]), Promotion: promotion,
		}
		if run.To.Before(run.From) && !run.To.IsZero() {
			r.faults.Add(field+".to", days[1], "must not be before the first day")
		}
		if len(parts) > 2 {
			run.Units = r.notNegative(field+".units", parts[2])
		}
		out = append(out, run)
	}
	return out
}

func (r *rowItem) day(field, text string) time.Time {
	day, err := time.Parse(time.DateOnly, strings.TrimSpace(text))
	if err != nil || day.Year() < 1 {
		r.faults.Add(field, text, "must be a day such as 2026-11-23")
		return time.Time{}
	}
	return day
}

// price is a number above 0 that must be there.
func (r *rowItem) price(field, text string) decimal.Decimal {
	text = strings.TrimSpace(text)
	before := len(r.faults)
	d := r.numberIn(field, text)
	if len(r.faults) == before && (!d.Valid || d.Decimal.Sign() <= 0) {
		r.faults.Add(field, text, "must be a price above 0")
	}
	return d.Decimal
}

func (r *rowItem) notNegative(field, text string) decimal.NullDecimal {
	text = strings.TrimSpace(text)
	d := r.numberIn(field, text)
	if d.Valid && d.Decimal.Sign() < 0 {
		r.faults.Add(field, text, "must not be below 0")
	}
	return d
}
