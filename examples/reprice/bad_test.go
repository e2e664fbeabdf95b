package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

// Each bad row is reported with its row and field, and the rows around it are decided.
func TestBadRows(t *testing.T) {
	inFolder(t)
	rows := tableOf(t, "catalogue.csv")
	head, good := rows[0], rows[1]
	for _, tt := range []struct {
		column, value string
		field, reason string // of the first fault
	}{
		{"sku", "", "sku", "must not be empty"},
		{"sku", "GOOD-1", "sku", "must be there once for each channel, is in row 2"},
		{"channel", "ebay", "channel", `must be "amazon" or "walmart"`},
		{"channel", "", "channel", "must not be empty"},
		{"category", "home_kichen", "category", "unknown category"},
		{"fulfillment", "wfs", "fulfillment", `must be "fba" or "fbm"`},
		{"length", "12", "length", "must have one of the units"},
		{"weight", "", "weight", "must"},
		{"current", "0", "current", "must be above 0"},
		{"current", "NaN", "current", "must be a decimal number"},
		{"current", "27,99", "current", "must be a decimal number"},
		{"min", "-1", "min", "must be above 0"},
		{"max", "1e99999", "max", "must"},
		{"purchase_cny", "-3", "purchase_cny", "must not be below 0"},
		{"freight_cny", "a", "freight_cny", "must be a decimal number"},
		{"origin", "China", "origin", "must be two capital letters"},
		{"return_rate", "5", "return_rate", "must be a fraction"},
		{"tacos", "-1", "tacos", "must not be below 0"},
		{"units_per_day", "-1", "units_per_day", "must not be below 0"},
		{"competitive", "-1", "competitive", "must not be below 0"},
		{"map", "x", "map", "must be a decimal number"},
		{"rivals", "A1:20", "rivals[0]", "must be seller:price:shipping:flags"},
		{"rivals", "A1:20:0;A2::0", "rivals[1].price", "must be a price above 0"},
		{"rivals", "A1:20:-1", "rivals[0].shipping", "must not be below 0"},
		{"rivals", "A1:20:0:fba", "rivals[0].flags", `must be "channel"`},
		{"rivals", strings.Repeat("A:1:0;", 201), "rivals", "must have at most 200 entries"},
		{"rivals_read", "yesterday", "rivals_read", "must be a time"},
		{"history", "2026-08-01:20:1", "history[0]", "must be from/to:price:units"},
		{"history", "2026-08-01/2026-08-40:20:1", "history[0].to", "must be a day"},
		{"history", "2026-08-09/2026-08-01:20:1", "history[0].to", "must not be before"},
		{"history", "2026-08-01/2026-08-09:20:1;2026-08-09/2026-08-12:20:1", "history[1].from", "must be after"},
		{"state", "{", "state", "must"},
		{"state", `{"price":"x"}`, "state.price", "must"},
	} {
		t.Run(tt.column+" "+tt.value[:min(len(tt.value), 20)], func(t *testing.T) {
			var text bytes.Buffer
			w := csv.NewWriter(&text)
			all := [][]string{head}
			for _, sku := range []string{"GOOD-1", "BAD", "GOOD-2"} {
				row := slices.Clone(good)
				row[slices.Index(head, "sku")] = sku
				if sku == "BAD" {
					row[slices.Index(head, tt.column)] = tt.value
				}
				all = append(all, row)
			}
			if err := w.WriteAll(all); err != nil {
				t.Fatal(err)
			}
			write(t, "bad.csv", text.String())
			status, stdout, stderr := command(t, context.Background(), full("bad.csv")...)
			if status != faulty || !strings.Contains(stdout, "3 rows, 2 decided, 1 with faults") || !strings.Contains(stderr, "row 3, "+tt.field+": ") {
				t.Fatalf("status %d: %s%s", status, stdout, stderr)
			}
			fault := tableOf(t, "errors.csv")[1]
			if fault[0] != "3" || fault[1] != tt.field || !strings.Contains(fault[4], tt.reason) {
				t.Errorf("got %q", fault)
			}
			if decisions := tableOf(t, "decisions.csv"); len(decisions) != 3 || decisions[1][1] != "GOOD-1" || decisions[2][1] != "GOOD-2" || decisions[2][0] != "4" {
				t.Errorf("got %q", decisions)
			}
		})
	}
}

// A row that is no CSV spoils itself and no other one.
func TestBrokenRows(t *testing.T) {
	inFolder(t)
	lines := strings.SplitAfter(read(t, "catalogue.csv"), "\n")
	for name, bad := range map[string]string{
		"quotation mark out of place": `BOX"9,amazon`, "a quotation mark is out": `"BOX-9,amazon`, "cells as the header has": "BOX-9,amazon",
		"UTF-8": "BOX-\xff,amazon", "bytes long": strings.Repeat("x", maxLine+1),
	} {
		name = strings.TrimPrefix(name, "quotation mark ")
		write(t, "bad.csv", "\xEF\xBB\xBF"+lines[0]+bad+"\r\n\n,,,\n"+strings.TrimSuffix(lines[1], "\n"))
		status, stdout, stderr := command(t, context.Background(), full("bad.csv")...)
		faults := tableOf(t, "errors.csv")
		if status != faulty || !strings.Contains(stdout, "2 rows, 1 decided, 1 with faults") || faults[1][0] != "2" || !strings.Contains(faults[1][4], name) {
			t.Errorf("%s: status %d: %s%s%q", name, status, stdout, stderr, faults)
		}
		if row := tableOf(t, "decisions.csv")[1]; row[0] != "5" || row[1] != "BOX-1" {
			t.Errorf("%s: got %q", name, row)
		}
	}
}

// More faults than fit the terminal are in the file, and counted.
func TestManyFaults(t *testing.T) {
	inFolder(t)
	write(t, "bad.csv", "sku,channel,category,current\n"+strings.Repeat("A,ebay,x,1\n", 25))
	status, stdout, stderr := command(t, context.Background(), "-in", "bad.csv", "-out", "decisions.csv", "-review", "review.csv")
	if status != faulty || !strings.Contains(stdout, "25 rows, 0 decided, 25 with faults") || strings.Count(stderr, "\n") != maxTold+1 ||
		!strings.Contains(stderr, "more, which -errors FILE writes") {
		t.Errorf("status %d: %s%s", status, stdout, stderr)
	}
}

// What makes a run pointless is said at once, and nothing is written.
func TestUnusable(t *testing.T) {
	inFolder(t)
	write(t, "empty.csv", "")
	write(t, "header.csv", "sku,channel,category,current\n")
	write(t, "near.csv", "sku,chanel,category,current,prise\nA,amazon,x,1,2\n")
	write(t, "twice.csv", "sku,channel,category,current,sku\nA,amazon,x,1,2\n")
	write(t, "tabs.csv", "sku;channel;category\nA;amazon;x\n")
	write(t, "quote.csv", "sku,\"channel\n")
	if err := os.MkdirAll("full/of", 0o755); err != nil {
		t.Fatal(err)
	}
	want := names(t)
	for _, tt := range []struct {
		args []string
		told string
	}{
		{nil, "-in is missing"},
		{[]string{"catalogue.csv"}, "takes no file but with -in"},
		{[]string{"-in", "a", "-review", "b"}, "-out is missing"},
		{full("none.csv"), "none.csv"},
		{full("."), "directory"},
		{full("empty.csv"), "row 1 must name the columns"},
		{full("header.csv"), "must have rows below"},
		{full("near.csv"), "row 1, column chanel is not a known column, did you mean channel"},
		{full("near.csv"), "row 1, column prise is not a known column"},
		{full("twice.csv"), "row 1, column sku must not be there twice"},
		{full("tabs.csv"), "row 1 must be separated by commas"},
		{full("quote.csv"), "row 1 must be CSV"},
		{full("catalogue.csv", "-out", "review.csv"), "-out and -review name the same file"},
		{full("catalogue.csv", "-out", "./catalogue.csv"), "-in and -out name the same file"},
		{full("catalogue.csv", "-out", "none/decisions.csv"), "none"},
		{full("catalogue.csv", "-review", "full"), "no regular file"},
		{full("catalogue.csv", "-audit", "full"), "must be a new or an empty folder"},
		{full("catalogue.csv", "-workers", "-1"), "-workers must be from 0"},
		{full("catalogue.csv", "-margin", "10"), "must be a fraction from 0 to below 1"},
		{full("catalogue.csv", "-on", "2026-11-23"), "-on and -now do not go together"},
		{full("catalogue.csv", "-audit-most", "0"), "-audit-most must be above 0"},
		{full("catalogue.csv", "-review-most", "-1"), "-review-most must not be below 0"},
		{full("catalogue.csv", "-rate", "0"), "must be a number above 0"},
		{[]string{"-in", "catalogue.csv", "-out", "a.csv", "-review", "b.csv"}, "column purchase_cny needs -rate"},
		{[]string{"-in", "catalogue.csv", "-out", "a.csv", "-review", "b.csv", "-buffer", "0.1"}, "go with -rate"},
		{[]string{"-generate", "0"}, "-generate must be from 1"},
		{[]string{"-generate", "5", "-in", "a"}, "does not go with -in"},
	} {
		status, stdout, stderr := command(t, context.Background(), tt.args...)
		if status != unusable || stdout != "" || !strings.Contains(stderr, tt.told) {
			t.Errorf("%v: status %d, %q, told %q", tt.args, status, stdout, stderr)
		}
		if got := names(t); !slices.Equal(got, want) {
			t.Fatalf("%v left %v", tt.args, got)
		}
	}
	if status, _, stderr := command(t, context.Background(), "-h"); status != decided || !strings.Contains(stderr, "usage:") {
		t.Errorf("help: %d, %s", status, stderr)
	}
}

// No file makes the reader panic or loop, and it counts as many rows as it reads.
func FuzzRows(f *testing.F) {
	data, err := os.ReadFile("testdata/catalogue.csv")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte("\xEF\xBB\xBFsku,channel,category,current\r\nA\",\r\n\"\n,,\nB"))
	s, err := parseFlags([]string{"-in", "a", "-out", "b", "-review", "c", "-rate", "6.83", "-now", noon}, world{stderr: io.Discard})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		size, err := countRows(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		rows, n := newRowReader(bytes.NewReader(data)), -1
		var head header
		for {
			cells, err := rows.next()
			if err == io.EOF {
				break
			}
			if n++; err != nil {
				continue
			}
			if n == 0 {
				if head, err = readHeader(cells, &s); err != nil {
					return
				}
			} else if head.at != nil {
				readItem(&head, &s, cells)
			}
		}
		if max(n, 0) != size {
			t.Errorf("read %d rows, counted %d", n, size)
		}
	})
}
