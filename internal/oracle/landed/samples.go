package landedoracle

import (
	"strings"

	"github.com/shopspring/decimal"
)

// A Sample is a tariff line that the sources print, for goods of China entered on
// 2026-10-01.
type Sample struct {
	HTS, Goods string
	MFN        string // "3.4%" or Free
	List       string // as printed: "4A", "none (4B)"
	Trade      string // percent of section 301, "" where none
	Security   string // as printed: "metals 25"
	Labor      string // percent of 301-FL, "" where none
	Total      string // percent without fees, "" where the sources leave it open
}

var samples = []Sample{
	{"3924.10.4000", "plastic kitchenware", "3.4%", "none (4B never applied)", "", "", "12.5", "15.9"},
	{"3924.10.2000", "plastic plates, cups, bowls", "6.5%", "4A", "7.5", "", "12.5", "26.5"},
	{"3924.90.5650", "other household plastics", "3.4%", "4A", "7.5", "", "12.5", "23.4"},
	{"3926.90.9989", "other plastic articles", "5.3%", "4A", "7.5", "", "12.5", "25.3"},
	{"6912.00.4810", "ceramic tableware/household", "9.8%", "none (4B)", "", "", "12.5", "22.3"},
	{"6302.60.0020", "cotton terry towels", "9.1%", "4A", "7.5", "", "12.5", "29.1"},
	{"7323.93.0045", "stainless steel cookware/kitchen", "2%", "none (4B)", "", "metals 25", "", "27.0"},
	{"7615.10.7155", "aluminium cookware", "3.1%", "none (4B)", "", "metals 25", "", "28.1"},
	{"8215.99.3500", "stainless spoons and ladles", "6.8%", "4A", "7.5", "metals 25 (if listed metal ≥15% of weight)", "", "39.3"},
	{"9403.20.0050", "metal household furniture", "Free", "3", "25", "was on Annex II, removed 2026-04-06", "12.5", "37.5"},
	{"9403.60.8093", "other wooden furniture", "Free", "3", "25", "wood 25 only if completed cabinet/vanity", "12.5", "37.5"},
	{"9401.61.4011", "upholstered wooden-frame seats", "Free", "3 partial (9903.88.04)", "25", "wood 25", "", ""},
	{"9401.79.0035", "outdoor metal-frame seats", "Free", "3 partial (9903.88.04)", "25", "", "12.5", "37.5"},
	{"9405.42.8440", "LED luminaires", "3.9%", "3", "25", "", "12.5", "41.4"},
	{"8509.40.0025", "food mixers/blenders", "4.2%", "none (4B)", "", "", "12.5", "16.7"},
	{"8516.60.4070", "portable countertop ovens", "Free", "3", "25", "metals 25", "", "50.0"},
	{"4421.91.9880", "bamboo articles", "3.3%", "3", "25", "", "12.5", "40.8"},
	{"6702.90.3500", "artificial flowers, man-made fibre", "9%", "none (4B)", "", "", "12.5", "21.5"},
	{"8481.80.5060", "bath, sink and shower faucets", "3%", "3", "25", "", "12.5", "40.5"},
	{"4201.00.3000", "dog leashes, collars, harnesses", "2.4%", "3", "25", "", "12.5", "39.9"},
	{"4201.00.6000", "other saddlery/pet wear", "2.8%", "3", "25", "", "12.5", "40.3"},
	{"2309.10.0090", "dog or cat food, retail", "Free", "3", "25", "", "12.5", "37.5"},
	{"9503.00.0073", "toys", "Free", "none (4B)", "", "", "12.5", "12.5"},
	{"9506.91.0030", "exercise equipment", "4.6%", "4A", "7.5", "was on Annex II, removed 2026-04-06", "12.5", "24.6"},
	{"9507.30.6000", "fishing reels over $8.45 each", "3.9%", "4A", "7.5", "", "12.5", "23.9"},
	{"6306.22.9030", "synthetic tents", "8.8%", "4A", "7.5", "", "12.5", "28.8"},
	{"8513.10.4000", "portable lanterns/flashlights", "3.5%", "none (4B)", "", "", "12.5", "16.0"},
	{"6601.91.0000", "telescopic umbrellas", "Free", "none (4B)", "", "", "12.5", "12.5"},
	{"4202.92.3120", "backpacks, man-made fibre", "17.6%", "3", "25", "", "12.5", "55.1"},
	{"9004.10.0000", "sunglasses", "2%", "4A", "7.5", "", "12.5", "22.0"},
	{"8711.60.0090", "e-bikes and similar", "Free", "2", "25", "was on Annex II, removed 2026-04-06", "12.5", "37.5"},
	{"8708.30.5030", "brake rotors/drums", "2.5%", "3", "25", "auto parts 25", "", "52.5"},
	{"8708.99.8180", "other vehicle parts", "2.5%", "3", "25", "metals 25", "", "52.5"},
	{"8512.20.2040", "vehicle lighting", "Free", "3", "25", "auto parts 25", "", "50.0"},
	{"8512.30.0040", "horns/signals", "2.5%", "3", "25", "auto parts 25", "", "52.5"},
	{"8421.31.0000", "engine air filters", "2.5%", "3", "25", "", "12.5", "40.0"},
	{"8421.23.0000", "oil/fuel filters", "2.5%", "3", "25", "auto parts 25", "", "52.5"},
	{"4011.10.1070", "radial car tires, rim over 18 in", "4%", "3", "25", "auto parts 25", "", "54.0"},
	{"8539.29.3060", "filament lamps", "Free", "4A", "7.5", "", "12.5", "20.0"},
	{"8714.10.0050", "motorcycle parts", "Free", "4A", "7.5", "", "12.5", "20.0"},
	{"8716.39.0090", "trailers, other", "Free", "3", "25", "metals 25", "", "50.0"},
	{"8507.60.0020", "Li-ion batteries", "3.4%", "four-year review 9903.91.06 (4A 7.5 before 2026-01-01)", "25", "only if an auto part", "12.5", ""},
	{"8504.40.9580", "power supplies/chargers", "Free", "3", "25", "", "12.5", ""},
	{"8544.42.9090", "cables with connectors", "2.6%", "3", "25", "metals 25", "", "52.6"},
	{"8518.30.2000", "headphones", "Free", "none (4B)", "", "", "12.5", "12.5"},
	{"8517.62.0090", "Bluetooth/wifi devices", "Free", "4A (10-digit split; most of 8517.62 is list 3)", "7.5", "", "", "7.5"},
	{"8467.21.0030", "electric drills", "1.7%", "none (4B)", "", "", "12.5", "14.2"},
	{"8204.20.0000", "socket sets", "9%", "3", "25", "", "12.5", "46.5"},
	{"8205.70.0090", "vises, clamps", "5%", "3", "25", "metals 25", "", "55.0"},
	{"7326.90.8688", "other steel articles", "2.9%", "3", "25", "metals 50", "", ""},
	{"8302.41.6015", "door hardware", "3.9%", "3", "25", "metals 25", "", "53.9"},
	{"6109.10.0040", "women cotton T-shirts", "16.5%", "4A", "7.5", "", "12.5", "36.5"},
}

// Samples returns the printed lines.
func Samples() []Sample { return append([]Sample(nil), samples...) }

// Line reads what is printed as a line of an entry. A wooden cabinet is not a
// completed one, a listed metal is at least 15% of the weight, and a part of a
// vehicle is one.
func (s Sample) Line(value decimal.Decimal) Line {
	line := Line{
		Origin: "CN", Value: value, Chapter: int(num(s.HTS[:2]).IntPart()),
		ForcedLaborExempt: s.Labor == "" && s.Security == "",
	}
	if s.MFN != "Free" {
		line.Percent = percent(s.MFN)
	}
	switch {
	case strings.HasPrefix(s.List, "four-year review 9903.91.06"):
		line.Review, line.List = "9903.91.06", "4A"
	case strings.HasPrefix(s.List, "none"):
	default:
		line.List, _, _ = strings.Cut(s.List, " ")
	}
	switch {
	case strings.HasPrefix(s.Security, "metals 25"):
		line.NewMetal = "vi"
	case strings.HasPrefix(s.Security, "metals 50"):
		line.NewMetal = "i"
	case s.Security == "auto parts 25":
		line.AutoListed, line.AutoUse = true, true
	case s.Security == "only if an auto part":
		line.AutoListed = true
	case s.Security == "wood 25":
		line.Wood = "seat"
	case strings.HasPrefix(s.Security, "wood 25 only if"):
		line.Wood = "cabinet"
	}
	return line
}

// A GenericTotal is what goods of China pay beside column 1, without section 232
// and exemptions, in percent: on the lists of 25%, on list 4A and on no list.
type GenericTotal struct{ First, Last, Listed, List4A, Unlisted string }

var genericTotals = []GenericTotal{
	{"2020-02-14", "2025-02-03", "25", "7.5", "0"},
	{"2025-02-04", "2025-03-03", "35", "17.5", "10"},
	{"2025-03-04", "2025-04-04", "45", "27.5", "20"},
	{"2025-04-05", "2025-04-08", "55", "37.5", "30"},
	{"2025-04-09", "2025-04-09", "129", "111.5", "104"},
	{"2025-04-10", "2025-05-13", "170", "152.5", "145"},
	{"2025-05-14", "2025-11-09", "55", "37.5", "30"},
	{"2025-11-10", "2026-02-23", "45", "27.5", "20"},
	{"2026-02-24", "2026-07-23", "35", "17.5", "10"},
	{"2026-07-24", "2026-10-05", "37.5", "20", "12.5"},
}

// GenericTotals returns the totals by date.
func GenericTotals() []GenericTotal { return append([]GenericTotal(nil), genericTotals...) }
