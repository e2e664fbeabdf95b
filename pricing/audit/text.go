package audit

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A Language is one in which a file is printed.
type Language string

// The languages. The zero Language is English.
const (
	English Language = "en"
	Chinese Language = "zh"
)

// An entry is a text in both languages.
type entry struct{ en, zh string }

// in returns the text in a language.
func (e entry) in(l Language) string {
	if l == Chinese {
		return e.zh
	}
	return e.en
}

// A speaker prints texts in one language.
type speaker struct{ language Language }

// newSpeaker returns that of a language. Any other than the two is an [*fx.InputError].
func newSpeaker(l Language) (speaker, error) {
	switch l {
	case "":
		l = English
	case English, Chinese:
	default:
		return speaker{}, fx.NewInputError("language", string(l), `must be "en" or "zh"`)
	}
	return speaker{l}, nil
}

// say returns a heading or a sentence. Each %s in it stands for one of the values.
func (s speaker) say(key string, values ...string) string {
	parts := strings.Split(sentences[key].in(s.language), "%s")
	text := parts[0]
	for i, part := range parts[1:] {
		if i < len(values) {
			text += values[i]
		}
		text += part
	}
	return text
}

// name returns the name of a code. It is false for a code that no dictionary knows.
func (s speaker) name(words map[string]entry, code string) (string, bool) {
	e, ok := words[code]
	return e.in(s.language), ok
}

// coded is the name of a code with the code itself, or the code alone.
func (s speaker) coded(words map[string]entry, code string) cell {
	name, _ := s.name(words, code)
	return cell{text: name, code: code}
}

// word is the name of a code, or the code where nobody knows it.
func (s speaker) word(words map[string]entry, code string) string {
	if name, ok := s.name(words, code); ok {
		return name
	}
	return code
}

// line names the code of a line of a statement: one of ours, what is given back of it,
// or a duty of customs. A label of the seller goes before the name in English, and
// stands behind it in Chinese.
func (s speaker) line(code, label string) cell {
	if label == code {
		label = ""
	}
	if label != "" && s.language == English {
		return cell{text: label, code: code}
	}
	e, known := lineWords[code]
	name := e.in(s.language)
	stem, isRefund := strings.CutSuffix(code, "_refund")
	programme, isDuty := strings.CutPrefix(code, "duty_")
	given, backKnown := s.name(lineWords, stem)
	switch {
	case known:
		if label != "" && !strings.HasPrefix(e.en, label) {
			name = s.say("bracket", name, label)
		}
	case isRefund && backKnown:
		name = s.say("given_back", given)
	case isDuty:
		if label == "" {
			label = strings.ReplaceAll(programme, "_", " ")
		}
		name = s.say("duty_of", label)
	default:
		name = label
	}
	return cell{text: name, code: code}
}

// yes says a truth value.
func (s speaker) yes(b bool) string {
	if b {
		return s.say("yes")
	}
	return s.say("no")
}

// percent prints a share as a percentage.
func percent(n Number) string {
	if d := parseNumber(n); d.Valid {
		return fx.Percent(d.Decimal)
	}
	return string(n)
}

// printPlaces are the decimals with which a number is printed at most.
const printPlaces = 6

// short prints a number with at most 6 decimals, rounded half away from zero.
func (n Number) short() string {
	_, decimals, _ := strings.Cut(string(n), ".")
	if len(decimals) <= printPlaces {
		return string(n)
	}
	d, err := decimal.NewFromString(string(n)) // checked: digits and a point, not long
	if err != nil {
		return string(n)
	}
	return fx.Plain(d.Round(printPlaces))
}

// reason says a reason. Its text is English; in Chinese the name of the code goes
// before it.
func (s speaker) reason(code string) cell {
	if name, ok := s.name(reasonWords, code); ok {
		return cell{text: name, code: code}
	}
	if name, ok := s.name(exclusionWords, code); ok {
		return cell{text: name, code: code}
	}
	return cell{code: code}
}
