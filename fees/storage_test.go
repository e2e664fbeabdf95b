package fees_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// storageTable is a storage table from a first to a last day.
func storageTable(id, from, to, per, firstDay, rows string) string {
	return strings.NewReplacer(`"2026-01-01"`, `"`+from+`"`, `"2026-12-31"`, to).Replace(
		table("storage", id, `"per": "`+per+`", "first_day": "`+firstDay+`", "rows": [`+rows+`]`))
}

// lines are storage charges as text: code, days, amount, basis and table.
func lines(charges []fees.StorageCharge) []string {
	var out []string
	for _, c := range charges {
		out = append(out, strings.Join([]string{c.Code, c.From.Format(time.DateOnly), c.To.Format(time.DateOnly),
			decimal.NewFromInt(int64(c.Days)).String(), fx.Plain(c.Rate), fx.Plain(c.Amount), c.Basis, c.Source.Table}, " | "))
	}
	return out
}

func stay(received, from, until string) fees.Stay {
	var s fees.Stay
	s.Received, s.Until = must(time.Parse(time.DateOnly, received)), must(time.Parse(time.DateOnly, until))
	if from != "" {
		s.From = must(time.Parse(time.DateOnly, from))
	}
	return s
}

// Stays around the ends of months, of ages, of tables and of leap days.
func TestChargeStorage(t *testing.T) {
	const season = `{"first_month": "1", "last_month": "9", "rate": "0.78"}, {"first_month": "10", "last_month": "12", "rate": "2.40"}`
	const ages = `{"to_days": "30", "rate": "1"}, {"over_days": "30", "rate": "3"}`
	for _, test := range []struct {
		name   string
		tables string
		volume string // sides of the cube
		stay   fees.Stay
		want   []string
	}{
		{"a whole month", storageTable("s", "2026-01-01", "null", "month", "0", season), "12 in", stay("2026-01-01", "", "2026-02-01"), []string{
			"storage | 2026-01-01 | 2026-01-31 | 31 | 0.78 | 0.78 | 31 of 31 days at 0.78 per cubic foot and month | s"}},
		{"months of 28 to 31 days", storageTable("s", "2026-01-01", "null", "month", "0", season), "12 in", stay("2026-01-31", "", "2026-05-01"), []string{
			"storage | 2026-01-31 | 2026-01-31 | 1 | 0.78 | 0.025161290323 | 1 of 31 days at 0.78 per cubic foot and month | s",
			"storage | 2026-02-01 | 2026-02-28 | 28 | 0.78 | 0.78 | 28 of 28 days at 0.78 per cubic foot and month | s",
			"storage | 2026-03-01 | 2026-03-31 | 31 | 0.78 | 0.78 | 31 of 31 days at 0.78 per cubic foot and month | s",
			"storage | 2026-04-01 | 2026-04-30 | 30 | 0.78 | 0.78 | 30 of 30 days at 0.78 per cubic foot and month | s"}},
		{"a leap February", storageTable("s", "2026-01-01", "null", "month", "0", season), "12 in", stay("2028-02-28", "", "2028-03-01"), []string{
			"storage | 2028-02-28 | 2028-02-29 | 2 | 0.78 | 0.053793103448 | 2 of 29 days at 0.78 per cubic foot and month | s"}},
		{"the season changes", storageTable("s", "2026-01-01", "null", "month", "0", season), "24 in", stay("2026-09-30", "", "2026-10-02"), []string{
			"storage | 2026-09-30 | 2026-09-30 | 1 | 0.78 | 0.208 | 1 of 30 days at 0.78 per cubic foot and month | s",
			"storage | 2026-10-01 | 2026-10-01 | 1 | 2.4 | 0.61935483871 | 1 of 31 days at 2.40 per cubic foot and month | s"}},
		{"the year changes", storageTable("s", "2026-01-01", "null", "month", "0", season), "12 in", stay("2026-12-31", "", "2027-01-02"), []string{
			"storage | 2026-12-31 | 2026-12-31 | 1 | 2.4 | 0.077419354839 | 1 of 31 days at 2.40 per cubic foot and month | s",
			"storage | 2027-01-01 | 2027-01-01 | 1 | 0.78 | 0.025161290323 | 1 of 31 days at 0.78 per cubic foot and month | s"}},
		{"the table changes in a month", storageTable("old", "2026-01-01", `"2026-06-14"`, "month", "0", season) + storageTable("new", "2026-06-15", "null", "day", "1", `{"rate": "0.03"}`), "12 in", stay("2026-06-13", "", "2026-06-17"), []string{
			"storage | 2026-06-13 | 2026-06-14 | 2 | 0.78 | 0.052 | 2 of 30 days at 0.78 per cubic foot and month | old",
			"storage | 2026-06-15 | 2026-06-16 | 2 | 0.03 | 0.06 | 2 days at 0.03 per cubic foot and day | new"}},
		// The 30th day in storage is June 30 when the day of receipt is the first, and
		// the 30th after receipt is July 1.
		{"ages that count the day of receipt", storageTable("s", "2026-01-01", "null", "30_days", "1", ages), "12 in", stay("2026-06-01", "2026-06-29", "2026-07-03"), []string{
			"storage | 2026-06-29 | 2026-06-30 | 2 | 1 | 0.066666666667 | 2 days at 1.00 per cubic foot and 30 days | s",
			"storage | 2026-07-01 | 2026-07-02 | 2 | 3 | 0.2 | 2 days at 3.00 per cubic foot and 30 days | s"}},
		{"ages that count from receipt", storageTable("s", "2026-01-01", "null", "30_days", "0", ages), "12 in", stay("2026-06-01", "2026-06-29", "2026-07-03"), []string{
			"storage | 2026-06-29 | 2026-06-30 | 2 | 1 | 0.066666666667 | 2 days at 1.00 per cubic foot and 30 days | s",
			"storage | 2026-07-01 | 2026-07-01 | 1 | 1 | 0.033333333333 | 1 day at 1.00 per cubic foot and 30 days | s",
			"storage | 2026-07-02 | 2026-07-02 | 1 | 3 | 0.1 | 1 day at 3.00 per cubic foot and 30 days | s"}},
		{"the least per unit", storageTable("s", "2026-01-01", "null", "month", "0", `{"rate": "0.78", "least": "0.30"}`), "6 in", stay("2026-06-16", "", "2026-07-16"), []string{
			"storage | 2026-06-16 | 2026-06-30 | 15 | 0.78 | 0.15 | 15 of 30 days at 0.78 per cubic foot and month, at least 0.30 per unit | s",
			"storage | 2026-07-01 | 2026-07-15 | 15 | 0.78 | 0.145161290323 | 15 of 31 days at 0.78 per cubic foot and month, at least 0.30 per unit | s"}},
		{"above the least", storageTable("s", "2026-01-01", "null", "day", "0", `{"rate": "0.78", "least": "0.0975"}`), "6 in", stay("2026-06-16", "", "2026-06-17"), []string{
			"storage | 2026-06-16 | 2026-06-16 | 1 | 0.78 | 0.0975 | 1 day at 0.78 per cubic foot and day, at least 0.0975 per unit | s"}},
		{"a rate of many decimals", storageTable("s", "2026-01-01", "null", "day", "0", `{"rate": "0.78000000000000000000", "least": "0.1000000000000000"}`), "6 in", stay("2026-06-16", "", "2026-06-17"), []string{
			"storage | 2026-06-16 | 2026-06-16 | 1 | 0.78 | 0.1 | 1 day at 0.78 per cubic foot and day, at least 0.10 per unit | s"}},
		{"a rate of many decimals above the least", storageTable("s", "2026-01-01", "null", "day", "0", `{"rate": "0.78000000000000000000"}`), "6 in", stay("2026-06-16", "", "2026-06-17"), []string{
			"storage | 2026-06-16 | 2026-06-16 | 1 | 0.78 | 0.0975 | 1 day at 0.78 per cubic foot and day | s"}},
		{"snapshots", storageTable("s", "2026-01-01", "null", "snapshot", "0", ages), "12 in", stay("2026-06-15", "", "2026-08-15"), []string{
			"storage | 2026-06-15 | 2026-06-15 | 1 | 1 | 1 | in stock on 2026-06-15, at 1.00 per cubic foot and month | s",
			"storage | 2026-07-15 | 2026-07-15 | 1 | 1 | 1 | in stock on 2026-07-15, at 1.00 per cubic foot and month | s"}},
		{"between snapshots", storageTable("s", "2026-01-01", "null", "snapshot", "0", ages), "12 in", stay("2026-06-16", "", "2026-07-15"), nil},
		{"the window after a snapshot", storageTable("s", "2026-01-01", "null", "snapshot", "1", ages), "12 in", stay("2026-06-15", "2026-06-16", "2026-07-16"), []string{
			"storage | 2026-07-15 | 2026-07-15 | 1 | 3 | 3 | in stock on 2026-07-15, at 3.00 per cubic foot and month | s"}},
		{"no day", storageTable("s", "2026-01-01", "null", "month", "0", season), "12 in", stay("2026-06-15", "", "2026-06-15"), nil},
		{"ten years", storageTable("s", "2016-01-01", "null", "snapshot", "0", `{"to_days": "3652", "rate": "0"}, {"over_days": "3652", "rate": "7"}`), "12 in", stay("2016-01-15", "2026-01-15", "2026-01-15"), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			tables := read(t, everyFormat, test.tables)
			got, err := fees.ChargeStorage("storage", volume(t, test.volume, test.volume, test.volume), test.stay, fees.FindStorage(storageKind, tables, ""))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, lines(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A surcharge on old stock charges nothing before its first age.
func TestChargeStorageAged(t *testing.T) {
	tables := read(t, everyFormat, table("aged", "a", `"per": "snapshot", "first_day": "0", "rows": [
	  {"class": "small", "over_days": "180", "to_days": "210", "rate": "0.5"}, {"class": "small", "over_days": "210", "rate": "1"}, {"class": "large", "over_days": "0", "rate": "2"}]`))
	foot := volume(t, "12 in", "12 in", "12 in")
	for _, test := range []struct {
		class string
		want  []string
	}{
		{"small", []string{ // 180 days after 16 January is 15 July
			"aged | 2026-08-15 | 2026-08-15 | 1 | 1 | 1 | in stock on 2026-08-15, at 1.00 per cubic foot and month | a"}},
		{"large", []string{
			"aged | 2026-07-15 | 2026-07-15 | 1 | 2 | 2 | in stock on 2026-07-15, at 2.00 per cubic foot and month | a",
			"aged | 2026-08-15 | 2026-08-15 | 1 | 2 | 2 | in stock on 2026-08-15, at 2.00 per cubic foot and month | a"}},
		{"huge", nil},
	} {
		got, err := fees.ChargeStorage("aged", foot, stay("2026-01-16", "2026-07-01", "2026-09-01"), fees.FindStorage(agedKind, tables, test.class))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, lines(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.class, diff)
		}
	}
}

// A rule around the rates of a table: days that pay nothing end a charge, and a
// finder takes any time of a day.
func TestStorageFinder(t *testing.T) {
	tables := read(t, everyFormat, storageTable("s", "2026-06-01", `"2026-06-30"`, "day", "0", `{"rate": "1"}`))
	find := fees.FindStorage(storageKind, tables, "")
	free := func(day time.Time, age int) (*fees.StorageRate, fees.StoragePeriod, fees.Source, error) {
		if age%3 == 2 {
			return nil, "", fees.Source{}, nil
		}
		return find(day, age)
	}
	got, err := fees.ChargeStorage("storage", volume(t, "12 in", "12 in", "12 in"), stay("2026-06-10", "", "2026-06-16"), free)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{
		"storage | 2026-06-10 | 2026-06-11 | 2 | 1 | 2 | 2 days at 1.00 per cubic foot and day | s",
		"storage | 2026-06-13 | 2026-06-14 | 2 | 1 | 2 | 2 days at 1.00 per cubic foot and day | s",
	}, lines(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	pacific := time.FixedZone("PDT", -7*60*60)
	_, _, _, err = find(time.Date(2026, 5, 31, 23, 0, 0, 0, pacific), 0) // June already in UTC
	wantNoTable(t, err, fees.NoTableError{Channel: "examplemart", Kind: "storage", Day: fees.Day(2026, 5, 31), First: fees.Day(2026, 6, 1), Last: fees.Day(2026, 6, 30)})
	late := time.Date(2026, 6, 30, 23, 0, 0, 0, pacific) // July already in UTC
	if rate, per, source, err := find(late, 0); err != nil || rate == nil || per != fees.PerDay || source.Table != "s" {
		t.Errorf("late on the last day: %v, %s, %s, %v", rate, per, source.Table, err)
	}
}

// A walk stops at a day without a table, and at what a finder must not return.
func TestChargeStorageErrors(t *testing.T) {
	tables := read(t, everyFormat, storageTable("s", "2026-01-01", `"2026-06-30"`, "month", "0", `{"rate": "0.78"}`))
	foot := volume(t, "12 in", "12 in", "12 in")
	charge := func(s fees.Stay, find fees.StorageFinder) error {
		t.Helper()
		got, err := fees.ChargeStorage("storage", foot, s, find)
		if got != nil || err == nil {
			t.Fatalf("got %v, %v, want an error", lines(got), err)
		}
		return err
	}
	first, last := fees.Day(2026, 1, 1), fees.Day(2026, 6, 30)
	err := charge(stay("2026-06-01", "", "2026-07-02"), fees.FindStorage(storageKind, tables, ""))
	wantNoTable(t, err, fees.NoTableError{Channel: "examplemart", Kind: "storage", Day: fees.Day(2026, 7, 1), First: first, Last: last})
	err = charge(stay("2025-12-31", "", "2026-02-01"), fees.FindStorage(storageKind, tables, ""))
	wantNoTable(t, err, fees.NoTableError{Channel: "examplemart", Kind: "storage", Day: fees.Day(2025, 12, 31), First: first, Last: last})
	err = charge(stay("2026-06-01", "", "2026-07-01"), fees.FindStorage(storageKind, nil, ""))
	wantNoTable(t, err, fees.NoTableError{Kind: "storage", Day: fees.Day(2026, 6, 1)})
	if _, err := fees.ChargeStorage("storage", foot, stay("2025-01-01", "2026-06-01", "2026-07-01"), fees.FindStorage(storageKind, tables, "")); err != nil {
		t.Errorf("days before the first that is charged need no table: %v", err)
	}
	find := func(rate fees.StorageRate, per fees.StoragePeriod) fees.StorageFinder {
		return func(time.Time, int) (*fees.StorageRate, fees.StoragePeriod, fees.Source, error) {
			return &rate, per, fees.Source{}, nil
		}
	}
	huge := decimal.New(1, 999_999_999)
	for _, row := range []struct {
		find fees.StorageFinder
		want string
	}{
		{find(fees.StorageRate{Rate: huge}, fees.PerDay), "rate must have at most 18 digits before and 12 digits after the decimal point, got \"a decimal with exponent 999999999\""},
		{find(fees.StorageRate{Rate: decimal.New(1, -999_999_999)}, fees.PerDay), "rate must have at most 18 digits before and 12 digits after the decimal point, got \"a decimal with exponent -999999999\""},
		{find(fees.StorageRate{Least: huge}, fees.PerDay), "least must have at most 18 digits before and 12 digits after the decimal point, got \"a decimal with exponent 999999999\""},
		{find(fees.StorageRate{}, "fortnight"), `per must be "month", "30_days", "day" or "snapshot", got "fortnight"`},
		{find(fees.StorageRate{}, ""), `per must be "month", "30_days", "day" or "snapshot"`},
	} {
		var in *fx.InputError
		if err := charge(stay("2026-06-01", "", "2026-07-01"), row.find); !errors.As(err, &in) || err.Error() != row.want {
			t.Errorf("error is %v, want %s", err, row.want)
		}
	}
	broken := errors.New("no answer")
	if err := charge(stay("2026-06-01", "", "2026-07-01"), func(time.Time, int) (*fees.StorageRate, fees.StoragePeriod, fees.Source, error) {
		return nil, "", fees.Source{}, broken
	}); !errors.Is(err, broken) {
		t.Errorf("error is %v", err)
	}
	var in *fx.InputError
	if err := charge(fees.Stay{}, nil); !errors.As(err, &in) || in.Field != "received" {
		t.Errorf("error is %v", err)
	}
}

// Each row's own faults, and ages that leave something open.
func TestReadStorageRatesRefuses(t *testing.T) {
	const rows = `{"to_days": "30", "rate": "1"}, {"over_days": "30", "to_days": "60", "rate": "2"}, {"over_days": "60", "first_month": "1", "last_month": "9", "rate": "3"}, {"over_days": "60", "first_month": "10", "last_month": "12", "rate": "4"}`
	const noEnd = `s.rows must have a rate without an end of age in every month `
	for _, test := range []struct{ from, to, want string }{
		{`"per": "month"`, `"per": "week"`, `s.per must be "month", "30_days", "day" or "snapshot", got "week"`},
		{`"first_day": "0"`, `"first_day": "2"`, `s.first_day must be a whole number in quotes from 0 to 1, got "2"`},
		{`"first_day": "0", `, ``, `s.first_day must not be empty`},
		{`"rate": "2"`, `"rate": "-2"`, `s.rows[1].rate must not be below 0, got "-2"`},
		{`"rate": "2"`, `"rate": "2", "least": "-1"`, `s.rows[1].least must not be below 0, got "-1"`},
		{`"rate": "2"`, `"rate": "2", "class": "small"`, `s.rows[1].class is not a column of the kind "storage", got "small"`},
		{`{"to_days": "30"`, `{"over_days": "0", "to_days": "30"`, `s.rows[0].over_days must be absent in the first row of a class, which starts with the receipt (January), got "0"`},
		{`{"to_days": "30"`, `{"to_days": "29"`, `s.rows[1].over_days must continue the age before it, without a gap or an overlap (January), got "30"`},
		{`{"to_days": "30"`, `{"to_days": "31"`, `s.rows[1].over_days must continue the age before it, without a gap or an overlap (January), got "30"`},
		{`{"to_days": "30"`, `{"to_days": "0"`, `s.rows[0].to_days must be a whole number in quotes from 1 to 3653, got "0"; s.rows[1].over_days must continue the age before it, without a gap or an overlap (January), got "30"`},
		{`{"to_days": "30"`, `{"to_days": "3654"`, `s.rows[0].to_days must be a whole number in quotes from 1 to 3653, got "3654"; s.rows[1].over_days must continue the age before it, without a gap or an overlap (January), got "30"`},
		{`{"to_days": "30", `, `{`, `s.rows[1].over_days must continue the age before it, without a gap or an overlap (January), got "30"`},
		{`"to_days": "60"`, `"to_days": "30"`, `s.rows[1].to_days must be a whole number in quotes from 31 to 3653, got "30"; s.rows[2].over_days must continue the age before it, without a gap or an overlap (January), got "60"; s.rows[3].over_days must continue the age before it, without a gap or an overlap (October), got "60"`},
		{`{"to_days": "30", "rate": "1"}, {"over_days": "30", `, `{"rate": "1"}, {"over_days": "0", `, `s.rows[1].over_days must continue the age before it, without a gap or an overlap (January), got "0"`},
		{`"last_month": "9"`, `"last_month": "8"`, noEnd + `(September), got "a list"`},
		{`"last_month": "9"`, `"last_month": "10"`, `s.rows[3].over_days must continue the age before it, without a gap or an overlap (October), got "60"`},
		{`"last_month": "9", `, ``, `s.rows[2].last_month must not be empty; ` + noEnd + `(February), got "a list"`},
		{`"first_month": "10", "last_month": "12"`, `"first_month": "10", "last_month": "2"`, `s.rows[3].last_month must be a whole number in quotes from 10 to 12, got "2"; ` + noEnd + `(November), got "a list"`},
		{`"first_month": "10", `, `"first_month": "0", `, `s.rows[3].first_month must be a whole number in quotes from 1 to 12, got "0"; s.rows[3].over_days must continue the age before it, without a gap or an overlap (January), got "60"`},
		{`, {"over_days": "60", "first_month": "10", "last_month": "12", "rate": "4"}`, ``, noEnd + `(October), got "a list"`},
	} {
		good := storageTable("s", "2026-01-01", "null", "month", "0", rows)
		if !strings.Contains(good, test.from) {
			t.Fatalf("no %s in the table", test.from)
		}
		got := strings.Join(faults(t, everyFormat, strings.Replace(good, test.from, test.to, 1)), "; ")
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.to, diff)
		}
	}
	aged := func(rows string) string {
		return table("aged", "a", `"per": "snapshot", "first_day": "0", "rows": [`+rows+`]`)
	}
	for _, test := range []struct{ rows, want string }{
		{`{"class": "small", "over_days": "180", "rate": "1"}, {"class": "large", "rate": "1"}`, ``},
		{`{"class": "small", "over_days": "180", "rate": "1"}`, `a.rows must have a rate without an end of age of the class "large" in every month (January), got "a list"`},
		{`{"class": "small", "to_days": "180", "rate": "1"}, {"class": "large", "to_days": "180", "rate": "1"}`,
			`a.rows must have a rate without an end of age of the class "small" in every month (January), got "a list"; a.rows must have a rate without an end of age of the class "large" in every month (January), got "a list"`},
		{`{"class": "small", "rate": "1"}, {"class": "large", "rate": "1"}, {"class": "huge", "rate": "1"}`, `a.rows[2].class must be "small" or "large", got "huge"`},
		{`{"class": "small", "rate": "1"}, {"class": "large", "rate": "1"}, {"class": "small", "over_days": "9", "rate": "1"}`,
			`a.rows[2].over_days must continue the age before it, without a gap or an overlap (January), got "9"`},
	} {
		for range 3 { // the order of the faults does not change
			if got := strings.Join(faults(t, everyFormat, aged(test.rows)), "; "); got != test.want {
				t.Errorf("%s: got %s, want %s", test.rows, got, test.want)
			}
		}
	}
}

func TestStorageRatesFind(t *testing.T) {
	var none fees.StorageRates
	if none.Find("", time.June, 0) != nil {
		t.Error("the zero StorageRates has a rate")
	}
	found, err := agedKind.On(read(t, everyFormat, table("aged", "a", `"per": "snapshot", "first_day": "0", "rows": [
	  {"class": "small", "over_days": "180", "rate": "1"}, {"class": "large", "to_days": "9", "rate": "1"}, {"class": "large", "over_days": "9", "rate": "2"}]`)), fees.Day(2026, 6, 1))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		class string
		age   int
		want  string
	}{{"small", 180, ""}, {"small", 181, "1"}, {"small", 1 << 30, "1"}, {"large", 0, "1"}, {"large", 9, "1"}, {"large", 10, "2"}, {"", 10, ""}, {"huge", 10, ""}} {
		rate := found.Rules.Find(row.class, time.June, row.age)
		if (rate == nil) != (row.want == "") || rate != nil && !rate.Rate.Equal(dec(row.want)) {
			t.Errorf("%s at %d: %v, want %s", row.class, row.age, rate, row.want)
		}
		if rate != found.Rules.Find(row.class, time.June, row.age) {
			t.Error("the same rate is another pointer")
		}
	}
}
