package strategy_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// outlet is a channel without a model: "amazon 0.00 9.99 12" has free shipping, a price
// of 9.99 now and a least price of 12; "-" is none, and a "!" says NotAbove.
func outlet(text string) strategy.Outlet {
	f := strings.Fields(text)
	o := strategy.Outlet{Name: strings.TrimSuffix(f[0], "!"), NotAbove: strings.HasSuffix(f[0], "!"), Shipping: known(f[1])}
	if f[2] != "-" {
		o.Current = known(f[2])
	}
	if f[3] != "-" {
		o.Limits.Least = known(f[3])
	}
	if len(f) > 4 {
		o.Limits.Most = known(f[4])
	}
	return o
}

// syncPlanned is what a sync plans: the prices, and the order of publishing.
func syncPlanned(t *testing.T, s strategy.Sync) (prices, order string) {
	t.Helper()
	plan, err := s.Plan()
	var clash *strategy.ConflictError
	if errors.As(err, &clash) {
		var texts []string
		for _, c := range clash.Constraints {
			texts = append(texts, c.String())
		}
		return strings.Join(texts, ", "), ""
	}
	if err != nil {
		return noPrice(t, err), ""
	}
	var texts, changes []string
	for _, p := range plan.Proposals {
		text := fx.Plain(p.Price)
		for _, s := range p.Steps {
			text += " " + s.Code
		}
		texts = append(texts, text)
	}
	for _, p := range plan.Order {
		change := p.Name
		if len(p.Above) > 0 {
			change += " (" + strings.Join(p.Above, " ") + ")"
		}
		if !p.To.Equal(plan.Proposals[p.Outlet].Price) || p.From.Valid != s.Outlets[p.Outlet].Current.Valid || p.From.Valid && !p.From.Decimal.Equal(s.Outlets[p.Outlet].Current.Decimal) {
			t.Errorf("publication is %+v", p)
		}
		changes = append(changes, change)
	}
	return strings.Join(texts, ", "), strings.Join(changes, ", ")
}

func TestSync(t *testing.T) {
	sync := func(landed string, outlets ...string) strategy.Sync {
		s := strategy.Sync{Currency: fx.USD, Landed: known(landed)}
		for _, o := range outlets {
			s.Outlets = append(s.Outlets, outlet(o))
		}
		return s
	}
	amount := func(a string, s strategy.Sync) strategy.Sync {
		s.SpreadAmount = known(a)
		return s
	}
	share := func(a string, s strategy.Sync) strategy.Sync {
		s.SpreadShare = known(a)
		return s
	}
	for _, row := range []struct {
		name          string
		sync          strategy.Sync
		prices, order string
	}{
		{"one landed price", sync("20", "amazon 0 20 -", "shop 4.99 15 -"), "20, 15.01", "shop"},
		{"without a spread floors stand", sync("20", "amazon 0 - -", "shop 0 - 25"), "20, 25 least", "amazon, shop"},
		{"within the spread", amount("5", sync("20", "amazon 0 - -", "shop 0 - 25")), "20, 25 least", "amazon, shop"},
		{"a cent beyond it the first comes as near as the floor lets it", amount("4.99", sync("20", "amazon 0 - -", "shop 0 - 25")), "20.01 sync, 25 least", "amazon, shop"},
		{"the last gives way first", amount("1", sync("20", "amazon 0 - 22", "shop 0 - -", "outlet 0 - -")), "22 least, 21 sync, 21 sync", "amazon, shop, outlet"},
		{"the first keeps its price", amount("1", sync("20", "shop 0 - -", "outlet 0 - 21.50")), "20.5 sync, 21.5 least", "shop, outlet"},
		{"a share of the lowest", share("0.05", sync("20", "amazon 0 - -", "shop 0 - 21")), "20, 21 least", "amazon, shop"},
		{"and a cent above it", share("0.05", sync("20", "amazon 0 - -", "shop 0 - 21.01")), "20.01 sync, 21.01 least", "amazon, shop"},
		{"totals are compared", amount("0", sync("20", "amazon 0 - 21", "shop 4.99 - -")), "21 least, 16.01 sync", "amazon, shop"},
		{"a channel that must not be above", sync("20", "walmart! 0 - 22", "shop 0 - -"), "22 least, 22 sync", "walmart, shop"},
		{"and one that can be lowered", sync("20", "shop 0 - -", "walmart! 0 - 10", "ebay 0 - - 15"), "20, 15 sync, 15 most", "shop, walmart, ebay"},
		{"floors against the spread", amount("1", sync("20", "amazon 0 - - 19", "shop 0 - 20.01")), "limits of amazon, limits of shop, spread", ""},
		{"on the spread", amount("1", sync("20", "amazon 0 - - 19", "shop 0 - 20")), "19 most, 20", "amazon, shop"},
		{"floors against parity", sync("20", "walmart! 0 - 20", "shop 0 - - 19.99"), "limits of walmart, limits of shop, parity of walmart", ""},
		{"two that must not be above", sync("20", "walmart! 0 - 22", "amazon! 0 - 21"), "22 least, 22 least sync", "walmart, amazon"},
		{"limits of one", sync("20", "walmart 0 - 20 19", "shop 0 - -"), "least_above_most", ""},
		{"shipping is all of it", sync("4.99", "walmart 4.99 - -", "shop 0 - -"), "shipping_above_landed", ""},
		{"raise the others first", sync("22", "walmart! 0 20 -", "shop 0 20 -", "ebay 0 21 -"), "22, 22, 22", "shop, ebay, walmart"},
		{"lower it first", sync("18", "shop 0 20 -", "ebay 0 20 -", "walmart! 0 20 -"), "18, 18, 18", "walmart, shop, ebay"},
		{"a new channel comes when it may", sync("18", "shop 0 - -", "walmart! 0 20 -"), "18, 18", "walmart, shop"},
		{"it cannot be helped with two", sync("22", "walmart! 0 20 -", "amazon! 0 20 -"), "22, 22", "walmart (walmart), amazon"},
		{"mended first", sync("20", "ebay 0 22 -", "shop 0 18 -", "walmart! 0 20 -"), "20, 20, 20", "shop, ebay"},
		{"of two equally near the higher", amount("0", holed(sync("20", "shop 0 - -", "ebay 0 - -"), 1, span("19", "19"), span("21", "21"))), "21 sync, 21 target", "shop, ebay"},
		{"an ending gives way to the spread", amount("0.50", charmed(sync("20", "shop 0 - -", "ebay 0 - -"), 1)), "20, 20.5 ending sync", "shop, ebay"},
		{"nothing to change", sync("20", "walmart! 0 20 -", "shop 1 19.00 -"), "20, 19", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			prices, order := syncPlanned(t, row.sync)
			if prices != row.prices {
				t.Errorf("prices %s\n  want %s", prices, row.prices)
			}
			if order != row.order {
				t.Errorf("order %s\n want %s", order, row.order)
			}
		})
	}
}

func holed(s strategy.Sync, i int, spans ...pricing.Interval) strategy.Sync {
	s.Outlets[i].Limits.Admissible = spans
	return s
}

// charmed wishes for .99 on an outlet.
func charmed(s strategy.Sync, i int) strategy.Sync {
	s.Outlets[i].Limits.Ending = strategy.Ending{On: []decimal.Decimal{amt("0.99")}, Within: amt("1")}
	return s
}

// Each channel has its own price for one margin, from its own costs.
func TestSyncTarget(t *testing.T) {
	s := strategy.Sync{Currency: fx.USD, Target: pricing.Margin(amt("0.20")), Outlets: []strategy.Outlet{
		{Name: "amazon", Model: shipped("home_kitchen", "13"), Shipping: known("0")},
		{Name: "shop", Model: shipped("home_kitchen", "14.30"), Shipping: known("0")}, // 14.30 / 0.65
	}}
	if prices, _ := syncPlanned(t, s); prices != "20, 22" {
		t.Errorf("prices %s", prices)
	}
	s.SpreadAmount = known("1")
	if prices, _ := syncPlanned(t, s); prices != "21 sync, 22" {
		t.Errorf("prices %s", prices)
	}
	s.Landed = known("15") // below what the target needs
	if prices, _ := syncPlanned(t, s); prices != "21 target sync, 22 target" {
		t.Errorf("prices %s", prices)
	}
	s.Landed = known("30")
	if prices, _ := syncPlanned(t, s); prices != "30, 30" {
		t.Errorf("prices %s", prices)
	}
	s.Target = pricing.Margin(amt("0.85"))
	if prices, _ := syncPlanned(t, s); prices != "no_admissible_price" {
		t.Errorf("prices %s", prices)
	}
	s.Target = pricing.Markup(amt("-1"))
	if _, err := s.Plan(); paths(t, err)[0] != "target.markup" {
		t.Errorf("error is %v", err)
	}
}

// Each vector of totals is looked at: the result is the nearest in the order of
// precedence, and a conflict names constraints that contradict one another, each of
// them needed. No change breaks a rule of parity where another order would not.
func propSyncEqualsBruteForce(t *rapid.T) {
	const last = 16
	n := rapid.IntRange(1, 4).Draw(t, "outlets")
	s := strategy.Sync{Currency: fx.USD, Landed: knownCents(rapid.Int64Range(6, last).Draw(t, "landed"))}
	switch rapid.IntRange(0, 2).Draw(t, "spread") {
	case 1:
		s.SpreadAmount = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 60).Draw(t, "amount"), -3))
	case 2:
		s.SpreadShare = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 60).Draw(t, "share"), -2))
	}
	shipping, alone := make([]int64, n), make([]int64, n)
	single := false // has no price alone
	for i := range n {
		shipping[i] = rapid.Int64Range(0, 5).Draw(t, "shipping")
		o := strategy.Outlet{Name: string(rune('a' + i)), Shipping: knownCents(shipping[i]), NotAbove: rapid.IntRange(0, 3).Draw(t, "not above") == 0, Limits: genLimits(t, last)}
		o.Limits.Most = knownCents(rapid.Int64Range(1, last-shipping[i]).Draw(t, "most"))
		if rapid.Bool().Draw(t, "charmed") { // so that what is wanted differs
			o.Limits.Ending = strategy.Ending{On: []decimal.Decimal{cents(rapid.Int64Range(1, last).Draw(t, "on"))}, Within: cents(5), Lowered: cents(5)}
		}
		if rapid.Bool().Draw(t, "on sale") {
			o.Current = knownCents(rapid.Int64Range(1, last).Draw(t, "current"))
		}
		p, _, err := o.Limits.Fit(s.Landed.Decimal.Sub(o.Shipping.Decimal), strategy.Up)
		single = single || err != nil
		alone[i] = p.Shift(2).IntPart() + shipping[i]
		s.Outlets = append(s.Outlets, o)
	}
	plan, err := s.Plan()
	if single {
		if code := noPrice(t, err); code == "" || code == "conflict" {
			t.Fatalf("%v although an outlet has no price", err)
		}
		return
	}
	search := func(holds func(strategy.Constraint) bool, most int64) []int64 {
		var best []int64
		totals := make([]int64, n)
		var walk func(i int)
		walk = func(i int) {
			if i < n {
				for c := int64(1); c <= most; c++ {
					if admits(s.Outlets[i].Limits, c-shipping[i]) || !holds(strategy.Constraint{Code: "limits", Names: []string{s.Outlets[i].Name}}) {
						totals[i] = c
						walk(i + 1)
					}
				}
				return
			}
			low, high := totals[0], totals[0]
			for _, c := range totals {
				low, high = min(low, c), max(high, c)
			}
			if holds(strategy.Constraint{Code: "spread"}) {
				if s.SpreadAmount.Valid && cents(high-low).GreaterThan(s.SpreadAmount.Decimal) ||
					s.SpreadShare.Valid && cents(high).GreaterThan(cents(low).Mul(s.SpreadShare.Decimal.Add(amt("1")))) {
					return
				}
			}
			for j, o := range s.Outlets {
				if o.NotAbove && totals[j] > low && holds(strategy.Constraint{Code: "parity", Names: []string{o.Name}}) {
					return
				}
			}
			if best == nil || nearer(totals, best, alone) {
				best = append([]int64{}, totals...)
			}
		}
		walk(0)
		return best
	}
	want := search(func(strategy.Constraint) bool { return true }, last)
	if want == nil {
		var clash *strategy.ConflictError
		if !errors.As(err, &clash) {
			t.Fatalf("%v although no vector meets the rules", err)
		}
		in := func(list []strategy.Constraint) func(strategy.Constraint) bool {
			return func(c strategy.Constraint) bool {
				for _, other := range list {
					if c.String() == other.String() {
						return true
					}
				}
				return false
			}
		}
		if search(in(clash.Constraints), last) != nil {
			t.Fatalf("%v can be met together", clash.Constraints)
		}
		for i := range clash.Constraints {
			rest := append(append([]strategy.Constraint{}, clash.Constraints[:i]...), clash.Constraints[i+1:]...)
			if search(in(rest), last) == nil {
				t.Fatalf("%v is not needed in %v", clash.Constraints[i], clash.Constraints)
			}
		}
		return
	}
	if err != nil {
		t.Fatalf("%v although %v meets the rules", err, want)
	}
	for i, p := range plan.Proposals {
		if got := p.Price.Shift(2).IntPart() + shipping[i]; got != want[i] {
			t.Fatalf("outlet %d has a total of %d, want %v near %v", i, got, want, alone)
		}
	}
	checkOrder(t, s, plan, shipping)
}

// checkOrder replays a plan and looks at every other order of its changes.
func checkOrder(t *rapid.T, s strategy.Sync, plan strategy.SyncPlan, shipping []int64) {
	now := map[int]int64{}
	for i, o := range s.Outlets {
		if o.Current.Valid {
			now[i] = o.Current.Decimal.Shift(2).IntPart() + shipping[i]
		}
	}
	above := func(now map[int]int64) (names []string, pairs map[[2]int]bool) {
		pairs = map[[2]int]bool{}
		for i, o := range s.Outlets {
			c, on := now[i]
			if !on || !o.NotAbove {
				continue
			}
			for j, other := range now {
				if c > other {
					pairs[[2]int{i, j}] = true
				}
			}
			for _, other := range now {
				if c > other {
					names = append(names, o.Name)
					break
				}
			}
		}
		return names, pairs
	}
	// breaks counts the pairs that newly break a rule on the way.
	breaks := func(order []strategy.Publication, said bool) int {
		state := map[int]int64{}
		for i, c := range now {
			state[i] = c
		}
		n := 0
		for _, p := range order {
			_, before := above(state)
			state[p.Outlet] = p.To.Shift(2).IntPart() + shipping[p.Outlet]
			names, after := above(state)
			for pair := range after {
				if !before[pair] {
					n++
				}
			}
			if said && !cmp.Equal(names, p.Above) {
				t.Fatalf("after %s above are %v, said %v", p.Name, names, p.Above)
			}
		}
		for i, p := range plan.Proposals {
			if state[i] != p.Price.Shift(2).IntPart()+shipping[i] {
				t.Fatalf("outlet %d ends at %d", i, state[i])
			}
		}
		return n
	}
	if breaks(plan.Order, true) == 0 {
		return
	}
	var permute func(order []strategy.Publication, k int)
	permute = func(order []strategy.Publication, k int) {
		if k == len(order) {
			if breaks(order, false) == 0 {
				t.Fatalf("the order breaks a rule that %v does not", order)
			}
			return
		}
		for i := k; i < len(order); i++ {
			order[k], order[i] = order[i], order[k]
			permute(order, k+1)
			order[k], order[i] = order[i], order[k]
		}
	}
	permute(append([]strategy.Publication{}, plan.Order...), 0)
}

func TestSyncEqualsBruteForce(t *testing.T) { rapid.Check(t, propSyncEqualsBruteForce) }
func FuzzSyncEqualsBruteForce(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propSyncEqualsBruteForce)) }

func TestSyncFaults(t *testing.T) {
	huge := decimal.NewNullDecimal(decimal.New(1, 999999999))
	bad := strategy.Sync{
		Currency: fx.EUR, Landed: known("0"), SpreadAmount: known("-1"), SpreadShare: known("1001"),
		Outlets: []strategy.Outlet{
			{Name: "a", Shipping: known("0.001"), Current: known("0"), Model: shipped("home_kitchen", "1"), Limits: strategy.Limits{Least: known("-1")}},
			{Name: "a", Shipping: huge, Current: huge, Model: &pricing.Model{}},
			{},
		},
	}
	want := []string{
		"landed", "spread_amount", "spread_share", "spread_share", "outlets[0].shipping", "outlets[0].current", "outlets[0].model", "outlets[0].limits.least",
		"outlets[1].name", "outlets[1].shipping", "outlets[1].current", "outlets[1].model", "outlets[2].name", "outlets[2].shipping",
	}
	_, err := bad.Plan()
	if diff := cmp.Diff(want, paths(t, err)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	if _, err := (strategy.Sync{}).Plan(); strings.Join(paths(t, err), " ") != "currency outlets" {
		t.Errorf("the zero Sync: %v", err)
	}
	long := strings.Repeat("€", 1<<20)
	_, err = strategy.Sync{Currency: fx.Currency(long), Outlets: []strategy.Outlet{{Name: long, Shipping: known("0"), Model: shipped("home_kitchen", "1")}, {Name: long, Shipping: known("0"), Model: shipped("home_kitchen", "1")}}}.Plan()
	if want := []string{"currency", "outlets[0].model", "outlets[1].name", "outlets[1].model"}; cmp.Diff(want, paths(t, err)) != "" {
		t.Error(paths(t, err))
	}
	for _, fault := range fx.Faults(err) {
		if in := fault.(*fx.InputError); len(in.Value) > fx.MaxTextLen || len(in.Error()) > 3*fx.MaxTextLen || !utf8.ValidString(in.Error()) {
			t.Errorf("%d bytes of value, %d of text: %.200s", len(in.Value), len(in.Error()), in)
		}
	}
	alone := strategy.Sync{Currency: fx.USD, Outlets: []strategy.Outlet{{Name: "a", Shipping: known("0")}}}
	if _, err := alone.Plan(); strings.Join(paths(t, err), " ") != "outlets[0].model" {
		t.Errorf("nothing to go by: %v", err)
	}
}
