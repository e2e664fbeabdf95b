package policy

import (
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

// A scope says of a day, a channel and a state what the dates and names of the rule say.
func TestScope(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := func(name string) time.Time {
			return calendarDay(2026, time.November, rapid.IntRange(1, 9).Draw(t, name)).Add(time.Duration(rapid.SampledFrom([]int64{0, 0, 1, 999_999_999, 3600e9}).Draw(t, name+" rest")))
		}
		info := Info{From: at("from"), Jurisdiction: rapid.SampledFrom([]string{"", "US", "US-CA"}).Draw(t, "state")}
		if rapid.Bool().Draw(t, "ends") {
			info.To = at("to")
		}
		if rapid.Bool().Draw(t, "channels") {
			info.Channels = []string{"amazon", "walmart"}
		}
		c := Case{Channel: rapid.SampledFrom([]string{"amazon", "ebay"}).Draw(t, "channel")}
		if rapid.Bool().Draw(t, "states") {
			c.States = []string{rapid.SampledFrom([]string{"US-CA", "US-NY"}).Draw(t, "sold in")}
		}
		day := calendarDay(2026, time.November, rapid.IntRange(1, 9).Draw(t, "day"))

		s, want := newScope(&info), ""
		switch {
		case day.Before(info.From):
			want = s.early
		case !info.To.IsZero() && day.After(info.To):
			want = s.late
		case len(info.Channels) > 0 && !slices.Contains(info.Channels, c.Channel):
			want = s.otherChannel
		case info.Jurisdiction != "" && !c.soldIn(info.Jurisdiction):
			want = s.otherState
		}
		if got := s.outside(&c, day.Unix()); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

// Amounts are written as fx writes them.
func TestMoney(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := decimal.New(rapid.OneOf(rapid.Int64Range(-2000, 2000), rapid.Int64()).Draw(t, "digits"), rapid.Int32Range(-16, 6).Draw(t, "exponent"))
		c := rapid.SampledFrom([]fx.Currency{fx.USD, fx.JPY, "KWD", "", "XXX", "nonsense"}).Draw(t, "currency")
		if got, want := money(d, c), (fx.Money{Amount: d, Currency: c}).String(); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}
