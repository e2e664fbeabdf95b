package reports

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// ReadSalesAndTraffic yields the rows of the JSON of Amazon's sales and traffic report
// (GET_SALES_AND_TRAFFIC_REPORT), those by date and those by item, in the order of the
// file, as the rows of a business report; Row counts them from 1.
//
// The report is read as a stream, and no more than [MaxRecord] bytes of it for one row.
// Of the options only the name is used: the JSON says its currency. Its printed shares
// per session divide by the sessions in a browser in some reports and by all sessions
// in others; the counts say more. The first fault ends the reading with a
// [*ReadError], whose Column is the path in the JSON. A reader that is nil is an
// [*fx.InputError].
func ReadSalesAndTraffic(r io.Reader, opt Options) iter.Seq2[BusinessRow, error] {
	return func(yield func(BusinessRow, error) bool) {
		if r == nil {
			yield(BusinessRow{}, fx.NewInputError("reader", "", "must not be nil"))
			return
		}
		limit := &limitedReader{r: r, left: MaxRecord}
		text := bufio.NewReader(limit)
		s := salesAndTraffic{limit: limit, text: text, in: json.NewDecoder(text), yield: yield}
		s.in.UseNumber()
		if err := s.read(); err != nil && !errors.Is(err, errStopped) {
			yield(BusinessRow{}, s.fault(opt.Name, err))
		}
	}
}

const byteOrderMark = "\xef\xbb\xbf"

var errStopped = errors.New("stopped")

// salesAndTraffic is the JSON while it is read.
type salesAndTraffic struct {
	limit *limitedReader
	text  *bufio.Reader
	in    *json.Decoder
	yield func(BusinessRow, error) bool
	path  string
	row   int
}

func (s *salesAndTraffic) fault(name string, err error) error {
	read := &ReadError{File: name, Row: s.row, Column: s.path, Reason: "must be the JSON of a sales and traffic report: " + err.Error()}
	var kind *json.UnmarshalTypeError
	var in *ReadError
	switch {
	case errors.As(err, &in):
		read.Reason, read.Value = in.Reason, in.Value
		if in.Column != "" {
			read.Column += "." + in.Column
		}
	case errors.Is(err, errTooLong):
		read.Reason = "must have rows of at most " + strconv.Itoa(MaxRecord) + " bytes"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		read.Reason = "must be the JSON of a sales and traffic report, ends early"
	case errors.As(err, &kind):
		read.Column, read.Value, read.Reason = s.path+"."+kind.Field, kind.Value, "must be a "+kind.Type.String()
	}
	return read
}

// read walks over the report.
func (s *salesAndTraffic) read() error {
	start, err := s.text.Peek(len(byteOrderMark))
	if err != nil && err != io.EOF {
		return err
	}
	if string(start) == byteOrderMark {
		if _, err := s.text.Discard(len(start)); err != nil {
			return err
		}
	}
	if err := s.open('{'); err != nil {
		return err
	}
	found := map[string]bool{}
	for s.in.More() {
		s.limit.left = MaxRecord
		key, err := s.in.Token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		s.path = name
		if found[name] {
			s.row = 0
			return &ReadError{Reason: "must not be there twice"}
		}
		switch name {
		case "salesAndTrafficByDate":
			found[name] = true
			err = each(s, (*dateJSON).row)
		case "salesAndTrafficByAsin":
			found[name] = true
			err = each(s, (*itemJSON).row)
		default:
			var other json.RawMessage
			err = s.in.Decode(&other)
		}
		if err != nil {
			return err
		}
	}
	if _, err := s.in.Token(); err != nil {
		return err
	}
	s.path, s.row = "", 0
	if len(found) == 0 {
		return &ReadError{Reason: "must have salesAndTrafficByDate or salesAndTrafficByAsin"}
	}
	s.limit.left = MaxRecord
	var syntax *json.SyntaxError
	switch _, err := s.in.Token(); {
	case err == io.EOF:
		return nil
	case err == nil, errors.As(err, &syntax), errors.Is(err, io.ErrUnexpectedEOF):
		return &ReadError{Reason: "must have nothing after the JSON of the report"}
	default:
		return err
	}
}

// open reads the beginning of an object or an array.
func (s *salesAndTraffic) open(want json.Delim) error {
	token, err := s.in.Token()
	if err != nil {
		return err
	}
	if token != want {
		return &ReadError{Reason: "must begin with " + want.String()}
	}
	return nil
}

func each[T any](s *salesAndTraffic, row func(*T) (BusinessRow, error)) error {
	if err := s.open('['); err != nil {
		return err
	}
	array := s.path
	for i := 0; s.in.More(); i++ {
		s.path = array + "[" + strconv.Itoa(i) + "]"
		s.limit.left = MaxRecord
		s.row++
		var in T
		if err := s.in.Decode(&in); err != nil {
			return err
		}
		r, err := row(&in)
		if err != nil {
			return err
		}
		r.Row = s.row
		if !s.yield(r, nil) {
			return errStopped
		}
	}
	_, err := s.in.Token()
	return err
}

type moneyJSON struct {
	Amount       json.Number `json:"amount"`
	CurrencyCode fx.Currency `json:"currencyCode"`
}

type salesJSON struct {
	OrderedProductSales *moneyJSON  `json:"orderedProductSales"`
	OrderedSalesB2B     *moneyJSON  `json:"orderedProductSalesB2B"`
	UnitsOrdered        json.Number `json:"unitsOrdered"`
	UnitsOrderedB2B     json.Number `json:"unitsOrderedB2B"`
	TotalOrderItems     json.Number `json:"totalOrderItems"`
	TotalOrderItemsB2B  json.Number `json:"totalOrderItemsB2B"`
	UnitsRefunded       json.Number `json:"unitsRefunded"`
}

type trafficJSON struct {
	BrowserPageViews           json.Number `json:"browserPageViews"`
	MobileAppPageViews         json.Number `json:"mobileAppPageViews"`
	PageViews                  json.Number `json:"pageViews"`
	PageViewsB2B               json.Number `json:"pageViewsB2B"`
	BrowserSessions            json.Number `json:"browserSessions"`
	MobileAppSessions          json.Number `json:"mobileAppSessions"`
	Sessions                   json.Number `json:"sessions"`
	SessionsB2B                json.Number `json:"sessionsB2B"`
	SessionPercentage          json.Number `json:"sessionPercentage"`
	PageViewsPercentage        json.Number `json:"pageViewsPercentage"`
	BuyBoxPercentage           json.Number `json:"buyBoxPercentage"`
	BuyBoxPercentageB2B        json.Number `json:"buyBoxPercentageB2B"`
	OrderItemSessionPercentage json.Number `json:"orderItemSessionPercentage"`
	UnitSessionPercentage      json.Number `json:"unitSessionPercentage"`
	UnitSessionPercentageB2B   json.Number `json:"unitSessionPercentageB2B"`
}

type dateJSON struct {
	Date    string      `json:"date"`
	Sales   salesJSON   `json:"salesByDate"`
	Traffic trafficJSON `json:"trafficByDate"`
}

type itemJSON struct {
	ParentASIN string      `json:"parentAsin"`
	ChildASIN  string      `json:"childAsin"`
	SKU        string      `json:"sku"`
	Sales      salesJSON   `json:"salesByAsin"`
	Traffic    trafficJSON `json:"trafficByAsin"`
}

func (d *dateJSON) row() (BusinessRow, error) {
	day, err := time.Parse(time.DateOnly, d.Date)
	if err != nil {
		return BusinessRow{}, &ReadError{Column: "date", Value: shorten(d.Date), Reason: "must be a day such as 2021-06-11"}
	}
	r := BusinessRow{Date: day}
	return r, fill(&r, &d.Sales, &d.Traffic, "ByDate")
}

func (i *itemJSON) row() (BusinessRow, error) {
	r := BusinessRow{ParentASIN: i.ParentASIN, ChildASIN: i.ChildASIN, SKU: i.SKU}
	return r, fill(&r, &i.Sales, &i.Traffic, "ByAsin")
}

// fill puts the numbers of the JSON into a row. Numbers that are not there stay
// unknown.
func fill(r *BusinessRow, sales *salesJSON, traffic *trafficJSON, by string) error {
	var faults []error
	read := func(field string, n json.Number, count bool) decimal.NullDecimal {
		if n == "" {
			return decimal.NullDecimal{}
		}
		d, err := fx.ParseDecimal(n.String())
		if err == nil && count && (d.Sign() < 0 || !d.IsInteger()) {
			err = errors.New("no count")
		}
		if err != nil {
			reason := "must be a number"
			if count {
				reason = "must be a whole number, 0 or above"
			}
			faults = append(faults, &ReadError{Column: field, Value: shorten(n.String()), Reason: reason})
			return decimal.NullDecimal{}
		}
		return decimal.NewNullDecimal(d)
	}
	money := func(field string, m *moneyJSON) decimal.NullDecimal {
		if m == nil {
			return decimal.NullDecimal{}
		}
		if _, err := fx.ParseCurrency(string(m.CurrencyCode)); err != nil || r.Currency != "" && r.Currency != m.CurrencyCode {
			faults = append(faults, &ReadError{Column: field + ".currencyCode", Value: shorten(string(m.CurrencyCode)), Reason: "must be one currency of ISO 4217 in a row"})
			return decimal.NullDecimal{}
		}
		r.Currency = m.CurrencyCode
		return read(field+".amount", m.Amount, false)
	}
	percent := func(field string, n json.Number) decimal.NullDecimal {
		d := read(field, n, false)
		d.Decimal = d.Decimal.Shift(-2)
		return d
	}
	s, t := "sales"+by+".", "traffic"+by+"."
	r.Total.Sales, r.B2B.Sales = money(s+"orderedProductSales", sales.OrderedProductSales), money(s+"orderedProductSalesB2B", sales.OrderedSalesB2B)
	r.Total.Units, r.B2B.Units = read(s+"unitsOrdered", sales.UnitsOrdered, true), read(s+"unitsOrderedB2B", sales.UnitsOrderedB2B, true)
	r.Total.OrderItems, r.B2B.OrderItems = read(s+"totalOrderItems", sales.TotalOrderItems, true), read(s+"totalOrderItemsB2B", sales.TotalOrderItemsB2B, true)
	r.Refunded = read(s+"unitsRefunded", sales.UnitsRefunded, true)
	r.Browser = Visits{read(t+"browserSessions", traffic.BrowserSessions, true), read(t+"browserPageViews", traffic.BrowserPageViews, true)}
	r.App = Visits{read(t+"mobileAppSessions", traffic.MobileAppSessions, true), read(t+"mobileAppPageViews", traffic.MobileAppPageViews, true)}
	r.Total.Visits = Visits{read(t+"sessions", traffic.Sessions, true), read(t+"pageViews", traffic.PageViews, true)}
	r.B2B.Visits = Visits{read(t+"sessionsB2B", traffic.SessionsB2B, true), read(t+"pageViewsB2B", traffic.PageViewsB2B, true)}
	r.Total.SessionShare, r.Total.PageViewShare = percent(t+"sessionPercentage", traffic.SessionPercentage), percent(t+"pageViewsPercentage", traffic.PageViewsPercentage)
	r.Total.BuyBox, r.B2B.BuyBox = percent(t+"buyBoxPercentage", traffic.BuyBoxPercentage), percent(t+"buyBoxPercentageB2B", traffic.BuyBoxPercentageB2B)
	r.Total.OrderItemSession = percent(t+"orderItemSessionPercentage", traffic.OrderItemSessionPercentage)
	r.Total.UnitSession, r.B2B.UnitSession = percent(t+"unitSessionPercentage", traffic.UnitSessionPercentage), percent(t+"unitSessionPercentageB2B", traffic.UnitSessionPercentageB2B)
	if len(faults) > 0 {
		return faults[0]
	}
	return nil
}
