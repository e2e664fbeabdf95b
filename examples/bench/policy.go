package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/forecast/stock"
	"github.com/shopspring/decimal"
)

// The trial of restock policies on a stock-out file: true demand of 428 days, reviews
// every two weeks, a lead time of a month that varies by a few days. Costs are those of
// a small item: what a lost sale loses, what a unit costs to buy, and what it costs to
// keep for a year, as a share.
const (
	policyKnown  = 120 // days that a policy knows before it begins
	policyReview = 14
	policyPaths  = 400
)

var (
	policyLead  = stock.LeadTime{Mean: 30, SD: 5}
	policyCosts = stock.Costs{Margin: decimal.NewFromInt(4), UnitCost: decimal.NewFromInt(5), CapitalRate: decimal.RequireFromString("0.3")}
	// policyServices are the services that policies aim at.
	policyServices = []float64{0.9, 0.95, 0.98}
)

// A policyScore is what a policy reached over all items.
type policyScore struct {
	Policy  string
	Service float64 // aimed at
	// Reached is the share of cycles without a lost sale, FillRate that of demand sold.
	Reached, FillRate float64
	// Stock is the mean stock in days of demand.
	Stock float64
	// Cost is that of holding and lost sales, as a share of the margin of all demand.
	Cost float64
}

// policies are the rules that are compared, by name.
func policies(service float64) []struct {
	name   string
	policy stock.Policy
} {
	return []struct {
		name   string
		policy stock.Policy
	}{
		{"mean + z sigma, all days", stock.SigmaRule{Service: service}},
		{"mean + z sigma, last 90 days", stock.SigmaRule{Service: service, Days: 90}},
		{"mean + z sigma, days in stock", stock.SigmaRule{Service: service, Days: 90, InStock: true}},
		{"paths of StockAware", stock.PathRule{Model: forecast.StockAware{}, Service: service, Paths: policyPaths}},
		{"paths of Intermittent", stock.PathRule{Model: forecast.Intermittent{}, Service: service, Paths: policyPaths}},
	}
}

// scorePolicies tries restock policies on the true demand of a stock-out file. Every
// item begins with the stock of its mean demand over the lead time and one review.
func scorePolicies(ctx context.Context, path string, most, workers int, done func()) ([]policyScore, error) {
	rows, err := readStockouts(path)
	if err != nil {
		return nil, err
	}
	if most > 0 && most < len(rows) {
		rows = rows[:most]
	}
	items := func(yield func(forecast.Item) bool) {
		for _, r := range rows {
			if !yield(forecast.Item{Name: r.ID, Series: forecast.Series{Values: append(append([]float64(nil), r.Demand...), r.Test...)}}) {
				return
			}
		}
	}
	var out []policyScore
	for _, service := range policyServices {
		for _, p := range policies(service) {
			score := policyScore{Policy: p.name, Service: service}
			var cycles, covered int
			var demand, sales, held, days float64
			cost := decimal.Zero
			try := func(i forecast.Item) (stock.Outcome, error) { return tryPolicy(p.policy, i.Series.Values) }
			for o, err := range forecast.Each(ctx, items, workers, try) {
				if err != nil {
					return nil, err
				}
				cycles += o.Cycles
				covered += o.Covered
				demand += o.Demand
				sales += o.Sales
				held += o.MeanStock * float64(o.Days)
				days = float64(o.Days)
				cost = cost.Add(o.Holding).Add(o.LostMargin)
				done()
			}
			score.Reached, score.FillRate = float64(covered)/float64(max(1, cycles)), sales/demand
			score.Stock = held / (demand / days) / days
			score.Cost = cost.Div(stock.Worth(demand, policyCosts.Margin)).InexactFloat64()
			out = append(out, score)
		}
	}
	return out, nil
}

// tryPolicy tries a policy on the demand of one item.
func tryPolicy(p stock.Policy, demand []float64) (stock.Outcome, error) {
	mean := stockoutSum(demand[:min(policyKnown, len(demand))]) / float64(min(policyKnown, len(demand)))
	return stock.Trial{
		Demand: demand, From: min(policyKnown, len(demand)-1), Stock: mean * (policyLead.Mean + policyReview),
		Review: policyReview, Lead: policyLead, Policy: p, Costs: policyCosts, Seed: 1,
	}.Run()
}

// scorePolicy prints the comparison.
func (s settings) scorePolicy(ctx context.Context, w world) (string, error) {
	rows, err := readStockouts(s.path)
	if err != nil {
		return "", fmt.Errorf("%s: %w", s.path, err)
	}
	n := len(rows)
	if s.rows > 0 {
		n = min(n, s.rows)
	}
	advance, end := w.progress(n*len(policyServices)*len(policies(0.5)), "trying")
	scores, err := scorePolicies(ctx, s.path, s.rows, s.workers, advance)
	end()
	if err != nil {
		return "", err
	}
	b := block{
		heading: "Restock policies",
		text: fmt.Sprintf("%d items with their true demand: %d days known, reviews every %d days, a lead time of %s, sales that stock cannot serve are lost. service is the share of cycles without a lost sale, fill rate that of demand sold, stock its mean in days of demand, cost that of holding (%s %% of the price of a unit a year) and of lost sales as a share of the margin of all demand.",
			n, policyKnown, policyReview, policyLead, policyCosts.CapitalRate.Shift(2)),
		titles: []string{"policy", "*aimed at", "*service", "*fill rate", "*stock", "*cost"},
	}
	for i, r := range scores {
		b.rows = append(b.rows, []string{r.Policy, strconv.FormatFloat(r.Service, 'f', 2, 64), three(r.Reached), three(r.FillRate), strconv.FormatFloat(r.Stock, 'f', 1, 64), three(r.Cost)})
		if i%len(policies(0.5)) >= 3 {
			b.ours = append(b.ours, i)
		}
	}
	return s.layOut([]block{b}), nil
}

func three(v float64) string { return strconv.FormatFloat(v, 'f', 3, 64) }
