package customs

import "github.com/shopspring/decimal"

// mpfPayers are the lines that pay the merchandise processing fee.
type mpfPayers struct {
	bases   []mpfBase       // what the lines of each group pay it on
	base    decimal.Decimal // the same in sum, as it is rounded for the entry lines
	any     bool            // some line pays
	part    bool            // some line does not pay on its value
	unknown bool            // of a line nobody knows what it pays on
}

// add notes the lines of a group, which chapter 98 may exempt in whole or in part.
func (p *mpfPayers) add(g *group, base mpfBase) {
	if g.line.MPFExempt {
		base = mpfNone
	}
	switch {
	case base == mpfNone:
	case base == mpfValue:
		p.base = p.base.Add(g.line.Value)
	case !g.line.DutiableValue.Valid:
		p.unknown = true
		base = mpfValue
	default:
		p.base = p.base.Add(g.line.DutiableValue.Decimal)
	}
	p.any, p.part = p.any || base != mpfNone, p.part || base != mpfValue
	p.bases = append(p.bases, base)
}

// weights returns the input lines that pay and what they do it on, nil when all pay on
// their value.
func (p *mpfPayers) weights(e *Entry, groups []group) (of []int, weights []decimal.Decimal) {
	if !p.part {
		return nil, nil
	}
	for k, base := range p.bases {
		for _, i := range groups[k].of {
			switch base {
			case mpfValue:
				of, weights = append(of, i), append(weights, e.Lines[i].Value)
			case mpfDutiable:
				of, weights = append(of, i), append(weights, e.Lines[i].DutiableValue.Decimal)
			}
		}
	}
	return of, weights
}

// mpfOf is the part of a line that pays the fee.
func mpfOf(a *assessment) mpfBase {
	switch {
	case a.mpfExempt:
		return mpfNone
	case a.mpfDutiable:
		return mpfDutiable
	}
	return mpfValue
}

// fees adds MPF and HMF to the worksheet and shares them over the input lines.
func (s *sharer) fees(groups []group, notes *noter, payers *mpfPayers) {
	e, r, w := s.e, s.rules, s.w
	mpf := e.mpf(&r.mpf, w.Kind, payers)
	w.MPF, w.MPFBasis, w.MPFSource = mpf.amount, mpf.basis, mpf.source
	hmf := e.hmf(&r.hmf, w.Kind, w.Value)
	w.HMF, w.HMFBasis, w.HMFSource = hmf.amount, hmf.basis, hmf.source
	if r.book == nil {
		w.MPFSource, w.HMFSource = r.deMinimis.Source, r.deMinimis.Source
	}
	notes.miss(mpf.missing)
	notes.miss(hmf.missing)
	all := e.all()
	of, weights := payers.weights(e, groups)
	if weights == nil {
		of = all
	}
	s.fee(mpf.amount, of, weights, func(share *Share, part decimal.Decimal) { share.MPF = part })
	s.fee(hmf.amount, all, nil, func(share *Share, part decimal.Decimal) { share.HMF = part })
	for i := range w.Shares {
		share := &w.Shares[i]
		share.Total = withFees(share.Duty, share.MPF, share.HMF)
	}
	for k := range w.Lines {
		var mpf, hmf tally
		for _, i := range w.Lines[k].Of {
			mpf.add(w.Shares[i].MPF)
			hmf.add(w.Shares[i].HMF)
		}
		w.Lines[k].MPF, w.Lines[k].HMF = mpf.sum(), hmf.sum()
	}
	w.Total = withFees(w.Duty, w.MPF, w.HMF)
}

// fee puts a fee on the lines that pay it, by weights or, when these are nil, by value.
func (s *sharer) fee(amount decimal.Decimal, of []int, weights []decimal.Decimal, put func(*Share, decimal.Decimal)) {
	if amount.Sign() <= 0 {
		return
	}
	split := s.byValue(of)
	if weights != nil {
		own := newSplitter(s.e.Lines, of, weights)
		split = &own
	}
	for p, part := range split.split(amount) {
		put(&s.w.Shares[of[p]], part)
	}
}

// all are the places of all input lines.
func (e *Entry) all() []int {
	all := make([]int, len(e.Lines))
	for i := range all {
		all[i] = i
	}
	return all
}

// withFees returns a duty and both fees.
func withFees(duty Range, mpf, hmf decimal.Decimal) Range {
	var fees tally
	fees.add(mpf)
	fees.add(hmf)
	low, high := fees, fees
	low.add(duty.Low)
	if duty.Known() {
		return Exactly(low.sum())
	}
	high.add(duty.High)
	return Range{low.sum(), high.sum()}
}
