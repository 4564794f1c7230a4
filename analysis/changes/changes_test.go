package changes

import (
	"math"
	"testing"
)

func number(area, period string, v float64) Number {
	return Number{About: About{Table: "comparisons", Indicator: "work", Level: "district", Area: area}, Name: "value", Period: period, Value: v, Needs: []string{"work", "people"}}
}

// made is a run with the inputs of work and people, and one file that all numbers rest on.
func made(work, areas, level, definition, program string, list ...Number) *Run {
	return &Run{
		Study: "town", Version: program, Seed: 1, Choices: map[string]string{"comparison": level}, Definitions: map[string]string{"work": definition, "ill": "x"},
		Inputs: []Input{{Name: "study.yaml", SHA256: work + level, Study: true}, {Name: "areas.csv", SHA256: areas},
			{Name: "work.csv", SHA256: work, Indicators: []string{"work"}}, {Name: "ill.csv", SHA256: "same", Indicators: []string{"ill"}}},
		Numbers: list,
	}
}

func TestCauseIsTheOneThingThatDiffers(t *testing.T) {
	base := func(list ...Number) *Run { return made("a", "a", "0.95", "d", "1.0.0", list...) }
	for _, c := range []struct {
		name  string
		after *Run
		want  Cause
	}{
		{"other figures", made("b", "a", "0.95", "d", "1.0.0"), Revision},
		{"other areas", made("a", "b", "0.95", "d", "1.0.0"), Revision},
		{"another level", made("a", "a", "0.9", "d", "1.0.0"), Choice},
		{"another definition", made("a", "a", "0.95", "e", "1.0.0"), Definition},
		{"another program", made("a", "a", "0.95", "d", "1.1.0"), Program},
		{"another level and program", made("a", "a", "0.9", "d", "1.1.0"), Method},
		{"other figures and program", made("b", "a", "0.95", "d", "1.1.0"), Unknown},
		{"other figures and definition", made("b", "a", "0.95", "e", "1.0.0"), Unknown},
		{"nothing", made("a", "a", "0.95", "d", "1.0.0"), Unknown},
	} {
		before := base(number("north", "2025", 50))
		c.after.Numbers = []Number{number("north", "2025", 51)}
		got := Compare(before, c.after, Made(before, c.after), nil)
		if len(got) != 1 || got[0].Cause != c.want || got[0].Kind != Changed || got[0].Old != 50 || got[0].New != 51 {
			t.Errorf("%s: %+v, want the cause %s", c.name, got, c.want)
		}
	}
}

func TestFiguresOfOtherIndicatorsAreNoCause(t *testing.T) {
	before, after := made("a", "a", "0.95", "d", "1.0.0"), made("a", "a", "0.95", "d", "1.1.0")
	after.Inputs[3].SHA256 = "other" // of ill
	before.Numbers, after.Numbers = []Number{number("north", "2025", 50)}, []Number{number("north", "2025", 51)}
	if got := Compare(before, after, Made(before, after), nil); len(got) != 1 || got[0].Cause != Program {
		t.Errorf("%+v: want the program as the cause", got)
	}
}

// TestOldChoicesOnNewDataTellCausesApart: the value was 50; with the new data and the old choices it is 52, with the new choices 53.
func TestOldChoicesOnNewDataTellCausesApart(t *testing.T) {
	before, after := made("a", "a", "0.95", "d", "1.0.0", number("north", "2025", 50)), made("b", "a", "0.9", "d", "1.0.0", number("north", "2025", 53))
	d := Made(before, after)
	if !d.Provable() {
		t.Fatal("the same program with other data and choices can tell them apart")
	}
	for _, c := range []struct {
		again            float64
		want             Cause
		byData, byChoice float64
	}{{52, DataAndMethod, 2, 1}, {53, Revision, 3, 0}, {50, Choice, 0, 3}} {
		got := Compare(before, after, d, []Number{number("north", "2025", c.again)})
		if len(got) != 1 || got[0].Cause != c.want || got[0].ByData != c.byData || got[0].ByChoice != c.byChoice {
			t.Errorf("with %v in between: %+v, want %s, %v and %v", c.again, got, c.want, c.byData, c.byChoice)
		}
	}
	if got := Compare(before, after, d, nil); got[0].Cause != Unknown {
		t.Errorf("without it: %+v, want that the cause is unknown", got)
	}
}

func TestANewPeriodIsNoRevision(t *testing.T) {
	before := made("a", "a", "0.95", "d", "1.0.0", number("north", "2024", 50))
	for _, c := range []struct {
		name  string
		then  float64 // of 2024, in the later run
		kinds []Kind
	}{{"the same as before", 50, []Kind{NewPeriod}}, {"revised as well", 49, []Kind{NewPeriod, Changed}}} {
		after := made("b", "a", "0.95", "d", "1.0.0", number("north", "2025", 55), number("north", "2024", c.then))
		got := Compare(before, after, Made(before, after), nil)
		if len(got) != len(c.kinds) {
			t.Fatalf("%s: %+v", c.name, got)
		}
		for i, k := range c.kinds {
			if got[i].Kind != k {
				t.Errorf("%s: %+v, want kinds %v", c.name, got, c.kinds)
			}
		}
		if len(got) == 2 && (got[1].Cause != Revision || got[1].Old != 50 || got[1].New != 49 || !got[1].Comparable) {
			t.Errorf("%s: %+v", c.name, got[1])
		}
	}
}

func TestWhatIsNowWithheldIsNotRepeated(t *testing.T) {
	nan := math.NaN()
	gone := number("north", "2025", nan)
	gone.Reason = Withheld
	before := made("a", "a", "0.95", "d", "1.0.0", number("north", "2025", 3), number("south", "2025", 70), number("east", "2024", 4))
	after := made("a", "a", "0.9", "d", "1.0.0", gone, number("south", "2025", 71), number("east", "2025", 30))
	for _, c := range Compare(before, after, Made(before, after), []Number{number("north", "2025", 3)}) {
		if c.Area != "south" && (!math.IsNaN(c.Old) || !math.IsNaN(c.Again) || !math.IsNaN(c.ByData)) {
			t.Errorf("%s tells %v and %v", c.Area, c.Old, c.Again)
		}
		if c.Area == "south" && c.Old != 70 {
			t.Errorf("%s does not tell what both runs show: %+v", c.Area, c)
		}
	}
}

func TestWhatComesAndGoes(t *testing.T) {
	other := number("north", "2025", 5)
	other.Indicator = "ill"
	before := made("a", "a", "0.95", "d", "1.0.0", number("north", "2025", 50), other)
	more := number("south", "2025", 40)
	fresh := number("north", "2025", 9)
	fresh.Indicator = "rent"
	after := made("b", "a", "0.95", "d", "1.0.0", number("north", "2025", 50), more, fresh)
	want := map[string]Change{
		"work south": {Kind: Appeared, Cause: Revision}, "rent north": {Kind: Added, Cause: Scope}, "ill north": {Kind: Removed, Cause: Scope},
	}
	got := Compare(before, after, Made(before, after), nil)
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for _, c := range got {
		if w := want[c.Indicator+" "+c.Area]; c.Kind != w.Kind || c.Cause != w.Cause {
			t.Errorf("%+v, want %s, %s", c, w.Kind, w.Cause)
		}
	}
}

func TestTheLastBitsAreNoChange(t *testing.T) {
	if !Same(0.1+0.2, 0.3) || Same(1, 1+1e-9) || !Same(math.NaN(), math.NaN()) || Same(math.NaN(), 0) {
		t.Error("numbers are the same to ten digits, and where neither is there")
	}
}

func TestARunThatDoesNotTellItsChoices(t *testing.T) {
	before, after := made("a", "a", "0.95", "d", "0.1.0", number("north", "2025", 50)), made("b", "a", "0.95", "d", "0.1.0", number("north", "2025", 51))
	before.Choices, before.Definitions = nil, nil
	d := Made(before, after)
	if got := Compare(before, after, d, nil); d.Told || d.Provable() || got[0].Cause != Unknown {
		t.Errorf("%+v of %+v: want that the cause is unknown", got, d)
	}
}
