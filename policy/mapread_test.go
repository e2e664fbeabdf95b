package policy_test

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

const mapFile = `{"policies": [{
  "brand": "Acme", "sku": "AC-1", "upc": "012345678905",
  "price": "49.99", "currency": "USD", "from": "2026-01-01", "to": null,
  "channels": ["amazon", "walmart"], "surfaces": ["listing", "feed"],
  "in_cart_exempt": true, "login_exempt": false,
  "events": [{"name": "summer", "from": "2026-07-01", "to": "2026-07-07", "price": "44.99"},
             {"name": "free", "from": "2026-08-01", "to": "2026-08-01", "price": null}],
  "coupons": "counts", "bundles": "exempt", "gifts": "exempt",
  "discontinued": ["AC-0"], "grace_hours": 24,
  "tiers": [{"count": 1, "window_days": 180, "action": "notice"}, {"count": 2, "window_days": 180, "action": "hold"}],
  "notice_address": "map@example.com", "version": "2026-1", "source_hash": "sha256:00"
}, {"brand": "Acme", "price": "1", "currency": "EUR", "from": "2026-01-01"}]}`

func TestReadMAP(t *testing.T) {
	got, err := policy.ReadMAP(strings.NewReader("\xEF\xBB\xBF" + mapFile))
	if err != nil {
		t.Fatal(err)
	}
	want := policy.MAPPolicy{
		Brand: "Acme", SKU: "AC-1", UPC: "012345678905", Price: lawAmount("49.99"), Currency: fx.USD, From: lawDay("2026-01-01"),
		Channels: []string{"amazon", "walmart"}, Surfaces: []policy.Surface{"listing", "feed"}, InCartExempt: true,
		Events: []policy.MAPEvent{
			{Name: "summer", From: lawDay("2026-07-01"), To: lawDay("2026-07-07"), Price: lawKnown("44.99")},
			{Name: "free", From: lawDay("2026-08-01"), To: lawDay("2026-08-01")},
		},
		Coupons: policy.MAPCounts, Bundles: policy.MAPExempt, Gifts: policy.MAPExempt, Discontinued: []string{"AC-0"}, GraceHours: 24,
		Tiers:         []policy.MAPTier{{Count: 1, WindowDays: 180, Action: "notice"}, {Count: 2, WindowDays: 180, Action: "hold"}},
		NoticeAddress: "map@example.com", Version: "2026-1", SourceHash: "sha256:00",
	}
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if hash := got[1].SourceHash; len(hash) != len("sha256:")+64 {
		t.Errorf("hash of the file is %q", hash)
	}
}

func TestReadMAPRefuses(t *testing.T) {
	one := func(fields string) string { return `{"policies":[{` + fields + `}]}` }
	const ok = `"brand":"A","price":"1","currency":"USD","from":"2026-01-01"`
	for _, row := range []struct {
		name, text string
		paths      []string
	}{
		{"empty", "", []string{""}},
		{"list", "[]", []string{""}},
		{"no policies", "{}", []string{"policies"}},
		{"unknown at the top", `{"policies":[],"x":{"y":[1]}}`, []string{"x"}},
		{"twice at the top", `{"policies":[],"policies":[]}`, []string{"policies"}},
		{"after the end", `{"policies":[]} 1`, []string{""}},
		{"cut off", `{"policies":[{"brand":"A"`, []string{"policies[0]"}},
		{"required", one(""), []string{"policies[0].currency", "policies[0].brand", "policies[0].price", "policies[0].from"}},
		{"unknown field with a value inside", one(ok + `,"map":{"a":[1,{"b":2}]},"sku":3`), []string{"policies[0].map", "policies[0].sku"}},
		{"twice", one(ok + `,"brand":"B"`), []string{"policies[0].brand"}},
		{"numbers are texts", one(`"brand":"A","price":1.5,"currency":"USD","from":"2026-01-01"`), []string{"policies[0].price"}},
		{"no number", one(`"brand":"A","price":"1,5","currency":"USD","from":"2026-01-01"`), []string{"policies[0].price"}},
		{"huge number", one(`"brand":"A","price":"1e999999999","currency":"USD","from":"2026-01-01"`), []string{"policies[0].price"}},
		{"below 0", one(`"brand":"A","price":"-1","currency":"USD","from":"2026-01-01"`), []string{"policies[0].price"}},
		{"price 0", one(`"brand":"A","price":"0","currency":"USD","from":"2026-01-01"`), []string{"policies[0].price"}},
		{"no such day", one(`"brand":"A","price":"1","currency":"USD","from":"2026-02-30"`), []string{"policies[0].from"}},
		{"days out of order", one(ok + `,"to":"2025-12-31"`), []string{"policies[0].to"}},
		{"no currency", one(`"brand":"A","price":"1","currency":"XYZZY","from":"2026-01-01"`), []string{"policies[0].currency"}},
		{"inside lists", one(ok + `,"channels":["a",null,1,""],"tiers":[{"count":"1"},{"count":1.5,"level":1},3]`), []string{
			"policies[0].channels[1]", "policies[0].channels[2]", "policies[0].channels[3]", "policies[0].tiers[0].count", "policies[0].tiers[1].count", "policies[0].tiers[1].level", "policies[0].tiers[2]",
		}},
		{"tier", one(ok + `,"tiers":[{"count":0,"window_days":-1,"action":"sue"}]`), []string{"policies[0].tiers[0].count", "policies[0].tiers[0].window_days", "policies[0].tiers[0].action"}},
		{"events overlap", one(ok + `,"events":[{"name":"a","from":"2026-01-01","to":"2026-01-05"},{"name":"b","from":"2026-01-05","to":"2026-01-06"},{"from":"2026-03-01"}]`), []string{"policies[0].events[1].from", "policies[0].events[2].to"}},
		{"covered and exempt", one(ok + `,"surfaces":["in_cart","moon"],"in_cart_exempt":true`), []string{"policies[0].surfaces[0]", "policies[0].surfaces[1]"}},
		{"treatment", one(ok + `,"coupons":"maybe"`), []string{"policies[0].coupons"}},
		{"flag", one(ok + `,"login_exempt":"yes"`), []string{"policies[0].login_exempt"}},
		{"long text", one(ok + `,"version":"` + strings.Repeat("x", 300) + `"`), []string{"policies[0].version"}},
		{"policy is a text", `{"policies":["a"]}`, []string{"policies[0]"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, err := policy.ReadMAP(strings.NewReader(row.text))
			var paths []string
			for _, fault := range fx.Faults(err) {
				in := new(fx.InputError)
				if !errors.As(fault, &in) {
					t.Fatalf("%T: %v", fault, fault)
				}
				paths = append(paths, in.Field)
			}
			if diff := cmp.Diff(row.paths, paths); diff != "" || got != nil {
				t.Errorf("paths -want +got:\n%s%v", diff, err)
			}
		})
	}
	broken := errors.New("broken")
	if _, err := policy.ReadMAP(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Error(err)
	}
	if _, err := policy.ReadMAP(nil); err == nil {
		t.Error("a nil reader is accepted")
	}
	if _, err := policy.ReadMAP(strings.NewReader(strings.Repeat(" ", 17<<20))); err == nil {
		t.Error("a file of 17 MiB is accepted")
	}
	if _, err := policy.ReadMAP(strings.NewReader(`{"policies":[` + strings.Repeat(`{},`, 100_000) + `{}]}`)); len(fx.Faults(err)) != 1000 {
		t.Error("faults are not bounded:", len(fx.Faults(err)))
	}
	if _, err := policy.ReadMAP(strings.NewReader(`{"x":` + strings.Repeat("[", 1_000_000))); err == nil {
		t.Error("a deep value is accepted")
	}
}

func FuzzReadMAP(f *testing.F) {
	f.Add(mapFile)
	f.Add(`{"policies":[{"brand":1,"tiers":[{"count":1}],"x":{}}],"y":[`)
	f.Fuzz(func(t *testing.T, text string) {
		policies, err := policy.ReadMAP(strings.NewReader(text))
		if err != nil {
			if policies != nil || len(fx.Faults(err)) > 1000 {
				t.Fatal("policies with an error, or too many faults")
			}
			return
		}
		for _, p := range policies {
			if err := p.Check(); err != nil {
				t.Fatalf("%+v was read and is not valid: %v", p, err)
			}
			if p.Currency == "" || p.SourceHash == "" {
				t.Fatalf("%+v lacks currency or hash", p)
			}
		}
	})
}
