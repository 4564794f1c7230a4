package charts

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// drawn returns the texts that a figure draws, one on a line.
func drawn(t *testing.T, f *Figure) string {
	t.Helper()
	var out []string
	for _, s := range strings.Split(string(write(t, f, "svg")), "<text ")[1:] {
		s = s[strings.Index(s, ">")+1:]
		out = append(out, s[:strings.Index(s, "<")])
	}
	return strings.Join(out, "\n")
}

// made is a figure, or the end of the test.
func made(t *testing.T) func(*Figure, error) *Figure {
	return func(f *Figure, err error) *Figure {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
}

// expect tells which texts a figure should have and has not, or has and should not.
func expect(t *testing.T, got string, want, never []string) {
	t.Helper()
	for _, s := range want {
		if !strings.Contains(got, s) {
			t.Errorf("not said: %q in\n%s", s, got)
		}
	}
	for _, s := range never {
		if strings.Contains(got, s) {
			t.Errorf("said: %q in\n%s", s, got)
		}
	}
}

// The level of limits that a source publishes is not known, nor are they Wilson's.
func TestIntervalsOfTheSourceAreCalledSo(t *testing.T) {
	c, tr := testComparison(employed, districtNames...), testTrend("Norrby")
	for i := range c.Areas {
		c.Areas[i].Value.Level = 0
		c.Areas[i].Difference, c.Areas[i].Verdict = analysis.Difference{}, analysis.NotCompared
	}
	c.City.Level = 0
	for i := range tr.Areas[0].Values {
		tr.Areas[0].Values[i].Level = 0
	}
	o := testOptions(t, lang.Sv)
	f := made(t)(Compare(c, o))
	expect(t, drawn(t, f)+f.Method, []string{"källans intervall", "Strecken är de intervall som källan anger."}, []string{"0 %", "%-intervall", "Wilson"})
	for _, f := range []*Figure{made(t)(Trend(tr, o)), made(t)(TrendPanels(tr, o))} {
		expect(t, drawn(t, f), []string{"källans intervall"}, []string{"%-intervall"})
	}
	c.City.Level = 0.95 // combined from counts, where the areas are the source's
	f = made(t)(Compare(c, o))
	expect(t, f.Method, []string{"Strecken är de intervall som källan anger. Strecken är 95\u00a0%-intervall enligt Wilson."}, nil)
}

func TestLevelsKeepTheirDecimals(t *testing.T) {
	for level, want := range map[float64]string{0.95: "95\u00a0%", 0.998: "99,8\u00a0%", 0.9995: "99,95\u00a0%", 0.07: "7\u00a0%"} {
		if got := LevelText(lang.Sv, level); got != want {
			t.Errorf("%v is printed as %q, want %q", level, got, want)
		}
	}
}

func TestSchoolsAreNotAreas(t *testing.T) {
	c := testSpread(15)
	for i := range c.Spread {
		c.Spread[i].Area.Level = indicators.School
	}
	f := made(t)(Spread(c, testOptions(t, lang.Sv)))
	expect(t, strings.Join([]string{drawn(t, f), f.Title, f.Alt, f.Description, f.Method, f.Table.Columns[0].Name}, "\n"),
		[]string{"en skola", "15 skolor", "bland skolor", "Skola"}, []string{"ett område", "15 områden", "bor där"})
}

// Where all areas have one value there is nothing to name twice.
func TestEqualExtremesAreNamedOnce(t *testing.T) {
	c := testSpread(4)
	for i := range c.Spread {
		c.Spread[i].Value.Value = 312
	}
	got := drawn(t, made(t)(Spread(c, testOptions(t, lang.Sv))))
	if n := strings.Count(got, " m.fl. 312"); n != 1 {
		t.Errorf("the value is named %d times, want 1:\n%s", n, got)
	}
}

// A number at the end of the axis is of the newest period, or says of which it is.
func TestOldValuesAreNotShownAsNew(t *testing.T) {
	tr := testTrend("Norrby", "Sjöbo")
	last := len(tr.Periods) - 1
	tr.Areas[0].Values[last-1].Value = 12.3
	tr.Areas[0].Values[last] = analysis.Value{Reason: analysis.NoObservation}
	o := testOptions(t, lang.Sv)
	expect(t, drawn(t, made(t)(Trend(tr, o))), []string{"Norrby 12,3 (2023)\n"}, nil)
	expect(t, drawn(t, made(t)(TrendPanels(tr, o))), nil, []string{"12,3"})
}

func TestEmptyPanelsSayWhy(t *testing.T) {
	tr := testTrend("Norrby", "Sjöbo")
	for i := range tr.Periods {
		tr.Areas[0].Values[i] = analysis.Value{Reason: analysis.Withheld, Status: indicators.Suppressed}
		tr.Areas[1].Values[i] = analysis.Value{Reason: analysis.NoObservation}
	}
	lines := strings.Split(drawn(t, made(t)(TrendPanels(tr, testOptions(t, lang.Sv)))), "\n")
	for _, want := range []string{"visas inte", "uppgift saknas"} {
		if !slices.Contains(lines, want) {
			t.Errorf("no panel says %q", want)
		}
	}
}

func TestAssumedDistrictsAreSaidUnderTrends(t *testing.T) {
	tr := testTrend("Norrby", "Sjöbo")
	const note = "Områdenas gränser är ett antagande"
	expect(t, drawn(t, made(t)(Trend(tr, testOptions(t, lang.Sv)))), nil, []string{note})
	tr.Areas[1].Assumed = true
	expect(t, drawn(t, made(t)(Trend(tr, testOptions(t, lang.Sv)))), []string{note}, nil)
}

// A line stops where its own ground changes, the others go on, and the figure says so.
func TestLinesStopAtNewBoundaries(t *testing.T) {
	tr := testTrend("Norrby", "Sjöbo")
	for i := range 4 {
		tr.Areas[0].Values[i].Boundary = "2018"
	}
	tr.Boundaries = []indicators.Break{{Start: tr.Periods[4].Start, Note: lang.Text{Sv: "områdesgränserna ändrades", En: "area boundaries changed"}}}
	s, err := newTimeline(tr, testOptions(t, lang.Sv))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(s.runs(tr.Areas[0].Values), s.runs(tr.Areas[1].Values), s.runs(tr.City)), "[[0 3] [4 9]] [[0 9]] [[0 9]]"; got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
	if first, last, ok := s.comparable(tr.Areas[0].Values); first != 4 || last != 9 || !ok {
		t.Errorf("compares %d with %d", first, last)
	}
	f := made(t)(Trend(tr, testOptions(t, lang.Sv)))
	if note := "Brott i serien 2019: områdesgränserna ändrades."; !slices.Contains(f.Notes, note) || !strings.Contains(f.Description, note) {
		t.Errorf("notes %q and description %q", f.Notes, f.Description)
	}
	var broken, plain strings.Builder
	tr.Boundaries = nil
	if err := errors.Join(f.WriteSVG(&broken, Titled), made(t)(Trend(tr, testOptions(t, lang.Sv))).WriteSVG(&plain, Titled)); err != nil {
		t.Fatal(err)
	}
	if strings.Count(broken.String(), "stroke-dasharray") != strings.Count(plain.String(), "stroke-dasharray")+2 {
		t.Error("no double rule marks the change")
	}
	tr.Boundaries = []indicators.Break{{Start: tr.Periods[4].Start}}
	if s, err = newTimeline(tr, testOptions(t, lang.Sv)); err != nil {
		t.Fatal(err)
	}
	tr.Areas[1].Values[3] = analysis.Value{Reason: analysis.Broken}
	if !s.boundaryBreaks(tr.Areas[0].Values, 3) || s.boundaryBreaks(tr.Areas[0].Values, 4) || s.boundaryBreaks(tr.City, 3) || !s.boundaryBreaks(tr.Areas[1].Values, 3) {
		t.Error("the rule is not only where a series stops")
	}
}
