package reports

import (
	"math/bits"

	"github.com/shopspring/decimal"
)

// sumPlaces is how many decimal places an exactSum keeps as a whole number. Amounts of
// settlements have at most three.
const sumPlaces = 4

// A small is an amount in units of 10^-sumPlaces. Most amounts are.
type small struct {
	units int64
	ok    bool
}

var tens = [sumPlaces + 1]int64{1, 10, 100, 1000, 10000}

// smallOf returns an amount as a small number, which costs no memory.
func smallOf(d decimal.Decimal) small {
	e := int(d.Exponent())
	if e < -sumPlaces || e > 0 || d.NumDigits() > 14 {
		return small{}
	}
	return small{d.CoefficientInt64() * tens[sumPlaces+e], true}
}

// An exactSum adds amounts up exactly and in any order. The zero exactSum is 0.
type exactSum struct {
	units int64
	rest  *decimal.Decimal // of amounts that are not small; nil for none
}

// add adds an amount that is given in both forms.
func (s *exactSum) add(d decimal.Decimal, n small) {
	const most = 1 << 62
	if n.ok {
		if sum := s.units + n.units; sum > -most && sum < most {
			s.units = sum
			return
		}
	}
	s.addRest(d)
}

func (s *exactSum) addRest(d decimal.Decimal) {
	if s.rest != nil {
		d = s.rest.Add(d)
	}
	s.rest = &d
}

// merge adds another sum.
func (s *exactSum) merge(t exactSum) {
	if t.rest != nil {
		s.addRest(*t.rest)
	}
	s.add(decimal.New(t.units, -sumPlaces), small{t.units, true})
}

// value returns the sum.
func (s *exactSum) value() decimal.Decimal {
	d := centsOf(s.units)
	if s.rest != nil {
		return s.rest.Add(d)
	}
	return d
}

// centsOf returns a small number with two decimal places where they are enough.
func centsOf(units int64) decimal.Decimal {
	if units%100 == 0 {
		return decimal.New(units/100, -2)
	}
	return decimal.New(units, -sumPlaces)
}

// A window remembers the newest keys: at least the last half of what fits, so that
// memory does not grow with a file.
type window[V any] struct {
	now, before table[V]
	half        int
	forgot      bool // something was dropped
}

func (w *window[V]) find(key uint64) (v V, ok bool) {
	if v, ok = w.now.find(key); !ok {
		v, ok = w.before.find(key)
	}
	return v, ok
}

func (w *window[V]) put(key uint64, v V) {
	if w.now.used >= w.half {
		if _, ok := w.now.find(key); !ok {
			w.forgot = w.forgot || w.before.used > 0
			w.before, w.now = w.now, table[V]{}
		}
	}
	w.now.put(key, v)
}

// each calls f with every key that is remembered, once.
func (w *window[V]) each(f func(key uint64, v V)) {
	w.before.each(func(key uint64, v V) {
		if _, ok := w.now.find(key); !ok {
			f(key, v)
		}
	})
	w.now.each(f)
}

// A table is a map of fingerprints, which are spread evenly already: each is in the
// first free slot from its own.
type table[V any] struct {
	slots []slot[V] // a power of two
	used  int
}

type slot[V any] struct {
	key   uint64 // 0 for a free one
	value V
}

// at returns the slot of a key, or the free one where it would be.
func (t *table[V]) at(key uint64) *slot[V] {
	for i := key; ; i++ {
		if s := &t.slots[i&uint64(len(t.slots)-1)]; s.key == key || s.key == 0 {
			return s
		}
	}
}

func (t *table[V]) find(key uint64) (v V, ok bool) {
	if t.used == 0 {
		return v, false
	}
	s := t.at(max(key, 1))
	return s.value, s.key != 0
}

func (t *table[V]) put(key uint64, v V) {
	if 4*(t.used+1) > 3*len(t.slots) {
		old := t.slots
		t.slots = make([]slot[V], max(64, 2*len(old)))
		for i := range old {
			if old[i].key != 0 {
				*t.at(old[i].key) = old[i]
			}
		}
	}
	s := t.at(max(key, 1))
	if s.key == 0 {
		t.used++
	}
	*s = slot[V]{max(key, 1), v}
}

func (t *table[V]) each(f func(key uint64, v V)) {
	for i := range t.slots {
		if t.slots[i].key != 0 {
			f(t.slots[i].key, t.slots[i].value)
		}
	}
}

// A fingerprint is one of 64 bits of what is added to it, in order. Two that differ
// have the same one with a chance of 1 in 2^64.
type fingerprint uint64

func (p fingerprint) number(n uint64) fingerprint {
	hi, lo := bits.Mul64(uint64(p)^n^0x9e3779b97f4a7c15, 0xd6e8feb86659fd93)
	return fingerprint(hi ^ lo + 0x2545f4914f6cdd1d)
}

// text adds a text and its length, eight bytes at a time.
func (p fingerprint) text(s string) fingerprint {
	if s == "" {
		return p.number(0)
	}
	n := uint64(len(s)) << 56
	for len(s) >= 8 {
		p = p.number(uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56)
		s = s[8:]
	}
	for i := range len(s) {
		n |= uint64(s[i]) << (8 * i)
	}
	return p.number(n)
}
