package landed

import (
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// duties are the amounts of an entry on their way to the ledger. What has the same
// code is converted together and split again, so that its shares sum to what the
// entry pays.
type duties struct {
	l       *landing
	amounts []dutyAmount
}

// addDuties adds the duties and fees of the entry to its lines.
func (l *landing) addDuties(w *customs.Worksheet, of []int) {
	layers := l.addLayers(w)
	mpf := l.addFee(codeMPF, "Merchandise processing fee", w.MPFBasis, w.MPFSource)
	hmf := l.addFee(codeHMF, "Harbor maintenance fee", w.HMFBasis, w.HMFSource)
	n := 0
	for k := range of {
		n += len(w.Shares[k].Duties) + 2 // both fees
	}
	d := duties{l: l, amounts: make([]dutyAmount, 0, n)}
	for k, i := range of {
		share, first := &w.Shares[k], int32(len(d.amounts))
		d.addShare(share, &w.Lines[share.Line], layers[share.Line])
		d.add(mpf, customs.Exactly(share.MPF))
		d.add(hmf, customs.Exactly(share.HMF))
		l.ledger.lines[i].duties = [2]int32{first, int32(len(d.amounts))}
	}
	d.enter(of)
}

// lineLayers are the layers of an entry line in the ledger.
type lineLayers struct {
	first int
	codes []string // of customs
	open  bool     // some depend on a fact that is missing; what stands for them comes last
}

// addLayers adds the layers that have shares to the ledger, line by line in their
// order.
func (l *landing) addLayers(w *customs.Worksheet) []lineLayers {
	n := 0
	for k := range w.Lines {
		n++ // what stands for the open ones
		for i := range w.Lines[k].Layers {
			if w.Lines[k].Layers[i].Amount.High.Sign() > 0 {
				n++
			}
		}
	}
	l.ledger.layers = make([]dutyLayer, 0, n+2) // both fees
	codes, layers := make([]string, 0, n), make([]lineLayers, len(w.Lines))
	for k := range w.Lines {
		layers[k] = l.addLine(&w.Lines[k], codes[len(codes):])
		codes = codes[:len(codes)+len(layers[k].codes)]
	}
	return layers
}

// addLine adds the layers of an entry line to the ledger, and what stands for those
// that are open; it appends their codes.
func (l *landing) addLine(line *customs.EntryLine, codes []string) lineLayers {
	added := lineLayers{first: len(l.ledger.layers), codes: codes}
	open := dutyLayer{code: codeDutyOpen, label: "Duty that depends on open facts", kind: DutyPart}
	for i := range line.Layers {
		layer := &line.Layers[i]
		if layer.Amount.High.Sign() <= 0 {
			continue
		}
		p := dutyLayer{code: layer.Code, label: layer.Label, kind: DutyPart, basis: layer.Duty, source: l.source(layer.Source)}
		if !isCase(p.code) {
			p.code = dutyPrefix + p.code
		}
		if layer.Heading != "" {
			p.basis = layer.Heading + ": " + p.basis
		}
		l.ledger.layers, added.codes = append(l.ledger.layers, p), append(added.codes, layer.Code)
		if !layer.Amount.Known() {
			if open.basis != "" {
				open.basis += ", or "
			}
			open.basis += layer.Label + " (" + p.basis + ")"
			open.source = p.source
		}
	}
	if added.open = open.source != nil; added.open {
		l.ledger.layers = append(l.ledger.layers, open)
	}
	return added
}

// addFee adds a fee of the whole entry to the ledger.
func (l *landing) addFee(code, label, basis string, source fees.Source) int {
	l.ledger.layers = append(l.ledger.layers, dutyLayer{code: code, label: label, kind: FeePart, basis: basis + ", by customs value", source: &source})
	return len(l.ledger.layers) - 1
}

// addShare adds the layers of a share. Where open facts decide between layers that
// exclude each other, their ends do not sum to that of the duty: the open ones are
// then one amount.
func (d *duties) addShare(share *customs.Share, line *customs.EntryLine, layers lineLayers) {
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
			d.add(layers.first+at, duty.Amount)
		}
	}
	if together {
		d.add(layers.first+len(layers.codes), open)
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
func (d *duties) add(layer int, amount customs.Range) {
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
	d.amounts = append(d.amounts, dutyAmount{layer, ends{low, high}})
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
func (d *duties) enter(of []int) {
	g := d.l.ledger
	g.duties = d.amounts
	if g.currency != usd {
		g.inBooks = make([]ends, len(d.amounts))
		d.convert(of)
	}
	for k := range d.amounts {
		booked := g.bookedDuty(int32(k))
		d.l.count(booked.low, booked.high)
	}
}

// convert converts the amounts code by code.
func (d *duties) convert(of []int) {
	var codes []string
	members, ranks := make(map[string][]int), make([]int32, len(d.amounts))
	for _, i := range of {
		for k := d.l.ledger.lines[i].duties[0]; k < d.l.ledger.lines[i].duties[1]; k++ {
			ranks[k] = d.l.ranks[i]
		}
	}
	for k := range d.amounts {
		code := d.l.ledger.layers[d.amounts[k].layer].code
		if members[code] == nil {
			codes = append(codes, code)
		}
		members[code] = append(members[code], k)
	}
	rate := newConverter(rateOf(d.l.s.Rates, d.l.s.Currency, usd), usd, d.l.s.Currency)
	for _, code := range codes {
		if !d.convertTogether(members[code], ranks, &rate) {
			d.l.faults.Add("entry", code, "has a duty or fee that "+tooMuch)
			return
		}
	}
}

// convertTogether turns amounts into minor units of the books: the sum of the low ends
// is converted and split, and so is what the high ends have more. It is false when the
// result is too large.
func (d *duties) convertTogether(members []int, all []int32, rate *converter) bool {
	lows, mores := make([]uint64, len(members)), make([]uint64, len(members))
	ranks := make([]int32, len(members))
	var low, high int64
	for k, m := range members {
		a := &d.amounts[m]
		low, high = low+a.low, high+a.high
		// What stands for open layers can be a cent below 0 where the known ones were
		// rounded up.
		lows[k], mores[k], ranks[k] = uint64(max(a.low, 0)), uint64(max(a.high-a.low, 0)), all[m]
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
		d.l.ledger.inBooks[m] = ends{base[k], base[k] + more[k]}
	}
	return true
}
