package reports

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A Mark is what separates whole units from decimals: "." or ",".
type Mark string

// The decimal marks.
const (
	Point Mark = "."
	Comma Mark = ","
)

// A number is what a cell with an amount or a count came to.
type number struct {
	value    decimal.Decimal
	currency string // the mark beside it: "$", "MX$", "€", "USD"; "" for none
	percent  bool   // a percent sign stood behind it
	shows    Mark   // the decimal mark that it shows beyond doubt, "" when it shows none
	either   bool   // it would be another number with the other mark
}

const numberReason = "must be a number"

// parseNumber reads a number with its marks, grouping and sign. The mark is the
// decimal mark of the file, "" for one that has not shown it yet, which is read as a
// point. The reason is "" when it could be read.
func parseNumber(text string, mark Mark) (n number, reason string) {
	if mark != Comma {
		if d, ok := plainNumber(text); ok {
			n.value = d
			if i := strings.IndexByte(text, '.'); i >= 0 {
				n.shows, n.either = pointIn(text, i)
			}
			return n, ""
		}
		if n, ok := usualNumber(text, mark); ok {
			return n, ""
		}
	}
	return markedNumber(text, mark)
}

// usualNumber reads what an English export prints: "12,131", "$1,290.25", "-$3.00",
// "12.02%", with commas only where the decimal mark is known. It is false for
// everything else, which markedNumber reads, and agrees with it.
func usualNumber(text string, mark Mark) (n number, ok bool) {
	const most = 18 // the digits that an int64 holds, whatever they are
	rest, negative := text, false
	if len(rest) > 0 && rest[0] == '-' {
		rest, negative = rest[1:], true
	}
	if len(rest) > 0 && rest[0] == '$' {
		rest, n.currency = rest[1:], "$"
	} else if len(rest) > 0 && rest[len(rest)-1] == '%' {
		rest, n.percent = rest[:len(rest)-1], true
	}
	units, digits, group, point := int64(0), 0, 0, -1
	commas := 0
	for i := range len(rest) {
		switch c := rest[i]; {
		case c >= '0' && c <= '9':
			units = units*10 + int64(c-'0')
			digits, group = digits+1, group+1
			if digits > most {
				return n, false
			}
		case c == ',' && mark == Point && point < 0 && rest[0] != '0' && (group == 3 || commas == 0 && group > 0 && group < 3):
			commas, group = commas+1, 0
		case c == '.' && point < 0 && group > 0 && (commas == 0 || group == 3):
			point = i
		default:
			return n, false
		}
	}
	switch places := len(rest) - point - 1; {
	case point < 0 && (digits == 0 || commas > 0 && group != 3):
		return n, false
	case point < 0:
		n.value = decimal.New(units, 0)
		switch commas {
		case 0:
		case 1:
			n.either = true
		default:
			n.shows = Point
		}
	case places == 0 || places > fx.MaxFractionDigits:
		return n, false
	default:
		n.value = decimal.New(units, -int32(places))
		if commas == 0 {
			n.shows, n.either = pointIn(rest, point)
		} else {
			n.shows = Point
		}
	}
	if negative {
		n.value = n.value.Neg()
	}
	return n, true
}

// oneDigit are the numbers that most quantities are.
var oneDigit = func() (digits [10]decimal.Decimal) {
	for i := range digits {
		digits[i] = decimal.New(int64(i), 0)
	}
	return digits
}()

// plainNumber reads digits with a point among them or without one, and a minus before
// them: nearly all amounts of a settlement.
func plainNumber(text string) (decimal.Decimal, bool) {
	if len(text) == 1 && text[0] >= '0' && text[0] <= '9' {
		return oneDigit[text[0]-'0'], true
	}
	const most = 18 // the digits that an int64 holds, whatever they are
	rest, negative := text, false
	if len(rest) > 0 && rest[0] == '-' {
		rest, negative = rest[1:], true
	}
	if len(rest) == 0 || len(rest) > most+1 {
		return decimal.Decimal{}, false
	}
	units, places, point := int64(0), 0, false
	for i := range len(rest) {
		switch c := rest[i]; {
		case c >= '0' && c <= '9':
			units = units*10 + int64(c-'0')
			if point {
				places++
			}
		case c == '.' && !point && i > 0 && i < len(rest)-1:
			point = true
		default:
			return decimal.Decimal{}, false
		}
	}
	if !point && len(rest) > most || places > fx.MaxFractionDigits {
		return decimal.Decimal{}, false
	}
	if negative {
		units = -units
	}
	return decimal.New(units, -int32(places)), true
}

// pointIn says what the only separator of a number, a point at i, shows.
func pointIn(text string, i int) (shows Mark, either bool) {
	whole := strings.TrimLeft(text[:i], "-")
	if len(text)-i-1 == 3 && len(whole) <= 3 && whole[0] != '0' {
		return "", true // 1.234 could be grouped
	}
	return Point, false
}

// markedNumber reads a number that has more than digits, a minus and a point.
func markedNumber(text string, mark Mark) (n number, reason string) {
	if len(text) > 64 {
		return n, numberReason
	}
	rest := strings.TrimFunc(text, unicode.IsSpace)
	inBrackets := len(rest) > 1 && rest[0] == '(' && rest[len(rest)-1] == ')' // as in books
	if inBrackets {
		rest = rest[1 : len(rest)-1]
	}
	negative := inBrackets
	// Before and behind the digits there may be one sign, one currency and a percent
	// sign, with spaces between.
	signs := 0
	strip := func(front bool) bool {
		rest = strings.TrimFunc(rest, unicode.IsSpace)
		for _, sign := range [...]string{"-", "−", "+"} {
			if inner, ok := cutAt(rest, sign, front); ok {
				signs++
				negative = negative != (sign != "+")
				rest = inner
				return true
			}
		}
		if inner, ok := cutAt(rest, "%", false); ok && !front && !n.percent {
			n.percent, rest = true, inner
			return true
		}
		if mark, inner := currencyAt(rest, front); mark != "" && n.currency == "" {
			n.currency, rest = mark, inner
			return true
		}
		return false
	}
	for _, front := range [...]bool{true, false} {
		for strip(front) {
		}
	}
	if signs > 1 || signs == 1 && inBrackets {
		return n, "must have one sign"
	}
	digits, fault := n.digits(rest, mark)
	if fault != "" {
		return n, fault
	}
	d, err := fx.ParseDecimal(digits)
	if err != nil {
		return n, "must be a number of at most 18 digits before and 12 behind the decimal mark"
	}
	if n.value = d; negative {
		n.value = d.Neg()
	}
	if n.percent && n.currency != "" {
		return n, "must be an amount or a percentage"
	}
	return n, ""
}

func cutAt(text, part string, front bool) (string, bool) {
	if front {
		return strings.CutPrefix(text, part)
	}
	return strings.CutSuffix(text, part)
}

// digits takes out the grouping and returns digits with a point.
func (n *number) digits(text string, mark Mark) (digits, fault string) {
	var points, commas, other int // separators
	last := -1                    // where the last of them stands
	for i, c := range text {
		switch {
		case c >= '0' && c <= '9':
			continue
		case c == '.':
			points++
		case c == ',':
			commas++
		case c == '\'' || c == '’' || unicode.IsSpace(c):
			other++
			continue
		default:
			return "", numberReason
		}
		last = i
	}
	if last >= 0 {
		shown := Mark(text[last : last+1])
		behind := len(text) - last - 1
		switch {
		case points > 0 && commas > 0: // the last one is the decimal mark
			n.shows = shown
		case points+commas > 1: // the same twice: grouping
			if n.shows = Comma; shown == Comma {
				n.shows = Point
			}
		case behind != 3 || other > 0 || last > 3 || text[0] == '0':
			n.shows = shown
		default:
			n.either = true
		}
		if n.shows != "" && mark != "" && n.shows != mark {
			return "", "must have the decimal mark " + string(mark) + " as the rest of the file"
		}
	}
	if mark == "" {
		if mark = n.shows; mark == "" {
			mark = Point
		}
	}
	whole, fraction, pointed := strings.Cut(text, string(mark))
	if strings.Contains(fraction, string(mark)) {
		return "", numberReason
	}
	var b strings.Builder
	if fault := ungroup(&b, whole, mark); fault != "" {
		return "", fault
	}
	if pointed {
		b.WriteByte('.')
		if fraction == "" {
			return "", numberReason
		}
		for _, c := range []byte(fraction) {
			if c < '0' || c > '9' {
				return "", numberReason
			}
		}
		b.WriteString(fraction)
	}
	return b.String(), ""
}

// ungroup writes the digits of a whole number. Groups are separated by one kind of
// separator; the last has three digits and the others two or three, as in
// 1,234,567 and in 12,34,567.
func ungroup(b *strings.Builder, text string, mark Mark) string {
	var separator rune
	group, groups := 0, 0
	for _, c := range text {
		if c >= '0' && c <= '9' {
			group++
			b.WriteRune(c)
			continue
		}
		if c == rune(mark[0]) || separator != 0 && c != separator || group == 0 || group > 3 || groups > 0 && group < 2 {
			return numberReason
		}
		separator, group, groups = c, 0, groups+1
	}
	if group == 0 || groups > 0 && group != 3 {
		return numberReason
	}
	return ""
}

// currencyMarks are the marks that stand beside amounts, longer ones first. A dollar
// sign alone is that of any dollar.
var currencyMarks = [...]string{
	"MX$", "CA$", "US$", "AU$", "NZ$", "HK$", "NT$", "SG$", "R$", "C$", "A$", "S$", "$",
	"€", "£", "CN¥", "JP¥", "¥", "￥", "₹", "zł", "kr", "₺", "TL",
}

// currencyAt cuts a mark or an ISO code off one end.
func currencyAt(text string, front bool) (mark, rest string) {
	for _, m := range currencyMarks {
		if rest, ok := cutAt(text, m, front); ok {
			return m, rest
		}
	}
	if len(text) < 4 {
		return "", text
	}
	code, rest := text[:3], text[3:]
	next, _ := utf8.DecodeRuneInString(rest)
	if !front {
		code, rest = text[len(text)-3:], text[:len(text)-3]
		next, _ = utf8.DecodeLastRuneInString(rest)
	}
	if unicode.IsLetter(next) {
		return "", text
	}
	if c, err := fx.ParseCurrency(code); err == nil {
		return string(c), rest
	}
	return "", text
}

// currencyOf returns the only currency that a mark stands for, "" where it stands for
// several: "$", "¥" and "kr" do.
func currencyOf(mark string) fx.Currency {
	switch mark {
	case "MX$":
		return "MXN"
	case "CA$", "C$":
		return "CAD"
	case "US$":
		return "USD"
	case "AU$", "A$":
		return "AUD"
	case "NZ$":
		return "NZD"
	case "HK$":
		return "HKD"
	case "NT$":
		return "TWD"
	case "SG$", "S$":
		return "SGD"
	case "R$":
		return "BRL"
	case "€":
		return "EUR"
	case "£":
		return "GBP"
	case "CN¥":
		return "CNY"
	case "JP¥":
		return "JPY"
	case "₹":
		return "INR"
	case "zł":
		return "PLN"
	case "₺", "TL":
		return "TRY"
	case "", "$", "¥", "￥", "kr":
		return ""
	}
	return fx.Currency(mark)
}

// mayBe reports whether a mark can stand beside amounts of a currency.
func mayBe(mark string, c fx.Currency) bool {
	switch mark {
	case "", "$":
		return c == "" || mark == "" || strings.Contains(dollars, string(c))
	case "¥", "￥":
		return c == "" || c == "CNY" || c == "JPY"
	case "kr":
		return c == "" || c == "SEK" || c == "DKK" || c == "NOK" || c == "ISK"
	}
	return c == "" || currencyOf(mark) == c
}

const dollars = "USD CAD MXN AUD NZD SGD HKD TWD BRL CLP COP"
