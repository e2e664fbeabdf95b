package buffer_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

const storedState = `{"reference":{"base":"USD","quote":"CNY","num":"8.397","den":"1.172","date":"2025-06-30","source":"ECB"},` +
	`"repriced":"2025-07-01","last":"2025-07-02","in_a_row":2,"outside":true}`

func someState() buffer.BandState {
	r := must(fx.NewRateFraction(fx.USD, fx.CNY, number("8.397"), number("1.172"))).WithSource(date("2025-06-30"), "ECB")
	return buffer.BandState{Reference: r, Repriced: date("2025-07-01"), Last: date("2025-07-02"), InARow: 2, Outside: true}
}

func TestBandStateJSON(t *testing.T) {
	bare := someState()
	bare.Reference = must(fx.NewRate(fx.USD, fx.CNY, number("7")))
	bare.Last, bare.InARow, bare.Outside = time.Time{}, 0, false
	buffered := someState()
	buffered.Reference = must(buffered.Reference.WithBuffer(number("0.02")))
	chained := someState()
	chained.Reference = must(must(fx.NewRate(fx.USD, fx.EUR, number("0.123456789012"))).Cross(must(fx.NewRate(fx.EUR, fx.CNY, number("7.123456789012")))))
	elsewhere := someState()
	elsewhere.Last = time.Date(2025, 7, 2, 1, 0, 0, 0, time.FixedZone("Shanghai", 8*3600))
	for _, test := range []struct {
		name  string
		state buffer.BandState
		want  string
		read  buffer.BandState
	}{
		{"zero", buffer.BandState{}, `{}`, buffer.BandState{}},
		{"full", someState(), storedState, someState()},
		{"many digits and two legs", chained, `{"reference":{"base":"USD","quote":"CNY","num":"0.879439101837153483936144","den":"1",` +
			`"legs":[{"base":"USD","quote":"EUR","num":"0.123456789012","den":"1"},{"base":"EUR","quote":"CNY","num":"7.123456789012","den":"1"}]},` +
			`"repriced":"2025-07-01","last":"2025-07-02","in_a_row":2,"outside":true}`, chained},
		{"a day elsewhere", elsewhere, storedState, someState()},
		{"a buffer is not stored", buffered, storedState, someState()},
		{"nothing seen", bare, `{"reference":{"base":"USD","quote":"CNY","num":"7","den":"1"},"repriced":"2025-07-01","in_a_row":0,"outside":false}`, bare},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := json.Marshal(test.state)
			if err != nil || string(got) != test.want {
				t.Fatalf("got %s %v, want %s", got, err, test.want)
			}
			var read buffer.BandState
			if err := json.Unmarshal(got, &read); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.read, read); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBandStateJSONRefuses(t *testing.T) {
	const ref = `"reference":{"base":"USD","quote":"CNY","num":"7","den":"1"}`
	const rest = `,"repriced":"2025-07-01","in_a_row":0,"outside":false}`
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"null", `null`, []string{""}},
		{"a list", `[]`, []string{""}},
		{"cut off", `{` + ref, []string{""}},
		{"something after it", `{} {}`, []string{""}},
		{"unknown field", `{` + ref + `,"price":1` + rest, []string{""}},
		{"other capitals", `{` + ref + `,"Last":"2025-07-02"` + rest, []string{""}},
		{"twice", `{` + ref + `,"in_a_row":0` + rest, []string{"in_a_row"}},
		{"nothing but a day", `{"last":"2025-07-02"}`, []string{"reference", "repriced", "in_a_row", "outside"}},
		{"other types", `{"reference":"USD/CNY","repriced":20250701,"last":null,"in_a_row":"1","outside":0}`, []string{"reference", "repriced", "last", "in_a_row", "outside"}},
		{"other numbers", `{` + ref + `,"repriced":"2025-7-1","last":"2025-02-29","in_a_row":1.5,"outside":false}`, []string{"repriced", "last", "in_a_row"}},
		{"a count below 0", `{` + ref + `,"repriced":"2025-07-01","in_a_row":-1,"outside":false}`, []string{"in_a_row"}},
		{"a count of 20 digits", `{` + ref + `,"repriced":"2025-07-01","in_a_row":99999999999999999999,"outside":false}`, []string{"in_a_row"}},
		{"the year 0", `{` + ref + `,"repriced":"0000-01-01","in_a_row":0,"outside":false}`, []string{"repriced"}},
		{"an empty rate", `{"reference":{}` + rest, []string{"reference.base", "reference.quote", "reference.num", "reference.den"}},
		{"a rate of other types", `{"reference":{"base":1,"quote":true,"num":7,"den":[1],"date":1,"source":null}` + rest,
			[]string{"reference.base"}},
		{"a rate of 0", `{"reference":{"base":"USD","quote":"CNY","num":"0","den":"1"}` + rest, []string{"reference.num"}},
		{"a decimal comma", `{"reference":{"base":"USD","quote":"CNY","num":"7,1","den":"1e999999999"}` + rest, []string{"reference.num", "reference.den"}},
		{"no currency code", `{"reference":{"base":"USD","quote":"rmb","num":"7","den":"1"}` + rest, []string{"reference.quote"}},
		{"a buffer", `{"reference":{"base":"USD","quote":"CNY","num":"7","den":"1","buffer":"0.1"}` + rest, []string{"reference.buffer"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := someState()
			err := s.UnmarshalJSON([]byte(test.text))
			if diff := cmp.Diff(test.want, refused(err)); diff != "" {
				t.Error(diff, err)
			}
			if !s.Equal(someState()) {
				t.Errorf("the state became %+v", s)
			}
		})
	}
	for name, s := range map[string]buffer.BandState{
		"no reference": {InARow: 1},
		"no day":       {Reference: usdcny("7", "")},
		"no UTF-8":     {Repriced: date("2026-01-01"), Reference: usdcny("7", "").WithSource(time.Time{}, "\xff")},
	} {
		if text, err := json.Marshal(s); err == nil {
			t.Errorf("%s: written as %s", name, text)
		}
	}
}

func TestBandStateAccept(t *testing.T) {
	alarmed := someState()
	rate := must(usdcny("7.1", "2025-07-03").WithBuffer(number("0.02")))
	got := must(alarmed.Accept(rate, time.Date(2025, 7, 4, 1, 0, 0, 0, time.FixedZone("Shanghai", 8*3600))))
	want := buffer.BandState{Reference: usdcny("7.1", "2025-07-03"), Repriced: date("2025-07-04"), Last: date("2025-07-02")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	start := must(buffer.BandState{}.Accept(usdcny("7", ""), date("2025-07-04")))
	if _, move, err := symmetric("0.02").Step(start, usdcny("6.8", "2025-07-04")); err != nil || move.Action != buffer.ActionReprice {
		t.Errorf("the first fixing after a start by hand: %+v %v", move, err)
	}
	for _, test := range []struct {
		name  string
		state buffer.BandState
		rate  fx.Rate
		on    time.Time
		want  []string
	}{
		{"everything", buffer.BandState{InARow: -1}, fx.Rate{}, time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), []string{"state.in_a_row", "rate", "on"}},
		{"other pair", alarmed, rate.Inverse(), date("2025-07-04"), []string{"*fx.CurrencyMismatchError"}},
		{"before the last re-price", alarmed, usdcny("7", ""), date("2025-06-30"), []string{"on"}},
		{"before the rate", alarmed, rate, date("2025-07-02"), []string{"on"}},
		{"the zero day", buffer.BandState{}, usdcny("7", ""), time.Time{}, []string{"on"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.state.Accept(test.rate, test.on)
			if diff := cmp.Diff(test.want, refused(err)); diff != "" {
				t.Error(diff)
			}
			if !got.Equal(test.state) {
				t.Errorf("the state became %+v", got)
			}
		})
	}
}

func TestBandStateEqual(t *testing.T) {
	for name, change := range map[string]func(*buffer.BandState){
		"reference": func(s *buffer.BandState) { s.Reference = usdcny("7", "") },
		"repriced":  func(s *buffer.BandState) { s.Repriced = s.Repriced.AddDate(0, 0, 1) },
		"last":      func(s *buffer.BandState) { s.Last = s.Last.AddDate(0, 0, 1) },
		"count":     func(s *buffer.BandState) { s.InARow++ },
		"alarm":     func(s *buffer.BandState) { s.Outside = false },
	} {
		s := someState()
		change(&s)
		if s.Equal(someState()) || !s.Equal(s) {
			t.Errorf("%s does not count", name)
		}
	}
}

// What is read is written and read again to the same state, and nothing panics.
func FuzzBandStateJSON(f *testing.F) {
	f.Add([]byte(storedState))
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"reference":{"base":"USD","quote":"CNY","num":"7e1","den":"+1.50","source":"\u00e9"},"repriced":"9999-12-31","in_a_row":0,"outside":false}`))
	f.Add([]byte(`{"last":[[[[`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var s buffer.BandState
		if err := s.UnmarshalJSON(data); err != nil {
			if len(refused(err)) == 0 {
				t.Fatalf("%v says nothing", err)
			}
			return
		}
		text, err := s.MarshalJSON()
		if err != nil {
			t.Fatalf("read %q but not written: %v", data, err)
		}
		var again buffer.BandState
		if err := again.UnmarshalJSON(text); err != nil || !again.Equal(s) {
			t.Fatalf("%s reads as %+v, %v", text, again, err)
		}
	})
}
