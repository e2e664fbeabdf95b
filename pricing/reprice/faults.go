package reprice

import (
	"errors"

	"github.com/lianxing/crossborder/fx"
)

// faults gathers the faults of an input.
type faults []error

func (f *faults) add(field, value, reason string) {
	*f = append(*f, fx.NewInputError(field, value, reason))
}

func (f *faults) join(err error) { *f = append(*f, fx.Faults(err)...) }

func (f faults) err() error { return errors.Join(f...) }
