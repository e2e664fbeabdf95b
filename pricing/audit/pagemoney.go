package audit

import "strings"

// decision prints what was decided and how it came to it.
func (l *layout) decision() section {
	d, s := &l.f.Decision, l.section("decision")
	s.say(l.say("action", l.word(actionWords, string(d.Action))))
	prices := newTable(l.say("prices"), l.head("h_what"), l.number("h_amount", l.currency))
	for _, p := range []struct {
		key   string
		value string
	}{
		{"p_from", d.From.short()}, {"p_wanted", d.Wanted.short()}, {"p_asked", ""}, {"p_to", d.To.short()},
		{"p_profit_before", d.ProfitBefore.short()}, {"p_profit_after", d.ProfitAfter.short()},
		{"p_margin_before", percent(d.MarginBefore)}, {"p_margin_after", percent(d.MarginAfter)},
	} {
		if p.key == "p_asked" && d.Review != nil {
			p.value = d.Review.Price.short()
		}
		if p.value != "" {
			prices.row(plainCell(l.say(p.key)), plainCell(p.value))
		}
	}
	prices.row(plainCell(l.say("p_complete")), plainCell(l.yes(d.CostsComplete)))
	s.add(prices)
	if r := d.Review; r != nil {
		name := l.reason(r.Code)
		s.say(l.say("review_asked", firstOf(name.text, r.Code), l.word(gravityWords, string(r.Gravity)), l.money(r.AtStake)))
		s.say(r.Text)
		if len(r.Codes) > 0 {
			s.say(l.say("review_codes", l.list(r.Codes)))
		}
	}
	if len(d.Reasons) > 0 {
		t := newTable(l.say("reasons"), l.head("h_reason"), l.prose("h_text"))
		for _, r := range d.Reasons {
			t.row(l.reason(r.Code), plainCell(r.Text))
		}
		s.add(t)
	}
	if len(d.Steps) > 0 {
		t := newTable(l.say("steps"), l.head("h_reason"), l.number("h_from", l.currency), l.number("h_to", l.currency), l.prose("h_text"))
		for _, x := range d.Steps {
			t.row(l.reason(x.Code), numberCell(x.From), numberCell(x.To), plainCell(x.Text))
		}
		s.add(t)
	}
	return s
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// statement prints the profit and loss with the price before beside it, and the ladder.
func (l *layout) statement() section {
	s, st := l.section("statement"), l.f.Statement
	if st == nil {
		s.say(l.say("statement_none"))
		return s
	}
	texts := []string{l.say("statement_"+string(st.Standing), l.money(st.Price)), l.say("statement_sum")}
	if !st.Complete {
		texts = append(texts, l.say("statement_open"))
	}
	s.say(l.sentences(texts...))
	columns := []column{l.head("h_line"), l.number("h_now", string(st.Price), l.currency)}
	with := func(before Number, cells ...cell) []cell {
		if st.Before != nil {
			cells = append(cells[:2:2], append([]cell{numberCell(before)}, cells[2:]...)...)
		}
		return cells
	}
	before := Before{}
	if st.Before != nil {
		before = *st.Before
		columns = append(columns, l.number("h_before", string(before.Price), l.currency))
	}
	lines := newTable(l.say("statement"), append(columns[:len(columns):len(columns)], l.head("h_event"))...)
	for i := range st.Lines {
		x := &st.Lines[i]
		lines.row(with(x.Before, l.line(x.Code, x.Label), numberCell(x.Amount), plainCell(l.word(eventWords, x.Event)))...)
	}
	lines.total(with(before.Profit, plainCell(l.say("s_profit")), numberCell(st.Profit), plainCell(""))...)
	s.add(lines)
	ladder := newTable(l.say("ladder"), append(columns[:len(columns):len(columns)], l.number("h_share"))...)
	ladder.columns[0] = l.head("h_step")
	for _, r := range st.Ladder {
		ladder.row(with(r.Before, l.coded(rungWords, r.Rung), numberCell(r.Amount), plainCell(percent(r.Margin)))...)
	}
	s.add(ladder)
	ratios := newTable(l.say("s_ratios"), columns...)
	ratios.columns[0] = l.head("h_what")
	for _, r := range []struct{ key, now, was string }{
		{"s_revenue", st.Revenue.short(), ""}, {"s_cost", st.Cost.short(), ""}, {"s_exact", st.ProfitExact.short(), before.ProfitExact.short()},
		{"s_margin", percent(st.Margin), percent(before.Margin)}, {"s_markup", percent(st.Markup), ""}, {"s_roi", percent(st.ROI), ""},
	} {
		if r.now != "" {
			ratios.row(with(Number(r.was), plainCell(l.say(r.key)), plainCell(r.now))...)
		}
	}
	s.add(ratios)
	return s
}

// fees prints for each line of the statement how it was found and from which table.
func (l *layout) fees() section {
	s := l.section("fees")
	if l.f.Statement == nil {
		s.say(l.say("none"))
		return s
	}
	t := newTable(l.say("fees"), l.head("h_line"), l.number("h_each", l.currency), l.number("h_quantity"), l.prose("h_basis"), l.prose("h_source"))
	for i := range l.f.Statement.Lines {
		x := &l.f.Statement.Lines[i]
		t.row(l.line(x.Code, x.Label), numberCell(x.Each), numberCell(x.Quantity), plainCell(x.Basis), plainCell(l.sourceText(&x.Source)))
	}
	s.add(t)
	return s
}

// sourceText names a table with its days, or the input that the seller gave.
func (l *layout) sourceText(s *Source) string {
	if s.Confidence == "supplied" {
		return l.say("supplied", s.Citation)
	}
	parts := []string{s.Table}
	if span := l.span(s.EffectiveFrom, s.EffectiveTo); span != "" {
		parts = append(parts, l.labelled("h_force", span))
	}
	if s.VerifiedOn != "" {
		parts = append(parts, l.labelled("h_verified", string(s.VerifiedOn)))
	}
	if s.Confidence != "" {
		parts = append(parts, l.labelled("h_confidence", l.word(confidenceWords, s.Confidence)))
	}
	if s.Citation != "" {
		parts = append(parts, l.labelled("h_citation", s.Citation))
	}
	return l.several(parts)
}

// costs prints the costs as they were given.
func (l *layout) costs() section {
	c, s := &l.f.Costs, l.section("costs")
	if len(c.Items) == 0 && c.Landed == nil {
		s.say(l.say("none"))
	}
	if len(c.Items) > 0 {
		t := newTable(l.say("items"), l.head("h_cost"), column{title: l.say("h_value"), right: true}, l.head("h_currency"), l.head("h_when"))
		for _, item := range c.Items {
			when := l.say("per_unit")
			if item.PerSale {
				when = l.say("per_sale")
			}
			t.row(l.line(item.Code, item.Label), plainCell(firstOf(item.Amount.short(), l.say("unknown"))), plainCell(item.Currency), plainCell(when))
		}
		s.add(t)
	}
	if x := c.Landed; x != nil {
		t := newTable(l.say("landed", string(x.Units), x.Currency), l.head("h_part"), l.head("h_kind"), l.number("h_amount", x.Currency),
			column{title: l.say("h_paid"), right: true}, l.prose("h_basis"), l.prose("h_source"))
		for i := range x.Parts {
			p := &x.Parts[i]
			total := p.Total.short()
			if p.High != "" {
				total = l.say("bracket", total, l.say("up_to", p.High.short()))
			}
			basis := p.Basis
			if p.Due != "" {
				basis = l.say("bracket", basis, l.say("due", string(p.Due)))
			}
			source := ""
			if p.Source != nil {
				source = l.sourceText(p.Source)
			}
			t.row(l.line(p.Code, p.Label), plainCell(l.word(kindWords, p.Kind)), plainCell(total),
				plainCell(p.Entered.short()+" "+p.EnteredCurrency), plainCell(basis), plainCell(source))
		}
		t.total(plainCell(l.say("landed_total")), cell{}, numberCell(x.Total), cell{}, cell{}, cell{})
		s.add(t)
		for _, m := range x.Missing {
			s.say(l.say("landed_missing", m.Code+l.say("colon")+m.Text))
		}
		for _, n := range x.NotIncluded {
			s.say(l.say("not_included", n))
		}
	}
	return s
}

// exchange prints the rate with its legs, the buffer and what other rates do.
func (l *layout) exchange() section {
	x, s := l.f.Exchange, l.section("exchange")
	if x == nil {
		s.say(l.say("exchange_none"))
		return s
	}
	s.say(l.say("exchange_buffer", x.Quote, percent(x.Buffer), l.money(x.BufferCost)))
	s.say(l.say("exchange_exposed", x.Quote, x.Exposed.short()+" "+x.Quote))
	outcomes := newTable(l.say("rate_outcomes"), l.head("h_what"), column{title: l.say("h_rate") + " (" + x.Quote + "/" + x.Base + ")", right: true}, l.number("h_profit", l.currency))
	outcomes.row(plainCell(l.say("x_spot")), numberCell(x.Spot), numberCell(x.ProfitSpot))
	outcomes.row(plainCell(l.say("x_plan")), numberCell(x.Plan), numberCell(x.ProfitPlan))
	if x.Worst != "" {
		outcomes.row(plainCell(l.say("x_worst", percent(x.Band))), numberCell(x.Worst), numberCell(x.ProfitWorst))
	}
	if x.BreakEven != "" {
		outcomes.row(plainCell(l.say("x_even")), numberCell(x.BreakEven), plainCell("0"))
	}
	s.add(outcomes)
	if len(x.Legs) > 0 {
		t := newTable(l.say("legs"), l.head("h_pair"), l.number("h_number"), l.head("h_date"), l.prose("h_publisher"))
		for _, leg := range x.Legs {
			number := string(leg.Num)
			switch {
			case leg.Den == "1":
			case leg.Num == "1":
				number = "1/" + string(leg.Den)
			default:
				number += "/" + string(leg.Den)
			}
			publisher := leg.Source
			if leg.Inverted {
				publisher = strings.TrimPrefix(publisher+l.say("semicolon")+l.say("x_inverted"), l.say("semicolon"))
			}
			t.row(plainCell(l.say("x_pair", leg.Quote, leg.Base)), plainCell(number), plainCell(string(leg.Date)), plainCell(publisher))
		}
		s.add(t)
	}
	return s
}
