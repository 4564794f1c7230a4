package registry

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// nearest returns up to three of the known words that a mistyped word may stand for, the likeliest first: those a few
// typing errors away, and those that contain it as a whole part ("atkinson" for "atkinson-segregation").
func nearest(word string, known []string) []string {
	type candidate struct {
		word  string
		edits int
	}
	word = strings.ToLower(strings.TrimSpace(word))
	length := utf8.RuneCountInString(word)
	// No identifier is this long: spare the work that grows with the square of the length.
	if length > 100 {
		return nil
	}
	var found []candidate
	for _, k := range known {
		edits := distance(word, k)
		switch {
		case edits <= 1+length/4 && edits < length:
			found = append(found, candidate{k, edits})
		case length > 0 && slices.Contains(strings.Split(k, "-"), word):
			found = append(found, candidate{k, length})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(a.edits, b.edits) })
	out := make([]string, 0, 3)
	for _, c := range found[:min(3, len(found))] {
		out = append(out, c.word)
	}
	return out
}

// distance returns the least number of insertions, deletions and substitutions of letters that turn a into b
// (Levenshtein 1966), by rows of the table of Wagner and Fischer (1974).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range to {
			substitute := diagonal
			if x != y {
				substitute++
			}
			diagonal = row[j+1]
			row[j+1] = min(substitute, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}
