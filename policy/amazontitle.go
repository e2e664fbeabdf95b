package policy

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// AmazonTitle is AMZ-TITLE-1: what [TitleFaults] finds blocks, each fault on its own.
// It needs the title, and the brand where its name has a forbidden character. The zero
// AmazonTitle has the limit of the source.
type AmazonTitle struct {
	// Limit is the largest number of characters. 0 means 200.
	Limit int
}

// Info implements [Rule].
func (AmazonTitle) Info() Info {
	return Info{
		ID: "AMZ-TITLE-1", Title: "a title meets the title requirements", Channels: []string{channelAmazon},
		Citation: "Amazon, Product title requirements and guidelines (Seller Central help YTR6SYGFA5E3EQC, 201100890)",
		From:     calendarDay(2025, time.January, 21), Verified: verifiedOn, Confidence: "high",
		House: []string{"the list of promotional phrases and of text on availability, besides the examples of the source"},
	}
}

// Check implements [Rule].
func (r AmazonTitle) Check(c *Case, _ time.Time) Outcome {
	if c.Title == "" {
		return Unjudged("title")
	}
	limit := daysTo(r.Limit, titleLimit)
	faults := titleFaults(c.Title, c.Brand, limit)
	if len(faults) == 0 {
		return Passed()
	}
	findings := make([]Finding, len(faults))
	for i, fault := range faults {
		f := Finding{Severity: Block, Message: fault.String(), Evidence: []Evidence{{Name: "text", Value: fault.Text}}}
		switch fault.Kind {
		case TitleTooLong:
			f.Message += ", more than " + strconv.Itoa(limit)
			f.Evidence[0] = Evidence{Name: "characters", Value: strconv.Itoa(fault.Count)}
		case TitlePromotion, TitleAvailability:
			f.House = !isQuotedPhrase(fault.Text)
		case TitlePrice:
			f.House = !strings.ContainsFunc(fault.Text, unicode.IsDigit)
		}
		findings[i] = f
	}
	return Found(findings...)
}
