package audit

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// Options are what goes into a file besides the decision. The zero Options add nothing.
type Options struct {
	// Now is the time that was given to the decision; its location says the calendar
	// day for which fees and rules are looked up. The zero time is that of the
	// decision, in UTC. Any other has to be the same instant. On another calendar day
	// than that of the decision fees can be others, which [New] refuses.
	Now time.Time
	// Evidence is added as it is. Each one has a name.
	Evidence []Evidence
	// Approvals are records of people who allow a price in spite of some policy rules.
	Approvals []policy.Approval
}

// The standings of a price.
const (
	published Standing = "published"
	asked     Standing = "asked"
	inForce   Standing = "in_force"
)

// New returns the file of a decision that was made from an item and rules. The
// statement is worked out anew and the rivals are filtered anew; everything else is
// what the decision says. Nothing that was given is changed or kept. An item that was
// decided with a ready model is given with its Unit and without the model.
//
// The error joins every fault, each an [*fx.InputError]: a decision of another item,
// channel or time ("decision.sku"), an item or rules that cannot be written down
// ("item.model", "rules.pricer"), rules that are none, an approval without a name or a
// first day, or evidence without a name; or it is that of the unit, such as a day that
// no fee table covers. A unit that does not earn what the decision says, or whose costs
// are known where they were not, is not the one that was decided ("item.unit"); costs
// that differ and sum to the same cannot be told apart.
func New(item reprice.Item, rules reprice.Rules, d reprice.Decision, options Options) (File, error) {
	b := builder{item: &item, rules: &rules, d: &d, now: options.Now}
	if b.now.IsZero() {
		b.now = d.At.UTC()
	}
	b.checkGiven(&options)
	if len(b.faults) > 0 {
		return File{}, errors.Join(b.faults...)
	}
	b.f = File{Schema: SchemaID, Version: Version, Evidence: slices.Clone(options.Evidence)}
	b.inputs()
	b.subject()
	b.decision()
	b.costs()
	if err := b.statement(); err != nil {
		return File{}, err
	}
	b.limits()
	b.rivals()
	b.policy()
	b.approvals(options.Approvals)
	if len(b.faults) > 0 {
		return File{}, errors.Join(b.faults...)
	}
	complete(reflect.ValueOf(&b.f).Elem())
	b.f.Digest = b.f.digest()
	if err := b.f.check(); err != nil {
		return File{}, err
	}
	return b.f, nil
}

// A builder puts a file together.
type builder struct {
	item   *reprice.Item
	rules  *reprice.Rules
	d      *reprice.Decision
	now    time.Time
	places int32 // of the minor unit
	f      File
	faults []error
}

func (b *builder) bad(field, value, reason string) {
	b.faults = append(b.faults, fx.NewInputError(field, value, reason))
}

// checkGiven reports what cannot be a file.
func (b *builder) checkGiven(options *Options) {
	d := b.d
	if err := b.rules.Check(); err != nil {
		b.faults = append(b.faults, fx.Faults(fx.InField("rules", err))...)
	}
	if d.SKU != b.item.SKU || d.SKU == "" {
		b.bad("decision.sku", d.SKU, "must be that of the item, "+b.item.SKU)
	}
	if d.Rules != b.rules.Name || d.Version != b.rules.Version {
		b.bad("decision.rules", d.Rules+" "+d.Version, "must be the rules "+b.rules.Name+" "+b.rules.Version)
	}
	current, from := b.item.Current, d.From
	currentErr, fromErr := fx.CheckDecimal(current.Decimal), fx.CheckDecimal(from.Decimal)
	switch {
	case currentErr != nil:
		b.faults = append(b.faults, fx.InField("item.current", currentErr))
	case fromErr != nil:
		b.faults = append(b.faults, fx.InField("decision.from", fromErr))
	case from.Valid != current.Valid || !from.Decimal.Equal(current.Decimal):
		b.bad("decision.from", fx.Plain(from.Decimal), "must be the current price of the item, "+fx.Plain(current.Decimal))
	}
	if year := d.At.Year(); d.At.IsZero() || year < 1 || year > 9999 {
		b.bad("decision.at", "", "must be the time of the decision")
	}
	if !b.now.Round(0).Equal(d.At) {
		b.bad("now", b.now.UTC().Format(time.RFC3339), "must be the time of the decision, "+d.At.UTC().Format(time.RFC3339))
	}
	places, known := d.Currency.MinorUnits()
	if !known {
		b.bad("decision.currency", string(d.Currency), "must be a currency of ISO 4217 such as USD")
	}
	b.places = int32(places)
	if a := d.Approval; a != nil && a.At.IsZero() {
		b.bad("decision.approval.at", "", "must be the first day on which it holds")
	}
	for i := range options.Approvals {
		if options.Approvals[i].By == "" {
			b.bad("approvals["+strconv.Itoa(i)+"].by", "", "must name a person")
		}
		if options.Approvals[i].At.IsZero() {
			b.bad("approvals["+strconv.Itoa(i)+"].at", "", "must be the first day on which it holds")
		}
	}
}

// inputs lists everything that the decision was made from.
func (b *builder) inputs() {
	type part struct {
		name  string
		value any
	}
	parts := []part{{"now", b.now.Round(0)}, {"item", *b.item}, {"rules", *b.rules}}
	if b.d.Approval != nil {
		parts = append(parts, part{"approval", *b.d.Approval}, part{"approved_at", b.d.Next.Decided})
	}
	for _, part := range parts {
		inputs, err := Inputs(part.name, part.value)
		b.f.Inputs = append(b.f.Inputs, inputs...)
		b.faults = append(b.faults, fx.Faults(err)...)
	}
}

func (b *builder) subject() {
	d, c := b.d, &b.item.Case
	b.f.Subject = Subject{
		SKU: d.SKU, Channel: d.Channel, Currency: string(d.Currency), Day: dayText(b.now), DecidedAt: timeText(d.At),
		Brand: c.Brand, Title: c.Title, Rules: d.Rules, RulesVersion: d.Version, Strategy: d.Strategy,
	}
}

func (b *builder) decision() {
	d := b.d
	out := Decision{
		Action: Action(d.Action), From: b.maybe(d.From), To: b.maybe(d.To), Wanted: b.maybe(d.Wanted),
		ProfitBefore: b.maybe(d.Before.Profit), MarginBefore: maybePlain(d.Before.Margin),
		ProfitAfter: b.maybe(d.After.Profit), MarginAfter: maybePlain(d.After.Margin), CostsComplete: d.Complete,
	}
	for _, r := range d.Reasons {
		out.Reasons = append(out.Reasons, Reason{r.Code, r.Text})
	}
	for _, s := range d.Steps {
		out.Steps = append(out.Steps, Step{s.Code, b.amount(s.From), b.amount(s.To), s.Text})
	}
	if r := d.Review; r != nil {
		out.Review = &Review{Code: r.Code, Text: r.Text, Codes: slices.Clone(r.Codes), Price: b.maybe(r.Price), AtStake: b.amount(r.AtStake)}
		if g := int(r.Gravity); g > 0 && g < len(gravities) {
			out.Review.Gravity = Gravity(gravities[g])
		}
	}
	b.f.Decision = out
}

func (b *builder) limits() {
	bounds := &b.d.Bounds
	out := Limits{Least: b.maybe(bounds.Least), LeastBy: bounds.LeastBy, Most: b.maybe(bounds.Most), MostBy: bounds.MostBy}
	if !b.rules.Floor.NoTarget && b.item.Unit.Listing != nil {
		out.Target = b.rules.Floor.Target.String()
	}
	for _, i := range bounds.Admissible {
		interval := Interval{From: b.amount(i.From)}
		if !i.Open {
			interval.To = b.amount(i.To)
		}
		out.Admissible = append(out.Admissible, interval)
	}
	b.f.Limits = out
}

func (b *builder) rivals() {
	_, excluded := b.rules.Filter.Apply(b.item.Offers, b.now)
	for i, o := range b.item.Offers {
		r := Rival{
			Seller: o.Seller, Price: b.amount(o.Price), Shipping: b.maybe(o.Shipping), Total: b.total(&o),
			Condition: o.Condition, ByChannel: o.ByChannel, Featured: o.Featured, Seen: timeText(o.Seen), Considered: true,
		}
		for _, e := range excluded {
			if e.Index == i {
				r.Considered, r.Excluded, r.Why = false, string(e.Reason), e.Reason.String()
			}
		}
		b.f.Rivals = append(b.f.Rivals, r)
	}
}

// total is the price of an offer with shipping. Numbers that are too long to be added
// have no place in a file anyway.
func (b *builder) total(o *strategy.Offer) Number {
	if !short(o.Price) || !short(o.Shipping.Decimal) {
		return b.amount(o.Price)
	}
	return b.amount(o.Total())
}

func (b *builder) policy() {
	report := &b.d.Report
	infos := map[string]policy.Info{}
	for _, info := range b.rules.Policy.Infos() {
		infos[info.ID] = info
	}
	out := Policy{Asked: !report.Day.IsZero()}
	for _, r := range report.Results {
		info := infos[r.Rule]
		out.Rules = append(out.Rules, Rule{
			ID: r.Rule, Title: info.Title, Jurisdiction: info.Jurisdiction, Citation: info.Citation, From: dayText(info.From),
			To: dayText(info.To), VerifiedOn: dayText(info.Verified), Confidence: info.Confidence, House: slices.Clone(info.House),
			Status: string(r.Status), Missing: slices.Clone(r.Missing), Reason: r.Reason,
		})
	}
	for _, f := range report.Findings {
		finding := Finding{Rule: f.Rule, Severity: string(f.Severity), Message: f.Message, Citation: f.Citation, House: f.House, Until: dayText(f.Until)}
		for _, e := range f.Evidence {
			finding.Evidence = append(finding.Evidence, Figure(e))
		}
		out.Findings = append(out.Findings, finding)
	}
	b.f.Policy = out
}

func (b *builder) approvals(records []policy.Approval) {
	if a := b.d.Approval; a != nil {
		settled := b.approval(a)
		settled.Settled, settled.At = true, timeText(b.d.Next.Decided)
		b.f.Approvals = append(b.f.Approvals, settled)
	}
	for i := range records {
		b.f.Approvals = append(b.f.Approvals, b.approval(&records[i]))
	}
}

func (b *builder) approval(a *policy.Approval) Approval {
	return Approval{
		By: a.By, Reason: a.Reason, Codes: slices.Clone(a.Codes), Channel: a.Channel, SKU: a.SKU, Price: b.amount(a.Price),
		Paid: b.maybe(a.Paid), From: dayText(a.At), Until: dayText(a.Until),
	}
}

// shown is the price of the file, and what it is.
func (b *builder) shown() (decimal.NullDecimal, Standing) {
	d := b.d
	switch {
	case d.Action == reprice.ActionChange:
		return d.To, published
	case d.Review != nil && d.Review.Price.Valid:
		return d.Review.Price, asked
	}
	return d.From, inForce
}

// statement works out the statement at the price of the file and at the price before.
// With the kill switch the decision did not look at the unit, so that one with faults
// has no statement.
func (b *builder) statement() error {
	if b.item.Unit.Listing == nil {
		if b.d.Before.Profit.Valid || b.d.After.Profit.Valid {
			b.bad("item.unit", "", "must be the unit that was decided: the decision knows a profit, and this one has no listing")
		}
		return nil
	}
	model, err := pricing.NewModel(b.item.Unit, b.now)
	if err != nil {
		if b.rules.Guards.Stop {
			return nil
		}
		return fx.InField("item.unit", err)
	}
	price, standing := b.shown()
	if !price.Valid {
		return nil
	}
	s, err := model.At(price.Decimal)
	if err != nil {
		return fx.InField("decision", err)
	}
	var before *pricing.Statement
	if from := b.d.From; from.Valid && !from.Decimal.Equal(price.Decimal) {
		was, err := model.At(from.Decimal)
		if err != nil {
			return fx.InField("decision.from", err)
		}
		before = &was
	}
	b.sameUnit(&s, before, standing)
	b.fillStatement(&s, before, standing)
	b.exchange(&s)
	return nil
}
