package kpi_test

import (
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

func lcTimesUnits(units int, each string) decimal.NullDecimal {
	return decimal.NewNullDecimal(lcDec(each).Mul(decimal.New(int64(units), 0)))
}

// lcSale is a sale at 20, which costs 5, pays 6 of fees and 2 of advertising a unit.
func lcSale(day string, units int) kpi.CohortSale {
	return kpi.CohortSale{
		Day: lcDay(day), SKU: "A", Channel: "amazon_us", Units: units,
		Gross: lcTimesUnits(units, "20"), Promotions: lcTimesUnits(units, "0"), LandedCost: lcTimesUnits(units, "5"),
		Fees: lcTimesUnits(units, "6"), Advertising: lcTimesUnits(units, "2"),
	}
}

// lcReturn is refunded in full, half of it can be sold again, the channel gives back 2.40
// and processing costs 1 a unit.
func lcReturn(sold, refunded string, units int) kpi.CohortReturn {
	return kpi.CohortReturn{
		Sold: lcDay(sold), Refunded: lcDay(refunded), SKU: "A", Channel: "amazon_us", Units: units,
		Refund: lcTimesUnits(units, "20"), CostBack: lcTimesUnits(units, "2.5"), FeesBack: lcTimesUnits(units, "2.4"), Handling: lcTimesUnits(units, "1"),
	}
}

// lcCohorts are four months: March and April are mature after two.
func lcCohorts() ([]kpi.CohortSale, []kpi.CohortReturn, kpi.CohortOptions) {
	sales := []kpi.CohortSale{lcSale("2026-03-31", 100), lcSale("2026-04-01", 150), lcSale("2026-04-30", 50), lcSale("2026-05-10", 100), lcSale("2026-06-15", 50)}
	returns := []kpi.CohortReturn{
		lcReturn("2026-03-31", "2026-03-31", 6), lcReturn("2026-03-31", "2026-04-01", 3), lcReturn("2026-03-31", "2026-05-31", 1),
		lcReturn("2026-04-01", "2026-04-30", 8), lcReturn("2026-04-30", "2026-05-02", 6), lcReturn("2026-04-30", "2026-06-30", 2),
		lcReturn("2026-05-10", "2026-05-20", 5), lcReturn("2026-05-10", "2026-06-20", 4), lcReturn("2026-06-15", "2026-06-20", 2),
	}
	return sales, returns, kpi.CohortOptions{Currency: fx.USD, AsOf: lcDay("2026-06-30"), LagSteps: 2, Completion: kpi.CompleteChainLadder}
}

func lcTable(t testing.TB, sales []kpi.CohortSale, returns []kpi.CohortReturn, opt kpi.CohortOptions) kpi.CohortTable {
	t.Helper()
	got, err := kpi.Cohorts(sales, returns, opt)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// The chain ladder by hand: from the month of the sale to the next 32/19, then 26/23.
func TestCohortChainLadder(t *testing.T) {
	sales, returns, opt := lcCohorts()
	got := lcTable(t, sales, returns, opt)
	if len(got.Cohorts) != 4 {
		t.Fatalf("%d cohorts", len(got.Cohorts))
	}
	steps := got.Development[0].Steps
	if len(steps) != 2 || steps[0].Num != 32 || steps[0].Den != 19 || steps[0].Cohorts != 3 || steps[1].Num != 26 || steps[1].Den != 23 || steps[1].Cohorts != 2 {
		t.Errorf("factors %+v", steps)
	}
	for i, row := range []struct {
		lags       []int64
		age        int
		mature     bool
		rate, most string
		units      [2]string
	}{
		{[]int64{6, 3, 1}, 3, true, "10.00%", "10.00%", [2]string{"10", "1"}},
		{[]int64{8, 6, 2}, 2, true, "8.00%", "8.00%", [2]string{"16", "1"}},
		{[]int64{5, 4}, 1, false, "9.00%", "100.00%", [2]string{"234", "23"}},
		{[]int64{2}, 0, false, "4.00%", "100.00%", [2]string{"1664", "437"}},
	} {
		c := got.Cohorts[i]
		if !slices.Equal(c.Lags, row.lags) || c.Age != row.age || c.Mature != row.mature || c.ReturnRate.String() != row.rate ||
			c.Completed.MostRate.String() != row.most || !lcIs(c.Completed.Units, row.units[0], row.units[1]) {
			t.Errorf("%s: lags %v, age %d, mature %t, rate %s to %s, returns %s", c.Sold, c.Lags, c.Age, c.Mature, c.ReturnRate, c.Completed.MostRate, c.Completed.Units)
		}
		if (len(c.ReturnRate.Notes) > 0) == c.Mature {
			t.Errorf("%s: notes %v", c.Sold, c.ReturnRate.Notes)
		}
	}
	may := got.Cohorts[2]
	// Kept 7, and a return takes 16.10 more: 7 - 0.09 × 16.1.
	if u := may.ToDate.PerUnit(); !lcIs(u.CM3, "5.551", "1") || !lcIs(u.CM1, "13.425", "1") || !lcIs(u.CM2, "7.551", "1") || !lcIs(u.NetRevenue, "18.2", "1") {
		t.Errorf("May to date %s %s %s %s", u.NetRevenue, u.CM1, u.CM2, u.CM3)
	}
	// 7 - 234/2300 × 16.1 = 7 - 1.638.
	if u := may.Expected.PerUnit(); !lcIs(u.CM3, "5.362", "1") {
		t.Errorf("May expected %s", u.CM3)
	}
	if !lcIs(may.Completed.NetUnits, "2066", "23") || !lcIs(may.Expected.PerNetUnit().CM3, "12332.6", "2066") {
		t.Errorf("May per net unit %s of %s", may.Expected.PerNetUnit().CM3, may.Completed.NetUnits)
	}
	if got.Cohorts[0].Expected.CM3.String() != got.Cohorts[0].ToDate.CM3.String() {
		t.Error("a mature cohort expects more returns")
	}
}

// The return-adjusted profit of the facts: (1 - r) × kept - r × loss, with the loss of
// a return = refund + fee kept + processing + cost that is not recovered - fee given back.
func TestCohortIsReturnAdjusted(t *testing.T) {
	sales, returns, opt := lcCohorts()
	march := lcTable(t, sales[:1], returns[:3], opt).Cohorts[0]
	kept := lcDec("20").Sub(lcDec("5")).Sub(lcDec("6")).Sub(lcDec("2"))
	// The refund and the price cancel: fees 6, advertising 2, half the cost, processing, less what came back.
	loss := lcDec("6").Add(lcDec("2")).Add(lcDec("2.5")).Add(lcDec("1")).Sub(lcDec("2.4"))
	want := lcDec("0.9").Mul(kept).Sub(lcDec("0.1").Mul(loss))
	if got := march.ToDate.PerUnit().CM3; !lcIs(got, want.String(), "1") {
		t.Errorf("return-adjusted %s, want %s", got, want)
	}
	// S08 (agency blog): 25 of 500 is 5 %.
	s08 := lcTable(t, []kpi.CohortSale{lcSale("2026-03-01", 500)}, []kpi.CohortReturn{lcReturn("2026-03-01", "2026-04-01", 25)}, opt).Cohorts[0]
	if s08.ReturnRate.String() != "5.00%" {
		t.Errorf("S08: %s", s08.ReturnRate)
	}
}

func TestCohortByUnitsAndBounds(t *testing.T) {
	sales, returns, opt := lcCohorts()
	opt.Completion = kpi.CompleteByUnits
	got := lcTable(t, sales, returns, opt)
	// 13 of 400 come back in the next month, 3 of 300 in the one after.
	if s := got.Development[0].Steps; s[0].Num != 13 || s[0].Den != 400 || s[1].Num != 3 || s[1].Den != 300 {
		t.Errorf("rates %+v", s)
	}
	if !lcIs(got.Cohorts[2].Completed.Units, "10", "1") || !lcIs(got.Cohorts[3].Completed.Units, "4.125", "1") || !lcIs(got.Cohorts[2].Expected.PerUnit().CM3, "5.39", "1") {
		t.Errorf("May %s, June %s", got.Cohorts[2].Completed.Units, got.Cohorts[3].Completed.Units)
	}
	opt.Completion = ""
	june := lcTable(t, sales, returns, opt).Cohorts[3]
	if c := june.Completed; c.Rule != kpi.CompleteBounds || c.Units.String() != "incomplete: returns_to_come" || c.LeastRate.String() != "4.00%" || c.MostRate.String() != "100.00%" {
		t.Errorf("bounds %+v", c)
	}
	if june.Expected.CM3.String() != "incomplete: returns_to_come" || june.Expected.Gross.String() != "1000.00 USD" || !june.ToDate.CM3.IsDefined() {
		t.Errorf("June expected %s", june.Expected.CM3)
	}
	// Without an older cohort nothing can be completed.
	for _, rule := range []kpi.CohortCompletion{kpi.CompleteChainLadder, kpi.CompleteByUnits} {
		opt.Completion = rule
		if c := lcTable(t, sales[4:], returns[8:], opt).Cohorts[0].Completed; c.Units.String() != "incomplete: older_cohorts" {
			t.Errorf("%s alone: %s", rule, c.Units)
		}
	}
	// No returns at all: the ladder says 0, and the old cohorts that had none leave it undefined for the rest.
	opt.Completion = kpi.CompleteChainLadder
	if c := lcTable(t, sales, nil, opt).Cohorts[3]; !lcIs(c.Completed.Units, "0", "1") || !lcIs(c.Expected.PerUnit().CM3, "7", "1") {
		t.Errorf("no returns: %s, %s", c.Completed.Units, c.Expected.CM3)
	}
	if c := lcTable(t, sales, returns[8:], opt).Cohorts[3]; c.Completed.Units.State != kpi.Undefined {
		t.Errorf("the first returns: %s", c.Completed.Units)
	}
	// Where all came back nothing is to come.
	if c := lcTable(t, sales, []kpi.CohortReturn{lcReturn("2026-06-15", "2026-06-20", 50)}, opt).Cohorts[3]; c.Mature || c.Completed.Rule != "" || c.Completed.MostRate.String() != "100.00%" || !lcIs(c.Completed.NetUnits, "0", "1") {
		t.Errorf("all back: %+v", c.Completed)
	}
	// More than all is all.
	many := []kpi.CohortReturn{lcReturn("2026-03-31", "2026-03-31", 1), lcReturn("2026-03-31", "2026-04-30", 99), lcReturn("2026-06-15", "2026-06-20", 2)}
	if c := lcTable(t, sales, many, opt).Cohorts[3].Completed; !c.Capped || !lcIs(c.Units, "50", "1") || !lcIs(c.NetUnits, "0", "1") {
		t.Errorf("capped: %+v", c)
	}
}

// Attributed by the day of the refund, May carries what April and March sold.
func TestCohortByRefundDate(t *testing.T) {
	sales, returns, opt := lcCohorts()
	opt.Attribution, opt.Completion, opt.LagSteps = kpi.ByRefundDate, "", 0
	returns[3].Sold = time.Time{}
	got := lcTable(t, sales, returns, opt)
	var returned []int64
	for _, c := range got.Cohorts {
		returned = append(returned, c.Returned)
		if !c.Mature || c.Lags != nil {
			t.Errorf("%s: mature %t, lags %v", c.Sold, c.Mature, c.Lags)
		}
	}
	if !slices.Equal(returned, []int64{6, 11, 12, 8}) || got.Cohorts[2].ReturnRate.String() != "12.00%" || len(got.Unmatched) != 0 {
		t.Errorf("returned %v, May %s", returned, got.Cohorts[2].ReturnRate)
	}
	// A month with refunds and no sales has no rate and no profit per unit.
	got = lcTable(t, sales[:1], returns[5:6], opt)
	if c := got.Cohorts[1]; c.ReturnRate.State != kpi.Undefined || c.ToDate.PerUnit().CM3.State != kpi.Undefined || !lcIs(c.ToDate.CM3, "-32.2", "1") {
		t.Errorf("June %s, %s", c.ReturnRate, c.ToDate.CM3)
	}
}

func TestCohortUnmatchedAndLater(t *testing.T) {
	sales, returns, opt := lcCohorts()
	sales = append(sales, lcSale("2026-07-01", 9))
	returns = append(returns, lcReturn("2026-06-15", "2026-07-01", 3), lcReturn("2026-02-28", "2026-03-02", 2), lcReturn("2026-05-10", "2026-05-11", 1))
	returns[11].Sold = time.Time{}
	got := lcTable(t, sales, returns, opt)
	if got.LaterSales != 1 || got.LaterReturns != 1 || len(got.Unmatched) != 2 || got.Unmatched[0].Index != 10 || got.Unmatched[0].Reason != "nothing was sold in the month of 2026-02-01" || got.Unmatched[1].Units != 1 {
		t.Errorf("later %d, %d, unmatched %+v", got.LaterSales, got.LaterReturns, got.Unmatched)
	}
	// A return after the last lag is counted and makes no factor.
	opt.LagSteps = 1
	got = lcTable(t, sales, returns, opt)
	if c := got.Cohorts[0]; c.LateReturns != 1 || c.Returned != 10 || len(c.Lags) != 2 || len(got.Development[0].Steps) != 1 {
		t.Errorf("late %+v", c)
	}
}

// Unknown is named, and only what needs it is incomplete.
func TestCohortUnknown(t *testing.T) {
	sales, returns, opt := lcCohorts()
	sales[0].Advertising, sales[2].LandedCost, returns[7].FeesBack = decimal.NullDecimal{}, decimal.NullDecimal{}, decimal.NullDecimal{}
	got := lcTable(t, sales, returns, opt)
	for i, want := range [][4]string{
		{"1800.00 USD", "1325.00 USD", "739.00 USD", "incomplete: advertising"},
		{"3680.00 USD", "incomplete: landed_cost", "incomplete: landed_cost", "incomplete: landed_cost"},
		{"1820.00 USD", "1342.50 USD", "incomplete: fees_back", "incomplete: fees_back"},
		{"960.00 USD", "715.00 USD", "417.80 USD", "317.80 USD"},
	} {
		p := got.Cohorts[i].ToDate
		if have := [4]string{p.NetRevenue.String(), p.CM1.String(), p.CM2.String(), p.CM3.String()}; have != want {
			t.Errorf("cohort %d: %q, want %q", i, have, want)
		}
	}
	// What a return costs is not known either.
	if e := got.Cohorts[3].Expected; e.CM2.String() != "incomplete: fees_back" || !e.CM1.IsDefined() {
		t.Errorf("June expected %s, %s", e.CM1, e.CM2)
	}
}

func TestCohortWeeks(t *testing.T) {
	opt := kpi.CohortOptions{Currency: fx.USD, Step: kpi.StepWeek, WeekBegin: time.Monday, AsOf: lcDay("2028-03-05"), LagSteps: 1}
	sales := []kpi.CohortSale{lcSale("2028-02-27", 1), lcSale("2028-02-28", 1)} // a Sunday and a Monday
	got := lcTable(t, sales, []kpi.CohortReturn{lcReturn("2028-02-27", "2028-02-28", 1), lcReturn("2028-02-28", "2028-03-05", 1)}, opt)
	if len(got.Cohorts) != 2 || got.Cohorts[0].Sold.String() != "2028-02-21..2028-02-27" || !got.Cohorts[0].Mature || !slices.Equal(got.Cohorts[0].Lags, []int64{0, 1}) ||
		got.Cohorts[1].Mature || !slices.Equal(got.Cohorts[1].Lags, []int64{1}) {
		t.Errorf("%+v", got.Cohorts)
	}
	opt.WeekBegin = time.Sunday
	_, err := kpi.Cohorts(sales, nil, opt)
	lcWantFields(t, err, "options.as_of")
}

// 1,000 of launch spend over 300 planned units ends with April; over units to date it
// goes to everybody.
func TestCohortLaunch(t *testing.T) {
	sales, returns, opt := lcCohorts()
	for _, row := range []struct {
		name          string
		launch        kpi.LaunchSpend
		want          [4]string // of 1000 × n / over
		over          string
		carried, open string
	}{
		{"over 300 units", kpi.LaunchSpend{SKU: "A", Amount: lcSet("1000"), Rule: kpi.OverPlannedUnits, PlannedUnits: 300}, [4]string{"100", "200", "0", "0"}, "300", "1000.00 USD", "0.00 USD"},
		{"over 301 units", kpi.LaunchSpend{SKU: "A", Amount: lcSet("1000"), Rule: kpi.OverPlannedUnits, PlannedUnits: 301}, [4]string{"100", "200", "1", "0"}, "301", "1000.00 USD", "0.00 USD"},
		{"over 900 units", kpi.LaunchSpend{SKU: "A", Channel: "amazon_us", Amount: lcSet("1000"), Rule: kpi.OverPlannedUnits, PlannedUnits: 900}, [4]string{"100", "200", "100", "50"}, "900", "500.00 USD", "500.00 USD"},
		{"over units to date", kpi.LaunchSpend{SKU: "A", Amount: lcSet("1000"), Rule: kpi.OverUnitsToDate}, [4]string{"100", "200", "100", "50"}, "450", "1000.00 USD", "0.00 USD"},
		{"of another SKU", kpi.LaunchSpend{SKU: "B", Amount: lcSet("1000"), Rule: kpi.OverUnitsToDate}, [4]string{"0", "0", "0", "0"}, "1", "0.00 USD", "1000.00 USD"},
		{"of another channel", kpi.LaunchSpend{SKU: "A", Channel: "walmart_us", Amount: lcSet("1000"), Rule: kpi.OverPlannedUnits, PlannedUnits: 10}, [4]string{"0", "0", "0", "0"}, "1", "0.00 USD", "1000.00 USD"},
	} {
		t.Run(row.name, func(t *testing.T) {
			opt.Launch = []kpi.LaunchSpend{row.launch}
			got := lcTable(t, sales, returns, opt)
			for i, c := range got.Cohorts {
				if !lcIs(c.ToDate.Launch, lcDec(row.want[i]).Mul(lcDec("1000")).String(), row.over) {
					t.Errorf("%s carries %s", c.Sold, c.ToDate.Launch)
				}
			}
			if l := got.Launch[0]; l.Carried.String() != row.carried || l.Open.String() != row.open {
				t.Errorf("carried %s, open %s", l.Carried, l.Open)
			}
		})
	}
	opt.Launch = []kpi.LaunchSpend{{SKU: "A", Rule: kpi.OverUnitsToDate}}
	if c := lcTable(t, sales, returns, opt).Cohorts[0].ToDate; c.CM3.String() != "incomplete: launch" || !c.CM2.IsDefined() {
		t.Errorf("unknown launch: %s", c.CM3)
	}
	// Two channels in the month in which the planned units end carry in proportion.
	other := lcSale("2026-03-10", 300)
	other.Channel = "walmart_us"
	opt.Launch = []kpi.LaunchSpend{{SKU: "A", Amount: lcSet("1000"), Rule: kpi.OverPlannedUnits, PlannedUnits: 200}}
	got := lcTable(t, append(sales, other), returns, opt)
	if a, w := got.Cohorts[0], got.Cohorts[4]; !lcIs(a.ToDate.Launch, "250", "1") || w.Channel != "walmart_us" || !lcIs(w.ToDate.Launch, "750", "1") {
		t.Errorf("amazon %s, walmart %s", a.ToDate.Launch, w.ToDate.Launch)
	}
}

func TestCohortRefusals(t *testing.T) {
	huge := decimal.NewNullDecimal(lcHuge[0])
	_, err := kpi.Cohorts(
		[]kpi.CohortSale{{Units: -1, Gross: huge, LandedCost: lcSet("-1")}},
		[]kpi.CohortReturn{{Refunded: lcDay("2026-01-01"), Sold: lcDay("2026-01-02"), Units: 2_000_000_000, Refund: lcSet("-1"), CostBack: huge}, {}},
		kpi.CohortOptions{Step: "day", Attribution: "both", Completion: "guess", Launch: []kpi.LaunchSpend{{Amount: huge, Rule: kpi.OverPlannedUnits}, {}, {Rule: kpi.OverUnitsToDate, PlannedUnits: 1}}},
	)
	lcWantFields(t, err, "options.currency", "options.as_of", "options.step", "options.attribution", "options.completion",
		"options.launch[0].amount", "options.launch[0].planned_units", "options.launch[1].rule", "options.launch[2].planned_units",
		"sales[0].units", "sales[0].day", "sales[0].gross", "sales[0].landed_cost",
		"returns[0].sold", "returns[0].units", "returns[0].refund", "returns[0].cost_back", "returns[1].refunded")
	_, _, opt := lcCohorts()
	opt.AsOf, opt.LagSteps = lcDay("2028-02-28"), 121
	_, err = kpi.Cohorts(nil, nil, opt)
	lcWantFields(t, err, "options.as_of", "options.lag_steps")
	opt.AsOf, opt.LagSteps, opt.Attribution = lcDay("2028-02-29"), 0, kpi.ByRefundDate
	_, err = kpi.Cohorts(nil, nil, opt)
	lcWantFields(t, err, "options.completion")
	opt.Completion = kpi.CompleteBounds
	if got, err := kpi.Cohorts(nil, nil, opt); err != nil || len(got.Cohorts) != 0 {
		t.Errorf("of nothing: %+v, %v", got, err)
	}
}

// The cohorts sum to the inputs by either attribution, in whatever order these come,
// and launch spend is carried or open.
func TestCohortsConserve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := lcDay("2027-11-01")
		var sales []kpi.CohortSale
		var returns []kpi.CohortReturn
		amount := func(name string, most int64) decimal.NullDecimal {
			return decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, most).Draw(t, name), -2))
		}
		sku, channel := rapid.SampledFrom([]string{"A", "B"}), rapid.SampledFrom([]string{"x", "y"})
		want, units := decimal.Decimal{}, int64(0)
		for range rapid.IntRange(1, 8).Draw(t, "sales") {
			s := kpi.CohortSale{
				Day: first.AddDate(0, 0, rapid.IntRange(0, 119).Draw(t, "day")), SKU: sku.Draw(t, "sku"), Channel: channel.Draw(t, "channel"), Units: rapid.IntRange(0, 50).Draw(t, "units"),
				Gross: amount("gross", 9e6), Promotions: amount("promotions", 9e4), LandedCost: amount("cost", 9e5), Fees: amount("fees", 9e5), Advertising: amount("ads", 9e5),
			}
			sales = append(sales, s)
			want = want.Add(s.Gross.Decimal).Sub(s.Promotions.Decimal).Sub(s.LandedCost.Decimal).Sub(s.Fees.Decimal).Sub(s.Advertising.Decimal)
			for range rapid.IntRange(0, 3).Draw(t, "returns") {
				r := kpi.CohortReturn{
					Sold: s.Day, Refunded: s.Day.AddDate(0, 0, rapid.IntRange(0, int(lcDay("2028-02-29").Sub(s.Day)/(24*time.Hour))).Draw(t, "lag")), SKU: s.SKU, Channel: s.Channel,
					Units: rapid.IntRange(0, 9).Draw(t, "returned"), Refund: amount("refund", 9e5), CostBack: amount("back", 9e4), FeesBack: amount("fees back", 9e4), Handling: amount("handling", 9e4),
				}
				returns = append(returns, r)
				units += int64(r.Units)
				want = want.Sub(r.Refund.Decimal).Add(r.CostBack.Decimal).Add(r.FeesBack.Decimal).Sub(r.Handling.Decimal)
			}
		}
		opt := kpi.CohortOptions{
			Currency: fx.USD, AsOf: lcDay("2028-02-29"), LagSteps: rapid.IntRange(1, 4).Draw(t, "lag_steps"),
			Launch: []kpi.LaunchSpend{
				{SKU: "A", Amount: amount("launch", 9e6), Rule: kpi.OverPlannedUnits, PlannedUnits: rapid.IntRange(1, 300).Draw(t, "planned")},
				{SKU: "B", Channel: "x", Amount: amount("launch", 9e6), Rule: kpi.OverUnitsToDate},
			},
		}
		// One fraction of all values of a sum.
		sum := func(values ...kpi.Value) decimal.Decimal {
			total := decimal.Decimal{}
			for _, v := range values {
				total = total.Add(v.Num.DivRound(v.Den, 30))
			}
			return total.Round(20)
		}
		for _, attribution := range []kpi.Attribution{kpi.BySaleDate, kpi.ByRefundDate} {
			opt.Attribution, opt.Completion = attribution, ""
			table, err := kpi.Cohorts(sales, returns, opt)
			if err != nil {
				t.Fatal(err)
			}
			var cm3, carried []kpi.Value
			var got int64
			for _, c := range table.Cohorts {
				cm3, carried = append(cm3, c.ToDate.CM3), append(carried, c.ToDate.Launch)
				got += c.Returned
				inLags := c.LateReturns
				for _, n := range c.Lags {
					inLags += n
				}
				if attribution == kpi.BySaleDate && inLags != c.Returned {
					t.Fatalf("%s: lags %v and %d late of %d", c.Sold, c.Lags, c.LateReturns, c.Returned)
				}
			}
			if len(table.Unmatched) != 0 || got != units || !sum(cm3...).Add(sum(carried...)).Equal(want) {
				t.Fatalf("%s: CM3 %s and launch %s, want %s; %d of %d units", attribution, sum(cm3...), sum(carried...), want, got, units)
			}
			var taken []kpi.Value
			for i, l := range table.Launch {
				taken = append(taken, l.Carried)
				if !sum(l.Carried, l.Open).Equal(opt.Launch[i].Amount.Decimal) {
					t.Fatalf("launch %+v", l)
				}
			}
			if !sum(taken...).Equal(sum(carried...)) {
				t.Fatalf("cohorts carry %s, launch says %s", sum(carried...), sum(taken...))
			}
			opt.Completion = ""
			again, err := kpi.Cohorts(rapid.Permutation(sales).Draw(t, "order"), rapid.Permutation(returns).Draw(t, "order"), opt)
			if err != nil || len(again.Cohorts) != len(table.Cohorts) {
				t.Fatal(err)
			}
			for i := range again.Cohorts {
				if order, ok := again.Cohorts[i].ToDate.CM3.Cmp(table.Cohorts[i].ToDate.CM3); !ok || order != 0 {
					t.Fatalf("in another order %s is %s", table.Cohorts[i].ToDate.CM3, again.Cohorts[i].ToDate.CM3)
				}
			}
		}
		// An estimate is never below what came back, nor above what was sold.
		opt.Attribution, opt.Completion = "", rapid.SampledFrom([]kpi.CohortCompletion{kpi.CompleteChainLadder, kpi.CompleteByUnits}).Draw(t, "completion")
		table, err := kpi.Cohorts(sales, returns, opt)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range table.Cohorts {
			least, okLeast := c.Completed.Units.Cmp(kpi.Exact(decimal.New(c.Returned, 0), kpi.Count, ""))
			most, _ := c.Completed.Units.Cmp(kpi.Exact(decimal.New(max(c.Units, c.Returned), 0), kpi.Count, ""))
			if okLeast && (least < 0 || most > 0) || c.Mature && least != 0 {
				t.Fatalf("%+v", c.Completed)
			}
		}
	})
}
