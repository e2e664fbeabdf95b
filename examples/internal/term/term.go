// Package term lays out texts in a terminal.
package term

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Wrap breaks a text at blanks into lines of at most some width.
func Wrap(text string, most int) []string {
	var lines []string
	current := ""
	for _, word := range strings.Fields(text) {
		switch {
		case current == "":
			current = word
		case Width(current)+1+Width(word) > most:
			lines, current = append(lines, current), word
		default:
			current += " " + word
		}
	}
	return append(lines, current)
}

// Width is the number of terminal columns of a text: Chinese, Japanese and
// Korean characters take two.
func Width(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if r < 0x1100 {
			continue
		}
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60 {
			n++
		}
	}
	return n
}
