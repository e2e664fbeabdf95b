package kpi

import (
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A BridgePeriod is what the books say of one of the two periods of a [Bridge].
type BridgePeriod struct {
	// Days are the days of the period. The zero Period says nothing of them; where both
	// periods have them and differ in length, the bridge notes it.
	Days Period `json:"days"`
	// Rows are the products sold, each with its channel, in any order. A product that
	// has no row had no units and no amounts.
	Rows []BridgeRow `json:"rows"`
	// Rates are the exchange rates between the reporting currency and the others, one
	// for each, either way round, without a buffer. One that is needed and missing
	// makes the amounts in its currency unknown.
	Rates []fx.Rate `json:"rates"`
	// Overhead is what no product has caused, in the reporting currency, as a cost
	// above 0. Not Valid is unknown. Only [BridgeOperating] counts it.
	Overhead decimal.NullDecimal `json:"overhead"`
}

// A BridgeRow is what one product sold and cost on one channel in a period. Its amounts
// are totals of the period; unit values are amount over units, exactly. Costs are above
// 0; one that was a credit in total is below.
type BridgeRow struct {
	// SKU and Channel name the row; no two rows of a period have both alike. The empty
	// SKU is for amounts that no product has.
	SKU     string `json:"sku"`
	Channel string `json:"channel"`
	// Family groups products, see [Bridge.By]. Where the periods differ, that of the
	// actual period counts unless it is empty.
	Family string `json:"family"`
	// Currency is that of the amounts which name none; "" is the reporting currency.
	Currency fx.Currency `json:"currency"`
	// Units are those sold net of returned ones. Not Valid is unknown.
	Units decimal.NullDecimal `json:"units"`

	Revenue       BridgeAmount `json:"revenue"`        // gross sales of the net units
	Promotions    BridgeAmount `json:"promotions"`     // funded by the seller
	Product       BridgeAmount `json:"product"`        // what the supplier is paid
	Freight       BridgeAmount `json:"freight"`        // to the warehouse
	Duty          BridgeAmount `json:"duty"`           // customs duty and the taxes that stay a cost
	ReferralFees  BridgeAmount `json:"referral_fees"`  // a rate on revenue less promotions
	OtherFees     BridgeAmount `json:"other_fees"`     // fees of the channel that are no such rate
	Fulfilment    BridgeAmount `json:"fulfilment"`     // pick, pack and last mile
	Storage       BridgeAmount `json:"storage"`        // storage and inbound placement
	Advertising   BridgeAmount `json:"advertising"`    // clicks, coupons' fees and deal fees
	ReturnedGoods BridgeAmount `json:"returned_goods"` // what returns cost that revenue does not show
	Other         BridgeAmount `json:"other"`          // all else that the product causes
}

// A BridgeAmount is an amount of a row, or not known. The zero BridgeAmount is not
// known: what did not arise is an amount of 0.
type BridgeAmount struct {
	Amount decimal.NullDecimal `json:"amount"`
	// Currency is that of the amount; "" is that of the row.
	Currency fx.Currency `json:"currency"`
}

// BridgeOf returns a known amount; the currency "" is that of the row.
func BridgeOf(amount decimal.Decimal, c fx.Currency) BridgeAmount {
	return BridgeAmount{Amount: decimal.NewNullDecimal(amount), Currency: c}
}

// BridgeOptions says what is bridged and how. Currency has no default.
type BridgeOptions struct {
	// Currency is the reporting currency; its minor unit is what bars are rounded to.
	Currency fx.Currency `json:"currency"`
	// Measure is what is bridged. "" is [BridgeOperating].
	Measure BridgeMeasure `json:"measure"`
	// Convention splits the effects. "" is [BridgeExact].
	Convention BridgeConvention `json:"convention"`
	// Display divides volume and mix between the products, with the same totals, under
	// BridgeExact. "" is [BridgeBaseMix].
	Display BridgeDisplay `json:"display"`
	// Fixed are costs that do not go with the units: their bar is the difference of the
	// amounts, also for new and discontinued products, and the unit margin leaves them
	// out. Each is one of product, freight, duty, fulfilment, storage, ads, returns and
	// other. None is fixed by default.
	Fixed []BridgeEffect `json:"fixed"`
}

// A Bridge leads from the profit of a base period to that of an actual one in bars that
// say why it moved. [NewBridge] makes it; the zero Bridge has no bars.
//
// The bars are computed for each row, a product on a channel, and are added. They are
// exact fractions that sum identically to the difference ([Bridge.Total],
// [Bridge.Cell]). Printed, they are amounts of the minor unit that tie: the bars to the
// difference of the printed profits, the bars of each row to the row's printed change,
// and each bar to the sum of its rows ([Bridge.Rows]). Mix is that between rows: it is
// different when the same sales are cut into other rows, such as families.
//
// Where an amount is not known nothing is put in its place. The bars that need it are
// incomplete and name it; their amount is the part that is known, and the waterfall
// ends at what the bars explain, which is then not the profit of the actual period.
type Bridge struct {
	Currency   fx.Currency      `json:"currency"`
	Measure    BridgeMeasure    `json:"measure"`
	Convention BridgeConvention `json:"convention"`
	Display    BridgeDisplay    `json:"display"`
	// From and To are the profits of the base and of the actual period and Difference
	// is To less From, exact; incomplete where an amount is not known.
	From       Value `json:"from"`
	To         Value `json:"to"`
	Difference Value `json:"difference"`
	// Start is the printed profit of the base period, without what is not known, and
	// End is Start and all bars: the printed profit of the actual period where nothing
	// is missing. They are rounded half away from zero to the minor unit.
	Start decimal.Decimal `json:"start"`
	End   decimal.Decimal `json:"end"`
	// Bars are those that are not 0 or not complete, in the order of [BridgeEffects].
	Bars []BridgeBar `json:"bars"`
	// Missing names what is not known: "actual duty of SKU-7 (amazon_us)".
	Missing []string `json:"missing"`
	// Notes are warnings: that the periods have different lengths, for one.
	Notes []string `json:"notes"`

	data *bridgeData
}

// A BridgeBar is one effect, of all rows, of a group or of one row.
type BridgeBar struct {
	Effect BridgeEffect `json:"effect"`
	// Amount is the printed bar, in the minor unit of the currency: above 0 it raised
	// the profit. Where the bar is incomplete it is the part that is known.
	Amount decimal.Decimal `json:"amount"`
	// State is defined or incomplete.
	State State `json:"state"`
	// Missing names what is not known.
	Missing []string `json:"missing,omitempty"`
	// Share is Amount over the printed difference, rounded to four decimals: 0.45 is 45 %
	// of it. It is below 0 for a bar against the difference, and not Valid where the
	// difference is 0 or not known.
	Share decimal.NullDecimal `json:"share"`
}

// NewBridge compares two periods. The formulas, with q units, R and c amounts per unit,
// m the unit margin, Q the units of all continuing rows, 0 the base and 1 the actual
// period, fx0 and fx1 the worth of a foreign unit, are under [BridgeExact]:
//
//	volume        m0·q0/Q0·Q1 − m0·q0
//	mix           m0·q1 − m0·q0/Q0·Q1
//	price         (p1 − p0)·q1·fx0, less the referral fee rate0·dp·q1 that goes with it
//	promotion     −(o1 − o0)·q1·fx0, and the referral fee that it saves
//	product …     −(c1 − c0)·q1·fx0, each cost
//	fees          −net price1·(rate1 − rate0)·q1 and −(f1 − f0)·q1
//	fx            each amount of the actual period × (fx1 − fx0)
//	new           the margin of rows without units in the base period
//	discontinued  less the margin of rows without units in the actual period
//	overhead      −(O1 − O0)
//
// The referral fee has a rate where it is from 0 to all of the net price in the base
// period, for the Bennet convention in both; else it is taken per unit as other fees.
//
// m is all that the measure counts per unit sold, also storage, advertising and
// returns, which are taken per unit sold. A line of a row whose currency is not the
// same in both periods has no fx effect: the whole difference is that of the line.
//
// A row sold nothing in a period when its net units are 0 or less. The amounts that it
// has all the same, storage of unsold goods or late returns, have no unit value: they
// go to the bar of their cost as amounts, revenue and promotions to other. So does the
// difference of all amounts of a row without units in both periods.
//
// Where the units of a row are not known its difference is the bar "unexplained". So is
// that of a line whose currency has no rate in a period in which the line is 0: the
// profits are known, but not what the rate did.
//
// Every fault is reported at once, each an [*fx.InputError] with a path such as
// "actual.rows[3].duty.currency": a currency without minor unit or not in the list, an
// unknown option, a second row of the same SKU and channel, a second rate of the same
// currency, one that is not of the reporting currency or has a buffer, numbers outside
// the bounds of [fx.CheckDecimal]. Bars above 9,000,000,000,000,000 minor units are
// refused at the path of the row.
func NewBridge(base, actual BridgePeriod, opt BridgeOptions) (Bridge, error) {
	opt = opt.withDefaults()
	d, err := newBridgeData(&base, &actual, opt)
	if err != nil {
		return Bridge{}, err
	}
	if err := d.compute(); err != nil {
		return Bridge{}, err
	}
	b := Bridge{
		Currency: opt.Currency, Measure: opt.Measure, Convention: opt.Convention, Display: opt.Display,
		Start: d.minor(d.start), End: d.minor(d.end), data: d,
	}
	b.From = d.profit(inBase)
	b.To = d.profit(inActual)
	b.Difference = d.difference(b.From, b.To)
	b.Bars = d.allBars()
	b.Missing = d.missing(everyBridgeGap)
	b.Notes = d.notes()
	return b, nil
}

// Bar returns the bar of an effect in total: 0 where the bridge has none.
func (b Bridge) Bar(e BridgeEffect) BridgeBar {
	for _, bar := range b.Bars {
		if bar.Effect == e {
			return bar
		}
	}
	return BridgeBar{Effect: e, State: Defined, Share: b.data.share(0)}
}

// Total returns an effect in total, exact: incomplete where something is not known. It
// adds the fractions of all rows, which for thousands of rows is a fraction of thousands
// of digits; print the bar instead. An unknown effect is 0.
func (b Bridge) Total(e BridgeEffect) Value {
	d := b.data
	i := e.index()
	if d == nil || i < 0 {
		return Exact(decimal.Decimal{}, Amount, b.Currency)
	}
	if missing := d.missing(1 << i); len(missing) > 0 && !d.isKnown(i) {
		return NotKnown(Amount, b.Currency, missing...)
	}
	var parts []bridgeFraction
	for r := range d.rows {
		if c := &d.rows[r].cells[i]; c.num != nil {
			parts = append(parts, bridgeFraction{c.num, c.den})
		}
	}
	if c := &d.overhead; i == effOverhead && c.num != nil {
		parts = append(parts, bridgeFraction{c.num, c.den})
	}
	return d.value(sumBridgeFractions(parts))
}

// Cell returns an effect of one row, exact: incomplete where something is not known. A
// row or an effect that there is not is 0.
func (b Bridge) Cell(sku, channel string, e BridgeEffect) Value {
	i, d := e.index(), b.data
	zero := Exact(decimal.Decimal{}, Amount, b.Currency)
	if d == nil || i < 0 {
		return zero
	}
	r, ok := d.find(sku, channel)
	if !ok {
		return zero
	}
	if missing := d.missingOf(r, i); len(missing) > 0 && !d.isKnown(i) {
		return NotKnown(Amount, b.Currency, missing...)
	}
	c := &d.rows[r].cells[i]
	if c.num == nil {
		return zero
	}
	return d.value(bridgeFraction{c.num, c.den})
}

// isKnown reports whether an effect is a number although something is named beside it:
// what is not explained is known where only units are missing.
func (d *bridgeData) isKnown(effect int) bool {
	return effect == effUnexplained && !d.amountMissing
}

// value returns a sum of cells, which are in units of the scale, in lowest terms.
func (d *bridgeData) value(f bridgeFraction) Value {
	den := new(big.Int).Mul(f.den, d.scale)
	num := new(big.Int).Set(f.num)
	if g := new(big.Int).GCD(nil, nil, new(big.Int).Abs(num), den); g.Sign() > 0 {
		num.Quo(num, g)
		den.Quo(den, g)
	}
	return Ratio(decimal.NewFromBigInt(num, 0), decimal.NewFromBigInt(den, 0), Amount, d.opt.Currency)
}

// profit returns the profit of a period.
func (d *bridgeData) profit(p int) Value {
	if missing := d.missingIn(p); len(missing) > 0 {
		return NotKnown(Amount, d.opt.Currency, missing...)
	}
	return d.value(bridgeFraction{&d.margin[p], bridgeOne})
}

func (d *bridgeData) difference(from, to Value) Value {
	if from.IsDefined() && to.IsDefined() {
		return d.value(bridgeFraction{new(big.Int).Sub(&d.margin[inActual], &d.margin[inBase]), bridgeOne})
	}
	missing := append([]string(nil), from.Missing...)
	return NotKnown(Amount, d.opt.Currency, append(missing, to.Missing...)...)
}
