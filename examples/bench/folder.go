package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/lianxing/crossborder/internal/benchset"
)

// The special files of the folder: promotions, and sales that stock-outs cut.
const (
	promoFile    = "oj_promo.csv.gz"
	stockoutFile = "stockout_daily.csv.gz"
)

// scoreFolder scores the models on every set of the folder of shared data, and the
// promotions and stock-outs besides.
func (s settings) scoreFolder(ctx context.Context, w world) (string, error) {
	jobs, err := s.folderJobs()
	if err != nil {
		return "", err
	}
	results, err := s.score(ctx, w, jobs)
	if err != nil {
		return "", err
	}
	special, reached, err := s.scoreSpecial()
	if err != nil {
		return "", err
	}
	model := s.models[0].name
	blocks := []block{aimsBlock(append(aims(results, model), reached...))}
	blocks[0].heading = "Aims of " + model
	for _, name := range regularMeasures {
		blocks = append(blocks, measureBlock(results, name, false, regularSets(), combinedSets))
	}
	for _, name := range countMeasures {
		b := measureBlock(results, name, false, countSets(), countSets())
		b.heading += ", counts"
		blocks = append(blocks, b)
	}
	if s.full {
		for _, name := range []string{"owa", "smape", "mase"} {
			b := measureBlock(results, name, true, completeSets, nil)
			b.heading += ", complete sets"
			blocks = append(blocks, b)
		}
	}
	return s.layOut(append(append(blocks, notesBlock(results)...), special...)), nil
}

// folderJobs reads the sets of the folder and returns what is to be scored: the core of
// every set, and with -full the complete sets that the peers were measured on. The first
// model is scored on all of them, the others on the sets of their kind.
func (s settings) folderJobs() ([]job, error) {
	files := map[string][]benchset.Row{}
	var jobs []job
	add := func(set seriesSet, full bool) error {
		path := filepath.Join(s.path, set.file)
		if files[path] == nil {
			rows, err := readRows(path)
			if err != nil {
				return err
			}
			files[path] = rows
		}
		rows, err := chooseRows(files[path], set.name, full, s.rows)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for i, j := range s.jobs(set, rows, full) {
			if i == 0 || set.intermittent == slices.Contains(countModels, j.name) {
				jobs = append(jobs, j)
			}
		}
		return nil
	}
	for _, set := range seriesSets {
		if err := add(set, false); err != nil {
			return nil, err
		}
	}
	for _, name := range completeSets {
		if set, _ := setNamed(name); s.full {
			if err := add(set, true); err != nil {
				return nil, err
			}
		}
	}
	return jobs, nil
}

// notesBlock says on how many series models failed.
func notesBlock(results []result) []block {
	var out []block
	for _, r := range results {
		if r.failed > 0 {
			out = append(out, block{text: fmt.Sprintf("On %d of the %d series of %s, %s could not be fitted and got the naive forecast.", r.failed, r.series, r.set, r.model)})
		}
	}
	return out
}

// scoreSpecial scores the panel of promotions and the model for stock-outs.
func (s settings) scoreSpecial() ([]block, []aim, error) {
	promo, err := scorePromo(filepath.Join(s.path, promoFile))
	if err != nil {
		return nil, nil, err
	}
	stock, err := scoreStockouts(filepath.Join(s.path, stockoutFile))
	if err != nil {
		return nil, nil, err
	}
	reached := []aim{
		{"wMAPE of promotions, medians of Panel", fmt.Sprintf("at most %.2f", aimPromo), three(promo.WMAPE), promo.WMAPE <= aimPromo},
		{"error of the 28-day total after stock-outs", fmt.Sprintf("at most %.2f", aimStockout), three(stock[0].Total), stock[0].Total <= aimStockout},
		{"bias after stock-outs", fmt.Sprintf("within %.2f", aimStockBias), three(stock[0].Bias), max(stock[0].Bias, -stock[0].Bias) <= aimStockBias},
	}
	a := block{
		heading: "Promotions",
		text:    fmt.Sprintf("%d store-brand pairs, weeks 153 to 160 with known prices, deals and features: one Panel over all pairs, grouped by brand. Its medians have the least absolute error, its means the least bias. The peers were measured on 150 of these pairs, which the data does not name.", promo.Pairs),
		titles:  []string{"method", "*wMAPE", "*bias"},
		rows:    [][]string{{"Panel, median", three(promo.WMAPE), three(promo.Bias)}, {"Panel, mean", three(promo.MeanWMAPE), three(promo.MeanBias)}},
		ours:    []int{0, 1},
	}
	a.peers("oj_promo", "wmape", "bias")
	b := block{
		heading: "Stock-outs",
		text:    fmt.Sprintf("%d items whose sales of 400 days were cut by stock-outs, judged by their true demand over the next 28 days. below .95 is the share of totals at or below their 0.95 quantile.", stock[0].Series),
		titles:  []string{"method", "*total", "*bias", "*MASE", "*below .95"},
		rows:    [][]string{{stock[0].Method, three(stock[0].Total), three(stock[0].Bias), three(stock[0].MASE), three(stock[0].Below95)}},
		ours:    []int{0},
	}
	b.peers("stockout_daily", "total", "bias", "mase")
	return []block{a, b}, reached, nil
}

// peers adds the figures of the peers on a set.
func (b *block) peers(set string, measures ...string) {
	for _, m := range peerMethods(true, measures[:1], []string{set}) {
		row := []string{m}
		for _, name := range measures {
			cell := ""
			if v, ok := peerFigure(true, name, set, m); ok {
				cell = measureNamed(name).text(v)
			}
			row = append(row, cell)
		}
		b.rows = append(b.rows, row)
	}
}
