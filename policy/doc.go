// Package policy says what a platform, a brand or a law has against a price.
//
// A [Rule] judges a [Case]: one offer on one channel at one price, with whatever
// is known around it. A [Set] asks every rule that is in force on the day and
// returns a [Report]: the findings, the rules that had nothing to object to, those
// that do not apply, and those that could not judge because an input is missing.
// [Standard] is the set of the rules of this package; a rule of one's own is a type
// with two methods.
//
// A [Finding] blocks, warns or informs, and carries its evidence and the citation
// of the rule. A threshold for which the source gives no number is ours: it is a
// field of the rule, and a finding that rests on it has the mark House.
//
// The rules are engineering facts, dated and cited. They are not legal advice.
//
// # Units
//
// Prices are decimals in the currency of the case, shares are fractions, days are
// calendar days in the location of the time that is given.
//
// # Unknown is not a pass
//
// A rule that misses an input names it in [Result.Missing]. It never counts as
// passed.
package policy
