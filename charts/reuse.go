package charts

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// What follows is for pages that show the same results as the figures, and must say it in the same words.

// FigureID returns the ID of the figure of an indicator and group, by kind of chart.
func FigureID(chart string, ind indicators.Indicator, g indicators.Group) string {
	return id(chart, ind, g)
}

// Slug turns a name into a part of a file name or address: ASCII, lower case, words joined by hyphens.
func Slug(s string) string { return slug(s) }

// LevelText prints a confidence level: "95 %".
func LevelText(l lang.Lang, level float64) string { return levelText(l, level) }

// WithoutValue returns what stands in the place of a value that is not there: the sign in tables, the reason in words, and
// the class of the cell.
func WithoutValue(l lang.Lang, v analysis.Value) (sign, why, class string) {
	return withoutValue(l, v)
}
