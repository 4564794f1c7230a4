package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var (
	macro = index.Param{Name: "macro", Default: 4000, Min: 1e-3, Max: 1e9, Length: true, Doc: "the long bandwidth: metres, or the unit of the distances"}
	micro = index.Param{Name: "micro", Default: 500, Min: 1e-3, Max: 1e9, Length: true, Doc: "the short bandwidth"}
)

var macroMicroRatio = index.Index{
	ID:      "macro-micro-ratio",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Kvot mellan storskalig och småskalig segregation", En: "Macro/micro segregation ratio"},
	Formula: "H̃(4000 m) / H̃(500 m)",
	Source:  "Lee and others 2008, American Sociological Review 73, 766–791; Reardon and others 2008, Demography 45, 489–514",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Params:  append([]index.Param{macro, micro, evennessChoice}, kernelOfScales...),
	Reading: lang.Text{
		Sv: "Kvoten är %s: så stor del av segregationen i närmiljön finns kvar när omgivningen räknas flera kilometer bort.",
		En: "The ratio is %s: how much of the segregation of immediate surroundings is left when they are counted kilometres out.",
	},
	Caveat: lang.Text{
		Sv: "Kvoten säger inget om hur stor segregationen är. Är enheterna inte klart mindre än den korta räckvidden gäller nämnaren enheterna själva, inte omgivningar.",
		En: "The ratio says nothing of how large the segregation is. Where units are not clearly smaller than the short bandwidth, the divisor is about the units themselves, not about surroundings.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, segregated at the short bandwidth, and where the units lie",
	Reads:      index.Distances,
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging,
	MultiGroup: func(c index.Composition, p index.Params) (float64, error) {
		return MacroMicroRatio(c, index.Kernel(kernelOfScales, p), Evenness(evennessChoice.From(p)), macro.From(p), micro.From(p))
	},
}

// MacroMicroRatio returns the spatial segregation at a long bandwidth as a share of that at a short one, under a kernel that takes its bandwidth
// from there, with the measures of [MultiscalarProfile]. It is near 1 when groups live apart in regions larger than the long bandwidth and near 0
// when they live apart in patches that lie close together.
//
// It is undefined when fewer than two groups have people, when there is no segregation at the short bandwidth, or when a unit has nobody within
// reach, not even itself.
func MacroMicroRatio(c index.Composition, k space.Kernel, measure Evenness, macro, micro float64) (float64, error) {
	values, err := MultiscalarProfile(c, k, measure, []float64{macro, micro})
	if err != nil {
		return 0, err
	}
	if !(values[1] > 1e-12) { // which rounding alone can make
		return 0, index.Undefined("there is no segregation at the short bandwidth")
	}
	return within(math.Inf(-1), values[0]/values[1], math.Inf(1))
}
