package forecast

import (
	"os"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/internal/benchset"
)

// classic returns one of the series that come with R, and skips the test where the
// shared data is absent.
func classic(t testing.TB, name string) []float64 {
	t.Helper()
	text, err := os.ReadFile(benchset.Path(t, "..", "classics.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if f := strings.Split(strings.TrimSpace(line), ","); f[0] == name {
			x, err := benchset.Floats(strings.Trim(f[3], `"`))
			if err != nil {
				t.Fatal(err)
			}
			return x
		}
	}
	t.Fatal("no series " + name)
	return nil
}
