package charts

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// wrap breaks a text into lines that fit a width with slack. It breaks at spaces and after hyphens and slashes; a single piece that
// does not fit keeps a line of its own.
func wrap(s string, sty text.Style, w vg.Length) []string {
	var lines []string
	cur := ""
	for _, piece := range pieces(s) {
		switch {
		case cur == "":
			cur = piece
		case width(strings.TrimRight(cur+piece, " "), sty)*slack <= w:
			cur += piece
		default:
			lines = append(lines, strings.TrimRight(cur, " "))
			cur = piece
		}
	}
	if cur = strings.TrimRight(cur, " "); cur != "" {
		lines = append(lines, cur)
	}
	return lines
}

// pieces cuts a text after every place where a line may end.
func pieces(s string) []string {
	var out []string
	start := 0
	for i, r := range s {
		next, _ := utf8.DecodeRuneInString(s[i+max(utf8.RuneLen(r), 1):])
		if r == ' ' || (r == '-' || r == '/') && unicode.IsLetter(next) { // a date stays whole
			out = append(out, s[start:i+1])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

// balance breaks a text as [wrap] does, into lines of about one length, or after a colon where that gives two lines.
func balance(s string, sty text.Style, w vg.Length) []string {
	lines := wrap(s, sty, w)
	if head, rest, ok := strings.Cut(s, ": "); ok && len(lines) == 2 {
		if width(head+":", sty)*slack <= w && width(rest, sty)*slack <= w {
			return []string{head + ":", rest}
		}
	}
	for try := w; len(lines) > 1 && try > w/2; try -= 4 {
		narrower := wrap(s, sty, try)
		if len(narrower) > len(lines) {
			break
		}
		lines = narrower
	}
	return lines
}

// shorten cuts a text that is wider than w, with slack, and ends it with an ellipsis.
func shorten(s string, sty text.Style, w vg.Length) string {
	if width(s, sty)*slack <= w {
		return s
	}
	r := []rune(s)
	for len(r) > 1 {
		r = r[:len(r)-1]
		if t := strings.TrimRight(string(r), " -–") + "…"; width(t, sty)*slack <= w {
			return t
		}
	}
	return "…"
}

// spread moves the centres of labels apart so that neighbours are at least gap apart and all lie between low and high. Labels
// keep the order of their wanted positions and move as little as that allows. Where there is no room for all, those of least weight
// are dropped: the result says which are kept, by position.
func spread(want []vg.Length, weight []float64, gap, low, high vg.Length) (at []vg.Length, kept []bool) {
	kept = make([]bool, len(want))
	order := make([]int, len(want))
	for i := range want {
		kept[i], order[i] = true, i
	}
	if room := int((high-low)/gap) + 1; len(want) > room {
		byWeight := slices.Clone(order)
		slices.SortStableFunc(byWeight, func(a, b int) int { return cmp.Compare(weight[a], weight[b]) })
		for _, i := range byWeight[:len(want)-max(room, 0)] {
			kept[i] = false
		}
	}
	order = slices.DeleteFunc(order, func(i int) bool { return !kept[i] })
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(want[a], want[b]) })
	// Runs of labels that touch move as one block around the mean of their wishes.
	type block struct {
		sum  vg.Length // of wished positions of the first label
		n    int
		from vg.Length
	}
	var blocks []block
	for _, i := range order {
		b := block{sum: want[i], n: 1}
		for {
			b.from = min(max(b.sum/vg.Length(b.n), low), high-vg.Length(b.n-1)*gap)
			if len(blocks) == 0 {
				break
			}
			last := blocks[len(blocks)-1]
			if last.from+vg.Length(last.n)*gap <= b.from {
				break
			}
			b = block{sum: last.sum + b.sum - vg.Length(last.n*b.n)*gap, n: last.n + b.n}
			blocks = blocks[:len(blocks)-1]
		}
		blocks = append(blocks, b)
	}
	at = slices.Clone(want)
	k := 0
	for _, b := range blocks {
		for j := range b.n {
			at[order[k]] = b.from + vg.Length(j)*gap
			k++
		}
	}
	return at, kept
}
