// Package feetest has what the tests of the channels share: short parsers, the
// table files read as text, the facts that they are compared with, and the checks
// of a reader of tables. Only tests import it. It prices nothing: what a fee
// should be stays in the test of its channel.
package feetest

import (
	"testing"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/shopspring/decimal"
)

// Dec is a decimal; a text that is none panics.
func Dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// Set is a decimal that is given.
func Set(text string) decimal.NullDecimal { return decimal.NewNullDecimal(Dec(text)) }

// Day is a day written as 2026-01-15.
func Day(t testing.TB, text string) time.Time {
	t.Helper()
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// Weight is a weight with its unit.
func Weight(t testing.TB, text string) fees.Weight {
	t.Helper()
	w, err := fees.ParseWeight(text)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Inches is a parcel in inches and pounds.
func Inches(t testing.TB, length, width, height, pounds string) fees.Parcel {
	t.Helper()
	p, err := fees.ParseParcel(length+" in", width+" in", height+" in", pounds+" lb")
	if err != nil {
		t.Fatal(err)
	}
	return p
}
