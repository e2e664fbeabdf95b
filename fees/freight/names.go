package freight

import (
	"iter"
	"slices"
)

// A Name is what a surcharge is called, and for which leg it is usually charged. The
// zero Name is none. Whose surcharge it is and what it is based on differs by carrier:
// that is in the [Quote].
type Name struct {
	// Code is the code of [Surcharge]: "thc".
	Code string
	// Abbreviations are how it stands on a quote: "EBS", "EBA".
	Abbreviations []string
	// English and Chinese are the names.
	English, Chinese string
	// Leg is the leg that it usually belongs to; "" when it can be charged at either
	// end, so that the quote has to say it.
	Leg Leg
	// Air says that it is a surcharge of air freight; all others are of sea freight.
	Air bool
}

// The codes of the usual surcharges.
const (
	BAF   = "baf"   // fuel by sea
	LSS   = "lss"   // low sulphur fuel
	CAF   = "caf"   // currency
	THC   = "thc"   // terminal handling, at either end
	ORC   = "orc"   // origin receiving in South China
	DDC   = "ddc"   // delivery at destination
	PSS   = "pss"   // peak season
	GRI   = "gri"   // general rate increase
	EBS   = "ebs"   // emergency bunker
	PCS   = "pcs"   // port congestion
	WRS   = "wrs"   // war risk
	PTF   = "ptf"   // Panama Canal
	DOC   = "doc"   // documents
	CFS   = "cfs"   // container freight station, at either end
	CUC   = "cuc"   // chassis
	AMS   = "ams"   // advance manifest to US customs
	ISF   = "isf"   // importer security filing
	VGM   = "vgm"   // verified gross mass
	Telex = "telex" // telex release of the bill of lading
	FSC   = "fsc"   // fuel by air
	SSC   = "ssc"   // security by air
)

// names are the surcharges in the order in which quotes list them. Names from a
// Shenzhen forwarder's glossary (szvif.com/news/169); confidence medium.
var names = []Name{
	{Code: BAF, Abbreviations: []string{"BAF"}, English: "bunker adjustment factor", Chinese: "燃油附加费", Leg: MainFreight},
	{Code: LSS, Abbreviations: []string{"LSS"}, English: "low sulphur surcharge", Chinese: "低硫燃油附加费", Leg: MainFreight},
	{Code: CAF, Abbreviations: []string{"CAF"}, English: "currency adjustment factor", Chinese: "货币贬值附加费", Leg: MainFreight},
	{Code: THC, Abbreviations: []string{"THC"}, English: "terminal handling charge", Chinese: "码头操作费"},
	{Code: ORC, Abbreviations: []string{"ORC"}, English: "origin receiving charge", Chinese: "华南地区原产地收货费", Leg: OriginTerminal},
	{Code: DDC, Abbreviations: []string{"DDC"}, English: "destination delivery charge", Chinese: "目的港提货费", Leg: DestinationTerminal},
	{Code: PSS, Abbreviations: []string{"PSS"}, English: "peak season surcharge", Chinese: "旺季附加费", Leg: MainFreight},
	{Code: GRI, Abbreviations: []string{"GRI"}, English: "general rate increase", Chinese: "综合费率上涨附加费", Leg: MainFreight},
	{Code: EBS, Abbreviations: []string{"EBS", "EBA"}, English: "emergency bunker surcharge", Chinese: "紧急燃油附加费", Leg: MainFreight},
	{Code: PCS, Abbreviations: []string{"PCS", "CGS"}, English: "port congestion surcharge", Chinese: "港口拥挤附加费", Leg: MainFreight},
	{Code: WRS, Abbreviations: []string{"WRS"}, English: "war risk surcharge", Chinese: "战争附加费", Leg: MainFreight},
	{Code: PTF, Abbreviations: []string{"PTF"}, English: "Panama transit fee", Chinese: "巴拿马运河附加费", Leg: MainFreight},
	{Code: DOC, Abbreviations: []string{"DOC"}, English: "document fee", Chinese: "文件费", Leg: OriginTerminal},
	{Code: CFS, Abbreviations: []string{"CFS"}, English: "container freight station charge", Chinese: "集装箱货运站费"},
	{Code: CUC, Abbreviations: []string{"CUC"}, English: "chassis usage charge", Chinese: "底盘车使用费", Leg: Delivery},
	{Code: AMS, Abbreviations: []string{"AMS"}, English: "automated manifest system filing", Chinese: "美国舱单申报费", Leg: MainFreight},
	{Code: ISF, Abbreviations: []string{"ISF"}, English: "importer security filing", Chinese: "进口安全申报费", Leg: ImportClearance},
	{Code: VGM, Abbreviations: []string{"VGM"}, English: "verified gross mass", Chinese: "集装箱重量核实费", Leg: OriginTerminal},
	{Code: Telex, Abbreviations: []string{"TLX"}, English: "telex release", Chinese: "电放费", Leg: OriginTerminal},
	{Code: FSC, Abbreviations: []string{"FSC"}, English: "fuel surcharge", Chinese: "航空燃油附加费", Leg: MainFreight, Air: true},
	{Code: SSC, Abbreviations: []string{"SSC"}, English: "security surcharge", Chinese: "航空安全附加费", Leg: MainFreight, Air: true},
}

// Names yields the usual surcharges in the order in which quotes list them.
func Names() iter.Seq[Name] {
	return func(yield func(Name) bool) {
		for _, n := range names {
			n.Abbreviations = slices.Clone(n.Abbreviations)
			if !yield(n) {
				return
			}
		}
	}
}

// FindName returns the usual surcharge of a code, or of an abbreviation in capitals:
// "ebs", "EBS" and "EBA" are the same. It is false when there is none; a quote may
// still have a surcharge of that code.
func FindName(code string) (Name, bool) {
	for n := range Names() {
		if n.Code == code || slices.Contains(n.Abbreviations, code) {
			return n, true
		}
	}
	return Name{}, false
}
