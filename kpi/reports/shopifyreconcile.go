package reports

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A PayoutStatus says how a payout compares with its transactions.
type PayoutStatus string

// The states of a [PayoutMatch].
const (
	PayoutMatched        PayoutStatus = "matched"         // the net of the transactions is the payout
	PayoutDiffers        PayoutStatus = "differs"         // it is not
	PayoutAmbiguous      PayoutStatus = "ambiguous"       // several payouts of the day and no way to tell them apart
	PayoutNoTransactions PayoutStatus = "no_transactions" // the transactions of the payout are not there
	PayoutMissing        PayoutStatus = "no_payout"       // the payout of the transactions is not there
	PayoutUnknown        PayoutStatus = "unknown"         // an amount is not known
)

// A PayoutMatch compares what Shopify paid out on a day in a currency with the
// transactions that name the day.
type PayoutMatch struct {
	Day      time.Time
	Currency fx.Currency
	Status   PayoutStatus
	// Payouts and Transactions are how many there are; IDs are the payouts that the
	// transactions name.
	Payouts, Transactions int
	IDs                   []string
	// Total is what was paid out, Net what the transactions come to, and Difference the
	// total less the net.
	Total, Net, Difference decimal.Decimal
	// Rows are the lines of transactions whose amounts are not known.
	Rows []int
}

// A ShopifyReconciliation collects payouts and transactions of Shopify, in any order
// and from any number of files. The zero ShopifyReconciliation is empty. Its memory
// grows with the days and not with the transactions.
type ShopifyReconciliation struct {
	days    map[payoutKey]*payoutDay
	pending map[fx.Currency]decimal.Decimal
	unknown []int // lines of pending transactions whose net is not known
}

type payoutKey struct {
	day      time.Time
	currency fx.Currency
}

type payoutDay struct {
	match   PayoutMatch
	unknown bool
}

func (s *ShopifyReconciliation) day(day time.Time, c fx.Currency) *payoutDay {
	if s.days == nil {
		s.days = map[payoutKey]*payoutDay{}
	}
	key := payoutKey{DayIn(day, nil), c}
	d := s.days[key]
	if d == nil {
		d = &payoutDay{match: PayoutMatch{Day: key.day, Currency: c}}
		s.days[key] = d
	}
	return d
}

// AddPayout adds a payout.
func (s *ShopifyReconciliation) AddPayout(p ShopifyPayout) {
	d := s.day(p.Day, p.Currency)
	d.match.Payouts++
	d.match.Total = d.match.Total.Add(p.Total.Decimal)
	d.unknown = d.unknown || !p.Total.Valid
}

// AddTransaction adds a transaction. One of the type "payout" is the payout itself and
// counts nothing. One without a day of payout is pending.
func (s *ShopifyReconciliation) AddTransaction(t ShopifyTransaction) {
	if strings.EqualFold(t.Type, "payout") {
		return
	}
	if t.PayoutDay.IsZero() {
		if s.pending == nil {
			s.pending = map[fx.Currency]decimal.Decimal{}
		}
		s.pending[t.Currency] = s.pending[t.Currency].Add(t.Net.Decimal)
		if !t.Net.Valid {
			s.unknown = append(s.unknown, t.Row)
		}
		return
	}
	d := s.day(t.PayoutDay, t.Currency)
	d.match.Transactions++
	d.match.Net = d.match.Net.Add(t.Net.Decimal)
	if !t.Net.Valid {
		d.unknown = true
		d.match.Rows = append(d.match.Rows, t.Row)
	}
	if t.PayoutID != "" && !slices.Contains(d.match.IDs, t.PayoutID) {
		d.match.IDs = append(d.match.IDs, t.PayoutID)
	}
}

// Pending returns the net of the transactions that no payout holds yet, by currency. It
// is that of those whose net is known: [ShopifyReconciliation.PendingUnknown] has the
// others.
func (s *ShopifyReconciliation) Pending() []fx.Money {
	out := make([]fx.Money, 0, len(s.pending))
	for c, net := range s.pending {
		out = append(out, fx.Money{Amount: net, Currency: c})
	}
	slices.SortFunc(out, func(a, b fx.Money) int { return cmp.Compare(a.Currency, b.Currency) })
	return out
}

// PendingUnknown returns the lines of the pending transactions whose net is not known,
// sorted. While there is one, the sums of [ShopifyReconciliation.Pending] are not whole.
func (s *ShopifyReconciliation) PendingUnknown() []int {
	return slices.Sorted(slices.Values(s.unknown))
}

// Matches returns every day and currency, in order of the days. Several payouts of one
// day in one currency are ambiguous: Shopify's file of payouts names no id, and picking
// one would be a guess.
func (s *ShopifyReconciliation) Matches() []PayoutMatch {
	out := make([]PayoutMatch, 0, len(s.days))
	for _, d := range s.days {
		m := d.match
		m.IDs, m.Rows = slices.Sorted(slices.Values(m.IDs)), slices.Sorted(slices.Values(m.Rows))
		m.Difference = m.Total.Sub(m.Net)
		switch {
		case d.unknown:
			m.Status = PayoutUnknown
		case m.Payouts > 1:
			m.Status = PayoutAmbiguous
		case m.Payouts == 0:
			m.Status = PayoutMissing
		case m.Transactions == 0:
			m.Status = PayoutNoTransactions
		case m.Difference.IsZero():
			m.Status = PayoutMatched
		default:
			m.Status = PayoutDiffers
		}
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b PayoutMatch) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Currency, b.Currency))
	})
	return out
}
