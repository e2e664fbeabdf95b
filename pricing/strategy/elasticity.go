package strategy

import (
	"errors"
	"strconv"
	"time"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// An Observation is what was sold in one period at one price. The zero Observation
// is an error: it has no start and no price.
type Observation struct {
	// Start is when the period began. It orders the rows and decides about weekday,
	// month and trend, in its own location. No two rows of a series share it.
	Start time.Time
	// Price is the average price of the period, above 0, in any one currency.
	Price decimal.Decimal
	// Quantity is what was sold, from 0.
	Quantity decimal.Decimal
	// Event says that a deal, a holiday or a campaign ran, StockOut that the item
	// was not on sale all the time. Such rows are left out unless the options give
	// them a dummy: a price cut that coincides with an event is not what sold more.
	Event, StockOut bool
	// RivalPrice is what the rival asked, looked at when the options ask for it; not
	// Valid means unknown.
	RivalPrice decimal.NullDecimal
}

// A Series is the history of one product. The Key names it in results and may be
// empty.
type Series struct {
	Key          string
	Observations []Observation
}

// ElasticityOptions says how [FitElasticity] fits. The zero ElasticityOptions is a
// log-log fit on the price alone.
type ElasticityOptions struct {
	// Linear fits quantity on price instead of their logarithms; the elasticity is
	// then that at the means. It keeps periods that sold nothing.
	Linear bool
	// Weekday and Month add dummies for those that occur, the first being the base.
	Weekday, Month bool
	// Trend adds the weeks since the first row.
	Trend bool
	// RivalPrice adds the price of the rival; rows without it are left out.
	RivalPrice bool
	// EventDummy and StockOutDummy keep rows with an event or a stock-out and give
	// them a dummy of their own.
	EventDummy, StockOutDummy bool
	// Significance is the P value from which on an estimate counts as not different
	// from 0, between 0 and 1. 0 means 0.05.
	Significance float64
}

const (
	defaultSignificance = 0.05
	// maxObservations bounds the work of one fit.
	maxObservations = 100_000
	// leastPrices is how many prices show a response: two fix a line whatever they
	// are, the third can disagree with it.
	leastPrices = 3
)

// A Coefficient is one estimate of a regression, in float64.
type Coefficient struct {
	// Name is "intercept", "price", "rival_price", "trend", "event", "stock_out",
	// "weekday_tuesday" or "month_02".
	Name string
	// Estimate and SE are the estimate and its standard error.
	Estimate, SE float64
	// T is Estimate/SE, and P the probability of a T so far from 0 by chance, by
	// Student's t, two-sided. Both are 0 when SE is 0.
	T, P float64
}

// An Elasticity is how far the quantity follows the price: by how many percent it
// changes when the price rises by one. Its figures are statistics, in float64 and
// unrounded; none of them is infinite or not a number. The zero Elasticity is of no
// observation.
type Elasticity struct {
	// Key is that of the series, empty for several.
	Key string
	// Estimate, SE, T and P are of the elasticity: the coefficient of the price in a
	// log-log fit; in a linear fit the slope times MeanPrice over MeanQuantity, with
	// the means taken as given.
	Estimate, SE, T, P float64
	// Linear says which form was fitted.
	Linear bool
	// Coefficients are all that were fitted, the intercept and the price first. A
	// fit of several series has no intercept here: each has its own.
	Coefficients []Coefficient
	// R2 is the share of the variation that the fit explains, AdjR2 the same for
	// the degrees of freedom it took; within the series when there are several. Both
	// are 0 when the quantity never varies.
	R2, AdjR2 float64
	// DurbinWatson is about 2 when the residuals do not follow one another, taken
	// over the rows of each series that were kept, in order of time. 0 when Exact.
	DurbinWatson float64
	// Exact says that the residuals are nothing but rounding: the standard errors
	// are then 0.
	Exact bool
	// N counts the rows that were used, DF the residual degrees of freedom, and
	// Prices the distinct prices of the series, added up.
	N, DF, Prices int
	// MeanPrice and MeanQuantity are the means of the rows that were used.
	MeanPrice, MeanQuantity float64
	// Lowest and Highest are the ends of the prices that were seen. Beyond them the
	// elasticity is a guess.
	Lowest, Highest decimal.Decimal
	// Significance is the option, with its default.
	Significance float64
	// Dropped are the rows that were left out, in the order given.
	Dropped []Dropped
}

// A DropReason says why a row was left out. The texts are stable.
type DropReason string

// The reasons, in the order in which they are looked at.
const (
	DroppedEvent        DropReason = "event"          // during an event
	DroppedStockOut     DropReason = "stock_out"      // not on sale all the time
	DroppedNoRival      DropReason = "no_rival_price" // the rival's price is unknown
	DroppedZeroQuantity DropReason = "zero_quantity"  // nothing was sold: 0 has no logarithm
)

// A Dropped is a row that was left out of a fit: that of the series Key with the
// Index.
type Dropped struct {
	Key    string
	Index  int
	Reason DropReason
}

// A VariationError says that the prices of the usable rows vary too little to show
// a response. The zero VariationError is of no price.
type VariationError struct {
	// Prices counts the distinct ones, and Need those that would do.
	Prices, Need int
}

// Error says both numbers.
func (e *VariationError) Error() string {
	return "strategy: " + strconv.Itoa(e.Prices) + " distinct prices among the usable rows are too few, an elasticity needs " + strconv.Itoa(e.Need)
}

// FitElasticity estimates the elasticity of one product by ordinary least squares:
//
//	ln q = a + e ln p + the dummies, the trend and the logarithm of the rival's price
//
// or the same without logarithms. Rows may come in any order. At most 100,000 rows
// are taken.
//
// The errors are an *fx.InputError for each unusable value ("observations[3].price",
// "options.significance"), a *[VariationError] for less than three distinct prices,
// a *[TooFewRowsError] and a *[CollinearError].
func FitElasticity(observations []Observation, options ElasticityOptions) (Elasticity, error) {
	faults := append(options.check(), checkObservations("observations", observations)...)
	if len(faults) > 0 {
		return Elasticity{}, errors.Join(faults...)
	}
	return fitSeries([]Series{{Observations: observations}}, options)
}

// FitWithin estimates one elasticity for several products, each with its own level:
// the pooled slope within products. That of a category is the mean around which the
// products of the category lie. The distinct prices of the products are counted
// beyond the first of each: two such changes are the least.
//
// The errors are those of [FitElasticity], at "series[1].observations[3].price" and
// so on; keys must differ ("series[2].key").
func FitWithin(series []Series, options ElasticityOptions) (Elasticity, error) {
	faults := options.check()
	rows := 0
	keys := make(map[string]bool, len(series))
	for i, s := range series {
		path := "series[" + strconv.Itoa(i) + "]"
		if keys[s.Key] {
			faults = append(faults, fx.NewInputError(path+".key", s.Key, "must not be the key of another series"))
		}
		keys[s.Key] = true
		faults = append(faults, checkObservations(path+".observations", s.Observations)...)
		rows += len(s.Observations)
	}
	if rows > maxObservations {
		faults = append(faults, fx.NewInputError("series", strconv.Itoa(rows), tooManyRows))
	}
	if len(faults) > 0 {
		return Elasticity{}, errors.Join(faults...)
	}
	return fitSeries(series, options)
}

const tooManyRows = "must have at most 100000 rows"

func (o ElasticityOptions) check() []error {
	if !(o.Significance >= 0 && o.Significance < 1) {
		return []error{fx.NewInputError("options.significance", strconv.FormatFloat(o.Significance, 'g', -1, 64), "must be from 0, which means 0.05, to below 1")}
	}
	return nil
}

func checkObservations(path string, observations []Observation) []error {
	if len(observations) > maxObservations {
		return []error{fx.NewInputError(path, strconv.Itoa(len(observations)), tooManyRows)}
	}
	var faults []error
	type instant struct {
		second     int64
		nanosecond int
	}
	starts := make(map[instant]bool, len(observations))
	for i := range observations {
		o := &observations[i]
		at := func(field string) string { return path + "[" + strconv.Itoa(i) + "]." + field }
		if o.Start.IsZero() {
			faults = append(faults, fx.NewInputError(at("start"), "", "must be set"))
		} else {
			start := instant{o.Start.Unix(), o.Start.Nanosecond()}
			if starts[start] {
				faults = append(faults, fx.NewInputError(at("start"), o.Start.Format(time.RFC3339), "must not be the start of another row"))
			}
			starts[start] = true
		}
		faults = appendFault(faults, checkPositive(at("price"), o.Price))
		if err := fx.CheckDecimal(o.Quantity); err != nil {
			faults = append(faults, fx.InField(at("quantity"), err))
		} else if o.Quantity.IsNegative() {
			faults = append(faults, fx.NewInputError(at("quantity"), fx.Plain(o.Quantity), "must not be below 0"))
		}
		if o.RivalPrice.Valid {
			faults = appendFault(faults, checkPositive(at("rival_price"), o.RivalPrice.Decimal))
		}
	}
	return faults
}

// checkPositive refuses a decimal that is out of bounds or not above 0.
func checkPositive(field string, d decimal.Decimal) error {
	if err := fx.CheckDecimal(d); err != nil {
		return fx.InField(field, err)
	}
	if d.Sign() <= 0 {
		return fx.NewInputError(field, fx.Plain(d), "must be above 0")
	}
	return nil
}

// appendFault appends an error unless there is none.
func appendFault(faults []error, err error) []error {
	if err != nil {
		faults = append(faults, err)
	}
	return faults
}
