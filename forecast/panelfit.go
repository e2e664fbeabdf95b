package forecast

import (
	"math"

	"github.com/lianxing/crossborder/forecast/internal/num"
)

// A panelGroup is the items of one group.
type panelGroup struct {
	items    []*panelItem
	gram     []float64 // sums over the items, in the columns of the catalogue
	cross    []float64
	beta     []float64
	common   []float64 // what the items leave in common in each step, the last step last
	seen     []int     // items with a value in each step
	level    float64   // last common level
	shock    float64   // standard deviation of the common part
	limit    float64   // of an error of the common part
	ownLimit float64   // of an error of an item
}

// before returns the common level before step i of the group.
func (g *panelGroup) before(i int, gamma float64) float64 {
	level := panelLevel{limit: g.limit}
	for j := 0; j < i; j++ {
		if g.seen[j] > 0 {
			level.add(g.common[j], gamma)
		}
	}
	return level.at
}

// A catalogue is a panel while it is fitted.
type catalogue struct {
	items             []*panelItem
	groups            []*panelGroup
	k                 int
	scale             []float64 // standard deviation of each column within the items
	beta              []float64
	variance          float64   // of what the effects leave
	weight            []float64 // of the prior of an item, for each column
	alpha, keep       float64
	gamma, commonKeep float64
}

func newCatalogue(p Panel, items []*panelItem, k int) *catalogue {
	c := &catalogue{items: items, k: k, scale: make([]float64, k)}
	byName := map[string]*panelGroup{}
	rows := 0.0
	for i, it := range items {
		name := ""
		if p.Groups != nil {
			name = p.Groups[i]
		}
		g := byName[name]
		if g == nil {
			g = &panelGroup{gram: make([]float64, k*k), cross: make([]float64, k)}
			byName[name] = g
			c.groups = append(c.groups, g)
		}
		it.group = g
		g.items = append(g.items, it)
		addGram(g.gram, g.cross, it, k)
		rows += float64(it.rows)
	}
	for _, g := range c.groups {
		for j := range k {
			c.scale[j] += g.gram[j*k+j]
		}
	}
	for j := range c.scale {
		c.scale[j] = math.Sqrt(c.scale[j] / math.Max(1, rows))
	}
	return c
}

// addGram adds the products of an item to those in the columns of the catalogue.
func addGram(gram, cross []float64, it *panelItem, k int) {
	own := len(it.column)
	ownGram, ownCross := it.products()
	it.square = make([]float64, own)
	for j, a := range it.column {
		it.square[j] = ownGram[j*own+j]
		cross[a] += ownCross[j]
		for l := 0; l <= j; l++ {
			b := it.column[l]
			gram[a*k+b] += ownGram[j*own+l]
			if a != b {
				gram[b*k+a] += ownGram[j*own+l]
			}
		}
	}
}

// coefficients fits the effects of the catalogue, of each group and of each item, each
// drawn to the one above it.
func (c *catalogue) coefficients(prior float64) {
	k := c.k
	gram, cross := make([]float64, k*k), make([]float64, k)
	for _, g := range c.groups {
		for i, v := range g.gram {
			gram[i] += v
		}
		for i, v := range g.cross {
			cross[i] += v
		}
	}
	// the whole catalogue is drawn to 0, by little
	c.weight = make([]float64, k)
	for j, s := range c.scale {
		c.weight[j] = prior * s * s
	}
	c.beta = panelSolve(gram, cross, nil, c.weight, 0.1, k)
	for _, g := range c.groups {
		g.beta = c.beta
	}
	c.residualsOf(func(it *panelItem, j int) float64 { return c.beta[it.column[j]] })
	for _, g := range c.groups {
		g.beta = panelSolve(g.gram, g.cross, c.beta, c.weight, g.sameness(), k)
	}
	for _, it := range c.items {
		own := len(it.column)
		above, weight := make([]float64, own), make([]float64, own)
		for j, a := range it.column {
			above[j], weight[j] = it.group.beta[a], c.weight[a]
		}
		gram, cross := it.products()
		it.beta = panelSolve(gram, cross, above, weight, 1, own)
	}
}

// panelSolve returns the least-squares coefficients drawn to those above, by times the
// weight of each column.
func panelSolve(gram, cross, above, weight []float64, times float64, k int) []float64 {
	a, b := append([]float64(nil), gram...), append([]float64(nil), cross...)
	for j := range k {
		a[j*k+j] += times * weight[j]
		if above != nil {
			b[j] += times * weight[j] * above[j]
		}
	}
	num.Cholesky(a, k)
	x := num.CholeskySolve(a, b, k)
	for j := range x {
		if math.IsInf(a[j*k+j], 1) && above != nil { // never seen here
			x[j] = above[j]
		}
	}
	return x
}

// variances returns the variance of what effects leave within the steps of a group and
// between its steps, and the mean number of items in a step; [catalogue.residualsOf] has
// been run.
func (g *panelGroup) variances() (within, between, size float64) {
	rows, steps := 0.0, 0.0
	for t, n := range g.seen {
		if n > 0 {
			steps++
			rows += float64(n)
			between += g.common[t] * g.common[t]
		}
	}
	if steps == 0 || rows <= steps {
		return 0, 0, 1
	}
	for _, it := range g.items {
		offset := len(g.common) - len(it.y)
		for i, u := range it.used {
			if u {
				d := it.left[i] - g.common[offset+i]
				within += d * d
			}
		}
	}
	size = rows / steps
	within /= rows - steps
	return within, max(0, between/steps-within/size), size
}

// sameness is the design effect of Kish (1965): how many rows of a group count for one
// because its items share the shocks of a step, 1 + (m-1) times the correlation within
// a step, m items a step.
func (g *panelGroup) sameness() float64 {
	within, between, size := g.variances()
	if within+between == 0 {
		return 1
	}
	return 1 + (size-1)*between/(within+between)
}

// residuals works out what the effects of each item leave.
func (c *catalogue) residuals() {
	c.residualsOf(func(it *panelItem, j int) float64 { return it.beta[j] })
	// the common part of a step is drawn to 0 where few items show it
	for _, g := range c.groups {
		within, between, _ := g.variances()
		g.shock = math.Sqrt(between)
		g.limit, g.ownLimit = panelHuber*g.shock, panelHuber*math.Sqrt(within)
		for t, n := range g.seen {
			if between == 0 {
				g.common[t] = 0
			} else if n > 0 {
				g.common[t] *= float64(n) / (float64(n) + within/between)
			}
		}
	}
	for _, g := range c.groups {
		if g.ownLimit == 0 { // one item: all that is left is its own
			g.ownLimit = panelHuber * math.Sqrt(c.variance)
		}
	}
}

// residualsOf works out what coefficients leave, and its mean over each group and step.
func (c *catalogue) residualsOf(beta func(it *panelItem, j int) float64) {
	sum, rows := 0.0, 0.0
	for _, g := range c.groups {
		steps := 0
		for _, it := range g.items {
			steps = max(steps, len(it.y))
		}
		g.common, g.seen = make([]float64, steps), make([]int, steps)
		for _, it := range g.items {
			row := make([]float64, len(it.column))
			it.left = make([]float64, len(it.y))
			offset := steps - len(it.y)
			for i, y := range it.y {
				it.design.row(i, row)
				v := y - it.level
				for j := range row {
					v -= beta(it, j) * (row[j] - it.mean[j])
				}
				it.left[i] = v
				if it.used[i] {
					g.common[offset+i] += v
					g.seen[offset+i]++
					sum += v * v
					rows++
				}
			}
		}
		for t, n := range g.seen {
			if n > 0 {
				g.common[t] /= float64(n)
			}
		}
	}
	c.variance = sum / math.Max(1, rows)
}
