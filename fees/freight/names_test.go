package freight_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
)

func TestNames(t *testing.T) {
	seen := map[string]bool{}
	for n := range freight.Names() {
		for _, key := range append([]string{n.Code}, n.Abbreviations...) {
			if seen[key] {
				t.Errorf("%s stands for two surcharges", key)
			}
			seen[key] = true
			if found, ok := freight.FindName(key); !ok || found.Code != n.Code {
				t.Errorf("%s is %+v", key, found)
			}
		}
		if n.English == "" || !strings.ContainsFunc(n.Chinese, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || n.Code != strings.ToLower(n.Code) {
			t.Errorf("got %+v", n)
		}
		if n.Leg != "" && n.Leg.Check() != nil {
			t.Errorf("%s is for %s", n.Code, n.Leg)
		}
		n.Abbreviations[0] = "changed"
	}
	if _, ok := freight.FindName("changed"); ok {
		t.Error("the names were changed")
	}
	if _, ok := freight.FindName(""); ok {
		t.Error("no code is a surcharge")
	}
}

// Every surcharge that the collected facts name has a code.
func TestNamesEqualFacts(t *testing.T) {
	text := feetest.Facts("landed-cost.md").Section(t, "2.3")
	text, _, _ = strings.Cut(text, "Conf M")
	abbreviations := regexp.MustCompile(`\b[A-Z]{3}\b`).FindAllString(text, -1)
	abbreviations = slices.DeleteFunc(abbreviations, func(a string) bool { return a == "LCL" }) // what CFS is for
	if len(abbreviations) != 22 {
		t.Fatalf("%d abbreviations: %q", len(abbreviations), abbreviations)
	}
	for _, a := range abbreviations {
		if _, ok := freight.FindName(a); !ok {
			t.Errorf("no name of %s", a)
		}
	}
	_, air, _ := strings.Cut(text, "Air:")
	for n := range freight.Names() {
		if n.Air != strings.Contains(air, n.Abbreviations[0]) {
			t.Errorf("%s by air: %t", n.Code, n.Air)
		}
	}
}

// A usual surcharge needs no label and no leg.
func TestUsualSurcharge(t *testing.T) {
	q := freight.Quote{Currency: fx.USD, Surcharges: []freight.Surcharge{
		{Code: freight.ORC, Basis: freight.PerShipment, Amount: set("1")},
		{Code: freight.THC, Basis: freight.PerShipment, Amount: set("1")},
		{Code: "pier_pass", Basis: freight.PerShipment, Amount: set("1")},
		{Code: freight.DDC, Label: "DDC Long Beach", Leg: freight.Delivery, Basis: freight.PerShipment, Amount: set("1")},
	}}
	bill := must(q.Price(freight.Booking{}))
	want := []struct {
		label string
		leg   freight.Leg
	}{{"origin receiving charge", freight.OriginTerminal}, {"terminal handling charge", freight.MainFreight}, {"pier_pass", freight.MainFreight}, {"DDC Long Beach", freight.Delivery}}
	for i, l := range bill.Lines {
		if l.Label != want[i].label || l.Leg != want[i].leg {
			t.Errorf("%s is %q for %s", l.Code, l.Label, l.Leg)
		}
	}
}
