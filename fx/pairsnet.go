package fx

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// maxPairLegs is the longest chain of published pairs that a rate is derived
// from. Real tables need 1 to 3; the numbers of 7 multiply to at most 126 digits.
const maxPairLegs = 7

// A pairNet is the pairs that were published on a day as a graph: currencies are
// the nodes and pairs the links. Days with the same pairs share one net, so a
// table of many years has few.
type pairNet struct {
	nodes []uint16   // sorted
	first []int32    // where the links of each node begin in links, and their end
	links []pairLink // of one node in the order of where they lead
}

// A pairLink leads from one currency to another.
type pairLink struct {
	to       uint16 // the position in the nodes of the net
	column   uint16 // of the table
	inverted bool   // the pair was published the other way round
}

// netsOf returns the net of every day.
func netsOf(days []day, columns []pairColumn) (netOf []int32, nets []pairNet) {
	// The columns of a day, one day after the other.
	start := make([]int32, len(days)+1)
	eachCell(days, columns, func(on int, _ uint16) { start[on+1]++ })
	for i := range days {
		start[i+1] += start[i]
	}
	of := make([]uint16, start[len(days)])
	next := slices.Clone(start)
	eachCell(days, columns, func(on int, column uint16) {
		of[next[on]] = column
		next[on]++
	})

	netOf = make([]int32, len(days))
	seen := map[string]int32{}
	var key []byte
	var last []uint16
	for i := range days {
		today := of[start[i]:start[i+1]]
		if i > 0 && slices.Equal(today, last) {
			netOf[i] = netOf[i-1]
			continue
		}
		last, key = today, key[:0]
		for _, column := range today {
			key = binary.LittleEndian.AppendUint16(key, column)
		}
		n, ok := seen[string(key)]
		if !ok {
			n = int32(len(nets))
			seen[string(key)] = n
			nets = append(nets, newPairNet(today, columns))
		}
		netOf[i] = n
	}
	return netOf, slices.Clip(nets)
}

// eachCell calls do with the position of the day of every cell, column by column.
func eachCell(days []day, columns []pairColumn, do func(on int, column uint16)) {
	for i, c := range columns {
		on := 0
		for _, x := range c.cells {
			if days[on] != x.day {
				skip, _ := slices.BinarySearch(days[on:], x.day)
				on += skip
			}
			do(on, uint16(i))
			on = min(on+1, len(days)-1)
		}
	}
}

func newPairNet(today []uint16, columns []pairColumn) pairNet {
	type link struct {
		from uint16
		pairLink
	}
	n := pairNet{}
	for _, i := range today {
		n.nodes = append(n.nodes, columns[i].base, columns[i].quote)
	}
	slices.Sort(n.nodes)
	n.nodes = slices.Clip(slices.Compact(n.nodes))
	links := make([]link, 0, 2*len(today))
	for _, i := range today {
		base, _ := slices.BinarySearch(n.nodes, columns[i].base)
		quote, _ := slices.BinarySearch(n.nodes, columns[i].quote)
		links = append(links,
			link{uint16(base), pairLink{to: uint16(quote), column: i}},
			link{uint16(quote), pairLink{to: uint16(base), column: i, inverted: true}})
	}
	slices.SortFunc(links, func(x, y link) int {
		return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to))
	})
	n.first = make([]int32, len(n.nodes)+1)
	n.links = make([]pairLink, len(links))
	for i, l := range links {
		n.links[i] = l.pairLink
		n.first[l.from+1]++
	}
	for i := range n.nodes {
		n.first[i+1] += n.first[i]
	}
	return n
}

// A pairPath is the links from one currency to another.
type pairPath struct {
	links [maxPairLegs]pairLink
	n     int // 0 for no path
}

// path returns the links from one node of the table to another: the fewest, and
// of as many the one whose currencies in between are first in the alphabet, read
// from the first of the two in the alphabet. So the way back is the same way.
func (n *pairNet) path(from, to uint16) pairPath {
	if from > to {
		return n.search(to, from).back()
	}
	return n.search(from, to)
}

// search looks for one leg, for two, and then for more.
func (n *pairNet) search(from, to uint16) pairPath {
	start, ok := slices.BinarySearch(n.nodes, from)
	end, endOK := slices.BinarySearch(n.nodes, to)
	if !ok || !endOK || start == end {
		return pairPath{}
	}
	if link, ok := n.link(start, end); ok {
		return pairPath{n: 1, links: [maxPairLegs]pairLink{link}}
	}
	out, in := n.linksOf(start), n.linksOf(end)
	for i, j := 0, 0; i < len(out) && j < len(in); {
		switch {
		case out[i].to < in[j].to:
			i++
		case out[i].to > in[j].to:
			j++
		default:
			second := pairLink{to: uint16(end), column: in[j].column, inverted: !in[j].inverted}
			return pairPath{n: 2, links: [maxPairLegs]pairLink{out[i], second}}
		}
	}
	return n.searchFar(start, end)
}

func (n *pairNet) linksOf(node int) []pairLink { return n.links[n.first[node]:n.first[node+1]] }

// link returns the link between two nodes, if there is one.
func (n *pairNet) link(from, to int) (pairLink, bool) {
	links := n.linksOf(from)
	i, ok := slices.BinarySearchFunc(links, uint16(to), func(l pairLink, to uint16) int { return cmp.Compare(l.to, to) })
	if !ok {
		return pairLink{}, false
	}
	return links[i], true
}

// searchFar goes through the net in rounds, a leg further in each. Nodes are met
// in the order of their first path, because the links of a node are in order.
func (n *pairNet) searchFar(start, end int) pairPath {
	var (
		queue  [maxPairCurrencies]uint16
		parent [maxPairCurrencies]uint16
		link   [maxPairCurrencies]int32 // by which a node was met, counted from 1
		legs   [maxPairCurrencies]uint8
	)
	queue[0], link[start] = uint16(start), -1
	for head, tail := 0, 1; head < tail; head++ {
		at := queue[head]
		if legs[at] == maxPairLegs {
			break
		}
		for i := n.first[at]; i < n.first[at+1]; i++ {
			next := n.links[i].to
			if link[next] != 0 {
				continue
			}
			parent[next], link[next], legs[next] = at, i+1, legs[at]+1
			if int(next) != end {
				queue[tail] = next
				tail++
				continue
			}
			path := pairPath{n: int(legs[next])}
			for k := path.n - 1; k >= 0; k-- {
				path.links[k] = n.links[link[next]-1]
				next = parent[next]
			}
			return path
		}
	}
	return pairPath{}
}

// back returns the same pairs from the end of the path to its start. Where each
// link leads to is not kept.
func (p pairPath) back() pairPath {
	out := pairPath{n: p.n}
	for i := range p.n {
		l := p.links[p.n-1-i]
		out.links[i] = pairLink{column: l.column, inverted: !l.inverted}
	}
	return out
}
