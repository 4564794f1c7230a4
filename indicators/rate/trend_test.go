package rate_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// years returns the events of one unit in years that follow upon each other.
func years(first float64, count, population []float64) index.Strata {
	s := one(nil, count, population, nil)
	for k := range count {
		s.At, s.Unit = append(s.At, first+float64(k)), append(s.Unit, 0)
	}
	return s
}

// At the maximum of the likelihood the residuals sum to nothing, and so do they times the year; the information gives the variance.
func FuzzTrend(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 2))
		s := index.Strata{Units: 1}
		slope, start := 0.6*(r.Float64()-0.5), 4*r.Float64()-3
		for at := 2000.0; len(s.At) < 5+r.IntN(10); at += float64(1 + r.IntN(3)) {
			n := float64(10 + r.IntN(3000))
			s.At, s.Unit, s.Population = append(s.At, at), append(s.Unit, 0), append(s.Population, n)
			s.Count = append(s.Count, math.Floor((n+1)*r.Float64()/(1+math.Exp(-start-slope*(at-2010)))))
		}
		for name, link := range map[string]func(index.Strata, rate.TrendTest) ([]rate.Trend, error){"proportion": rate.ProportionTrend, "rate": rate.RateTrend} {
			got, err := link(s, rate.TrendTest{FewestYears: 3, Level: 0.95})
			if err != nil {
				t.Fatal(err)
			}
			if got[0].Missing != nil {
				continue // the events begin or end with a year
			}
			// The line of the slope found that has as many events in all, by bisection.
			b, low, high := got[0].Slope.Value, -60.0, 60.0
			expected := func(a float64, j int) (mean, variance float64) {
				eta := a + b*(s.At[j]-2010)
				if name == "rate" {
					mean = s.Population[j] * math.Exp(eta)
					return mean, mean
				}
				p := 1 / (1 + math.Exp(-eta))
				return s.Population[j] * p, s.Population[j] * p * (1 - p)
			}
			for range 200 {
				a, sum := (low+high)/2, 0.0
				for j := range s.At {
					m, _ := expected(a, j)
					sum += m - s.Count[j]
				}
				if sum > 0 {
					high = a
				} else {
					low = a
				}
			}
			score, h0, h1, h2 := 0.0, 0.0, 0.0, 0.0
			for j, at := range s.At {
				m, v := expected(low, j)
				score += (s.Count[j] - m) * (at - 2010)
				h0, h1, h2 = h0+v, h1+v*(at-2010), h2+v*(at-2010)*(at-2010)
			}
			se := 1 / math.Sqrt(h2-h1*h1/h0)
			if math.Abs(score*se*se) > 1e-6*(1e-3+se) || math.Abs(got[0].SE-se) > 1e-5*se {
				t.Errorf("%s: slope %v is %v from the maximum, standard error %v, want %v, for %+v", name, b, score*se*se, got[0].SE, se, s)
			}
		}
	})
}

// Where the events end with a year the slope has no bound, and none is invented.
func TestTrendsWithoutALineSayWhy(t *testing.T) {
	n := []float64{10, 10, 10, 10, 10}
	test := rate.TrendTest{FewestYears: 5, Overdispersed: true, Level: 0.95}
	for _, tc := range []struct {
		count, population []float64
		want              string
	}{
		{[]float64{0, 0, 0, 10, 10}, n, "no line fits"},
		{[]float64{0, 0, 0, 0, 0}, n, "none or all"},
		{n, n, "none or all"},
		{[]float64{1, 2, 11, 3, 4}, n, "more than all people in 2022"},
		{[]float64{1, 2, 3, 3, 4}, []float64{10, 10, 10, 0, 10}, "nobody in 2023"},
		{[]float64{1, 2, 3, 4}, n[:4], "fewer than 5 years"},
	} {
		got, err := rate.ProportionTrend(years(2020, tc.count, tc.population), test)
		if err != nil {
			t.Fatal(err)
		}
		mustLack(t, got[0].Missing, tc.want)
	}
	got, _ := rate.RateTrend(years(2020, []float64{0, 0, 0, 0, 10}, n), test)
	mustLack(t, got[0].Missing, "no line fits")
	if got, _ := rate.RateTrend(years(2020, []float64{11, 12, 13, 14, 15}, n), test); got[0].Missing != nil {
		t.Errorf("events above people: %v", got[0].Missing)
	}
	ages := one([]float64{0, 1, 5, 10, 15}, []float64{1, 2, 3, 4, 5}, n, nil)
	_, err := rate.ProportionTrend(ages, test)
	mustLack(t, err, "stratum 0 is no year")
	_, err = rate.RecentProportionTrend(ages, 5, 0.002)
	mustLack(t, err, "stratum 0 is no year")
	_, err = rate.ChangeOverYears(ages)
	mustLack(t, err, "stratum 0 is no year")
	for _, o := range []rate.TrendTest{{FewestYears: 2, Level: 0.95}, {FewestYears: 5}} {
		if _, err := rate.ProportionTrend(years(2020, n, n), o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
}

// A year that lacks moves no other: 2020, 2021 and 2023 with odds that double every year.
func TestTrendsUseTheYears(t *testing.T) {
	s := one([]float64{2020, 2021, 2023}, []float64{100, 200, 800}, []float64{1100, 1200, 1800}, nil) // odds 0.1, 0.2 and 0.8
	got, err := rate.ProportionTrend(s, rate.TrendTest{FewestYears: 3, Level: 0.95})
	if err != nil || math.Abs(got[0].Slope.Value-math.Ln2) > 1e-9 || math.Abs(got[0].Yearly.Value-100) > 1e-6 {
		t.Errorf("got %+v, %v, want a slope of ln 2", got, err)
	}
	change, err := rate.ChangeOverYears(one([]float64{2020, 2021, 2023}, []float64{10, 99, 80}, []float64{100, 100, 100}, nil))
	if err != nil || math.Abs(change[0].Compound-100) > 1e-9 || math.Abs(change[0].Total-700) > 1e-9 {
		t.Errorf("got %+v, %v, want 100 per cent a year", change, err)
	}
}

// Five years of which one was not delivered. By position the rule takes the last five rows for years that follow upon each other, and finds an
// increase; there is none to be said of five years.
func TestAMissingYearIsAGap(t *testing.T) {
	whole := years(2019, []float64{150, 170, 190, 210, 230, 250}, []float64{1000, 1000, 1000, 1000, 1000, 1000})
	got, err := rate.RecentProportionTrend(whole, 5, 0.002)
	if err != nil || got[0].Direction != 1 {
		t.Fatalf("got %+v, %v, want an increase", got, err)
	}
	gap := one([]float64{2019, 2020, 2021, 2023, 2024}, []float64{150, 170, 190, 230, 250}, []float64{1000, 1000, 1000, 1000, 1000}, nil)
	got, err = rate.RecentProportionTrend(gap, 5, 0.002)
	if err != nil {
		t.Fatal(err)
	}
	mustLack(t, got[0].Missing, "no figure for the year after 2021")
	byPosition := gap
	byPosition.At = []float64{2001, 2002, 2003, 2004, 2005}
	if got, _ := rate.RecentProportionTrend(byPosition, 5, 0.002); got[0].Direction != 1 {
		t.Errorf("by position: got %+v, want an increase", got)
	}
	late := index.Strata{Units: 2, Unit: []int{0, 0, 0, 0, 0, 1}, At: []float64{2001, 2002, 2003, 2004, 2005, 2006}, Count: []float64{5, 5, 5, 5, 5, 5}, Population: []float64{9, 9, 9, 9, 9, 9}}
	got, _ = rate.RecentProportionTrend(late, 5, 0.002)
	mustLack(t, got[0].Missing, "no figure for 2006, the last year of other units")
	mustLack(t, got[1].Missing, "fewer than 5 years")
}

// TrendMarkerCalculatorTest.cs of fingertips-open asserts 47.9 for the proportions of its first data set, increasing.
func TestRecentProportionTrendAsInFingertips(t *testing.T) {
	counts, people := []float64{994, 1023, 1199, 1332, 1367}, []float64{40_299, 41_527, 42_811, 44_064, 44_701}
	got, err := rate.RecentProportionTrend(years(2014, counts, people), 5, 0.002)
	if err != nil || math.Abs(got[0].ChiSquared-47.9) > 0.005 || got[0].Direction != 1 {
		t.Errorf("got %+v, %v, want 47.90 and an increase", got, err)
	}
}

// One year that carries the slope alone is no trend, however large chi-squared is; a decrease is one.
func TestRecentTrendsKeepTheirSign(t *testing.T) {
	people := []float64{9000, 9000, 9000, 9000, 9000}
	outlier, err := rate.RecentProportionTrend(years(2020, []float64{1000, 990, 980, 970, 1400}, people), 5, 0.002)
	if err != nil || outlier[0].Direction != 0 || outlier[0].ChiSquared < 9.55 || outlier[0].Slope <= 0 {
		t.Errorf("got %+v, %v, want no direction", outlier, err)
	}
	down, err := rate.RecentProportionTrend(years(2020, []float64{1400, 1300, 1200, 1100, 1000}, people), 5, 0.002)
	if err != nil || down[0].Direction != -1 || down[0].Slope >= 0 {
		t.Errorf("got %+v, %v, want a decrease", down, err)
	}
	flat, err := rate.RecentProportionTrend(years(2020, []float64{0, 1300, 1200, 1100, 1000}, people), 5, 0.002)
	if err != nil {
		t.Fatal(err)
	}
	mustLack(t, flat[0].Missing, "none or all of the people in 2020")
	certain := index.Strata{Units: 1, Unit: make([]int, 5), At: []float64{2001, 2002, 2003, 2004, 2005}, Values: []float64{1, 2, 3, 4, 5}, SE: []float64{1, 1, 0, 1, 1}}
	value, err := rate.RecentValueTrend(certain, 5, 0.002)
	if err != nil {
		t.Fatal(err)
	}
	mustLack(t, value[0].Missing, "the standard error of 2003 is 0")
}

// 1,500 people a year at 15 per cent and a slope of 0.05 log odds: 10,000 replicates of testdata/golden/trend_power.py give 51 and 18 of 100
// for the two tests, and 4.1 and 0.2 without a slope.
func TestTrendHasPowerAtTheSizeOfADistrict(t *testing.T) {
	const replicates = 2000
	for slope, want := range map[float64][4]float64{0.05: {0.46, 0.56, 0.14, 0.23}, 0: {0.025, 0.055, 0, 0.008}} {
		r := rand.New(rand.NewPCG(20250101, 3))
		s := index.Strata{Units: replicates}
		for u := range replicates {
			for year := range 5 {
				x, p := 0, 1/(1+math.Exp(-math.Log(0.15/0.85)-slope*float64(year-2)))
				for range 1500 {
					if r.Float64() < p {
						x++
					}
				}
				s.Unit, s.At = append(s.Unit, u), append(s.At, float64(2020+year))
				s.Count, s.Population = append(s.Count, float64(x)), append(s.Population, 1500)
			}
		}
		trends, err := rate.ProportionTrend(s, rate.TrendTest{FewestYears: 5, Overdispersed: true, Level: 0.95})
		if err != nil {
			t.Fatal(err)
		}
		recent, err := rate.RecentProportionTrend(s, 5, 0.002)
		if err != nil {
			t.Fatal(err)
		}
		found, ruled := 0.0, 0.0
		for u := range replicates {
			if trends[u].P < 0.05 {
				found += 1.0 / replicates
			}
			if recent[u].Direction != 0 {
				ruled += 1.0 / replicates
			}
			if outside := trends[u].Slope.Lower > 0 || trends[u].Slope.Upper < 0; outside != (trends[u].P < 0.05) {
				t.Errorf("p %v and limits %v disagree", trends[u].P, trends[u].Slope)
			}
		}
		if found < want[0] || found > want[1] || ruled < want[2] || ruled > want[3] {
			t.Errorf("slope %v: found %.3f by regression and %.3f by the rule", slope, found, ruled)
		}
		t.Logf("slope %v: found %.3f by regression and %.3f by the rule", slope, found, ruled)
	}
}

func TestChangesSayWhyThereAreNone(t *testing.T) {
	s := index.Strata{Units: 4, Unit: []int{0, 0, 1, 2, 2, 3, 3}, At: []float64{2001, 2003, 2001, 2001, 2003, 2001, 2003}, Values: []float64{10, 5, 10, 0, 5, 10, 0}}
	got, err := rate.ChangeOverYears(s)
	if err != nil || got[0].Total != -50 || got[3].Total != -100 || got[3].Compound != -100 {
		t.Errorf("got %+v, %v", got, err)
	}
	steep, err := rate.ChangeOverYears(one([]float64{2001, 2002, 2003}, nil, nil, nil))
	if err == nil {
		t.Errorf("got %v for neither events nor values", steep)
	}
	line := index.Strata{Units: 1, Unit: []int{0, 0, 0}, At: []float64{2001, 2002, 2003}, Values: []float64{1, 0, 20}} // begins at −2.5
	if steep, err = rate.ChangeOverYears(line); err != nil || !math.IsNaN(steep[0].Fitted) || steep[0].Total != 1900 {
		t.Errorf("got %+v, %v, want no change of a line that begins below 0", steep, err)
	}
	mustLack(t, got[1].Missing, "no figure for 2001 or 2003")
	mustLack(t, got[2].Missing, "no value above 0 in 2001")
	_, err = rate.ChangeOverYears(index.Strata{Units: 1, Unit: []int{0}, At: []float64{2001}, Values: []float64{2}})
	mustLack(t, err, "one year only")
}
