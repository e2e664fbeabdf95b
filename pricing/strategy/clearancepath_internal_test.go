package strategy

import (
	"math"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
)

func TestCountPaths(t *testing.T) {
	for _, test := range []struct{ weeks, levels, want int }{
		{1, 1, 1}, {10, 1, 1}, {1, 5, 5}, {2, 2, 3}, {10, 4, 286}, {10, 7, 8008}, {26, 4, 3654}, {52, 3, 1431},
	} {
		if got := countPaths(test.weeks, test.levels); got != test.want {
			t.Errorf("%d weeks and %d levels make %d paths, want %d", test.weeks, test.levels, got, test.want)
		}
	}
	if countPaths(104, 100) <= maxPaths || countPaths(30, 5) <= maxPaths {
		t.Error("many paths count as few")
	}
}

// The programme finds what the trial of every path finds: the same figures when
// weekly sales are whole units, and otherwise all but what half a step of the stock
// in each week can hide, on either side.
func propProgramme(t *rapid.T) {
	cents := func(name string, low, high int64) decimal.Decimal {
		return decimal.New(rapid.Int64Range(low, high).Draw(t, name), -2)
	}
	c := Clearance{
		Currency: fx.USD, Stock: rapid.Int64Range(1, 300).Draw(t, "stock"), Weeks: rapid.IntRange(1, 6).Draw(t, "weeks"),
		Price: decimal.NewFromInt(20), Velocity: decimal.NewFromInt(rapid.Int64Range(1, 40).Draw(t, "velocity")), Elasticity: decimal.NewFromInt(-1),
		Salvage: cents("salvage", -300, 1000), FeePerUnit: cents("fee", 0, 300), AgeDays: 170,
		Holding: []AgeBucket{{0, cents("young", 0, 100)}, {181, cents("old", 0, 300)}},
	}
	for _, price := range []int64{10, 5, 4}[:rapid.IntRange(0, 3).Draw(t, "levels")] {
		c.Levels = append(c.Levels, Level{Price: decimal.NewFromInt(price)})
	}
	slack := 1e-9
	if !rapid.Bool().Draw(t, "whole sales") {
		c.Elasticity = cents("e", -400, -20)
		c.Velocity = cents("fine velocity", 50, 4000)
		step := c.Velocity.InexactFloat64() / 1000
		slack += 2 * float64(c.Weeks) * step * (20 + 10 + 3*float64(c.Weeks))
	}
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	levels := c.pathLevels()
	net := func(chosen []int) float64 {
		path := make([]pathLevel, len(chosen))
		for w, j := range chosen {
			if path[w] = levels[j]; w > 0 && j < chosen[w-1] {
				t.Fatalf("path %v rises", chosen)
			}
		}
		return c.follow(ExitPath, path).Net.InexactFloat64()
	}
	chosen, err := c.programme(levels)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := net(chosen), net(c.tryPaths(levels)); math.Abs(got-want) > slack {
		t.Fatalf("the programme brings %v, the best path %v", got, want)
	}
}

func TestProgramme(t *testing.T) { rapid.Check(t, propProgramme) }
func FuzzProgramme(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propProgramme)) }

// BenchmarkMarkdownPath compares the two ways to a path, where both can be gone, and
// shows the programme where there are too many paths.
func BenchmarkMarkdownPath(b *testing.B) {
	build := func(weeks, levels int) (Clearance, []pathLevel) {
		c := Clearance{
			Currency: fx.USD, Stock: 600, Weeks: weeks, Price: decimal.New(2499, -2), Velocity: decimal.NewFromInt(30),
			Elasticity: decimal.NewFromInt(-2), Salvage: decimal.NewFromInt(3),
			Holding: []AgeBucket{{0, decimal.New(10, -2)}, {181, decimal.New(40, -2)}}, AgeDays: 150,
		}
		for i := range levels - 1 {
			c.Levels = append(c.Levels, Level{Price: decimal.New(2399-100*int64(i), -2)})
		}
		return c, c.pathLevels()
	}
	few, fewLevels := build(10, 4)
	many, manyLevels := build(26, 10)
	b.Run("paths=286/impl=trial", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			few.tryPaths(fewLevels)
		}
	})
	for _, size := range []struct {
		name   string
		c      Clearance
		levels []pathLevel
	}{{"paths=286/impl=programme", few, fewLevels}, {"paths=70607460/impl=programme", many, manyLevels}} {
		b.Run(size.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := size.c.programme(size.levels); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("paths=286/whole=MarkdownPath", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := few.MarkdownPath(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
