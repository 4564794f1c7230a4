package study

import (
	"fmt"
	"maps"
	"math"
	"slices"
)

// MapClasses say how maps cut values into classes. What is left out has the default of the maps: four natural classes.
type MapClasses struct {
	Classes string               `yaml:"classes"` // jenks, quantile, equal, or city: five around the city's value
	Number  int                  `yaml:"number"`  // of classes, 2 to 5
	Breaks  map[string][]float64 `yaml:"breaks"`  // indicator → where the second class and the following begin, the same in all years
}

// classWays are the ways to cut values into classes, and mostClasses how many there may be.
var classWays = []string{"jenks", "quantile", "equal", "city"}

const mostClasses = 5

func (c *checker) mapClasses() {
	m := c.study.Map
	if m == nil {
		return
	}
	if len(c.study.Boundaries) == 0 {
		c.fail("map", "classes of maps are given, but no boundaries", "say where the areas lie under boundaries:")
	}
	c.oneOf("map.classes", "way to cut classes", m.Classes, classWays, true)
	if c.given("map.number") && (m.Number < 2 || m.Number > mostClasses) {
		c.fail("map.number", fmt.Sprintf("number is %d, expected 2 to %d", m.Number, mostClasses), "readers tell four colours apart well, and five at most")
	}
	for _, id := range slices.Sorted(maps.Keys(m.Breaks)) {
		at, breaks := "map.breaks."+id, m.Breaks[id]
		c.oneOf(at, "indicator", id, ids(c.study.Indicators), false)
		if len(breaks) == 0 || len(breaks) >= mostClasses {
			c.fail(at, fmt.Sprintf("%d breaks, expected 1 to %d", len(breaks), mostClasses-1), "a break is where a class begins that is not the first")
		}
		for i, b := range breaks {
			if math.IsNaN(b) || math.IsInf(b, 0) {
				c.fail(fmt.Sprintf("%s[%d]", at, i), fmt.Sprintf("%v is no value", b), "write a number")
			}
		}
		c.rising(at, breaks)
	}
}
