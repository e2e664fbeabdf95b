package main

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A hostile name must be text wherever it is shown.
const hostile = `<script>alert(1)</script>'\"|*&</td>`

func hostileShipment(t *testing.T) string {
	t.Helper()
	return strings.NewReplacer(`"sku":"B"`, `"sku":"`+hostile+`"`, `"B":"30"`, `"`+hostile+`":"30"`, `"name": "test"`, `"name": "`+hostile+`"`,
		`"name":"sea"`, `"name":"`+hostile+`"`, `"code":"broker"`, `"code":"broker","label":"`+hostile+`"`).Replace(goodShipment)
}

// The page is well-formed, has nothing from elsewhere, and can be read aloud: every
// table has a caption, every header cell says what it is the header of.
func TestHTML(t *testing.T) {
	for name, tt := range map[string]struct {
		shipment string
		args     []string
	}{
		"example":  {string(exampleShipment), nil},
		"replay":   {string(exampleShipment), []string{"-entry", replayDays}},
		"hostile":  {hostileShipment(t), nil},
		"refused":  {`{"name":"<b>","lines":"` + strings.ReplaceAll(hostile, `|`, ``) + `"}`, nil},
		"no entry": {unknownShipment, nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, out, stderr := landCommand(t, tt.shipment, append(tt.args, "-format", "html", "-")...)
			if stderr != "" {
				t.Fatal(stderr)
			}
			checkHTML(t, out)
		})
	}
}

func checkHTML(t *testing.T, page string) {
	t.Helper()
	closed := regexp.MustCompile(`<meta ([^>]*)>`).ReplaceAllString(page, "<meta $1/>") // the one element without an end
	d := xml.NewDecoder(strings.NewReader(closed))
	d.Entity = xml.HTMLEntity
	var open, ids, targets []string
	captions, tables, text := 0, 0, strings.Builder{}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			open = append(open, x.Name.Local)
			attributes := map[string]string{}
			for _, a := range x.Attr {
				attributes[a.Name.Local] = a.Value
				if a.Name.Local == "id" {
					ids = append(ids, a.Value)
				}
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "src" || a.Name.Local == "style" {
					t.Errorf("<%s> has %s", x.Name.Local, a.Name.Local)
				}
			}
			switch x.Name.Local {
			case "script", "link", "img", "iframe", "object", "b":
				t.Errorf("<%s> in the page", x.Name.Local)
			case "table":
				tables++
			case "caption":
				captions++
			case "th":
				if !slices.Contains([]string{"col", "row", "rowgroup"}, attributes["scope"]) {
					t.Errorf("<th> has the scope %q", attributes["scope"])
				}
			case "a":
				targets = append(targets, strings.TrimPrefix(attributes["href"], "#"))
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 && open[len(open)-1] == "style" {
				if regexp.MustCompile(`url\(|@import|http`).Match(x) {
					t.Error("the style refers to something else")
				}
			} else {
				text.Write(x)
			}
		}
	}
	if len(open) > 0 || tables == 0 || captions != tables {
		t.Errorf("%q left open, %d tables, %d captions", open, tables, captions)
	}
	slices.Sort(ids)
	if unique := slices.Compact(slices.Clone(ids)); len(unique) != len(ids) {
		t.Errorf("an id is there twice: %q", ids)
	}
	for _, target := range targets {
		if !slices.Contains(ids, target) {
			t.Errorf("no section %q", target)
		}
	}
	if !strings.HasPrefix(page, "<!DOCTYPE html>\n<html lang=\"en\">") || !strings.Contains(page, `<meta name="viewport"`) {
		t.Error("no document type, language or viewport")
	}
}

// A hostile name is shown as it is and changes neither the columns of a Markdown table
// nor the lines of a text.
func TestHostileNames(t *testing.T) {
	shown := strings.ReplaceAll(hostile, `\"`, `"`)
	if _, out, _ := landCommand(t, hostileShipment(t), "-"); !strings.Contains(out, shown) {
		t.Errorf("the table does not have the name: %.600s", out)
	}
	_, out, _ := landCommand(t, hostileShipment(t), "-", "-format", "markdown")
	columns := 0
	for _, line := range strings.Split(out, "\n") {
		if !strings.HasPrefix(line, "|") {
			columns = 0
			continue
		}
		n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
		if columns > 0 && n != columns {
			t.Errorf("a row of %d columns among %d: %s", n-1, columns-1, line)
		}
		columns = n
	}
	if strings.Contains(out, "<script") {
		t.Error("Markdown has markup from outside")
	}
}
