package charts

import (
	"image/color"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// testCertain is a share in small areas of which each has an interval, wider in some than in others.
func testCertain(n int) AreaValues {
	v := testSmall(n)
	v.Indicator, v.City = employed, value(78.4, 0.3, 68000)
	for i := range v.Areas {
		x := 45 + float64(i*37%50)
		v.Areas[i].Value = value(x, 0.5+float64(i*13%11)*0.9, 900)
	}
	return v
}

func certaintyCases(add addCase, o Options) {
	draw := func(name string, v AreaValues, o Options) {
		f, err := CertaintyMap(v, []Map{testMap(areasIn(v.Areas))}, o)
		add(name, f, err)
	}
	draw("certainty-normal", testCertain(36), o)
	draw("certainty-states", testDistricts(withStates(employed)), o)
	for _, p := range Presets[1:] {
		at := o
		at.Preset = p
		draw("preset-certainty-"+p.ID, testCertain(77), at)
	}
}

// The step is the number of classes beyond its own that an interval reaches.
func TestCertaintyCountsClasses(t *testing.T) {
	v := testCertain(9)
	f, err := newChoropleth(v, []Map{testMap(areasIn(v.Areas))}, Options{Lang: lang.Sv, City: "Borås", Catalogue: testCatalogue(t),
		Classes: Classes{Breaks: map[string][]float64{"employed": {60, 70, 80}}}})
	if err != nil {
		t.Fatal(err)
	}
	m := certainty{f}
	for _, test := range []struct {
		value, half float64
		want        int
	}{{65, 4.9, 0}, {65, 5, 1}, {59, 1, 1}, {65, 20, 2}, {65, 12, 2}, {60, 0.06, 1}, {60, 0.04, 0}} {
		if got := m.step(value(test.value, test.half, 100)); got != test.want {
			t.Errorf("%v ± %v is at step %d, want %d", test.value, test.half, got, test.want)
		}
	}
	if got := m.step(analysis.Value{OK: true}); got != certaintySteps-1 {
		t.Errorf("a value without interval is at step %d", got)
	}
}

// Half of #12436D and half of #E3D3B8 is #7B8B93.
func TestMixedColours(t *testing.T) {
	if got, want := mixed(rgb(0x12436D), 0.5), (color.NRGBA{R: 0x7B, G: 0x8B, B: 0x93, A: 0xFF}); got != want {
		t.Errorf("mixed %v, want %v", got, want)
	}
}

// All shades can be told apart by normal vision, and text can be read on them.
func TestShadesAreToldApart(t *testing.T) {
	for n := 2; n <= defaultClasses; n++ {
		var shades []color.NRGBA
		for _, k := range sequence(n) {
			for _, share := range strength {
				shades = append(shades, mixed(k, share))
			}
		}
		if d := least(shades, "normal"); d < 5 {
			t.Errorf("%d classes: least difference %.1f", n, d)
		}
		for _, k := range shades {
			if c := contrast(onColor(k), k); c < 4.5 {
				t.Errorf("text on %v has contrast %.2f", k, c)
			}
		}
	}
}

func TestValuesWithoutIntervalsGiveNoMapOfCertainty(t *testing.T) {
	v := testSmall(16)
	if f, err := CertaintyMap(v, []Map{testMap(areasIn(v.Areas))}, testOptions(t, lang.Sv)); f != nil || err != nil {
		t.Errorf("%v, %v", f, err)
	}
	all := testCertain(9)
	for i := range all.Areas {
		all.Areas[i].Value.Value = 50
	}
	if f, err := CertaintyMap(all, []Map{testMap([]indicators.Area{all.Areas[0].Area})}, testOptions(t, lang.Sv)); f != nil || err != nil {
		t.Errorf("of one class: %v, %v", f, err)
	}
}
