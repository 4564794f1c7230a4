package charts

import (
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// shareDecimals is how exactly shares of a composition are told; the bars have whole numbers.
const shareDecimals = 1

func (f *composition) percent(a analysis.MixArea, part int) string {
	return Percent(f.o.Lang, f.share(a, part), shareDecimals)
}

// ends returns the districts with the highest and the lowest share of the first part, where two have one.
func (f *composition) ends() (high, low analysis.MixArea, ok bool) {
	n := 0
	for _, r := range f.rows {
		if r.OK {
			n++
		}
	}
	if n < 2 || f.share(f.rows[0], 0) == f.share(f.rows[n-1], 0) {
		return high, low, false
	}
	return f.rows[0], f.rows[n-1], true
}

func (f *composition) title() string {
	l := f.o.Lang
	first := f.parts[0].name
	high, low, ok := f.ends()
	switch {
	case ok:
		t := lang.Text{Sv: "%s: från %s i %s till %s i %s", En: "%s: from %s in %s to %s in %s"}
		brief := lang.Text{Sv: "%s: från %s till %s", En: "%s: from %s to %s"}
		return title(fmt.Sprintf(t.In(l), first, f.percent(low, 0), low.Area.Name, f.percent(high, 0), high.Area.Name),
			fmt.Sprintf(brief.In(l), first, f.percent(low, 0), f.percent(high, 0)))
	case f.rows[0].OK:
		t := lang.Text{Sv: "%s: %s i %s", En: "%s: %s in %s"}
		return title(fmt.Sprintf(t.In(l), first, f.percent(f.rows[0], 0), f.rows[0].Area.Name), first+": "+f.percent(f.rows[0], 0))
	}
	return title(f.indicator.ShortName().In(l) + ": " + lang.Text{Sv: "uppgifter saknas för områdena", En: "no figures for the areas"}.In(l))
}

func (f *composition) partNames() []string {
	var out []string
	for _, p := range f.parts {
		out = append(out, p.name)
	}
	return out
}

// subtitle is measure, parts, unit and period.
func (f *composition) subtitle() string {
	l := f.o.Lang
	return f.indicator.Name.In(l) + ": " + join2(", ", join(l, f.partNames()),
		lang.Text{Sv: "andelar i procent", En: "shares in per cent"}.In(l), PeriodText(l, f.Period))
}

// shares lists the shares of the parts in an area.
func (f *composition) shares(a analysis.MixArea) string {
	var out []string
	for i, p := range f.parts {
		out = append(out, p.name+" "+f.percent(a, i))
	}
	return strings.Join(out, ", ")
}

func (f *composition) alt() string {
	l := f.o.Lang
	openings := chartOpenings(l, lang.Text{Sv: "Staplat stapeldiagram", En: "Stacked bar chart"}, small(f.indicator.ShortName().In(l)), PeriodText(l, f.Period))
	city, ends := "", ""
	if f.City.OK {
		city = f.o.City + ": " + f.shares(f.City) + "."
	}
	if high, low, ok := f.ends(); ok {
		t := lang.Text{Sv: "Störst andel %s i %s, %s, minst i %s, %s.", En: "Largest share of %s in %s, %s, smallest in %s, %s."}
		ends = fmt.Sprintf(t.In(l), f.parts[0].name, high.Area.Name, f.percent(high, 0), low.Area.Name, f.percent(low, 0))
	}
	return alt(openings, nAreas(l, len(f.rows))+".", ends, city)
}

func (f *composition) description() string {
	l := f.o.Lang
	t := lang.Text{
		Sv: "En stapel för %s och en för varje område, ordnade efter andelen %s. Varje stapel är delad i %s.",
		En: "One bar for %s and one for each area, by the share of %s. Each bar is divided into %s.",
	}
	out := fmt.Sprintf(t.In(l), f.o.City, f.parts[0].name, join(l, f.partNames()))
	var items []string
	item := func(name string, a analysis.MixArea) {
		what := ""
		if a.OK {
			what = f.shares(a)
		} else {
			_, what, _ = WithoutValue(l, f.value(a))
		}
		items = append(items, name+": "+what)
	}
	item(f.o.City, f.City)
	for _, r := range f.rows {
		item(r.Area.Name, r)
	}
	return out + " " + strings.Join(items, "; ") + "."
}

func (f *composition) method() string {
	return lang.Text{
		Sv: "Andelarna är av summan av delarna; det som inte hör till någon av dem är inte med.",
		En: "Shares are of the sum of the parts; what belongs to none of them is left out.",
	}.In(f.o.Lang)
}

// table has the shares and counts of every part, the city first.
func (f *composition) table() Grid {
	l := f.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{
		Caption: f.subtitle(),
		Columns: []Column{
			{Key: "area", Name: name("Område", "Area")},
			{Key: "area_code", Name: name("Kod", "Code"), Detail: true},
		},
	}
	for _, p := range f.parts {
		g.Columns = append(g.Columns, Column{Key: "share_" + p.key, Name: capital(p.name) + ", " + name("procent", "per cent")})
	}
	for _, p := range f.parts {
		g.Columns = append(g.Columns, Column{Key: "count_" + p.key, Name: capital(p.name) + ", " + name("antal", "number"), Detail: true})
	}
	g.Columns = append(g.Columns, Column{Key: "status", Name: "Status", Detail: true})
	line := func(area, code string, a analysis.MixArea) {
		cells := []Cell{{Text: area, Raw: area}, {Text: code, Raw: code}}
		sign, _, class := WithoutValue(l, f.value(a))
		for i := range f.parts {
			if a.OK {
				cells = append(cells, Cell{Text: Number(l, f.share(a, i), shareDecimals), Raw: raw(f.share(a, i))})
			} else {
				cells = append(cells, Cell{Text: sign, Class: class})
			}
		}
		for _, p := range f.parts {
			n := 0.0
			for _, k := range p.of {
				if a.OK {
					n += a.Counts[k]
				}
			}
			if a.OK {
				cells = append(cells, Cell{Text: Number(l, n, 0), Raw: raw(n)})
			} else {
				cells = append(cells, Cell{})
			}
		}
		status := Cell{}
		if !a.OK {
			status = statusCell(l, f.value(a))
		}
		g.Rows = append(g.Rows, append(cells, status))
	}
	line(f.o.City, "", f.City)
	for _, r := range f.rows {
		line(r.Area.Name, r.Area.Code, r)
	}
	return g
}

// columnKey turns a name into the key of a column.
func columnKey(s string) string { return strings.ReplaceAll(Slug(s), "-", "_") }
