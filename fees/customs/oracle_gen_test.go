package customs_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/customs"
	oracle "github.com/lianxing/crossborder/internal/oracle/landed"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// plainGoods are goods as both sides have them: a row of a tariff file with facts,
// and a line of the oracle without value and quantity.
type plainGoods struct {
	hts, row string
	facts    customs.Facts
	line     oracle.Line
	material customs.Material
	percent  int64 // of the value is metal, where there is old metal
	quantity bool  // column 1 wants kilograms
	unknown  []unknownFact
	open     [][]func(oracle.Line) oracle.Line // nobody knows these
}

// An unknownFact is a fact that both sides can leave out.
type unknownFact struct {
	forget func(*plainGoods)
	ways   []func(oracle.Line) oracle.Line
}

// list301 and metals are the names of the lists.
var (
	list301 = map[string]string{"1": "301_list_1", "2": "301_list_2", "3": "301_list_3", "4A": "301_list_4a", "4B": "301_list_4b"}
	metals  = map[string]string{"i": "232_metals_50", "v": "232_metals_50_v", "vi": "232_metals_25", "viii": "232_metals_25_viii", "ix": "232_metals_15"}
)

// drawnGoods draws goods. With unsure, nobody may know whether they are on some of
// the lists.
func drawnGoods(t *rapid.T, at int, day time.Time, origin string, unsure bool) plainGoods {
	chapter := rapid.SampledFrom([]int{39, 72, 73, 74, 76, 82, 87, 94}).Draw(t, "chapter")
	g := plainGoods{hts: fmt.Sprintf("%d01.01.%04d", chapter, at), line: oracle.Line{Origin: origin, Chapter: chapter}}
	g.facts.Answers = map[customs.Question]bool{customs.CountryExempt: false}
	var lists, perhaps []string
	yes := func(label string) bool { return rapid.IntRange(0, 3).Draw(t, label) == 0 }

	column1 := `{"free": true}`
	g.line.Percent = decimal.New(rapid.Int64Range(0, 250).Draw(t, "per mille"), -3)
	g.line.PerUnit = decimal.New(rapid.Int64Range(0, 400).Draw(t, "per unit"), -2)
	switch rapid.IntRange(0, 3).Draw(t, "column 1") {
	case 0:
		g.line.Percent, g.line.PerUnit = decimal.Decimal{}, decimal.Decimal{}
	case 1:
		g.line.PerUnit = decimal.Decimal{}
		column1 = `{"ad_valorem": "` + g.line.Percent.String() + `"}`
	case 2:
		g.line.Percent = decimal.Decimal{}
		column1, g.quantity = `{"specific": "`+g.line.PerUnit.String()+`", "unit": "kg"}`, true
	case 3:
		column1, g.quantity = `{"specific": "`+g.line.PerUnit.String()+`", "unit": "kg", "ad_valorem": "`+g.line.Percent.String()+`"}`, true
	}
	if g.line.Percent.IsZero() && g.line.PerUnit.IsZero() {
		column1, g.quantity = `{"free": true}`, false
	}

	if list := rapid.SampledFrom([]string{"", "1", "2", "3", "4A", "4B"}).Draw(t, "list"); unsure && list != "" && yes("list unsure") {
		perhaps = append(perhaps, list301[list])
		g.open = append(g.open, oracle.Either(func(l *oracle.Line, on bool) {
			if l.List = ""; on {
				l.List = list
			}
		}))
	} else if list != "" {
		g.line.List = list
		lists = append(lists, list301[list])
	}
	if yes("reviewed") {
		g.line.Review = rapid.SampledFrom([]string{"9903.91.01", "9903.91.02", "9903.91.03", "9903.91.05", "9903.91.06", "9903.91.07", "9903.91.08", "9903.91.11"}).Draw(t, "review")
		lists = append(lists, "301_review_"+g.line.Review)
	}
	if yes("exclusion claimed") {
		extended := yes("extended")
		g.line.ExclusionClaimed, g.line.ExclusionExtended = true, extended
		g.facts.Answers[customs.ExclusionClaimed], g.facts.Answers[customs.ExclusionExtended] = true, extended
	} else if yes("exclusion listed") {
		lists = append(lists, "301_exclusion")
		g.facts.Answers[customs.ExclusionClaimed] = false
		g.facts.Answers[customs.ExclusionExtended] = false
		g.unknown = append(g.unknown, unknownFact{
			forget: func(g *plainGoods) { delete(g.facts.Answers, customs.ExclusionClaimed) },
			ways:   oracle.Either(func(l *oracle.Line, yes bool) { l.ExclusionClaimed = yes }),
		})
	}
	for _, exempt := range []struct {
		list string
		set  func(*oracle.Line, bool)
	}{
		{"ieepa_exempt", func(l *oracle.Line, yes bool) { l.ReciprocalExempt = yes }},
		{"s122_exempt", func(l *oracle.Line, yes bool) { l.S122Exempt = yes }},
		{"301_fl_exempt", func(l *oracle.Line, yes bool) { l.ForcedLaborExempt = yes }},
	} {
		switch {
		case unsure && yes(exempt.list+" unsure"):
			perhaps = append(perhaps, exempt.list)
			g.open = append(g.open, oracle.Either(exempt.set))
		case yes(exempt.list):
			lists = append(lists, exempt.list)
			exempt.set(&g.line, true)
		}
	}

	if yes("old metal") {
		var list string
		list, g.line.OldMetal, g.material = oldMetal(t, chapter, day)
		if list != "" {
			lists = append(lists, list)
			g.percent = rapid.Int64Range(0, 100).Draw(t, "metal percent")
			g.unknown = append(g.unknown, unknownFact{
				forget: func(g *plainGoods) { g.percent = -1 },
				ways:   oracle.AnyContent(),
			})
		}
	}
	if yes("new metal") {
		g.line.NewMetal = rapid.SampledFrom([]string{"i", "v", "vi", "viii", "ix"}).Draw(t, "subdivision")
		lists = append(lists, metals[g.line.NewMetal])
		share := rapid.SampledFrom([]string{"0", "0.149", "0.15", "0.151", "1"}).Draw(t, "metal weight")
		g.facts.MetalWeight = known(share)
		g.line.Below15 = usd(share).LessThan(usd("0.15"))
		if yes("US metal") && day.Format(time.DateOnly) >= "2026-04-06" {
			g.line.USMelted, g.facts.Answers[customs.USMetal] = true, true
		}
		g.unknown = append(g.unknown, unknownFact{
			forget: func(g *plainGoods) { g.facts.MetalWeight = decimal.NullDecimal{} },
			ways:   oracle.Either(func(l *oracle.Line, yes bool) { l.Below15 = yes }),
		})
	}
	if origin == "CN" || origin == "HK" || origin == "MO" || origin == "TR" || origin == "VN" {
		switch rapid.IntRange(0, 11).Draw(t, "other 232") {
		case 0:
			g.line.Vehicle = true
			lists = append(lists, "232_vehicles")
		case 1, 2:
			g.line.AutoListed, g.line.AutoUse = true, yes("auto part")
			g.facts.Answers[customs.AutoPart] = g.line.AutoUse
			lists = append(lists, "232_auto_parts")
			g.unknown = append(g.unknown, unknownFact{
				forget: func(g *plainGoods) { delete(g.facts.Answers, customs.AutoPart) },
				ways:   oracle.Either(func(l *oracle.Line, yes bool) { l.AutoUse = yes }),
			})
		case 3:
			g.line.Wood = "lumber"
			lists = append(lists, "232_wood_lumber")
		case 4:
			g.line.Wood = "seat"
			lists = append(lists, "232_wood_upholstered")
		case 5:
			g.line.Wood, g.line.Complete = "cabinet", yes("complete")
			g.facts.Answers[customs.CompletedCabinet] = g.line.Complete
			lists = append(lists, "232_wood_cabinets")
			g.unknown = append(g.unknown, unknownFact{
				forget: func(g *plainGoods) { delete(g.facts.Answers, customs.CompletedCabinet) },
				ways:   oracle.Either(func(l *oracle.Line, yes bool) { l.Complete = yes }),
			})
		}
	}
	g.row = `{"hts": "` + g.hts + `", "goods": "goods", "column_1": ` + column1
	if len(lists) > 0 {
		g.row += `, "lists": ["` + strings.Join(lists, `", "`) + `"]`
	}
	if len(perhaps) > 0 {
		g.row += `, "unsure": ["` + strings.Join(perhaps, `", "`) + `"]`
	}
	g.row += "}"
	return g
}

// oldMetal draws a list of the metal rules until 2026-04-05 for a chapter.
func oldMetal(t *rapid.T, chapter int, day time.Time) (string, oracle.OldMetal, customs.Material) {
	before := day.Format(time.DateOnly) < "2025-03-12" // of which the sources say nothing
	steel := rapid.Bool().Draw(t, "steel")
	switch {
	case (chapter == 72 || chapter == 73) && !before:
		list := "232_steel"
		if chapter == 73 && steel {
			list = "232_steel_73"
		}
		return list, oracle.PrimaryMetal, customs.Steel
	case chapter == 76 && !before:
		return rapid.SampledFrom([]string{"232_aluminium", "232_aluminium_76"}).Draw(t, "aluminium"), oracle.PrimaryMetal, customs.Aluminium
	case chapter == 74:
		return "232_copper", oracle.CopperArticle, customs.Copper
	case chapter == 72 || chapter == 73 || chapter == 76:
		return "", oracle.NoMetal, ""
	}
	late := rapid.Bool().Draw(t, "late")
	names := map[bool]string{true: "232_steel_", false: "232_aluminium_"}
	materials := map[bool]customs.Material{true: customs.Steel, false: customs.Aluminium}
	if late {
		return names[steel] + "2025-08-18", oracle.LateDerivative, materials[steel]
	}
	return names[steel] + "other", oracle.Derivative, materials[steel]
}

// with returns the goods as an input line and as a line of the oracle.
func (g plainGoods) with(ref string, value, quantity decimal.Decimal) (customs.Line, oracle.Line) {
	line := customs.Line{Ref: ref, HTS: g.hts, Origin: g.line.Origin, Value: value, NoCases: true, Facts: g.facts}
	plain := g.line
	plain.Value = value
	if g.quantity {
		line.Quantities = map[string]decimal.Decimal{"kg": quantity}
		plain.Quantity = quantity
	}
	if g.material != "" && g.percent >= 0 {
		plain.Content = value.Mul(decimal.New(g.percent, -2))
		line.Facts.ContentValue = map[customs.Material]decimal.Decimal{g.material: plain.Content}
	}
	return line, plain
}

// tariffOf returns the shipped tables and a tariff file with the goods.
func tariffOf(t *rapid.T, goods []plainGoods) *fees.Tables {
	var rows []string
	for _, g := range goods {
		rows = append(rows, g.row)
	}
	return withRows(t, strings.Join(rows, ","))
}

// withRows returns the shipped tables and a tariff file with rows.
func withRows(t rapid.TB, rows string) *fees.Tables {
	own, err := customs.ReadTables(strings.NewReader(`{"id": "us-customs-tariff-oracle", "channel": "us-customs", "kind": "tariff", "variant": "oracle",
		"effective_from": "2018-07-06", "effective_to": "2027-11-22", "verified_on": "2026-11-23", "confidence": "low", "source": "made up", "rows": [` + rows + `]}`))
	if err != nil {
		t.Fatalf("%v\n%s", err, rows)
	}
	shipped, err := customs.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	tables, err := shipped.With(own)
	if err != nil {
		t.Fatal(err)
	}
	return tables
}
