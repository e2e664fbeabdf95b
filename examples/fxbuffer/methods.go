package main

import "github.com/lianxing/crossborder/fx/buffer"

// methods returns every method that is back-tested. The first is the default, the one
// that the rates to plan with are made by.
func methods() []buffer.Model {
	fast, slow, year := buffer.EWMA{Lambda: 0.94}, buffer.EWMA{Lambda: 0.99}, buffer.Sigma{Window: 250}
	return []buffer.Model{
		buffer.Default(),
		buffer.Fixed{}, buffer.Fixed{Fraction: 0.01}, buffer.Fixed{Fraction: 0.02}, buffer.Fixed{Fraction: 0.03}, buffer.Fixed{Fraction: 0.05},
		buffer.Sigma{Window: 60}, year, buffer.Sigma{Window: 1000},
		buffer.Sigma{Window: 250, Downside: true}, buffer.Sigma{Window: 250, Nu: 5},
		fast, buffer.EWMA{Lambda: 0.97}, slow,
		buffer.HistSim{Window: 250}, buffer.HistSim{Window: 500}, buffer.HistSim{Window: 1000}, buffer.HistSim{},
		buffer.Larger{fast, buffer.HistSim{Window: 1000}},
		buffer.Larger{year, buffer.HistSim{Window: 1000}},
		buffer.Larger{fast, buffer.Sigma{Window: 1000}},
		buffer.Larger{buffer.Sigma{Window: 60}, year, buffer.Sigma{Window: 1000}},
		buffer.Larger{slow, buffer.Sigma{Window: 1000}},
		buffer.HDaySigma{Window: 500}, buffer.HDaySigma{Window: 1000},
		buffer.Trend{Of: year, Window: 1000}, buffer.Trend{Of: fast, Window: 1000}, buffer.Trend{Of: slow, Window: 1000},
	}
}
