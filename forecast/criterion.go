package forecast

import "strconv"

// A Criterion weighs the likelihood of a model against the number of its parameters.
// The lowest value wins.
type Criterion int

// The criteria.
const (
	// AICc is Akaike's criterion with the correction of Hurvich and Tsai (1989) for
	// small samples. It is the default.
	AICc Criterion = iota
	// AIC is Akaike's criterion.
	AIC
	// BIC is the criterion of Schwarz (1978), which prefers fewer parameters.
	BIC
)

var criterionNames = [...]string{"AICc", "AIC", "BIC"}

// String returns the name: "AICc".
func (c Criterion) String() string {
	if c < 0 || int(c) >= len(criterionNames) {
		return "Criterion(" + strconv.Itoa(int(c)) + ")"
	}
	return criterionNames[c]
}
