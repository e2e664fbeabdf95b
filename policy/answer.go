package policy

// An Answer is a yes or a no that may be unknown. The texts are stable.
type Answer string

// The answers. The zero Answer is unknown: a rule that needs it cannot judge.
const (
	Unknown Answer = ""
	Yes     Answer = "yes"
	No      Answer = "no"
)

// answer adds a fault for a text that is no answer.
func (f *faults) answer(field string, a Answer) {
	switch a {
	case Unknown, Yes, No:
	default:
		f.add(field, string(a), `must be "yes", "no" or empty for unknown`)
	}
}
