package main

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// districts is six schools in three districts of two cities, two of which have a district of the same name, in two years.
const districts = `school,city,district,year,poor,middle,rich
a,X,Centre,2020,10,20,30
b,X,Centre,2020,20,20,20
c,X,North,2020,30,0,0
d,Y,Centre,2020,5,5,5
e,Y,Centre,2020,1,,3
a,X,Centre,2025,11,21,31
b,X,Centre,2025,20,20,20
d,Y,Centre,2025,5,5,5
e,Y,Centre,2025,1,2,3
f,Y,Centre,2025,7,8,9
`

// computeParts computes an index made for the test from a file with the text, as the command would, and returns its JSON and warnings.
func computeParts(t *testing.T, ix index.Index, text string, f computeFlags) (stdout string, err error) {
	t.Helper()
	f.data = filepath.Join(t.TempDir(), "data.csv")
	if err := os.WriteFile(f.data, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	f.unit, f.decimal, f.resample, f.format, f.per = "school", ".", "persons", "json", perDefault
	if f.events == "" {
		f.events = eventShares
	}
	var out, errs strings.Builder
	p := &program{stdout: &out, stderr: &errs}
	results, err := p.computeAll([]index.Index{ix}, f)
	if err == nil {
		err = p.writeComputed(results, f)
	}
	return out.String(), err
}

func TestPartsSayWhatTheyAreAbout(t *testing.T) {
	parts := func(ps ...index.Part) func(index.Composition, index.Params) ([]index.Part, error) {
		return func(index.Composition, index.Params) ([]index.Part, error) { return ps, nil }
	}
	withSE := index.OfGroup(1, 0.5)
	withSE.SE = 0.125
	for _, tc := range []struct {
		name, want string
		parts      []index.Part
	}{
		{"terms", `"values":[{"part":"between","value":0.25},{"part":"within","value":0.5}],"n_units":2,"params":{},"warnings":[]`,
			[]index.Part{index.About("between", 0.25), index.About("within", 0.5)}},
		{"pairs", `"values":[{"group":"poor","with":"poor","value":0.5},{"group":"rich","with":"poor","value":1}]`,
			[]index.Part{index.OfPair(0, 0, 0.5), index.OfPair(1, 0, 1)}},
		{"cells", `"values":[{"unit":"a","group":"rich","value":2},{"unit":"b","group":"poor","value":3}]`,
			[]index.Part{index.OfCell(0, 1, 2), index.OfCell(1, 0, 3)}},
		{"curve", `"values":[{"part":"curve","at":0,"value":0},{"part":"curve","at":0.5,"value":0.25}]`,
			[]index.Part{index.OfPoint("curve", 0, 0), index.OfPoint("curve", 0.5, 0.25)}},
		{"a unit without a value", `"values":[{"unit":"a","value":null},{"unit":"b","value":3}],"n_units":2,"params":{},"warnings":["undefined: a"]`,
			[]index.Part{index.OfUnit(1, 3)}},
		{"a group without a value, and a standard error", `"values":[{"group":"rich","value":0.5,"se":0.125},{"group":"poor","value":null}],"n_units":2,"params":{},"warnings":["undefined: poor"]`,
			[]index.Part{withSE}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ix := index.Index{ID: "x", MultiGroupParts: parts(tc.parts...)}
			got, err := computeParts(t, ix, "school,poor,rich\na,1,2\nb,3,4\n", computeFlags{groups: []string{"poor", "rich"}})
			if err != nil || !strings.Contains(got, tc.want) {
				t.Errorf("got %v\n%s, want it to hold\n%s", err, got, tc.want)
			}
		})
	}
}

func TestUndefinedPartsAreOneNull(t *testing.T) {
	ix := index.Index{ID: "x", MultiGroupParts: func(index.Composition, index.Params) ([]index.Part, error) { return nil, index.Undefined("no one") }}
	got, err := computeParts(t, ix, "school,poor,rich\na,1,2\n", computeFlags{groups: []string{"poor", "rich"}})
	want := `{"index":"x","value":null,"lower":null,"upper":null,"level":0.95,"n_units":1,"params":{},"warnings":["undefined: no one"]}` + "\n"
	if err != nil || got != want {
		t.Errorf("got %v\n%s, want\n%s", err, got, want)
	}
}

func TestUnitsAndGroupsLieInLargerOnes(t *testing.T) {
	var c index.Composition
	ix := index.Index{ID: "x", Larger: index.Larger{Units: true, Groups: true}, MultiGroup: func(in index.Composition, _ index.Params) (float64, error) { c = in; return 0, nil }}
	f := computeFlags{groups: []string{"poor", "middle", "rich"}, by: []string{"year"}, within: []string{"city", "district"},
		supergroups: []string{"others=rich,poor"}}
	until2020 := districts[:strings.Index(districts, "a,X,Centre,2025")]
	if _, err := computeParts(t, ix, until2020, f); err != nil {
		t.Fatal(err)
	}
	// School e misses a figure. The centres of two cities are two districts.
	if diff := cmp.Diff([][]int{{0, 0, 0, 1}, {0, 0, 1, 2}}, c.Within); diff != "" {
		t.Errorf("levels, want - got +\n%s", diff)
	}
	// The middle stands for itself.
	if diff := cmp.Diff([]int{0, 1, 0}, c.Supergroup); diff != "" {
		t.Errorf("supergroups, want - got +\n%s", diff)
	}
}

func TestLevelsAndSupergroupsRefuse(t *testing.T) {
	ix := index.Index{ID: "x", Larger: index.Larger{Units: true, Groups: true}, MultiGroup: func(index.Composition, index.Params) (float64, error) { return 0, nil }}
	groups := []string{"poor", "middle", "rich"}
	for _, tc := range []struct {
		name, text, want string
		f                computeFlags
	}{
		{"two districts", "school,d,g,n\na,N,x,1\na,S,y,1\n", `data.csv:3: column "d": unit "a" lies in "S", and in "N" on a line before; a unit lies in one larger unit only: correct the cell`,
			computeFlags{long: true, groupCol: "g", countCol: "n", within: []string{"d"}}},
		{"no district", "school,d,poor,middle,rich\na,,1,1,1\n", `data.csv:2: column "d": unit "a" lies in no larger unit; fill in the cell, or leave the unit out`,
			computeFlags{groups: groups, within: []string{"d"}}},
		{"smallest first", "school,d,c,poor,middle,rich\na,N,X,1,1,1\nb,S,X,1,1,1\n", `--within d,c: c is larger than d; name the largest first`,
			computeFlags{groups: groups, within: []string{"d", "c"}}},
		{"unknown group", "school,poor,middle,rich\na,1,1,1\n", `--supergroup s=pooor,rich: there is no group "pooor"; did you mean poor?`,
			computeFlags{groups: groups, supergroups: []string{"s=pooor,rich"}}},
		{"twice", "school,poor,middle,rich\na,1,1,1\n", `--supergroup puts group "rich" in two larger groups`,
			computeFlags{groups: groups, supergroups: []string{"s=poor,rich", "t=rich"}}},
		{"no name", "school,poor,middle,rich\na,1,1,1\n", `--supergroup "poor,rich": want NAME=group,group`,
			computeFlags{groups: groups, supergroups: []string{"poor,rich"}}},
		{"one name twice", "school,poor,middle,rich\na,1,1,1\n", `--supergroup names "s" twice`,
			computeFlags{groups: groups, supergroups: []string{"s=poor", "s=rich"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := computeParts(t, ix, tc.text, tc.f); err == nil || !strings.HasSuffix(err.Error(), tc.want) {
				t.Errorf("got %v, want %s", err, tc.want)
			}
		})
	}
}

func TestRankedInput(t *testing.T) {
	var r index.Ranked
	ix := index.Index{ID: "x", Ordered: func(in index.Ranked, _ index.Params) (float64, error) { r = in; return 0, nil }}
	for _, tc := range []struct {
		name, text string
		f          computeFlags
		want       index.Ranked
	}{
		{"brackets", "school,rich,poor\na,1,2\nb,3,4\n", computeFlags{groups: []string{"poor", "rich"}},
			index.Ranked{Units: 2, Unit: []int{0, 1, 0, 1}, Values: []float64{0, 0, 1, 1}, Weights: []float64{2, 4, 1, 3}}},
		{"midpoints", "school,rich,poor\na,1,2\nb,3,4\n", computeFlags{groups: []string{"poor", "rich"}, scale: []float64{50, 200}},
			index.Ranked{Units: 2, Unit: []int{0, 1, 0, 1}, Values: []float64{50, 50, 200, 200}, Weights: []float64{2, 4, 1, 3}}},
		{"long", "school,income,n\na,rich,1\na,poor,2\nb,rich,3\nb,poor,4\n",
			computeFlags{groups: []string{"poor", "rich"}, long: true, groupCol: "income", countCol: "n"},
			index.Ranked{Units: 2, Unit: []int{0, 1, 0, 1}, Values: []float64{0, 0, 1, 1}, Weights: []float64{2, 4, 1, 3}}},
		{"people", "school,income,n\nb,10,1\na,20,2\nb,-30,3\na,,1\n", computeFlags{value: "income", weight: "n"},
			index.Ranked{Units: 2, Unit: []int{0, 1, 0}, Values: []float64{10, 20, -30}, Weights: []float64{1, 2, 3}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := computeParts(t, ix, tc.text, tc.f); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, r); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

func TestChangeAlignsUnits(t *testing.T) {
	var one, two index.Composition
	ix := index.Index{ID: "x", Larger: index.Larger{Units: true, Groups: true}, ChangeParts: func(before, after index.Composition, _ index.Params) ([]index.Part, error) {
		one, two = before, after
		return []index.Part{index.OfUnit(3, math.Pi)}, nil
	}}
	got, err := computeParts(t, ix, districts, computeFlags{groups: []string{"poor", "rich", "middle"}, compare: "year=2020,2025", within: []string{"city"}})
	if err != nil {
		t.Fatal(err)
	}
	// Units a, b, c, d, f; e misses a figure in 2020.
	want := index.Composition{Names: []string{"poor", "rich", "middle"}, Within: [][]int{{0, 0, 0, 1, 1}},
		Counts: [][]float64{{10, 20, 30, 5, 0}, {30, 20, 0, 5, 0}, {20, 20, 0, 5, 0}}}
	if diff := cmp.Diff(want, one); diff != "" {
		t.Errorf("before, want - got +\n%s", diff)
	}
	want.Counts = [][]float64{{11, 20, 0, 5, 7}, {31, 20, 0, 5, 9}, {21, 20, 0, 5, 8}}
	if diff := cmp.Diff(want, two); diff != "" {
		t.Errorf("after, want - got +\n%s", diff)
	}
	for _, want := range []string{`"left out of both, a figure is missing: e"`, `"there with year=2020 only, counted as empty otherwise: c"`,
		`"there with year=2025 only, counted as empty otherwise: f"`, `{"unit":"d","value":3.14`, `"n_units":5`} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s, want it to say %s", got, want)
		}
	}
}

// Long data: group z has no row in 2020, so nobody is in it then; unit b has no row for y in 2025, so that figure is missing.
func TestChangeTellsAbsentGroupsFromMissingFigures(t *testing.T) {
	var one, two index.Composition
	ix := index.Index{ID: "x", ChangeParts: func(before, after index.Composition, _ index.Params) ([]index.Part, error) {
		one, two = before, after
		return nil, nil
	}}
	const text = "school,t,g,n\na,2020,x,1\na,2020,y,2\nb,2020,x,3\nb,2020,y,4\na,2025,x,5\na,2025,y,6\na,2025,z,7\nb,2025,x,8\nb,2025,z,9\n"
	if _, err := computeParts(t, ix, text, computeFlags{long: true, groupCol: "g", countCol: "n", compare: "t=2020,2025"}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]float64{{1}, {2}, {0}}, one.Counts); diff != "" {
		t.Errorf("before, want - got +\n%s", diff)
	}
	if diff := cmp.Diff([][]float64{{5}, {6}, {7}}, two.Counts); diff != "" {
		t.Errorf("after, want - got +\n%s", diff)
	}
}

func TestWholeCountsOnly(t *testing.T) {
	ix := index.Index{ID: "x", Whole: true, MultiGroup: func(index.Composition, index.Params) (float64, error) { return 0, nil }}
	const want = `: column "rich": count 2.5 is not a whole number, which x needs; give counts of people as they were before averaging or rounding`
	_, err := computeParts(t, ix, "school,poor,rich\na,1,2\nb,3,2.5\n", computeFlags{groups: []string{"poor", "rich"}})
	if err == nil || !strings.HasSuffix(err.Error(), ":3"+want) {
		t.Errorf("got %v, want it to end in :3%s", err, want)
	}
	_, err = computeParts(t, ix, "school,g,n\na,poor,1\na,rich,2.5\n", computeFlags{long: true, groupCol: "g", countCol: "n"})
	if want := strings.Replace(want, `"rich"`, `"n"`, 1); err == nil || !strings.HasSuffix(err.Error(), ":3"+want) {
		t.Errorf("long: got %v, want it to end in :3%s", err, want)
	}
}

// The threshold of 6 withholds b, where 5 are rich, and a with it: b alone would follow from the sum of all units. Unit c is larger than a.
func TestThresholdWithholdsUnitsOfFew(t *testing.T) {
	table := "school,poor,rich\na,10,10\nb,30,5\nc,20,20\nd,0,40\n"
	groups := []string{"poor", "rich"}
	ofUnits := func(n int) index.Index {
		return index.Index{ID: "x", MultiGroupParts: func(index.Composition, index.Params) ([]index.Part, error) {
			ps := []index.Part{index.About("all", 1)}
			for i := range n {
				ps = append(ps, index.OfUnit(i, float64(i)), index.OfCell(i, 0, float64(i)))
			}
			return ps, nil
		}}
	}
	const said = `"warnings":["1 unit withheld: fewer than 6 people, in all or in a group; and 1 more, so that subtraction does not tell"]`
	for _, tc := range []struct {
		name, text string
		ix         index.Index
		f          computeFlags
		want       []string
	}{
		{"none", table, ofUnits(4), computeFlags{groups: groups, threshold: 5}, []string{`{"unit":"b","value":1},`, `"warnings":[]`}},
		{"one and another", table, ofUnits(4), computeFlags{groups: groups, threshold: 6}, []string{
			`{"part":"all","value":1},{"unit":"a","value":null,"withheld":true},{"unit":"a","group":"poor","value":null,"withheld":true},{"unit":"b","value":null,"withheld":true},`,
			`{"unit":"c","value":2},{"unit":"c","group":"poor","value":2},{"unit":"d","value":3},`, said}},
		// Two units of few people: 3 rich in all are fewer than 6, so the smallest with rich people is added, which is a.
		{"two and another", "school,poor,rich\na,10,10\nb,30,1\nc,20,2\nd,0,40\n", ofUnits(4), computeFlags{groups: groups, threshold: 6}, []string{
			`{"unit":"a","value":null,"withheld":true}`, `{"unit":"d","value":3}`,
			`"warnings":["2 units withheld: fewer than 6 people, in all or in a group; and 1 more, so that subtraction does not tell"]`}},
		{"curve", table, index.Index{ID: "x", TwoGroupParts: func(index.Composition, index.Params) ([]index.Part, error) {
			return []index.Part{index.OfPoint("", 0.5, 0.25), index.About("area", 1)}, nil
		}}, computeFlags{groups: groups, threshold: 6}, []string{`{"at":0.5,"value":null,"withheld":true},{"part":"area","value":1}`,
			`"warnings":["curve withheld: its steps tell the counts of units, of 1 unit with fewer than 6 people too, in all or in a group"]`}},
		{"either date", "school,year,poor,rich\na,1,10,10\nb,1,30,30\na,2,10,10\nb,2,5,30\nc,2,10,40\n", index.Index{ID: "x",
			ChangeParts: func(index.Composition, index.Composition, index.Params) ([]index.Part, error) {
				return []index.Part{index.OfUnit(0, 1), index.OfUnit(1, 2), index.OfUnit(2, 3)}, nil
			}}, computeFlags{groups: groups, compare: "year=1,2", threshold: 6}, []string{
			`{"unit":"a","value":null,"withheld":true},{"unit":"b","value":null,"withheld":true},{"unit":"c","value":3}`}},
		{"events of estimates", "school,cases,people\na,10,100\nb,4,200\nc,50,150\n", index.Index{ID: "x",
			DisparateParts: func(s index.Subgroups, _ index.Params) ([]index.Part, error) {
				return []index.Part{index.OfUnit(0, 1), index.OfUnit(1, 2), index.OfUnit(2, 3)}, nil
			}}, computeFlags{groups: []string{"cases"}, total: "people", threshold: 5}, []string{
			`{"unit":"a","value":null,"withheld":true},{"unit":"b","value":null,"withheld":true},{"unit":"c","value":3}`}},
		{"weights of estimates", "school,share,people\na,10,4\nb,4,200\nc,50,150\n", index.Index{ID: "x",
			DisparateParts: func(s index.Subgroups, _ index.Params) ([]index.Part, error) {
				return []index.Part{index.OfUnit(0, 1), index.OfUnit(1, 2), index.OfUnit(2, 3)}, nil
			}}, computeFlags{value: "share", weight: "people", threshold: 5}, []string{
			`{"unit":"a","value":null,"withheld":true},{"unit":"b","value":2},{"unit":"c","value":null,"withheld":true}`}},
		// In all strata 5 of a die and 9 of b: few in each of a, and in one of b.
		{"strata", "school,age,deaths,people\na,0,2,100\na,65,3,50\nb,0,8,200\nb,65,1,60\nc,0,6,90\nc,65,7,80\n", index.Index{ID: "x",
			Stratified: func(s index.Strata, _ index.Params) ([]index.Part, error) {
				var ps []index.Part
				for j, u := range s.Unit {
					p := index.OfUnit(u, s.Count[j])
					p.At = s.At[j]
					ps = append(ps, p)
				}
				return append(ps, index.OfUnit(0, 5), index.OfUnit(1, 9), index.OfUnit(2, 13)), nil
			}}, computeFlags{at: "age", groups: []string{"deaths"}, total: "people", threshold: 5}, []string{
			`[{"unit":"a","at":0,"value":2},{"unit":"a","at":65,"value":null,"withheld":true},{"unit":"b","at":0,"value":8},` +
				`{"unit":"b","at":65,"value":null,"withheld":true},{"unit":"c","at":0,"value":6},{"unit":"c","at":65,"value":7},{"unit":"a","value":5},`,
			`"warnings":["values from a later stratum on withheld for 2 units: their steps tell of strata with fewer than 5 people, in all or with events"]`}},
		{"units of strata", "school,age,deaths,people\na,0,2,100\na,65,3,50\nb,0,8,200\nb,65,1,60\nc,0,6,90\nc,65,7,80\n", index.Index{ID: "x",
			Stratified: func(s index.Strata, _ index.Params) ([]index.Part, error) {
				return []index.Part{index.OfUnit(0, 5), index.OfUnit(1, 9), index.OfUnit(2, 13)}, nil
			}}, computeFlags{at: "age", groups: []string{"deaths"}, total: "people", threshold: 6}, []string{
			`{"unit":"a","value":null,"withheld":true},{"unit":"b","value":9},{"unit":"c","value":null,"withheld":true}`}},
		{"people with several events", "school,age,n,times,people\na,0,2,1,100\na,0,3,2,100\nb,0,1,1,200\nb,0,2,2,200\nc,0,30,1,90\n", index.Index{ID: "x", Reads: index.Frequencies,
			Stratified: func(s index.Strata, _ index.Params) ([]index.Part, error) {
				return []index.Part{index.OfUnit(0, 5), index.OfUnit(1, 3), index.OfUnit(2, 30)}, nil
			}}, computeFlags{at: "age", frequency: "times", groups: []string{"n"}, total: "people", threshold: 5}, []string{
			`{"unit":"a","value":5},{"unit":"b","value":null,"withheld":true},{"unit":"c","value":null,"withheld":true}`}},
		{"curve of values", "school,income,people\na,1,3\nb,2,20\nc,3,10\n", index.Index{ID: "x",
			UnequalParts: func(index.Distribution, index.Params) ([]index.Part, error) {
				return []index.Part{index.OfPoint("", 0.5, 0.25)}, nil
			},
		}, computeFlags{value: "income", weight: "people", threshold: 5}, []string{`{"at":0.5,"value":null,"withheld":true}`, `"curve withheld: `}},
		{"indicators", "school,x,people\na,1,3\nb,2,20\nc,3,10\n", index.Index{ID: "x",
			Combined: func(index.Indicators, index.Params) ([]index.Part, error) {
				return []index.Part{index.OfUnit(0, 1), index.OfUnit(1, 2), index.OfUnit(2, 3)}, nil
			}}, computeFlags{indicators: []string{"x"}, weight: "people", threshold: 5}, []string{
			`{"unit":"a","value":null,"withheld":true},{"unit":"b","value":2},{"unit":"c","value":null,"withheld":true}`}},
		{"nobody known", "school,x\na,1\nb,2\n", index.Index{ID: "x",
			Combined: func(index.Indicators, index.Params) ([]index.Part, error) {
				return []index.Part{index.OfUnit(0, 1), index.OfUnit(1, 2)}, nil
			}}, computeFlags{indicators: []string{"x"}, threshold: 5}, []string{
			`{"unit":"a","value":1},{"unit":"b","value":2}`, `"warnings":["--threshold withholds nothing: how many people the units have is not known"]`}},
		{"rows of people", "school,income\na,1\nb,2\nb,3\nc,1\nc,2\nc,3\n", index.Index{ID: "x",
			OrderedParts: func(index.Ranked, index.Params) ([]index.Part, error) {
				return []index.Part{index.OfUnit(0, 1), index.OfUnit(1, 2), index.OfUnit(2, 3)}, nil
			}}, computeFlags{value: "income", threshold: 2}, []string{
			`{"unit":"a","value":null,"withheld":true},{"unit":"b","value":null,"withheld":true},{"unit":"c","value":3}`}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := computeParts(t, tc.ix, tc.text, tc.f)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range tc.want {
				if !strings.Contains(got, want) {
					t.Errorf("got\n%s, want it to hold\n%s", got, want)
				}
			}
		})
	}
}

// Units and groups are named by what larger ones they lie in, where the parts of an index give numbers.
func TestPartsOfLargerUnitsHaveTheirNames(t *testing.T) {
	ix := index.Index{ID: "x", Larger: index.Larger{Units: true, Groups: true}, MultiGroupParts: func(index.Composition, index.Params) ([]index.Part, error) {
		return []index.Part{index.About("between level 0", 1), index.About("between level 1 within level 0", 2), index.About("level 0 #1: share", 3),
			index.About("level 1 #0: share", 4), index.About("level 1 #1: share", 5), index.About("level 1 #2: share", 6), index.About("supergroup #0: M", 7),
			index.About("supergroup #1: M", 8), index.About("level 2, of which there is none", 9)}, nil
	}}
	f := computeFlags{groups: []string{"poor", "middle", "rich"}, by: []string{"year"}, within: []string{"city", "district"}, supergroups: []string{"others=rich,poor"}}
	until2020 := districts[:strings.Index(districts, "a,X,Centre,2025")]
	got, err := computeParts(t, ix, until2020, f)
	want := `"values":[{"part":"between city","value":1},{"part":"between district within city","value":2},{"part":"city Y: share","value":3},` +
		`{"part":"district X/Centre: share","value":4},{"part":"district North: share","value":5},{"part":"district Y/Centre: share","value":6},` +
		`{"part":"others: M","value":7},{"part":"middle: M","value":8},{"part":"level 2, of which there is none","value":9}]`
	if err != nil || !strings.Contains(got, want) {
		t.Errorf("got %v\n%s, want it to hold\n%s", err, got, want)
	}
	f.threshold = 6 // 5 live in Y
	got, err = computeParts(t, ix, until2020, f)
	want = `{"part":"city Y: share","value":null,"withheld":true},`
	if err != nil || !strings.Contains(got, want) || !strings.Contains(got, `"1 larger unit withheld: fewer than 6 people`) {
		t.Errorf("threshold: got %v\n%s, want it to hold\n%s", err, got, want)
	}
}

func TestProtectHidesSoMuchThatSubtractionDoesNotTell(t *testing.T) {
	for _, tc := range []struct {
		name   string
		counts [][]float64
		parent []int
		want   []bool
	}{
		{"none is few", [][]float64{{5, 6, 0}, {7, 8, 9}}, []int{0, 0, 0}, []bool{false, false, false}},
		{"one is few and the smallest other hides it", [][]float64{{4, 60, 30}, {70, 80, 90}}, []int{0, 0, 0}, []bool{true, false, true}},
		{"the smallest other has nobody of the group that is few", [][]float64{{4, 60, 0}, {70, 80, 90}}, []int{0, 0, 0}, []bool{true, true, false}},
		{"two hide each other", [][]float64{{4, 60, 3}, {70, 80, 90}}, []int{0, 0, 0}, []bool{true, false, true}},
		{"two with two people are still few", [][]float64{{1, 60, 1}, {70, 80, 90}}, []int{0, 0, 0}, []bool{true, true, true}},
		{"nobody else is in the group", [][]float64{{1, 0, 0}, {70, 80, 90}}, []int{0, 0, 0}, []bool{true, true, false}},
		{"one of its own parent", [][]float64{{4, 60, 30, 10}, {70, 80, 90, 10}}, []int{0, 0, 1, 1}, []bool{true, true, false, false}},
		{"alone with its parent: one of another", [][]float64{{4, 60, 30, 10}, {70, 80, 90, 10}}, []int{0, 1, 1, 1}, []bool{true, false, false, true}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			k, _ := protect(tc.counts, len(tc.parent), [][]int{tc.parent}, [][]int{nil}, 5)
			got := make([]bool, len(tc.parent))
			for i := range got {
				got[i] = k.has(i)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

// The larger unit 0 is unit 0 alone and few as well: its number follows from all less that of the larger unit 1, which goes too, and with it a unit
// of it, by which it could be worked out.
func TestProtectHidesUnitsAndLargerUnitsTogether(t *testing.T) {
	units, levels := protect([][]float64{{4, 60, 30, 10}, {70, 80, 90, 10}}, 4, [][]int{{0, 1, 1, 1}}, [][]int{nil}, 5)
	if len(levels) != 1 || !levels[0].few[0] || levels[0].few[1] || !levels[0].others[1] {
		t.Errorf("larger units: got %+v, want the first for being few and the second to protect it", levels)
	}
	if !units.few[0] || !units.others[3] || units.has(1) || units.has(2) {
		t.Errorf("units: got %+v, want the first for being few and the last to protect it", units)
	}
}

// D of x and y is ½(|1/4 − 3/4| + |3/4 − 1/4|) = ½, of x and z ½(|1/4 − 1/4| + |3/4 − 3/4|) = 0; nobody is in w.
func TestPairwiseIsOverAllPairsOfGroups(t *testing.T) {
	ix, err := registry.Lookup("dissimilarity")
	if err != nil {
		t.Fatal(err)
	}
	got, err := computeParts(t, ix, "school,x,y,z,w\na,1,3,2,0\nb,3,1,6,0\n", computeFlags{groups: []string{"x", "y", "z", "w"}, pairwise: true})
	want := `"values":[{"group":"x","with":"y","value":0.5},{"group":"x","with":"z","value":0},{"group":"y","with":"x","value":0.5},` +
		`{"group":"y","with":"z","value":0.5},{"group":"z","with":"x","value":0},{"group":"z","with":"y","value":0.5},{"group":"x","with":"w","value":null},`
	if err != nil || !strings.Contains(got, want) || !strings.Contains(got, `"warnings":["undefined: x with w, y with w, z with w, w with x, w with y and 1 more"]`) {
		t.Errorf("got %v\n%s, want it to hold\n%s", err, got, want)
	}
}

// Every index has an example that works on a file of the shape it takes.
func TestExamplesOfIndicesWork(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range exampleFiles() {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, ix := range registry.All() {
		code, stdout, stderr := tryJamlik(words(strings.TrimPrefix(exampleOf(ix), "jamlik"))...)
		ofSome := strings.HasPrefix(stderr, "jamlik: warning: local-join-count: undefined: ") // it is of the areas that have the event
		if code != exitDone || !strings.Contains(stdout, ix.ID) || stderr != "" && !ofSome {
			t.Errorf("%s: exit status %d\n%s%s", exampleOf(ix), code, stdout, stderr)
		}
	}
}
