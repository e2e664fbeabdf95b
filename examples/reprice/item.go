package main

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/amazon"
	"github.com/lianxing/crossborder/fees/walmart"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
	"github.com/lianxing/crossborder/pricing/reprice"
)

// A rowItem reads the cells of one row.
type rowItem struct {
	*header
	s      *settings
	cells  []string
	faults strict.Faults
}

// readItem turns a row into an item, or says what is wrong with it, field by field.
func readItem(h *header, s *settings, cells []string) (reprice.Item, strict.Faults) {
	r := rowItem{header: h, s: s, cells: cells}
	if len(cells) != h.width {
		r.faults.Add("", "", "must have "+strconv.Itoa(h.width)+" cells as the header has, has "+strconv.Itoa(len(cells)))
		return reprice.Item{}, r.faults
	}
	item := reprice.Item{
		SKU: r.needed("sku"), Current: r.number("current"), Pending: r.answer("pending"),
		Min: r.number("min"), Max: r.number("max"), List: r.number("list"), Recent: r.number("recent"),
		StandAlone: r.number("stand_alone"), UnitsPerDay: r.number("units_per_day"),
		Offers: r.rivals("rivals"), Read: r.time("rivals_read"),
	}
	for i := range item.Offers {
		item.Offers[i].Seen = item.Read
	}
	item.Unit = pricing.Unit{
		Cost: r.costs(), Rate: s.rate, Buffer: s.buffer, Origin: r.text("origin"),
		Returns: pricing.Returns{Rate: r.number("return_rate").Decimal, Resellable: r.number("resellable"), Processing: r.number("return_processing")},
		Ads:     pricing.Ads{TACoS: r.number("tacos").Decimal},
		Life:    pricing.Life{DaysInStock: r.number("days_in_stock")},
	}
	item.Case = policy.Case{
		Brand: r.text("brand"), Title: r.text("title"), CompetitivePrice: r.number("competitive"), History: r.history("history"),
	}
	r.listing(&item)
	r.minimumAdvertised(&item)
	if text := r.text("state"); text != "" {
		if err := json.Unmarshal([]byte(text), &item.State); err != nil {
			if in := new(fx.InputError); !errors.As(err, &in) {
				err = fx.NewInputError("", text, "must be a state as -states writes it: "+err.Error())
			}
			r.failed("state", text, err)
		}
	}
	return item, r.faults
}

// text is a cell without the blanks around it, "" for one that is not there.
func (r *rowItem) text(name string) string {
	at, ok := r.at[name]
	if !ok {
		return ""
	}
	return strings.TrimSpace(r.cells[at])
}

func (r *rowItem) needed(name string) string {
	text := r.text(name)
	if text == "" {
		r.faults.Add(name, "", "must not be empty")
	}
	return text
}

// number is a decimal, not Valid for an empty cell.
func (r *rowItem) number(name string) decimal.NullDecimal { return r.numberIn(name, r.text(name)) }

func (r *rowItem) numberIn(field, text string) decimal.NullDecimal {
	if text == "" {
		return decimal.NullDecimal{}
	}
	d, err := fx.ParseDecimal(text)
	if err != nil {
		r.failed(field, text, err)
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(d)
}

func (r *rowItem) answer(name string) bool {
	switch text := r.text(name); strings.ToLower(text) {
	case "yes", "true":
		return true
	case "", "no", "false":
	default:
		r.faults.Add(name, text, "must be yes or no")
	}
	return false
}

func (r *rowItem) time(name string) time.Time {
	text := r.text(name)
	if text == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil || t.Year() < 1 {
		r.faults.Add(name, text, "must be a time such as 2026-11-23T12:00:00Z")
		return time.Time{}
	}
	return t
}

// costs are the cost items that the header has columns for. One whose cells are empty
// is unknown.
func (r *rowItem) costs() []pricing.CostItem {
	var out []pricing.CostItem
	for _, code := range costCodes {
		item, there := pricing.CostItem{Code: code}, false
		for _, c := range costCurrencies {
			name := costColumn(code, c)
			if !r.has(name) {
				continue
			}
			there = true
			switch amount := r.number(name); {
			case amount.Valid && item.Amount.Valid:
				r.faults.Add(name, r.text(name), "must be empty when the cost is given in another currency")
			case amount.Valid && amount.Decimal.Sign() < 0:
				r.faults.Add(name, r.text(name), "must not be below 0")
			case amount.Valid:
				item.Amount, item.Currency = amount, c
			}
		}
		if there {
			out = append(out, item)
		}
	}
	return out
}

// listing fills in what the channel goes by.
func (r *rowItem) listing(item *reprice.Item) {
	channel, category, fulfillment := r.needed("channel"), r.needed("category"), r.text("fulfillment")
	var parcel fees.Parcel
	measures := []string{r.text("length"), r.text("width"), r.text("height"), r.text("weight")}
	if strings.Join(measures, "") != "" || fulfillment == "" || fulfillment == string(amazon.FBA) || fulfillment == string(walmart.WFS) {
		var err error
		if parcel, err = fees.ParseParcel(measures[0], measures[1], measures[2], measures[3]); err != nil {
			r.failed("", "", err)
		}
	}
	switch channel {
	case "amazon":
		if fulfillment != "" && fulfillment != string(amazon.FBA) && fulfillment != string(amazon.FBM) {
			r.faults.Add("fulfillment", fulfillment, `must be "fba" or "fbm"`)
		}
		item.Unit.Listing = amazon.Listing{Parcel: parcel, Category: category, Fulfillment: amazon.Fulfillment(fulfillment)}
	case "walmart":
		if fulfillment != "" && fulfillment != string(walmart.WFS) && fulfillment != string(walmart.Seller) {
			r.faults.Add("fulfillment", fulfillment, `must be "wfs" or "`+string(walmart.Seller)+`"`)
		}
		item.Unit.Listing = walmart.Listing{Parcel: parcel, Category: category, Fulfillment: walmart.Fulfillment(fulfillment)}
	case "":
	default:
		r.faults.Add("channel", channel, `must be "amazon" or "walmart"`)
	}
	item.Case.SellerFulfilled = fulfillment != "" && fulfillment != string(amazon.FBA) && fulfillment != string(walmart.WFS)
}

// minimumAdvertised is the least price that the brand lets be advertised. Without the
// column nothing is known of one, an empty cell is none.
func (r *rowItem) minimumAdvertised(item *reprice.Item) {
	if !r.has("map") {
		return
	}
	item.Case.MAP = []policy.MAPPolicy{}
	price := r.number("map")
	if !price.Valid {
		return
	}
	if item.Case.Brand == "" {
		r.faults.Add("brand", "", "must be given with a minimum advertised price")
		return
	}
	item.Case.MAP = append(item.Case.MAP, policy.MAPPolicy{
		Brand: item.Case.Brand, SKU: item.SKU, Price: price.Decimal, From: calendarDay(r.s.now).AddDate(-1, 0, 0),
	})
}

func calendarDay(t time.Time) time.Time {
	year, month, day := t.Date()
	return fees.Day(year, month, day)
}

// failed notes an error of the library at a field, or below it.
func (r *rowItem) failed(field, value string, err error) {
	for _, e := range fx.Faults(err) {
		in := new(fx.InputError)
		if !errors.As(e, &in) {
			r.faults.Add(field, value, e.Error())
			continue
		}
		at := field
		if in.Field != "" && at != "" {
			at += "."
		}
		r.faults.Add(at+in.Field, in.Value, in.Reason)
	}
}

// columnsOfPaths say in which column a field of an item stands; the longest path that
// fits counts.
var columnsOfPaths = [][2]string{
	{"unit.cost", "cost"}, {"unit.origin", "origin"}, {"unit.rate", "-rate"}, {"unit.buffer", "-buffer"},
	{"unit.returns.rate", "return_rate"}, {"unit.returns.resellable", "resellable"}, {"unit.returns.processing", "return_processing"},
	{"unit.ads.tacos", "tacos"}, {"unit.life.days_in_stock", "days_in_stock"}, {"unit.listing.", ""}, {"unit.parcel.", ""}, {"unit.", ""},
	{"case.history", "history"}, {"case.competitive_price", "competitive"}, {"case.title", "title"}, {"case.brand", "brand"}, {"case.map[0].price", "map"},
	{"case.map", "map"}, {"case.", ""}, {"offers", "rivals"}, {"read", "rivals_read"},
}

// itemFaults are the faults that a decision found in an item, by the columns of the
// file.
func itemFaults(err error, costs []pricing.CostItem) strict.Faults {
	var out strict.Faults
	for _, e := range fx.Faults(err) {
		in := new(fx.InputError)
		if !errors.As(e, &in) {
			field, value := "", ""
			if unknown := new(fees.UnknownKeyError); errors.As(e, &unknown) {
				field, value = unknown.Field, unknown.Key
			}
			out.Add(field, value, strings.TrimPrefix(strings.TrimPrefix(e.Error(), "fx: "), "fees: "))
			continue
		}
		out.Add(columnOf(in.Field, costs), in.Value, in.Reason)
	}
	return out
}

func columnOf(path string, costs []pricing.CostItem) string {
	for _, known := range columnsOfPaths {
		rest, ok := strings.CutPrefix(path, known[0])
		if !ok {
			continue
		}
		if known[1] == "cost" {
			number, _, _ := strings.Cut(strings.TrimPrefix(rest, "["), "]")
			if i, err := strconv.Atoi(number); err == nil && i < len(costs) {
				return costColumn(costs[i].Code, costs[i].Currency)
			}
		}
		return known[1] + rest
	}
	return path
}
