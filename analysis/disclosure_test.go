package analysis

import (
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/jamlik/jamlik/indicators"
)

// everywhere puts every DeSO in a district, so that districts add up to the city.
func everywhere(t testing.TB) *indicators.Register {
	return register(t,
		indicators.Membership{Area: id("n1"), In: id("north"), Weight: 1}, indicators.Membership{Area: id("n2"), In: id("north"), Weight: 1},
		indicators.Membership{Area: id("s1"), In: id("south"), Weight: 1}, indicators.Membership{Area: id("s2"), In: id("south"), Weight: 1},
		indicators.Membership{Area: id("e1"), In: id("east"), Weight: 1}, indicators.Membership{Area: id("l1"), In: id("east"), Weight: 1})
}

func protecting() Options {
	o := options()
	o.Disclosure = Disclosure{MinCount: 5, MinDenominator: 30}
	return o
}

// East has 3 of 250 in work: withheld, and since city − north − south would tell, north goes too, being the smaller of the others.
func TestWithheldCannotBeSubtracted(t *testing.T) {
	obs := shares("own", 2025, [6]float64{10, 30, 80, 60, 2, 1}, dens)
	for _, year := range []int{2023, 2024} {
		obs = append(obs, shares("own", year, nums, dens)...)
	}
	res := run(t, tableOf(t, everywhere(t), obs), protecting())
	c := comparison(t, res, "own")
	for code, hidden := range map[string]bool{"east": true, "north": true, "south": false} {
		a := of(t, c, code)
		if (a.Value.Reason == Withheld) != hidden {
			t.Errorf("%s: got %+v, withheld should be %v", code, a.Value, hidden)
		}
		if !hidden {
			continue
		}
		if a.Value.OK || a.Value.Numerator.OK || a.Value.Denominator.OK || a.Value.Status != indicators.Suppressed {
			t.Errorf("%s: something of the value is left: %+v", code, a.Value)
		}
		if a.Rest.OK || a.Rest.Numerator.OK || a.Difference.OK || a.Ratio.OK || a.Change.OK || a.Verdict != NotCompared || a.Overview != NotCompared {
			t.Errorf("%s: rest, contrasts or verdict are left: %+v", code, a)
		}
		if !a.Past.OK {
			t.Errorf("%s: the earlier value is withheld without need", code)
		}
	}
	if !c.City.OK || c.City.Numerator.V != 183 {
		t.Errorf("city: got %+v, want 183 with the withheld ones counted", c.City)
	}
	tr := res.Trends[0]
	for _, s := range tr.Areas {
		for i, p := range tr.Periods {
			if want := p == indicators.Year(2025) && s.Area.Code != "south"; (s.Values[i].Reason == Withheld) != want {
				t.Errorf("trend of %s in %s: withheld should be %v", s.Area.Code, p, want)
			}
		}
	}
	if q := inequalityAt(t, res, "own", indicators.District); q.Measures[0].OK {
		t.Error("the difference between districts is shown, though it gives withheld ones away")
	}
	if q := inequalityAt(t, res, "own", indicators.DeSO); q.Measures[0].OK {
		t.Error("the inequality between DeSO is shown, though districts of the same indicator are withheld")
	}
	if codes(c.Warnings) != "withheld" {
		t.Errorf("warnings: got %q", codes(c.Warnings))
	}
}

func TestProtectedSourcesAreExempt(t *testing.T) {
	res := run(t, tableOf(t, everywhere(t), shares("work", 2025, [6]float64{10, 30, 80, 60, 2, 1}, dens)), protecting())
	if east := of(t, comparison(t, res, "work"), "east"); !east.Value.OK {
		t.Errorf("got %+v, want the value that the source has protected itself", east.Value)
	}
	o := options() // no thresholds
	res = run(t, tableOf(t, everywhere(t), shares("own", 2025, [6]float64{10, 30, 80, 60, 2, 1}, dens)), o)
	if east := of(t, comparison(t, res, "own"), "east"); !east.Value.OK {
		t.Errorf("without thresholds: got %+v, want the value", east.Value)
	}
}

func TestThresholds(t *testing.T) {
	p := protector{min: Disclosure{MinCount: 5, MinDenominator: 30}}
	share, ill, heads := definitions()[6], definitions()[1], definitions()[7]
	none := indicators.Number{}
	for _, c := range []struct {
		name     string
		ind      indicators.Indicator
		num, den indicators.Number
		want     bool
	}{
		{"nobody", share, indicators.Num(0), indicators.Num(100), false},
		{"one", share, indicators.Num(1), indicators.Num(100), true},
		{"four", share, indicators.Num(4), indicators.Num(100), true},
		{"five", share, indicators.Num(5), indicators.Num(100), false},
		{"all but one", share, indicators.Num(99), indicators.Num(100), true},
		{"all", share, indicators.Num(100), indicators.Num(100), false},
		{"a small population", share, indicators.Num(10), indicators.Num(29), true},
		{"events have no complement", ill, indicators.Num(99), indicators.Num(100), false},
		{"a count of four", heads, indicators.Num(4), none, true},
		{"a count of nobody", heads, indicators.Num(0), none, false},
		{"a part of a person", heads, indicators.Num(0.4), none, true},
		{"no counts", share, none, none, false},
	} {
		if got := p.small(c.ind, c.num, c.den); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

// Two districts with 2 and 2 persons: together 4, which city − south would tell. A third must go, and with it all three.
func TestSumsOfWithheldAreNotSmall(t *testing.T) {
	c := comparison(t, run(t, tableOf(t, everywhere(t), shares("own", 2025, [6]float64{2, 0, 80, 60, 2, 0}, dens)), protecting()), "own")
	for _, a := range c.Areas {
		if a.Value.OK {
			t.Errorf("%s is shown: %+v", a.Area.Code, a.Value)
		}
	}
	if c.NoFigures != Withheld {
		t.Errorf("no figures: got %q, want withheld", c.NoFigures)
	}
}

// What the source withholds must not follow from its own total either.
func TestWithheldBySourceIsKept(t *testing.T) {
	obs := append(shares("own", 2025, nums, dens), counts("own", "city", 2025, 275, 750),
		gone("own", "east", 2025, indicators.Suppressed))
	c := comparison(t, run(t, tableOf(t, everywhere(t), obs), protecting()), "own")
	if got := of(t, c, "east").Value.Reason; got != SourceWithheld {
		t.Errorf("east: got %q, want withheld by the source", got)
	}
	if got := of(t, c, "north").Value.Reason; got != Withheld {
		t.Errorf("north: got %q, want withheld, for the city minus the others is east", got)
	}
	// A city that is added up here does not have east in it, so nothing more need go.
	var districts []indicators.Observation
	for i, code := range []string{"north", "south"} {
		districts = append(districts, counts("own", code, 2025, 40, 200+float64(i)))
	}
	o := protecting()
	o.MinCoverage = 0.5
	c = comparison(t, run(t, tableOf(t, everywhere(t), append(districts, gone("own", "east", 2025, indicators.Suppressed))), o), "own")
	if !c.City.OK || !of(t, c, "north").Value.OK {
		t.Errorf("pooled city: got %+v and north %+v, want both", c.City, of(t, c, "north").Value)
	}
}

func TestMakeupOfAreasIsProtected(t *testing.T) {
	study := func(foreign [6]float64) *Results {
		var obs []indicators.Observation
		for i, code := range desoOrder {
			obs = append(obs, withGroup(value("heads", code, 2025, foreign[i]), "bg=a"), withGroup(value("heads", code, 2025, dens[i]), "bg=b"))
		}
		o := protecting()
		groups := []indicators.Group{"bg=a", "bg=b"}
		o.Segregation = []SegregationSpec{{ID: "s", Indicator: "heads", Groups: groups,
			Levels: []indicators.Level{indicators.DeSO, indicators.District}, Indices: []string{"dissimilarity", "isolation"}}}
		o.Mix = []MixSpec{{ID: "m", Indicator: "heads", Groups: groups}}
		return run(t, tableOf(t, everywhere(t), obs), o)
	}
	t.Run("with few persons in an area", func(t *testing.T) {
		res := study([6]float64{2, 1, 30, 40, 20, 10})
		deso, district := res.Segregation[0], res.Segregation[1]
		for _, u := range deso.Units {
			if !u.Withheld || u.Counts != nil {
				t.Errorf("DeSO %s is shown: %v", u.Area.Code, u.Counts)
			}
		}
		if deso.Indices[0].OK {
			t.Error("D over six DeSO is shown, though whole counts of six areas could be tried out against it")
		}
		hidden := 0
		for _, u := range district.Units {
			hidden += b2i(u.Withheld)
		}
		if hidden != 2 || district.Indices[0].OK {
			t.Errorf("got %d withheld districts and D %v; want 2, and no index to solve for them", hidden, district.Indices[0].OK)
		}
		m := res.Mixes[0]
		mixed := 0
		for _, a := range m.Areas {
			mixed += b2i(a.OK)
			if !a.OK && (a.Counts != nil || a.Shares != nil || a.Evenness == a.Evenness) {
				t.Errorf("mix of %s: something is left: %+v", a.Area.Code, a)
			}
		}
		if mixed != 1 || !m.City.OK {
			t.Errorf("got %d mixes shown, city %v; want 1 and the city", mixed, m.City.OK)
		}
	})
	t.Run("with many", func(t *testing.T) {
		res := study([6]float64{20, 10, 30, 40, 20, 10})
		for _, s := range res.Segregation {
			for _, u := range s.Units {
				if u.Withheld {
					t.Errorf("%s %s is withheld without need", s.Level, u.Area.Code)
				}
			}
			if !s.Indices[0].OK || s.Totals == nil {
				t.Errorf("%s: indices or totals are withheld without need", s.Level)
			}
		}
	})
}

// Nothing withheld may follow from what is shown, whatever the numbers. A reader knows that districts add up to the city and women and men to
// everyone, and reads numerators of districts, of the city and of the rest of it. A withheld cell is recovered when its unit vector lies
// in the space of what is known, which the rank tells.
func TestNothingIsRecoveredBySubtraction(t *testing.T) {
	if testing.Short() {
		t.Skip("attacks two hundred tables")
	}
	r := rand.New(rand.NewPCG(5, 5))
	groups := []indicators.Group{indicators.Everyone, "sex=men", "sex=women"}
	places := []string{"city", "north", "south", "east"}
	variable := func(g, place int) int { return g*len(places) + place }
	shown := 0
	for range 200 {
		var obs []indicators.Observation
		for i, code := range desoOrder {
			men, women := float64(r.IntN(9)), float64(r.IntN(9))
			n := dens[i]
			obs = append(obs, counts("own", code, 2025, men+women, 2*n),
				withGroup(counts("own", code, 2025, men, n), groups[1]), withGroup(counts("own", code, 2025, women, n), groups[2]))
		}
		res := run(t, tableOf(t, everywhere(t), obs), protecting())
		var known [][]float64
		equation := func(terms ...int) {
			row := make([]float64, len(groups)*len(places))
			for _, term := range terms {
				if term < 0 {
					row[^term] = -1
				} else {
					row[term] = 1
				}
			}
			known = append(known, row)
		}
		for g := range groups {
			equation(variable(g, 0), ^variable(g, 1), ^variable(g, 2), ^variable(g, 3))
		}
		for p := range places {
			equation(variable(0, p), ^variable(1, p), ^variable(2, p))
		}
		visible := map[int]bool{}
		for _, c := range res.Comparisons {
			for g, group := range groups {
				if c.Group != group {
					continue
				}
				see := func(v Value, at int) {
					if v.Numerator.OK {
						visible[at] = true
						equation(at)
						if n := v.Numerator.V; v.OK && n > 0 && n < 5 {
							t.Errorf("%v of group %q is shown", n, group)
						}
					}
				}
				see(c.City, variable(g, 0))
				for i := range c.Areas {
					place := 1
					for places[place] != c.Areas[i].Area.Code {
						place++
					}
					see(c.Areas[i].Value, variable(g, place))
					if c.Areas[i].Rest.Numerator.OK {
						equation(variable(g, 0), ^variable(g, place))
					}
				}
			}
		}
		shown += len(visible)
		before := rank(t, known)
		for v := range len(groups) * len(places) {
			if visible[v] {
				continue
			}
			unit := make([]float64, len(groups)*len(places))
			unit[v] = 1
			if rank(t, append(known[:len(known):len(known)], unit)) == before {
				t.Errorf("group %q of %s is withheld but follows from the rest", groups[v/len(places)], places[v%len(places)])
			}
		}
	}
	if shown < 200*3 {
		t.Errorf("only %d numbers are shown in 200 tables of 12: the test says nothing", shown)
	}
}

func rank(t *testing.T, rows [][]float64) int {
	t.Helper()
	m := mat.NewDense(len(rows), len(rows[0]), nil)
	for i, row := range rows {
		m.SetRow(i, row)
	}
	var svd mat.SVD
	if !svd.Factorize(m, mat.SVDNone) {
		t.Fatal("no singular values")
	}
	return svd.Rank(1e-9)
}
