package kpi

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lianxing/crossborder/fx"
)

// nearestCodes returns the codes that look most like one, best first, at most three:
// those that turn into it by editing at most a third of the letters, by how few edits;
// then those that have words in common, by how many.
func nearestCodes(code string, codes []string) []string {
	const most = 3
	if len(code) > fx.MaxTextLen {
		return nil
	}
	code = strings.ToLower(strings.NewReplacer(" ", "_", "-", "_").Replace(code))
	words := strings.Split(code, "_")
	type candidate struct {
		code          string
		edits, common int
	}
	var found []candidate
	for _, known := range codes {
		c := candidate{code: known, edits: codeEdits(code, known)}
		for _, w := range strings.Split(known, "_") {
			if len(w) > 2 && slices.Contains(words, w) {
				c.common++
			}
		}
		if c.edits > max(len(code), len(known))/3 {
			c.edits = fx.MaxTextLen // not by its letters
			if c.common == 0 {
				continue
			}
		}
		found = append(found, c)
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.edits, b.edits), cmp.Compare(b.common, a.common), cmp.Compare(len(a.code), len(b.code)))
	})
	var out []string
	for _, c := range found[:min(most, len(found))] {
		out = append(out, c.code)
	}
	return out
}

// codeEdits is the number of insertions, deletions and replacements that turn a into b
// (Levenshtein).
func codeEdits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			diagonal, row[j] = row[j], min(row[j]+1, row[j-1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
