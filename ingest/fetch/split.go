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

func times(a, b int) int {
	if b > 0 && a > math.MaxInt/b {
		return math.MaxInt
	}
	return a * b
}

// split cuts a selection into parts of at most limit cells, that together hold every cell once. It cuts the longest dimensions, and no more of
// them than it must; the parts come in the order of the dimensions. Parts of one dimension differ in length by one at most. Where there would be
// more than most parts, it returns their number alone.
func split(selection []chosen, limit, most int) (parts [][]chosen, n int) {
	limit = max(limit, 1)
	length := make([]int, len(selection))
	for i, s := range selection {
		length[i] = len(s.codes)
	}
	for {
		longest, total := 0, 1
		for i, n := range length {
			total = times(total, n)
			if n > length[longest] {
				longest = i
			}
		}
		if total <= limit || length[longest] == 1 {
			break
		}
		others := 1
		for i, n := range length {
			if i != longest {
				others = times(others, n)
			}
		}
		length[longest] = max(limit/others, 1)
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
