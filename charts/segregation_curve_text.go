package charts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

var (
	wFarthest   = lang.Text{Sv: "största avståndet, D", En: "greatest distance, D"}
	wNotBetween = lang.Text{
		Sv: "Jämför inte D och G mellan kommuner: nivån beror på hur många områden staden är indelad i.",
		En: "Do not compare D and G between municipalities: the level depends on how many areas the city is divided into.",
	}
)

const indexDecimals = 3

// index is the value of an index of a line; it is not OK where it has none.
func (s *groupCurve) index(of *analysis.CurveLine, id string) analysis.IndexValue {
	if i := slices.IndexFunc(of.Indices, func(v analysis.IndexValue) bool { return v.Index.ID == id }); i >= 0 {
		return of.Indices[i]
	}
	return analysis.IndexValue{}
}

func (s *groupCurve) number(v analysis.IndexValue) string {
	if !v.OK {
		return ".."
	}
	return Number(s.o.Lang, v.Value.Value, indexDecimals)
}

// indices prints both indices of a line.
func (s *groupCurve) indices(of *analysis.CurveLine) string {
	return "D" + nbsp + s.number(s.index(of, "dissimilarity")) + ", G" + nbsp + s.number(s.index(of, "gini-segregation"))
}

func (s *groupCurve) xText() string {
	return fmt.Sprintf(lang.Text{Sv: "procent av alla med %s, räknat från de områden där andelen med %s är lägst",
		En: "per cent of all with %s, from the areas where the share with %s is lowest"}.In(s.o.Lang), s.others, s.group)
}

func (s *groupCurve) yText() string {
	return fmt.Sprintf(lang.Text{Sv: "procent av alla med %s", En: "per cent of all with %s"}.In(s.o.Lang), s.group)
}

func (s *groupCurve) period() string {
	l := s.o.Lang
	if s.earlier == nil {
		return PeriodText(l, s.newest.Period)
	}
	return join(l, []string{PeriodText(l, s.earlier.Period), PeriodText(l, s.newest.Period)})
}

// title tells whether segregation has surely changed, or how large it is.
func (s *groupCurve) title() string {
	l := s.o.Lang
	spec := s.Spec.Title.In(l)
	now := s.index(s.newest, "dissimilarity")
	if s.earlier != nil && s.Change.OK && s.Change.Interval {
		if !s.Change.Sure(0) {
			t := lang.Text{Sv: "ingen säker ändring sedan %s", En: "no clear change since %s"}
			what := fmt.Sprintf(t.In(l), PeriodText(l, s.earlier.Period))
			return title(spec+": "+what, what)
		}
		t := lang.Text{Sv: "D ökade från %s till %s", En: "D rose from %s to %s"}
		if s.Change.Value < 0 {
			t = lang.Text{Sv: "D minskade från %s till %s", En: "D fell from %s to %s"}
		}
		what := fmt.Sprintf(t.In(l), s.number(s.index(s.earlier, "dissimilarity")), s.number(now))
		return title(spec+": "+what, what)
	}
	what := lang.Text{Sv: "dissimilaritet", En: "dissimilarity"}.In(l) + " (D) " + s.number(now)
	return title(spec+": "+what, what)
}

func (s *groupCurve) subtitle() string {
	l := s.o.Lang
	t := lang.Text{Sv: "%s i förhållande till %s, %d %s, %s", En: "%s against %s, %d %s, %s"}
	return fmt.Sprintf(t.In(l), capital(s.group), s.others, s.newest.Areas, nounOf(s.Level).some.In(l), s.period())
}

// half says what the middle of the curve shows.
func (s *groupCurve) half() string {
	l := s.o.Lang
	t := lang.Text{Sv: "De områden där %s är ovanligast har %s av alla med %s men %s av alla med %s.",
		En: "The areas where %s is rarest have %s of all with %s but %s of all with %s."}
	return fmt.Sprintf(t.In(l), s.group, Percent(l, 50, 0), s.others, Percent(l, 100*s.newest.Tenths[5], shareDecimals), s.group)
}

func (s *groupCurve) alt() string {
	l := s.o.Lang
	chart := lang.Text{Sv: "Segregationskurva", En: "Segregation curve"}.In(l)
	openings := []string{
		fmt.Sprintf("%s: %s, %s.", chart, small(s.Spec.Title.In(l)), s.period()),
		fmt.Sprintf("%s: %s.", chart, small(s.Spec.Title.In(l))),
	}
	var of []string
	for _, line := range s.shown() {
		of = append(of, PeriodText(l, line.Period)+": "+s.indices(line)+".")
	}
	return alt(openings, strings.Join(of, " "), s.half())
}

func (s *groupCurve) description() string {
	l := s.o.Lang
	t := lang.Text{
		Sv: "Kurvan visar hur stor andel av alla med %s som bor i de områden där de är ovanligast, mot andelen av alla med %s i samma områden. Om alla områden " +
			"hade samma sammansättning låg kurvan på den räta linjen. D är det största avståndet till den, lodrätt mätt, och G är ytan mellan dem i förhållande till " +
			"hela ytan under linjen.",
		En: "The curve shows what share of all with %s live in the areas where they are rarest, against the share of all with %s in the same areas. If all areas " +
			"had one composition the curve would lie on the straight line. D is the greatest distance from it, measured upright, and G the area between them as a share of " +
			"all the area under the line.",
	}
	out := fmt.Sprintf(t.In(l), s.group, s.others) + " " + s.half()
	for _, line := range s.shown() {
		out += " " + PeriodText(l, line.Period) + ": " + s.indices(line) + "."
	}
	return out
}

func (s *groupCurve) method() string {
	l := s.o.Lang
	var parts []string
	for _, line := range s.shown() {
		d, g := s.index(line, "dissimilarity"), s.index(line, "gini-segregation")
		text := func(name string, v analysis.IndexValue) string {
			if !v.Interval {
				return name + " " + s.number(v)
			}
			return fmt.Sprintf("%s %s (%s)", name, s.number(v), Range(l, v.Value.Lower, v.Value.Upper, indexDecimals))
		}
		parts = append(parts, PeriodText(l, line.Period)+": "+text("G", g)+", "+text("D", d)+".")
	}
	if d := s.index(s.newest, "dissimilarity"); d.Interval {
		parts = append(parts, fmt.Sprintf(lang.Text{Sv: "Inom parentes %s-intervall.", En: "In brackets %s intervals."}.In(l), LevelText(l, d.Value.Level)))
	}
	parts = append(parts, lang.Text{Sv: "Kurvan enligt Duncan och Duncan (1955).", En: "The curve is that of Duncan and Duncan (1955)."}.In(l))
	return strings.Join(parts, " ")
}

func (s *groupCurve) notes() []string {
	l := s.o.Lang
	out := append(s.o.notes(false), wNotBetween.In(l))
	for _, line := range s.shown() {
		if line.Carried {
			t := lang.Text{Sv: "Uppgifterna för %s är omräknade från en äldre områdesindelning.", En: "The figures of %s are carried over from an older division into areas."}
			out = append(out, fmt.Sprintf(t.In(l), PeriodText(l, line.Period)))
		}
	}
	if len(s.Lines) > 1 && s.earlier == nil {
		t := lang.Text{Sv: "Kurvan för %s visas inte av sekretesskäl.", En: "The curve of %s is withheld to protect persons."}
		out = append(out, fmt.Sprintf(t.In(l), PeriodText(l, s.Lines[0].Period)))
	}
	return out
}

// table has the heights of the curves at each tenth, and the indices with their intervals. All points are too many for readers; a study has them in a
// file of their own.
func (s *groupCurve) table() Grid {
	l := s.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{
		Caption: s.subtitle(),
		Columns: []Column{
			{Key: "measure", Name: name("Mått", "Measure")},
			{Key: "at", Name: name("Vid procent av alla med "+s.others, "At per cent of all with "+s.others)},
		},
	}
	for _, line := range s.shown() {
		stem, of := "_"+columnKey(line.Period.String()), PeriodText(l, line.Period)
		g.Columns = append(g.Columns, Column{Key: "value" + stem, Name: of},
			Column{Key: "lower" + stem, Name: of + ", " + name("nedre gräns", "lower limit"), Detail: true},
			Column{Key: "upper" + stem, Name: of + ", " + name("övre gräns", "upper limit"), Detail: true})
	}
	for i := range s.newest.Tenths {
		at := float64(i) / 10
		cells := []Cell{{Text: name("Procent av alla med "+s.group, "Per cent of all with "+s.group), Raw: "curve"}, {Text: Number(l, 100*at, 0), Raw: raw(at)}}
		for _, line := range s.shown() {
			cells = append(cells, Cell{Text: Number(l, 100*line.Tenths[i], shareDecimals), Raw: raw(line.Tenths[i])}, Cell{}, Cell{})
		}
		g.Rows = append(g.Rows, cells)
	}
	for _, id := range []string{"dissimilarity", "gini-segregation"} {
		cells := []Cell{{Text: s.index(s.newest, id).Index.Name.In(l), Raw: id}, {}}
		if id == "dissimilarity" {
			cells[1] = Cell{Text: Number(l, 100*s.newest.Farthest.X, shareDecimals), Raw: raw(s.newest.Farthest.X)}
		}
		for _, line := range s.shown() {
			cells = append(cells, indexCells(l, s.index(line, id))...)
		}
		g.Rows = append(g.Rows, cells)
	}
	return g
}

// indexCells are the value of an index with its limits.
func indexCells(l lang.Lang, v analysis.IndexValue) []Cell {
	if !v.OK {
		return []Cell{{Text: "..", Class: "missing"}, {}, {}}
	}
	cell := func(x float64) Cell { return Cell{Text: Number(l, x, indexDecimals), Raw: raw(x)} }
	if !v.Interval {
		return []Cell{cell(v.Value.Value), {}, {}}
	}
	return []Cell{cell(v.Value.Value), cell(v.Value.Lower), cell(v.Value.Upper)}
}
