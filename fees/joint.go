package fees

import (
	"errors"
	"slices"
	"time"
)

// A Biller is a party other than the channel that takes something from a sale:
// a card processor, a fulfilment service. One that also keeps stock has the
// methods Keeps and Storage of a [Keeper].
type Biller interface {
	// Charges returns what the party takes, on the calendar day of a time in its
	// own location.
	Charges(on time.Time) ([]Charge, error)
}

// With returns the listing with what further parties bill, after the charges of
// the channel: a store whose orders a fulfilment service ships. When the listing
// or a party keeps stock, so does the result (see [Keeper]), party by party. A
// nil Biller bills nothing, and a nil Listing stays nil. The errors of all parties
// are joined.
func With(l Listing, billers ...Biller) Listing {
	if l == nil {
		return nil
	}
	j := joint{Listing: l}
	_, keeps := l.(Keeper)
	for _, b := range billers {
		if b != nil {
			_, stores := b.(storer)
			keeps = keeps || stores
			j.billers = append(j.billers, b)
		}
	}
	if keeps {
		return jointKeeper{j}
	}
	return j
}

type storer interface {
	Keeps() bool
	Storage(stay Stay) ([]StorageCharge, error)
}

type joint struct {
	Listing
	billers []Biller
}

// Joined returns the listing and the billers that were given to With, for whoever
// writes down from what a price was made.
func (j joint) Joined() (Listing, []Biller) { return j.Listing, slices.Clone(j.billers) }

func (j joint) Charges(on time.Time) ([]Charge, error) {
	all, err := j.Listing.Charges(on)
	for _, b := range j.billers {
		more, moreErr := b.Charges(on)
		all, err = slices.Concat(all, more), errors.Join(err, moreErr) // all is not ours
	}
	if err != nil {
		return nil, err
	}
	return all, nil
}

type jointKeeper struct{ joint }

func (j jointKeeper) Keeps() bool {
	if s, ok := j.Listing.(storer); ok && s.Keeps() {
		return true
	}
	return slices.ContainsFunc(j.billers, func(b Biller) bool {
		s, ok := b.(storer)
		return ok && s.Keeps()
	})
}

func (j jointKeeper) Storage(stay Stay) ([]StorageCharge, error) {
	var all []StorageCharge
	var failed error
	add := func(party any) {
		if s, ok := party.(storer); ok {
			more, err := s.Storage(stay)
			all, failed = append(all, more...), errors.Join(failed, err)
		}
	}
	add(j.Listing)
	for _, b := range j.billers {
		add(b)
	}
	if failed != nil {
		return nil, failed
	}
	return all, nil
}
