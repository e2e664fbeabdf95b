package main

import (
	"os"

	"github.com/schollz/progressbar/v3"
)

// isTerminal reports whether a file is one that somebody looks at.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// progress shows how many of the steps are done, on a terminal only. The bar is gone
// when all are.
func (w world) progress(steps int, what string) (done func()) {
	if !w.terminal {
		return func() {}
	}
	const width = 30 // columns
	bar := progressbar.NewOptions(steps,
		progressbar.OptionSetWriter(w.stderr), progressbar.OptionSetDescription(what),
		progressbar.OptionSetWidth(width), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
	return func() { _ = bar.Add(1) } // a bar that cannot be drawn is no fault of the answer
}
