package stock

import (
	"fmt"
	"slices"
	"time"

	"github.com/lianxing/crossborder/forecast"
	"github.com/shopspring/decimal"
)

// A Surplus asks how much of the stock of an item is too much. Start, Demand and
// Stock must be given.
type Surplus struct {
	// Name identifies the item.
	Name string
	// Start is the first day of the first week.
	Start time.Time
	// Stock is what is there, sold the oldest first. What is on its way belongs to
	// it with the day on which it comes only once it is there.
	Stock []Lot
	// Demand are sample paths of the weekly demand from Start on. What is left at
	// their end brings Salvage.
	Demand [][]float64
	// Horizon is the number of weeks within which stock should be sold; what is left
	// then is excess. 0 means 26, or the length of the paths if shorter.
	Horizon int
	// Ages are the ages in days for which the result says what will reach them. nil
	// means those of the surcharges in Costs.Storage, else 181, 271 and 365.
	Ages []int
	// Costs are what keeping a unit costs. Their margin is not used.
	Costs Costs
	// Price is what a sale brings after fees, Clear what a unit brings that is
	// cleared now, and Salvage what one brings that is left at the end. Where Price
	// is 0 nothing is cleared: the figures are only reported.
	Price, Clear, Salvage decimal.Decimal
	// Step is the number of units in which stock is cleared. 0 means 1.
	Step int64
}

// A Clearance is what is too much, and what to clear.
type Clearance struct {
	// Item is the name of the item, Units its stock.
	Item  string
	Units int64
	// Cover is the number of weeks that the stock lasts at the expected demand, at
	// most 520.
	Cover float64
	// Excess is the number of units that are expected to be left after the horizon,
	// and SellThrough the share that is expected to be sold by then.
	Excess, SellThrough float64
	// Ages say what is expected to reach each age within the paths.
	Ages []AgePoint
	// Storage, Aged and Capital are what keeping all of it is expected to cost until
	// the end of the paths.
	Storage, Aged, Capital decimal.Decimal
	// Clear is the number of units to clear now, the oldest first, and Gain what that
	// brings over keeping them.
	Clear int64
	Gain  decimal.Decimal
	// Reasons say why.
	Reasons []forecast.Reason
}

// An AgePoint is what reaches an age.
type AgePoint struct {
	// Days is the age since receipt.
	Days int
	// Units are expected to be there still at that age, and Chance is the probability
	// that at least one is; lots that have that age already count with what they are.
	Units, Chance float64
	// Beyond is the number of units whose age is not reached within the paths and
	// that are left at their end.
	Beyond float64
}

// Check reports everything in s that cannot be used.
func (s Surplus) Check() error {
	var f faults
	f.day("start", s.Start)
	if f.paths("demand", s.Demand) {
		f.count("demand", len(s.Demand), 1, maxPaths)
		f.count("demand[0]", len(s.Demand[0]), max(1, s.Horizon), 2*maxWeeks)
	}
	f.count("horizon", s.Horizon, 0, maxWeeks)
	sum := int64(0)
	for i, l := range s.Stock {
		f.units(fmt.Sprintf("stock[%d].units", i), l.Units, 0)
		if l.Units > 0 && l.Units <= MaxUnits {
			if sum += l.Units; sum > MaxUnits {
				f.add("stock", text(float64(sum)), "must be at most 1e15 units")
				sum = 0
			}
		}
		if day(l.Received).After(day(s.Start)) {
			f.add(fmt.Sprintf("stock[%d].received", i), date(l.Received), "must not be after the start")
		}
	}
	for i, a := range s.Ages {
		f.count(fmt.Sprintf("ages[%d]", i), a, 1, 100*366)
	}
	f.in("costs", s.Costs.Check())
	f.amount("price", s.Price)
	f.in("clear", bounded(s.Clear))
	f.in("salvage", bounded(s.Salvage))
	f.units("step", s.Step, 0)
	return f.err()
}

// Clearance returns what is too much and what to clear. A unit is cleared where what
// it brings now is above what keeping it is expected to bring: its price if it is
// sold within the paths, else its salvage, less storage, surcharges for its age and
// capital until then. The errors are those of [Surplus.Check].
func (s Surplus) Clearance() (Clearance, error) {
	if err := s.Check(); err != nil {
		return Clearance{}, err
	}
	k := newKeeping(s)
	out := Clearance{Item: s.Name, Units: k.units}
	all := k.keep(0)
	out.Cover = k.cover()
	out.Excess = all.left[k.horizon-1]
	out.SellThrough = 1
	if k.units > 0 {
		out.SellThrough = max(0, 1-out.Excess/float64(k.units))
	}
	out.Ages = k.ages()
	out.Storage, out.Aged, out.Capital = all.storage, all.aged, all.capital
	say := func(code, format string, a ...any) {
		out.Reasons = append(out.Reasons, forecast.Reason{Code: code, Text: fmt.Sprintf(format, a...)})
	}
	if out.Cover > float64(k.horizon) {
		say("excess", "the stock lasts %.0f weeks, the horizon is %d: %s units are expected to be left then", out.Cover, k.horizon, show(out.Excess))
	}
	for _, a := range out.Ages {
		if a.Units >= 0.5 {
			say("aged", "%s units are expected to be there still at an age of %d days, at least one with a probability of %s", show(a.Units), a.Days, percent(a.Chance))
		}
	}
	if !s.Price.IsPositive() {
		say("clear", "without a price nothing says whether clearing pays")
		return out, nil
	}
	out.Clear, out.Gain = k.best(all)
	if out.Clear > 0 {
		say("clear", "%d units are cleared at %s: kept, the stock would bring %s less after storage of %s, surcharges of %s and capital of %s",
			out.Clear, s.Clear.Round(2), out.Gain.Round(2), all.storage.Round(2), all.aged.Round(2), all.capital.Round(2))
	} else {
		say("clear", "keeping every unit is expected to bring more than %s", s.Clear.Round(2))
	}
	return out, nil
}

// keeping follows stock through the paths.
type keeping struct {
	Surplus
	start   time.Time
	lots    []Lot // the oldest first
	units   int64
	horizon int
	weeks   int
	rate    []decimal.Decimal   // of each week, for a unit
	aged    [][]decimal.Decimal // of each week and surcharge
}

// kept is what keeping stock is expected to come to.
type kept struct {
	left                   []float64 // units at the end of each week
	sold                   float64
	storage, aged, capital decimal.Decimal
}

func newKeeping(s Surplus) *keeping {
	k := &keeping{Surplus: s, start: day(s.Start), weeks: len(s.Demand[0]), horizon: s.Horizon}
	if k.horizon == 0 {
		k.horizon = min(defaultWeeks, k.weeks)
	}
	for _, l := range s.Stock {
		if l.Received.IsZero() {
			l.Received = k.start
		}
		l.Received = day(l.Received)
		k.lots = append(k.lots, l)
		k.units += l.Units
	}
	slices.SortStableFunc(k.lots, func(a, b Lot) int { return a.Received.Compare(b.Received) })
	k.rate, k.aged = make([]decimal.Decimal, k.weeks), make([][]decimal.Decimal, k.weeks)
	for w := range k.weeks {
		k.rate[w], k.aged[w] = s.Costs.Storage.week(k.start.AddDate(0, 0, 7*w))
	}
	return k
}

// keep follows the stock without the oldest units that are cleared.
func (k *keeping) keep(cleared int64) kept {
	lots := slices.Clone(k.lots)
	for i := range lots {
		t := min(cleared, lots[i].Units)
		lots[i].Units -= t
		cleared -= t
	}
	total := 0.0
	for _, l := range lots {
		total += float64(l.Units)
	}
	out := kept{left: make([]float64, k.weeks)}
	n := float64(len(k.Demand))
	mid := make([]float64, k.weeks)
	aged := make([][]float64, k.weeks)
	bucket := make([][]int, k.weeks)
	for w := range aged {
		aged[w] = make([]float64, len(k.Costs.Storage.Aged))
		bucket[w] = make([]int, len(lots))
		for j, l := range lots {
			bucket[w][j] = k.Costs.Storage.bucket(daysBetween(l.Received, k.start) + 7*w + 3)
		}
	}
	for _, path := range k.Demand {
		asked := 0.0
		for w, d := range path {
			before := max(0, total-asked)
			if before == 0 {
				break
			}
			asked += d
			left := max(0, total-asked)
			out.left[w] += left / n
			mid[w] += (before + left) / 2 / n
			if len(aged[w]) == 0 {
				continue
			}
			upTo := 0.0 // units of this lot and the older ones
			for j, l := range lots {
				upTo += float64(l.Units)
				if b := bucket[w][j]; b >= 0 && upTo > asked {
					aged[w][b] += min(float64(l.Units), upTo-asked) / n
				}
			}
		}
	}
	sum := 0.0
	for w := range k.weeks {
		out.storage = out.storage.Add(Worth(mid[w], k.rate[w]))
		for b, u := range aged[w] {
			out.aged = out.aged.Add(Worth(u, k.aged[w][b]))
		}
		sum += mid[w]
	}
	out.capital = Worth(sum, k.Costs.capital(7))
	out.sold = max(0, total-out.left[k.weeks-1])
	return out
}

// value returns what stock brings of which some is cleared.
func (k *keeping) value(cleared int64, o kept) decimal.Decimal {
	left := max(0, float64(k.units-cleared)-o.sold)
	return Worth(o.sold, k.Price).Add(Worth(left, k.Salvage)).Add(k.Surplus.Clear.Mul(decimal.NewFromInt(cleared))).
		Sub(o.storage).Sub(o.aged).Sub(o.capital)
}

// best returns the number of units to clear, by a grid that is refined around the best
// place, and the gain over keeping all.
func (k *keeping) best(all kept) (int64, decimal.Decimal) {
	step := max(1, k.Step)
	most := k.units / step
	none := k.value(0, all)
	at, top := int64(0), none
	lo, hi := int64(0), most
	for hi > lo {
		width := max(1, (hi-lo)/24)
		for m := lo; m <= hi; m += width {
			if v := k.value(m*step, k.keep(m*step)); v.GreaterThan(top) {
				at, top = m, v
			}
		}
		if width == 1 {
			break
		}
		lo, hi = max(0, at-width), min(most, at+width)
	}
	return at * step, top.Sub(none)
}

// cover returns the weeks that the stock lasts at the expected demand.
func (k *keeping) cover() float64 {
	left := float64(k.units)
	sum := 0.0
	for w := range k.weeks {
		if left <= 0 {
			return float64(w)
		}
		mean := 0.0
		for _, p := range k.Demand {
			mean += p[w] / float64(len(k.Demand))
		}
		if mean >= left {
			return float64(w) + left/mean
		}
		left -= mean
		sum += mean
	}
	if left <= 0 {
		return float64(k.weeks)
	}
	if sum <= 0 {
		return maxWeeks
	}
	return min(maxWeeks, float64(k.weeks)*(1+left/sum))
}

// ages returns what reaches each age.
func (k *keeping) ages() []AgePoint {
	days := k.Ages
	if days == nil {
		for _, a := range k.Costs.Storage.Aged {
			days = append(days, a.FromDays)
		}
	}
	if len(days) == 0 {
		days = []int{181, 271, 365}
	}
	out := make([]AgePoint, len(days))
	n := float64(len(k.Demand))
	for i, d := range days {
		out[i].Days = d
		for _, path := range k.Demand {
			asked, w := 0.0, 0
			there := false
			upTo := 0.0
			for _, l := range k.lots { // later lots reach the age later
				upTo += float64(l.Units)
				until := d - daysBetween(l.Received, k.start)
				for ; w < k.weeks && 7*(w+1) <= until; w++ {
					asked += path[w]
				}
				left := min(float64(l.Units), max(0, upTo-asked))
				if until > 7*k.weeks {
					out[i].Beyond += left / n
					continue
				}
				// The rest of a week that has begun counts by its share.
				part := 0.0
				if rest := until - 7*w; rest > 0 && w < k.weeks {
					part = path[w] * float64(rest) / 7
				}
				left = min(float64(l.Units), max(0, upTo-asked-part))
				out[i].Units += left / n
				there = there || left > 0
			}
			if there {
				out[i].Chance += 1 / n
			}
		}
		out[i].Chance = min(1, out[i].Chance)
	}
	return out
}
