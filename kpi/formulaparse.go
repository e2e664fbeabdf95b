package kpi

import (
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fx"
)

// Bounds of a formula that is read.
const (
	// MaxFormulaLen is the longest text in bytes, blanks not counted.
	MaxFormulaLen = 4096
	// MaxFormulaDepth is how deep brackets, calls and signs may be nested.
	MaxFormulaDepth = 32
	// MaxFormulaParts is the largest number of numbers, names and operations.
	MaxFormulaParts = 512
)

// A FormulaError says where a text is not a formula.
type FormulaError struct {
	// Position is the byte, counted from 1, at which the text cannot be read further.
	Position int
	// Found is what stands there, shortened; "" at the end of the text.
	Found string
	// Reason says what would be accepted.
	Reason string
}

// Error says the position, the reason and what was found.
func (e *FormulaError) Error() string {
	text := "kpi: formula at byte " + strconv.Itoa(e.Position) + ": " + e.Reason
	if e.Found != "" {
		text += ", got " + strconv.Quote(e.Found)
	}
	return text
}

// ParseFormula reads a formula: decimal numbers such as 0.25, names in snake_case,
// + - * / ( ), and min and max of two or more. Products bind more tightly than sums,
// and what binds alike is read from the left. Blanks do not count. Nothing is
// evaluated, so a name need not be known.
//
// The error is a [*FormulaError]; a text beyond [MaxFormulaLen], [MaxFormulaDepth] or
// [MaxFormulaParts] is one.
func ParseFormula(text string) (Formula, error) {
	written := 0
	for i := range len(text) {
		if isBlank(text[i]) {
			continue
		}
		if written++; written > MaxFormulaLen {
			return Formula{}, &FormulaError{Position: i + 1, Reason: "must have at most " + strconv.Itoa(MaxFormulaLen) + " bytes besides blanks"}
		}
	}
	p := formulaParser{text: text}
	root, err := p.sum(0)
	if err != nil {
		return Formula{}, err
	}
	if p.skip(); p.at < len(text) {
		return Formula{}, p.fault("must go on with + - * or /")
	}
	return Formula{root}, nil
}

// written reads a formula of this package, whose texts a test reads one by one; a
// wrong one would be the zero Formula.
func written(text string) Formula {
	f, err := ParseFormula(text)
	if err != nil {
		return Formula{}
	}
	return f
}

// formulaParser reads from left to right; each method reads what it is named after.
type formulaParser struct {
	text  string
	at    int
	parts int
}

func (p *formulaParser) sum(depth int) (*node, error) {
	return p.chain(depth, p.product, map[byte]operation{'+': opPlus, '-': opMinus})
}

func (p *formulaParser) product(depth int) (*node, error) {
	return p.chain(depth, p.factor, map[byte]operation{'*': opTimes, '/': opOver})
}

// chain reads operands with operators of one precedence between them.
func (p *formulaParser) chain(depth int, operand func(int) (*node, error), ops map[byte]operation) (*node, error) {
	left, err := operand(depth)
	if err != nil {
		return nil, err
	}
	for {
		p.skip()
		if p.at == len(p.text) {
			return left, nil
		}
		op, ok := ops[p.text[p.at]]
		if !ok {
			return left, nil
		}
		if err := p.count(); err != nil {
			return nil, err
		}
		p.at++
		right, err := operand(depth)
		if err != nil {
			return nil, err
		}
		left = &node{op: op, args: []*node{left, right}}
	}
}

// factor reads a number, a name, a call, a bracket, or a sign before one of them.
func (p *formulaParser) factor(depth int) (*node, error) {
	const wanted = "must have a number, a name or a bracket here"
	p.skip()
	if p.at == len(p.text) {
		return nil, p.fault(wanted)
	}
	if depth > MaxFormulaDepth {
		return nil, p.fault("must not be nested deeper than " + strconv.Itoa(MaxFormulaDepth))
	}
	if err := p.count(); err != nil {
		return nil, err
	}
	switch c := p.text[p.at]; {
	case c == '-':
		p.at++
		n, err := p.factor(depth + 1)
		if err != nil {
			return nil, err
		}
		return &node{op: opNegate, args: []*node{n}}, nil
	case c == '(':
		p.at++
		n, err := p.sum(depth + 1)
		if err != nil {
			return nil, err
		}
		return n, p.expect(')', "must close the bracket")
	case c >= '0' && c <= '9':
		return p.number()
	case c >= 'a' && c <= 'z':
		return p.named(depth)
	}
	return nil, p.fault(wanted)
}

func (p *formulaParser) number() (*node, error) {
	start := p.at
	p.while(func(c byte) bool { return c >= '0' && c <= '9' || c == '.' })
	d, err := fx.ParseDecimal(p.text[start:p.at])
	if err != nil {
		found := cutText(p.text[start:p.at])
		return nil, &FormulaError{Position: start + 1, Found: found, Reason: "must be a number such as 0.25 of at most 18 digits before and 12 after the point"}
	}
	return &node{op: opNumber, number: d}, nil
}

// named reads a name, or a call of min or max.
func (p *formulaParser) named(depth int) (*node, error) {
	start := p.at
	p.while(func(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' })
	name := p.text[start:p.at]
	op, isCall := map[string]operation{"min": opMin, "max": opMax}[name]
	if !isCall {
		if !isSnakeCase(name) {
			return nil, &FormulaError{Position: start + 1, Found: cutText(name), Reason: "must be a name in snake_case of at most 64 letters"}
		}
		return &node{op: opName, name: strings.Clone(name)}, nil
	}
	if err := p.expect('(', "must have a bracket after "+name); err != nil {
		return nil, err
	}
	n := &node{op: op}
	for {
		arg, err := p.sum(depth + 1)
		if err != nil {
			return nil, err
		}
		n.args = append(n.args, arg)
		if p.skip(); p.at == len(p.text) || p.text[p.at] != ',' {
			break
		}
		p.at++
	}
	if len(n.args) < 2 {
		return nil, p.fault("must have two or more in " + name)
	}
	return n, p.expect(')', "must close the bracket of "+name)
}

func (p *formulaParser) while(ok func(byte) bool) {
	for p.at < len(p.text) && ok(p.text[p.at]) {
		p.at++
	}
}

func (p *formulaParser) skip() { p.while(isBlank) }

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func (p *formulaParser) expect(c byte, reason string) error {
	if p.skip(); p.at < len(p.text) && p.text[p.at] == c {
		p.at++
		return nil
	}
	return p.fault(reason)
}

func (p *formulaParser) count() error {
	if p.parts++; p.parts > MaxFormulaParts {
		return p.fault("must have at most " + strconv.Itoa(MaxFormulaParts) + " numbers, names and operations")
	}
	return nil
}

// fault is an error at the place that was reached.
func (p *formulaParser) fault(reason string) error {
	return &FormulaError{Position: p.at + 1, Found: cutText(p.text[p.at:]), Reason: reason}
}

// isSnakeCase reports whether a name has the form of a code: small letters and digits,
// words parted by one underscore, a letter first, at most 64.
func isSnakeCase(name string) bool {
	if name == "" || len(name) > 64 || name[0] < 'a' || name[0] > 'z' || name[len(name)-1] == '_' || strings.Contains(name, "__") {
		return false
	}
	for i := range len(name) {
		if c := name[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return false
		}
	}
	return true
}
