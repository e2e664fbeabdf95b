package strategy

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// A HijackState is what one look passes on to the next. It is plain data and bounded:
// the zero HijackState is that before the first look.
type HijackState struct {
	Level HijackLevel
	// HighAt is when Level was last reached, LastLook the time of the last look.
	HighAt, LastLook time.Time
	// Sellers are the unknown ones of the last 90 days, by name, at most 200: those
	// seen last.
	Sellers []SellerSeen
	// Counts are how many sellers there were at each look of the last 90 days, at most
	// the last 400.
	Counts []SellerCount
}

// A SellerSeen is an unknown seller over the looks.
type SellerSeen struct {
	Seller      string
	First, Last time.Time
	// Looks is at how many looks it was there.
	Looks int
	// Lowest is its lowest price with shipping; not Valid when none was known.
	Lowest decimal.NullDecimal
}

// A SellerCount is how many sellers were on a listing.
type SellerCount struct {
	At      time.Time
	Sellers int
}

// A HijackEvidence is a piece of a report to the platform. Code is stable:
// "offer_snapshot", "seller_history", "test_buy", "order_id" or "brand_registry".
type HijackEvidence struct {
	Code, Seller string
	At           time.Time // zero when the piece has no time
	Text         string
}

const (
	keepDays    = 90
	keepSellers = 200
	keepCounts  = 400
)

func (s *HijackState) check(f *positionFaults) {
	if s.Level.rank() < 0 {
		f.add("state.level", string(s.Level), `must be "calm", "watch" or "act"`)
	}
	if s.HighAt.After(s.LastLook) {
		f.add("state.high_at", s.HighAt.Format(time.RFC3339), "must not be after the last look")
	}
	for i := range s.Sellers[:min(len(s.Sellers), maxSellers)] {
		if lowest := s.Sellers[i].Lowest; lowest.Valid {
			f.from("state.sellers["+strconv.Itoa(i)+"].lowest", lowest.Decimal, nil)
		}
	}
	for i, c := range s.Counts[:min(len(s.Counts), maxSellers)] {
		if c.Sellers < 0 || c.At.After(s.LastLook) {
			f.add("state.counts["+strconv.Itoa(i)+"]", strconv.Itoa(c.Sellers), "must not be below 0, nor after the last look")
		}
	}
}

// next is the state after a look with a level of its own. The state before it is not
// changed.
func (s HijackState) next(h *hijackLook, level HijackLevel) HijackState {
	out := HijackState{Level: level, HighAt: h.At, LastLook: h.At}
	held := s.Level.rank() > level.rank() && h.At.Sub(s.HighAt) < time.Duration(h.rules.CalmDays)*dayLength
	if held {
		out.Level, out.HighAt = s.Level, s.HighAt
	}
	recent := func(at time.Time) bool { return h.At.Sub(at) <= keepDays*dayLength }
	for _, c := range s.Counts {
		if recent(c.At) {
			out.Counts = append(out.Counts, c)
		}
	}
	out.Counts = append(out.Counts, SellerCount{h.At, len(h.sellers)})
	out.Counts = slices.Clone(out.Counts[max(len(out.Counts)-keepCounts, 0):])
	for _, seen := range s.Sellers {
		if recent(seen.Last) {
			out.Sellers = append(out.Sellers, seen)
		}
	}
	for _, seller := range h.distinct(h.unknown) {
		i := slices.IndexFunc(out.Sellers, func(seen SellerSeen) bool { return seen.Seller == seller })
		if i < 0 {
			i = len(out.Sellers)
			out.Sellers = append(out.Sellers, SellerSeen{Seller: seller, First: h.At})
		}
		seen := &out.Sellers[i]
		seen.Last = h.At
		seen.Looks++
		for _, j := range h.buyable {
			o := &h.Offers[j]
			if o.Seller == seller && o.Shipping.Valid && (!seen.Lowest.Valid || o.Total().LessThan(seen.Lowest.Decimal)) {
				seen.Lowest = decimal.NewNullDecimal(o.Total())
			}
		}
	}
	slices.SortStableFunc(out.Sellers, func(a, b SellerSeen) int { return b.Last.Compare(a.Last) })
	out.Sellers = slices.Clone(out.Sellers[:min(len(out.Sellers), keepSellers)])
	slices.SortStableFunc(out.Sellers, func(a, b SellerSeen) int { return strings.Compare(a.Seller, b.Seller) })
	return out
}

// gather lists the evidence for a report to the platform, and what it lacks.
func (h *hijackLook) gather() {
	if !h.OwnBrand {
		return
	}
	add := func(code, seller string, at time.Time, text string) {
		h.out.Evidence = append(h.out.Evidence, HijackEvidence{code, seller, at, text})
	}
	lacks := func(piece string) { h.out.Missing = append(h.out.Missing, piece) }
	for _, i := range h.unknown {
		add("offer_snapshot", h.Offers[i].Seller, h.Offers[i].Seen, offerText(&h.Offers[i], h.Currency))
	}
	for i := range h.Offers {
		if h.Offers[i].Seen.IsZero() {
			lacks("offers[" + strconv.Itoa(i) + "].seen")
		}
	}
	for _, seen := range h.out.State.Sellers {
		text := "looks with it: " + strconv.Itoa(seen.Looks) + ", from " + seen.First.UTC().Format(time.RFC3339) + " to " + seen.Last.UTC().Format(time.RFC3339)
		if seen.Lowest.Valid {
			text += ", lowest " + fx.Plain(seen.Lowest.Decimal) + " " + string(h.Currency) + " with shipping"
		}
		add("seller_history", seen.Seller, seen.Last, text)
		if !slices.ContainsFunc(h.TestBuys, func(b TestBuy) bool { return b.Seller == seen.Seller }) {
			lacks("test_buys: one of seller " + seen.Seller)
		}
	}
	for i := range h.TestBuys {
		b, path := &h.TestBuys[i], "test_buys["+strconv.Itoa(i)+"]."
		for _, part := range []struct {
			field   string
			missing bool
		}{
			{"seller", b.Seller == ""}, {"order_id", b.OrderID == ""}, {"ordered", b.Ordered.IsZero()},
			{"received", b.Received.IsZero()}, {"result", b.Result == ""}, {"photos", b.Photos == 0},
		} {
			if part.missing {
				lacks(path + part.field)
			}
		}
		add("test_buy", b.Seller, b.Ordered, "order "+b.OrderID+": "+b.Result+", "+strconv.Itoa(b.Photos)+" photos")
	}
	for _, id := range h.OrderIDs {
		add("order_id", "", time.Time{}, id)
	}
	switch why := h.Registry.blocks(h.At, h.rules.RegistryDays); {
	case why != "":
		lacks("registry: " + why)
	default:
		add("brand_registry", "", h.Registry.VerifiedOn, "the brand is registered")
	}
	if len(h.OrderIDs) == 0 && len(h.unknown) > 0 {
		lacks("order_ids")
	}
}
