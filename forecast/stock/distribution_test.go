package stock_test

import (
	"math"
	"testing"

	"github.com/lianxing/crossborder/forecast/stock"
	"pgregory.net/rapid"
)

// Figures of R 4.2.2: qgamma, pgamma, qpois, ppois, qnbinom(size, mu), pnbinom, and
// the loss functions summed or integrated over its densities.
func TestDistributionsAgreeWithR(t *testing.T) {
	gamma := func(shape, scale float64) stock.Gamma {
		return stock.Gamma{Mu: shape * scale, Sigma: math.Sqrt(shape) * scale}
	}
	nb := func(size, mu float64) stock.NegativeBinomial {
		return stock.NegativeBinomial{Mu: mu, Sigma: math.Sqrt(mu + mu*mu/size)}
	}
	for _, r := range []struct {
		what      string
		got, want float64
	}{
		{"qgamma(.95,4,scale=22.5)", gamma(4, 22.5).Quantile(.95), 174.457271878},
		{"qgamma(.01,.05,scale=3)", gamma(.05, 3).Quantile(.01), 1.75338961719e-40},
		{"qgamma(.999,2500,scale=.1)", gamma(2500, .1).Quantile(.999), 265.736567915},
		{"pgamma(2600,2500)", gamma(2500, 1).CDF(2600), .976181001979},
		{"pgamma(1e6+2000,1e6)", gamma(1e6, 1).CDF(1e6 + 2000), .977195904101},
		{"pgamma(.001,.01)", gamma(.01, 1).CDF(.001), .938570652526},
		{"qpois(.99,12)", stock.Poisson{Lambda: 12}.Quantile(.99), 21},
		{"ppois(14,12)", stock.Poisson{Lambda: 12}.CDF(14), .772024532304},
		{"ppois(1100,1000)", stock.Poisson{Lambda: 1000}.CDF(1100.9), .999132359037},
		{"qpois(.5,.3)", stock.Poisson{Lambda: .3}.Quantile(.5), 0},
		{"qpois(.999999,1e6)", stock.Poisson{Lambda: 1e6}.Quantile(.999999), 1004757},
		{"qnbinom(.95,2.5,mu=30)", nb(2.5, 30).Quantile(.95), 68},
		{"pnbinom(40,2.5,mu=30)", nb(2.5, 30).CDF(40), .754609337259},
		{"qnbinom(.99,.2,mu=5)", nb(.2, 5).Quantile(.99), 56},
		{"pnbinom(3,.2,mu=5)", nb(.2, 5).CDF(3), .720032095284},
		{"pnbinom(1200,50,mu=1000)", nb(50, 1000).CDF(1200), .911307609481},
		{"qnbinom(.001,400,mu=1e5)", nb(400, 1e5).Quantile(.001), 85229},
		{"loss nb 40", nb(2.5, 30).Short(40), 4.33355417521},
		{"loss nb 3", nb(.2, 5).Short(3), 3.82189085582},
		{"loss nb 0", nb(.2, 5).Short(0), 5},
		{"loss nb 1200", nb(50, 1000).Short(1200), 6.97657749440},
		{"loss pois 14", stock.Poisson{Lambda: 12}.Short(14), .62991586680667},
		{"loss pois 1100", stock.Poisson{Lambda: 1000}.Short(1100), .00822534607864},
		{"loss pois 1", stock.Poisson{Lambda: .3}.Short(1), .04081822068172},
		{"loss gamma", gamma(4, 22.5).Short(174.457272), 1.5939782712848},
		{"loss gamma small", gamma(.05, 3).Short(1), .0688926377618},
		{"loss gamma large", gamma(2500, .1).Short(251), 1.5370124279337},
	} {
		if math.Abs(r.got-r.want) > 1e-8*math.Abs(r.want) {
			t.Errorf("%s: got %.12g, want %.12g", r.what, r.got, r.want)
		}
	}
}

// some draws any distribution.
func some(t *rapid.T) stock.Distribution {
	mu := math.Pow(10, rapid.Float64Range(-3, 9).Draw(t, "log mean"))
	sigma := mu * math.Pow(10, rapid.Float64Range(-6, 1).Draw(t, "log variation"))
	switch rapid.IntRange(0, 4).Draw(t, "kind") {
	case 0:
		return stock.Normal{Mu: mu, Sigma: sigma}
	case 1:
		return stock.Gamma{Mu: mu, Sigma: sigma}
	case 2:
		return stock.Poisson{Lambda: mu}
	case 3:
		return stock.NegativeBinomial{Mu: mu, Sigma: sigma}
	}
	e, err := stock.NewEmpirical(rapid.SliceOfN(rapid.Float64Range(0, 1e6), 1, 50).Draw(t, "samples"))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// A quantile covers its level, and the level of stock rises with the service while the
// loss falls.
func TestReorderPointRisesWithService(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := some(t)
		lo := rapid.Float64Range(0.001, 0.998).Draw(t, "service")
		hi := rapid.Float64Range(lo, 0.999).Draw(t, "more")
		a, err := stock.ReorderPoint(d, lo)
		if err != nil {
			t.Fatal(err)
		}
		b, err := stock.ReorderPoint(d, hi)
		if err != nil {
			t.Fatal(err)
		}
		if !(a.Level >= 0 && a.Level <= b.Level) || math.IsInf(b.Level, 0) {
			t.Fatalf("%#v: %v at %v, %v at %v", d, a.Level, lo, b.Level, hi)
		}
		if a.Service < lo-1e-6 || a.Short < b.Short-1e-6*(1+d.Mean()) || b.Short < 0 {
			t.Fatalf("%#v: %+v then %+v", d, a, b)
		}
	})
}

// Twice the units, twice the level.
func TestReorderPointScales(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mu := rapid.Float64Range(0.01, 1e6).Draw(t, "mu")
		sigma := mu * rapid.Float64Range(0.01, 3).Draw(t, "variation")
		k := rapid.Float64Range(1e-3, 1e3).Draw(t, "k")
		p := rapid.Float64Range(0.5, 0.999).Draw(t, "p")
		for _, pair := range [][2]stock.Distribution{
			{stock.Normal{Mu: mu, Sigma: sigma}, stock.Normal{Mu: k * mu, Sigma: k * sigma}},
			{stock.Gamma{Mu: mu, Sigma: sigma}, stock.Gamma{Mu: k * mu, Sigma: k * sigma}},
		} {
			a, b := pair[0].Quantile(p), pair[1].Quantile(p)
			if math.Abs(b-k*a) > 1e-9*math.Abs(k*a) {
				t.Fatalf("%v and %v", k*a, b)
			}
		}
	})
}

// The fill rate that a level is asked for is what it leaves short.
func TestFillPoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := some(t)
		fill := rapid.Float64Range(0.01, 0.999).Draw(t, "fill")
		q := d.Mean() * rapid.Float64Range(0.1, 10).Draw(t, "q")
		if q == 0 || q > 1e14 {
			t.Skip()
		}
		p, err := stock.FillPoint(d, fill, q)
		if err != nil {
			t.Fatal(err)
		}
		if allowed := (1 - fill) * q; p.Level < 0 || p.Short > allowed*(1+1e-6)+1e-6*d.Mean() || p.Level > 0 && p.Short < allowed*(1-1e-5)-1e-6*d.Mean() {
			t.Fatalf("%#v: short %v, allowed %v", d, p.Short, allowed)
		}
	})
}
