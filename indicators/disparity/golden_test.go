package disparity

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
)

type record struct {
	Source, Dataset, Measure string
	Params                   params
	Value                    any
	Tolerance                float64
}

// params are those of any program; each has a few of them. An empty set is written as a list.
type params struct {
	Favourable, Ordered any
	Ref, Outcome        any
	Linear, Transform   bool
	ValueType           float64 `json:"value_type"`
	Multiplier          float64
}

func (p *params) UnmarshalJSON(b []byte) error {
	type plain params
	if err := json.Unmarshal(b, (*plain)(p)); err != nil {
		*p = params{} // a list, or a parameter of the same name that means another thing: not one of ours
	}
	return nil
}

// subgroups reads the data of g as its program did.
func (g record) subgroups(t *testing.T) index.Subgroups {
	t.Helper()
	file := g.Dataset[:strings.Index(g.Dataset, ".csv")+len(".csv")]
	_, query, _ := strings.Cut(g.Dataset, "?")
	s := index.Subgroups{Reference: -1, Favourable: g.Params.Favourable == 1.0}
	switch {
	case file == "he_individual_sample.csv":
		return persons(t, file, g.Params.Outcome.(string))
	case strings.HasPrefix(file, "phe_"):
		area, records, _ := strings.Cut(strings.TrimPrefix(query, "Area="), "&rows=")
		first, last, _ := strings.Cut(records, "-")
		from, _ := strconv.Atoi(first)
		to, _ := strconv.Atoi(last)
		for _, r := range golden.Rows(t, golden.Path(t, "golden", "inequality", file))[from-1 : to] {
			if r["Area"] == area {
				s.Estimates = append(s.Estimates, r.Number(t, "Value"))
				s.Population = append(s.Population, r.Number(t, "Population"))
				s.Rank = append(s.Rank, r.Number(t, "Quantile"))
			}
		}
	default:
		for _, r := range golden.Rows(t, golden.Path(t, "golden", "inequality", file)) {
			if name, ok := strings.CutPrefix(query, "indicator="); ok && r["indicator"] != name {
				continue
			}
			if g.Params.Ref == "reference_subgroup" && r["reference_subgroup"] == "1" {
				s.Reference = len(s.Estimates)
			}
			s.Estimates = append(s.Estimates, r.Number(t, "estimate"))
			s.Population = append(s.Population, r.Number(t, "population"))
			if order := r["subgroup_order"]; order != "" {
				s.Rank = append(s.Rank, r.Number(t, "subgroup_order"))
			}
			s.High = r.Number(t, "indicator_scale")
			if g.Params.Favourable == nil {
				s.Favourable = r["favourable_indicator"] == "1"
			}
		}
	}
	return s
}

// persons adds up weighted yes and no answers to the shares of the ordered subgroups, which say all that a model on
// their ranks can use.
func persons(t *testing.T, file, outcome string) index.Subgroups {
	t.Helper()
	type sum struct{ rank, weight, yes float64 }
	var sums []sum
	for _, r := range golden.Rows(t, golden.Path(t, "golden", "inequality", file)) {
		if r[outcome] == "NA" || r["subgroup_order"] == "NA" {
			continue
		}
		rank, w := r.Number(t, "subgroup_order"), r.Number(t, "weight")
		i, found := slices.BinarySearchFunc(sums, rank, func(s sum, r float64) int { return cmp.Compare(s.rank, r) })
		if !found {
			sums = slices.Insert(sums, i, sum{rank: rank})
		}
		sums[i].weight += w
		sums[i].yes += w * r.Number(t, outcome)
	}
	s := index.Subgroups{Reference: -1, High: 1}
	for _, x := range sums {
		s.Estimates = append(s.Estimates, x.yes/x.weight)
		s.Population = append(s.Population, x.weight)
		s.Rank = append(s.Rank, x.rank)
	}
	return s
}

// ours computes the measure of g, converted to the convention of the program that gave the golden value. The second
// result is false for measures that the package does not have.
func (g record) ours(t *testing.T) (float64, bool) {
	t.Helper()
	value := func(v float64, err error) float64 {
		if err != nil {
			t.Fatalf("%s %s: %v", g.Dataset, g.Measure, err)
		}
		return v
	}
	s := func() index.Subgroups { return g.subgroups(t) }
	switch g.Measure {
	case "d":
		return value(Difference(s())), true
	case "r":
		return value(Ratio(s())), true
	case "mdmw":
		return value(MeanDifference(s(), true)), true
	case "mdmu":
		return value(MeanDifference(s(), false)), true
	case "idisw":
		return value(IndexOfDisparity(s(), true, AroundMean)), true
	case "idisu":
		return value(IndexOfDisparity(s(), false, AroundMean)), true
	case "bgv":
		return value(BetweenGroupVariance(s())), true
	case "parisk":
		return value(AttributableRisk(s())), true
	case "paf":
		return value(AttributableFraction(s())), true
	case "sii_wls":
		return value(SlopeIndex(s(), Linear)), true
	case "rii_wls_ratio":
		return value(RelativeIndex(s(), Linear)), true
	case "rii_wls_mean":
		return value(SlopeIndex(s(), Linear)) / mean(s()), true
	case "sii_logit_pop_once":
		return value(SlopeIndex(wholeCounts(s()), Logit)), true
	case "rii_logit_pop_once":
		return value(RelativeIndex(wholeCounts(s()), Logit)), true
	case "sii_logit_pop_squared_as_peer":
		bottom, top := squared(t, wholeCounts(s()))
		return top - bottom, true
	case "rii_logit_pop_squared_as_peer":
		bottom, top := squared(t, wholeCounts(s()))
		return top / bottom, true
	case "sii", "rii":
		var bottom, top float64
		var err error
		switch {
		case g.Params.Outcome != nil && g.Params.Linear:
			bottom, top, err = Linear.ends(s())
		case g.Params.Outcome != nil:
			bottom, top, err = Logit.ends(s())
		case g.Params.Linear:
			bottom, top, err = Linear.ends(wholePopulation(s()))
		default:
			peer := s()
			peer.High = guessedScale(peer)
			bottom, top = squared(t, wholeCounts(peer))
		}
		if g.Measure == "sii" {
			return value(top-bottom, err), true
		}
		return value(top/bottom, err), true
	case "phe_sii", "phe_rii":
		bottom, top := g.phe(t)
		if g.Measure == "phe_sii" {
			return g.Params.Multiplier * (top - bottom), true
		}
		if g.Params.Multiplier < 0 { // "negative multiplier inverts RII"
			return bottom / top, true
		}
		return top / bottom, true
	}
	return 0, false
}

// phe returns the ends of the line of PHEindicatormethods, which is drawn through logarithms of rates and log odds of
// proportions where the parameter transform says so.
func (g record) phe(t *testing.T) (bottom, top float64) {
	t.Helper()
	there := func(v float64) float64 { return v }
	back := there
	if g.Params.Transform && g.Params.ValueType == 1 {
		there, back = math.Log, math.Exp
	}
	if g.Params.Transform && g.Params.ValueType == 2 {
		there = func(v float64) float64 { return math.Log(v / (1 - v)) }
		back = func(v float64) float64 { return 1 / (1 + math.Exp(-v)) }
	}
	s := g.subgroups(t)
	for i, y := range s.Estimates {
		s.Estimates[i] = there(y)
	}
	bottom, top, err := Linear.ends(s)
	if err != nil {
		t.Fatal(err)
	}
	return back(bottom), back(top)
}

// wholePopulation rounds populations up, as healthequal does before it fits a model.
func wholePopulation(s index.Subgroups) index.Subgroups {
	for i, n := range s.Population {
		s.Population[i] = math.Ceil(n)
	}
	return s
}

// wholeCounts also rounds the events behind the estimates to whole numbers, as healthequal does for its binomial model.
func wholeCounts(s index.Subgroups) index.Subgroups {
	s = wholePopulation(s)
	for i, n := range s.Population {
		s.Estimates[i] = math.Round(s.Estimates[i]/s.High*n) / n * s.High
	}
	return s
}

// guessedScale is the upper bound that healthequal takes an indicator to have: the power of ten, by way of 1 and 100,
// above its largest estimate. Deaths per 1000 become per cent if none exceeds 100.
func guessedScale(s index.Subgroups) float64 {
	top, scale := slices.Max(s.Estimates), 1.0
	if top > 1 {
		scale = 100
	}
	for top > scale {
		scale *= 10
	}
	return scale
}

// squared returns the ends of healthequal's logit model. It passes binomial counts and weights of population as well,
// so that a subgroup weighs its population squared, while the ranks take it once. That is a defect, not a convention;
// that we can follow it shows that the fits are the same apart from it.
func squared(t *testing.T, s index.Subgroups) (bottom, top float64) {
	t.Helper()
	x := midpoints(s)
	for i, n := range s.Population {
		s.Population[i] = n * n
	}
	bottom, top, err := logit(s, x)
	if err != nil {
		t.Fatal(err)
	}
	return bottom, top
}

func TestValuesOfOtherPrograms(t *testing.T) {
	compared := map[string]int{}
	total := 0
	for _, g := range golden.JSON[[]record](t, golden.Path(t, "golden", "inequality", "expected.json")) {
		want, isNumber := g.Value.(float64)
		if !isNumber {
			continue
		}
		got, ok := g.ours(t)
		if !ok {
			continue
		}
		compared[g.Measure]++
		total++
		if !(math.Abs(got-want) <= g.Tolerance*math.Max(1, math.Abs(want))) {
			t.Errorf("%s %s %s %+v: got %.15g, want %.15g", g.Source, g.Dataset, g.Measure, g.Params, got, want)
		}
	}
	t.Logf("%d values compared: %v", total, compared)
	if total < 100 {
		t.Errorf("compared %d values, want at least 100", total)
	}
}
