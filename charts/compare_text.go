package charts

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// key lists the marks that the rows use.
func (f *comparison) key() key {
	l := f.o.Lang
	entries := verdictEntries(l, f.o.City, func(v analysis.Verdict) bool {
		return slices.ContainsFunc(f.shown, func(r analysis.AreaComparison) bool { return r.Verdict == v })
	})
	return newKey(f.o.inner(), append(entries, markEntries(l, valuesOf(f.shown))...)...)
}

// markEntries explain the marks of values: intervals, small groups, and what stands where there is no value.
func markEntries(l lang.Lang, values []analysis.Value) []keyEntry {
	var entries []keyEntry
	if text := intervals(l, values); text != "" {
		entries = append(entries, keyEntry{16, func(c draw.Canvas, o vg.Point) {
			line(c, muted, intervalWidth, nil, o.X-8, o.Y, o.X+8, o.Y)
		}, text})
	}
	if slices.ContainsFunc(values, func(v analysis.Value) bool { return v.OK && v.SmallBase }) {
		entries = append(entries, keyEntry{20, func(c draw.Canvas, o vg.Point) {
			line(c, muted, intervalWidth, smallDash, o.X-10, o.Y, o.X+10, o.Y)
			dot(c, muted, true, o)
		}, wSmall.In(l)})
	}
	return append(entries, absentEntries(l, values)...)
}

func valuesOf(rows []analysis.AreaComparison) []analysis.Value {
	out := make([]analysis.Value, len(rows))
	for i, r := range rows {
		out[i] = r.Value
	}
	return out
}

// sides returns the districts that surely lie under and over the rest of the city, in terms of values.
func (f *comparison) sides() (below, above []analysis.AreaComparison) {
	for _, r := range f.rows {
		switch under, over := sides(r.Verdict, f.Indicator.Direction); {
		case under:
			below = append(below, r)
		case over:
			above = append(above, r)
		}
	}
	return below, above
}

// sides tells whether a verdict says that the value is under or over that of the rest.
func sides(v analysis.Verdict, d indicators.Direction) (under, over bool) {
	switch v {
	case analysis.Lower:
		return true, false
	case analysis.Higher:
		return false, true
	case analysis.Worse:
		return d == indicators.HigherIsBetter, d == indicators.LowerIsBetter
	case analysis.Better:
		return d == indicators.LowerIsBetter, d == indicators.HigherIsBetter
	}
	return false, false
}

func (f *comparison) title() string {
	l := f.o.Lang
	short, full := f.Indicator.ShortName().In(l), f.o.heading(f.Indicator, f.Group)
	below, above := f.sides()
	var what []string
	side := func(as []analysis.AreaComparison, word lang.Text) []string {
		n := nAreas(l, len(as))
		long := lang.Text{Sv: "säkert %s i %s än i övriga %s", En: "clearly %s in %s than in the rest of %s"}
		brief := lang.Text{Sv: "säkert %s i %s", En: "clearly %s in %s"}
		var out []string
		if len(as) == 1 {
			n = as[0].Area.Name
		}
		out = append(out, fmt.Sprintf(long.In(l), word.In(l), n, f.o.City))
		return append(out, fmt.Sprintf(brief.In(l), word.In(l), n))
	}
	lower, higher := lang.Text{Sv: "lägre", En: "lower"}, lang.Text{Sv: "högre", En: "higher"}
	compared := slices.ContainsFunc(f.rows, func(r analysis.AreaComparison) bool { return r.Verdict != analysis.NotCompared })
	valued := slices.ContainsFunc(f.rows, func(r analysis.AreaComparison) bool { return r.Value.OK })
	switch {
	case len(below) > 0 && len(above) > 0:
		t := lang.Text{Sv: "säkert lägre i %s, säkert högre i %d", En: "clearly lower in %s, clearly higher in %d"}
		what = []string{fmt.Sprintf(t.In(l), nAreas(l, len(below)), len(above))}
	case len(below) > 0:
		what = side(below, lower)
	case len(above) > 0:
		what = side(above, higher)
	case compared:
		what = []string{lang.Text{Sv: "ingen säker skillnad mellan områdena och övriga staden", En: "no clear difference between the areas and the rest"}.In(l),
			lang.Text{Sv: "ingen säker skillnad", En: "no clear difference"}.In(l)}
	case valued:
		what = []string{lang.Text{Sv: "områdenas värden", En: "values of the areas"}.In(l)}
		if low, high, ok := f.lowHigh(); ok {
			t := lang.Text{Sv: "från %s i %s till %s i %s", En: "from %s in %s to %s in %s"}
			num := func(v analysis.Value) string { return Number(l, v.Value, f.Indicator.Decimals) }
			what = slices.Insert(what, 0, fmt.Sprintf(t.In(l), num(low.Value), low.Area.Name, num(high.Value), high.Area.Name))
		}
	default:
		what = []string{lang.Text{Sv: "uppgifter saknas för områdena", En: "no figures for the areas"}.In(l)}
	}
	var out []string
	for _, name := range []string{full, short} {
		for _, w := range what {
			out = append(out, name+": "+w)
		}
	}
	return title(append(out, what[len(what)-1])...)
}

// alt names the part of a figure that is split.
func (f *comparison) alt(part string) string {
	l := f.o.Lang
	short, period := f.o.heading(f.Indicator, f.Group), PeriodText(l, f.Period)
	openings := chartOpenings(l, lang.Text{Sv: "Punktdiagram", En: "Dot chart"}, short, period+part)
	return alt(openings, nAreas(l, len(f.rows))+".", cityText(l, f.o.City, f.City, f.Indicator), f.extremes(), f.sure())
}

// sure says how many of the districts that were compared surely differ.
func (f *comparison) sure() string {
	l := f.o.Lang
	below, above := f.sides()
	compared := 0
	for _, r := range f.rows {
		if r.Verdict != analysis.NotCompared {
			compared++
		}
	}
	if compared == 0 {
		return ""
	}
	t := lang.Text{Sv: "%d av %s skiljer sig säkert från övriga %s.", En: "%d of %s clearly differ from the rest of %s."}
	return fmt.Sprintf(t.In(l), len(below)+len(above), nAreas(l, compared), f.o.City)
}

// chartOpenings are first sentences of alternative texts, the fullest first.
func chartOpenings(l lang.Lang, chart lang.Text, short, period string) []string {
	per := lang.Text{Sv: "per område", En: "by area"}.In(l)
	return []string{
		fmt.Sprintf("%s: %s %s, %s.", chart.In(l), short, per, period),
		fmt.Sprintf("%s: %s, %s.", chart.In(l), short, period),
		fmt.Sprintf("%s: %s.", chart.In(l), short),
	}
}

func cityText(l lang.Lang, city string, v analysis.Value, ind indicators.Indicator) string {
	if !v.OK {
		return ""
	}
	return city + " " + Quantity(l, v.Value, ind) + "."
}

// lowHigh returns the districts with the lowest and the highest value, where two have one.
func (f *comparison) lowHigh() (low, high analysis.AreaComparison, ok bool) {
	var with []analysis.AreaComparison
	for _, r := range f.rows {
		if r.Value.OK {
			with = append(with, r)
		}
	}
	if len(with) < 2 {
		return low, high, false
	}
	high, low = with[0], with[len(with)-1]
	if high.Value.Value < low.Value.Value {
		high, low = low, high
	}
	return low, high, true
}

// extremes names the highest and the lowest district with their values.
func (f *comparison) extremes() string {
	low, high, ok := f.lowHigh()
	if !ok {
		return ""
	}
	l := f.o.Lang
	t := lang.Text{Sv: "Högst %s %s, lägst %s %s.", En: "Highest %s %s, lowest %s %s."}
	num := func(v analysis.Value) string { return Number(l, v.Value, f.Indicator.Decimals) }
	return fmt.Sprintf(t.In(l), high.Area.Name, num(high.Value), low.Area.Name, num(low.Value))
}

func (f *comparison) description() string {
	l := f.o.Lang
	var b strings.Builder
	order := lang.Text{Sv: "En rad för varje område, högst värde överst.", En: "One row for each area, highest value first."}
	if f.Indicator.Direction == indicators.LowerIsBetter {
		order = lang.Text{Sv: "En rad för varje område, lägst värde överst.", En: "One row for each area, lowest value first."}
	}
	b.WriteString(order.In(l))
	t := lang.Text{Sv: " Axeln går från %s till %s.", En: " The axis runs from %s to %s."}
	fmt.Fprintf(&b, t.In(l), Number(l, f.scale.min, f.scale.decimals), Number(l, f.scale.max, f.scale.decimals))
	if d := directionText(l, f.Indicator.Direction); d != "" {
		b.WriteString(" " + capital(d) + lang.Text{Sv: "; bättre är åt höger.", En: "; better is to the right."}.In(l))
	}
	if s := cityText(l, f.o.City, f.City, f.Indicator); s != "" {
		b.WriteString(" " + lang.Text{Sv: "Den lodräta linjen är ", En: "The vertical line is "}.In(l) + s)
	}
	b.WriteString(" " + f.listing(f.shown) + ".")
	for _, w := range f.Warnings {
		if s := w.Text.In(l); s != "" {
			b.WriteString(" " + strings.TrimRight(s, ".") + ".")
		}
	}
	return b.String()
}

// listing says the value of each district and how it compares.
func (f *comparison) listing(rows []analysis.AreaComparison) string {
	l := f.o.Lang
	var items []string
	for _, r := range rows {
		item := r.Area.Name + " " + valueText(l, r.Value, f.Indicator)
		if !r.Value.OK {
			_, why, _ := WithoutValue(l, r.Value)
			item = r.Area.Name + ": " + why
		} else if v := VerdictText(l, r.Verdict, f.o.City); v != "" {
			item += " (" + v + ")"
		}
		items = append(items, item)
	}
	return strings.Join(items, "; ")
}

func (f *comparison) method() string {
	l := f.o.Lang
	var parts []string
	values := append(valuesOf(f.rows), f.City)
	if slices.ContainsFunc(values, func(v analysis.Value) bool { return v.OK && v.Interval && v.Level == 0 }) {
		parts = append(parts, lang.Text{Sv: "Strecken är de intervall som källan anger.", En: "Lines are the intervals that the source gives."}.In(l))
	}
	if i := slices.IndexFunc(values, func(v analysis.Value) bool { return v.OK && v.Interval && v.Level > 0 }); i >= 0 {
		t := lang.Text{Sv: "Strecken är %s-intervall enligt %s.", En: "Lines are %s intervals by %s's method."}
		by := "Wilson"
		if f.Indicator.Unit.Kind == indicators.Rate {
			by = "Byar"
		}
		if slices.ContainsFunc(values, func(v analysis.Value) bool { return v.NoiseVariance(f.Indicator) > 0 }) {
			t = lang.Text{Sv: "Strecken är %s-intervall enligt %s, vidgade för källans brus.", En: "Lines are %s intervals by %s's method, widened for the source's noise."}
		}
		parts = append(parts, fmt.Sprintf(t.In(l), LevelText(l, values[i].Level), by))
	}
	return join2(" ", append(parts, f.judged())...)
}

// judged says how districts are compared, and what values were combined.
func (f *comparison) judged() string {
	l := f.o.Lang
	how := lang.Text{Sv: "Skillnaderna bedöms inte.", En: "The differences are not judged."}.In(l)
	if i := slices.IndexFunc(f.rows, func(r analysis.AreaComparison) bool { return r.Verdict != analysis.NotCompared }); i >= 0 {
		t := lang.Text{
			Sv: "Varje område jämförs med övriga %s; en skillnad är säker när dess %s-intervall inte rymmer noll.",
			En: "Each area is compared with the rest of %s; a difference is clear when its %s interval does not include zero.",
		}
		how = fmt.Sprintf(t.In(l), f.o.City, LevelText(l, f.rows[i].Difference.Level))
	}
	return join2(" ", how, basisNote(l, f.o.City, pooled(f.City), slices.ContainsFunc(valuesOf(f.rows), pooled)))
}

func pooled(v analysis.Value) bool { return v.OK && v.Basis == analysis.Pooled }

// basisNote says which values were combined from smaller areas: the city's, those of the areas, or both.
func basisNote(l lang.Lang, name string, city, areas bool) string {
	switch {
	case areas && city:
		return fmt.Sprintf(lang.Text{Sv: "Värdena för %s och områdena är sammanräknade ur mindre områden.", En: "Values of %s and the areas are combined from smaller areas."}.In(l), name)
	case areas:
		return lang.Text{Sv: "Områdenas värden är sammanräknade ur mindre områden.", En: "Values of the areas are combined from smaller areas."}.In(l)
	case city:
		return fmt.Sprintf(lang.Text{Sv: "Värdet för %s är sammanräknat ur mindre områden.", En: "The value of %s is combined from smaller areas."}.In(l), name)
	}
	return ""
}

// notes are what must be known wherever the drawing is seen.
func (f *comparison) notes() []string {
	l := f.o.Lang
	out := f.o.notes(slices.ContainsFunc(f.rows, func(r analysis.AreaComparison) bool { return r.Assumed }))
	add := func(v analysis.Value) {
		if n := v.Note.In(l); v.OK && v.Basis == analysis.Approximated && n != "" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	add(f.City)
	provisional := f.City.Provisional
	for _, r := range f.rows {
		add(r.Value)
		provisional = provisional || r.Value.Provisional
	}
	if provisional {
		out = append(out, lang.Text{Sv: "Uppgifterna är preliminära.", En: "The figures are provisional."}.In(l))
	}
	return out
}
