package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var (
	unitsAround  = index.Param{Name: "nearest", Default: 5, Min: 1, Max: 1e9, Whole: true, Doc: "how many of the nearest units with people make up a unit's surroundings, beside itself"}
	peopleAround = index.Param{Name: "people", Max: 1e12, Doc: "how many people there are at least in a unit and its surroundings; 0 means that units are counted instead"}
)

var localCentralisation = index.Index{
	ID:      "local-centralisation",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Lokal centralisering", En: "Local centralisation"},
	Formula: "RCE_i = Σ_j X_{j−1} Y_j − Σ_j X_j Y_{j−1} over the units nearest to i, by distance from i",
	Source:  "Folch & Rey 2016, Papers in Regional Science 95, 555–576",
	Min:     -1,
	Max:     1,
	Params:  []index.Param{unitsAround, peopleAround},
	Reading: lang.Text{
		Sv: "Den lokala centraliseringen är %s: över 0 bor gruppen närmare enhetens mitt än den andra gruppen i omgivningen, under 0 längre från den.",
		En: "The local centralisation is %s: above 0 the group lives nearer to the middle of the unit than the other group of the surroundings does, below 0 farther from it.",
	},
	Caveat: lang.Text{
		Sv: "Värdet bygger på några få enheter och växlar tvärt mellan grannar. Läs det på kartan och inte enhet för enhet.",
		En: "The value rests on a few units and changes abruptly between neighbours. Read it on the map, not unit by unit.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and the distances between units",
	Reads:      index.Distances,
	Programs:   []string{"PySAL segregation: LocalRelativeCentralization", "OasisR: RCEPolyK"},
	Properties: index.Permutation | index.Scale,
	TwoGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		return ofUnitsOrNone(LocalCentralisation(c, int(unitsAround.From(p)), peopleAround.From(p)))
	},
}

// LocalCentralisation returns, for each unit, the [RelativeCentralisation] of its surroundings with the unit as their centre: its so many nearest
// units that have people, and those as near as the last of them, or with people above 0 as many of the nearest as hold so many people together
// with the unit. It runs from −1 to 1 like the index of the city.
//
// A unit without people has NaN, and so has one whose surroundings lack one of the groups. PySAL takes five units whatever k it is given, counts
// units without people among them, and takes a minute for 6,000 units. Distances are those between the units, which may be a table.
//
// It is undefined when either group is empty and when the distances are unknown.
func LocalCentralisation(c index.Composition, nearest int, people float64) ([]float64, error) {
	x, y, _, _, err := twoGroups(c)
	if err != nil {
		return nil, err
	}
	s, err := c.Located()
	if err != nil {
		return nil, err
	}
	if _, err := s.Metric(); err != nil {
		return nil, index.Unplaced(err)
	}
	totals := unitTotals(c)
	out := make([]float64, len(x))
	space.Each(len(x), func() func(i int) {
		walker, _ := s.Walker() // distances are known
		var units []distant
		return func(i int) {
			out[i] = math.NaN()
			if totals[i] == 0 {
				return
			}
			units = units[:0]
			left, wanted := nearest+1, people
			walker.From(i, func(ring []space.Near) bool {
				for _, near := range ring {
					if t := totals[near.Unit]; t > 0 {
						// One ring, whatever the rounding.
						units = append(units, distant{ring[0].Distance, int(near.Unit)})
						left--
						wanted -= t
					}
				}
				if people > 0 {
					return wanted > 0
				}
				return left > 0
			})
			if v, ok := centralised(units, x, y); ok {
				out[i] = min(max(v, -1), 1)
			}
		}
	})
	return out, nil
}
