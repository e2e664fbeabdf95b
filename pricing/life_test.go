package pricing_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/shopspring/decimal"
)

// A warehouse is a channel that charges on every event there is.
type warehouse struct{ charges []fees.Charge }

func (warehouse) Channel() string         { return "warehouse" }
func (warehouse) Currency() fx.Currency   { return fx.USD }
func (warehouse) Extras() decimal.Decimal { return decimal.Decimal{} }

func (w warehouse) Charges(time.Time) ([]fees.Charge, error) { return w.charges, nil }

// A keeper is a warehouse that charges a cent for each day, and 1.00 once the
// stay is longer than 100 days.
type keeper struct{ warehouse }

func (keeper) Keeps() bool { return true }

func (keeper) Storage(stay fees.Stay) ([]fees.StorageCharge, error) {
	if err := stay.Check(); err != nil {
		return nil, err
	}
	if stay.Until.Before(fees.Day(2024, 4, 1)) {
		return nil, &fees.NoTableError{Channel: "warehouse", Kind: "storage", Day: stay.Until}
	}
	half := func(days int) fees.StorageCharge {
		return fees.StorageCharge{Code: "storage", Amount: decimal.New(int64(days), -2), Basis: "0.01 per day"}
	}
	days := stay.Days()
	charges := []fees.StorageCharge{half(days / 2), half(days - days/2)}
	if days > 100 {
		charges = append(charges, fees.StorageCharge{Code: "aged_inventory", Amount: dec("1.00"), Warnings: []fees.Warning{{Code: "old"}}})
	}
	return charges, nil
}

func charge(code string, event fees.Event, amount fees.Curve, units int) fees.Charge {
	return fees.Charge{Code: code, Event: event, Amount: amount, Units: units, Basis: "basis of " + code}
}

// Each event counts as often as the life of the unit says.
func TestLife(t *testing.T) {
	all := []fees.Charge{
		charge("referral", fees.PerUnitSold, fees.Percent(dec("0.10")), 0),
		charge("card", fees.PerOrder, fees.Percent(dec("0.09")).Plus(fees.Flat(dec("0.30"))), 3),
		charge("coupon", fees.PerPromotion, fees.Flat(dec("5")), 40),
		charge("inbound", fees.PerUnitReceived, fees.Flat(dec("0.40")), 0),
		charge("disposal", fees.PerUnitRemoved, fees.Flat(dec("1.00")), 0),
		charge("dispute", fees.PerDispute, fees.Flat(dec("15")), 3),
		charge("subscription", fees.PerMonth, fees.Flat(dec("39.99")), 0),
	}
	unit := func(edit func(*pricing.Unit)) pricing.Unit {
		u := pricing.Unit{Listing: keeper{warehouse{all}}, Cost: []pricing.CostItem{usd("purchase", "5")}}
		edit(&u)
		return u
	}
	for _, row := range []struct {
		name    string
		unit    pricing.Unit
		want    string // code amount, for the lines that are not in every statement
		leftOut string
	}{
		{"nothing said", unit(func(*pricing.Unit) {}), "inbound -0.40",
			"disposal dispute subscription storage"},
		{"removed", unit(func(u *pricing.Unit) { u.Life.Removed = set("0.05") }),
			"inbound -0.42 disposal -0.05 stock_written_off -0.25", "dispute subscription storage"},
		{"none removed", unit(func(u *pricing.Unit) { u.Life.Removed = set("0") }),
			"inbound -0.40 disposal 0", "dispute subscription storage"},
		{"disputed", unit(func(u *pricing.Unit) { u.Life.Disputed = set("0.01") }),
			"inbound -0.40 dispute -0.05", "disposal subscription storage"},
		{"a month of 100", unit(func(u *pricing.Unit) { u.Life.UnitsPerMonth = set("100") }),
			"inbound -0.40 subscription -0.3999", "disposal dispute storage"},
		{"stored", unit(func(u *pricing.Unit) { u.Life.DaysInStock = set("45") }),
			"inbound -0.40 storage -0.45", "disposal dispute subscription"},
		{"stored for no time", unit(func(u *pricing.Unit) { u.Life.DaysInStock = set("0") }),
			"inbound -0.40 storage 0", "disposal dispute subscription"},
		{"stored for long", unit(func(u *pricing.Unit) { u.Life.DaysInStock = set("101") }),
			"inbound -0.40 storage -1.01 aged_inventory -1", "disposal dispute subscription"},
		{"a channel that stores nothing", unit(func(u *pricing.Unit) { u.Listing = warehouse{all}; u.Life.DaysInStock = set("45") }),
			"inbound -0.40", "disposal dispute subscription"},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := must(model(t, row.unit, fees.Day(2026, 6, 1)).At(dec("20")))
			var got []string
			sum := decimal.Decimal{}
			for _, l := range s.Lines {
				sum = sum.Add(l.Amount)
				switch l.Code {
				case "price", "purchase", "referral":
				case "card": // 9 % of 20 and 0.30, shared by three units
					if want := dec("-0.70"); !l.Amount.Sub(want).Abs().LessThan(dec("1e-18")) {
						t.Errorf("card is %s, want %s", l.Amount, want)
					}
				case "coupon":
					if !l.Amount.Equal(dec("-0.125")) || !l.Quantity.Equal(dec("0.025")) {
						t.Errorf("coupon is %s × %s", l.Quantity, l.Amount)
					}
				default:
					got = append(got, l.Code, l.Amount.String())
				}
			}
			if want := strings.ReplaceAll(row.want, "0.40", "0.4"); strings.Join(got, " ") != want {
				t.Errorf("lines are %q, want %q", strings.Join(got, " "), want)
			}
			if !sum.Equal(s.Profit) || !s.Complete {
				t.Errorf("lines sum to %s, profit is %s, complete %t", sum, s.Profit, s.Complete)
			}
			var left []string
			for _, x := range s.LeftOut {
				left = append(left, x.Code)
				if x.Reason == "" {
					t.Errorf("%s is left out without a reason", x.Code)
				}
			}
			if strings.Join(left, " ") != row.leftOut {
				t.Errorf("left out are %q, want %q", left, row.leftOut)
			}
		})
	}
}

// Who ships by himself has no storage to be left out.
func TestNoStorageForFBM(t *testing.T) {
	box := parcel("9 in", "6 in", "2 in", "1 lb")
	fba := amazon.Listing{Category: "home_kitchen", Parcel: box}
	fbm := amazon.Listing{Category: "home_kitchen", Parcel: box, Fulfillment: amazon.FBM}
	for _, row := range []struct {
		name    string
		listing fees.Listing
		want    bool
	}{
		{"fba", fba, true}, {"fbm", fbm, false}, {"fbm, joined", fees.With(fbm), false}, {"fba, joined", fees.With(fba), true},
		{"fbm, shipped by another", fees.With(fbm, walmart.Multichannel{Parcel: box}), true},
	} {
		s := must(model(t, pricing.Unit{Listing: row.listing, Cost: []pricing.CostItem{usd("purchase", "5")}}, fees.Day(2026, 6, 1)).At(dec("20")))
		if got := slices.ContainsFunc(s.LeftOut, func(x pricing.Exclusion) bool { return x.Code == "storage" }); got != row.want {
			t.Errorf("%s: left out are %+v", row.name, s.LeftOut)
		}
	}
}

// A charge that nobody knows is left out by name, and never counted as 0.
func TestUnknownCharges(t *testing.T) {
	unknown := func(code string, event fees.Event) fees.Charge {
		return fees.Charge{Code: code, Event: event, Unknown: true, Basis: "supply " + code}
	}
	undecided := func(code string, event fees.Event) fees.Charge {
		return fees.Charge{Code: code, Event: event, Undecided: true, Basis: "supply " + code}
	}
	u := pricing.Unit{
		Listing: warehouse{[]fees.Charge{
			undecided("placement", fees.PerUnitReceived), unknown("returns_processing", fees.PerUnitReturned),
			unknown("label", fees.PerUnitReturned),
		}},
		Cost: []pricing.CostItem{usd("purchase", "5")},
	}
	codes := func() (out []string) {
		for _, x := range must(model(t, u, fees.Day(2026, 6, 1)).At(dec("20"))).LeftOut {
			out = append(out, x.Code+": "+x.Reason)
		}
		return out
	}
	if diff := cmp.Diff([]string{"placement: supply placement"}, codes()); diff != "" {
		t.Error(diff) // nothing comes back, so that its processing is no question
	}
	u.Returns = pricing.Returns{Rate: dec("0.1"), Resellable: set("1")}
	// Something comes back: what that costs is missing.
	s := must(model(t, u, fees.Day(2026, 6, 1)).At(dec("20")))
	if !slices.Equal(s.Missing, []string{"label", "returns.processing"}) {
		t.Errorf("missing is %v", s.Missing)
	}
	u.Returns.Processing = set("1.20")
	if diff := cmp.Diff([]string{"placement: supply placement"}, codes()); diff != "" {
		t.Error(diff)
	}
}

// What happens at a price that nobody knows makes the profit an upper bound; what
// may not happen is left out by name.
func TestUnknownIsMissingWhereItHappens(t *testing.T) {
	unknown := func(event fees.Event) fees.Charge {
		return fees.Charge{Code: "fee", Event: event, Unknown: true, Units: 2, Basis: "supply fee"}
	}
	given := pricing.Life{Removed: set("0.1"), Disputed: set("0.1"), UnitsPerMonth: set("9")}
	none := pricing.Life{Removed: set("0"), Disputed: set("0"), UnitsPerMonth: set("9")}
	for _, row := range []struct {
		event   fees.Event
		life    pricing.Life
		missing bool
		leftOut bool
	}{
		{fees.PerUnitSold, pricing.Life{}, true, false},
		{fees.PerUnitReceived, pricing.Life{}, true, false},
		{fees.PerOrder, pricing.Life{}, true, false},
		{fees.PerPromotion, pricing.Life{}, true, false},
		{fees.PerMonth, pricing.Life{}, false, true},
		{fees.PerMonth, given, true, false},
		{fees.PerUnitRemoved, pricing.Life{}, false, true},
		{fees.PerUnitRemoved, given, true, false},
		{fees.PerUnitRemoved, none, false, false},
		{fees.PerDispute, pricing.Life{}, false, true},
		{fees.PerDispute, given, true, false},
		{fees.PerDispute, none, false, false},
	} {
		m := model(t, pricing.Unit{
			Listing: warehouse{[]fees.Charge{unknown(row.event)}}, Cost: []pricing.CostItem{usd("purchase", "5")}, Life: row.life,
		}, fees.Day(2026, 6, 1))
		s := must(m.At(dec("20")))
		if slices.Contains(s.Missing, "fee") != row.missing || s.Complete == row.missing || (len(s.LeftOut) == 1) != row.leftOut {
			t.Errorf("%s, %+v: missing %v, left out %+v, complete %t", row.event, row.life, s.Missing, s.LeftOut, s.Complete)
		}
		if solved := must(m.Solve(pricing.BreakEven())); solved.Complete == row.missing {
			t.Errorf("%s: the solution is complete: %t", row.event, solved.Complete)
		}
	}
}

// Two parties that store the unit have one line.
func TestStorageOfTwoParties(t *testing.T) {
	two := fees.With(keeper{}, keeper{})
	s := must(model(t, pricing.Unit{
		Listing: two, Cost: []pricing.CostItem{usd("purchase", "5")}, Life: pricing.Life{DaysInStock: set("101")},
	}, fees.Day(2026, 6, 1)).At(dec("20")))
	codes := map[string]int{}
	for _, l := range s.Lines {
		codes[l.Code]++
	}
	if codes["storage"] != 1 || codes["aged_inventory"] != 1 || !s.Profit.Equal(dec("10.98")) { // 20 - 5 - 2 × (1.01 + 1)
		t.Errorf("lines are %v, profit %s", codes, s.Profit)
	}
}

// Returns up to the free share are not billed; a channel that bills the
// processing itself leaves nothing to supply.
func TestFreeReturns(t *testing.T) {
	fee := charge("returns_processing", fees.PerUnitReturned, fees.Flat(dec("2")), 0)
	fee.FreeShare = dec("0.08")
	for _, row := range []struct{ rate, quantity string }{{"0.05", "0"}, {"0.08", "0"}, {"0.081", "0.001"}, {"0.10", "0.02"}} {
		s := must(model(t, pricing.Unit{
			Listing: warehouse{[]fees.Charge{fee}}, Cost: []pricing.CostItem{usd("purchase", "5")},
			Returns: pricing.Returns{Rate: dec(row.rate), Resellable: set("0")},
		}, fees.Day(2026, 6, 1)).At(dec("20")))
		i := slices.IndexFunc(s.Lines, func(l pricing.Line) bool { return l.Code == "returns_processing" })
		if got := s.Lines[i]; !got.Quantity.Equal(dec(row.quantity)) || !got.Amount.Equal(dec(row.quantity).Mul(dec("-2"))) {
			t.Errorf("at a return rate of %s: %s × 2 is %s", row.rate, got.Quantity, got.Amount)
		}
		if !s.Complete {
			t.Errorf("missing is %v", s.Missing)
		}
	}
}

// Processing that the channel bills is not charged twice.
func TestProcessingOnce(t *testing.T) {
	s := must(model(t, pricing.Unit{
		Listing: warehouse{[]fees.Charge{charge("returns_processing", fees.PerUnitReturned, fees.Flat(dec("2")), 0)}},
		Cost:    []pricing.CostItem{usd("purchase", "5")},
		Returns: pricing.Returns{Rate: dec("0.1"), Resellable: set("0"), Processing: set("1.20")},
	}, fees.Day(2026, 6, 1)).At(dec("20")))
	if !s.Profit.Equal(dec("12.80")) { // 20 - 5 - 2 refunded - 0.20
		t.Errorf("profit is %s", s.Profit)
	}
	if len(s.LeftOut) != 1 || s.LeftOut[0].Code != "return_processing" {
		t.Errorf("left out are %+v", s.LeftOut)
	}
}

// Postage is spent on every sale, comes back with no unit and is not put into
// stock.
func TestPerSaleCost(t *testing.T) {
	postage := usd("postage", "4")
	postage.PerSale = true
	unit := pricing.Unit{
		Listing: warehouse{}, Cost: []pricing.CostItem{usd("purchase", "5"), postage},
		Returns: pricing.Returns{Rate: dec("0.1"), Resellable: set("1"), Processing: set("0")},
		Life:    pricing.Life{Removed: set("0.2")},
	}
	s := must(model(t, unit, fees.Day(2026, 6, 1)).At(dec("20")))
	if !s.Profit.Equal(dec("8.50")) { // 20 - 5 - 4 - 2 refunded + 0.50 recovered - 1 written off
		t.Errorf("profit is %s", s.Profit)
	}
	if roi := s.ROI(pricing.OnCost, 4); !s.Cost.Equal(dec("5")) || !roi.Decimal.Equal(dec("1.7")) {
		t.Errorf("cost is %s, ROI %s", s.Cost, roi.Decimal)
	}
	byHand := usd("purchase", "1") // not what is in stock, whatever its code says
	byHand.PerSale = true
	again := unit
	again.Cost = append(slices.Clone(unit.Cost), byHand)
	if s := must(model(t, again, fees.Day(2026, 6, 1)).At(dec("20"))); !s.ROI(pricing.OnPurchase, 4).Decimal.Equal(dec("1.5")) { // 7.50 on 5
		t.Errorf("ROI on the purchase is %s", s.ROI(pricing.OnPurchase, 4).Decimal)
	}
	unknown := usd("packing", "0")
	unknown.Amount.Valid, unknown.PerSale = false, true
	unit.Cost = append(unit.Cost, unknown)
	if s := must(model(t, unit, fees.Day(2026, 6, 1)).At(dec("20"))); s.Complete || !s.ROI(pricing.OnCost, 4).Valid {
		t.Errorf("an unknown cost of the sale: complete %t, ROI %+v", s.Complete, s.ROI(pricing.OnCost, 4))
	}
	unit.Cost = unit.Cost[1:]
	if s := must(model(t, unit, fees.Day(2026, 6, 1)).At(dec("20"))); s.Complete || s.ROI(pricing.OnCost, 4).Valid {
		t.Errorf("postage alone is taken for the cost: missing %v", s.Missing)
	}
}

// What comes back of an order fee is the share of the unit.
func TestRefundOfOrderFee(t *testing.T) {
	fee := charge("card", fees.PerOrder, fees.Flat(dec("0.30")), 3)
	fee.RefundShare = dec("1")
	s := must(model(t, pricing.Unit{
		Listing: warehouse{[]fees.Charge{fee}}, Cost: []pricing.CostItem{usd("purchase", "5")},
		Returns: pricing.Returns{Rate: dec("0.5"), Resellable: set("0"), Processing: set("0")},
	}, fees.Day(2026, 6, 1)).At(dec("20")))
	// 20 - 0.10 - 5 - 10 refunded + 0.05
	if !s.Profit.Equal(dec("4.95")) {
		t.Errorf("profit is %s", s.Profit)
	}
}

func TestLifeErrors(t *testing.T) {
	for _, row := range []struct {
		life  pricing.Life
		field string
	}{
		{pricing.Life{DaysInStock: set("-1")}, "life.days_in_stock"},
		{pricing.Life{DaysInStock: set("1.5")}, "life.days_in_stock"},
		{pricing.Life{DaysInStock: set("3654")}, "life.days_in_stock"},
		{pricing.Life{Removed: set("-0.1")}, "life.removed"},
		{pricing.Life{Removed: set("1001")}, "life.removed"},
		{pricing.Life{Disputed: set("1.1")}, "life.disputed"},
		{pricing.Life{UnitsPerMonth: set("0")}, "life.units_per_month"},
		{pricing.Life{UnitsPerMonth: decimal.NewNullDecimal(decimal.New(1, 1_000_000))}, "life.units_per_month"},
	} {
		_, err := pricing.NewModel(pricing.Unit{Listing: keeper{}, Cost: []pricing.CostItem{usd("purchase", "5")}, Life: row.life}, fees.Day(2026, 6, 1))
		var in *fx.InputError
		if !errors.As(err, &in) || in.Field != row.field {
			t.Errorf("%+v: error is %v, want one at %s", row.life, err, row.field)
		}
	}
	// The stay may begin before any table.
	_, err := pricing.NewModel(pricing.Unit{Listing: keeper{}, Cost: []pricing.CostItem{usd("purchase", "5")}, Life: pricing.Life{DaysInStock: set("9")}}, fees.Day(2024, 1, 1))
	var none *fees.NoTableError
	if !errors.As(err, &none) {
		t.Errorf("error is %v, want a NoTableError", err)
	}
}
