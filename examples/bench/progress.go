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

// progress shows how many of n series are done, on a terminal only. The bar is gone at
// the end.
func (w world) progress(n int, what string) (advance, end func()) {
	if !w.terminal {
		return func() {}, func() {}
	}
	const width, often = 30, 100 * time.Millisecond // columns
	bar := progressbar.NewOptions(n,
		progressbar.OptionSetWriter(w.stderr), progressbar.OptionSetDescription(what), progressbar.OptionSetWidth(width),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("series"),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(often), progressbar.OptionClearOnFinish())
	_ = bar.RenderBlank() // a bar that cannot be drawn is no fault of the figures
	return func() { _ = bar.Add(1) }, func() { _ = bar.Finish() }
}
