package study

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
)

// Composite asks for several indicators to be combined into one number for each area, or for the Care Need Index from counts of seven groups.
type Composite struct {
	ID            string             `yaml:"id"`
	Title         lang.Text          `yaml:"title"`
	Note          lang.Text          `yaml:"note"`  // what it is made of and whose it is
	Level         string             `yaml:"level"` // deso, regso or district
	Indicators    []CompositePart    `yaml:"indicators"`
	High          string             `yaml:"high"`          // what a high composite is: worse (needs) where empty, or better
	Normalisation string             `yaml:"normalisation"` // z where empty, rank, min-max or exponential
	Aggregation   string             `yaml:"aggregation"`   // arithmetic where empty, geometric or pca
	Available     float64            `yaml:"available"`     // least share of the weight that an area must have values for; all of it where empty
	Shrink        bool               `yaml:"shrink"`        // shares of small areas are drawn towards the city's
	Types         CompositeTypes     `yaml:"types"`
	Published     *PublishedTypes    `yaml:"published"`
	CareNeed      *CareNeedComposite `yaml:"care_need"`
}

// CompositePart is an indicator of a composite with its weight.
type CompositePart struct {
	ID     string  `yaml:"id"`
	Weight float64 `yaml:"weight"` // of all indicators or of none, which then count alike
	Better string  `yaml:"better"` // higher or lower; as the indicator says where empty
}

// CompositeTypes cuts a composite into types of areas: 1 for the greatest needs.
type CompositeTypes struct {
	Number     int       `yaml:"number"`     // 5 where empty
	Rule       string    `yaml:"rule"`       // quantiles where empty, jenks or cuts
	Population string    `yaml:"population"` // a count: quantiles hold as many persons each; as many areas where empty
	Cuts       []float64 `yaml:"cuts"`       // values of the composite, rising, for the rule cuts
}

// PublishedTypes is another classification of the same areas, to hold ours against: a file with columns area and type, and changed (yes or no) where
// areas of the code have exchanged ground with others since.
type PublishedTypes struct {
	File    string `yaml:"file"`
	Period  string `yaml:"period"`
	Version string `yaml:"version"` // delimitation of its areas
	Source  string `yaml:"source"`

	Areas map[string]PublishedType `yaml:"-"` // by code
}

// PublishedType is the type of an area.
type PublishedType struct {
	Type    int
	Changed bool
}

// CareNeedComposite asks for the Care Need Index.
type CareNeedComposite struct {
	Groups     []CountOf `yaml:"groups"` // under 5 years; born in eastern Europe, Asia, Africa or South America; over 65 and alone; single parents; moved in; unemployed; low education
	Population CountOf   `yaml:"population"`
	Mean       float64   `yaml:"mean"` // of the country
}

// CountOf is the persons of some groups of a count, everyone where no group is named.
type CountOf struct {
	Indicator string   `yaml:"indicator"`
	Groups    []string `yaml:"groups"`
}

const careNeedGroups = 7

func (c *checker) composites() {
	seen := make(map[string]int)
	for i := range c.study.Composites {
		p := fmt.Sprintf("composites[%d]", i)
		c.composite(p, &c.study.Composites[i], seen)
	}
}

func (c *checker) composite(p string, s *Composite, seen map[string]int) {
	c.id(p+".id", "composite", s.ID, seen)
	c.need(p+".title", fmt.Sprintf("the title of composite %q", s.ID), s.Title)
	c.oneOf(p+".level", "level", s.Level, []string{"deso", "regso", "district"}, false)
	c.oneOf(p+".high", "meaning of a high composite", s.High, []string{"worse", "better"}, true)
	c.oneOf(p+".normalisation", "normalisation", s.Normalisation, []string{"z", "rank", "min-max", "exponential"}, true)
	c.oneOf(p+".aggregation", "aggregation", s.Aggregation, []string{"arithmetic", "geometric", "pca"}, true)
	if s.Aggregation == "geometric" && s.Normalisation != "min-max" && s.Normalisation != "exponential" {
		c.fail(p+".aggregation", "a geometric mean needs values above 0", "write normalisation: min-max, or exponential")
	}
	if !(s.Available >= 0 && s.Available <= 1) {
		c.fail(p+".available", fmt.Sprintf("available is %v, expected above 0 and at most 1", s.Available), "it is the least share of the weight that an area must have values for")
	}
	c.compositeTypes(p+".types", s.Types)
	if pub := s.Published; pub != nil {
		c.path(p+".published.file", pub.File)
		if _, err := indicators.ParsePeriod(pub.Period); err != nil {
			c.fail(p+".published.period", fmt.Sprintf("cannot read %q as a period", clip(pub.Period)), "write the year that the classification is of")
		}
		if pub.Version == "" {
			c.fail(p+".published.version", "version is not given", "write the delimitation that its areas have, such as 2020")
		}
		c.oneOf(p+".published.source", "source", pub.Source, ids(c.study.Sources), false)
	}
	if s.CareNeed != nil {
		c.careNeed(p, s)
		return
	}
	c.compositeParts(p, s.Indicators)
}

func (c *checker) compositeParts(p string, parts []CompositePart) {
	if len(parts) < 2 {
		c.fail(p+".indicators", fmt.Sprintf("%s, expected at least 2", lang.Count(len(parts), "indicator")), "list what is combined")
	}
	weighted := 0
	named := make(map[string]bool)
	for j, part := range parts {
		q := fmt.Sprintf("%s.indicators[%d]", p, j)
		c.oneOf(q+".better", "direction", part.Better, []string{"higher", "lower"}, true)
		if part.Weight < 0 {
			c.fail(q+".weight", fmt.Sprintf("weight %v is negative", part.Weight), "turn an indicator round with better:, and give it a weight above 0")
		}
		if part.Weight != 0 {
			weighted++
		}
		if named[part.ID] {
			c.fail(q+".id", fmt.Sprintf("indicator %q comes twice", clip(part.ID)), "remove one, and double the weight of the other")
		}
		named[part.ID] = true
		if !c.oneOf(q+".id", "indicator", part.ID, ids(c.study.Indicators), false) {
			continue
		}
		i := slices.IndexFunc(c.study.Indicators, func(ind Indicator) bool { return ind.ID == part.ID })
		switch ind := c.study.Indicators[i]; {
		case ind.Kind == "count":
			c.fail(q+".id", fmt.Sprintf("indicator %q is a count, which says how large an area is", part.ID), "name a share, rate, mean, median or score")
		case ind.Better != "higher" && ind.Better != "lower" && part.Better == "":
			c.fail(q+".better", fmt.Sprintf("indicator %q is not judged", part.ID), "say which way is better for the composite: higher or lower")
		}
	}
	if weighted > 0 && weighted < len(parts) {
		c.fail(p+".indicators", fmt.Sprintf("%d of %d indicators have no weight", len(parts)-weighted, len(parts)), "give all of them a weight above 0, or none")
	}
}

func (c *checker) compositeTypes(p string, t CompositeTypes) {
	number := t.Number
	if number == 0 {
		number = 5
	}
	if number < 2 || number > 10 {
		c.fail(p+".number", fmt.Sprintf("%d types, expected 2 to 10", t.Number), "")
	}
	c.oneOf(p+".rule", "rule of types", t.Rule, []string{"quantiles", "jenks", "cuts"}, true)
	if t.Population != "" {
		c.count(p+".population", "population", t.Population)
	}
	if t.Rule != "cuts" && len(t.Cuts) > 0 {
		c.fail(p+".cuts", "cut points are given, but the rule is not cuts", "write rule: cuts, or remove them")
	}
	if t.Rule == "cuts" && len(t.Cuts) != number-1 {
		c.fail(p+".cuts", fmt.Sprintf("%d cut points for %d types", len(t.Cuts), number), "write one fewer than there are types")
	}
	for i := range t.Cuts {
		if i > 0 && !(t.Cuts[i-1] < t.Cuts[i]) {
			c.fail(p+".cuts", "the cut points do not rise", "write the lowest first")
			break
		}
	}
}

func (c *checker) careNeed(p string, s *Composite) {
	if len(s.Indicators) > 0 {
		c.fail(p+".indicators", "both indicators and care_need are given", "the Care Need Index has its own seven groups: make two composites")
	}
	if s.Published != nil {
		c.fail(p+".published", "the Care Need Index has no published types to be held against", "remove published:")
	}
	need := s.CareNeed
	if len(need.Groups) != careNeedGroups {
		c.fail(p+".care_need.groups", fmt.Sprintf("%d groups, expected %d", len(need.Groups), careNeedGroups),
			"in this order: under 5 years; born in eastern Europe, Asia, Africa or South America; over 65 and alone; single parents; moved in; unemployed; low education")
	}
	if need.Mean < 0 {
		c.fail(p+".care_need.mean", "mean is negative", "write the national mean of the year")
	}
	for j, g := range need.Groups {
		c.countOf(fmt.Sprintf("%s.care_need.groups[%d]", p, j), g)
	}
	c.countOf(p+".care_need.population", need.Population)
}

func (c *checker) countOf(p string, g CountOf) {
	c.count(p+".indicator", "indicator", g.Indicator)
	c.groups(p+".groups", g.Groups)
}

// typeSources are the sources of published classifications.
func (s *Study) typeSources() []string {
	var out []string
	for _, c := range s.Composites {
		if c.Published != nil {
			out = append(out, c.Published.Source)
		}
	}
	return out
}

// readPublishedTypes reads the published classifications.
func (l *loader) readPublishedTypes(r *registerReader) {
	for i := range l.Study.Composites {
		s := &l.Study.Composites[i]
		if s.Published == nil {
			continue
		}
		if in, ok := l.named(fmt.Sprintf("composites[%d].published.file", i), s.Published.File); ok {
			number := s.Types.Number
			if number == 0 {
				number = 5
			}
			r.problems.Add(l.took(in, r.readTypes(in, s.Published, number)))
		}
	}
}

func (r *registerReader) readTypes(in ingest.Input, p *PublishedTypes, number int) int {
	p.Areas = make(map[string]PublishedType)
	n := 0
	r.read(in, []string{"area", "type"}, []string{"changed"}, func(line int, cells []string) {
		n++
		fail := func(column, what, remedy string) {
			r.problems.Add(indicators.Problem{File: in.Name, Line: line, Column: column, What: what, Remedy: remedy})
		}
		t, err := strconv.Atoi(cells[1])
		if err != nil || t < 1 || t > number {
			fail("type", fmt.Sprintf("found %q, expected a type from 1 to %d", clip(cells[1]), number), "1 stands for the greatest needs")
			return
		}
		if !slices.Contains([]string{"", "yes", "no"}, cells[2]) {
			fail("changed", fmt.Sprintf("found %q, expected yes or no", clip(cells[2])), "yes where the area of this code has exchanged ground with others since")
			return
		}
		if _, twice := p.Areas[cells[0]]; twice {
			fail("area", fmt.Sprintf("area %q comes twice", clip(cells[0])), "remove one")
			return
		}
		p.Areas[cells[0]] = PublishedType{Type: t, Changed: cells[2] == "yes"}
	})
	return n
}
