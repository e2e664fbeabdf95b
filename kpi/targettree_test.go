package kpi_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// tgYear is a plan of quarters, weeks, channels and families with a weight for each
// day of 1.
func tgYear(year int, total string) kpi.TargetPlan {
	p := kpi.CalendarYear(year)
	return kpi.TargetPlan{Period: p, Total: tgDec(total), Levels: []kpi.TargetLevel{
		{Name: "quarter", Parts: kpi.QuarterParts(p)},
		{Name: "week", Parts: kpi.WeekParts(p, time.Sunday)},
		{Name: "channel", Parts: tgParts("amazon 6, walmart 3, shopify 1")},
		{Name: "family", Parts: tgParts("lamps 1, mugs 1")},
	}}
}

func tgSplit(t testing.TB, p kpi.TargetPlan) kpi.TargetTree {
	t.Helper()
	tree, err := kpi.SplitTarget(p)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// tgSum is the target of a cell, written "quarter=2026-Q1 channel=amazon".
func tgSum(t testing.TB, tree kpi.TargetTree, cell string) string {
	t.Helper()
	v, err := tree.Sum(tgCell(cell))
	if err != nil {
		t.Fatal(err)
	}
	return fx.Plain(v.Num)
}

func tgCell(text string) kpi.TargetCell {
	cell := kpi.TargetCell{}
	for _, f := range strings.Fields(text) {
		level, name, _ := strings.Cut(f, "=")
		cell[level] = name
	}
	return cell
}

// tgCheck fails unless the parts of each cell sum to it, are not negative and on the
// grid.
func tgCheck(t interface {
	Helper()
	Fatalf(string, ...any)
}, tree kpi.TargetTree, places int32) {
	t.Helper()
	sums := make([]decimal.Decimal, len(tree.Cells))
	parts := make([]int, len(tree.Cells))
	for i, c := range tree.Cells {
		if c.Amount.IsNegative() || !c.Amount.Equal(c.Amount.Truncate(places)) {
			t.Fatalf("%v has %s", c.Path, c.Amount)
		}
		if c.Parent >= 0 {
			if c.Parent >= i || len(tree.Cells[c.Parent].Path)+1 != len(c.Path) {
				t.Fatalf("%v has the parent %d", c.Path, c.Parent)
			}
			sums[c.Parent] = sums[c.Parent].Add(c.Amount)
			parts[c.Parent]++
		}
	}
	for i, c := range tree.Cells {
		if parts[i] > 0 && !sums[i].Equal(c.Amount) {
			t.Fatalf("%v has %s, its parts %s", c.Path, c.Amount, sums[i])
		}
		if parts[i] == 0 && len(c.Path) < len(tree.Levels) {
			t.Fatalf("%v has no parts", c.Path)
		}
	}
}

// A target of one per day gives each cell of time its days, whatever the year and the
// rule for weeks in two quarters.
func TestTargetOfOnePerDay(t *testing.T) {
	for _, year := range []int{2024, 2026, 2028} {
		for _, rule := range []kpi.Straddle{"", kpi.StraddleCut, kpi.StraddleFirstDay, kpi.StraddleMiddleDay, kpi.StraddleLastDay} {
			for _, begin := range []time.Weekday{time.Sunday, time.Monday, time.Saturday} {
				t.Run(fmt.Sprint(year, rule, begin), func(t *testing.T) {
					p := kpi.CalendarYear(year)
					plan := kpi.TargetPlan{Period: p, Total: decimal.New(int64(p.Days()), 0), Straddle: rule, Levels: []kpi.TargetLevel{
						{Name: "quarter", Parts: kpi.QuarterParts(p)}, {Name: "month", Parts: kpi.MonthParts(p)}, {Name: "week", Parts: kpi.WeekParts(p, begin)},
					}}
					tree := tgSplit(t, plan)
					tgCheck(t, tree, 0)
					for _, c := range tree.Cells {
						if !c.Amount.Equal(decimal.New(int64(c.Period.Days()), 0)) {
							t.Errorf("%v has %s, its days are %s", c.Path, c.Amount, c.Period)
						}
					}
					for _, week := range plan.Levels[2].Parts {
						found, err := tree.Find(kpi.TargetCell{"week": week.Name})
						if err != nil {
							t.Fatal(err)
						}
						days := 0
						for _, c := range found {
							days += c.Period.Days()
						}
						if days != week.Period.Days() || rule != "" && rule != kpi.StraddleCut && len(found) != 1 {
							t.Errorf("%s has %d cells of %d days", week.Name, len(found), days)
						}
					}
				})
			}
		}
	}
}

// The week of 29 March to 4 April 2026 has three days in the first quarter.
func TestTargetStraddle(t *testing.T) {
	tests := []struct {
		rule  kpi.Straddle
		begin time.Weekday
		week  string
		want  []string
	}{
		{kpi.StraddleCut, time.Sunday, "W14", []string{"2026-Q1 2026-03-29..2026-03-31", "2026-Q2 2026-04-01..2026-04-04"}},
		{kpi.StraddleFirstDay, time.Sunday, "W14", []string{"2026-Q1 2026-03-29..2026-04-04"}},
		{kpi.StraddleMiddleDay, time.Sunday, "W14", []string{"2026-Q2 2026-03-29..2026-04-04"}},
		{kpi.StraddleMiddleDay, time.Saturday, "W14", []string{"2026-Q1 2026-03-28..2026-04-03"}},
		{kpi.StraddleLastDay, time.Saturday, "W14", []string{"2026-Q2 2026-03-28..2026-04-03"}},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.rule, test.begin), func(t *testing.T) {
			p := kpi.CalendarYear(2026)
			tree := tgSplit(t, kpi.TargetPlan{Period: p, Total: tgDec("1000"), Straddle: test.rule, Levels: []kpi.TargetLevel{
				{Name: "quarter", Parts: kpi.QuarterParts(p)}, {Name: "week", Parts: kpi.WeekParts(p, test.begin)},
			}})
			found, err := tree.Find(kpi.TargetCell{"week": test.week})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range found {
				got = append(got, c.Path[0]+" "+c.Period.String())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if test.rule == kpi.StraddleFirstDay {
				q, _ := tree.Find(kpi.TargetCell{"quarter": "2026-Q1"})
				if got := q[0].Period.String(); got != "2026-01-01..2026-04-04" {
					t.Errorf("the first quarter has the days %s", got)
				}
			}
		})
	}
}

// A fortnight of which seven days are in each quarter.
func TestTargetHalves(t *testing.T) {
	plan := kpi.TargetPlan{Period: tgPeriod("2026-03-20..2026-04-12"), Total: tgDec("2400"), Levels: []kpi.TargetLevel{
		{Name: "quarter", Parts: kpi.QuarterParts(tgPeriod("2026-03-20..2026-04-12"))},
		{Name: "run", Parts: []kpi.TargetPart{
			{Name: "a", Period: tgPeriod("2026-03-20..2026-03-24"), Weight: tgSet("2")},
			{Name: "b", Period: tgPeriod("2026-03-25..2026-04-07"), Weight: tgSet("8")},
			{Name: "c", Period: tgPeriod("2026-04-08..2026-04-12"), Weight: tgSet("2")},
		}},
	}}
	for rule, want := range map[kpi.Straddle]string{kpi.StraddleMiddleDay: "2000", kpi.StraddleFirstDay: "2000", kpi.StraddleLastDay: "400", kpi.StraddleCut: "1200"} {
		plan.Straddle = rule
		if got := tgSum(t, tgSplit(t, plan), "quarter=2026-Q1"); got != want {
			t.Errorf("%s: the first quarter has %s, want %s", rule, got, want)
		}
	}
	plan.Straddle = kpi.StraddleCut
	plan.Levels[1].Parts[1].Period, plan.Levels[1].Parts[2].Period = tgPeriod("2026-03-25..2026-04-03"), tgPeriod("2026-04-04..2026-04-12")
	if got := tgSum(t, tgSplit(t, plan), "quarter=2026-Q1"); got != "1520" { // 2 + 8 × 7/10 of 12
		t.Errorf("seven days of ten give the first quarter %s", got)
	}
}

func TestSplitTarget(t *testing.T) {
	half := func(plan *kpi.TargetPlan) { // two halves of unequal weight, two channels
		plan.Period = tgPeriod("2026-01-01..2026-01-10")
		plan.Levels = []kpi.TargetLevel{
			{Name: "half", Parts: []kpi.TargetPart{
				{Name: "h1", Period: tgPeriod("2026-01-01..2026-01-05"), Weight: tgSet("1")},
				{Name: "h2", Period: tgPeriod("2026-01-06..2026-01-10"), Weight: tgSet("3")},
			}},
			{Name: "channel", Parts: tgParts("a 1, b 1")},
		}
	}
	pin := func(pins ...string) func(*kpi.TargetPlan) {
		return func(plan *kpi.TargetPlan) {
			for _, p := range pins {
				cell, amount, _ := strings.Cut(p, ": ")
				plan.Pins = append(plan.Pins, kpi.TargetPin{At: tgCell(cell), Amount: tgDec(amount)})
			}
		}
	}
	tests := []struct {
		name   string
		total  string
		change func(*kpi.TargetPlan)
		want   string // h1: a b, h2: a b
	}{
		{"by weight", "8", nil, "1 1, 3 3"},
		{"the odd unit goes to the first name", "9", nil, "1 1, 4 3"}, // 2.25 and 6.75: the larger remainder first
		{"zero", "0", nil, "0 0, 0 0"},
		{"money", "0.09", func(p *kpi.TargetPlan) { p.Unit, p.Currency = kpi.Amount, fx.USD }, "0.01 0.01, 0.04 0.03"},
		{"money without minor units", "9", func(p *kpi.TargetPlan) { p.Unit, p.Currency = kpi.Amount, "JPY" }, "1 1, 4 3"},
		{"other shares in the second half", "8", func(p *kpi.TargetPlan) {
			p.Levels[1].Under = []kpi.TargetUnder{{At: tgCell("half=h2"), Parts: tgParts("a 5, b 1")}}
		}, "1 1, 5 1"},
		{"other parts in the second half", "8", func(p *kpi.TargetPlan) {
			p.Levels[1].Under = []kpi.TargetUnder{{At: tgCell("half=h2"), Parts: tgParts("a 1, b 1, c 4")}}
		}, "1 1, 1 1 4"},
		{"the first that fits", "8", func(p *kpi.TargetPlan) {
			p.Levels[1].Under = []kpi.TargetUnder{{At: tgCell("half=h1"), Parts: tgParts("a 0, b 1")}, {At: tgCell("half=h2"), Parts: tgParts("a 5, b 1")}}
		}, "0 2, 5 1"},
		{"a pinned half", "8", pin("half=h1: 5"), "3 2, 2 1"},
		{"a half pinned to nothing", "8", pin("half=h1: 0"), "0 0, 4 4"},
		{"a pinned cell", "8", pin("half=h1 channel=a: 2"), "2 0, 3 3"},
		{"a pinned cell raises the half above it", "8", pin("half=h1 channel=a: 5"), "5 0, 2 1"},
		{"two pinned cells settle the half", "8", pin("half=h1 channel=a: 0", "half=h1 channel=b: 1"), "0 1, 4 3"},
		{"a pinned half and a pinned cell of it", "8", pin("half=h1: 4", "half=h1 channel=a: 1"), "1 3, 2 2"},
		{"a channel pinned for the year", "8", pin("channel=a: 2"), "1 1, 1 5"}, // 0.5 and 1.5: the first half first
		{"the whole", "8", pin(": 8"), "1 1, 3 3"},
		{"all cells", "8", pin("half=h1 channel=a: 1", "half=h1 channel=b: 2", "half=h2 channel=a: 3", "half=h2 channel=b: 2"), "1 2, 3 2"},
		{"a weight of zero takes no rest", "8", func(p *kpi.TargetPlan) { p.Levels[0].Parts[0].Weight = tgSet("0") }, "0 0, 4 4"},
		{"but a pin", "8", func(p *kpi.TargetPlan) {
			p.Levels[0].Parts[0].Weight = tgSet("0")
			pin("half=h1 channel=b: 1")(p)
		}, "0 1, 4 3"},
		{"a pin that all weights of zero leave", "8", func(p *kpi.TargetPlan) {
			p.Levels[1].Parts = tgParts("a 0, b 0")
			pin("half=h1: 2", "half=h1 channel=a: 2", "half=h2 channel=b: 6")(p)
		}, "2 0, 0 6"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := kpi.TargetPlan{Total: tgDec(test.total)}
			half(&plan)
			if test.change != nil {
				test.change(&plan)
			}
			tree := tgSplit(t, plan)
			places := int32(0)
			if plan.Currency == fx.USD {
				places = 2
			}
			tgCheck(t, tree, places)
			var halves []string
			for _, h := range []string{"h1", "h2"} {
				var amounts []string
				for _, c := range tree.Cells {
					if len(c.Path) == 2 && c.Path[0] == h {
						amounts = append(amounts, fx.Plain(c.Amount))
					}
				}
				halves = append(halves, strings.Join(amounts, " "))
			}
			if got := strings.Join(halves, ", "); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

func TestTargetPinErrors(t *testing.T) {
	plan := func(pins ...kpi.TargetPin) kpi.TargetPlan {
		return kpi.TargetPlan{Period: tgPeriod("2026-01-01"), Total: tgDec("10"), Pins: pins, Levels: []kpi.TargetLevel{
			{Name: "channel", Parts: tgParts("a 1, b 1, z 0")}, {Name: "family", Parts: tgParts("x 1, y 1")},
		}}
	}
	at := func(cell, amount string) kpi.TargetPin {
		return kpi.TargetPin{At: tgCell(cell), Amount: tgDec(amount)}
	}
	tests := []struct {
		name string
		pins []kpi.TargetPin
		want []string
	}{
		{"just enough", []kpi.TargetPin{at("channel=a", "10")}, nil},
		{"more than the plan", []kpi.TargetPin{at("channel=a", "11")}, []string{"kpi: the plan is less than the pins in it: it has 10, pinned are 11"}},
		{"more than the cell", []kpi.TargetPin{at("channel=a", "3"), at("channel=a family=x", "4")},
			[]string{"kpi: a is less than the pins in it: it has 3, pinned are 4"}},
		{"all parts pinned to less", []kpi.TargetPin{at("channel=a", "3"), at("channel=a family=x", "1"), at("channel=a family=y", "1")},
			[]string{"kpi: a is more than its parts, which are all pinned: it has 3, pinned are 2"}},
		{"the plan pinned to less", []kpi.TargetPin{at("channel=a", "3"), at("channel=b", "3"), at("channel=z", "3")},
			[]string{"kpi: the plan is more than its parts, which are all pinned: it has 10, pinned are 9"}},
		{"nobody takes the rest", []kpi.TargetPin{at("channel=a", "3"), at("channel=b", "3")},
			[]string{"kpi: the plan has a rest that no part with a weight can take: it has 10, pinned are 6"}},
		{"several at once", []kpi.TargetPin{at("channel=a", "1"), at("channel=a family=x", "2"), at("channel=b", "1"), at("channel=b family=x", "2")},
			[]string{"kpi: a is less than the pins in it: it has 1, pinned are 2", "kpi: b is less than the pins in it: it has 1, pinned are 2"}},
		{"one cell twice", []kpi.TargetPin{at("channel=a family=x", "1"), at("family=x", "1")}, []string{"pins[1].at"}},
		{"cells that weigh nothing", []kpi.TargetPin{at("channel=z family=x", "1")}, nil},
		{"no cell", []kpi.TargetPin{at("channel=c", "1"), at("week=x", "1"), at("channel=a family=x", "0.5"), at("family=x", "-1")},
			[]string{"pins[0].at", "pins[1].at", "pins[2].amount", "pins[3].amount"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := kpi.SplitTarget(plan(test.pins...))
			if diff := cmp.Diff(test.want, tgPaths(err)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
	_, err := kpi.SplitTarget(plan(at("channel=a", "11")))
	var pinErr *kpi.TargetPinError
	if !errors.As(err, &pinErr) || pinErr.Amount != "10" || pinErr.Pinned != "11" {
		t.Errorf("error is %#v", err)
	}
}

func TestSplitTargetRefuses(t *testing.T) {
	day := kpi.CalendarYear(2026)
	weeks := func() []kpi.TargetPart { return kpi.WeekParts(day, time.Sunday) }
	huge := decimal.New(1, 2_000_000_000)
	tests := []struct {
		name   string
		change func(*kpi.TargetPlan)
		want   []string
	}{
		{"the zero plan", func(p *kpi.TargetPlan) { *p = kpi.TargetPlan{} }, []string{"period.first", "period.last"}},
		{"ten years and more", func(p *kpi.TargetPlan) { *p = kpi.TargetPlan{Period: tgPeriod("2026-01-01..2036-01-09")} }, []string{"period"}},
		{"total, unit, straddle", func(p *kpi.TargetPlan) { p.Total, p.Straddle = tgDec("1.5"), "last" }, []string{"straddle", "total"}},
		{"negative total", func(p *kpi.TargetPlan) { p.Total = tgDec("-1") }, []string{"total"}},
		{"huge total", func(p *kpi.TargetPlan) { p.Total = huge }, []string{"total"}},
		{"currency of units", func(p *kpi.TargetPlan) { p.Currency = fx.USD }, []string{"currency"}},
		{"money without currency", func(p *kpi.TargetPlan) { p.Unit = kpi.Amount }, []string{"currency"}},
		{"cents", func(p *kpi.TargetPlan) { p.Unit, p.Currency, p.Total = kpi.Amount, fx.USD, tgDec("1.005") }, []string{"total"}},
		{"a unit of none", func(p *kpi.TargetPlan) { p.Unit = kpi.Fraction }, []string{"unit"}},
		{"levels", func(p *kpi.TargetPlan) { p.Levels[0].Name, p.Levels[1].Name, p.Levels[2].Name = "", "a", "a" }, []string{"levels[0].name", "levels[2].name"}},
		{"nine levels", func(p *kpi.TargetPlan) { p.Levels = make([]kpi.TargetLevel, 9) }, []string{"levels"}},
		{"parts", func(p *kpi.TargetPlan) {
			p.Levels[2].Parts = []kpi.TargetPart{{Name: "", Weight: tgSet("1")}, {Name: "a", Weight: tgSet("-1")}, {Name: "a"}, {Name: "b", Weight: decimal.NewNullDecimal(huge), Period: day}}
			p.Levels[3].Parts = nil
		}, []string{"levels[2].parts[0].name", "levels[2].parts[1].weight", "levels[2].parts[2].name", "levels[2].parts[2].weight",
			"levels[2].parts[3].period", "levels[2].parts[3].weight", "levels[3].parts"}},
		{"a week is missing", func(p *kpi.TargetPlan) { p.Levels[1].Parts = slices.Delete(weeks(), 5, 6) }, []string{"levels[1].parts[5].period"}},
		{"the last week is missing", func(p *kpi.TargetPlan) { p.Levels[1].Parts = weeks()[:52] }, []string{"levels[1].parts"}},
		{"a week of next year", func(p *kpi.TargetPlan) { p.Levels[1].Parts[52].Period.Last = tgDay("2027-01-02") }, []string{"levels[1].parts"}},
		{"a week without days", func(p *kpi.TargetPlan) { p.Levels[1].Parts[3].Period = kpi.Period{} },
			[]string{"levels[1].parts[3].period.first", "levels[1].parts[3].period.last"}},
		{"weights of some weeks", func(p *kpi.TargetPlan) { p.Levels[1].Parts[3].Weight = tgSet("1") }, []string{"levels[1].parts[3].weight"}},
		{"no weights of some weeks", func(p *kpi.TargetPlan) {
			p.Levels[1].Parts[0].Weight = tgSet("1")
			p.Levels[1].Parts = p.Levels[1].Parts[:2]
		},
			[]string{"levels[1].parts", "levels[1].parts[1].weight"}},
		{"other parts", func(p *kpi.TargetPlan) {
			p.Levels[2].Under = []kpi.TargetUnder{{}, {At: tgCell("family=lamps"), Parts: tgParts("a 1")}, {At: tgCell("quarter=Q9"), Parts: tgParts("a 1")}}
		}, []string{"levels[2].under[0].at", "levels[2].under[0].parts", "levels[2].under[1].at", "levels[2].under[2].at"}},
		{"other parts that are never used", func(p *kpi.TargetPlan) {
			p.Levels[2].Under = []kpi.TargetUnder{{At: tgCell("quarter=2026-Q1"), Parts: tgParts("a 1")}, {At: tgCell("quarter=2026-Q1 week=W03"), Parts: tgParts("a 1")}}
		}, []string{"levels[2].under[1].at"}},
		{"other weeks that leave days out", func(p *kpi.TargetPlan) {
			p.Levels[1].Under = []kpi.TargetUnder{{At: tgCell("quarter=2026-Q1"), Parts: weeks()[1:20]}}
		}, []string{"levels[1].under[0].parts"}},
		{"other weeks that leave whole weeks out", func(p *kpi.TargetPlan) {
			p.Straddle = kpi.StraddleLastDay
			p.Levels[1].Under = []kpi.TargetUnder{{At: tgCell("quarter=2026-Q1"), Parts: weeks()[1:20]}}
		}, []string{"levels[0].parts"}},
		{"no weights at all", func(p *kpi.TargetPlan) { p.Levels[2].Parts = tgParts("a 0, b 0") }, []string{"levels[2].parts"}},
		{"too many cells", func(p *kpi.TargetPlan) {
			var many []kpi.TargetPart
			for i := range 20_000 {
				many = append(many, kpi.TargetPart{Name: fmt.Sprint(i), Weight: tgSet("1")})
			}
			p.Levels[3].Parts = many
		}, []string{"levels"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := tgYear(2026, "1000")
			test.change(&plan)
			_, err := kpi.SplitTarget(plan)
			if diff := cmp.Diff(test.want, tgPaths(err)); diff != "" {
				t.Errorf("-want +got\n%s\n%v", diff, err)
			}
		})
	}
}

// genPlan draws a plan of up to four levels with any weights, other shares below some
// cells, and pins taken from the amounts of another split so that they fit.
func genPlan(t *rapid.T) kpi.TargetPlan {
	year := rapid.SampledFrom([]int{2024, 2026, 2028}).Draw(t, "year")
	plan := tgYear(year, "0")
	plan.Total = decimal.New(rapid.Int64Range(0, 1_000_000).Draw(t, "total"), 0)
	plan.Straddle = rapid.SampledFrom([]kpi.Straddle{"", kpi.StraddleFirstDay, kpi.StraddleMiddleDay, kpi.StraddleLastDay}).Draw(t, "straddle")
	weigh := func(parts []kpi.TargetPart, least int64) []kpi.TargetPart {
		parts = slices.Clone(parts)
		for i := range parts {
			parts[i].Weight = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(least, 1000).Draw(t, "weight"), -2))
		}
		return parts
	}
	if rapid.Bool().Draw(t, "weights of weeks") {
		plan.Levels[1].Parts = weigh(plan.Levels[1].Parts, 1)
	}
	if rapid.Bool().Draw(t, "weights of quarters") {
		plan.Levels[0].Parts = weigh(plan.Levels[0].Parts, 1)
	}
	plan.Levels[2].Parts = weigh(plan.Levels[2].Parts, 1)
	if rapid.Bool().Draw(t, "other shares") {
		quarter := plan.Levels[0].Parts[3].Name
		plan.Levels[2].Under = []kpi.TargetUnder{{At: kpi.TargetCell{"quarter": quarter}, Parts: weigh(plan.Levels[2].Parts, 1)}}
	}
	if rapid.Bool().Draw(t, "channels first") && len(plan.Levels[2].Under) == 0 {
		plan.Levels[0], plan.Levels[1], plan.Levels[2] = plan.Levels[2], plan.Levels[0], plan.Levels[1]
	}
	plan.Levels = plan.Levels[:rapid.IntRange(2, 4).Draw(t, "levels")]
	return plan
}

// Weeks sum to the year at every level, also with pins, and pins are kept.
func propTargetSums(t *rapid.T) {
	plan := genPlan(t)
	tree, err := kpi.SplitTarget(plan)
	if err != nil {
		t.Fatal(err)
	}
	tgCheck(t, tree, 0)
	if !tree.Cells[0].Amount.Equal(plan.Total) {
		t.Fatalf("the plan has %s", tree.Cells[0].Amount)
	}
	for _, c := range tree.Cells[1:] { // each within a unit of its exact share
		exact := tree.Cells[c.Parent].Amount.Mul(c.Share.Num)
		if off := exact.Sub(c.Amount.Mul(c.Share.Den)).Abs(); off.GreaterThanOrEqual(c.Share.Den) {
			t.Fatalf("%v has %s of %s", c.Path, c.Amount, c.Share)
		}
	}
	// Pins of cells that do not lie in each other, of amounts that fit together.
	pinned := map[string]decimal.Decimal{}
	left := plan.Total
	for range rapid.IntRange(0, 6).Draw(t, "pins") {
		c := tree.Cells[rapid.IntRange(1, len(tree.Cells)-1).Draw(t, "cell")]
		key := strings.Join(c.Path, "/")
		clash := slices.ContainsFunc(slices.Collect(keysOf(pinned)), func(k string) bool {
			return strings.HasPrefix(k+"/", key+"/") || strings.HasPrefix(key+"/", k+"/")
		})
		siblings := slices.IndexFunc(tree.Cells, func(o kpi.TargetNode) bool { return o.Parent == c.Parent && len(o.Path) > 0 })
		if clash || slices.Equal(tree.Cells[siblings].Path, c.Path) { // the first is left to take the rest
			continue
		}
		amount := decimal.New(rapid.Int64Range(0, left.IntPart()/2).Draw(t, "amount"), 0)
		left = left.Sub(amount)
		at := kpi.TargetCell{}
		for i, name := range c.Path {
			at[plan.Levels[i].Name] = name
		}
		plan.Pins = append(plan.Pins, kpi.TargetPin{At: at, Amount: amount})
		pinned[key] = amount
	}
	tree, err = kpi.SplitTarget(plan)
	if err != nil {
		t.Fatalf("pins: %v", err)
	}
	tgCheck(t, tree, 0)
	for _, c := range tree.Cells {
		if want, ok := pinned[strings.Join(c.Path, "/")]; ok && (!want.Equal(c.Amount) || c.Hold != kpi.Pinned) {
			t.Fatalf("%v has %s (%s), pinned is %s", c.Path, c.Amount, c.Hold, want)
		}
	}
	// The order of the pins and of the channels does not matter.
	other := plan
	other.Pins = slices.Clone(plan.Pins)
	slices.Reverse(other.Pins)
	other.Levels = slices.Clone(plan.Levels)
	for i := range other.Levels {
		if l := &other.Levels[i]; l.Name == "channel" || l.Name == "family" {
			l.Parts = slices.Clone(l.Parts)
			slices.Reverse(l.Parts)
		}
	}
	shuffled, err := kpi.SplitTarget(other)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tgAmounts(tree), tgAmounts(shuffled)); diff != "" {
		t.Fatalf("-in order +reversed\n%s", diff)
	}
}

func keysOf(m map[string]decimal.Decimal) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func tgAmounts(tree kpi.TargetTree) map[string]string {
	out := map[string]string{}
	for _, c := range tree.Cells {
		out[strings.Join(c.Path, "/")] = fx.Plain(c.Amount)
	}
	return out
}

func TestTargetSums(t *testing.T) { rapid.Check(t, propTargetSums) }

// A part with more weight gets no less.
func propTargetMonotone(t *rapid.T) {
	n := rapid.IntRange(2, 6).Draw(t, "parts")
	plan := kpi.TargetPlan{Period: tgPeriod("2026-01-01"), Total: decimal.New(rapid.Int64Range(0, 200).Draw(t, "total"), 0), Levels: []kpi.TargetLevel{{Name: "channel"}}}
	for i := range n {
		plan.Levels[0].Parts = append(plan.Levels[0].Parts, kpi.TargetPart{Name: fmt.Sprint(i), Weight: decimal.NewNullDecimal(decimal.New(rapid.Int64Range(1, 50).Draw(t, "weight"), 0))})
	}
	before, err := kpi.SplitTarget(plan)
	if err != nil {
		t.Fatal(err)
	}
	w := &plan.Levels[0].Parts[0].Weight.Decimal
	*w = w.Add(decimal.New(rapid.Int64Range(1, 50).Draw(t, "more"), 0))
	after, err := kpi.SplitTarget(plan)
	if err != nil {
		t.Fatal(err)
	}
	if after.Cells[1].Amount.LessThan(before.Cells[1].Amount) {
		t.Fatalf("%s before and %s after", before.Cells[1].Amount, after.Cells[1].Amount)
	}
}

func TestTargetMonotone(t *testing.T) { rapid.Check(t, propTargetMonotone) }
