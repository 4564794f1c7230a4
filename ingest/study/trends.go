package study

import "fmt"

// Trends is how figures are followed over years. A zero field means the default named with it.
type Trends struct {
	FewestYears  int     `yaml:"fewest_years"`  // comparable years that a trend needs; default 5
	ParityWithin float64 `yaml:"parity_within"` // how many years ahead the pace of a gap is trusted at most; default 25
}

// trends checks the choices of trends that a study file says by itself.
func (c *checker) trends() {
	if n := c.study.Trends.FewestYears; n != 0 && (n < 3 || n > 50) {
		c.fail("trends.fewest_years", fmt.Sprintf("trends.fewest_years is %d, expected 3 to 50", n), "three years is the least that tell a trend from chance; five is usual")
	}
	if v := c.study.Trends.ParityWithin; v != 0 && !(v > 0 && v <= 200) {
		c.fail("trends.parity_within", fmt.Sprintf("trends.parity_within is %v, expected years above 0 and at most 200", v), "25 years is usual")
	}
}
