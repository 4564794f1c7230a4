package reconcile

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// figure is a number in a text, printed as readers of each language expect it.
type figure float64

func (f figure) in(l lang.Lang) string {
	s := strconv.FormatFloat(math.Abs(float64(f)), 'f', -1, 64)
	whole, fraction, _ := strings.Cut(s, ".")
	group, point := "\u00a0", ","
	if l == lang.En {
		group, point = ",", "."
	}
	var b strings.Builder
	if f < 0 {
		b.WriteString("\u2212")
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteRune(d)
	}
	if fraction != "" {
		b.WriteString(point + fraction)
	}
	return b.String()
}

// rounded is a computed number with so many decimals as to be compared with a published one.
func rounded(v float64, decimals int) figure {
	p := math.Pow10(decimals)
	return figure(math.Round(v*p) / p)
}

// text formats both wordings with the same arguments. Figures and texts among them are in the language of the wording.
func text(sv, en string, args ...any) lang.Text {
	in := func(l lang.Lang, format string) string {
		out := make([]any, len(args))
		for i, a := range args {
			switch a := a.(type) {
			case figure:
				out[i] = a.in(l)
			case lang.Text:
				out[i] = a.In(l)
			default:
				out[i] = a
			}
		}
		return fmt.Sprintf(format, out...)
	}
	return lang.Text{Sv: in(lang.Sv, sv), En: in(lang.En, en)}
}

// same is a text that is alike in both languages: names and codes.
func same(s string) lang.Text { return lang.Text{Sv: s, En: s} }

// nameOf names an area in messages by its code, and its name where that says more.
func nameOf(a indicators.Area) string {
	if strings.HasPrefix(a.Name, a.Code) {
		return a.Name
	}
	return fmt.Sprintf("%s (%s)", a.Code, a.Name)
}

// in names the group that an example is about.
func in(g indicators.Group) string {
	if g == indicators.Everyone {
		return ""
	}
	return fmt.Sprintf(" (%s)", g)
}

// levelWords are areas of a level, as many as one likes.
var levelWords = map[indicators.Level]lang.Text{
	indicators.Nation: {Sv: "länder", En: "countries"}, indicators.County: {Sv: "län", En: "counties"},
	indicators.City: {Sv: "kommuner", En: "cities"}, indicators.District: {Sv: "stadsdelar", En: "districts"},
	indicators.RegSO: {Sv: "RegSO", En: "RegSO"}, indicators.DeSO: {Sv: "DeSO", En: "DeSO"},
	indicators.School: {Sv: "skolor", En: "schools"},
}
