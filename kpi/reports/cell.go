package reports

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A cell is one cell while a row is read. Its methods read it, and note a fault where
// they cannot.
type cell struct {
	file    *File
	row     int
	column  int
	text    string // as the file has it
	decoded bool
	broken  bool // it is no text, and says so
	fault   []error
	last    struct { // the last time that was read
		text  string
		stamp stamp
	}
}

func (c *cell) fail(reason string) {
	if c.broken {
		return
	}
	c.fault = append(c.fault, &ReadError{File: c.file.opt.Name, Row: c.row, Column: c.file.titles[c.column], Value: shorten(c.plain()), Reason: reason})
}

// plain returns the text without what a spreadsheet puts round it.
func (c *cell) plain() string {
	if !c.decoded && c.text != "" {
		text, ok := textOf(c.text)
		c.text, c.decoded = plainCell(text), true
		reason := ""
		switch {
		case !ok:
			reason = "must be text in UTF-8 or Windows-1252"
		case c.file.stream.zeros && strings.IndexByte(c.text, 0) >= 0:
			reason = "must be text, has bytes of 0"
		default:
			return c.text
		}
		c.fail(reason)
		c.broken = true
	}
	return c.text
}

// plainCell takes the spaces, the byte order mark and the ="…" of a spreadsheet off a
// cell.
func plainCell(text string) string {
	if n := len(text); n == 0 || text[0] > ' ' && text[0] < utf8.RuneSelf && text[0] != '=' && text[n-1] > ' ' && text[n-1] < utf8.RuneSelf {
		return text // neither spaces nor marks at its ends
	}
	text = strings.TrimFunc(text, func(c rune) bool { return unicode.IsSpace(c) || c == '\ufeff' })
	if inner, ok := strings.CutPrefix(text, `="`); ok && len(inner) > 0 && inner[len(inner)-1] == '"' {
		return strings.ReplaceAll(inner[:len(inner)-1], `""`, `"`)
	}
	return text
}

// absent reports whether a cell has no value: it is empty, or "--".
func (c *cell) absent() bool {
	text := c.plain()
	if len(text) > len("—") {
		return false
	}
	switch text {
	case "", "--", "—", "–", "N/A", "n/a":
		return true
	}
	return false
}

// needed reads a text that must be there.
func (c *cell) needed() string {
	if c.absent() {
		c.fail("must not be empty")
		return ""
	}
	return c.plain()
}

// number reads a number of any kind; ok is false for an absent one and for a fault.
func (c *cell) number() (n number, ok bool) {
	if c.absent() {
		return n, false
	}
	f := c.file
	n, reason := parseNumber(c.plain(), f.layout.Decimal)
	if reason != "" {
		c.fail(reason)
		return n, false
	}
	if f.layout.Decimal == "" {
		switch {
		case n.shows == Comma && f.marked > 0:
			c.fail("must have the decimal mark of row " + itoa(f.marked) + ", which was read with a point; say which in the options")
			return n, false
		case n.shows != "":
			f.layout.Decimal = n.shows
		case n.either && f.marked == 0:
			f.marked = c.row
		}
	}
	return n, true
}

// amount reads an amount of money; an absent one is not Valid. A mark that cannot be
// that of the currency of the options is a fault.
func (c *cell) amount() decimal.NullDecimal {
	d, _ := c.money(c.file.opt.Currency)
	return d
}

// money reads an amount that is in a currency, "" for one that is not known, and
// returns the currency that its mark stands for.
func (c *cell) money(in fx.Currency) (decimal.NullDecimal, fx.Currency) {
	n, ok := c.number()
	switch {
	case !ok:
		return decimal.NullDecimal{}, in
	case n.percent:
		c.fail("must be an amount, not a percentage")
		return decimal.NullDecimal{}, in
	case !mayBe(n.currency, in):
		c.fail("must be in " + string(in))
		return decimal.NullDecimal{}, in
	case in == "":
		in = currencyOf(n.currency)
	}
	return decimal.NewNullDecimal(n.value), in
}

// plainNumber reads a number without currency and percent sign.
func (c *cell) plainNumber() decimal.NullDecimal {
	n, ok := c.number()
	if !ok {
		return decimal.NullDecimal{}
	}
	if n.percent || n.currency != "" {
		c.fail("must be a number without a mark")
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(n.value)
}

// count reads a whole number. One that is not 0 or above is a fault. Before three
// digits a comma groups, whatever the decimal mark of the amounts is: German exports of
// Amazon print 1,204 units and 5.255,61 €. One point before three digits is a decimal
// mark where the file has such marks, groups where it has commas, and is a fault where
// that is not known.
func (c *cell) count() decimal.NullDecimal {
	if digits, ok := grouped(c.plain()); ok {
		mark := c.file.layout.Decimal
		switch onePoint := strings.Count(c.text, ".") == 1; {
		case !onePoint || mark == Comma:
			return decimal.NewNullDecimal(digits)
		case mark == "":
			c.fail("must be a whole number, and may be " + digits.String() + " or one with a decimal point; set the decimal mark in the options")
			return decimal.NullDecimal{}
		}
	}
	n := c.plainNumber()
	if n.Valid && (n.Decimal.Sign() < 0 || !n.Decimal.IsInteger()) {
		c.fail("must be a whole number, 0 or above")
		return decimal.NullDecimal{}
	}
	return n
}

// grouped reads digits in groups of three.
func grouped(text string) (decimal.Decimal, bool) {
	if len(text) < 5 || len(text) > 19 {
		return decimal.Decimal{}, false
	}
	separator := text[len(text)-4]
	if separator != ',' && separator != '.' || text[0] == '0' {
		return decimal.Decimal{}, false
	}
	n := int64(0)
	for i := range len(text) {
		if (len(text)-i)%4 == 0 {
			if text[i] != separator || i == 0 {
				return decimal.Decimal{}, false
			}
			continue
		}
		if text[i] < '0' || text[i] > '9' {
			return decimal.Decimal{}, false
		}
		n = n*10 + int64(text[i]-'0')
	}
	return decimal.New(n, 0), true
}

// percentage reads "12.02%" as 0.1202.
func (c *cell) percentage() decimal.NullDecimal {
	n, ok := c.number()
	if !ok {
		return decimal.NullDecimal{}
	}
	if !n.percent {
		c.fail("must be a percentage")
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(n.value.Shift(-2))
}

// stamp reads a time, in the zone that is printed. The zero time is an absent one.
func (c *cell) stamp() (t time.Time, zoned bool) {
	s := c.stamped()
	return s.time, s.zone
}

// stamped reads a time with what is known of it. Rows that follow each other often
// print the same one, so the last is remembered.
func (c *cell) stamped() stamp {
	if c.absent() {
		return stamp{}
	}
	if text := c.plain(); text != c.last.text {
		s, ok := parseStamp(text, c.file.opt.DayFirst)
		if !ok {
			c.fail(stampFault(text, c.file.opt.DayFirst))
			return stamp{}
		}
		c.last.text, c.last.stamp = text, s
	}
	return c.last.stamp
}

// day reads a calendar day: that of the zone of the options where the cell has a time
// and a zone, else the one that is printed. The zero time is an absent one.
func (c *cell) day() time.Time {
	t, zoned := c.stamp()
	if t.IsZero() {
		return t
	}
	return c.file.dayOf(t, zoned)
}

// dayOf returns the day of a stamp.
func (f *File) dayOf(t time.Time, zoned bool) time.Time {
	if zoned {
		return DayIn(t, f.opt.Zone)
	}
	return DayIn(t, nil)
}

// currency reads an ISO code; "" is an absent one.
func (c *cell) currency() fx.Currency {
	if c.absent() {
		return ""
	}
	code, err := fx.ParseCurrency(strings.ToUpper(c.plain()))
	if err != nil {
		c.fail("must be a currency of ISO 4217")
		return ""
	}
	return code
}
