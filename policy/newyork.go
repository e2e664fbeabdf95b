package policy

import (
	"strings"
	"time"
)

// NewYorkNotice is the text that the law of New York asks for at a price that was set
// with personal data of the consumer, word for word.
const NewYorkNotice = "THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA"

// A NewYorkDisclosure blocks a price from personal data of the consumer without the
// notice of the law: rule NY-ALGO. The notice must be a line of its own in
// [Algorithm.Notice], in capital letters as the law writes it; blanks around it and a
// full stop do not matter. The zero rule is ready.
type NewYorkDisclosure struct{}

// Info says what the rule is.
func (NewYorkDisclosure) Info() Info {
	return Info{
		ID: "NY-ALGO", Title: "Notice of a price set with personal data", Jurisdiction: "US-NY",
		Citation: "N.Y. Gen. Bus. Law 349-a, Algorithmic Pricing Disclosure Act",
		From:     calendarDay(2025, time.November, 10), Verified: lawVerified(), Confidence: "high",
	}
}

// Check looks for the notice.
func (NewYorkDisclosure) Check(c *Case, _ time.Time) Outcome {
	if out, personal := personalPrice(c); !personal {
		return out
	}
	if c.Algorithm.SubscriberDiscount {
		return Skipped("a lower price under an existing subscription needs no notice")
	}
	for line := range strings.Lines(c.Algorithm.Notice) {
		if strings.TrimSuffix(strings.TrimSpace(line), ".") == NewYorkNotice {
			return Passed()
		}
	}
	shown := c.Algorithm.Notice
	if strings.TrimSpace(shown) == "" {
		shown = "none"
	} else if len(shown) > 200 {
		shown = strings.ToValidUTF8(shown[:200], "") + "…"
	}
	return Found(Finding{
		Severity: Block,
		Message:  "the price uses personal data of the consumer and lacks the notice \"" + NewYorkNotice + "\"",
		Evidence: []Evidence{{"notice at the price", shown}, {"civil penalty, at most", "1,000 USD per violation"}},
	})
}

// personalPrice reports whether the price of a case uses personal data of the
// consumer, and how a rule about such prices ends when it does not or nobody knows.
func personalPrice(c *Case) (Outcome, bool) {
	switch {
	case c.Algorithm == nil:
		return Unjudged("algorithm"), false
	case c.Algorithm.None:
		return Skipped(noAlgorithm), false
	case c.Algorithm.PersonalData == Unknown:
		return Unjudged("algorithm.personal_data"), false
	case c.Algorithm.PersonalData == No:
		return Skipped("the price uses no personal data of the consumer"), false
	}
	return Outcome{}, true
}

// personalNotice tells of a law about prices from personal data.
func personalNotice(c *Case, text string) Outcome {
	if out, personal := personalPrice(c); !personal {
		return out
	}
	return Found(Finding{Severity: Notice, Message: text, Evidence: []Evidence{{"personal data of the consumer", "used"}}})
}

// A NewYorkPending tells of the bill that would ban prices from personal data: rule
// NY-PEND. It ends with the year in which the governor has to decide. The zero rule is
// ready.
type NewYorkPending struct{}

// Info says what the rule is.
func (NewYorkPending) Info() Info {
	return Info{
		ID: "NY-PEND", Title: "Bill against individual surveillance pricing", Jurisdiction: "US-NY",
		Citation: "N.Y. A9349-B / S8623-B of 2026; press reports of its passage on 2026-06-05",
		From:     calendarDay(2026, time.June, 5), To: calendarDay(2026, time.December, 31),
		Verified: lawVerified(), Confidence: "medium",
	}
}

// Check tells it of a price from personal data.
func (NewYorkPending) Check(c *Case, _ time.Time) Outcome {
	return personalNotice(c, "New York has passed a bill that bans individual surveillance pricing; the governor has until 2026-12-31")
}

// A MarylandFood blocks prices from personal data of the consumer at food retailers
// and food delivery services: rule MD-895. It does not apply to other sellers.
type MarylandFood struct {
	// Food says that the seller is a food retailer or a food delivery service. The
	// zero rule is for sellers of other goods.
	Food bool
}

// Info says what the rule is.
func (MarylandFood) Info() Info {
	return Info{
		ID: "MD-895", Title: "Food prices from personal data", Jurisdiction: "US-MD",
		Citation: "Maryland HB 895 of 2026, Protection From Predatory Pricing Act",
		From:     calendarDay(2026, time.October, 1), Verified: lawVerified(), Confidence: "high",
	}
}

// Check judges how the price of a case was set.
func (r MarylandFood) Check(c *Case, _ time.Time) Outcome {
	if !r.Food {
		return Skipped("covers food retailers and food delivery, not other goods")
	}
	if out, personal := personalPrice(c); !personal {
		return out
	}
	return Found(Finding{
		Severity: Block, Message: "the price of food uses personal data of the consumer",
		Evidence: []Evidence{{"personal data of the consumer", "used"}},
	})
}

// A ConnecticutPersonal tells of the law on prices that personal data raise: rule
// CT-2026. It only informs, since the limits of the law are not modelled. The zero
// rule is ready.
type ConnecticutPersonal struct{}

// Info says what the rule is.
func (ConnecticutPersonal) Info() Info {
	return Info{
		ID: "CT-2026", Title: "Prices raised with personal data", Jurisdiction: "US-CT",
		Citation: "Connecticut SB 4, Public Act 26-64, signed 2026-05-27; law-firm notes of June 2026",
		From:     calendarDay(2026, time.May, 27), Verified: lawVerified(), Confidence: "low",
	}
}

// Check tells it of a price from personal data.
func (ConnecticutPersonal) Check(c *Case, _ time.Time) Outcome {
	return personalNotice(c, "Connecticut has enacted disclosure and limits for prices that personal data of the consumer raise; read the text before such a price is shown there")
}
