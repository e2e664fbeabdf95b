package main

import (
	"encoding/json"
	"io"
	"iter"
	"strings"

	"github.com/lianxing/crossborder/examples/internal/strict"
)

// A failure is what an answer without a result looks like.
type failure struct {
	SKU    *string        `json:"sku,omitempty"`
	Errors []strict.Fault `json:"errors"`
}

// failure returns the errors of an answer without a result.
func (a answer) failure() failure {
	out := failure{Errors: a.errors.Shown()}
	if a.named {
		out.SKU = &a.sku
	}
	return out
}

// writeJSON writes an object for an object and an array for an array.
func writeJSON(w io.Writer, answers iter.Seq[answer], list bool) error {
	out := &errWriter{w: w}
	prefix, separator := "", ""
	if list {
		prefix = "  "
		out.text("[")
	}
	for a := range answers {
		var value any = a.failure()
		switch {
		case a.result != nil:
			value = a.result
		case a.comparison != nil:
			value = a.comparison
		}
		if list {
			out.text(separator + "\n" + prefix)
		}
		out.json(value, prefix)
		if separator = ","; out.err != nil {
			return out.err
		}
	}
	switch {
	case !list:
	case separator != "":
		out.text("\n]")
	default:
		out.text("]")
	}
	out.text("\n")
	return out.err
}

// writeEach writes the text of each answer, with a separator between two of
// them, or none where there is no answer.
func writeEach(w io.Writer, answers iter.Seq[answer], separator, none string, text func(answer) string) error {
	out := &errWriter{w: w}
	count := 0
	for a := range answers {
		if count++; count > 1 {
			out.text(separator)
		}
		if out.text(text(a)); out.err != nil {
			return out.err
		}
	}
	if count == 0 {
		out.text(none)
	}
	return out.err
}

// An errWriter keeps the first error, so that a sequence of writes needs one
// check at its end.
type errWriter struct {
	w   io.Writer
	err error
}

func (e *errWriter) text(s string) {
	if e.err == nil {
		_, e.err = io.WriteString(e.w, s)
	}
}

// json writes a value, indented, without the escapes of HTML and without the
// line break that the encoder adds.
func (e *errWriter) json(value any, prefix string) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent(prefix, "  ")
	if err := enc.Encode(value); err != nil && e.err == nil {
		e.err = err
	}
	e.text(strings.TrimSuffix(b.String(), "\n"))
}
