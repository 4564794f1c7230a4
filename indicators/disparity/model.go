package disparity

import (
	"cmp"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// who is the source of the definitions of WHO's monitoring of inequality.
const who = "Schlotheuber, A. & Hosseinpoor, A. R. (2022). Summary measures of health inequality. International Journal of Environmental Research and Public Health 19(6), 3697."

// Model is what SII and RII fit to estimates on ranks.
type Model int

// The models. Linear is a straight line by least squares, weighted by population (Low and Low 2004). Logit is
// a straight line on the log odds by maximum likelihood, each subgroup weighing its population once; it keeps the
// fitted values of a share inside 0 to Scale.
const (
	Linear Model = 0
	Logit  Model = 1
)

var model = index.Param{
	Name: "model", Default: float64(Linear), Min: float64(Linear), Max: float64(Logit), Whole: true,
	Doc: "0: straight line by weighted least squares; 1: logit, for estimates on a bounded scale",
}

// ends returns the fitted values at the most disadvantaged (0) and the most advantaged (1) end of the ranking.
func (m Model) ends(s index.Subgroups) (bottom, top float64, err error) {
	s, err = populated(s, 3)
	if err != nil {
		return 0, 0, err
	}
	if s.Rank == nil {
		return 0, 0, index.Undefined("needs a ranking of the subgroups other than their estimates")
	}
	distinct := slices.Clone(s.Rank)
	slices.Sort(distinct)
	if n := len(slices.Compact(distinct)); n < 3 {
		return 0, 0, index.Undefined("needs at least 3 different ranks, has %d", n)
	}
	switch m {
	case Linear:
		return line(s, midpoints(s))
	case Logit:
		return logit(s, midpoints(s))
	}
	return 0, 0, index.Undefined("there is no model %d", m)
}

// midpoints returns, for each subgroup, the population share ranked below it plus half the share of its own rank.
func midpoints(s index.Subgroups) []float64 {
	order := make([]int, len(s.Rank))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.Rank[a], s.Rank[b]) })

	var total, below index.Sum
	for i := range order {
		total.Add(weight(s, i))
	}
	out := make([]float64, len(order))
	for len(order) > 0 {
		tied := 1
		for tied < len(order) && s.Rank[order[tied]] == s.Rank[order[0]] {
			tied++
		}
		start := below.Value()
		for _, i := range order[:tied] {
			below.Add(weight(s, i))
		}
		for _, i := range order[:tied] {
			out[i] = (start + below.Value()) / 2 / total.Value()
		}
		order = order[tied:]
	}
	return out
}

// line fits y = a + b x by least squares weighted by population and returns its values at 0 and 1.
func line(s index.Subgroups, x []float64) (at0, at1 float64, err error) {
	mx := average(s, func(i int) float64 { return x[i] })
	my := mean(s)
	cov := average(s, func(i int) float64 { return (x[i] - mx) * (s.Estimates[i] - my) })
	slope := cov / average(s, func(i int) float64 { return (x[i] - mx) * (x[i] - mx) })
	at0 = my - float64(slope*mx)
	at1 = my + float64(slope*(1-mx))
	if _, err := defined(at1 - at0); err != nil {
		return 0, 0, err
	}
	return at0, at1, nil
}
