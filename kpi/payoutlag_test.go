package kpi_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func lcDec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func lcSet(text string) decimal.NullDecimal { return decimal.NewNullDecimal(lcDec(text)) }

func lcDay(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func lcText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// lcFields returns the paths of the faults of an error, in order.
func lcFields(t testing.TB, err error) []string {
	t.Helper()
	var out []string
	for _, e := range fx.Faults(err) {
		var in *fx.InputError
		if !errors.As(e, &in) {
			t.Fatalf("%v is no InputError", e)
		}
		out = append(out, in.Field)
	}
	return out
}

func lcWantFields(t *testing.T, err error, want ...string) {
	t.Helper()
	if got := lcFields(t, err); !slices.Equal(got, want) {
		t.Errorf("faults at %q, want %q (%v)", got, want, err)
	}
}

// lcHuge are decimals that only a program can build.
var lcHuge = []decimal.Decimal{
	decimal.New(1, 2147483647), decimal.New(-1, -2147483648), decimal.New(7, 1_000_000_000), decimal.New(1, 200), decimal.New(1, -200),
}

// amazon is the channel of S16: DD+7, a cycle of 14 days, two business days to the bank.
func lcAmazon(known string, delivery, bank int) kpi.PayoutTerms {
	return kpi.PayoutTerms{
		DeliveryDays: delivery, ReserveDays: kpi.DeliveryReserve(7),
		Close: kpi.Settlement{Known: lcDay(known), EveryDays: 14},
		Bank:  kpi.BankTerms{Days: bank},
	}
}

func TestPayoutDates(t *testing.T) {
	thanksgiving := []time.Time{lcDay("2026-11-26")}
	shopify := kpi.PayoutTerms{Close: kpi.Settlement{EveryDays: 1, BusinessDays: true}, Bank: kpi.BankTerms{Days: 2}}
	holiday := shopify
	holiday.Close.Holidays, holiday.Bank.Holidays = thanksgiving, thanksgiving
	for _, row := range []struct {
		name                                 string
		terms                                kpi.PayoutTerms
		sold                                 string
		delivered, available, closed, banked string
	}{
		// fx-exp-03: Amazon Seller Central help, payments based on the delivery date.
		{"DD+7 of 6 January", lcAmazon("2022-01-14", 0, 0), "2022-01-06", "2022-01-06", "2022-01-14", "2022-01-14", "2022-01-14"},
		// S16: delivered Apr 4, +7, disbursed Apr 15, bank Apr 17.
		{"S16", lcAmazon("2026-04-15", 0, 2), "2026-04-04", "2026-04-04", "2026-04-12", "2026-04-15", "2026-04-17"},
		{"available on the day of the close", lcAmazon("2026-04-15", 3, 2), "2026-04-04", "2026-04-07", "2026-04-15", "2026-04-15", "2026-04-17"},
		{"a day too late for the close", lcAmazon("2026-04-15", 4, 2), "2026-04-04", "2026-04-08", "2026-04-16", "2026-04-29", "2026-05-01"},
		{"a close known years ago", lcAmazon("2016-04-27", 0, 2), "2026-04-04", "2026-04-04", "2026-04-12", "2026-04-15", "2026-04-17"},
		{"a close known years ahead", lcAmazon("2036-04-02", 0, 2), "2026-04-04", "2026-04-04", "2026-04-12", "2026-04-15", "2026-04-17"},
		{"over a leap day", lcAmazon("2028-03-08", 0, 0), "2028-02-28", "2028-02-28", "2028-03-07", "2028-03-08", "2028-03-08"},
		{"Shopify on Monday", shopify, "2026-11-23", "2026-11-23", "2026-11-23", "2026-11-23", "2026-11-25"},
		{"Shopify on Thursday", shopify, "2026-11-19", "2026-11-19", "2026-11-19", "2026-11-19", "2026-11-23"},
		{"Shopify on Saturday", shopify, "2026-11-21", "2026-11-21", "2026-11-21", "2026-11-23", "2026-11-25"},
		{"Shopify before Thanksgiving", holiday, "2026-11-25", "2026-11-25", "2026-11-25", "2026-11-25", "2026-11-30"},
		{"Shopify on Thanksgiving", holiday, "2026-11-26", "2026-11-26", "2026-11-26", "2026-11-27", "2026-12-01"},
		{"the zero terms", kpi.PayoutTerms{}, "2026-11-24", "2026-11-24", "2026-11-24", "2026-11-24", "2026-11-24"},
		{"the zero terms on a Sunday", kpi.PayoutTerms{}, "2026-11-22", "2026-11-22", "2026-11-22", "2026-11-22", "2026-11-23"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := row.terms.Dates(lcDay(row.sold).Add(23 * time.Hour))
			if err != nil {
				t.Fatal(err)
			}
			have := []string{lcText(got.Sold), lcText(got.Delivered), lcText(got.Available), lcText(got.Closed), lcText(got.Banked)}
			if want := []string{row.sold, row.delivered, row.available, row.closed, row.banked}; !slices.Equal(have, want) {
				t.Errorf("got %v, want %v", have, want)
			}
		})
	}
}

func TestSettlementNext(t *testing.T) {
	ends := kpi.Settlement{MonthDays: []int{31, 15}}
	business := kpi.Settlement{MonthDays: []int{31}, BusinessDays: true}
	weekly := kpi.Settlement{Known: lcDay("2026-11-21"), EveryDays: 7, BusinessDays: true} // Saturdays
	for _, row := range []struct {
		name string
		s    kpi.Settlement
		from string
		want string
	}{
		{"the day itself", ends, "2026-11-15", "2026-11-15"},
		{"the day after", ends, "2026-11-16", "2026-11-30"},
		{"the end of a short month", ends, "2026-02-16", "2026-02-28"},
		{"of a leap February", ends, "2028-02-29", "2028-02-29"},
		{"of a century without", ends, "2100-02-28", "2100-02-28"},
		{"after the last of a year", kpi.Settlement{MonthDays: []int{1}}, "2026-12-02", "2027-01-01"},
		{"two days that a month has once", kpi.Settlement{MonthDays: []int{30, 31}}, "2026-02-28", "2026-02-28"},
		{"31 January 2026 is a Saturday", business, "2026-01-31", "2026-02-02"},
		{"asked on the Sunday after it", business, "2026-02-01", "2026-02-02"},
		{"asked on the Monday after it", business, "2026-02-02", "2026-02-02"},
		{"asked on the Tuesday after it", business, "2026-02-03", "2026-03-02"}, // 28 February is a Saturday too
		{"a Saturday that moved", weekly, "2026-11-22", "2026-11-23"},
		{"and the day after it", weekly, "2026-11-24", "2026-11-30"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := row.s.Next(lcDay(row.from))
			if err != nil || lcText(got) != row.want {
				t.Errorf("next is %s, %v, want %s", lcText(got), err, row.want)
			}
		})
	}
}

func TestBankArrival(t *testing.T) {
	for _, row := range []struct {
		name  string
		terms kpi.BankTerms
		sent  string
		want  string
	}{
		{"Friday and one business day", kpi.BankTerms{Days: 1}, "2026-11-20", "2026-11-23"},
		{"Saturday and none", kpi.BankTerms{}, "2026-11-21", "2026-11-23"},
		{"Saturday and two", kpi.BankTerms{Days: 2}, "2026-11-21", "2026-11-24"},
		{"five over a holiday", kpi.BankTerms{Days: 5, Holidays: []time.Time{lcDay("2026-11-26")}}, "2026-11-23", "2026-12-01"},
		{"calendar days to a Sunday", kpi.BankTerms{Days: 2, Count: kpi.CountCalendarDays}, "2026-11-20", "2026-11-23"},
		{"calendar days to a Monday", kpi.BankTerms{Days: 3, Count: kpi.CountCalendarDays}, "2026-11-20", "2026-11-23"},
		{"every day", kpi.BankTerms{Days: 2, Count: kpi.CountEveryDay}, "2026-11-20", "2026-11-22"},
		{"over a leap day", kpi.BankTerms{Days: 2}, "2028-02-28", "2028-03-01"},
		{"over the end of a year", kpi.BankTerms{Days: 1}, "2027-12-31", "2028-01-03"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got, err := row.terms.Arrival(lcDay(row.sent)); err != nil || lcText(got) != row.want {
				t.Errorf("arrives %s, %v, want %s", lcText(got), err, row.want)
			}
		})
	}
}

// What is posted has neither delivery nor reserve.
func TestPayoutPosted(t *testing.T) {
	got, err := lcAmazon("2026-04-15", 3, 2).Posted(lcDay("2026-04-15"))
	if err != nil || lcText(got.Closed) != "2026-04-15" || lcText(got.Banked) != "2026-04-17" {
		t.Errorf("posted on the day of a close: %v, %v", got, err)
	}
	if got, _ := lcAmazon("2026-04-15", 3, 2).Posted(lcDay("2026-04-16")); lcText(got.Closed) != "2026-04-29" {
		t.Errorf("posted the day after a close: %v", got)
	}
}

func lcGenSettlement(t *rapid.T) kpi.Settlement {
	s := kpi.Settlement{BusinessDays: rapid.Bool().Draw(t, "business")}
	switch rapid.IntRange(0, 2).Draw(t, "calendar") {
	case 0:
		s.EveryDays = rapid.IntRange(0, 40).Draw(t, "every")
		s.Known = lcDay("2026-01-01").AddDate(0, 0, rapid.IntRange(-3000, 3000).Draw(t, "known"))
	case 1:
		s.MonthDays = rapid.SliceOfN(rapid.IntRange(1, 31), 1, 4).Draw(t, "month_days")
	}
	for range rapid.IntRange(0, 6).Draw(t, "holidays") {
		s.Holidays = append(s.Holidays, lcDay("2028-02-20").AddDate(0, 0, rapid.IntRange(0, 60).Draw(t, "holiday")))
	}
	return s
}

// The next close is the first day of the calendar, walked through day by day.
func TestSettlementIsTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := lcGenSettlement(t)
		begin := lcDay("2028-01-01")
		closes := map[string]bool{}
		for i := range 200 {
			day := begin.AddDate(0, 0, i)
			hit := len(s.MonthDays) == 0 && (s.EveryDays <= 1 || int(day.Sub(s.Known)/(24*time.Hour))%s.EveryDays == 0)
			last := time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
			for _, d := range s.MonthDays {
				hit = hit || day.Day() == min(d, last)
			}
			if !hit {
				continue
			}
			for s.BusinessDays && (day.Weekday() == time.Saturday || day.Weekday() == time.Sunday ||
				slices.ContainsFunc(s.Holidays, day.Equal)) {
				day = day.AddDate(0, 0, 1)
			}
			closes[lcText(day)] = true
		}
		p := kpi.Period{First: lcDay("2028-02-10"), Last: lcDay("2028-05-10")}
		got, err := s.Closes(p)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for day := range p.All() {
			if closes[lcText(day)] {
				want = append(want, lcText(day))
			}
		}
		var have []string
		for _, d := range got {
			have = append(have, lcText(d))
		}
		if !slices.Equal(have, want) {
			t.Fatalf("closes %v, want %v", have, want)
		}
	})
}

// Who sells earlier is not paid later, and nobody is paid before the sale.
func TestPayoutKeepsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := kpi.PayoutTerms{
			DeliveryDays: rapid.IntRange(0, 20).Draw(t, "delivery"), ReserveDays: rapid.IntRange(0, 20).Draw(t, "reserve"),
			Close: lcGenSettlement(t),
			Bank:  kpi.BankTerms{Days: rapid.IntRange(0, 6).Draw(t, "bank"), Count: rapid.SampledFrom([]kpi.BankCount{"", kpi.CountCalendarDays, kpi.CountEveryDay}).Draw(t, "count")},
		}
		before := time.Time{}
		for i := range 60 {
			sold := lcDay("2028-02-01").AddDate(0, 0, i)
			got, err := terms.Dates(sold)
			if err != nil {
				t.Fatal(err)
			}
			if got.Banked.Before(before) || got.Banked.Before(got.Closed) || got.Closed.Before(got.Available) || got.Available.Before(got.Delivered) || got.Delivered.Before(sold) {
				t.Fatalf("%s: %v after %v", lcText(sold), got, before)
			}
			before = got.Banked
		}
	})
}

func TestPayoutRefusals(t *testing.T) {
	bad := kpi.PayoutTerms{
		DeliveryDays: -1, ReserveDays: 3661,
		Close: kpi.Settlement{EveryDays: 400, MonthDays: []int{0, 32}, Holidays: []time.Time{{}}},
		Bank:  kpi.BankTerms{Days: -2, Count: "some", Holidays: make([]time.Time, 1001)},
	}
	_, err := bad.Dates(time.Time{})
	lcWantFields(t, err, "delivery_days", "reserve_days", "close.every_days", "close.every_days", "close.month_days[0]", "close.month_days[1]",
		"close.holidays[0]", "bank.days", "bank.count", "bank.holidays", "sold")
	_, err = kpi.PayoutTerms{Close: kpi.Settlement{EveryDays: 14}}.Posted(lcDay("2026-01-01"))
	lcWantFields(t, err, "close.known")
	_, err = kpi.PayoutTerms{ReserveDays: 10}.Dates(lcDay("9999-12-30"))
	lcWantFields(t, err, "sold")
	_, err = kpi.PayoutTerms{Bank: kpi.BankTerms{Days: 5}}.Posted(lcDay("9999-12-30"))
	lcWantFields(t, err, "posted")
	_, err = kpi.Settlement{MonthDays: []int{1}}.Next(lcDay("9999-12-30"))
	lcWantFields(t, err, "from")
	_, err = kpi.Settlement{}.Closes(kpi.Period{First: lcDay("2026-01-01"), Last: lcDay("2066-01-01")})
	lcWantFields(t, err, "period")
	_, err = kpi.Settlement{}.Closes(kpi.Period{})
	lcWantFields(t, err, "period.first", "period.last")
	_, err = kpi.BankTerms{Days: 9}.Arrival(lcDay("9999-12-30"))
	lcWantFields(t, err, "sent")
	many := kpi.BankTerms{Days: 366}
	for i := range 1000 {
		many.Holidays = append(many.Holidays, lcDay("2026-01-01").AddDate(0, 0, i))
	}
	if got, err := many.Arrival(lcDay("2026-01-01")); err != nil || got.Year() != 2030 {
		t.Errorf("a thousand holidays in a row: %v, %v", got, err)
	}
	if _, err := (kpi.Settlement{MonthDays: make([]int, 40)}).Next(lcDay("2026-01-01")); err == nil {
		t.Error("40 days of a month pass")
	}
}

// Sent on a day that is no business day, 0 days and 1 are the same arrival.
func TestBankTermsFromWeekend(t *testing.T) {
	for _, row := range []struct {
		sent, want string
		days       int
	}{
		{"2026-11-20", "2026-11-20", 0}, // a Friday
		{"2026-11-20", "2026-11-23", 1},
		{"2026-11-21", "2026-11-23", 0}, // a Saturday
		{"2026-11-21", "2026-11-23", 1},
		{"2026-11-21", "2026-11-24", 2},
		{"2026-11-22", "2026-11-23", 1},
	} {
		day, err := kpi.BankTerms{Days: row.days}.Arrival(lcDay(row.sent))
		if got := day.Format("2006-01-02"); err != nil || got != row.want {
			t.Errorf("sent on %s, %d days: %s %v, want %s", row.sent, row.days, got, err, row.want)
		}
	}
}
