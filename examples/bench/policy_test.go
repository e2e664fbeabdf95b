package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// stockoutFileOf writes a stock-out file of n items with a steady, an erratic and a rare
// demand in turn.
func stockoutFileOf(t *testing.T, n int) string {
	t.Helper()
	var out strings.Builder
	out.WriteString("id,h,avail,sales,test,demand\n")
	for i := range n {
		var days, share []string
		for d := range 230 {
			v := 10.0
			switch i % 3 {
			case 1:
				v = math.Round(10 + 8*math.Sin(float64(d*d)))
			case 2:
				if v = 0; d%9 == 4 {
					v = 3
				}
			}
			days, share = append(days, fmt.Sprint(v)), append(share, "1")
		}
		history := strings.Join(days[:202], " ")
		fmt.Fprintf(&out, "item%d,28,%s,%s,%s,%s\n", i, strings.Join(share[:202], " "), history, strings.Join(days[202:], " "), history)
	}
	path := filepath.Join(t.TempDir(), "stockouts.csv")
	if err := os.WriteFile(path, []byte(out.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// More service holds more stock, and the figures do not depend on the workers.
func TestPolicies(t *testing.T) {
	path := stockoutFileOf(t, 3)
	scores, err := scorePolicies(t.Context(), path, 0, 1, func() {})
	if err != nil {
		t.Fatal(err)
	}
	again, err := scorePolicies(t.Context(), path, 0, 3, func() {})
	if err != nil {
		t.Fatal(err)
	}
	n := len(policies(0.5))
	if len(scores) != n*len(policyServices) {
		t.Fatalf("%d scores", len(scores))
	}
	for i, s := range scores {
		if s != again[i] {
			t.Errorf("%+v with one worker, %+v with three", s, again[i])
		}
		if !(s.Reached > 0 && s.Reached <= 1 && s.FillRate > 0.5 && s.FillRate <= 1 && s.Stock > 0 && s.Cost > 0) {
			t.Errorf("%+v", s)
		}
		if i >= n && s.Stock < scores[i-n].Stock-0.5 {
			t.Errorf("%s holds %.1f days for %g and %.1f for %g", s.Policy, s.Stock, s.Service, scores[i-n].Stock, scores[i-n].Service)
		}
	}
	one, err := scorePolicies(t.Context(), path, 1, 1, func() {})
	if err != nil || one[0] == scores[0] {
		t.Errorf("the first item alone: %+v, %v", one[0], err)
	}
}

func TestPolicyCommand(t *testing.T) {
	path := stockoutFileOf(t, 2)
	status, stdout, stderr := command(t.Context(), "-policy", "-rows", "1", path)
	if status != scored || stderr != "" || !strings.Contains(stdout, "1 items with their true demand: 120 days known") || strings.Count(stdout, "paths of StockAware") != 3 {
		t.Errorf("status %d: %s%s", status, stderr, stdout)
	}
	for _, args := range []string{"-policy -tune", "-policy -all", "-policy -model ets", "-policy -full"} {
		if status, _, stderr := command(t.Context(), append(strings.Fields(args), path)...); status != unusable || !strings.Contains(stderr, "-policy goes with") && !strings.Contains(stderr, "-all does not") {
			t.Errorf("%s: status %d: %s", args, status, stderr)
		}
	}
	if status, _, stderr := command(t.Context(), "-policy", tiny); status != unusable || !strings.Contains(stderr, "the columns must be id,h,avail") {
		t.Errorf("a file of series: status %d: %s", status, stderr)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if status, _, _ := command(ctx, "-policy", path); status != interrupted {
		t.Errorf("interrupted: status %d", status)
	}
}
