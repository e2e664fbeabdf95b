package audit

// A Decision is what was decided about the price, and why. The zero Decision decides
// nothing.
type Decision struct {
	// Action is "change", "hold", "review", "freeze" or "refuse".
	Action Action `json:"action"`
	// From is the item price in force before, To that after the decision, Wanted the
	// one that the pricer wanted.
	From   Number `json:"from,omitempty"`
	To     Number `json:"to,omitempty"`
	Wanted Number `json:"wanted,omitempty"`
	// Reasons are what the decision went by; the last one settled it.
	Reasons []Reason `json:"reasons"`
	// Steps lead from Wanted to the price that is published or asked about.
	Steps []Step `json:"steps"`
	// Review is what a person is asked.
	Review *Review `json:"review,omitempty"`
	// ProfitBefore and MarginBefore are of one unit at From, ProfitAfter and
	// MarginAfter at the price that is published or asked about; profits are exact.
	ProfitBefore Number `json:"profit_before,omitempty"`
	MarginBefore Number `json:"margin_before,omitempty"`
	ProfitAfter  Number `json:"profit_after,omitempty"`
	MarginAfter  Number `json:"margin_after,omitempty"`
	// CostsComplete says that all costs are known.
	CostsComplete bool `json:"costs_complete"`
}

// An Action is that of a decision of package reprice.
type Action string

// A Gravity is that of a review of package reprice, as a word: "routine", "caution",
// "serious", "critical".
type Gravity string

// A Reason is one thing that a decision went by.
type Reason struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// A Step is one change of a price on its way, and why.
type Step struct {
	Code string `json:"code"`
	From Number `json:"from"`
	To   Number `json:"to"`
	Text string `json:"text"`
}

// A Review is what a person is asked. The zero Review asks nothing.
type Review struct {
	Code    string  `json:"code"`
	Text    string  `json:"text"`
	Gravity Gravity `json:"gravity"`
	// Codes are all that an approval has to cover.
	Codes []string `json:"codes"`
	// Price is the item price that an approval publishes.
	Price Number `json:"price,omitempty"`
	// AtStake is the change of the profit of a day, or of one unit.
	AtStake Number `json:"at_stake"`
}

// Limits are what the price had to stay within. The zero Limits are none.
type Limits struct {
	// Target is what a price has to bring where the costs are known, "" without one.
	Target string `json:"target,omitempty"`
	// Least and Most are the lowest and the highest price, both inclusive, LeastBy and
	// MostBy the codes of what sets them.
	Least   Number `json:"least,omitempty"`
	LeastBy string `json:"least_by,omitempty"`
	Most    Number `json:"most,omitempty"`
	MostBy  string `json:"most_by,omitempty"`
	// Admissible are the prices that meet the target.
	Admissible []Interval `json:"admissible"`
}

// An Interval is a run of prices, both ends inclusive. Without To it has no upper end.
type Interval struct {
	From Number `json:"from"`
	To   Number `json:"to,omitempty"`
}

// A Rival is one offer that was looked at.
type Rival struct {
	Seller string `json:"seller"`
	// Price is the item price, Shipping what the buyer pays for delivery, Total both.
	Price    Number `json:"price"`
	Shipping Number `json:"shipping,omitempty"`
	Total    Number `json:"total"`
	// Condition is "" for new.
	Condition string `json:"condition,omitempty"`
	ByChannel bool   `json:"by_channel"`
	Featured  bool   `json:"featured"`
	Seen      Time   `json:"seen,omitempty"`
	// Considered says that the price was compared with; otherwise Excluded is the code
	// of the reason and Why says it for people.
	Considered bool   `json:"considered"`
	Excluded   string `json:"excluded,omitempty"`
	Why        string `json:"why,omitempty"`
}

// A Policy is what the rules of platforms, brands and laws say about the price that is
// published or asked about, or else about the one that stays.
type Policy struct {
	// Asked says that the rules were asked: a decision that a guard settled before
	// there was a price asks none.
	Asked bool `json:"asked"`
	// Rules has one entry for each rule of the set.
	Rules []Rule `json:"rules"`
	// Findings are ordered by severity, the gravest first.
	Findings []Finding `json:"findings"`
}

// A Rule is one policy rule and how it ended.
type Rule struct {
	ID           string `json:"id"`
	Title        string `json:"title"`
	Jurisdiction string `json:"jurisdiction,omitempty"`
	Citation     string `json:"citation"`
	// From and To are the first and the last day in force.
	From       Day    `json:"from,omitempty"`
	To         Day    `json:"to,omitempty"`
	VerifiedOn Day    `json:"verified_on,omitempty"`
	Confidence string `json:"confidence,omitempty"`
	// House are the thresholds that are not in the source.
	House []string `json:"house"`
	// Status is "passed", "found", "not_applicable" or "unjudged".
	Status string `json:"status"`
	// Missing are the inputs that it lacked, Reason why it does not apply.
	Missing []string `json:"missing"`
	Reason  string   `json:"reason,omitempty"`
}

// A Finding is what a rule has against the price, or has to say about it.
type Finding struct {
	Rule string `json:"rule"`
	// Severity is "block", "warn" or "info".
	Severity string   `json:"severity"`
	Message  string   `json:"message"`
	Evidence []Figure `json:"evidence"`
	Citation string   `json:"citation,omitempty"`
	// House says that the threshold that was crossed is not in the source.
	House bool `json:"house"`
	// Until is the last day of a grace period.
	Until Day `json:"until,omitempty"`
}

// A Figure is one figure behind a finding.
type Figure struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}
