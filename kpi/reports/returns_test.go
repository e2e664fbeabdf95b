package reports_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/kpi/reports"
)

// sample opens a file of the shared samples, and skips the test without them.
func sample(t testing.TB, name string, opt reports.Options) *reports.File {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "..", "..", "shared", "samples", name))
	if err != nil {
		t.Skipf("the shared samples are not there: %v", err)
	}
	t.Cleanup(func() { file.Close() })
	opt.Name = name
	f, err := reports.Open(file, opt)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func open(t testing.TB, text string, opt reports.Options) *reports.File {
	t.Helper()
	f, err := reports.Open(strings.NewReader(text), opt)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// The sample of returns has one row, of a unit that cannot be sold again.
func TestReturnsSample(t *testing.T) {
	f := sample(t, "amazon_fba_customer_returns_us_2025.txt", reports.Options{Zone: reports.Pacific()})
	if f.Kind() != reports.CustomerReturns {
		t.Fatalf("kind %q", f.Kind())
	}
	n := 0
	for r, err := range f.Returns() {
		if err != nil {
			t.Fatal(err)
		}
		n++
		if got := r.Day.Format("2006-01-02"); got != "2025-06-05" || r.SKU != "SKU-PAD-1" || r.Units.Decimal.String() != "1" || r.Sellable() {
			t.Errorf("row %+v", r)
		}
	}
	if n != 1 {
		t.Errorf("%d rows, want 1", n)
	}
	if l := f.Layout(); len(l.Unknown) > 0 || l.Separator != '\t' || l.HeaderRow != 1 {
		t.Errorf("layout %+v", l)
	}
}
