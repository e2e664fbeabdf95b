package buffer_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// A price that was built at 7.00 stays until the dollar has lost more than 2%.
// Each move says what to do and why; the state is what has to be kept.
func ExampleBand() {
	band := buffer.Band{Down: number("0.02"), Up: number("0.05")}
	var state buffer.BandState
	for _, fixing := range path("2026-03-02", "7.00", "6.93", "6.86", "6.85", "6.90") {
		next, move, err := band.Step(state, fixing)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(fixing.Value(2).StringFixed(2), move.Action+":", move.Reason)
		state = next
	}
	// Output:
	// 7.00 hold: the start rate
	// 6.93 hold: the rate is 1% below the reference of 2026-03-02
	// 6.86 hold: the rate is 2% below the reference of 2026-03-02
	// 6.85 reprice: the rate is 2.1429% below the reference of 2026-03-02, beyond the limit of 2%
	// 6.90 hold: the rate is 0.7299% above the reference of 2026-03-05
}

// A band is checked before the first fixing arrives.
func ExampleBand_Check() {
	err := buffer.Band{Down: number("2"), Inner: number("-0.01")}.Check()
	for _, fault := range fx.Faults(err) {
		fmt.Println(fault)
	}
	// Output:
	// down must be a fraction below 1, such as 0.02, got "2"
	// inner must not be below 0, got "-0.01"
}

// One fixing below the limit is not enough: two in a row are asked for.
func ExampleBand_Step() {
	band := buffer.Band{Down: number("0.01"), InARow: 2}
	state, _, _ := band.Step(buffer.BandState{}, usdcny("7.00", "2026-03-02"))
	state, move, _ := band.Step(state, usdcny("6.90", "2026-03-03"))
	fmt.Println(move.Action, state.InARow, "outside")
	state, move, _ = band.Step(state, usdcny("6.91", "2026-03-04"))
	fmt.Println(move.Action, "on", state.Reference)
	// Output:
	// hold 1 outside
	// reprice on 6.91 CNY per USD
}

// What a price of 7.00 has to stand before it moves: the margin at this rate is the
// one to look at.
func ExampleBand_Worst() {
	worst := must(buffer.Band{Down: number("0.02"), Up: number("0.05")}.Worst(usdcny("7.00", "2026-03-02")))
	fmt.Println(worst)
	// Output:
	// 6.86 CNY per USD (spot 7, buffer 0.02)
}

// A program acts on two of the four.
func ExampleAction() {
	band := buffer.Band{Down: number("0.02"), Inner: number("0.01"), Approval: true}
	_, moves := walk(nil, band, path("2026-03-02", "7.00", "6.85", "6.80", "6.88", "6.95"))
	for _, move := range moves {
		switch move.Action {
		case buffer.ActionReprice:
			fmt.Println("build the price again")
		case buffer.ActionAlarm:
			fmt.Println("ask somebody")
		case buffer.ActionHold, buffer.ActionClear:
			fmt.Println(move.Action)
		}
	}
	// Output:
	// hold
	// ask somebody
	// hold
	// hold
	// clear
}

// The deviation is rounded for people; the decision was made on the exact rates.
func ExampleMove() {
	_, moves := walk(nil, buffer.Band{Up: number("0.05")}, path("2026-03-02", "7.00", "7.20"))
	move := moves[1]
	fmt.Println(move.Action, move.Reference.Value(2), move.Fixing.Value(2), move.Deviation)
	// Output:
	// hold 7 7.2 0.028571428571
}

// The fixing of Monday again on Tuesday is not a new one.
func ExampleStepError() {
	band := buffer.Band{Down: number("0.02")}
	state, _, _ := band.Step(buffer.BandState{}, usdcny("7.00", "2026-03-02"))
	_, _, err := band.Step(state, usdcny("6.50", "2026-03-02"))
	var late *buffer.StepError
	fmt.Println(errors.As(err, &late), late.Day.Equal(late.Last))
	// Output:
	// true true
}

func ExampleStepError_Error() {
	fmt.Println(&buffer.StepError{Day: date("2026-03-02"), Last: date("2026-03-06")})
	// Output:
	// buffer: a fixing of 2026-03-02 comes too late for a band that stands at 2026-03-06
}

// The state lives in the seller's database from one day to the next.
func ExampleBandState() {
	band := buffer.Band{Down: number("0.02")}
	state, _, _ := band.Step(buffer.BandState{}, usdcny("7.00", "2026-03-02"))
	stored := must(json.Marshal(state))

	var read buffer.BandState
	if err := json.Unmarshal(stored, &read); err != nil {
		fmt.Println(err)
		return
	}
	_, move, _ := band.Step(read, usdcny("6.80", "2026-03-03"))
	fmt.Println(move.Action)
	// Output:
	// reprice
}

// The alarm of Tuesday is answered on Thursday: prices now stand on 6.82.
func ExampleBandState_Accept() {
	band := buffer.Band{Down: number("0.02"), Approval: true}
	state, moves := walk(nil, band, path("2026-03-02", "7.00", "6.85"))
	fmt.Println(moves[1].Action)
	state = must(state.Accept(usdcny("6.82", "2026-03-04"), date("2026-03-05")))
	_, move, _ := band.Step(state, usdcny("6.80", "2026-03-05"))
	fmt.Println(move.Action+",", move.Reason)
	// Output:
	// alarm
	// hold, the rate is 0.2933% below the reference of 2026-03-04
}

func ExampleBandState_Equal() {
	a := must(buffer.BandState{}.Accept(usdcny("7.00", ""), date("2026-03-02")))
	b := must(buffer.BandState{}.Accept(usdcny("7", ""), date("2026-03-02")))
	fmt.Println(a.Equal(b), a.Equal(buffer.BandState{}))
	// Output:
	// true false
}

func ExampleBandState_MarshalJSON() {
	state, _, _ := buffer.Band{Down: number("0.02")}.Step(buffer.BandState{}, usdcny("7.00", "2026-03-02").WithSource(date("2026-03-02"), "ECB"))
	fmt.Println(string(must(state.MarshalJSON())))
	// Output:
	// {"reference":{"base":"USD","quote":"CNY","num":"7","den":"1","date":"2026-03-02","source":"ECB"},"repriced":"2026-03-02","last":"2026-03-02","in_a_row":0,"outside":false}
}

// A field that is missing is not taken as 0.
func ExampleBandState_UnmarshalJSON() {
	var state buffer.BandState
	err := state.UnmarshalJSON([]byte(`{"reference":{"base":"USD","quote":"CNY","num":"7","den":"1"},"repriced":"2026-03-02"}`))
	for _, fault := range fx.Faults(err) {
		fmt.Println(fault)
	}
	// Output:
	// in_a_row must be given
	// outside must be given
}

// Two bands on the same rates: the wider one changes prices less often and lets the
// rate fall further below the one that they were built on.
func ExampleBackTestBand() {
	fixings := path("2026-03-02", "7.00", "6.92", "6.88", "6.95", "6.80", "6.78", "6.90")
	for _, limit := range []string{"0.01", "0.02"} {
		band := buffer.Band{Down: number(limit), Up: number(limit)}
		e := must(buffer.BackTestBand(slices.Values(fixings), band, date("2026-03-02"), date("2026-03-31")))
		fmt.Printf("%s: %d re-prices, worst gap %s\n", fx.Percent(band.Down), e.Reprices, fx.Percent(e.WorstGap.Round(4)))
	}
	// Output:
	// 1%: 3 re-prices, worst gap -0.58%
	// 2%: 1 re-prices, worst gap -1.71%
}

// What the figures of a back-test mean.
func ExampleBandEvidence() {
	fixings := path("2026-03-02", "7.00", "6.93", "6.79", "6.79", "6.86")
	e := must(buffer.BackTestBand(slices.Values(fixings), buffer.Band{Down: number("0.02")}, date(""), date("")))
	fmt.Println(e.Fixings, "fixings from", e.From.Format("2006-01-02"), "to", e.To.Format("2006-01-02"))
	fmt.Println("mean gap", fx.Percent(e.MeanGap.Round(4)), "and worst on", e.WorstDay.Format("2006-01-02"))
	fmt.Println(fx.Percent(e.Under), "of the days below plan")
	// Output:
	// 5 fixings from 2026-03-02 to 2026-03-06
	// mean gap 0.51% and worst on 2026-03-03
	// 25% of the days below plan
}
