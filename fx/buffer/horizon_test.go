package buffer_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx/buffer"
)

func TestHorizon(t *testing.T) {
	seller := buffer.Horizon{
		RepriceDays: 7, DeliveryDays: 4, ReserveDays: buffer.DeliveryReserve(7), SettlementEveryDays: 14, TransitDays: 5, ConversionDays: 2,
		ProductionDays: 30, FreightDays: 35, CheckInDays: 10, StockDays: 45,
	}
	later := seller
	later.SupplierDays = 40
	odd := buffer.Horizon{SettlementEveryDays: 7}
	generous := buffer.Horizon{SettlementEveryDays: 14, StockDays: 10, SupplierDays: 20}
	for _, test := range []struct {
		name         string
		horizon      buffer.Horizon
		price, stock [2]string // mean and worst
	}{
		{"none", buffer.Horizon{}, [2]string{"0", "0"}, [2]string{"0", "0"}},
		{"a seller", seller, [2]string{"33", "40"}, [2]string{"153", "160"}},
		{"who pays later", later, [2]string{"33", "40"}, [2]string{"113", "120"}},
		{"half a day", odd, [2]string{"3.5", "7"}, [2]string{"3.5", "7"}},
		{"terms longer than all", generous, [2]string{"7", "14"}, [2]string{"0", "4"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for i, got := range []buffer.HorizonDays{must(test.horizon.Price()), must(test.horizon.Stock())} {
				want := [][2]string{test.price, test.stock}[i]
				if !got.Mean.Equal(number(want[0])) || !got.Worst.Equal(number(want[1])) {
					t.Errorf("%d: %s to %s days, want %s", i, got.Mean, got.Worst, want)
				}
			}
		})
	}
}

func TestHorizonLines(t *testing.T) {
	got := must(buffer.Horizon{DeliveryDays: 1, SettlementEveryDays: 7, StockDays: 30, SupplierDays: 60}.Stock())
	want := buffer.HorizonDays{
		Mean: number("0"), Worst: number("0"),
		Lines: []buffer.HorizonLine{
			{Code: "stock", Mean: number("30"), Worst: number("30"), Basis: "30 days in stock until the sale"},
			{Code: "delivery", Mean: number("1"), Worst: number("1"), Basis: "1 day from the sale to the delivery"},
			{Code: "settlement", Mean: number("3.5"), Worst: number("7"), Basis: "wait for a settlement run every 7 days, half of it on average"},
			{Code: "supplier_terms", Mean: number("-34.5"), Worst: number("-38"), Basis: "the supplier is paid 60 days after the order"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestHorizonRefuses(t *testing.T) {
	bad := buffer.Horizon{
		RepriceDays: -1, DeliveryDays: -1, ReserveDays: -1, SettlementEveryDays: -1, TransitDays: -1, ConversionDays: 36526,
		ProductionDays: -1, FreightDays: -1, CheckInDays: -1, StockDays: -1, SupplierDays: -1,
	}
	want := []string{
		"reprice_days", "delivery_days", "reserve_days", "settlement_every_days", "transit_days", "conversion_days",
		"production_days", "freight_days", "check_in_days", "stock_days", "supplier_days",
	}
	_, priceErr := bad.Price()
	_, stockErr := bad.Stock()
	for _, err := range []error{bad.Check(), priceErr, stockErr} {
		if diff := cmp.Diff(want, refused(err)); diff != "" {
			t.Error(diff)
		}
	}
	if err := (buffer.Horizon{TransitDays: 36525}).Check(); err != nil {
		t.Error(err)
	}
}

// fx-exp-03: Amazon Seller Central help, payments based on delivery date, and the
// second example of the notice of 2025-09-30.
func TestAvailableFrom(t *testing.T) {
	for _, test := range []struct {
		name, delivered string
		n               int
		want            string
	}{
		{"fx-exp-03", "2022-01-06", 7, "2022-01-14"},
		{"notice of 2025-09-30", "2026-01-03", 7, "2026-01-11"},
		{"DD+14", "2026-02-20", 14, "2026-03-07"},
		{"DD+0", "2024-02-28", 0, "2024-02-29"},
	} {
		if got := must(buffer.AvailableFrom(date(test.delivered), test.n)); !got.Equal(date(test.want)) {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	// The day counts where the parcel arrived, and clocks that change do not matter.
	local := time.Date(2026, 3, 7, 23, 30, 0, 0, time.FixedZone("PST", -8*3600))
	if got := must(buffer.AvailableFrom(local, 7)); got != date("2026-03-15") {
		t.Errorf("got %s", got)
	}
	for _, test := range []struct {
		delivered time.Time
		n         int
		want      []string
	}{
		{time.Time{}, -1, []string{"n", "delivered"}},
		{date("2026-01-01"), 36526, []string{"n"}},
		{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), 7, []string{"delivered"}},
		{date("9999-12-31"), 0, []string{"delivered"}},
	} {
		_, err := buffer.AvailableFrom(test.delivered, test.n)
		if diff := cmp.Diff(test.want, refused(err)); diff != "" {
			t.Error(diff)
		}
	}
}

func weighted(texts ...string) []buffer.WeightedDay {
	var out []buffer.WeightedDay
	for i := 0; i < len(texts); i += 2 {
		out = append(out, buffer.WeightedDay{Days: number(texts[i]), Weight: number(texts[i+1])})
	}
	return out
}

func TestEffectiveDays(t *testing.T) {
	for _, test := range []struct {
		name    string
		payouts []buffer.WeightedDay
		want    string
	}{
		{"fx-exp-01", weighted("14", "1", "28", "1", "42", "1"), "21.777777777778"},
		{"any order and scale", weighted("42", "0.5", "14", "0.5", "28", "0.5"), "21.777777777778"},
		{"one", weighted("30", "1000"), "30"},
		{"the same day twice", weighted("30", "1", "30", "3"), "30"},
		{"nothing on a day", weighted("30", "1", "300", "0"), "30"},
		{"today and in 40 days", weighted("0", "1", "40", "1"), "10"},
		{"9 and 16 days, 3 to 1", weighted("9", "3", "16", "1"), "9.4375"},
	} {
		if got := must(buffer.EffectiveDays(test.payouts)); !got.Equal(number(test.want)) {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	huge := decimal.New(1, 2147483647)
	for _, test := range []struct {
		payouts []buffer.WeightedDay
		want    []string
	}{
		{nil, []string{"payouts"}},
		{weighted("10", "0"), []string{"payouts"}},
		{weighted("1", "1", "-1", "-1", "36526", "1"), []string{"payouts[1].days", "payouts[1].weight", "payouts[2].days"}},
		{[]buffer.WeightedDay{{Days: huge, Weight: huge}}, []string{"payouts[0].days", "payouts[0].weight"}},
	} {
		_, err := buffer.EffectiveDays(test.payouts)
		if diff := cmp.Diff(test.want, refused(err)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestEvenSales(t *testing.T) {
	for _, test := range [][3]string{{"0", "30", "10"}, {"21", "45", "36"}, {"10.5", "1", "10.833333333333"}, {"0", "0", "0"}} {
		if got := must(buffer.EvenSales(number(test[0]), number(test[1]))); !got.Equal(number(test[2])) {
			t.Errorf("%s", got)
		}
	}
	_, err := buffer.EvenSales(number("-1"), number("36526"))
	if diff := cmp.Diff([]string{"first", "over"}, refused(err)); diff != "" {
		t.Error(diff)
	}
}

// The one pass agrees with the double sum; the result lies between the first day and
// the mean, and grows when a day does.
func propEffectiveDays(t *rapid.T) {
	payouts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) buffer.WeightedDay {
		return buffer.WeightedDay{
			Days:   decimal.New(rapid.Int64Range(0, 4000).Draw(t, "days"), -1),
			Weight: decimal.New(rapid.Int64Range(0, 1000).Draw(t, "weight"), -2),
		}
	}), 1, 12).Draw(t, "payouts")
	payouts[0].Weight = payouts[0].Weight.Add(number("0.01"))
	sum, weights, days := decimal.Decimal{}, decimal.Decimal{}, decimal.Decimal{}
	first := payouts[0].Days
	for _, p := range payouts {
		weights, days = weights.Add(p.Weight), days.Add(p.Weight.Mul(p.Days))
		first = decimal.Min(first, p.Days)
		for _, q := range payouts {
			sum = sum.Add(p.Weight.Mul(q.Weight).Mul(decimal.Min(p.Days, q.Days)))
		}
	}
	got := must(buffer.EffectiveDays(payouts))
	if want := sum.DivRound(weights.Mul(weights), 12); !got.Equal(want) {
		t.Fatalf("%s, want %s", got, want)
	}
	if mean := days.DivRound(weights, 12); got.GreaterThan(mean) || got.LessThan(first) {
		t.Fatalf("%s is not from %s to %s", got, first, mean)
	}
	i := rapid.IntRange(0, len(payouts)-1).Draw(t, "later")
	payouts[i].Days = payouts[i].Days.Add(number("10"))
	if more := must(buffer.EffectiveDays(payouts)); more.LessThan(got) {
		t.Fatalf("%s, and later %s", got, more)
	}
}

func TestEffectiveDaysIsTheDoubleSum(t *testing.T) { rapid.Check(t, propEffectiveDays) }

// Even sales are the limit of many small payouts.
func TestEvenSalesIsTheLimit(t *testing.T) {
	var payouts []buffer.WeightedDay
	for i := range int64(3000) {
		payouts = append(payouts, buffer.WeightedDay{Days: number("21").Add(decimal.New(2*i+1, 0).DivRound(number("200"), 12)), Weight: number("1")})
	}
	got, want := must(buffer.EffectiveDays(payouts)), must(buffer.EvenSales(number("21"), number("30")))
	if got.Sub(want).Abs().GreaterThan(number("0.001")) {
		t.Errorf("%s, want about %s", got, want)
	}
}

// The lines of a horizon sum to it, and a longer step never shortens it.
func propHorizonAdds(t *rapid.T) {
	day := rapid.IntRange(0, 60)
	h := buffer.Horizon{
		RepriceDays: day.Draw(t, "reprice"), DeliveryDays: day.Draw(t, "delivery"), ReserveDays: day.Draw(t, "reserve"),
		SettlementEveryDays: day.Draw(t, "settlement"), TransitDays: day.Draw(t, "transit"), ConversionDays: day.Draw(t, "conversion"),
		ProductionDays: day.Draw(t, "production"), FreightDays: day.Draw(t, "freight"), CheckInDays: day.Draw(t, "check-in"),
		StockDays: day.Draw(t, "stock"), SupplierDays: rapid.IntRange(0, 900).Draw(t, "supplier"),
	}
	price, stock := must(h.Price()), must(h.Stock())
	for _, d := range []buffer.HorizonDays{price, stock} {
		mean, worst := decimal.Decimal{}, decimal.Decimal{}
		for _, l := range d.Lines {
			mean, worst = mean.Add(l.Mean), worst.Add(l.Worst)
		}
		if !mean.Equal(d.Mean) || !worst.Equal(d.Worst) || mean.GreaterThan(worst) || mean.IsNegative() {
			t.Fatalf("lines sum to %s and %s, want %s and %s", mean, worst, d.Mean, d.Worst)
		}
	}
	h.SupplierDays = 0
	if full := must(h.Stock()); full.Mean.LessThan(price.Mean) || stock.Worst.GreaterThan(full.Worst) {
		t.Fatalf("stock %s, price %s", full.Mean, price.Mean)
	}
}

func TestHorizonAdds(t *testing.T) { rapid.Check(t, propHorizonAdds) }
