package reports_test

import (
	"testing"

	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

// Every line of a settlement belongs to an amount that package kpi knows.
func TestLineInputs(t *testing.T) {
	n := 0
	for line := range reports.Lines() {
		if line.Input() == "" {
			continue
		}
		n++
		in, err := kpi.FindInput(kpi.InputCode(line.Input()))
		if err != nil || in.Unit != kpi.Amount {
			t.Errorf("%s: %v, unit %q", line, err, in.Unit)
		}
	}
	if n < 40 {
		t.Errorf("%d lines have an input", n)
	}
}
