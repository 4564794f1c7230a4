package charts

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/jamlik/jamlik/indicators/lang"
)

var look = flag.String("look", "", "also write every figure of the tests as PNG, SVG and PDF to this directory")

// addCase takes in a figure under a name.
type addCase func(name string, f *Figure, err error)

// all adds figures that may be several of one thing.
func (add addCase) all(name string, fs []*Figure, err error) {
	for i, f := range fs {
		if len(fs) > 1 {
			add(fmt.Sprintf("%s-%d", name, i+1), f, nil)
		} else {
			add(name, f, nil)
		}
	}
	if err != nil || len(fs) == 0 {
		add(name, nil, err)
	}
}

// figureCases are the figures that the tests go through: of each kind of chart in its normal state, with what is withheld and what is missing, of one
// area, and with the longest names. Those whose names do not begin with "preset" are golden.
var figureCases = []func(add addCase, o Options){
	firstCases,
	presetCases,
	nothingCases,
	compositionCases,
	segregationCurveCases,
	lorenzCases,
	waterfallCases,
	rankOrderCases,
	indexCases,
	gapCases,
	mapCases,
	tileCases,
	areaMapCases,
	certaintyCases,
	clusterCases,
	profileCases,
	contributionCases,
	scatterCases,
	pyramidCases,
	slopeCases,
	equiplotCases,
	funnelCases,
}

// allFigures returns the figures that the tests go through, by name.
func allFigures(t testing.TB, l lang.Lang) map[string]*Figure {
	t.Helper()
	out := map[string]*Figure{}
	add := func(name string, f *Figure, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if out[name] != nil {
			t.Fatalf("two figures are called %s", name)
		}
		out[name] = f
	}
	o := testOptions(t, l)
	for _, cases := range figureCases {
		cases(add, o)
	}
	return out
}

func firstCases(add addCase, o Options) {
	f, err := Compare(testComparison(employed, districtNames...), o)
	add("compare-normal", f, err)
	f, err = Compare(testComparison(lowIncome, districtNames...), o)
	add("compare-flipped", f, err)
	f, err = Compare(testComparison(income, districtNames...), o)
	add("compare-unjudged", f, err)
	f, err = Compare(withStates(employed), o)
	add("compare-states", f, err)
	f, err = Compare(testComparison(employed, "Norrby"), o)
	add("compare-one", f, err)
	f, err = Compare(testComparison(employed, longNames...), o)
	add("compare-long", f, err)
	f, err = Spread(testSpread(77), o)
	add("spread", f, err)
	f, err = Trend(withGaps(testTrend(districtNames...)), o)
	add("trend-gaps", f, err)
	one := o
	one.Highlight = []string{"D02"}
	f, err = Trend(testTrend(districtNames...), one)
	add("trend-one", f, err)
	five := o
	five.Highlight = []string{"D01", "D02", "D03", "D04", "D05", "D06"}
	f, err = Trend(testTrend(districtNames...), five)
	add("trend-five", f, err)
	f, err = TrendPanels(withGaps(testTrend(districtNames...)), o)
	add("panels", f, err)
	cs, areas := testOverview()
	fs, err := Overview(cs, areas, o)
	for i := range fs {
		add(fmt.Sprintf("overview-%d", i+1), fs[i], err)
	}
	if err != nil {
		add("overview", nil, err)
	}
}

func TestLook(t *testing.T) {
	if *look == "" {
		t.Skip("run with -look DIR to write the figures")
	}
	for _, l := range lang.All {
		for name, f := range allFigures(t, l) {
			for _, m := range []struct {
				name string
				mode Mode
			}{{"", Titled}, {"-bare", Bare}} {
				stem := filepath.Join(*look, name+"-"+string(l)+m.name)
				for ext, write := range map[string]func(*os.File) error{
					".png": func(w *os.File) error { return f.WritePNG(w, m.mode) },
					".svg": func(w *os.File) error { return f.WriteSVG(w, m.mode) },
					".pdf": func(w *os.File) error { return f.WritePDF(w, m.mode) },
					".csv": func(w *os.File) error { return f.WriteCSV(w) },
				} {
					w, err := os.Create(stem + ext)
					if err != nil {
						t.Fatal(err)
					}
					if err := write(w); err != nil {
						t.Error(err)
					}
					w.Close()
				}
			}
		}
	}
}
