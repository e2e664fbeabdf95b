package num

import "math/rand/v2"

// Rand returns a generator whose numbers depend on the seed alone, on every machine.
func Rand(seed uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, seed^0x9e3779b97f4a7c15))
}
