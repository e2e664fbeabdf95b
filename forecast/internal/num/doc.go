// Package num holds the numerical routines that the models and the stock rules
// share: quantiles, distributions, a minimiser, least squares and random numbers.
// Functions take what their callers have checked.
package num
