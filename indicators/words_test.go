package indicators

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/lang"
)

func TestStatusesReadBack(t *testing.T) {
	withValue := map[Status]bool{Reported: true, Derived: true, Nil: true, Rounded: true}
	for s := Missing; s <= NotApplicable; s++ {
		if got, err := ParseStatus(s.String()); err != nil || got != s {
			t.Errorf("%v reads back as %v, %v", s, got, err)
		}
		if s.HasValue() != withValue[s] {
			t.Errorf("%v has a value: %v, want %v", s, s.HasValue(), withValue[s])
		}
	}
	if s, err := ParseStatus("ok"); err == nil || s != Missing {
		t.Errorf("ok is read as %v, %v, want missing and an error", s, err)
	}
	if Status(99).HasValue() {
		t.Error("an unknown status has a value")
	}
}

func TestKindsReadBackAndPool(t *testing.T) {
	pooling := map[Kind]Pooling{Share: PoolRatio, Rate: PoolRatio, Mean: PoolMean, Count: PoolSum, Median: PoolNever, Score: PoolNever}
	for k := Share; k <= Score; k++ {
		if got, err := ParseKind(k.String()); err != nil || got != k {
			t.Errorf("%v reads back as %v, %v", k, got, err)
		}
		if k.Pooling() != pooling[k] {
			t.Errorf("%v pools by %v, want %v", k, k.Pooling(), pooling[k])
		}
	}
	if k, err := ParseKind(Kind(0).String()); err == nil {
		t.Errorf("no kind is read as %v", k)
	}
}

func TestCheckValue(t *testing.T) {
	cases := []struct {
		unit Unit
		v    float64
		want string // "" where the value is good
	}{
		{Unit{Kind: Share, Per: 100}, 0, ""},
		{Unit{Kind: Share, Per: 100}, 100, ""},
		{Unit{Kind: Share, Per: 100}, math.Nextafter(100, 200), "cannot be above 100"},
		{Unit{Kind: Share, Per: 100}, -0.1, "share is -0.1, but cannot be negative"},
		{Unit{Kind: Share, Per: 1}, 1.5, "cannot be above 1"},
		{Unit{Kind: Rate, Per: 1000}, 1500, ""}, // several events for one person
		{Unit{Kind: Rate, Per: 1000}, -1, "rate is -1, but cannot be negative"},
		{Unit{Kind: Count}, -1, "count is -1, but cannot be negative"},
		{Unit{Kind: Mean}, -12.5, ""}, // a mean of net income may be
		{Unit{Kind: Score}, -3, ""},
		{Unit{Kind: Median}, math.NaN(), "not a finite number"},
		{Unit{Kind: Count}, math.Inf(1), "not a finite number"},
	}
	for _, c := range cases {
		err := c.unit.CheckValue(c.v)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%v as a %v: %v, want %q", c.v, c.unit.Kind, err, c.want)
		}
	}
}

func TestProblemReadsAsAPlaceAndAdvice(t *testing.T) {
	cases := []struct {
		p    Problem
		want string
	}{
		{Problem{"in.csv", 7, "antal", `cannot read "1,5x" as a number`, "correct it"}, `in.csv:7: column "antal": cannot read "1,5x" as a number; correct it`},
		{Problem{File: "in.csv", What: "the file is empty"}, "in.csv: the file is empty"},
		{Problem{What: "no place"}, "no place"},
	}
	for _, c := range cases {
		if got := c.p.Error(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestProblemsKeepSomeAndCountTheRest(t *testing.T) {
	var ps Problems
	if ps.Err() != nil {
		t.Error("no problems are an error")
	}
	ps.Add(nil)
	for range 53 {
		ps.Add(Problem{What: "bad"})
	}
	if ps.Len() != 53 {
		t.Errorf("%d problems, want 53", ps.Len())
	}
	lines := strings.Split(ps.Err().Error(), "\n")
	if len(lines) != 51 || lines[50] != "… and 3 more problems of this stage" {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}

func TestBreakLiesBetweenPeriods(t *testing.T) {
	ind := Indicator{Breaks: []Break{{Start: NewDay(2020, time.January, 1), Note: textOf("ny")}, {Start: NewDay(2024, time.July, 1)}}}
	cases := []struct {
		p, q Period
		want bool
	}{
		{Year(2018), Year(2019), false},
		{Year(2019), Year(2020), true},
		{Year(2020), Year(2024), false},
		{SchoolYear(2023), SchoolYear(2024), true},
		{Year(2024), Year(2024), false},
	}
	for _, c := range cases {
		if _, got := ind.BreakBetween(c.p, c.q); got != c.want {
			t.Errorf("a break between %v and %v: %v, want %v", c.p, c.q, got, c.want)
		}
	}
}

func TestShortNameFallsBack(t *testing.T) {
	ind := Indicator{Name: textOf("Sysselsatta 20–64 år")}
	if got := ind.ShortName(); got != ind.Name {
		t.Errorf("got %v, want the name", got)
	}
	ind.Short = textOf("Sysselsatta")
	if got := ind.ShortName(); got != ind.Short {
		t.Errorf("got %v, want the short name", got)
	}
}

func TestTextFallsBackToTheOtherLanguage(t *testing.T) {
	cases := []struct {
		text   lang.Text
		sv, en string
	}{
		{lang.Text{Sv: "ja", En: "yes"}, "ja", "yes"},
		{lang.Text{Sv: "ja"}, "ja", "ja"},
		{lang.Text{En: "yes"}, "yes", "yes"},
		{lang.Text{}, "", ""},
	}
	for _, c := range cases {
		if got := [2]string{c.text.In(lang.Sv), c.text.In(lang.En)}; got != [2]string{c.sv, c.en} {
			t.Errorf("%+v reads %v", c.text, got)
		}
	}
}

func TestCatalogueTellsAllProblemsAtOnce(t *testing.T) {
	_, err := NewCatalogue([]Indicator{
		{ID: "a", Name: textOf("A"), Unit: Unit{Kind: Share}, Theme: "work", Source: "scb"},
		{ID: "a", Name: textOf("A"), Unit: Unit{Kind: Share}},
		{ID: "b", Unit: Unit{Kind: Share}},
		{ID: "c", Name: textOf("C")},
		{ID: "d", Name: textOf("D"), Unit: Unit{Kind: Mean}, Denominator: &Denominator{Indicator: "a"}},
		{ID: "e", Name: textOf("E"), Unit: Unit{Kind: Count}, Categories: map[string][]string{"goal": {"99"}, "none": {"x"}}},
	}, nil, []Frame{{ID: "goal", Categories: []Named{{ID: "3"}}}}, nil)
	want := []string{
		`indicator "a" is defined twice`,
		`indicator "a": theme "work" is not defined`,
		`indicator "a": source "scb" is not defined`,
		`indicator "b" needs an id and a name`,
		`indicator "c" needs a kind of number`,
		`indicator "d": denominator "a" is not an indicator that counts`,
		`indicator "e": frame "goal" has no category "99"`,
		`indicator "e": frame "none" is not defined`,
	}
	if err == nil {
		t.Fatal("accepted")
	}
	if diff := cmp.Diff(want, strings.Split(err.Error(), "\n")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
