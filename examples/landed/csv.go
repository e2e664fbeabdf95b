package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/files"
	"github.com/lianxing/crossborder/examples/internal/strict"
)

// A columnKind says how a cell of a CSV file is read.
type columnKind int

const (
	plainCell columnKind = iota // as it is written
	flagCell                    // yes or no, true or false
	pairsCell                   // "kg=120; No.=600"
	answers                     // pairs of a name and yes or no
)

// A csvColumn is a column of a CSV file and the field of a line that it stands for.
type csvColumn struct {
	name, field string
	kind        columnKind
	required    bool
}

// csvColumns are the columns that a file of lines may have, in the order in which
// they are listed for people.
var csvColumns = []csvColumn{
	{name: "sku", field: "sku", required: true},
	{name: "units", field: "units", required: true},
	{name: "price", field: "price", required: true},
	{name: "currency", field: "currency", required: true},
	{name: "hts", field: "hts", required: true},
	{name: "origin", field: "origin", required: true},
	{name: "cartons", field: "packages[0].count"},
	{name: "carton_length", field: "packages[0].length"},
	{name: "carton_width", field: "packages[0].width"},
	{name: "carton_height", field: "packages[0].height"},
	{name: "carton_weight", field: "packages[0].weight"},
	{name: "kg", field: "kg"},
	{name: "cubic_metres", field: "cubic_metres"},
	{name: "vat", field: "vat.price"},
	{name: "vat_rate", field: "vat.vat_rate"},
	{name: "vat_class", field: "vat.vat_class"},
	{name: "refund_rate", field: "vat.refund_rate"},
	{name: "refund_class", field: "vat.refund_class"},
	{name: "invoiced_on", field: "vat.invoiced_on"},
	{name: "exported_on", field: "vat.exported_on"},
	{name: "no_special_invoice", field: "vat.no_special_invoice", kind: flagCell},
	{name: "delay_days", field: "vat.delay_days"},
	{name: "customs_value", field: "customs_value"},
	{name: "quantities", field: "quantities", kind: pairsCell},
	{name: "answers", field: "answers", kind: answers},
	{name: "content_value", field: "content_value", kind: pairsCell},
	{name: "metal_weight", field: "metal_weight"},
	{name: "no_cases", field: "no_cases", kind: flagCell},
	{name: "preference", field: "preference"},
	{name: "chapter_98", field: "chapter_98"},
	{name: "dutiable_value", field: "dutiable_value"},
	{name: "mpf_exempt", field: "mpf_exempt", kind: flagCell},
}

// columnNamed returns the column of a name.
func columnNamed(name string) (csvColumn, bool) {
	for _, c := range csvColumns {
		if c.name == name {
			return c, true
		}
	}
	return csvColumn{}, false
}

// A csvLines is a CSV file turned into lines of a shipment.
type csvLines struct {
	nodes   []strict.Node
	rows    []int // the row of each in the file, counted from 1, the header included
	columns []csvColumn
}

// cell is where something stands in a CSV file.
func cell(row int, column string) string {
	s := "row " + strconv.Itoa(row)
	if column != "" {
		s += ", column " + column
	}
	return s
}

// readCSV reads lines from a CSV file. Its first row names the columns, in any order;
// an empty cell is not given, and rows without any cell are left out. Faults have the
// row and the column in place of a path.
func readCSV(data []byte, f *strict.Faults) csvLines {
	var out csvLines
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	invalid := files.InvalidUTF8(data)
	switch {
	case len(data) > strict.MaxInput:
		f.Add("row 1", "", "must be a file of at most "+strconv.Itoa(strict.MaxInput>>20)+" MiB")
	case len(bytes.TrimSpace(data)) == 0:
		f.Add("row 1", "", "must name the columns, the file is empty")
	case invalid >= 0:
		row := 1 + bytes.Count(data[:invalid], []byte("\n"))
		f.Add(cell(row, ""), "", "must be text in UTF-8: save the sheet as CSV UTF-8")
	}
	if len(*f) > 0 {
		return out
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	inside := 0 // line breaks inside of cells, which begin no row
	for first := true; ; first = false {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			if len(out.nodes) == 0 && len(*f) == 0 {
				f.Add(cell(1, ""), "", "must have lines below it: the file has only the names of the columns")
			}
			return out
		}
		if bad := new(csv.ParseError); errors.As(err, &bad) {
			f.Add(cell(bad.StartLine-inside, ""), "", "must be CSV: a quotation mark is out of place")
			return out
		}
		row, _ := r.FieldPos(0)
		row -= inside
		for _, text := range record {
			inside += strings.Count(text, "\n")
		}
		switch {
		case first:
			if out.columns = readHeader(record, row, f); len(*f) > 0 {
				return out
			}
		case strings.Join(record, "") == "": // left over by a spreadsheet
		case len(out.nodes) == maxLines:
			f.Add(cell(row, ""), "", "must be at most "+strconv.Itoa(maxLines)+" lines")
			return out
		case len(record) != len(out.columns):
			f.Add(cell(row, ""), "", "must have "+strconv.Itoa(len(out.columns))+" cells as the header has, has "+strconv.Itoa(len(record)))
			if f.Full() {
				return out
			}
		default:
			out.nodes = append(out.nodes, lineNode(out.columns, record, row, f))
			out.rows = append(out.rows, row)
		}
	}
}

// readHeader reads the names of the columns.
func readHeader(record []string, row int, f *strict.Faults) []csvColumn {
	var columns []csvColumn
	var known []string
	for _, c := range csvColumns {
		known = append(known, c.name)
	}
	seen := map[string]bool{}
	for i, title := range record {
		name := strings.TrimSpace(title)
		c, ok := columnNamed(name)
		place := cell(row, strict.Printable(name))
		switch {
		case len(record) == 1 && strings.ContainsAny(name, ";\t"):
			f.Add(cell(row, ""), name, "must be separated by commas")
		case name == "":
			f.Add(cell(row, strconv.Itoa(i+1)), "", "must have a name")
		case !ok:
			f.Add(place, "", strict.UnknownName("a known column", name, known))
		case seen[name]:
			f.Add(place, "", "must not be there twice")
		}
		seen[name] = true
		columns = append(columns, c)
	}
	if len(*f) > 0 {
		return nil
	}
	for _, c := range csvColumns {
		if c.required && !seen[c.name] {
			f.Add(cell(row, c.name), "", "must be there: the column is missing")
		}
	}
	return columns
}

// lineNode turns a row into the JSON of a line.
func lineNode(columns []csvColumn, record []string, row int, f *strict.Faults) strict.Node {
	line := strict.Node{Kind: strict.IsObject}
	carton := strict.Node{Kind: strict.IsObject}
	vat := strict.Node{Kind: strict.IsObject}
	for i, c := range columns {
		text := strings.TrimSpace(record[i])
		if text == "" {
			continue
		}
		value := strict.Node{Kind: strict.IsText, Text: text}
		switch c.kind {
		case flagCell:
			value = flagNode(value)
		case pairsCell, answers:
			var ok bool
			if value, ok = pairsNode(text, c.kind == answers); !ok {
				example := "kg=120; No.=600"
				if c.kind == answers {
					example = "auto_part=no; us_metal=yes"
				}
				f.Add(cell(row, c.name), text, "must be names and values such as "+example)
				continue
			}
		}
		into, field := &line, c.field
		if name, ok := strings.CutPrefix(c.field, "packages[0]."); ok {
			into, field = &carton, name
		} else if name, ok := strings.CutPrefix(c.field, "vat."); ok {
			into, field = &vat, name
		}
		into.Fields = append(into.Fields, strict.Field{Name: field, Value: value})
	}
	if len(carton.Fields) > 0 {
		packages := strict.Node{Kind: strict.IsList, Items: []strict.Node{carton}}
		line.Fields = append(line.Fields, strict.Field{Name: "packages", Value: packages})
	}
	if len(vat.Fields) > 0 {
		line.Fields = append(line.Fields, strict.Field{Name: "vat", Value: vat})
	}
	return line
}

// flagNode is true or false; another text stays a text, which is then refused.
func flagNode(n strict.Node) strict.Node {
	switch strings.ToLower(n.Text) {
	case "yes", "true":
		return strict.Node{Kind: strict.IsBool, Text: "true"}
	case "no", "false":
		return strict.Node{Kind: strict.IsBool, Text: "false"}
	}
	return n
}

// pairsNode is the object of a cell such as "kg=120; No.=600".
func pairsNode(text string, flags bool) (strict.Node, bool) {
	n := strict.Node{Kind: strict.IsObject}
	for _, pair := range strings.Split(text, ";") {
		name, value, ok := strings.Cut(pair, "=")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !ok || name == "" || value == "" {
			return n, false
		}
		node := strict.Node{Kind: strict.IsText, Text: value}
		if flags {
			node = flagNode(node)
		}
		n.Fields = append(n.Fields, strict.Field{Name: name, Value: node})
	}
	return n, true
}

// place turns the path of a fault into the row and the column of the file: the path
// lines[2].packages[0].count is row 4, column cartons.
func (c csvLines) place(path string) string {
	rest, ok := strings.CutPrefix(path, "lines[")
	number, field, closed := strings.Cut(rest, "]")
	at, err := strconv.Atoi(number)
	if !ok || !closed || err != nil || at < 0 || at >= len(c.rows) {
		return path
	}
	field = strings.TrimPrefix(field, ".")
	for _, column := range csvColumns {
		// A pair has the name in its path, which the fault shows as its value or
		// which the reason names: "quantities.kg".
		if inner, ok := strings.CutPrefix(field, column.field); ok && (inner == "" || inner[0] == '.') && (inner == "" || column.kind != plainCell) {
			return cell(c.rows[at], column.name) + strings.Replace(inner, ".", ", ", 1)
		}
	}
	if field == "packages" || field == "packages[0]" {
		field = "cartons"
	}
	return cell(c.rows[at], field)
}

// linePath is the path of a line, or of something in it, within a reason.
var linePath = regexp.MustCompile(`lines\[\d+\](\.\w+(\[\d+\])?)*`)

// placesIn is a reason with the places of the file where it names lines.
func (c csvLines) placesIn(reason string) string {
	return linePath.ReplaceAllStringFunc(reason, c.place)
}
