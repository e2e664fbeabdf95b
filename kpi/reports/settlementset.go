package reports

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A ChainLink is the step from one settlement to the next one of the same account.
type ChainLink struct {
	Currency fx.Currency
	// From and To are the ids of the settlements.
	From, To string
	// Held is what From holds back, above 0, and Released what To pays out of it.
	// Difference is Released less Held: 0 where the reserve was carried over whole.
	Held, Released, Difference decimal.Decimal
	// Gap is the time between the end of From and the start of To, below 0 where the
	// two overlap. One second, or one day between days, is none and is 0. It is not
	// known, and KnownGap is false, where one of the two is not printed.
	Gap      time.Duration
	KnownGap bool
	// Twice says that From and To have the same id: one settlement was read twice.
	Twice bool
}

// Fits reports whether the reserve was carried over and the periods follow each other.
func (l ChainLink) Fits() bool {
	return l.Difference.IsZero() && l.KnownGap && l.Gap == 0 && !l.Twice
}

// ChainSettlements compares each settlement with the next one: the reserve that is
// carried over, and the periods. Settlements follow each other where they have the same
// currency and most of their rows are of the same marketplace, sorted by start. Those
// whose start is not known come first. Links are sorted by currency, marketplace and
// start. A settlement whose rows were read from two files into one [Reconciliation] is
// one check; two checks of the same id are a link that says so.
func ChainSettlements(checks []SettlementCheck) []ChainLink {
	sorted := slices.Clone(checks)
	slices.SortStableFunc(sorted, func(a, b SettlementCheck) int {
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(a.market(), b.market()), a.Start.Compare(b.Start), cmp.Compare(a.Settlement, b.Settlement))
	})
	var links []ChainLink
	for i := 1; i < len(sorted); i++ {
		a, b := &sorted[i-1], &sorted[i]
		if a.Currency != b.Currency || a.market() != b.market() {
			continue
		}
		l := ChainLink{
			Currency: a.Currency, From: a.Settlement, To: b.Settlement,
			Held: a.ReserveHeld.Neg(), Released: b.ReserveReleased, Twice: a.Settlement == b.Settlement,
		}
		l.Difference = l.Released.Sub(l.Held)
		l.Gap, l.KnownGap = gap(a, b)
		links = append(links, l)
	}
	return links
}

func (c *SettlementCheck) market() string {
	if len(c.Marketplaces) == 0 {
		return ""
	}
	return c.Marketplaces[0]
}

// gap returns the time between two settlements.
func gap(a, b *SettlementCheck) (time.Duration, bool) {
	if a.End.IsZero() || b.Start.IsZero() {
		return 0, false
	}
	d, none := b.Start.Sub(a.End), time.Second
	if a.DaysOnly || b.DaysOnly {
		d, none = DayIn(b.Start, nil).Sub(DayIn(a.End, nil)), 24*time.Hour
	}
	if d >= 0 && d <= none {
		return 0, true
	}
	if d > 0 && none > time.Second {
		d -= none // the days between
	}
	return d, true
}

// A BankDeposit is money that arrived at the bank, as the caller's bank says.
type BankDeposit struct {
	Day       time.Time
	Amount    decimal.Decimal
	Currency  fx.Currency
	Reference string // "" for none
}

// A DepositStatus says whether the deposit of a settlement arrived.
type DepositStatus string

// The states of a deposit.
const (
	DepositMatched DepositStatus = "matched" // this amount arrived
	DepositDiffers DepositStatus = "differs" // another amount arrived in the days when it was due
	DepositMissing DepositStatus = "missing" // nothing arrived in the days when it was due
	DepositNotDue  DepositStatus = "not_due" // the total is 0 or below, so nothing is paid
	DepositUnknown DepositStatus = "unknown" // the settlement has no total or no day of deposit
	DepositUnasked DepositStatus = "unasked" // it arrived, and no settlement has it
)

// A DepositMatch is a settlement and the deposit that belongs to it.
type DepositMatch struct {
	Status DepositStatus
	// Settlement is the id, "" for a deposit of no settlement. Due is the day of the
	// deposit that the settlement states, and Total its total.
	Settlement string
	Currency   fx.Currency
	Due        time.Time
	Total      decimal.NullDecimal
	// Bank is the place of the deposit in the list that was given, -1 for none.
	Bank int
	// Difference is what arrived less Total; not Valid where one of them is missing.
	Difference decimal.NullDecimal
}

// MatchDeposits compares the totals of settlements with what arrived at the bank in the
// same currency. A deposit may arrive up to days days after the day that the settlement
// states, and one day before it; days of 0 or below is 7. Each deposit is used once:
// those with the exact amount go first, each to the settlement whose day is nearest.
// What is left is a difference only where one settlement and one deposit are left that
// can belong to each other. Matches are in the order of the settlements; deposits of no
// settlement follow in theirs.
//
// A bank that converts the money deposits another currency: give its amounts before
// the conversion.
func MatchDeposits(checks []SettlementCheck, bank []BankDeposit, days int) []DepositMatch {
	if days <= 0 {
		days = 7
	}
	matches := make([]DepositMatch, len(checks))
	used := make([]bool, len(bank))
	near := func(m *DepositMatch, b *BankDeposit) (int, bool) {
		late := int(DayIn(b.Day, nil).Sub(DayIn(m.Due, nil)) / (24 * time.Hour))
		return max(late, -2*late), m.Status == DepositMissing && !b.Day.IsZero() && b.Currency == m.Currency && late >= -1 && late <= days
	}
	type pair struct{ match, bank, late int }
	var exact []pair
	for i := range checks {
		c := &checks[i]
		m := DepositMatch{Status: DepositMissing, Settlement: c.Settlement, Currency: c.Currency, Due: c.Deposit, Total: c.Total, Bank: -1}
		switch {
		case !c.Total.Valid:
			m.Status = DepositUnknown
		case c.Total.Decimal.Sign() <= 0:
			m.Status = DepositNotDue
		case c.Deposit.IsZero():
			m.Status = DepositUnknown
		}
		matches[i] = m
		for k := range bank {
			if late, ok := near(&m, &bank[k]); ok && bank[k].Amount.Equal(c.Total.Decimal) {
				exact = append(exact, pair{i, k, late})
			}
		}
	}
	settle := func(i, k int) {
		m := &matches[i]
		used[k] = true
		m.Bank, m.Difference = k, decimal.NewNullDecimal(bank[k].Amount.Sub(m.Total.Decimal))
		if m.Status = DepositDiffers; m.Difference.Decimal.IsZero() {
			m.Status = DepositMatched
		}
	}
	slices.SortStableFunc(exact, func(a, b pair) int { return cmp.Compare(a.late, b.late) })
	for _, p := range exact {
		if !used[p.bank] && matches[p.match].Status == DepositMissing {
			settle(p.match, p.bank)
		}
	}
	for i := range matches {
		if k := onlyOne(matches, bank, used, near, i); k >= 0 {
			settle(i, k)
		}
	}
	for k := range bank {
		if !used[k] {
			matches = append(matches, DepositMatch{Status: DepositUnasked, Currency: bank[k].Currency, Bank: k})
		}
	}
	return matches
}

// onlyOne returns the deposit that can belong to a settlement, where there is only one
// and it can belong to no other; else -1.
func onlyOne(matches []DepositMatch, bank []BankDeposit, used []bool, near func(*DepositMatch, *BankDeposit) (int, bool), i int) int {
	only := -1
	for k := range bank {
		if _, ok := near(&matches[i], &bank[k]); ok && !used[k] && bank[k].Amount.Sign() > 0 {
			if only >= 0 {
				return -1
			}
			only = k
		}
	}
	if only < 0 {
		return -1
	}
	for j := range matches {
		if _, ok := near(&matches[j], &bank[only]); ok && j != i {
			return -1
		}
	}
	return only
}
