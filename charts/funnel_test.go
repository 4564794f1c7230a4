package charts

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
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

// leaveOut takes three districts out of a funnel, and with them the limits that rest on all.
func leaveOut(f analysis.Funnel) analysis.Funnel {
	left := []analysis.FunnelLeft{
		{Reason: analysis.Withheld, Status: indicators.Suppressed}, {Reason: analysis.NoObservation, Status: indicators.Missing},
		{Reason: analysis.Withheld, Status: indicators.Suppressed},
	}
	for i := range left {
		left[i].Area = f.Areas[2*i].Area
	}
	f.Left = left
	f.Areas = slices.DeleteFunc(f.Areas, func(a analysis.FunnelArea) bool {
		return slices.ContainsFunc(left, func(b analysis.FunnelLeft) bool { return b.Area == a.Area })
	})
	nan := math.NaN()
	for i := range f.Areas {
		f.Areas[i].WideInner, f.Areas[i].WideOuter = analysis.Band{Lower: nan, Upper: nan}, analysis.Band{Lower: nan, Upper: nan}
	}
	f.Reason = analysis.Withheld
	return f
}

func funnelCases(add addCase, o Options) {
	f, err := Funnel(testFunnel(districtNames...), 0.95, o)
	add("funnel-normal", f, err)
	f, err = Funnel(leaveOut(testFunnel(districtNames...)), 0.95, o)
	add("funnel-states", f, err)
	f, err = Funnel(testFunnel("Norrby"), 0.95, o)
	add("funnel-one", f, err)
	f, err = Funnel(leaveOut(testFunnel(longNames...)), 0.95, o)
	add("funnel-long", f, err)
	for _, p := range Presets {
		o.Preset = p
		f, err := Funnel(testFunnel(districtNames...), 0.95, o)
		add("preset-funnel-"+p.ID, f, err)
		f, err = Funnel(leaveOut(testFunnel(longNames...)), 0.95, o)
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

// Districts that have no dot are named in a note, in the description and with ".." in the table.
func TestFunnelsNameWhoIsLeftOut(t *testing.T) {
	f := testFunnel("Norrby", "Sjöbo", "Hulta", "Fristad", "Centrum", "Byttorp")
	fig := made(t)(Funnel(leaveOut(f), 0.95, testOptions(t, lang.Sv)))
	want := "3 områden utan punkt: Centrum och Norrby, visas inte av sekretesskäl; Hulta, uppgift saknas i källan."
	if !slices.Contains(fig.Notes, want) || !strings.HasSuffix(fig.Description, want) {
		t.Errorf("notes %q and description %q, want %q", fig.Notes, fig.Description, want)
	}
	dots := map[string]string{}
	for _, r := range fig.Table.Rows {
		dots[r[0].Text] = r[3].Text + r[3].Class
	}
	if len(dots) != 6 || dots["Centrum"] != "..suppressed" || dots["Hulta"] != "..missing" || strings.HasPrefix(dots["Sjöbo"], "..") {
		t.Errorf("the table has %v", dots)
	}
}
