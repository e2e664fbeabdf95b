// Package customs works out what a US customs entry costs: the customs value, every
// layer of duty, the merchandise processing fee and the harbor maintenance fee.
//
// An [Entry] has lines, each goods of one code and one origin. [Entry.Assess]
// returns a [Worksheet]: every [Layer] that was considered for each line, applied or
// not, with its heading and the reason; the fees of the entry; and the share of
// each input line. All money is US dollars.
//
// # Layers
//
// A programme is one legal instrument through time, such as the 301 duties on China
// or section 122. It puts at most one layer on a line, beside column 1. All layers
// fall on the same customs value and add up, unless one says that it falls on the
// value of a metal, on the value under chapter 98, or only up to a total with
// column 1. Which layer replaces, removes or spares which is data as well.
//
// # What is not known
//
// A fact of the goods that decides about a duty and is not given, such as whether a
// part is an auto part, makes the duty a [Range], and an [Open] says what is missing.
// The line is worked out once for each answer; the ends are the lowest and the
// highest total. When layers exclude each other, their own ends do not add up to
// those of the total. Of values in between the ends, such as that of a metal, the
// total may differ from the range by the cents of rounding. An exemption that an
// importer has to claim counts only when it is. What has no upper end, such as a
// specific duty without the quantity, is missing and makes the worksheet incomplete.
//
// # Tables
//
// Everything dated is in tables: [ShippedTables] come with this release and
// [ReadTables] reads others, to be added with fees.Tables.With. The kinds are
//
//	tariff            lines of the tariff: column 1 and the lists that a line is on
//	programme         the headings of one programme, with their days
//	question          what is asked of the goods, and what no answer means
//	stacking          what layers do to each other, and the headings of chapter 98
//	column_2_origins  the countries that pay column 2
//	mpf, hmf          the two fees
//	entry_limits      from which value on an entry is formal
//	de_minimis        the exemption of small shipments
//
// The shipped tariff file has some common goods, to start with; a caller reads one
// with the lines of his own. A line is on a list by its name, such as "301_list_3";
// of a list in "unsure" nobody knows whether the line is on it. A code finds the row
// with the longest code that it begins with, in the file read last; without one,
// the rows below it when all of them agree.
//
// # Rounding
//
// Each layer of an entry line is rounded once, half away from zero, to the cent.
// [Rounding] says whether the values are rounded to whole dollars before.
//
// # What it refuses
//
// A day that a table does not know is a *fees.NoTableError. A code that no tariff
// file has is a *fees.UnknownKeyError, and one that is too short an
// *[AmbiguousHTSError]. A list, a question or a programme that nothing names is a
// fault: a misspelt one would make a duty disappear. Nothing here is a legal
// classification.
package customs
