package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var moranRatesParams = testParams("row")

var moranRates = index.Index{
	ID:      "moran-rates",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Morans I för andelar och tal (empirisk Bayes)", En: "Moran's I of rates (empirical Bayes)"},
	Formula: "I of z_i = (r_i − b)/√v_i, r_i = x_i/n_i, b = Σx/Σn, v_i = a + b/n_i (b/n_i where that is negative), a = Σ n_i (r_i − b)²/Σn − b/(Σn/m) of m units",
	Source:  "Assunção, R. M. & Reis, E. A. (1999). A new proposal to adjust Moran's I for population density. Statistics in Medicine 18(16), 2147–2162.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: moranRatesParams,
	Reading: lang.Text{
		Sv: "Delen är %s. Över det väntade värdet liknar områdens andelar grannarnas, sedan hänsyn tagits till att små områdens andelar varierar av en slump.",
		En: "The part is %s. Above the expected value the rates of areas resemble their neighbours', once it is allowed for that rates of small areas vary by chance.",
	},
	Caveat: lang.Text{
		Sv: "Slumpen i varje område antas vara som för sällsynta händelser (Poisson): för andelar nära hälften tas för stor hänsyn till den.",
		En: "Chance in each area is taken to be that of rare events (Poisson): of shares near one half it allows too much for it.",
	},
	Reads:      index.Located,
	Needs:      "counts and populations of three units or more with neighbours, with some event, whose rates differ; a unit without population is left out; and what the weights are made of, as for moran",
	Programs:   []string{"PySAL esda: Moran_Rate", "spdep: EBImoran.mc"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		g, err := MoranRates(e, optionsFrom(moranRatesParams, p))
		if err != nil {
			return nil, err
		}
		return g.parts(), nil
	},
}

// MoranRates returns [Moran]'s I of rates that are standardised by their own precision, so that it neither finds patterns that are chance
// in small units nor misses those of large ones.
//
// Random orders move standardised rates about, as in PySAL and spdep; the moments are those of such orders.
//
// It is undefined without events, and where [Moran] of the standardised rates is. A reference is not read.
func MoranRates(e index.Events, o Options) (Global, error) {
	net, z, err := ratesOf(e, o.Weighting)
	if err != nil {
		return Global{}, err
	}
	return o.moran(net, z)
}

// ratesOf returns the network of units with a population and their standardised rates.
func ratesOf(e index.Events, w space.Weighting) (*network, []float64, error) {
	net, count, population, err := ofEvents(e, w)
	if err != nil {
		return nil, nil, err
	}
	p, err := priorOf(count, population)
	if err != nil {
		return nil, nil, err
	}
	z, err := p.deviates(count, population)
	return net, z, err
}
