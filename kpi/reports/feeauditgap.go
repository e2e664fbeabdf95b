package reports

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// A GapReason says why a fee could not be compared.
type GapReason string

// The reasons.
const (
	GapUnknownItem   GapReason = "unknown_item"   // the item is not among those that were given
	GapUnknownInput  GapReason = "unknown_input"  // the listing lacks its weight, its category, ...
	GapUnknownPrice  GapReason = "unknown_price"  // the sale that the fee was taken from is not known
	GapUnknownDay    GapReason = "unknown_day"    // the day whose tables apply is not known
	GapNoTable       GapReason = "no_table"       // no table covers the day
	GapNotPublic     GapReason = "not_public"     // the figure is not public
	GapOtherCurrency GapReason = "other_currency" // the fee is not in US dollars
	GapNotChecked    GapReason = "not_checked"    // a fee that this audit does not compute
	GapUnmapped      GapReason = "unmapped"       // an amount that no mapping knows
	GapNotCharged    GapReason = "not_charged"    // a fee that is due by the tables and is not in the rows
	GapNoAmount      GapReason = "no_amount"      // the file does not have the fee
	GapTotalDiffers  GapReason = "total_differs"  // the total of the file is not the sum of its fees
	GapUnread        GapReason = "unread"         // a row that cannot be read
)

// A FeeGap is fees of one item that could not be compared for one reason. They are in
// no total of the audit.
type FeeGap struct {
	Reason GapReason
	// SKU is "" where the file names none. Fee is the [AuditedFee], or the amount type
	// and description of the file.
	SKU, Fee string
	// Text says for people what is missing.
	Text string
	// First and Last are the days; zero where they are not known.
	First, Last time.Time
	Lines       int
	Units       int64
	// Amount is what was taken. For [GapNotCharged] it is what the tables give, for
	// [GapTotalDiffers] how far the total is off.
	Amount decimal.Decimal
	// Currency is that of the rows, "" for several.
	Currency fx.Currency
	// Place is the first row.
	Place Place
}

type feeGapKey struct {
	reason         GapReason
	sku, fee, text string
}

// gap notes a fee that could not be compared.
func (s *feeSide) gap(key feeGapKey, c *ChargedFee, amount decimal.Decimal) {
	day := c.Day
	if !day.IsZero() {
		day = DayIn(day, nil)
	}
	s.addGap(key, FeeGap{
		Reason: key.reason, SKU: key.sku, Fee: key.fee, Text: key.text,
		First: day, Last: day, Lines: 1, Units: c.Units, Amount: amount, Currency: c.Currency, Place: c.Place,
	})
}

func (s *feeSide) addGap(key feeGapKey, g FeeGap) {
	mine := s.gaps[key]
	if mine == nil && len(s.gaps) >= mostFeeGaps {
		key = feeGapKey{reason: key.reason, text: "many items"}
		g.SKU, g.Fee, g.Text = "", "", key.text
		mine = s.gaps[key]
	}
	if mine == nil {
		g.SKU, g.Fee, g.Text = strings.Clone(g.SKU), strings.Clone(g.Fee), strings.Clone(g.Text)
		key.sku, key.fee, key.text = g.SKU, g.Fee, g.Text
		s.gaps[key] = &g
		return
	}
	if !g.First.IsZero() && (mine.First.IsZero() || g.First.Before(mine.First)) {
		mine.First = g.First
	}
	if g.Last.After(mine.Last) {
		mine.Last = g.Last
	}
	mine.Lines, mine.Units, mine.Amount = mine.Lines+g.Lines, mine.Units+g.Units, mine.Amount.Add(g.Amount)
	if mine.Currency != g.Currency {
		mine.Currency = ""
	}
	mine.Place = firstPlaces([]Place{mine.Place, g.Place})[0]
}

// gapOf says why a fee cannot be computed.
func gapOf(err error) (GapReason, string) {
	var none *fees.NoTableError
	var secret *fees.NotPublicError
	var texts []string
	for _, fault := range fx.Faults(err) {
		texts = append(texts, fault.Error())
	}
	if len(texts) == 0 {
		texts = []string{err.Error()}
	}
	reason := GapUnknownInput
	switch {
	case errors.As(err, &none):
		reason = GapNoTable
	case errors.As(err, &secret):
		reason = GapNotPublic
	}
	return reason, strings.Join(texts, "; ")
}

// mostFeePlaces is how many rows a finding names.
const mostFeePlaces = 3

// firstPlaces returns the first places, in order of file and row, each once.
func firstPlaces(places []Place) []Place {
	slices.SortFunc(places, func(a, b Place) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row)) })
	places = slices.Compact(places)
	return places[:min(len(places), mostFeePlaces)]
}

// listGaps returns the gaps, those with the most money first.
func (s *feeSide) listGaps(most int) (list []FeeGap, unlisted int) {
	for _, g := range s.gaps {
		list = append(list, *g)
	}
	slices.SortFunc(list, func(a, b FeeGap) int {
		return cmp.Or(b.Amount.Abs().Cmp(a.Amount.Abs()), cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Fee, b.Fee), cmp.Compare(a.Text, b.Text))
	})
	unlisted = max(len(list)-most, 0)
	return list[:len(list)-unlisted], unlisted
}
