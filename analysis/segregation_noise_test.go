package analysis

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators"
)

// Noise of 3 in each published count from 2025 on. Of n1, half lies in north and half in south: what they hold of it has the variance 9/4. Nobody
// of group a in e1 is a nil, which noise is not added to.
func TestNoiseOfSegregation(t *testing.T) {
	reg := register(t,
		indicators.Membership{Area: id("n1"), In: id("north"), Weight: 0.5, Basis: "test"}, indicators.Membership{Area: id("n1"), In: id("south"), Weight: 0.5, Basis: "test"},
		indicators.Membership{Area: id("n2"), In: id("north"), Weight: 1, Basis: "test"}, indicators.Membership{Area: id("s1"), In: id("south"), Weight: 1, Basis: "test"},
		indicators.Membership{Area: id("s2"), In: id("south"), Weight: 1, Basis: "test"}, indicators.Membership{Area: id("e1"), In: id("east"), Weight: 1, Basis: "test"})
	obs := append(made("people", 2023, mostA, mostB), append(made("people", 2024, mostA, mostB), made("people", 2025, mostA, mostB)...)...)
	for i := range obs {
		if o := &obs[i]; o.Area == id("e1") && o.Group == bg[0] {
			o.Value, o.Status = indicators.Num(0), indicators.Nil
		}
	}
	of := func(sd float64) *Results {
		open := indicators.Source{ID: "open", Protected: true}
		noisy(sd)(&open)
		return run(t, tableFrom(t, reg, obs, definitions(), open), bgOptions("people", indicators.DeSO, indicators.District))
	}
	quiet, res := of(0), of(3)
	got := map[string][]float64{}
	for _, s := range res.Segregation {
		for _, u := range s.Units {
			got[u.Area.Code] = u.noise
		}
	}
	all := []float64{9, 9}
	want := map[string][]float64{"n1": all, "n2": all, "s1": all, "s2": all, "l1": all, "e1": {0, 9},
		"north": {9 + 9.0/4, 9 + 9.0/4}, "south": {18 + 9.0/4, 18 + 9.0/4}, "east": {0, 9}}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
		t.Errorf("variances (-want +got):\n%s", diff)
	}
	if u := quiet.Segregation[0].Units[0]; u.noise != nil {
		t.Errorf("noise of unknown size: got %v", u.noise)
	}
	width := func(v IndexValue) float64 { return v.Value.Upper - v.Value.Lower }
	for i, s := range res.Segregation {
		d, was := s.Indices[0], quiet.Segregation[i].Indices[0]
		if d.Value.Value != was.Value.Value || d.Value.Lower == was.Value.Lower || math.Abs(width(d)/width(was)-1) > 0.2 {
			t.Errorf("%s: got %+v and without noise %+v, want the same value and somewhat other limits", s.Level, d.Value, was.Value)
		}
		text := s.Warnings[0].Text.Sv
		if !strings.Contains(text, "standardavvikelsen 3. Det är med i intervallen.") || !strings.Contains(text, "Från det korrigerade värdet") {
			t.Error(text)
		}
		if text := quiet.Segregation[i].Warnings[0].Text.Sv; !strings.HasSuffix(text, "uppger källan inte. Det är inte med i intervallen.") {
			t.Error(text)
		}
	}
	for i, s := range res.SegregationSeries {
		was := quiet.SegregationSeries[i]
		for p := range s.Periods { // noise of one year moves the limits of none before it
			same := s.Periods[p].Indices[0].Value == was.Periods[p].Indices[0].Value
			if noisy := s.Periods[p].Period == indicators.Year(2025); same == noisy {
				t.Errorf("%s %s: limits the same as without noise: %v", s.Level, s.Periods[p].Period, same)
			}
		}
		if s.Changes[1].Indices[0].Difference != was.Changes[1].Indices[0].Difference || s.Changes[2].Indices[0].Difference == was.Changes[2].Indices[0].Difference {
			t.Errorf("%s: got changes %+v, want noise in the one to 2025 only", s.Level, s.Changes)
		}
		if s.Causes[0].Change.Difference == was.Causes[0].Change.Difference {
			t.Errorf("%s: what the change comes of has no noise", s.Level)
		}
	}
	for i, s := range res.SegregationAreas {
		was := quiet.SegregationAreas[i].Areas[0].Terms[0]
		if v := s.Areas[0].Terms[0]; v.Value == was.Value || v.Change.Estimate == was.Change.Estimate {
			t.Errorf("%s: got terms %+v, want noise in them", s.Level, v)
		}
	}
}

// Everybody else has the noise of all other groups together: √(3² + 4²).
func TestNoiseAgainstRest(t *testing.T) {
	noise := unitNoise([]UnitMake{{noise: []float64{4, 9, 16}}, {}})
	got := noiseAgainstRest(noise)[0].Composition
	if diff := cmp.Diff([][]float64{{2, 0}, {5, 0}}, got); diff != "" {
		t.Error(diff)
	}
}
