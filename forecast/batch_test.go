package forecast

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// manySeries yields n short series, and counts how many were read.
func manySeries(n int, read *atomic.Int64) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		for i := range n {
			if read != nil {
				read.Add(1)
			}
			x := make([]float64, 12)
			for t := range x {
				x[t] = float64(10 + (i*7+t*t)%13)
			}
			if !yield(Item{Name: "s" + strconv.Itoa(i), Series: Series{Values: x}}) {
				return
			}
		}
	}
}

// sesPoint forecasts one step; every tenth series fails.
func sesPoint(i Item) (float64, error) {
	if i.Name[len(i.Name)-1] == '9' {
		return 0, errors.New("no")
	}
	fit, err := SES{}.Fit(i.Series)
	if err != nil {
		return 0, err
	}
	f, err := fit.Forecast(1)
	return f.Point[0], err
}

// Any number of workers gives what a plain loop gives, in its order, errors included.
func TestEachIsTheLoop(t *testing.T) {
	var want []string
	for i := range manySeries(205, nil) {
		v, err := sesPoint(i)
		if err != nil {
			err = &SeriesError{Index: len(want), Name: i.Name, Err: err}
		}
		want = append(want, fmt.Sprint(v, err))
	}
	for _, workers := range []int{0, 1, 2, 3, 16, 500} {
		var got []string
		for v, err := range Each(context.Background(), manySeries(205, nil), workers, sesPoint) {
			got = append(got, fmt.Sprint(v, err))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d workers: %s", workers, diff)
		}
	}
	for range Each(context.Background(), manySeries(0, nil), 3, sesPoint) {
		t.Error("nothing has a result")
	}
}

// At most two items a worker are read ahead.
func TestEachReadsAhead(t *testing.T) {
	var read atomic.Int64
	taken := int64(0)
	for range Each(context.Background(), manySeries(500, &read), 4, sesPoint) {
		if taken++; read.Load() > taken+2*4+1 {
			t.Fatalf("%d items are read, %d results taken", read.Load(), taken)
		}
	}
	if taken != 500 {
		t.Errorf("%d results", taken)
	}
}

// Who leaves the loop or ends the context leaves no goroutine behind.
func TestEachEnds(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 20 {
		n := 0
		for range Each(context.Background(), manySeries(1000, nil), 4, sesPoint) {
			if n++; n == 5 {
				break
			}
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	var last error
	for _, err := range Each(ctx, manySeries(1_000_000, nil), 4, sesPoint) {
		if n++; n == 50 {
			cancel()
		}
		last = err
	}
	if !errors.Is(last, context.Canceled) || n > 51+9 {
		t.Errorf("after %d results: %v", n, last)
	}
	n = 0
	for _, err := range Each(ctx, manySeries(10, nil), 4, sesPoint) {
		if n++; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	if n != 1 {
		t.Errorf("%d results of a context that is done", n)
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// A panic reaches the loop after the results before it.
func TestEachPanics(t *testing.T) {
	n := 0
	defer func() {
		if r := recover(); r != "boom" || n != 7 {
			t.Errorf("%v after %d results", r, n)
		}
	}()
	for range Each(context.Background(), manySeries(100, nil), 3, func(i Item) (int, error) {
		if i.Name == "s7" {
			panic("boom")
		}
		return 0, nil
	}) {
		n++
	}
	t.Error("the panic is lost")
}

func TestEachRefuses(t *testing.T) {
	var none context.Context
	for range 2 {
		n := 0
		for _, err := range Each[int](none, nil, -1, nil) {
			if n++; !cmp.Equal(inputFields(err), []string{"ctx", "items", "do", "workers"}) {
				t.Error(err)
			}
		}
		if n != 1 {
			t.Errorf("%d results", n)
		}
	}
	if err := checkEach(context.Background(), false, maxWorkers+1, false); !cmp.Equal(inputFields(err), []string{"workers"}) {
		t.Error(err)
	}
	e := &SeriesError{Index: 7, Name: "MUG-1", Err: context.Canceled}
	if e.Error() != "forecast: series 7 (MUG-1): context canceled" || !errors.Is(e, context.Canceled) {
		t.Error(e)
	}
}

// A catalogue of 100,000 needs the memory of a few series: the figures are the heap
// before and at its highest.
func BenchmarkEach(b *testing.B) {
	for _, workers := range []int{1, 2} {
		b.Run(strconv.Itoa(workers), func(b *testing.B) {
			all, kept := 0, uint64(0)
			for b.Loop() {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				start, most := m.HeapAlloc, m.HeapAlloc
				n := 0
				for _, err := range Each(context.Background(), manySeries(100_000, nil), workers, func(i Item) (float64, error) {
					fit, err := Theta{}.Fit(i.Series)
					if err != nil {
						return 0, err
					}
					f, err := fit.Forecast(4, 0.025, 0.975)
					return f.Point[0], err
				}) {
					if err != nil {
						b.Fatal(err)
					}
					if n++; n%10_000 == 0 {
						runtime.GC()
						runtime.ReadMemStats(&m)
						most = max(most, m.HeapAlloc)
					}
				}
				all += n
				kept = max(kept, most-start)
			}
			b.ReportMetric(float64(kept)/1024, "kB-kept")
			b.ReportMetric(float64(all)/b.Elapsed().Seconds(), "series/s")
		})
	}
}
