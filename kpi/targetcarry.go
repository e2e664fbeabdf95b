package kpi

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// carryOver splits an amount over parts by their exact shares and what earlier periods
// left them: each gets the whole part of it, not below 0, and the largest fractions a
// unit more, or the smallest one less, until the parts sum to the amount.
func (b *targetBuild) carryOver(at int, amount *big.Int) []*big.Int {
	g, carry := b.cells[at].group, b.carryOf(at)
	parts, fractions := make([]*big.Int, len(g.names)), make([]*big.Rat, len(g.names))
	order := make([]int, len(g.names))
	left := new(big.Int).Set(amount)
	for i, name := range g.names {
		order[i] = i
		claim := new(big.Rat).SetFrac(g.shares[i].Num.BigInt(), g.shares[i].Den.BigInt())
		claim.Mul(claim, new(big.Rat).SetInt(amount))
		if c := carry[name]; c != nil {
			claim.Add(claim, c)
		}
		parts[i] = new(big.Int)
		if claim.Sign() > 0 {
			parts[i].Quo(claim.Num(), claim.Denom())
		}
		fractions[i] = claim.Sub(claim, new(big.Rat).SetInt(parts[i]))
		left.Sub(left, parts[i])
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(fractions[j].Cmp(fractions[i]), strings.Compare(g.names[i], g.names[j]))
	})
	unit := big.NewInt(int64(left.Sign()))
	if left.Sign() < 0 {
		slices.Reverse(order)
	}
	one := new(big.Rat).SetInt(unit)
	for k := 0; left.Sign() != 0; k = (k + 1) % len(order) {
		i := order[k]
		if unit.Sign() < 0 && parts[i].Sign() == 0 {
			continue // another has more than its share
		}
		parts[i].Add(parts[i], unit)
		fractions[i].Sub(fractions[i], one)
		left.Sub(left, unit)
	}
	for i, name := range g.names {
		carry[name] = fractions[i]
	}
	return parts
}

// carryOf are the remainders of a level below the same names in earlier periods.
func (b *targetBuild) carryOf(at int) map[string]*big.Rat {
	path := b.tree.Cells[at].Path
	key := strconv.Itoa(len(path))
	for level, name := range path {
		if !b.levels[level].ofTime {
			key += "\x00" + name
		}
	}
	if b.carry[key] == nil {
		b.carry[key] = map[string]*big.Rat{}
	}
	return b.carry[key]
}
