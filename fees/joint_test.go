package fees_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A fixedListing charges what it is told to, out of a slice with room behind it.
type fixedListing struct {
	codes []fees.Charge
	err   error
}

func (fixedListing) Channel() string                            { return "examplemart" }
func (fixedListing) Currency() fx.Currency                      { return fx.EUR }
func (fixedListing) Extras() decimal.Decimal                    { return dec("4.99") }
func (l fixedListing) Charges(time.Time) ([]fees.Charge, error) { return l.codes, l.err }

// A fixedKeeper also stores.
type fixedKeeper struct {
	fixedListing
	stored []fees.StorageCharge
	failed error
}

func (k fixedKeeper) Keeps() bool { return true }

func (k fixedKeeper) Storage(fees.Stay) ([]fees.StorageCharge, error) { return k.stored, k.failed }

func charges(codes ...string) []fees.Charge {
	out := make([]fees.Charge, 0, len(codes)+8)
	for _, code := range codes {
		out = append(out, fees.Charge{Code: code})
	}
	return out
}

func chargeCodes(charges []fees.Charge) []string {
	var out []string
	for _, c := range charges {
		out = append(out, c.Code)
	}
	return out
}

// The charges of all parties in their order, and the rest of the listing.
func TestWith(t *testing.T) {
	store := fixedListing{codes: charges("referral", "closing")}
	card, post := fixedListing{codes: charges("card")}, fixedListing{codes: charges("pick", "post")}
	for _, row := range []struct {
		name    string
		listing fees.Listing
		want    []string
	}{
		{"alone", fees.With(store), []string{"referral", "closing"}},
		{"two parties", fees.With(store, card, post), []string{"referral", "closing", "card", "pick", "post"}},
		{"a nil party", fees.With(store, nil, card, nil), []string{"referral", "closing", "card"}},
		{"nested", fees.With(fees.With(store, card), post), []string{"referral", "closing", "card", "pick", "post"}},
		{"nobody charges", fees.With(fixedListing{}, fixedListing{}), nil},
	} {
		got, err := row.listing.Charges(fees.Day(2026, 6, 1))
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
		}
		if diff := cmp.Diff(row.want, chargeCodes(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
		if row.listing.Channel() != "examplemart" || row.listing.Currency() != fx.EUR || !row.listing.Extras().Equal(dec("4.99")) {
			t.Errorf("%s: another listing", row.name)
		}
		if _, keeps := row.listing.(fees.Keeper); keeps {
			t.Errorf("%s: keeps stock", row.name)
		}
	}
}

// What the listing returns is not written to, and the parties are those of the call.
func TestWithSharesNothing(t *testing.T) {
	store := fixedListing{codes: charges("referral")}
	parties := []fees.Biller{fixedListing{codes: charges("card")}}
	joint := fees.With(store, parties...)
	parties[0] = fixedListing{codes: charges("fraud")}
	for range 2 {
		got, err := joint.Charges(fees.Day(2026, 6, 1))
		if diff := cmp.Diff([]string{"referral", "card"}, chargeCodes(got)); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
		if behind := store.codes[:2][1].Code; behind != "" {
			t.Errorf("%q is written into the slice of the listing", behind)
		}
	}
}

// Every party that fails is named, and nothing is charged.
func TestWithErrors(t *testing.T) {
	first, second := errors.New("no table"), errors.New("no rate")
	good := fixedListing{codes: charges("referral")}
	for _, row := range []struct {
		listing fees.Listing
		want    []error
	}{
		{fees.With(fixedListing{codes: charges("x"), err: first}, good), []error{first}},
		{fees.With(good, fixedListing{err: second}, good), []error{second}},
		{fees.With(fixedListing{err: first}, good, fixedListing{err: second}), []error{first, second}},
	} {
		got, err := row.listing.Charges(fees.Day(2026, 6, 1))
		if got != nil || len(fx.Faults(err)) != len(row.want) {
			t.Errorf("got %v, %v, want %v", got, err, row.want)
		}
		for _, want := range row.want {
			if !errors.Is(err, want) {
				t.Errorf("error is %v, want %v", err, want)
			}
		}
	}
}

// A joint listing keeps stock when one of its parties does, and asks all of them.
func TestWithStorage(t *testing.T) {
	shelf := fixedKeeper{stored: append(make([]fees.StorageCharge, 0, 8), fees.StorageCharge{Code: "storage"})}
	depot := fixedKeeper{stored: []fees.StorageCharge{{Code: "pallet"}, {Code: "aged"}}}
	plain := fixedListing{}
	full := errors.New("no space")
	for _, row := range []struct {
		name    string
		listing fees.Listing
		want    []string
		err     error
	}{
		{"the channel keeps", fees.With(shelf, plain), []string{"storage"}, nil},
		{"a party keeps", fees.With(plain, plain, depot), []string{"pallet", "aged"}, nil},
		{"both keep", fees.With(shelf, depot), []string{"storage", "pallet", "aged"}, nil},
		{"nested", fees.With(fees.With(shelf, plain), depot), []string{"storage", "pallet", "aged"}, nil},
		{"one fails", fees.With(shelf, fixedKeeper{failed: full}), nil, full},
		{"the channel fails", fees.With(fixedKeeper{failed: full}, depot), nil, full},
	} {
		keeper, keeps := row.listing.(fees.Keeper)
		if !keeps {
			t.Errorf("%s: keeps no stock", row.name)
			continue
		}
		got, err := keeper.Storage(stay("2026-01-01", "", "2026-02-01"))
		var codes []string
		for _, c := range got {
			codes = append(codes, c.Code)
		}
		if diff := cmp.Diff(row.want, codes); diff != "" || !errors.Is(err, row.err) {
			t.Errorf("%s: %v (-want +got):\n%s", row.name, err, diff)
		}
	}
	if behind := shelf.stored[:2][1].Code; behind != "" {
		t.Errorf("%q is written into the slice of the listing", behind)
	}
}

// No listing stays none, so that whoever checks for nil finds it.
func TestWithNothing(t *testing.T) {
	if got := fees.With(nil, fixedListing{}); got != nil {
		t.Errorf("a biller alone is a listing: %v", got)
	}
}
