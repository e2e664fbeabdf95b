package pricing

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Unit is all there is to know about one unit on one channel.
type Unit struct {
	// Listing is the item as it is offered; nil is an error.
	Listing fees.Listing
	// Cost is what the unit costs until it can be shipped, item by item. No item
	// at all is an unknown cost, not a cost of 0.
	Cost []CostItem
	// Landed is what the unit costs as worked out from its shipment, part by part;
	// Cost is then what comes on top of it. What a landed cost does not know makes
	// the statement incomplete, and a duty that is a range counts with its low end.
	// The zero UnitCost is none.
	Landed landed.UnitCost
	// Origin is the country where the goods were made, ISO 3166-1 alpha-2: "CN".
	// Goods from abroad whose costs have a freight but no duty are the classic trap
	// of the field: such a statement misses "cost.duty" and is not complete. A cost
	// is a freight or a duty when its code says so, as "sea_freight" and
	// "duty_301_list_3" do; an amount of 0 says that no duty is due. "" does not say
	// where the goods come from, and "US" that no duty can be due.
	Origin string
	// Rate converts costs that are not in the currency of the listing: a spot
	// rate between the two currencies, either way round, without a buffer of its
	// own. The zero Rate is for costs that are all in the currency of the listing.
	Rate fx.Rate
	// Buffer is the share by which the currency of the listing is planned to lose
	// value until the money arrives: 0.02 plans with 2 % less. From 0 to below 1.
	// Package fx/buffer finds one. What it adds to the costs is the line
	// "fx_buffer".
	Buffer decimal.Decimal
	// Band is how far the currency of the listing may fall before the price is set
	// anew, a fraction: 0.02 is 2 %. It changes no line; Statement.FX says what the
	// unit earns at that rate. From 0, which is no band, to below 1.
	Band decimal.Decimal
	// Returns and Ads are what is expected of them; their zero values are none.
	Returns Returns
	Ads     Ads
	// Life is how often the other events happen that the channel charges for.
	Life Life
	// Promotion is which part of the units is sold at a lower price.
	Promotion Promotion
	// Payout is what it costs to turn what the channel pays out into the currency
	// of the seller, Capital what the money costs that lies in the goods, and
	// Overhead what every unit has to carry besides. Their zero values are none.
	Payout   Payout
	Capital  Capital
	Overhead Overhead
}

// A CostItem is one part of the cost of a unit.
type CostItem struct {
	// Code names the part: snake_case, as it appears in the statement, where it
	// must not be the code of another line, such as "referral". The code
	// "purchase" is the product cost in the sense of [OnPurchase].
	Code  string
	Label string // for people; the code when empty
	// Amount is per unit, in Currency; not Valid means unknown, and Currency is
	// then not looked at.
	Amount   decimal.NullDecimal
	Currency fx.Currency
	// PerSale says that the cost arises with the sale, such as postage that the
	// seller pays: it is no part of the cost in the sense of [OnCost] and [OnPurchase], does
	// not come back with a returned unit and is not spent on a removed one.
	PerSale bool
}

// check returns every fault of the unit, each an *fx.InputError or an error of
// the listing.
func (u *Unit) check() error {
	var faults []error
	add := func(err error) {
		if err != nil {
			faults = append(faults, fx.Faults(err)...)
		}
	}
	if u.Listing == nil {
		return fx.NewInputError("listing", "", "must not be empty")
	}
	for i, item := range u.Cost {
		if err := u.checkCost(item); err != nil {
			add(fx.InField("cost["+strconv.Itoa(i)+"]", err))
		}
	}
	if u.Origin != "" && !isCountry(u.Origin) {
		add(fx.NewInputError("origin", u.Origin, "must be two capital letters such as CN"))
	}
	add(u.checkLanded())
	add(checkBelowOne("buffer", u.Buffer))
	add(checkBelowOne("band", u.Band))
	if !u.Rate.Buffer().IsZero() {
		add(fx.NewInputError("rate", u.Rate.String(), "must be a spot rate: the buffer is given beside it"))
	}
	add(u.Returns.check())
	add(u.Ads.check())
	for _, err := range u.Life.check() {
		add(err)
	}
	add(u.Promotion.check())
	add(u.Payout.check(u.Listing.Currency()))
	add(u.Capital.check())
	add(u.Overhead.check())
	return errors.Join(faults...)
}

// isCountry reports whether a text has the form of a code of ISO 3166-1 alpha-2.
func isCountry(code string) bool {
	return len(code) == 2 && 'A' <= code[0] && code[0] <= 'Z' && 'A' <= code[1] && code[1] <= 'Z'
}

// lacksDuty reports the classic trap: goods from abroad with a freight and no word
// of a duty.
func (u *Unit) lacksDuty() bool {
	origin := u.Origin
	if origin == "" {
		origin = u.Landed.Origin
	}
	if origin == "" || origin == "US" || u.Landed.HasDuty() {
		return false
	}
	if slices.ContainsFunc(u.Landed.Missing, func(m landed.Unknown) bool { return strings.Contains(m.Code, "duty") }) {
		return false // the landed cost says it itself
	}
	says := func(word string) bool {
		return slices.ContainsFunc(u.Cost, func(item CostItem) bool { return strings.Contains(item.Code, word) })
	}
	return (u.hasLanded() || says("freight")) && !says("duty")
}

func (u *Unit) checkCost(item CostItem) error {
	var faults []error
	if item.Code == "" {
		faults = append(faults, fx.NewInputError("code", "", "must not be empty"))
	}
	if item.Amount.Valid {
		if err := checkFrom("amount", item.Amount.Decimal, nil); err != nil {
			faults = append(faults, err)
		}
		if err := u.checkCurrency("currency", item.Currency); err != nil {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// checkCurrency reports a cost that neither is in the currency of the listing
// nor can be converted to it.
func (u *Unit) checkCurrency(field string, c fx.Currency) error {
	price := u.Listing.Currency()
	if c == price {
		return nil
	}
	base, quote := u.Rate.Base(), u.Rate.Quote()
	if u.Rate.IsZero() {
		return fx.NewInputError(field, string(c), "must be "+string(price)+" when no exchange rate is given")
	}
	if base == price && quote == c || base == c && quote == price {
		return nil
	}
	return fx.NewInputError(field, string(c), "must be "+string(price)+" or the other currency of the rate "+string(base)+"/"+string(quote))
}

var (
	one = decimal.NewFromInt(1)
	// highestACoS is far above what any advertising costs: more is a percentage
	// that was meant as a fraction, or an error.
	highestACoS = decimal.NewFromInt(1000)
	// highestAmount is far above what any unit costs, and small enough for sums.
	highestAmount = decimal.New(1, 12)
)

// checkFrom reports a decimal that is out of bounds, below 0, or above most; a
// nil most stands for the highest amount.
func checkFrom(field string, d decimal.Decimal, most *decimal.Decimal) error {
	if d.Exponent() == 0 && d.IsZero() { // nothing given, as most inputs are
		return nil
	}
	if err := fx.CheckDecimal(d); err != nil {
		return fx.InField(field, err)
	}
	if d.Sign() < 0 {
		return fx.NewInputError(field, fx.Plain(d), "must not be below 0")
	}
	limit, reason := highestAmount, "must be at most "
	if most != nil {
		limit, reason = *most, "must be a fraction of at most "
	}
	if integerDigits(d) >= integerDigits(limit) && d.GreaterThan(limit) { // comparing costs more than counting
		return fx.NewInputError(field, fx.Plain(d), reason+fx.Plain(limit))
	}
	return nil
}

// checkBelowOne reports a decimal that is not a fraction from 0 to below 1.
func checkBelowOne(field string, d decimal.Decimal) error {
	if err := checkFrom(field, d, nil); err != nil {
		return err
	}
	if d.GreaterThanOrEqual(one) {
		return fx.NewInputError(field, fx.Plain(d), "must be a fraction below 1, such as 0.02")
	}
	return nil
}

// integerDigits is the number of digits before the decimal point, 0 or less for
// a fraction: fewer digits are a smaller number.
func integerDigits(d decimal.Decimal) int { return d.NumDigits() + int(d.Exponent()) }
