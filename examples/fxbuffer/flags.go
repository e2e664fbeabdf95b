package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/examples/internal/flags"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/fx/buffer"
)

// settings are what the command line says.
type settings struct {
	rates           string // "" is the built-in file
	base, quote     fx.Currency
	on, from        time.Time // zero for the default
	days            []int
	levels          []level
	backtest, bands bool
	years           int
	format          string
	output          string
	html, svg       string
}

// A level is a confidence as it was written and as a number.
type level struct {
	exact decimal.Decimal
	share float64
}

// String is "95%".
func (l level) String() string { return fx.Percent(l.exact) }

// Bounds of a command line, so that a slip of the hand costs little time.
const (
	maxHorizons = 12
	maxLevels   = 6
	maxYears    = 100
)

// parseFlags reads the command line. The user has been told of every error.
func parseFlags(args []string, stderr io.Writer) (settings, error) {
	s := settings{base: fx.USD, quote: fx.CNY, years: 5, format: "table"}
	set := flag.NewFlagSet("fxbuffer", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() {
		fmt.Fprintln(stderr, "usage: fxbuffer [flags]")
		set.PrintDefaults()
	}
	days, levels := "14,30,45,60,90", "0.95,0.99"
	short := func(format string) {
		set.BoolFunc(format, "short for -format "+format, func(string) error { s.format = format; return nil })
	}
	set.StringVar(&s.rates, "rates", "", "take the rates from a `FILE`: of the ECB, a CSV date,base,quote,rate, or H.10")
	set.Func("pair", "the `PAIR`: paid in USD, planned in CNY (default USD/CNY)", s.setPair)
	set.Func("on", "plan on this `DATE` (default the last one of the file)", dayInto(&s.on))
	set.Func("from", "begin back-tests and bands on this `DATE` (default the first on which every method has a buffer)", dayInto(&s.from))
	set.StringVar(&days, "days", days, "horizons in calendar `DAYS`")
	set.StringVar(&levels, "confidence", levels, "`SHARES` of losses to cover; back-tests are shown for the first")
	set.BoolVar(&s.backtest, "backtest", false, "add the back-test of every method")
	set.BoolVar(&s.bands, "bands", false, "add the back-test of bands")
	set.StringVar(&s.format, "format", s.format, "print as `table`, json or markdown")
	short("json")
	short("markdown")
	set.StringVar(&s.output, "o", "", "print to `FILE`")
	set.StringVar(&s.html, "html", "", "write a page with all tables and charts to `FILE`")
	set.StringVar(&s.svg, "svg", "", "write the charts to the folder `DIR`")
	set.IntVar(&s.years, "years", s.years, "`YEARS` that the charts show")

	err := flags.Parse(set, args, func(arg string) error {
		return flags.Wrong(set, "takes no file but with -rates, got "+strconv.Quote(arg))
	})
	if err != nil {
		return s, err
	}
	s.days, err = list(days, maxHorizons, readDays)
	if err != nil {
		return s, flags.Wrong(set, "-days "+err.Error())
	}
	s.levels, err = list(levels, maxLevels, readLevel)
	if err != nil {
		return s, flags.Wrong(set, "-confidence "+err.Error())
	}
	slices.Sort(s.days)
	switch {
	case formats[s.format] == nil:
		err = flags.Wrong(set, "unknown format "+strconv.Quote(s.format)+", must be table, json or markdown")
	case s.years < 1 || s.years > maxYears:
		err = flags.Wrong(set, "-years must be from 1 to "+strconv.Itoa(maxYears)+", got "+strconv.Itoa(s.years))
	case !s.from.IsZero() && !s.on.IsZero() && s.on.Before(s.from):
		err = flags.Wrong(set, "-from "+dayText(s.from)+" must not be after -on "+dayText(s.on))
	case s.html != "" && s.output != "" && filepath.Clean(s.html) == filepath.Clean(s.output):
		err = flags.Wrong(set, "-o and -html name the same file")
	}
	return s, err
}

// setPair reads a pair such as USD/CNY.
func (s *settings) setPair(text string) error {
	base, quote, ok := strings.Cut(strings.TrimSpace(text), "/")
	b, baseErr := fx.ParseCurrency(base)
	q, quoteErr := fx.ParseCurrency(quote)
	const two = "must be two currencies such as USD/CNY"
	switch err := errors.Join(baseErr, quoteErr); {
	case !ok:
		return errors.New(two)
	case err != nil:
		return errors.New(two + ": " + strings.TrimPrefix(fx.Faults(err)[0].Error(), "fx: "))
	case b == q:
		return errors.New("must be two different currencies")
	}
	s.base, s.quote = b, q
	return nil
}

func dayInto(day *time.Time) func(string) error {
	return func(text string) error {
		t, err := time.Parse(time.DateOnly, strings.TrimSpace(text))
		if err != nil || t.Year() < 1 {
			return errors.New("must be a day such as 2026-04-13")
		}
		*day = t
		return nil
	}
}

// list reads values that are separated by commas, each of them once.
func list[T interface{ ~int | level }](text string, most int, read func(string) (T, error)) ([]T, error) {
	var out []T
	for _, part := range strings.Split(text, ",") {
		v, err := read(strings.TrimSpace(part))
		switch {
		case err != nil:
			return nil, err
		case slices.ContainsFunc(out, func(other T) bool { return fmt.Sprint(other) == fmt.Sprint(v) }):
			return nil, fmt.Errorf("must not have a value twice, got %q", part)
		case len(out) == most:
			return nil, fmt.Errorf("must have at most %d values", most)
		}
		out = append(out, v)
	}
	return out, nil
}

func readDays(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > buffer.MaxDays {
		return 0, fmt.Errorf("must be whole numbers from 1 to %d, got %q", buffer.MaxDays, text)
	}
	return n, nil
}

func readLevel(text string) (level, error) {
	exact, err := fx.ParseDecimal(text)
	share, _ := exact.Float64() // for statistics
	if err != nil || !(share > 0.5 && share < 1) {
		return level{}, fmt.Errorf("must be shares above 0.5 and below 1, such as 0.95, got %q", text)
	}
	return level{exact, share}, nil
}

func dayText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
