package reprice

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// Options tunes [Batch]. The zero Options uses every core.
type Options struct {
	// Workers is how many decisions are made at the same time; 0 is one for each core
	// that the program may use. It changes no result.
	Workers int
	// CatalogueSize is how many items the whole catalogue has, which
	// [Guards.CatalogueShare] is counted of. 0 is unknown, which is an error with that
	// guard.
	CatalogueSize int
}

// An ItemError says which item could not be decided. Err is what [Decide] returns.
type ItemError struct {
	// Index is the place of the item in the input, from 0.
	Index int
	SKU   string
	Err   error
}

// Error says the place, the SKU and the fault.
func (e *ItemError) Error() string {
	return "item " + strconv.Itoa(e.Index) + " (" + e.SKU + "): " + e.Err.Error()
}

// Unwrap returns Err.
func (e *ItemError) Unwrap() error { return e.Err }

// chunkItems is how many items a worker takes at once.
const chunkItems = 32

// Batch decides items as [Decide] does, on all cores, and returns one result for each
// item in the order of the input. The results are the same for any number of workers.
// An item that cannot be decided gives an [*ItemError] and the next one follows.
//
// Once [Guards.CatalogueShare] of the catalogue is changed, rounded down to whole
// items, each further change becomes a review with its price.
//
// The input is read in the goroutine that ranges over the results, a bounded number
// of items ahead; nothing is kept of an item whose result was taken. When the context
// is done the last result is its error, at the next item or result; an input that
// blocks has to watch the context itself. Leaving the loop early ends all work before
// the loop is left. A panic of a pricer, a rule or the input goes to that goroutine
// as well, after the results before it.
//
// Faults of rules and options are the only result, joined: those of [Rules.Check], and
// [*fx.InputError]s at "ctx", "items", "workers" and "catalogue_size".
func Batch(ctx context.Context, items iter.Seq[Item], rules Rules, now time.Time, o Options) iter.Seq2[Decision, error] {
	return func(yield func(Decision, error) bool) {
		if err := checkBatch(ctx, items, &rules, o); err != nil {
			yield(Decision{}, err)
			return
		}
		workers := o.Workers
		if workers == 0 {
			workers = runtime.GOMAXPROCS(0)
		}
		b := &batch{ctx: ctx, rules: &rules, now: now, work: make(chan *chunk, 2*workers+1), yield: yield, left: changesAllowed(&rules, o)}
		b.full = fx.Percent(rules.Guards.CatalogueShare) + " of the catalogue is changed already"
		for range workers {
			b.workers.Go(b.decide)
		}
		defer b.workers.Wait()
		defer close(b.work)
		defer b.stop.Store(true)
		b.run(items, 2*workers+1)
	}
}

func checkBatch(ctx context.Context, items iter.Seq[Item], rules *Rules, o Options) error {
	err := fx.InField("rules", rules.Check())
	if ctx == nil {
		err = errors.Join(err, fx.NewInputError("ctx", "", "must not be nil"))
	}
	if items == nil {
		err = errors.Join(err, fx.NewInputError("items", "", "must not be nil"))
	}
	const most = 1 << 12
	if o.Workers < 0 || o.Workers > most {
		err = errors.Join(err, fx.NewInputError("workers", strconv.Itoa(o.Workers), "must be from 0 to "+strconv.Itoa(most)))
	}
	if o.CatalogueSize < 0 || o.CatalogueSize == 0 && rules.Guards.CatalogueShare.Sign() > 0 {
		err = errors.Join(err, fx.NewInputError("catalogue_size", strconv.Itoa(o.CatalogueSize), "must be above 0 with guards.catalogue_share"))
	}
	if err == nil {
		return nil
	}
	return errors.Join(fx.Faults(err)...)
}

// changesAllowed is how many changes the catalogue breaker lets through, -1 for all.
func changesAllowed(rules *Rules, o Options) int {
	share := rules.Guards.CatalogueShare
	if share.Sign() <= 0 {
		return -1
	}
	return int(decimal.NewFromInt(int64(o.CatalogueSize)).Mul(share).Floor().IntPart())
}

// A batch is one run of [Batch]. One goroutine reads the input, hands out chunks and
// gives the results on; it alone has pending, index and left.
type batch struct {
	ctx     context.Context
	rules   *Rules
	now     time.Time
	work    chan *chunk
	workers sync.WaitGroup
	stop    atomic.Bool // the results are no longer wanted
	yield   func(Decision, error) bool

	pending []*chunk // in the order of the input
	free    []*chunk
	index   int    // of the next result
	left    int    // changes that the catalogue breaker lets through, -1 for all
	full    string // says that it lets none through any more
}

// A chunk is some items that follow each other, and what comes of them.
type chunk struct {
	items   []Item
	results []result
	done    chan struct{}
	died    bool // the worker did not return, after the results that are there
	panic   any  // what it panicked with, nil when it ended its goroutine
}

type result struct {
	outcome
	err error
}

// run reads the input and gives the results on. At most so many chunks are under way.
func (b *batch) run(items iter.Seq[Item], most int) {
	filling := b.chunk()
	for item := range items {
		if b.ctx.Err() != nil {
			break
		}
		filling.items = append(filling.items, item)
		if len(filling.items) < chunkItems {
			continue
		}
		b.send(filling)
		if len(b.pending) == most && !b.take() {
			return
		}
		filling = b.chunk()
	}
	if len(filling.items) > 0 {
		b.send(filling)
	}
	for len(b.pending) > 0 {
		if !b.take() {
			return
		}
	}
	if err := b.ctx.Err(); err != nil {
		b.yield(Decision{}, err)
	}
}

// chunk returns an empty one.
func (b *batch) chunk() *chunk {
	if n := len(b.free); n > 0 {
		c := b.free[n-1]
		b.free = b.free[:n-1]
		return c
	}
	return &chunk{items: make([]Item, 0, chunkItems), results: make([]result, 0, chunkItems), done: make(chan struct{}, 1)}
}

// send hands a chunk to the workers. It never blocks: the channel has room for all
// that may be pending.
func (b *batch) send(c *chunk) {
	b.pending = append(b.pending, c)
	b.work <- c
}

// take waits for the oldest chunk and gives its results on. It is false when nothing
// more is wanted.
func (b *batch) take() bool {
	c := b.pending[0]
	b.pending = b.pending[:copy(b.pending, b.pending[1:])]
	<-c.done
	for i := range c.results {
		if err := b.ctx.Err(); err != nil {
			b.yield(Decision{}, err)
			return false
		}
		if !b.give(&c.results[i]) {
			return false
		}
	}
	if c.died && b.ctx.Err() == nil {
		if c.panic != nil {
			panic(c.panic)
		}
		runtime.Goexit()
	}
	clear(c.results)
	c.items, c.results = c.items[:0], c.results[:0]
	b.free = append(b.free, c)
	return true
}

// give yields one result, after the catalogue breaker.
func (b *batch) give(r *result) bool {
	index := b.index
	b.index++
	if r.err != nil {
		return b.yield(r.decision, &ItemError{index, r.decision.SKU, r.err})
	}
	if r.decision.Action == ActionChange && b.left >= 0 {
		if b.left == 0 {
			r.withhold(ReasonCatalogue, b.full)
		} else {
			b.left--
		}
	}
	return b.yield(r.decision, nil)
}

// decide is one worker.
func (b *batch) decide() {
	r := new(run)
	for c := range b.work {
		b.decideChunk(c, r)
	}
}

func (b *batch) decideChunk(c *chunk, r *run) {
	returned := false
	defer func() {
		if !returned {
			c.died, c.panic = true, recover()
		}
		*r = run{} // nothing is kept
		clear(c.items)
		c.done <- struct{}{}
	}()
	for i := range c.items {
		if b.stop.Load() || b.ctx.Err() != nil {
			break
		}
		res := &c.results[:i+1][i] // it has been cleared
		res.err = r.decide(&c.items[i], b.rules, b.now, &res.outcome)
		c.results = c.results[:i+1]
	}
	returned = true
}
