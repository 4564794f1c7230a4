package lang

import "strings"

// Nearest returns the known word that a mistyped one probably meant, and false where none is near: at most one letter in three, and never
// fewer than one nor more than three, may be wrong, missing, added or exchanged with its neighbour. Case is ignored. Of equally near
// words the first wins.
func Nearest(word string, known []string) (string, bool) {
	w := []rune(strings.ToLower(word))
	if len(w) > 64 {
		return "", false // no name is that long, and the distance is quadratic
	}
	best, limit := "", min(max(len(w)/3, 1), 3)+1
	for _, k := range known {
		if d := distance(w, []rune(strings.ToLower(k)), limit); d < limit {
			best, limit = k, d
		}
	}
	return best, best != ""
}

// distance is the optimal string alignment distance, or limit where it is at least that.
func distance(a, b []rune, limit int) int {
	if abs(len(a)-len(b)) >= limit {
		return limit
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], limit)
}

func abs(n int) int { return max(n, -n) }
