package reports

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

// Numbers as reports print them, by the decimal mark of the file.
func TestParseNumber(t *testing.T) {
	for _, test := range []struct {
		text string
		mark Mark
		want string // number, mark beside it, what it shows; "" is a fault
	}{
		{"0", "", "0"},
		{"-0", "", "0"},
		{"12905.25", "", "12905.25 ."},
		{"12,905.25", "", "12905.25 ."},
		{"12.905,25", "", "12905.25 ,"},
		{"1,204", "", "1.204 either"}, // read with a point first: see below
		{"1.204", "", "1.204 either"},
		{"1,204", Point, "1204 either"},
		{"1.204", Comma, "1204 either"},
		{"1.204", Point, "1.204 either"},
		{"1,204", Comma, "1.204 either"},
		{"0,204", "", "0.204 ,"},
		{"0.204", "", "0.204 ."},
		{"1234.567", "", "1234.567 ."},
		{"1234,567", "", "1234.567 ,"},
		{"1,234,567", "", "1234567 ."},
		{"1.234.567", "", "1234567 ,"},
		{"12,34,567.89", "", "1234567.89 ."}, // India
		{"1 204,50", "", "1204.5 ,"},
		{"1\u00a0204,50", "", "1204.5 ,"},
		{"1\u202f204,50 €", "", "1204.5 € ,"},
		{"1'204.50", "", "1204.5 ."},
		{"1’204.50", "", "1204.5 ."},
		{"$1,204.50", "", "1204.5 $ ."},
		{"-$1,204.50", "", "-1204.5 $ ."},
		{"$-1,204.50", "", "-1204.5 $ ."},
		{"($1,204.50)", "", "-1204.5 $ ."},
		{"(12.00)", "", "-12 ."},
		{"12.00-", "", "-12 ."},
		{"−12.00", "", "-12 ."},
		{"+12.00", "", "12 ."},
		{"MX$1,204.50", "", "1204.5 MX$ ."},
		{"₹1,20,450.00", "", "120450 ₹ ."},
		{"USD 12.50", "", "12.5 USD ."},
		{"12,50 EUR", "", "12.5 EUR ,"},
		{"12.50 kr", "", "12.5 kr ."},
		{"12.02%", "", "12.02 % ."},
		{"12,02 %", "", "12.02 % ,"},
		{"132.26%", "", "132.26 % ."},
		{"999999999999999999", "", "999999999999999999"},
		{"0.000000000001", "", "0.000000000001 ."},

		{"", "", ""}, {"-", "", ""}, {"--5", "", ""}, {"-5-", "", ""}, {"(-5)", "", ""}, {".", "", ""}, {"5.", "", ""},
		{"1,2,3", "", ""}, {"1,23.4", "", ""}, {"12,3456.00", "", ""}, {"1.2.3,4,5", "", ""}, {"1,234,56", "", ""},
		{"NaN", "", ""}, {"Inf", "", ""}, {"1e5", "", ""}, {"0x10", "", ""}, {"1_000", "", ""}, {"twelve", "", ""}, {"１２", "", ""},
		{"$5%", "", ""}, {"$5€", "", ""}, {"5 5 USD USD", "", ""},
		{"1234567890123456789012", "", ""}, {"0.0000000000001", "", ""}, {strings.Repeat("9", 65), "", ""},
		{"12,50", Point, ""}, {"12.50", Comma, ""}, {"1.234,5", Point, ""},
	} {
		n, reason := parseNumber(test.text, test.mark)
		got := ""
		if reason == "" {
			got = fx.Plain(n.value)
			if n.currency != "" {
				got += " " + n.currency
			}
			if n.percent {
				got += " %"
			}
			if n.shows != "" {
				got += " " + string(n.shows)
			}
			if n.either {
				got += " either"
			}
		}
		want := test.want
		if test.text == "1,204" && test.mark == "" {
			want = "1204 either" // without a mark, a comma before three digits groups
		}
		if got != want {
			t.Errorf("%q with %q: %q (%s), want %q", test.text, test.mark, got, reason, want)
		}
	}
}

// The fast way reads what the other reads, to the same number.
func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"1", "-12.50", "1,204.50", "0.204", "1.204", "-.5", "5.", "000", "(12)", "$5", "5%", "1.234,5", "-0.0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, mark := range [...]Mark{"", Point} {
			n, reason := parseNumber(text, mark)
			slow, slowReason := markedNumber(text, mark)
			if _, ok := plainNumber(text); ok && (reason != "" || slowReason != "" || !n.value.Equal(slow.value) || n.shows != slow.shows || n.either != slow.either) {
				t.Fatalf("%q with %q: %+v %q, the other way %+v %q", text, mark, n, reason, slow, slowReason)
			}
			if reason != "" {
				continue
			}
			again, reason := parseNumber(fx.Plain(n.value), Point)
			if reason != "" || !again.value.Equal(n.value) {
				t.Fatalf("%q reads as %s, which reads as %s: %s", text, fx.Plain(n.value), fx.Plain(again.value), reason)
			}
		}
	})
}

// A mark stands beside amounts of its currencies only.
func TestMayBe(t *testing.T) {
	for _, test := range []struct {
		mark string
		in   fx.Currency
		want bool
	}{
		{"", "EUR", true}, {"$", "USD", true}, {"$", "MXN", true}, {"$", "EUR", false}, {"$", "", true},
		{"MX$", "MXN", true}, {"MX$", "USD", false}, {"€", "EUR", true}, {"€", "GBP", false}, {"¥", "CNY", true}, {"¥", "JPY", true}, {"¥", "USD", false},
		{"kr", "SEK", true}, {"kr", "EUR", false}, {"₹", "INR", true}, {"zł", "PLN", true}, {"USD", "USD", true}, {"USD", "CAD", false}, {"£", "GBP", true},
	} {
		if got := mayBe(test.mark, test.in); got != test.want {
			t.Errorf("%q in %s: %v", test.mark, test.in, got)
		}
	}
	for mark, want := range map[string]fx.Currency{"MX$": "MXN", "€": "EUR", "$": "", "¥": "", "kr": "", "": "", "USD": "USD", "TL": "TRY", "zł": "PLN"} {
		if got := currencyOf(mark); got != want {
			t.Errorf("%q is %q, want %q", mark, got, want)
		}
	}
}

// The short way reads what the long way reads, and no more.
func TestUsualNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`-?\$?[0-9]{0,4}(,[0-9]{2,4}){0,2}(\.[0-9]{0,4})?%?`).Draw(t, "text")
		mark := rapid.SampledFrom([]Mark{"", Point}).Draw(t, "mark")
		short, ok := usualNumber(text, mark)
		if !ok {
			return
		}
		long, reason := markedNumber(text, mark)
		if reason != "" || !short.value.Equal(long.value) || short.currency != long.currency || short.percent != long.percent || short.shows != long.shows || short.either != long.either {
			t.Fatalf("%q with %q is %+v, the long way %+v %s", text, mark, short, long, reason)
		}
	})
	for _, text := range []string{"12,131", "$1,290.25", "-$3.00", "12.02%", "$5", "1,204,567"} {
		if _, ok := usualNumber(text, Point); !ok {
			t.Errorf("%q takes the long way", text)
		}
	}
}
