package analysis

import (
	"math"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/autocorrelation"
)

// Discoveries is how many of the tests against one thing, over all indicators, groups and areas, found a difference, and how many would by chance.
//
// Of many tests at 95 % one in twenty finds a difference where there is none. The procedure of Benjamini and Hochberg (1995, Journal of the Royal
// Statistical Society B 57, 289–300) holds the share of false ones among those found: of those with Q ≤ Rate at most the share Rate is
// false, in the mean over runs. It does so for independent tests, and for those that move together (positive regression dependence: Benjamini and
// Yekutieli 2001, Annals of Statistics 29, 1165–1188), as women, men and everyone do. Areas of one city move apart a little, for where one is above
// the rest the others are below theirs; with Dependent the procedure of 2001 is used, which holds whatever the dependence and finds fewer.
//
// Only tests that are shown are counted: P and Q of what is withheld would tell of it.
type Discoveries struct {
	Against          string // ID of a benchmark; "rest" for the comparisons
	Tests            int
	Sure             int     // verdicts of a difference at Options.Level
	ByChance         float64 // verdicts to expect at Options.Level if there were no difference anywhere
	SureOverview     int     // at Options.OverviewLevel
	ByChanceOverview float64
	Found            int     // tests with Q at most Rate
	Rate             float64 // of false discoveries
	Dependent        bool
}

// expected is how many of so many tests find a difference at a level where there is none, without the last digits that 1 − 0.95 has.
func expected(tests int, level float64) float64 {
	return math.Round(float64(tests)*(1-level)*1e9) / 1e9
}

// discoveries adjusts the p-values of each family of tests. It reads protected results.
func discoveries(res *Results) {
	family := func(against string, contrasts []*Contrast) {
		d := Discoveries{Against: against, Rate: res.Options.Compare.DiscoveryRate, Dependent: res.Options.Compare.Dependent}
		var ps []float64
		var tested []*Contrast
		for _, c := range contrasts {
			if c.P.OK {
				ps, tested = append(ps, c.P.V), append(tested, c)
			}
			if c.Verdict != NotCompared && c.Verdict != NoClearDifference {
				d.Sure++
			}
			if c.Overview != NotCompared && c.Overview != NoClearDifference {
				d.SureOverview++
			}
			if c.Verdict != NotCompared {
				d.Tests++
			}
		}
		if d.Tests == 0 {
			return
		}
		d.ByChance, d.ByChanceOverview = expected(d.Tests, res.Options.Level), expected(d.Tests, res.Options.OverviewLevel)
		by := autocorrelation.FalseDiscovery
		if d.Dependent {
			by = autocorrelation.DependentDiscovery
		}
		for i, q := range by.Adjust(ps) {
			tested[i].Q = indicators.Num(q)
			if q <= d.Rate {
				d.Found++
			}
		}
		res.Discoveries = append(res.Discoveries, d)
	}
	var all []*Contrast
	for i := range res.Comparisons {
		for j := range res.Comparisons[i].Areas {
			all = append(all, &res.Comparisons[i].Areas[j].Contrast)
		}
	}
	family(Rest.ID(), all)
	for from := 0; from < len(res.Benchmarks); {
		id := res.Benchmarks[from].Benchmark.ID()
		to := from
		var of []*Contrast
		for ; to < len(res.Benchmarks) && res.Benchmarks[to].Benchmark.ID() == id; to++ {
			for j := range res.Benchmarks[to].Areas {
				of = append(of, &res.Benchmarks[to].Areas[j].Contrast)
			}
		}
		family(id, of)
		from = to
	}
}
