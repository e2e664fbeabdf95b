package landedoracle

import (
	"time"

	"github.com/shopspring/decimal"
)

// A security is what one programme of section 232 makes of a line. The base is
// the part of the value that is under it.
type security struct {
	name         string
	base, amount decimal.Decimal
}

// choose returns the wanted programme, else the first.
func choose(all []security, wanted string) security {
	for _, s := range all {
		if s.name == wanted {
			return s
		}
	}
	if len(all) > 0 {
		return all[0]
	}
	return security{}
}

// candidates returns the programmes of section 232 that a line is under.
func candidates(l Line, column1 decimal.Decimal, day time.Time) []security {
	var all []security
	whole := func(name, rate string) {
		all = append(all, security{name, l.Value, l.Value.Mul(percent(rate))})
	}
	if l.Vehicle && within(day, "2025-04-03", "") {
		whole(Auto, "25%")
	}
	if l.AutoListed && l.AutoUse && within(day, "2025-05-03", "") {
		whole(Auto, "25%")
	}
	switch {
	case !within(day, "2025-10-14", ""):
	case l.Wood == "lumber":
		whole(Wood, "10%")
	case l.Wood == "seat" && within(day, "", "2026-12-31"):
		whole(Wood, "25%")
	case l.Wood == "seat":
		whole(Wood, "30%")
	case l.Wood == "cabinet" && !l.Complete:
	case l.Wood == "cabinet" && within(day, "", "2026-12-31"):
		whole(Wood, "25%")
	case l.Wood == "cabinet":
		whole(Wood, "50%")
	}
	if within(day, "", "2026-04-05") {
		return append(all, oldMetal(l, day)...)
	}
	return append(all, newMetal(l, column1, day)...)
}

// oldMetal applies the rules until 2026-04-05.
func oldMetal(l Line, day time.Time) []security {
	rates := []period{{"25%", "2025-03-12", "2025-06-03"}, {"50%", "2025-06-04", "2026-04-05"}}
	base := l.Content
	switch l.OldMetal {
	case NoMetal:
		return nil
	case PrimaryMetal: // the full value at first, and always for raw steel
		if l.Chapter == 72 || within(day, "", "2025-06-03") {
			base = l.Value
		}
	case LateDerivative:
		rates = []period{{"50%", "2025-08-18", "2026-04-05"}}
	case CopperArticle:
		rates = []period{{"50%", "2025-08-01", "2026-04-05"}}
	}
	rate := rateOn(rates, day)
	if rate.IsZero() || base.IsZero() {
		return nil
	}
	return []security{{Metals, base, base.Mul(rate)}}
}

// newMetal applies the rules from 2026-04-06, all on the full value.
func newMetal(l Line, column1 decimal.Decimal, day time.Time) []security {
	if l.NewMetal == "" {
		return nil
	}
	base := l.Chapter == 72 || l.Chapter == 73 || l.Chapter == 74 || l.Chapter == 76
	if l.Below15 && !base {
		return nil
	}
	flat := func(rate string) []security {
		return []security{{Metals, l.Value, l.Value.Mul(percent(rate))}}
	}
	upTo := func(rate string) []security {
		return []security{{Metals, l.Value, TopUp(l.Value, column1, percent(rate))}}
	}
	switch l.NewMetal {
	case "i", "ii", "iii", "iv", "v":
		switch {
		case l.USMelted:
			return flat("10%")
		case l.Origin == "GB" && l.NewMetal != "v":
			return flat("25%")
		}
		return flat("50%")
	case "vi", "vii", "viii":
		switch {
		case l.USMelted:
			return flat("10%")
		case l.Origin == "GB" && l.NewMetal != "viii":
			return flat("15%")
		}
		return flat("25%")
	}
	switch { // ix and x
	case l.USMelted:
		return upTo("10%")
	case within(day, "", "2027-12-31"):
		return upTo("15%")
	}
	return flat("25%")
}
