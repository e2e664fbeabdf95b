package kpi

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A Formula is an expression over inputs and metrics: numbers, names, + - * / ( ) and
// min and max. What one reads is what is computed. The zero Formula is no expression.
//
//	(item_sales - refunds) / max(1, units_sold)
//
// A name that is a metric of this package stands for the formula of that metric, so
// that "cm2" is written down once. A Formula does not change and may be shared.
type Formula struct {
	root *node
}

// A node is an operation, a name or a number. Nodes do not change.
type node struct {
	op     operation
	name   string          // of opName
	number decimal.Decimal // of opNumber, never below 0
	args   []*node
}

type operation byte

const (
	opNumber operation = iota
	opName
	opPlus
	opMinus
	opTimes
	opOver
	opNegate
	opMin
	opMax
)

// IsZero reports whether the formula is no expression.
func (f Formula) IsZero() bool { return f.root == nil }

// String returns the formula as [ParseFormula] reads it, with no more brackets than it
// needs. It is "" for the zero Formula.
func (f Formula) String() string {
	if f.root == nil {
		return ""
	}
	var b strings.Builder
	f.root.write(&b)
	return b.String()
}

// MarshalText returns the text of [Formula.String].
func (f Formula) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads a formula as [ParseFormula] does; an empty text is the zero
// Formula. The error is a [*FormulaError].
func (f *Formula) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*f = Formula{}
		return nil
	}
	parsed, err := ParseFormula(string(text))
	if err != nil {
		return err
	}
	*f = parsed
	return nil
}

// Names returns the names that are written in the formula, each once, in order.
func (f Formula) Names() []string {
	var names []string
	f.root.walk(func(n *node) {
		if n.op == opName && !slices.Contains(names, n.name) {
			names = append(names, n.name)
		}
	})
	return names
}

// Inputs returns the inputs that the formula rests on, each once, in order: its names,
// with metrics of this package taken apart.
func (f Formula) Inputs() []InputCode {
	var codes []InputCode
	seen := map[string]bool{}
	f.Expand().root.walk(func(n *node) {
		if n.op == opName && !seen[n.name] {
			seen[n.name] = true
			codes = append(codes, InputCode(n.name))
		}
	})
	return codes
}

// Expand returns the formula with the names of metrics of this package replaced by
// their formulas, so that only inputs are left.
func (f Formula) Expand() Formula {
	if f.root == nil {
		return f
	}
	return Formula{f.root.expand(shippedMetrics().roots)}
}

// expand replaces names that roots has. Trees without such a name are shared.
func (n *node) expand(roots map[string]*node) *node {
	if n.op == opName {
		if root, ok := roots[n.name]; ok {
			return root
		}
		return n
	}
	out := n
	for i, arg := range n.args {
		if got := arg.expand(roots); got != arg {
			if out == n {
				c := *n
				c.args = slices.Clone(n.args)
				out = &c
			}
			out.args[i] = got
		}
	}
	return out
}

// walk visits every node, from left to right.
func (n *node) walk(visit func(*node)) {
	if n == nil {
		return
	}
	visit(n)
	for _, arg := range n.args {
		arg.walk(visit)
	}
}

// sides returns numerator and denominator of the root: of a chain of products and
// quotients, what is multiplied and what divides. The denominator is nil where nothing
// divides.
func (n *node) sides() (num, den *node) {
	var top, bottom []*node
	var chain func(n *node)
	chain = func(n *node) {
		switch n.op {
		case opTimes:
			chain(n.args[0])
			top = append(top, n.args[1])
		case opOver:
			chain(n.args[0])
			bottom = append(bottom, n.args[1])
		default:
			top = append(top, n)
		}
	}
	chain(n)
	return product(top), product(bottom)
}

func product(factors []*node) *node {
	if len(factors) == 0 {
		return nil
	}
	n := factors[0]
	for _, f := range factors[1:] {
		n = &node{op: opTimes, args: []*node{n, f}}
	}
	return n
}

// precedence orders operations by how tightly they bind.
func (op operation) precedence() int {
	switch op {
	case opPlus, opMinus:
		return 1
	case opTimes, opOver:
		return 2
	case opNegate:
		return 3
	}
	return 4
}

var symbols = map[operation]string{opPlus: " + ", opMinus: " - ", opTimes: " * ", opOver: " / ", opMin: "min", opMax: "max"}

func (n *node) write(b *strings.Builder) {
	switch n.op {
	case opNumber:
		b.WriteString(fx.Plain(n.number))
	case opName:
		b.WriteString(n.name)
	case opNegate:
		b.WriteByte('-')
		n.args[0].writeIn(b, opNegate.precedence())
	case opMin, opMax:
		b.WriteString(symbols[n.op])
		b.WriteByte('(')
		for i, arg := range n.args {
			if i > 0 {
				b.WriteString(", ")
			}
			arg.write(b)
		}
		b.WriteByte(')')
	case opPlus, opMinus, opTimes, opOver:
		n.args[0].writeIn(b, n.op.precedence())
		b.WriteString(symbols[n.op])
		n.args[1].writeIn(b, n.op.precedence()+1) // what stands on the right is grouped
	}
}

// writeIn writes the node in brackets where it binds less tightly than least.
func (n *node) writeIn(b *strings.Builder, least int) {
	if n.op.precedence() >= least {
		n.write(b)
		return
	}
	b.WriteByte('(')
	n.write(b)
	b.WriteByte(')')
}
