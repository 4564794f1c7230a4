package analysis

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/lang"
)

// CompositeSpec asks for several indicators to be combined into one number for each area of a level. What goes into it, with what weight, is a
// judgement that the study makes and that the results state.
type CompositeSpec struct {
	ID            string
	Title         lang.Text
	Note          lang.Text // what it is made of and whose it is
	Level         indicators.Level
	Parts         []CompositePart
	HighIsBetter  bool    // a high composite is good; otherwise it stands for needs and disadvantage
	Normalisation string  // one of [Normalisations]; z where empty
	Aggregation   string  // one of [Aggregations]; arithmetic where empty
	Available     float64 // least share of the weight that an area must have values for; default 1
	Shrink        bool    // shares are drawn towards the city's, the more the fewer persons they are of
	Types         TypeRule
	Published     *PublishedTypes
	CareNeed      *CareNeedSpec // counts of groups instead of Parts
}

// CompositePart is an indicator of a composite.
type CompositePart struct {
	Indicator string
	Weight    float64              // 0 for all parts: they count alike
	Better    indicators.Direction // what counts as better, where the indicator is not judged or the composite reads it otherwise; 0: as the indicator says
}

// TypeRule cuts the composite into types of areas: 1 for the areas with the greatest needs.
type TypeRule struct {
	Number     int       // of types; default 5
	Rule       string    // one of [TypeRules]; quantiles where empty
	Population string    // a count: quantiles are of so many persons; of areas where empty
	Cuts       []float64 // of the rule cuts: Number − 1 values of the composite, rising
}

// PublishedTypes is another classification of the same areas, which ours is held against.
type PublishedTypes struct {
	Source  string // ID of a source of the catalogue
	Period  indicators.Period
	Version string // delimitation of the areas
	Types   map[string]PublishedType
}

// PublishedType is the type of one area: 1 for the areas with the greatest needs.
type PublishedType struct {
	Type    int
	Changed bool // the area of this code has exchanged ground with others since
}

// CareNeedSpec asks for the Care Need Index from the number of persons in seven groups.
type CareNeedSpec struct {
	Groups     []CountOf // in the order of [composite.CareNeed]
	Population CountOf
	Mean       float64 // weighted sum by person in the country; default [NationalCareNeed]
}

// CountOf is the persons of some groups of a count together, everyone where no group is named.
type CountOf struct {
	Indicator string
	Groups    []indicators.Group
}

// NationalCareNeed is the national mean of the Care Need Index that Statistics Sweden's published example was computed with. It changes from year to
// year.
const NationalCareNeed = 2.4761

// MaxPooledAreas is the largest number of areas that a composite's values are pooled for from smaller areas.
const MaxPooledAreas = 1000

// The choices of a [CompositeSpec], the default first.
var (
	Normalisations = []string{"z", "rank", "min-max", "exponential"}
	Aggregations   = []string{"arithmetic", "geometric", "pca"}
	TypeRules      = []string{"quantiles", "jenks", "cuts"}
)

var normalisations = map[string]composite.Normalisation{
	"z": composite.Standardised, "rank": composite.Percentiles, "min-max": composite.Hundred, "exponential": composite.Exponential,
}

// filled returns the spec with defaults, and reports what cannot be done.
func (s CompositeSpec) filled(cat *indicators.Catalogue, ps *indicators.Problems) CompositeSpec {
	fail := func(format string, args ...any) {
		ps.Add(fmt.Errorf("composite %q: %w", s.ID, fmt.Errorf(format, args...)))
	}
	oneOf := func(what string, v *string, known []string) {
		if *v == "" {
			*v = known[0]
		}
		if !slices.Contains(known, *v) {
			fail("unknown %s %q; one of %s", what, *v, strings.Join(known, ", "))
		}
	}
	oneOf("normalisation", &s.Normalisation, Normalisations)
	oneOf("aggregation", &s.Aggregation, Aggregations)
	oneOf("rule of types", &s.Types.Rule, TypeRules)
	if s.Aggregation == "geometric" && (s.Normalisation == "z" || s.Normalisation == "rank") {
		fail("a geometric mean needs values above 0: normalise by min-max or exponential")
	}
	if s.Available == 0 {
		s.Available = 1
	}
	if !(s.Available > 0 && s.Available <= 1) {
		fail("the least share of the weight is %v; it must be above 0 and at most 1", s.Available)
	}
	switch s.Level {
	case indicators.DeSO, indicators.RegSO, indicators.District:
	default:
		fail("level %s; one of deso, regso, district", s.Level)
	}
	count := func(id string) {
		if ind, ok := cat.Indicator(id); !ok {
			fail("indicator %q is not defined", id)
		} else if ind.Unit.Kind != indicators.Count {
			fail("indicator %q is a %s; persons are counted", id, ind.Unit.Kind)
		}
	}
	s.Types.check(fail, count)
	if s.Types.Number == 0 {
		s.Types.Number = 5
	}
	if p := s.Published; p != nil {
		for code, t := range p.Types {
			if t.Type < 1 || t.Type > s.Types.Number {
				fail("published type %d of area %q; there are types from 1 to %d", t.Type, code, s.Types.Number)
			}
		}
	}
	if s.CareNeed != nil {
		need := *s.CareNeed
		if need.Mean == 0 {
			need.Mean = NationalCareNeed
		}
		if !(need.Mean > 0) || math.IsInf(need.Mean, 0) {
			fail("the national mean is %v; it must be above 0", need.Mean)
		}
		if len(need.Groups) != len(careNeedNames) || len(s.Parts) > 0 {
			fail("%d groups and %d indicators; the Care Need Index has %d groups and no indicators beside them", len(need.Groups), len(s.Parts), len(careNeedNames))
		}
		for _, g := range append(slices.Clone(need.Groups), need.Population) {
			count(g.Indicator)
		}
		s.CareNeed = &need
		return s
	}
	s.Parts = slices.Clone(s.Parts)
	s.checkParts(cat, fail)
	return s
}

func (t TypeRule) check(fail func(string, ...any), count func(string)) {
	if t.Number < 0 || t.Number == 1 || t.Number > 10 {
		fail("%d types; from 2 to 10 are made", t.Number)
	}
	if t.Population != "" {
		count(t.Population)
	}
	if t.Rule != "cuts" {
		return
	}
	number := t.Number
	if number == 0 {
		number = 5
	}
	if len(t.Cuts) != number-1 {
		fail("%d cut points for %d types", len(t.Cuts), number)
	}
	for i, c := range t.Cuts {
		if !(math.Abs(c) <= math.MaxFloat64) || i > 0 && !(t.Cuts[i-1] < c) {
			fail("the cut points %v do not rise", t.Cuts)
			return
		}
	}
}

func (s CompositeSpec) checkParts(cat *indicators.Catalogue, fail func(string, ...any)) {
	if len(s.Parts) < 2 {
		fail("%d indicators; two are needed", len(s.Parts))
	}
	sum, none := 0.0, 0
	seen := map[string]bool{}
	for i, part := range s.Parts {
		ind, ok := cat.Indicator(part.Indicator)
		switch {
		case !ok:
			fail("indicator %q is not defined", part.Indicator)
		case ind.Unit.Kind == indicators.Count:
			fail("indicator %q is a count, which says how large an area is", part.Indicator)
		case seen[part.Indicator]:
			fail("indicator %q is named twice", part.Indicator)
		case part.Better == indicators.NotJudged && ind.Direction == indicators.NotJudged:
			fail("indicator %q is not judged: say which way is better", part.Indicator)
		}
		seen[part.Indicator] = true
		if !(part.Weight >= 0) || math.IsInf(part.Weight, 0) {
			fail("indicator %q has weight %v; weights are at least 0", part.Indicator, part.Weight)
		}
		if part.Weight == 0 {
			none++
		}
		sum += part.Weight
		if part.Better == indicators.NotJudged {
			s.Parts[i].Better = ind.Direction
		}
	}
	switch {
	case none == len(s.Parts):
		for i := range s.Parts {
			s.Parts[i].Weight = 1
		}
	case none > 0:
		fail("%d of %d indicators have no weight; give all of them one, or none", none, len(s.Parts))
	}
	if none < len(s.Parts) && (!(math.Abs(sum) <= math.MaxFloat64)) {
		fail("the weights are too large")
	}
}

// careNeedNames are what readers call the groups of the Care Need Index.
var careNeedNames = []lang.Text{
	{Sv: "Barn under 5 år", En: "Children under 5"},
	{Sv: "Födda i östra Europa, Asien, Afrika eller Sydamerika", En: "Born in eastern Europe, Asia, Africa or South America"},
	{Sv: "Ensamboende över 65 år", En: "Over 65 and living alone"},
	{Sv: "Ensamstående föräldrar med barn högst 17 år", En: "Single parents with children up to 17"},
	{Sv: "Inflyttade", En: "Moved in"},
	{Sv: "Arbetslösa eller i åtgärd, 16–64 år", En: "Unemployed or in programmes, ages 16–64"},
	{Sv: "Låg utbildning, 25–64 år", En: "Low education, ages 25–64"},
}
