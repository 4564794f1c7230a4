package resample

import "github.com/jamlik/jamlik/indicators/index"

// peopled returns the units that have people in any of the compositions, which have the same units.
func peopled(dates ...index.Composition) []int {
	var units []int
	for i := range dates[0].Units() {
		for _, c := range dates {
			if livedIn(c, i) {
				units = append(units, i)
				break
			}
		}
	}
	return units
}

func livedIn(c index.Composition, i int) bool {
	for _, counts := range c.Counts {
		if counts[i] > 0 {
			return true
		}
	}
	return false
}

// blank returns a composition like c with room for n units.
func blank(c index.Composition, n int) index.Composition {
	out := c
	out.Space = nil // other units lie elsewhere
	out.Counts = columns(make([]float64, n*len(c.Counts)), len(c.Counts), n)
	if c.Within != nil {
		out.Within = make([][]int, len(c.Within))
		for l := range out.Within {
			out.Within[l] = make([]int, n)
		}
	}
	return out
}

// place makes unit i of to a copy of a unit of from.
func place(to index.Composition, i int, from index.Composition, unit int) {
	for k, counts := range from.Counts {
		to.Counts[k][i] = counts[unit]
	}
	for l, within := range from.Within {
		to.Within[l][i] = within[unit]
	}
}

// rowsOf returns the rows of each unit that have people in them, for the units that have any.
func rowsOf(r index.Ranked) [][]int {
	all := make([][]int, r.Units)
	for j, u := range r.Unit {
		if r.Weight(j) > 0 {
			all[u] = append(all[u], j)
		}
	}
	units := all[:0]
	for _, rows := range all {
		if len(rows) > 0 {
			units = append(units, rows)
		}
	}
	return units
}

// join adds rows of from to the ranked people of to, as those of a unit.
func join(to *index.Ranked, unit int, from index.Ranked, rows []int) {
	for _, j := range rows {
		to.Unit = append(to.Unit, unit)
		to.Values = append(to.Values, from.Values[j])
		to.Weights = append(to.Weights, from.Weight(j))
	}
}

// blankValues returns a distribution like d with room for n values.
func blankValues(d index.Distribution, n int) index.Distribution {
	out := d
	out.Space = nil // other units lie beside one another
	out.Values = make([]float64, n)
	if d.Weights != nil {
		out.Weights = make([]float64, n)
	}
	if d.Rank != nil {
		out.Rank = make([]float64, n)
	}
	if d.Group != nil {
		out.Group = make([]int, n)
	}
	if d.Sources != nil {
		out.Sources = columns(make([]float64, n*len(d.Sources)), len(d.Sources), n)
	}
	return out
}

// placeValue makes value i of to a copy of a value of from.
func placeValue(to index.Distribution, i int, from index.Distribution, j int) {
	to.Values[i] = from.Values[j]
	if to.Weights != nil {
		to.Weights[i] = from.Weights[j]
	}
	if to.Rank != nil {
		to.Rank[i] = from.Rank[j]
	}
	if to.Group != nil {
		to.Group[i] = from.Group[j]
	}
	for k, source := range to.Sources {
		source[i] = from.Sources[k][j]
	}
}
