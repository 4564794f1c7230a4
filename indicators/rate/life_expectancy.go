package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var lifeExpectancy = index.Index{
	ID:      "life-expectancy",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Återstående medellivslängd", En: "Life expectancy"},
	Formula: "ei = ni(1 − qi + ai qi) + (1 − qi) ei+1, qi = ni Mi/(1 + ni(1 − ai)Mi), Mi = deaths/population, a0 = 0.1, else 0.5; last eω = 1/Mω; var ei = ((1 − ai)ni + ei+1)² qi²(1 − qi)/di + (1 − qi)² var ei+1, var eω = 1/(dω Mω²)",
	Source:  "Chiang, C. L. (1984). The Life Table and its Applications. Malabar: Krieger; Silcocks, P. B. S., Jenner, D. A. & Reza, R. (2001). Life expectancy as a summary of mortality in a population. Journal of Epidemiology and Community Health 55(1), 38–43.",
	Min:     0, Max: inf,
	Params: lifeTableParams,
	Reading: lang.Text{
		Sv: "Med dagens dödlighet i varje ålder återstår %s år att leva i den åldern.",
		En: "With today's mortality at every age, %s years of life remain at that age.",
	},
	Caveat: lang.Text{
		Sv: "Säger hur dödligheten är nu, inte hur länge de som bor där kommer att leva. Ett äldreboende i området sänker den.",
		En: "Says what mortality is now, not how long those who live there will live. A nursing home in the area lowers it.",
	},
	Needs:      "deaths and population by age, in two age groups or more of which the last has no end; some deaths in the last",
	Programs:   []string{"PHEindicatormethods: phe_life_expectancy"},
	Properties: index.Permutation,
	Stratified: func(s index.Strata, p index.Params) ([]index.Part, error) {
		return partsByAge(LifeExpectancy(s, lifeTableFrom(p)))
	},
}

// LifeExpectancy returns, for each unit of s, the years that remain to live at each age at which an age group begins, with standard error
// and normal limits, of which the lower is no less than 0. Count is deaths and Population person-years: three or five years' sums,
// as a rule.
//
// It is Chiang's abridged life table (1984): those who die in the group that begins at age 0 live a tenth of it on average, others
// half. The last group is taken to have no end, whatever its age, and its variance is that of Silcocks et al. (2001). Age groups
// may be of any width and number from two; PHEindicatormethods' phe_life_expectancy has the same formulas and refuses
// what is not its age_contents, by default exactly twenty from 0 to 90. With the last two joined its own example has 80.17 years at
// birth, as with twenty, and there it stops.
//
// A unit has no life table where it misses an age group that others have, nobody lives in one, nobody died in the last, there are no
// more than o.FewestPeople people or, unless o.ExcessDeaths, more have died in a group than lived there; an age has no value where
// the interval is wider than o.WidestInterval. The defaults of the index are those of PHEindicatormethods, which gives an age after a group
// that nobody survives 0 years; here it has the years of those who would reach it.
func LifeExpectancy(s index.Strata, o LifeTable) ([]ByAge, error) {
	if err := o.check(s); err != nil {
		return nil, err
	}
	return o.each(s, func(groups []lifeGroup, _ []int) []Outcome {
		return o.expect(groups, func(int) (share, variance float64) { return 1, 0 })
	}), nil
}
