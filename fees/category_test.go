package fees_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
)

func categoryTable(rows string) string { return table("referral", "r", `"rows": [`+rows+`]`) }

const categoryRows = `{"category": "toys_games", "label": "Toys & Games", "mode": "flat", "bands": [{"rate": "0.15"}], "minimum": "0.30", "note": "n"},
  {"category": "furniture", "mode": "portion", "bands": [{"to": "200", "rate": "0.15"}, {"rate": "0.10"}]},
  {"category": "clothing", "mode": "whole", "bands": [{"to": "15", "rate": "0.05"}, {"below": "20", "rate": "0.10"}, {"rate": "0.17"}], "minimum": "0.005"},
  {"category": "media", "mode": "flat", "bands": [{"fee": "1.80"}]},
  {"category": "tickets", "mode": "flat", "bands": [{"rate": "0.025", "fee": "0.5"}]},
  {"category": "art", "mode": "portion", "bands": [{"to": "99.995", "rate": "0.1", "fee": "1"}, {"fee": "2"}]},
  {"category": "handmade", "label": "Handmade", "mode": "unknown"}`

func categories(t testing.TB) fees.Categories[string] {
	t.Helper()
	table, err := categoryKind.On(read(t, everyFormat, categoryTable(categoryRows)), fees.Day(2026, 6, 1))
	if err != nil {
		t.Fatal(err)
	}
	return table.Rules
}

// The fee of each mode on both sides of each band, and how it is said.
func TestCategories(t *testing.T) {
	c := categories(t)
	for _, row := range []struct{ key, price, fee, basis string }{
		{"toys_games", "1.99", "0.3", "15% of the sales price, at least 0.30"},
		{"toys_games", "2.01", "0.3015", "15% of the sales price, at least 0.30"},
		{"furniture", "200", "30", "of each portion of the sales price 15% up to 200.00, 10% above"},
		{"furniture", "201", "30.1", "of each portion of the sales price 15% up to 200.00, 10% above"},
		{"clothing", "0", "0.005", "of the whole sales price 5% up to 15.00, 10% below 20.00, 17% above, at least 0.005"},
		{"clothing", "15", "0.75", "of the whole sales price 5% up to 15.00, 10% below 20.00, 17% above, at least 0.005"},
		{"clothing", "15.01", "1.501", "of the whole sales price 5% up to 15.00, 10% below 20.00, 17% above, at least 0.005"},
		{"clothing", "20", "3.4", "of the whole sales price 5% up to 15.00, 10% below 20.00, 17% above, at least 0.005"},
		{"media", "20", "1.8", "1.80"},
		{"tickets", "20", "1", "2.5% of the sales price plus 0.50"},
		{"art", "100", "12.9995", "of each portion of the sales price 10% plus 1.00 up to 99.995, 2.00 above"},
	} {
		got, err := c.Fee(row.key, "referral_rate")
		if err != nil || got.Key != row.key || !got.Public || got.Basis != row.basis {
			t.Errorf("%s: got %+v, %v, want %q", row.key, got, err, row.basis)
			continue
		}
		if fee, err := got.Amount.At(dec(row.price)); err != nil || !fee.Equal(dec(row.fee)) {
			t.Errorf("%s at %s: got %s, %v, want %s", row.key, row.price, fee, err, row.fee)
		}
	}
	if toys, err := c.Find("toys_games"); err != nil || toys.Label != "Toys & Games" || toys.Extra != "n" {
		t.Errorf("toys are %+v, %v", toys, err)
	}
	want := []string{"art", "clothing", "furniture", "handmade", "media", "tickets", "toys_games"}
	if diff := cmp.Diff(want, slices.Collect(c.Keys())); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
}

// A category that nobody knows, one whose fee nobody knows, and no categories.
func TestCategoriesErrors(t *testing.T) {
	c := categories(t)
	wantUnknown := func(err error, want fees.UnknownKeyError) {
		t.Helper()
		var unknown *fees.UnknownKeyError
		if !errors.As(err, &unknown) {
			t.Errorf("error is %v, want an UnknownKeyError", err)
		} else if diff := cmp.Diff(want, *unknown); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	for _, key := range []string{"toys", "Toys & Games"} {
		_, err := c.Find(key)
		wantUnknown(err, fees.UnknownKeyError{Table: "r", Field: "category", Key: key, Nearest: []string{"toys_games"}})
		_, err = c.Fee(key, "referral_rate")
		wantUnknown(err, fees.UnknownKeyError{Table: "r", Field: "category", Key: key, Nearest: []string{"toys_games"}})
	}
	handmade, err := c.Find("handmade")
	if err != nil || handmade.Public || handmade.Basis != "" || !handmade.Amount.IsZero() || handmade.Label != "Handmade" {
		t.Errorf("handmade is %+v, %v", handmade, err)
	}
	var hidden *fees.NotPublicError
	if _, err := c.Fee("handmade", "referral_rate"); !errors.As(err, &hidden) || *hidden != (fees.NotPublicError{Table: "r", What: "referral fee of handmade", Supply: "referral_rate"}) {
		t.Errorf("error is %v, want a NotPublicError", err)
	}
	var none fees.Categories[string]
	_, err = none.Find("toys")
	wantUnknown(err, fees.UnknownKeyError{Field: "category", Key: "toys"})
	if got := slices.Collect(none.Keys()); got != nil {
		t.Errorf("the zero Categories has %q", got)
	}
}

func TestReadCategoriesRefuses(t *testing.T) {
	for _, test := range []struct{ from, to, want string }{
		{`"category": "toys_games", `, ``, `r.rows[0].category must not be empty`},
		{`"category": "furniture"`, `"category": "toys_games"`, `r.rows[1].category must not occur twice, got "toys_games"`},
		{`"mode": "flat", "bands": [{"rate": "0.15"}]`, `"mode": "tiered", "bands": [{"rate": "0.15"}]`, `r.rows[0].mode must be "flat", "portion", "whole" or "unknown", got "tiered"`},
		{`[{"rate": "0.15"}]`, `[{"to": "1", "rate": "0.15"}, {"rate": "0.1"}]`, `r.rows[0].bands must be exactly one in the mode flat, got "a list"`},
		{`[{"rate": "0.15"}]`, `[]`, `r.rows[0].bands must be exactly one in the mode flat, got "a list"; r.rows[0].bands must not be empty`},
		{`, "bands": [{"rate": "0.15"}]`, ``, `r.rows[0].bands must be exactly one in the mode flat; r.rows[0].bands must not be empty`},
		{`[{"rate": "0.15"}]`, `[{"to": "1", "rate": "0.15"}]`, `r.rows[0].bands[0] must have an end, except for the last band, which must be open`},
		{`{"to": "200", "rate": "0.15"}, `, `{"rate": "0.15"}, `, `r.rows[1].bands[0] must have an end, except for the last band, which must be open`},
		{`{"to": "200", "rate": "0.15"}, `, `{"to": "200", "below": "200", "rate": "0.15"}, `, `r.rows[1].bands[0] must end either up to or below a price, not both`},
		{`{"below": "20", "rate": "0.10"}`, `{"to": "1000000000", "rate": "0.10"}`, `r.rows[2].bands[1] must end below the highest price, 1000000000, got "1000000000.0000"`},
		{`{"below": "20", "rate": "0.10"}`, `{"below": "15", "rate": "0.10"}`, `r.rows[2].bands[1] must end above the band before it, got "15.0000"`},
		{`{"below": "20", "rate": "0.10"}`, `{"below": "15.00005", "rate": "0.10"}`, `r.rows[2].bands[1] must have at most 4 decimals, got "15.00005"`},
		{`"minimum": "0.30"`, `"minimum": "-0.30"`, `r.rows[0].minimum must not be below 0, got "-0.30"`},
		{`"minimum": "0.30"`, `"minimum": "900000000000000000"`, `r.rows[0].minimum.amount is too large, got "900000000000000000.00"`},
		{`"mode": "unknown"`, `"mode": "unknown", "minimum": "0.3"`, `r.rows[6].minimum is not a column of the kind "referral", got "0.3"`},
		{`"mode": "unknown"`, `"mode": "unknown", "bands": [{"rate": "0.15"}]`, `r.rows[6].bands is not a column of the kind "referral", got "a list"`},
		{`"note": "n"`, `"note": "n", "comment": "c"`, `r.rows[0].comment is not a column of the kind "referral", got "c"`},
		{`"label": "Toys & Games"`, `"label": null`, ``},
		{`"label": "Toys & Games"`, `"label": []`, `r.rows[0].label must be a text in quotes, not a list, got "a list"`},
	} {
		if !strings.Contains(categoryRows, test.from) {
			t.Fatalf("no %s in the rows", test.from)
		}
		got := strings.Join(faults(t, everyFormat, categoryTable(strings.Replace(categoryRows, test.from, test.to, 1))), "; ")
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.to, diff)
		}
	}
	// Without a reader of further columns there are none.
	plain := fees.NewKind("referral", func(f *fees.TableFile) fees.Categories[struct{}] {
		return fees.ReadCategories[struct{}](f, "referral fee", "sales price", nil)
	})
	got := faults(t, fees.NewFormat("examplemart", nil, plain), categoryTable(categoryRows))
	if diff := cmp.Diff([]string{`r.rows[0].note is not a column of the kind "referral", got "n"`}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
