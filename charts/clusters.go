package charts

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// ClusterMap draws which areas lie among areas like them, and which stand out from their neighbours, where that is more than chance would give. The
// values are the shares of a group in a segregation, or of an indicator where that is nil. Of fewer than thirty areas there is no figure, for they show no pattern that chance could not have
// made; nor is there one of areas without a map, or of what is withheld.
func ClusterMap(c analysis.Clusters, s *analysis.Segregation, maps []Map, o Options) (*Figure, error) {
	f, err := newLocal(c, s, o)
	if f == nil || err != nil {
		return nil, err
	}
	var areas []analysis.AreaValue
	look := map[indicators.AreaID]clusterLook{}
	for _, v := range f.areas {
		areas = append(areas, analysis.AreaValue{Area: v.Area, Value: analysis.Value{Estimate: index.Estimate{Value: v.Value}, OK: true}})
		if l, ok := lookOf(f.class(v)); ok {
			look[v.Area.ID()] = l
		}
	}
	on := newSheet(areas, c.Level == indicators.District, maps, o)
	if on == nil {
		return nil, nil
	}
	on.heading = []headLine{{lang.Text{Sv: "Områdets värde bland grannarnas (antal områden)", En: "The area's value among its neighbours' (number of areas)"}.In(o.Lang), false}}
	on.color = func(a placed) color.NRGBA {
		if l, ok := look[a.Area.ID()]; ok {
			return l.color
		}
		return white
	}
	on.labels = func(a placed) [][]string {
		if l, ok := look[a.Area.ID()]; ok {
			return [][]string{{l.letters}}
		}
		return [][]string{{""}}
	}
	on.mark = func(a placed) (mark, bool) {
		l, ok := look[a.Area.ID()]
		return mark{func(c draw.Canvas, k color.NRGBA, at vg.Point) { l.shape(c, k, at, 2.6) }, markRoom, markRoom, false}, ok
	}
	on.page = on.lay(f.mapKey(on.grounded))
	return f.figure("clusters", lang.Text{Sv: "Klusterkarta", En: "Cluster map"}, lang.Text{
		Sv: "Karta där områden har färg och tecken efter hur deras eget värde och grannarnas ligger mot medelvärdet, där det är säkert.",
		En: "A map where areas have a colour and a sign for how their own value and that of their neighbours lie to the mean, where that is sure.",
	}, on.draw), nil
}

// minClustered is the least number of areas that clusters are drawn of.
const minClustered = 30

// local is what drawings of clusters have in common.
type local struct {
	analysis.Clusters
	o      Options
	name   string
	source string
	areas  []analysis.LocalValue // highest value first
}

// newLocal is nil where there is nothing to draw.
func newLocal(c analysis.Clusters, s *analysis.Segregation, o Options) (*local, error) {
	f := &local{Clusters: c, o: o, name: o.heading(c.Indicator, c.Group)}
	var sources []string
	if s != nil {
		f.name, sources = capital(o.specGroup(s.Spec.Names, s.Spec.Groups, 0)), s.Sources
	}
	placed := 0
	for _, v := range c.Areas {
		if v.Value == v.Value {
			f.areas = append(f.areas, v)
		}
		if v.Quadrant() != analysis.NoNeighbours {
			placed++
		}
	}
	if c.Withheld || placed < minClustered || math.IsNaN(c.Moran) {
		return nil, nil
	}
	slices.SortFunc(f.areas, func(a, b analysis.LocalValue) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Area.Code, b.Area.Code))
	})
	src, err := o.sourceOf(fmt.Sprintf("clusters of %q", c.Subject), sources, c.Indicator)
	f.source = src
	return f, err
}

// class is what is said of an area: by local Moran, or by G* where that alone was looked at.
func (f *local) class(v analysis.LocalValue) analysis.Class {
	if slices.Contains(f.Ways, analysis.LocalMoran) {
		return v.Class
	}
	return v.Spot
}

// clusterLook is how the areas of a class are drawn: in a colour, with letters, and with a shape where these have no room.
type clusterLook struct {
	class   analysis.Class
	letters string
	name    lang.Text
	color   color.NRGBA
	shape   func(c draw.Canvas, k color.NRGBA, o vg.Point, r vg.Length)
}

var clusterLooks = []clusterLook{
	{analysis.HighHigh, "HH", lang.Text{Sv: "högt bland höga", En: "high among high"}, categories[0].color, func(c draw.Canvas, k color.NRGBA, o vg.Point, r vg.Length) {
		c.SetColor(k)
		c.Fill(circlePath(o, r))
	}},
	{analysis.LowLow, "LL", lang.Text{Sv: "lågt bland låga", En: "low among low"}, categories[2].color, func(c draw.Canvas, k color.NRGBA, o vg.Point, r vg.Length) {
		rect(c, k, o.X-r*0.9, o.Y-r*0.9, o.X+r*0.9, o.Y+r*0.9)
	}},
	{analysis.HighLow, "HL", lang.Text{Sv: "högt bland låga", En: "high among low"}, categories[1].color, func(c draw.Canvas, k color.NRGBA, o vg.Point, r vg.Length) {
		c.SetColor(k)
		c.Fill(triangle(o, r, true))
	}},
	{analysis.LowHigh, "LH", lang.Text{Sv: "lågt bland höga", En: "low among high"}, categories[3].color, func(c draw.Canvas, k color.NRGBA, o vg.Point, r vg.Length) {
		c.SetColor(k)
		c.Fill(triangle(o, r, false))
	}},
}

// lookOf is the look of a class that says something.
func lookOf(c analysis.Class) (clusterLook, bool) {
	for _, l := range clusterLooks {
		if l.class == c {
			return l, true
		}
	}
	return clusterLook{}, false
}

// count is the number of areas of a class.
func (f *local) count(class analysis.Class) int {
	n := 0
	for _, v := range f.areas {
		if f.class(v) == class {
			n++
		}
	}
	return n
}

// counted is a name with the number of areas.
func counted(name string, n int) string { return fmt.Sprintf("%s (%d)", name, n) }

var wNotSure = lang.Text{Sv: "kan vara slump", En: "may be chance"}

func (f *local) mapKey(grounded bool) []keyEntry {
	l := f.o.Lang
	var out []keyEntry
	for _, look := range clusterLooks {
		if n := f.count(look.class); n > 0 {
			out = append(out, keyEntry{34, func(c draw.Canvas, o vg.Point) {
				swatch(c, vg.Point{X: o.X - 7, Y: o.Y}, look.color, look.letters)
				swatchOf(c, vg.Point{X: o.X + 11.5, Y: o.Y}, 11, look.color)
				look.shape(c, onColor(look.color), vg.Point{X: o.X + 11.5, Y: o.Y}, 2.6)
			}, counted(look.name.In(l), n)})
		}
	}
	if n := f.count(analysis.NotClear); n > 0 {
		out = append(out, keyEntry{20, func(c draw.Canvas, o vg.Point) { swatch(c, o, white, "") }, counted(wNotSure.In(l), n)})
	}
	if n := f.count(analysis.NoNeighbours); n > 0 {
		out = append(out, keyEntry{20, func(c draw.Canvas, o vg.Point) { swatch(c, o, white, "") }, counted(lang.Text{Sv: "utan grannar", En: "without neighbours"}.In(l), n)})
	}
	if grounded {
		out = append(out, groundEntry(l))
	}
	return out
}

// figure puts a drawing of clusters together with its texts and its table.
func (f *local) figure(chart string, kind, intro lang.Text, drawing func(draw.Canvas)) *Figure {
	l := f.o.Lang
	id := join2("-", chart, Slug(f.Subject))
	if f.Level != indicators.District {
		id += "-" + f.Level.String()
	}
	fig := &Figure{
		ID: id, Chart: chart, Lang: l, Title: f.title(), Subtitle: f.subtitle(),
		Alt:    alt(chartOpenings(l, kind, f.name, PeriodText(l, f.Period)), nAreas(l, len(f.areas))+".", f.found(), f.global()),
		Period: PeriodText(l, f.Period), Source: f.source, Method: f.method(), Notes: f.notes(), Table: f.table(),
		Width: f.o.page().Width, Height: f.o.page().Height, draw: drawing,
	}
	fig.Description = join2(" ", intro.In(l), f.found(), f.global(), f.named())
	return fig
}

func (f *local) subtitle() string {
	unit := f.Indicator.Unit.Name.In(f.o.Lang)
	if f.Segregation >= 0 {
		unit = lang.Text{Sv: "procent", En: "per cent"}.In(f.o.Lang)
	}
	level := map[indicators.Level]lang.Text{indicators.DeSO: {Sv: "DeSO-områden", En: "DeSO areas"}, indicators.RegSO: {Sv: "RegSO-områden", En: "RegSO areas"}}[f.Level]
	return join2(", ", f.name, unit, level.In(f.o.Lang), PeriodText(f.o.Lang, f.Period))
}

// number prints a value: a share in per cent.
func (f *local) number(v float64) string {
	if f.Segregation >= 0 {
		return Number(f.o.Lang, 100*v, 1)
	}
	return Number(f.o.Lang, v, f.Indicator.Decimals)
}

func (f *local) title() string {
	l := f.o.Lang
	high, low := f.count(analysis.HighHigh), f.count(analysis.LowLow)
	var what string
	switch {
	case high > 0 && low > 0:
		what = fmt.Sprintf(lang.Text{Sv: "%s högt bland höga, %d lågt bland låga", En: "%s high among high, %d low among low"}.In(l), nAreas(l, high), low)
	case high > 0:
		what = fmt.Sprintf(lang.Text{Sv: "%s högt bland höga", En: "%s high among high"}.In(l), nAreas(l, high))
	case low > 0:
		what = fmt.Sprintf(lang.Text{Sv: "%s lågt bland låga", En: "%s low among low"}.In(l), nAreas(l, low))
	default:
		what = lang.Text{Sv: "inga säkra kluster", En: "no sure clusters"}.In(l)
	}
	return title(f.name+": "+what, what)
}

// found counts the areas of each class.
func (f *local) found() string {
	l := f.o.Lang
	var parts []string
	for _, look := range clusterLooks {
		if n := f.count(look.class); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, look.name.In(l)))
		}
	}
	if n := f.count(analysis.NotClear); n > 0 {
		parts = append(parts, fmt.Sprintf("%d %s", n, wNotSure.In(l)))
	}
	return capital(strings.Join(parts, ", ")) + "."
}

// global is Moran's I of all areas.
func (f *local) global() string { return "Morans I " + Number(f.o.Lang, f.Moran, 2) + "." }

// named lists the areas of the classes that say something.
func (f *local) named() string {
	var parts []string
	for _, look := range clusterLooks {
		var names []string
		for _, v := range f.areas {
			if f.class(v) == look.class {
				names = append(names, placeName(v.Area)+" "+f.number(v.Value))
			}
		}
		if len(names) > 0 {
			parts = append(parts, capital(look.name.In(f.o.Lang))+": "+strings.Join(names, ", ")+".")
		}
	}
	return strings.Join(parts, " ")
}

func (f *local) method() string {
	t := lang.Text{
		Sv: "Grannar är områden med gemensam gräns eller hörn; lokala Morans I med %s omflyttningar. Högst %s av de säkra områdena väntas vara slump (Benjamini och Hochberg).",
		En: "Neighbours are areas with a border or a corner in common; local Moran's I with %s permutations. At most %s of the sure areas are expected to be chance (Benjamini and Hochberg).",
	}
	return fmt.Sprintf(t.In(f.o.Lang), Number(f.o.Lang, float64(f.Permutations), 0), LevelText(f.o.Lang, analysis.DiscoveryRate))
}

func (f *local) notes() []string {
	l := f.o.Lang
	out := f.o.notes(false)
	if n := len(f.Unplaced); n > 0 {
		out = append(out, plural(l, n, lang.Text{Sv: "%d område saknas på kartan och är inte med.", En: "%d area is missing on the map and left out."},
			lang.Text{Sv: "%d områden saknas på kartan och är inte med.", En: "%d areas are missing on the map and left out."}))
	}
	return out
}

// table lists the areas; the first row is Moran's I of all of them.
func (f *local) table() Grid {
	l := f.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{
		Caption: f.subtitle(),
		Columns: []Column{
			{Key: "area", Name: name("Område", "Area")},
			{Key: "area_code", Name: name("Kod", "Code")},
			{Key: "value", Name: name("Värde", "Value")},
			{Key: "neighbours_mean", Name: name("Grannarnas medel", "Mean of neighbours")},
			{Key: "z", Name: name("Värde, standardavvikelser", "Value, standard deviations"), Detail: true},
			{Key: "neighbours_z", Name: name("Grannar, standardavvikelser", "Neighbours, standard deviations"), Detail: true},
			{Key: "moran", Name: "Morans I"},
			{Key: "p_adjusted", Name: name("Justerat p", "Adjusted p"), Detail: true},
			{Key: "class", Name: name("Klass", "Class")},
		},
	}
	num := func(v float64, text string) Cell {
		if v != v {
			return Cell{}
		}
		return Cell{Text: text, Raw: raw(v)}
	}
	all := name("Alla områden", "All areas")
	g.Rows = append(g.Rows, []Cell{{Text: all, Raw: all}, {}, {}, {}, {}, {}, num(f.Moran, Number(l, f.Moran, 2)), num(f.P, Number(l, f.P, 4)), {}})
	scale := 1.0
	if f.Segregation >= 0 {
		scale = 100
	}
	for _, v := range f.areas {
		class := Cell{Text: wNotSure.In(l), Raw: string(f.class(v))}
		if look, ok := lookOf(f.class(v)); ok {
			class.Text = look.name.In(l)
		}
		place := placeName(v.Area)
		g.Rows = append(g.Rows, []Cell{{Text: place, Raw: place}, {Text: v.Area.Code, Raw: v.Area.Code}, num(scale*v.Value, f.number(v.Value)),
			num(scale*v.Lag, f.number(v.Lag)), num(v.Z, Number(l, v.Z, 2)), num(v.LagZ, Number(l, v.LagZ, 2)), num(v.Moran, Number(l, v.Moran, 2)),
			num(v.Adjusted, Number(l, v.Adjusted, 4)), class})
	}
	return g
}

// eachClusters makes a figure of each search for clusters.
func eachClusters(d Data, s Selection, draw func(c analysis.Clusters, s *analysis.Segregation) (*Figure, error)) ([]*Figure, error) {
	var g gather
	for _, c := range d.Results.Clusters {
		if !s.wants(c.Indicator, c.Group) {
			continue
		}
		var of *analysis.Segregation
		if c.Segregation >= 0 && c.Segregation < len(d.Results.Segregation) {
			of = &d.Results.Segregation[c.Segregation]
		}
		if f, err := draw(c, of); f != nil || err != nil {
			g.add(f, err)
		}
	}
	return g.result()
}

func clusterFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	return eachClusters(d, s, func(c analysis.Clusters, of *analysis.Segregation) (*Figure, error) {
		return ClusterMap(c, of, d.Maps, o)
	})
}

func moranFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	return eachClusters(d, s, func(c analysis.Clusters, of *analysis.Segregation) (*Figure, error) { return Moran(c, of, o) })
}
