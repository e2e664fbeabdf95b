package reprice

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// maxStateJSON is the longest text of a state, in bytes.
const maxStateJSON = 1 << 16

// stateFields are the names of all fields, at whatever depth.
var stateFields = []string{
	"decided", "price", "low", "shown", "changes", "lows", "war", "freeze", "at", "from", "to", "total", "since", "up", "code", "text",
}

type stateJSON struct {
	Decided *time.Time   `json:"decided,omitempty"`
	Price   *string      `json:"price,omitempty"`
	Low     *string      `json:"low,omitempty"`
	Shown   *string      `json:"shown,omitempty"`
	Changes []changeJSON `json:"changes,omitempty"`
	Lows    []lowJSON    `json:"lows,omitempty"`
	War     *warJSON     `json:"war,omitempty"`
	Freeze  *freezeJSON  `json:"freeze,omitempty"`
}

type changeJSON struct {
	At   time.Time `json:"at"`
	From *string   `json:"from,omitempty"`
	To   string    `json:"to"`
}

type lowJSON struct {
	At    time.Time `json:"at"`
	Total string    `json:"total"`
}

type warJSON struct {
	Since time.Time `json:"since"`
	Up    bool      `json:"up,omitempty"`
	Price string    `json:"price"`
}

type freezeJSON struct {
	Since time.Time `json:"since"`
	Code  string    `json:"code"`
	Text  string    `json:"text,omitempty"`
}

// MarshalJSON writes the state as an object: prices as texts, times in RFC 3339 in
// UTC, empty fields left out. The zero State is {}. The errors are those of
// [State.Check].
func (s State) MarshalJSON() ([]byte, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	out := stateJSON{Price: known(s.Price), Low: known(s.Low), Shown: known(s.Shown)}
	if !s.Decided.IsZero() {
		at := s.Decided.UTC()
		out.Decided = &at
	}
	for _, c := range s.Changes {
		out.Changes = append(out.Changes, changeJSON{c.At.UTC(), known(c.From), fx.Plain(c.To)})
	}
	for _, l := range s.Lows {
		out.Lows = append(out.Lows, lowJSON{l.At.UTC(), fx.Plain(l.Total)})
	}
	if s.War != nil {
		out.War = &warJSON{s.War.Since.UTC(), s.War.Up, fx.Plain(s.War.Price)}
	}
	if s.Freeze != nil {
		out.Freeze = &freezeJSON{s.Freeze.Since.UTC(), s.Freeze.Code, s.Freeze.Text}
	}
	return json.Marshal(out)
}

func known(d decimal.NullDecimal) *string {
	if !d.Valid {
		return nil
	}
	text := fx.Plain(d.Decimal)
	return &text
}

// UnmarshalJSON reads a state strictly: an unknown or repeated field, a price that is
// no text, more than 65536 bytes and what [State.Check] reports are an
// [*fx.InputError] each. On an error s keeps its value.
func (s *State) UnmarshalJSON(data []byte) error {
	if len(data) > maxStateJSON {
		return fx.NewInputError("", "", "must be a JSON object of at most "+strconv.Itoa(maxStateJSON)+" bytes")
	}
	if err := checkFields(data); err != nil {
		return err
	}
	var in stateJSON
	strict := json.NewDecoder(bytes.NewReader(data))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&in); err != nil {
		return malformedState()
	}
	out, err := in.state()
	if err != nil {
		return err
	}
	if err := out.Check(); err != nil {
		return err
	}
	*s = out
	return nil
}

func malformedState() error {
	return fx.NewInputError("", "", `must be a JSON object such as {"decided":"2026-11-23T12:00:00Z","price":"19.99"}`)
}

// checkFields walks the text and reports a field that is unknown, repeated or of
// another case, and a text that is no single object.
func checkFields(data []byte) error {
	tokens := json.NewDecoder(bytes.NewReader(data))
	var open []map[string]bool // the fields of each open object, nil for a list
	key := false               // the next token is the name of a field
	for first := true; ; first = false {
		token, err := tokens.Token()
		if errors.Is(err, io.EOF) && !first && len(open) == 0 {
			return nil
		}
		if err != nil || first && token != json.Delim('{') || !first && len(open) == 0 || len(open) > 4 || token == nil {
			return malformedState()
		}
		name, isText := token.(string)
		switch {
		case token == json.Delim('{'):
			open, key = append(open, map[string]bool{}), true
			continue
		case token == json.Delim('['):
			open, key = append(open, nil), false
			continue
		case token == json.Delim('}'), token == json.Delim(']'):
			open = open[:len(open)-1]
		case key && isText:
			fields := open[len(open)-1]
			if !slices.Contains(stateFields, name) {
				return fx.NewInputError("", name, "must have no field of that name")
			}
			if fields[name] {
				return fx.NewInputError(name, "", "must not be given twice")
			}
			fields[name], key = true, false
			continue
		}
		key = len(open) > 0 && open[len(open)-1] != nil
	}
}

// state turns the texts into values; its error joins every fault.
func (in *stateJSON) state() (State, error) {
	var faults []error
	number := func(field, text string) decimal.Decimal {
		d, err := fx.ParseDecimal(text)
		if err != nil {
			faults = append(faults, fx.InField(field, err))
		}
		return d
	}
	maybe := func(field string, text *string) decimal.NullDecimal {
		if text == nil {
			return decimal.NullDecimal{}
		}
		return decimal.NewNullDecimal(number(field, *text))
	}
	out := State{Price: maybe("price", in.Price), Low: maybe("low", in.Low), Shown: maybe("shown", in.Shown)}
	if in.Decided != nil {
		out.Decided = in.Decided.UTC()
	}
	for i, c := range in.Changes {
		path := "changes[" + strconv.Itoa(i) + "]."
		out.Changes = append(out.Changes, Change{c.At.UTC(), maybe(path+"from", c.From), number(path+"to", c.To)})
	}
	for i, l := range in.Lows {
		out.Lows = append(out.Lows, Low{l.At.UTC(), number("lows["+strconv.Itoa(i)+"].total", l.Total)})
	}
	if in.War != nil {
		out.War = &War{in.War.Since.UTC(), in.War.Up, number("war.price", in.War.Price)}
	}
	if in.Freeze != nil {
		out.Freeze = &Freeze{in.Freeze.Since.UTC(), in.Freeze.Code, in.Freeze.Text}
	}
	return out, errors.Join(faults...)
}
