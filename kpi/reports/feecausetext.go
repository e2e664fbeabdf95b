package reports

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// String says the finding in sentences: the fee, the difference and its money, what
// would explain it, and what to do.
func (f FeeFinding) String() string {
	var b strings.Builder
	b.WriteString(f.SKU + ", " + f.Fee.name() + ", " + daysText(f.First, f.Last) + ": ")
	verb := "charged"
	if f.Origin == FromPreview {
		verb = "previewed"
	}
	b.WriteString(moneyText(f.ChargedEach) + " " + verb + ", " + moneyText(f.ComputedEach) + " computed for a unit")
	if !f.Price.IsZero() {
		b.WriteString(" at " + moneyText(f.Price))
	}
	if f.Basis != "" {
		b.WriteString(" (" + f.Basis + ")")
	}
	b.WriteString(". That is " + moneyText(f.DifferenceEach.Abs()) + amountWord(f.DifferenceEach) + " each and " +
		moneyText(f.Money.Abs()) + amountWord(f.Money) + " for " + unitsText(f.Units))
	if !f.UnitsKnown {
		b.WriteString(" (how many are sold is not known)")
	}
	b.WriteString(". ")
	switch f.Likely {
	case CauseUnknown:
		b.WriteString("Nothing that was tried gives this charge. Open a case with the rows.")
	case CauseUnexamined:
		b.WriteString("There are too many differences to look for the cause of each.")
	}
	for i, e := range f.Explanations {
		switch {
		case e.Cause == CauseTable:
			b.WriteString("The charge may be right " + e.Text)
		case i == 0:
			b.WriteString("It is the fee " + e.Text)
		case i == 1:
			b.WriteString(" It is also the fee " + e.Text)
		default:
			b.WriteString(", or " + e.Text)
		}
		if e.Table != "" && !slices.Contains(f.Tables, e.Table) {
			b.WriteString(" (" + e.Table + ")")
		}
		if i == 0 {
			b.WriteString(". " + e.Do)
		}
	}
	if len(f.Explanations) > 1 {
		b.WriteString(".")
	}
	if len(f.Tables) > 0 {
		b.WriteString(" Computed from " + strings.Join(f.Tables, ", ") + ".")
	}
	switch f.Confidence {
	case fees.Low, fees.Medium:
		b.WriteString(" The confidence of these tables is " + string(f.Confidence) + ".")
	case fees.Supplied:
		b.WriteString(" A figure of the computation was supplied.")
	}
	return b.String()
}

// String says the gap in a sentence.
func (g FeeGap) String() string {
	var b strings.Builder
	if g.SKU != "" {
		b.WriteString(g.SKU + ", ")
	}
	if g.Fee != "" {
		b.WriteString(AuditedFee(g.Fee).name() + ": ")
	}
	b.WriteString(g.Text)
	rows := " rows"
	if g.Lines == 1 {
		rows = " row"
	}
	b.WriteString(" (" + strconv.Itoa(g.Lines) + rows)
	if !g.Amount.IsZero() {
		b.WriteString(", " + moneyText(g.Amount))
		if g.Currency != "" {
			b.WriteString(" " + string(g.Currency))
		}
	}
	return b.String() + ")"
}

// name is what people call a fee.
func (f AuditedFee) name() string {
	switch f {
	case AuditReferral:
		return "referral fee"
	case AuditFulfilment:
		return "fulfilment fee"
	case AuditClosing:
		return "closing fee"
	case AuditRefundAdmin:
		return "refund administration fee"
	case AuditRefundedReferral:
		return "referral fee given back"
	}
	return string(f)
}

func daysText(first, last time.Time) string {
	if first.Equal(last) {
		return first.Format(time.DateOnly)
	}
	return first.Format(time.DateOnly) + " to " + last.Format(time.DateOnly)
}

// moneyText prints cents, and more places where there are more.
func moneyText(d decimal.Decimal) string {
	if d.Equal(d.Round(feeCents)) {
		return d.StringFixed(feeCents)
	}
	return fx.Plain(d)
}

// fromText says where a range of prices begins, on the grid of 0.0001.
func fromText(from decimal.Decimal) string {
	if from.Equal(from.Round(feeCents)) {
		return "from " + from.StringFixed(feeCents)
	}
	return "above " + from.Truncate(feeCents).StringFixed(feeCents)
}

func amountWord(d decimal.Decimal) string {
	if d.Sign() < 0 {
		return " too little"
	}
	return " too much"
}

func unitsText(n int64) string {
	if n == 1 {
		return "1 unit"
	}
	return strconv.FormatInt(n, 10) + " units"
}
