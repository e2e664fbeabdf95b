package forecast

// SCUM returns the simple combination of univariate models of Petropoulos and Svetunkov
// (2020): the median of [ETS], [ARIMA], [DynamicTheta] and [CES].
func SCUM() Combination {
	return Combination{Models: []Model{ETS{}, ARIMA{}, DynamicTheta{}, CES{}}, Median: true, Label: "SCUM"}
}

// Hybrid returns the mean of [ETS], [Theta] and [ARIMA], with equal weights.
func Hybrid() Combination {
	return Combination{Models: []Model{ETS{}, Theta{}, ARIMA{}}, Label: "Hybrid"}
}
