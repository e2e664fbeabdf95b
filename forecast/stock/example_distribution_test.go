package stock_test

import (
	"fmt"

	"github.com/lianxing/crossborder/forecast/stock"
)

// The same mean and spread, and what is not exceeded in 95 of 100 cases.
func ExampleDistribution() {
	for _, d := range []stock.Distribution{
		stock.Normal{Mu: 12, Sigma: 5}, stock.Gamma{Mu: 12, Sigma: 5}, stock.NegativeBinomial{Mu: 12, Sigma: 5}, stock.Poisson{Lambda: 12},
	} {
		fmt.Printf("%T: mean %.0f, sd %.2f, 95 %% quantile %.1f, chance of 12 or less %.2f, short of 12 %.2f, %v\n",
			d, d.Mean(), d.SD(), d.Quantile(0.95), d.CDF(12), d.Short(12), d.Check())
	}
	// Output:
	// stock.Normal: mean 12, sd 5.00, 95 % quantile 20.2, chance of 12 or less 0.50, short of 12 1.99, <nil>
	// stock.Gamma: mean 12, sd 5.00, 95 % quantile 21.2, chance of 12 or less 0.56, short of 12 1.97, <nil>
	// stock.NegativeBinomial: mean 12, sd 5.00, 95 % quantile 21.0, chance of 12 or less 0.58, short of 12 1.97, <nil>
	// stock.Poisson: mean 12, sd 3.46, 95 % quantile 18.0, chance of 12 or less 0.58, short of 12 1.37, <nil>
}

func ExampleNormal_CDF() {
	d := stock.Normal{Mu: 90, Sigma: 45}
	fmt.Printf("%.4f\n", d.CDF(d.Mean()))
	// Output: 0.5000
}

func ExampleNormal_Check() {
	fmt.Println(stock.Normal{Mu: 90, Sigma: 45}.Check())
	// Output: <nil>
}

func ExampleNormal_Mean() {
	fmt.Println(stock.Normal{Mu: 90, Sigma: 45}.Mean())
	// Output: 90
}

func ExampleNormal_SD() {
	fmt.Println(stock.Normal{Mu: 90, Sigma: 45}.SD())
	// Output: 45
}

func ExampleNormal_Quantile() {
	fmt.Printf("%.1f\n", stock.Normal{Mu: 90, Sigma: 45}.Quantile(0.95))
	// Output: 164.0
}

func ExampleNormal_Short() {
	d := stock.Normal{Mu: 90, Sigma: 45}
	fmt.Printf("%.3f\n", d.Short(d.Quantile(0.95)))
	// Output: 0.940
}

func ExampleGamma_CDF() {
	d := stock.Gamma{Mu: 90, Sigma: 45}
	fmt.Printf("%.4f\n", d.CDF(d.Mean()))
	// Output: 0.5665
}

func ExampleGamma_Check() {
	fmt.Println(stock.Gamma{Mu: 90, Sigma: 45}.Check())
	// Output: <nil>
}

func ExampleGamma_Mean() {
	fmt.Println(stock.Gamma{Mu: 90, Sigma: 45}.Mean())
	// Output: 90
}

func ExampleGamma_SD() {
	fmt.Println(stock.Gamma{Mu: 90, Sigma: 45}.SD())
	// Output: 45
}

func ExampleGamma_Quantile() {
	fmt.Printf("%.1f\n", stock.Gamma{Mu: 90, Sigma: 45}.Quantile(0.95))
	// Output: 174.5
}

func ExampleGamma_Short() {
	d := stock.Gamma{Mu: 90, Sigma: 45}
	fmt.Printf("%.3f\n", d.Short(d.Quantile(0.95)))
	// Output: 1.594
}

func ExampleNegativeBinomial_CDF() {
	d := stock.NegativeBinomial{Mu: 9, Sigma: 4.5}
	fmt.Printf("%.4f\n", d.CDF(d.Mean()))
	// Output: 0.5947
}

func ExampleNegativeBinomial_Check() {
	fmt.Println(stock.NegativeBinomial{Mu: 9, Sigma: 4.5}.Check())
	// Output: <nil>
}

func ExampleNegativeBinomial_Mean() {
	fmt.Println(stock.NegativeBinomial{Mu: 9, Sigma: 4.5}.Mean())
	// Output: 9
}

func ExampleNegativeBinomial_SD() {
	fmt.Println(stock.NegativeBinomial{Mu: 9, Sigma: 4.5}.SD())
	// Output: 4.5
}

func ExampleNegativeBinomial_Quantile() {
	fmt.Printf("%.1f\n", stock.NegativeBinomial{Mu: 9, Sigma: 4.5}.Quantile(0.95))
	// Output: 17.0
}

func ExampleNegativeBinomial_Short() {
	d := stock.NegativeBinomial{Mu: 9, Sigma: 4.5}
	fmt.Printf("%.3f\n", d.Short(d.Quantile(0.95)))
	// Output: 0.156
}

func ExamplePoisson_CDF() {
	d := stock.Poisson{Lambda: 9}
	fmt.Printf("%.4f\n", d.CDF(d.Mean()))
	// Output: 0.5874
}

func ExamplePoisson_Check() {
	fmt.Println(stock.Poisson{Lambda: 9}.Check())
	// Output: <nil>
}

func ExamplePoisson_Mean() {
	fmt.Println(stock.Poisson{Lambda: 9}.Mean())
	// Output: 9
}

func ExamplePoisson_SD() {
	fmt.Println(stock.Poisson{Lambda: 9}.SD())
	// Output: 3
}

func ExamplePoisson_Quantile() {
	fmt.Printf("%.1f\n", stock.Poisson{Lambda: 9}.Quantile(0.95))
	// Output: 14.0
}

func ExamplePoisson_Short() {
	d := stock.Poisson{Lambda: 9}
	fmt.Printf("%.3f\n", d.Short(d.Quantile(0.95)))
	// Output: 0.084
}

// samples are the totals of ten lead times.
var samples = []float64{80, 95, 60, 120, 70, 88, 102, 75, 91, 140}

func ExampleNewEmpirical() {
	d := of(stock.NewEmpirical(samples))
	fmt.Println(d.Quantile(0.9), d.CDF(100))
	_, err := stock.NewEmpirical([]float64{-1})
	fmt.Println(err)
	// Output:
	// 120 0.7
	// samples[0] must be between 0 and 1e+15, got "-1"
}

// The demand over a random lead time and a week of review, from daily paths.
func ExampleOverLead() {
	paths := [][]float64{flat(60, 10)[0], flat(60, 14)[0]}
	d := of(stock.OverLead(paths, 1, stock.LeadTime{Mean: 30}, 7, 1))
	fmt.Println(d.Mean(), d.Quantile(0.5), d.Quantile(0.9), d.Reasons())
	// Output: 444 370 518 []
}

func ExampleEmpirical_CDF() {
	fmt.Println(of(stock.NewEmpirical(samples)).CDF(80))
	// Output: 0.4
}

func ExampleEmpirical_Check() {
	fmt.Println(stock.Empirical{}.Check())
	// Output: samples must have at least one sample, got "0"
}

func ExampleEmpirical_Len() {
	fmt.Println(of(stock.NewEmpirical(samples)).Len())
	// Output: 10
}

func ExampleEmpirical_Mean() {
	fmt.Printf("%.1f\n", of(stock.NewEmpirical(samples)).Mean())
	// Output: 92.1
}

func ExampleEmpirical_Quantile() {
	fmt.Println(of(stock.NewEmpirical(samples)).Quantile(0.8))
	// Output: 102
}

func ExampleEmpirical_SD() {
	fmt.Printf("%.1f\n", of(stock.NewEmpirical(samples)).SD())
	// Output: 23.9
}

func ExampleEmpirical_Short() {
	fmt.Println(of(stock.NewEmpirical(samples)).Short(100))
	// Output: 6.2
}

func ExampleEmpirical_Reasons() {
	d := of(stock.OverLead([][]float64{{10, 12}}, 1, stock.LeadTime{Mean: 5}, 0, 1))
	fmt.Println(d.Reasons()[0].Text)
	// Output: the paths have 2 steps; 1 of 1 lead times are longer and go on at the mean of their path
}
