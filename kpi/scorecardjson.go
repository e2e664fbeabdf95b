package kpi

import (
	"encoding/json"
	"errors"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// scoreTargetJSON is the form of a target in JSON.
type scoreTargetJSON struct {
	Kind   ScoreTargetKind `json:"kind,omitempty"`
	Low    *string         `json:"low,omitempty"`
	High   *string         `json:"high,omitempty"`
	Strict bool            `json:"strict,omitempty"`
}

// MarshalJSON writes the target; its numbers are texts.
func (t ScoreTarget) MarshalJSON() ([]byte, error) {
	return json.Marshal(scoreTargetJSON{t.Kind, textOfBound(t.Low), textOfBound(t.High), t.Strict})
}

// UnmarshalJSON reads what MarshalJSON writes. A number that is no text or has too many
// digits, and the faults of [ScoreTarget.Check], are errors; then the target stays as
// it was.
func (t *ScoreTarget) UnmarshalJSON(data []byte) error {
	var in scoreTargetJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return fx.NewInputError("", string(data), `must be a target such as {"kind": "at_least", "low": "0.06"}`)
	}
	low, errLow := boundOfText("low", in.Low)
	high, errHigh := boundOfText("high", in.High)
	out := ScoreTarget{Kind: in.Kind, Low: low, High: high, Strict: in.Strict}
	err := errors.Join(errLow, errHigh)
	if err == nil {
		err = out.Check()
	}
	if err == nil {
		*t = out
	}
	return err
}

// scoreMetricJSON is the form of a metric in JSON.
type scoreMetricJSON struct {
	Code       string          `json:"code"`
	Name       string          `json:"name,omitempty"`
	Owner      string          `json:"owner,omitempty"`
	Unit       Unit            `json:"unit"`
	Currency   fx.Currency     `json:"currency,omitempty"`
	Better     ScoreBetterWay  `json:"better,omitempty"`
	Proportion bool            `json:"proportion,omitempty"`
	Target     json.RawMessage `json:"target,omitempty"`
	AtLeast    *string         `json:"at_least,omitempty"`
	AtMost     *string         `json:"at_most,omitempty"`
}

// MarshalJSON writes the metric; its numbers are texts.
func (m ScoreMetric) MarshalJSON() ([]byte, error) {
	out := scoreMetricJSON{
		Code: m.Code, Name: m.Name, Owner: m.Owner, Unit: m.Unit, Currency: m.Currency, Better: m.Better,
		Proportion: m.Proportion, AtLeast: textOfBound(m.AtLeast), AtMost: textOfBound(m.AtMost),
	}
	if m.Target.Kind != NoScoreTarget {
		target, err := m.Target.MarshalJSON()
		if err != nil {
			return nil, err
		}
		out.Target = target
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes. A number that is no text or has too many
// digits, and the faults of [ScoreTarget.Check], are errors; then the metric stays as
// it was.
func (m *ScoreMetric) UnmarshalJSON(data []byte) error {
	var in scoreMetricJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return fx.NewInputError("", string(data), `must be a metric such as {"code": "cvr", "unit": "fraction"}`)
	}
	out := ScoreMetric{
		Code: in.Code, Name: in.Name, Owner: in.Owner, Unit: in.Unit, Currency: in.Currency, Better: in.Better,
		Proportion: in.Proportion,
	}
	var errTarget, errLeast, errMost error
	if len(in.Target) > 0 {
		errTarget = fx.InField("target", out.Target.UnmarshalJSON(in.Target))
	}
	out.AtLeast, errLeast = boundOfText("at_least", in.AtLeast)
	out.AtMost, errMost = boundOfText("at_most", in.AtMost)
	err := errors.Join(errTarget, errLeast, errMost)
	if err == nil {
		*m = out
	}
	return err
}

// textOfBound is a number as text, nil for none.
func textOfBound(d decimal.NullDecimal) *string {
	if !d.Valid {
		return nil
	}
	text := fx.Plain(d.Decimal)
	return &text
}

// boundOfText reads a number, none from nil.
func boundOfText(field string, text *string) (decimal.NullDecimal, error) {
	if text == nil {
		return decimal.NullDecimal{}, nil
	}
	d, err := fx.ParseDecimal(*text)
	if err != nil {
		return decimal.NullDecimal{}, fx.InField(field, err)
	}
	return decimal.NewNullDecimal(d), nil
}
