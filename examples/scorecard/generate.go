package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

// Bounds of what is generated: a comparison needs two times four weeks, and what is
// planted needs items of its own.
const (
	minSKUs  = 12
	minWeeks = 12
)

// The last day of the data: a Saturday. Fee tables know the days before.
var generatedLast = time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)

// planted is what the generator hides in the data and the command has to find.
type planted struct {
	Code   string   `json:"code"`
	Items  []string `json:"items,omitempty"`
	Amount string   `json:"amount,omitempty"`
	About  string   `json:"about,omitempty"`
	Text   string   `json:"text"`
}

// A product is what generated items are variants of: the category of the referral fee,
// sides in inches, pounds and the price in dollars.
type product struct {
	name, family, category string
	sides                  [3]float64
	pounds, price          float64
}

var products = []product{
	{"Lunch Box", "Kitchen", "home_kitchen", [3]float64{9, 7, 3}, 1.1, 24},
	{"Knife Block", "Kitchen", "home_kitchen", [3]float64{13, 7, 5}, 3.2, 42},
	{"Water Bottle", "Outdoor", "sports_outdoors", [3]float64{11, 4, 4}, 0.9, 19},
	{"Yoga Mat", "Outdoor", "sports_outdoors", [3]float64{25, 6, 6}, 2.9, 29},
	{"Camping Stove", "Outdoor", "sports_outdoors", [3]float64{12, 9, 5}, 4.1, 55},
	{"Dog Leash", "Pets", "pet_supplies", [3]float64{8, 5, 2}, 0.6, 16},
	{"Cat Fountain", "Pets", "pet_supplies", [3]float64{9, 8, 8}, 2.4, 33},
	{"Desk Lamp", "Office", "office_products", [3]float64{16, 7, 5}, 2.6, 36},
	{"Pencil Case", "Office", "office_products", [3]float64{9, 4, 2}, 0.4, 13},
	{"Building Blocks", "Toys", "toys_games", [3]float64{12, 9, 4}, 2.2, 31},
	{"Drill Bit Set", "Tools", "tools_home_improvement", [3]float64{10, 6, 2}, 2.1, 27},
	{"Storage Boxes", "Kitchen", "home_kitchen", [3]float64{15, 11, 6}, 3.4, 26},
}

// A soldItem is one generated item.
type soldItem struct {
	place            int
	sku, asin, title string
	product          product
	parcel           fees.Parcel
	sides            [3]string
	weight           string
	price            int64 // cents
	cost, freight    int64
	duty             int64
	weekly           float64 // units in a usual week
	refunds          float64 // share of the orders
	advertised       bool
	noDuty           bool
	heavier          fees.Parcel // what Amazon measured by mistake
	fees             map[feeKey]itemFees
	week             itemWeek
	stock            int64
}

// An itemWeek is what an item did in the week that is being made.
type itemWeek struct{ units, sales, orders int64 }

type feeKey struct {
	season int
	price  int64
	heavy  bool
}

// itemFees are the fees of one unit in cents.
type itemFees struct{ referral, fulfilment, admin int64 }

// A maker writes the reports of a made-up seller.
type maker struct {
	settings
	dir     string
	random  *rand.Rand
	items   []*soldItem
	first   time.Time
	last    time.Time
	seasons map[time.Time]int // days whose fees are the same
	planted []planted

	freightFrom time.Time // the freight of a family rose
	change      time.Time // the price of an item fell, and fees are wrong from here
	dear        string    // the family
	feeErrors   map[string]int64
	noStock     kpi.Period

	posting  map[time.Time][]posting // by the day on which they are posted
	returned map[time.Time][]string  // rows of customer returns, by day
	order    int
}

// writeGenerated writes a folder with reports, costs, plan and what was planted. It gets
// its name when everything is written.
func (s settings) writeGenerated(ctx context.Context, w world) error {
	name := filepath.Clean(s.generate)
	if entries, err := os.ReadDir(name); err == nil && len(entries) > 0 {
		return errors.New(name + " must be a new or an empty folder: it has files")
	} else if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	temporary, err := os.MkdirTemp(filepath.Dir(name), "."+filepath.Base(name)+".*.tmp")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(temporary) }() // it is gone when all went well
	m := &maker{settings: s, dir: temporary, random: rand.New(rand.NewPCG(s.seed, uint64(s.skus))), posting: map[time.Time][]posting{}, returned: map[time.Time][]string{}, feeErrors: map[string]int64{}}
	if err := m.make(ctx, w); err != nil {
		return err
	}
	if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return errors.Join(os.Chmod(temporary, 0o755), os.Rename(temporary, name))
}

func (m *maker) make(ctx context.Context, w world) error {
	if err := os.Mkdir(filepath.Join(m.dir, "reports"), 0o755); err != nil {
		return err
	}
	m.last = generatedLast
	m.first = m.last.AddDate(0, 0, 1-7*m.weeks)
	m.change = m.last.AddDate(0, 0, 1-7*compared)
	m.freightFrom = m.change
	if err := m.findSeasons(); err != nil {
		return err
	}
	if err := m.makeItems(); err != nil {
		return err
	}
	m.plant()
	if err := m.sell(ctx, w); err != nil {
		return err
	}
	return m.finish()
}

// findSeasons gives days the same number on which an item pays the same fees.
func (m *maker) findSeasons() error {
	m.seasons = map[time.Time]int{}
	season, last := 0, ""
	for day := m.first.AddDate(0, 0, -7); !day.After(m.last.AddDate(0, 0, 60)); day = day.AddDate(0, 0, 1) {
		key := ""
		for _, p := range products {
			parcel, err := parcelOf(p.sides, p.pounds)
			if err != nil {
				return err
			}
			charges, err := listingOf(parcel, p.category).Charges(day)
			if err != nil {
				return err
			}
			for _, c := range charges {
				key += c.Code + "=" + c.Source.Table + " "
			}
		}
		if key != last {
			season, last = season+1, key
		}
		m.seasons[day] = season
	}
	return nil
}

func parcelOf(sides [3]float64, pounds float64) (fees.Parcel, error) {
	return fees.ParseParcel(inches(sides[0]), inches(sides[1]), inches(sides[2]), poundsText(pounds))
}

func inches(n float64) string { return fmt.Sprintf("%.1f in", n) }

func poundsText(n float64) string { return fmt.Sprintf("%.2f lb", n) }

func listingOf(p fees.Parcel, category string) amazon.Listing {
	return amazon.Listing{Parcel: p, Category: category, Fulfillment: amazon.FBA}
}

// makeItems makes the items, those that sell most first.
func (m *maker) makeItems() error {
	between := func(low, high float64) float64 { return low + m.random.Float64()*(high-low) }
	var weights float64
	weight := func(i int) float64 { return 1 / math.Pow(float64(i)+4, 0.7) }
	for i := range m.skus {
		weights += weight(i)
	}
	for i := range m.skus {
		p, size := products[i%len(products)], between(0.85, 1.2)
		it := &soldItem{
			place: i, sku: fmt.Sprintf("%s-%05d", initials(p.name), i+1), asin: fmt.Sprintf("B0%08d", i+1), product: p,
			weekly: float64(m.units*m.skus) * weight(i) / weights, refunds: between(0.03, 0.08), advertised: i%5 < 2, fees: map[feeKey]itemFees{},
		}
		it.title = p.name + ", " + []string{"Black", "Blue", "Green", "White", "Red"}[m.random.IntN(5)]
		for k := range it.sides {
			it.sides[k] = inches(p.sides[k] * size)
		}
		it.weight = poundsText(p.pounds * size)
		var err error
		if it.parcel, err = fees.ParseParcel(it.sides[0], it.sides[1], it.sides[2], it.weight); err != nil {
			return err
		}
		if it.heavier, err = fees.ParseParcel(it.sides[0], it.sides[1], it.sides[2], poundsText(p.pounds*size+1.5)); err != nil {
			return err
		}
		it.price = int64(p.price*between(0.8, 1.4))*100 + 99
		it.cost = int64(float64(it.price) * between(0.16, 0.24))
		it.freight = int64(p.pounds * size * between(55, 85))
		it.duty = int64(float64(it.cost) * between(0.10, 0.30))
		it.stock = int64(it.weekly * between(6, 14))
		m.items = append(m.items, it)
	}
	return nil
}

func initials(name string) string {
	out := ""
	for i, r := range name {
		if i == 0 || name[i-1] == ' ' {
			out += string(r)
		}
	}
	return out
}

// feesOf are the fees of one unit, as the tables give them.
func (m *maker) feesOf(it *soldItem, day time.Time, price int64, heavy bool) (itemFees, error) {
	key := feeKey{m.seasons[day], price, heavy}
	if known, ok := it.fees[key]; ok {
		return known, nil
	}
	parcel := it.parcel
	if heavy {
		parcel = it.heavier
	}
	charges, err := listingOf(parcel, it.product.category).Charges(day)
	if err != nil {
		return itemFees{}, err
	}
	var f itemFees
	for _, c := range charges {
		if c.Unknown || c.Undecided {
			continue
		}
		billed, err := c.Amount.AtRounded(decimal.New(price, -2), 2)
		if err != nil {
			return f, err
		}
		cents := billed.Shift(2).IntPart()
		switch {
		case c.Code == "referral":
			f.referral += cents
		case c.Code == "refund_admin":
			f.admin += cents
		case c.Event == fees.PerUnitSold:
			f.fulfilment += cents
		}
	}
	it.fees[key] = f
	return f, nil
}

// plant hides what the command has to find.
func (m *maker) plant() {
	say := func(code, about, amount, text string, items ...string) {
		m.planted = append(m.planted, planted{Code: code, Items: items, Amount: amount, About: about, Text: text})
	}
	m.dear = "Kitchen"
	say("freight", m.dear, "", "the freight of the family Kitchen rises by 80% with the last four weeks")
	say("price", "", "", "the price of the item falls by 15% with the last four weeks", m.items[2].sku)
	n := max(2, m.skus/250)
	var noDuty []string
	for i := range n {
		it := m.items[len(m.items)-1-i*len(m.items)/(2*n)]
		it.noDuty = true
		noDuty = append(noDuty, it.sku)
	}
	say("no_duty", "", "", "the duty of these items is not in the costs file", noDuty...)
	m.noStock = kpi.Period{First: m.last.AddDate(0, 0, -83), Last: m.last.AddDate(0, 0, -70)}
	say("stock_out", m.noStock.String(), "", "the item has no stock for two weeks", m.items[3].sku)
	if bf, err := kpi.BlackFriday(2025); err == nil && !bf.Before(m.first) {
		say("black_friday", bf.Format(time.DateOnly), "", "sales are more than twice as high from Thanksgiving to Cyber Monday")
	}
}

// season is how much is sold on a day beside a usual one.
func (m *maker) demand(day time.Time) float64 {
	d := 1 + 0.08*math.Sin(2*math.Pi*float64(day.YearDay())/365)
	switch day.Weekday() {
	case time.Saturday, time.Sunday:
		d *= 1.15
	}
	if year := day.Year(); day.Month() == time.November || day.Month() == time.December {
		if t, err := kpi.Thanksgiving(year); err == nil && !day.Before(t) && day.Before(t.AddDate(0, 0, 5)) {
			d *= 3
		}
	}
	return d
}

// priceOn is the price of an item on a day.
func (m *maker) priceOn(it *soldItem, day time.Time) int64 {
	if it.place == 2 && !day.Before(m.change) {
		return int64(float64(it.price)*0.85)/100*100 + 99
	}
	return it.price
}

// poisson draws a count of a mean.
func (m *maker) poisson(mean float64) int64 {
	if mean > 50 {
		return max(0, int64(math.Round(mean+math.Sqrt(mean)*m.random.NormFloat64())))
	}
	limit, product, n := math.Exp(-mean), m.random.Float64(), int64(0)
	for product > limit {
		n++
		product *= m.random.Float64()
	}
	return n
}

// sell goes through the days and writes the reports as they become complete.
func (m *maker) sell(ctx context.Context, w world) error {
	days := 7 * m.weeks
	advance, end := w.counting(days, "generating", "days")
	defer end()
	ledger := newLedger(m)
	for i := -3; i < days; i++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		day := m.first.AddDate(0, 0, i)
		for _, it := range m.items {
			if err := m.sellItem(it, day, i >= 0); err != nil {
				return err
			}
		}
		if i < 0 {
			continue
		}
		if err := ledger.day(day); err != nil {
			return err
		}
		if day.Weekday() == time.Saturday {
			if err := m.week(day); err != nil {
				return err
			}
		}
		advance()
	}
	return ledger.close()
}

// A posting is an order item that was shipped or refunded.
type posting struct {
	item     *soldItem
	order    int
	quantity int64
	price    int64 // of a unit
	fees     itemFees
	tax      int64
	refund   bool
	minute   int
}

// sellItem makes the orders of one item on one day. Those of the days before the first
// one are posted within the data and are in no business report.
func (m *maker) sellItem(it *soldItem, day time.Time, reported bool) error {
	if it.place == 3 && m.noStock.Contains(day) {
		return nil
	}
	mean := it.weekly / 7 * m.demand(day)
	if it.place == 2 && !day.Before(m.change) {
		mean *= 1.15 // of the lower price
	}
	price := m.priceOn(it, day)
	for range m.poisson(mean / 1.2) {
		quantity := int64(1)
		if x := m.random.Float64(); x < 0.04 {
			quantity = 3
		} else if x < 0.16 {
			quantity = 2
		}
		m.order++
		p := posting{item: it, order: m.order, quantity: quantity, price: price, minute: m.random.IntN(14 * 60)}
		posted := day.AddDate(0, 0, 1+m.random.IntN(2))
		wrong := !posted.Before(m.change)
		heavy := it.place == 1 && wrong
		var err error
		if p.fees, err = m.feesOf(it, posted, price, heavy); err != nil {
			return err
		}
		if heavy {
			right, err := m.feesOf(it, posted, price, false)
			if err != nil {
				return err
			}
			if m.inData(posted) {
				m.feeErrors["fulfilment"] += (p.fees.fulfilment - right.fulfilment) * quantity
			}
		}
		if it.place == 4 && wrong { // the referral fee of another category
			more := price / 50
			p.fees.referral += more
			if m.inData(posted) {
				m.feeErrors["referral"] += more * quantity
			}
		}
		if m.random.IntN(2) == 0 {
			p.tax = price * quantity * 7 / 100
		}
		m.posting[posted] = append(m.posting[posted], p)
		if m.random.Float64() < it.refunds && it.place > 4 {
			m.refund(p, posted)
		}
		if reported {
			it.week.units += quantity
			it.week.sales += price * quantity
			it.week.orders++
		}
	}
	return nil
}

func (m *maker) inData(day time.Time) bool { return !day.Before(m.first) && !day.After(m.last) }

// refund makes the refund of an order item and the return of the goods.
func (m *maker) refund(p posting, posted time.Time) {
	back := posted.AddDate(0, 0, 5+m.random.IntN(20))
	if f, err := m.feesOf(p.item, posted, p.price, false); err == nil {
		p.fees = f
	}
	p.refund, p.minute = true, m.random.IntN(14*60)
	m.posting[back] = append(m.posting[back], p)
	disposition := "SELLABLE"
	if m.random.IntN(5) < 2 {
		disposition = "CUSTOMER_DAMAGED"
	}
	arrived := back.AddDate(0, 0, -1)
	stamp := time.Date(arrived.Year(), arrived.Month(), arrived.Day(), 12, p.minute%60, 0, 0, reports.Pacific())
	m.returned[arrived] = append(m.returned[arrived], fmt.Sprintf("%s\t%s\t%s\t%s\tX%08d\t%s\t%d\tLEX1\t%s\tUNWANTED_ITEM\tUnit returned to inventory\tLPN%09d\t\n",
		stamp.Format(time.RFC3339), orderID(p.order), p.item.sku, p.item.asin, p.item.place+1, p.item.title, p.quantity, disposition, p.order))
}

func orderID(n int) string { return fmt.Sprintf("111-%07d-%07d", n/10_000_000+1, n%10_000_000) }

// finish writes what is of the whole year: costs, returns, the fee preview, the plan and
// what was planted.
func (m *maker) finish() error {
	for _, fee := range []struct {
		code string
		it   *soldItem
	}{{"fulfilment", m.items[1]}, {"referral", m.items[4]}} {
		m.planted = append(m.planted, planted{Code: "fee_" + fee.code, Items: []string{fee.it.sku}, Amount: centsText(m.feeErrors[fee.code]), Text: "Amazon takes too much of this item in the last four weeks"})
	}
	for _, write := range []func() error{m.costs, m.returns, m.preview, m.plan, m.others} {
		if err := write(); err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(m.planted, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(m.dir, "planted.json"), append(text, '\n'), 0o644)
}

func centsText(n int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}
