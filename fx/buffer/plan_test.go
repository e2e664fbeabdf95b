package buffer_test

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// The buffer is rounded up to eight places, so that it is never thinner.
func TestPlanRoundsUp(t *testing.T) {
	h := moving(t, 0.01).All()
	for _, row := range []struct {
		value float64
		want  string
	}{
		{0, "0"}, {0.02, "0.02"}, {0.07, "0.07"}, {0.123456780, "0.12345678"}, {0.123456781, "0.12345679"}, {0.1234567899, "0.12345679"},
		{1e-300, "0.00000001"}, {math.SmallestNonzeroFloat64, "0.00000001"}, {1e-8, "0.00000001"}, {0.999999981, "0.99999999"},
	} {
		p, err := buffer.Plan(h, 14, 0.95, own{value: row.value})
		if err != nil {
			t.Fatal(err)
		}
		if got := fx.Plain(p.Buffer); got != row.want {
			t.Errorf("%v: %s, want %s", row.value, got, row.want)
		}
		if !p.Rate.Buffer().Equal(p.Buffer) || !p.Rate.Spot().Equal(h.Spot()) {
			t.Errorf("%v: the rate is %s", row.value, p.Rate)
		}
	}
}

// A plan on a day is made of, and judged on, what was known on the day.
func TestPlanOnADay(t *testing.T) {
	s := pair(t, "USD", "CNY")
	h := s.Until(date("2015-08-10"))
	p, err := buffer.Plan(h, 60, 0.95, buffer.EWMA{})
	if err != nil {
		t.Fatal(err)
	}
	if got := fx.Plain(p.Buffer); got != "0.01030929" {
		t.Errorf("buffer %s", got)
	}
	if p.Model != "EWMA 0.99" || p.Days != 60 || p.Confidence != 0.95 || !p.Rate.Date().Equal(date("2015-08-10")) {
		t.Errorf("%+v", p)
	}
	e := p.Evidence
	if last := e.To.AddDate(0, 0, 60); e.Origins == 0 || last.After(h.Day()) || last.Before(h.Day().AddDate(0, 0, -4)) || e.Tried != 1 {
		t.Errorf("evidence %+v", e)
	}
	// The same as the back-test of a file that ends there.
	short := must(buffer.NewSeries(func(yield func(fx.Rate) bool) {
		for rate := range ecbRates(t).Series("USD", "CNY") {
			if rate.Date().After(h.Day()) || !yield(rate) {
				return
			}
		}
	}))
	if diff := cmp.Diff(must(buffer.BackTest(short, buffer.EWMA{}, buffer.Test{Days: 60, Confidence: 0.95})), e); diff != "" {
		t.Error(diff)
	}
}

// With a buffer for today and no day before it to judge, the plan stands.
func TestPlanWithoutEvidence(t *testing.T) {
	p, err := buffer.Plan(moving(t, repeat(30, 0.004, -0.003)...).All(), 14, 0.95, buffer.Sigma{Window: 60})
	if err != nil {
		t.Fatal(err)
	}
	if p.Evidence.Origins != 0 || p.Evidence.Verdict != buffer.TooLittleData || !p.Buffer.IsPositive() {
		t.Errorf("%+v", p)
	}
}

func TestPlanFaults(t *testing.T) {
	_, err := buffer.Plan(buffer.History{}, 0, math.NaN(), buffer.EWMA{Lambda: 3})
	if diff := cmp.Diff([]string{"history", "days", "confidence", "model.lambda"}, paths(t, err)); diff != "" {
		t.Error(diff)
	}
	var short *buffer.ShortHistoryError
	if p, err := buffer.Plan(moving(t, 0.01).All(), 14, 0.95, buffer.EWMA{}); !errors.As(err, &short) || !p.Rate.IsZero() {
		t.Errorf("%v", err)
	}
}

// A buyer of the base currency plans on the inverse pair.
func TestPlanForABuyer(t *testing.T) {
	// A rate that only rises: the seller has nothing to fear, the buyer has.
	var falling []fx.Rate
	up := moving(t, repeat(400, 0.001)...)
	for i := range up.Len() {
		falling = append(falling, up.Until(up.All().Date(i)).Spot().Inverse())
	}
	down := series(t, falling)
	m := buffer.Sigma{Downside: true}
	seller := must(buffer.Plan(up.All(), 30, 0.95, m))
	buyer := must(buffer.Plan(down.All(), 30, 0.95, m))
	if !seller.Buffer.IsZero() || !buyer.Buffer.IsPositive() {
		t.Errorf("seller %s, buyer %s", seller.Buffer, buyer.Buffer)
	}
	planned, spot := buyer.Rate.Inverse(), up.All().Spot()
	if planned.Base() != "USD" || !planned.Value(8).GreaterThan(spot.Value(8)) {
		t.Errorf("planned %s, spot %s", planned, spot)
	}
}
