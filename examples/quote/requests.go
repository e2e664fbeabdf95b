package main

import (
	"bytes"
	"encoding/json"
	"iter"
	"slices"

	"github.com/lianxing/crossborder/examples/internal/strict"
	"github.com/lianxing/crossborder/fx"
)

// Bounds of what is read, far above any real request, so that hostile input
// costs little time and memory.
const (
	maxRequests = 200_000
	maxValues   = 10_000 // in one request
)

// requestsExpected is said of an input with more than one value.
const requestsExpected = "must be one JSON object or array with nothing after it; several requests go into an array"

// split checks a whole input and yields its requests one by one: the items of an
// array, or the only value. A fault of the input as a whole is returned alone.
func split(data []byte) (requests iter.Seq[[]byte], isList bool, fault *fx.InputError) {
	data, fault = strict.Document(data, "a request", requestsExpected)
	switch {
	case fault != nil:
		return nil, false, fault
	case data[0] == '{':
		return slices.Values([][]byte{data}), false, nil
	case data[0] == '[':
		return items(data), true, nil
	}
	return nil, false, fx.NewInputError("", string(data), "must be a request, which is a JSON object, or an array of them")
}

// items yields the items of a valid JSON array.
func items(data []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		dec := json.NewDecoder(bytes.NewReader(data))
		if _, err := dec.Token(); err != nil {
			return
		}
		for dec.More() {
			var item json.RawMessage
			if dec.Decode(&item) != nil || !yield(item) {
				return
			}
		}
	}
}
