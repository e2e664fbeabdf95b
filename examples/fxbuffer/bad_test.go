package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/examples/internal/strict"
)

func dec(t testing.TB, text string) decimal.Decimal {
	t.Helper()
	d, err := decimal.NewFromString(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func day(t testing.TB, text string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestFaults(t *testing.T) {
	taken := filepath.Join(t.TempDir(), "taken")
	if err := os.WriteFile(taken, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	rates := walk(70)
	for _, tt := range []struct {
		name   string
		file   string // standard input, if any
		args   string
		status int
		told   string // part of it
	}{
		{"help", "", "-h", answered, "usage: fxbuffer"},
		{"unknown flag", "", "-magic", unusable, "-magic"},
		{"an argument", "", "rates.csv", unusable, `takes no file but with -rates, got "rates.csv"`},
		{"unknown format", "", "-format xml", unusable, `unknown format "xml"`},
		{"no years", "", "-years 0", unusable, "-years must be from 1 to 100, got 0"},
		{"one currency", "", "-pair USD", unusable, "must be two currencies such as USD/CNY"},
		{"the same currency", "", "-pair USD/USD", unusable, "two different currencies"},
		{"no currency", "", "-pair USD/CNX", unusable, `must be two currencies such as USD/CNY: unknown currency "CNX"`},
		{"no date", "", "-on 2026-02-30", unusable, "must be a day such as 2026-04-13"},
		{"from after on", "", "-from 2026-02-03 -on 2026-02-02", unusable, "-from 2026-02-03 must not be after -on 2026-02-02"},
		{"the same file", "", "-o x -html ./x", unusable, "-o and -html name the same file"},
		{"no days", "", "-days=", unusable, "-days must be whole numbers from 1 to 3650"},
		{"0 days", "", "-days 14,0", unusable, `from 1 to 3650, got "0"`},
		{"too many days", "", "-days 3651", unusable, `got "3651"`},
		{"half a day", "", "-days 1.5", unusable, `got "1.5"`},
		{"days twice", "", "-days 14,30,14", unusable, `must not have a value twice, got "14"`},
		{"13 horizons", "", "-days 1,2,3,4,5,6,7,8,9,10,11,12,13", unusable, "at most 12 values"},
		{"no confidence", "", "-confidence x", unusable, `above 0.5 and below 1, such as 0.95, got "x"`},
		{"confidence 1", "", "-confidence 1", unusable, `got "1"`},
		{"confidence a half", "", "-confidence 0.5", unusable, `got "0.5"`},
		{"confidence in percent", "", "-confidence 95", unusable, `got "95"`},
		{"confidence NaN", "", "-confidence NaN", unusable, `got "NaN"`},
		{"confidence twice", "", "-confidence 0.95,0.950", unusable, "must not have a value twice"},
		{"almost 1", "", "-confidence 0.99999999999999999999", unusable, "below 1"},

		{"a pair that the file does not have", rates, "-rates - -pair USD/EUR", refused, "pair is not in the rates, which have no EUR"},
		{"a day before the rates", rates, "-rates - -on 2019-12-31", refused, "on is before the first USD/CNY rate, of 2020-01-01"},
		{"a day after the rates", rates, "-rates - -on 2020-05-01", refused, "on has no USD/CNY rate: the last one is of 2020-04-07, 24 days before"},
		{"a start after the rates", rates, "-rates - -from 2020-04-09", refused, "from must not be after the last rate, of 2020-04-07"},
		{"an ended currency", "", "-pair USD/RUB", refused, "the last one is of 2022-03-01, 1,504 days before"},

		{"no such file", "", "-rates testdata/none.csv", unusable, "testdata/none.csv"},
		{"empty file", "", "-rates " + taken, unusable, "is empty"},
		{"ecb", "Date,USD,CNY,\n2026-04-13,1.1684,7.9827,\n2026-04-10,1.17,-7.99,\n", "-rates -", unusable, "row 3, column 3, CNY"},
		{"ecb with decimal commas", "Date,USD,\n2026-04-13,\"1,1684\",\n", "-rates -", unusable, "row 2, column 2, USD"},
		{"pairs", "date,base,quote,rate\n2026-04-13,USD,CNY,6.8\n2026-04-14,USD,CNY,0\n", "-rates -", unusable, "row 3, column 4"},
		{"h10", "observation_date,DEXCHUS\n2026-04-13,x\n", "-rates -", unusable, "row 2, column 2"},
		{"xml", "<gesmes:Envelope xmlns:gesmes=\"http://www.gesmes.org/xml/2002-08-01\" xmlns=\"http://www.ecb.int/vocabulary/2002-08-01/eurofxref\"><Cube><Cube time='2026-04-13'>\n<Cube currency='USD' rate='x'/>", "-rates -", unusable, "row 2, column 1, USD"},
		{"something else", "hello\n", "-rates -", unusable, "standard input: fx: row 1"},

		{"output in no folder", rates, "-rates - -o " + taken + "/x", unusable, "taken"},
		{"page in no folder", rates, "-rates - -html " + taken + "/x", unusable, "taken"},
		{"charts in no folder", rates, "-rates - -svg " + taken, unusable, "taken"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status, out, told := command(t, tt.file, strings.Fields(tt.args)...)
			if status != tt.status || out != "" || !strings.Contains(told, tt.told) {
				t.Errorf("status %d, want %d; printed %q, told %q", status, tt.status, out, told)
			}
		})
	}
}

// With -json a refusal is JSON, of the form that the other commands have.
func TestRefusalInJSON(t *testing.T) {
	status, out, told := command(t, walk(70), "-rates", "-", "-pair", "USD/EUR", "-json")
	var f struct{ Errors []strict.Fault }
	if err := json.Unmarshal([]byte(out), &f); err != nil || status != refused || told != "" {
		t.Fatalf("status %d, %v: %s%s", status, err, out, told)
	}
	want := strict.Fault{Field: "pair", Value: "USD/EUR", Reason: "is not in the rates, which have no EUR"}
	if len(f.Errors) != 1 || f.Errors[0] != want {
		t.Errorf("%+v", f.Errors)
	}
}

// Whatever a file begins with, it is answered or refused.
func FuzzRates(f *testing.F) {
	for _, seed := range []string{walk(3), "Date,USD,\n2026-04-13,1.17,\n", "DATE,DEXCHUS\n2026-04-13,6.8\n", "<a/>", "", "\xEF\xBB\xBF", ",\n", "date,base,quote,rate\n0001-01-01,USD,CNY,1e-300\n9999-12-31,USD,CNY,1e300\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file string) {
		if status, _, told := command(t, file, "-rates", "-", "-days", "14", "-backtest", "-bands"); status != answered && told == "" {
			t.Errorf("status %d, and nothing told", status)
		}
	})
}
