package kpi_test

import (
	"math/big"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/kpi"
)

// tgIndices are the indices of a season as fractions.
func tgIndices(s kpi.Season) []string {
	var out []string
	for _, slot := range s.Slots {
		if !slot.Index.IsDefined() {
			out = append(out, slot.Index.String())
			continue
		}
		out = append(out, new(big.Rat).SetFrac(slot.Index.Num.BigInt(), slot.Index.Den.BigInt()).RatString())
	}
	return out
}

// S18: last year 200/350/300/150, next year 1,100.
func TestSeasonS18(t *testing.T) {
	season, err := kpi.Seasonality(kpi.SeasonTotals(2025, tgSet("200"), tgSet("350"), tgSet("300"), tgSet("150")), kpi.SeasonOptions{Totals: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"4/5", "7/5", "6/5", "3/5"}, tgIndices(season)); diff != "" {
		t.Errorf("indices -want +got\n%s", diff)
	}
	quarters, err := season.Weigh(kpi.QuarterParts(kpi.CalendarYear(2026)), nil)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := kpi.SplitTarget(kpi.TargetPlan{
		Period: kpi.CalendarYear(2026), Total: tgDec("1100"), Levels: []kpi.TargetLevel{{Name: "quarter", Parts: quarters}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range tree.Cells[1:] {
		got = append(got, c.Amount.String())
	}
	if diff := cmp.Diff([]string{"220", "385", "330", "165"}, got); diff != "" {
		t.Errorf("targets -want +got\n%s", diff)
	}
}

func TestSeasonality(t *testing.T) {
	quarter := func(year int, amounts ...string) []kpi.SeasonPeriod {
		var out []kpi.SeasonPeriod
		for i, p := range kpi.QuarterParts(kpi.CalendarYear(year)) {
			h := kpi.SeasonPeriod{Year: year, Slot: i + 1, Period: p.Period}
			if amounts[i] != "" {
				h.Amount = tgSet(amounts[i])
			}
			out = append(out, h)
		}
		return out
	}
	totals := func(year int, amounts ...string) []kpi.SeasonPeriod {
		out := quarter(year, amounts...)
		for i := range out {
			out[i].Period = kpi.Period{}
		}
		return out
	}
	both := func(a, b []kpi.SeasonPeriod) []kpi.SeasonPeriod { return append(a, b...) }
	tests := []struct {
		name    string
		history []kpi.SeasonPeriod
		opt     kpi.SeasonOptions
		want    []string
	}{
		// Days of 2026: 90, 91, 92, 92.
		{"per day: equal rates are flat", quarter(2026, "90", "91", "92", "92"), kpi.SeasonOptions{}, []string{"1", "1", "1", "1"}},
		{"per day in a leap year", quarter(2024, "91", "91", "92", "92"), kpi.SeasonOptions{}, []string{"1", "1", "1", "1"}},
		{"two years", both(totals(2024, "100", "100", "100", "100"), totals(2025, "100", "300", "100", "100")),
			kpi.SeasonOptions{Totals: true}, []string{"4/5", "8/5", "4/5", "4/5"}},
		{"a large year counts more", both(totals(2024, "1", "3", "1", "3"), totals(2025, "300", "100", "300", "100")),
			kpi.SeasonOptions{Totals: true}, []string{"301/202", "103/202", "301/202", "103/202"}},
		{"or each year alike", both(totals(2024, "1", "3", "1", "3"), totals(2025, "300", "100", "300", "100")),
			kpi.SeasonOptions{Totals: true, EachYear: true}, []string{"1", "1", "1", "1"}},
		{"an unknown period is none", both(totals(2024, "100", "", "100", "100"), totals(2025, "100", "300", "100", "100")),
			kpi.SeasonOptions{Totals: true}, []string{"2/3", "2", "2/3", "2/3"}},
		{"a gap", totals(2025, "100", "", "100", "200"), kpi.SeasonOptions{Totals: true}, []string{"3/4", "incomplete: slot 2", "3/4", "3/2"}},
		{"a gap filled", totals(2025, "100", "", "100", "200"), kpi.SeasonOptions{Totals: true, FillGaps: true}, []string{"4/5", "4/5", "4/5", "8/5"}},
		{"a gap at the end is filled round the year", totals(2025, "100", "100", "300", ""), kpi.SeasonOptions{Totals: true, FillGaps: true},
			[]string{"4/7", "4/7", "12/7", "8/7"}},
		{"a fifth slot that no year has", totals(2025, "1", "1", "1", "3"), kpi.SeasonOptions{Totals: true, FillGaps: true, Slots: 5},
			[]string{"5/8", "5/8", "5/8", "15/8", "5/4"}},
		{"an event is divided out", quarter(2026, "90", "91", "92", "112"), kpi.SeasonOptions{Events: []kpi.SeasonEvent{
			{Name: "bfcm", Period: tgPeriod("2026-11-26..2026-11-30"), Multiplier: tgDec("5")}}}, []string{"1", "1", "1", "1"}},
		{"two events on one day multiply", quarter(2026, "90", "91", "92", "97"), kpi.SeasonOptions{Events: []kpi.SeasonEvent{
			{Name: "a", Period: tgPeriod("2026-11-26"), Multiplier: tgDec("2")}, {Name: "b", Period: tgPeriod("2026-11-26"), Multiplier: tgDec("3")}}},
			[]string{"1", "1", "1", "1"}},
		{"days without stock", quarter(2026, "80", "91", "92", "92"), kpi.SeasonOptions{OutOfStock: []kpi.Period{tgPeriod("2026-02-01..2026-02-10")}},
			[]string{"1", "1", "1", "1"}},
		{"no stock at all leaves it out", both(quarter(2025, "90", "91", "92", "92"), quarter(2026, "0", "91", "92", "92")),
			kpi.SeasonOptions{OutOfStock: []kpi.Period{tgPeriod("2026-01-01..2026-03-31")}}, []string{"1", "1", "1", "1"}},
		{"totals keep the length", quarter(2026, "90", "90", "90", "90"), kpi.SeasonOptions{Totals: true}, []string{"1", "1", "1", "1"}},
		{"totals with days without stock", quarter(2026, "45", "90", "90", "90"), kpi.SeasonOptions{Totals: true,
			OutOfStock: []kpi.Period{tgPeriod("2026-01-01..2026-02-14")}}, []string{"1", "1", "1", "1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			season, err := kpi.Seasonality(test.history, test.opt)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, tgIndices(season)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestSeasonalityRefuses(t *testing.T) {
	huge := decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))
	long := tgPeriod("2025-01-01..2026-01-02")
	tests := []struct {
		name    string
		history []kpi.SeasonPeriod
		opt     kpi.SeasonOptions
		want    []string
	}{
		{"none", nil, kpi.SeasonOptions{}, []string{"history"}},
		{"all zero", kpi.SeasonTotals(1, tgSet("0"), tgSet("0")), kpi.SeasonOptions{Totals: true}, []string{"history"}},
		{"all unknown", kpi.SeasonTotals(1, decimal.NullDecimal{}), kpi.SeasonOptions{Totals: true}, []string{"history"}},
		{"negative and huge", kpi.SeasonTotals(1, tgSet("-1"), huge), kpi.SeasonOptions{Totals: true}, []string{"history[0].amount", "history[1].amount"}},
		{"without days", kpi.SeasonTotals(1, tgSet("1")), kpi.SeasonOptions{}, []string{"history[0].period.first", "history[0].period.last"}},
		{"slots", []kpi.SeasonPeriod{{Slot: 0}, {Slot: 367}, {Slot: 1}, {Slot: 1}}, kpi.SeasonOptions{Totals: true, Slots: 367},
			[]string{"history[0].slot", "history[1].slot", "history[3].slot", "slots"}},
		{"a long period", []kpi.SeasonPeriod{{Slot: 1, Period: long, Amount: tgSet("1")}}, kpi.SeasonOptions{}, []string{"history[0].period"}},
		{"events", []kpi.SeasonPeriod{{Slot: 1, Period: tgPeriod("2026-01-01"), Amount: tgSet("1")}}, kpi.SeasonOptions{
			Events:     []kpi.SeasonEvent{{Period: tgPeriod("2026-01-01")}, {Multiplier: tgDec("1000.1")}, {Period: tgPeriod("2026-01-01"), Multiplier: tgDec("0.0000001")}},
			OutOfStock: []kpi.Period{{}}},
			[]string{"events[0].multiplier", "events[1].multiplier", "events[1].period.first", "events[1].period.last", "events[2].multiplier",
				"out_of_stock[0].first", "out_of_stock[0].last"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := kpi.Seasonality(test.history, test.opt)
			if diff := cmp.Diff(test.want, tgPaths(err)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestSeasonWeights(t *testing.T) {
	flat := kpi.Season{Slots: []kpi.SeasonSlot{
		{Slot: 1, Index: kpi.Exact(tgDec("0.5"), kpi.Multiple, "")}, {Slot: 2, Index: kpi.Exact(tgDec("1.5"), kpi.Multiple, "")},
	}}
	parts := []kpi.TargetPart{{Name: "a", Period: tgPeriod("2026-01-01..2026-01-03")}, {Name: "b", Period: tgPeriod("2026-01-04..2026-01-10")}}
	event := []kpi.SeasonEvent{{Name: "sale", Period: tgPeriod("2026-01-03..2026-01-04"), Multiplier: tgDec("3")}}
	totals := flat
	totals.Totals = true
	tests := []struct {
		name   string
		season kpi.Season
		parts  []kpi.TargetPart
		events []kpi.SeasonEvent
		want   []string
	}{
		{"index times days", flat, parts, nil, []string{"1", "7"}},               // 0.5*3, 1.5*7
		{"days of an event count more", flat, parts, event, []string{"5", "27"}}, // 0.5*(2+3), 1.5*(6+3)
		{"totals have the days in them", totals, parts, nil, []string{"1", "3"}}, // 0.5, 1.5
		{"totals with an event", totals, parts, event, []string{"35", "81"}},     // 0.5*5/3, 1.5*9/7
		{"a slot by name", flat, []kpi.TargetPart{{Name: "b", Slot: 2, Period: parts[1].Period}, {Name: "a", Slot: 1, Period: parts[0].Period}}, nil, []string{"7", "1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			weighted, err := test.season.Weigh(test.parts, test.events)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range weighted {
				got = append(got, p.Weight.Decimal.String())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if test.parts[0].Weight.Valid {
				t.Error("the parts that came in are changed")
			}
		})
	}
	gap := kpi.Season{Slots: []kpi.SeasonSlot{{Slot: 1}}}
	_, err := gap.Weigh([]kpi.TargetPart{{Slot: 1}, {Slot: 2, Period: tgPeriod("2026-01-01")}, {Slot: -1, Period: tgPeriod("2020-01-01..2022-01-01")}}, nil)
	want := []string{"parts[0].period.first", "parts[0].period.last", "parts[0].slot", "parts[1].slot", "parts[2].period", "parts[2].slot"}
	if diff := cmp.Diff(want, tgPaths(err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if _, err := flat.Weigh(nil, nil); cmp.Diff([]string{"parts"}, tgPaths(err)) != "" {
		t.Errorf("no parts: %v", err)
	}
	if _, err := (kpi.Season{}).Weigh(parts, nil); cmp.Diff([]string{"parts[0].slot", "parts[1].slot"}, tgPaths(err)) != "" {
		t.Errorf("no season: %v", err)
	}
}

// The indices of a year average 1, whatever the history, and scaling it changes none.
func propSeasonAveragesOne(t *rapid.T) {
	begin := rapid.SampledFrom([]time.Weekday{time.Sunday, time.Monday, time.Thursday}).Draw(t, "begin")
	opt := kpi.SeasonOptions{Totals: rapid.Bool().Draw(t, "totals"), EachYear: rapid.Bool().Draw(t, "each year"), FillGaps: rapid.Bool().Draw(t, "fill")}
	var history, scaled []kpi.SeasonPeriod
	for y := range rapid.IntRange(1, 3).Draw(t, "years") {
		year := 2022 + y
		for i, p := range kpi.WeekParts(kpi.CalendarYear(year), begin) {
			if rapid.IntRange(0, 9).Draw(t, "known") == 0 {
				continue
			}
			a := decimal.New(rapid.Int64Range(1, 100000).Draw(t, "amount"), -2)
			h := kpi.SeasonPeriod{Year: year, Slot: i + 1, Period: p.Period, Amount: decimal.NewNullDecimal(a)}
			history = append(history, h)
			h.Amount.Decimal = a.Mul(tgDec("7.3"))
			scaled = append(scaled, h)
		}
		opt.Events = append(opt.Events, kpi.SeasonEvent{Name: "sale", Period: kpi.Day(year, 11, 25), Multiplier: tgDec("2.5")})
		opt.OutOfStock = append(opt.OutOfStock, kpi.Period{First: kpi.Day(year, 3, 3).First, Last: kpi.Day(year, 3, 9).First})
	}
	season, err := kpi.Seasonality(history, opt)
	if err != nil {
		t.Fatal(err)
	}
	sum, n := new(big.Rat), int64(0)
	for _, s := range season.Slots {
		if s.Index.IsDefined() {
			sum.Add(sum, new(big.Rat).SetFrac(s.Index.Num.BigInt(), s.Index.Den.BigInt()))
			n++
		}
	}
	if sum.Cmp(big.NewRat(n, 1)) != 0 {
		t.Fatalf("%d indices sum to %s", n, sum.RatString())
	}
	other, err := kpi.Seasonality(scaled, opt)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tgIndices(season), tgIndices(other)); diff != "" {
		t.Fatalf("scaled -want +got\n%s", diff)
	}
}

func TestSeasonAveragesOne(t *testing.T) { rapid.Check(t, propSeasonAveragesOne) }
