package charts

import (
	"math"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// testClusters is a made-up search for clusters over n areas in rows.
func testClusters(n int) analysis.Clusters {
	c := analysis.Clusters{Subject: "background", Segregation: 0, Indicator: employed, Period: indicators.Year(2024), Level: indicators.DeSO, Version: "2025",
		Ways: []string{analysis.LocalMoran, analysis.GetisOrd}, Permutations: 9999, Moran: 0.52, Expected: -1 / float64(n-1), P: 0.0002}
	for i, a := range areasIn(testSmall(n).Areas) {
		z := 1.9 * math.Sin(float64(i)/6) * math.Cos(float64(i%9)/4)
		lag := 0.52*z + 0.5*math.Sin(float64(i)*2.3)
		v := analysis.LocalValue{Area: a, Value: 0.35 + 0.12*z, Persons: 1000, Lag: 0.35 + 0.12*lag, Z: z, LagZ: lag, Moran: z * lag, P: 0.2, Adjusted: 0.4, Class: analysis.NotClear}
		if q := v.Quadrant(); z*lag > 0.9 || z*lag < -0.28 {
			v.P, v.Adjusted, v.Class = 0.001, 0.01, q
		}
		c.Areas = append(c.Areas, v)
	}
	return c
}

func clusterCases(add addCase, o Options) {
	of := &analysis.Segregation{Sources: []string{"scb"}, Spec: analysis.SegregationSpec{ID: "background", Groups: []indicators.Group{"background=foreign"},
		Names: []lang.Text{{Sv: "utländsk bakgrund", En: "foreign background"}}}}
	draw := func(suffix string, c analysis.Clusters, o Options) {
		of := of
		if c.Segregation < 0 {
			of = nil
		}
		f, err := ClusterMap(c, of, []Map{testMap(areasIn(testSmall(len(c.Areas)).Areas))}, o)
		add(strings.Replace(suffix, "X", "clusters", 1), f, err)
		f, err = Moran(c, of, o)
		add(strings.Replace(suffix, "X", "moran", 1), f, err)
	}
	draw("X-normal", testClusters(77), o)
	few := testClusters(36)
	for i := range few.Areas { // nothing is sure, one area is an island, one has no place
		few.Areas[i].Class = analysis.NotClear
	}
	few.Areas[3] = analysis.LocalValue{Area: few.Areas[3].Area, Value: 0.4, Lag: math.NaN(), Z: math.NaN(), LagZ: math.NaN(), Moran: math.NaN(), P: math.NaN(),
		Adjusted: math.NaN(), Class: analysis.NoNeighbours}
	few.Unplaced, few.Segregation = []string{"1490C9990"}, -1
	draw("X-states", few, o)
	for _, p := range Presets[1:] {
		at := o
		at.Preset = p
		draw("preset-X-"+p.ID, testClusters(77), at)
	}
}

func TestFewAreasHaveNoClusters(t *testing.T) {
	o := testOptions(t, lang.Sv)
	withheld := testClusters(40)
	withheld.Withheld = true
	undefined := testClusters(40)
	undefined.Moran = math.NaN()
	for name, c := range map[string]analysis.Clusters{"29 areas": testClusters(29), "withheld": withheld, "undefined": undefined} {
		if f, err := Moran(c, nil, o); f != nil || err != nil {
			t.Errorf("%s: %v, %v", name, f, err)
		}
		if f, err := ClusterMap(c, nil, []Map{testMap(areasIn(testSmall(40).Areas))}, o); f != nil || err != nil {
			t.Errorf("%s: %v, %v", name, f, err)
		}
	}
	if f, err := ClusterMap(testClusters(40), nil, nil, o); f != nil || err != nil {
		t.Errorf("without a map: %v, %v", f, err)
	}
}

// Where local Moran was not looked at, the class is that of G*.
func TestClassesComeFromWhatWasLookedAt(t *testing.T) {
	f := local{Clusters: testClusters(30)}
	v := analysis.LocalValue{Class: analysis.LowHigh, Spot: analysis.HighHigh}
	if got := f.class(v); got != analysis.LowHigh {
		t.Errorf("class %q", got)
	}
	f.Ways = []string{analysis.GetisOrd}
	if got := f.class(v); got != analysis.HighHigh {
		t.Errorf("class %q", got)
	}
}
