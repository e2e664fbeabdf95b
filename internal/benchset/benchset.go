// Package benchset reads the files of real series by which the forecasts are judged:
// comma-separated text, perhaps compressed, one series a row with the columns
// id,set,m,mase_m,h,core,start,train,test. Tests and the benchmark program use it.
package benchset

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A Row is one series with the values that followed it.
type Row struct {
	ID, Set, Start string
	M              int  // seasonal period for modelling
	Lag            int  // lag of the scale of MASE, and period of Naive2
	H              int  // horizon
	Core           bool // a row on which the slow methods were measured
	Train, Test    []float64
}

var columns = []string{"id", "set", "m", "mase_m", "h", "core", "start", "train", "test"}

// Read yields the rows of r, which may be compressed with gzip. It stops at the
// first fault, which names its row.
func Read(r io.Reader) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		b := bufio.NewReader(r)
		var in io.Reader = b
		if head, _ := b.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
			z, err := gzip.NewReader(b)
			if err != nil {
				yield(Row{}, err)
				return
			}
			in = z
		}
		c := csv.NewReader(in)
		c.ReuseRecord = true
		head, err := c.Read()
		if err == nil && strings.Join(head, ",") != strings.Join(columns, ",") {
			err = errors.New("the columns must be " + strings.Join(columns, ","))
		}
		for n := 2; err == nil; n++ {
			var fields []string
			if fields, err = c.Read(); err == io.EOF {
				return
			}
			var row Row
			if err == nil {
				row, err = parse(fields)
			}
			if err != nil {
				err = fmt.Errorf("row %d: %w", n, err)
				break
			}
			if !yield(row, nil) {
				return
			}
		}
		yield(Row{}, err)
	}
}

func parse(f []string) (Row, error) {
	row := Row{ID: f[0], Set: f[1], Start: f[6], Core: f[5] == "1"}
	var err error
	for i, p := range []*int{&row.M, &row.Lag, &row.H} {
		if *p, err = strconv.Atoi(f[i+2]); err != nil {
			return row, fmt.Errorf("%s: %w", columns[i+2], err)
		}
	}
	if row.Train, err = Floats(f[7]); err != nil {
		return row, fmt.Errorf("train: %w", err)
	}
	if row.Test, err = Floats(f[8]); err != nil {
		return row, fmt.Errorf("test: %w", err)
	}
	if row.H != len(row.Test) {
		return row, fmt.Errorf("h is %d, test has %d values", row.H, len(row.Test))
	}
	return row, nil
}

// Floats parses values separated by spaces.
func Floats(text string) ([]float64, error) {
	words := strings.Fields(text)
	out := make([]float64, len(words))
	for i, w := range words {
		v, err := strconv.ParseFloat(w, 64)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// Shared returns the rows of one set of the shared data, and skips the test where
// that data is absent. core keeps only the rows on which the slow peers were
// measured. up is the way from the package of the test to the root of the project:
// "..".
func Shared(t testing.TB, up, file, set string, core bool) []Row {
	t.Helper()
	f, err := os.Open(Path(t, up, file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []Row
	for row, err := range Read(f) {
		if err != nil {
			t.Fatal(err)
		}
		if (set == "" || row.Set == set) && (row.Core || !core) {
			out = append(out, row)
		}
	}
	return out
}

// Path returns the path of a file of the shared data, and skips the test where it is
// absent.
func Path(t testing.TB, up, file string) string {
	t.Helper()
	path := filepath.Join(up, "..", "shared", "data", "forecast", file)
	if _, err := os.Stat(path); err != nil {
		t.Skip("the shared data is not here: " + file)
	}
	return path
}
