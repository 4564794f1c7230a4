package study

import (
	"fmt"
	"math"
)

// Disclosure says what is withheld of sources that are not protected, and how well that is guarded against being worked out.
type Disclosure struct {
	MinCount       float64 `yaml:"min_count"`       // numerators and their complements from 1 up to below this are withheld
	MinDenominator float64 `yaml:"min_denominator"` // populations below this are withheld
	MaxShare       float64 `yaml:"max_share"`       // per cent: higher shares, and groups that make up more of an area, are withheld
	Protection     float64 `yaml:"protection"`      // how wide the interval must be at least that a reader can tell of a withheld count; min_count where left out
	RoundTo        float64 `yaml:"round_to"`        // counts are rounded to multiples of this; not at all where left out
	Rounding       string  `yaml:"rounding"`        // nearest or random; nearest where left out
}

func (c *checker) disclosure() {
	d := c.study.Disclosure
	if d.MinCount < 0 {
		c.fail("disclosure.min_count", "disclosure.min_count is negative", "write the least count that may be shown")
	}
	if d.MinDenominator < 0 {
		c.fail("disclosure.min_denominator", "disclosure.min_denominator is negative", "write the least population that may be shown")
	}
	if !(d.MaxShare >= 0 && d.MaxShare < 100) {
		c.fail("disclosure.max_share", fmt.Sprintf("disclosure.max_share is %v, expected a percentage from 0 to below 100", d.MaxShare),
			"write the highest share that may be shown, such as 95, or leave the key out")
	}
	if d.Protection < 0 {
		c.fail("disclosure.protection", "disclosure.protection is negative", "write how wide the interval of a withheld count must be at least")
	}
	if d.Protection > 0 && d.Protection < d.MinCount {
		c.fail("disclosure.protection", fmt.Sprintf("disclosure.protection is %v, less than disclosure.min_count, %v: several withheld counts could be told to be too small together",
			d.Protection, d.MinCount), "write at least as much as min_count, or leave the key out")
	}
	if !(d.RoundTo >= 0) || d.RoundTo != math.Trunc(d.RoundTo) || d.RoundTo > 1000 {
		c.fail("disclosure.round_to", fmt.Sprintf("disclosure.round_to is %v, expected a whole number from 0 to 1000", d.RoundTo), "5 rounds 12 to 10 and 13 to 15")
	}
	switch d.Rounding {
	case "", "nearest", "random":
		if d.Rounding != "" && d.RoundTo == 0 {
			c.fail("disclosure.rounding", "disclosure.rounding says how to round, but round_to is not given", "write round_to: 5 or leave rounding out")
		}
	default:
		c.fail("disclosure.rounding", fmt.Sprintf("unknown rounding %q; one of nearest, random", d.Rounding), "")
	}
	if (d.MaxShare > 0 || d.Protection > 0) && d.MinCount == 0 && d.MinDenominator == 0 {
		c.fail("disclosure", "disclosure has neither min_count nor min_denominator, without which nothing is too small to be shown", "write min_count: 5")
	}
}
