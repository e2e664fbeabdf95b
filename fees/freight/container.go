package freight

import (
	"iter"
	"time"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// A Container is a type of container and what goes into one: a row of a table, or a
// literal of the caller. The zero Container holds nothing and cannot be filled.
type Container struct {
	// Type is the key of the row: "40HQ".
	Type string
	// Theoretical is the inner volume in cubic metres. Cartons never fill it.
	Theoretical decimal.Decimal
	// UsableLow and UsableHigh bound the cubic metres that cartons fill in practice;
	// UsableTypical is the usual figure. Not Valid means unknown.
	UsableLow, UsableTypical, UsableHigh decimal.NullDecimal
	// PayloadLow and PayloadHigh bound the kilograms that the container itself may
	// carry; they differ by maker and shipping line. Not Valid means unknown.
	PayloadLow, PayloadHigh decimal.NullDecimal
	// RoadUS is the advised gross weight of the cargo, in kilograms, for trucking on
	// US roads without a permit. Not Valid means unknown.
	RoadUS decimal.NullDecimal
	// Source is the table of the row. The zero Source is a type of the caller.
	Source fees.Source
}

// The shipped types.
const (
	Container20GP = "20GP"
	Container40GP = "40GP"
	Container40HQ = "40HQ"
)

// containerKind is the kind of table with container types; a variant is a publisher.
var containerKind = fees.NewKind("container", readContainers, fees.AnyVariant)

var containerCatalogue = catalogue[Container]{
	kind: containerKind, field: "container",
	name: func(c *Container) string { return c.Type },
	from: func(c Container, s fees.Source) Container {
		c.Source = s.Graded(c.Source.Confidence)
		return c
	},
}

// FindContainer returns the container of a type on a day; nil tables are the shipped
// ones. Errors are those of [FindRule].
func FindContainer(t *fees.Tables, name string, on time.Time) (Container, error) {
	return containerCatalogue.find(t, name, on)
}

// Containers yields the container types of a day in the order of the tables; nil tables
// are the shipped ones. A day that no table covers is a *fees.NoTableError.
func Containers(t *fees.Tables, on time.Time) (iter.Seq[Container], error) {
	return containerCatalogue.all(t, on)
}

func readContainers(f *fees.TableFile) []Container {
	return readNamed(f, "container", func(name string, row *fees.Row) Container {
		c := Container{
			Type:        name,
			Theoretical: row.Amount("theoretical_cbm"),
			UsableLow:   row.OptionalAmount("usable_low_cbm"), UsableTypical: row.OptionalAmount("usable_typical_cbm"), UsableHigh: row.OptionalAmount("usable_high_cbm"),
			PayloadLow: row.OptionalAmount("payload_low_kg"), PayloadHigh: row.OptionalAmount("payload_high_kg"),
			RoadUS: row.OptionalAmount("road_us_kg"),
		}
		c.Source.Confidence = row.Confidence()
		_ = row.OptionalText("note") // for readers of the file
		row.Keep("", c.Check())
		return c
	})
}

// A Limit is a figure of a [Container] that cargo is compared with.
type Limit string

// The limits, those of volume first, each from the widest to the narrowest.
const (
	Theoretical   Limit = "theoretical"
	UsableHigh    Limit = "usable_high"
	UsableTypical Limit = "usable_typical"
	UsableLow     Limit = "usable_low"
	PayloadHigh   Limit = "payload_high"
	PayloadLow    Limit = "payload_low"
	RoadUS        Limit = "road_us"
)

var (
	volumeLimits = []Limit{Theoretical, UsableHigh, UsableTypical, UsableLow}
	weightLimits = []Limit{PayloadHigh, PayloadLow, RoadUS}
)

// Limit returns a limit of the container: cubic metres for the limits of volume,
// kilograms for those of weight. It is not Valid for one that is unknown.
func (c Container) Limit(l Limit) decimal.NullDecimal {
	switch l {
	case Theoretical:
		return decimal.NullDecimal{Decimal: c.Theoretical, Valid: c.Theoretical.Sign() > 0}
	case UsableHigh:
		return c.UsableHigh
	case UsableTypical:
		return c.UsableTypical
	case UsableLow:
		return c.UsableLow
	case PayloadHigh:
		return c.PayloadHigh
	case PayloadLow:
		return c.PayloadLow
	case RoadUS:
		return c.RoadUS
	}
	return decimal.NullDecimal{}
}

// Check returns every fault of the container, each an *fx.InputError with the name of
// the column of a table, joined, or nil: a missing type or inner volume, and limits
// that are not in order.
func (c Container) Check() error {
	var f fees.Faults
	if c.Type == "" {
		f.Add("container", "", "must not be empty")
	}
	checkLimit(&f, "theoretical_cbm", decimal.NewNullDecimal(c.Theoretical), maxCubicMetres)
	volume := []struct {
		name string
		of   decimal.NullDecimal
	}{
		{"usable_low_cbm", c.UsableLow},
		{"usable_typical_cbm", c.UsableTypical},
		{"usable_high_cbm", c.UsableHigh},
		{"theoretical_cbm", decimal.NewNullDecimal(c.Theoretical)},
	}
	for _, l := range volume[:3] {
		checkLimit(&f, l.name, l.of, maxCubicMetres)
	}
	checkLimit(&f, "payload_low_kg", c.PayloadLow, maxKg)
	checkLimit(&f, "payload_high_kg", c.PayloadHigh, maxKg)
	checkLimit(&f, "road_us_kg", c.RoadUS, maxKg)
	if len(f) > 0 {
		return f.Err()
	}
	var below decimal.NullDecimal
	for _, l := range volume {
		if l.of.Valid && below.Valid && l.of.Decimal.LessThan(below.Decimal) {
			f.Add(l.name, fx.Plain(l.of.Decimal), "must not be below the limit before it")
		}
		if l.of.Valid {
			below = l.of
		}
	}
	if c.PayloadLow.Valid && c.PayloadHigh.Valid && c.PayloadHigh.Decimal.LessThan(c.PayloadLow.Decimal) {
		f.Add("payload_high_kg", fx.Plain(c.PayloadHigh.Decimal), "must not be below payload_low_kg")
	}
	return f.Err()
}

// checkLimit notes a limit that is given and not above 0.
func checkLimit(f *fees.Faults, field string, d decimal.NullDecimal, most decimal.Decimal) {
	if !d.Valid {
		return
	}
	n := len(*f)
	if err := fx.CheckDecimal(d.Decimal); err != nil {
		f.Join(fx.InField(field, err))
		return
	}
	checkQuantity(f, field, d.Decimal, most)
	if len(*f) == n && d.Decimal.Sign() == 0 {
		f.Add(field, "0", "must be above 0")
	}
}
