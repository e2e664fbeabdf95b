package reports_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi/reports"
)

// settlementFile is a settlement of one order, with a fee that is new and one cent
// less than it should have.
const settlementFile = "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\tamount-type\tamount-description\tamount\tposted-date-time\torder-item-code\tsku\tquantity-purchased\n" +
	"284\t2026-07-01 00:00:00 UTC\t2026-07-14 23:59:59 UTC\t2026-07-16 00:00:00 UTC\t41.27\tUSD\t\t\t\t\t\t\t\t\t\n" +
	"284\t\t\t\t\t\tOrder\tA-1\tItemPrice\tPrincipal\t60.00\t2026-07-03 04:12:00 UTC\ti1\tMUG-1\t2\n" +
	"284\t\t\t\t\t\tOrder\tA-1\tItemFees\tCommission\t-9.00\t2026-07-03 04:12:00 UTC\ti1\tMUG-1\t2\n" +
	"284\t\t\t\t\t\tServiceFee\t\tother-transaction\tNoveltyFee\t-1.74\t2026-07-05 00:00:00 UTC\t\t\t\n" +
	"284\t\t\t\t\t\tother-transaction\t\tother-transaction\tCurrent Reserve Amount\t-8.00\t2026-07-14 00:00:00 UTC\t\t\t\n"

// checked returns the check of settlementFile.
func checked() reports.SettlementCheck {
	f, err := reports.Open(strings.NewReader(settlementFile), reports.Options{Name: "284.txt"})
	if err != nil {
		panic(err)
	}
	r, err := reports.NewReconciliation(reports.ReconcileOptions{})
	if err != nil {
		panic(err)
	}
	if err := r.Read(f); err != nil {
		panic(err)
	}
	return r.Checks()[0]
}

func ExampleNewReconciliation() {
	f, err := reports.Open(strings.NewReader(settlementFile), reports.Options{Name: "284.txt"})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := reports.NewReconciliation(reports.ReconcileOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := r.Read(f); err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range r.Checks() {
		fmt.Println(c.Settlement, fx.Plain(c.Sum), c.Currency, "of", fx.Plain(c.Total.Decimal))
		for _, s := range c.SKUs {
			fmt.Println(" ", s.SKU, fx.Plain(s.Amount), s.UnitsSold)
		}
		fmt.Println("  no SKU", fx.Plain(c.NoSKU.Amount))
		for _, u := range c.Unmapped {
			fmt.Println("  not mapped:", u.Description, fx.Plain(u.Amount), u.Places)
		}
		for _, f := range c.Findings {
			fmt.Println(" ", f.Code+":", f.Text, f.Places)
		}
	}
	// Output:
	// 284 41.26 USD of 41.27
	//   MUG-1 51 2
	//   no SKU -9.74
	//   not mapped: NoveltyFee -1.74 [284.txt:5]
	//   total_differs: the rows add up to 41.26 and the total is 41.27 [284.txt:2]
}

func ExampleReconciliation() {
	var r reports.Reconciliation // adds nothing up: NewReconciliation makes one that does
	r.Add(reports.SettlementRow{Settlement: "284"})
	fmt.Println(len(r.Checks()))
	// Output:
	// 0
}

func ExampleReconciliation_Add() {
	r, err := reports.NewReconciliation(reports.ReconcileOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	r.Add(reports.SettlementRow{Settlement: "284", Currency: "USD", AmountType: "ItemPrice", Description: "Principal", SKU: "MUG-1", Amount: decimal.NewNullDecimal(decimal.New(6000, -2))})
	fmt.Println(r.Checks()[0].Sum)
	// Output:
	// 60
}

func ExampleReconciliation_Read() {
	f, err := reports.Open(strings.NewReader(settlementFile+"284\t\t\t\t\tUSD\tOrder\tA-2\tItemPrice\tPrincipal\tsix\n"), reports.Options{Name: "284.txt"})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := reports.NewReconciliation(reports.ReconcileOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Read(f))
	fmt.Println(r.Checks()[0].UnreadRows)
	// Output:
	// 284.txt: row 7: "amount" must be a number, got "six"
	// 1
}

func ExampleReconciliation_Merge() {
	add := func(amount int64) *reports.Reconciliation {
		r, err := reports.NewReconciliation(reports.ReconcileOptions{})
		if err != nil {
			panic(err)
		}
		r.Add(reports.SettlementRow{Settlement: "284", Currency: "USD", Amount: decimal.NewNullDecimal(decimal.New(amount, -2))})
		return r
	}
	first, second := add(6000), add(-900)
	first.Merge(second)
	fmt.Println(first.Checks()[0].Sum)
	// Output:
	// 51
}

func ExampleReconciliation_Checks() {
	c := checked()
	fmt.Println(c.Settlement, c.Rows, fx.Plain(c.Sum), fx.Plain(c.Difference.Decimal))
	// Output:
	// 284 4 41.26 -0.01
}

func ExampleReconcileOptions() {
	r, err := reports.NewReconciliation(reports.ReconcileOptions{
		Mappings: []reports.Mapping{{AmountType: "other-transaction", Description: "NoveltyFee", Line: reports.LineStorage}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := reports.Open(strings.NewReader(settlementFile), reports.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := r.Read(f); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(r.Checks()[0].Unmapped))
	// Output:
	// 0
}

func ExampleSettlementCheck() {
	c := checked()
	fmt.Println(c.Start.Format(time.DateOnly), c.End.Format(time.DateOnly), fx.Plain(c.Sum), c.Currency)
	// Output:
	// 2026-07-01 2026-07-14 41.26 USD
}

func ExampleSettlementCheck_Balanced() {
	c := checked()
	fmt.Println(c.Balanced(), fx.Plain(c.Difference.Decimal))
	// Output:
	// false -0.01
}

func ExampleSettlementCheck_Reserve() {
	c := checked()
	fmt.Println(fx.Plain(c.Reserve()))
	// Output:
	// -8
}

func ExampleLineSum() {
	for _, l := range checked().Lines {
		fmt.Println(l.Line, l.Rows, fx.Plain(l.Amount))
	}
	// Output:
	// item_price 1 60
	// referral 1 -9
	// reserve_held 1 -8
	// unmapped 1 -1.74
}

func ExampleSKUSum() {
	s := checked().SKUs[0]
	fmt.Println(s.SKU, fx.Plain(s.Amount), "units", s.UnitsSold) // two rows of one item of 2 units
	// Output:
	// MUG-1 51 units 2
}

func ExampleUnmappedSum() {
	u := checked().Unmapped[0]
	fmt.Println(u.Type, u.AmountType, u.Description, u.Rows, fx.Plain(u.Amount), u.Places[0])
	// Output:
	// ServiceFee other-transaction NoveltyFee 1 -1.74 284.txt:5
}

func ExampleFinding() {
	f := checked().Findings[0]
	fmt.Println(f.Code, fx.Plain(f.Amount), f.Places)
	// Output:
	// total_differs -0.01 [284.txt:2]
}

func ExampleFindingCode() {
	c := checked()
	fmt.Println(slices.ContainsFunc(c.Findings, func(f reports.Finding) bool { return f.Code == reports.PostedBefore }))
	// Output:
	// false
}

func ExamplePlace() {
	fmt.Println(reports.Place{File: "284.txt", Row: 17})
	// Output:
	// 284.txt:17
}

func ExamplePlace_String() {
	fmt.Println(reports.Place{Row: 17}.String())
	// Output:
	// row 17
}

func ExampleFile_Settlement() {
	f, err := reports.Open(strings.NewReader(settlementFile), reports.Options{Zone: reports.Pacific()})
	if err != nil {
		fmt.Println(err)
		return
	}
	for r, err := range f.Settlement() {
		switch {
		case err != nil:
			fmt.Println(err)
		case r.Summary:
			fmt.Println("total", r.Total.Decimal, r.Currency)
		default:
			fmt.Println(r.Row, r.Day.Format(time.DateOnly), r.Description, r.Amount.Decimal)
		}
	}
	// Output:
	// total 41.27 USD
	// 3 2026-07-02 Principal 60
	// 4 2026-07-02 Commission -9
	// 5 2026-07-04 NoveltyFee -1.74
	// 6 2026-07-13 Current Reserve Amount -8
}

func ExampleSettlementRow() {
	r := reports.SettlementRow{Type: "Order", AmountType: "ItemPrice", Description: "Principal"}
	fmt.Println(r.Amount.Valid, r.Posted.IsZero()) // neither is known
	// Output:
	// false true
}

func ExampleLine() {
	fmt.Println(reports.LineReferral, reports.LineReferral.Level())
	// Output:
	// referral channel_fees
}

func ExampleLine_Level() {
	fmt.Println(reports.LineReserveHeld.Level(), reports.LineTaxWithheld.Level())
	// Output:
	// cash_timing tax
}

func ExampleLine_Input() {
	fmt.Printf("%q %q\n", reports.LineReferral.Input(), reports.LineReserveHeld.Input())
	// Output:
	// "referral_fees" ""
}

func ExampleLevel() {
	fmt.Println(reports.LineAdvertising.Level() == reports.Marketing)
	// Output:
	// true
}

func ExampleLines() {
	n := 0
	for l := range reports.Lines() {
		if l.Level() == reports.GrossSales {
			fmt.Println(l)
		}
		n++
	}
	fmt.Println(n, "lines")
	// Output:
	// item_price
	// shipping_credit
	// gift_wrap_credit
	// 48 lines
}

func ExampleMapping() {
	_, err := reports.NewReconciliation(reports.ReconcileOptions{Mappings: []reports.Mapping{{AmountType: "ItemFees", Description: "NoveltyFee", Line: "novelty"}}})
	fmt.Println(err)
	// Output:
	// mappings[0].line must be a line that Lines yields, got "novelty"
}

func ExampleMappings() {
	for m := range reports.Mappings() {
		if m.Description == "Commission" {
			fmt.Println(m.AmountType, m.Line, m.Refund, m.Confidence)
		}
	}
	// Output:
	// ItemFees referral refunded_referral H
}

func ExampleReadMappings() {
	own, err := reports.ReadMappings(strings.NewReader(`{"rows": [{"amount_type": "other", "description": "NoveltyFee", "line": "storage"}]}`))
	fmt.Println(len(own), err)
	// Output:
	// 1 <nil>
}

func ExampleChainSettlements() {
	first, second := checked(), checked()
	second.Settlement, second.Start = "285", first.End.Add(time.Second)
	second.ReserveReleased = decimal.New(795, -2)
	for _, l := range reports.ChainSettlements([]reports.SettlementCheck{first, second}) {
		fmt.Println(l.From, l.To, "held", fx.Plain(l.Held), "released", fx.Plain(l.Released), l.Fits())
	}
	// Output:
	// 284 285 held 8 released 7.95 false
}

func ExampleChainLink() {
	var l reports.ChainLink
	fmt.Println(l.KnownGap)
	// Output:
	// false
}

func ExampleChainLink_Fits() {
	l := reports.ChainLink{From: "284", To: "285", KnownGap: true, Gap: 24 * time.Hour} // a day is missing
	fmt.Println(l.Fits())
	// Output:
	// false
}

func ExampleMatchDeposits() {
	c := checked()
	bank := []reports.BankDeposit{{Day: fees.Day(2026, 7, 18), Amount: decimal.New(3927, -2), Currency: "USD"}}
	for _, m := range reports.MatchDeposits([]reports.SettlementCheck{c}, bank, 0) {
		fmt.Println(m.Status, m.Settlement, fx.Plain(m.Difference.Decimal))
	}
	// Output:
	// differs 284 -2
}

func ExampleBankDeposit() {
	d := reports.BankDeposit{Day: fees.Day(2026, 7, 18), Amount: decimal.New(3927, -2), Currency: "USD", Reference: "AMZN"}
	for _, m := range reports.MatchDeposits(nil, []reports.BankDeposit{d}, 0) {
		fmt.Println(m.Status, m.Bank)
	}
	// Output:
	// unasked 0
}

func ExampleDepositMatch() {
	m := reports.MatchDeposits([]reports.SettlementCheck{checked()}, nil, 0)[0]
	fmt.Println(m.Status, m.Due.Format(time.DateOnly), fx.Plain(m.Total.Decimal), m.Bank)
	// Output:
	// missing 2026-07-16 41.27 -1
}

func ExampleDepositStatus() {
	m := reports.MatchDeposits([]reports.SettlementCheck{{Settlement: "284"}}, nil, 0)[0]
	fmt.Println(m.Status == reports.DepositUnknown)
	// Output:
	// true
}
