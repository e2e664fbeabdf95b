package stock_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/lianxing/crossborder/forecast/stock"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// refused wants exactly the faults at these paths.
func refused(t *testing.T, err error, want ...string) {
	t.Helper()
	var got []string
	for _, f := range fx.Faults(err) {
		var fault *fx.InputError
		if errors.As(f, &fault) {
			got = append(got, fault.Field)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v: %v", got, want, err)
	}
}

// A month's rate is spread over its days, and a surcharge begins on its day.
func TestStorageDay(t *testing.T) {
	s := rates() // 0.25 cubic feet; 0.78 a month, 2.40 from October on
	for _, tc := range []struct {
		on   time.Time
		want string
	}{
		{on(1, 31), "0.006290322580645161"}, {on(2, 28), "0.006964285714285714"}, {time.Date(2028, 2, 29, 0, 0, 0, 0, time.UTC), "0.006724137931034483"},
		{on(9, 30), "0.0065"}, {on(10, 1), "0.019354838709677419"}, {on(12, 31), "0.019354838709677419"},
	} {
		if got := s.Day(tc.on); got.String() != tc.want {
			t.Errorf("%s: %s, want %s", tc.on.Format(time.DateOnly), got, tc.want)
		}
	}
	for _, tc := range []struct {
		age  int
		want string // times the 30 days of November
	}{{0, "0"}, {180, "0"}, {181, "0.125"}, {364, "0.125"}, {365, "1.725"}, {4000, "1.725"}} {
		if got := s.AgedDay(on(11, 5), tc.age).Mul(decimal.NewFromInt(30)).Round(12); !got.Equal(dec(tc.want)) {
			t.Errorf("%d days: %s a month, want %s", tc.age, got, tc.want)
		}
	}
	small := s
	small.Volume = dec("0.01") // the least for a unit counts
	if got := small.AgedDay(on(11, 5), 365).Mul(decimal.NewFromInt(30)).Round(12); !got.Equal(dec("0.15")) {
		t.Errorf("a small unit pays %s", got)
	}
	if got := (stock.Storage{}).Day(on(1, 1)); !got.IsZero() {
		t.Errorf("the zero storage costs %s", got)
	}
}

// What a year of days costs is what Hold takes for it, capital included.
func TestCostsHold(t *testing.T) {
	c := stock.Costs{UnitCost: dec("10"), CapitalRate: dec("0.12"), Storage: rates()}
	year := dec("1.2") // capital
	for d := range 365 {
		year = year.Add(c.Storage.Day(on(1, 1).AddDate(0, 0, d)))
	}
	if got := c.Hold(365); !got.Sub(year).Abs().LessThan(dec("0.000001")) {
		t.Errorf("%s, the days sum to %s", got, year)
	}
	if got := stock.Worth(1e300, dec("1")); !got.IsPositive() {
		t.Errorf("many units are worth %s", got)
	}
}

func TestStorageRefuses(t *testing.T) {
	s := rates()
	s.Volume, s.Monthly[3] = dec("-1"), dec("1e999")
	s.Aged = []stock.AgedRate{{FromDays: 181, PerUnit: dec("-1")}, {FromDays: 181}, {FromDays: -1}}
	refused(t, s.Check(), "volume", "monthly[3]", "aged[0].per_unit", "aged[1].from_days", "aged[2].from_days", "aged[2].from_days")
	refused(t, stock.Costs{Margin: dec("-1"), UnitCost: dec("-1"), CapitalRate: dec("-1"), Storage: stock.Storage{Volume: dec("-1")}}.Check(), "margin", "unit_cost", "capital_rate", "storage.volume")
}
