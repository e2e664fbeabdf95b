package landed_test

import (
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/internal/feetest"
)

type rateTable struct {
	feetest.Header
	Rows []struct{ Class, Label, Rate, Confidence string } `json:"rows"`
}

// Every file is complete, the tables follow one another, and no table that is open
// ends anywhere but a year after the last check.
func TestTableFiles(t *testing.T) {
	tables := feetest.Read[rateTable](t)
	if len(tables) != 7 {
		t.Errorf("%d tables", len(tables))
	}
	for _, table := range tables {
		table.Check(t, landed.Channel)
		for _, row := range table.Rows {
			if row.Label == "" {
				t.Errorf("%s: the class %s has no label", table.File, row.Class)
			}
		}
		if table.EffectiveTo == "2027-11-22" != strings.Contains(table.Note, "No end is announced") {
			t.Errorf("%s: the note does not say how it ends", table.File)
		}
	}
	feetest.CheckPeriods(t, tables, "2027-11-22")
}

const refund2028 = `{"id": "refund", "channel": "china-vat", "kind": "refund", "effective_from": "2027-11-23", "effective_to": null,
	"verified_on": "2027-12-01", "confidence": "high", "source": "a page", "rows": [{"class": "general", "rate": "0.1"}, {"class": "85076000", "rate": "0.05"}]}`

// A caller's table goes on where the shipped ones end, with classes of its own.
func TestTablesWith(t *testing.T) {
	shipped, err := landed.ShippedTables()
	if err != nil {
		t.Fatal(err)
	}
	newer, err := landed.ReadTables(strings.NewReader(refund2028))
	if err != nil {
		t.Fatal(err)
	}
	both, err := shipped.With(newer)
	if err != nil {
		t.Fatal(err)
	}
	v := landed.VAT{Price: landed.VATIncluded, VATRate: feetest.Set("0.13"), RefundClass: "85076000", ExportedOn: feetest.Day(t, "2027-11-23"), Tables: both}
	p, err := v.Purchase(yuan("113"))
	if err != nil || p.Refund.String() != "5.00 CNY" || p.RefundSource.Table != "refund" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestReadTablesFaults(t *testing.T) {
	feetest.ReaderFails(t, landed.ReadTables)
	bad := func(from, to string) string { return strings.Replace(refund2028, from, to, 1) }
	for _, test := range []struct{ name, text, field string }{
		{"unknown column", bad(`"rate"`, `"note": "x", "rate"`), "refund.rows[0].note"},
		{"rate in percent", bad(`"0.1"`, `"10"`), "refund.rows[0].rate"},
		{"negative rate", bad(`"0.1"`, `"-0.1"`), "refund.rows[0].rate"},
		{"rate as a number", bad(`"0.1"`, `0.1`), "refund.rows[0].rate"},
		{"no rate", bad(`, "rate": "0.1"`, ``), "refund.rows[0].rate"},
		{"no class", bad(`"class": "general", `, ``), "refund.rows[0].class"},
		{"class twice", bad(`"85076000"`, `"general"`), "refund.rows[1].class"},
		{"label that is no text", bad(`"rate"`, `"label": 1, "rate"`), "refund.rows[0].label"},
		{"unknown grade", bad(`"rate"`, `"confidence": "sure", "rate"`), "refund.rows[0].confidence"},
		{"a variant", bad(`"kind"`, `"variant": "x", "kind"`), "refund.variant"},
		{"another channel", bad(`china-vat`, `china`), "refund.channel"},
		{"another kind", bad(`"kind": "refund"`, `"kind": "refunds"`), "refund.kind"},
		{"no rows", bad(`[{"class": "general", "rate": "0.1"}, {"class": "85076000", "rate": "0.05"}]`, `[]`), "refund.rows"},
	} {
		t.Run(test.name, func(t *testing.T) { feetest.Refused(t, landed.ReadTables, test.text, test.field) })
	}
}

// The reader survives anything, and what it accepts answers look-ups.
func FuzzReadTables(f *testing.F) {
	feetest.Fuzz(f, landed.ReadTables, func(_ *testing.T, tables *fees.Tables, table fees.TableInfo) {
		day := table.Source.EffectiveFrom
		v := landed.VAT{Price: landed.VATIncluded, RefundClass: landed.RefundGeneral, InvoicedOn: day, ExportedOn: day, Tables: tables}
		_, _ = v.Purchase(yuan("113"))
	}, refund2028)
}
