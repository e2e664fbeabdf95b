package main

// A document is everything that a scorecard shows. The page, Markdown, JSON and the
// workbook are written from it, so that all of them have the same figures. It is plain
// data: numbers are texts without a mark between thousands, and beside each one stands
// how people read it.
type document struct {
	Title    string     `json:"title"`
	Channel  string     `json:"channel"`  // "amazon-us"
	Currency string     `json:"currency"` // of all amounts that do not name another
	Folder   string     `json:"folder"`   // the name of the folder of reports
	Period   dateRange  `json:"period"`
	Base     *dateRange `json:"base"` // the period that it is compared with; nil without one
	// PeriodWhy says why it is this period, BaseWhy why this base, or why there is none.
	PeriodWhy string `json:"period_why"`
	BaseWhy   string `json:"base_why"`
	// Summary are a few sentences: what a reader should know first.
	Summary []finding `json:"summary"`

	Headline    []headline      `json:"headline"`
	Ladder      ladder          `json:"ladder"`
	Scorecard   scorecard       `json:"scorecard"`
	Bridge      *bridge         `json:"bridge"` // nil without a base; BridgeWhy says why
	BridgeWhy   string          `json:"bridge_why,omitempty"`
	Settlements reconciliations `json:"settlements"`
	Shopify     *shopifyPart    `json:"shopify"`    // nil without a file of Shopify
	Walmart     *walmartPart    `json:"walmart"`    // nil without a file of Walmart
	DateRange   *dateRangePart  `json:"date_range"` // nil without a date range report
	Fees        feePart         `json:"fees"`
	Gaps        gaps            `json:"gaps"`
	Files       []filePart      `json:"files"`
	// LeftOut says what was read and is in no figure, and why.
	LeftOut []leftOut `json:"left_out"`
}

// A dateRange is days, both included: 2026-07-05 to 2026-08-01 are 28 days.
type dateRange struct {
	First string `json:"first"`
	Last  string `json:"last"`
	Days  int    `json:"days"`
}

// A finding is a sentence and how much it matters: "bad", "look", "good" or "plain".
type finding struct {
	Mood string `json:"mood"`
	Text string `json:"text"`
	// Part is the part of the document that says more: "bridge", "fees", "settlements",
	// "gaps", "scorecard".
	Part string `json:"part,omitempty"`
}

// A figure is a number, or why there is none.
type figure struct {
	// State is "defined", "undefined" (it divides by 0) or "incomplete".
	State string `json:"state"`
	// Number is the number, rounded: amounts to the minor unit, fractions to 6 places,
	// all else to 4. "" where there is none.
	Number string `json:"number,omitempty"`
	Unit   string `json:"unit"` // "amount", "fraction", "count", ...
	// Text is how people read it: "1,204.50 USD", "15.63%", "not known".
	Text string `json:"text"`
	// Bound is "most" where costs are missing, so that the true number is not above, and
	// "least" where it is not below. Missing then names what is missing.
	Bound   string   `json:"bound,omitempty"`
	Missing []string `json:"missing,omitempty"`
}

// A headline is a figure of the whole period, beside that of the base.
type headline struct {
	Code   string `json:"code"`
	Name   string `json:"name"` // "Net revenue"
	Now    figure `json:"now"`
	Before figure `json:"before"`
	// Change is now / before - 1, of fractions the difference in points ("+1.2 pp").
	Change figure `json:"change"`
	// Better says what the change means: "better", "worse" or "".
	Better string `json:"better,omitempty"`
	// Formula is what is computed, Inputs are the numbers that it rests on.
	Formula string          `json:"formula"`
	Inputs  []headlineInput `json:"inputs"`
	Notes   []string        `json:"notes,omitempty"`
}

type headlineInput struct {
	Code  string   `json:"code"`
	Name  string   `json:"name"`
	Value figure   `json:"value"`
	Files []string `json:"files"` // at most 3; MoreFiles says how many more
	More  int      `json:"more_files,omitempty"`
	Rows  int      `json:"rows,omitempty"`
}

// A ladder is the way from gross sales to the operating profit.
type ladder struct {
	Steps []ladderStep `json:"steps"`
	// Complete says that nothing is missing. Notes say what is, and for how much of the
	// sales.
	Complete bool     `json:"complete"`
	Notes    []string `json:"notes"`
}

type ladderStep struct {
	Code string `json:"code"`
	Name string `json:"name"`
	// Kind is "total" for a step of the ladder, "plus" and "minus" for what leads there.
	Kind string `json:"kind"`
	// Now and Before are signed as they count: a cost is below 0.
	Now    figure `json:"now"`
	Before figure `json:"before"`
	Change figure `json:"change"` // now - before
	Share  figure `json:"share"`  // of net revenue
}

// A scorecard is the weekly figures and what they say.
type scorecard struct {
	Weeks []dateRange `json:"weeks"`
	Rows  []scoreRow  `json:"rows"`
	// Why says why there is no row.
	Why   string   `json:"why,omitempty"`
	Notes []string `json:"notes"`
}

type scoreRow struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Owner  string `json:"owner"`
	Unit   string `json:"unit"`
	Target string `json:"target"` // "at least 15.00%", "" without one
	// Low and High are the ends of the target, for a line in the chart.
	Low  figure `json:"low"`
	High figure `json:"high"`
	// TargetState is "on_target", "off_target" or "no_target".
	TargetState string `json:"target_state"`
	Now         figure `json:"now"`
	Before      figure `json:"before"` // the week before
	YearBefore  figure `json:"year_before"`
	Centre      figure `json:"centre"`
	Lower       figure `json:"lower"`
	Upper       figure `json:"upper"`
	// Signal is what the history says ("signal_worse", "no_signal", ...), Status the words
	// for it with the target, Action what to do ("act", "hold", ...).
	Signal   string `json:"signal"`
	Status   string `json:"status"`
	Action   string `json:"action"`
	Why      string `json:"why"`
	Sentence string `json:"sentence"`
	// Chart is "xmr" or "p"; Standing says how far its limits can be trusted: "firm",
	// "provisional", "too_little_data".
	Chart    string       `json:"chart"`
	Standing string       `json:"standing"`
	Event    string       `json:"event,omitempty"`
	Points   []scorePoint `json:"points"` // one for each of Weeks
	Signals  []string     `json:"signals"`
	Notes    []string     `json:"notes"`
}

type scorePoint struct {
	Week  dateRange `json:"week"`
	Value figure    `json:"value"`
	// Lower and Upper are the limits at this point; they differ from point to point in a
	// p-chart.
	Lower figure `json:"lower"`
	Upper figure `json:"upper"`
	// Excluded says why it is in no limit: "event", "stock_out".
	Excluded string `json:"excluded,omitempty"`
	Signal   bool   `json:"signal,omitempty"` // it is one of a signal
}

// A bridge says why the profit moved from the base to the period.
type bridge struct {
	Measure string `json:"measure"` // "operating profit"
	From    figure `json:"from"`    // of the base
	To      figure `json:"to"`      // of the period
	Change  figure `json:"change"`
	// Start and End are the ends of the waterfall: Start + all bars = End. They are From
	// and To where nothing is missing.
	Start  figure        `json:"start"`
	End    figure        `json:"end"`
	Bars   []bridgeBar   `json:"bars"` // in the order of the waterfall
	Causes []bridgeCause `json:"causes"`
	Items  []bridgeItem  `json:"items"` // those whose profit moved most
	Others int           `json:"other_items"`
	// OthersChange is what the other items come to.
	OthersChange figure   `json:"other_items_change"`
	Missing      []string `json:"missing"`
	Notes        []string `json:"notes"`
}

type bridgeBar struct {
	Effect   string `json:"effect"`
	Name     string `json:"name"`
	Amount   figure `json:"amount"`
	Share    figure `json:"share"` // of the change
	Complete bool   `json:"complete"`
}

type bridgeCause struct {
	Effect   string         `json:"effect"`
	Name     string         `json:"name"`
	Amount   figure         `json:"amount"`
	Sentence string         `json:"sentence"`
	Drivers  []bridgeDriver `json:"drivers"`
}

type bridgeDriver struct {
	SKU    string `json:"sku"`
	Amount figure `json:"amount"`
}

type bridgeItem struct {
	SKU    string `json:"sku"` // "" is what belongs to no item
	Family string `json:"family"`
	Kind   string `json:"kind"` // "continuing", "new", "discontinued"
	From   figure `json:"from"`
	To     figure `json:"to"`
	Change figure `json:"change"`
	// Cause is the largest bar of the item.
	Cause       string `json:"cause"`
	CauseAmount figure `json:"cause_amount"`
}

// reconciliations compare settlements with their totals.
type reconciliations struct {
	Why    string       `json:"why,omitempty"` // why there is none
	Checks []settlement `json:"checks"`
	// Chain says what does not fit between one settlement and the next.
	Chain []string `json:"chain"`
	// Balanced of all Checks add up.
	Balanced int `json:"balanced"`
}

type settlement struct {
	ID         string     `json:"id"`
	Currency   string     `json:"currency"`
	Period     *dateRange `json:"period"`
	DepositDay string     `json:"deposit_day"`
	Rows       int        `json:"rows"`
	Sum        figure     `json:"sum"`        // of all rows
	Total      figure     `json:"total"`      // that the file states: the deposit
	Difference figure     `json:"difference"` // sum less total
	Balanced   bool       `json:"balanced"`
	Reserve    figure     `json:"reserve"` // released less held
	// Profit is the sum of the lines that are profit or loss, Cash of those that are not.
	Lines       []settlementLine   `json:"lines"`
	Items       []settlementItem   `json:"items"` // most money first, at most 20
	ItemsOthers int                `json:"other_items"`
	NoItem      figure             `json:"no_item"` // amounts of no item
	Unmapped    []unmapped         `json:"unmapped"`
	Findings    []reconcileFinding `json:"findings"`
	Unlisted    int                `json:"unlisted,omitempty"`
}

type settlementLine struct {
	Line   string `json:"line"`
	Name   string `json:"name"`
	Level  string `json:"level"` // "gross_sales", "channel_fees", "cash_timing", ...
	Rows   int    `json:"rows"`
	Amount figure `json:"amount"`
}

type settlementItem struct {
	SKU      string `json:"sku"`
	Sold     int64  `json:"units_sold"`
	Refunded int64  `json:"units_refunded"`
	Amount   figure `json:"amount"`
}

type unmapped struct {
	Type        string   `json:"type"`
	AmountType  string   `json:"amount_type"`
	Description string   `json:"description"`
	Rows        int      `json:"rows"`
	Amount      figure   `json:"amount"`
	Places      []string `json:"places"` // "settlement.txt:17", at most 3
}

type reconcileFinding struct {
	Code   string   `json:"code"`
	Text   string   `json:"text"`
	Order  string   `json:"order,omitempty"`
	SKU    string   `json:"sku,omitempty"`
	Day    string   `json:"day,omitempty"`
	Count  int      `json:"count"`
	Amount figure   `json:"amount"`
	Places []string `json:"places"`
}

// A shopifyPart compares payouts with transactions.
type shopifyPart struct {
	Payouts []payout `json:"payouts"`
	Pending []figure `json:"pending"` // transactions that no payout holds yet
	Orders  int      `json:"orders"`
	Notes   []string `json:"notes"`
}

type payout struct {
	Day          string `json:"day"`
	Currency     string `json:"currency"`
	Status       string `json:"status"`      // "matched", "differs", "no_transactions", ...
	StatusText   string `json:"status_text"` // for people
	Transactions int    `json:"transactions"`
	Total        figure `json:"total"`
	Net          figure `json:"net"`
	Difference   figure `json:"difference"`
}

type walmartPart struct {
	Rows       int           `json:"rows"`
	Currency   string        `json:"currency"`
	Sum        figure        `json:"sum"`
	Payable    figure        `json:"payable"` // that the file states
	Difference figure        `json:"difference"`
	Amounts    []namedAmount `json:"amounts"`
	Items      []namedAmount `json:"items"`
	Notes      []string      `json:"notes"`
}

type namedAmount struct {
	Name   string `json:"name"`
	Rows   int    `json:"rows,omitempty"`
	Amount figure `json:"amount"`
}

type dateRangePart struct {
	Rows       int           `json:"rows"`
	Currency   string        `json:"currency"`
	Total      figure        `json:"total"`
	Transfers  figure        `json:"transfers"`
	Kinds      []namedAmount `json:"kinds"`
	Unbalanced []string      `json:"unbalanced"` // rows whose amounts do not add up
	Notes      []string      `json:"notes"`
}

// A feePart is the fee audit.
type feePart struct {
	Why     string    `json:"why,omitempty"` // why nothing was compared
	Charged *feeSide  `json:"charged"`       // in settlements; nil where nothing was
	Preview *feeSide  `json:"preview"`       // in fee previews
	Notes   []string  `json:"notes"`
	Gaps    []feeGaps `json:"gaps"` // fees that could not be compared, by reason
}

type feeSide struct {
	First      string       `json:"first"`
	Last       string       `json:"last"`
	Checked    int          `json:"checked"`
	Agreed     int          `json:"agreed"`
	Charged    figure       `json:"charged"`
	Computed   figure       `json:"computed"`
	Difference figure       `json:"difference"` // above 0: too much was taken
	Money      figure       `json:"money"`      // of all findings over the period
	Causes     []feeTotal   `json:"causes"`
	Fees       []feeTotal   `json:"fees"`
	Findings   []feeFinding `json:"findings"` // most money first, at most 50
	Others     int          `json:"other_findings"`
}

type feeTotal struct {
	Key      string `json:"key"`
	Name     string `json:"name"`
	Findings int    `json:"findings"`
	Over     figure `json:"over"`
	Under    figure `json:"under"`
	Money    figure `json:"money"`
}

type feeFinding struct {
	SKU      string   `json:"sku"`
	Fee      string   `json:"fee"`
	FeeName  string   `json:"fee_name"`
	First    string   `json:"first"`
	Last     string   `json:"last"`
	Units    int64    `json:"units"`
	Charged  figure   `json:"charged_each"`
	Computed figure   `json:"computed_each"`
	Each     figure   `json:"difference_each"`
	Money    figure   `json:"money"`
	Cause    string   `json:"cause"`
	Why      string   `json:"why"` // the likely cause in words
	Do       string   `json:"do"`
	Sentence string   `json:"sentence"`
	Places   []string `json:"places"`
}

type feeGaps struct {
	Reason string `json:"reason"`
	Name   string `json:"name"`
	Items  int    `json:"items"`
	Lines  int    `json:"lines"`
	Amount figure `json:"amount"`
	// Example is the largest of them, in a sentence.
	Example string `json:"example"`
}

// gaps are what is missing or cannot be right in the data.
type gaps struct {
	// Allowed and Blocked count the metrics that the data allows and those that it does not.
	Allowed int       `json:"metrics_allowed"`
	Blocked int       `json:"metrics_blocked"`
	Missing []missing `json:"missing"` // inputs, those that would allow most first
	// Checks are the checks of the data, each with what it found.
	Checks    []dataCheck `json:"checks"`
	StockOuts []stockOut  `json:"stock_outs"`
}

type missing struct {
	Input     string   `json:"input"`
	Name      string   `json:"name"`
	Unlocks   []string `json:"unlocks"` // names of the metrics that lack nothing else
	WaitedFor int      `json:"waited_for"`
	// From says where the number would come from: "a costs file (-costs)".
	From string `json:"from"`
}

type dataCheck struct {
	Code   string      `json:"code"` // "duty", "outliers", "duplicates", "dates"
	Name   string      `json:"name"`
	Looked int         `json:"looked"` // how many were looked at
	Faults []dataFault `json:"faults"` // at most 50
	Others int         `json:"other_faults"`
	Why    string      `json:"why,omitempty"` // why it could not look
}

type dataFault struct {
	Kind   string `json:"kind"`
	Item   string `json:"item"`
	Origin string `json:"origin"`
	Text   string `json:"text"`
}

type stockOut struct {
	SKU string `json:"sku"`
	// Days are the snapshots that show no unit, Weekly the units sold in a usual week.
	First  string `json:"first"`
	Last   string `json:"last"`
	Days   int    `json:"snapshots"`
	Weekly figure `json:"weekly_units"`
}

// A filePart is a file of the folder and how it was understood.
type filePart struct {
	Name      string     `json:"name"`
	Kind      string     `json:"kind"` // "" for one that is not known
	Bytes     int64      `json:"bytes"`
	Encoding  string     `json:"encoding,omitempty"`
	Separator string     `json:"separator,omitempty"` // "comma", "semicolon", "tab"
	Decimal   string     `json:"decimal,omitempty"`
	Rows      int        `json:"rows"`
	Days      *dateRange `json:"days"` // of its rows
	// DaysFrom says where the days of a file come from whose rows print none: "its name",
	// "the plan".
	DaysFrom string `json:"days_from,omitempty"`
	// InPeriod says that rows of it may be in the period or the base.
	InPeriod bool     `json:"in_period"`
	Faults   []string `json:"faults"`
	More     int      `json:"more_faults"`
	Unknown  []string `json:"columns_not_understood"`
	Notes    []string `json:"notes"`
	// Used says what it was used for.
	Used string `json:"used"`
}

// A leftOut says what is in no figure.
type leftOut struct {
	Code string `json:"code"`
	File string `json:"file"`
	Rows int    `json:"rows"`
	Text string `json:"text"`
}
