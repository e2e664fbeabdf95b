package policy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
)

func lawAmount(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func lawKnown(s string) decimal.NullDecimal { return decimal.NewNullDecimal(lawAmount(s)) }

func lawDay(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// lawRun is a run of days at a price, in a promotion when the text ends with "!".
func lawRun(from, to, price string) policy.PriceRun {
	text, promotion := strings.CutSuffix(price, "!")
	return policy.PriceRun{From: lawDay(from), To: lawDay(to), Price: lawAmount(text), Promotion: promotion}
}

// lawCase is an offer of an own store at 20.00 USD of which nothing else is known.
func lawCase() *policy.Case {
	return &policy.Case{Channel: "shopify", Currency: fx.USD, Price: lawAmount("20.00")}
}

// A lawRow is one case for one rule, asked through a set.
type lawRow struct {
	name string
	rule policy.Rule
	set  func(*policy.Case)
	day  string // 2026-11-23 when it is empty

	want    policy.Status
	finds   []policy.Severity
	missing []string
	says    string // part of a message or of the reason
}

func runLaw(t *testing.T, rows []lawRow) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			set, err := policy.NewSet(row.rule)
			if err != nil {
				t.Fatal(err)
			}
			c := lawCase()
			if row.set != nil {
				row.set(c)
			}
			if row.day == "" {
				row.day = "2026-11-23"
			}
			report, err := set.Check(c, lawDay(row.day))
			if err != nil {
				t.Fatal(err)
			}
			result := report.Results[0]
			var finds []policy.Severity
			text := result.Reason
			for _, f := range report.Findings {
				finds = append(finds, f.Severity)
				text += "\n" + f.Message
				if f.Message == "" || len(f.Evidence) == 0 || f.Citation == "" {
					t.Errorf("finding without message, evidence or citation: %+v", f)
				}
			}
			if result.Status != row.want {
				t.Errorf("status %s, want %s\n%s", result.Status, row.want, text)
			}
			if diff := cmp.Diff(row.finds, finds); diff != "" {
				t.Errorf("severities -want +got:\n%s%s", diff, text)
			}
			if diff := cmp.Diff(row.missing, result.Missing); diff != "" {
				t.Errorf("missing -want +got:\n%s", diff)
			}
			if !strings.Contains(text, row.says) {
				t.Errorf("%q does not say %q", text, row.says)
			}
		})
	}
}

var (
	blocks  = []policy.Severity{policy.Block}
	warns   = []policy.Severity{policy.Warn}
	notices = []policy.Severity{policy.Notice}
)
