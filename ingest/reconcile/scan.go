package reconcile

import (
	"math"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// facts are what one pass over the rows of a run gives.
type facts struct {
	values   int // rows with a value
	zeros    int // of them
	decimals int // most decimals that a value is printed with
	distinct int // different values, counted up to enough
	hash     uint64
	status   [indicators.NotApplicable + 1]int
	sources  []word
	files    []word
	marks    [len(marks)]word // of notes
	counts   tally            // values that do not follow from their counts
}

// enough is how many different values tell a column from one that is all alike.
const enough = 5

// word is a text of a column with how many rows have it.
type word struct {
	word  string
	n     int
	first indicators.Origin
}

// count adds a row to the words of a column, which are few and come in runs.
func count(ws []word, w string, o indicators.Origin) []word {
	for i := len(ws) - 1; i >= 0; i-- {
		if ws[i].word == w {
			ws[i].n++
			return ws
		}
	}
	return append(ws, word{w, 1, o})
}

func (c *reconciler) scan() {
	c.facts = make([]facts, len(c.runs))
	c.parallel(len(c.runs), func(i int) { c.facts[i] = c.scanRun(c.runs[i]) })
}

func (c *reconciler) scanRun(r indicators.Run) facts {
	var f facts
	var seen [enough]float64
	var note string
	var marked [len(marks)]bool
	codes := r.AreaCodes()
	f.hash = 14695981039346656037
	for i := range r.Len() {
		f.status[r.Status(i)]++
		o := r.Origin(i)
		f.sources = count(f.sources, r.Source(i), o)
		f.files = count(f.files, o.File, o)
		if n := r.Note(i); n != "" {
			if n != note {
				note, marked = n, marksOf(n)
			}
			for k, is := range marked {
				if is {
					if f.marks[k].n++; f.marks[k].n == 1 {
						f.marks[k].first = o
					}
				}
			}
		}
		v := r.Value(i)
		if !v.OK {
			continue
		}
		f.values++
		if v.V == 0 {
			f.zeros++
		}
		f.decimals = decimals(v.V, f.decimals)
		f.hash = (f.hash ^ uint64(codes[i])) * 1099511628211
		f.hash = (f.hash ^ math.Float64bits(v.V+0)) * 1099511628211 // +0: no negative zero
		f.hash ^= f.hash >> 29
		if f.distinct < enough {
			new := true
			for _, s := range seen[:f.distinct] {
				new = new && s != v.V
			}
			if new {
				seen[f.distinct] = v.V
				f.distinct++
			}
		}
	}
	ind, _ := c.catalogue.Indicator(r.Key.Indicator)
	f.counts = values(r, ind, f.decimals)
	return f
}

var tens = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}

// decimals returns how many decimals a number is printed with, at least so many and at most 9. A whole number over a power of ten is the
// float nearest to the decimal, so that only a number of so many decimals comes back.
func decimals(v float64, least int) int {
	for d := least; d < len(tens)-1; d++ {
		if math.Round(v*tens[d])/tens[d] == v {
			return d
		}
	}
	return len(tens) - 1
}

// values compares published values with Per · numerator / denominator. They may differ by half of the last digit that the source prints or
// that the indicator is shown with, whichever is coarser.
func values(r indicators.Run, ind indicators.Indicator, printed int) tally {
	var t tally
	if k := ind.Unit.Kind; k != indicators.Share && k != indicators.Rate {
		return t
	}
	tolerance := 0.5 * math.Pow10(-min(printed, ind.Decimals))
	for i := range r.Len() {
		v, n, d := r.Value(i), r.Numerator(i), r.Denominator(i)
		if !v.OK || !n.OK || !d.OK || d.V == 0 {
			continue
		}
		t.of++
		computed := ind.Unit.Per * n.V / d.V
		// The published figure was rounded in decimal, so a tie may lie a hair outside of the tolerance in binary.
		if math.Abs(computed-v.V) > tolerance*(1+1e-9)+1e-12*math.Abs(computed) {
			area := r.Area(i)
			t.add(r.Origin(i), area.Code, func() lang.Text {
				return text("område %s%s har %s, men %s av %s är %s", "area %s%s has %s but %s of %s is %s",
					area.Code, in(r.Key.Group), figure(v.V), figure(n.V), figure(d.V), rounded(computed, max(ind.Decimals, 1)+1))
			})
		}
	}
	return t
}

func (c *reconciler) valuesAgainstCounts() {
	order, runs := c.scopes()
	for _, s := range order {
		var t tally
		for _, i := range runs[s] {
			t.join(c.facts[i].counts)
		}
		if t.n == 0 {
			continue
		}
		f := s.about(Warning, KindValues).counted(&t)
		f.What = text("%d av %d värden följer inte av sin täljare och nämnare: %s", "%d of %d values do not follow from their numerator and denominator: %s", t.n, t.of, t.list())
		f.Remedy = text("de publicerade värdena används", "the published values are used")
		f.Public = c.public(runs[s]...)
		c.report(f)
	}
}
