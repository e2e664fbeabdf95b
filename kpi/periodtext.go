package kpi

import (
	"strings"
	"time"

	"github.com/lianxing/crossborder/fx"
)

// MarshalText writes the period as [Period.String] does. The error is that of
// [Period.Check]; the zero Period is "".
func (p Period) MarshalText() ([]byte, error) {
	if p.First.IsZero() && p.Last.IsZero() {
		return nil, nil
	}
	if err := p.Check(); err != nil {
		return nil, err
	}
	return []byte(p.String()), nil
}

// UnmarshalText reads "2026-07-01..2026-07-30", "2026-07-01" for one day and "" for the
// zero Period. The error is an [*fx.InputError] without a field, or that of
// [Period.Check].
func (p *Period) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*p = Period{}
		return nil
	}
	from, to, ranged := strings.Cut(string(text), "..")
	if !ranged {
		to = from
	}
	first, err := time.Parse(time.DateOnly, from)
	last, errLast := time.Parse(time.DateOnly, to)
	if err != nil || errLast != nil {
		return fx.NewInputError("", string(text), "must be days such as 2026-07-01..2026-07-30")
	}
	q := Period{first, last}
	if err := q.Check(); err != nil {
		return err
	}
	*p = q
	return nil
}
