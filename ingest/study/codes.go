package study

import (
	"fmt"
	"maps"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/areas"
)

// damageRemedies say what to do about a damage.
var damageRemedies = map[areas.Damage]string{
	areas.LostZero:   "Excel removes leading zeros: format the column as text",
	areas.Fraction:   "a spreadsheet has made numbers of codes: format the column as text",
	areas.Scientific: "a spreadsheet has made numbers of codes: format the column as text",
	areas.LowerCase:  "codes have capital letters",
	areas.Spaces:     "take the spaces and signs away",
	areas.WithName:   "leave only the code in the column",
	areas.Letters:    "save the file with å, ä and ö, as UTF-8",
	severalAreas:     "say which level the names are of, after area_level:",
}

// codeProblems gathers codes that are no area: one message for each thing that is wrong, however many rows it is wrong in.
type codeProblems struct {
	file   string
	groups map[codeFault]*codeGroup
}

// codeFault is what is wrong with a code.
type codeFault struct {
	damage  areas.Damage // "" where nothing like it is known
	version string       // that the code is looked for in
	other   string       // that the code is of
	column  string
}

type codeGroup struct {
	rows   int
	first  indicators.Origin
	last   indicators.Origin
	order  []indicators.AreaID
	likely map[indicators.AreaID]string
}

func newCodeProblems(file string) *codeProblems {
	return &codeProblems{file, make(map[codeFault]*codeGroup)}
}

// guess returns what is wrong with a code, and which it likely was.
func guess(known map[indicators.AreaID]bool, id indicators.AreaID) (likely string, fault codeFault) {
	fault.version = id.Version
	likely, why, ok := areas.Likely(id.Code, func(code string) bool { return known[indicators.AreaID{Code: code, Version: id.Version}] })
	if ok {
		fault.damage = why
	}
	return likely, fault
}

func (c *codeProblems) add(known map[indicators.AreaID]bool, id indicators.AreaID, at indicators.Origin, column string) {
	likely, fault := guess(known, id)
	if likely == "" {
		for _, other := range versionsOf(known) {
			if known[indicators.AreaID{Code: id.Code, Version: other}] {
				fault.other = other
			}
		}
	}
	c.put(id, likely, fault, at, column)
}

func (c *codeProblems) put(id indicators.AreaID, likely string, fault codeFault, at indicators.Origin, column string) {
	fault.column = column
	g := c.groups[fault]
	if g == nil {
		g = &codeGroup{first: at, likely: make(map[indicators.AreaID]string)}
		c.groups[fault] = g
	}
	if g.last != at {
		g.rows, g.last = g.rows+1, at
	}
	if _, met := g.likely[id]; !met {
		g.likely[id] = likely
		g.order = append(g.order, id)
	}
}

func versionsOf(known map[indicators.AreaID]bool) []string {
	seen := make(map[string]bool)
	for id := range known {
		seen[id.Version] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// errors returns one problem for each fault, in order of the rows that first had them.
func (c *codeProblems) errors() []error {
	faults := slices.SortedFunc(maps.Keys(c.groups), func(a, b codeFault) int {
		return int(c.groups[a].first.Row) - int(c.groups[b].first.Row)
	})
	var out []error
	for _, f := range faults {
		g := c.groups[f]
		p := indicators.Problem{File: g.first.File, Line: int(g.first.Row), Column: f.column}
		only := g.order[0]
		var list []string
		for _, id := range g.order {
			text := fmt.Sprintf("%q", clip(id.Code))
			if f.damage != "" {
				text += fmt.Sprintf(" (%s?)", g.likely[id])
			}
			list = append(list, text)
		}
		many := fmt.Sprintf("%d rows have codes that are no area of version %s: %s", g.rows, f.version, examplesOf(list))
		switch {
		case f.damage != "" && len(g.order) == 1:
			p.What = fmt.Sprintf("%q is no area of version %s", clip(only.Code), f.version)
			p.Remedy = fmt.Sprintf("did you mean %s? %s", g.likely[only], damageRemedies[f.damage])
		case f.damage != "":
			p.What, p.Remedy = many, damageRemedies[f.damage]
		case f.other != "":
			p.What = fmt.Sprintf("%q is no area of version %s, but of version %s", clip(only.Code), f.version, f.other)
			if len(g.order) > 1 {
				p.What = fmt.Sprintf("%d rows have codes that are areas of version %s, not of version %s: %s", g.rows, f.other, f.version, examplesOf(list))
			}
			p.Remedy = "say which version the file uses"
		case len(g.order) == 1:
			p.What, p.Remedy = fmt.Sprintf("unknown area %q of version %q", clip(only.Code), f.version), "list it in the study's areas or leave its rows out"
		default:
			p.What, p.Remedy = many, "list them in the study's areas or leave their rows out, with other_areas: skip where they are meant to be others"
		}
		out = append(out, p)
	}
	return out
}
