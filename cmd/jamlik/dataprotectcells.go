package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/jamlik/jamlik/analysis/suppress"
	"github.com/jamlik/jamlik/indicators"
)

// protectedCells is the rows of a file as the cells of a table.
type protectedCells struct {
	table suppress.Table
	rules []suppress.Rule
}

// cellsOf makes a table of the rows of a file with the sums that they enter.
func (p *program) cellsOf(fr *frame, f protectFlags, rules suppress.Rules) (protectedCells, error) {
	parents, err := f.parents()
	if err != nil {
		return protectedCells{}, err
	}
	n := len(fr.lines)
	c := protectedCells{rules: make([]suppress.Rule, n), table: suppress.Table{Cost: make([]float64, n)}}
	layer := func() suppress.Layer {
		l := suppress.Layer{Value: make([]float64, n), Upper: make([]float64, n), Width: make([]float64, n)}
		for i := range n {
			l.Value[i], l.Upper[i], l.Width[i] = math.NaN(), math.Inf(1), math.NaN()
		}
		return l
	}
	counts, persons := layer(), layer()
	counts.Above = make([]float64, n)
	width := f.protection
	if width == 0 {
		width = max(1, f.threshold)
	}
	for i := range n {
		v, all := fr.num[f.value][i], math.NaN()
		if f.of != "" {
			all = fr.num[f.of][i]
		}
		counts.Value[i], persons.Value[i] = v, all
		if !math.IsNaN(all) {
			counts.Upper[i] = all
		}
		c.table.Cost[i] = 1
		if !f.each && !math.IsNaN(v) {
			c.table.Cost[i] = 1 + math.Abs(v)
		}
		var largest []float64
		for _, col := range f.largest {
			if x := fr.num[col][i]; !math.IsNaN(x) {
				largest = append(largest, x)
			}
		}
		need := width
		if math.IsNaN(v) {
			c.rules[i] = suppress.BySource
		} else if c.rules[i] = rules.Count(v, all, f.of != ""); c.rules[i] == suppress.NoRule && len(f.largest) > 0 {
			c.rules[i] = rules.Sum(v, largest)
			need, counts.Above[i] = f.protection, rules.Above(v, largest)
		}
		switch c.rules[i] {
		case suppress.NoRule:
			if v == 0 { // nobody is taken as known
				counts.Upper[i] = 0
			}
			continue
		case suppress.SmallBase:
			persons.Width[i] = f.base
		case suppress.BySource:
			persons.Width[i] = width
		}
		counts.Width[i] = need
	}
	c.table.Layers = []suppress.Layer{counts}
	if f.of != "" {
		c.table.Layers = append(c.table.Layers, persons)
	}
	c.table.Sums, err = f.sums(fr, parents)
	return c, err
}

// why returns why each row is withheld.
func (c protectedCells) why(res suppress.Result) []suppress.Rule {
	for i, w := range res.Withheld {
		if w && c.rules[i] == suppress.NoRule {
			c.rules[i] = suppress.ProtectsOthers
		}
	}
	return c.rules
}

// lineage is which values of a dimension lie in which.
type lineage struct {
	total string
	in    map[string]string
}

// whole returns what a value lies in, "" where in nothing.
func (l lineage) whole(value string) string {
	if w, ok := l.in[value]; ok {
		return w
	}
	if value == l.total {
		return ""
	}
	return l.total
}

// parents reads what the flags say of which values lie in which.
func (f protectFlags) parents() (map[string]lineage, error) {
	out := map[string]lineage{}
	for _, d := range f.dimensions {
		out[d] = lineage{in: map[string]string{}}
	}
	split := func(flag, s string) (string, string, error) {
		d, v, ok := strings.Cut(s, "=")
		if _, known := out[d]; !ok || !known || v == "" {
			return "", "", usagef("--%s %q: want a column of --dimension, an equals sign and a value", flag, s)
		}
		return d, v, nil
	}
	for _, s := range f.totals {
		d, v, err := split("total", s)
		if err != nil {
			return nil, err
		}
		out[d] = lineage{total: v, in: out[d].in}
	}
	for _, s := range f.within {
		d, path, err := split("within", s)
		if err != nil {
			return nil, err
		}
		r, err := open(path, fileFlags{skip: -1}, true)
		if err != nil {
			return nil, err
		}
		fr, err := readFrame(r, path, []string{"part", "whole"}, nil, '.')
		if err = firstOf(err, r.Close()); err != nil {
			return nil, err
		}
		for i, part := range fr.text["part"].all() {
			if had, ok := out[d].in[part]; ok && had != fr.text["whole"].at(i) {
				return nil, indicators.Problem{File: path, Line: int(fr.lines[i]), Column: "part",
					What: fmt.Sprintf("%q lies in %q and in %q", part, had, fr.text["whole"].at(i)), Remedy: "give each part one whole"}
			}
			out[d].in[part] = fr.text["whole"].at(i)
		}
	}
	return out, nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// sums finds the cells that add up to others, and says where they come to more.
func (f protectFlags) sums(fr *frame, parents map[string]lineage) ([]suppress.Sum, error) {
	const sep = "\x1f"
	name := func(i int, instead int, value string) string {
		words := make([]string, len(f.dimensions))
		for k, d := range f.dimensions {
			words[k] = fr.text[d].at(i)
			if k == instead {
				words[k] = value
			}
		}
		return strings.Join(words, sep)
	}
	var ps indicators.Problems
	at := map[string]int{}
	for i, line := range fr.lines {
		k := name(i, -1, "")
		if first, ok := at[k]; ok {
			ps.Add(indicators.Problem{File: fr.name, Line: int(line), What: fmt.Sprintf("the cell %s comes twice, first on line %d", strings.ReplaceAll(k, sep, ", "), fr.lines[first]),
				Remedy: "name every column that tells cells apart with --dimension"})
			continue
		}
		at[k] = i
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	type sumKey struct{ whole, dimension int }
	place := map[sumKey]int{}
	var out []suppress.Sum
	for i := range fr.lines {
		for k, d := range f.dimensions {
			w := parents[d].whole(fr.text[d].at(i))
			if w == "" {
				continue
			}
			whole, ok := at[name(i, k, w)]
			if !ok || whole == i {
				continue
			}
			n, ok := place[sumKey{whole, k}]
			if !ok {
				n = len(out)
				place[sumKey{whole, k}] = n
				out = append(out, suppress.Sum{Whole: whole})
			}
			out[n].Parts = append(out[n].Parts, i)
		}
	}
	for _, s := range out {
		whole, parts := fr.num[f.value][s.Whole], 0.0
		for _, i := range s.Parts {
			if v := fr.num[f.value][i]; !math.IsNaN(v) {
				parts += v
			}
		}
		if !math.IsNaN(whole) && parts-whole > suppress.Slack(whole, len(s.Parts)) {
			ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[s.Whole]), Column: f.value, What: fmt.Sprintf("%v is less than its parts, %v", whole, parts),
				Remedy: "correct the figures, or say with --total and --within what adds up"})
		}
	}
	return out, ps.Err()
}
