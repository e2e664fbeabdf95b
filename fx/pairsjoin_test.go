package fx_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fx"
)

// Two series that were downloaded one by one make a pair that neither has.
func TestJoinPairs(t *testing.T) {
	read := func(text string) *fx.Pairs {
		p, err := fx.ReadH10(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	yuan := read("DATE,DEXCHUS\n2024-01-02,7.1426\n2024-01-03,7.1485\n")
	euro := read("observation_date,DEXUSEU\n2024-01-02,1.0956\n2024-01-04,1.0950\n")
	joined, err := fx.JoinPairs(yuan, nil, euro, &fx.Pairs{})
	if err != nil {
		t.Fatal(err)
	}
	rate, err := joined.At("EUR", "CNY", day("2024-01-03"), fx.LookUp{})
	if err != nil {
		t.Fatal(err)
	}
	// 1.0956 × 7.1426, both of 2 January
	if got := rate.Value(8).String(); got != "7.82543256" || !rate.Date().Equal(day("2024-01-02")) || len(rate.Legs()) != 2 {
		t.Errorf("EUR/CNY is %s of %s in %d legs", got, rate.Date(), len(rate.Legs()))
	}
	if joined.Source() != yuan.Source() {
		t.Errorf("source is %q, want that of both", joined.Source())
	}
	var twice *fx.InputError
	if _, err := fx.JoinPairs(yuan, yuan); !errors.As(err, &twice) || twice.Field != "fixings[2]" {
		t.Errorf("the same table twice: %v", err)
	}
	if none, err := fx.JoinPairs(); err != nil || !none.First().IsZero() || none.Source() != "" {
		t.Errorf("no tables: %v, %v", none, err)
	}
}

// The fixings of a table make it again, with bid and ask and in their direction.
func TestFixingsMakeTheTable(t *testing.T) {
	const text = "date,base,quote,rate,bid,ask\n2026-01-05,USD,CNY,6.99,6.98,7.01\n2026-01-06,USD,CNY,7,,\n2026-01-05,CNY,JPY,22.4,,\n"
	p, err := fx.ReadCSV(strings.NewReader(text), "bank")
	if err != nil {
		t.Fatal(err)
	}
	fixings := slices.Collect(p.Fixings())
	again, err := fx.NewPairs("bank", fixings)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(fixings, slices.Collect(again.Fixings())); diff != "" || len(fixings) != 3 {
		t.Errorf("%d fixings (-first +again):\n%s", len(fixings), diff)
	}
	side, err := again.BidAskAt("USD", "JPY", day("2026-01-05"), fx.LookUp{})
	if err == nil {
		t.Errorf("CNY/JPY has no bid, got %s", side)
	}
	side, err = again.BidAskAt("USD", "CNY", day("2026-01-05"), fx.LookUp{})
	if err != nil || side.Bid().Value(2).String() != "6.98" || side.Ask().Value(2).String() != "7.01" {
		t.Errorf("bid and ask are %s, %v", side, err)
	}
	for range p.Fixings() {
		break
	}
}
