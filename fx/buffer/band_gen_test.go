package buffer_test

import (
	"fmt"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// number is a decimal that a test writes down as text.
func number(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// usdcny is a rate of a day; without a day it has none.
func usdcny(value, day string) fx.Rate {
	return must(fx.NewRate(fx.USD, fx.CNY, number(value))).WithSource(date(day), "")
}

func cash(text string) fx.Money { return must(fx.ParseMoney(text)) }

// path is USD/CNY on one day after the other.
func path(first string, values ...string) []fx.Rate {
	out := make([]fx.Rate, len(values))
	for i, v := range values {
		out[i] = usdcny(v, "").WithSource(date(first).AddDate(0, 0, i), "")
	}
	return out
}

// refused lists what an error is about: the fields of bad inputs and the types of
// the other errors.
func refused(err error) []string {
	var out []string
	for _, fault := range fx.Faults(err) {
		if in, ok := fault.(*fx.InputError); ok {
			out = append(out, in.Field)
		} else {
			out = append(out, fmt.Sprintf("%T", fault))
		}
	}
	return out
}

// walk runs a band from the zero state.
func walk(t fataler, b buffer.Band, fixings []fx.Rate) (buffer.BandState, []buffer.Move) {
	var s buffer.BandState
	moves := make([]buffer.Move, 0, len(fixings))
	for _, f := range fixings {
		next, move, err := b.Step(s, f)
		if err != nil {
			t.Fatalf("step to %s on %s: %v", f, f.Date(), err)
		}
		s, moves = next, append(moves, move)
	}
	return s, moves
}

type fataler interface {
	Fatalf(format string, args ...any)
}

// genBand draws limits of 0.1% to 8% and every other rule.
func genBand() *rapid.Generator[buffer.Band] {
	return rapid.Custom(func(t *rapid.T) buffer.Band {
		limit := rapid.Int64Range(0, 80)
		b := buffer.Band{
			Down: decimal.New(limit.Draw(t, "down"), -3), Up: decimal.New(limit.Draw(t, "up"), -3),
			InARow: rapid.IntRange(0, 4).Draw(t, "in a row"), CoolDownDays: rapid.IntRange(0, 20).Draw(t, "cool-down"),
			Approval: rapid.Bool().Draw(t, "approval"),
		}
		if rapid.Bool().Draw(t, "calendar") || b.Down.IsZero() && b.Up.IsZero() {
			b.EveryDays = rapid.IntRange(max(b.CoolDownDays, 1), 40).Draw(t, "every")
		}
		if b.Approval {
			b.Inner = decimal.New(rapid.Int64Range(0, 79).Draw(t, "inner"), -3)
			if b.Check() != nil {
				b.Inner = decimal.Decimal{}
			}
		}
		return b
	})
}

// genPath draws up to 40 fixings on rising days that move by up to 3% each.
func genPath() *rapid.Generator[[]fx.Rate] {
	return rapid.Custom(func(t *rapid.T) []fx.Rate {
		value, on := number("7"), date("2026-01-05")
		return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) fx.Rate {
			move := decimal.New(1000+rapid.Int64Range(-30, 30).Draw(t, "move"), -3)
			value = value.Mul(move).Round(4)
			on = on.AddDate(0, 0, rapid.IntRange(1, 5).Draw(t, "days"))
			return must(fx.NewRateFraction(fx.USD, fx.CNY, value.Mul(number("1.17")), number("1.17"))).WithSource(on, "bank")
		}), 1, 40).Draw(t, "fixings")
	})
}
