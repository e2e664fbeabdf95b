package buffer_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx/buffer"
)

func TestQuantile(t *testing.T) {
	values := []float64{0.02, -0.01, 0.005, 0.0, 0.01}
	for _, row := range []struct {
		level, want float64
	}{
		{0.95, 0.018}, {0.90, 0.016}, // fx-var-02
		{0, -0.01}, {1, 0.02}, {0.5, 0.005}, {0.25, 0},
		{0.6, 0.007},
	} {
		got, err := buffer.Quantile(values, row.level)
		if err != nil || math.Abs(got-row.want) > 1e-15 {
			t.Errorf("%v: %v, %v, want %v", row.level, got, err, row.want)
		}
	}
	if values[0] != 0.02 {
		t.Error("the values were sorted in place")
	}
	if got, err := buffer.Quantile([]float64{3}, 0.99); got != 3 || err != nil {
		t.Errorf("of one value: %v, %v", got, err)
	}
}

func TestQuantileFaults(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, row := range []struct {
		values []float64
		level  float64
		want   []string
	}{
		{nil, 0.5, []string{"values"}},
		{[]float64{1, nan, inf}, 0.5, []string{"values[1]"}},
		{[]float64{1, 2, -inf}, 1.5, []string{"values[2]", "level"}},
		{[]float64{1}, nan, []string{"level"}},
		{[]float64{1}, -0.1, []string{"level"}},
	} {
		_, err := buffer.Quantile(row.values, row.level)
		if diff := cmp.Diff(row.want, paths(t, err)); diff != "" {
			t.Errorf("%v at %v: %s", row.values, row.level, diff)
		}
	}
}

// The values of tables of the normal and of Student's t distribution.
func TestDistributions(t *testing.T) {
	for _, row := range []struct {
		level, nu, want, within float64
	}{
		{0.95, 0, 1.6448536270, 1e-9}, {0.99, 0, 2.3263478740, 1e-9}, {0.975, 0, 1.959963985, 1e-9}, {0.5, 0, 0, 0}, {0.05, 0, -1.6448536270, 1e-9},
		{0.95, 5, 2.015048, 5e-7}, {0.99, 5, 3.364930, 5e-7},
		{0.975, 1, 12.7062047, 1e-7}, {0.95, 2, 2.9199856, 1e-7}, {0.99, 30, 2.4572615, 1e-7}, {0.995, 10, 3.1692727, 1e-7},
		{0.6, 1, 0.3249197, 1e-7}, {0.75, 3, 0.7648923, 1e-7}, {0.95, 120, 1.6576509, 1e-7}, {0.9995, 4, 8.6103016, 1e-7},
		{0.5, 5, 0, 1e-15}, {0.05, 5, -2.015048, 5e-7},
		// Close to the middle it is the distance from it over the density there.
		{0.5 + 1e-9, 5, 1e-9 / 0.3796066898, 1e-15},
		// With one degree the quantile is tan(pi*(level-1/2)).
		{0.999999, 1, math.Tan(math.Pi * (0.999999 - 0.5)), 1e-3},
	} {
		got, err := buffer.NormalQuantile(row.level)
		if row.nu > 0 {
			got, err = buffer.StudentQuantile(row.level, row.nu)
		}
		if err != nil || !(math.Abs(got-row.want) <= row.within) {
			t.Errorf("level %v, nu %v: %v, %v, want %v", row.level, row.nu, got, err, row.want)
		}
	}
	// Many degrees are nearly the normal distribution.
	student, _ := buffer.StudentQuantile(0.95, buffer.MaxDegrees)
	normal, _ := buffer.NormalQuantile(0.95)
	if math.Abs(student-normal) > 0.002 || student < normal {
		t.Errorf("t %v, normal %v", student, normal)
	}
}

func TestDistributionFaults(t *testing.T) {
	for _, level := range []float64{0, 1, -1, 2, math.NaN(), math.Inf(1)} {
		if _, err := buffer.NormalQuantile(level); !cmp.Equal([]string{"level"}, paths(t, err)) {
			t.Errorf("%v: %v", level, err)
		}
		for _, nu := range []float64{0, -1, 1001, math.NaN(), math.Inf(1)} {
			if _, err := buffer.StudentQuantile(level, nu); !cmp.Equal([]string{"level", "nu"}, paths(t, err)) {
				t.Errorf("%v, %v: %v", level, nu, err)
			}
		}
	}
	// At the edges it still ends, with a number.
	for _, level := range []float64{1e-300, 1e-16, 1 - 1e-16} {
		for _, nu := range []float64{1e-3, 0.5, 1000} {
			if got, err := buffer.StudentQuantile(level, nu); err != nil || math.IsNaN(got) {
				t.Errorf("%v, %v: %v, %v", level, nu, got, err)
			}
		}
	}
}
