package main

import "testing"

// Numbers in texts have the same commas as those in tables; what only looks like a
// number is left alone.
func TestGroupedTexts(t *testing.T) {
	for _, tt := range []struct{ name, got, want string }{
		{"quantity and rate", numbersIn("3600 × 1061.5 CNY, without 13% VAT"), "3,600 × 1,061.5 CNY, without 13% VAT"},
		{"share of an amount", numbersIn("0.3464% of 66503.06, at least 34.58 an entry"), "0.3464% of 66,503.06, at least 34.58 an entry"},
		{"container", numbersIn("2 × 40HQ at 12150 + 1 × 20GP at 1600"), "2 × 40HQ at 12,150 + 1 × 20GP at 1,600"},
		{"credit", numbersIn("-1200.00 USD (actual), by value"), "-1,200.00 USD (actual), by value"},
		{"small", numbersIn("400 × 148 CNY"), "400 × 148 CNY"},
		{"day", numbersIn("2026-10-05"), "2026-10-05"},
		{"amount in a sentence", amountsIn("not known (completed_cabinet: 1175.22 USD on the entry line)"), "not known (completed_cabinet: 1,175.22 USD on the entry line)"},
		{"range in a sentence", amountsIn("1175.22 to 12000.00 USD"), "1,175.22 to 12,000.00 USD"},
		{"last in brackets", amountsIn("(by 1175.22 USD)"), "(by 1,175.22 USD)"},
		{"code in a sentence", amountsIn("the tariff has no row for 420292 or 9503.00 in 2026"), "the tariff has no row for 420292 or 9503.00 in 2026"},
		{"nothing", amountsIn(""), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}
