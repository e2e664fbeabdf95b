package strategy

import (
	"fmt"
	"strings"

	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// An ExitCode names a way to be rid of a stock. The texts are stable.
type ExitCode string

// The exits, in the order in which they are compared.
const (
	ExitHold        ExitCode = "hold"          // the price of today until the horizon
	ExitSingle      ExitCode = "single_price"  // the best single price from today on
	ExitPath        ExitCode = "markdown_path" // the best path of falling prices
	ExitRemoval     ExitCode = "removal"       // all units taken out today
	ExitLiquidation ExitCode = "liquidation"   // all units given to a liquidator today
)

// An Exit is a way to be rid of a stock and what it brings, exact: units of the
// expected demand, and amounts in the currency of the clearance. The zero Exit is of
// no stock.
type Exit struct {
	Code ExitCode
	// Weeks are the weeks until the horizon; none when the stock goes today.
	Weeks []ClearanceWeek
	// Sold are the units that are sold to buyers, Left those at the horizon. Units
	// that are removed or liquidated today are neither.
	Sold, Left decimal.Decimal
	// Proceeds are what sales leave after fees, or what the stock brings today.
	Proceeds decimal.Decimal
	// Holding is what it costs to keep the stock, above 0.
	Holding decimal.Decimal
	// Salvage is what the units left are worth.
	Salvage decimal.Decimal
	// Net is Proceeds - Holding + Salvage.
	Net decimal.Decimal
}

// A ClearanceWeek is one week of an exit.
type ClearanceWeek struct {
	// Week counts from 1.
	Week  int
	Price decimal.Decimal
	// Sold is what is sold in the week and Left what is left after it.
	Sold, Left decimal.Decimal
	// Proceeds are what the sales leave after fees; Holding is the cost of the units
	// at the start of the week.
	Proceeds, Holding decimal.Decimal
}

// A Comparison is every exit whose figures are known, and which brings most. The
// zero Comparison has none.
type Comparison struct {
	Currency fx.Currency
	// Exits are in the order hold, single price, markdown path, removal,
	// liquidation.
	Exits []Exit
	// Best is the exit with the highest net, the first of them when several have it.
	Best ExitCode
	// Unknown are the exits that were left out, because what a unit is worth in them
	// is not known.
	Unknown []ExitCode
}

// Compare works out every exit. The errors are those of [Clearance.MarkdownPath].
func (c Clearance) Compare() (Comparison, error) {
	if err := c.Check(); err != nil {
		return Comparison{}, err
	}
	path, err := c.markdownPath()
	if err != nil {
		return Comparison{}, err
	}
	out := Comparison{Currency: c.Currency, Exits: []Exit{
		c.keepPrice(ExitHold, c.Price), c.keepPrice(ExitSingle, c.singlePrice().Price), path,
	}}
	for _, now := range []struct {
		code ExitCode
		each decimal.NullDecimal
	}{{ExitRemoval, c.Removal}, {ExitLiquidation, c.Liquidation}} {
		if !now.each.Valid {
			out.Unknown = append(out.Unknown, now.code)
			continue
		}
		brings := now.each.Decimal.Mul(decimal.NewFromInt(c.Stock))
		out.Exits = append(out.Exits, Exit{Code: now.code, Proceeds: brings, Net: brings})
	}
	best := out.Exits[0]
	for _, e := range out.Exits[1:] {
		if e.Net.GreaterThan(best.Net) {
			best = e
		}
	}
	out.Best = best.Code
	return out, nil
}

// Propose makes a proposal of the price that the best exit asks for in the first
// week, moved down rather than up where the limits or their ending do not admit it.
// Where to part with the stock at once is best there is none: a *[NoPriceError] with
// the code of the exit. The other errors are those of [Fit].
func (c Comparison) Propose(l Limits) (Proposal, error) {
	const name = "clearance"
	for _, e := range c.Exits {
		if e.Code != c.Best {
			continue
		}
		what := strings.ReplaceAll(string(e.Code), "_", " ")
		places, _ := c.Currency.MinorUnits()
		brings := e.Net.StringFixed(int32(places))
		if len(e.Weeks) == 0 {
			return Proposal{}, &NoPriceError{Strategy: name, Code: string(e.Code), Text: what + " today brings most, " + brings}
		}
		reasons := []Reason{{"exit", what + " brings most, " + brings}, {"prices", e.Prices()}}
		return Fit(name, c.Currency, e.Weeks[0].Price, Down, l, reasons...)
	}
	return Proposal{}, &NoPriceError{Strategy: name, Code: "no_exit", Text: "nothing was compared"}
}

// keepPrice is the exit of one price until the horizon.
func (c *Clearance) keepPrice(code ExitCode, price decimal.Decimal) Exit {
	return c.follow(code, repeat(c.levelAt(price), c.Weeks))
}

// follow works out a path of prices.
func (c *Clearance) follow(code ExitCode, path []pathLevel) Exit {
	e := Exit{Code: code, Left: decimal.NewFromInt(c.Stock), Weeks: make([]ClearanceWeek, len(path))}
	for w, level := range path {
		week := ClearanceWeek{Week: w + 1, Price: level.price, Sold: decimal.Min(level.sales, e.Left)}
		week.Holding = c.holding(w).Mul(e.Left)
		week.Left = e.Left.Sub(week.Sold)
		week.Proceeds = level.net.Mul(week.Sold)
		e.Weeks[w] = week
		e.Left = week.Left
		e.Sold = e.Sold.Add(week.Sold)
		e.Proceeds = e.Proceeds.Add(week.Proceeds)
		e.Holding = e.Holding.Add(week.Holding)
	}
	e.Salvage = c.Salvage.Mul(e.Left)
	e.Net = e.Proceeds.Sub(e.Holding).Add(e.Salvage)
	return e
}

// Prices says the prices of the weeks in short: "24.99 for 3 weeks, 19.99 for 7
// weeks"; "" when the stock goes today.
func (e Exit) Prices() string {
	var parts []string
	for i := 0; i < len(e.Weeks); {
		n := 1
		for i+n < len(e.Weeks) && e.Weeks[i+n].Price.Equal(e.Weeks[i].Price) {
			n++
		}
		parts = append(parts, fx.Plain(e.Weeks[i].Price)+" for "+count(n, "week"))
		i += n
	}
	return strings.Join(parts, ", ")
}

// Text lays the comparison out as a table for people: amounts rounded half away from
// zero to the minor unit, units to one decimal, the best exit marked with a star.
func (c Comparison) Text() string {
	units, _ := c.Currency.MinorUnits()
	places := int32(units)
	var b strings.Builder
	fmt.Fprintf(&b, "  %-14s %12s %12s %12s %12s %10s  %s\n", "exit", "proceeds", "holding", "salvage", "net "+string(c.Currency), "units left", "prices")
	for _, e := range c.Exits {
		mark := " "
		if e.Code == c.Best {
			mark = "*"
		}
		line := fmt.Sprintf("%s %-14s %12s %12s %12s %12s %10s  %s", mark, strings.ReplaceAll(string(e.Code), "_", " "), e.Proceeds.StringFixed(places),
			e.Holding.Neg().StringFixed(places), e.Salvage.StringFixed(places), e.Net.StringFixed(places), e.Left.StringFixed(1), e.Prices())
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	for _, code := range c.Unknown {
		fmt.Fprintf(&b, "  %-14s unknown\n", strings.ReplaceAll(string(code), "_", " "))
	}
	return b.String()
}
