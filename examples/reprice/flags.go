package main

import (
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/examples/internal/flags"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

// settings are what the command line says.
type settings struct {
	in, out, review, errors string
	reviewMost              int
	audit                   string
	auditMost               int
	now                     time.Time
	rate                    fx.Rate // the zero Rate without -rate
	buffer                  decimal.Decimal
	rules                   reprice.Rules
	states                  bool
	workers                 int
	generate                int
	seed                    uint64
}

// Bounds of a command line, so that a slip of the hand costs little.
const (
	maxWorkers   = 1024
	maxGenerated = 100_000_000
)

// parseFlags reads the command line. The user has been told of every error.
func parseFlags(args []string, w world) (settings, error) {
	s := settings{reviewMost: 10_000, auditMost: 100, seed: 1}
	set := flag.NewFlagSet("reprice", flag.ContinueOnError)
	set.SetOutput(w.stderr)
	set.Usage = func() {
		fmt.Fprintln(w.stderr, "usage: reprice -in FILE -out FILE -review FILE [flags]\n       reprice -generate N [-seed S] > FILE")
		set.PrintDefaults()
	}
	var on, now, rateDay time.Time
	var source, own string
	rate := decimal.NullDecimal{}
	margin, beat, share := decimal.New(10, -2), decimal.New(5, -2), decimal.New(20, -2)
	set.StringVar(&s.in, "in", "", "read the catalogue from `FILE`")
	set.StringVar(&s.out, "out", "", "write the decisions to `FILE`")
	set.StringVar(&s.review, "review", "", "write the review queue to `FILE`")
	set.IntVar(&s.reviewMost, "review-most", s.reviewMost, "write the gravest `N` reviews, 0 for all")
	set.StringVar(&s.errors, "errors", "", "write the faults of the catalogue to `FILE`")
	set.StringVar(&s.audit, "audit", "", "write price files of the gravest reviews into the new folder `DIR`")
	set.IntVar(&s.auditMost, "audit-most", s.auditMost, "write the price files of so many reviews: `N`")
	set.Func("now", "decide as of this `TIME`, such as 2026-11-23T12:00:00Z (default now)", func(text string) error {
		t, err := time.Parse(time.RFC3339, text)
		if err != nil || t.Year() < 1 {
			return errors.New("must be a time such as 2026-11-23T12:00:00Z")
		}
		now = t
		return nil
	})
	set.Func("on", "decide as of noon UTC of this `DATE`", dayInto(&on))
	set.Func("rate", "how many CNY one USD is: `6.83`", func(text string) error {
		d, err := fx.ParseDecimal(text)
		if err != nil || d.Sign() <= 0 {
			return errors.New("must be a number above 0 such as 6.83")
		}
		rate = decimal.NewNullDecimal(d)
		return nil
	})
	set.StringVar(&source, "rate-source", "", "who published the rate: `NAME`")
	set.Func("rate-date", "the `DATE` of the rate", dayInto(&rateDay))
	set.Func("buffer", "plan with a USD worth this `SHARE` less: 0.02", shareInto(&s.buffer))
	set.Func("margin", "the least margin, a `SHARE` of the price (default 0.10)", shareInto(&margin))
	set.Func("beat", "stay this `AMOUNT` of USD below the cheapest rival (default 0.05)", func(text string) error {
		d, err := fx.ParseDecimal(text)
		if err != nil || d.Sign() < 0 || d.GreaterThan(decimal.New(1000, 0)) {
			return errors.New("must be an amount such as 0.05, or 0 to match")
		}
		beat = d
		return nil
	})
	set.StringVar(&own, "own", "", "your own seller `NAMES`, with commas between")
	set.Func("share", "the `SHARE` of the catalogue that one run may change, 0 for any (default 0.20)", shareInto(&share))
	set.BoolVar(&s.rules.Guards.Stop, "stop", false, "the kill switch: every price stays")
	set.BoolVar(&s.states, "states", false, "add a column with the state for the next run to the decisions")
	set.IntVar(&s.workers, "workers", 0, "make `N` decisions at the same time (default one for each core)")
	set.IntVar(&s.generate, "generate", 0, "print a catalogue of `N` rows, or write it to -out, and stop")
	set.Uint64Var(&s.seed, "seed", s.seed, "another `SEED` is another catalogue")
	err := flags.Parse(set, args, func(arg string) error {
		return flags.Wrong(set, "takes no file but with -in, got "+strconv.Quote(arg))
	})
	if err != nil {
		return s, err
	}
	given := map[string]bool{}
	set.Visit(func(f *flag.Flag) { given[f.Name] = true })
	if problem := s.problem(given); problem != "" {
		return s, flags.Wrong(set, problem)
	}
	switch {
	case !now.IsZero():
		s.now = now
	case !on.IsZero():
		s.now = on.Add(12 * time.Hour)
	case s.generate > 0:
		s.now = w.now.UTC().Truncate(time.Hour)
	default:
		s.now = w.now.UTC()
	}
	if rate.Valid {
		if s.rate, err = fx.NewRate(fx.USD, fx.CNY, rate.Decimal); err != nil {
			return s, flags.Wrong(set, "-rate "+err.Error())
		}
		if source == "" {
			source = "command line"
		}
		if rateDay.IsZero() {
			rateDay = s.now
		}
		s.rate = s.rate.WithSource(rateDay, source)
	}
	s.setRules(margin, beat, share, own)
	if err := s.rules.Check(); err != nil {
		return s, flags.Wrong(set, err.Error())
	}
	return s, nil
}

// problem says what is wrong with the flags taken together, "" when nothing is.
func (s *settings) problem(given map[string]bool) string {
	if given["generate"] {
		if s.generate < 1 || s.generate > maxGenerated {
			return "-generate must be from 1 to " + strconv.Itoa(maxGenerated) + ", got " + strconv.Itoa(s.generate)
		}
		for _, name := range []string{"in", "review", "errors", "audit"} {
			if given[name] {
				return "-generate makes a catalogue and does not go with -" + name
			}
		}
	} else {
		for _, file := range [][2]string{{"in", s.in}, {"out", s.out}, {"review", s.review}} {
			if file[1] == "" {
				return "-in, -out and -review are needed, -" + file[0] + " is missing"
			}
		}
	}
	seen := map[string]string{}
	for _, file := range [][2]string{{"in", s.in}, {"out", s.out}, {"review", s.review}, {"errors", s.errors}, {"audit", s.audit}} {
		if file[1] == "" {
			continue
		}
		path, err := filepath.Abs(file[1])
		if err != nil {
			path = file[1]
		}
		if other := seen[path]; other != "" {
			return "-" + other + " and -" + file[0] + " name the same file"
		}
		seen[path] = file[0]
	}
	switch {
	case given["on"] && given["now"]:
		return "-on and -now do not go together"
	case s.workers < 0 || s.workers > maxWorkers:
		return "-workers must be from 0 to " + strconv.Itoa(maxWorkers) + ", got " + strconv.Itoa(s.workers)
	case s.reviewMost < 0:
		return "-review-most must not be below 0, got " + strconv.Itoa(s.reviewMost)
	case s.auditMost < 1:
		return "-audit-most must be above 0, got " + strconv.Itoa(s.auditMost)
	case !given["rate"] && (given["rate-source"] || given["rate-date"] || given["buffer"]):
		return "-rate-source, -rate-date and -buffer go with -rate"
	}
	return ""
}

// setRules makes the rules of the run: follow the cheapest of the Featured Offer, the
// other rivals and the competitive price, with every guard rail and every policy rule.
func (s *settings) setRules(margin, beat, share decimal.Decimal, own string) {
	compare := reprice.Compare{
		To:       []reprice.Basis{reprice.Featured, reprice.Lowest, reprice.Competitive},
		LowestOf: true, Move: reprice.Beat, By: beat, NoRival: reprice.FallbackStandAlone, Featured: reprice.FeaturedHold,
	}
	if beat.IsZero() {
		compare.Move = reprice.Match
	}
	guards := reprice.House()
	guards.Stop, guards.CatalogueShare = s.rules.Guards.Stop, share
	s.rules = reprice.Rules{
		Name: "follow", Version: "1", Pricer: compare,
		Floor:   reprice.Floor{Target: pricing.Margin(margin)},
		Ceiling: reprice.Ceiling{MaxIncrease: decimal.NewNullDecimal(decimal.New(20, -2))},
		Guards:  guards, Policy: policy.Standard(),
		Filter: strategy.Filter{MaxAge: guards.OffersMaxAge},
	}
	for _, name := range strings.Split(own, ",") {
		if name = strings.TrimSpace(name); name != "" {
			s.rules.Filter.Own = append(s.rules.Filter.Own, name)
		}
	}
}

func dayInto(day *time.Time) func(string) error {
	return func(text string) error {
		t, err := time.Parse(time.DateOnly, strings.TrimSpace(text))
		if err != nil || t.Year() < 1 {
			return errors.New("must be a day such as 2026-11-23")
		}
		*day = t
		return nil
	}
}

// shareInto reads a fraction from 0 to below 1.
func shareInto(share *decimal.Decimal) func(string) error {
	return func(text string) error {
		d, err := fx.ParseDecimal(text)
		if err != nil || d.Sign() < 0 || d.GreaterThanOrEqual(decimal.New(1, 0)) {
			return errors.New("must be a fraction from 0 to below 1, such as 0.10")
		}
		*share = d
		return nil
	}
}
