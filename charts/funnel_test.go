package charts

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// testFunnel is the funnel of a comparison with the normal limits of a share: city ± z √(p (1 − p)/n), the wide ones three times as wide.
func testFunnel(names ...string) analysis.Funnel {
	c := testComparison(employed, names...)
	f := analysis.Funnel{Indicator: employed, Period: c.Period, OK: true, Value: c.City.Value}
	for _, a := range c.Areas {
		n := a.Value.Denominator.V
		se := 100 * math.Sqrt(f.Value/100*(1-f.Value/100)/n)
		band := func(z float64) analysis.Band { return analysis.Band{Lower: f.Value - z*se, Upper: f.Value + z*se} }
		f.Areas = append(f.Areas, analysis.FunnelArea{Area: a.Area, Value: a.Value.Value, Denominator: n, Inner: band(1.96), Outer: band(3.09),
			WideInner: band(5.88), WideOuter: band(9.27), Z: (a.Value.Value - f.Value) / se, WideZ: (a.Value.Value - f.Value) / se / 3})
	}
	return f
}

func funnelCases(add addCase, o Options) {
	f, err := Funnel(testFunnel(districtNames...), 0.95, o)
	add("funnel-normal", f, err)
	for _, p := range Presets {
		o.Preset = p
		f, err := Funnel(testFunnel(districtNames...), 0.95, o)
		add("preset-funnel-"+p.ID, f, err)
		f, err = Funnel(testFunnel(longNames...), 0.95, o)
		add("preset-funnel-long-"+p.ID, f, err)
	}
}

func TestFunnelsTellWhoLiesOutside(t *testing.T) {
	f := testFunnel("Norrby", "Sjöbo", "Hulta")
	for i, v := range []float64{f.Areas[0].WideOuter.Lower - 1, f.Value, f.Areas[2].Outer.Upper + 0.1} {
		f.Areas[i].Value = v
		if got, want := far(f.Areas[i]), []int{2, 0, 1}[i]; got != want {
			t.Errorf("%s lies %d out, want %d", f.Areas[i].Area.Name, got, want)
		}
	}
	fig := made(t)(Funnel(f, 0.95, testOptions(t, lang.Sv)))
	if want := "Sysselsatta: 2 av 3 områden utanför gränserna för slump"; fig.Title != want {
		t.Errorf("title %q, want %q", fig.Title, want)
	}
	if _, err := Funnel(analysis.Funnel{Indicator: employed, Reason: analysis.Withheld}, 0.95, testOptions(t, lang.Sv)); err == nil {
		t.Error("a funnel is drawn that is withheld")
	}
}
