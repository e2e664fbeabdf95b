package fx

import (
	"slices"
	"strings"
)

// h10Source is the publisher named in rates that were read from H.10 files.
const h10Source = "Board of Governors of the Federal Reserve System, H.10"

// An h10Series is one daily series of the H.10 release.
type h10Series struct {
	fred     string   // its code at FRED
	board    string   // its code in the Board's Data Download Program
	currency Currency // beside the US dollar
	perUnit  bool     // USD for one unit of the currency, else units for one USD
}

// h10AllSeries are the 23 daily rates of the release, by their codes at FRED.
// Four are in dollars for one unit of the currency, as the weekly page marks with
// an asterisk; all others are in units for one dollar.
var h10AllSeries = [...]h10Series{
	{"DEXBZUS", "RXI_N.B.BZ", "BRL", false},
	{"DEXCAUS", "RXI_N.B.CA", CAD, false},
	{"DEXCHUS", "RXI_N.B.CH", CNY, false},
	{"DEXDNUS", "RXI_N.B.DN", "DKK", false},
	{"DEXHKUS", "RXI_N.B.HK", "HKD", false},
	{"DEXINUS", "RXI_N.B.IN", "INR", false},
	{"DEXJPUS", "RXI_N.B.JA", JPY, false},
	{"DEXKOUS", "RXI_N.B.KO", "KRW", false},
	{"DEXMAUS", "RXI_N.B.MA", "MYR", false},
	{"DEXMXUS", "RXI_N.B.MX", MXN, false},
	{"DEXNOUS", "RXI_N.B.NO", "NOK", false},
	{"DEXSDUS", "RXI_N.B.SD", "SEK", false},
	{"DEXSFUS", "RXI_N.B.SF", "ZAR", false},
	{"DEXSIUS", "RXI_N.B.SI", "SGD", false},
	{"DEXSLUS", "RXI_N.B.SL", "LKR", false},
	{"DEXSZUS", "RXI_N.B.SZ", "CHF", false},
	{"DEXTAUS", "RXI_N.B.TA", "TWD", false},
	{"DEXTHUS", "RXI_N.B.TH", "THB", false},
	{"DEXUSAL", "RXI$US_N.B.AL", "AUD", true},
	{"DEXUSEU", "RXI$US_N.B.EU", EUR, true},
	{"DEXUSNZ", "RXI$US_N.B.NZ", "NZD", true},
	{"DEXUSUK", "RXI$US_N.B.UK", GBP, true},
	{"DEXVZUS", "RXI_N.B.VES", "VES", false},
}

// The series of Venezuela is one through all its currencies, and was called
// RXI_N.B.VE before. The Board does not say in which of them its figures are; they
// are taken to be in VEF before the bolivar of 2018-08-20 and in VES since.
const (
	h10OldVenezuela     = "RXI_N.B.VE"
	vef, veb, ves       = Currency("VEF"), Currency("VEB"), Currency("VES")
	h10FirstVES     day = 17763 // 2018-08-20
)

// pair returns base and quote of the series on a day.
func (s h10Series) pair(on day) pairName {
	c := s.currency
	if c == ves && on < h10FirstVES {
		c = vef
	}
	if s.perUnit {
		return pairName{c, USD}
	}
	return pairName{USD, c}
}

// labelled reports whether the Board writes c in the row "Currency:" of the
// series: its currency, or the dollar in which it is expressed. Venezuela's has a
// label that is two currencies old.
func (s h10Series) labelled(c Currency) bool {
	return c == s.currency || s.perUnit && c == USD || s.currency == ves && (c == vef || c == veb)
}

// findH10 returns the series of a code of FRED or of the Board.
func findH10(code string) (h10Series, bool) {
	if code == h10OldVenezuela {
		code = "RXI_N.B.VES"
	}
	i := slices.IndexFunc(h10AllSeries[:], func(s h10Series) bool { return code == s.fred || code == s.board })
	if i < 0 {
		return h10Series{}, false
	}
	return h10AllSeries[i], true
}

// refuseH10 says why a code is no series that can be read, and which was probably
// meant.
func refuseH10(code string) string {
	switch {
	case strings.HasPrefix(code, "JRX"), strings.HasPrefix(code, "DTWEX"):
		return "must be a rate of two currencies, not a dollar index"
	case strings.Contains(code, "_N.M."), strings.Contains(code, "_N.A."):
		return "must be a daily series, not an average of a month or a year" + meantH10(strings.NewReplacer("_N.M.", "_N.B.", "_N.A.", "_N.B.").Replace(code))
	}
	return "must be the code of a daily series of H.10" + meantH10(code)
}

func meantH10(code string) string {
	if near := nearestH10(code); near != "" {
		return ", did you mean " + near + "?"
	}
	return ", such as DEXCHUS or RXI_N.B.CH"
}

// nearestH10 returns the code with the same letters in another order, or that
// with the fewest letters to change, at most 2, or "".
func nearestH10(code string) string {
	if len(code) > 2*len("RXI$US_N.B.EU") {
		return ""
	}
	code = strings.ToUpper(code)
	best, fewest := "", 3
	for _, s := range h10AllSeries {
		for _, known := range []string{s.fred, s.board} {
			switch changes := editDistance(code, known); {
			case sameLetters(code, known):
				return known
			case changes < fewest:
				best, fewest = known, changes
			}
		}
	}
	return best
}

func sameLetters(a, b string) bool {
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// editDistance is the number of bytes to insert, delete or change to make b of a
// (Levenshtein 1966).
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
