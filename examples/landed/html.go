package main

import (
	_ "embed"
	"html/template"
	"io"
	"strings"
)

//go:embed page.html
var pageHTML string

// pageTemplate writes a page as one file without anything from elsewhere. The
// template escapes every text.
var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

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
	htmlBlock struct {
		Text  string
		List  []string
		Table *htmlTable
	}
	htmlTable struct {
		Caption string
		Columns []htmlColumn
		// Groups are the rows, in a new group from every heading on.
		Groups [][]htmlRow
	}
	htmlColumn struct{ Title, Class string }
	htmlRow    struct {
		Class string
		Head  string
		// Span is over how many columns the head goes; a heading row has one that
		// leaves out the last.
		Span  int
		Cells []htmlCell
	}
	htmlCell struct{ Text, Class string }
)

// writeHTML writes an answer as one HTML file.
func writeHTML(w io.Writer, a *answer) error {
	p := a.page()
	out := htmlPage{Title: p.title, Facts: p.facts}
	for _, s := range p.sections {
		section := htmlSection{ID: anchor(s.title), Title: s.title}
		for _, b := range s.blocks {
			block := htmlBlock{Text: b.text, List: b.list}
			if b.table != nil {
				block.Table = b.table.html()
			}
			section.Blocks = append(section.Blocks, block)
		}
		out.Sections = append(out.Sections, section)
	}
	for i := range out.Sections { // the same title twice
		for k := range i {
			if out.Sections[k].ID == out.Sections[i].ID {
				out.Sections[i].ID += "-more"
			}
		}
	}
	return pageTemplate.Execute(w, out)
}

func (t *table) html() *htmlTable {
	out := &htmlTable{Caption: t.caption}
	class := func(i int) string {
		switch {
		case t.columns[i].right:
			return "number"
		case t.columns[i].wrap:
			return "prose"
		}
		return ""
	}
	for i, c := range t.columns {
		out.Columns = append(out.Columns, htmlColumn{c.title, class(i)})
	}
	for _, r := range t.rows {
		x := htmlRow{Head: r.cells[0], Span: 1}
		cells := r.cells[1:]
		switch r.kind {
		case headingRow:
			x.Class, x.Span, cells = "heading", len(t.columns)-1, cells[len(cells)-1:]
		case totalRow:
			x.Class = "total"
		}
		for i, cell := range cells {
			x.Cells = append(x.Cells, htmlCell{cell, class(len(t.columns) - len(cells) + i)})
		}
		if r.kind == headingRow || len(out.Groups) == 0 {
			out.Groups = append(out.Groups, nil)
		}
		last := &out.Groups[len(out.Groups)-1]
		*last = append(*last, x)
	}
	return out
}

// anchor is a title as an id: "Unit cost, in USD" is "unit-cost-in-usd".
func anchor(title string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
}
