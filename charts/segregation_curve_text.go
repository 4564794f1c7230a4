package charts

import (
	"fmt"
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

// indices prints both indices of a line.
func (s *groupCurve) indices(of *analysis.CurveLine) string {
	return "D" + nbsp + s.number(s.index(of, "dissimilarity")) + ", G" + nbsp + s.number(s.index(of, "gini-segregation"))
}

func (s *groupCurve) xText() string {
	return fmt.Sprintf(lang.Text{Sv: "procent av alla med %s, räknat från de områden där andelen med %s är lägst",
		En: "per cent of all with %s, from the areas where the share with %s is lowest"}.In(s.o.Lang), s.others, s.group)
}

func (s *groupCurve) xName() string {
	return fmt.Sprintf(lang.Text{Sv: "vid procent av alla med %s", En: "at per cent of all with %s"}.In(s.o.Lang), s.others)
}

func (s *groupCurve) yText() string {
	return fmt.Sprintf(lang.Text{Sv: "procent av alla med %s", En: "per cent of all with %s"}.In(s.o.Lang), s.group)
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
		parts = append(parts, PeriodText(l, line.Period)+": "+s.limited("G", s.index(line, "gini-segregation"))+", "+s.limited("D", s.index(line, "dissimilarity"))+".")
	}
	return join2(" ", append(parts, s.brackets(s.index(s.newest, "dissimilarity")),
		lang.Text{Sv: "Kurvan enligt Duncan och Duncan (1955).", En: "The curve is that of Duncan and Duncan (1955)."}.In(l))...)
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
	return append(out, s.withheldNote()...)
}
