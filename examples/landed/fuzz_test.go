package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// checkAnswer answers a shipment in every format: whatever it is, there is a result
// or there are faults, and both are legible.
func checkAnswer(t *testing.T, in input) {
	a := in.answer()
	if (a.result == nil) == (len(a.errors) == 0) {
		t.Fatalf("result %t, %d faults", a.result != nil, len(a.errors))
	}
	for _, e := range a.errors {
		if e.Reason == "" || len(e.Value) > 60 {
			t.Fatalf("fault is %+v", e)
		}
	}
	for name, write := range formats {
		var out strings.Builder
		if err := write(&out, a); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !utf8.ValidString(out.String()) {
			t.Fatalf("%s is no UTF-8", name)
		}
		if name == "json" && !json.Valid([]byte(out.String())) {
			t.Fatalf("no JSON: %s", out.String())
		}
		var again strings.Builder
		if err := write(&again, a); err != nil || again.String() != out.String() {
			t.Fatalf("%s differs the second time, %v", name, err)
		}
	}
}

func FuzzShipment(f *testing.F) {
	f.Add([]byte(goodShipment))
	f.Add(exampleShipment)
	f.Add([]byte(`{"currency":"JPY","lines":[{"sku":"x","units":1}]}`))
	f.Add([]byte(`{"currency":"USD","lines":[{"sku":"x","units":3,"price":1,"currency":"USD","hts":"4202.92.3120","origin":"CN"}],"terms":"DDP","entry":{"date":"2026-10-05","mode":"air"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<14 {
			t.Skip()
		}
		checkAnswer(t, input{json: data})
	})
}

func FuzzLines(f *testing.F) {
	csv, err := os.ReadFile(filepath.Join("data", "lcl.csv"))
	if err != nil {
		f.Fatal(err)
	}
	rest, err := os.ReadFile(filepath.Join("data", "lcl.json"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(csv)
	f.Add([]byte("sku,units,price,currency,hts,origin,quantities,answers\nA,1,2,CNY,4202,CN,\"kg=1; No.=2\",auto_part=no\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<14 {
			t.Skip()
		}
		checkAnswer(t, input{json: rest, csv: data, csvName: "lines.csv"})
	})
}
