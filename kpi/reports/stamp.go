package reports

import (
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// A stamp is a day, with the time of the day and the zone where the cell has them.
type stamp struct {
	time        time.Time // in the zone of the cell; UTC where it has none
	timed, zone bool
}

const stampReason = "must be a date such as 2026-06-17 or a time such as 2026-06-17 08:14:22 UTC"

// stampFault returns what is wrong with a text that parseStamp refused. It names the
// option that would make it a date.
func stampFault(text string, dayFirst bool) string {
	switch _, ok := parseStamp(text, !dayFirst); {
	case ok && dayFirst:
		return stampReason + ", or leave DayFirst unset for days that begin with the month"
	case ok:
		return stampReason + ", or set DayFirst for days that begin with the day"
	}
	return stampReason
}

// parseStamp reads the dates of all reports: "2026-06-17 08:14:22 UTC",
// "2025-06-05T15:31:40+00:00", "17.06.2026 08:14:22 UTC", "4/29/2026", "2026/6/12",
// "Sep 4, 2026 1:05:07 AM PDT", "4 Sep 2026 01:05:07 UTC", "4 sept. 2026 01:05:07 UTC",
// "2026年9月4日". Days between slashes begin with the month, or with the day where dayFirst
// is set.
func parseStamp(text string, dayFirst bool) (s stamp, ok bool) {
	if len(text) > 64 {
		return s, false
	}
	var year, month, day int
	rest := strings.TrimSpace(text)
	if !ascii(rest) {
		rest = plainStamp(rest)
	}
	switch {
	case rest == "":
		return s, false
	case rest[0] >= '0' && rest[0] <= '9' && !strings.Contains(rest[:min(len(rest), 3)], " "):
		year, month, day, rest, ok = numericDay(rest, dayFirst)
	default:
		year, month, day, rest, ok = namedDay(rest)
	}
	if !ok {
		return s, false
	}
	hour, minute, second, nano, zone, ok := timeOfDay(rest, &s)
	if !ok {
		return s, false
	}
	s.time = time.Date(year, time.Month(month), day, hour, minute, second, nano, zone)
	// A day that the month does not have moves to the next.
	y, m, d := s.time.Date()
	return s, y == year && int(m) == month && d == day && year >= 1990 && year <= 9999
}

// numericDay reads 2026-06-17, 2026/6/12, 4/29/2026 and 17.06.2026.
func numericDay(text string, dayFirst bool) (year, month, day int, rest string, ok bool) {
	var parts [3]int
	var widths [3]int
	var separator byte
	i := 0
	for k := range parts {
		for i < len(text) && text[i] >= '0' && text[i] <= '9' && widths[k] < 5 {
			parts[k] = parts[k]*10 + int(text[i]-'0')
			widths[k]++
			i++
		}
		if widths[k] == 0 {
			return 0, 0, 0, "", false
		}
		if k == 2 {
			break
		}
		if i == len(text) || text[i] != '-' && text[i] != '/' && text[i] != '.' || k == 1 && text[i] != separator {
			return 0, 0, 0, "", false
		}
		separator = text[i]
		i++
	}
	rest = text[i:]
	switch {
	case widths[0] == 4 && separator != '.' && widths[1] <= 2 && widths[2] <= 2:
		return parts[0], parts[1], parts[2], rest, true
	case widths[2] != 4 || widths[0] > 2 || widths[1] > 2 || separator == '-':
		return 0, 0, 0, "", false
	case separator == '.' || dayFirst:
		return parts[2], parts[1], parts[0], rest, true
	}
	return parts[2], parts[0], parts[1], rest, true
}

// plainStamp writes one kind of space, and hyphens for the Chinese words of a day.
func plainStamp(text string) string {
	if day, rest, ok := strings.Cut(text, "日"); ok {
		text = day + " " + rest
	}
	return strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return ' '
		case c == '年' || c == '月':
			return '-'
		}
		return c
	}, text)
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// namedDay reads "Sep 4, 2026", "September 4, 2026", "4 Sep 2026" and "4 de set. de
// 2026".
func namedDay(text string) (year, month, day int, rest string, ok bool) {
	var words [3]string
	for k := 0; k < len(words); {
		text = strings.TrimLeft(text, " ")
		word, after, more := strings.Cut(text, " ")
		text = after
		if word = strings.TrimRight(word, ",."); word != "de" {
			words[k] = word
			k++
		}
		if !more && k < len(words) {
			return 0, 0, 0, "", false
		}
	}
	month, ok = monthOf(words[0])
	dayWord := words[1]
	if !ok {
		month, ok = monthOf(words[1])
		dayWord = words[0]
	}
	day, dayOK := smallNumber(dayWord, 2)
	year, yearOK := smallNumber(words[2], 4)
	return year, month, day, text, ok && dayOK && yearOK && len(words[2]) == 4
}

func monthOf(word string) (int, bool) {
	m, ok := monthNames()[strings.ToLower(word)]
	return m, ok
}

// monthNames are the names of the months in the languages of Amazon's reports, short
// and long.
var monthNames = sync.OnceValue(func() map[string]int {
	names := map[string]int{}
	for i, list := range [...]string{
		"jan january janv janvier januar januari ene enero gen gennaio janeiro sty oca",
		"feb february févr fév février februar februari febrero febbraio fev fevereiro lut şub",
		"mar march mars märz mrz marzo março mrt maart marca",
		"apr april avr avril abr abril aprile kwi nis",
		"may mai mayo mag maggio maio mei maj",
		"jun june juin juni junio giu giugno junho cze haz",
		"jul july juil juillet juli julio lug luglio julho lip tem",
		"aug august août ago agosto augustus augusti sie ağu",
		"sep sept september septembre septiembre set settembre setembro wrz eyl",
		"oct october octobre octubre okt oktober ott ottobre out outubro paź eki",
		"nov november novembre noviembre novembro lis kas",
		"dec december déc décembre dez dezember dic diciembre dicembre dezembro gru ara",
	} {
		for _, name := range strings.Fields(list) {
			names[name] = i + 1
		}
	}
	return names
})

func smallNumber(text string, most int) (int, bool) {
	n := 0
	for _, c := range []byte(text) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
		if len(text) > most {
			return 0, false
		}
	}
	return n, text != ""
}

// timeOfDay reads what stands behind the day: nothing, "08:14:22", "1:05 AM",
// each with a zone or without one.
func timeOfDay(text string, s *stamp) (hour, minute, second, nano int, zone *time.Location, ok bool) {
	zone = time.UTC
	text = strings.TrimSpace(strings.TrimPrefix(text, "T"))
	if text == "" {
		return 0, 0, 0, 0, zone, true
	}
	i := 0
	for i < len(text) && (text[i] >= '0' && text[i] <= '9' || text[i] == ':' || text[i] == '.') {
		i++
	}
	clock, rest := text[:i], strings.TrimSpace(text[i:])
	clock, fraction, _ := strings.Cut(clock, ".")
	parts := strings.Split(clock, ":")
	if len(parts) != 2 && len(parts) != 3 {
		return 0, 0, 0, 0, zone, false
	}
	var numbers [3]int
	for k, part := range parts {
		if numbers[k], ok = smallNumber(part, 2); !ok {
			return 0, 0, 0, 0, zone, false
		}
	}
	if fraction != "" {
		if _, ok := smallNumber(fraction, 9); !ok {
			return 0, 0, 0, 0, zone, false
		}
		nano, _ = smallNumber((fraction + "000000000")[:9], 9)
	}
	hour, minute, second, s.timed = numbers[0], numbers[1], numbers[2], true
	if half, after, found := cutHalf(rest); found {
		if hour < 1 || hour > 12 {
			return 0, 0, 0, 0, zone, false
		}
		hour = hour % 12
		if half == "PM" {
			hour += 12
		}
		rest = after
	}
	if hour > 23 || minute > 59 || second > 59 {
		return 0, 0, 0, 0, zone, false
	}
	if rest != "" {
		if zone, ok = zoneOf(rest); !ok {
			return 0, 0, 0, 0, time.UTC, false
		}
		s.zone = true
	}
	return hour, minute, second, nano, zone, true
}

// cutHalf cuts the half of the day off: "AM", "p.m.".
func cutHalf(text string) (half, rest string, found bool) {
	word, rest, _ := strings.Cut(text, " ")
	switch strings.ToUpper(strings.ReplaceAll(word, ".", "")) {
	case "AM":
		return "AM", strings.TrimSpace(rest), true
	case "PM":
		return "PM", strings.TrimSpace(rest), true
	}
	return "", text, false
}
