package freight_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

// Who pays each leg, in the order EXW, FOB, CIF, DDP; a leg in brackets need not be
// bought.
var whoPays = map[freight.Leg]string{
	freight.ExportPacking:       "S S S S",
	freight.InlandOrigin:        "B S S S",
	freight.ExportClearance:     "B S S S",
	freight.OriginTerminal:      "B S S S",
	freight.MainFreight:         "B B S S",
	freight.CargoInsurance:      "(B) (B) S (S)",
	freight.DestinationTerminal: "B B B S",
	freight.ImportClearance:     "B B B S",
	freight.Delivery:            "B B B S",
}

func TestPays(t *testing.T) {
	seen := 0
	for leg := range freight.Legs() {
		seen++
		var got []string
		for term := range freight.Incoterms() {
			who := map[freight.Party]string{freight.Seller: "S", freight.Buyer: "B"}[must(term.Pays(leg))]
			if must(term.Optional(leg)) {
				who = "(" + who + ")"
			}
			got = append(got, who)
		}
		if strings.Join(got, " ") != whoPays[leg] {
			t.Errorf("%s: %q, want %q", leg, got, whoPays[leg])
		}
	}
	if seen != len(whoPays) {
		t.Errorf("%d legs", seen)
	}
	_, err := freight.Incoterm("FCA").Pays("air")
	wantFaults(t, err, "terms", "leg")
	_, err = freight.FOB.Optional("")
	wantFaults(t, err, "leg")
	_, err = freight.Incoterm("").RiskPasses()
	wantFaults(t, err, "terms")
	_, err = freight.Incoterm("fob").ValueSteps()
	wantFaults(t, err, "terms")
	wantFaults(t, freight.Leg("x").Check(), "")
	wantFaults(t, freight.Incoterm("x").Check(), "")
	if freight.Delivery.Check() != nil || freight.DDP.Check() != nil {
		t.Error("a known leg or term is refused")
	}
}

// The table is section 2.5 of the collected facts.
func TestPaysEqualsFacts(t *testing.T) {
	head, rows := feetest.Facts("landed-cost.md").Table(t, "2.5")
	if strings.Join(head[1:], " ") != "EXW FOB CIF DDP" || len(rows) != len(whoPays)+1 {
		t.Fatalf("%q and %d rows", head, len(rows))
	}
	i := 0
	for leg := range freight.Legs() {
		for j, who := range strings.Fields(whoPays[leg]) {
			cell := rows[i][j+1]
			if strings.HasPrefix(who, "(") != strings.HasPrefix(cell, "–") {
				t.Errorf("%s: %q is %q in the facts", rows[i][0], who, cell)
				continue
			}
			letter := strings.Trim(who, "()")
			if strings.HasPrefix(cell, "–") {
				cell = strings.TrimPrefix(cell, "– (")
			}
			if cell[:1] != letter {
				t.Errorf("%s: %q is %q in the facts", rows[i][0], who, cell)
			}
		}
		i++
	}
	for j, want := range []freight.RiskPoint{freight.AtFactory, freight.OnBoard, freight.OnBoard, freight.AtDestination} {
		term := freight.Incoterm(head[j+1])
		text := strings.ReplaceAll(strings.Trim(strings.Fields(rows[len(rows)-1][j+1] + " ")[0], "*"), "*", "")
		if got := must(term.RiskPasses()); got != want || !strings.HasPrefix(string(got), text) {
			t.Errorf("%s passes %s, the facts say %s", term, got, rows[len(rows)-1][j+1])
		}
	}
}

func TestCustomsValue(t *testing.T) {
	known := func(pairs ...string) map[freight.Leg]decimal.NullDecimal {
		out := map[freight.Leg]decimal.NullDecimal{}
		for i := 0; i < len(pairs); i += 2 {
			out[freight.Leg(pairs[i])] = set(pairs[i+1])
		}
		return out
	}
	all := known("inland_origin", "150", "export_clearance", "60", "main_freight", "1200", "insurance", "55", "destination_terminal", "300", "import_clearance", "2500", "delivery", "400")
	for _, test := range []struct {
		name    string
		term    freight.Incoterm
		price   string
		amounts map[freight.Leg]decimal.NullDecimal
		want    string
		missing []freight.Leg
	}{
		{"EXW", freight.EXW, "10000", all, "10150", nil},
		{"EXW on a through bill", freight.EXW, "10000", known("inland_origin", "0"), "10000", nil},
		{"EXW, unknown", freight.EXW, "10000", nil, "10000", []freight.Leg{freight.InlandOrigin}},
		{"FOB", freight.FOB, "10000", all, "10000", nil},
		{"FOB needs nothing", freight.FOB, "10000", nil, "10000", nil},
		{"CIF", freight.CIF, "11255", all, "10000", nil},
		{"CIF, insurance unknown", freight.CIF, "11255", known("main_freight", "1200"), "10055", []freight.Leg{freight.CargoInsurance}},
		{"DDP", freight.DDP, "14455", all, "10000", nil},
		{"DDP, all unknown", freight.DDP, "14455", nil, "14455", []freight.Leg{freight.MainFreight, freight.CargoInsurance, freight.DestinationTerminal, freight.ImportClearance, freight.Delivery}},
		{"down to nothing", freight.CIF, "1255", all, "0", nil},
		{"nothing", freight.FOB, "0", nil, "0", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.term.CustomsValue(fx.Money{Amount: dec(test.price), Currency: fx.USD}, test.amounts)
			if err != nil {
				t.Fatal(err)
			}
			if !got.Value.Amount.Equal(dec(test.want)) || got.Complete() != (test.missing == nil) {
				t.Errorf("got %s, want %s", got.Value, test.want)
			}
			if diff := cmp.Diff(test.missing, got.Missing); diff != "" {
				t.Error(diff)
			}
		})
	}
	_, err := freight.CIF.CustomsValue(money("1254.99 USD"), all)
	wantFaults(t, err, "amounts")
	_, err = freight.Incoterm("FCA").CustomsValue(fx.Money{Amount: dec("-1"), Currency: fx.USD}, known("air", "1", "delivery", "-1"))
	wantFaults(t, err, "terms", "price.amount", "amounts", "amounts.delivery")
	_, err = freight.FOB.CustomsValue(fx.Money{Amount: decimal.New(1, 1_000_000_000)}, nil)
	wantFaults(t, err, "price.amount", `fx: unknown currency ""`)
	// The steps leave as copies.
	steps := must(freight.CIF.ValueSteps())
	steps[0].Leg = "changed"
	if must(freight.CIF.ValueSteps())[0].Leg != freight.MainFreight {
		t.Error("the rule of CIF was changed")
	}
}
