package main

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/kpi"
	"github.com/lianxing/crossborder/kpi/reports"
)

// An analysis is what was read from a folder.
type analysis struct {
	settings
	plan     plan
	costs    *costTable // nil without a costs file
	book     *costBook
	lines    lineTable
	sources  []*source
	calendar *calendar

	reconciliation *reports.Reconciliation
	settled        bool // a settlement was read
	audit          *reports.FeeAudit
	shopify        reports.ShopifyReconciliation
	shopifyRows    [3]int // payouts, transactions, orders
	walmart        reports.WalmartSummary
	walmartItems   int
	walmartDown    int // listings that were taken down for their price
	walmartOther   int // rows in another currency
	dateRange      reports.DateRangeSummary

	checked   reconciliations // what the reconciliation says, and the audit
	audited   feePart
	units     map[int]decimal.Decimal // ordered, by item
	noStock   map[int]*stockDays
	adDays    map[time.Time]reports.Kind
	traffic   map[trafficKey]string // the file that has the traffic of some days
	itemDays  map[time.Time]bool    // days of business reports by item
	settledIn map[string]string     // the file that has the total of a settlement
	has       [families]bool        // there are rows of the family
	keyed     []kpi.KeyedRow        // files by their totals
	leftOut   map[leftKey]*leftOut
	period    kpi.Period
	base      kpi.Period
	periodWhy string
	baseWhy   string
	now       *collected
	before    *collected // nil without a base
}

type stockDays struct {
	first, last time.Time
	days        int
}

type trafficKey struct {
	days kpi.Period
	by   string
}

type leftKey struct{ code, file, about string }

// left notes rows that are in no figure.
func (a *analysis) left(code, file, about, text string, rows int) {
	key := leftKey{code, file, about}
	l := a.leftOut[key]
	if l == nil {
		if len(a.leftOut) >= 1000 {
			key.about = "others"
		}
		if l = a.leftOut[key]; l == nil {
			l = &leftOut{Code: code, File: file, Text: text}
			a.leftOut[key] = l
		}
	}
	l.Rows += rows
}

// rank is the order in which files are read: the advertising report that says most comes
// first, business reports by item come before those by parent and by day, and what the
// first of them has is not taken from another.
func (s *source) rank() int {
	if s.kind == reports.BusinessReport {
		i := slices.IndexFunc([]string{"SKU", "(Child) ASIN", "(Parent) ASIN", "Date"}, func(title string) bool { return slices.Contains(s.columns, title) })
		return max(i, 0)
	}
	return slices.Index([]reports.Kind{reports.AdvertisedProducts, reports.UnifiedAds, reports.SearchTerms}, s.kind)
}

func inOrder(all []*source) []*source {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(x, y *source) int { return cmp.Compare(x.rank(), y.rank()) })
	return all
}

// scan finds out what every file is and reads it once.
func (a *analysis) scan(ctx context.Context, w world) error {
	var total int64
	for _, s := range a.sources {
		total += s.part.Bytes
	}
	read, end := w.progress(total, "reading")
	defer end()
	if err := copies(ctx, a.sources); err != nil {
		return err
	}
	for _, s := range a.sources {
		if s.part.Used == "" {
			if err := a.recognise(ctx, s); err != nil {
				return err
			}
		}
	}
	for _, s := range inOrder(a.sources) {
		if s.kind == "" || s.kind == reports.FeePreview {
			continue
		}
		if err := a.scanFile(ctx, s, read); err != nil {
			return err
		}
		if f, ok := familyOf(s.kind); ok && s.part.Rows > 0 {
			a.has[f] = true
		}
	}
	return a.calendar.err
}

// recognise says what a file is.
func (a *analysis) recognise(ctx context.Context, s *source) error {
	file, in, done, err := s.open(ctx, a.plan, nil)
	if done != nil {
		defer func() { _ = done() }() // it was only read
	}
	var unknown *reports.UnknownFileError
	var read *reports.ReadError
	switch {
	case in != nil:
		s.kind = trafficJSON
		if days, ok := s.trafficDays(); ok && s.days == (kpi.Period{}) {
			s.days, s.daysFrom = days, "the report"
		}
	case err == nil:
		s.kind = file.Kind()
		s.layout(file.Layout())
	case errors.As(err, &unknown):
		s.part.Used = "not read: no known report"
		if unknown.Nearest != "" {
			s.note("nearest to the " + string(unknown.Nearest) + ", which would need the columns " + listed(unknown.Missing, 5))
		} else {
			s.note("no report has its columns")
		}
	case errors.As(err, &read):
		s.part.Used = "not read: its beginning cannot be read"
		s.fault(err)
	default:
		return err
	}
	s.part.Kind = string(s.kind)
	return nil
}

// scanFile reads one file to its end.
func (a *analysis) scanFile(ctx context.Context, s *source, progress func(int)) error {
	file, in, done, err := s.open(ctx, a.plan, progress)
	if err != nil {
		if done != nil {
			err = errors.Join(err, done())
		}
		return err
	}
	defer func() { _ = done() }() // it was only read
	switch s.kind {
	case trafficJSON:
		s.part.Used = "traffic and orders"
		t := a.trafficOf(s)
		err = each(s, reports.ReadSalesAndTraffic(in, reports.Options{Name: s.part.Name, Currency: a.plan.currency}), t.add)
		t.end()
	case reports.BusinessReport:
		s.part.Used = "traffic and orders"
		t := a.trafficOf(s)
		err = each(s, file.Business(), t.add)
		t.end()
	case reports.UnifiedAds, reports.AdvertisedProducts, reports.SearchTerms:
		s.part.Used = "advertising"
		err = a.scanAds(s, file)
	case reports.SettlementV1, reports.SettlementV2:
		s.part.Used = "profit, reconciliation, fee audit"
		err = a.scanSettlement(s, file)
	case reports.InventoryHealth:
		s.part.Used = "stock"
		err = a.scanStock(s, file)
	case reports.CustomerReturns:
		s.part.Used = "returns"
		err = a.scanReturns(s, file)
	case reports.DateRange:
		s.part.Used = "shown by itself, settlements have the same amounts"
		err = each(s, file.DateRange(), func(r *reports.DateRangeRow) { s.saw(r.Day, r.Day); a.dateRange.Add(*r) })
	case reports.WalmartReconciliation:
		s.part.Used = "reconciliation of Walmart"
		err = each(s, file.Walmart(), func(r *reports.WalmartRow) {
			s.saw(r.Day, r.Day)
			if a.walmart.Add(*r) != nil {
				a.walmartOther++
			}
		})
	case reports.WalmartItems:
		s.part.Used = "reconciliation of Walmart"
		err = each(s, file.WalmartItems(), func(r *reports.WalmartItem) {
			a.walmartItems++
			if r.UnpublishedForPrice() {
				a.walmartDown++
			}
		})
	case reports.ShopifyPayouts:
		s.part.Used = "payouts of Shopify"
		err = each(s, file.ShopifyPayouts(), func(r *reports.ShopifyPayout) {
			s.saw(r.Day, r.Day)
			a.shopifyRows[0]++
			a.shopify.AddPayout(*r)
		})
	case reports.ShopifyTransactions:
		s.part.Used = "payouts of Shopify"
		err = each(s, file.ShopifyTransactions(), func(r *reports.ShopifyTransaction) {
			s.saw(r.Day, r.Day)
			a.shopifyRows[1]++
			a.shopify.AddTransaction(*r)
		})
	case reports.ShopifyOrders:
		s.part.Used = "counted only"
		err = each(s, file.ShopifyOrders(), func(r *reports.ShopifyOrder) { s.saw(r.Day, r.Day); a.shopifyRows[2]++ })
	}
	if file != nil {
		s.layout(file.Layout())
	}
	return err
}

// each reads the rows of a file. Rows that cannot be read are faults of the file.
func each[R any](s *source, rows func(func(R, error) bool), add func(*R)) error {
	for r, err := range rows {
		if err != nil {
			if !s.fault(err) {
				return err
			}
			continue
		}
		s.part.Rows++
		add(&r)
	}
	return nil
}

// conclude takes the results of the reconciliation and of the audit, which need their
// memory no longer.
func (a *analysis) conclude() {
	a.checked, a.audited = a.settlements(), a.fees()
	a.reconciliation, a.audit = nil, nil
}

// newAnalysis prepares the reading of a folder.
func (s settings) newAnalysis() (*analysis, error) {
	a := &analysis{
		settings: s, units: map[int]decimal.Decimal{}, noStock: map[int]*stockDays{}, adDays: map[time.Time]reports.Kind{},
		traffic: map[trafficKey]string{}, itemDays: map[time.Time]bool{}, settledIn: map[string]string{}, leftOut: map[leftKey]*leftOut{},
	}
	var err error
	if a.plan, err = readPlan(s.plan); err != nil {
		return nil, under(s.plan, err)
	}
	if s.costs != "" {
		if a.costs, err = readCosts(s.costs, a.plan.channel, a.plan.currency); err != nil {
			return nil, err
		}
		a.costs.name = filepath.Base(s.costs)
	}
	a.book = newCostBook(&a.plan, a.costs)
	a.lines = newLineTable(a.plan.mappings)
	a.calendar = newCalendar(&a.plan, a.book)
	if a.sources, err = openFolder(s.folder, a.plan, s.costs, s.plan, s.output, s.xlsx); err != nil {
		return nil, err
	}
	if a.reconciliation, err = reports.NewReconciliation(reports.ReconcileOptions{Mappings: a.plan.mappings, Listed: 100}); err != nil {
		return nil, err
	}
	var items []reports.FeeItem
	if a.costs != nil {
		for _, it := range a.costs.order {
			items = append(items, reports.FeeItem{SKU: it.sku, Listing: it.listing()})
		}
	}
	a.audit, err = reports.NewFeeAudit(items, reports.FeeAuditOptions{Mappings: a.plan.mappings, Listed: 1000})
	return a, err
}

// under names the file in front of the paths of its faults.
func under(name string, err error) error {
	var out []error
	for _, e := range fx.Faults(err) {
		var in *fx.InputError
		if !errors.As(e, &in) {
			out = append(out, e)
			continue
		}
		field := name
		if in.Field != "" {
			field += ", " + in.Field
		}
		out = append(out, fx.NewInputError(field, in.Value, in.Reason))
	}
	return errors.Join(out...)
}

// skuOf is the item that a scope is about, "" for the account.
func (p *plan) skuOf(scope string) string {
	sku, ok := strings.CutPrefix(scope, p.channel+"/")
	if !ok {
		return ""
	}
	return sku
}
