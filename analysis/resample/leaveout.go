package resample

import (
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// leaver is one kind of persons or areas after another, and the input without one of each.
type leaver struct {
	kinds []Influence
	taken []float64 // how much of one is taken out: 1, or what there is
	// without makes, for each goroutine, what returns the input without one of kind i, until the next call.
	without func() func(i int) index.Input
}

func (l *leaver) add(k Influence, taken float64) {
	l.kinds = append(l.kinds, k)
	l.taken = append(l.taken, taken)
}

// leaveOut computes the statistics without one of each kind in turn, and calls each with what that does to every slot.
func leaveOut(in index.Input, scheme Scheme, all []computed, slots int, o Options, each func(slot int, of owned, l leftOut)) {
	for _, sub := range byInput(all) {
		owner := owners(sub, slots)
		l := scheme.leaver(in, shapes(sub))
		n := 0.0
		for _, k := range l.kinds {
			n += k.Count
		}
		inPasses(slots, len(l.kinds), func(first, k int) [][]float64 {
			return tabulate(o, len(l.kinds), k, func() func(int, []float64) {
				without := l.without()
				return func(i int, row []float64) { fill(sub, without(i), first, row) }
			})
		}, func(slot int, values []float64) {
			of := owner[slot]
			if of.Index.Shape() == "" { // of another input
				return
			}
			for i := range values {
				values[i] = (values[i] - of.Value) / l.taken[i]
			}
			each(slot, of, leftOut{l.kinds, values, n, of.Value})
		})
	}
}

// byInput groups the statistics that have slots by the input that is left out from: the persons of the later date move
// none but those of two dates.
func byInput(all []computed) [][]computed {
	var out [][]computed
	for _, shape := range []index.Shape{index.ShapeMultiGroup, index.ShapeChange, index.ShapeRanked, index.ShapeValues, index.ShapeSubgroups} {
		var sub []computed
		for _, c := range all {
			s := c.Index.Shape()
			if len(c.at) > 0 && (s == shape || s == index.ShapeTwoGroup && shape == index.ShapeMultiGroup) {
				sub = append(sub, c)
			}
		}
		if sub != nil {
			out = append(out, sub)
		}
	}
	return out
}

// leaver returns the leaver of the input that the shapes read; of the rest of the scheme's inputs there is none, and of
// estimates neither.
func (s Scheme) leaver(in index.Input, read map[index.Shape]bool) leaver {
	u := usable(in, read)
	dates := []index.Composition{in.Composition}
	if u.after {
		dates = append(dates, in.After)
	}
	switch {
	case s == Estimates:
		return leaver{}
	case u.groups && s == Persons:
		return personsLeftOut(dates)
	case u.groups:
		return areasLeftOut(dates)
	case u.ranked && s == Persons:
		return rowsLeftOut(in.Ranked)
	case u.ranked:
		return unitsLeftOut(in.Ranked)
	case u.values:
		return valuesLeftOut(in.Distribution)
	case u.subgroups:
		return subgroupsLeftOut(in.Subgroups)
	}
	return leaver{}
}

// personsLeftOut leaves out one person of each cell.
func personsLeftOut(dates []index.Composition) leaver {
	var l leaver
	type cell struct{ date, group, unit int }
	var cells []cell
	for d, c := range dates {
		for k, counts := range c.Counts {
			for i, v := range counts {
				if v > 0 {
					cells = append(cells, cell{d, k, i})
					l.add(Influence{Unit: i, Group: k, Row: -1, After: d == 1, Count: v}, min(1, v))
				}
			}
		}
	}
	l.without = func() func(int) index.Input {
		left, in := copies(dates)
		last := -1
		return func(i int) index.Input {
			if last >= 0 {
				c := cells[last]
				left[c.date].Counts[c.group][c.unit] = l.kinds[last].Count
			}
			c := cells[i]
			left[c.date].Counts[c.group][c.unit] = l.kinds[i].Count - l.taken[i]
			last = i
			return in
		}
	}
	return l
}

// areasLeftOut empties one unit at a time: a unit without people is passed over by every index.
func areasLeftOut(dates []index.Composition) leaver {
	var l leaver
	units := peopled(dates...)
	for _, i := range units {
		l.add(Influence{Unit: i, Group: -1, Row: -1, Count: 1}, 1)
	}
	l.without = func() func(int) index.Input {
		left, in := copies(dates)
		last := -1
		return func(i int) index.Input {
			for d, c := range dates {
				for k, counts := range c.Counts {
					if last >= 0 {
						left[d].Counts[k][units[last]] = counts[units[last]]
					}
					left[d].Counts[k][units[i]] = 0
				}
			}
			last = i
			return in
		}
	}
	return l
}

// copies returns compositions with counts of their own, and an input that holds them.
func copies(dates []index.Composition) ([]index.Composition, index.Input) {
	out := slices.Clone(dates)
	for d, c := range dates {
		out[d].Counts = make([][]float64, len(c.Counts))
		for k, counts := range c.Counts {
			out[d].Counts[k] = slices.Clone(counts)
		}
	}
	in := index.Input{Composition: out[0]}
	if len(out) > 1 {
		in.After = out[1]
	}
	return out, in
}

// rowsLeftOut leaves out one person of each row.
func rowsLeftOut(from index.Ranked) leaver {
	var l leaver
	for j, u := range from.Unit {
		if w := from.Weight(j); w > 0 {
			l.add(Influence{Unit: u, Group: -1, Row: j, Count: w}, min(1, w))
		}
	}
	l.without = func() func(int) index.Input {
		left := weighted(from)
		last := -1
		return func(i int) index.Input {
			if last >= 0 {
				left.Weights[l.kinds[last].Row] = l.kinds[last].Count
			}
			left.Weights[l.kinds[i].Row] = l.kinds[i].Count - l.taken[i]
			last = i
			return index.Input{Ranked: left}
		}
	}
	return l
}

// unitsLeftOut leaves out the people of one unit at a time.
func unitsLeftOut(from index.Ranked) leaver {
	var l leaver
	units := rowsOf(from)
	for _, rows := range units {
		l.add(Influence{Unit: from.Unit[rows[0]], Group: -1, Row: -1, Count: 1}, 1)
	}
	l.without = func() func(int) index.Input {
		left := weighted(from)
		last := -1
		return func(i int) index.Input {
			if last >= 0 {
				for _, j := range units[last] {
					left.Weights[j] = from.Weight(j)
				}
			}
			for _, j := range units[i] {
				left.Weights[j] = 0
			}
			last = i
			return index.Input{Ranked: left}
		}
	}
	return l
}

// weighted returns r with weights of its own.
func weighted(r index.Ranked) index.Ranked {
	out := r
	out.Weights = make([]float64, len(r.Unit))
	for j := range out.Weights {
		out.Weights[j] = r.Weight(j)
	}
	return out
}

// valuesLeftOut leaves out one value at a time.
func valuesLeftOut(from index.Distribution) leaver {
	var l leaver
	for j := range from.Values {
		if from.Weight(j) > 0 {
			l.add(Influence{Unit: -1, Group: -1, Row: j, Count: 1}, 1)
		}
	}
	l.without = func() func(int) index.Input {
		left := blankValues(from, len(from.Values)-1)
		return func(i int) index.Input {
			at := 0
			for j := range from.Values {
				if j != l.kinds[i].Row {
					placeValue(left, at, from, j)
					at++
				}
			}
			return index.Input{Distribution: left}
		}
	}
	return l
}
