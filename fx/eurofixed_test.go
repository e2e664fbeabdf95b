package fx_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
)

// Article 1 of Council Regulation (EC) No 2866/98 as consolidated in 2026, and the
// days on which the members joined.
func TestEuroConversion(t *testing.T) {
	want := map[fx.Currency][2]string{
		"BEF": {"40.3399", "1999-01-01"}, "DEM": {"1.95583", "1999-01-01"}, "ESP": {"166.386", "1999-01-01"},
		"FRF": {"6.55957", "1999-01-01"}, "IEP": {"0.787564", "1999-01-01"}, "ITL": {"1936.27", "1999-01-01"},
		"LUF": {"40.3399", "1999-01-01"}, "NLG": {"2.20371", "1999-01-01"}, "ATS": {"13.7603", "1999-01-01"},
		"PTE": {"200.482", "1999-01-01"}, "FIM": {"5.94573", "1999-01-01"}, "GRD": {"340.750", "2001-01-01"},
		"SIT": {"239.640", "2007-01-01"}, "CYP": {"0.585274", "2008-01-01"}, "MTL": {"0.429300", "2008-01-01"},
		"SKK": {"30.1260", "2009-01-01"}, "EEK": {"15.6466", "2011-01-01"}, "LVL": {"0.702804", "2014-01-01"},
		"LTL": {"3.45280", "2015-01-01"}, "HRK": {"7.53450", "2023-01-01"}, "BGN": {"1.95583", "2026-01-01"},
	}
	found := 0
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			for c := 'A'; c <= 'Z'; c++ {
				code := fx.Currency([]rune{a, b, c})
				rate, since, ok := fx.EuroConversion(code)
				row, wanted := want[code]
				if ok != wanted {
					t.Errorf("%s: got %s, %t", code, rate, ok)
				}
				if !ok {
					continue
				}
				found++
				num, den := rate.Fraction()
				if !num.Equal(dec(row[0]).Mul(den)) || rate.Base() != fx.EUR || rate.Quote() != code ||
					!since.Equal(day(row[1])) || !rate.Date().Equal(since) || !strings.HasPrefix(rate.Source(), "Council Regulation") {
					t.Errorf("%s: got %s since %s by %s", code, rate, since, rate.Source())
				}
			}
		}
	}
	if found != len(want) {
		t.Errorf("found %d of %d", found, len(want))
	}
	if rate, since, ok := fx.EuroConversion(fx.EUR); ok || !rate.IsZero() || !since.IsZero() {
		t.Errorf("the euro became the euro at %s", rate)
	}
}

// Where a table ends, the fixed conversion takes over on the day after.
func TestEuroConversionFollowsTheTable(t *testing.T) {
	r := readShared(t, "eurofxref-hist.csv")
	for code := range r.Currencies() {
		_, since, ok := fx.EuroConversion(code)
		if !ok {
			continue
		}
		_, last, _ := r.Span(code)
		if days := since.Sub(last) / (24 * time.Hour); days < 1 || days > 4 {
			t.Errorf("%s: the table ends on %s and the conversion is of %s", code, last, since)
		}
		if until, ended := code.Until(); ended && !until.AddDate(0, 0, 1).Equal(since) {
			t.Errorf("%s: valid until %s, the conversion is of %s", code, until, since)
		}
	}
	hrk, _, _ := fx.EuroConversion("HRK")
	got, err := hrk.ConvertRounded(money(t, "100 HRK"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("13.27 EUR", got.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
