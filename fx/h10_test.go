package fx_test

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
)

// Made-up rates in the shapes of the two files, with a holiday.
const (
	fredCSV  = "observation_date,DEXCHUS,DEXUSEU\n2026-10-08,6.7184,1.1259\n2026-10-09,,.\n2026-10-12,ND,1.1300\n"
	boardCSV = `"Series Description","Chinese Yuan","Euro-Area Euro"` + "\n" +
		`"Unit:","Currency","Currency"` + "\n" +
		`"Multiplier:","1","1"` + "\n" +
		`"Currency:","CNY","EUR"` + "\n" +
		`"Unique Identifier: ","H10/H10/RXI_N.B.CH","H10/H10/RXI$US_N.B.EU"` + "\n" +
		`"Time Period","RXI_N.B.CH","RXI$US_N.B.EU"` + "\n" +
		"2026-10-08,6.7184,1.1259\n2026-10-09,ND,ND\n2026-10-12,ND,1.1300\n"
)

var h10Lines = []string{"2026-10-08 EUR/USD 1.1259", "2026-10-12 EUR/USD 1.13", "2026-10-08 USD/CNY 6.7184"}

func TestReadH10(t *testing.T) {
	change := func(old, new string) string { return strings.Replace(boardCSV, old, new, 1) }
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"FRED", fredCSV, h10Lines},
		{"FRED, older header", strings.Replace(fredCSV, "observation_date", "DATE", 1), h10Lines},
		{"FRED, CRLF and no last line break", strings.TrimSpace(strings.ReplaceAll(fredCSV, "\n", "\r\n")), h10Lines},
		{"FRED, newest first", "DATE,DEXUSEU,DEXCHUS\n2026-10-12,1.13,.\n2026-10-08,1.1259,6.7184\n", h10Lines},
		{"the Board's", boardCSV, h10Lines},
		{"the Board's, CRLF", strings.ReplaceAll(boardCSV, "\n", "\r\n"), h10Lines},
		{"the Board's, no quotes", strings.ReplaceAll(boardCSV, `"`, ""), h10Lines},
		{"the Board's, without labels", boardCSV[strings.Index(boardCSV, `"Time`):], h10Lines},
		{"the Board's, units of older files", change(`"Currency","Currency"`, `"Currency:_Per_USD","Currency:_Per_EUR"`), h10Lines},
		{"the Board's, currency of older files", change(`"CNY","EUR"`, `"CNY","USD"`), h10Lines},
		{"the Board's, multiplier 1.0", change(`"1","1"`, `"1.0","1.000"`), h10Lines},
		{"Venezuela at FRED", "DATE,DEXVZUS\n2018-08-17,248487\n2018-08-20,60\n", []string{"2018-08-17 USD/VEF 248487", "2018-08-20 USD/VES 60"}},
		{"Venezuela", `"Currency:","VEB"` + "\n" + `"Time Period","RXI_N.B.VES"` + "\n2026-10-02,864.3948\n", []string{"2026-10-02 USD/VES 864.3948"}},
		{"Venezuela, older code", `"Unique Identifier:","H10/H10/RXI_N.B.VE"` + "\n" + `"Time Period","RXI_N.B.VE"` + "\n2026-10-02,864.3948\n", []string{"2026-10-02 USD/VES 864.3948"}},
	} {
		for name, text := range map[string]string{"": test.text, ", BOM": "\xEF\xBB\xBF" + test.text} {
			t.Run(test.name+name, func(t *testing.T) {
				p, err := fx.ReadH10(iotest.OneByteReader(strings.NewReader(text)))
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(test.want, pairLines(t, p)); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
				if p.Source() != "Board of Governors of the Federal Reserve System, H.10" {
					t.Errorf("got source %q", p.Source())
				}
			})
		}
	}
}

// The weekly release of 5 February 2024, rates of 2 February (29 January for
// Thailand and the pound): which ones are in dollars per unit is marked there with
// an asterisk. federalreserve.gov/releases/h10/20240205
func TestReadH10Directions(t *testing.T) {
	for _, test := range []struct{ fred, board, pair, rate string }{
		{"DEXUSAL", "RXI$US_N.B.AL", "AUD/USD", "0.651"},
		{"DEXBZUS", "RXI_N.B.BZ", "USD/BRL", "4.97"},
		{"DEXCAUS", "RXI_N.B.CA", "USD/CAD", "1.3458"},
		{"DEXCHUS", "RXI_N.B.CH", "USD/CNY", "7.192"},
		{"DEXDNUS", "RXI_N.B.DN", "USD/DKK", "6.911"},
		{"DEXUSEU", "RXI$US_N.B.EU", "EUR/USD", "1.0787"},
		{"DEXHKUS", "RXI_N.B.HK", "USD/HKD", "7.8202"},
		{"DEXINUS", "RXI_N.B.IN", "USD/INR", "82.92"},
		{"DEXJPUS", "RXI_N.B.JA", "USD/JPY", "148.54"},
		{"DEXMAUS", "RXI_N.B.MA", "USD/MYR", "4.7154"},
		{"DEXMXUS", "RXI_N.B.MX", "USD/MXN", "17.155"},
		{"DEXUSNZ", "RXI$US_N.B.NZ", "NZD/USD", "0.6066"},
		{"DEXNOUS", "RXI_N.B.NO", "USD/NOK", "10.6235"},
		{"DEXSIUS", "RXI_N.B.SI", "USD/SGD", "1.3434"},
		{"DEXSFUS", "RXI_N.B.SF", "USD/ZAR", "18.9105"},
		{"DEXKOUS", "RXI_N.B.KO", "USD/KRW", "1321.9"},
		{"DEXSLUS", "RXI_N.B.SL", "USD/LKR", "311.5"},
		{"DEXSDUS", "RXI_N.B.SD", "USD/SEK", "10.495"},
		{"DEXSZUS", "RXI_N.B.SZ", "USD/CHF", "0.8676"},
		{"DEXTAUS", "RXI_N.B.TA", "USD/TWD", "31.22"},
		{"DEXTHUS", "RXI_N.B.TH", "USD/THB", "35.47"},
		{"DEXUSUK", "RXI$US_N.B.UK", "GBP/USD", "1.27"},
	} {
		for _, header := range []string{"DATE," + test.fred, "Time Period," + test.board} {
			p, err := fx.ReadH10(strings.NewReader(header + "\n2024-02-02," + test.rate + "\n"))
			if err != nil {
				t.Errorf("%s: %v", header, err)
				continue
			}
			if diff := cmp.Diff([]string{"2024-02-02 " + test.pair + " " + test.rate}, pairLines(t, p)); diff != "" {
				t.Errorf("%s (-want +got)\n%s", header, diff)
			}
		}
	}
}

func TestReadH10Refuses(t *testing.T) {
	change := func(old, new string) string { return strings.Replace(boardCSV, old, new, 1) }
	const layouts = `must be "observation_date" or "DATE" of FRED, or "Series Description" to "Time Period" of the Board`
	for _, test := range []struct {
		name, text string
		want       fx.ReadError
	}{
		{"empty", "", fx.ReadError{Reason: "must be an H.10 file of rates, is empty"}},
		{"header only", "DATE,DEXCHUS\n", fx.ReadError{Reason: "must have at least one rate"}},
		{"no series", "DATE\n2026-10-08\n", fx.ReadError{Reason: "must have at least one rate"}},
		{"nothing but holidays", "DATE,DEXCHUS\n2026-10-12,.\n2026-10-13,ND\n2026-10-14,\n", fx.ReadError{Reason: "must have at least one rate"}},
		{"labels only", boardCSV[:strings.Index(boardCSV, `"Time`)], fx.ReadError{Reason: "must have at least one rate"}},
		{"another file", historyCSV, fx.ReadError{Row: 1, Column: 1, Field: "header", Value: "Date", Reason: layouts}},
		{"a page", "<!DOCTYPE html>\n", fx.ReadError{Row: 1, Column: 1, Field: "header", Value: "<!DOCTYPE html>", Reason: layouts}},
		{"series in rows", `"Descriptions:","Unit:","Multiplier:"` + "\n", fx.ReadError{Row: 1, Column: 1, Field: "header", Value: "Descriptions:", Reason: "must be the layout with the series in columns, not in rows"}},
		{"unknown series", "DATE,DEXCHUS,VALUE\n", fx.ReadError{Row: 1, Column: 3, Field: "series", Value: "VALUE", Reason: "must be the code of a daily series of H.10, such as DEXCHUS or RXI_N.B.CH"}},
		{"the direction turned", "DATE,DEXEUUS\n", fx.ReadError{Row: 1, Column: 2, Field: "series", Value: "DEXEUUS", Reason: "must be the code of a daily series of H.10, did you mean DEXUSEU?"}},
		{"lower case", "DATE,dexchus\n", fx.ReadError{Row: 1, Column: 2, Field: "series", Value: "dexchus", Reason: "must be the code of a daily series of H.10, did you mean DEXCHUS?"}},
		{"monthly at FRED", "DATE,EXCHUS\n", fx.ReadError{Row: 1, Column: 2, Field: "series", Value: "EXCHUS", Reason: "must be the code of a daily series of H.10, did you mean DEXCHUS?"}},
		{"monthly at the Board", "Time Period,RXI_N.M.CH\n", fx.ReadError{Row: 1, Column: 2, Field: "series", Value: "RXI_N.M.CH", Reason: "must be a daily series, not an average of a month or a year, did you mean RXI_N.B.CH?"}},
		{"index at FRED", "DATE,DTWEXBGS\n", fx.ReadError{Row: 1, Column: 2, Field: "series", Value: "DTWEXBGS", Reason: "must be a rate of two currencies, not a dollar index"}},
		{"index at the Board", "Time Period,JRXWTFB_N.B\n", fx.ReadError{Row: 1, Column: 2, Field: "series", Value: "JRXWTFB_N.B", Reason: "must be a rate of two currencies, not a dollar index"}},
		{"no code", "DATE,DEXCHUS,\n", fx.ReadError{Row: 1, Column: 3, Field: "series", Reason: "must be the code of a daily series of H.10, such as DEXCHUS or RXI_N.B.CH"}},
		{"a long code", "DATE,DEX" + strings.Repeat("U", 60000) + "\n", fx.ReadError{Row: 1, Column: 2, Field: "series", Value: "DEX" + strings.Repeat("U", 37) + "…", Reason: "must be the code of a daily series of H.10, such as DEXCHUS or RXI_N.B.CH"}},
		{"the Board's code at FRED", "DATE,RXI_N.B.CH\n", fx.ReadError{Row: 1, Column: 2, Field: "series", Value: "RXI_N.B.CH", Reason: "must be the code DEXCHUS in this layout"}},
		{"FRED's code at the Board", "Time Period,DEXCHUS\n", fx.ReadError{Row: 1, Column: 2, Field: "series", Value: "DEXCHUS", Reason: "must be the code RXI_N.B.CH in this layout"}},
		{"twice", "DATE,DEXCHUS,DEXUSEU,DEXCHUS\n", fx.ReadError{Row: 1, Column: 4, Field: "series", Value: "DEXCHUS", Reason: "must not be there twice"}},
		{"Venezuela twice", "Time Period,RXI_N.B.VE,RXI_N.B.VES\n", fx.ReadError{Row: 1, Column: 3, Field: "series", Value: "RXI_N.B.VES", Reason: "must not be there twice"}},
		{"many columns", "DATE" + strings.Repeat(",DEXCHUS", 400), fx.ReadError{Row: 1, Field: "header", Reason: "must have at most 400 fields"}},
		{"unit", change(`"Currency","Currency"`, `"Currency","Currency:_Per_USD"`), fx.ReadError{Row: 2, Column: 3, Field: "Unit", Value: "Currency:_Per_USD", Reason: `must be "Currency" or "Currency:_Per_EUR"`}},
		{"multiplier", change(`"1","1"`, `"1","0.01"`), fx.ReadError{Row: 3, Column: 3, Field: "Multiplier", Value: "0.01", Reason: "must be 1"}},
		{"no multiplier", change(`"1","1"`, `"","1"`), fx.ReadError{Row: 3, Column: 2, Field: "Multiplier", Reason: "must be 1"}},
		{"currency", change(`"CNY","EUR"`, `"EUR","CNY"`), fx.ReadError{Row: 4, Column: 2, Field: "Currency", Value: "EUR", Reason: "must be the currency of the series, CNY"}},
		{"dollars for a series in yuan", change(`"CNY","EUR"`, `"USD","EUR"`), fx.ReadError{Row: 4, Column: 2, Field: "Currency", Value: "USD", Reason: "must be the currency of the series, CNY"}},
		{"identifier", change("H10/H10/RXI_N.B.CH", "H10/H10/RXI_N.B.HK"), fx.ReadError{Row: 5, Column: 2, Field: "Unique Identifier", Value: "H10/H10/RXI_N.B.HK", Reason: "must be H10/H10/RXI_N.B.CH"}},
		{"a label twice", change("Currency:\"", "Unit:\""), fx.ReadError{Row: 4, Column: 1, Field: "header", Value: "Unit:", Reason: "must not be there twice"}},
		{"a label too short", change(`"1","1"`, `"1"`), fx.ReadError{Row: 3, Value: "2", Reason: "must have 3 fields like the first line"}},
		{"names too short", change(`,"RXI$US_N.B.EU"`, ``), fx.ReadError{Row: 6, Value: "2", Reason: "must have 3 fields like the first line"}},
		{"unknown label", change("Multiplier:", "Factor:"), fx.ReadError{Row: 3, Column: 1, Field: "header", Value: "Factor:", Reason: layouts}},
		{"both layouts", change(`"Time Period"`, "DATE"), fx.ReadError{Row: 6, Column: 1, Field: "header", Value: "DATE", Reason: `must not follow the Board's lines, which end with "Time Period"`}},
		{"date", "DATE,DEXCHUS\n10/08/2026,6.7184\n", fx.ReadError{Row: 2, Column: 1, Field: "date", Value: "10/08/2026", Reason: "must be a date such as 2026-10-02"}},
		{"month", "Time Period,RXI_N.B.CH\n2026-10,6.7184\n", fx.ReadError{Row: 2, Column: 1, Field: "date", Value: "2026-10", Reason: "must be a date such as 2026-10-02"}},
		{"date twice", "DATE,DEXCHUS\n2026-10-08,6.7184\n2026-10-08,.\n", fx.ReadError{Row: 3, Column: 1, Field: "date", Value: "2026-10-08", Reason: "must not be there twice, see row 2"}},
		{"too few fields", "DATE,DEXCHUS,DEXUSEU\n2026-10-08,6.7184\n", fx.ReadError{Row: 2, Value: "2", Reason: "must have 3 fields like the header (numbers have a decimal point, not a comma)"}},
		{"decimal comma", "DATE,DEXCHUS\n2026-10-08,6,7184\n", fx.ReadError{Row: 2, Value: "3", Reason: "must have 2 fields like the header (numbers have a decimal point, not a comma)"}},
		{"quoted decimal comma", "DATE,DEXCHUS\n2026-10-08,\"6,7184\"\n", fx.ReadError{Row: 2, Column: 2, Field: "USD/CNY", Value: "6,7184", Reason: "must have a decimal point, not a comma"}},
		{"rate 0", "DATE,DEXCHUS\n2026-10-08,0.0000\n", fx.ReadError{Row: 2, Column: 2, Field: "USD/CNY", Value: "0.0000", Reason: "must be above 0"}},
		{"-9999", "DATE,DEXUSEU\n2026-10-08,-9999\n", fx.ReadError{Row: 2, Column: 2, Field: "EUR/USD", Value: "-9999", Reason: "must be above 0"}},
		{"NA", "DATE,DEXCHUS\n2026-10-08,NA\n", fx.ReadError{Row: 2, Column: 2, Field: "USD/CNY", Value: "NA", Reason: "must be a decimal number such as 12.34"}},
		{"a million digits", "DATE,DEXCHUS\n2026-10-08," + strings.Repeat("9", 1_000_000), fx.ReadError{Row: 2, Reason: "must not be longer than 65536 bytes"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := fx.ReadH10(strings.NewReader(test.text))
			var got *fx.ReadError
			if p != nil || !errors.As(err, &got) {
				t.Fatalf("got %v, %v", p, err)
			}
			if diff := cmp.Diff(test.want, *got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func FuzzReadH10(f *testing.F) {
	for _, seed := range []string{fredCSV, boardCSV, "DATE,DEXVZUS\n2018-08-17,248487\n2018-08-20,60\n", "\"Unit:\",\"Currency:_Per_EUR\"\n\"Time Period\",\"RXI$US_N.B.EU\"\n2026-10-08,1.1\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { fuzzReadPairs(t, data, fx.ReadH10) })
}
