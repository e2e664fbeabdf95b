package fees_test

import (
	"math/big"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// A plainRates is the oracle of a storage table: the rules as they were drawn.
type plainRates struct {
	id       string
	from, to time.Time
	per      fees.StoragePeriod
	firstDay int
	rows     []plainRate
}

type plainRate struct {
	class       string
	first, last int // months
	over, upTo  int // days, upTo 0 for no end
	rate, least decimal.Decimal
}

// stockKind has classes and starts with the receipt, agedKind has them and does not.
var (
	stockKind   = fees.NewKind("stock", func(f *fees.TableFile) fees.StorageRates { return fees.ReadStorageRates(f, false, "small", "large") })
	stockFormat = fees.NewFormat("examplemart", nil, stockKind, agedKind)
)

// genRates draws the rates of one table: for each class one or two seasons, each
// with ages of its own.
func genRates(t *rapid.T, aged bool) plainRates {
	p := plainRates{
		per:      rapid.SampledFrom([]fees.StoragePeriod{fees.PerCalendarMonth, fees.Per30Days, fees.PerDay, fees.PerSnapshot}).Draw(t, "per"),
		firstDay: rapid.IntRange(0, 1).Draw(t, "first day"),
	}
	for _, class := range []string{"small", "large"} {
		change := rapid.IntRange(1, 12).Draw(t, "last month of the first season")
		for _, season := range [][2]int{{1, change}, {change + 1, 12}} {
			if season[0] > season[1] {
				continue
			}
			over := -1
			if aged {
				over = rapid.IntRange(0, 200).Draw(t, "first age")
			}
			for range rapid.IntRange(0, 3).Draw(t, "ages") {
				end := max(over, 0) + rapid.IntRange(1, 120).Draw(t, "age")
				p.rows = append(p.rows, genRate12(t, class, season, over, end))
				over = end
			}
			p.rows = append(p.rows, genRate12(t, class, season, over, 0))
		}
	}
	return p
}

func genRate12(t *rapid.T, class string, season [2]int, over, end int) plainRate {
	return plainRate{
		class: class, first: season[0], last: season[1], over: over, upTo: end,
		rate:  decimal.New(rapid.Int64Range(0, 9000).Draw(t, "rate"), -3),
		least: decimal.New(rapid.SampledFrom([]int64{0, 0, 5, 130}).Draw(t, "least"), -2),
	}
}

// text is the table as a file.
func (p *plainRates) text(kind string) string {
	rows := make([]string, len(p.rows))
	for i, r := range p.rows {
		rows[i] = `{"class": "` + r.class + `", "first_month": "` + strconv.Itoa(r.first) + `", "last_month": "` + strconv.Itoa(r.last) + `", "rate": "` + r.rate.StringFixed(3) + `"`
		if r.over >= 0 {
			rows[i] += `, "over_days": "` + strconv.Itoa(r.over) + `"`
		}
		if r.upTo > 0 {
			rows[i] += `, "to_days": "` + strconv.Itoa(r.upTo) + `"`
		}
		if !r.least.IsZero() {
			rows[i] += `, "least": "` + r.least.StringFixed(2) + `"`
		}
		rows[i] += "}"
	}
	to := "null"
	if !p.to.IsZero() {
		to = `"` + p.to.Format(time.DateOnly) + `"`
	}
	head := table(kind, p.id, `"per": "`+string(p.per)+`", "first_day": "`+strconv.Itoa(p.firstDay)+`", "rows": [`+strings.Join(rows, ", ")+`]`)
	return strings.NewReplacer(`"2026-01-01"`, `"`+p.from.Format(time.DateOnly)+`"`, `"2026-12-31"`, to).Replace(head)
}

// day is what one unit of a volume in cubic feet pays for a day, exact, and
// whether it pays at that age at all.
func (p *plainRates) day(feet *big.Rat, class string, day time.Time, sinceReceipt int) (*big.Rat, bool) {
	age := sinceReceipt + p.firstDay
	for _, r := range p.rows {
		month := int(day.Month())
		if r.class != class || month < r.first || month > r.last || age <= r.over || r.upTo > 0 && age > r.upTo {
			continue
		}
		period := new(big.Rat).Mul(feet, r.rate.Rat())
		if least := r.least.Rat(); least.Cmp(period) > 0 {
			period = least
		}
		switch p.per {
		case fees.PerCalendarMonth:
			days := 31
			for time.Date(day.Year(), day.Month(), days, 12, 0, 0, 0, time.UTC).Month() != day.Month() {
				days--
			}
			return period.Quo(period, big.NewRat(int64(days), 1)), true
		case fees.Per30Days:
			return period.Quo(period, big.NewRat(30, 1)), true
		case fees.PerSnapshot:
			return period, day.Day() == 15
		}
		return period, true
	}
	return new(big.Rat), false
}

// What the walk charges is what a unit pays day by day, for any tables, ages,
// seasons and days; every paid day is in exactly one charge, and a stay that is
// cut in two costs the same.
func propStorage(t *rapid.T) {
	aged := rapid.Bool().Draw(t, "aged")
	kind, code := stockKind, "stock"
	if aged {
		kind, code = agedKind, "aged"
	}
	start := fees.Day(2023, 11, 1).AddDate(0, 0, rapid.IntRange(0, 150).Draw(t, "first day of the tables"))
	var tables []*plainRates
	var text strings.Builder
	at := start
	n := rapid.IntRange(1, 4).Draw(t, "tables")
	for i := range n {
		p := genRates(t, aged)
		p.id, p.from = "t"+strconv.Itoa(i), at
		at = at.AddDate(0, 0, rapid.IntRange(1, 200).Draw(t, "days of the table"))
		if i < n-1 {
			p.to = at.AddDate(0, 0, -1)
		}
		tables = append(tables, &p)
		text.WriteString(p.text(code))
	}
	read, err := stockFormat.Read(strings.NewReader(text.String()))
	if err != nil {
		t.Fatal(err)
	}

	class := rapid.SampledFrom([]string{"small", "large"}).Draw(t, "class")
	inches := rapid.Int64Range(1, 60_000).Draw(t, "side in 1/1000 in")
	side := must(fees.ParseLength(decimal.New(inches, -3).StringFixed(3) + " in"))
	v := fees.Parcel{Length: side, Width: side, Height: side}.Volume()
	foot := big.NewRat(inches, 12_000)
	feet := new(big.Rat).Mul(foot, new(big.Rat).Mul(foot, foot))

	received := start.AddDate(0, 0, rapid.IntRange(-30, 400).Draw(t, "received"))
	from := received.AddDate(0, 0, max(rapid.IntRange(0, 300).Draw(t, "from"), int(start.Sub(received).Hours()/24)))
	until := from.AddDate(0, 0, rapid.IntRange(0, 500).Draw(t, "until"))
	walk := func(from, until time.Time) []fees.StorageCharge {
		charges, err := fees.ChargeStorage(code, v, fees.Stay{Received: received, From: from, Until: until}, fees.FindStorage(kind, read, class))
		if err != nil {
			t.Fatal(err)
		}
		return charges
	}
	charges := walk(from, until)

	total, billed := new(big.Rat), decimal.Decimal{}
	next := 0 // the charge that the day must belong to
	var inCharge *big.Rat
	for day := from; day.Before(until); day = day.Add(24 * time.Hour) {
		var p *plainRates
		for _, candidate := range tables {
			if !day.Before(candidate.from) {
				p = candidate
			}
		}
		amount, pays := p.day(feet, class, day, int(day.Sub(received).Hours()/24))
		if !pays {
			continue
		}
		total.Add(total, amount)
		if next == len(charges) {
			t.Fatalf("%s is not charged", day)
		}
		c := &charges[next]
		if day.Before(c.From) || day.After(c.To) || c.Source.Table != p.id || c.Code != code {
			t.Fatalf("%s is not in the charge %+v", day, c)
		}
		if day.Equal(c.From) {
			inCharge = new(big.Rat)
		}
		inCharge.Add(inCharge, amount)
		if day.Equal(c.To) {
			days := int(c.To.Sub(c.From).Hours()/24) + 1
			if !c.Amount.Equal(dec(inCharge.FloatString(12))) || c.Days != days || c.From.Month() != c.To.Month() || c.Basis == "" {
				t.Fatalf("charge %+v of %d days, want %s", c, days, inCharge.FloatString(15))
			}
			billed = billed.Add(c.Amount)
			next++
		}
	}
	if next != len(charges) {
		t.Fatalf("%d charges of days that pay nothing: %v", len(charges)-next, lines(charges[next:]))
	}
	wantWithin(t, "the sum of the days", billed, dec(total.FloatString(20)), len(charges))

	middle := from.AddDate(0, 0, rapid.IntRange(0, int(until.Sub(from).Hours()/24)).Draw(t, "cut"))
	parts := append(walk(from, middle), walk(middle, until)...)
	sum := decimal.Decimal{}
	for _, c := range parts {
		sum = sum.Add(c.Amount)
	}
	wantWithin(t, "the two parts of a stay", sum, billed, len(charges)+len(parts))
}

// wantWithin allows half a unit of the 12th decimal for each charge.
func wantWithin(t *rapid.T, what string, got, want decimal.Decimal, charges int) {
	t.Helper()
	if got.Sub(want).Abs().GreaterThan(decimal.New(int64(charges), -12)) {
		t.Fatalf("%s: %s, want %s", what, got, want)
	}
}

func TestStorage(t *testing.T) { rapid.Check(t, propStorage) }
func FuzzStorage(f *testing.F) { f.Fuzz(rapid.MakeFuzz(propStorage)) }
