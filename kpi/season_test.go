package kpi_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi"
)

// S18: the quarters 200/350/300/150 have the indices .8/1.4/1.2/.6; without the season
// every quarter of 1,100 is 275, and of 1,000 it is 250.
func TestDeseasonalise(t *testing.T) {
	points := chartSeries("200", "350", "300", "150", "220", "385", "", "!165")
	out, err := kpi.Deseasonalise(points, []decimal.Decimal{chartDec("0.8"), chartDec("1.4"), chartDec("1.2"), chartDec("0.6")})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range out {
		got = append(got, p.Label+" "+p.Value.String()+" "+string(p.Excluded))
	}
	want := []string{"W1 250 ", "W2 250 ", "W3 250 ", "W4 250 ", "W5 275 ", "W6 275 ", "W7 incomplete: week ", "W8 275 stock_out"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if points[0].Value.String() != "200" {
		t.Error("the series that came in was changed")
	}
}

func TestDeseasonaliseFaults(t *testing.T) {
	points := chartSeries("1")
	points = append(points, kpi.ChartPoint{Value: kpi.Exact(decimal.New(1, 999), kpi.Count, "")})
	_, err := kpi.Deseasonalise(points, []decimal.Decimal{{}, chartDec("-1"), decimal.New(1, -99), chartDec("1")})
	if diff := cmp.Diff([]string{"points[1].value", "index[0]", "index[1]", "index[2]"}, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	_, err = kpi.Deseasonalise(nil, nil)
	if diff := cmp.Diff([]string{"index"}, chartFaults(t, err)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
