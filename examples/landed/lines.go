package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees/customs"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/shopspring/decimal"
)

// readLine reads one SKU of the shipment, and says whether it has a VAT of its own.
func readLine(o *strict.Object) (line landed.Line, ownVAT bool) {
	if !o.IsObject() {
		return landed.Line{}, true
	}
	line = landed.Line{
		SKU: o.Name("sku"), Units: int64(o.Count("units", maxUnits)),
		Packages: readPackages(o), Kg: o.Decimal("kg"), CubicMetres: o.Decimal("cubic_metres"),
		Price: o.Decimal("price"), Currency: o.Currency("currency"),
		HTS: o.Word("hts"), Origin: o.Word("origin"), CustomsValue: o.Decimal("customs_value"),
		Quantities: readDecimals(o, "quantities"),
		Facts: customs.Facts{
			Answers: readAnswers(o), ContentValue: keyed[customs.Material](readDecimals(o, "content_value")), MetalWeight: o.Decimal("metal_weight"),
		},
		Cases: readCases(o), NoCases: o.Flag("no_cases"),
		Preference: o.Label("preference"), Chapter98: o.Word("chapter_98"), DutiableValue: o.Decimal("dutiable_value"),
		MPFExempt: o.Flag("mpf_exempt"),
	}
	if _, given := o.Field("units"); !given {
		o.Faults.Add(o.At("units"), "", "must be given: a whole number of units")
	}
	_, price := o.Field("price")
	if _, currency := o.Field("currency"); price && !currency {
		o.Faults.Add(o.At("currency"), "", "must be given with a price")
	}
	line.VAT, ownVAT = readVAT(o)
	o.Close()
	return line, ownVAT
}

// readVAT reads how a price stands to Chinese VAT, and says whether anything was
// given.
func readVAT(o *strict.Object) (landed.VAT, bool) {
	_, given := o.Field("vat")
	v, ok := o.Object("vat")
	if !ok {
		return landed.VAT{}, given
	}
	vat := landed.VAT{
		VATRate: v.Decimal("vat_rate"), RefundRate: v.Decimal("refund_rate"),
		VATClass: landed.VATClass(v.Choice("vat_class", texts(landed.StandardVAT, landed.ReducedVAT)...)),
		RefundClass: landed.RefundClass(v.Choice("refund_class", texts(
			landed.RefundGeneral, landed.RefundMetals, landed.RefundPhotovoltaic, landed.RefundBatteries, landed.RefundMinerals)...)),
		InvoicedOn: v.Day("invoiced_on"), ExportedOn: v.Day("exported_on"),
		NoSpecialInvoice: v.Flag("no_special_invoice"), DelayDays: v.Decimal("delay_days"),
	}
	const none = "none"
	price := v.Choice("price", string(landed.VATIncluded), string(landed.VATExcluded), none)
	if price == none {
		price = string(landed.NoVAT)
	}
	vat.Price = landed.PriceVAT(price)
	if _, given := v.Field("price"); !given {
		v.Faults.Add(v.At("price"), "", `must be given: "included", "excluded" or "none"`)
	}
	v.Close()
	return vat, true
}

// readPackages reads the cartons of a line.
func readPackages(o *strict.Object) []freight.Package {
	var packages []freight.Package
	for _, p := range o.Objects("packages", maxListed) {
		if !p.IsObject() {
			continue
		}
		packages = append(packages, freight.Package{
			Length: p.Length("length"), Width: p.Length("width"), Height: p.Length("height"),
			Kg: p.Weight("weight").Kg(), Count: p.Count("count", freight.MaxPieces),
		})
		if _, given := p.Field("count"); !given {
			p.Faults.Add(p.At("count"), "", "must be given: how many such cartons there are")
		}
		p.Close()
	}
	return packages
}

// readCases reads the antidumping and countervailing orders that cover a line.
func readCases(o *strict.Object) []customs.Case {
	var cases []customs.Case
	for _, c := range o.Objects("cases", maxListed) {
		if !c.IsObject() {
			continue
		}
		cases = append(cases, customs.Case{
			Number: c.Name("number"), Countervailing: c.Flag("countervailing"),
			Rate: c.Decimal("rate"), PerUnit: c.Decimal("per_unit"), Unit: c.Label("unit"),
		})
		c.Close()
	}
	return cases
}

// readAnswers reads what is known of the goods beyond their code: questions with
// true or false.
func readAnswers(o *strict.Object) map[customs.Question]bool {
	answers := map[customs.Question]bool{}
	eachName(o, "answers", func(in *strict.Object, name string) {
		n, given := in.Field(name)
		if given && n.Kind == strict.IsBool {
			answers[customs.Question(name)] = n.Text == "true"
		} else if given {
			in.Faults.Add(in.At(name), n.Brief(), "must be true or false")
		}
	})
	return answers
}

// readDecimals reads an object of decimals, such as quantities by unit.
func readDecimals(o *strict.Object, name string) map[string]decimal.Decimal {
	out := map[string]decimal.Decimal{}
	eachName(o, name, func(in *strict.Object, name string) {
		if d := in.Decimal(name); d.Valid {
			out[name] = d.Decimal
		}
	})
	return out
}

// eachName calls a function with every name of an object whose names are not known
// before.
func eachName(o *strict.Object, field string, read func(in *strict.Object, name string)) {
	in, ok := o.Object(field)
	if !ok {
		return
	}
	if len(in.Node.Fields) > maxListed {
		in.Faults.Add(in.Path, "", "must have at most "+strconv.Itoa(maxListed)+" names")
		return
	}
	seen := map[string]bool{}
	for _, f := range in.Node.Fields {
		switch {
		case !isLine(f.Name):
			in.Faults.Add(in.At(strict.Printable(f.Name)), f.Value.Brief(), "must have a name of at most "+strconv.Itoa(strict.MaxName)+" printable characters")
			in.Field(f.Name)
		case !seen[f.Name]:
			read(&in, f.Name)
		}
		seen[f.Name] = true
	}
	in.Close()
}

// isLine reports whether a text is one short printable line.
func isLine(s string) bool {
	return s != "" && len(s) <= strict.MaxName && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// keyed returns a map with keys of another type.
func keyed[K ~string, V any](m map[string]V) map[K]V {
	out := make(map[K]V, len(m))
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out[K(k)] = m[k]
	}
	return out
}
