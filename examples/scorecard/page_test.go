package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// amountOf is an amount of the tests, in US dollars.
func amountOf(cents int64) figure { return money(decimal.New(cents, -2), fx.USD) }

func shareOf(basisPoints int64) figure {
	return figureOf(kpi.Exact(decimal.New(basisPoints, -4), kpi.Fraction, ""))
}

func countOf(n int64) figure { return figureOf(kpi.Exact(decimal.New(n, 0), kpi.Count, "")) }

// weekOf is a week of the tests, counted from the first Sunday of July 2025.
func weekOf(i int) dateRange {
	first := time.Date(2025, 7, 6, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 7*i)
	return dateRange{first.Format(time.DateOnly), first.AddDate(0, 0, 6).Format(time.DateOnly), 7}
}

// scoreRowOf is a metric of the tests: so many weeks around a centre, with an event, a
// week without stock, one without a number and, at the end, a signal.
func scoreRowOf(name, unit string, weeks int, show func(int64) figure, centre, spread int64, chart string) scoreRow {
	rng := rand.New(rand.NewPCG(uint64(centre), uint64(spread)))
	r := scoreRow{
		Code: strings.ReplaceAll(strings.ToLower(name), " ", "_"), Name: name, Owner: "Lin", Unit: unit, Target: "at least " + show(centre+spread/2).Text,
		Low: show(centre + spread/2), TargetState: "off_target", Centre: show(centre), Lower: show(centre - 3*spread), Upper: show(centre + 3*spread),
		Signal: "signal_worse", Status: "signal: worse, off target", Action: "act", Why: "something broke and the target is missed: find the cause now",
		Chart: chart, Standing: "firm", YearBefore: show(centre - spread),
	}
	for i := range weeks {
		p := scorePoint{Week: weekOf(i), Value: show(centre - spread + rng.Int64N(2*spread)), Lower: r.Lower, Upper: r.Upper}
		if chart == "p" {
			wide := spread * int64(2+i%3)
			p.Lower, p.Upper = show(centre-wide), show(centre+wide)
		}
		switch {
		case i == 20:
			p.Value, p.Excluded = show(centre+5*spread), "event"
		case i == 30:
			p.Value, p.Excluded = show(centre-4*spread), "stock_out"
		case i == 35:
			p.Value = figure{State: "incomplete", Unit: unit, Text: notKnown}
		case i >= weeks-2:
			p.Value, p.Signal = show(centre-4*spread+int64(i%7)), true
		}
		r.Points = append(r.Points, p)
	}
	r.Now, r.Before = r.Points[weeks-1].Value, r.Points[weeks-2].Value
	r.Signals = []string{"below the limits (" + weekOf(weeks-1).First + ")"}
	r.Sentence = name + " " + r.Now.Text + ", below its limits " + r.Lower.Text + " to " + r.Upper.Text + "; target " + r.Target + ": below; signal: below the limits"
	return r
}

// documentOf is a document of the tests with every part, of so many SKUs.
func documentOf(skus int) document {
	weeks := 52
	d := document{
		Title: "Scorecard of amazon-us, 2026-06-07 to 2026-07-04", Channel: "amazon-us", Currency: "USD", Folder: "reports",
		Period: dateRange{"2026-06-07", "2026-07-04", 28}, Base: &dateRange{"2026-05-10", "2026-06-06", 28},
		PeriodWhy: "the last four whole weeks of the settlements", BaseWhy: "the four weeks before",
		Summary: []finding{
			{"bad", "Operating profit fell by 4,120.35 USD to 21,503.18 USD.", "bridge"},
			{"look", "812.40 USD of fees were charged above what the tables give.", "fees"},
			{"good", "All 26 settlements add up to their deposits.", "settlements"},
			{"plain", "Duty is not known for 3 of 12 items.", "gaps"},
		},
		Ladder: ladder{Notes: []string{"Duty is not known for 3 items, which are 12.40% of net revenue: the profit is at most what is shown."}},
	}
	for i, h := range []struct {
		name   string
		now    figure
		before figure
		change figure
		better string
	}{
		{"Net revenue", amountOf(18_450_312), amountOf(19_120_450), shareOf(-350), "worse"},
		{"Operating profit", amountOf(2_150_318), amountOf(2_562_353), shareOf(-1608), "worse"},
		{"Contribution margin", shareOf(1563), shareOf(1712), figure{State: "defined", Number: "-0.0149", Unit: "fraction", Text: "-1.49 pp"}, "worse"},
		{"Units", countOf(9_214), countOf(8_870), shareOf(388), "better"},
		{"TACoS", shareOf(1120), shareOf(1131), figure{State: "defined", Number: "-0.0011", Unit: "fraction", Text: "-0.11 pp"}, "better"},
		{"Return rate", figure{State: "incomplete", Unit: "fraction", Text: notKnown, Missing: []string{"returned units"}}, figure{State: "incomplete", Text: notKnown}, figure{State: "incomplete"}, ""},
	} {
		d.Headline = append(d.Headline, headline{
			Code: strconv.Itoa(i), Name: h.name, Now: h.now, Before: h.before, Change: h.change, Better: h.better, Formula: "a - b",
			Inputs: []headlineInput{{Code: "gross_sales", Name: "Gross sales", Value: amountOf(20_000_000), Files: []string{"settlement-1.txt", "settlement-2.txt"}, More: 3, Rows: 1204}},
		})
	}
	d.Headline[1].Now.Bound, d.Headline[1].Now.Missing = atMost, []string{"duty of 3 items"}
	for _, s := range []struct {
		name, kind string
		now, was   int64
	}{{"Gross sales", "total", 20_000_000, 21_000_000}, {"Promotions", "minus", -512_300, -401_200}, {"Net revenue", "total", 19_487_700, 20_598_800}, {"Referral fees", "minus", -2_923_155, -3_089_820}, {"Fulfilment", "minus", -4_512_000, -4_390_500}, {"Operating profit", "total", 2_150_318, 2_562_353}} {
		d.Ladder.Steps = append(d.Ladder.Steps, ladderStep{Name: s.name, Kind: s.kind, Now: amountOf(s.now), Before: amountOf(s.was), Change: amountOf(s.now - s.was), Share: shareOf(s.now * 10000 / 19_487_700)})
	}
	for i := range weeks {
		d.Scorecard.Weeks = append(d.Scorecard.Weeks, weekOf(i))
	}
	d.Scorecard.Rows = []scoreRow{
		scoreRowOf("Net revenue", "amount", weeks, amountOf, 4_600_000, 210_000, "xmr"),
		scoreRowOf("Unit session percentage", "fraction", weeks, shareOf, 1240, 90, "xmr"),
		scoreRowOf("Order defect rate", "fraction", weeks, shareOf, 60, 12, "p"),
		scoreRowOf("Units", "count", weeks, countOf, 2300, 180, "xmr"),
		scoreRowOf("TACoS", "fraction", 9, shareOf, 1120, 40, "xmr"),
		scoreRowOf("Return rate", "fraction", 4, shareOf, 480, 30, "p"),
	}
	quiet := &d.Scorecard.Rows[3]
	quiet.Action, quiet.Status, quiet.Signals, quiet.Signal = "hold", "no signal, on target", nil, "no_signal"
	for i := range quiet.Points {
		quiet.Points[i].Signal = false
	}
	thin := &d.Scorecard.Rows[5]
	thin.Action, thin.Status, thin.Standing, thin.Target = "watch", "too little data", "too_little_data", ""
	thin.Low = figure{State: "incomplete"}
	thin.Lower, thin.Upper = figure{State: "incomplete", Text: notKnown}, figure{State: "incomplete", Text: notKnown}
	for i := range thin.Points {
		thin.Points[i].Lower, thin.Points[i].Upper, thin.Points[i].Excluded = thin.Lower, thin.Upper, ""
	}
	d.Scorecard.Rows[4].Action, d.Scorecard.Rows[4].Standing = "keep", "provisional"

	d.Bridge = bridgeOf(skus)
	for i := range 26 {
		d.Settlements.Checks = append(d.Settlements.Checks, settlementOf(i))
		if d.Settlements.Checks[i].Balanced {
			d.Settlements.Balanced++
		}
	}
	d.Settlements.Chain = []string{"Settlement 1007 holds back 420.00 USD, and 1008 pays 400.00 USD out of it: -20.00 USD."}
	d.Fees = feesOf(skus)
	d.Gaps = gaps{
		Allowed: 61, Blocked: 14,
		Missing: []missing{{"duty", "Duty", []string{"Landed cost", "Contribution margin"}, 9, "a costs file (-costs)"}, {"returns", "Returned units", nil, 4, "the FBA customer returns report"}},
		Checks: []dataCheck{
			{Code: "duty", Name: "Duty", Looked: 12, Faults: []dataFault{{"duty_missing", "SKU-00003", "costs.csv:4", "sold from abroad, and its duty is empty"}}},
			{Code: "outliers", Name: "Outliers of weight, cost and fees", Looked: 0, Why: "no file has weights"},
		},
		StockOuts: []stockOut{{"SKU-00002", "2026-03-01", "2026-03-19", 3, countOf(41)}},
	}
	d.Files = []filePart{
		{Name: "settlement-1.txt", Kind: "amazon settlement flat file v2", Bytes: 120_000, Encoding: "UTF-8", Separator: "tab", Decimal: "point", Rows: 12_041, Days: &dateRange{"2026-06-07", "2026-06-20", 14}, Used: "profit, reconciliation, fees"},
		{Name: "notes.csv", Faults: []string{"notes.csv: no kind of file has these columns"}, Notes: []string{"left out"}},
		{Name: "business.csv", Kind: "amazon business report", Encoding: "Windows-1252", Separator: "semicolon", Decimal: "comma", Rows: 840, Unknown: []string{"Sitzungen – Neu"}, Used: "traffic"},
	}
	d.LeftOut = []leftOut{{"other_currency", "settlement-ca.txt", 31, "rows in CAD"}}
	return d
}

// bridgeOf is a bridge of the tests: bars up and down, one known in part, one not known.
func bridgeOf(skus int) *bridge {
	b := &bridge{Measure: "operating profit", From: amountOf(2_562_353), To: amountOf(2_150_318), Start: amountOf(2_562_353), Others: 7, OthersChange: amountOf(-1_200), Change: amountOf(-412_035)}
	sum := int64(2_562_353)
	for _, bar := range []struct {
		name  string
		cents int64
		whole bool
	}{{"Volume", 151_200, true}, {"Mix", -42_310, true}, {"Price", -210_450, true}, {"Promotions", -88_000, true}, {"Product cost", 30_012, true}, {"Freight", -121_345, true}, {"Duty", -60_000, false}, {"Advertising", -74_142, true}, {"Exchange rates", 3_000, true}, {"Discontinued products", -3, true}, {"Not explained", 0, false}} {
		sum += bar.cents
		amount := amountOf(bar.cents)
		if bar.name == "Not explained" {
			amount = figure{State: "incomplete", Unit: "amount", Text: notKnown}
		}
		b.Bars = append(b.Bars, bridgeBar{Effect: strings.ToLower(bar.name), Name: bar.name, Amount: amount, Share: shareOf(-bar.cents * 10_000 / 412_035), Complete: bar.whole})
		b.Causes = append(b.Causes, bridgeCause{Name: bar.name, Amount: amount, Sentence: bar.name + " per unit of SKU-00001 rose from 2.10 to 2.85 USD on 1,200 units: " + amount.Text + ", 45% of the fall."})
	}
	b.End = amountOf(sum)
	for i := range skus {
		b.Items = append(b.Items, bridgeItem{SKU: fmt.Sprintf("SKU-%05d", i), Family: "lamps", Kind: "continuing", From: amountOf(500_000), To: amountOf(490_000), Change: amountOf(-10_000), Cause: "Freight", CauseAmount: amountOf(-9_000)})
	}
	b.Missing = []string{"actual duty of SKU-00003 (amazon-us)"}
	return b
}

func settlementOf(i int) settlement {
	s := settlement{
		ID: strconv.Itoa(1000 + i), Currency: "USD", Period: &dateRange{weekOf(2 * i).First, weekOf(2*i + 1).Last, 14}, Rows: 12_041,
		Sum: amountOf(7_412_030), Total: amountOf(7_412_030), Difference: amountOf(0), Balanced: true, Reserve: amountOf(-42_000),
		Lines: []settlementLine{{"gross_sales", "Gross sales", "gross_sales", 6000, amountOf(9_900_000)}, {"referral", "Referral fees", "channel_fees", 6041, amountOf(-2_487_970)}},
		Items: []settlementItem{{"SKU-00001", 410, 12, amountOf(810_000)}}, NoItem: amountOf(-3_900),
	}
	if i == 7 {
		s.Balanced, s.Total, s.Difference = false, amountOf(7_412_000), amountOf(30)
		s.Unmapped = []unmapped{{"other-transaction", "other", "New Fee 2026", 2, amountOf(-1_250), []string{"settlement-7.txt:88"}}}
		s.Findings = []reconcileFinding{{Code: "total_differs", Text: "the rows come to 74,120.30 and the total is 74,120.00", Count: 12_041, Amount: amountOf(30), Places: []string{"settlement-7.txt:2"}}}
	}
	return s
}

func feesOf(skus int) feePart {
	side := &feeSide{
		First: "2025-07-06", Last: "2026-07-04", Checked: 118_204, Agreed: 117_900, Charged: amountOf(61_204_050), Computed: amountOf(61_122_810), Difference: amountOf(81_240), Money: amountOf(81_240),
		Causes: []feeTotal{{"size_tier", "size tier", 2, amountOf(90_000), amountOf(0), amountOf(90_000)}, {"date", "tables of other days", 1, amountOf(0), amountOf(-8_760), amountOf(-8_760)}},
		Fees:   []feeTotal{{"fulfilment", "fulfilment fee", 3, amountOf(90_000), amountOf(-8_760), amountOf(81_240)}},
	}
	for i := range skus {
		side.Findings = append(side.Findings, feeFinding{
			SKU: fmt.Sprintf("SKU-%05d", i), Fee: "fulfilment", FeeName: "fulfilment fee", First: "2026-01-15", Last: "2026-07-04", Units: 1200, Charged: amountOf(565), Computed: amountOf(490),
			Each: amountOf(75), Money: amountOf(90_000), Cause: "size_tier", Why: "the fee of the size tier large standard instead of small standard", Do: "Ask for a new measurement.",
		})
	}
	return feePart{Charged: side, Gaps: []feeGaps{{"unknown_input", "the listing lacks its weight", 2, 310, amountOf(140_000), "SKU-00009, fulfilment fee: weight is missing (120 rows, 588.00 USD)"}}, Notes: []string{"The tables are those of the United States."}}
}
