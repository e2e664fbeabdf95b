package kpi_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// Sales of one day are not divided by fees of another, unless a metric is made of both.
func TestBases(t *testing.T) {
	settled := func(f kpi.Facts) kpi.Facts { f.Basis = kpi.SettledBasis; return f }
	unnamed := func(f kpi.Facts) kpi.Facts { f.Basis = ""; return f }
	fees := known("item_sales 100, units_sold 4")
	fees.Known["units_sold"] = kpi.Fact{Amount: factDec("4"), Basis: kpi.ShippedBasis}
	tests := []struct {
		name, metric string
		facts        kpi.Facts
		want         string
		notes        string
	}{
		{"refunds of a report beside its orders", "refund_rate", known("units_refunded 1, units_ordered 20"), "5.00%", ""},
		{"refunds of a settlement beside orders", "refund_rate", settled(known("units_refunded 1, units_ordered 20")), "incomplete: one basis (units_refunded is settled, units_ordered is ordered)", ""},
		{"refunds of nobody knows which day", "refund_rate", unnamed(known("units_refunded 1, units_ordered 20")), "incomplete: one basis (units_refunded is of a basis that is not named, units_ordered is ordered)", ""},
		{"one basis that is not named", "return_rate", unnamed(known("units_returned 1, units_sold 20")), "5.00%", ""},
		{"spend has no basis", "tacos", settled(known("ad_spend 5, ordered_product_sales 50")), "10.00%", ""},
		{"attributed beside ordered", "ad_sales_share", known("ad_sales 5, ordered_product_sales 50"), "10.00%", "bases are mixed: ad_sales is attributed, ordered_product_sales is ordered"},
		{"organic sales below 0", "organic_sales", known("ad_sales 50, ordered_product_sales 5"), "-45.00 USD", "more attributed sales than sales: the days of the two differ; bases are mixed: ordered_product_sales is ordered, ad_sales is attributed"},
		{"unknown and mixed", "refund_rate", settled(known("units_ordered 20")), "incomplete: units_refunded", ""},
		{"window", "sell_through", known("units_shipped 90, average_units_on_hand 45"), "2", "the window is 90 days, the facts are of 30"},
		{"negative denominator", "cm1_margin", known(noLadder + "item_sales -10, landed_cogs 5"), "150.00%", "the denominator is below 0"},
		{"break-even without contribution", "break_even_units", known(noLadder + "item_sales 10, landed_cogs 15, referral_fees 0, fulfilment_fees 0, storage_fees 0, ad_spend 0, units_sold 1, fixed_cost 100"), "-20", "the denominator is below 0; no number of units covers the fixed cost: the contribution of a unit is below 0"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			r := evaluate(t, tc.metric, tc.facts)
			if got := r.Value.String(); got != tc.want {
				t.Errorf("value is %s, want %s", got, tc.want)
			}
			if got := strings.Join(r.Value.Notes, "; "); got != tc.notes {
				t.Errorf("notes are %q, want %q", got, tc.notes)
			}
		})
	}
	// Attributed sales may stand beside one other basis, not beside two.
	own := kpi.Metric{Code: "own", Unit: kpi.Amount, MayMix: []kpi.Basis{kpi.AttributedBasis}}
	own.Formula, _ = kpi.ParseFormula("ad_sales - ordered_product_sales - item_sales")
	r, err := kpi.Evaluate(own, settled(known("ad_sales 1, ordered_product_sales 2, item_sales 3")))
	if err != nil || r.Value.State != kpi.Incomplete {
		t.Errorf("three bases give %s, %v", r.Value, err)
	}
}

// A result says what it was computed from.
func TestUsed(t *testing.T) {
	f := known("product_cost 10, inbound_freight 2, duty 3, preparation_cost 0, item_sales 40, shipping_credits 0, gift_wrap_credits 0, promotions 0, refunds 0")
	r := evaluate(t, "cm1_margin", f)
	var got []string
	for _, u := range r.Used {
		got = append(got, string(u.Input)+" "+fx.Plain(u.Amount)+" "+string(u.Basis)+" "+strings.Join(u.Origins, "+"))
	}
	want := []string{
		"item_sales 40 ordered caller", "shipping_credits 0 ordered caller", "gift_wrap_credits 0 ordered caller",
		"promotions 0 ordered caller", "refunds 0 ordered caller", "product_cost 10 ordered caller",
		"inbound_freight 2 ordered caller", "duty 3 ordered caller", "preparation_cost 0 ordered caller",
	}
	if !slices.Equal(got, want) {
		t.Errorf("used\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if r.Numerator.String() != "25.00 USD" || r.Denominator.String() != "40.00 USD" || r.Value.String() != "62.50%" {
		t.Errorf("%s is %s over %s", r.Value, r.Numerator, r.Denominator)
	}
	r = evaluate(t, "average_selling_price", known("ordered_product_sales 10, units_ordered 0"))
	if r.Value.State != kpi.Undefined || r.Value.Num.String() != "10" || r.Denominator.String() != "0" || r.Value.Currency != fx.USD {
		t.Errorf("a price of no units is %+v over %+v", r.Value, r.Denominator)
	}
}

// An item may be known as a total or by parts: the total counts.
func TestLandedCost(t *testing.T) {
	for facts, want := range map[string]string{
		"landed_cogs 9": "9",
		"landed_cogs 9, product_cost 5, inbound_freight 1, duty 1, preparation_cost 1": "9",
		"product_cost 5, inbound_freight 1, duty 1, preparation_cost 1":                "8",
		"product_cost 5, inbound_freight 1, preparation_cost 1":                        "incomplete: duty",
		"clicks 3": "incomplete: landed_cogs",
	} {
		if got := valueOf(t, known(facts), "landed_cogs"); got != want {
			t.Errorf("%s: landed cost is %s, want %s", facts, got, want)
		}
	}
}

func TestJoin(t *testing.T) {
	traffic, costs := known("sessions 100, units_ordered 7"), known("referral_fees 3")
	costs.Basis = kpi.SettledBasis
	both, err := kpi.Join(traffic, costs)
	if err != nil {
		t.Fatal(err)
	}
	if got := evaluate(t, "unit_session_percentage", both).Value.String(); got != "7.00%" {
		t.Errorf("CVR is %s", got)
	}
	if got := both.Known["referral_fees"].Basis; got != kpi.SettledBasis || both.Basis != "" {
		t.Errorf("fees are %q in facts of basis %q", got, both.Basis)
	}
	parts := known("clicks 1")
	parts.Parts, parts.Scope = 3, "x"
	wantFields(t, joinErr(traffic, parts), "facts[1].scope", "facts[1].parts")
}

// What the metrics of advertising and profit owe one another.
func propIdentities(t *rapid.T) {
	f := known("")
	money := func(code kpi.InputCode, least int64) {
		f.Known[code] = kpi.Fact{Amount: decInt(rapid.Int64Range(least, 1_000_000).Draw(t, string(code))).Shift(-2)}
	}
	for _, code := range []kpi.InputCode{"ad_spend", "ad_sales", "ordered_product_sales", "item_sales"} {
		money(code, 1)
	}
	for _, code := range []kpi.InputCode{
		"shipping_credits", "gift_wrap_credits", "promotions", "refunds", "landed_cogs", "referral_fees", "fulfilment_fees", "payment_fees",
		"return_costs", "storage_fees", "inbound_placement_fees", "other_channel_fees", "promotion_fees", "overhead", "fx_result",
	} {
		money(code, -1000)
	}
	number := func(code string) kpi.Value {
		m, err := kpi.Find(code)
		if err != nil {
			t.Fatal(err)
		}
		r, err := kpi.Evaluate(m, f)
		if err != nil || !r.Value.IsDefined() {
			t.Fatalf("%s is %s, %v", code, r.Value, err)
		}
		return r.Value
	}
	times := func(v, w kpi.Value) kpi.Value { return kpi.Ratio(v.Num.Mul(w.Num), v.Den.Mul(w.Den), kpi.Multiple, "") }
	same := func(law string, v, w kpi.Value) {
		v.Unit, w.Unit, v.Currency, w.Currency = "", "", "", ""
		if order, ok := v.Cmp(w); !ok || order != 0 {
			t.Fatalf("%s: %s and %s", law, v, w)
		}
	}
	plain := func(code kpi.InputCode) kpi.Value { return kpi.Exact(f.Known[code].Amount, kpi.Amount, fx.USD) }
	minus := func(v, w kpi.Value) kpi.Value { return kpi.Exact(v.Num.Sub(w.Num), kpi.Amount, fx.USD) }
	one := kpi.Exact(factDec("1"), kpi.Multiple, "")

	same("ACoS x ad share = TACoS", times(number("acos"), number("ad_sales_share")), number("tacos"))
	same("ROAS x ACoS = 1", times(number("roas"), number("acos")), one)
	same("organic + ad sales = sales", minus(plain("ordered_product_sales"), plain("ad_sales")), number("organic_sales"))
	be, roas := number("break_even_acos"), number("roas")
	perDollar := times(be, roas)
	perDollar.Num = perDollar.Num.Sub(perDollar.Den)
	same("margin x ROAS - 1 = contribution per ad dollar", perDollar, number("contribution_per_ad_dollar"))
	same("CM1 = net revenue - landed cost", minus(number("net_revenue"), plain("landed_cogs")), number("cm1"))
	fees := number("cm1")
	for _, code := range []kpi.InputCode{"referral_fees", "fulfilment_fees", "payment_fees", "return_costs", "storage_fees", "inbound_placement_fees", "other_channel_fees"} {
		fees = minus(fees, plain(code))
	}
	same("CM2 = CM1 - fees", fees, number("cm2"))
	same("CM3 = CM2 - ads - deals", minus(minus(number("cm2"), plain("ad_spend")), plain("promotion_fees")), number("cm3"))
	same("operating profit = CM3 - overhead + FX", minus(number("cm3"), minus(plain("overhead"), plain("fx_result"))), number("operating_profit"))
	if number("net_revenue").Num.Sign() != 0 {
		same("margin x net revenue = CM3", times(number("cm3_margin"), number("net_revenue")), number("cm3"))
	}
	// At the break-even ACoS the items sold by ads earn nothing.
	same("contribution before ads = break-even ACoS x sales", times(be, plain("item_sales")), number("contribution_before_ads"))
}

func TestIdentities(t *testing.T) { rapid.Check(t, propIdentities) }

// S03 and S04: the sample divides by browser sessions, so the printed percentages do not
// agree with those on all sessions.
func TestCompare(t *testing.T) {
	day := known("units_ordered 23, order_items 20, browser_sessions 906, mobile_app_sessions 94")
	tests := []struct {
		metric, printed string
		places          int
		agrees          bool
		with            string
		text            string
	}{
		{"unit_session_percentage", "0.0254", 4, false, "unit_session_percentage_browser", "printed 0.0254, recomputed 0.023; it agrees with unit_session_percentage_browser"},
		{"unit_session_percentage_browser", "0.0254", 4, true, "", ""},
		{"order_item_session_percentage", "0.0221", 4, false, "order_item_session_percentage_browser", "printed 0.0221, recomputed 0.02; it agrees with order_item_session_percentage_browser"},
		{"unit_session_percentage", "0.0230", 4, true, "", ""},
		{"unit_session_percentage", "0.0231", 4, false, "", "printed 0.0231, recomputed 0.023"},
		{"units_per_order_item", "1.15", 2, true, "", ""},
		{"units_per_order_item", "1.2", 1, true, "", ""}, // 1.15 is half a unit away
		{"units_per_order_item", "1.1", 1, true, "", ""}, // on the other side, too
		{"units_per_order_item", "1.16", 2, false, "", "printed 1.16, recomputed 1.15"},
		{"ctr", "0.01", 2, false, "", "printed 0.01, recomputed incomplete: clicks, impressions"},
	}
	for _, tc := range tests {
		c, err := kpi.Compare(factDec(tc.printed), tc.places, findMetric(t, tc.metric), day)
		if err != nil {
			t.Fatal(err)
		}
		if c.Agrees != tc.agrees || strings.Join(c.AgreesWith, " ") != tc.with || c.Text != tc.text {
			t.Errorf("%s printed as %s: %v, %q, %q", tc.metric, tc.printed, c.Agrees, c.AgreesWith, c.Text)
		}
	}
	for _, c := range []struct {
		printed string
		places  int
		field   string
	}{{"1", -1, "places"}, {"1", 13, "places"}, {"0.0000000000001", 2, "printed"}} {
		_, err := kpi.Compare(factDec(c.printed), c.places, findMetric(t, "ctr"), day)
		wantFields(t, err, c.field)
	}
}
