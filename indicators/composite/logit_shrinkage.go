package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var (
	whole = index.Param{
		Name: "whole", Default: 100, Min: 1, Max: 100,
		Doc: "the value that is all: 100 for per cent, 1 for shares",
	}
	noise = index.Param{
		Name: "noise", Default: 1, Min: 0, Max: 1, Whole: true,
		Doc: "1: the noise of the values is taken off the variance between units; 0: it is left in, as in the English and Scottish indices of deprivation",
	}
)

var logitShrinkage = index.Index{
	ID:      "logit-shrinkage",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Krympning mot det större området", En: "Shrinkage towards the larger unit"},
	Formula: "logit y*_i = w_i z_i + (1 − w_i) Z, z_i = logit y_i, w_i = t² / (t² + s_i²)",
	Source: "Scottish Executive 2003, Scottish Indices of Deprivation 2003, appendix 1; Noble et al. 2006, Environment and Planning A 38, 169–185; " +
		"Morris 1983, Journal of the American Statistical Association 78, 47–55",
	Min: 0, Max: 100,
	Params: []index.Param{whole, noise},
	Reading: lang.Text{
		Sv: "Delen är %s: det krympta värdet (shrunken), det råa (raw) eller vikten på områdets eget (weight).",
		En: "The part is %s: the shrunken value, the raw one, or the weight of the area's own.",
	},
	Caveat: lang.Text{
		Sv: "Små områden närmar sig grannarna också när de verkligen är annorlunda. Rangordna efter krympta värden, men redovisa de råa bredvid.",
		En: "Small areas are drawn to their neighbours even where they really differ. Rank by shrunken values, but show the raw ones beside.",
	},
	Larger: index.Larger{Units: true, Optional: true},
	Needs: "a table of units by indicators that are shares or per cents, with standard errors or the number of people that they are of; larger units, or all " +
		"units are one",
	Properties: index.Permutation,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		s, err := Shrink(x, whole.From(p), noise.From(p) == 0)
		if err != nil {
			return nil, err
		}
		var parts []index.Part
		for k, column := range s.Columns {
			for i, v := range column {
				if v == v {
					shrunken, raw, weight := index.OfCell(i, k, v), index.OfCell(i, k, x.Columns[k][i]), index.OfCell(i, k, s.Weights[k][i])
					shrunken.Name, raw.Name, weight.Name = "shrunken", "raw", "weight"
					parts = append(parts, raw, shrunken, weight)
				}
			}
		}
		return parts, nil
	},
}

// Shrunken is indicators drawn towards those of the larger units: the values, and the weight of each unit's own. What is missing is
// NaN.
type Shrunken struct{ Columns, Weights [][]float64 }

// Shrink draws each value, a share on the scale from 0 to whole, towards that of the larger unit that its unit lies in, the more the less
// certain it is: on the scale of logits, w z + (1 − w) Z with w = t²/(t² + s²), where z is the unit's own, s its standard error, Z the
// larger unit's and t² the variance between the units within it. Where x.Within is nil all units lie in one.
//
// Standard errors are those given, s = SE · whole / (y (whole − y)); without them the Population is the number of people that each
// share is of, and z and s are the empirical logit of y·n of them, ln((r + ½)/(n − r + ½)), with s² = (n + 1)(n + 2)/(n (r + 1)(n − r + 1)).
// Values of 0 and all have a logit only so. Z is the empirical logit of the share in the larger unit's population, or without one the
// mean of the logits with weights 1/(s² + t²).
//
// The indices of deprivation take t² from the logits as they are, Σ(z − Z)²/(k − 1), noise and all, and so shrink too little: where units do
// not differ at all and have one size, w is about a half where it should be 0. With raw false the mean s² is taken off, at least to
// 0, and w estimates Morris's empirical Bayes weight. A unit alone in its larger unit keeps its value.
//
// The uncertainty of Z and t² is in no standard error here. A value that has no logit, and one without a standard error or people, is
// NaN. It is undefined for values outside the scale, where an indicator is missing everywhere, without both standard errors and
// population, and where no value can be shrunk.
func Shrink(x index.Indicators, whole float64, raw bool) (Shrunken, error) {
	x.Reverse = nil
	y, err := Normalise(x, AsTheyAre)
	if err != nil {
		return Shrunken{}, err
	}
	if x.SE == nil && x.Population == nil {
		return Shrunken{}, index.Undefined("neither standard errors nor the population of the units are given")
	}
	if !(whole > 0) {
		return Shrunken{}, index.Undefined("the whole is %v; it must be above 0", whole)
	}
	var out Shrunken
	any := false
	for k, column := range y {
		for i, v := range column {
			if v < 0 || v > whole {
				return Shrunken{}, index.Undefined("indicator %d, unit %d: value %v is outside the scale from 0 to %v", k, i, v, whole)
			}
			column[i] = v / whole
		}
		values, weights := missing(len(column)), missing(len(column))
		for _, units := range larger(x.Within, len(column)) {
			f := figures{}
			for _, i := range units {
				f.add(x, k, i, column[i], whole)
			}
			z, t2 := f.prior(raw)
			for j, i := range f.unit {
				w := 1.0
				if v := f.se[j] * f.se[j]; len(f.unit) > 1 && v > 0 {
					w = t2 / (t2 + v)
				}
				values[i], weights[i] = whole*logistic(float64(w*f.logit[j])+float64((1-w)*z)), w
				any = true
			}
		}
		out.Columns, out.Weights = append(out.Columns, values), append(out.Weights, weights)
	}
	if !any {
		return Shrunken{}, index.Undefined("no value has a logit with a standard error")
	}
	return out, nil
}

// larger returns the units of each larger unit, in the order of their first units.
func larger(within []int, n int) [][]int {
	var out [][]int
	at := make(map[int]int)
	for i := range n {
		d := 0
		if within != nil {
			d = within[i]
		}
		if _, ok := at[d]; !ok {
			at[d] = len(out)
			out = append(out, nil)
		}
		out[at[d]] = append(out[at[d]], i)
	}
	return out
}

// figures are the shares of units of one larger unit.
type figures struct {
	unit          []int
	logit, se     []float64
	cases, people index.Sum
}

// add takes in the share y of unit i by indicator k, where it has a logit with a standard error.
func (f *figures) add(x index.Indicators, k, i int, y, whole float64) {
	n := math.NaN()
	if x.Population != nil {
		n = x.Population[i]
	}
	z, s := math.Log(y/(1-y)), math.NaN()
	if x.SE != nil {
		s = x.SE[k][i] / whole / (y * (1 - y))
	}
	if (x.SE == nil || !(math.Abs(z) <= math.MaxFloat64)) && n > 0 {
		r := y * n
		z = empiricalLogit(r, n)
		s = math.Sqrt((n + 1) / n * ((n + 2) / (r + 1)) / (n - r + 1))
	}
	if !(math.Abs(z) <= math.MaxFloat64) || !(math.Abs(s) <= math.MaxFloat64) {
		return
	}
	f.unit, f.logit, f.se = append(f.unit, i), append(f.logit, z), append(f.se, s)
	if n > 0 {
		f.cases, f.people = f.cases.Plus(y*n), f.people.Plus(n)
	}
}

// prior returns the logit of the larger unit and the variance between its units; with raw including their noise.
func (f *figures) prior(raw bool) (z, t2 float64) {
	n := len(f.unit)
	if n < 2 {
		return 0, 0 // a unit alone keeps its value
	}
	cases, people := f.cases.Value(), f.people.Value()
	z = index.Total(f.logit) / float64(n)
	known := people > 0
	if known {
		z = empiricalLogit(cases, people)
	}
	var squares, noise index.Sum
	for j, logit := range f.logit {
		d := logit - z
		squares, noise = squares.Plus(d*d), noise.Plus(f.se[j]*f.se[j])
	}
	t2 = squares.Value() / float64(n-1)
	if !raw {
		t2 = max(0, t2-noise.Value()/float64(n))
	}
	if known {
		return z, t2
	}
	var sum, weights index.Sum
	for j, logit := range f.logit {
		if w := 1 / (t2 + float64(f.se[j]*f.se[j])); !math.IsInf(w, 1) {
			sum, weights = sum.Plus(w*logit), weights.Plus(w)
		}
	}
	if weights.Value() > 0 {
		z = sum.Value() / weights.Value()
	}
	return z, t2
}

// empiricalLogit is the logit of r cases among n people, finite for none and for all.
func empiricalLogit(r, n float64) float64 { return math.Log((r + 0.5) / (n - r + 0.5)) }

// logistic is the inverse of the logit.
func logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
