package charts

import (
	"fmt"
	"image/color"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// What a page needs that draws the house charts on the screen by itself: the same scales, stretches, colours and words.

// Axis is the axis of values of one indicator.
type Axis struct {
	Min, Max float64
	Ticks    []AxisTick
	Flip     bool   // values fall to the right in row charts, for lower is better
	Unit     string // what is measured
	From     string // where it starts, if not at zero
	Better   string // which way is better; empty where nothing is
}

// AxisTick is a round number on an axis.
type AxisTick struct {
	Value float64
	Label string
}

// NewAxis returns the axis that holds some values of an indicator with their intervals, as the charts have it.
func NewAxis(l lang.Lang, ind indicators.Indicator, values []analysis.Value) Axis {
	low, high := extent(values)
	s := newScale(low, high, 5, ind.Unit)
	a := Axis{Min: s.min, Max: s.max, Flip: ind.Direction == indicators.LowerIsBetter, Unit: ind.Unit.Name.In(l), Better: directionText(l, ind.Direction)}
	if s.min > 0 {
		a.From = fmt.Sprintf(wAxisFrom.In(l), Number(l, s.min, s.decimals))
	}
	for _, t := range s.labelled(l) {
		a.Ticks = append(a.Ticks, AxisTick{t.Value, t.Label})
	}
	return a
}

// When is the place of a period on an axis of time, in years.
func When(p indicators.Period) float64 { return when(p) }

// PeriodTick is a period as short as the label of a tick must be.
func PeriodTick(l lang.Lang, p indicators.Period) string { return periodTick(l, p) }

// Stretches are the first and the last position of each run of values that one line of a trend may join.
func Stretches(t analysis.Trend, values []analysis.Value) [][2]int {
	return (&timeline{Trend: t}).runs(values)
}

// BreaksAfter are the positions of the periods of a trend after which a rule stands, for its values do not go on there.
func BreaksAfter(t analysis.Trend) []int {
	s := &timeline{Trend: t}
	series := [][]analysis.Value{t.City}
	for _, a := range t.Areas {
		series = append(series, a.Values)
	}
	var out []int
	for i := range len(t.Periods) - 1 {
		if s.broken(i, series) {
			out = append(out, i)
		}
	}
	return out
}

// Palette returns the colours by the names of style.go, as #RRGGBB.
func Palette() map[string]string {
	out := map[string]string{}
	for name, c := range map[string]color.NRGBA{
		"ink": ink, "muted": muted, "axis": axis, "mid": mid, "faint": faint, "grid": grid, "panel": panel,
		"better": better, "worse": worse, "better-tint": betterTint, "worse-tint": worseTint, "ribbon": ribbon,
	} {
		out[name] = hexColor(c)
	}
	return out
}

// Series is the colour and the dash of one of several series.
type Series struct {
	Color string
	Dash  []float64
}

// SeriesStyles are the colours and dashes of up to five series, in the order that they are given out.
func SeriesStyles() []Series {
	out := make([]Series, len(categories))
	for i, c := range categories {
		out[i].Color = hexColor(c.color)
		for _, d := range c.dash {
			out[i].Dash = append(out[i].Dash, d.Points())
		}
	}
	return out
}

// Naming is how a chart names what it is about.
type Naming struct {
	Group    string // empty for everyone
	Heading  string // measure and group, in short
	Subtitle string // measure, population, group, unit and period
	Source   string
}

// Naming names an indicator for a group and a period. A source that is not in the catalogue is an error, as it is for figures.
func (o Options) Naming(ind indicators.Indicator, g indicators.Group, period string) (Naming, error) {
	src, err := o.source(ind)
	if err != nil {
		return Naming{}, err
	}
	return Naming{Group: o.groupName(g), Heading: o.heading(ind, g), Subtitle: o.subtitle(ind, g, period), Source: src}, nil
}
