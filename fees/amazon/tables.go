package amazon

import (
	"embed"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
)

//go:embed data/*.json
var files embed.FS

var shipped = sync.OnceValues(func() (*Tables, error) {
	names, err := fs.Glob(files, "data/*.json")
	if err != nil {
		return nil, err
	}
	readers := make([]io.Reader, 0, len(names))
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		readers = append(readers, strings.NewReader(string(data)))
	}
	return ReadTables(io.MultiReader(readers...))
})

// Tables are the dated fee tables of Amazon US. The zero Tables has none, so
// that every look-up fails with a *fees.NoTableError. Tables are immutable.
type Tables struct {
	all []tableFile // in the order they were read

	referral       fees.Schedule[map[string]referralRule]
	closing        fees.Schedule[map[string]flatFee]
	individualPlan fees.Schedule[fees.Curve]
	refundAdmin    fees.Schedule[refundRules]
	sizeTiers      fees.Schedule[sizeRules]
	fulfillment    map[Class]fees.Schedule[rateCard]
	fuelSurcharge  fees.Schedule[fuelRule]
	overmax        fees.Schedule[overmaxRule]
	sippDiscount   fees.Schedule[[]weightFee]
	packaging      fees.Schedule[packagingRule]
}

// ShippedTables returns the tables that come with this release. The error is
// nil unless the release itself is broken.
func ShippedTables() (*Tables, error) { return shipped() }

// ReadTables reads one or more fee tables, JSON objects one after the other, in
// the format of the folder data. Unknown fields, missing sources, numbers out of
// bounds, bands that overlap or leave a gap, rows that are there twice and tables
// of one kind that overlap are *fx.InputError with the path
// "table-id.rows[3].fee"; all faults are reported at once. An error of the
// reader itself is returned as it is. To add tables to the shipped ones see [Tables.With].
func ReadTables(r io.Reader) (*Tables, error) {
	watched := &watchedReader{r: r}
	dec := json.NewDecoder(watched)
	dec.DisallowUnknownFields()
	var all []tableFile
	for {
		var f tableFile
		switch err := dec.Decode(&f); {
		case err == nil:
			all = append(all, f)
		case errors.Is(err, io.EOF):
			return build(all)
		case watched.err != nil:
			return nil, watched.err
		default:
			return nil, fx.NewInputError("table after "+lastID(all), "", "must be a fee table in JSON: "+err.Error())
		}
	}
}

// A watchedReader remembers the error of its reader, other than the end, so that
// it can be told from one of the JSON.
type watchedReader struct {
	r   io.Reader
	err error
}

func (w *watchedReader) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	return n, err
}

func lastID(all []tableFile) string {
	if len(all) == 0 {
		return "the start"
	}
	return all[len(all)-1].ID
}

// With returns these tables with newer ones added; a table with the same id is
// replaced. A nil newer adds nothing. Errors are those of [ReadTables].
func (t *Tables) With(newer *Tables) (*Tables, error) {
	if newer == nil {
		return t, nil
	}
	all := slices.Clone(t.all)
	for _, f := range newer.all {
		if i := slices.IndexFunc(all, func(old tableFile) bool { return old.ID == f.ID }); i >= 0 {
			all[i] = f
		} else {
			all = append(all, f)
		}
	}
	return build(all)
}

// Sources yields the source of every table, in the order they were read: those
// that [Tables.With] added come last.
func (t *Tables) Sources() iter.Seq[fees.Source] {
	return func(yield func(fees.Source) bool) {
		for _, f := range t.all {
			if source, _ := f.header(); !yield(source) {
				return
			}
		}
	}
}

// Categories yields the category keys of the referral table of a day in
// alphabetical order.
func (t *Tables) Categories(on time.Time) (iter.Seq[string], error) {
	table, err := t.referral.On(on)
	if err != nil {
		return nil, err
	}
	return slices.Values(slices.Sorted(maps.Keys(table.Rules))), nil
}

// build checks all tables and orders them by kind and date.
func build(all []tableFile) (*Tables, error) {
	t := &Tables{all: all, fulfillment: map[Class]fees.Schedule[rateCard]{}}
	b := builder{fulfillment: map[Class][]fees.Table[rateCard]{}}
	seen := map[string]bool{}
	for _, f := range all {
		if seen[f.ID] {
			b.faults = append(b.faults, fx.NewInputError(f.ID, "", "must not occur twice"))
		}
		seen[f.ID] = true
		b.add(f)
	}
	schedule(&b, &t.referral, "referral", b.referral)
	schedule(&b, &t.closing, "closing", b.closing)
	schedule(&b, &t.individualPlan, "individual_plan", b.individualPlan)
	schedule(&b, &t.refundAdmin, "refund_admin", b.refundAdmin)
	schedule(&b, &t.sizeTiers, "size_tiers", b.sizeTiers)
	for _, class := range slices.Sorted(maps.Keys(b.fulfillment)) {
		var s fees.Schedule[rateCard]
		schedule(&b, &s, "fulfillment/"+string(class), b.fulfillment[class])
		t.fulfillment[class] = s
	}
	schedule(&b, &t.fuelSurcharge, "fuel_surcharge", b.fuelSurcharge)
	schedule(&b, &t.overmax, "overmax", b.overmax)
	schedule(&b, &t.sippDiscount, "sipp_discount", b.sippDiscount)
	schedule(&b, &t.packaging, "packaging", b.packaging)
	if len(b.faults) > 0 {
		return nil, errors.Join(b.faults...)
	}
	return t, nil
}

func schedule[T any](b *builder, into *fees.Schedule[T], kind string, tables []fees.Table[T]) {
	s, err := fees.NewSchedule(Channel, kind, tables)
	if err != nil {
		b.faults = append(b.faults, err)
	}
	*into = s
}
