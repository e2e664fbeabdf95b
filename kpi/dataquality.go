package kpi

// A DataFaultKind is a kind of doubt about data.
type DataFaultKind string

// The kinds of a [DataFault].
const (
	// DutyMissing: bought abroad and shipped, and nobody says what the duty was.
	DutyMissing DataFaultKind = "duty_missing"
	// DutyZero: the duty of imported goods is 0.
	DutyZero DataFaultKind = "duty_zero"
	// DutyLow and DutyHigh: the duty as a share of the purchase is not plausible.
	DutyLow  DataFaultKind = "duty_low"
	DutyHigh DataFaultKind = "duty_high"
	// FreightMissing: bought abroad, and nobody says what the freight was.
	FreightMissing DataFaultKind = "freight_missing"
	// OutlierHigh and OutlierLow: far from the others of its group.
	OutlierHigh DataFaultKind = "outlier_high"
	OutlierLow  DataFaultKind = "outlier_low"
	// Repeated: the same key with the same amount again.
	Repeated DataFaultKind = "repeated"
	// Conflicting: the same key with another amount.
	Conflicting DataFaultKind = "conflicting"
	// BeforePeriod and AfterPeriod: dated outside the period.
	BeforePeriod DataFaultKind = "before_period"
	AfterPeriod  DataFaultKind = "after_period"
	// NoDate: not dated.
	NoDate DataFaultKind = "no_date"
)

// A DataFault is a doubt about one datum. It changes no figure: somebody has to look. The
// zero DataFault says nothing.
type DataFault struct {
	Kind DataFaultKind `json:"kind"`
	// Item says whose datum it is, Origin in which file and row it stands.
	Item   string `json:"item"`
	Origin string `json:"origin,omitempty"`
	// Field is what the datum is: "duty", "weight".
	Field string `json:"field"`
	// Value is the datum, Expected what was expected there, both as text.
	Value    string `json:"value,omitempty"`
	Expected string `json:"expected,omitempty"`
	// Text says in a sentence what is odd and what may be the cause.
	Text string `json:"text"`
}
