package landed

import (
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// some is how many layers and fees a line has, as a rule.
const some = 6

// duties are the amounts of an entry on their way to the ledger. What has the same
// code is converted together and split again, so that its shares sum to what the
// entry pays.
type duties struct {
	l       *landing
	lines   []int // of the shipment, for each amount
	amounts []dutyAmount
}

// addDuties adds the duties and fees of the entry to its lines.
func (l *landing) addDuties(w *customs.Worksheet, of []int) {
	l.ledger.layers = make([]Part, 0, some*len(w.Lines))
	layers := make([]lineLayers, len(w.Lines))
	for k := range w.Lines {
		layers[k] = l.addLayers(&w.Lines[k])
	}
	mpf := l.addFee(codeMPF, "Merchandise processing fee", w.MPFBasis, w.MPFSource)
	hmf := l.addFee(codeHMF, "Harbor maintenance fee", w.HMFBasis, w.HMFSource)
	n := 0
	for k := range of {
		n += len(w.Shares[k].Duties) + 2 // both fees
	}
	d := duties{l: l, lines: make([]int, 0, n), amounts: make([]dutyAmount, 0, n)}
	for k, i := range of {
		share := &w.Shares[k]
		d.addShare(i, share, &w.Lines[share.Line], layers[share.Line])
		d.add(i, mpf, customs.Exactly(share.MPF))
		d.add(i, hmf, customs.Exactly(share.HMF))
	}
	d.enter()
}

// lineLayers are the layers of an entry line in the ledger.
type lineLayers struct {
	first int
	codes []string // of customs
	open  bool     // some depend on a fact that is missing; what stands for them comes last
}

// addLayers adds the layers of an entry line that have shares to the ledger, in their
// order, and what stands for those that are open.
func (l *landing) addLayers(line *customs.EntryLine) lineLayers {
	added := lineLayers{first: len(l.ledger.layers), codes: make([]string, 0, some)}
	open := Part{Code: codeDutyOpen, Label: "Duty that depends on open facts", Kind: DutyPart}
	for i := range line.Layers {
		layer := &line.Layers[i]
		if layer.Amount.High.Sign() <= 0 {
			continue
		}
		source := layer.Source
		p := Part{Code: layer.Code, Label: layer.Label, Kind: DutyPart, Basis: layer.Duty, Source: &source}
		if !isCase(p.Code) {
			p.Code = dutyPrefix + p.Code
		}
		if layer.Heading != "" {
			p.Basis = layer.Heading + ": " + p.Basis
		}
		l.ledger.layers, added.codes = append(l.ledger.layers, p), append(added.codes, layer.Code)
		if !layer.Amount.Known() {
			if open.Basis != "" {
				open.Basis += ", or "
			}
			open.Basis += layer.Label + " (" + p.Basis + ")"
			open.Source = &source
		}
	}
	if added.open = open.Source != nil; added.open {
		l.ledger.layers = append(l.ledger.layers, open)
	}
	return added
}

// addFee adds a fee of the whole entry to the ledger.
func (l *landing) addFee(code, label, basis string, source fees.Source) int {
	l.ledger.layers = append(l.ledger.layers, Part{Code: code, Label: label, Kind: FeePart, Basis: basis + ", by customs value", Source: &source})
	return len(l.ledger.layers) - 1
}

// addShare adds the layers of a share. Where open facts decide between layers that
// exclude each other, their ends do not sum to that of the duty: the open ones are
// then one amount.
func (d *duties) addShare(i int, share *customs.Share, line *customs.EntryLine, layers lineLayers) {
	together := false
	var open customs.Range
	if layers.open {
		var sum, known customs.Range
		for k := range share.Duties {
			amount := share.Duties[k].Amount
			if sum = sum.Plus(amount); isKnown(line, share.Duties[k].Code) {
				known = known.Plus(amount)
			}
		}
		together = !sum.Low.Equal(share.Duty.Low) || !sum.High.Equal(share.Duty.High)
		open = customs.Range{Low: share.Duty.Low.Sub(known.Low), High: share.Duty.High.Sub(known.High)}
	}
	at := 0
	for k := range share.Duties {
		duty := &share.Duties[k]
		for at < len(layers.codes) && layers.codes[at] != duty.Code { // in the same order
			at++
		}
		if !together || isKnown(line, duty.Code) {
			d.add(i, layers.first+at, duty.Amount)
		}
	}
	if together {
		d.add(i, layers.first+len(layers.codes), open)
	}
}

// isKnown reports whether the amount of a layer is known for the whole entry line: the
// share of a small line can have equal ends by chance.
func isKnown(line *customs.EntryLine, code string) bool {
	for i := range line.Layers {
		if line.Layers[i].Code == code {
			return line.Layers[i].Amount.Known()
		}
	}
	return true
}

// add adds an amount in US dollars that is not 0.
func (d *duties) add(i, layer int, amount customs.Range) {
	if amount.High.IsZero() && amount.Low.IsZero() {
		return
	}
	low, lowOK := cents(amount.Low)
	high, highOK := low, lowOK
	if !amount.Known() {
		high, highOK = cents(amount.High)
	}
	if !lowOK || !highOK { // customs pays whole cents
		d.l.faults.Add("entry", amount.String(), "must come to whole cents")
	}
	d.lines, d.amounts = append(d.lines, i), append(d.amounts, dutyAmount{layer: layer, low: low, high: high})
}

// cents returns an amount in US dollars in whole cents.
func cents(d decimal.Decimal) (int64, bool) {
	if d.Exponent() == -2 && d.LessThan(manyCents) && d.Sign() >= 0 { // as nearly always
		return d.CoefficientInt64(), true
	}
	return minorUnits(fx.Money{Amount: d, Currency: usd})
}

// manyCents is more than 18 digits in whole cents.
var manyCents = decimal.New(1_000_000_000_000_000_000, -2)

// enter enters the amounts in the currency of the books.
func (d *duties) enter() {
	l := d.l
	if l.s.Currency == usd {
		for k := range d.amounts {
			a := &d.amounts[k]
			a.bookedLow, a.bookedHigh = a.low, a.high
		}
	} else {
		d.convert()
	}
	for from, k := 0, 0; k < len(d.amounts); k++ {
		l.count(d.amounts[k].bookedLow, d.amounts[k].bookedHigh)
		if last := k+1 == len(d.amounts); last || d.lines[k+1] != d.lines[k] {
			l.ledger.lines[d.lines[k]].duties = d.amounts[from : k+1 : k+1]
			from = k + 1
		}
	}
}

// convert converts the amounts code by code.
func (d *duties) convert() {
	var codes []string
	members := make(map[string][]int)
	for k := range d.amounts {
		code := d.l.ledger.layers[d.amounts[k].layer].Code
		if members[code] == nil {
			codes = append(codes, code)
		}
		members[code] = append(members[code], k)
	}
	rate := newConverter(rateOf(d.l.s.Rates, d.l.s.Currency, usd), usd, d.l.s.Currency)
	for _, code := range codes {
		if !d.convertTogether(members[code], &rate) {
			d.l.faults.Add("entry", code, "has a duty or fee that "+tooMuch)
			return
		}
	}
}

// convertTogether turns amounts into minor units of the books: the sum of the low ends
// is converted and split, and so is what the high ends have more. It is false when the
// result is too large.
func (d *duties) convertTogether(members []int, rate *converter) bool {
	lows, mores := make([]uint64, len(members)), make([]uint64, len(members))
	ranks := make([]int32, len(members))
	var low, high int64
	for k, m := range members {
		a := &d.amounts[m]
		low, high = low+a.low, high+a.high
		// What stands for open layers can be a cent below 0 where the known ones were
		// rounded up.
		lows[k], mores[k], ranks[k] = uint64(max(a.low, 0)), uint64(max(a.high-a.low, 0)), d.l.ranks[d.lines[m]]
	}
	bookedLow, lowOK := rate.minor(low)
	bookedHigh, highOK := rate.minor(high)
	if !lowOK || !highOK {
		return false
	}
	base, more := make([]int64, len(members)), make([]int64, len(members))
	if low > 0 {
		split := wholeSplitter(lows, ranks)
		_ = split.split(bookedLow, LargestRemainder, base)
	}
	if high > low {
		split := wholeSplitter(mores, ranks)
		_ = split.split(bookedHigh-bookedLow, LargestRemainder, more)
	}
	for k, m := range members {
		d.amounts[m].bookedLow, d.amounts[m].bookedHigh = base[k], base[k]+more[k]
	}
	return true
}
