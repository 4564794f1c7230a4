package analysis

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
)

// comparedWith makes results of one district for each pair of shares.
func comparedWith(of ...[2]Value) *Results {
	a := analyst{o: Options{Level: 0.95, OverviewLevel: 0.998}}
	a.o.Compare.DiscoveryRate = 0.05
	res := &Results{Options: a.o}
	c := Comparison{Indicator: definitions()[0]}
	for _, vw := range of {
		c.Areas = append(c.Areas, AreaComparison{Value: vw[0], Rest: vw[1], Contrast: a.contrast(c.Indicator, vw[0], vw[1])})
	}
	res.Comparisons = []Comparison{c}
	return res
}

// The p-values of score tests (SciPy, chi2_contingency without correction), adjusted by R 4.2.2, p.adjust(p, "BH").
func TestDiscoveriesAreAdjusted(t *testing.T) {
	res := comparedWith([2]Value{shareOf(56, 70), shareOf(48, 80)}, [2]Value{shareOf(30, 100), shareOf(40, 100)}, [2]Value{shareOf(50, 100), shareOf(50, 100)},
		[2]Value{shareOf(0, 100), shareOf(0, 100)})
	discoveries(res)
	areas := res.Comparisons[0].Areas
	for i, want := range []struct{ p, q float64 }{{0.00804508136819656, 0.02413524410458968}, {0.13820766697402576, 0.2073115004610386}, {1, 1}} {
		if math.Abs(areas[i].P.V-want.p) > 1e-6 || math.Abs(areas[i].Q.V-want.q) > 1e-6 {
			t.Errorf("%d: got p %v and q %v, want %v and %v", i, areas[i].P.V, areas[i].Q.V, want.p, want.q)
		}
	}
	if areas[3].P.OK || areas[3].Q.OK {
		t.Errorf("nobody on either side: got p %v", areas[3].P)
	}
	want := Discoveries{Against: "rest", Tests: 4, Sure: 1, ByChance: 0.2, ByChanceOverview: 0.008, Found: 1, Rate: 0.05}
	if len(res.Discoveries) != 1 || res.Discoveries[0] != want {
		t.Errorf("got %+v, want %+v", res.Discoveries, want)
	}
}

// Of what is found at a rate of 5 per cent at most that share is false in the mean, with a fifth of 200 districts different; at 95 per cent each
// for itself a sixth of what looks sure is false.
func TestFalseDiscoveriesKeepTheirRate(t *testing.T) {
	const runs, tests, different = 150, 200, 40
	r := rand.New(rand.NewPCG(1995, 57))
	share, sure, power := 0.0, 0.0, 0.0
	for range runs {
		var of [][2]Value
		for i := range tests {
			p := 0.15
			if i < different {
				p = 0.20
			}
			of = append(of, [2]Value{shareOf(resample.Binomial(r, 1500, p), 1500), shareOf(resample.Binomial(r, 8000, 0.15), 8000)})
		}
		res := comparedWith(of...)
		discoveries(res)
		var found, wrong, verdicts, wrongVerdicts float64
		for i, a := range res.Comparisons[0].Areas {
			f, v := float64(b2i(a.Q.V <= 0.05)), float64(b2i(a.Verdict != NoClearDifference))
			found, verdicts = found+f, verdicts+v
			if i >= different {
				wrong, wrongVerdicts = wrong+f, wrongVerdicts+v
			}
		}
		share += wrong / max(1, found) / runs
		sure += wrongVerdicts / max(1, verdicts) / runs
		power += (found - wrong) / different / runs
	}
	// The procedure holds it to the share without difference, 0.05·160/200 = 0.04.
	if share < 0.02 || share > 0.05 || sure < 0.12 || power < 0.9 {
		t.Errorf("false among those found %.4f, want about 0.04; among the verdicts %.4f; power %.3f", share, sure, power)
	}
}

// Where the study asks for it, the rate holds whatever the dependence, at the price of 1 + 1/2 + 1/3.
func TestDependentDiscoveries(t *testing.T) {
	res := comparedWith([2]Value{shareOf(56, 70), shareOf(48, 80)}, [2]Value{shareOf(30, 100), shareOf(40, 100)}, [2]Value{shareOf(50, 100), shareOf(50, 100)})
	res.Options.Compare.Dependent = true
	discoveries(res)
	near(t, "q", res.Comparisons[0].Areas[0].Q.V, 3*0.00804508136819656*(1+1.0/2+1.0/3))
	if !res.Discoveries[0].Dependent {
		t.Error("the discoveries do not say how they were found")
	}
}

// What is withheld is no test: its p-value would tell of it.
func TestWithheldIsNotTested(t *testing.T) {
	obs := shares("own", 2025, [6]float64{10, 30, 80, 60, 2, 1}, dens)
	res := run(t, tableOf(t, everywhere(t), obs), protecting())
	for _, a := range comparison(t, res, "own").Areas {
		if gone := a.Value.Reason == Withheld; gone == a.P.OK || gone == a.Q.OK || gone == a.Effect.OK {
			t.Errorf("%s: withheld %v, but p %v, q %v, effect %v", a.Area.Code, gone, a.P, a.Q, a.Effect)
		}
	}
	if d := res.Discoveries[0]; d.Tests != 1 {
		t.Errorf("got %+v, want one test", d)
	}
}

// The importance of a difference of 2 points by its interval.
func TestImportance(t *testing.T) {
	ind := definitions()[0]
	ind.ImportantDifference = 2
	for _, c := range []struct {
		lower, upper float64
		want         Importance
	}{
		{2, 5, Important}, {-9, -2, Important}, {1, 5, PerhapsImportant}, {-5, -0.1, PerhapsImportant}, {0.5, 1.9, SureButSmall}, {-1.5, -0.5, SureButSmall},
		{-1, 1.9, NoImportantDifference}, {0, 1, NoImportantDifference}, {-1, 2, Unclear}, {-3, 1, Unclear},
	} {
		d := Difference{OK: true, Interval: true}
		d.Value, d.Lower, d.Upper = (c.lower+c.upper)/2, c.lower, c.upper
		if got := importance(ind, d); got != c.want {
			t.Errorf("%v to %v: got %v, want %v", c.lower, c.upper, got, c.want)
		}
	}
	d := Difference{OK: true}
	if got := importance(ind, d); got != NotAssessed {
		t.Errorf("without an interval: got %v", got)
	}
	ind.ImportantDifference = 0
	d.Interval, d.Lower, d.Upper = true, 1, 2
	if got := importance(ind, d); got != NotAssessed {
		t.Errorf("without a least difference: got %v", got)
	}
}

// A difference that is sure but small is told in the table and not in the summary.
func TestSureButSmallIsNoGap(t *testing.T) {
	big := [6]float64{10_000, 10_000, 10_000, 20_000, 10_000, 15_000}
	obs := shares("work", 2025, [6]float64{4000, 4000, 4150, 8300, 4150, 6225}, big)
	for _, least := range []float64{0, 5} {
		res := run(t, table(t, obs, func(defs []indicators.Indicator) { defs[0].ImportantDifference = least }), options())
		found := false
		for _, f := range res.Findings {
			found = found || f.Kind == LargestGap && f.Area.Code == "north"
		}
		north := of(t, comparison(t, res, "work"), "north")
		if found != (least == 0) || north.Overview != Worse || least > 0 && north.Importance != SureButSmall {
			t.Errorf("least %v: found %v, %v, %v", least, found, north.Overview, north.Importance)
		}
	}
}

// Districts of one city are tested against the rest of it, so that their tests are not independent: where one is above the others are below. The
// rate is kept nevertheless. Of 20 indicators of 12 districts, four differ between all districts and the others do not at all.
func TestFalseDiscoveriesAmongDistrictsOfOneCity(t *testing.T) {
	const runs, inds, different, districts = 120, 20, 4, 12
	r := rand.New(rand.NewPCG(2001, 29))
	share, any := 0.0, 0.0
	for range runs {
		var of [][2]Value
		for i := range inds {
			var xs, ns [districts]float64
			var x, n float64
			for d := range districts {
				p := 0.15
				if i < different {
					p += 0.04 * r.NormFloat64()
				}
				ns[d] = float64(400 + 300*d)
				xs[d] = resample.Binomial(r, ns[d], max(p, 0.01))
				x, n = x+xs[d], n+ns[d]
			}
			for d := range districts {
				of = append(of, [2]Value{shareOf(xs[d], ns[d]), shareOf(x-xs[d], n-ns[d])})
			}
		}
		res := comparedWith(of...)
		discoveries(res)
		var found, wrong float64
		for i, a := range res.Comparisons[0].Areas {
			f := float64(b2i(a.Q.V <= 0.05))
			found += f
			if i >= different*districts {
				wrong += f
			}
		}
		share += wrong / max(1, found) / runs
		any += float64(b2i(wrong > 0)) / runs
	}
	if share < 0.02 || share > 0.05 {
		t.Errorf("false among those found: %.4f (some in %.2f of the runs), want about 0.04", share, any)
	}
}
