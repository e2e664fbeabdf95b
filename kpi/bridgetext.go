package kpi

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A bridgeSentence is a bar to be put into words.
type bridgeSentence struct {
	d      *bridgeData
	words  *bridgeWords
	effect int
	minor  int64
	top    []int // rows that are named
	others int
	rest   int64
	all    bool // the bar is that of the whole bridge
}

// bridgeSaid is what is said of a row or of a bar: a format and its texts.
type bridgeSaid struct {
	what                              int
	from, to, currency, units, others string
	falls                             bool
}

// text returns the sentence.
func (s *bridgeSentence) text(share decimal.NullDecimal, state State, missing []string) string {
	w, name := s.words, s.words.effects[s.effect]
	var out string
	switch whole := s.whole(); {
	case s.minor == 0 && len(s.top) == 0 && s.others == 0 && len(missing) > 0:
		out = fmt.Sprintf(w.nothing, name)
	case len(s.top) == 1 && s.others == 0:
		row := bridgeRowName(s.d.rows[s.top[0]].sku, s.d.rows[s.top[0]].channel)
		what := s.of(s.top[0])
		if what.what == bridgeSayPlain && whole.what != bridgeSayPlain {
			what = whole
		}
		out = fmt.Sprintf(w.bar, s.say(w.alone[what.what], what, row)+s.afterFees(s.top[:1]), s.amount(s.minor), s.share(share))
	default:
		head := name
		if whole.what != bridgeSayPlain {
			head = s.say(w.alone[whole.what], whole, "")
		}
		if list := s.list(); list != "" {
			out = fmt.Sprintf(w.several, head+s.afterFees(s.top), s.amount(s.minor), s.share(share), list)
		} else {
			out = fmt.Sprintf(w.bar, head, s.amount(s.minor), s.share(share))
		}
	}
	if len(missing) > 0 {
		const most = 3
		text := strings.Join(missing[:min(most, len(missing))], w.comma)
		if more := len(missing) - most; more > 0 {
			text = fmt.Sprintf(w.andMore, text, more)
		}
		out += w.stop + fmt.Sprintf(w.notKnown, text)
	}
	return out
}

// list names the rows that drive the bar.
func (s *bridgeSentence) list() string {
	var parts []string
	for _, i := range s.top {
		r := &s.d.rows[i]
		brackets := ""
		if what := s.of(i); s.words.among[what.what] != "" {
			brackets = fmt.Sprintf(s.words.brackets, s.say(s.words.among[what.what], what, ""))
		}
		parts = append(parts, fmt.Sprintf(s.words.driver, bridgeRowName(r.sku, r.channel), s.amount(r.printed[s.effect]), brackets))
	}
	switch {
	case len(parts) == 0:
	case s.others == 1:
		parts = append(parts, fmt.Sprintf(s.words.other, "1", s.amount(s.rest)))
	case s.others > 1:
		parts = append(parts, fmt.Sprintf(s.words.others, groupedThousands(strconv.Itoa(s.others)), s.amount(s.rest)))
	}
	return strings.Join(parts, s.words.comma)
}

func (s *bridgeSentence) say(format string, what bridgeSaid, row string) string {
	if !strings.Contains(format, "%") {
		return format
	}
	turn := s.words.rose
	if what.falls {
		turn = s.words.fell
	}
	return fmt.Sprintf(format, s.words.effects[s.effect], row, turn, what.from, what.to, what.currency, what.units, what.others)
}

// amount returns minor units with sign and currency: "-1,450.00 USD".
func (s *bridgeSentence) amount(minor int64) string {
	text := groupedThousands(s.d.minor(minor).StringFixed(int32(s.d.places)))
	if minor > 0 {
		text = "+" + text
	}
	return text + " " + string(s.d.opt.Currency)
}

// share says which part of the difference a bar is. A bar against it is no part.
func (s *bridgeSentence) share(share decimal.NullDecimal) string {
	if !share.Valid || s.minor == 0 {
		return ""
	}
	fall := s.d.printedChange < 0
	if share.Decimal.IsNegative() || (s.minor < 0) != fall {
		if fall {
			return s.words.noFall
		}
		return s.words.noRise
	}
	of := s.words.ofRise
	if fall {
		of = s.words.ofFall
	}
	percent := decimal.New(s.minor, 2).DivRound(decimal.New(s.d.printedChange, 0), 1)
	if percent.IsZero() {
		return fmt.Sprintf(of, "<0.1%")
	}
	return fmt.Sprintf(of, fx.Plain(percent)+"%")
}

// afterFees says that the price bar is less the fees that go with the price.
func (s *bridgeSentence) afterFees(rows []int) string {
	if s.effect != effPrice || !s.d.used[bridgeLineReferral] {
		return ""
	}
	for _, i := range rows {
		if l := s.d.change(i, bridgeLineReferral); l.known[inBase] && !l.amount[inBase].IsZero() {
			return s.words.afterFees
		}
	}
	return ""
}

// whole says what holds for the bar of the whole bridge.
func (s *bridgeSentence) whole() bridgeSaid {
	d := s.d
	switch {
	case !s.all:
	case s.effect == effOverhead:
		a, b := d.in[inBase].Overhead, d.in[inActual].Overhead
		if a.Valid && b.Valid {
			return d.turn(bridgeSayOverhead, Exact(a.Decimal, Amount, ""), Exact(b.Decimal, Amount, ""), d.opt.Currency)
		}
	case s.effect == effVolume && d.spread&(1<<effVolume) == 0:
		return d.turn(bridgeSayAllUnits, d.count(&d.units[inBase]), d.count(&d.units[inActual]), "")
	case s.effect == effFX:
		if text := s.rates(nil); text != "" {
			return bridgeSaid{what: bridgeSayAllRates, others: text}
		}
	}
	return bridgeSaid{}
}

// of says what moved a cell. It says nothing where the figures do not say it.
func (s *bridgeSentence) of(i int) bridgeSaid {
	d, r := s.d, &s.d.rows[i]
	switch {
	case s.effect == effFX:
		if text := s.rates([]int{i}); text != "" {
			return bridgeSaid{what: bridgeSayRates, others: text}
		}
		return bridgeSaid{}
	case s.effect == effNew:
		return bridgeSaid{what: bridgeSaySold, units: fmt.Sprintf(s.words.units[0], bridgePlain(d.count(r.units[inActual])))}
	case s.effect == effDiscontinued:
		return bridgeSaid{what: bridgeSaySold, units: fmt.Sprintf(s.words.units[0], bridgePlain(d.count(r.units[inBase])))}
	case r.kind == BridgeOnlyActual:
		return bridgeSaid{what: bridgeSayNotInBase}
	case r.kind == BridgeOnlyBase:
		return bridgeSaid{what: bridgeSayNotInActual}
	case r.kind == BridgeUnsold:
		return bridgeSaid{what: bridgeSayNeverSold}
	case r.kind != BridgeContinuing:
		return bridgeSaid{}
	}
	ownUnits := d.turn(bridgeSayUnits, d.count(r.units[inBase]), d.count(r.units[inActual]), "")
	switch s.effect {
	case effVolume:
		if d.opt.Convention != BridgeExact || d.opt.Display == BridgeAverageMargin {
			return ownUnits
		}
	case effMix:
		switch {
		case d.spread&(1<<effMix) != 0:
		case d.opt.Display == BridgeAverageMargin:
			return ownUnits
		default:
			var share [2]Value
			for p := range share {
				share[p] = Ratio(decimal.NewFromBigInt(r.units[p], 0), decimal.NewFromBigInt(&d.units[p], 0), Fraction, "")
			}
			return d.turn(bridgeSayShare, share[inBase], share[inActual], "")
		}
	case effJoint:
		return ownUnits
	case effFees:
		return s.fees(i)
	}
	for line := range bridgeLineCount {
		if bridgeLineEffects[line] == s.effect {
			return s.perUnit(i, line)
		}
	}
	return bridgeSaid{}
}

// perUnit says how a line changed per unit, or in all where it is fixed.
func (s *bridgeSentence) perUnit(i, line int) bridgeSaid {
	d := s.d
	c := d.change(i, line)
	if !c.comparable() {
		return bridgeSaid{}
	}
	if d.fixed[line] {
		return d.turn(bridgeSayAmount, Exact(c.amount[inBase], Amount, ""), Exact(c.amount[inActual], Amount, ""), c.currency)
	}
	from, to := c.perUnit(inBase), c.perUnit(inActual)
	what := d.turn(bridgeSayPerUnit, from, to, c.currency)
	r := &d.rows[i]
	switch d.opt.Convention {
	case BridgeLaspeyres:
		what.units = fmt.Sprintf(s.words.units[1], bridgePlain(d.count(r.units[inBase])))
	case BridgeBennet:
		sum := d.count(r.units[inBase])
		other := d.count(r.units[inActual])
		mean := Ratio(sum.Num.Add(other.Num), decimal.New(2, 0), Count, "")
		what.units = fmt.Sprintf(s.words.units[2], bridgePlain(mean))
	default:
		what.units = fmt.Sprintf(s.words.units[0], bridgePlain(d.count(r.units[inActual])))
	}
	return what
}

// fees says how the rate of the referral fee and the other fees changed.
func (s *bridgeSentence) fees(i int) bridgeSaid {
	d := s.d
	referral, other := d.change(i, bridgeLineReferral), d.change(i, bridgeLineOtherFees)
	sales, promotions := d.change(i, bridgeLineRevenue), d.change(i, bridgeLinePromotions)
	if referral.isZero() && !other.isZero() {
		return s.perUnit(i, bridgeLineOtherFees)
	}
	if !referral.comparable() || !sales.comparable() || !promotions.comparable() || referral.currency != sales.currency ||
		!promotions.isZero() && promotions.currency != sales.currency {
		return bridgeSaid{}
	}
	var rate [2]Value
	for p := range rate {
		net := sales.amount[p].Sub(promotions.amount[p])
		if net.Sign() == 0 {
			return bridgeSaid{}
		}
		rate[p] = Ratio(referral.amount[p], net, Fraction, "")
	}
	what := d.turn(bridgeSayReferral, rate[inBase], rate[inActual], "")
	if other.isZero() {
		return what
	}
	if !other.comparable() {
		return bridgeSaid{}
	}
	from, to := other.perUnit(inBase), other.perUnit(inActual)
	more := d.turn(bridgeSayPerUnit, from, to, other.currency)
	if more.what == bridgeSayPlain { // unchanged
		return what
	}
	if what.what == bridgeSayPlain { // only the others changed
		return s.perUnit(i, bridgeLineOtherFees)
	}
	what.what, what.others = bridgeSayFees, more.from+" to "+more.to+" "+more.currency
	if s.words == &chineseBridge {
		what.others = more.from + " 至 " + more.to + " " + more.currency
	}
	return what
}

// rates names the currencies of some rows, nil for all, whose rates moved.
func (s *bridgeSentence) rates(rows []int) string {
	d := s.d
	var currencies []fx.Currency
	seen := func(i int) {
		if d.rows[i].cells[effFX].num == nil {
			return
		}
		for line := range bridgeLineCount {
			if c := d.change(i, line); d.used[line] && c.comparable() && !c.isZero() && c.currency != d.opt.Currency && !slices.Contains(currencies, c.currency) {
				currencies = append(currencies, c.currency)
			}
		}
	}
	if rows == nil {
		for i := range d.rows {
			seen(i)
		}
	}
	for _, i := range rows {
		seen(i)
	}
	slices.Sort(currencies)
	var parts []string
	for _, c := range currencies {
		base, actual := d.step[inBase][c], d.step[inActual][c]
		if base == nil || actual == nil || base.Cmp(actual) == 0 {
			continue
		}
		one := decimal.NewFromBigInt(d.step[inBase][d.opt.Currency], 0)
		from, to := bridgeApart(Ratio(decimal.NewFromBigInt(base, 0), one, Amount, ""), Ratio(decimal.NewFromBigInt(actual, 0), one, Amount, ""), 4)
		parts = append(parts, fmt.Sprintf(s.words.rate, c, from, to, d.opt.Currency))
	}
	return strings.Join(parts, s.words.comma)
}
