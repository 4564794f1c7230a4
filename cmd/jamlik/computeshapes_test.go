package main

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
	"github.com/jamlik/jamlik/indicators/space"
)

// got runs the command on text and returns what an index of the shape is given, and the JSON.
func got(t *testing.T, ix index.Index, text string, f computeFlags) (in index.Input, stdout string, err error) {
	t.Helper()
	ix.ID = "x"
	take := func(i index.Input) ([]index.Part, error) {
		in = i
		return []index.Part{index.OfGroup(0, 1), index.OfUnit(0, 2)}, nil
	}
	switch {
	case ix.UnequalParts != nil:
		ix.UnequalParts = func(d index.Distribution, _ index.Params) ([]index.Part, error) {
			return take(index.Input{Distribution: d})
		}
	case ix.DisparateParts != nil:
		ix.DisparateParts = func(s index.Subgroups, _ index.Params) ([]index.Part, error) {
			in.Subgroups = s
			return []index.Part{index.About("all", 1)}, nil
		}
	case ix.DisparateChange != nil:
		ix.DisparateChange = func(a, b index.Subgroups, _ index.Params) ([]index.Part, error) {
			in.Subgroups, in.Later = a, b
			return []index.Part{index.About("change", 1)}, nil
		}
	case ix.Stratified != nil:
		ix.Stratified = func(s index.Strata, _ index.Params) ([]index.Part, error) {
			in.Strata = s
			var parts []index.Part
			for u := range s.Units {
				parts = append(parts, index.OfUnit(u, float64(u)+2))
			}
			return parts, nil
		}
	case ix.Combined != nil:
		ix.Combined = func(x index.Indicators, _ index.Params) ([]index.Part, error) {
			return take(index.Input{Indicators: x})
		}
	}
	stdout, err = computeParts(t, ix, text, f)
	return in, stdout, err
}

var (
	ofValues     = index.Index{UnequalParts: func(index.Distribution, index.Params) ([]index.Part, error) { return nil, nil }}
	ofSubgroups  = index.Index{DisparateParts: func(index.Subgroups, index.Params) ([]index.Part, error) { return nil, nil }}
	ofTwice      = index.Index{DisparateChange: func(_, _ index.Subgroups, _ index.Params) ([]index.Part, error) { return nil, nil }}
	ofStrata     = index.Index{Stratified: func(index.Strata, index.Params) ([]index.Part, error) { return nil, nil }}
	ofIndicators = index.Index{Larger: index.Larger{Units: true, Optional: true}, Combined: func(index.Indicators, index.Params) ([]index.Part, error) { return nil, nil }}
)

// reads returns ix with what it reads.
func reads(ix index.Index, extra index.Extra) index.Index {
	ix.Reads = extra
	return ix
}

func besideFile(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "beside.csv")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestValuesHaveGroupsSourcesAndNeighbours(t *testing.T) {
	const text = "school,kind,income,wage,rent,weight\na,x,3,1,2,10\nb,y,5,5,0,20\nc,y,..,1,1,30\nd,x,4,2,2,40\n"
	near := besideFile(t, "from,to\na,d\na,c\nd,b\nd,a\nd,a\n")
	in, out, err := got(t, reads(ofValues, index.Kinds|index.Neighbours), text,
		computeFlags{value: "income", weight: "weight", subgroup: "kind", place: spaceFlags{neighbours: near}, bounds: []float64{0, 10}})
	want := index.Distribution{Values: []float64{3, 5, 4}, Weights: []float64{10, 20, 40}, Group: []int{0, 1, 0}, High: 10}
	want.Space = &space.Space{Borders: &space.Graph{First: []int32{0, 1, 2, 4}, To: []int32{2, 2, 0, 1}}}
	if diff := cmp.Diff(want, in.Distribution, ofPlaces); err != nil || diff != "" {
		t.Errorf("%v, want - got +\n%s", err, diff)
	}
	if want := `"values":[{"group":"x","value":1},{"unit":"a","value":2},`; !strings.Contains(out, want) {
		t.Errorf("got %s, want it to hold %s", out, want)
	}
	in, out, err = got(t, reads(ofValues, index.Sources), text, computeFlags{value: "income", sources: []string{"wage", "rent"}})
	want = index.Distribution{Values: []float64{3, 5, 4}, Sources: [][]float64{{1, 5, 2}, {2, 0, 2}}}
	if diff := cmp.Diff(want, in.Distribution, ofPlaces); err != nil || diff != "" {
		t.Errorf("%v, want - got +\n%s", err, diff)
	}
	if want := `"values":[{"group":"wage","value":1},`; !strings.Contains(out, want) {
		t.Errorf("got %s, want it to hold %s", out, want)
	}
}

// 5 of 10 are 50 per cent with √(0.5·0.5/10) = 15.8 per cent; as a rate √5/10 = 22.4 per cent.
func TestSubgroupsAreEstimatesOfCounts(t *testing.T) {
	const text = "school,cases,people,order\na,5,10,2\nb,0,4,1\nc,0,0,3\n"
	f := computeFlags{groups: []string{"cases"}, total: "people", rank: "order", reference: "b", lowIsGood: true}
	in, _, err := got(t, reads(ofSubgroups, index.Numerators|index.Errors|index.Bounds|index.Order), text, f)
	want := index.Subgroups{Estimates: []float64{50, 0}, SE: []float64{15.811388300841896, 0}, Population: []float64{10, 4}, Rank: []float64{2, 1}, Reference: 1,
		High: 100, Count: []float64{5, 0}}
	if diff := cmp.Diff(want, in.Subgroups, cmpopts.EquateApprox(1e-14, 0)); err != nil || diff != "" {
		t.Errorf("%v, want - got +\n%s", err, diff)
	}
	f.events = eventRates
	in, _, err = got(t, ofSubgroups, text, f)
	want.SE, want.High = []float64{22.360679774997898, 0}, 0
	if diff := cmp.Diff(want, in.Subgroups, cmpopts.EquateApprox(1e-14, 0)); err != nil || diff != "" {
		t.Errorf("rates: %v, want - got +\n%s", err, diff)
	}
}

func TestTwoDatesOfSubgroupsNeedNotBeTheSame(t *testing.T) {
	const text = "school,year,share,error\na,1,10,1\nb,1,20,2\na,2,11,1\nc,2,21,2\nd,2,31,3\ne,2,,1\n"
	f := computeFlags{value: "share", se: "error", compare: "year=1,2", reference: "a", bounds: []float64{0, 100}, allowMissing: true}
	in, out, err := got(t, ofTwice, text, f)
	before := index.Subgroups{Estimates: []float64{10, 20}, SE: []float64{1, 2}, Favourable: true, High: 100}
	later := index.Subgroups{Estimates: []float64{11, 21, 31}, SE: []float64{1, 2, 3}, Favourable: true, High: 100}
	if diff := cmp.Diff([]index.Subgroups{before, later}, []index.Subgroups{in.Subgroups, in.Later}); err != nil || diff != "" {
		t.Errorf("%v, want - got +\n%s", err, diff)
	}
	for _, want := range []string{`"n_units":2,"n_left_out":1,"n_units_after":3,`, `"warnings":["year=2: left out: 1 of 4 units, a figure is missing: e"]`} {
		if !strings.Contains(out, want) {
			t.Errorf("got %s, want it to hold %s", out, want)
		}
	}
	f.allowMissing = false
	if _, _, err = got(t, ofTwice, text, f); err == nil || !strings.Contains(err.Error(), "data.csv: year=2: 1 of 4 units, a figure is missing: e; no more than 15 % may be") {
		t.Errorf("got %v", err)
	}
}

func TestStrataAreRowsOfUnits(t *testing.T) {
	const text = "school,age,deaths,people,std,cd,cp,well,n\na,0-4,1,10,5,1,100,0.9,7\nb,0,2,20,5,1,100,0.8,8\na,5–84,3,30,6,2,50,0.7,9\nb,5,4,40,6,2,50,0.6,10\nc,0,,1,5,1,100,1,1\n" +
		"c,5,1,1,6,2,50,1,1\na,85+,0,5,1,1,4,0,2\n"
	f := computeFlags{at: "age", groups: []string{"deaths"}, total: "people", standard: "std", expectedGroup: "cd", expectedTotal: "cp", health: "well", healthN: "n"}
	in, out, err := got(t, reads(ofStrata, index.Standard|index.Expected|index.Health), text, f)
	want := index.Strata{Units: 2, Unit: []int{0, 1, 0, 1, 0}, At: []float64{0, 0, 5, 5, 85}, Count: []float64{1, 2, 3, 4, 0}, Population: []float64{10, 20, 30, 40, 5},
		Standard: []float64{5, 5, 6, 6, 1}, Expected: []float64{0.01, 0.01, 0.04, 0.04, 0.25}, Health: []float64{0.9, 0.8, 0.7, 0.6, 0}, HealthN: []float64{7, 8, 9, 10, 2}}
	if diff := cmp.Diff(want, in.Strata); err != nil || diff != "" {
		t.Errorf("%v, want - got +\n%s", err, diff)
	}
	if err := in.Strata.Check(); err != nil {
		t.Error(err)
	}
	for _, want := range []string{`"values":[{"unit":"a","value":2},{"unit":"b","value":3}]`, `"n_units":2,"n_left_out":1,`,
		`"warnings":["left out, a figure is missing: c","without a row for every stratum: b"]`} {
		if !strings.Contains(out, want) {
			t.Errorf("got %s, want it to hold %s", out, want)
		}
	}
	in, _, err = got(t, reads(ofStrata, index.Measured), "school,year,share,error\na,2021,5,1\na,2020,4,2\n", computeFlags{at: "year", value: "share", se: "error"})
	want = index.Strata{Units: 1, Unit: []int{0, 0}, At: []float64{2021, 2020}, Values: []float64{5, 4}, SE: []float64{1, 2}}
	if diff := cmp.Diff(want, in.Strata); err != nil || diff != "" {
		t.Errorf("values: %v, want - got +\n%s", err, diff)
	}
}

// A standard population that is known by name is matched by age, and ends where the last age group does.
func TestStandardPopulationsHaveNames(t *testing.T) {
	f := computeFlags{at: "age", groups: []string{"deaths"}, total: "people", standard: "esp2013"}
	for ages, want := range map[[3]string][]float64{
		{"65-74", "0-14", "15-64"}: {10500, 16000, 64500}, {"65", "0", "15"}: {19500, 16000, 64500}, {"65+", "0", "15-64"}: {19500, 16000, 64500},
	} {
		in, _, err := got(t, reads(ofStrata, index.Standard), "school,age,deaths,people\na,"+ages[0]+",1,10\na,"+ages[1]+",2,20\na,"+ages[2]+",3,30\n", f)
		if diff := cmp.Diff(want, in.Strata.Standard); err != nil || diff != "" {
			t.Errorf("%v: %v, want - got +\n%s", ages, err, diff)
		}
	}
	_, _, err := got(t, reads(ofStrata, index.Standard), "school,age,deaths,people\na,0-15,1,10\na,16-19,2,20\n", f)
	if err == nil || !strings.Contains(err.Error(), "age group from 0 to 16 does not begin and end with age groups of the European Standard Population 2013") {
		t.Errorf("got %v", err)
	}
}

func TestAStratumMayComeForEachFrequency(t *testing.T) {
	const text = "school,age,times,people,all\na,0,1,5,100\na,0,2,1,100\na,65,1,4,50\na,65,2,2,50\n"
	f := computeFlags{at: "age", groups: []string{"people"}, total: "all", frequency: "times"}
	in, out, err := got(t, reads(ofStrata, index.Frequencies), text, f)
	want := index.Strata{Units: 1, Unit: []int{0, 0, 0, 0}, At: []float64{0, 0, 65, 65}, Count: []float64{5, 1, 4, 2}, Population: []float64{100, 100, 50, 50}, Frequency: []float64{1, 2, 1, 2}}
	if diff := cmp.Diff(want, in.Strata); err != nil || diff != "" {
		t.Errorf("%v, want - got +\n%s", err, diff)
	}
	if strings.Contains(out, "stratum") {
		t.Errorf("got %s, want no warning", out)
	}
	if _, _, err = got(t, reads(ofStrata, index.Frequencies), text+"a,65,2,3,50\n", f); err == nil || !strings.Contains(err.Error(), `unit "a" has stratum 65 twice`) {
		t.Errorf("got %v", err)
	}
}

func TestIndicatorsMayBeMissing(t *testing.T) {
	const text = "school,d,x,y,n,xe,ye\na,N,1,-2,10,1,1\nb,S,,3,20,,1\nc,N,5,..,30,2,\n"
	f := computeFlags{indicators: []string{"x", "y"}, indicatorWeights: []float64{1, 2}, reverse: []string{"y"}, goals: []string{"y=-5,5", "x=0,10"},
		indicatorErrors: []string{"xe", "ye"}, weight: "n", within: []string{"d"}}
	in, out, err := got(t, ofIndicators, text, f)
	nan := math.NaN()
	want := index.Indicators{Columns: [][]float64{{1, nan, 5}, {-2, 3, nan}}, Weights: []float64{1, 2}, Reverse: []bool{false, true},
		Goals: []index.Goal{{Low: 0, High: 10}, {Low: -5, High: 5}}, Population: []float64{10, 20, 30}, SE: [][]float64{{1, nan, 2}, {1, 1, nan}}, Within: []int{0, 1, 0}}
	if diff := cmp.Diff(want, in.Indicators, cmpopts.EquateNaNs()); err != nil || diff != "" {
		t.Errorf("%v, want - got +\n%s", err, diff)
	}
	if err := in.Indicators.Check(2); err != nil {
		t.Error(err)
	}
	if want := `"values":[{"group":"x","value":1},{"unit":"a","value":2},`; !strings.Contains(out, want) {
		t.Errorf("got %s, want it to hold %s", out, want)
	}
}

func TestNewShapesRefuse(t *testing.T) {
	const strata = "school,age,deaths,people\na,0,1,10\n"
	values := reads(ofValues, index.Kinds)
	near := reads(ofValues, index.Neighbours)
	deaths := computeFlags{at: "age", groups: []string{"deaths"}, total: "people"}
	with := func(f computeFlags, change func(*computeFlags)) computeFlags { change(&f); return f }
	xy := computeFlags{indicators: []string{"x", "y"}}
	for _, tc := range []struct {
		name, text, want string
		ix               index.Index
		f                computeFlags
	}{
		{"stratum twice", "school,age,deaths,people\na,0,1,10\na,0-4,2,10\n", `data.csv:3: column "age": unit "a" has stratum 0-4 twice, first on line 2; give the column that tells the rows apart with --by`, ofStrata, deaths},
		{"not a stratum", "school,age,deaths,people\na,unga,1,10\n", `data.csv:2: column "age": cannot read "unga" as a stratum; write a year, the age at which an age group begins, or the group as 0-4 or 90+`, ofStrata, deaths},
		{"backwards", "school,age,deaths,people\na,9-5,1,10\n", `column "age": cannot read "9-5" as a stratum`, ofStrata, deaths},
		{"no strata", strata, `an index of strata needs --at with the age groups or years`, ofStrata, computeFlags{groups: []string{"deaths"}, total: "people"}},
		{"no standard", strata, `x needs --standard`, reads(ofStrata, index.Standard), deaths},
		{"no expected", strata, `x needs --expected-group and --expected-total`, reads(ofStrata, index.Expected), deaths},
		{"half expected", strata, `--expected-group goes with --expected-total`, reads(ofStrata, index.Expected), with(deaths, func(f *computeFlags) { f.expectedGroup = "people" })},
		{"nobody expected", "school,age,deaths,people,n\na,0,1,10,0\n", `data.csv:2: column "n": the population that is compared with has nobody in this stratum; join the stratum with another`,
			reads(ofStrata, index.Expected), with(deaths, func(f *computeFlags) { f.expectedGroup, f.expectedTotal = "deaths", "n" })},
		{"per cent in good health", "school,age,deaths,people,well\na,0,1,10,90\n", `data.csv:2: column "well": 90 is not a share from 0 to 1; divide per cent by 100`,
			reads(ofStrata, index.Health), with(deaths, func(f *computeFlags) { f.health = "well" })},
		{"strata of values", strata, `--at is read by indices whose input is 'strata'`, values, computeFlags{value: "deaths", at: "age", subgroup: "age"}},
		{"standard unread", strata, `--standard is for indices that read a standard population`, ofStrata, with(deaths, func(f *computeFlags) { f.standard = "people" })},
		{"no subgroup", "school,v\na,1\n", `x needs --subgroup`, values, computeFlags{value: "v"}},
		{"empty subgroup", "school,v,k\na,1,\n", `data.csv:2: column "k": unit "a" belongs to no group; fill in the cell, or leave the unit out`, values, computeFlags{value: "v", subgroup: "k"}},
		{"groups and sources", "school,v,k\na,1,\n", `--subgroup and --source are two decompositions: give one of them`, values, computeFlags{value: "v", subgroup: "k", sources: []string{"v"}}},
		{"neighbour unknown", "school,v\nalpha,1\nbeta,2\n", `beside.csv:2: column "to": `, near, computeFlags{value: "v", place: spaceFlags{neighbours: besideFile(t, "from,to\nalpha,betta\n")}}},
		{"neighbour meant", "school,v\nalpha,1\nbeta,2\n", ` has no unit "betta"; did you mean beta?`, near, computeFlags{value: "v", place: spaceFlags{neighbours: besideFile(t, "from,to\nalpha,betta\n")}}},
		{"own neighbour", "school,v\nalpha,1\nbeta,2\n", `beside.csv:2: unit "beta" is beside itself; leave out the row`, near, computeFlags{value: "v", place: spaceFlags{neighbours: besideFile(t, "from,to\nbeta,beta\n")}}},
		{"no columns of neighbours", "school,v\nalpha,1\n", `beside.csv: column "from": the file has no such column; there are a, b`, near, computeFlags{value: "v", place: spaceFlags{neighbours: besideFile(t, "a,b\n1,2\n")}}},
		{"neighbours missing", "school,v\nalpha,1\n", `nowhere.csv: no such file; check the path`, near, computeFlags{value: "v", place: spaceFlags{neighbours: "nowhere.csv"}}},
		{"weights of indicators", "school,x,y\na,1,2\n", `--indicator-weight has 1 for 2 columns of --indicator`, ofIndicators, with(xy, func(f *computeFlags) { f.indicatorWeights = []float64{1} })},
		{"reversed and unknown", "school,x,y\na,1,2\n", `--reverse names "z", which --indicator does not; there are x, y`, ofIndicators, with(xy, func(f *computeFlags) { f.reverse = []string{"z"} })},
		{"goal", "school,x,y\na,1,2\n", `--goal "x=5,1": want INDICATOR=LOW,HIGH, two numbers with the lower first`, ofIndicators, with(xy, func(f *computeFlags) { f.goals = []string{"x=5,1"} })},
		{"goal of one", "school,x,y\na,1,2\n", `--goal is given for some indicators and not for "y": give it for all or for none`, ofIndicators, with(xy, func(f *computeFlags) { f.goals = []string{"x=1,5"} })},
		{"goal twice", "school,x,y\na,1,2\n", `--goal names "x" twice`, ofIndicators, with(xy, func(f *computeFlags) { f.goals = []string{"x=1,5", "x=1,6"} })},
		{"two levels", "school,x,y,d,e\na,1,2,N,M\n", `an index of indicators reads one --within column, not 2`, ofIndicators, with(xy, func(f *computeFlags) { f.within = []string{"d", "e"} })},
		{"no indicators", "school,x\na,1\n", `an index of indicators needs --indicator`, ofIndicators, computeFlags{groups: []string{"x"}}},
		{"one date", "school,x\na,1\n", `an index of a change needs --compare COLUMN=BEFORE,AFTER`, ofTwice, computeFlags{value: "x"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, _, err := got(t, tc.ix, tc.text, tc.f)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want it to say %s", err, tc.want)
			}
		})
	}
}

func TestParseStratum(t *testing.T) {
	for text, want := range map[string]float64{"0": 0, " 2020 ": 2020, "0-4": 0, "5 – 9": 5, "90+": 90, "90 +": 90, "7.5": 7.5, "7,5": 7.5, "-1": -1} {
		if at, _, ok := parseStratum(text); !ok || at != want {
			t.Errorf("%q: got %v, %t, want %v", text, at, ok, want)
		}
	}
	for text, want := range map[string]float64{"0-4": 5, "5 – 9": 10, "90+": math.Inf(1), "0": math.Inf(1)} {
		if _, until, _ := parseStratum(text); until != want {
			t.Errorf("%q: ends at %v, want %v", text, until, want)
		}
	}
	for _, text := range []string{"", "x", "1 2", "4-", "5-4", "<1", "1e5", "90++", "1-4-5"} {
		if at, _, ok := parseStratum(text); ok {
			t.Errorf("%q: got %v, want none", text, at)
		}
	}
}

// Whatever an index may read has a flag.
func TestEveryExtraHasAFlag(t *testing.T) {
	for _, extra := range index.Extras {
		n := 0
		for _, e := range extraFlags {
			if e.extra == extra {
				n++
			}
		}
		if n != 1 {
			t.Errorf("extra %b has %d flags, want 1", extra, n)
		}
	}
}

// An index knows its units by number; a warning names them.
func TestReasonsNameUnits(t *testing.T) {
	ix := index.Index{ID: "x", Combined: func(index.Indicators, index.Params) ([]index.Part, error) {
		return []index.Part{index.OfUnit(0, 1), index.OfUnit(1, 1), index.OfUnit(2, 1)}, errors.Join(
			index.Undefined("indicator 1, unit 2: nothing, and unit 12 neither, at unit 1.5"), index.Undefined("needs at least 2 units, has 1"))
	}}
	got, err := computeParts(t, ix, "school,x,y\na,1,2\nb,1,2\nc,1,2\n", computeFlags{indicators: []string{"x", "y"}})
	want := `"warnings":["undefined: indicator \"y\", unit \"c\": nothing, and unit 12 neither, at unit 1.5","undefined: needs at least 2 units, has 1"]`
	if err != nil || !strings.Contains(got, want) {
		t.Errorf("got %v\n%s, want it to hold\n%s", err, got, want)
	}
}

// A family leaves out what is about years where the strata are ages, so every index of strata says which it is about.
func TestIndicesOfStrataAreByAgeOrByYear(t *testing.T) {
	for _, ix := range registry.All() {
		if ix.Shape() == index.ShapeStrata && byYear(ix) == strings.Contains(ix.Needs, "by age") {
			t.Errorf("%s: needs %q: want either \"by age\" or \"by year\"", ix.ID, ix.Needs)
		}
	}
}
