package main

// seen are the rows of the SKUs that were there, by their keys. It has room for a known
// number of them, in few bytes each.
type seen struct {
	keys []uint64
	rows []uint32 // 0 is a free place
}

func newSeen(most int) seen {
	room := most + most/4 + 1
	return seen{make([]uint64, room), make([]uint32, room)}
}

// add returns the row that a key had before, 0 for a new one, which then has this row.
func (s *seen) add(key uint64, row int) (before int) {
	i := int(key % uint64(len(s.keys)))
	for s.rows[i] != 0 {
		if s.keys[i] == key {
			return int(s.rows[i])
		}
		if i++; i == len(s.keys) {
			i = 0
		}
	}
	s.keys[i], s.rows[i] = key, uint32(row)
	return 0
}
