package buffer_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// Each row gives the rates of consecutive days, the first of them the start, and
// the action on each.
func TestBandStep(t *testing.T) {
	const h, r, a, c = buffer.ActionHold, buffer.ActionReprice, buffer.ActionAlarm, buffer.ActionClear
	two := number("0.02")
	for _, test := range []struct {
		name  string
		band  buffer.Band
		rates string
		want  []buffer.Action
	}{
		{"on the lower limit", symmetric("0.02"), "7 6.86", []buffer.Action{h, h}},
		{"just below it", symmetric("0.02"), "7 6.859999999999", []buffer.Action{h, r}},
		{"just above it", symmetric("0.02"), "7 6.860000000001", []buffer.Action{h, h}},
		{"on the upper limit", symmetric("0.02"), "7 7.14", []buffer.Action{h, h}},
		{"just above the upper one", symmetric("0.02"), "7 7.140000000001", []buffer.Action{h, r}},
		{"the reference moves", symmetric("0.02"), "7 6.8 6.9 6.94 6.8", []buffer.Action{h, r, h, r, r}},
		{"falls only", buffer.Band{Down: two}, "7 9 6.8", []buffer.Action{h, h, r}},
		{"rises only", buffer.Band{Up: two}, "7 5 7.2", []buffer.Action{h, h, r}},
		{"asymmetric", buffer.Band{Down: number("0.01"), Up: number("0.03")}, "7 7.2 6.94 6.92", []buffer.Action{h, h, h, r}},
		{"a rise of more than all", buffer.Band{Up: number("1.5")}, "2 5 5.01", []buffer.Action{h, h, r}},
		{"one in a row is any", buffer.Band{Down: two, InARow: 1}, "7 6.8", []buffer.Action{h, r}},
		{"three in a row", buffer.Band{Down: two, InARow: 3}, "7 6.8 6.8 6.9 6.8 6.8 6.8 6.7", []buffer.Action{h, h, h, h, h, h, r, h}},
		{"the count takes both sides", buffer.Band{Down: two, Up: two, InARow: 2}, "7 6.8 7.2", []buffer.Action{h, h, r}},
		{"on the limit ends the count", buffer.Band{Down: two, InARow: 2}, "7 6.8 6.86 6.8 6.8", []buffer.Action{h, h, h, h, r}},
		{"cool-down counts from the first fixing", buffer.Band{Down: two, CoolDownDays: 2}, "7 6.8 6.8", []buffer.Action{h, h, r}},
		{"and from the last re-price", buffer.Band{Down: two, CoolDownDays: 2}, "7 7 6.8 6.6 6.6 6.4", []buffer.Action{h, h, r, h, r, h}},
		{"back inside before it is over", buffer.Band{Down: two, CoolDownDays: 2}, "7 6.8 7", []buffer.Action{h, h, h}},
		{"in a row counts during the cool-down", buffer.Band{Down: two, CoolDownDays: 3, InARow: 2}, "7 6.8 6.8 6.8", []buffer.Action{h, h, h, r}},
		{"calendar", buffer.Band{EveryDays: 2}, "7 7 7 9 9 9", []buffer.Action{h, h, r, h, r, h}},
		{"every day", buffer.Band{EveryDays: 1}, "7 7 7", []buffer.Action{h, r, r}},
		{"band and calendar", buffer.Band{Down: two, EveryDays: 3}, "7 6.8 6.8 6.8 6.8", []buffer.Action{h, r, h, h, r}},
		{"alarm once", buffer.Band{Down: two, Approval: true}, "7 6.8 6.7 6.8", []buffer.Action{h, a, h, h}},
		{"clear in the band", buffer.Band{Down: two, Approval: true}, "7 6.8 6.86 6.8", []buffer.Action{h, a, c, a}},
		{"clear on the inner limit", buffer.Band{Down: two, Inner: number("0.01"), Approval: true}, "7 6.8 6.86 6.929 6.93 6.86", []buffer.Action{h, a, h, h, c, h}},
		{"the inner limit is on both sides", buffer.Band{Down: two, Up: two, Inner: number("0.01"), Approval: true}, "7 6.8 7.1 7.07", []buffer.Action{h, a, h, c}},
		{"no upper limit, no inner one there", buffer.Band{Down: two, Inner: number("0.01"), Approval: true}, "7 6.8 7.1", []buffer.Action{h, a, c}},
		{"alarm after three", buffer.Band{Down: two, InARow: 3, Approval: true}, "7 6.8 6.8 6.8 6.8", []buffer.Action{h, h, h, a, h}},
		{"a due calendar does not clear", buffer.Band{EveryDays: 2, Approval: true}, "7 7 7 7", []buffer.Action{h, h, a, h}},
		{"inner without approval", buffer.Band{Down: two, Inner: number("0.01")}, "7 6.8 6.7", []buffer.Action{h, r, h}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, moves := walk(t, test.band, path("2026-03-02", strings.Fields(test.rates)...))
			var got []buffer.Action
			for _, m := range moves {
				got = append(got, m.Action)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The whole move and state of one step, and what a person reads.
func TestBandMove(t *testing.T) {
	fixings := path("2026-03-02", "7", "6.79")
	band := symmetric("0.02")
	start, first, err := band.Step(buffer.BandState{}, fixings[0])
	if err != nil {
		t.Fatal(err)
	}
	end, second, err := band.Step(start, fixings[1])
	if err != nil {
		t.Fatal(err)
	}
	wantMoves := []buffer.Move{
		{Action: buffer.ActionHold, Reference: fixings[0], Fixing: fixings[0], Reason: "the start rate"},
		{
			Action: buffer.ActionReprice, Reference: fixings[0], Fixing: fixings[1], Deviation: number("-0.03"),
			Reason: "the rate is 3% below the reference of 2026-03-02, beyond the limit of 2%",
		},
	}
	if diff := cmp.Diff(wantMoves, []buffer.Move{first, second}); diff != "" {
		t.Error(diff)
	}
	wantStates := []buffer.BandState{
		{Reference: fixings[0], Repriced: date("2026-03-02"), Last: date("2026-03-02")},
		{Reference: fixings[1], Repriced: date("2026-03-03"), Last: date("2026-03-03")},
	}
	if diff := cmp.Diff(wantStates, []buffer.BandState{start, end}); diff != "" {
		t.Error(diff)
	}
}

func TestBandReasons(t *testing.T) {
	const at = " the reference of 2026-03-02"
	two := number("0.02")
	for _, test := range []struct {
		band        buffer.Band
		rates, want string
	}{
		{buffer.Band{Down: two}, "7 7", "the rate is at" + at},
		{buffer.Band{Down: two}, "7 6.93", "the rate is 1% below" + at},
		{buffer.Band{Down: two}, "7 7.7", "the rate is 10% above" + at},
		{buffer.Band{Up: two}, "7 7.7", "the rate is 10% above" + at + ", beyond the limit of 2%"},
		{buffer.Band{Down: two, InARow: 3}, "7 6.79", "the rate is 3% below" + at + ", beyond the limit of 2%, but on 1 of 3 fixings in a row only"},
		{buffer.Band{Down: two, InARow: 2}, "7 6.79 6.79", "the rate is 3% below" + at + ", beyond the limit of 2% on 2 fixings in a row"},
		{buffer.Band{Down: two, CoolDownDays: 9}, "7 6.79", "the rate is 3% below" + at + ", beyond the limit of 2%, but only 1 day of 9 has passed since the last re-price"},
		{buffer.Band{EveryDays: 1}, "7 6.93", "the rate is 1% below" + at + ", and 1 day has passed since the last re-price"},
		{buffer.Band{Down: two, Approval: true}, "7 6.79", "the rate is 3% below" + at + ", beyond the limit of 2%"},
		{buffer.Band{Down: two, Approval: true}, "7 6.79 6.79", "the rate is 3% below" + at + ", beyond the limit of 2%: the alarm still waits for a decision"},
		{buffer.Band{Down: two, Approval: true}, "7 6.79 6.93", "the rate is 1% below" + at + ": the alarm is over"},
	} {
		_, moves := walk(t, test.band, path("2026-03-02", strings.Fields(test.rates)...))
		if got := moves[len(moves)-1].Reason; got != test.want {
			t.Errorf("%s: got %q, want %q", test.rates, got, test.want)
		}
	}
}

func TestBandCheck(t *testing.T) {
	two := number("0.02")
	for _, test := range []struct {
		name string
		band buffer.Band
		want []string
	}{
		{"zero", buffer.Band{}, []string{""}},
		{"only rules without a trigger", buffer.Band{InARow: 3, CoolDownDays: 5}, []string{""}},
		{"down of all", buffer.Band{Down: number("1")}, []string{"down"}},
		{"down of nearly all", buffer.Band{Down: number("0.999999999999")}, nil},
		{"up of more than all", buffer.Band{Up: number("2")}, nil},
		{"below 0", buffer.Band{Down: two.Neg(), Up: two.Neg(), InARow: -1, CoolDownDays: -1, EveryDays: -1, Inner: two.Neg()},
			[]string{"down", "up", "in_a_row", "cool_down_days", "every_days", "inner"}},
		{"huge", buffer.Band{Down: decimal.New(1, 2147483647), Up: decimal.New(1, -2147483648), Inner: decimal.New(7, 1e9)}, []string{"down", "up", "inner"}},
		{"more than a hundred years", buffer.Band{Down: two, InARow: 36526, CoolDownDays: 36526, EveryDays: 36526}, []string{"in_a_row", "cool_down_days", "every_days"}},
		{"a hundred years", buffer.Band{Down: two, InARow: 36525, CoolDownDays: 36525, EveryDays: 36525}, nil},
		{"calendar within the cool-down", buffer.Band{EveryDays: 6, CoolDownDays: 7}, []string{"every_days"}},
		{"calendar as the cool-down", buffer.Band{EveryDays: 7, CoolDownDays: 7}, nil},
		{"inner as wide as down", buffer.Band{Down: two, Up: number("0.05"), Inner: two}, []string{"inner"}},
		{"inner as wide as up", buffer.Band{Down: number("0.05"), Up: two, Inner: two}, []string{"inner"}},
		{"inner within", buffer.Band{Down: two, Inner: number("0.019")}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, refused(test.band.Check())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A refused step names every fault and leaves the state as it was.
func TestBandStepRefuses(t *testing.T) {
	band := symmetric("0.02")
	fixings := path("2026-03-02", "7", "6.9", "6.8")
	state, _ := walk(t, band, fixings[:2])
	accepted, err := state.Accept(usdcny("6.8", ""), date("2026-03-10"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		band   buffer.Band
		state  buffer.BandState
		fixing fx.Rate
		want   []string
	}{
		{"everything", buffer.Band{Down: number("1")}, buffer.BandState{InARow: -1}, fx.Rate{}, []string{"band.down", "fixing", "state.in_a_row"}},
		{"no day", band, state, usdcny("7", ""), []string{"fixing.date"}},
		{"the same day", band, state, fixings[1], []string{"*buffer.StepError"}},
		{"an earlier day", band, state, fixings[0], []string{"*buffer.StepError"}},
		{"before the last re-price", band, accepted, usdcny("7", "2026-03-09"), []string{"*buffer.StepError"}},
		{"the inverse", band, state, fixings[2].Inverse(), []string{"*fx.CurrencyMismatchError"}},
		{"other base", band, state, must(fx.NewRate(fx.EUR, fx.CNY, number("7"))).WithSource(date("2026-03-09"), ""), []string{"*fx.CurrencyMismatchError"}},
		{"other quote", band, state, must(fx.NewRate(fx.USD, fx.EUR, number("7"))).WithSource(date("2026-03-09"), ""), []string{"*fx.CurrencyMismatchError"}},
		{"reference without a day", band, buffer.BandState{Reference: fixings[0]}, fixings[2], []string{"state.repriced"}},
		{"day without a reference", band, buffer.BandState{Repriced: date("2026-01-01"), Last: date("2026-01-01"), InARow: 2, Outside: true}, fixings[2],
			[]string{"state.repriced", "state.last", "state.in_a_row", "state.outside"}},
		{"a state of the year 10000", band, buffer.BandState{Reference: fixings[0], Repriced: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), Last: time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC)}, fixings[2],
			[]string{"state.repriced", "state.last"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			next, move, err := test.band.Step(test.state, test.fixing)
			if diff := cmp.Diff(test.want, refused(err)); diff != "" {
				t.Error(diff)
			}
			if !next.Equal(test.state) || move.Action != "" {
				t.Errorf("the state became %+v, the move is %+v", next, move)
			}
		})
	}
	_, _, err = band.Step(accepted, usdcny("7", "2026-03-09"))
	var late *buffer.StepError
	if !errors.As(err, &late) || !late.Last.Equal(date("2026-03-10")) || !late.Day.Equal(date("2026-03-09")) ||
		late.Error() != "buffer: a fixing of 2026-03-09 comes too late for a band that stands at 2026-03-10" {
		t.Errorf("got %v", err)
	}
	if _, _, err := band.Step(accepted, usdcny("7", "2026-03-10")); err != nil {
		t.Errorf("a fixing of the day of the re-price: %v", err)
	}
}

// A fixing with a buffer counts at spot, so a buffer that changes moves no price.
func TestBandIgnoresBuffers(t *testing.T) {
	fixings := path("2026-03-02", "7", "7")
	fixings[1] = must(fixings[1].WithBuffer(number("0.5")))
	state, moves := walk(t, symmetric("0.02"), fixings)
	if moves[1].Action != buffer.ActionHold || !moves[1].Deviation.IsZero() {
		t.Errorf("%+v", moves[1])
	}
	state, err := state.Accept(fixings[1], date("2026-03-03"))
	if err != nil || !state.Reference.Buffer().IsZero() {
		t.Errorf("%v %v", state.Reference, err)
	}
}

func TestBandWorst(t *testing.T) {
	worst := must(buffer.Band{Down: number("0.02"), Up: number("0.05")}.Worst(usdcny("7", "2026-03-02")))
	if got := worst.Value(4); !got.Equal(number("6.86")) || !worst.Spot().Value(4).Equal(number("7")) {
		t.Errorf("got %s", worst)
	}
	for _, test := range []struct {
		band buffer.Band
		rate fx.Rate
		want []string
	}{
		{buffer.Band{}, usdcny("7", ""), []string{""}},
		{buffer.Band{Up: number("0.02")}, usdcny("7", ""), []string{"down"}},
		{buffer.Band{Down: number("0.02")}, fx.Rate{}, []string{"rate"}},
	} {
		_, err := test.band.Worst(test.rate)
		if diff := cmp.Diff(test.want, refused(err)); diff != "" {
			t.Error(diff)
		}
	}
}

// An action is asked for only when a rule allows it, and the reference follows.
func propBandRules(t *rapid.T) {
	b := genBand().Draw(t, "band")
	fixings := genPath().Draw(t, "path")
	var s buffer.BandState
	row := 0
	for i, f := range fixings {
		next, m, err := b.Step(s, f)
		if err != nil {
			t.Fatalf("step: %v", err)
		}
		if i == 0 {
			if m.Action != buffer.ActionHold || !next.Reference.Equal(f) {
				t.Fatalf("the first fixing: %+v", m)
			}
			s = next
			continue
		}
		value, ref := f.Value(12), s.Reference.Value(12)
		below := b.Down.IsPositive() && value.LessThan(ref.Mul(number("1").Sub(b.Down)))
		above := b.Up.IsPositive() && value.GreaterThan(ref.Mul(number("1").Add(b.Up)))
		row++
		if !below && !above {
			row = 0
		}
		days := int(f.Date().Sub(s.Repriced).Hours() / 24)
		due := b.EveryDays > 0 && days >= b.EveryDays
		outside := (below || above) && row >= max(b.InARow, 1) && days >= b.CoolDownDays
		asked := m.Action == buffer.ActionReprice || m.Action == buffer.ActionAlarm
		if want := (due || outside) && !s.Outside; asked != want {
			t.Fatalf("fixing %d: %s, deviation %s, want an action: %t", i, m.Action, m.Deviation, want)
		}
		if m.Action == buffer.ActionAlarm != (asked && b.Approval) {
			t.Fatalf("fixing %d: %s with approval %t", i, m.Action, b.Approval)
		}
		if m.Action == buffer.ActionReprice {
			row = 0
			if !next.Reference.Equal(f) || !next.Repriced.Equal(f.Date()) {
				t.Fatalf("the reference is %s", next.Reference)
			}
		} else if !next.Reference.Equal(s.Reference) || !next.Repriced.Equal(s.Repriced) {
			t.Fatalf("the reference moved to %s without a re-price", next.Reference)
		}
		if next.InARow != row || !next.Last.Equal(f.Date()) {
			t.Fatalf("count %d, want %d, last %s", next.InARow, row, next.Last)
		}
		s = next
	}
}

func TestBandRules(t *testing.T)     { rapid.Check(t, propBandRules) }
func FuzzBandRules(f *testing.F)     { f.Fuzz(rapid.MakeFuzz(propBandRules)) }
func TestBandResumes(t *testing.T)   { rapid.Check(t, propBandResumes) }
func TestBandMirrors(t *testing.T)   { rapid.Check(t, propBandMirrors) }
func TestWiderIsCalmer(t *testing.T) { rapid.Check(t, propWiderIsCalmer) }

// Stopping anywhere, storing the state and going on is the same as one run.
func propBandResumes(t *rapid.T) {
	b := genBand().Draw(t, "band")
	fixings := genPath().Draw(t, "path")
	end, moves := walk(t, b, fixings)
	var s buffer.BandState
	for i, f := range fixings {
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatalf("write: %v", err)
		}
		var stored buffer.BandState
		if err := json.Unmarshal(text, &stored); err != nil {
			t.Fatalf("read %s: %v", text, err)
		}
		if !stored.Equal(s) {
			t.Fatalf("read %s back as %+v", text, stored)
		}
		next, move, err := b.Step(stored, f)
		if err != nil {
			t.Fatalf("step: %v", err)
		}
		if diff := cmp.Diff(moves[i], move); diff != "" {
			t.Fatalf("fixing %d: %s", i, diff)
		}
		s = next
	}
	if !s.Equal(end) {
		t.Fatalf("ended as %+v, want %+v", s, end)
	}
}

// The buyer's side: on the inverse rate the limits change places, as 1/(1 - down) - 1
// and 1 - 1/(1 + up). Limits whose inverse is a decimal show it exactly.
func propBandMirrors(t *rapid.T) {
	down := rapid.SampledFrom([][2]string{{"0.2", "0.25"}, {"0.5", "1"}, {"0.36", "0.5625"}, {"0.0234375", "0.024"}, {"0", "0"}}).Draw(t, "down")
	up := rapid.SampledFrom([][2]string{{"0.25", "0.2"}, {"0.6", "0.375"}, {"0.024", "0.0234375"}}).Draw(t, "up")
	b := genBand().Draw(t, "band")
	b.Down, b.Up, b.Inner = number(down[0]), number(up[0]), decimal.Decimal{}
	mirror := b
	mirror.Down, mirror.Up = number(up[1]), number(down[1])
	fixings := genPath().Draw(t, "path")
	inverse := make([]fx.Rate, len(fixings))
	for i, f := range fixings {
		if i > 0 && rapid.IntRange(0, 3).Draw(t, "edge") == 0 { // exactly on a limit of the first
			n, d := fixings[0].Fraction()
			limit := number("1").Add(b.Up)
			if rapid.Bool().Draw(t, "lower") && b.Down.IsPositive() {
				limit = number("1").Sub(b.Down)
			}
			f = must(fx.NewRateFraction(fx.USD, fx.CNY, n.Mul(limit), d)).WithSource(f.Date(), "")
			fixings[i] = f
		}
		inverse[i] = f.Inverse()
	}
	_, moves := walk(t, b, fixings)
	_, mirrored := walk(t, mirror, inverse)
	for i := range moves {
		if moves[i].Action != mirrored[i].Action {
			t.Fatalf("fixing %d: %s, mirrored %s", i, moves[i].Action, mirrored[i].Action)
		}
	}
}

// On a path that only rises or only falls a wider band never moves the price more
// often: its k-th re-price is never before that of the narrow one, so its reference
// is at least as far along. On a path that turns this need not hold.
func propWiderIsCalmer(t *rapid.T) {
	narrow := genBand().Draw(t, "band")
	narrow.Approval, narrow.Inner, narrow.EveryDays = false, decimal.Decimal{}, 0
	wider := rapid.Int64Range(0, 40)
	narrow.Down, narrow.Up = narrow.Down.Add(number("0.001")), narrow.Up.Add(number("0.001"))
	wide := narrow
	wide.Down = wide.Down.Add(decimal.New(wider.Draw(t, "wider down"), -3))
	wide.Up = wide.Up.Add(decimal.New(wider.Draw(t, "wider up"), -3))
	up := rapid.Bool().Draw(t, "rising")
	value, on := number("7"), date("2026-01-05")
	var fixings []fx.Rate
	for range rapid.IntRange(1, 60).Draw(t, "fixings") {
		move := rapid.Int64Range(0, 30).Draw(t, "move")
		if !up {
			move = -move
		}
		value = value.Mul(decimal.New(1000+move, -3)).Round(6)
		on = on.AddDate(0, 0, rapid.IntRange(1, 4).Draw(t, "days"))
		fixings = append(fixings, must(fx.NewRate(fx.USD, fx.CNY, value)).WithSource(on, ""))
	}
	count := func(b buffer.Band) (n int) {
		_, moves := walk(t, b, fixings)
		for _, m := range moves {
			if m.Action == buffer.ActionReprice {
				n++
			}
		}
		return n
	}
	if n, w := count(narrow), count(wide); w > n {
		t.Fatalf("the wide band moves %d times, the narrow one %d times", w, n)
	}
}

// The narrow band follows the first move and is then in the middle of all that
// comes, the wide one never is: on a path that turns, wider is not always calmer.
func TestWiderMayBeBusierOnAPathThatTurns(t *testing.T) {
	fixings := path("2026-03-02", "100", "101.4", "102.3", "100.6", "102.3", "100.6")
	for limit, want := range map[string]int{"0.01": 1, "0.015": 4} {
		e := must(buffer.BackTestBand(slices.Values(fixings), symmetric(limit), date(""), date("")))
		if e.Reprices != want {
			t.Errorf("band of %s: %d re-prices, want %d", limit, e.Reprices, want)
		}
	}
}
