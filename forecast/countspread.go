package forecast

import "math"

// A countDispersion is how demand varies around its level.
type countDispersion struct {
	n     float64 // steps of the history
	size  float64 // mean size of a demand, recent ones first
	index float64 // variance of a step around its level, by its level
}

// Figures that were chosen like those of intermittent.go.
const (
	countSizeDiscount  = 0.03 // of a demand against the next one
	countSizePrior     = 0.5  // squared coefficient of variation of sizes before any is seen
	countSizeWeight    = 2    // in demands, of that prior
	countIndexRate     = 0.05 // of the mean whose errors are taken
	countIndexDiscount = 0.01 // of an error against the next one
	countIndexWeight   = 4    // in steps, of the index that follows from the sizes
	countMemory        = 40   // steps that a level rests on at most
	wobbleBase         = 0.1  // variance of the rate of later steps that no history shows
	wobbleSample       = 2    // weight of the sampling error of the level
	wobbleDrift        = 3    // weight of how far levels of different memory lie apart
)

// countSpread measures y, which has a demand, around a level.
func countSpread(y []float64, level float64) countDispersion {
	n := len(y)
	sum, square, weight, k := 0.0, 0.0, 0.0, 1.0
	for i := n - 1; i >= 0 && k > 1e-9; i-- {
		if v := y[i]; v > 0 {
			sum += k * v
			square += k * v * v
			weight += k
			k *= 1 - countSizeDiscount
		}
	}
	size := sum / weight
	unlike := math.Max(0, square-sum*size)
	cv2 := (unlike/(size*size) + countSizePrior*countSizeWeight) / (math.Max(0, weight-1) + countSizeWeight)

	// The variance of the errors by the level, and that of demands that come or not.
	s, w, squares, errors, levels := 0.0, 0.0, 0.0, 0.0, 0.0
	for t, v := range y {
		if t >= 2 {
			f := s / w
			squares = squares*(1-countIndexDiscount) + (v-f)*(v-f)
			errors = errors*(1-countIndexDiscount) + 1
			levels = levels*(1-countIndexDiscount) + (f+v)/2
		}
		s = s*(1-countIndexRate) + v
		w = w*(1-countIndexRate) + 1
	}
	index := math.Max(0, size*(1+cv2)-level)
	if levels > 0 {
		index = (squares/levels*errors + index*countIndexWeight) / (errors + countIndexWeight)
	}
	return countDispersion{n: float64(n), size: size, index: math.Max(index, 0.02*level)}
}

// model returns the distribution around a level. apart is the variance of levels of
// different memory by the square of level, alive the chance that there is demand at
// all.
func (d countDispersion) model(level, apart, alive float64, season []float64, unit float64) countModel {
	index := math.Max(d.index, unit/2)
	m := countModel{mean: level * alive, unit: unit, season: season}
	// Lumps as often as leave the share of steps without demand, and no rarer than the
	// variance of a step allows.
	m.lumps = math.Max(-math.Log1p(-math.Min(0.98, level/d.size)), 1.02*level/index)
	m.spread = math.Max(0, index*m.lumps/level-1)
	m.wobble = wobbleBase*math.Min(1, index/level) + wobbleSample*index/level/math.Min(d.n, countMemory) + wobbleDrift*apart
	m.wobble = (1+m.wobble)/alive - 1
	m.lumps *= alive
	return m
}

// countSeason returns the factors of a season, those of steps 0 to m-1 of x: the demand
// of the step by the mean of the cycle around it, over at most the last 104 cycles,
// shrunk towards 1 by as much as they are uncertain (Miller and Williams 2003). It is
// nil where nothing is left of them.
func countSeason(x []float64, m int) []float64 {
	n, half := len(x), m/2
	demand, around, squares, factors := make([]float64, m), make([]float64, m), make([]float64, m), make([]float64, m)
	start := half
	if from := n - 104*m; from > start {
		start = from
	}
	if start+half >= n {
		return nil
	}
	sum := 0.0
	for j := start - half; j <= start+half; j++ {
		sum += x[j]
	}
	for t := start; t+half < n; t++ {
		mean := sum
		if m%2 == 0 {
			mean -= (x[t-half] + x[t+half]) / 2
		}
		mean = math.Max(0, mean/float64(m))
		demand[t%m] += x[t]
		around[t%m] += mean
		squares[t%m] += (x[t] - mean) * (x[t] - mean)
		if t+half+1 < n {
			sum += x[t+half+1] - x[t-half]
		}
	}
	total := 0.0
	for k := range factors {
		if !(around[k] > 1e-9) {
			return nil
		}
		factors[k] = demand[k] / around[k]
		total += factors[k] / float64(m)
	}
	variance, distance := 0.0, 0.0
	for k := range factors {
		factors[k] /= total
		variance += squares[k] / (around[k] * around[k]) / float64(m)
		distance += (factors[k] - 1) * (factors[k] - 1)
	}
	keep := 1 - math.Max(1, float64(m-3))*variance/distance
	if !(keep > 0) {
		return nil
	}
	for k := range factors {
		factors[k] = math.Max(0, 1+keep*(factors[k]-1))
	}
	return factors
}
