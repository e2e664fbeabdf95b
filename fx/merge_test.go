package fx_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

// euroTable reads lines such as "2026-04-13 CNY 8".
func euroTable(t testing.TB, source string, lines ...string) *fx.Rates {
	t.Helper()
	var out []fx.Fixing
	for _, line := range lines {
		out = append(out, fx.Fixing{Date: day(line[:10]), Currency: fx.Currency(line[11:14]), PerPivot: dec(line[15:])})
	}
	r, err := fx.NewRates(fx.EUR, source, out)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestMerge(t *testing.T) {
	first := euroTable(t, "ECB", "2026-04-10 USD 1.17", "2026-04-10 CNY 8", "2026-04-13 USD 1.18")
	second := euroTable(t, "bank", "2026-04-09 USD 1.16", "2026-04-10 USD 9", "2026-04-10 RUB 90", "2026-04-13 CNY 8.1", "2026-04-14 USD 1.19", "2026-04-14 CNY 8.2")
	merged, err := fx.Merge(first, nil, second, &fx.Rates{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"2026-04-09 USD 1.160000000000", "2026-04-10 CNY 8.000000000000", "2026-04-10 RUB 90.000000000000", "2026-04-10 USD 1.170000000000",
		"2026-04-13 CNY 8.100000000000", "2026-04-13 USD 1.180000000000", "2026-04-14 CNY 8.200000000000", "2026-04-14 USD 1.190000000000",
	}
	if diff := cmp.Diff(want, fixings(t, merged)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if merged.Pivot() != fx.EUR || merged.Source() != "ECB; bank" {
		t.Errorf("got pivot %s and source %q", merged.Pivot(), merged.Source())
	}
	again, err := fx.Merge(merged, euroTable(t, "ECB", "2026-04-15 USD 1.2", "2026-04-15 CNY 8.3"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		base, quote fx.Currency
		on, source  string
		legs        []string
	}{
		{fx.EUR, fx.USD, "2026-04-09", "bank", []string{"bank"}},
		{fx.USD, fx.EUR, "2026-04-10", "ECB", []string{"ECB"}},
		{fx.USD, fx.CNY, "2026-04-10", "ECB", []string{"ECB", "ECB"}},
		{"RUB", fx.CNY, "2026-04-10", "bank; ECB", []string{"bank", "ECB"}},
		{fx.USD, fx.CNY, "2026-04-13", "ECB; bank", []string{"ECB", "bank"}},
		{fx.USD, fx.CNY, "2026-04-14", "bank", []string{"bank", "bank"}},
		{fx.USD, fx.CNY, "2026-04-15", "ECB", []string{"ECB", "ECB"}},
	} {
		r, err := again.At(test.base, test.quote, day(test.on), fx.LookUp{Exact: true})
		if err != nil {
			t.Errorf("%+v: %v", test, err)
			continue
		}
		var legs []string
		for _, l := range r.Legs() {
			legs = append(legs, l.Source)
		}
		if r.Source() != test.source || !cmp.Equal(legs, test.legs) {
			t.Errorf("%s/%s on %s: got %q and legs of %q, want %q and %q", test.base, test.quote, test.on, r.Source(), legs, test.source, test.legs)
		}
	}
	// The tables that went in are as they were.
	if r, err := second.At(fx.EUR, fx.USD, day("2026-04-10"), fx.LookUp{}); err != nil || r.Source() != "bank" || r.String() != "9 USD per EUR" {
		t.Errorf("got %s by %q, %v", r, r.Source(), err)
	}
}

// The days of a table are those of all its currencies, also when the last one in
// the alphabet ends first.
func TestTableDays(t *testing.T) {
	r := euroTable(t, "ECB", "2025-04-10 CNY 8", "2026-04-14 CNY 8.1", "2025-05-05 USD 1.17", "2025-01-02 USD 1.1")
	var got []string
	for d := range r.Days() {
		got = append(got, d.Format("2006-01-02"))
	}
	if diff := cmp.Diff([]string{"2025-01-02", "2025-04-10", "2025-05-05", "2026-04-14"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A series that ended in the first table goes on in the second.
func TestMergeGoesOn(t *testing.T) {
	old := euroTable(t, "old", "2026-04-10 RUB 90", "2026-04-13 USD 1.18")
	if _, err := old.At(fx.EUR, "RUB", day("2026-04-13"), fx.LookUp{}); err == nil {
		t.Fatal("RUB has not ended in the old table")
	}
	merged, err := fx.Merge(old, euroTable(t, "new", "2026-04-14 RUB 91"))
	if err != nil {
		t.Fatal(err)
	}
	if r, err := merged.At(fx.EUR, "RUB", day("2026-04-13"), fx.LookUp{}); err != nil || r.Source() != "old" {
		t.Errorf("got %s by %q, %v", r, r.Source(), err)
	}
}

func TestMergeRefuses(t *testing.T) {
	dollar, err := fx.NewRates(fx.USD, "H.10", []fx.Fixing{{Date: day("2026-04-13"), Currency: fx.CNY, PerPivot: dec("6.8")}})
	if err != nil {
		t.Fatal(err)
	}
	merged, err := fx.Merge(nil, euroTable(t, "ECB", "2026-04-13 USD 1.18"), dollar, dollar)
	var fields []string
	for _, fault := range fx.Faults(err) {
		var in *fx.InputError
		if !errors.As(fault, &in) {
			t.Fatalf("got %v", fault)
		}
		fields = append(fields, in.Field)
	}
	if diff := cmp.Diff([]string{"tables[2].pivot", "tables[3].pivot"}, fields); diff != "" || merged != nil {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for name, tables := range map[string][]*fx.Rates{"none": nil, "nil": {nil}, "empty": {{}, nil}} {
		merged, err := fx.Merge(tables...)
		var none *fx.NoRateError
		if _, atErr := merged.At(fx.USD, fx.CNY, day("2026-04-13"), fx.LookUp{}); err != nil || !errors.As(atErr, &none) || none.Reason != fx.NoRateEmpty {
			t.Errorf("%s: got %v and %v", name, err, atErr)
		}
	}
}

// What the merged table says of a fixing is what the first table that has it says.
func propMerge(t *rapid.T) {
	names := []string{"A", "B", "C"}
	codes := []fx.Currency{fx.USD, fx.CNY, fx.GBP}
	tables := make([]*fx.Rates, len(names))
	for i, name := range names {
		var out []fx.Fixing
		for d := range 6 {
			for _, c := range codes {
				if rapid.Bool().Draw(t, "there") {
					out = append(out, fx.Fixing{Date: day("2026-04-06").AddDate(0, 0, d), Currency: c, PerPivot: genRateValue().Draw(t, "rate")})
				}
			}
		}
		var err error
		if tables[i], err = fx.NewRates(fx.EUR, name, out); err != nil {
			t.Fatal(err)
		}
	}
	merged, err := fx.Merge(tables...)
	if err != nil {
		t.Fatal(err)
	}
	inner, err := fx.Merge(tables[1], tables[2])
	if err != nil {
		t.Fatal(err)
	}
	nested, err := fx.Merge(tables[0], inner)
	if err != nil {
		t.Fatal(err)
	}
	for d := range 6 {
		on := day("2026-04-06").AddDate(0, 0, d)
		for _, c := range codes {
			got, err := merged.At(fx.EUR, c, on, fx.LookUp{Exact: true})
			same, sameErr := nested.At(fx.EUR, c, on, fx.LookUp{Exact: true})
			var want fx.Rate
			for _, table := range tables {
				if want.IsZero() {
					want, _ = table.At(fx.EUR, c, on, fx.LookUp{Exact: true})
				}
			}
			if (err != nil) != want.IsZero() || !got.Equal(want) || !same.Equal(want) || (sameErr != nil) != want.IsZero() {
				t.Fatalf("%s on %s: got %s by %q, want %s by %q", c, on, got, got.Source(), want, want.Source())
			}
		}
	}
}

func TestMergeFirstWins(t *testing.T) { rapid.Check(t, propMerge) }

func FuzzMergeFirstWins(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propMerge)) }
