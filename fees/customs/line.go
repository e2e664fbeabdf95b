package customs

import "github.com/shopspring/decimal"

// A Question is a fact about the goods that decides a duty and that their code does
// not tell. Its answer is yes or no; see [Facts.Answers].
type Question string

// The questions of the shipped tables. A caller's tables may ask others.
const (
	AutoPart          Question = "auto_part"          // is it a part of a passenger vehicle or light truck?
	TruckPart         Question = "truck_part"         // is it a part of a medium or heavy truck?
	CompletedCabinet  Question = "completed_cabinet"  // is it a completed kitchen cabinet or vanity?
	ExclusionClaimed  Question = "exclusion_claimed"  // is an exclusion from China 301 claimed for it?
	ExclusionExtended Question = "exclusion_extended" // is that exclusion still open after 2026-11-09?
	USMetal           Question = "us_metal"           // is its metal melted and poured, or smelted and cast, in the US?
	GatedChip         Question = "gated_chip"         // is it a semiconductor of the technical description of section 232?
	CivilAircraft     Question = "civil_aircraft"     // is it claimed as an article of civil aircraft?
	Donation          Question = "donation"           // is it a donation?
	Informational     Question = "informational"      // is it informational material?
	PharmaUse         Question = "pharma_use"         // is it claimed as goods for pharmaceutical use?
	CountryExempt     Question = "country_exempt"     // is it on the list of exemptions from 301 forced labor of its country?
	BrazilExempt      Question = "brazil_exempt"      // is it on the list of exemptions from the IEEPA duty on Brazil?
	Brazil301         Question = "brazil_301"         // is it on the list of the 301 duty on Brazil?
	Canada338         Question = "canada_338"         // is it under the section 338 duty on Canada?
)

// OnList returns the question whether the code of a line is on a list of a
// programme. It is asked of a list of which the tariff row does not know.
func OnList(name string) Question { return Question("on_list:" + name) }

// A Material is a metal whose content in an article has a duty of its own.
type Material string

// The materials.
const (
	Steel     Material = "steel"
	Aluminium Material = "aluminium"
	Copper    Material = "copper"
)

// Facts are what is known of the goods beyond their code. The zero Facts knows
// nothing, which is not the same as no: what is not known and matters makes the
// duty a [Range].
type Facts struct {
	// Answers are the answered questions; no entry is unknown.
	Answers map[Question]bool
	// ContentValue is the customs value of the metal content in US dollars, whole
	// line; no entry is unknown.
	ContentValue map[Material]decimal.Decimal
	// MetalWeight is the listed metal as a share of the weight of the article, 0 to
	// 1; not Valid is unknown.
	MetalWeight decimal.NullDecimal
}

// A Case is an antidumping or countervailing duty order that covers the goods. Its
// cash deposit rates depend on product and exporter and are an input. With neither
// Rate nor PerUnit the rate is unknown and the result is not complete.
type Case struct {
	Number         string              // "A-570-967"
	Countervailing bool                // else antidumping
	Rate           decimal.NullDecimal // fraction of the customs value
	PerUnit        decimal.NullDecimal // US dollars per unit
	Unit           string              // of PerUnit, a key of the quantities: "kg"
}

// A Line is goods of one code and one origin. The zero Line is not valid: it has no
// code.
type Line struct {
	// Ref is the caller's name of the line, such as the SKU.
	Ref string
	// HTS is the US tariff code, 4 to 10 digits with or without dots.
	HTS string
	// Origin is the country of origin, ISO 3166-1 alpha-2: "CN".
	Origin string
	// Value is the customs value of the whole line in US dollars.
	Value decimal.Decimal
	// Quantities are by unit, for specific duties: "kg", "No.".
	Quantities map[string]decimal.Decimal
	// Facts are what else is known of the goods.
	Facts Facts
	// Cases are the antidumping and countervailing orders that cover the goods;
	// NoCases says that none does. With neither, these duties are not included and
	// the result says so.
	Cases   []Case
	NoCases bool
	// Preference is the programme under which a special rate of column 1 is
	// claimed: "USMCA"; "" claims none.
	Preference string
	// Chapter98 is a heading of chapter 98 that is claimed: "9802.00.80".
	Chapter98 string
	// DutiableValue is what the duty is taken on under chapter 98, in US dollars:
	// the value of the repair, or the value less the US parts. Not Valid is
	// unknown.
	DutiableValue decimal.NullDecimal
	// MPFExempt says that no merchandise processing fee is due on the line.
	MPFExempt bool
}

// A Mode is how goods cross the border.
type Mode string

// The modes.
const (
	Vessel  Mode = "vessel"
	Air     Mode = "air"
	Truck   Mode = "truck"
	Rail    Mode = "rail"
	Express Mode = "express"
	Mail    Mode = "mail"
)

// A Kind is a kind of entry. The zero Kind is formal from the threshold of the
// entry limits up or when a line has a case, else informal.
type Kind string

// The kinds of entry.
const (
	Formal    Kind = "formal"
	Informal  Kind = "informal"
	DeMinimis Kind = "de_minimis"
)

// A Rounding is how an entry rounds before it computes.
type Rounding string

// The roundings. Whatever the mode, each duty is rounded half away from zero to the
// cent once per entry line.
//
// A replay takes the value of each entry line in whole dollars, from 50 cents up, and
// does so line by line: the instructions of CBP Form 7501 (entered value) want it so,
// and a line below 50 cents is 0. Two lines of 20.40 at one rate are 20 and 20. For the
// liquidation, 19 CFR 159.3(a) goes by invoice instead: goods of one invoice at one
// rate are a unit, here 41, and the total of the invoice moves by no more than its own
// rounding. An entry does not say what is on one invoice, and nobody published what one
// rate is under several layers; the liquidated value can so differ by up to half a
// dollar for each entry line. Quantities are those of 19 CFR 159.3(b).
const (
	Estimate             Rounding = ""                        // values as they are
	EntryReplay          Rounding = "entry_replay"            // entry lines in whole dollars, and whole quantities
	EntryReplayWholeFees Rounding = "entry_replay_whole_fees" // and MPF and HMF in whole dollars
)
