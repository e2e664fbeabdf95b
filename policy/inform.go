package policy

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// An Account is the account of a seller on the channel of the case.
type Account struct {
	// Sales are the sales on the channel in any order, by day, month or order; nil is
	// unknown, an empty list is none. Only new goods count for INFORM.
	Sales []AccountSales
	// States are the sales by state of the buyer, for the sales tax of an own store.
	States []StateSales
}

// An AccountSales is the number of sales and their gross amount in some days.
type AccountSales struct {
	// From and To are the first and the last day, midnight UTC, both included.
	From, To time.Time
	Count    int
	// Gross is the gross revenue in the currency of the case.
	Gross decimal.Decimal
}

// A StateSales is what a seller sold to buyers of one state over the period that the
// state looks at, mostly the last or the current calendar year.
type StateSales struct {
	// State is as in "US-CA".
	State string
	// Own are the sales of the own store, Marketplace those over marketplaces, in the
	// currency of the case; not Valid is unknown.
	Own         decimal.NullDecimal
	Marketplace decimal.NullDecimal
}

func (a *Account) check() error {
	if a == nil {
		return nil
	}
	var f faults
	for i, s := range a.Sales {
		path := "sales[" + strconv.Itoa(i) + "]"
		if !isDay(s.From) {
			f.add(path+".from", dateText(s.From), "must be a calendar day as midnight UTC")
		}
		if !isDay(s.To) || s.To.Before(s.From) {
			f.add(path+".to", dateText(s.To), "must be a calendar day as midnight UTC, not before from")
		}
		if s.Count < 0 {
			f.add(path+".count", strconv.Itoa(s.Count), "must not be below 0")
		}
		f.amount(path+".gross", s.Gross)
	}
	seen := map[string]bool{}
	for i, s := range a.States {
		path := "states[" + strconv.Itoa(i) + "]"
		if !isState(s.State) {
			f.add(path+".state", s.State, `must be a state such as "US-CA"`)
		} else if seen[s.State] {
			f.add(path+".state", s.State, "must not occur twice")
		}
		seen[s.State] = true
		f.known(path+".own", s.Own)
		f.known(path+".marketplace", s.Marketplace)
	}
	return f.err()
}

// An InformSeller tells when a seller on a marketplace counts as one of high volume:
// rule INFORM. That is from 200 sales and 5,000 USD gross in any 12 months on end of
// the last 24, both in the same 12 months; from 20,000 USD in 12 months the seller is
// shown to buyers. Entries that are not wholly in the 24 months are left out, and a
// day without an entry had no sale. The amounts must be in US dollars. The zero rule has the numbers of the statute.
type InformSeller struct {
	// Sales and Gross make a seller one of high volume; 0 is 200 and 5,000.
	Sales int
	Gross decimal.Decimal
	// Disclosure is the gross of a year from which the seller is shown; 0 is 20,000.
	Disclosure decimal.Decimal
}

// marketplaces are the channels on which somebody else runs the store.
func marketplaces() []string { return []string{channelAmazon, channelWalmart, "ebay", "tiktok"} }

// Info says what the rule is.
func (InformSeller) Info() Info {
	return Info{
		ID: "INFORM", Title: "High-volume seller on a marketplace", Channels: marketplaces(), Jurisdiction: "US",
		Citation: "INFORM Consumers Act, 15 USC 45f",
		From:     calendarDay(2023, time.June, 27), Verified: lawVerified(), Confidence: "high",
	}
}

// Check adds up the sales of the account of a case.
func (r InformSeller) Check(c *Case, day time.Time) Outcome {
	switch {
	case c.Account == nil:
		return Unjudged("account")
	case c.Account.Sales == nil:
		return Unjudged("account.sales")
	case c.Currency != fx.USD:
		return Unjudged("currency")
	}
	needed := r.Sales
	if needed <= 0 {
		needed = 200
	}
	gross := threshold(r.Gross, decimal.New(5000, 0))
	shown := threshold(r.Disclosure, decimal.New(20000, 0))
	var high, disclosed *salesWindow
	for w := range twelveMonths(c.Account.Sales, day) {
		if w.count >= needed && w.gross.GreaterThanOrEqual(gross) && (high == nil || w.gross.GreaterThan(high.gross)) {
			high = &w
		}
		if w.gross.GreaterThanOrEqual(shown) && (disclosed == nil || w.gross.GreaterThan(disclosed.gross)) {
			disclosed = &w
		}
	}
	if high == nil {
		return Passed()
	}
	findings := []Finding{{
		Severity: Notice, Evidence: high.evidence(),
		Message: strconv.Itoa(high.count) + " sales and " + money(high.gross, c.Currency) + " in 12 months on " + c.Channel + " make a seller of high volume: identity, bank account, tax id and contact have to be given to the marketplace",
	}}
	if disclosed != nil {
		findings = append(findings, Finding{
			Severity: Notice, Evidence: disclosed.evidence(),
			Message: money(disclosed.gross, c.Currency) + " in 12 months on " + c.Channel + " reach " + money(shown, c.Currency) + ": name, address and contact are shown to buyers",
		})
	}
	return Found(findings...)
}

// A salesWindow is the sum of the sales of 12 months on end.
type salesWindow struct {
	from, to time.Time
	count    int
	gross    decimal.Decimal
}

func (w *salesWindow) evidence() []Evidence {
	return []Evidence{
		{"12 months", w.from.Format(time.DateOnly) + " to " + w.to.Format(time.DateOnly)},
		{"sales", strconv.Itoa(w.count)}, {"gross", money(w.gross, fx.USD)},
	}
}

// twelveMonths returns the sums of the 12 months on end that begin with each entry of
// the last 24 months before a day. No other 12 months have more.
func twelveMonths(sales []AccountSales, day time.Time) func(yield func(salesWindow) bool) {
	return func(yield func(salesWindow) bool) {
		first, last := monthsBefore(day, 24), day.AddDate(0, 0, -1)
		var in []AccountSales
		for _, s := range sales {
			if !s.From.Before(first) && !s.To.After(last) {
				in = append(in, s)
			}
		}
		byEnd := slices.Clone(in)
		slices.SortStableFunc(in, func(a, b AccountSales) int { return a.From.Compare(b.From) })
		slices.SortStableFunc(byEnd, func(a, b AccountSales) int {
			return cmp.Or(a.To.Compare(b.To), a.From.Compare(b.From))
		})
		var w salesWindow
		end := 0
		for i, s := range in {
			if i > 0 && !in[i-1].To.After(w.to) { // it was in the window before
				w.count -= in[i-1].Count
				w.gross = w.gross.Sub(in[i-1].Gross)
			}
			w.from, w.to = s.From, monthsBefore(s.From, -12).AddDate(0, 0, -1)
			for ; end < len(byEnd) && !byEnd[end].To.After(w.to); end++ {
				if !byEnd[end].From.Before(w.from) {
					w.count += byEnd[end].Count
					w.gross = w.gross.Add(byEnd[end].Gross)
				}
			}
			if !yield(w) {
				return
			}
		}
	}
}
