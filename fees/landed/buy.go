package landed

import (
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

// buyWithVAT adds a purchase with its VAT and refund.
func (l *landing) buyWithVAT(i int, price int64, convert *converter) {
	line := &l.s.Lines[i]
	bought, err := line.VAT.Purchase(fromMinor(price, line.Currency))
	if err != nil {
		l.fail(indexed("lines", i)+".vat", err)
		return
	}
	net, netOK := l.book(bought.Excluding, convert)
	vat, vatOK := l.book(bought.VAT, convert)
	back, backOK := l.book(bought.Refund, convert)
	if !netOK || !vatOK || !backOK {
		l.failAmount(indexed("lines", i)+".price", line.Price.Decimal)
		return
	}
	l.addPurchase(i, net.own, net.booked)
	l.count(net.booked+vat.booked, net.booked+vat.booked)
	l.count(-back.booked, -back.booked)
	if vat.own == 0 {
		return
	}
	due, _ := bought.Receivable.Due()
	// Each is booked by itself, so that VAT that comes back whole cancels.
	l.ledger.lines[i].vat = &vatParts{
		included: line.VAT.Price == VATIncluded, rate: bought.VATRate, refundRate: bought.RefundRate,
		own: vat.own, booked: vat.booked, back: back.own, backBooked: back.booked,
		source: l.source(&bought.VATSource), refundSource: l.source(&bought.RefundSource), due: due,
	}
	if back.own == 0 {
		return
	}
	if l.out.Receivables == nil {
		l.out.Receivables = make([]LineReceivable, 0, l.withVAT(i))
	}
	l.out.Receivables = append(l.out.Receivables, LineReceivable{SKU: line.SKU, Receivable: bought.Receivable, Booked: l.ledger.money(back.booked)})
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

// An entered is an amount in minor units of its own currency and of the books.
type entered struct{ own, booked int64 }

// book converts an amount.
func (l *landing) book(m fx.Money, convert *converter) (entered, bool) {
	own, fits := minorUnits(m)
	booked, ok := convert.minor(own)
	return entered{own, booked}, fits && ok
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
