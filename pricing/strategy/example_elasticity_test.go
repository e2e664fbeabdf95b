package strategy_test

import (
	"errors"
	"fmt"
	"log"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// sales are the weeks of a lunch box, two of them not like the others.
func sales() []strategy.Observation {
	rows := weekly("15.99 118", "15.99 125", "14.99 141", "14.99 133", "16.99 102", "16.99 108", "13.99 240", "15.99 44", "17.99 96", "15.49 128")
	rows[6].Event = true    // a holiday
	rows[7].StockOut = true // out of stock from Thursday on
	return rows
}

func fitted() strategy.Elasticity {
	e, err := strategy.FitElasticity(sales(), strategy.ElasticityOptions{})
	if err != nil {
		log.Fatal(err)
	}
	return e
}

func ExampleFitElasticity() {
	e, err := strategy.FitElasticity(sales(), strategy.ElasticityOptions{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.2f ± %.2f: %s\n", e.Estimate, e.SE, e.Verdict())
	for _, d := range e.Dropped {
		fmt.Println("week", d.Index, "left out:", d.Reason)
	}
	// Output:
	// -2.02 ± 0.18: usable
	// week 6 left out: event
	// week 7 left out: stock_out
}

// Two prices fix a line whatever they are.
func ExampleFitElasticity_errors() {
	_, err := strategy.FitElasticity(weekly("15.99 118", "14.99 141", "15.99 125", "14.99 133"), strategy.ElasticityOptions{})
	var few *strategy.VariationError
	fmt.Println(errors.As(err, &few), err)
	// Output: true strategy: 2 distinct prices among the usable rows are too few, an elasticity needs 3
}

// A dummy keeps the week of the event and gives it an effect of its own.
func ExampleElasticityOptions() {
	e, err := strategy.FitElasticity(sales(), strategy.ElasticityOptions{EventDummy: true, StockOutDummy: true})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range e.Coefficients {
		fmt.Printf("%-10s %6.2f (SE %.2f)\n", c.Name, c.Estimate, c.SE)
	}
	// Output:
	// intercept   10.39 (SE 0.50)
	// price       -2.02 (SE 0.18)
	// event        0.42 (SE 0.04)
	// stock_out   -1.01 (SE 0.03)
}

func ExampleObservation() {
	_, err := strategy.FitElasticity(make([]strategy.Observation, 1), strategy.ElasticityOptions{})
	fmt.Println(err)
	// Output:
	// observations[0].start must be set
	// observations[0].price must be above 0, got "0"
}

func ExampleCoefficient() {
	c := fitted().Coefficients[1]
	fmt.Printf("%s %.2f (SE %.2f, t %.1f, P %.5f)\n", c.Name, c.Estimate, c.SE, c.T, c.P)
	// Output: price -2.02 (SE 0.18, t -11.3, P 0.00003)
}

func ExampleElasticity() {
	e := fitted()
	fmt.Printf("%d rows at prices from %s to %s, R² %.2f\n", e.N, e.Lowest, e.Highest, e.R2)
	// Output: 8 rows at prices from 14.99 to 17.99, R² 0.96
}

func ExampleElasticity_Text() {
	fmt.Println(fitted().Text())
	// Output: elasticity -2.021 (SE 0.179, t -11.30, P below 0.0001; log-log) from 8 rows at 5 prices between 14.99 and 17.99; R² 0.955, Durbin-Watson 1.83; left out: 1 event, 1 stock out. Usable: a price 1% higher sells about 2.02% less.
}

func ExampleElasticity_Verdict() {
	e := strategy.Elasticity{Estimate: 0.8, SE: 0.2, P: 0.01}
	fmt.Println(e.Verdict())
	// Output: positive
}

func ExampleElasticity_Interval() {
	low, high, err := fitted().Interval(0.95)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.2f to %.2f\n", low, high)
	// Output: -2.46 to -1.58
}

func ExampleElasticity_Summary() {
	s := fitted().Summary()
	fmt.Printf("%.2f ± %.2f\n", s.Estimate, s.SE)
	// Output: -2.02 ± 0.18
}

func ExampleElasticity_Demand() {
	d, err := fitted().Demand(figure("15.99"), figure("120"))
	if err != nil {
		log.Fatal(err)
	}
	q, err := d.At(figure("14.99"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(q.StringFixed(1), "a week at 14.99")
	// Output: 136.7 a week at 14.99
}

// An estimate that is no better than chance moves no price.
func ExampleUnusableError() {
	e := strategy.Elasticity{Estimate: -0.6, SE: 0.6, P: 0.39}
	_, err := e.Demand(figure("15.99"), figure("120"))
	var unusable *strategy.UnusableError
	fmt.Println(errors.As(err, &unusable), unusable.Verdict)
	fmt.Println(err)
	// Output:
	// true not_different_from_0
	// strategy: the elasticity -0.600 (P 0.3900) is not different from 0: chance alone would give such an estimate too often; not to be acted on
}

func ExampleVerdict() {
	fmt.Println(strategy.VerdictUsable, strategy.VerdictPositive, strategy.VerdictNotDifferent)
	// Output: usable positive not_different_from_0
}

func ExampleVerdict_Text() {
	text, _, _ := strings.Cut(strategy.VerdictPositive.Text(), ";")
	fmt.Println(text)
	// Output: positive: sales seem to rise with the price, so something else moved both
}

func ExampleDropped() {
	fmt.Printf("%+v\n", fitted().Dropped[0])
	// Output: {Key: Index:6 Reason:event}
}

func ExampleDropReason() {
	fmt.Println(strategy.DroppedEvent, strategy.DroppedStockOut, strategy.DroppedNoRival, strategy.DroppedZeroQuantity)
	// Output: event stock_out no_rival_price zero_quantity
}

// Products that changed their price once each show together what none shows alone.
func ExampleFitWithin() {
	e, err := strategy.FitWithin([]strategy.Series{
		{Key: "blue", Observations: weekly("15.99 118", "14.99 141")},
		{Key: "red", Observations: weekly("17.99 60", "16.49 70", "16.49 73")},
		{Key: "large", Observations: weekly("24.99 31", "21.99 40")},
	}, strategy.ElasticityOptions{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.2f ± %.2f from %d rows\n", e.Estimate, e.SE, e.N)
	// Output: -2.10 ± 0.20 from 7 rows
}

func ExampleSeries() {
	_, err := strategy.FitWithin([]strategy.Series{{Key: "blue"}, {Key: "blue"}}, strategy.ElasticityOptions{})
	fmt.Println(err)
	// Output: series[1].key must not be the key of another series, got "blue"
}

func ExampleVariationError() {
	fmt.Println(&strategy.VariationError{Prices: 2, Need: 3})
	// Output: strategy: 2 distinct prices among the usable rows are too few, an elasticity needs 3
}

func ExampleTooFewRowsError() {
	_, err := strategy.FitElasticity(sales()[1:5], strategy.ElasticityOptions{Trend: true, Month: true})
	fmt.Println(err)
	// Output: strategy: 4 usable rows are too few, the regression needs 5
}

// A rival who always follows leaves nothing to tell the two prices apart by.
func ExampleCollinearError() {
	rows := sales()
	for i := range rows {
		rows[i].RivalPrice = decimal.NewNullDecimal(rows[i].Price.Mul(figure("0.95")))
	}
	_, err := strategy.FitElasticity(rows, strategy.ElasticityOptions{RivalPrice: true})
	var collinear *strategy.CollinearError
	fmt.Println(errors.As(err, &collinear), collinear.Columns)
	// Output: true [rival_price]
}

func ExampleUnusableError_Error() {
	fmt.Println((&strategy.UnusableError{Verdict: strategy.VerdictPositive, Estimate: 0.8, P: 0.01}).Error())
	// Output: strategy: the elasticity 0.800 (P 0.0100) is positive: sales seem to rise with the price, so something else moved both; not to be acted on
}

func ExampleVariationError_Error() {
	fmt.Println((&strategy.VariationError{Prices: 1, Need: 3}).Error())
	// Output: strategy: 1 distinct prices among the usable rows are too few, an elasticity needs 3
}

func ExampleTooFewRowsError_Error() {
	fmt.Println((&strategy.TooFewRowsError{Rows: 12, Need: 14}).Error())
	// Output: strategy: 12 usable rows are too few, the regression needs 14
}

func ExampleCollinearError_Error() {
	fmt.Println((&strategy.CollinearError{Columns: []string{"trend"}}).Error())
	// Output: strategy: trend cannot be told apart from the other columns of the regression
}

func ExampleDemand() {
	d := strategy.Demand{Price: figure("10"), Quantity: figure("100"), Elasticity: figure("-2")}
	for _, price := range []string{"9", "10", "11"} {
		q, err := d.At(figure(price))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(price, q.StringFixed(1))
	}
	// Output:
	// 9 123.5
	// 10 100.0
	// 11 82.6
}

func ExampleDemand_At() {
	q, err := (strategy.Demand{Price: figure("10"), Quantity: figure("100"), Elasticity: figure("-2")}).At(figure("11"))
	fmt.Println(q, err)
	// Output: 82.6446280992 <nil>
}

// The short reading of an elasticity is off by 2.6 units here.
func ExampleDemand_FirstOrder() {
	q, err := (strategy.Demand{Price: figure("10"), Quantity: figure("100"), Elasticity: figure("-2")}).FirstOrder(figure("11"))
	fmt.Println(q, err)
	// Output: 80 <nil>
}

func ExampleDemand_Check() {
	for _, fault := range fx.Faults(strategy.Demand{Price: figure("10"), Elasticity: figure("1.5")}.Check()) {
		fmt.Println(fault)
	}
	// Output:
	// quantity must be above 0, got "0"
	// elasticity must be from -100 to 0, got "1.5"
}
