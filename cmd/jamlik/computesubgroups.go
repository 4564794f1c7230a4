package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// What estimates from counts of events are: shares of a population, or rates to it.
const (
	eventShares = "share"
	eventRates  = "rate"
)

var eventKinds = []string{eventShares, eventRates}

// perDefault is what estimates from counts are expressed per: per cent.
const perDefault = 100

// mostMissing is the share of the units without a figure above which subgroups are not compared, as in WHO's HEAT.
const mostMissing = 0.15

// checkEstimates reports flags of values and estimates that do not go together.
func (f computeFlags) checkEstimates() error {
	alone := len(f.groups) == 1 && f.total == ""
	switch {
	case f.value == "" && !alone && (f.se != "" || len(f.bounds) > 0),
		f.value == "" && !alone && len(f.indicators) == 0 && f.weight != "":
		return usagef("--se, --weight and --bounds go with --value; estimates from --group and --total have their own")
	case f.value == "" && !alone && !f.counted() && (f.rank != "" || f.reference != ""):
		return usagef("--rank and --reference go with --value, or with one --group and --total")
	case len(f.bounds) > 0 && (len(f.bounds) != 2 || !(f.bounds[0] < f.bounds[1]) || math.IsInf(f.bounds[1]-f.bounds[0], 0)):
		return usagef("--bounds is %s: want two numbers, the lower first", numbers(f.bounds))
	case !(f.per > 0) || math.IsInf(f.per, 1):
		return usagef("--per is %v: want a number above 0", f.per)
	}
	if !f.counted() && (f.per != perDefault || f.events != eventShares) {
		return usagef("--per and --events go with estimates from one --group and --total")
	}
	return oneOf("events", f.events, eventKinds...)
}

// numbers writes numbers as a flag takes them.
func numbers(list []float64) string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = fmt.Sprint(v)
	}
	return strings.Join(out, ",")
}

// values is the column of values: that of --value, or the only --group.
func (s *slice) values(f computeFlags) string {
	if f.value == "" && len(s.groups) == 1 && f.total == "" && !f.long {
		return s.groups[0]
	}
	return f.value
}

// given returns those of the columns that have a name.
func given(cols ...string) []string {
	return slices.DeleteFunc(cols, func(col string) bool { return col == "" })
}

// outside reports the values that do not lie between the bounds.
func (s *slice) outside(value string, f computeFlags) error {
	var ps indicators.Problems
	if len(f.bounds) > 0 {
		for i, v := range s.columns[value] {
			if v < f.bounds[0] || v > f.bounds[1] {
				ps.Add(indicators.Problem{File: s.name, Line: int(s.lines[value][i]), Column: value,
					What:   fmt.Sprintf("unit %q has %v, outside --bounds %s", s.units.at(i), v, numbers(f.bounds)),
					Remedy: "correct the cell or the bounds"})
			}
		}
	}
	return ps.Err()
}

// subgroups is one estimate for each unit: a value with its standard error, or a share or rate of counted events.
func (s *slice) subgroups(f computeFlags) (computeInput, error) {
	var in computeInput
	var err error
	switch value := s.values(f); {
	case value != "":
		in, err = s.estimates(value, f)
	case len(s.groups) == 1 && f.total != "":
		in, err = s.shares(f)
	default:
		return in, usagef("an index of subgroups needs --value, or one --group with the events and --total with the population")
	}
	if err != nil {
		return in, err
	}
	if err := s.enough(&in, f); err != nil {
		return in, err
	}
	in.Subgroups.Favourable = !f.lowIsGood
	in.Subgroups.Reference, err = s.reference(in.units, f)
	return in, err
}

// estimates takes the estimates from the file.
func (s *slice) estimates(value string, f computeFlags) (computeInput, error) {
	in, keep := s.complete(given(value, f.se, f.weight, f.rank)...)
	in.Subgroups = index.Subgroups{Estimates: keep(value), SE: keep(f.se), Population: keep(f.weight), Rank: keep(f.rank)}
	if len(f.bounds) > 0 {
		in.Subgroups.Low, in.Subgroups.High = f.bounds[0], f.bounds[1]
	}
	return in, s.outside(value, f)
}

// shares makes the estimates of counts: x of n people give per·x/n. The standard error is that of a binomial share,
// per·√(p(1 − p)/n), or of a Poisson rate, per·√x/n. Units without people have none.
func (s *slice) shares(f computeFlags) (computeInput, error) {
	count, total := s.groups[0], f.total
	in, keep := s.complete(given(count, total, f.rank)...)
	if err := s.tooMany(count, f); err != nil {
		return in, err
	}
	population := keep(total)
	peopled := func(i int) bool { return population[i] > 0 }
	var empty []string
	for i, u := range in.units.all() {
		if !peopled(i) {
			empty = append(empty, u)
		}
	}
	if len(empty) > 0 {
		in.warnings = append(in.warnings, "left out, nobody to count events among: "+listed(empty))
	}
	in.units.codes = filter(in.units.codes, peopled)
	g := index.Subgroups{Count: filter(keep(count), peopled), Population: filter(population, peopled)}
	if f.rank != "" {
		g.Rank = filter(keep(f.rank), peopled)
	}
	if f.events == eventShares {
		g.High = f.per
	}
	for i, x := range g.Count {
		n := g.Population[i]
		se := math.Sqrt(x) / n
		if f.events == eventShares {
			se = math.Sqrt(x / n * (1 - x/n) / n)
		}
		g.Estimates = append(g.Estimates, f.per*(x/n))
		g.SE = append(g.SE, f.per*se)
	}
	in.Subgroups = g
	return in, nil
}

// tooMany reports units with more events than a share, or than nobody, can have.
func (s *slice) tooMany(count string, f computeFlags) error {
	var ps indicators.Problems
	for i, x := range s.columns[count] {
		if n := s.columns[f.total][i]; x > n && (f.events == eventShares || n == 0) {
			ps.Add(indicators.Problem{File: s.name, Line: int(s.lines[count][i]), Column: f.column(count),
				What:   fmt.Sprintf("unit %q has more in %s (%v) than in %s (%v)", s.units.at(i), count, x, f.total, n),
				Remedy: "correct the counts, or say --events rate if one person can have several events"})
		}
	}
	return ps.Err()
}

// events is counts of events among populations.
func (s *slice) events(f computeFlags) (computeInput, error) {
	if len(s.groups) != 1 || f.total == "" {
		return computeInput{}, usagef("a rate needs one --group (the events) and --total (the population)")
	}
	in, keep := s.complete(s.groups[0], f.total)
	in.Events = index.Events{Count: keep(s.groups[0]), Population: keep(f.total), Space: f.where.among(in.units)}
	var err error
	in.Events.Reference, err = s.reference(in.units, f)
	return in, err
}

// reference is the number of the unit that others are compared with, −1 where none is named.
func (s *slice) reference(units texts, f computeFlags) (int, error) {
	if f.reference == "" {
		return -1, nil
	}
	if i := slices.Index(units.list(), f.reference); i >= 0 {
		return i, nil
	}
	if slices.Contains(s.units.list(), f.reference) {
		return -1, fmt.Errorf("%s: unit %q, which is to be the reference, has no figure; name another", s.name, f.reference)
	}
	return -1, fmt.Errorf("%s: no unit %q to be the reference%s", s.name, f.reference, meant(f.reference, units.list()))
}

// twice is the subgroups of two dates, which need not be the same.
func (s *slice) twice(f computeFlags) (computeInput, error) {
	if f.compared.Column == "" {
		return computeInput{}, usagef("an index of a change needs --compare COLUMN=BEFORE,AFTER")
	}
	in, err := s.subgroups(f)
	if errors.As(err, new(usageError)) {
		return in, err
	}
	later, err2 := s.after.subgroups(f)
	in.Later, in.later = later.Subgroups, later.units.len()
	in.left = slices.Concat(in.left, later.left)
	for i, w := range in.warnings {
		in.warnings[i] = s.where(f) + w
	}
	for _, w := range later.warnings {
		in.warnings = append(in.warnings, s.after.where(f)+w)
	}
	return in, errors.Join(err, err2)
}

// enough refuses subgroups of which many units miss a figure, or any where they are ranked: a gap in an order shifts the rest.
func (s *slice) enough(in *computeInput, f computeFlags) error {
	missing, all := len(in.left), s.units.len()
	if missing == 0 {
		return nil
	}
	said := fmt.Sprintf("%d of %s, a figure is missing: ", missing, lang.Count(all, "unit"))
	many := float64(missing) > mostMissing*float64(all)
	if f.allowMissing || !many && f.rank == "" {
		in.warnings[0] = "left out: " + said + listed(in.left)
		return nil
	}
	why := fmt.Sprintf("no more than %v %% may be", 100*mostMissing)
	if !many {
		why = "none of ranked units may be"
	}
	return indicators.Problem{File: s.name, What: s.where(f) + said + strings.Join(in.left, ", ") + "; " + why,
		Remedy: "fill in the figures, or say --allow-missing to leave these units out"}
}

// where says which of several slices this is.
func (s *slice) where(f computeFlags) string {
	if text := strings.TrimSpace(byText(f.by, s.by) + " " + s.date); text != "" {
		return text + ": "
	}
	return ""
}
