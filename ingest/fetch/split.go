package fetch

import "math"

// chosen is the selection of one dimension, expanded. It has at least one code.
type chosen struct {
	dimension string
	codelist  string
	codes     []string
}

// cells returns how many cells a selection has, at most the largest int.
func cells(selection []chosen) int {
	n := 1
	for _, s := range selection {
		n = times(n, len(s.codes))
	}
	return n
}

// cellsOf multiplies the lengths of all dimensions but one.
func cellsOf(length []int, but int) int {
	n := 1
	for i, l := range length {
		if i != but {
			n = times(n, l)
		}
	}
	return n
}

func times(a, b int) int {
	if b > 0 && a > math.MaxInt/b {
		return math.MaxInt
	}
	return a * b
}

// split cuts a selection into parts of at most limit cells, that together hold every cell once. It cuts the dimension that gives the fewest
// parts, and of those that give equally many the longest; where one is not enough, the longest ones code by code. The parts come in the order of
// the dimensions, and differ in length by one code at most. Where there would be more than most parts, it returns their number alone.
func split(selection []chosen, limit, most int) (parts [][]chosen, n int) {
	limit = max(limit, 1)
	length := make([]int, len(selection))
	for i, s := range selection {
		length[i] = len(s.codes)
	}
	for cellsOf(length, -1) > limit {
		best, fewest, longest := -1, 0, 0
		for i, n := range length {
			if n > length[longest] {
				longest = i
			}
			others := cellsOf(length, i)
			if others > limit {
				continue
			}
			pieces := (n + limit/others - 1) / (limit / others)
			if best < 0 || pieces < fewest || pieces == fewest && n > length[best] {
				best, fewest = i, pieces
			}
		}
		if best >= 0 {
			length[best] = limit / cellsOf(length, best)
			break
		}
		length[longest] = 1
	}
	n = 1
	pieces := make([]int, len(selection))
	for i, s := range selection {
		pieces[i] = (len(s.codes) + length[i] - 1) / length[i]
		n = times(n, pieces[i])
	}
	if n > most {
		return nil, n
	}
	parts = [][]chosen{{}}
	for i, s := range selection {
		var next [][]chosen
		for _, p := range parts {
			for k := range pieces[i] {
				from, to := k*len(s.codes)/pieces[i], (k+1)*len(s.codes)/pieces[i]
				next = append(next, append(p[:len(p):len(p)], chosen{s.dimension, s.codelist, s.codes[from:to]}))
			}
		}
		parts = next
	}
	return parts, n
}

// halve cuts a selection in two along its longest dimension, and reports false where it is one cell.
func halve(selection []chosen) (first, second []chosen, ok bool) {
	longest := 0
	for i, s := range selection {
		if len(s.codes) > len(selection[longest].codes) {
			longest = i
		}
	}
	if len(selection) == 0 || len(selection[longest].codes) < 2 {
		return nil, nil, false
	}
	first, second = append([]chosen{}, selection...), append([]chosen{}, selection...)
	codes := selection[longest].codes
	first[longest].codes, second[longest].codes = codes[:len(codes)/2], codes[len(codes)/2:]
	return first, second, true
}
