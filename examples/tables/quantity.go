package main

import (
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A quantity is a text that is a number, with or without a unit: "3.32", "4 oz".
type quantity struct {
	number decimal.Decimal
	unit   string
}

// A unit is how many of the smallest unit of its dimension it is.
type unit struct {
	dimension string
	size      decimal.Decimal
}

// units are the units of a table file, in grams and millimetres, exact.
var units = map[string]unit{
	"":   {"", decimal.NewFromInt(1)},
	"g":  {"weight", decimal.NewFromInt(1)},
	"kg": {"weight", decimal.NewFromInt(1000)},
	"oz": {"weight", decimal.New(28349523125, -9)},
	"lb": {"weight", decimal.New(45359237, -5)},
	"mm": {"length", decimal.NewFromInt(1)},
	"cm": {"length", decimal.NewFromInt(10)},
	"m":  {"length", decimal.NewFromInt(1000)},
	"in": {"length", decimal.New(254, -1)},
	"ft": {"length", decimal.New(3048, -1)},
}

func parseQuantity(text string) (quantity, bool) {
	number, unit, _ := strings.Cut(text, " ")
	if _, known := units[unit]; !known {
		return quantity{}, false
	}
	d, err := fx.ParseDecimal(number)
	return quantity{d, unit}, err == nil
}

// meaning is the same for texts that mean the same, "1 lb" and "16 oz", "0.1" and
// "0.10", and differs for all others.
func meaning(text string) string {
	q, ok := parseQuantity(text)
	if !ok {
		return "text " + strconv.Quote(text)
	}
	u := units[q.unit]
	return u.dimension + " " + fx.Plain(q.number.Mul(u.size))
}

// difference says how far it is from one text to another, when both are numbers
// of the same unit: "+0.19", "-1 lb"; otherwise "".
func difference(from, to string) string {
	a, okA := parseQuantity(from)
	b, okB := parseQuantity(to)
	if !okA || !okB || a.unit != b.unit {
		return ""
	}
	places := max(-a.number.Exponent(), -b.number.Exponent(), 0)
	text := b.number.Sub(a.number).StringFixed(places)
	if !strings.HasPrefix(text, "-") {
		text = "+" + text
	}
	return strings.TrimSpace(text + " " + b.unit)
}
