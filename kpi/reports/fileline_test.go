package reports_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi/reports"
)

// returned reads a file of returns: "SKU units", or what a fault says.
func returned(f *reports.File) []string {
	var got []string
	for r, err := range f.Returns() {
		if err == nil {
			got = append(got, r.SKU+" "+whole(r.Units))
			continue
		}
		for _, fault := range fx.Faults(err) {
			got = append(got, fault.Error())
		}
	}
	return got
}

const returnsHead = "return-date,order-id,sku,quantity,detailed-disposition\n"

// Lines may end with LF, CR LF or CR, also in one file, and faults say the line.
func TestLineEnds(t *testing.T) {
	text := "a note\n" + returnsHead + "2026-06-05,A,S1,1,SELLABLE\n2026-06-05,A,S2,one,SELLABLE\n\n2026-06-05,A,\"S3\n\",3,SELLABLE\n2026-06-05,A,S4,-4,SELLABLE\n"
	for _, test := range []struct {
		name, end string
		double    bool // each line end counts as two
	}{{"LF", "\n", false}, {"CR LF", "\r\n", false}, {"CR", "\r", false}, {"CR CR LF", "\r\r\n", true}} {
		for _, tabs := range []bool{false, true} {
			t.Run(fmt.Sprint(test.name, " tabs ", tabs), func(t *testing.T) {
				in, row4, row8 := text, 4, 8
				if tabs {
					in, row8 = strings.ReplaceAll(strings.ReplaceAll(in, "\"S3\n\"", "S3"), ",", "\t"), 7
				}
				if test.double {
					row4, row8 = 2*row4-1, 2*row8-1
				}
				f := open(t, strings.ReplaceAll(in, "\n", test.end), reports.Options{})
				want := []string{
					"S1 1", fmt.Sprintf(`row %d: "quantity" must be a number, got "one"`, row4), "S3 3",
					fmt.Sprintf(`row %d: "quantity" must be a whole number, 0 or above, got "-4"`, row8),
				}
				if diff := cmp.Diff(want, returned(f)); diff != "" {
					t.Errorf("-want +got\n%s", diff)
				}
			})
		}
	}
	// The first CR stands behind what is looked at first.
	late := returnsHead + strings.Repeat("2026-06-05,A,S1,1,SELLABLE\n", 5000) + strings.Repeat("2026-06-05,A,S2,1,SELLABLE\r", 3)
	if got := returned(open(t, late, reports.Options{})); len(got) != 5003 || got[5002] != "S2 1" {
		t.Errorf("%d rows, want 5003", len(got))
	}
}

// Lines that end with what is no line end here are no header with many titles.
func TestOtherLineEnds(t *testing.T) {
	for _, end := range []string{"\u2028", "\u2029", "\u0085"} {
		_, err := reports.Open(strings.NewReader(strings.ReplaceAll(returnsHead+"2026-06-05,A,S1,1,SELLABLE\n", "\n", end)), reports.Options{Name: "r.csv"})
		if read := (*reports.ReadError)(nil); !errors.As(err, &read) || !strings.Contains(read.Reason, "must have lines that end with LF") {
			t.Errorf("%q: %v", end, err)
		}
	}
	if got := returned(open(t, "a\u2028note\n"+strings.Replace(returnsHead, "order-id", "\"order-id\n\"", 1)+"2026-06-05,A,S1,1,SELLABLE\n", reports.Options{})); len(got) != 1 || got[0] != "S1 1" {
		t.Errorf("a note with U+2028 and a title over two lines: %q", got)
	}
}

// Bytes of 0 behind the beginning of a file are a fault of their row.
func TestLateZeros(t *testing.T) {
	row := "2026-06-05,A,S1,1,SELLABLE\n"
	f := open(t, returnsHead+strings.Repeat(row, 5000)+"2026-06-05,A,S\x002,1\x00,SELLABLE\n"+row, reports.Options{})
	want := []string{`row 5002: "sku" must be text, has bytes of 0, got "S\x002"`, `row 5002: "quantity" must be text, has bytes of 0, got "1\x00"`, "S1 1"}
	if diff := cmp.Diff(want, returned(f)[5000:]); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	order := v2Amount("1", "Order", "A-1", "i1", "SKU-1", "ItemFees", "Commission", "-1.00")
	check, err := reports.NewReconciliation(reports.ReconcileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	text := settlementHeader + v2Summary("1", "-1000.00", "USD") + strings.Repeat(order, 1000) + strings.Repeat("\x00", 4096) + "\n"
	if err := check.Read(open(t, text, reports.Options{})); err == nil || len(fx.Faults(err)) != 1 {
		t.Errorf("%v, want one fault", err)
	}
	if c := check.Checks(); len(c) != 1 || c[0].UnreadRows != 1 || c[0].Rows != 1000 {
		t.Errorf("%d checks: %+v", len(c), c[0])
	}
}

// Before three digits a comma always groups in a count, a point where it is no decimal
// mark.
func TestCountMarks(t *testing.T) {
	const ambiguous = "must be a whole number, and may be 1204 or one with a decimal point; set the decimal mark in the options"
	for _, test := range []struct {
		units string
		mark  reports.Mark
		want  string
	}{
		{"1.000", reports.Point, "S1 1"}, {"12.000", reports.Point, "S1 12"}, {"1.204", reports.Point, "must be a whole number, 0 or above"},
		{"1.204", reports.Comma, "S1 1204"}, {"1.204", "", ambiguous}, {"1.204.567", "", "S1 1204567"},
		{"1,204", reports.Point, "S1 1204"}, {"1,204", reports.Comma, "S1 1204"}, {"1,204", "", "S1 1204"}, {"1,204,567", "", "S1 1204567"},
		{"0.000", "", "S1 0"}, {"5.0", "", "S1 5"},
	} {
		f := open(t, strings.ReplaceAll(returnsHead, ",", "\t")+"2026-06-05\tA\tS1\t"+test.units+"\tSELLABLE\n", reports.Options{Decimal: test.mark})
		if got := returned(f); len(got) != 1 || !strings.Contains(got[0], test.want) {
			t.Errorf("%s with %q: %q, want %q", test.units, test.mark, got, test.want)
		}
	}
	// The mark that amounts show is known as well.
	for price, want := range map[string]string{"$19.99": "1", "19,99 €": "1000"} {
		f := open(t, "(Child) ASIN;Sessions - Total;Units Ordered;Ordered Product Sales\nC1;1.000;6;"+price+"\n", reports.Options{})
		for r, err := range f.Business() {
			if got := whole(r.Total.Sessions); err != nil || got != want {
				t.Errorf("beside %s: %s sessions, %v, want %s", price, got, err, want)
			}
		}
	}
}

// A byte order mark in a cell is no part of it, as where files were joined.
func TestCellByteOrderMark(t *testing.T) {
	f := open(t, returnsHead+"\ufeff2026-06-05,A,\ufeffS1\ufeff,\ufeff1,SELLABLE\n\ufeff"+returnsHead, reports.Options{})
	if diff := cmp.Diff([]string{"S1 1"}, returned(f)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// A day that the other order of day and month would read names the option.
func TestDayFirstReason(t *testing.T) {
	for _, test := range []struct {
		day      string
		dayFirst bool
		want     string
	}{
		{"31/12/2026", false, ", or set DayFirst for days that begin with the day"},
		{"12/31/2026", true, ", or leave DayFirst unset for days that begin with the month"},
		{"31/13/2026", false, "UTC, got"}, {"yesterday", false, "UTC, got"},
	} {
		got := returned(open(t, returnsHead+test.day+",A,S1,1,SELLABLE\n", reports.Options{DayFirst: test.dayFirst}))
		if len(got) == 0 || !strings.Contains(got[0], test.want) {
			t.Errorf("%s: %q, want %q", test.day, got, test.want)
		}
	}
}

// A record over several lines says which lines are not read.
func TestRecordOverLines(t *testing.T) {
	row := "2026-06-05,A,S1,1,SELLABLE\n"
	f := open(t, returnsHead+row+"2026-06-05,A,\"S2,1,SELLABLE\n"+row+row+"2026-06-05,A,\"S3\",1,SELLABLE\n"+row, reports.Options{})
	want := []string{"S1 1", `row 3: must be cells of a CSV file: extraneous or missing " in quoted-field; rows 3 to 6 are not read`, "S1 1"}
	if diff := cmp.Diff(want, returned(f)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	check, err := reports.NewReconciliation(reports.ReconcileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	amount := strings.ReplaceAll(v2Amount("1", "Order", "A-1", "i1", "SKU-1", "ItemPrice", "Principal", "1.00"), "\t", ",")
	text := strings.ReplaceAll(settlementHeader+v2Summary("1", "1.00", "USD"), "\t", ",") + amount + "\"1" + amount + amount + "1,\"" + amount
	if err := check.Read(open(t, text, reports.Options{})); err == nil {
		t.Error("no fault")
	}
	if c := check.Checks(); c[0].UnreadRows != 3 {
		t.Errorf("%d rows, want 3", c[0].UnreadRows)
	}
}

// What is nil is refused, or has nothing.
func TestNil(t *testing.T) {
	faults := map[string]error{}
	_, faults["Open"] = reports.Open(nil, reports.Options{})
	_, faults["ReadMappings"] = reports.ReadMappings(nil)
	for _, err := range reports.ReadSalesAndTraffic(nil, reports.Options{}) {
		faults["ReadSalesAndTraffic"] = err
	}
	for _, name := range []string{"Open", "ReadMappings", "ReadSalesAndTraffic"} {
		if in := (*fx.InputError)(nil); !errors.As(faults[name], &in) || in.Field != "reader" || in.Reason != "must not be nil" {
			t.Errorf("%s: %v", name, faults[name])
		}
	}
	var f *reports.File
	if diff := cmp.Diff(reports.Layout{}, f.Layout()); diff != "" || f.Kind() != "" || f.Name() != "" {
		t.Errorf("%q, %q, %s", f.Kind(), f.Name(), diff)
	}
}
