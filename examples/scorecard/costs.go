package main

import (
	"encoding/csv"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/examples/internal/files"
	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
)

// The parts of what an item costs until it can be sold.
const (
	productPart = iota
	freightPart
	dutyPart
	preparationPart
	costParts
)

// costInputs are the inputs of the parts.
var costInputs = [costParts]kpi.InputCode{"product_cost", "inbound_freight", "duty", "preparation_cost"}

// costNames are the parts for people, and the columns without the low line.
var costNames = [costParts]string{"product cost", "freight", "duty", "preparation"}

// costColumns are the columns of a costs file.
var costColumns = []string{
	"sku", "asin", "channel", "family", "owner", "from", "currency", "product_cost", "freight", "duty", "preparation", "duty_paid", "origin",
	"category", "longest", "median", "shortest", "weight",
}

// A costTable is what the costs file says of each item.
type costTable struct {
	name  string
	items map[string]*costItem
	order []*costItem
}

// A costItem is one item. Its costs may change: each version counts from its day on.
type costItem struct {
	sku, asin, family, owner, origin, category string
	row                                        int
	currency                                   fx.Currency
	versions                                   []costVersion // by day
	dutyPaid                                   bool
	parcel                                     *fees.Parcel
}

type costVersion struct {
	from  time.Time // the zero time is always
	row   int
	parts [costParts]decimal.NullDecimal // of one unit
}

// at returns the costs of a unit that is sold on a day.
func (c *costItem) at(day time.Time) *costVersion {
	for i := len(c.versions) - 1; i >= 0; i-- {
		if !c.versions[i].from.After(day) {
			return &c.versions[i]
		}
	}
	return nil
}

// Bounds of a costs file, far above any real one.
const (
	maxCosts      = 256 << 20 // bytes
	maxCostFaults = 100
)

// readCosts reads the costs of a channel. Every fault is an [*fx.InputError] whose field
// is the file, the row and the column.
func readCosts(name, channel string, currency fx.Currency) (*costTable, error) {
	data, err := files.Read(name, os.Stdin, maxCosts)
	if err != nil {
		return nil, err
	}
	if len(data) > maxCosts {
		return nil, fx.NewInputError(name, "", "must be at most "+strconv.Itoa(maxCosts>>20)+" MiB")
	}
	if i := files.InvalidUTF8(data); i >= 0 {
		return nil, fx.NewInputError(name, "", "must be text in UTF-8, is not in row "+strconv.Itoa(1+strings.Count(string(data[:i]), "\n")))
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\uFEFF")))
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	c := costReader{table: &costTable{name: name, items: map[string]*costItem{}}, channel: channel, currency: currency}
	if err := c.header(r); err != nil {
		return nil, err
	}
	for !c.faults.Full() {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		c.line, _ = r.FieldPos(0)
		if err != nil {
			var parse *csv.ParseError
			if errors.As(err, &parse) {
				c.line = parse.Line
				c.faults.Add(c.at(""), "", "must be comma-separated values: "+parse.Err.Error())
				break
			}
			return nil, err
		}
		c.row(cells)
	}
	for _, it := range c.table.order {
		slices.SortStableFunc(it.versions, func(a, b costVersion) int { return a.from.Compare(b.from) })
		for i := range it.versions[1:] {
			if it.versions[i].from.Equal(it.versions[i+1].from) {
				c.line = it.versions[i+1].row
				c.faults.Add(c.at("sku"), it.sku, "must not be there twice for the same day; costs that change have a day in the column from")
			}
		}
	}
	return c.table, c.faults.err()
}

// A costReader reads the rows.
type costReader struct {
	table    *costTable
	channel  string
	currency fx.Currency
	columns  map[string]int
	line     int
	faults   faults
}

// faults are what is wrong with a file.
type faults struct{ strict.Faults }

func (f *faults) err() error {
	var all []error
	for _, e := range f.Faults {
		all = append(all, e)
	}
	return errors.Join(all...)
}

// at is where a cell stands.
func (c *costReader) at(column string) string {
	at := c.table.name + ", row " + strconv.Itoa(c.line)
	if column != "" {
		at += ", column " + column
	}
	return at
}

func (c *costReader) header(r *csv.Reader) error {
	c.line = 1
	titles, err := r.Read()
	if errors.Is(err, io.EOF) {
		return fx.NewInputError(c.table.name, "", "must have a row of titles, is empty")
	}
	if err != nil {
		return fx.NewInputError(c.at(""), "", "must be titles with commas between")
	}
	c.columns = map[string]int{}
	for i, title := range titles {
		title = strings.ToLower(strings.TrimSpace(title))
		_, twice := c.columns[title]
		switch {
		case twice:
			c.faults.Add(c.at(strict.Printable(title)), "", "must not be there twice")
		case !slices.Contains(costColumns, title):
			c.faults.Add(c.at(strict.Printable(title)), "", strict.UnknownName("a known column", title, costColumns))
		}
		c.columns[title] = i
	}
	if _, ok := c.columns["sku"]; !ok {
		c.faults.Add(c.at("sku"), "", "must be there")
	}
	return c.faults.err()
}

// row reads one row. Rows of other channels are left out.
func (c *costReader) row(cells []string) {
	if len(cells) > len(c.columns) {
		c.faults.Add(c.at(""), "", "must have "+strconv.Itoa(len(c.columns))+" cells, has "+strconv.Itoa(len(cells)))
		return
	}
	cell := func(column string) string {
		if i, ok := c.columns[column]; ok && i < len(cells) {
			return strings.Clone(strings.TrimSpace(cells[i]))
		}
		return ""
	}
	if channel := cell("channel"); channel != "" && channel != c.channel {
		return
	}
	sku := cell("sku")
	if sku == "" {
		if strings.Join(cells, "") != "" {
			c.faults.Add(c.at("sku"), "", "must be given")
		}
		return
	}
	it := c.table.items[sku]
	if it == nil {
		it = &costItem{sku: sku, row: c.line, currency: c.currency}
		c.table.items[sku] = it
		c.table.order = append(c.table.order, it)
		if code := cell("currency"); code != "" {
			it.currency = c.code(code)
		}
	} else if code := cell("currency"); code != "" && c.code(code) != it.currency {
		c.faults.Add(c.at("currency"), code, "must be that of the row before of this item, "+string(it.currency))
	}
	for column, text := range map[string]*string{"asin": &it.asin, "family": &it.family, "owner": &it.owner, "origin": &it.origin} {
		if v := cell(column); v != "" {
			*text = v
		}
	}
	if v := cell("category"); v != "" {
		it.category = v
	}
	v := costVersion{row: c.line}
	if text := cell("from"); text != "" {
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			c.faults.Add(c.at("from"), text, "must be a day such as 2026-07-01")
		}
		v.from = day
	}
	for part, name := range [costParts]string{"product_cost", "freight", "duty", "preparation"} {
		v.parts[part] = c.amount(name, cell(name))
	}
	it.versions = append(it.versions, v)
	switch text := cell("duty_paid"); text {
	case "":
	case "yes", "no":
		it.dutyPaid = text == "yes"
	default:
		c.faults.Add(c.at("duty_paid"), text, `must be "yes" or "no"`)
	}
	c.parcel(it, cell)
}

func (c *costReader) code(code string) fx.Currency {
	cur, err := fx.ParseCurrency(code)
	if err != nil {
		c.faults.Add(c.at("currency"), code, "must be a currency code of ISO 4217 such as USD or CNY")
	}
	return cur
}

func (c *costReader) amount(column, text string) decimal.NullDecimal {
	if text == "" {
		return decimal.NullDecimal{}
	}
	d, err := fx.ParseDecimal(text)
	if err != nil || d.Sign() < 0 {
		c.faults.Add(c.at(column), text, "must be an amount such as 12.34, 0 or above; leave it empty where it is not known")
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(d)
}

// parcel reads the sides and the weight: all of them or none.
func (c *costReader) parcel(it *costItem, cell func(string) string) {
	names := [4]string{"longest", "median", "shortest", "weight"}
	given := 0
	for _, name := range names {
		if cell(name) != "" {
			given++
		}
	}
	switch given {
	case 0:
		return
	case len(names):
	default:
		for _, name := range names {
			if cell(name) == "" {
				c.faults.Add(c.at(name), "", "must be given beside the other sides and the weight")
			}
		}
		return
	}
	p, err := fees.ParseParcel(cell("longest"), cell("median"), cell("shortest"), cell("weight"))
	for _, e := range fx.Faults(err) {
		var in *fx.InputError
		if errors.As(e, &in) {
			column := map[string]string{"length": "longest", "width": "median", "height": "shortest"}[in.Field]
			if column == "" {
				column = "weight"
			}
			c.faults.Add(c.at(column), in.Value, in.Reason)
		}
	}
	if err == nil {
		it.parcel = &p
	}
}

// listing is what the fees of an item are computed from.
func (c *costItem) listing() amazon.Listing {
	l := amazon.Listing{Category: c.category, Fulfillment: amazon.FBA}
	if c.parcel != nil {
		l.Parcel = *c.parcel
	}
	return l
}
