package freight_test

import (
	"os"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/internal/feetest"
)

// tableOf is a table "t" of today.
func tableOf(kind, variant, rows string) string {
	return `{"id": "t", "channel": "freight", "kind": "` + kind + `", "variant": "` + variant + `", "effective_from": "2026-01-01", "effective_to": "2026-12-31",
		"verified_on": "2026-11-23", "confidence": "high", "source": "a page", "rows": [` + rows + `]}`
}

const (
	airRow = `{"rule": "a", "label": "A", "unit": "kg", "divisor": "6000", "divisor_unit": "cm3/kg", "per": "shipment"}`
	boxRow = `{"container": "45HQ", "theoretical_cbm": "86", "usable_low_cbm": "70", "usable_typical_cbm": "74", "usable_high_cbm": "76", "payload_low_kg": "25000", "payload_high_kg": "28000", "road_us_kg": "19000"}`
)

func TestReadTablesFaults(t *testing.T) {
	air := func(old, new string) string {
		return tableOf("chargeable", "v", feetest.Change(t, airRow, old, new))
	}
	box := func(old, new string) string {
		return tableOf("container", "v", feetest.Change(t, boxRow, old, new))
	}
	for _, test := range []struct{ name, text, field string }{
		{"unknown column", air(`"unit"`, `"units": "kg", "unit"`), "t.rows[0].units"},
		{"no variant", tableOf("chargeable", "", airRow), "t.variant"},
		{"no name", air(`"a"`, `""`), "t.rows[0].rule"},
		{"name twice", tableOf("chargeable", "v", airRow+","+airRow), "t.rows[1].rule"},
		{"no label", air(`"A"`, `""`), "t.rows[0].label"},
		{"unknown unit", air(`"kg"`, `"g"`), "t.rows[0].unit"},
		{"number that is not text", air(`"6000"`, `6000`), "t.rows[0].divisor"},
		{"negative divisor", air(`"6000"`, `"-6000"`), "t.rows[0].divisor"},
		{"huge divisor", air(`"6000"`, `"1e99"`), "t.rows[0].divisor"},
		{"divisor above the bound", air(`"6000"`, `"1000001"`), "t.rows[0].divisor"},
		{"divisor without unit", air(`, "divisor_unit": "cm3/kg"`, ``), "t.rows[0].divisor_unit"},
		{"divisor of another unit", air(`"cm3/kg"`, `"in3/lb"`), "t.rows[0].divisor_unit"},
		{"unit of a divisor that is not there", air(`"divisor": "6000", `, ``), "t.rows[0].divisor_unit"},
		{"per what", air(`"shipment"`, `"box"`), "t.rows[0].per"},
		{"sides without step", air(`"per"`, `"sides": "up", "per"`), "t.rows[0].side_step"},
		{"step of sides without rounding", air(`"per"`, `"side_step": "1 cm", "per"`), "t.rows[0].side_step"},
		{"unknown rounding", air(`"per"`, `"sides": "down", "side_step": "1 cm", "per"`), "t.rows[0].sides"},
		{"minimum off the step", air(`"per"`, `"step": "0.5", "minimum": "0.7", "per"`), "t.rows[0].minimum"},
		{"waived share in percent", air(`"per"`, `"waived_share": "50", "per"`), "t.rows[0].waived_share"},
		{"flag without gap", air(`"per"`, `"waived_at_gap": true, "per"`), "t.rows[0].waived_at_gap"},
		{"grade", air(`"per"`, `"confidence": "sure", "per"`), "t.rows[0].confidence"},
		{"no inner volume", box(`"theoretical_cbm": "86", `, ``), "t.rows[0].theoretical_cbm"},
		{"inner volume of nothing", box(`"86"`, `"0"`), "t.rows[0].theoretical_cbm"},
		{"usable volumes out of order", box(`"74"`, `"69"`), "t.rows[0].usable_typical_cbm"},
		{"usable more than there is", box(`"86"`, `"75"`), "t.rows[0].theoretical_cbm"},
		{"payloads out of order", box(`"28000"`, `"24999"`), "t.rows[0].payload_high_kg"},
		{"no weight on the road", box(`"19000"`, `"0"`), "t.rows[0].road_us_kg"},
		{"no type", box(`"45HQ"`, `""`), "t.rows[0].container"},
		{"overlap", tableOf("chargeable", "common", airRow) + strings.Replace(tableOf("chargeable", "common", airRow), `"t"`, `"t2"`, 1), "effective_from of t2"},
		{"unknown kind", tableOf("transit", "v", airRow), "t.kind"},
	} {
		t.Run(test.name, func(t *testing.T) { feetest.Refused(t, freight.ReadTables, test.text, test.field) })
	}
	feetest.ReaderFails(t, freight.ReadTables)
}

// Each file is named by what is in it, and says where its figures come from.
func TestTableFiles(t *testing.T) {
	type table struct {
		feetest.Header
		Rows []map[string]any `json:"rows"`
	}
	tables := feetest.Read[table](t)
	for i := range tables {
		tables[i].Check(t, "freight")
		if tables[i].VerifiedOn != "2026-11-23" {
			t.Errorf("%s was verified on %s", tables[i].File, tables[i].VerifiedOn)
		}
	}
	feetest.CheckPeriods(t, tables, "2027-11-22")
}

func FuzzReadTables(f *testing.F) {
	feetest.Fuzz(f, freight.ReadTables, func(t *testing.T, tables *fees.Tables, info fees.TableInfo) {
		load := cargo(box(3, "10 in", "20 cm", "0.5 m", "7.3"))
		for _, day := range []int{0, 1} {
			on := info.Source.EffectiveFrom.AddDate(0, 0, day)
			if rules, err := freight.Rules(tables, on); err == nil {
				for r := range rules {
					c, err := r.Charge(load)
					if err != nil {
						t.Fatalf("a rule that was read is refused: %v", err)
					}
					if c.Billed.LessThan(c.Actual) {
						t.Fatalf("%s bills %s of %s", r.Name, c.Billed, c.Actual)
					}
				}
			}
			if boxes, err := freight.Containers(tables, on); err == nil {
				for c := range boxes {
					if _, err := c.Fill(load, 1, freight.Loading{Volume: freight.Theoretical, Weight: freight.RoadUS}); err != nil {
						feetest.Fields(t, err)
					}
				}
			}
		}
	}, tableOf("chargeable", "v", airRow), tableOf("container", "v", boxRow))
}

// The tables are embedded: nothing else is in the folder.
func TestDataFolder(t *testing.T) {
	entries, err := os.ReadDir("data")
	if err != nil || len(entries) != 3 {
		t.Errorf("%d files, %v", len(entries), err)
	}
}
