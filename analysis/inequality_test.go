package analysis

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

func inequalityAt(t *testing.T, res *Results, indicator string, level indicators.Level) Inequality {
	t.Helper()
	for _, q := range res.Inequality {
		if q.Indicator.ID == indicator && q.Level == level {
			return q
		}
	}
	t.Fatalf("no inequality of %s at %s", indicator, level)
	return Inequality{}
}

// Districts: north 20 % of 200, south 140/300 = 46.667 %, east 50 % of 100; mean 230/600 = 38.333 %.
//
//	difference = 50 − 20
//	MDM = (200·18.333 + 300·8.333 + 100·11.667)/600 = 12.222
//	BGV = (200·18.333² + 300·8.333² + 100·11.667²)/600
//	IDIS = 100·MDM/mean
func TestInequalityOfSharesByHand(t *testing.T) {
	res := run(t, table(t, shares("work", 2025, nums, dens)), options())
	q := inequalityAt(t, res, "work", indicators.District)
	n, s, e := 18+1.0/3, 8+1.0/3, 11+2.0/3
	mdm := (200*n + 300*s + 100*e) / 600
	for i, want := range []struct {
		id string
		v  float64
	}{{"difference", 30}, {"mdm", mdm}, {"bgv", (200*n*n + 300*s*s + 100*e*e) / 600}, {"idis", 100 * mdm / (230.0 / 6)}} {
		m := q.Measures[i]
		if m.Index.ID != want.id {
			t.Fatalf("measure %d: got %s, want %s: absolute measures lead for a bounded share", i, m.Index.ID, want.id)
		}
		near(t, want.id, m.Value.Value, want.v)
		if !m.Interval || m.Resampled != "persons" || !(m.Value.Lower <= m.Value.Value) || math.IsNaN(m.Corrected) {
			t.Errorf("%s: got %+v, want a resampled interval", want.id, m)
		}
	}
	if q.Areas != 3 || !q.Weighted {
		t.Errorf("got %d areas, weighted %v; want 3, by population", q.Areas, q.Weighted)
	}
	if d := inequalityAt(t, res, "work", indicators.DeSO); d.Areas != 6 {
		t.Errorf("DeSO: got %d areas, want 6", d.Areas)
	}
}

func TestInequalityOfMediansHasNoInterval(t *testing.T) {
	var obs []indicators.Observation
	for i, code := range desoOrder {
		obs = append(obs, value("median", code, 2025, 100*float64(1+i)), value("people", code, 2025, 7))
	}
	res := run(t, table(t, obs), options())
	q := inequalityAt(t, res, "median", indicators.DeSO)
	// The Gini coefficient of 1 … n is (n − 1)/(3n): 5/18 for six.
	near(t, "Gini", q.Measures[0].Value.Value, 5.0/18)
	if q.Weighted || q.Measures[0].Interval || q.Measures[0].Index.ID != "gini" {
		t.Errorf("got %+v, want an unweighted Gini without interval", q.Measures[0])
	}
	for _, q := range res.Inequality {
		if q.Indicator.ID == "people" {
			t.Error("the inequality of a count was measured: it says how areas are cut")
		}
	}
}

// Equal risks everywhere: the measured spread is noise. Replicates have the noise twice and so √2 times the spread, which leaves about
// 2 − √2 = 0.59 of it after the correction.
func TestNoiseIsTakenOff(t *testing.T) {
	obs := shares("work", 2025, [6]float64{190, 212, 203, 188, 195, 209}, [6]float64{1000, 1000, 1000, 1000, 1000, 1000})
	o := options()
	o.Replicates = 999
	m := inequalityAt(t, run(t, table(t, obs), o), "work", indicators.DeSO).Measures[1]
	if !(m.Corrected < 0.65*m.Value.Value) {
		t.Errorf("MDM %v, corrected %v: want clearly less", m.Value.Value, m.Corrected)
	}
}

// The same areas by the measures that take chance off. In per cent the deviations from 19.95 are −0.95, 1.25, 0.35, −1.15, −0.45 and 0.95, with
// a variance of 0.836; chance alone makes 5/6 of 100² · 0.1995 · 0.8005/1000 = 1.331 of it, so that nothing is left.
func TestMeasuresWithoutChanceFollow(t *testing.T) {
	obs := shares("work", 2025, [6]float64{190, 212, 203, 188, 195, 209}, [6]float64{1000, 1000, 1000, 1000, 1000, 1000})
	ms := inequalityAt(t, run(t, table(t, obs), options()), "work", indicators.DeSO).Measures
	if len(ms) != 6 || ms[4].Index.ID != "noise-corrected-bgsd" || ms[5].Index.ID != "noise-share" {
		t.Fatalf("got %d measures, want those without chance last", len(ms))
	}
	sd, part := ms[4], ms[5]
	if sd.Value.Value != 0 || part.Value.Value != 1 || sd.Value.Lower != 0 || !(sd.Value.Upper > 0.5 && sd.Value.Upper < 2) {
		t.Errorf("got %+v and %+v, want no spread, all of it noise", sd.Value, part.Value)
	}
	for _, m := range ms[4:] {
		if !m.OK || !m.Interval || m.Type != "formula" || m.Resampled != "" || !math.IsNaN(m.Corrected) {
			t.Errorf("%s: got %+v, want limits of a formula", m.Index.ID, m)
		}
	}
	if q := inequalityAt(t, run(t, table(t, shares("work", 2025, nums, dens)), options()), "work", indicators.District); q.Measures[4].Value.Value <= 0 {
		t.Errorf("districts of 20, 47 and 50 per cent: got %+v, want a spread beyond chance", q.Measures[4])
	}
}
