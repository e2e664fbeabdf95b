package customs

import (
	"strings"

	"github.com/lianxing/crossborder/fees"
)

// countryCodes are the 249 codes of ISO 3166-1 alpha-2, a line for each first letter.
// The list changes about once in ten years; the last change was SS in 2011.
const countryCodes = `
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ
BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ
DE DJ DK DM DO DZ
EC EE EG EH ER ES ET
FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY
HK HM HN HR HT HU
ID IE IL IM IN IO IQ IR IS IT
JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ
LA LB LC LI LK LR LS LT LU LV LY
MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
NA NC NE NF NG NI NL NO NP NR NU NZ
OM
PA PE PF PG PH PK PL PM PN PR PS PT PW PY
QA
RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ
TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
UA UG UM US UY UZ
VA VC VE VG VI VN VU
WF WS
YE YT
ZA ZM ZW
`

// knownCountries are the codes as a set.
var knownCountries = func() *countries {
	set := new(countries)
	for _, code := range strings.Fields(countryCodes) {
		set.add(letterIndex(code))
	}
	return set
}()

// countries is a set of codes of two letters.
type countries [(26*26 + 63) / 64]uint64

// countryIndex is the place of a country in a set, -1 for a text that is none.
func countryIndex(code string) int {
	if i := letterIndex(code); i >= 0 && knownCountries.has(i) {
		return i
	}
	return -1
}

// letterIndex is the place of two capital letters, -1 for another text.
func letterIndex(code string) int {
	if len(code) != 2 || code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z' {
		return -1
	}
	return int(code[0]-'A')*26 + int(code[1]-'A')
}

func (c *countries) has(index int) bool { return c[index/64]&(1<<(index%64)) != 0 }

func (c *countries) add(index int) { c[index/64] |= 1 << (index % 64) }

// readCountries reads a list of codes; an absent one is nil.
func readCountries(row *fees.Row, column string) *countries {
	codes := row.Texts(column)
	if len(codes) == 0 {
		return nil
	}
	set := new(countries)
	for _, code := range codes {
		i := countryIndex(code)
		if i < 0 || set.has(i) {
			row.Fault(column, "must be different country codes of ISO 3166-1, such as CN")
			return nil
		}
		set.add(i)
	}
	return set
}
