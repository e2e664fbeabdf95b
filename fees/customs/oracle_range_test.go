package customs_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees/customs"
	oracle "github.com/lianxing/crossborder/internal/oracle/landed"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// The duty of goods of which facts are missing reaches from the least to the greatest
// of all ways to fill them.
func TestOracleRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := drawnDay(t)
		g := drawnGoods(t, 0, day, rapid.SampledFrom([]string{"CN", "CN", "HK", "TR"}).Draw(t, "origin"), true)
		open := oracle.Open{Facts: g.open}
		content := false
		for i, u := range g.unknown {
			if rapid.IntRange(0, 3).Draw(t, "forget "+strconv.Itoa(i)) > 0 {
				before := g.percent
				u.forget(&g)
				content = content || g.percent != before
				open.Facts = append(open.Facts, u.ways)
			}
		}
		value := decimal.New(rapid.Int64Range(1, 2_000_000).Draw(t, "cents"), -2)
		line, plain := g.with("goods", value, decimal.New(rapid.Int64Range(0, 100_000).Draw(t, "kg"), -2))
		open.Line = plain
		least, greatest, ok := open.Range(day)
		if !ok {
			return
		}
		got, err := customs.Entry{Date: day, LoadedOn: day, Mode: customs.Air, Lines: []customs.Line{line}, Tables: tariffOf(t, []plainGoods{g})}.Assess()
		if err != nil {
			t.Fatal(err)
		}
		bound := usd("0")
		if content { // in between the ends the cents fall otherwise
			bound = usd("0.03")
		}
		if got.Duty.Low.Sub(least).Abs().GreaterThan(bound) || got.Duty.High.Sub(greatest).Abs().GreaterThan(bound) {
			t.Fatalf("%s on %s of %s\n%s\n%+v\ngot  %s\nwant %s to %s", g.line.Origin, day.Format(time.DateOnly), value, g.row, line.Facts, got.Duty, least, greatest)
		}
	})
}

// A derivative with no metal at all, and one of which the metal is not known, in the
// days in which that decides most.
func TestOracleMetalContent(t *testing.T) {
	for _, on := range []string{"2025-04-15", "2025-06-03", "2025-06-04", "2025-12-01", "2026-03-01"} {
		for _, cents := range []int64{0, 1, 5000, 10000, -1} {
			line := customs.Line{HTS: "9403.20.0050", Origin: "CN", Value: usd("100"), NoCases: true}
			open := oracle.Open{Line: oracle.Line{Origin: "CN", Value: usd("100"), List: "3", OldMetal: oracle.Derivative, ReciprocalExempt: false}}
			if cents < 0 {
				open.Facts = append(open.Facts, oracle.AnyContent())
			} else {
				open.Line.Content = decimal.New(cents, -2)
			}
			// The shipped row is on two metals: the other one is nothing.
			line.Facts.ContentValue = map[customs.Material]decimal.Decimal{customs.Aluminium: usd("0"), customs.Steel: open.Line.Content}
			if cents < 0 {
				delete(line.Facts.ContentValue, customs.Steel)
			}
			got, err := customs.Entry{Date: oracleDay(t, on), LoadedOn: oracleDay(t, on), Mode: customs.Air, Lines: []customs.Line{line}}.Assess()
			if err != nil {
				t.Fatal(err)
			}
			least, greatest, _ := open.Range(oracleDay(t, on))
			if !got.Duty.Low.Equal(least) || !got.Duty.High.Equal(greatest) {
				t.Errorf("%d cents of metal on %s: %s, want %s to %s", cents, on, got.Duty, least, greatest)
			}
		}
	}
}

// An entry replay rounds the value of each entry line to whole dollars.
func TestOracleWholeDollars(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
		g := drawnGoods(t, 0, day, "CN", false)
		if g.material != "" {
			return
		}
		entry := customs.Entry{Date: day, LoadedOn: day, Mode: customs.Vessel, Rounding: customs.EntryReplayWholeFees, Kind: customs.Formal, Tables: tariffOf(t, []plainGoods{g})}
		var values []decimal.Decimal
		var groups []string
		var kg decimal.Decimal
		for k := range rapid.IntRange(1, 4).Draw(t, "lines") {
			value := decimal.New(rapid.Int64Range(50, 1_000_000).Draw(t, "cents"), -2)
			quantity := decimal.New(rapid.Int64Range(0, 100_000).Draw(t, "kg"), -2)
			line, _ := g.with(strconv.Itoa(k), value, quantity)
			entry.Lines = append(entry.Lines, line)
			values, groups, kg = append(values, value), append(groups, "one"), kg.Add(quantity)
		}
		var sum decimal.Decimal
		for _, v := range oracle.WholeDollars(values, groups) {
			sum = sum.Add(v)
		}
		got, err := entry.Assess()
		if err != nil {
			t.Fatal(err)
		}
		if !got.Value.Equal(sum) {
			t.Fatalf("the value is %s, want %s", got.Value, sum)
		}
		_, plain := g.with("", sum, oracle.WholeQuantity(kg, g.line.PerUnit))
		stack, ok := oracle.Stack(plain, day)
		if ok && !got.Duty.Low.Equal(oracle.Sum(stack)) {
			t.Fatalf("the duty is %s, want %s", got.Duty, oracle.Sum(stack))
		}
		mpf, _ := oracle.MPF(sum, day)
		if hmf := oracle.HMF(sum, true).Round(0); !got.MPF.Equal(mpf.Round(0)) || !got.HMF.Equal(hmf) {
			t.Fatalf("MPF %s and HMF %s, want %s and %s", got.MPF, got.HMF, mpf.Round(0), hmf)
		}
	})
}
