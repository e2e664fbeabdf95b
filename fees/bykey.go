package fees

// ReadByKey reads rows that each have a key of their own in a column: one of the
// known ones, or any text when none is known. Read reads what else a row has.
func ReadByKey[K ~string, T any](f *TableFile, column string, read func(*Row) T, known ...K) map[K]T {
	names := make([]string, len(known))
	for i, k := range known {
		names[i] = string(k)
	}
	out := make(map[K]T, len(f.rows))
	for _, row := range f.rows {
		var key K
		if len(known) > 0 {
			key = K(row.OneOf(column, names...))
		} else {
			key = K(row.Text(column))
		}
		if _, twice := out[key]; twice {
			row.Fault(column, "must not occur twice")
		}
		out[key] = read(row)
	}
	return out
}

// ReadEveryKey is [ReadByKey] for a table that must have a row for every known key.
func ReadEveryKey[K ~string, T any](f *TableFile, column string, read func(*Row) T, known ...K) map[K]T {
	out := ReadByKey(f, column, read, known...)
	for _, k := range known {
		if _, has := out[k]; !has {
			f.Head.Fault("rows", "must have the "+column+" "+string(k))
		}
	}
	return out
}
