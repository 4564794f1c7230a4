package charts

import (
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// value is the index of a line that is printed with it.
func (v *valueCurve) value(of *analysis.CurveLine) analysis.IndexValue {
	if v.ranked {
		return v.index(of, "rci")
	}
	return v.index(of, "gini")
}

// letter stands for the index.
func (v *valueCurve) letter() string {
	if v.ranked {
		return "C"
	}
	return "G"
}

// counted says what the curve shares out: a number, or a sum of amounts.
func (v *valueCurve) counted() string {
	if v.Indicator.Unit.Kind.Pooling() == indicators.PoolMean {
		return lang.Text{Sv: "summan", En: "the sum"}.In(v.o.Lang)
	}
	return lang.Text{Sv: "antalet", En: "the number"}.In(v.o.Lang)
}

func (v *valueCurve) short() string { return v.o.heading(v.Indicator, indicators.Everyone) }

func (v *valueCurve) percent(x float64) string { return Percent(v.o.Lang, 100*x, shareDecimals) }

func (v *valueCurve) halfText() string { return v.percent(v.newest.Half) }

func (v *valueCurve) fifthText() string { return v.percent(v.newest.Tenths[2]) }

func (v *valueCurve) people() string {
	return lang.Text{Sv: "procent av alla som räknas", En: "per cent of all who are counted"}.In(v.o.Lang)
}

func (v *valueCurve) xText() string {
	l := v.o.Lang
	if v.ranked {
		t := lang.Text{Sv: "%s, från områdena med störst behov enligt %s", En: "%s, from the areas with the greatest needs by %s"}
		return fmt.Sprintf(t.In(l), v.people(), small(v.RankedBy.Title.In(l)))
	}
	return v.people() + lang.Text{Sv: ", från områdena med lägst värde", En: ", from the areas with the lowest values"}.In(l)
}

func (v *valueCurve) yText() string {
	t := lang.Text{Sv: "procent av %s, %s", En: "per cent of %s, %s"}
	return fmt.Sprintf(t.In(v.o.Lang), v.counted(), small(v.short()))
}

func (v *valueCurve) title() string {
	l := v.o.Lang
	if v.ranked {
		t := lang.Text{Sv: "%s: %s av %s i femtedelen med störst behov", En: "%s: %s of %s in the fifth with greatest needs"}
		return title(fmt.Sprintf(t.In(l), v.short(), v.fifthText(), v.counted()),
			fmt.Sprintf(lang.Text{Sv: "%s i femtedelen med störst behov", En: "%s in the fifth with greatest needs"}.In(l), v.fifthText()))
	}
	t := lang.Text{Sv: "%s: hälften finns i områden med %s av alla", En: "%s: half is in areas with %s of all"}
	return title(fmt.Sprintf(t.In(l), v.short(), v.halfText()),
		fmt.Sprintf(lang.Text{Sv: "hälften finns i områden med %s av alla", En: "half is in areas with %s of all"}.In(l), v.halfText()))
}

func (v *valueCurve) subtitle() string {
	l := v.o.Lang
	return join2(", ", v.Indicator.Name.In(l), small(v.Indicator.Population.In(l)), fmt.Sprintf("%d %s", v.newest.Areas, nounOf(v.Level).some.In(l)), v.period())
}

// reading says what is marked.
func (v *valueCurve) reading() string {
	l := v.o.Lang
	if v.ranked {
		t := lang.Text{Sv: "De %s som bor i områdena med störst behov har %s av %s.", En: "The %s who live in the areas with the greatest needs have %s of %s."}
		if v.Level == indicators.School {
			t = lang.Text{Sv: "De %s som går i skolorna med störst behov har %s av %s.", En: "The %s at the schools with the greatest needs have %s of %s."}
		}
		return fmt.Sprintf(t.In(l), Percent(l, 20, 0), v.fifthText(), v.counted())
	}
	t := lang.Text{Sv: "Hälften av %s finns i de områden där värdet är högst. De har %s av alla som räknas.", En: "Half of %s is in the areas with the highest values. They have %s of all who are counted."}
	return fmt.Sprintf(t.In(l), v.counted(), v.halfText())
}

func (v *valueCurve) indexTexts() string {
	var out []string
	for _, line := range v.shown() {
		out = append(out, PeriodText(v.o.Lang, line.Period)+": "+v.letter()+nbsp+v.number(v.value(line))+".")
	}
	return strings.Join(out, " ")
}

func (v *valueCurve) alt() string {
	l := v.o.Lang
	chart := lang.Text{Sv: "Lorenzkurva", En: "Lorenz curve"}.In(l)
	if v.ranked {
		chart = lang.Text{Sv: "Koncentrationskurva", En: "Concentration curve"}.In(l)
	}
	return alt([]string{fmt.Sprintf("%s: %s, %s.", chart, small(v.short()), v.period()), fmt.Sprintf("%s: %s.", chart, small(v.short()))}, v.reading(), v.indexTexts())
}

func (v *valueCurve) description() string {
	l := v.o.Lang
	t := lang.Text{
		Sv: "Områdena står i ordning från dem med lägst värde. Kurvan visar hur stor andel av %s de har tillsammans, mot deras andel av alla som räknas. Om värdet vore lika " +
			"i alla områden låg kurvan på den räta linjen. G är ytan mellan dem i förhållande till hela ytan under linjen.",
		En: "The areas are in order from those with the lowest values. The curve shows what share of %s they have together, against their share of all who are counted. " +
			"If the value were the same in all areas the curve would lie on the straight line. G is the area between them as a share of all the area under the line.",
	}
	if v.ranked {
		t = lang.Text{
			Sv: "Områdena står i ordning från dem med störst behov. Kurvan visar hur stor andel av %s de har tillsammans, mot deras andel av alla som räknas. Över den räta " +
				"linjen har områdena med störst behov mer än sin andel, under den mindre. C är två gånger ytan mellan dem, under noll där kurvan ligger över linjen.",
			En: "The areas are in order from those with the greatest needs. The curve shows what share of %s they have together, against their share of all who are counted. " +
				"Above the straight line the areas with the greatest needs have more than their share, below it less. C is twice the area between them, below zero where the curve is above the line.",
		}
	}
	return fmt.Sprintf(t.In(l), v.counted()) + " " + v.reading() + " " + v.indexTexts()
}

func (v *valueCurve) method() string {
	l := v.o.Lang
	var parts []string
	for _, line := range v.shown() {
		parts = append(parts, PeriodText(l, line.Period)+": "+v.limited(v.letter(), v.value(line))+".")
	}
	parts = append(parts, v.brackets(v.value(v.newest)))
	if v.ranked {
		parts = append(parts, lang.Text{Sv: "C är det relativa koncentrationsindexet (Kakwani 1977).", En: "C is the relative concentration index (Kakwani 1977)."}.In(l),
			v.RankedBy.Note.In(l))
	} else {
		parts = append(parts, lang.Text{Sv: "G är Gini mellan områden och säger inget om skillnader inom dem.", En: "G is Gini between areas and says nothing of differences within them."}.In(l))
	}
	return join2(" ", parts...)
}

func (v *valueCurve) notes() []string {
	l := v.o.Lang
	out := v.o.notes(false)
	if n := v.All - v.newest.Areas; n > 0 {
		t := lang.Text{Sv: "%s saknar uppgift och är inte med.", En: "%s without data are left out."}
		out = append(out, fmt.Sprintf(t.In(l), nAreas(l, n)))
	}
	if n := v.newest.Note.In(l); n != "" {
		out = append(out, wRough.In(l)+".")
	}
	return append(out, v.withheldNote()...)
}

// grid has a row for the share of the people that half of the whole is with, where that is marked.
func (v *valueCurve) grid() Grid {
	l := v.o.Lang
	id := "gini"
	if v.ranked {
		id = "rci"
	}
	g := v.table(v.subtitle(), fmt.Sprintf(lang.Text{Sv: "vid %s", En: "at %s"}.In(l), v.people()), v.yText(), id)
	if v.ranked {
		return g
	}
	half := lang.Text{Sv: "Procent av alla, i områdena med högst värde, som har hälften", En: "Per cent of all, in the areas with the highest values, with half"}
	cells := []Cell{{Text: half.In(l), Raw: "half_in"}, {}}
	for _, line := range v.shown() {
		cells = append(cells, Cell{Text: Number(l, 100*line.Half, shareDecimals), Raw: raw(line.Half)}, Cell{}, Cell{})
	}
	g.Rows = append(g.Rows, cells)
	return g
}
