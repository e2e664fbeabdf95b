package forecast

import "math"

// fourierYear is the length of a year in weeks, for seasons of 52 steps.
const fourierYear = 365.25 / 7

// fourierShort is the part of its last cycle that a history may lack, so that 156 weeks
// are three years.
const fourierShort = 0.05

// fourierTerms describes a season by a few waves: coefficients of cosine and sine
// for each harmonic of a cycle of length steps.
type fourierTerms struct {
	length float64
	cos    []float64 // cos[k] belongs to k+1 waves a cycle
	sin    []float64
	kept   float64 // share of the power that shrinking left
}

// at returns the height of the season at step t.
func (f *fourierTerms) at(t int) float64 {
	s1, c1 := math.Sincos(2 * math.Pi * math.Mod(float64(t), f.length) / f.length)
	sum, c, s := 0.0, 1.0, 0.0
	for k := range f.cos {
		c, s = c*c1-s*s1, s*c1+c*s1
		sum += f.cos[k]*c + f.sin[k]*s
	}
	return sum
}

// fourierSeason finds the waves of z, logarithms or plain values, in cycles of length
// steps.
//
// The level is taken out by a centred moving average of one cycle. Each of the last
// cycles, at most years of them, has its own coefficients; their mean is shrunk by
// what their differences say about its error, harmonic by harmonic: with v the
// variance of the mean and p its power, by max(0, 1 - v/p), the positive-part rule of
// James and Stein (1961). With one cycle, which says nothing about its own error, half
// of it is kept. nil means that there is not one cycle beside that of the average.
func fourierSeason(z []float64, length float64, harmonics, years int) *fourierTerms {
	half := int(length / 2)
	first := max(0, len(z)-int(length*float64(years))-2*half)
	level := centredMean(z[first:], 2*half)
	if len(level) < int(length) {
		return nil
	}
	cycles := int(float64(len(level))/length + fourierShort)
	f := &fourierTerms{length: length, cos: make([]float64, harmonics), sin: make([]float64, harmonics)}
	each := make([]float64, 2*harmonics*cycles)
	end := len(level)
	for y := range cycles {
		row := each[2*harmonics*y : 2*harmonics*(y+1)]
		begin := max(0, len(level)-int(float64(y+1)*length))
		for i := begin; i < end; i++ {
			v := z[first+half+i] - level[i]
			s1, c1 := math.Sincos(2 * math.Pi * math.Mod(float64(first+half+i), length) / length)
			c, s := 1.0, 0.0
			for k := range harmonics {
				c, s = c*c1-s*s1, s*c1+c*s1
				row[2*k] += v * c
				row[2*k+1] += v * s
			}
		}
		for k := range row {
			row[k] *= 2 / float64(end-begin)
		}
		end = begin
	}
	var before, after float64
	for k := range harmonics {
		var a, b, v float64
		for y := range cycles {
			a += each[2*harmonics*y+2*k] / float64(cycles)
			b += each[2*harmonics*y+2*k+1] / float64(cycles)
		}
		for y := range cycles {
			da, db := each[2*harmonics*y+2*k]-a, each[2*harmonics*y+2*k+1]-b
			v += da*da + db*db
		}
		keep, power := 0.5, a*a+b*b
		if cycles > 1 {
			keep = 0
			if power > 0 {
				keep = max(0, 1-v/(power*float64(cycles*(cycles-1))))
			}
		}
		f.cos[k], f.sin[k] = a*keep, b*keep
		before += power
		after += power * keep * keep
	}
	if before > 0 {
		f.kept = math.Sqrt(after / before)
	}
	return f
}

// centredMean returns the centred moving average of z over an even number of steps,
// with half weights at both ends, for every step that has as many around it.
func centredMean(z []float64, width int) []float64 {
	n := len(z) - width
	if n <= 0 || width < 2 {
		return nil
	}
	out := make([]float64, n)
	sum := 0.0
	for _, v := range z[:width] {
		sum += v
	}
	for i := range out {
		out[i] = (sum + (z[i+width]-z[i])/2) / float64(width)
		sum += z[i+width] - z[i]
	}
	return out
}
