package main

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/lianxing/crossborder/internal/benchset"
)

// timeModels fits each model to each row and forecasts with the 95 % interval (the
// quantiles of counts on sets of counts), one after the other on one core, and says how
// long a series took and what it allocated: lines of the name, milliseconds, allocations
// and kilobytes, separated by tabs. A model that cannot be fitted to a row has its
// time counted all the same.
func timeModels(ctx context.Context, models []namedModel, rows []benchset.Row, intermittent bool, now func() time.Time) (string, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	levels := intervalLevels
	if intermittent {
		levels = countLevels
	}
	out := []string{"model\tms\tallocations\tkB"}
	for _, m := range models {
		pass := func() error {
			for _, row := range rows {
				if err := ctx.Err(); err != nil {
					return err
				}
				_, _, _ = fitAndForecast(m.model, seriesOf(row, intermittent), row.H, levels)
			}
			return nil
		}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := now()
		err := pass()
		elapsed := now().Sub(start)
		runtime.ReadMemStats(&after)
		if err != nil {
			return "", err
		}
		n := float64(len(rows))
		out = append(out, fmt.Sprintf("%s\t%.4f\t%.0f\t%.1f", m.name, float64(elapsed.Nanoseconds())/1e6/n,
			float64(after.Mallocs-before.Mallocs)/n, float64(after.TotalAlloc-before.TotalAlloc)/n/1024))
	}
	return strings.Join(out, "\n") + "\n", nil
}
