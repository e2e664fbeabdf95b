// Package reports reads the files that sellers export from Amazon, Walmart and
// Shopify, reconciles settlements to the deposit, and compares the fees that were
// charged with those that the tables compute.
//
// [Open] looks at the beginning of a file and says what it is: its kind, its encoding
// (UTF-8, UTF-16 or Windows-1252), what separates its cells whatever its name ends in,
// which of its columns are understood and which are not. A method of the [File] for
// each kind then yields its rows, one at a time, in memory that does not grow with the
// file.
//
// # Strict
//
// A cell that cannot be read is a [*ReadError] with file, row and column; the rows
// around it are still read. An empty cell, and "--", is unknown and not 0. Rows that a
// file repeats are all yielded. Text that no report needs, such as the names and
// addresses of buyers, is not kept.
//
// # Numbers and days
//
// Amounts are read with their marks, grouping and signs ("$1,204.50", "1.204,50 €",
// "(12.00)"). Where a file does not show whether it writes a decimal point or a
// decimal comma, it is taken to be a point; a file that shows both is refused from
// there on. Times keep the zone that is printed. [Options.Zone] is the zone whose days
// are meant: Amazon counts days in Pacific time ([Pacific]) and stamps settlements in
// UTC, so the two differ in the evening.
package reports
