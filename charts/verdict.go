package charts

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// VerdictMark returns a verdict as tables have it: the sign, whose shape says what its colour says, the word in a column that names what is
// compared with, and the class of the cell.
func VerdictMark(l lang.Lang, v analysis.Verdict) (sign, word, class string) {
	return verdictSigns[v], verdictWords[v].In(l), verdictClass(v)
}

var verdictSigns = map[analysis.Verdict]string{
	analysis.Better: "▲", analysis.Worse: "▼", analysis.NoClearDifference: "○", analysis.Higher: "△", analysis.Lower: "▽",
}

var verdictWords = map[analysis.Verdict]lang.Text{
	analysis.NotCompared:       {Sv: "jämförs inte", En: "not compared"},
	analysis.NoClearDifference: {Sv: "ingen säker skillnad", En: "no clear difference"},
	analysis.Better:            {Sv: "bättre", En: "better"},
	analysis.Worse:             {Sv: "sämre", En: "worse"},
	analysis.Higher:            {Sv: "högre", En: "higher"},
	analysis.Lower:             {Sv: "lägre", En: "lower"},
}
