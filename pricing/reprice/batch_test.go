package reprice_test

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// many yields n items whose SKU is their place, and counts those that were read.
func many(n int, read *int) iter.Seq[reprice.Item] {
	return func(yield func(reprice.Item) bool) {
		for i := range n {
			*read++
			item := plain("20", "19")
			item.SKU = strconv.Itoa(i)
			if !yield(item) {
				return
			}
		}
	}
}

// noLeak fails when goroutines are left over.
func noLeak(t *testing.T) {
	t.Helper()
	before := runtime.NumGoroutine()
	t.Cleanup(func() {
		for range 200 { // one that has done its work may need a moment to be gone
			if runtime.NumGoroutine() <= before {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
	})
}

func TestBatchOrder(t *testing.T) {
	noLeak(t)
	for _, n := range []int{0, 1, 31, 32, 33, 1000} {
		read, i := 0, 0
		for d, err := range reprice.Batch(context.Background(), many(n, &read), beat(reprice.Guards{}), noon, reprice.Options{Workers: 3}) {
			if err != nil || d.SKU != strconv.Itoa(i) {
				t.Fatalf("%d: %s, %v", i, d.SKU, err)
			}
			i++
		}
		if i != n || read != n {
			t.Errorf("%d results of %d read, want %d", i, read, n)
		}
	}
}

// A bad item is named and the next one follows.
func TestBatchBadItem(t *testing.T) {
	items := func(yield func(reprice.Item) bool) {
		for i := range 100 {
			item := plain("20", "19")
			if item.SKU = strconv.Itoa(i); i%40 == 5 {
				item.Current = set("-3")
			}
			if !yield(item) {
				return
			}
		}
	}
	var bad []string
	good := 0
	for _, err := range reprice.Batch(context.Background(), items, beat(reprice.Guards{}), noon, reprice.Options{}) {
		var at *reprice.ItemError
		switch {
		case err == nil:
			good++
		case errors.As(err, &at):
			bad = append(bad, err.Error())
			var in *fx.InputError
			if !errors.As(err, &in) || in.Field != "current" {
				t.Errorf("%v has no field", err)
			}
		default:
			t.Fatal(err)
		}
	}
	want := `item 5 (5): current must be above 0 and at most 1000000000, got "-3"`
	if good != 97 || len(bad) != 3 || bad[0] != want {
		t.Errorf("%d good, bad %q, want %q first", good, bad, want)
	}
}

// The loop can be left at any time: no goroutine stays, and not much more was read.
func TestBatchBreak(t *testing.T) {
	noLeak(t)
	for _, stop := range []int{0, 1, 32, 500} {
		read, i := 0, 0
		for range reprice.Batch(context.Background(), many(1e6, &read), beat(reprice.Guards{}), noon, reprice.Options{Workers: 2}) {
			if i++; i > stop {
				break
			}
		}
		if ahead := read - i; ahead > 6*32 {
			t.Errorf("left after %d: %d were read ahead", i, ahead)
		}
	}
}

// A context that ends is the last result.
func TestBatchCancel(t *testing.T) {
	noLeak(t)
	for _, stop := range []int{0, 7, 100} {
		ctx, cancel := context.WithCancel(context.Background())
		if stop == 0 {
			cancel()
		}
		read, i := 0, 0
		var last error
		for _, err := range reprice.Batch(ctx, many(1e6, &read), beat(reprice.Guards{}), noon, reprice.Options{Workers: 2}) {
			if last != nil {
				t.Fatal("a result after the error")
			}
			if last = err; err == nil {
				if i++; i == stop {
					cancel()
				}
			}
		}
		cancel()
		if !errors.Is(last, context.Canceled) || i != stop {
			t.Errorf("cancelled after %d: %d results, then %v", stop, i, last)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	read := 0
	var last error
	for _, err := range reprice.Batch(ctx, many(1<<30, &read), beat(reprice.Guards{}), noon, reprice.Options{}) {
		last = err
	}
	if !errors.Is(last, context.DeadlineExceeded) {
		t.Error(last)
	}
}

// A panic of a pricer comes out of the loop, after the results before it, as it would
// without a batch.
func TestBatchPanic(t *testing.T) {
	noLeak(t)
	rules := beat(reprice.Guards{})
	inner := rules.Pricer
	rules.Pricer = reprice.PricerFunc(func(v *reprice.View) (strategy.Proposal, error) {
		if v.Item.SKU == "70" {
			panic("no price for 70")
		}
		return inner.Propose(v)
	})
	read, i := 0, 0
	func() {
		defer func() {
			if got := recover(); got != "no price for 70" {
				t.Errorf("recovered %v", got)
			}
		}()
		for _, err := range reprice.Batch(context.Background(), many(1e6, &read), rules, noon, reprice.Options{Workers: 2}) {
			if err != nil {
				t.Fatal(err)
			}
			i++
		}
	}()
	if i != 70 {
		t.Errorf("%d results before the panic, want 70", i)
	}

	rules.Pricer = reprice.PricerFunc(func(*reprice.View) (strategy.Proposal, error) { runtime.Goexit(); panic("not here") })
	ended := make(chan bool, 1)
	go func() {
		defer func() { ended <- true }()
		for range reprice.Batch(context.Background(), many(1e3, &read), rules, noon, reprice.Options{Workers: 2}) {
			t.Error("a result of a pricer that never returns")
		}
		t.Error("the batch ends as if there were no more items")
	}()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Error("a pricer that ends its goroutine hangs the batch")
	}
}

// A panic of the input or of the loop ends the workers.
func TestBatchOtherPanics(t *testing.T) {
	noLeak(t)
	items := func(yield func(reprice.Item) bool) {
		for range 50 {
			if !yield(plain("20", "19")) {
				return
			}
		}
		panic("broken file")
	}
	for _, inLoop := range []bool{false, true} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			for range reprice.Batch(context.Background(), items, beat(reprice.Guards{}), noon, reprice.Options{}) {
				if inLoop {
					panic("loop")
				}
			}
		}()
	}
}

// The workers really work at the same time.
func TestBatchIsConcurrent(t *testing.T) {
	var inside, most atomic.Int32
	rules := beat(reprice.Guards{})
	rules.Pricer = reprice.PricerFunc(func(*reprice.View) (strategy.Proposal, error) {
		n := inside.Add(1)
		for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
		}
		time.Sleep(100 * time.Microsecond)
		inside.Add(-1)
		return strategy.Proposal{Wanted: dec("19")}, nil
	})
	read := 0
	for _, err := range reprice.Batch(context.Background(), many(400, &read), rules, noon, reprice.Options{Workers: 4}) {
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := most.Load(); got < 2 || got > 4 {
		t.Errorf("%d decisions at the same time, with 4 workers", got)
	}
}

func TestBatchRefuses(t *testing.T) {
	read := 0
	for _, tt := range []struct {
		items iter.Seq[reprice.Item]
		rules reprice.Rules
		o     reprice.Options
		want  []string
	}{
		{nil, beat(reprice.Guards{}), reprice.Options{}, []string{"items must not be nil"}},
		{many(1, &read), reprice.Rules{}, reprice.Options{Workers: -1}, []string{"rules.pricer", "workers"}},
		{many(1, &read), beat(reprice.House()), reprice.Options{}, []string{"catalogue_size must be above 0"}},
		{many(1, &read), beat(reprice.Guards{}), reprice.Options{CatalogueSize: -1}, []string{"catalogue_size"}},
	} {
		n := 0
		for _, err := range reprice.Batch(context.Background(), tt.items, tt.rules, noon, tt.o) {
			n++
			for _, want := range tt.want {
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("%v, want %s", err, want)
				}
			}
		}
		if n != 1 {
			t.Errorf("%d results, want 1", n)
		}
	}
	if read != 0 {
		t.Error("the input was read")
	}
}

// 20% of a catalogue of 9 is one change.
func TestCatalogueBreaker(t *testing.T) {
	for _, tt := range []struct{ size, changes int }{{9, 1}, {10, 2}, {4, 0}, {1000, 50}} {
		read, changes, reviews := 0, 0, 0
		rules := beat(reprice.Guards{CatalogueShare: dec("0.20")})
		for d, err := range reprice.Batch(context.Background(), many(50, &read), rules, noon, reprice.Options{CatalogueSize: tt.size}) {
			if err != nil {
				t.Fatal(err)
			}
			switch d.Action {
			case reprice.ActionChange:
				if changes++; reviews > 0 {
					t.Error("a change after the breaker")
				}
			case reprice.ActionReview:
				if reviews++; outcome(d) != "review 18.99 (catalogue_breaker)" || !d.Review.AtStake.Equal(dec("1.01")) {
					t.Errorf("%s, %s at stake", outcome(d), d.Review.AtStake)
				}
				if _, err := reprice.Approve(d, approval(d), noon); err != nil {
					t.Error(err)
				}
			}
		}
		if changes != tt.changes || reviews != 50-tt.changes {
			t.Errorf("catalogue of %d: %d changes, %d reviews, want %d changes", tt.size, changes, reviews, tt.changes)
		}
	}
}
