package fees

import (
	"iter"
	"sort"
	"strings"

	"github.com/lianxing/crossborder/fx"
)

// Nearest returns the known keys that look most like key, best first, at most
// three: those that contain a word of it, and those that turn into it by editing
// at most a third of the letters.
func Nearest(key string, known iter.Seq[string]) []string {
	const most = 3
	type scored struct {
		name  string
		score int
	}
	if len(key) > fx.MaxTextLen {
		return nil
	}
	key = strings.ToLower(strings.NewReplacer(" ", "_", "-", "_", "&", "").Replace(key))
	var found []scored
	for name := range known {
		score := editDistance(key, name)
		limit := max(len(key), len(name)) / 3
		for _, part := range strings.Split(key, "_") {
			if len(part) > 2 && strings.Contains(name, part) {
				score, limit = min(score, 2), max(limit, 2)
			}
		}
		if score <= limit {
			found = append(found, scored{name, score})
		}
	}
	sort.SliceStable(found, func(i, j int) bool {
		if found[i].score != found[j].score {
			return found[i].score < found[j].score
		}
		return found[i].name < found[j].name
	})
	var out []string
	for i := 0; i < len(found) && i < most; i++ {
		out = append(out, found[i].name)
	}
	return out
}

// editDistance is the number of insertions, deletions and replacements that
// turn a into b (Levenshtein).
func editDistance(a, b string) int {
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
