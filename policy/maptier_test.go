package policy_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/policy"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

func cents2(cents int64) decimal.Decimal { return decimal.New(cents, -2) }

func TestStanding(t *testing.T) {
	p := policy.MAPPolicy{GraceHours: 24, Tiers: []policy.MAPTier{
		{Count: 1, WindowDays: 30, Action: policy.MAPNotice},
		{Count: 2, WindowDays: 60, Action: policy.MAPHold},
		{Count: 3, WindowDays: 60, Action: policy.MAPCutOff},
	}}
	start := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	h := func(hours int) time.Time { return start.Add(time.Duration(hours) * time.Hour) }
	const d = 24
	none := policy.MAPStanding{}
	for _, row := range []struct {
		name string
		past []int // hours after the start
		at   int
		nano time.Duration
		want policy.MAPStanding
	}{
		{"nothing", nil, 0, 0, none},
		{"later than now", []int{1}, 0, 0, none},
		{"just now", []int{0}, 0, 0, policy.MAPStanding{Reached: true, Tier: p.Tiers[0], Count: 1, GraceUntil: h(24), ResetAt: h(30 * d)}},
		{"last moment of grace", []int{0}, 24, -1, policy.MAPStanding{Reached: true, Tier: p.Tiers[0], Count: 1, GraceUntil: h(24), ResetAt: h(30 * d)}},
		{"grace over", []int{0}, 24, 0, policy.MAPStanding{Reached: true, Tier: p.Tiers[0], Count: 1, ResetAt: h(30 * d)}},
		{"found again in grace", []int{0, 23}, 25, 0, policy.MAPStanding{Reached: true, Tier: p.Tiers[0], Count: 1, ResetAt: h(30 * d)}},
		{"found again at its end", []int{24, 0}, 25, 0, policy.MAPStanding{Reached: true, Tier: p.Tiers[1], Count: 2, GraceUntil: h(48), ResetAt: h(60 * d)}},
		{"grace runs from the one that counts", []int{0, 20, 30}, 31, 0, policy.MAPStanding{Reached: true, Tier: p.Tiers[1], Count: 2, GraceUntil: h(54), ResetAt: h(60 * d)}},
		{"last moment of the window", []int{0}, 30 * d, -1, policy.MAPStanding{Reached: true, Tier: p.Tiers[0], Count: 1, ResetAt: h(30 * d)}},
		{"window over", []int{0}, 30 * d, 0, none},
		{"third", []int{0, 10 * d, 20 * d}, 25 * d, 0, policy.MAPStanding{Reached: true, Tier: p.Tiers[2], Count: 3, ResetAt: h(60 * d)}},
		{"rolls back to the second", []int{0, 10 * d, 20 * d}, 60 * d, 0, policy.MAPStanding{Reached: true, Tier: p.Tiers[1], Count: 2, ResetAt: h(70 * d)}},
		{"rolls back to nothing", []int{0, 10 * d, 20 * d}, 70 * d, 0, none},
	} {
		t.Run(row.name, func(t *testing.T) {
			var past []time.Time
			for _, hours := range row.past {
				past = append(past, h(hours))
			}
			got, err := p.Standing(past, h(row.at).Add(row.nano))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	t.Run("for ever", func(t *testing.T) {
		p := policy.MAPPolicy{Tiers: []policy.MAPTier{{Count: 2, Action: policy.MAPCutOff}}}
		got, err := p.Standing([]time.Time{h(0), h(1)}, h(1_000_000))
		if want := (policy.MAPStanding{Reached: true, Tier: p.Tiers[0], Count: 2}); err != nil || got != want {
			t.Error(got, err)
		}
	})
	t.Run("faults", func(t *testing.T) {
		p := policy.MAPPolicy{GraceHours: -1, Tiers: []policy.MAPTier{{Count: 2, WindowDays: -1, Action: policy.MAPHold}, {Count: 2, Action: policy.MAPNotice}, {Action: "shout"}}}
		_, err := p.Standing([]time.Time{{}}, time.Time{})
		for _, path := range []string{"grace_hours", "tiers[0].window_days", "tiers[1].count", "tiers[1].action", "tiers[2].count", "tiers[2].action", "at ", "violations[0]"} {
			if err == nil || !contains("\n"+err.Error(), "\n"+path) {
				t.Errorf("no fault at %s: %v", path, err)
			}
		}
	})
}

// The order of the violations does not matter, and the standing does not change before
// the reset that it announces, but changes then.
func propStanding(t *rapid.T) {
	p := policy.MAPPolicy{GraceHours: rapid.IntRange(0, 72).Draw(t, "grace"), Tiers: []policy.MAPTier{
		{Count: 1, WindowDays: rapid.IntRange(1, 20).Draw(t, "w1"), Action: policy.MAPNotice},
		{Count: 3, WindowDays: rapid.IntRange(1, 40).Draw(t, "w2"), Action: policy.MAPCutOff},
	}}
	start := lawDay("2026-01-01")
	var past []time.Time
	for _, hours := range rapid.SliceOfN(rapid.IntRange(0, 1000), 0, 12).Draw(t, "past") {
		past = append(past, start.Add(time.Duration(hours)*time.Hour))
	}
	at := start.Add(1000 * time.Hour)
	got, err := p.Standing(past, at)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(past)
	if again, _ := p.Standing(past, at); again != got {
		t.Fatalf("%+v in another order is %+v", got, again)
	}
	if got.Reached {
		before, _ := p.Standing(past, got.ResetAt.Add(-1))
		after, _ := p.Standing(past, got.ResetAt)
		if before.Tier != got.Tier || after.Reached && after.Tier == got.Tier {
			t.Fatalf("%+v: before the reset %+v, at it %+v", got, before, after)
		}
	}
}

func TestStandingResets(t *testing.T) { rapid.Check(t, propStanding) }
