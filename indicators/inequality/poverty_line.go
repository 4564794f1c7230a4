package inequality

import (
	"github.com/jamlik/jamlik/indicators/index"
)

// PovertyLine is the value below which a person is poor: an amount or, where that is 0, a share of the median of all.
type PovertyLine struct {
	Amount float64 // in the unit of the values
	Share  float64 // of the median; 0.6 is at risk of poverty in the European Union
}

var (
	lineAmount = index.Param{Name: "line", Max: 1e12, Doc: "poverty line in the unit of the values; 0 takes a share of the median"}
	lineShare  = index.Param{Name: "share", Default: 60, Min: 1, Max: 200, Doc: "poverty line in per cent of the median, where line is 0"}
)

// lineFrom returns the line that parameters choose.
func lineFrom(p index.Params) PovertyLine {
	return PovertyLine{Amount: lineAmount.From(p), Share: lineShare.From(p) / 100}
}

// poor is a distribution with the line drawn, those below it first.
type poor struct {
	units  []unit // all, in ascending order
	weight float64
	line   float64
	n      int     // how many of units are below the line
	share  float64 // of the persons who are

	median   float64
	relative float64 // the line's share of the median; 0 for an amount
}

// drawLine checks d and draws the line. Being at the line is not being below it.
func drawLine(d index.Distribution, line PovertyLine) (poor, error) {
	if err := d.Check(); err != nil {
		return poor{}, err
	}
	p := poor{units: ascending(d), line: line.Amount}
	if p.units[0].value < 0 {
		return poor{}, index.Undefined("a value is %v: poverty is measured for values of at least 0", p.units[0].value)
	}
	var weight, below index.Sum
	for _, u := range p.units {
		weight = weight.Plus(u.weight)
	}
	p.weight = weight.Value()
	if !finite(p.weight) {
		return poor{}, index.Undefined("the weights are too large to add up")
	}
	if line.Amount == 0 {
		p.median, p.relative = percentile(p.units, 50, p.weight), line.Share
		p.line = p.relative * p.median
	}
	if !(p.line > 0) || !finite(p.line) {
		return poor{}, index.Undefined("the poverty line is %v; it must be above 0", p.line)
	}
	for _, u := range p.units {
		if u.value >= p.line {
			break
		}
		below = below.Plus(u.weight)
		p.n++
	}
	p.share = below.Value() / p.weight
	return p, nil
}

// sum returns the sum of f over the persons below the line, per person of all.
func (p poor) sum(f func(x float64) float64) float64 {
	var sum index.Sum
	for _, u := range p.units[:p.n] {
		sum = sum.Plus(u.weight / p.weight * f(u.value))
	}
	return sum.Value()
}

// mover is how a poverty line that is a share of the median moves with each value, and how many are near it.
type mover struct {
	density  float64 // at the line
	relative float64
	median   quantile
}

// move returns the mover of the line. A line that is an amount does not move.
func (p poor) move() (mover, error) {
	if p.relative == 0 {
		return mover{}, nil
	}
	m := mover{relative: p.relative}
	var err error
	if m.median, err = quantileOf(p.units, 50, p.weight); err != nil {
		return mover{}, err
	}
	m.density, err = density(p.units, p.line)
	return m, err
}

// line returns the influence of a value on the line.
func (m mover) line(x float64) float64 {
	if m.relative == 0 {
		return 0
	}
	return m.relative * m.median.influence(x)
}
