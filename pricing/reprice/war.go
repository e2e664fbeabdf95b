package reprice

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/small"
)

// endWar ends a price war whose rivals are gone or back where it began.
func (r *run) endWar() {
	w := r.next.War
	if w == nil {
		return
	}
	code, low := ReasonWar, r.next.Low
	if w.Up {
		code = ReasonSpiral
	}
	switch {
	case !low.Valid:
		r.note(code, "it is over: there is no rival left")
	case !w.Up && !low.Decimal.LessThan(w.Price), w.Up && !low.Decimal.GreaterThan(w.Price):
		r.note(code, "it is over: the cheapest rival is back at "+r.money(low.Decimal))
	default:
		return
	}
	r.next.War = nil
}

// war asks a person about a move in the direction of a price war, one that lasts or
// one that the move makes.
func (r *run) war(price decimal.Decimal, up bool) {
	guard := &r.rules.Guards.War
	if guard.Moves == 0 && guard.Fall.Sign() == 0 {
		return
	}
	code := ReasonWar
	if up {
		code = ReasonSpiral
	}
	text := ""
	if w := r.next.War; w != nil {
		if w.Up != up {
			return
		}
		text = "it lasts since " + w.Since.UTC().Format(time.RFC3339) + ", from " + r.money(w.Price)
	} else {
		since := r.d.At.Add(-guard.Window)
		n, before := r.chase(price, since, up)
		fell := guard.Fall.Sign() > 0 && !up && !(r.item.ShareChange.Valid && r.item.ShareChange.Decimal.GreaterThan(guard.Flat))
		var from decimal.Decimal
		if fell {
			from, fell = r.priceAt(since)
			fell = fell && small.CmpProduct(price, from, small.Sub(one, guard.Fall)) < 0
		}
		switch {
		case guard.Moves > 0 && n >= guard.Moves:
			text = strconv.Itoa(n) + " moves in turns with the cheapest rival in " + guard.Window.String()
		case fell:
			before = from.Add(r.shipping)
			text = "the price would have fallen from " + r.money(from) + " to " + r.money(price) + " in " + guard.Window.String() +
				", by more than " + fx.Percent(guard.Fall) + ", without a gain in the share of units"
		default:
			return
		}
		r.next.War = &War{r.d.At, up, before}
	}
	r.c.PriceWar = !up
	r.ask(code, text, Serious, decimal.NewNullDecimal(price))
}

// chase counts the moves in turns that a move to a price would end, itself included,
// back to a time, and returns the own price with shipping before them. Moves of one
// side that follow each other count once. Each move has to go in the same direction,
// to the price of the other side or beyond it.
func (r *run) chase(price decimal.Decimal, since time.Time, up bool) (n int, before decimal.Decimal) {
	beyond := func(later, earlier decimal.Decimal) bool { // the later move is not short of the earlier
		if up {
			return !later.LessThan(earlier)
		}
		return !later.GreaterThan(earlier)
	}
	changes, lows := r.item.State.Changes, r.next.Lows
	n, before = 1, small.Add(r.item.Current.Decimal, r.shipping)
	own, last := true, small.Add(price, r.shipping) // who made the move that comes after, and to where
	for i, j := len(changes)-1, len(lows)-1; i >= 0 || j >= 0; {
		ours := j < 0 || i >= 0 && !changes[i].At.Before(lows[j].At)
		var at time.Time
		var from, to decimal.NullDecimal
		if ours {
			at, to = changes[i].At, decimal.NewNullDecimal(small.Add(changes[i].To, r.shipping))
			if changes[i].From.Valid {
				from = decimal.NewNullDecimal(small.Add(changes[i].From.Decimal, r.shipping))
			}
			i--
		} else {
			at, to = lows[j].At, decimal.NewNullDecimal(lows[j].Total)
			if j > 0 {
				from = decimal.NewNullDecimal(lows[j-1].Total)
			}
			j--
		}
		if at.Before(since) || !from.Valid || from.Decimal.Equal(to.Decimal) || to.Decimal.GreaterThan(from.Decimal) != up {
			break
		}
		if ours != own {
			if !beyond(last, to.Decimal) {
				break
			}
			n, own, last = n+1, ours, to.Decimal
		}
		if ours {
			before = from.Decimal
		}
	}
	return n, before
}

// priceAt is the own item price at a time in the past. It is false when the price has
// not changed since: a single move is no fall that builds up.
func (r *run) priceAt(at time.Time) (decimal.Decimal, bool) {
	for _, c := range r.item.State.Changes {
		if !c.At.Before(at) && c.From.Valid {
			return c.From.Decimal, true
		}
	}
	return decimal.Decimal{}, false
}

// oscillation asks a person about a price that goes to and fro.
func (r *run) oscillation(up bool) {
	guard := &r.rules.Guards.Oscillation
	if guard.Turns == 0 {
		return
	}
	since, changes, turns := r.d.At.Add(-guard.Window), r.item.State.Changes, 0
	for i := len(changes) - 1; i >= 0; i-- {
		c := &changes[i]
		if c.At.Before(since) || !c.From.Valid {
			break
		}
		if rose := c.To.GreaterThan(c.From.Decimal); rose != up {
			turns++
			up = rose
		}
	}
	if turns >= guard.Turns {
		r.ask(ReasonOscillation, "the price would turn round "+strconv.Itoa(turns)+" times in "+guard.Window.String(), Caution, decimal.NullDecimal{})
	}
}
