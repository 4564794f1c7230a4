package analysis

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
)

// fewestAges is how many age classes a pyramid has at least.
const fewestAges = 4

// pyramids returns the population of the city and of each district by age and sex, for every count that has such groups: all classes of one division
// of age, each for the same two sexes. The groups go by age, the youngest first, and within an age by sex as the codes are sorted.
func (a *analyst) pyramids() []Mix {
	var out []Mix
	for _, ind := range a.cat.Indicators {
		if ind.Unit.Kind != indicators.Count {
			continue
		}
		groups := a.byAgeAndSex(ind.ID)
		if groups == nil {
			continue
		}
		if m, ok := a.mix(MixSpec{ID: ind.ID, Title: ind.Name, Indicator: ind.ID, Groups: groups}); ok {
			out = append(out, m)
		}
	}
	return out
}

// byAgeAndSex returns the groups of a pyramid, nil where there are none.
func (a *analyst) byAgeAndSex(indicator string) []indicators.Group {
	ages, sexes := map[string]bool{}, map[string]bool{}
	for n := range a.runs {
		age, ok1 := n.group.Get("age")
		sex, ok2 := n.group.Get("sex")
		if n.indicator == indicator && ok1 && ok2 && len(n.group.Categories()) == 2 {
			ages[age], sexes[sex] = true, true
		}
	}
	classes := ageClasses(slices.Collect(maps.Keys(ages)))
	if len(sexes) != 2 || len(classes) < fewestAges {
		return nil
	}
	var out []indicators.Group
	for _, age := range classes {
		for _, sex := range slices.Sorted(maps.Keys(sexes)) {
			g, err := indicators.NewGroup(indicators.Category{Dim: "age", Value: age}, indicators.Category{Dim: "sex", Value: sex})
			if err != nil || len(a.runs[runName{indicator, g}]) == 0 {
				return nil
			}
			out = append(out, g)
		}
	}
	return out
}

// ageClasses sorts classes such as 0-4, 5-9 and 80+, and returns nil where they leave a year out, have one twice, or do not begin at birth and end open.
func ageClasses(classes []string) []string {
	from := make(map[string]int, len(classes))
	to := make(map[string]int, len(classes))
	for _, c := range classes {
		low, high, ok := strings.Cut(c, "-")
		if open, is := strings.CutSuffix(c, "+"); is {
			low, high, ok = open, "", true
		}
		a, err1 := strconv.Atoi(low)
		b, err2 := strconv.Atoi(high)
		switch {
		case ok && err1 == nil && high == "":
			from[c], to[c] = a, -1
		case ok && err1 == nil && err2 == nil:
			from[c], to[c] = a, b
		case err1 == nil && !ok: // a single year
			from[c], to[c] = a, a
		default:
			return nil
		}
	}
	sorted := slices.SortedFunc(slices.Values(classes), func(x, y string) int { return from[x] - from[y] })
	next := 0
	for i, c := range sorted {
		if from[c] != next || to[c] < 0 && i < len(sorted)-1 {
			return nil
		}
		next = to[c] + 1
	}
	if next != 0 { // the last class is closed
		return nil
	}
	return sorted
}

// withholdPyramids withholds the pyramids of an indicator, all of them, where any number of it and its period is withheld, or any class of a place
// holds too few persons: what is left of the city when the other districts are taken away would tell of one that is withheld alone.
func withholdPyramids(p *protector, res *Results, unprotected map[string]bool) {
	for i := range res.Pyramids {
		m := &res.Pyramids[i]
		if !unprotected[m.Spec.Indicator] {
			continue
		}
		ind, _ := p.cat.Indicator(m.Spec.Indicator)
		few := func(a MixArea) bool {
			return slices.ContainsFunc(a.Counts, func(n float64) bool { return p.small(ind, indicators.Num(n), indicators.Number{}) })
		}
		if !p.secret(ind.ID, m.Period) && !few(m.City) && !slices.ContainsFunc(m.Areas, few) {
			continue
		}
		withhold := func(a *MixArea) {
			if a.OK {
				*a = MixArea{Area: a.Area, Assumed: a.Assumed, Reason: Withheld}
			}
		}
		withhold(&m.City)
		for j := range m.Areas {
			withhold(&m.Areas[j])
		}
	}
}
