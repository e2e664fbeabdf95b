package main

import (
	"encoding/json"
	"io"

	"github.com/lianxing/crossborder/examples/internal/strict"
)

// A failure is what an answer without a result looks like.
type failure struct {
	Name   *string        `json:"name,omitempty"`
	Errors []strict.Fault `json:"errors"`
}

// writeJSON writes the result, or what is wrong with the shipment.
func writeJSON(w io.Writer, a *answer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if a.result != nil {
		return enc.Encode(a.result)
	}
	return enc.Encode(failure{textOrNil(a.name), a.errors.Shown()})
}
