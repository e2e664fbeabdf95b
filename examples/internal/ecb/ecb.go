// Package ecb holds the euro foreign exchange reference rates that the commands
// use when they are given no newer file.
package ecb

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"sync"

	"github.com/lianxing/crossborder/fx"
)

//go:embed eurofxref-hist.csv.gz
var history []byte

// Rates returns the table of the embedded file, read when it is first needed. Its
// source is "European Central Bank", which has to be named where rates are shown.
var Rates = sync.OnceValues(func() (*fx.Rates, error) {
	z, err := gzip.NewReader(bytes.NewReader(history))
	if err != nil {
		return nil, err
	}
	return fx.ReadECB(z)
})
