package main

import (
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// The bounds of a figure from which something is missing.
const (
	atMost  = "most"
	atLeast = "least"
)

const notKnown = "not known"

// figureOf is a value as it is shown.
func figureOf(v kpi.Value) figure {
	f := figure{State: string(v.State), Unit: string(v.Unit), Missing: v.Missing}
	if f.State == "" {
		f.State = string(kpi.Incomplete)
	}
	if !v.IsDefined() {
		f.Text = notKnown
		if v.State == kpi.Undefined {
			f.Text = "divides by 0"
		}
		return f
	}
	places := 4
	switch v.Unit {
	case kpi.Amount:
		places = minorUnits(v.Currency)
	case kpi.Fraction:
		places = 6
	}
	n := v.Round(places)
	f.Number = fx.Plain(n.Decimal)
	switch v.Unit {
	case kpi.Amount:
		f.Number = n.Decimal.StringFixed(int32(places))
		f.Text = grouped(f.Number) + " " + string(v.Currency)
	case kpi.Fraction:
		f.Text = v.Round(4).Decimal.Shift(2).StringFixed(2) + "%"
	case kpi.Count:
		f.Text = grouped(fx.Plain(v.Round(2).Decimal))
	default:
		f.Text = grouped(v.Round(2).Decimal.StringFixed(2))
		if v.Unit != kpi.Multiple {
			f.Text = grouped(fx.Plain(v.Round(1).Decimal)) + " " + string(v.Unit)
		}
	}
	return f
}

// money is an amount as it is shown.
func money(d decimal.Decimal, c fx.Currency) figure { return figureOf(kpi.Exact(d, kpi.Amount, c)) }

// moneyOrNone is an amount that may not be known.
func moneyOrNone(d decimal.NullDecimal, c fx.Currency) figure {
	if !d.Valid {
		return figureOf(kpi.NotKnown(kpi.Amount, c))
	}
	return money(d.Decimal, c)
}

// none is a figure that is not there.
func none(u kpi.Unit) figure { return figure{State: string(kpi.Incomplete), Unit: string(u), Text: ""} }

// Short is the text of a figure without its currency, for a table whose title says it.
func (f figure) Short() string {
	text := f.Text
	if f.Unit == string(kpi.Amount) && f.State == string(kpi.Defined) && text != notKnown {
		text, _, _ = strings.Cut(text, " ")
	}
	return f.marked(text)
}

// Full is the text of a figure with the mark of its bound.
func (f figure) Full() string { return f.marked(f.Text) }

func (f figure) marked(text string) string {
	switch f.Bound {
	case atMost:
		return "≤ " + text
	case atLeast:
		return "≥ " + text
	}
	return text
}

// Float is the number for a chart. ok is false where there is none.
func (f figure) Float() (n float64, ok bool) {
	if f.Number == "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(f.Number, 64)
	return n, err == nil
}

// Sign is -1, 0 or 1, and 0 where there is no number.
func (f figure) Sign() int {
	switch {
	case f.Number == "" || strings.Trim(f.Number, "-0.") == "":
		return 0
	case f.Number[0] == '-':
		return -1
	}
	return 1
}

func minorUnits(c fx.Currency) int {
	if n, ok := c.MinorUnits(); ok {
		return n
	}
	return 2
}

// grouped puts a comma between thousands: -12345.60 is "-12,345.60".
func grouped(number string) string {
	sign := ""
	if rest, ok := strings.CutPrefix(number, "-"); ok {
		sign, number = "-", rest
	}
	whole, part, hasPart := strings.Cut(number, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if hasPart {
		whole += "." + part
	}
	return sign + whole
}

// counted is "1 row", "2,000 rows".
func counted(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return grouped(strconv.Itoa(n)) + " " + thing
}

func dayText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func rangeOf(p kpi.Period) dateRange {
	return dateRange{dayText(p.First), dayText(p.Last), p.Days()}
}

// Text is the days of a range for people.
func (r dateRange) Text() string {
	if r.First == r.Last {
		return r.First
	}
	return r.First + " to " + r.Last
}

// listed is "a, b and c"; beyond most it says how many more there are.
func listed(names []string, most int) string {
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " and " + grouped(strconv.Itoa(len(names)-most)) + " more"
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
