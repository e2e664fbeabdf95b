package policy_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/policy"
)

// Product title requirements, from 2025-01-21.
func TestTitleFaults(t *testing.T) {
	type fault = policy.TitleFault
	char := func(text string, n int) fault { return fault{policy.TitleCharacter, text, n} }
	word := func(text string, n int) fault { return fault{policy.TitleRepeated, text, n} }
	promo := func(text string) fault { return fault{policy.TitlePromotion, text, 0} }
	price := func(text string) fault { return fault{policy.TitlePrice, text, 0} }
	available := func(text string) fault { return fault{policy.TitleAvailability, text, 0} }
	for _, row := range []struct {
		title, brand string
		want         []fault
	}{
		{benchTitle, "Acme", nil},
		{"", "", nil},
		// length
		{strings.Repeat("é", 200), "", nil},
		{strings.Repeat("é", 201), "", []fault{{policy.TitleTooLong, "", 201}}},
		// characters
		{"Bottle! Big", "", []fault{char("!", 1)}},
		{"Wow! Bottle! ¿Big?", "", []fault{char("!", 2), char("?", 1)}},
		{"a_b {c} d^e ¬f ¦g", "", []fault{char("_", 1), char("{", 1), char("}", 1), char("^", 1), char("¬", 1), char("¦", 1)}},
		{"Big Bottle！ ﹖ ￤", "", []fault{char("！", 1), char("﹖", 1), char("￤", 1)}},
		{"Bottle‼ Big", "", []fault{char("‼", 1)}},
		{"Yahoo! Toy", "Yahoo!", nil},
		{"YAHOO! Toy", "yahoo！", nil},
		{"Yahoo! Toy!", "Yahoo!", []fault{char("!", 1)}},
		{"Yahoo!! Toy", "Yahoo!", []fault{char("!", 1)}},
		{"Toy Yahoo", "Yahoo!", nil},
		{"Wow! Yahoo Toy", "Yahoo!", []fault{char("!", 1)}},
		{"ABC_X Tool for ABC_XY", "ABC_X", []fault{char("_", 1)}},
		{"Style #4301 ~ <10 lb", "", nil},
		// words
		{"Bottle Bottle", "", nil},
		{"Bottle bottle BOTTLE", "", []fault{word("Bottle", 3)}},
		{"Bottle, Ｂｏｔｔｌｅ / bot\u200btle", "", []fault{word("Bottle", 3)}},
		{"Bottle Bottles Bottle", "", nil},
		{"Men's Men’s Men's Shirt", "", []fault{word("Men's", 3)}},
		{"Non-Slip Non-Stick Non-Toxic Mat", "", nil},
		{"T-Shirt T-shirt T‑Shirt", "", []fault{word("T-Shirt", 3)}},
		{"Lid for the Cup for the Mug for the Pot and Pan and Wok and a Jar", "", nil},
		{"12 x 12 x 12 x 2 in", "", nil},
		{"Écru écru ÉCRU", "", []fault{word("Écru", 3)}},
		{"Cup Mug Cup Mug Cup Mug", "", []fault{word("Cup", 3), word("Mug", 3)}},
		// phrases
		{"Bottle FREE Shipping", "", []fault{promo("FREE Shipping")}},
		{"Bottle free-shipping", "", []fault{promo("free-shipping")}},
		{"Bottle, 100% Quality Guaranteed", "", []fault{promo("100% Quality Guaranteed")}},
		{"Bottle Deal", "", []fault{promo("Deal")}},
		{"Ideal Wholesale Dealer Bottle", "", nil},
		{"Best-Seller Bottle", "", []fault{promo("Best-Seller")}},
		{"BPA Free Bottle, Free Standing", "", nil},
		{"Limited Time Deal Bottle", "", []fault{promo("Limited Time Deal")}},
		{"Best Deal Tape", "Best Deal", nil},
		{"Bottle In Stock", "", []fault{available("In Stock")}},
		{"Bottle, pre-order", "", []fault{available("pre-order")}},
		{"Fisher-Price Toy", "Fisher-Price", nil},
		{"5 USD Shop Toy", "5 USD Shop", nil},
		{"Lowest Price Toy", "", []fault{price("Lowest Price")}},
		// prices
		{"Bottle $19.99", "", []fault{char("$", 1), price("$19.99")}},
		{"Bottle ＄19.99 Deal", "", []fault{char("＄", 1), price("＄19.99"), promo("Deal")}},
		{"Bottle 1,299.00€", "", []fault{price("1,299.00€")}},
		{"Bottle USD 5", "", []fault{price("USD 5")}},
		{"Bottle 5.50 USD", "", []fault{price("5.50 USD")}},
		{"Bottle £ 5", "", []fault{price("£ 5")}},
		{"Bottle 20% off", "", []fault{price("20% off")}},
		{"Save 20% Bottle", "", []fault{price("Save 20%")}},
		{"100% Cotton Towel, 95% Polyester", "", nil},
		{"US 10 Shoe", "", nil},
		{"\xff\xfe Bottle!", "", []fault{char("!", 1)}},
	} {
		if diff := cmp.Diff(row.want, policy.TitleFaults(row.title, row.brand)); diff != "" {
			t.Errorf("%q of %q (-want +got):\n%s", row.title, row.brand, diff)
		}
	}
}

func TestAmazonTitle(t *testing.T) {
	title := func(text string) func(*policy.Case) {
		return func(c *policy.Case) { c.Title, c.Brand = text, "Acme!" }
	}
	checkOutcomes(t, policy.AmazonTitle{}, []outcome{
		{name: "no title", c: amazon("20"), status: unjudged, missing: []string{"title"}},
		{name: "fine", c: amazon("20", title("Acme! Bottle")), status: passed},
		{name: "200 characters", c: amazon("20", title(strings.Repeat("a", 200))), status: passed},
		{name: "201 characters", c: amazon("20", title(strings.Repeat("a", 201))), status: found, severity: policy.Block},
		{name: "two faults", c: amazon("20", title("Bottle? $5")), status: found, severity: policy.Block, findings: 3},
		{name: "a phrase of the source", c: amazon("20", title("Bottle Free Shipping")), status: found, severity: policy.Block},
		{name: "a phrase of ours", c: amazon("20", title("Bottle In Stock")), status: found, severity: policy.Block, house: true},
		{name: "words about a price", c: amazon("20", title("Bottle Best Price")), status: found, severity: policy.Block, house: true},
		{name: "a price", c: amazon("20", title("Bottle 5 EUR")), status: found, severity: policy.Block},
	})
	if r, _ := ask(t, policy.AmazonTitle{Limit: 80}, amazon("20", title(strings.Repeat("a", 81))), benchDay); r.Status != found {
		t.Errorf("80 characters of a category: %+v", r)
	}
}

// What is found stands in the title, and the same title has the same faults in capitals.
func propTitleFaults(t *rapid.T) {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"Bottle", "for", "free", "shipping", "$5", "!", "20% off", "non-stick", "Yahoo!", "ünique", "in", "stock", "￤", "USD"}), 0, 30).Draw(t, "words")
	title := strings.Join(words, " ")
	faults := policy.TitleFaults(title, "Yahoo!")
	upper := policy.TitleFaults(strings.ToUpper(title), "Yahoo!")
	if len(faults) != len(upper) {
		t.Fatalf("%q: %v, in capitals %v", title, faults, upper)
	}
	for i, f := range faults {
		if f.Kind != upper[i].Kind || f.Count != upper[i].Count || !strings.Contains(title, f.Text) {
			t.Fatalf("%q: %v, in capitals %v", title, f, upper[i])
		}
	}
}

func TestTitleFaultsProperties(t *testing.T) { rapid.Check(t, propTitleFaults) }

func FuzzTitleFaults(f *testing.F) {
	for _, seed := range []string{benchTitle, "Bottle ＄19.99 Deal", "a_b {c} d^e ¬f ¦g‼", "\xff\x80", "-'-'", "İıſK \u200b\ufe0f", "1,2.3 % off 5 $ € 7", strings.Repeat("x ", 3000)} {
		f.Add(seed, "Yahoo!")
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, title, brand string) {
		for _, fault := range policy.TitleFaults(title, brand) {
			if fault.Kind == policy.TitleTooLong {
				if n := utf8.RuneCountInString(title); n <= 200 || fault.Count != n {
					t.Fatalf("%v for %d characters", fault, n)
				}
				continue
			}
			if fault.Text == "" || !strings.Contains(title, fault.Text) || fault.String() == "" {
				t.Fatalf("%q is not in %q", fault.Text, title)
			}
		}
	})
}
