package reports_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi/reports"
)

func settled2(id, start, end string, released, held string) reports.SettlementCheck {
	at := func(text string) time.Time {
		t, err := time.Parse("2006-01-02 15:04:05", text)
		if err != nil {
			panic(err)
		}
		return t
	}
	c := reports.SettlementCheck{Settlement: id, Currency: "USD", ReserveReleased: decimal.RequireFromString(released), ReserveHeld: decimal.RequireFromString(held)}
	if start != "" {
		c.Start = at(start)
	}
	if end != "" {
		c.End = at(end)
	}
	return c
}

// The reserve of one settlement is released in the next, and their periods meet.
func TestChainSettlements(t *testing.T) {
	first := settled2("1", "2026-06-01 00:00:00", "2026-06-14 23:59:59", "0", "-820.44")
	for _, test := range []struct {
		name string
		next reports.SettlementCheck
		want string // difference, gap, fits
	}{
		{"fits", settled2("2", "2026-06-15 00:00:00", "2026-06-30 23:59:59", "820.44", "-420"), "0 0s true"},
		{"begins where the other ends", settled2("2", "2026-06-14 23:59:59", "2026-06-30 23:59:59", "820.44", "-420"), "0 0s true"},
		{"a cent less", settled2("2", "2026-06-15 00:00:00", "2026-06-30 23:59:59", "820.43", "-420"), "-0.01 0s false"},
		{"nothing released", settled2("2", "2026-06-15 00:00:00", "2026-06-30 23:59:59", "0", "0"), "-820.44 0s false"},
		{"a gap of a day", settled2("2", "2026-06-16 00:00:00", "2026-06-30 23:59:59", "820.44", "0"), "0 24h0m1s false"},
		{"an overlap", settled2("2", "2026-06-14 00:00:00", "2026-06-30 23:59:59", "820.44", "0"), "0 -23h59m59s false"},
		{"no start", settled2("2", "", "", "820.44", "0"), "-820.44 0s false"}, // it comes first
		{"twice", settled2("1", "2026-06-01 00:00:00", "2026-06-14 23:59:59", "0", "-820.44"), "-820.44 -335h59m59s false"},
	} {
		t.Run(test.name, func(t *testing.T) {
			links := reports.ChainSettlements([]reports.SettlementCheck{test.next, first})
			if test.name == "no start" {
				if len(links) != 1 || links[0].KnownGap {
					t.Errorf("%+v", links)
				}
				return
			}
			l := links[0]
			got := fx.Plain(l.Difference) + " " + l.Gap.String() + " " + strconv.FormatBool(l.Fits())
			if len(links) != 1 || got != test.want || l.Twice != (test.name == "twice") {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
	days := settled2("2", "2026-06-15 00:00:00", "2026-06-30 00:00:00", "820.44", "0")
	days.DaysOnly = true
	if l := reports.ChainSettlements([]reports.SettlementCheck{first, days}); !l[0].Fits() {
		t.Errorf("days: %+v", l)
	}
	other := settled2("3", "2026-06-15 00:00:00", "2026-06-30 00:00:00", "0", "0")
	other.Marketplaces = []string{"Amazon.de"}
	if l := reports.ChainSettlements([]reports.SettlementCheck{first, other}); len(l) != 0 {
		t.Errorf("two marketplaces: %+v", l)
	}
}

// Deposits are matched by amount and day, each once.
func TestMatchDeposits(t *testing.T) {
	check := func(id, total string, day int) reports.SettlementCheck {
		c := reports.SettlementCheck{Settlement: id, Currency: "USD"}
		if total != "" {
			c.Total = decimal.NewNullDecimal(decimal.RequireFromString(total))
		}
		if day > 0 {
			c.Deposit = fees.Day(2026, 7, day)
		}
		return c
	}
	bank := func(amount string, day int, in fx.Currency) reports.BankDeposit {
		return reports.BankDeposit{Day: fees.Day(2026, 7, day), Amount: decimal.RequireFromString(amount), Currency: in}
	}
	for _, test := range []struct {
		name   string
		checks []reports.SettlementCheck
		bank   []reports.BankDeposit
		want   string
	}{
		{"the same day", []reports.SettlementCheck{check("1", "582.89", 2)}, []reports.BankDeposit{bank("582.89", 2, "USD")}, "matched 0 0"},
		{"a week later", []reports.SettlementCheck{check("1", "582.89", 2)}, []reports.BankDeposit{bank("582.89", 9, "USD")}, "matched 0 0"},
		{"eight days later", []reports.SettlementCheck{check("1", "582.89", 2)}, []reports.BankDeposit{bank("582.89", 10, "USD")}, "missing -1 -; unasked 0 -"},
		{"a day before", []reports.SettlementCheck{check("1", "582.89", 2)}, []reports.BankDeposit{bank("582.89", 1, "USD")}, "matched 0 0"},
		{"another currency", []reports.SettlementCheck{check("1", "582.89", 2)}, []reports.BankDeposit{bank("582.89", 2, "EUR")}, "missing -1 -; unasked 0 -"},
		{"fees of the bank", []reports.SettlementCheck{check("1", "582.89", 2)}, []reports.BankDeposit{bank("567.89", 3, "USD")}, "differs 0 -15"},
		{"two that may be it", []reports.SettlementCheck{check("1", "582.89", 2)}, []reports.BankDeposit{bank("567.89", 3, "USD"), bank("500", 3, "USD")}, "missing -1 -; unasked 0 -; unasked 1 -"},
		{"two of one amount", []reports.SettlementCheck{check("1", "100", 2), check("2", "100", 5)}, []reports.BankDeposit{bank("100", 5, "USD"), bank("100", 3, "USD")}, "matched 1 0; matched 0 0"},
		{"one of two", []reports.SettlementCheck{check("1", "100", 2), check("2", "100", 5)}, []reports.BankDeposit{bank("100", 5, "USD")}, "missing -1 -; matched 0 0"},
		{"negative", []reports.SettlementCheck{check("1", "-5", 2)}, nil, "not_due -1 -"},
		{"nothing", []reports.SettlementCheck{check("1", "0", 2)}, nil, "not_due -1 -"},
		{"no total", []reports.SettlementCheck{check("1", "", 2)}, nil, "unknown -1 -"},
		{"no day", []reports.SettlementCheck{check("1", "5", 0)}, []reports.BankDeposit{bank("5", 2, "USD")}, "unknown -1 -; unasked 0 -"},
		{"none", nil, nil, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, m := range reports.MatchDeposits(test.checks, test.bank, 0) {
				difference := "-"
				if m.Difference.Valid {
					difference = fx.Plain(m.Difference.Decimal)
				}
				got = append(got, string(m.Status)+" "+strconv.Itoa(m.Bank)+" "+difference)
			}
			if diff := cmp.Diff(test.want, strings.Join(got, "; ")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// The table of this package is whole: each mapping is one of its own, and every line of
// the statement has a level or is cash that is none.
func TestMappings(t *testing.T) {
	seen := map[string]bool{}
	n := 0
	for m := range reports.Mappings() {
		n++
		key := strings.ToLower(m.Transaction + "|" + m.AmountType + "|" + m.Description)
		if seen[key] || m.Confidence != "H" && m.Confidence != "M" {
			t.Errorf("%+v is there twice or has no confidence", m)
		}
		seen[key] = true
	}
	if n < 60 {
		t.Errorf("%d mappings", n)
	}
	// What the facts name is known, beside LowInventoryLevelFee, which S36 has unmapped.
	for kind, list := range map[string]string{
		"ItemPrice":         "Principal, Tax, Shipping, ShippingTax, GiftWrap, GiftWrapTax, Goodwill, RestockingFee",
		"ItemFees":          "Commission, FBAPerUnitFulfillmentFee, FBAPerOrderFulfillmentFee, FBAWeightBasedFee, RefundCommission, ShippingChargeback, ShippingHB, GiftwrapChargeback, VariableClosingFee, DigitalServicesFee, SalesTaxServiceFee, MarketplaceFacilitatorVAT-Principal, MarketplaceFacilitatorVAT-Shipping",
		"other-transaction": "Storage Fee, StorageRenewalBilling, Subscription Fee, DisposalComplete, RemovalComplete, FBAInboundTransportationFee, FBACustomerReturnPerUnitFee, Refund Reimbursal, WAREHOUSE_LOST, WAREHOUSE_DAMAGE, MISSING_FROM_INBOUND, REVERSAL_REIMBURSEMENT, Previous Reserve Amount Balance, Current Reserve Amount, LightningDealFee, BalanceAdjustment, Amazon Capital Services",
	} {
		for _, description := range strings.Split(list, ", ") {
			for _, amountType := range []string{kind, strings.ToUpper(kind), strings.ReplaceAll(kind, "other-transaction", "other")} {
				r, err := reports.NewReconciliation(reports.ReconcileOptions{})
				if err != nil {
					t.Fatal(err)
				}
				r.Add(reports.SettlementRow{Type: "Order", AmountType: amountType, Description: description, Amount: decimal.NewNullDecimal(decimal.New(1, 0))})
				if c := r.Checks()[0]; len(c.Unmapped) > 0 || c.Lines[0].Line == reports.LineUnmapped {
					t.Errorf("%s, %s is not known", amountType, description)
				}
			}
		}
	}
	levels := map[reports.Level]int{}
	for l := range reports.Lines() {
		levels[l.Level()]++
		if profit := l.Level() != reports.CashTiming && l.Level() != reports.NoLevel; profit != (l.Input() != "") {
			t.Errorf("%s is at level %q and goes to %q", l, l.Level(), l.Input())
		}
	}
	if levels[reports.NoLevel] != 2 || levels[reports.CashTiming] != 5 {
		t.Errorf("levels %v", levels)
	}
	if l := reports.Line("novel"); l.Level() != reports.NoLevel || l.Input() != "" {
		t.Error("a line that is not there has a level")
	}
}
