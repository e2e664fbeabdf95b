package audit

import (
	"bytes"
	_ "embed"
	"html/template"
	"io"
)

//go:embed page.html
var pageHTML string

// pageTemplate writes a page as one file without anything from elsewhere. The template
// escapes every text.
var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// The page as the template sees it.
type (
	htmlPage struct {
		Language, Title, Contents string
		Facts                     []string
		Sections                  []htmlSection
	}
	htmlSection struct {
		ID, Title string
		Blocks    []htmlBlock
	}
	htmlBlock struct {
		Text  string
		Table *htmlTable
	}
	htmlTable struct {
		Caption, Class string
		Columns        []htmlCell
		Rows           []htmlRow
	}
	htmlRow struct {
		Class string
		Cells []htmlCell
	}
	htmlCell struct {
		Text, Code, Class, Head string
		First                   bool
	}
)

// HTML writes the file as one HTML page that needs nothing else: no scripts, no fonts,
// no addresses. It has a dark scheme, fits a narrow screen and prints on A4. Every text
// of the file is escaped, and marks that turn its direction are shown as in Markdown.
// The errors are those of [File.Markdown].
func (f File) HTML(w io.Writer, language Language) error {
	if err := f.check(); err != nil {
		return err
	}
	p, err := f.page(language)
	if err != nil {
		return err
	}
	out := htmlPage{Language: "en", Title: p.title, Contents: p.contents, Facts: p.facts}
	if p.language == Chinese {
		out.Language = "zh-Hans"
	}
	for _, s := range p.sections {
		section := htmlSection{ID: s.id, Title: s.title}
		for _, b := range s.blocks {
			block := htmlBlock{Text: b.text}
			if b.table != nil {
				block.Table = b.table.html()
			}
			section.Blocks = append(section.Blocks, block)
		}
		out.Sections = append(out.Sections, section)
	}
	var page bytes.Buffer // nothing is written of a page that fails
	if err := pageTemplate.Execute(&page, out); err != nil {
		return err
	}
	_, err = w.Write(page.Bytes())
	return err
}

func (t *table) html() *htmlTable {
	out := &htmlTable{Caption: t.caption}
	class := func(c column) string {
		switch {
		case c.right:
			return "number"
		case c.prose:
			return "prose"
		}
		return ""
	}
	if t.stacked {
		out.Class = "stack"
	}
	for _, c := range t.columns {
		out.Columns = append(out.Columns, htmlCell{Text: c.title, Class: class(c)})
	}
	for _, r := range t.rows {
		row := htmlRow{}
		if r.strong {
			row.Class = "total"
		}
		for i, c := range r.cells {
			row.Cells = append(row.Cells, htmlCell{Text: c.text, Code: c.code, Class: class(t.columns[i]), Head: t.columns[i].title, First: i == 0})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
