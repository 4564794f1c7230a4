package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

// The ladder of bandwidths: 500, 1,000, 2,000 and 4,000 m unless otherwise chosen, as in Reardon and others (2008).
var (
	shortest   = index.Param{Name: "shortest", Default: 500, Min: 1e-3, Max: 1e9, Length: true, Doc: "shortest bandwidth: metres, or the unit of the distances"}
	longest    = index.Param{Name: "longest", Default: 4000, Min: 1e-3, Max: 1e9, Length: true, Doc: "longest bandwidth"}
	bandwidths = index.Param{Name: "bandwidths", Default: 4, Min: 2, Max: 100, Whole: true, Doc: "how many bandwidths, each as many times the one before"}
)

// kernelOfScales are the parameters of a kernel whose bandwidth others give.
var kernelOfScales = []index.Param{index.KernelShape.By("biweight"), index.Power, index.SelfDistance, index.Cutoff}

var multiscalarProfile = index.Index{
	ID:      "multiscalar-profile",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Segregationsprofil över räckvidder", En: "Segregation profile over bandwidths"},
	Formula: "H̃(b), or R̃(b) or D̃(b), for bandwidths b from the shortest to the longest",
	Source:  "Reardon and others 2008, Demography 45, 489–514; Reardon & O'Sullivan 2004, Sociological Methodology 34, 121–162",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Params:  append([]index.Param{shortest, longest, bandwidths, evennessChoice}, kernelOfScales...),
	Reading: lang.Text{
		Sv: "Segregationen vid räckvidden är %s: så mycket avviker omgivningarna från staden när de räknas så långt bort.",
		En: "Segregation at the bandwidth is %s: how far surroundings are from the city when they are counted that far out.",
	},
	Caveat: lang.Text{
		Sv: "En räckvidd kortare än avståndet mellan enheterna säger bara hur enheterna själva skiljer sig åt. Läs kurvans lutning, inte enstaka punkter. Negativa värden betyder att omgivningarna i genomsnitt är mer blandade än staden.",
		En: "A bandwidth shorter than the distance between units only tells how the units themselves differ. Read the slope of the curve, not single points. Negative values mean that surroundings are on average more mixed than the city.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, and where the units lie",
	Reads:      index.Distances,
	Programs:   []string{"PySAL segregation: compute_multiscalar_profile"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		ladder := geometric(shortest.From(p), longest.From(p), int(bandwidths.From(p)))
		values, err := MultiscalarProfile(c, index.Kernel(kernelOfScales, p), Evenness(evennessChoice.From(p)), ladder)
		parts := make([]index.Part, len(values))
		for j, v := range values {
			parts[j] = index.OfPoint("", ladder[j], v)
		}
		return parts, err
	},
}

// MultiscalarProfile returns the spatial segregation at each of the bandwidths, under a kernel that takes its bandwidth from there, by
// [SpatialTheilH], [SpatialRelativeDiversity] or [SpatialDissimilarity]. A steep fall says that groups live apart in small areas near each
// other; a flat curve that they live apart in large ones.
//
// PySAL builds all weights anew for each bandwidth, and measures another thing, see [SpatialTheilH].
//
// It is undefined when fewer than two groups have people, or when a unit has nobody within reach, not even itself.
func MultiscalarProfile(c index.Composition, k space.Kernel, measure Evenness, bandwidths []float64) ([]float64, error) {
	kernels := make([]space.Kernel, len(bandwidths))
	for j, b := range bandwidths {
		kernels[j] = k
		kernels[j].Bandwidth = b
	}
	scales, err := smoothed(c, kernels...)
	if err != nil {
		return nil, err
	}
	values := make([]float64, len(scales))
	for j, s := range scales {
		if values[j], err = s.evenness(measure); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// geometric returns n numbers from a to b, each as many times the one before. Powers of 2 of whole numbers come out whole.
func geometric(a, b float64, n int) []float64 {
	out := make([]float64, n)
	for j := range out {
		out[j] = a * math.Exp2(math.Log2(b/a)*float64(j)/float64(n-1))
	}
	return out
}
