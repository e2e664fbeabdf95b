package main

import (
	_ "embed"
	"html/template"
	"io"
	"regexp"
	"strings"
)

//go:embed page.html
var pageHTML string

// pageTemplate writes a page as one file without anything from elsewhere. The template
// escapes every text.
var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{"said": said}).Parse(pageHTML))

// The page as the template sees it.
type (
	htmlPage struct {
		Title    string
		Facts    []string
		Sections []htmlSection
	}
	htmlSection struct {
		ID, Title string
		Blocks    []htmlBlock
	}
	// An htmlBlock is one of its fields. Blocks with a Summary are folded under it.
	htmlBlock struct {
		Title  string
		Text   string
		List   []htmlItem
		Cards  []htmlCard
		Legend string // "control" or "bridge": the legend of the charts below
		Charts []htmlChart
		Table  *htmlTable

		Summary string
		Open    bool
		Blocks  []htmlBlock
	}
	// An htmlItem is a sentence. Tag is a word before it, of the class Mood.
	htmlItem struct {
		Mood, Tag, Text, More string
		// Link is the section that says more, LinkText its title.
		Link, LinkText string
	}
	htmlCard struct {
		Name, Value, Unit, Note, Mood, Change string
	}
	htmlChart struct {
		Title, Unit, Note string
		// Narrow is for narrow screens, and for all where there is no Wide.
		Wide, Narrow template.HTML
		Values       *htmlTable
	}
	htmlTable struct {
		ID      string
		Caption string
		Columns []htmlColumn
		Rows    []htmlRow
		// Note stands below: how many rows are left out.
		Note string
	}
	htmlColumn struct{ Title, Class string }
	htmlRow    struct {
		Class string
		Head  htmlCell
		Cells []htmlCell
	}
	htmlCell struct{ Text, Class string }
)

// writeHTML writes the document as one page without anything from elsewhere.
func writeHTML(w io.Writer, d document) error {
	p, err := newPage(visibleDocument(d))
	if err != nil {
		return err
	}
	return pageTemplate.Execute(w, p)
}

// unbroken is what no line may end inside of: a day, an amount with its currency, a
// percentage, and a SKU such as "KB-00002" if it is short.
var unbroken = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b|(?:[≤≥] )?[+−]?\d[\d,.]*(?: [A-Z]{3}\b|%| pp\b)|[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+`)

// said is a text for people: with minus signs, and with days and amounts that are not
// broken. It escapes the rest.
func said(text string) template.HTML {
	text = minus(text)
	var out strings.Builder
	at := 0
	for _, place := range unbroken.FindAllStringIndex(text, -1) {
		if part := text[place[0]:place[1]]; len(part) > 24 || !strings.ContainsAny(part, "0123456789") {
			continue
		}
		out.WriteString(template.HTMLEscapeString(text[at:place[0]]))
		out.WriteString(`<span class="whole">` + template.HTMLEscapeString(text[place[0]:place[1]]) + `</span>`)
		at = place[1]
	}
	out.WriteString(template.HTMLEscapeString(text[at:]))
	return template.HTML(out.String())
}

// mostRows is how many rows of a table are shown.
const mostRows = 100

// newTable returns a table without rows.
func newTable(caption string, columns ...htmlColumn) *htmlTable {
	return &htmlTable{Caption: caption, Columns: columns}
}

// The columns of a table: of names, of numbers, of days and states that are not broken,
// and of sentences.
func plainColumn(title string) htmlColumn  { return htmlColumn{title, ""} }
func numberColumn(title string) htmlColumn { return htmlColumn{title, "number"} }
func daysColumn(title string) htmlColumn   { return htmlColumn{title, "days"} }
func proseColumn(title string) htmlColumn  { return htmlColumn{title, "prose"} }

// add adds a row. The first cell is its header.
func (t *htmlTable) add(class string, cells ...string) {
	row := htmlRow{Class: class}
	for i, text := range cells {
		cell := htmlCell{text, t.Columns[i].Class}
		if i == 0 {
			row.Head = cell
			continue
		}
		row.Cells = append(row.Cells, cell)
	}
	t.Rows = append(t.Rows, row)
}

// leaveOut says that rows are not in the table.
func (t *htmlTable) leaveOut(n int, noun string) {
	if n > 0 {
		t.Note = "And " + counted(n, noun) + " more, which are not shown."
	}
}

// block is the table as a block; one without rows is none.
func (t *htmlTable) block() htmlBlock {
	if len(t.Rows) == 0 {
		return htmlBlock{}
	}
	return htmlBlock{Table: t}
}

// sentences is a list of plain sentences.
func sentences(said []string) htmlBlock {
	var b htmlBlock
	for _, s := range firstOf(said) {
		if s != "" {
			b.List = append(b.List, htmlItem{Text: s})
		}
	}
	return b
}

// folded are blocks under a line that opens them.
func folded(summary string, blocks ...htmlBlock) htmlBlock {
	b := htmlBlock{Summary: summary}
	for _, x := range blocks {
		if !x.empty() {
			b.Blocks = append(b.Blocks, x)
		}
	}
	if len(b.Blocks) == 0 {
		return htmlBlock{}
	}
	return b
}

func (b htmlBlock) empty() bool {
	return b.Title == "" && b.Text == "" && len(b.List) == 0 && len(b.Cards) == 0 && b.Legend == "" && len(b.Charts) == 0 && b.Table == nil && b.Summary == ""
}

// section adds a section of blocks that say something; without any there is none.
func (p *htmlPage) section(id, title string, blocks ...htmlBlock) {
	s := htmlSection{ID: id, Title: title}
	for _, b := range blocks {
		if !b.empty() {
			s.Blocks = append(s.Blocks, b)
		}
	}
	if len(s.Blocks) > 0 {
		p.Sections = append(p.Sections, s)
	}
}
