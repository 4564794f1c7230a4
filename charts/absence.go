package charts

import (
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// absence is a place without a mark, and why.
type absence struct{ name, why string }

func absenceOf(l lang.Lang, name string, v analysis.Value) absence {
	_, why, _ := WithoutValue(l, v)
	return absence{name, why}
}

var withoutDot = lang.Text{Sv: "utan punkt", En: "without a dot"}

// leftOut says which districts have no mark, by reason: "2 områden utan punkt: Norrby och Sjöbo, uppgift saknas."
func leftOut(l lang.Lang, mark lang.Text, absent []absence) []string {
	if len(absent) == 0 {
		return nil
	}
	var order, parts []string
	names := map[string][]string{}
	for _, a := range absent {
		if !slices.Contains(order, a.why) {
			order = append(order, a.why)
		}
		names[a.why] = append(names[a.why], a.name)
	}
	for _, why := range order {
		parts = append(parts, join(l, names[why])+", "+why)
	}
	return []string{nAreas(l, len(absent)) + " " + mark.In(l) + ": " + strings.Join(parts, "; ") + "."}
}
