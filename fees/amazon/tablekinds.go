package amazon

import (
	"strconv"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A builder collects the tables of each kind.
type builder struct {
	faults []error

	referral       []fees.Table[map[string]referralRule]
	closing        []fees.Table[map[string]flatFee]
	individualPlan []fees.Table[fees.Curve]
	refundAdmin    []fees.Table[refundRules]
	sizeTiers      []fees.Table[sizeRules]
	fulfillment    map[Class][]fees.Table[rateCard]
	fuelSurcharge  []fees.Table[fuelRule]
	overmax        []fees.Table[overmaxRule]
	sippDiscount   []fees.Table[[]weightFee]
	packaging      []fees.Table[packagingRule]
}

// add parses one table by its kind.
func (b *builder) add(f tableFile) {
	source, faults := f.header()
	b.faults = append(b.faults, faults...)
	p := &parser{path: f.ID}
	switch f.Kind {
	case "referral":
		b.referral = append(b.referral, table(source, p.referral(&f)))
	case "closing":
		b.closing = append(b.closing, table(source, p.closing(&f)))
	case "individual_plan":
		b.individualPlan = append(b.individualPlan, table(source, p.individualPlan(&f)))
	case "refund_admin":
		b.refundAdmin = append(b.refundAdmin, table(source, p.refundAdmin(&f)))
	case "size_tiers":
		b.sizeTiers = append(b.sizeTiers, table(source, p.sizeTiers(&f)))
	case "fulfillment":
		class := p.class("class", f.Class)
		b.fulfillment[class] = append(b.fulfillment[class], table(source, p.fulfillment(&f)))
	case "fuel_surcharge":
		b.fuelSurcharge = append(b.fuelSurcharge, table(source, p.fuelSurcharge(&f)))
	case "overmax":
		b.overmax = append(b.overmax, table(source, p.overmax(&f)))
	case "sipp_discount":
		b.sippDiscount = append(b.sippDiscount, table(source, p.sippDiscount(&f)))
	case "packaging":
		b.packaging = append(b.packaging, table(source, p.packaging(&f)))
	default:
		p.fault("kind", f.Kind, "must be a kind of Amazon fee table")
	}
	p.strayFields(&f)
	b.faults = append(b.faults, p.faults...)
}

func table[T any](source fees.Source, rules T) fees.Table[T] {
	return fees.Table[T]{Source: source, Rules: rules}
}

// strayFields reports header fields that do not belong to the kind.
func (p *parser) strayFields(f *tableFile) {
	for _, x := range []struct {
		field, kind string
		set         bool
	}{
		{"class", "fulfillment", f.Class != ""},
		{"season", "fulfillment", f.Season != ""},
		{"price_bands", "fulfillment", f.PriceBands != nil},
		{"dim_divisor", "size_tiers", f.DimDivisor != ""},
		{"over_longest", "overmax", f.OverLongest != ""},
		{"over_length_plus_girth", "overmax", f.OverLengthPlusGirth != ""},
		{"tiers", "packaging", f.Tiers != nil},
	} {
		if x.set && f.Kind != x.kind {
			p.fault(x.field, "", "belongs to the kind "+x.kind+" only")
		}
	}
}

func (p *parser) referral(f *tableFile) map[string]referralRule {
	rules := map[string]referralRule{}
	rows(p, f, func(row struct {
		Category, Label, Mode string
		Bands                 []struct{ To, Rate string }
		Minimum               *string
		Media                 bool
	}) {
		if _, twice := rules[row.Category]; twice || row.Category == "" {
			p.fault("category", row.Category, "must be there once")
		}
		rule := referralRule{media: row.Media, public: row.Mode != "unknown"}
		if !rule.public {
			rules[row.Category] = rule
			return
		}
		bands := make([]fees.Band, len(row.Bands))
		for i, band := range row.Bands {
			column := "bands[" + strconv.Itoa(i) + "]"
			bands[i] = fees.Band{UpTo: p.optional(column+".to", band.To), Rate: p.rate(column+".rate", band.Rate)}
		}
		switch {
		case row.Mode == "flat" && len(bands) == 1, row.Mode == "whole":
			rule.amount = fees.Brackets(bands...)
		case row.Mode == "portion":
			rule.amount = fees.Portions(bands...)
		default:
			p.fault("mode", row.Mode, `must be "flat" with one band, "portion", "whole" or "unknown"`)
		}
		rule.basis = referralBasis(row.Mode, bands)
		if row.Minimum != nil {
			least := p.amount("minimum", *row.Minimum)
			rule.amount = rule.amount.AtLeast(least)
			rule.basis += ", at least " + least.StringFixed(2)
		}
		p.keep("bands", rule.amount.Err())
		rules[row.Category] = rule
	})
	return rules
}

// referralBasis says a referral fee in words.
func referralBasis(mode string, bands []fees.Band) string {
	if len(bands) == 1 {
		return fx.Percent(bands[0].Rate) + " of the sales price"
	}
	text := "of the whole sales price "
	if mode == "portion" {
		text = "of each portion of the sales price "
	}
	for i, band := range bands {
		if i > 0 {
			text += ", "
		}
		text += fx.Percent(band.Rate)
		if band.UpTo.Valid {
			text += " up to " + band.UpTo.Decimal.StringFixed(2)
		} else {
			text += " above"
		}
	}
	return text
}

func (p *parser) closing(f *tableFile) map[string]flatFee {
	rules := map[string]flatFee{}
	rows(p, f, func(row struct{ Category, Fee string }) {
		if _, twice := rules[row.Category]; twice || row.Category == "" {
			p.fault("category", row.Category, "must be there once")
		}
		rules[row.Category] = p.flat("fee", row.Fee, "per media item")
	})
	return rules
}

func (p *parser) individualPlan(f *tableFile) fees.Curve {
	var fee fees.Curve
	rows(p, f, func(row struct{ Fee string }) { fee = p.flat("fee", row.Fee, "").amount })
	p.count(f, 1)
	return fee
}

func (p *parser) refundAdmin(f *tableFile) refundRules {
	var rules refundRules
	rows(p, f, func(row struct {
		Media bool
		Share string `json:"share_of_referral"`
		Cap   string
	}) {
		most := p.amount("cap", row.Cap)
		rule := refundRule{share: p.rate("share_of_referral", row.Share), cap: fees.Flat(most)}
		p.keep("cap", rule.cap.Err())
		if row.Media {
			rule.basis = "none on a full refund of media"
			rules.media = rule
			return
		}
		rule.basis = fx.Percent(rule.share) + " of the referral fee, at most " + most.StringFixed(2)
		rules.product = rule
	})
	p.count(f, 2)
	return rules
}

func (p *parser) sizeTiers(f *tableFile) sizeRules {
	var rules sizeRules
	divisor := p.amount("dim_divisor", f.DimDivisor)
	if !divisor.IsInteger() || divisor.Sign() <= 0 || divisor.GreaterThan(decimal.NewFromInt(1e6)) {
		p.fault("dim_divisor", f.DimDivisor, "must be a whole number of cubic inches per pound")
	} else {
		rules.divisor = fees.InchesPerPound(int32(divisor.IntPart()))
	}
	rows(p, f, func(row struct {
		Tier            Tier
		Weigh, Bill     string
		WeightTo        string `json:"weight_to"`
		Longest, Median string
		Shortest        string
		LengthPlusGirth string `json:"length_plus_girth"`
		DimFloor        string `json:"dim_floor"`
		DimDisputed     bool   `json:"dim_floor_disputed"`
	}) {
		rule := tierRule{
			tier:    p.tier("tier", row.Tier),
			longest: p.length("longest", row.Longest), median: p.length("median", row.Median), shortest: p.length("shortest", row.Shortest),
			lengthPlusGirth: p.length("length_plus_girth", row.LengthPlusGirth),
			weighUnit:       p.unitWeight("weigh", row.Weigh),
			billUnit:        p.unitWeight("bill", row.Bill),
			floor:           p.length("dim_floor", row.DimFloor),
			floorDisputed:   row.DimDisputed,
		}
		if row.WeightTo != "" {
			rule.weightTo = p.weight("weight_to", row.WeightTo)
		}
		sides := [3]bool{rule.longest.IsZero(), rule.median.IsZero(), rule.shortest.IsZero()}
		if sides[0] != sides[1] || sides[1] != sides[2] {
			p.fault("longest", row.Longest, "must be given with median and shortest, or none of them")
		}
		rules.tiers = append(rules.tiers, rule)
	})
	return rules
}

// unitWeight reads which weight counts: the unit weight or the greater one.
func (p *parser) unitWeight(column, text string) bool {
	if text != "unit" && text != "greater" {
		p.fault(column, text, `must be "unit" or "greater"`)
	}
	return text == "unit"
}

func (p *parser) fulfillment(f *tableFile) rateCard {
	var card rateCard
	follow := bandOrder{}
	bands := make([]fees.Band, len(f.PriceBands))
	for i, band := range f.PriceBands {
		column := "price_bands[" + strconv.Itoa(i) + "]"
		bands[i] = fees.Band{UpTo: p.optional(column+".to", band.To), Below: p.optional(column+".below", band.Below)}
	}
	rows(p, f, func(row struct {
		Tier     Tier
		Over, To *string
		Fees     []string
		Step     *struct{ Fee, Each, Above string }
	}) {
		r := rateRow{tier: p.tier("tier", row.Tier), band: p.band(row.Over, row.To)}
		r.basis = bandBasis(string(row.Tier), r.band)
		if len(row.Fees) != len(bands) {
			p.fault("fees", "", "must have one amount per price band")
			return
		}
		for i, text := range row.Fees {
			bands[i].Fee = p.amount("fees["+strconv.Itoa(i)+"]", text)
		}
		r.fee = fees.Brackets(bands...)
		p.keep("fees", r.fee.Err())
		if row.Step != nil {
			fee := p.amount("step.fee", row.Step.Fee)
			r.stepFee, r.stepText = fees.Flat(fee), " × "+fee.StringFixed(2)
			p.keep("step.fee", r.stepFee.Err())
			r.stepEach, r.stepAbove = p.weight("step.each", row.Step.Each), p.weight("step.above", row.Step.Above)
			if r.stepEach.IsZero() {
				p.fault("step.each", row.Step.Each, "must be above 0")
			}
		}
		heaviest := r.tier == ExtraLarge50To70 || r.tier == ExtraLarge70To150 || r.tier == ExtraLarge150AndUp
		p.follow(follow, string(r.tier), r.band, !heaviest)
		card.rows = append(card.rows, r)
	})
	return card
}

func (p *parser) fuelSurcharge(f *tableFile) fuelRule {
	var rule fuelRule
	rows(p, f, func(row struct{ Rate string }) {
		rule.rate = p.rate("rate", row.Rate)
		rule.basis = fx.Percent(rule.rate) + " of the fulfilment fee"
	})
	p.count(f, 1)
	return rule
}

func (p *parser) overmax(f *tableFile) overmaxRule {
	rule := overmaxRule{
		overLongest:         p.length("over_longest", f.OverLongest),
		overLengthPlusGirth: p.length("over_length_plus_girth", f.OverLengthPlusGirth),
		fees:                map[Tier]flatFee{},
	}
	if rule.overLongest.IsZero() || rule.overLengthPlusGirth.IsZero() {
		p.fault("over_longest", f.OverLongest, "must be given with over_length_plus_girth")
	}
	rows(p, f, func(row struct {
		Tier Tier
		Fee  string
	}) {
		basis := string(row.Tier) + ", over " + rule.overLongest.String() + " long or over " +
			rule.overLengthPlusGirth.String() + " in length plus girth"
		if _, twice := rule.fees[row.Tier]; twice {
			p.fault("tier", string(row.Tier), "must be there once")
		}
		rule.fees[p.tier("tier", row.Tier)] = p.flat("fee", row.Fee, basis)
	})
	return rule
}

func (p *parser) sippDiscount(f *tableFile) []weightFee {
	var rules []weightFee
	follow := bandOrder{}
	rows(p, f, func(row struct {
		Class    string
		Tier     Tier
		Over, To *string
		Discount string
	}) {
		r := weightFee{class: p.class("class", row.Class), tier: p.tier("tier", row.Tier), band: p.band(row.Over, row.To)}
		r.fee = p.flat("discount", row.Discount, bandBasis(string(row.Tier), r.band))
		r.fee.amount = r.fee.amount.Times(decimal.NewFromInt(-1))
		p.follow(follow, row.Class+"/"+string(row.Tier), r.band, true)
		rules = append(rules, r)
	})
	return rules
}

func (p *parser) packaging(f *tableFile) packagingRule {
	rule := packagingRule{tiers: map[Tier]bool{}}
	follow := bandOrder{}
	for _, tier := range f.Tiers {
		rule.tiers[p.tier("tiers", tier)] = true
	}
	rows(p, f, func(row struct {
		Over, To *string
		Fee      string
	}) {
		r := weightFee{band: p.band(row.Over, row.To)}
		p.follow(follow, "", r.band, true)
		r.fee = p.flat("fee", row.Fee, bandBasis("dimensional weight", r.band))
		rule.rows = append(rule.rows, r)
	})
	return rule
}

// count reports a table that does not have exactly n rows.
func (p *parser) count(f *tableFile, n int) {
	if len(f.Rows) != n {
		p.fault("rows", strconv.Itoa(len(f.Rows)), "must be "+strconv.Itoa(n))
	}
}

// bandBasis says a weight band in words: "large_standard, over 4 oz up to 8 oz".
func bandBasis(what string, b weightBand) string {
	text := what
	if !b.over.IsZero() {
		text += ", over " + b.over.String()
	}
	if b.bounded {
		if b.over.IsZero() {
			text += ","
		}
		text += " up to " + b.to.String()
	}
	return text
}
