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

// progress shows how many of the bytes are read, how many in a second, and how long it
// will take, on a terminal only. The bar is gone at the end.
func (w world) progress(bytes int64, what string) (read func(n int), end func()) {
	if !w.terminal || bytes == 0 {
		return func(int) {}, func() {}
	}
	const width, often = 30, 100 * time.Millisecond // columns
	bar := progressbar.NewOptions64(bytes,
		progressbar.OptionSetWriter(w.stderr), progressbar.OptionSetDescription(what), progressbar.OptionSetWidth(width),
		progressbar.OptionShowBytes(true), progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(often), progressbar.OptionClearOnFinish())
	_ = bar.RenderBlank() // a bar that cannot be drawn is no fault of the figures
	return func(n int) { _ = bar.Add(n) }, func() { _ = bar.Finish() }
}

// counting is progress by another unit than bytes.
func (w world) counting(n int, what, unit string) (advance, end func()) {
	if !w.terminal {
		return func() {}, func() {}
	}
	const width, often = 30, 100 * time.Millisecond // columns
	bar := progressbar.NewOptions(n,
		progressbar.OptionSetWriter(w.stderr), progressbar.OptionSetDescription(what), progressbar.OptionSetWidth(width),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString(unit),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(often), progressbar.OptionClearOnFinish())
	_ = bar.RenderBlank() // as above
	return func() { _ = bar.Add(1) }, func() { _ = bar.Finish() }
}
