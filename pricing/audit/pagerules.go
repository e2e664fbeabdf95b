package audit

import "strings"

// limits prints what the price had to stay within.
func (l *layout) limits() section {
	x, s := &l.f.Limits, l.section("limits")
	t := newTable(l.say("limits"), l.head("h_what"), l.number("h_amount", l.currency), l.head("h_by_rule"))
	if x.Least != "" {
		t.row(plainCell(l.say("l_least")), numberCell(x.Least), l.reason(x.LeastBy))
	}
	if x.Most != "" {
		t.row(plainCell(l.say("l_most")), numberCell(x.Most), l.reason(x.MostBy))
	}
	if x.Target != "" {
		s.say(l.say("target_is", x.Target))
	}
	if len(t.rows) > 0 {
		s.add(t)
	} else {
		s.say(l.say("none"))
	}
	if len(x.Admissible) > 0 {
		a := newTable(l.say("admissible"), l.number("h_lowest", l.currency), l.number("h_highest", l.currency))
		for _, i := range x.Admissible {
			a.row(numberCell(i.From), plainCell(firstOf(i.To.short(), l.say("open"))))
		}
		s.add(a)
	}
	return s
}

// rivals prints the offers, those that were not compared with included.
func (l *layout) rivals() section {
	s := l.section("rivals")
	if len(l.f.Rivals) == 0 {
		s.say(l.say("none"))
		return s
	}
	t := newTable(l.say("rivals"), l.head("h_seller"), l.number("h_price", l.currency), l.number("h_shipping", l.currency),
		l.number("h_total", l.currency), l.head("h_considered"), l.prose("h_about"), l.head("h_seen"))
	for i := range l.f.Rivals {
		r := &l.f.Rivals[i]
		about := []string{firstOf(r.Condition, l.say("o_new"))}
		if r.ByChannel {
			about = append(about, l.say("o_channel"))
		}
		if r.Featured {
			about = append(about, l.say("o_featured"))
		}
		considered := cell{text: l.say("yes")}
		if !r.Considered {
			considered = l.coded(exclusionWords, r.Excluded)
			considered.text = strings.TrimSuffix(l.say("no")+l.say("colon")+considered.text, l.say("colon"))
		}
		t.row(plainCell(r.Seller), numberCell(r.Price), plainCell(firstOf(r.Shipping.short(), l.say("unknown"))), numberCell(r.Total),
			considered, plainCell(l.list(about)), plainCell(readable(r.Seen)))
	}
	s.add(t)
	return s
}

// policy prints the findings and every rule that was asked.
func (l *layout) policy() section {
	p, s := &l.f.Policy, l.section("policy")
	if !p.Asked {
		s.say(l.say("policy_not_asked"))
		return s
	}
	if len(p.Findings) == 0 {
		s.say(l.say("no_findings"))
	} else {
		t := newTable(l.say("findings"), l.head("h_rule"), l.head("h_severity"), l.prose("h_message"), l.prose("h_figures"), l.prose("h_citation"))
		for i := range p.Findings {
			x := &p.Findings[i]
			figures := make([]string, 0, len(x.Evidence)+2)
			for _, e := range x.Evidence {
				figures = append(figures, e.Name+l.say("colon")+e.Value)
			}
			if x.House {
				figures = append(figures, l.say("house_yes"))
			}
			if x.Until != "" {
				figures = append(figures, l.say("grace", string(x.Until)))
			}
			t.row(l.rule(x.Rule, l.title(x.Rule)), plainCell(l.word(severityWords, x.Severity)), plainCell(x.Message), plainCell(l.several(figures)), plainCell(x.Citation))
		}
		s.add(t)
	}
	t := newTable(l.say("judged"), l.head("h_rule"), l.head("h_status"), l.prose("h_why"), l.prose("h_citation"))
	for i := range p.Rules {
		x := &p.Rules[i]
		why := []string{}
		if x.Reason != "" {
			why = append(why, x.Reason)
		}
		if len(x.Missing) > 0 {
			why = append(why, l.say("missing_list", l.list(x.Missing)))
		}
		citation := []string{}
		if x.Citation != "" {
			citation = append(citation, x.Citation)
		}
		if span := l.span(x.From, x.To); span != "" {
			citation = append(citation, l.labelled("h_force", span))
		}
		if x.VerifiedOn != "" {
			citation = append(citation, l.labelled("h_verified", string(x.VerifiedOn)))
		}
		if x.Confidence != "" {
			citation = append(citation, l.labelled("h_confidence", l.word(confidenceWords, x.Confidence)))
		}
		for _, h := range x.House {
			citation = append(citation, l.say("house_mark", h))
		}
		t.row(l.rule(x.ID, x.Title), plainCell(l.word(statusWords, x.Status)), plainCell(l.several(why)), plainCell(l.several(citation)))
	}
	s.add(t)
	return s
}

// title is the title of a rule in the file.
func (l *layout) title(id string) string {
	for i := range l.f.Policy.Rules {
		if l.f.Policy.Rules[i].ID == id {
			return l.f.Policy.Rules[i].Title
		}
	}
	return ""
}

// rule names a policy rule by its title and its ID.
func (l *layout) rule(id, title string) cell {
	if chinese := ruleTitles[id]; l.language == Chinese && chinese != "" {
		title = chinese
	}
	return cell{text: title, code: id}
}

func (l *layout) evidence() section {
	s := l.section("evidence")
	if len(l.f.Evidence) == 0 {
		s.say(l.say("none"))
		return s
	}
	t := newTable(l.say("evidence"), l.head("h_name"), l.head("h_date"), l.prose("h_text"), l.prose("h_digest"))
	for _, e := range l.f.Evidence {
		t.row(plainCell(e.Name), plainCell(string(e.Day)), plainCell(e.Text), cell{code: string(e.SHA256)})
	}
	s.add(t)
	return s
}

func (l *layout) approvals() section {
	s := l.section("approvals")
	if len(l.f.Approvals) == 0 {
		s.say(l.say("none"))
		return s
	}
	t := newTable(l.say("approvals"), l.head("h_by"), l.head("h_at"), l.number("h_approved", l.currency), l.head("h_covers"), l.head("h_until"), l.prose("h_note"))
	for i := range l.f.Approvals {
		a := &l.f.Approvals[i]
		note := []string{}
		if a.Reason != "" {
			note = append(note, a.Reason)
		}
		if a.Paid != "" {
			note = append(note, l.say("a_paid", l.money(a.Paid)))
		}
		if a.Settled {
			note = append(note, l.say("a_settled"))
		}
		t.row(plainCell(a.By), plainCell(readable(a.At)), numberCell(a.Price), plainCell(l.list(a.Codes)), plainCell(l.span(a.From, a.Until)),
			plainCell(strings.Join(note, " · ")))
	}
	s.add(t)
	return s
}

// doubts prints what is missing, what was left out and the doubts of the fees.
func (l *layout) doubts() section {
	f, s := l.f, l.section("doubts")
	if len(f.Missing)+len(f.LeftOut)+len(f.Warnings) == 0 {
		s.say(l.say("none"))
	}
	if len(f.Missing) > 0 {
		t := newTable(l.say("w_missing"), l.head("h_name"))
		for _, m := range f.Missing {
			t.row(cell{code: m})
		}
		s.add(t)
	}
	if len(f.LeftOut) > 0 {
		t := newTable(l.say("w_left"), l.head("h_line"), l.head("h_event"), l.prose("h_text"))
		for _, x := range f.LeftOut {
			t.row(l.line(x.Code, ""), plainCell(l.word(eventWords, x.Event)), plainCell(x.Reason))
		}
		s.add(t)
	}
	if len(f.Warnings) > 0 {
		t := newTable(l.say("w_doubts"), l.head("h_code"), l.prose("h_text"))
		for _, w := range f.Warnings {
			t.row(cell{code: w.Code}, plainCell(w.Text))
		}
		s.add(t)
	}
	return s
}

func (l *layout) inputs() section {
	s := l.section("inputs")
	t := newTable(l.say("inputs"), l.head("h_path"), l.prose("h_value"))
	t.stacked = true
	for _, in := range l.f.Inputs {
		t.row(cell{code: in.Path}, plainCell(in.Value))
	}
	s.add(t)
	return s
}

func (l *layout) digest() section {
	d, s := &l.f.Digest, l.section("digest")
	s.say(l.say("digest_text"))
	t := newTable(l.say("digest"), l.head("h_what"), l.prose("h_value"))
	t.row(plainCell(l.say("d_algorithm")), cell{code: d.Algorithm})
	t.row(plainCell(l.say("d_inputs")), cell{code: string(d.Inputs)})
	t.row(plainCell(l.say("d_result")), cell{code: string(d.Result)})
	s.add(t)
	return s
}
