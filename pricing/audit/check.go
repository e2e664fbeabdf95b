package audit

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
	"github.com/lianxing/crossborder/policy"
	"github.com/lianxing/crossborder/pricing/reprice"
	"github.com/lianxing/crossborder/pricing/strategy"
)

const algorithm = "sha256"

// digest computes the digest of a file.
func (f *File) digest() Digest {
	return Digest{Algorithm: algorithm, Inputs: Hash(DigestOf(f.Inputs)), Result: Hash(DigestOf(f.result()))}
}

// result lists everything but the inputs and the digest.
func (f *File) result() []Input {
	rest := *f
	rest.Inputs, rest.Digest = nil, Digest{}
	list, _ := Inputs("", rest) // texts, truth values and lists of them can all be listed
	for i := range list {
		list[i].Path = strings.TrimPrefix(list[i].Path, ".")
	}
	return list
}

// A Cause is why a stored file and its recomputation differ. The texts are stable.
type Cause string

// The causes, in the order in which they are looked for.
const (
	// Tampered: a digest in the stored file does not fit what the file says, or is said
	// to be of another algorithm.
	Tampered Cause = "tampered"
	// InputsChanged: the decision was made from other inputs.
	InputsChanged Cause = "inputs_changed"
	// TablesChanged: with the same inputs, a fee table or a policy rule is another
	// one, or its days, source or confidence are.
	TablesChanged Cause = "tables_changed"
	// LibraryChanged: with the same inputs and tables the result is another one: the
	// computation was changed, or the stored file holds other evidence.
	LibraryChanged Cause = "library_changed"
)

// A Difference is one text that is not the same in two files.
type Difference struct {
	// Path leads to it: "statement.lines[3].amount", or for an input
	// "inputs: item.unit.cost[0].amount".
	Path string
	// Stored and Recomputed are the texts, "" where there is none.
	Stored, Recomputed string
	// Cause is why they differ, as far as it can be told.
	Cause Cause
}

// A Report is what a comparison of a stored file with its recomputation says. The zero
// Report has compared nothing.
type Report struct {
	// SameInputs and SameResult say that the digests are the same. They are over what
	// the files say, not what they say of themselves.
	SameInputs, SameResult bool
	// Withheld says that [Verify] took one thing from the stored file because one
	// item alone does not show it: that [reprice.Batch] had changed its share of the
	// catalogue when it came to this item, and so withheld the change. The rest of the
	// withheld decision was made anew and compared.
	Withheld bool
	// Causes are why they differ, each once, in the order of the constants.
	Causes []Cause
	// Differences are in the order of the stored file; what only the recomputation has
	// comes last.
	Differences []Difference
}

// OK reports whether the stored file stands: it has the inputs and the result of the
// recomputation, and its digests are its own.
func (r Report) OK() bool { return r.SameInputs && r.SameResult && len(r.Causes) == 0 }

// Check compares a stored file with one that was computed anew.
func Check(stored, recomputed File) Report {
	ours, theirs := stored.digest(), recomputed.digest()
	r := Report{SameInputs: ours.Inputs == theirs.Inputs, SameResult: ours.Result == theirs.Result}
	tampered := false
	for _, own := range []struct {
		path       string
		said, true string
	}{
		{"digest.algorithm", stored.Digest.Algorithm, ours.Algorithm},
		{"digest.inputs", string(stored.Digest.Inputs), string(ours.Inputs)},
		{"digest.result", string(stored.Digest.Result), string(ours.Result)},
	} {
		if own.said != own.true {
			tampered = true
			r.Differences = append(r.Differences, Difference{own.path, own.said, own.true, Tampered})
		}
	}
	cause := LibraryChanged
	inputs := differences(stored.Inputs, recomputed.Inputs)
	for i := range inputs {
		inputs[i].Path, inputs[i].Cause = "inputs: "+inputs[i].Path, InputsChanged
		cause = InputsChanged
	}
	result := differences(stored.result(), recomputed.result())
	for i := range result {
		if result[i].Cause = cause; ofTable(result[i].Path) && cause == LibraryChanged {
			result[i].Cause = TablesChanged
		}
	}
	if cause == LibraryChanged && slices.ContainsFunc(result, func(d Difference) bool { return d.Cause == TablesChanged }) {
		cause = TablesChanged
	}
	if tampered && cause == LibraryChanged {
		cause = Tampered
	}
	for i := range result {
		if result[i].Cause == LibraryChanged {
			result[i].Cause = cause
		}
	}
	r.Differences = slices.Concat(r.Differences, inputs, result)
	for _, c := range []Cause{Tampered, InputsChanged, TablesChanged, LibraryChanged} {
		if slices.ContainsFunc(r.Differences, func(d Difference) bool { return d.Cause == c }) {
			r.Causes = append(r.Causes, c)
		}
	}
	return r
}

// ofTable reports whether a path leads to where a figure comes from.
func ofTable(path string) bool {
	if strings.Contains(path, ".source.") {
		return true
	}
	if !strings.HasPrefix(path, "policy.rules[") {
		return false
	}
	for _, end := range []string{".id", ".title", ".jurisdiction", ".citation", ".from", ".to", ".verified_on", ".confidence"} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return strings.Contains(path, ".house")
}

// differences compares two lists by their paths.
func differences(stored, recomputed []Input) []Difference {
	var out []Difference
	theirs := make(map[string][]string, len(recomputed)) // a path stands once, but a file may be forged
	for _, in := range recomputed {
		theirs[in.Path] = append(theirs[in.Path], in.Value)
	}
	for _, in := range stored {
		values := theirs[in.Path]
		if len(values) == 0 {
			out = append(out, Difference{Path: in.Path, Stored: in.Value})
			continue
		}
		if theirs[in.Path] = values[1:]; values[0] != in.Value {
			out = append(out, Difference{Path: in.Path, Stored: in.Value, Recomputed: values[0]})
		}
	}
	for _, in := range recomputed {
		if values := theirs[in.Path]; len(values) > 0 {
			theirs[in.Path] = values[1:]
			out = append(out, Difference{Path: in.Path, Recomputed: in.Value})
		}
	}
	return out
}

// Verify makes the decision of a stored file anew, with [reprice.Decide] from an item
// and rules at a time, and compares the two. The approval that settled the decision,
// the records of other approvals and the evidence are those of the stored file, because
// nobody computes them; the calendar day of the approval is that of the location of now.
// A change that the catalogue breaker of [reprice.Batch] withheld, as the reasons of the
// stored file say, is withheld again where the rules have that breaker, and the report
// says so.
//
// An approval that the decision does not admit is no error: the report then shows the
// decision without it. The errors are those of Decide and of [New].
func Verify(stored File, item reprice.Item, rules reprice.Rules, now time.Time) (Report, error) {
	d, err := reprice.Decide(item, rules, now)
	if err != nil {
		return Report{}, err
	}
	d, isWithheld := withheld(&stored, &item, &rules, d)
	for i := range stored.Approvals {
		a := &stored.Approvals[i]
		if !a.Settled {
			continue
		}
		if approved, err := reprice.Approve(d, a.policy(), parseTime(a.At).In(now.Location())); err == nil {
			d = approved
		}
		break
	}
	f, err := New(item, rules, d, Options{Now: now})
	if err != nil {
		return Report{}, err
	}
	f.Evidence = slices.Clone(stored.Evidence)
	for _, a := range stored.Approvals {
		if !a.Settled {
			f.Approvals = append(f.Approvals, a)
		}
	}
	f.Digest = f.digest()
	r := Check(stored, f)
	r.Withheld = isWithheld
	return r, nil
}

// withheld makes of a change what the catalogue breaker of reprice.Batch makes of it,
// where the stored file says that it did and the rules have the breaker.
func withheld(stored *File, item *reprice.Item, rules *reprice.Rules, d reprice.Decision) (reprice.Decision, bool) {
	said := slices.ContainsFunc(stored.Decision.Reasons, func(r Reason) bool { return r.Code == reprice.ReasonCatalogue })
	share := rules.Guards.CatalogueShare
	if !said || share.Sign() <= 0 || d.Action != reprice.ActionChange {
		return d, false
	}
	const code = reprice.ReasonCatalogue
	text := fx.Percent(share) + " of the catalogue is changed already"
	d.Review = &reprice.Review{
		Code: code, Text: text, Gravity: reprice.Routine, Codes: []string{code}, Price: d.To, AtStake: atStake(&d, item.UnitsPerDay),
	}
	d.Reasons = append(slices.Clip(d.Reasons), strategy.Reason{Code: code, Text: text})
	d.Action, d.To = reprice.ActionReview, d.From
	return d, true
}

// atStake is the AtStake of reprice.Review for a change.
func atStake(d *reprice.Decision, units decimal.NullDecimal) (out decimal.Decimal) {
	switch {
	case d.Before.Profit.Valid && d.After.Profit.Valid:
		out = d.After.Profit.Decimal.Sub(d.Before.Profit.Decimal)
	case d.From.Valid:
		out = d.To.Decimal.Sub(d.From.Decimal)
	default:
		out = d.To.Decimal
	}
	if units.Valid {
		out = out.Mul(units.Decimal)
	}
	return out.Abs()
}

// policy is the approval as it was given.
func (a *Approval) policy() policy.Approval {
	out := policy.Approval{
		By: a.By, Reason: a.Reason, Codes: slices.Clone(a.Codes), Channel: a.Channel, SKU: a.SKU, Price: parseNumber(a.Price).Decimal,
		Paid: parseNumber(a.Paid),
	}
	out.At, _ = time.Parse(time.DateOnly, string(a.From)) // a day that is none fits no decision
	out.Until, _ = time.Parse(time.DateOnly, string(a.Until))
	return out
}

func parseTime(t Time) time.Time {
	at, _ := time.Parse(time.RFC3339Nano, string(t))
	return at
}

// parseNumber reads a number of a file. It is not Valid for none.
func parseNumber(n Number) decimal.NullDecimal {
	d, err := fx.ParseDecimal(string(n))
	return decimal.NullDecimal{Decimal: d, Valid: err == nil}
}
