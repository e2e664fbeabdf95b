package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/lianxing/crossborder/examples/internal/flags"
	"github.com/lianxing/crossborder/forecast"
	"github.com/lianxing/crossborder/forecast/stock"
)

// settings are what the command line says.
type settings struct {
	sales, items, set, output string
	start                     time.Time
	rows, weeks, review       int
	service                   float64
	supplier                  stock.Supplier
	ocean, air                stock.LeadTime
	before, after             int // days of the closure
}

// The most that some flags may say.
const (
	mostWeeks = 104
	mostItems = 1_000_000
)

// parseFlags reads the command line. The user has been told of every error.
func parseFlags(args []string, stderr io.Writer) (settings, error) {
	s := settings{ocean: stock.LeadTime{Mean: 38, SD: 5}, air: stock.LeadTime{Mean: 9, SD: 2}, before: 7, after: 14}
	set := flag.NewFlagSet("restock", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() {
		fmt.Fprintln(stderr, "usage: restock -items ITEMS -o DIR SALES, or restock -set NAME -o DIR FILE")
		set.PrintDefaults()
	}
	set.StringVar(&s.items, "items", "", "what is there and what it costs, a CSV `FILE`")
	set.StringVar(&s.set, "set", "", "read a file of series and take the set `NAME`")
	set.StringVar(&s.output, "o", "restock", "the `DIR` to write")
	set.IntVar(&s.rows, "rows", 0, "only the first `N` items, 0 for all")
	set.IntVar(&s.weeks, "weeks", 16, "`WEEKS` to plan")
	set.IntVar(&s.review, "review", 2, "`WEEKS` between orders")
	set.Float64Var(&s.service, "service", 0.95, "`SHARE` of cycles without a stock-out")
	set.IntVar(&s.supplier.Production, "production", 20, "`DAYS` until goods can be shipped")
	set.Func("start", "the first `DATE` of the plan, a Monday", func(text string) (err error) {
		if s.start, err = time.Parse(time.DateOnly, text); err == nil && s.start.Weekday() != time.Monday {
			err = errors.New("must be a Monday")
		}
		return err
	})
	set.Func("ocean", "the way by sea, `DAYS,SD` (default 38,5)", leadFlag(&s.ocean))
	set.Func("air", "the way by air, `DAYS,SD` (default 9,2)", leadFlag(&s.air))
	set.Func("closure", "`DAYS,DAYS` before and after Chinese New Year without production (default 7,14)", func(text string) error {
		var err1, err2 error
		before, after, ok := strings.Cut(text, ",")
		s.before, err1 = strconv.Atoi(before)
		s.after, err2 = strconv.Atoi(after)
		if !ok || err1 != nil || err2 != nil || s.before < 0 || s.after < 0 || s.before > 100 || s.after > 100 {
			return errors.New("must be two numbers of days from 0 to 100 with a comma between")
		}
		return nil
	})
	name, err := flags.OneFile(set, args, "file of sales")
	if err != nil {
		return s, err
	}
	s.sales = name
	switch {
	case s.sales == "":
		err = flags.Wrong(set, "the file of sales is missing")
	case (s.items == "") == (s.set == ""):
		err = flags.Wrong(set, "name either -items or -set")
	case s.output == "":
		err = flags.Wrong(set, "-o must name a folder")
	case s.rows < 0 || s.rows > mostItems:
		err = flags.Wrong(set, "-rows must be from 0 to "+strconv.Itoa(mostItems))
	case s.weeks < 1 || s.weeks > mostWeeks:
		err = flags.Wrong(set, "-weeks must be from 1 to "+strconv.Itoa(mostWeeks))
	case s.review < 1 || s.review > s.weeks:
		err = flags.Wrong(set, "-review must be from 1 to the weeks of the plan")
	case !(s.service > 0 && s.service < 1):
		err = flags.Wrong(set, "-service must be above 0 and below 1")
	case s.supplier.Production < 0 || s.supplier.Production > stock.MaxDays:
		err = flags.Wrong(set, "-production must be from 0 to "+strconv.Itoa(stock.MaxDays))
	}
	return s, err
}

// leadFlag reads a lead time such as 38,5.
func leadFlag(to *stock.LeadTime) func(string) error {
	return func(text string) error {
		mean, sd, ok := strings.Cut(text, ",")
		var l stock.LeadTime
		var err1, err2 error
		l.Mean, err1 = strconv.ParseFloat(mean, 64)
		l.SD, err2 = strconv.ParseFloat(sd, 64)
		if !ok || err1 != nil || err2 != nil {
			return errors.New("must be days and their deviation with a comma between, such as 38,5")
		}
		*to = l
		return l.Check()
	}
}

// closures returns the rests around Chinese New Year that touch a plan.
func (s settings) closures(from, to time.Time) []stock.Closure {
	var out []stock.Closure
	for year := from.Year(); year <= to.Year(); year++ {
		day, err := forecast.ChineseNewYear(year)
		if err != nil || s.before+s.after == 0 {
			continue
		}
		c := stock.Closure{Name: "Chinese New Year", From: day.AddDate(0, 0, -s.before), To: day.AddDate(0, 0, s.after-1)}
		if !c.To.Before(from) && !c.From.After(to) {
			out = append(out, c)
		}
	}
	return out
}
