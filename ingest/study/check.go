package study

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
)

// checker finds what is wrong in a decoded study without looking at any other file.
type checker struct {
	file     string
	lines    map[string]int
	study    *Study
	problems indicators.Problems
	warnings []error
}

func (c *checker) all() {
	c.head()
	c.files()
	c.frames()
	c.sources()
	c.indicators()
	c.fetches()
	for i := range c.study.Data {
		c.input(fmt.Sprintf("data[%d]", i), &c.study.Data[i])
	}
	c.choices()
	c.comparison()
	c.trends()
	c.compositions()
	c.dimensions()
	c.space()
	c.mapClasses()
	c.composites()
	c.relation()
	c.targets()
}

// fail reports a problem at the line of a path, or of what surrounds it where the key itself is not in the file.
func (c *checker) fail(path, what, remedy string) {
	c.problems.Add(c.problem(path, what, remedy))
}

func (c *checker) problem(path, what, remedy string) indicators.Problem {
	return indicators.Problem{File: c.file, Line: c.line(path), What: what, Remedy: remedy}
}

func (c *checker) line(path string) int {
	for {
		if line, ok := c.lines[path]; ok {
			return line
		}
		i := max(strings.LastIndexByte(path, '.'), strings.LastIndexByte(path, '['))
		if i < 0 {
			return c.lines[""]
		}
		path = path[:i]
	}
}

// oneOf reports a word that is not among those known. An empty word is reported unless optional.
func (c *checker) oneOf(path, what, word string, known []string, optional bool) bool {
	if slices.Contains(known, word) || word == "" && optional {
		return true
	}
	if word == "" {
		c.fail(path, what+" is not given", "write one of "+strings.Join(known, ", "))
		return false
	}
	remedy := "one of " + strings.Join(known, ", ")
	switch near, ok := lang.Nearest(word, known); {
	case ok:
		remedy = fmt.Sprintf("did you mean %q?", near)
	case len(known) == 0:
		remedy = "none is defined in this study"
	case len(known) > 12:
		remedy = fmt.Sprintf("one of %s … (%d in all)", strings.Join(known[:12], ", "), len(known))
	}
	c.fail(path, fmt.Sprintf("unknown %s %q", what, clip(word)), remedy)
	return false
}

func (c *checker) need(path, what string, t lang.Text) {
	if t.Sv == "" {
		c.fail(path, what+" has no Swedish wording", "write it after sv:")
	}
}

var idPattern = regexp.MustCompile(`^[a-z0-9]+([-_][a-z0-9]+)*$`)

// id checks the form of an identifier and that it comes once.
func (c *checker) id(path, what, id string, seen map[string]int) {
	line := c.line(path)
	switch first, twice := seen[id]; {
	case id == "":
		c.fail(path, what+" has no id", "give it one in lower case letters and digits")
	case !idPattern.MatchString(id):
		c.fail(path, fmt.Sprintf("id %q of %s is not lower case letters a–z and digits joined by - or _", clip(id), what), "change it, and what refers to it")
	case twice:
		c.fail(path, fmt.Sprintf("%s %q is defined twice, first on line %d", what, id, first), "remove or rename one")
	}
	seen[id] = line
}

func (c *checker) date(path, what, date string, optional bool) {
	if date == "" && optional {
		return
	}
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		c.fail(path, fmt.Sprintf("%s: found %q, expected a date such as 2025-11-20", what, clip(date)), "")
	}
}

func (c *checker) head() {
	s := c.study
	c.id("id", "study", s.ID, map[string]int{})
	c.need("title", "the title", s.Title)
	c.date("date", "date", s.Date, false)
	if s.City == "" {
		c.fail("city", "city is not given", "write the area code of the city, such as 1490")
	}
	if s.Version == "" {
		c.fail("version", "version is not given", "write the area version that the study reports, such as 2025")
	}
}

func (c *checker) files() {
	s := c.study
	if len(s.Areas) == 0 {
		c.fail("areas", "areas lists no file", "name at least one file with columns code, name, level, version, parent")
	}
	if len(s.Data) == 0 {
		c.fail("data", "data lists no file", "name at least one file with figures")
	}
	for i, f := range s.Areas {
		c.areaFile(fmt.Sprintf("areas[%d]", i), f)
	}
	for i, f := range s.Lookup {
		c.path(fmt.Sprintf("lookup[%d].file", i), f.File)
	}
	c.changes()
}

// path keeps a study inside its directory.
func (c *checker) path(path, file string) {
	switch {
	case file == "":
		c.fail(path, "file is not given", "write its path relative to the study file")
	case !fs.ValidPath(file) || file == ".":
		c.fail(path, fmt.Sprintf("file %q is not a path inside the study's directory", clip(file)),
			"copy the file there and write its path with / and without .. or a leading /")
	}
}

func (c *checker) named(path, what string, list []Named) {
	seen := make(map[string]int)
	for i, n := range list {
		p := fmt.Sprintf("%s[%d]", path, i)
		c.id(p+".id", what, n.ID, seen)
		c.need(p+".name", fmt.Sprintf("%s %q", what, n.ID), n.Name)
	}
}

func (c *checker) frames() {
	c.named("themes", "theme", c.study.Themes)
	seen := make(map[string]int)
	for i, f := range c.study.Frames {
		p := fmt.Sprintf("frames[%d]", i)
		c.id(p+".id", "frame", f.ID, seen)
		c.need(p+".name", fmt.Sprintf("frame %q", f.ID), f.Name)
		c.named(p+".categories", fmt.Sprintf("category of frame %q", f.ID), f.Categories)
	}
}

func (c *checker) sources() {
	seen := make(map[string]int)
	for i, s := range c.study.Sources {
		p := fmt.Sprintf("sources[%d]", i)
		c.id(p+".id", "source", s.ID, seen)
		c.need(p+".publisher", fmt.Sprintf("publisher of source %q", s.ID), s.Publisher)
		c.date(p+".retrieved", fmt.Sprintf("retrieved of source %q", s.ID), s.Retrieved, true)
		c.noise(p, s)
	}
	ranked := make(map[string]bool)
	for i, id := range c.study.SourceOrder {
		p := fmt.Sprintf("source_order[%d]", i)
		c.oneOf(p, "source", id, ids(c.study.Sources), false)
		if ranked[id] {
			c.fail(p, fmt.Sprintf("source %q is ranked twice", id), "remove one")
		}
		ranked[id] = true
	}
}

func (c *checker) indicators() {
	s := c.study
	if len(s.Indicators) == 0 {
		c.fail("indicators", "indicators is empty", "define at least one")
	}
	seen := make(map[string]int)
	for i, ind := range s.Indicators {
		p := fmt.Sprintf("indicators[%d]", i)
		what := fmt.Sprintf("indicator %q: ", ind.ID)
		c.id(p+".id", "indicator", ind.ID, seen)
		c.need(p+".name", what+"the name", ind.Name)
		c.oneOf(p+".kind", "kind of number", ind.Kind, kinds, false)
		c.oneOf(p+".better", "direction", ind.Better, directions, ind.Background)
		c.oneOf(p+".theme", "theme", ind.Theme, ids(s.Themes), ind.Background)
		c.oneOf(p+".source", "source", ind.Source, ids(s.Sources), true)
		if ind.Per < 0 || ind.Per == 0 && ind.Kind == "rate" {
			c.fail(p+".per", what+"per is not above 0", "write for how many persons the rate is, such as 1000")
		}
		if ind.Decimals < 0 || ind.Decimals > 9 {
			c.fail(p+".decimals", fmt.Sprintf("%sdecimals is %d, expected 0 to 9", what, ind.Decimals), "")
		}
		if ind.MinDenominator < 0 {
			c.fail(p+".min_denominator", what+"min_denominator is negative", "write the least population that a value may rest on")
		}
		for j, b := range ind.Breaks {
			if _, err := breakDay(b.Start); err != nil {
				c.fail(fmt.Sprintf("%s.breaks[%d].start", p, j), what+err.Error(), "")
			}
		}
		c.categories(p+".frames", ind)
		if ind.Table != nil {
			c.table(p+".table", what, ind.Table)
		}
		if d := ind.Denominator; d != nil {
			c.count(p+".denominator.indicator", what+"denominator", d.Indicator)
			c.groups(p+".denominator.groups", d.Groups)
			if ind.Kind == "count" || ind.Kind == "median" || ind.Kind == "score" {
				c.fail(p+".denominator", fmt.Sprintf("%sa %s has no denominator", what, ind.Kind), "remove the denominator or correct the kind")
			}
		}
	}
}

func (c *checker) categories(path string, ind Indicator) {
	for _, id := range slices.Sorted(maps.Keys(ind.Frames)) {
		if !c.oneOf(path+"."+id, "frame", id, ids(c.study.Frames), false) {
			continue
		}
		i := slices.IndexFunc(c.study.Frames, func(f Frame) bool { return f.ID == id })
		for j, category := range ind.Frames[id] {
			c.oneOf(fmt.Sprintf("%s.%s[%d]", path, id, j), fmt.Sprintf("category of frame %q", id), category, ids(c.study.Frames[i].Categories), false)
		}
	}
}

// count checks that an indicator is defined and counts something.
func (c *checker) count(path, what, id string) {
	if !c.oneOf(path, "indicator", id, ids(c.study.Indicators), false) {
		return
	}
	i := slices.IndexFunc(c.study.Indicators, func(ind Indicator) bool { return ind.ID == id })
	if kind := c.study.Indicators[i].Kind; kind != "count" {
		c.fail(path, fmt.Sprintf("%s %q is a %s, expected a count", what, id, kind), "name an indicator of kind count")
	}
}

func (c *checker) group(path, g string) {
	canonical, err := indicators.ParseGroup(g)
	switch {
	case err != nil:
		c.fail(path, err.Error(), "write dim=category, and several joined by ;")
	case string(canonical) != g:
		c.fail(path, fmt.Sprintf("group %q is not in canonical form", clip(g)), fmt.Sprintf("write %q", string(canonical)))
	}
}

func (c *checker) groups(path string, gs []string) {
	seen := make(map[string]bool)
	for i, g := range gs {
		p := fmt.Sprintf("%s[%d]", path, i)
		c.group(p, g)
		if seen[g] {
			c.fail(p, fmt.Sprintf("group %q comes twice", clip(g)), "remove one")
		}
		seen[g] = true
	}
}

func (c *checker) choices() {
	s := c.study
	inside := func(path string, v float64) {
		if !(v > 0 && v < 1) {
			c.fail(path, fmt.Sprintf("%s is %v, expected a number above 0 and below 1", path, v), "95 per cent is 0.95")
		}
	}
	inside("comparison.level", s.Comparison.Level)
	inside("comparison.overview_level", s.Comparison.OverviewLevel)
	if v := s.Comparison.MinCoverage; !(v >= 0 && v <= 1) {
		c.fail("comparison.min_coverage", fmt.Sprintf("comparison.min_coverage is %v, expected 0 to 1", v), "85 per cent is 0.85")
	}
	if n := s.Comparison.Replicates; n < 0 || n > 1_000_000 {
		c.fail("comparison.replicates", fmt.Sprintf("comparison.replicates is %d, expected 0 to 1000000", n), "999 is usual; 0 draws no intervals by bootstrap")
	}
	c.disclosure()
}

func (c *checker) compositions() {
	s := c.study
	seen := make(map[string]int)
	for i, g := range s.Segregation {
		p := fmt.Sprintf("segregation[%d]", i)
		c.composition(p, g.ID, g.Title, g.Indicator, g.Groups, g.Names, seen)
		if len(g.Levels) == 0 {
			c.fail(p+".levels", "levels is not given", "write some of "+strings.Join(segregationLevels, ", "))
		}
		for j, level := range g.Levels {
			c.oneOf(fmt.Sprintf("%s.levels[%d]", p, j), "level", level, segregationLevels, false)
		}
		for j, id := range g.Indices {
			if index, err := registry.Lookup(id); err != nil {
				c.fail(fmt.Sprintf("%s.indices[%d]", p, j), err.Error(), "")
			} else if index.Family != "segregation" {
				c.fail(fmt.Sprintf("%s.indices[%d]", p, j), fmt.Sprintf("index %q is of family %s, expected segregation", id, index.Family), "")
			}
		}
		if g.Ordered && len(g.Groups) < 3 {
			c.fail(p+".ordered", fmt.Sprintf("ordered with %s, expected at least 3", lang.Count(len(g.Groups), "group")), "list the classes of the scale in their order, the lowest first, or leave ordered out")
		}
		c.oneOf(p+".setting", "setting", g.Setting, settings, true)
		c.comparedWith(p, g)
	}
	seen = make(map[string]int)
	for i, m := range s.Mix {
		c.composition(fmt.Sprintf("mix[%d]", i), m.ID, m.Title, m.Indicator, m.Groups, m.Names, seen)
	}
	for i, parts := range s.Parts {
		p := fmt.Sprintf("parts[%d]", i)
		c.count(p+".indicator", "indicator", parts.Indicator)
		c.groups(p+".groups", parts.Groups)
		if parts.Total != "" {
			c.count(p+".total", "total", parts.Total)
		}
		c.group(p+".total_group", parts.TotalOf)
		if len(parts.Groups) == 0 {
			c.fail(p+".groups", "groups is empty", "list the groups that should sum to the total")
		}
		if parts.Tolerance < 0 {
			c.fail(p+".tolerance", "tolerance is negative", "write how far the sum may lie from the total in one area")
		}
	}
}

func (c *checker) composition(p, id string, title lang.Text, indicator string, groups []string, names []Named, seen map[string]int) {
	c.id(p+".id", "composition", id, seen)
	c.need(p+".title", fmt.Sprintf("the title of %q", id), title)
	c.count(p+".indicator", "indicator", indicator)
	c.groups(p+".groups", groups)
	if len(groups) < 2 {
		c.fail(p+".groups", fmt.Sprintf("%s, expected at least 2", lang.Count(len(groups), "group")), "the first is the group of interest")
	}
	if len(names) != len(groups) {
		c.fail(p+".names", fmt.Sprintf("%s for %s", lang.Count(len(names), "name"), lang.Count(len(groups), "group")), "name every group, in the order of groups")
	}
	c.named(p+".names", "group name", names)
}

// ids lists identifiers in the order of the study.
func ids[T interface{ id() string }](list []T) []string {
	out := make([]string, len(list))
	for i, e := range list {
		out[i] = e.id()
	}
	return out
}

func (n Named) id() string     { return n.ID }
func (f Frame) id() string     { return f.ID }
func (s Source) id() string    { return s.ID }
func (i Indicator) id() string { return i.ID }

// breakDay reads the start of a break: a date or the first day of a period.
func breakDay(s string) (indicators.Day, error) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return indicators.NewDay(t.Date()), nil
	}
	p, err := indicators.ParsePeriod(s)
	return p.Start, err
}

// The words that a study file may use.
var (
	kinds             = []string{"share", "rate", "mean", "median", "count", "score"}
	directions        = []string{"higher", "lower", "none"}
	segregationLevels = []string{"district", "regso", "deso", "school"}
	settings          = []string{"residential", "school"}
)
