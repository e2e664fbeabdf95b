package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
)

// isTerminal reports whether a file is one that somebody looks at.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// progress shows how many rows are done, how many in a second, and how long it will
// take, on a terminal only. The bar is gone at the end.
func (w world) progress(rows int, what string) (advance, end func()) {
	if !w.terminal {
		return func() {}, func() {}
	}
	const width, often = 30, 100 * time.Millisecond // columns
	bar := progressbar.NewOptions(rows,
		progressbar.OptionSetWriter(w.stderr), progressbar.OptionSetDescription(what), progressbar.OptionSetWidth(width),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("rows"),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(often), progressbar.OptionClearOnFinish())
	_ = bar.RenderBlank() // a bar that cannot be drawn is no fault of the decisions
	const step = 256      // rows between two looks at the clock
	done := 0
	advance = func() {
		if done++; done%step == 0 {
			_ = bar.Add(step)
		}
	}
	return advance, func() { _ = bar.Finish() }
}
