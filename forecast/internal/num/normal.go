package num

import "math"

// NormCDF returns the chance that a standard normal variable is at most z.
func NormCDF(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

// NormPDF returns the density of the standard normal distribution.
func NormPDF(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }

// NormQuantile returns the z with NormCDF(z) = p.
func NormQuantile(p float64) float64 { return -math.Sqrt2 * math.Erfcinv(2*p) }

// NormLoss returns the expected shortfall of a standard normal variable above z:
// L(z) = phi(z) - z(1-Phi(z)).
func NormLoss(z float64) float64 { return NormPDF(z) - z*NormCDF(-z) }
