package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"image/color"
	"io"
	"regexp"
	"strings"
)

//go:embed page.html
var pageHTML string

// pageTemplate writes a page as one file without anything from elsewhere. The
// template escapes every text.
var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{"dated": dated}).Parse(pageHTML))

var isoDate = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)

// dated marks the days in a text, so that no line ends inside of one. It escapes the
// rest.
func dated(text string) template.HTML {
	return template.HTML(isoDate.ReplaceAllString(template.HTMLEscapeString(text), "<time>$0</time>"))
}

// The page as the template sees it.
type (
	htmlPage struct {
		Title    string
		Facts    []string
		Sections []htmlSection
	}
	htmlSection struct {
		ID, Title string
		Parts     []htmlPart
		How       []string
	}
	htmlPart struct {
		Title        string
		Open         bool
		Wide, Narrow template.HTML // the chart
		Table        *htmlTable
	}
	htmlTable struct {
		Caption string
		Stack   bool // on a narrow screen its prose stands below the numbers
		Columns []htmlCell
		Rows    []htmlRow
	}
	htmlRow struct {
		Strong bool
		Head   htmlCell
		Cells  []htmlCell
	}
	htmlCell struct{ Text, Class string }
)

// writeHTML writes the whole report as one HTML file.
func writeHTML(w io.Writer, r *report) error {
	p := r.page(true)
	out := htmlPage{Title: p.title, Facts: p.facts}
	for _, s := range p.sections {
		section := htmlSection{ID: anchor(s.title), Title: s.title, How: s.how}
		for i, x := range s.parts {
			part := htmlPart{Title: x.title, Open: i == 0, Table: x.table.html()}
			if x.chart != nil {
				var err error
				if part.Wide, err = x.chart.inline(wide); err != nil {
					return err
				}
				if part.Narrow, err = x.chart.inline(narrow); err != nil {
					return err
				}
			}
			section.Parts = append(section.Parts, part)
		}
		out.Sections = append(out.Sections, section)
	}
	return pageTemplate.Execute(w, out)
}

func (t *table) html() *htmlTable {
	if t == nil {
		return nil
	}
	out := &htmlTable{Caption: t.caption}
	class := func(i int) string {
		switch {
		case t.columns[i].right:
			return "number"
		case t.columns[i].prose > 0 && i > 0:
			out.Stack = true
			return "prose"
		}
		return ""
	}
	for i, c := range t.columns {
		out.Columns = append(out.Columns, htmlCell{c.heading(), class(i)})
	}
	for i, r := range t.rows {
		row := htmlRow{Head: htmlCell{r[0], class(0)}}
		for _, strong := range t.strong {
			row.Strong = row.Strong || strong == i
		}
		for k, cell := range r[1:] {
			row.Cells = append(row.Cells, htmlCell{cell, class(k + 1)})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// inks are the colours of the charts and what the page calls them.
var inks = map[color.Color]string{
	paperColor: "page", inkColor: "text", softColor: "soft", gridColor: "line", rateColor: "rate", planColor: "plan", breachColor: "breach",
	bandColor: "inside", warmColor: "warm", violetColor: "violet", greyColor: "grey",
}

var (
	hexColor = regexp.MustCompile(`#[0-9A-F]{6}`)
	svgRoot  = regexp.MustCompile(`(?s)^.*?<svg [^>]*?viewBox="([^"]*)"[^>]*>`)
)

// inline returns the chart as an element of a page, in the colours of the page and
// with a name that can be read aloud. The writer of the SVG escapes every text.
func (c *chart) inline(s size) (template.HTML, error) {
	var drawn bytes.Buffer
	if err := c.write(&drawn, s); err != nil {
		return "", err
	}
	names := map[string]string{}
	for ink, name := range inks {
		x := ink.(color.NRGBA)
		names[fmt.Sprintf("#%02X%02X%02X", x.R, x.G, x.B)] = "var(--" + name + ")"
	}
	text := hexColor.ReplaceAllStringFunc(drawn.String(), func(hex string) string {
		if name := names[hex]; name != "" {
			return name
		}
		return hex
	})
	text = svgRoot.ReplaceAllString(text, `<svg role="img" aria-label="`+template.HTMLEscapeString(c.title)+`" viewBox="$1" xmlns="http://www.w3.org/2000/svg">`)
	return template.HTML(strings.TrimSpace(text)), nil
}

// anchor is a title as an id: "Bands: how often" is "bands-how-often".
func anchor(title string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
}
