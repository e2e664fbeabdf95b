package benchset_test

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/internal/benchset"
)

const head = "id,set,m,mase_m,h,core,start,train,test\n"

func TestRead(t *testing.T) {
	text := head + "a1,quarters,4,4,2,1,2001-1,1 2.5 3,4 5\nb,weeks,52,1,1,0,,7,0\n"
	want := []benchset.Row{
		{ID: "a1", Set: "quarters", Start: "2001-1", M: 4, Lag: 4, H: 2, Core: true, Train: []float64{1, 2.5, 3}, Test: []float64{4, 5}},
		{ID: "b", Set: "weeks", M: 52, Lag: 1, H: 1, Train: []float64{7}, Test: []float64{0}},
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"plain": text, "gzip": packed.String()} {
		var got []benchset.Row
		for row, err := range benchset.Read(strings.NewReader(data)) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, row)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "EOF",
		"id,set\n":                           "the columns must be id,set,m,mase_m,h,core,start,train,test",
		head + "a,s,4,4,1,1,,1 x,2\n":        `row 2: train: strconv.ParseFloat: parsing "x": invalid syntax`,
		head + "a,s,4,4,1,1,,1,2 y\n":        `row 2: test: strconv.ParseFloat: parsing "y": invalid syntax`,
		head + "a,s,4,four,1,1,,1,2\n":       `row 2: mase_m: strconv.Atoi: parsing "four": invalid syntax`,
		head + "a,s,4,4,2,1,,1,2\n":          "row 2: h is 2, test has 1 values",
		head + "a,s,4,4,1,1,,1,2\nb,s,4,4\n": "row 3: record on line 3: wrong number of fields",
		"\x1f\x8b":                           "unexpected EOF",
	} {
		var last error
		for _, err := range benchset.Read(strings.NewReader(text)) {
			last = err
		}
		if last == nil || last.Error() != want {
			t.Errorf("%q: %v, want %s", text, last, want)
		}
	}
}
