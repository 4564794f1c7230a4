package charts

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/classes"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The ways to cut values into classes.
const (
	Jenks    = "jenks"    // natural breaks: the least differences within classes
	Quantile = "quantile" // as many areas in each
	Equal    = "equal"    // equally wide
	AroundIt = "city"     // five classes around the value of the city, where high or low is better
)

// ClassWays are all ways to cut values into classes.
var ClassWays = []string{Jenks, Quantile, Equal, AroundIt}

// Classes say how maps cut values into classes. The zero value is four natural classes.
type Classes struct {
	Way    string
	Number int                  // 2 to 5; default 4
	Breaks map[string][]float64 // of indicators, by ID: where the second class and the following begin; before Way
}

// Check reports what cannot be drawn.
func (c Classes) Check() error {
	if c.Way != "" && !slices.Contains(ClassWays, c.Way) {
		return fmt.Errorf("classes %q: want one of %v", c.Way, ClassWays)
	}
	if c.Number != 0 && (c.Number < 2 || c.Number > maxClasses) {
		return fmt.Errorf("%d classes: want 2 to %d", c.Number, maxClasses)
	}
	for id, breaks := range c.Breaks {
		if len(breaks) == 0 || len(breaks) >= maxClasses {
			return fmt.Errorf("indicator %q: %d breaks; want 1 to %d", id, len(breaks), maxClasses-1)
		}
		for i, b := range breaks {
			if !(math.Abs(b) <= math.MaxFloat64) || i > 0 && b <= breaks[i-1] {
				return fmt.Errorf("indicator %q: the breaks %v do not rise", id, breaks)
			}
		}
	}
	return nil
}

const (
	defaultClasses = 4
	maxClasses     = 5
)

// bands are the classes of values on a map. Values are put into them as they are printed, so that a value that is printed as the lower limit of a class is
// in it.
type bands struct {
	way       string
	decimals  int
	cuts      []float64 // where each class but the first begins
	low, high float64   // of all values
	count     []int     // areas in each class
	fit       float64
	colors    []color.NRGBA
	signs     []string // printed with the classes around the city
}

// newBands cuts the values of areas that have one. Fewer classes than are wanted come out where few values differ.
func newBands(v AreaValues, c Classes) (bands, error) {
	if err := c.Check(); err != nil {
		return bands{}, err
	}
	b := bands{way: c.Way, decimals: v.Indicator.Decimals}
	var values []float64
	for _, a := range v.Areas {
		if a.Value.OK {
			values = append(values, b.printed(a.Value.Value))
		}
	}
	if len(values) == 0 {
		return b, nil
	}
	b.low, b.high = slices.Min(values), slices.Max(values)
	if b.way == "" || b.way == AroundIt && (!v.City.OK || v.Indicator.Direction == indicators.NotJudged) {
		b.way = Jenks
	}
	if fixed := c.Breaks[v.Indicator.ID]; fixed != nil {
		b.way, b.cuts = "", fixed
	} else {
		b.cut(values, v, c)
	}
	for i := range b.cuts {
		b.cuts[i] = b.printed(b.cuts[i])
	}
	b.cuts = slices.Compact(b.cuts)
	b.count = make([]int, len(b.cuts)+1)
	class, err := classes.Cuts(values, b.cuts)
	if err != nil {
		return b, err
	}
	for _, k := range class {
		b.count[k-1]++
	}
	b.fit = classes.Fit(values, class)
	if b.colors == nil {
		b.colors = sequence(len(b.count))
	}
	return b, nil
}

// printed is a value as it is printed.
func (b bands) printed(v float64) float64 {
	p := math.Pow(10, float64(b.decimals))
	return math.Round(v*p) / p
}

// cut finds where classes begin.
func (b *bands) cut(values []float64, v AreaValues, c Classes) {
	k := c.Number
	if k == 0 {
		k = defaultClasses
	}
	if distinct := len(slices.Compact(slices.Sorted(slices.Values(values)))); distinct < k {
		k = distinct
	}
	if k < 2 {
		return
	}
	starts := func(class []int, err error) {
		if err == nil {
			b.cuts = classes.Starts(values, class)
		}
	}
	switch b.way {
	case Quantile:
		starts(classes.Quantiles(values, nil, k))
	case Equal:
		b.cuts, _ = classes.Steps(values, k)
	case AroundIt:
		b.around(values, b.printed(v.City.Value), v.Indicator.Direction == indicators.LowerIsBetter)
	default:
		starts(classes.Jenks(values, k))
	}
}

// around cuts values at two distances from a centre, the same on both sides, which are natural breaks of the distances.
func (b *bands) around(values []float64, centre float64, flip bool) {
	far := make([]float64, len(values))
	for i, v := range values {
		far[i] = math.Abs(v - centre)
	}
	class, err := classes.Jenks(far, 3)
	if err != nil {
		b.way = Jenks
		if class, err = classes.Jenks(values, 2); err == nil {
			b.cuts = classes.Starts(values, class)
		}
		return
	}
	d := classes.Starts(far, class)
	unit := math.Pow(10, -float64(b.decimals))
	b.cuts = []float64{centre - d[1] + unit, centre - d[0] + unit, centre + d[0], centre + d[1]}
	b.signs = []string{minus + minus, minus, "0", "+", "++"}
	b.colors = slices.Clone(diverging)
	if flip {
		slices.Reverse(b.colors)
	}
}

// of returns the class of a value, from 0.
func (b bands) of(v float64) int {
	class, _ := classes.Cuts([]float64{b.printed(v)}, b.cuts)
	return class[0] - 1
}

// text is the range of a class: from its break, or the lowest value, to what is printed before the next break, or the highest value.
func (b bands) text(l lang.Lang, k int) string {
	from, to := b.low, b.high
	if k > 0 {
		from = b.cuts[k-1]
	}
	if k < len(b.cuts) {
		to = b.cuts[k] - math.Pow(10, -float64(b.decimals))
	}
	switch {
	case k == 0 && b.count[0] == 0:
		return lang.Text{Sv: "under ", En: "under "}.In(l) + Number(l, b.cuts[0], b.decimals)
	case k == len(b.cuts) && b.count[k] == 0:
		return Number(l, from, b.decimals) + lang.Text{Sv: " och mer", En: " and more"}.In(l)
	case b.printed(from) == b.printed(to):
		return Number(l, from, b.decimals)
	}
	return Range(l, from, to, b.decimals)
}

// method says how the classes were made.
func (b bands) method(l lang.Lang) string {
	how := map[string]lang.Text{
		Jenks:    {Sv: "Klasserna är naturliga brott enligt Fisher och Jenks, exakt beräknade", En: "The classes are natural breaks by Fisher and Jenks, found exactly"},
		Quantile: {Sv: "Klasserna har ungefär lika många områden", En: "The classes have about as many areas each"},
		Equal:    {Sv: "Klasserna är lika breda", En: "The classes are equally wide"},
		AroundIt: {Sv: "Klasserna ligger lika långt från stadens värde på båda sidor", En: "The classes lie equally far from the value of the city on both sides"},
		"":       {Sv: "Klassernas gränser är fasta", En: "The limits of the classes are fixed"},
	}[b.way].In(l)
	if len(b.cuts) == 0 {
		return ""
	}
	if !(math.Abs(b.fit) <= math.MaxFloat64) {
		return how + "."
	}
	return how + "; " + fmt.Sprintf(lang.Text{Sv: "anpassning (GADF) %s av 1.", En: "goodness of fit (GADF) %s of 1."}.In(l), Number(l, b.fit, 2))
}
