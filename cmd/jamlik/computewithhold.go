package main

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"

	"github.com/jamlik/jamlik/analysis/suppress"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// withheld is what a threshold keeps back: the values of units, and of larger units, with few people, and of others where the
// values of all the rest would tell those by subtraction from a sum.
type withheld struct {
	threshold float64
	known     bool // how many people the units have
	units     kept
	levels    []kept          // of the larger units
	steps     map[int]float64 // the first stratum of each unit with few people in one
}

// kept is the areas of one kind that are kept back. The zero kept keeps none.
type kept struct {
	few    []bool // fewer people than the threshold, in all or in a group
	others []bool // protect those
}

// withhold finds the areas whose values a threshold keeps back.
func (in *computeInput) withhold(threshold float64) withheld {
	w := withheld{threshold: threshold}
	if threshold == 0 {
		return w
	}
	counts := in.people()
	w.known = counts != nil
	var above [][]int
	for l := range in.Composition.Within {
		above = append(above, in.levels[l].above)
	}
	w.units, w.levels = protect(counts, in.units.len(), in.Composition.Within, above, threshold)
	if in.Strata.Count != nil {
		w.steps = in.fewInStratum(threshold)
	}
	return w
}

// protect keeps back units and larger units with few people and others, so that what is shown of units, larger units and all leaves the number of
// people of each group in each of them open by as many as the threshold, where there are so many. As few people as possible are in the
// others. Within says for each level, the largest areas first, in which of its areas each unit lies, and above in which area of the level
// before each of its areas does. The sum of all is taken as known.
func protect(counts [][]float64, units int, within, above [][]int, threshold float64) (kept, []kept) {
	// The cells are the units, the areas of each level, and all.
	first := make([]int, len(within)) // cell of the first area of each level
	cells := units
	for l, of := range within {
		first[l] = cells
		cells += slices.Max(of) + 1
	}
	whole := cells
	cells++
	rows := slices.Concat(counts, [][]float64{make([]float64, units)}) // the last is all people
	for _, group := range counts {
		for i, n := range group {
			rows[len(counts)][i] += n
		}
	}
	t := suppress.Table{Cost: make([]float64, cells)}
	for g, row := range rows {
		values := make([]float64, cells)
		copy(values, row)
		for i, n := range row {
			for l, of := range within {
				values[first[l]+of[i]] += n
			}
			values[whole] += n
		}
		rows[g] = values
		t.Layers = append(t.Layers, suppress.Layer{
			Value: values, Upper: slices.Repeat([]float64{math.Inf(1)}, cells), Width: slices.Repeat([]float64{math.NaN()}, cells),
		})
	}
	k := kept{few: make([]bool, cells), others: make([]bool, cells)}
	for i := range cells {
		t.Cost[i] = 1 + rows[len(counts)][i]
		for _, values := range rows[:len(counts)] {
			k.few[i] = k.few[i] || i != whole && few(values[i], threshold) // so it is where all of its people are few
		}
		for _, l := range t.Layers {
			switch {
			case k.few[i]:
				l.Width[i] = threshold
			case l.Value[i] == 0: // nobody is taken as known, and protects nobody
				l.Upper[i] = 0
			}
		}
	}
	t.Cost[whole] = math.Inf(1)
	in := make([]int, cells) // the sum that each cell enters
	for l, of := range within {
		for n := range slices.Max(of) + 1 {
			if in[first[l]+n] = whole; l > 0 {
				in[first[l]+n] = first[l-1] + above[l][n]
			}
		}
	}
	for i := range units {
		if in[i] = whole; len(within) > 0 {
			in[i] = first[len(within)-1] + within[len(within)-1][i]
		}
	}
	sums := map[int]int{} // place of the sum of a cell
	for part, sum := range in[:whole] {
		r, ok := sums[sum]
		if !ok {
			r = len(t.Sums)
			sums[sum] = r
			t.Sums = append(t.Sums, suppress.Sum{Whole: sum})
		}
		t.Sums[r].Parts = append(t.Sums[r].Parts, part)
	}
	if slices.Contains(k.few, true) {
		res, err := suppress.Protect(t, suppress.Options{})
		for i := range whole {
			k.others[i] = !k.few[i] && (err != nil || res.Withheld[i])
		}
	}
	stretch := func(from, to int) kept { return kept{few: k.few[from:to], others: k.others[from:to]} }
	levels := make([]kept, len(within))
	for l := range within {
		to := whole
		if l+1 < len(within) {
			to = first[l+1]
		}
		levels[l] = stretch(first[l], to)
	}
	return stretch(0, units), levels
}

// few tells whether a number of people is below the threshold. Nobody is not few: it tells of no one.
func few(n, threshold float64) bool { return n > 0 && n < threshold }

// has tells whether area i is kept back.
func (k kept) has(i int) bool { return k.few != nil && (k.few[i] || k.others[i]) }

// people returns the numbers of people of each group in the units, at each date, and nil where they are not known.
func (in *computeInput) people() [][]float64 {
	switch {
	case in.persons != nil:
		return [][]float64{in.persons}
	case in.Events.Count != nil:
		return countsAmong(in.Events.Count, in.Events.Population)
	case in.Subgroups.Count != nil:
		return countsAmong(in.Subgroups.Count, in.Subgroups.Population)
	case in.Strata.Count != nil:
		strata := strataOf(in.Strata)
		count, population := make([]float64, in.units.len()), make([]float64, in.units.len())
		for k, u := range strata.unit {
			count[u] += strata.count[k]
			population[u] += strata.population[k]
		}
		return countsAmong(count, population)
	}
	for _, sizes := range [][]float64{in.Subgroups.Population, in.Distribution.Weights, in.Indicators.Population} {
		if sizes != nil {
			return [][]float64{sizes}
		}
	}
	return slices.Concat(in.Composition.Counts, in.After.Counts)
}

// strataOfUnits is the events and the people of each stratum of each unit.
type strataOfUnits struct {
	unit              []int
	at                []float64
	count, population []float64
}

// strataOf adds up the rows of each stratum of a unit: those of different frequencies have the same people.
func strataOf(st index.Strata) strataOfUnits {
	type stratum struct {
		unit int
		at   float64
	}
	known := map[stratum]int{}
	var s strataOfUnits
	for j, u := range st.Unit {
		of := stratum{u, st.At[j]}
		k, ok := known[of]
		if !ok {
			k = len(s.unit)
			known[of] = k
			s.unit, s.at = append(s.unit, u), append(s.at, st.At[j])
			s.count, s.population = append(s.count, 0), append(s.population, st.Population[j])
		}
		s.count[k] += st.Count[j]
	}
	return s
}

// fewInStratum returns the first stratum of each unit that has few people or events in one of them.
func (in *computeInput) fewInStratum(threshold float64) map[int]float64 {
	s := strataOf(in.Strata)
	first, isFew := map[int]float64{}, map[int]bool{}
	for _, counts := range countsAmong(s.count, s.population) {
		for k, u := range s.unit {
			at, ok := first[u]
			if !ok || s.at[k] < at {
				first[u] = s.at[k]
			}
			isFew[u] = isFew[u] || few(counts[k], threshold)
		}
	}
	maps.DeleteFunc(first, func(u int, _ float64) bool { return !isFew[u] })
	return first
}

// countsAmong returns the events and the people without one. Where a person can have several, there may be more events than people.
func countsAmong(count, population []float64) [][]float64 {
	others := make([]float64, len(count))
	for i, n := range population {
		others[i] = max(0, n-count[i])
	}
	return [][]float64{count, others}
}

// apply takes the withheld values out of a result, and says so.
func (w withheld) apply(c *computed, in *computeInput, ix index.Index, parts []index.Part) {
	if w.threshold == 0 {
		return
	}
	units, steps, curve, ofUnits := false, false, false, false
	levels := make([]bool, len(w.levels))
	for k, p := range parts {
		l, n, isLarger := largerUnit(p)
		ofUnits = ofUnits || p.Unit >= 0
		switch {
		case ix.Scalar():
			continue
		case p.Unit >= 0 && w.units.has(p.Unit):
			units = true
		case w.ofStep(p):
			steps = true
		case isLarger && l < len(w.levels) && n < len(w.levels[l].few) && w.levels[l].has(n):
			levels[l] = true
		case w.ofCurve(p, ix.Shape()):
			curve = true
		default:
			continue
		}
		c.Values[k] = in.about(p)
		c.Values[k].Withheld = true
	}
	if j := c.Jackknife; j != nil {
		hidden := map[string]bool{}
		for i, u := range in.units.all() {
			hidden[u] = w.units.has(i)
		}
		n := len(j.Influence)
		j.Influence = slices.DeleteFunc(j.Influence, func(i influence) bool { return hidden[i.Unit] })
		units = units || len(j.Influence) < n
	}
	if units {
		c.Warnings = append(c.Warnings, w.units.why("unit", w.threshold))
	}
	if steps {
		c.Warnings = append(c.Warnings, fmt.Sprintf("values from a later stratum on withheld for %s: their steps tell of strata with fewer than %v people, in all or with events",
			lang.Count(len(w.steps), "unit"), w.threshold))
	}
	if ofUnits && !w.known {
		c.Warnings = append(c.Warnings, "--threshold withholds nothing: how many people the units have is not known")
	}
	for l, some := range levels {
		if some {
			c.Warnings = append(c.Warnings, w.levels[l].why("larger unit", w.threshold))
		}
	}
	if curve {
		c.Warnings = append(c.Warnings, fmt.Sprintf("curve withheld: its steps tell the counts of units, of %s with fewer than %v people too, in all or in a group",
			lang.Count(count(w.units.few), "unit"), w.threshold))
	}
}

// ofCurve tells whether a value is a point of a curve over the units in order, which tells the counts of each of them.
func (w withheld) ofCurve(p index.Part, shape index.Shape) bool {
	return !math.IsNaN(p.At) && (shape == index.ShapeTwoGroup || shape == index.ShapeMultiGroup || shape == index.ShapeValues) && slices.Contains(w.units.few, true)
}

// ofStep tells whether a value is about a unit from a stratum on, as life expectancy from an age, where the steps from one to the next
// tell of few people. The first is about all.
func (w withheld) ofStep(p index.Part) bool {
	first, few := w.steps[p.Unit]
	return few && p.At > first
}

// aboutLarger finds the level and the number of the larger unit that a part is about.
var aboutLarger = regexp.MustCompile(`^level (\d+) #(\d+)`)

func largerUnit(p index.Part) (level, number int, ok bool) {
	m := aboutLarger.FindStringSubmatch(p.Name)
	if m == nil {
		return 0, 0, false
	}
	level, err1 := strconv.Atoi(m[1])
	number, err2 := strconv.Atoi(m[2])
	return level, number, err1 == nil && err2 == nil
}

// why says how many areas are withheld.
func (k kept) why(kind string, threshold float64) string {
	s := fmt.Sprintf("%s withheld: fewer than %v people, in all or in a group", lang.Count(count(k.few), kind), threshold)
	if n := count(k.others); n > 0 {
		s += fmt.Sprintf("; and %d more, so that subtraction does not tell", n)
	}
	return s
}

func count(areas []bool) (n int) {
	for _, a := range areas {
		if a {
			n++
		}
	}
	return n
}
