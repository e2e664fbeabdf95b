package fees

import "slices"

// A WeightBand is the weights above Over and up to To, inclusive; one that is
// not Bounded has no end. The zero WeightBand is every weight above 0.
type WeightBand struct {
	Over, To Weight
	Bounded  bool
}

// Contains reports whether a weight lies in the band.
func (b WeightBand) Contains(w Weight) bool {
	return w.Cmp(b.Over) > 0 && (!b.Bounded || w.Cmp(b.To) <= 0)
}

// String says the band for people: "over 4 oz up to 8 oz".
func (b WeightBand) String() string {
	switch {
	case !b.Bounded && b.Over.IsZero():
		return "any weight"
	case !b.Bounded:
		return "over " + b.Over.String()
	case b.Over.IsZero():
		return "up to " + b.To.String()
	}
	return "over " + b.Over.String() + " up to " + b.To.String()
}

// A WeightRow is what a table says of one weight band.
type WeightRow[T any] struct {
	Band WeightBand
	// Basis says the band for people: "large_standard, over 4 oz up to 8 oz".
	Basis string
	// Confidence is the grade of a row that is less sure than its table, else "":
	// see [Source.Graded].
	Confidence Confidence
	// Rule is what the row says.
	Rule T
}

// WeightRows are the rows of consecutive weight bands, in groups such as size
// tiers. The zero WeightRows has none.
type WeightRows[T any] struct {
	names  []string
	groups map[string][]WeightRow[T]
}

// Find returns the row whose band holds the weight, nil if there is none. The row
// is shared and must not be changed.
func (r WeightRows[T]) Find(group string, w Weight) *WeightRow[T] {
	rows := r.groups[group]
	for i := range rows {
		if rows[i].Band.Contains(w) {
			return &rows[i]
		}
	}
	return nil
}

// Nearest is [WeightRows.Find], but a weight beyond the bands of its group takes
// the first or the last of them; nil when there is no such group.
func (r WeightRows[T]) Nearest(group string, w Weight) *WeightRow[T] {
	if row := r.Find(group, w); row != nil {
		return row
	}
	rows := r.groups[group]
	switch {
	case len(rows) == 0:
		return nil
	case w.Cmp(rows[0].Band.Over) <= 0:
		return &rows[0]
	}
	return &rows[len(rows)-1]
}

// Above returns the row of the next heavier band of a group, nil after the last
// one. The row is shared and must not be changed.
func (r WeightRows[T]) Above(group string, b WeightBand) *WeightRow[T] {
	rows := r.groups[group]
	for i := range rows {
		if b.Bounded && rows[i].Band.Over.Cmp(b.To) == 0 {
			return &rows[i]
		}
	}
	return nil
}

// Groups returns the names of the groups in the order of the file.
func (r WeightRows[T]) Groups() []string { return slices.Clone(r.names) }

// Rows returns the rows of a group in order of weight.
func (r WeightRows[T]) Rows(group string) []WeightRow[T] { return slices.Clone(r.groups[group]) }

// ReadWeightRows reads rows of weight bands: "over" (exclusive, absent for 0) and
// "to" (inclusive, absent for no end), and "confidence" (see [Row.Confidence]).
// Group returns the group of a row, nil when there are none, and read what else it
// says. Each band must continue the one before it in its group, and the first of a
// group must start at 0 unless later names the group as one that is reached only by
// heavier items.
func ReadWeightRows[T any](f *TableFile, group func(*Row) string, read func(*Row) T, later ...string) WeightRows[T] {
	out := WeightRows[T]{groups: map[string][]WeightRow[T]{}}
	for _, row := range f.rows {
		name := ""
		if group != nil {
			name = group(row)
		}
		w := WeightRow[T]{Band: row.weightBand(), Confidence: row.Confidence(), Rule: read(row)}
		w.Basis = w.Band.String()
		if name != "" {
			w.Basis = name + ", " + w.Basis
		}
		before := out.groups[name]
		switch n := len(before); {
		case n == 0:
			out.names = append(out.names, name)
			if !w.Band.Over.IsZero() && !slices.Contains(later, name) {
				row.Fault("over", "must be absent in the first weight band, which starts at 0")
			}
		case !before[n-1].Band.Bounded || before[n-1].Band.To.Cmp(w.Band.Over) != 0:
			row.Fault("over", "must continue the weight band before it, without a gap or an overlap")
		}
		out.groups[name] = append(before, w)
	}
	return out
}

// weightBand reads the columns "over", absent for 0, and "to", absent for no end.
func (r *Row) weightBand() WeightBand {
	b := WeightBand{Over: r.OptionalWeight("over")}
	if r.Has("to") {
		b.To, b.Bounded = r.Weight("to"), true
		if b.To.Cmp(b.Over) <= 0 {
			r.Fault("to", "must be above the start of the band")
		}
	}
	return b
}
