package analysis

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// Counts of 8 to 12 are all 10 when rounded to 5: nothing that is said may tell them apart.
func TestResultsRestOnRoundedCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	within := func() twoGroups {
		var c twoGroups
		for g := range 2 {
			for y := range 8 {
				for i := range desoOrder {
					c.den[g][y][i] = 100 + float64(10*i) + float64(r.IntN(5)-2)
					c.num[g][y][i] = 30 + float64(10*((i+y)%3)) + float64(r.IntN(5)-2)
				}
			}
		}
		return c
	}
	one, other := within(), within()
	var obs [2][]indicators.Observation
	for k, c := range []twoGroups{one, other} {
		for _, o := range c.observations(true) {
			if o.Indicator == "work" || o.Group != indicators.Everyone { // sums of both groups round to more than one number
				obs[k] = append(obs[k], o)
			}
		}
	}
	o := options()
	o.Disclosure = Disclosure{RoundTo: 5}
	res := compareResults(t, obs[0], obs[1], o, true)
	seen := 0
	for _, c := range res.Comparisons {
		if c.Indicator.ID != "own" {
			continue
		}
		for _, a := range c.Areas {
			n, d := a.Value.Numerator, a.Value.Denominator
			if !a.Value.OK || math.Mod(n.V, 5) != 0 || math.Mod(d.V, 5) != 0 || math.Abs(a.Value.Value-100*n.V/d.V) > 1e-9 {
				t.Errorf("%s of %q: %v of %v is %v", a.Area.Code, c.Group, n, d, a.Value.Value)
			}
			seen++
		}
	}
	if seen != 6 {
		t.Errorf("%d values were looked at", seen)
	}
}

func TestRoundingOfObservations(t *testing.T) {
	share, heads, income := definitions()[6], definitions()[7], definitions()[2]
	d := Disclosure{RoundTo: 5}
	o := d.round(share, counts("own", "east", 2025, 13, 102), 1)
	if o.Numerator.V != 15 || o.Denominator.V != 100 || o.Value.V != 15 || o.Status != indicators.Rounded {
		t.Errorf("share: %+v", o)
	}
	if o := d.round(share, counts("own", "east", 2025, 103, 104), 1); o.Value.V != 100 {
		t.Errorf("nearly all: %+v", o)
	}
	if o := d.round(share, counts("own", "east", 2025, 1, 2), 1); o.Value.OK || o.Status != indicators.Suppressed {
		t.Errorf("a share of nobody: %+v", o)
	}
	if o := d.round(share, value("own", "east", 2025, 13.7), 1); o.Value.OK || o.Status != indicators.Suppressed {
		t.Errorf("a share without counts: %+v", o)
	}
	if o := d.round(heads, value("heads", "east", 2025, 12), 1); o.Value.V != 10 {
		t.Errorf("count: %+v", o)
	}
	if o := d.round(income, value("income", "east", 2025, 312.4), 1); o.Value.V != 312.4 || o.Status != indicators.Reported {
		t.Errorf("mean: %+v", o)
	}
	d.RoundAtRandom = true
	a, b := d.round(heads, value("heads", "east", 2025, 12), 1), d.round(heads, value("heads", "east", 2025, 12), 1)
	if a != b || a.Value.V != 10 && a.Value.V != 15 {
		t.Errorf("at random: %+v and %+v", a, b)
	}
}

// East's 3 of 250 are too few, though rounded they are 5; what is protected by its source is left as it is.
func TestThresholdsHoldBeforeRounding(t *testing.T) {
	own := []indicators.Observation{
		counts("own", "city", 2025, 183, 1503), counts("own", "north", 2025, 41, 402), counts("own", "south", 2025, 139, 851), counts("own", "east", 2025, 3, 250),
		counts("work", "city", 2025, 183, 1503), counts("work", "north", 2025, 41, 402), counts("work", "south", 2025, 139, 851), counts("work", "east", 2025, 3, 250),
	}
	o := protecting()
	o.Disclosure.RoundTo = 5
	res := run(t, tableOf(t, everywhere(t), own), o)
	c := comparison(t, res, "own")
	if v := of(t, c, "east").Value; v.Reason != Withheld {
		t.Errorf("east: %+v", v)
	}
	if c.City.Numerator.V != 185 || c.City.Denominator.V != 1505 {
		t.Errorf("city: %+v", c.City)
	}
	if v := of(t, comparison(t, res, "work"), "east").Value; v.Numerator.V != 3 {
		t.Errorf("protected by its source: %+v", v)
	}
	for _, w := range res.Warnings {
		if w.Code == "contradictory" {
			t.Error("rounding was taken for a contradiction")
		}
	}
}

func TestChoicesOfProtection(t *testing.T) {
	for _, d := range []Disclosure{{MinCount: -1}, {MinDenominator: math.NaN()}, {MaxShare: 100}, {MaxShare: -1}, {Protection: -1}, {Protection: math.Inf(1)}, {RoundTo: 2.5}, {RoundTo: -5}} {
		o := options()
		o.Disclosure = d
		if _, err := Run(table(t, nil), o); err == nil {
			t.Errorf("%+v: accepted", d)
		}
	}
}
