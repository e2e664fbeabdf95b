package ecb_test

import (
	"testing"
	"time"

	"github.com/lianxing/crossborder/examples/internal/ecb"
)

func TestRates(t *testing.T) {
	rates, err := ecb.Rates()
	if err != nil {
		t.Fatal(err)
	}
	first, last := rates.First().Format(time.DateOnly), rates.Last().Format(time.DateOnly)
	if first != "1999-01-04" || last != "2026-04-13" || rates.Source() != "European Central Bank" {
		t.Errorf("%s to %s from %q", first, last, rates.Source())
	}
}
