package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

// trafficJSON is a report that comes as JSON, which reports.Open does not open.
const trafficJSON reports.Kind = "amazon sales and traffic report (json)"

// A source is a file of the folder.
type source struct {
	path string
	part filePart
	kind reports.Kind
	// days are the days of a file that prints none: of the plan, or of its name.
	days     kpi.Period
	daysFrom string
	// first and last are the days of its rows.
	first, last time.Time
	summed      bool     // it is in the weekly figures
	columns     []string // that are understood
	// repeats are settlements that another file has.
	repeats map[string]bool
}

// saw widens the days of the rows.
func (s *source) saw(first, last time.Time) {
	if first.IsZero() || last.IsZero() {
		return
	}
	if s.first.IsZero() || first.Before(s.first) {
		s.first = first
	}
	if last.After(s.last) {
		s.last = last
	}
}

// span returns the days of the file, false where they are not known.
func (s *source) span() (kpi.Period, bool) {
	if s.days != (kpi.Period{}) {
		return s.days, true
	}
	return kpi.Period{First: s.first, Last: s.last}, !s.first.IsZero()
}

func (s *source) note(text string) {
	if !slices.Contains(s.part.Notes, text) {
		s.part.Notes = append(s.part.Notes, text)
	}
}

// mostFaults are listed for one file; those beyond are counted.
const mostFaults = 20

// fault notes a row that cannot be read. It is false for an error that ends the file.
func (s *source) fault(err error) bool {
	var read *reports.ReadError
	if !errors.As(err, &read) {
		return false
	}
	if len(s.part.Faults) < mostFaults {
		s.part.Faults = append(s.part.Faults, strings.TrimPrefix(err.Error(), "reports: "))
	} else {
		s.part.More++
	}
	return true
}

// openFolder lists the files of a folder by name, without those in skip, which were
// given in other ways. Folders in it and hidden files are not read.
func openFolder(dir string, p plan, skip ...string) ([]*source, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []*source
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		if !info.Mode().IsRegular() || strings.HasPrefix(e.Name(), ".") || slices.ContainsFunc(skip, func(name string) bool { return sameFile(name, info) }) {
			continue
		}
		s := &source{path: path, part: filePart{Name: e.Name(), Bytes: info.Size()}}
		if file, ok := p.files[e.Name()]; ok {
			s.days, s.daysFrom = file.days, "the plan"
		} else if days, ok := daysInName(e.Name()); ok {
			s.days, s.daysFrom = days, "its name"
		}
		out = append(out, s)
	}
	for name := range p.files {
		if !slices.ContainsFunc(out, func(s *source) bool { return s.part.Name == name }) {
			return nil, fx.NewInputError("files", name, "must be a file of the folder "+dir)
		}
	}
	return out, nil
}

func sameFile(name string, info os.FileInfo) bool {
	other, err := os.Stat(name)
	return name != "" && err == nil && os.SameFile(info, other)
}

var namedDays = regexp.MustCompile(`(?:^|[^0-9])(\d{4}-?\d{2}-?\d{2})(?:(?:_to_|_|-|\.\.)(\d{4}-?\d{2}-?\d{2}))?(?:[^0-9]|$)`)

// daysInName finds days in the name of a file: "business_2026-07-05_2026-07-11.csv", or
// one day.
func daysInName(name string) (kpi.Period, bool) {
	m := namedDays.FindStringSubmatch(name)
	if m == nil {
		return kpi.Period{}, false
	}
	if m[2] == "" {
		m[2] = m[1]
	}
	first, err1 := time.Parse("20060102", strings.ReplaceAll(m[1], "-", ""))
	last, err2 := time.Parse("20060102", strings.ReplaceAll(m[2], "-", ""))
	p := kpi.Period{First: first, Last: last}
	if err1 != nil || err2 != nil || p.Check() != nil {
		return kpi.Period{}, false
	}
	return p, true
}

// copies marks the files that are byte for byte another one: they would count twice.
func copies(ctx context.Context, all []*source) error {
	sizes := map[int64]int{}
	for _, s := range all {
		sizes[s.part.Bytes]++
	}
	seen := map[[sha256.Size]byte]string{}
	for _, s := range all {
		if sizes[s.part.Bytes] < 2 || s.part.Bytes == 0 {
			continue
		}
		f, err := os.Open(s.path)
		if err != nil {
			return err
		}
		sum := sha256.New()
		_, err = io.Copy(sum, &watched{ctx: ctx, r: f})
		if err = errors.Join(err, f.Close()); err != nil {
			return err
		}
		key := [sha256.Size]byte(sum.Sum(nil))
		if first, ok := seen[key]; ok {
			s.part.Used = "not read: it is a copy of " + first
			s.note("the same bytes as " + first)
			continue
		}
		seen[key] = s.part.Name
	}
	return nil
}

// watched is a reader that ends when the run is interrupted, and tells how far it is.
type watched struct {
	ctx  context.Context
	r    io.Reader
	read func(n int)
}

func (w *watched) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.r.Read(p)
	if w.read != nil {
		w.read(n)
	}
	return n, err
}

// open opens a file and finds out what it is. File is nil for one that is not known and
// for JSON, which in reads.
func (s *source) open(ctx context.Context, p plan, read func(int)) (file *reports.File, in io.Reader, done func() error, err error) {
	f, err := os.Open(s.path)
	if err != nil {
		return nil, nil, nil, err
	}
	buffered := bufio.NewReaderSize(&watched{ctx, f, read}, 1<<16)
	if head, _ := buffered.Peek(1 << 10); isTrafficJSON(head) {
		return nil, buffered, f.Close, nil
	}
	opt := reports.Options{Name: s.part.Name, Currency: p.currency, Zone: p.zone}
	file, err = reports.Open(buffered, opt)
	if err != nil {
		return nil, nil, f.Close, errors.Join(err)
	}
	return file, nil, f.Close, nil
}

func isTrafficJSON(head []byte) bool {
	text := strings.TrimLeft(strings.TrimPrefix(string(head), "\uFEFF"), " \t\r\n")
	return strings.HasPrefix(text, "{") && (strings.Contains(text, "GET_SALES_AND_TRAFFIC_REPORT") || strings.Contains(text, `"salesAndTraffic`))
}

// trafficDays reads the days that a sales and traffic report in JSON says it is of.
func (s *source) trafficDays() (kpi.Period, bool) {
	f, err := os.Open(s.path)
	if err != nil {
		return kpi.Period{}, false
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, 1<<12))
	if err != nil {
		return kpi.Period{}, false
	}
	day := func(name string) time.Time {
		_, rest, ok := strings.Cut(string(head), `"`+name+`"`)
		_, rest, _ = strings.Cut(rest, ":")
		var text string
		if !ok || json.NewDecoder(strings.NewReader(rest)).Decode(&text) != nil || len(text) < len(time.DateOnly) {
			return time.Time{}
		}
		t, err := time.Parse(time.DateOnly, text[:len(time.DateOnly)])
		if err != nil {
			return time.Time{}
		}
		return t
	}
	p := kpi.Period{First: day("dataStartTime"), Last: day("dataEndTime")}
	return p, p.Check() == nil
}

// layout writes down how a file was understood.
func (s *source) layout(l reports.Layout) {
	s.part.Encoding = string(l.Encoding)
	s.part.Separator = map[rune]string{',': "comma", ';': "semicolon", '\t': "tab"}[l.Separator]
	s.part.Decimal = map[reports.Mark]string{reports.Point: "point", reports.Comma: "comma"}[l.Decimal]
	s.part.Unknown, s.columns = l.Unknown, l.Columns
}
