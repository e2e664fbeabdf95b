package main

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/kpi/reports"
)

// file writes one file of the reports.
func (m *maker) file(name string, write func(w io.Writer)) error {
	f, err := os.Create(filepath.Join(m.dir, name))
	if err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(f, 1<<16)
	write(buffered)
	return errors.Join(buffered.Flush(), f.Close())
}

// A ledger writes settlements of 14 days.
type ledger struct {
	m      *maker
	rows   bytes.Buffer
	sum    int64
	count  int
	held   int64 // the reserve
	start  time.Time
	orders int
}

func newLedger(m *maker) *ledger { return &ledger{m: m, start: m.first} }

const settlementTitles = "settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\tmerchant-order-id\tadjustment-id\tshipment-id\tmarketplace-name\tamount-type\tamount-description\tamount\tfulfillment-id\tposted-date\tposted-date-time\torder-item-code\tmerchant-order-item-id\tmerchant-adjustment-item-id\tsku\tquantity-purchased\tpromotion-id\n"

func (l *ledger) id() string { return fmt.Sprint(int64(30_000_000_000) + int64(l.count)) }

func stampText(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05") + " UTC" }

// midnight is the begin of a day of Amazon.
func midnight(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, reports.Pacific())
}

// day books what is posted on a day.
func (l *ledger) day(day time.Time) error {
	if l.rows.Len() == 0 && l.held != 0 {
		l.other(day, "other-transaction", "Previous Reserve Amount Balance", l.held)
	}
	all := l.m.posting[day]
	delete(l.m.posting, day)
	slices.SortStableFunc(all, func(a, b posting) int { return cmp.Compare(a.minute, b.minute) })
	for _, p := range all {
		l.post(day, p)
	}
	switch day.Day() {
	case 12:
		var storage int64
		for _, it := range l.m.items {
			storage += it.stock
		}
		l.other(day, "other-transaction", "Storage Fee", -storage*9-500)
		l.other(day, "other-transaction", "Subscription Fee", -3999)
	}
	if day.Equal(l.m.last.AddDate(0, 0, -9)) {
		l.other(day, "other-transaction", "FBA Quality Check Fee", -1234)
		l.m.planted = append(l.m.planted, planted{Code: "unmapped", About: "FBA Quality Check Fee", Amount: "-12.34", Text: "an amount of a name that is in no list"})
	}
	const length = 14
	if days := int(day.Sub(l.start)/(24*time.Hour)) + 1; days == length || day.Equal(l.m.last) {
		return l.settle(day)
	}
	return nil
}

// post writes the rows of an order item.
func (l *ledger) post(day time.Time, p posting) {
	at := midnight(day).Add(time.Duration(6*60+p.minute) * time.Minute)
	kind, sign, order := "Order", int64(1), orderID(p.order)
	if p.refund {
		kind, sign = "Refund", -1
	}
	row := func(amountType, description string, cents int64) {
		l.orders++
		l.sum += cents
		fmt.Fprintf(&l.rows, "%s\t\t\t\t\tUSD\t%s\t%s\t\t\tS%d\tAmazon.com\t%s\t%s\t%s\tAFN\t%s\t%s\t%d\t\t\t%s\t%d\t\n",
			l.id(), kind, order, p.order, amountType, description, centsText(cents), stampText(at.UTC().Truncate(24*time.Hour)), stampText(at), int64(50_000_000_000)+int64(p.order), p.item.sku, p.quantity)
	}
	row("ItemPrice", "Principal", sign*p.price*p.quantity)
	if p.tax != 0 {
		row("ItemPrice", "Tax", sign*p.tax)
		row("ItemWithheldTax", "MarketplaceFacilitatorTax-Principal", -sign*p.tax)
	}
	row("ItemFees", "Commission", -sign*p.fees.referral*p.quantity)
	if p.refund {
		row("ItemFees", "RefundCommission", -p.fees.admin*p.quantity)
		return
	}
	row("ItemFees", "FBAPerUnitFulfillmentFee", -p.fees.fulfilment*p.quantity)
}

// other writes a row of no order.
func (l *ledger) other(day time.Time, amountType, description string, cents int64) {
	at := midnight(day).Add(5 * time.Hour)
	l.sum += cents
	fmt.Fprintf(&l.rows, "%s\t\t\t\t\tUSD\tother-transaction\t\t\t\t\tAmazon.com\t%s\t%s\t%s\t\t%s\t%s\t\t\t\t\t\t\n",
		l.id(), amountType, description, centsText(cents), stampText(at.UTC().Truncate(24*time.Hour)), stampText(at))
}

// settle closes a settlement: its summary states what is paid out.
func (l *ledger) settle(day time.Time) error {
	l.held = max(0, l.sum/12)
	if !day.Equal(l.m.last) {
		l.other(day, "other-transaction", "Current Reserve Amount", -l.held)
	}
	total := l.sum
	if l.count == 1 { // the total of the second settlement does not fit its rows
		total += 2500
		l.m.planted = append(l.m.planted, planted{Code: "unbalanced", About: l.id(), Amount: "-25.00", Text: "the rows of a settlement are 25.00 less than its total"})
	}
	start, end := midnight(l.start), midnight(day.AddDate(0, 0, 1)).Add(-time.Second)
	name := fmt.Sprintf("reports/settlement_%s.txt", l.id())
	err := l.m.file(name, func(w io.Writer) {
		fmt.Fprint(w, settlementTitles)
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\tUSD%s\n", l.id(), stampText(start), stampText(end), stampText(end.AddDate(0, 0, 2)), centsText(total), strings.Repeat("\t", 18))
		_, _ = w.Write(l.rows.Bytes()) // the writer keeps its error
	})
	l.rows.Reset()
	l.sum, l.start = 0, day.AddDate(0, 0, 1)
	l.count++
	return err
}

func (l *ledger) close() error { return nil }

// week writes what Amazon exports of a week: traffic, advertising and stock.
func (m *maker) week(last time.Time) error {
	first := last.AddDate(0, 0, -6)
	days := first.Format(time.DateOnly) + "_" + last.Format(time.DateOnly)
	err := errors.Join(
		m.file("reports/business_"+days+".csv", func(w io.Writer) { m.business(w) }),
		m.file("reports/ads_"+days+".csv", func(w io.Writer) { m.ads(w, first, last) }),
		m.file("reports/inventory_"+last.Format(time.DateOnly)+".csv", func(w io.Writer) { m.inventory(w, last) }),
	)
	for _, it := range m.items {
		it.week = itemWeek{}
	}
	return err
}

func (m *maker) business(w io.Writer) {
	fmt.Fprint(w, "\uFEFF(Parent) ASIN,(Child) ASIN,Title,SKU,Sessions - Total,Session Percentage - Total,Page Views - Total,Page Views Percentage - Total,Featured Offer (Buy Box) Percentage,Units Ordered,Unit Session Percentage,Ordered Product Sales,Total Order Items\n")
	for _, it := range m.items {
		x := it.week
		sessions := x.orders*(9+int64(it.place%5)) + int64(m.random.IntN(6)) + x.orders/3
		views := sessions + sessions/3
		share := 92 + m.random.IntN(9)
		fmt.Fprintf(w, "P%s,%s,%q,%s,%q,0.10%%,%q,0.10%%,%d.00%%,%d,%s,%q,%d\n", it.asin, it.asin, it.title, it.sku, grouped(fmt.Sprint(sessions)), grouped(fmt.Sprint(views)), min(share, 100), x.units,
			ratioText(x.units, sessions), "$"+grouped(centsText(x.sales)), x.orders)
	}
}

func ratioText(a, b int64) string {
	if b == 0 {
		return "0.00%"
	}
	return fmt.Sprintf("%.2f%%", 100*float64(a)/float64(b))
}

func (m *maker) ads(w io.Writer, first, last time.Time) {
	fmt.Fprint(w, "Start Date,End Date,Portfolio name,Currency,Campaign Name,Ad Group Name,Advertised SKU,Advertised ASIN,Impressions,Clicks,Click-Thru Rate (CTR),Cost Per Click (CPC),Spend,7 Day Total Sales ,Total Advertising Cost of Sales (ACOS) ,Total Return on Advertising Spend (ROAS),7 Day Total Orders (#),7 Day Total Units (#),7 Day Conversion Rate,7 Day Advertised SKU Units (#),7 Day Other SKU Units (#),7 Day Advertised SKU Sales ,7 Day Other SKU Sales \n")
	const day = "Jan 02, 2006"
	for _, it := range m.items {
		if !it.advertised {
			continue
		}
		units := it.week.units * 3 / 10
		sales, clicks := units*it.price, units*9+int64(m.random.IntN(5))
		spend := clicks * int64(38+m.random.IntN(20)) * it.price / 3000
		fmt.Fprintf(w, "%q,%q,Not grouped,USD,%s auto,%s,%s,%s,%d,%d,%s,$%s,$%s,%q,%s,0.00,%d,%d,0.00%%,%d,0,%q,$0.00\n", first.Format(day), last.Format(day), it.product.family, it.product.name, it.sku, it.asin,
			clicks*220+int64(m.random.IntN(400)), clicks, ratioText(clicks, clicks*220), centsText(spend/max(clicks, 1)), centsText(spend), "$"+grouped(centsText(sales)), ratioText(spend, sales), units, units, units, "$"+grouped(centsText(sales)))
	}
}

func (m *maker) inventory(w io.Writer, day time.Time) {
	fmt.Fprint(w, `"snapshot-date","sku","fnsku","asin","product-name","condition","available","pending-removal-quantity","inv-age-0-to-90-days","inv-age-91-to-180-days","inv-age-181-to-270-days","inv-age-271-to-365-days","inv-age-366-to-455-days","inv-age-456-plus-days","currency","units-shipped-t7","your-price","sales-price","sell-through","storage-type","marketplace","days-of-supply","estimated-excess-quantity","inbound-quantity"`+"\n")
	for _, it := range m.items {
		it.stock -= it.week.units
		if float64(it.stock) < 3*it.weekly+2 {
			it.stock += int64(9*it.weekly) + 10
		}
		available := it.stock
		if it.place == 3 && m.noStock.Contains(day) {
			available = 0
		}
		fmt.Fprintf(w, "%q,%q,\"X%08d\",%q,%q,\"New\",\"%d\",\"0\",\"%d\",\"0\",\"0\",\"0\",\"0\",\"0\",\"USD\",\"%d\",\"%s\",\"%s\",\"1.00\",\"Standard-Size\",\"US\",\"40\",\"0\",\"0\"\n",
			day.Format(time.DateOnly), it.sku, it.place+1, it.asin, it.title, available, available, it.week.units, centsText(it.price), centsText(m.priceOn(it, day)))
	}
}

// costs writes the costs file. The freight of a family is in it twice: before the rise
// and from its day on.
func (m *maker) costs() error {
	return m.file("costs.csv", func(w io.Writer) {
		fmt.Fprintln(w, "sku,asin,family,owner,from,currency,product_cost,freight,duty,preparation,origin,category,longest,median,shortest,weight")
		for _, it := range m.items {
			row := func(from string, freight int64) {
				duty := centsText(it.duty)
				if it.noDuty {
					duty = ""
				}
				fmt.Fprintf(w, "%s,%s,%s,%s,%s,USD,%s,%s,%s,0.25,CN,%s,%s,%s,%s,%s\n", it.sku, it.asin, it.product.family, []string{"Ann", "Ben", "Chen"}[it.place%3], from,
					centsText(it.cost), centsText(freight), duty, it.product.category, it.sides[0], it.sides[1], it.sides[2], it.weight)
			}
			row("", it.freight)
			if it.product.family == m.dear {
				row(m.freightFrom.Format(time.DateOnly), it.freight*18/10)
			}
		}
	})
}

// returns writes the customer returns, one file for each month.
func (m *maker) returns() error {
	for month := time.Date(m.first.Year(), m.first.Month(), 1, 0, 0, 0, 0, time.UTC); !month.After(m.last); month = month.AddDate(0, 1, 0) {
		first, last := month, month.AddDate(0, 1, -1)
		if first.Before(m.first) {
			first = m.first
		}
		if last.After(m.last) {
			last = m.last
		}
		err := m.file("reports/returns_"+first.Format(time.DateOnly)+"_"+last.Format(time.DateOnly)+".txt", func(w io.Writer) {
			fmt.Fprint(w, "return-date\torder-id\tsku\tasin\tfnsku\tproduct-name\tquantity\tfulfillment-center-id\tdetailed-disposition\treason\tstatus\tlicense-plate-number\tcustomer-comments\n")
			for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
				for _, row := range m.returned[day] {
					fmt.Fprint(w, row)
				}
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// preview writes a fee preview of the last day: Amazon weighed one item too heavy.
func (m *maker) preview() error {
	day := m.last
	var bad error
	err := m.file("reports/fee_preview_"+day.Format(time.DateOnly)+".csv", func(w io.Writer) {
		fmt.Fprintln(w, `"sku","fnsku","asin","amazon-store","product-name","product-group","brand","fulfilled-by","your-price","sales-price","longest-side","median-side","shortest-side","length-and-girth","unit-of-dimension","item-package-weight","unit-of-weight","product-size-tier","currency","estimated-fee-total","estimated-referral-fee-per-unit","expected-fulfillment-fee-per-unit","expected-future-fulfillment-fee-per-unit"`)
		for _, it := range m.items {
			price := m.priceOn(it, day)
			f, err := m.feesOf(it, day, price, it.place == 1)
			bad = errors.Join(bad, err)
			parcel := it.parcel
			if it.place == 1 {
				parcel = it.heavier
			}
			side := func(i int) string { s, _, _ := strings.Cut(it.sides[i], " "); return s }
			fmt.Fprintf(w, "%q,\"X%08d\",%q,\"US\",%q,%q,\"B\",\"Amazon\",\"%s\",\"%s\",%q,%q,%q,\"--\",\"inches\",%q,\"pounds\",\"--\",\"USD\",\"%s\",\"%s\",\"%s\",\"--\"\n",
				it.sku, it.place+1, it.asin, it.title, it.product.family, centsText(price), centsText(price), side(0), side(1), side(2), fixed(parcel.Weight.Lb(4)),
				centsText(f.referral+f.fulfilment), centsText(f.referral), centsText(f.fulfilment))
		}
	})
	return errors.Join(err, bad)
}

func fixed(d decimal.Decimal) string { return d.StringFixed(2) }

// plan writes the plan: targets with owners, overhead and Prime Day.
func (m *maker) plan() error {
	return os.WriteFile(filepath.Join(m.dir, "plan.json"), []byte(`{
  "title": "Generated seller",
  "overhead_per_week": `+fmt.Sprint(m.skus*m.units/2)+`,
  "targets": [
    {"metric": "operating_profit", "owner": "Ann", "at_least": `+fmt.Sprint(m.skus*m.units*3)+`},
    {"metric": "acos", "owner": "Ben", "at_most": 0.30},
    {"metric": "unit_session_percentage", "owner": "Chen", "at_least": 0.10},
    {"metric": "return_rate", "owner": "Chen", "at_most": 0.08}
  ],
  "events": [{"code": "prime_day", "name": "Prime Day", "first": "2026-06-23", "last": "2026-06-26", "lead_in": 7, "hangover": 7}]
}
`), 0o644)
}

// others writes a file that is no report, and a copy of one that is.
func (m *maker) others() error {
	days := m.last.AddDate(0, 0, -13).Format(time.DateOnly) + "_" + m.last.AddDate(0, 0, -7).Format(time.DateOnly)
	data, err := os.ReadFile(filepath.Join(m.dir, "reports", "business_"+days+".csv"))
	if err != nil {
		return err
	}
	m.planted = append(m.planted,
		planted{Code: "copy", About: "copy of business_" + days + ".csv", Text: "a copy of a business report, which must not count twice"},
		planted{Code: "no_report", About: "notes.txt", Text: "a file that is no report"})
	return errors.Join(
		os.WriteFile(filepath.Join(m.dir, "reports", "copy of business_"+days+".csv"), data, 0o644),
		os.WriteFile(filepath.Join(m.dir, "reports", "notes.txt"), []byte("Call the forwarder about the freight of October.\n"), 0o644))
}
