package main

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/lianxing/crossborder/kpi"
)

// A workbook is a document as an Excel file: one sheet for each part, numbers as numbers
// so that they can be added up.
type workbook struct {
	file   *excelize.File
	styles map[string]int
	err    error
}

// A sheetColumn is a column of a sheet and its width in characters.
type sheetColumn struct {
	title string
	width float64
}

// writeWorkbook writes the document as an Excel workbook.
func writeWorkbook(w io.Writer, d document) error {
	b := &workbook{file: excelize.NewFile(), styles: map[string]int{}}
	for name, style := range map[string]*excelize.Style{
		"head":    {Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F3A5F"}}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}},
		"strong":  {Font: &excelize.Font{Bold: true}},
		"amount":  {CustomNumFmt: format("#,##0.00;[Red]-#,##0.00")},
		"share":   {CustomNumFmt: format("0.00%")},
		"count":   {CustomNumFmt: format("#,##0.##")},
		"plain":   {Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}},
		"Samount": {CustomNumFmt: format("#,##0.00;[Red]-#,##0.00"), Font: &excelize.Font{Bold: true}},
		"Sshare":  {CustomNumFmt: format("0.00%"), Font: &excelize.Font{Bold: true}},
	} {
		id, err := b.file.NewStyle(style)
		b.styles[name], b.err = id, errors.Join(b.err, err)
	}
	b.summary(d)
	b.figures(d)
	b.scorecard(d)
	b.bridge(d)
	b.settlements(d)
	b.fees(d)
	b.gaps(d)
	b.files(d)
	b.err = errors.Join(b.err, b.file.DeleteSheet("Sheet1"))
	b.file.SetActiveSheet(0)
	if b.err != nil {
		return errors.Join(b.err, b.file.Close())
	}
	return errors.Join(b.file.Write(w), b.file.Close())
}

func format(s string) *string { return &s }

// A sheet is one sheet that is being filled.
type sheet struct {
	b       *workbook
	name    string
	row     int
	columns int
}

// sheet begins a sheet with its titles, which stay in sight.
func (b *workbook) sheet(name string, columns ...sheetColumn) *sheet {
	_, err := b.file.NewSheet(name)
	s := &sheet{b: b, name: name, columns: len(columns)}
	b.err = errors.Join(b.err, err)
	titles := make([]any, len(columns))
	for i, c := range columns {
		titles[i] = c.title
		letter, err := excelize.ColumnNumberToName(i + 1)
		b.err = errors.Join(b.err, err, b.file.SetColWidth(name, letter, letter, c.width))
	}
	s.add("head", titles...)
	b.err = errors.Join(b.err, b.file.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	return s
}

// add writes a row. A figure is a number in its format, or its text where it has none.
func (s *sheet) add(style string, cells ...any) {
	s.row++
	for i, c := range cells {
		at, err := excelize.CoordinatesToCellName(i+1, s.row)
		if s.b.err = errors.Join(s.b.err, err); s.b.err != nil {
			return
		}
		value, look := any(nil), style
		switch c := c.(type) {
		case figure:
			value, look = c.cell(style)
		case string:
			value = cut(c)
			if style == "" {
				look = "plain"
			}
		default:
			value = c
		}
		if value == nil || value == "" && style == "" {
			continue
		}
		s.b.err = errors.Join(s.b.err, s.b.file.SetCellValue(s.name, at, value))
		if look != "" {
			s.b.err = errors.Join(s.b.err, s.b.file.SetCellStyle(s.name, at, at, s.b.styles[look]))
		}
	}
}

// cut keeps a text within what a cell may hold. A text is never a formula here, since it
// is written as text.
func cut(s string) string {
	const most = 32000
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "")
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "?")
	}
	return s
}

// cell is a figure as a number and the name of its format.
func (f figure) cell(style string) (value any, look string) {
	d, err := decimal.NewFromString(f.Number)
	if f.Number == "" || err != nil {
		return f.Text, style
	}
	strong := ""
	if style == "strong" {
		strong = "S"
	}
	switch f.Unit {
	case string(kpi.Amount):
		return d.InexactFloat64(), strong + "amount"
	case string(kpi.Fraction), "points":
		return d.InexactFloat64(), strong + "share"
	}
	return d.InexactFloat64(), "count"
}

// bounds say what a ≤ is, which a cell with a number cannot show.
func bounds(fs ...figure) string {
	for _, f := range fs {
		switch f.Bound {
		case atMost:
			return "at most: without " + listed(f.Missing, 5)
		case atLeast:
			return "at least: without " + listed(f.Missing, 5)
		}
	}
	return ""
}

func (b *workbook) summary(d document) {
	s := b.sheet("Summary", sheetColumn{"Subject", 18}, sheetColumn{"In short", 120})
	s.add("", "Title", d.Title)
	s.add("", "Channel", d.Channel+", amounts in "+d.Currency)
	s.add("", "Period", d.Period.Text()+", "+d.PeriodWhy)
	if d.Base != nil {
		s.add("", "Compared with", d.Base.Text()+", "+d.BaseWhy)
	} else {
		s.add("", "Compared with", d.BaseWhy)
	}
	for _, f := range d.Summary {
		s.add("", f.Part, f.Text)
	}
}

func (b *workbook) figures(d document) {
	s := b.sheet("Figures", sheetColumn{"Figure", 34}, sheetColumn{"Now", 16}, sheetColumn{"Before", 16}, sheetColumn{"Change", 12}, sheetColumn{"Remark", 40}, sheetColumn{"Formula", 60})
	for _, h := range d.Headline {
		s.add("", h.Name, h.Now, h.Before, h.Change, bounds(h.Now), h.Formula)
	}
	s = b.sheet("Profit", sheetColumn{d.Currency, 34}, sheetColumn{"Now", 16}, sheetColumn{"Of net revenue", 14}, sheetColumn{"Before", 16}, sheetColumn{"Change", 16}, sheetColumn{"Remark", 60})
	for _, x := range d.Ladder.Steps {
		style := ""
		if x.Kind == "total" {
			style = "strong"
		}
		s.add(style, x.Name, x.Now, x.Share, x.Before, x.Change, bounds(x.Now))
	}
}

func (b *workbook) scorecard(d document) {
	s := b.sheet("Scorecard", sheetColumn{"Metric", 32}, sheetColumn{"Owner", 12}, sheetColumn{"Week", 14}, sheetColumn{"Week before", 14}, sheetColumn{"Year before", 14}, sheetColumn{"Lower limit", 14},
		sheetColumn{"Upper limit", 14}, sheetColumn{"Target", 22}, sheetColumn{"Status", 28}, sheetColumn{"What to do", 14}, sheetColumn{"In words", 100})
	for _, r := range d.Scorecard.Rows {
		s.add("", r.Name, r.Owner, r.Now, r.Before, r.YearBefore, r.Lower, r.Upper, r.Target, r.Status, r.Action, r.Sentence)
	}
	titles := []sheetColumn{{"Week from", 12}, {"to", 12}}
	for _, r := range d.Scorecard.Rows {
		titles = append(titles, sheetColumn{r.Name, 16})
	}
	s = b.sheet("Weeks", titles...)
	for i, w := range d.Scorecard.Weeks {
		cells := []any{w.First, w.Last}
		for _, r := range d.Scorecard.Rows {
			cells = append(cells, r.Points[i].Value)
		}
		s.add("", cells...)
	}
}

func (b *workbook) bridge(d document) {
	s := b.sheet("Bridge", sheetColumn{"Effect", 28}, sheetColumn{d.Currency, 16}, sheetColumn{"Of the change", 14}, sheetColumn{"In words", 120})
	if d.Bridge == nil {
		s.add("", d.BridgeWhy)
		return
	}
	sentences := map[string]string{}
	for _, c := range d.Bridge.Causes {
		sentences[c.Effect] = c.Sentence
	}
	s.add("strong", "Base", d.Bridge.Start)
	for _, x := range d.Bridge.Bars {
		s.add("", x.Name, x.Amount, x.Share, sentences[x.Effect])
	}
	s.add("strong", "Period", d.Bridge.End)
	s = b.sheet("Bridge items", sheetColumn{"Item", 24}, sheetColumn{"Family", 16}, sheetColumn{"Kind", 14}, sheetColumn{"Before", 16}, sheetColumn{"Now", 16}, sheetColumn{"Change", 16}, sheetColumn{"Largest cause", 24}, sheetColumn{"Amount", 16})
	for _, x := range d.Bridge.Items {
		s.add("", x.SKU, x.Family, x.Kind, x.From, x.To, x.Change, x.Cause, x.CauseAmount)
	}
	s.add("", "other items", "", "", "", "", d.Bridge.OthersChange)
}

func (b *workbook) settlements(d document) {
	s := b.sheet("Settlements", sheetColumn{"Settlement", 16}, sheetColumn{"From", 12}, sheetColumn{"To", 12}, sheetColumn{"Currency", 10}, sheetColumn{"Rows", 10}, sheetColumn{"Sum of rows", 16},
		sheetColumn{"Total", 16}, sheetColumn{"Difference", 14}, sheetColumn{"Adds up", 10}, sheetColumn{"Deposit", 12}, sheetColumn{"To look at", 90})
	lines := b.sheet("Settlement lines", sheetColumn{"Settlement", 16}, sheetColumn{"Line", 30}, sheetColumn{"Counts as", 16}, sheetColumn{"Rows", 10}, sheetColumn{"Amount", 16})
	for _, x := range d.Settlements.Checks {
		first, last := "", ""
		if x.Period != nil {
			first, last = x.Period.First, x.Period.Last
		}
		var look []string
		for _, u := range x.Unmapped {
			look = append(look, "not mapped: "+u.AmountType+" / "+u.Description+" "+u.Amount.Text)
		}
		for _, f := range x.Findings {
			look = append(look, f.Text)
		}
		s.add("", x.ID, first, last, x.Currency, x.Rows, x.Sum, x.Total, x.Difference, yes(x.Balanced), x.DepositDay, strings.Join(look, "; "))
		for _, l := range x.Lines {
			lines.add("", x.ID, l.Name, strings.ReplaceAll(l.Level, "_", " "), l.Rows, l.Amount)
		}
	}
	if p := d.Shopify; p != nil {
		s := b.sheet("Shopify", sheetColumn{"Day", 12}, sheetColumn{"Currency", 10}, sheetColumn{"Paid out", 14}, sheetColumn{"Transactions", 12}, sheetColumn{"Their net", 14}, sheetColumn{"Difference", 14}, sheetColumn{"Result", 50})
		for _, x := range p.Payouts {
			s.add("", x.Day, x.Currency, x.Total, x.Transactions, x.Net, x.Difference, x.StatusText)
		}
	}
	if p := d.Walmart; p != nil {
		s := b.sheet("Walmart", sheetColumn{"Amount or item", 60}, sheetColumn{p.Currency, 16})
		for _, x := range append(p.Amounts, p.Items...) {
			s.add("", x.Name, x.Amount)
		}
		s.add("strong", "Sum", p.Sum)
	}
}

func (b *workbook) fees(d document) {
	s := b.sheet("Fees", sheetColumn{"Where", 14}, sheetColumn{"Item", 24}, sheetColumn{"Fee", 24}, sheetColumn{"From", 12}, sheetColumn{"To", 12}, sheetColumn{"Units", 10}, sheetColumn{"Taken each", 12},
		sheetColumn{"Computed each", 14}, sheetColumn{"Money", 14}, sheetColumn{"Likely cause", 60}, sheetColumn{"What to do", 60})
	for _, side := range []struct {
		name string
		of   *feeSide
	}{{"settlements", d.Fees.Charged}, {"fee preview", d.Fees.Preview}} {
		if side.of == nil {
			continue
		}
		for _, x := range side.of.Findings {
			s.add("", side.name, x.SKU, x.FeeName, x.First, x.Last, x.Units, x.Charged, x.Computed, x.Money, x.Why, x.Do)
		}
	}
}

func (b *workbook) gaps(d document) {
	s := b.sheet("Data gaps", sheetColumn{"Missing", 40}, sheetColumn{"Would come from", 30}, sheetColumn{"Metrics that wait for it", 16}, sheetColumn{"Would allow alone", 100})
	for _, m := range d.Gaps.Missing {
		s.add("", m.Name, m.From, m.WaitedFor, strings.Join(m.Unlocks, "; "))
	}
	s = b.sheet("Data checks", sheetColumn{"Check", 40}, sheetColumn{"Item", 30}, sheetColumn{"Where", 30}, sheetColumn{"What", 100})
	for _, c := range d.Gaps.Checks {
		for _, f := range c.Faults {
			s.add("", c.Name, f.Item, f.Origin, f.Text)
		}
	}
	for _, x := range d.Gaps.StockOuts {
		s.add("", "Items without stock", x.SKU, x.First+" to "+x.Last, x.Weekly.Text+" units in a usual week")
	}
}

func (b *workbook) files(d document) {
	s := b.sheet("Files", sheetColumn{"File", 50}, sheetColumn{"Kind", 40}, sheetColumn{"Text", 12}, sheetColumn{"Separator", 12}, sheetColumn{"Rows", 10}, sheetColumn{"Faults", 10}, sheetColumn{"From", 12}, sheetColumn{"To", 12},
		sheetColumn{"Used for", 40}, sheetColumn{"Remarks", 100})
	for _, f := range d.Files {
		first, last := "", ""
		if f.Days != nil {
			first, last = f.Days.First, f.Days.Last
		}
		remarks := append(append([]string{}, f.Faults...), f.Notes...)
		if len(f.Unknown) > 0 {
			remarks = append(remarks, "columns that are not understood: "+strings.Join(f.Unknown, ", "))
		}
		s.add("", f.Name, f.Kind, f.Encoding, f.Separator, f.Rows, len(f.Faults)+f.More, first, last, f.Used, strings.Join(remarks, "; "))
	}
	s = b.sheet("Left out", sheetColumn{"File", 50}, sheetColumn{"Rows", 10}, sheetColumn{"What", 120})
	for _, l := range d.LeftOut {
		s.add("", l.File, l.Rows, l.Text)
	}
}
