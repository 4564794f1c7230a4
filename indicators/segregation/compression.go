package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var joinWithin = index.Param{
	Name: "within", Default: 0, Min: 0, Max: 1,
	Doc: "1 joins units of the same smallest larger unit only, 0 any two",
}

var compression = index.Index{
	ID:      "compression",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Sammanslagning av enheter", En: "Compression of units"},
	Formula: "M(n) when the two units whose joining loses least M are joined, again and again; loss = ((t_a + t_b)/T) M_ab",
	Source:  "Elbers, segregation: Entropy-Based Segregation Indices (R package), compress",
	Min:     0,
	Max:     math.Inf(1),
	Params:  []index.Param{logBase, joinWithin},
	Reading: lang.Text{
		Sv: "Den ömsesidiga information som finns kvar är %s.",
		En: "The mutual information that remains is %s.",
	},
	Caveat: lang.Text{
		Sv: "Varje steg är det bästa för sig: en annan indelning i lika många enheter kan behålla mer.",
		En: "Each step is the best by itself: another division into as many units may keep more.",
	},
	Larger:     index.Larger{Units: true, Optional: true},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, in at most 5,000 units that may be joined with each other",
	Programs:   []string{"R segregation: compress"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		base := logBase.From(p)
		if within := joinWithin.From(p); within == 1 && len(c.Within) == 0 {
			return nil, index.Undefined("needs larger units to join units within")
		} else if within != 1 {
			c.Within = nil
		}
		joins, err := Compression(c, base)
		if err != nil {
			return nil, err
		}
		whole, err := MutualInformation(c, base)
		if err != nil {
			return nil, err
		}
		parts := []index.Part{index.OfPoint("", float64(populatedUnits(c)), whole)}
		for _, j := range joins {
			parts = append(parts, index.OfPoint("", float64(j.Units), j.Left))
		}
		return parts, nil
	},
}

// Join is one step of a compression: two units, or what earlier steps have made of them, become one.
type Join struct {
	A, B  int     // the smallest numbers of the units joined so far into each of the two; A < B
	Loss  float64 // of mutual information
	Left  float64 // mutual information after the step
	Units int     // units after the step
}

// mostJoined is how many units may be joined with each other: the time grows with the square of their number.
const mostJoined = 5_000

// Compression joins units, two at a time, so that each step loses as little of the [MutualInformation] as any could, until one
// is left. The steps are the tree of a dendrogram, lowest first. With c.Within only units of the same smallest larger unit
// are joined, until each of those is one: what is left is the information between them.
//
// The loss of a step is the mutual information of the two alone, weighted by their share of the people. Counts need not be
// whole: R segregation's compress cuts them to whole numbers, so that its losses do not add up to M. Of steps that lose
// alike the one with the smallest unit numbers comes first.
//
// Time grows with the square of the number of units that may be joined with each other, memory in proportion to it. It is
// undefined when there are more than 5,000 of them, when fewer than two groups have people, when a larger unit lies in two
// of the level before, and for a base that is not above 1.
func Compression(c index.Composition, base float64) ([]Join, error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return nil, err
	}
	unit, err := logUnit(base)
	if err != nil {
		return nil, err
	}
	ns, err := nest(c, N, T)
	if err != nil {
		return nil, err
	}
	units := ns.tables[len(ns.tables)-1]
	pools := make([][]int, len(ns.tables[len(ns.tables)-2].totals))
	for i, t := range units.totals {
		if t > 0 {
			pools[units.above[i]] = append(pools[units.above[i]], i)
		}
	}
	var steps [][]Join
	for _, pool := range pools {
		if len(pool) > mostJoined {
			return nil, index.Undefined("%d units may be joined with each other: the most is %d", len(pool), mostJoined)
		}
		steps = append(steps, newJoiner(c, pool, T).join())
	}
	left := information(c, N, T) / unit
	var lost index.Sum
	joins := cheapestFirst(steps)
	n := populatedUnits(c)
	for j := range joins {
		loss, err := within(0, joins[j].Loss/unit, math.Inf(1))
		if err != nil {
			return nil, err
		}
		lost = lost.Plus(loss)
		n--
		joins[j].Loss, joins[j].Left, joins[j].Units = loss, max(0, left-lost.Value()), n
	}
	return joins, nil
}

// populatedUnits returns the number of units with people.
func populatedUnits(c index.Composition) int {
	n := 0
	for _, t := range unitTotals(c) {
		if t > 0 {
			n++
		}
	}
	return n
}
