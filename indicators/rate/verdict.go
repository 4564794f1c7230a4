package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"math"
)

// Verdict is where a figure lies by a comparison that has a rule. By itself it speaks of high and low; of an indicator of which a low
// figure is good, the rules turn it round, so that plus is always the better side.
type Verdict int

// The verdicts. FarBelow and FarAbove are beyond the outer limits, where a rule has two; Fingertips calls them worst and best.
const (
	FarBelow Verdict = -2
	Below    Verdict = -1
	Similar  Verdict = 0
	Above    Verdict = 1
	FarAbove Verdict = 2
)

// Judged is the verdict on a unit.
type Judged struct {
	Unit    int
	Verdict Verdict
}

var (
	lowIsGood = index.Param{
		Name: "low-is-good", Default: 0, Min: 0, Max: 1, Whole: true,
		Doc: "1: a low figure is the better one, and verdicts above 0 are better; 0: above 0 is high",
	}
	outerLevel = index.Param{
		Name: "outer-level", Default: 0.998, Min: 0.5, Max: 0.9999,
		Doc: "confidence level beyond which a verdict is −2 or 2; there is none where it is not above the level",
	}
)

// Levels is the two confidence levels of a rule that has verdicts from −2 to 2. Where Outer is not above Level the rule has one level,
// and verdicts from −1 to 1.
type Levels struct{ Level, Outer float64 }

func levelsFrom(p index.Params) Levels { return Levels{index.Level.From(p), outerLevel.From(p)} }

// check returns an error unless both levels lie between 0 and 1.
func (l Levels) check() error {
	if !(l.Outer > 0 && l.Outer < 1) {
		return index.Undefined("outer confidence level is %v; it must be between 0 and 1", l.Outer)
	}
	return nil
}

// Beyond returns the verdict on a value against limits around something else: −1 and 1 outside the inner ones, −2 and 2 outside the outer
// ones as well, which are read where there are two levels.
func (l Levels) Beyond(value, lower, upper, outerLower, outerUpper float64) Verdict {
	two := l.Outer > l.Level
	switch {
	case value < lower && two && value < outerLower:
		return FarBelow
	case value < lower:
		return Below
	case value > upper && two && value > outerUpper:
		return FarAbove
	case value > upper:
		return Above
	}
	return Similar
}

// turned returns v seen from the better side.
func (v Verdict) turned(lowIsGood bool) Verdict {
	if lowIsGood {
		return -v
	}
	return v
}

// ofJudged returns the parts of the units that have a verdict, which is at the confidence level.
func ofJudged(judged []Judged, level float64) []index.Part {
	parts := make([]index.Part, len(judged))
	for j, v := range judged {
		parts[j] = index.OfUnit(v.Unit, float64(v.Verdict))
		parts[j].Level = level
	}
	return parts
}

// benchmark returns the count and the population of what the rules compare with: the reference, or where there is none all units
// together, each unit among them.
func benchmark(e index.Events) (x, n float64, err error) {
	if e.Reference >= 0 {
		x, n = e.Count[e.Reference], e.Population[e.Reference]
	} else {
		x, n = index.Total(e.Count), index.Total(e.Population)
	}
	switch {
	case n == 0:
		return 0, 0, index.Undefined("what the units are compared with has no population")
	case !(math.Abs(x) <= math.MaxFloat64) || !(math.Abs(n) <= math.MaxFloat64):
		return 0, 0, index.Undefined("the counts are too large to compute with")
	}
	return x, n, nil
}

// judge returns the verdicts of a rule on the units that have a population, the reference left out.
func judge(e index.Events, lowIsGood bool, rule func(x, n float64) Verdict) []Judged {
	var out []Judged
	for i, x := range e.Count {
		if n := e.Population[i]; n > 0 && i != e.Reference {
			out = append(out, Judged{i, rule(x, n).turned(lowIsGood)})
		}
	}
	return out
}

// Around returns the verdict on a figure with these limits against a benchmark that is certain: the mirror of [Levels.Beyond].
func (l Levels) Around(certain, lower, upper, outerLower, outerUpper float64) Verdict {
	return -l.Beyond(certain, lower, upper, outerLower, outerUpper)
}

// compared checks e and the levels, and returns the benchmark.
func (k Kind) compared(e index.Events, levels Levels) (x, n float64, err error) {
	if err := k.check(e, 1, levels.Level); err != nil {
		return 0, 0, err
	}
	if err := levels.check(); err != nil {
		return 0, 0, err
	}
	return benchmark(e)
}

// Apart returns the verdict on a figure by its limits and those of what it is compared with: they have no number in common.
func Apart(lower, upper, otherLower, otherUpper float64) Verdict {
	switch {
	case upper < otherLower:
		return Below
	case lower > otherUpper:
		return Above
	}
	return Similar
}
