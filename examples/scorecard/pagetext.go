package main

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// countText is a count with commas between thousands.
func countText(n int) string { return grouped(strconv.Itoa(n)) }

// signOfNumber is a hyphen that is the sign of a number: not that of "B0-1", of a day or
// of a range.
var signOfNumber = regexp.MustCompile(`(^|[\s(\[:])-(\d)`)

// minus writes the signs of numbers as minus signs, which are as wide as a plus and do
// not break a line: "-9.00" is "−9.00".
func minus(text string) string {
	if !strings.Contains(text, "-") {
		return text
	}
	return signOfNumber.ReplaceAllString(text, "${1}−$2")
}

// plus writes a plus before a number above 0.
func plus(text string) string {
	if text == "" || text[0] < '0' || text[0] > '9' || strings.Trim(text, "0.,% ") == "" {
		return text
	}
	if number, unit, _ := strings.Cut(text, " "); strings.Trim(number, "0.,%") == "" && unit != "" {
		return text
	}
	return "+" + text
}

// isKnown reports whether a figure is a number without anything missing.
func isKnown(f figure) bool { return f.State == "defined" && f.Bound == "" }

// cellText is a figure in a column whose heading names the currency: without it.
func cellText(f figure, currency string) string {
	text := f.Full()
	if currency != "" && strings.HasSuffix(f.Text, " "+currency) {
		text = f.Short()
	}
	if text == "" {
		return "–"
	}
	return text
}

// daysText is a range of days.
func daysText(r *dateRange) string {
	if r == nil || r.First == "" && r.Last == "" {
		return "–"
	}
	return r.Text()
}

// visible writes marks that turn the direction of a text, that have no width and that
// control a device by their number: "[U+202E]". With them a name can be printed that
// reads as another one. A word of more than 200 letters, which no report has, loses its
// middle.
func visible(text string) string {
	hidden := func(r rune) bool {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return false
		case r == 0xAD || r == 0x180E || r == 0x200B || r == 0x2060 || r == 0xFEFF:
			return true
		}
		return unicode.Is(unicode.Bidi_Control, r) || unicode.IsControl(r) || r >= 0xE0000 && r <= 0xE007F
	}
	if strings.ContainsFunc(text, hidden) || !utf8.ValidString(text) {
		var out strings.Builder
		for _, r := range text {
			if hidden(r) {
				fmt.Fprintf(&out, "[%U]", r)
			} else {
				out.WriteRune(r)
			}
		}
		text = out.String()
	}
	const most = 200
	if len(text) <= most {
		return text
	}
	return longWord.ReplaceAllStringFunc(text, func(word string) string {
		runes := []rune(word)
		return string(runes[:most/2]) + "…" + string(runes[len(runes)-most/4:])
	})
}

var longWord = regexp.MustCompile(`\S{201,}`)

// visibleDocument is a copy of a document in which every text is visible.
func visibleDocument(d document) document {
	return visibleCopy(reflect.ValueOf(d)).Interface().(document)
}

func visibleCopy(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.String:
		return reflect.ValueOf(visible(v.String())).Convert(v.Type())
	case reflect.Struct:
		out := reflect.New(v.Type()).Elem()
		for i := range v.NumField() {
			out.Field(i).Set(visibleCopy(v.Field(i)))
		}
		return out
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		out := reflect.New(v.Type().Elem())
		out.Elem().Set(visibleCopy(v.Elem()))
		return out
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(visibleCopy(v.Index(i)))
		}
		return out
	}
	return v
}
