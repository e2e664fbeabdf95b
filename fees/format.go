package fees

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/lianxing/crossborder/fx"
)

// A Format is what the fee tables of one channel look like: its kinds of table,
// and the files that come with this release. A channel has one Format, made once
// by [NewFormat]; it is safe for concurrent use.
type Format struct {
	channel string
	kinds   []TableKind
	shipped func() (*Tables, error)
}

// NewFormat returns the Format of a channel. Files holds its shipped tables, one
// or more in every file named *.json; they are read when they are first asked for.
// Nil files ship none. Each kind has a name of its own.
func NewFormat(channel string, files fs.FS, kinds ...TableKind) *Format {
	f := &Format{channel: channel, kinds: slices.Clone(kinds)}
	f.shipped = sync.OnceValues(func() (*Tables, error) { return f.readFS(files) })
	return f
}

// Shipped returns the tables that come with this release. The error is nil
// unless the release itself is broken.
func (f *Format) Shipped() (*Tables, error) { return f.shipped() }

// Or returns t, or the shipped tables when t is nil. Tables of another channel
// are an *[fx.InputError].
func (f *Format) Or(t *Tables) (*Tables, error) {
	if t == nil {
		return f.shipped()
	}
	if t.format != f && t.format != nil {
		return nil, fx.NewInputError("tables", t.format.channel, "must be tables of "+f.channel)
	}
	if t.format == nil { // the zero Tables: its errors name this channel
		return &Tables{format: f}, nil
	}
	return t, nil
}

func (f *Format) readFS(files fs.FS) (*Tables, error) {
	var readers []io.Reader
	if files == nil {
		return f.Read(io.MultiReader())
	}
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".json") {
			return err
		}
		data, err := fs.ReadFile(files, path)
		readers = append(readers, bytes.NewReader(bytes.TrimPrefix(data, []byte(byteOrderMark))))
		return err
	})
	if err != nil {
		return nil, err
	}
	return f.Read(io.MultiReader(readers...))
}

const (
	byteOrderMark = "\xEF\xBB\xBF"
	// maxFaults is how many faults are listed at most.
	maxFaults = 1000
	// maxTablesBytes is how much is read at most.
	maxTablesBytes = 32 << 20
)

// Read reads one or more fee tables, JSON objects one after the other; see
// [TableFile] for what they look like. Unknown columns, names that are there
// twice, missing sources, numbers out of bounds, bands that overlap or leave a
// gap, and tables of one kind that overlap in time are *[fx.InputError] with the
// path "table-id.rows[3].fee"; all faults are reported at once, the first 1000
// of them. A table whose id cannot be read is "table[2]", counted from 0. No
// tables at all are no fault. An error of the reader itself is returned as it is.
//
// A byte order mark at the start is skipped. A table has at most 200,000 values,
// none longer than 10,000 bytes, and all of them together have at most 32 MiB.
func (f *Format) Read(r io.Reader) (*Tables, error) {
	watched := &watchedReader{r: r, left: maxTablesBytes}
	buffered := bufio.NewReader(watched)
	if start, err := buffered.Peek(len(byteOrderMark)); err == nil && string(start) == byteOrderMark {
		_, _ = buffered.Discard(len(byteOrderMark)) // what was peeked is there
	}
	dec := json.NewDecoder(buffered)
	var all []entry
	var faults []error
	last := "the start"
	for len(faults) < maxFaults {
		var raw json.RawMessage
		err := dec.Decode(&raw)
		if errors.Is(err, io.EOF) && watched.err == nil {
			break
		}
		if watched.err != nil {
			return nil, watched.err
		}
		if err != nil {
			faults = append(faults, fx.NewInputError("table after "+last, "", "must be a fee table in JSON: "+err.Error()))
			break
		}
		e, err := f.read(raw, "table["+strconv.Itoa(len(all))+"]")
		if err != nil {
			faults = append(faults, fx.Faults(err)...)
		}
		last = e.name
		all = append(all, e)
	}
	t, err := f.build(all)
	if err != nil {
		faults = append(faults, fx.Faults(err)...)
	}
	if len(faults) > maxFaults {
		faults = append(faults[:maxFaults], fx.NewInputError("tables", "", "must have fewer faults: only the first "+strconv.Itoa(maxFaults)+" are listed"))
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return t, nil
}

// read reads one table.
func (f *Format) read(raw json.RawMessage, place string) (entry, error) {
	n, err := parseNode(raw)
	if err != nil {
		return entry{name: place}, fx.NewInputError(place, "", err.Error())
	}
	file := openTable(n, place)
	ours := file.Channel == f.channel
	if !ours && file.Channel != "" {
		file.Head.Fault("channel", "must be "+strconv.Quote(f.channel))
	}
	e := entry{name: file.id, info: TableInfo{file.Source, file.Channel, file.Kind, file.Variant, file.Note, raw}}
	i := slices.IndexFunc(f.kinds, func(k TableKind) bool { return k.kindName() == file.Kind })
	if i < 0 {
		if file.Kind != "" {
			file.Head.Fault("kind", "must be a kind of "+f.channel+" table: "+f.kindNames())
		}
		return e, file.failed()
	}
	reason := f.kinds[i].wrongVariant(file.Variant)
	if reason != "" {
		file.Head.Fault("variant", reason)
	}
	if ours && reason == "" && file.hasDays() {
		e.kind = f.kinds[i]
	}
	e.rules = f.kinds[i].parse(file)
	file.close()
	return e, file.failed()
}

func (f *Format) kindNames() string {
	names := make([]string, len(f.kinds))
	for i, k := range f.kinds {
		names[i] = k.kindName()
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// A watchedReader remembers the error of its reader, other than the end, so that
// it can be told from one of the JSON, and gives up after too many bytes.
type watchedReader struct {
	r    io.Reader
	left int
	err  error
}

func (w *watchedReader) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	if w.left -= n; w.left < 0 {
		w.err = fx.NewInputError("tables", "", "must have at most "+strconv.Itoa(maxTablesBytes>>20)+" MiB")
		err = w.err
	}
	return n, err
}

// An entry is one table: its header, and its rows as rules.
type entry struct {
	name  string // names the table in faults
	info  TableInfo
	kind  TableKind // nil when the table belongs into no schedule
	rules any
}

// build orders the tables by kind, variant and date. A table whose place in that
// order cannot be read is left out of it: it overlaps with nothing.
func (f *Format) build(all []entry) (*Tables, error) {
	t := &Tables{format: f, all: all, schedules: map[scheduleKey]any{}}
	var faults []error
	groups := map[scheduleKey][]entry{}
	var order []scheduleKey
	seen := map[string]bool{}
	for _, e := range all {
		if id := e.info.Source.Table; id != "" && seen[id] {
			faults = append(faults, fx.NewInputError(id, "", "must not occur twice"))
		} else {
			seen[id] = true
		}
		if e.kind == nil {
			continue
		}
		key := scheduleKey{e.kind, e.info.Variant}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], e)
	}
	for _, key := range order {
		s, err := key.kind.schedule(f.channel, key, groups[key])
		if err != nil {
			faults = append(faults, err)
		}
		t.schedules[key] = s
	}
	return t, errors.Join(faults...)
}
