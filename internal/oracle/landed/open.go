package landedoracle

import (
	"time"

	"github.com/shopspring/decimal"
)

// An Open line has facts that nobody gave. Each way to fill one returns the line
// with it filled.
type Open struct {
	Line  Line
	Facts [][]func(Line) Line
}

// Either is a fact that is either so or not.
func Either(set func(*Line, bool)) []func(Line) Line {
	return []func(Line) Line{
		func(l Line) Line { set(&l, false); return l },
		func(l Line) Line { set(&l, true); return l },
	}
}

// AnyContent is a metal content that may be nothing, a cent, all or between. The
// duty is linear in it once there is any, so these ends are enough; the quarters
// prove it.
func AnyContent() []func(Line) Line {
	ways := []func(Line) Line{
		func(l Line) Line { l.Content = smaller(num("0.01"), l.Value); return l },
	}
	for quarter := range int64(5) {
		ways = append(ways, func(l Line) Line {
			l.Content = l.Value.Mul(decimal.New(25*quarter, -2))
			return l
		})
	}
	return ways
}

// Range returns the least and the greatest duty over all ways to fill the facts.
func (o Open) Range(day time.Time) (least, greatest decimal.Decimal, ok bool) {
	lines := []Line{o.Line}
	for _, ways := range o.Facts {
		var next []Line
		for _, line := range lines {
			for _, way := range ways {
				next = append(next, way(line))
			}
		}
		lines = next
	}
	for i, line := range lines {
		stack, ok := Stack(line, day)
		if !ok {
			return decimal.Decimal{}, decimal.Decimal{}, false
		}
		sum := Sum(stack)
		if i == 0 {
			least, greatest = sum, sum
		}
		least, greatest = smaller(least, sum), larger(greatest, sum)
	}
	return least, greatest, true
}
