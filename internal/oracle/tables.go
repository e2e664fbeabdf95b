// Package oracle computes the fees that sales channels take, slowly and in the
// most direct way.
//
// It exists for tests and as the baseline of benchmarks: the fee packages must
// give the same answers as this one. It shares no code with them. Amounts are
// decimals, and weights and lengths are exact fractions of a pound and of an
// inch.
//
// The charges on one unit sold on amazon.com go back to the tables with every
// question. Everything else is written out here, rule by rule: stock that lies
// at Amazon, Walmart, TikTok Shop, eBay and payments.
//
// Amounts are in US dollars and exact; only [Round] and [RoundRat] round. A day
// that no table covers is an error, or false, never a guess.
package oracle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// channel is the only channel read; files of other channels are skipped.
const channel = "amazon-us"

// Tables holds the fee tables of amazon.com. Load makes one.
type Tables struct {
	sizeTiers      []table[tierRow]
	fulfillment    []table[fulfillmentRow]
	referral       []table[referralRow]
	closing        []table[closingRow]
	individualPlan []table[feeRow]
	fuelSurcharge  []table[rateRow]
	overmax        []table[tierFeeRow]
	sippDiscount   []table[discountRow]
	packaging      []table[packagingRow]
	refundAdmin    []table[refundRow]
}

// A header is what every table file begins with.
type header struct {
	ID            string `json:"id"`
	Channel       string `json:"channel"`
	Kind          string `json:"kind"`
	Class         string `json:"variant"`
	Season        string `json:"season"`
	EffectiveFrom string `json:"effective_from"` // first day, inclusive
	EffectiveTo   string `json:"effective_to"`   // last day, inclusive; empty: open
	VerifiedOn    string `json:"verified_on"`
	Confidence    string `json:"confidence"`
	Source        string `json:"source"`
	Note          string `json:"note"`
}

// A table is one file. The fields between header and rows belong to one kind
// each and are empty in the others.
type table[Row any] struct {
	header
	PriceBands          []priceBand     `json:"price_bands"`            // fulfillment
	DimDivisor          decimal.Decimal `json:"dim_divisor"`            // size_tiers: cubic inches per pound
	OverLongest         inches          `json:"over_longest"`           // overmax
	OverLengthPlusGirth inches          `json:"over_length_plus_girth"` // overmax
	Tiers               []string        `json:"tiers"`                  // packaging
	Rows                []Row           `json:"rows"`
}

// A priceBand ends below one price, or at another; the empty one takes the rest.
type priceBand struct {
	Below *decimal.Decimal `json:"below"`
	To    *decimal.Decimal `json:"to"`
}

// A band is a range of weights: above Over, up to and including To.
type band struct {
	Over pounds `json:"over"`
	To   pounds `json:"to"`
}

type tierRow struct {
	Tier             string `json:"tier"`
	Weigh            string `json:"weigh"` // weight the limit is about: unit or greater
	WeightTo         pounds `json:"weight_to"`
	Longest          inches `json:"longest"`
	Median           inches `json:"median"`
	Shortest         inches `json:"shortest"`
	LengthPlusGirth  inches `json:"length_plus_girth"`
	Bill             string `json:"bill"` // weight that is billed: unit or greater
	DimFloor         inches `json:"dim_floor"`
	DimFloorDisputed bool   `json:"dim_floor_disputed"`
}

type fulfillmentRow struct {
	Tier string `json:"tier"`
	band
	Fees       []decimal.Decimal `json:"fees"` // one per price band
	Step       *step             `json:"step"`
	Confidence string            `json:"confidence"` // not used here
}

// A step adds Fee for every started Each of weight above Above.
type step struct {
	Fee   decimal.Decimal `json:"fee"`
	Each  pounds          `json:"each"`
	Above pounds          `json:"above"`
}

type referralRow struct {
	Category   string           `json:"category"`
	Label      string           `json:"label"`
	Mode       string           `json:"mode"`       // flat, whole, portion or unknown
	Confidence string           `json:"confidence"` // not used here
	Bands      []rateBand       `json:"bands"`
	Minimum    *decimal.Decimal `json:"minimum"`
	Media      bool             `json:"media"`
}

type rateBand struct {
	To   *decimal.Decimal `json:"to"` // inclusive; nil: no upper end
	Rate decimal.Decimal  `json:"rate"`
}

type closingRow struct {
	Category string          `json:"category"`
	Fee      decimal.Decimal `json:"fee"`
}

type feeRow struct {
	Fee decimal.Decimal `json:"fee"`
}

type rateRow struct {
	Rate decimal.Decimal `json:"rate"`
}

type tierFeeRow struct {
	Tier string          `json:"tier"`
	Fee  decimal.Decimal `json:"fee"`
}

type discountRow struct {
	Class string `json:"class"`
	Tier  string `json:"tier"`
	band
	Discount decimal.Decimal `json:"discount"`
}

type packagingRow struct {
	band
	Fee decimal.Decimal `json:"fee"`
}

type refundRow struct {
	Media           bool            `json:"media"`
	ShareOfReferral decimal.Decimal `json:"share_of_referral"`
	Cap             decimal.Decimal `json:"cap"`
}

// Load reads every JSON file in the root of fsys. Files of other channels and
// of kinds this package does not use are skipped. A file that cannot be read, or
// that has an unknown field, is an error.
func Load(fsys fs.FS) (*Tables, error) {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, errors.New("oracle: no table files")
	}
	t := &Tables{}
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		if err := t.add(text); err != nil {
			return nil, fmt.Errorf("oracle: %s: %w", name, err)
		}
	}
	if err := t.check(); err != nil {
		return nil, err
	}
	return t, nil
}

// add puts the table in text under its kind.
func (t *Tables) add(text []byte) error {
	var h header
	if err := json.Unmarshal(text, &h); err != nil {
		return err
	}
	if h.Channel != channel {
		return nil
	}
	switch h.Kind {
	case "size_tiers":
		return appendTable(&t.sizeTiers, text)
	case "fulfillment":
		return appendTable(&t.fulfillment, text)
	case "referral":
		return appendTable(&t.referral, text)
	case "closing":
		return appendTable(&t.closing, text)
	case "individual_plan":
		return appendTable(&t.individualPlan, text)
	case "fuel_surcharge":
		return appendTable(&t.fuelSurcharge, text)
	case "overmax":
		return appendTable(&t.overmax, text)
	case "sipp_discount":
		return appendTable(&t.sippDiscount, text)
	case "packaging":
		return appendTable(&t.packaging, text)
	case "refund_admin":
		return appendTable(&t.refundAdmin, text)
	}
	return nil
}

func appendTable[Row any](list *[]table[Row], text []byte) error {
	var read table[Row]
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&read); err != nil {
		return err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return errors.New("text after the table")
	}
	if len(read.Rows) == 0 {
		return errors.New("no rows")
	}
	*list = append(*list, read)
	return nil
}

// check returns an error for tables that the functions of this package could not
// walk through: the last band must be open and the others must end.
func (t *Tables) check() error {
	var faults []error
	for _, r := range t.referral {
		for _, row := range r.Rows {
			open := slices.IndexFunc(row.Bands, func(b rateBand) bool { return b.To == nil })
			if row.Mode != "unknown" && (open < 0 || open != len(row.Bands)-1) {
				faults = append(faults, fmt.Errorf("oracle: %s: bands of %s", r.ID, row.Category))
			}
		}
	}
	for _, f := range t.fulfillment {
		open := slices.Index(f.PriceBands, priceBand{})
		if open < 0 || open != len(f.PriceBands)-1 {
			faults = append(faults, fmt.Errorf("oracle: %s: price bands", f.ID))
		}
		for _, row := range f.Rows {
			if len(row.Fees) != len(f.PriceBands) {
				faults = append(faults, fmt.Errorf("oracle: %s: a row of %s has %d fees", f.ID, row.Tier, len(row.Fees)))
			}
			if row.Step != nil && (row.Step.Each.Rat == nil || row.Step.Above.Rat == nil) {
				faults = append(faults, fmt.Errorf("oracle: %s: a step of %s", f.ID, row.Tier))
			}
		}
	}
	for _, s := range t.sizeTiers {
		if s.DimDivisor.Sign() <= 0 {
			faults = append(faults, fmt.Errorf("oracle: %s: dim_divisor", s.ID))
		}
	}
	for _, o := range t.overmax {
		if o.OverLongest.Rat == nil || o.OverLengthPlusGirth.Rat == nil {
			faults = append(faults, fmt.Errorf("oracle: %s: limits", o.ID))
		}
	}
	return errors.Join(faults...)
}

// find returns the table in force on the calendar day of day, in the zone that
// day carries. Having none, or more than one, is an error.
func find[Row any](list []table[Row], kind, class string, day time.Time) (table[Row], error) {
	date := day.Format(time.DateOnly)
	var found []table[Row]
	for _, t := range list {
		started := t.EffectiveFrom <= date
		ended := t.EffectiveTo != "" && t.EffectiveTo < date
		if t.Class == class && started && !ended {
			found = append(found, t)
		}
	}
	if len(found) != 1 {
		return table[Row]{}, fmt.Errorf("oracle: %d %s tables for class %q on %s, want 1", len(found), kind, class, date)
	}
	return found[0], nil
}

// notYet reports whether the day comes before the first day of all the tables,
// which means that the fee did not exist.
func notYet[Row any](list []table[Row], day time.Time) bool {
	date := day.Format(time.DateOnly)
	for _, t := range list {
		if t.EffectiveFrom <= date {
			return false
		}
	}
	return true
}
