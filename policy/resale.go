package policy

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// A ResaleForm is how an own brand holds its resellers to a price. The texts are
// stable.
type ResaleForm string

// The forms.
const (
	// ResaleAgreement: supplier and reseller agree on it, in a contract or otherwise.
	ResaleAgreement ResaleForm = "agreement"
	// ResaleUnilateral: the brand announces a policy beforehand and stops to supply
	// those who do not follow it.
	ResaleUnilateral ResaleForm = "unilateral"
)

// A Resale is an own brand's policy towards its resellers.
type Resale struct {
	Form ResaleForm
	// Minimum is the lowest price at which they may resell; not Valid is unknown, and
	// NoMinimum says that there is none.
	Minimum   decimal.NullDecimal
	NoMinimum bool
	// Negotiated says that the policy is talked over with resellers, SecondChance
	// that one who promises to follow it is supplied again. Either makes an agreement
	// of a unilateral policy.
	Negotiated, SecondChance bool
	// States are those of the resellers: "US-MD". None is all of them.
	States []string
}

func (r *Resale) check() error {
	if r == nil {
		return nil
	}
	var f faults
	if r.Form != ResaleAgreement && r.Form != ResaleUnilateral {
		f.add("form", string(r.Form), `must be "agreement" or "unilateral"`)
	}
	f.known("minimum", r.Minimum)
	if r.NoMinimum && r.Minimum.Valid {
		f.add("no_minimum", "true", "must not be set with a minimum")
	}
	for i, state := range r.States {
		if !isState(state) {
			f.add("states["+strconv.Itoa(i)+"]", state, `must be a state such as "US-MD"`)
		}
	}
	return f.err()
}

// A ResalePriceMaintenance judges a minimum resale price that an own brand holds its
// resellers to: rule RPM-1. An agreement blocks where a reseller is in Maryland, per
// se unlawful there since 2009-10-01, and warns elsewhere: the rule of reason under
// federal law, and hostile law in California and New York. A unilateral announced
// policy, without negotiation and second chance, is only told. The zero rule is ready.
type ResalePriceMaintenance struct{}

// Info says what the rule is.
func (ResalePriceMaintenance) Info() Info {
	return Info{
		ID: "RPM-1", Title: "Minimum resale prices for resellers", Jurisdiction: "US",
		Citation: "United States v. Colgate & Co., 250 U.S. 300 (1919); Leegin v. PSKS, 551 U.S. 877 (2007); Md. Code, Com. Law 11-204 since 2009-10-01",
		From:     calendarDay(2007, time.June, 28), Verified: lawVerified(), Confidence: "medium",
	}
}

// Check judges the policy towards resellers of a case.
func (ResalePriceMaintenance) Check(c *Case, day time.Time) Outcome {
	r := c.Resale
	switch {
	case r == nil:
		return Skipped("no policy towards resellers is to be judged")
	case r.NoMinimum:
		return Skipped("no minimum resale price is set")
	case !r.Minimum.Valid:
		return Unjudged("resale.minimum")
	}
	minimum := money(r.Minimum.Decimal, c.Currency)
	evidence := []Evidence{{"minimum resale price", minimum}, {"form", string(r.Form)}}
	if r.Form == ResaleUnilateral && !r.Negotiated && !r.SecondChance {
		return Found(Finding{
			Severity: Notice,
			Message:  "a minimum resale price of " + minimum + " as a policy announced beforehand, without negotiation and second chance, is not an agreement under federal law (Colgate)",
			Evidence: evidence,
		})
	}
	how := "an agreement on a minimum resale price of " + minimum
	if r.Form == ResaleUnilateral {
		var why []string
		if r.Negotiated {
			why = append(why, "negotiation")
		}
		if r.SecondChance {
			why = append(why, "a second chance")
		}
		how = strings.Join(why, " and ") + " makes an agreement of the policy; " + how
	}
	in := func(state string) bool { return len(r.States) == 0 || slices.Contains(r.States, state) }
	var findings []Finding
	find := func(s Severity, text, state string) {
		findings = append(findings, Finding{Severity: s, Message: how + " " + text, Evidence: append(slices.Clone(evidence), Evidence{"law of", state})})
	}
	if in("US-MD") && !day.Before(calendarDay(2009, time.October, 1)) {
		find(Block, "is unlawful per se with resellers in Maryland", "US-MD")
	}
	find(Warn, "is judged by the rule of reason under federal law (Leegin)", "US")
	for _, state := range []struct{ code, name string }{{"US-CA", "California"}, {"US-NY", "New York"}} {
		if in(state.code) {
			find(Warn, "meets hostile law with resellers in "+state.name, state.code)
		}
	}
	return Found(findings...)
}
