package strategy_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// overstock is the clearance of S45.
func overstock() strategy.Clearance {
	return strategy.Clearance{
		Currency: fx.USD, Stock: 600, Weeks: 10, Price: figure("24.99"), Velocity: figure("30"),
		Elasticity: figure("-2"), Salvage: figure("3"),
	}
}

func TestSinglePrice(t *testing.T) {
	for _, test := range []struct {
		name                           string
		change                         func(c *strategy.Clearance)
		clearing, revenue, price, caps string
	}{
		{"S45", func(c *strategy.Clearance) {}, "17.6705984619", "6", "17.67", ""},
		{"no pressure", func(c *strategy.Clearance) { c.Stock = 300 }, "24.99", "6", "24.99", "price"},
		{"a little pressure", func(c *strategy.Clearance) { c.Stock = 301 }, "24.9484538366", "6", "24.95", ""},
		{"less than no pressure", func(c *strategy.Clearance) { c.Stock = 100 }, "43.2839496811", "6", "24.99", "price"},
		{"salvage above clearing", func(c *strategy.Clearance) { c.Salvage = figure("10") }, "17.6705984619", "20", "20", ""},
		{"salvage above the price", func(c *strategy.Clearance) { c.Salvage = figure("12.50") }, "17.6705984619", "25", "24.99", "price"},
		{"removal costs", func(c *strategy.Clearance) { c.Salvage = figure("-1") }, "17.6705984619", "-2", "17.67", ""},
		{"floor", func(c *strategy.Clearance) { c.Floor = figure("17.671") }, "17.6705984619", "6", "17.68", "floor"},
		{"floor below", func(c *strategy.Clearance) { c.Floor = figure("17.67") }, "17.6705984619", "6", "17.67", ""},
		{"floor is the price", func(c *strategy.Clearance) { c.Floor = figure("24.99") }, "17.6705984619", "6", "24.99", "floor"},
		{"fees", func(c *strategy.Clearance) {
			c.Salvage, c.FeeRate, c.FeePerUnit = figure("3"), figure("0.15"), figure("5.5")
		}, "17.6705984619", "20", "20", ""},
		{"elasticity of -1", func(c *strategy.Clearance) { c.Elasticity = figure("-1") }, "12.495", "", "12.5", ""},
		{"inelastic", func(c *strategy.Clearance) { c.Elasticity = figure("-0.5") }, "6.2475", "", "6.25", ""},
		{"inelastic without pressure", func(c *strategy.Clearance) { c.Elasticity, c.Stock = figure("-0.5"), 300 }, "24.99", "", "24.99", "price"},
		{"just elastic", func(c *strategy.Clearance) { c.Elasticity = figure("-1.01") }, "12.5810461508", "303", "24.99", "price"},
		{"nearly worthless", func(c *strategy.Clearance) { c.Elasticity, c.Stock = figure("-0.1"), 1_000_000_000 }, "0", "", "0.01", ""},
		{"hardly any stock", func(c *strategy.Clearance) { c.Elasticity, c.Stock, c.Velocity = figure("-0.01"), 1, figure("1000") }, "", "", "24.99", "price"},
		{"yen", func(c *strategy.Clearance) { c.Currency, c.Price = "JPY", figure("2499") }, "1767.05984619", "6", "1767", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := overstock()
			test.change(&c)
			s, err := c.SinglePrice()
			if err != nil {
				t.Fatal(err)
			}
			show := func(d decimal.NullDecimal) string {
				if !d.Valid {
					return ""
				}
				return fx.Plain(d.Decimal)
			}
			got := []string{show(s.Clearing), show(s.Revenue), fx.Plain(s.Price), string(s.Capped)}
			if diff := cmp.Diff([]string{test.clearing, test.revenue, test.price, test.caps}, got); diff != "" {
				t.Errorf("%s\n%s", s.Reason, diff)
			}
			if s.Reason == "" {
				t.Error("no reason")
			}
		})
	}
}

func TestClearanceRefuses(t *testing.T) {
	big := decimal.New(1, 40)
	for _, test := range []struct {
		name   string
		change func(c *strategy.Clearance)
		want   []string
	}{
		{"zero", func(c *strategy.Clearance) { *c = strategy.Clearance{} }, []string{"currency", "stock", "weeks", "price", "velocity", "elasticity"}},
		{"too much of everything", func(c *strategy.Clearance) {
			c.Stock, c.Weeks, c.AgeDays = 1_000_000_001, 105, 36_501
			c.Price, c.Velocity, c.Elasticity, c.FeeRate, c.FeePerUnit, c.Floor = big, big, big.Neg(), big, big, big
			c.Salvage, c.Net, c.Liquidation, c.Removal = big, decimal.NewNullDecimal(big), decimal.NewNullDecimal(big), decimal.NewNullDecimal(big)
			c.CoverLimit = decimal.NewNullDecimal(big)
			c.Holding = []strategy.AgeBucket{{PerUnitWeek: big}}
			c.Levels = []strategy.Level{{Price: big}, {Price: figure("1"), Net: decimal.NewNullDecimal(big)}}
		}, []string{
			"stock", "weeks", "age_days", "price", "velocity", "elasticity", "fee_rate", "fee_per_unit", "net", "salvage", "liquidation", "removal",
			"cover_limit", "floor", "holding[0].per_unit_week", "levels[0].price", "levels[1].net",
		}},
		{"negative", func(c *strategy.Clearance) {
			c.Stock, c.Weeks, c.AgeDays = -1, -1, -1
			c.Price, c.Velocity, c.FeeRate, c.FeePerUnit, c.Floor = figure("-1"), figure("-1"), figure("-0.1"), figure("-1"), figure("-1")
			c.CoverLimit = given("-1")
		}, []string{"stock", "weeks", "age_days", "price", "velocity", "fee_rate", "fee_per_unit", "cover_limit", "floor"}},
		{"no response", func(c *strategy.Clearance) { c.Elasticity = figure("0") }, []string{"elasticity"}},
		{"hardly a response", func(c *strategy.Clearance) { c.Elasticity = figure("-0.0099") }, []string{"elasticity"}},
		{"rising demand", func(c *strategy.Clearance) { c.Elasticity = figure("0.5") }, []string{"elasticity"}},
		{"all of it in fees", func(c *strategy.Clearance) { c.FeeRate = figure("1") }, []string{"fee_rate"}},
		{"floor above the price", func(c *strategy.Clearance) { c.Floor = figure("25") }, []string{"floor"}},
		{"buckets", func(c *strategy.Clearance) {
			c.Holding = []strategy.AgeBucket{{FromDays: 1}, {FromDays: 1, PerUnitWeek: figure("-1")}, {FromDays: 5}}
		}, []string{"holding[0].from_days", "holding[1].from_days", "holding[1].per_unit_week"}},
		{"levels", func(c *strategy.Clearance) {
			c.Floor = figure("10")
			for _, p := range []string{"24.99", "20", "20", "19.999", "9.99", "0"} {
				c.Levels = append(c.Levels, strategy.Level{Price: figure(p)})
			}
		}, []string{"levels[0].price", "levels[2].price", "levels[3].price", "levels[4].price", "levels[5].price"}},
		{"a hundred levels", func(c *strategy.Clearance) { c.Levels = make([]strategy.Level, 100) }, []string{"levels"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := overstock()
			test.change(&c)
			_, err := c.SinglePrice()
			if diff := cmp.Diff(test.want, faultFields(err)); diff != "" {
				t.Error(diff)
			}
			_, path := c.MarkdownPath()
			_, triggers := c.Triggers()
			_, compared := c.Compare()
			for _, other := range []error{path, triggers, compared} {
				if diff := cmp.Diff(faultFields(err), faultFields(other)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// Each trigger on its limit and on both sides of it.
func TestTriggers(t *testing.T) {
	const holding, cover, age = 0, 1, 2
	for _, test := range []struct {
		name   string
		change func(c *strategy.Clearance)
		which  int
		fired  bool
		value  string
		limit  string
	}{
		// Sold 30 a week from 600: 600+570+…+330 = 4650 unit-weeks. A cut to 17.67
		// gives up 7.32 on each of the 300 sold anyway: 2196.
		{"holding costs less", func(c *strategy.Clearance) { c.Holding = []strategy.AgeBucket{{PerUnitWeek: figure("0.4722")}} }, holding, false, "2195.73", "2196"},
		{"holding costs more", func(c *strategy.Clearance) { c.Holding = []strategy.AgeBucket{{PerUnitWeek: figure("0.4723")}} }, holding, true, "2196.2", "2196"},
		{"holding costs the same", func(c *strategy.Clearance) {
			c.Stock, c.Weeks = 900, 1
			c.Floor = figure("18.99")
			c.Holding = []strategy.AgeBucket{{PerUnitWeek: figure("0.2")}}
		}, holding, false, "180", "180"},
		{"no cut called for", func(c *strategy.Clearance) {
			c.Stock = 300
			c.Holding = []strategy.AgeBucket{{PerUnitWeek: figure("9")}}
		}, holding, false, "", ""},
		{"cover on the limit", func(c *strategy.Clearance) { c.CoverLimit = given("20") }, cover, false, "20", "20"},
		{"cover above", func(c *strategy.Clearance) { c.CoverLimit = given("19.99") }, cover, true, "20", "19.99"},
		{"cover below", func(c *strategy.Clearance) { c.CoverLimit = given("20.01") }, cover, false, "20", "20.01"},
		{"cover by a unit", func(c *strategy.Clearance) { c.CoverLimit, c.Stock = given("20"), 601 }, cover, true, "20.03", "20"},
		{"no limit", func(c *strategy.Clearance) {}, cover, false, "20", ""},
		{"age at the horizon", func(c *strategy.Clearance) { c.AgeDays = 111; c.Holding = aged("0.1", "0.5") }, age, true, "181", "181"},
		{"age a day beyond", func(c *strategy.Clearance) { c.AgeDays = 110; c.Holding = aged("0.1", "0.5") }, age, false, "180", "181"},
		{"there already", func(c *strategy.Clearance) { c.AgeDays = 181; c.Holding = aged("0.1", "0.5") }, age, false, "", ""},
		{"the next is not dearer", func(c *strategy.Clearance) { c.AgeDays = 150; c.Holding = aged("0.1", "0.1") }, age, false, "", ""},
		{"sold on the day", func(c *strategy.Clearance) { c.Stock, c.AgeDays = 30, 174; c.Holding = aged("0.1", "0.5") }, age, false, "181", "181"},
		{"one unit left on the day", func(c *strategy.Clearance) { c.Stock, c.AgeDays = 31, 174; c.Holding = aged("0.1", "0.5") }, age, true, "181", "181"},
		{"no bucket", func(c *strategy.Clearance) {}, age, false, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := overstock()
			test.change(&c)
			triggers, err := c.Triggers()
			if err != nil || len(triggers) != 3 {
				t.Fatal(triggers, err)
			}
			got := triggers[test.which]
			show := func(d decimal.NullDecimal) string {
				if !d.Valid {
					return ""
				}
				return fx.Plain(d.Decimal)
			}
			if got.Fired != test.fired || show(got.Value) != test.value || show(got.Limit) != test.limit || got.Reason == "" {
				t.Errorf("fired %v with %s against %s (%s), want %v with %s against %s", got.Fired, show(got.Value), show(got.Limit), got.Reason, test.fired, test.value, test.limit)
			}
		})
	}
}

// aged is a holding cost that changes at an age of 181 days.
func aged(young, old string) []strategy.AgeBucket {
	return []strategy.AgeBucket{{0, figure(young)}, {181, figure(old)}}
}

func ladder(prices ...string) []strategy.Level {
	out := make([]strategy.Level, len(prices))
	for i, p := range prices {
		out[i].Price = figure(p)
	}
	return out
}

// Paths that are worked out by hand.
func TestMarkdownPath(t *testing.T) {
	small := strategy.Clearance{Currency: fx.USD, Stock: 30, Weeks: 2, Price: figure("20"), Velocity: figure("10"), Elasticity: figure("-1"), Levels: ladder("10")}
	for _, test := range []struct {
		name   string
		change func(c *strategy.Clearance)
		prices string
		net    string
	}{
		// 10 + 10 at 20 are 400; 20 + 10 at 10 are 300; 10 at 20 and 20 at 10 are 400:
		// the higher price of two equal ones.
		{"equal revenue holds", func(c *strategy.Clearance) {}, "20 for 2 weeks", "400"},
		{"a cent to remove cuts at the end", func(c *strategy.Clearance) { c.Salvage = figure("-0.01") }, "20 for 1 week, 10 for 1 week", "400"},
		{"holding a cent cuts no earlier", func(c *strategy.Clearance) {
			c.Salvage, c.Holding = figure("-0.01"), []strategy.AgeBucket{{PerUnitWeek: figure("0.01")}}
		}, "20 for 1 week, 10 for 1 week", "399.5"},
		// 10 first saves the holding of 10 units for a week and gives up 100.
		{"dear holding cuts at once", func(c *strategy.Clearance) { c.Holding = []strategy.AgeBucket{{PerUnitWeek: figure("10.01")}} }, "10 for 2 weeks", "-100.4"},
		{"aged only in the second week", func(c *strategy.Clearance) {
			c.AgeDays, c.Holding = 174, aged("0", "10.01")
		}, "10 for 2 weeks", "199.9"},
		{"salvage holds", func(c *strategy.Clearance) { c.Salvage = figure("11") }, "20 for 2 weeks", "510"},
		{"net decides", func(c *strategy.Clearance) { c.Levels[0].Net = given("19") }, "20 for 1 week, 10 for 1 week", "580"},
		{"net of today", func(c *strategy.Clearance) { c.Net = given("1"); c.Levels[0].Net = given("1") }, "20 for 1 week, 10 for 1 week", "30"},
		{"fees", func(c *strategy.Clearance) { c.FeePerUnit = figure("5") }, "20 for 2 weeks", "300"},
		{"stock for one week", func(c *strategy.Clearance) { c.Stock = 10 }, "20 for 2 weeks", "200"},
		{"default level", func(c *strategy.Clearance) { c.Levels, c.Salvage = nil, figure("-1") }, "13.33 for 2 weeks", "399.9"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := small
			c.Levels = ladder("10")
			test.change(&c)
			path, err := c.MarkdownPath()
			if err != nil {
				t.Fatal(err)
			}
			if path.Prices() != test.prices || path.Net.Sub(figure(test.net)).Abs().GreaterThan(figure("0.01")) {
				t.Errorf("%s: %s, want %s: %s", path.Prices(), path.Net, test.prices, test.net)
			}
		})
	}
}

// everyPath returns the highest net of all paths that never rise, one by one.
func everyPath(t *rapid.T, c strategy.Clearance) decimal.Decimal {
	prices := []decimal.Decimal{c.Price}
	for _, l := range c.Levels {
		prices = append(prices, l.Price)
	}
	sales := make([]decimal.Decimal, len(prices))
	for i, p := range prices {
		q, err := (strategy.Demand{Price: c.Price, Quantity: c.Velocity, Elasticity: c.Elasticity}).At(p)
		if err != nil {
			t.Fatal(err)
		}
		sales[i] = q
	}
	var walk func(week, from int, left decimal.Decimal) decimal.Decimal
	walk = func(week, from int, left decimal.Decimal) decimal.Decimal {
		if week == c.Weeks {
			return left.Mul(c.Salvage)
		}
		var hold decimal.Decimal
		for _, b := range c.Holding {
			if c.AgeDays+7*week >= b.FromDays {
				hold = b.PerUnitWeek
			}
		}
		var best decimal.NullDecimal
		for j := from; j < len(prices); j++ {
			q := decimal.Min(sales[j], left)
			v := q.Mul(prices[j].Sub(prices[j].Mul(c.FeeRate)).Sub(c.FeePerUnit)).Sub(left.Mul(hold)).Add(walk(week+1, j, left.Sub(q)))
			if !best.Valid || v.GreaterThan(best.Decimal) {
				best = decimal.NewNullDecimal(v)
			}
		}
		return best.Decimal
	}
	return walk(0, 0, decimal.NewFromInt(c.Stock))
}

func genClearance(t *rapid.T) strategy.Clearance {
	cents := func(name string, low, high int64) decimal.Decimal {
		return decimal.New(rapid.Int64Range(low, high).Draw(t, name), -2)
	}
	c := strategy.Clearance{
		Currency: fx.USD, Stock: rapid.Int64Range(1, 500).Draw(t, "stock"), Weeks: rapid.IntRange(1, 5).Draw(t, "weeks"),
		Price: cents("price", 1500, 5000), Velocity: cents("velocity", 50, 5000), Elasticity: cents("e", -500, -10),
		Salvage: cents("salvage", -300, 1000), FeeRate: cents("fee rate", 0, 30), FeePerUnit: cents("fee", 0, 300),
		AgeDays: rapid.IntRange(150, 200).Draw(t, "age"),
		Holding: []strategy.AgeBucket{{0, cents("young", 0, 100)}, {181, cents("old", 0, 300)}},
		Floor:   cents("floor", 0, 300),
	}
	price := c.Price
	for range rapid.IntRange(0, 3).Draw(t, "levels") {
		price = price.Sub(cents("cut", 1, 390))
		c.Levels = append(c.Levels, strategy.Level{Price: price})
	}
	return c
}

// The path is the best of all paths, never rises, stays above the floor, and its
// figures add up.
func propMarkdownPath(t *rapid.T) {
	c := genClearance(t)
	path, err := c.MarkdownPath()
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string]bool{c.Price.String(): true}
	for _, l := range c.Levels {
		allowed[l.Price.String()] = true
	}
	before := c.Price
	left := decimal.NewFromInt(c.Stock)
	var sold, proceeds, holding decimal.Decimal
	for i, w := range path.Weeks {
		if w.Week != i+1 || w.Price.GreaterThan(before) || w.Price.LessThan(c.Floor) || len(c.Levels) > 0 && !allowed[w.Price.String()] {
			t.Fatalf("week %+v after %s", w, before)
		}
		left = left.Sub(w.Sold)
		if !left.Equal(w.Left) || left.IsNegative() {
			t.Fatalf("week %+v leaves %s", w, left)
		}
		before = w.Price
		sold, proceeds, holding = sold.Add(w.Sold), proceeds.Add(w.Proceeds), holding.Add(w.Holding)
	}
	if len(path.Weeks) != c.Weeks || !path.Sold.Equal(sold) || !path.Left.Equal(left) || !path.Proceeds.Equal(proceeds) || !path.Holding.Equal(holding) ||
		!path.Salvage.Equal(left.Mul(c.Salvage)) || !path.Net.Equal(proceeds.Sub(holding).Add(path.Salvage)) {
		t.Fatalf("the sums of %+v", path)
	}
	if len(c.Levels) == 0 {
		return
	}
	best := everyPath(t, c)
	if gap := best.Sub(path.Net); gap.Abs().GreaterThan(figure("0.000001")) {
		t.Fatalf("net %s, the best path has %s", path.Net, best)
	}
}

func TestMarkdownPathBest(t *testing.T) { rapid.Check(t, propMarkdownPath) }
func FuzzMarkdownPath(f *testing.F)     { f.Fuzz(rapid.MakeFuzz(propMarkdownPath)) }

// More stock never means a higher price, and no price leaves its bounds.
func propSinglePrice(t *rapid.T) {
	c := genClearance(t)
	less, err := c.SinglePrice()
	if err != nil {
		t.Fatal(err)
	}
	c.Stock += rapid.Int64Range(1, 1000).Draw(t, "more")
	more, err := c.SinglePrice()
	if err != nil {
		t.Fatal(err)
	}
	if more.Price.GreaterThan(less.Price) || less.Clearing.Valid && more.Clearing.Decimal.GreaterThan(less.Clearing.Decimal) {
		t.Fatalf("from %+v to %+v", less, more)
	}
	for _, s := range []strategy.SinglePrice{less, more} {
		if s.Price.GreaterThan(c.Price) || s.Price.LessThan(c.Floor) || !s.Price.IsPositive() {
			t.Fatalf("%+v", s)
		}
	}
}

func TestSinglePriceFalls(t *testing.T) { rapid.Check(t, propSinglePrice) }
func FuzzSinglePrice(f *testing.F)      { f.Fuzz(rapid.MakeFuzz(propSinglePrice)) }

func TestModelLevelsRefuses(t *testing.T) {
	_, err := strategy.ModelLevels(sold(t, "home_kitchen", "3.10"), figure("0"), figure("9.99"), figure("9.999"))
	if diff := cmp.Diff([]string{"prices[0].price", "prices[2].price"}, faultFields(err)); diff != "" {
		t.Error(diff)
	}
	if _, err := strategy.ModelLevels(nil); faultFields(err)[0] != "model" {
		t.Error(err)
	}
}

// The proposal is the price of the first week within the limits, downwards, or none
// where the stock had better go.
func TestComparisonPropose(t *testing.T) {
	c := overstock()
	compared, err := c.Compare()
	if err != nil {
		t.Fatal(err)
	}
	limits := strategy.Limits{Places: 2, Least: given("12")}
	for _, test := range []struct{ most, want string }{{"20", "17.67"}, {"17.67", "17.67"}, {"15", "15"}} {
		limits.Most = given(test.most)
		if p, err := compared.Propose(limits); err != nil || !p.Price.Equal(figure(test.want)) || !p.Wanted.Equal(figure("17.67")) {
			t.Errorf("at most %s: %+v, %v", test.most, p, err)
		}
	}
	limits.Admissible = []pricing.Interval{{From: figure("10"), To: figure("13")}, {From: figure("17.68"), To: figure("20")}}
	limits.Most = decimal.NullDecimal{}
	if p, err := compared.Propose(limits); err != nil || !p.Price.Equal(figure("13")) { // down, although 17.68 is nearer
		t.Errorf("%+v, %v", p, err)
	}
	var none *strategy.NoPriceError
	c.Liquidation = given("50")
	if compared, err = c.Compare(); err != nil {
		t.Fatal(err)
	}
	if _, err := compared.Propose(limits); !errors.As(err, &none) || none.Code != "liquidation" || none.Strategy != "clearance" {
		t.Error(err)
	}
	if _, err := (strategy.Comparison{}).Propose(limits); !errors.As(err, &none) || none.Code != "no_exit" {
		t.Error(err)
	}
}

// The best exit has the highest net, and what is unknown is said, not counted as 0.
func TestCompare(t *testing.T) {
	c := overstock()
	c.Levels = ladder("21.99", "18.99", "15.99")
	got, err := c.Compare()
	if err != nil {
		t.Fatal(err)
	}
	var codes []strategy.ExitCode
	for _, e := range got.Exits {
		codes = append(codes, e.Code)
	}
	if diff := cmp.Diff([]strategy.ExitCode{strategy.ExitHold, strategy.ExitSingle, strategy.ExitPath}, codes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]strategy.ExitCode{strategy.ExitRemoval, strategy.ExitLiquidation}, got.Unknown); diff != "" {
		t.Error(diff)
	}
	for _, test := range []struct {
		removal, liquidation string
		want                 strategy.ExitCode
	}{
		{"-1", "2", strategy.ExitSingle},
		{"100", "2", strategy.ExitRemoval},
		{"100", "100", strategy.ExitRemoval}, // the first of two equal ones
		{"-1", "100", strategy.ExitLiquidation},
		{"0", "0", strategy.ExitSingle},
	} {
		c.Removal, c.Liquidation = given(test.removal), given(test.liquidation)
		got, err := c.Compare()
		if err != nil || got.Best != test.want || len(got.Exits) != 5 || len(got.Unknown) != 0 {
			t.Errorf("%s and %s: %s, want %s, %v", test.removal, test.liquidation, got.Best, test.want, err)
		}
		if e := got.Exits[3]; !e.Net.Equal(figure(test.removal).Mul(figure("600"))) || len(e.Weeks) != 0 || e.Prices() != "" {
			t.Errorf("%+v", e)
		}
	}
	// A stock that nobody buys: all exits are the same, and holding comes first.
	c.Removal, c.Liquidation, c.Salvage, c.Levels = given("0"), given("0"), figure("0"), nil
	c.Velocity, c.Net = figure("0.000001"), given("0")
	c.FeeRate, c.FeePerUnit = figure("0.5"), figure("1000")
	if got, err := c.Compare(); err != nil || got.Best != strategy.ExitHold {
		t.Errorf("%s, %v", got.Best, err)
	}
}

// The bound of the work is refused above and taken below, quickly either way.
func TestMarkdownPathBound(t *testing.T) {
	c := overstock()
	c.Weeks, c.Stock = 104, 1_000_000_000
	for i := range 99 {
		c.Levels = append(c.Levels, strategy.Level{Price: decimal.New(2400-20*int64(i), -2)})
	}
	var work *strategy.WorkError
	if _, err := c.MarkdownPath(); !errors.As(err, &work) || work.Steps <= work.Limit {
		t.Errorf("%v", err)
	}
	c.Velocity = figure("0.000000000001") // which the stock bounds
	if _, err := c.MarkdownPath(); err == nil || !errors.As(err, &work) {
		t.Errorf("%v", err)
	}
	c.Velocity, c.Weeks, c.Levels = figure("30"), 26, c.Levels[:9]
	if _, err := c.MarkdownPath(); err != nil {
		t.Error(err)
	}
	c.Velocity, c.Elasticity = figure("1000000000"), figure("-100")
	if _, err := c.MarkdownPath(); err != nil {
		t.Error(err)
	}
}
