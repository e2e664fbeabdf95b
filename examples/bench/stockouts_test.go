package main

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianxing/crossborder/internal/benchset"
)

// The measures are those of facts 3.10: the plain means give its figures. Ours reach
// the targets: 0.22 and 5 %.
func TestScoreStockouts(t *testing.T) {
	scores, err := scoreStockouts(benchset.Path(t, "../..", "stockout_daily.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	if len(scores) != 3 {
		t.Fatalf("%d scores", len(scores))
	}
	for _, s := range scores[1:] {
		for name, got := range map[string]float64{"total": s.Total, "bias": s.Bias, "mase": s.MASE} {
			if want, ok := peerFigure(true, name, "stockout_daily", s.Method); !ok || math.Abs(got-want) > 0.0005 {
				t.Errorf("%s of %s is %v, the facts say %v", name, s.Method, got, want)
			}
		}
	}
	if s := scores[0]; s.Total > 0.2205 || math.Abs(s.Bias) > 0.05 || math.Abs(s.Below95-0.95) > 0.03 {
		t.Errorf("%+v misses its target", s)
	}
}

func TestReadStockoutsRefuses(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"columns", "a,b\n", "columns"},
		{"number", "id,h,avail,sales,test,demand\na,1,1,x,1,1\n", "row 2: sales"},
		{"horizon", "id,h,avail,sales,test,demand\na,2,1,1,1,1\n", "row 2: h is 2"},
		{"horizon no number", "id,h,avail,sales,test,demand\na,,1,1,1,1\n", "row 2: h"},
		{"lengths", "id,h,avail,sales,test,demand\na,1,1 1,1,1,1\n", "row 2: avail"},
	} {
		path := filepath.Join(t.TempDir(), "set.csv")
		if err := os.WriteFile(path, []byte(tc.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readStockouts(path); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v, want it to name %q", tc.name, err, tc.want)
		}
	}
	if _, err := readStockouts(filepath.Join(t.TempDir(), "none.csv.gz")); err == nil {
		t.Error("a file that is not there is read")
	}
}
