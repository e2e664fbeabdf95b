package strategy

import "strings"

// A Constraint is one thing that prices together have to meet.
type Constraint struct {
	// Code is "limits", "order", "pack", "spread" or "parity".
	Code string
	// Names are the variants or channels that it is about.
	Names []string
}

// String says the constraint: "limits of 3-pack".
func (c Constraint) String() string {
	if len(c.Names) == 0 {
		return c.Code
	}
	return c.Code + " of " + strings.Join(c.Names, " and ")
}

// A ConflictError says that prices cannot meet all constraints together. It is also a
// [*NoPriceError] with the code "conflict".
type ConflictError struct {
	// Strategy names the strategy.
	Strategy string
	// Constraints contradict one another, and any of them left out would solve it.
	Constraints []Constraint
}

// Error lists the constraints that contradict one another.
func (e *ConflictError) Error() string { return e.noPrice().Error() }

// Unwrap returns the error as a [*NoPriceError].
func (e *ConflictError) Unwrap() error { return e.noPrice() }

func (e *ConflictError) noPrice() *NoPriceError {
	texts := make([]string, len(e.Constraints))
	for i, c := range e.Constraints {
		texts[i] = c.String()
	}
	return &NoPriceError{Strategy: e.Strategy, Code: "conflict", Text: "these cannot be met together: " + strings.Join(texts, ", ")}
}

// conflict returns constraints of a list that cannot be met together although they can
// without any one of them: from the last to the first, each that is not needed for
// the contradiction is taken out.
func conflict(strategy string, all []Constraint, possible func(active []bool) bool) *ConflictError {
	active := make([]bool, len(all))
	for i := range active {
		active[i] = true
	}
	for i := len(all) - 1; i >= 0; i-- {
		active[i] = false
		active[i] = possible(active)
	}
	e := &ConflictError{Strategy: strategy}
	for i, c := range all {
		if active[i] {
			e.Constraints = append(e.Constraints, c)
		}
	}
	return e
}
