package strategy

import (
	"math"
	"strconv"

	"github.com/shopspring/decimal"
)

// Bounds of the search: the paths that are tried one by one, and what the dynamic
// programme beyond them computes and keeps.
const (
	maxPaths      = 20_000
	maxPathWork   = 32_000_000 // weeks × levels × steps of stock
	maxPathMemory = 2_000_000  // levels × steps of stock
)

// A WorkError says that a markdown path would take too much work: the stock cannot
// be cut into steps that are fine enough. The zero WorkError is of no work.
type WorkError struct {
	// Steps is weeks × levels × steps of stock at the coarsest step that is allowed,
	// and Limit the most that is taken.
	Steps, Limit int64
}

// Error says both numbers and what helps.
func (e *WorkError) Error() string {
	return "strategy: a markdown path of " + strconv.FormatInt(e.Steps, 10) + " steps is more work than " +
		strconv.FormatInt(e.Limit, 10) + ": fewer weeks or levels are needed"
}

// MarkdownPath returns the price of each week that brings most until the horizon,
// over all paths through the price of today and the levels that never rise. Sales
// are what the demand expects, at most the stock; a week costs the holding of the
// units at its start, at the age they have then; what is left has its salvage value.
//
// Up to 20,000 paths (ten weeks with seven levels, 26 with four) are tried one by
// one. For more there is a dynamic programme over week, level and stock: the stock is
// cut into steps of a power of ten of a unit, and weekly sales are rounded
// half up to whole steps for the choice, to a thousandth of what is sold in a week
// today, or to a hundredth where a finer step is too much work. Over sales so rounded
// the choice is the optimum. Both choose in float64, the higher price of two equal
// ones; the figures of the plan are exact decimals of the prices chosen and the
// demand as [Demand.At] rounds it. A path that is no better than a constant price is
// that constant price.
//
// The work is bounded by 32 million steps and 24 MiB. The errors are those of
// [Clearance.Check] and a *[WorkError] above the bound.
func (c Clearance) MarkdownPath() (Exit, error) {
	if err := c.Check(); err != nil {
		return Exit{}, err
	}
	return c.markdownPath()
}

// A pathLevel is a price that a path may take.
type pathLevel struct {
	price, net, sales decimal.Decimal
}

// pathLevels returns the price of today and those below it, falling.
func (c *Clearance) pathLevels() []pathLevel {
	prices := []decimal.Decimal{c.Price}
	for _, l := range c.Levels {
		prices = append(prices, l.Price)
	}
	if len(c.Levels) == 0 {
		if single := c.singlePrice().Price; single.LessThan(c.Price) {
			prices = append(prices, single)
		}
	}
	levels := make([]pathLevel, len(prices))
	for i, price := range prices {
		levels[i] = c.levelAt(price)
	}
	return levels
}

func (c *Clearance) levelAt(price decimal.Decimal) pathLevel {
	return pathLevel{price, c.net(price), c.weekly(price)}
}

// weekly is what is sold in a week at a price, at most the stock.
func (c *Clearance) weekly(price decimal.Decimal) decimal.Decimal {
	stock := decimal.NewFromInt(c.Stock)
	q, ok := roundedDecimal(math.Min(c.demand().quantity(price), float64(c.Stock)))
	if !ok {
		return stock
	}
	return decimal.Min(q, stock)
}

func (c *Clearance) markdownPath() (Exit, error) {
	levels := c.pathLevels()
	var chosen []int
	if countPaths(c.Weeks, len(levels)) <= maxPaths {
		chosen = c.tryPaths(levels)
	} else {
		var err error
		if chosen, err = c.programme(levels); err != nil {
			return Exit{}, err
		}
	}
	path := make([]pathLevel, len(chosen))
	for w, j := range chosen {
		path[w] = levels[j]
	}
	best := c.follow(ExitPath, path)
	for _, level := range levels { // which the rounding of sales may have hidden
		if flat := c.follow(ExitPath, repeat(level, c.Weeks)); flat.Net.GreaterThanOrEqual(best.Net) {
			if flat.Net.GreaterThan(best.Net) || !level.price.LessThan(best.Weeks[0].Price) {
				best = flat
			}
		}
	}
	return best, nil
}

// countPaths is the number of paths that never rise, or something above maxPaths:
// the weeks are split among the levels in C(weeks + levels - 1, weeks) ways.
func countPaths(weeks, levels int) int {
	paths := 1
	for k := 1; k < levels; k++ {
		if paths = paths * (weeks + k) / k; paths > maxPaths {
			break
		}
	}
	return paths
}

// A pathTrial tries the paths one by one.
type pathTrial struct {
	nets, sales, hold []float64 // by level, level and week
	salvage           float64
	path, best        []int
	net               float64 // of the best
}

// tryPaths returns the level of each week.
func (c *Clearance) tryPaths(levels []pathLevel) []int {
	t := pathTrial{salvage: c.Salvage.InexactFloat64(), path: make([]int, c.Weeks)}
	for _, l := range levels {
		t.nets = append(t.nets, l.net.InexactFloat64())
		t.sales = append(t.sales, l.sales.InexactFloat64())
	}
	for w := range c.Weeks {
		t.hold = append(t.hold, c.holding(w).InexactFloat64())
	}
	t.try(0, 0, float64(c.Stock), 0)
	return t.best
}

// try goes on from a week with the stock left and what came in so far, the higher
// prices first.
func (t *pathTrial) try(week, from int, left, net float64) {
	if week == len(t.path) {
		const rounding = 1e-12
		net += left * t.salvage
		if t.best == nil || net > t.net+rounding*math.Abs(t.net) {
			t.best, t.net = append(t.best[:0], t.path...), net
		}
		return
	}
	for j := from; j < len(t.nets); j++ {
		t.path[week] = j
		sold := math.Min(t.sales[j], left)
		t.try(week+1, j, left-sold, net+sold*t.nets[j]-left*t.hold[week])
		if left == 0 { // a lower price sells nothing either
			break
		}
	}
}

// programme returns the level of each week.
func (c *Clearance) programme(levels []pathLevel) ([]int, error) {
	perUnit, steps, err := c.grid(levels)
	if err != nil {
		return nil, err
	}
	n := steps + 1
	stock := float64(c.Stock)
	sales := make([]int, len(levels))
	nets := make([]float64, len(levels))
	value := make([][]float64, len(levels)) // by steps sold, from the week on
	units := make([]float64, n)             // by steps sold
	for x := range units {
		units[x] = math.Min(float64(x)/perUnit, stock)
	}
	salvage := c.Salvage.InexactFloat64()
	for j, l := range levels {
		sales[j] = int(math.Min(math.Round(l.sales.InexactFloat64()*perUnit), float64(n)))
		nets[j] = l.net.InexactFloat64()
		value[j] = make([]float64, n)
		for x := range value[j] {
			value[j][x] = salvage * (stock - units[x])
		}
	}
	// lower holds a bit for each week, level and stock: whether to go to the next
	// level instead of selling at this one.
	lower := make([]uint64, (c.Weeks*len(levels)*n+63)/64)
	for w := c.Weeks - 1; w >= 0; w-- {
		hold := c.holding(w).InexactFloat64()
		for j := len(levels) - 1; j >= 0; j-- {
			for x := range n {
				end := min(x+sales[j], steps)
				v := nets[j]*(units[end]-units[x]) - hold*(stock-units[x]) + value[j][end]
				if j+1 < len(levels) && value[j+1][x] > v {
					v = value[j+1][x]
					bit := (w*len(levels)+j)*n + x
					lower[bit/64] |= 1 << (bit % 64)
				}
				value[j][x] = v
			}
		}
	}
	path := make([]int, c.Weeks)
	j, x := 0, 0
	for w := range path {
		for bit := (w*len(levels)+j)*n + x; lower[bit/64]>>(bit%64)&1 == 1; bit += n {
			j++
		}
		path[w] = j
		x = min(x+sales[j], steps)
	}
	return path, nil
}

// grid returns the steps that a unit is cut into, and how many can be sold by the
// horizon.
func (c *Clearance) grid(levels []pathLevel) (perUnit float64, steps int, err error) {
	slowest := c.weekly(c.Price).InexactFloat64()
	fastest := 0.0
	for _, l := range levels {
		fastest = math.Max(fastest, l.sales.InexactFloat64())
	}
	most := math.Min(float64(c.Stock), float64(c.Weeks)*fastest)
	needed := func(perUnit float64) float64 {
		// Rounding up the sales of every week sells more steps than most.
		return math.Ceil(math.Min(float64(c.Stock)*perUnit, most*perUnit+float64(c.Weeks)))
	}
	coarsest := math.Pow(10, math.Ceil(math.Log10(100/slowest)))
	for perUnit = math.Pow(10, math.Ceil(math.Log10(1000/slowest))); ; perUnit /= 10 {
		count := needed(perUnit) + 1
		kept := float64(len(levels)) * count
		if kept <= maxPathMemory && kept*float64(c.Weeks) <= maxPathWork {
			return perUnit, int(count) - 1, nil
		}
		if perUnit <= coarsest*1.5 {
			return 0, 0, &WorkError{Steps: int64(math.Min(kept*float64(c.Weeks), 1e18)), Limit: maxPathWork}
		}
	}
}

func repeat(level pathLevel, weeks int) []pathLevel {
	path := make([]pathLevel, weeks)
	for w := range path {
		path[w] = level
	}
	return path
}
