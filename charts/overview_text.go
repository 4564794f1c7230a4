package charts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// count is how many cells have a verdict.
func (v overview) count(verdict analysis.Verdict) int {
	n := 0
	for _, c := range v.cols {
		for _, a := range c.areas {
			if a.Overview == verdict && a.Value.OK {
				n++
			}
		}
	}
	return n
}

// counts returns the cells that surely differ, and all that were compared.
func (v overview) counts() (sure, compared int) {
	for _, s := range sureVerdicts {
		sure += v.count(s.verdict)
	}
	return sure, sure + v.count(analysis.NoClearDifference)
}

func (v overview) title() string {
	l := v.o.Lang
	sure, compared := v.counts()
	if compared == 0 {
		return title(fmt.Sprintf(lang.Text{Sv: "%s, %s", En: "%s, %s"}.In(l), v.measures(), nAreas(l, len(v.districts))))
	}
	long := lang.Text{
		Sv: "%d av %d jämförda värden skiljer sig säkert från övriga %s", En: "%d of %d compared values clearly differ from the rest of %s",
	}
	short := lang.Text{Sv: "%d av %d jämförda värden skiljer sig säkert", En: "%d of %d compared values clearly differ"}
	return title(fmt.Sprintf(long.In(l), sure, compared, v.o.City), fmt.Sprintf(short.In(l), sure, compared))
}

func (v overview) measures() string {
	return plural(v.o.Lang, len(v.cols), lang.Text{Sv: "%d mått", En: "%d measure"}, lang.Text{Sv: "%d mått", En: "%d measures"})
}

func (v overview) subtitle() string {
	l := v.o.Lang
	t := lang.Text{Sv: "%s i %s, %s; konfidensnivå %s", En: "%s in %s, %s; confidence level %s"}
	s := fmt.Sprintf(t.In(l), capital(v.measures()), nAreas(l, len(v.districts)), v.period(), LevelText(l, v.level()))
	return s + partText(l, v.part, v.parts)
}

// period is the range of the periods of the columns.
func (v overview) period() string {
	first, last := v.cols[0].Period, v.cols[0].Period
	for _, c := range v.cols {
		if c.Period.Compare(first) < 0 {
			first = c.Period
		}
		if c.Period.Compare(last) > 0 {
			last = c.Period
		}
	}
	return span(v.o.Lang, first, last)
}

// sureVerdicts are the verdicts of a difference, in words.
var sureVerdicts = []struct {
	verdict analysis.Verdict
	word    lang.Text
}{
	{analysis.Better, lang.Text{Sv: "bättre", En: "better"}}, {analysis.Worse, lang.Text{Sv: "sämre", En: "worse"}},
	{analysis.Higher, lang.Text{Sv: "högre", En: "higher"}}, {analysis.Lower, lang.Text{Sv: "lägre", En: "lower"}},
}

func (v overview) alt() string {
	l := v.o.Lang
	opening := fmt.Sprintf(lang.Text{Sv: "Översiktstabell: %s i %s.", En: "Overview table: %s in %s."}.In(l), v.measures(), nAreas(l, len(v.districts)))
	var parts []string
	for _, s := range sureVerdicts {
		if n := v.count(s.verdict); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s.word.In(l)))
		}
	}
	rest := ""
	if len(parts) > 0 {
		t := lang.Text{Sv: "%s än övriga %s.", En: "%s than the rest of %s."}
		rest = fmt.Sprintf(t.In(l), join(l, parts), v.o.City)
	}
	if n := v.count(analysis.NoClearDifference); n > 0 {
		t := lang.Text{Sv: "%d utan säker skillnad.", En: "%d without a clear difference."}
		rest = join2(" ", rest, fmt.Sprintf(t.In(l), n))
	}
	return alt([]string{opening}, rest)
}

func (v overview) description() string {
	l := v.o.Lang
	parts := []string{lang.Text{
		Sv: "Tabell med en rad för varje område och en kolumn för varje mått; överst hela staden.",
		En: "A table with one row for each area and one column for each measure; the whole city comes first.",
	}.In(l)}
	for i, d := range v.districts {
		var said []string
		for _, s := range sureVerdicts {
			var names []string
			for _, c := range v.cols {
				if c.areas[i].Overview == s.verdict {
					names = append(names, small(c.title))
				}
			}
			if len(names) > 0 {
				said = append(said, s.word.In(l)+" "+lang.Text{Sv: "för", En: "for"}.In(l)+" "+join(l, names))
			}
		}
		if len(said) == 0 {
			said = []string{lang.Text{Sv: "inga säkra skillnader", En: "no clear differences"}.In(l)}
		}
		parts = append(parts, d.Name+": "+strings.Join(said, "; ")+".")
	}
	return strings.Join(parts, " ")
}

func (v overview) method() string {
	l := v.o.Lang
	t := lang.Text{
		Sv: "Varje område jämförs med övriga %s. Konfidensnivån är %s, eftersom många jämförelser görs samtidigt.",
		En: "Each area is compared with the rest of %s. The confidence level is %s, since many comparisons are made at once.",
	}
	return fmt.Sprintf(t.In(l), v.o.City, LevelText(l, v.level()))
}

func (v overview) notes() []string {
	assumed := false
	for _, c := range v.cols {
		for _, a := range c.areas {
			assumed = assumed || a.Assumed
		}
	}
	out := v.o.notes(assumed)
	var rough []string
	for _, c := range v.cols {
		if slices.ContainsFunc(c.areas, func(a analysis.AreaComparison) bool { return a.Value.OK && a.Value.Basis == analysis.Approximated }) {
			if name := small(c.Indicator.ShortName().In(v.o.Lang)); !slices.Contains(rough, name) {
				rough = append(rough, name)
			}
		}
	}
	if len(rough) > 0 {
		out = append(out, wRough.In(v.o.Lang)+": "+join(v.o.Lang, rough)+".")
	}
	return out
}

// table has two columns for each indicator: its value, and in the CSV file the verdict.
func (v overview) table() Grid {
	l := v.o.Lang
	g := Grid{
		Caption: v.subtitle(),
		Columns: []Column{
			{Key: "area", Name: lang.Text{Sv: "Område", En: "Area"}.In(l)},
			{Key: "area_code", Name: lang.Text{Sv: "Kod", En: "Code"}.In(l), Detail: true},
		},
	}
	for _, c := range v.cols {
		stem := strings.ReplaceAll(join2("-", Slug(c.Indicator.ID), Slug(string(c.Group))), "-", "_")
		g.Columns = append(g.Columns,
			Column{Key: stem, Name: c.title + ", " + c.unit},
			Column{Key: stem + "_verdict", Name: c.title + ", " + lang.Text{Sv: "bedömning", En: "verdict"}.In(l), Detail: true})
	}
	city := []Cell{{Text: v.o.City, Raw: v.o.City}, {}}
	for _, c := range v.cols {
		city = append(city, valueCells(l, c.City, c.Indicator)[0], Cell{})
	}
	g.Rows = append(g.Rows, city)
	for i, d := range v.districts {
		row := []Cell{{Text: d.Name, Raw: d.Name}, {Text: d.Code, Raw: d.Code}}
		for _, c := range v.cols {
			a := c.areas[i]
			cell := valueCells(l, a.Value, c.Indicator)[0]
			if a.Value.OK {
				cell.Class = verdictClass(a.Overview)
			}
			row = append(row, cell, Cell{Text: VerdictText(l, a.Overview, v.o.City), Raw: a.Overview.String(), Class: verdictClass(a.Overview)})
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}
