package audit

import (
	"crypto/sha256"
	"encoding"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math/big"
	"reflect"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fees/payment"
	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing"
)

// known lists a value of a type that has a text of its own. It is false for others.
func (l *lister) known(path string, v reflect.Value, depth int) bool {
	if !v.CanInterface() {
		return false
	}
	switch x := v.Interface().(type) {
	case decimal.Decimal:
		if !x.IsZero() {
			l.number(path, x)
		}
	case decimal.NullDecimal:
		if x.Valid {
			l.number(path, x.Decimal)
		}
	case time.Time:
		if !x.IsZero() {
			l.add(path, x.Format(time.RFC3339Nano))
		}
	case time.Duration:
		l.add(path, x.String())
	case fees.Length:
		if x.Cmp(fees.Length{}) != 0 {
			l.add(path, fx.Plain(x.In(measurePlaces))+" in")
		}
	case fees.Weight:
		if x.Cmp(fees.Weight{}) != 0 {
			l.add(path, fx.Plain(x.Lb(measurePlaces))+" lb")
		}
	case fx.Rate:
		l.rate(path, x)
	case pricing.Target:
		l.target(path, x)
	case *fees.Tables:
		l.tables(path, x)
	case *policy.Set:
		l.set(path, x, depth)
	case joined:
		listing, billers := x.Joined()
		l.list(path, reflect.ValueOf(&listing).Elem(), depth+1)
		l.list(path+".billers", reflect.ValueOf(billers), depth+1)
	case billed:
		processor, order := x.Billed()
		l.list(path+".processor", reflect.ValueOf(&processor).Elem(), depth+1)
		l.list(path+".order", reflect.ValueOf(order), depth+1)
	default:
		return hidden(v.Type()) && l.written(path, v.Interface())
	}
	return true
}

// joined is a listing with further billers, as [fees.With] makes it.
type joined interface {
	Joined() (fees.Listing, []fees.Biller)
}

// billed is a biller of a processor.
type billed interface {
	Billed() (payment.Processor, fees.Order)
}

// measurePlaces tell any two lengths and weights apart: their finest step is above
// 1e-16 of an inch and a pound.
const measurePlaces = 18

// mostDigits are more than any input has, before and after the point.
const mostDigits = 64

// number lists a decimal. One that is too long to be written is a fault.
func (l *lister) number(path string, d decimal.Decimal) {
	if e := d.Exponent(); e > mostDigits || e < -mostDigits || d.NumDigits() > 2*mostDigits {
		l.fault(path, "", "must have at most "+strconv.Itoa(mostDigits)+" digits on either side of the point")
		return
	}
	l.add(path, fx.Plain(d))
}

// rate lists an exchange rate with the numbers it was derived from. Fractions are in
// their lowest terms.
func (l *lister) rate(path string, r fx.Rate) {
	if r.IsZero() {
		return
	}
	spot := r.Spot()
	l.add(path, string(r.Base())+"/"+string(r.Quote())+" "+lowest(spot.Fraction()))
	if plan := lowest(r.Fraction()); plan != lowest(spot.Fraction()) {
		l.add(path+".plan", plan)
	}
	if day := r.Date(); !day.IsZero() {
		l.add(path+".date", day.Format(time.DateOnly))
	}
	if r.Source() != "" {
		l.text(path+".source", r.Source())
	}
	for i, leg := range r.Legs() {
		at := path + ".legs[" + strconv.Itoa(i) + "]"
		text := string(leg.Base) + "/" + string(leg.Quote) + " " + lowest(leg.Num, leg.Den)
		if leg.Inverted {
			text += " inverted"
		}
		if !leg.Date.IsZero() {
			text += " " + leg.Date.Format(time.DateOnly)
		}
		l.add(at, text)
		if leg.Source != "" {
			l.text(at+".source", leg.Source)
		}
	}
}

// lowest writes a fraction in its lowest terms: "34161/5000".
func lowest(num, den decimal.Decimal) string {
	shift := -min(num.Exponent(), den.Exponent(), 0)
	ratio := new(big.Rat).SetFrac(num.Shift(shift).BigInt(), den.Shift(shift).BigInt())
	return ratio.RatString()
}

// target lists a target. One that no price can be asked for is a fault.
func (l *lister) target(path string, t pricing.Target) {
	var bad *fx.InputError
	if _, err := new(pricing.Model).Solve(t); errors.As(err, &bad) && bad.Field != "target.roi" {
		l.fault(path, bad.Value, bad.Reason)
		return
	}
	l.add(path, t.String())
}

// tables lists fee tables by their id and the digest of their JSON.
func (l *lister) tables(path string, t *fees.Tables) {
	none := true
	for table := range t.All() {
		sum := sha256.Sum256(table.JSON)
		l.add(path+"["+strconv.Quote(table.Source.Table)+"]", hex.EncodeToString(sum[:]))
		none = false
	}
	if none {
		l.add(path+".length", "0")
	}
}

// set lists the rules of a set with their settings.
func (l *lister) set(path string, s *policy.Set, depth int) {
	infos := s.Infos()
	for i, rule := range s.Rules() {
		at := path + "[" + strconv.Itoa(i) + "]"
		l.text(at+".id", infos[i].ID)
		l.add(at+".type", typeName(reflect.TypeOf(rule)))
		l.list(at, reflect.ValueOf(rule), depth+1)
	}
	if len(infos) == 0 {
		l.add(path+".length", "0")
	}
}

// hidden reports whether a type has something that its fields do not show.
func hidden(t reflect.Type) bool {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return false
	}
	for i := range t.NumField() {
		if field := t.Field(i); !field.IsExported() && !field.Anonymous {
			return true
		}
	}
	return false
}

// written lists a value by the text or the JSON that it writes of itself. It is false
// for one that writes neither.
func (l *lister) written(path string, x any) bool {
	var text []byte
	var err error
	switch x := x.(type) {
	case encoding.TextMarshaler:
		text, err = x.MarshalText()
	case json.Marshaler:
		text, err = x.MarshalJSON()
	default:
		return false
	}
	if err != nil {
		l.fault(path, "", "must have a text: "+err.Error())
	} else {
		l.text(path, string(text))
	}
	return true
}
