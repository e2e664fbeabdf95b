package reports

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
)

// feeCents is the minor unit of the dollar, to which fees are rounded.
const feeCents = 2

// A feePiece is a fee as a function of the price, from one price on: base plus rate
// times the price. Cents is the base, rounded.
type feePiece struct{ from, base, rate, cents decimal.Decimal }

// A feeLine is one line of what the tables give.
type feeLine struct {
	code     string
	pieces   []feePiece
	basis    string
	source   fees.Source
	warnings []fees.Warning
}

func newFeeLine(c *fees.Charge) *feeLine {
	l := &feeLine{code: c.Code, basis: c.Basis, source: c.Source, warnings: c.Warnings}
	for s := range c.Amount.Segments() {
		l.pieces = append(l.pieces, feePiece{s.From, s.Base, s.Rate, s.Base.Round(feeCents)})
	}
	return l
}

// at returns the piece for units that cost a total together.
func (l *feeLine) at(total, units decimal.Decimal) *feePiece {
	i := len(l.pieces) - 1
	for i > 0 && l.pieces[i].from.Mul(units).GreaterThan(total) {
		i--
	}
	return &l.pieces[i]
}

// exact is the fee of units that cost a total together, not rounded.
func (l *feeLine) exact(total, units decimal.Decimal) decimal.Decimal {
	p := l.at(total, units)
	return p.base.Mul(units).Add(p.rate.Mul(total))
}

// each is the fee of one of the units, rounded half away from zero to the cent.
func (l *feeLine) each(total, units decimal.Decimal) decimal.Decimal {
	p := l.at(total, units)
	if p.rate.IsZero() {
		return p.cents
	}
	return l.exact(total, units).DivRound(units, feeCents)
}

// A feeCard is what the tables of a run of days give for an item. What cannot be
// computed has an error.
type feeCard struct {
	day         time.Time // one of the run
	size        amazon.Size
	sizeErr     error
	shipping    []*feeLine // fulfilment and what Amazon shows inside of it
	shippingErr error
	referral    *feeLine
	refundAdmin *feeLine
	closing     *feeLine // nil where the category has none
	sellingErr  error
}

// newFeeCard computes what a listing is charged on a day. Referral and fulfilment are
// computed apart, so that a missing weight leaves the referral fee known.
func newFeeCard(l *amazon.Listing, day time.Time) *feeCard {
	card := &feeCard{day: day}
	selling := amazon.Listing{
		Category: l.Category, ReferralRate: l.ReferralRate, ReferralMinimum: l.ReferralMinimum,
		Fulfillment: amazon.FBM, Tables: l.Tables,
	}
	charges, err := selling.Charges(day)
	card.sellingErr = err
	for i := range charges {
		switch c := &charges[i]; c.Code {
		case "referral":
			card.referral = newFeeLine(c)
		case "refund_admin":
			card.refundAdmin = newFeeLine(c)
		case "closing":
			card.closing = newFeeLine(c)
		}
	}
	if l.Fulfillment == amazon.FBM {
		card.shippingErr = fx.NewInputError("fulfillment", string(l.Fulfillment), "must be fba for a fee of FBA")
		return card
	}
	shipping := shippingListing(l)
	if err == nil {
		shipping.Category = l.Category
	}
	card.shipping, card.shippingErr = shippingLines(&shipping, day)
	if card.size, card.sizeErr = shipping.Size(day); card.shippingErr == nil && !l.FulfillmentFee.Valid {
		card.shippingErr = card.sizeErr
	}
	return card
}

// shippingListing is a listing with what decides about the fulfilment fee alone.
func shippingListing(l *amazon.Listing) amazon.Listing {
	return amazon.Listing{
		Parcel: l.Parcel, Class: l.Class, SIPP: l.SIPP, Lithium: l.Lithium,
		LargeStandardFloor: l.LargeStandardFloor, ExtraLarge150: l.ExtraLarge150,
		FuelSurchargeEnd: l.FuelSurchargeEnd, BandAdjustment: l.BandAdjustment,
		FulfillmentFee: l.FulfillmentFee, FulfillmentFeeAllIn: l.FulfillmentFeeAllIn, SIPPDiscount: l.SIPPDiscount,
		ReferralRate: decimal.NewNullDecimal(decimal.Decimal{}), Tables: l.Tables,
	}
}

// shippingLines returns the lines that Amazon shows as one fulfilment fee.
func shippingLines(l *amazon.Listing, day time.Time) ([]*feeLine, error) {
	charges, err := l.Charges(day)
	if err != nil {
		return nil, err
	}
	var lines []*feeLine
	for i := range charges {
		switch c := &charges[i]; c.Code {
		case "fulfillment", "fuel_surcharge", "overmax", "sipp_discount", "packaging", "lithium_battery":
			lines = append(lines, newFeeLine(c))
		}
	}
	return lines, nil
}

// compute returns what the tables give for a fee, rounded as it is billed.
func (k *feeCard) compute(c *ChargedFee) (decimal.Decimal, error) {
	units, base := decimal.NewFromInt(c.Units), c.Base().Decimal
	switch c.Fee {
	case AuditFulfilment:
		if k.shippingErr != nil {
			return decimal.Decimal{}, k.shippingErr
		}
		return shippingTotal(k.shipping, c.sales(), units), nil
	case AuditReferral, AuditRefundedReferral, AuditRefundAdmin, AuditClosing:
		if k.sellingErr != nil {
			return decimal.Decimal{}, k.sellingErr
		}
	}
	switch c.Fee {
	case AuditClosing:
		if k.closing == nil {
			return decimal.Decimal{}, nil
		}
		return k.closing.exact(base, units).Round(feeCents), nil
	case AuditRefundAdmin:
		return k.refundAdmin.exact(base, units).Round(feeCents), nil
	case AuditRefundedReferral:
		return k.referral.exact(base, units).Round(feeCents).Neg(), nil
	}
	return k.referral.exact(base, units).Round(feeCents), nil
}

// shippingTotal adds up what is billed for each unit, every line rounded to the cent.
func shippingTotal(lines []*feeLine, sales, units decimal.Decimal) decimal.Decimal {
	var each decimal.Decimal
	for _, l := range lines {
		each = each.Add(l.each(sales, units))
	}
	return each.Mul(units)
}

// line returns the line that a fee is mostly computed from, nil for none.
func (k *feeCard) line(fee AuditedFee) *feeLine {
	switch fee {
	case AuditFulfilment:
		if len(k.shipping) > 0 {
			return k.shipping[0]
		}
		return nil
	case AuditClosing:
		return k.closing
	case AuditRefundAdmin:
		return k.refundAdmin
	}
	return k.referral
}

// feeCards computes cards once for each run of days on which no table changes.
type feeCards struct {
	starts  []time.Time // of the runs, the first of them long ago
	ladders map[ladderKey][]feeRung
	others  map[int][]categoryFee // categories, by run

	changed  string // the item that the next are of
	variants map[variantKey]*feeCard
}

// A variantKey is a change of an item, by its name, and the run of days.
type variantKey struct {
	change string
	run    int
}

// variant returns the card of a changed item. Those of the last item are remembered,
// since its differences are examined one after the other.
func (k *feeCards) variant(item *feeItem, run int, change string, card func() *feeCard) *feeCard {
	if k.changed != item.SKU || k.variants == nil {
		k.changed, k.variants = item.SKU, map[variantKey]*feeCard{}
	}
	key := variantKey{change, run}
	known := k.variants[key]
	if known == nil {
		known = card()
		k.variants[key] = known
	}
	return known
}

// auditedKinds are the kinds of tables that the audited fees come from.
var auditedKinds = []string{
	"size_tiers", "fulfillment", "fuel_surcharge", "overmax", "packaging", "sipp_discount", "lithium_battery",
	"referral", "closing", "refund_admin", "low_inventory",
}

func newFeeCards(items []FeeItem) (*feeCards, error) {
	shipped, err := amazon.ShippedTables()
	if err != nil {
		return nil, err
	}
	cards := &feeCards{ladders: map[ladderKey][]feeRung{}, others: map[int][]categoryFee{}}
	starts := map[time.Time]bool{{}: true}
	tables := map[*fees.Tables]bool{shipped: true}
	for i := range items {
		if t := items[i].Listing.Tables; t != nil {
			tables[t] = true
		}
		if end := items[i].Listing.FuelSurchargeEnd; !end.IsZero() {
			starts[fees.Day(end.Date()).AddDate(0, 0, 1)] = true
		}
	}
	for t := range tables {
		for info := range t.All() {
			if !slices.Contains(auditedKinds, info.Kind) {
				continue
			}
			starts[info.Source.EffectiveFrom] = true
			if to := info.Source.EffectiveTo; !to.IsZero() {
				starts[to.AddDate(0, 0, 1)] = true
			}
		}
	}
	for day := range starts {
		cards.starts = append(cards.starts, day)
	}
	slices.SortFunc(cards.starts, time.Time.Compare)
	return cards, nil
}

// run returns the number of the run of days that a day is in.
func (k *feeCards) run(day time.Time) int {
	i, found := slices.BinarySearchFunc(k.starts, day, time.Time.Compare)
	if !found {
		i--
	}
	return max(i, 0)
}

// day returns a day of a run: the first, and of the run before all tables the last.
func (k *feeCards) day(run int) time.Time {
	if run == 0 && len(k.starts) > 1 {
		return k.starts[1].AddDate(0, 0, -1)
	}
	return k.starts[run]
}

// days returns the first and the last day of a run for people: "2026-04-17 to
// 2026-10-14".
func (k *feeCards) days(run int) string {
	switch {
	case run == 0:
		return "before " + k.starts[min(1, len(k.starts)-1)].Format(time.DateOnly)
	case run == len(k.starts)-1:
		return "from " + k.starts[run].Format(time.DateOnly)
	}
	return k.starts[run].Format(time.DateOnly) + " to " + k.starts[run+1].AddDate(0, 0, -1).Format(time.DateOnly)
}

// near reports whether a day is within a month of a run that it is not in.
func (k *feeCards) near(day time.Time, run int) bool {
	const days = 31
	return k.run(day.AddDate(0, 0, days)) >= run && k.run(day.AddDate(0, 0, -days)) <= run
}

// of returns the card of an item.
func (k *feeCards) of(item *feeItem, run int) *feeCard {
	card := item.cards[run]
	if card == nil {
		card = newFeeCard(&item.Listing, k.day(run))
		item.cards[run] = card
	}
	return card
}

// A categoryFee is the card of one referral category.
type categoryFee struct {
	key  string
	card *feeCard
}

// categories returns the cards of all categories whose fee is public.
func (k *feeCards) categories(tables *fees.Tables, run int) []categoryFee {
	if list, known := k.others[run]; known && tables == nil {
		return list
	}
	var list []categoryFee
	keys, err := amazon.Categories(tables, k.day(run))
	if err == nil {
		for key := range keys {
			card := newFeeCard(&amazon.Listing{Category: key, Fulfillment: amazon.FBM, Tables: tables}, k.day(run))
			if card.sellingErr == nil {
				list = append(list, categoryFee{key, card})
			}
		}
	}
	if tables == nil {
		k.others[run] = list
	}
	return list
}

// lessSure returns the least sure source of the lines.
func lessSure(lines []*feeLine) fees.Source {
	var s fees.Source
	for i, l := range lines {
		if i == 0 {
			s = l.source
		} else if l.source.Table != "" {
			s = s.LessSure(l.source)
		}
	}
	return s
}

// tableIDs returns the ids of the tables, each once.
func tableIDs(lines []*feeLine) []string {
	var ids []string
	for _, l := range lines {
		if l != nil && l.source.Table != "" && !slices.Contains(ids, l.source.Table) {
			ids = append(ids, l.source.Table)
		}
	}
	return ids
}

// compareTimes orders days, unknown ones first.
func compareTimes(a, b time.Time) int { return cmp.Compare(a.Unix(), b.Unix()) }
