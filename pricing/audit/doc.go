// Package audit writes the price file of a decision: a record for a platform or an
// auditor of why an item has its price.
//
// [New] puts together a [File] from what a decision of package reprice was made from:
// the costs, every fee with its table and the days for which it holds, the exchange
// rate with its published legs and the buffer, the bounds, the rivals, every policy
// rule that was asked and what it found, evidence and approvals. [File.JSON] writes it
// for machines, [File.Markdown] and [File.HTML] for people, in English or Chinese. They
// print the file and compute nothing: the same file gives the same bytes, also after
// it was written and read again by [Read].
//
// A file lists every input of its decision and carries two SHA-256 digests, one over
// the inputs and one over everything else. [Verify] makes the decision again and says
// whether a stored file still stands; [Check] compares two files. A digest is no
// signature: whoever changes a file can write a new digest into it, which a
// recomputation then does not confirm.
//
// Numbers are exact and written as texts, so that no reader turns them into floats. An
// amount has at least the decimals of its currency; "0.15" is a share of 15%. What is
// not known is left out; unknown is not zero. [Schema] describes the file as a JSON
// Schema.
//
// What cannot be written down cannot be in a file: an item with a compiled model in
// place of its unit, and rules with a function as their pricer, are errors.
package audit
