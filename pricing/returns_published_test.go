package pricing_test

import (
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// lineSum adds the lines with the given codes: what one of them loses or brings.
func lineSum(t *testing.T, s pricing.Statement, codes ...string) decimal.Decimal {
	t.Helper()
	var sum decimal.Decimal
	for _, code := range codes {
		found := false
		for _, line := range s.Lines {
			if line.Code == code {
				sum, found = sum.Add(line.Amount), true
			}
		}
		if !found {
			t.Fatalf("no line %s", code)
		}
	}
	return sum
}

// The published worked examples S35 to S37, S39 and S40 of returns, on the lines of a
// statement.
func TestPublishedReturns(t *testing.T) {
	on := fees.Day(2026, 6, 1)
	all := pricing.Returns{Rate: dec("1"), Resellable: set("0"), Processing: set("0")}
	fba := func(fee string) amazon.Listing {
		return amazon.Listing{
			Parcel: parcel("10 in", "8 in", "4 in", "2 lb"), Category: "home_kitchen", Fulfillment: amazon.FBA,
			FulfillmentFee: set(fee), FulfillmentFeeAllIn: true,
		}
	}
	shipped := fba("6.74")
	shipped.ShippingCharged = dec("45") // shipping 40, gift wrap 5
	cost := []pricing.CostItem{usd("purchase", "0")}
	for _, row := range []struct {
		name  string
		unit  pricing.Unit
		price string
		codes []string
		want  string
	}{
		// sellercentral.amazon.com, help GDC3U6FWF4JJJJC7 and 200387220
		{"S35 20% of 51.75 is more than 5.00", pricing.Unit{Listing: shipped, Cost: cost, Returns: all}, "300", []string{"refund_admin"}, "-5"},
		// sellersasksellers.com/t/3740
		{"S36 admin fee", pricing.Unit{Listing: fba("6.74"), Cost: cost, Returns: all}, "22.80", []string{"refund_admin"}, "-0.684"},
		{"S36 cost of the refund, before rounding", pricing.Unit{Listing: fba("6.74"), Cost: cost, Returns: all}, "22.80",
			[]string{"price", "referral", "fulfillment", "refund", "referral_refund", "refund_admin"}, "-7.424"},
		// crossmargin.wedia.cc
		{"S39 at 8%", pricing.Unit{Listing: fba("3"), Cost: cost, Returns: pricing.Returns{Rate: dec("0.08"), Resellable: set("1"), Processing: set("15")}},
			"20", []string{"return_processing"}, "-1.20"},
		{"S39 at 11%", pricing.Unit{Listing: fba("3"), Cost: cost, Returns: pricing.Returns{Rate: dec("0.11"), Resellable: set("1"), Processing: set("15")}},
			"20", []string{"return_processing"}, "-1.65"},
		// Amazon seller page UA6RV6UA4DR2MFK
		{"S40 Grade and Resell", pricing.Unit{Listing: fba("5.80"), Cost: []pricing.CostItem{usd("grade_and_resell", "1.80")}},
			"28.50", []string{"price", "grade_and_resell", "fulfillment", "referral"}, "16.62"},
	} {
		s := must(model(t, row.unit, on).At(dec(row.price)))
		if got := lineSum(t, s, row.codes...); !got.Equal(dec(row.want)) {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

// A month of refunds is one sale of the sum of them (S37, blog.sellerboard.com
// 2018-01-29): what was refunded, the commission that is kept, the referral fee that
// comes back and the cost of what can be sold again.
func TestPublishedMonthOfRefunds(t *testing.T) {
	flat := func(code string, event fees.Event, amount, back string) fees.Charge {
		return fees.Charge{Code: code, Event: event, Amount: fees.Flat(dec(amount)), RefundShare: dec(back), Source: fees.SuppliedBy("test")}
	}
	month := channel{
		flat("referral", fees.PerUnitSold, "157.98", "1"),
		flat("refund_admin", fees.PerUnitReturned, "31.60", "0"),
	}
	s := must(model(t, pricing.Unit{
		Listing: month, Cost: []pricing.CostItem{usd("purchase", "316.17")},
		Returns: pricing.Returns{Rate: dec("1"), Resellable: set("1"), Processing: set("0")},
	}, fees.Day(2026, 6, 1)).At(dec("1207.99")))
	got := lineSum(t, s, "refund", "refund_admin", "referral_refund", "return_recovery")
	if want := dec("-765.44"); !got.Equal(want) {
		t.Errorf("S37: %s, want %s", got, want)
	}
}

// Losses that are known per sale come off the gross profit (S38,
// 101calculators.com/fba-returns-impact).
func TestPublishedReturnLosses(t *testing.T) {
	perSale := func(code, amount string) pricing.CostItem {
		item := usd(code, amount)
		item.PerSale = true
		return item
	}
	s := must(model(t, pricing.Unit{
		Listing: channel{}, Cost: []pricing.CostItem{usd("purchase", "0"), perSale("return_loss", "120"), perSale("write_off", "85")},
	}, fees.Day(2026, 6, 1)).At(dec("1000")))
	if want := dec("795"); !s.Profit.Equal(want) {
		t.Errorf("S38: %s, want %s", s.Profit, want)
	}
}

// A channel is one that takes the charges it consists of, in dollars.
type channel []fees.Charge

func (c channel) Channel() string                          { return "test" }
func (c channel) Currency() fx.Currency                    { return fx.USD }
func (c channel) Extras() decimal.Decimal                  { return decimal.Decimal{} }
func (c channel) Charges(time.Time) ([]fees.Charge, error) { return c, nil }
