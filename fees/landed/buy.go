package landed

import (
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// buy finds the purchase of every line.
func (l *landing) buy() {
	converters := make(map[fx.Currency]*converter)
	for i := range l.s.Lines {
		line := &l.s.Lines[i]
		if !line.Price.Valid {
			l.miss(i, codePurchase, "the price is not given")
			continue
		}
		convert, ok := converters[line.Currency]
		if !ok {
			c := newConverter(l.s.rateFor(line.Currency, fx.Rate{}), line.Currency, l.s.Currency)
			convert = &c
			converters[line.Currency] = convert
		}
		own, fits := timesUnits(line.Price.Decimal, line.Units, line.Currency)
		booked, ok := convert.minor(own)
		switch {
		case !fits || !ok:
			l.failAmount(indexed("lines", i)+".price", line.Price.Decimal)
		case line.VAT.Price == NoVAT:
			l.addPurchase(i, own, booked)
			l.count(booked, booked)
		default:
			l.buyWithVAT(i, own, convert)
		}
	}
}

// addPurchase notes the purchase of a line without VAT, in its own minor units and in
// those of the books.
func (l *landing) addPurchase(i int, own, booked int64) {
	line := &l.ledger.lines[i]
	line.priced, line.own, line.booked = true, own, booked
	l.lines[i].known, l.lines[i].own, l.lines[i].value = true, own, booked
}

// termsFor returns what the VAT of a line comes to, found once for lines under the same
// terms that follow each other.
func (l *landing) termsFor(line *Line) (*vatTerms, error) {
	if l.vat.of != nil && l.vat.in == line.Currency && l.vat.of.same(&line.VAT) {
		return &l.vat.terms, nil
	}
	terms, err := line.VAT.terms(line.Currency)
	if err != nil {
		return nil, err
	}
	l.vat.of, l.vat.in, l.vat.terms = &line.VAT, line.Currency, terms
	if terms.reason == "" {
		due, _ := line.VAT.receivable(fx.Money{}, terms.refundSource).Due()
		if terms.refundRate.IsZero() {
			due = time.Time{}
		}
		l.vat.booked = &bookedTerms{
			included: line.VAT.Price == VATIncluded, rate: terms.rate, refundRate: terms.refundRate,
			source: l.source(&terms.source), refundSource: l.source(&terms.refundSource), due: due,
		}
	}
	return &l.vat.terms, nil
}

// buyWithVAT adds a purchase with its VAT and refund.
func (l *landing) buyWithVAT(i int, price int64, convert *converter) {
	line := &l.s.Lines[i]
	terms, err := l.termsFor(line)
	if err != nil {
		l.fail(indexed("lines", i)+".vat", err)
		return
	}
	net, vat, back := price, int64(0), int64(0)
	if terms.reason == "" {
		var fits bool
		if net, vat, back, fits = takeCents(price, terms.rate, terms.refundRate, line.VAT.Price == VATIncluded); !fits {
			net, vat, back, fits = line.takeSlowly(price)
		}
		if !fits {
			l.failAmount(indexed("lines", i)+".price", line.Price.Decimal)
			return
		}
	}
	bookedNet, netOK := convert.minor(net)
	bookedVAT, vatOK := convert.minor(vat)
	bookedBack, backOK := convert.minor(back)
	if !netOK || !vatOK || !backOK {
		l.failAmount(indexed("lines", i)+".price", line.Price.Decimal)
		return
	}
	l.addPurchase(i, net, bookedNet)
	l.count(bookedNet+bookedVAT, bookedNet+bookedVAT)
	l.count(-bookedBack, -bookedBack)
	if vat == 0 {
		return
	}
	if l.vats == nil {
		l.vats = make([]vatParts, 0, l.withVAT(i))
	}
	// Each is booked by itself, so that VAT that comes back whole cancels.
	l.vats = append(l.vats, vatParts{terms: l.vat.booked, own: vat, booked: bookedVAT, back: back, backBooked: bookedBack})
	l.ledger.lines[i].vat = &l.vats[len(l.vats)-1]
	if back != 0 {
		if l.out.Receivables == nil {
			l.out.Receivables = make([]LineReceivable, 0, l.withVAT(i))
		}
		receivable := line.VAT.receivable(fromMinor(back, line.Currency), terms.refundSource)
		l.out.Receivables = append(l.out.Receivables, LineReceivable{SKU: line.SKU, Receivable: receivable, Booked: l.ledger.money(bookedBack)})
	}
}

// takeSlowly is takeCents for rates of many digits, which terms have checked.
func (line *Line) takeSlowly(price int64) (net, vat, back int64, fits bool) {
	bought, err := line.VAT.Purchase(fromMinor(price, line.Currency))
	net, netOK := minorUnits(bought.Excluding)
	vat, vatOK := minorUnits(bought.VAT)
	back, backOK := minorUnits(bought.Refund)
	return net, vat, back, err == nil && netOK && vatOK && backOK
}

// withVAT is how many lines from the i-th on have a price with VAT.
func (l *landing) withVAT(i int) int {
	n := 0
	for ; i < len(l.s.Lines); i++ {
		if l.s.Lines[i].VAT.Price != NoVAT {
			n++
		}
	}
	return n
}

// source returns the source to point to: one for all equal ones.
func (l *landing) source(s *fees.Source) *fees.Source {
	for _, known := range l.sources {
		if *known == *s {
			return known
		}
	}
	copied := *s
	l.sources = append(l.sources, &copied)
	return &copied
}

// rateFor returns the rate that converts a currency to that of the books.
func (s *Shipment) rateFor(c fx.Currency, own fx.Rate) fx.Rate {
	if c == s.Currency || !own.IsZero() {
		return own
	}
	return rateOf(s.Rates, s.Currency, c)
}
