package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/reprice"
)

// maxTold is how many faults of the catalogue are told on the terminal.
const maxTold = 10

// decide decides the catalogue and writes the files.
func (s *settings) decide(ctx context.Context, w world) (*summary, error) {
	file, err := os.Open(s.in)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	size, err := countRows(file)
	if err != nil {
		return nil, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("%s must be a file that can be read twice: %w", s.in, err)
	}
	r := job{ctx: ctx, s: s, w: w, rows: newRowReader(file), size: size, sum: newSummary(s.reviewMost), seen: newSeen(size)}
	defer r.files.remove()
	first, err := r.rows.next()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: row 1 must name the columns, the file is empty", s.in)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: row %d %w", s.in, r.rows.row, err)
	}
	if r.head, err = readHeader(first, s); err != nil {
		return nil, err
	}
	if size == 0 {
		return nil, fmt.Errorf("%s: must have rows below the names of the columns", s.in)
	}
	if err := r.open(); err != nil {
		return nil, err
	}
	if err := r.run(); err != nil {
		return nil, err
	}
	if err := r.finish(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return r.sum, r.files.commit()
}

// A job is one run over a catalogue.
type job struct {
	ctx   context.Context
	s     *settings
	w     world
	rows  *rowReader
	head  header
	size  int // rows below the header
	files outputs

	decisions, errors *table
	waiting           []pending // rows whose result has not come, in their order
	seen              seen
	read              int   // rows so far
	readErr           error // that ended the file
	toAudit           auditor
	sum               *summary
	told              int
}

// A pending row waits for its decision.
type pending struct {
	row    int
	sku    string
	faults strict.Faults // of a row that is not decided
	costs  []pricing.CostItem
	item   *reprice.Item // for the price file, nil without one
}

func (r *job) open() (err error) {
	titles := []string{
		"row", "sku", "channel", "action", "reason", "text", "currency", "from", "to", "asked", "least", "least_by", "most", "most_by",
		"profit_before", "profit_after", "margin_before", "margin_after", "missing",
	}
	if r.s.states {
		titles = append(titles, "state")
	}
	if r.decisions, err = r.files.open(r.s.out, titles...); err != nil {
		return err
	}
	if r.errors, err = r.files.open(r.s.errors, "row", "field", "sku", "value", "reason"); err != nil {
		return err
	}
	if r.s.audit != "" {
		r.toAudit = newAuditor(r.s.auditMost)
		return r.files.openFolder(r.s.audit)
	}
	return nil
}

// run decides row after row.
func (r *job) run() error {
	advance, end := r.w.progress(r.size, "deciding")
	defer end()
	began := time.Now()
	options := reprice.Options{Workers: r.s.workers, CatalogueSize: r.size}
	for d, err := range reprice.Batch(r.ctx, r.items(), r.s.rules, r.s.now, options) {
		refused := new(reprice.ItemError)
		if err != nil && !errors.As(err, &refused) {
			return err
		}
		p := r.waiting[0]
		r.waiting = r.waiting[1:]
		switch {
		case len(p.faults) > 0:
			r.fault(&p, p.faults)
		case err != nil:
			r.fault(&p, itemFaults(refused.Err, p.costs))
		default:
			if err := r.take(&p, &d); err != nil {
				return err
			}
		}
		advance()
	}
	if r.readErr != nil {
		return r.readErr
	}
	r.sum.took = time.Since(began)
	return r.ctx.Err()
}

// items yields an item for each row. A row with faults is an item without a SKU, which
// is never decided, so that every row has its result at its place.
func (r *job) items() iter.Seq[reprice.Item] {
	return func(yield func(reprice.Item) bool) {
		for {
			cells, err := r.rows.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if r.read++; r.read > r.size {
				r.readErr = errors.New(r.s.in + " has changed while it was read")
				return
			}
			p, item := pending{row: r.rows.row}, reprice.Item{}
			switch err {
			case nil:
				item, p.faults = readItem(&r.head, r.s, cells)
				r.checkTwice(&p, &item)
			case errQuote, errUTF8, errLong:
				p.faults.Add("", "", err.Error())
			default:
				r.readErr = err
				return
			}
			p.sku = item.SKU
			if len(p.faults) > 0 {
				item = reprice.Item{}
			}
			p.costs = item.Unit.Cost
			if r.s.audit != "" && len(p.faults) == 0 {
				kept := item
				p.item = &kept
			}
			r.waiting = append(r.waiting, p)
			if !yield(item) {
				return
			}
		}
	}
}

// checkTwice refuses a second row of the same SKU on the same channel, which would have
// two prices.
func (r *job) checkTwice(p *pending, item *reprice.Item) {
	if item.SKU == "" || item.Unit.Listing == nil {
		return
	}
	if before := r.seen.add(keyOf(item.SKU, item.Unit.Listing.Channel()), p.row); before > 0 {
		p.faults.Add("sku", item.SKU, "must be there once for each channel, is in row "+strconv.Itoa(before))
	}
}

// fault writes and counts what is wrong with a row.
func (r *job) fault(p *pending, faults strict.Faults) {
	r.sum.rows++
	r.sum.faulty++
	for _, f := range faults {
		r.errors.fault(p.row, f.Field, p.sku, f.Value, f.Reason)
		if r.told++; r.told > maxTold {
			continue
		}
		text := "row " + strconv.Itoa(p.row)
		if f.Field != "" {
			text += ", " + f.Field
		}
		text += ": " + f.Reason
		if f.Value != "" {
			text += ", got " + strconv.Quote(f.Value)
		}
		r.sum.faults = append(r.sum.faults, text)
	}
}

// take writes and counts a decision.
func (r *job) take(p *pending, d *reprice.Decision) error {
	r.sum.add(d)
	why := settled(d)
	asked := decimal.NullDecimal{}
	if d.Review != nil {
		asked = d.Review.Price
	}
	cells := []string{
		strconv.Itoa(p.row), d.SKU, d.Channel, string(d.Action), why.Code, why.Text, string(d.Currency),
		price(d.From), price(d.To), price(asked),
		price(d.Bounds.Least), d.Bounds.LeastBy, price(d.Bounds.Most), d.Bounds.MostBy,
		price(d.Before.Profit), price(d.After.Profit), plain(d.Before.Margin), plain(d.After.Margin), strings.Join(d.Missing, " "),
	}
	if r.s.states {
		state, err := json.Marshal(d.Next)
		if err != nil {
			return err
		}
		cells = append(cells, string(state))
	}
	r.decisions.write(cells...)
	if p.item != nil {
		r.toAudit.add(d, p.item)
	}
	if d.Review != nil {
		r.sum.ask(slim(d))
	}
	return r.decisions.err
}

// finish writes what is known only when all rows are decided.
func (r *job) finish() error {
	for _, text := range r.sum.faults {
		fmt.Fprintln(r.w.stderr, "reprice:", text)
	}
	if more := r.told - maxTold; more > 0 {
		text := fmt.Sprintf("and %s more", grouped(more))
		if r.s.errors == "" {
			text += ", which -errors FILE writes"
		}
		fmt.Fprintln(r.w.stderr, "reprice:", text)
	}
	if r.w.terminal {
		seconds := r.sum.took.Seconds()
		fmt.Fprintf(r.w.stderr, "%s rows in %.1f s, %s rows per second\n", grouped(r.sum.rows), seconds, grouped(int(float64(r.sum.rows)/max(seconds, 1e-9))))
	}
	review, err := r.files.open(r.s.review,
		"place", "sku", "channel", "gravity", "code", "codes", "text", "action", "currency", "from", "asked", "at_stake", "profit_before", "profit_after", "missing")
	if err != nil {
		return err
	}
	r.sum.reviews = r.sum.queue.Decisions()
	for i := range r.sum.reviews {
		d := &r.sum.reviews[i]
		review.write(
			strconv.Itoa(i+1), d.SKU, d.Channel, gravityText(d.Review.Gravity), d.Review.Code, strings.Join(d.Review.Codes, " "), d.Review.Text,
			string(d.Action), string(d.Currency), price(d.From), price(d.Review.Price), price(decimal.NewNullDecimal(d.Review.AtStake)),
			price(d.Before.Profit), price(d.After.Profit), strings.Join(d.Missing, " "),
		)
	}
	if r.s.audit == "" {
		return nil
	}
	r.sum.audited, err = r.toAudit.write(r.ctx, r.files.folder, r.s)
	return err
}

// slim is a decision without what the queue does not show, so that a long queue takes
// little memory.
func slim(d *reprice.Decision) reprice.Decision {
	// The text of a cell keeps that of its whole row, so it is copied.
	return reprice.Decision{
		SKU: strings.Clone(d.SKU), Channel: d.Channel, Currency: d.Currency, At: d.At, Action: d.Action, From: d.From,
		Before: d.Before, After: d.After, Missing: d.Missing, Review: d.Review,
	}
}

// settled is the reason that settled a decision: what a person is asked, or the last
// one.
func settled(d *reprice.Decision) (out struct{ Code, Text string }) {
	switch n := len(d.Reasons); {
	case d.Review != nil:
		out.Code, out.Text = d.Review.Code, d.Review.Text
	case n > 0:
		out.Code, out.Text = d.Reasons[n-1].Code, d.Reasons[n-1].Text
	}
	return out
}

func gravityText(g reprice.Gravity) string {
	switch g {
	case reprice.Routine:
		return "routine"
	case reprice.Caution:
		return "caution"
	case reprice.Serious:
		return "serious"
	case reprice.Critical:
		return "critical"
	}
	return strconv.Itoa(int(g))
}

// price is an amount in two decimals, "" for an unknown one.
func price(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return d.Decimal.StringFixed(2)
}

// plain is a number as it is, "" for an unknown one.
func plain(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return fx.Plain(d.Decimal)
}
