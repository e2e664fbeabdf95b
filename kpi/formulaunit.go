package kpi

import "strconv"

// A dimension is what a number is measured in: powers of money, counts and time.
// Fractions and multiples have none.
type dimension struct {
	amount, count, time int
	any                 bool // of 0, which fits all
}

// dimensionOf returns the dimension of a unit, once.
func dimensionOf(u Unit) dimension {
	switch u {
	case Amount:
		return dimension{amount: 1}
	case Count:
		return dimension{count: 1}
	case DaysUnit, Weeks, Months, Years:
		return dimension{time: 1}
	}
	return dimension{}
}

func (d dimension) times(e dimension, sign int) dimension {
	return dimension{d.amount + sign*e.amount, d.count + sign*e.count, d.time + sign*e.time, d.any || sign > 0 && e.any}
}

func (d dimension) String() string {
	return "money^" + strconv.Itoa(d.amount) + " count^" + strconv.Itoa(d.count) + " time^" + strconv.Itoa(d.time)
}

// of returns the dimension of an input: its unit for one of what it is per.
func (in Input) dimension() dimension {
	d := dimensionOf(in.Unit)
	for _, per := range in.Per {
		d = d.times(dimensionOf(per), -1)
	}
	return d
}

// fits reports whether a number of the dimension may be printed in the unit. An amount
// may be per unit, and a multiple or a fraction per year: a turnover.
func (d dimension) fits(u Unit) bool {
	switch u {
	case Amount:
		return d.amount == 1 && d.time == 0 && (d.count == 0 || d.count == -1)
	case Count:
		return d.amount == 0 && d.time == 0 && d.count == 1
	case Fraction:
		return d.amount == 0 && d.time == 0 && d.count == 0
	case Multiple:
		return d.amount == 0 && (d.time == 0 || d.time == -1) && d.count == 0
	case DaysUnit, Weeks, Months, Years:
		return d.amount == 0 && d.time == 1 && d.count == 0
	}
	return false
}

// unit returns the unit in which a number of the dimension is best printed.
func (d dimension) unit() Unit {
	for _, u := range []Unit{Amount, Count, DaysUnit} {
		if d.fits(u) {
			return u
		}
	}
	return Multiple
}

// dimension follows the units through a tree of inputs. It is not known where an input
// is not one of this package, and fault says where unlike things are added.
func (n *node) dimension() (d dimension, known bool, fault string) {
	switch n.op {
	case opNumber:
		return dimension{any: n.number.IsZero()}, true, ""
	case opName:
		in, ok := shippedInputs().by[InputCode(n.name)]
		return in.dimension(), ok, ""
	}
	known = true
	for i, arg := range n.args {
		e, ok, text := arg.dimension()
		if text != "" {
			return dimension{}, false, text
		}
		known = known && ok
		switch {
		case i == 0:
			d = e
		case n.op == opTimes:
			d = d.times(e, 1)
		case n.op == opOver:
			d = d.times(e, -1)
		case d.any:
			d = e
		case known && !e.any && d != e:
			return dimension{}, false, "must not put " + d.String() + " and " + e.String() + " together in " + Formula{n}.String()
		}
	}
	return d, known, ""
}
