package policy

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// A CaliforniaFormerPrice blocks a former price that did not prevail within the three
// months before the day, unless the advertisement says when it did
// ([Reference.Dated]): rule CA-17501. The history of the offer stands for the market:
// the price prevailed when it was asked, or more, on enough days of the three months
// outside promotions. A month ends where the calendar says: three months before 31
// May is the last day of February.
type CaliforniaFormerPrice struct {
	// Days is the least number of days; 0 is 28.
	Days int
}

func (r CaliforniaFormerPrice) days() int {
	return daysTo(r.Days, 28)
}

// Info says what the rule is.
func (r CaliforniaFormerPrice) Info() Info {
	return Info{
		ID: "CA-17501", Title: "Former price of the last three months", Jurisdiction: "US-CA",
		Citation: "Cal. Bus. & Prof. Code 17501; Cal. Civ. Code 1770(a)(13)",
		From:     undated(), Verified: lawVerified(), Confidence: "high",
		House: []string{"prevailing: asked on " + strconv.Itoa(r.days()) + " days of the three months"},
	}
}

// Check judges the former price of a case.
func (r CaliforniaFormerPrice) Check(c *Case, day time.Time) Outcome {
	if why := formerSaving(c); why != "" {
		return Skipped(why)
	}
	if c.Reference.Dated {
		return Passed()
	}
	if len(c.History) == 0 {
		return Unjudged("history")
	}
	from := monthsBefore(day, 3)
	days := c.History.between(from, day.AddDate(0, 0, -1)).daysAt(c.Reference.Price)
	if days >= r.days() {
		return Passed()
	}
	former, since := money(c.Reference.Price, c.Currency), from.Format(time.DateOnly)
	return Found(Finding{
		Severity: Block, House: days > 0,
		Message:  "the former price of " + former + " was asked on " + strconv.Itoa(days) + " days since " + since + " outside promotions, so it did not prevail in these three months, and the advertisement does not say when it did",
		Evidence: []Evidence{{"former price", former}, {"three months since", since}, {"days asked at it or more", strconv.Itoa(days)}, {"days that are enough", strconv.Itoa(r.days())}},
	})
}

// A FeeKind says who gets a fee. The texts are stable.
type FeeKind string

// The kinds of fees. "" is FeeSeller.
const (
	// FeeSeller goes to the seller or the platform: handling, service, payment.
	FeeSeller FeeKind = "seller"
	// FeeGovernment is a tax or fee that a government imposes on the sale.
	FeeGovernment FeeKind = "government"
	// FeePostage is postage or carriage.
	FeePostage FeeKind = "postage"
)

// A MandatoryFee is a fee that every buyer has to pay and that the price does not
// contain.
type MandatoryFee struct {
	Name string
	Kind FeeKind
	// Amount is in the currency of the case; 0 is no fee.
	Amount decimal.Decimal
	// Cost is what postage really costs the seller; not Valid, and it is the carrier
	// rate of the case.
	Cost decimal.NullDecimal
}

func (m MandatoryFee) check() error {
	var f faults
	switch m.Kind {
	case "", FeeSeller, FeeGovernment, FeePostage:
	default:
		f.add("kind", string(m.Kind), `must be "seller", "government" or "postage"`)
	}
	f.amount("amount", m.Amount)
	f.known("cost", m.Cost)
	return f.err()
}

// A CaliforniaFees blocks a price that leaves out a mandatory fee: rule CA-SB478.
// Taxes and fees of a government may be left out, and postage as far as it is what
// the delivery really costs. Nil fees are unknown, an empty list says that there are
// none. The zero rule is ready.
type CaliforniaFees struct{}

// Info says what the rule is.
func (CaliforniaFees) Info() Info {
	return Info{
		ID: "CA-SB478", Title: "Mandatory fees in the advertised price", Jurisdiction: "US-CA", Citation: "Cal. Civ. Code 1770(a)(29), SB 478",
		From: calendarDay(2024, time.July, 1), Verified: lawVerified(), Confidence: "high",
	}
}

// Check judges the fees of a case.
func (CaliforniaFees) Check(c *Case, _ time.Time) Outcome {
	if c.MandatoryFees == nil {
		return Unjudged("mandatory_fees")
	}
	out := Outcome{Status: StatusPassed}
	for i, fee := range c.MandatoryFees {
		if fee.Kind == FeeGovernment || fee.Amount.Sign() == 0 {
			continue
		}
		amount := money(fee.Amount, c.Currency)
		name := fee.Name
		if name == "" {
			name = "fee " + strconv.Itoa(i+1)
		}
		evidence := []Evidence{{name, amount}, {"advertised price", money(c.Price, c.Currency)}}
		text := "the price of " + money(c.Price, c.Currency) + " leaves out the mandatory " + strconv.Quote(name) + " of " + amount
		if fee.Kind == FeePostage {
			cost := fee.Cost
			if !cost.Valid {
				cost = c.CarrierRate
			}
			if !cost.Valid {
				out.Missing = append(out.Missing, "mandatory_fees["+strconv.Itoa(i)+"].cost")
				continue
			}
			if !fee.Amount.GreaterThan(cost.Decimal) {
				continue
			}
			actual := money(cost.Decimal, c.Currency)
			text += ", which is more than the postage of " + actual
			evidence = append(evidence, Evidence{"postage paid by the seller", actual})
		}
		out.Findings = append(out.Findings, Finding{Severity: Block, Message: text, Evidence: evidence})
	}
	switch {
	case len(out.Findings) > 0:
		out.Status = StatusFound
	case len(out.Missing) > 0:
		out.Status = StatusUnjudged
	}
	return out
}

// A CaliforniaSB1383 explains that neither of the two laws of that number is about
// prices or taxes: the one of 2016 is on organic waste and methane, that of 2020 on
// family leave. It never applies. The zero rule is ready.
type CaliforniaSB1383 struct{}

// Info says what the rule is.
func (CaliforniaSB1383) Info() Info {
	return Info{
		ID: "SB1383", Title: "No rule of prices: California SB 1383", Jurisdiction: "US-CA",
		Citation: "SB 1383 (2016), organic waste and methane; SB 1383 (2020), family leave",
		From:     undated(), Verified: lawVerified(), Confidence: "high",
	}
}

// Check says that the law is not about prices.
func (CaliforniaSB1383) Check(*Case, time.Time) Outcome {
	return Skipped("SB 1383 is about organic waste and methane (2016) or family leave (2020), not about prices or taxes; see CA-17501, CA-396, CA-SB478, CA-AB325 and TAX-1")
}
