package freight

import (
	"math/big"
	"strconv"

	"github.com/lianxing/crossborder/fees"
	"github.com/lianxing/crossborder/fx"
	"github.com/shopspring/decimal"
)

// An Offer is a type of container that can be had, and its price.
type Offer struct {
	Container Container
	// Price is what one costs, all prices of a plan in one currency. Not Valid means
	// unknown: only the number of containers can then be planned for.
	Price decimal.NullDecimal
}

// An Aim is what a plan is to be least in.
type Aim string

// The aims. Of plans that are equal in one, the one that is less in the other is taken,
// and of those equal in both the one with more of the offers named first.
const (
	Cheapest Aim = "cheapest"
	Fewest   Aim = "fewest"
)

// The most offers and containers of a plan: it tries every mix of types.
const (
	MaxOffers         = 5
	MaxPlanContainers = 100
)

// A Planned is which containers a cargo takes. The zero Planned is none.
type Planned struct {
	// Containers are the types in the order of the offers, without those that are not
	// used; as [Booking.Containers] wants them.
	Containers []Boxes
	// Count is their number and Price what they cost together; not Valid when a price
	// was not given.
	Count int
	Price decimal.NullDecimal
	// Left is the share of the room that stays empty, counted in cargo of the same
	// density, rounded half away from zero to 4 decimals.
	Left decimal.Decimal
}

// Plan returns the containers for a cargo: the cheapest, or the fewest. The cargo is
// taken as evenly mixed, so that every container holds cargo of the same density and
// is full when either its volume or its weight is; the result is exact under that
// assumption. Which cartons go where is not looked at.
//
// Errors are *fx.InputError, joined: what [Cargo.Check] and [Container.Check] find, the
// latter below offers[0].container; a weight, volume or limit that is unknown, offers
// above [MaxOffers], a type that is offered twice, an unknown price when the cheapest
// plan is wanted, and a cargo that takes more than [MaxPlanContainers] of the largest
// type; no plan has more. A cargo of nothing takes no container.
func Plan(cargo Cargo, offers []Offer, aim Aim, loading Loading) (Planned, error) {
	var f fees.Faults
	f.Join(cargo.Check())
	f.OneOf("aim", string(aim), string(Cheapest), string(Fewest))
	if len(offers) == 0 || len(offers) > MaxOffers {
		f.Add("offers", strconv.Itoa(len(offers)), "must be 1 to "+strconv.Itoa(MaxOffers))
		return Planned{}, f.Err()
	}
	limits := make([]loadLimits, len(offers))
	priced := true
	seen := map[string]bool{}
	for i, o := range offers {
		field := "offers[" + strconv.Itoa(i) + "]"
		err := fx.InField(field+".container", o.Container.Check())
		if err == nil {
			limits[i], err = o.Container.planWith(loading)
			err = fx.InField(field+".loading", err)
		}
		f.Join(err)
		if seen[o.Container.Type] {
			f.Add(field+".container.container", o.Container.Type, "must not occur twice")
		}
		seen[o.Container.Type] = true
		priced = priced && o.Price.Valid
		if o.Price.Valid {
			checkAmount(&f, field+".price", o.Price.Decimal)
		} else if aim == Cheapest {
			f.Add(field+".price", "", "must be given for the cheapest plan")
		}
	}
	if len(f) > 0 {
		return Planned{}, f.Err()
	}
	totals := cargo.totals()
	totals.require(&f, true, true, false, "a container is filled by both")
	if len(f) > 0 {
		return Planned{}, f.Err()
	}
	s := newSearch(totals.Kg.Decimal, totals.CubicMetres.Decimal, offers, limits, aim, priced)
	if s.need.Sign() == 0 {
		return Planned{Price: decimal.NullDecimal{Valid: priced}}, nil
	}
	if s.most > MaxPlanContainers {
		f.Add("cargo", fx.Plain(totals.CubicMetres.Decimal)+" m³", "must fit into "+strconv.Itoa(MaxPlanContainers)+" containers of the largest type")
		return Planned{}, f.Err()
	}
	s.try(0, 0, new(big.Int), new(big.Int))
	return s.result(offers), nil
}

// A search tries every number of every type. The room of a container is in a unit in
// which the rooms of all types and the cargo are whole numbers.
type search struct {
	aim    Aim
	priced bool
	need   *big.Int   // of the cargo
	room   []*big.Int // of one container of each type
	price  []*big.Int // of one container of each type, in the smallest decimal given
	places int32      // of the prices
	most   int        // of the largest type that the cargo takes

	largest, cheapest int // types with the most room, and with the least price for room

	counts, best []int
	bestCount    int
	bestPrice    *big.Int
}

// newSearch scales everything to whole numbers. One container of a type with the
// limits V and W holds the share min(V/v, W/w) of a cargo of v cubic metres and w
// kilograms: multiplied by v × w it is min(V × w, W × v).
func newSearch(kg, volume decimal.Decimal, offers []Offer, limits []loadLimits, aim Aim, priced bool) *search {
	s := &search{aim: aim, priced: priced, counts: make([]int, len(offers)), bestCount: -1}
	rooms := make([]decimal.Decimal, len(offers))
	need := kg.Mul(volume)
	switch {
	case kg.Sign() == 0 && volume.Sign() == 0:
		need = decimal.Decimal{}
	case kg.Sign() == 0:
		need = volume
	case volume.Sign() == 0:
		need = kg
	}
	places := max(-need.Exponent(), 0)
	for i, l := range limits {
		switch {
		case kg.Sign() == 0:
			rooms[i] = l.volume
		case volume.Sign() == 0:
			rooms[i] = l.weight
		default:
			rooms[i] = decimal.Min(l.volume.Mul(kg), l.weight.Mul(volume))
		}
		places = max(places, -rooms[i].Exponent())
		if priced {
			s.places = max(s.places, -offers[i].Price.Decimal.Exponent())
		}
	}
	s.need = need.Shift(places).BigInt()
	for i := range rooms {
		s.room = append(s.room, rooms[i].Shift(places).BigInt())
		if s.room[i].Cmp(s.room[s.largest]) > 0 {
			s.largest = i
		}
		price := new(big.Int)
		if priced {
			price = offers[i].Price.Decimal.Shift(s.places).BigInt()
		}
		s.price = append(s.price, price)
		perRoom := new(big.Int).Mul(price, s.room[s.cheapest])
		if perRoom.Cmp(new(big.Int).Mul(s.price[s.cheapest], s.room[i])) < 0 {
			s.cheapest = i
		}
	}
	s.most = MaxPlanContainers + 1
	if n := started(s.need, s.room[s.largest]); n.IsInt64() && n.Int64() <= MaxPlanContainers {
		s.most = int(n.Int64())
	}
	return s
}

// started returns n/d rounded up, for d above 0.
func started(n, d *big.Int) *big.Int {
	q, rest := new(big.Int).QuoRem(n, d, new(big.Int))
	if rest.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	return q
}

// try chooses the number of each type from i on, with what the types before it hold
// and cost.
func (s *search) try(i, count int, room, price *big.Int) {
	left := new(big.Int).Sub(s.need, room)
	if left.Sign() <= 0 {
		clear(s.counts[i:])
		s.keep(count, price)
		return
	}
	if i == len(s.room) || s.hopeless(count, left, price) {
		return
	}
	enough := MaxPlanContainers - count
	if n := started(left, s.room[i]); n.IsInt64() && n.Int64() <= int64(enough) {
		enough = int(n.Int64())
	} else if i == len(s.room)-1 {
		return // even all that are allowed are too few
	}
	for n := enough; n >= 0; n-- {
		s.counts[i] = n
		times := big.NewInt(int64(n))
		total := new(big.Int).Mul(s.price[i], times)
		total.Add(total, price)
		s.try(i+1, count+n, new(big.Int).Add(room, times.Mul(times, s.room[i])), total)
		if i == len(s.room)-1 {
			return // fewer of the last type are too few
		}
	}
}

// hopeless reports whether a part of a plan is worse than the best plan even if the
// rest of the cargo were to fill parts of the largest, or of the cheapest, type.
func (s *search) hopeless(count int, left, price *big.Int) bool {
	if s.bestCount < 0 {
		return false
	}
	if s.aim == Fewest {
		return count+int(started(left, s.room[s.largest]).Int64()) > s.bestCount
	}
	room := s.room[s.cheapest]
	bound := new(big.Int).Mul(price, room)
	bound.Add(bound, new(big.Int).Mul(left, s.price[s.cheapest]))
	return bound.Cmp(new(big.Int).Mul(s.bestPrice, room)) > 0
}

// keep notes a plan that is better than the best so far.
func (s *search) keep(count int, price *big.Int) {
	if s.bestCount >= 0 {
		byPrice, byCount := price.Cmp(s.bestPrice), count-s.bestCount
		first, second := byPrice, byCount
		if s.aim == Fewest {
			first, second = byCount, byPrice
		}
		if first > 0 || first == 0 && second >= 0 {
			return
		}
	}
	s.best = append(s.best[:0], s.counts...)
	s.bestCount, s.bestPrice = count, new(big.Int).Set(price)
}

// result returns the best plan.
func (s *search) result(offers []Offer) Planned {
	out := Planned{Count: s.bestCount}
	if s.priced {
		out.Price = decimal.NewNullDecimal(decimal.NewFromBigInt(s.bestPrice, -s.places))
	}
	room := new(big.Int)
	for i, n := range s.best {
		if n > 0 {
			out.Containers = append(out.Containers, Boxes{offers[i].Container.Type, n})
			room.Add(room, new(big.Int).Mul(s.room[i], big.NewInt(int64(n))))
		}
	}
	left := new(big.Int).Sub(room, s.need)
	out.Left = decimal.NewFromBigInt(left, 0).DivRound(decimal.NewFromBigInt(room, 0), 4)
	return out
}
