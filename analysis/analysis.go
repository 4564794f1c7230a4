// Package analysis turns a table of observations into answers: which districts differ from the city, is it sure, has it changed, how
// unequal are the districts, how separately do groups live.
//
// The steps of [Run], in order:
//  1. reference: the value of the city and of every district, published before pooled, and saying which;
//  2. compare: each district against the rest of the city, with intervals and a verdict, and against other benchmarks; funnels;
//  3. change: each district and the city against the earlier period; trends where there are three periods or more;
//  4. inequality between areas, segregation of groups, mix within areas, each with resampled intervals; where areas have a place on a
//     map, which of them lie among areas like them, and segregation by scale; segregation over time, what its change is made of, its parts
//     between and within levels of areas, which areas it comes from, and at school beside at home; how
//     sure that is: values of areas drawn together, places with their uncertainty, spread with and without chance and publishers' noise;
//  5. protect: withhold what would tell of too few persons, before anything leaves the package;
//  6. hold the tests that are shown to their rate of false discoveries;
//  7. find: the few statements that a summary should make.
//
// Results are data, never prose: kinds, keys and numbers. Warnings travel with them. Statistics are computed on unprotected
// counts and protected afterwards. The package knows neither study files nor charts.
package analysis

import (
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Options are the choices that an analysis follows. The zero value of a field means the default named with it.
type Options struct {
	City          indicators.AreaID // the area of level city, or a county or nation, that districts are compared with
	Level         float64           // confidence level of comparisons; default 0.95
	OverviewLevel float64           // confidence level of the overview; default 0.998
	MinCoverage   float64           // least share of an area's population that must have data for a pooled value; default 0.85
	Replicates    int               // bootstrap replicates; default 999
	Seed          uint64
	Workers       int // goroutines; default all processors; results do not depend on it
	Disclosure    Disclosure
	Segregation   []SegregationSpec
	Mix           []MixSpec
	Background    []string          // indicators that are only read as denominators and groups
	Indicators    []string          // indicators to report; all but the background where empty
	Period        indicators.Period // the period to report; each indicator's latest where zero
	AreaLevel     indicators.Level  // level of the areas that are compared with the city; districts where zero
	Carried       []Carried         // figures that are not of the areas that they were published for
	Crosswalks    []Crosswalk       // by which they were
	Maps          []Map             // where areas lie
	Space         Spatial           // how areas are looked at by where they lie
	Compare       CompareOptions    // what more areas are compared with, and how many tests are told of
	Courses       CourseOptions     // how figures are followed over years
	Targets       TargetOptions     // what is to be reached
	Composites    []CompositeSpec
	Groups        []Dimension // what is known of the dimensions of groups; those that are not named have defaults
	Relation      RelationOptions
}

// Carried says that figures of an indicator were carried over from the areas of one version to those of another by a crosswalk.
type Carried struct {
	Indicator  string
	From, To   string
	Population bool    // weighted by population, otherwise by area
	Divided    float64 // share of the persons counted who lie in areas that are divided
	Refused    string  // why the figures were not carried over; "" where they were
}

// Disclosure says what is withheld of unprotected sources, and how well it is to be protected.
type Disclosure struct {
	MinCount       float64 // numerators and complements from 1 up to below this are withheld
	MinDenominator float64 // populations below this
	MaxShare       float64 // in per cent: shares above this, and groups that make up more than this of an area; none where zero
	Protection     float64 // how wide the interval must be at least that a reader can tell of a withheld count; MinCount where zero
	RoundTo        float64 // counts are rounded to multiples of this before anything is worked out; not at all where zero
	RoundAtRandom  bool    // up or down by chance, so that rounding does not bias sums; otherwise to the nearest multiple
}

// SegregationSpec asks for the segregation of groups over the areas of some levels.
type SegregationSpec struct {
	ID        string
	Title     lang.Text
	Indicator string
	Groups    []indicators.Group // the first is the group of interest
	Names     []lang.Text        // of the groups
	Levels    []indicators.Level
	Indices   []string // registry IDs
	School    bool     // where pupils study rather than where people live
	Latest    bool     // of the newest period alone, not followed over time
	Against   string   // ID of the spec that this one is compared with; "" where there is none, or one is found that has the same groups
	Space     Spatial  // what differs from the options
	Ordered   bool     // the groups are classes of a scale, the lowest first: their profile by rank is wanted
	Placed    bool     // the indices of Space are followed over time as well, which takes long
}

// MixSpec asks for the diversity of parts within each district.
type MixSpec struct {
	ID        string
	Title     lang.Text
	Indicator string
	Groups    []indicators.Group
	Names     []lang.Text
}

// Results is everything that an analysis found out about the latest period of each indicator.
type Results struct {
	City         indicators.Area
	Districts    []indicators.Area // in order of code
	Options      Options           // with defaults filled in
	Comparisons  []Comparison      // in the order of the catalogue, everyone before groups
	Benchmarks   []BenchmarkComparison
	Discoveries  []Discoveries // of the comparisons, and then of the benchmarks
	Funnels      []Funnel      // of the comparisons whose values are shares or rates with counts, in their order
	Trends       []Trend       // for indicators with three periods or more
	Inequality   []Inequality
	Segregation  []Segregation
	Mixes        []Mix
	Pyramids     []Mix // of counts by age and sex, by age and then by sex
	Makeups      []Mix // by the groups of the segregation of where people live, one for each spec
	Composites   []Composite
	Relations    []Relations    // of the areas that are compared, and of the smallest areas
	Disadvantage []Disadvantage // of the worst and of the best areas that are compared, and of the smallest areas
	Alike        *Alike

	SegregationSeries []SegregationSeries // of the specs, in their order, by level and delimitation
	SegregationScales []SegregationScales // one for each spec
	SegregationAreas  []SegregationAreas  // one for each of Segregation that has indices
	SegregationPairs  []SegregationPair   // where pupils study beside where people live

	Curves     []Curve     // of the segregations of two groups, in their order
	RankOrders []RankOrder // of the segregations of ordered groups, in their order

	Courses  []Course   // for indicators with two periods or more, in the order of the comparisons
	Mobility []Mobility // of the ranks of districts, for indicators with a course
	Targets  []TargetProgress

	Shrinkage []Shrinkage // of comparisons, in their order: for districts, and for everyone also of the smallest areas
	Rankings  []Ranking   // beside them

	GroupGaps      []GroupGap      // of two groups, in the order of the comparisons
	GroupCells     []GroupCells    // of groups of several dimensions, the city before its districts
	GroupMeasures  []GroupMeasures // over the groups of each dimension, the city before its districts
	GroupAreas     []GroupAreas    // between districts and between groups within them
	Decompositions []Decomposition // changes and gaps by values and composition
	Series         []Series        // the city's values over time by values and composition

	Clusters   []Clusters   // of the segregations, in their order, and then of indicators; none where the study has no map
	Disclosure []Protection // of the sources that are not protected, by indicator and period
	Findings   []Finding    // most important first; the summary says those with Summary
	Warnings   []Warning
}

// Basis says where the value of a city or district comes from.
type Basis string

// The bases, best first.
const (
	Published    Basis = "published"    // the source's own figure for the area
	Pooled       Basis = "pooled"       // from published numerators and denominators of its parts
	Approximated Basis = "approximated" // from published shares and a declared population
	NoBasis      Basis = ""             // there is no value
)

// Reason says why an area has no value or no interval.
type Reason string

// The reasons.
const (
	NoReason       Reason = ""
	NoObservation  Reason = "no_observation" // the source has nothing for the area and its parts
	NoDenominator  Reason = "no_denominator" // the source gives no count and the study declares no population
	CannotPool     Reason = "cannot_pool"    // a median or score of several areas cannot be had from theirs
	LowCoverage    Reason = "low_coverage"   // too small a share of the population has data
	Withheld       Reason = "withheld"       // withheld here to protect persons
	SourceWithheld Reason = "source_withheld"
	PartOnly       Reason = "part_only"    // the district is the whole city: there is no rest to compare with
	SizeOnly       Reason = "size_only"    // a count says how large an area is, not how it fares: no contrast with the city
	SchoolsOnly    Reason = "schools_only" // the figures are of schools, whose pupils live in other districts too
	OtherAreas     Reason = "other_areas"  // the two dates have data for different parts of the area
	NoRatio        Reason = "no_ratio"     // nothing can be a multiple of nothing
	NoLimits       Reason = "no_limits"    // a mean, median or count without published limits, or a ratio of too few events
	NoLevel        Reason = "no_level"     // the source publishes limits, but the study does not say of which confidence level
	Broken         Reason = "broken"       // a break in the series, of definition or of boundary, lies between the two periods

	TooFewAreas   Reason = "too_few_areas"   // fewer areas with a value than the method needs
	TooFewPeriods Reason = "too_few_periods" // fewer comparable periods with a value than the method needs
	TooFewGroups  Reason = "too_few_groups"  // fewer groups with a value than the method needs
	Constant      Reason = "constant"        // all values are the same, so nothing varies that could be measured
	Tied          Reason = "tied"            // ties leave no order
	Contradictory Reason = "contradictory"   // parts and totals, or two figures of one thing, cannot both be right
	NoWeights     Reason = "no_weights"      // a weight is missing, negative, or all are zero
	TargetPassed  Reason = "target_passed"   // the year of the target is not after the latest figure
	NotJudged     Reason = "not_judged"      // the study says neither high nor low values are better
	NotClosing    Reason = "not_closing"     // the gap does not surely close, so that no pace leads to parity
	NoGap         Reason = "no_gap"          // the line of the gap has reached the other side, and none is sure there
	TooFar        Reason = "too_far"         // at the present pace the gap closes later than the pace can be trusted for
	TooFewParts   Reason = "too_few_parts"   // too little of the weight of a composite index has a value
	SharedParts   Reason = "shared_parts"    // the two are made of the same counts, so that the one follows from the other
	Undefined     Reason = "undefined"       // the method has no answer for these numbers; a warning says why
)

// Reasons are all reasons that there are, in the order of their declaration.
var Reasons = []Reason{
	NoObservation, NoDenominator, CannotPool, LowCoverage, Withheld, SourceWithheld, PartOnly, SizeOnly, SchoolsOnly, OtherAreas, NoRatio, NoLimits, NoLevel,
	Broken, TooFewAreas, TooFewPeriods, TooFewGroups, Constant, Tied, Contradictory, NoWeights, TargetPassed, NotJudged,
	NotClosing, NoGap, TooFar,
	TooFewParts, SharedParts,
	Undefined,
}

// Value is a number about an area with its interval, where it comes from, and why it is not there. Shares have Wilson's
// interval and rates Byar's, from Numerator and Denominator; limits that the source publishes go before both, and
// then Level is 0, for the source's level is not known. Counts have none, nor have means and medians without published limits.
type Value struct {
	index.Estimate
	OK          bool // false: read Reason and Status, never the number
	Interval    bool // Lower and Upper are there
	Status      indicators.Status
	Basis       Basis
	Reason      Reason
	Numerator   indicators.Number
	Denominator indicators.Number
	Coverage    float64   // share of the area's denominator with data, 1 when complete
	Note        lang.Text // of an approximation
	SmallBase   bool      // the denominator is below the indicator's floor
	Noise       Noise     // deliberate noise in the counts; none where the publisher adds none, or where how much is not known
	Sampled     bool      // chance in it is that of a survey: as its source's limits say, not as its counts would
	Certain     bool      // taken as known without error: a reference from outside the city that is published without counts
	Provisional bool
	// Boundary tells delimitations of one place apart: values that differ in it are about different ground and are not compared, joined or
	// tested. It is empty for the delimitation that is reported, and for areas of another version that are the same ground.
	Boundary string
}

// Verdict is the judgement of a difference from the city.
type Verdict int8

// The verdicts. Higher and Lower are for indicators that are not judged.
const (
	NotCompared Verdict = iota
	NoClearDifference
	Better
	Worse
	Higher
	Lower
)

var verdictNames = [...]string{"not_compared", "no_clear_difference", "better", "worse", "higher", "lower"}

// String returns the verdict as it is written in tables.
func (v Verdict) String() string { return verdictNames[v] }

// Comparison is one indicator for one group and its latest period, over all districts.
type Comparison struct {
	Indicator indicators.Indicator
	Group     indicators.Group
	Period    indicators.Period
	Earlier   indicators.Period // zero when there is no earlier period to compare with
	City      Value
	CityPast  Value      // city in the earlier period
	Change    Difference // of the city
	Areas     []AreaComparison
	Spread    []AreaValue // the values of the smallest areas (DeSO or schools), sorted by value, for where districts have none
	NoFigures Reason      // set when no district has a value: why
	Broken    *indicators.Break
	Warnings  []Warning
}

// AreaComparison is one district in a comparison.
type AreaComparison struct {
	Area     indicators.Area
	Value    Value
	Rest     Value      // the city without the district
	Contrast            // of the district with the rest of the city
	Past     Value      // the district in the earlier period
	Change   Difference // since the earlier period
	Assumed  bool       // the delimitation of the district is an assumption
}

// Contrast is how a value stands to what it is compared with. The verdicts and the importance rest on the interval of the difference, P on a score
// test: on the border of a level they may disagree.
type Contrast struct {
	Difference Difference        // in the indicator's unit
	Ratio      Difference        // of the value to what it is compared with
	Effect     Difference        // standardised: Cohen's h of shares, its like for rates, Cohen's d of means
	Verdict    Verdict           // at Options.Level
	Overview   Verdict           // at Options.OverviewLevel
	Importance Importance        // at Options.Level, where the indicator has an important difference
	P          indicators.Number // two-sided probability of such a difference where there is none
	Q          indicators.Number // P adjusted for all tests against the same thing: see [Discoveries]
}

// Difference is a contrast of two values with its interval at Options.Level.
type Difference struct {
	index.Estimate
	OK       bool
	Interval bool
	Reason   Reason
}

// Sure tells whether the interval excludes v: 0 for a difference, 1 for a ratio.
func (d Difference) Sure(v float64) bool {
	return d.OK && d.Interval && (d.Lower > v || d.Upper < v)
}

// AreaValue is the value of one area.
type AreaValue struct {
	Area  indicators.Area
	Value Value
}

// Trend is one indicator over three periods or more.
type Trend struct {
	Indicator indicators.Indicator
	Group     indicators.Group
	Periods   []indicators.Period
	City      []Value      // one for each period
	Areas     []AreaSeries // districts in order of code
	Breaks    []indicators.Break
	// Boundaries are the changes of area boundaries: there a series stops whose values differ in Boundary, and the others go on.
	Boundaries []indicators.Break
	// Precision is the first period whose values carry deliberate noise where those before it do not; zero where there is none. The series goes on.
	Precision indicators.Period
}

// AreaSeries is the values of one area, one for each period of its trend.
type AreaSeries struct {
	Area    indicators.Area
	Values  []Value
	Assumed bool // the delimitation of the district is an assumption
}

// Inequality is the inequality of one indicator between the areas of a level. It is inequality between areas: a Gini of area
// means is not the Gini of incomes.
type Inequality struct {
	Indicator indicators.Indicator
	Group     indicators.Group
	Period    indicators.Period
	Level     indicators.Level
	Areas     int
	Weighted  bool      // by the denominator
	Note      lang.Text // where the counts are approximated: how
	Measures  []IndexValue
	Noise     *NoiseParts // nil where the counts behind the values are not known, or withheld
}

// NoiseParts is the spread between areas, as a standard deviation by population, with and without what chance and the publisher's deliberate
// noise make of it.
type NoiseParts struct {
	Observed, Corrected float64 // in the indicator's unit
	Chance, Deliberate  float64 // shares of the observed variance, 0 to 1 together
}

// IndexValue is the value of one index with its interval and how it was got.
type IndexValue struct {
	Index     index.Index
	Params    index.Params
	Value     index.Estimate
	OK        bool
	Undefined string  // the reason where OK is false
	Interval  bool    // Lower and Upper are there
	Corrected float64 // bias-corrected value, NaN where not resampled
	Resampled string  // what was resampled: "persons", "areas", or ""
	Type      string  // of interval: "basic"
}

// Segregation is the indices of how groups are spread over the areas of one level.
type Segregation struct {
	Spec     SegregationSpec
	Level    indicators.Level
	Version  string
	Period   indicators.Period
	Areas    int
	Totals   []float64 // of the groups over the areas; nil where withheld
	Indices  []IndexValue
	Dropped  []string   // areas left out because a group has no count
	Sources  []string   // IDs of the sources of the counts, which may be other than that of the indicator
	Units    []UnitMake // composition of each area, in order of code
	Where    *Where     // what depends on where the areas lie; nil where that is unknown
	Warnings []Warning
}

// UnitMake is the composition of one area.
type UnitMake struct {
	Area     indicators.Area
	Counts   []float64 // of the groups; nil where withheld
	Withheld bool      // to protect persons

	noise []float64 // variance of deliberate noise in each count; nil where there is none
}

// Mix is the diversity of parts within each district and the city, on the scale of Shannon's entropy divided by its maximum.
type Mix struct {
	Spec    MixSpec
	Period  indicators.Period
	City    MixArea
	Areas   []MixArea
	Sources []string // IDs of the sources of the counts
}

// MixArea is the parts of one area.
type MixArea struct {
	Area     indicators.Area
	Assumed  bool // its delimitation is an assumption
	OK       bool
	Reason   Reason
	Counts   []float64
	Shares   []float64 // of the parts, 0 to 1
	Evenness float64   // entropy / ln(number of parts), 0 to 1
}

// Warning is something that the reader of a result must know. It does not stop the analysis.
type Warning struct {
	Code      string // such as "approximated", "low_coverage", "noise", "withheld", "undefined", "assumed_districts"
	Indicator string
	Area      string
	Text      lang.Text
}

// Error returns the English wording, so that a warning can be treated as an error.
func (w Warning) Error() string { return w.Text.En }
