package strategy

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// A CollinearError says that columns of a regression carry nothing of their own,
// so that their coefficients cannot be told apart: a rival who always follows, a
// trend that is the price. The zero CollinearError names none.
type CollinearError struct {
	// Columns are those that the intercept and the columns before them already
	// say, in the order of [Elasticity.Coefficients].
	Columns []string
}

// Error names the columns.
func (e *CollinearError) Error() string {
	return "strategy: " + strings.Join(e.Columns, ", ") + " cannot be told apart from the other columns of the regression"
}

// A TooFewRowsError says that a regression has no residual degree of freedom.
type TooFewRowsError struct {
	// Rows are those that were left, and Need the least that would do: one more
	// than there are coefficients.
	Rows, Need int
}

// Error says both numbers.
func (e *TooFewRowsError) Error() string {
	return "strategy: " + strconv.Itoa(e.Rows) + " usable rows are too few, the regression needs " + strconv.Itoa(e.Need)
}

// A column is one regressor, a value per row.
type column struct {
	name   string
	values []float64
}

// A regression is a least squares fit with an intercept for each group of rows.
type regression struct {
	estimates []float64 // one per column
	errors    []float64 // their standard errors
	residuals []float64 // one per row
	// intercept and its standard error are those of the only group.
	intercept, interceptError float64
	rss, tss                  float64 // sums of squares around the fit and around the means of the groups
	df                        int     // residual degrees of freedom
	exact                     bool    // the residuals are rounding and nothing else
}

// Tolerances of the regression, as shares of the length of a column. A column that
// is shorter once the means or the other columns are taken out says nothing of its
// own: what is left of it is mostly rounding.
const (
	levelTolerance     = 1e-12
	collinearTolerance = 1e-9
	exactTolerance     = 1e-13
)

// regress fits y on the columns; group says for each row which of the groups it
// belongs to. Taking out the means of the groups first gives each its intercept
// and keeps the rest well conditioned (Frisch and Waugh 1933). The triangle is
// found by Householder reflections, not by normal equations, which would square
// the condition number (Golub and Van Loan, Matrix Computations, 5.2). The errors
// are a *TooFewRowsError and a *CollinearError.
func regress(columns []column, y []float64, group []int, groups int) (regression, error) {
	n, k := len(y), len(columns)
	fit := regression{df: n - k - groups, estimates: make([]float64, k), errors: make([]float64, k)}
	if fit.df < 1 {
		return fit, &TooFewRowsError{Rows: n, Need: k + groups + 1}
	}
	centred, yMeans := centre(y, group, groups)
	plain := make([][]float64, k) // the columns less their means
	a := make([][]float64, k)     // the same, of length 1
	means := make([]float64, k)   // of the only group
	scale := make([]float64, k)
	var dull []string
	for j, c := range columns {
		values, m := centre(c.values, group, groups)
		means[j] = m[0]
		if scale[j] = norm(values); scale[j] <= levelTolerance*norm(c.values) {
			dull = append(dull, c.name)
			scale[j] = 1
			clear(values)
		}
		plain[j], a[j] = values, make([]float64, n)
		for i, v := range values {
			a[j][i] = v / scale[j]
		}
	}
	target := slices.Clone(centred)
	triangle := make([][]float64, k) // its columns
	for j := range a {
		for i := range j { // the rows above the diagonal are settled
			triangle[j] = append(triangle[j], a[j][i])
		}
		rest := a[j][j:]
		length := norm(rest)
		if length <= collinearTolerance {
			if !slices.Contains(dull, columns[j].name) {
				dull = append(dull, columns[j].name)
			}
			triangle[j] = append(triangle[j], 1)
			continue
		}
		triangle[j] = append(triangle[j], reflectColumn(rest, length, a[j+1:], target, j))
	}
	if len(dull) > 0 {
		return fit, &CollinearError{Columns: inOrder(columns, dull)}
	}
	scaled := solveTriangle(triangle, target)
	fit.residuals = centred
	fit.tss = square(centred)
	for j, values := range plain {
		fit.estimates[j] = scaled[j] / scale[j]
		for i, v := range values {
			fit.residuals[i] -= fit.estimates[j] * v
		}
	}
	fit.rss = square(fit.residuals)
	fit.exact = math.Sqrt(fit.rss) <= exactTolerance*norm(y)
	if fit.exact {
		fit.rss = 0
	}
	fit.standardErrors(triangle, scale, means, n)
	fit.intercept = yMeans[0]
	for j := range means {
		fit.intercept -= fit.estimates[j] * means[j]
	}
	return fit, nil
}

// reflectColumn mirrors the rest of a column onto its first element, and the same rows of
// the columns after it and of the target, and returns the diagonal element.
func reflectColumn(rest []float64, length float64, after [][]float64, target []float64, j int) float64 {
	diagonal := -math.Copysign(length, rest[0])
	mirror := slices.Clone(rest)
	mirror[0] -= diagonal
	size := square(mirror)
	apply := func(v []float64) {
		factor := 2 * dot(mirror, v) / size
		for i := range v {
			v[i] -= factor * mirror[i]
		}
	}
	for _, c := range after {
		apply(c[j:])
	}
	apply(target[j:])
	return diagonal
}

// solveTriangle solves R x = the first elements of b by back substitution; the
// triangle is given by its columns.
func solveTriangle(r [][]float64, b []float64) []float64 {
	x := slices.Clone(b[:len(r)])
	for j := len(r) - 1; j >= 0; j-- {
		x[j] /= r[j][j]
		for i := range j {
			x[i] -= r[j][i] * x[j]
		}
	}
	return x
}

// standardErrors fills in the standard errors: the variance of the residuals times
// the inverse of X'X, which is R⁻¹ R⁻ᵀ.
func (fit *regression) standardErrors(r [][]float64, scale, means []float64, n int) {
	k := len(r)
	sigma := math.Sqrt(fit.rss / float64(fit.df))
	variance := make([]float64, k)
	weight := 1 / float64(n) // of the variance of the intercept
	for i := range k {
		unit := make([]float64, k)
		unit[i] = 1
		inverse := solveTriangle(r, unit) // a column of R⁻¹
		along := 0.0
		for j, v := range inverse {
			v /= scale[j]
			variance[j] += v * v
			along += v * means[j]
		}
		weight += along * along
	}
	for j, v := range variance {
		fit.errors[j] = sigma * math.Sqrt(v)
	}
	fit.interceptError = sigma * math.Sqrt(weight)
}

// centre returns the values less the mean of their group, and the means. A group
// whose values are all the same becomes exactly 0.
func centre(values []float64, group []int, groups int) (centred, means []float64) {
	means = make([]float64, groups)
	count := make([]float64, groups)
	first := make([]float64, groups)
	for i, v := range values {
		if g := group[i]; count[g] == 0 {
			first[g] = v
		}
		count[group[i]]++
		means[group[i]] += v - first[group[i]]
	}
	for g := range means {
		if count[g] > 0 {
			means[g] = first[g] + means[g]/count[g]
		}
	}
	centred = make([]float64, len(values))
	for i, v := range values {
		centred[i] = v - means[group[i]]
	}
	return centred, means
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

func square(v []float64) float64 { return dot(v, v) }

func norm(v []float64) float64 { return math.Sqrt(square(v)) }

// inOrder returns the names in the order of the columns.
func inOrder(columns []column, names []string) []string {
	var out []string
	for _, c := range columns {
		if slices.Contains(names, c.name) {
			out = append(out, c.name)
		}
	}
	return out
}

// studentP is the probability that Student's t with df degrees of freedom lies
// further from 0 than t, on either side: the incomplete beta function of
// df/(df+t²) at df/2 and 1/2.
func studentP(t float64, df int) float64 {
	d := float64(df)
	return incompleteBeta(d/2, 0.5, d/(d+t*t), t*t/(d+t*t))
}

// studentT is the t that Student's t exceeds on either side with probability p,
// found by halving.
func studentT(p float64, df int) float64 {
	low, high := 0.0, 1.0
	for studentP(high, df) > p && high < 1e12 {
		high *= 2
	}
	for range 200 {
		middle := low + (high-low)/2
		if studentP(middle, df) > p {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// incompleteBeta is the regularised incomplete beta function at x, with y = 1 - x
// given beside it so that nothing cancels. The continued fraction is evaluated by
// the method of Lentz (Numerical Recipes, 6.4).
func incompleteBeta(a, b, x, y float64) float64 {
	if x <= 0 {
		return 0
	}
	if y <= 0 {
		return 1
	}
	ab, _ := math.Lgamma(a + b)
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	front := math.Exp(ab - la - lb + a*math.Log(x) + b*math.Log(y))
	if x < (a+1)/(a+b+2) {
		return front * betaFraction(a, b, x) / a
	}
	return 1 - front*betaFraction(b, a, y)/b
}

func betaFraction(a, b, x float64) float64 {
	const tiny, most = 1e-300, 100_000
	safe := func(v float64) float64 {
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c, d := 1.0, 1/safe(1-(a+b)*x/(a+1))
	h := d
	for i := 1; i <= most; i++ {
		m := float64(i)
		step := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / safe(1+step*d)
		c = safe(1 + step/c)
		h *= d * c
		step = -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / safe(1+step*d)
		c = safe(1 + step/c)
		h *= d * c
		if math.Abs(d*c-1) < 1e-15 {
			break
		}
	}
	return h
}
