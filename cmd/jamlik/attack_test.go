package main

import (
	"math"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/suppress"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/study"
)

// toldNumber is what a table tells: one number about one area.
type toldNumber struct {
	indicator, group, period, area string
}

// TestAttackOnPublishedTables reads the tables that run writes as one who wants to know what they withhold, adds up all that adds up, and
// narrows every withheld number down by linear programmes. The true numbers, from an analysis that withholds nothing, say what he is after.
func TestAttackOnPublishedTables(t *testing.T) {
	if testing.Short() {
		t.Skip("narrows every withheld number down")
	}
	dir := filepath.Join("..", "..", "testdata", "exempelstad")
	l, err := study.Load(os.DirFS(dir), studyName, study.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	open, err := (&program{}).results(l, func(o *analysis.Options) { o.Disclosure = analysis.Disclosure{} })
	if err != nil {
		t.Fatal(err)
	}
	truth := trueNumbers(l, open)
	out := filepath.Join(t.TempDir(), "out")
	jamlik(t, "run", dir, "-o", out, "--quiet", "--formats", "svg")
	told := map[toldNumber]bool{}
	files := contents(out)
	for name, data := range files {
		switch dir, base := path.Split(name); {
		case dir == "data/" && path.Ext(name) == ".csv" && !strings.Contains(base, "-excel-"):
			readData(t, data, told)
		case dir == "figures/" && strings.HasSuffix(name, "-sv.csv"):
			readFigure(t, strings.TrimSuffix(base, "-sv.csv"), data, truth, told, open.City.Code)
		}
	}
	tables := map[[2]string][]toldNumber{}
	for n := range truth {
		tables[[2]string{n.indicator, n.period}] = append(tables[[2]string{n.indicator, n.period}], n)
	}
	attacked, withheld := 0, 0
	limits := l.Study.Disclosure
	for about, cells := range tables {
		table, hidden := asAttacked(l, cells, truth, told, open.City.Code)
		intervals, err := table.Attack(hidden)
		if err != nil {
			t.Fatalf("%v: %v", about, err)
		}
		attacked++
		for i, n := range cells {
			v := truth[n]
			few := func(x float64) bool { return x > 0.5 && x < limits.MinCount }
			small := few(v.num) || few(v.den-v.num) && v.share || v.den < limits.MinDenominator
			if !hidden[i] {
				if small {
					t.Errorf("%+v: %v of %v is told", n, v.num, v.den)
				}
				continue
			}
			withheld++
			want := 0.5 // it does not follow
			if small {
				want = min(limits.MinCount, v.den)
			}
			if got := intervals[0][i].Width(); got < want-1e-6 {
				t.Errorf("%+v: %v of %v can be told to within %v", n, v.num, v.den, got)
			}
		}
	}
	if attacked < 40 || withheld < 200 || len(told) < 500 {
		t.Errorf("%d tables with %d withheld and %d told numbers: the test says nothing", attacked, withheld, len(told))
	}
}

type trueNumber struct {
	num, den float64
	share    bool
}

// trueNumbers are those of sources that are not protected, by indicator, group, period and area.
func trueNumbers(l *study.Loaded, res *analysis.Results) map[toldNumber]trueNumber {
	out := map[toldNumber]trueNumber{}
	add := func(ind indicators.Indicator, g indicators.Group, p indicators.Period, a indicators.Area, v analysis.Value) {
		switch s, _ := l.Catalogue.Source(ind.Source); {
		case s.Protected:
		case v.Reason == analysis.SourceWithheld:
			out[toldNumber{ind.ID, string(g), p.String(), a.Code}] = trueNumber{math.NaN(), math.NaN(), false}
		case v.OK && v.Numerator.OK:
			out[toldNumber{ind.ID, string(g), p.String(), a.Code}] = trueNumber{v.Numerator.V, v.Denominator.V, ind.Unit.Kind == indicators.Share}
		}
	}
	for _, c := range res.Comparisons {
		add(c.Indicator, c.Group, c.Period, res.City, c.City)
		for _, a := range c.Areas {
			add(c.Indicator, c.Group, c.Period, a.Area, a.Value)
			add(c.Indicator, c.Group, c.Earlier, a.Area, a.Past)
		}
	}
	for _, tr := range res.Trends {
		for i, p := range tr.Periods {
			add(tr.Indicator, tr.Group, p, res.City, tr.City[i])
			for _, a := range tr.Areas {
				add(tr.Indicator, tr.Group, p, a.Area, a.Values[i])
			}
		}
	}
	return out
}

// readData notes every number that a table about indicators and areas tells: any figure in a row about an area tells its value.
func readData(t *testing.T, data []byte, told map[toldNumber]bool) {
	rows := readCSV(t, data)
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	for _, name := range []string{"indicator", "period", "area"} {
		if _, ok := at[name]; !ok {
			return
		}
	}
	for _, r := range rows[1:] {
		n := toldNumber{indicator: r[at["indicator"]], period: r[at["period"]], area: r[at["area"]]}
		if i, ok := at["group"]; ok {
			n.group = r[i]
		}
		for _, name := range []string{"value", "numerator", "lower", "upper", "rest_of_city", "difference", "ratio", "estimate", "shrunk", "rate", "count"} {
			if i, ok := at[name]; ok && r[i] != "" {
				told[n] = true
			}
		}
		if i, ok := at["change"]; ok && r[i] != "" { // with the value, the earlier one
			earlier := n
			earlier.period = r[at["earlier_period"]]
			told[earlier] = true
		}
	}
}

// readFigure notes what the data of a trend tells.
func readFigure(t *testing.T, stem string, data []byte, truth map[toldNumber]trueNumber, told map[toldNumber]bool, city string) {
	about := map[string]toldNumber{}
	plain := strings.NewReplacer("_", "-", "=", "-", ";", "-")
	for n := range truth {
		name := plain.Replace(n.indicator)
		if n.group != "" {
			name += "-" + plain.Replace(n.group)
		}
		about["trend-"+name] = toldNumber{indicator: n.indicator, group: n.group}
	}
	n, ok := about[stem]
	if !ok {
		return
	}
	rows := readCSV(t, data)
	for _, r := range rows[1:] {
		for i, name := range rows[0] {
			if _, period, ok := strings.Cut(name, "_"); ok && i >= 2 && r[i] != "" {
				n.period, n.area = strings.Replace(period, "_", "/", 1), r[1]
				if n.area == "" {
					n.area = city
				}
				told[n] = true
			}
		}
	}
}

// asAttacked is the numerators of an indicator and period with all that adds up, and which of them are not told.
func asAttacked(l *study.Loaded, cells []toldNumber, truth map[toldNumber]trueNumber, told map[toldNumber]bool, city string) (suppress.Table, []bool) {
	n := len(cells)
	layer := suppress.Layer{Value: make([]float64, n), Upper: make([]float64, n), Width: make([]float64, n)}
	table := suppress.Table{Cost: make([]float64, n)}
	hidden := make([]bool, n)
	at := map[toldNumber]int{}
	for i, c := range cells {
		v := truth[c]
		at[c] = i
		layer.Value[i], layer.Upper[i], layer.Width[i], table.Cost[i] = v.num, math.Inf(1), math.NaN(), 1 // NaN where the source tells nobody
		if v.share {
			layer.Upper[i] = v.den
		}
		hidden[i] = !told[c]
	}
	sums := map[[2]string]*suppress.Sum{}
	var order []*suppress.Sum
	join := func(whole toldNumber, part int, by string) {
		w, ok := at[whole]
		if !ok || w == part {
			return
		}
		k := [2]string{whole.group + "|" + whole.area, by}
		if sums[k] == nil {
			sums[k] = &suppress.Sum{Whole: w, Overlap: true}
			order = append(order, sums[k])
		}
		sums[k].Parts = append(sums[k].Parts, part)
	}
	for i, c := range cells {
		whole := c
		whole.area = city
		join(whole, i, "areas")
		if dim, _, ok := strings.Cut(c.group, "="); ok && !strings.Contains(c.group, ";") {
			whole = c
			whole.group = ""
			join(whole, i, dim)
		}
	}
	for _, s := range order {
		if len(s.Parts) > 1 {
			table.Sums = append(table.Sums, *s)
		}
	}
	table.Layers = []suppress.Layer{layer}
	return table, hidden
}
