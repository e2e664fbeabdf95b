package landed_test

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/freight"
	"github.com/lianxing/crossborder/fees/landed"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/internal/feetest"
	"github.com/shopspring/decimal"
)

func rate(base, quote fx.Currency, value string) fx.Rate {
	r, err := fx.NewRate(base, quote, dec(value))
	if err != nil {
		panic(err)
	}
	return r
}

func cm(n int) fees.Length {
	l, err := fees.ParseLength(strconv.Itoa(n) + " cm")
	if err != nil {
		panic(err)
	}
	return l
}

func onDay(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

// sortedBySKU returns the indices of the lines in the order of their SKUs.
func sortedBySKU(lines []landed.Line) []int {
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return strings.Compare(lines[i].SKU, lines[j].SKU) })
	return order
}

// amountOf is the total of the parts with a code.
func amountOf(u landed.UnitCost, code string) decimal.Decimal {
	sum := decimal.Decimal{}
	for _, p := range u.Parts {
		if p.Code == code {
			sum = sum.Add(p.Total.Amount)
		}
	}
	return sum
}

func dec(text string) decimal.Decimal { return feetest.Dec(text) }

// num is a figure that is known.
func num(text string) decimal.NullDecimal { return decimal.NewNullDecimal(dec(text)) }

// typed makes amounts per SKU of "sku, amount, sku, amount".
func typed(pairs ...string) map[string]decimal.Decimal {
	out := make(map[string]decimal.Decimal)
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]] = dec(pairs[i+1])
	}
	return out
}

// checkSums fails when the shares of a cost do not sum to it in both currencies, when
// the entry is not all in the parts, or when the total is not the sum of the parts.
func checkSums(t interface{ Errorf(string, ...any) }, s landed.Shipment, l landed.Landed) {
	booked, entered := make([]decimal.Decimal, len(s.Costs)), make([]decimal.Decimal, len(s.Costs))
	var total, high, low, dutyHigh decimal.Decimal
	for u := range l.Units() {
		total, high = total.Add(u.Total().Amount), high.Add(u.High().Amount)
		for _, p := range u.Parts {
			if p.Kind == landed.FeePart || p.Kind == landed.DutyPart && p.Code != "duty" {
				low, dutyHigh = low.Add(p.Entered.Amount), dutyHigh.Add(p.EnteredHigh.Amount)
			}
			for k, c := range s.Costs {
				if p.Code == c.Code {
					booked[k], entered[k] = booked[k].Add(p.Total.Amount), entered[k].Add(p.Entered.Amount)
				}
			}
		}
	}
	for k, c := range l.Costs {
		if c.Known && !c.InPrice && (!booked[k].Equal(c.Booked.Amount) || !entered[k].Equal(c.Entered.Amount)) {
			t.Errorf("the shares of %s sum to %s and %s, want %s and %s", c.Code, booked[k], entered[k], c.Booked, c.Entered)
		}
	}
	if !total.Equal(l.Total.Amount) || !high.Equal(l.High.Amount) {
		t.Errorf("the SKUs sum to %s and %s, want %s and %s", total, high, l.Total, l.High)
	}
	if w := l.Worksheet; s.Terms != freight.DDP && (!low.Equal(w.Total.Low) || !dutyHigh.Equal(w.Total.High)) {
		t.Errorf("the duties sum to %s and %s, want %s", low, dutyHigh, w.Total)
	}
}
