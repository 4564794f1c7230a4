package rate_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

var noLimits = rate.LifeTable{Level: 0.95}

// survivors is the life table as Chiang (1984) writes it, forward from the survivors l and the years L of every age, with Silcocks'
// variance of the last group.
func survivors(at, deaths, people, share, answers []float64) (years, se []float64) {
	last := len(at) - 1
	l, L, a, n, q := make([]float64, last+1), make([]float64, last+1), make([]float64, last+1), make([]float64, last+1), make([]float64, last+1)
	l[0] = 1
	for i := range last {
		a[i], n[i] = 0.5, at[i+1]-at[i]
		if at[i] == 0 {
			a[i] = 0.1
		}
		m := deaths[i] / people[i]
		q[i] = min(1, n[i]*m/(1+(1-a[i])*n[i]*m))
		l[i+1] = l[i] * (1 - q[i])
		L[i] = n[i] * (l[i+1] + a[i]*(l[i]-l[i+1]))
	}
	m := deaths[last] / people[last]
	L[last] = l[last] / m
	for i := range at {
		years = append(years, 0)
		for k := i; k <= last; k++ {
			years[i] += share[k] * L[k] / l[i]
		}
	}
	for i := range at {
		variance := math.Pow(l[last]*share[last]/m, 2)/deaths[last] + share[last]*(1-share[last])*L[last]*L[last]/answers[last]
		for k := i; k < last; k++ {
			if deaths[k] > 0 {
				variance += math.Pow(l[k]*((1-a[k])*n[k]*share[k]+years[k+1]), 2) * q[k] * q[k] * (1 - q[k]) / deaths[k]
			}
			variance += share[k] * (1 - share[k]) * L[k] * L[k] / answers[k]
		}
		se = append(se, math.Sqrt(variance)/l[i])
	}
	return years, se
}

func FuzzLifeTable(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		var at, deaths, people, share, answers, ones []float64
		for age := float64(r.IntN(2)); len(at) < 2+r.IntN(20); age += float64(1 + r.IntN(10)) {
			at = append(at, age)
			n := float64(1 + r.IntN(5000))
			people, deaths = append(people, n), append(deaths, math.Floor(n*0.3*r.Float64()*r.Float64()))
			share, answers, ones = append(share, r.Float64()), append(answers, float64(1+r.IntN(200))), append(ones, 1)
		}
		deaths[len(deaths)-1]++
		s := one(at, deaths, people, nil)
		life, err := rate.LifeExpectancy(s, rate.LifeTable{Level: 0.95, ExcessDeaths: true})
		if err != nil || life[0].Missing != nil {
			t.Fatal(err, life)
		}
		s.Health, s.HealthN = share, answers
		healthy, err := rate.HealthyLifeExpectancy(s, rate.LifeTable{Level: 0.95, ExcessDeaths: true})
		if err != nil || healthy[0].Missing != nil {
			t.Fatal(err, healthy)
		}
		for _, tc := range []struct {
			got   []rate.Outcome
			share []float64
		}{{life[0].Outcomes, ones}, {healthy[0].Outcomes, share}} {
			years, se := survivors(at, deaths, people, tc.share, answers)
			for k, o := range tc.got {
				if math.Abs(o.Value-years[k]) > 1e-9*(1+years[k]) || math.Abs(o.SE-se[k]) > 1e-9*(1+se[k]) {
					t.Errorf("at %v: got %v with standard error %v, want %v with %v", at[k], o.Value, o.SE, years[k], se[k])
				}
			}
		}
	})
}

// The example of phe_life_expectancy has twenty age groups, 80.17 years at birth. With the last two joined to 85+ the program stops: "the
// contents in the startage field do not match the contents of the age_contents vector".
func TestLifeTablesHaveAnyNumberOfAgeGroups(t *testing.T) {
	var s index.Strata
	for _, row := range golden.Rows(t, golden.Path(t, "golden", "inequality", "phe_life_expectancy_example.csv")) {
		s.At, s.Unit = append(s.At, row.Number(t, "startage")), append(s.Unit, 0)
		s.Count, s.Population = append(s.Count, row.Number(t, "deaths")), append(s.Population, row.Number(t, "pops"))
	}
	s.Units = 1
	for _, want := range []float64{80.1696, 80.1695} { // by the program, and by survivors
		got, err := rate.LifeExpectancy(s, noLimits)
		if err != nil || math.Abs(got[0].Outcomes[0].Value-want) > 0.00005 {
			t.Errorf("%d groups: got %v, %v, want %v", len(s.At), got[0].Outcomes[0], err, want)
		}
		last := len(s.At) - 1
		s.Count[last-1] += s.Count[last]
		s.Population[last-1] += s.Population[last]
		s.At, s.Unit, s.Count, s.Population = s.At[:last], s.Unit[:last], s.Count[:last], s.Population[:last]
	}
}

// Everybody between 5 and 65 dies; those who reach 65 have 1/M = 10 years all the same, which a table of survivors cannot say, and PHE
// gives as 0.
func TestAnAgeAfterAGroupThatNobodySurvivesHasItsYears(t *testing.T) {
	got, err := rate.LifeExpectancy(one([]float64{0, 5, 65}, []float64{0, 500, 10}, []float64{1000, 1000, 100}, nil), noLimits)
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []float64{35, 30, 10} { // half of 60 years from 5, and 5 more from 0
		if o := got[0].Outcomes[k]; math.Abs(o.Value-want) > 1e-12 {
			t.Errorf("at %v: got %v, want %v", got[0].Ages[k], o.Value, want)
		}
	}
}

func TestHealthyLifeIsLifeWhereEverybodyIsWell(t *testing.T) {
	s := one([]float64{0, 1, 65}, []float64{2, 40, 90}, []float64{500, 20_000, 3000}, nil)
	life, _ := rate.LifeExpectancy(s, noLimits)
	s.Health = []float64{1, 1, 1}
	healthy, err := rate.HealthyLifeExpectancy(s, noLimits)
	if err != nil || healthy[0].Outcomes[0].Value != life[0].Outcomes[0].Value || !math.IsNaN(healthy[0].Outcomes[0].SE) || healthy[0].Outcomes[0].Level != 0 {
		t.Errorf("got %v, %v, want the years of %v without an interval", healthy, err, life)
	}
	s.HealthN = []float64{10, 100, 50}
	healthy, err = rate.HealthyLifeExpectancy(s, noLimits)
	for k, o := range healthy[0].Outcomes {
		if want := life[0].Outcomes[k]; err != nil || math.Abs(o.SE-want.SE) > 1e-12 || o.Lower != want.Lower {
			t.Errorf("got %v, %v, want %v", o, err, want)
		}
	}
}

// In the northern area of testdata/golden/data the answers alone give a healthy life expectancy at birth a standard error of 0.80 years;
// with mortality it is 0.89.
func TestMortalityCountsInHealthyLifeExpectancy(t *testing.T) {
	var s index.Strata
	for _, row := range golden.Rows(t, "../../testdata/golden/data/deaths-by-age.csv") {
		if row["area"] == "north" {
			at := 0.0
			if len(s.At) > 0 {
				at = max(1, 5*float64(len(s.At)-1))
			}
			s.At, s.Unit = append(s.At, at), append(s.Unit, 0)
			s.Count, s.Population = append(s.Count, row.Number(t, "deaths")), append(s.Population, row.Number(t, "population"))
			s.Health, s.HealthN = append(s.Health, row.Number(t, "good")), append(s.HealthN, row.Number(t, "answers"))
		}
	}
	s.Units = 1
	got, err := rate.HealthyLifeExpectancy(s, noLimits)
	if err != nil {
		t.Fatal(err)
	}
	both := got[0].Outcomes[0].SE
	for j := range s.Count { // a thousand times the population at the same mortality
		s.Count[j], s.Population[j] = 1000*s.Count[j], 1000*s.Population[j]
	}
	got, _ = rate.HealthyLifeExpectancy(s, noLimits)
	if answers := got[0].Outcomes[0].SE; math.Abs(both-0.89) > 0.005 || math.Abs(answers-0.80) > 0.005 {
		t.Errorf("got standard errors %.4f with and %.4f without mortality", both, answers)
	}
}

func TestUnitsWithoutALifeTableSayWhy(t *testing.T) {
	at := []float64{0, 1, 65}
	for _, tc := range []struct {
		count, population []float64
		o                 rate.LifeTable
		want              string // "" where there is a value at birth
	}{
		{[]float64{1, 20, 50}, []float64{100, 3000, 1900}, rate.LifeTable{FewestPeople: 5000, Level: 0.95}, "no more than 5000 people"},
		{[]float64{1, 20, 50}, []float64{100, 3000, 1901}, rate.LifeTable{FewestPeople: 5000, Level: 0.95}, ""},
		{[]float64{1, 20, 0}, []float64{100, 3000, 1900}, noLimits, "no deaths in the last age group"},
		{[]float64{1, 20, 50}, []float64{100, 0, 1900}, noLimits, "nobody in age group 1"},
		{[]float64{101, 20, 50}, []float64{100, 3000, 1900}, noLimits, "more deaths than people in age group 0"},
		{[]float64{101, 20, 50}, []float64{100, 3000, 1900}, rate.LifeTable{ExcessDeaths: true, Level: 0.95}, ""},
		{[]float64{1, 2, 1}, []float64{100, 300, 19}, rate.LifeTable{WidestInterval: 20, Level: 0.95}, "wider than 20 years"},
		{[]float64{1, 2, 1}, []float64{100, 300, 19}, noLimits, ""},
	} {
		got, err := rate.LifeExpectancy(one(at, tc.count, tc.population, nil), tc.o)
		if err != nil {
			t.Fatal(err)
		}
		why := got[0].Missing
		if why == nil {
			why = got[0].Outcomes[0].Missing
		}
		if tc.want == "" && why == nil {
			continue
		}
		mustLack(t, why, tc.want)
	}
	for _, s := range []index.Strata{one([]float64{0}, []float64{1}, []float64{10}, nil), one([]float64{-1, 5}, []float64{1, 1}, []float64{10, 10}, nil), one([]float64{2023, 2024}, []float64{1, 1}, []float64{10, 10}, nil)} {
		got, err := rate.LifeExpectancy(s, noLimits)
		if err != nil {
			t.Fatal(err)
		}
		mustLack(t, got[0].Missing, "two age groups or more")
	}
	gap := index.Strata{Units: 2, Unit: []int{0, 0, 1}, At: []float64{0, 65, 65}, Count: []float64{1, 9, 9}, Population: []float64{9000, 300, 300}}
	got, _ := rate.LifeExpectancy(gap, noLimits)
	if want := "undefined: no figure for stratum 0, which other units have"; got[1].Missing == nil || got[1].Missing.Error() != want {
		t.Errorf("got %v, want %v", got[1].Missing, want)
	}
	s := one(at, []float64{1, 20, 50}, []float64{100, 3000, 1900}, nil)
	s.Health, s.HealthN = []float64{1, 0.9, 0.5}, []float64{10, 0, 10}
	got, _ = rate.HealthyLifeExpectancy(s, noLimits)
	mustLack(t, got[0].Missing, "no answers on health in age group 1")
}
