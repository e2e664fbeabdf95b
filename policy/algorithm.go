package policy

import "time"

// An Algorithm says how a price was set. Every answer may be unknown.
type Algorithm struct {
	// None says that no tool set or recommended the price.
	None bool
	// Shared: two or more persons use the same tool or method. CompetitorData: it uses
	// data of competitors, public or not. Both together make a common pricing
	// algorithm of it under the law of California.
	Shared, CompetitorData Answer
	// Agreement: it is used or given out as part of an agreement, a trust or a
	// conspiracy between them.
	Agreement Answer
	// Coerced: somebody is coerced to set or adopt the price that it recommends.
	Coerced Answer
	// PersonalData: the price uses data that identify or can be linked with the
	// consumer who sees it, or with the device.
	PersonalData Answer
	// Notice is the text that stands at the price, lines parted by "\n".
	Notice string
	// SubscriberDiscount says that the price is a lower one under an existing
	// subscription of the consumer, which the law of New York exempts.
	SubscriberDiscount bool
}

func (a *Algorithm) check() error {
	if a == nil {
		return nil
	}
	var f faults
	for _, one := range []struct {
		field string
		value Answer
	}{
		{"shared", a.Shared}, {"competitor_data", a.CompetitorData}, {"agreement", a.Agreement},
		{"coerced", a.Coerced}, {"personal_data", a.PersonalData},
	} {
		f.answer(one.field, one.value)
	}
	return f.err()
}

// noAlgorithm is what a rule of algorithms says when none took part.
const noAlgorithm = "no tool set or recommended the price"

// common judges what both rules of AB 325 ask: whether the tool is a common pricing
// algorithm and whether something else holds too.
func common(c *Case, field string, of func(*Algorithm) Answer, found Finding) Outcome {
	a := c.Algorithm
	if a == nil {
		return Unjudged("algorithm")
	}
	switch {
	case a.None:
		return Skipped(noAlgorithm)
	case a.Shared == No:
		return Skipped("only one person uses the tool, so it is no common pricing algorithm")
	case a.CompetitorData == No:
		return Skipped("the tool uses no data of competitors, so it is no common pricing algorithm")
	case of(a) == No:
		return Passed()
	}
	var missing []string
	for _, one := range []struct {
		field string
		value Answer
	}{{"shared", a.Shared}, {"competitor_data", a.CompetitorData}, {field, of(a)}} {
		if one.value == Unknown {
			missing = append(missing, "algorithm."+one.field)
		}
	}
	if len(missing) > 0 {
		return Unjudged(missing...)
	}
	found.Severity = Block
	found.Evidence = []Evidence{{"used by two or more", "yes"}, {"uses data of competitors", "yes"}, {field, "yes"}}
	return Found(found)
}

// A CaliforniaAgreement blocks a price of a common pricing algorithm that is used or
// given out as part of an agreement, a trust or a conspiracy: rule CA-AB325-a. The
// zero rule is ready.
type CaliforniaAgreement struct{}

// Info says what the rule is.
func (CaliforniaAgreement) Info() Info {
	return Info{
		ID: "CA-AB325-a", Title: "Common pricing algorithm as part of an agreement", Jurisdiction: "US-CA",
		Citation: "Cal. Bus. & Prof. Code 16729(a), AB 325; penalties 16755 and 16755.1, SB 763",
		From:     calendarDay(2026, time.January, 1), Verified: lawVerified(), Confidence: "high",
	}
}

// Check judges how the price of a case was set.
func (CaliforniaAgreement) Check(c *Case, _ time.Time) Outcome {
	return common(c, "agreement", func(a *Algorithm) Answer { return a.Agreement }, Finding{
		Message: "the price comes from a tool that two or more use with data of competitors, as part of an agreement",
	})
}

// A CaliforniaCoercion blocks a price of a common pricing algorithm that somebody is
// coerced to adopt: rule CA-AB325-b. The zero rule is ready.
type CaliforniaCoercion struct{}

// Info says what the rule is.
func (CaliforniaCoercion) Info() Info {
	return Info{
		ID: "CA-AB325-b", Title: "Common pricing algorithm that coerces", Jurisdiction: "US-CA",
		Citation: "Cal. Bus. & Prof. Code 16729(b), AB 325; penalties 16755 and 16755.1, SB 763",
		From:     calendarDay(2026, time.January, 1), Verified: lawVerified(), Confidence: "high",
	}
}

// Check judges how the price of a case was set.
func (CaliforniaCoercion) Check(c *Case, _ time.Time) Outcome {
	return common(c, "coerced", func(a *Algorithm) Answer { return a.Coerced }, Finding{
		Message: "the price comes from a tool that two or more use with data of competitors, and its recommendation has to be adopted",
	})
}
