package fees_test

import (
	"errors"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

// Days count by the calendar, whatever the zone and the hour of each time.
func TestStayDays(t *testing.T) {
	china := time.FixedZone("CST", 8*60*60)
	summer := time.FixedZone("PDT", -7*60*60)
	winter := time.FixedZone("PST", -8*60*60)
	for _, row := range []struct {
		name string
		stay fees.Stay
		want int
	}{
		{"a month", stay("2026-01-01", "", "2026-02-01"), 31},
		{"a window", stay("2026-01-01", "2026-01-31", "2026-02-01"), 1},
		{"no day", stay("2026-01-01", "2026-02-01", "2026-02-01"), 0},
		{"a leap day", stay("2028-02-28", "", "2028-03-01"), 2},
		{"ten years", stay("2016-01-01", "", "2026-01-01"), 3653},
		{"late on the first, early on the last day", fees.Stay{Received: time.Date(2026, 3, 7, 23, 59, 0, 0, winter), Until: time.Date(2026, 3, 9, 0, 1, 0, 0, summer)}, 2},
		{"the clock goes back", fees.Stay{Received: time.Date(2026, 10, 31, 12, 0, 0, 0, summer), Until: time.Date(2026, 11, 2, 11, 0, 0, 0, winter)}, 2},
		{"the same instant on two calendars", fees.Stay{Received: time.Date(2026, 6, 1, 20, 0, 0, 0, time.UTC), Until: time.Date(2026, 6, 1, 20, 0, 0, 0, time.UTC).In(china)}, 1},
		{"refused", stay("2026-02-01", "", "2026-01-01"), 0},
		{"refused for its length", stay("2016-01-01", "2026-01-01", "2026-01-02"), 0},
		{"zero", fees.Stay{}, 0},
		{"no end", fees.Stay{Received: fees.Day(2026, 1, 1)}, 0},
	} {
		if got := row.stay.Days(); got != row.want {
			t.Errorf("%s: %d days, want %d", row.name, got, row.want)
		}
	}
}

func TestStayCheck(t *testing.T) {
	for _, row := range []struct {
		name string
		stay fees.Stay
		want string
	}{
		{"good", stay("2026-01-01", "2026-01-01", "2026-01-01"), ""},
		{"longest", stay("2016-01-01", "", "2026-01-01"), ""},
		{"zero", fees.Stay{}, "received must be a date"},
		{"no receipt", fees.Stay{Until: fees.Day(2026, 1, 1)}, "received must be a date"},
		{"no end", fees.Stay{Received: fees.Day(2026, 1, 1)}, "until must be a date"},
		{"from before receipt", stay("2026-01-02", "2026-01-01", "2026-02-01"), `from must not be before the day of receipt, got "2026-01-01"`},
		{"ends before receipt", stay("2026-01-02", "", "2026-01-01"), `until must not be before the first day, got "2026-01-01"`},
		{"ends before from", stay("2026-01-01", "2026-01-03", "2026-01-02"), `until must not be before the first day, got "2026-01-02"`},
		{"too long", stay("2016-01-01", "2026-01-01", "2026-01-02"), `until must be at most 3653 days after receipt, got "2026-01-02"`},
		{"ages", fees.Stay{Received: time.Date(-290000, 1, 1, 0, 0, 0, 0, time.UTC), Until: time.Date(290000, 1, 1, 0, 0, 0, 0, time.UTC)}, `until must be at most 3653 days after receipt, got "290000-01-01"`},
	} {
		err := row.stay.Check()
		var in *fx.InputError
		switch {
		case row.want == "" && err != nil:
			t.Errorf("%s: %v", row.name, err)
		case row.want != "" && (!errors.As(err, &in) || err.Error() != row.want):
			t.Errorf("%s: error is %v, want %s", row.name, err, row.want)
		}
	}
}
