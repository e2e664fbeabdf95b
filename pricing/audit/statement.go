package audit

// Costs are what a unit costs, as they were given. The zero Costs are unknown.
type Costs struct {
	// Origin is the country where the goods were made.
	Origin string `json:"origin,omitempty"`
	// Items are per unit.
	Items []CostItem `json:"items"`
	// Landed is a cost that was worked out from its shipment.
	Landed *Landed `json:"landed,omitempty"`
}

// A CostItem is one part of the cost of a unit.
type CostItem struct {
	Code  string `json:"code"`
	Label string `json:"label,omitempty"`
	// Amount is per unit in Currency; left out when it is unknown.
	Amount   Number `json:"amount,omitempty"`
	Currency string `json:"currency,omitempty"`
	// PerSale says that it arises with the sale.
	PerSale bool `json:"per_sale"`
}

// A Landed is what the units of a shipment cost until they can be sold.
type Landed struct {
	SKU    string `json:"sku,omitempty"`
	Origin string `json:"origin,omitempty"`
	Units  Number `json:"units"`
	// Currency is that of the books and of every total.
	Currency string `json:"currency"`
	// Total is the sum of the parts for all units.
	Total Number       `json:"total"`
	Parts []LandedPart `json:"parts"`
	// Duty says whether customs was thought of.
	Duty     string `json:"duty,omitempty"`
	Complete bool   `json:"complete"`
	// Missing are the parts that are not known.
	Missing []Reason `json:"missing"`
	// NotIncluded are what was left out knowingly.
	NotIncluded []string `json:"not_included"`
}

// A LandedPart is one part of a landed cost, for all units.
type LandedPart struct {
	Code  string `json:"code"`
	Label string `json:"label,omitempty"`
	Kind  string `json:"kind"`
	// Total is in the currency of the books; High differs from it where a duty depends
	// on a fact that is missing.
	Total Number `json:"total"`
	High  Number `json:"high,omitempty"`
	// Entered is the same amount in the currency in which it is paid.
	Entered         Number `json:"entered"`
	EnteredCurrency string `json:"entered_currency"`
	Basis           string `json:"basis"`
	// Source is the table behind it.
	Source *Source `json:"source,omitempty"`
	// Due is the day on which a refund is expected.
	Due Day `json:"due,omitempty"`
}

// A Source says where a figure comes from. Table is "supplied" for one that the caller
// gave, and Citation then names the input.
type Source struct {
	Table         string `json:"table"`
	EffectiveFrom Day    `json:"effective_from,omitempty"`
	EffectiveTo   Day    `json:"effective_to,omitempty"`
	VerifiedOn    Day    `json:"verified_on,omitempty"`
	Citation      string `json:"citation"`
	Confidence    string `json:"confidence"`
}

// A Standing says what the price of a statement is: "published" by the decision,
// "asked" about, or "in_force" before and after.
type Standing string

// A Statement is the profit and loss of one unit at one price. Amounts are in the
// currency of the subject.
type Statement struct {
	Standing Standing `json:"standing"`
	// Price is the item price, Revenue what the buyer pays.
	Price   Number `json:"price"`
	Revenue Number `json:"revenue"`
	// Cost is what the unit costs until it can be shipped.
	Cost Number `json:"cost"`
	// Lines are printed in whole minor units and sum to Profit.
	Lines  []Line `json:"lines"`
	Profit Number `json:"profit"`
	// ProfitExact is the profit before lines that depend on the price are rounded. The
	// ratios go by it: margin on price, markup on all costs, return on cost.
	ProfitExact Number `json:"profit_exact"`
	Margin      Number `json:"margin,omitempty"`
	Markup      Number `json:"markup,omitempty"`
	ROI         Number `json:"roi,omitempty"`
	// Complete says that nothing is missing.
	Complete bool `json:"complete"`
	// Ladder is the profit in steps.
	Ladder []Rung `json:"ladder"`
	// Before is the statement at the price before; left out when there was none, or the
	// same. Its lines are the column "before" of the lines.
	Before *Before `json:"before,omitempty"`
}

// A Line is one amount of a statement, per sold unit: positive for what comes in.
type Line struct {
	Code  string `json:"code"`
	Label string `json:"label,omitempty"`
	// Event is what the amount arises on, Rung the step of the ladder it belongs to.
	Event string `json:"event"`
	Rung  string `json:"rung"`
	// Amount is in whole minor units, AmountExact before that rounding.
	Amount      Number `json:"amount"`
	AmountExact Number `json:"amount_exact"`
	// Each is the amount of one event, Quantity how many events there are per sold unit.
	Each     Number `json:"each"`
	Quantity Number `json:"quantity"`
	// Before is the amount at the price before.
	Before Number `json:"before,omitempty"`
	// Basis says how the amount is found.
	Basis  string `json:"basis"`
	Source Source `json:"source"`
}

// A Rung is one step of the profit ladder: what is left after its lines.
type Rung struct {
	Rung   string `json:"rung"`
	Amount Number `json:"amount"`
	// Margin is the share of net revenue.
	Margin Number `json:"margin,omitempty"`
	Before Number `json:"before,omitempty"`
}

// A Before sums up the statement at the price before.
type Before struct {
	Price       Number `json:"price"`
	Profit      Number `json:"profit"`
	ProfitExact Number `json:"profit_exact"`
	Margin      Number `json:"margin,omitempty"`
}

// An Exchange is the exchange rate of the costs and what it does to the profit. Rates
// are units of Quote per unit of Base, which is the currency of the subject.
type Exchange struct {
	Base  string `json:"base"`
	Quote string `json:"quote"`
	// Spot is the published rate, rounded to 12 decimals; SpotNum and SpotDen are it as
	// an exact fraction.
	Spot    Number `json:"spot"`
	SpotNum Number `json:"spot_num"`
	SpotDen Number `json:"spot_den"`
	Date    Day    `json:"date,omitempty"`
	Source  string `json:"source,omitempty"`
	// Legs are the published numbers from which the spot rate was derived.
	Legs []Leg `json:"legs"`
	// Buffer is the share by which the plan rate is below the spot rate.
	Buffer Number `json:"buffer"`
	Plan   Number `json:"plan"`
	// Band is how far the rate may fall before the price is set anew, Worst the rate
	// there.
	Band  Number `json:"band,omitempty"`
	Worst Number `json:"worst,omitempty"`
	// BreakEven is the rate at which the profit is 0.
	BreakEven Number `json:"break_even,omitempty"`
	// Exposed is what is paid in Quote per sold unit, BufferCost what the buffer adds to
	// the costs.
	Exposed    Number `json:"exposed"`
	BufferCost Number `json:"buffer_cost"`
	// ProfitSpot, ProfitPlan and ProfitWorst are the exact profits at the three rates.
	ProfitSpot  Number `json:"profit_spot"`
	ProfitPlan  Number `json:"profit_plan"`
	ProfitWorst Number `json:"profit_worst,omitempty"`
}

// A Leg is one published number on the way from the base of a rate to its quote.
type Leg struct {
	Base  string `json:"base"`
	Quote string `json:"quote"`
	// Num and Den are the number as a fraction: Num/Den units of Quote for one of Base.
	Num  Number `json:"num"`
	Den  Number `json:"den"`
	Date Day    `json:"date,omitempty"`
	// Source is who published it; Inverted says that it was the other way round.
	Source   string `json:"source,omitempty"`
	Inverted bool   `json:"inverted"`
}
