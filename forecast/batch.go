package forecast

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"strconv"
	"sync"

	"github.com/lianxing/crossborder/fx"
)

// An Item is a series with its name.
type Item struct {
	Name   string
	Series Series
}

// A SeriesError says which series of a batch had the error.
type SeriesError struct {
	// Index is the place of the series in the input, counted from 0, Name its name.
	Index int
	Name  string
	Err   error
}

// Error returns the message: `forecast: series 7 (MUG-1): …`.
func (e *SeriesError) Error() string {
	return "forecast: series " + strconv.Itoa(e.Index) + " (" + e.Name + "): " + e.Err.Error()
}

// Unwrap returns Err.
func (e *SeriesError) Unwrap() error { return e.Err }

// maxWorkers bounds the goroutines of a batch.
const maxWorkers = 1 << 12

// Each does the same with many series on all cores: forecast them, back-test them, plan
// their stock. do is called from several goroutines and gives one result for each item,
// in the order of the input, so that sums over them do not depend on the cores. workers
// is the number of goroutines, 0 for one on each core. An error of do comes as a
// [*SeriesError], and the next series follows.
//
// The input is read in the goroutine that ranges over the results, two items ahead for
// each worker, and nothing is kept of a result that was taken, so a catalogue of any
// length needs the memory of a few series. When the context is done the last result is
// its error. Leaving the loop early ends all work before the loop is left. A panic of do
// goes to the goroutine that ranges, after the results before it.
//
// Faults of the arguments are the only result: an [*fx.InputError] at "ctx", "items",
// "do" or "workers".
func Each[T any](ctx context.Context, items iter.Seq[Item], workers int, do func(Item) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		if err := checkEach(ctx, items == nil, workers, do == nil); err != nil {
			yield(zero, err)
			return
		}
		if workers == 0 {
			workers = runtime.GOMAXPROCS(0)
		}
		type job struct {
			index  int
			item   Item
			result T
			err    error
			panics any
			done   chan struct{}
		}
		work := make(chan *job)
		var group sync.WaitGroup
		for range workers {
			group.Go(func() {
				for j := range work {
					func() {
						defer close(j.done)
						defer func() { j.panics = recover() }()
						j.result, j.err = do(j.item)
					}()
				}
			})
		}
		defer group.Wait()
		defer close(work)

		var pending []*job // in the order of the input
		take := func() bool {
			j := pending[0]
			pending = pending[1:]
			<-j.done
			if j.panics != nil {
				panic(j.panics)
			}
			if j.err != nil {
				j.err = &SeriesError{Index: j.index, Name: j.item.Name, Err: j.err}
			}
			return yield(j.result, j.err)
		}
		index := 0
		for item := range items {
			if ctx.Err() != nil {
				break
			}
			j := &job{index: index, item: item, done: make(chan struct{})}
			index++
			select {
			case work <- j:
			case <-ctx.Done():
				yield(zero, ctx.Err())
				return
			}
			if pending = append(pending, j); len(pending) > 2*workers && !take() {
				return
			}
		}
		for len(pending) > 0 && ctx.Err() == nil {
			if !take() {
				return
			}
		}
		if ctx.Err() != nil {
			yield(zero, ctx.Err())
		}
	}
}

func checkEach(ctx context.Context, noItems bool, workers int, noDo bool) error {
	var faults []error
	for _, f := range []struct {
		field string
		bad   bool
	}{{"ctx", ctx == nil}, {"items", noItems}, {"do", noDo}} {
		if f.bad {
			faults = append(faults, fx.NewInputError(f.field, "", "must not be nil"))
		}
	}
	if workers < 0 || workers > maxWorkers {
		faults = append(faults, fx.NewInputError("workers", strconv.Itoa(workers), "must be from 0 to "+strconv.Itoa(maxWorkers)))
	}
	return errors.Join(faults...)
}
