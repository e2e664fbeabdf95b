package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// economicsFile is the request that uses every input of the economics of a unit.
const economicsFile = "data/economics.json"

func TestEconomics(t *testing.T) {
	for _, tt := range []struct{ format, file string }{
		{"table", "economics.txt"},
		{"json", "economics.json"},
		{"markdown", "economics.md"},
	} {
		t.Run(tt.format, func(t *testing.T) {
			status, got, stderr := quote(t, "", "-format", tt.format, "-sensitivity", "0.1", economicsFile)
			if status != answered || stderr != "" {
				t.Fatalf("status %d, %s", status, stderr)
			}
			checkGolden(t, tt.file, got)
			if tt.format != "table" {
				return
			}
			for _, line := range strings.Split(got, "\n") {
				if n := utf8.RuneCountInString(line); n > lineWidth && strings.Contains(strings.TrimSpace(line), " ") {
					t.Errorf("line of %d columns: %s", n, line)
				}
			}
		})
	}
}

// The sample has every field that the reader of the economics asks for, so that it can
// be copied, and each of them changes the answer.
func TestEconomicsUsesAll(t *testing.T) {
	data, err := os.ReadFile(economicsFile)
	if err != nil {
		t.Fatal(err)
	}
	whole := one(t, string(data))
	for _, path := range []string{
		"promotion", "payout", "capital", "overhead", "life.stays", "ads.launch", "ads.conversion_rate",
		"returns.kept", "returns.recovery", "payout.trailing", "payout.fixed", "capital.days", "overhead.per_unit", "overhead.share_of_revenue",
	} {
		var request map[string]any
		if err := json.Unmarshal(data, &request); err != nil {
			t.Fatal(err)
		}
		from := request
		first, rest, nested := strings.Cut(path, ".")
		if nested {
			from, first = request[first].(map[string]any), rest
		}
		if from[first] == nil {
			t.Errorf("the sample has no %s", path)
			continue
		}
		delete(from, first)
		if path == "ads.launch" {
			delete(from, "launch_units")
		}
		text, err := json.Marshal(request)
		if err != nil {
			t.Fatal(err)
		}
		if got := one(t, string(text)); cmp.Diff(shown(whole), shown(got)) == "" {
			t.Errorf("without %s nothing changes", path)
		}
	}
}

// What the figures have to do with each other.
func TestEconomicsFigures(t *testing.T) {
	data, err := os.ReadFile(economicsFile)
	if err != nil {
		t.Fatal(err)
	}
	r := one(t, string(data))
	sums := map[string]decimal.Decimal{}
	for _, l := range r.Lines {
		sums[l.Rung] = sums[l.Rung].Add(dec(t, l.Amount))
	}
	left := decimal.Zero
	for _, s := range r.Ladder {
		left = left.Add(sums[s.Step])
		if !left.Equal(dec(t, s.Amount)) {
			t.Errorf("%s: the lines leave %s, the step says %s", s.Step, left, s.Amount)
		}
	}
	if last := r.Ladder[len(r.Ladder)-1]; last.Amount != r.Profit || len(r.Ladder) != 5 {
		t.Errorf("the last step is %+v, the profit %s", last, r.Profit)
	}
	// Sales after the discount, and the profit before advertising, by hand.
	sales := dec(t, "24.99").Mul(dec(t, "0.9625"))
	before := dec(t, r.ProfitExact).Add(sales.Mul(dec(t, "0.105"))).Add(dec(t, "0.45"))
	if acos := before.DivRound(sales, ratioPlaces).StringFixed(ratioPlaces); textOr(r.Advertising.BreakEvenACoS, "") != acos {
		t.Errorf("break-even ACoS is %s, want %s", textOr(r.Advertising.BreakEvenACoS, ""), acos)
	}
	if cpc := before.Mul(dec(t, "0.11")).RoundFloor(2).StringFixed(2); textOr(r.Advertising.MaxCPC, "") != cpc {
		t.Errorf("the most per click is %s, want %s", textOr(r.Advertising.MaxCPC, ""), cpc)
	}
	target := before.Sub(sales.Mul(dec(t, "0.15"))) // nothing is paid for shipping
	if acos := target.DivRound(sales, ratioPlaces).StringFixed(ratioPlaces); textOr(r.Advertising.TargetACoS, "") != acos {
		t.Errorf("target ACoS is %s, want %s", textOr(r.Advertising.TargetACoS, ""), acos)
	}
	if cpc := target.Mul(dec(t, "0.11")).RoundFloor(2).StringFixed(2); textOr(r.Advertising.TargetMaxCPC, "") != cpc {
		t.Errorf("the target per click is %s, want %s", textOr(r.Advertising.TargetMaxCPC, ""), cpc)
	}
}

// Figures that there are not, and how they are said.
func TestAdvertisingWithout(t *testing.T) {
	const request = `{"sku":"x","date":"2026-06-01","channel":"amazon-us","fulfillment":"fbm","category":"home_kitchen","price":"25",
		"cost":[{"code":"purchase","amount":"COST","currency":"USD"}],"ads":{"conversion_rate":"0.1"},"units_per_order":2,"target":{"margin":"0.5"}}`
	for _, tt := range []struct {
		cost string
		want [5]string // even, ROAS, target, CPC, target CPC
		says []string
	}{
		{"5", [5]string{"0.6500", "1.54", "0.1500", "3.25", "0.75"}, []string{"when 10% of clicks bring an order of 2 units", "the most that leaves a margin of 50%"}},
		{"10", [5]string{"0.4500", "2.22", "-0.0500", "2.25", ""}, []string{"a margin of 50% leaves nothing for advertising", "Target CPC         none"}},
		{"21.25", [5]string{"0.0000", "", "-0.5000", "0.00", ""}, []string{"Break-even ROAS     none"}},
		{"22", [5]string{"-0.0300", "", "-0.5300", "", ""}, []string{"the unit loses money even without advertising", "Maximum CPC         none"}},
	} {
		text := strings.Replace(request, "COST", tt.cost, 1)
		a := one(t, text).Advertising
		got := [5]string{textOr(a.BreakEvenACoS, ""), textOr(a.BreakEvenROAS, ""), textOr(a.TargetACoS, ""), textOr(a.MaxCPC, ""), textOr(a.TargetMaxCPC, "")}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("a cost of %s: -want +got:\n%s", tt.cost, diff)
		}
		_, out, _ := quote(t, text, "-")
		for _, says := range tt.says {
			if !strings.Contains(out, says) {
				t.Errorf("a cost of %s: no %q in\n%s", tt.cost, says, out)
			}
		}
	}
	// A target that is no margin has no target ACoS.
	r := one(t, strings.NewReplacer("COST", "5", `{"margin":"0.5"}`, `{"profit":"1"}`).Replace(request))
	if r.Advertising.TargetACoS != nil || r.Advertising.TargetMaxCPC != nil || r.Advertising.MaxCPC == nil {
		t.Errorf("%+v", r.Advertising)
	}
}

// Every fault of these inputs is at its path, all at once.
func TestBadEconomics(t *testing.T) {
	for _, tt := range []struct{ fields, field, reason string }{
		{`"promotion":{"share":"0.2"}`, "promotion.discount", "must be given"},
		{`"promotion":{"discount":"0.2"}`, "promotion.share", "must be given"},
		{`"promotion":{"share":"1.2","discount":"0.2"}`, "promotion.share", "at most 1"},
		{`"promotion":{"share":"0.2","discount":"1"}`, "promotion.discount", "below 1"},
		{`"promotion":{"share":"0.2","discount":"-0.1"}`, "promotion.discount", "must not be below 0"},
		{`"promotion":{"share":"0.2","discount":"0.1","kind":"coupon"}`, "promotion.kind", "is not a known field"},
		{`"promotion":"coupon"`, "promotion", "must be an object"},
		{`"payout":{"rate":"0.01"}`, "payout.provider", "must be given"},
		{`"payout":{"provider":"x"}`, "payout.rate", "must be given, or tiers"},
		{`"payout":{"provider":"x","rate":"1.5"}`, "payout.rate", ""},
		{`"payout":{"provider":"x","rate":"x"}`, "payout.rate", "must be a decimal number"},
		{`"payout":{"provider":"x","rate":"0.01","tiers":[{"from":"0","rate":"0.01"}]}`, "payout.tiers", "must not be given with rate"},
		{`"payout":{"provider":"x","tiers":[{"from":"1","rate":"0.01"}]}`, "payout.tiers[0].from", "must be 0 in the first tier"},
		{`"payout":{"provider":"x","tiers":[{"from":"0"}]}`, "payout.tiers[0].rate", "must be given"},
		{`"payout":{"provider":"x","tiers":[{"rate":"0.01"},{"from":"0","rate":"0.005"}]}`, "payout.tiers[1].from", "above"},
		{`"payout":{"provider":"x","tiers":[{"rate":"0.01","to":"5"}]}`, "payout.tiers[0].to", "is not a known field"},
		{`"payout":{"provider":"x","tiers":"0.01"}`, "payout.tiers", "must be a list"},
		{`"payout":{"provider":"x","fixed":"-1","units":"2"}`, "payout.fixed", "must not be below 0"},
		{`"payout":{"provider":"x","rate":"0","units":"0"}`, "payout.units", "must be above 0"},
		{`"payout":{"provider":"x","rate":"0","trailing":"-1"}`, "payout.trailing", "must not be below 0"},
		{`"payout":{"provider":"x","rate":"0","currency":"XYZ"}`, "payout.currency", "ISO 4217"},
		{`"payout":{"provider":"x","rate":"0","fixed":"1","units":"5","currency":"CNY"}`, "payout.currency", "must be USD"},
		{`"payout":{"provider":"x","rate":"0","maximum":"1e999999999","units":"5"}`, "payout.maximum", "at most 18 digits"},
		{`"capital":{"days":"20"}`, "capital.annual_rate", "must be given"},
		{`"capital":{"annual_rate":"12"}`, "capital.annual_rate", "at most 10"},
		{`"capital":{"annual_rate":"0.1","days":"99999"}`, "capital.days", "at most"},
		{`"overhead":{}`, "overhead.per_unit", "must be given"},
		{`"overhead":{"per_unit":"-1"}`, "overhead.per_unit", "must not be below 0"},
		{`"overhead":{"share_of_revenue":"2"}`, "overhead.share_of_revenue", "at most 1"},
		{`"returns":{"rate":"0.1","kept":"1.1"}`, "returns.kept", "at most 1"},
		{`"returns":{"rate":"0.1","recovery":"-1"}`, "returns.recovery", "must not be below 0"},
		{`"ads":{"launch":"100"}`, "ads.launch_units", "must be above 0 with launch"},
		{`"ads":{"launch_units":"100"}`, "ads.launch_units", "must go with launch"},
		{`"ads":{"launch":"-1","launch_units":"100"}`, "ads.launch", "must not be below 0"},
		{`"ads":{"conversion_rate":"0"}`, "ads.conversion_rate", "above 0 and at most 1"},
		{`"ads":{"conversion_rate":"10"}`, "ads.conversion_rate", "above 0 and at most 1"},
		{`"life":{"stays":[]}`, "life.stays", "must not be empty"},
		{`"life":{"stays":{"days":1,"share":"1"}}`, "life.stays", "must be a list of objects"},
		{`"life":{"stays":["30"]}`, "life.stays[0]", "must be an object"},
		{`"life":{"stays":[{"days":"1.5","share":"1"}]}`, "life.stays[0].days", "whole number of days"},
		{`"life":{"stays":[{"days":"-1","share":"1"}]}`, "life.stays[0].days", "whole number of days"},
		{`"life":{"stays":[{"days":"999999999999999999","share":"1"}]}`, "life.stays[0].days", "whole number of days"},
		{`"life":{"stays":[{"share":"1"}]}`, "life.stays[0].days", "must be given"},
		{`"life":{"stays":[{"days":"1"}]}`, "life.stays[0].share", "must be given"},
		{`"life":{"stays":[{"days":"1","share":"0.5"}]}`, "life.stays", "sum to 1"},
		{`"life":{"stays":[{"days":"1","share":"1"}],"days_in_stock":"3"}`, "life.stays", "must not be given with days_in_stock"},
		{`"life":{"stays":[{"days":"3000","share":"1"}]}`, "life.stays", "which is not covered by any amazon-us table"},
	} {
		found := false
		f := errorsOf(t, replaced(t, "amazon-us", tt.fields))
		for _, e := range f.Errors {
			found = found || e.Field == tt.field && strings.Contains(e.Reason, tt.reason)
		}
		if !found {
			t.Errorf("%s: no fault %q at %s in %+v", tt.fields, tt.reason, tt.field, f.Errors)
		}
	}
	f := errorsOf(t, replaced(t, "amazon-us", `"promotion":{},"payout":{},"capital":{},"overhead":{},"ads":{"launch_units":"x","conversion_rate":"2"},
		"returns":{"kept":"x"},"life":{"stays":[{}]}`))
	var fields []string
	for _, e := range f.Errors {
		fields = append(fields, e.Field)
	}
	want := []string{
		"returns.rate", "returns.kept", "ads.launch_units", "ads.launch_units", "ads.conversion_rate", "life.stays[0].days", "life.stays[0].share",
		"promotion.share", "promotion.discount", "payout.provider", "payout.rate", "capital.annual_rate", "overhead.per_unit",
	}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// An expected stay is the mixture of its parts, and a tier of a payout is picked by the
// volume.
func TestEconomicsLines(t *testing.T) {
	part := func(days string) decimal.Decimal {
		r := one(t, replaced(t, "amazon-us", `"life":{"days_in_stock":"`+days+`"},"price":"25"`))
		return dec(t, amounts(r)["storage"])
	}
	r := one(t, replaced(t, "amazon-us", `"life":{"stays":[{"days":30,"share":"0.5"},{"days":90,"share":"0.5"}]}`))
	mean := part("30").Add(part("90")).Div(decimal.NewFromInt(2))
	if got := dec(t, amounts(r)["storage"]); got.Sub(mean).Abs().GreaterThan(dec(t, "0.011")) {
		t.Errorf("storage is %s, the mean %s", got, mean)
	}
	for _, tt := range []struct{ payout, text string }{
		{`{"provider":"x","rate":"0.01"}`, "1% of the payout: x"},
		{`{"provider":"x","tiers":[{"rate":"0.01"},{"from":"1000","rate":"0.005"}],"trailing":"999.99"}`, "1% of the payout: x"},
		{`{"provider":"x","tiers":[{"rate":"0.01"},{"from":"1000","rate":"0.005"}],"trailing":"1000"}`, "0.5% of the payout: x"},
		{`{"provider":"x","fixed":"1.50","units":"10"}`, "0% of the payout and what is due per payment, shared by 10 units: x"},
	} {
		r := one(t, replaced(t, "amazon-us", `"payout":`+tt.payout))
		l := r.Lines[len(r.Lines)-1]
		if l.Code != "payout_conversion" || l.Basis != tt.text || l.Rung != "operating_profit" {
			t.Errorf("%s: %+v", tt.payout, l)
		}
	}
	// Without units the fee of a payment is unknown, and named by the field.
	r = one(t, replaced(t, "amazon-us", `"payout":{"provider":"x","fixed":"1.50"},"capital":{"annual_rate":"0.1"},"life":null`))
	if diff := cmp.Diff([]string{"capital.days", "payout.units"}, r.Missing); diff != "" {
		t.Error(diff)
	}
}

// Without any of these inputs the table stays as it is, and JSON has the figures.
func TestEconomicsAreAskedFor(t *testing.T) {
	_, out, _ := quote(t, goodFBA, "-")
	for _, title := range []string{stepsTitle, advertisingTitle, "One input"} {
		if strings.Contains(out, title) {
			t.Errorf("the table has %s:\n%s", title, out)
		}
	}
	if r := one(t, goodFBA); len(r.Ladder) != 5 || r.Advertising.BreakEvenACoS == nil || r.Advertising.MaxCPC != nil || r.Sensitivity != nil {
		t.Errorf("%+v", r)
	}
}

// Several channels have the steps beside each other.
func TestEconomicsOfChannels(t *testing.T) {
	const request = `{"sku":"x","date":"2026-11-23","price":"30","size":{"length":"12 in","width":"8 in","height":"3 in"},"weight":"3 lb",
		"cost":[{"code":"purchase","amount":"6","currency":"USD"}],"overhead":{"per_unit":"0.5"},"ads":{"tacos":"0.1","conversion_rate":"0.1"},
		"channels":[{"channel":"amazon-us","category":"home_kitchen"},{"channel":"ebay-us","category":"most","overhead":{"per_unit":"1"}}]}`
	for _, format := range []string{"table", "markdown"} {
		status, out, stderr := quote(t, request, "-format", format, "-sensitivity", "0.2", "-")
		if status != answered {
			t.Fatal(status, out, stderr)
		}
		for _, want := range []string{stepsTitle + ", in USD", "CM1, gross profit", "Operating profit", advertisingTitle, "Maximum CPC, USD", "From an input 20% lower to 20% higher", "cost.purchase", "overhead.per"} {
			if !strings.Contains(out, want) {
				t.Errorf("%s: no %s in\n%s", format, want, out)
			}
		}
		for _, line := range strings.Split(out, "\n") {
			if fields := strings.Fields(line); strings.Contains(line, "overhead.per") && !strings.Contains(line, "|") && strings.Join(fields[1:], " ") != "0.20 0.40" {
				t.Errorf("the swings are %s", line)
			}
		}
	}
}
