package kpi

import "math/big"

// A bridgeFraction is num/den with den above 0.
type bridgeFraction struct{ num, den *big.Int }

// sumBridgeFractions adds exactly, halves first, which keeps the numbers short. No fractions
// are 0.
func sumBridgeFractions(parts []bridgeFraction) bridgeFraction {
	switch len(parts) {
	case 0:
		return bridgeFraction{bridgeZero, bridgeOne}
	case 1:
		return parts[0]
	}
	a, b := sumBridgeFractions(parts[:len(parts)/2]), sumBridgeFractions(parts[len(parts)/2:])
	if a.den.Cmp(b.den) == 0 {
		return bridgeFraction{new(big.Int).Add(a.num, b.num), a.den}
	}
	g := new(big.Int).GCD(nil, nil, a.den, b.den)
	up := new(big.Int).Quo(b.den, g)
	num := new(big.Int).Mul(a.num, up)
	num.Add(num, g.Mul(b.num, g.Quo(a.den, g)))
	return bridgeFraction{num, up.Mul(up, a.den)}
}

// bridgeInts hands out numbers with room for a few words from one piece of memory: cells
// are many and small.
type bridgeInts struct {
	ints  []big.Int
	words []big.Word
}

func (s *bridgeInts) next() *big.Int {
	const batch, room = 512, 5
	if len(s.ints) == 0 {
		s.ints, s.words = make([]big.Int, batch), make([]big.Word, batch*room)
	}
	n := &s.ints[0]
	n.SetBits(s.words[:0:room])
	s.ints, s.words = s.ints[1:], s.words[room:]
	return n
}
