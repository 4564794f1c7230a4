package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/autocorrelation"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
	"github.com/jamlik/jamlik/indicators/space"
)

// search looks for clusters among the areas of c, which lie at. Neighbours are areas with a border or a corner in common, and weigh alike. Tests are
// two-sided, by random neighbours, and held to the rate of false discoveries over all areas.
func (a *analyst) search(c *Clusters, s Spatial, at *space.Space) {
	nan := math.NaN()
	c.Ways, c.Permutations, c.Moran, c.Expected, c.P = s.Local, s.Permutations, nan, nan, nan
	c.Indices = []index.Index{lookup("moran")}
	for i := range c.Areas {
		c.Areas[i].Class, c.Areas[i].Spot = NoNeighbours, NoNeighbours
	}
	d := index.Distribution{Values: make([]float64, len(c.Areas)), Space: at}
	for i, v := range c.Areas {
		d.Values[i] = v.Value
	}
	options := autocorrelation.LocalOptions{Alpha: DiscoveryRate}
	options.Permutations, options.Seed = s.Permutations, a.resampling(1, "clusters", c.Subject, c.Level.String()).Seed
	global, err := autocorrelation.Moran(d, options.Options)
	if err != nil {
		c.Warnings = append(c.Warnings, Warning{Code: "undefined", Indicator: c.Subject, Text: lang.Text{
			Sv: "Kluster kan inte sökas.", En: "Clusters cannot be looked for: " + reasonOf(err) + "."}})
		return
	}
	c.Moran, c.Expected, c.P = global.Value, global.Randomisation.Expected, global.Permutation.P
	found, err := autocorrelation.LocalMoran(d, autocorrelation.Conditional, options)
	if err != nil {
		return // as the global one, which is defined
	}
	weights, err := at.Weights(options.Weighting)
	if err != nil {
		return // as above
	}
	moran := slices.Contains(s.Local, LocalMoran)
	if moran {
		c.Indices = append(c.Indices, lookup("local-moran"))
	}
	for _, u := range found.Units {
		v := &c.Areas[u.Unit]
		v.Z, v.LagZ, v.Class = u.Own, u.Lag, NotClear
		if moran {
			v.Moran, v.P, v.Adjusted, v.Class = u.Value, u.P, u.Adjusted, classOf[u.Cluster]
		}
		var lag index.Sum
		to, weight := weights.Of(u.Unit)
		for k, j := range to {
			lag.Add(weight[k] * c.Areas[j].Value)
		}
		v.Lag = lag.Value()
	}
	if slices.Contains(s.Local, GetisOrd) {
		star(c, d, options)
	}
	c.group(at.Borders)
}

// classOf are the classes of clusters.
var classOf = map[autocorrelation.Cluster]Class{
	autocorrelation.NotSignificant: NotClear, autocorrelation.HighHigh: HighHigh, autocorrelation.LowLow: LowLow,
	autocorrelation.HighLow: HighLow, autocorrelation.LowHigh: LowHigh,
}

// star adds Getis and Ord's G* of each area, whose p is that of its z score.
func star(c *Clusters, d index.Distribution, options autocorrelation.LocalOptions) {
	options.Inference, options.Style = autocorrelation.ByNormal, space.Binary
	found, err := autocorrelation.LocalGetisOrdGStar(d, options)
	if err != nil {
		c.Warnings = append(c.Warnings, Warning{Code: "undefined", Indicator: c.Subject, Text: lang.Text{
			Sv: "G* kan inte beräknas.", En: "G* cannot be computed: " + reasonOf(err) + "."}})
		return
	}
	c.Indices = append(c.Indices, lookup("local-getis-ord-g-star"))
	for _, u := range found.Units {
		v := &c.Areas[u.Unit]
		v.Star, v.StarP, v.StarAdj, v.Spot = u.Test.Z, u.P, u.Adjusted, classOf[u.Cluster]
	}
}

// lookup returns an index of the registry, which has it.
func lookup(id string) index.Index {
	ix, _ := registry.Lookup(id)
	return ix
}
